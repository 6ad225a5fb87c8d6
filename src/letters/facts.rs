//! What a letter can say: the names that templates may use. How they are
//! filled from a case is in `from_case`; `docs/policies.md` lists them.

use serde::Serialize;

pub use super::from_case::{Mail, MailboxFacts, item, mail_facts};
pub use super::words::{duty_words, kind_words, letter_words, long_date, owed_words};

/// All facts of a letter. A fact that this letter does not have is absent, and
/// a template that uses it all the same fails the linter.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Facts {
    /// The council.
    pub council: CouncilFacts,
    /// The case; absent in letters about the program or an unread message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseFacts>,
    /// The Ombudsmen to name: one, or all of the mailbox while the policy is
    /// unclear.
    pub ombudsmen: Vec<OmbudsmanFacts>,
    /// The message that the letter is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<MailFacts>,
    /// What they wrote when they asked for stage 2, where that is another message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<MailFacts>,
    /// The last day for asking for stage 2, to somebody who asks after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<String>,
    /// The duty that falls due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duty: Option<DutyFacts>,
    /// Why the letter goes out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Flags that call for somebody.
    pub flags: Vec<String>,
    /// What whoever deals with it must not forget.
    pub advice: Vec<String>,
    /// It is printed: nobody can answer it by mail. In a letter to staff: no
    /// letter goes to the resident by mail.
    pub on_paper: bool,
    /// The complaint as an officer understands it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<DefinitionFacts>,
    /// More time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension: Option<ExtensionFacts>,
    /// The answer of a stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<AnswerFacts>,
    /// Why something is refused or closed, in an officer's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasons: Option<String>,
    /// What an officer tells the resident while the case runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub news: Option<String>,
    /// What stage 1 came to, for whoever takes on stage 2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage1: Option<StageOneFacts>,
    /// An officer is said to have approved something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approval: Option<ApprovalFacts>,
    /// Who deals with a matter that is not the mailbox's; the first of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<RouteFacts>,
    /// All of them, in a letter to whoever wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub routes: Option<Vec<RouteFacts>>,
    /// What became of an officer's actions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<ReplyFacts>,
    /// What an officer owes, in a digest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<DigestFacts>,
    /// An officer who is away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub away: Option<AwayFacts>,
    /// Cases that came back to a team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub returned: Option<ReturnedFacts>,
    /// The letter that did not arrive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed: Option<FailedFacts>,
}

/// The council.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CouncilFacts {
    /// Its name.
    pub name: String,
    /// The mailbox's address.
    pub address: String,
    /// The team that looks after complaints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// Telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Postal address in one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// Where the policy can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web: Option<String>,
}

/// A case.
#[derive(Debug, Clone, Serialize)]
pub struct CaseFacts {
    /// Reference.
    pub reference: String,
    /// Its kind in words.
    pub kind: String,
    /// The same with its article: "an enquiry".
    pub a_kind: String,
    /// "1" or "2"; absent outside the complaints procedure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<u8>,
    /// Title of the policy.
    pub policy: String,
    /// Day of receipt.
    pub received_on: String,
    /// The day by which the council answers, as long as one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub respond_by: Option<String>,
    /// The day that the resident was told of and that holds no more, because it
    /// is no complaint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_longer_by: Option<String>,
    /// The name to greet, when the mail gave one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub greet: Option<String>,
    /// Who answers at this stage: "a Service Officer".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_by: Option<String>,
    /// Service area in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Flags.
    pub flags: Vec<String>,
    /// Whether the kind is in doubt.
    pub needs_review: bool,
    /// Whether an acknowledgement of this stage has gone out or is on its way.
    pub acknowledged: bool,
    /// The policy wants an officer to confirm the complaint, and nobody has.
    pub to_confirm: bool,
    /// An answer is owed: a clock is running.
    pub answer_owed: bool,
    /// Stage 1 is answered: stage 2 can be taken on or refused.
    pub may_escalate: bool,
    /// Stage 2 was asked for by whoever gets the letter, not by another who
    /// complains of the same matter.
    pub asked_again: bool,
    /// What the policy asks before anybody refuses it, where the rules see a
    /// reason to.
    pub questions: Vec<QuestionFacts>,
    /// Matters of other procedures that seem to be in it as well: in letters to
    /// staff all, in the acknowledgement those of which a complainant is told.
    pub elsewhere: Vec<RouteFacts>,
    /// What the same person had before, in letters to staff.
    pub earlier: Vec<String>,
    /// Whether the policy is in doubt, so that every Ombudsman is named.
    pub policy_unclear: bool,
}

/// An exclusion that the rules propose to look at.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionFacts {
    /// Its id and clause: "KH-X1 (KH 2.1.1)".
    pub ground: String,
    /// What a person answers before anything is refused.
    pub ask: String,
}

/// The complaint as an officer understands it (HC 5.6, 5.7).
#[derive(Debug, Clone, Serialize)]
pub struct DefinitionFacts {
    /// Point by point.
    pub points: Vec<String>,
    /// What the resident wants.
    pub outcome: String,
    /// What the council is and is not responsible for.
    pub responsible: String,
}

