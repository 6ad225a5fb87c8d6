//! Whether a condition holds on a message, and what makes it so.

use super::RuleSet;
use super::condition::{
    Condition, Evidence, FactId, Near, Surrounding, Surroundings, Term, Unit, View, What,
};
use super::field::{Field, Message, Part, Searched, Slot, clipped};
use super::phrase::{Hit, Sentence, Token};

/// Words of a field to which the search is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Scope {
    slot: Slot,
    first: u32,
    last: u32,
}

/// What was found of the facts so far.
#[derive(Debug, Clone, Default)]
pub struct FactState {
    /// A rule for it fired.
    pub holds: bool,
    /// Where, in the order of slots and words.
    pub hits: Vec<(Slot, Hit)>,
}

/// A message, and the facts that are already known of it.
pub struct Judging<'m, 's> {
    /// The rules.
    pub set: &'s RuleSet,
    /// The message.
    pub message: &'m Message<'m>,
    /// By [`FactId`].
    pub facts: Vec<FactState>,
}

/// More evidence than this tells nothing new.
const MOST_EVIDENCE: usize = 400;

/// So many partners of one word are looked at.
const MOST_PARTNERS: usize = 64;

impl Judging<'_, '_> {
    /// Whether a condition holds; what made it so is added to `found`.
    pub fn holds(&self, condition: &Condition, found: &mut Vec<Evidence>) -> bool {
        self.check(condition, None, found)
    }

    fn check(
        &self,
        condition: &Condition,
        scope: Option<Scope>,
        found: &mut Vec<Evidence>,
    ) -> bool {
        match condition {
            Condition::Terms(terms, view) => self.terms(terms, *view, scope, found),
            Condition::Regex(number, view) => self.regex(*number, *view, scope, found),
            Condition::Near(near) => self.near(near, scope, found),
            Condition::FromEnds(ends) => {
                let from = self.message.from();
                // What has a name before the @ is a whole address.
                let is = |end: &String| match end.find('@') {
                    Some(1..) => from == end,
                    Some(0) | None => from.ends_with(end.as_str()),
                };
                beside(ends.iter().any(is), Field::From, found)
            }
            Condition::FromDomain(domains) => {
                let domain = self.message.from().rsplit('@').next().unwrap_or("");
                let is = |known: &String| {
                    domain.strip_suffix(known.as_str()).is_some_and(|rest| {
                        !domain.is_empty() && (rest.is_empty() || rest.ends_with('.'))
                    })
                };
                beside(domains.iter().any(is), Field::From, found)
            }
            Condition::ToEnds(ends) => {
                let ends_so = |to: &&str| {
                    let to = to.to_ascii_lowercase();
                    ends.iter().any(|end| to.ends_with(end))
                };
                beside(self.message.given.to.iter().any(ends_so), Field::To, found)
            }
            Condition::Header(name, values) => {
                let has = |(other, value): &(&str, &str)| {
                    let value = value.to_ascii_lowercase();
                    other.eq_ignore_ascii_case(name)
                        && (values.is_empty() || values.iter().any(|part| value.contains(part)))
                };
                beside(self.message.given.headers.iter().any(has), Field::Header, found)
            }
            Condition::When(states) => {
                let is = states.iter().any(|state| self.message.is(*state));
                beside(is, Field::Message, found)
            }
            Condition::Length(least, most, view) => {
                let words = view.field.slots().iter().filter_map(|slot| {
                    self.message.searched(*slot).map(|searched| searched.words.tokens.len())
                });
                (*least..=*most).contains(&words.sum())
            }
            Condition::Count(inner, least, different) => {
                let before = found.len();
                self.check(inner, scope, found);
                let counted = self.places(found.get(before..).unwrap_or_default(), *different);
                if counted < *least {
                    found.truncate(before);
                }
                counted >= *least
            }
            Condition::Within(unit, inner) => self.within(*unit, inner, scope, found),
            Condition::All(all) => {
                let before = found.len();
                let holds = all.iter().all(|condition| self.check(condition, scope, found));
                if !holds {
                    found.truncate(before);
                }
                holds
            }
            Condition::Any(any) => {
                // All are asked, for the evidence of each.
                any.iter().filter(|inner| self.check(inner, scope, found)).count() > 0
            }
            Condition::None(none) => {
                let before = found.len();
                let holds = none.iter().any(|condition| self.check(condition, scope, found));
                found.truncate(before);
                !holds
            }
        }
    }

