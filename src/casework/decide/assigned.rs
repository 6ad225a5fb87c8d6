//! Who gets a new case, and who is told of it at once.

use super::Draft;
use super::joined::urgent_flags;
use super::new_matter::{NewMatter, is_anonymous, is_restricted};
use crate::casework::act::to_pass_on;
use crate::casework::case::{Holder, Kind};
use crate::casework::duty::DutyKind;
use crate::casework::event::Event;
use crate::casework::kind::with_article;
use crate::casework::letter::Letter;
use crate::rules::Label;

/// The team whose areas hold the case, else triage, else the alerts address.
/// What is restricted is triage's alone: the team that it is about must not read
/// it (RB 5.7, ME 5.10.14). What was handed over to its own procedure nobody
/// here has anything to do with: no mail says that it is with them.
pub(super) fn assign(draft: &mut Draft<'_>, matter: &NewMatter<'_>, kind: Kind, triage: bool) {
    let area = matter.classification.area.as_deref();
    let (to, why) = match (draft.world.people.team_for(area), area) {
        _ if is_restricted(matter) => {
            (Holder::Nobody, "it must stay with few: give it to whoever may know of it".to_owned())
        }
        (Some(team), Some(area)) => {
            let why = format!("the rules put it in the service area \"{area}\"");
            (Holder::Team(team.id.clone()), why)
        }
        (_, Some(area)) => (Holder::Nobody, format!("no team has the service area \"{area}\"")),
        (_, None) => (Holder::Nobody, "the rules could not tell the service area".to_owned()),
    };
    let mut addresses = draft.world.people.holders(&to, &draft.barred());
    let above = matter.policy.enquiry_to.filter(|_| kind == Kind::Enquiry);
    for address in
        above.map(|rank| draft.world.people.above(&to, rank, &draft.barred())).unwrap_or_default()
    {
        if !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    draft.push(Event::Assigned { to: to.clone(), why: why.clone() });
    let to_pass_on = to_pass_on(&draft.case).map(|what| format!("{what}. Send /told then"));
    // What another procedure has leaves nothing to do here, but to pass it on.
    let elsewhere = !triage && draft.case.open_duties().all(|it| it.key.kind == DutyKind::PassOn);
    if elsewhere {
        addresses.clear();
    }
    let round = draft.case.assignments.to_string();
    let why = match draft.letters.iter().any(|outgoing| outgoing.letter.on_paper()) {
        true => format!(
            "{why}. Its letters are on paper: one is to be printed. See that it reaches the \
             resident, then send /told with how it did"
        ),
        false => why,
    };
    // Whoever gives it to somebody has to know what is unclear about it.
    let why = match unclear(matter).filter(|_| to == Holder::Nobody) {
        Some(unclear) => format!("{unclear}; {why}"),
        None => why,
    };
    let why = match to_pass_on.as_ref() {
        Some(what) => format!("{why}. Also: {what}"),
        None => why,
    };
    for to in &addresses {
        let letter = Letter::Assignment { to: to.clone(), why: why.clone() };
        draft.send(letter, round.clone(), true);
    }
    if let Some(why) = unclear(matter).filter(|_| triage).or(to_pass_on) {
        let triage = draft.triage();
        for to in triage.into_iter().filter(|to| !addresses.contains(to)) {
            draft.send(Letter::Triage { to, why: why.clone() }, "opened", true);
        }
    }
}

fn unclear(matter: &NewMatter<'_>) -> Option<String> {
    let judged = matter.classification;
    if is_anonymous(matter) {
        return Some("nobody is named: whether and how it is looked into is yours to say".into());
    }
    if judged.needs_review {
        if judged.label == Label::Other {
            return Some("the rules are not sure what this is".to_owned());
        }
        let label = with_article(&judged.label.as_str().replace('_', " "));
        return Some(format!("the rules are not sure that this is {label}"));
    }
    if matter.policy_unclear {
        return Some("the rules could not tell which policy it comes under".to_owned());
    }
    (judged.label == Label::Other).then(|| "it is none of the usual kinds".to_owned())
}

pub(super) fn raise_alarm(draft: &mut Draft<'_>, matter: &NewMatter<'_>) {
    let flags = urgent_flags(matter.classification, matter.handling);
    if !flags.is_empty() {
        let to = draft.world.people.urgent().clone();
        draft.send(Letter::UrgentAlert { to, flags }, "opened", true);
    }
}
