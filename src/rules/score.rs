//! Judges a text: which rules fire, what their weights add up to, and how sure
//! that makes the label.

use std::collections::{BTreeMap, BTreeSet};

use super::condition::Evidence;
use super::evaluate::{FactState, Judging};
use super::field::{Field, Message, SLOTS, Text};
use super::flag_words::Said;
use super::measured::Found;
use super::{Claim, Classification, Intent, Label, Reason, Rule, RuleSet, Scoring, Span};

/// A rule that fired, and what made it.
pub type Fired<'s> = (&'s Rule, Vec<Evidence>);

impl RuleSet {
    /// Judges a message. Deterministic; time is linear in the text.
    pub fn classify(&self, text: Text<'_>) -> Classification {
        let attachments = text.attachments.join("\n");
        let message = Message::of(self, text, &attachments);
        let fired = self.fired(&message);
        self.decide(&message, &fired)
    }

    /// The ids of all rules that fire on a text, in the order of the files.
    pub fn firing(&self, text: Text<'_>) -> Vec<&Rule> {
        let attachments = text.attachments.join("\n");
        let message = Message::of(self, text, &attachments);
        let mut fired: Vec<&Rule> =
            self.fired(&message).into_iter().map(|(rule, _)| rule).collect();
        fired.sort_by(|a, b| a.place.cmp(&b.place));
        fired
    }

    /// Every rule that fires, facts first.
    pub fn fired<'s>(&'s self, message: &Message<'_>) -> Vec<Fired<'s>> {
        self.fired_with_facts(message).0
    }

