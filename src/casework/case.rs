//! A case as it stands: what applying its events gives.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::dealings::{Asked, Dealings, Learning};
use super::duty::{Duty, DutyKey, DutyKind, DutyState};
use super::event::{Event, Opening, Settled};
pub use super::kind::Kind;
use super::letter::LetterKind;
use super::reach::Reach;
use crate::policy::calendar::local_day;
use crate::policy::reference::CaseRef;
use crate::policy::{Acknowledgement, Calendar, Policy, Stage};

/// Where a case is in its life. Every state in which it is over has a name
/// that begins with `closed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Being dealt with.
    Open,
    /// Answered; what was promised is still to be done (Code 6.6).
    Answered,
    /// Recorded and passed on; nothing is owed (KH 10, KC 10).
    ClosedNoted,
    /// Answered, and nothing is left to do.
    ClosedAnswered,
    /// Refused, with reasons and the Ombudsman's details (Code 2.4).
    ClosedRefused,
    /// The resident took it back.
    ClosedWithdrawn,
    /// Handed to another procedure, and the sender told.
    ClosedRouted,
    /// Its complainant takes part in another case of the same matter.
    ClosedMerged,
    /// A person closed it, with a reason.
    Closed,
}

impl State {
    /// All states with their names in output and the store.
    pub const ALL: [(&'static str, State); 9] = [
        ("open", State::Open),
        ("answered", State::Answered),
        ("closed-noted", State::ClosedNoted),
        ("closed-answered", State::ClosedAnswered),
        ("closed-refused", State::ClosedRefused),
        ("closed-withdrawn", State::ClosedWithdrawn),
        ("closed-routed", State::ClosedRouted),
        ("closed-merged", State::ClosedMerged),
        ("closed", State::Closed),
    ];

    /// The name in output and the store.
    pub fn as_str(self) -> &'static str {
        State::ALL.iter().find(|(_, state)| *state == self).map_or("open", |(name, _)| name)
    }

    /// Whether the case is over.
    pub fn is_closed(self) -> bool {
        self.as_str().starts_with("closed")
    }
}

/// Who deals with a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// Nobody yet.
    Nobody,
    /// A team, by id.
    Team(String),
    /// An officer, by id.
    Officer(String),
}

/// Somebody on the resident's side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Name as the mail gave it.
    pub name: Option<String>,
    /// Mail address as the mail gave it; empty where there is none.
    pub address: String,
}

/// A case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// What it began with; reference, receipt, complainant never change.
    pub opening: Opening,
    /// Where it is in its life.
    pub state: State,
    /// Stage 1 or 2, or None outside the complaints procedure.
    pub stage: Option<Stage>,
    /// Who deals with it.
    pub holder: Holder,
    /// Flags that stand.
    pub flags: BTreeSet<String>,
    /// When the acknowledgement of the current stage reached the resident.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// When a person confirmed the complaint definition.
    pub defined_at: Option<DateTime<Utc>>,
    /// The response date that a letter has promised; it never moves later by
    /// itself.
    pub promised: Option<NaiveDate>,
    /// Everything owed, met and withdrawn, at most one of a key.
    pub duties: Vec<Duty>,
    /// Messages of residents and officers.
    pub messages: u32,
    /// Letters to residents.
    pub letters: u32,
    /// Times it was assigned; numbers the assignment letters.
    pub assignments: u32,
    /// What has been settled about it.
    pub dealings: Dealings,
}

impl Case {
    /// The case that an opening gives.
    pub fn open(opening: Opening) -> Self {
        Self {
            state: State::Open,
            stage: opening.stage,
            holder: Holder::Nobody,
            flags: opening.flags.iter().cloned().collect(),
            acknowledged_at: None,
            defined_at: None,
            promised: None,
            duties: Vec::new(),
            messages: 1,
            letters: 0,
            assignments: 0,
            dealings: Dealings::default(),
            opening,
        }
    }

