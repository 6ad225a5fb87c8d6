//! The parts of a message (RFC 2046): one walk over its lines, so that neither
//! depth nor number costs more than length. A delimiter counts only at the
//! start of a line, and the innermost open one first; one that is never closed
//! ends with what holds it. Attached messages are leaves: what is in them was
//! written another time.

use super::budget::{Budget, Exceeded};
use super::headers::{self, Headers};
use super::parameters::Parameters;
use super::transfer::Transfer;

/// A part of a message; the first one is the message itself.
#[derive(Debug, Clone)]
pub struct Part<'m> {
    /// Its header fields.
    pub headers: Headers,
    /// Media type with parameters; `text/plain` where none is given.
    pub kind: Parameters,
    /// Content-Disposition; an empty value where there is none.
    pub disposition: Parameters,
    /// Content-Transfer-Encoding.
    pub transfer: Transfer,
    /// Its body as it stands.
    pub body: &'m [u8],
    /// Of a multipart: what stands before its first part.
    pub preamble: &'m [u8],
    /// The parts in it, by their place in the list.
    pub children: Vec<usize>,
}

impl Part<'_> {
    /// Whether its media type is of that family.
    pub fn is(&self, family: &str) -> bool {
        self.kind.value.split('/').next() == Some(family)
    }

    /// Whether it is a message of its own.
    pub fn is_message(&self) -> bool {
        matches!(self.kind.value.as_str(), "message/rfc822" | "message/global" | "message/news")
    }
}

/// Header fields that are read of a message …
const MAX_FIELDS: usize = 10_000;
/// … and of each part in it.
const MAX_PART_FIELDS: usize = 200;

/// A message's parts.
#[derive(Debug, Clone, Default)]
pub struct Parts<'m> {
    /// All of them, in order.
    pub list: Vec<Part<'m>>,
    /// What was wrong with their structure.
    pub problems: Vec<&'static str>,
}

/// A multipart whose end has not been seen.
struct Open {
    part: usize,
    delimiter: Vec<u8>,
    body: usize,
    digest: bool,
    /// Its end was seen; it may go on all the same.
    ended: bool,
}

struct Delimiter {
    /// Which of the open multiparts it belongs to.
    depth: usize,
    start: usize,
    after: usize,
    closing: bool,
}

impl<'m> Parts<'m> {
    /// Takes a message apart.
    ///
    /// # Errors
    /// [`Exceeded`] when there are more parts than the budget allows.
    pub fn read(bytes: &'m [u8], budget: &Budget) -> Result<Self, Exceeded> {
        let mut walk = Walk { bytes, parts: Parts::default(), open: Vec::new(), guessed: false };
        let mut at = Some(0);
        while let Some(start) = at {
            budget.check_parts(walk.parts.list.len() + 1, walk.open.len())?;
            at = walk.part(start);
        }
        Ok(walk.parts)
    }
}

struct Walk<'m> {
    bytes: &'m [u8],
    parts: Parts<'m>,
    open: Vec<Open>,
    /// A boundary was guessed; that is done once a message.
    guessed: bool,
}

