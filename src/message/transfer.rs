//! Content-Transfer-Encoding (RFC 2045, 6), undone as far as it can be: what a
//! careless relay or list software did to the text must not lose it.

use std::borrow::Cow;

use super::headers::token;

/// How the bytes of a part were made fit for transport.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Transfer {
    /// 7bit, 8bit, binary, or something unknown.
    #[default]
    AsIs,
    /// Base64.
    Base64,
    /// Quoted-printable.
    QuotedPrintable,
    /// uuencode, which was never standard.
    Uuencode,
}

impl Transfer {
    /// What a Content-Transfer-Encoding field names.
    pub fn named(field: &str) -> Self {
        let name = token(field);
        let name = name.trim_matches(|c: char| c.is_whitespace() || "\"'".contains(c));
        match name {
            "base64" | "base-64" | "b64" => Transfer::Base64,
            "quoted-printable" | "quotedprintable" | "quoted/printable" | "quoted_printable"
            | "quoted printable" | "qp" => Transfer::QuotedPrintable,
            "x-uuencode" | "uuencode" | "x-uue" | "uue" | "x-uu" => Transfer::Uuencode,
            _ => Transfer::AsIs,
        }
    }

    /// The bytes as they were, and what was wrong.
    pub fn decode(self, raw: &[u8]) -> (Cow<'_, [u8]>, Option<&'static str>) {
        match self {
            Transfer::AsIs => (Cow::Borrowed(raw), None),
            Transfer::QuotedPrintable => (Cow::Owned(quoted_printable(raw)), None),
            Transfer::Base64 if is_base64(raw) => (Cow::Owned(base64(raw)), None),
            Transfer::Base64 => {
                (Cow::Borrowed(raw), Some("a part is not base64 as it says; it was read as it is"))
            }
            Transfer::Uuencode => match super::enclosed::uuencoded(raw) {
                Some(file) => (Cow::Owned(file.content), None),
                None => (Cow::Borrowed(raw), Some("a part is not uuencoded as it says")),
            },
        }
    }

    /// How many bytes [`Self::decode`] gives, without the memory for them.
    pub fn size(self, raw: &[u8]) -> usize {
        match self {
            Transfer::AsIs => raw.len(),
            Transfer::Base64 if is_base64(raw) => {
                let mut size = 0;
                base64_to(raw, &mut |bytes| size += bytes.len());
                size
            }
            Transfer::Base64 => raw.len(),
            Transfer::QuotedPrintable | Transfer::Uuencode => self.decode(raw).0.len(),
        }
    }
}

fn sextet(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    }))
}

/// Whether most of the text can be base64; a few stray bytes are passed over
/// (RFC 2045, 6.8), a text in plain words is not.
fn is_base64(raw: &[u8]) -> bool {
    let raw = raw.get(..raw.len().min(4096)).unwrap_or(raw);
    let (mut of_it, mut stray) = (0usize, 0usize);
    for line in raw.split(|byte| *byte == b'\n') {
        let line = line.trim_ascii();
        let foreign = line.iter().filter(|b| sextet(**b).is_none() && **b != b'=').count();
        // Words with blanks between them are no damage.
        stray += foreign;
        of_it += line.len() - foreign;
    }
    stray * 5 <= of_it
}

/// Decodes base64 wherever it can.
pub fn base64(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len() / 4 * 3);
    base64_to(raw, &mut |bytes| out.extend_from_slice(bytes));
    out
}

