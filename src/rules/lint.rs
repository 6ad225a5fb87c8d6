//! Warnings of rules that can be used but are hardly meant so: those that can
//! never fire, that add nothing to another, names that nobody knows.

use std::collections::{BTreeMap, BTreeSet};

use super::condition::{Condition, What};
use super::load_example::Example;
use super::phrase::NodeId;
use super::{Claim, Classification, Handling, Label, Rule, RuleSet, Text};
use crate::fault::{Faults, Source, nearest};
use crate::toml_file::Placed;

/// The flags that letters, reports and routes know (policies, section 5).
pub const FLAGS: [&str; 46] = [
    "adult_social_care",
    "anonymous",
    "appeal_route",
    "asb",
    "at_risk",
    "attachment_only",
    "automatic",
    "childrens_social_care",
    "commercial",
    "compensation",
    "councillor_conduct",
    "data_breach",
    "discrimination",
    "employment",
    "escalation",
    "foi",
    "foreign_language",
    "group",
    "housing_association",
    "insurance_claim",
    "legal_proceedings",
    "legal_threat",
    "member_enquiry",
    "needs_review",
    "no_consent",
    "ombudsman",
    "other_body",
    "over_12_months",
    "pcn",
    "petition",
    "planning",
    "policy_complaint",
    "previously_considered",
    "reasonable_adjustment",
    "rent_level",
    "representative",
    "safeguarding",
    "sar",
    "spam",
    "staff_misconduct",
    "survey",
    "threat",
    "unacceptable_behaviour",
    "urgent_hazard",
    "vulnerable",
    "withdrawal",
];

/// What is looked at.
pub(super) struct Lint<'a> {
    pub rules: &'a [Rule],
    /// The phrases of each term, by where they end.
    pub phrases: &'a [&'a [NodeId]],
    pub handling: &'a Handling,
}