/// More time (HC 6.4).
#[derive(Debug, Clone, Serialize)]
pub struct ExtensionFacts {
    /// The new day.
    pub until: String,
    /// The day it takes the place of.
    pub instead_of: String,
    /// Why.
    pub reasons: String,
    /// When the resident hears again: "every 5 working days".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updates: Option<String>,
}

/// The answer of a stage (HC 6.9, 6.19).
#[derive(Debug, Clone, Serialize)]
pub struct AnswerFacts {
    /// The whole answer, where it has none of the parts below: outside the
    /// complaints procedure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The decision on each point.
    pub decision: Vec<String>,
    /// Why.
    pub reasons: String,
    /// What is done to put it right.
    pub remedy: String,
    /// What is still to be done, by whom and when; empty for nothing.
    pub actions: Vec<String>,
    /// The last day for asking for stage 2, where the policy sets one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage2_until: Option<String>,
}

/// Stage 1, for another person than dealt with it (HC 6.13).
#[derive(Debug, Clone, Serialize)]
pub struct StageOneFacts {
    /// The original complaint; absent where it is the message that the letter
    /// shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<MailFacts>,
    /// The complaint as it was understood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<DefinitionFacts>,
    /// The answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<AnswerFacts>,
    /// The day it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_on: Option<String>,
    /// The day stage 2 was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked_on: Option<String>,
}

/// An approval, as somebody said it was given.
#[derive(Debug, Clone, Serialize)]
pub struct ApprovalFacts {
    /// Name of whoever says so.
    pub by: String,
}

/// Who deals with a matter that is not the mailbox's.
#[derive(Debug, Clone, Serialize)]
pub struct RouteFacts {
    /// Its id, as `/route` takes it.
    pub id: String,
    /// The clause.
    pub clause: String,
    /// What it is about, as in "about …".
    pub matter: String,
    /// Who deals with it, as in "by …".
    pub goes_to: String,
    /// How to reach them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// What else the sender should know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tell: Option<String>,
    /// The sender is told that this procedure has the matter.
    pub sender_is_told: bool,
}

/// What became of the actions in an officer's mail.
#[derive(Debug, Clone, Serialize)]
pub struct ReplyFacts {
    /// What was done, a line each.
    pub done: Vec<String>,
    /// Lines that are shown as they are.
    pub lines: Vec<String>,
    /// What was wrong, a line each; then nothing was done.
    pub wrong: Vec<String>,
    /// The lines to send back, mended.
    pub mended: Vec<String>,
}

/// How to reach an Ombudsman.
#[derive(Debug, Clone, Serialize)]
pub struct OmbudsmanFacts {
    /// Name.
    pub name: String,
    /// Telephone.
    pub phone: String,
    /// Web address.
    pub web: String,
    /// Postal address.
    pub post: String,
}

/// A message.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MailFacts {
    /// Who wrote, as `Name <address>`; only for letters to staff.
    pub from: String,
    /// Subject.
    pub subject: String,
    /// What they wrote this time.
    pub words: String,
    /// When it arrived, in London.
    pub received: String,
    /// Names of its attachments.
    pub attachments: Vec<String>,
    /// They are too large to go with the letter.
    pub too_large: bool,
}

/// A duty.
#[derive(Debug, Clone, Serialize)]
pub struct DutyFacts {
    /// What is owed, in words.
    pub what: String,
    /// The day.
    pub due: String,
    /// What whoever owes it writes back when it is done, where the verb is not
    /// that of an answer: "/done 2".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<String>,
    /// Who holds the case; only for managers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
}

/// What an officer owes, or what waits for triage.
#[derive(Debug, Clone, Serialize)]
pub struct DigestFacts {
    /// The day of the digest.
    pub day: String,
    /// What is overdue, oldest first.
    pub overdue: Vec<DigestItem>,
    /// What is due, soonest first.
    pub due: Vec<DigestItem>,
    /// How many more there are that are not listed.
    pub more: usize,
}

/// An officer who is away.
#[derive(Debug, Clone, Serialize)]
pub struct AwayFacts {
    /// Their name.
    pub officer: String,
    /// Names of those who have their mail as well.
    pub cover: Vec<String>,
    /// Officers who might have the case, as `id (name)`.
    pub others: Vec<String>,
    /// What the case owes, soonest first.
    pub owed: Vec<DigestItem>,
}

/// Cases that came back to a team.
#[derive(Debug, Clone, Serialize)]
pub struct ReturnedFacts {
    /// Id of the officer who had them.
    pub officer: String,
    /// Each with what it owes next.
    pub cases: Vec<DigestItem>,
}

/// A duty in a digest, or in a list of what is owed.
#[derive(Debug, Clone, Serialize)]
pub struct DigestItem {
    /// The case's reference; for a held message its number.
    pub reference: String,
    /// What is owed, in words.
    pub what: String,
    /// The day, in words.
    pub due: String,
}

/// A letter that did not arrive.
#[derive(Debug, Clone, Serialize)]
pub struct FailedFacts {
    /// Which, in words.
    pub letter: String,
    /// The mail server's words.
    pub reply: String,
    /// It was for the resident.
    pub for_resident: bool,
    /// What is owed because of it, soonest first.
    pub owed: Vec<DigestItem>,
}
