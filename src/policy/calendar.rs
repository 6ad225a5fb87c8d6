//! Working days: Monday to Friday, less the bank holidays of GOV.UK's list and
//! the council's own closure days (policy digest, section 14).
//!
//! A day that the list does not reach is an error, never a guess: bank
//! holidays are also made by proclamation.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::Europe::London;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// A number of working days. Does not mix with [`CalendarDays`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WorkingDays(pub u16);

/// A number of days of any kind. Does not mix with [`WorkingDays`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CalendarDays(pub u16);

/// A number of months; the last day of a shorter month where the day of the
/// month does not exist (digest 14.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Months(pub u16);

/// Which day is day 0 when something happens on a day that is no working day
/// (digest 14.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DayZero {
    /// The next working day, as councils print it.
    #[default]
    NextWorkingDay,
    /// The day itself, so that the next working day is day 1: the stricter
    /// count of the Freedom of Information Act.
    OwnDate,
}

/// The part of the day in which officers are reminded and chased, in London
/// time, on working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkingHours {
    /// The first minute.
    pub from: NaiveTime,
    /// The first minute after.
    pub to: NaiveTime,
}

impl Default for WorkingHours {
    /// 08:00 to 18:00, the contract's default.
    fn default() -> Self {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        Self { from: hour(8), to: hour(18) }
    }
}

/// The day that a count would need lies outside the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the calendar covers {first} to {last} and says nothing about {day}")]
pub struct BeyondCalendar {
    /// The day that was asked for.
    pub day: NaiveDate,
    /// The calendar's first day.
    pub first: NaiveDate,
    /// The calendar's last day.
    pub last: NaiveDate,
}

/// Why a day is no working day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Skipped {
    /// Saturday or Sunday.
    Weekend(Weekday),
    /// A bank holiday, with its name.
    BankHoliday(String),
    /// A closure day of the council, with its reason.
    Closure(String),
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Weekend(Weekday::Sat) => write!(f, "Saturday"),
            Self::Weekend(_) => write!(f, "Sunday"),
            Self::BankHoliday(name) => write!(f, "bank holiday: {name}"),
            Self::Closure(why) => write!(f, "council closed: {why}"),
        }
    }
}

/// Which days are working days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    holidays: BTreeMap<NaiveDate, String>,
    closures: BTreeMap<NaiveDate, String>,
    first: NaiveDate,
    last: NaiveDate,
    /// Names the data that dates were counted with; changes with its content.
    pub version: String,
    /// How a non-working day of receipt counts.
    pub day_zero: DayZero,
    /// When officers may be written to about deadlines.
    pub working_hours: WorkingHours,
    /// When officers get their digest on working days, London time.
    pub digest_at: NaiveTime,
    /// What is received at or after this time of day, in London, counts as
    /// received on the next day. None: 23:59 is still that day (digest 14.3).
    pub cut_off: Option<NaiveTime>,
}

