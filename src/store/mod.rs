//! The store: SQLite in WAL mode, one writer, everything that one input changes
//! in one transaction. The only place that names sqlx. It knows the types of
//! the pure folders and never decides.

mod alerts;
mod cases;
mod chain;
mod duties;
mod letters;
mod mailboxes;
mod message_lists;
mod messages;
mod open;
mod read_case;
mod register;

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqlitePool;
use sqlx::{Sqlite, Transaction};

pub use alerts::AlertRow;
pub use cases::SavedCase;
pub use chain::ChainBreak;
pub use duties::DueDuty;
pub use letters::{Claimed, LetterRow, LetterState, NewLetter, Settlement, Waiting};
pub use mailboxes::{MailboxRow, Poll};
pub use message_lists::{HeldRow, MessageRow, RawMail, SeenUids};
pub use messages::{Filing, Known, NewMessage, Outcome, Sender};
pub use open::{Lock, LockError};
pub use read_case::{HistoryRow, StoredCase};
pub use register::{CaseRow, Figures};

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
    /// Whether a row broke a rule of the schema: then the row is at fault, not
    /// the store.
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
    writer: SqlitePool,
    reader: SqlitePool,
    path: PathBuf,
}

/// One transaction. Dropped without [`Write::commit`] it changes nothing.
pub struct Write {
    tx: Transaction<'static, Sqlite>,
    /// Id and hash of the newest event, once they were looked up.
    newest: Option<(i64, crate::message::digest::Sha)>,
}

impl Store {
    /// Begins a transaction that may write; others wait.
    ///
    /// # Errors
    /// When the store is locked for too long, full or gone.
    pub async fn write(&self) -> Result<Write> {
        let tx = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        Ok(Write { tx, newest: None })
    }

    /// The store's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Closes the connections; the write-ahead log is folded in.
    pub async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

impl Write {
    /// Makes everything that was written durable.
    ///
    /// # Errors
    /// When the disk refuses; then nothing was written.
    pub async fn commit(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }

    /// Marks a point to which [`Write::undo`] goes back: what one message
    /// wrote is undone without the others of its transaction.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub async fn begin_one(&mut self) -> Result<()> {
        sqlx::query("SAVEPOINT one").execute(&mut *self.tx).await?;
        Ok(())
    }

    /// Keeps what was written since [`Write::begin_one`].
    ///
    /// # Errors
    /// When SQLite refuses.
    pub async fn keep(&mut self) -> Result<()> {
        sqlx::query("RELEASE one").execute(&mut *self.tx).await?;
        Ok(())
    }

    /// Undoes what was written since [`Write::begin_one`].
    ///
    /// # Errors
    /// When SQLite refuses.
    pub async fn undo(&mut self) -> Result<()> {
        self.newest = None;
        sqlx::query("ROLLBACK TO one").execute(&mut *self.tx).await?;
        self.keep().await
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
