//! Calendar messages (RFC 5546, RFC 6047): an invitation or an answer to one. A
//! calendar file that somebody attached to a mail is a file.

use super::super::pattern::Pattern;
use super::super::{Message, sections};

/// The method of the mail's calendar part, in upper case.
pub(super) fn method(message: &Message, bytes: &[u8]) -> Option<String> {
    static IN_TYPE: Pattern = Pattern::new(r#"(?i)\bmethod\s*=\s*"?([a-z]+)"#);
    static IN_TEXT: Pattern = Pattern::new(r"(?im)^METHOD:\s*([a-z]+)");
    let top = message.headers.token("content-type").unwrap_or_default();
    let named = message.attachments.iter().any(|part| part.media_type == "text/calendar");
    // Not among the files, it may be an alternative of the text.
    if top != "text/calendar" && !named && !names_calendar(bytes) {
        return None;
    }
    let sections = sections::read(bytes);
    let before_attached = sections.iter().take_while(|part| part.media_type() != "message/rfc822");
    let parts = before_attached.filter(|part| part.media_type() == "text/calendar");
    let is_file = |part: &&sections::Section| {
        part.headers.token("content-disposition").as_deref() == Some("attachment")
            && !message.text.trim().is_empty()
    };
    parts.filter(|part| !is_file(part)).find_map(|part| {
        let kind = part.headers.get("content-type").unwrap_or("");
        IN_TYPE.first(kind).or_else(|| IN_TEXT.first(&part.text)).map(str::to_uppercase)
    })
}

fn names_calendar(bytes: &[u8]) -> bool {
    const NAME: &[u8] = b"text/calendar";
    let bytes = bytes.get(..200_000).unwrap_or(bytes);
    bytes.windows(NAME.len()).any(|window| window.eq_ignore_ascii_case(NAME))
}
