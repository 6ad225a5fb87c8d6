//! Clues to the case a message belongs to: the Message-IDs it answers. Which
//! case they prove is for the store and casework to say.

use super::Headers;

/// At most so many are looked up; a real thread names the last ones anyway.
const MAX_REFERENCES: usize = 100;

/// In-Reply-To first, then References from the newest to the oldest, without
/// doubles or angle brackets (RFC 5322, 3.6.4).
pub fn references(headers: &Headers) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |id: String| {
        if !found.contains(&id) && found.len() < MAX_REFERENCES {
            found.push(id);
        }
    };
    for value in headers.all("in-reply-to") {
        message_ids(value).into_iter().for_each(&mut add);
    }
    for value in headers.all("references") {
        message_ids(value).into_iter().rev().for_each(&mut add);
    }
    found
}

/// The Message-IDs in a field: what stands in angle brackets, or a bare token
/// with an `@` where a client left them out.
pub fn message_ids(value: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let mut rest = value;
    while let Some((_, after)) = rest.split_once('<') {
        let Some((id, after)) = after.split_once('>') else { break };
        ids.push(clean(id));
        rest = after;
    }
    if ids.is_empty() {
        ids.extend(value.split([' ', ',', '\t']).filter(|word| word.contains('@')).map(clean));
    }
    ids.retain(|id| !id.is_empty());
    ids
}

/// A Message-ID without brackets and white space inside, as folding leaves it.
pub fn clean(id: &str) -> String {
    id.trim_matches(['<', '>', ' ']).split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_reference_comes_first_and_once() {
        let headers = Headers::read(
            b"References: <a@x> <b@x>\r\n <c@x>\r\nIn-Reply-To: Your mail of today <c@x>\r\n\r\n",
        );
        assert_eq!(references(&headers), ["c@x", "b@x", "a@x"]);
    }

    #[test]
    fn odd_forms_are_read_all_the_same() {
        assert_eq!(message_ids("a@x, b@x"), ["a@x", "b@x"]);
        assert_eq!(message_ids("<a\r\n b@x>"), ["ab@x"]);
        assert_eq!(message_ids("<unclosed@x"), ["unclosed@x"]);
        assert!(message_ids("no id here").is_empty());
    }
}
