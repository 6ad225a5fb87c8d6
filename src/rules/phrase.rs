//! All phrases of all rules in one trie over words: one pass over a text finds
//! every phrase of every rule, whatever their number.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};

use super::dictionary::{ANY, Builder, Dictionary, Symbol, UNKNOWN, WordId};
use super::pattern::{Lists, Matcher, Sequence};
use super::text::{self, Mark, Sink};

/// The number of something to look for: a phrase, or several of which any will
/// do.
pub type TermId = u32;

/// Where a sequence of words ends in the trie: the same words, the same number.
pub type NodeId = u32;

/// Where a term stands in a text: the numbers of its first and last word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// First word.
    pub first: u32,
    /// Last word.
    pub last: u32,
}

/// A word of a text as conditions see it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Token {
    /// Where it stands.
    pub mark: Mark,
    /// Which word of the dictionary it is.
    pub word: WordId,
    /// How many words before it the last denial of its clause stands; 0 is
    /// none.
    pub denied: u8,
}

/// What is told of a sentence as a whole.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sentence {
    /// Its first word.
    pub first: u32,
    /// It ends with a question mark.
    pub question: bool,
    /// It speaks of what may be: if, unless.
    pub conditional: bool,
}

/// A text cut into words.
#[derive(Debug, Default)]
pub struct Words {
    /// The words in order.
    pub tokens: Vec<Token>,
    /// The sentences in order.
    pub sentences: Vec<Sentence>,
    /// How many words are among the commonest of English.
    pub english: usize,
}

/// Collects terms while rules are loaded.
#[derive(Debug)]
pub struct BookBuilder {
    words: Builder,
    edges: HashMap<(u32, Symbol), u32>,
    /// Nodes and the terms that end there.
    ends: Vec<(u32, TermId)>,
    nodes: u32,
    /// Each term by the nodes that its readings end at.
    by_nodes: HashMap<Vec<NodeId>, TermId>,
    terms: TermId,
}

/// Finds terms in texts.
#[derive(Debug, Default)]
pub struct PhraseBook {
    dictionary: Dictionary,
    /// The node that a symbol leads to from the root, 0 for none.
    roots: Vec<u32>,
    /// Each node's edges, sorted by symbol, as a range of `edges`.
    ranges: Vec<(u32, u32)>,
    edges: Vec<(Symbol, u32)>,
    /// Each node's terms as a range of `ends`.
    end_ranges: Vec<(u32, u32)>,
    ends: Vec<TermId>,
    terms: TermId,
}

impl BookBuilder {
    /// Words that are to be read as others, by their normal form.
    pub fn new(spellings: impl IntoIterator<Item = (String, Vec<String>)>) -> Self {
        Self {
            words: Builder::new(spellings),
            edges: HashMap::new(),
            ends: Vec::new(),
            nodes: 0,
            by_nodes: HashMap::new(),
            terms: 0,
        }
    }

    /// Adds a term: any of these sequences. The same term twice has one number.
    pub fn add(&mut self, readings: &[Sequence], lists: &Lists) -> TermId {
        let mut nodes: Vec<NodeId> =
            readings.iter().flat_map(|reading| self.insert(reading, lists)).collect();
        nodes.sort_unstable();
        nodes.dedup();
        if let Some(term) = self.by_nodes.get(&nodes) {
            return *term;
        }
        let term = self.terms;
        self.terms += 1;
        self.ends.extend(nodes.iter().map(|node| (*node, term)));
        nodes.shrink_to_fit();
        self.by_nodes.insert(nodes, term);
        term
    }

    /// How many terms there are so far.
    pub fn terms(&self) -> TermId {
        self.terms
    }

    /// Words as they are read: "u" as "you", "dont" as "do not".
    pub fn respelled(&self, words: &str) -> String {
        let read = |word: &str| match self.words.respelled(word) {
            Some(words) => words.join(" "),
            None => word.to_owned(),
        };
        words.split(' ').map(read).collect::<Vec<_>>().join(" ")
    }

