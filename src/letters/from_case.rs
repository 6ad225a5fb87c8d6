//! The facts of a letter, from a case, a message and the policy.

use chrono::{DateTime, NaiveDate, Utc};

use super::facts::{
    AnswerFacts, ApprovalFacts, AwayFacts, CaseFacts, CouncilFacts, DefinitionFacts, DigestItem,
    DutyFacts, ExtensionFacts, Facts, FailedFacts, MailFacts, OmbudsmanFacts, ReplyFacts,
    RouteFacts, StageOneFacts,
};
use super::weighed::{elsewhere, questions};
use super::words::{done_words, every_words, kind_words, letter_words, long_date, owed_words};
use crate::casework::action::{Answer, Definition, Wrong};
use crate::casework::dealings::Earlier;
use crate::casework::duty::OwedItem;
use crate::casework::kind::with_article;
use crate::casework::{Case, DutyKey, DutyKind, DutyState, Kind, Letter, Party, Reach, Remedy};
use crate::policy::calendar::in_london;
use crate::policy::{Acknowledgement, Ombudsman, Policies, Policy, Route, Stage};

/// Longer words of a resident are cut in a letter; the whole mail is with the
/// officer as an attachment or in the record.
const MAX_WORDS: usize = 8_000;

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
    /// Their size together.
    pub attached_bytes: usize,
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
            council: CouncilFacts::of(policy, mailbox.address),
            case: Some(case_facts(letter, case, policy)),
            ombudsmen: ombudsmen(case, policies, mailbox.policies),
            mail: mail.map(|mail| mail_facts(mail, letter.kind().for_resident())),
            on_paper: match letter.kind().for_resident() {
                true => letter.on_paper(),
                false => case.reach().iter().all(Reach::is_paper),
            },
            ..Self::default()
        };
        facts.add_letter(letter, case, policy);
        facts
    }

    fn add_letter(&mut self, letter: &Letter, case: &Case, policy: Option<&Policy>) {
        let defined = case.dealings.definition.as_ref();
        match letter {
            Letter::Acknowledgement { respond_by, .. } => {
                if let Some(case) = &mut self.case {
                    case.respond_by = respond_by.map(long_date);
                }
                self.definition = defined.map(DefinitionFacts::of);
            }
            Letter::Assignment { why, .. } => {
                self.why = Some(why.clone());
                self.stage1 = (case.stage == Some(Stage::Two)).then(|| StageOneFacts::of(case));
            }
            Letter::Triage { why, .. } => self.why = Some(why.clone()),
            Letter::Reminder { duty, due, .. } | Letter::Chase { duty, due, .. } => {
                self.duty = Some(DutyFacts::of(case, *duty, *due, None));
            }
            Letter::ManagerAlert { duty, due, holder, .. } => {
                self.duty = Some(DutyFacts::of(case, *duty, *due, Some(holder.clone())));
            }
            Letter::Away { officer, cover, others, owed, .. } => {
                self.away = Some(AwayFacts {
                    officer: officer.clone(),
                    cover: cover.clone(),
                    others: others.clone(),
                    owed: owed.iter().map(item).collect(),
                });
            }
            Letter::UrgentAlert { flags, .. } => {
                self.flags = flags.iter().map(|flag| flag.replace('_', " ")).collect();
            }
            Letter::DeliveryFailed { letter, why, owed, .. } => {
                self.failed = Some(FailedFacts {
                    letter: letter_words(*letter).to_owned(),
                    reply: why.clone(),
                    for_resident: letter.for_resident(),
                    owed: owed.iter().map(item).collect(),
                });
            }
            Letter::Approval { by, until, reason, .. } => {
                self.approval = Some(ApprovalFacts { by: by.clone() });
                let before = case.dealings.extensions.last().map(|one| one.before);
                self.extension = Some(ExtensionFacts::of(*until, before, reason, None));
            }
            Letter::Extension { .. }
            | Letter::Response { .. }
            | Letter::Refusal { .. }
            | Letter::Closing { .. }
            | Letter::Routed { .. }
            | Letter::Update { .. }
            | Letter::Definition { .. }
            | Letter::Handover { .. }
            | Letter::CommandReply { .. } => self.add_act(letter, case, policy),
            Letter::LateRequest { closed, .. } => self.closed_on = Some(long_date(*closed)),
            Letter::Receipt { .. }
            | Letter::Consent { .. }
            | Letter::ServiceRequest { .. }
            | Letter::Thanks { .. }
            | Letter::NewMessage { .. }
            | Letter::Returned { .. }
            | Letter::Digest { .. }
            | Letter::Alert { .. } => {}
        }
    }
}

