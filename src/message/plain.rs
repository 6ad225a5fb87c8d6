//! Plain text as its writer saw it: wrapped lines joined (RFC 3676), the
//! armour of signatures taken off (RFC 9580, 7), one kind of line end.

use super::parameters::Parameters;

/// What a message says that only a key can open.
pub const ENCRYPTED: &str = "the text is encrypted; an officer must open the message";

/// One kind of line end, and no control characters that a terminal would obey.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' => {
                // CR CR LF is one line end that a relay has doubled.
                while characters.next_if_eq(&'\r').is_some() {}
                characters.next_if_eq(&'\n');
                out.push('\n');
            }
            '\n' | '\t' => out.push(c),
            '\u{2028}' | '\u{2029}' | '\u{85}' => out.push('\n'),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Whether a part says that its lines are wrapped for transport.
pub fn is_flowed(kind: &Parameters) -> bool {
    kind.get("format").is_some_and(|format| format.trim().eq_ignore_ascii_case("flowed"))
}

/// Joins the lines of a `format=flowed` text (RFC 3676, 4).
pub fn unflow(text: &str, kind: &Parameters) -> String {
    let delsp = kind.get("delsp").is_some_and(|delsp| delsp.trim().eq_ignore_ascii_case("yes"));
    let mut out = String::with_capacity(text.len());
    // The depth of quotation of the paragraph that the last line left open.
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let content = line.trim_start_matches('>');
        let depth = line.len() - content.len();
        let content = content.strip_prefix(' ').unwrap_or(content);
        let is_signature = content == "-- ";
        if open.is_none_or(|before| before != depth || is_signature) {
            if open.is_some() {
                out.push('\n');
            }
            out.extend(std::iter::repeat_n('>', depth));
            if depth > 0 && !content.is_empty() {
                out.push(' ');
            }
        }
        let flows = content.ends_with(' ') && !is_signature;
        match content.strip_suffix(' ').filter(|_| flows && delsp) {
            Some(content) => out.push_str(content),
            None => out.push_str(content),
        }
        open = flows.then_some(depth);
        if !flows {
            out.push('\n');
        }
    }
    out
}

/// Takes off the armour of a text signed with PGP, and tells of one that is
/// encrypted.
pub fn without_armour(text: String, problems: &mut Vec<String>) -> String {
    if !text.contains("-----BEGIN PGP ") {
        return text;
    }
    if text.lines().any(|line| line.trim_end() == "-----BEGIN PGP MESSAGE-----") {
        problems.push(ENCRYPTED.to_owned());
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let (mut in_armour_header, mut in_signed, mut in_signature) = (false, false, false);
    for line in text.lines() {
        match line.trim_end() {
            "-----BEGIN PGP SIGNED MESSAGE-----" => {
                (in_armour_header, in_signed) = (true, true);
                continue;
            }
            "-----BEGIN PGP SIGNATURE-----" if in_signed => {
                in_signature = true;
                continue;
            }
            "-----END PGP SIGNATURE-----" if in_signature => {
                (in_signed, in_signature) = (false, false);
                continue;
            }
            "" if in_armour_header => {
                in_armour_header = false;
                continue;
            }
            _ if in_armour_header && line.contains(": ") => continue,
            _ if in_signature => continue,
            _ => in_armour_header = false,
        }
        let line = if in_signed { line.strip_prefix("- ").unwrap_or(line) } else { line };
        out.push_str(line);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flowed_lines_are_joined_as_rfc_3676_says() {
        let kind = Parameters::read("text/plain; format=flowed");
        for (text, wanted) in [
            ("one \ntwo\n\nthree\n", "one two\n\nthree\n"),
            ("> quoted \n> on\nmine\n", "> quoted on\nmine\n"),
            ("> quoted \n>> deeper\n", "> quoted \n>> deeper\n"),
            ("text \n-- \nAda\n", "text \n-- \nAda\n"),
            (" From here\n >not quoted\n", "From here\n>not quoted\n"),
        ] {
            assert_eq!(unflow(text, &kind), wanted);
        }
        let delsp = Parameters::read("text/plain; format=flowed; delsp=yes");
        assert_eq!(unflow("日本 \n語\n", &delsp), "日本語\n");
    }

    #[test]
    fn signed_text_is_bared_and_encrypted_text_told() {
        let mut problems = Vec::new();
        let signed = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nPlease come.\n- -- \nAda\n\
                      -----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n";
        assert_eq!(without_armour(signed.to_owned(), &mut problems), "Please come.\n-- \nAda\n");
        assert!(problems.is_empty());
        let sealed = "-----BEGIN PGP MESSAGE-----\n\nhQ==\n-----END PGP MESSAGE-----\n";
        without_armour(sealed.to_owned(), &mut problems);
        assert_eq!(problems, [ENCRYPTED]);
    }

    #[test]
    fn line_ends_become_one_kind() {
        assert_eq!(clean("a\r\nb\rc\r\r\nd\u{0}\u{1b}[1m\te"), "a\nb\nc\nd[1m\te");
    }
}
