//! What a transaction will write: kept in memory while messages are decided
//! one after the other, and written in bulk at the commit. Undoing one message
//! is forgetting its rows; reading sees them as if they were written.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::Row as _;

use super::bulk::{Insert, Row, Values};
use super::cases::CASES;
use super::letters::NewLetter;
use super::messages::{Account, StoredMessage};
use super::threads::{REFERENCES, ReferenceRow};
use super::{Result, Write, json, seconds};
use crate::casework::duty::DueDay;
use crate::casework::{Case, Duty, DutyKey};
use crate::message::Seen;
use crate::message::digest::Sha;

/// The numbers that new rows get. Within BEGIN IMMEDIATE nobody else inserts,
/// so they can be given before the rows are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbers {
    pub message: i64,
    pub case: i64,
    pub event: i64,
    pub hash: Sha,
}

/// A row of `case_event`.
#[derive(Debug, Clone)]
pub(super) struct EventRow {
    pub id: i64,
    pub case_id: i64,
    pub at: i64,
    pub actor: String,
    pub payload: String,
    pub hash: Sha,
}

/// A duty of a case, and when its next step is due.
#[derive(Debug, Clone)]
pub(super) struct PendingDuty {
    pub duty: Duty,
    pub next: Option<i64>,
}

/// Changes that are not inserts of the usual rows, in order.
#[derive(Debug, Clone)]
pub(super) enum Change {
    Sighting { mailbox: i64, seen: Seen, message: i64 },
    Account { message: i64, account: Account },
    MessageDuty { message: i64, due: Option<DueDay>, miss_at: Option<i64> },
    MeetMessageDuty { message: i64 },
    Bounced { letter: i64, reply: String },
    WithdrawReminders { case: i64, round: String },
    WithdrawLetters { keys: Vec<String> },
    HeldBack { mailbox: String, at: i64 },
    Breaker { mailbox: String, since: Option<i64> },
}

/// A letter that will be queued.
#[derive(Debug, Clone)]
pub(super) struct QueuedLetter {
    pub letter: NewLetter,
    pub now: DateTime<Utc>,
    /// Seconds until it may go out.
    pub wait: i64,
}

/// Everything that is not written yet.
#[derive(Debug, Default)]
pub(super) struct Pending {
    pub messages: Vec<StoredMessage>,
    pub cases: BTreeMap<i64, Case>,
    pub events: Vec<EventRow>,
    pub duties: BTreeMap<(i64, DutyKey), PendingDuty>,
    pub letters: Vec<QueuedLetter>,
    pub changes: Vec<Change>,
    pub references: Vec<ReferenceRow>,
    pub counters: BTreeMap<String, i64>,
    /// What the message in hand has replaced, for undoing it.
    undo: Option<Undo>,
}

/// How things stood when the message in hand was begun with.
#[derive(Debug)]
struct Undo {
    messages: usize,
    last_message: Option<Account>,
    events: usize,
    letters: usize,
    changes: usize,
    references: usize,
    counters: BTreeMap<String, i64>,
    numbers: Option<Numbers>,
    cases: BTreeMap<i64, Option<Case>>,
    duties: BTreeMap<(i64, DutyKey), Option<PendingDuty>>,
}

impl Pending {
    /// Puts a case, remembering what it replaces.
    pub(super) fn put_case(&mut self, id: i64, case: Case) {
        let before = self.cases.insert(id, case);
        if let Some(undo) = &mut self.undo {
            undo.cases.entry(id).or_insert(before);
        }
    }

    /// Puts a duty, remembering what it replaces.
    pub(super) fn put_duty(&mut self, case: i64, duty: PendingDuty) {
        let key = (case, duty.duty.key);
        let before = self.duties.insert(key, duty);
        if let Some(undo) = &mut self.undo {
            undo.duties.entry(key).or_insert(before);
        }
    }

    /// The message of a number, if it is not written yet.
    pub(super) fn message(&mut self, id: i64) -> Option<&mut StoredMessage> {
        self.messages.iter_mut().rev().find(|message| message.id == id)
    }

    /// Whether a message was given another place in this transaction.
    pub(super) fn is_sighted(&self, id: i64) -> bool {
        self.changes
            .iter()
            .any(|change| matches!(change, Change::Sighting { message, .. } if *message == id))
    }

    fn mark(&mut self, numbers: Option<Numbers>) {
        self.undo = Some(Undo {
            messages: self.messages.len(),
            last_message: self.messages.last().map(|message| message.account.clone()),
            events: self.events.len(),
            letters: self.letters.len(),
            changes: self.changes.len(),
            references: self.references.len(),
            counters: self.counters.clone(),
            numbers,
            cases: BTreeMap::new(),
            duties: BTreeMap::new(),
        });
    }

    /// Goes back to the mark; the numbers as they were then.
    fn forget(&mut self) -> Option<Option<Numbers>> {
        let undo = self.undo.take()?;
        self.messages.truncate(undo.messages);
        if let (Some(message), Some(account)) = (self.messages.last_mut(), undo.last_message) {
            message.account = account;
        }
        self.events.truncate(undo.events);
        self.letters.truncate(undo.letters);
        self.changes.truncate(undo.changes);
        self.references.truncate(undo.references);
        self.counters = undo.counters;
        restore(&mut self.cases, undo.cases);
        restore(&mut self.duties, undo.duties);
        Some(undo.numbers)
    }
}

fn restore<K: Ord, V>(map: &mut BTreeMap<K, V>, before: BTreeMap<K, Option<V>>) {
    for (key, value) in before {
        match value {
            Some(value) => drop(map.insert(key, value)),
            None => drop(map.remove(&key)),
        }
    }
}

