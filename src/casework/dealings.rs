//! What has been settled about a case: by officers, and by the resident's own
//! words. The case row beside it holds what lists and queries need.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::action::{Answer, Definition};
use super::case::{Case, Kind, State};
use super::duty::DutyKind;
use super::event::{MessageRef, Settled};
use super::group::Member;
use super::letter::LetterKind;
use super::remedy::Remedy;
use crate::policy::Stage;
use crate::policy::calendar::local_day;
use crate::policy::reference::CaseRef;

/// An answer to the resident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// At which stage; None outside the complaints procedure.
    pub stage: Option<Stage>,
    /// What it says.
    pub answer: Answer,
    /// Id of the officer, or the name of the user.
    pub by: String,
    /// When the mail server took it, or when it was recorded as sent directly;
    /// None until then, and again when it came back.
    pub sent_at: Option<DateTime<Utc>>,
}

/// A longer time to answer (Code 6.4, 6.15).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// At which stage.
    pub stage: Option<Stage>,
    /// The day that stood before it.
    pub before: NaiveDate,
    /// The new day.
    pub until: NaiveDate,
    /// Why, as the resident was told.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// Who approved what goes beyond the limit.
    pub approver: Option<String>,
}

/// A refusal (Code 2.4, 5.11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The stage that was refused; None outside the complaints procedure.
    pub stage: Option<Stage>,
    /// Why, as the resident was told.
    pub reason: String,
    /// The exclusion.
    pub ground: Option<String>,
    /// Who decided.
    pub by: String,
    /// When the mail server took the letter.
    pub sent_at: Option<DateTime<Utc>>,
}

/// Whether somebody who writes for another may be told about the case (KH 3.0,
/// KC 3.0, RB 6). The clock runs in any case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Authority {
    /// The complainant writes, or needs none (councillor, MP).
    #[default]
    NotNeeded,
    /// Nothing shows it yet: nothing personal may be disclosed.
    Missing,
    /// Recorded, with what shows it.
    Given(String),
}

impl Authority {
    fn is_not_needed(&self) -> bool {
        *self == Authority::NotNeeded
    }
}

/// A restriction of contact (Code 5.14, 5.15).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restriction {
    /// Until the end of that day.
    pub until: NaiveDate,
    /// Why.
    pub reason: String,
}

/// A resident's mail that asks for stage 2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Whose address, in lower case.
    pub from: String,
    /// Which.
    pub message: MessageRef,
}

/// Words of an officer that were done, so that they are not done again when they
/// come by another mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Whose: id of the officer, or the name of the user.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// A digest of them.
    pub words: String,
}

/// A case that the same person had before (KH 2.1.3, KC 2.1.3: whether the
/// matter was considered already is a person's to see).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// Which.
    pub case: CaseRef,
    /// What it is.
    pub kind: Kind,
    /// Where it stood when the new one came.
    pub state: State,
    /// Service area.
    pub area: Option<String>,
    /// Day of receipt in London.
    pub received_on: NaiveDate,
}

impl Earlier {
    /// A case as it stands.
    pub fn of(case: &Case) -> Self {
        Self {
            case: case.reference().clone(),
            kind: case.kind(),
            state: case.state,
            area: case.opening.area.clone(),
            received_on: local_day(case.opening.received_at),
        }
    }
}

/// What the council learns from a case (Code 9.1, ME 5.12.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Learning {
    /// Nobody was asked yet.
    #[default]
    Unasked,
    /// Whoever dealt with it was asked, once.
    Asked,
    /// It stands in the record.
    Recorded,
}

impl Learning {
    fn is_unasked(&self) -> bool {
        *self == Learning::Unasked
    }

    /// What a note that tells of it begins with.
    pub const MARK: &'static str = "learning:";
}

