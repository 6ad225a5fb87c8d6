//! What did not come by mail: a letter, a call, a visit or a form that a person
//! enters (KH 3.0, HC 3.2: a complaint in any format, to any member of staff).
//! It is written down as a mail of our own making, its text unaltered, so that
//! everything that reads a stored message can read it too.

use chrono::{DateTime, Utc};

use super::{Message, is_address};

/// How it came.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A letter.
    Post,
    /// A telephone call.
    Phone,
    /// Somebody came.
    Visit,
    /// A form on paper, or of another system.
    Form,
}

impl Channel {
    /// All channels with their names on the command line and in the record.
    pub const ALL: [(&'static str, Channel); 4] = [
        ("post", Channel::Post),
        ("phone", Channel::Phone),
        ("visit", Channel::Visit),
        ("form", Channel::Form),
    ];

    /// The name on the command line and in the record.
    pub fn as_str(self) -> &'static str {
        Channel::ALL.iter().find(|(_, channel)| *channel == self).map_or("post", |(name, _)| name)
    }

    /// The channel of that name.
    pub fn parse(name: &str) -> Option<Channel> {
        Channel::ALL.iter().find(|(other, _)| *other == name).map(|(_, channel)| *channel)
    }

    /// What came, in words.
    pub fn words(self) -> &'static str {
        match self {
            Channel::Post => "a letter",
            Channel::Phone => "a telephone call",
            Channel::Visit => "a visit",
            Channel::Form => "a form",
        }
    }
}

/// Who it is from, as far as they said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contact {
    /// Name.
    pub name: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// Postal address, a line each.
    pub address: Vec<String>,
    /// Telephone number.
    pub telephone: Option<String>,
}

impl Contact {
    /// Whether nobody could be reached: such a matter is kept and decided by a
    /// person (KH 4.1, KC 4.1, RB 10, ME 5.10.17).
    pub fn is_anonymous(&self) -> bool {
        *self == Contact::default()
    }

    /// What is said here, and for the rest what is said there.
    pub fn or(self, other: Contact) -> Contact {
        let address = if self.address.is_empty() { other.address } else { self.address };
        Contact {
            name: self.name.or(other.name),
            email: self.email.or(other.email),
            address,
            telephone: self.telephone.or(other.telephone),
        }
    }
}

/// Whom letters on paper are for: the lines of the address, with a telephone
/// number where one is known. Letters to them are printed, and a person sees
/// that they arrive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Paper(String);

impl Paper {
    /// The lines, ended by `\n` but for the last.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Something that was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// How it came.
    pub channel: Channel,
    /// When it came to the council.
    pub received_at: DateTime<Utc>,
    /// Who it is from.
    pub contact: Contact,
    /// What it is about, if that was said.
    pub subject: Option<String>,
    /// Reference of the case that it belongs to, as it was given.
    pub case: Option<String>,
    /// Who entered it: an officer's id, or a user.
    pub by: String,
}

/// The fields of the record. What tells one matter from another counts for its
/// content digest; the rest is like a trace field.
const CHANNEL: &str = "X-Redress-Entered";
const BY: &str = "X-Redress-Entered-By";
const RECEIVED: &str = "X-Redress-Received";
const CASE: &str = "X-Redress-Case";
const NAME: &str = "Entered-Name";
const ADDRESS: &str = "Entered-Address";
const TELEPHONE: &str = "Entered-Telephone";

/// Between the lines of an address in the record.
const LINE: &str = " | ";

