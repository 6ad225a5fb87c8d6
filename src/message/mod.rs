//! From bytes to what a message is: its parts, who or what sent it, what was
//! written this time, and the clues to the case it belongs to. Pure: the same
//! bytes give the same answer, and nothing in here can fail or wait.

mod addresses;
pub mod authenticity;
mod body;
pub mod bounce;
pub mod budget;
mod charset;
pub mod clues;
pub mod digest;
mod enclosed;
mod encoded_word;
pub mod entry;
mod files;
pub mod form;
pub mod headers;
pub mod html;
pub mod html_quotes;
mod mime;
pub mod origin;
mod parameters;
pub mod parse;
mod pattern;
mod plain;
pub mod reply;
mod sections;
mod tnef;
mod transfer;

use std::borrow::Cow;

use chrono::{DateTime, Utc};

pub use bounce::FailedRecipient;
pub use entry::{Channel, Contact, Entry, Paper};
pub use headers::Headers;
pub use origin::{Judged, Origin, PersonMail, ReplyAddress};
pub use reply::{Correspondent, Forwarded};

/// Where a message was seen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seen {
    /// On an IMAP server.
    Uid {
        /// The folder's UIDVALIDITY (RFC 9051, 2.3.1.1).
        validity: u32,
        /// The message's UID.
        uid: u32,
    },
    /// In a Maildir: the unique part of the file's name.
    File(String),
}

/// An address with the name that stood beside it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Address {
    /// Display name, decoded.
    pub name: Option<String>,
    /// `local@domain`, as written.
    pub address: String,
}

impl Address {
    /// The address for comparing: lower case.
    pub fn key(&self) -> String {
        self.address.to_lowercase()
    }

    /// The part after the last `@`, in lower case.
    pub fn domain(&self) -> String {
        domain_of(&self.address)
    }
}

/// The part of an address after the last `@`, in lower case.
pub fn domain_of(address: &str) -> String {
    address.rsplit_once('@').map_or_else(String::new, |(_, domain)| domain.to_lowercase())
}

/// Whether a text can be an address: one `@`, something on either side, no
/// white space or control characters, 254 bytes at most (RFC 5321, 4.5.3.1).
pub fn is_address(address: &str) -> bool {
    address.rsplit_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !domain.is_empty()
            && address.len() <= 254
            && !address.chars().any(|c| c.is_whitespace() || c.is_control() || "<>,;".contains(c))
            && (local.starts_with('"') || !local.contains('@'))
    })
}

/// A part of the message that is a file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Attachment {
    /// File name, or one made up from the type.
    pub name: String,
    /// Media type.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Size in bytes, decoded.
    pub size: usize,
}

/// A message taken apart.
#[derive(Debug, Clone)]
pub struct Message {
    /// All header fields in order.
    pub headers: Headers,
    /// Message-ID without angle brackets.
    pub message_id: Option<String>,
    /// Decoded subject, empty when there is none.
    pub subject: String,
    /// Every address of every From field.
    pub from: Vec<Address>,
    /// To.
    pub to: Vec<Address>,
    /// Cc.
    pub cc: Vec<Address>,
    /// Reply-To: recorded, never written to.
    pub reply_to: Vec<Address>,
    /// The Date field, when it can be read.
    pub date: Option<DateTime<Utc>>,
    /// Arrival: the date of the topmost Received field.
    pub arrived: Option<DateTime<Utc>>,
    /// In-Reply-To and References, in order, without angle brackets or doubles.
    pub references: Vec<String>,
    /// The whole text as plain text.
    pub text: String,
    /// What the sender wrote this time: no quoted or passed-on mail, no
    /// signature, no disclaimer.
    pub new_text: String,
    /// The signature, or what a phone puts in its place.
    pub signature: String,
    /// What the sender's organisation puts below every mail.
    pub disclaimer: String,
    /// The mails that were passed on, the outermost first.
    pub forwarded: Vec<Forwarded>,
    /// Files.
    pub attachments: Vec<Attachment>,
    /// What was wrong with the message and how it was read all the same.
    pub problems: Vec<String>,
    /// Who or what sent it.
    pub judged: Judged,
}

impl Message {
    /// What the message brings: what its sender wrote and what they pass on.
    /// Two mails that say "see below" are told apart by it, and a complaint
    /// that a councillor forwards is read.
    pub fn matter(&self) -> Cow<'_, str> {
        let passed_on = self.forwarded.iter().map(|mail| mail.text.as_str());
        let passed_on = passed_on.filter(|text| !text.is_empty() && !self.new_text.contains(text));
        passed_on.fold(Cow::Borrowed(self.new_text.as_str()), |mut matter, text| {
            let whole = matter.to_mut();
            whole.push_str("\n\n");
            whole.push_str(text);
            matter
        })
    }
}

/// What the council itself sends from and as, so that its own mail is known.
#[derive(Debug, Clone, Default)]
pub struct Own {
    /// Value of the `X-Redress` field of our letters; with None every such
    /// field counts.
    pub loop_mark: Option<String>,
    /// List ids (RFC 2919) of groups that are a mailbox of ours: everybody's
    /// mail comes through them and carries their marks.
    pub lists: Vec<String>,
    /// The mailboxes' addresses.
    pub addresses: Vec<String>,
}

/// The header field that marks our own letters.
pub const LOOP_FIELD: &str = "X-Redress";

/// A message that can't be judged; it is kept and a person reads it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It exceeds a budget.
    #[error("{0}")]
    OverBudget(budget::Exceeded),
    /// There is nothing in it that could be a mail.
    #[error("no header field was found: this is no mail")]
    NoMail,
}

/// Takes a message apart and judges it.
///
/// # Errors
/// [`Unreadable`] when it exceeds the budget or is no mail at all.
pub fn read(bytes: &[u8], budget: &budget::Budget, own: &Own) -> Result<Message, Unreadable> {
    budget.check(bytes).map_err(Unreadable::OverBudget)?;
    let bytes = &*with_line_ends(bytes);
    let parts = parse::parts(bytes, budget)?;
    let mut message = parse::parse(&parts, budget);
    message.judged = origin::judge(&message, &parts, own);
    Ok(message)
}

/// Mail whose lines end in CR alone, as old Macintoshes wrote them, with LF.
fn with_line_ends(bytes: &[u8]) -> std::borrow::Cow<'_, [u8]> {
    let is_old = !bytes.contains(&b'\n') && bytes.contains(&b'\r');
    if !is_old {
        return bytes.into();
    }
    bytes.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect()
}
