//! Mail made to hurt, against the running daemon: it is held for a person in no
//! time and in little memory, and the next message is dealt with.

use std::time::{Duration, Instant};

use crate::servers::eventually;
use crate::setup::{Council, Daemon, Way, mail};

/// A hurtful mail of each kind.
fn hurtful() -> Vec<(&'static str, Vec<u8>)> {
    let head = "From: a@example.org\r\nTo: crm.complaints@council.example\r\nSubject: x\r\n";
    let mut nested = head.to_owned();
    for level in 0..10_000 {
        nested.push_str(&format!(
            "Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n"
        ));
    }
    let mut messages = head.to_owned();
    messages.push_str(&"Content-Type: message/rfc822\r\n\r\n".repeat(10_000));
    let mut flat = format!("{head}Content-Type: multipart/mixed; boundary=b\r\n\r\n");
    flat.push_str(&"--b\r\n\r\nx\r\n".repeat(10_000));
    let fields: String = (0..100_000).map(|n| format!("X-Field-{n}: {n}\r\n")).collect();
    let line = format!("{head}\r\n{}\r\n", "x".repeat(10 << 20));
    let mut attachment = format!(
        "{head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee the film.\r\n\
         --b\r\nContent-Type: video/mp4; name=film.mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    );
    let row = format!("{}\r\n", "A".repeat(76));
    attachment.push_str(&row.repeat((50 << 20) / 57 + 1));
    attachment.push_str("--b--\r\n");
    vec![
        ("10,000 nested multiparts", nested.into_bytes()),
        ("10,000 nested messages", messages.into_bytes()),
        ("10,000 parts side by side", flat.into_bytes()),
        ("100,000 fields", format!("{head}{fields}\r\nhello\r\n").into_bytes()),
        ("a line of 10 MB", line.into_bytes()),
        ("an attachment of 50 MB", attachment.into_bytes()),
    ]
}

/// Puts a mail there whole, as a delivery agent does.
fn deliver(council: &Council, name: &str, bytes: &[u8]) {
    let aside = council.path("mail/tmp").join(name);
    std::fs::write(&aside, bytes).unwrap();
    std::fs::rename(aside, council.path("mail/new").join(name)).unwrap();
}

/// The most memory that the daemon has had, in KiB.
fn peak(daemon: &Daemon) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", daemon.pid())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn mail_made_to_hurt_is_held_in_little_memory_and_the_next_is_dealt_with() {
    let mut way = Way::folders();
    way.source.push_str("poll_seconds = 1\n");
    let council = Council::new(&way);
    council.put("0", &mail("z@example.org", "zero@x", "boiler", "Nobody came."));
    let daemon = council.start();
    eventually("the first mail", || council.unaccounted() == Some(0));
    let taken_in = || council.log().matches("taken in").count();
    println!("before: {} KiB", peak(&daemon));
    for (number, (kind, bytes)) in hurtful().into_iter().enumerate() {
        let before = taken_in();
        deliver(&council, &format!("h{number}"), &bytes);
        let began = Instant::now();
        // The log is read often, so that the time printed is the daemon's.
        while taken_in() == before && began.elapsed() < Duration::from_secs(60) {
            std::thread::sleep(Duration::from_millis(2));
        }
        println!("{kind}: {:?} with the folder's poll, {} KiB", began.elapsed(), peak(&daemon));
        eventually(kind, || council.json(&["held"]).len() == number + 1);
        let next =
            mail(&format!("n{number}@example.org"), &format!("n{number}@x"), "bins", "Mine?");
        deliver(&council, &format!("n{number}"), next.as_bytes());
        eventually("the next mail", || {
            council.json(&["messages"]).iter().any(|m| m["message_id"] == format!("n{number}@x"))
        });
    }
    let messages = council.json(&["messages"]);
    assert!(messages.iter().all(|m| m["outcome"] == "opened" || m["outcome"] == "held"));
    let outbox = council.json(&["outbox", "--all"]);
    let triage = outbox.iter().filter(|row| row["letter"] == "triage" && row["case"].is_null());
    assert_eq!(triage.count(), hurtful().len(), "each is before a person");
    assert!(peak(&daemon) < 200_000, "{} KiB", peak(&daemon));
    assert_eq!(daemon.stop(), Some(0));
    every_held_mail_is_kept_whole(&council);
}

fn every_held_mail_is_kept_whole(council: &Council) {
    let kept = |id: i64| {
        let path = council.path("redress.db");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let store = redress::store::Store::open_to_read(&path).await.unwrap();
            store.raw(redress::casework::MessageRef(id)).await.unwrap().bytes
        })
    };
    for (row, (kind, bytes)) in council.json(&["held"]).iter().zip(hurtful()) {
        assert!(kept(row["id"].as_i64().unwrap()) == bytes, "{kind} is kept as it came");
    }
}
