//! What single words and pairs of words speak for, and the shape of a message,
//! as measured on labelled messages: weak evidence beside the rules, which
//! decides where they say little. The rules are people's; this is written by
//! `redress rules learn`.

use std::sync::Arc;

use super::Label;
use super::field::Message;
use super::flag_words::FlagWords;
use super::phrase::TermId;

/// A word or a pair of words.
#[derive(Debug, Clone, PartialEq)]
pub struct Spoken {
    /// The words.
    pub words: Box<str>,
    /// What they speak for, in the order of [`Label::ALL`]; below 0 against.
    pub weights: [f64; 5],
    pub(super) term: TermId,
}

/// What is seen of a message without reading its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// Fewer than 8 words.
    Tiny,
    /// 8 to 19 words.
    Short,
    /// 20 to 49 words.
    Middling,
    /// 50 to 119 words.
    Long,
    /// 120 words or more.
    Endless,
    /// It asks something.
    Question,
    /// It asks more than once.
    Questions,
    /// It ends with a question.
    EndsAsking,
    /// It has an exclamation mark.
    Exclamation,
    /// It has a number.
    Number,
    /// It has many digits.
    Numbers,
    /// It speaks of an amount of money.
    Money,
}

impl Shape {
    /// All with their names in files.
    pub const ALL: [(&'static str, Shape); 12] = [
        ("tiny", Shape::Tiny),
        ("short", Shape::Short),
        ("middling", Shape::Middling),
        ("long", Shape::Long),
        ("endless", Shape::Endless),
        ("question", Shape::Question),
        ("questions", Shape::Questions),
        ("ends_asking", Shape::EndsAsking),
        ("exclamation", Shape::Exclamation),
        ("number", Shape::Number),
        ("numbers", Shape::Numbers),
        ("money", Shape::Money),
    ];

    /// The shapes that a message has, by their place in [`Shape::ALL`].
    fn of(message: &Message<'_>) -> Vec<usize> {
        let words = message.length();
        let subject = if message.answers { "" } else { message.given.subject };
        let texts = [subject, message.given.body];
        let count = |wanted: fn(char) -> bool| {
            texts.iter().flat_map(|text| text.chars()).filter(|c| wanted(*c)).count()
        };
        let (questions, digits) = (count(|c| c == '?'), count(|c| c.is_ascii_digit()));
        let last = message.given.body.trim_end().chars().next_back();
        let has = |shape: Shape| match shape {
            Shape::Tiny => words < 8,
            Shape::Short => (8..20).contains(&words),
            Shape::Middling => (20..50).contains(&words),
            Shape::Long => (50..120).contains(&words),
            Shape::Endless => words >= 120,
            Shape::Question => questions > 0,
            Shape::Questions => questions > 1,
            Shape::EndsAsking => last == Some('?'),
            Shape::Exclamation => count(|c| c == '!') > 0,
            Shape::Number => digits > 0,
            Shape::Numbers => digits > 8,
            Shape::Money => count(|c| c == '£') > 0,
        };
        let all = Shape::ALL.iter().enumerate();
        all.filter(|(_, (_, shape))| has(*shape)).map(|(at, _)| at).collect()
    }
}

/// Every measured word and shape.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// How much all of it counts beside the rules.
    pub weight: f64,
    /// What a message speaks for before anything of it is looked at.
    pub start: [f64; 5],
    /// What each shape speaks for, in the order of [`Shape::ALL`].
    pub shapes: [[f64; 5]; 12],
    /// The words, by term.
    pub words: Vec<Spoken>,
    /// Words that are never measured.
    pub not_measured: Vec<String>,
    /// What words speak for flags.
    pub flags: FlagWords,
    pub(super) file: Arc<str>,
    pub(super) line: usize,
    /// The first term that no rule asks for.
    pub(super) own: TermId,
}

impl Default for Measured {
    fn default() -> Self {
        Self {
            weight: 1.0,
            start: [0.0; 5],
            shapes: [[0.0; 5]; 12],
            words: Vec::new(),
            not_measured: Vec::new(),
            flags: FlagWords::default(),
            file: "".into(),
            line: 0,
            own: TermId::MAX,
        }
    }
}

/// What of a message was measured, by place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Words of subject and body, each once.
    pub words: Vec<usize>,
    /// Shapes.
    pub shapes: Vec<usize>,
}

impl Measured {
    /// What is found in a message.
    pub fn found(&self, message: &Message<'_>) -> Found {
        if self.words.is_empty() {
            return Found::default();
        }
        let at = |term: TermId| self.words.binary_search_by_key(&term, |spoken| spoken.term).ok();
        let words = message.measured_terms().into_iter().filter_map(at).collect();
        Found { words, shapes: Shape::of(message) }
    }

    /// What that comes to. A long message has more words: how many there are
    /// counts only by its root.
    pub fn scores(&self, found: &Found) -> [f64; 5] {
        if self.words.is_empty() {
            return [0.0; 5];
        }
        let share = share(found.words.len());
        let words = found.words.iter().filter_map(|at| self.words.get(*at));
        let words = words.map(|spoken| (&spoken.weights, share));
        let shapes = found.shapes.iter().filter_map(|at| self.shapes.get(*at));
        let mut scores = self.start;
        for (weights, times) in words.chain(shapes.map(|weights| (weights, 1.0))) {
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += weight * times;
            }
        }
        scores.map(|score| score * self.weight)
    }

    /// The words that spoke most for a label.
    pub fn loudest(&self, found: &Found, label: Label, most: usize) -> Vec<&Spoken> {
        let weight = |spoken: &Spoken| spoken.weights.get(label as usize).copied().unwrap_or(0.0);
        let words = found.words.iter().filter_map(|at| self.words.get(*at));
        let mut loud: Vec<&Spoken> = words.filter(|spoken| weight(spoken) > 0.0).collect();
        loud.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
        loud.truncate(most);
        loud
    }
}

/// Fewer words than these don't count more each.
const FEW: usize = 20;

/// What each of so many words counts.
pub(super) fn share(found: usize) -> f64 {
    1.0 / (found.max(FEW) as f64).sqrt()
}