impl Lint<'_> {
    pub fn warn(&self, faults: &mut Faults) {
        for rule in self.rules {
            if let Some(why) = self.never(&rule.condition) {
                let what = format!("the rule \"{}\" can never fire: {why}", rule.id);
                faults.warning(rule.place.clone(), what, "mend its conditions or remove it");
            }
            let idle = rule.scores.iter().all(|(_, weight)| *weight == 0.0);
            if rule.claims.is_empty() && idle && !rule.scores.is_empty() {
                let what = format!("the rule \"{}\" adds nothing: its weight is 0", rule.id);
                faults.warning(rule.place.clone(), what, "give it a weight or remove it");
            }
        }
        self.shadows(faults);
        self.handled(faults);
    }

    /// Why a condition can't hold on any text.
    fn never(&self, condition: &Condition) -> Option<&'static str> {
        match condition {
            Condition::Terms(terms, _) => terms
                .iter()
                .all(|term| term.unless & term.only != 0)
                .then_some("it looks only where it must not look"),
            Condition::Length(least, most, _) => {
                (least > most).then_some("no text is so long and so short")
            }
            Condition::Count(inner, _, _) | Condition::Within(_, inner) => self.never(inner),
            Condition::All(all) => all
                .iter()
                .find_map(|inner| self.never(inner))
                .or_else(|| self.denied(all).then_some("\"none\" forbids what it asks for")),
            Condition::Any(any) => {
                let each: Option<Vec<_>> = any.iter().map(|inner| self.never(inner)).collect();
                each.and_then(|each| each.first().copied())
            }
            Condition::Regex(..)
            | Condition::Near(_)
            | Condition::FromEnds(_)
            | Condition::FromDomain(_)
            | Condition::ToEnds(_)
            | Condition::Header(..)
            | Condition::When(_)
            | Condition::None(_) => None,
        }
    }

    /// Whether what must be there is among what must not.
    fn denied(&self, all: &[Condition]) -> bool {
        let mut forbidden: BTreeSet<&NodeId> = BTreeSet::new();
        for condition in all {
            if let Condition::None(none) = condition {
                for inner in none {
                    let bare = |terms: &[super::condition::Term]| {
                        terms.iter().all(|term| term.unless == 0 && term.only == 0)
                    };
                    if let Condition::Terms(terms, _) = inner
                        && bare(terms)
                    {
                        forbidden.extend(self.of_terms(inner).into_iter().flatten());
                    }
                }
            }
        }
        let asked = all.iter().filter(|inner| matches!(inner, Condition::Terms(..)));
        asked
            .filter_map(|inner| self.of_terms(inner))
            .any(|asked| !asked.is_empty() && asked.iter().all(|one| forbidden.contains(one)))
    }

    /// The phrases of a condition that is nothing but phrases.
    fn of_terms(&self, condition: &Condition) -> Option<Vec<&NodeId>> {
        let Condition::Terms(terms, _) = condition else { return None };
        let mut all = Vec::new();
        for term in terms {
            let What::Phrases(phrases) = term.what else { return None };
            all.extend(self.phrases.get(phrases as usize).copied().unwrap_or_default());
        }
        Some(all)
    }

    /// Rules of nothing but phrases that another rule has all of.
    fn shadows(&self, faults: &mut Faults) {
        let mut simple: Vec<(&Rule, BTreeSet<&NodeId>)> = Vec::new();
        let speaks = |rule: &&Rule| !rule.claims.is_empty() || !rule.scores.is_empty();
        for rule in self.rules.iter().filter(speaks) {
            if let Condition::Terms(terms, _) = &rule.condition
                && terms.iter().all(|term| term.unless == 0 && term.only == 0)
                && let Some(phrases) = self.of_terms(&rule.condition)
            {
                simple.push((rule, phrases.into_iter().collect()));
            }
        }
        for (rule, phrases) in &simple {
            let wider = simple.iter().find(|(other, others)| {
                let later = rule.place > other.place || others.len() > phrases.len();
                other.id != rule.id
                    && later
                    && same_view(&rule.condition, &other.condition)
                    && adds_nothing(rule, other, phrases.len() == others.len())
                    && phrases.is_subset(others)
            });
            if let Some((wider, _)) = wider {
                let what = format!(
                    "the rule \"{}\" says nothing that \"{}\" at {} does not say",
                    rule.id, wider.id, wider.place
                );
                faults.warning(rule.place.clone(), what, "join them or remove this one");
            }
        }
    }

    /// Flags that something is done about, but that no rule raises.
    fn handled(&self, faults: &mut Faults) {
        let raised: Vec<&str> = self
            .rules
            .iter()
            .flat_map(|rule| &rule.claims)
            .filter_map(
                |claim| if let Claim::Flag(flag) = claim { Some(flag.as_str()) } else { None },
            )
            .collect();
        for (flag, place) in &self.handling.places {
            if !raised.contains(&flag.as_str()) {
                let what = format!("no rule raises the flag \"{flag}\" of [handling]");
                let mend = match nearest(flag, raised.iter().copied()) {
                    Some(near) => format!("did you mean \"{near}\"?"),
                    None => "write a rule for it or remove it".to_owned(),
                };
                faults.warning(place.clone(), what, mend);
            }
        }
    }
}

fn same_view(a: &Condition, b: &Condition) -> bool {
    matches!((a, b), (Condition::Terms(_, one), Condition::Terms(_, other)) if one == other)
}

/// Whether a rule with some of another's phrases says nothing of its own: the
/// same flag, or with the same phrases the same labels.
fn adds_nothing(rule: &Rule, other: &Rule, same_phrases: bool) -> bool {
    let labels = |rule: &Rule| rule.scores.iter().map(|(label, _)| *label).collect::<Vec<_>>();
    let flags_only = rule.scores.is_empty()
        && rule.claims.iter().all(|claim| matches!(claim, Claim::Flag(_) | Claim::Exclusion(_)));
    rule.claims.iter().all(|claim| other.claims.contains(claim))
        && (flags_only || (same_phrases && labels(rule) == labels(other)))
}

