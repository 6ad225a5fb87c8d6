//! What a case does next. One file for each kind of input; every function is
//! pure and gives a [`Decision`] that the caller saves whole or not at all.

mod absence;
pub(super) mod answered;
mod assigned;
pub(super) mod delivery;
mod due;
mod joined;
mod left;
pub(super) mod new_matter;
mod recount;
mod resident;
mod sent;
pub(super) mod stage2;

use chrono::{DateTime, NaiveDate, Utc};

use super::action::Wrong;
use super::case::{Case, Kind};
use super::cover::Barred;
use super::duty::{DueDay, Duty, DutyKey, DutyKind, DutyState};
use super::event::{Event, Opening, Settled};
use super::letter::{Letter, LetterKind, Outgoing};
use super::people::{People, StaffAddress};
use crate::policy::reference::CaseRef;
use crate::policy::{BeyondCalendar, Calendar, Due, Owed, Policies, Policy, Stage};

pub use super::act::{Acted, Actor, Served, UndoPoint};
pub use absence::AwayReply;
pub use joined::JoinedMail;
pub use new_matter::{NewMatter, NewPart, open, open_part};
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
    /// An officer or a user acts.
    Acted(Acted<'a>),
    /// Staff sent a mail by hand.
    SentByHand(SentMail<'a>),
    /// The time of a duty's next step has come.
    DutyDue(DutyKey),
    /// The calendar has changed.
    Recount,
    /// An officer's out-of-office answered a mail of ours about the case.
    Away(AwayReply<'a>),
    /// The list of officers has changed: a case whose officer has left it goes
    /// back to a team.
    Left {
        /// Ids of the teams that the officer was in, as far as that is known.
        teams: &'a [String],
    },
    /// The mail server took a letter.
    LetterSent(LetterKind),
    /// A letter on paper was written into its file.
    LetterPrinted(LetterKind),
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
    /// Parts that get a case of their own.
    pub opens: Vec<Part>,
    /// What happens to other cases.
    pub elsewhere: Vec<Elsewhere>,
    /// Keys of letters that are withdrawn.
    pub take_back_letters: Vec<String>,
    /// What was done at an officer's word, in words for them.
    pub done: Vec<String>,
    /// What could not be done; then nothing was.
    pub refused: Vec<Wrong>,
}

impl Decision {
    /// Events that were decided elsewhere, applied to their case.
    pub fn of(case: Case, events: Vec<Event>) -> Self {
        Self {
            case,
            events,
            letters: Vec::new(),
            opens: Vec::new(),
            elsewhere: Vec::new(),
            take_back_letters: Vec::new(),
            done: Vec::new(),
            refused: Vec::new(),
        }
    }
}

/// A part of a mail that gets a case of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: Kind,
    /// What it is about, in an officer's words.
    pub text: String,
}

/// What happens to another case than the one in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// Which.
    pub case: CaseRef,
    /// What happens to it.
    pub events: Vec<Event>,
}

/// "Tuesday 5 January 2027".
pub(super) fn british(day: NaiveDate) -> String {
    day.format("%A %-d %B %Y").to_string()
}

/// Decides what an input does to a case. `now` is the instant of the input.
pub fn decide(case: &Case, input: &Input<'_>, world: World<'_>, now: DateTime<Utc>) -> Decision {
    let draft = Draft::of(case.clone(), world, now);
    match input {
        Input::Joined(mail) => joined::decide(draft, mail),
        Input::Acted(acted) => super::act::decide(draft, acted),
        Input::SentByHand(mail) => sent::decide(draft, mail),
        Input::DutyDue(duty) => due::decide(draft, *duty),
        Input::Recount => recount::decide(draft),
        Input::Away(reply) => absence::decide(draft, reply),
        Input::Left { teams } => left::decide(draft, teams),
        Input::LetterSent(letter) => delivery::sent(draft, *letter),
        Input::LetterPrinted(letter) => delivery::printed(draft, *letter),
        Input::LetterFailed { letter, to, key, why } => {
            delivery::failed(draft, *letter, to, key, why)
        }
    }
    .finish()
}

