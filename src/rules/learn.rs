//! Measures what words speak for: a softmax regression over the words and pairs
//! of words of labelled messages. Without chance: the same messages give the
//! same weights.

use std::collections::{BTreeMap, BTreeSet};

use super::Label;
use super::measured::{Found, Measured, Shape, share};
use super::text::{self, Mark, Sink};
use super::trial::Labelled;

/// A word must stand in so many messages to be measured.
const LEAST: usize = 2;

/// How hard weights are held to nothing.
const HOLD: f64 = 0.1;

/// How much harder the weights of shapes are held: every message has several.
const HOLD_SHAPE: f64 = 100.0;

/// Steps of the descent.
const STEPS: usize = 250;

/// A word whose weights are all smaller says too little to be kept.
const FAINT: f64 = 0.55;

/// The least weight that two decimals show.
const WRITTEN: f64 = 0.005;

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

/// The words that are worth measuring, in order, without those that are `not` to
/// be measured and pairs with one of them.
pub fn candidates(messages: &[Labelled], not: &[String]) -> Vec<String> {
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for word in messages.iter().flat_map(words_of) {
        *counted.entry(word).or_default() += 1;
    }
    let often = counted.into_iter().filter(|(_, times)| *times >= LEAST);
    // Numbers, names of days and places would be learned by heart.
    let plain = |word: &str| !word.chars().any(|c| c.is_ascii_digit());
    let may =
        |word: &str| plain(word) && !word.split(' ').any(|one| not.iter().any(|it| it == one));
    often.map(|(word, _)| word).filter(|word| may(word)).collect()
}

/// A message as it is learned from.
#[derive(Debug, Clone)]
pub struct Sample {
    /// What was found in it.
    pub found: Found,
    /// What it is.
    pub label: Label,
    /// What the rules alone score it.
    pub rules: [f64; 5],
}

impl Sample {
    /// The message as if only some of the words were measured.
    fn with_only(&self, kept: &[bool]) -> Self {
        let mut sample = self.clone();
        sample.found.words.retain(|at| kept.get(*at).copied().unwrap_or_default());
        sample
    }
}

/// What is fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// What a message speaks for before anything of it is looked at.
    pub start: [f64; 5],
    /// What each shape speaks for.
    pub shapes: [[f64; 5]; 12],
    /// What each word speaks for.
    pub words: Vec<[f64; 5]>,
}

impl Fitted {
    fn new(words: usize) -> Self {
        Self { start: [0.0; 5], shapes: [[0.0; 5]; 12], words: vec![[0.0; 5]; words] }
    }

    fn scores(&self, found: &Found) -> [f64; 5] {
        let share = share(found.words.len());
        let mut scores = self.start;
        for of in found.shapes.iter().filter_map(|at| self.shapes.get(*at)) {
            add(&mut scores, of, 1.0);
        }
        for of in found.words.iter().filter_map(|at| self.words.get(*at)) {
            add(&mut scores, of, share);
        }
        scores
    }

    fn rows(&mut self) -> impl Iterator<Item = &mut [f64; 5]> {
        std::iter::once(&mut self.start).chain(&mut self.shapes).chain(&mut self.words)
    }
}

/// Fits to samples what so many words speak for. A word that stands in few
/// messages is held less hard: it says more where it stands.
pub fn fit(words: usize, samples: &[&Sample]) -> Fitted {
    let all = descend(words, samples);
    let says: Vec<bool> = all.words.iter().map(|weights| loud(weights) >= FAINT).collect();
    // What faint words carried is for those that stay to say.
    let kept: Vec<Sample> = samples.iter().map(|sample| sample.with_only(&says)).collect();
    descend(words, &kept.iter().collect::<Vec<_>>())
}

