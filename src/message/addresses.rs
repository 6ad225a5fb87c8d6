//! The fields of addresses (RFC 5322, 3.4), read as people and programs write
//! them: commas in names, missing brackets, encoded words in quotes, old
//! routes and comments.

use std::iter::Peekable;
use std::str::Chars;

use super::encoded_word::decode;
use super::{Address, Headers, is_address};

/// More are not read: nobody writes to so many by hand.
const MAX_ADDRESSES: usize = 1_000;

/// Every address of every field of that name, in order.
pub fn of(headers: &Headers, name: &str) -> Vec<Address> {
    headers.all(name).flat_map(read).take(MAX_ADDRESSES).collect()
}

/// What was read of one address so far.
#[derive(Default)]
struct Entry {
    phrase: String,
    comment: String,
    angle: Option<String>,
}

/// The addresses of one field.
pub fn read(value: &str) -> Vec<Address> {
    let mut found = Vec::new();
    // `Smith, John <j@s>`: the comma parted the name.
    let mut before: Option<String> = None;
    let mut entry = Entry::default();
    let mut characters = value.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' => quoted(&mut characters, &mut entry),
            '(' => comment(&mut characters, &mut entry.comment),
            '<' => {
                // `Ada <a@b> <c@d>`: both are told, neither is believed.
                if entry.angle.is_some() {
                    finish(std::mem::take(&mut entry), &mut before, &mut found);
                }
                let mut inside = String::new();
                while let Some(c) = characters.next() {
                    match c {
                        '>' => break,
                        // `<<a@b>>`, and a bracket that was never closed.
                        '<' => inside.clear(),
                        '(' => comment(&mut characters, &mut entry.comment),
                        c => inside.push(c),
                    }
                }
                entry.angle = Some(inside);
            }
            ',' | ';' => finish(std::mem::take(&mut entry), &mut before, &mut found),
            ':' if entry.angle.is_some() => {}
            ':' if !entry.phrase.contains('@') => {
                // A group's name, or `mailto:`.
                entry.phrase.clear();
                before = None;
            }
            '>' => {}
            c => entry.phrase.push(if c.is_control() { ' ' } else { c }),
        }
        if found.len() >= MAX_ADDRESSES {
            return found;
        }
    }
    finish(entry, &mut before, &mut found);
    found.dedup_by(|again, one| again.key() == one.key());
    found
}

/// A quoted string goes into the phrase without its quotes, unless it is a
/// local part (RFC 5321, 4.1.2): then it is an address as it stands.
fn quoted(characters: &mut Peekable<Chars<'_>>, entry: &mut Entry) {
    let mut text = String::new();
    let mut closed = false;
    while let Some(c) = characters.next() {
        match c {
            '"' => {
                closed = true;
                break;
            }
            '\\' => text.extend(characters.next()),
            c => text.push(c),
        }
    }
    if closed && entry.angle.is_none() && characters.next_if_eq(&'@').is_some() {
        let mut address = format!("\"{text}\"@");
        while let Some(c) = characters.next_if(|c| !c.is_whitespace() && !"<>,;(\"".contains(*c)) {
            address.push(c);
        }
        entry.angle = Some(address);
    } else {
        entry.phrase.push_str(&text);
    }
}

fn comment(characters: &mut Peekable<Chars<'_>>, text: &mut String) {
    let mut depth = 1;
    while let Some(c) = characters.next() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            '\\' => {
                text.extend(characters.next());
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            return;
        }
        text.push(c);
    }
}

