//! Bytes to text. What a mail says about its charset is a hint: the label may
//! be missing, misspelt or wrong, and then the bytes themselves are asked.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, ISO_2022_JP, REPLACEMENT, UTF_8, WINDOWS_1252};
use mail_parser::decoders::charsets::map::charset_decoder;

/// A text, and what had to be mended to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The text.
    pub text: String,
    /// What was wrong and how it was read all the same.
    pub problem: Option<String>,
}

/// What a label names.
enum Named {
    /// A charset of the WHATWG Encoding Standard.
    Web(&'static Encoding),
    /// An older one that the standard left out.
    Old(fn(&[u8]) -> String),
    /// ASCII, or nothing that is known: the bytes decide.
    Nothing,
}

/// Reads bytes that are labelled with a charset, or with none.
pub fn read(bytes: &[u8], label: Option<&str>) -> Read {
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(bom..).unwrap_or_default();
        return Read { text: decode_with(encoding, rest).0, problem: None };
    }
    let label = label.map(cleaned).filter(|label| !label.is_empty());
    match label.as_deref().map_or(Named::Nothing, named) {
        Named::Web(encoding) if encoding == UTF_8 => as_utf8(bytes),
        Named::Web(encoding) => as_labelled(bytes, encoding),
        Named::Old(decoder) => Read { text: decoder(bytes), problem: None },
        Named::Nothing => as_unlabelled(bytes, label.as_deref()),
    }
}

fn cleaned(label: &str) -> String {
    let label = label.trim_matches(|c: char| c.is_whitespace() || "\"'=;,<>".contains(c));
    label.split([' ', '(', ';', ',', '*']).next().unwrap_or("").to_ascii_lowercase()
}

fn named(label: &str) -> Named {
    match label {
        "us-ascii" | "ascii" | "ansi_x3.4-1968" | "iso646-us" | "default" | "unknown-8bit"
        | "8bit" | "x-unknown" | "unknown" => return Named::Nothing,
        // RFC 2781, 4.3: big-endian without a mark; Windows writes the other.
        "utf-16" | "utf16" | "unicode" | "ucs-2" | "iso-10646-ucs-2" | "csunicode" => {
            return Named::Old(utf16);
        }
        "iso-2022-kr" | "csiso2022kr" => return Named::Old(iso_2022_kr),
        "hz-gb-2312" | "hz" => return Named::Old(hz),
        "unicode-1-1-utf-7" | "x-unicode-2-0-utf-7" => return old("utf-7"),
        _ => {}
    }
    match Encoding::for_label(label.as_bytes()) {
        Some(encoding) if encoding != REPLACEMENT => Named::Web(encoding),
        _ => match old(label) {
            Named::Nothing => misspelt(label),
            found @ (Named::Web(_) | Named::Old(_)) => found,
        },
    }
}

fn old(label: &str) -> Named {
    // The library's table holds labels of at most this many bytes.
    match charset_decoder(label.as_bytes()).filter(|_| label.len() <= 45) {
        Some(decoder) => Named::Old(decoder),
        None => Named::Nothing,
    }
}

/// Labels as people and programs misspell them.
fn misspelt(label: &str) -> Named {
    let bare: String = label.chars().filter(char::is_ascii_alphanumeric).collect();
    let bare = bare.trim_start_matches("3d").trim_start_matches('x').trim_start_matches("cs");
    let number = |start: &str| bare.strip_prefix(start).filter(|rest| !rest.is_empty());
    let windows = ["windows", "win", "cp", "ansi", "ms", "microsoftcp"]
        .iter()
        .find_map(|start| number(start))
        .and_then(|page| Encoding::for_label(format!("windows-{page}").as_bytes()));
    let iso = ["iso8859", "8859", "isolatin", "latin", "iso"]
        .iter()
        .find_map(|start| number(start))
        .map(|part| part.trim_start_matches("8859"))
        .and_then(|part| Encoding::for_label(format!("iso-8859-{part}").as_bytes()));
    let other = match bare {
        "utf8" | "uft8" | "utf" | "utf8mb4" | "ut8" | "tf8" => Some(UTF_8),
        "iso8859" | "latin" | "ansi" | "western" => Some(WINDOWS_1252),
        _ if bare.contains("gb2312") || bare.contains("gbk") || bare.contains("euccn") => {
            Some(GB18030)
        }
        _ if bare.starts_with("iso2022jp") => Some(ISO_2022_JP),
        _ => Encoding::for_label(bare.as_bytes()).filter(|encoding| *encoding != REPLACEMENT),
    };
    other.or(windows).or(iso).map_or(Named::Nothing, Named::Web)
}

