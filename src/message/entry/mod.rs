//! What did not come by mail: a letter, a call, a visit or a form that a person
//! enters (KH 3.0, HC 3.2: a complaint in any format, to any member of staff).
//! It is written down as a mail of our own making, its text unaltered, so that
//! everything that reads a stored message can read it too.

mod file;

use chrono::{DateTime, Utc};

use super::{Message, is_address};

pub use file::{Head, NoText, Text, address_lines, split};

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
}
