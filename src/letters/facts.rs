//! What a letter can say: the names that templates may use.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::casework::{Case, DutyKey, DutyKind, Kind, Letter, LetterKind, Party};
use crate::policy::calendar::in_london;
use crate::policy::{Ombudsman, Policies, Policy, Stage};

/// Longer words of a resident are cut in a letter; the whole mail is with the
/// officer as an attachment or in the record.
const MAX_WORDS: usize = 8_000;

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
    /// The duty that falls due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duty: Option<DutyFacts>,
    /// Why the letter goes out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Flags that call for somebody.
    pub flags: Vec<String>,
    /// What an officer owes, in a digest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<DigestFacts>,
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
}

/// A case.
#[derive(Debug, Clone, Serialize)]
pub struct CaseFacts {
    /// Reference.
    pub reference: String,
    /// Its kind in words.
    pub kind: String,
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
    /// The name to greet, when the mail gave one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub greet: Option<String>,
    /// Service area in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Flags.
    pub flags: Vec<String>,
    /// Whether the kind is in doubt.
    pub needs_review: bool,
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
}

/// A duty.
#[derive(Debug, Clone, Serialize)]
pub struct DutyFacts {
    /// What is owed, in words.
    pub what: String,
    /// The day.
    pub due: String,
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

/// A duty in a digest.
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
}

/// A message as letters tell of it.
#[derive(Debug, Clone, Default)]
pub struct Mail {
    /// Who wrote.
    pub from: Option<Party>,
    /// Subject.
    pub subject: String,
    /// What they wrote this time.
    pub words: String,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// Names of its attachments.
    pub attachments: Vec<String>,
}

impl Facts {
    /// The facts of a letter about a case.
    pub fn of(
        letter: &Letter,
        case: &Case,
        mail: Option<&Mail>,
        policies: &Policies,
        mailbox: MailboxFacts<'_>,
    ) -> Self {
        let policy = policies.get(case.policy());
        let mut facts = Self {
            council: CouncilFacts {
                name: policy.map(|policy| policy.council.clone()).unwrap_or_default(),
                address: mailbox.address.to_owned(),
            },
            case: Some(case_facts(case, policy)),
            ombudsmen: ombudsmen(case, policies, mailbox.policies),
            mail: mail.map(|mail| mail_facts(mail, letter.kind().for_resident())),
            ..Self::default()
        };
        facts.add_letter(letter);
        facts
    }

    fn add_letter(&mut self, letter: &Letter) {
        match letter {
            Letter::Acknowledgement { respond_by, .. } => {
                if let Some(case) = &mut self.case {
                    case.respond_by = respond_by.map(long_date);
                }
            }
            Letter::Assignment { why, .. } | Letter::Triage { why, .. } => {
                self.why = Some(why.clone());
            }
            Letter::Reminder { duty, due, .. } | Letter::Chase { duty, due, .. } => {
                self.duty = Some(DutyFacts::of(*duty, *due, None));
            }
            Letter::ManagerAlert { duty, due, holder, .. } => {
                self.duty = Some(DutyFacts::of(*duty, *due, Some(holder.clone())));
            }
            Letter::UrgentAlert { flags, .. } => {
                self.flags = flags.iter().map(|flag| flag.replace('_', " ")).collect();
            }
            Letter::DeliveryFailed { letter, why, .. } => {
                self.failed = Some(FailedFacts {
                    letter: letter_words(*letter).to_owned(),
                    reply: why.clone(),
                });
            }
            Letter::Receipt { .. }
            | Letter::Extension { .. }
            | Letter::Response { .. }
            | Letter::Refusal { .. }
            | Letter::Routed { .. }
            | Letter::Consent { .. }
            | Letter::Update { .. }
            | Letter::Definition { .. }
            | Letter::Handover { .. }
            | Letter::CommandReply { .. }
            | Letter::ServiceRequest { .. }
            | Letter::Thanks { .. }
            | Letter::NewMessage { .. }
            | Letter::Digest { .. }
            | Letter::Alert { .. } => {}
        }
    }
}

impl DutyFacts {
    fn of(duty: DutyKey, due: NaiveDate, holder: Option<String>) -> Self {
        Self { what: duty_words(duty).to_owned(), due: long_date(due), holder }
    }
}

/// The mailbox that a letter goes out from.
#[derive(Debug, Clone, Copy)]
pub struct MailboxFacts<'a> {
    /// Its address.
    pub address: &'a str,
    /// The policies it serves.
    pub policies: &'a [String],
}

fn case_facts(case: &Case, policy: Option<&Policy>) -> CaseFacts {
    let respond = DutyKey { kind: DutyKind::Respond, stage: case.stage };
    // What the resident was promised binds; the duty's own day is provisional
    // until the acknowledgement has gone out.
    let due = case.duty(respond).and_then(|duty| duty.due.as_ref()).map(|due| due.day);
    let due = due.map(|due| case.promised.map_or(due, |promised| promised.min(due)));
    CaseFacts {
        reference: case.reference().to_string(),
        kind: kind_words(case.kind()).to_owned(),
        stage: case.stage.map(u8::from),
        policy: policy.map(|policy| policy.name.clone()).unwrap_or_default(),
        received_on: long_date(in_london(case.opening.received_at).date_naive()),
        respond_by: due.map(long_date),
        greet: case.opening.complainant.name.clone().filter(|name| can_greet(name)),
        area: case.opening.area.as_ref().map(|area| area.replace('_', " ")),
        flags: case.flags.iter().map(|flag| flag.replace('_', " ")).collect(),
        needs_review: case.flags.contains("needs_review"),
    }
}

