//! What is wrong with a file that people edit, and where: the one form in
//! which configuration, rules, policies, calendars and letters report it.

use std::fmt;

/// A text that was read from a file, with its name, so that a place in it can
/// be told as line and column.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    text: String,
    /// Where each line begins, in bytes: files of thousands of lines are asked
    /// for thousands of places.
    lines: Vec<usize>,
}

/// What some editors write before the first letter.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

impl Source {
    /// Pairs a text with the name under which faults in it are reported.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text: String = text.into();
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        Self { name: name.into(), text, lines }
    }

    /// A file's bytes as text; what is no UTF-8 is told with its line, and how to
    /// save it. A byte order mark is left out.
    pub fn of_bytes(name: String, bytes: Vec<u8>, faults: &mut Faults) -> Option<Self> {
        let is_wide = matches!(bytes.as_slice(), [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
        let marked = bytes.strip_prefix(BYTE_ORDER_MARK).map(<[u8]>::to_vec);
        let wrong = match String::from_utf8(marked.unwrap_or(bytes)) {
            // UTF-16 of English letters without a mark: every other byte is 0.
            Ok(text) if !text.contains('\0') => return Some(Self::new(name, text)),
            Ok(_) => None,
            Err(_) if is_wide => None,
            Err(error) => {
                let known = error.utf8_error().valid_up_to();
                let text = error.into_bytes().get(..known).map(<[u8]>::to_vec);
                String::from_utf8(text.unwrap_or_default()).ok()
            }
        };
        let place = match &wrong {
            Some(text) => Self::new(name.clone(), text.as_str()).place(text.len()),
            None => Place::start_of(name),
        };
        let kind = match &wrong {
            Some(_) => format!("line {}", place.line),
            None => "it looks like UTF-16".to_owned(),
        };
        let what = format!("this is not UTF-8 text ({kind})");
        faults.unreadable(place, what, "save it as UTF-8: editors ask for it as \"encoding\"");
        None
    }

    /// The name that faults carry: the path as the user gave it, or
    /// `built-in:…` for what is compiled in.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text itself.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place at a byte offset; one past the end is allowed.
    pub fn place(&self, offset: usize) -> Place {
        let offset = if self.text.is_char_boundary(offset) { offset } else { self.text.len() };
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = self.text.get(start..offset).unwrap_or("").chars().count() + 1;
        Place { file: self.name.clone(), line, column }
    }
}

/// A place in a file; line and column count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file's name as its [`Source`] has it.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// The first character of a file: for faults of the file as a whole.
    pub fn start_of(file: impl Into<String>) -> Self {
        Self { file: file.into(), line: 1, column: 1 }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// How bad a [`Fault`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The file can't be used (exit status 78).
    Error,
    /// The file can be used, but somebody should look.
    Warning,
}

/// One thing that is wrong, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where it is.
    pub place: Place,
    /// Whether the file can still be used.
    pub severity: Severity,
    /// What stands in the file is not known: faults elsewhere may follow from it.
    pub hides: bool,
    /// What is wrong, without a full stop.
    pub what: String,
    /// What to do, without a full stop.
    pub mend: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `{:#}` for the log, whose lines have a level already.
        let kind = match self.severity {
            Severity::Warning if !f.alternate() => "warning: ",
            Severity::Error | Severity::Warning => "",
        };
        write!(f, "{}: {kind}{}; {}", self.place, self.what, self.mend)
    }
}

