//! What was written this time, as the tests of other projects expect it.
//!
//! What a project takes off besides quoted mail differs: `strips` says it. Where
//! it leaves signatures or passed-on mail in, the quoted part alone is compared.

use std::time::Instant;

use redress::message::reply::{self, Context, Part, split, split_page};
use redress::message::{Message, Own, budget::Budget, html, read};
use serde_json::Value;

use super::{Item, Score, folded, items};

struct Reading {
    message: Message,
    /// The text without what the item's project takes off.
    kept: String,
}

fn list<'i>(item: &'i Item, key: &str) -> Vec<&'i str> {
    let values = item.expected.get(key).and_then(Value::as_array);
    values.map(|all| all.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}

fn reading(item: &Item) -> Reading {
    let message = read(&item.message(), &Budget::default(), &Own::default()).unwrap();
    let strips = list(item, "strips");
    let has = |part: &str| strips.contains(&part);
    let kept = if strips.is_empty() || has("quote") && has("signature") {
        message.new_text.clone()
    } else {
        let mut parts = vec![Part::Own];
        for (name, part) in [
            ("quote", Part::Quote),
            ("signature", Part::Signature),
            ("disclaimer", Part::Disclaimer),
            ("forward", Part::Forward),
        ] {
            if !has(name) {
                parts.push(part);
            }
        }
        let context =
            Context { subject: &message.subject, has_references: !message.references.is_empty() };
        if item.form == "html" {
            let markup = String::from_utf8(item.file_bytes()).unwrap();
            let kept = split_page(&html::read(&markup), &context).only(&parts);
            if kept.is_empty() { message.new_text.clone() } else { kept }
        } else {
            let kept = split(&message.text, &context).only(&parts);
            if kept.is_empty() { message.new_text.clone() } else { kept }
        }
    };
    Reading { message, kept }
}

/// Without white space, and without the `>` that stand for markup which the
/// peer took off as tags.
fn bare(text: &str) -> String {
    let lines = text.lines().map(|line| line.trim_start_matches('>'));
    lines.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
}

/// `**` and `*` stand for emphasis in the HTML.
fn without_emphasis(text: &str) -> String {
    text.replace('*', "")
}

fn shown(text: &str) -> String {
    format!("{:?}", text.chars().take(160).collect::<String>())
}

#[test]
fn what_was_written_this_time_is_found_as_others_find_it() {
    let (mut score, mut lines, mut mails) = (Score::default(), Score::default(), Score::default());
    for item in items().into_iter().filter(|item| item.category == "reply") {
        let started = Instant::now();
        let Reading { message, kept } = reading(&item);
        let took = started.elapsed();
        let file = &item.file;
        if let Some(expected) = item.says("reply_text") {
            let (expected, found) = match item.says("reply_format") {
                Some("markdown") => (without_emphasis(expected), without_emphasis(&kept)),
                _ => (expected.to_owned(), kept.clone()),
            };
            score.count(folded(&expected) == folded(&found), || {
                format!("{file}: {} instead of {}", shown(&found), shown(&expected))
            });
            let found = folded(&found);
            let own = expected.lines().map(folded).filter(|line| !line.starts_with('>'));
            let lost: Vec<String> =
                own.clone().filter(|line| !found.contains(line.as_str())).collect();
            mails.count(lost.is_empty(), || format!("{file}: {lost:?}"));
            for line in own.filter(|line| !line.is_empty()) {
                lines.count(!lost.contains(&line), || format!("{file}: {line:?}"));
            }
        }
        if let Some(expected) = item.says("reply_text_nows") {
            score.count(bare(expected) == bare(&kept), || {
                format!("{file}: {} instead of {expected:?}", shown(&kept))
            });
            mails.count(bare(&kept).contains(&bare(expected)), || format!("{file}: {kept:?}"));
        }
        let new_text = folded(&message.new_text);
        if let Some(start) = item.says("reply_starts_with") {
            score.count(new_text.starts_with(&folded(start)), || {
                format!("{file} begins with {}", shown(&new_text))
            });
        }
        for words in list(&item, "reply_contains") {
            let holds = new_text.contains(&folded(words));
            score.count(holds, || format!("{file} lacks {words:?}: {}", shown(&new_text)));
            mails.count(holds, || format!("{file}: {words:?}"));
        }
        for words in list(&item, "reply_not_contains") {
            score.count(!new_text.contains(&folded(words)), || format!("{file} keeps {words:?}"));
        }
        for words in list(&item, "forwarded_contains") {
            let holds = message.forwarded.iter().any(|mail| mail.text.contains(words));
            score.count(holds, || format!("{file}: the mail passed on lacks {words:?}"));
        }
        if let Some(address) = item.says("forwarded_from") {
            let found = message.forwarded.first().and_then(|mail| mail.from.address.clone());
            score.count(found.as_deref() == Some(address), || {
                format!("{file}: passed on from {found:?}")
            });
        }
        if let Some(seconds) = item.expected.get("max_seconds").and_then(Value::as_f64) {
            score.count(took.as_secs_f64() < seconds, || format!("{file} took {took:?}"));
        }
    }
    score.at_least("what was written this time", 900);
    mails.at_least("mails of which nothing written is lost", 990);
    lines.at_least("lines that the sender wrote and that are kept", 990);
}

#[test]
fn a_long_mail_of_anything_takes_time_by_their_length() {
    let lines = [
        "-- \n",
        "--\n",
        "> a\n",
        "From: a@example.org\n",
        "On 3 Nov 2026 at 10:02, a <a@example.org>\n",
        "_____\n",
        "\n",
        "Sent from my iPhone\n",
        "a:\n",
        "On 3 Nov 2026 at 10:02 a <a@example.org> wrote:\n\n",
        "*****\nThis email is confidential and may be monitored.\n",
        "Kind regards\n",
        "<\n",
        "On 1 <a@b> wrote:\n> a\n",
        "---- Forwarded message ----\n",
        "Date: 3 Nov 2026 10:02 a@b.c\n\n",
        "-- ",
        "a ",
    ];
    for line in lines {
        let size = 100_000;
        let context = Context { subject: "Re: damp", has_references: true };
        let text = line.repeat(size / line.len());
        let started = Instant::now();
        let written = reply::read(&text, None, &context);
        // Without optimisation; the larger sizes are measured elsewhere.
        println!("{size} bytes of {line:?}: {:?}", started.elapsed());
        assert!(started.elapsed().as_secs() < 10, "{line:?} took {:?}", started.elapsed());
        assert!(!written.new_text.is_empty() || line.trim().is_empty());
    }
}
