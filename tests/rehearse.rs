//! `redress rehearse` as the contract has it: what it prints, when, and that
//! the same folder gives the same answer.

use serde_json::Value;

use crate::setup::{Council, Way, mail};

struct Rehearsal {
    council: Council,
}

impl Rehearsal {
    fn new() -> Self {
        let council = Council::new(&Way::folders());
        std::fs::create_dir_all(council.path("month")).unwrap();
        Self { council }
    }

    /// A mail that arrives at an instant of November or December 2026.
    fn add(&self, name: &str, at: &str, from: &str, id: &str, body: &str) {
        let text = mail(from, id, "boiler", body)
            .replace("Tue, 17 Nov 2026 09:15:00 +0000", at)
            .replace("Tue, 17 Nov 2026 09:14:00 +0000", at);
        std::fs::write(self.council.path("month").join(name), text).unwrap();
    }

    fn run(&self, more: &[&str]) -> (i32, Vec<Value>, String) {
        let folder = self.council.path("month").display().to_string();
        let mut arguments = vec!["rehearse", "--json", "--mail", &folder];
        arguments.extend(more);
        let output = self.council.run(&arguments);
        let text = String::from_utf8(output.stdout).unwrap();
        let lines = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let errors = String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), lines, errors)
    }

    fn lines(&self, more: &[&str]) -> Vec<Value> {
        let (status, lines, errors) = self.run(more);
        assert_eq!(status, 0, "{errors}");
        lines
    }
}

const BOILER: &str = "Nobody came to mend the boiler. I want to complain.";

fn of<'l>(lines: &'l [Value], event: &str) -> Vec<&'l Value> {
    lines.iter().filter(|line| line["event"] == event).collect()
}

#[test]
fn it_tells_what_the_contract_says_in_order_of_time() {
    let rehearsal = Rehearsal::new();
    rehearsal.add("b.eml", "Thu, 17 Dec 2026 10:00:00 +0000", "ada@example.org", "b@x", BOILER);
    rehearsal.add("a.eml", "Fri, 18 Dec 2026 10:00:00 +0000", "<>", "a@x", BOILER);
    rehearsal.add("late.eml", "Mon, 01 Mar 2027 10:00:00 +0000", "l@example.org", "l@x", BOILER);
    std::fs::write(rehearsal.council.path("month/note.txt"), "no mail").unwrap();
    let lines = rehearsal.lines(&["--until", "2027-01-31T00:00:00Z"]);
    let times: Vec<&str> = lines.iter().map(|line| line["at"].as_str().unwrap()).collect();
    assert!(times.is_sorted(), "{times:?}");
    assert!(lines.iter().all(|line| line.get("case").is_some() && line.get("mail").is_some()));

    let messages = of(&lines, "message");
    assert_eq!(messages.len(), 2, "one for each file that arrives by then");
    assert_eq!(messages[0]["file"], "b.eml");
    assert_eq!(messages[0]["outcome"], "opened");
    assert_eq!(messages[0]["origin"], "person");
    assert_eq!(messages[0]["label"], "complaint");
    assert_eq!(messages[0]["mail"], "b@x");
    assert_eq!(messages[0]["at"], "2026-12-17T10:00:00+00:00");
    assert_eq!(messages[1]["outcome"], "held");
    assert_eq!(of(&lines, "held").len(), 1);

    let opened = of(&lines, "case_opened");
    assert_eq!(opened.len(), 1);
    assert_eq!(opened[0]["kind"], "complaint");
    assert_eq!(opened[0]["stage"], 1);
    assert_eq!(opened[0]["state"], "open");
    assert_eq!(opened[0]["assigned_to"], "repairs");
    assert_eq!(opened[0]["policy"], "kingston-housing-landlord-2024");

    let set = of(&lines, "duty_set");
    assert_eq!(set[0]["duty"], "acknowledge");
    assert_eq!(set[0]["due"], "2026-12-24T23:59:59+00:00");
    assert_eq!(set[0]["mail"], "b@x");
    let held = set.iter().find(|line| line["duty"] == "triage").unwrap();
    assert_eq!(held["case"], Value::Null);
    assert!(
        of(&lines, "duty_missed")
            .iter()
            .all(|line| line["mail"].is_null() || line["case"].is_null())
    );

    let letter = of(&lines, "letter")[0];
    assert_eq!(letter["letter"], "acknowledgement");
    assert_eq!(letter["to"], "ada@example.org");
    assert_eq!(letter["in_reply_to"], "b@x");
    assert!(letter["text"].as_str().unwrap().contains("Tuesday 5 January 2027"));
    assert!(!rehearsal.council.path("redress.db").exists(), "nothing is stored");
    assert!(!rehearsal.council.path("letters").exists(), "nothing is sent");
}

