//! Named lists of words and phrases, and words that are to be read as others.

use std::collections::{BTreeMap, BTreeSet};

use super::dictionary::DENYING;
use super::lint_list::Phrases;
use super::load_condition::phrase_fault;
use super::pattern::{self, Lists, Sequence};
use super::text;
use crate::fault::{Faults, Place, Source};
use crate::toml_file::{self, Placed, Table};

/// The list whose words deny what follows.
const DENYING_LIST: &str = "denying";

pub(super) struct ListReader<'f> {
    faults: &'f mut Faults,
    raw: BTreeMap<String, Vec<Placed<String>>>,
    spellings: BTreeMap<String, Vec<String>>,
    lists: Lists,
    used: BTreeSet<String>,
    inside: BTreeSet<String>,
    entries: Vec<ListEntry>,
}

/// A line of a list.
pub(super) struct ListEntry {
    /// The list.
    pub list: String,
    /// The phrase.
    pub phrase: Placed<String>,
    /// What it is read as.
    pub readings: Vec<Sequence>,
}

/// What lists there are.
pub(super) struct Named {
    pub lists: Lists,
    /// Where each list begins.
    pub places: BTreeMap<String, Place>,
    /// Lists that other lists use.
    pub used: BTreeSet<String>,
    /// Lists that other lists name inside longer phrases.
    pub inside: BTreeSet<String>,
    pub spellings: BTreeMap<String, Vec<String>>,
    pub denying: Vec<String>,
    pub entries: Vec<ListEntry>,
}

impl<'f> ListReader<'f> {
    pub fn new(faults: &'f mut Faults) -> Self {
        Self {
            faults,
            raw: BTreeMap::new(),
            spellings: BTreeMap::new(),
            lists: Lists::new(),
            used: BTreeSet::new(),
            inside: BTreeSet::new(),
            entries: Vec::new(),
        }
    }

    pub fn read(&mut self, mut root: Table<'_>) {
        if let Some(table) = root.table("lists", self.faults) {
            for key in table.keys() {
                let phrases = table.texts_named(&key.value, self.faults);
                if let Some(first) = self.raw.get(&key.value).and_then(|list| list.first()) {
                    self.faults.error(
                        key.place,
                        format!("the list \"{}\" is there twice", key.value),
                        format!("join it with the one at {}", first.place),
                    );
                    continue;
                }
                if phrases.is_empty() {
                    let what = format!("the list \"{}\" is empty", key.value);
                    self.faults.error(key.place, what, "give it a word or remove it");
                    continue;
                }
                self.raw.insert(key.value, phrases);
            }
        }
        let Some(table) = root.table("spellings", self.faults) else { return };
        for key in table.keys() {
            let Some(long) = table.text_named(&key.value, self.faults) else { continue };
            let (short, long) = (text::words(&key.value), text::words(&long.value));
            match short.as_slice() {
                [word] if !long.is_empty() && !long.contains(word) => {
                    self.spellings.insert(word.clone(), long);
                }
                _ => self.faults.error(
                    key.place,
                    format!("\"{}\" is not one word that is written for others", key.value),
                    "write for example plz = \"please\"",
                ),
            }
        }
    }

    pub fn finish(mut self) -> Named {
        let names: Vec<String> = self.raw.keys().cloned().collect();
        for name in &names {
            self.resolve(name, &mut Vec::new());
        }
        let denying = match self.raw.get(DENYING_LIST) {
            Some(words) => words.iter().flat_map(|word| text::words(&word.value)).collect(),
            None => DENYING.split(' ').map(str::to_owned).collect(),
        };
        self.used.insert(DENYING_LIST.to_owned());
        let places = self.raw.iter().filter_map(|(name, list)| {
            list.first().map(|first| (name.clone(), first.place.clone()))
        });
        let places = places.collect();
        Named {
            lists: self.lists,
            places,
            used: self.used,
            inside: self.inside,
            spellings: self.spellings,
            denying,
            entries: self.entries,
        }
    }

    /// Takes a list apart, those that it names first.
    fn resolve(&mut self, name: &str, within: &mut Vec<String>) {
        if self.lists.contains_key(name) {
            return;
        }
        let Some(entries) = self.raw.get(name).cloned() else { return };
        within.push(name.to_owned());
        let mut sequences = Vec::new();
        for entry in &entries {
            let mut circle = false;
            for other in named_in(&entry.value) {
                if within.iter().any(|outer| outer == other) {
                    self.faults.error(
                        entry.place.clone(),
                        format!("the list \"{name}\" contains itself by \"@{other}\""),
                        "take it out of one of them",
                    );
                    circle = true;
                    continue;
                }
                self.resolve(other, within);
                self.used.insert(other.to_owned());
                // A list that names another as a whole may itself stand inside.
                self.inside.insert(other.to_owned());
            }
            if circle {
                continue;
            }
            if entry.value.ends_with(']') {
                self.faults.error(
                    entry.place.clone(),
                    "words in square brackets stand in rules, not in lists",
                    "take them out, and write them where the rule names the list",
                );
                continue;
            }
            match pattern::read(&entry.value, &self.lists) {
                Ok(readings) => {
                    sequences.extend(readings.iter().cloned());
                    let (list, phrase) = (name.to_owned(), entry.clone());
                    self.entries.push(ListEntry { list, phrase, readings });
                }
                Err(fault) => phrase_fault(entry, fault, &self.lists, self.faults),
            }
        }
        within.pop();
        sequences.sort();
        sequences.dedup();
        self.lists.insert(name.to_owned(), sequences);
    }
}

/// Every phrase of the lists of some files; what is wrong with them is not told.
pub(super) fn phrases(sources: &[Source]) -> Phrases {
    let mut faults = Faults::new();
    let mut all = Phrases::new();
    // The measured words are large and have none.
    for source in sources.iter().filter(|source| source.text().contains("[lists")) {
        let document = toml_file::parse(source, &mut faults);
        let lists = Table::root(source, &document).table("lists", &mut faults);
        for list in lists.iter().flat_map(Table::keys) {
            let phrases = lists.iter().flat_map(|it| it.texts_named(&list.value, &mut faults));
            all.extend(phrases.map(|phrase| (list.value.clone(), phrase.value)));
        }
    }
    all
}

/// The lists that a phrase names.
pub(super) fn named_in(phrase: &str) -> impl Iterator<Item = &str> {
    phrase
        .split(|c: char| c.is_whitespace() || "()|?".contains(c))
        .filter_map(|chunk| chunk.strip_prefix('@'))
}
