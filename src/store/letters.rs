//! The outbox: the only way out. A letter is queued once, claimed, and settled;
//! what became of every attempt is kept.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::{Result, Store, Write, from_json, inconsistent, instant, json, seconds};
use crate::casework::{LetterKind, MessageRef};

/// A letter to be queued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLetter {
    /// Case or message, kind, round, recipient.
    pub key: String,
    /// Name of the mailbox it goes out from.
    pub mailbox: String,
    /// Number of the case, if it is about one.
    pub case: Option<i64>,
    /// Which.
    pub kind: LetterKind,
    /// The one recipient.
    pub to: String,
    /// The mailbox's address.
    pub from_address: String,
    /// The council's name.
    pub from_name: String,
    /// Message-ID, made from the key.
    pub message_id: String,
    /// Subject.
    pub subject: String,
    /// Text.
    pub text: String,
    /// The Message-ID it answers.
    pub in_reply_to: Option<String>,
    /// The thread, oldest first.
    pub references: Vec<String>,
    /// The message whose attachments go with it.
    pub attach: Option<MessageRef>,
}

/// Where a letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterState {
    /// Waits for its first attempt.
    Queued,
    /// Claimed by the sender.
    Sending,
    /// The mail server has taken it.
    Sent,
    /// Waits for the next attempt.
    Retrying,
    /// The mail server will never take it.
    Refused,
    /// The connection was lost after the body: it may have been taken.
    Uncertain,
    /// Not to be sent any more.
    Withdrawn,
    /// Taken, and then reported as not delivered.
    Bounced,
}

/// A letter that the sender has claimed. It is consumed by
/// [`Write::settle`], so that no letter is settled twice.
#[derive(Debug)]
pub struct Claimed {
    /// Its number.
    pub id: i64,
    /// Its key.
    pub key: String,
    /// Number of the case, if it is about one.
    pub case: Option<i64>,
    /// Which.
    pub kind: LetterKind,
    /// The letter.
    pub letter: NewLetter,
    /// When it was queued: its Date.
    pub created_at: DateTime<Utc>,
    /// This attempt's number, from 1.
    pub attempt: i64,
    /// This is the one resend of a letter that may have been taken.
    pub resend: bool,
}

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settlement {
    /// Taken at that instant.
    Sent {
        /// When.
        at: DateTime<Utc>,
        /// The server's words.
        reply: String,
    },
    /// Not taken for now.
    Retry {
        /// The next attempt.
        next: DateTime<Utc>,
        /// The server's words, or what went wrong.
        reply: String,
    },
    /// Never to be taken.
    Refused {
        /// The server's words.
        reply: String,
    },
    /// It may have been taken. With a next instant it is sent once more then,
    /// under the same Message-ID; without, it stays as it is for a person.
    Uncertain {
        /// When the one resend is due.
        next: Option<DateTime<Utc>>,
        /// What went wrong.
        reply: String,
    },
}

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
    /// Where it is.
    pub state: String,
    /// Attempts so far.
    pub attempts: i64,
    /// The mail server's last words.
    pub last_reply: Option<String>,
    /// When it is tried next by itself; None: never.
    pub next_at: Option<DateTime<Utc>>,
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

/// A letter that a delivery report speaks of.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Number of the letter.
    pub id: i64,
    /// Its key.
    pub key: String,
    /// Number of the case, if it is about one.
    pub case: Option<i64>,
    /// Which.
    pub kind: LetterKind,
    /// To whom.
    pub to: String,
}

/// Far enough away that it never comes.
const NEVER: i64 = i64::MAX;

