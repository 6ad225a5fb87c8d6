//! What the sender wrote this time: the text without the mail it quotes, the
//! mail it passes on, the signature and the disclaimer, each of which can be
//! had by itself. When in doubt it keeps too much rather than too little. Line
//! by line, so that time is linear.

pub mod answered;
mod attribution;
mod dates;
mod disclaimer;
mod field_names;
mod forwarded;
mod header_block;
mod history;
mod lines;
mod signature;
mod words;

#[cfg(test)]
mod forward_tests;
#[cfg(test)]
mod tests;

pub use forwarded::{Correspondent, Forwarded, is_reply};

use forwarded::Prefix;
use lines::{Line, tidy};

use super::html;
use super::html_quotes::Hint;

/// What a line of a mail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The sender's own words.
    Own,
    /// Mail that it answers.
    Quote,
    /// Mail that it passes on.
    Forward,
    /// A signature, or what a phone puts in its place.
    Signature,
    /// What an organisation puts below every mail.
    Disclaimer,
}

/// What is known of a mail besides its text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'m> {
    /// Its decoded subject.
    pub subject: &'m str,
    /// It names mails that it answers (`In-Reply-To`, `References`).
    pub has_references: bool,
}

impl Context<'_> {
    fn is_forward(&self) -> bool {
        forwarded::prefix(self.subject) == Prefix::Forward
    }

    /// Nobody quotes in a first mail.
    fn is_reply(&self) -> bool {
        self.has_references || forwarded::prefix(self.subject) != Prefix::None
    }
}

/// A text taken apart by lines.
#[derive(Debug, Clone)]
pub struct Split<'t> {
    lines: Vec<(Part, &'t str)>,
}

impl Split<'_> {
    /// The lines of the named parts, in order.
    pub fn only(&self, parts: &[Part]) -> String {
        tidy(self.lines.iter().filter(|(part, _)| parts.contains(part)).map(|(_, line)| *line))
    }
}

/// What was written this time, with what was left out of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// The sender's own words; the whole text where nothing else is left.
    pub new_text: String,
    /// Signature.
    pub signature: String,
    /// Disclaimer.
    pub disclaimer: String,
    /// The mails that were passed on, outermost first.
    pub forwarded: Vec<Forwarded>,
}

/// Takes a plain text apart.
pub fn split<'t>(text: &'t str, context: &Context<'_>) -> Split<'t> {
    split_with(text, &[], context)
}

/// Takes apart what HTML says, with what its markup tells.
pub fn split_page<'t>(page: &'t html::Page, context: &Context<'_>) -> Split<'t> {
    split_with(&page.text, &page.hints, context)
}

fn split_with<'t>(text: &'t str, hints: &[Hint], context: &Context<'_>) -> Split<'t> {
    let lines = lines::lines(text, hints);
    let mut parts = history::parts(&lines, context);
    below_own_words(&lines, &mut parts);
    let lines = parts.into_iter().zip(lines.iter().map(|line| line.raw)).collect();
    Split { lines }
}

/// Looks for signatures and disclaimers in each run of the sender's own lines.
fn below_own_words(lines: &[Line<'_>], parts: &mut [Part]) {
    let mut start = 0;
    while start < lines.len() {
        let is_own = |at: usize| parts.get(at).is_some_and(|part| *part == Part::Own);
        let end = (start..lines.len()).find(|at| !is_own(*at)).unwrap_or(lines.len());
        let run = lines.get(start..end).unwrap_or_default();
        let own = parts.get_mut(start..end).unwrap_or_default();
        disclaimer::mark(run, own);
        signature::mark(run, own);
        start = end + 1;
    }
}

/// What was written this time. `html` is the message's HTML, where it has any:
/// its markup tells what quotes, and where the plain text comes without marks.
pub fn read(text: &str, html: Option<&str>, context: &Context<'_>) -> Written {
    let page = html.map(html::read).unwrap_or_default();
    if page.text.is_empty() {
        return written(text, &split(text, context), context);
    }
    if page.text == text.trim() {
        if let Some(indented) = wholly_quoted(&page.text) {
            return Written { new_text: indented, ..Written::default() };
        }
        return written(text, &split_with(text.trim(), &page.hints, context), context);
    }
    let plain = split(text, context);
    let cut = unmarked_quote(&plain, &split_page(&page, context));
    written(text, &cut.unwrap_or(plain), context)
}

fn written(text: &str, split: &Split<'_>, context: &Context<'_>) -> Written {
    let passed_on = split.only(&[Part::Forward]);
    let mut new_text = split.only(&[Part::Own]);
    if new_text.is_empty() {
        new_text = without_own_words(split, context);
    }
    if new_text.is_empty() {
        text.trim().clone_into(&mut new_text);
    }
    Written {
        new_text,
        signature: split.only(&[Part::Signature]),
        disclaimer: split.only(&[Part::Disclaimer]),
        forwarded: forwarded::chain(&passed_on),
    }
}

/// A mail that only passes on or quotes: what it passes on or quotes, without
/// that mail's signature. A mail of nothing but a signature is its signature.
fn without_own_words(split: &Split<'_>, context: &Context<'_>) -> String {
    let rest = split.only(&[Part::Quote, Part::Forward]);
    if rest.is_empty() {
        return split.only(&[Part::Signature, Part::Disclaimer]);
    }
    let lines = lines::lines(&rest, &[]);
    let mut parts = vec![Part::Own; lines.len()];
    let has_marks = lines.iter().any(|line| line.depth > 0);
    if !has_marks || !context.is_reply() {
        below_own_words(&lines, &mut parts);
    }
    let kept = parts.iter().zip(&lines).filter(|(part, _)| **part == Part::Own);
    tidy(kept.map(|(_, line)| line.raw))
}

/// A page that is a `blockquote` from end to end: its sender indented it.
fn wholly_quoted(text: &str) -> Option<String> {
    let mut shown = text.lines().filter(|line| !line.trim().is_empty()).peekable();
    shown.peek()?;
    if !shown.all(|line| line.starts_with('>')) {
        return None;
    }
    Some(tidy(text.lines().map(|line| {
        let line = line.trim_start_matches('>');
        line.strip_prefix(' ').unwrap_or(line)
    })))
}

/// Where the plain text shows no quote and the HTML does, and what the HTML
/// says was written is how the plain text begins: the rest of it is the quote.
fn unmarked_quote<'t>(plain: &Split<'t>, page: &Split<'_>) -> Option<Split<'t>> {
    let quotes = |split: &Split<'_>| split.lines.iter().any(|(part, _)| *part == Part::Quote);
    if quotes(plain) || !quotes(page) {
        return None;
    }
    let own: String = letters(&page.only(&[Part::Own, Part::Signature, Part::Disclaimer]));
    let quote: String = letters(&page.only(&[Part::Quote]));
    if own.is_empty() || quote.is_empty() {
        return None;
    }
    let mut rest = own.as_str();
    let mut cut = Vec::with_capacity(plain.lines.len());
    for (part, line) in &plain.lines {
        if rest.is_empty() {
            cut.push((Part::Quote, *line));
            continue;
        }
        // A line that the two tell differently: nothing can be said.
        rest = rest.strip_prefix(letters(line).as_str())?;
        cut.push((*part, *line));
    }
    let kept = cut.iter().filter(|(part, _)| *part == Part::Quote);
    let left: String = kept.map(|(_, line)| letters(line)).collect();
    // What is left must be what the HTML quotes, not something it lacks.
    let agrees = !left.is_empty() && (quote.contains(&left) || left.contains(&quote));
    agrees.then_some(Split { lines: cut })
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