    fn terms(
        &self,
        terms: &[Term],
        view: View,
        scope: Option<Scope>,
        found: &mut Vec<Evidence>,
    ) -> bool {
        let before = found.len();
        let mut bare = false;
        for term in terms {
            bare |= self.holds_without_place(term) && scope.is_none();
            self.each(term, view, scope, &mut |slot, hit| {
                found.push(Evidence::Words(slot, hit));
                found.len() < before + MOST_EVIDENCE
            });
        }
        found.len() > before || bare
    }

    /// A fact may hold without words, as "attachment only" does.
    fn holds_without_place(&self, term: &Term) -> bool {
        match term.what {
            What::Phrases(_) => false,
            What::Fact(fact) => {
                let plain = term.only == 0;
                self.fact(fact).is_some_and(|fact| plain && fact.holds && fact.hits.is_empty())
            }
        }
    }

    fn fact(&self, fact: FactId) -> Option<&FactState> {
        self.facts.get(fact as usize)
    }

    /// Every place of a term that counts, until `take` says enough.
    fn each(
        &self,
        term: &Term,
        view: View,
        scope: Option<Scope>,
        take: &mut dyn FnMut(Slot, Hit) -> bool,
    ) {
        for slot in view.field.slots() {
            let (from, to) = match scope {
                Some(scope) if scope.slot == *slot => (scope.first, scope.last),
                Some(_) => continue,
                None => (0, u32::MAX),
            };
            let Some(searched) = self.message.searched(*slot) else { continue };
            let mut offer = |hit: Hit| {
                hit.last > to || !self.counts(term, view.part, searched, hit) || take(*slot, hit)
            };
            match term.what {
                What::Phrases(term) => {
                    let hits = self.message.hits(term, *slot, from);
                    let near = hits.iter().map(|(_, _, hit)| *hit);
                    near.take_while(|hit| hit.first <= to).all(&mut offer);
                }
                What::Fact(fact) => {
                    let hits = self.fact(fact).map_or(&[][..], |fact| fact.hits.as_slice());
                    let at = Hit { first: from, last: 0 };
                    let start = hits.partition_point(|(s, hit)| (*s, *hit) < (*slot, at));
                    let near = hits.iter().skip(start).take_while(|(s, _)| s == slot);
                    near.map(|(_, hit)| *hit).take_while(|hit| hit.first <= to).all(&mut offer);
                }
            }
        }
    }

    fn counts(&self, term: &Term, part: Part, searched: &Searched<'_>, hit: Hit) -> bool {
        if term.unless == 0 && term.only == 0 && part == Part::All {
            return true;
        }
        let Some(token) = searched.words.tokens.get(hit.first as usize) else { return false };
        let sentences = &searched.words.sentences;
        let number = token.mark.sentence as usize;
        let in_part = match part {
            Part::All => true,
            Part::Opening => number == 0,
            Part::Closing => number + 2 >= sentences.len(),
        };
        let around = surroundings(token, sentences.get(number).copied().unwrap_or_default());
        in_part && around & term.unless == 0 && around & term.only == term.only
    }