impl Entry {
    /// The mail that it is written down as; `text` stands in it as it is.
    pub fn to_mail(&self, mailbox: &str, text: &Text<'_>) -> Vec<u8> {
        let contact = &self.contact;
        let noon = self.received_at.with_timezone(&chrono_tz::Europe::London);
        // The day alone: the same letter entered again is the same letter.
        let day = noon.date_naive().format("%a, %-d %b %Y");
        let mut head = vec![format!("Date: {day} 12:00:00 +0000")];
        let mut add = |name: &str, value: Option<String>| {
            let value = value.map(|value| one_line(&value)).filter(|value| !value.is_empty());
            head.extend(value.map(|value| format!("{name}: {value}")));
        };
        let from = contact.email.as_ref().map(|email| match &contact.name {
            Some(name) => format!("\"{}\" <{email}>", name.replace(['"', '\\'], " ")),
            None => email.clone(),
        });
        add("From", from);
        add("To", Some(mailbox.to_owned()));
        add("Subject", self.subject.clone());
        add(NAME, contact.name.clone());
        let lines: Vec<String> =
            contact.address.iter().map(|line| line.replace('|', "/")).collect();
        add(ADDRESS, Some(lines.join(LINE)));
        add(TELEPHONE, contact.telephone.clone());
        add(CHANNEL, Some(self.channel.as_str().to_owned()));
        add(BY, Some(self.by.clone()));
        add(RECEIVED, Some(self.received_at.to_rfc3339()));
        add(CASE, self.case.clone());
        head.push("MIME-Version: 1.0".to_owned());
        head.push(format!("Content-Type: text/plain; charset={}", text.charset));
        head.push("Content-Transfer-Encoding: 8bit".to_owned());
        let mut mail = format!("{}\r\n\r\n", head.join("\r\n")).into_bytes();
        mail.extend_from_slice(text.bytes);
        mail
    }

    /// Reads it back from the mail that it was written down as. Only for a
    /// message that is known to have been entered: anybody can write these
    /// fields into a mail. None when it is no such record.
    pub fn of_mail(message: &Message) -> Option<Self> {
        let field = |name: &str| message.headers.get(name).map(str::to_owned);
        let received = message.headers.get(RECEIVED)?;
        let lines = field(ADDRESS).unwrap_or_default();
        let address = lines.split(LINE).filter(|line| !line.is_empty()).map(str::to_owned);
        Some(Self {
            channel: Channel::parse(message.headers.get(CHANNEL)?)?,
            received_at: DateTime::parse_from_rfc3339(received).ok()?.to_utc(),
            contact: Contact {
                name: field(NAME),
                email: message.from.first().map(|from| from.address.clone()),
                address: address.collect(),
                telephone: field(TELEPHONE),
            },
            subject: Some(message.subject.clone()).filter(|subject| !subject.is_empty()),
            case: field(CASE),
            by: field(BY).unwrap_or_default(),
        })
    }

    /// The address that mail may go to by itself. What was heard on the
    /// telephone from somebody who gave no name is none: a person writes there,
    /// or nobody.
    pub fn email(&self) -> Option<&str> {
        let named = self.contact.name.is_some() || self.channel != Channel::Phone;
        self.contact.email.as_deref().filter(|email| named && is_address(email))
    }

    /// Whom letters on paper are for, where no mail may go.
    pub fn paper(&self) -> Option<Paper> {
        if self.email().is_some() || self.contact.is_anonymous() {
            return None;
        }
        let contact = &self.contact;
        let mut lines: Vec<String> = contact.name.iter().cloned().collect();
        lines.extend(contact.address.iter().cloned());
        lines.extend(contact.telephone.iter().map(|number| format!("Telephone: {number}")));
        lines.extend(contact.email.iter().map(|email| format!("Email: {email}")));
        let lines: Vec<String> = lines.iter().map(|line| one_line(line)).collect();
        Some(Paper(lines.join("\n")))
    }

    /// Who it is from, for comparing: in lower case, never empty.
    pub fn key(&self) -> String {
        match (self.email(), self.paper()) {
            (Some(email), _) => email.to_lowercase(),
            (None, Some(paper)) => paper.as_str().to_lowercase(),
            (None, None) => "anonymous".to_owned(),
        }
    }
}