impl Write {
    /// Marks a point to which [`Write::undo`] goes back: what one message
    /// changes is undone without the others of its transaction.
    pub fn begin_one(&mut self) {
        let numbers = self.numbers;
        self.pending.mark(numbers);
    }

    /// Keeps what was changed since [`Write::begin_one`].
    pub fn keep(&mut self) {
        self.pending.undo = None;
    }

    /// Undoes what was changed since [`Write::begin_one`].
    pub fn undo(&mut self) {
        if let Some(numbers) = self.pending.forget() {
            self.numbers = numbers;
        }
    }

    /// The numbers of the next rows.
    pub(super) async fn numbers(&mut self) -> Result<Numbers> {
        if let Some(numbers) = self.numbers {
            return Ok(numbers);
        }
        let row = sqlx::query(
            "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'message'), 0) AS message,
                    coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'case_file'), 0) AS cases,
                    coalesce((SELECT max(id) FROM case_event), 0) AS event,
                    (SELECT hash FROM case_event ORDER BY id DESC LIMIT 1) AS hash",
        )
        .fetch_one(&mut *self.tx)
        .await?;
        let hash: Option<Vec<u8>> = row.try_get("hash")?;
        let hash = hash.and_then(|hash| Sha::try_from(hash.as_slice()).ok());
        let numbers = Numbers {
            message: row.try_get("message")?,
            case: row.try_get("cases")?,
            event: row.try_get("event")?,
            hash: hash.unwrap_or(super::chain::START),
        };
        self.numbers = Some(numbers);
        Ok(numbers)
    }

    /// Writes everything that is pending. New messages, cases and what refers
    /// to them come in the order that their references ask for.
    pub(super) async fn flush(&mut self) -> Result<()> {
        self.pending.undo = None;
        let mut pending = std::mem::take(&mut self.pending);
        let messages = std::mem::take(&mut pending.messages);
        self.insert_messages(messages).await?;
        self.write_outflow(&pending).await?;
        CASES.run(&mut self.tx, pending.cases.into_iter().collect()).await?;
        EVENTS.run(&mut self.tx, pending.events).await?;
        REFERENCES.run(&mut self.tx, pending.references).await?;
        let duties: Vec<_> = pending.duties.into_iter().collect();
        DUTIES.run(&mut self.tx, duties).await?;
        LETTERS.run(&mut self.tx, pending.letters).await?;
        for (series, last) in pending.counters {
            sqlx::query(
                "INSERT INTO reference_counter (series, last) VALUES ($1, $2)
                 ON CONFLICT (series) DO UPDATE SET last = excluded.last",
            )
            .bind(series)
            .bind(last)
            .execute(&mut *self.tx)
            .await?;
        }
        for change in pending.changes {
            self.make(change).await?;
        }
        Ok(())
    }
}

static EVENTS: Insert =
    Insert::new("INSERT INTO case_event (id, case_id, at, actor, payload, hash)", 6, "");

impl Row for EventRow {
    fn bind(self, values: &mut Values) {
        values
            .push(self.id)
            .push(self.case_id)
            .push(self.at)
            .push(self.actor)
            .push(self.payload)
            .push(self.hash.to_vec());
    }
}

static DUTIES: Insert = Insert::new(
    "INSERT INTO duty (case_id, kind, stage, due, clause, calendar, state, missed, last_rung,
            next_at)",
    10,
    "ON CONFLICT (case_id, kind, coalesce(stage, 0)) WHERE case_id IS NOT NULL
     DO UPDATE SET due = excluded.due, clause = excluded.clause, calendar = excluded.calendar,
            state = excluded.state, missed = excluded.missed, last_rung = excluded.last_rung,
            next_at = excluded.next_at",
);

impl Row for ((i64, DutyKey), PendingDuty) {
    fn bind(self, values: &mut Values) {
        let ((case, key), PendingDuty { duty, next }) = self;
        let due = duty.due;
        values
            .push(case)
            .push(key.kind.stored())
            .push(key.stage.map(|stage| i64::from(u8::from(stage))))
            .push(due.as_ref().map(|due| due.day.to_string()))
            .push(due.as_ref().map(|due| due.clause.clone()))
            .push(due.map(|due| due.calendar))
            .push(duty.state.as_str())
            .push(i64::from(duty.missed))
            .push(duty.last_rung.map(i64::from))
            .push(next);
    }
}

static LETTERS: Insert = Insert::new(
    "INSERT INTO letter (key, mailbox, case_id, kind, for_staff, recipient, recipient_key, from_address,
            from_name, message_id, subject, text, in_reply_to, refs, attach, created_at, state,
            next_at, told, paper)",
    20,
    "ON CONFLICT (key) DO NOTHING",
);

impl Row for QueuedLetter {
    fn bind(self, values: &mut Values) {
        let QueuedLetter { letter, now: at, wait } = self;
        let key = letter.to.to_lowercase();
        values
            .push(letter.key)
            .push(letter.mailbox)
            .push(letter.case)
            .push(letter.kind.as_str())
            .push(i64::from(!letter.kind.for_resident()))
            .push(letter.to)
            .push(key)
            .push(letter.from_address)
            .push(letter.from_name)
            .push(letter.message_id)
            .push(letter.subject)
            .push(letter.text)
            .push(letter.in_reply_to)
            .push(json(&letter.references).unwrap_or_else(|_| "[]".to_owned()))
            .push(letter.attach.map(|message| message.0))
            .push(seconds(at))
            .push("queued")
            .push(seconds(at) + wait)
            // Staff letters have nothing to tell their case.
            .push(i64::from(letter.case.is_none() || !letter.kind.for_resident()))
            .push(i64::from(letter.paper));
    }
}
