//! The letters that decisions call for. Who may get which is in the types: a
//! letter for a resident needs a [`Reach`], one for staff a
//! [`StaffAddress`].

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::action::{Answer, Definition, Wrong};
use super::duty::{DutyKey, OwedItem};
use super::people::StaffAddress;
use super::reach::Reach;
use crate::policy::Stage;

/// The kinds of letter, by their names in output (contract, `rehearse`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// "We have your mail": neither date nor definition.
    Receipt,
    /// The acknowledgement of a complaint (KH 4.2, HC 6.2).
    Acknowledgement,
    /// The complaint as understood, confirmed by an officer (HC 5.6).
    Definition,
    /// More time is needed (HC 6.4).
    Extension,
    /// News while a case runs (HC 5.9).
    Update,
    /// The answer of a stage (HC 6.9, 6.19).
    Response,
    /// A complaint, or stage 2, is not taken on (HC 2.4, 5.11).
    Refusal,
    /// Somebody else deals with it (RB 5).
    Routed,
    /// A represented person is asked for consent (HC 3.6).
    Consent,
    /// "This is a service request" (HC 1.3).
    ServiceRequest,
    /// Thanks for a comment or compliment (KH 10).
    Thanks,
    /// To the council's own address for a routed matter.
    Handover,
    /// To staff: a case is yours.
    Assignment,
    /// To staff: the resident wrote again.
    NewMessage,
    /// To staff: something falls due.
    Reminder,
    /// To staff: something is overdue.
    Chase,
    /// To a manager: something that an officer of theirs owes is overdue.
    ManagerAlert,
    /// To staff: what they owe, each working morning.
    Digest,
    /// To staff: something is unclear.
    Triage,
    /// To staff: danger.
    UrgentAlert,
    /// To an officer: what became of the actions in their mail.
    CommandReply,
    /// To staff: a letter did not arrive.
    DeliveryFailed,
    /// To staff: the program needs someone.
    Alert,
}

