//! What the program told staff about itself: once when a state begins, and
//! again only after it has ended.

use chrono::{DateTime, Utc};
use sqlx::Row;

use super::{Result, Store, Write, instant, seconds};

/// A state that staff were told of and that still stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertRow {
    /// Since when.
    pub at: DateTime<Utc>,
    /// Which kind.
    pub kind: String,
    /// About what.
    pub topic: String,
    /// In words, without residents' data.
    pub text: String,
}

impl Write {
    /// Records that a state began; false when it stood already.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn raise_alert(
        &mut self,
        kind: &str,
        topic: &str,
        text: &str,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let done = sqlx::query(
            "INSERT INTO alert (at, kind, topic, text) VALUES ($1, $2, $3, $4)
             ON CONFLICT (kind, topic) WHERE ended_at IS NULL DO NOTHING",
        )
        .bind(seconds(now))
        .bind(kind)
        .bind(topic)
        .bind(text)
        .execute(&mut *self.tx)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Records that a state ended; false when it did not stand.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn end_alert(&mut self, kind: &str, topic: &str, now: DateTime<Utc>) -> Result<bool> {
        let done = sqlx::query(
            "UPDATE alert SET ended_at = $1 WHERE kind = $2 AND topic = $3 AND ended_at IS NULL",
        )
        .bind(seconds(now))
        .bind(kind)
        .bind(topic)
        .execute(&mut *self.tx)
        .await?;
        Ok(done.rows_affected() > 0)
    }
}

impl Store {
    /// Every state that stands.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn standing_alerts(&self) -> Result<Vec<AlertRow>> {
        sqlx::query("SELECT at, kind, topic, text FROM alert WHERE ended_at IS NULL ORDER BY id")
            .fetch_all(&self.reader)
            .await?
            .into_iter()
            .map(|row| {
                Ok(AlertRow {
                    at: instant(row.try_get("at")?)?,
                    kind: row.try_get("kind")?,
                    topic: row.try_get("topic")?,
                    text: row.try_get("text")?,
                })
            })
            .collect()
    }
}
