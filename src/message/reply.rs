//! What the sender wrote this time: the text without the mail it quotes and
//! without the signature. When in doubt it keeps too much rather than too
//! little. Line by line, so that time is linear.

use std::sync::LazyLock;

use regex::RegexSet;

use super::html::QUOTE_RULE;

/// The text without quoted mail and signature; the whole text when nothing
/// would be left.
pub fn new_text(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let end = lines.len();
    let mut kept: Vec<&str> = Vec::with_capacity(end);
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let ahead = lines.get(at..).unwrap_or_default();
        if is_signature_mark(line) {
            break;
        }
        if let Some(lines_of_header) = quote_header(ahead) {
            if !has_answers_below(ahead.get(lines_of_header..).unwrap_or_default()) {
                break;
            }
            at += lines_of_header;
            continue;
        }
        if !is_quoted(line) {
            kept.push(line);
        }
        at += 1;
    }
    let new = tidy(&kept);
    if new.is_empty() { text.trim().to_owned() } else { new }
}

fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

/// `-- ` on a line of its own (RFC 3676, 4.3), or the forms that clients make
/// of it and that phones put below a mail.
fn is_signature_mark(line: &str) -> bool {
    static PHONE: LazyLock<Option<RegexSet>> = LazyLock::new(|| {
        RegexSet::new([
            r"^(?i:sent from (my|the) [\w .-]{1,40}|sent from (mail|outlook|yahoo mail)\b.{0,40}|get outlook for (ios|android).{0,40}|sent via [\w .-]{1,40})$",
        ])
        .ok()
    });
    let line = line.trim_end_matches(['\r', '\n']);
    line == "-- "
        || line == "--"
        || line == "\u{2014} "
        || PHONE.as_ref().is_some_and(|set| set.is_match(line.trim()))
}

/// How many lines the header above quoted mail takes, if one begins here.
fn quote_header(ahead: &[&str]) -> Option<usize> {
    let line = ahead.first()?.trim();
    if line.is_empty() {
        return None;
    }
    if is_wrote_line(line) {
        return Some(1);
    }
    // "On … <address>" and "wrote:" may be folded over two or three lines.
    for count in 2..=3 {
        let joined: Vec<&str> = ahead.iter().take(count).map(|line| line.trim()).collect();
        let complete = joined.len() == count && joined.iter().all(|line| !line.is_empty());
        if complete && begins_wrote_line(line) && is_wrote_line(&joined.join(" ")) {
            return Some(count);
        }
    }
    let is_rule = line == QUOTE_RULE || line.chars().all(|c| c == '_') && line.len() >= 10;
    if is_rule && ahead.iter().skip(1).take(3).any(|line| is_header_line(line)) {
        return Some(1);
    }
    if is_original_message_mark(line) {
        return Some(1);
    }
    // A block of header lines without any mark above it.
    let fields = ahead.iter().take(6).take_while(|line| !line.trim().is_empty());
    (is_from_line(line) && fields.filter(|line| is_header_line(line)).count() >= 3).then_some(1)
}

fn begins_wrote_line(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or("");
    let first = first.trim_end_matches([',', ':', '.']);
    matches!(
        first.to_lowercase().as_str(),
        "on" | "le" | "am" | "el" | "il" | "em" | "op" | "den" | "dnia" | "ar" | "at" | "em:"
    )
}

fn is_wrote_line(line: &str) -> bool {
    static WROTE: LazyLock<Option<RegexSet>> = LazyLock::new(|| {
        RegexSet::new([
            r"(?i)^on\b.{6,250}\b(wrote|said|writes)\s*:?$",
            r"(?i)^le\b.{6,250}\ba écrit\s*:?$",
            r"(?i)^am\b.{6,250}\bschrieb\b.{0,120}:$",
            r"(?i)^el\b.{6,250}\bescribi[óo]\s*:?$",
            r"(?i)^il\b.{6,250}\bha scritto\s*:?$",
            r"(?i)^em\b.{6,250}\bescreveu\s*:?$",
            r"(?i)^op\b.{6,250}\bschreef\b.{0,120}:$",
            r"(?i)^(w dniu|dnia)\b.{6,250}\b(napisał|napisała|napisał\(a\))\s*:?$",
            r"(?i)^(den|am)\b.{6,250}\b(skrev|schrieb)\b.{0,120}:?$",
            r"(?i)^ar\b.{6,250}\bysgrifennodd\b.{0,120}:?$",
            r"(?i)^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.{0,40}<[^<>@\s]+@[^<>\s]+>.{0,20}:?$",
        ])
        .ok()
    });
    line.len() <= 400 && WROTE.as_ref().is_some_and(|set| set.is_match(line))
}

