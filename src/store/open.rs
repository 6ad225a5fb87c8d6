//! Opening the store: settings, modes, migrations after a copy, and the lock
//! that keeps a second daemon out.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};

use super::{Result, Store, StoreError};

static MIGRATIONS: Migrator = sqlx::migrate!();

/// Another process waits this long for the writer before it gives up.
const BUSY: Duration = Duration::from_secs(5);

/// Why the lock is not to be had.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another daemon has it.
    #[error(
        "another redress is running on {0}; stop it first, or give this one a store of its own"
    )]
    Held(PathBuf),
    /// The lock file can't be made.
    #[error("{path}: {error}")]
    File {
        /// The lock file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
}

/// Held as long as it lives; the system lets go when the process ends, however
/// it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock that a daemon holds on its store.
    ///
    /// # Errors
    /// [`LockError`] when another daemon has it.
    pub fn take(store: &Path) -> std::result::Result<Self, LockError> {
        let path = beside(store, ".lock");
        let wrong = |error| LockError::File { path: path.clone(), error };
        make_folder(&path).map_err(wrong)?;
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o640)
            .open(&path)
            .map_err(wrong)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(std::fs::TryLockError::WouldBlock) => Err(LockError::Held(store.to_owned())),
            Err(std::fs::TryLockError::Error(error)) => Err(wrong(error)),
        }
    }
}

/// The file whose name is the store's with this behind it.
fn beside(store: &Path, ending: &str) -> PathBuf {
    let mut path = store.as_os_str().to_owned();
    path.push(ending);
    PathBuf::from(path)
}

fn is_nothing(file: &Path) -> bool {
    file.metadata().map_or(true, |facts| facts.len() == 0)
}

fn make_folder(file: &Path) -> std::io::Result<()> {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.exists() => {
            std::fs::DirBuilder::new().recursive(true).mode(0o750).create(folder)
        }
        _ => Ok(()),
    }
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .page_size(16_384)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        // A batch fits, or its pages would be written twice.
        .pragma("cache_size", "-8192")
        .pragma("temp_store", "MEMORY")
        .pragma("trusted_schema", "OFF")
        .optimize_on_close(true, None)
}

impl Store {
    /// Opens the store for writing, makes it if it is not there, and brings it
    /// up to date after keeping a copy of how it was.
    ///
    /// # Errors
    /// [`StoreError`] with the path when it can't be used.
    pub async fn open(path: &Path) -> Result<Self> {
        let wrong = |error| StoreError::File { path: path.to_owned(), error };
        make_folder(path).map_err(wrong)?;
        // SQLite gives its other files the mode of this one.
        let file = OpenOptions::new().create(true).append(true).mode(0o640).open(path);
        drop(file.map_err(wrong)?);
        migrate(path).await?;
        Self::connect(path).await
    }

    /// Opens a store that is there for writing, whether a daemon runs on it or
    /// not: for commands that change something beside it. It brings nothing up
    /// to date, which would take the schema away from under a running daemon.
    ///
    /// # Errors
    /// [`StoreError`] when there is no store or its schema is not this
    /// program's.
    pub async fn open_beside(path: &Path) -> Result<Self> {
        // Before anything is opened for writing.
        Self::open_to_read(path).await?.close().await;
        Self::connect(path).await
    }

    async fn connect(path: &Path) -> Result<Self> {
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            // When the disk is full, SQLite itself undoes the transaction, and
            // sqlx, whose ROLLBACK then fails, believes for ever that it lasts.
            .before_acquire(|connection, _| {
                Box::pin(async move { Ok(!sqlx::Connection::is_in_transaction(connection)) })
            })
            .connect_with(options(path))
            .await?;
        let soon = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options(path).synchronous(SqliteSynchronous::Normal))
            .await?;
        let reader = SqlitePoolOptions::new()
            .max_connections(2)
            .connect_with(options(path).read_only(true))
            .await?;
        let turn = Arc::default();
        Ok(Self { writer, soon, turn, reader, path: path.to_owned() })
    }

    /// A store that lives in memory and is gone with the process: for
    /// rehearsals. It has one connection, so whoever writes must not read
    /// beside the transaction.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub async fn in_memory() -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .in_memory(true)
            .foreign_keys(true)
            .pragma("temp_store", "MEMORY")
            .pragma("trusted_schema", "OFF");
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .min_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .connect_with(options)
            .await?;
        MIGRATIONS.run(&pool).await?;
        Ok(Self {
            writer: pool.clone(),
            soon: pool.clone(),
            turn: Arc::default(),
            reader: pool,
            path: PathBuf::from(":memory:"),
        })
    }

    /// Opens a store that is there, for commands that only look.
    ///
    /// # Errors
    /// [`StoreError`] when there is none or its schema is not this program's.
    pub async fn open_to_read(path: &Path) -> Result<Self> {
        if !path.exists() {
            let error = std::io::Error::from(std::io::ErrorKind::NotFound);
            return Err(StoreError::File { path: path.to_owned(), error });
        }
        let options = options(path).read_only(true).create_if_missing(false);
        let one = SqlitePoolOptions::new().max_connections(1);
        let pool = match one.clone().connect_with(options.clone()).await {
            // A disk that is full or read-only leaves no room for the index of
            // the write-ahead log, which is not needed where there is no log.
            Err(_) if is_nothing(&beside(path, "-wal")) => {
                one.connect_with(options.immutable(true)).await
            }
            opened => opened,
        }?;
        let store = Self {
            writer: pool.clone(),
            soon: pool.clone(),
            turn: Arc::default(),
            reader: pool,
            path: path.to_owned(),
        };
        let known = newest();
        let found: Option<i64> =
            sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations WHERE success")
                .fetch_optional(&store.reader)
                .await
                .ok()
                .flatten();
        match found {
            Some(version) if version == known => Ok(store),
            Some(version) if version > known => Err(StoreError::Version(format!(
                "{} was written by a newer redress; install that one",
                path.display()
            ))),
            _ => Err(StoreError::Version(format!(
                "{} is of an older redress; \"redress run\" brings it up to date",
                path.display()
            ))),
        }
    }
}

fn newest() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0)
}

async fn migrate(path: &Path) -> Result<()> {
    let mut connection = options(path).connect().await?;
    let version = version(&mut connection).await;
    if version.is_some_and(|version| version < newest()) {
        keep_copy(&mut connection, path, version.unwrap_or(0)).await?;
    }
    MIGRATIONS.run(&mut connection).await?;
    sqlx::Connection::close(connection).await?;
    Ok(())
}

async fn version(connection: &mut SqliteConnection) -> Option<i64> {
    sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations WHERE success")
        .fetch_one(connection)
        .await
        .ok()
}

async fn keep_copy(connection: &mut SqliteConnection, path: &Path, version: i64) -> Result<()> {
    let copy = beside(path, &format!(".before-{}-from-{version}", newest()));
    if copy.exists() {
        return Ok(());
    }
    let file = OpenOptions::new().create_new(true).write(true).mode(0o640).open(&copy);
    drop(file.map_err(|error| StoreError::File { path: copy.clone(), error })?);
    sqlx::query("VACUUM INTO $1").bind(copy.display().to_string()).execute(connection).await?;
    tracing::info!(copy = %copy.display(), "kept a copy of the store before bringing it up to date");
    Ok(())
}