/// A decision in the making: events are applied as they are added, so that
/// later steps see the case as it stands.
#[derive(Clone)]
pub(super) struct Draft<'a> {
    pub(super) case: Case,
    pub(super) events: Vec<Event>,
    pub(super) letters: Vec<Outgoing>,
    pub(super) opens: Vec<Part>,
    pub(super) elsewhere: Vec<Elsewhere>,
    pub(super) take_back_letters: Vec<String>,
    pub(super) done: Vec<String>,
    pub(super) refused: Vec<Wrong>,
    pub(super) world: World<'a>,
    pub(super) now: DateTime<Utc>,
}

impl<'a> Draft<'a> {
    pub(super) fn of(case: Case, world: World<'a>, now: DateTime<Utc>) -> Self {
        Self {
            case,
            events: Vec::new(),
            letters: Vec::new(),
            opens: Vec::new(),
            elsewhere: Vec::new(),
            take_back_letters: Vec::new(),
            done: Vec::new(),
            refused: Vec::new(),
            world,
            now,
        }
    }

    pub(super) fn opening(opening: Opening, world: World<'a>, now: DateTime<Utc>) -> Self {
        let case = Case::open(opening.clone());
        let mut draft = Self::of(case, world, now);
        draft.events.push(Event::Opened(Box::new(opening)));
        draft
    }

    pub(super) fn finish(self) -> Decision {
        Decision {
            case: self.case,
            events: self.events,
            letters: self.letters,
            opens: self.opens,
            elsewhere: self.elsewhere,
            take_back_letters: self.take_back_letters,
            done: self.done,
            refused: self.refused,
        }
    }

    pub(super) fn push(&mut self, event: Event) {
        if let Event::DutyMet { duty } | Event::DutyWithdrawn { duty, .. } = &event {
            self.miss(*duty);
        }
        self.case.apply(&event);
        self.events.push(event);
    }

    /// A day that passed unseen, in an outage or in this very second, is missed
    /// all the same (digest 11.2).
    fn miss(&mut self, key: DutyKey) {
        let missed = |duty: &Duty| duty.overdue(self.now) && !duty.missed;
        if self.case.duty(key).is_some_and(missed) {
            let event = Event::DutyMissed { duty: key };
            self.case.apply(&event);
            self.events.push(event);
        }
    }

    pub(super) fn settle(&mut self, settled: Settled) {
        self.push(Event::Settled(settled));
    }

    pub(super) fn send(&mut self, letter: Letter, round: impl Into<String>, with_mail: bool) {
        self.letters.push(Outgoing { letter, round: round.into(), with_mail, late: false });
    }

    /// Queues a rung's letter; `late` when its time passed unused.
    pub(super) fn remind(&mut self, letter: Letter, round: String, late: bool) {
        self.letters.push(Outgoing { letter, round, with_mail: false, late });
    }

    /// Who is told about the case: whoever holds it, and their cover.
    pub(super) fn holders(&self) -> Vec<StaffAddress> {
        self.world.people.holders(&self.case.holder, &self.case.barred())
    }

    /// Who settles what is unclear about it.
    pub(super) fn triage(&self) -> Vec<StaffAddress> {
        self.world.people.triage(&self.case.barred())
    }

    /// Who must not come to it by covering for somebody.
    pub(super) fn barred(&self) -> Barred {
        self.case.barred()
    }

