//! What can't be written must not cost the work: a log on a full disk, a reader
//! that has gone away.

use std::fs::File;
use std::process::Stdio;

use crate::setup::{Council, Way, mail};

fn full() -> Stdio {
    File::options().write(true).open("/dev/full").unwrap().into()
}

/// The writing end of a pipe that nobody reads.
fn unread() -> Stdio {
    std::io::pipe().unwrap().1.into()
}

fn with_mail() -> Council {
    let council = Council::new(&Way::folders());
    for n in 0..3 {
        let from = format!("P{n} <p{n}@example.org>");
        let body = format!("Nobody came to flat {n}. I complain.");
        council.put(&n.to_string(), &mail(&from, &format!("{n}@x"), "boiler", &body));
    }
    council
}

#[test]
fn a_log_that_cant_be_written_does_not_stop_the_work() {
    for stderr in [full, unread] {
        let council = with_mail();
        let status = council.command(&["run", "--once"]).stderr(stderr()).status().unwrap();
        assert_eq!(status.code(), Some(0));
        assert_eq!(council.json(&["cases"]).len(), 3);
        assert!(council.json(&["outbox"]).is_empty(), "every letter has gone out");
    }
}

#[test]
fn faults_that_cant_be_told_keep_their_exit_status() {
    let council = Council::new(&Way::folders());
    let status = |arguments: &[&str]| {
        let done = council.command(arguments).stderr(full()).status();
        done.unwrap().code()
    };
    assert_eq!(status(&["check", "--config", "/no/such/file"]), Some(78));
    assert_eq!(status(&["inspect", "/no/such/file"]), Some(1));
    assert_eq!(status(&["held", "--retry", "x"]), Some(1), "there is no store");
    assert_eq!(status(&["nonsense"]), Some(2));
}

#[test]
fn a_reader_that_has_gone_away_is_no_fault_and_a_full_disk_is_told() {
    let council = with_mail();
    council.good(&["run", "--once"]);
    let reference = council.json(&["cases"])[0]["ref"].as_str().unwrap().to_owned();
    for list in [
        &["cases"][..],
        &["cases", "--json"],
        &["case", &reference],
        &["messages"],
        &["outbox", "--all"],
        &["held"],
        &["status"],
    ] {
        let output = council.command(list).stdout(unread()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{list:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{list:?}");
        let output = council.command(list).stdout(full()).stderr(Stdio::piped()).output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{list:?}");
        assert!(errors.contains("standard output can't be written"), "{list:?}: {errors}");
    }
}
