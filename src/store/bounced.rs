//! Letters that came back: which one a delivery report speaks of, and that it
//! did not arrive.

use chrono::{DateTime, Utc};
use sqlx::Row;

use super::letters::{NEVER, Waiting, waiting};
use super::pending::Change;
use super::{Result, Write, seconds};

/// A letter that a report may speak of.
#[derive(Debug, Clone)]
pub struct SentTo {
    /// The letter.
    pub letter: Waiting,
    /// Its subject.
    pub subject: String,
}

impl Write {
    /// The letter of ours with that Message-ID.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn letter_by_message_id(&mut self, message_id: &str) -> Result<Option<Waiting>> {
        let row = sqlx::query(
            "SELECT id, key, case_id, kind, recipient, created_at FROM letter WHERE message_id = $1",
        )
        .bind(message_id)
        .fetch_optional(&mut *self.tx)
        .await?;
        row.as_ref().map(waiting).transpose()
    }

    /// The text of the letter with this Message-ID; None for a foreign one.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn letter_text(&mut self, message_id: &str) -> Result<Option<String>> {
        let text = sqlx::query_scalar("SELECT text FROM letter WHERE message_id = $1");
        Ok(text.bind(message_id).fetch_optional(&mut *self.tx).await?)
    }

    /// Records that a letter came back; false when that was known.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn mark_bounced(&mut self, id: i64, reply: &str) -> Result<bool> {
        let out: bool = sqlx::query_scalar(
            "SELECT state IN ('sent', 'uncertain', 'sending', 'retrying') FROM letter WHERE id = $1",
        )
        .bind(id)
        .fetch_one(&mut *self.tx)
        .await?;
        if out {
            self.pending.changes.push(Change::Bounced { letter: id, reply: reply.to_owned() });
        }
        Ok(out)
    }

    pub(super) async fn update_bounced(&mut self, id: i64, reply: &str) -> Result<()> {
        sqlx::query(
            "UPDATE letter SET state = 'bounced', next_at = $3, last_reply = $2, told = 1
              WHERE id = $1",
        )
        .bind(id)
        .bind(reply)
        .bind(NEVER)
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    /// What went out to an address since then, the latest first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn letters_sent_to(
        &mut self,
        address: &str,
        since: DateTime<Utc>,
    ) -> Result<Vec<SentTo>> {
        let rows = sqlx::query(
            "SELECT id, key, case_id, kind, recipient, created_at, subject FROM letter
              WHERE recipient_key = $1 AND created_at >= $2
                AND state IN ('sent', 'uncertain', 'sending', 'retrying')
              ORDER BY id DESC LIMIT 20",
        )
        .bind(address.to_lowercase())
        .bind(seconds(since))
        .fetch_all(&mut *self.tx)
        .await?;
        rows.iter()
            .map(|row| Ok(SentTo { letter: waiting(row)?, subject: row.try_get("subject")? }))
            .collect()
    }
}
