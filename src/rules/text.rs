//! Text as the rules see it: cut once into words in lower case without accents
//! and apostrophes, each with its place in the original, its clause and its
//! sentence.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Texts longer than this are read up to here: a rule can't need more, and the
/// time to classify stays bounded.
pub const MAX_CHARS: usize = 200_000;

/// No word is longer than this in bytes; what is longer is parted.
const LONGEST_WORD: usize = 60;

/// Where a word stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mark {
    /// Byte offset in the original where it begins.
    pub start: u32,
    /// Byte offset in the original where it ends.
    pub end: u32,
    /// The number of its sentence, from 0.
    pub sentence: u32,
    /// The number of its clause, from 0, counted through the whole text.
    pub clause: u32,
    /// It stands in double quotation marks.
    pub quoted: bool,
    /// It has two letters or more, all of them capitals.
    pub capitals: bool,
}

/// What takes the words as they are cut.
pub trait Sink {
    /// A word in its normal form. `true` says that it opens a new clause, as
    /// "but" does.
    fn word(&mut self, norm: &str, mark: Mark) -> bool;
    /// The sentence of this number ended with a question mark.
    fn question(&mut self, sentence: u32);
}

/// Cuts a text into words. `don't` and `don’t` become `dont`, `we're` becomes
/// `we` and `are`; hyphens and slashes part words; a sentence ends at `.`, `!`,
/// `?` or an empty line, a clause also at `,`, `;`, `:`, brackets, dashes and
/// line ends.
pub fn cut(text: &str, sink: &mut impl Sink) {
    let mut cutter = Cutter { sink, state: State::default() };
    let mut chars = text.char_indices().take(MAX_CHARS).peekable();
    while let Some((offset, c)) = chars.next() {
        cutter.take(offset, c, chars.peek().map(|(_, next)| *next));
    }
    cutter.end_word();
}

/// The words of a text in their normal form: for phrases, which are cut as
/// texts are.
pub fn words(text: &str) -> Vec<String> {
    struct Collected(Vec<String>);
    impl Sink for Collected {
        fn word(&mut self, norm: &str, _: Mark) -> bool {
            self.0.push(norm.to_owned());
            false
        }
        fn question(&mut self, _: u32) {}
    }
    let mut collected = Collected(Vec::new());
    cut(text, &mut collected);
    collected.0
}

#[derive(Default)]
struct State {
    word: String,
    start: usize,
    end: usize,
    /// Where in the word the last apostrophe stood.
    apostrophe: Option<usize>,
    capitals: usize,
    small: bool,
    sentence: u32,
    clause: u32,
    sentence_ends: bool,
    clause_ends: bool,
    line_breaks: u8,
    quoted: bool,
    abbreviation: bool,
}

struct Cutter<'s, S> {
    sink: &'s mut S,
    state: State,
}

impl<S: Sink> Cutter<'_, S> {
    fn take(&mut self, offset: usize, c: char, next: Option<char>) {
        let state = &mut self.state;
        if c.is_ascii_alphanumeric() || (!c.is_ascii() && is_letter(c)) {
            if state.word.is_empty() {
                self.begin(offset);
            } else if state.word.len() > LONGEST_WORD {
                self.end_word();
                self.begin(offset);
            }
            let state = &mut self.state;
            if c.is_uppercase() {
                state.capitals += 1;
            } else if c.is_alphabetic() {
                state.small = true;
            }
            push_folded(&mut state.word, c);
            state.end = offset + c.len_utf8();
            return;
        }
        if is_apostrophe(c) && !state.word.is_empty() {
            state.apostrophe = Some(state.word.len());
            return;
        }
        self.end_word();
        self.part(c, next);
    }

    fn begin(&mut self, offset: usize) {
        let state = &mut self.state;
        if state.sentence_ends || state.line_breaks >= 2 {
            state.sentence += 1;
            state.clause += 1;
            if state.line_breaks >= 2 {
                state.quoted = false;
            }
        } else if state.clause_ends || state.line_breaks > 0 {
            state.clause += 1;
        }
        state.sentence_ends = false;
        state.clause_ends = false;
        state.line_breaks = 0;
        state.start = offset;
        state.capitals = 0;
        state.small = false;
        state.apostrophe = None;
    }

    /// A character that is no part of a word.
    fn part(&mut self, c: char, next: Option<char>) {
        let state = &mut self.state;
        match c {
            ' ' => {}
            '.' => {
                let parts = next.is_none_or(|next| !next.is_alphanumeric());
                state.sentence_ends |= parts && !state.abbreviation;
            }
            '!' => state.sentence_ends = true,
            '?' => {
                state.sentence_ends = true;
                self.sink.question(state.sentence);
            }
            '\n' => state.line_breaks = state.line_breaks.saturating_add(1),
            ',' | ';' | ':' | '(' | ')' | '[' | ']' | '–' | '—' | '…' => {
                state.clause_ends = true
            }
            '-' => state.clause_ends |= next.is_none_or(char::is_whitespace),
            '"' => {
                state.quoted = !state.quoted;
                state.clause_ends = true;
            }
            '“' | '«' => state.quoted = true,
            '”' | '»' => state.quoted = false,
            _ => {}
        }
    }

    fn end_word(&mut self) {
        let state = &mut self.state;
        if state.word.is_empty() {
            return;
        }
        let mut word = std::mem::take(&mut state.word);
        let mark = Mark {
            start: u32::try_from(state.start).unwrap_or(u32::MAX),
            end: u32::try_from(state.end).unwrap_or(u32::MAX),
            sentence: state.sentence,
            clause: state.clause,
            quoted: state.quoted,
            capitals: state.capitals >= 2 && !state.small,
        };
        state.abbreviation = ABBREVIATIONS.contains(&word.as_str());
        let contracted = state.apostrophe.and_then(|at| word.split_at_checked(at));
        let second = contracted.and_then(|(first, rest)| {
            let rest = CONTRACTIONS.iter().find(|(short, _)| *short == rest)?.1;
            (!first.is_empty()).then_some((first, rest))
        });
        let opens = match second {
            Some((first, rest)) => self.sink.word(first, mark) | self.sink.word(rest, mark),
            None => self.sink.word(&word, mark),
        };
        if opens {
            self.state.clause += 1;
        }
        word.clear();
        self.state.word = word;
    }
}

