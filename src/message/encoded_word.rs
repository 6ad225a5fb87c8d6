//! Encoded words in header fields (RFC 2047), as they are and as they are
//! abused: cut inside a character, without blanks between them, inside quotes,
//! with blanks inside, never ended.

use super::charset;
use super::transfer::{base64, hex};

/// One encoded word and the text behind it.
struct Word<'t> {
    charset: &'t str,
    bytes: Vec<u8>,
    rest: &'t str,
}

/// Longer fields are no text that a person wrote.
const MAX_FIELD: usize = 100_000;
/// Longer words are not looked for.
const MAX_WORD: usize = 4_000;

/// A field's text with its encoded words decoded. Control characters become
/// blanks: a decoded line break must not make another field.
pub fn decode(value: &str) -> String {
    let value = start_of(value, MAX_FIELD);
    let mut text = String::with_capacity(value.len());
    // Neighbours in the same charset are one text: many programs cut words
    // inside a character.
    let mut pending: Option<(&str, Vec<u8>)> = None;
    let mut rest = value;
    while let Some((before, after)) = rest.split_once("=?") {
        let Some(Word { charset, bytes, rest: behind }) = word(after) else {
            flush(&mut pending, &mut text);
            text.push_str(before);
            text.push_str("=?");
            rest = after;
            continue;
        };
        let adjacent = pending.is_some() && before.trim().is_empty();
        match &mut pending {
            Some((other, gathered)) if adjacent && other.eq_ignore_ascii_case(charset) => {
                gathered.extend(bytes);
            }
            _ => {
                flush(&mut pending, &mut text);
                if !adjacent {
                    text.push_str(before);
                }
                pending = Some((charset, bytes));
            }
        }
        rest = behind;
    }
    flush(&mut pending, &mut text);
    text.push_str(rest);
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn flush(pending: &mut Option<(&str, Vec<u8>)>, text: &mut String) {
    if let Some((charset, bytes)) = pending.take() {
        text.push_str(&charset::read(&bytes, Some(charset)).text);
    }
}

fn start_of(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// Reads `charset?encoding?data?=`.
fn word(text: &str) -> Option<Word<'_>> {
    let near = start_of(text, MAX_WORD);
    let (charset, after) = near.split_once('?')?;
    // RFC 2231, 5: a language may follow the charset.
    let label = charset.split('*').next().unwrap_or("");
    let sound = |c: char| c.is_ascii_graphic() && !"<>@,;\"".contains(c);
    if label.is_empty() || label.len() > 60 || !label.chars().all(sound) {
        return None;
    }
    let (encoding, after) = after.split_once('?')?;
    let is_q = encoding.eq_ignore_ascii_case("q");
    if !is_q && !encoding.eq_ignore_ascii_case("b") {
        return None;
    }
    let (data, ended) = data_of(after);
    let bytes = if is_q { q_decoded(data.as_bytes()) } else { base64(data.as_bytes()) };
    let used = charset.len() + encoding.len() + 2 + data.len() + if ended { 2 } else { 0 };
    Some(Word { charset: label, bytes, rest: text.get(used..).unwrap_or("") })
}

/// The data up to `?=`, or up to the next blank where the word is never ended.
/// A `?=` that two hexadecimal digits follow is a question mark that was left
/// as it is and an escape, when the word has another end.
fn data_of(text: &str) -> (&str, bool) {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("?=")).map(|at| at + from) {
        let behind = text.get(at + 2..).unwrap_or("");
        let word = behind.split(char::is_whitespace).next().unwrap_or("");
        if !(starts_escape(behind) && word.contains("?=") && !word.contains("=?")) {
            return (text.get(..at).unwrap_or(text), true);
        }
        from = at + 2;
    }
    (text.split(char::is_whitespace).next().unwrap_or(text), false)
}

fn starts_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes, [high, low, ..] if hex(*high).is_some() && hex(*low).is_some())
}

fn q_decoded(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len());
    let mut rest = data;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (first, after) {
            (b'_', _) => out.push(b' '),
            (b'=', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    out.push(high << 4 | low);
                    rest = after;
                }
                _ => out.push(b'='),
            },
            _ => out.push(*first),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_decoded_as_rfc_2047_section_8_shows() {
        for (field, text) in [
            ("=?ISO-8859-1?Q?Andr=E9?= Pirard", "André Pirard"),
            ("(=?ISO-8859-1?Q?a?= b)", "(a b)"),
            ("(=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=)", "(ab)"),
            ("(=?ISO-8859-1?Q?a_b?=)", "(a b)"),
            ("=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=", "a b"),
            ("=?us-ascii*en?q?hello?=", "hello"),
        ] {
            assert_eq!(decode(field), text);
        }
    }

    #[test]
    fn abused_words_are_decoded_all_the_same() {
        for (field, text) in [
            ("=?utf-8?q?caf=C3?= =?utf-8?q?=A9?=", "café"),
            ("=?UTF-8?B?w6k=?==?utf-8?B?w6k=?=", "éé"),
            ("=?utf-8?q?with blanks?=", "with blanks"),
            ("=?utf-8?b?w6k?=", "é"),
            ("=?utf-8?q?never_ended", "never ended"),
            ("\"=?utf-8?q?quoted?=\"", "\"quoted\""),
            ("=?uft-8?q?=C3=A9?=", "é"),
            ("=?klingon?q?=E9?=", "é"),
            ("=?utf-8?q?=E9?=", "é"),
            ("what =? is this", "what =? is this"),
            ("=?utf-8?x?abc?=", "=?utf-8?x?abc?="),
            ("=?utf-8?q?a=0D=0ABcc:_x?=", "a  Bcc: x"),
            ("=?utf-8?Q?=C3=A9?=", "é"),
            ("=?utf-8?Q??= x", " x"),
            ("=?utf-8?Q?Where_is_it?=20?=", "Where is it? "),
        ] {
            assert_eq!(decode(field), text, "{field}");
        }
    }
}
