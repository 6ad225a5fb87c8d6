//! Proposes weights: a fit of the rules' weights to labelled messages, kept
//! near what people wrote. The rules stay theirs: no rule changes what it
//! speaks for, or from for to against.

use super::field::Message;
use super::trial::Labelled;
use super::{Label, RuleSet};

/// Which weight of which rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// What a label starts with.
    Prior(Label),
    /// The rule's number, and the number among its labels.
    Rule(usize, usize),
}

/// A weight that should be another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proposal {
    /// Which.
    pub weight: Weight,
    /// As it is.
    pub is: f64,
    /// As it had better be.
    pub better: f64,
    /// How many of the messages made the rule fire.
    pub fired: usize,
}

/// A weight in use: for which label, in which group, how much.
#[derive(Debug, Clone, Copy)]
struct Feature {
    label: usize,
    group: Option<usize>,
    weight: f64,
    first: f64,
    fired: usize,
}

struct Sample {
    label: usize,
    features: Vec<usize>,
    counts: f64,
}

/// How hard weights are held to what people wrote.
const HOLD: f64 = 1.0;

/// Steps of the descent.
const STEPS: usize = 400;

/// Proposes weights for the labelled messages.
pub fn fit(set: &RuleSet, messages: &[Labelled]) -> Vec<Proposal> {
    let mut model = Model::of(set, messages);
    let all: Vec<&Sample> = model.samples.iter().collect();
    descend(&mut model.features, &mut model.prior, &all);
    let priors = Label::ALL.into_iter().zip(set.scoring.prior.into_iter().zip(model.prior));
    let priors = priors.map(|(label, (is, better))| Proposal {
        weight: Weight::Prior(label),
        is,
        better: rounded(better),
        fired: messages.len(),
    });
    let features = model.features.iter().zip(&model.names);
    let rules = features.filter(|(feature, _)| feature.fired > 0).map(|(feature, name)| Proposal {
        weight: *name,
        is: feature.first,
        better: rounded(feature.weight),
        fired: feature.fired,
    });
    let changed = |proposal: &Proposal| (proposal.is - proposal.better).abs() >= 0.05;
    priors.chain(rules).filter(changed).collect()
}

/// Macro-F1 of weights fitted to four fifths of the messages on the last fifth,
/// over all fifths: what a fit promises for mail that was not seen.
pub fn cross_checked(set: &RuleSet, messages: &[Labelled]) -> f64 {
    let mut confusion = [[0usize; 5]; 5];
    for fold in 0..5 {
        let mut model = Model::of(set, messages);
        let (held, used): (Vec<_>, Vec<_>) =
            model.samples.iter().enumerate().partition(|(at, _)| at % 5 == fold);
        let used: Vec<&Sample> = used.into_iter().map(|(_, sample)| sample).collect();
        descend(&mut model.features, &mut model.prior, &used);
        for (at, sample) in held {
            let scores = scores(&model.features, &model.prior, sample);
            let verdict = set.scoring.judge(&scores, None, true);
            let answer = messages.get(at).map_or(verdict.label, |m| m.counted(verdict.label));
            if let Some(cell) =
                confusion.get_mut(sample.label).and_then(|row| row.get_mut(answer as usize))
            {
                *cell += 1;
            }
        }
    }
    macro_f1(&confusion)
}

/// The mean F1 of the labels; rows are what is right, columns what was answered.
pub fn macro_f1(confusion: &[[usize; 5]; 5]) -> f64 {
    let f1 = |label: usize| {
        let cell = |row: usize, column: usize| {
            confusion.get(row).and_then(|row| row.get(column)).copied().unwrap_or_default()
        };
        let right = cell(label, label);
        let wanted: usize = (0..5).map(|other| cell(label, other)).sum();
        let given: usize = (0..5).map(|other| cell(other, label)).sum();
        if wanted + given == 0 { 1.0 } else { 2.0 * right as f64 / (wanted + given) as f64 }
    };
    (0..5).map(f1).sum::<f64>() / 5.0
}

fn rounded(weight: f64) -> f64 {
    (weight * 10.0).round() / 10.0
}

struct Model {
    features: Vec<Feature>,
    names: Vec<Weight>,
    prior: [f64; 5],
    samples: Vec<Sample>,
}