fn finish(entry: Entry, before: &mut Option<String>, found: &mut Vec<Address>) {
    let phrase = folded(&decode(&entry.phrase));
    let comment = folded(&decode(&entry.comment));
    let inside = entry.angle.as_deref().map(bare).filter(|address| address.contains('@'));
    if let Some(address) = inside {
        let name = match (before.take(), phrase) {
            (Some(last), first) if !first.is_empty() => format!("{last}, {first}"),
            (_, name) => name,
        };
        let name = [name, comment].into_iter().find(|name| !name.is_empty() && *name != address);
        found.push(Address { name, address });
        return;
    }
    // The address stands in the phrase, which is looked at undecoded: an
    // encoded word is never an address (RFC 2047, 5).
    let words: Vec<&str> = entry.phrase.split_whitespace().collect();
    let at = words.iter().position(|word| {
        word.rsplit_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && !domain.is_empty() && !word.starts_with("=?")
        })
    });
    match at.and_then(|at| words.get(at)) {
        Some(word) => {
            let others = words.iter().filter(|other| *other != word).copied();
            let name = folded(&decode(&others.collect::<Vec<_>>().join(" ")));
            let name = [name, comment].into_iter().find(|name| !name.is_empty());
            *before = None;
            found.push(Address { name, address: bare(word) });
        }
        None if is_address(&comment) => {
            *before = None;
            let name = Some(phrase).filter(|name| !name.is_empty());
            found.push(Address { name, address: comment });
        }
        None if !phrase.is_empty() => *before = Some(phrase),
        None => {}
    }
}

/// An address without route (`@a,@b:c@d`), `mailto:`, blanks and brackets.
fn bare(written: &str) -> String {
    let written = written.trim().trim_start_matches("mailto:");
    let written = match written.strip_prefix('@').and_then(|route| route.split_once(':')) {
        Some((_, address)) => address,
        None => written,
    };
    let is_quoted = written.starts_with('"');
    let compact: String =
        written.chars().filter(|c| !c.is_control() && (is_quoted || !c.is_whitespace())).collect();
    compact.trim_matches(|c: char| "<>[]'`,;".contains(c)).trim_end_matches('.').to_owned()
}

fn folded(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = ["\"", "'"].iter().find_map(|q| text.strip_prefix(q)?.strip_suffix(q));
    bare.unwrap_or(&text).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(field: &str) -> String {
        let all: Vec<String> = read(field)
            .into_iter()
            .map(|one| format!("{}|{}", one.name.unwrap_or_default(), one.address))
            .collect();
        all.join(" & ")
    }

    #[test]
    fn addresses_are_read_however_they_are_written() {
        for (field, wanted) in [
            ("a@example.org", "|a@example.org"),
            ("<a@example.org>", "|a@example.org"),
            ("Ada King <a@example.org>", "Ada King|a@example.org"),
            ("\"King, Ada\" <a@example.org>", "King, Ada|a@example.org"),
            ("King, Ada <a@example.org>", "King, Ada|a@example.org"),
            ("a@example.org (Ada (K) King)", "Ada (K) King|a@example.org"),
            ("Ada a@example.org", "Ada|a@example.org"),
            ("=?utf-8?q?=C3=89a=2C_b?= <a@example.org>", "Éa, b|a@example.org"),
            ("\"=?utf-8?q?=C3=89a?=\" <a@example.org>", "Éa|a@example.org"),
            ("=?utf-8?q?x=40evil=2Eexample=2C?= <a@example.org>", "x@evil.example,|a@example.org"),
            ("a@example.org, B <b@example.org>", "|a@example.org & B|b@example.org"),
            ("Team: a@example.org, b@example.org;", "|a@example.org & |b@example.org"),
            ("undisclosed-recipients:;", ""),
            ("<@relay.example,@b.example:a@example.org>", "|a@example.org"),
            ("<mailto:a@example.org>", "|a@example.org"),
            ("Ada <a@example.org", "Ada|a@example.org"),
            ("<<a@example.org>>", "|a@example.org"),
            ("'Ada' <a@example.org>", "Ada|a@example.org"),
            ("\"a b\"@example.org", "|\"a b\"@example.org"),
            ("'Ada' via Bob <a@example.org>", "'Ada' via Bob|a@example.org"),
            ("\"A\" <a@example.org>:<b@example.net>", "A|a@example.org & |b@example.net"),
            ("a@example.org <a@example.org>", "|a@example.org"),
            ("b@example.net <a@example.org>", "b@example.net|a@example.org"),
            ("Ada (a@example.org)", "Ada|a@example.org"),
            ("Ada <a@(at home)example.org>", "Ada|a@example.org"),
            ("nobody", ""),
            ("Ada <>", ""),
            ("", ""),
        ] {
            assert_eq!(told(field), wanted, "{field}");
        }
    }
}
