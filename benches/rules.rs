//! How fast messages are judged: the rule engine on one thread, against a loop
//! that tries the same patterns one by one with `regex`, and with a rule set of
//! ten times the size.
//!
//! `cargo bench --bench rules` judges the labelled messages in rules/examples,
//! `cargo bench --bench rules -- FILE.jsonl…` others.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a measure, not the program"
)]

use std::time::{Duration, Instant};

use redress::fault::{Faults, Source};
use redress::rules::load::load_over;
use redress::rules::trial::Labelled;
use redress::rules::{RuleSet, Text};
use regex::Regex;

/// The loop tries one pattern of so many, and is taken to be so much slower.
const SAMPLED: usize = 20;

fn main() {
    let messages = messages();
    let bytes: usize = messages.iter().map(|message| message.body.len()).sum();
    println!("{} messages, mean {} bytes", messages.len(), bytes / messages.len().max(1));
    let shipped = files();
    let started = Instant::now();
    let set = build(&shipped);
    let loading = started.elapsed();
    let patterns = patterns(&shipped);
    println!(
        "{} rules, {} patterns, loaded in {:.1} ms",
        set.rules.len(),
        patterns.len(),
        loading.as_secs_f64() * 1e3
    );
    let one =
        rate("the rule engine", &messages, |message| set.classify(message.text()).reasons.len());
    let started = Instant::now();
    let tenfold = build(&ten_times(&shipped));
    println!(
        "{} rules, loaded in {:.1} ms",
        tenfold.rules.len(),
        started.elapsed().as_secs_f64() * 1e3
    );
    let ten = rate("ten times the rules", &messages, |message| {
        tenfold.classify(message.text()).reasons.len()
    });
    // Every one of them at once would want some 24 GB for its caches.
    let some = patterns.iter().step_by(SAMPLED);
    let regexes: Vec<Regex> = some.filter_map(|pattern| Regex::new(pattern).ok()).collect();
    let few: Vec<Labelled> = messages.iter().take(100).cloned().collect();
    let name = format!("a loop over every {SAMPLED}th regex");
    let looped = rate(&name, &few, |message| {
        let matches = |text: &str| regexes.iter().filter(|regex| regex.is_match(text)).count();
        matches(&message.subject) + matches(&message.body)
    }) / SAMPLED as f64;
    println!("engine / loop {:.0}, ten times the rules / one {:.2}", one / looped, ten / one);
    for (name, body) in long_texts() {
        let started = Instant::now();
        let judged = set.classify(Text { body: &body, whole: &body, ..Text::default() });
        println!(
            "{name}: {} bytes in {:.1} ms ({})",
            body.len(),
            started.elapsed().as_secs_f64() * 1e3,
            judged.label.as_str()
        );
    }
}

/// Messages a second, over at least two seconds.
fn rate(name: &str, messages: &[Labelled], judge: impl Fn(&Labelled) -> usize) -> f64 {
    let started = Instant::now();
    let (mut done, mut found) = (0usize, 0usize);
    while started.elapsed() < Duration::from_secs(2) {
        found += messages.iter().map(&judge).sum::<usize>();
        done += messages.len();
    }
    let rate = done as f64 / started.elapsed().as_secs_f64();
    println!("{name}: {rate:.0} messages a second, {:.1} us each ({found} found)", 1e6 / rate);
    rate
}

