//! Which case a person's message belongs to. A Message-ID of ours can't be
//! guessed and proves it; a reference to the resident's own mail, or a case
//! reference in the subject, counts only from somebody who takes part in the
//! case; anything else is for a person to say.

use super::judge::{Judged, Reading};
use crate::casework::Writer;
use crate::council::MailboxFacts;
use crate::message::domain_of;
use crate::policy::Policies;
use crate::store::{Known, Result, Write};

/// Where a message belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thread {
    /// To a case.
    Case {
        /// Its number.
        case: i64,
        /// Who wrote.
        by: Writer,
        /// What shows it.
        why: &'static str,
    },
    /// Perhaps to a case: a person must say.
    Doubtful(String),
    /// To none.
    Nothing,
}

/// From this many mails of one sender within ten minutes on, the next one joins
/// the case that is there (contract, "Mail to and from residents").
const FLOOD: usize = 3;

pub(super) async fn find(
    tx: &mut Write,
    policies: &Policies,
    mailbox: &MailboxFacts,
    judged: &Judged,
    reading: &Reading,
    from: &str,
) -> Result<Thread> {
    let message = &reading.message;
    if let Some(found) = by_references(tx, &message.references, from).await? {
        return Ok(found);
    }
    if let Some(found) = by_subject(tx, policies, mailbox, &message.subject, from).await? {
        return Ok(found);
    }
    let sender = tx.sender(&from.to_lowercase(), &reading.words_digest, judged.received_at);
    let by = Writer::Participant;
    if let Some(case) = sender.same_words {
        return Ok(Thread::Case { case, by, why: "the same words from the same sender" });
    }
    match sender.recent_case {
        Some(case) if sender.recent >= FLOOD => {
            let why = "many mails of one sender within ten minutes";
            Ok(Thread::Case { case, by, why })
        }
        _ => Ok(Thread::Nothing),
    }
}

async fn by_references(
    tx: &mut Write,
    references: &[String],
    from: &str,
) -> Result<Option<Thread>> {
    let mut others = None;
    for id in references {
        match tx.known_message_id(id) {
            Some(Known::OurLetter(case)) => {
                let by = match tx.case(case).await?.case.has_participant(from) {
                    true => Writer::Participant,
                    false => Writer::Other,
                };
                return Ok(Some(Thread::Case { case, by, why: "it answers a letter of ours" }));
            }
            Some(Known::Message(case)) => others = others.or(Some(case)),
            None => {}
        }
    }
    let Some(case) = others else { return Ok(None) };
    Ok(tx.case(case).await?.case.has_participant(from).then_some(Thread::Case {
        case,
        by: Writer::Participant,
        why: "it follows the sender's own earlier mail",
    }))
}

async fn by_subject(
    tx: &mut Write,
    policies: &Policies,
    mailbox: &MailboxFacts,
    subject: &str,
    from: &str,
) -> Result<Option<Thread>> {
    let formats = mailbox.policies.iter().filter_map(|id| policies.get(id));
    let mut doubtful = None;
    for format in formats.map(|policy| &policy.reference) {
        for reference in format.find(subject) {
            let Some(case) = tx.case_by_reference(&reference).await? else { continue };
            if tx.case(case).await?.case.has_participant(from) {
                let why = "a participant names the case in the subject";
                return Ok(Some(Thread::Case { case, by: Writer::Participant, why }));
            }
            let why = format!("it names {reference}, but its sender takes no part in that case");
            doubtful = doubtful.or(Some(Thread::Doubtful(why)));
        }
    }
    Ok(doubtful)
}

/// The case that automatic mail speaks of, for the record only.
pub(super) fn of_references(tx: &Write, references: &[String]) -> Option<i64> {
    references.iter().find_map(|id| match tx.known_message_id(id)? {
        Known::OurLetter(case) => Some(case),
        Known::Message(_) => None,
    })
}

/// Whether an address is of the council's own domain.
pub(super) fn is_own_domain(mailbox: &MailboxFacts, address: &str) -> bool {
    domain_of(address) == domain_of(&mailbox.address)
}
