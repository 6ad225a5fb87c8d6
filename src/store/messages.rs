//! Messages: stored raw first, then accounted for with exactly one outcome.

use chrono::{DateTime, Utc};
use sqlx::Row;

use super::{Result, Write, seconds};
use crate::casework::MessageRef;
use crate::message::Seen;
use crate::message::digest::Sha;

/// A message to be stored.
#[derive(Debug, Clone, Copy)]
pub struct NewMessage<'a> {
    /// Number of the mailbox.
    pub mailbox: i64,
    /// Where it was seen.
    pub seen: &'a Seen,
    /// Its bytes as fetched.
    pub bytes: &'a [u8],
    /// Their SHA-256.
    pub digest: &'a Sha,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It opened a case.
    Opened(i64),
    /// It belongs to a case.
    Joined(i64),
    /// Nothing is to be done; a case it speaks of, if any.
    Filed(Option<i64>),
    /// A person reads it.
    Held,
    /// It was there before; the case of the first, if any.
    Duplicate(Option<i64>),
}

impl Outcome {
    /// The name in output and the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Opened(_) => "opened",
            Outcome::Joined(_) => "joined",
            Outcome::Filed(_) => "filed",
            Outcome::Held => "held",
            Outcome::Duplicate(_) => "duplicate",
        }
    }

    /// The case it belongs to, by its number.
    pub fn case(self) -> Option<i64> {
        match self {
            Outcome::Opened(case) | Outcome::Joined(case) => Some(case),
            Outcome::Filed(case) | Outcome::Duplicate(case) => case,
            Outcome::Held => None,
        }
    }
}

/// Everything that is recorded of a message when it is accounted for.
#[derive(Debug, Clone)]
pub struct Filing<'a> {
    /// What became of it.
    pub outcome: Outcome,
    /// Why, without personal data.
    pub why: &'a str,
    /// Message-ID.
    pub message_id: Option<&'a str>,
    /// The sender's address in lower case.
    pub from_key: Option<&'a str>,
    /// Name of the origin.
    pub origin: Option<&'a str>,
    /// Name of the label.
    pub label: Option<&'a str>,
    /// Digest without trace fields.
    pub content_digest: Option<&'a Sha>,
    /// Digest of sender and words.
    pub words_digest: Option<&'a Sha>,
}

/// What the store knows about a Message-ID that a mail refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// A letter of ours on that case: unguessable, so it proves the case.
    OurLetter(i64),
    /// A message that belongs to that case.
    Message(i64),
}

/// A sender's recent mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sender {
    /// The case of the same words within the window, if any.
    pub same_words: Option<i64>,
    /// How many mails came in the short window.
    pub recent: i64,
    /// The latest of their cases in it.
    pub recent_case: Option<i64>,
}

