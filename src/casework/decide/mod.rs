//! What a case does next. One file for each kind of input; every function is
//! pure and gives a [`Decision`] that the caller saves whole or not at all.

mod delivery;
mod due;
mod joined;
mod new_matter;
mod sent;

use chrono::{DateTime, Utc};

use super::case::Case;
use super::duty::{DueDay, DutyKey, DutyKind, DutyState};
use super::event::{Event, Opening};
use super::letter::{Letter, LetterKind, Outgoing};
use super::people::People;
use crate::policy::{BeyondCalendar, Calendar, Due, Policies, Policy, Stage};

pub use joined::JoinedMail;
pub use new_matter::{NewMatter, open};
pub use sent::SentMail;

/// What decisions are made by, besides the case: files of the council.
#[derive(Debug, Clone, Copy)]
pub struct World<'a> {
    /// Policies by id.
    pub policies: &'a Policies,
    /// Working days.
    pub calendar: &'a Calendar,
    /// Officers and teams.
    pub people: &'a People,
}

/// Something that happens to a case that exists.
#[derive(Debug, Clone)]
pub enum Input<'a> {
    /// A further message.
    Joined(JoinedMail<'a>),
    /// Staff sent a mail by hand.
    SentByHand(SentMail<'a>),
    /// The time of a duty's next step has come.
    DutyDue(DutyKey),
    /// The mail server took a letter.
    LetterSent(LetterKind),
    /// A letter was refused or came back.
    LetterFailed {
        /// Which.
        letter: LetterKind,
        /// To whom.
        to: &'a str,
        /// Its key, which numbers the mail about it.
        key: &'a str,
        /// The server's words.
        why: &'a str,
    },
}

/// What follows from an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The case afterwards.
    pub case: Case,
    /// What happened, in order; the first of a new case is its opening.
    pub events: Vec<Event>,
    /// What is to be sent.
    pub letters: Vec<Outgoing>,
}

/// Decides what an input does to a case. `now` is the instant of the input.
pub fn decide(case: &Case, input: &Input<'_>, world: World<'_>, now: DateTime<Utc>) -> Decision {
    let draft = Draft::of(case.clone(), world, now);
    match input {
        Input::Joined(mail) => joined::decide(draft, mail),
        Input::SentByHand(mail) => sent::decide(draft, mail),
        Input::DutyDue(duty) => due::decide(draft, *duty),
        Input::LetterSent(letter) => delivery::sent(draft, *letter),
        Input::LetterFailed { letter, to, key, why } => {
            delivery::failed(draft, *letter, to, key, why)
        }
    }
    .finish()
}

/// A decision in the making: events are applied as they are added, so that
/// later steps see the case as it stands.
struct Draft<'a> {
    case: Case,
    events: Vec<Event>,
    letters: Vec<Outgoing>,
    world: World<'a>,
    now: DateTime<Utc>,
}

impl<'a> Draft<'a> {
    fn of(case: Case, world: World<'a>, now: DateTime<Utc>) -> Self {
        Self { case, events: Vec::new(), letters: Vec::new(), world, now }
    }

    fn opening(opening: Opening, world: World<'a>, now: DateTime<Utc>) -> Self {
        let case = Case::open(opening.clone());
        let mut draft = Self::of(case, world, now);
        draft.events.push(Event::Opened(Box::new(opening)));
        draft
    }

    fn finish(self) -> Decision {
        Decision { case: self.case, events: self.events, letters: self.letters }
    }

    fn push(&mut self, event: Event) {
        self.case.apply(&event);
        self.events.push(event);
    }

    fn send(&mut self, letter: Letter, round: impl Into<String>, with_mail: bool) {
        self.letters.push(Outgoing { letter, round: round.into(), with_mail });
    }

    fn policy(&self) -> Option<&'a Policy> {
        self.world.policies.get(&self.case.opening.policy)
    }

    /// Sets a duty unless it already stands until that day. A case that is over
    /// owes nothing: it is opened again.
    fn set_duty(&mut self, kind: DutyKind, stage: Option<Stage>, due: Option<DueDay>) {
        if self.case.state.is_closed() {
            self.push(Event::Reopened { why: "something is owed again".to_owned() });
        }
        let key = DutyKey { kind, stage };
        let stands = self.case.duty(key).is_some_and(|duty| {
            duty.state == DutyState::Open
                && duty.due.as_ref().map(|due| due.day) == due.as_ref().map(|due| due.day)
        });
        if !stands {
            self.push(Event::DutySet { duty: key, due });
        }
    }

    fn meet_duty(&mut self, kind: DutyKind, stage: Option<Stage>) {
        let key = DutyKey { kind, stage };
        if self.case.duty(key).is_some_and(|duty| duty.state == DutyState::Open) {
            self.push(Event::DutyMet { duty: key });
        }
    }

    /// A due day, or None with a triage duty when the calendar can't say: such
    /// a case is kept, shown and looked at, never guessed.
    fn counted(&mut self, due: Result<Due, BeyondCalendar>) -> Option<DueDay> {
        match due {
            Ok(due) => Some(due.into()),
            Err(_) => {
                self.set_duty(DutyKind::Triage, self.case.stage, None);
                None
            }
        }
    }

    /// The day by which a person should have looked at something unclear: the
    /// policy's own limit to acknowledge, counted from now.
    fn triage_day(&mut self) -> Option<DueDay> {
        let policy = self.policy()?;
        let due = policy.acknowledge_due(Stage::One, self.now, self.world.calendar);
        due.ok().map(DueDay::from)
    }
}