/// Decodes without looking for a byte order mark; whether some bytes were no
/// text in that charset.
fn decode_with(encoding: &'static Encoding, bytes: &[u8]) -> (String, bool) {
    let (text, errors) = encoding.decode_without_bom_handling(bytes);
    (text.into_owned(), errors)
}

/// A charset other than UTF-8 was named. Text that is UTF-8 with characters
/// beyond ASCII is hardly ever anything else (`Ã©` is nothing that people
/// write), so that the label must be wrong.
fn as_labelled(bytes: &[u8], encoding: &'static Encoding) -> Read {
    let (text, errors) = decode_with(encoding, bytes);
    let utf8 = std::str::from_utf8(bytes).ok().filter(|_| !bytes.is_ascii());
    if let Some(utf8) = utf8.filter(|_| errors || encoding.is_single_byte()) {
        let problem = format!("the text is not in {} as it says; read as UTF-8", encoding.name());
        return Read { text: utf8.to_owned(), problem: Some(problem) };
    }
    let unread = text.matches('\u{fffd}').count();
    let problem =
        (errors && unread > 0).then(|| format!("{unread} characters are not {}", encoding.name()));
    if problem.is_some() && encoding == ISO_2022_JP && !bytes.is_ascii() {
        // Raw 8-bit text under this label: it is something else altogether.
        return as_unlabelled(bytes, Some("iso-2022-jp"));
    }
    Read { text, problem }
}

/// UTF-8 was named. Where it is not, line by line: mail is pasted together from
/// mail in other charsets.
fn as_utf8(bytes: &[u8]) -> Read {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Read { text: text.to_owned(), problem: None };
    }
    let (text, other) = mixed(bytes);
    let problem = match other {
        Some(encoding) => format!("the text is not UTF-8 as it says; read as {}", encoding.name()),
        None => "some bytes of the text are no UTF-8; they are shown as \u{fffd}".to_owned(),
    };
    Read { text, problem: Some(problem) }
}

/// No charset was named, or one that means nothing.
fn as_unlabelled(bytes: &[u8], label: Option<&str>) -> Read {
    let told = |encoding: &str| match label {
        Some(label) if label.contains("ascii") => {
            format!("the text is not ASCII as it says; read as {encoding}")
        }
        Some(label) => {
            let label: String = label.chars().take(40).filter(|c| !c.is_control()).collect();
            format!("the charset \"{label}\" is unknown; read as {encoding}")
        }
        None => format!("the text names no charset; read as {encoding}"),
    };
    if bytes.contains(&0x1b) && has_iso_2022_jp_shift(bytes) {
        let (text, errors) = decode_with(ISO_2022_JP, bytes);
        if !errors {
            return Read { text, problem: Some(told("ISO-2022-JP")) };
        }
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let says = label.is_some_and(|label| !label.contains("ascii") || !bytes.is_ascii());
            Read { text: text.to_owned(), problem: says.then(|| told("UTF-8")) }
        }
        Err(_) => {
            let (text, other) = mixed(bytes);
            Read { text, problem: Some(told(other.unwrap_or(UTF_8).name())) }
        }
    }
}

/// The shifts to a Japanese set: ESC `$` or ESC `(` (RFC 1468).
fn has_iso_2022_jp_shift(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|three| matches!(three, [0x1b, b'$', b'@' | b'B'] | [0x1b, b'(', b'J']))
}

/// Lines that are UTF-8 as such, the others in the likeliest charset for all of
/// them; that charset, unless UTF-8 with a few broken bytes is the best reading.
fn mixed(bytes: &[u8]) -> (String, Option<&'static Encoding>) {
    let broken = |line: &&[u8]| std::str::from_utf8(line).is_err() && !nearly_utf8(line);
    // Two-byte charsets may have a line feed's byte only as itself.
    let lines = || bytes.split_inclusive(|byte| *byte == b'\n');
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut any = false;
    for line in lines().filter(broken) {
        detector.feed(line, false);
        any = true;
    }
    if !any {
        return (String::from_utf8_lossy(bytes).into_owned(), None);
    }
    detector.feed(b"", true);
    // The hint tips the scale for short texts only.
    let encoding = detector.guess(Some(b"uk"), Utf8Detection::Deny);
    let mut text = String::with_capacity(bytes.len());
    for line in lines() {
        if broken(&line) {
            text.push_str(&encoding.decode_without_bom_handling(line).0);
        } else {
            text.push_str(&String::from_utf8_lossy(line));
        }
    }
    (text, Some(encoding))
}

