//! The lines of a text as the rest of this folder looks at them.

use std::sync::LazyLock;

use regex::Regex;

use crate::message::html_quotes::Hint;

/// A longer line is a paragraph; no header of quoted mail is.
pub(super) const LONGEST: usize = 400;

/// One line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// As it stands.
    pub raw: &'t str,
    /// Without white space and invisible marks at its ends.
    pub bare: &'t str,
    /// How many `>` stand before it.
    pub depth: usize,
    /// What the markup says of it.
    pub hint: Hint,
}

impl<'t> Line<'t> {
    fn new(raw: &'t str, hint: Hint) -> Self {
        let bare = bare(raw);
        // "> wrote:" is the end of a folded "<address> wrote:".
        let depth = if bare.starts_with('>') { marks(bare) } else { 0 };
        Self { raw, bare, depth, hint }
    }

    /// Nothing to see.
    pub fn is_blank(&self) -> bool {
        self.bare.is_empty()
    }

    /// It carries a mark of quoted mail.
    pub fn is_marked(&self) -> bool {
        self.depth > 0 || matches!(self.hint, Hint::Cited | Hint::Quoted)
    }

    /// The text behind the `>` marks.
    pub fn inner(&self) -> &'t str {
        self.bare.trim_start_matches(['>', ' ', '\t', '|'])
    }

    /// Nothing but a drawn line: dashes, underscores, stars, equals signs.
    pub fn is_rule(&self) -> bool {
        is_rule(self.bare)
    }
}

/// Nothing but a drawn line of three signs at least.
pub(super) fn is_rule(bare: &str) -> bool {
    let mut count = 0;
    bare.chars().all(|c| {
        count += usize::from(c != ' ');
        matches!(c, '-' | '_' | '*' | '=' | '~' | '#' | '\u{2014}' | '\u{2013}' | '\u{2500}' | ' ')
    }) && count >= 3
}

fn marks(bare: &str) -> usize {
    bare.chars().take_while(|c| matches!(c, '>' | ' ')).filter(|c| *c == '>').count()
}

/// Without white space, zero-width and direction marks at the ends.
pub(super) fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
    })
}

/// The lines of a text. A line in which "On Tue, 3 Nov 2026 … wrote:" follows
/// the sender's own words is taken for two.
pub(super) fn lines<'t>(text: &'t str, hints: &[Hint]) -> Vec<Line<'t>> {
    static SHARED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"^.*?\S(?:[ \t]|[-_]{2,}[ \t]?)(On (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?|\d{1,2}[-/. ]|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d).{0,200}\S@\S.{0,80} wrote:)$",
        )
        .ok()
    });
    let mut all: Vec<Line<'t>> = Vec::new();
    for (number, raw) in text.lines().enumerate() {
        let hint = hints.get(number).copied().unwrap_or_default();
        let line = Line::new(raw, hint);
        let may_be_shared =
            line.depth == 0 && line.bare.len() <= LONGEST && line.bare.ends_with(" wrote:");
        let found = if may_be_shared { SHARED.as_ref() } else { None };
        let start = found
            .and_then(|shared| shared.captures(line.bare))
            .and_then(|captures| captures.get(1))
            .map(|header| header.start());
        match start.and_then(|start| line.bare.split_at_checked(start)) {
            Some((own, header)) if !is_rule(own.trim()) && own.trim() != "-" => {
                all.push(Line::new(own.trim_end().trim_end_matches(['-', '_']), hint));
                all.push(Line::new(header, hint));
            }
            Some(_) | None => all.push(line),
        }
    }
    all
}

/// The first line from `at` on that is not blank.
pub(super) fn next_shown<'l, 't>(lines: &'l [Line<'t>], at: usize) -> Option<&'l Line<'t>> {
    lines.iter().skip(at).find(|line| !line.is_blank())
}

/// Joins lines, at most one empty line between paragraphs, no blanks at line ends.
pub(super) fn tidy<'t>(lines: impl IntoIterator<Item = &'t str>) -> String {
    let mut text = String::new();
    let mut gap = false;
    for line in lines {
        let line = line.trim_end();
        if line.is_empty() {
            gap = !text.is_empty();
            continue;
        }
        if !text.is_empty() {
            text.push_str(if gap { "\n\n" } else { "\n" });
        }
        gap = false;
        text.push_str(line);
    }
    text
}
