//! The clerk carries a decision into the store: it loads the case, asks
//! casework, renders the letters and saves all of it in the caller's
//! transaction. The only place where casework, letters and store meet.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::casework::decide::{Input, NewMatter, open};
use crate::casework::duty::DueDay;
use crate::casework::guard::{self, Caps, HeldBack};
use crate::casework::{
    Case, Decision, DutyKey, Letter, MessageRef, Outgoing, StaffAddress, decide,
};
use crate::council::{Council, MailboxFacts};
use crate::letters::facts::{self, CouncilFacts, Facts, Mail};
use crate::letters::{Marks, RenderError};
use crate::message::domain_of;
use crate::policy::calendar::end_of_day;
use crate::policy::{Policy, Stage};
use crate::store::{NewLetter, SavedCase, StoreError, Write};

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

    /// Decides what an input does to a case, and saves it.
    ///
    /// # Errors
    /// [`ClerkError`]; then the caller undoes what was written.
    pub async fn decide(
        &self,
        tx: &mut Write,
        case: i64,
        input: &Input<'_>,
        occasion: Occasion<'_>,
    ) -> Result<()> {
        let stored = tx.case(case).await?;
        let decision = decide(&stored.case, input, self.council.world(), occasion.now);
        if decision.events.is_empty() && decision.letters.is_empty() {
            return Ok(());
        }
        self.save(tx, Some(case), decision, occasion).await?;
        Ok(())
    }

    async fn held_back(
        &self,
        tx: &mut Write,
        matter: &NewMatter<'_>,
        now: DateTime<Utc>,
    ) -> Result<Option<HeldBack>> {
        let Ok(to) = &matter.answer else { return Ok(None) };
        let mailbox = self.mailbox(matter.mailbox)?;
        let key = to.as_str().to_lowercase();
        let outflow = tx.outflow(&mailbox.name, &key, now).await?;
        let Err(why) = guard::may_write(outflow, caps(mailbox)) else { return Ok(None) };
        tx.hold_back(&mailbox.name, now);
        let text = match why {
            HeldBack::Breaker(letters) => {
                if !outflow.breaker_open {
                    tx.set_breaker(&mailbox.name, Some(now));
                    tracing::warn!(mailbox = %mailbox.name, letters, "the breaker has opened");
                }
                format!(
                    "The mailbox \"{}\" wrote {letters} letters to residents within an hour, so \
                     its breaker has opened: mail is taken in and logged as always, but no letter \
                     goes to a resident by itself until the hour's count is down to {}. Each case \
                     without its letter has the duty to notify. If this is a loop, find its other \
                     end; if it is only a busy day, raise letters_per_hour under [mailbox.limits].",
                    mailbox.name,
                    mailbox.limits.letters_per_hour / 2
                )
            }
            HeldBack::Address(letters) => format!(
                "{letters} letters to one address were written within an hour, and the next one \
                 was held back: perhaps a machine answers at the other end. Its case {} has the \
                 duty to notify.",
                matter.reference
            ),
        };
        let topic = topic(&mailbox.name, why);
        self.alert(tx, &mailbox.name, "loop", &topic, &text, now).await?;
        Ok(Some(why))
    }

    /// Closes the breaker of a mailbox when its hour is quiet again, and ends
    /// the alerts of the guard.
    ///
    /// # Errors
    /// [`ClerkError`]; then the caller undoes what was written.
    pub async fn look_at_guard(
        &self,
        tx: &mut Write,
        mailbox: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let mailbox = self.mailbox(mailbox)?;
        let hour = tx.last_hour(&mailbox.name, now).await?;
        let outflow = guard::Outflow {
            to_address: 0,
            of_mailbox: u32::try_from(hour.letters).unwrap_or(u32::MAX),
            breaker_open: hour.breaker_since.is_some(),
        };
        if outflow.breaker_open && !guard::breaker_is_open(outflow, caps(mailbox)) {
            tx.set_breaker(&mailbox.name, None);
            tx.end_alert("loop", &topic(&mailbox.name, HeldBack::Breaker(0)), now).await?;
            tracing::info!(mailbox = %mailbox.name, "the breaker has closed");
        }
        if hour.held_back == 0 {
            tx.end_alert("loop", &topic(&mailbox.name, HeldBack::Address(0)), now).await?;
        }
        Ok(tx.prune_outflow(now).await?)
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
        for outgoing in &decision.letters {
            let letter = self.letter(id, &decision.case, outgoing, occasion)?;
            tx.queue_letter(letter, occasion.now);
        }
        Ok(id)
    }

    /// When each standing duty next causes something by itself.
    pub fn next_steps(&self, case: &Case, now: DateTime<Utc>) -> BTreeMap<DutyKey, DateTime<Utc>> {
        let rulebook = &self.council.rulebook;
        let Some(policy) = rulebook.policies.get(&case.opening.policy) else {
            return BTreeMap::new();
        };
        case.open_duties()
            .filter_map(|duty| {
                let planned = duty.plan(policy, &rulebook.calendar, now)?;
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
        let mail = occasion.mail.filter(|_| outgoing.with_mail || letter.kind().for_resident());
        let policies = &self.council.rulebook.policies;
        let facts = Facts::of(
            letter,
            case,
            mail.map(|mail| &mail.mail),
            policies,
            facts::MailboxFacts { address: &mailbox.address, policies: &mailbox.policies },
        );
        let key = letter_key(&case.reference().0, letter, &outgoing.round);
        let thread = mail.filter(|_| letter.kind().for_resident());
        let with_files = |mail: &&MailInHand| !mail.mail.attachments.is_empty();
        let attach = occasion.mail.filter(|_| outgoing.with_mail).filter(with_files);
        let attach = attach.and_then(|mail| mail.id);
        let from_name = facts.council.name.clone();
        self.new_letter(key, Some(id), letter, mailbox, &facts, from_name, thread, attach)
    }

    #[allow(clippy::too_many_arguments, reason = "every field of the letter is named once")]
    fn new_letter(
        &self,
        key: String,
        case: Option<i64>,
        letter: &Letter,
        mailbox: &MailboxFacts,
        facts: &Facts,
        from_name: String,
        thread: Option<&MailInHand>,
        attach: Option<MessageRef>,
    ) -> Result<NewLetter> {
        let rendered = self.council.rulebook.letters.render(letter.kind(), facts)?;
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

    /// Puts a message that no case could be made of before a person: a duty
    /// and a mail to triage.
    ///
    /// # Errors
    /// [`ClerkError`]; then the caller undoes what was written.
    pub async fn hold(
        &self,
        tx: &mut Write,
        mailbox: &str,
        message: MessageRef,
        why: &str,
        occasion: Occasion<'_>,
    ) -> Result<()> {
        let mailbox = self.mailbox(mailbox)?;
        let due = self.held_due(mailbox, occasion);
        let miss_at =
            due.as_ref().map(|due| end_of_day(due.day).to_utc() + chrono::Duration::seconds(1));
        tx.set_message_duty(message, due.as_ref(), miss_at);
        for to in self.council.people.triage() {
            let letter = self.held_letter(mailbox, message, to, why, occasion)?;
            tx.queue_letter(letter, occasion.now);
        }
        Ok(())
    }

    /// The time to acknowledge runs for a held message as for any other.
    fn held_due(&self, mailbox: &MailboxFacts, occasion: Occasion<'_>) -> Option<DueDay> {
        let received = occasion.mail.map_or(occasion.now, |mail| mail.mail.received_at);
        let policy = self.first_policy(mailbox)?;
        let calendar = &self.council.rulebook.calendar;
        policy.acknowledge_due(Stage::One, received, calendar).ok().map(DueDay::from)
    }

    fn first_policy(&self, mailbox: &MailboxFacts) -> Option<&Policy> {
        self.council.rulebook.policies.get(mailbox.policies.first()?)
    }

    fn held_letter(
        &self,
        mailbox: &MailboxFacts,
        message: MessageRef,
        to: StaffAddress,
        why: &str,
        occasion: Occasion<'_>,
    ) -> Result<NewLetter> {
        let letter = Letter::Triage { to, why: why.to_owned() };
        let council = self.first_policy(mailbox).map(|policy| policy.council.clone());
        let name = council.unwrap_or_default();
        let facts = Facts {
            council: CouncilFacts { name: name.clone(), address: mailbox.address.clone() },
            mail: Some(facts::mail_facts(
                occasion.mail.map_or(&Mail::default(), |mail| &mail.mail),
                false,
            )),
            why: Some(why.to_owned()),
            ..Facts::default()
        };
        let key = letter_key(&format!("message-{}", message.0), &letter, "held");
        self.new_letter(key, None, &letter, mailbox, &facts, name, None, Some(message))
    }

    /// Tells staff about the program itself.
    ///
    /// # Errors
    /// [`ClerkError`]; then the caller undoes what was written.
    pub async fn alert(
        &self,
        tx: &mut Write,
        mailbox: &str,
        kind: &str,
        topic: &str,
        text: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        if !tx.raise_alert(kind, topic, text, now).await? {
            return Ok(());
        }
        let mailbox = self.mailbox(mailbox)?;
        let name = self.first_policy(mailbox).map(|policy| policy.council.clone());
        let name = name.unwrap_or_default();
        let facts = Facts {
            council: CouncilFacts { name: name.clone(), address: mailbox.address.clone() },
            why: Some(text.to_owned()),
            ..Facts::default()
        };
        let letter = Letter::Alert { to: self.council.people.alerts.clone() };
        let key =
            letter_key(&format!("alert/{kind}/{topic}"), &letter, &now.timestamp().to_string());
        let letter = self.new_letter(key, None, &letter, mailbox, &facts, name, None, None)?;
        tx.queue_letter(letter, now);
        Ok(())
    }
}

fn caps(mailbox: &MailboxFacts) -> Caps {
    Caps {
        per_address: mailbox.limits.letters_per_address_per_hour,
        per_mailbox: mailbox.limits.letters_per_hour,
    }
}

/// What an alert of the guard is about.
fn topic(mailbox: &str, why: HeldBack) -> String {
    match why {
        HeldBack::Breaker(_) => mailbox.to_owned(),
        HeldBack::Address(_) => format!("{mailbox}, one address"),
    }
}

/// Case or message, kind, round, recipient: the same letter has the same key.
fn letter_key(about: &str, letter: &Letter, round: &str) -> String {
    format!("{about}/{}/{round}/{}", letter.kind().as_str(), letter.to().to_lowercase())
}
