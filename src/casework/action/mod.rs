//! What officers say on lines of their own (contract, "Actions"): the same
//! words in a mail, in a rehearsal and on the command line. Reading them is
//! here; what they do to a case is [`decide`](super::decide())'s to say.

mod answers;
mod dates;
mod points;
mod read;
mod signature;
mod understand;
mod wrong;

use chrono::NaiveDate;

use super::case::Kind;
use super::remedy::Remedy;
use crate::policy::reference::CaseRef;

pub use dates::{Tense, WrongDate, read_date};
pub use read::{Spoken, SpokenActions, is_field, is_own, read, read_by};
pub use understand::understand;
pub use wrong::{Setting, Wrong};

/// The verbs with their names and how they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// Confirms the definition, with the acknowledgement where none went out.
    Ack,
    /// Confirms the definition.
    Define,
    /// Gives the case to an officer.
    Assign,
    /// Answers the resident.
    Respond,
    /// Records an answer that was sent directly.
    Responded,
    /// Moves the response day.
    Extend,
    /// Refuses the complaint, or the escalation.
    Decline,
    /// Records that the resident asks for stage 2.
    Escalate,
    /// Records that the resident takes it back.
    Withdrawn,
    /// Ends the case.
    Close,
    /// Takes it up again.
    Reopen,
    /// Says what it is.
    Reclassify,
    /// Says which policy it comes under.
    Policy,
    /// Gives a part of it a record of its own.
    Split,
    /// Hands it to another procedure.
    Route,
    /// Says when the matter happened.
    Occurred,
    /// Asks the resident something.
    Ask,
    /// Tells the resident how it stands.
    Update,
    /// Promises a remedy.
    Action,
    /// A promised remedy is done.
    Done,
    /// Somebody was told by other means.
    Told,
    /// The representative may act.
    Consent,
    /// A reasonable adjustment, or another way of contact.
    Adjust,
    /// Restricts contact.
    Restrict,
    /// Keeps the record for legal reasons.
    Hold,
    /// Corrects the record.
    Correct,
    /// Names a case that belongs with it.
    Link,
    /// Takes another case of the same matter in.
    Merge,
    /// Writes something down.
    Note,
    /// Takes the officer's own last action back.
    Undo,
    /// Asks what can be written.
    Help,
}

impl Verb {
    /// Every verb with an example of how it is written.
    pub const ALL: [(&'static str, Verb, &'static str); 31] = [
        (
            "ack",
            Verb::Ack,
            "/ack\nDefinition: what the complaint is, one line a point\nOutcome: what the resident wants\nResponsible: what we are and are not responsible for",
        ),
        (
            "define",
            Verb::Define,
            "/define\nDefinition: what the complaint is, one line a point\nOutcome: what the resident wants\nResponsible: what we are and are not responsible for",
        ),
        ("assign", Verb::Assign, "/assign OFFICER-ID"),
        (
            "respond",
            Verb::Respond,
            "/respond\nDecision: upheld\nReasons: why\nRemedy: what we offer\nActions: none",
        ),
        (
            "responded",
            Verb::Responded,
            "/responded\nDecision: upheld\nReasons: why\nRemedy: what we offered\nActions: none",
        ),
        (
            "extend",
            Verb::Extend,
            "/extend 2027-02-01\nReason: why we need longer\nApprover: OFFICER-ID, only where the policy wants one",
        ),
        (
            "decline",
            Verb::Decline,
            "/decline\nReason: why, in detail\nGround: the exclusion, if there is one",
        ),
        ("escalate", Verb::Escalate, "/escalate"),
        ("withdrawn", Verb::Withdrawn, "/withdrawn"),
        ("close", Verb::Close, "/close\nReason: why"),
        ("reopen", Verb::Reopen, "/reopen\nReason: why"),
        ("reclassify", Verb::Reclassify, "/reclassify complaint"),
        ("policy", Verb::Policy, "/policy POLICY-ID"),
        ("split", Verb::Split, "/split service_request what that part is about"),
        ("route", Verb::Route, "/route ROUTE-ID"),
        ("occurred", Verb::Occurred, "/occurred 2026-05-01"),
        ("ask", Verb::Ask, "/ask what you want to know from the resident"),
        ("update", Verb::Update, "/update how it stands, for the resident"),
        ("action", Verb::Action, "/action 2027-02-01 OFFICER-ID what will be done"),
        ("done", Verb::Done, "/done 1"),
        ("told", Verb::Told, "/told whom you spoke to, and what you said"),
        ("consent", Verb::Consent, "/consent\nText: what shows that the representative may act"),
        ("adjust", Verb::Adjust, "/adjust what we do differently, for example: write by post"),
        ("restrict", Verb::Restrict, "/restrict 2027-06-01\nReason: why"),
        ("hold", Verb::Hold, "/hold\nReason: why the record must be kept"),
        ("correct", Verb::Correct, "/correct what is wrong, and what is right"),
        ("link", Verb::Link, "/link REFERENCE"),
        ("merge", Verb::Merge, "/merge REFERENCE"),
        ("note", Verb::Note, "/note what to write down"),
        ("undo", Verb::Undo, "/undo"),
        ("help", Verb::Help, "/help"),
    ];

