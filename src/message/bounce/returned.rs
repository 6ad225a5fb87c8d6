//! The mail that could not be delivered, as a report returns it: where it
//! begins in a text, and what its header says of the letter it was.

use super::super::pattern::Pattern;
use super::super::{Headers, clues, encoded_word, is_address};

/// What is known of the mail that was not delivered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Returned {
    pub message_id: Option<String>,
    pub subject: Option<String>,
    /// To, when it names one address.
    pub to: Option<String>,
    /// Who the mail was from: Return-Path and From, never failed recipients.
    pub from: Vec<String>,
}

impl Returned {
    pub(super) fn of(headers: &Headers) -> Self {
        let addresses = |name| headers.all(name).flat_map(addresses);
        let to: Vec<String> = addresses("to").collect();
        Self {
            message_id: headers
                .get("message-id")
                .and_then(|value| clues::message_ids(value).into_iter().next()),
            subject: headers.get("subject").map(decoded).filter(|text| !text.is_empty()),
            to: <[String; 1]>::try_from(to).ok().map(|[one]| one),
            from: addresses("return-path").chain(addresses("from")).collect(),
        }
    }

    /// Takes what this one does not know from another.
    pub(super) fn or(mut self, other: Returned) -> Self {
        self.message_id = self.message_id.or(other.message_id);
        self.subject = self.subject.or(other.subject);
        self.to = self.to.or(other.to);
        self.from.extend(other.from);
        self
    }
}

/// A subject with its encoded words undone (RFC 2047).
fn decoded(subject: &str) -> String {
    encoded_word::decode(subject).trim().to_owned()
}

/// Everything in a text that is an address.
pub(super) fn addresses(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| c.is_whitespace() || "<>(),;:\"'[]".contains(c))
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| word.contains('@') && is_address(word))
        .map(str::to_owned)
}

/// Parts a report's text from the mail that it quotes: at a line that says that
/// it follows, or where a header with trace fields begins.
pub(super) fn split(text: &str) -> (&str, Returned) {
    let end = at_marker(text).into_iter().chain(at_header(text)).min();
    let Some(end) = end else { return (text, Returned::default()) };
    let (own, quoted) = text.split_at_checked(end).unwrap_or((text, ""));
    (own, header_in(quoted))
}

/// The line that announces the returned mail.
fn at_marker(text: &str) -> Option<usize> {
    // qmail, Exim, sendmail, Gmail, 1&1, IMail, Notes, m-FILTER, Yahoo, ...
    static MARKER: Pattern = Pattern::new(
        r"(?imx)^([\ \t>*-]*(
            -{2,}[^\n]{0,40}\b(copy|original\ message|returned\ message|unsent\ message
                |message\ header|header\ of|forwarded\ message|undelivered\ message)\b[^\n]*
          | (the\ )?(original|returned|unsent)\ message\ (follows|below|headers?)[^\n]*
          | original\ message:\s*
          | [^\n]{0,60}\b(copy\ of\ (the|your)\ (message|mail)|original\ message|returned\ message
                |message\ headers?|message\ header)\b[^\n]{0,40}\b(follows?|following|below)\b[^\n]*
          | (included|below|attached|enclosed|here)\ is\ (a\ )?(the\ )?(copy|header)[^\n]*
          | [^\n]{0,40}\blines\ of\ (the|your)\ (original\ )?message[^\n]*
          | -{3,}\s*(ursprüngliche\ nachricht|original-?nachricht|message\ d'origine
                |mensaje\ original|messaggio\ originale)[^\n]*
        ))$",
    );
    MARKER.each(text).map(|(at, _)| at).next()
}

/// The first line of a header that a mail system wrote: at least four fields of
/// a mail in a run, among them one that only transport or a mail client adds.
fn at_header(text: &str) -> Option<usize> {
    let mut begin = None;
    let (mut fields, mut trace) = (0, false);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches(['>', ' ']).trim_end();
        match field_name(bare) {
            Some(name) => {
                begin.get_or_insert(at);
                fields += 1;
                trace |= matches!(name.as_str(), "received" | "return-path" | "mime-version");
                if fields >= 4 && trace {
                    return begin;
                }
            }
            None if begin.is_some() && line.starts_with([' ', '\t', '>']) && !bare.is_empty() => {}
            None => {
                begin = None;
                (fields, trace) = (0, false);
            }
        }
        at += line.len();
    }
    None
}