/// What has been settled.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Dealings {
    /// What an officer says that it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// The policy that an officer says it comes under.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    /// The complaint definition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<Definition>,
    /// Answers, at most one of a stage that stands.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answered>,
    /// What was promised; the place in the list, from 1, is the number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remedies: Vec<Remedy>,
    /// Extensions, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Extension>,
    /// Working days between updates that were agreed (Code 5.9).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updates_every: Option<u16>,
    /// Refusals, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refusals: Vec<Refused>,
    /// Ids of officers whom the complaint is about: they can't handle it.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub about: BTreeSet<String>,
    /// Those of them whom a manager lets deal with it all the same.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub weighed: BTreeSet<String>,
    /// Officers who were away when we wrote to them about it, each with the day
    /// from which a further automatic reply counts as a further absence.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub away: BTreeMap<String, NaiveDate>,
    /// Whether a representative may be told.
    #[serde(skip_serializing_if = "Authority::is_not_needed")]
    pub authority: Authority,
    /// Further complainants of the same matter.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub group: Vec<Member>,
    /// The day that whoever opened it was told, where others who joined were told
    /// an earlier one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<NaiveDate>,
    /// Adjustments that were agreed (Code 5.10).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub adjustments: Vec<String>,
    /// The resident is not written to by mail.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_mail: bool,
    /// A restriction that is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restriction: Option<Restriction>,
    /// Why the record is kept whatever the schedule says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_hold: Option<String>,
    /// Cases that belong with it.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub links: BTreeSet<CaseRef>,
    /// What the same person had before it, newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Earlier>,
    /// The case that it is dealt with in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<CaseRef>,
    /// Ids of routes that it was handed over by.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub routes: BTreeSet<String>,
    /// Of these the ones that a person passes on, each with whom to.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub pass_on: BTreeMap<String, String>,
    /// The day the matter happened, or came to notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurred: Option<NaiveDate>,
    /// The stage whose acknowledgement was queued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acknowledging: Option<Stage>,
    /// When a mail came that a person must say whether it asks for stage 2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub perhaps_stage2_at: Option<DateTime<Utc>>,
    /// That mail, and then the one that did ask for stage 2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<Asked>,
    /// Triage was asked to look at more than whether that mail asks for stage 2.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub looks_further: bool,
    /// An acknowledgement was written once, whatever became of it: a second one
    /// by itself may come back for ever.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub acknowledgement_tried: bool,
    /// When stage 2 was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub escalated_at: Option<DateTime<Utc>>,
    /// Why it is closed without an answer, as the resident is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closing: Option<String>,
    /// The day of an answer to a complaint that the resident was told of, and
    /// that is owed no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_longer_by: Option<NaiveDate>,
    /// What was learned from it, or that somebody was asked (Code 9.1).
    #[serde(skip_serializing_if = "Learning::is_unasked")]
    pub learning: Learning,
    /// What officers said within the last hour that is done once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Said>,
    /// Who held it when stage 1 was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage1_handler: Option<String>,
}

impl Dealings {
    /// The answer of a stage that stands.
    pub fn answer(&self, stage: Option<Stage>) -> Option<&Answered> {
        self.answers.iter().rev().find(|answer| answer.stage == stage)
    }

    /// Whether an officer must leave the case to another (KH 4.2, Code 5.8c).
    pub fn in_conflict(&self, officer: &str) -> bool {
        self.about.contains(officer) && !self.weighed.contains(officer)
    }

    /// The officer who sees to a promised action that is not done.
    pub fn promised_by(&self, duty: DutyKind) -> Option<&str> {
        let DutyKind::Action(number) = duty else { return None };
        let (_, remedy) = self.open_remedies().find(|(known, _)| *known == number)?;
        Some(&remedy.officer)
    }

    /// Which promise a duty is about, or to whom something is passed on: in an
    /// officer's or the policy's words, never in the resident's.
    pub fn owed(&self, duty: DutyKind) -> Option<String> {
        match duty {
            DutyKind::Action(number) => {
                let place = usize::from(number).checked_sub(1)?;
                self.remedies.get(place).map(|remedy| remedy.what.clone())
            }
            DutyKind::PassOn => {
                let one = |(route, goes_to): (&String, &String)| {
                    format!("{goes_to} (no address for the route {route} is known: routes.toml)")
                };
                let all: Vec<String> = self.pass_on.iter().map(one).collect();
                (!all.is_empty()).then(|| all.join(" and to "))
            }
            DutyKind::Acknowledge
            | DutyKind::Define
            | DutyKind::Respond
            | DutyKind::Update
            | DutyKind::Enquiry
            | DutyKind::Evidence
            | DutyKind::Triage
            | DutyKind::Notify
            | DutyKind::Assign
            | DutyKind::Review => None,
        }
    }

