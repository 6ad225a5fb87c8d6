//! How much of a message is read. A mail beyond these bounds is kept whole and
//! read by a person: it must not cost the mailbox its minutes or its memory.

use std::fmt;

/// Bounds for one message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Bytes of the whole message.
    pub bytes: usize,
    /// Header fields at the top.
    pub header_fields: usize,
    /// Bytes of the header at the top.
    pub header_bytes: usize,
    /// Bytes of one line.
    pub line_bytes: usize,
    /// Parts.
    pub parts: usize,
    /// Multiparts inside one another.
    pub levels: usize,
    /// Messages attached to messages.
    pub nested_messages: usize,
}

impl Default for Budget {
    /// 30 MiB, the contract's `message_mib`; the rest is far above real mail.
    fn default() -> Self {
        Self {
            bytes: 30 << 20,
            header_fields: 5_000,
            header_bytes: 1 << 20,
            line_bytes: 8 << 20,
            parts: 1_000,
            levels: 100,
            nested_messages: 50,
        }
    }
}

/// Which bound a message exceeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exceeded {
    what: &'static str,
    limit: usize,
}

impl fmt::Display for Exceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the message has more than {} {}", self.limit, self.what)
    }
}

impl Budget {
    /// Looks over the bytes once, before anything is parsed.
    ///
    /// # Errors
    /// [`Exceeded`] names the first bound that is passed.
    pub fn check(&self, bytes: &[u8]) -> Result<(), Exceeded> {
        let over = |what, limit| Err(Exceeded { what, limit });
        if bytes.len() > self.bytes {
            return over("bytes", self.bytes);
        }
        let (mut in_header, mut header_bytes, mut fields, mut nested) = (true, 0, 0, 0);
        for line in bytes.split(|byte| *byte == b'\n') {
            if line.len() > self.line_bytes {
                return over("bytes in one line", self.line_bytes);
            }
            if in_header {
                header_bytes += line.len() + 1;
                fields += usize::from(!matches!(line.first(), Some(b' ' | b'\t')));
                in_header = !matches!(line, b"" | b"\r");
                if fields > self.header_fields {
                    return over("header fields", self.header_fields);
                }
                if header_bytes > self.header_bytes {
                    return over("bytes of header", self.header_bytes);
                }
            }
            nested += usize::from(names_attached_message(line));
            if nested > self.nested_messages {
                return over("attached messages", self.nested_messages);
            }
        }
        Ok(())
    }

    /// Checks the parts as they are found.
    ///
    /// # Errors
    /// [`Exceeded`] when there are more than the bound, or deeper ones.
    pub fn check_parts(&self, parts: usize, levels: usize) -> Result<(), Exceeded> {
        if parts > self.parts {
            return Err(Exceeded { what: "parts", limit: self.parts });
        }
        if levels > self.levels {
            return Err(Exceeded { what: "levels of parts", limit: self.levels });
        }
        Ok(())
    }
}

/// A `Content-Type: message/…` line: messages in messages in messages are made
/// to hurt, not to be read.
fn names_attached_message(line: &[u8]) -> bool {
    const NAME: &[u8] = b"content-type:";
    line.get(..NAME.len()).is_some_and(|start| start.eq_ignore_ascii_case(NAME))
        && line
            .get(NAME.len()..)
            .map(<[u8]>::trim_ascii_start)
            .and_then(|value| value.get(..8))
            .is_some_and(|value| value.eq_ignore_ascii_case(b"message/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bound_is_told() {
        let budget = Budget {
            bytes: 100_000,
            header_fields: 10,
            header_bytes: 1_000,
            line_bytes: 500,
            parts: 5,
            levels: 3,
            nested_messages: 2,
        };
        let tell = |bytes: &str| budget.check(bytes.as_bytes()).unwrap_err().to_string();
        assert!(tell(&"a".repeat(100_001)).contains("100000 bytes"));
        assert!(tell(&"A: b\n".repeat(11)).contains("10 header fields"));
        assert!(tell(&format!("A: {}", " b\n".repeat(400))).contains("1000 bytes of header"));
        assert!(tell(&format!("A: b\n\n{}", "x".repeat(501))).contains("500 bytes in one line"));
        let nested = "Content-Type: message/rfc822\n\n".repeat(3);
        assert!(tell(&nested).contains("2 attached messages"));
        assert!(budget.check_parts(6, 0).is_err());
        assert!(budget.check_parts(5, 4).is_err());
        assert!(budget.check_parts(5, 3).is_ok());
        assert!(budget.check(b"A: b\n\nhello").is_ok());
    }
}