fn field_name(line: &str) -> Option<String> {
    let (name, _) = line.split_once(':')?;
    let name = name.to_ascii_lowercase();
    let known = name.starts_with("x-")
        || matches!(
            name.as_str(),
            "received"
                | "return-path"
                | "message-id"
                | "mime-version"
                | "date"
                | "from"
                | "to"
                | "cc"
                | "subject"
                | "reply-to"
                | "sender"
                | "content-type"
                | "content-transfer-encoding"
                | "delivered-to"
                | "dkim-signature"
                | "user-agent"
                | "authentication-results"
        );
    known.then_some(name)
}

/// The header in a quoted mail: from the first line on that is a field, each
/// line perhaps marked as quoted.
fn header_in(quoted: &str) -> Returned {
    let mut header = String::new();
    for line in quoted.lines().skip_while(|line| field_name(unquoted(line)).is_none()).take(400) {
        let line = unquoted(line);
        if line.is_empty() {
            // Some systems tear the header apart; a field below goes on.
            let known = Returned::of(&Headers::read(header.as_bytes()));
            if known.message_id.is_some() || known.to.is_some() {
                break;
            }
            continue;
        }
        header.push_str(line);
        header.push('\n');
    }
    Returned::of(&Headers::read(header.as_bytes()))
}

/// A line without the marks of a quote; white space in front stays, it folds.
fn unquoted(line: &str) -> &str {
    let line = line.trim_end();
    match line.strip_prefix('>') {
        Some(rest) => rest.strip_prefix(' ').unwrap_or(rest),
        None if field_name(line.trim_start()).is_some() => line.trim_start(),
        None => line,
    }
}

/// What a report says of the mail outside of any returned part: PMDF, X.400
/// gateways and Exchange tell its Message-ID and subject in their words.
pub(super) fn mentioned(text: &str) -> Returned {
    static ID: Pattern = Pattern::new(r"(?i)message-id:?\s*<([^<>\s]+@[^<>\s]+)>");
    static SUBJECT: Pattern = Pattern::new(r"(?im)^\s*subject:\s*(\S[^\n]*)$");
    Returned {
        message_id: ID.first(text).map(clues::clean),
        subject: SUBJECT.first(text).map(|subject| subject.trim().to_owned()),
        ..Returned::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_own_words_end_where_the_returned_mail_begins() {
        for marker in [
            "--- Below this line is a copy of the message.",
            "------ This is a copy of the message, including all the headers. ------",
            "----- Original message -----",
            "--- The header of the original message is following. ---",
            "   ----- Unsent message follows -----",
            "Original message follows.",
            "Message headers follow.",
            "-------original message",
            "------- Returned Message --------",
            "The first 50 lines of your original message follow:",
            "Included is a copy of the message header:",
            "Below is a copy of the original message:",
        ] {
            let text = format!(
                "<ada@example.org>: no such user\n\n{marker}\n\nReturn-Path: <b@council.example>\n\
                 Message-ID: <1@council.example>\nTo: ada@example.org\nSubject: Yours\n\nbody\n"
            );
            let (own, returned) = split(&text);
            assert_eq!(own.trim(), "<ada@example.org>: no such user", "{marker}");
            assert_eq!(returned.message_id.as_deref(), Some("1@council.example"), "{marker}");
            assert_eq!(returned.to.as_deref(), Some("ada@example.org"), "{marker}");
        }
    }

    #[test]
    fn a_bare_header_ends_them_too() {
        let text = "ada@example.org: gone\n\nReceived: from a by b;\n\tMon, 1 Jan 2024\nDate: x\n\
            From: c@council.example\nMessage-ID: <2@council.example>\n\nbody";
        let (own, returned) = split(text);
        assert_eq!(own.trim(), "ada@example.org: gone");
        assert_eq!(returned.message_id.as_deref(), Some("2@council.example"));
    }

    #[test]
    fn a_few_fields_in_the_words_are_no_returned_mail() {
        let text = "Your message\n  To: a@example.org\n  Subject: x\n  Date: y\n\ndid not reach";
        assert_eq!(split(text).0, text);
        let text = "relates to your message:\nSubject: Yours,\n Message-ID: <3@council.example>,\n";
        assert_eq!(mentioned(text).message_id.as_deref(), Some("3@council.example"));
    }
}
