//! Why a message was judged as it was, and what the next best label lacked.

use super::condition::{Condition, Evidence, Near};
use super::evaluate::Judging;
use super::field::{Message, SLOTS};
use super::{Label, Rule, RuleSet, Span};

/// A rule that did not fire though part of it held.
#[derive(Debug, Clone)]
pub struct NearMiss<'s> {
    /// The rule.
    pub rule: &'s Rule,
    /// What it would have added to the label.
    pub weight: f64,
    /// Words that were there.
    pub there: Vec<Span>,
    /// What was missing, in words.
    pub lacked: Vec<String>,
}

/// How much of a condition held.
#[derive(Default)]
struct Parts {
    held: Vec<Evidence>,
    lacked: Vec<String>,
}

/// The rules for a label that came nearest to firing, the heaviest first.
pub fn near_misses<'s>(
    set: &'s RuleSet,
    message: &Message<'_>,
    label: Label,
    most: usize,
) -> Vec<NearMiss<'s>> {
    let (fired, facts) = set.fired_with_facts(message);
    let judging = Judging { set, message, facts };
    let mut near: Vec<NearMiss<'s>> = Vec::new();
    for rule in &set.rules {
        let weight: f64 =
            rule.scores.iter().filter(|(of, _)| *of == label).map(|(_, weight)| weight).sum();
        if weight <= 0.0 || fired.iter().any(|(other, _)| other.id == rule.id) {
            continue;
        }
        let mut parts = Parts::default();
        judging.part(&rule.condition, &mut parts);
        if !parts.held.is_empty() {
            let there = parts.held.iter().filter_map(|evidence| span(message, *evidence));
            near.push(NearMiss { rule, weight, there: there.collect(), lacked: parts.lacked });
        }
    }
    near.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    near.truncate(most);
    near
}

/// Where evidence stands in the text.
pub fn span(message: &Message<'_>, evidence: Evidence) -> Option<Span> {
    let (slot, start, end) = match evidence {
        Evidence::Words(slot, hit) => {
            let (start, end) = message.searched(slot)?.words.span(hit);
            (slot, start, end)
        }
        Evidence::Bytes(slot, start, end) => (slot, start, end),
        Evidence::Beside(_) => return None,
    };
    Some(Span { field: *SLOTS.get(usize::from(slot))?, start, end })
}

impl Judging<'_, '_> {
    /// Gathers which parts of a condition that does not hold do hold.
    fn part(&self, condition: &Condition, parts: &mut Parts) {
        match condition {
            Condition::All(all) => all.iter().for_each(|inner| self.part(inner, parts)),
            Condition::None(none) => {
                let mut found = Vec::new();
                for inner in none {
                    self.holds(inner, &mut found);
                }
                if !found.is_empty() {
                    let words = self.words(&found);
                    parts.lacked.push(format!("none: it must not have {words}"));
                }
            }
            Condition::Near(near) => self.near_part(near, parts),
            Condition::Within(_, inner) => {
                let before = parts.lacked.len();
                self.part(inner, parts);
                if parts.lacked.len() == before {
                    parts.lacked.push("same: not all of it in one sentence or clause".to_owned());
                }
            }
            Condition::Count(inner, least, _) => {
                let mut found = Vec::new();
                self.holds(inner, &mut found);
                if found.len() < *least {
                    parts.lacked.push(format!("at_least: fewer than {least} places"));
                }
                parts.held.extend(found);
            }
            Condition::Terms(..)
            | Condition::Regex(..)
            | Condition::FromEnds(_)
            | Condition::FromDomain(_)
            | Condition::ToEnds(_)
            | Condition::Header(..)
            | Condition::When(_)
            | Condition::Length(..)
            | Condition::Any(_) => {
                let before = parts.held.len();
                if !self.holds(condition, &mut parts.held) {
                    parts.held.truncate(before);
                    parts.lacked.push(kind(condition).to_owned());
                }
            }
        }
    }

    fn near_part(&self, near: &Near, parts: &mut Parts) {
        let mut found = Vec::new();
        let mut both = true;
        for (terms, name) in [(&near.first, "first"), (&near.second, "second")] {
            let before = found.len();
            self.holds(&Condition::Terms(terms.clone(), near.view), &mut found);
            if found.len() == before {
                both = false;
                parts.lacked.push(format!("near: none of its {name} words"));
            }
        }
        if both {
            parts.lacked.push("near: both are there, but too far apart".to_owned());
        }
        parts.held.extend(found);
    }

    fn words(&self, evidence: &[Evidence]) -> String {
        let words = evidence.iter().take(3).filter_map(|evidence| match evidence {
            Evidence::Words(slot, hit) => {
                let searched = self.message.searched(*slot)?;
                Some(format!("\"{}\"", searched.words.original(searched.text, *hit)))
            }
            Evidence::Bytes(..) | Evidence::Beside(_) => None,
        });
        let words: Vec<String> = words.collect();
        if words.is_empty() { "what it has".to_owned() } else { words.join(", ") }
    }
}

fn kind(condition: &Condition) -> &'static str {
    match condition {
        Condition::Terms(..) => "none of its words",
        Condition::Regex(..) => "regex: no match",
        Condition::FromEnds(_) | Condition::FromDomain(_) => "another sender",
        Condition::ToEnds(_) => "another recipient",
        Condition::Header(..) => "header: not there",
        Condition::When(_) => "when: not so",
        Condition::Length(..) => "another length",
        Condition::Near(_)
        | Condition::Count(..)
        | Condition::Within(..)
        | Condition::All(_)
        | Condition::Any(_)
        | Condition::None(_) => "none of its conditions",
    }
}
