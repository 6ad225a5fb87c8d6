//! A mail taken into its sections, for what mail-parser leaves out. Reports are often broken (a boundary that
//! the header does not declare, parts without a header, types that do not
//! exist), and mail-parser has no notion of a delivery status; so every line
//! that is a boundary which the mail itself names anywhere parts it.

use std::collections::BTreeSet;

use super::headers::{Headers, decode};
use super::html;
use super::pattern::Pattern;

/// So much is read: reports say what they have to say before the mail that
/// they return.
const MAX_BYTES: usize = 1 << 20;
/// More parts than any report has.
const MAX_SECTIONS: usize = 200;

/// The text between two boundaries, with the header on top of it.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub headers: Headers,
    /// The body, its transfer encoding and charset undone.
    pub text: String,
}

impl Section {
    /// The media type; a part without one is plain text (RFC 2045, 5.2).
    pub(super) fn media_type(&self) -> String {
        self.headers
            .token("content-type")
            .filter(|kind| !kind.is_empty())
            .unwrap_or_else(|| "text/plain".to_owned())
    }

    /// The body as plain text.
    pub(super) fn words(&self) -> String {
        let is_html = self.media_type() == "text/html";
        if is_html { html::to_text(&self.text) } else { self.text.clone() }
    }

    /// Whether it is the mail that could not be delivered, or its header: as a
    /// part says itself (RFC 3462, 2), or as some systems append it bare.
    pub(super) fn is_returned(&self) -> bool {
        let kind = self.media_type();
        matches!(
            kind.as_str(),
            "message/rfc822"
                | "text/rfc822-headers"
                | "text/rfc822"
                | "message/rfc822-headers"
                | "message/global"
                | "message/global-headers"
        ) || (self.headers.has("received") && self.headers.has("message-id"))
    }
}

/// The sections of a mail, its own header with the first.
pub(super) fn read(bytes: &[u8]) -> Vec<Section> {
    let bytes = bytes.get(..MAX_BYTES).unwrap_or(bytes).trim_ascii_start();
    let boundaries = if may_have_parts(bytes) { boundaries(bytes) } else { BTreeSet::new() };
    let mut sections = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while at < bytes.len() && sections.len() < MAX_SECTIONS {
        let end = line_end(bytes, at);
        let line = bytes.get(at..end).unwrap_or_default();
        if is_boundary(line, &boundaries) {
            sections.push(section(bytes.get(from..at).unwrap_or_default(), sections.is_empty()));
            from = end;
        }
        at = end;
    }
    sections.push(section(bytes.get(from..).unwrap_or_default(), sections.is_empty()));
    sections
}

/// A boundary in a returned mail says nothing about the report around it.
fn may_have_parts(bytes: &[u8]) -> bool {
    let (header, _) = split(bytes);
    let headers = Headers::read(header);
    let kind = headers.get("content-type").unwrap_or("").to_ascii_lowercase();
    kind.starts_with("multipart") || kind.contains("boundary")
}

fn line_end(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    // A bare CR ends a line in mail from old Macintoshes only when there is no
    // LF at all; those have no parts.
    rest.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| from + at + 1)
}

fn boundaries(bytes: &[u8]) -> BTreeSet<Vec<u8>> {
    static QUOTED: Pattern = Pattern::new(r#"(?i)boundary\s{0,3}=\s{0,3}"([^"\r\n]{1,120})""#);
    static BARE: Pattern = Pattern::new(r#"(?i)boundary\s{0,3}=\s{0,3}([^\s";]{1,120})"#);
    let text = String::from_utf8_lossy(bytes);
    let quoted = QUOTED.each(&text);
    let found = quoted.chain(BARE.each(&text)).take(50);
    found.map(|(_, boundary)| boundary.trim_end().as_bytes().to_vec()).collect()
}

fn is_boundary(line: &[u8], boundaries: &BTreeSet<Vec<u8>>) -> bool {
    let Some(rest) = line.trim_ascii_end().strip_prefix(b"--") else { return false };
    boundaries.contains(rest)
        || rest.strip_suffix(b"--").is_some_and(|rest| boundaries.contains(rest))
}

fn section(bytes: &[u8], is_first: bool) -> Section {
    let has_header = is_first || begins_with_header(bytes);
    let (header, body) = if has_header { split(bytes) } else { (&b""[..], bytes) };
    let headers = Headers::read(header);
    let text = text(&headers, body);
    Section { headers, text }
}

/// Some systems leave out the header of a part and its empty line as well.
fn begins_with_header(bytes: &[u8]) -> bool {
    let line = bytes.get(..line_end(bytes, 0)).unwrap_or_default();
    !Headers::read(line).is_empty()
}

fn split(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    while at < bytes.len() {
        let end = line_end(bytes, at);
        if bytes.get(at..end).unwrap_or_default().trim_ascii().is_empty() {
            return (bytes.get(..at).unwrap_or_default(), bytes.get(end..).unwrap_or_default());
        }
        at = end;
    }
    (bytes, b"")
}

fn text(headers: &Headers, body: &[u8]) -> String {
    use mail_parser::decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode};
    let encoding = headers.token("content-transfer-encoding").unwrap_or_default();
    let decoded = match encoding.as_str() {
        "base64" => base64_decode(body),
        "quoted-printable" => quoted_printable_decode(body),
        _ => None,
    };
    let bytes = decoded.as_deref().unwrap_or(body);
    let label = headers.get("content-type").and_then(charset);
    let known = label.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    let text = match known {
        Some(charset) => charset.decode(bytes).0.into_owned(),
        None => decode(bytes),
    };
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn charset(content_type: &str) -> Option<String> {
    static CHARSET: Pattern = Pattern::new(r#"(?i)charset\s*=\s*"?([^\s";]+)"#);
    CHARSET.first(content_type).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_however_they_are_declared() {
        let mail = b"Content-Type: multipart/odd; boundary=\"a?b\"\r\n\r\npreamble\r\n\
            --a?b\r\n\r\nno header\r\n--a?b\r\nContent-Type: multipart/mixed; boundary=in\r\n\r\n\
            --in\r\nContent-Type: text/html; charset=iso-8859-1\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>caf=E9\r\n--in--\r\n--a?b--\r\n";
        let sections = read(mail);
        let words: Vec<String> =
            sections.iter().map(|section| section.words().trim().to_owned()).collect();
        assert_eq!(words[..2], ["preamble", "no header"]);
        assert!(words.contains(&"café".to_owned()), "{words:?}");
    }

    #[test]
    fn a_returned_mail_is_known_without_its_type() {
        let part = b"Received: from a\nMessage-ID: <x@y>\n\nbody";
        assert!(section(part, false).is_returned());
        assert!(!section(b"<ada@example.org>: no such user\n", false).is_returned());
    }
}