    /// How it is called.
    pub fn as_str(self) -> &'static str {
        Verb::ALL.iter().find(|(_, verb, _)| *verb == self).map_or("", |(name, _, _)| name)
    }

    /// How it is written.
    pub fn example(self) -> &'static str {
        Verb::ALL.iter().find(|(_, verb, _)| *verb == self).map_or("", |(_, _, example)| example)
    }

    /// The verb of that name, however it is capitalised.
    pub fn parse(name: &str) -> Option<Verb> {
        let name = name.to_lowercase();
        Verb::ALL.iter().find(|(known, _, _)| *known == name).map(|(_, verb, _)| *verb)
    }

    /// Whether it settles how the case goes on: two of these in one mail
    /// contradict each other.
    pub fn settles(self) -> bool {
        matches!(
            self,
            Verb::Respond
                | Verb::Responded
                | Verb::Extend
                | Verb::Decline
                | Verb::Escalate
                | Verb::Withdrawn
                | Verb::Close
                | Verb::Reopen
        )
    }

    /// Whether it can stand in one mail several times.
    pub fn may_repeat(self) -> bool {
        matches!(
            self,
            Verb::Split
                | Verb::Ask
                | Verb::Action
                | Verb::Done
                | Verb::Told
                | Verb::Adjust
                | Verb::Correct
                | Verb::Link
                | Verb::Merge
                | Verb::Note
                | Verb::Help
        )
    }
}

/// What the complaint is, as an officer has confirmed it (Code 5.6, 5.7).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Definition {
    /// The points of the complaint.
    pub points: Vec<String>,
    /// What the resident wants.
    pub outcome: String,
    /// What the council is and is not responsible for.
    pub responsible: String,
}

/// An answer with its parts (Code 6.9, 6.19), or in plain words where no
/// complaint's clock runs: then there is no decision.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Answer {
    /// Upheld, partly or not; one line a point where there are several. Empty in
    /// a plain answer.
    pub decision: Vec<String>,
    /// Why. Of a plain answer, all its words.
    pub reasons: String,
    /// What is offered. Empty in a plain answer.
    pub remedy: String,
    /// What is still to be done.
    pub actions: Vec<Remedy>,
    /// What the council learns from it (Code 9.1).
    pub learning: Option<String>,
}

impl Answer {
    /// The words of a plain answer; None of one that has its parts.
    pub fn words(&self) -> Option<&str> {
        self.decision.is_empty().then_some(self.reasons.as_str())
    }
}