/// The text of a file, and what it is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text<'a> {
    bytes: &'a [u8],
    charset: &'static str,
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

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::digest::of_content;
    use crate::message::{Own, budget::Budget, read};

    fn entry(channel: Channel, contact: Contact) -> Entry {
        Entry {
            channel,
            received_at: "2026-12-17T10:00:00Z".parse().unwrap(),
            contact,
            subject: Some("Boiler — again".into()),
            case: None,
            by: "r.patel".into(),
        }
    }

    fn ada() -> Contact {
        Contact {
            name: Some("Ada \"the\" Fenwick-Łuk".into()),
            email: None,
            address: vec!["12 High Street".into(), "Avonmere AV1 1AA".into()],
            telephone: Some("020 7946 0000".into()),
        }
    }

    #[test]
    fn what_is_written_down_reads_back_and_the_text_stands_in_it_unaltered() {
        let bytes = "Name: Ada\r\n\r\nThe boiler is broken.\n\n> I said so.\n-- \nAda\n".as_bytes();
        let text = Text::of(bytes).unwrap();
        for contact in [ada(), Contact { email: Some("ada@example.org".into()), ..ada() }] {
            for (_, channel) in Channel::ALL {
                let entry = entry(channel, contact.clone());
                let mail = entry.to_mail("complaints@council.example", &text);
                assert!(mail.ends_with(bytes));
                let message = read(&mail, &Budget::default(), &Own::default()).unwrap();
                let back = Entry::of_mail(&message).unwrap();
                assert_eq!(back, entry);
            }
        }
    }

    #[test]
    fn a_field_cannot_bring_another_field_or_a_body() {
        let contact = Contact { name: Some("A\r\nBcc: x@example.org\r\n\r\nbody".into()), ..ada() };
        let entry = entry(Channel::Post, contact);
        let mail = entry.to_mail("c@council.example", &Text::of(b"words").unwrap());
        let message = read(&mail, &Budget::default(), &Own::default()).unwrap();
        assert!(!message.headers.has("bcc"));
        assert_eq!(message.text.trim(), "words");
    }

    #[test]
    fn the_same_letter_of_the_same_day_is_the_same_content() {
        let text = Text::of(b"The boiler is broken.").unwrap();
        let once = entry(Channel::Post, ada());
        let again = Entry {
            by: "t.lund".into(),
            received_at: "2026-12-17T15:00:00Z".parse().unwrap(),
            case: Some("KH-2026-00001".into()),
            ..once.clone()
        };
        let content = |entry: &Entry| of_content(&entry.to_mail("c@council.example", &text));
        assert_eq!(content(&once), content(&again));
        let other = Contact { name: Some("Bo Marsh".into()), ..ada() };
        assert_ne!(content(&once), content(&entry(Channel::Post, other)));
    }

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
    fn nobody_is_written_to_by_mail_who_gave_no_name_on_the_telephone() {
        let told = Contact { email: Some("ada@example.org".into()), ..Contact::default() };
        let call = entry(Channel::Phone, told.clone());
        assert_eq!(call.email(), None);
        assert_eq!(call.paper().unwrap().as_str(), "Email: ada@example.org");
        assert_eq!(entry(Channel::Form, told).email(), Some("ada@example.org"));
        let named = Contact { email: Some("ada@example.org".into()), ..ada() };
        assert_eq!(entry(Channel::Phone, named).email(), Some("ada@example.org"));
    }

    #[test]
    fn letters_on_paper_are_for_whoever_gave_anything_but_a_mail_address() {
        let paper = entry(Channel::Post, ada()).paper().unwrap();
        assert_eq!(
            paper.as_str(),
            "Ada \"the\" Fenwick-Łuk\n12 High Street\nAvonmere AV1 1AA\nTelephone: 020 7946 0000"
        );
        let nobody = entry(Channel::Post, Contact::default());
        assert!(nobody.paper().is_none() && nobody.email().is_none());
        assert_eq!(nobody.key(), "anonymous");
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
