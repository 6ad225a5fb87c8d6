//! The clerk carries a decision into the store: it loads the case, asks
//! casework, renders the letters and saves all of it in the caller's
//! transaction. The only place where casework, letters and store meet.

mod act;
mod guarded;
mod left;
mod notices;

pub use act::Deeds;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::casework::decide::{Input, NewMatter, open};
use crate::casework::duty::OwedItem;
use crate::casework::event::Settled;
use crate::casework::{
    Case, Decision, DutyKey, Event, Letter, LetterKind, MessageRef, Outgoing, StaffAddress, decide,
};
use crate::council::{Council, MailboxFacts};
use crate::letters::advice::advice;
use crate::letters::facts::{self, Facts, Mail};
use crate::letters::{Form, Marks, RenderError};
use crate::message::{Channel, domain_of};
use crate::policy::Policy;
use crate::policy::calendar::local_day;
use crate::policy::reference::CaseRef;
use crate::store::{NewLetter, SavedCase, StoreError, Write};
use chrono::Datelike;

/// Why a decision could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum ClerkError {
    /// The store refused.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// A letter could not be rendered.
    #[error("{0}")]
    Letter(#[from] RenderError),
    /// The configuration no longer has what the case was made under.
    #[error("{0}")]
    Missing(String),
}

/// Result of the clerk.
pub type Result<T> = std::result::Result<T, ClerkError>;

/// The message that an input is about, as letters tell of it and answer it.
#[derive(Debug, Clone, Default)]
pub struct MailInHand {
    /// Its number.
    pub id: Option<MessageRef>,
    /// Its Message-ID, if it is a usable one.
    pub message_id: Option<String>,
    /// Its thread, newest first.
    pub references: Vec<String>,
    /// What letters tell of it.
    pub mail: Mail,
}

/// Who or what causes the next decisions, and when.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'a> {
    /// `redress`, an officer's id, a user.
    pub actor: &'a str,
    /// The present instant.
    pub now: DateTime<Utc>,
    /// The message in hand, if the input is one.
    pub mail: Option<&'a MailInHand>,
    /// The residents' mails, when an officer acts.
    pub answers: Option<&'a Answers>,
}

/// What letters answer and quote when an officer acts: never the officer's own
/// mail.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// The last mail of each resident, by their address in lower case.
    pub residents: BTreeMap<String, MailInHand>,
    /// The mail that the case is about, for staff.
    pub matter: Option<MailInHand>,
    /// The mail that opened it, where that is another one and somebody takes it
    /// on at stage 2.
    pub first: Option<MailInHand>,
    /// What an acknowledgement or an answer tells each resident of, by their
    /// address in lower case.
    pub complaints: BTreeMap<String, Complaint>,
}

/// A complaint in the resident's own words, whatever they wrote since.
#[derive(Debug, Clone)]
pub struct Complaint {
    /// The mail that it began with.
    pub mail: MailInHand,
    /// The mail that asked for stage 2, where they wrote one.
    pub request: Option<MailInHand>,
}

/// A late reminder waits so many seconds for the digest that takes its place.
pub const CATCH_UP: i64 = 60;

/// A reminder, chase or word to a manager whose own time passed unused.
#[derive(Debug, Clone)]
pub struct LateLetter {
    /// Its key in the outbox.
    pub key: String,
    /// To whom.
    pub to: StaffAddress,
    /// Of what, for a digest.
    pub item: OwedItem,
}

impl LateLetter {
    fn of(case: &Case, outgoing: &Outgoing) -> Option<Self> {
        if !outgoing.late {
            return None;
        }
        let (Letter::Reminder { to, duty, due }
        | Letter::Chase { to, duty, due }
        | Letter::ManagerAlert { to, duty, due, .. }) = &outgoing.letter
        else {
            return None;
        };
        let about = case.reference().to_string();
        let key = letter_key(&about, &outgoing.letter, &outgoing.round);
        let item = OwedItem::of(case, *duty, Some(*due));
        Some(Self { key, to: to.clone(), item })
    }
}

/// Carries decisions into the store.
#[derive(Debug, Clone, Copy)]
pub struct Clerk<'a> {
    /// The files in force.
    pub council: &'a Council,
    /// Message-IDs.
    pub marks: &'a Marks,
}

