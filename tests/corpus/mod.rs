//! Mail that nobody of this project wrote, and what the projects that it comes
//! from expect of it: `tests/mail`, or the larger collection that
//! `REDRESS_MAIL_CORPUS` names. Each test prints how many expectations hold and
//! fails below the figure that is promised for its category.

mod bounce;
mod made_worse;
mod mutate;
mod origin;
mod parse;
mod reply;
mod thread;
mod unbreakable;

use std::path::PathBuf;

use serde_json::Value;

use crate::setup::repository;

/// One item of the collection.
#[derive(Debug, serde::Deserialize)]
pub struct Item {
    /// Path below the collection.
    pub file: String,
    /// `parse`, `auto`, `bounce`, `reply` or `thread`.
    pub category: String,
    /// `message`, `text`, `html` or `mbox`.
    pub form: String,
    /// What its project expects; absent keys are not stated.
    pub expected: Value,
    /// Envelope addresses that its test sets.
    #[serde(default)]
    pub envelope: Value,
}

fn folder() -> PathBuf {
    std::env::var_os("REDRESS_MAIL_CORPUS").map_or_else(|| repository("tests/mail"), PathBuf::from)
}

/// Every item, in the manifest's order.
pub fn items() -> Vec<Item> {
    let manifest = std::fs::read_to_string(folder().join("manifest.jsonl")).unwrap();
    manifest.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

impl Item {
    /// The file as it is.
    pub fn file_bytes(&self) -> Vec<u8> {
        std::fs::read(folder().join(&self.file)).unwrap()
    }

    /// The message as an IMAP server would hand it over: a `From ` line and
    /// leading blank lines are taken off, a bare body gets a header.
    pub fn message(&self) -> Vec<u8> {
        let mut bytes = self.file_bytes();
        let html = match self.form.as_str() {
            "text" => "plain",
            "html" => "html",
            _ => {
                let blank = bytes.iter().take_while(|b| b"\r\n".contains(b)).count();
                bytes.drain(..blank);
                if bytes.starts_with(b"From ") {
                    let line =
                        bytes.iter().position(|b| *b == b'\n').map_or(bytes.len(), |at| at + 1);
                    bytes.drain(..line);
                }
                return bytes;
            }
        };
        let mut message = format!(
            "From: a@example.com\r\nTo: b@example.org\r\nSubject: Re: test\r\nMIME-Version: 1.0\r\n\
             Content-Type: text/{html}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        )
        .into_bytes();
        message.append(&mut bytes);
        message
    }

    /// A stated text.
    pub fn says(&self, key: &str) -> Option<&str> {
        self.expected.get(key).and_then(Value::as_str)
    }

    /// A stated yes or no.
    pub fn states(&self, key: &str) -> Option<bool> {
        self.expected.get(key).and_then(Value::as_bool)
    }
}

/// White space runs as one blank, ends trimmed.
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a read value is what was expected, where U+FFFD in the expected one
/// stands for any character and white space is folded.
pub fn agrees(expected: &str, read: &str) -> bool {
    let (expected, read) = (folded(expected), folded(read));
    expected.chars().count() == read.chars().count()
        && expected.chars().zip(read.chars()).all(|(e, r)| e == r || e == '\u{FFFD}')
}

/// Counts what holds of one category and keeps what does not.
#[derive(Debug, Default)]
pub struct Score {
    held: usize,
    missed: Vec<String>,
}

impl Score {
    /// Counts one expectation.
    pub fn count(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if holds {
            self.held += 1;
        } else {
            self.missed.push(what());
        }
    }

    /// Prints the figure and every miss, and fails below `promised` in 1,000.
    pub fn at_least(&self, name: &str, promised: usize) {
        let all = self.held + self.missed.len();
        println!("{name}: {} of {all} expectations hold", self.held);
        for miss in &self.missed {
            println!("  missed: {miss}");
        }
        assert!(self.held * 1_000 >= promised * all, "{name}: fewer than {promised} in 1,000");
    }
}

#[test]
fn every_message_is_read_without_a_panic_in_time_and_none_is_lost() {
    let own = redress::message::Own::default();
    let budget = redress::message::budget::Budget::default();
    let mut score = Score::default();
    let mut slowest = (std::time::Duration::ZERO, String::new());
    for item in items() {
        let bytes = item.message();
        let began = std::time::Instant::now();
        let read =
            std::panic::catch_unwind(|| redress::message::read(&bytes, &budget, &own).is_ok());
        slowest = slowest.max((began.elapsed(), item.file.clone()));
        score.count(read.is_ok(), || format!("{} panics", item.file));
    }
    println!("slowest: {:?} for {}", slowest.0, slowest.1);
    score.at_least("read without a panic", 1_000);
}
