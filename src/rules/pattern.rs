//! What people write as a phrase (`no one (has|have)? come~`, `@reported ...
//! @again`) taken apart into plain sequences of words to look for.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::text;

/// One word to look for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matcher {
    /// The word, its plural and its spellings.
    Plain(Arc<str>),
    /// Exactly this word: `=new`.
    Exact(Arc<str>),
    /// Every form of it: `report~`.
    Forms(Arc<str>),
    /// Every word that begins so: `repair*`.
    Prefix(Arc<str>),
    /// One of the single words of a list.
    OneOf(Arc<str>),
    /// One of several single words: `(came|called|rang)`.
    Among(Arc<[Matcher]>),
    /// A kind of word: `<number>`.
    Kind(Kind),
    /// Any word: `_`.
    Any,
}

/// Kinds of words that are told by their letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 3, three, dozen.
    Number,
    /// 3rd, third.
    Ordinal,
    /// £20.
    Money,
    /// 9am, 10pm.
    Time,
    /// Letters and digits mixed, four or more: CMP10477.
    Reference,
}

impl Kind {
    /// All kinds with the names that rules use.
    pub const ALL: [(&'static str, Kind); 5] = [
        ("<number>", Kind::Number),
        ("<ordinal>", Kind::Ordinal),
        ("<money>", Kind::Money),
        ("<time>", Kind::Time),
        ("<reference>", Kind::Reference),
    ];

    /// The kind of a word in normal form, told by its letters alone.
    pub fn of(word: &str) -> Option<Kind> {
        if let Some(rest) = word.strip_prefix('£') {
            return rest.starts_with(|c: char| c.is_ascii_digit()).then_some(Kind::Money);
        }
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
        match rest {
            _ if digits == 0 => None,
            "" => Some(Kind::Number),
            "st" | "nd" | "rd" | "th" => Some(Kind::Ordinal),
            "am" | "pm" => Some(Kind::Time),
            _ => (word.len() >= 4).then_some(Kind::Reference),
        }
    }

    /// Words that are of a kind though they have no digits.
    pub const WORDS: [(Kind, &'static str); 2] = [
        (
            Kind::Number,
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen \
             fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty hundred \
             dozen couple",
        ),
        (
            Kind::Ordinal,
            "first second third fourth fifth sixth seventh eighth ninth tenth umpteenth nth",
        ),
    ];
}

/// Words that must follow one another. Many rules name the same lists, so what
/// is read of a list is shared.
pub type Sequence = Arc<[Matcher]>;

/// What is wrong with a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhraseFault {
    /// It has no letters or digits.
    Empty,
    /// A `*` or `~` that does not end a word, or has fewer than two letters
    /// before it.
    Star,
    /// A bracket without its fellow.
    Bracket,
    /// `<…>` that is no kind of word.
    NoKind(String),
    /// There is no list of that name.
    NoList(String),
    /// Too many ways to read it.
    TooMany,
}

/// A phrase may be read in this many ways at most.
const MOST: usize = 4096;

/// How many words `...` stands for at most, unless a number follows it.
const GAP: usize = 3;

/// The lists, taken apart.
pub type Lists = BTreeMap<String, Vec<Sequence>>;

/// Takes a phrase apart; every reading is one sequence.
///
/// # Errors
/// [`PhraseFault`] for a phrase that could not match sensibly.
pub fn read(phrase: &str, lists: &Lists) -> Result<Vec<Sequence>, PhraseFault> {
    if let Some(entries) = phrase.trim().strip_prefix('@').and_then(|name| lists.get(name)) {
        let entries = of_list(phrase.trim().trim_start_matches('@'), entries);
        return if entries.is_empty() { Err(PhraseFault::Empty) } else { Ok(entries) };
    }
    let mut reader = Reader { rest: phrase, lists };
    let readings = reader.choice()?;
    if !reader.rest.is_empty() {
        return Err(PhraseFault::Bracket);
    }
    let mut kept: Vec<Sequence> = Vec::new();
    for mut reading in readings {
        while matches!(reading.last(), Some(Matcher::Any)) {
            reading.pop();
        }
        while matches!(reading.first(), Some(Matcher::Any)) {
            reading.remove(0);
        }
        if !reading.is_empty() {
            kept.push(reading.into());
        }
    }
    kept.sort();
    kept.dedup();
    if kept.is_empty() { Err(PhraseFault::Empty) } else { Ok(kept) }
}

/// A sequence that is being put together.
type Reading = Vec<Matcher>;

struct Reader<'a> {
    rest: &'a str,
    lists: &'a Lists,
}