impl Facts {
    /// What an officer's act says to the resident, or of itself.
    fn add_act(&mut self, letter: &Letter, case: &Case, policy: Option<&Policy>) {
        self.definition = case.dealings.definition.as_ref().map(DefinitionFacts::of);
        match letter {
            Letter::Extension { until, instead_of, reason, updates, .. } => {
                let extension = ExtensionFacts::of(*until, Some(*instead_of), reason, *updates);
                self.extension = Some(extension);
            }
            Letter::Response { answer, escalate_by, .. } => {
                self.answer = Some(AnswerFacts::of(answer, *escalate_by));
            }
            Letter::Refusal { reason, ground, by, .. } => {
                let ground = ground.as_ref().map(|ground| format!("\n\nThe ground: {ground}."));
                let ground = ground.unwrap_or_default();
                self.reasons = Some(format!("{reason}{ground}\n\nDecided by {by}."));
            }
            Letter::Routed { routes, .. } => {
                let found = routes.iter().filter_map(|id| policy?.route(id)).map(RouteFacts::of);
                let found: Vec<RouteFacts> = found.collect();
                self.route = found.first().cloned();
                self.routes = Some(found);
            }
            Letter::Handover { route, .. } => {
                self.route = policy.and_then(|policy| policy.route(route)).map(RouteFacts::of);
            }
            Letter::Update { text, .. } => self.news = Some(text.clone()),
            Letter::Closing { reason, .. } => self.reasons = Some(reason.clone()),
            Letter::CommandReply { done, wrong, .. } => {
                self.reply = Some(ReplyFacts::of(done, wrong));
            }
            Letter::Receipt { .. }
            | Letter::LateRequest { .. }
            | Letter::Definition { .. }
            | Letter::Acknowledgement { .. }
            | Letter::ServiceRequest { .. }
            | Letter::Thanks { .. }
            | Letter::Consent { .. }
            | Letter::Assignment { .. }
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
            | Letter::Alert { .. } => {}
        }
    }
}

impl ExtensionFacts {
    fn of(until: NaiveDate, before: Option<NaiveDate>, reason: &str, updates: Option<u16>) -> Self {
        Self {
            until: long_date(until),
            instead_of: before.map(long_date).unwrap_or_default(),
            reasons: reason.to_owned(),
            updates: updates.map(every_words),
        }
    }
}

impl StageOneFacts {
    fn of(case: &Case) -> Self {
        let day = |at| long_date(in_london(at).date_naive());
        let answered = case.dealings.answer(Some(Stage::One));
        Self {
            mail: None,
            definition: case.dealings.definition.as_ref().map(DefinitionFacts::of),
            answer: answered.map(|answered| AnswerFacts::of(&answered.answer, None)),
            answered_on: answered.and_then(|answered| answered.sent_at).map(day),
            asked_on: case.dealings.escalated_at.map(day),
        }
    }
}

impl DefinitionFacts {
    fn of(definition: &Definition) -> Self {
        Self {
            points: definition.points.clone(),
            outcome: definition.outcome.clone(),
            responsible: definition.responsible.clone(),
        }
    }
}

impl AnswerFacts {
    fn of(answer: &Answer, stage2_until: Option<NaiveDate>) -> Self {
        let action = |remedy: &Remedy| format!("by {}: {}", long_date(remedy.due), remedy.what);
        Self {
            words: answer.words().map(str::to_owned),
            decision: answer.decision.clone(),
            reasons: answer.reasons.clone(),
            remedy: answer.remedy.clone(),
            actions: answer.actions.iter().map(action).collect(),
            stage2_until: stage2_until.map(long_date),
        }
    }
}

