//! What an officer's action needs from the store: the resident's last mail,
//! the case as it would be without the last action, and the letters that have
//! not left.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::messages::with_rest;
use super::pending::Change;
use super::{Result, Write, from_json, instant};
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
            sqlx::query("SELECT actor, payload FROM case_event WHERE case_id = $1 ORDER BY id")
                .bind(case)
                .fetch_all(&mut *self.tx)
                .await?;
        let mut history: Vec<(String, Event)> = Vec::with_capacity(rows.len());
        for row in rows {
            let payload: String = row.try_get("payload")?;
            let event = from_json("case event", &payload)?;
            history.push((row.try_get("actor")?, event));
        }
        // An action of a mail that is taken in together with this one.
        for row in self.pending.events.iter().filter(|row| row.case_id == case) {
            let event = from_json("case event", &row.payload)?;
            history.push((row.actor.clone(), event));
        }
        let acted = |event: &Event| matches!(event, Event::Acted { .. });
        let mine = |row: &(String, Event)| row.0 == actor;
        let Some(begin) = history.iter().rposition(|row| mine(row) && acted(&row.1)) else {
            return Ok(None);
        };
        let block: Vec<usize> = history
            .iter()
            .enumerate()
            .skip(begin)
            .take_while(|(place, row)| mine(row) && (*place == begin || !acted(&row.1)))
            .map(|(place, _)| place)
            .collect();
        let undone = |row: &(String, Event)| matches!(row.1, Event::Undone { .. });
        if history.iter().skip(begin).any(undone) {
            return Ok(None);
        }
        let Some((_, Event::Acted { verbs, letters, .. })) = history.get(begin) else {
            return Ok(None);
        };
        let (verbs, letters) = (verbs.clone(), letters.clone());
        let kept = history.iter().enumerate().filter(|(place, _)| !block.contains(place));
        let Some(without) = Case::replay(kept.map(|(_, row)| &row.1)) else { return Ok(None) };
        let mut letter_left = letters.is_none();
        let letters = letters.unwrap_or_default();
        for key in &letters {
            let left: bool = sqlx::query_scalar(
                "SELECT EXISTS (SELECT 1 FROM letter
                    WHERE key = $1 AND state NOT IN ('queued', 'withdrawn'))",
            )
            .bind(key)
            .fetch_one(&mut *self.tx)
            .await?;
            letter_left |= left;
        }
        Ok(Some(UndoPoint { verbs, case: without, letter_left, letters }))
    }

    /// Withdraws letters that have not left, by their keys; also those that this
    /// transaction queues.
    pub fn withdraw_letters(&mut self, keys: Vec<String>) {
        self.pending.changes.push(Change::WithdrawLetters { keys });
    }

    pub(super) async fn update_withdrawn(&mut self, keys: &[String]) -> Result<()> {
        for key in keys {
            sqlx::query(
                "UPDATE letter SET state = 'withdrawn', next_at = $2
                  WHERE key = $1 AND state = 'queued'",
            )
            .bind(key)
            .bind(super::letters::NEVER)
            .execute(&mut *self.tx)
            .await?;
        }
        Ok(())
    }
}