/// An action, understood; whether it may be done is not yet decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// See [`Verb::Ack`] and [`Verb::Define`].
    Define {
        /// The definition.
        definition: Definition,
        /// With the acknowledgement where none went out.
        acknowledge: bool,
    },
    /// See [`Verb::Assign`].
    Assign {
        /// Officer's id.
        officer: String,
        /// A manager's reason to override.
        reason: Option<String>,
    },
    /// See [`Verb::Respond`] and [`Verb::Responded`].
    Respond {
        /// The answer.
        answer: Answer,
        /// The officer has sent it already.
        sent_directly: bool,
    },
    /// See [`Verb::Extend`].
    Extend {
        /// The new day.
        until: NaiveDate,
        /// Why.
        reason: String,
        /// Officer's id.
        approver: Option<String>,
        /// Working days between updates.
        updates: Option<u16>,
    },
    /// See [`Verb::Decline`].
    Decline {
        /// Why.
        reason: String,
        /// The exclusion.
        ground: Option<String>,
    },
    /// See [`Verb::Escalate`].
    Escalate,
    /// See [`Verb::Withdrawn`].
    Withdrawn,
    /// See [`Verb::Close`].
    Close {
        /// Why.
        reason: String,
        /// What the council learns from it (Code 9.1).
        learning: Option<String>,
    },
    /// See [`Verb::Reopen`].
    Reopen {
        /// Why.
        reason: String,
    },
    /// See [`Verb::Reclassify`].
    Reclassify {
        /// What it is.
        kind: Kind,
    },
    /// See [`Verb::Policy`].
    Policy {
        /// Policy's id.
        policy: String,
    },
    /// See [`Verb::Split`].
    Split {
        /// What the part is.
        kind: Kind,
        /// What it is about.
        text: String,
    },
    /// See [`Verb::Route`].
    Route {
        /// Route's id.
        route: String,
    },
    /// See [`Verb::Occurred`].
    Occurred {
        /// The day.
        day: NaiveDate,
    },
    /// See [`Verb::Ask`].
    Ask {
        /// The question.
        text: String,
    },
    /// See [`Verb::Update`].
    Update {
        /// The news.
        text: String,
    },
    /// See [`Verb::Action`].
    Remedy(Remedy),
    /// See [`Verb::Done`].
    Done {
        /// Number of the remedy, from 1.
        number: u16,
    },
    /// `/done review`: what was agreed or restricted was looked at again.
    Reviewed,
    /// `/done route`: what had no address was passed on.
    PassedOn,
    /// See [`Verb::Told`].
    Told {
        /// Whom, and what.
        text: String,
    },
    /// See [`Verb::Consent`].
    Consent {
        /// What shows it.
        text: String,
    },
    /// See [`Verb::Adjust`].
    Adjust {
        /// What is done differently.
        text: String,
    },
    /// See [`Verb::Restrict`].
    Restrict {
        /// Until when.
        until: NaiveDate,
        /// Why.
        reason: String,
    },
    /// See [`Verb::Hold`].
    Hold {
        /// Why.
        reason: String,
    },
    /// See [`Verb::Correct`].
    Correct {
        /// What is right.
        text: String,
    },
    /// See [`Verb::Link`].
    Link {
        /// The other case.
        other: CaseRef,
    },
    /// See [`Verb::Merge`].
    Merge {
        /// The case that is taken in.
        other: CaseRef,
    },
    /// See [`Verb::Note`].
    Note {
        /// What to write down.
        text: String,
    },
    /// See [`Verb::Undo`].
    Undo,
    /// See [`Verb::Help`].
    Help,
}

impl Action {
    /// The verb that said it.
    pub fn verb(&self) -> Verb {
        match self {
            Action::Define { acknowledge: true, .. } => Verb::Ack,
            Action::Define { .. } => Verb::Define,
            Action::Assign { .. } => Verb::Assign,
            Action::Respond { sent_directly: true, .. } => Verb::Responded,
            Action::Respond { .. } => Verb::Respond,
            Action::Extend { .. } => Verb::Extend,
            Action::Decline { .. } => Verb::Decline,
            Action::Escalate => Verb::Escalate,
            Action::Withdrawn => Verb::Withdrawn,
            Action::Close { .. } => Verb::Close,
            Action::Reopen { .. } => Verb::Reopen,
            Action::Reclassify { .. } => Verb::Reclassify,
            Action::Policy { .. } => Verb::Policy,
            Action::Split { .. } => Verb::Split,
            Action::Route { .. } => Verb::Route,
            Action::Occurred { .. } => Verb::Occurred,
            Action::Ask { .. } => Verb::Ask,
            Action::Update { .. } => Verb::Update,
            Action::Remedy(_) => Verb::Action,
            Action::Done { .. } | Action::Reviewed | Action::PassedOn => Verb::Done,
            Action::Told { .. } => Verb::Told,
            Action::Consent { .. } => Verb::Consent,
            Action::Adjust { .. } => Verb::Adjust,
            Action::Restrict { .. } => Verb::Restrict,
            Action::Hold { .. } => Verb::Hold,
            Action::Correct { .. } => Verb::Correct,
            Action::Link { .. } => Verb::Link,
            Action::Merge { .. } => Verb::Merge,
            Action::Note { .. } => Verb::Note,
            Action::Undo => Verb::Undo,
            Action::Help => Verb::Help,
        }
    }
}
