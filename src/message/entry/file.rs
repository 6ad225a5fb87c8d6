//! The file that an entry is made from: plain text, perhaps with a few lines on
//! top that say who it is from.

use super::Contact;

/// The text of a file, and what it is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text<'a> {
    /// As they are in the file.
    pub(super) bytes: &'a [u8],
    /// What they are written in, as mail names it.
    pub(super) charset: &'static str,
}

/// A file that is no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoText {
    /// Another kind of file.
    #[error("it is {0}, not plain text; type the matter into a text file, or copy it there")]
    Other(&'static str),
    /// UTF-16, as Windows calls "Unicode".
    #[error("it is written in UTF-16; save it as UTF-8")]
    Utf16,
    /// Nothing in it.
    #[error("there is no text in it; write what the resident wrote or said")]
    Empty,
}

impl<'a> Text<'a> {
    /// A file's bytes as text: UTF-8, else Windows-1252, as an editor on
    /// Windows may leave it.
    ///
    /// # Errors
    /// [`NoText`], with what to do instead.
    pub fn of(bytes: &'a [u8]) -> Result<Self, NoText> {
        const KINDS: [(&[u8], &str); 6] = [
            (b"%PDF", "a PDF"),
            (b"PK\x03\x04", "a word processor's document or an archive"),
            (b"\xd0\xcf\x11\xe0", "a word processor's document"),
            (b"\xff\xd8\xff", "a picture"),
            (b"\x89PNG", "a picture"),
            (b"{\\rtf", "a word processor's document"),
        ];
        if let Some((_, kind)) = KINDS.iter().find(|(start, _)| bytes.starts_with(start)) {
            return Err(NoText::Other(kind));
        }
        if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
            return Err(NoText::Utf16);
        }
        if bytes.contains(&0) {
            return Err(NoText::Other("no file that a person could read"));
        }
        let charset = if std::str::from_utf8(bytes).is_ok() { "utf-8" } else { "windows-1252" };
        let text = Self { bytes, charset };
        match text.read().trim().is_empty() {
            true => Err(NoText::Empty),
            false => Ok(text),
        }
    }

    /// The text in characters.
    pub fn read(&self) -> String {
        let text = match std::str::from_utf8(self.bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => encoding_rs::WINDOWS_1252.decode(self.bytes).0.into_owned(),
        };
        text.trim_start_matches('\u{feff}').to_owned()
    }
}

/// What stands above the matter in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// Who it is from.
    pub contact: Contact,
    /// What it is about.
    pub subject: Option<String>,
}

/// A field that may stand above the matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Name,
    Email,
    Address,
    Subject,
    Telephone,
}

const FIELDS: [(&str, Field); 14] = [
    ("name", Field::Name),
    ("from", Field::Name),
    ("caller", Field::Name),
    ("email", Field::Email),
    ("e-mail", Field::Email),
    ("email address", Field::Email),
    ("address", Field::Address),
    ("postal address", Field::Address),
    ("subject", Field::Subject),
    ("re", Field::Subject),
    ("telephone", Field::Telephone),
    ("phone", Field::Telephone),
    ("tel", Field::Telephone),
    ("mobile", Field::Telephone),
];

fn field(line: &str) -> Option<(Field, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim().trim_end_matches('.').to_lowercase();
    let (_, field) = FIELDS.iter().find(|(known, _)| *known == name)?;
    Some((*field, value.trim()))
}

