//! A store that is locked or full: nothing is answered that could not be
//! recorded, the daemon says so, and goes on when it can.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use crate::servers::smtp_sink::{Act, SmtpSink};
use crate::servers::{Owned, eventually};
use crate::setup::{Council, Way, mail, mail_at};

/// Another process that holds the store's write lock.
struct Locked(Child);

impl Locked {
    fn by(council: &Council) -> Self {
        let mut child = Command::new("sqlite3")
            .arg(council.path("redress.db"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("sqlite3 is not installed; ./scripts/test says what to install");
        let commands = b".timeout 20000\nBEGIN IMMEDIATE;\nSELECT 'locked';\n";
        child.stdin.as_mut().unwrap().write_all(commands).unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, "locked\n");
        Self(child)
    }

    fn release(mut self) {
        self.0.stdin.take().unwrap().write_all(b"ROLLBACK;\n").unwrap();
        assert!(self.0.wait().unwrap().success());
    }
}

fn put(council: &Council, number: usize) {
    let from = format!("P{number} <p{number}@example.org>");
    let body = format!("Nobody came to flat {number}. I complain.");
    council.put(&number.to_string(), &mail(&from, &format!("{number}@x"), "boiler", &body));
}

fn council(sink: &SmtpSink) -> Council {
    let mut way = Way::servers(1, sink.port);
    way.source = Way::folders().source + "poll_seconds = 1\n";
    let council = Council::new(&way);
    put(&council, 0);
    council
}

/// Everybody who wrote has a case and one letter; the state that is told is
/// the one that is.
fn assert_all_is_well(council: &Council, sink: &SmtpSink, people: usize) {
    eventually("all mail is taken in and answered", || {
        council.json(&["cases"]).len() == people && council.json(&["outbox"]).is_empty()
    });
    for number in 0..people {
        assert_eq!(sink.taken_for(&format!("p{number}@example.org")).len(), 1, "{number}");
    }
    let letters = council.json(&["outbox", "--all"]);
    assert!(letters.iter().all(|letter| letter["state"] == "sent"), "{letters:?}");
    let cases = council.json(&["cases"]);
    assert!(cases.iter().all(|case| case["acknowledged_at"].is_string()), "{cases:?}");
}

#[test]
fn while_the_store_is_locked_nothing_is_answered_and_then_it_goes_on() {
    let sink = SmtpSink::start();
    let council = council(&sink);
    let daemon = council.start();
    eventually("the first letter", || !sink.taken_for("p0@example.org").is_empty());
    eventually("all is recorded", || council.json(&["outbox"]).is_empty());
    let locked = Locked::by(&council);
    let before = sink.taken().len();
    put(&council, 1);
    daemon.wait_for("the store can't be used, so no mail is taken in; trying again");
    assert!(council.log().contains("redress.db"), "the log names the store");
    assert_eq!(sink.taken().len(), before);
    // Looking needs no lock.
    assert_eq!(council.json(&["cases"]).len(), 1);
    locked.release();
    assert_all_is_well(&council, &sink, 2);
    assert_eq!(daemon.stop(), Some(0));
}

#[test]
fn a_letter_that_was_taken_while_the_store_was_locked_is_not_sent_again() {
    let sink = SmtpSink::start();
    let council = council(&sink);
    sink.act("body", Act::Hang, 1);
    let daemon = council.start();
    eventually("the first letter's body is said", || !sink.taken().is_empty());
    let locked = Locked::by(&council);
    sink.behave();
    daemon.wait_for("the outbox can't be looked after");
    locked.release();
    assert_all_is_well(&council, &sink, 1);
    assert_eq!(daemon.stop(), Some(0));
}

fn limit_files(pid: u32, bytes: &str) {
    let limit = format!("--fsize={bytes}:unlimited");
    let done = Command::new("prlimit").args(["--pid", &pid.to_string(), &limit]).status();
    assert!(done.expect("prlimit (util-linux) is not installed").success());
}

#[test]
fn while_no_file_can_grow_nothing_is_answered_and_then_it_goes_on() {
    let sink = SmtpSink::start();
    let council = council(&sink);
    // A limit on the size of files is the full disk that needs no root. The
    // signal that comes with it is ignored, so that writing fails as on a disk.
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; exec \"$0\" run", env!("CARGO_BIN_EXE_redress")]);
    shell.env("REDRESS_CONFIG", council.path("redress.toml")).env_remove("RUST_LOG");
    // The log goes into a pipe, as its file could not grow either.
    let mut daemon = Owned(shell.stderr(Stdio::piped()).spawn().unwrap());
    let mut log = BufReader::new(daemon.0.stderr.take().unwrap()).lines();
    eventually("the first letter", || !sink.taken_for("p0@example.org").is_empty());
    eventually("all is recorded", || council.json(&["outbox"]).is_empty());
    let before = sink.taken().len();
    limit_files(daemon.0.id(), "1");
    put(&council, 1);
    let told = |line: &String| line.contains("the store can't be used");
    assert!(log.by_ref().map_while(Result::ok).any(|line| told(&line)), "it is told");
    assert_eq!(council.json(&["messages"]).len(), 1);
    assert_eq!(sink.taken().len(), before);
    limit_files(daemon.0.id(), "unlimited");
    assert_all_is_well(&council, &sink, 2);
}

#[test]
fn the_registers_are_shown_where_no_file_can_be_made_or_grow() {
    let council = Council::new(&Way::folders());
    put(&council, 0);
    council.good(&["run", "--once"]);
    for list in ["cases", "messages", "outbox", "held", "status"] {
        let mut shell = Command::new("sh");
        shell.args(["-c", "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$1\""]);
        shell.args([env!("CARGO_BIN_EXE_redress"), list]);
        let output = shell.env("REDRESS_CONFIG", council.path("redress.toml")).output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{list}: {errors}");
        assert_eq!(output.stdout, council.run(&[list]).stdout, "{list}");
    }
}

#[test]
fn a_case_that_cannot_be_read_stops_the_duties_of_no_other() {
    let council = Council::new(&Way::folders());
    for number in 0..2 {
        let body = format!("Nobody came to flat {number}. I complain.");
        let from = format!("P{number} <p{number}@example.org>");
        let mail =
            mail_at("2026-11-02T10:00:00Z", "", &from, &format!("{number}@x"), "boiler", &body);
        council.put(&number.to_string(), &mail);
    }
    council.good(&["run", "--once"]);
    let sql = |commands: &str| {
        let path = council.path("redress.db");
        let done = Command::new("sqlite3").arg(path).arg(commands).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap().trim().to_owned()
    };
    sql("UPDATE case_file SET dealings = '{\"kind\":\"dragon\"}' WHERE id = 1;
         UPDATE duty SET next_at = 1, missed = 0, state = 'open', due = '2026-11-09'
          WHERE kind = 'respond';");
    let run = council.run(&["run", "--once"]);
    let log = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(0), "{log}");
    assert_eq!(log.matches("a duty could not be dealt with").count(), 1, "{log}");
    let missed = |case: i32| {
        sql(&format!("SELECT missed FROM duty WHERE kind = 'respond' AND case_id = {case}"))
    };
    assert_eq!((missed(1).as_str(), missed(2).as_str()), ("0", "1"), "{log}");
    let next = "SELECT next_at - unixepoch() BETWEEN 30 AND 60 FROM duty
                 WHERE kind = 'respond' AND case_id = 1";
    assert_eq!(sql(next), "1", "tried again within a minute, not at once");
}
