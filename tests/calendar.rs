//! Working days against an independent day-by-day loop, and the worked examples
//! of the policy digest (section 14), a part of which is kept beside this file.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc, Weekday};
use proptest::prelude::*;
use redress::council::Rulebook;
use redress::policy::calendar::{DayZero, end_of_day, local_day};
use redress::policy::deadline::{Happening, deadlines};
use redress::policy::{Calendar, Stage, WorkingDays};
use serde_json::Value;

fn rulebook() -> &'static Rulebook {
    static SHIPPED: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::shipped().unwrap());
    &SHIPPED
}

/// The bank holidays, read without the program's own reader.
fn holidays() -> BTreeSet<NaiveDate> {
    let path = crate::setup::repository("rules/calendars/bank-holidays.json");
    let list: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let events = list["england-and-wales"]["events"].as_array().unwrap();
    events.iter().map(|event| event["date"].as_str().unwrap().parse().unwrap()).collect()
}

fn is_working(day: NaiveDate, holidays: &BTreeSet<NaiveDate>) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !holidays.contains(&day)
}

/// The nth working day after an event, as a person counts with a pencil.
fn by_hand(event: NaiveDate, n: u16, own_date: bool, holidays: &BTreeSet<NaiveDate>) -> NaiveDate {
    let mut day = event;
    if !own_date {
        while !is_working(day, holidays) {
            day = day + Days::new(1);
        }
    }
    let mut left = n;
    while left > 0 {
        day = day + Days::new(1);
        left -= u16::from(is_working(day, holidays));
    }
    day
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn working_days_are_counted_as_by_hand(offset in 0_u64..1_760, n in 1_u16..=40, own_date: bool) {
        let event = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + Days::new(offset);
        let mut calendar: Calendar = rulebook().calendar.clone();
        calendar.day_zero = if own_date { DayZero::OwnDate } else { DayZero::NextWorkingDay };
        let day_zero = calendar.day_zero_of(event).unwrap();
        let due = calendar.after(day_zero, WorkingDays(n)).unwrap();
        prop_assert_eq!(due, by_hand(event, n, own_date, &holidays()));
        prop_assert_eq!(calendar.before(due, WorkingDays(0)).unwrap(), due);
        if day_zero != due && calendar.is_working_day(day_zero).unwrap() {
            prop_assert_eq!(calendar.before(due, WorkingDays(n)).unwrap(), day_zero);
        }
    }

    #[test]
    fn a_due_day_ends_at_midnight_in_london_whatever_the_season(offset in 0_u64..1_826) {
        let day = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + Days::new(offset);
        let end = end_of_day(day);
        prop_assert_eq!(local_day(end.to_utc()), day);
        let next = end.to_utc() + chrono::Duration::seconds(1);
        prop_assert_eq!(local_day(next), day + Days::new(1));
    }

    #[test]
    fn working_time_is_never_night_or_weekend(seconds in 0_i64..150_000_000) {
        let at = DateTime::from_timestamp(1_704_067_200 + seconds, 0).unwrap();
        let calendar = &rulebook().calendar;
        let then = calendar.working_time_from(at).unwrap();
        let local = redress::policy::calendar::in_london(then);
        prop_assert!(then >= at);
        prop_assert!(calendar.is_working_day(local.date_naive()).unwrap());
        prop_assert!(local.time() >= calendar.working_hours.from);
        prop_assert!(local.time() < calendar.working_hours.to);
    }
}

#[test]
fn a_date_past_the_end_of_the_list_is_an_error_and_no_guess() {
    let rulebook = rulebook();
    let policy = &rulebook.policies["kingston-housing-landlord-2024"];
    let late: DateTime<Utc> = "2028-12-28T10:00:00Z".parse().unwrap();
    let error = policy.respond_due(Stage::One, late, None, &rulebook.calendar).unwrap_err();
    assert!(error.to_string().contains("2028-12-31"), "{error}");
}

/// Four worked dates of Kingston's housing policy, from the digest.
#[test]
fn the_worked_example_of_christmas_2026() {
    let rulebook = rulebook();
    let policy = &rulebook.policies["kingston-housing-landlord-2024"];
    let respond = |acknowledged: Option<&str>| {
        let happening = Happening::Received {
            stage: Stage::One,
            at: "2026-12-17T10:00:00Z".parse().unwrap(),
            acknowledged: acknowledged.map(|at| at.parse().unwrap()),
            extended: None,
        };
        let dates = deadlines(policy, &happening, &rulebook.calendar).unwrap();
        (dates.acknowledge.unwrap().due.day.to_string(), dates.respond.unwrap().due.day.to_string())
    };
    let due = |ack: &str, response: &str| (ack.to_owned(), response.to_owned());
    assert_eq!(respond(Some("2026-12-17T10:00:05Z")), due("2026-12-24", "2027-01-05"));
    assert_eq!(respond(Some("2026-12-24T09:00:00Z")), due("2026-12-24", "2027-01-12"));
    // Forgotten until January: the resident waits no longer for it.
    assert_eq!(respond(Some("2027-01-08T09:00:00Z")), due("2026-12-24", "2027-01-12"));
    assert_eq!(respond(None), due("2026-12-24", "2027-01-12"));
}

/// Every worked date that lies beside this file, through the command.
#[test]
fn the_worked_dates_come_out_of_the_command() {
    let file = crate::setup::repository("tests/deadlines.jsonl");
    let answer = |further: &[&str]| -> Vec<Value> {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_redress"));
        command.args(["deadlines", "--json", "--from"]).arg(&file).args(further);
        let output = command.output().unwrap();
        assert!(output.status.success());
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let (usual, own_date) = (answer(&[]), answer(&["--day-zero", "own_date"]));
    let questions = std::fs::read_to_string(&file).unwrap();
    let mut compared = 0;
    for (number, line) in questions.lines().enumerate() {
        let question: Value = serde_json::from_str(line).unwrap();
        let mut compare = |expected: &Value, got: &Value| {
            for (key, value) in expected.as_object().unwrap() {
                if let Some(name) = key.strip_prefix("expected_") {
                    assert_eq!(&got[name], value, "{}: {name}", question["id"]);
                    compared += 1;
                }
            }
        };
        compare(&question, &usual[number]);
        if question.get("alternative").is_some() {
            compare(&question["alternative"], &own_date[number]);
        }
    }
    assert!(compared > 400, "{compared}");
}
