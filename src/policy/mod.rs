//! A council's complaints policy as data: time limits, the calendar they are
//! counted with, reminders, references and the Ombudsman. Pure: the files are
//! read elsewhere and arrive as text.

pub mod calendar;
pub mod deadline;
pub mod demand;
pub mod ladder;
pub mod limit;
pub mod load;
pub mod reference;
pub mod terms;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use crate::fault::{Faults, Place};
use crate::toml_file::Placed;
pub use calendar::{BeyondCalendar, Calendar, WorkingDays};
pub use demand::{Demand, Demands};
pub use ladder::{AlsoTold, Ladder, Ladders, Rung, RungLetter};
pub use limit::{Due, Limit};
pub use reference::ReferenceFormat;
pub use terms::{
    Acknowledgement, Advice, AdviceDay, Answerer, Contact, Exceed, Exclusion, Ombudsman, Rank,
    Route,
};

/// A stage of the complaints procedure; every policy here has two.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(into = "u8", try_from = "u8")]
pub enum Stage {
    /// The first answer.
    One,
    /// The final answer, by another person.
    Two,
}

impl From<Stage> for u8 {
    fn from(stage: Stage) -> u8 {
        match stage {
            Stage::One => 1,
            Stage::Two => 2,
        }
    }
}

impl TryFrom<u8> for Stage {
    type Error = String;

    fn try_from(number: u8) -> Result<Self, String> {
        match number {
            1 => Ok(Stage::One),
            2 => Ok(Stage::Two),
            other => Err(format!("there is no stage {other}")),
        }
    }
}

/// The limits of one stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageLimits {
    /// From receipt (stage 2: of the request) to the acknowledgement.
    pub acknowledge: Limit,
    /// To the full response.
    pub respond: Limit,
    /// How far beyond the original due day an extension may reach without a
    /// good reason and somebody who approves it.
    pub extend: Limit,
    /// The furthest that anybody may approve; None where the policy names no end.
    pub extend_at_most: Option<Limit>,
    /// Who may approve an extension beyond `extend`.
    pub exceed: Exceed,
    /// The least rank that approves any extension; None where those within the
    /// limit need nobody.
    pub approved_by: Option<Rank>,
    /// Who answers.
    pub answered_by: Answerer,
    /// Whether it must be another person than at the stage before (HC 6.13).
    pub another_person: bool,
}

/// A complaints policy.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// Its name in configuration and output.
    pub id: String,
    /// Its title, as letters print it.
    pub name: String,
    /// The council's or landlord's name, as letters print it.
    pub council: String,
    /// How to reach the council about complaints.
    pub contact: Contact,
    /// Version of the text.
    pub version: String,
    /// First day in force.
    pub in_force: NaiveDate,
    /// The day by which the council said it would review it.
    pub review_by: Option<Placed<NaiveDate>>,
    /// Case references.
    pub reference: ReferenceFormat,
    /// The Ombudsman its complainants may go to.
    pub ombudsman: Ombudsman,
    /// How complaints are acknowledged.
    pub acknowledgement: Acknowledgement,
    /// Stage 1.
    pub stage1: StageLimits,
    /// Stage 2.
    pub stage2: StageLimits,
    /// How long after the stage 1 response stage 2 can be asked for.
    pub window: Option<Limit>,
    /// How old a matter may be; a flag for a person, never a refusal.
    pub issue_age: Option<Limit>,
    /// A councillor's or MP's enquiry; None where the policy sets no limit.
    pub enquiry: Option<Limit>,
    /// Evidence that the Ombudsman asks for.
    pub evidence: Option<Limit>,
    /// The acknowledgement of a data protection complaint (s.164A DPA 2018).
    pub data_protection: Option<Limit>,
    /// After this time from receipt staff are warned that both stages together
    /// take too long (LGSCO's guide).
    pub both_stages: Option<Limit>,
    /// The least rank of those who get an enquiry beside the team that deals with
    /// it (RB 13); None for nobody.
    pub enquiry_to: Option<Rank>,
    /// Whether an enquiry runs a complaint's clock beside its own (KH 3.0).
    pub enquiry_is_complaint: bool,
    /// Whether a complaint about a policy as such gets one answer here (KC 2.2).
    pub answers_policy_complaints: bool,
    /// Whether any dissatisfied reply to the stage 1 response asks for stage 2;
    /// else a person decides what it means.
    pub dissatisfied_reply_escalates: bool,
    /// When officers are reminded and chased.
    pub ladders: Ladders,
    /// Matters for a person to look at before they are taken on.
    pub exclusions: Vec<Exclusion>,
    /// Where other matters go.
    pub routes: Vec<Route>,
    /// What whoever deals with a case must not forget.
    pub advice: Vec<Advice>,
    /// Whether an officer owes a definition of each complaint by the day of the
    /// acknowledgement (HC 5.6).
    pub define: bool,
    /// What each letter must say.
    pub demands: Demands,
    /// The clauses of single values and of what is owed without a limit, by
    /// name.
    pub clauses: BTreeMap<String, String>,
    /// Where values, routes, advice and exclusions stand, for warnings.
    pub places: BTreeMap<String, Place>,
}

