//! Threads as other projects join them. Redress joins by references among the
//! same participants, so every message gets one sender here, and words and day
//! of its own; who may join is tested in `threads.rs`.

use std::collections::{BTreeMap, BTreeSet};

use redress::message::Headers;
use redress::message::digest::{hex, of_bytes};

use super::{Item, Score, items};
use crate::setup::{Council, Way, mail_at};

/// What other projects expect and Redress does not do, with the reason.
const OTHERWISE: &[(&str, &str)] = &[
    (
        "imaptest__thread.mbox",
        "RFC 5256 cuts a loop of references; here whatever it names is its thread",
    ),
    ("imaptest__thread3.mbox", "joined by the subject alone, which joins strangers"),
    ("imaptest__thread4.mbox", "joined by the subject alone, which joins strangers"),
];

/// Messages, and for each the group that it is expected in.
struct Conversation {
    name: String,
    messages: Vec<Vec<u8>>,
    groups: Option<Vec<usize>>,
}

#[test]
fn conversations_are_joined_as_other_projects_join_them() {
    let mut score = Score::default();
    for conversation in conversations() {
        let cases = take_in(&conversation.messages);
        let Some(groups) = &conversation.groups else {
            score.count(true, String::new);
            continue;
        };
        let holds = partition(groups) == partition(&cases);
        let name = &conversation.name;
        match OTHERWISE.iter().find(|(other, _)| name.ends_with(other)) {
            Some((_, why)) => println!("not our rule: {name}: {why}"),
            None => score.count(holds, || format!("{name}: expected {groups:?}, got {cases:?}")),
        }
    }
    score.at_least("thread", 1_000);
}

/// Which messages stand together, whatever their groups are called.
fn partition<T: Ord>(groups: &[T]) -> BTreeSet<Vec<usize>> {
    let mut found: BTreeMap<&T, Vec<usize>> = BTreeMap::new();
    for (number, group) in groups.iter().enumerate() {
        found.entry(group).or_default().push(number);
    }
    found.into_values().collect()
}

fn conversations() -> Vec<Conversation> {
    let mut sets: BTreeMap<String, Conversation> = BTreeMap::new();
    for item in items().into_iter().filter(|item| item.category == "thread") {
        let thread = item.expected.get("thread").cloned().unwrap_or_default();
        if item.form == "mbox" {
            let messages = split(&item);
            let groups = expected_groups(&thread, &messages);
            let name = item.file.clone();
            sets.insert(name.clone(), Conversation { name, messages, groups });
        } else {
            let name = thread["set"].as_str().unwrap().to_owned();
            let set = sets.entry(name.clone()).or_insert(Conversation {
                name,
                messages: Vec::new(),
                groups: Some(Vec::new()),
            });
            set.messages.push(item.message());
            let group = thread["group"].as_u64().unwrap();
            set.groups.as_mut().unwrap().push(usize::try_from(group).unwrap());
        }
    }
    sets.into_values().collect()
}

/// The mails of an mbox: each begins with a `From ` line.
fn split(item: &Item) -> Vec<Vec<u8>> {
    let mut mails: Vec<Vec<u8>> = Vec::new();
    for line in item.file_bytes().split_inclusive(|byte| *byte == b'\n') {
        match mails.last_mut() {
            _ if line.starts_with(b"From ") => mails.push(Vec::new()),
            Some(mail) => mail.extend(line),
            None => {}
        }
    }
    mails
}

fn expected_groups(thread: &serde_json::Value, messages: &[Vec<u8>]) -> Option<Vec<usize>> {
    let lists = thread.get("groups").or(thread.get("groups_by_message_id"))?.as_array()?;
    let group_of = |number: usize, mail: &Vec<u8>| {
        let id = Headers::read(mail).get("message-id").map(redress::message::clues::clean);
        let is_it = |named: &serde_json::Value| {
            named.as_u64() == u64::try_from(number + 1).ok() || named.as_str() == id.as_deref()
        };
        lists.iter().position(|list| list.as_array().unwrap().iter().any(is_it))
    };
    let groups = messages.iter().enumerate().map(|(number, mail)| group_of(number, mail));
    groups.collect()
}

/// The case of each message.
fn take_in(messages: &[Vec<u8>]) -> Vec<String> {
    let council = Council::new(&Way::folders());
    let mut digests = Vec::new();
    for (number, message) in messages.iter().enumerate() {
        let mail = as_one_sender(number, message);
        council.put(&format!("{number:04}"), &mail);
        digests.push(hex(&of_bytes(mail.as_bytes())));
    }
    council.good(&["run", "--once"]);
    let rows = council.json(&["messages"]);
    let case_of = |digest: &String| {
        let row = rows.iter().find(|row| row["digest"] == *digest).unwrap();
        row["case"].as_str().unwrap_or_else(|| panic!("{row}")).to_owned()
    };
    digests.iter().map(case_of).collect()
}

/// The fields that join threads, and nothing else of the message.
fn as_one_sender(number: usize, message: &[u8]) -> String {
    let headers = Headers::read(message);
    let mut more = String::new();
    for name in ["references", "in-reply-to"] {
        for value in headers.all(name) {
            more.push_str(&format!("{name}: {value}\r\n"));
        }
    }
    let start: chrono::DateTime<chrono::Utc> = "2026-01-05T10:00:00Z".parse().unwrap();
    let at = start + chrono::Duration::days(i64::try_from(number).unwrap());
    let id = headers.get("message-id").map(redress::message::clues::clean);
    let subject = headers.get("subject").unwrap_or("").to_owned();
    let words = format!("Nobody came, and this is matter {number}. I want to complain.");
    let mail = mail_at(&at.to_rfc3339(), &more, "one@example.org", "ID", &subject, &words);
    match id {
        Some(id) => mail.replace("<ID>", &format!("<{id}>")),
        None => mail.replace("Message-ID: <ID>\r\n", ""),
    }
}
