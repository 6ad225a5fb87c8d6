//! `winmail.dat`: what Outlook and Exchange send to people who have neither
//! (TNEF, [MS-OXTNEF]). The text and the files are taken out of it; a text in
//! Outlook's rich text format alone is left to an officer.

use super::charset;

/// What a `winmail.dat` holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tnef {
    /// The plain text.
    pub text: Option<String>,
    /// The text as HTML.
    pub html: Option<String>,
    /// The files: name and content.
    pub files: Vec<(String, Vec<u8>)>,
    /// There is a text, but as compressed RTF only.
    pub only_rtf: bool,
    /// It was cut off or damaged on the way.
    pub damaged: bool,
}

const SIGNATURE: u32 = 0x223e_9f78;
/// More files are not read.
const MAX_FILES: usize = 500;
/// More properties are not read.
const MAX_PROPERTIES: u32 = 10_000;

// Attributes ([MS-OXTNEF] 2.1.3.2), without their type.
const BODY: u16 = 0x800c;
const MESSAGE_PROPERTIES: u16 = 0x9003;
const ATTACHMENT_BEGINS: u16 = 0x9002;
const ATTACHMENT_TITLE: u16 = 0x8010;
const ATTACHMENT_DATA: u16 = 0x800f;
const ATTACHMENT_PROPERTIES: u16 = 0x9005;
const CODEPAGE: u16 = 0x9007;

// Properties ([MS-OXPROPS]).
const PROPERTY_BODY: u16 = 0x1000;
const PROPERTY_RTF: u16 = 0x1009;
const PROPERTY_HTML: u16 = 0x1013;
const PROPERTY_LONG_NAME: u16 = 0x3707;
const PROPERTY_DATA: u16 = 0x3701;

/// Takes it apart. None when it is no TNEF.
pub fn read(bytes: &[u8]) -> Option<Tnef> {
    let mut reader = Reader { rest: bytes };
    if reader.u32()? != SIGNATURE {
        return None;
    }
    reader.take(2)?;
    let mut tnef = Tnef::default();
    let mut codepage = None;
    let mut rtf = false;
    while !reader.rest.is_empty() {
        let Some((attribute, data)) = reader.attribute() else {
            tnef.damaged = true;
            break;
        };
        match attribute {
            CODEPAGE => {
                let page = Reader { rest: data }.u32();
                codepage = page.map(|page| format!("windows-{page}"));
            }
            BODY => tnef.text = Some(text_of(data, codepage.as_deref())),
            MESSAGE_PROPERTIES => {
                for (id, kind, data) in properties(data) {
                    match id {
                        PROPERTY_BODY => {
                            tnef.text = Some(string_of(kind, data, codepage.as_deref()))
                        }
                        PROPERTY_HTML => tnef.html = Some(charset::read(data, None).text),
                        PROPERTY_RTF => rtf = true,
                        _ => {}
                    }
                }
            }
            ATTACHMENT_BEGINS if tnef.files.len() < MAX_FILES => {
                tnef.files.push((String::new(), Vec::new()));
            }
            _ => {
                if let Some(file) = tnef.files.last_mut() {
                    attachment(file, attribute, data, codepage.as_deref());
                }
            }
        }
    }
    tnef.files.retain(|(name, content)| !name.is_empty() || !content.is_empty());
    let blank = |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
    tnef.only_rtf = rtf && blank(&tnef.text) && blank(&tnef.html);
    Some(tnef)
}

