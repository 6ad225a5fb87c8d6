//! All phrases of all rules in one trie over words: one pass over a text finds
//! every phrase of every rule, whatever their number.

use std::collections::HashMap;

use super::text::{Word, Words};

/// A phrase's number in the [`PhraseBook`].
pub type PhraseId = usize;

/// Where a phrase stands in a text: the numbers of its first and last word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// First word.
    pub first: usize,
    /// Last word.
    pub last: usize,
}

/// Collects phrases and builds the trie.
#[derive(Debug, Default)]
pub struct PhraseBook {
    by_text: HashMap<String, PhraseId>,
    words: HashMap<String, u32>,
    prefixes: HashMap<String, u32>,
    prefix_lengths: Vec<usize>,
    edges: HashMap<(u32, u32), u32>,
    ends: HashMap<u32, PhraseId>,
    nodes: u32,
    phrases: usize,
}

/// Every hit of every phrase in one text.
#[derive(Debug, Default)]
pub struct Hits {
    by_phrase: HashMap<PhraseId, Vec<Hit>>,
}

impl Hits {
    /// The hits of a phrase, in the order of the text.
    pub fn of(&self, phrase: PhraseId) -> &[Hit] {
        self.by_phrase.get(&phrase).map_or(&[], Vec::as_slice)
    }
}

/// What is wrong with a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhraseFault {
    /// It has no letters or digits.
    Empty,
    /// A `*` that does not end a word, or has fewer than two letters before it.
    Star,
}

impl PhraseBook {
    /// Adds a phrase: words as people write them; `repair*` matches every word
    /// that begins so. The same phrase twice has one number.
    ///
    /// # Errors
    /// [`PhraseFault`] for a phrase that could not match sensibly.
    pub fn add(&mut self, phrase: &str) -> Result<PhraseId, PhraseFault> {
        let pieces = pieces(phrase)?;
        let text: Vec<String> = pieces.iter().map(Piece::to_string).collect();
        let text = text.join(" ");
        if let Some(id) = self.by_text.get(&text) {
            return Ok(*id);
        }
        let mut node = 0;
        for piece in &pieces {
            let symbol = self.symbol(piece);
            let next = self.nodes + 1;
            let entry = self.edges.entry((node, symbol)).or_insert(next);
            if *entry == next {
                self.nodes = next;
            }
            node = *entry;
        }
        let id = *self.ends.entry(node).or_insert(self.phrases);
        if id == self.phrases {
            self.phrases += 1;
        }
        self.by_text.insert(text, id);
        Ok(id)
    }

    fn symbol(&mut self, piece: &Piece) -> u32 {
        let fresh = u32::try_from(self.words.len() + self.prefixes.len()).unwrap_or(u32::MAX);
        match piece {
            Piece::Whole(word) => *self.words.entry(word.clone()).or_insert(fresh),
            Piece::Prefix(prefix) => {
                if !self.prefix_lengths.contains(&prefix.len()) {
                    self.prefix_lengths.push(prefix.len());
                }
                *self.prefixes.entry(prefix.clone()).or_insert(fresh)
            }
        }
    }

    /// Finds every phrase in a text.
    pub fn find(&self, words: &Words) -> Hits {
        let words = words.as_slice();
        let symbols: Vec<Vec<u32>> = words.iter().map(|word| self.symbols_of(word)).collect();
        let mut hits = Hits::default();
        for first in 0..words.len() {
            self.walk(&symbols, first, first, 0, &mut hits);
        }
        hits
    }

    fn symbols_of(&self, word: &Word) -> Vec<u32> {
        let mut symbols: Vec<u32> = self.words.get(&word.norm).copied().into_iter().collect();
        for length in &self.prefix_lengths {
            let prefix = word.norm.get(..*length);
            symbols.extend(prefix.and_then(|prefix| self.prefixes.get(prefix)).copied());
        }
        symbols
    }

    fn walk(&self, symbols: &[Vec<u32>], first: usize, at: usize, node: u32, hits: &mut Hits) {
        for symbol in symbols.get(at).into_iter().flatten() {
            let Some(&next) = self.edges.get(&(node, *symbol)) else { continue };
            if let Some(&phrase) = self.ends.get(&next) {
                let found = hits.by_phrase.entry(phrase).or_default();
                let hit = Hit { first, last: at };
                if found.last() != Some(&hit) {
                    found.push(hit);
                }
            }
            self.walk(symbols, first, at + 1, next, hits);
        }
    }
}

enum Piece {
    Whole(String),
    Prefix(String),
}

impl std::fmt::Display for Piece {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Whole(word) => f.write_str(word),
            Self::Prefix(prefix) => write!(f, "{prefix}*"),
        }
    }
}

fn pieces(phrase: &str) -> Result<Vec<Piece>, PhraseFault> {
    let mut pieces = Vec::new();
    for chunk in phrase.split_whitespace() {
        let (chunk, star) = match chunk.strip_suffix('*') {
            Some(stem) => (stem, true),
            None => (chunk, false),
        };
        if chunk.contains('*') {
            return Err(PhraseFault::Star);
        }
        let words = Words::of(chunk);
        let count = words.as_slice().len();
        for (number, word) in words.as_slice().iter().enumerate() {
            let norm = word.norm.clone();
            if star && number + 1 == count {
                if norm.chars().count() < 2 {
                    return Err(PhraseFault::Star);
                }
                pieces.push(Piece::Prefix(norm));
            } else {
                pieces.push(Piece::Whole(norm));
            }
        }
        if star && count == 0 {
            return Err(PhraseFault::Star);
        }
    }
    if pieces.is_empty() { Err(PhraseFault::Empty) } else { Ok(pieces) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(book: &PhraseBook, phrase: PhraseId, text: &str) -> Vec<(usize, usize)> {
        let hits = book.find(&Words::of(text));
        hits.of(phrase).iter().map(|hit| (hit.first, hit.last)).collect()
    }

    #[test]
    fn phrases_match_whole_words_in_order() {
        let mut book = PhraseBook::default();
        let nobody = book.add("nobody came").unwrap();
        let repair = book.add("repair*").unwrap();
        let again = book.add("Nobody  Came").unwrap();
        assert_eq!(nobody, again);
        assert_eq!(spans(&book, nobody, "Nobody came. nobody, came; nobodycame"), [(0, 1), (2, 3)]);
        assert_eq!(spans(&book, repair, "Repaired and repairs; disrepair"), [(0, 0), (2, 2)]);
    }

    #[test]
    fn overlapping_phrases_are_all_found() {
        let mut book = PhraseBook::default();
        let short = book.add("still waiting").unwrap();
        let long = book.add("am still waiting for").unwrap();
        let text = "I am still waiting for you";
        assert_eq!(spans(&book, short, text), [(2, 3)]);
        assert_eq!(spans(&book, long, text), [(1, 4)]);
    }

    #[test]
    fn phrases_that_could_not_match_are_refused() {
        let mut book = PhraseBook::default();
        assert_eq!(book.add("…"), Err(PhraseFault::Empty));
        assert_eq!(book.add("a*"), Err(PhraseFault::Star));
        assert_eq!(book.add("re*pair"), Err(PhraseFault::Star));
    }
}