    /// The case that a history gives; None when it does not begin with an
    /// opening.
    pub fn replay<'e>(events: impl IntoIterator<Item = &'e Event>) -> Option<Self> {
        let mut events = events.into_iter();
        let Event::Opened(opening) = events.next()? else { return None };
        let mut case = Self::open((**opening).clone());
        for event in events {
            case.apply(event);
        }
        Some(case)
    }

    /// Whether the resident is vulnerable or at risk, so that officers are
    /// reminded sooner (HC 6.1).
    pub fn at_risk(&self, policy: &Policy) -> bool {
        policy.ladders.at_risk(self.flags.iter().map(String::as_str))
    }

    /// Its reference.
    pub fn reference(&self) -> &CaseRef {
        &self.opening.reference
    }

    /// What it is: as an officer says, else as it was taken in.
    pub fn kind(&self) -> Kind {
        self.dealings.kind.unwrap_or(self.opening.kind)
    }

    /// Id of the policy it comes under: as an officer says, else as it was
    /// taken in.
    pub fn policy(&self) -> &str {
        self.dealings.policy.as_deref().unwrap_or(&self.opening.policy)
    }

    /// When the present stage was received: the complaint, or the request for
    /// stage 2.
    pub fn stage_received_at(&self) -> DateTime<Utc> {
        match self.stage {
            Some(Stage::Two) => self.dealings.escalated_at.unwrap_or(self.opening.received_at),
            _ => self.opening.received_at,
        }
    }

    /// When the acknowledgement of stage 1 goes out by itself, where the policy
    /// wants a person to confirm the complaint first and nobody has: at the start
    /// of work on the policy's day, and no later than on the last day for it.
    pub fn acknowledges_itself_at(
        &self,
        policy: &Policy,
        calendar: &Calendar,
    ) -> Option<DateTime<Utc>> {
        let Acknowledgement::Confirmed { fallback } = policy.acknowledgement else { return None };
        let told = self.acknowledged_at.is_some() || self.dealings.acknowledgement_tried;
        // What a person must tell otherwise is not told by mail after all.
        let told = told || self.open_duties().any(|duty| duty.key.kind == DutyKind::Notify);
        let key = DutyKey { kind: DutyKind::Acknowledge, stage: Some(Stage::One) };
        if self.stage != Some(Stage::One) || told || self.reach().is_empty() {
            return None;
        }
        let day = calendar.after(local_day(self.opening.received_at), fallback).ok();
        let last = self.duty(key)?.due.as_ref().map(|due| due.day);
        [day, last].into_iter().flatten().min().map(|day| calendar.start_of_work(day))
    }

    /// Whether the council's answer of the present stage has gone out.
    pub fn is_answered(&self) -> bool {
        self.dealings.answer(self.stage).is_some_and(|answer| answer.sent_at.is_some())
    }

    /// The officer who holds it.
    pub fn officer(&self) -> Option<&str> {
        match &self.holder {
            Holder::Officer(id) => Some(id),
            Holder::Team(_) | Holder::Nobody => None,
        }
    }

    /// Where letters to the complainants may go; none of them by mail while
    /// they are not to be written to so.
    pub fn reach(&self) -> Vec<Reach> {
        let group = self.dealings.group.iter().filter_map(|member| member.reach.clone());
        let mut reach: Vec<Reach> = Vec::new();
        for to in self.opening.reach.iter().cloned().chain(group) {
            // One who has several cases of the matter is told once.
            if (to.is_paper() || !self.dealings.no_mail) && !reach.contains(&to) {
                reach.push(to);
            }
        }
        reach
    }

    /// The duty of that key, in whatever state.
    pub fn duty(&self, key: DutyKey) -> Option<&Duty> {
        self.duties.iter().find(|duty| duty.key == key)
    }

    /// Whether the duty of that key stands.
    pub fn stands(&self, key: DutyKey) -> bool {
        self.duty(key).is_some_and(|duty| duty.state == DutyState::Open)
    }

    /// The duties that stand.
    pub fn open_duties(&self) -> impl Iterator<Item = &Duty> {
        self.duties.iter().filter(|duty| duty.state == DutyState::Open)
    }

    /// Whether any duty's day has passed while it stands.
    pub fn overdue(&self, now: DateTime<Utc>) -> bool {
        self.duties.iter().any(|duty| duty.overdue(now))
    }

    /// Whether an address takes part in the case on the resident's side.
    pub fn has_participant(&self, address: &str) -> bool {
        let key = address.to_lowercase();
        let group = self.dealings.group.iter().map(|member| &member.party);
        !key.is_empty()
            && std::iter::once(&self.opening.complainant)
                .chain(group)
                .any(|party| party.address.to_lowercase() == key)
    }

    /// Takes an event into account. It can't fail: what an event says has
    /// happened.
    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::Opened(_) => {}
            Event::Joined { .. } | Event::SentByHand { .. } => self.messages += 1,
            Event::Assigned { to, .. } => {
                self.holder = to.clone();
                self.assignments += 1;
            }
            Event::DutySet { duty, due, set_on } => self.set_duty(*duty, due.clone(), *set_on),
            Event::DutyMet { duty } => {
                self.looked_at(*duty);
                if duty.kind == DutyKind::PassOn {
                    self.dealings.pass_on.clear();
                }
                self.change(*duty, |duty| duty.state = DutyState::Met);
            }
            Event::DutyMissed { duty } => self.change(*duty, |duty| duty.missed = true),
            Event::DutyWithdrawn { duty, .. } => {
                self.looked_at(*duty);
                self.change(*duty, |duty| duty.state = DutyState::Withdrawn);
            }
            Event::Reminded { duty, rung } => {
                self.change(*duty, |duty| duty.last_rung = Some(*rung));
            }
            Event::LetterQueued { letter, promised } => {
                self.letters += 1;
                self.promised = promised.or(self.promised);
                if *letter == LetterKind::Acknowledgement {
                    self.dealings.acknowledging = self.stage;
                    self.dealings.acknowledgement_tried = true;
                }
            }
            Event::LetterSent { .. } | Event::LetterPrinted { .. } | Event::HeldBack { .. } => {}
            Event::Acknowledged { at, .. } => self.acknowledged_at = Some(*at),
            Event::LetterFailed { letter, .. } => {
                // The same words may be meant again.
                self.dealings.said.clear();
                if *letter == LetterKind::Acknowledgement {
                    self.untold();
                } else {
                    self.dealings.unsent(*letter, self.stage);
                }
            }
            Event::Closed { state, .. } => self.state = *state,
            Event::Reopened { .. } => {
                self.state = State::Open;
                self.dealings.merged_into = None;
                self.dealings.closing = None;
                self.dealings.said.clear();
            }
            Event::Undone { case, .. } => *self = (**case).clone(),
            Event::Flagged { add, remove } => {
                self.flags.extend(add.iter().cloned());
                self.flags.retain(|flag| !remove.contains(flag));
            }
            Event::Acted { said, .. } => self.dealings.remember(said),
            Event::Extended(extension) => {
                self.promised = Some(extension.until);
                self.tell_all(extension.until);
                self.dealings.extensions.push(extension.clone());
            }
            Event::Reclassified { kind, stage, no_longer_by } => {
                self.stage = *stage;
                self.dealings.no_longer_by = *no_longer_by;
                self.dealings.kind = Some(*kind);
            }
            Event::Escalated { at, asked, .. } => self.escalate(*at, asked.as_ref()),
            Event::Settled(settled) => {
                if let Settled::Defined { at, .. } = settled {
                    self.defined_at = Some(*at);
                }
                if let Settled::MemberJoined { member, .. } = settled {
                    self.take_in(member);
                }
                if let Settled::AnswerSent { .. } = settled {
                    self.state = State::Answered;
                }
                self.dealings.apply(settled);
            }
        }
    }

    /// What the acknowledgement promised was told to nobody but those who had
    /// one of their own.
    fn untold(&mut self) {
        self.acknowledged_at = None;
        self.dealings.acknowledging = None;
        self.dealings.told = None;
        self.promised = self.told_to_others();
    }

    fn escalate(&mut self, at: DateTime<Utc>, asked: Option<&Asked>) {
        self.stage = Some(Stage::Two);
        self.state = State::Open;
        self.acknowledged_at = None;
        // Defined at stage 2 as at stage 1 (Code 5.6).
        self.defined_at = None;
        self.promised = None;
        self.forget_days();
        self.holder = Holder::Nobody;
        self.dealings.escalated_at = Some(at);
        self.dealings.asked = asked.cloned();
        self.dealings.perhaps_stage2_at = None;
        // Somebody else answers, and may learn something else.
        self.dealings.learning = Learning::Unasked;
    }

    /// A person has seen to what was unclear.
    fn looked_at(&mut self, key: DutyKey) {
        if key.kind == DutyKind::Triage && self.stands(key) {
            self.dealings.perhaps_stage2_at = None;
            self.dealings.looks_further = false;
        }
    }

    fn set_duty(&mut self, key: DutyKey, due: Option<super::duty::DueDay>, set_on: Option<i32>) {
        if key.kind == DutyKind::Triage && self.dealings.perhaps_stage2_at.is_none() {
            self.dealings.looks_further = true;
        }
        match self.duties.iter_mut().find(|duty| duty.key == key) {
            Some(duty) => {
                let moved = duty.due.as_ref().map(|due| due.day) != due.as_ref().map(|due| due.day);
                if moved || duty.state != DutyState::Open {
                    duty.missed = false;
                    // One that stands again on its old day is reminded of at once.
                    duty.last_rung = set_on.filter(|_| moved);
                }
                duty.due = due;
                duty.state = DutyState::Open;
            }
            None => self.duties.push(Duty {
                key,
                due,
                state: DutyState::Open,
                missed: false,
                last_rung: set_on,
            }),
        }
    }

    fn change(&mut self, key: DutyKey, change: impl Fn(&mut Duty)) {
        if let Some(duty) = self.duties.iter_mut().find(|duty| duty.key == key) {
            change(duty);
        }
    }
}
