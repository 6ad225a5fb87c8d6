//! Which rules could fire on a message, told by what they can't fire without:
//! the others are not tried, so that time goes with what a text says and not
//! with how many rules there are.

use super::condition::{Condition, FactId, What};
use super::field::Message;
use super::phrase::TermId;

/// The rules in the order in which they are tried, and which of them something
/// that is found makes worth trying. A rule is named by its place in the order.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// The rules by number, facts before those that build on them.
    pub order: Vec<usize>,
    /// Those that could fire on any message.
    always: Vec<u32>,
    by_term: Vec<(TermId, u32)>,
    by_fact: Vec<(FactId, u32)>,
    by_regex: Vec<(usize, u32)>,
}

/// Without one of these a rule can't fire.
#[derive(Debug, Clone, Copy)]
enum Need {
    What(What),
    Regex(usize),
}

impl Candidates {
    /// Of rules in their order.
    pub fn of<'c>(order: Vec<usize>, condition: impl Fn(usize) -> Option<&'c Condition>) -> Self {
        let mut of = Self::default();
        for (place, number) in (0..).zip(&order) {
            let Some(needs) = condition(*number).and_then(needs) else {
                of.always.push(place);
                continue;
            };
            for need in needs {
                match need {
                    Need::What(What::Phrases(term)) => of.by_term.push((term, place)),
                    Need::What(What::Fact(fact)) => of.by_fact.push((fact, place)),
                    Need::Regex(regex) => of.by_regex.push((regex, place)),
                }
            }
        }
        of.by_term.sort_unstable();
        of.by_fact.sort_unstable();
        of.by_regex.sort_unstable();
        of.order = order;
        of
    }

    /// By place in the order: whether a rule is worth trying on a message of
    /// which no fact is known yet.
    pub fn on(&self, message: &Message<'_>) -> Vec<bool> {
        let mut awake = vec![false; self.order.len()];
        wake(&mut awake, self.always.iter());
        let mut last = None;
        for term in message.terms().filter(|term| last.replace(*term) != Some(*term)) {
            wake(&mut awake, of(&self.by_term, &term));
        }
        for regex in message.regexes.iter().flatten() {
            wake(&mut awake, of(&self.by_regex, regex));
        }
        awake
    }

    /// A fact is known to hold now: the rules that build on it are worth trying.
    pub fn holds(&self, fact: FactId, awake: &mut [bool]) {
        wake(awake, of(&self.by_fact, &fact));
    }
}

/// The rules that are listed for a key.
fn of<'l, K: Ord>(list: &'l [(K, u32)], key: &K) -> impl Iterator<Item = &'l u32> {
    let start = list.partition_point(|(other, _)| other < key);
    let end = list.partition_point(|(other, _)| other <= key);
    list.get(start..end).unwrap_or_default().iter().map(|(_, place)| place)
}

fn wake<'p>(awake: &mut [bool], places: impl Iterator<Item = &'p u32>) {
    for place in places {
        if let Some(rule) = awake.get_mut(*place as usize) {
            *rule = true;
        }
    }
}

/// What a condition can't hold without; None when it may hold on any message.
fn needs(condition: &Condition) -> Option<Vec<Need>> {
    match condition {
        Condition::Terms(terms, _) => Some(terms.iter().map(|t| Need::What(t.what)).collect()),
        Condition::Regex(number, _) => Some(vec![Need::Regex(*number)]),
        Condition::Near(near) => {
            Some(near.first.iter().map(|term| Need::What(term.what)).collect())
        }
        Condition::Count(inner, least, _) => (*least > 0).then(|| needs(inner)).flatten(),
        Condition::Within(_, inner) => needs(inner),
        Condition::All(all) => all.iter().filter_map(needs).min_by_key(Vec::len),
        Condition::Any(any) => {
            let each: Option<Vec<Vec<Need>>> = any.iter().map(needs).collect();
            each.map(|each| each.into_iter().flatten().collect())
        }
        Condition::FromEnds(_)
        | Condition::FromDomain(_)
        | Condition::ToEnds(_)
        | Condition::Header(..)
        | Condition::When(_)
        | Condition::Length(..)
        | Condition::None(_) => None,
    }
}
