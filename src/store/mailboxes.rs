//! What is known of the mailboxes and of the store itself.

use chrono::{DateTime, Utc};
use sqlx::Row;

use super::outflow::{LastHour, an_hour_before};
use super::{Result, Store, Write, maybe_instant, seconds};

/// A mailbox as it was last seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailboxRow {
    /// Its name.
    pub name: String,
    /// When it was last read to the end.
    pub last_good_poll: Option<DateTime<Utc>>,
    /// Messages in the folder then.
    pub on_server: Option<i64>,
    /// How many of them have an outcome.
    pub accounted: Option<i64>,
    /// What is wrong with it, while something is.
    pub trouble: Option<String>,
    /// The mailbox whose staff write into this folder; None for a mailbox.
    pub sent_of: Option<String>,
    /// What it has written within the last hour.
    pub hour: LastHour,
}

/// What a full look at a mailbox found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Poll {
    /// When.
    pub at: DateTime<Utc>,
    /// Messages in the folder.
    pub on_server: i64,
    /// How many of them have an outcome.
    pub accounted: i64,
}

impl Write {
    /// The number of a mailbox; made when it is new.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn mailbox(&mut self, name: &str) -> Result<i64> {
        self.folder(name, None).await
    }

    /// The number of a mailbox, or of the folder of what its staff send by
    /// hand; made when it is new.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn folder(&mut self, name: &str, sent_of: Option<&str>) -> Result<i64> {
        let id = sqlx::query_scalar(
            "INSERT INTO mailbox (name, sent_of) VALUES ($1, $2)
             ON CONFLICT (name) DO UPDATE SET sent_of = excluded.sent_of RETURNING id",
        )
        .bind(name)
        .bind(sent_of)
        .fetch_one(&mut *self.tx)
        .await?;
        Ok(id)
    }

    /// Records a poll that reached the end.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn record_poll(&mut self, mailbox: i64, poll: Poll) -> Result<()> {
        sqlx::query(
            "UPDATE mailbox SET last_good_poll = $2, on_server = $3, accounted = $4,
                    trouble = NULL, trouble_since = NULL WHERE id = $1",
        )
        .bind(mailbox)
        .bind(seconds(poll.at))
        .bind(poll.on_server)
        .bind(poll.accounted)
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    /// Records that a mailbox can't be read; the first instant is kept.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn record_trouble(
        &mut self,
        mailbox: i64,
        trouble: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        sqlx::query(
            "UPDATE mailbox SET trouble = $2, trouble_since = coalesce(trouble_since, $3)
              WHERE id = $1",
        )
        .bind(mailbox)
        .bind(trouble)
        .bind(seconds(now))
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    /// Remembers a fact about the store.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn set_meta(&mut self, name: &str, value: &str) -> Result<()> {
        sqlx::query(
            "INSERT INTO meta (name, value) VALUES ($1, $2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )
        .bind(name)
        .bind(value)
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    /// A fact about the store.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn meta(&mut self, name: &str) -> Result<Option<String>> {
        Ok(sqlx::query_scalar("SELECT value FROM meta WHERE name = $1")
            .bind(name)
            .fetch_optional(&mut *self.tx)
            .await?)
    }
}

impl Store {
    /// A fact about the store.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn meta(&self, name: &str) -> Result<Option<String>> {
        Ok(sqlx::query_scalar("SELECT value FROM meta WHERE name = $1")
            .bind(name)
            .fetch_optional(&self.reader)
            .await?)
    }

    /// Every mailbox and every folder of sent mail that was ever read.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn mailboxes(&self, now: DateTime<Utc>) -> Result<Vec<MailboxRow>> {
        sqlx::query(
            "SELECT name, last_good_poll, on_server, accounted, trouble, sent_of, breaker_since,
                    coalesce(sum(letters), 0) AS letters,
                    coalesce(sum(held_back), 0) AS held_back
               FROM mailbox LEFT JOIN outflow ON outflow.mailbox = name AND minute > $1
              GROUP BY mailbox.id ORDER BY mailbox.id",
        )
        .bind(an_hour_before(now))
        .fetch_all(&self.reader)
        .await?
        .into_iter()
        .map(|row| {
            Ok(MailboxRow {
                name: row.try_get("name")?,
                last_good_poll: maybe_instant(row.try_get("last_good_poll")?)?,
                on_server: row.try_get("on_server")?,
                accounted: row.try_get("accounted")?,
                trouble: row.try_get("trouble")?,
                sent_of: row.try_get("sent_of")?,
                hour: LastHour {
                    letters: row.try_get("letters")?,
                    held_back: row.try_get("held_back")?,
                    breaker_since: maybe_instant(row.try_get("breaker_since")?)?,
                },
            })
        })
        .collect()
    }
}
