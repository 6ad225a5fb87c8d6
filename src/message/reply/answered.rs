//! A letter of ours that somebody's program put below their answer without any
//! mark that is known of it: Lotus Notes, GroupWise and a line pasted by hand
//! have none that all share. What the letter says is known, so that it can be
//! found.

/// So many first words of a letter, in their order, are no coincidence.
const WORDS: usize = 8;

/// So many lines above it may say who wrote it, when and to whom.
const HEADER_LINES: usize = 10;

/// A text up to where a letter of ours stands in it, or to the lines above that
/// tell of it: they hold our address, or are like header fields. `own` tells of
/// lines that are the writer's whatever they look like.
pub fn before_letter<'t>(
    text: &'t str,
    letter: &str,
    our_address: &str,
    own: impl Fn(&str) -> bool,
) -> &'t str {
    let opening: Vec<String> = words(letter).take(WORDS).collect();
    if opening.len() < WORDS {
        return text;
    }
    let mut from = 0;
    let mut lines: Vec<(usize, &str)> = Vec::new();
    for line in text.split_inclusive('\n') {
        let rest = text.get(from..).unwrap_or_default();
        if words(line).next().is_some() && words(rest).take(WORDS).eq(opening.iter().cloned()) {
            let end = header(&lines, our_address, own).unwrap_or(from);
            return text.get(..end).unwrap_or(text).trim_end();
        }
        lines.push((from, line));
        from += line.len();
    }
    text
}

/// Where the lines begin that tell of the letter below them.
fn header(lines: &[(usize, &str)], our_address: &str, own: impl Fn(&str) -> bool) -> Option<usize> {
    let above = lines.iter().rev().filter(|(_, line)| !line.trim().is_empty());
    let above: Vec<&(usize, &str)> =
        above.take(HEADER_LINES).take_while(|(_, line)| !own(line.trim())).collect();
    let ours = |line: &str| line.to_lowercase().contains(&our_address.to_lowercase());
    let with_address = above.iter().rposition(|(_, line)| ours(line));
    let fields = above.iter().take_while(|(_, line)| is_field_like(line)).count();
    let fields = if fields > 1 { fields } else { 0 };
    let top = with_address.map_or(0, |at| at + 1).max(fields);
    top.checked_sub(1).and_then(|at| above.get(at)).map(|(start, _)| *start)
}

/// "Betreff: Boiler", "Date : mardi": a word or two, a colon, something.
fn is_field_like(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, _)| {
        let name = name.trim().trim_matches('*');
        (1..=14).contains(&name.chars().count())
            && name.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-')
            && name.split_whitespace().count() <= 2
    })
}

/// Words in small letters, without quote marks and punctuation.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "A new complaint is with you.\n\nReference: KH-2026-00001\n\n/withdrawn";

    fn before(text: &str) -> &str {
        let own = |line: &str| line.starts_with('/') || line.starts_with("Reasons:");
        before_letter(text, LETTER, "complaints@council.example", own)
    }

    #[test]
    fn a_letter_below_an_answer_is_not_part_of_it() {
        let lotus =
            "Complaints <complaints@council.example>\n12/01/2027 10:00\nTo R. Patel\ncc\nSubject x";
        let group_wise = ">>> Complaints <complaints@council.example> 12/01/2027 10:00 >>>";
        let french = "De : Complaints\nDate : mardi 12 janvier\nObjet : x";
        for header in [lotus, group_wise, french, ""] {
            let text = format!("/update We come on Friday.\n\n{header}\n\n{LETTER}\n");
            assert_eq!(before(&text), "/update We come on Friday.", "{header}");
            let rewrapped = text
                .replace("A new complaint is with you.", "> A new\n> complaint is\n> with you.");
            assert_eq!(before(&rewrapped), "/update We come on Friday.", "{header}");
        }
    }

    #[test]
    fn what_the_officer_wrote_stays() {
        let text = "/respond\nReasons: you wrote: late\n\nA new complaint is with you. Reference KH-2026-00001";
        assert_eq!(before(text), "/respond\nReasons: you wrote: late");
        let text = "/note A new complaint is with you, I think.";
        assert_eq!(before(text), text);
    }
}