impl ReplyFacts {
    fn of(done: &[String], wrong: &[Wrong]) -> Self {
        let why = |wrong: &Wrong| {
            let verb = wrong.verb.clone();
            wrong.why.iter().map(move |why| format!("/{verb}: {why}")).collect::<Vec<_>>()
        };
        let lines = |text: &String| text.lines().map(str::to_owned).collect::<Vec<_>>();
        Self {
            done: done.iter().filter(|text| !text.contains('\n')).cloned().collect(),
            lines: done.iter().filter(|text| text.contains('\n')).flat_map(lines).collect(),
            wrong: wrong.iter().flat_map(why).collect(),
            mended: wrong.iter().flat_map(|wrong| lines(&wrong.mended)).collect(),
        }
    }
}

/// Nobody has settled yet which policy it comes under.
fn policy_unclear(case: &Case) -> bool {
    case.opening.policy_unclear && case.dealings.policy.is_none()
}

impl CouncilFacts {
    /// The council of a policy, reached by a mailbox.
    pub fn of(policy: Option<&Policy>, address: &str) -> Self {
        let contact = policy.map(|policy| policy.contact.clone()).unwrap_or_default();
        Self {
            name: policy.map(|policy| policy.council.clone()).unwrap_or_default(),
            address: address.to_owned(),
            team: contact.team,
            phone: contact.phone,
            post: contact.post,
            web: contact.web,
        }
    }
}

impl OmbudsmanFacts {
    /// An Ombudsman, as it may be printed.
    pub fn of(one: &Ombudsman) -> Self {
        Self {
            name: one.name.clone(),
            phone: one.phone.clone(),
            web: one.web.clone(),
            post: one.post.clone(),
        }
    }
}

impl RouteFacts {
    /// A route, as the sender is told of it.
    pub fn of(route: &Route) -> Self {
        Self {
            id: route.id.clone(),
            clause: route.clause.clone(),
            matter: route.matter.clone(),
            goes_to: route.goes_to.clone(),
            contact: route.contact.clone(),
            tell: route.tell.clone(),
            sender_is_told: !route.quiet,
        }
    }
}

