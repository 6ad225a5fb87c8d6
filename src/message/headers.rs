//! The header fields of a message as they stand, unfolded and looked up
//! without regard to case (RFC 5322, 2.2).

/// All fields of a header in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers {
    fields: Vec<(String, String)>,
}

impl Headers {
    /// Reads the header at the top of a message. Bytes that are no UTF-8 are
    /// read as Windows-1252, which is what undeclared 8-bit headers are.
    pub fn read(bytes: &[u8]) -> Self {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in bytes.split(|byte| *byte == b'\n') {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.is_empty() {
                break;
            }
            let text = decode(line);
            if line.starts_with(b" ") || line.starts_with(b"\t") {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(text.trim());
                }
            } else if let Some((name, value)) = text.split_once(':')
                && is_field_name(name.trim_end())
            {
                fields.push((name.trim_end().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Self { fields }
    }

    /// The first field of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Every field of that name, topmost first.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        let name = name.to_ascii_lowercase();
        self.fields.iter().filter(move |(other, _)| *other == name).map(|(_, value)| value.as_str())
    }

    /// Whether there is such a field.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The value of a field in lower case up to the first `;`: the token of
    /// fields such as Auto-Submitted and Content-Type.
    pub fn token(&self, name: &str) -> Option<String> {
        self.get(name).map(token)
    }

    /// Every field, names in lower case.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Puts the fields of another header after these.
    pub fn append(&mut self, other: Headers) {
        self.fields.extend(other.fields);
    }

    /// Whether there is no field at all.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

/// A value in lower case up to the first `;`, comments cut off.
pub fn token(value: &str) -> String {
    let value = value.split(';').next().unwrap_or("");
    value.split('(').next().unwrap_or("").trim().to_ascii_lowercase()
}

fn is_field_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic() && byte != b':')
}

/// UTF-8, or Windows-1252 when it is not.
pub fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_unfolded_and_found_without_case() {
        let headers =
            Headers::read(b"Subject: one\r\n two\nAUTO-Submitted: Auto-Replied; x=y\n\nA: b");
        assert_eq!(headers.get("subject"), Some("one two"));
        assert_eq!(headers.token("Auto-Submitted").as_deref(), Some("auto-replied"));
        assert!(!headers.has("A"));
    }

    #[test]
    fn lines_that_are_no_fields_are_passed_over() {
        let headers = Headers::read(b"From me Tue Jan 1\nA: b\nnonsense\n more\nC : d\n\n");
        let names: Vec<&str> = headers.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["a", "c"]);
    }
}
