//! Time limits: a number of days of one kind after an event, with the clause
//! that sets it, and the day-by-day count that explains a date.

use chrono::NaiveDate;

use super::calendar::{BeyondCalendar, Calendar, CalendarDays, Months, Skipped, WorkingDays, next};

/// What a limit is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// The day the complaint, enquiry, or request was received.
    Received,
    /// The day of the acknowledgement, or its deadline when that is earlier:
    /// a late acknowledgement never lengthens the resident's wait (digest 6).
    Acknowledged,
    /// The day the response of stage 1 was sent.
    Stage1ResponseSent,
    /// The day the response is due.
    ResponseDue,
    /// The day the matter occurred.
    IssueOccurred,
}

/// How long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Working days after day 0.
    WorkingDays(WorkingDays),
    /// Days of any kind after the date itself.
    CalendarDays(CalendarDays),
    /// Months after the date itself.
    Months(Months),
}

/// One time limit of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// What it is counted from.
    pub from: Start,
    /// How long.
    pub period: Period,
    /// A last day that is no working day moves to the next one.
    pub to_next_working_day: bool,
    /// The clause that sets it.
    pub clause: String,
}

/// The last day on which something is in time, with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The day; in time until 23:59:59 in London.
    pub day: NaiveDate,
    /// The clause of the limit.
    pub clause: String,
    /// The version of the calendar it was counted with.
    pub calendar: String,
}

/// One step of a count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The Nth day.
    Counted(NaiveDate, u16),
    /// A day that does not count, and why.
    Skipped(NaiveDate, Skipped),
}

/// A count from an event to a due day, every day of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The day of the event in London.
    pub event: NaiveDate,
    /// Day 0.
    pub day_zero: NaiveDate,
    /// Each day after day 0; empty for months.
    pub steps: Vec<Step>,
    /// The due day.
    pub due: Due,
}

impl Limit {
    /// The day from which the limit reaches a day; for the warning that a case
    /// has become old. None where the calendar can't say.
    pub fn began(&self, day: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
        match self.period {
            Period::WorkingDays(n) => calendar.before(day, n).ok(),
            Period::CalendarDays(n) => day.checked_sub_days(chrono::Days::new(u64::from(n.0))),
            Period::Months(n) => day.checked_sub_months(chrono::Months::new(u32::from(n.0))),
        }
    }

    /// Counts the limit from the day of its event.
    ///
    /// # Errors
    /// [`BeyondCalendar`] when the calendar ends before the due day.
    pub fn count(&self, event: NaiveDate, calendar: &Calendar) -> Result<Count, BeyondCalendar> {
        let (day_zero, mut steps, mut day) = match self.period {
            Period::WorkingDays(n) => {
                let day_zero = calendar.day_zero_of(event)?;
                let (steps, day) = working_steps(day_zero, n, calendar)?;
                (day_zero, steps, day)
            }
            Period::CalendarDays(n) => {
                let (steps, day) = calendar_steps(event, n);
                (event, steps, day)
            }
            Period::Months(n) => (event, Vec::new(), add_months(event, n)),
        };
        while self.to_next_working_day
            && let Some(why) = calendar.skipped(day)?
        {
            steps.push(Step::Skipped(day, why));
            day = next(day);
        }
        let due = Due { day, clause: self.clause.clone(), calendar: calendar.version.clone() };
        Ok(Count { event, day_zero, steps, due })
    }
}

fn working_steps(
    day_zero: NaiveDate,
    n: WorkingDays,
    calendar: &Calendar,
) -> Result<(Vec<Step>, NaiveDate), BeyondCalendar> {
    let mut steps = Vec::new();
    let mut day = day_zero;
    let mut counted = 0;
    while counted < n.0 {
        day = next(day);
        match calendar.skipped(day)? {
            Some(why) => steps.push(Step::Skipped(day, why)),
            None => {
                counted += 1;
                steps.push(Step::Counted(day, counted));
            }
        }
    }
    Ok((steps, day))
}

fn calendar_steps(from: NaiveDate, n: CalendarDays) -> (Vec<Step>, NaiveDate) {
    let mut day = from;
    let mut steps = Vec::new();
    for number in 1..=n.0 {
        day = next(day);
        steps.push(Step::Counted(day, number));
    }
    (steps, day)
}

/// Months later on the same day of the month, or on the last day of a shorter
/// month (digest 14.5).
pub fn add_months(day: NaiveDate, months: Months) -> NaiveDate {
    day.checked_add_months(chrono::Months::new(u32::from(months.0))).unwrap_or(day)
}
