//! Wrong files: each with the line that the program says about it. With
//! `REDRESS_BLESS=1` the expected lines are written anew, to be read by eye.

use std::collections::BTreeMap;
use std::path::Path;

use redress::config::Config;
use redress::council::Rulebook;
use redress::fault::Faults;

use crate::setup::{Council, Way, repository};

/// Compares what a file says with `NAME.expected` beside it.
fn compare(path: &Path, faults: &Faults, folder: &str) {
    let said = faults.to_string().replace(folder, "");
    // What is warned of in the shipped rules is not this file's.
    let shipped =
        |line: &&str| line.starts_with("rules/classification/") && !line.contains("/wrong.toml:");
    let said: String =
        said.lines().filter(|line| !shipped(line)).map(|line| format!("{line}\n")).collect();
    let expected = path.with_extension("expected");
    if std::env::var_os("REDRESS_BLESS").is_some() {
        std::fs::write(&expected, &said).unwrap();
    }
    let wanted = std::fs::read_to_string(&expected).unwrap_or_default();
    assert!(!wanted.is_empty(), "{} says nothing", path.display());
    assert_eq!(said, wanted, "{}", path.display());
}

fn cases(folder: &str, ending: &str) -> Vec<std::path::PathBuf> {
    let mut paths: Vec<_> = std::fs::read_dir(repository("tests/bad").join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths
}

#[test]
fn wrong_configurations_say_what_is_wrong_and_where() {
    for path in cases("config", "toml") {
        let council = Council::new(&Way::folders());
        std::fs::write(council.path("empty"), "").unwrap();
        let config = council.path("redress.toml");
        std::fs::copy(&path, &config).unwrap();
        let folder = format!("{}/", council.folder.path().display());
        let today = chrono::NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
        let faults = match redress::council::Council::load(&config, today) {
            Err(faults) => faults,
            Ok((_, _, warnings)) => warnings,
        };
        compare(&path, &faults, &folder);
    }
}

/// Copies the shipped folder and lays a wrong file over it.
fn overlay(kind: &str, name: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let done = std::process::Command::new("cp")
        .arg("-r")
        .arg(repository(kind))
        .arg(folder.path())
        .status();
    assert!(done.unwrap().success());
    std::fs::write(folder.path().join(kind).join(name), text).unwrap();
    folder
}

#[test]
fn wrong_rules_policies_and_calendars_say_what_is_wrong_and_where() {
    let targets = BTreeMap::from([
        ("rules", "classification/wrong.toml"),
        ("policies", "policies/wrong.toml"),
        ("calendar", "calendar.toml"),
    ]);
    for (kind, target) in targets {
        for path in cases(kind, "toml") {
            let text = std::fs::read_to_string(&path).unwrap();
            let folder = overlay("rules", target, &text);
            let prefix = format!("{}/", folder.path().display());
            let faults = match Rulebook::load(Some(&folder.path().join("rules")), None) {
                Err(faults) => faults,
                Ok((_, warnings)) => warnings,
            };
            compare(&path, &faults, &prefix);
        }
    }
}

#[test]
fn wrong_letters_say_what_is_wrong_and_where() {
    for path in cases("letters", "txt") {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let kind = name.split("--").next().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let folder = overlay("templates", &format!("{kind}.txt"), &text);
        let prefix = format!("{}/", folder.path().display());
        let templates = folder.path().join("templates");
        let faults = Rulebook::load(None, Some(&templates)).unwrap_err();
        compare(&path, &faults, &prefix);
    }
}

#[test]
fn a_letter_that_an_older_copy_lacks_is_the_built_in_one() {
    let folder = overlay("templates", "thanks.txt", include_str!("../templates/thanks.txt"));
    let templates = folder.path().join("templates");
    let gone = ["late_request.txt", "answer.txt", "approval.txt", "parts/no_longer.txt"];
    for name in gone {
        std::fs::remove_file(templates.join(name)).unwrap();
    }
    let (_, warnings) = Rulebook::load(None, Some(&templates)).unwrap();
    let warnings = warnings.to_string();
    for name in gone {
        let line = warnings.lines().find(|line| line.contains(&format!("templates/{name}:1:1")));
        let line = line.unwrap_or_else(|| panic!("nothing of {name}: {warnings}"));
        assert!(line.contains("warning: this"), "{line}");
        assert!(line.contains("the one that is built in is used"), "{line}");
        assert!(line.contains("redress letters export"), "{line}");
    }
    // A folder of something else is not filled up.
    let other = tempfile::tempdir().unwrap();
    std::fs::write(other.path().join("notes.txt"), "Subject: x\n\ny\n").unwrap();
    let faults = Rulebook::load(None, Some(other.path())).unwrap_err().to_string();
    assert!(faults.contains("this letter is missing; copy the shipped one"), "{faults}");
}

#[test]
fn the_same_faults_come_from_check_and_run_with_status_78() {
    let council = Council::new(&Way::folders());
    let config = std::fs::read_to_string(council.path("redress.toml")).unwrap();
    let wrong =
        config.replace("kind = \"maildir\"", "kind = \"pigeon\"").replace("[alerts]", "[alarms]");
    std::fs::write(council.path("redress.toml"), wrong).unwrap();
    let check = council.run(&["check"]);
    let run = council.run(&["run"]);
    assert_eq!(check.status.code(), Some(78));
    assert_eq!(run.status.code(), Some(78));
    assert_eq!(check.stderr, run.stderr);
    let lines = String::from_utf8(check.stderr).unwrap();
    assert!(lines.lines().count() >= 4, "all at once:\n{lines}");
    assert!(lines.contains("did you mean \"alerts\"?"), "{lines}");
}

#[test]
fn a_password_file_that_others_can_read_is_a_warning() {
    use std::os::unix::fs::PermissionsExt;
    let council = Council::new(&Way::servers(1, 1));
    let secret = council.path("password");
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o644)).unwrap();
    let (_, warnings) = Config::load(&council.path("redress.toml")).unwrap();
    let said = warnings.to_string();
    assert!(said.contains("has mode 0644: others can read it; chmod 0600"), "{said}");
}

