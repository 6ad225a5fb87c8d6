//! A field with parameters: Content-Type, Content-Disposition (RFC 2045, 5.1;
//! RFC 2231), as they are and as they are abused: without quotes, without
//! semicolons, with encoded words, with parts out of order.

use super::charset;
use super::encoded_word;
use super::transfer::hex;

/// A value with its parameters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parameters {
    /// What stands before the first `;`, in lower case.
    pub value: String,
    named: Vec<(String, String)>,
}

/// One piece of a parameter that RFC 2231 cut into several.
struct Piece {
    name: String,
    number: usize,
    /// Whether it is percent-encoded.
    encoded: bool,
    text: String,
}

/// More parameters are no field that anything writes.
const MAX_PARAMETERS: usize = 200;

impl Parameters {
    /// Reads a field's value.
    pub fn read(field: &str) -> Self {
        let end = field.find([';', ' ', '\t', '(']).unwrap_or(field.len());
        let (value, mut rest) = field.split_at(end);
        let value = value.trim_matches(['"', '\'', '<', '>', ',']).to_ascii_lowercase();
        let mut named = Vec::new();
        let mut pieces = Vec::new();
        let mut budget = MAX_PARAMETERS;
        while let Some((name, text, behind)) = next(rest) {
            rest = behind;
            match piece(&name, text) {
                Ok(piece) => pieces.push(piece),
                Err(text) => named.push((name, encoded_word::decode(&text))),
            }
            budget -= 1;
            if budget == 0 {
                break;
            }
        }
        // The encoded form is the better one where both stand (RFC 6266, 4.3).
        let mut joined = join(pieces);
        joined.append(&mut named);
        Self { value, named: joined }
    }

    /// A parameter's value, decoded.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.named.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// The next `name=value`, and what follows it.
fn next(text: &str) -> Option<(String, String, &str)> {
    let mut text = text;
    loop {
        text = text.trim_start_matches(|c: char| c.is_whitespace() || c == ';');
        if let Some(comment) = text.strip_prefix('(') {
            text = comment.split_once(')')?.1;
            continue;
        }
        let at = text.find(['=', ';'])?;
        let (name, after) = text.split_at(at);
        let Some(after) = after.strip_prefix('=') else {
            text = after;
            continue;
        };
        // `charset utf-8; name` without its own mark: the last word counts.
        let name = name.trim().rsplit(char::is_whitespace).next().unwrap_or("");
        let (value, rest) = value_of(after.trim_start());
        return Some((name.to_ascii_lowercase(), value, rest));
    }
}

/// A quoted string, or everything up to the next `;`.
fn value_of(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let (bare, rest) = text.split_at(text.find(';').unwrap_or(text.len()));
        // `charset=utf-8 format=flowed`: a blank ends the value when another
        // parameter follows it.
        let blank = bare.find(char::is_whitespace).filter(|at| {
            let behind = bare.get(*at..).unwrap_or("").trim_start();
            behind.split(char::is_whitespace).next().is_some_and(|word| word.contains('='))
                || behind.starts_with('(')
        });
        return match blank {
            Some(at) => (bare.get(..at).unwrap_or(bare).to_owned(), text.get(at..).unwrap_or("")),
            None => (bare.trim().trim_matches('\'').to_owned(), rest),
        };
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '"' => return (value, quoted.get(at + 1..).unwrap_or("")),
            // Only these two are escaped; Windows writes paths as they are.
            '\\' if quoted.get(at + 1..).is_some_and(|rest| rest.starts_with(['"', '\\'])) => {
                value.extend(characters.next().map(|(_, c)| c));
            }
            c => value.push(c),
        }
    }
    (value, "")
}

/// `name*`, `name*0`, `name*0*`: a piece; anything else is given back.
fn piece(name: &str, text: String) -> Result<Piece, String> {
    let Some((base, star)) = name.split_once('*') else { return Err(text) };
    let (number, encoded) = match star.strip_suffix('*') {
        Some(number) => (number, true),
        None => (star, star.is_empty()),
    };
    let number = if number.is_empty() { Ok(0) } else { number.parse() };
    match number {
        Ok(number) => Ok(Piece { name: base.to_owned(), number, encoded, text }),
        Err(_) => Err(text),
    }
}