/// Flags whose names nothing else knows: no letter, no report, and none of those
/// that a route, an advice or a ladder of a policy waits for.
pub(super) fn flags(rule: &Rule, waited_for: &BTreeSet<&str>, faults: &mut Faults) {
    for claim in &rule.claims {
        let Claim::Flag(flag) = claim else { continue };
        if FLAGS.contains(&flag.as_str()) || waited_for.contains(flag.as_str()) {
            continue;
        }
        let mend = match nearest(flag, FLAGS) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!(
                "it is shown on the case and nothing more: for a letter, add a [[route]] with \
                 flags = [\"{flag}\"] to a policy"
            ),
        };
        let what = format!("nothing waits for the flag \"{flag}\"");
        faults.warning(rule.place.clone(), what, mend);
    }
}

/// Areas of one rule only that are hardly another than that of other rules. Of two
/// that are alike the shipped one is right, or the first.
pub(super) fn areas(rules: &[Rule], shipped: &[Source], faults: &mut Faults) {
    let mut all: BTreeMap<&str, Vec<&Rule>> = BTreeMap::new();
    for rule in rules {
        for claim in &rule.claims {
            if let Claim::Area(area) = claim {
                all.entry(area).or_default().push(rule);
            }
        }
    }
    let is_shipped = |area: &str| {
        let line = format!("area = \"{area}\"");
        shipped.iter().any(|source| source.text().contains(&line))
    };
    for (area, rules) in &all {
        let &[rule] = rules.as_slice() else { continue };
        if is_shipped(area) {
            continue;
        }
        let others = all.iter().filter(|(other, theirs)| {
            let earlier = theirs.first().is_some_and(|first| first.place < rule.place);
            *other != area && (theirs.len() > 1 || earlier || is_shipped(other))
        });
        if let Some(near) = nearest(area, others.map(|(other, _)| *other)) {
            let what = format!("the area \"{area}\" is in no other rule");
            faults.warning(rule.place.clone(), what, format!("did you mean \"{near}\"?"));
        }
    }
}

/// An example that is judged clearly otherwise than its rule speaks.
pub(super) fn contradicted(
    set: &RuleSet,
    rule: &Rule,
    example: &Example<'_>,
    text: &Placed<String>,
    faults: &mut Faults,
) {
    let Some((label, _)) = rule.scores.iter().find(|(_, weight)| *weight > 0.0) else { return };
    let judged = set.classify_by_rules(example.text());
    if judged.label == *label || judged.needs_review || judged.margin < CLEAR {
        // Of a decisive rule that is what it is for; "rules check" lists them.
        if *label != Label::Complaint && !rule.decisive {
            takes_a_complaint(set, rule, example.text(), text, faults);
        }
        return;
    }
    let because = most_of_all(&judged);
    faults.warning(
        text.place.clone(),
        format!(
            "the rule \"{}\" speaks for {}, but its example is judged {}{because}",
            rule.id,
            label.as_str(),
            judged.label.as_str()
        ),
        "change a weight, a condition or the example",
    );
}

/// Where the other rules leave no doubt that a rule's example is a complaint, the
/// rule loses complaints, whatever it was meant for; or one of those goes too far.
fn takes_a_complaint(
    set: &RuleSet,
    rule: &Rule,
    example: Text<'_>,
    text: &Placed<String>,
    faults: &mut Faults,
) {
    let judged = set.classify_without(example, &rule.id);
    let clear = judged.label == Label::Complaint && !judged.needs_review;
    if !clear || judged.margin < CLEAR {
        return;
    }
    let because = most_of_all(&judged);
    faults.warning(
        text.place.clone(),
        format!("without the rule \"{}\" its example is a complaint{because}", rule.id),
        "narrow the rule, or it loses complaints; or the other one, if that goes too far",
    );
}

/// The rule that spoke loudest for what was decided.
fn most_of_all(judged: &Classification) -> String {
    let winner = judged
        .reasons
        .iter()
        .filter(|reason| reason.claim.as_ref() == judged.label.as_str())
        .max_by(|a, b| a.weight.total_cmp(&b.weight));
    winner.map_or_else(String::new, |reason| {
        format!(", most of all by \"{}\" at {}:{}", reason.rule, reason.file, reason.line)
    })
}

/// A lead that leaves no doubt.
const CLEAR: f64 = 1.5;