#[test]
fn an_unusable_store_ends_the_start_with_its_path() {
    let council = Council::new(&Way::folders());
    std::fs::write(council.path("redress.db"), "this is no database, it is a text of some length")
        .unwrap();
    let output = council.run(&["run", "--once"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("redress.db"));
}

#[test]
fn absurd_mail_is_held_with_a_duty_and_the_next_goes_on() {
    let council = Council::new(&Way::folders());
    let big = |text: String| format!("From: a@example.org\r\nSubject: x\r\n{text}");
    let mails = [
        ("1", big(format!("\r\n{}", "x".repeat(10 << 20)))),
        ("2", big("A: b\r\n".repeat(100_000) + "\r\nhello")),
        ("3", big("Content-Type: message/rfc822\r\n\r\n".repeat(10_000))),
        ("4", String::new()),
        ("5", "\0\0\0 no mail at all \u{1}".to_owned()),
        ("6", big(format!("\r\n{}", "line\r\n".repeat(6 << 20)))),
        ("7", crate::setup::mail("b@example.org", "good@x", "boiler", "Nobody came.")),
    ];
    for (name, mail) in &mails {
        council.put(name, mail);
    }
    council.good(&["run", "--once"]);
    let messages = council.json(&["messages"]);
    assert_eq!(messages.len(), mails.len());
    let opened: Vec<_> = messages.iter().filter(|m| m["outcome"] == "opened").collect();
    assert_eq!(opened.len(), 1);
    assert_eq!(opened[0]["message_id"], "good@x");
    assert_eq!(council.json(&["held"]).len(), mails.len() - 1);
    let outbox = council.json(&["outbox", "--all"]);
    let triage = outbox.iter().filter(|row| row["letter"] == "triage" && row["case"].is_null());
    assert_eq!(triage.count(), mails.len() - 1, "each is before a person");
}
