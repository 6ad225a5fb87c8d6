//! What the store says of messages: lists, raw bytes, and which places of a
//! mailbox are accounted for.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::messages::with_rest;
use super::{Result, Store, inconsistent, instant, maybe_instant};
use crate::casework::MessageRef;
use crate::message::digest::hex;

/// A message with its bytes.
#[derive(Debug, Clone)]
pub struct RawMail {
    /// Its number.
    pub id: MessageRef,
    /// Name of the mailbox.
    pub mailbox: String,
    /// Its bytes as fetched.
    pub bytes: Vec<u8>,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// Times it was begun with after an unclean stop.
    pub attempts: i64,
}

/// A line of `redress messages`.
#[derive(Debug, Clone, serde::Serialize)]
pub struct MessageRow {
    /// Its number.
    pub id: i64,
    /// Name of the mailbox.
    pub mailbox: String,
    /// UID where it was seen last; None in a Maildir.
    pub uid: Option<i64>,
    /// Hex SHA-256 of the bytes.
    pub digest: String,
    /// Message-ID.
    pub message_id: Option<String>,
    /// Name of the origin.
    pub origin: Option<String>,
    /// Name of the label.
    pub label: Option<String>,
    /// Name of the outcome; None: not yet accounted for.
    pub outcome: Option<String>,
    /// Why.
    pub why: String,
    /// Reference of the case.
    pub case: Option<String>,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
}

/// A message that waits for a person.
#[derive(Debug, Clone)]
pub struct HeldRow {
    /// Its number.
    pub id: i64,
    /// Why.
    pub reason: String,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// Hex SHA-256 of the bytes.
    pub digest: String,
}

/// UIDs of one UIDVALIDITY that are accounted for, ascending.
pub type SeenUids = Vec<u32>;

impl Store {
    /// Every message, oldest first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn messages(&self) -> Result<Vec<MessageRow>> {
        self.messages_after(0).await
    }

    /// Messages with a higher number than this, oldest first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn messages_after(&self, id: i64) -> Result<Vec<MessageRow>> {
        sqlx::query(
            "SELECT message.id, mailbox.name AS mailbox, digest, message.message_id, origin, label,
                    outcome, why, reference, message.received_at,
                    (SELECT uid FROM sighting WHERE sighting.message_id = message.id
                      ORDER BY uid_validity DESC LIMIT 1) AS uid
               FROM message
               JOIN mailbox ON mailbox.id = message.mailbox_id
               LEFT JOIN case_file ON case_file.id = message.case_id
              WHERE message.id > $1
              ORDER BY message.id",
        )
        .bind(id)
        .fetch_all(&self.reader)
        .await?
        .into_iter()
        .map(message_row)
        .collect()
    }

    /// Messages that wait for a person.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn held(&self) -> Result<Vec<HeldRow>> {
        sqlx::query(
            "SELECT id, why, received_at, digest FROM message WHERE outcome = 'held' ORDER BY id",
        )
        .fetch_all(&self.reader)
        .await?
        .into_iter()
        .map(|row| {
            let digest: Vec<u8> = row.try_get("digest")?;
            Ok(HeldRow {
                id: row.try_get("id")?,
                reason: row.try_get("why")?,
                received_at: instant(row.try_get("received_at")?)?,
                digest: hex(&digest),
            })
        })
        .collect()
    }

    /// Messages without an outcome, oldest first: what was in flight when the
    /// program died.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn in_flight(&self) -> Result<Vec<MessageRef>> {
        let ids: Vec<i64> =
            sqlx::query_scalar("SELECT id FROM message WHERE outcome IS NULL ORDER BY id")
                .fetch_all(&self.reader)
                .await?;
        Ok(ids.into_iter().map(MessageRef).collect())
    }

    /// How many bytes a message has.
    ///
    /// # Errors
    /// When the store can't be read or there is no such message.
    pub async fn raw_size(&self, id: MessageRef) -> Result<usize> {
        let size: Option<i64> = sqlx::query_scalar("SELECT size FROM message WHERE id = $1")
            .bind(id.0)
            .fetch_optional(&self.reader)
            .await?;
        size.and_then(|size| usize::try_from(size).ok())
            .ok_or_else(|| inconsistent("message", format!("there is no message {}", id.0)))
    }

    /// A message with its bytes.
    ///
    /// # Errors
    /// When the store can't be read or there is no such message.
    pub async fn raw(&self, id: MessageRef) -> Result<RawMail> {
        let row = sqlx::query(
            "SELECT message.id, name, bytes, received_at, attempts FROM message
               JOIN raw_message ON raw_message.message_id = message.id
               JOIN mailbox ON mailbox.id = mailbox_id
              WHERE message.id = $1",
        )
        .bind(id.0)
        .fetch_optional(&self.reader)
        .await?
        .ok_or_else(|| inconsistent("message", format!("there is no message {}", id.0)))?;
        let bytes = with_rest(&self.reader, id, row.try_get("bytes")?).await?;
        Ok(RawMail {
            id: MessageRef(row.try_get("id")?),
            mailbox: row.try_get("name")?,
            bytes,
            received_at: instant(row.try_get("received_at")?)?,
            attempts: row.try_get("attempts")?,
        })
    }

    /// UIDs of a folder whose messages have an outcome, ascending.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn seen_uids(&self, mailbox: &str, validity: u32) -> Result<SeenUids> {
        let uids: Vec<i64> = sqlx::query_scalar(
            "SELECT uid FROM sighting JOIN mailbox ON mailbox.id = sighting.mailbox_id
               JOIN message ON message.id = sighting.message_id
              WHERE name = $1 AND sighting.uid_validity = $2 AND outcome IS NOT NULL
              ORDER BY uid",
        )
        .bind(mailbox)
        .bind(i64::from(validity))
        .fetch_all(&self.reader)
        .await?;
        Ok(uids.into_iter().filter_map(|uid| u32::try_from(uid).ok()).collect())
    }

    /// Files of a Maildir whose messages have an outcome.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn seen_files(&self, mailbox: &str) -> Result<Vec<String>> {
        Ok(sqlx::query_scalar(
            "SELECT file FROM sighting_file
               JOIN mailbox ON mailbox.id = sighting_file.mailbox_id
               JOIN message ON message.id = sighting_file.message_id
              WHERE name = $1 AND outcome IS NOT NULL",
        )
        .bind(mailbox)
        .fetch_all(&self.reader)
        .await?)
    }
}

fn message_row(row: SqliteRow) -> Result<MessageRow> {
    let digest: Vec<u8> = row.try_get("digest")?;
    Ok(MessageRow {
        id: row.try_get("id")?,
        mailbox: row.try_get("mailbox")?,
        uid: row.try_get("uid")?,
        digest: hex(&digest),
        message_id: row.try_get("message_id")?,
        origin: row.try_get("origin")?,
        label: row.try_get("label")?,
        outcome: row.try_get("outcome")?,
        why: row.try_get("why")?,
        case: row.try_get("reference")?,
        received_at: maybe_instant(row.try_get("received_at")?)?.unwrap_or_default(),
    })
}
