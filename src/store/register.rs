//! The register of cases and the figures of `redress status`.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::{Result, Store, from_json, instant, maybe_instant, seconds};
use crate::casework::Party;
use crate::policy::calendar::end_of_day;

/// A line of `redress cases`.
#[derive(Debug, Clone, serde::Serialize)]
pub struct CaseRow {
    /// Reference.
    #[serde(rename = "ref")]
    pub reference: String,
    /// What it is.
    pub kind: String,
    /// 1, 2 or None.
    pub stage: Option<i64>,
    /// Where it is in its life.
    pub state: String,
    /// Id of the policy.
    pub policy: String,
    /// Who complained.
    pub complainant: Party,
    /// Id of the officer or team.
    pub assigned_to: Option<String>,
    /// When the message arrived.
    pub received_at: DateTime<Utc>,
    /// When the acknowledgement was taken.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// When a person confirmed the definition.
    pub defined_at: Option<DateTime<Utc>>,
    /// The last instant to acknowledge in time.
    pub acknowledge_due: Option<String>,
    /// The last instant to respond in time.
    pub respond_due: Option<String>,
    /// Any duty is past its day.
    pub overdue: bool,
    /// Flags that stand.
    pub flags: Vec<String>,
    /// Messages of residents and officers.
    pub messages: i64,
    /// Letters to residents.
    pub letters: i64,
}

/// Counts for `redress status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// Cases that are not over.
    pub cases_open: i64,
    /// Duties past their day.
    pub overdue: i64,
    /// Letters that are not delivered and may yet be.
    pub outbox_waiting: i64,
    /// Messages that wait for a person.
    pub held: i64,
    /// Messages without an outcome.
    pub in_flight: i64,
}

impl Store {
    /// The register, oldest case first. `today` is London's.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn register(&self, today: NaiveDate) -> Result<Vec<CaseRow>> {
        sqlx::query(
            "SELECT reference, kind, stage, state, policy, complainant_name, complainant_address,
                    holder_id, received_at, acknowledged_at, defined_at, flags, messages, letters,
                    (SELECT due FROM duty WHERE case_id = case_file.id AND kind = 'acknowledge'
                        AND stage IS case_file.stage) AS acknowledge_due,
                    (SELECT due FROM duty WHERE case_id = case_file.id AND kind = 'respond'
                        AND stage IS case_file.stage) AS respond_due,
                    EXISTS (SELECT 1 FROM duty WHERE case_id = case_file.id AND state = 'open'
                        AND due < $1) AS overdue
               FROM case_file ORDER BY id",
        )
        .bind(today.to_string())
        .fetch_all(&self.reader)
        .await?
        .iter()
        .map(case_row)
        .collect()
    }

    /// References of cases under a policy that are not over and were received
    /// after one instant and no later than another.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn open_since(
        &self,
        policy: &str,
        after: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Vec<String>> {
        Ok(sqlx::query_scalar(
            "SELECT reference FROM case_file
              WHERE state NOT LIKE 'closed%' AND received_at > $2 AND received_at <= $3
                AND policy = $1 ORDER BY id",
        )
        .bind(policy)
        .bind(seconds(after))
        .bind(seconds(until))
        .fetch_all(&self.reader)
        .await?)
    }

    /// Counts for `redress status`. `today` is London's.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn figures(&self, today: NaiveDate) -> Result<Figures> {
        let row = sqlx::query(
            "SELECT (SELECT count(*) FROM case_file WHERE state NOT LIKE 'closed%') AS cases_open,
                    (SELECT count(*) FROM letter WHERE state IN
                        ('queued', 'sending', 'retrying', 'uncertain')) AS outbox_waiting,
                    (SELECT count(*) FROM message WHERE outcome = 'held') AS held,
                    (SELECT count(*) FROM message WHERE outcome IS NULL) AS in_flight",
        )
        .fetch_one(&self.reader)
        .await?;
        Ok(Figures {
            cases_open: row.try_get("cases_open")?,
            overdue: self.overdue(today).await?,
            outbox_waiting: row.try_get("outbox_waiting")?,
            held: row.try_get("held")?,
            in_flight: row.try_get("in_flight")?,
        })
    }
}

fn case_row(row: &SqliteRow) -> Result<CaseRow> {
    let flags: String = row.try_get("flags")?;
    Ok(CaseRow {
        reference: row.try_get("reference")?,
        kind: row.try_get("kind")?,
        stage: row.try_get("stage")?,
        state: row.try_get("state")?,
        policy: row.try_get("policy")?,
        complainant: Party {
            name: row.try_get("complainant_name")?,
            address: row.try_get("complainant_address")?,
        },
        assigned_to: row.try_get("holder_id")?,
        received_at: instant(row.try_get("received_at")?)?,
        acknowledged_at: maybe_instant(row.try_get("acknowledged_at")?)?,
        defined_at: maybe_instant(row.try_get("defined_at")?)?,
        acknowledge_due: last_instant(row.try_get("acknowledge_due")?),
        respond_due: last_instant(row.try_get("respond_due")?),
        overdue: row.try_get("overdue")?,
        flags: from_json("case flags", &flags)?,
        messages: row.try_get("messages")?,
        letters: row.try_get("letters")?,
    })
}

/// The last second of a day in London, with its offset.
fn last_instant(day: Option<String>) -> Option<String> {
    let day: NaiveDate = day?.parse().ok()?;
    Some(end_of_day(day).to_rfc3339())
}
