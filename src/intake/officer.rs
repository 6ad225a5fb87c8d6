//! An officer's mail: whether it may act, and what it says. An officer's
//! address alone proves nothing; the mail must answer a mail of ours that went
//! to this officer about this case, and not long ago (design, "Officers act by
//! replying").

use chrono::{DateTime, Duration, Utc};

use super::judge::Reading;
use super::take_in::{Intake, Taken};
use crate::casework::action::{self, SpokenActions};
use crate::casework::decide::Actor;
use crate::casework::{MessageRef, Officer};
use crate::clerk::{ClerkError, Occasion};
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
        let spoken = action::read(&reading.message.new_text);
        if spoken.actions.is_empty() {
            return Ok(None);
        }
        if !self.may_act(tx, reading, case, officer).await? {
            return self.impersonation(tx, id, &spoken, occasion).await.map(Some);
        }
        let by = Actor {
            id: officer.id.clone(),
            role: officer.role,
            reply_to: Some(officer.address.clone()),
        };
        self.clerk.act(tx, case, &by, &spoken, Some(id), occasion).await?;
        let why = format!("{} action(s) of an officer", spoken.actions.len());
        Ok(Some(Taken::new(Outcome::Joined(case), why)))
    }

    /// Whether the mail answers one of ours that went to this officer, or to a
    /// team or a shared address that is theirs, about this case.
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
        for reference in &reading.message.references {
            let Some(letter) = tx.letter_by_message_id(reference).await? else { continue };
            if letter.case == Some(case)
                && council.people.reads(officer, &letter.to)
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
        spoken: &SpokenActions,
        occasion: Occasion<'_>,
    ) -> Result<Taken, ClerkError> {
        let why = format!(
            "it carries {} action(s), but does not answer a mail of ours to its sender about this \
             case: nothing was done",
            spoken.actions.len()
        );
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
