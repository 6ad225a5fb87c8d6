//! What organisations put below every mail: confidentiality, viruses, views,
//! monitoring. A resident may complain about a confidential mail that went
//! astray, so whatever speaks of "I" or "my" is never one.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use super::Part;
use super::lines::Line;

/// So many paragraphs are read from the end upwards.
const MOST_PARAGRAPHS: usize = 20;

/// Marks the disclaimers at the end of a run of the sender's own lines.
pub(super) fn mark(lines: &[Line<'_>], parts: &mut [Part]) {
    let mut end = lines.len();
    below_rules(lines, parts, &mut end);
    paragraphs(lines, parts, end);
}

/// A drawn line and what follows it, from the last one upwards.
fn below_rules(lines: &[Line<'_>], parts: &mut [Part], end: &mut usize) {
    let rules: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.is_rule() && line.bare.chars().count() >= 5)
        .map(|(at, _)| at)
        .collect();
    for rule in rules.into_iter().rev() {
        let region = || lines.iter().take(*end).skip(rule + 1).filter(|line| !line.is_blank());
        let is_empty = region().next().is_none();
        let was_marked = *end < lines.len();
        if !(is_empty && (was_marked || rule > 0 && below_is_one(lines, rule))) {
            if region().count() > 40 {
                return;
            }
            let text = region().map(|line| line.bare).collect::<Vec<_>>().join(" ");
            let footed = strength(&text) > 0 || is_weak(&text);
            if !footed || is_personal(&text) {
                return;
            }
        }
        parts.iter_mut().take(*end).skip(rule).for_each(|part| *part = Part::Disclaimer);
        *end = rule;
    }
}

/// Whether the drawn line closes a disclaimer that begins with one above.
fn below_is_one(lines: &[Line<'_>], rule: usize) -> bool {
    let text: Vec<&str> = lines
        .iter()
        .take(rule)
        .rev()
        .take(40)
        .take_while(|line| !line.is_rule())
        .map(|line| line.bare)
        .collect();
    let text = text.into_iter().rev().collect::<Vec<_>>().join(" ");
    strength(&text) > 0 && !is_personal(&text)
}

/// Paragraphs at the end that say two of these things at least; further up one
/// is enough.
fn paragraphs(lines: &[Line<'_>], parts: &mut [Part], end: usize) {
    let mut end = end;
    let mut found = end < lines.len();
    for _ in 0..MOST_PARAGRAPHS {
        let shown = |at: &usize| lines.get(*at).is_some_and(|line| !line.is_blank());
        let Some(last) = (0..end).rev().find(shown) else { return };
        let first = (0..=last)
            .rev()
            .take_while(|at| last - at < 60)
            .take_while(|at| lines.get(*at).is_some_and(|line| !line.is_blank()))
            .last()
            .unwrap_or(last);
        let text: Vec<&str> =
            lines.iter().take(last + 1).skip(first).map(|line| line.bare).collect();
        let text = text.join(" ");
        let enough = if found { 1 } else { 2 };
        let short = is_short_note(&text);
        if is_personal(&text) || strength(&text) < enough && !short {
            return;
        }
        parts.iter_mut().take(last + 1).skip(first).for_each(|part| *part = Part::Disclaimer);
        found = true;
        end = first;
    }
}

/// How many of the things that disclaimers say the text says.
fn strength(text: &str) -> usize {
    static SAID: LazyLock<Option<RegexSet>> = LazyLock::new(|| {
        RegexSet::new([
            r"(?i)\b(?:this|the|any) (?:e-?mail|message|communication|transmission|document)(?: message| transmission)?(?: and| together| \(including|,)?.{0,80}\b(?:confidential|privileged|private)\b",
            r"(?i)\bintended (?:solely|only|exclusively)? ?(?:for|solely|only)\b.{0,60}\b(?:use of|recipient|addressee|person|individual|named)",
            r"(?i)\bif you (?:have received this|are not the (?:intended|named)|received this)",
            r"(?i)\b(?:notify|inform|contact|tell|advise|telling) (?:the |us )?(?:sender|system manager|originator|them|immediately)",
            r"(?i)\b(?:scanned|swept|checked|screened)\b.{0,40}\bvirus",
            r"(?i)\b(?:views|opinions)\b.{0,40}\b(?:expressed|presented|contained|stated)\b.{0,80}\b(?:author|sender|individual|necessarily|those of)",
            r"(?i)\b(?:may be|are|is) (?:automatically )?(?:logged|monitored|recorded|intercepted)\b",
            r"(?i)\b(?:legally |professionally )?privileged\b.{0,60}\b(?:information|material|confidential)",
            r"(?i)\b(?:disclosure|copying|distribution|dissemination|forwarding)\b.{0,60}\b(?:prohibited|unauthori[sz]ed|unlawful|not permitted)",
            r"(?i)\b(?:registered|incorporated) in (?:england|scotland|wales|northern ireland)\b|\bregistered (?:office|charity)\b|\bcompany (?:no|number|registration)\b",
            r"(?i)\bconsider (?:the|our) environment\b|\bthink before you print\b",
            r"(?i)\bfreedom of information act\b.{0,80}\b(?:disclos|release|public)",
            r"(?i)\bdelete (?:this|the|it|all copies|any copies)\b",
            r"(?i)\b(?:vertraulich|confidentielle?|confidencial|riservat[eoi]|vertrouwelijk|poufne|cyfrinachol)\b",
            r"(?i)\b(?:irrtümlich|destinataire|destinatario|uso esclusivo|por error|per errore|abusivamente|bestemd voor|adresata|derbynnydd)\b",
        ])
        .ok()
    });
    SAID.as_ref().map_or(0, |said| said.matches(text.get(..4_000).unwrap_or(text)).iter().count())
}

fn is_weak(text: &str) -> bool {
    static WEAK: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:confidential|disclaimer|privileged|virus(?:es)?)\b").ok()
    });
    static MAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:e-?mails?|messages?|footer|transmission|communications?)\b").ok()
    });
    let has = |pattern: &LazyLock<Option<Regex>>| {
        pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
    };
    has(&WEAK) && has(&MAIL)
}

/// One line of a virus checker or a printer's friend.
fn is_short_note(text: &str) -> bool {
    static NOTE: LazyLock<Option<RegexSet>> = LazyLock::new(|| {
        RegexSet::new([
            r"(?i)^(?:this e-?mail has been (?:checked|scanned) (?:for viruses )?by .{2,60}|virus-free\.? .{0,60})$",
            r"(?i)^(?:please )?(?:consider the environment before printing|think before you print|save paper).{0,60}$",
            r"(?i)^(?:cysylltwch â ni yn gymraeg|rydym yn croesawu gohebiaeth|we welcome correspondence in welsh).{0,120}$",
        ])
        .ok()
    });
    text.len() <= 200 && NOTE.as_ref().is_some_and(|note| note.is_match(text))
}

/// Someone speaks of themselves.
fn is_personal(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| word == "I" || matches!(word, "my" | "My" | "mine" | "ich" | "meine"))
}
