//! Reads policy files and what they name, with every fault told by file, line,
//! column and mend. A policy may build on another (`extends`) and say only
//! what differs: a value, a limit, a ladder or a list takes the place of the
//! base's, exclusions as one list, routes, advice and demands one by one.

pub mod calendar;
mod limits;
mod terms;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::ladder::Ladders;
use super::limit::{Limit, Period, Start};
use super::reference::ReferenceFormat;
use super::terms::{Acknowledgement, Advice, Contact, Exclusion, Ombudsman, Rank, Route};
use super::{Demands, Policies, Policy, StageLimits};
use crate::fault::{Faults, Place, Source, did_you_mean};
use crate::toml_file::{self, Placed, Table};
use limits::StageDraft;
pub use terms::{HandOver, Ombudsmen, hand_over, ombudsmen};

/// A value, and its clause where it is written as
/// `{ value = …, clause = "…" }`.
fn valued<'a, T>(
    table: &mut Table<'a>,
    key: &'static str,
    faults: &mut Faults,
    read: impl Fn(&mut Table<'a>, &'static str, &mut Faults) -> Option<Placed<T>>,
) -> Option<(Placed<T>, Option<String>)> {
    if !table.has_table(key) {
        return read(table, key, faults).map(|value| (value, None));
    }
    let mut table = table.table(key, faults)?;
    if table.place_of("value").is_none() {
        table.missing("value", "write { value = …, clause = \"…\" }", faults);
    }
    let value = read(&mut table, "value", faults);
    let clause = table.text("clause", faults);
    table.text("reading", faults);
    table.finish(faults);
    value.map(|value| (value, clause.map(|clause| clause.value)))
}

/// What one file says, before its base fills the rest in.
#[derive(Default)]
struct Draft {
    file: String,
    id: Option<Placed<String>>,
    extends: Option<Placed<String>>,
    name: Option<Placed<String>>,
    version: Option<Placed<String>>,
    in_force: Option<Placed<NaiveDate>>,
    review_by: Option<Placed<NaiveDate>>,
    council: Option<Placed<String>>,
    contact: Option<Contact>,
    reference: Option<ReferenceFormat>,
    ombudsman: Option<Ombudsman>,
    acknowledgement: Option<Acknowledgement>,
    stage1: StageDraft,
    stage2: StageDraft,
    window: Option<Limit>,
    issue_age: Option<Limit>,
    enquiry: Option<Limit>,
    evidence: Option<Limit>,
    data_protection: Option<Limit>,
    both_stages: Option<Limit>,
    enquiry_to: Option<Rank>,
    enquiry_is_complaint: Option<Placed<bool>>,
    answers_policy_complaints: Option<Placed<bool>>,
    dissatisfied_reply_escalates: Option<Placed<bool>>,
    ladders: Ladders,
    exclusions: Option<Vec<Exclusion>>,
    routes: Vec<Route>,
    advice: Vec<Advice>,
    demands: Demands,
    clauses: BTreeMap<String, String>,
    /// Every key that the file has, `stage1.respond` among them: one that is
    /// there but wrong is not missing as well.
    present: BTreeSet<String>,
    /// Whether anything in the file is wrong.
    faulty: bool,
}

/// Reads all policy files; a policy that has a fault is left out, but its name
/// is told all the same.
pub fn policies<'s>(
    sources: impl Iterator<Item = &'s Source>,
    ombudsmen: &Ombudsmen,
    hand_over: &HandOver,
    faults: &mut Faults,
) -> (Policies, Vec<String>) {
    let mut drafts: BTreeMap<String, Draft> = BTreeMap::new();
    for source in sources {
        let draft = draft(source, ombudsmen, faults);
        let Some(id) = &draft.id else { continue };
        if drafts.contains_key(&id.value) {
            faults.error(
                id.place.clone(),
                format!("two files describe the policy \"{}\"", id.value),
                "rename or remove one of them",
            );
            continue;
        }
        drafts.insert(id.value.clone(), draft);
    }
    let mut policies = Policies::new();
    for id in drafts.keys() {
        let chain = chain(id, &drafts, faults);
        if let Some(policy) = complete(&chain, faults) {
            policies.insert(id.clone(), policy);
        }
    }
    give_addresses(&mut policies, hand_over, faults);
    (policies, drafts.into_keys().collect())
}

