//! A letter as bytes. Composed from what the store holds, the same letter gives
//! the same bytes each time: same Message-ID, same Date, same boundary, so that
//! a second delivery is recognisably the same mail.

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use lettre::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};

use super::layout;
use crate::message::LOOP_FIELD;

/// Who a letter goes to and from, and what it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The mailbox's address; also the envelope sender, so that bounces come
    /// back to where they are read.
    pub from: String,
    /// The council's name, shown beside it.
    pub from_name: String,
    /// The one recipient.
    pub to: String,
    /// Message-ID without angle brackets.
    pub message_id: String,
    /// The Message-ID it answers.
    pub in_reply_to: Option<String>,
    /// The thread, oldest first.
    pub references: Vec<String>,
    /// When it was written.
    pub date: DateTime<Utc>,
    /// Value of our loop mark.
    pub loop_mark: String,
    /// An answer to a mail (`auto-replied`) or a notice (`auto-generated`),
    /// RFC 3834, 5.
    pub replies: bool,
    /// An out-of-office in answer to it is welcome: a case waits for whoever
    /// gets it.
    pub asks_an_officer: bool,
}

/// A file that goes with a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Media type; anything that can't be read is sent as octets.
    pub media_type: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// A letter ready for the wire.
#[derive(Debug, Clone)]
pub struct Composed {
    /// Envelope sender.
    pub from: Address,
    /// Envelope recipient.
    pub to: Address,
    /// The mail, lines ended by CRLF.
    pub bytes: Vec<u8>,
}

/// A letter that no mail can be made of, most likely for its address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no mail can be made of the letter: {0}")]
pub struct NoMail(String);

/// Composes a letter.
///
/// # Errors
/// [`NoMail`] when an address is not usable.
pub fn compose(
    envelope: &Envelope,
    subject: &str,
    text: &str,
    files: Vec<File>,
) -> Result<Composed, NoMail> {
    let from = address(&envelope.from)?;
    let to = address(&envelope.to)?;
    let name = Some(envelope.from_name.clone()).filter(|name| !name.is_empty());
    let submitted = if envelope.replies { "auto-replied" } else { "auto-generated" };
    // At "All" or "OOF" Exchange keeps its out-of-office back (MS-OXCMAIL).
    let suppress = if envelope.asks_an_officer { "DR, RN, NRN, AutoReply" } else { "All" };
    let mut builder = Message::builder()
        .from(Mailbox::new(name, from.clone()))
        .to(Mailbox::new(None, to.clone()))
        .subject(subject)
        .date(SystemTime::from(envelope.date))
        .message_id(Some(format!("<{}>", envelope.message_id)))
        .raw_header(field("Auto-Submitted", submitted)?)
        .raw_header(field("X-Auto-Response-Suppress", suppress)?)
        .raw_header(field(LOOP_FIELD, &envelope.loop_mark)?);
    if let Some(id) = envelope.in_reply_to.as_ref().filter(|id| is_plain_id(id)) {
        builder = builder.in_reply_to(format!("<{id}>"));
    }
    let references = references(&envelope.references);
    if !references.is_empty() {
        builder = builder.references(references);
    }
    let wrong = |error: lettre::error::Error| NoMail(error.to_string());
    let boundary = |part: &str| format!("redress-{part}-{}", local_part(&envelope.message_id));
    // The page is made from the text, so the two can't say different things;
    // the plain part first, the preferred one last (RFC 2046, 5.1.4).
    let page = layout::html(subject, text).replace('\n', "\r\n");
    let letter = MultiPart::alternative()
        .boundary(boundary("text"))
        .singlepart(SinglePart::plain(text.replace('\n', "\r\n")))
        .singlepart(SinglePart::html(page));
    let message = if files.is_empty() {
        builder.multipart(letter).map_err(wrong)?
    } else {
        let mut parts = MultiPart::mixed().boundary(boundary("files")).multipart(letter);
        for file in files {
            parts = parts.singlepart(attachment(file));
        }
        builder.multipart(parts).map_err(wrong)?
    };
    Ok(Composed { from, to, bytes: message.formatted() })
}

fn attachment(file: File) -> SinglePart {
    let octets = ContentType::parse("application/octet-stream");
    let kind = match ContentType::parse(&file.media_type) {
        // A mail inside a mail may not be encoded (RFC 2046, 5.2.1), so that a
        // strict reader refuses it; as octets it opens everywhere.
        Ok(kind) if !file.media_type.starts_with("message/") => Ok(kind),
        _ => octets,
    };
    let kind = kind.unwrap_or(ContentType::TEXT_PLAIN);
    Attachment::new(file.name).body(file.bytes, kind)
}

fn address(text: &str) -> Result<Address, NoMail> {
    text.parse().map_err(|error: lettre::address::AddressError| NoMail(error.to_string()))
}

fn field(name: &'static str, value: &str) -> Result<HeaderValue, NoMail> {
    let name =
        HeaderName::new_from_ascii(name.to_owned()).map_err(|error| NoMail(error.to_string()))?;
    Ok(HeaderValue::new(name, value.to_owned()))
}

/// The thread as a References field: the first and the last ones when it would
/// grow too long for a header line (RFC 5322, 2.1.1).
fn references(ids: &[String]) -> String {
    let plain: Vec<&String> = ids.iter().filter(|id| is_plain_id(id)).collect();
    let keep_last = 10;
    let skipped = plain.len().saturating_sub(keep_last + 1);
    let kept = plain
        .iter()
        .enumerate()
        .filter(|(number, _)| *number == 0 || *number > skipped)
        .map(|(_, id)| format!("<{id}>"));
    kept.collect::<Vec<_>>().join(" ")
}

/// A Message-ID that can stand in a header line as it is.
fn is_plain_id(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= 250
        && id.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'<' && byte != b'>')
}

fn local_part(id: &str) -> &str {
    id.split('@').next().unwrap_or(id)
}
