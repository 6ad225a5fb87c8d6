//! What the council owes on a case, until when, and when an officer is
//! reminded of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::case::Case;
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
    /// A remedy that was promised, by its number on the case (HC 7.3).
    Action(u16),
    /// The answer to a councillor or MP (RB 13).
    Enquiry,
    /// Evidence for the Ombudsman (ME 5.8.4).
    Evidence,
    /// A person's look at what is unclear.
    Triage,
    /// Telling someone whom no automatic letter may or can reach.
    Notify,
    /// Passing on what another procedure deals with, where no address of it is
    /// known: in output a `notify` as well, as whoever deals with it is told.
    PassOn,
    /// Giving the case to someone.
    Assign,
    /// Looking again at an adjustment or restriction (HC 5.10, 5.14).
    Review,
}

/// [`DutyKind::PassOn`] in the store.
const PASS_ON: &str = "pass_on";

impl DutyKind {
    /// The name in output and the store.
    pub fn as_str(self) -> &'static str {
        match self {
            DutyKind::Acknowledge => "acknowledge",
            DutyKind::Define => "define",
            DutyKind::Respond => "respond",
            DutyKind::Update => "update",
            DutyKind::Action(_) => "action",
            DutyKind::Enquiry => "enquiry",
            DutyKind::Evidence => "evidence",
            DutyKind::Triage => "triage",
            DutyKind::Notify | DutyKind::PassOn => "notify",
            DutyKind::Assign => "assign",
            DutyKind::Review => "review",
        }
    }

    /// The name in the store, which tells promised actions apart, and whom it is
    /// that a person must tell.
    pub fn stored(self) -> String {
        if let DutyKind::Action(number) = self {
            return format!("action-{number}");
        }
        if self == DutyKind::PassOn {
            return PASS_ON.to_owned();
        }
        self.as_str().to_owned()
    }

    /// The kind of that name in the store.
    pub fn parse(stored: &str) -> Option<DutyKind> {
        use DutyKind::*;
        if let Some(number) = stored.strip_prefix("action-") {
            return number.parse().ok().map(Action);
        }
        if stored == PASS_ON {
            return Some(PassOn);
        }
        [Acknowledge, Define, Respond, Update, Enquiry, Evidence, Triage, Notify, Assign, Review]
            .into_iter()
            .find(|kind| kind.as_str() == stored)
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

impl DutyKey {
    /// The beginning of the round of every letter that reminds of this duty.
    pub fn round(self) -> String {
        format!("{}-{}-", self.kind.stored(), self.stage.map_or(0, u8::from))
    }
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
    /// The last rung of the ladder that was sent, or whose day had come when the
    /// duty was set, in working days from the due day.
    pub last_rung: Option<i32>,
}

/// Something owed, as a digest tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedItem {
    /// The case's reference, or a held message's number.
    pub about: String,
    /// What is owed.
    pub duty: DutyKey,
    /// Which promise, or to whom: [`Dealings::owed`](super::dealings::Dealings::owed).
    pub which: Option<String>,
    /// The last day; None where the calendar can't say.
    pub due: Option<NaiveDate>,
}

impl OwedItem {
    /// A duty of a case.
    pub fn of(case: &Case, duty: DutyKey, due: Option<NaiveDate>) -> Self {
        let about = case.reference().to_string();
        Self { about, duty, which: case.dealings.owed(duty.kind), due }
    }
}

/// The next thing that a duty causes by the mere passing of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Its day has passed.
    Missed,
    /// Nobody has confirmed what the complaint is: the acknowledgement goes out
    /// by itself.
    Fallback,
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
    /// A rung whose own time passed unused, or that of the one before it: the
    /// program was not running.
    pub late: bool,
}

/// A rung this much after its own time is late, in minutes.
const LATE: i64 = 60;

impl Duty {
    /// Whether the duty stands and its day has passed.
    pub fn overdue(&self, now: DateTime<Utc>) -> bool {
        self.state == DutyState::Open
            && self.due.as_ref().is_some_and(|due| now > end_of_day(due.day))
    }

    /// What comes next and when, on a case that acknowledges itself at
    /// `fallback`. Of several rungs that are overdue, after an outage or because
    /// the date moved, only the last is sent.
    pub fn plan(
        &self,
        policy: &Policy,
        at_risk: bool,
        fallback: Option<DateTime<Utc>>,
        calendar: &Calendar,
        now: DateTime<Utc>,
    ) -> Option<Planned> {
        let is_acknowledge = self.key.kind == DutyKind::Acknowledge;
        let fallback = fallback.filter(|_| is_acknowledge && self.state == DutyState::Open);
        let fallback = fallback.map(|at| Planned { at, step: Step::Fallback, late: false });
        let Some(due) = self.due.as_ref().filter(|_| self.state == DutyState::Open) else {
            return fallback;
        };
        let missed = (!self.missed).then(|| Planned {
            at: end_of_day(due.day).to_utc() + chrono::Duration::seconds(1),
            step: Step::Missed,
            late: false,
        });
        let rung = self.next_rung(due.day, policy, at_risk, calendar, now);
        [fallback, missed, rung].into_iter().flatten().min_by_key(|planned| planned.at)
    }

    fn next_rung(
        &self,
        due: NaiveDate,
        policy: &Policy,
        at_risk: bool,
        calendar: &Calendar,
        now: DateTime<Utc>,
    ) -> Option<Planned> {
        let ladder = policy.ladders.of(self.key.kind.as_str(), at_risk)?;
        let mut passed: Option<Planned> = None;
        let mut skipped = false;
        for rung in self.rungs_left(ladder) {
            // Past the calendar's end there is no working day to remind on.
            let Some(own) = rung_time(due, rung, calendar) else { break };
            if own > now {
                let next = Planned { at: own, step: Step::Rung(rung), late: false };
                return passed.or(Some(next));
            }
            // A reminder can't go out once the day has passed.
            let at = calendar.working_time_from(now).ok()?;
            let too_late = rung.letter == RungLetter::Reminder && at > end_of_day(due).to_utc();
            let late = skipped || (at - own).num_minutes() > LATE;
            skipped = true;
            passed = (!too_late).then_some(Planned { at, step: Step::Rung(rung), late });
        }
        passed
    }

    fn rungs_left<'l>(&self, ladder: &'l Ladder) -> impl Iterator<Item = Rung> + 'l {
        let missed = self.missed;
        ladder
            .after(self.last_rung)
            .skip_while(move |rung| missed && rung.letter == RungLetter::Reminder)
    }
}

/// The start of work on the rung's working day. Of a due day that is none, the
/// working day before it is where "on the day" falls.
fn rung_time(due: NaiveDate, rung: Rung, calendar: &Calendar) -> Option<DateTime<Utc>> {
    let days = WorkingDays(u16::try_from(rung.working_days.unsigned_abs()).ok()?);
    let day = if rung.working_days > 0 {
        calendar.after(due, days).ok()?
    } else {
        let last = match calendar.is_working_day(due).ok()? {
            true => due,
            false => calendar.before(due, WorkingDays(1)).ok()?,
        };
        calendar.before(last, days).ok()?
    };
    Some(calendar.start_of_work(day))
}
