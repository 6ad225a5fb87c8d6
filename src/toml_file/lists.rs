//! The getters for lists: each item has its own place.

#![allow(clippy::wildcard_enum_match_arm, reason = "the enum of values is toml's, not ours")]

use chrono::NaiveDate;
use toml::de::DeValue;

use super::{Placed, Table, is_quoted_number, syntax};
use crate::fault::{Faults, Place};

impl<'a> Table<'a> {
    /// A list of texts; absent is empty.
    pub fn texts(&mut self, key: &'static str, faults: &mut Faults) -> Vec<Placed<String>> {
        let Some((value, place)) = self.value(key) else { return Vec::new() };
        self.texts_of(key, value, place, faults)
    }

    /// The list of texts under a key whose name people chose.
    pub fn texts_named(&self, key: &str, faults: &mut Faults) -> Vec<Placed<String>> {
        let Some(value) = self.table.get(key) else { return Vec::new() };
        let place = self.source.place(value.span().start);
        self.texts_of(key, value.get_ref(), place, faults)
    }

    fn texts_of(
        &self,
        key: &str,
        value: &DeValue<'_>,
        place: Place,
        faults: &mut Faults,
    ) -> Vec<Placed<String>> {
        let DeValue::Array(array) = value else {
            self.wrong_type(key, place, "a list of texts", value, faults);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in array.iter() {
            let place = self.source.place(item.span().start);
            match item.get_ref() {
                DeValue::String(text) if text.trim().is_empty() => {
                    faults.error(place, format!("an empty text in \"{key}\""), "remove it");
                }
                DeValue::String(text) => texts.push(Placed { value: text.to_string(), place }),
                other => self.wrong_type(key, place, "a list of texts", other, faults),
            }
        }
        texts
    }

    /// A list of numbers; absent is empty.
    pub fn numbers(&mut self, key: &'static str, faults: &mut Faults) -> Vec<f64> {
        let Some((value, place)) = self.value(key) else { return Vec::new() };
        let DeValue::Array(array) = value else {
            self.wrong_type(key, place, "a list of numbers", value, faults);
            return Vec::new();
        };
        let mut numbers = Vec::new();
        for item in array.iter() {
            let text = match item.get_ref() {
                DeValue::Integer(integer) => integer.as_str(),
                DeValue::Float(float) => float.as_str(),
                other => {
                    let place = self.source.place(item.span().start);
                    self.wrong_type(key, place, "a list of numbers", other, faults);
                    continue;
                }
            };
            numbers.extend(text.replace('_', "").parse::<f64>().ok().filter(|n| n.is_finite()));
        }
        numbers
    }

    /// A list of whole numbers within bounds; absent is empty.
    pub fn integers(
        &mut self,
        key: &'static str,
        bounds: std::ops::RangeInclusive<i64>,
        faults: &mut Faults,
    ) -> Vec<Placed<i64>> {
        let Some((value, place)) = self.value(key) else { return Vec::new() };
        let DeValue::Array(array) = value else {
            self.wrong_type(key, place, "a list of whole numbers", value, faults);
            return Vec::new();
        };
        let mut numbers = Vec::new();
        for item in array.iter() {
            let place = self.source.place(item.span().start);
            let number = match item.get_ref() {
                DeValue::Integer(integer) => integer.as_str().replace('_', "").parse().ok(),
                _ => None,
            };
            match number.filter(|number| bounds.contains(number)) {
                Some(value) => numbers.push(Placed { value, place }),
                None => faults.error(
                    place,
                    format!(
                        "a value in \"{key}\" is no whole number from {} to {}",
                        bounds.start(),
                        bounds.end()
                    ),
                    match is_quoted_number(item.get_ref()) {
                        true => "remove the quotation marks",
                        false => "mend or remove it",
                    },
                ),
            }
        }
        numbers
    }

    /// A list of dates; absent is empty.
    pub fn dates(&mut self, key: &'static str, faults: &mut Faults) -> Vec<Placed<NaiveDate>> {
        let Some((value, place)) = self.value(key) else { return Vec::new() };
        let DeValue::Array(array) = value else {
            self.wrong_type(key, place, "a list of dates", value, faults);
            return Vec::new();
        };
        let mut dates = Vec::new();
        for item in array.iter() {
            let place = self.source.place(item.span().start);
            let date = match item.get_ref() {
                DeValue::Datetime(datetime) => datetime.to_string().parse().ok(),
                DeValue::String(text) => text.parse().ok(),
                _ => None,
            };
            match date {
                Some(value) => dates.push(Placed { value, place }),
                None => faults.error(
                    place,
                    format!("a value in \"{key}\" is no date"),
                    "write it as 2026-12-24",
                ),
            }
        }
        dates
    }

    /// A list of tables, `[[key]]`; absent is empty.
    pub fn tables(&mut self, key: &'static str, faults: &mut Faults) -> Vec<Table<'a>> {
        let Some((value, place)) = self.value(key) else { return Vec::new() };
        let DeValue::Array(array) = value else {
            match self.name.is_empty() && matches!(value, DeValue::Table(_)) {
                true => syntax::tell_single_bracket(self.source, key, place, faults),
                false => self.wrong_type(key, place, "a list of tables, [[…]]", value, faults),
            }
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in array.iter() {
            let place = self.source.place(item.span().start);
            match item.get_ref() {
                DeValue::Table(table) => tables.push(self.child(key, table, place)),
                other => self.wrong_type(key, place, "a table", other, faults),
            }
        }
        tables
    }

    /// The ids of a list of tables with the places of the tables, without
    /// consuming it.
    pub fn ids_in(&self, key: &str) -> Vec<Placed<String>> {
        let Some(DeValue::Array(array)) = self.table.get(key).map(|value| value.get_ref()) else {
            return Vec::new();
        };
        let id = |item: &toml::Spanned<DeValue<'_>>| {
            let DeValue::Table(table) = item.get_ref() else { return None };
            let DeValue::String(id) = table.get("id")?.get_ref() else { return None };
            Some(Placed { value: id.to_string(), place: self.source.place(item.span().start) })
        };
        array.iter().filter_map(id).collect()
    }

    /// A list that mixes texts and tables; absent is empty.
    pub fn texts_and_tables(
        &mut self,
        key: &'static str,
        faults: &mut Faults,
    ) -> (Vec<Placed<String>>, Vec<Table<'a>>) {
        let (mut texts, mut tables) = (Vec::new(), Vec::new());
        let Some((value, place)) = self.value(key) else { return (texts, tables) };
        let DeValue::Array(array) = value else {
            self.wrong_type(key, place, "a list of texts", value, faults);
            return (texts, tables);
        };
        for item in array.iter() {
            let place = self.source.place(item.span().start);
            match item.get_ref() {
                DeValue::Table(table) => tables.push(self.child(key, table, place)),
                DeValue::String(text) if !text.trim().is_empty() => {
                    texts.push(Placed { value: text.to_string(), place });
                }
                other => self.wrong_type(key, place, "a list of texts", other, faults),
            }
        }
        (texts, tables)
    }
}
