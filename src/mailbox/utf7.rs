//! Mailbox names on the wire: modified UTF-7 (RFC 3501, 5.1.3), quoted.

use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};

/// RFC 3501's variant of base64: `,` for `/`, no padding.
static BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::IMAP_MUTF7, NO_PAD);

/// A mailbox name as a quoted string.
pub fn quoted(name: &str) -> String {
    let mut wire = String::from("\"");
    let mut shifted: Vec<u8> = Vec::new();
    for c in name.chars() {
        if (' '..='~').contains(&c) {
            flush(&mut shifted, &mut wire);
            match c {
                '&' => wire.push_str("&-"),
                '"' | '\\' => wire.extend(['\\', c]),
                c => wire.push(c),
            }
        } else {
            let mut units = [0; 2];
            shifted.extend(c.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
    flush(&mut shifted, &mut wire);
    wire.push('"');
    wire
}

fn flush(shifted: &mut Vec<u8>, wire: &mut String) {
    if !shifted.is_empty() {
        wire.push('&');
        wire.push_str(&BASE64.encode(&shifted));
        wire.push('-');
        shifted.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_encoded_as_the_rfc_shows() {
        assert_eq!(quoted("INBOX"), "\"INBOX\"");
        assert_eq!(quoted("~peter/mail/台北/日本語"), "\"~peter/mail/&U,BTFw-/&ZeVnLIqe-\"");
        assert_eq!(quoted("A&B \"C\""), "\"A&-B \\\"C\\\"\"");
    }
}
