//! Text as the rules see it: words in lower case without accents and
//! apostrophes, each with the place in the original where it stands.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Texts longer than this are read up to here: a rule can't need more, and the
/// time to classify stays bounded.
pub const MAX_CHARS: usize = 200_000;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word as rules match it.
    pub norm: String,
    /// Byte offset in the original where it begins.
    pub start: usize,
    /// Byte offset in the original where it ends.
    pub end: usize,
    /// The number of the sentence it stands in, from 0.
    pub sentence: u32,
}

/// A text cut into words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    words: Vec<Word>,
}

impl Words {
    /// Cuts a text into words. `don't` and `don’t` become `dont`; hyphens and
    /// slashes part words; a sentence ends at `.`, `!`, `?` or an empty line.
    pub fn of(text: &str) -> Self {
        let mut cutter = Cutter::default();
        for (offset, c) in text.char_indices().take(MAX_CHARS) {
            cutter.take(offset, c);
        }
        cutter.end_word();
        Self { words: cutter.words }
    }

    /// The words in order.
    pub fn as_slice(&self) -> &[Word] {
        &self.words
    }

    /// The words of the text as they were written, from one word to another.
    pub fn original<'t>(&self, text: &'t str, first: usize, last: usize) -> &'t str {
        match (self.words.get(first), self.words.get(last)) {
            (Some(first), Some(last)) => text.get(first.start..last.end).unwrap_or(""),
            _ => "",
        }
    }
}

#[derive(Default)]
struct Cutter {
    words: Vec<Word>,
    current: String,
    start: usize,
    end: usize,
    sentence: u32,
    ends_sentence: bool,
    line_breaks: u8,
}

impl Cutter {
    fn take(&mut self, offset: usize, c: char) {
        if is_apostrophe(c) && !self.current.is_empty() {
            return;
        }
        if c.is_alphanumeric() || c == '£' || is_combining_mark(c) {
            if self.current.is_empty() {
                self.start = offset;
                if self.ends_sentence || self.line_breaks >= 2 {
                    self.sentence += 1;
                }
                self.ends_sentence = false;
                self.line_breaks = 0;
            }
            push_folded(&mut self.current, c);
            self.end = offset + c.len_utf8();
            return;
        }
        self.end_word();
        match c {
            '.' | '!' | '?' => self.ends_sentence = true,
            '\n' => self.line_breaks = self.line_breaks.saturating_add(1),
            _ => {}
        }
    }

    fn end_word(&mut self) {
        if self.current.is_empty() {
            return;
        }
        let norm = std::mem::take(&mut self.current);
        self.words.push(Word { norm, start: self.start, end: self.end, sentence: self.sentence });
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '´' | '`')
}

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
fn look_alike(c: char) -> char {
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

    fn words(text: &str) -> Vec<String> {
        Words::of(text).as_slice().iter().map(|word| word.norm.clone()).collect()
    }

    #[test]
    fn case_accents_and_apostrophes_do_not_matter() {
        assert_eq!(words("DON'T don’t Café"), ["dont", "dont", "cafe"]);
        assert_eq!(words("re-sent/again £41.18"), ["re", "sent", "again", "£41", "18"]);
        assert_eq!(words("ＣＯＭＰＬＡＩＮＴ соmрlаіnт"), ["complaint", "complaint"]);
    }

    #[test]
    fn words_know_their_place_and_sentence() {
        let text = "It’s broken. Fix it!\n\nThanks";
        let cut = Words::of(text);
        assert_eq!(cut.original(text, 0, 1), "It’s broken");
        let sentences: Vec<u32> = cut.as_slice().iter().map(|word| word.sentence).collect();
        assert_eq!(sentences, [0, 0, 1, 1, 2]);
    }
}
