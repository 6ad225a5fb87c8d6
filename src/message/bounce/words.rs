//! The recipients that a report names in its words, for the systems that write
//! no delivery status: qmail, Exim, Exchange 5.5, Notes, Domino, Yahoo, Gmail,
//! IMail, MailMarshal, InterScan and their like. No sentence of theirs is
//! looked for: an address counts by where it stands. At the head of a line it
//! is the subject of a verdict, behind "recipient" or "to" it is an object of
//! one, and behind "from" or "contact" it is somebody else's.

use super::super::is_address;
use super::super::pattern::Pattern;
use super::codes;

/// More lines than the words of any report have.
const MAX_LINES: usize = 400;
/// More recipients than a letter of ours can have; only guards against floods.
const MAX_RECIPIENTS: usize = 100;

/// A recipient and the words about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub address: String,
    /// From its mention to the next one's.
    pub words: String,
}

/// How sure it is that an address is a recipient; a higher one shuts out lower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Elsewhere,
    Object,
    Head,
}

struct Mention {
    address: String,
    place: Place,
    /// Where its line begins.
    line: usize,
}

/// The recipients that failed. `others` are addresses that can't be meant: the
/// report's own sender and addressee, and the author of the returned mail.
pub(super) fn recipients(text: &str, others: &[String]) -> Vec<Named> {
    let is_other = |address: &str| others.iter().any(|other| other.eq_ignore_ascii_case(address));
    let all = mentions(text);
    let best = |candidates: &[&Mention]| candidates.iter().map(|mention| mention.place).max();
    let strangers: Vec<&Mention> =
        all.iter().filter(|mention| !is_other(&mention.address)).collect();
    // A mail to oneself has the same address everywhere; then it is meant.
    let own: Vec<&Mention> =
        all.iter().filter(|mention| mention.place > Place::Elsewhere).collect();
    let candidates = if strangers.is_empty() { own } else { strangers };
    let Some(best) = best(&candidates) else { return Vec::new() };
    let chosen = candidates.into_iter().filter(|mention| mention.place == best);
    let mut first: Vec<&Mention> = Vec::new();
    for mention in chosen {
        let known = first.iter().any(|one| one.address.eq_ignore_ascii_case(&mention.address));
        if !known && first.len() < MAX_RECIPIENTS {
            first.push(mention);
        }
    }
    let lines: Vec<usize> = first.iter().map(|mention| mention.line).collect();
    first
        .iter()
        .map(|mention| {
            let end = lines.iter().find(|line| **line > mention.line).copied();
            let words = text.get(mention.line..end.unwrap_or(text.len())).unwrap_or_default();
            Named { address: mention.address.clone(), words: words.to_owned() }
        })
        .collect()
}

fn mentions(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut before = "";
    for line in text.split_inclusive('\n').take(MAX_LINES) {
        of_line(line, before, at, &mut found);
        at += line.len();
        if !line.trim().is_empty() {
            before = line;
        }
    }
    found
}

