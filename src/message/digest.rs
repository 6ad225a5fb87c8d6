//! What makes two messages the same: their bytes, or their bytes without the
//! fields that transport adds. A Message-ID proves nothing either way.

use sha2::{Digest, Sha256};

/// A SHA-256.
pub type Sha = [u8; 32];

/// The digest of bytes as they were fetched.
pub fn of_bytes(bytes: &[u8]) -> Sha {
    Sha256::digest(bytes).into()
}

/// The digest of the message without trace fields (Received, Return-Path,
/// Delivered-To, X-*, ARC-*, DKIM-*, Authentication-Results): the same content
/// delivered twice has it in common.
pub fn of_content(bytes: &[u8]) -> Sha {
    let mut sha = Sha256::new();
    let mut rest = bytes;
    let mut skipping = false;
    while let Some((line, after)) = split_line(rest) {
        if matches!(line, b"\n" | b"\r\n") {
            break;
        }
        if !matches!(line.first(), Some(b' ' | b'\t')) {
            skipping = is_trace(line);
        }
        if !skipping {
            sha.update(line);
        }
        rest = after;
    }
    sha.update(rest);
    sha.finalize().into()
}

/// The digest of who wrote what: sender and new text, white space folded, so
/// that a mail sent again under another subject or date is known.
pub fn of_words(from: &str, new_text: &str) -> Sha {
    let mut sha = Sha256::new();
    sha.update(from.to_lowercase());
    sha.update([0]);
    for word in new_text.split_whitespace() {
        sha.update(word);
        sha.update([b' ']);
    }
    sha.finalize().into()
}

/// The digest as lower-case hex.
pub fn hex(sha: &[u8]) -> String {
    use std::fmt::Write as _;
    sha.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn split_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    if bytes.is_empty() {
        return None;
    }
    let end = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| at + 1);
    Some(bytes.split_at(end))
}

fn is_trace(line: &[u8]) -> bool {
    let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
    let name = name.trim_ascii_end().to_ascii_lowercase();
    matches!(
        name.as_slice(),
        b"received" | b"return-path" | b"delivered-to" | b"authentication-results"
    ) || [b"x-".as_slice(), b"arc-", b"dkim-"].iter().any(|start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trace_fields_do_not_make_another_message() {
        let once = b"Received: from a\n by b\nX-Spam: no\nFrom: a@b\nSubject: x\n\nbody\n";
        let again = b"Return-Path: <a@b>\nReceived: from c\nDKIM-Signature: v=1;\n b=2\nFrom: a@b\nSubject: x\n\nbody\n";
        assert_eq!(of_content(once), of_content(again));
        assert_ne!(of_bytes(once), of_bytes(again));
        let other = b"From: a@b\nSubject: x\n\nBody\n";
        assert_ne!(of_content(once), of_content(other));
    }

    #[test]
    fn the_same_words_count_as_the_same() {
        assert_eq!(of_words("A@b.org", "one  two\n"), of_words("a@b.org", "one two"));
        assert_ne!(of_words("a@b.org", "onetwo"), of_words("a@b.org", "one two"));
    }
}