impl Reader<'_> {
    /// Sequences parted by `|`, up to `)` or the end.
    fn choice(&mut self) -> Result<Vec<Reading>, PhraseFault> {
        let mut all = self.sequence()?;
        while let Some(rest) = self.rest.strip_prefix('|') {
            self.rest = rest;
            all.extend(self.sequence()?);
        }
        Ok(all)
    }

    fn sequence(&mut self) -> Result<Vec<Reading>, PhraseFault> {
        let mut readings = vec![Reading::new()];
        loop {
            self.rest = self.rest.trim_start();
            let item = match self.rest.chars().next() {
                None | Some(')' | '|') => return Ok(readings),
                Some('(') => {
                    self.rest = self.rest.get(1..).unwrap_or("");
                    let inner = self.choice()?;
                    self.rest = self.rest.strip_prefix(')').ok_or(PhraseFault::Bracket)?;
                    one_place(inner)
                }
                Some(_) => self.atom()?,
            };
            let optional = self.rest.strip_prefix('?');
            if let Some(rest) = optional {
                self.rest = rest;
                let with = joined(&readings, &item)?;
                readings.extend(with);
            } else {
                readings = joined(&readings, &item)?;
            }
            if readings.len() > MOST {
                return Err(PhraseFault::TooMany);
            }
        }
    }

    fn atom(&mut self) -> Result<Vec<Reading>, PhraseFault> {
        let end = self
            .rest
            .find(|c: char| c.is_whitespace() || "()|?".contains(c))
            .unwrap_or(self.rest.len());
        let (chunk, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        if chunk == "_" {
            return Ok(vec![vec![Matcher::Any]]);
        }
        if let Some(most) = gap(chunk) {
            return Ok((0..=most).map(|n| vec![Matcher::Any; n]).collect());
        }
        if let Some(name) = chunk.strip_prefix('@') {
            return self.list(name);
        }
        if chunk.starts_with('<') {
            let kind = Kind::ALL.iter().find(|(name, _)| *name == chunk);
            let (_, kind) = kind.ok_or_else(|| PhraseFault::NoKind(chunk.to_owned()))?;
            return Ok(vec![vec![Matcher::Kind(*kind)]]);
        }
        word(chunk).map(|sequence| vec![sequence])
    }

    fn list(&self, name: &str) -> Result<Vec<Reading>, PhraseFault> {
        let entries = self.lists.get(name).ok_or_else(|| PhraseFault::NoList(name.to_owned()))?;
        Ok(of_list(name, entries).iter().map(|entry| entry.to_vec()).collect())
    }
}

/// The phrases of a list, its single words as one.
fn of_list(name: &str, entries: &[Sequence]) -> Vec<Sequence> {
    let single = |entry: &&Sequence| matches!(entry[..], [_]);
    let mut all: Vec<Sequence> = entries.iter().filter(|entry| !single(entry)).cloned().collect();
    if all.len() < entries.len() {
        all.push(Arc::new([Matcher::OneOf(name.into())]));
    }
    all
}

/// Single words to choose from are one reading and not many: several choices in
/// a phrase would multiply.
fn one_place(choices: Vec<Reading>) -> Vec<Reading> {
    let is_word = |reading: &Reading| {
        matches!(
            reading.as_slice(),
            [Matcher::Plain(_) | Matcher::Exact(_) | Matcher::Forms(_) | Matcher::Prefix(_)]
        )
    };
    let (single, mut rest): (Vec<_>, Vec<_>) = choices.into_iter().partition(is_word);
    let mut words: Vec<Matcher> = single.into_iter().flatten().collect();
    words.sort();
    words.dedup();
    match words.len() {
        0 => {}
        1 => rest.push(words),
        _ => rest.push(vec![Matcher::Among(words.into())]),
    }
    rest
}

/// The words that `...`, `…` or `...5` may stand for.
fn gap(chunk: &str) -> Option<usize> {
    let rest = chunk.strip_prefix("...").or_else(|| chunk.strip_prefix('…'))?;
    if rest.is_empty() { Some(GAP) } else { rest.parse().ok().filter(|most| *most <= 8) }
}

fn joined(readings: &[Reading], item: &[Reading]) -> Result<Vec<Reading>, PhraseFault> {
    if readings.len() * item.len() > MOST {
        return Err(PhraseFault::TooMany);
    }
    let join = |head: &Reading, tail: &Reading| head.iter().chain(tail).cloned().collect();
    Ok(readings.iter().flat_map(|head| item.iter().map(move |tail| join(head, tail))).collect())
}

