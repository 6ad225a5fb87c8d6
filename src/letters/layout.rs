//! A letter's one source, plain text with a few marks, in its two forms: text
//! of even lines, and an HTML page with the same words that is readable
//! without styles. The marks are those of a typed letter: a heading is
//! underlined with `---`, `Label:  value` (two spaces) is a fact, `- ` and
//! `1. ` begin a point of a list, `> ` quotes, four spaces keep a line as it is.
//!
//! The text form is of the same grammar, so the page is made from what the
//! store keeps and no second copy can say something else.

use std::fmt::Write as _;

/// Columns of the text form (RFC 3676 recommends fewer than 78).
const COLUMNS: usize = 72;

/// A piece of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Block<'t> {
    Heading(&'t str),
    Paragraph(Vec<&'t str>),
    Facts(Vec<(&'t str, &'t str)>),
    Points { numbered: bool, points: Vec<Vec<&'t str>> },
    Quote(Vec<&'t str>),
    Verbatim(Vec<&'t str>),
}

fn is_underline(line: &str) -> bool {
    let line = line.trim_end();
    line.len() >= 3 && line.bytes().all(|byte| byte == b'-')
}

fn quoted(line: &str) -> Option<&str> {
    line.strip_prefix("> ").or_else(|| line.strip_prefix('>'))
}

/// A label of a few words, a colon, at least two spaces, a value.
fn fact(line: &str) -> Option<(&str, &str)> {
    let (label, value) = line.trim_start().split_once(':')?;
    let good = (1..=40).contains(&label.len()) && label.starts_with(char::is_alphabetic);
    (good && value.starts_with("  ")).then(|| (label, value.trim()))
}

fn point(line: &str) -> Option<(bool, &str)> {
    if let Some(text) = line.strip_prefix("- ") {
        return Some((false, text.trim()));
    }
    let (number, text) = line.split_once(". ")?;
    let digits = !number.is_empty() && number.len() <= 2;
    (digits && number.bytes().all(|byte| byte.is_ascii_digit())).then(|| (true, text.trim()))
}

fn verbatim(line: &str) -> Option<&str> {
    line.strip_prefix("    ").filter(|rest| !rest.trim().is_empty())
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().map(str::trim_end).peekable();
    while let Some(line) = lines.next() {
        if line.is_empty() {
            continue;
        }
        // A mark counts behind a stray space or two as well.
        let line = if verbatim(line).is_some() { line } else { line.trim_start() };
        if let Some(first) = quoted(line) {
            let mut all = vec![first];
            while let Some(more) = lines.next_if(|next| quoted(next).is_some()) {
                all.extend(quoted(more));
            }
            blocks.push(Block::Quote(all));
        } else if let Some(first) = verbatim(line) {
            let mut all = vec![first];
            while let Some(more) = lines.next_if(|next| verbatim(next).is_some()) {
                all.extend(verbatim(more));
            }
            blocks.push(Block::Verbatim(all));
        } else if lines.next_if(|next| is_underline(next)).is_some() {
            blocks.push(Block::Heading(line.trim()));
        } else if let Some((numbered, first)) = point(line) {
            let mut points = vec![vec![first]];
            while let Some(more) = lines.next_if(|next| {
                point(next).is_some() || (next.starts_with("  ") && !next.trim().is_empty())
            }) {
                match point(more) {
                    Some((_, text)) => points.push(vec![text]),
                    None => points.last_mut().into_iter().for_each(|last| last.push(more.trim())),
                }
            }
            blocks.push(Block::Points { numbered, points });
        } else if let Some(first) = fact(line) {
            let mut all = vec![first];
            while let Some(more) = lines.next_if(|next| fact(next).is_some()) {
                all.extend(fact(more));
            }
            blocks.push(Block::Facts(all));
        } else {
            let mut all = vec![line.trim()];
            while let Some(more) = lines.next_if(|next| goes_on(next)) {
                all.push(more.trim());
            }
            blocks.push(Block::Paragraph(all));
        }
    }
    blocks
}

/// Whether a line belongs to the paragraph above it.
fn goes_on(line: &str) -> bool {
    let line = line.trim_start();
    !line.is_empty() && quoted(line).is_none() && point(line).is_none() && fact(line).is_none()
}

/// The text form: paragraphs filled to even lines, facts with their values
/// below one another, one empty line between blocks. It stays as it is when it
/// is read again: what an officer typed may look like a mark only once it is
/// filled, and then takes another turn.
pub fn text(source: &str) -> String {
    let mut text = laid_out(source);
    for _ in 0..4 {
        let again = laid_out(&text);
        if again == text {
            break;
        }
        text = again;
    }
    text
}

fn laid_out(source: &str) -> String {
    let mut out = String::with_capacity(source.len() + source.len() / 8);
    for block in blocks(source) {
        if !out.is_empty() {
            out.push('\n');
        }
        match block {
            Block::Heading(heading) => {
                let line = "-".repeat(heading.chars().count().clamp(3, COLUMNS));
                let _ = writeln!(out, "{heading}\n{line}");
            }
            Block::Paragraph(lines) => fill(&mut out, &lines, "", ""),
            Block::Facts(facts) => {
                let widest = facts.iter().map(|(label, _)| label.chars().count()).max();
                let width = widest.unwrap_or(0) + 1;
                for (label, value) in facts {
                    let label = format!("{label}:");
                    let _ = writeln!(out, "{}", format!("{label:width$}  {value}").trim_end());
                }
            }
            Block::Points { numbered, points } => {
                for (index, lines) in points.iter().enumerate() {
                    if numbered {
                        fill(&mut out, lines, &format!("{}. ", index + 1), "   ");
                    } else {
                        fill(&mut out, lines, "- ", "  ");
                    }
                }
            }
            Block::Quote(lines) => {
                for line in lines {
                    let _ = writeln!(out, "{}", format!("> {line}").trim_end());
                }
            }
            Block::Verbatim(lines) => {
                for line in lines {
                    let _ = writeln!(out, "    {line}");
                }
            }
        }
    }
    out
}

fn fill(out: &mut String, lines: &[&str], first: &str, later: &str) {
    let mut column = 0;
    for word in lines.iter().flat_map(|line| line.split_whitespace()) {
        let width = word.chars().count();
        if column == 0 {
            out.push_str(first);
            column = first.chars().count();
        } else if column + 1 + width > COLUMNS && !would_be_a_mark(word) {
            out.push('\n');
            out.push_str(later);
            column = later.chars().count();
        } else if column > first.len() {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += width;
    }
    out.push('\n');
}

/// A word that would change its meaning at the start of a line.
fn would_be_a_mark(word: &str) -> bool {
    word.starts_with('>')
        || word.bytes().all(|byte| byte == b'-')
        || (word.ends_with('.')
            && word.len() <= 3
            && word.starts_with(|c: char| c.is_ascii_digit()))
}

/// The HTML form of a text form.
pub fn html(subject: &str, text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2 + 900);
    out.push_str(HEAD);
    escape(&mut out, subject);
    out.push_str(STYLE);
    out.push_str("<h1>");
    words(&mut out, subject);
    out.push_str("</h1>\n");
    for block in blocks(text) {
        write_block(&mut out, &block);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
<meta name=\"format-detection\" content=\"telephone=no\">\n\
<meta name=\"color-scheme\" content=\"light dark\">\n<title>";

/// No colours: those of the reader's program have the contrast they chose. What
/// is here only keeps lines short and facts together; nothing is fetched.
const STYLE: &str = "</title>\n<style>\n\
:root { color-scheme: light dark; }\n\
body { margin: 0; padding: 1rem; font: 1rem/1.5 Arial, Helvetica, sans-serif; overflow-wrap: anywhere; }\n\
main { max-width: 40rem; margin: 0 auto; }\n\
h1 { font-size: 1.4rem; line-height: 1.3; margin: .5rem 0 1rem; }\n\
h2 { font-size: 1.2rem; line-height: 1.3; margin: 1.5rem 0 .5rem; }\n\
p, ul, ol, dl, blockquote, pre { margin: 0 0 1rem; }\n\
dt { font-weight: bold; }\n\
dd { margin: 0 0 .4rem; }\n\
blockquote { padding-left: 1rem; border-left: .25rem solid; }\n\
blockquote p { margin: 0 0 .6rem; }\n\
pre { white-space: pre-wrap; font-size: 1rem; }\n\
.ref { white-space: nowrap; }\n\
</style>\n</head>\n<body>\n<main>\n";

fn write_block(out: &mut String, block: &Block<'_>) {
    match block {
        Block::Heading(heading) => {
            out.push_str("<h2>");
            words(out, heading);
            out.push_str("</h2>\n");
        }
        Block::Paragraph(lines) => {
            out.push_str("<p>");
            prose(out, lines);
            out.push_str("</p>\n");
        }
        Block::Facts(facts) => {
            out.push_str("<dl>\n");
            for (label, value) in facts {
                out.push_str("<dt>");
                escape(out, label);
                out.push_str("</dt>\n<dd>");
                fact_value(out, label, value);
                out.push_str("</dd>\n");
            }
            out.push_str("</dl>\n");
        }
        Block::Points { numbered, points } => {
            let tag = if *numbered { "ol" } else { "ul" };
            let _ = writeln!(out, "<{tag}>");
            for lines in points {
                out.push_str("<li>");
                prose(out, lines);
                out.push_str("</li>\n");
            }
            let _ = writeln!(out, "</{tag}>");
        }
        Block::Quote(lines) => quote(out, lines),
        Block::Verbatim(lines) => {
            out.push_str("<pre>");
            for line in lines {
                escape(out, line);
                out.push('\n');
            }
            out.push_str("</pre>\n");
        }
    }
}

/// A person's words: paragraphs with their own lines, and nothing in them made
/// a link.
fn quote(out: &mut String, lines: &[&str]) {
    out.push_str("<blockquote>\n");
    for paragraph in lines.split(|line| line.trim().is_empty()).filter(|lines| !lines.is_empty()) {
        out.push_str("<p>");
        for (index, line) in paragraph.iter().enumerate() {
            if index > 0 {
                out.push_str("<br>\n");
            }
            escape(out, line);
        }
        out.push_str("</p>\n");
    }
    out.push_str("</blockquote>\n");
}

fn prose(out: &mut String, lines: &[&str]) {
    for (index, word) in lines.iter().flat_map(|line| line.split_whitespace()).enumerate() {
        if index > 0 {
            out.push(' ');
        }
        linked(out, word);
    }
}

/// A fact under one of the labels that the council itself fills in is a link.
/// Sender and subject of a mail are facts too, and must not become one.
fn fact_value(out: &mut String, label: &str, value: &str) {
    match label {
        "Phone" => {
            for (index, number) in value.split(" or ").enumerate() {
                out.push_str(if index > 0 { " or " } else { "" });
                phone(out, number);
            }
        }
        "Online" | "Email" | "Contact" => prose(out, &[value]),
        _ => words(out, value),
    }
}

fn phone(out: &mut String, number: &str) {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if digits.len() >= 3 && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ') {
        let _ = write!(out, "<a class=\"ref\" href=\"tel:{digits}\">{number}</a>");
    } else {
        escape(out, number);
    }
}

/// Words as they are, but a reference is kept on one line.
fn words(out: &mut String, text: &str) {
    for (index, word) in text.split_whitespace().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        plain_word(out, word);
    }
}

fn plain_word(out: &mut String, word: &str) {
    let marks = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "-/.:,;[]()".contains(c);
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    if digits >= 3 && word.contains(['-', '/']) && word.chars().all(marks) {
        out.push_str("<span class=\"ref\">");
        escape(out, word);
        out.push_str("</span>");
    } else {
        escape(out, word);
    }
}

/// A word of the council's own, as a link when it is an address.
fn linked(out: &mut String, word: &str) {
    let core = word.trim_end_matches([',', '.', ';', ':', ')', '?', '!']);
    let rest = word.get(core.len()..).unwrap_or("");
    let target = if core.starts_with("https://") {
        Some(core.to_owned())
    } else if core.starts_with("www.") && core.len() > 6 {
        Some(format!("https://{core}"))
    } else if is_address(core) {
        Some(format!("mailto:{core}"))
    } else {
        None
    };
    let Some(target) = target else { return plain_word(out, word) };
    out.push_str("<a href=\"");
    escape(out, &target);
    out.push_str("\">");
    escape(out, core);
    out.push_str("</a>");
    escape(out, rest);
}

fn is_address(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-_+@".contains(c);
    word.chars().all(plain)
        && word.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && domain.contains('.') && !domain.contains('@')
        })
}

fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push(' '),
            // No other control character is allowed in a page.
            character if character.is_control() => {}
            character => out.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "Dear Ada,\n\nOne line\nthat goes on.\nYour reference:  KH-2026-00042\n\
        Phone:  0300 111 3000\n\n\nWhat we did\n---\n1. first\n2. second\n   and more\n\n- a\n\
        > see www.evil.example\n>\n> <b>bye</b>\n\n    /note x\nWrite to foi@council.example.\n";

    #[test]
    fn the_text_is_even_and_stays_as_it_is_when_it_is_read_again() {
        let once = text(LETTER);
        assert_eq!(
            once,
            "Dear Ada,\n\nOne line that goes on.\n\nYour reference:  KH-2026-00042\n\
             Phone:           0300 111 3000\n\nWhat we did\n-----------\n\n1. first\n\
             2. second and more\n\n- a\n\n> see www.evil.example\n>\n> <b>bye</b>\n\n    /note x\n\n\
             Write to foi@council.example.\n"
        );
        assert_eq!(text(&once), once);
        assert!(text(&"word ".repeat(100)).lines().all(|line| line.len() <= COLUMNS));
    }

    #[test]
    fn the_page_has_the_same_words_in_their_proper_elements() {
        let page = html("Your complaint <KH>", &text(LETTER));
        for part in [
            "<h1>Your complaint &lt;KH&gt;</h1>",
            "<dt>Your reference</dt>\n<dd><span class=\"ref\">KH-2026-00042</span></dd>",
            "<a class=\"ref\" href=\"tel:03001113000\">0300 111 3000</a>",
            "<h2>What we did</h2>",
            "<ol>\n<li>first</li>\n<li>second and more</li>\n</ol>",
            "<ul>\n<li>a</li>\n</ul>",
            "<blockquote>\n<p>see www.evil.example</p>\n<p>&lt;b&gt;bye&lt;/b&gt;</p>\n</blockquote>",
            "<pre>/note x\n</pre>",
            "<a href=\"mailto:foi@council.example\">foi@council.example</a>.",
        ] {
            assert!(page.contains(part), "{part}\n{page}");
        }
        for remote in ["<img", "src=", "url(", "<script", "<link", "@import"] {
            assert!(!page.contains(remote), "{remote}");
        }
    }
}
