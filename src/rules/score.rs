//! Judges a text: which rules fire, what their weights add up to, and how sure
//! that makes the label.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use super::phrase::{Hit, Hits, PhraseId};
use super::text::Words;
use super::{Claim, Classification, Condition, Field, Intent, Label, Reason, Rule, RuleSet, Text};

/// One field of the message, cut into words and searched once.
struct Searched<'a> {
    field: Field,
    text: &'a str,
    words: Words,
    hits: Hits,
}

struct Fields<'a> {
    subject: Searched<'a>,
    body: Searched<'a>,
    from: String,
}

/// The words that made a condition hold; none for a `none`.
type Evidence = Vec<(Field, String)>;

impl RuleSet {
    /// Judges a message. Deterministic; time is linear in the text.
    pub fn classify(&self, text: Text<'_>) -> Classification {
        let fields = Fields {
            subject: self.search(Field::Subject, text.subject),
            body: self.search(Field::Body, text.body),
            from: text.from.to_ascii_lowercase(),
        };
        let fired: Vec<(&Rule, Evidence)> = self
            .rules
            .iter()
            .filter_map(|rule| holds(&rule.condition, &fields).map(|evidence| (rule, evidence)))
            .collect();
        self.decide(&fired)
    }

    fn search<'a>(&self, field: Field, text: &'a str) -> Searched<'a> {
        let words = Words::of(text);
        let hits = self.book.find(&words);
        Searched { field, text, words, hits }
    }

    fn decide(&self, fired: &[(&Rule, Evidence)]) -> Classification {
        let mut labels: BTreeMap<Label, f64> = self.scoring.prior.clone();
        let mut areas: BTreeMap<&str, f64> = BTreeMap::new();
        let mut policies: BTreeMap<&str, f64> = BTreeMap::new();
        let mut intents: BTreeMap<Intent, f64> = BTreeMap::new();
        let mut decisive: BTreeMap<Label, f64> = BTreeMap::new();
        let mut result = Classification {
            label: Label::Complaint,
            confidence: 0.0,
            needs_review: false,
            flags: Default::default(),
            intent: Intent::New,
            area: None,
            policy: None,
            exclusions: Default::default(),
            reasons: Vec::new(),
        };
        let mut spoken = false;
        for (rule, evidence) in fired {
            for claim in &rule.claims {
                match claim {
                    Claim::Label(label) => {
                        spoken = true;
                        *labels.entry(*label).or_default() += rule.weight;
                        if rule.decisive {
                            *decisive.entry(*label).or_default() += rule.weight;
                        }
                    }
                    Claim::Area(name) => *areas.entry(name).or_default() += rule.weight,
                    Claim::Policy(name) => *policies.entry(name).or_default() += rule.weight,
                    Claim::Intent(intent) => *intents.entry(*intent).or_default() += rule.weight,
                    Claim::Flag(name) => drop(result.flags.insert(name.clone())),
                    Claim::Exclusion(id) => drop(result.exclusions.insert(id.clone())),
                }
                result.reasons.push(reason(rule, claim, evidence));
            }
        }
        let judged = self.label(&labels, best(&decisive), spoken);
        result.label = judged.0;
        result.confidence = judged.1;
        result.needs_review = judged.2;
        result.area = best(&areas).map(|name| (*name).to_owned());
        result.policy = best(&policies).map(|name| (*name).to_owned());
        result.intent = best(&intents).copied().unwrap_or(Intent::New);
        result
    }

    /// The label, its probability, and whether a person should look.
    fn label(
        &self,
        scores: &BTreeMap<Label, f64>,
        decisive: Option<&Label>,
        spoken: bool,
    ) -> (Label, f64, bool) {
        let temperature = self.scoring.temperature;
        let score = |label: Label| scores.get(&label).copied().unwrap_or_default();
        let total: f64 = Label::ALL.iter().map(|label| (score(*label) / temperature).exp()).sum();
        let probability = |label: Label| (score(label) / temperature).exp() / total;
        if let Some(label) = decisive {
            return (*label, probability(*label).max(0.95), false);
        }
        let leader = Label::ALL
            .into_iter()
            .max_by(|a, b| score(*a).total_cmp(&score(*b)).then(b.cmp(a)))
            .unwrap_or(Label::Complaint);
        let runner_up = Label::ALL
            .into_iter()
            .filter(|label| *label != leader)
            .map(score)
            .fold(f64::NEG_INFINITY, f64::max);
        let doubtful = !spoken || score(leader) - runner_up < self.scoring.review_margin;
        let complaint_is_near =
            score(leader) - score(Label::Complaint) < self.scoring.review_margin;
        if doubtful && complaint_is_near {
            return (Label::Complaint, probability(Label::Complaint), true);
        }
        (leader, probability(leader), doubtful)
    }
}

