//! What the store says of letters: lists, and when the next one is due.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::letters::NEVER;
use super::paper::WRITTEN;
use super::{Result, Store, instant};

/// A line of `redress outbox`.
#[derive(Debug, Clone, serde::Serialize)]
pub struct LetterRow {
    /// Its number.
    pub id: i64,
    /// Reference of the case.
    pub case: Option<String>,
    /// Which.
    pub letter: String,
    /// The one recipient.
    pub to: String,
    /// Message-ID.
    pub message_id: String,
    /// It is printed: `sent` then says that it lies in its file.
    pub paper: bool,
    /// Where it is.
    pub state: String,
    /// Attempts so far.
    pub attempts: i64,
    /// The mail server's last words.
    pub last_reply: Option<String>,
    /// When it is tried next by itself; None: never.
    pub next_at: Option<DateTime<Utc>>,
    /// It goes to a resident; for people only.
    #[serde(skip)]
    pub for_resident: bool,
    /// Subject; for people only.
    #[serde(skip)]
    pub subject: String,
    /// Text; for people only.
    #[serde(skip)]
    pub text: String,
    /// When it was queued; for people only.
    #[serde(skip)]
    pub created_at: DateTime<Utc>,
}

impl LetterRow {
    /// The file of a letter on paper, once it is written.
    pub fn file(&self) -> Option<&str> {
        let reply = self.last_reply.as_deref().filter(|_| self.paper && self.state == "sent")?;
        reply.strip_prefix(WRITTEN)
    }
}

impl Store {
    /// Letters that are not delivered yet, or all of them.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn outbox(&self, all: bool) -> Result<Vec<LetterRow>> {
        sqlx::query(
            "SELECT letter.id, reference, letter.kind, recipient, letter.message_id, letter.state,
                    attempts, last_reply, subject, text, created_at, next_at,
                    paper, for_staff
               FROM letter LEFT JOIN case_file ON case_file.id = case_id
              WHERE $1 OR letter.state NOT IN ('sent', 'withdrawn')
              ORDER BY letter.id",
        )
        .bind(all)
        .fetch_all(&self.reader)
        .await?
        .iter()
        .map(letter_row)
        .collect()
    }

    /// Number of the newest letter, or 0: whatever is written from now on has a
    /// greater one.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn newest_letter(&self) -> Result<i64> {
        let newest = sqlx::query_scalar("SELECT COALESCE(MAX(id), 0) FROM letter");
        Ok(newest.fetch_one(&self.reader).await?)
    }

    /// The letters of a case.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn letters_of(&self, case: i64) -> Result<Vec<LetterRow>> {
        sqlx::query(
            "SELECT letter.id, reference, letter.kind, recipient, letter.message_id, letter.state,
                    attempts, last_reply, subject, text, created_at, next_at,
                    paper, for_staff
               FROM letter LEFT JOIN case_file ON case_file.id = case_id
              WHERE case_id = $1 ORDER BY letter.id",
        )
        .bind(case)
        .fetch_all(&self.reader)
        .await?
        .iter()
        .map(letter_row)
        .collect()
    }
}

fn letter_row(row: &SqliteRow) -> Result<LetterRow> {
    let next: i64 = row.try_get("next_at")?;
    Ok(LetterRow {
        next_at: (next != NEVER).then(|| instant(next)).transpose()?,
        id: row.try_get("id")?,
        case: row.try_get("reference")?,
        letter: row.try_get("kind")?,
        to: row.try_get::<String, _>("recipient")?.replace('\n', ", "),
        message_id: row.try_get("message_id")?,
        paper: row.try_get("paper")?,
        for_resident: !row.try_get::<bool, _>("for_staff")?,
        state: row.try_get("state")?,
        attempts: row.try_get("attempts")?,
        last_reply: row.try_get("last_reply")?,
        subject: row.try_get("subject")?,
        text: row.try_get("text")?,
        created_at: instant(row.try_get("created_at")?)?,
    })
}