    pub(super) fn policy(&self) -> Option<&'a Policy> {
        self.world.policies.get(self.case.policy())
    }

    /// The clause behind something owed that no limit sets.
    pub(in crate::casework) fn clause_of(&self, owed: Owed) -> String {
        self.policy().map_or_else(|| self.case.policy().to_owned(), |it| it.clause_of(owed))
    }

    /// Sets a duty unless it already stands until that day. A case that is over
    /// owes nothing: it is opened again.
    pub(super) fn set_duty(&mut self, kind: DutyKind, stage: Option<Stage>, due: Option<DueDay>) {
        // One that is dealt with in another owes nothing of its own (KH 4.0).
        if self.case.dealings.merged_into.is_some() {
            return;
        }
        if self.case.state.is_closed() {
            self.push(Event::Reopened { why: "something is owed again".to_owned() });
        }
        let key = DutyKey { kind, stage };
        let stands = self.case.duty(key).is_some_and(|duty| {
            duty.state == DutyState::Open
                && duty.due.as_ref().map(|due| due.day) == due.as_ref().map(|due| due.day)
        });
        if !stands {
            self.miss(key);
            let today = crate::policy::calendar::local_day(self.now);
            let calendar = self.world.calendar;
            let set_on = due.as_ref().and_then(|due| calendar.rung_of(today, due.day));
            self.push(Event::DutySet { duty: key, due, set_on });
        }
    }

    /// Sets a duty, or leaves it as it stands when it is due no later already:
    /// what waits for a person does not wait longer because more comes.
    pub(super) fn set_no_later(
        &mut self,
        kind: DutyKind,
        stage: Option<Stage>,
        due: Option<DueDay>,
    ) {
        let earlier = match (self.due_day(kind, stage), &due) {
            (Some(day), Some(due)) => day <= due.day,
            (_, None) => true,
            (None, Some(_)) => false,
        };
        if !(earlier && self.stands(kind, stage)) {
            self.set_duty(kind, stage, due);
        }
    }

    /// A person's look at what is unclear, at someone nobody could be told, at
    /// whom to give the case to: within the time to acknowledge, from when it
    /// first was so.
    pub(super) fn put_to_somebody(&mut self, kind: DutyKind) {
        let due = self.triage_day();
        self.set_no_later(kind, self.case.stage, due);
    }

    pub(super) fn meet_duty(&mut self, kind: DutyKind, stage: Option<Stage>) {
        let key = DutyKey { kind, stage };
        if self.case.duty(key).is_some_and(|duty| duty.state == DutyState::Open) {
            self.push(Event::DutyMet { duty: key });
        }
    }

    /// Meets every standing duty of a kind, whatever its stage.
    pub(super) fn meet_every(&mut self, kind: DutyKind) {
        for duty in self.open_keys(|other| other == kind) {
            self.push(Event::DutyMet { duty });
        }
    }

    pub(super) fn withdraw_every(&mut self, kind: DutyKind, why: &str) {
        self.withdraw_open(|other| other == kind, why);
    }

    /// Withdraws the standing duties of these kinds.
    pub(super) fn withdraw_open(&mut self, which: impl Fn(DutyKind) -> bool, why: &str) {
        for duty in self.open_keys(which) {
            self.push(Event::DutyWithdrawn { duty, why: why.to_owned() });
        }
    }

    pub(super) fn open_keys(&self, which: impl Fn(DutyKind) -> bool) -> Vec<DutyKey> {
        self.case.open_duties().map(|duty| duty.key).filter(|key| which(key.kind)).collect()
    }

    pub(super) fn stands(&self, kind: DutyKind, stage: Option<Stage>) -> bool {
        self.case.stands(DutyKey { kind, stage })
    }

    /// The day of a standing duty.
    pub(super) fn due_day(&self, kind: DutyKind, stage: Option<Stage>) -> Option<NaiveDate> {
        let duty = self.case.duty(DutyKey { kind, stage })?;
        let due = duty.due.as_ref().filter(|_| duty.state == DutyState::Open)?;
        Some(due.day)
    }

    /// An officer as people say it; a user by their own name.
    pub(super) fn name_of(&self, id: &str) -> String {
        self.world.people.officer(id).map_or_else(|| id.to_owned(), |one| one.name.clone())
    }

    /// A due day, or None with a triage duty when the calendar can't say: such
    /// a case is kept, shown and looked at, never guessed.
    pub(super) fn counted(&mut self, due: Result<Due, BeyondCalendar>) -> Option<DueDay> {
        match due {
            Ok(due) => Some(due.into()),
            Err(_) => {
                self.set_no_later(DutyKind::Triage, self.case.stage, None);
                None
            }
        }
    }

    /// The day by which a person should have looked at something unclear: the
    /// policy's own limit to acknowledge at the case's stage, counted from now.
    pub(super) fn triage_day(&self) -> Option<DueDay> {
        let policy = self.policy()?;
        let stage = self.case.stage.unwrap_or(Stage::One);
        let due = policy.acknowledge_due(stage, self.now, self.world.calendar);
        due.ok().map(DueDay::from)
    }
}