    fn regex(
        &self,
        number: usize,
        view: View,
        scope: Option<Scope>,
        found: &mut Vec<Evidence>,
    ) -> bool {
        let before = found.len();
        for slot in view.field.slots() {
            let matches = self.message.regexes.get(usize::from(*slot));
            if !matches.is_some_and(|matches| matches.contains(&number)) {
                continue;
            }
            let (Some(regex), Some(searched)) =
                (self.set.regexes.get(number), self.message.searched(*slot))
            else {
                continue;
            };
            for place in regex.find_iter(clipped(searched.text)).take(MOST_EVIDENCE) {
                let tokens = &searched.words.tokens;
                let first = tokens.partition_point(|t| (t.mark.end as usize) <= place.start());
                let after = tokens.partition_point(|t| (t.mark.start as usize) < place.end());
                let evidence = match (u32::try_from(first), u32::try_from(after)) {
                    (Ok(first), Ok(after)) if after > first => {
                        Evidence::Words(*slot, Hit { first, last: after - 1 })
                    }
                    _ => Evidence::Bytes(*slot, place.start(), place.end()),
                };
                let inside = match (scope, evidence) {
                    (None, _) => true,
                    (Some(scope), Evidence::Words(slot, hit)) => {
                        slot == scope.slot && hit.first >= scope.first && hit.last <= scope.last
                    }
                    (Some(_), Evidence::Bytes(..) | Evidence::Beside(_)) => false,
                };
                if inside {
                    found.push(evidence);
                }
            }
        }
        found.len() > before
    }

    fn near(&self, near: &Near, scope: Option<Scope>, found: &mut Vec<Evidence>) -> bool {
        let before = found.len();
        let mut sides = [Vec::new(), Vec::new()];
        for (terms, side) in [&near.first, &near.second].into_iter().zip(&mut sides) {
            for term in terms {
                self.each(term, near.view, scope, &mut |slot, hit| {
                    side.push((slot, hit));
                    side.len() < 5 * MOST_EVIDENCE
                });
            }
            side.sort_unstable();
            side.dedup();
        }
        let [firsts, seconds] = sides;
        // Of the seconds only those in reach are looked at, so that a text of
        // one repeated word does not cost the square of its length.
        for (slot, one) in firsts {
            let reach = near.within.saturating_add(24);
            let low = Hit { first: one.first.saturating_sub(reach), last: 0 };
            let high = one.last.saturating_add(near.within).saturating_add(1);
            let from = seconds.partition_point(|two| *two < (slot, low));
            let in_reach = seconds.iter().skip(from);
            let in_reach = in_reach.take_while(|(s, two)| *s == slot && two.first <= high);
            let partner = in_reach
                .take(MOST_PARTNERS)
                .filter(|(_, two)| self.close(near, slot, one, *two))
                .min_by_key(|(_, two)| two.first.abs_diff(one.first));
            if let Some((_, two)) = partner {
                let hit = Hit { first: one.first.min(two.first), last: one.last.max(two.last) };
                found.push(Evidence::Words(slot, hit));
                if found.len() >= before + MOST_EVIDENCE {
                    break;
                }
            }
        }
        found.len() > before
    }

    fn close(&self, near: &Near, slot: Slot, one: Hit, two: Hit) -> bool {
        let (left, right) = if one <= two { (one, two) } else { (two, one) };
        let apart = right.first > left.last;
        let gap = right.first.saturating_sub(left.last + 1);
        let Some(searched) = self.message.searched(slot) else { return false };
        let token = |at: u32| searched.words.tokens.get(at as usize).map(|token| token.mark);
        let (Some(left), Some(right)) = (token(left.first), token(right.first)) else {
            return false;
        };
        let together = match near.unit {
            Unit::Text => true,
            Unit::Sentence => left.sentence == right.sentence,
            Unit::Clause => left.clause == right.clause,
        };
        together && apart && gap <= near.within && (!near.ordered || one <= two)
    }

