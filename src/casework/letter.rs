//! The letters that decisions call for. Who may get which is in the types: a
//! letter for a resident needs a [`Reach`], one for staff a
//! [`StaffAddress`].

use chrono::NaiveDate;

pub use super::letter_kind::LetterKind;

use super::action::{Answer, Definition, Wrong};
use super::duty::{DutyKey, OwedItem};
use super::people::StaffAddress;
use super::reach::Reach;
use crate::policy::Stage;

/// A letter with what only its kind needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Letter {
    /// See [`LetterKind::Receipt`].
    Receipt {
        /// The resident.
        to: Reach,
    },
    /// Stage 2 was asked for after the last day for that: a
    /// [`LetterKind::Receipt`].
    LateRequest {
        /// Whoever asks.
        to: Reach,
        /// The last day.
        closed: NaiveDate,
    },
    /// See [`LetterKind::Acknowledgement`].
    Acknowledgement {
        /// The resident.
        to: Reach,
        /// Of which stage.
        stage: Stage,
        /// The response date it promises; None where the calendar can't say.
        respond_by: Option<NaiveDate>,
    },
    /// See [`LetterKind::ServiceRequest`].
    ServiceRequest {
        /// The resident.
        to: Reach,
    },
    /// See [`LetterKind::Thanks`].
    Thanks {
        /// The resident.
        to: Reach,
    },
    /// See [`LetterKind::Extension`].
    Extension {
        /// The resident.
        to: Reach,
        /// The new day.
        until: NaiveDate,
        /// The day that they were told before.
        instead_of: NaiveDate,
        /// Why.
        reason: String,
        /// Working days between updates.
        updates: Option<u16>,
    },
    /// See [`LetterKind::Response`].
    Response {
        /// The resident.
        to: Reach,
        /// Of which stage; None outside the complaints procedure.
        stage: Option<Stage>,
        /// What it says.
        answer: Answer,
        /// Until when stage 2 can be asked for.
        escalate_by: Option<NaiveDate>,
    },
    /// See [`LetterKind::Refusal`].
    Refusal {
        /// The resident.
        to: Reach,
        /// The escalation is refused, not the complaint.
        escalation: bool,
        /// Why.
        reason: String,
        /// The exclusion, in words.
        ground: Option<String>,
        /// Who decided.
        by: String,
    },
    /// See [`LetterKind::Routed`].
    Routed {
        /// The resident.
        to: Reach,
        /// Ids of the routes.
        routes: Vec<String>,
    },
    /// See [`LetterKind::Consent`].
    Consent {
        /// Whoever writes for somebody.
        to: Reach,
    },
    /// See [`LetterKind::Update`].
    Update {
        /// The resident.
        to: Reach,
        /// What an officer wrote.
        text: String,
        /// It asks something.
        question: bool,
    },
    /// The case is closed without an answer: a [`LetterKind::Update`].
    Closing {
        /// The resident.
        to: Reach,
        /// Why.
        reason: String,
    },
    /// See [`LetterKind::Definition`].
    Definition {
        /// The resident.
        to: Reach,
        /// The complaint as the council understands it.
        definition: Definition,
    },
    /// See [`LetterKind::Assignment`].
    Assignment {
        /// Officer, team, triage or alerts.
        to: StaffAddress,
        /// Why it came to them.
        why: String,
    },
    /// See [`LetterKind::NewMessage`].
    NewMessage {
        /// Whoever holds the case.
        to: StaffAddress,
        /// Ids of routes that the message seems to be for.
        routes: Vec<String>,
    },
    /// See [`LetterKind::Reminder`].
    Reminder {
        /// Whoever holds the case.
        to: StaffAddress,
        /// Of what.
        duty: DutyKey,
        /// When it is due.
        due: NaiveDate,
    },
    /// See [`LetterKind::Chase`].
    Chase {
        /// Whoever holds the case.
        to: StaffAddress,
        /// Of what.
        duty: DutyKey,
        /// When it was due.
        due: NaiveDate,
    },
    /// See [`LetterKind::ManagerAlert`].
    ManagerAlert {
        /// The manager or head of service.
        to: StaffAddress,
        /// Of what.
        duty: DutyKey,
        /// When it was due.
        due: NaiveDate,
        /// Name of the officer or team that holds the case.
        holder: String,
    },
    /// An officer is away: a [`LetterKind::ManagerAlert`].
    Away {
        /// The manager, the team, triage or alerts.
        to: StaffAddress,
        /// Name of the officer.
        officer: String,
        /// Names of those who have the officer's mail as well.
        cover: Vec<String>,
        /// Officers of the same teams, as `id (name)`.
        others: Vec<String>,
        /// What the case owes, soonest first.
        owed: Vec<OwedItem>,
    },
    /// They are said to have approved an extension: a
    /// [`LetterKind::ManagerAlert`].
    Approval {
        /// The approver.
        to: StaffAddress,
        /// Name of whoever says so.
        by: String,
        /// The new day.
        until: NaiveDate,
        /// Why.
        reason: String,
    },
    /// Cases of an officer who left are the team's again: a
    /// [`LetterKind::Assignment`].
    Returned {
        /// The team, triage or alerts.
        to: StaffAddress,
    },
    /// See [`LetterKind::Digest`].
    Digest {
        /// An officer, or triage.
        to: StaffAddress,
    },
    /// See [`LetterKind::Triage`].
    Triage {
        /// Triage officers or alerts.
        to: StaffAddress,
        /// What is unclear.
        why: String,
    },
    /// See [`LetterKind::UrgentAlert`].
    UrgentAlert {
        /// The urgent address.
        to: StaffAddress,
        /// The flags that call for it.
        flags: Vec<String>,
    },
    /// See [`LetterKind::DeliveryFailed`].
    DeliveryFailed {
        /// Whoever holds the case, or alerts.
        to: StaffAddress,
        /// Which letter.
        letter: LetterKind,
        /// The server's words.
        why: String,
        /// What is owed because of it, soonest first.
        owed: Vec<OwedItem>,
    },
    /// See [`LetterKind::Handover`].
    Handover {
        /// The address in the council's routes file.
        to: StaffAddress,
        /// Id of the route.
        route: String,
    },
    /// See [`LetterKind::CommandReply`].
    CommandReply {
        /// The officer.
        to: StaffAddress,
        /// What was done, in words.
        done: Vec<String>,
        /// What could not be done; then nothing was.
        wrong: Vec<Wrong>,
    },
    /// See [`LetterKind::Alert`].
    Alert {
        /// The alerts address.
        to: StaffAddress,
    },
}

