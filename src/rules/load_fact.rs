//! Facts: which rules speak for them, which ask for them, and the order in which
//! rules are therefore tried.

use std::collections::{BTreeMap, BTreeSet};

use super::condition::{Condition, FactId, What};
use super::load::Loader;
use super::{Claim, Rule};
use crate::fault::{Place, nearest};

impl Loader<'_> {
    pub(super) fn fact(&mut self, name: &str) -> FactId {
        let known = self.facts.iter().position(|fact| fact.as_ref() == name);
        let at = known.unwrap_or_else(|| {
            self.facts.push(name.into());
            self.facts.len() - 1
        });
        FactId::try_from(at).unwrap_or(FactId::MAX)
    }

    /// A fact that a condition asks for, `#name`.
    pub(super) fn asked_fact(&mut self, name: &str, place: &Place) -> FactId {
        let fact = self.fact(name);
        self.asked.entry(fact).or_insert_with(|| place.clone());
        fact
    }

    pub(super) fn check_facts(&mut self) {
        let claimed: BTreeMap<FactId, Place> = self
            .rules
            .iter()
            .flat_map(|rule| facts_for(rule).map(move |fact| (fact, rule.place.clone())))
            .collect();
        let name = |fact: &FactId| self.facts.get(*fact as usize).map_or("", |name| name);
        let known: Vec<&str> = claimed.keys().map(name).collect();
        for (fact, place) in &self.asked {
            if !claimed.contains_key(fact) {
                let mend = match nearest(name(fact), known.iter().copied()) {
                    Some(near) => format!("did you mean \"#{near}\"?"),
                    None => format!("write a rule with fact = \"{}\"", name(fact)),
                };
                let what = format!("no rule speaks for the fact \"{}\"", name(fact));
                self.faults.error(place.clone(), what, mend);
            }
        }
        // Who asked for it may be what is faulty.
        let whole = !self.faults.any_error();
        for (fact, place) in claimed.iter().filter(|_| whole) {
            if !self.asked.contains_key(fact) {
                let what = format!("no rule asks for the fact \"{}\"", name(fact));
                let mend = format!("write \"#{}\" in a rule or remove this one", name(fact));
                self.faults.warning(place.clone(), what, mend);
            }
        }
    }

    /// The order in which rules are tried: every rule for a fact before those
    /// that ask for it.
    pub(super) fn order(&mut self) -> Vec<usize> {
        let mut waits: Vec<BTreeSet<FactId>> = Vec::new();
        let mut open: BTreeMap<FactId, usize> = BTreeMap::new();
        for rule in &self.rules {
            let mut asked = BTreeSet::new();
            facts_of(&rule.condition, &mut asked);
            waits.push(asked);
            for claim in &rule.claims {
                if let Claim::Fact(fact) = claim {
                    *open.entry(*fact).or_default() += 1;
                }
            }
        }
        let mut order: Vec<usize> = Vec::new();
        let mut left: Vec<usize> = (0..self.rules.len()).collect();
        loop {
            let ready = |at: &usize| {
                let wait = waits.get(*at);
                wait.is_some_and(|wait| wait.iter().all(|f| open.get(f).is_none_or(|n| *n == 0)))
            };
            let (now, later): (Vec<usize>, Vec<usize>) = left.into_iter().partition(ready);
            for at in &now {
                for claim in self.rules.get(*at).map_or(&[][..], |rule| &rule.claims) {
                    if let Claim::Fact(fact) = claim
                        && let Some(count) = open.get_mut(fact)
                    {
                        *count -= 1;
                    }
                }
            }
            let stuck = now.is_empty();
            order.extend(now);
            left = later;
            if left.is_empty() || stuck {
                break;
            }
        }
        if let Some(rule) = left.first().and_then(|at| self.rules.get(*at)) {
            let names: Vec<&str> = left
                .iter()
                .filter_map(|at| self.rules.get(*at))
                .filter(|rule| rule.claims.iter().any(|claim| matches!(claim, Claim::Fact(_))))
                .map(|rule| rule.id.as_ref())
                .collect();
            self.faults.error(
                rule.place.clone(),
                format!("facts that ask for one another: {}", names.join(", ")),
                "let one of them do without the other",
            );
        }
        order
    }
}

/// The facts that a rule speaks for.
fn facts_for(rule: &Rule) -> impl Iterator<Item = FactId> {
    rule.claims
        .iter()
        .filter_map(|claim| if let Claim::Fact(fact) = claim { Some(*fact) } else { None })
}

/// The facts that a condition asks for.
pub(super) fn facts_of(condition: &Condition, facts: &mut BTreeSet<FactId>) {
    let mut add = |terms: &[super::condition::Term]| {
        facts.extend(terms.iter().filter_map(|term| match term.what {
            What::Fact(fact) => Some(fact),
            What::Phrases(_) => None,
        }));
    };
    match condition {
        Condition::Terms(terms, _) => add(terms),
        Condition::Near(near) => {
            add(&near.first);
            add(&near.second);
        }
        Condition::Count(inner, _, _) | Condition::Within(_, inner) => facts_of(inner, facts),
        Condition::All(inner) | Condition::Any(inner) | Condition::None(inner) => {
            inner.iter().for_each(|inner| facts_of(inner, facts));
        }
        Condition::Regex(..)
        | Condition::FromEnds(_)
        | Condition::FromDomain(_)
        | Condition::ToEnds(_)
        | Condition::Header(..)
        | Condition::When(_)
        | Condition::Length(..) => {}
    }
}
