//! Where quoted and passed-on mail stands in a text.

use std::sync::LazyLock;

use regex::Regex;

use super::attribution::{attribution, may_be_one};
use super::forwarded::{is_forward_mark, is_original_mark};
use super::header_block::{field, header_block, labelled_lines};
use super::lines::{Line, next_shown};
use super::{Context, Part, words};
use crate::message::html_quotes::Hint;

/// A quoted line that a program folded is at least so long.
const FOLDED_AT: usize = 70;

/// What stands above quoted or passed-on mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// "On … wrote:"
    Attribution,
    /// Header fields, "Original Message".
    Header,
    /// "Forwarded message".
    Forward,
    /// "Reply above this line".
    Boundary,
}

#[derive(Debug, Clone, Copy)]
struct Heading {
    kind: Kind,
    lines: usize,
}

/// What each line is, as far as mail in mail goes: signatures come later.
pub(super) fn parts(lines: &[Line<'_>], context: &Context<'_>) -> Vec<Part> {
    let mut reader =
        Reader { lines, context, parts: vec![Part::Own; lines.len()], own_above: false };
    reader.read();
    reader.parts
}

struct Reader<'r, 't> {
    lines: &'r [Line<'t>],
    context: &'r Context<'r>,
    parts: Vec<Part>,
    /// The sender wrote something above.
    own_above: bool,
}

impl Reader<'_, '_> {
    fn read(&mut self) {
        let certain = self.marks_are_certain();
        let mut first_heading = None;
        let mut at = 0;
        while let Some(line) = self.lines.get(at) {
            let own_mark = line.depth > 0 && !certain && line.hint != Hint::Cited;
            if line.is_marked() && !own_mark {
                at = self.marked(at);
                continue;
            }
            if let Some(heading) = self.heading(at) {
                first_heading = first_heading.or(Some(at));
                at = self.headed(at, heading);
                continue;
            }
            if !line.is_blank() && !line.is_rule() {
                self.own_above = true;
            }
            at += 1;
        }
        if let Some(heading) = first_heading {
            self.marks_above(heading);
        }
    }

    fn set(&mut self, from: usize, to: usize, part: Part) {
        self.parts.iter_mut().take(to).skip(from).for_each(|one| *one = part);
    }

    /// Whether `>` marks quoted mail: in a first mail a person made it, and one
    /// line alone that nothing heads can be anything.
    fn marks_are_certain(&self) -> bool {
        let marked = self.lines.iter().filter(|line| line.depth > 0).count();
        let headed = self.lines.iter().any(|line| {
            line.depth > 0 && may_be_one(line.inner())
                || is_forward_mark(line.inner())
                || is_original_mark(line.inner())
        });
        if headed || self.lines.iter().any(|line| line.hint == Hint::Cited) {
            return true;
        }
        let any_heading = || {
            (0..self.lines.len()).any(|at| {
                self.lines.get(at).is_some_and(|line| line.depth == 0) && self.heading(at).is_some()
            })
        };
        marked > 0 && (self.context.is_reply() && marked > 1 || any_heading())
    }

    /// A run of marked lines, with what a program folded out of it.
    fn marked(&mut self, at: usize) -> usize {
        let mut end = at;
        let (mut depth, mut length) = (0, 0);
        while let Some(line) = self.lines.get(end) {
            if line.is_marked() {
                (depth, length) = (line.depth, line.bare.chars().count());
            } else {
                let folds = depth > 0
                    && length >= FOLDED_AT
                    && line.bare.chars().count() <= 30
                    && line.bare.starts_with(char::is_lowercase)
                    && self.lines.get(end - 1).is_some_and(|above| {
                        above.bare.ends_with(|c: char| c.is_alphanumeric() || c == ',')
                    })
                    && self.lines.get(end + 1).is_some_and(|below| below.depth > 0);
                if !folds {
                    break;
                }
                length = 0;
            }
            end += 1;
        }
        let passed_on = self
            .lines
            .get(at..end)
            .unwrap_or_default()
            .iter()
            .find(|line| !line.inner().is_empty())
            .is_some_and(|first| is_forward_mark(first.inner()));
        self.set(at, end, if passed_on { Part::Forward } else { Part::Quote });
        end
    }

    fn heading(&self, at: usize) -> Option<Heading> {
        let line = self.lines.get(at)?;
        if line.is_blank() {
            return None;
        }
        let heading = |kind, lines| Some(Heading { kind, lines });
        if is_forward_mark(line.bare) {
            return self.is_headed_below(at).then_some(Heading { kind: Kind::Forward, lines: 1 });
        }
        if is_original_mark(line.bare) {
            return heading(Kind::Header, 1 + self.block_below(at, true));
        }
        if is_boundary(self.lines, at) {
            return heading(Kind::Boundary, 1);
        }
        if line.hint == Hint::Begins {
            let below = self.block_below(at, true);
            if below > 0 {
                return heading(Kind::Header, 1 + below);
            }
            let skipped = self.lines.iter().skip(at);
            let skipped = skipped.take_while(|line| line.is_rule() || line.is_blank());
            let start = at + skipped.take(4).count();
            if let Some(taken) = labelled_lines(self.lines, start) {
                return heading(Kind::Header, start - at + taken);
            }
        }
        if line.is_rule() {
            let below = self.block_below(at, true);
            return if below > 0 { heading(Kind::Header, 1 + below) } else { None };
        }
        if let Some(block) = header_block(self.lines, at, line.hint == Hint::Begins, false) {
            return heading(Kind::Header, block.lines);
        }
        attribution(self.lines, at).and_then(|lines| heading(Kind::Attribution, lines))
    }

