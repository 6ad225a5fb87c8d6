//! `From:`, `Sent:`, `To:`, `Subject:` above quoted mail, in the languages that
//! mail programs write them in, bold or not, folded, with blank lines between.
//!
//! People write such lines themselves ("From: Kingston To: Surbiton"), so a
//! block needs an address, Outlook's `Sent:`, or a time and a subject.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::field_names::FIELDS;
use super::lines::{LONGEST, Line, bare};

/// What a field of the block tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Role {
    From,
    Sent,
    Date,
    To,
    Cc,
    Subject,
    Other,
}

/// A header block.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    /// How many lines it takes.
    pub lines: usize,
    /// Its fields with their values, unfolded.
    pub fields: Vec<(Role, String)>,
}

/// The most lines that a block is read over; Outlook lists many recipients.
const MOST_LINES: usize = 40;
/// So many lines may a value be folded over.
const MOST_FOLDS: usize = 6;

impl Block {
    /// A field's value.
    pub fn value(&self, role: Role) -> Option<&str> {
        self.fields.iter().find(|(found, _)| *found == role).map(|(_, value)| value.as_str())
    }

    fn has(&self, role: Role) -> bool {
        self.value(role).is_some()
    }

    fn distinct(&self) -> usize {
        [Role::From, Role::Sent, Role::Date, Role::To, Role::Cc, Role::Subject]
            .iter()
            .filter(|role| self.has(**role))
            .count()
    }

    /// Whether it heads quoted mail; `said` when a mark above says so.
    fn is_header(&self, said: bool) -> bool {
        let addressed =
            [Role::From, Role::To].iter().any(|role| self.value(*role).is_some_and(has_address));
        let date = self.value(Role::Sent).or_else(|| self.value(Role::Date));
        let dated = date.is_some_and(|date| date.chars().any(char::is_numeric));
        let timed = date.is_some_and(has_time);
        let count = self.distinct();
        if said && count >= 2 && (self.has(Role::From) || dated) {
            return true;
        }
        let evident = addressed || self.has(Role::Sent) || timed && self.has(Role::Subject);
        let from = self.has(Role::From) && (count >= 3 || count == 2 && dated) && evident;
        let from_and_to = self.has(Role::From) && self.has(Role::To) && addressed && count >= 2;
        // Some programs leave the sender out.
        let no_from = dated && addressed && count >= 2;
        from || from_and_to && self.has(Role::Subject) || no_from
    }
}

fn has_address(value: &str) -> bool {
    value.split_once('@').is_some_and(|(before, after)| {
        before.ends_with(|c: char| c.is_alphanumeric() || "._-+".contains(c))
            && after.starts_with(char::is_alphanumeric)
    })
}

fn has_time(value: &str) -> bool {
    let mut before = ' ';
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        let parts = matches!(c, ':' | '.') && before.is_numeric();
        if parts && chars.peek().is_some_and(|next| next.is_numeric()) && c == ':' {
            return true;
        }
        before = c;
    }
    false
}