fn descend(words: usize, samples: &[&Sample]) -> Fitted {
    let counts = counts(samples);
    let holds = holds(words, samples);
    let mut fitted = Fitted::new(words);
    let mut seen = Fitted::new(words);
    for _ in 0..STEPS {
        let mut slope = Fitted::new(words);
        for (sample, count) in samples.iter().zip(&counts) {
            let scores = fitted.scores(&sample.found);
            let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let powers = scores.map(|score| (score - most).exp());
            let total: f64 = powers.iter().sum();
            let mut wrong = powers.map(|power| power / total * count);
            if let Some(right) = wrong.get_mut(sample.label as usize) {
                *right -= count;
            }
            add(&mut slope.start, &wrong, 1.0);
            for at in &sample.found.shapes {
                if let Some(of) = slope.shapes.get_mut(*at) {
                    add(of, &wrong, 1.0);
                }
            }
            let share = share(sample.found.words.len());
            for at in &sample.found.words {
                if let Some(of) = slope.words.get_mut(*at) {
                    add(of, &wrong, share);
                }
            }
        }
        let rows = fitted.rows().zip(slope.rows()).zip(seen.rows());
        for (((weights, slope), seen), hold) in rows.zip(&holds) {
            step(weights, slope, seen, *hold);
        }
    }
    fitted
}