    /// Every rule that fires, and what was found of each fact.
    pub fn fired_with_facts<'s>(
        &'s self,
        message: &Message<'_>,
    ) -> (Vec<Fired<'s>>, Vec<FactState>) {
        let facts = vec![FactState::default(); self.facts.len()];
        let mut judging = Judging { set: self, message, facts };
        let mut fired = Vec::new();
        let mut awake = self.candidates.on(message);
        for (place, number) in self.candidates.order.iter().enumerate() {
            let can = awake.get(place).copied().unwrap_or_default();
            let Some(rule) = self.rules.get(*number).filter(|_| can) else { continue };
            let mut evidence = Vec::new();
            if !judging.holds(&rule.condition, &mut evidence) {
                continue;
            }
            evidence.sort_unstable();
            evidence.dedup();
            for claim in &rule.claims {
                if let Claim::Fact(number) = claim
                    && let Some(fact) = judging.facts.get_mut(*number as usize)
                {
                    fact.holds = true;
                    self.candidates.holds(*number, &mut awake);
                    fact.hits.extend(evidence.iter().filter_map(|evidence| match evidence {
                        Evidence::Words(slot, hit) => Some((*slot, *hit)),
                        Evidence::Bytes(..) | Evidence::Beside(_) => None,
                    }));
                    fact.hits.sort_unstable();
                    fact.hits.dedup();
                }
            }
            fired.push((rule, evidence));
        }
        (fired, judging.facts)
    }

    /// Judges a message by the rules alone: whether they agree is not for
    /// measured words to say.
    pub(super) fn classify_by_rules(&self, text: Text<'_>) -> Classification {
        let attachments = text.attachments.join("\n");
        let message = Message::of(self, text, &attachments);
        let fired = self.fired(&message);
        self.judged(&message, &fired, None)
    }

    /// As [`Self::classify_by_rules`], as if one rule had no say.
    pub(super) fn classify_without(&self, text: Text<'_>, id: &str) -> Classification {
        let attachments = text.attachments.join("\n");
        let message = Message::of(self, text, &attachments);
        let mut fired = self.fired(&message);
        fired.retain(|(rule, _)| rule.id.as_ref() != id);
        self.judged(&message, &fired, None)
    }

    /// What the rules that fired, and the measured words, make of a message.
    pub fn decide(&self, message: &Message<'_>, fired: &[Fired<'_>]) -> Classification {
        self.judged(message, fired, Some(self.measured.found(message)))
    }

    fn judged(
        &self,
        message: &Message<'_>,
        fired: &[Fired<'_>],
        found: Option<Found>,
    ) -> Classification {
        let mut scores = self.scoring.prior;
        let mut groups: BTreeMap<(&str, Label), f64> = BTreeMap::new();
        let mut areas: BTreeMap<&str, f64> = BTreeMap::new();
        let mut policies: BTreeMap<&str, f64> = BTreeMap::new();
        let mut intents: BTreeMap<Intent, f64> = BTreeMap::new();
        let mut decisive: BTreeMap<Label, f64> = BTreeMap::new();
        let mut result = Classification {
            label: Label::Complaint,
            confidence: 0.0,
            needs_review: false,
            flags: Default::default(),
            signals: Default::default(),
            intent: Intent::New,
            own_matter: false,
            area: None,
            policy: None,
            exclusions: Default::default(),
            language: message.language,
            scores,
            margin: 0.0,
            reasons: Vec::new(),
        };
        let mut spoken = false;
        for (rule, evidence) in fired {
            for (label, weight) in &rule.scores {
                // That something is absent says little of what is there.
                spoken |= !evidence.is_empty();
                match &rule.group {
                    Some(group) => {
                        let strongest = groups.entry((group, *label)).or_default();
                        if weight.abs() > strongest.abs() {
                            *strongest = *weight;
                        }
                    }
                    None => add(&mut scores, *label, *weight),
                }
                if rule.decisive && *weight > 0.0 {
                    *decisive.entry(*label).or_default() += weight;
                }
                let name = label.as_str().into();
                result.reasons.push(reason(message, rule, name, *weight, evidence));
            }
            for claim in &rule.claims {
                match claim {
                    Claim::Area(name) => *areas.entry(name).or_default() += rule.weight,
                    Claim::Policy(name) => *policies.entry(name).or_default() += rule.weight,
                    Claim::Intent(intent) => *intents.entry(*intent).or_default() += rule.weight,
                    Claim::Flag(name) => drop(result.flags.insert(name.clone())),
                    Claim::Exclusion(id) => drop(result.exclusions.insert(id.clone())),
                    Claim::Fact(_) => continue,
                }
                let name = self.claim_name(claim);
                result.reasons.push(reason(message, rule, name, rule.weight, evidence));
            }
        }
        for ((_, label), weight) in groups {
            add(&mut scores, label, weight);
        }
        if let Some(found) = found {
            for (label, weight) in Label::ALL.into_iter().zip(self.measured.scores(&found)) {
                add(&mut scores, label, weight);
                result.reasons.extend(self.measured_reason(&found, label, weight));
            }
            self.weigh_flags(message, fired, &mut result);
        }
        self.give_way(&mut result);
        result.signals = result.flags.intersection(&self.handling.signals).cloned().collect();
        let verdict = self.scoring.judge(&scores, best(&decisive).copied(), spoken);
        result.scores = scores;
        result.label = verdict.label;
        result.margin = verdict.margin;
        result.confidence = verdict.confidence;
        result.needs_review = verdict.needs_review || message.language.is_some();
        result.area = best(&areas).map(|name| (*name).to_owned());
        result.policy = best(&policies).map(|name| (*name).to_owned());
        let intent = best(&intents).copied();
        result.intent = intent.unwrap_or(Intent::New);
        result.own_matter = intent == Some(Intent::New);
        result
    }
}

impl RuleSet {
    /// Takes away flags that stand beside a more particular one.
    fn give_way(&self, result: &mut Classification) {
        for (flag, to) in &self.handling.gives_way {
            if !result.flags.is_disjoint(to) && result.flags.remove(flag) {
                result.reasons.retain(|reason| *reason.claim != **flag);
            }
        }
    }

    /// Raises the flags that measured words see, and lets those fall that only weak
    /// rules raised and words speak against.
    fn weigh_flags(&self, message: &Message<'_>, fired: &[Fired<'_>], result: &mut Classification) {
        let strong = fired.iter().filter(|(rule, _)| !rule.weak).flat_map(|(rule, _)| &rule.claims);
        let strong: BTreeSet<std::sync::Arc<str>> = strong
            .filter(|claim| matches!(claim, Claim::Flag(_)))
            .map(|claim| self.claim_name(claim))
            .collect();
        let weak = |flag: &str| result.flags.contains(flag) && !strong.contains(flag);
        for said in self.measured.flags.said(message, weak) {
            let flag = &*said.flag.flag;
            match said.over >= 0.0 {
                true => result.flags.insert(flag.to_owned()),
                false => result.flags.remove(flag),
            };
            result.reasons.push(flag_reason(&said));
        }
    }

    /// What the measured words say of a label, as one reason.
    fn measured_reason(&self, found: &Found, label: Label, weight: f64) -> Option<Reason> {
        /// So many words tell enough.
        const SHOWN: usize = 5;
        if weight == 0.0 {
            return None;
        }
        let loudest = self.measured.loudest(found, label, SHOWN);
        let matched: Vec<&str> = loudest.iter().map(|spoken| &*spoken.words).collect();
        Some(Reason {
            rule: "words".into(),
            file: self.measured.file.clone(),
            line: self.measured.line,
            field: Field::Text,
            matched: matched.join(" … "),
            claim: label.as_str().into(),
            weight,
            at: Vec::new(),
        })
    }
}

