//! Letters as they are read: the same complaint under four policies, every
//! letter under every policy, plain words, and the mail on the wire.

use std::fmt::Write as _;
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use redress::casework::Party;
use redress::casework::decide::{NewMatter, World, open};
use redress::casework::{MessageRef, People, StaffAddress};
use redress::council::Rulebook;
use redress::letters::facts::{Mail, MailboxFacts};
use redress::letters::sample_dates::SampleDays;
use redress::letters::{Envelope, Facts, File, Form, layout, mime, samples};
use redress::message::ReplyAddress;
use redress::policy::deadline::{Happening, deadlines};
use redress::policy::limit::Count;
use redress::policy::reference::CaseRef;
use redress::policy::{Policy, Stage};
use redress::rules::Text;

use crate::setup::repository;

static SHIPPED: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::shipped().unwrap());

const FOUR: [&str; 4] = [
    "kingston-housing-landlord-2024",
    "kingston-corporate-2025",
    "rbkc-housing-management-2021",
    "medway-housing-2022",
];

const WORDS: &str = "The boiler has been broken since Monday. Nobody came. I want to complain.";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Compares with a file beside the tests; `REDRESS_BLESS=1` writes it anew, to
/// be read by eye.
fn compare(name: &str, found: &str) {
    let path = repository("tests/letters").join(name);
    if std::env::var_os("REDRESS_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, found).unwrap();
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, wanted, "{}", path.display());
}

fn day(count: Option<&Count>) -> String {
    count.map_or("no limit".to_owned(), |count| {
        format!("{} ({})", count.due.day.format("%a %-d %b %Y"), count.due.clause)
    })
}

/// Received on Thursday 17 December 2026 and acknowledged at once; answered on
/// 4 January; stage 2 asked for on the 8th and acknowledged at once.
fn dates(policy: &Policy) -> String {
    let calendar = &SHIPPED.calendar;
    let of = |happening| deadlines(policy, &happening, calendar).unwrap();
    let received = |stage, instant| Happening::Received {
        stage,
        at: at(instant),
        acknowledged: Some(at(instant)),
        extended: None,
    };
    let (first, second) = (
        of(received(Stage::One, "2026-12-17T10:00:00Z")),
        of(received(Stage::Two, "2027-01-08T09:00:00Z")),
    );
    let window =
        of(Happening::Stage1ResponseSent { at: at("2027-01-04T15:00:00Z"), escalated: None });
    let enquiry = of(Happening::Enquiry(at("2026-12-17T10:00:00Z")));
    let mut out = String::new();
    for (what, count) in [
        ("acknowledge", first.acknowledge.as_ref()),
        ("respond", first.respond.as_ref()),
        ("extend at most until", first.extension_limit.as_ref()),
        ("ask for stage 2 by", window.window.as_ref()),
        ("acknowledge stage 2", second.acknowledge.as_ref()),
        ("respond to stage 2", second.respond.as_ref()),
        ("extend stage 2 at most until", second.extension_limit.as_ref()),
        ("answer a councillor by", enquiry.respond.as_ref()),
    ] {
        let _ = writeln!(out, "{what:30} {}", day(count));
    }
    let _ = writeln!(out, "{:30} {}", "answered by", policy.stage1.answered_by.title);
    let _ = writeln!(out, "{:30} {}", "stage 2 answered by", policy.stage2.answered_by.title);
    out
}