    /// The inner condition, asked of every unit in which one of its parts
    /// stands.
    fn within(
        &self,
        unit: Unit,
        inner: &Condition,
        scope: Option<Scope>,
        found: &mut Vec<Evidence>,
    ) -> bool {
        let mut places = Vec::new();
        self.candidates(inner, scope, &mut places);
        let mut scopes: Vec<Scope> = places
            .iter()
            .filter_map(|evidence| match evidence {
                Evidence::Words(slot, hit) => self.unit_of(unit, *slot, hit.first),
                Evidence::Bytes(..) | Evidence::Beside(_) => None,
            })
            .collect();
        scopes.sort_unstable();
        scopes.dedup();
        let mut holds = false;
        for scope in scopes {
            holds |= self.check(inner, Some(scope), found);
        }
        holds
    }

    /// Places of which one lies in every unit where the condition can hold.
    fn candidates(&self, inner: &Condition, scope: Option<Scope>, places: &mut Vec<Evidence>) {
        match inner {
            Condition::All(all) => {
                for condition in all {
                    let before = places.len();
                    self.candidates(condition, scope, places);
                    if places.len() > before {
                        return;
                    }
                }
            }
            Condition::Any(any) => {
                any.iter().for_each(|condition| self.candidates(condition, scope, places));
            }
            Condition::Count(inner, _, _) => self.candidates(inner, scope, places),
            Condition::None(_) => {}
            Condition::Terms(..)
            | Condition::Regex(..)
            | Condition::Near(_)
            | Condition::FromEnds(_)
            | Condition::FromDomain(_)
            | Condition::ToEnds(_)
            | Condition::Header(..)
            | Condition::When(_)
            | Condition::Length(..)
            | Condition::Within(..) => drop(self.check(inner, scope, places)),
        }
    }

    fn unit_of(&self, unit: Unit, slot: Slot, at: u32) -> Option<Scope> {
        let tokens = &self.message.searched(slot)?.words.tokens;
        let number = |token: &Token| match unit {
            Unit::Text => 0,
            Unit::Sentence => token.mark.sentence,
            Unit::Clause => token.mark.clause,
        };
        // Both numbers rise through the text.
        let here = number(tokens.get(at as usize)?);
        let first = tokens.partition_point(|token| number(token) < here);
        let after = tokens.partition_point(|token| number(token) <= here);
        let (first, last) = (u32::try_from(first).ok()?, u32::try_from(after).ok()? - 1);
        Some(Scope { slot, first, last })
    }

    /// How many places the evidence is of that do not overlap.
    fn places(&self, evidence: &[Evidence], different: bool) -> usize {
        let mut all: Vec<(Slot, Hit)> = evidence
            .iter()
            .filter_map(|evidence| match evidence {
                Evidence::Words(slot, hit) => Some((*slot, *hit)),
                Evidence::Bytes(..) | Evidence::Beside(_) => None,
            })
            .collect();
        all.sort_unstable_by_key(|(slot, hit)| (*slot, hit.last, hit.first));
        let mut last: Option<(Slot, u32)> = None;
        all.retain(|(slot, hit)| {
            let apart = last.is_none_or(|(s, end)| s != *slot || hit.first > end);
            if apart {
                last = Some((*slot, hit.last));
            }
            apart
        });
        if !different {
            return all.len();
        }
        let mut words: Vec<String> = all
            .iter()
            .filter_map(|(slot, hit)| {
                let searched = self.message.searched(*slot)?;
                Some(searched.words.original(searched.text, *hit).to_lowercase())
            })
            .collect();
        words.sort();
        words.dedup();
        words.len()
    }
}

fn beside(holds: bool, field: Field, found: &mut Vec<Evidence>) -> bool {
    if holds {
        found.push(Evidence::Beside(field));
    }
    holds
}

fn surroundings(token: &Token, sentence: Sentence) -> Surroundings {
    let bit = |holds: bool, surrounding: Surrounding| {
        if holds { surrounding as Surroundings } else { 0 }
    };
    bit(token.denied > 0, Surrounding::Negated)
        | bit(sentence.question, Surrounding::Question)
        | bit(sentence.conditional, Surrounding::Conditional)
        | bit(token.mark.quoted, Surrounding::Quoted)
        | bit(token.mark.capitals, Surrounding::Capitals)
}