fn of_line(line: &str, line_before: &str, at: usize, found: &mut Vec<Mention>) {
    static ADDRESS: Pattern =
        Pattern::new(r#"([^\s<>(),;:"'\[\]@=]{1,64}@[^\s<>(),;:"'\[\]@=]{1,255})"#);
    static SOMEBODY_ELSE: Pattern = Pattern::new(
        r"(?ix)( \b(from|sender|by|contact|mailto|support|administrator|postmaster|helpdesk
            |reply-?to|return-?path|originator|author|envelope|message-id|orig(inal)?\ sender
            |expéditeur|absender|remitente|mittente|help|questions|send\ (an?\ )?(e-?)?mail\ to|write\ to|http\S*|with\ id)
          [\s:=<(\x22']*)$",
    );
    let mut line_found: Vec<(usize, &str)> = ADDRESS.each(line).collect();
    // `name@x <real@x>`: the one in brackets is the address (RFC 5322, 3.4).
    if let [(first, name), (second, _), ..] = line_found.as_slice()
        && line.get(first + name.len()..*second).is_some_and(|between| between.trim() == "<")
    {
        line_found.remove(0);
    }
    for (start, raw) in line_found {
        let address = raw.trim_end_matches(['.', '!', '?', '*']).trim_start_matches(['*', '.']);
        if !is_address(address) || !address.rsplit('@').next().is_some_and(is_domain) {
            continue;
        }
        let prefix = line.get(..start).unwrap_or_default();
        let head = head(prefix);
        let cue = if head.is_empty() { line_before.trim_end() } else { prefix };
        if SOMEBODY_ELSE.is_in(cue) {
            continue;
        }
        let place = match head {
            "" => Place::Head,
            _ if is_object(prefix) => Place::Object,
            _ => Place::Elsewhere,
        };
        found.push(Mention { address: address.to_owned(), place, line: at });
    }
}

/// What stands before an address besides bullets, brackets, a reply code.
fn head(prefix: &str) -> &str {
    static CODE: Pattern = Pattern::new(r"^(\s*[245]\d\d[ -]\s*(?:[245]\.\d+\.\d+\s+)?)");
    let code = CODE.first(prefix).map_or(0, str::len);
    let rest = prefix.get(code..).unwrap_or(prefix);
    rest.trim_matches(|c: char| c.is_whitespace() || "<>*\"'-•·|#([".contains(c))
}

/// Whether the words before an address end in what introduces a recipient.
fn is_object(prefix: &str) -> bool {
    // Any colon does: "Failed Recipient:", "User's mailbox is full:", "userid:".
    static OBJECT: Pattern = Pattern::new(
        r"(?ix)( (\b(to|recipients?|address(es|ee)?|user|mailbox|for|an|für|à|a|til|aan|do|na|кому)
            |:)[\s<(\x22'\[]*)$",
    );
    OBJECT.is_in(prefix)
}

/// A user name alone on its line behind "the following recipients": systems
/// that report on their own users leave the domain out, it is theirs.
pub(super) fn bare_names(text: &str, domain: &str) -> Vec<Named> {
    static LIST: Pattern = Pattern::new(
        r"(?i)following (recipient|address|user)[^:]{0,120}:\s*((?:\n?\s*[\w.+-]{2,40}\s*\n)+)",
    );
    static NAME: Pattern = Pattern::new(r"(?m)^\s*([\w.+-]{2,40})\s*$");
    let Some(list) = LIST.captures(text).and_then(|found| found.get(2)) else { return Vec::new() };
    NAME.each(list.as_str())
        .map(|(_, name)| Named { address: format!("{name}@{domain}"), words: String::new() })
        .filter(|named| is_address(&named.address))
        .take(MAX_RECIPIENTS)
        .collect()
}

fn is_domain(domain: &str) -> bool {
    !domain.starts_with(['.', '-'])
        && domain.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

/// The words of a recipient's part, or of the whole report where its part says
/// nothing of codes.
pub(super) fn verdict<'t>(named: &'t Named, whole: &'t str, alone: bool) -> &'t str {
    let says = codes::status(&named.words).is_some() || codes::reply(&named.words).is_some();
    if says || !alone { &named.words } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<String> {
        let others = ["us@council.example".to_owned()];
        recipients(text, &others).into_iter().map(|named| named.address).collect()
    }

    #[test]
    fn recipients_are_known_by_their_place() {
        for (text, expected) in [
            ("<ada@example.org>:\nno such user, ask help@example.org\n", vec!["ada@example.org"]),
            (
                "  * ada@example.org\n  * bo@example.net\n",
                vec!["ada@example.org", "bo@example.net"],
            ),
            (
                "There was an error delivering your mail to <ada@example.org>.\n",
                vec!["ada@example.org"],
            ),
            (
                "A message sent by\n  <list@example.com>\nfailed:\n  ada@example.org\n    (ultimately generated from al@example.org)\n",
                vec!["ada@example.org"],
            ),
            (
                ">>> MAIL FROM:<us@council.example>\n<<< 550 no\n>>> RCPT TO:<ada@example.org>\n",
                vec!["ada@example.org"],
            ),
            ("User's mailbox is full: <ada@example.org>\n", vec!["ada@example.org"]),
            ("  550 <ada@example.org>... User unknown\n", vec!["ada@example.org"]),
            ("Ada Byron <ada@example.org> was not found at example.org\n", vec!["ada@example.org"]),
            ("ada@example.org<mailto:ada@example.org>\n", vec!["ada@example.org"]),
            ("\"ada@example.org\" <ada@example.org>: gone\n", vec!["ada@example.org"]),
            ("The user is unknown. Contact support@example.org\n", vec![]),
            ("Sent to us@council.example for you\n", vec!["us@council.example"]),
        ] {
            assert_eq!(named(text), expected, "{text}");
        }
    }

    #[test]
    fn a_bare_name_is_of_the_reporting_domain() {
        let text = "not delivered to the following recipients because they are away:\n\tada\n";
        assert_eq!(bare_names(text, "example.org")[0].address, "ada@example.org");
        assert!(bare_names("the following words:\n hello\n", "example.org").is_empty());
    }

    #[test]
    fn each_recipient_has_its_own_words() {
        let text = "<a@example.org>:\n550 5.1.1 unknown\n\n<b@example.org>:\n452 4.2.2 full\n";
        let all = recipients(text, &[]);
        let codes: Vec<Option<String>> =
            all.iter().map(|named| codes::status(verdict(named, text, false))).collect();
        assert_eq!(codes, [Some("5.1.1".to_owned()), Some("4.2.2".to_owned())]);
    }
}
