//! The fields of addresses (RFC 5322, 3.4), read as people and programs write
//! them: commas in names, missing brackets, encoded words in quotes, old
//! routes and comments.

use super::encoded_word::decode;
use super::{Address, Headers};

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
            '"' => quoted(&mut characters, &mut entry.phrase),
            '(' => comment(&mut characters, &mut entry.comment),
            '<' => {
                let mut inside = String::new();
                for c in characters.by_ref().take_while(|c| *c != '>') {
                    // `<<a@b>>`, and a bracket that was never closed.
                    if c == '<' {
                        inside.clear();
                    } else {
                        inside.push(c);
                    }
                }
                entry.angle.get_or_insert(inside);
            }
            ',' | ';' => finish(std::mem::take(&mut entry), &mut before, &mut found),
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
    found
}

/// A quoted string goes into the phrase without its quotes; an `@` in it is
/// part of a quoted local part only if an address follows, which `finish` sees.
fn quoted(characters: &mut std::iter::Peekable<std::str::Chars<'_>>, phrase: &mut String) {
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
    if closed && characters.peek() == Some(&'@') {
        // RFC 5321, 4.1.2: a quoted local part keeps its quotes.
        phrase.push('"');
        phrase.extend(text.chars().filter(|c| !c.is_whitespace()));
        phrase.push('"');
    } else {
        phrase.push_str(&text);
    }
}

fn comment(characters: &mut std::iter::Peekable<std::str::Chars<'_>>, text: &mut String) {
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
    let compact: String =
        written.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    compact.trim_matches(|c: char| "<>[]'`,;".contains(c)).trim_end_matches('.').to_owned()
}

fn folded(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim_matches(['"', '\'']).trim().to_owned()
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
            ("\"a b\"@example.org", "|\"ab\"@example.org"),
            ("a@example.org <a@example.org>", "|a@example.org"),
            ("b@example.net <a@example.org>", "b@example.net|a@example.org"),
            ("nobody", ""),
            ("Ada <>", ""),
            ("", ""),
        ] {
            assert_eq!(told(field), wanted, "{field}");
        }
    }
}
