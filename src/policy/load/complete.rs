//! A policy from its file and what it builds on.

use super::Draft;
use super::limits::StageDraft;
use super::terms::RouteDraft;
use crate::fault::{Faults, Place};
use crate::policy::ladder::Ladders;
use crate::policy::limit::{Limit, Period};
use crate::policy::terms::{Acknowledgement, Exceed, Rank, Route};
use crate::policy::{Demands, Policy, StageLimits};
use crate::toml_file::Placed;

/// The first of the chain that says it.
fn first<'d, T: Clone + 'd>(
    chain: &[&'d Draft],
    get: impl Fn(&'d Draft) -> Option<&'d T>,
) -> Option<T> {
    chain.iter().find_map(|draft| get(draft)).cloned()
}

/// The policy of a chain of files, nearest first; None where it is not whole or
/// one of them is faulty.
pub(super) fn complete(chain: &[&Draft], faults: &mut Faults) -> Option<Policy> {
    let own = chain.first()?;
    // What a base lacks that can't be found is nobody's fault here.
    let whole = chain.last().is_some_and(|draft| draft.extends.is_none());
    let mut missing = |key: &str, mend: &str| {
        let there = |draft: &&Draft| draft.places.contains_key(key);
        if whole && !chain.iter().any(there) {
            faults.error(Place::start_of(&own.file), format!("\"{key}\" is missing"), mend);
        }
    };
    let council = first(chain, |draft| draft.council.as_ref());
    if council.is_none() {
        missing("council", "write the council's name as letters print it");
    }
    let reference = first(chain, |draft| draft.reference.as_ref());
    if reference.is_none() {
        missing("reference", "for example \"KH-{year}-{number:5}\"");
    }
    let ombudsman = first(chain, |draft| draft.ombudsman.as_ref());
    if ombudsman.is_none() {
        missing("ombudsman", "name one of ombudsmen.toml");
    }
    let acknowledgement = first(chain, |draft| draft.acknowledgement.as_ref());
    if acknowledgement.is_none() {
        missing("acknowledgement", "for example { mode = \"at_once\" }");
    }
    let stage1 = stage(chain, "stage1", |draft| &draft.stage1, &mut missing);
    let stage2 = stage(chain, "stage2", |draft| &draft.stage2, &mut missing);
    let flag = |get: fn(&Draft) -> Option<&Placed<bool>>| {
        chain.iter().find_map(|draft| get(draft)).is_some_and(|flag| flag.value)
    };
    if let Some(limit) = late_fallback(acknowledgement.as_ref(), stage1.as_ref()) {
        let what = "\"fallback_working_day\" lies after the last day for acknowledging";
        faults.error(Place::start_of(&own.file), what, format!("write {limit} or less"));
        return None;
    }
    Some(Policy {
        id: own.id.as_ref()?.value.clone(),
        name: own.name.as_ref()?.value.clone(),
        version: own.version.as_ref()?.value.clone(),
        in_force: own.in_force.as_ref()?.value,
        review_by: own.review_by.clone(),
        council: council?.value,
        contact: first(chain, |draft| draft.contact.as_ref()).unwrap_or_default(),
        reference: reference?,
        ombudsman: ombudsman?,
        acknowledgement: acknowledgement?,
        stage1: stage1?,
        stage2: stage2?,
        window: first(chain, |draft| draft.window.as_ref()),
        issue_age: first(chain, |draft| draft.issue_age.as_ref()),
        enquiry: first(chain, |draft| draft.enquiry.as_ref()),
        evidence: first(chain, |draft| draft.evidence.as_ref()),
        data_protection: first(chain, |draft| draft.data_protection.as_ref()),
        both_stages: first(chain, |draft| draft.both_stages.as_ref()),
        enquiry_to: chain.iter().find_map(|draft| draft.enquiry_to),
        enquiry_is_complaint: flag(|draft| draft.enquiry_is_complaint.as_ref()),
        answers_policy_complaints: flag(|draft| draft.answers_policy_complaints.as_ref()),
        dissatisfied_reply_escalates: flag(|draft| draft.dissatisfied_reply_escalates.as_ref()),
        ladders: all_ladders(chain),
        exclusions: first(chain, |draft| draft.exclusions.as_ref()).unwrap_or_default(),
        routes: all_routes(chain, faults),
        advice: nearest(chain, |draft| &draft.advice, |advice| &advice.id),
        demands: all_demands(chain),
        define: chain.iter().find_map(|draft| draft.define.as_ref()).is_none_or(|it| it.value),
        clauses: chain.iter().rev().flat_map(|draft| draft.clauses.clone()).collect(),
        places: chain.iter().rev().flat_map(|draft| draft.places.clone()).collect(),
    })
    .filter(|_| whole && !chain.iter().any(|draft| draft.faulty))
}

/// The limit for acknowledging in working days, when what goes out by itself
/// would be later.
fn late_fallback(
    acknowledgement: Option<&Acknowledgement>,
    stage1: Option<&StageLimits>,
) -> Option<u16> {
    let Some(Acknowledgement::Confirmed { fallback }) = acknowledgement else { return None };
    let Period::WorkingDays(limit) = stage1?.acknowledge.period else { return None };
    (fallback.0 > limit.0).then_some(limit.0)
}

fn stage(
    chain: &[&Draft],
    name: &str,
    of: impl Fn(&Draft) -> &StageDraft,
    missing: &mut impl FnMut(&str, &str),
) -> Option<StageLimits> {
    let limit = |get: fn(&StageDraft) -> Option<&Limit>| {
        chain.iter().find_map(|draft| get(of(draft))).cloned()
    };
    let acknowledge = limit(|stage| stage.acknowledge.as_ref());
    let respond = limit(|stage| stage.respond.as_ref());
    let extend = limit(|stage| stage.extend.as_ref());
    for (key, found) in [("acknowledge", &acknowledge), ("respond", &respond), ("extend", &extend)]
    {
        if found.is_none() {
            let mend = "for example { working_days = 5, clause = \"4.2\" }";
            missing(&format!("{name}.{key}"), mend);
        }
    }
    let extend_at_most = limit(|stage| stage.extend_at_most.as_ref());
    let answered_by = chain.iter().find_map(|draft| of(draft).answered_by.clone());
    if answered_by.is_none() {
        let mend = "for example { rank = \"officer\", title = \"a Service Officer\" }";
        missing(&format!("{name}.answered_by"), mend);
    }
    Some(StageLimits {
        acknowledge: acknowledge?,
        respond: respond?,
        extend: extend?,
        extend_at_most,
        exceed: chain
            .iter()
            .find_map(|draft| of(draft).exceed)
            .unwrap_or(Exceed::By(Rank::Manager)),
        approved_by: chain.iter().find_map(|draft| of(draft).approved_by),
        answered_by: answered_by?,
        another_person: chain
            .iter()
            .find_map(|draft| of(draft).another_person)
            .unwrap_or(name == "stage2"),
    })
}

fn all_ladders(chain: &[&Draft]) -> Ladders {
    let mut ladders = Ladders::default();
    for draft in chain.iter().rev() {
        // "Every duty without one of its own" is said anew for all of them.
        let base = ladders.clone();
        if draft.ladders.by_duty.contains_key("other") {
            ladders.by_duty.clear();
        }
        for (duty, pair) in &draft.ladders.by_duty {
            let mut pair = pair.clone();
            // Residents at risk never lose the shorter one for want of a line.
            if pair.at_risk.is_none() {
                pair.at_risk = base.pair_of(duty).and_then(|pair| pair.at_risk.clone());
            }
            ladders.by_duty.insert(duty.clone(), pair);
        }
        if !draft.ladders.at_risk_flags.is_empty() {
            ladders.at_risk_flags.clone_from(&draft.ladders.at_risk_flags);
        }
    }
    ladders
}

/// A route of a nearer file says only what differs: a base's warning ("can be
/// challenged only in the time that the notice gives") must not get lost with it.
fn all_routes(chain: &[&Draft], faults: &mut Faults) -> Vec<Route> {
    let mut all: Vec<Route> = Vec::new();
    for (depth, draft) in chain.iter().enumerate() {
        for route in &draft.routes {
            if all.iter().any(|nearer| nearer.id == route.id) {
                continue;
            }
            let further = chain.iter().skip(depth + 1).flat_map(|base| &base.routes);
            let bases: Vec<&RouteDraft> = further.filter(|base| base.id == route.id).collect();
            all.extend(route.over(&bases, faults));
        }
    }
    all
}

/// One by one: what a nearer file says under an id takes the place of its base's.
fn nearest<T: Clone>(
    chain: &[&Draft],
    of: impl Fn(&Draft) -> &Vec<T>,
    id: impl Fn(&T) -> &String,
) -> Vec<T> {
    let mut all: Vec<T> = Vec::new();
    for draft in chain {
        for one in of(draft) {
            if !all.iter().any(|nearer| id(nearer) == id(one)) {
                all.push(one.clone());
            }
        }
    }
    all
}

fn all_demands(chain: &[&Draft]) -> Demands {
    let mut demands = Demands::new();
    for draft in chain.iter().rev() {
        for (letter, said) in &draft.demands {
            let clauses = said.iter().map(|(demand, clause)| (*demand, clause.clone()));
            demands.entry(letter.clone()).or_default().extend(clauses);
        }
    }
    demands
}
