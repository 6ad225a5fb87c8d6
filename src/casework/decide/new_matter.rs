//! The first message of a person's matter: a case, its duties, its first
//! letter, and whoever deals with it.

use chrono::{DateTime, Utc};

use super::assigned::{assign, raise_alarm};
use super::{Decision, Draft, World};
use crate::casework::act::hand_over;
use crate::casework::case::{Case, Kind, Party, State};
use crate::casework::dealings::Earlier;
use crate::casework::duty::DutyKind;
use crate::casework::event::{Event, MessageRef, Opening, Settled};
use crate::casework::guard::HeldBack;
use crate::casework::kind::with_article;
use crate::casework::letter::{Letter, LetterKind};
use crate::casework::reach::Reach;
use crate::message::domain_of;
use crate::message::origin::NoAnswer;
use crate::policy::reference::CaseRef;
use crate::policy::{Acknowledgement, Policy, Route, Stage};
use crate::rules::{Classification, Handling, Label};

/// The flag of a matter from nobody who is named.
const ANONYMOUS: &str = "anonymous";

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
    pub answer: Result<Reach, NoAnswer>,
    /// The guard lets no letter out.
    pub held_back: Option<HeldBack>,
    /// When the message arrived.
    pub received_at: DateTime<Utc>,
    /// The message.
    pub message: MessageRef,
    /// The case whose handling it complains of, if it is such a one.
    pub of: Option<&'a CaseRef>,
    /// What the same person had before, newest first.
    pub earlier: &'a [Earlier],
    /// What the resident wrote, subject and new text.
    pub words: &'a str,
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
    let kind = kind(matter);
    let stage = has_complaint_clock(kind, matter.policy).then_some(Stage::One);
    let mut draft = Draft::opening(opening(matter, kind, stage), world, now);
    let routes = routes(matter, kind);
    if let Some(other) = matter.of {
        let why = "the complaint is about how that was dealt with".to_owned();
        draft.settle(Settled::Linked { other: other.clone(), why });
    }
    if !matter.earlier.is_empty() {
        draft.settle(Settled::EarlierCases { cases: matter.earlier.to_vec() });
    }
    name_officers(&mut draft, matter.words);
    set_duties(&mut draft, matter, kind, !routes.is_empty());
    leave_unacknowledged(&mut draft, matter);
    first_letter(&mut draft, matter, kind, &routes);
    ask_for_authority(&mut draft, matter);
    assign(&mut draft, matter, kind, routes.is_empty());
    raise_alarm(&mut draft, matter);
    close_if_nothing_is_owed(&mut draft, kind, !routes.is_empty());
    draft.finish()
}

/// A part of another case, as an officer split it off.
#[derive(Debug, Clone)]
pub struct NewPart<'a> {
    /// The reference that was drawn for it.
    pub reference: CaseRef,
    /// The case it was part of.
    pub of: &'a Case,
    /// The mail it was part of.
    pub message: MessageRef,
    /// When that arrived.
    pub received_at: DateTime<Utc>,
    /// What it is.
    pub kind: Kind,
    /// What it is about.
    pub text: &'a str,
}

/// Opens a case for a part of a mail: the same complainant and the mail's day of
/// receipt, with a clock of its own (digest 5).
pub fn open_part(part: &NewPart<'_>, world: World<'_>, now: DateTime<Utc>) -> Decision {
    let policy = world.policies.get(part.of.policy());
    let clock = policy.is_some_and(|policy| has_complaint_clock(part.kind, policy));
    let opening = Opening {
        reference: part.reference.clone(),
        kind: part.kind,
        stage: clock.then_some(Stage::One),
        policy: part.of.policy().to_owned(),
        flags: Vec::new(),
        exclusions: Vec::new(),
        message: part.message,
        received_at: part.received_at,
        ..part.of.opening.clone()
    };
    let mut draft = Draft::opening(opening, world, now);
    draft.settle(Settled::Noted { text: part.text.to_owned() });
    let why = "a part of the same mail".to_owned();
    draft.settle(Settled::Linked { other: part.of.reference().clone(), why });
    if clock {
        draft.set_clocks();
        draft.acknowledge();
    } else if part.kind == Kind::Enquiry {
        draft.set_enquiry_clock();
    } else if part.kind == Kind::Evidence {
        draft.set_evidence_clock();
    } else if part.kind == Kind::Other {
        // It has a procedure of its own: /route says which.
        draft.put_to_somebody(DutyKind::Triage);
    }
    let to = part.of.holder.clone();
    let text = part.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let why =
        format!("it was split off from {}: {}", part.of.reference(), text.trim_end_matches('.'));
    draft.push(Event::Assigned { to, why: why.clone() });
    let round = draft.case.assignments.to_string();
    for to in draft.holders() {
        draft.send(Letter::Assignment { to, why: why.clone() }, round.clone(), true);
    }
    draft.finish()
}