impl Write {
    /// Stores a message raw.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn insert_message(
        &mut self,
        message: NewMessage<'_>,
        now: DateTime<Utc>,
    ) -> Result<MessageRef> {
        let size = i64::try_from(message.bytes.len()).unwrap_or(i64::MAX);
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO message (mailbox_id, digest, size, received_at, stored_at)
             VALUES ($1, $2, $3, $4, $5) RETURNING id",
        )
        .bind(message.mailbox)
        .bind(message.digest.as_slice())
        .bind(size)
        .bind(seconds(message.received_at))
        .bind(seconds(now))
        .fetch_one(&mut *self.tx)
        .await?;
        sqlx::query("INSERT INTO raw_message (message_id, bytes) VALUES ($1, $2)")
            .bind(id)
            .bind(message.bytes)
            .execute(&mut *self.tx)
            .await?;
        let id = MessageRef(id);
        self.insert_sighting(message.mailbox, message.seen, id).await?;
        Ok(id)
    }

    /// Records where a message was seen.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn insert_sighting(
        &mut self,
        mailbox: i64,
        seen: &Seen,
        message: MessageRef,
    ) -> Result<()> {
        let query = match seen {
            Seen::Uid { validity, uid } => sqlx::query(
                "INSERT INTO sighting (mailbox_id, uid_validity, uid, message_id)
                 VALUES ($1, $2, $3, $4)",
            )
            .bind(mailbox)
            .bind(i64::from(*validity))
            .bind(i64::from(*uid)),
            Seen::File(name) => sqlx::query(
                "INSERT INTO sighting_file (mailbox_id, file, message_id) VALUES ($1, $2, $3)",
            )
            .bind(mailbox)
            .bind(name.clone()),
        };
        query.bind(message.0).execute(&mut *self.tx).await?;
        Ok(())
    }

    /// A message with these bytes that was not yet seen under this UIDVALIDITY:
    /// after a UIDVALIDITY change it is the same one seen again.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn seen_before(
        &mut self,
        mailbox: i64,
        digest: &Sha,
        seen: &Seen,
    ) -> Result<Option<MessageRef>> {
        let Seen::Uid { validity, .. } = seen else { return Ok(None) };
        let id = sqlx::query_scalar(
            "SELECT id FROM message
              WHERE digest = $2 AND mailbox_id = $1
                AND EXISTS (SELECT 1 FROM sighting WHERE message_id = message.id)
                AND NOT EXISTS (SELECT 1 FROM sighting
                                 WHERE message_id = message.id AND uid_validity = $3)
              ORDER BY id LIMIT 1",
        )
        .bind(mailbox)
        .bind(digest.as_slice())
        .bind(i64::from(*validity))
        .fetch_optional(&mut *self.tx)
        .await?;
        Ok(id.map(MessageRef))
    }

    /// Whether this place was seen already; a batch may be fetched again after
    /// a fault.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn is_seen(&mut self, mailbox: i64, seen: &Seen) -> Result<bool> {
        let query = match seen {
            Seen::Uid { validity, uid } => sqlx::query_scalar(
                "SELECT message_id FROM sighting
                  WHERE mailbox_id = $1 AND uid_validity = $2 AND uid = $3",
            )
            .bind(mailbox)
            .bind(i64::from(*validity))
            .bind(i64::from(*uid)),
            Seen::File(name) => sqlx::query_scalar(
                "SELECT message_id FROM sighting_file WHERE mailbox_id = $1 AND file = $2",
            )
            .bind(mailbox)
            .bind(name.clone()),
        };
        let found: Option<i64> = query.fetch_optional(&mut *self.tx).await?;
        Ok(found.is_some())
    }

    /// Gives a message its outcome.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn account(&mut self, message: MessageRef, filing: &Filing<'_>) -> Result<()> {
        sqlx::query(
            "UPDATE message SET outcome = $2, why = $3, case_id = $4, message_id = $5,
                    from_key = $6, origin = $7, label = $8, content_digest = $9,
                    words_digest = $10
              WHERE id = $1",
        )
        .bind(message.0)
        .bind(filing.outcome.as_str())
        .bind(filing.why)
        .bind(filing.outcome.case())
        .bind(filing.message_id)
        .bind(filing.from_key)
        .bind(filing.origin)
        .bind(filing.label)
        .bind(filing.content_digest.map(|sha| sha.as_slice()))
        .bind(filing.words_digest.map(|sha| sha.as_slice()))
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    /// The first other message with the same content, and its case.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn duplicate_of(
        &mut self,
        content: &Sha,
        except: MessageRef,
    ) -> Result<Option<(MessageRef, Option<i64>)>> {
        let row = sqlx::query(
            "SELECT id, case_id FROM message
              WHERE content_digest = $1 AND id <> $2 AND outcome <> 'held' ORDER BY id LIMIT 1",
        )
        .bind(content.as_slice())
        .bind(except.0)
        .fetch_optional(&mut *self.tx)
        .await?;
        row.map(|row| Ok((MessageRef(row.try_get("id")?), row.try_get("case_id")?))).transpose()
    }

    /// The case that a Message-ID leads to.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn known_message_id(&mut self, message_id: &str) -> Result<Option<Known>> {
        let letter: Option<Option<i64>> =
            sqlx::query_scalar("SELECT case_id FROM letter WHERE message_id = $1")
                .bind(message_id)
                .fetch_optional(&mut *self.tx)
                .await?;
        if let Some(case) = letter.flatten() {
            return Ok(Some(Known::OurLetter(case)));
        }
        let message: Option<i64> = sqlx::query_scalar(
            "SELECT case_id FROM message WHERE message_id = $1 AND case_id IS NOT NULL
              ORDER BY id LIMIT 1",
        )
        .bind(message_id)
        .fetch_optional(&mut *self.tx)
        .await?;
        Ok(message.map(Known::Message))
    }

    /// A sender's recent mail: the same words within 30 days, and how much came
    /// within ten minutes (contract, "Mail to and from residents").
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn sender(
        &mut self,
        from_key: &str,
        words: &Sha,
        received_at: DateTime<Utc>,
    ) -> Result<Sender> {
        let at = seconds(received_at);
        let same_words = sqlx::query_scalar(
            "SELECT case_id FROM message
              WHERE words_digest = $1 AND received_at BETWEEN $2 - 30 * 86400 AND $2 + 86400
                AND from_key = $3 AND case_id IS NOT NULL
              ORDER BY id DESC LIMIT 1",
        )
        .bind(words.as_slice())
        .bind(at)
        .bind(from_key)
        .fetch_optional(&mut *self.tx)
        .await?;
        let row = sqlx::query(
            "SELECT count(*) AS recent, max(case_id) AS recent_case FROM message
              WHERE from_key = $1 AND received_at BETWEEN $2 - 600 AND $2 + 600
                AND outcome IN ('opened', 'joined')",
        )
        .bind(from_key)
        .bind(at)
        .fetch_one(&mut *self.tx)
        .await?;
        Ok(Sender {
            same_words,
            recent: row.try_get("recent")?,
            recent_case: row.try_get("recent_case")?,
        })
    }

    /// Counts an attempt at a message that was in flight when the program died.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn begin_attempt(&mut self, message: MessageRef) -> Result<()> {
        sqlx::query("UPDATE message SET attempts = attempts + 1 WHERE id = $1")
            .bind(message.0)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }
}
