//! Which duties have something due by the mere passing of time, and duties
//! about messages that no case could be made of.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::pending::PendingDuty;
use super::read_case::{day, holder};
use super::{Result, Store, Write, from_json, inconsistent, instant, seconds};
use crate::casework::dealings::Dealings;
use crate::casework::duty::{DueDay, OwedItem};
use crate::casework::{Barred, Case, DutyKey, DutyKind, Holder, Owing};
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
            Ok(DueDuty {
                row: row.try_get("id")?,
                case: row.try_get("case_id")?,
                key: key_of(&row)?,
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

/// Something owed that a digest tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// What.
    pub item: OwedItem,
    /// What says who owes it.
    pub owing: Owing,
}

impl Write {
    /// Duties that stand and are due by a day or on no day at all, and all held
    /// messages, soonest first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn owed_until(&mut self, day: NaiveDate) -> Result<Vec<Owed>> {
        sqlx::query(
            "SELECT duty.kind, duty.stage, due, reference, holder_kind, holder_id, message_id,
                    dealings, case_file.stage AS case_stage
               FROM (SELECT * FROM duty WHERE state = 'open' AND due <= $1
                     UNION ALL
                     SELECT * FROM duty WHERE state = 'open' AND due IS NULL
                     UNION ALL
                     SELECT * FROM duty WHERE message_id IS NOT NULL AND state = 'open'
                        AND due > $1) AS duty
               LEFT JOIN case_file ON case_file.id = duty.case_id
              ORDER BY due, duty.id",
        )
        .bind(day.to_string())
        .fetch_all(&mut *self.tx)
        .await?
        .iter()
        .map(owed)
        .collect()
    }

    /// Numbers of cases that owe something, after this one.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn cases_that_owe(&mut self, after: i64, most: u32) -> Result<Vec<i64>> {
        Ok(sqlx::query_scalar(
            "SELECT DISTINCT case_id FROM duty WHERE state = 'open' AND case_id > $1
              ORDER BY case_id LIMIT $2",
        )
        .bind(after)
        .bind(i64::from(most))
        .fetch_all(&mut *self.tx)
        .await?)
    }

    /// Whether this transaction writes that duty anyway.
    pub fn changes_duty(&self, case: i64, key: DutyKey) -> bool {
        self.pending.duties.contains_key(&(case, key))
    }

    /// Plans the next steps of every duty of a case that stands.
    pub fn plan_case(&mut self, id: i64, case: &Case, next: &BTreeMap<DutyKey, DateTime<Utc>>) {
        for duty in case.open_duties() {
            let next = next.get(&duty.key).copied().map(seconds);
            self.pending.put_duty(id, PendingDuty { duty: duty.clone(), next });
        }
    }

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

fn key_of(row: &SqliteRow) -> Result<DutyKey> {
    let kind: String = row.try_get("kind")?;
    let kind = DutyKind::parse(&kind)
        .ok_or_else(|| inconsistent("duty", format!("there is no duty \"{kind}\"")))?;
    Ok(DutyKey { kind, stage: stage_of(row.try_get("stage")?) })
}

fn stage_of(number: Option<i64>) -> Option<Stage> {
    number.and_then(|n| u8::try_from(n).ok()).and_then(|n| Stage::try_from(n).ok())
}

fn owed(row: &SqliteRow) -> Result<Owed> {
    let reference: Option<String> = row.try_get("reference")?;
    let message: Option<i64> = row.try_get("message_id")?;
    let about = match (&reference, message) {
        (Some(reference), _) => reference.clone(),
        (None, message) => format!("held message {}", message.unwrap_or_default()),
    };
    let holder = match reference {
        Some(_) => holder(row)?,
        None => Holder::Nobody,
    };
    let dealings: Option<String> = row.try_get("dealings")?;
    let duty = key_of(row)?;
    let dealings = dealings.map(|text| from_json::<Dealings>("case dealings", &text));
    let due = day(row.try_get("due")?)?;
    let item = |which| OwedItem { about, duty, which, due };
    Ok(match dealings.transpose() {
        Ok(Some(dealings)) => {
            let barred = Barred::of(&dealings, stage_of(row.try_get("case_stage")?));
            let owing = Owing::recorded(&dealings, holder, duty.kind, barred);
            Owed { item: item(dealings.owed(duty.kind)), owing }
        }
        Ok(None) => Owed { item: item(None), owing: Owing { holder, ..Owing::nobodys() } },
        // Whom it must be kept from is not known: triage is told.
        Err(_) => Owed { item: item(None), owing: Owing::nobodys() },
    })
}