fn join(mut pieces: Vec<Piece>) -> Vec<(String, String)> {
    pieces.sort_by(|a, b| (&a.name, a.number).cmp(&(&b.name, b.number)));
    let mut joined: Vec<(String, String)> = Vec::new();
    let mut rest = pieces.as_slice();
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|piece| piece.name == first.name).count();
        let (mine, others) = rest.split_at(count);
        rest = others;
        let mut label = None;
        let mut bytes = Vec::new();
        for (index, piece) in mine.iter().enumerate() {
            let mut text = piece.text.as_str();
            if index == 0
                && piece.encoded
                && let Some((charset, after)) = text.split_once('\'')
                && let Some((_, after)) = after.split_once('\'')
            {
                label = Some(charset.to_owned());
                text = after;
            }
            if piece.encoded {
                bytes.extend(percent_decoded(text.as_bytes()));
            } else {
                bytes.extend_from_slice(text.as_bytes());
            }
        }
        let label = label.filter(|label| !label.is_empty());
        let text = charset::read(&bytes, label.as_deref()).text;
        joined.push((first.name.clone(), encoded_word::decode(&text)));
    }
    joined
}

fn percent_decoded(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if let (b'%', [high, low, after @ ..]) = (first, after)
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            out.push(high << 4 | low);
            rest = after;
        } else {
            out.push(*first);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(field: &str, name: &str) -> String {
        Parameters::read(field).get(name).unwrap_or("-").to_owned()
    }

    #[test]
    fn parameters_are_read_as_rfc_2231_shows() {
        let field = "application/x-stuff; title*0*=us-ascii'en'This%20is%20even%20more%20; \
                     title*1*=%2A%2A%2Afun%2A%2A%2A%20; title*2=\"isn't it!\"";
        assert_eq!(get(field, "title"), "This is even more ***fun*** isn't it!");
        assert_eq!(Parameters::read(field).value, "application/x-stuff");
        assert_eq!(get("a; filename*1=\"b\"; filename*0=\"a\"", "filename"), "ab");
        assert_eq!(get("a; filename*=windows-1251''%EF%27%E0", "filename"), "п'а");
        assert_eq!(get("a; filename=x.txt; filename*=utf-8''%C3%A9.txt", "filename"), "é.txt");
        assert_eq!(get("a; filename*0*=utf-8''%C3; filename*1*=%A9", "filename"), "é");
    }

    #[test]
    fn abused_parameters_are_read_all_the_same() {
        for (field, name, value) in [
            ("text/plain; charset=utf-8 format=flowed", "charset", "utf-8"),
            ("text/plain; charset=utf-8 format=flowed", "format", "flowed"),
            ("text/plain charset=\"utf-8\"", "charset", "utf-8"),
            ("TEXT/plain; CHARSET = UTF-8", "charset", "UTF-8"),
            ("a/b; name=my file.pdf", "name", "my file.pdf"),
            ("a/b; name=\"a\\\"b\"", "name", "a\"b"),
            ("a/b; name=\"C:\\TEMP\\x.png\"", "name", "C:\\TEMP\\x.png"),
            ("a/b; name=\"=?utf-8?q?caf=C3=A9?=.pdf\"", "name", "café.pdf"),
            ("a/b; name=\"never ended", "name", "never ended"),
            ("a/b;;; ; name=x", "name", "x"),
            ("a/b; (comment) name=x (other)", "name", "x"),
            ("a/b; boundary=\"=_a;b\"", "boundary", "=_a;b"),
        ] {
            assert_eq!(get(field, name), value, "{field}");
        }
        assert_eq!(Parameters::read("TEXT/PLAIN (x); a=b").value, "text/plain");
    }
}
