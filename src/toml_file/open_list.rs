//! A list that nobody closed: the parser takes everything below it for its items,
//! and tells hundreds of faults of which none is the one.

use super::syntax::{Hides, Wrong, header, open_text, start_of};
use crate::fault::Source;

/// The first list that is still open where a table or the next name begins, or at
/// the end: the line it begins in, and what is wrong. The fault may be an open text
/// that holds the list's last bracket.
pub(super) fn first(source: &Source, lines: &[&str]) -> Option<(usize, Wrong)> {
    let mut begins: Option<(usize, usize)> = None;
    let mut depth = 0_usize;
    for (number, line) in (1..).zip(lines) {
        if depth > 0 && (header(line).is_some() || names_a_value(line)) {
            break;
        }
        let (mut quote, mut escaped, mut value) = (None, false, depth > 0);
        for (at, c) in line.char_indices() {
            match (quote, c) {
                (Some('"'), '\\') if !escaped => {
                    escaped = true;
                    continue;
                }
                (Some(open), _) if open == c && !escaped => quote = None,
                (Some(_), _) => {}
                (None, '#') => break,
                // Texts over several lines are no part of lists here.
                (None, _) if line.get(at..).is_some_and(|rest| rest.starts_with("\"\"\"")) => {
                    return None;
                }
                (None, '"' | '\'') => quote = Some(c),
                (None, '=') => value = true,
                (None, '[') if value => {
                    if depth == 0 {
                        begins = Some((number, start_of(source, line) + at));
                    }
                    depth += 1;
                }
                (None, ']') if value => depth = depth.saturating_sub(1),
                (None, _) => {}
            }
            escaped = false;
        }
        if let Some(quote) = quote {
            let swallowed = depth > 0 && line.trim_end().trim_end_matches(',').ends_with(']');
            let wrong = open_text(start_of(source, line) + line.trim_end().len(), quote);
            return swallowed.then_some((number, Wrong { hides: Hides::Rest, ..wrong }));
        }
    }
    let (number, offset) = begins.filter(|_| depth > 0)?;
    let what = "the list that begins here is not closed".to_owned();
    let mend = "write ] after its last item".to_owned();
    Some((number, Wrong { offset, what, mend, hides: Hides::Rest }))
}

/// `name = …`, as a line begins that is no item of a list.
fn names_a_value(line: &str) -> bool {
    let name = line.split_once('=').map_or("", |(name, _)| name.trim());
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}