/// A display name that reads like a person's: no address, no marks that could
/// carry a line or a link into our letter.
fn can_greet(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2
        && name.chars().count() <= 60
        && name.chars().all(|c| c.is_alphabetic() || " .'’-".contains(c))
        && !name.contains("..")
}

fn ombudsmen(case: &Case, policies: &Policies, mailbox: &[String]) -> Vec<OmbudsmanFacts> {
    let own = policies.get(case.policy()).into_iter();
    let others = mailbox.iter().filter_map(|id| policies.get(id));
    let others = others.filter(|_| case.opening.policy_unclear);
    let mut found: Vec<&Ombudsman> = Vec::new();
    for policy in own.chain(others) {
        if !found.contains(&&policy.ombudsman) {
            found.push(&policy.ombudsman);
        }
    }
    found
        .into_iter()
        .map(|one| OmbudsmanFacts {
            name: one.name.clone(),
            phone: one.phone.clone(),
            web: one.web.clone(),
            post: one.post.clone(),
        })
        .collect()
}

/// The facts of a message. A letter to the resident does not repeat their
/// address.
pub fn mail_facts(mail: &Mail, for_resident: bool) -> MailFacts {
    let from = match &mail.from {
        Some(party) if !for_resident => match &party.name {
            Some(name) => format!("{name} <{}>", party.address),
            None => party.address.clone(),
        },
        _ => String::new(),
    };
    MailFacts {
        from,
        subject: mail.subject.clone(),
        words: cut(&mail.words),
        received: in_london(mail.received_at).format("%-d %B %Y at %H:%M").to_string(),
        attachments: mail.attachments.clone(),
    }
}

fn cut(words: &str) -> String {
    let words = words.trim();
    match words.char_indices().nth(MAX_WORDS) {
        Some((end, _)) => format!("{} […]", words.get(..end).unwrap_or(words).trim_end()),
        None if words.is_empty() => "(no text)".to_owned(),
        None => words.to_owned(),
    }
}

/// "Tuesday 5 January 2027".
pub fn long_date(day: NaiveDate) -> String {
    day.format("%A %-d %B %Y").to_string()
}

/// A kind of case in words.
pub fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Complaint => "complaint",
        Kind::ServiceRequest => "service request",
        Kind::Comment => "comment",
        Kind::Compliment => "compliment",
        Kind::Enquiry => "enquiry",
        Kind::Evidence => "request for evidence",
        Kind::PolicyComplaint => "complaint about a policy",
        Kind::Other => "message",
    }
}

/// A duty in words, as in "… is due".
pub fn duty_words(duty: DutyKey) -> &'static str {
    match (duty.kind, duty.stage) {
        (DutyKind::Acknowledge, _) => "the acknowledgement",
        (DutyKind::Define, _) => "the complaint definition",
        (DutyKind::Respond, Some(Stage::Two)) => "the final response (stage 2)",
        (DutyKind::Respond, _) => "the full response",
        (DutyKind::Update, _) => "an update to the resident",
        (DutyKind::Action(_), _) => "a promised action",
        (DutyKind::Enquiry, _) => "the answer to the enquiry",
        (DutyKind::Evidence, _) => "the Ombudsman's evidence",
        (DutyKind::Triage, _) => "a decision on what this is",
        (DutyKind::Notify, _) => "telling the resident by other means",
        (DutyKind::Assign, _) => "giving the case to someone",
        (DutyKind::Review, _) => "a review",
    }
}

/// A kind of letter in words.
pub fn letter_words(letter: LetterKind) -> &'static str {
    match letter {
        LetterKind::Receipt => "receipt",
        LetterKind::Acknowledgement => "acknowledgement",
        LetterKind::ServiceRequest => "service request letter",
        LetterKind::Thanks => "letter of thanks",
        LetterKind::Assignment => "assignment mail",
        LetterKind::NewMessage => "new message mail",
        LetterKind::Reminder => "reminder",
        LetterKind::Chase => "chase",
        LetterKind::ManagerAlert => "mail to a manager",
        LetterKind::Digest => "digest",
        LetterKind::Triage => "triage mail",
        LetterKind::UrgentAlert => "urgent alert",
        LetterKind::DeliveryFailed => "mail about a failed delivery",
        LetterKind::Extension => "letter about more time",
        LetterKind::Response => "response",
        LetterKind::Refusal => "refusal",
        LetterKind::Routed => "letter about who deals with it",
        LetterKind::Consent => "request for consent",
        LetterKind::Update => "update",
        LetterKind::Definition => "complaint definition",
        LetterKind::Handover => "handover",
        LetterKind::CommandReply => "answer to an action",
        LetterKind::Alert => "alert",
    }
}
