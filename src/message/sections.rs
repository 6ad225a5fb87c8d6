//! The parts of a mail as text, in order: what a delivery report or a calendar
//! message says of itself stands in parts that are neither the mail's text nor
//! a file that somebody attached. A mail that is returned stays one of them.

use super::headers::Headers;
use super::mime::{Part, Parts};
use super::{charset, html, plain};

/// So much is read: reports say what they have to say before the mail that
/// they return.
const MAX_BYTES: usize = 1 << 20;
/// More parts than any report has.
const MAX_SECTIONS: usize = 200;

/// A part and its text.
#[derive(Debug)]
pub(super) struct Section<'p> {
    part: &'p Part<'p>,
    /// The body, or what stands above the first part of a multipart; transfer
    /// encoding and charset undone.
    pub text: String,
}

impl Section<'_> {
    /// The part's own header.
    pub(super) fn headers(&self) -> &Headers {
        &self.part.headers
    }

    /// The media type; a part without one is plain text (RFC 2045, 5.2).
    pub(super) fn media_type(&self) -> &str {
        &self.part.kind.value
    }

    /// The body as plain text.
    pub(super) fn words(&self) -> String {
        let is_html = self.media_type() == "text/html";
        if is_html { html::to_text(&self.text) } else { self.text.clone() }
    }

    /// Whether it is the mail that could not be delivered, or its header: as a
    /// part says itself (RFC 3462, 2), or as some systems append it bare.
    pub(super) fn is_returned(&self) -> bool {
        matches!(
            self.media_type(),
            "message/rfc822"
                | "text/rfc822-headers"
                | "text/rfc822"
                | "message/rfc822-headers"
                | "message/global"
                | "message/global-headers"
        ) || (self.headers().has("received") && self.headers().has("message-id"))
    }
}

/// The sections of a mail, the mail itself the first.
pub(super) fn read<'p>(parts: &'p Parts<'_>) -> Vec<Section<'p>> {
    let mut room = MAX_BYTES;
    let parts = parts.list.iter().take(MAX_SECTIONS);
    parts
        .map(|part| {
            let text = text_of(part, room);
            room -= own(part).len().min(room);
            Section { part, text }
        })
        .collect()
}

/// A part's text.
pub(super) fn text(part: &Part<'_>) -> String {
    text_of(part, MAX_BYTES)
}

fn own<'m>(part: &Part<'m>) -> &'m [u8] {
    if part.children.is_empty() { part.body } else { part.preamble }
}

fn text_of(part: &Part<'_>, room: usize) -> String {
    let raw = own(part);
    let bytes = part.transfer.decode(raw.get(..room).unwrap_or(raw)).0;
    plain::clean(&charset::read(&bytes, part.kind.get("charset")).text)
}

#[cfg(test)]
mod tests {
    use super::super::budget::Budget;
    use super::*;

    fn parts(mail: &str) -> Parts<'_> {
        Parts::read(mail.as_bytes(), &Budget::default()).unwrap()
    }

    #[test]
    fn what_a_part_says_is_read_however_it_is_declared() {
        let parts = parts(
            "Content-Type: multipart/odd; boundary=\"a?b\"\r\n\r\npreamble\r\n\
            --a?b\r\nno header\r\n--a?b\r\nContent-Type: multipart/mixed; boundary=in\r\n\r\n\
            --in\r\nContent-Type: text/html; charset=iso-8859-1\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>caf=E9\r\n--in--\r\n--a?b--\r\n",
        );
        let words: Vec<String> =
            read(&parts).iter().map(|section| section.words().trim().to_owned()).collect();
        assert_eq!(words, ["preamble", "no header", "", "café"]);
    }

    #[test]
    fn a_returned_mail_is_known_without_its_type() {
        let bare = parts("Received: from a\nMessage-ID: <x@y>\n\nbody");
        assert!(read(&bare)[0].is_returned());
        assert!(!read(&parts("<ada@example.org>: no such user\n"))[0].is_returned());
    }

    #[test]
    fn a_large_part_is_read_up_to_the_bound() {
        let long = "x".repeat(MAX_BYTES);
        let parts_of = format!(
            "Content-Type: multipart/mixed; boundary=a\n\n--a\n\n{long}y\n--a\n\nz\n--a--\n"
        );
        let parts = parts(&parts_of);
        let lengths: Vec<usize> = read(&parts).iter().map(|section| section.text.len()).collect();
        assert_eq!(lengths, [0, MAX_BYTES, 0]);
    }
}
