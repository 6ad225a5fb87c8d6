//! What happened on a case. Events are appended to the case's history and
//! never changed; together they give the case.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::case::{Holder, Kind, Party, State};
use super::duty::{DueDay, DutyKey};
use super::letter::LetterKind;
use crate::policy::Stage;
use crate::policy::reference::CaseRef;

/// A message in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageRef(pub i64);

/// Who wrote a message that joined a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Writer {
    /// The complainant or another participant.
    Participant,
    /// An officer, by id.
    Officer(String),
    /// Somebody whose mail proved that it belongs here.
    Other,
}

/// Everything that is known of a case when it opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The reference that letters carry.
    pub reference: CaseRef,
    /// Name of the mailbox.
    pub mailbox: String,
    /// What it is.
    pub kind: Kind,
    /// Stage 1, or None outside the complaints procedure.
    pub stage: Option<Stage>,
    /// Id of the policy it is dealt with under.
    pub policy: String,
    /// The rules did not say which policy; a person settles it.
    pub policy_unclear: bool,
    /// Who wrote.
    pub complainant: Party,
    /// Service area.
    pub area: Option<String>,
    /// Flags of the rules, and `needs_review`.
    pub flags: Vec<String>,
    /// Exclusions to put before a person.
    pub exclusions: Vec<String>,
    /// When the message arrived.
    pub received_at: DateTime<Utc>,
    /// The message.
    pub message: MessageRef,
    /// Version of the rules that judged it.
    pub rules_version: String,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The case began.
    Opened(Box<Opening>),
    /// A further message belongs to it.
    Joined {
        /// Which.
        message: MessageRef,
        /// Who wrote it.
        by: Writer,
    },
    /// Staff sent a mail about it by hand, from the mailbox.
    SentByHand {
        /// Which.
        message: MessageRef,
        /// It went to the resident.
        to_resident: bool,
    },
    /// It was given to someone.
    Assigned {
        /// To whom.
        to: Holder,
        /// Why.
        why: String,
    },
    /// A duty stands, or stands again, or has another day.
    DutySet {
        /// Which.
        duty: DutyKey,
        /// Until when.
        due: Option<DueDay>,
    },
    /// A duty was met.
    DutyMet {
        /// Which.
        duty: DutyKey,
    },
    /// A duty's day passed.
    DutyMissed {
        /// Which.
        duty: DutyKey,
    },
    /// A duty fell away.
    DutyWithdrawn {
        /// Which.
        duty: DutyKey,
        /// Why.
        why: String,
    },
    /// An officer was reminded or chased.
    Reminded {
        /// Of what.
        duty: DutyKey,
        /// Which rung, in working days from the due day.
        rung: i32,
    },
    /// A letter to the resident was queued.
    LetterQueued {
        /// Which.
        letter: LetterKind,
        /// The response date that it promises.
        promised: Option<NaiveDate>,
    },
    /// The guard kept a letter to the resident from being written.
    HeldBack {
        /// Why.
        why: String,
    },
    /// The mail server took a letter to the resident.
    LetterSent {
        /// Which.
        letter: LetterKind,
    },
    /// The acknowledgement reached the resident's mail server.
    Acknowledged {
        /// Of which stage.
        stage: Stage,
        /// When the server took it.
        at: DateTime<Utc>,
    },
    /// A letter to the resident was refused or came back.
    LetterFailed {
        /// Which.
        letter: LetterKind,
        /// The server's words.
        why: String,
    },
    /// The case is over.
    Closed {
        /// How.
        state: State,
        /// Why.
        why: String,
    },
    /// The case goes on.
    Reopened {
        /// Why.
        why: String,
    },
}