impl<'m> Walk<'m> {
    fn slice(&self, from: usize, to: usize) -> &'m [u8] {
        self.bytes.get(from..to).unwrap_or_default()
    }

    fn problem(&mut self, problem: &'static str) {
        if !self.parts.problems.contains(&problem) {
            self.parts.problems.push(problem);
        }
    }

    /// Reads the part that begins here; where the next one does.
    fn part(&mut self, start: usize) -> Option<usize> {
        let end = self.bytes.len();
        let is_root = self.parts.list.is_empty();
        let bytes = self.slice(start, end);
        let (header, missing) = if is_root || headers::begins(bytes) {
            let (header, _, missing) = headers::block(bytes);
            (header, missing)
        } else {
            (&b""[..], false)
        };
        // A part may end within its header.
        let header_end = start + header.len();
        let (header_end, body_at) = match self.next_delimiter(start, header_end) {
            Some(found) => (found.start, found.start),
            None => (header_end, header_end + blank_line(self.slice(header_end, end))),
        };
        if missing && header_end == body_at {
            self.problem("there is no empty line between the header and the text");
        }
        let header = self.slice(start, header_end);
        let fields = if is_root { MAX_FIELDS } else { MAX_PART_FIELDS };
        let in_digest = self.open.last().is_some_and(|open| open.digest);
        let part = entity(Headers::read_up_to(header, fields), in_digest);
        let index = self.parts.list.len();
        if let Some(parent) = self.open.last().map(|open| open.part)
            && let Some(parent) = self.parts.list.get_mut(parent)
        {
            parent.children.push(index);
        }
        if part.is("multipart") {
            let boundary = part.kind.get("boundary").unwrap_or("");
            let delimiter = boundary.as_bytes().to_vec();
            let digest = part.kind.value == "multipart/digest";
            self.parts.list.push(part);
            self.open.push(Open { part: index, delimiter, body: body_at, digest, ended: false });
            return self.next_part(body_at);
        }
        let limit = self.next_delimiter(body_at, end).map_or(end, |found| found.start);
        self.parts.list.push(Part { body: self.slice(body_at, limit), ..part });
        self.next_part(limit)
    }

    /// Where the next part begins, from here on.
    fn next_part(&mut self, from: usize) -> Option<usize> {
        let mut from = from;
        loop {
            let Some(found) = self.next_delimiter(from, self.bytes.len()) else {
                return self.at_the_end();
            };
            while self.open.len() > found.depth + 1 {
                self.close(found.start);
            }
            let open = self.open.last_mut()?;
            let (part, body) = (open.part, open.body);
            let goes_on = open.ended && !found.closing;
            open.ended = found.closing;
            if goes_on {
                self.problem("a multipart goes on after its end; what follows was read as well");
            }
            let body = self.slice(body, found.start);
            if let Some(part) = self.parts.list.get_mut(part) {
                part.body = body;
                if part.children.is_empty() {
                    part.preamble = body;
                }
            }
            if !found.closing {
                return Some(found.after);
            }
            from = found.after;
        }
    }

    /// Closes the innermost multipart; what was not ended goes up to here.
    fn close(&mut self, end: usize) {
        let Some(open) = self.open.pop().filter(|open| !open.ended) else { return };
        let body = self.slice(open.body, end);
        if let Some(part) = self.parts.list.get_mut(open.part) {
            part.body = body;
        }
        self.problem("a multipart is not ended; everything up to its end was read");
    }

    /// The bytes are used up. A multipart without a single part has another
    /// boundary than it says, or says none: the first line that looks like a
    /// delimiter is taken for it.
    fn at_the_end(&mut self) -> Option<usize> {
        let childless = self.open.last().filter(|open| {
            self.parts.list.get(open.part).is_some_and(|part| part.children.is_empty())
        });
        if let Some(open) = childless
            && !self.guessed
        {
            self.guessed = true;
            let (body, known) = (open.body, open.delimiter.clone());
            let guess = guess_boundary(self.slice(body, self.bytes.len()));
            if let Some(guess) = guess.filter(|guess| *guess != known) {
                self.problem("the boundary of a multipart is wrong or missing; it was guessed");
                if let Some(open) = self.open.last_mut() {
                    open.delimiter = guess;
                }
                return self.next_part(body);
            }
        }
        while !self.open.is_empty() {
            self.close(self.bytes.len());
        }
        None
    }

    /// The next line that is a delimiter of an open multipart.
    fn next_delimiter(&self, from: usize, to: usize) -> Option<Delimiter> {
        if self.open.is_empty() {
            return None;
        }
        let mut at = from;
        loop {
            let rest = self.bytes.get(at..to).filter(|rest| !rest.is_empty())?;
            let length = rest.iter().position(|b| *b == b'\n').map_or(rest.len(), |end| end + 1);
            if let Some(after_dashes) = rest.get(..length).and_then(|l| l.strip_prefix(b"--"))
                && let Some((depth, closing)) = self.matches(after_dashes)
            {
                return Some(Delimiter { depth, start: at, after: at + length, closing });
            }
            at += length;
        }
    }

    fn matches(&self, line: &[u8]) -> Option<(usize, bool)> {
        self.open.iter().enumerate().rev().find_map(|(depth, open)| {
            if open.delimiter.is_empty() {
                return None;
            }
            let rest = line.strip_prefix(open.delimiter.as_slice())?;
            let closing = rest.starts_with(b"--");
            (closing || rest.trim_ascii().is_empty()).then_some((depth, closing))
        })
    }
}

