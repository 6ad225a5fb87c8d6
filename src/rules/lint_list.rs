//! Warnings of lists: phrases that another of their list takes already, phrases in
//! two lists that speak for different things, and what lists speak for.

use std::collections::{BTreeMap, BTreeSet};

use super::condition::{Condition, FactId};
use super::inflect;
use super::load_list::{ListEntry, Named};
use super::pattern::{Lists, Matcher, Sequence};
use super::{Claim, Label, Rule};
use crate::fault::{Faults, Place};

/// What makes a rule fire, with what it speaks for.
#[derive(Debug, Default)]
pub(super) struct Asking {
    /// Lists of which one phrase is enough.
    pub lists: BTreeSet<String>,
    /// Facts that are enough.
    pub facts: BTreeSet<FactId>,
    /// The labels that it speaks for.
    pub labels: BTreeSet<Label>,
    /// The facts that it speaks for.
    pub finds: BTreeSet<FactId>,
}

impl Asking {
    /// Adds what a rule says. Where it asks for several things, none of them
    /// speaks for itself.
    pub fn says(&mut self, rule: &Rule) {
        if !is_enough(&rule.condition) {
            self.lists.clear();
            self.facts.clear();
        }
        let speaks = rule.scores.iter().filter(|(_, weight)| *weight > 0.0);
        self.labels.extend(speaks.map(|(label, _)| *label));
        self.finds.extend(rule.claims.iter().filter_map(|claim| match claim {
            Claim::Fact(fact) => Some(*fact),
            Claim::Flag(_)
            | Claim::Area(_)
            | Claim::Policy(_)
            | Claim::Intent(_)
            | Claim::Exclusion(_) => None,
        }));
    }
}

/// Whether any one of the terms of a condition makes it hold, unless something
/// forbids it.
fn is_enough(condition: &Condition) -> bool {
    match condition {
        Condition::Terms(..) => true,
        Condition::Any(any) => any.iter().all(is_enough),
        Condition::All(all) => {
            let asked = all.iter().filter(|it| !matches!(it, Condition::None(_)));
            asked.clone().count() == 1 && asked.clone().all(is_enough)
        }
        Condition::Regex(..)
        | Condition::Near(_)
        | Condition::FromEnds(_)
        | Condition::FromDomain(_)
        | Condition::ToEnds(_)
        | Condition::Header(..)
        | Condition::When(_)
        | Condition::Length(..)
        | Condition::Count(..)
        | Condition::Within(..)
        | Condition::None(_) => false,
    }
}

/// The labels that each list speaks for, by the rules that look for it and by
/// those that build on what these find.
pub(super) fn labels_of_lists(asking: &[Asking]) -> BTreeMap<String, BTreeSet<Label>> {
    let mut of_facts: BTreeMap<FactId, BTreeSet<Label>> = BTreeMap::new();
    let labels = |rule: &Asking, of_facts: &BTreeMap<FactId, BTreeSet<Label>>| {
        let found = rule.finds.iter().filter_map(|fact| of_facts.get(fact)).flatten();
        rule.labels.iter().chain(found).copied().collect::<BTreeSet<Label>>()
    };
    loop {
        let before: usize = of_facts.values().map(BTreeSet::len).sum();
        for rule in asking {
            let labels = labels(rule, &of_facts);
            for fact in &rule.facts {
                of_facts.entry(*fact).or_default().extend(&labels);
            }
        }
        if of_facts.values().map(BTreeSet::len).sum::<usize>() == before {
            break;
        }
    }
    let mut of_lists: BTreeMap<String, BTreeSet<Label>> = BTreeMap::new();
    for rule in asking {
        let labels = labels(rule, &of_facts);
        for list in &rule.lists {
            of_lists.entry(list.clone()).or_default().extend(&labels);
        }
    }
    of_lists.retain(|_, labels| !labels.is_empty());
    of_lists
}

/// A phrase in two lists that speak for different labels. In the shipped lists
/// words speak for this and that, as they do in English, and their weights were
/// measured so; what is told is what was added.
pub(super) fn opposites(
    entries: &[ListEntry],
    labels: &BTreeMap<String, BTreeSet<Label>>,
    lists: &Lists,
    shipped: &Phrases,
    faults: &mut Faults,
) {
    let mut speaking: Vec<(&ListEntry, &BTreeSet<Label>)> =
        entries.iter().filter_map(|entry| Some((entry, labels.get(&entry.list)?))).collect();
    // Of two that were added the later is told.
    speaking.sort_by(|(a, _), (b, _)| b.phrase.place.cmp(&a.phrase.place));
    let mut told: Vec<&ListEntry> = Vec::new();
    for (entry, own) in speaking.iter().filter(|(entry, _)| !is_shipped(entry, shipped)) {
        let opposed = speaking.iter().find(|(other, others)| {
            let known = told.iter().any(|one| std::ptr::eq(*one, *other));
            let differs = other.list != entry.list && others.is_disjoint(own);
            differs && !known && takes_all(other, entry, true, lists)
        });
        if let Some((other, _)) = opposed {
            told.push(entry);
            faults.warning(
                entry.phrase.place.clone(),
                format!(
                    "\"{}\" is in the list \"{}\" and in \"{}\" at {}, which speak for different \
                     labels",
                    entry.phrase.value, entry.list, other.list, other.phrase.place
                ),
                "take it out of one of them",
            );
        }
    }
}

