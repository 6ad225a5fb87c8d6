//! What the case is, and which procedure deals with it.

use super::{Acted, Said, close_when_done, not_about, round};
use crate::casework::action::Verb;
use crate::casework::case::{Case, Kind, State};
use crate::casework::decide::new_matter::has_complaint_clock;
use crate::casework::decide::{Draft, british};
use crate::casework::duty::{DueDay, DutyKind};
use crate::casework::event::{Event, Settled};
use crate::casework::kind::with_article;
use crate::casework::letter::{Letter, LetterKind};
use crate::casework::people::StaffAddress;
use crate::policy::Stage;

/// A person says what it is. A complaint's clock runs from the day the mail
/// was received, however late that is found out.
pub(super) fn reclassify(draft: &mut Draft<'_>, acted: &Acted<'_>, kind: Kind) -> Said {
    not_about(draft, acted)?;
    let policy = draft.policy().ok_or("the case's policy is not loaded")?;
    let was = draft.case.kind();
    let clock = has_complaint_clock(kind, policy);
    let stage = match (clock, draft.case.stage) {
        (true, stage) => stage.or(Some(Stage::One)),
        (false, _) => None,
    };
    let old_stage = draft.case.stage;
    let told = draft.case.acknowledged_at.is_some() || draft.case.dealings.acknowledging.is_some();
    let told = told && old_stage.is_some() && !clock;
    let no_longer_by = draft.case.promised.filter(|_| told);
    if !clock {
        draft.withdraw_open(
            |duty| matches!(duty, DutyKind::Acknowledge | DutyKind::Define | DutyKind::Respond),
            "it is no complaint",
        );
    }
    draft.meet_every(DutyKind::Triage);
    draft.push(Event::Reclassified { kind, stage, no_longer_by });
    if draft.case.flags.contains("needs_review") {
        draft.push(Event::Flagged { add: Vec::new(), remove: vec!["needs_review".to_owned()] });
    }
    if clock && old_stage.is_none() {
        draft.set_clocks();
        draft.acknowledge();
    }
    // Never two clocks for one matter (digest 11.13).
    if kind != was {
        let why = "it is something else";
        draft.withdraw_open(|duty| matches!(duty, DutyKind::Enquiry | DutyKind::Evidence), why);
        if kind == Kind::Enquiry {
            draft.set_enquiry_clock();
        } else if kind == Kind::Evidence {
            draft.set_evidence_clock();
        }
    }
    if told || (kind == Kind::ServiceRequest && was == Kind::Complaint) {
        tell_what_it_is(draft, acted, kind);
    }
    if matches!(kind, Kind::Comment | Kind::Compliment) {
        close_when_done(draft, State::ClosedNoted, "recorded and passed on");
    }
    let due = draft.due_day(DutyKind::Respond, stage);
    let words = with_article(kind.words());
    Ok(match due {
        Some(day) => format!("it is {words} now; the answer is due by {}", british(day)),
        None => format!("it is {words} now"),
    })
}

/// Whoever was told that a complaint is logged, and until when it is answered,
/// is told what it is now: in one letter, which is another where the same mail
/// causes one.
fn tell_what_it_is(draft: &mut Draft<'_>, acted: &Acted<'_>, kind: Kind) {
    let mut verbs = acted.spoken.actions.iter().filter_map(|one| Verb::parse(&one.verb));
    if verbs.any(|verb| matches!(verb, Verb::Route | Verb::Respond)) {
        return;
    }
    let letter = match kind {
        Kind::ServiceRequest => LetterKind::ServiceRequest,
        Kind::Comment | Kind::Compliment => LetterKind::Thanks,
        Kind::Enquiry | Kind::Other => LetterKind::Receipt,
        Kind::Complaint | Kind::PolicyComplaint | Kind::Evidence => return,
    };
    draft.tell_resident(letter, "reclassified", None, false, |to| {
        if letter == LetterKind::ServiceRequest {
            Letter::ServiceRequest { to }
        } else if letter == LetterKind::Thanks {
            Letter::Thanks { to }
        } else {
            Letter::Receipt { to }
        }
    });
}

/// Another policy; the day of receipt stays (KC 4.4, KH 1.0). One that this
/// council's mailboxes do not serve would answer in another council's name.
pub(super) fn policy(draft: &mut Draft<'_>, acted: &Acted<'_>, id: &str) -> Said {
    let policies = draft.world.policies;
    let served = acted.served.here.iter().chain(&acted.served.elsewhere);
    let policy = policies.get(id).filter(|_| served.clone().any(|known| known == id));
    let policy = policy.ok_or_else(|| {
        let known: Vec<&str> = served.map(String::as_str).collect();
        let known = known.join(", ");
        match policies.contains_key(id) {
            true => format!("no mailbox of this council serves \"{id}\"; served are {known}"),
            false => format!("there is no policy \"{id}\"; served are {known}"),
        }
    })?;
    draft.meet_every(DutyKind::Triage);
    draft.settle(Settled::PolicyChanged { policy: policy.id.clone() });
    let clock = has_complaint_clock(draft.case.kind(), policy);
    if clock && draft.case.stage.is_none() {
        let kind = draft.case.kind();
        let stage = Some(Stage::One);
        draft.push(Event::Reclassified { kind, stage, no_longer_by: None });
    }
    if draft.case.stage.is_some() && !draft.case.is_answered() {
        draft.set_clocks();
        draft.acknowledge();
    }
    let due = draft.due_day(DutyKind::Respond, draft.case.stage);
    Ok(match due {
        Some(day) => {
            format!("it comes under {} now; the answer is due by {}", policy.name, british(day))
        }
        None => format!("it comes under {} now", policy.name),
    })
}

