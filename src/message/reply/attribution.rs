//! "On Tue, 3 Nov 2026 at 10:02, Repairs <r@council.example> wrote:", in the
//! languages and forms of the common mail programs, folded over several lines.
//!
//! Resident's own sentences look like it ("On 3 November you wrote:"). What
//! stands below would be lost, so a line without an address, or without both a
//! full date and a time, counts only above lines that carry `>`.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;

use super::lines::{LONGEST, Line, next_shown};
use super::words;
use crate::message::html_quotes::Hint;

/// Over so many lines, blank ones included, clients fold it.
const MOST_LINES: usize = 7;

/// How many lines, from `at` on, the line above quoted mail takes.
pub(super) fn attribution(lines: &[Line<'_>], at: usize) -> Option<usize> {
    let first = lines.get(at)?;
    if first.is_marked() || first.is_blank() || first.bare.len() > LONGEST {
        return None;
    }
    let said = first.hint == Hint::Header;
    let may_fold = said || begins(first.bare);
    if !may_fold && !mentions_evidence(first.bare) {
        return None;
    }
    let starts_with_sender = sender_first(first.bare);
    let mut joined = String::new();
    let ahead = lines.iter().enumerate().skip(at).take(if may_fold { MOST_LINES } else { 2 });
    for (here, line) in ahead {
        let may_be_next = here > at && !said && !starts_with_sender;
        if may_be_next && (begins(line.bare) || sender_first(line.bare)) {
            return None;
        }
        // Folding may break before the ">" of "<address>".
        let is_fold = line.depth > 0 && joined.contains('<') && line.bare.len() < 60;
        if line.depth > 0 && !is_fold || joined.len() + line.bare.len() > LONGEST {
            return None;
        }
        if line.is_blank() {
            // A blank line may part the name from the address, nothing else.
            let address_follows = next_shown(lines, here)
                .is_some_and(|next| next.bare.starts_with(['<', '(', '[']) && next.depth == 0);
            let open = joined.matches('<').count() > joined.matches('>').count();
            if address_follows || open || said {
                continue;
            }
            return None;
        }
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(line.bare);
        let end = here + 1;
        if ends_like_one(&joined) {
            return is_one(&joined, lines, end, said).then_some(end - at);
        }
        if is_date_and_address(&joined) && followed_by_marks(lines, end) {
            return Some(end - at);
        }
    }
    None
}

/// Whether the text is the line above quoted mail, whatever follows it: for
/// finding the mails inside a quoted history.
pub(super) fn reads_like_one(text: &str) -> bool {
    text.len() <= LONGEST && ends_like_one(text) && Evidence::of(text).is_strong()
}

/// Whether the text says, however weakly, that quoted mail follows.
pub(super) fn may_be_one(text: &str) -> bool {
    text.len() <= LONGEST && ends_like_one(text) && (verb(text).is_some() || text.contains('@'))
}

fn is_one(joined: &str, lines: &[Line<'_>], end: usize, said: bool) -> bool {
    let marked = followed_by_marks(lines, end);
    let evidence = Evidence::of(joined);
    if evidence.is_told && !evidence.has_bracketed_address {
        return marked && evidence.has_digit && begins(joined);
    }
    // A resident who cites the council sets the words in quotation marks.
    let cites = next_shown(lines, end).is_some_and(|next| {
        next.bare.starts_with(['"', '\u{201c}', '\'', '\u{2018}', '\u{ab}', '\u{201e}'])
    });
    if cites && !marked && !evidence.has_bracketed_address {
        return false;
    }
    if evidence.is_strong() {
        return true;
    }
    if said && (evidence.has_digit || joined.contains('@')) {
        return true;
    }
    let named = joined.split_whitespace().count() <= 8 && evidence.has_verb && is_names(joined);
    marked && evidence.has_verb && (evidence.has_digit || joined.contains('@') || named)
        || named && joined.starts_with('-') && joined.ends_with('-')
}

/// What speaks for the line above quoted mail.
#[derive(Debug, Clone, Copy)]
struct Evidence {
    has_verb: bool,
    has_digit: bool,
    has_address: bool,
    has_bracketed_address: bool,
    has_full_date: bool,
    has_time: bool,
    begins: bool,
    starts_with_date: bool,
    ends_with_bracket: bool,
    sender_first: bool,
    /// A person tells of it: "I wrote".
    is_told: bool,
}

impl Evidence {
    fn of(text: &str) -> Self {
        let text = text.trim_matches(['-', '_', '*', ' ', '~']);
        Self {
            has_verb: verb(text).is_some(),
            has_digit: text.chars().any(char::is_numeric),
            has_address: has_address(text),
            has_bracketed_address: bracketed(text),
            has_full_date: matches(&FULL_DATE, text),
            has_time: matches(&TIME, text),
            begins: begins(text),
            starts_with_date: matches(&DATE_FIRST, text),
            ends_with_bracket: text.trim_end_matches([':', '\u{ff1a}']).trim_end().ends_with('>'),
            sender_first: sender_first(text),
            is_told: is_told(text),
        }
    }

    fn is_strong(&self) -> bool {
        let dated = self.has_digit && (self.has_full_date || self.has_time);
        let with_verb = self.has_verb
            && (self.begins || self.sender_first)
            && (self.has_address && self.has_digit || self.has_full_date && self.has_time);
        let sender_only = self.has_verb && self.sender_first && self.has_bracketed_address;
        // Some languages leave the verb out: "вт, 3 нояб. 2026 г. в 10:02, Совет <…>:"
        let ends_with_address = self.has_full_date && self.has_time && self.ends_with_bracket;
        let without_verb = self.has_bracketed_address
            && (self.starts_with_date && dated
                || self.begins && ends_with_address && !self.is_told);
        with_verb || sender_only || without_verb
    }
}

static FULL_DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:19|20)[0-9]{2}|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2}|\p{N}{4}").ok()
});
static TIME: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\p{N}{1,2}[:.h]\p{N}{2}|\p{N}{1,2} ?(?:[ap]\.?m|Uhr)").ok());
static DATE_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}|[0-9]{4}\s?[年년])")
        .ok()
});
static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[^\s<>@]@[^\s<>@]+").ok());
static BRACKETED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:<|\(|\[|&lt;)[^<>@]{0,80}[^\s<>@]@[^\s<>@]+?.{0,80}(?:>|\)|\]|&gt;)").ok()
});