/// Takes the lines `Name:`, `Email:`, `Address:`, `Subject:`, `Telephone:` off
/// the top of a text; what is left is the matter. An address may run over
/// several lines. A text that begins otherwise is the matter as a whole.
pub fn split(text: &str) -> (Head, &str) {
    let text = text.trim_start_matches(['\r', '\n', ' ', '\t']);
    let mut head = Head::default();
    let has_end = text.lines().any(|line| line.trim().is_empty());
    let mut last = None;
    let mut rest = text;
    while let Some((line, after)) = next_line(rest) {
        if line.trim().is_empty() {
            break;
        }
        let indented = line.starts_with([' ', '\t']);
        match (field(line), last) {
            (Some((field, value)), _) => {
                put(&mut head, field, value);
                last = Some(field);
            }
            // Lines of an address; without an empty line below it nobody could
            // say where it ends.
            (None, Some(Field::Address)) if indented || has_end => {
                put(&mut head, Field::Address, line.trim());
            }
            (None, _) => break,
        }
        rest = after;
    }
    (head, rest.trim_start_matches(['\r', '\n']))
}

fn next_line(text: &str) -> Option<(&str, &str)> {
    match text.split_once('\n') {
        Some((line, after)) => Some((line.trim_end_matches('\r'), after)),
        None if text.is_empty() => None,
        None => Some((text, "")),
    }
}

fn put(head: &mut Head, field: Field, value: &str) {
    if value.is_empty() {
        return;
    }
    let contact = &mut head.contact;
    let place = match field {
        Field::Name => &mut contact.name,
        Field::Email => &mut contact.email,
        Field::Subject => &mut head.subject,
        Field::Telephone => &mut contact.telephone,
        Field::Address => return contact.address.extend(address_lines(value)),
    };
    *place = Some(value.to_owned());
}

/// The lines of a postal address: as they stand, or between its commas when it
/// is all on one line.
pub fn address_lines(text: &str) -> Vec<String> {
    let ends: &[char] = if text.trim().contains('\n') { &['\n'] } else { &[','] };
    let lines = text.split(ends).map(|line| line.trim().trim_end_matches(',').to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_on_top_are_fields_and_the_rest_is_the_matter() {
        let (head, text) = split(
            "Name: Ada Fenwick\nAddress: 12 High Street\n  Avonmere\nAV1 1AA\nPhone: 020 7946 0000\n\
             E-MAIL: ada@example.org\nSubject: Boiler\n\nThe boiler: it is broken.\n\nAda\n",
        );
        assert_eq!(head.contact.name.as_deref(), Some("Ada Fenwick"));
        assert_eq!(head.contact.address, ["12 High Street", "Avonmere", "AV1 1AA"]);
        assert_eq!(head.contact.telephone.as_deref(), Some("020 7946 0000"));
        assert_eq!(head.contact.email.as_deref(), Some("ada@example.org"));
        assert_eq!(head.subject.as_deref(), Some("Boiler"));
        assert_eq!(text, "The boiler: it is broken.\n\nAda\n");
    }

    #[test]
    fn a_text_without_fields_is_the_matter_as_a_whole() {
        for text in [
            "The boiler is broken.\n\nName: none of yours\n",
            "Dear Sirs:\nthe boiler is broken",
            "My complaint: the boiler.\n",
        ] {
            assert_eq!(split(text), (Head::default(), text));
        }
        let (head, text) = split("Name: Ada\nThe boiler is broken.\n");
        assert_eq!((head.contact.name.as_deref(), text), (Some("Ada"), "The boiler is broken.\n"));
        let (head, text) = split("Address: 1 Low Road, Avonmere\nThe boiler is broken.\n");
        assert_eq!(head.contact.address, ["1 Low Road", "Avonmere"]);
        assert_eq!(text, "The boiler is broken.\n");
    }

    #[test]
    fn a_file_that_is_no_text_is_refused_with_the_mend() {
        for (bytes, says) in [
            (b"%PDF-1.7 ...".as_slice(), "PDF"),
            (b"\xff\xfeA\0", "UTF-8"),
            (b"a\0b", "no file"),
            (b" \r\n\t", "no text"),
            (b"", "no text"),
        ] {
            let why = Text::of(bytes).unwrap_err().to_string();
            assert!(why.contains(says), "{why}");
        }
        assert_eq!(Text::of(b"caf\xe9").unwrap().read(), "café");
        assert_eq!(Text::of("\u{feff}café".as_bytes()).unwrap().read(), "café");
    }
}
