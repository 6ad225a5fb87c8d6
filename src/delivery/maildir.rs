//! A Maildir as the way out: for trying things, and for councils that send by
//! other means.

use std::os::unix::fs::DirBuilderExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::Outcome;
use crate::letters::Composed;
use crate::message::digest::hex;

/// A Maildir.
#[derive(Debug)]
pub struct Maildir {
    path: PathBuf,
}

impl Maildir {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    pub(super) async fn send(
        &mut self,
        letter: &Composed,
        before_body: impl AsyncFnOnce() -> bool,
    ) -> Outcome {
        if let Err(why) = self.probe() {
            return Outcome::Down(why);
        }
        if !before_body().await {
            return Outcome::Retry("the store could not record that the letter goes out".into());
        }
        match self.write(&letter.bytes) {
            Ok(path) => Outcome::Sent(format!("written to {}", path.display())),
            Err(error) => Outcome::Retry(format!("{}: {error}", self.path.display())),
        }
    }

    /// The name comes from the content: a second delivery of the same letter
    /// is the same file.
    fn write(&self, bytes: &[u8]) -> std::io::Result<PathBuf> {
        use std::io::Write as _;
        let digest = hex(&Sha256::digest(bytes));
        let name = format!("{}.redress", digest.get(..32).unwrap_or(&digest));
        let temporary = self.path.join("tmp").join(&name);
        let finished = self.path.join("new").join(&name);
        let mut file = std::fs::OpenOptions::new()
            .create(true)
            .truncate(true)
            .write(true)
            .mode(0o640)
            .open(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&temporary, &finished)?;
        Ok(finished)
    }

    pub(super) fn probe(&self) -> Result<(), String> {
        for folder in ["tmp", "new", "cur"] {
            make(&self.path.join(folder))
                .map_err(|error| format!("{}: {error}", self.path.display()))?;
        }
        Ok(())
    }
}

fn make(folder: &Path) -> std::io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o750).create(folder)
}
