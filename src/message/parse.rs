//! Takes a message apart with mail-parser, and mends what it leaves undone:
//! the text of broken multiparts, undeclared 8-bit text, addresses with commas
//! in their names (dependency notes, section 4). The raw bytes stay the record;
//! this is only a view.

#![allow(clippy::wildcard_enum_match_arm, reason = "the enums are mail-parser's, not ours")]

use chrono::{DateTime, NaiveDate, Utc};
use mail_parser::{HeaderValue, MessageParser, MessagePart, MimeHeaders, PartType};

use super::budget::Budget;
use super::headers::{Headers, decode};
use super::origin::Judged;
use super::{Address, Attachment, Message, Unreadable, clues, html, reply};

/// Takes a message apart. The origin is judged afterwards.
///
/// # Errors
/// [`Unreadable`] when there is no header at all or too many parts.
pub fn parse(bytes: &[u8], budget: &Budget) -> Result<Message, Unreadable> {
    let bytes = without_envelope_line(bytes);
    let headers = Headers::read(bytes);
    if headers.is_empty() {
        return Err(Unreadable::NoMail);
    }
    let parsed = MessageParser::default().parse(bytes).ok_or(Unreadable::NoMail)?;
    budget.check_parts(count_parts(&parsed)).map_err(Unreadable::OverBudget)?;
    let mut problems = Vec::new();
    let text = text(&parsed, &mut problems);
    let new_text = reply::new_text(&text);
    let from = addresses_of(&parsed, &headers, "From", &mut problems);
    Ok(Message {
        message_id: headers
            .get("message-id")
            .and_then(|value| clues::message_ids(value).into_iter().next()),
        subject: subject(&parsed, &headers),
        from,
        to: addresses_of(&parsed, &headers, "To", &mut Vec::new()),
        cc: addresses_of(&parsed, &headers, "Cc", &mut Vec::new()),
        reply_to: addresses_of(&parsed, &headers, "Reply-To", &mut Vec::new()),
        date: date(&parsed, &headers, &mut problems),
        arrived: parsed.received().and_then(|received| received.date()).and_then(instant),
        references: clues::references(&headers),
        attachments: attachments(&parsed),
        text,
        new_text,
        problems,
        judged: Judged::default(),
        headers,
    })
}

/// An mbox `From ` line or empty lines on top are no part of the message; an
/// IMAP server would not send them, a folder of files may.
fn without_envelope_line(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    while let [b'\r' | b'\n', after @ ..] = rest {
        rest = after;
    }
    if rest.starts_with(b"From ") || rest.starts_with(b">From ") {
        let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |at| at + 1);
        rest = rest.get(end..).unwrap_or_default();
    }
    rest
}

fn count_parts(message: &mail_parser::Message<'_>) -> usize {
    message
        .parts
        .iter()
        .map(|part| match &part.body {
            PartType::Message(inner) => 1 + count_parts(inner),
            _ => 1,
        })
        .sum()
}

fn subject(parsed: &mail_parser::Message<'_>, headers: &Headers) -> String {
    let subject = parsed.subject().map(str::to_owned);
    let subject = match subject {
        Some(subject) if subject.contains('\u{fffd}') => {
            headers.get("subject").map(str::to_owned).unwrap_or(subject)
        }
        Some(subject) => subject,
        None => headers.get("subject").unwrap_or_default().to_owned(),
    };
    subject.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn date(
    parsed: &mail_parser::Message<'_>,
    headers: &Headers,
    problems: &mut Vec<String>,
) -> Option<DateTime<Utc>> {
    let date = parsed.date().copied().and_then(instant);
    if date.is_none() {
        problems.push(match headers.get("date") {
            Some(_) => "the Date field can't be read; the arrival counts".to_owned(),
            None => "there is no Date field; the arrival counts".to_owned(),
        });
    }
    date
}

fn instant(date: mail_parser::DateTime) -> Option<DateTime<Utc>> {
    let sensible = (1970..=2200).contains(&date.year)
        && NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()).is_some();
    if !sensible {
        return None;
    }
    DateTime::from_timestamp(date.to_timestamp(), 0)
}

/// The addresses of every field of that name. Several From fields are all
/// told: which of them is true can't be known.
fn addresses_of(
    parsed: &mail_parser::Message<'_>,
    headers: &Headers,
    name: &'static str,
    problems: &mut Vec<String>,
) -> Vec<Address> {
    let mut found = Vec::new();
    for value in parsed.header_values(name) {
        let HeaderValue::Address(list) = value else { continue };
        let mut waiting_name: Option<String> = None;
        for addr in list.iter() {
            let display = addr.name().map(str::to_owned).filter(|name| !name.is_empty());
            match addr.address().map(str::trim).filter(|address| address.contains('@')) {
                Some(address) => {
                    let name = match (waiting_name.take(), display) {
                        // `Smith, John <j@s>`: the comma parted the name.
                        (Some(before), Some(name)) => Some(format!("{before}, {name}")),
                        (before, name) => name.or(before),
                    };
                    found.push(Address { name, address: address.to_owned() });
                }
                None => {
                    let word = display.or_else(|| addr.address().map(str::to_owned));
                    waiting_name = word.or(waiting_name);
                }
            }
        }
    }
    if found.is_empty()
        && let Some(address) = headers.all(name).find_map(bare_address)
    {
        problems.push(format!("the {name} field is malformed; the address in it was used"));
        found.push(Address { name: None, address });
    }
    found
}