/// Hands the matter to another procedure; nobody is left without a word (RB 5).
pub(super) fn route(draft: &mut Draft<'_>, acted: &Acted<'_>, id: &str) -> Said {
    not_about(draft, acted)?;
    let policy = draft.policy().ok_or("the case's policy is not loaded")?;
    let route = policy.route(&id.to_lowercase()).ok_or_else(|| {
        let known: Vec<&str> = policy.routes.iter().map(|route| route.id.as_str()).collect();
        format!("the policy has no route \"{id}\"; it has {}", known.join(", "))
    })?;
    draft.settle(Settled::Routed { route: route.id.clone() });
    let letter_round = round(draft, acted);
    if !route.quiet {
        let routes = vec![route.id.clone()];
        draft.tell_resident(LetterKind::Routed, &letter_round, None, false, |to| Letter::Routed {
            to,
            routes: routes.clone(),
        });
    }
    let handed = hand_over(draft, route);
    draft.meet_every(DutyKind::Triage);
    if handed && draft.case.stage.is_none() {
        close_when_done(draft, State::ClosedRouted, "another procedure deals with it");
    }
    Ok(match handed {
        true => format!("handed over: {}", route.goes_to),
        false => format!(
            "{}: send \"/done route\" when that is done",
            to_pass_on(&draft.case).unwrap_or_else(|| format!("pass it on to {}", route.goes_to))
        ),
    })
}

/// What a person is to do for want of an address.
pub(in crate::casework) fn to_pass_on(case: &Case) -> Option<String> {
    case.dealings.owed(DutyKind::PassOn).map(|whom| format!("pass this on to {whom}"))
}

/// Whether what was told on a complaint is that the matter was passed on: it
/// says so, or names whom it goes to.
pub(super) fn tells_of_passing_on(case: &Case, text: &str) -> bool {
    let text = text.to_lowercase();
    let says = ["passed", "handed", "forwarded", "sent on", "referred"];
    let names = |goes_to: &String| {
        let goes_to = goes_to.to_lowercase();
        text.contains(goes_to.trim_start_matches("our ").trim_start_matches("the "))
    };
    says.iter().any(|word| text.contains(word)) || case.dealings.pass_on.values().any(names)
}

/// A person has passed on what had no address.
pub(super) fn passed_on(draft: &mut Draft<'_>) -> Said {
    if draft.open_keys(|kind| kind == DutyKind::PassOn).is_empty() {
        return Err("nothing is to be passed on".to_owned());
    }
    draft.meet_every(DutyKind::PassOn);
    close_routed(draft);
    Ok("it is passed on".to_owned())
}

/// A matter of another procedure is over when that has it and nothing is owed.
pub(super) fn close_routed(draft: &mut Draft<'_>) {
    if draft.case.state == State::Answered {
        close_when_done(draft, State::ClosedAnswered, "answered, and everything is passed on");
    } else if draft.case.stage.is_none() && !draft.case.dealings.routes.is_empty() {
        close_when_done(draft, State::ClosedRouted, "another procedure deals with it");
    }
}

/// Sends a matter to the address in the council's own routes file, or sets a
/// duty to pass it on. An address that a shipped policy quotes is only printed.
pub(in crate::casework) fn hand_over(draft: &mut Draft<'_>, route: &crate::policy::Route) -> bool {
    match &route.hand_over_to {
        Some(address) => {
            let to = StaffAddress::configured(address.clone());
            draft.send(Letter::Handover { to, route: route.id.clone() }, route.id.clone(), true);
            if draft.case.dealings.pass_on.contains_key(&route.id) {
                draft.settle(Settled::PassedOn { route: route.id.clone() });
                if draft.case.dealings.pass_on.is_empty() {
                    draft.meet_every(DutyKind::PassOn);
                }
            }
            true
        }
        None => {
            let (id, goes_to) = (route.id.clone(), route.goes_to.clone());
            draft.settle(Settled::PassOn { route: id, goes_to });
            let due = draft.triage_day().map(|day| DueDay { clause: route.clause.clone(), ..day });
            draft.set_no_later(DutyKind::PassOn, draft.case.stage, due);
            false
        }
    }
}
