//! The kinds of letter, and what is common to all of a kind.

use serde::{Deserialize, Serialize};

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
