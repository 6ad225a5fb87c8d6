//! Syntax errors in words that help: what people who are no programmers write, told
//! as what it is, and one fault a line.

use crate::fault::{Faults, Source};

/// What is wrong with a line: where, what and the mend.
struct Wrong {
    offset: usize,
    what: String,
    mend: String,
}

/// Tells what a parser said; of what it said of one line only the first, for the
/// rest follows from it.
pub(super) fn tell(source: &Source, errors: &[toml::de::Error], faults: &mut Faults) {
    let mut told: Vec<usize> = Vec::new();
    for error in errors {
        let place = source.place(offset(error));
        if told.contains(&place.line) {
            continue;
        }
        told.push(place.line);
        let same = errors.iter().filter(|other| source.place(offset(other)).line == place.line);
        // What is not closed is why the rest of the line was not understood.
        let open = same.clone().find(|other| other.message().starts_with("unclosed"));
        let line = source.text().lines().nth(place.line - 1).unwrap_or_default();
        let known = curly_quote(line).or_else(|| decimal_comma(line));
        let wrong = known.map(|wrong| Wrong { offset: start_of(source, line, &wrong), ..wrong });
        let wrong = wrong.unwrap_or_else(|| plain(open.unwrap_or(error)));
        faults.error(source.place(wrong.offset), wrong.what, wrong.mend);
    }
}

fn offset(error: &toml::de::Error) -> usize {
    error.span().map_or(0, |span| span.start)
}

/// The offset in the file of a place in one of its lines.
fn start_of(source: &Source, line: &str, wrong: &Wrong) -> usize {
    // A line is a part of the text: how far apart they lie is where it begins.
    (line.as_ptr() as usize).saturating_sub(source.text().as_ptr() as usize) + wrong.offset
}

fn plain(error: &toml::de::Error) -> Wrong {
    let message = error.message().trim();
    let mend = match message {
        _ if message.starts_with("string values must be quoted") => "write it in quotes: \"…\"",
        _ if message.starts_with("missing comma") => "write a comma between them",
        _ if message.starts_with("duplicate key") => {
            "remove one of the two, or begin a table of its own above it, as [[rule]]"
        }
        _ if message.starts_with("unclosed array,") => "write ] after its last item",
        _ => "mend the line",
    };
    Wrong {
        offset: offset(error),
        what: format!("not valid TOML: {message}"),
        mend: mend.to_owned(),
    }
}

/// Quotation marks as word processors write them, where a text begins or ends.
fn curly_quote(line: &str) -> Option<Wrong> {
    let is_curly = |c: char| matches!(c, '“' | '”' | '„' | '‘' | '’' | '‚');
    let mut rest = line;
    while let Some(at) = rest.find(|c: char| matches!(c, '"' | '\'' | '#') || is_curly(c)) {
        let (_, found) = rest.split_at_checked(at)?;
        let straight = found.chars().next().filter(|c| matches!(c, '"' | '\''));
        let inner = straight.and_then(|quote| found.strip_prefix(quote));
        let curly = match (straight.zip(inner), found.starts_with('#')) {
            (_, true) => return None,
            (None, false) => found,
            (Some((quote, inner)), false) => match inner.split_once(quote) {
                Some((_, after)) => {
                    rest = after;
                    continue;
                }
                None => inner.split_at_checked(inner.find(is_curly)?)?.1,
            },
        };
        return Some(Wrong {
            offset: line.len() - curly.len(),
            what: "a curly quotation mark neither begins nor ends a text".to_owned(),
            mend: "use straight quotes: \"…\"".to_owned(),
        });
    }
    None
}

/// `weight = 2,5`.
fn decimal_comma(line: &str) -> Option<Wrong> {
    line.match_indices('=').find_map(|(at, _)| {
        let value = line.get(at + 1..)?.trim_start();
        let number = number_with_comma(value)?;
        Some(Wrong {
            offset: line.len() - value.len(),
            what: format!("\"{number}\" is no number"),
            mend: format!("write {}", number.replace(',', ".")),
        })
    })
}

/// The number with a comma for a point that a text begins with.
fn number_with_comma(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '-' | '+'));
    let number = text.get(..end.unwrap_or(text.len()))?.trim_end_matches(',');
    let (whole, fraction) = number.split_once(',')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(whole.trim_start_matches(['-', '+'])) && digits(fraction)).then_some(number)
}

/// As [`number_with_comma`], of a whole text.
pub(super) fn is_number_with_comma(text: &str) -> bool {
    number_with_comma(text) == Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        let mut faults = Faults::new();
        super::super::parse(&Source::new("a.toml", text), &mut faults);
        faults.to_string()
    }

    #[test]
    fn curly_quotes_are_told_where_they_hold_a_text() {
        for (text, place) in [
            ("id = “a”\n", "1:6"),
            ("id = \"a”\nb = 1\n", "1:8"),
            ("id = ‘a’\n", "1:6"),
            ("any = [\"x\", “b c”, \"d\"]\n", "1:13"),
            ("any = [\n  “b”,\n]\n", "2:3"),
        ] {
            let said = said(text);
            assert!(said.contains("use straight quotes: \"…\""), "{text}{said}");
            assert!(said.starts_with(&format!("a.toml:{place}: ")), "{text}{said}");
            assert_eq!(said.lines().count(), 1, "{text}{said}");
        }
        let said = said("id = \"“yes”\" x\n# “no”\n");
        assert!(!said.contains("straight"), "{said}");
    }

    #[test]
    fn a_comma_in_a_number_is_told() {
        let one = said("weight = 2,5\n");
        assert_eq!(one, "a.toml:1:10: \"2,5\" is no number; write 2.5\n");
        let inner = said("scores = { complaint = -1,25, comment = 2 }\n");
        assert_eq!(inner, "a.toml:1:24: \"-1,25\" is no number; write -1.25\n");
        assert_eq!(said("lead = [0,5]\n"), "");
    }

    #[test]
    fn what_is_not_closed_is_told_once() {
        let said = said("any = [\"a\", \"b\"\nlabel = \"complaint\"\n");
        assert!(said.contains("unclosed array, expected `]`; write ] after"), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}
