//! Which case a person's message belongs to. A Message-ID of ours can't be
//! guessed and proves it; a reference to the resident's own mail, or a case
//! reference that they name, counts only from somebody who takes part in the
//! case. Subjects alone never join anything.

use std::collections::BTreeSet;

use super::judge::{Judged, Reading};
use crate::casework::Writer;
use crate::council::MailboxFacts;
use crate::message::domain_of;
use crate::policy::reference::CaseRef;
use crate::rules::{Intent, Label};
use crate::store::{Known, Result, Write};

/// Where a message belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thread {
    /// To a case.
    Case(Place),
    /// Perhaps to a case: a person must say.
    Doubtful(String),
    /// To none.
    Nothing,
}

/// The case that a message belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its number.
    pub case: i64,
    /// Further cases of the same person that it speaks of.
    pub also: Vec<i64>,
    /// Who wrote.
    pub by: Writer,
    /// What shows it.
    pub why: &'static str,
}

/// With so many other mails of one sender within ten minutes a message joins
/// the case that is there (contract, "Mail to and from residents").
const FLOOD: usize = 3;

pub(super) async fn find(
    tx: &mut Write,
    judged: &Judged,
    reading: &Reading,
    from: &str,
) -> Result<Thread> {
    let mut thread = by_references(tx, reading, from).await?;
    if thread.is_none() {
        thread = by_name(tx, reading, from).await?;
    }
    if thread.is_none() {
        thread = by_repetition(tx, judged, reading, from).await?;
    }
    Ok(match thread {
        Some(Thread::Case(place)) if place.by == Writer::Participant => {
            let case = lead(tx, place.case).await?;
            let also = also(tx, reading, from, case).await?;
            Thread::Case(Place { case, also, ..place })
        }
        Some(thread) => thread,
        None => Thread::Nothing,
    })
}

/// How often a case may be merged on: only guards against a circle.
const MERGED_ON: usize = 32;

/// The case that a merged one is dealt with in (KH 4.0), which may have been
/// merged itself.
pub(super) async fn lead(tx: &mut Write, case: i64) -> Result<i64> {
    let mut lead = case;
    for _ in 0..MERGED_ON {
        let Some(into) = tx.case(lead).await?.case.dealings.merged_into else { break };
        let Some(next) = tx.case_by_reference(&into).await? else { break };
        lead = next;
    }
    Ok(lead)
}

fn at(case: i64, by: Writer, why: &'static str) -> Option<Thread> {
    Some(Thread::Case(Place { case, also: Vec::new(), by, why }))
}

async fn takes_part(tx: &mut Write, case: i64, from: &str) -> Result<bool> {
    Ok(tx.case(case).await?.case.has_participant(from))
}

/// Message-IDs, the newest first: a letter of ours, then a message of a case
/// that the sender takes part in, then one that we never saw and that another
/// mail of the sender refers to.
async fn by_references(tx: &mut Write, reading: &Reading, from: &str) -> Result<Option<Thread>> {
    // A form's own threads are nobody's.
    if reading.said.by_form {
        return Ok(None);
    }
    let message = &reading.message;
    let mut messages = Vec::new();
    for id in &message.references {
        match tx.known_message_id(id) {
            Some(Known::OurLetter(case)) => {
                let by = match takes_part(tx, case, from).await? {
                    true => Writer::Participant,
                    false => Writer::Other,
                };
                return Ok(at(case, by, "it answers a letter of ours"));
            }
            Some(Known::Messages(cases)) => messages.extend(cases),
            None => {}
        }
    }
    for case in messages {
        if takes_part(tx, case, from).await? {
            let why = "it follows the sender's own earlier mail";
            return Ok(at(case, Writer::Participant, why));
        }
    }
    for id in message.message_id.iter().chain(&message.references) {
        for case in tx.cases_that_refer_to(id) {
            if takes_part(tx, case, from).await? {
                let why = "it is of one thread with the sender's own earlier mail";
                return Ok(at(case, Writer::Participant, why));
            }
        }
    }
    Ok(None)
}

/// A case reference from a participant: in the subject; in the mail that it
/// quotes, whose Message-ID the mail program has lost; or in their words, when
/// these are no new matter. A stranger's subject is for a person to judge.
async fn by_name(tx: &mut Write, reading: &Reading, from: &str) -> Result<Option<Thread>> {
    let named = &reading.named;
    let why = "a participant names the case in the subject";
    if let Some(case) = own_case(tx, &named.subject, from).await? {
        return Ok(at(case, Writer::Participant, why));
    }
    for reference in &named.subject {
        if tx.case_named(reference).is_some() {
            let why = format!("it names {reference}, but its sender takes no part in that case");
            return Ok(Some(Thread::Doubtful(why)));
        }
    }
    if let Some(case) = own_case(tx, &named.quoted, from).await? {
        let why = "it quotes a letter or mail of a case that its sender takes part in";
        return Ok(at(case, Writer::Participant, why));
    }
    let is_matter = |label| matches!(label, Label::Complaint | Label::ServiceRequest);
    let follows = reading
        .classification
        .as_ref()
        .is_some_and(|judged| judged.intent != Intent::New || !is_matter(judged.label));
    if follows && let Some(case) = own_case(tx, &named.written, from).await? {
        return Ok(at(case, Writer::Participant, "a participant names the case"));
    }
    Ok(None)
}

async fn own_case(tx: &mut Write, named: &[CaseRef], from: &str) -> Result<Option<i64>> {
    for reference in named {
        if let Some(case) = tx.case_named(reference)
            && takes_part(tx, case, from).await?
        {
            return Ok(Some(case));
        }
    }
    Ok(None)
}

/// The same words again, or a flood.
async fn by_repetition(
    tx: &mut Write,
    judged: &Judged,
    reading: &Reading,
    from: &str,
) -> Result<Option<Thread>> {
    let words = reading.words_digest.as_ref();
    let sender = tx.sender(&from.to_lowercase(), words, judged.received_at);
    let (case, why) = match (sender.same_words, sender.recent_case) {
        (Some(case), _) => (case, "the same words from the same sender"),
        (None, Some(case)) if sender.recent >= FLOOD => {
            (case, "many mails of one sender within ten minutes")
        }
        (None, _) => return Ok(None),
    };
    let by = match takes_part(tx, case, from).await? {
        true => Writer::Participant,
        false => Writer::Other,
    };
    Ok(at(case, by, why))
}

/// Other cases of the sender that a message names itself: it is shown on each.
async fn also(tx: &mut Write, reading: &Reading, from: &str, first: i64) -> Result<Vec<i64>> {
    let mut also = BTreeSet::new();
    for reference in reading.named.subject.iter().chain(&reading.named.written) {
        if let Some(case) = tx.case_named(reference)
            && takes_part(tx, case, from).await?
        {
            also.insert(lead(tx, case).await?);
        }
    }
    also.remove(&first);
    Ok(also.into_iter().collect())
}

/// The case that automatic mail speaks of, for the record only.
pub(super) fn of_references(tx: &Write, references: &[String]) -> Option<i64> {
    references.iter().find_map(|id| match tx.known_message_id(id)? {
        Known::OurLetter(case) => Some(case),
        Known::Messages(_) => None,
    })
}

/// Whether an address is of the council's own domain.
pub(super) fn is_own_domain(mailbox: &MailboxFacts, address: &str) -> bool {
    domain_of(address) == domain_of(&mailbox.address)
}
