//! Reads policy files and what they name, with every fault told by file, line,
//! column and mend. A policy may build on another (`extends`) and say only
//! what differs: a value, a limit, a ladder or a list takes the place of the
//! base's, exclusions as one list, advice and demands one by one, routes key by
//! key.

pub mod calendar;
mod complete;
mod limits;
mod terms;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::ladder::Ladders;
use super::limit::{Limit, Start};
use super::reference::ReferenceFormat;
use super::terms::{Acknowledgement, Advice, Contact, Exclusion, Ombudsman, Rank};
use super::{Demands, Policies};
use crate::fault::{Faults, Place, Source, did_you_mean};
use crate::toml_file::{self, Placed, Table};
use limits::StageDraft;
use terms::RouteDraft;
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
    define: Option<Placed<bool>>,
    ladders: Ladders,
    exclusions: Option<Vec<Exclusion>>,
    routes: Vec<RouteDraft>,
    advice: Vec<Advice>,
    demands: Demands,
    clauses: BTreeMap<String, String>,
    /// Every key that the file has with its place, `stage1.respond` and
    /// `route.foi` among them: one that is there but wrong is not missing as well.
    places: BTreeMap<String, Place>,
    /// Whether anything in the file is wrong.
    faulty: bool,
}

/// What came of the policy files.
#[derive(Debug, Default)]
pub struct Read {
    /// The policies that can be used.
    pub policies: Policies,
    /// The names of those whose file has a fault: who names one is not wrong.
    pub faulty: Vec<String>,
}

/// Reads all policy files; `unreadable` are the names of those that are there and
/// could not be read.
pub fn policies<'s>(
    sources: impl Iterator<Item = &'s Source>,
    unreadable: Vec<String>,
    ombudsmen: &Ombudsmen,
    hand_over: &HandOver,
    faults: &mut Faults,
) -> Read {
    let mut drafts: BTreeMap<String, Draft> = BTreeMap::new();
    let mut faulty = unreadable;
    for source in sources {
        let draft = draft(source, ombudsmen, faults);
        let Some(id) = &draft.id else {
            faulty.push(stem(source.name()).to_owned());
            continue;
        };
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
        let chain = chain(id, &drafts, &faulty, faults);
        if let Some(policy) = complete::complete(&chain, faults) {
            policies.insert(id.clone(), policy);
        }
    }
    faulty.extend(drafts.into_keys().filter(|id| !policies.contains_key(id)));
    give_addresses(&mut policies, hand_over, &faulty, faults);
    Read { policies, faulty }
}

/// A file's name without folder and ending: what its policy is called most
/// likely.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.strip_suffix(".toml").unwrap_or(name)
}

fn give_addresses(
    policies: &mut Policies,
    hand_over: &HandOver,
    faulty: &[String],
    faults: &mut Faults,
) {
    let mut known: BTreeSet<String> = BTreeSet::new();
    for route in policies.values_mut().flat_map(|policy| &mut policy.routes) {
        known.insert(route.id.clone());
        route.hand_over_to = hand_over.get(&route.id).map(|address| address.value.clone());
    }
    let names: Vec<&str> = known.iter().map(String::as_str).collect();
    for (id, address) in hand_over {
        // It may be a route of a policy that could not be read.
        if faulty.is_empty() && !known.contains(id) {
            let what = format!("no policy has a route \"{id}\"");
            faults.warning(address.place.clone(), what, did_you_mean(id, &names));
        }
    }
}

/// A policy and what it builds on, nearest first.
fn chain<'d>(
    id: &str,
    drafts: &'d BTreeMap<String, Draft>,
    faulty: &[String],
    faults: &mut Faults,
) -> Vec<&'d Draft> {
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
        if next.is_none() && !faulty.contains(&base.value) {
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
    draft.define = flag("define");
    draft.clauses.extend(terms::clauses(&mut root, &mut own));
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
    draft.places = places(&root);
    draft.faulty = own.any_error();
    faults.extend(own);
    draft
}

/// Where the keys of a file stand, those of its stages, and what has an id.
fn places(root: &Table<'_>) -> BTreeMap<String, Place> {
    let keys = |table: &Table<'_>| table.keys().into_iter().map(|key| (key.value, key.place));
    let mut places: BTreeMap<String, Place> = keys(root).collect();
    for stage in ["stage1", "stage2"] {
        if let Some(table) = root.table_named(stage, &mut Faults::new()) {
            places.extend(keys(&table).map(|(key, place)| (format!("{stage}.{key}"), place)));
        }
    }
    if let Some(ladders) = root.table_named("ladder", &mut Faults::new()) {
        places.extend(keys(&ladders).map(|(key, place)| (format!("ladder.{key}"), place)));
    }
    for list in ["route", "advice", "exclusion"] {
        let ids = root.ids_in(list).into_iter();
        places.extend(ids.map(|id| (format!("{list}.{}", id.value), id.place)));
    }
    places
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
