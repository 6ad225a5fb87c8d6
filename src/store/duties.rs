//! Which duties have something due by the mere passing of time, and duties
//! about messages that no case could be made of.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Row;

use super::{Result, Store, Write, inconsistent, instant, seconds};
use crate::casework::duty::DueDay;
use crate::casework::{DutyKey, DutyKind};
use crate::policy::Stage;

/// A duty whose next step is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueDuty {
    /// Number of the duty's row.
    pub row: i64,
    /// Number of the case; None for a duty about a message.
    pub case: Option<i64>,
    /// Which duty.
    pub key: DutyKey,
}

impl Store {
    /// Duties whose next step is due, at most so many, the longest due first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn due_duties(&self, now: DateTime<Utc>, most: u32) -> Result<Vec<DueDuty>> {
        sqlx::query(
            "SELECT id, case_id, kind, stage FROM duty
              WHERE state = 'open' AND next_at IS NOT NULL AND next_at <= $1
              ORDER BY next_at, id LIMIT $2",
        )
        .bind(seconds(now))
        .bind(i64::from(most))
        .fetch_all(&self.reader)
        .await?
        .into_iter()
        .map(|row| {
            let kind: String = row.try_get("kind")?;
            let kind = DutyKind::parse(&kind)
                .ok_or_else(|| inconsistent("duty", format!("there is no duty \"{kind}\"")))?;
            let stage: Option<i64> = row.try_get("stage")?;
            let stage =
                stage.and_then(|n| u8::try_from(n).ok()).and_then(|n| Stage::try_from(n).ok());
            Ok(DueDuty {
                row: row.try_get("id")?,
                case: row.try_get("case_id")?,
                key: DutyKey { kind, stage },
            })
        })
        .collect()
    }

    /// When the next step of any duty is due.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn next_duty_at(&self) -> Result<Option<DateTime<Utc>>> {
        let at: Option<i64> = sqlx::query_scalar(
            "SELECT min(next_at) FROM duty WHERE state = 'open' AND next_at IS NOT NULL",
        )
        .fetch_one(&self.reader)
        .await?;
        at.map(instant).transpose()
    }
}

impl Write {
    /// Moves the next step of a duty without anything having happened: a
    /// reminder that came due outside working hours waits for them.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn plan_duty(&mut self, row: i64, next: Option<DateTime<Utc>>) -> Result<()> {
        sqlx::query("UPDATE duty SET next_at = $2 WHERE id = $1")
            .bind(row)
            .bind(next.map(seconds))
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    pub(super) async fn insert_message_duty(
        &mut self,
        message: i64,
        due: Option<DueDay>,
        miss_at: Option<i64>,
    ) -> Result<()> {
        sqlx::query(
            "INSERT INTO duty (message_id, kind, due, clause, calendar, state, missed, next_at)
             VALUES ($1, 'triage', $2, $3, $4, 'open', 0, $5)
             ON CONFLICT (message_id, kind) WHERE message_id IS NOT NULL
             DO UPDATE SET state = 'open'",
        )
        .bind(message)
        .bind(due.as_ref().map(|due| due.day.to_string()))
        .bind(due.as_ref().map(|due| due.clause.clone()))
        .bind(due.map(|due| due.calendar))
        .bind(miss_at)
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    pub(super) async fn update_message_duty(&mut self, message: i64) -> Result<()> {
        sqlx::query(
            "UPDATE duty SET state = 'met', next_at = NULL WHERE message_id = $1 AND state = 'open'",
        )
        .bind(message)
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    /// The day of a message's duty has passed.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn miss_message_duty(&mut self, row: i64) -> Result<()> {
        sqlx::query("UPDATE duty SET missed = 1, next_at = NULL WHERE id = $1")
            .bind(row)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }
}

impl Store {
    /// How many duties stand whose day is before this one.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn overdue(&self, today: NaiveDate) -> Result<i64> {
        Ok(sqlx::query_scalar("SELECT count(*) FROM duty WHERE state = 'open' AND due < $1")
            .bind(today.to_string())
            .fetch_one(&self.reader)
            .await?)
    }
}
