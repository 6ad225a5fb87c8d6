//! Message-IDs of our letters and the mark by which our own mail is known.
//! Both come from a secret key: a Message-ID of ours can't be guessed, so a
//! reply that names it proves that its writer had the letter.

use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::message::digest::hex;

/// The key.
#[derive(Clone)]
pub struct Marks {
    mac: Hmac<Sha256>,
}

impl std::fmt::Debug for Marks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Marks")
    }
}

impl Marks {
    /// Marks made with a key; any length of key will do (RFC 2104, 3).
    pub fn new(key: &[u8]) -> Self {
        // HMAC takes keys of any length; the fallback can't be reached.
        let mac = Hmac::new_from_slice(key).or_else(|_| Hmac::new_from_slice(b"redress"));
        match mac {
            Ok(mac) => Self { mac },
            Err(_) => Self { mac: Hmac::new(&Default::default()) },
        }
    }

    /// The Message-ID of a letter, without angle brackets: always the same for
    /// the same key of a letter.
    pub fn message_id(&self, letter_key: &str, domain: &str) -> String {
        format!("{}@{domain}", self.token("letter", letter_key, 20))
    }

    /// The value of our loop mark.
    pub fn loop_mark(&self) -> String {
        self.token("loop", "", 10)
    }

    fn token(&self, purpose: &str, text: &str, bytes: usize) -> String {
        let mut mac = self.mac.clone();
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        let tag = mac.finalize().into_bytes();
        hex(tag.get(..bytes).unwrap_or(&tag))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_letter_has_the_same_message_id() {
        let marks = Marks::new(b"key");
        let id = marks.message_id("KH-2026-00001/acknowledgement/1", "council.example");
        assert_eq!(id, marks.message_id("KH-2026-00001/acknowledgement/1", "council.example"));
        assert_ne!(id, marks.message_id("KH-2026-00002/acknowledgement/1", "council.example"));
        assert_ne!(
            id,
            Marks::new(b"other").message_id("KH-2026-00001/acknowledgement/1", "council.example")
        );
        assert_eq!(id.len(), 40 + 1 + "council.example".len());
    }
}
