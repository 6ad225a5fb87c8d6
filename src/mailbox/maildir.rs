//! A Maildir as a mailbox: `new/` and `cur/`, read where they lie and left as
//! they are. A message is known by the unique part of its file name, which
//! stays when a mail program moves it to `cur/` or changes its flags.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::{Fetched, Item, MailboxError, Places, Result, Seen, Survey};

/// A Maildir.
#[derive(Debug)]
pub struct Maildir {
    path: PathBuf,
    /// Unique name to path, as of the last survey.
    files: BTreeMap<String, PathBuf>,
}

impl Maildir {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, files: BTreeMap::new() }
    }

    pub(super) fn survey(&mut self) -> Result<Survey> {
        let mut files = BTreeMap::new();
        for folder in ["new", "cur"] {
            let folder = self.path.join(folder);
            let entries = std::fs::read_dir(&folder)
                .map_err(|error| MailboxError::Maildir { path: folder.clone(), error })?;
            for entry in entries {
                let entry =
                    entry.map_err(|error| MailboxError::Maildir { path: folder.clone(), error })?;
                let name = entry.file_name().to_string_lossy().into_owned();
                if !name.starts_with('.') && entry.path().is_file() {
                    files.insert(unique_part(&name).to_owned(), entry.path());
                }
            }
        }
        self.files = files;
        let places = Places::of_files(self.files.keys().cloned());
        Ok(Survey { validity: 0, places })
    }

    /// In the order of arrival, so that a reply does not come before what it
    /// answers.
    pub(super) fn items(&self, wanted: &[Seen]) -> Vec<Item> {
        let mut items: Vec<Item> = wanted.iter().filter_map(|seen| self.item(seen)).collect();
        items.sort_by_key(|item| item.arrived);
        items
    }

    fn item(&self, seen: &Seen) -> Option<Item> {
        let Seen::File(name) = seen else { return None };
        let facts = std::fs::metadata(self.files.get(name)?).ok()?;
        let arrived = facts.modified().ok().map(DateTime::<Utc>::from)?;
        Some(Item { seen: seen.clone(), size: facts.len(), arrived })
    }

    pub(super) fn fetch(&self, items: Vec<Item>) -> Vec<Fetched> {
        items
            .into_iter()
            .map(|item| {
                let bytes = match &item.seen {
                    Seen::File(name) => self.read(name),
                    Seen::Uid { .. } => None,
                };
                Fetched { item, bytes }
            })
            .collect()
    }

    /// A mail program may have moved the file since the survey.
    fn read(&self, name: &str) -> Option<Vec<u8>> {
        let path = self.files.get(name)?;
        std::fs::read(path).ok().or_else(|| {
            let moved = find(&self.path.join("cur"), name)?;
            std::fs::read(moved).ok()
        })
    }
}

fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| entry.ok())
        .find(|entry| unique_part(&entry.file_name().to_string_lossy()) == name)
        .map(|entry| entry.path())
}

fn unique_part(name: &str) -> &str {
    name.split(":2,").next().unwrap_or(name)
}
