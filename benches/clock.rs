//! A day of the clock over many open cases: the time is to be in proportion to
//! what falls due on it, not to what is open.
//!
//! `cargo bench --bench clock`, or `cargo bench --bench clock -- --most 10000`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a measure, not the program"
)]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use redress::casework::decide::{Input, NewMatter, decide, open};
use redress::casework::{LetterKind, Party};
use redress::clerk::Clerk;
use redress::clock::Clock;
use redress::council::Council;
use redress::intake::Shared;
use redress::letters::Marks;
use redress::message::digest::of_bytes;
use redress::message::{ReplyAddress, Seen};
use redress::policy::reference::CaseRef;
use redress::reminders;
use redress::rules::{Classification, Text};
use redress::store::{NewMessage, SavedCase, Store};
use tokio::sync::watch;

const CONFIG: &str = r#"
[store]
url = "sqlite:redress.db"
[[mailbox]]
name = "complaints"
address = "crm.complaints@council.example"
policies = ["kingston-housing-landlord-2024"]
[mailbox.source]
kind = "maildir"
path = "mail"
[mailbox.delivery]
kind = "maildir"
path = "letters"
[[team]]
id = "repairs"
name = "Repairs"
address = "repairs@council.example"
areas = ["repairs"]
[alerts]
address = "ops@council.example"
"#;

/// The day that is measured: Tuesday 3 November 2026, until just after its end.
const BEGIN: &str = "2026-11-03T00:00:00Z";
const END: &str = "2026-11-04T00:05:00Z";
/// Ten working days before it: these answers fall due on it.
const DUE: &str = "2026-10-20T10:00:00Z";
/// The day before: nothing of these falls due for a while.
const QUIET: &str = "2026-11-02T10:00:00Z";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let most = option("--most").unwrap_or(100_000);
    println!("{:>8}  {:>6}  {:>9}  {:>12}  letters", "open", "due", "the day", "each due");
    for (cases, due) in [
        (1_000, 500),
        (10_000, 500),
        (100_000, 500),
        (10_000, 1_000),
        (10_000, 2_000),
        (10_000, 4_000),
    ] {
        if cases <= most {
            measure(cases, due).await;
        }
    }
}

fn option(name: &str) -> Option<usize> {
    let arguments: Vec<String> = std::env::args().collect();
    let at = arguments.iter().position(|argument| argument == name)?;
    arguments.get(at + 1)?.parse().ok()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

async fn measure(cases: usize, due: usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.toml");
    std::fs::write(&path, CONFIG).unwrap();
    let (_, council, _) = Council::load(&path, at(BEGIN).date_naive()).unwrap();
    let hand = Arc::new(AtomicI64::new(at(BEGIN).timestamp()));
    let hands = Arc::clone(&hand);
    let (_keep, receiver) = watch::channel(Arc::new(council));
    let shared = Shared {
        store: Arc::new(Store::open(&folder.path().join("redress.db")).await.unwrap()),
        council: receiver,
        marks: Marks::new(b"bench"),
        clock: Clock::new(move || {
            DateTime::from_timestamp(hands.load(Ordering::Relaxed), 0).unwrap()
        }),
        letters: watch::Sender::new(()),
        troubles: Arc::default(),
    };
    fill(&shared, cases, due).await;
    // The first start of all does not count.
    reminders::tick(&shared).await.unwrap();
    let (took, ticks) = day(&shared, &hand).await;
    let letters = shared.store.outbox(true).await.unwrap().len();
    println!(
        "{cases:>8}  {due:>6}  {:>7.0} ms  {:>9.0} us  {letters} in {ticks} ticks",
        took.as_secs_f64() * 1e3,
        took.as_secs_f64() * 1e6 / due as f64
    );
    shared.store.close().await;
}

async fn day(shared: &Shared, hand: &AtomicI64) -> (Duration, usize) {
    let started = Instant::now();
    let mut ticks = 0;
    while let Some(next) = reminders::next_at(shared).await.unwrap() {
        if next > at(END) {
            break;
        }
        hand.store(next.timestamp(), Ordering::Relaxed);
        reminders::tick(shared).await.unwrap();
        ticks += 1;
    }
    (started.elapsed(), ticks)
}

async fn fill(shared: &Shared, cases: usize, due: usize) {
    let council = shared.council();
    let judged = council.rulebook.rules.classify(Text {
        subject: "boiler",
        body: "Nobody came to mend the boiler. I want to complain.",
        from: "ada@example.org",
        ..Text::default()
    });
    let mut tx = shared.store.write().await.unwrap();
    let mailbox = tx.mailbox("complaints").await.unwrap();
    for number in 0..cases {
        let received = at(if number < due { DUE } else { QUIET });
        let bytes = format!("Message {number}").into_bytes();
        let seen = Seen::File(number.to_string());
        let message = NewMessage {
            mailbox,
            seen: &seen,
            digest: &of_bytes(&bytes),
            bytes,
            received_at: received,
        };
        let message = tx.insert_message(message, received).await.unwrap();
        save(&mut tx, &council, shared, &judged, number, message, received).await;
        if number % 1_000 == 999 {
            tx.commit().await.unwrap();
            tx = shared.store.write().await.unwrap();
        }
    }
    tx.commit().await.unwrap();
}

/// An acknowledged case, without its letters.
async fn save(
    tx: &mut redress::store::Write,
    council: &Council,
    shared: &Shared,
    judged: &Classification,
    number: usize,
    message: redress::casework::MessageRef,
    received: DateTime<Utc>,
) {
    let rules = &council.rulebook.rules;
    let policy = &council.rulebook.policies["kingston-housing-landlord-2024"];
    let matter = NewMatter {
        earlier: &[],
        of: None,
        held_back: None,
        words: "",
        reference: CaseRef(format!("KH-2026-{number:06}")),
        mailbox: "complaints",
        complainant: Party { name: None, address: format!("r{number}@example.org") },
        answer: Ok(ReplyAddress::restore(format!("r{number}@example.org")).into()),
        received_at: received,
        message,
        classification: judged,
        handling: &rules.handling,
        rules_version: &rules.version,
        policy,
        policy_unclear: false,
    };
    let mut decision = open(&matter, council.world(), received);
    let sent = Input::LetterSent(LetterKind::Acknowledgement);
    let after = decide(&decision.case, &sent, council.world(), received);
    decision.events.extend(after.events);
    let clerk = Clerk { council, marks: &shared.marks };
    let next: BTreeMap<_, _> = clerk.next_steps(&after.case, received);
    let saved = SavedCase {
        id: None,
        case: &after.case,
        events: &decision.events,
        next: &next,
        actor: "bench",
        now: received,
    };
    tx.save_case(saved).await.unwrap();
}