/// What the measured words say of a flag, as one reason.
fn flag_reason(said: &Said<'_>) -> Reason {
    Reason {
        rule: "flag-words".into(),
        file: said.flag.file.clone(),
        line: said.flag.line,
        field: Field::Text,
        matched: said.loudest.join(" … "),
        claim: (&*said.flag.flag).into(),
        weight: said.over,
        at: Vec::new(),
    }
}

fn add(scores: &mut [f64; 5], label: Label, weight: f64) {
    if let Some(score) = scores.get_mut(label as usize) {
        *score += weight;
    }
}

/// What scores come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// The label.
    pub label: Label,
    /// Its lead over the best other label; below 0 where complaint was leant
    /// to.
    pub margin: f64,
    /// How likely it is right.
    pub confidence: f64,
    /// A person should look.
    pub needs_review: bool,
}

impl Scoring {
    /// The label of these scores, in doubt complaint.
    pub fn judge(&self, scores: &[f64; 5], decisive: Option<Label>, spoken: bool) -> Verdict {
        let score = |label: Label| scores.get(label as usize).copied().unwrap_or_default();
        let leader = Label::ALL
            .into_iter()
            .max_by(|a, b| score(*a).total_cmp(&score(*b)).then(b.cmp(a)))
            .unwrap_or(Label::Complaint);
        let over = |label: Label| {
            let others = Label::ALL.into_iter().filter(|other| *other != label).map(score);
            score(label) - others.fold(f64::NEG_INFINITY, f64::max)
        };
        if let Some(label) = decisive {
            let margin = over(label);
            let confidence = self.confidence(scores, label, margin).max(0.95);
            return Verdict { label, margin, confidence, needs_review: false };
        }
        let lead = over(leader);
        let lean = self.lean.get(leader as usize).copied().flatten().unwrap_or(self.lean_margin);
        let complaint_is_near = score(leader) - score(Label::Complaint) < lean;
        let least = if spoken { self.least_score } else { self.least_unspoken };
        let too_little = score(leader) < least;
        let label = if complaint_is_near || too_little { Label::Complaint } else { leader };
        let margin = over(label);
        // Of what is called a complaint every officer who gets it judges anew; what is
        // called anything else nobody does, unless somebody is asked to.
        let leant = label != leader;
        let seen = self.review.get(label as usize).copied().flatten();
        let unsure = label != Label::Complaint
            && seen.is_some_and(|least| score(label) - score(Label::Complaint) < least);
        Verdict {
            label,
            margin,
            confidence: self.confidence(scores, label, margin),
            needs_review: !spoken || leant || unsure || lead < self.review_margin,
        }
    }

    /// The measured share of right labels at such a lead; the softmax of the
    /// scores where nothing was measured.
    fn confidence(&self, scores: &[f64; 5], label: Label, margin: f64) -> f64 {
        if let Some(measured) = interpolated(&self.calibration, margin) {
            return measured;
        }
        let power = |score: f64| (score / self.temperature).exp();
        let total: f64 = scores.iter().map(|score| power(*score)).sum();
        scores.get(label as usize).map_or(0.0, |score| power(*score) / total)
    }
}

/// A value between measured points; beyond them the nearest point's.
pub(super) fn interpolated(points: &[(f64, f64)], at: f64) -> Option<f64> {
    let (mut below, last) = (points.first()?, points.last()?);
    if at >= last.0 {
        return Some(last.1);
    }
    for point in points {
        if at < point.0 {
            let width = point.0 - below.0;
            let share = if width > 0.0 { ((at - below.0) / width).clamp(0.0, 1.0) } else { 1.0 };
            return Some(below.1 + share * (point.1 - below.1));
        }
        below = point;
    }
    Some(last.1)
}