impl Letter {
    /// Its kind.
    pub fn kind(&self) -> LetterKind {
        match self {
            Letter::Receipt { .. } | Letter::LateRequest { .. } => LetterKind::Receipt,
            Letter::Acknowledgement { .. } => LetterKind::Acknowledgement,
            Letter::ServiceRequest { .. } => LetterKind::ServiceRequest,
            Letter::Thanks { .. } => LetterKind::Thanks,
            Letter::Extension { .. } => LetterKind::Extension,
            Letter::Response { .. } => LetterKind::Response,
            Letter::Refusal { .. } => LetterKind::Refusal,
            Letter::Routed { .. } => LetterKind::Routed,
            Letter::Consent { .. } => LetterKind::Consent,
            Letter::Update { .. } | Letter::Closing { .. } => LetterKind::Update,
            Letter::Definition { .. } => LetterKind::Definition,
            Letter::Handover { .. } => LetterKind::Handover,
            Letter::CommandReply { .. } => LetterKind::CommandReply,
            Letter::Assignment { .. } | Letter::Returned { .. } => LetterKind::Assignment,
            Letter::NewMessage { .. } => LetterKind::NewMessage,
            Letter::Reminder { .. } => LetterKind::Reminder,
            Letter::Chase { .. } => LetterKind::Chase,
            Letter::ManagerAlert { .. } | Letter::Away { .. } | Letter::Approval { .. } => {
                LetterKind::ManagerAlert
            }
            Letter::Digest { .. } => LetterKind::Digest,
            Letter::Triage { .. } => LetterKind::Triage,
            Letter::UrgentAlert { .. } => LetterKind::UrgentAlert,
            Letter::DeliveryFailed { .. } => LetterKind::DeliveryFailed,
            Letter::Alert { .. } => LetterKind::Alert,
        }
    }