fn give_addresses(policies: &mut Policies, hand_over: &HandOver, faults: &mut Faults) {
    let mut known: BTreeSet<String> = BTreeSet::new();
    for route in policies.values_mut().flat_map(|policy| &mut policy.routes) {
        known.insert(route.id.clone());
        route.hand_over_to = hand_over.get(&route.id).map(|address| address.value.clone());
    }
    let names: Vec<&str> = known.iter().map(String::as_str).collect();
    for (id, address) in hand_over {
        if !known.contains(id) {
            let what = format!("no policy has a route \"{id}\"");
            faults.warning(address.place.clone(), what, did_you_mean(id, &names));
        }
    }
}

/// A policy and what it builds on, nearest first.
fn chain<'d>(id: &str, drafts: &'d BTreeMap<String, Draft>, faults: &mut Faults) -> Vec<&'d Draft> {
    let mut chain: Vec<&Draft> = Vec::new();
    let mut next = drafts.get(id);
    while let Some(draft) = next {
        chain.push(draft);
        let Some(base) = &draft.extends else { break };
        next = drafts.get(&base.value);
        let seen = |known: &&Draft| known.id.as_ref().is_some_and(|id| id.value == base.value);
        if chain.iter().any(seen) {
            let what = format!("\"{}\" builds on itself", base.value);
            faults.error(base.place.clone(), what, "let one of them stand by itself");
            break;
        }
        if next.is_none() {
            let known: Vec<&str> = drafts.keys().map(String::as_str).collect();
            faults.error(
                base.place.clone(),
                format!("there is no policy \"{}\" to build on", base.value),
                did_you_mean(&base.value, &known),
            );
        }
    }
    chain
}

fn draft(source: &Source, ombudsmen: &Ombudsmen, faults: &mut Faults) -> Draft {
    let mut own = Faults::new();
    let document = toml_file::parse(source, &mut own);
    let mut root = Table::root(source, &document);
    let mut draft = Draft { file: source.name().to_owned(), ..Draft::default() };
    head(&mut root, &mut draft, ombudsmen, &mut own);
    draft.stage1 = limits::stage(&mut root, "stage1", &mut own);
    draft.stage2 = limits::stage(&mut root, "stage2", &mut own);
    let mut limit = |key, from| limits::limit(&mut root, key, from, &mut own);
    draft.window = limit("request_stage2", Start::Stage1ResponseSent);
    draft.issue_age = limit("issue_age", Start::IssueOccurred);
    draft.enquiry = limit("enquiry", Start::Received);
    draft.evidence = limit("evidence", Start::Received);
    draft.data_protection = limit("data_protection", Start::Received);
    draft.both_stages = limit("both_stages", Start::Received);
    let rank = valued(&mut root, "enquiry_to", &mut own, |table, key, faults| {
        table.choice(key, &Rank::ALL, faults)
    });
    draft.enquiry_to = rank.map(|(rank, _)| rank.value);
    let mut flag = |key| {
        let (value, clause) = valued(&mut root, key, &mut own, Table::boolean)?;
        draft.clauses.extend(clause.map(|clause| (key.to_owned(), clause)));
        Some(value)
    };
    draft.enquiry_is_complaint = flag("enquiry_is_complaint");
    draft.answers_policy_complaints = flag("answers_policy_complaints");
    draft.dissatisfied_reply_escalates = flag("dissatisfied_reply_escalates");
    draft.ladders.by_duty = limits::ladders(&mut root, &mut own).into_iter().collect();
    draft.ladders.at_risk_flags = root.table("at_risk", &mut own).map_or_else(Vec::new, |mut t| {
        let flags = t.texts("flags", &mut own);
        t.text("clause", &mut own);
        t.finish(&mut own);
        flags.into_iter().map(|flag| flag.value).collect()
    });
    draft.exclusions = terms::exclusions(&mut root, &mut own);
    draft.routes = terms::routes(&mut root, &mut own);
    draft.advice = terms::advice(&mut root, &mut own);
    draft.demands = terms::demands(&mut root, &mut own);
    root.finish(&mut own);
    draft.present = present(&root);
    draft.faulty = own.any_error();
    faults.extend(own);
    draft
}

fn present(root: &Table<'_>) -> BTreeSet<String> {
    let names = |table: &Table<'_>| table.keys().into_iter().map(|key| key.value);
    let mut present: BTreeSet<String> = names(root).collect();
    for stage in ["stage1", "stage2"] {
        if let Some(table) = root.table_named(stage, &mut Faults::new()) {
            present.extend(names(&table).map(|key| format!("{stage}.{key}")));
        }
    }
    present
}