impl Clerk<'_> {
    /// Opens a case and gives its number. Whether its first letter may go out
    /// the guard says.
    ///
    /// # Errors
    /// [`ClerkError`]; then the caller undoes what was written.
    pub async fn open(
        &self,
        tx: &mut Write,
        matter: &NewMatter<'_>,
        occasion: Occasion<'_>,
    ) -> Result<i64> {
        let held_back = self.held_back(tx, matter, occasion.now).await?;
        let matter = NewMatter { held_back, ..matter.clone() };
        let decision = open(&matter, self.council.world(), occasion.now);
        self.save(tx, None, decision, occasion).await
    }

    /// Decides what an input does to a case, and saves it. Reminders whose own
    /// time passed unused come back: they wait a minute for whoever makes one
    /// digest of several, and then go out by themselves.
    ///
    /// # Errors
    /// [`ClerkError`]; then the caller undoes what was written.
    pub async fn decide(
        &self,
        tx: &mut Write,
        case: i64,
        input: &Input<'_>,
        occasion: Occasion<'_>,
    ) -> Result<Vec<LateLetter>> {
        let stored = tx.case(case).await?;
        let decision = decide(&stored.case, input, self.council.world(), occasion.now);
        if decision.events.is_empty() && decision.letters.is_empty() {
            return Ok(Vec::new());
        }
        let late = decision.letters.iter().filter_map(|out| LateLetter::of(&decision.case, out));
        let late = late.collect();
        let answers = match occasion.mail {
            Some(mail) => self.answers_beside(tx, case, &decision, mail).await?,
            None => Some(self.answers(tx, case, &decision).await?),
        };
        let occasion = Occasion { answers: answers.as_ref().or(occasion.answers), ..occasion };
        self.save(tx, Some(case), decision, occasion).await?;
        Ok(late)
    }

    /// Draws the next reference of a policy, by the year of receipt in London.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn draw_reference(
        &self,
        tx: &mut Write,
        policy: &Policy,
        received_at: DateTime<Utc>,
    ) -> Result<CaseRef> {
        let year = local_day(received_at).year();
        let number = tx.next_number(&policy.reference.series(year)).await?;
        Ok(policy.reference.make(year, number))
    }

    async fn save(
        &self,
        tx: &mut Write,
        id: Option<i64>,
        decision: Decision,
        occasion: Occasion<'_>,
    ) -> Result<i64> {
        let next = self.next_steps(&decision.case, occasion.now);
        let saved = SavedCase {
            id,
            case: &decision.case,
            events: &decision.events,
            next: &next,
            actor: occasion.actor,
            now: occasion.now,
        };
        let id = tx.save_case(saved).await?;
        for event in &decision.events {
            if let Event::DutyMet { duty } | Event::DutyWithdrawn { duty, .. } = event {
                tx.withdraw_reminders(id, &duty.round());
            }
        }
        for outgoing in &decision.letters {
            let letter = self.letter(id, &decision.case, outgoing, occasion)?;
            let wait = self.wait(outgoing, occasion.now);
            tx.queue_letter_until(letter, occasion.now, wait);
        }
        self.warn_of_calendar(tx, &decision, occasion.now).await?;
        Ok(id)
    }

    /// How many seconds a letter waits before it may go out. Word of an absence
    /// or an approval comes at any hour, and managers get theirs in working
    /// hours.
    fn wait(&self, outgoing: &Outgoing, now: DateTime<Utc>) -> i64 {
        if outgoing.late {
            return CATCH_UP;
        }
        if !matches!(outgoing.letter, Letter::Away { .. } | Letter::Approval { .. }) {
            return 0;
        }
        let calendar = &self.council.rulebook.calendar;
        calendar.working_time_from(now).map_or(0, |at| (at - now).num_seconds())
    }

    /// Records on a case that another belongs with it.
    ///
    /// # Errors
    /// [`ClerkError`]; then the caller undoes what was written.
    pub async fn link(
        &self,
        tx: &mut Write,
        case: i64,
        other: CaseRef,
        why: String,
        occasion: Occasion<'_>,
    ) -> Result<()> {
        let before = tx.case(case).await?.case;
        let linked = Event::Settled(Settled::Linked { other, why });
        self.save_events(tx, case, before, vec![linked], occasion).await
    }

    /// Records on a case how a message that was entered by hand came.
    ///
    /// # Errors
    /// [`ClerkError`]; then the caller undoes what was written.
    pub async fn note_entry(
        &self,
        tx: &mut Write,
        case: i64,
        message: MessageRef,
        channel: Channel,
        occasion: Occasion<'_>,
    ) -> Result<()> {
        let before = tx.case(case).await?.case;
        let entered = Event::Settled(Settled::Entered { message, channel });
        self.save_events(tx, case, before, vec![entered], occasion).await
    }

    /// Saves events that are decided already.
    async fn save_events(
        &self,
        tx: &mut Write,
        id: i64,
        mut case: Case,
        events: Vec<Event>,
        occasion: Occasion<'_>,
    ) -> Result<()> {
        for event in &events {
            case.apply(event);
        }
        self.save(tx, Some(id), Decision::of(case, events), occasion).await?;
        Ok(())
    }

    /// When each standing duty next causes something by itself.
    pub fn next_steps(&self, case: &Case, now: DateTime<Utc>) -> BTreeMap<DutyKey, DateTime<Utc>> {
        let rulebook = &self.council.rulebook;
        let Some(policy) = rulebook.policies.get(case.policy()) else {
            return BTreeMap::new();
        };
        let at_risk = case.at_risk(policy);
        let calendar = &rulebook.calendar;
        let fallback = case.acknowledges_itself_at(policy, calendar);
        case.open_duties()
            .filter_map(|duty| {
                let planned = duty.plan(policy, at_risk, fallback, calendar, now)?;
                Some((duty.key, planned.at))
            })
            .collect()
    }

    fn letter(
        &self,
        id: i64,
        case: &Case,
        outgoing: &Outgoing,
        occasion: Occasion<'_>,
    ) -> Result<NewLetter> {
        let mailbox = self.mailbox(&case.opening.mailbox)?;
        let letter = &outgoing.letter;
        // Letters to the resident answer the message in hand; of it only the
        // words that the resident wrote may come back to them.
        let for_resident = letter.kind().for_resident();
        let answered = match (for_resident, occasion.answers) {
            (true, Some(answers)) => answers.residents.get(&letter.to().to_lowercase()),
            (false, Some(answers)) => answers.matter.as_ref(),
            (true | false, None) => occasion.mail,
        };
        let mail = answered.filter(|_| outgoing.with_mail || for_resident);
        // They tell of the complaint, not of the last mail about it (HC 6.9b, 6.19b).
        let complaint = occasion
            .answers
            .and_then(|answers| answers.complaints.get(&letter.to().to_lowercase()))
            .filter(|_| tells_complaint(letter.kind()));
        let told_of = complaint.map(|complaint| &complaint.mail).or(mail);
        let policies = &self.council.rulebook.policies;
        let mut facts = Facts::of(
            letter,
            case,
            told_of.map(|mail| &mail.mail),
            policies,
            facts::MailboxFacts { address: &mailbox.address, policies: &mailbox.policies },
        );
        if let (Some(told), Some(mail)) = (&mut facts.mail, mail) {
            told.too_large = mailbox.keeps_files_of(&mail.mail);
        }
        let request = complaint.and_then(|complaint| complaint.request.as_ref());
        facts.request = request.map(|request| facts::mail_facts(&request.mail, true));
        if let Some(policy) = policies.get(case.policy()) {
            let today = local_day(occasion.now);
            facts.advice = advice(letter, case, policy, &self.council.rulebook.calendar, today);
        }
        let first = occasion.answers.and_then(|answers| answers.first.as_ref());
        if let (Some(stage1), Some(first)) = (&mut facts.stage1, first) {
            stage1.mail = Some(facts::mail_facts(&first.mail, false));
        }
        let key = letter_key(&case.reference().0, letter, &outgoing.round);
        let thread = mail.filter(|_| for_resident);
        // The officer's documents go to the resident, the resident's to staff.
        let files_of = if for_resident { occasion.mail } else { answered };
        let with_files = |mail: &&MailInHand| !mail.mail.attachments.is_empty();
        let attach = files_of.filter(|_| outgoing.with_mail).filter(with_files);
        let attach = attach.and_then(|mail| mail.id);
        let from_name = facts.council.name.clone();
        let form = Form::of_letter(letter, case);
        self.new_letter(key, Some(id), letter, form, mailbox, &facts, from_name, thread, attach)
    }

    #[allow(clippy::too_many_arguments, reason = "every field of the letter is named once")]
    fn new_letter(
        &self,
        key: String,
        case: Option<i64>,
        letter: &Letter,
        form: Form,
        mailbox: &MailboxFacts,
        facts: &Facts,
        from_name: String,
        thread: Option<&MailInHand>,
        attach: Option<MessageRef>,
    ) -> Result<NewLetter> {
        let rendered = self.council.rulebook.letters.render(form, facts)?;
        let mut references: Vec<String> =
            thread.map(|mail| mail.references.iter().rev().cloned().collect()).unwrap_or_default();
        let in_reply_to = thread.and_then(|mail| mail.message_id.clone());
        references.extend(in_reply_to.clone());
        Ok(NewLetter {
            message_id: self.marks.message_id(&key, &domain_of(&mailbox.address)),
            key,
            mailbox: mailbox.name.clone(),
            case,
            kind: letter.kind(),
            to: letter.to().to_owned(),
            paper: letter.on_paper(),
            from_address: mailbox.address.clone(),
            from_name,
            subject: rendered.subject,
            text: rendered.text,
            in_reply_to,
            references,
            attach,
        })
    }

    fn mailbox(&self, name: &str) -> Result<&MailboxFacts> {
        self.council.mailboxes.get(name).ok_or_else(|| {
            ClerkError::Missing(format!("the configuration has no mailbox \"{name}\" any more"))
        })
    }

    fn first_policy(&self, mailbox: &MailboxFacts) -> Option<&Policy> {
        self.council.rulebook.policies.get(mailbox.policies.first()?)
    }
}

/// The letters that say what the complaint is.
fn tells_complaint(kind: LetterKind) -> bool {
    matches!(kind, LetterKind::Acknowledgement | LetterKind::Response)
}

/// Case or message, kind, round, recipient: the same letter has the same key.
fn letter_key(about: &str, letter: &Letter, round: &str) -> String {
    format!("{about}/{}/{round}/{}", letter.kind().as_str(), letter.to().to_lowercase())
}
