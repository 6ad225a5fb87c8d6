//! The files of a message, and what they are called.

use std::borrow::Cow;

use super::headers::Headers;
use super::mime::Part;
use super::transfer::Transfer;
use super::{Attachment, encoded_word};

/// A file of a message.
#[derive(Debug, Clone)]
pub struct File<'m> {
    /// Its name, or one made up from its type.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Its bytes.
    pub content: Content<'m>,
}

/// Where a file's bytes are.
#[derive(Debug, Clone)]
pub enum Content<'m> {
    /// In a part, as they were sent.
    Part(&'m [u8], Transfer),
    /// Taken out of a text or a container.
    Own(Vec<u8>),
}

impl File<'_> {
    /// Its bytes, decoded.
    pub fn content(&self) -> Cow<'_, [u8]> {
        match &self.content {
            Content::Part(raw, transfer) => transfer.decode(raw).0,
            Content::Own(bytes) => Cow::Borrowed(bytes),
        }
    }

    /// As it is listed.
    pub fn listed(&self) -> Attachment {
        let size = match &self.content {
            Content::Part(raw, transfer) => transfer.size(raw),
            Content::Own(bytes) => bytes.len(),
        };
        Attachment { name: self.name.clone(), media_type: self.media_type.clone(), size }
    }
}

/// The name that a part was given.
pub fn given_name<'p>(part: &'p Part<'_>) -> Option<&'p str> {
    [part.disposition.get("filename"), part.kind.get("name"), part.kind.get("filename")]
        .into_iter()
        .flatten()
        .map(str::trim)
        .find(|name| !name.is_empty())
}

/// The name that a part is listed under: its own, its subject, its description,
/// or one made up.
pub fn file_name(part: &Part<'_>, number: usize) -> String {
    if let Some(given) = given_name(part).map(name).filter(|name| !name.is_empty()) {
        return given;
    }
    let ending = match part.kind.value.as_str() {
        _ if part.is_message() => "eml",
        "text/plain" | "message/delivery-status" | "text/rfc822-headers" => "txt",
        "text/html" => "html",
        "text/calendar" => "ics",
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        "application/pdf" => "pdf",
        _ => "bin",
    };
    // A title may have any character, a file's name not.
    let as_name = |title: &str| name(&encoded_word::decode(title).replace(['/', '\\'], "-"));
    let subject = || {
        let raw = part.transfer.decode(part.body).0;
        Headers::read_up_to(&raw, 200).get("subject").map(as_name)
    };
    let subject = part.is_message().then(subject).flatten().filter(|title| !title.is_empty());
    let title = subject.or_else(|| part.headers.get("content-description").map(as_name));
    match title.filter(|title| !title.is_empty()) {
        Some(title) if title.to_ascii_lowercase().ends_with(&format!(".{ending}")) => title,
        Some(title) => format!("{title}.{ending}"),
        None => format!("attachment-{number}.{ending}"),
    }
}

/// A file's name without the folders of its sender's machine, without marks
/// that hide its ending, and of a sensible length.
pub fn name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).find(|part| !part.trim().is_empty()).unwrap_or("");
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let shown: String = last.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let shown: String = shown.chars().filter(|c| !hidden(*c)).take(200).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}
