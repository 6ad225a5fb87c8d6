//! What an officer's action needs from the store: the resident's last mail,
//! the case as it would be without the last action, and the letters that have
//! not left.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::messages::with_rest;
use super::{Result, Write, from_json, instant, seconds};
use crate::casework::decide::UndoPoint;
use crate::casework::{Case, Event, MessageRef};

/// A message of a resident as it is stored.
#[derive(Debug, Clone)]
pub struct ResidentMail {
    /// Which.
    pub id: MessageRef,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
}

impl Write {
    /// The last mail on a case from that address; cases that were merged into
    /// it count as well.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn last_mail_from(
        &mut self,
        case: i64,
        address: &str,
    ) -> Result<Option<ResidentMail>> {
        let key = address.to_lowercase();
        let row = sqlx::query(
            "SELECT message.id, bytes, message.received_at FROM message
               JOIN raw_message ON raw_message.message_id = message.id
               JOIN case_file ON case_file.id = message.case_id
              WHERE from_key = $2 AND outcome IN ('opened', 'joined')
                AND (case_id = $1 OR (state = 'closed-merged' AND complainant_key = $2))
              ORDER BY message.id DESC LIMIT 1",
        )
        .bind(case)
        .bind(&key)
        .fetch_optional(&mut *self.tx)
        .await?;
        self.whole(row).await
    }

    /// A message as it is stored.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn resident_mail(&mut self, id: MessageRef) -> Result<Option<ResidentMail>> {
        let row = sqlx::query(
            "SELECT message.id, bytes, message.received_at FROM message
               JOIN raw_message ON raw_message.message_id = message.id WHERE message.id = $1",
        )
        .bind(id.0)
        .fetch_optional(&mut *self.tx)
        .await?;
        self.whole(row).await
    }

    async fn whole(&mut self, row: Option<SqliteRow>) -> Result<Option<ResidentMail>> {
        let Some(row) = row else { return Ok(None) };
        let id = MessageRef(row.try_get("id")?);
        let bytes = with_rest(&mut *self.tx, id, row.try_get("bytes")?).await?;
        let received_at = instant(row.try_get("received_at")?)?;
        Ok(Some(ResidentMail { id, bytes, received_at }))
    }

    /// The last action of an actor on a case, unless it was taken back.
    ///
    /// # Errors
    /// When the store can't be read or the history does not fit together.
    pub async fn undo_point(&mut self, case: i64, actor: &str) -> Result<Option<UndoPoint>> {
        let rows =
            sqlx::query("SELECT at, actor, payload FROM case_event WHERE case_id = $1 ORDER BY id")
                .bind(case)
                .fetch_all(&mut *self.tx)
                .await?;
        let mut history: Vec<(i64, String, Event)> = Vec::with_capacity(rows.len());
        for row in rows {
            let payload: String = row.try_get("payload")?;
            let event = from_json("case event", &payload)?;
            history.push((row.try_get("at")?, row.try_get("actor")?, event));
        }
        let acted = |event: &Event| matches!(event, Event::Acted { .. });
        let mine = |row: &(i64, String, Event)| row.1 == actor;
        let Some(begin) = history.iter().rposition(|row| mine(row) && acted(&row.2)) else {
            return Ok(None);
        };
        let block: Vec<usize> = history
            .iter()
            .enumerate()
            .skip(begin)
            .take_while(|(place, row)| mine(row) && (*place == begin || !acted(&row.2)))
            .map(|(place, _)| place)
            .collect();
        let undone = |row: &(i64, String, Event)| matches!(row.2, Event::Undone { .. });
        if history.iter().skip(begin).any(undone) {
            return Ok(None);
        }
        let Some((at, _, Event::Acted { verbs })) = history.get(begin) else { return Ok(None) };
        let (at, verbs) = (*at, verbs.clone());
        let kept = history.iter().enumerate().filter(|(place, _)| !block.contains(place));
        let Some(without) = Case::replay(kept.map(|(_, row)| &row.2)) else { return Ok(None) };
        let letter_left: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM letter
                WHERE case_id = $1 AND created_at = $2 AND kind <> 'command_reply'
                  AND state NOT IN ('queued', 'withdrawn'))",
        )
        .bind(case)
        .bind(at)
        .fetch_one(&mut *self.tx)
        .await?;
        Ok(Some(UndoPoint { verbs, case: without, letter_left, at: instant(at)? }))
    }

    /// Withdraws the letters of an action that have not left.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn withdraw_letters(&mut self, case: i64, at: DateTime<Utc>) -> Result<()> {
        sqlx::query(
            "UPDATE letter SET state = 'withdrawn', next_at = $3
              WHERE case_id = $1 AND created_at = $2 AND state = 'queued'
                AND kind <> 'command_reply'",
        )
        .bind(case)
        .bind(seconds(at))
        .bind(super::letters::NEVER)
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }
}
