//! Dates as officers write them (contract, "Actions"): ISO, 12/06/2027,
//! 12 June, Friday 12 June, in 5 working days. Anything else is refused: a
//! guessed date is a wrong promise.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::policy::Calendar;
use crate::policy::calendar::WorkingDays;

/// Where a date without a year is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// Today or later.
    Future,
    /// Today or earlier.
    Past,
}

/// A date that can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WrongDate {
    /// It has none of the forms.
    #[error(
        "\"{0}\" is no date that I can read; write it as 2027-02-01, 01/02/2027, 1 February, \
         Monday 1 February, or in 5 working days"
    )]
    Unreadable(String),
    /// The weekday is another.
    #[error("{day} is a {is}, not a {said}; which do you mean?")]
    Weekday {
        /// The date.
        day: NaiveDate,
        /// What it is.
        is: &'static str,
        /// What was written.
        said: &'static str,
    },
    /// Without its year it has just passed.
    #[error("{0} has passed; write the year if you mean a later one")]
    Passed(NaiveDate),
    /// The calendar ends before.
    #[error("the calendar of working days ends before that day")]
    BeyondCalendar,
}

/// A day without a year that lies so few days back is a slip, not next year's.
const JUST_PASSED: i64 = 120;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("Monday", Weekday::Mon),
    ("Tuesday", Weekday::Tue),
    ("Wednesday", Weekday::Wed),
    ("Thursday", Weekday::Thu),
    ("Friday", Weekday::Fri),
    ("Saturday", Weekday::Sat),
    ("Sunday", Weekday::Sun),
];

/// Reads a date.
///
/// # Errors
/// [`WrongDate`], in words for the officer.
pub fn read_date(
    text: &str,
    today: NaiveDate,
    tense: Tense,
    calendar: &Calendar,
) -> Result<NaiveDate, WrongDate> {
    let unreadable = || WrongDate::Unreadable(text.trim().to_owned());
    let lower = text.trim().to_lowercase().replace(',', " ");
    let words: Vec<&str> = lower.split_whitespace().collect();
    if let ["in", number, unit @ ..] = words.as_slice() {
        let number: u16 = number.parse().map_err(|_| unreadable())?;
        let working = matches!(unit, ["working", "days" | "day"]);
        return match working && number > 0 {
            true => {
                calendar.after(today, WorkingDays(number)).map_err(|_| WrongDate::BeyondCalendar)
            }
            false => Err(unreadable()),
        };
    }
    if let [one] = words.as_slice()
        && let Some(day) = iso(one).or_else(|| british(one))
    {
        return Ok(day);
    }
    let (weekday, rest) = match words.split_first() {
        Some((first, rest)) => match weekday(first) {
            Some(weekday) => (Some(weekday), rest),
            None => (None, words.as_slice()),
        },
        None => return Err(unreadable()),
    };
    let day = match rest {
        [one] if weekday.is_some() => iso(one).or_else(|| british(one)),
        [day, month] => in_words(day, month, None, today, tense),
        [day, month, year] => in_words(day, month, Some(year), today, tense),
        _ => None,
    };
    let day = day.ok_or_else(unreadable)?;
    let last_year = day.checked_sub_months(chrono::Months::new(12));
    if let Some(passed) = last_year.filter(|_| rest.len() == 2 && tense == Tense::Future)
        && passed < today
        && (today - passed).num_days() < JUST_PASSED
    {
        return Err(WrongDate::Passed(passed));
    }
    match weekday {
        Some((said, weekday)) if day.weekday() != weekday => {
            Err(WrongDate::Weekday { day, is: name_of(day.weekday()), said })
        }
        _ => Ok(day),
    }
}

fn weekday(word: &str) -> Option<(&'static str, Weekday)> {
    WEEKDAYS
        .iter()
        .find(|(name, _)| {
            let name = name.to_lowercase();
            word == name || (word.len() == 3 && name.starts_with(word))
        })
        .copied()
}

fn name_of(day: Weekday) -> &'static str {
    WEEKDAYS.iter().find(|(_, weekday)| *weekday == day).map_or("", |(name, _)| name)
}

fn iso(word: &str) -> Option<NaiveDate> {
    let plain = word.len() == 10 && word.chars().all(|c| c.is_ascii_digit() || c == '-');
    plain.then(|| word.parse().ok()).flatten()
}

/// Day, month, year of four digits, in that order.
fn british(word: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = word.split('/').collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let number = |text: &str, digits: usize| {
        let plain = !text.is_empty() && text.len() <= digits;
        plain.then(|| text.parse::<u32>().ok()).flatten()
    };
    let year = (year.len() == 4).then(|| year.parse::<i32>().ok()).flatten()?;
    NaiveDate::from_ymd_opt(year, number(month, 2)?, number(day, 2)?)
}

fn in_words(
    day: &str,
    month: &str,
    year: Option<&str>,
    today: NaiveDate,
    tense: Tense,
) -> Option<NaiveDate> {
    let day =
        ["st", "nd", "rd", "th"].iter().find_map(|ending| day.strip_suffix(ending)).unwrap_or(day);
    let day: u32 = day.parse().ok()?;
    let is_month = |name: &&str| *name == month || (month.len() >= 3 && name.starts_with(month));
    let month = u32::try_from(MONTHS.iter().position(is_month)?).ok()? + 1;
    match year {
        Some(year) if year.len() == 4 => NaiveDate::from_ymd_opt(year.parse().ok()?, month, day),
        Some(_) => None,
        None => {
            let years = match tense {
                Tense::Future => [today.year(), today.year() + 1],
                Tense::Past => [today.year(), today.year() - 1],
            };
            let fits = |date: &NaiveDate| match tense {
                Tense::Future => *date >= today,
                Tense::Past => *date <= today,
            };
            years
                .into_iter()
                .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
                .find(fits)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::council::Rulebook;

    static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::shipped().unwrap());

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn future(text: &str) -> Result<NaiveDate, WrongDate> {
        read_date(text, day("2026-12-17"), Tense::Future, &RULEBOOK.calendar)
    }

    #[test]
    fn the_forms_of_the_contract_are_read() {
        for (text, expected) in [
            ("2027-06-12", "2027-06-12"),
            ("12/06/2027", "2027-06-12"),
            ("2/6/2027", "2027-06-02"),
            ("12 June", "2027-06-12"),
            ("12 june 2028", "2028-06-12"),
            ("Saturday 12 June", "2027-06-12"),
            ("Sat, 12 Jun 2027", "2027-06-12"),
            ("31 December", "2026-12-31"),
            ("1st January", "2027-01-01"),
            ("in 5 working days", "2026-12-24"),
            ("in 1 working day", "2026-12-18"),
            ("Thursday 17 December", "2026-12-17"),
        ] {
            assert_eq!(future(text), Ok(day(expected)), "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "soon",
            "next Friday",
            "Friday",
            "12/06",
            "06/31/2027",
            "12/06/27",
            "32 June",
            "30 February",
            "in a week",
            "in 5 days",
            "in 0 working days",
            "12.06.2027",
            "2027-6-1",
            "June",
            "12 June 27",
            "tomorrow",
            "2027-06-12 or later",
        ] {
            assert!(future(text).is_err(), "{text}");
        }
        let wrong = future("Friday 12 June 2027").unwrap_err();
        assert!(wrong.to_string().contains("is a Saturday"), "{wrong}");
    }

    #[test]
    fn what_has_happened_lies_in_the_past() {
        let read = read_date("20 December", day("2026-12-17"), Tense::Past, &RULEBOOK.calendar);
        assert_eq!(read, Ok(day("2025-12-20")));
    }
}