fn matches(pattern: &LazyLock<Option<Regex>>, text: &str) -> bool {
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

fn has_address(text: &str) -> bool {
    text.contains('@') && matches(&ADDRESS, text)
}

fn bracketed(text: &str) -> bool {
    text.contains('@') && matches(&BRACKETED, text)
}

fn is_date_and_address(text: &str) -> bool {
    bracketed(text) && text.ends_with(['>', ')']) && matches(&DATE_FIRST, text)
}

fn mentions_evidence(text: &str) -> bool {
    text.ends_with([':', '\u{ff1a}', '-', '<']) || text.contains('@')
}

fn ends_like_one(text: &str) -> bool {
    let text = text.trim_end_matches([' ', '*', '_']);
    if text.ends_with([':', '\u{ff1a}']) {
        return text.contains('@') || verb(text).is_some();
    }
    let text = text.trim_end_matches(['-', ' ']);
    text.len() <= LONGEST
        && verb(text).is_some_and(|end| end == text.len())
        && (begins(text) || text.starts_with('-'))
}

/// Where the last "wrote" of any language ends.
fn verb(text: &str) -> Option<usize> {
    static VERBS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(words::WROTE)
            .ok()
    });
    let verbs = VERBS.as_ref()?;
    let found = verbs.find_iter(text).filter(|found| {
        // Whole words, where the script parts words.
        let before = text.get(..found.start()).and_then(|before| before.chars().next_back());
        let is_ascii = text.get(found.start()..found.end()).is_some_and(str::is_ascii);
        let whole = !before.is_some_and(char::is_alphanumeric);
        let after = text.get(found.end()..).and_then(|after| after.chars().next());
        whole && !after.is_some_and(|c| is_ascii && c.is_alphanumeric()) || !is_ascii
    });
    let english =
        |text: &str| text.eq_ignore_ascii_case("wrote") || text.eq_ignore_ascii_case("writes");
    let mut last = None;
    for one in found {
        let word = text.get(one.start()..one.end()).unwrap_or_default();
        let rest = text.get(one.end()..).unwrap_or_default();
        // In English it is the last word: "I wrote to the council:" is none.
        let is_last = rest.chars().all(|c| !c.is_alphanumeric());
        if !english(word) || is_last {
            last = Some(one.end());
        }
    }
    last
}

/// It begins with a date, or with a word and a date.
fn begins(text: &str) -> bool {
    let text = text.trim_start_matches(['-', '_', '*', ' ', '~']);
    let lower: String = text.chars().take(24).flat_map(char::to_lowercase).collect();
    if matches(&DATE_FIRST, text) {
        return true;
    }
    let has_word = words::BEGINNINGS.iter().any(|word| {
        lower.strip_prefix(word).is_some_and(|rest| {
            rest.starts_with([' ', '\u{a0}', ',']) || !word.is_ascii() && !rest.is_empty()
        })
    });
    if has_word {
        // "On the other hand": a date has its digits near.
        return text.chars().take(60).any(char::is_numeric);
    }
    // "pe 20. lokakuuta 2017", "wt., 3 lis 2026", "20 окт. 2016 г."
    let mut words = lower.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let starts_with_digit = |word: &str| word.chars().next().is_some_and(char::is_numeric);
    let is_day = first.chars().count() <= 14
        && (first.ends_with([',', '.', '\u{60c}']) || first.chars().count() <= 4)
        && first
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ',' | '.' | '-') || !c.is_ascii())
        && !first.chars().any(char::is_numeric);
    is_day && starts_with_digit(second)
        || starts_with_digit(first) && text.chars().any(char::is_alphabetic)
}

/// "Ada Lovelace <ada@example.org> schrieb am …"
fn sender_first(text: &str) -> bool {
    let mut brackets = text.splitn(2, ['<', '(', '[']);
    let (name, rest) = (brackets.next().unwrap_or_default(), brackets.next());
    let is_short = name.split_whitespace().count() <= 7 && name.chars().count() <= 80;
    let address = rest.and_then(|rest| rest.split(['>', ')', ']']).next());
    is_short
        && name.chars().any(char::is_alphabetic)
        && !name.trim_end().ends_with(['.', '?', '!', ':'])
        && address.is_some_and(has_address)
        && verb(text).is_some()
}

fn is_told(text: &str) -> bool {
    let outside = text.split('<').next().unwrap_or(text);
    outside
        .split(|c: char| !c.is_alphabetic() && c != '\'')
        .any(|word| words::TELLERS.contains(&word.to_lowercase().as_str()))
}

/// Names only: every word but the verb begins with a capital.
fn is_names(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic() && c != '\'')
        .filter(|word| !word.is_empty() && !words::WROTE.contains(&word.to_lowercase().as_str()))
        .all(|word| word.chars().next().is_some_and(|c| !c.is_lowercase()))
}

fn followed_by_marks(lines: &[Line<'_>], end: usize) -> bool {
    next_shown(lines, end).is_some_and(Line::is_marked)
}