    /// Takes into account what was settled.
    pub(super) fn apply(&mut self, settled: &Settled) {
        match settled {
            Settled::Defined { definition, .. } => self.definition = Some(definition.clone()),
            Settled::Answered { stage, answer, by, handler } => {
                let (stage, answer, by) = (*stage, answer.clone(), by.clone());
                if stage == Some(Stage::One) {
                    self.stage1_handler = handler.clone().or(Some(by.clone()));
                }
                if answer.learning.is_some() {
                    self.learning = Learning::Recorded;
                }
                self.answers.retain(|answer| answer.stage != stage);
                self.answers.push(Answered { stage, answer, by, sent_at: None });
            }
            Settled::AnswerSent { stage, at } => {
                if let Some(answer) = self.answers.iter_mut().find(|one| one.stage == *stage) {
                    answer.sent_at = Some(*at);
                }
            }
            Settled::Refused(refused) => self.refusals.push(refused.clone()),
            Settled::RefusalSent { at } => {
                if let Some(refused) = self.refusals.last_mut() {
                    refused.sent_at = Some(*at);
                }
            }
            Settled::UpdatesAgreed { every } => self.updates_every = Some(*every),
            Settled::PolicyChanged { policy } => self.policy = Some(policy.clone()),
            Settled::Occurred { day } => self.occurred = Some(*day),
            Settled::RemedyPromised { remedy, .. } => self.remedies.push(remedy.clone()),
            Settled::RemedyDone { number } => {
                let place = usize::from(*number).checked_sub(1);
                if let Some(remedy) = place.and_then(|place| self.remedies.get_mut(place)) {
                    remedy.done = true;
                }
            }
            Settled::AuthorityAsked => self.authority = Authority::Missing,
            Settled::AuthorityGiven { text } => self.authority = Authority::Given(text.clone()),
            Settled::Adjusted { text, no_mail } => {
                self.adjustments.push(text.clone());
                self.no_mail |= no_mail;
            }
            Settled::Restricted(restriction) => self.restriction = Some(restriction.clone()),
            Settled::LegalHold { reason } => self.legal_hold = Some(reason.clone()),
            Settled::EarlierCases { cases } => self.earlier.clone_from(cases),
            Settled::Linked { other, .. } => drop(self.links.insert(other.clone())),
            Settled::Merged { into } => {
                self.links.insert(into.clone());
                self.merged_into = Some(into.clone());
            }
            // The first that nobody has decided on counts.
            Settled::PerhapsStage2 { at, asked } if self.perhaps_stage2_at.is_none() => {
                self.perhaps_stage2_at = Some(*at);
                self.asked.clone_from(asked);
            }
            Settled::PerhapsStage2 { .. } => {}
            Settled::ConflictWeighed { officer, .. } => drop(self.weighed.insert(officer.clone())),
            Settled::Routed { route } => drop(self.routes.insert(route.clone())),
            Settled::PassOn { route, goes_to } => {
                self.pass_on.insert(route.clone(), goes_to.clone());
            }
            Settled::PassedOn { route } => drop(self.pass_on.remove(route)),
            Settled::MemberJoined { member, from } => {
                self.links.insert(from.clone());
                self.group.push(member.clone());
            }
            Settled::Away { officer, until, .. } => {
                self.away.insert(officer.clone(), *until);
            }
            Settled::ComplainedAbout { officer } => drop(self.about.insert(officer.clone())),
            Settled::Closing { reason } => self.closing = Some(reason.clone()),
            Settled::LearningAsked => self.learning = Learning::Asked,
            Settled::Noted { text } if text.to_lowercase().starts_with(Learning::MARK) => {
                self.learning = Learning::Recorded;
            }
            Settled::Entered { .. }
            | Settled::Asked { .. }
            | Settled::Updated { .. }
            | Settled::Told { .. }
            | Settled::Corrected { .. }
            | Settled::Noted { .. } => {}
        }
    }

    /// Remembers what was said, and forgets what was said long before it.
    pub(super) fn remember(&mut self, said: &[Said]) {
        let Some(last) = said.iter().map(|one| one.at).max() else { return };
        self.said.retain(|one| one.at + chrono::Duration::hours(1) > last);
        self.said.extend(said.iter().cloned());
    }

    /// A letter that settled something did not arrive.
    pub(super) fn unsent(&mut self, letter: LetterKind, stage: Option<Stage>) {
        if letter == LetterKind::Response
            && let Some(answer) = self.answers.iter_mut().find(|answer| answer.stage == stage)
        {
            answer.sent_at = None;
        }
        if letter == LetterKind::Refusal
            && let Some(refused) = self.refusals.last_mut()
        {
            refused.sent_at = None;
        }
    }

    /// Promised actions that are not done, with their numbers.
    pub fn open_remedies(&self) -> impl Iterator<Item = (u16, &Remedy)> {
        (1..).zip(&self.remedies).filter(|(_, remedy)| !remedy.done)
    }
}