/// The one thing in a field that looks like an address.
fn bare_address(value: &str) -> Option<String> {
    value
        .split(|c: char| c.is_whitespace() || "<>(),;:\"".contains(c))
        .find(|word| {
            word.split_once('@').is_some_and(|(local, domain)| {
                !local.is_empty() && domain.contains('.') && !domain.ends_with('.')
            })
        })
        .map(str::to_owned)
}

/// The text: the plain parts, else HTML as text, else any text part that was
/// set aside (a broken multipart leaves it among the attachments), else the
/// body as it stands.
fn text(parsed: &mail_parser::Message<'_>, problems: &mut Vec<String>) -> String {
    let mut texts: Vec<String> = Vec::new();
    for id in &parsed.text_body {
        if let Some(part) = part(parsed, *id) {
            texts.extend(part_text(parsed, part, problems));
        }
    }
    if texts.iter().all(|text| text.trim().is_empty()) {
        let html = parsed.html_body.iter().filter_map(|id| part(parsed, *id));
        texts = html.filter_map(|part| part_text(parsed, part, problems)).collect();
    }
    if texts.iter().all(|text| text.trim().is_empty()) {
        let found = parsed.parts.iter().find_map(|part| {
            let named = part.attachment_name().is_some();
            part_text(parsed, part, problems).filter(|text| !named && !text.trim().is_empty())
        });
        if let Some(text) = found {
            problems.push("the text was found outside its place in a broken message".to_owned());
            texts = vec![text];
        }
    }
    texts.join("\n")
}

fn part<'m, 'x>(parsed: &'m mail_parser::Message<'x>, id: u32) -> Option<&'m MessagePart<'x>> {
    parsed.parts.get(usize::try_from(id).ok()?)
}

fn part_text(
    parsed: &mail_parser::Message<'_>,
    part: &MessagePart<'_>,
    problems: &mut Vec<String>,
) -> Option<String> {
    match &part.body {
        PartType::Text(text) => Some(plain(&mended(parsed, part, text, problems))),
        PartType::Html(markup) => {
            let markup = mended(parsed, part, markup, problems);
            Some(html::to_text(&markup))
        }
        _ => None,
    }
}

/// Replacement characters mean that the declared charset was wrong or missing:
/// then the bytes are read again as Windows-1252, in which every byte is text.
fn mended(
    parsed: &mail_parser::Message<'_>,
    part: &MessagePart<'_>,
    text: &str,
    problems: &mut Vec<String>,
) -> String {
    if !text.contains('\u{fffd}') {
        return text.to_owned();
    }
    let raw = parsed
        .raw_message
        .get(part.offset_body as usize..part.offset_end as usize)
        .unwrap_or_default();
    let decoded = match part.encoding {
        mail_parser::Encoding::Base64 => mail_parser::decoders::base64::base64_decode(raw),
        mail_parser::Encoding::QuotedPrintable => {
            mail_parser::decoders::quoted_printable::quoted_printable_decode(raw)
        }
        mail_parser::Encoding::None => Some(raw.to_vec()),
    };
    let again = decode(&decoded.unwrap_or_default());
    if again.trim().is_empty() {
        return text.to_owned();
    }
    problems
        .push("the text is not in the charset it names; it was read as Windows-1252".to_owned());
    again
}

/// One kind of line end, and no control characters that a terminal would obey.
fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

fn attachments(parsed: &mail_parser::Message<'_>) -> Vec<Attachment> {
    parsed
        .attachments
        .iter()
        .filter_map(|id| part(parsed, *id))
        .enumerate()
        .map(|(number, part)| {
            let media_type = media_type(part);
            Attachment {
                name: attachment_name(part, number + 1, &media_type),
                size: part.len(),
                media_type,
            }
        })
        .collect()
}

/// The files of a message: name, media type, decoded content.
pub fn files(bytes: &[u8]) -> Vec<(String, String, Vec<u8>)> {
    let bytes = without_envelope_line(bytes);
    let Some(parsed) = MessageParser::default().parse(bytes) else { return Vec::new() };
    parsed
        .attachments
        .iter()
        .filter_map(|id| part(&parsed, *id))
        .enumerate()
        .map(|(number, part)| {
            let media_type = media_type(part);
            let content = match &part.body {
                PartType::Message(inner) => inner.raw_message().to_vec(),
                _ => part.contents().to_vec(),
            };
            (attachment_name(part, number + 1, &media_type), media_type, content)
        })
        .collect()
}

fn media_type(part: &MessagePart<'_>) -> String {
    match part.content_type() {
        Some(kind) => match kind.subtype() {
            Some(subtype) => format!("{}/{subtype}", kind.ctype()).to_ascii_lowercase(),
            None => kind.ctype().to_ascii_lowercase(),
        },
        None => "application/octet-stream".to_owned(),
    }
}

fn attachment_name(part: &MessagePart<'_>, number: usize, media_type: &str) -> String {
    if let Some(name) = part.attachment_name().map(str::trim).filter(|name| !name.is_empty()) {
        return name.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let ending = match media_type {
        "message/rfc822" => "eml",
        "text/plain" => "txt",
        "text/html" => "html",
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "application/pdf" => "pdf",
        _ => "bin",
    };
    format!("attachment-{number}.{ending}")
}
