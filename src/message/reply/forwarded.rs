//! Mail that is passed on: when an officer or a councillor forwards a
//! resident's mail, that mail is the message. Its sender, date and subject are
//! read from the header that mail programs put above it; nothing proves them.

use chrono::{DateTime, Utc};

use super::attribution::{attribution, reads_like_one};
use super::header_block::{Block, Role, header_block};
use super::lines::{LONGEST, Line, bare, lines, tidy};
use super::{dates, words};

/// No chain is followed further.
const MOST_LAYERS: usize = 25;

/// One mail of a chain that was passed on. What it says of itself was typed or
/// can have been: it proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Forwarded {
    /// Who is said to have sent it.
    pub from: Correspondent,
    /// When, in UTC. A date without a zone is taken for Europe/London, one
    /// without a time for the beginning of its day.
    pub date: Option<DateTime<Utc>>,
    /// Its subject.
    pub subject: Option<String>,
    /// Its text, up to the next mail of the chain.
    pub text: String,
}

/// A sender as a header line names one, which may lack the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Correspondent {
    /// Name.
    pub name: Option<String>,
    /// Address, `local@domain`.
    pub address: Option<String>,
}

/// What the last of a subject's authors did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prefix {
    None,
    Reply,
    Forward,
}

/// The first prefix of a subject, which its last author added: "FW: RE: damp".
pub(super) fn prefix(subject: &str) -> Prefix {
    let mut subject = subject.trim_start();
    // A mailing list's tag comes first.
    while let Some((_, rest)) = subject.strip_prefix('[').and_then(|tagged| tagged.split_once(']'))
    {
        subject = rest.trim_start();
    }
    let Some((word, _)) = subject.split_once([':', '\u{ff1a}']) else { return Prefix::None };
    // "Re[2]", "RE^2"
    let word = word.split(['[', '(', '^']).next().unwrap_or(word).trim().to_lowercase();
    let is_reply = words::REPLY_PREFIXES.contains(&word.as_str());
    let is_forward = words::FORWARD_PREFIXES.contains(&word.as_str());
    match (is_reply, is_forward) {
        (_, true) => Prefix::Forward,
        (true, false) => Prefix::Reply,
        (false, false) => Prefix::None,
    }
}

/// Whether a subject is that of the mail it answers: "Re: …".
pub fn is_reply(subject: &str) -> bool {
    prefix(subject) == Prefix::Reply
}

/// "---------- Forwarded message ---------" and its kin.
pub(super) fn is_forward_mark(text: &str) -> bool {
    is_mark(text, words::FORWARDED, false)
}

/// "-----Original Message-----" and its kin.
pub(super) fn is_original_mark(text: &str) -> bool {
    is_mark(text, words::ORIGINAL_MESSAGE, true)
}

fn is_mark(text: &str, phrases: &[&str], needs_dashes: bool) -> bool {
    let text = bare(text);
    if text.len() > 160 {
        return false;
    }
    let signs =
        |c: char| matches!(c, '-' | '_' | '*' | '=' | '~' | '\u{2014}' | '\u{2013}' | ' ' | '>');
    let words = text.trim_matches(signs).trim_end_matches([':', '\u{ff1a}']).trim().to_lowercase();
    let dashed = text.starts_with(['-', '_', '=', '\u{2014}', '\u{2013}', '*'])
        || text.ends_with(['-', '_', '=', '\u{2014}', '\u{2013}', '*']);
    let by = |phrase: &str| {
        // "---- Forwarded by Ada Lovelace/Council on 3/11/2026 10:02 ----"
        phrase.ends_with(" by") && dashed && words.starts_with(phrase)
    };
    let ends = text.ends_with([':', '\u{ff1a}']);
    phrases.iter().any(|phrase| words == *phrase && (dashed || ends || !needs_dashes) || by(phrase))
}

