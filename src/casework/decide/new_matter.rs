//! The first message of a person's matter: a case, its duties, its first
//! letter, and whoever deals with it.

use chrono::{DateTime, Utc};

use super::{Decision, Draft, World};
use crate::casework::case::{Holder, Kind, Party, State};
use crate::casework::duty::{DueDay, DutyKind};
use crate::casework::event::{Event, MessageRef, Opening};
use crate::casework::guard::HeldBack;
use crate::casework::letter::{Letter, LetterKind};
use crate::message::ReplyAddress;
use crate::message::origin::NoAnswer;
use crate::policy::reference::CaseRef;
use crate::policy::{Policy, Stage};
use crate::rules::{Classification, Handling, Label};

/// Everything about a new matter that the decision depends on.
#[derive(Debug, Clone)]
pub struct NewMatter<'a> {
    /// The reference that was drawn for it.
    pub reference: CaseRef,
    /// Name of the mailbox it came to.
    pub mailbox: &'a str,
    /// Who wrote.
    pub complainant: Party,
    /// Where the first letter may go.
    pub answer: Result<ReplyAddress, NoAnswer>,
    /// The guard lets no letter out.
    pub held_back: Option<HeldBack>,
    /// When the message arrived.
    pub received_at: DateTime<Utc>,
    /// The message.
    pub message: MessageRef,
    /// What the rules made of it.
    pub classification: &'a Classification,
    /// What the rule files say of their flags.
    pub handling: &'a Handling,
    /// Version of the rules.
    pub rules_version: &'a str,
    /// The policy it is dealt with under.
    pub policy: &'a Policy,
    /// The rules did not say which policy.
    pub policy_unclear: bool,
}

/// Opens a case.
pub fn open(matter: &NewMatter<'_>, world: World<'_>, now: DateTime<Utc>) -> Decision {
    let kind = kind(matter.classification, matter.policy);
    let stage = has_complaint_clock(kind, matter.policy).then_some(Stage::One);
    let mut draft = Draft::opening(opening(matter, kind, stage), world, now);
    set_duties(&mut draft, matter, kind);
    first_letter(&mut draft, matter, kind);
    assign(&mut draft, matter);
    raise_alarm(&mut draft, matter);
    if matches!(kind, Kind::Comment | Kind::Compliment) && draft.case.open_duties().next().is_none()
    {
        let why = format!("a {} is recorded and passed on", kind.as_str());
        draft.push(Event::Closed { state: State::ClosedNoted, why });
    }
    draft.finish()
}

/// The label, unless a flag decides (contract, "Words used in every output").
fn kind(classification: &Classification, policy: &Policy) -> Kind {
    if classification.flags.contains("member_enquiry") {
        return Kind::Enquiry;
    }
    if classification.flags.contains("policy_complaint") && policy.answers_policy_complaints {
        return Kind::PolicyComplaint;
    }
    match classification.label {
        Label::Complaint => Kind::Complaint,
        Label::ServiceRequest => Kind::ServiceRequest,
        Label::Comment => Kind::Comment,
        Label::Compliment => Kind::Compliment,
        Label::Other => Kind::Other,
    }
}

fn has_complaint_clock(kind: Kind, policy: &Policy) -> bool {
    match kind {
        Kind::Complaint | Kind::PolicyComplaint => true,
        Kind::Enquiry => policy.enquiry_is_complaint,
        Kind::ServiceRequest | Kind::Comment | Kind::Compliment | Kind::Evidence | Kind::Other => {
            false
        }
    }
}

fn opening(matter: &NewMatter<'_>, kind: Kind, stage: Option<Stage>) -> Opening {
    let judged = matter.classification;
    let mut flags: Vec<String> = judged.flags.iter().cloned().collect();
    if judged.needs_review {
        flags.push("needs_review".to_owned());
    }
    Opening {
        reference: matter.reference.clone(),
        mailbox: matter.mailbox.to_owned(),
        kind,
        stage,
        policy: matter.policy.id.clone(),
        policy_unclear: matter.policy_unclear,
        complainant: matter.complainant.clone(),
        area: judged.area.clone(),
        flags,
        exclusions: judged.exclusions.iter().cloned().collect(),
        received_at: matter.received_at,
        message: matter.message,
        rules_version: matter.rules_version.to_owned(),
    }
}

