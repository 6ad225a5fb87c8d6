//! Reads `calendar.toml` and the bank holidays, with every fault told by file,
//! line, column and mend.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use crate::fault::{Faults, Place, Source, did_you_mean};
use crate::policy::calendar::{Calendar, DayZero, WorkingHours};
use crate::toml_file::{self, Placed, Table};

/// What `calendar.toml` says, before the bank holidays are read.
pub struct CalendarFile {
    /// The file with the bank holidays, relative to `calendar.toml`.
    pub bank_holidays: Placed<String>,
    division: Placed<String>,
    day_zero: DayZero,
    hours: WorkingHours,
    digest: NaiveTime,
    cut_off: Option<NaiveTime>,
    closures: BTreeMap<NaiveDate, String>,
    one_off: BTreeMap<NaiveDate, String>,
}

/// Reads `calendar.toml`.
pub fn file(source: &Source, faults: &mut Faults) -> Option<CalendarFile> {
    let document = toml_file::parse(source, faults);
    let mut root = Table::root(source, &document);
    let bank_holidays = root.need_text("bank_holidays", "name the file in GOV.UK's format", faults);
    let division = root.need_text("division", "for example \"england-and-wales\"", faults);
    let words = [("next_working_day", DayZero::NextWorkingDay), ("own_date", DayZero::OwnDate)];
    let day_zero = root.choice("day_zero", &words, faults);
    let mut hours = WorkingHours::default();
    if let Some(mut table) = root.table("working_hours", faults) {
        hours.from = clock_time(&mut table, "from", faults).unwrap_or(hours.from);
        hours.to = clock_time(&mut table, "to", faults).unwrap_or(hours.to);
        if hours.from >= hours.to {
            faults.error(table.place(), "the working hours end before they begin", "swap them");
        }
        table.finish(faults);
    }
    let place = root.place_of("digest_at");
    let digest = clock_time(&mut root, "digest_at", faults).unwrap_or(hours.from);
    if let Some(place) = place.filter(|_| digest < hours.from || digest >= hours.to) {
        let mend = "move it into the working hours";
        faults.error(place, "the digest would go out outside the working hours", mend);
    }
    let cut_off = clock_time(&mut root, "cut_off", faults);
    let closures = named_days(&mut root, "closed", "why", "say why the council is closed", faults);
    let one_off = named_days(&mut root, "holiday", "name", "name the holiday", faults);
    root.finish(faults);
    Some(CalendarFile {
        bank_holidays: bank_holidays?,
        division: division?,
        day_zero: day_zero.map(|word| word.value).unwrap_or_default(),
        hours,
        digest,
        cut_off,
        closures,
        one_off,
    })
}

/// `[[key]]` tables with a name and a list of days.
fn named_days(
    root: &mut Table<'_>,
    key: &'static str,
    name: &'static str,
    mend: &str,
    faults: &mut Faults,
) -> BTreeMap<NaiveDate, String> {
    let mut all = BTreeMap::new();
    for mut table in root.tables(key, faults) {
        let name = table.need_text(name, mend, faults);
        let days = table.dates("days", faults);
        if days.is_empty() && table.place_of("days").is_none() {
            table.missing("days", "list the days, as [2026-12-29, 2026-12-30]", faults);
        }
        table.finish(faults);
        for day in days {
            if matches!(day.value.weekday(), Weekday::Sat | Weekday::Sun) {
                let what = format!("{} is a {} anyway", day.value, day.value.format("%A"));
                faults.warning(day.place, what, "check the year, or remove it");
            }
            all.extend(name.as_ref().map(|name| (day.value, name.value.clone())));
        }
    }
    all
}

fn clock_time(table: &mut Table<'_>, key: &'static str, faults: &mut Faults) -> Option<NaiveTime> {
    let text = table.text(key, faults)?;
    let time = NaiveTime::parse_from_str(&text.value, "%H:%M").ok();
    if time.is_none() {
        faults.error(text.place, format!("\"{}\" is no time", text.value), "write \"08:00\"");
    }
    time
}