/// The acknowledgement that production code writes.
fn acknowledgement(policy: &Policy) -> String {
    let address = |text: &str| StaffAddress::configured(text.to_owned());
    let people = People {
        officers: Vec::new(),
        teams: Vec::new(),
        alerts: address("ops@council.example"),
        urgent: None,
    };
    let world = World { policies: &SHIPPED.policies, calendar: &SHIPPED.calendar, people: &people };
    let rules = &SHIPPED.rules;
    let classification = rules.classify(Text {
        subject: "Boiler",
        body: WORDS,
        from: "ada@example.org",
        ..Text::default()
    });
    let matter = NewMatter {
        earlier: &[],
        held_back: None,
        of: None,
        words: "",
        reference: CaseRef(policy.reference.make(2026, 1).0),
        mailbox: "complaints",
        complainant: Party { name: Some("Ada Example".into()), address: "ada@example.org".into() },
        answer: Ok(ReplyAddress::restore("ada@example.org".into()).into()),
        received_at: at("2026-12-17T10:00:00Z"),
        message: MessageRef(1),
        classification: &classification,
        handling: &rules.handling,
        rules_version: &rules.version,
        policy,
        policy_unclear: false,
    };
    let decision = open(&matter, world, at("2026-12-17T10:00:05Z"));
    let outgoing = decision
        .letters
        .iter()
        .find(|outgoing| outgoing.letter.kind().as_str() == "acknowledgement")
        .unwrap();
    let mail = Mail { words: WORDS.into(), ..Mail::default() };
    let mailbox = MailboxFacts { address: "complaints@council.example", policies: &[] };
    let facts =
        Facts::of(&outgoing.letter, &decision.case, Some(&mail), &SHIPPED.policies, mailbox);
    let form = Form::of(outgoing.letter.kind(), Some(&decision.case));
    let letter = SHIPPED.letters.render(form, &facts).unwrap();
    format!("Subject: {}\n\n{}", letter.subject, letter.text)
}

#[test]
fn the_same_complaint_under_four_policies() {
    let mut out = String::new();
    for id in FOUR {
        let policy = &SHIPPED.policies[id];
        let line = "=".repeat(72);
        let _ = writeln!(out, "{line}\n{}: {}\n{line}\n", policy.council, policy.name);
        let _ = writeln!(out, "{}\n{}", dates(policy), acknowledgement(policy));
        for form in [Form::Response, Form::FinalResponse, Form::Extension] {
            let stage = if form == Form::FinalResponse { Stage::Two } else { Stage::One };
            let mut facts = samples::full(form, policy, stage);
            let received = at("2026-12-17T09:15:00Z");
            let days = SampleDays::of(policy, &SHIPPED.calendar, received).unwrap();
            days.put_into(&mut facts, form, policy, stage);
            let letter = SHIPPED.letters.render(form, &facts).unwrap();
            let about = letter.text.find("If you are not happy").unwrap_or(0);
            let _ = writeln!(out, "Subject: {}\n\n{}", letter.subject, &letter.text[about..]);
        }
    }
    compare("four-policies.txt", &out);
}

/// Every letter that can be written, with its name.
fn all() -> Vec<(String, redress::letters::Rendered)> {
    let mut all = Vec::new();
    for policy in SHIPPED.policies.values() {
        for form in Form::ALL.iter().copied() {
            for stage in [Stage::One, Stage::Two] {
                for facts in
                    [samples::full(form, policy, stage), samples::least(form, policy, stage)]
                {
                    let letter = SHIPPED.letters.render(form, &facts).unwrap();
                    all.push((format!("{} under {}", form.as_str(), policy.id), letter));
                }
            }
        }
    }
    all
}

#[test]
fn every_letter_reads_well_as_text_and_as_a_page() {
    for (name, letter) in all() {
        assert!(letter.subject.chars().count() <= 120, "{name}: {}", letter.subject);
        for line in letter.text.lines().filter(|line| !line.starts_with(['>', ' '])) {
            let fact = line.contains(":  ");
            assert!(fact || line.chars().count() <= 72, "{name}: {line}");
            assert!(!line.ends_with(' '), "{name}: {line}");
        }
        for leftover in ["{{", "{%", "None", "none\n", "undefined", "\n\n\n", "[here]", "(#)"] {
            assert!(!letter.text.contains(leftover), "{name}: {leftover}\n{}", letter.text);
        }
        let page = layout::html(&letter.subject, &letter.text);
        for remote in ["<img", "src=", "url(", "<script", "<link", "@import", "http://"] {
            assert!(!page.contains(remote), "{name}: {remote}");
        }
        assert_eq!(page.matches("<h1>").count(), 1, "{name}");
        assert!(page.contains("<html lang=\"en-GB\">"), "{name}");
        assert_eq!(letter.text, layout::text(&letter.text), "{name}: the store's form is the last");
        // What may not be printed any more (policy digest, section 12).
        for gone in ["info@housing-ombudsman", "Exchange Tower", "020 7831 1942", "designated"] {
            assert!(!letter.text.contains(gone), "{name}: {gone}");
        }
    }
}

fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let mut count = 0;
    let mut before = false;
    for letter in word.chars() {
        let vowel = "aeiouy".contains(letter);
        count += usize::from(vowel && !before);
        before = vowel;
    }
    let silent = word.ends_with('e') && !word.ends_with("le") && count > 1;
    (count - usize::from(silent)).max(1)
}

/// The Flesch-Kincaid grade; a grade of 7 is a reading age of 12.
fn grade(text: &str) -> f64 {
    let mut words = 0;
    let mut all_syllables = 0;
    let mut sentences = 0;
    let unfilled = text.replace("\n\n", "¶").replace('\n', " ");
    for block in unfilled.split('¶').filter(|block| block.ends_with(['.', '?'])) {
        for sentence in block.split_inclusive(['.', '?', ':']) {
            let found: Vec<&str> = sentence
                .split_whitespace()
                .map(|word| word.trim_matches(|c: char| !c.is_alphabetic()))
                .filter(|word| {
                    !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || c == '\'')
                })
                .collect();
            words += found.len();
            all_syllables += found.iter().map(|word| syllables(word)).sum::<usize>();
            sentences += usize::from(!found.is_empty());
        }
    }
    0.39 * words as f64 / sentences as f64 + 11.8 * all_syllables as f64 / words as f64 - 15.59
}

#[test]
fn letters_to_residents_can_be_read_at_twelve() {
    for form in Form::ALL.iter().copied().filter(|form| form.kind().for_resident()) {
        let policy = &SHIPPED.policies["kingston-housing-landlord-2024"];
        let facts = samples::full(form, policy, Stage::One);
        let letter = SHIPPED.letters.render(form, &facts).unwrap();
        let own: Vec<&str> = letter.text.lines().filter(|line| !line.starts_with('>')).collect();
        let grade = grade(&own.join("\n"));
        println!("{:22} grade {grade:.1}", form.as_str());
        assert!(grade <= 7.0, "{}: grade {grade:.1}", form.as_str());
    }
}

#[test]
fn an_unclear_policy_names_both_ombudsmen_and_a_danger_names_999() {
    let policy = &SHIPPED.policies["kingston-housing-landlord-2024"];
    let mut facts = samples::full(Form::Acknowledgement, policy, Stage::One);
    let other = samples::full(
        Form::Acknowledgement,
        &SHIPPED.policies["kingston-corporate-2025"],
        Stage::One,
    );
    facts.ombudsmen.extend(other.ombudsmen);
    let case = facts.case.as_mut().unwrap();
    case.policy_unclear = true;
    case.flags = ["urgent hazard", "representative", "discrimination"].map(String::from).to_vec();
    let text = SHIPPED.letters.render(Form::Acknowledgement, &facts).unwrap().text;
    for said in ["0300 111 3000", "0300 061 0614", "call 999", "write for someone else", "Equality"]
    {
        assert!(text.contains(said), "{said}\n{text}");
    }
}