fn is_original_message_mark(line: &str) -> bool {
    let word = line.trim_matches(['-', '_', ' ', '*']).to_lowercase();
    line.starts_with('-')
        && line.ends_with('-')
        && matches!(
            word.as_str(),
            "original message"
                | "original appointment"
                | "message d'origine"
                | "ursprüngliche nachricht"
                | "mensaje original"
                | "messaggio originale"
                | "oorspronkelijk bericht"
                | "mensagem original"
        )
}

fn is_from_line(line: &str) -> bool {
    let line = line.trim_start_matches(['*', ' ']);
    let name = line.split(':').next().unwrap_or("").trim_end_matches('*').to_lowercase();
    matches!(name.as_str(), "from" | "de" | "von" | "van" | "da" | "od" | "oddi wrth")
        && line.contains(':')
}

fn is_header_line(line: &str) -> bool {
    let line = line.trim().trim_start_matches('*');
    let Some((name, _)) = line.split_once(':') else { return false };
    let name = name.trim_end_matches('*').trim().to_lowercase();
    is_from_line(line)
        || matches!(
            name.as_str(),
            "sent"
                | "to"
                | "cc"
                | "subject"
                | "date"
                | "envoyé"
                | "à"
                | "objet"
                | "gesendet"
                | "an"
                | "betreff"
                | "enviado"
                | "para"
                | "asunto"
                | "inviato"
                | "a"
                | "oggetto"
                | "verzonden"
                | "aan"
                | "onderwerp"
                | "anfonwyd"
                | "at"
                | "pwnc"
        )
}

/// Whether someone wrote between or below the quoted lines: then what is not
/// quoted is an answer and is kept.
fn has_answers_below(below: &[&str]) -> bool {
    let mut quoted = 0;
    for line in below {
        if is_quoted(line) {
            quoted += 1;
        } else if is_signature_mark(line) {
            return false;
        } else if !line.trim().is_empty() && quoted > 0 {
            return true;
        } else if !line.trim().is_empty() {
            // Text right below the header that no `>` marks is the quoted mail.
            return false;
        }
    }
    false
}

/// Joins lines, at most one empty line between paragraphs.
fn tidy(lines: &[&str]) -> String {
    let mut text = String::new();
    let mut gap = false;
    for line in lines {
        let line = line.trim_end();
        if line.is_empty() {
            gap = !text.is_empty();
            continue;
        }
        if !text.is_empty() {
            text.push_str(if gap { "\n\n" } else { "\n" });
        }
        gap = false;
        text.push_str(line);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_mail_below_is_left_out() {
        let text = "No one came.\n\nOn Tue, 3 Nov 2026 at 10:02, Repairs <r@council.example>\nwrote:\n\n> We will come\n> on Monday\n";
        assert_eq!(new_text(text), "No one came.");
        let text = "No one came.\n\n________________________________\nFrom: Repairs\nSent: 3 November\nTo: me\nSubject: x\n\nWe will come";
        assert_eq!(new_text(text), "No one came.");
        let text = "No one came.\n\n-----Original Message-----\nFrom: Repairs\n\nWe will come";
        assert_eq!(new_text(text), "No one came.");
        let text =
            "No one came.\nFrom: Repairs\nSent: 3 November\nTo: me\nSubject: x\n\nWe will come";
        assert_eq!(new_text(text), "No one came.");
    }

    #[test]
    fn answers_between_quoted_lines_are_kept() {
        let text =
            "On Tue, 3 Nov 2026, Repairs wrote:\n> Did we come?\nNo.\n> Is it mended?\nNo again.\n";
        assert_eq!(new_text(text), "No.\nNo again.");
    }

    #[test]
    fn signatures_end_the_text() {
        assert_eq!(new_text("Please help\n-- \nAda\n0123"), "Please help");
        assert_eq!(new_text("Please help\n\nSent from my iPhone\n"), "Please help");
    }

    #[test]
    fn too_much_is_kept_rather_than_nothing() {
        assert_eq!(new_text("> only\n> quoted"), "> only\n> quoted");
        assert_eq!(
            new_text("From: the start I was ignored\nand so on"),
            "From: the start I was ignored\nand so on"
        );
        assert_eq!(
            new_text("On Monday nobody came, as I wrote:\nplease come"),
            "On Monday nobody came, as I wrote:\nplease come"
        );
    }
}
