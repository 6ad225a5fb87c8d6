//! Where an officer's signature begins that has no closing above it ("Kind
//! regards"): their own name on a line of its own, then nothing but short lines
//! (post, telephone, council) and what programs put below every mail. In doubt it
//! is none: a name too much in a letter is better than an answer cut short.

use super::read::{is_field, is_verb};

/// No signature has more lines.
const MOST_LINES: usize = 12;
/// A post, a telephone number, an address.
const SHORT: usize = 70;

/// The number of the signature's first line.
pub(super) fn begins(lines: &[&str], name: &str) -> Option<usize> {
    let end = footer(lines);
    let own = lines.get(..end)?;
    let at = own.iter().rposition(|line| is_name(line, name));
    let Some(at) = at.filter(|at| is_signature(own, *at)) else {
        return (end < lines.len()).then_some(end);
    };
    Some(at)
}

fn is_signature(lines: &[&str], at: usize) -> bool {
    let mut below = lines.iter().skip(at + 1).filter(|line| !line.trim().is_empty());
    let plain = below.by_ref().take(MOST_LINES).all(|line| is_short(line));
    plain && below.next().is_none() && ends_above(lines, at)
}

/// The name on a line of its own, however it is marked.
fn is_name(line: &str, name: &str) -> bool {
    let bare = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric() && !"'’-".contains(c));
        let words = words.map(|word| word.trim_matches(['-', '\'', '’']).to_lowercase());
        words.filter(|word| !word.is_empty()).collect()
    };
    let (line, name) = (bare(line), bare(name));
    !name.is_empty() && line == name
}

fn is_short(line: &str) -> bool {
    let line = line.trim();
    let words = line.split_whitespace().count();
    let is_sentence = words >= 5 && line.ends_with(['.', '?', '!']);
    line.chars().count() <= SHORT && !is_sentence && !is_verb(line) && !is_field(line)
}

/// Whether what stands above the name has come to an end: "The fitter is" and
/// "Your contacts:" have not.
fn ends_above(lines: &[&str], at: usize) -> bool {
    let above = lines.iter().take(at).rev().map(|line| line.trim());
    let gap = above.clone().next().is_some_and(str::is_empty);
    let Some(last) = above.clone().find(|line| !line.is_empty()) else { return false };
    let open = last.ends_with([':', ',', ';', '-']);
    let ends = last.ends_with(['.', '!', '?', ')', '"', '”']);
    // "Actions: none" is no sentence.
    let actions = last.to_lowercase().starts_with("actions:");
    !open && (gap || ends || actions)
}

/// Where the lines begin that a telephone or an organisation adds, at the end.
fn footer(lines: &[&str]) -> usize {
    let phones = ["sent from my ", "sent from outlook", "get outlook for "];
    let mut end = lines.len();
    while let Some(last) = end.checked_sub(1) {
        let line = lines.get(last).map_or("", |line| line.trim()).to_lowercase();
        let of_phone = phones.iter().any(|begin| line.starts_with(begin)) && line.len() <= SHORT;
        if !of_phone && !line.is_empty() && !is_disclaimer(&line) {
            break;
        }
        end = last;
    }
    // Blank lines alone are no footer.
    let below = lines.get(end..).unwrap_or_default();
    if below.iter().all(|line| line.trim().is_empty()) { lines.len() } else { end }
}

/// A paragraph on one line, as mail programs write it.
fn is_disclaimer(line: &str) -> bool {
    let of_mail = ["this email", "this e-mail", "this message", "the information in this"];
    let said = ["confidential", "intended recipient", "intended only", "intended solely"];
    of_mail.iter().any(|begin| line.starts_with(begin)) && said.iter().any(|it| line.contains(it))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{read, read_by};

    const SIGNATURE: &str =
        "R. Patel\nRepairs Officer\nT: 020 8547 5000\nRoyal Borough of Avonmere";

    fn argument(text: &str) -> String {
        read_by(text, "R. Patel").actions[0].argument.clone()
    }

    #[test]
    fn a_signature_without_a_closing_stays_with_the_officer() {
        for signature in [
            SIGNATURE,
            "*R Patel*",
            "R. Patel\n\nRepairs Officer\n\nSent from my iPhone",
            "- R. Patel\nThis email is confidential and intended only for whom it is addressed to.",
            "Sent from my Galaxy",
        ] {
            let text = format!("/update The part has come.\nWe fit it on Monday.\n\n{signature}");
            assert_eq!(argument(&text), "The part has come.\nWe fit it on Monday.", "{signature}");
        }
        let read = read_by("/respond\nRemedy: £50\nActions: none\nR. Patel\nRepairs", "R. Patel");
        assert_eq!(read.actions[0].field("Actions"), Some("none"));
        assert_eq!(read.prose, "R. Patel\nRepairs");
    }

    #[test]
    fn a_name_in_the_words_is_no_signature() {
        for words in [
            "The officer who comes is\nR. Patel",
            "Please ask for:\n\nR. Patel\n020 8547 5000",
            "R. Patel\ncomes on Monday with the part, and will ring you before he does.",
            "It is R. Patel who comes.",
            "We wrote on Monday.\n\nJ. Okoro\nManager",
        ] {
            assert_eq!(argument(&format!("/update {words}")), words);
        }
        let read = read_by("/note seen\n\nR. Patel\n/assign r.patel", "R. Patel");
        assert_eq!(read.actions.len(), 2, "an action below it is done");
    }

    proptest! {
        #[test]
        fn words_above_a_signature_are_never_cut(
            lines in prop::collection::vec("[A-Z][a-z]{2,9}( [a-z0-9£]{1,9}){0,9}[.?!]?", 1..9),
            blank in any::<bool>(),
        ) {
            let words = lines.join(if blank { "\n\n" } else { "\n" });
            // A closing in the words ends them; that is another rule's.
            let whole = &read(&format!("/update {words}")).actions[0].argument;
            prop_assume!(*whole == words);
            let signed = format!("/update {words}\n\n{SIGNATURE}\nSent from my iPhone");
            prop_assert_eq!(argument(&signed), words.clone());
            prop_assert_eq!(argument(&format!("/update {words}")), words);
        }
    }
}
