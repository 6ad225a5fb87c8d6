//! Reads policy files, the Ombudsmen and the calendar, with every fault told
//! by file, line, column and mend.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};

use super::calendar::{Calendar, CalendarDays, DayZero, Months, WorkingDays, WorkingHours};
use super::limit::{Limit, Period, Start};
use super::reference::ReferenceFormat;
use super::{Ombudsman, Policy, Rung, RungLetter, StageLimits};
use crate::fault::{Faults, Place, Source, did_you_mean};
use crate::toml_file::{self, Placed, Table};

/// The Ombudsmen by the short name that policies call them.
pub type Ombudsmen = BTreeMap<String, Ombudsman>;

/// Reads `ombudsmen.toml`.
pub fn ombudsmen(source: &Source, faults: &mut Faults) -> Ombudsmen {
    let document = toml_file::parse(source, faults);
    let root = Table::root(source, &document);
    let mut all = Ombudsmen::new();
    for key in root.keys() {
        let Some(mut table) = root.table_named(&key.value, faults) else { continue };
        let mend = "write it as it may be printed to a resident";
        let name = table.need_text("name", mend, faults);
        let phone = table.need_text("phone", mend, faults);
        let web = table.need_text("web", mend, faults);
        let post = table.need_text("post", mend, faults);
        table.finish(faults);
        if let (Some(name), Some(phone), Some(web), Some(post)) = (name, phone, web, post) {
            let ombudsman = Ombudsman {
                name: name.value,
                phone: phone.value,
                web: web.value,
                post: post.value,
            };
            all.insert(key.value, ombudsman);
        }
    }
    all
}

/// Reads one policy file.
pub fn policy(source: &Source, ombudsmen: &Ombudsmen, faults: &mut Faults) -> Option<Policy> {
    let document = toml_file::parse(source, faults);
    let mut root = Table::root(source, &document);
    let id = root.need_text("policy", "name the policy as mailboxes will call it", faults);
    let name = root.need_text("name", "write the policy's title", faults);
    let council = root.need_text("council", "write the council's name as letters print it", faults);
    let version = root.need_text("version", "write the version of the policy's text", faults);
    let in_force = root.date("in_force", faults);
    if in_force.is_none() && root.place_of("in_force").is_none() {
        root.missing("in_force", "write the first day in force", faults);
    }
    let review_by = root.date("review_by", faults);
    let reference = reference(&mut root, faults);
    let ombudsman = ombudsman(&mut root, ombudsmen, faults);
    let stage1 = stage(&mut root, "stage1", faults);
    let stage2 = stage(&mut root, "stage2", faults);
    let window = optional_limit(&mut root, "request_stage2", Start::Stage1ResponseSent, faults);
    let issue_age = optional_limit(&mut root, "issue_age", Start::IssueOccurred, faults);
    let enquiry = optional_limit(&mut root, "enquiry", Start::Received, faults);
    let evidence = optional_limit(&mut root, "evidence", Start::Received, faults);
    let enquiry_is_complaint = root.boolean("enquiry_is_complaint", faults);
    let answers_policy_complaints = root.boolean("answers_policy_complaints", faults);
    let (respond_ladder, acknowledge_ladder) = ladders(&mut root, faults);
    root.finish(faults);
    Some(Policy {
        id: id?.value,
        name: name?.value,
        council: council?.value,
        version: version?.value,
        in_force: in_force?.value,
        review_by,
        reference: reference?,
        ombudsman: ombudsman?,
        stage1: stage1?,
        stage2: stage2?,
        window,
        issue_age,
        enquiry,
        evidence,
        enquiry_is_complaint: enquiry_is_complaint.is_some_and(|flag| flag.value),
        answers_policy_complaints: answers_policy_complaints.is_some_and(|flag| flag.value),
        respond_ladder,
        acknowledge_ladder,
    })
}

fn reference(root: &mut Table<'_>, faults: &mut Faults) -> Option<ReferenceFormat> {
    let text = root.need_text("reference", "for example \"KH-{year}-{number:5}\"", faults)?;
    match ReferenceFormat::parse(&text.value) {
        Ok(format) => Some(format),
        Err(why) => {
            faults.error(
                text.place,
                format!("\"{}\" is no reference format: {why}", text.value),
                "for example \"KH-{year}-{number:5}\"",
            );
            None
        }
    }
}