#[test]
fn the_mail_on_the_wire_has_both_parts_and_is_the_same_each_time() {
    let envelope = Envelope {
        from: "complaints@council.example".into(),
        from_name: "Example Council".into(),
        to: "ada@example.org".into(),
        message_id: "abc123@council.example".into(),
        in_reply_to: Some("m1@example.org".into()),
        references: vec!["m1@example.org".into()],
        date: at("2026-12-17T10:00:00Z"),
        loop_mark: "mark".into(),
        replies: true,
        asks_an_officer: false,
    };
    let policy = &SHIPPED.policies["medway-housing-2022"];
    let facts = samples::full(Form::Acknowledgement, policy, Stage::One);
    let letter = SHIPPED.letters.render(Form::Acknowledgement, &facts).unwrap();
    let file = File {
        name: "boiler.jpg".into(),
        media_type: "image/jpeg".into(),
        bytes: vec![0xff, 0xd8, 0xff],
    };
    for files in [&[][..], std::slice::from_ref(&file)] {
        let mail = mime::compose(&envelope, &letter.subject, &letter.text, files.to_vec()).unwrap();
        let again =
            mime::compose(&envelope, &letter.subject, &letter.text, files.to_vec()).unwrap();
        assert_eq!(mail.bytes, again.bytes);
        let text = String::from_utf8(mail.bytes).unwrap();
        for said in [
            "Auto-Submitted: auto-replied",
            "X-Auto-Response-Suppress: All",
            "In-Reply-To: <m1@example.org>",
            "multipart/alternative",
            "text/plain; charset=utf-8",
            "text/html; charset=utf-8",
        ] {
            assert!(text.contains(said), "{said}\n{text}");
        }
        let (plain, page) = (text.find("text/plain").unwrap(), text.find("text/html").unwrap());
        assert!(plain < page, "the preferred part comes last (RFC 2046, 5.1.4)");
        assert_eq!(text.contains("multipart/mixed"), !files.is_empty());
        assert!(text.lines().all(|line| line.len() <= 998), "RFC 5322, 2.1.1");
        // A reader's program reads the plain part as we wrote it.
        let path = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(path.path(), &text).unwrap();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_redress"))
            .args(["inspect", "--json"])
            .arg(path.path())
            .output()
            .unwrap();
        let read: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(read["origin"], "own", "our own mail is known by its mark");
        assert!(read["text"].as_str().unwrap().contains("Tuesday 5 January 2027"), "{read}");
    }
}

#[test]
fn every_letter_can_be_previewed() {
    let run = |args: &[&str]| {
        std::process::Command::new(env!("CARGO_BIN_EXE_redress"))
            .args(["letters", "preview"])
            .args(args)
            .output()
            .unwrap()
    };
    let text = run(&["acknowledgement", "--policy", "medway-housing-2022"]);
    assert!(String::from_utf8(text.stdout).unwrap().contains("ME-2026-00042"));
    let page = run(&["final_response", "--policy", "kingston-corporate-2025", "--html"]);
    let page = String::from_utf8(page.stdout).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("www.lgo.org.uk"), "{page}");
    let wrong = run(&["acknowledgment"]);
    assert_eq!(wrong.status.code(), Some(2));
    let said = String::from_utf8(wrong.stderr).unwrap();
    assert!(said.contains("did you mean \"acknowledgement\"?"), "{said}");
}

proptest! {
    /// Nothing in a resident's words leaves the quotation, as text or as page.
    #[test]
    fn words_of_a_resident_stay_a_quotation(words in "[ -~\n\t£é<>&>#*-]{0,400}") {
        let policy = &SHIPPED.policies["kingston-housing-landlord-2024"];
        let mut facts = samples::full(Form::Acknowledgement, policy, Stage::One);
        let plain = SHIPPED.letters.render(Form::Acknowledgement, &facts).unwrap();
        facts.mail.as_mut().unwrap().words = words;
        let letter = SHIPPED.letters.render(Form::Acknowledgement, &facts).unwrap();
        let own = |text: &str| -> Vec<String> {
            text.lines().filter(|line| !line.starts_with('>') && !line.is_empty()).map(str::to_owned).collect()
        };
        prop_assert_eq!(own(&letter.text), own(&plain.text));
        prop_assert_eq!(&layout::text(&letter.text), &letter.text);
        let page = layout::html(&letter.subject, &letter.text);
        let (start, end) = (page.find("<blockquote>"), page.rfind("</blockquote>"));
        let quoted = start.zip(end).map_or("", |(start, end)| &page[start..end]);
        let tags = quoted.matches('<').count();
        let known = ["<blockquote>", "</blockquote>", "<p>", "</p>", "<br>"];
        prop_assert_eq!(tags, known.iter().map(|tag| quoted.matches(tag).count()).sum::<usize>());
    }

    /// Any text is laid out the same when it is read again.
    #[test]
    fn the_text_form_is_stable(source in "([ -~]{0,90}\n){0,12}") {
        let once = layout::text(&source);
        prop_assert_eq!(&layout::text(&once), &once);
    }
}
