//! Saves a case: its row, the events that changed it, and its duties, within
//! the caller's transaction.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::bulk::{Insert, Row, Values};
use super::chain::Link;
use super::pending::{EventRow, PendingDuty};
use super::{Result, Write, json, seconds};
use crate::casework::{Case, DutyKey, Event, Holder, Reach};
use crate::policy::Stage;

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
    /// When the store can't be read.
    pub async fn save_case(&mut self, saved: SavedCase<'_>) -> Result<i64> {
        let mut numbers = self.numbers().await?;
        let id = match saved.id {
            Some(id) => id,
            None => {
                numbers.case += 1;
                numbers.case
            }
        };
        self.pending.put_case(id, saved.case.clone());
        for event in saved.events {
            numbers.event += 1;
            let payload = json(event)?;
            let at = seconds(saved.now);
            let link =
                Link { id: numbers.event, case_id: id, at, actor: saved.actor, payload: &payload };
            numbers.hash = link.hash(&numbers.hash);
            self.pending.events.push(EventRow {
                id: numbers.event,
                case_id: id,
                at,
                actor: saved.actor.to_owned(),
                payload,
                hash: numbers.hash,
            });
        }
        self.numbers = Some(numbers);
        let mut touched: BTreeSet<DutyKey> = saved.events.iter().filter_map(touched_duty).collect();
        let of_all = |event: &Event| matches!(event, Event::Flagged { .. } | Event::Undone { .. });
        if saved.events.iter().any(of_all) {
            // Flags can shorten every ladder.
            touched.extend(saved.case.duties.iter().map(|duty| duty.key));
        }
        for duty in saved.case.duties.iter().filter(|duty| touched.contains(&duty.key)) {
            let next = saved.next.get(&duty.key).copied().map(seconds);
            self.pending.put_duty(id, PendingDuty { duty: duty.clone(), next });
        }
        Ok(id)
    }

    /// Draws the next number of a series of references.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn next_number(&mut self, series: &str) -> Result<u64> {
        let last = match self.pending.counters.get(series) {
            Some(last) => *last,
            None => sqlx::query_scalar("SELECT last FROM reference_counter WHERE series = $1")
                .bind(series)
                .fetch_optional(&mut *self.tx)
                .await?
                .unwrap_or(0),
        };
        self.pending.counters.insert(series.to_owned(), last + 1);
        Ok((last + 1).unsigned_abs())
    }
}

pub(super) static CASES: Insert = Insert::new(
    "INSERT INTO case_file (id, reference, mailbox, kind, opened_stage, policy, policy_unclear,
            complainant_name, complainant_address, complainant_key, area, opened_flags,
            exclusions, received_at, opened_by, rules_version,
            state, stage, holder_kind, holder_id, flags, acknowledged_at, defined_at,
            promised, messages, letters, assignments, opened_kind, opened_policy, reach,
            dealings)",
    31,
    // What a case began with never changes.
    "ON CONFLICT (id) DO UPDATE SET state = excluded.state, stage = excluded.stage,
            holder_kind = excluded.holder_kind, holder_id = excluded.holder_id,
            flags = excluded.flags, acknowledged_at = excluded.acknowledged_at,
            defined_at = excluded.defined_at, promised = excluded.promised,
            messages = excluded.messages, letters = excluded.letters,
            assignments = excluded.assignments, kind = excluded.kind,
            policy = excluded.policy, dealings = excluded.dealings",
);

/// A mail address as it is; paper as JSON, which no address looks like.
fn stored_reach(reach: &Reach) -> String {
    match reach {
        Reach::Mail(address) => address.as_str().to_owned(),
        Reach::Paper { .. } => json(reach).unwrap_or_default(),
    }
}

impl Row for (i64, Case) {
    fn bind(self, values: &mut Values) {
        let (id, case) = self;
        let (holder_kind, holder_id) = holder_columns(&case.holder);
        let holder_id = holder_id.map(str::to_owned);
        let stage = |stage: Option<Stage>| stage.map(|stage| i64::from(u8::from(stage)));
        // Lists of texts always have a JSON form.
        let list = |texts: Vec<&String>| json(&texts).unwrap_or_else(|_| "[]".to_owned());
        let flags = list(case.flags.iter().collect());
        let (kind, policy) = (case.kind(), case.policy().to_owned());
        let dealings = json(&case.dealings).unwrap_or_else(|_| "{}".to_owned());
        let opening = case.opening;
        let key = opening.complainant.address.to_lowercase();
        values
            .push(id)
            .push(opening.reference.0)
            .push(opening.mailbox)
            .push(kind.as_str())
            .push(stage(opening.stage))
            .push(policy)
            .push(i64::from(opening.policy_unclear))
            .push(opening.complainant.name)
            .push(opening.complainant.address)
            .push(key)
            .push(opening.area)
            .push(list(opening.flags.iter().collect()))
            .push(list(opening.exclusions.iter().collect()))
            .push(seconds(opening.received_at))
            .push(opening.message.0)
            .push(opening.rules_version)
            .push(case.state.as_str())
            .push(stage(case.stage))
            .push(holder_kind)
            .push(holder_id)
            .push(flags)
            .push(case.acknowledged_at.map(seconds))
            .push(case.defined_at.map(seconds))
            .push(case.promised.map(|day| day.to_string()))
            .push(i64::from(case.messages))
            .push(i64::from(case.letters))
            .push(i64::from(case.assignments))
            .push(opening.kind.as_str())
            .push(opening.policy)
            .push(opening.reach.as_ref().map(stored_reach))
            .push(dealings);
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
        | Event::SentByHand { .. }
        | Event::HeldBack { .. }
        | Event::Assigned { .. }
        | Event::LetterQueued { .. }
        | Event::LetterSent { .. }
        | Event::LetterPrinted { .. }
        | Event::Acknowledged { .. }
        | Event::LetterFailed { .. }
        | Event::Closed { .. }
        | Event::Reopened { .. }
        | Event::Acted { .. }
        | Event::Extended(_)
        | Event::Escalated { .. }
        | Event::Reclassified { .. }
        | Event::Flagged { .. }
        | Event::Undone { .. }
        | Event::Settled(_) => None,
    }
}