/// The mails of a chain, as it stands below the words of who passed it on.
/// Outermost first; the last is the oldest.
pub(super) fn chain(text: &str) -> Vec<Forwarded> {
    let all = lines(text, &[]);
    // Apple Mail and many others mark the whole of it with ">".
    let shown = all.iter().filter(|line| !line.is_blank()).count();
    let marked = all.iter().filter(|line| line.depth > 0).count();
    let unmarked: String;
    let all = if marked * 2 > shown {
        unmarked = all.iter().map(|line| without_mark(line)).collect::<Vec<_>>().join("\n");
        lines(&unmarked, &[])
    } else {
        all
    };
    let mut layers: Vec<(Head, usize, usize)> = Vec::new();
    let mut at = 0;
    while at < all.len() && layers.len() < MOST_LAYERS {
        let Some((head, taken)) = head(&all, at) else {
            at += 1;
            continue;
        };
        if let Some((_, _, end)) = layers.last_mut() {
            *end = at;
        }
        at += taken;
        layers.push((head, at, all.len()));
    }
    layers
        .into_iter()
        .map(|(head, start, end)| {
            let inner = all.get(start..end).unwrap_or_default();
            let text =
                tidy(inner.iter().filter(|line| !is_any_mark(line.bare)).map(|line| line.raw));
            head.into_mail(text)
        })
        .collect()
}

fn is_any_mark(text: &str) -> bool {
    is_forward_mark(text) || is_original_mark(text)
}

fn without_mark<'t>(line: &Line<'t>) -> &'t str {
    let text = line.raw.trim_start();
    let text = text.strip_prefix('>').unwrap_or(text);
    text.strip_prefix(' ').unwrap_or(text)
}

#[derive(Debug, Default)]
struct Head {
    from: Correspondent,
    date: Option<DateTime<Utc>>,
    subject: Option<String>,
}

impl Head {
    fn into_mail(self, text: String) -> Forwarded {
        Forwarded { from: self.from, date: self.date, subject: self.subject, text }
    }
}

impl From<&Block> for Head {
    fn from(block: &Block) -> Self {
        let date = block.value(Role::Sent).or_else(|| block.value(Role::Date));
        Self {
            from: block.value(Role::From).map(correspondent).unwrap_or_default(),
            date: date.and_then(dates::read),
            subject: block
                .value(Role::Subject)
                .map(|subject| subject.split_whitespace().collect::<Vec<_>>().join(" "))
                .filter(|subject| !subject.is_empty()),
        }
    }
}

/// The header that begins at a line, with how many lines it takes.
fn head(lines: &[Line<'_>], at: usize) -> Option<(Head, usize)> {
    let line = lines.get(at)?;
    if line.is_blank() || line.bare.len() > LONGEST {
        return None;
    }
    let before = lines.iter().take(at).rev().find(|line| !line.is_blank());
    let said = before.is_some_and(|before| is_any_mark(before.bare) || before.is_rule());
    let block = header_block(lines, at, said, line.depth > 0);
    if let Some(block) = block {
        return Some((Head::from(&block), block.lines));
    }
    let taken = attribution(lines, at)?;
    let text: Vec<&str> = lines.iter().skip(at).take(taken).map(|line| line.bare).collect();
    let text = text.join(" ");
    reads_like_one(&text).then(|| {
        let head = Head { from: writer(&text), date: dates::read(&text), subject: None };
        (head, taken)
    })
}

/// The sender in "On 3 Nov 2026 at 10:02, Ada Lovelace <ada@example.org> wrote:".
fn writer(text: &str) -> Correspondent {
    let before = text.split('<').next().unwrap_or(text);
    let name = before.rsplit(',').next().map(clean_name).unwrap_or_default();
    let is_name = !name.is_empty() && !name.chars().any(char::is_numeric);
    Correspondent { name: is_name.then_some(name), address: address(text) }
}

/// "Ada Lovelace <ada@example.org>", "Ada \[mailto:ada@example.org\]", "ada@example.org".
fn correspondent(value: &str) -> Correspondent {
    let address = address(value);
    let name = value.split(['<', '[']).next().unwrap_or(value);
    let name = clean_name(name);
    let is_address = name.contains('@') && !name.contains(' ');
    let name = (!name.is_empty() && !is_address).then_some(name);
    Correspondent { name, address }
}

fn clean_name(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    name.trim_matches(['"', '\'', ',', '*', ' ', '(', ';']).to_owned()
}

fn address(text: &str) -> Option<String> {
    text.split(|c: char| c.is_whitespace() || "<>[]();,\"'".contains(c))
        .map(|word| word.trim_start_matches("mailto:").trim_end_matches([':', '.']))
        .find(|word| crate::message::is_address(word))
        .map(str::to_owned)
}