fn attachment(file: &mut (String, Vec<u8>), attribute: u16, data: &[u8], codepage: Option<&str>) {
    match attribute {
        ATTACHMENT_TITLE if file.0.is_empty() => file.0 = text_of(data, codepage),
        ATTACHMENT_DATA => file.1 = data.to_vec(),
        ATTACHMENT_PROPERTIES => {
            for (id, kind, data) in properties(data) {
                match id {
                    PROPERTY_LONG_NAME => file.0 = string_of(kind, data, codepage),
                    PROPERTY_DATA if file.1.is_empty() => file.1 = data.to_vec(),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn text_of(data: &[u8], codepage: Option<&str>) -> String {
    let end = data.iter().position(|byte| *byte == 0).unwrap_or(data.len());
    charset::read(data.get(..end).unwrap_or(data), codepage).text
}

fn string_of(kind: u16, data: &[u8], codepage: Option<&str>) -> String {
    if kind & 0xfff == 0x1f {
        let text = encoding_rs::UTF_16LE.decode_without_bom_handling(data).0;
        text.trim_end_matches('\0').to_owned()
    } else {
        text_of(data, codepage)
    }
}

/// The properties of a block: number, type, first value. A damaged block gives
/// what stands before the damage.
fn properties(data: &[u8]) -> Vec<(u16, u16, &[u8])> {
    let mut reader = Reader { rest: data };
    let mut found = Vec::new();
    let count = reader.u32().unwrap_or(0).min(MAX_PROPERTIES);
    for _ in 0..count {
        let Some(property) = reader.property() else { break };
        found.push(property);
    }
    found
}

struct Reader<'t> {
    rest: &'t [u8],
}

impl<'t> Reader<'t> {
    fn take(&mut self, count: usize) -> Option<&'t [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.take(2)?.try_into().ok()?))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn length(&mut self) -> Option<usize> {
        usize::try_from(self.u32()?).ok()
    }

    /// Level, number, type, length, data, checksum. The last one may be cut.
    fn attribute(&mut self) -> Option<(u16, &'t [u8])> {
        self.take(1)?;
        let number = self.u16()?;
        self.u16()?;
        let length = self.length()?;
        let data = self.take(length)?;
        self.take(2)?;
        Some((number, data))
    }

    fn property(&mut self) -> Option<(u16, u16, &'t [u8])> {
        let kind = self.u16()?;
        let id = self.u16()?;
        if id >= 0x8000 {
            self.take(16)?;
            match self.u32()? {
                0 => self.take(4)?,
                _ => {
                    let length = self.length()?;
                    self.padded(length)?
                }
            };
        }
        let variable = matches!(kind & 0xfff, 0x0d | 0x1e | 0x1f | 0x102);
        let values =
            if variable || kind & 0x1000 != 0 { self.u32()?.min(MAX_PROPERTIES) } else { 1 };
        let mut first: Option<&[u8]> = None;
        for _ in 0..values {
            let length = match kind & 0xfff {
                0x02 | 0x03 | 0x04 | 0x0a | 0x0b => 4,
                0x05 | 0x06 | 0x07 | 0x14 | 0x40 => 8,
                0x48 => 16,
                _ if variable => self.length()?,
                _ => return None,
            };
            let data = self.padded(length)?;
            first = first.or(Some(data));
        }
        Some((id, kind, first.unwrap_or_default()))
    }

    /// Values fill whole words of four bytes.
    fn padded(&mut self, length: usize) -> Option<&'t [u8]> {
        let data = self.take(length)?;
        let rest = (4 - length % 4) % 4;
        self.take(rest.min(self.rest.len()))?;
        Some(data)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribute(number: u16, data: &[u8]) -> Vec<u8> {
        let mut bytes = vec![1];
        bytes.extend(number.to_le_bytes());
        bytes.extend([6, 0]);
        bytes.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
        bytes.extend(data);
        bytes.extend([0, 0]);
        bytes
    }

    fn sample() -> Vec<u8> {
        let mut bytes = SIGNATURE.to_le_bytes().to_vec();
        bytes.extend([1, 0]);
        bytes.extend(attribute(CODEPAGE, &1252u32.to_le_bytes()));
        bytes.extend(attribute(BODY, b"caf\xe9\0"));
        bytes.extend(attribute(ATTACHMENT_BEGINS, b"x"));
        bytes.extend(attribute(ATTACHMENT_TITLE, b"LONG~1.TXT\0"));
        bytes.extend(attribute(ATTACHMENT_DATA, b"content"));
        let mut properties = 1u32.to_le_bytes().to_vec();
        properties.extend([0x1e, 0, 0x07, 0x37, 1, 0, 0, 0, 9, 0, 0, 0]);
        properties.extend(b"long.txt\0\0\0\0");
        bytes.extend(attribute(ATTACHMENT_PROPERTIES, &properties));
        bytes
    }

    #[test]
    fn text_and_files_are_taken_out() {
        let tnef = read(&sample()).unwrap();
        assert_eq!(tnef.text.as_deref(), Some("café"));
        assert_eq!(tnef.files, [("long.txt".to_owned(), b"content".to_vec())]);
        assert!(!tnef.damaged);
    }

    #[test]
    fn a_cut_one_gives_what_it_has() {
        let bytes = sample();
        for end in 6..bytes.len() {
            let tnef = read(&bytes[..end]).unwrap();
            assert!(tnef.files.len() <= 1);
        }
        assert!(read(&bytes[..60]).unwrap().damaged);
        assert_eq!(read(b"no"), None);
    }
}
