//! What the council owes on a case, until when, and when an officer is
//! reminded of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::policy::calendar::{Calendar, end_of_day};
use crate::policy::{Ladder, Policy, Rung, RungLetter, Stage, WorkingDays};

/// What is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyKind {
    /// An acknowledgement (KH 4.2, HC 6.2).
    Acknowledge,
    /// The complaint definition (HC 5.6).
    Define,
    /// The full response (KH 4.2, HC 6.3).
    Respond,
    /// An update at agreed intervals (HC 5.9).
    Update,
    /// A remedy that was promised (HC 7.3).
    Action,
    /// The answer to a councillor or MP (RB 13).
    Enquiry,
    /// Evidence for the Ombudsman (ME 5.8.4).
    Evidence,
    /// A person's look at what is unclear.
    Triage,
    /// Telling someone whom no automatic letter may or can reach.
    Notify,
    /// Giving the case to someone.
    Assign,
    /// Looking again at an adjustment or restriction (HC 5.10, 5.14).
    Review,
}

impl DutyKind {
    /// The name in output and the store.
    pub fn as_str(self) -> &'static str {
        match self {
            DutyKind::Acknowledge => "acknowledge",
            DutyKind::Define => "define",
            DutyKind::Respond => "respond",
            DutyKind::Update => "update",
            DutyKind::Action => "action",
            DutyKind::Enquiry => "enquiry",
            DutyKind::Evidence => "evidence",
            DutyKind::Triage => "triage",
            DutyKind::Notify => "notify",
            DutyKind::Assign => "assign",
            DutyKind::Review => "review",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<DutyKind> {
        use DutyKind::*;
        [
            Acknowledge,
            Define,
            Respond,
            Update,
            Action,
            Enquiry,
            Evidence,
            Triage,
            Notify,
            Assign,
            Review,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == name)
    }
}

/// Which duty of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DutyKey {
    /// What is owed.
    pub kind: DutyKind,
    /// At which stage; None outside the complaints procedure.
    pub stage: Option<Stage>,
}

/// The last day on which a duty is met in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueDay {
    /// The day; in time until 23:59:59 in London.
    pub day: NaiveDate,
    /// The clause of the limit.
    pub clause: String,
    /// Version of the calendar it was counted with.
    pub calendar: String,
}

impl From<crate::policy::Due> for DueDay {
    fn from(due: crate::policy::Due) -> Self {
        Self { day: due.day, clause: due.clause, calendar: due.calendar }
    }
}

/// Whether a duty still stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyState {
    /// It stands.
    Open,
    /// It was met.
    Met,
    /// It fell away.
    Withdrawn,
}

impl DutyState {
    /// The name in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            DutyState::Open => "open",
            DutyState::Met => "met",
            DutyState::Withdrawn => "withdrawn",
        }
    }
}

/// Something owed on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// Which.
    pub key: DutyKey,
    /// Until when; None where no limit is set or the calendar can't say.
    pub due: Option<DueDay>,
    /// Whether it stands.
    pub state: DutyState,
    /// Its day has passed while it stood.
    pub missed: bool,
    /// The last rung of the ladder that was sent, in working days from the due
    /// day.
    pub last_rung: Option<i32>,
}

/// The next thing that a duty causes by the mere passing of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Its day has passed.
    Missed,
    /// An officer is reminded or chased.
    Rung(Rung),
}

/// A step and when it is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// When; never earlier than `now` for rungs, which keep working hours.
    pub at: DateTime<Utc>,
    /// What.
    pub step: Step,
}

impl Duty {
    /// Whether the duty stands and its day has passed.
    pub fn overdue(&self, now: DateTime<Utc>) -> bool {
        self.state == DutyState::Open
            && self.due.as_ref().is_some_and(|due| now > end_of_day(due.day))
    }

    /// What comes next and when. Of several rungs that are overdue, after an
    /// outage or because the date moved, only the last is sent.
    pub fn plan(
        &self,
        policy: &Policy,
        at_risk: bool,
        calendar: &Calendar,
        now: DateTime<Utc>,
    ) -> Option<Planned> {
        let due = self.due.as_ref().filter(|_| self.state == DutyState::Open)?;
        let missed = (!self.missed).then(|| Planned {
            at: end_of_day(due.day).to_utc() + chrono::Duration::seconds(1),
            step: Step::Missed,
        });
        let mut rung: Option<Planned> = None;
        let ladder = policy.ladders.of(self.key.kind.as_str(), at_risk);
        for next in ladder.into_iter().flat_map(|ladder| self.rungs_left(ladder)) {
            // Past the calendar's end there is no working day to remind on.
            let Some(at) = rung_time(due.day, next, calendar) else { break };
            let step = Step::Rung(next);
            if at <= now {
                rung = Some(Planned { at, step });
            } else {
                rung = rung.or(Some(Planned { at, step }));
                break;
            }
        }
        // A reminder that could not go out before the day passed is no longer
        // true; the chase takes its place.
        if let Some(Planned { step: Step::Rung(late), .. }) = rung
            && late.letter == RungLetter::Reminder
            && self.missed
        {
            rung = None;
        }
        let rung = rung.and_then(|rung| {
            let at = calendar.working_time_from(rung.at.max(now)).ok()?;
            Some(Planned { at, ..rung })
        });
        [missed, rung].into_iter().flatten().min_by_key(|planned| planned.at)
    }

    fn rungs_left<'l>(&self, ladder: &'l Ladder) -> impl Iterator<Item = Rung> + 'l {
        let missed = self.missed;
        ladder
            .after(self.last_rung)
            .skip_while(move |rung| missed && rung.letter == RungLetter::Reminder)
    }
}

/// The start of work on the rung's working day.
fn rung_time(due: NaiveDate, rung: Rung, calendar: &Calendar) -> Option<DateTime<Utc>> {
    let days = WorkingDays(u16::try_from(rung.working_days.unsigned_abs()).ok()?);
    let day = if rung.working_days <= 0 {
        calendar.before(due, days).ok()?
    } else {
        calendar.after(due, days).ok()?
    };
    Some(calendar.start_of_work(day))
}