impl Calendar {
    /// A calendar over whole years: from 1 January of the first holiday's year
    /// to 31 December of the last one's. None without any holiday, because
    /// such a list can't be right.
    pub fn new(
        holidays: BTreeMap<NaiveDate, String>,
        closures: BTreeMap<NaiveDate, String>,
        version: String,
    ) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(holidays.keys().next()?.year(), 1, 1)?;
        let last = NaiveDate::from_ymd_opt(holidays.keys().next_back()?.year(), 12, 31)?;
        Some(Self {
            holidays,
            closures,
            first,
            last,
            version,
            day_zero: DayZero::default(),
            working_hours: WorkingHours::default(),
            digest_at: WorkingHours::default().from,
            cut_off: None,
        })
    }

    /// Adds holidays made by proclamation. They do not lengthen the calendar:
    /// what it says of the days round them is not known from them.
    pub fn add_holidays(&mut self, days: impl IntoIterator<Item = (NaiveDate, String)>) {
        self.holidays.extend(days);
    }

    /// The same calendar with further closure days.
    #[must_use]
    pub fn with_closures(&self, days: impl IntoIterator<Item = (NaiveDate, String)>) -> Self {
        let mut calendar = self.clone();
        calendar.closures.extend(days);
        calendar
    }

    /// Of the year of a day and the one after it those, between whose Christmas and
    /// New Year no closure is named though another year has one.
    pub fn years_without_closing(&self, today: NaiveDate) -> Vec<i32> {
        let closes = |year: i32| {
            self.closures.keys().any(|day| {
                let (of, month, day) = (day.year(), day.month(), day.day());
                (of == year && month == 12 && day >= 24)
                    || (of == year + 1 && month == 1 && day <= 2)
            })
        };
        if !(self.first.year()..=self.last.year()).any(closes) {
            return Vec::new();
        }
        let until = self.last.year().min(today.year() + 1);
        (today.year()..=until).filter(|year| !closes(*year)).collect()
    }

    /// The last day that the calendar knows.
    pub fn ends(&self) -> NaiveDate {
        self.last
    }

    /// Whether less than twelve months are left: the time to save a new list.
    pub fn ends_soon(&self, today: NaiveDate) -> bool {
        let in_a_year = today.checked_add_months(chrono::Months::new(12));
        in_a_year.is_none_or(|day| day > self.last)
    }

    /// The day on which something counts as received.
    pub fn received_on(&self, at: DateTime<Utc>) -> NaiveDate {
        let local = at.with_timezone(&London);
        match self.cut_off {
            Some(cut_off) if local.time() >= cut_off => next(local.date_naive()),
            _ => local.date_naive(),
        }
    }

    /// When the digests of a working day go out.
    ///
    /// # Errors
    /// [`BeyondCalendar`] for a day that the list does not reach.
    pub fn digest_on(&self, day: NaiveDate) -> Result<Option<DateTime<Utc>>, BeyondCalendar> {
        let working = self.is_working_day(day)?;
        Ok(working.then(|| local_instant(day, self.digest_at)))
    }

    /// None on a working day, else why not.
    ///
    /// # Errors
    /// [`BeyondCalendar`] for a day that the list does not reach.
    pub fn skipped(&self, day: NaiveDate) -> Result<Option<Skipped>, BeyondCalendar> {
        if day < self.first || day > self.last {
            return Err(BeyondCalendar { day, first: self.first, last: self.last });
        }
        if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            return Ok(Some(Skipped::Weekend(day.weekday())));
        }
        if let Some(name) = self.holidays.get(&day) {
            return Ok(Some(Skipped::BankHoliday(name.clone())));
        }
        Ok(self.closures.get(&day).map(|why| Skipped::Closure(why.clone())))
    }

    /// Whether the day is a working day.
    ///
    /// # Errors
    /// [`BeyondCalendar`] for a day that the list does not reach.
    pub fn is_working_day(&self, day: NaiveDate) -> Result<bool, BeyondCalendar> {
        Ok(self.skipped(day)?.is_none())
    }

    /// The day itself if it is a working day, else the next one.
    ///
    /// # Errors
    /// [`BeyondCalendar`] if the list ends before one is found.
    pub fn working_day_from(&self, day: NaiveDate) -> Result<NaiveDate, BeyondCalendar> {
        let mut day = day;
        while !self.is_working_day(day)? {
            day = next(day);
        }
        Ok(day)
    }

    /// Day 0 of something that happened on a day (digest 14.3).
    ///
    /// # Errors
    /// [`BeyondCalendar`] if the list does not reach.
    pub fn day_zero_of(&self, day: NaiveDate) -> Result<NaiveDate, BeyondCalendar> {
        match self.day_zero {
            DayZero::NextWorkingDay => self.working_day_from(day),
            DayZero::OwnDate => {
                self.skipped(day)?;
                Ok(day)
            }
        }
    }

    /// The Nth working day after a day; with 0 the day itself.
    ///
    /// # Errors
    /// [`BeyondCalendar`] if the list ends before it.
    pub fn after(&self, day: NaiveDate, n: WorkingDays) -> Result<NaiveDate, BeyondCalendar> {
        let mut day = day;
        for _ in 0..n.0 {
            day = self.working_day_from(next(day))?;
        }
        Ok(day)
    }

    /// The Nth working day before a day; with 0 the day itself.
    ///
    /// # Errors
    /// [`BeyondCalendar`] if the list begins after it.
    pub fn before(&self, day: NaiveDate, n: WorkingDays) -> Result<NaiveDate, BeyondCalendar> {
        let mut day = day;
        for _ in 0..n.0 {
            day = previous(day);
            while !self.is_working_day(day)? {
                day = previous(day);
            }
        }
        Ok(day)
    }

    /// A day as a rung of the ladder up to a due day: minus the working days that are
    /// left after it, 0 when none is. None past the calendar's end.
    pub fn rung_of(&self, day: NaiveDate, due: NaiveDate) -> Option<i32> {
        let mut left = 0;
        let mut day = day;
        while day < due {
            day = next(day);
            left += i32::from(self.is_working_day(day).ok()?);
        }
        Some(-left)
    }

    /// The instant itself when it lies in the working hours of a working day,
    /// else the next instant that does.
    ///
    /// # Errors
    /// [`BeyondCalendar`] if the list does not reach.
    pub fn working_time_from(&self, at: DateTime<Utc>) -> Result<DateTime<Utc>, BeyondCalendar> {
        let local = at.with_timezone(&London);
        let hours = self.working_hours;
        if self.is_working_day(local.date_naive())? {
            if local.time() < hours.from {
                return Ok(local_instant(local.date_naive(), hours.from));
            }
            if local.time() < hours.to {
                return Ok(at);
            }
        }
        Ok(local_instant(self.working_day_from(next(local.date_naive()))?, hours.from))
    }

    /// The start of the working hours of a day, as an instant.
    pub fn start_of_work(&self, day: NaiveDate) -> DateTime<Utc> {
        local_instant(day, self.working_hours.from)
    }
}

/// The day on which an instant falls in London.
pub fn local_day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&London).date_naive()
}

/// An instant as London's clocks show it.
pub fn in_london(at: DateTime<Utc>) -> DateTime<Tz> {
    at.with_timezone(&London)
}

/// The last second of a day in London: 23:59:59 with that day's own offset
/// (digest 14.4).
pub fn end_of_day(day: NaiveDate) -> DateTime<Tz> {
    let last_second = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default();
    in_london(local_instant(day, last_second))
}

/// A London wall-clock time as an instant. In the hour that occurs twice the
/// first is taken; in the hour that is skipped, the time an hour later.
fn local_instant(day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    let wall = day.and_time(time);
    London
        .from_local_datetime(&wall)
        .earliest()
        .or_else(|| London.from_local_datetime(&(wall + chrono::Duration::hours(1))).earliest())
        .map_or_else(|| wall.and_utc(), |local| local.to_utc())
}

/// The day after; the last day that chrono can hold stays where it is.
pub fn next(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

fn previous(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(day)
}