/// Phrases with their lists.
pub(super) type Phrases = BTreeSet<(String, String)>;

fn is_shipped(entry: &ListEntry, shipped: &Phrases) -> bool {
    shipped.contains(&(entry.list.clone(), entry.phrase.value.clone()))
}

/// Lists that no rule and no other list asks for.
pub(super) fn unused(
    places: &BTreeMap<String, Place>,
    used: &BTreeSet<String>,
    faults: &mut Faults,
) {
    for (name, place) in places.iter().filter(|(name, _)| !used.contains(*name)) {
        faults.warning(
            place.clone(),
            format!("no rule uses the list \"{name}\""),
            format!("write \"@{name}\" in a rule or remove the list"),
        );
    }
}

/// Phrases that find nothing which another phrase of their list does not find.
/// `inside` are the lists that stand inside longer phrases: there a phrase of
/// more words says more. Of what is shipped nothing is told: nobody has just
/// written it.
pub(super) fn taken(
    named: &Named,
    inside: &BTreeSet<String>,
    shipped: &Phrases,
    faults: &mut Faults,
) {
    let mut lists: BTreeMap<&str, Vec<&ListEntry>> = BTreeMap::new();
    for entry in &named.entries {
        lists.entry(&entry.list).or_default().push(entry);
    }
    for (name, entries) in lists {
        let whole = inside.contains(name);
        let added = entries.iter().enumerate().filter(|(_, it)| !is_shipped(it, shipped));
        for (at, entry) in added {
            let by = entries.iter().enumerate().find(|(other, wider)| {
                let takes = |wider, entry| takes_all(wider, entry, whole, &named.lists);
                // Of two that find the same the first stays.
                *other != at && takes(wider, entry) && (*other < at || !takes(entry, wider))
            });
            if let Some((_, wider)) = by {
                let what = format!(
                    "\"{}\" adds nothing to the list \"{name}\": \"{}\" at {} finds it",
                    entry.phrase.value, wider.phrase.value, wider.phrase.place
                );
                faults.warning(entry.phrase.place.clone(), what, "take it out");
            }
        }
    }
}

/// Whether a phrase finds all that another finds, the whole of it if that is asked.
fn takes_all(wider: &ListEntry, entry: &ListEntry, whole: bool, lists: &Lists) -> bool {
    entry
        .readings
        .iter()
        .all(|reading| wider.readings.iter().any(|wider| finds(wider, reading, whole, lists)))
}

/// Whether a sequence is found wherever another is.
fn finds(wider: &Sequence, narrow: &Sequence, whole: bool, lists: &Lists) -> bool {
    let apart = narrow.len().checked_sub(wider.len());
    let Some(starts) = apart.filter(|apart| !whole || *apart == 0) else { return false };
    (0..=starts).any(|start| {
        let mut pairs = wider.iter().zip(narrow.iter().skip(start));
        pairs.all(|(wider, narrow)| stands_for(wider, narrow, lists))
    })
}

/// Whether a matcher takes every word that another takes.
fn stands_for(wider: &Matcher, narrow: &Matcher, lists: &Lists) -> bool {
    if wider == narrow || *wider == Matcher::Any {
        return true;
    }
    let one = |word: &str| takes(wider, &Matcher::Exact(word.into()), lists);
    match narrow {
        Matcher::Plain(word) => inflect::plain(word).iter().all(|word| one(word)),
        Matcher::Forms(word) => inflect::all(word).iter().all(|word| one(word)),
        Matcher::Exact(_) | Matcher::Prefix(_) => takes(wider, narrow, lists),
        Matcher::Among(words) => words.iter().all(|word| stands_for(wider, word, lists)),
        Matcher::OneOf(_) | Matcher::Kind(_) | Matcher::Any => false,
    }
}

/// Whether a matcher takes one word, or all that begin in some way.
fn takes(wider: &Matcher, word: &Matcher, lists: &Lists) -> bool {
    let exact = |known: &[String]| matches!(word, Matcher::Exact(word) if known.iter().any(|one| **one == **word));
    match wider {
        Matcher::Plain(of) => exact(&inflect::plain(of)),
        Matcher::Forms(of) => exact(&inflect::all(of)),
        Matcher::Exact(_) => wider == word,
        Matcher::Prefix(start) => {
            matches!(word, Matcher::Exact(word) | Matcher::Prefix(word) if word.starts_with(&**start))
        }
        Matcher::Among(words) => words.iter().any(|one| takes(one, word, lists)),
        Matcher::OneOf(list) => lists.get(&**list).is_some_and(|entries| {
            entries.iter().any(|entry| matches!(&entry[..], [one] if takes(one, word, lists)))
        }),
        Matcher::Any => true,
        Matcher::Kind(_) => false,
    }
}