fn head(root: &mut Table<'_>, draft: &mut Draft, ombudsmen: &Ombudsmen, faults: &mut Faults) {
    draft.id = root.need_text("policy", "name the policy as mailboxes will call it", faults);
    draft.extends = root.text("extends", faults);
    draft.name = root.need_text("name", "write the policy's title", faults);
    draft.version = root.need_text("version", "write the version of the policy's text", faults);
    draft.in_force = root.date("in_force", faults);
    if root.place_of("in_force").is_none() {
        root.missing("in_force", "write the first day in force", faults);
    }
    draft.review_by = root.date("review_by", faults);
    let late = draft.review_by.as_ref().zip(draft.in_force.as_ref());
    if let Some((review, _)) = late.filter(|(review, force)| review.value <= force.value) {
        let what = "the review is before the policy is in force";
        faults.error(review.place.clone(), what, "mend one of the two dates");
    }
    draft.council = root.text("council", faults);
    draft.contact = terms::contact(root, faults);
    let text = valued(root, "reference", faults, Table::text);
    draft.reference = text.and_then(|(text, clause)| {
        draft.clauses.extend(clause.map(|clause| ("reference".to_owned(), clause)));
        reference(text, faults)
    });
    let name = valued(root, "ombudsman", faults, Table::text);
    draft.ombudsman = name.and_then(|(name, clause)| {
        draft.clauses.extend(clause.map(|clause| ("ombudsman".to_owned(), clause)));
        ombudsman(name, ombudsmen, faults)
    });
    draft.acknowledgement = terms::acknowledgement(root, faults);
}

fn reference(text: Placed<String>, faults: &mut Faults) -> Option<ReferenceFormat> {
    match ReferenceFormat::parse(&text.value) {
        Ok(format) => Some(format),
        Err(why) => {
            faults.error(
                text.place,
                format!("\"{}\" is no reference format: {why}", text.value),
                "for example \"KH-{year}-{number:5}\"",
            );
            None
        }
    }
}

fn ombudsman(name: Placed<String>, all: &Ombudsmen, faults: &mut Faults) -> Option<Ombudsman> {
    let found = all.get(&name.value).cloned();
    if found.is_none() {
        let known: Vec<&str> = all.keys().map(String::as_str).collect();
        faults.error(
            name.place,
            format!("no Ombudsman \"{}\" in ombudsmen.toml", name.value),
            did_you_mean(&name.value, &known),
        );
    }
    found
}

/// The first of the chain that says it.
fn first<'d, T: Clone + 'd>(
    chain: &[&'d Draft],
    get: impl Fn(&'d Draft) -> Option<&'d T>,
) -> Option<T> {
    chain.iter().find_map(|draft| get(draft)).cloned()
}

fn complete(chain: &[&Draft], faults: &mut Faults) -> Option<Policy> {
    let own = chain.first()?;
    // What a base lacks that can't be found is nobody's fault here.
    let whole = chain.last().is_some_and(|draft| draft.extends.is_none());
    let mut missing = |key: &str, mend: &str| {
        let there = |draft: &&Draft| draft.present.contains(key);
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
        routes: nearest(chain, |draft| &draft.routes, |route| &route.id),
        advice: nearest(chain, |draft| &draft.advice, |advice| &advice.id),
        demands: all_demands(chain),
        clauses: chain.iter().rev().flat_map(|draft| draft.clauses.clone()).collect(),
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
    let answered_by = chain.iter().find_map(|draft| of(draft).answered_by.clone());
    if answered_by.is_none() {
        let mend = "for example { rank = \"officer\", title = \"a Service Officer\" }";
        missing(&format!("{name}.answered_by"), mend);
    }
    Some(StageLimits {
        acknowledge: acknowledge?,
        respond: respond?,
        extend: extend?,
        exceed: chain
            .iter()
            .find_map(|draft| of(draft).exceed)
            .unwrap_or(super::terms::Rank::Manager),
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
        if draft.ladders.by_duty.contains_key("other") {
            ladders.by_duty.clear();
        }
        ladders.by_duty.extend(draft.ladders.by_duty.clone());
        if !draft.ladders.at_risk_flags.is_empty() {
            ladders.at_risk_flags.clone_from(&draft.ladders.at_risk_flags);
        }
    }
    ladders
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