impl LetterKind {
    /// All kinds with their names in output, the store, and file names.
    pub const ALL: [(&'static str, LetterKind); 23] = [
        ("receipt", LetterKind::Receipt),
        ("acknowledgement", LetterKind::Acknowledgement),
        ("definition", LetterKind::Definition),
        ("extension", LetterKind::Extension),
        ("update", LetterKind::Update),
        ("response", LetterKind::Response),
        ("refusal", LetterKind::Refusal),
        ("routed", LetterKind::Routed),
        ("consent", LetterKind::Consent),
        ("service_request", LetterKind::ServiceRequest),
        ("thanks", LetterKind::Thanks),
        ("handover", LetterKind::Handover),
        ("assignment", LetterKind::Assignment),
        ("new_message", LetterKind::NewMessage),
        ("reminder", LetterKind::Reminder),
        ("chase", LetterKind::Chase),
        ("manager_alert", LetterKind::ManagerAlert),
        ("digest", LetterKind::Digest),
        ("triage", LetterKind::Triage),
        ("urgent_alert", LetterKind::UrgentAlert),
        ("command_reply", LetterKind::CommandReply),
        ("delivery_failed", LetterKind::DeliveryFailed),
        ("alert", LetterKind::Alert),
    ];

    /// The name in output, the store, and file names.
    pub fn as_str(self) -> &'static str {
        LetterKind::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<LetterKind> {
        LetterKind::ALL.iter().find(|(other, _)| *other == name).map(|(_, kind)| *kind)
    }

    /// Whether it is about a deadline, and so goes out in working hours only.
    pub fn keeps_working_hours(self) -> bool {
        matches!(
            self,
            LetterKind::Reminder
                | LetterKind::Chase
                | LetterKind::ManagerAlert
                | LetterKind::Digest
        )
    }

    /// Whether an officer's out-of-office in answer to it tells that a case
    /// waits for somebody who is away. Others must not cause automatic replies.
    pub fn asks_an_officer(self) -> bool {
        matches!(
            self,
            LetterKind::Assignment
                | LetterKind::NewMessage
                | LetterKind::Reminder
                | LetterKind::Chase
                | LetterKind::Triage
                | LetterKind::UrgentAlert
        )
    }

    /// Whether it goes to a resident.
    pub fn for_resident(self) -> bool {
        match self {
            LetterKind::Receipt
            | LetterKind::Acknowledgement
            | LetterKind::Definition
            | LetterKind::Extension
            | LetterKind::Update
            | LetterKind::Response
            | LetterKind::Refusal
            | LetterKind::Routed
            | LetterKind::Consent
            | LetterKind::ServiceRequest
            | LetterKind::Thanks => true,
            LetterKind::Handover
            | LetterKind::Assignment
            | LetterKind::NewMessage
            | LetterKind::Reminder
            | LetterKind::Chase
            | LetterKind::ManagerAlert
            | LetterKind::Digest
            | LetterKind::Triage
            | LetterKind::UrgentAlert
            | LetterKind::CommandReply
            | LetterKind::DeliveryFailed
            | LetterKind::Alert => false,
        }
    }
}

/// A letter with what only its kind needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Letter {
    /// See [`LetterKind::Receipt`].
    Receipt {
        /// The resident.
        to: Reach,
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
            Letter::Receipt { .. } => LetterKind::Receipt,
            Letter::Acknowledgement { .. } => LetterKind::Acknowledgement,
            Letter::ServiceRequest { .. } => LetterKind::ServiceRequest,
            Letter::Thanks { .. } => LetterKind::Thanks,
            Letter::Extension { .. } => LetterKind::Extension,
            Letter::Response { .. } => LetterKind::Response,
            Letter::Refusal { .. } => LetterKind::Refusal,
            Letter::Routed { .. } => LetterKind::Routed,
            Letter::Consent { .. } => LetterKind::Consent,
            Letter::Update { .. } => LetterKind::Update,
            Letter::Definition { .. } => LetterKind::Definition,
            Letter::Handover { .. } => LetterKind::Handover,
            Letter::CommandReply { .. } => LetterKind::CommandReply,
            Letter::Assignment { .. } | Letter::Returned { .. } => LetterKind::Assignment,
            Letter::NewMessage { .. } => LetterKind::NewMessage,
            Letter::Reminder { .. } => LetterKind::Reminder,
            Letter::Chase { .. } => LetterKind::Chase,
            Letter::ManagerAlert { .. } | Letter::Away { .. } => LetterKind::ManagerAlert,
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
            | Letter::Acknowledgement { to, .. }
            | Letter::ServiceRequest { to }
            | Letter::Thanks { to }
            | Letter::Extension { to, .. }
            | Letter::Response { to, .. }
            | Letter::Refusal { to, .. }
            | Letter::Routed { to, .. }
            | Letter::Consent { to }
            | Letter::Update { to, .. }
            | Letter::Definition { to, .. } => Some(to),
            Letter::Assignment { .. }
            | Letter::NewMessage { .. }
            | Letter::Reminder { .. }
            | Letter::Chase { .. }
            | Letter::ManagerAlert { .. }
            | Letter::Away { .. }
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
            | Letter::NewMessage { to }
            | Letter::Reminder { to, .. }
            | Letter::Chase { to, .. }
            | Letter::ManagerAlert { to, .. }
            | Letter::Away { to, .. }
            | Letter::Returned { to }
            | Letter::Digest { to }
            | Letter::Triage { to, .. }
            | Letter::UrgentAlert { to, .. }
            | Letter::DeliveryFailed { to, .. }
            | Letter::Handover { to, .. }
            | Letter::CommandReply { to, .. }
            | Letter::Alert { to } => Some(to),
            Letter::Receipt { .. }
            | Letter::Acknowledgement { .. }
            | Letter::ServiceRequest { .. }
            | Letter::Thanks { .. }
            | Letter::Extension { .. }
            | Letter::Response { .. }
            | Letter::Refusal { .. }
            | Letter::Routed { .. }
            | Letter::Consent { .. }
            | Letter::Update { .. }
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
