//! An officer's mail: whether it may act, and what it says. An officer's
//! address alone proves nothing; the mail must answer a mail of ours that went
//! to this officer about this case, and not long ago (design, "Officers act by
//! replying").

use chrono::{DateTime, Duration, Utc};

use super::judge::Reading;
use super::take_in::{Intake, Taken};
use crate::casework::action::{self, SpokenActions};
use crate::casework::decide::Actor;
use crate::casework::{Barred, LetterKind, MessageRef, Officer};
use crate::clerk::{ClerkError, Occasion};
use crate::message::reply::answered::before_letter;
use crate::store::{Outcome, Write};

/// A mail of ours authorises its answer for so long.
const TOKEN: Duration = Duration::days(366);

impl Intake<'_> {
    /// Does what an officer's mail on a case says; None when it says nothing
    /// that is an action.
    pub(super) async fn act(
        &self,
        tx: &mut Write,
        id: MessageRef,
        reading: &Reading,
        case: i64,
        officer: &Officer,
        occasion: Occasion<'_>,
    ) -> Result<Option<Taken>, ClerkError> {
        let spoken = self.spoken(tx, reading, officer).await?;
        if spoken.actions.is_empty() {
            return Ok(None);
        }
        if !self.may_act(tx, reading, case, officer).await? {
            return self.impersonation(tx, id, reading, &spoken, occasion).await.map(Some);
        }
        self.do_as(tx, id, case, officer, &spoken, occasion).await.map(Some)
    }

    /// An answer to a mail that lists several cases of the officer's team: it
    /// acts on the one that its subject names.
    pub(super) async fn act_on_listed(
        &self,
        tx: &mut Write,
        id: MessageRef,
        reading: &Reading,
        occasion: Occasion<'_>,
    ) -> Result<Option<Taken>, ClerkError> {
        let council = self.clerk.council;
        let officer = council.people.officer_at(reading.from());
        let [reference] = reading.named.subject.as_slice() else { return Ok(None) };
        let (Some(officer), Some(case)) = (officer, tx.case_named(reference)) else {
            return Ok(None);
        };
        let spoken = self.spoken(tx, reading, officer).await?;
        if spoken.actions.is_empty() || !reading.authentic {
            return Ok(None);
        }
        let holder = tx.case(case).await?.case.holder;
        let is_theirs = |to: &str| {
            council
                .people
                .holders(&holder, &Barred::nobody())
                .iter()
                .any(|it| it.key() == to.to_lowercase())
        };
        for answered in &reading.message.references {
            let Some(letter) = tx.letter_by_message_id(answered).await? else { continue };
            if letter.case.is_none()
                && letter.kind == LetterKind::Assignment
                && is_theirs(&letter.to)
                && council.people.reads(officer, &letter.to)
                && is_fresh(letter.created_at, self.now)
                && tx.letter_names(letter.id, reference).await?
            {
                let taken = self.do_as(tx, id, case, officer, &spoken, occasion).await?;
                return Ok(Some(taken));
            }
        }
        Ok(None)
    }

    /// What the mail says, without a letter of ours that its program put below
    /// without a mark: an action in that is nobody's, and its words are not the
    /// resident's to read.
    async fn spoken(
        &self,
        tx: &mut Write,
        reading: &Reading,
        officer: &Officer,
    ) -> Result<SpokenActions, ClerkError> {
        let mut text = reading.message.new_text.as_str();
        for answered in &reading.message.references {
            if let Some(letter) = tx.letter_text(answered).await? {
                text = before_letter(text, &letter, &self.mailbox.address, action::is_own);
            }
        }
        Ok(action::read_by(text, &officer.name))
    }

    async fn do_as(
        &self,
        tx: &mut Write,
        id: MessageRef,
        case: i64,
        officer: &Officer,
        spoken: &SpokenActions,
        occasion: Occasion<'_>,
    ) -> Result<Taken, ClerkError> {
        let by = Actor {
            id: officer.id.clone(),
            role: officer.role,
            reply_to: Some(officer.address.clone()),
        };
        self.clerk.act(tx, case, &by, spoken, Some(id), occasion).await?;
        let why = format!("{} action(s) of an officer", spoken.actions.len());
        Ok(Taken::new(Outcome::Joined(case), why))
    }

    /// Whether the mail answers one of ours that went to this officer, to a team
    /// or a shared address that is theirs, or to somebody whom they cover for,
    /// about this case; and is from them, where the council's server can say.
    async fn may_act(
        &self,
        tx: &mut Write,
        reading: &Reading,
        case: i64,
        officer: &Officer,
    ) -> Result<bool, ClerkError> {
        let council = self.clerk.council;
        if council.trusts_officers {
            return Ok(true);
        }
        if !reading.authentic {
            return Ok(false);
        }
        let barred = tx.case(case).await?.case.barred();
        let covers = |to: &str| !barred.has(&officer.id) && council.people.covers_for(officer, to);
        for reference in &reading.message.references {
            let Some(letter) = tx.letter_by_message_id(reference).await? else { continue };
            if letter.case == Some(case)
                && (council.people.reads(officer, &letter.to) || covers(&letter.to))
                && is_fresh(letter.created_at, self.now)
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Actions from somebody who has not shown that they may: nothing is done,
    /// a person reads it, and staff are told once.
    pub(super) async fn impersonation(
        &self,
        tx: &mut Write,
        id: MessageRef,
        reading: &Reading,
        spoken: &SpokenActions,
        occasion: Occasion<'_>,
    ) -> Result<Taken, ClerkError> {
        let lacks = match reading.authentic {
            true => "does not answer a mail of ours to its sender about this case",
            false => "the mail server didn't find that DMARC passed for its sender",
        };
        let why =
            format!("it carries {} action(s), but {lacks}: nothing was done", spoken.actions.len());
        let mailbox = &self.mailbox.name;
        let topic = format!("message {}", id.0);
        let text = format!("Message {} was held: {why}. \"redress held\" lists it.", id.0);
        self.clerk.alert(tx, mailbox, "impersonation", &topic, &text, self.now).await?;
        self.hold(tx, id, &why, occasion).await
    }
}

fn is_fresh(created: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - created <= TOKEN
}
