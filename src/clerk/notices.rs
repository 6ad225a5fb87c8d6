//! Mail to staff that is about no single decision: messages that are held,
//! digests, alerts of the program itself.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Clerk, Occasion, Result, letter_key};
use crate::casework::duty::{DueDay, OwedItem};
use crate::casework::{Barred, Decision, DutyKind, Event, Letter, MessageRef, StaffAddress};
use crate::council::MailboxFacts;
use crate::letters::Form;
use crate::letters::facts::{self, CouncilFacts, DigestFacts, DigestItem, Facts, Mail, long_date};
use crate::policy::Stage;
use crate::policy::calendar::{end_of_day, local_day};
use crate::store::{NewLetter, Write};

impl Clerk<'_> {
    /// Puts a message that no case could be made of before a person: a duty
    /// and a mail to triage.
    ///
    /// # Errors
    /// [`ClerkError`](super::ClerkError); then the caller undoes what was written.
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
        for to in self.council.people.triage(&Barred::nobody()) {
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

    fn held_letter(
        &self,
        mailbox: &MailboxFacts,
        message: MessageRef,
        to: StaffAddress,
        why: &str,
        occasion: Occasion<'_>,
    ) -> Result<NewLetter> {
        let letter = Letter::Triage { to, why: why.to_owned() };
        let council = CouncilFacts::of(self.first_policy(mailbox), &mailbox.address);
        let name = council.name.clone();
        let facts = Facts {
            council,
            mail: Some(facts::mail_facts(
                occasion.mail.map_or(&Mail::default(), |mail| &mail.mail),
                false,
            )),
            why: Some(why.to_owned()),
            ..Facts::default()
        };
        let key = letter_key(&format!("message-{}", message.0), &letter, "held");
        self.new_letter(
            key,
            None,
            &letter,
            Form::Triage,
            mailbox,
            &facts,
            name,
            None,
            Some(message),
        )
    }

    /// Queues an officer's digest. `round` tells the morning's from one that
    /// catches up after an outage.
    ///
    /// # Errors
    /// [`ClerkError`](super::ClerkError); then the caller undoes what was written.
    pub fn digest(
        &self,
        tx: &mut Write,
        mailbox: &str,
        to: StaffAddress,
        items: &[OwedItem],
        round: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let mailbox = self.mailbox(mailbox)?;
        let council = CouncilFacts::of(self.first_policy(mailbox), &mailbox.address);
        let name = council.name.clone();
        let digest = Some(digest_facts(items, local_day(now)));
        let facts = Facts { council, digest, ..Facts::default() };
        let letter = Letter::Digest { to };
        let key = letter_key("digest", &letter, round);
        let form = Form::Digest;
        let letter =
            self.new_letter(key, None, &letter, form, mailbox, &facts, name, None, None)?;
        tx.queue_letter(letter, now);
        Ok(())
    }

    /// Tells staff about the program itself.
    ///
    /// # Errors
    /// [`ClerkError`](super::ClerkError); then the caller undoes what was written.
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
        let council = CouncilFacts::of(self.first_policy(mailbox), &mailbox.address);
        let name = council.name.clone();
        let facts = Facts { council, why: Some(text.to_owned()), ..Facts::default() };
        let letter = Letter::Alert { to: self.council.people.alerts.clone() };
        let key =
            letter_key(&format!("alert/{kind}/{topic}"), &letter, &now.timestamp().to_string());
        let letter =
            self.new_letter(key, None, &letter, Form::Alert, mailbox, &facts, name, None, None)?;
        tx.queue_letter(letter, now);
        Ok(())
    }

    /// A case that can't get a date is told to staff, once.
    pub(super) async fn warn_of_calendar(
        &self,
        tx: &mut Write,
        decision: &Decision,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let undated = decision.events.iter().any(|event| {
            matches!(event, Event::DutySet { duty, due: None, .. }
                if matches!(duty.kind, DutyKind::Acknowledge | DutyKind::Respond))
        });
        if !undated {
            return Ok(());
        }
        let case = &decision.case;
        let text = format!(
            "{} has no date: the calendar ends on {}. Save the new list of bank holidays \
             (rules/calendars) and reload; its dates are then counted by themselves.",
            case.reference(),
            self.council.rulebook.calendar.ends()
        );
        let topic = case.reference().to_string();
        self.alert(tx, &case.opening.mailbox, "calendar", &topic, &text, now).await
    }
}

/// More lines than this no officer reads; the rest is counted.
const MAX_ITEMS: usize = 100;

fn digest_facts(items: &[OwedItem], today: NaiveDate) -> DigestFacts {
    let told = |items: Vec<&OwedItem>| {
        let more = items.len().saturating_sub(MAX_ITEMS);
        let told: Vec<DigestItem> =
            items.iter().take(MAX_ITEMS).map(|item| facts::item(item)).collect();
        (told, more)
    };
    let is_over = |item: &&OwedItem| item.due.is_some_and(|due| due < today);
    let (overdue, due): (Vec<_>, Vec<_>) = items.iter().partition(is_over);
    let ((overdue, more_overdue), (due, more_due)) = (told(overdue), told(due));
    DigestFacts { day: long_date(today), overdue, due, more: more_overdue + more_due }
}
