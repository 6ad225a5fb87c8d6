//! TOML with places: reads tables key by key, so that every fault in a file
//! (unknown key, wrong type, value out of range) is found in one go and told
//! with its line, column and mend. Serde would stop at the first.

#![allow(clippy::wildcard_enum_match_arm, reason = "the enum of values is toml's, not ours")]

mod lists;
mod open_list;
mod syntax;

use chrono::{DateTime, NaiveDate, Utc};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::fault::{Faults, Place, Source, did_you_mean};

/// A value together with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where the value begins.
    pub place: Place,
}

/// A table that is being read. Keys are consumed by the getters; whatever is
/// left when [`Table::finish`] is called is unknown.
pub struct Table<'a> {
    source: &'a Source,
    table: &'a DeTable<'a>,
    place: Place,
    name: String,
    known: Vec<&'static str>,
}

/// Parses a file; every syntax error goes to `faults`. What could be read is
/// returned all the same, so that its other faults are found too.
pub fn parse<'s>(source: &'s Source, faults: &mut Faults) -> Spanned<DeTable<'s>> {
    let (table, errors) = DeTable::parse_recoverable(source.text());
    syntax::tell(source, &errors, faults);
    table
}

impl<'a> Table<'a> {
    /// The whole file.
    pub fn root(source: &'a Source, document: &'a Spanned<DeTable<'a>>) -> Self {
        Self {
            source,
            table: document.get_ref(),
            place: Place::start_of(source.name()),
            name: String::new(),
            known: Vec::new(),
        }
    }

    /// Where the table begins.
    pub fn place(&self) -> Place {
        self.place.clone()
    }

    /// The table's name as it is written in the file, empty for the root.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Every key of the table with its place, without consuming it: for tables
    /// whose keys are names that people choose (lists, areas).
    pub fn keys(&self) -> Vec<Placed<String>> {
        self.table
            .keys()
            .map(|key| Placed {
                value: key.get_ref().to_string(),
                place: self.source.place(key.span().start),
            })
            .collect()
    }

    /// The place of a key's value, if the key is there.
    pub fn place_of(&self, key: &str) -> Option<Place> {
        self.table.get(key).map(|value| self.source.place(value.span().start))
    }

    /// Whether a key holds a table: for values that may be written short or
    /// with more beside them.
    pub fn has_table(&self, key: &str) -> bool {
        matches!(self.table.get(key).map(Spanned::get_ref), Some(DeValue::Table(_)))
    }

    fn value(&mut self, key: &'static str) -> Option<(&'a DeValue<'a>, Place)> {
        self.known.push(key);
        let table = self.table;
        table.get(key).map(|value| (value.get_ref(), self.source.place(value.span().start)))
    }

    fn wrong_type(
        &self,
        key: &str,
        place: Place,
        want: &str,
        got: &DeValue<'_>,
        faults: &mut Faults,
    ) {
        let quoted = match got {
            DeValue::String(text) if want == A_FLAG => matches!(text.trim(), "true" | "false"),
            _ => want.ends_with("number") && is_quoted_number(got),
        };
        let comma = match got {
            DeValue::String(text) if want.ends_with("number") => {
                Some(text.trim()).filter(|text| syntax::is_number_with_comma(text))
            }
            _ => None,
        };
        let mend = match (quoted, comma) {
            (_, Some(number)) => format!("write {}", number.replace(',', ".")),
            (true, None) => "remove the quotation marks".to_owned(),
            (false, None) => format!("write {want}"),
        };
        let what = format!("\"{key}\" is {}, it must be {want}", article(got.type_str()));
        faults.error(place, what, mend);
    }

    /// A text; empty counts as missing because no key of ours may be empty.
    pub fn text(&mut self, key: &'static str, faults: &mut Faults) -> Option<Placed<String>> {
        let (value, place) = self.value(key)?;
        match value {
            DeValue::String(text) if text.trim().is_empty() => {
                faults.error(
                    place,
                    format!("\"{key}\" is empty"),
                    "give it a value or remove the line",
                );
                None
            }
            DeValue::String(text) => Some(Placed { value: text.to_string(), place }),
            other => {
                self.wrong_type(key, place, "a text in quotes", other, faults);
                None
            }
        }
    }