impl Write {
    /// Queues a letter; false when it was queued before.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn queue_letter(&mut self, letter: &NewLetter, now: DateTime<Utc>) -> Result<bool> {
        let done = sqlx::query(
            "INSERT INTO letter (key, mailbox, case_id, kind, recipient, recipient_key,
                    from_address, from_name, message_id, subject, text, in_reply_to, refs, attach,
                    created_at, state, next_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
                     'queued', $15)
             ON CONFLICT (key) DO NOTHING",
        )
        .bind(&letter.key)
        .bind(&letter.mailbox)
        .bind(letter.case)
        .bind(letter.kind.as_str())
        .bind(&letter.to)
        .bind(letter.to.to_lowercase())
        .bind(&letter.from_address)
        .bind(&letter.from_name)
        .bind(&letter.message_id)
        .bind(&letter.subject)
        .bind(&letter.text)
        .bind(letter.in_reply_to.as_deref())
        .bind(json(&letter.references)?)
        .bind(letter.attach.map(|message| message.0))
        .bind(seconds(now))
        .execute(&mut *self.tx)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Claims letters of a mailbox that can be sent now, residents' first.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn claim_letters(
        &mut self,
        mailbox: &str,
        now: DateTime<Utc>,
        most: u32,
    ) -> Result<Vec<Claimed>> {
        let rows = sqlx::query(
            "UPDATE letter SET state = 'sending', attempts = attempts + 1, body_begun = 0,
                    resent = max(resent, state = 'uncertain')
              WHERE id IN (SELECT id FROM letter
                            WHERE state IN ('queued', 'retrying', 'uncertain') AND next_at <= $2
                              AND mailbox = $1
                            ORDER BY kind NOT IN ('acknowledgement', 'receipt',
                                                  'service_request', 'thanks'), id
                            LIMIT $3)
             RETURNING *",
        )
        .bind(mailbox)
        .bind(seconds(now))
        .bind(i64::from(most))
        .fetch_all(&mut *self.tx)
        .await?;
        rows.iter().map(claimed).collect()
    }

    /// Records that a letter's body is about to go out: from here on a lost
    /// connection leaves it uncertain.
    ///
    /// # Errors
    /// When the store can't be written; then the body must not go out.
    pub async fn begin_body(&mut self, id: i64) -> Result<()> {
        sqlx::query("UPDATE letter SET body_begun = 1 WHERE id = $1")
            .bind(id)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    /// Records what became of an attempt.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn settle(&mut self, claimed: Claimed, settlement: &Settlement) -> Result<()> {
        let (state, sent_at, next, reply) = match settlement {
            Settlement::Sent { at, reply } => ("sent", Some(seconds(*at)), NEVER, reply),
            Settlement::Retry { next, reply } => ("retrying", None, seconds(*next), reply),
            Settlement::Refused { reply } => ("refused", None, NEVER, reply),
            Settlement::Uncertain { next, reply } => {
                ("uncertain", None, next.map_or(NEVER, seconds), reply)
            }
        };
        sqlx::query(
            "UPDATE letter SET state = $2, sent_at = $3, next_at = $4, last_reply = $5,
                    body_begun = 0 WHERE id = $1",
        )
        .bind(claimed.id)
        .bind(state)
        .bind(sent_at)
        .bind(next)
        .bind(reply)
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    /// Letters that were claimed when the program died: without a body begun
    /// they are queued again; else they may have been taken.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn recover_letters(
        &mut self,
        mailbox: &str,
        now: DateTime<Utc>,
        resend_at: DateTime<Utc>,
    ) -> Result<Vec<Waiting>> {
        sqlx::query(
            "UPDATE letter SET state = CASE WHEN resent THEN 'uncertain' ELSE 'queued' END,
                    next_at = $2, resent = 0
              WHERE state = 'sending' AND body_begun = 0 AND mailbox = $1",
        )
        .bind(mailbox)
        .bind(seconds(now))
        .execute(&mut *self.tx)
        .await?;
        let rows = sqlx::query(
            "UPDATE letter SET state = 'uncertain', body_begun = 0,
                    next_at = CASE WHEN resent THEN $3 ELSE $2 END,
                    last_reply = 'the program stopped while the letter was being sent'
              WHERE state = 'sending' AND mailbox = $1
             RETURNING id, key, case_id, kind, recipient, resent",
        )
        .bind(mailbox)
        .bind(seconds(resend_at))
        .bind(NEVER)
        .fetch_all(&mut *self.tx)
        .await?;
        rows.iter().filter(|row| row.try_get("resent").unwrap_or(false)).map(waiting).collect()
    }

    /// The letter of ours with that Message-ID.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn letter_by_message_id(&mut self, message_id: &str) -> Result<Option<Waiting>> {
        let row = sqlx::query(
            "SELECT id, key, case_id, kind, recipient FROM letter WHERE message_id = $1",
        )
        .bind(message_id)
        .fetch_optional(&mut *self.tx)
        .await?;
        row.as_ref().map(waiting).transpose()
    }

    /// Records that a letter came back; false when that was known.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn mark_bounced(&mut self, id: i64, reply: &str) -> Result<bool> {
        let done = sqlx::query(
            "UPDATE letter SET state = 'bounced', next_at = $3, last_reply = $2
              WHERE id = $1 AND state IN ('sent', 'uncertain', 'sending', 'retrying')",
        )
        .bind(id)
        .bind(reply)
        .bind(NEVER)
        .execute(&mut *self.tx)
        .await?;
        Ok(done.rows_affected() > 0)
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
                    attempts, last_reply, subject, text, created_at, next_at
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

    /// The letters of a case.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn letters_of(&self, case: i64) -> Result<Vec<LetterRow>> {
        sqlx::query(
            "SELECT letter.id, reference, letter.kind, recipient, letter.message_id, letter.state,
                    attempts, last_reply, subject, text, created_at, next_at
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

    /// When the next letter of a mailbox can be sent.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn next_letter_at(&self, mailbox: &str) -> Result<Option<DateTime<Utc>>> {
        let at: Option<i64> = sqlx::query_scalar(
            "SELECT min(next_at) FROM letter
              WHERE state IN ('queued', 'retrying', 'uncertain') AND mailbox = $1 AND next_at < $2",
        )
        .bind(mailbox)
        .bind(NEVER)
        .fetch_one(&self.reader)
        .await?;
        at.map(instant).transpose()
    }
}

