//! Syntax errors in words that help: what people who are no programmers write, told
//! as what it is, and one fault a line.

use super::open_list;
use crate::fault::{Faults, Place, Source};

/// What is wrong with a line: where, what and the mend.
pub(super) struct Wrong {
    pub(super) offset: usize,
    pub(super) what: String,
    pub(super) mend: String,
    pub(super) hides: Hides,
}

/// Which further faults follow from one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Hides {
    /// Those of its line.
    Line,
    /// Those of the next line too, which was taken for a part of a text.
    Next,
    /// Those of every item of a list below it.
    Items,
    /// All that follow: a list is open, and everything was taken for its items.
    Rest,
}

/// The tables that a file may have many of, `[[…]]`.
const LISTED: [&str; 9] =
    ["advice", "exclusion", "flag_words", "form", "mailbox", "officer", "route", "rule", "team"];

/// Tells what a parser said; of what it said of one line only the first, for the
/// rest follows from it.
pub(super) fn tell(source: &Source, errors: &[toml::de::Error], faults: &mut Faults) {
    let lines: Vec<&str> = source.text().lines().collect();
    let mut errors: Vec<(usize, &toml::de::Error)> =
        errors.iter().map(|error| (source.place(offset(error)).line, error)).collect();
    errors.sort_by_key(|(line, _)| *line);
    let open = open_list::first(source, &lines);
    let mut last: Option<(usize, Hides)> = None;
    for of_line in errors.chunk_by(|(one, _), (other, _)| one == other) {
        let Some((number, first)) = of_line.first().copied() else { continue };
        if last.is_some_and(|(from, hides)| follows(&lines, from, hides, number)) {
            continue;
        }
        if let Some((begins, wrong)) = open.as_ref().filter(|(begins, _)| *begins <= number) {
            last = Some((*begins, Hides::Rest));
            faults.unreadable(source.place(wrong.offset), wrong.what.clone(), wrong.mend.clone());
            continue;
        }
        if let Some(name) = listed_twice(&lines, number, first) {
            let place = source.place(offset(first));
            tell_single_bracket(source, name, place, faults);
            continue;
        }
        if first.message().starts_with("missing comma")
            && let Some((above, wrong)) = open_above(source, &lines, number)
        {
            last = Some((above, wrong.hides));
            faults.unreadable(source.place(wrong.offset), wrong.what, wrong.mend);
            continue;
        }
        let line = lines.get(number - 1).copied().unwrap_or_default();
        let wrong = wrong_in(line).map(|wrong| {
            let offset = start_of(source, line) + wrong.offset;
            Wrong { offset, ..wrong }
        });
        let wrong = wrong.unwrap_or_else(|| plain(source, line, of_line));
        last = Some((number, wrong.hides));
        faults.unreadable(source.place(wrong.offset), wrong.what, wrong.mend);
    }
}

/// `[rule]` where `[[rule]]` is meant; `place` is where it was noticed.
pub(super) fn tell_single_bracket(source: &Source, name: &str, place: Place, faults: &mut Faults) {
    let single = format!("[{name}]");
    let lines = (1..).zip(source.text().lines());
    let mut single_lines = lines.filter(|(_, line)| header(line) == Some(&single));
    let first = single_lines.next();
    let place = first.map_or(place, |(_, line)| source.place(start_of(source, line)));
    let others: Vec<String> = single_lines.map(|(number, _)| number.to_string()).collect();
    let also = match others.as_slice() {
        [] => String::new(),
        [one] => format!(", also in line {one}"),
        _ => format!(", also in lines {}", others.join(", ")),
    };
    faults.unreadable(
        place,
        format!("{single} stands in single brackets"),
        format!("write [[{name}]] with two brackets{also}"),
    );
}

/// The name of a table that may be there often and was begun in single brackets,
/// where an error says that something is there twice.
fn listed_twice(lines: &[&str], number: usize, error: &toml::de::Error) -> Option<&'static str> {
    if !error.message().starts_with("duplicate key") {
        return None;
    }
    let above = lines.iter().take(number).rev().find_map(|line| header(line))?;
    let name = above.trim_matches(['[', ']']);
    let name = LISTED.into_iter().find(|listed| *listed == name)?;
    let single = format!("[{name}]");
    lines.iter().any(|line| header(line) == Some(&single)).then_some(name)
}

/// `[name]` or `[[name]]`, where a line is one.
pub(super) fn header(line: &str) -> Option<&str> {
    let line = line.split('#').next().unwrap_or_default().trim();
    (line.starts_with('[') && line.ends_with(']') && !line.contains(['"', '\'', ',']))
        .then_some(line)
}

fn follows(lines: &[&str], from: usize, hides: Hides, number: usize) -> bool {
    match hides {
        Hides::Line => false,
        Hides::Next => number == from + 1,
        Hides::Items => {
            let between = lines.iter().take(number).skip(from);
            between.map(|line| line.trim()).all(|line| is_item(line) || line == "]")
        }
        Hides::Rest => true,
    }
}