/// Officers who are named in the resident's own words are noted as complained
/// about (contract, "Actions").
pub(in crate::casework) fn name_officers(draft: &mut Draft<'_>, words: &str) {
    for officer in draft.world.people.named_in(words) {
        if !draft.case.dealings.about.contains(&officer.id) {
            draft.settle(Settled::ComplainedAbout { officer: officer.id.clone() });
        }
    }
}

/// Where a matter goes that is no complaint and has a procedure of its own.
fn routes<'a>(matter: &NewMatter<'a>, kind: Kind) -> Vec<&'a Route> {
    if kind != Kind::Other || matter.classification.needs_review {
        return Vec::new();
    }
    matter.policy.routes_of(&matter.classification.flags).collect()
}

/// Somebody writes for another without anything that shows they may (KH 3.0,
/// KC 3.0): asked for, while the clock runs.
fn ask_for_authority(draft: &mut Draft<'_>, matter: &NewMatter<'_>) {
    let flags = &matter.classification.flags;
    if !flags.contains("no_consent") || flags.contains("member_enquiry") {
        return;
    }
    draft.settle(Settled::AuthorityAsked);
    let held = is_restricted(matter) || matter.held_back.is_some();
    if draft.case.stage.is_some() && !held && !draft.case.reach().is_empty() {
        draft.tell_resident(LetterKind::Consent, "1", None, false, |to| Letter::Consent { to });
    }
}

/// Nobody is named, so that nobody can be told: it is kept, and whether and how
/// it is looked into is a person's to decide (KH 4.1, KC 4.1, RB 10,
/// ME 5.10.17).
pub(super) fn is_anonymous(matter: &NewMatter<'_>) -> bool {
    matter.answer == Err(NoAnswer::Nobody)
}

fn leave_unacknowledged(draft: &mut Draft<'_>, matter: &NewMatter<'_>) {
    if is_anonymous(matter) {
        draft.withdraw_every(DutyKind::Acknowledge, "nobody is named who could be told");
    }
}

pub(super) fn is_restricted(matter: &NewMatter<'_>) -> bool {
    matter.classification.flags.iter().any(|flag| matter.handling.restricted.contains(flag))
}

fn close_if_nothing_is_owed(draft: &mut Draft<'_>, kind: Kind, routed: bool) {
    let noted = matches!(kind, Kind::Comment | Kind::Compliment);
    if !(noted || routed) || draft.case.open_duties().next().is_some() {
        return;
    }
    let (state, why) = match routed {
        true => (State::ClosedRouted, "another procedure deals with it".to_owned()),
        false => (
            State::ClosedNoted,
            format!("{} is recorded and passed on", with_article(kind.words())),
        ),
    };
    draft.push(Event::Closed { state, why });
}

