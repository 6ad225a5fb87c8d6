//! What single words and pairs of words speak for, as measured on labelled
//! messages: weak evidence beside the rules, which decides where they say
//! little. The rules are people's; this is written by `redress rules learn`.

use std::sync::Arc;

use super::Label;
use super::field::Message;
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

/// Every measured word.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// How much all of it counts beside the rules.
    pub weight: f64,
    /// What a message speaks for before its words are looked at.
    pub start: [f64; 5],
    /// The words, by term.
    pub words: Vec<Spoken>,
    pub(super) file: Arc<str>,
    pub(super) line: usize,
}

impl Default for Measured {
    fn default() -> Self {
        Self { weight: 1.0, start: [0.0; 5], words: Vec::new(), file: "".into(), line: 0 }
    }
}

impl Measured {
    /// The measured words of subject and body, each once, by their place in
    /// [`Measured::words`].
    pub fn found(&self, message: &Message<'_>) -> Vec<usize> {
        let at = |term| self.words.binary_search_by_key(&term, |spoken| spoken.term).ok();
        let mut found: Vec<usize> = message.written_terms().filter_map(at).collect();
        found.dedup();
        found
    }

    /// What the words that were found come to. A long message has more of them:
    /// their mean counts, and how many there are only by its root.
    pub fn scores(&self, found: &[usize]) -> [f64; 5] {
        if self.words.is_empty() {
            return [0.0; 5];
        }
        let share = share(found.len());
        let mut scores = self.start;
        for spoken in found.iter().filter_map(|at| self.words.get(*at)) {
            for (score, weight) in scores.iter_mut().zip(spoken.weights) {
                *score += weight * share;
            }
        }
        scores.map(|score| score * self.weight)
    }

    /// The words that spoke most for a label.
    pub fn loudest(&self, found: &[usize], label: Label, most: usize) -> Vec<&Spoken> {
        let weight = |spoken: &Spoken| spoken.weights.get(label as usize).copied().unwrap_or(0.0);
        let mut loud: Vec<&Spoken> = found
            .iter()
            .filter_map(|at| self.words.get(*at))
            .filter(|spoken| weight(spoken) > 0.0)
            .collect();
        loud.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
        loud.truncate(most);
        loud
    }
}

/// What each of so many words counts.
pub(super) fn share(found: usize) -> f64 {
    1.0 / (found.max(1) as f64).sqrt()
}