    /// The ends of each term's sequences, by its number.
    pub fn term_nodes(&self) -> Vec<&[NodeId]> {
        let mut all: Vec<&[NodeId]> = vec![&[]; self.terms as usize];
        for (nodes, term) in &self.by_nodes {
            if let Some(of) = all.get_mut(*term as usize) {
                *of = nodes;
            }
        }
        all
    }

    /// The nodes that a sequence ends at: several, if a choice in it has words
    /// that are read as others.
    fn insert(&mut self, reading: &Sequence, lists: &Lists) -> Vec<NodeId> {
        let mut nodes = vec![0];
        for matcher in reading.iter() {
            let choices = self.spelt_out(matcher);
            let mut next = Vec::with_capacity(nodes.len() * choices.len());
            for words in &choices {
                for node in &nodes {
                    next.push(words.iter().fold(*node, |node, word| self.step(node, word, lists)));
                }
            }
            nodes = next;
        }
        nodes
    }

    /// What may stand in a matcher's place, word by word. A word that is read as
    /// others may stand for several.
    fn spelt_out(&self, matcher: &Matcher) -> Vec<Vec<Matcher>> {
        let respelled = |word: &Matcher| match word {
            Matcher::Plain(word) | Matcher::Exact(word) => self.words.respelled(word),
            Matcher::Forms(_)
            | Matcher::Prefix(_)
            | Matcher::OneOf(_)
            | Matcher::Among(_)
            | Matcher::Kind(_)
            | Matcher::Any => None,
        };
        let plain = |words: &[String]| {
            words.iter().map(|word| Matcher::Plain(word.as_str().into())).collect::<Vec<_>>()
        };
        let Matcher::Among(words) = matcher else {
            return vec![respelled(matcher).map_or_else(|| vec![matcher.clone()], plain)];
        };
        let mut all: Vec<Vec<Matcher>> =
            words.iter().filter_map(|word| respelled(word).map(plain)).collect();
        let rest: Arc<[Matcher]> =
            words.iter().filter(|word| respelled(word).is_none()).cloned().collect();
        if !rest.is_empty() {
            all.push(vec![Matcher::Among(rest)]);
        }
        all
    }

    fn step(&mut self, node: u32, matcher: &Matcher, lists: &Lists) -> u32 {
        let mut members = Vec::new();
        if let Matcher::OneOf(list) = matcher {
            single_words(list, lists, &mut members);
        }
        let symbol = self.words.symbol(matcher, &members);
        let next = self.nodes + 1;
        let entry = self.edges.entry((node, symbol)).or_insert(next);
        if *entry == next {
            self.nodes = next;
        }
        *entry
    }

    /// Ready to find. `denying` are the words that deny what follows.
    pub fn finish(mut self, denying: &[String]) -> PhraseBook {
        let mut book = PhraseBook {
            roots: vec![0; self.words.symbols()],
            dictionary: self.words.finish(denying),
            terms: self.terms,
            ..PhraseBook::default()
        };
        let mut edges: Vec<(u32, Symbol, u32)> =
            self.edges.into_iter().map(|((node, symbol), next)| (node, symbol, next)).collect();
        edges.sort_unstable();
        let nodes = self.nodes as usize + 1;
        book.ranges = vec![(0, 0); nodes];
        book.end_ranges = vec![(0, 0); nodes];
        for (node, symbol, next) in edges {
            if node == 0 {
                if let Some(root) = book.roots.get_mut(symbol as usize) {
                    *root = next;
                }
                continue;
            }
            let at = count(book.edges.len());
            book.edges.push((symbol, next));
            if let Some(range) = book.ranges.get_mut(node as usize) {
                range.0 = if range.1 == 0 { at } else { range.0 };
                range.1 = at + 1;
            }
        }
        self.ends.sort_unstable();
        book.ends = self.ends.iter().map(|(_, term)| *term).collect();
        let mut from = 0;
        for of_node in self.ends.chunk_by(|(one, _), (other, _)| one == other) {
            let to = from + count(of_node.len());
            if let Some(range) =
                of_node.first().and_then(|(node, _)| book.end_ranges.get_mut(*node as usize))
            {
                *range = (from, to);
            }
            from = to;
        }
        book
    }
}