fn ombudsman(root: &mut Table<'_>, all: &Ombudsmen, faults: &mut Faults) -> Option<Ombudsman> {
    let name = root.need_text("ombudsman", "name one of ombudsmen.toml", faults)?;
    let found = all.get(&name.value).cloned();
    if found.is_none() {
        let known: Vec<&str> = all.keys().map(String::as_str).collect();
        faults.error(
            name.place,
            format!("no Ombudsman \"{}\" in ombudsmen.toml", name.value),
            did_you_mean(&name.value, &known),
        );
    }
    found
}

fn stage(root: &mut Table<'_>, key: &'static str, faults: &mut Faults) -> Option<StageLimits> {
    let Some(mut table) = root.table(key, faults) else {
        if root.place_of(key).is_none() {
            root.missing(key, "say when each stage is acknowledged and answered", faults);
        }
        return None;
    };
    let acknowledge = limit(&mut table, "acknowledge", Start::Received, faults);
    let respond = limit(&mut table, "respond", Start::Received, faults);
    let extend = limit(&mut table, "extend", Start::ResponseDue, faults);
    table.finish(faults);
    Some(StageLimits { acknowledge: acknowledge?, respond: respond?, extend: extend? })
}

fn limit(
    table: &mut Table<'_>,
    key: &'static str,
    from: Start,
    faults: &mut Faults,
) -> Option<Limit> {
    if table.place_of(key).is_none() {
        table.missing(key, "for example { working_days = 5, clause = \"4.2\" }", faults);
    }
    optional_limit(table, key, from, faults)
}

fn optional_limit(
    table: &mut Table<'_>,
    key: &'static str,
    from: Start,
    faults: &mut Faults,
) -> Option<Limit> {
    let mut table = table.table(key, faults)?;
    let mut periods: Vec<Placed<Period>> = Vec::new();
    let placed = |number: Placed<i64>, period: fn(u16) -> Period| Placed {
        value: period(u16::try_from(number.value).unwrap_or(u16::MAX)),
        place: number.place,
    };
    if let Some(n) = table.integer("working_days", 1..=400, faults) {
        periods.push(placed(n, |n| Period::WorkingDays(WorkingDays(n))));
    }
    if let Some(n) = table.integer("calendar_days", 1..=600, faults) {
        periods.push(placed(n, |n| Period::CalendarDays(CalendarDays(n))));
    }
    if let Some(n) = table.integer("months", 1..=60, faults) {
        periods.push(placed(n, |n| Period::Months(Months(n))));
    }
    let mend = "give one of working_days, calendar_days, months";
    if let Some(second) = periods.get(1) {
        faults.error(second.place.clone(), "a limit with two lengths", mend);
    }
    let words = [("received", Start::Received), ("acknowledged", Start::Acknowledged)];
    let from_word = match from {
        Start::Received => table.choice("from", &words, faults).map(|word| word.value),
        Start::Acknowledged
        | Start::Stage1ResponseSent
        | Start::ResponseDue
        | Start::IssueOccurred => None,
    };
    let clause = table.need_text("clause", "name the clause that sets the limit", faults);
    table.text("reading", faults);
    if periods.is_empty() {
        faults.error(table.place(), format!("[{}] has no length", table.name()), mend);
    }
    table.finish(faults);
    let period = periods.first()?.value;
    Some(Limit { from: from_word.unwrap_or(from), period, clause: clause?.value })
}

