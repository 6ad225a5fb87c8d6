//! Stored messages with what became of them and what officers said they are:
//! for those who try other rules on them.

use chrono::{DateTime, Utc};
use sqlx::Row;

use super::messages::with_rest;
use super::{Result, Store, instant, seconds};
use crate::casework::MessageRef;

/// A stored message of any origin.
#[derive(Debug, Clone)]
pub struct JudgedMail {
    /// Its number.
    pub id: i64,
    /// Its bytes as fetched.
    pub bytes: Vec<u8>,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// The label that it was given.
    pub label: Option<String>,
    /// Reference of the case that it opened.
    pub case: Option<String>,
    /// The kind that an officer gave that case last, where one did.
    pub corrected: Option<String>,
}

impl Store {
    /// The next messages after a number, in order; none at the end. `since`
    /// bounds the arrival.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn judged_mail(
        &self,
        after: i64,
        since: Option<DateTime<Utc>>,
        most: i64,
    ) -> Result<Vec<JudgedMail>> {
        let rows = sqlx::query(
            "SELECT message.id, bytes, message.received_at, label, reference,
                    (SELECT json_extract(payload, '$.kind') FROM case_event
                      WHERE case_event.case_id = case_file.id
                        AND json_extract(payload, '$.event') = 'reclassified'
                      ORDER BY case_event.id DESC LIMIT 1) AS corrected
               FROM message
               JOIN raw_message ON raw_message.message_id = message.id
               LEFT JOIN case_file
                 ON case_file.id = message.case_id AND case_file.opened_by = message.id
              WHERE message.id > $1 AND message.received_at >= $2 AND outcome IS NOT NULL
              ORDER BY message.id LIMIT $3",
        )
        .bind(after)
        .bind(since.map_or(i64::MIN, seconds))
        .bind(most)
        .fetch_all(&self.reader)
        .await?;
        let mut mails = Vec::with_capacity(rows.len());
        for row in &rows {
            let id = row.try_get("id")?;
            let bytes = with_rest(&self.reader, MessageRef(id), row.try_get("bytes")?).await?;
            mails.push(JudgedMail {
                id,
                bytes,
                received_at: instant(row.try_get("received_at")?)?,
                label: row.try_get("label")?,
                case: row.try_get("reference")?,
                corrected: row.try_get("corrected")?,
            });
        }
        Ok(mails)
    }

    /// How many messages [`Store::judged_mail`] has.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn judged_mail_count(&self, since: Option<DateTime<Utc>>) -> Result<i64> {
        let count = "SELECT count(*) FROM message WHERE received_at >= $1 AND outcome IS NOT NULL";
        let count = sqlx::query_scalar(count).bind(since.map_or(i64::MIN, seconds));
        Ok(count.fetch_one(&self.reader).await?)
    }
}
