//! Saves a case: its row, the events that changed it, and its duties, within
//! the caller's transaction.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::chain::Link;
use super::{Result, Write, json, seconds};
use crate::casework::{Case, Duty, DutyKey, Event, Holder};

/// A case as it is to be saved.
#[derive(Debug)]
pub struct SavedCase<'a> {
    /// Its number; None when it is new.
    pub id: Option<i64>,
    /// The case after the events.
    pub case: &'a Case,
    /// What happened.
    pub events: &'a [Event],
    /// When the next step of each duty is due.
    pub next: &'a BTreeMap<DutyKey, DateTime<Utc>>,
    /// Who or what caused it: `redress`, an officer's id, a user.
    pub actor: &'a str,
    /// When.
    pub now: DateTime<Utc>,
}

impl Write {
    /// Saves a case and gives its number.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn save_case(&mut self, saved: SavedCase<'_>) -> Result<i64> {
        let id = match saved.id {
            Some(id) => {
                self.update_case(id, saved.case).await?;
                id
            }
            None => self.insert_case(saved.case).await?,
        };
        self.append_events(id, &saved).await?;
        let touched: BTreeSet<DutyKey> = saved.events.iter().filter_map(touched_duty).collect();
        for duty in saved.case.duties.iter().filter(|duty| touched.contains(&duty.key)) {
            self.save_duty(id, duty, saved.next.get(&duty.key).copied(), saved.now).await?;
        }
        Ok(id)
    }

    async fn insert_case(&mut self, case: &Case) -> Result<i64> {
        let opening = &case.opening;
        let (holder_kind, holder_id) = holder_columns(&case.holder);
        let id = sqlx::query_scalar(
            "INSERT INTO case_file (reference, mailbox, kind, opened_stage, policy, policy_unclear,
                    complainant_name, complainant_address, complainant_key, area, opened_flags,
                    exclusions, received_at, opened_by, rules_version,
                    state, stage, holder_kind, holder_id, flags, acknowledged_at, defined_at,
                    promised, messages, letters, assignments)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
                     $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)
             RETURNING id",
        )
        .bind(&opening.reference.0)
        .bind(&opening.mailbox)
        .bind(opening.kind.as_str())
        .bind(opening.stage.map(|stage| i64::from(u8::from(stage))))
        .bind(&opening.policy)
        .bind(i64::from(opening.policy_unclear))
        .bind(opening.complainant.name.as_deref())
        .bind(&opening.complainant.address)
        .bind(opening.complainant.address.to_lowercase())
        .bind(opening.area.as_deref())
        .bind(json(&opening.flags)?)
        .bind(json(&opening.exclusions)?)
        .bind(seconds(opening.received_at))
        .bind(opening.message.0)
        .bind(&opening.rules_version)
        .bind(case.state.as_str())
        .bind(case.stage.map(|stage| i64::from(u8::from(stage))))
        .bind(holder_kind)
        .bind(holder_id)
        .bind(json(&case.flags)?)
        .bind(case.acknowledged_at.map(seconds))
        .bind(case.defined_at.map(seconds))
        .bind(case.promised.map(|day| day.to_string()))
        .bind(i64::from(case.messages))
        .bind(i64::from(case.letters))
        .bind(i64::from(case.assignments))
        .fetch_one(&mut *self.tx)
        .await?;
        Ok(id)
    }

    async fn update_case(&mut self, id: i64, case: &Case) -> Result<()> {
        let (holder_kind, holder_id) = holder_columns(&case.holder);
        sqlx::query(
            "UPDATE case_file SET state = $2, stage = $3, holder_kind = $4, holder_id = $5,
                    flags = $6, acknowledged_at = $7, defined_at = $8, promised = $9,
                    messages = $10, letters = $11, assignments = $12
              WHERE id = $1",
        )
        .bind(id)
        .bind(case.state.as_str())
        .bind(case.stage.map(|stage| i64::from(u8::from(stage))))
        .bind(holder_kind)
        .bind(holder_id)
        .bind(json(&case.flags)?)
        .bind(case.acknowledged_at.map(seconds))
        .bind(case.defined_at.map(seconds))
        .bind(case.promised.map(|day| day.to_string()))
        .bind(i64::from(case.messages))
        .bind(i64::from(case.letters))
        .bind(i64::from(case.assignments))
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    async fn append_events(&mut self, case_id: i64, saved: &SavedCase<'_>) -> Result<()> {
        if saved.events.is_empty() {
            return Ok(());
        }
        let (mut id, mut hash) = match self.newest {
            Some(newest) => newest,
            None => self.newest_event().await?,
        };
        for event in saved.events {
            id += 1;
            let payload = json(event)?;
            let at = seconds(saved.now);
            let link = Link { id, case_id, at, actor: saved.actor, payload: &payload };
            hash = link.hash(&hash);
            sqlx::query(
                "INSERT INTO case_event (id, case_id, at, actor, payload, hash)
                 VALUES ($1, $2, $3, $4, $5, $6)",
            )
            .bind(id)
            .bind(case_id)
            .bind(at)
            .bind(saved.actor)
            .bind(payload)
            .bind(hash.as_slice())
            .execute(&mut *self.tx)
            .await?;
        }
        self.newest = Some((id, hash));
        Ok(())
    }

    async fn save_duty(
        &mut self,
        case_id: i64,
        duty: &Duty,
        next: Option<DateTime<Utc>>,
        _now: DateTime<Utc>,
    ) -> Result<()> {
        sqlx::query(
            "INSERT INTO duty (case_id, kind, stage, due, clause, calendar, state, missed,
                    last_rung, next_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             ON CONFLICT (case_id, kind, coalesce(stage, 0)) WHERE case_id IS NOT NULL
             DO UPDATE SET due = excluded.due, clause = excluded.clause,
                    calendar = excluded.calendar, state = excluded.state,
                    missed = excluded.missed, last_rung = excluded.last_rung,
                    next_at = excluded.next_at",
        )
        .bind(case_id)
        .bind(duty.key.kind.as_str())
        .bind(duty.key.stage.map(|stage| i64::from(u8::from(stage))))
        .bind(duty.due.as_ref().map(|due| due.day.to_string()))
        .bind(duty.due.as_ref().map(|due| due.clause.clone()))
        .bind(duty.due.as_ref().map(|due| due.calendar.clone()))
        .bind(duty.state.as_str())
        .bind(i64::from(duty.missed))
        .bind(duty.last_rung.map(i64::from))
        .bind(next.map(seconds))
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    /// Draws the next number of a series of references.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn next_number(&mut self, series: &str) -> Result<u64> {
        let number: i64 = sqlx::query_scalar(
            "INSERT INTO reference_counter (series, last) VALUES ($1, 1)
             ON CONFLICT (series) DO UPDATE SET last = last + 1 RETURNING last",
        )
        .bind(series)
        .fetch_one(&mut *self.tx)
        .await?;
        Ok(number.unsigned_abs())
    }
}

fn holder_columns(holder: &Holder) -> (&'static str, Option<&str>) {
    match holder {
        Holder::Nobody => ("nobody", None),
        Holder::Team(id) => ("team", Some(id)),
        Holder::Officer(id) => ("officer", Some(id)),
    }
}

fn touched_duty(event: &Event) -> Option<DutyKey> {
    match event {
        Event::DutySet { duty, .. }
        | Event::DutyMet { duty }
        | Event::DutyMissed { duty }
        | Event::DutyWithdrawn { duty, .. }
        | Event::Reminded { duty, .. } => Some(*duty),
        Event::Opened(_)
        | Event::Joined { .. }
        | Event::Assigned { .. }
        | Event::LetterQueued { .. }
        | Event::LetterSent { .. }
        | Event::Acknowledged { .. }
        | Event::LetterFailed { .. }
        | Event::Closed { .. }
        | Event::Reopened { .. } => None,
    }
}