fn ladders(root: &mut Table<'_>, faults: &mut Faults) -> (Vec<Rung>, Vec<Rung>) {
    let mut respond = Vec::new();
    let mut acknowledge = Vec::new();
    for mut table in root.tables("reminder", faults) {
        let duty = table.choice("duty", &[("respond", true), ("acknowledge", false)], faults);
        if duty.is_none() && table.place_of("duty").is_none() {
            table.missing("duty", "write \"respond\" or \"acknowledge\"", faults);
        }
        let days = table.integer("working_days", -60..=60, faults);
        if days.is_none() && table.place_of("working_days").is_none() {
            table.missing("working_days", "-2 is two working days before the due day", faults);
        }
        let letters = [("reminder", RungLetter::Reminder), ("chase", RungLetter::Chase)];
        let letter = table.choice("letter", &letters, faults);
        if letter.is_none() && table.place_of("letter").is_none() {
            table.missing("letter", "write \"reminder\" or \"chase\"", faults);
        }
        table.finish(faults);
        let (Some(duty), Some(days), Some(letter)) = (duty, days, letter) else { continue };
        if letter.value == RungLetter::Chase && days.value <= 0 {
            faults.error(days.place, "a chase before the due day has passed", "write 1 or more");
            continue;
        }
        let working_days = i32::try_from(days.value).unwrap_or(0);
        let rung = Rung { working_days, letter: letter.value };
        if duty.value { respond.push(rung) } else { acknowledge.push(rung) }
    }
    respond.sort_by_key(|rung| rung.working_days);
    acknowledge.sort_by_key(|rung| rung.working_days);
    (respond, acknowledge)
}

/// What `calendar.toml` says, before the bank holidays are read.
pub struct CalendarFile {
    /// The file with the bank holidays, relative to `calendar.toml`.
    pub bank_holidays: Placed<String>,
    division: Placed<String>,
    day_zero: DayZero,
    hours: WorkingHours,
    closures: BTreeMap<NaiveDate, String>,
}

/// Reads `calendar.toml`.
pub fn calendar_file(source: &Source, faults: &mut Faults) -> Option<CalendarFile> {
    let document = toml_file::parse(source, faults);
    let mut root = Table::root(source, &document);
    let bank_holidays = root.need_text("bank_holidays", "name the file in GOV.UK's format", faults);
    let division = root.need_text("division", "for example \"england-and-wales\"", faults);
    let words = [("next_working_day", DayZero::NextWorkingDay), ("own_date", DayZero::OwnDate)];
    let day_zero = root.choice("day_zero", &words, faults);
    let mut hours = WorkingHours::default();
    if let Some(mut table) = root.table("working_hours", faults) {
        hours.from = clock_time(&mut table, "from", hours.from, faults);
        hours.to = clock_time(&mut table, "to", hours.to, faults);
        if hours.from >= hours.to {
            faults.error(table.place(), "the working hours end before they begin", "swap them");
        }
        table.finish(faults);
    }
    let mut closures = BTreeMap::new();
    for mut table in root.tables("closed", faults) {
        let why = table.need_text("why", "say why the council is closed", faults);
        let days = table.dates("days", faults);
        if days.is_empty() && table.place_of("days").is_none() {
            table.missing("days", "list the days, as [2026-12-29, 2026-12-30]", faults);
        }
        table.finish(faults);
        if let Some(why) = why {
            closures.extend(days.into_iter().map(|day| (day.value, why.value.clone())));
        }
    }
    root.finish(faults);
    Some(CalendarFile {
        bank_holidays: bank_holidays?,
        division: division?,
        day_zero: day_zero.map(|word| word.value).unwrap_or_default(),
        hours,
        closures,
    })
}

fn clock_time(
    table: &mut Table<'_>,
    key: &'static str,
    default: NaiveTime,
    faults: &mut Faults,
) -> NaiveTime {
    let Some(text) = table.text(key, faults) else { return default };
    match NaiveTime::parse_from_str(&text.value, "%H:%M") {
        Ok(time) => time,
        Err(_) => {
            faults.error(text.place, format!("\"{}\" is no time", text.value), "write \"08:00\"");
            default
        }
    }
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
    let days = division.events.iter().map(|event| (event.date, event.title.clone())).collect();
    let Some(mut calendar) = Calendar::new(days, file.closures.clone(), version) else {
        faults.error(
            Place::start_of(holidays.name()),
            "the bank holiday list is empty",
            "use the file that www.gov.uk/bank-holidays.json gives",
        );
        return None;
    };
    calendar.day_zero = file.day_zero;
    calendar.working_hours = file.hours;
    Some(calendar)
}