impl DutyFacts {
    fn of(case: &Case, duty: DutyKey, due: NaiveDate, holder: Option<String>) -> Self {
        let which = case.dealings.owed(duty.kind);
        let done = done_words(duty.kind);
        Self { what: owed_words(duty, which.as_deref()), due: long_date(due), done, holder }
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

fn case_facts(letter: &Letter, case: &Case, policy: Option<&Policy>) -> CaseFacts {
    let owed = match (case.stage, case.kind()) {
        (None, Kind::Enquiry) => DutyKind::Enquiry,
        (None, Kind::Evidence) => DutyKind::Evidence,
        _ => DutyKind::Respond,
    };
    let in_group = letter.kind().for_resident() && !case.dealings.group.is_empty();
    let respond = DutyKey { kind: owed, stage: case.stage };
    // What the resident was promised binds; the duty's own day is provisional
    // until the acknowledgement has gone out.
    let open = case.duty(respond).filter(|duty| duty.state == DutyState::Open);
    let due = open.and_then(|duty| duty.due.as_ref()).map(|due| due.day);
    let promised = case.promised.filter(|_| owed == DutyKind::Respond);
    let due = due.map(|due| promised.map_or(due, |promised| promised.min(due)));
    // Of a group each is told of the day that they were told before.
    let told = case.told_to(letter.to()).filter(|_| in_group && owed == DutyKind::Respond);
    let due = due.map(|due| told.unwrap_or(due));
    let acknowledged = case.acknowledged_at.is_some()
        || (case.stage.is_some() && case.dealings.acknowledging == case.stage);
    let escalates = case.kind() != Kind::PolicyComplaint && case.is_answered();
    // Of a group each is told of the case that was theirs.
    let member = case.member_at(letter.to()).filter(|_| letter.kind().for_resident());
    let own = member.and_then(|member| member.own.as_ref());
    let received = match (own, case.stage) {
        (Some(own), Some(Stage::One) | None) => own.received_at,
        (Some(_), Some(Stage::Two)) | (None, _) => case.stage_received_at(),
    };
    let confirms = policy
        .is_some_and(|policy| matches!(policy.acknowledgement, Acknowledgement::Confirmed { .. }));
    CaseFacts {
        reference: own.map_or(case.reference(), |own| &own.case).to_string(),
        kind: kind_words(case.kind()).to_owned(),
        a_kind: with_article(kind_words(case.kind())),
        stage: case.stage.map(u8::from),
        policy: policy.map(|policy| policy.name.clone()).unwrap_or_default(),
        received_on: long_date(in_london(received).date_naive()),
        respond_by: due.map(long_date),
        no_longer_by: case.dealings.no_longer_by.map(long_date),
        greet: addressee(letter, case).name.clone().filter(|name| can_greet(name)),
        answered_by: policy
            .zip(case.stage)
            .map(|(policy, stage)| policy.stage(stage).answered_by.title.clone()),
        area: case.opening.area.as_ref().map(|area| area.replace('_', " ")),
        flags: case.flags.iter().map(|flag| flag.replace('_', " ")).collect(),
        needs_review: case.flags.contains("needs_review"),
        acknowledged,
        to_confirm: case.stage == Some(Stage::One) && confirms && !acknowledged,
        answer_owed: open.is_some(),
        may_escalate: case.stage == Some(Stage::One) && escalates,
        asked_again: asked_again(letter, case),
        earlier: match letter.kind().for_resident() {
            true => Vec::new(),
            false => case.dealings.earlier.iter().map(earlier_words).collect(),
        },
        questions: policy.map(|policy| questions(case, policy)).unwrap_or_default(),
        elsewhere: policy.map(|policy| elsewhere(letter, case, policy)).unwrap_or_default(),
        policy_unclear: policy_unclear(case),
    }
}

/// "KH-2026-00001: complaint for repairs, received Monday 5 January 2026 (open)".
fn earlier_words(earlier: &Earlier) -> String {
    let area = earlier.area.as_ref().map(|area| format!(" for {}", area.replace('_', " ")));
    format!(
        "{}: {}{}, received {} ({})",
        earlier.case,
        kind_words(earlier.kind),
        area.unwrap_or_default(),
        long_date(earlier.received_on),
        earlier.state.as_str().replace('-', ", ")
    )
}

/// The party that a letter goes to: nobody of a group reads another's name
/// (KH 4.0).
fn addressee<'c>(letter: &Letter, case: &'c Case) -> &'c Party {
    let for_resident = letter.kind().for_resident();
    let member = case.member_at(letter.to()).filter(|_| for_resident);
    member.map_or(&case.opening.complainant, |member| &member.party)
}

/// Of a group one asks for stage 2, and it is for all.
fn asked_again(letter: &Letter, case: &Case) -> bool {
    let asked = case.dealings.asked.as_ref();
    let by_them = asked.is_some_and(|asked| asked.from == letter.to().to_lowercase());
    case.dealings.group.is_empty() || by_them
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
    let others = others.filter(|_| policy_unclear(case));
    let mut found: Vec<&Ombudsman> = Vec::new();
    for policy in own.chain(others) {
        if !found.contains(&&policy.ombudsman) {
            found.push(&policy.ombudsman);
        }
    }
    found.into_iter().map(OmbudsmanFacts::of).collect()
}

/// The facts of a message. A letter to the resident does not repeat their
/// address.
pub fn mail_facts(mail: &Mail, for_resident: bool) -> MailFacts {
    let from = match &mail.from {
        Some(party) if !for_resident => match &party.name {
            Some(name) if party.address.is_empty() => name.clone(),
            Some(name) => format!("{name} <{}>", party.address),
            None => party.address.clone(),
        },
        _ => String::new(),
    };
    MailFacts {
        from,
        // One line, so that it stays the fact that it is.
        subject: mail.subject.split_whitespace().collect::<Vec<_>>().join(" "),
        words: cut(&mail.words),
        received: in_london(mail.received_at).format("%-d %B %Y at %H:%M").to_string(),
        attachments: mail.attachments.clone(),
        too_large: false,
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

/// Something owed as a line of a list.
pub fn item(owed: &OwedItem) -> DigestItem {
    DigestItem {
        reference: owed.about.clone(),
        what: owed_words(owed.duty, owed.which.as_deref()),
        due: owed.due.map_or_else(|| "a day that the calendar can't say".into(), long_date),
    }
}
