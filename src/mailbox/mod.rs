//! New raw messages from a mailbox: IMAP or a Maildir behind one interface. It
//! reads and never changes anything there; it knows no cases.

pub mod imap;
mod maildir;
mod places;
mod utf7;

use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, Utc};

pub use crate::message::Seen;
pub use imap::session::ImapError;
pub use places::Places;

/// What can go wrong with a mailbox.
#[derive(Debug, thiserror::Error)]
pub enum MailboxError {
    /// The IMAP server.
    #[error("{0}")]
    Imap(#[from] ImapError),
    /// The Maildir.
    #[error("{path}: {error}")]
    Maildir {
        /// Which folder or file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
}

/// Result of a mailbox.
pub type Result<T> = std::result::Result<T, MailboxError>;

/// A message that is there, before it is fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Where.
    pub seen: Seen,
    /// Its size in bytes as the server tells it.
    pub size: u64,
    /// When it arrived: INTERNALDATE, or the file's modification time.
    pub arrived: DateTime<Utc>,
}

/// A message with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// What was asked for.
    pub item: Item,
    /// Its bytes; None when the server would not give them.
    pub bytes: Option<Vec<u8>>,
}

/// Everything that is in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// What tells these UIDs from others (RFC 9051, 2.3.1.1); 0 in a Maildir.
    pub validity: u32,
    /// Every message.
    pub places: Places,
}

/// Why a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woken {
    /// The server says that something has come.
    Notice,
    /// The time is over.
    Time,
}

/// A mailbox, connected or not.
#[derive(Debug)]
pub enum Source {
    /// On an IMAP server.
    Imap(Box<imap::Imap>),
    /// In a folder.
    Maildir(maildir::Maildir),
}

impl Source {
    /// A mailbox of the configuration, not yet connected.
    pub fn new(config: &crate::config::SourceConfig) -> Self {
        match config {
            crate::config::SourceConfig::Imap(config) => {
                Source::Imap(Box::new(imap::Imap::new((**config).clone())))
            }
            crate::config::SourceConfig::Maildir(path) => {
                Source::Maildir(maildir::Maildir::new(path.clone()))
            }
        }
    }

    /// Connects if it is not connected, and looks at everything in the folder.
    ///
    /// # Errors
    /// [`MailboxError`]; the next call connects anew.
    pub async fn survey(&mut self) -> Result<Survey> {
        match self {
            Source::Imap(imap) => Ok(imap.survey().await?),
            Source::Maildir(maildir) => maildir.survey(),
        }
    }

    /// What has come since a survey, after the places that are known.
    ///
    /// # Errors
    /// [`MailboxError`]; the next call connects anew.
    pub async fn news(&mut self, known: &Places) -> Result<Survey> {
        match self {
            Source::Imap(imap) => Ok(imap.news(known).await?),
            Source::Maildir(maildir) => maildir.survey(),
        }
    }

    /// Size and arrival of messages; those that are gone are left out.
    ///
    /// # Errors
    /// [`MailboxError`]; the next call connects anew.
    pub async fn items(&mut self, wanted: &[Seen]) -> Result<Vec<Item>> {
        match self {
            Source::Imap(imap) => Ok(imap.items(wanted).await?),
            Source::Maildir(maildir) => Ok(maildir.items(wanted)),
        }
    }

    /// Fetches messages; each that was asked for is in the answer.
    ///
    /// # Errors
    /// [`MailboxError`]; the next call connects anew.
    pub async fn fetch(&mut self, items: Vec<Item>) -> Result<Vec<Fetched>> {
        match self {
            Source::Imap(imap) => Ok(imap.fetch(items).await?),
            Source::Maildir(maildir) => Ok(maildir.fetch(items)),
        }
    }

    /// Waits for news, at most so long.
    ///
    /// # Errors
    /// [`MailboxError`] when the connection is lost meanwhile.
    pub async fn wait(&mut self, most: Duration) -> Result<Woken> {
        match self {
            Source::Imap(imap) => Ok(imap.wait(most).await?),
            Source::Maildir(_) => {
                tokio::time::sleep(most).await;
                Ok(Woken::Time)
            }
        }
    }

    /// Says goodbye to the server, as far as it listens.
    pub async fn close(&mut self) {
        if let Source::Imap(imap) = self {
            imap.close().await;
        }
    }
}
