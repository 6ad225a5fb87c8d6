//! What can go wrong between us and a mail server, and what becomes of the
//! letter.

use std::time::Duration;

use serde_json::Value;

use crate::servers::eventually;
use crate::servers::smtp_sink::{Act, SmtpSink};
use crate::setup::{Council, Way, mail};

/// A council with a Maildir for mail and a sink for letters, and one complaint.
fn scene(further: &str) -> (Council, SmtpSink) {
    let sink = SmtpSink::start();
    let mut way = Way::folders();
    way.delivery = format!("{}{further}", Way::servers(1, sink.port).delivery);
    let council = Council::new(&way);
    council.put("1", &mail("a@example.org", "a1@x", "boiler", "Nobody came. I complain."));
    (council, sink)
}

fn letter(council: &Council, kind: &str) -> Value {
    // Before the daemon's first start there is no store.
    let output = council.run(&["outbox", "--all", "--json"]);
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .find(|row: &Value| row["letter"] == kind)
        .unwrap_or(Value::Null)
}

#[test]
fn a_refused_resident_is_told_to_the_team_and_the_clock_runs() {
    let (council, sink) = scene("");
    sink.act("RCPT:a@example.org", Act::Say("550 5.1.1 no such user"), 9);
    council.good(&["run", "--once"]);
    let refused = letter(&council, "acknowledgement");
    assert_eq!(refused["state"], "refused");
    assert_eq!(refused["last_reply"], "550 5.1.1 no such user");
    assert_eq!(refused["attempts"], 1);
    let told = sink.taken_for("repairs@council.example");
    assert!(told.iter().any(|mail| mail.bytes.contains("550 5.1.1 no such user")));
    let case = &council.json(&["cases"])[0];
    assert!(case["acknowledged_at"].is_null());
    assert!(case["acknowledge_due"].is_string());
    let history = council.good(&["case", case["ref"].as_str().unwrap()]);
    assert!(history.contains("telling the resident by other means"), "{history}");
}

#[test]
fn what_is_refused_for_now_is_tried_again() {
    for (step, words) in [
        ("RCPT", "450 4.2.1 try later"),
        ("RCPT", "552 5.2.2 mailbox full"),
        ("MAIL", "451 4.3.0 busy"),
        ("DATA", "452 4.3.1 no space"),
        ("body", "451 4.3.0 queue down"),
        ("body", "421 4.3.2 shutting down"),
    ] {
        let (council, sink) = scene("");
        sink.act(step, Act::Say(words), 1);
        let daemon = council.start();
        eventually(words, || sink.taken().len() >= 2);
        eventually("settled", || council.json(&["outbox"]).is_empty());
        let taken = sink.taken_for("a@example.org");
        assert_eq!(taken.len(), 1, "{step} {words}");
        let rows = council.json(&["outbox", "--all"]);
        assert_eq!(rows.iter().map(|row| row["attempts"].as_i64().unwrap()).sum::<i64>(), 3);
        assert_eq!(daemon.stop(), Some(0));
    }
}

#[test]
fn a_final_no_to_the_body_refuses_the_letter() {
    let (council, sink) = scene("");
    sink.act("body", Act::Say("554 5.7.1 looks like spam"), 1);
    council.good(&["run", "--once"]);
    assert_eq!(letter(&council, "acknowledgement")["state"], "refused");
    assert_eq!(letter(&council, "acknowledgement")["last_reply"], "554 5.7.1 looks like spam");
}

#[test]
fn a_connection_lost_before_the_body_is_tried_again_at_once_or_later() {
    for step in ["MAIL", "RCPT", "DATA"] {
        let (council, sink) = scene("");
        sink.act(step, Act::Drop, 1);
        let daemon = council.start();
        eventually(step, || sink.taken().len() >= 2);
        eventually("settled", || council.json(&["outbox"]).is_empty());
        assert_eq!(sink.taken_for("a@example.org").len(), 1);
        assert_eq!(daemon.stop(), Some(0));
    }
}

