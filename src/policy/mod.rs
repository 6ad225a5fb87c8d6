//! A council's complaints policy as data: time limits, the calendar they are
//! counted with, reminders, references and the Ombudsman. Pure: the files are
//! read elsewhere and arrive as text.

pub mod calendar;
pub mod deadline;
pub mod limit;
pub mod load;
pub mod reference;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use crate::fault::Faults;
use crate::toml_file::Placed;
pub use calendar::{BeyondCalendar, Calendar, WorkingDays};
pub use limit::{Due, Limit};
pub use reference::ReferenceFormat;

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
    /// good reason and a manager.
    pub extend: Limit,
}

/// How to reach an Ombudsman, as it may be printed today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ombudsman {
    /// The full name.
    pub name: String,
    /// Telephone number.
    pub phone: String,
    /// Web address of the complaint form.
    pub web: String,
    /// Postal address in one line.
    pub post: String,
}

/// A letter to an officer about a duty, some working days before (negative)
/// or after its due day, in working hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rung {
    /// Working days from the due day; 0 is the day itself.
    pub working_days: i32,
    /// Which letter.
    pub letter: RungLetter,
}

/// What a rung of the reminder ladder sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RungLetter {
    /// Before the due day passes.
    Reminder,
    /// After it has passed.
    Chase,
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
    /// Whether an enquiry runs a complaint's clock beside its own (KH 3.0).
    pub enquiry_is_complaint: bool,
    /// Whether a complaint about a policy as such gets one answer here (KC 2.2).
    pub answers_policy_complaints: bool,
    /// The ladder of the duty to respond.
    pub respond_ladder: Vec<Rung>,
    /// The ladder of the duty to acknowledge.
    pub acknowledge_ladder: Vec<Rung>,
}

impl Policy {
    /// Warns when the day of the policy's own review has passed.
    pub fn warn_of_review(&self, today: NaiveDate, faults: &mut Faults) {
        if let Some(review) = self.review_by.as_ref().filter(|review| review.value < today) {
            faults.warning(
                review.place.clone(),
                format!("the policy \"{}\" was to be reviewed by {}", self.name, review.value),
                "see whether a newer one is in force, and enter the new date, in a copy of the \
                 rules where these are built in",
            );
        }
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
        let day = calendar::local_day(received);
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
        let day = calendar::local_day(received);
        self.enquiry.as_ref().map(|limit| Ok(limit.count(day, calendar)?.due)).transpose()
    }
}

/// All policies that were loaded, by id.
pub type Policies = BTreeMap<String, Policy>;