fn set_duties(draft: &mut Draft<'_>, matter: &NewMatter<'_>, kind: Kind) {
    let (policy, calendar) = (matter.policy, draft.world.calendar);
    let received = matter.received_at;
    if let Some(stage) = draft.case.stage {
        let due = draft.counted(policy.acknowledge_due(stage, received, calendar));
        draft.set_duty(DutyKind::Acknowledge, Some(stage), due);
        let due = draft.counted(policy.respond_due(stage, received, None, calendar));
        draft.set_duty(DutyKind::Respond, Some(stage), due);
    }
    if kind == Kind::Enquiry {
        let due = policy.enquiry_due(received, calendar).transpose();
        let due = due.and_then(|due| draft.counted(due));
        draft.set_duty(DutyKind::Enquiry, None, due);
    }
    let unclear = matter.classification.needs_review || matter.policy_unclear;
    if unclear || kind == Kind::Other {
        let due = draft.triage_day();
        draft.set_duty(DutyKind::Triage, draft.case.stage, due);
    }
}

/// Exactly one letter goes to the person, or a duty to reach them otherwise.
fn first_letter(draft: &mut Draft<'_>, matter: &NewMatter<'_>, kind: Kind) {
    let restricted =
        matter.classification.flags.iter().any(|flag| matter.handling.restricted.contains(flag));
    let to = match &matter.answer {
        Ok(to) if !restricted && matter.held_back.is_none() => to.clone(),
        Ok(_) | Err(_) => {
            if let Some(why) = matter.held_back {
                draft.push(Event::HeldBack { why: why.to_string() });
            }
            let due = draft.triage_day();
            draft.set_duty(DutyKind::Notify, draft.case.stage, due);
            return;
        }
    };
    let mut promised = None;
    let letter = match draft.case.stage {
        Some(stage) => {
            promised = promise(draft, matter, stage);
            Letter::Acknowledgement { to, stage, respond_by: promised.as_ref().map(|due| due.day) }
        }
        None => match kind {
            Kind::ServiceRequest => Letter::ServiceRequest { to },
            Kind::Comment | Kind::Compliment => Letter::Thanks { to },
            Kind::Complaint
            | Kind::PolicyComplaint
            | Kind::Enquiry
            | Kind::Evidence
            | Kind::Other => Letter::Receipt { to },
        },
    };
    let kind = letter.kind();
    draft.push(Event::LetterQueued { letter: kind, promised: promised.map(|due| due.day) });
    draft.send(letter, draft_round(kind, draft.case.stage), false);
}

fn draft_round(kind: LetterKind, stage: Option<Stage>) -> String {
    match (kind, stage) {
        (LetterKind::Acknowledgement, Some(stage)) => u8::from(stage).to_string(),
        _ => "1".to_owned(),
    }
}

/// The response day that an acknowledgement sent now can promise.
fn promise(draft: &Draft<'_>, matter: &NewMatter<'_>, stage: Stage) -> Option<DueDay> {
    let acknowledged = Some(draft.now);
    let calendar = draft.world.calendar;
    let due = matter.policy.respond_due(stage, matter.received_at, acknowledged, calendar);
    due.ok().map(DueDay::from)
}

/// The team whose areas hold the case, else triage, else the alerts address.
fn assign(draft: &mut Draft<'_>, matter: &NewMatter<'_>) {
    let area = matter.classification.area.as_deref();
    let (to, why) = match (draft.world.people.team_for(area), area) {
        (Some(team), Some(area)) => {
            let why = format!("the rules put it in the service area \"{area}\"");
            (Holder::Team(team.id.clone()), why)
        }
        (_, Some(area)) => (Holder::Nobody, format!("no team has the service area \"{area}\"")),
        (_, None) => (Holder::Nobody, "the rules could not tell the service area".to_owned()),
    };
    let addresses = draft.world.people.holders(&to);
    draft.push(Event::Assigned { to, why: why.clone() });
    let round = draft.case.assignments.to_string();
    for to in &addresses {
        let letter = Letter::Assignment { to: to.clone(), why: why.clone() };
        draft.send(letter, round.clone(), true);
    }
    if let Some(why) = unclear(matter) {
        let triage = draft.world.people.triage();
        for to in triage.into_iter().filter(|to| !addresses.contains(to)) {
            draft.send(Letter::Triage { to, why: why.clone() }, "opened", true);
        }
    }
}

fn unclear(matter: &NewMatter<'_>) -> Option<String> {
    let judged = matter.classification;
    if judged.needs_review {
        return Some(format!(
            "the rules are not sure that this is a {}",
            judged.label.as_str().replace('_', " ")
        ));
    }
    if matter.policy_unclear {
        return Some("the rules could not tell which policy it comes under".to_owned());
    }
    (judged.label == Label::Other).then(|| "it is none of the usual kinds".to_owned())
}

fn raise_alarm(draft: &mut Draft<'_>, matter: &NewMatter<'_>) {
    let flags = super::joined::urgent_flags(matter.classification, matter.handling);
    if !flags.is_empty() {
        let to = draft.world.people.urgent().clone();
        draft.send(Letter::UrgentAlert { to, flags }, "opened", true);
    }
}