fn reason(rule: &Rule, claim: &Claim, evidence: &Evidence) -> Reason {
    let (field, matched) = match evidence.first() {
        Some((field, _)) => {
            let words: Vec<&str> = evidence.iter().map(|(_, words)| words.as_str()).collect();
            (*field, words.join(" … "))
        }
        None => (Field::Text, String::new()),
    };
    Reason {
        rule: rule.id.clone(),
        file: rule.place.file.clone(),
        line: rule.place.line,
        field,
        matched,
        claim: claim.name(),
        weight: rule.weight,
    }
}

/// The key with the highest score; of equals the first.
fn best<K: Ord, V: Borrow<f64>>(scores: &BTreeMap<K, V>) -> Option<&K> {
    scores
        .iter()
        .max_by(|a, b| a.1.borrow().total_cmp(b.1.borrow()).then(b.0.cmp(a.0)))
        .map(|(key, _)| key)
}

/// Whether a rule's condition holds for a text: what `rules check` asks of the
/// examples that stand beside a rule.
pub fn fires(set: &RuleSet, rule: &Rule, text: Text<'_>) -> bool {
    let fields = Fields {
        subject: set.search(Field::Subject, text.subject),
        body: set.search(Field::Body, text.body),
        from: text.from.to_ascii_lowercase(),
    };
    holds(&rule.condition, &fields).is_some()
}

fn holds(condition: &Condition, fields: &Fields<'_>) -> Option<Evidence> {
    match condition {
        Condition::Phrases(phrases, field) => {
            fields.searched(*field).find_map(|searched| phrase_evidence(searched, phrases))
        }
        Condition::Regex(regex, Field::From) => {
            regex.find(&fields.from).map(|found| vec![(Field::From, found.as_str().to_owned())])
        }
        Condition::Regex(regex, field) => fields.searched(*field).find_map(|searched| {
            let found = regex.find(searched.text)?;
            Some(vec![(searched.field, found.as_str().to_owned())])
        }),
        Condition::Near { first, second, within, ordered, field } => fields
            .searched(*field)
            .find_map(|searched| near_evidence(searched, first, second, *within, *ordered)),
        Condition::FromEnds(ends) => {
            let end = ends.iter().find(|end| fields.from.ends_with(end.as_str()))?;
            Some(vec![(Field::From, end.clone())])
        }
        Condition::All(all) => {
            let mut evidence = Evidence::new();
            for condition in all {
                evidence.extend(holds(condition, fields)?);
            }
            Some(evidence)
        }
        Condition::Any(any) => any.iter().find_map(|condition| holds(condition, fields)),
        Condition::None(none) => {
            none.iter().all(|condition| holds(condition, fields).is_none()).then(Evidence::new)
        }
    }
}

impl<'a> Fields<'a> {
    fn searched(&self, field: Field) -> impl Iterator<Item = &Searched<'a>> {
        let subject = matches!(field, Field::Subject | Field::Text);
        let body = matches!(field, Field::Body | Field::Text);
        // The body first: it says more, and its words make the better reason.
        body.then_some(&self.body).into_iter().chain(subject.then_some(&self.subject))
    }
}

fn phrase_evidence(searched: &Searched<'_>, phrases: &[PhraseId]) -> Option<Evidence> {
    let hit = phrases.iter().filter_map(|phrase| searched.hits.of(*phrase).first()).min()?;
    Some(vec![(searched.field, original(searched, *hit))])
}

fn original(searched: &Searched<'_>, hit: Hit) -> String {
    searched.words.original(searched.text, hit.first, hit.last).to_owned()
}

fn near_evidence(
    searched: &Searched<'_>,
    first: &[PhraseId],
    second: &[PhraseId],
    within: usize,
    ordered: bool,
) -> Option<Evidence> {
    let mut firsts = all_hits(searched, first);
    let mut seconds = all_hits(searched, second);
    firsts.sort_unstable();
    seconds.sort_unstable();
    // Of the seconds only those in reach are looked at, so that a text of one
    // repeated word does not cost the square of its length.
    for one in firsts {
        let reach = one.first.saturating_sub(within + 16)..=one.last + within + 1;
        let from = seconds.partition_point(|two| two.first < *reach.start());
        for two in seconds.iter().skip(from).take_while(|two| two.first <= *reach.end()) {
            if close(searched, one, *two, within, ordered) {
                let (left, right) = if one <= *two { (one, *two) } else { (*two, one) };
                let hit = Hit { first: left.first, last: left.last.max(right.last) };
                return Some(vec![(searched.field, original(searched, hit))]);
            }
        }
    }
    None
}

fn all_hits(searched: &Searched<'_>, phrases: &[PhraseId]) -> Vec<Hit> {
    phrases.iter().flat_map(|phrase| searched.hits.of(*phrase)).copied().collect()
}

fn close(searched: &Searched<'_>, one: Hit, two: Hit, within: usize, ordered: bool) -> bool {
    let (left, right) = if one <= two { (one, two) } else { (two, one) };
    let words = searched.words.as_slice();
    let same_sentence = words.get(left.first).map(|word| word.sentence)
        == words.get(right.first).map(|word| word.sentence);
    let apart = right.first > left.last;
    let gap = right.first.saturating_sub(left.last + 1);
    same_sentence && apart && gap <= within && (!ordered || one <= two)
}
