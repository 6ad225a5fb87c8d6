//! The fields of a delivery status (RFC 3464, 2): one group for the message,
//! one for each recipient. Groups without the empty line between them, with
//! fields in any order, or in the text instead of a part of their own are read
//! all the same.

use super::super::Headers;
use super::super::is_address;
use super::codes;

/// What a group says happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Failed,
    Delayed,
    /// Delivered, relayed or expanded.
    Passed,
}

/// The fields of one recipient.
#[derive(Debug, Clone)]
pub(super) struct Fate {
    pub action: Action,
    pub recipient: Option<String>,
    pub original_recipient: Option<String>,
    pub status: Option<String>,
    pub permanent: bool,
    pub diagnostic: Option<String>,
}

/// Reads every group of a status that speaks of a recipient or an action.
pub(super) fn fates(text: &str) -> Vec<Fate> {
    groups(text).iter().filter_map(fate).collect()
}

/// Whether a text has the fields of a status at all.
pub(super) fn is_status(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["final-recipient:", "original-recipient:"].iter().any(|name| lower.contains(name))
        && ["action:", "status:", "diagnostic-code:"].iter().any(|name| lower.contains(name))
}

fn groups(text: &str) -> Vec<Headers> {
    let mut groups = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    let mut has_final = false;
    for line in text.lines() {
        let is_final = starts_with(line, "final-recipient:");
        let ends = line.trim().is_empty() || (is_final && has_final);
        if ends {
            groups.push(Headers::read(lines.join("\n").as_bytes()));
            lines.clear();
            has_final = false;
        }
        has_final |= is_final;
        if !line.trim().is_empty() {
            lines.push(line);
        }
    }
    groups.push(Headers::read(lines.join("\n").as_bytes()));
    groups.retain(|group| !group.is_empty());
    joined(groups)
}