/// The header block that begins at `at`. `said` when a mark above says that
/// quoted mail begins. `inner` when the block itself is marked with `>`.
pub(super) fn header_block(
    lines: &[Line<'_>],
    at: usize,
    said: bool,
    inner: bool,
) -> Option<Block> {
    let text = |line: &Line<'_>| -> String {
        let text = if inner { line.inner() } else { line.bare };
        text.replace('*', "")
    };
    let first = lines.get(at)?;
    if first.is_marked() != inner && first.depth > 0 || first.bare.len() > LONGEST {
        return None;
    }
    let (role, _) = field(&text(first))?;
    if role == Role::Other || role == Role::Cc {
        return None;
    }
    let mut block = Block::default();
    let (mut folds, mut blanks) = (0, 0);
    for (count, line) in lines.iter().skip(at).take(MOST_LINES).enumerate() {
        if line.depth > 0 && !inner && !continues(&block) || line.bare.len() > 4 * LONGEST {
            break;
        }
        let words = text(line);
        if bare(&words).is_empty() {
            blanks += 1;
            folds = MOST_FOLDS;
            if blanks > 1 {
                break;
            }
            continue;
        }
        match field(&words) {
            Some((role, value)) => {
                // A second From is the next mail; a second of any is no header.
                if role != Role::Other && block.has(role) {
                    break;
                }
                push_fields(&mut block, role, value);
                (folds, blanks) = (0, 0);
                block.lines = count + 1;
            }
            None if blanks == 0 && folds < MOST_FOLDS && line.bare.len() <= LONGEST => {
                folds += 1;
                let Some((role, value)) = block.fields.last_mut() else { break };
                let foldable = matches!(role, Role::To | Role::Cc) || folds <= 2;
                let is_address = words.contains('@');
                if !foldable || *role == Role::Subject && folds > 1 && !is_address {
                    break;
                }
                value.push(' ');
                value.push_str(words.trim());
                // A value's second line counts only once a field follows it,
                // or where it is an address.
                if is_address && matches!(role, Role::From | Role::To | Role::Cc) {
                    block.lines = count + 1;
                }
            }
            None => break,
        }
    }
    block.is_header(said).then_some(block)
}

/// Only an address that was broken before its ">" goes on with one.
fn continues(block: &Block) -> bool {
    block.fields.last().is_some_and(|(_, value)| value.contains('<') && !value.contains('>'))
}

/// One line may hold several fields: "À : ada@example.org Objet : damp".
fn push_fields(block: &mut Block, role: Role, value: &str) {
    const LATER: &[(Role, &[&str])] = &[
        (Role::Date, &[" Date:", " Sent:"]),
        (Role::To, &[" To:"]),
        (Role::Subject, &[" Objet :", " Objet:", " Subject:", " Betreff:"]),
    ];
    let mut rest = value;
    let mut role = role;
    if has_address(value) && role != Role::Subject {
        let markers = LATER.iter().flat_map(|(role, all)| all.iter().map(move |one| (*role, *one)));
        for (next, marker) in markers {
            if let Some((before, after)) = rest.split_once(marker) {
                block.fields.push((role, before.trim().to_owned()));
                (role, rest) = (next, after);
            }
        }
    }
    block.fields.push((role, rest.trim().to_owned()));
}

/// The field that a line is, with its value. Bilingual labels ("Oddi wrth /
/// From:") count by any of their parts.
pub(super) fn field(line: &str) -> Option<(Role, &str)> {
    static NAMES: LazyLock<HashMap<&'static str, Role>> = LazyLock::new(|| {
        let pairs = FIELDS.iter();
        pairs.flat_map(|(role, names)| names.iter().map(|name| (*name, *role))).collect()
    });
    let line = bare(line);
    let (name, value) = line.split_once([':', '\u{ff1a}'])?;
    if name.len() > 60 {
        return None;
    }
    let name = name.trim().to_lowercase();
    if let Some(role) = NAMES.get(name.as_str()) {
        return Some((*role, value));
    }
    let mut parts = name.split(['/', '|', '(']).map(|part| part.trim().trim_end_matches(')'));
    let role = parts.find_map(|part| NAMES.get(part.trim()))?;
    Some((*role, value))
}

/// Lines of the form "Word:" in any language, for a place where the markup says
/// that quoted mail begins: how many lines they take, if there are two at least.
pub(super) fn labelled_lines(lines: &[Line<'_>], at: usize) -> Option<usize> {
    let mut found = 0;
    let mut taken = 0;
    for (count, line) in lines.iter().skip(at).take(8).enumerate() {
        let is_label = line
            .bare
            .split_once([':', '\u{ff1a}'])
            .is_some_and(|(name, value)| name.split_whitespace().count() <= 3 && !value.is_empty());
        if !is_label && !line.is_rule() {
            break;
        }
        found += usize::from(is_label);
        taken = count + 1;
    }
    (found >= 2).then_some(taken)
}