/// A chunk without white space: usually one word, several with a hyphen.
fn word(chunk: &str) -> Result<Reading, PhraseFault> {
    let (chunk, exact) = match chunk.strip_prefix('=') {
        Some(rest) => (rest, true),
        None => (chunk, false),
    };
    let ending = chunk.chars().last().filter(|c| matches!(c, '*' | '~'));
    let stem = if ending.is_some() { chunk.get(..chunk.len() - 1).unwrap_or("") } else { chunk };
    if stem.contains(['*', '~']) {
        return Err(PhraseFault::Star);
    }
    let words = text::words(stem);
    let count = words.len();
    if ending.is_some() && words.last().is_none_or(|last| last.chars().count() < 2) {
        return Err(PhraseFault::Star);
    }
    let matcher = |(number, word): (usize, String)| match ending.filter(|_| number + 1 == count) {
        Some('*') => Matcher::Prefix(word.into()),
        Some(_) => Matcher::Forms(word.into()),
        None if exact => Matcher::Exact(word.into()),
        None => Matcher::Plain(word.into()),
    };
    Ok(words.into_iter().enumerate().map(matcher).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(phrase: &str) -> Vec<String> {
        let lists = Lists::from([(
            "who".to_owned(),
            vec![
                Sequence::from([Matcher::Plain("nobody".into())]),
                Sequence::from([Matcher::Plain("no".into()), Matcher::Plain("one".into())]),
            ],
        )]);
        let readings = read(phrase, &lists).unwrap();
        let show = |matcher: &Matcher| match matcher {
            Matcher::Plain(word) => word.to_string(),
            Matcher::Exact(word) => format!("={word}"),
            Matcher::Forms(word) => format!("{word}~"),
            Matcher::Prefix(word) => format!("{word}*"),
            Matcher::OneOf(list) => format!("@{list}"),
            Matcher::Among(words) => format!("{words:?}"),
            Matcher::Kind(kind) => format!("{kind:?}"),
            Matcher::Any => "_".into(),
        };
        let mut all: Vec<String> = readings
            .iter()
            .map(|reading| reading.iter().map(show).collect::<Vec<_>>().join(" "))
            .collect();
        all.sort();
        all
    }

    #[test]
    fn choices_gaps_and_lists_are_taken_apart() {
        assert_eq!(shown("Nobody  Came"), ["nobody came"]);
        assert_eq!(shown("(a|b c)? dd~"), ["a dd~", "b c dd~", "dd~"]);
        assert_eq!(read(&"(a|b|c|d|e|f|g|h) ".repeat(6), &Lists::new()).unwrap().len(), 1);
        assert_eq!(shown("x ... yy*"), ["x _ _ _ yy*", "x _ _ yy*", "x _ yy*", "x yy*"]);
        assert_eq!(
            shown("@who very? came"),
            ["@who came", "@who very came", "no one came", "no one very came"]
        );
        assert_eq!(shown("<number> week ago"), ["Number week ago"]);
        assert_eq!(shown("=news re-sent"), ["=news re sent"]);
    }

    #[test]
    fn phrases_that_could_not_match_are_refused() {
        let fault = |phrase: &str| read(phrase, &Lists::new()).unwrap_err();
        assert_eq!(fault("…"), PhraseFault::Empty);
        assert_eq!(fault("a*"), PhraseFault::Star);
        assert_eq!(fault("re*pair"), PhraseFault::Star);
        assert_eq!(fault("(a b"), PhraseFault::Bracket);
        assert_eq!(fault("a) b"), PhraseFault::Bracket);
        assert_eq!(fault("<nmber> x"), PhraseFault::NoKind("<nmber>".into()));
        assert_eq!(fault("@nowhere x"), PhraseFault::NoList("nowhere".into()));
        let wide = "(a a|b b|c c|d d|e e|f f|g g|h h) ".repeat(6);
        assert_eq!(fault(&wide), PhraseFault::TooMany);
    }

    #[test]
    fn kinds_of_words_are_told_by_their_letters() {
        assert_eq!(Kind::of("12"), Some(Kind::Number));
        assert_eq!(Kind::of("3rd"), Some(Kind::Ordinal));
        assert_eq!(Kind::of("£20"), Some(Kind::Money));
        assert_eq!(Kind::of("9am"), Some(Kind::Time));
        assert_eq!(Kind::of("cmp10477"), Some(Kind::Reference));
        assert_eq!(Kind::of("may"), None);
    }
}