fn starts_with(line: &str, name: &str) -> bool {
    line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

/// A recipient's fields that an empty line tore apart belong together: a group
/// without an action or status takes them from the next one without recipient.
fn joined(groups: Vec<Headers>) -> Vec<Headers> {
    let mut out: Vec<Headers> = Vec::new();
    for group in groups {
        let names =
            |group: &Headers| group.has("final-recipient") || group.has("original-recipient");
        let tells = |group: &Headers| group.has("action") || group.has("status");
        match out.last_mut() {
            Some(last) if names(last) && !tells(last) && !names(&group) && tells(&group) => {
                last.append(group);
            }
            _ => out.push(group),
        }
    }
    out
}

fn fate(group: &Headers) -> Option<Fate> {
    let of = |name| group.get(name).and_then(address);
    let original_recipient = of("original-recipient");
    // The final recipient is the field that every group must have (2.3.2); an
    // X.400 gateway's can't be written to, then the original one is meant.
    let recipient = of("final-recipient")
        .or_else(|| original_recipient.clone())
        .or_else(|| of("x-actual-recipient"))
        .or_else(|| of("x-failed-recipient"));
    let diagnostic = group.get("diagnostic-code").map(str::to_owned);
    let words = diagnostic.as_deref().map(without_type).unwrap_or_default();
    let stated = group.get("status").and_then(first_code);
    let said = codes::status(&words);
    let status = match (stated, said) {
        // x.0.0 says no more than the class (RFC 3463, 3.1); the server did.
        (Some(stated), Some(said)) if stated.ends_with(".0.0") && !is_nothing(&said) => Some(said),
        (Some(stated), _) => Some(stated),
        (None, said) => said,
    };
    let action = group.token("action");
    let action = action_of(action.as_deref(), status.as_deref());
    let (Some(action), true) = (action, recipient.is_some() || group.has("action")) else {
        return None;
    };
    let permanent = match (action, status.as_deref().and_then(|code| code.chars().next())) {
        (Action::Delayed | Action::Passed, _) | (Action::Failed, Some('4')) => false,
        (Action::Failed, Some('5')) => true,
        (Action::Failed, _) => {
            let reply = group.get("status").and_then(codes::reply).or(codes::reply(&words));
            !reply.is_some_and(|code| (400..500).contains(&code))
        }
    };
    Some(Fate { action, recipient, original_recipient, status, permanent, diagnostic })
}

fn is_nothing(code: &str) -> bool {
    code.starts_with('2') || code.ends_with(".0.0")
}

/// The five actions of RFC 3464, 2.3.3, and what systems write instead.
fn action_of(word: Option<&str>, status: Option<&str>) -> Option<Action> {
    let word = word.unwrap_or("");
    if ["fail", "error", "undeliver", "expired", "reject", "bounce", "return", "dropped"]
        .iter()
        .any(|start| word.starts_with(start))
    {
        return Some(Action::Failed);
    }
    if ["delay", "defer", "warning", "queued", "retry"].iter().any(|start| word.starts_with(start))
    {
        return Some(Action::Delayed);
    }
    if ["deliver", "relay", "expand", "transferred", "success"]
        .iter()
        .any(|start| word.starts_with(start))
    {
        return Some(Action::Passed);
    }
    match status?.chars().next()? {
        '2' => Some(Action::Passed),
        '4' | '5' => Some(Action::Failed),
        _ => None,
    }
}

/// The first code of a Status field; comments and doubled codes stand there.
fn first_code(value: &str) -> Option<String> {
    value
        .split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .find(|word| codes::is_status(word))
        .map(str::to_owned)
}

fn without_type(value: &str) -> String {
    value.split_once(';').map_or(value, |(_, rest)| rest).trim().to_owned()
}

/// The address of a recipient field (2.3.1): the part after its type, without
/// comments, quotes or angle brackets. What is no mail address is None.
fn address(value: &str) -> Option<String> {
    let value = without_type(value);
    let inside = value.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    let bare = inside.map_or(value.as_str(), |(inside, _)| inside);
    // A source route before the address itself (RFC 5321, C).
    let bare = bare.split(" (").next().unwrap_or(bare).trim().trim_matches(['"', '\'', '<', '>']);
    let has_no_space = !bare.contains(char::is_whitespace);
    (is_address(bare) || (bare.contains('@') && has_no_space && !bare.starts_with('/')))
        .then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Fate {
        let mut fates = fates(text);
        assert_eq!(fates.len(), 1, "{text}");
        fates.remove(0)
    }

    #[test]
    fn actions_and_codes_decide() {
        for (fields, action, permanent, status) in [
            ("Action: failed\nStatus: 5.1.1", Action::Failed, true, Some("5.1.1")),
            ("Action: failed\nStatus: 4.4.7 (timed out)", Action::Failed, false, Some("4.4.7")),
            ("Action: delayed\nStatus: 4.4.1", Action::Delayed, false, Some("4.4.1")),
            ("Action: relayed\nStatus: 2.0.0", Action::Passed, false, Some("2.0.0")),
            ("Action: Failure\nStatus: 553 too large", Action::Failed, true, None),
            ("Status: 5.2.2", Action::Failed, true, Some("5.2.2")),
            (
                "Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 unknown",
                Action::Failed,
                true,
                Some("5.1.1"),
            ),
            ("Action: failed\nDiagnostic-Code: smtp; 452 full", Action::Failed, false, None),
        ] {
            let fate = one(&format!("Final-Recipient: rfc822; ada@example.org\n{fields}\n"));
            assert_eq!(fate.action, action, "{fields}");
            assert_eq!(fate.permanent, permanent, "{fields}");
            assert_eq!(fate.status.as_deref(), status, "{fields}");
        }
    }

    #[test]
    fn addresses_are_read_in_every_form() {
        for (value, address_read) in [
            ("rfc822; ada@example.org", Some("ada@example.org")),
            ("RFC822;<ada@example.org>", Some("ada@example.org")),
            ("LOCAL; ada@example.org (Ada)", Some("ada@example.org")),
            ("<ada@example.org>", Some("ada@example.org")),
            ("x400; /S=ada/OU=x/C=GB/", None),
            ("rfc822; undisclosed", None),
        ] {
            assert_eq!(address(value).as_deref(), address_read, "{value}");
        }
    }

    #[test]
    fn an_x400_recipient_gives_way_to_the_original_one() {
        let fate = one(
            "Original-Recipient: rfc822; ada@example.org\nFinal-Recipient: x400; /S=ada/C=GB/\n\
             Action: failed\nStatus: 5.0.0\n",
        );
        assert_eq!(fate.recipient.as_deref(), Some("ada@example.org"));
    }

    #[test]
    fn groups_are_parted_with_and_without_empty_lines() {
        let text = "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; a@example.org\n\
            Action: failed\nStatus: 5.1.1\nFinal-Recipient: rfc822; b@example.org\n\n\
            Action: delayed\nStatus: 4.4.1\n";
        let fates = fates(text);
        let all: Vec<(Option<&str>, Action)> =
            fates.iter().map(|fate| (fate.recipient.as_deref(), fate.action)).collect();
        assert_eq!(
            all,
            [(Some("a@example.org"), Action::Failed), (Some("b@example.org"), Action::Delayed)]
        );
    }
}
