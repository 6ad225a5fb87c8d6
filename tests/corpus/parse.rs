//! What other projects read in the world's worst mail: subjects, addresses,
//! texts in odd charsets, files.

use redress::message::budget::Budget;
use redress::message::{Address, Message, Own, is_address, read};
use serde_json::Value;

use super::{Item, Score, agrees, folded, items};

/// Expectations that Redress does not share, with the reason: another project's
/// choice, not a reading of the mail. `docs/mail.md` lists them.
const OTHERWISE: &[(&str, &str, &str)] = &[
    ("phpmime__m0020", "attachment_names", "a name that the peer made up"),
    ("stalwart-legacy__049", "attachment_count", "the peer leaves uuencoded files in the text"),
    ("stalwart-malformed__001", "attachment_count", "the peer counts a text part it set aside"),
    ("stalwart-malformed__004", "attachment_count", "the peer counts a text part it set aside"),
    ("stalwart-malformed__006", "attachment_count", "the peer counts a text part it set aside"),
    ("stalwart-malformed__008", "attachment_count", "the peer counts a text part it set aside"),
    ("stalwart-thirdparty__002", "attachment_count", "the peer counts a text part it set aside"),
    ("zammad__mail044", "from_email", "the peer keeps a full stop behind the domain"),
    ("zammad__mail046", "from_name", "the peer reads a Chinese name as Latin-2"),
    ("zammad__mail096", "message_id", "there is none; the peer makes one up"),
    ("zammad__mail097", "message_id", "there is none; the peer makes one up"),
    ("zammad__mail102", "attachment_names", "the peer renames the second file of a name"),
    ("zammad__mail105", "text_empty", "the peer loses the text of a multipart without parts"),
];

fn otherwise(file: &str, key: &str) -> Option<&'static str> {
    let of = |(other, of, _): &&(&str, &str, _)| file == format!("parse/{other}.eml") && *of == key;
    OTHERWISE.iter().find(of).map(|(_, _, why)| *why)
}

/// As it is compared: control characters are not shown by Redress, and a peer
/// may write `?` for what is no character.
fn shown(text: &str) -> String {
    let seen = |c: &char| !c.is_control() || c.is_whitespace();
    text.chars().filter(seen).map(|c| if c == '\u{fffd}' { '?' } else { c }).collect()
}

fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(one) => vec![one.as_str()],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// An address as it may be written: bare or in angle brackets.
fn bare(written: &str) -> String {
    let inside = written.rsplit_once('<').map_or(written, |(_, after)| after);
    inside.trim_end_matches('>').trim().to_lowercase()
}

fn keys(addresses: &[Address]) -> Vec<String> {
    addresses.iter().map(Address::key).collect()
}

/// Whether what is expected under a key was read; None for keys that other
/// tests weigh.
fn holds(message: &Message, key: &str, expected: &Value) -> Option<bool> {
    let first = message.from.first();
    let text = || folded(&shown(&message.text));
    let names: Vec<&str> = message.attachments.iter().map(|file| file.name.as_str()).collect();
    let all_of = |addresses: &[Address]| {
        let keys = keys(addresses);
        strings(expected).iter().all(|one| keys.contains(&bare(one)))
    };
    Some(match (key, expected) {
        ("subject", Value::Null) => message.subject.is_empty(),
        ("subject", Value::String(subject)) => agrees(subject, &message.subject),
        ("from_email", Value::Null) => first.is_none_or(|from| !is_address(&from.address)),
        ("from_email", Value::String(address)) => match message.from.as_slice() {
            [] => all_of(&message.reply_to),
            [from, ..] => from.key() == bare(address),
        },
        ("from_name", Value::String(name)) => {
            agrees(name, first.and_then(|from| from.name.as_deref()).unwrap_or(""))
        }
        ("to", _) => all_of(&message.to),
        ("cc", _) => all_of(&message.cc),
        ("reply_to" | "reply_to_raw", _) => all_of(&message.reply_to),
        ("participants", _) => {
            all_of(&[&message.from[..], &message.to[..], &message.cc[..]].concat())
        }
        ("message_id", Value::String(id)) => message.message_id.as_ref() == Some(id),
        ("in_reply_to" | "in_reply_to_first", Value::String(id)) => {
            message.references.first() == Some(id)
        }
        ("date", Value::Null) => message.date.is_none(),
        ("text_contains", _) => {
            strings(expected).iter().all(|part| contains(&text(), &shown(part)))
        }
        ("text_equals", Value::String(whole)) => agrees(&shown(whole), &shown(&message.text)),
        ("text_empty", Value::Bool(empty)) => message.text.trim().is_empty() == *empty,
        ("attachment_names", _) => {
            strings(expected).iter().all(|wanted| names.iter().any(|name| agrees(wanted, name)))
        }
        ("attachment_count", Value::Number(count)) => {
            count.as_u64() == u64::try_from(names.len()).ok()
        }
        _ => return None,
    })
}

/// Whether a text holds another, where U+FFFD in the wanted one stands for any
/// character.
fn contains(text: &str, wanted: &str) -> bool {
    let wanted: Vec<char> = folded(wanted).chars().collect();
    let text: Vec<char> = text.chars().collect();
    wanted.is_empty()
        || text.windows(wanted.len()).any(|window| {
            window.iter().zip(&wanted).all(|(read, want)| read == want || *want == '?')
        })
}

fn read_value(message: &Message, key: &str) -> String {
    let value = match key {
        "subject" => format!("{:?}", message.subject),
        "from_email" | "from_name" => format!("{:?}", message.from),
        "to" => format!("{:?}", message.to),
        "reply_to" | "reply_to_raw" => format!("{:?}", message.reply_to),
        "message_id" => format!("{:?}", message.message_id),
        "attachment_names" | "attachment_count" => format!("{:?}", message.attachments),
        _ => format!("{:?}", message.text),
    };
    value.chars().take(500).collect()
}

fn weigh(item: &Item, score: &mut Score) {
    let bytes = item.message();
    let message = match read(&bytes, &Budget::default(), &Own::default()) {
        Ok(message) => message,
        Err(why) => {
            score.count(item.says("no_crash").is_none(), || format!("{}: {why}", item.file));
            return;
        }
    };
    for (key, expected) in item.expected.as_object().into_iter().flatten() {
        let Some(holds) = holds(&message, key, expected) else { continue };
        match otherwise(&item.file, key) {
            Some(why) => println!("read otherwise: {} {key}: {why} ({holds})", item.file),
            None => score.count(holds, || {
                format!("{} {key}: {expected} read {}", item.file, read_value(&message, key))
            }),
        }
    }
}

#[test]
fn odd_mail_is_read_as_other_projects_read_it() {
    let mut score = Score::default();
    for item in items().iter().filter(|item| item.category == "parse") {
        weigh(item, &mut score);
    }
    score.at_least("parse", 980);
}