fn reason(
    message: &Message<'_>,
    rule: &Rule,
    claim: std::sync::Arc<str>,
    weight: f64,
    evidence: &[Evidence],
) -> Reason {
    /// So many places tell enough.
    const SHOWN: usize = 12;
    let mut matched = String::new();
    let mut at: Vec<Span> = Vec::new();
    let mut field = None;
    for evidence in evidence.iter().take(SHOWN) {
        let (slot, start, end) = match evidence {
            Evidence::Beside(beside) => {
                field = field.or(Some(*beside));
                continue;
            }
            Evidence::Bytes(slot, start, end) => (*slot, *start, *end),
            Evidence::Words(slot, hit) => {
                let span = message.searched(*slot).map(|searched| searched.words.span(*hit));
                let (start, end) = span.unwrap_or_default();
                (*slot, start, end)
            }
        };
        let Some(of) = SLOTS.get(usize::from(slot)) else { continue };
        let inside = |other: &Span| other.field == *of && other.start <= start && end <= other.end;
        if at.iter().any(inside) {
            continue;
        }
        let text = message.searched(slot).and_then(|searched| searched.text.get(start..end));
        if !matched.is_empty() {
            matched.push_str(" … ");
        }
        matched.push_str(text.unwrap_or(""));
        at.push(Span { field: *of, start, end });
    }
    let field = at.first().map(|span| span.field).or(field).unwrap_or(Field::Message);
    let (rule, file, line) = (rule.id.clone(), rule.file.clone(), rule.place.line);
    Reason { rule, file, line, field, matched, claim, weight, at }
}

/// The key with the highest score; of equals the first.
fn best<K: Ord>(scores: &BTreeMap<K, f64>) -> Option<&K> {
    scores.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0))).map(|(key, _)| key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_measured_points_a_straight_line_is_drawn() {
        let points = [(0.0, 0.4), (1.0, 0.8), (2.0, 0.9)];
        assert_eq!(interpolated(&[], 1.0), None);
        assert_eq!(interpolated(&points, -1.0), Some(0.4));
        assert_eq!(interpolated(&points, 0.5), Some(0.6000000000000001));
        assert_eq!(interpolated(&points, 1.5), Some(0.8500000000000001));
        assert_eq!(interpolated(&points, 9.0), Some(0.9));
    }

    #[test]
    fn in_doubt_it_is_a_complaint_for_a_person_to_see() {
        let scoring = Scoring {
            prior: [0.0; 5],
            prior_places: Default::default(),
            review_margin: 1.0,
            lean_margin: 0.5,
            lean: [None, None, None, None, Some(0.1)],
            review: [None, None, None, Some(3.0), None],
            least_score: 0.9,
            least_unspoken: 4.0,
            temperature: 1.0,
            calibration: Vec::new(),
            thresholds: BTreeMap::new(),
        };
        let judged = |scores: [f64; 5]| {
            let verdict = scoring.judge(&scores, None, true);
            (verdict.label, verdict.needs_review)
        };
        assert_eq!(judged([1.0, 1.3, 0.0, 0.0, 0.0]), (Label::Complaint, true));
        assert_eq!(judged([1.0, 1.7, 0.0, 0.0, 0.0]), (Label::ServiceRequest, true));
        assert_eq!(judged([1.0, 2.7, 0.0, 0.0, 0.0]), (Label::ServiceRequest, false));
        assert_eq!(judged([2.0, 0.7, 0.0, 0.0, 0.0]), (Label::Complaint, false));
        let unspoken = scoring.judge(&[0.0, 0.0, 2.0, 0.0, 0.0], None, false);
        assert_eq!((unspoken.label, unspoken.needs_review), (Label::Complaint, true));
        let unspoken = scoring.judge(&[0.0, 0.0, 4.5, 0.0, 0.0], None, false);
        assert_eq!((unspoken.label, unspoken.needs_review), (Label::Comment, true));
        assert_eq!(judged([-1.0, -2.0, -2.0, 0.8, -2.0]), (Label::Complaint, true), "too little");
        assert_eq!(judged([1.0, 0.0, 0.0, 0.0, 1.2]), (Label::Other, true), "a lean of its own");
        assert_eq!(judged([1.0, 0.0, 0.0, 3.5, 0.0]), (Label::Compliment, true), "to be seen");
        assert_eq!(judged([1.0, 0.0, 0.0, 4.5, 0.0]), (Label::Compliment, false));
        let other = scoring.judge(&[2.0, 0.0, 0.0, 0.0, 1.0], Some(Label::Other), true);
        assert_eq!((other.label, other.needs_review), (Label::Other, false));
    }
}
