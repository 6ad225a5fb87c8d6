//! The store: SQLite in WAL mode, one writer, everything that one input changes
//! in one transaction. The only place that names sqlx. It knows the types of
//! the pure folders and never decides.

mod acting;
mod alerts;
mod bounced;
mod bulk;
mod cases;
mod chain;
mod duties;
mod judged_mail;
mod leavers;
mod letter_lists;
mod letters;
mod lookups;
mod mailboxes;
mod message_lists;
mod messages;
mod open;
mod outflow;
mod paper;
mod pending;
mod read_case;
mod register;
mod reminder_letters;
mod since;
mod threads;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqlitePool;
use sqlx::{Sqlite, Transaction};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::casework::Case;

pub use acting::ResidentMail;
pub use alerts::AlertRow;
pub use bounced::SentTo;
pub use cases::SavedCase;
pub use chain::ChainBreak;
pub use duties::{DueDuty, Owed};
pub use judged_mail::JudgedMail;
pub use letter_lists::LetterRow;
pub use letters::{Claimed, LetterState, NewLetter, Sent, Settlement, Taken, Untold, Waiting};
pub use lookups::{Question, Sender};
pub use mailboxes::{MailboxRow, Poll};
pub use message_lists::{HeldRow, MessageRow, RawMail, SeenUids};
pub use messages::{Filing, NewMessage, Outcome};
pub use open::{Lock, LockError};
pub use outflow::LastHour;
pub use paper::{ENTERED, PaperLetter};
pub use read_case::{HistoryRow, StoredCase};
pub use register::{CaseRow, Figures};
pub use since::{Looked, MessageDuty, News, TakenLetter};
pub use threads::Known;

/// What can go wrong with the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite or the disk refused.
    #[error("{0}")]
    Database(#[from] sqlx::Error),
    /// A migration could not be applied.
    #[error("the store can't be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The file or its folder can't be used.
    #[error("{path}: {error}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The store is of a newer program, or was never migrated.
    #[error("{0}")]
    Version(String),
    /// A row that can't be what it says.
    #[error("the store holds an inconsistent {what}: {why}")]
    Inconsistent {
        /// Which row.
        what: String,
        /// Why.
        why: String,
    },
}

impl StoreError {
    /// Whether a row is at fault, not the store: it broke a rule of the schema, or
    /// can't be what it says.
    pub fn is_of_a_row(&self) -> bool {
        self.is_constraint() || matches!(self, StoreError::Inconsistent { .. })
    }

    /// Whether a row broke a rule of the schema.
    pub fn is_constraint(&self) -> bool {
        let StoreError::Database(error) = self else { return false };
        error
            .as_database_error()
            .is_some_and(|error| !matches!(error.kind(), sqlx::error::ErrorKind::Other))
    }
}

/// Result of the store.
pub type Result<T> = std::result::Result<T, StoreError>;

/// An open store.
#[derive(Debug)]
pub struct Store {
    /// Commits that are on the disk when they return.
    writer: SqlitePool,
    /// Commits that outlive the process, and reach the disk with the next one
    /// of the writer.
    soon: SqlitePool,
    /// Whose turn it is to write; SQLite itself would make the others poll.
    turn: Arc<Mutex<()>>,
    reader: SqlitePool,
    path: PathBuf,
}

/// One transaction. Dropped without [`Write::commit`] it changes nothing.
pub struct Write {
    tx: Transaction<'static, Sqlite>,
    numbers: Option<pending::Numbers>,
    pending: pending::Pending,
    lookups: lookups::Lookups,
    threads: threads::Threads,
    outflows: outflow::Outflows,
    /// Cases as they are in the store.
    loaded: BTreeMap<i64, Case>,
    _turn: OwnedMutexGuard<()>,
}

impl Store {
    /// Begins a transaction that may write; others wait.
    ///
    /// # Errors
    /// When the store is locked for too long, full or gone.
    pub async fn write(&self) -> Result<Write> {
        let turn = Arc::clone(&self.turn).lock_owned().await;
        let tx = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        Ok(Write {
            tx,
            numbers: None,
            pending: pending::Pending::default(),
            lookups: lookups::Lookups::default(),
            threads: threads::Threads::default(),
            outflows: outflow::Outflows::default(),
            loaded: BTreeMap::new(),
            _turn: turn,
        })
    }

    /// The store's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Closes the connections; the write-ahead log is folded in.
    pub async fn close(&self) {
        self.reader.close().await;
        self.soon.close().await;
        self.writer.close().await;
    }
}

impl Write {
    /// Writes everything that was changed and makes it durable.
    ///
    /// # Errors
    /// When the disk refuses, or a row breaks a rule of the schema; then
    /// nothing was written.
    pub async fn commit(mut self) -> Result<()> {
        self.flush().await?;
        Ok(self.tx.commit().await?)
    }
}

fn seconds(at: DateTime<Utc>) -> i64 {
    at.timestamp()
}

fn instant(seconds: i64) -> Result<DateTime<Utc>> {
    DateTime::from_timestamp(seconds, 0).ok_or_else(|| StoreError::Inconsistent {
        what: "instant".to_owned(),
        why: format!("{seconds} is out of range"),
    })
}

fn maybe_instant(seconds: Option<i64>) -> Result<Option<DateTime<Utc>>> {
    seconds.map(instant).transpose()
}

fn inconsistent(what: impl Into<String>, why: impl Into<String>) -> StoreError {
    StoreError::Inconsistent { what: what.into(), why: why.into() }
}

fn json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| inconsistent("value", error.to_string()))
}

fn from_json<T: serde::de::DeserializeOwned>(what: &str, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| inconsistent(what, error.to_string()))
}
