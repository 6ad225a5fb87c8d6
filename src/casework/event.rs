//! What happened on a case. Events are appended to the case's history and
//! never changed; together they give the case.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::action::{Answer, Definition};
use super::case::{Case, Holder, Kind, Party, State};
use super::dealings::{Asked, Earlier, Extension, Refused, Restriction, Said};
use super::duty::{DueDay, DutyKey};
use super::group::Member;
use super::letter::LetterKind;
use super::reach::Reach;
use super::remedy::Remedy;
use crate::message::Channel;
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
    /// Where letters to them may go; None where nobody can be written to.
    pub reach: Option<Reach>,
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
        /// The rung of the ladder whose day is the one on which the duty was set, in
        /// working days from the due day: no reminder of that day or before it is
        /// sent. None where a date was only counted anew.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        set_on: Option<i32>,
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
    /// A letter to the resident lies printed, for a person to post or read out.
    LetterPrinted {
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
    /// An officer or a user acted; what follows is what came of it.
    Acted {
        /// The verbs, in order.
        verbs: Vec<String>,
        /// What is done once though it comes twice.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        said: Vec<Said>,
        /// Keys of the letters that it caused, but for the answer to whoever
        /// acted; None in records from before this was kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        letters: Option<Vec<String>>,
    },
    /// The time to answer was extended.
    Extended(Extension),
    /// The resident asks for stage 2.
    Escalated {
        /// When that was received.
        at: DateTime<Utc>,
        /// What shows it.
        why: String,
        /// The mail that asks; None where it was said otherwise.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked: Option<Asked>,
    },
    /// It is something else.
    Reclassified {
        /// What.
        kind: Kind,
        /// The stage it is at now.
        stage: Option<Stage>,
        /// The day of an answer to a complaint that the resident was told of,
        /// where none is owed any more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        no_longer_by: Option<NaiveDate>,
    },
    /// Flags that were added and taken away.
    Flagged {
        /// Added.
        add: Vec<String>,
        /// Taken away.
        remove: Vec<String>,
    },
    /// The officer's last action was taken back; the case as it is without it.
    Undone {
        /// The verbs.
        verbs: Vec<String>,
        /// The case.
        case: Box<Case>,
    },
    /// Something was settled that the case remembers beside its course.
    Settled(Settled),
}

/// What was settled about a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "settled", rename_all = "snake_case")]
pub enum Settled {
    /// A message of it did not come by mail; whoever the event names entered it.
    Entered {
        /// Which.
        message: MessageRef,
        /// How it came.
        channel: Channel,
    },
    /// The complaint definition was confirmed.
    Defined {
        /// What it is.
        definition: Definition,
        /// When.
        at: DateTime<Utc>,
    },
    /// An answer was written. It counts when it is sent.
    Answered {
        /// At which stage.
        stage: Option<Stage>,
        /// What it says.
        answer: Answer,
        /// Who wrote it.
        by: String,
        /// Who held the case.
        handler: Option<String>,
    },
    /// The answer reached the resident's mail server, or was sent directly.
    AnswerSent {
        /// At which stage.
        stage: Option<Stage>,
        /// When.
        at: DateTime<Utc>,
    },
    /// Updates were agreed.
    UpdatesAgreed {
        /// Working days between them.
        every: u16,
    },
    /// The complaint, or the escalation, was refused.
    Refused(Refused),
    /// The refusal reached the resident's mail server.
    RefusalSent {
        /// When.
        at: DateTime<Utc>,
    },
    /// It is closed without an answer, and the resident is told: over when they
    /// are.
    Closing {
        /// Why.
        reason: String,
    },
    /// Whoever dealt with it was asked what is learned from it (Code 9.1).
    LearningAsked,
    /// It comes under another policy.
    PolicyChanged {
        /// Which.
        policy: String,
    },
    /// It was handed to another procedure.
    Routed {
        /// Which.
        route: String,
    },
    /// Nobody's address is known for the route: a person passes it on.
    PassOn {
        /// Which.
        route: String,
        /// To whom, as in "by …".
        goes_to: String,
    },
    /// What a route leads to was handed over after all.
    PassedOn {
        /// Which.
        route: String,
    },
    /// The day the matter happened.
    Occurred {
        /// Which.
        day: NaiveDate,
    },
    /// The resident was asked something.
    Asked {
        /// What.
        text: String,
    },
    /// The resident was told how it stands.
    Updated {
        /// What.
        text: String,
    },
    /// A remedy was promised.
    RemedyPromised {
        /// Its number.
        number: u16,
        /// Which.
        remedy: Remedy,
    },
    /// A promised remedy is done.
    RemedyDone {
        /// Its number.
        number: u16,
    },
    /// Somebody was told by other means than a letter.
    Told {
        /// Whom, and what.
        text: String,
    },
    /// A representative's authority was asked for.
    AuthorityAsked,
    /// A representative's authority was recorded.
    AuthorityGiven {
        /// What shows it.
        text: String,
    },
    /// An adjustment was agreed.
    Adjusted {
        /// What is done differently.
        text: String,
        /// The resident is not written to by mail any more.
        no_mail: bool,
    },
    /// Contact was restricted.
    Restricted(Restriction),
    /// The record is kept whatever the schedule says.
    LegalHold {
        /// Why.
        reason: String,
    },
    /// The record was corrected; what was there before stays.
    Corrected {
        /// What is right.
        text: String,
    },
    /// The same person had cases before.
    EarlierCases {
        /// Which, newest first.
        cases: Vec<Earlier>,
    },
    /// Another case belongs with it.
    Linked {
        /// Which.
        other: CaseRef,
        /// How.
        why: String,
    },
    /// Its complainant takes part in another case of the same matter (KH 4.0).
    Merged {
        /// Which.
        into: CaseRef,
    },
    /// The resident's mail may ask for stage 2: a person says.
    PerhapsStage2 {
        /// When it arrived.
        at: DateTime<Utc>,
        /// Which.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked: Option<Asked>,
    },
    /// A manager gave the case to somebody whom it is about, or seems to be.
    ConflictWeighed {
        /// Officer's id.
        officer: String,
        /// Why.
        reason: String,
    },
    /// Another complainant of the same matter joined (KH 4.0).
    MemberJoined {
        /// Who.
        member: Member,
        /// The case that was theirs.
        from: CaseRef,
    },
    /// Something was written down.
    Noted {
        /// What.
        text: String,
    },
    /// An officer who should deal with it is away.
    Away {
        /// Officer's id.
        officer: String,
        /// The automatic reply that says so.
        message: MessageRef,
        /// Until that day a further one tells nothing new.
        until: NaiveDate,
    },
    /// An officer whom the complaint is about.
    ComplainedAbout {
        /// Officer's id.
        officer: String,
    },
}
