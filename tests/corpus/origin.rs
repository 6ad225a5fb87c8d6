//! Who or what sent each mail, against what the projects it comes from say:
//! nothing automatic is acknowledged, and nearly nobody's mail is refused.

use redress::message::{Message, Origin, Own, budget::Budget, read};

use super::{Item, Score, items};

/// The message as a server would have delivered it: with the envelope sender
/// that its own test sets.
fn delivered(item: &Item) -> Vec<u8> {
    let sender = item.envelope.get("from").and_then(serde_json::Value::as_str);
    let mut bytes = Vec::new();
    if let Some(sender) = sender {
        let path = sender.trim_matches(['<', '>']);
        bytes.extend_from_slice(format!("Return-Path: <{path}>\r\n").as_bytes());
    }
    bytes.extend(item.message());
    bytes
}

/// Reads an item; None when there is no mail in it at all, which is held.
pub fn read_item(item: &Item) -> Option<Message> {
    read(&delivered(item), &Budget::default(), &Own::default()).ok()
}

fn told(item: &Item, message: Option<&Message>) -> String {
    let (origin, because) = message.map_or(("unreadable", ""), |message| {
        (message.judged.origin.as_str(), message.judged.because.as_str())
    });
    format!("{}: {origin} ({because})", item.file)
}

fn messages() -> impl Iterator<Item = Item> {
    items().into_iter().filter(|item| item.form == "message" && item.category != "thread")
}

#[test]
fn no_automatic_mail_is_acknowledged() {
    let mut score = Score::default();
    for item in messages() {
        if item.states("auto") == Some(true) || item.states("may_ack") == Some(false) {
            let message = read_item(&item);
            let may = message.as_ref().is_some_and(|m| m.judged.origin.may_acknowledge());
            score.count(!may, || told(&item, message.as_ref()));
        }
    }
    score.at_least("automatic mail that is not acknowledged", 1_000);
}

#[test]
fn the_mail_of_people_is_acknowledged() {
    let mut score = Score::default();
    for item in messages() {
        if item.states("auto") == Some(false) || item.states("may_ack") == Some(true) {
            let message = read_item(&item);
            let may = message.as_ref().is_some_and(|m| m.judged.origin.may_acknowledge());
            score.count(may, || told(&item, message.as_ref()));
        }
    }
    score.at_least("people's mail that may be acknowledged", 990);
}

#[test]
fn mail_is_of_the_kind_that_it_is() {
    for (kind, names, promised) in [
        ("human", &["person"][..], 990),
        ("auto_reply", &["auto_reply"][..], 890),
        ("bounce", &["bounce", "delay", "receipt"][..], 990),
        ("list", &["list"][..], 990),
        ("calendar", &["calendar"][..], 990),
        ("report", &["auto_reply", "receipt"][..], 990),
    ] {
        let mut score = Score::default();
        for item in messages().filter(|item| item.says("kind") == Some(kind)) {
            let message = read_item(&item);
            let origin = message.as_ref().map_or("unreadable", |m| m.judged.origin.as_str());
            score.count(names.contains(&origin), || told(&item, message.as_ref()));
        }
        score.at_least(&format!("kind {kind}"), promised);
    }
}

/// Mail of whose sender its project says nothing: most of it is people's, so
/// what is suppressed without proof must be little, and goes before an officer.
#[test]
fn little_mail_is_left_in_doubt() {
    let mut score = Score::default();
    for item in messages().filter(|item| item.says("kind").is_none() && item.category == "parse") {
        let Some(message) = read_item(&item) else { continue };
        let doubt =
            message.judged.may_be_person && !matches!(message.judged.origin, Origin::Person(_));
        score.count(!doubt, || told(&item, Some(&message)));
    }
    score.at_least("mail of unstated kind that is not in doubt", 960);
}