/// UTF-8 that was cut or damaged: more characters of several bytes are whole
/// than broken.
fn nearly_utf8(line: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in line.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

/// Without a byte order mark the zero bytes of Latin letters tell the order.
fn utf16(bytes: &[u8]) -> String {
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let little = zeros(1) > zeros(0);
    let encoding = if little { encoding_rs::UTF_16LE } else { encoding_rs::UTF_16BE };
    decode_with(encoding, bytes).0
}

/// RFC 1557: EUC-KR's second half between SO and SI, with the high bit off.
fn iso_2022_kr(bytes: &[u8]) -> String {
    let mut shifted = false;
    let mut euc = Vec::with_capacity(bytes.len());
    for byte in bytes {
        match byte {
            0x0e => shifted = true,
            0x0f => shifted = false,
            b'\n' => {
                shifted = false;
                euc.push(b'\n');
            }
            0x21..=0x7e if shifted => euc.push(byte | 0x80),
            _ => euc.push(*byte),
        }
    }
    let text = decode_with(encoding_rs::EUC_KR, &euc).0;
    text.replace("\u{1b}$)C", "")
}

/// RFC 1843: GB 2312 between `~{` and `~}`, with the high bit off.
fn hz(bytes: &[u8]) -> String {
    let mut chinese = false;
    let mut gb = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        rest = match (first, after) {
            (b'~', [b'{', after @ ..]) => {
                chinese = true;
                after
            }
            (b'~', [b'}', after @ ..]) => {
                chinese = false;
                after
            }
            (b'~', [b'~', after @ ..]) if !chinese => {
                gb.push(b'~');
                after
            }
            (b'~', [b'\n', after @ ..]) => after,
            (b'\n', _) => {
                chinese = false;
                gb.push(b'\n');
                after
            }
            (0x21..=0x7e, _) if chinese => {
                gb.push(first | 0x80);
                after
            }
            _ => {
                gb.push(*first);
                after
            }
        };
    }
    decode_with(encoding_rs::GBK, &gb).0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], label: &str) -> String {
        read(bytes, Some(label)).text
    }

    #[test]
    fn labels_are_taken_at_their_word_when_the_bytes_agree() {
        assert_eq!(text(b"caf\xe9 \x80", "ISO-8859-1"), "café €");
        assert_eq!(text(b"\xcf\xf0\xe8", "windows-1251"), "При");
        assert_eq!(text(b"\x1b$B%O%m\x1b(B", "ISO-2022-JP"), "ハロ");
        assert_eq!(text(b"Item 3 is +AKM-1.", "utf-7"), "Item 3 is £1.");
        assert_eq!(text(b"\x1b$)C\x0e>H3g\x0f ok", "iso-2022-kr"), "안녕 ok");
        assert_eq!(text(b"~{<:Ky2;~} ok~~", "hz-gb-2312"), "己所不 ok~");
        assert_eq!(text(b"h\0i\0", "utf-16"), "hi");
        assert_eq!(text(b"\0h\0i", "utf-16"), "hi");
        assert_eq!(text(b"\xef\xbb\xbfhi", "utf-8"), "hi");
    }

    #[test]
    fn misspelt_labels_are_understood() {
        for label in ["\"utf-8\"", "uft-8", "UTF8", "utf_8", "utf-8; x", "3Dutf-8"] {
            assert_eq!(text("é".as_bytes(), label), "é", "{label}");
        }
        for label in ["latin-1", "iso8859_1", "win-1252", "cp-1252", "ISO-8859-1 (Western)", "ansi"]
        {
            assert_eq!(text(b"\xe9", label), "é", "{label}");
        }
        assert_eq!(text(b"\xc4\xe3", "iso-gb2312"), "你");
    }

    #[test]
    fn wrong_labels_are_seen_through_and_told() {
        let read = read("naïve – €5".as_bytes(), Some("iso-8859-1"));
        assert_eq!(read.text, "naïve – €5");
        assert!(read.problem.unwrap().contains("UTF-8"));
        let read = super::read(b"The caf\xe9 was na\xefve\n", Some("utf-8"));
        assert_eq!(read.text, "The café was naïve\n");
        assert!(read.problem.is_some());
        let read = super::read(b"It costs \xa35 \x96 each", Some("us-ascii"));
        assert_eq!(read.text, "It costs £5 – each");
        let read = super::read("Gr\u{fc}\u{df}e".as_bytes(), Some("klingon"));
        assert_eq!((read.text.as_str(), read.problem.is_some()), ("Grüße", true));
        assert_eq!(super::read(b"plain", Some("us-ascii")).problem, None);
        assert_eq!(super::read(b"plain", None).problem, None);
    }

    #[test]
    fn lines_of_two_charsets_are_each_read() {
        let mut bytes = "sehr schön\n".as_bytes().to_vec();
        bytes.extend(b"> sch\xf6n\n");
        assert_eq!(text(&bytes, "utf-8"), "sehr schön\n> schön\n");
        assert_eq!(text(b"\xd0\x97\xd0\xb4\xd1\x80\xd0\n", "utf-8"), "Здр\u{fffd}\n");
    }
}
