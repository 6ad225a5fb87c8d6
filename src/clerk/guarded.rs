//! The guard's counts, read in the transaction that would queue a letter, and
//! what is told when one is held back.

use chrono::{DateTime, Utc};

use super::{Clerk, Result};
use crate::casework::Reach;
use crate::casework::decide::NewMatter;
use crate::casework::guard::{self, Caps, HeldBack};
use crate::council::MailboxFacts;
use crate::store::Write;

impl Clerk<'_> {
    pub(super) async fn held_back(
        &self,
        tx: &mut Write,
        matter: &NewMatter<'_>,
        now: DateTime<Utc>,
    ) -> Result<Option<HeldBack>> {
        // What is printed can't loop.
        let Some(to) = matter.answer.as_ref().ok().and_then(Reach::mail) else { return Ok(None) };
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
    /// [`ClerkError`](super::ClerkError); then the caller undoes what was written.
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
