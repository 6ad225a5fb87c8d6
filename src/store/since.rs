//! What is new in the store since the last look: events, letters that were
//! taken, alerts, messages and their duties. A rehearsal tells its story from
//! these, so that it can tell nothing that the record doesn't hold.

use chrono::NaiveDate;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::{MessageRow, Result, Store, from_json, inconsistent};
use crate::casework::Event;

/// How far the last look went.
#[derive(Debug, Default)]
pub struct Looked {
    message: i64,
    event: i64,
    letter: i64,
    alert: i64,
    /// Letters that were seen before they were taken.
    untaken: Vec<i64>,
    duties: Vec<MessageDuty>,
}

/// What a look found.
#[derive(Debug, Default)]
pub struct News {
    /// Messages that were accounted for.
    pub messages: Vec<MessageRow>,
    /// What happened, with the number of the case.
    pub events: Vec<(i64, Event)>,
    /// Letters that were taken.
    pub letters: Vec<TakenLetter>,
    /// What staff were told about the program: kind and words.
    pub alerts: Vec<(String, String)>,
    /// Duties about held messages that are new or have changed.
    pub duties: Vec<MessageDuty>,
}

/// A letter that the mail server has taken.
#[derive(Debug, Clone)]
pub struct TakenLetter {
    /// Number of the case, if it is about one.
    pub case: Option<i64>,
    /// Name of its kind.
    pub kind: String,
    /// The one recipient.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Text.
    pub text: String,
    /// Message-ID.
    pub message_id: String,
    /// The Message-ID it answers.
    pub in_reply_to: Option<String>,
}

/// What is owed on a message that no case could be made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageDuty {
    /// Number of its row.
    pub row: i64,
    /// The message's Message-ID.
    pub message_id: Option<String>,
    /// The last day.
    pub due: Option<NaiveDate>,
    /// Name of its state.
    pub state: String,
    /// Its day has passed while it stood.
    pub missed: bool,
}

impl Store {
    /// Everything that is new since the last look.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn news(&self, looked: &mut Looked) -> Result<News> {
        if self.is_unchanged(looked).await? {
            return Ok(News::default());
        }
        let messages = self.messages_after(looked.message).await?;
        looked.message = messages.last().map_or(looked.message, |row| row.id);
        Ok(News {
            events: self.new_events(looked).await?,
            letters: self.new_letters(looked).await?,
            alerts: self.new_alerts(looked).await?,
            duties: self.new_message_duties(looked).await?,
            messages,
        })
    }

    /// One question in place of five, for the many moments without news.
    async fn is_unchanged(&self, looked: &Looked) -> Result<bool> {
        let row = sqlx::query(
            "SELECT coalesce((SELECT max(id) FROM message), 0) AS message,
                    coalesce((SELECT max(id) FROM case_event), 0) AS event,
                    coalesce((SELECT max(id) FROM letter), 0) AS letter,
                    coalesce((SELECT max(id) FROM alert), 0) AS alert,
                    (SELECT count(*) FROM duty WHERE message_id IS NOT NULL AND missed) AS missed",
        )
        .fetch_one(&self.reader)
        .await?;
        let missed = looked.duties.iter().filter(|duty| duty.missed).count();
        Ok(looked.untaken.is_empty()
            && row.try_get::<i64, _>("message")? == looked.message
            && row.try_get::<i64, _>("event")? == looked.event
            && row.try_get::<i64, _>("letter")? == looked.letter
            && row.try_get::<i64, _>("alert")? == looked.alert
            && i64::try_from(missed).is_ok_and(|missed| row.try_get("missed").ok() == Some(missed)))
    }

    async fn new_events(&self, looked: &mut Looked) -> Result<Vec<(i64, Event)>> {
        let rows =
            sqlx::query("SELECT id, case_id, payload FROM case_event WHERE id > $1 ORDER BY id")
                .bind(looked.event)
                .fetch_all(&self.reader)
                .await?;
        let mut events = Vec::with_capacity(rows.len());
        for row in rows {
            looked.event = row.try_get("id")?;
            let payload: String = row.try_get("payload")?;
            events.push((row.try_get("case_id")?, from_json("case event", &payload)?));
        }
        Ok(events)
    }

    async fn new_letters(&self, looked: &mut Looked) -> Result<Vec<TakenLetter>> {
        let mut rows: Vec<SqliteRow> = Vec::new();
        let mut untaken = Vec::new();
        for id in std::mem::take(&mut looked.untaken) {
            let row = sqlx::query(
                "SELECT id, case_id, kind, recipient, subject, text, message_id, in_reply_to, state
                   FROM letter WHERE id = $1",
            );
            rows.extend(row.bind(id).fetch_optional(&self.reader).await?);
        }
        rows.extend(
            sqlx::query(
                "SELECT id, case_id, kind, recipient, subject, text, message_id, in_reply_to, state
                   FROM letter WHERE id > $1 ORDER BY id",
            )
            .bind(looked.letter)
            .fetch_all(&self.reader)
            .await?,
        );
        let mut letters = Vec::with_capacity(rows.len());
        for row in rows {
            let id: i64 = row.try_get("id")?;
            looked.letter = looked.letter.max(id);
            let state: String = row.try_get("state")?;
            match state.as_str() {
                "sent" | "bounced" => letters.push(taken_letter(&row)?),
                "queued" | "sending" | "retrying" | "uncertain" => untaken.push(id),
                _ => {}
            }
        }
        looked.untaken = untaken;
        Ok(letters)
    }

    async fn new_alerts(&self, looked: &mut Looked) -> Result<Vec<(String, String)>> {
        let rows = sqlx::query("SELECT id, kind, text FROM alert WHERE id > $1 ORDER BY id")
            .bind(looked.alert)
            .fetch_all(&self.reader)
            .await?;
        let mut alerts = Vec::with_capacity(rows.len());
        for row in rows {
            looked.alert = row.try_get("id")?;
            alerts.push((row.try_get("kind")?, row.try_get("text")?));
        }
        Ok(alerts)
    }

    async fn new_message_duties(&self, looked: &mut Looked) -> Result<Vec<MessageDuty>> {
        let rows = sqlx::query(
            "SELECT duty.id, message.message_id, due, state, missed FROM duty
               JOIN message ON message.id = duty.message_id
              WHERE duty.message_id IS NOT NULL ORDER BY duty.id",
        )
        .fetch_all(&self.reader)
        .await?;
        let duties: Vec<MessageDuty> = rows.iter().map(message_duty).collect::<Result<_>>()?;
        let new = duties.iter().filter(|duty| !looked.duties.contains(duty)).cloned().collect();
        looked.duties = duties;
        Ok(new)
    }
}

fn taken_letter(row: &SqliteRow) -> Result<TakenLetter> {
    Ok(TakenLetter {
        case: row.try_get("case_id")?,
        kind: row.try_get("kind")?,
        to: row.try_get::<String, _>("recipient")?.replace('\n', ", "),
        subject: row.try_get("subject")?,
        text: row.try_get("text")?,
        message_id: row.try_get("message_id")?,
        in_reply_to: row.try_get("in_reply_to")?,
    })
}

fn message_duty(row: &SqliteRow) -> Result<MessageDuty> {
    let due: Option<String> = row.try_get("due")?;
    let due = due.map(|due| due.parse().map_err(|_| inconsistent("day", due))).transpose()?;
    Ok(MessageDuty {
        row: row.try_get("id")?,
        message_id: row.try_get("message_id")?,
        due,
        state: row.try_get("state")?,
        missed: row.try_get("missed")?,
    })
}