/// The single words of a list and of the lists that it names. A list never
/// names itself: they are read one after another.
fn single_words<'l>(list: &str, lists: &'l Lists, found: &mut Vec<&'l Matcher>) {
    for entry in lists.get(list).into_iter().flatten() {
        match &entry[..] {
            [Matcher::OneOf(inner)] => single_words(inner, lists, found),
            [one] => found.push(one),
            _ => {}
        }
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// How far a denial reaches: "not at all very happy".
const DENIAL_REACH: u32 = 5;

struct Reader<'b> {
    dictionary: &'b Dictionary,
    words: Words,
    denial: Option<(u32, u32)>,
}

impl Sink for Reader<'_> {
    fn word(&mut self, norm: &str, mark: Mark) -> bool {
        let mut opens = false;
        self.dictionary.look_up(norm, |id| {
            let role = self.dictionary.role(id);
            let at = count(self.words.tokens.len());
            let near = self.denial.filter(|(clause, _)| *clause == mark.clause);
            if role.lifts && near.is_some_and(|(_, denial)| denial + 1 == at) {
                self.denial = None;
            }
            let denied = match near {
                Some((_, denial)) if at - denial <= DENIAL_REACH => at - denial,
                _ => 0,
            };
            while self.words.sentences.len() <= mark.sentence as usize {
                self.words.sentences.push(Sentence { first: at, ..Sentence::default() });
            }
            if role.conditional
                && let Some(sentence) = self.words.sentences.last_mut()
            {
                sentence.conditional = true;
            }
            self.words.english += usize::from(role.english);
            let denied = u8::try_from(denied).unwrap_or(0);
            self.words.tokens.push(Token { mark, word: id, denied });
            if role.denies {
                self.denial = Some((mark.clause, at));
            }
            opens |= role.opens_clause;
        });
        opens
    }

    fn question(&mut self, sentence: u32) {
        if let Some(sentence) = self.words.sentences.get_mut(sentence as usize) {
            sentence.question = true;
        }
    }
}

impl PhraseBook {
    /// How many terms there are.
    pub fn terms(&self) -> TermId {
        self.terms
    }

    /// Cuts a text into words.
    pub fn words(&self, text: &str) -> Words {
        let capacity = text.len().min(text::MAX_CHARS) / 5;
        let words = Words { tokens: Vec::with_capacity(capacity), ..Words::default() };
        let mut reader = Reader { dictionary: &self.dictionary, words, denial: None };
        text::cut(text, &mut reader);
        reader.words
    }

    /// Finds every term in a text. A phrase does not reach over the end of a
    /// sentence.
    pub fn find(&self, words: &Words, mut found: impl FnMut(TermId, Hit)) {
        for (at, token) in words.tokens.iter().enumerate() {
            if token.word == UNKNOWN {
                continue;
            }
            let first = count(at);
            for symbol in self.dictionary.symbols(token.word) {
                match self.roots.get(*symbol as usize) {
                    None | Some(0) => {}
                    Some(node) => self.walk(words, first, first, *node, &mut found),
                }
            }
        }
    }

    /// At a node that the word `last` has led to.
    fn walk(
        &self,
        words: &Words,
        first: u32,
        last: u32,
        node: u32,
        found: &mut impl FnMut(TermId, Hit),
    ) {
        let (from, to) = self.end_ranges.get(node as usize).copied().unwrap_or_default();
        for term in self.ends.get(from as usize..to as usize).unwrap_or_default() {
            found(*term, Hit { first, last });
        }
        let (from, to) = self.ranges.get(node as usize).copied().unwrap_or_default();
        let edges = self.edges.get(from as usize..to as usize).unwrap_or_default();
        let (Some(here), Some(next)) =
            (words.tokens.get(last as usize), words.tokens.get(last as usize + 1))
        else {
            return;
        };
        if edges.is_empty() || here.mark.sentence != next.mark.sentence {
            return;
        }
        let mut edges = edges;
        if let Some(((ANY, node), rest)) = edges.split_first() {
            self.walk(words, first, last + 1, *node, found);
            edges = rest;
        }
        // Both are sorted: "a" has hundreds of symbols, most nodes few edges.
        let symbols = self.dictionary.symbols(next.word);
        if edges.len() < symbols.len() {
            for (_, node) in edges.iter().filter(|edge| symbols.binary_search(&edge.0).is_ok()) {
                self.walk(words, first, last + 1, *node, found);
            }
            return;
        }
        for symbol in symbols {
            if let Ok(at) = edges.binary_search_by_key(symbol, |(symbol, _)| *symbol)
                && let Some((_, node)) = edges.get(at)
            {
                self.walk(words, first, last + 1, *node, found);
            }
        }
    }
}