/// After these a full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "rev", "cllr", "eg", "ie", "etc", "approx", "tel", "ext",
    "ref", "nos", "rd", "ave",
];

/// What stands for a word of its own after an apostrophe.
const CONTRACTIONS: &[(&str, &str)] = &[("re", "are"), ("ve", "have"), ("ll", "will"), ("m", "am")];

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '£' || is_combining_mark(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '´' | '`')
}

#[inline]
fn push_folded(word: &mut String, c: char) {
    if c.is_ascii() {
        word.push(c.to_ascii_lowercase());
        return;
    }
    // NFKD also turns full-width and styled letters into plain ones.
    for plain in std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)) {
        word.extend(look_alike(plain).to_lowercase());
    }
}

/// Letters of other scripts that are drawn like Latin ones, as spam uses them.
pub(super) fn look_alike(c: char) -> char {
    match c {
        'а' | 'А' | 'α' | 'Α' => 'a',
        'в' | 'В' | 'Β' => 'b',
        'с' | 'С' => 'c',
        'е' | 'Е' | 'Ε' => 'e',
        'н' | 'Н' | 'Η' => 'h',
        'і' | 'І' | 'ι' | 'Ι' | 'ı' => 'i',
        'к' | 'К' | 'κ' | 'Κ' => 'k',
        'м' | 'М' | 'Μ' => 'm',
        'о' | 'О' | 'ο' | 'Ο' => 'o',
        'р' | 'Р' | 'ρ' | 'Ρ' => 'p',
        'т' | 'Т' | 'τ' | 'Τ' => 't',
        'х' | 'Х' | 'χ' | 'Χ' => 'x',
        'у' | 'У' | 'Υ' => 'y',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Marks(Vec<(String, Mark)>, Vec<u32>);
    impl Sink for Marks {
        fn word(&mut self, norm: &str, mark: Mark) -> bool {
            self.0.push((norm.to_owned(), mark));
            norm == "but"
        }
        fn question(&mut self, sentence: u32) {
            self.1.push(sentence);
        }
    }

    fn marks(text: &str) -> Marks {
        let mut marks = Marks(Vec::new(), Vec::new());
        cut(text, &mut marks);
        marks
    }

    #[test]
    fn case_accents_and_apostrophes_do_not_matter() {
        assert_eq!(words("DON'T don’t Café"), ["dont", "dont", "cafe"]);
        assert_eq!(words("re-sent/again £41.18"), ["re", "sent", "again", "£41", "18"]);
        assert_eq!(words("ＣＯＭＰＬＡＩＮＴ соmрlаіnт"), ["complaint", "complaint"]);
        assert_eq!(words("we're they’ve I'm"), ["we", "are", "they", "have", "i", "am"]);
    }

    #[test]
    fn words_know_their_place_sentence_and_clause() {
        let found = marks("It leaks, Mr. Hart. Why? \"GO away\" he said at 14.12\n\nBut well").0;
        let of = |word: &str| found.iter().find(|(norm, _)| norm == word).unwrap().1;
        assert_eq!((of("it").start, of("leaks").end), (0, 8));
        assert_eq!((of("leaks").clause, of("mr").clause), (0, 1));
        assert_eq!((of("hart").sentence, of("why").sentence, of("go").sentence), (0, 1, 2));
        assert_eq!((of("12").sentence, of("well").sentence), (2, 3));
        assert!(of("go").quoted && of("go").capitals && !of("he").quoted && !of("away").capitals);
        assert_eq!(of("well").clause, of("but").clause + 1);
    }

    #[test]
    fn questions_are_told_by_their_sentence() {
        assert_eq!(marks("It leaks. When will you come? Today.").1, [1]);
    }

    #[test]
    fn a_word_without_end_is_parted() {
        let found = words(&"a".repeat(1000));
        assert!(found.len() > 10 && found.iter().all(|word| word.len() <= 61));
    }
}
