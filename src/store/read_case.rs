//! Rebuilds a case from its rows. It fails on rows that don't fit together:
//! nothing is decided on half a case.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::bulk::Select;
use super::{Result, Store, Write, from_json, inconsistent, instant, maybe_instant};
use crate::casework::duty::DueDay;
use crate::casework::event::Opening;
use crate::casework::{
    Case, Duty, DutyKey, DutyKind, DutyState, Event, Holder, Kind, MessageRef, Party, Reach, State,
};
use crate::message::ReplyAddress;
use crate::policy::Stage;
use crate::policy::reference::CaseRef;

/// A case with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCase {
    /// Its number.
    pub id: i64,
    /// The case.
    pub case: Case,
}

/// A line of a case's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryRow {
    /// When.
    pub at: DateTime<Utc>,
    /// Who or what caused it.
    pub actor: String,
    /// What happened.
    pub event: Event,
}

const CASE: &str = "SELECT * FROM case_file WHERE id = $1";
const DUTIES: &str = "SELECT * FROM duty WHERE case_id = $1 ORDER BY id";
static CASES: Select = Select::new("SELECT * FROM case_file WHERE id IN", "");
static DUTIES_OF_MANY: Select =
    Select::new("SELECT * FROM duty WHERE case_id IN", "ORDER BY case_id, id");

impl Write {
    /// The case of a number.
    ///
    /// # Errors
    /// When there is none, or its rows don't fit together.
    pub async fn case(&mut self, id: i64) -> Result<StoredCase> {
        if let Some(case) = self.pending.cases.get(&id).or(self.loaded.get(&id)) {
            return Ok(StoredCase { id, case: case.clone() });
        }
        let row = sqlx::query(CASE).bind(id).fetch_optional(&mut *self.tx).await?;
        let duties = sqlx::query(DUTIES).bind(id).fetch_all(&mut *self.tx).await?;
        restore(id, row, duties)
    }

    /// Reads many cases that will be asked for. One whose rows don't fit
    /// together is left out: it fails when it is asked for.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn load_cases(&mut self, ids: BTreeSet<i64>) -> Result<()> {
        let ids: Vec<i64> = ids.into_iter().collect();
        let mut duties: BTreeMap<i64, Vec<SqliteRow>> = BTreeMap::new();
        for row in DUTIES_OF_MANY.run(&mut self.tx, &[], &ids).await? {
            duties.entry(row.try_get("case_id")?).or_default().push(row);
        }
        for row in CASES.run(&mut self.tx, &[], &ids).await? {
            let id = row.try_get("id")?;
            let duties = duties.remove(&id).unwrap_or_default();
            if let Ok(stored) = restore(id, Some(row), duties) {
                self.loaded.insert(id, stored.case);
            }
        }
        Ok(())
    }

    /// The number of the case with that reference.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn case_by_reference(&mut self, reference: &CaseRef) -> Result<Option<i64>> {
        let named = |(id, case): (&i64, &Case)| (case.reference() == reference).then_some(*id);
        if let Some(id) = self.pending.cases.iter().find_map(named) {
            return Ok(Some(id));
        }
        Ok(sqlx::query_scalar("SELECT id FROM case_file WHERE reference = $1")
            .bind(&reference.0)
            .fetch_optional(&mut *self.tx)
            .await?)
    }
}

impl Store {
    /// The case with that reference, however it is capitalised.
    ///
    /// # Errors
    /// When the store can't be read or the rows don't fit together.
    pub async fn case(&self, reference: &str) -> Result<Option<StoredCase>> {
        let id: Option<i64> =
            sqlx::query_scalar("SELECT id FROM case_file WHERE reference = upper($1)")
                .bind(reference)
                .fetch_optional(&self.reader)
                .await?;
        let Some(id) = id else { return Ok(None) };
        let row = sqlx::query(CASE).bind(id).fetch_optional(&self.reader).await?;
        let duties = sqlx::query(DUTIES).bind(id).fetch_all(&self.reader).await?;
        restore(id, row, duties).map(Some)
    }

    /// The case of a number.
    ///
    /// # Errors
    /// When there is none, or its rows don't fit together.
    pub async fn case_numbered(&self, id: i64) -> Result<StoredCase> {
        let row = sqlx::query(CASE).bind(id).fetch_optional(&self.reader).await?;
        let duties = sqlx::query(DUTIES).bind(id).fetch_all(&self.reader).await?;
        restore(id, row, duties)
    }

    /// Numbers of all cases.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn case_references(&self) -> Result<Vec<String>> {
        Ok(sqlx::query_scalar("SELECT reference FROM case_file ORDER BY id")
            .fetch_all(&self.reader)
            .await?)
    }

    /// Everything that happened on a case.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn history(&self, case: i64) -> Result<Vec<HistoryRow>> {
        sqlx::query("SELECT at, actor, payload FROM case_event WHERE case_id = $1 ORDER BY id")
            .bind(case)
            .fetch_all(&self.reader)
            .await?
            .into_iter()
            .map(|row| {
                let payload: String = row.try_get("payload")?;
                Ok(HistoryRow {
                    at: instant(row.try_get("at")?)?,
                    actor: row.try_get("actor")?,
                    event: from_json("case event", &payload)?,
                })
            })
            .collect()
    }
}

