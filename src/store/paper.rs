//! Letters on paper: the part of the outbox that goes into files. Writing a file
//! takes no time that a transaction could not last, so they are not claimed: the
//! file is written, and then the commit says so. The same letter has the same
//! file, whoever writes it, and however often.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::letters::{NEVER, kind_of};
use super::{Result, Store, Write, instant, seconds};
use crate::casework::{LetterKind, MessageRef};

/// A letter that is to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperLetter {
    /// Its number.
    pub id: i64,
    /// Number of the case.
    pub case: i64,
    /// The case's reference.
    pub reference: String,
    /// Name of the mailbox whose case it is.
    pub mailbox: String,
    /// Which.
    pub kind: LetterKind,
    /// The lines of the address.
    pub to: String,
    /// The council's name.
    pub from_name: String,
    /// Subject.
    pub subject: String,
    /// Text.
    pub text: String,
    /// The message whose attachments go with it.
    pub attach: Option<MessageRef>,
    /// When it was written: its date.
    pub created_at: DateTime<Utc>,
}

/// What stands before the name of the file that a letter lies in.
pub(super) const WRITTEN: &str = "written to ";

const WAITING: &str =
    "state IN ('queued', 'retrying', 'uncertain') AND paper = 1 AND next_at <= $1";

impl Write {
    /// The letters that can be printed now, oldest first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn letters_to_print(&mut self, now: DateTime<Utc>) -> Result<Vec<PaperLetter>> {
        let statement = format!(
            "SELECT letter.id, case_id, reference, letter.mailbox, letter.kind, recipient, from_name,
                    subject, text, attach, created_at
               FROM (SELECT * FROM letter WHERE {WAITING}) AS letter
               JOIN case_file ON case_file.id = case_id ORDER BY letter.id"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(statement)).bind(seconds(now));
        rows.fetch_all(&mut *self.tx).await?.iter().map(paper_letter).collect()
    }

    /// A letter lies in its file.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn mark_printed(&mut self, id: i64, at: DateTime<Utc>, file: &str) -> Result<()> {
        sqlx::query(
            "UPDATE letter SET state = 'sent', sent_at = $2, next_at = $3, last_reply = $4,
                    attempts = attempts + 1, told = 1 WHERE id = $1",
        )
        .bind(id)
        .bind(seconds(at))
        .bind(NEVER)
        .bind(format!("{WRITTEN}{file}"))
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    /// A letter could not be written into its file.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn mark_unprinted(&mut self, id: i64, next: DateTime<Utc>, why: &str) -> Result<()> {
        sqlx::query(
            "UPDATE letter SET state = 'retrying', next_at = $2, last_reply = $3,
                    attempts = attempts + 1 WHERE id = $1",
        )
        .bind(id)
        .bind(seconds(next))
        .bind(why)
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }
}

impl Store {
    /// Whether a letter can be printed now.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn has_letters_to_print(&self, now: DateTime<Utc>) -> Result<bool> {
        let statement = format!("SELECT EXISTS (SELECT 1 FROM letter WHERE {WAITING})");
        let found = sqlx::query_scalar(sqlx::AssertSqlSafe(statement)).bind(seconds(now));
        Ok(found.fetch_one(&self.reader).await?)
    }

    /// Whether a message was entered by hand.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn is_entered(&self, message: MessageRef) -> Result<bool> {
        Ok(sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM sighting_file WHERE message_id = $1 AND file GLOB $2)",
        )
        .bind(message.0)
        .bind(format!("{ENTERED}*"))
        .fetch_one(&self.reader)
        .await?)
    }
}

/// The place of a message that was entered begins so. No file of a Maildir can
/// be called that: the unique part of its name ends before the colon.
pub const ENTERED: &str = "entered:";

fn paper_letter(row: &SqliteRow) -> Result<PaperLetter> {
    let attach: Option<i64> = row.try_get("attach")?;
    Ok(PaperLetter {
        id: row.try_get("id")?,
        case: row.try_get("case_id")?,
        reference: row.try_get("reference")?,
        mailbox: row.try_get("mailbox")?,
        kind: kind_of(row)?,
        to: row.try_get("recipient")?,
        from_name: row.try_get("from_name")?,
        subject: row.try_get("subject")?,
        text: row.try_get("text")?,
        attach: attach.map(MessageRef),
        created_at: instant(row.try_get("created_at")?)?,
    })
}
