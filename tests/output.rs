//! What the program says to people, and that what can't be said does not cost the
//! work: a log on a full disk, a reader that has gone away.

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

#[test]
fn the_log_speaks_of_messages_and_cases_as_the_registers_do() {
    let council = with_mail();
    let log = |council: &Council| {
        let output = council.run(&["run", "--once"]);
        String::from_utf8(output.stderr).unwrap()
    };
    let first = log(&council);
    for case in council.json(&["cases"]) {
        let reference = case["ref"].as_str().unwrap();
        let line = first.lines().find(|line| line.contains(&format!("case=\"{reference}\"")));
        assert!(line.unwrap().contains("outcome=\"opened\""), "{first}");
        assert!(line.unwrap().contains(" taken in"), "{first}");
    }
    for id in council.json(&["messages"]).iter().map(|message| &message["id"]) {
        assert!(first.contains(&format!("message {id} taken in")), "{first}");
    }
    assert!(!first.contains("warning:"), "the level says so already:\n{first}");
    assert_eq!(first.matches("was to be reviewed").count(), 1, "{first}");
    assert!(!log(&council).contains("was to be reviewed"), "said once");
    assert!(council.json(&["messages"])[0]["outcome"] == "opened");
    let check = council.run(&["check"]);
    assert!(String::from_utf8_lossy(&check.stderr).contains("warning: the policy \""));
    let check = String::from_utf8(check.stdout).unwrap();
    assert!(check.contains("1 mailbox, 3 officers, 1 team\n"), "{check}");
}

#[test]
fn the_demonstration_names_the_program_as_it_was_called_and_has_no_log() {
    let folder = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_redress");
    let dir = folder.path().join("demo");
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(program);
        command.args(arguments).env_remove("RUST_LOG").output().unwrap()
    };
    let output = run(&["demo", "--dir", &dir.display().to_string()]);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let told = String::from_utf8(output.stdout).unwrap();
    let hint = format!("  {program} status --config ");
    let line = told.lines().find(|line| line.starts_with(&hint)).expect(&told);
    let words: Vec<&str> = line.split_whitespace().skip(1).collect();
    assert!(run(&words).status.success(), "{line}");
    // What can't be written is named.
    let output = run(&["demo", "--dir", "/dev/full/demo"]);
    assert_eq!(output.status.code(), Some(1));
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(errors.contains("/dev/full/demo/mail/new can't be written"), "{errors}");
}