fn restore(id: i64, row: Option<SqliteRow>, duties: Vec<SqliteRow>) -> Result<StoredCase> {
    let row = row.ok_or_else(|| inconsistent("case", format!("there is no case {id}")))?;
    let opening = restore_opening(&row)?;
    let flags: String = row.try_get("flags")?;
    let case = Case {
        state: named(&row, "state", &State::ALL)?,
        stage: stage(row.try_get("stage")?)?,
        holder: holder(&row)?,
        flags: from_json("case flags", &flags)?,
        acknowledged_at: maybe_instant(row.try_get("acknowledged_at")?)?,
        defined_at: maybe_instant(row.try_get("defined_at")?)?,
        promised: day(row.try_get("promised")?)?,
        duties: duties.iter().map(restore_duty).collect::<Result<_>>()?,
        messages: count(row.try_get("messages")?)?,
        letters: count(row.try_get("letters")?)?,
        assignments: count(row.try_get("assignments")?)?,
        dealings: from_json("case dealings", &row.try_get::<String, _>("dealings")?)?,
        opening,
    };
    if case.state.is_closed() && case.open_duties().next().is_some() {
        return Err(inconsistent(format!("case {}", case.reference()), "closed, but with duties"));
    }
    Ok(StoredCase { id, case })
}

fn restore_opening(row: &SqliteRow) -> Result<Opening> {
    let flags: String = row.try_get("opened_flags")?;
    let exclusions: String = row.try_get("exclusions")?;
    Ok(Opening {
        reference: CaseRef(row.try_get("reference")?),
        mailbox: row.try_get("mailbox")?,
        kind: named(row, "opened_kind", &Kind::ALL)?,
        stage: stage(row.try_get("opened_stage")?)?,
        policy: row.try_get("opened_policy")?,
        policy_unclear: row.try_get("policy_unclear")?,
        complainant: Party {
            name: row.try_get("complainant_name")?,
            address: row.try_get("complainant_address")?,
        },
        reach: row.try_get::<Option<String>, _>("reach")?.map(restored_reach),
        area: row.try_get("area")?,
        flags: from_json("case flags", &flags)?,
        exclusions: from_json("case exclusions", &exclusions)?,
        received_at: instant(row.try_get("received_at")?)?,
        message: MessageRef(row.try_get("opened_by")?),
        rules_version: row.try_get("rules_version")?,
    })
}

fn restore_duty(row: &SqliteRow) -> Result<Duty> {
    let kind: String = row.try_get("kind")?;
    let kind = DutyKind::parse(&kind)
        .ok_or_else(|| inconsistent("duty", format!("there is no duty \"{kind}\"")))?;
    let state: String = row.try_get("state")?;
    let states = [DutyState::Open, DutyState::Met, DutyState::Withdrawn];
    let state = states
        .into_iter()
        .find(|known| known.as_str() == state)
        .ok_or_else(|| inconsistent("duty", format!("there is no state \"{state}\"")))?;
    let due = match day(row.try_get("due")?)? {
        Some(day) => {
            Some(DueDay { day, clause: row.try_get("clause")?, calendar: row.try_get("calendar")? })
        }
        None => None,
    };
    let last_rung: Option<i64> = row.try_get("last_rung")?;
    Ok(Duty {
        key: DutyKey { kind, stage: stage(row.try_get("stage")?)? },
        due,
        state,
        missed: row.try_get("missed")?,
        last_rung: last_rung.and_then(|rung| i32::try_from(rung).ok()),
    })
}

pub(super) fn holder(row: &SqliteRow) -> Result<Holder> {
    let kind: String = row.try_get("holder_kind")?;
    let id: Option<String> = row.try_get("holder_id")?;
    match (kind.as_str(), id) {
        ("nobody", None) => Ok(Holder::Nobody),
        ("team", Some(id)) => Ok(Holder::Team(id)),
        ("officer", Some(id)) => Ok(Holder::Officer(id)),
        (kind, _) => Err(inconsistent("case holder", format!("\"{kind}\" does not fit its id"))),
    }
}

/// A value that is stored by its name.
pub(super) fn named<T: Copy>(
    row: &SqliteRow,
    column: &str,
    all: &[(&'static str, T)],
) -> Result<T> {
    let name: String = row.try_get(column)?;
    all.iter()
        .find(|(known, _)| *known == name)
        .map(|(_, value)| *value)
        .ok_or_else(|| inconsistent("case", format!("there is no {column} \"{name}\"")))
}

fn stage(number: Option<i64>) -> Result<Option<Stage>> {
    number
        .map(|number| {
            u8::try_from(number)
                .map_err(|error| error.to_string())
                .and_then(Stage::try_from)
                .map_err(|why| inconsistent("stage", why))
        })
        .transpose()
}

pub(super) fn day(text: Option<String>) -> Result<Option<NaiveDate>> {
    text.map(|text| text.parse().map_err(|_| inconsistent("day", text))).transpose()
}

fn count(number: i64) -> Result<u32> {
    u32::try_from(number).map_err(|error| inconsistent("count", error.to_string()))
}

/// See `stored_reach` of `cases`.
fn restored_reach(stored: String) -> Reach {
    match serde_json::from_str(&stored) {
        Ok(reach @ Reach::Paper { .. }) => reach,
        Ok(Reach::Mail(_)) | Err(_) => Reach::Mail(ReplyAddress::restore(stored)),
    }
}