/// How hard each row is held to nothing: the start not at all, shapes hard.
fn holds(words: usize, samples: &[&Sample]) -> Vec<f64> {
    let mut times = vec![0.0_f64; words];
    for at in samples.iter().flat_map(|sample| &sample.found.words) {
        if let Some(times) = times.get_mut(*at) {
            *times += 1.0;
        }
    }
    let all = samples.len() as f64;
    let rarity: Vec<f64> = times.iter().map(|of| ((1.0 + all) / (1.0 + of)).ln() + 1.0).collect();
    let mean = rarity.iter().zip(&times).map(|(r, t)| r * r * t).sum::<f64>()
        / times.iter().sum::<f64>().max(1.0);
    let of_words = rarity.iter().map(|rarity| HOLD * mean / (rarity * rarity));
    std::iter::once(0.0).chain(std::iter::repeat_n(HOLD * HOLD_SHAPE, 12)).chain(of_words).collect()
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
fn step(weights: &mut [f64; 5], slope: &[f64; 5], seen: &mut [f64; 5], hold: f64) {
    for ((weight, slope), seen) in weights.iter_mut().zip(slope).zip(seen) {
        let slope = slope + hold * *weight;
        *seen += slope * slope;
        if *seen > 0.0 {
            *weight -= 0.3 * slope / seen.sqrt();
        }
    }
}

/// The scores of each sample by words that were fitted to the other four
/// fifths: what a fit promises for mail that was not seen.
pub fn cross_checked(words: usize, samples: &[Sample]) -> Vec<[f64; 5]> {
    let mut all = vec![[0.0; 5]; samples.len()];
    for fold in 0..5 {
        let used: Vec<&Sample> =
            samples.iter().enumerate().filter(|(at, _)| at % 5 != fold).map(|(_, s)| s).collect();
        let fitted = fit(words, &used);
        for (at, sample) in samples.iter().enumerate().filter(|(at, _)| at % 5 == fold) {
            if let Some(slot) = all.get_mut(at) {
                *slot = fitted.scores(&sample.found);
            }
        }
    }
    all
}

/// A file of words that are still to be measured.
pub fn blank(words: &[String]) -> String {
    let lines: String = words.iter().map(|word| format!("    \"{word} 0 0 0 0 0\",\n")).collect();
    format!("{}start = \"0 0 0 0 0\"\nmeasured = [\n{lines}]\n", head(1.0, &[]))
}

fn head(weight: f64, not: &[String]) -> String {
    let quoted = |words: &mut dyn Iterator<Item = &str>| {
        words.map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")
    };
    let labels = quoted(&mut Label::ALL.iter().map(|label| label.as_str()));
    let not = quoted(&mut not.iter().map(String::as_str));
    format!("[words]\nweight = {weight:.1}\nnot_measured = [{not}]\nlabels = [{labels}]\n")
}

fn loud(weights: &[f64; 5]) -> f64 {
    weights.iter().fold(0.0, |most, weight| most.max(weight.abs()))
}

/// The file of measured words, loudest first.
pub fn file(measured: &Measured, messages: usize) -> String {
    let mut words: Vec<_> =
        measured.words.iter().filter(|spoken| loud(&spoken.weights) >= WRITTEN).collect();
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
         # `not_measured` are words of courtesy: how a letter begins and ends says nothing\n\
         # of what it is.\n\
         {}start = \"{}\"\nshapes = [\n",
        head(measured.weight, &measured.not_measured),
        columns(&measured.start)
    );
    for ((name, _), weights) in Shape::ALL.iter().zip(&measured.shapes) {
        text.push_str(&format!("    \"{name:<11} {}\",\n", columns(weights)));
    }
    text.push_str("]\nmeasured = [\n");
    for spoken in words {
        text.push_str(&format!("    \"{:<28} {}\",\n", spoken.words, columns(&spoken.weights)));
    }
    text.push_str("]\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::{Faults, Source};
    use crate::rules::RuleSet;
    use crate::rules::field::Message;
    use crate::rules::load::load;

    fn messages() -> Vec<Labelled> {
        let message = |label, body: &str| Labelled {
            label: Some(label),
            body: body.to_owned(),
            ..Labelled::default()
        };
        let kind = ["the crew", "the lady", "a man", "the team"];
        let good = kind.map(|who| message(Label::Compliment, &format!("{who} was so lovely")));
        let bad = kind.map(|who| message(Label::Complaint, &format!("{who} never turned up")));
        let all: Vec<Labelled> = good.into_iter().chain(bad).collect();
        std::iter::repeat_n(all, 10).flatten().collect()
    }

    fn rules(words: &str) -> RuleSet {
        let scoring = "[scoring]\nreview_margin = 0.5\n";
        let sources = [
            Source::new("kinds.toml".to_owned(), scoring.to_owned()),
            Source::new("words.toml".to_owned(), words.to_owned()),
        ];
        let mut faults = Faults::new();
        let rules = load(&sources, "", &mut faults);
        assert!(!faults.any_error(), "{:?}", faults.sorted());
        rules.unwrap()
    }

    fn samples(rules: &RuleSet, messages: &[Labelled]) -> Vec<Sample> {
        let sample = |message: &Labelled| Sample {
            found: rules.measured.found(&Message::of(rules, message.text(), "")),
            label: message.label.unwrap(),
            rules: [0.0; 5],
        };
        messages.iter().map(sample).collect()
    }

    #[test]
    fn what_is_learned_is_written_read_and_used() {
        let messages = messages();
        let words = candidates(&messages, &[]);
        assert!(words.contains(&"so lovely".to_owned()) && words.contains(&"never".to_owned()));
        let blank = rules(&blank(&words));
        let samples = samples(&blank, &messages);
        let all: Vec<&Sample> = samples.iter().collect();
        let fitted = fit(blank.measured.words.len(), &all);
        assert_eq!(fitted, fit(blank.measured.words.len(), &all), "without chance");
        let mut measured = blank.measured.clone();
        for (spoken, weights) in measured.words.iter_mut().zip(fitted.words) {
            spoken.weights = weights;
        }
        (measured.weight, measured.start, measured.shapes) = (20.0, fitted.start, fitted.shapes);
        let learned = rules(&file(&measured, messages.len()));
        for (body, label) in [
            ("Your driver was so lovely", Label::Compliment),
            ("The plumber never turned up", Label::Complaint),
        ] {
            let judged = learned.classify(crate::rules::Text { body, ..Default::default() });
            assert_eq!(judged.label, label, "{body}: {judged:?}");
            let of_words = judged.reasons.iter().find(|reason| *reason.claim == *label.as_str());
            assert!(of_words.is_some_and(|reason| reason.weight > 0.0), "{judged:?}");
        }
    }

    #[test]
    fn what_stands_once_and_what_has_digits_is_not_measured() {
        let once = Labelled { body: "Zanzibar 42".to_owned(), ..Labelled::default() };
        let twice = [once.clone(), Labelled { body: "42 again".to_owned(), ..once }];
        assert!(candidates(&twice, &[]).is_empty());
        let polite = Labelled { body: "Dear all, it leaks".to_owned(), ..Labelled::default() };
        let words = candidates(&[polite.clone(), polite], &["dear".to_owned()]);
        assert_eq!(words, ["all", "all it", "it", "it leaks", "leaks"]);
    }
}