/// Everything that was found wrong in one go, so that a person mends it in one
/// go as well.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// No faults yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Records an error.
    pub fn error(&mut self, place: Place, what: impl Into<String>, mend: impl Into<String>) {
        let (what, mend) = (what.into(), mend.into());
        self.push(Fault { place, severity: Severity::Error, hides: false, what, mend });
    }

    /// Records that a file, or a part of it, can't be read at all.
    pub fn unreadable(&mut self, place: Place, what: impl Into<String>, mend: impl Into<String>) {
        let (what, mend) = (what.into(), mend.into());
        self.push(Fault { place, severity: Severity::Error, hides: true, what, mend });
    }

    /// Records a warning.
    pub fn warning(&mut self, place: Place, what: impl Into<String>, mend: impl Into<String>) {
        let (what, mend) = (what.into(), mend.into());
        self.push(Fault { place, severity: Severity::Warning, hides: false, what, mend });
    }

    fn push(&mut self, fault: Fault) {
        if !self.0.contains(&fault) {
            self.0.push(fault);
        }
    }

    /// Where something can't be read, that alone is told: what else was found may
    /// follow from what stands there.
    pub fn without_what_follows(mut self) -> Self {
        if self.0.iter().any(|fault| fault.hides) {
            self.0.retain(|fault| fault.hides);
        }
        self
    }

    /// How many faults and warnings there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Takes over what another reader found.
    pub fn extend(&mut self, other: Faults) {
        other.0.into_iter().for_each(|fault| self.push(fault));
    }

    /// Whether anything found makes the files unusable.
    pub fn any_error(&self) -> bool {
        self.0.iter().any(|fault| fault.severity == Severity::Error)
    }

    /// Whether nothing at all was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, in the order of file and line.
    pub fn sorted(&self) -> Vec<&Fault> {
        let mut all: Vec<&Fault> = self.0.iter().collect();
        all.sort_by(|a, b| a.place.cmp(&b.place));
        all
    }

    /// How many faults and how many warnings, as a sentence ends: "no faults, 2
    /// warnings".
    pub fn counted(&self) -> String {
        let errors = self.0.iter().filter(|fault| fault.severity == Severity::Error).count();
        let of = |count: usize, one: &str| match count {
            0 => format!("no {one}s"),
            1 => format!("1 {one}"),
            _ => format!("{count} {one}s"),
        };
        format!("{}, {}", of(errors, "fault"), of(self.0.len() - errors, "warning"))
    }

    /// Ok with the value and the warnings, unless an error was found.
    ///
    /// # Errors
    /// All faults, when one of them is an error or the value is missing.
    pub fn into_result<T>(self, value: Option<T>) -> Result<(T, Faults), Faults> {
        match value {
            Some(value) if !self.any_error() => Ok((value, self)),
            _ => Err(self),
        }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in self.sorted() {
            writeln!(f, "{fault}")?;
        }
        Ok(())
    }
}

/// The candidate that a person most likely meant, if one is near enough: at
/// most a third of the word's letters away.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// "did you mean `x`?", or the list of what is known when nothing is near.
pub fn did_you_mean(word: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None if known.is_empty() => "remove it".to_owned(),
        None => format!("known here: {}", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let source = Source::new("a.toml", "é = 1\nab = 2\n");
        assert_eq!(source.place(0).to_string(), "a.toml:1:1");
        assert_eq!(source.place(3).to_string(), "a.toml:1:3");
        assert_eq!(source.place(7).to_string(), "a.toml:2:1");
        assert_eq!(source.place(99).to_string(), "a.toml:3:1");
    }

    #[test]
    fn a_file_that_is_no_utf_8_is_told_with_its_line() {
        let told = |bytes: &[u8]| {
            let mut faults = Faults::new();
            let source = Source::of_bytes("a.toml".to_owned(), bytes.to_vec(), &mut faults);
            (source.map(|source| source.text().to_owned()), faults.to_string())
        };
        assert_eq!(told("\u{feff}a = 1".as_bytes()), (Some("a = 1".to_owned()), String::new()));
        let (text, said) = told(b"a = 1\nb = \"caf\xE9\"\n");
        assert_eq!(text, None);
        assert!(said.starts_with("a.toml:2:9: this is not UTF-8 text (line 2); save"), "{said}");
        for wide in [&b"\xFF\xFEa\0"[..], b"\xFE\xFF\0a", b"a\0=\0"] {
            let (text, said) = told(wide);
            assert_eq!(text, None);
            assert!(said.contains("a.toml:1:1: this is not UTF-8 text (it looks like UTF-16)"));
        }
    }

    #[test]
    fn the_nearest_name_is_offered_only_when_it_is_near() {
        assert_eq!(nearest("pol_seconds", ["poll_seconds", "port"]), Some("poll_seconds"));
        assert_eq!(nearest("colour", ["poll_seconds", "port"]), None);
    }
}
