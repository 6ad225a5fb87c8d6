//! Calendar messages (RFC 5546, RFC 6047): an invitation or an answer to one. A
//! calendar file that somebody attached to a mail is a file.

use super::super::mime::{Part, Parts};
use super::super::pattern::Pattern;
use super::super::{Message, sections};

/// The method of the mail's calendar part, in upper case.
pub(super) fn method(message: &Message, parts: &Parts<'_>) -> Option<String> {
    static IN_TEXT: Pattern = Pattern::new(r"(?im)^METHOD:\s*([a-z]+)");
    let before_attached = parts.list.iter().take_while(|part| !part.is_message());
    let calendars = before_attached.filter(|part| part.kind.value == "text/calendar");
    let is_file = |part: &&Part<'_>| {
        part.disposition.value == "attachment" && !message.text.trim().is_empty()
    };
    calendars.filter(|part| !is_file(part)).find_map(|part| {
        let named = part.kind.get("method").map(str::trim).filter(|method| !method.is_empty());
        let method = named.map(str::to_uppercase);
        method.or_else(|| IN_TEXT.first(&sections::text(part)).map(str::to_uppercase))
    })
}
