//! Reminders in the outbox that wait or are no longer true.

use chrono::{DateTime, Utc};

use super::letters::{NEVER, NewLetter};
use super::pending::{Change, QueuedLetter};
use super::{Result, Write, seconds};

impl Write {
    /// Queues a letter that goes out so many seconds later at the earliest.
    pub fn queue_letter_until(&mut self, letter: NewLetter, now: DateTime<Utc>, wait: i64) {
        self.pending.letters.push(QueuedLetter { letter, now, wait });
    }

    /// Letters that remind of a duty and have not gone out yet are no longer
    /// true: it was met or withdrawn.
    pub fn withdraw_reminders(&mut self, case: i64, round: &str) {
        self.pending.changes.push(Change::WithdrawReminders { case, round: round.to_owned() });
    }

    /// A letter that waits, by its key: withdrawn, because a digest says the
    /// same, or free to go out now.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn end_wait(&mut self, key: &str, withdrawn: bool, now: DateTime<Utc>) -> Result<()> {
        sqlx::query(
            "UPDATE letter SET state = $2, next_at = $3 WHERE key = $1 AND state = 'queued'",
        )
        .bind(key)
        .bind(if withdrawn { "withdrawn" } else { "queued" })
        .bind(if withdrawn { NEVER } else { seconds(now) })
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    pub(super) async fn update_reminders(&mut self, case: i64, round: &str) -> Result<()> {
        sqlx::query(
            "UPDATE letter SET state = 'withdrawn', next_at = $3
              WHERE case_id = $1 AND state IN ('queued', 'retrying')
                AND kind IN ('reminder', 'chase', 'manager_alert')
                AND key LIKE '%/' || $2 || '%'",
        )
        .bind(case)
        .bind(round)
        .bind(NEVER)
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }
}