/// How long the empty line is that stands here, if one does.
fn blank_line(bytes: &[u8]) -> usize {
    let returns = bytes.iter().take_while(|byte| **byte == b'\r').count();
    if bytes.get(returns) == Some(&b'\n') { returns + 1 } else { 0 }
}

fn entity<'m>(headers: Headers, in_digest: bool) -> Part<'m> {
    let mut kind = Parameters::read(headers.get("content-type").unwrap_or(""));
    match kind.value.as_str() {
        "" if in_digest => "message/rfc822".clone_into(&mut kind.value),
        // RFC 2045, 5.2; and what programs write instead.
        "" | "text" | "plain" | "text/" | "ascii" => "text/plain".clone_into(&mut kind.value),
        "html" | "text/htm" => "text/html".clone_into(&mut kind.value),
        _ => {}
    }
    let disposition = Parameters::read(headers.get("content-disposition").unwrap_or(""));
    let transfer = headers.get("content-transfer-encoding").map_or(Transfer::AsIs, Transfer::named);
    Part { headers, kind, disposition, transfer, body: b"", preamble: b"", children: Vec::new() }
}

/// The first line that begins with two hyphens and is followed by a
/// `Content-…` field.
fn guess_boundary(body: &[u8]) -> Option<Vec<u8>> {
    let mut lines = body.split(|byte| *byte == b'\n').peekable();
    while let Some(line) = lines.next() {
        let Some(boundary) = line.trim_ascii_end().strip_prefix(b"--") else { continue };
        let field = lines.peek().and_then(|next| next.get(..8));
        if (1..=70).contains(&boundary.len())
            && field.is_some_and(|start| start.eq_ignore_ascii_case(b"content-"))
        {
            return Some(boundary.to_vec());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let parts = Parts::read(text.as_bytes(), &Budget::default()).unwrap();
        let one = |part: &Part<'_>| {
            let body = String::from_utf8_lossy(part.body).replace('\n', "/");
            if part.is("multipart") {
                format!("{:?}", part.children)
            } else {
                format!("{} {body}", part.kind.value)
            }
        };
        parts.list.iter().map(one).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn parts_are_found_by_lines_and_the_innermost_boundary_first() {
        let text = "Content-Type: multipart/mixed; boundary=a\n\npreamble\n--a\n\
                    Content-Type: multipart/alternative; boundary=\"ab\"\n\n--ab\n\none --a\n--ab\n\
                    Content-Type: text/html\n\n<p>\n--ab--\n--a\nContent-Type: image/png\n\npng\n--a--\nend";
        assert_eq!(
            told(text),
            "[1, 4] | [2, 3] | text/plain one --a/ | text/html <p>/ | image/png png/"
        );
    }

    #[test]
    fn what_is_never_ended_ends_with_what_holds_it() {
        let text = "Content-Type: multipart/mixed; boundary=a\n\n--a\n\
                    Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--a\n\ntwo";
        assert_eq!(told(text), "[1, 3] | [2] | text/plain one/ | text/plain two");
        let parts = Parts::read(text.as_bytes(), &Budget::default()).unwrap();
        assert_eq!(parts.problems.len(), 1);
    }

    #[test]
    fn a_wrong_boundary_is_guessed_and_a_hopeless_one_left() {
        let text = "Content-Type: multipart/mixed; boundary=x\n\n--y\nContent-Type: text/plain\n\none\n--y--\n";
        assert_eq!(told(text), "[1] | text/plain one/");
        assert_eq!(told("Content-Type: multipart/mixed\n\none"), "[]");
    }

    #[test]
    fn a_part_without_header_or_empty_line_is_text() {
        let text = "Content-Type: multipart/mixed; boundary=a\n\n--a\nno one came\n\nyours\n\
                    --a\nbroken fold\nContent-Type: text/html\n\n<p>\n--a--\n";
        assert_eq!(told(text), "[1, 2] | text/plain no one came//yours/ | text/html <p>/");
    }

    #[test]
    fn attached_messages_are_leaves() {
        let text =
            "Content-Type: multipart/digest; boundary=a\n\n--a\n\nSubject: x\n\none\n--a--\n";
        assert_eq!(told(text), "[1] | message/rfc822 Subject: x//one/");
    }
}