#[test]
fn a_server_that_is_no_use_refuses_no_letter() {
    for (step, words) in [
        ("greeting", "554 no service for you"),
        ("EHLO", "550 go away"),
        ("AUTH", "535 5.7.8 wrong password"),
    ] {
        let login = "username = \"u\"\npassword_file = \"password\"\n";
        let (council, sink) = scene(if step == "AUTH" { login } else { "" });
        sink.act(step, Act::Say(words), 1);
        council.good(&["run", "--once"]);
        assert!(sink.taken().is_empty());
        let waiting = letter(&council, "acknowledgement");
        assert_eq!(waiting["state"], "retrying", "{words}");
        assert_eq!(waiting["last_reply"], words);
        let status = council.status().unwrap();
        assert_eq!(status["alerts"][0]["alert"], "delivery", "{status}");
        let daemon = council.start();
        eventually("it works again", || !sink.taken_for("a@example.org").is_empty());
        eventually("the alert has ended", || {
            council.status().is_some_and(|s| s["alerts"].as_array().unwrap().is_empty())
        });
        assert_eq!(daemon.stop(), Some(0));
    }
}

#[test]
fn a_server_that_is_silent_after_the_body_leaves_the_letter_uncertain() {
    let (council, sink) = scene("");
    let config = std::fs::read_to_string(council.path("redress.toml")).unwrap();
    let config = config.replace("timeout_seconds = 5", "timeout_seconds = 1");
    let config = config.replace("uncertain_seconds = 1", "uncertain_seconds = 3600");
    std::fs::write(council.path("redress.toml"), config).unwrap();
    sink.act("body", Act::Hang, 1);
    let daemon = council.start();
    eventually("it is uncertain", || letter(&council, "acknowledgement")["state"] == "uncertain");
    eventually("the other letter went out", || {
        !sink.taken_for("repairs@council.example").is_empty()
    });
    assert_eq!(
        letter(&council, "acknowledgement")["attempts"],
        1,
        "not sent again before its time"
    );
    sink.behave();
    assert_eq!(daemon.stop(), Some(0));
}

#[test]
fn letters_of_a_case_that_can_not_be_told_reach_the_alerts_address() {
    let (council, sink) = scene("");
    sink.act("RCPT:repairs@council.example", Act::Say("550 5.1.1 team is gone"), 9);
    council.good(&["run", "--once"]);
    assert_eq!(letter(&council, "assignment")["state"], "refused");
    let told = sink.taken_for("crm.ops@council.example");
    assert!(told.iter().any(|mail| mail.bytes.contains("team is gone")));
}

#[test]
fn one_connection_serves_many_letters() {
    let (council, sink) = scene("");
    for number in 2..20 {
        let from = format!("r{number}@example.org");
        let text = format!("Nobody came to number {number}.");
        council.put(&number.to_string(), &mail(&from, &format!("{number}@x"), "boiler", &text));
    }
    council.good(&["run", "--once"]);
    assert!(sink.taken().len() >= 38);
    assert!(sink.connections() <= 3, "{} connections", sink.connections());
}

#[test]
fn officers_get_the_attachments() {
    let (council, sink) = scene("");
    let photo = "From: b@example.org\r\nSubject: damp\r\nMessage-ID: <b@x>\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=\"q\"\r\n\r\n--q\r\n\r\nNobody came about the damp.\r\n\
        --q\r\nContent-Type: image/png; name=\"d\u{e9}j\u{e0}.png\"\r\nContent-Transfer-Encoding: base64\r\n\r\n\
        iVBORw0KGgo=\r\n--q--\r\n";
    council.put("2", photo);
    council.good(&["run", "--once"]);
    let told = sink.taken_for("repairs@council.example");
    let with = told.iter().find(|mail| mail.bytes.contains("about the damp")).unwrap();
    assert!(with.bytes.contains("iVBORw0KGgo="), "{}", with.bytes);
    assert!(with.header("Content-Type").unwrap().starts_with("multipart/mixed"));
    let resident = sink.taken_for("b@example.org");
    assert!(!resident[0].bytes.contains("iVBORw0KGgo="));
}

#[test]
fn the_daemon_stops_promptly_while_a_server_hangs() {
    let (council, sink) = scene("");
    sink.act("MAIL", Act::Hang, 9);
    let daemon = council.start();
    eventually("it is at it", || letter(&council, "acknowledgement")["state"] == "sending");
    let started = std::time::Instant::now();
    assert_eq!(daemon.stop(), Some(0));
    assert!(started.elapsed() < Duration::from_secs(15), "{:?}", started.elapsed());
    sink.behave();
}