#[derive(serde::Deserialize)]
struct GovUkDivision {
    events: Vec<GovUkEvent>,
}

#[derive(serde::Deserialize)]
struct GovUkEvent {
    title: String,
    date: NaiveDate,
}

/// Builds the calendar from `calendar.toml` and a bank holiday list in the
/// format that GOV.UK publishes. `version` names the content of both.
pub fn calendar(
    file: &CalendarFile,
    holidays: &Source,
    version: String,
    faults: &mut Faults,
) -> Option<Calendar> {
    let divisions: BTreeMap<String, GovUkDivision> = match serde_json::from_str(holidays.text()) {
        Ok(divisions) => divisions,
        Err(error) => {
            let place = Place {
                file: holidays.name().to_owned(),
                line: error.line().max(1),
                column: error.column().max(1),
            };
            let what = format!("not a bank holiday list: {error}");
            faults.error(place, what, "use the file that www.gov.uk/bank-holidays.json gives");
            return None;
        }
    };
    let Some(division) = divisions.get(&file.division.value) else {
        let known: Vec<&str> = divisions.keys().map(String::as_str).collect();
        faults.error(
            file.division.place.clone(),
            format!("{} has no division \"{}\"", holidays.name(), file.division.value),
            did_you_mean(&file.division.value, &known),
        );
        return None;
    };
    let days = holidays_of(division, holidays, faults)?;
    let Some(mut calendar) = Calendar::new(days, file.closures.clone(), version) else {
        faults.error(
            Place::start_of(holidays.name()),
            "the bank holiday list is empty",
            "use the file that www.gov.uk/bank-holidays.json gives",
        );
        return None;
    };
    for day in file.one_off.keys().filter(|day| **day > calendar.ends()) {
        let what =
            format!("the holiday on {day} lies past the calendar's end, {}", calendar.ends());
        let mend = "save a newer www.gov.uk/bank-holidays.json first";
        faults.warning(file.bank_holidays.place.clone(), what, mend);
    }
    calendar.add_holidays(file.one_off.clone());
    calendar.day_zero = file.day_zero;
    calendar.working_hours = file.hours;
    calendar.digest_at = file.digest;
    calendar.cut_off = file.cut_off;
    Some(calendar)
}

/// Every division of the United Kingdom has eight bank holidays a year or
/// more; a year with fewer is a list that was cut, and dates counted with it
/// would come too early.
const LEAST_A_YEAR: usize = 8;

fn holidays_of(
    division: &GovUkDivision,
    source: &Source,
    faults: &mut Faults,
) -> Option<BTreeMap<NaiveDate, String>> {
    let mut days: BTreeMap<NaiveDate, String> = BTreeMap::new();
    let mut a_year: BTreeMap<i32, usize> = BTreeMap::new();
    let mend = "use the file that www.gov.uk/bank-holidays.json gives";
    let mut good = true;
    for event in &division.events {
        *a_year.entry(event.date.year()).or_default() += 1;
        if let Some(other) = days.insert(event.date, event.title.clone()) {
            let what = format!("{} twice: {other} and {}", event.date, event.title);
            faults.error(place_of(source, &event.date.to_string()), what, mend);
            good = false;
        }
    }
    let years = a_year.keys().next().copied().zip(a_year.keys().next_back().copied());
    for year in years.map(|(first, last)| first..=last).into_iter().flatten() {
        let number = a_year.get(&year).copied().unwrap_or(0);
        if number < LEAST_A_YEAR {
            let what = format!("{year} has only {number} bank holidays");
            faults.error(place_of(source, &format!("\"{year}-")), what, mend);
            good = false;
        }
    }
    good.then_some(days)
}

fn place_of(source: &Source, text: &str) -> Place {
    source.place(source.text().find(text).unwrap_or(0))
}