#[test]
fn it_is_repeatable_and_later_mail_changes_nothing_before_it() {
    let rehearsal = Rehearsal::new();
    rehearsal.add("a.eml", "Mon, 02 Nov 2026 10:00:00 +0000", "ada@example.org", "a@x", BOILER);
    rehearsal.add("b.eml", "Mon, 02 Nov 2026 10:00:00 +0000", "bob@example.org", "b@x", BOILER);
    let until = ["--until", "2026-12-31"];
    let first = rehearsal.lines(&until);
    assert_eq!(first, rehearsal.lines(&until));
    rehearsal.add("c.eml", "Thu, 12 Nov 2026 10:00:00 +0000", "eve@example.org", "c@x", BOILER);
    std::fs::write(
        rehearsal.council.path("actions"),
        r#"{"at":"2026-11-12T11:00:00Z","by":"r.patel","case_of":"<a@x>","action":"/note called her"}"#,
    )
    .unwrap();
    let actions = rehearsal.council.path("actions").display().to_string();
    let second = rehearsal.lines(&["--until", "2026-12-31", "--actions", &actions]);
    let before = |lines: &[Value]| -> Vec<Value> {
        lines.iter().filter(|line| line["at"].as_str().unwrap() < "2026-11-12").cloned().collect()
    };
    assert!(before(&first).len() > 10);
    assert_eq!(before(&first), before(&second));
    assert_eq!(of(&second, "message").len(), 3, "an action is no file");
}

#[test]
fn nothing_runs_in_an_outage_and_mail_keeps_its_arrival() {
    let rehearsal = Rehearsal::new();
    rehearsal.add("a.eml", "Fri, 18 Dec 2026 20:00:00 +0000", "ada@example.org", "a@x", BOILER);
    let off = "2026-12-18T17:00:00Z/2026-12-21T09:00:00Z";
    let lines = rehearsal.lines(&["--until", "2026-12-21T12:00:00Z", "--off", off]);
    assert!(lines.iter().all(|line| line["at"] == "2026-12-21T09:00:00+00:00"));
    let set = of(&lines, "duty_set");
    assert_eq!(set[0]["due"], "2026-12-29T23:59:59+00:00", "five days from the 18th");
}

#[test]
fn what_could_not_be_read_gives_status_1_and_a_wrong_line_status_2() {
    let rehearsal = Rehearsal::new();
    std::fs::write(rehearsal.council.path("month/broken.eml"), [0; 64]).unwrap();
    rehearsal.add("a.eml", "Mon, 02 Nov 2026 10:00:00 +0000", "ada@example.org", "a@x", BOILER);
    let (status, lines, _) = rehearsal.run(&["--until", "2026-11-03"]);
    assert_eq!(status, 1);
    assert_eq!(of(&lines, "message").len(), 2);
    let broken = of(&lines, "message")[1];
    assert_eq!((&broken["mail"], &broken["outcome"]), (&Value::Null, &Value::from("held")));
    assert_eq!(of(&lines, "held").len(), 1);

    let file = rehearsal.council.path("actions");
    for (line, words) in [
        ("{", "actions:1: EOF"),
        (
            r#"{"at":"2026-11-02T11:00:00Z","by":"nobody","case_of":"a@x","action":"/note"}"#,
            "actions:1: there is no officer \"nobody\"",
        ),
    ] {
        std::fs::write(&file, line).unwrap();
        let actions = file.display().to_string();
        let (status, _, errors) = rehearsal.run(&["--until", "2026-11-03", "--actions", &actions]);
        assert_eq!(status, 2);
        assert!(errors.contains(words), "{errors}");
    }
    let (status, _, errors) = rehearsal.run(&["--until", "2026-11-03", "--off", "2026-11-02"]);
    assert_eq!(status, 2, "{errors}");
}

/// The mail counts from the day it was sent, and happens when it was passed on
/// (KH 3.0, HC 3.2; contract, "a message arrives").
#[test]
fn what_staff_forward_arrives_when_they_do() {
    let rehearsal = Rehearsal::new();
    let passed_on = "Please see below.\n\n---------- Forwarded message ---------\n\
                     From: Ada Fenwick <ada@example.org>\nDate: Tue, 15 Dec 2026 09:00:00 +0000\n\
                     Subject: Boiler\nTo: Sam Hill <s.hill@council.example>\n\n\
                     Nobody came to mend the boiler. I want to complain.\n";
    let at = "Fri, 18 Dec 2026 10:00:00 +0000";
    rehearsal.add("f.eml", at, "s.hill@council.example", "f@council.example", passed_on);
    let lines = rehearsal.lines(&["--until", "2026-12-17T00:00:00Z"]);
    assert!(of(&lines, "message").is_empty(), "it is not there yet: {lines:?}");
    let lines = rehearsal.lines(&["--until", "2026-12-19T00:00:00Z"]);
    let opened = of(&lines, "case_opened");
    assert_eq!(opened.len(), 1, "{lines:?}");
    assert!(opened[0]["at"].as_str().unwrap().starts_with("2026-12-18T10:00:00"));
    let acknowledge = of(&lines, "duty_set").into_iter().find(|it| it["duty"] == "acknowledge");
    let due = acknowledge.unwrap()["due"].as_str().unwrap();
    assert!(due.starts_with("2026-12-22"), "five working days from the 15th: {due}");
}
