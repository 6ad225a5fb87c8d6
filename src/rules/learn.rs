//! Measures what words speak for: a softmax regression over the words and pairs
//! of words of labelled messages. Without chance: the same messages give the
//! same weights.

use std::collections::{BTreeMap, BTreeSet};

use super::Label;
use super::measured::{Measured, share};
use super::text::{self, Mark, Sink};
use super::trial::Labelled;

/// A word must stand in so many messages to be measured.
const LEAST: usize = 3;

/// How hard weights are held to nothing.
const HOLD: f64 = 0.33;

/// Steps of the descent.
const STEPS: usize = 250;

/// A word whose weights are all smaller says too little to be kept.
pub const FAINT: f64 = 0.12;

/// The words and pairs of words of a message, as phrases are cut.
fn words_of(message: &Labelled) -> BTreeSet<String> {
    #[derive(Default)]
    struct Pairs {
        last: Option<(u32, String)>,
        all: BTreeSet<String>,
    }
    impl Sink for Pairs {
        fn word(&mut self, norm: &str, mark: Mark) -> bool {
            if let Some((_, last)) =
                self.last.take().filter(|(sentence, _)| *sentence == mark.sentence)
            {
                self.all.insert(format!("{last} {norm}"));
            }
            self.all.insert(norm.to_owned());
            self.last = Some((mark.sentence, norm.to_owned()));
            false
        }
        fn question(&mut self, _: u32) {}
    }
    let mut pairs = Pairs::default();
    for text in [&message.subject, &message.body] {
        pairs.last = None;
        text::cut(text, &mut pairs);
    }
    pairs.all
}

/// The words that are worth measuring, in order.
pub fn candidates(messages: &[Labelled]) -> Vec<String> {
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for word in messages.iter().flat_map(words_of) {
        *counted.entry(word).or_default() += 1;
    }
    let often = counted.into_iter().filter(|(_, times)| *times >= LEAST);
    // Numbers, names of days and places would be learned by heart.
    let plain = |word: &str| !word.chars().any(|c| c.is_ascii_digit());
    often.map(|(word, _)| word).filter(|word| plain(word)).collect()
}

/// A message as it is learned from.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The measured words in it.
    pub found: Vec<usize>,
    /// What it is.
    pub label: Label,
    /// What the rules alone score it.
    pub rules: [f64; 5],
}

/// Fits starts and weights of so many words to samples.
pub fn fit(words: usize, samples: &[&Sample]) -> ([f64; 5], Vec<[f64; 5]>) {
    let counts = counts(samples);
    let (mut start, mut weights) = ([0.0; 5], vec![[0.0; 5]; words]);
    let (mut seen_start, mut seen) = ([1e-6; 5], vec![[1e-6; 5]; words]);
    for _ in 0..STEPS {
        let mut slope_start = [0.0; 5];
        let mut slope: Vec<[f64; 5]> = weights.iter().map(|of| of.map(|w| HOLD * w)).collect();
        for (sample, count) in samples.iter().zip(&counts) {
            let share = share(sample.found.len());
            let mut scores = start;
            for of in sample.found.iter().filter_map(|at| weights.get(*at)) {
                add(&mut scores, of, share);
            }
            let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let powers = scores.map(|score| (score - most).exp());
            let total: f64 = powers.iter().sum();
            let mut wrong = powers.map(|power| power / total * count);
            if let Some(right) = wrong.get_mut(sample.label as usize) {
                *right -= count;
            }
            add(&mut slope_start, &wrong, 1.0);
            for at in &sample.found {
                if let Some(of) = slope.get_mut(*at) {
                    add(of, &wrong, share);
                }
            }
        }
        step(&mut start, &slope_start, &mut seen_start);
        for ((weights, slope), seen) in weights.iter_mut().zip(&slope).zip(&mut seen) {
            step(weights, slope, seen);
        }
    }
    (start, weights)
}

/// Rare labels count as much as common ones together.
fn counts(samples: &[&Sample]) -> Vec<f64> {
    let mut of = [0.0_f64; 5];
    for sample in samples {
        if let Some(count) = of.get_mut(sample.label as usize) {
            *count += 1.0;
        }
    }
    let mean = samples.len() as f64 / 5.0;
    let count = |sample: &&Sample| of.get(sample.label as usize).map_or(1.0, |n| mean / n.max(1.0));
    samples.iter().map(count).collect()
}

fn add(to: &mut [f64; 5], what: &[f64; 5], times: f64) {
    for (to, what) in to.iter_mut().zip(what) {
        *to += what * times;
    }
}

/// Adagrad.
fn step(weights: &mut [f64; 5], slope: &[f64; 5], seen: &mut [f64; 5]) {
    for ((weight, slope), seen) in weights.iter_mut().zip(slope).zip(seen) {
        *seen += slope * slope;
        *weight -= 0.3 * slope / seen.sqrt();
    }
}

/// The scores of each sample by words that were fitted to the other four
/// fifths: what a fit promises for mail that was not seen.
pub fn cross_checked(words: usize, samples: &[Sample]) -> Vec<[f64; 5]> {
    let mut all = vec![[0.0; 5]; samples.len()];
    for fold in 0..5 {
        let used: Vec<&Sample> =
            samples.iter().enumerate().filter(|(at, _)| at % 5 != fold).map(|(_, s)| s).collect();
        let (start, weights) = fit(words, &used);
        for (at, sample) in samples.iter().enumerate().filter(|(at, _)| at % 5 == fold) {
            let share = share(sample.found.len());
            let mut scores = start;
            for of in sample.found.iter().filter_map(|at| weights.get(*at)) {
                add(&mut scores, of, share);
            }
            if let Some(slot) = all.get_mut(at) {
                *slot = scores;
            }
        }
    }
    all
}

/// A file of words that are still to be measured.
pub fn blank(words: &[String]) -> String {
    let lines: String = words.iter().map(|word| format!("    \"{word} 0 0 0 0 0\",\n")).collect();
    format!("{}start = \"0 0 0 0 0\"\nmeasured = [\n{lines}]\n", head(1.0))
}

fn head(weight: f64) -> String {
    let labels: Vec<String> =
        Label::ALL.iter().map(|label| format!("\"{}\"", label.as_str())).collect();
    format!("[words]\nweight = {weight:.1}\nlabels = [{}]\n", labels.join(", "))
}

/// The file of measured words, loudest first.
pub fn file(measured: &Measured, messages: usize) -> String {
    let loud = |weights: &[f64; 5]| weights.iter().fold(0.0_f64, |most, w| most.max(w.abs()));
    let mut words: Vec<_> =
        measured.words.iter().filter(|spoken| loud(&spoken.weights) >= FAINT).collect();
    words.sort_by(|a, b| {
        loud(&b.weights).total_cmp(&loud(&a.weights)).then_with(|| a.words.cmp(&b.words))
    });
    let columns = |weights: &[f64; 5]| {
        weights.iter().map(|weight| format!("{weight:+.2}")).collect::<Vec<_>>().join(" ")
    };
    let mut text = format!(
        "# What single words and pairs of words speak for: weak evidence beside the rules.\n\
         # Written by \"redress rules learn\" from {messages} labelled messages: don't edit the lines,\n\
         # write rules. `weight` says how much all of it counts; 0 takes no notice of it.\n\
         {}start = \"{}\"\nmeasured = [\n",
        head(measured.weight),
        columns(&measured.start)
    );
    for spoken in words {
        text.push_str(&format!("    \"{:<28} {}\",\n", spoken.words, columns(&spoken.weights)));
    }
    text.push_str("]\n");
    text
}