/// A text of a list, or nothing at all.
fn is_item(line: &str) -> bool {
    line.is_empty() || line.starts_with(['"', '\'', '#'])
}

fn offset(error: &toml::de::Error) -> usize {
    error.span().map_or(0, |span| span.start)
}

/// The offset in the file of one of its lines.
pub(super) fn start_of(source: &Source, line: &str) -> usize {
    // A line is a part of the text: how far apart they lie is where it begins.
    (line.as_ptr() as usize).saturating_sub(source.text().as_ptr() as usize)
}

/// What can be seen from a line alone.
fn wrong_in(line: &str) -> Option<Wrong> {
    curly_quote(line).or_else(|| decimal_comma(line)).or_else(|| uneven_brackets(line))
}

/// What the parser said of one line, the telling part of it.
fn plain(source: &Source, line: &str, errors: &[(usize, &toml::de::Error)]) -> Wrong {
    let starting = |start: &str| {
        let found = errors.iter().find(|(_, error)| error.message().trim().starts_with(start));
        found.map(|(_, error)| offset(error))
    };
    let wrong = |offset, what: &str, mend: &str, hides| Wrong {
        offset,
        what: what.to_owned(),
        mend: mend.to_owned(),
        hides,
    };
    for (message, quote) in [("invalid basic string", '"'), ("invalid literal string", '\'')] {
        if let Some(at) = starting(message) {
            return open_text(at, quote);
        }
    }
    if let Some(at) = starting("missing opening quote") {
        let what = "a text of this line has one quotation mark only, or one too many";
        let mend = "write one \" before it and one after it; one within it is written \\\"";
        return wrong(at, what, mend, Hides::Line);
    }
    let text = line.trim();
    let start = start_of(source, line) + (line.len() - line.trim_start().len());
    if starting("key with no value").is_some() {
        if text.starts_with(['"', '\'']) {
            let what = "this text stands outside any list";
            let mend = "put it below the line that ends with [";
            return wrong(start, what, mend, Hides::Items);
        }
        let name = text.split_once('=').map_or(text, |(name, _)| name.trim());
        let one_word = name.split_whitespace().collect::<Vec<_>>().join("_");
        let (what, mend) = match text.contains('=') {
            true => ("a name is one word", format!("write {one_word} = …")),
            false => ("there is no = in this line", "write it as name = …".to_owned()),
        };
        return wrong(start, what, &mend, Hides::Items);
    }
    if text.ends_with('=') {
        let what = "nothing stands after the =";
        return wrong(start, what, "write its value there; a list begins with [", Hides::Items);
    }
    let Some((_, error)) = errors.first() else {
        return wrong(start, "not valid TOML", "mend the line", Hides::Line);
    };
    // What is not closed is why the rest of the line was not understood.
    let open = errors.iter().find(|(_, other)| other.message().starts_with("unclosed"));
    let error = open.map_or(error, |(_, open)| open);
    let message = error.message().trim();
    let mend = match message {
        _ if message.starts_with("string values must be quoted") => "write it in quotes: \"…\"",
        _ if message.starts_with("missing comma") => "write a comma between them",
        _ if message.starts_with("missing escaped value") => {
            "write the text in '…', where \\ needs no doubling"
        }
        _ if message.starts_with("duplicate key") => {
            "remove one of the two, or begin a table of its own above it, as [[rule]]"
        }
        _ if message.starts_with("unclosed array,") => "write ] after its last item",
        _ => "mend the line",
    };
    wrong(offset(error), &format!("not valid TOML: {message}"), mend, Hides::Line)
}

pub(super) fn open_text(offset: usize, quote: char) -> Wrong {
    Wrong {
        offset,
        what: format!("the closing {quote} is missing"),
        mend: "write it after the last word of the text".to_owned(),
        hides: Hides::Next,
    }
}

/// A text that the line above leaves open: the parser notices it there only where
/// the rest of the file is right, else it misses a comma here.
fn open_above(source: &Source, lines: &[&str], number: usize) -> Option<(usize, Wrong)> {
    let above = number.checked_sub(1).filter(|above| *above > 0)?;
    let line = lines.get(above - 1)?.trim_end();
    let mut open = None;
    let mut escaped = false;
    for c in line.chars() {
        match (open, c) {
            (None, '#') => return None,
            (None, '"' | '\'') => open = Some(c),
            (Some('"'), '\\') => {
                escaped = !escaped;
                continue;
            }
            (Some(quote), _) if quote == c && !escaped => open = None,
            _ => {}
        }
        escaped = false;
    }
    Some((above, open_text(start_of(source, line) + line.len(), open?)))
}