impl Words {
    /// The words of the text as they were written, from one word to another.
    pub fn original<'t>(&self, text: &'t str, hit: Hit) -> &'t str {
        let (start, end) = self.span(hit);
        text.get(start..end).unwrap_or("")
    }

    /// The bytes of the text from one word to another.
    pub fn span(&self, hit: Hit) -> (usize, usize) {
        match (self.tokens.get(hit.first as usize), self.tokens.get(hit.last as usize)) {
            (Some(first), Some(last)) => (first.mark.start as usize, last.mark.end as usize),
            _ => (0, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::pattern;
    use super::*;

    fn spans(phrase: &str, text: &str) -> Vec<(u32, u32)> {
        let lists = Lists::from([(
            "came".to_owned(),
            [pattern::read("came", &Lists::new()), pattern::read("turned up", &Lists::new())]
                .into_iter()
                .flat_map(Result::unwrap)
                .collect(),
        )]);
        let mut builder = BookBuilder::new([("u".to_owned(), vec!["you".to_owned()])]);
        let readings = pattern::read(phrase, &lists).unwrap();
        let term = builder.add(&readings, &lists);
        assert_eq!(builder.add(&readings, &lists), term);
        let book = builder.finish(&["not".to_owned()]);
        let mut hits = Vec::new();
        book.find(&book.words(text), |found, hit| {
            assert_eq!(found, term);
            hits.push((hit.first, hit.last));
        });
        hits
    }

    #[test]
    fn phrases_match_whole_words_in_order_within_a_sentence() {
        let text = "Nobody came. nobody, came; nobodycame. nobody. came";
        assert_eq!(spans("nobody came", text), [(0, 1), (2, 3)]);
        assert_eq!(spans("repair*", "Repaired and repairs; disrepair"), [(0, 0), (2, 2)]);
        assert_eq!(spans("nobody @came", "nobody came, nobody turned up"), [(0, 1), (2, 4)]);
        assert_eq!(spans("nobody ... came", "nobody has ever came"), [(0, 3)]);
    }

    #[test]
    fn a_list_has_the_single_words_of_the_lists_it_names() {
        let one = |phrase: &str, lists: &Lists| pattern::read(phrase, lists).unwrap();
        let mut lists = Lists::from([("young".to_owned(), one("girl", &Lists::new()))]);
        lists.insert("weak".to_owned(), one("@young", &lists));
        let mut builder = BookBuilder::new([]);
        builder.add(&one("@weak", &lists), &lists);
        let mut hits = 0;
        let book = builder.finish(&[]);
        book.find(&book.words("two girls"), |_, _| hits += 1);
        assert_eq!(hits, 1);
    }

    #[test]
    fn short_forms_are_the_long_ones() {
        assert_eq!(spans("did not come", "They didn't come, didnt come"), [(1, 3), (4, 6)]);
        assert_eq!(spans("didnt come", "They did not come"), [(1, 3)]);
        assert_eq!(spans("you are late", "u r late; ur late; you’re late"), [(5, 7)]);
    }

    #[test]
    fn a_denial_reaches_over_its_clause_only() {
        let book = BookBuilder::new([]).finish(&["not".to_owned()]);
        let words = book.words("I am not very happy, happy, not only happy");
        let denied: Vec<u8> = words.tokens.iter().map(|token| token.denied).collect();
        assert_eq!(denied, [0, 0, 0, 1, 2, 0, 0, 1, 0]);
    }
}