/// The label, unless a flag decides (contract, "Words used in every output").
fn kind(matter: &NewMatter<'_>) -> Kind {
    let (classification, policy) = (matter.classification, matter.policy);
    if is_from_ombudsman(matter) {
        return Kind::Evidence;
    }
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

/// Mail of the Ombudsman's own domain is a request for evidence; whoever only
/// speaks of the Ombudsman is not the Ombudsman.
fn is_from_ombudsman(matter: &NewMatter<'_>) -> bool {
    let web = matter.policy.ombudsman.web.to_lowercase();
    let host = web.trim_start_matches("https://").trim_start_matches("http://");
    let host = host.split('/').next().unwrap_or(host).trim_start_matches("www.");
    let domain = domain_of(&matter.complainant.address);
    !host.is_empty() && (domain == host || domain.ends_with(&format!(".{host}")))
}

pub(in crate::casework) fn has_complaint_clock(kind: Kind, policy: &Policy) -> bool {
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
    if is_anonymous(matter) && !judged.flags.contains(ANONYMOUS) {
        flags.push(ANONYMOUS.to_owned());
    }
    Opening {
        reference: matter.reference.clone(),
        mailbox: matter.mailbox.to_owned(),
        kind,
        stage,
        policy: matter.policy.id.clone(),
        policy_unclear: matter.policy_unclear,
        complainant: matter.complainant.clone(),
        reach: matter.answer.as_ref().ok().filter(|_| !is_restricted(matter)).cloned(),
        area: judged.area.clone(),
        flags,
        exclusions: judged
            .exclusions
            .iter()
            .filter(|id| matter.policy.exclusion(id).is_some())
            .cloned()
            .collect(),
        received_at: matter.received_at,
        message: matter.message,
        rules_version: matter.rules_version.to_owned(),
    }
}

fn set_duties(draft: &mut Draft<'_>, matter: &NewMatter<'_>, kind: Kind, routed: bool) {
    draft.set_clocks();
    if kind == Kind::Enquiry {
        draft.set_enquiry_clock();
    }
    if kind == Kind::Evidence {
        draft.set_evidence_clock();
    }
    let unclear = matter.classification.needs_review || matter.policy_unclear;
    // Whoever may be in danger is never passed on and forgotten (KH 4.1, HC 6.1).
    let noted = matches!(kind, Kind::Comment | Kind::Compliment);
    let urgent = !super::joined::urgent_flags(matter.classification, matter.handling).is_empty();
    let passed_on = noted || routed;
    let nobodys = kind == Kind::Other && !routed;
    if unclear || is_anonymous(matter) || nobodys || (urgent && passed_on) {
        draft.put_to_somebody(DutyKind::Triage);
    }
}

/// Exactly one letter goes to the person, or a duty to reach them otherwise.
fn first_letter(draft: &mut Draft<'_>, matter: &NewMatter<'_>, kind: Kind, routes: &[&Route]) {
    let quiet = is_restricted(matter) || routes.iter().any(|route| route.quiet);
    let nobody = is_anonymous(matter);
    for route in routes {
        draft.settle(Settled::Routed { route: route.id.clone() });
        hand_over(draft, route);
    }
    if let Some(why) = matter.held_back {
        draft.push(Event::HeldBack { why: why.to_string() });
    }
    if nobody {
        return;
    }
    if quiet || matter.held_back.is_some() {
        draft.put_to_somebody(DutyKind::Notify);
        return;
    }
    let confirmed = matches!(matter.policy.acknowledgement, Acknowledgement::Confirmed { .. });
    if draft.case.stage.is_some() && !confirmed {
        draft.acknowledge();
        return;
    }
    let ids: Vec<String> = routes.iter().map(|route| route.id.clone()).collect();
    let letter = match kind {
        Kind::ServiceRequest => LetterKind::ServiceRequest,
        Kind::Comment | Kind::Compliment => LetterKind::Thanks,
        Kind::Other if !routes.is_empty() => LetterKind::Routed,
        Kind::Complaint | Kind::PolicyComplaint | Kind::Enquiry | Kind::Evidence | Kind::Other => {
            LetterKind::Receipt
        }
    };
    draft.tell_resident(letter, "1", None, false, |to| {
        if letter == LetterKind::ServiceRequest {
            Letter::ServiceRequest { to }
        } else if letter == LetterKind::Thanks {
            Letter::Thanks { to }
        } else if letter == LetterKind::Routed {
            Letter::Routed { to, routes: ids.clone() }
        } else {
            Letter::Receipt { to }
        }
    });
}