/// `[[rule]` and `[rule]]`.
fn uneven_brackets(line: &str) -> Option<Wrong> {
    let text = line.split('#').next().unwrap_or_default().trim();
    let inner = text.trim_start_matches('[').trim_end_matches(']');
    let opened = text.len() - text.trim_start_matches('[').len();
    let closed = text.len() - text.trim_end_matches(']').len();
    let named = inner.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'));
    (named && !inner.is_empty() && opened > 0 && closed > 0 && opened != closed).then(|| Wrong {
        offset: line.len() - line.trim_start().len(),
        what: format!("{text} has more brackets on one side than on the other"),
        mend: match LISTED.contains(&inner) {
            true => format!("write [[{inner}]] with two brackets"),
            false => format!("write [{inner}]"),
        },
        hides: Hides::Line,
    })
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
            hides: Hides::Line,
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
            hides: Hides::Line,
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
        let open = "the list that begins here is not closed; write ] after its last item\n";
        assert_eq!(said, format!("a.toml:1:7: {open}"));
        let rest = "[[rule]]\nid = \"z\"\nany = [\"c\", \"d\"]\nfires = [\"e\", \"f\"]\n".repeat(3);
        let list =
            super::tests::said(&format!("[[rule]]\nany = [\n    \"a\",\n    \"b\",\n{rest}"));
        assert_eq!(list, format!("a.toml:2:7: {open}"));
        let text = super::tests::said(&format!("[[rule]]\nany = [\"a\", \"b]\n{rest}"));
        let quote = "the closing \" is missing; write it after the last word of the text\n";
        assert_eq!(text, format!("a.toml:2:16: {quote}"));
    }

    #[test]
    fn what_newcomers_leave_out_is_told_once_with_its_mend() {
        let list = "[lists]\nnobody_came = [\n    \"x\",\n]\n";
        for (text, wanted) in [
            (
                list.replace("[lists]\n", "[lists]\n    \"left standing\",\n"),
                "a.toml:2:5: this text stands outside any list; put it below the line that ends \
                 with [",
            ),
            (
                list.replace("nobody_came = [\n", ""),
                "a.toml:2:5: this text stands outside any list; put it below the line that ends \
                 with [",
            ),
            (
                list.replace("= [\n", "=\n"),
                "a.toml:2:1: nothing stands after the =; write its value there; a list begins \
                 with [",
            ),
            (
                list.replace("nobody_came", "nobody came"),
                "a.toml:2:1: a name is one word; write nobody_came = …",
            ),
            (
                list.replace("\"x\"", "\"left standing,\n    \"y\""),
                "a.toml:3:20: the closing \" is missing; write it after the last word of the text",
            ),
            (
                "any = [\"a\", \"b]\nfires = [\"x\"]\n".to_owned(),
                "a.toml:1:16: the closing \" is missing; write it after the last word of the text",
            ),
            (
                "fires = [\"he said \"no\" to me\"]\n".to_owned(),
                "a.toml:1:20: a text of this line has one quotation mark only, or one too many; \
                 write one \" before it and one after it; one within it is written \\\"",
            ),
            (
                "[[rule]\nid = \"a\"\n".to_owned(),
                "a.toml:1:1: [[rule] has more brackets on one side than on the other; write \
                 [[rule]] with two brackets",
            ),
            (
                "[[rule]]\nid \"a\"\n".to_owned(),
                "a.toml:2:1: there is no = in this line; write it as name = …",
            ),
            (
                "[[rule]]\nany = [\"a\"]\nany = [\n  'b,\n  'c',\n]\n".to_owned(),
                "a.toml:3:1: not valid TOML: duplicate key; remove one of the two, or begin a \
                 table of its own above it, as [[rule]]\na.toml:4:6: the closing ' is missing; \
                 write it after the last word of the text",
            ),
        ] {
            assert_eq!(said(&text), format!("{wanted}\n"), "{text}");
        }
    }

    #[test]
    fn single_brackets_are_told_once_whatever_follows_from_them() {
        let wanted = |line: usize, also: &str| {
            format!(
                "a.toml:{line}:1: [rule] stands in single brackets; write [[rule]] with two \
                 brackets{also}\n"
            )
        };
        let two = "[rule]\nid = \"a\"\nany = [\"b\"]\n\n[rule]\nid = \"z\"\nany = [\"c\"]\n";
        assert_eq!(said(two), wanted(1, ", also in line 5"));
        assert_eq!(said("[rule]\nid = \"a\"\n[[rule]]\nid = \"z\"\n"), wanted(1, ""));
        assert_eq!(said("[[rule]]\nid = \"a\"\n[rule] # b\nid = \"z\"\n"), wanted(3, ""));
        let twice = said("[[rule]]\nid = \"a\"\nid = \"b\"\n");
        assert!(twice.starts_with("a.toml:3:1: not valid TOML: duplicate key; remove"), "{twice}");
        let scoring = said("[scoring]\na = 1\n[scoring]\nb = 2\n");
        assert!(scoring.contains("duplicate key; remove one of the two"), "{scoring}");
    }
}