/// Stray bytes are skipped, padding in the middle begins anew, and the footer
/// that list software appends is kept.
fn base64_to(raw: &[u8], out: &mut impl FnMut(&[u8])) {
    let (mut bits, mut count) = (0u32, 0u32);
    let mut padded = false;
    let mut at = 0;
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        if padded && is_footer(line) {
            out(b"\n");
            out(raw.get(at..).unwrap_or_default());
            return;
        }
        at += line.len();
        for byte in line {
            // What stands behind the padding on its line is no data.
            if padded && *byte == b' ' {
                break;
            }
            match sextet(*byte) {
                Some(six) => {
                    padded = false;
                    bits = bits << 6 | six;
                    count += 1;
                    if count == 4 {
                        let [_, one, two, three] = bits.to_be_bytes();
                        out(&[one, two, three]);
                        (bits, count) = (0, 0);
                    }
                }
                None if *byte == b'=' => {
                    rest_of(bits, count, out);
                    (bits, count) = (0, 0);
                    padded = true;
                }
                None => {}
            }
        }
    }
    rest_of(bits, count, out);
}

/// Two or three letters are one or two bytes.
fn rest_of(bits: u32, count: u32, out: &mut impl FnMut(&[u8])) {
    let [_, one, two, _] = (bits << (6 * (4 - count.min(4)))).to_be_bytes();
    match count {
        2 => out(&[one]),
        3 => out(&[one, two]),
        _ => {}
    }
}

fn is_footer(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    line.len() > 3 && line.iter().any(|byte| sextet(*byte).is_none() && *byte != b'=')
        || line.len() > 3 && line.iter().all(|byte| matches!(byte, b'_' | b'-' | b'='))
}

/// Decodes quoted-printable; what is no escape stays as it is.
pub fn quoted_printable(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((first, after)) = rest.split_first() {
        if *first != b'=' {
            out.push(*first);
            rest = after;
            continue;
        }
        if let [high, low, after @ ..] = after
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            out.push(high << 4 | low);
            rest = after;
            continue;
        }
        // A soft break, blanks before the line's end allowed.
        let blanks = after.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
        match after.get(blanks..) {
            Some([b'\n', after @ ..]) => rest = after,
            Some([]) => rest = &[],
            _ => {
                out.push(b'=');
                rest = after;
            }
        }
    }
    out
}

/// A hexadecimal digit.
pub fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(transfer: Transfer, raw: &[u8]) -> String {
        String::from_utf8_lossy(&transfer.decode(raw).0).into_owned()
    }

    #[test]
    fn encodings_are_known_however_they_are_written() {
        assert_eq!(Transfer::named(" Base64 "), Transfer::Base64);
        assert_eq!(Transfer::named("\"base64\""), Transfer::Base64);
        assert_eq!(Transfer::named("QUOTED-PRINTABLE (text)"), Transfer::QuotedPrintable);
        assert_eq!(Transfer::named("8bit"), Transfer::AsIs);
        assert_eq!(Transfer::named("nonsense"), Transfer::AsIs);
    }

    #[test]
    fn base64_is_read_through_damage() {
        for raw in ["aGVsbG8=", "aGVs\r\nbG8", "aGV.sbG8=", "aGVs bG8=\r\n", "aGU=bGxv"] {
            assert_eq!(decoded(Transfer::Base64, raw.as_bytes()), "hello", "{raw}");
        }
        let with_footer = b"aGVsbG8=\n_____\nList footer, in plain\n";
        assert!(decoded(Transfer::Base64, with_footer).ends_with("List footer, in plain\n"));
        let plain = b"No one came to mend the boiler. Why?\n";
        let (text, problem) = Transfer::Base64.decode(plain);
        assert_eq!((&*text, problem.is_some()), (plain.as_slice(), true));
    }

    #[test]
    fn quoted_printable_is_read_through_damage() {
        for (raw, text) in [
            ("caf=C3=A9", "café"),
            ("caf=c3=a9", "café"),
            ("one=\r\ntwo=  \ntwo", "onetwotwo"),
            ("a = b =zz 100%=", "a = b =zz 100%"),
        ] {
            assert_eq!(decoded(Transfer::QuotedPrintable, raw.as_bytes()), text);
        }
    }

    #[test]
    fn sizes_are_those_of_what_is_decoded() {
        assert_eq!(Transfer::Base64.size(b"aGVs\r\nbG8=\r\n"), 5);
        assert_eq!(Transfer::QuotedPrintable.size(b"=41=\n"), 1);
    }
}