impl Model {
    fn of(set: &RuleSet, messages: &[Labelled]) -> Self {
        let mut groups: Vec<&str> = Vec::new();
        let (mut features, mut names) = (Vec::new(), Vec::new());
        let mut firsts = Vec::new();
        for (number, rule) in set.rules.iter().enumerate() {
            firsts.push(features.len());
            let group = rule.group.as_deref().map(|name| {
                groups.iter().position(|known| *known == name).unwrap_or_else(|| {
                    groups.push(name);
                    groups.len() - 1
                })
            });
            for (at, (label, weight)) in rule.scores.iter().enumerate() {
                let (label, weight) = (*label as usize, *weight);
                features.push(Feature { label, group, weight, first: weight, fired: 0 });
                names.push(Weight::Rule(number, at));
            }
        }
        let number = |rule: &super::Rule| set.rules.iter().position(|r| r.id == rule.id);
        let mut samples = Vec::new();
        for message in messages {
            let searched = Message::of(set, message.text(), "");
            let mut fired = Vec::new();
            for (rule, _) in set.fired(&searched) {
                let first = number(rule).and_then(|at| firsts.get(at)).copied();
                fired.extend(first.into_iter().flat_map(|at| at..at + rule.scores.len()));
            }
            for at in &fired {
                if let Some(feature) = features.get_mut(*at) {
                    feature.fired += 1;
                }
            }
            let label = message.label.unwrap_or(Label::Other) as usize;
            samples.push(Sample { label, features: fired, counts: 1.0 });
        }
        let mut by_label = [0.0f64; 5];
        for sample in &samples {
            if let Some(count) = by_label.get_mut(sample.label) {
                *count += 1.0;
            }
        }
        // Rare labels count more, so that the mean of the five F1 is what is
        // fitted; in doubt a complaint.
        for sample in &mut samples {
            let count = by_label.get(sample.label).copied().unwrap_or(1.0).max(1.0);
            let mean = messages.len() as f64 / 5.0;
            sample.counts = (mean / count).sqrt();
            if sample.label == Label::Complaint as usize {
                sample.counts *= 1.3;
            }
        }
        Self { features, names, prior: set.scoring.prior, samples }
    }
}

/// The features of a sample that count: of a group the strongest for a label.
fn counting(features: &[Feature], sample: &Sample) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::with_capacity(sample.features.len());
    for at in &sample.features {
        let Some(feature) = features.get(*at) else { continue };
        let same = |other: &Feature| {
            feature.group.is_some() && other.group == feature.group && other.label == feature.label
        };
        match kept.iter().position(|other| features.get(*other).is_some_and(same)) {
            None => kept.push(*at),
            Some(place) => {
                let weaker = kept.get(place).and_then(|other| features.get(*other));
                let stronger =
                    weaker.is_some_and(|other| feature.weight.abs() > other.weight.abs());
                if let Some(slot) = kept.get_mut(place).filter(|_| stronger) {
                    *slot = *at;
                }
            }
        }
    }
    kept
}

fn scores(features: &[Feature], prior: &[f64; 5], sample: &Sample) -> [f64; 5] {
    let mut scores = *prior;
    for feature in counting(features, sample).iter().filter_map(|at| features.get(*at)) {
        if let Some(score) = scores.get_mut(feature.label) {
            *score += feature.weight;
        }
    }
    scores
}

/// Lowers the logistic loss step by step (Adagrad), without chance.
fn descend(features: &mut [Feature], prior: &mut [f64; 5], samples: &[&Sample]) {
    let start = *prior;
    let mut seen = vec![1e-6; features.len()];
    let mut seen_prior = [1e-6; 5];
    for _ in 0..STEPS {
        let mut slope: Vec<f64> =
            features.iter().map(|feature| HOLD * (feature.weight - feature.first)).collect();
        let mut slope_prior = [0.0; 5];
        for (slope, (is, was)) in slope_prior.iter_mut().zip(prior.iter().zip(&start)) {
            *slope = HOLD * (is - was);
        }
        for sample in samples {
            let kept = counting(features, sample);
            let scores = scores(features, prior, sample);
            let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let powers = scores.map(|score| (score - most).exp());
            let total: f64 = powers.iter().sum();
            let mut wrong = powers.map(|power| power / total * sample.counts);
            if let Some(right) = wrong.get_mut(sample.label) {
                *right -= sample.counts;
            }
            for (slope, wrong) in slope_prior.iter_mut().zip(&wrong) {
                *slope += wrong;
            }
            for at in kept {
                let label = features.get(at).map_or(0, |feature| feature.label);
                if let (Some(slope), Some(wrong)) = (slope.get_mut(at), wrong.get(label)) {
                    *slope += wrong;
                }
            }
        }
        for ((feature, slope), seen) in features.iter_mut().zip(&slope).zip(&mut seen) {
            *seen += slope * slope;
            feature.weight -= 0.3 * slope / f64::sqrt(*seen);
            // What speaks for a label goes on to.
            feature.weight = match feature.first > 0.0 {
                true => feature.weight.max(0.1),
                false => feature.weight.min(-0.1),
            };
        }
        for ((prior, slope), seen) in prior.iter_mut().zip(&slope_prior).zip(&mut seen_prior) {
            *seen += slope * slope;
            *prior -= 0.3 * slope / f64::sqrt(*seen);
        }
    }
}
