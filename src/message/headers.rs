//! The header fields of a message as they stand, unfolded and looked up
//! without regard to case (RFC 5322, 2.2).

use super::charset;
use super::parameters::Parameters;

/// All fields of a header in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers {
    fields: Vec<(String, String)>,
}

impl Headers {
    /// Reads the header at the top of a message. Bytes that are no UTF-8 are
    /// read in the charset that the message names for its text, or in the
    /// likeliest one: which undeclared 8-bit headers are in, nobody says.
    pub fn read(bytes: &[u8]) -> Self {
        Self::read_up_to(bytes, usize::MAX)
    }

    /// Reads no more than so many fields.
    pub fn read_up_to(bytes: &[u8], fields: usize) -> Self {
        let mut raw: Vec<(String, Vec<u8>)> = Vec::new();
        for line in lines_of(block(bytes).0) {
            let folded = line.starts_with(b" ") || line.starts_with(b"\t");
            if folded && let Some((_, value)) = raw.last_mut() {
                value.push(b' ');
                value.extend_from_slice(line.trim_ascii());
            } else if let Some((name, value)) = field(line) {
                if raw.len() == fields {
                    break;
                }
                raw.push((name, value.trim_ascii().to_vec()));
            }
        }
        let undeclared: Vec<u8> = raw
            .iter()
            .filter(|(_, value)| std::str::from_utf8(value).is_err())
            .flat_map(|(_, value)| value.iter().chain(b"\n"))
            .copied()
            .collect();
        let label = raw
            .iter()
            .find(|(name, _)| name == "content-type" && !undeclared.is_empty())
            .and_then(|(_, value)| {
                let parameters = Parameters::read(&String::from_utf8_lossy(value));
                parameters.get("charset").map(str::to_owned)
            });
        let read = charset::read(&undeclared, label.as_deref().filter(|l| !is_utf8(l))).text;
        let mut read = read.lines();
        let fields = raw.into_iter().map(|(name, value)| match String::from_utf8(value) {
            Ok(value) => (name, value),
            Err(bytes) => match read.next() {
                Some(value) => (name, value.to_owned()),
                None => (name, decode(bytes.as_bytes())),
            },
        });
        Self { fields: fields.collect() }
    }

    /// The first field of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Every field of that name, topmost first.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        let name = name.to_ascii_lowercase();
        self.fields.iter().filter(move |(other, _)| *other == name).map(|(_, value)| value.as_str())
    }

    /// Whether there is such a field.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The value of a field in lower case up to the first `;`: the token of
    /// fields such as Auto-Submitted and Content-Type.
    pub fn token(&self, name: &str) -> Option<String> {
        self.get(name).map(token)
    }

    /// Every field, names in lower case.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Puts the fields of another header after these.
    pub fn append(&mut self, other: Headers) {
        self.fields.extend(other.fields);
    }

    /// Whether there is no field at all.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

/// A value in lower case up to the first `;`, comments cut off.
pub fn token(value: &str) -> String {
    let value = value.split(';').next().unwrap_or("");
    value.split('(').next().unwrap_or("").trim().to_ascii_lowercase()
}

fn is_utf8(label: &str) -> bool {
    label.eq_ignore_ascii_case("utf-8") || label.eq_ignore_ascii_case("utf8")
}

/// A header and what follows it: up to the first empty line, or up to the first
/// line that is no field when none follows it soon, for then somebody left the
/// empty line out and the text begins there. The flag tells of the latter.
pub fn block(bytes: &[u8]) -> (&[u8], &[u8], bool) {
    let mut at = 0;
    let (mut any, mut sender) = (false, false);
    let mut strays = 0;
    while let Some(line) = bytes.get(at..).and_then(|rest| rest.split_inclusive(is_lf).next()) {
        let next = at + line.len();
        let text = without_end(line);
        if text.is_empty() {
            return split(bytes, at, next, false);
        }
        let folded = text.starts_with(b" ") || text.starts_with(b"\t");
        match field(text) {
            _ if folded && any => {}
            Some((name, _)) => {
                any = true;
                sender |= name == "from";
            }
            None => {
                strays += 1;
                // Without a sender the header can hardly be over yet.
                let lines = if sender { 5 } else { 40 };
                let is_delimiter = text.starts_with(b"--");
                let ends =
                    is_delimiter || strays > MAX_STRAYS || !field_follows(bytes, next, lines);
                if any && ends {
                    return split(bytes, at, at, true);
                }
            }
        }
        at = next;
    }
    split(bytes, bytes.len(), bytes.len(), false)
}