fn kind_of(row: &SqliteRow) -> Result<LetterKind> {
    let kind: String = row.try_get("kind")?;
    LetterKind::parse(&kind)
        .ok_or_else(|| inconsistent("letter", format!("there is no letter \"{kind}\"")))
}

fn claimed(row: &SqliteRow) -> Result<Claimed> {
    let references: String = row.try_get("refs")?;
    let attach: Option<i64> = row.try_get("attach")?;
    let kind = kind_of(row)?;
    let letter = NewLetter {
        key: row.try_get("key")?,
        mailbox: row.try_get("mailbox")?,
        case: row.try_get("case_id")?,
        kind,
        to: row.try_get("recipient")?,
        from_address: row.try_get("from_address")?,
        from_name: row.try_get("from_name")?,
        message_id: row.try_get("message_id")?,
        subject: row.try_get("subject")?,
        text: row.try_get("text")?,
        in_reply_to: row.try_get("in_reply_to")?,
        references: from_json("letter references", &references)?,
        attach: attach.map(MessageRef),
    };
    Ok(Claimed {
        id: row.try_get("id")?,
        key: letter.key.clone(),
        case: letter.case,
        kind,
        created_at: instant(row.try_get("created_at")?)?,
        attempt: row.try_get("attempts")?,
        resend: row.try_get("resent")?,
        letter,
    })
}

fn waiting(row: &SqliteRow) -> Result<Waiting> {
    Ok(Waiting {
        id: row.try_get("id")?,
        key: row.try_get("key")?,
        case: row.try_get("case_id")?,
        kind: kind_of(row)?,
        to: row.try_get("recipient")?,
    })
}

fn letter_row(row: &SqliteRow) -> Result<LetterRow> {
    let next: i64 = row.try_get("next_at")?;
    Ok(LetterRow {
        next_at: (next != NEVER).then(|| instant(next)).transpose()?,
        id: row.try_get("id")?,
        case: row.try_get("reference")?,
        letter: row.try_get("kind")?,
        to: row.try_get("recipient")?,
        message_id: row.try_get("message_id")?,
        state: row.try_get("state")?,
        attempts: row.try_get("attempts")?,
        last_reply: row.try_get("last_reply")?,
        subject: row.try_get("subject")?,
        text: row.try_get("text")?,
        created_at: instant(row.try_get("created_at")?)?,
    })
}