/// What is owed without a limit in the policy; each can have a clause there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owed {
    /// The definition of a complaint (HC 5.6).
    Definition,
    /// The next update that was agreed (HC 5.9).
    Update,
    /// A promised action (HC 7.3).
    Action,
    /// A look at an adjustment (HC 5.10).
    Adjustment,
    /// A look at a restriction (HC 5.14).
    Restriction,
}

impl Owed {
    /// Those of `[clauses]` with their names there; the definition has a key of
    /// its own.
    pub const IN_CLAUSES: [(&'static str, Owed); 4] = [
        ("update", Owed::Update),
        ("action", Owed::Action),
        ("adjustment", Owed::Adjustment),
        ("restriction", Owed::Restriction),
    ];

    /// The name in policy files.
    pub fn as_str(self) -> &'static str {
        Owed::IN_CLAUSES.iter().find(|(_, owed)| *owed == self).map_or("define", |(name, _)| name)
    }
}

impl Policy {
    /// The clause behind something owed; the policy's title where it names none,
    /// never a clause of another code.
    pub fn clause_of(&self, owed: Owed) -> String {
        self.clauses.get(owed.as_str()).unwrap_or(&self.name).clone()
    }

    /// Warns when the day of the policy's own review has passed.
    pub fn warn_of_review(&self, today: NaiveDate, faults: &mut Faults) {
        if let Some(review) = self.review_by.as_ref().filter(|review| review.value < today) {
            faults.warning(
                review.place.clone(),
                format!("the policy \"{}\" was to be reviewed by {}", self.name, review.value),
                "see whether a newer one is in force, and enter the new date (of built-in rules, \
                 in a copy: redress rules export)",
            );
        }
    }

    /// The exclusion of that id.
    pub fn exclusion(&self, id: &str) -> Option<&Exclusion> {
        self.exclusions.iter().find(|exclusion| exclusion.id == id)
    }

    /// The route of that id.
    pub fn route(&self, id: &str) -> Option<&Route> {
        self.routes.iter().find(|route| route.id == id)
    }

    /// Every route that the flags of a message point to.
    pub fn routes_of<'a>(&'a self, flags: &'a BTreeSet<String>) -> impl Iterator<Item = &'a Route> {
        self.routes.iter().filter(|route| route.flags.iter().any(|flag| flags.contains(flag)))
    }

    /// The advice for a case: of its flags, and at a stage what every complaint
    /// needs.
    pub fn advice_for<'a>(
        &'a self,
        flags: &'a [&str],
        stage: Option<Stage>,
    ) -> impl Iterator<Item = &'a Advice> {
        self.advice.iter().filter(move |advice| {
            let flagged = advice.flags.iter().any(|flag| flags.contains(&flag.as_str()));
            let everyones = advice.flags.is_empty() && stage.is_some();
            (flagged || everyones) && advice.stage.is_none_or(|of| Some(of) == stage)
        })
    }

    /// The limits of a stage.
    pub fn stage(&self, stage: Stage) -> &StageLimits {
        match stage {
            Stage::One => &self.stage1,
            Stage::Two => &self.stage2,
        }
    }

    /// When the acknowledgement of something received is due.
    ///
    /// # Errors
    /// [`BeyondCalendar`] when the calendar ends before.
    pub fn acknowledge_due(
        &self,
        stage: Stage,
        received: DateTime<Utc>,
        calendar: &Calendar,
    ) -> Result<Due, BeyondCalendar> {
        let day = calendar.received_on(received);
        Ok(self.stage(stage).acknowledge.count(day, calendar)?.due)
    }

    /// When the response is due; provisional while nothing is acknowledged.
    ///
    /// # Errors
    /// [`BeyondCalendar`] when the calendar ends before.
    pub fn respond_due(
        &self,
        stage: Stage,
        received: DateTime<Utc>,
        acknowledged: Option<DateTime<Utc>>,
        calendar: &Calendar,
    ) -> Result<Due, BeyondCalendar> {
        let limits = self.stage(stage);
        let start = deadline::response_start(limits, received, acknowledged, calendar)?;
        Ok(limits.respond.count(start, calendar)?.due)
    }
}

impl Policy {
    /// When an enquiry is to be answered; None where the policy sets no limit.
    ///
    /// # Errors
    /// [`BeyondCalendar`] when the calendar ends before.
    pub fn enquiry_due(
        &self,
        received: DateTime<Utc>,
        calendar: &Calendar,
    ) -> Result<Option<Due>, BeyondCalendar> {
        let day = calendar.received_on(received);
        self.enquiry.as_ref().map(|limit| Ok(limit.count(day, calendar)?.due)).transpose()
    }
}

/// All policies that were loaded, by id.
pub type Policies = BTreeMap<String, Policy>;