    /// The text under a key whose name people chose.
    pub fn text_named(&self, key: &str, faults: &mut Faults) -> Option<Placed<String>> {
        let value = self.table.get(key)?;
        let place = self.source.place(value.span().start);
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => {
                Some(Placed { value: text.to_string(), place })
            }
            other => {
                self.wrong_type(key, place, "a text in quotes", other, faults);
                None
            }
        }
    }

    /// A text that must be there; `mend` says what to write.
    pub fn need_text(
        &mut self,
        key: &'static str,
        mend: &str,
        faults: &mut Faults,
    ) -> Option<Placed<String>> {
        if !self.table.contains_key(key) {
            self.known.push(key);
            self.missing(key, mend, faults);
            return None;
        }
        self.text(key, faults)
    }

    /// Reports that a key is not there, at the table that asks for it.
    pub fn missing(&self, key: &str, mend: &str, faults: &mut Faults) {
        let what = if self.name.is_empty() {
            format!("\"{key}\" is missing")
        } else {
            format!("\"{key}\" is missing in [{}]", self.name)
        };
        faults.error(self.place(), what, mend);
    }

    /// One of a few words.
    pub fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
        faults: &mut Faults,
    ) -> Option<Placed<T>> {
        let text = self.text(key, faults)?;
        match choices.iter().find(|(word, _)| *word == text.value) {
            Some((_, value)) => Some(Placed { value: *value, place: text.place }),
            None => {
                let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
                faults.error(
                    text.place,
                    format!("\"{}\" is no value for \"{key}\"", text.value),
                    did_you_mean(&text.value, &words),
                );
                None
            }
        }
    }

    /// A whole number within bounds.
    pub fn integer(
        &mut self,
        key: &'static str,
        bounds: std::ops::RangeInclusive<i64>,
        faults: &mut Faults,
    ) -> Option<Placed<i64>> {
        let (value, place) = self.value(key)?;
        let DeValue::Integer(integer) = value else {
            self.wrong_type(key, place, "a whole number", value, faults);
            return None;
        };
        let digits: String = integer.as_str().chars().filter(|c| *c != '_').collect();
        match i64::from_str_radix(&digits, integer.radix()) {
            Ok(number) if bounds.contains(&number) => Some(Placed { value: number, place }),
            _ => {
                faults.error(
                    place,
                    format!("\"{key}\" is out of bounds"),
                    format!("write a number from {} to {}", bounds.start(), bounds.end()),
                );
                None
            }
        }
    }

    /// A number with or without a fraction.
    pub fn number(&mut self, key: &'static str, faults: &mut Faults) -> Option<Placed<f64>> {
        let (value, place) = self.value(key)?;
        let text = match value {
            DeValue::Integer(integer) => integer.as_str(),
            DeValue::Float(float) => float.as_str(),
            other => {
                self.wrong_type(key, place, "a number", other, faults);
                return None;
            }
        };
        let number = text.replace('_', "").parse::<f64>().ok().filter(|number| number.is_finite());
        if number.is_none() {
            faults.error(place.clone(), format!("\"{key}\" is no finite number"), "write a number");
        }
        number.map(|value| Placed { value, place })
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, key: &'static str, faults: &mut Faults) -> Option<Placed<bool>> {
        let (value, place) = self.value(key)?;
        match value {
            DeValue::Boolean(flag) => Some(Placed { value: *flag, place }),
            other => {
                self.wrong_type(key, place, A_FLAG, other, faults);
                None
            }
        }
    }

    /// A date without a time.
    pub fn date(&mut self, key: &'static str, faults: &mut Faults) -> Option<Placed<NaiveDate>> {
        let (value, place) = self.value(key)?;
        let parsed = match value {
            DeValue::Datetime(datetime) => datetime.to_string().parse().ok(),
            DeValue::String(text) => text.parse().ok(),
            _ => None,
        };
        if parsed.is_none() {
            let mend = match value {
                DeValue::String(_) => "write it as 2026-12-24, without quotation marks",
                _ => "write it as 2026-12-24",
            };
            faults.error(place.clone(), format!("\"{key}\" is no date"), mend);
        }
        parsed.map(|value| Placed { value, place })
    }

    /// An instant with its offset, as UTC.
    pub fn instant(
        &mut self,
        key: &'static str,
        faults: &mut Faults,
    ) -> Option<Placed<DateTime<Utc>>> {
        let (value, place) = self.value(key)?;
        let text = match value {
            DeValue::Datetime(datetime) => datetime.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => String::new(),
        };
        match DateTime::parse_from_rfc3339(&text) {
            Ok(instant) => Some(Placed { value: instant.to_utc(), place }),
            Err(_) => {
                faults.error(
                    place,
                    format!("\"{key}\" is no instant"),
                    "write date, time and offset, as 2026-12-01T00:00:00Z",
                );
                None
            }
        }
    }

    /// A table under a key.
    pub fn table(&mut self, key: &'static str, faults: &mut Faults) -> Option<Table<'a>> {
        let (value, place) = self.value(key)?;
        match value {
            DeValue::Table(table) => Some(self.child(key, table, place)),
            other => {
                self.wrong_type(key, place, "a table", other, faults);
                None
            }
        }
    }

    /// A table under a key whose name people chose.
    pub fn table_named(&self, key: &str, faults: &mut Faults) -> Option<Table<'a>> {
        let table = self.table;
        let value = table.get(key)?;
        let place = self.source.place(value.span().start);
        match value.get_ref() {
            DeValue::Table(table) => Some(self.child(key, table, place)),
            other => {
                self.wrong_type(key, place, "a table", other, faults);
                None
            }
        }
    }

    fn child(&self, key: &str, table: &'a DeTable<'a>, place: Place) -> Table<'a> {
        let name =
            if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) };
        Table { source: self.source, table, place, name, known: Vec::new() }
    }

    /// Whether there is a key that no getter has asked for yet.
    pub fn has_unknown(&self) -> bool {
        self.table.keys().any(|key| !self.known.contains(&key.get_ref().as_ref()))
    }

    /// Every key that no getter asked for is a fault.
    pub fn finish(&mut self, faults: &mut Faults) {
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if !self.known.contains(&name) {
                faults.error(
                    self.source.place(key.span().start),
                    format!("unknown key \"{name}\""),
                    did_you_mean(name, &self.known),
                );
            }
        }
    }
}

/// What must be `true` or `false`.
const A_FLAG: &str = "true or false";

/// Whether a text is a number that somebody put in quotation marks.
fn is_quoted_number(value: &DeValue<'_>) -> bool {
    let DeValue::String(text) = value else { return false };
    text.trim().parse::<f64>().is_ok_and(f64::is_finite)
}

fn article(kind: &str) -> String {
    match kind.chars().next() {
        Some('a' | 'e' | 'i' | 'o' | 'u') => format!("an {kind}"),
        _ => format!("a {kind}"),
    }
}