    /// Whether it goes to a resident on paper.
    pub fn on_paper(&self) -> bool {
        self.reach().is_some_and(Reach::is_paper)
    }

    /// The one address it goes to; on paper, its lines.
    pub fn to(&self) -> &str {
        if let Some(to) = self.reach() {
            return to.as_str();
        }
        self.staff().map_or("", StaffAddress::as_str)
    }

    /// The resident it goes to.
    fn reach(&self) -> Option<&Reach> {
        match self {
            Letter::Receipt { to }
            | Letter::LateRequest { to, .. }
            | Letter::Acknowledgement { to, .. }
            | Letter::ServiceRequest { to }
            | Letter::Thanks { to }
            | Letter::Extension { to, .. }
            | Letter::Response { to, .. }
            | Letter::Refusal { to, .. }
            | Letter::Routed { to, .. }
            | Letter::Consent { to }
            | Letter::Update { to, .. }
            | Letter::Closing { to, .. }
            | Letter::Definition { to, .. } => Some(to),
            Letter::Assignment { .. }
            | Letter::NewMessage { .. }
            | Letter::Reminder { .. }
            | Letter::Chase { .. }
            | Letter::ManagerAlert { .. }
            | Letter::Away { .. }
            | Letter::Approval { .. }
            | Letter::Returned { .. }
            | Letter::Digest { .. }
            | Letter::Triage { .. }
            | Letter::UrgentAlert { .. }
            | Letter::DeliveryFailed { .. }
            | Letter::Handover { .. }
            | Letter::CommandReply { .. }
            | Letter::Alert { .. } => None,
        }
    }

    /// Whoever of the council's staff it goes to.
    fn staff(&self) -> Option<&StaffAddress> {
        match self {
            Letter::Assignment { to, .. }
            | Letter::NewMessage { to, .. }
            | Letter::Reminder { to, .. }
            | Letter::Chase { to, .. }
            | Letter::ManagerAlert { to, .. }
            | Letter::Away { to, .. }
            | Letter::Approval { to, .. }
            | Letter::Returned { to }
            | Letter::Digest { to }
            | Letter::Triage { to, .. }
            | Letter::UrgentAlert { to, .. }
            | Letter::DeliveryFailed { to, .. }
            | Letter::Handover { to, .. }
            | Letter::CommandReply { to, .. }
            | Letter::Alert { to } => Some(to),
            Letter::Receipt { .. }
            | Letter::LateRequest { .. }
            | Letter::Acknowledgement { .. }
            | Letter::ServiceRequest { .. }
            | Letter::Thanks { .. }
            | Letter::Extension { .. }
            | Letter::Response { .. }
            | Letter::Refusal { .. }
            | Letter::Routed { .. }
            | Letter::Consent { .. }
            | Letter::Update { .. }
            | Letter::Closing { .. }
            | Letter::Definition { .. } => None,
        }
    }
}

/// A letter to be queued. Case, kind, round and recipient make its key: the
/// same letter can't be queued twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// What it says and to whom.
    pub letter: Letter,
    /// Which of its kind on this case: a stage, a duty and rung, a message.
    pub round: String,
    /// Whether the resident's words and attachments of the message in hand go
    /// with it.
    pub with_mail: bool,
    /// A reminder or chase whose time passed unused, in an outage: of several
    /// to one person a single digest is made.
    pub late: bool,
}
