//! What is due when, and why: the answers of `redress deadlines`
//! (policy digest, sections 6 and 14). Casework asks the same functions.

use chrono::{DateTime, NaiveDate, Utc};

use super::calendar::{BeyondCalendar, Calendar, local_day};
use super::limit::{Count, Limit, Start};
use super::{Policy, Stage, StageLimits};

/// Something that happened, with the instants that its dates depend on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    /// A complaint arrived (stage 1) or stage 2 was asked for.
    Received {
        /// The stage.
        stage: Stage,
        /// When.
        at: DateTime<Utc>,
        /// When it was acknowledged, once it was.
        acknowledged: Option<DateTime<Utc>>,
        /// An extension that was announced at an instant, until a day.
        extended: Option<(DateTime<Utc>, NaiveDate)>,
    },
    /// A councillor's or MP's enquiry arrived.
    Enquiry(DateTime<Utc>),
    /// The Ombudsman asked for evidence.
    Evidence(DateTime<Utc>),
    /// The response of stage 1 was sent, and stage 2 asked for at an instant.
    Stage1ResponseSent {
        /// When it was sent.
        at: DateTime<Utc>,
        /// When stage 2 was asked for.
        escalated: Option<DateTime<Utc>>,
    },
    /// A matter of some day was complained about.
    IssueAge {
        /// The day of the matter.
        on: NaiveDate,
        /// When the complaint arrived.
        received: Option<DateTime<Utc>>,
    },
}

/// The dates that follow. None: the policy sets no such limit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deadlines {
    /// Day 0 of the event.
    pub day_zero: Option<NaiveDate>,
    /// The acknowledgement.
    pub acknowledge: Option<Count>,
    /// Whether it was in time.
    pub acknowledged_on_time: Option<bool>,
    /// The response.
    pub respond: Option<Count>,
    /// The latest day of an extension without a good reason.
    pub extension_limit: Option<Count>,
    /// Whether the extension was announced by the original due day.
    pub notice_in_time: Option<bool>,
    /// Whether the extension stays within the limit.
    pub within_limit: Option<bool>,
    /// Until when stage 2 can be asked for.
    pub window: Option<Count>,
    /// Whether it was asked for in time.
    pub in_window: Option<bool>,
    /// The last day on which a matter can be complained about.
    pub issue_age: Option<Count>,
    /// Whether the complaint came by that day.
    pub within_age: Option<bool>,
}

/// The day a response is counted from: the receipt, or the earlier of the
/// acknowledgement and its deadline (digest 6); while unacknowledged that is
/// the deadline, and the response date is provisional.
///
/// # Errors
/// [`BeyondCalendar`] when the calendar ends before.
pub fn response_start(
    limits: &StageLimits,
    received: DateTime<Utc>,
    acknowledged: Option<DateTime<Utc>>,
    calendar: &Calendar,
) -> Result<NaiveDate, BeyondCalendar> {
    let received = calendar.received_on(received);
    if limits.respond.from != Start::Acknowledged {
        return Ok(received);
    }
    let deadline = limits.acknowledge.count(received, calendar)?.due.day;
    Ok(acknowledged.map_or(deadline, |at| local_day(at).min(deadline)))
}

/// Works out every date that follows from a happening.
///
/// # Errors
/// [`BeyondCalendar`] when the calendar ends before one of them.
pub fn deadlines(
    policy: &Policy,
    happening: &Happening,
    calendar: &Calendar,
) -> Result<Deadlines, BeyondCalendar> {
    match happening {
        Happening::Received { stage, at, acknowledged, extended } => {
            received(policy.stage(*stage), *at, *acknowledged, *extended, calendar)
        }
        Happening::Enquiry(at) => answer(policy.enquiry.as_ref(), *at, calendar),
        Happening::Evidence(at) => answer(policy.evidence.as_ref(), *at, calendar),
        Happening::Stage1ResponseSent { at, escalated } => {
            let window = count(policy.window.as_ref(), local_day(*at), calendar)?;
            let in_window = both(&window, *escalated, |last, asked| asked <= last);
            Ok(Deadlines { window, in_window, ..Deadlines::default() })
        }
        Happening::IssueAge { on, received } => {
            let issue_age = count(policy.issue_age.as_ref(), *on, calendar)?;
            let within_age = both(&issue_age, *received, |last, came| came <= last);
            Ok(Deadlines { issue_age, within_age, ..Deadlines::default() })
        }
    }
}

fn received(
    limits: &StageLimits,
    at: DateTime<Utc>,
    acknowledged: Option<DateTime<Utc>>,
    extended: Option<(DateTime<Utc>, NaiveDate)>,
    calendar: &Calendar,
) -> Result<Deadlines, BeyondCalendar> {
    let acknowledge = limits.acknowledge.count(calendar.received_on(at), calendar)?;
    let start = response_start(limits, at, acknowledged, calendar)?;
    let respond = limits.respond.count(start, calendar)?;
    let extension_limit = limits.extend.count(respond.due.day, calendar)?;
    Ok(Deadlines {
        day_zero: Some(calendar.day_zero_of(calendar.received_on(at))?),
        acknowledged_on_time: acknowledged.map(|at| local_day(at) <= acknowledge.due.day),
        notice_in_time: extended.map(|(announced, _)| local_day(announced) <= respond.due.day),
        within_limit: extended.map(|(_, until)| until <= extension_limit.due.day),
        acknowledge: Some(acknowledge),
        respond: Some(respond),
        extension_limit: Some(extension_limit),
        ..Deadlines::default()
    })
}

fn answer(
    limit: Option<&Limit>,
    at: DateTime<Utc>,
    calendar: &Calendar,
) -> Result<Deadlines, BeyondCalendar> {
    Ok(Deadlines {
        day_zero: Some(calendar.day_zero_of(calendar.received_on(at))?),
        respond: count(limit, calendar.received_on(at), calendar)?,
        ..Deadlines::default()
    })
}

fn count(
    limit: Option<&Limit>,
    day: NaiveDate,
    calendar: &Calendar,
) -> Result<Option<Count>, BeyondCalendar> {
    limit.map(|limit| limit.count(day, calendar)).transpose()
}

fn both(
    count: &Option<Count>,
    at: Option<DateTime<Utc>>,
    holds: impl Fn(NaiveDate, NaiveDate) -> bool,
) -> Option<bool> {
    Some(holds(count.as_ref()?.due.day, local_day(at?)))
}
