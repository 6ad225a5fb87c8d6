//! Files that stand in the text itself: uuencode and yEnc, as old programs and
//! scanners send them.

/// A file taken out of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosed {
    /// Its name as it stands there.
    pub name: String,
    /// Its content.
    pub content: Vec<u8>,
    /// Whether its end was there.
    pub whole: bool,
}

/// So many files are taken out of one text.
const MAX_FILES: usize = 500;

/// A text without the files in it, and the files. None when there are none.
pub fn take_out(text: &[u8]) -> Option<(Vec<u8>, Vec<Enclosed>)> {
    let mut left = Vec::new();
    let mut files = Vec::new();
    let mut rest = text;
    while let Some((line, after)) = first_line(rest) {
        let file = if files.len() < MAX_FILES { begins(line, after) } else { None };
        match file {
            Some((file, behind)) => {
                // Its first line stays, to show where it stood.
                left.extend_from_slice(line);
                files.push(file);
                rest = behind;
            }
            None => {
                left.extend_from_slice(line);
                rest = after;
            }
        }
    }
    (!files.is_empty()).then_some((left, files))
}

/// The file of a part that is uuencoded as a whole.
pub fn uuencoded(body: &[u8]) -> Option<Enclosed> {
    take_out(body)?.1.into_iter().next()
}

fn first_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| at + 1);
    bytes.split_at_checked(end).filter(|(line, _)| !line.is_empty())
}

fn begins<'t>(line: &[u8], after: &'t [u8]) -> Option<(Enclosed, &'t [u8])> {
    if let Some(words) = line.strip_prefix(b"begin ") {
        return uu(words, after);
    }
    line.strip_prefix(b"=ybegin ").map(|words| yenc(words, after))
}

/// `begin 644 name`, then lines of which the first letter says how many bytes
/// they hold (POSIX, uuencode).
fn uu<'t>(words: &[u8], after: &'t [u8]) -> Option<(Enclosed, &'t [u8])> {
    let words = String::from_utf8_lossy(words);
    let (mode, name) = words.trim().split_once(' ')?;
    let octal = (3..=4).contains(&mode.len()) && mode.bytes().all(|b| (b'0'..=b'7').contains(&b));
    let (first, _) = first_line(after)?;
    if !octal || uu_line(first).is_none() {
        return None;
    }
    let mut file = Enclosed { name: name.trim().to_owned(), content: Vec::new(), whole: false };
    let mut rest = after;
    while let Some((line, behind)) = first_line(rest) {
        if line.trim_ascii() == b"end" {
            file.whole = true;
            rest = behind;
            break;
        }
        let Some(bytes) = uu_line(line) else { break };
        file.content.extend(bytes);
        rest = behind;
    }
    Some((file, rest))
}

/// The bytes of a line. Blanks at its end may have been cut off on the way;
/// small letters never stand in one.
fn uu_line(line: &[u8]) -> Option<Vec<u8>> {
    let mut line = line;
    while let [before @ .., b'\r' | b'\n'] = line {
        line = before;
    }
    let Some((count, data)) = line.split_first() else { return Some(Vec::new()) };
    let sound = |byte: &u8| (0x20..=0x60).contains(byte);
    let count = usize::from(count.checked_sub(0x20).filter(|count| *count <= 64)? & 0x3f);
    let needed = count.div_ceil(3) * 4;
    if !data.iter().all(sound) || data.len() > needed + 2 || data.len() + 8 < needed / 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(count + 2);
    let mut sextets = data.iter().map(|byte| u32::from((byte - 0x20) & 0x3f)).chain([0; 3]);
    while bytes.len() < count {
        let four = sextets.by_ref().take(4).fold((0u32, 0u32), |(v, n), s| (v << 6 | s, n + 1));
        if four.1 == 0 {
            bytes.resize(count, 0);
            break;
        }
        let value = four.0 << (6 * (4 - four.1));
        bytes.extend(value.to_be_bytes().iter().skip(1));
    }
    bytes.truncate(count);
    Some(bytes)
}

/// `=ybegin line=128 size=… name=…`: bytes moved by 42, critical ones escaped.
fn yenc<'t>(words: &[u8], after: &'t [u8]) -> (Enclosed, &'t [u8]) {
    let words = String::from_utf8_lossy(words);
    let name = words.split_once("name=").map_or("", |(_, name)| name.trim());
    let mut file = Enclosed { name: name.to_owned(), content: Vec::new(), whole: false };
    let mut rest = after;
    while let Some((line, behind)) = first_line(rest) {
        rest = behind;
        if line.starts_with(b"=yend") {
            file.whole = true;
            break;
        }
        if line.starts_with(b"=ypart ") {
            continue;
        }
        let mut escaped = false;
        for byte in line.iter().filter(|byte| !matches!(byte, b'\r' | b'\n')) {
            match (escaped, byte) {
                (false, b'=') => escaped = true,
                (true, _) => {
                    file.content.push(byte.wrapping_sub(64 + 42));
                    escaped = false;
                }
                (false, _) => file.content.push(byte.wrapping_sub(42)),
            }
        }
    }
    (file, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuencoded_file_is_taken_out_of_the_text() {
        let text = b"See below\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\nRegards\r\n";
        let (left, files) = take_out(text).unwrap();
        assert_eq!(left, b"See below\r\nbegin 644 cat.txt\r\nRegards\r\n");
        let [file] = files.as_slice() else { panic!() };
        assert_eq!(
            (file.name.as_str(), file.content.as_slice(), file.whole),
            ("cat.txt", b"Cat".as_slice(), true)
        );
    }

    #[test]
    fn words_that_only_begin_like_a_file_stay_text() {
        assert_eq!(take_out(b"begin 644 times, then stop\nand go on\n"), None);
        assert_eq!(take_out(b"begin again\n"), None);
        let (left, files) = take_out(b"begin 644 a\n#0V%T\nDear Sirs, it was cut\n").unwrap();
        assert_eq!(
            (left.as_slice(), files[0].whole),
            (b"begin 644 a\nDear Sirs, it was cut\n".as_slice(), false)
        );
    }

    #[test]
    fn a_yenc_file_is_taken_out_of_the_text() {
        let text = b"Hi\n=ybegin line=128 size=3 name=a b.bin\n\x8d\x8b=\x7d\n=yend size=3\n";
        let (left, files) = take_out(text).unwrap();
        assert!(left.starts_with(b"Hi\n=ybegin "));
        assert_eq!(
            (files[0].name.as_str(), files[0].content.as_slice()),
            ("a b.bin", b"ca\x13".as_slice())
        );
    }
}