/// Whether a part begins with its header: some systems leave out the header and
/// the empty line below it as well, and the text stands there.
pub fn begins(bytes: &[u8]) -> bool {
    let mut lines = lines_of(bytes);
    if lines.next().is_some_and(|line| line.is_empty() || field(line).is_some()) {
        return true;
    }
    // A stray line above the header.
    lines
        .take(5)
        .take_while(|line| !line.is_empty() && !line.starts_with(b"--"))
        .filter_map(field)
        .any(|(name, _)| name.starts_with("content-"))
}

fn split(bytes: &[u8], end: usize, body: usize, missing: bool) -> (&[u8], &[u8], bool) {
    (bytes.get(..end).unwrap_or(bytes), bytes.get(body..).unwrap_or_default(), missing)
}

/// Whether a field comes before the next empty line, a few lines on: a line
/// that was folded without a blank stands between fields.
fn field_follows(bytes: &[u8], from: usize, lines: usize) -> bool {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.split(is_lf)
        .take(lines)
        .map(without_end)
        .take_while(|line| !line.is_empty() && !line.starts_with(b"--"))
        .filter_map(field)
        .any(|(name, _)| name.contains('-') || COMMON.contains(&name.as_str()))
}

/// So many lines of a header may be no fields.
const MAX_STRAYS: usize = 60;

/// Fields without a hyphen that a text would hardly begin a line with in the
/// midst of a header.
const COMMON: &[&str] = &["from", "to", "cc", "bcc", "subject", "date", "received", "sender"];

fn is_lf(byte: &u8) -> bool {
    *byte == b'\n'
}

/// A line without the carriage returns at its end.
fn without_end(line: &[u8]) -> &[u8] {
    let mut line = line.strip_suffix(b"\n").unwrap_or(line);
    while let [before @ .., b'\r'] = line {
        line = before;
    }
    line
}

fn lines_of(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(is_lf).map(without_end)
}

/// A field's name in lower case and its value (RFC 5322, 3.6.8).
fn field(line: &[u8]) -> Option<(String, &[u8])> {
    let at = line.iter().position(|byte| *byte == b':')?;
    let (name, value) = line.split_at_checked(at)?;
    let name = name.trim_ascii();
    let sound = !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
    let name = String::from_utf8(name.to_ascii_lowercase()).ok().filter(|_| sound)?;
    Some((name, value.get(1..)?))
}

/// UTF-8, or Windows-1252 when it is not.
pub fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_unfolded_and_found_without_case() {
        let headers =
            Headers::read(b"Subject: one\r\n two\nAUTO-Submitted: Auto-Replied; x=y\n\nA: b");
        assert_eq!(headers.get("subject"), Some("one two"));
        assert_eq!(headers.token("Auto-Submitted").as_deref(), Some("auto-replied"));
        assert!(!headers.has("A"));
    }

    #[test]
    fn lines_that_are_no_fields_are_passed_over() {
        let headers = Headers::read(b"From me Tue Jan 1\nA: b\nnonsense\n more\nC-D : d\n\n");
        let names: Vec<&str> = headers.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["a", "c-d"]);
    }

    #[test]
    fn a_text_without_an_empty_line_above_it_is_no_header() {
        let (header, body, missing) = block(b"A: b\nDear Sirs\nnobody came: why?\n\nyours\n");
        assert_eq!((header, missing), (b"A: b\n".as_slice(), true));
        assert!(body.starts_with(b"Dear Sirs"));
        let (header, body, missing) = block(b"A: b\nbroken fold\nX-C: d\n\nbody");
        assert_eq!((header.len(), body, missing), (24, b"body".as_slice(), false));
    }

    #[test]
    fn undeclared_bytes_are_read_in_the_charset_of_the_text() {
        let headers = Headers::read(
            b"Subject: \xcf\xf0\xe8\nContent-Type: text/plain; charset=windows-1251\n\n",
        );
        assert_eq!(headers.get("subject"), Some("При"));
        assert_eq!(Headers::read(b"Subject: caf\xe9\n\n").get("subject"), Some("café"));
    }
}