fn messages() -> Vec<Labelled> {
    let files: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let texts: Vec<String> = if files.is_empty() {
        let examples = redress::shipped::RULES.iter().filter(|(path, _)| path.ends_with(".jsonl"));
        examples.map(|(_, text)| (*text).to_owned()).collect()
    } else {
        files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
    };
    let lines = texts.iter().flat_map(|text| text.lines());
    lines.filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn files() -> Vec<Source> {
    let rules = redress::shipped::RULES.iter();
    let rules = rules.filter(|(path, _)| path.starts_with("classification/"));
    rules.map(|(path, text)| Source::new(*path, *text)).collect()
}

fn build(sources: &[Source]) -> RuleSet {
    let mut faults = Faults::new();
    // As the program loads them: what is shipped is not held against the lists.
    let set = load_over(&files(), sources, "bench", &mut faults);
    assert!(!faults.any_error(), "{faults}");
    set.unwrap()
}

/// Nine more copies of every rule and list, each with words of its own.
fn ten_times(sources: &[Source]) -> Vec<Source> {
    let mut all = sources.to_vec();
    for copy in 1..10 {
        for source in sources {
            let kept =
                source.text().split("\n[[rule]]").skip(1).map(|part| format!("[[rule]]{part}"));
            let rules: String =
                kept.map(|rule| renamed(&rule, copy)).collect::<Vec<_>>().join("\n");
            all.push(Source::new(format!("{}-{copy}", source.name()), rules));
        }
    }
    all
}

/// Another id, and in every phrase another word besides.
fn renamed(rule: &str, copy: usize) -> String {
    let mut out = String::new();
    for line in rule.lines() {
        let line = line.trim_start();
        if line.starts_with("fires") || line.starts_with("silent") || line.starts_with("note") {
            break;
        }
        if let Some(id) = line.strip_prefix("id = \"") {
            out.push_str(&format!("id = \"copy-{copy}-{id}\n"));
        } else {
            out.push_str(&other_words(line, copy));
            out.push('\n');
        }
    }
    out
}

/// Another word behind every phrase but the last of its line, so that a rule
/// still has words that it shares with the one it was copied from.
fn other_words(line: &str, copy: usize) -> String {
    let phrase = Regex::new(r##"([\[,]\s?|^)"([a-z'][^"#@<>=\[\]]*)","##).unwrap();
    phrase
        .replace_all(line, |found: &regex::Captures<'_>| {
            let (before, words) = (&found[1], &found[2]);
            match SAID_OF_WORDS.contains(&words) {
                true => found[0].to_owned(),
                false => format!("{before}\"{words} word{copy}\","),
            }
        })
        .into_owned()
}

const SAID_OF_WORDS: [&str; 5] = ["negated", "question", "conditional", "quoted", "capitals"];

/// Every phrase of the rule files as a regular expression, as somebody would
/// write it without a rule engine.
fn patterns(sources: &[Source]) -> Vec<String> {
    let quoted = Regex::new(r#""([a-z][^"@#\[\]<>=]{2,60})""#).unwrap();
    let mut all: Vec<String> = Vec::new();
    for source in sources {
        let lines = source.text().lines().filter(|line| {
            ![
                "note", "fires", "silent", "id", "label", "flag", "area", "fact", "in", "same",
                "version",
            ]
            .iter()
            .any(|key| line.trim_start().starts_with(&format!("{key} =")))
        });
        for line in lines {
            for found in quoted.captures_iter(line) {
                let words = found.get(1).unwrap().as_str();
                let words = words.replace(['*', '~'], r"\w*").replace("...", r"(?:\w+\W+){0,3}");
                let words = words.replace(' ', r"\W+").replace("?\\W+", "?\\W*");
                all.push(format!(r"(?i)\b(?:{words})\b"));
            }
        }
    }
    all.sort();
    all.dedup();
    all
}

fn long_texts() -> Vec<(&'static str, String)> {
    vec![
        ("one letter", "a".repeat(5_000_000)),
        ("one word", "reported ".repeat(11_112)),
        ("one sentence", "I reported it again and nobody came, still waiting, ".repeat(1_924)),
        ("sentences", "I reported it in May. Nobody came! Why is it still broken? ".repeat(1_695)),
        ("without spaces", "nobodycame".repeat(10_000)),
        ("look-alikes", "соmрlаіnt аbоut thе воіlеr. ".repeat(2_100)),
    ]
}
