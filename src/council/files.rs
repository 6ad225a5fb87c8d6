//! The files of a folder that the council edits, or those that are built in.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::Path;

use crate::fault::{Faults, Place, Source};
use crate::message::digest::{hex, of_bytes};
use crate::shipped;

/// The files of a folder, by their paths below it.
pub(super) struct Files {
    /// The folder, as faults name it.
    pub folder: String,
    files: BTreeMap<String, Source>,
    /// Files that are there and can't be read, which has been told.
    unreadable: BTreeSet<String>,
    /// There is no such folder, which has been told.
    missing: bool,
}

impl Files {
    /// Reads a folder; None takes what is built in.
    pub fn of(
        kind: &str,
        folder: Option<&Path>,
        shipped: &[shipped::File],
        endings: &[&str],
        faults: &mut Faults,
    ) -> Self {
        let Some(folder) = folder else {
            let wanted = |path: &str| endings.iter().any(|end| path.ends_with(&format!(".{end}")));
            let shipped = shipped.iter().filter(|(path, _)| wanted(path));
            let files = shipped.map(|(path, text)| {
                ((*path).to_owned(), Source::new(format!("{}{kind}/{path}", shipped::NAME), *text))
            });
            let (folder, files) = (format!("{}{kind}", shipped::NAME), files.collect());
            return Self { folder, files, unreadable: BTreeSet::new(), missing: false };
        };
        let mut files = Self {
            folder: folder.display().to_string(),
            files: BTreeMap::new(),
            unreadable: BTreeSet::new(),
            missing: false,
        };
        if folder.is_dir() {
            files.read(folder, "", endings, faults);
            return files;
        }
        files.missing = true;
        let export = if kind == "templates" { "letters" } else { kind };
        faults.error(
            Place::start_of(&files.folder),
            "there is no such folder",
            format!("name the folder that \"redress {export} export --to DIR\" wrote"),
        );
        files
    }

    /// Without this folder below it, the folder is another than was meant.
    pub fn need_folder(&mut self, start: &str, faults: &mut Faults) {
        let known = self.files.keys().chain(&self.unreadable).any(|path| path.starts_with(start));
        if known || self.missing {
            return;
        }
        self.missing = true;
        faults.error(
            Place::start_of(&self.folder),
            format!("this is no folder of rules: it has no folder {start} with rules in it"),
            "name the folder that \"redress rules export --to DIR\" wrote",
        );
    }

    /// Whether what is missing is missing because it could not be read.
    pub fn is_torn(&self, start: &str) -> bool {
        self.missing || self.unreadable.iter().any(|path| path.starts_with(start))
    }

    /// The names of files that can't be read, without folder and ending.
    pub fn unreadable_below(&self, start: &str) -> impl Iterator<Item = String> {
        let paths = self.unreadable.iter().filter_map(move |path| path.strip_prefix(start));
        paths.filter_map(|name| name.strip_suffix(".toml")).map(str::to_owned)
    }

    /// A file, if it is there.
    pub fn get(&self, path: &str) -> Option<&Source> {
        self.files.get(path)
    }

    /// A file that must be there.
    pub fn need(&self, path: &str, faults: &mut Faults) -> Option<&Source> {
        let found = self.get(path);
        if found.is_none() && !self.is_torn(path) {
            faults.error(
                Place::start_of(format!("{}/{path}", self.folder)),
                "this file is missing",
                "copy the shipped one",
            );
        }
        found
    }

    /// The TOML files whose paths start so.
    pub fn below<'a>(&'a self, start: &'a str) -> impl Iterator<Item = &'a Source> {
        self.files
            .iter()
            .filter(move |(path, _)| path.starts_with(start) && path.ends_with(".toml"))
            .map(|(_, source)| source)
    }

    /// All whose paths start so.
    pub fn into_below(self, start: &str) -> Vec<Source> {
        self.files.into_iter().filter(|(path, _)| path.starts_with(start)).map(|it| it.1).collect()
    }

    /// What a folder of letters lacks is the built-in one, as are the passages
    /// that it takes in: a copy that was made before a letter came to be goes on
    /// working. A folder without any letter of ours is another folder.
    pub(super) fn complete(&mut self, shipped: &[shipped::File], faults: &mut Faults) {
        if !shipped.iter().any(|(path, _)| !path.contains('/') && self.files.contains_key(*path)) {
            return;
        }
        loop {
            let taken_in = |path: &str| {
                let name = format!("\"{}\"", path.trim_end_matches(".txt"));
                self.files.values().any(|source| source.text().contains(&name))
            };
            let wanted = |path: &str| !path.contains('/') || taken_in(path);
            let missing = shipped
                .iter()
                .find(|(path, _)| !self.files.contains_key(*path) && wanted(path))
                .copied();
            let Some((path, text)) = missing else { break };
            faults.warning(
                Place::start_of(format!("{}/{path}", self.folder)),
                match path.contains('/') {
                    true => "this passage is missing: the one that is built in is used",
                    false => "this letter is missing: the one that is built in is used",
                },
                "write all of them with \"redress letters export --to NEW-FOLDER\", and copy it \
                 from there",
            );
            let source = Source::new(format!("{}templates/{path}", shipped::NAME), text);
            self.files.insert(path.to_owned(), source);
        }
    }

    /// Texts by their names without the ending.
    pub fn by_stem(self) -> BTreeMap<String, Source> {
        let stem = |path: String| path.strip_suffix(".txt").map(str::to_owned).unwrap_or(path);
        self.files.into_iter().map(|(path, source)| (stem(path), source)).collect()
    }

    /// Twelve hex digits that change with the content of any file.
    pub fn hash(&self) -> String {
        let mut all = Vec::new();
        for (path, source) in &self.files {
            all.extend(of_bytes(path.as_bytes()));
            all.extend(of_bytes(source.text().as_bytes()));
        }
        hex(&of_bytes(&all)).chars().take(12).collect()
    }

    fn read(&mut self, folder: &Path, below: &str, endings: &[&str], faults: &mut Faults) {
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.unread(folder, below, &error, faults),
        };
        for entry in entries.filter_map(Result::ok) {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            // Editors leave hidden and backup files beside what they edit.
            if name.starts_with('.') || name.ends_with('~') {
                continue;
            }
            let here = format!("{below}{name}");
            if path.is_dir() {
                self.read(&path, &format!("{here}/"), endings, faults);
            } else if endings.iter().any(|ending| name.ends_with(&format!(".{ending}"))) {
                match std::fs::read(&path) {
                    Ok(bytes) => {
                        match Source::of_bytes(path.display().to_string(), bytes, faults) {
                            Some(source) => drop(self.files.insert(here, source)),
                            None => drop(self.unreadable.insert(here)),
                        }
                    }
                    Err(error) => self.unread(&path, &here, &error, faults),
                }
            }
        }
    }

    fn unread(&mut self, path: &Path, below: &str, error: &std::io::Error, faults: &mut Faults) {
        let mend = match error.kind() == ErrorKind::PermissionDenied {
            true => "mend its mode or remove it",
            false => "mend or remove it",
        };
        let place = Place::start_of(path.display().to_string());
        faults.unreadable(place, format!("it can't be read: {error}"), mend);
        self.unreadable.insert(below.to_owned());
    }
}