    /// How many lines a header block takes that begins right below a mark, blank
    /// lines between them included; 0 when there is none.
    fn block_below(&self, at: usize, said: bool) -> usize {
        let next = (at + 1..self.lines.len().min(at + 4))
            .find(|next| self.lines.get(*next).is_some_and(|line| !line.is_blank()));
        let Some(next) = next else { return 0 };
        let marked = self.lines.get(next).is_some_and(|line| line.depth > 0);
        header_block(self.lines, next, said, marked).map_or(0, |block| next - at - 1 + block.lines)
    }

    /// The words "forwarded message" alone don't make one.
    fn is_headed_below(&self, at: usize) -> bool {
        let dashed = self.lines.get(at).is_some_and(|line| {
            line.bare.starts_with(['-', '_', '=']) || line.bare.ends_with(['-', '_', '='])
        });
        dashed
            || self.block_below(at, true) > 0
            || next_shown(self.lines, at + 1)
                .is_some_and(|next| next.is_marked() || field(next.inner()).is_some())
    }

    /// Obeys a heading; returns where reading goes on.
    fn headed(&mut self, at: usize, heading: Heading) -> usize {
        let all = self.lines.len();
        let below = at + heading.lines;
        let marked = next_shown(self.lines, below).is_some_and(Line::is_marked);
        let start = self.with_rules_above(at);
        let passed_on = heading.kind == Kind::Forward
            || heading.kind == Kind::Header
                && (self.context.is_forward() || !self.own_above && !self.context.is_reply());
        if passed_on {
            if !marked {
                self.set(start, all, Part::Forward);
                return all;
            }
            let end = (below..all)
                .find(|at| {
                    self.lines.get(*at).is_some_and(|line| !line.is_marked() && !line.is_blank())
                })
                .unwrap_or(all);
            self.set(start, end, Part::Forward);
            return end;
        }
        self.set(start, below, Part::Quote);
        if marked {
            return below;
        }
        // Without marks, what is below a header is the quoted mail, unless the
        // header opens the text (then the answer stands below it) or the sender
        // says that the answers stand in it.
        let opens = !self.own_above && heading.kind == Kind::Attribution;
        if opens || self.own_above && self.says_answers_are_below(at) {
            return below;
        }
        self.set(below, all, Part::Quote);
        all
    }

    /// Drawn lines right above a heading belong to it.
    fn with_rules_above(&self, at: usize) -> usize {
        let mut start = at;
        let above = self.lines.iter().enumerate().take(at).rev().take(4);
        for (number, line) in above {
            if line.is_rule() && line.depth == 0 {
                start = number;
            } else if !line.is_blank() {
                break;
            }
        }
        start
    }

    /// "My answers are in red below".
    fn says_answers_are_below(&self, at: usize) -> bool {
        static SAYS: LazyLock<Option<Regex>> = LazyLock::new(|| {
            Regex::new(concat!(
                r"(?i)\b(?:answer(?:s|ed)?|comment(?:s|ed)?|repl(?:y|ies|ied)|respon(?:se|ses|ded)|notes?|remarks?|atebion|sylwadau)\b",
                r".{0,60}\b(?:below|inline|in-line|in line|underneath|under each|in (?:red|blue|green|bold|capitals|caps|colou?r|purple|italics)|beneath|between|isod|mewn coch)\b",
                r"|\b(?:see|find)\b.{0,30}\b(?:inline|in-line|in (?:red|blue|green|bold|capitals|caps))\b",
            ))
            .ok()
        });
        let own = self.lines.iter().take(at).rev().take(100);
        own.into_iter().any(|line| {
            line.bare.len() <= 1_000 && SAYS.as_ref().is_some_and(|says| says.is_match(line.bare))
        })
    }

    /// A single `>` line in the sender's words, above what is quoted, is a mark
    /// that the sender made.
    fn marks_above(&mut self, heading: usize) {
        let marked = |at: usize| self.lines.get(at).is_some_and(Line::is_marked);
        let alone: Vec<usize> = (0..heading)
            .filter(|at| {
                let line = self.lines.get(*at);
                line.is_some_and(|line| line.depth == 1 && line.hint == Hint::Plain)
                    && !at.checked_sub(1).is_some_and(marked)
                    && !marked(at + 1)
                    && !line.is_some_and(|line| may_be_one(line.inner()))
            })
            .collect();
        for at in alone {
            self.set(at, at + 1, Part::Own);
        }
    }
}

/// "## Reply above this line ##", or a forum's "Previous discussion" below a
/// drawn line.
fn is_boundary(lines: &[Line<'_>], at: usize) -> bool {
    let Some(line) = lines.get(at) else { return false };
    if line.bare.len() > 160 {
        return false;
    }
    let lower = line.bare.to_lowercase();
    let signs = |c: char| matches!(c, '#' | '-' | '=' | '*' | '~' | '_' | '+' | '(' | '[' | '<');
    let dressed =
        line.bare.starts_with(signs) && line.bare.chars().filter(|c| signs(*c)).count() >= 2;
    if dressed && words::REPLY_ABOVE.iter().any(|words| lower.contains(words)) {
        return true;
    }
    words::EARLIER.contains(&lower.trim_end_matches([':', ' ']))
        && lines.iter().take(at).rev().find(|line| !line.is_blank()).is_some_and(Line::is_rule)
}
