//! `redress enter`: what did not come by mail, and letters on paper.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::servers::eventually;
use crate::setup::{Council, Way, header, mail_at};

const BOILER: &str =
    "The boiler has been broken for three weeks and nobody came. I want to complain.\n";

fn council() -> Council {
    let council = Council::new(&Way::folders());
    for part in ["new", "cur", "tmp"] {
        std::fs::create_dir_all(council.path("mail").join(part)).unwrap();
    }
    council
}

fn served(policies: &str) -> Council {
    let council = council();
    let path = council.path("redress.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("\"kingston-housing-landlord-2024\"", policies)).unwrap();
    council
}

fn run(council: &Council, text: &str, arguments: &[&str]) -> Output {
    let mut command = council.command(&["enter", "--file", "-"]);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A wrong command line ends the program before it reads anything.
    let written = child.stdin.take().unwrap().write_all(text.as_bytes());
    assert!(written.is_ok() || child.wait().is_ok_and(|status| !status.success()));
    child.wait_with_output().unwrap()
}

/// Enters something that must be taken in.
fn enter(council: &Council, text: &str, arguments: &[&str]) -> Value {
    let mut with = arguments.to_vec();
    with.push("--json");
    let output = run(council, text, &with);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {}\n{errors}", output.status);
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The status and the words of a refusal.
fn refused(council: &Council, text: &str, arguments: &[&str]) -> (i32, String) {
    let output = run(council, text, arguments);
    assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn by_post(received: &str) -> [&str; 8] {
    ["--received", received, "--channel", "post", "--name", "Ada Fenwick", "--address", ADDRESS]
}

const ADDRESS: &str = "12 High Street, Avonmere AV1 1AA";

fn duties(entered: &Value) -> Vec<&str> {
    let duties = entered["duties"].as_array().unwrap().iter();
    duties.map(|duty| duty["duty"].as_str().unwrap()).collect()
}

fn printed(council: &Council) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(council.path("print")) else { return Vec::new() };
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn history(council: &Council, case: &str) -> Vec<Value> {
    council.json(&["case", case])
}

/// An officer answers the assignment of the case by mail.
fn officer(council: &Council, number: usize, case: &str, words: &str) {
    let assignment = council.letters_to("repairs@council.example");
    let about = assignment.iter().find(|mail| header(mail, "Subject").contains(case)).unwrap();
    let id = header(about, "Message-ID");
    let more = format!("In-Reply-To: {id}\r\n");
    let at = chrono::Utc::now().to_rfc3339();
    let subject = format!("Re: {case}");
    let mail =
        mail_at(&at, &more, "r.patel@council.example", &format!("o{number}@x"), &subject, words);
    council.put(&format!("o{number}"), &mail);
    council.good(&["run", "--once"]);
    assert_eq!(council.outcome(&format!("o{number}@x")).0, "joined");
}

#[test]
fn days_count_from_the_receipt_as_in_the_worked_examples() {
    for (policies, received, acknowledge, respond) in [
        // ex0001, and ex0004: RBKC counts from the receipt.
        ("\"kingston-housing-landlord-2024\"", "2024-01-09", "2024-01-16", "2024-01-30"),
        ("\"rbkc-housing-management-2021\"", "28/02/2024", "2024-03-06", "2024-03-13"),
        ("\"rbkc-housing-management-2021\"", "2024-03-28T23:59", "2024-04-08", "2024-04-15"),
    ] {
        let council = served(policies);
        let entered = enter(&council, BOILER, &by_post(received));
        assert_eq!(entered["kind"], "complaint", "{entered}");
        let day = |field: &str| entered[field].as_str().unwrap()[..10].to_owned();
        assert_eq!(day("acknowledge_due"), acknowledge);
        assert_eq!(day("respond_due"), respond);
        let case = &council.json(&["cases"])[0];
        assert_eq!(case["acknowledge_due"], entered["acknowledge_due"]);
        assert_eq!(case["received_at"], entered["received_at"]);
    }
}

#[test]
fn without_mail_the_letter_is_printed_and_a_person_says_that_it_was_posted() {
    use std::os::unix::fs::PermissionsExt;
    let council = council();
    let entered =
        enter(&council, BOILER, &[&by_post("2026-01-05")[..], &["--as", "t.lund"]].concat());
    let case = entered["ref"].as_str().unwrap();
    assert_eq!(duties(&entered), ["acknowledge", "define", "respond", "notify"]);
    let file = PathBuf::from(entered["printed"][0].as_str().unwrap());
    assert_eq!(file.parent().unwrap(), council.path("print"));
    let name = file.file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with(&format!("{case}-acknowledgement-")), "{name}");
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&file) & !0o640, mode(&council.path("print")) & !0o750), (0, 0));
    let page = std::fs::read_to_string(&file).unwrap();
    assert!(page.contains("\n\nAda Fenwick\n12 High Street\nAvonmere AV1 1AA\n\n"), "{page}");
    for words in ["Dear Ada Fenwick", case, "> The boiler has been broken", "Ombudsman"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("this email"), "nobody can answer paper by mail: {page}");
    // Written, not sent: nothing counts from it.
    let row = &council.json(&["cases"])[0];
    assert_eq!(row["acknowledged_at"], Value::Null);
    assert_eq!(row["complainant"]["name"], "Ada Fenwick");
    let outbox = council.json(&["outbox", "--all"]);
    let letter = outbox.iter().find(|letter| letter["letter"] == "acknowledgement").unwrap();
    assert_eq!((&letter["paper"], &letter["state"]), (&Value::from(true), &Value::from("sent")));
    let told = history(&council, case);
    assert!(told.iter().all(|line| line["actor"] == "t.lund" || line["actor"] == "redress"));
    let channel = told.iter().find(|line| line["what"]["settled"] == "entered").unwrap();
    assert_eq!(
        (&channel["what"]["channel"], &channel["actor"]),
        (&"post".into(), &"t.lund".into())
    );
    // The raw text is kept as it was.
    assert_eq!(council.json(&["messages"])[0]["digest"], entered["digest"]);
    // Nothing goes to the resident by mail; the assignment says how.
    council.good(&["run", "--once"]);
    assert!(council.letters().iter().all(|(to, _)| to.ends_with("@council.example")));
    let staff = council.letters_to("repairs@council.example");
    let staff: Vec<&String> =
        staff.iter().filter(|mail| mail.contains("one is to be printed")).collect();
    assert!(staff[0].contains("Ada Fenwick, 12 High Street"), "{}", staff[0]);
    assert!(!staff[0].contains("has been sent an acknowledgement"), "{}", staff[0]);
    council.good(&["case", case, "told", "posted first class on Monday", "--as", "t.lund"]);
    let row = &council.json(&["cases"])[0];
    assert!(row["acknowledged_at"].is_string(), "{row}");
    let met = |duty: &str| {
        history(&council, case)
            .iter()
            .any(|line| line["what"]["event"] == "duty_met" && line["what"]["duty"]["kind"] == duty)
    };
    assert!(met("notify") && met("acknowledge"), "{:?}", history(&council, case));
    assert_eq!(printed(&council).len(), 1, "the letter is printed once");
}

const ANSWER: &str = "/respond\nDecision: upheld\nReasons: Nobody came, and somebody should have.\n\
                      Remedy: The boiler is replaced.\nActions: none\n";

#[test]
fn every_later_letter_is_printed_and_a_call_asks_for_stage_2() {
    let council = council();
    let entered = enter(&council, BOILER, &by_post("2026-01-05"));
    let case = entered["ref"].as_str().unwrap();
    council.good(&["run", "--once"]);
    officer(&council, 1, case, "/told posted");
    officer(&council, 2, case, "/update The part is ordered.");
    officer(&council, 3, case, ANSWER);
    let names = printed(&council);
    for letter in ["acknowledgement", "update", "response"] {
        assert!(names.iter().any(|name| name.contains(letter)), "{letter}: {names:?}");
    }
    assert_eq!(council.json(&["cases"])[0]["state"], "open", "an answer counts when it is told");
    officer(&council, 4, case, "/told read out on the telephone");
    assert_eq!(council.json(&["cases"])[0]["state"], "closed-answered");
    let replies = council.letters_to("r.patel@council.example");
    assert!(replies.iter().any(|mail| mail.contains("letters to be printed")), "{replies:?}");
    let call = "Mrs Fenwick called. She is not happy with the answer: the boiler is still broken and \
                she wants her complaint to be looked at again.\n";
    let called = ["--received", "2026-02-02", "--channel", "phone", "--case", case];
    let joined = enter(&council, call, &called);
    assert_eq!(joined["outcome"], "joined", "{joined}");
    assert_eq!((&joined["ref"], &joined["stage"]), (&entered["ref"], &Value::from(2)));
    // Five and twenty-five working days from the call (KH 4.3).
    assert_eq!(&joined["acknowledge_due"].as_str().unwrap()[..10], "2026-02-09");
    assert_eq!(&joined["respond_due"].as_str().unwrap()[..10], "2026-03-09");
    assert_eq!(joined["printed"].as_array().unwrap().len(), 1, "{joined}");
    let page = std::fs::read_to_string(joined["printed"][0].as_str().unwrap()).unwrap();
    assert!(page.contains("Avonmere AV1 1AA") && page.contains("stage 2"), "{page}");
    assert_eq!(council.json(&["cases"]).len(), 1);
    assert!(council.letters().iter().all(|(to, _)| to.ends_with("@council.example")));
}

#[test]
fn a_closing_letter_is_printed_and_the_case_is_over_when_it_is_told() {
    let council = council();
    let entered = enter(&council, BOILER, &by_post("2026-01-05"));
    let case = entered["ref"].as_str().unwrap();
    council.good(&["run", "--once"]);
    officer(&council, 1, case, "/close\nReason: your landlord is another council");
    assert_eq!(council.json(&["cases"])[0]["state"], "open", "nobody was told of it yet");
    let closing = printed(&council).into_iter().find(|name| name.contains("update")).unwrap();
    let page = std::fs::read_to_string(council.path("print").join(closing)).unwrap();
    assert!(page.contains("your landlord is another council"), "{page}");
    assert!(page.contains("Ombudsman") && page.contains("Write or call"), "{page}");
    officer(&council, 2, case, "/told posted first class");
    assert_eq!(council.json(&["cases"])[0]["state"], "closed");
}

#[test]
fn with_an_address_the_acknowledgement_goes_by_mail() {
    let council = council();
    let text = format!("Name: Ada Fenwick\nE-mail: ada@example.org\nSubject: Boiler\n\n{BOILER}");
    let entered = enter(&council, &text, &["--received", "2026-01-05", "--channel", "form"]);
    assert_eq!(duties(&entered), ["acknowledge", "define", "respond"]);
    assert_eq!(entered["printed"], Value::Array(Vec::new()));
    council.good(&["run", "--once"]);
    let letters = council.letters_to("ada@example.org");
    assert_eq!(letters.len(), 1);
    assert!(letters[0].contains("> The boiler has been broken"));
    assert!(!letters[0].contains("E-mail: ada"), "the lines on top are no words of theirs");
    assert_eq!(header(&letters[0], "In-Reply-To"), "", "there is no mail to answer");
    assert!(council.json(&["cases"])[0]["acknowledged_at"].is_string());
    assert!(printed(&council).is_empty());
    // Their next mail finds the case.
    let case = entered["ref"].as_str().unwrap();
    let reply = mail_at("2026-01-07T10:00:00Z", "", "ada@example.org", "r1@x", case, "On Monday.");
    council.put("r1", &reply);
    council.good(&["run", "--once"]);
    assert_eq!(council.outcome("r1@x"), ("joined".to_owned(), Some(case.to_owned())));
}

#[test]
fn the_same_again_opens_nothing() {
    let council = council();
    let first = enter(&council, BOILER, &by_post("2026-01-05"));
    let again =
        enter(&council, BOILER, &[&by_post("5 January 2026")[..], &["--as", "t.lund"]].concat());
    assert_eq!((&again["outcome"], &again["ref"]), (&Value::from("duplicate"), &first["ref"]));
    assert_eq!(again["printed"], Value::Array(Vec::new()));
    // Of another day it is a reminder.
    let later = enter(&council, BOILER, &by_post("2026-01-12"));
    assert_eq!((&later["outcome"], &later["ref"]), (&Value::from("joined"), &first["ref"]));
    // Of somebody else it is their complaint; many on one day are many.
    for number in 0..5 {
        let name = format!("Resident {number}");
        let other = ["--received", "2026-01-05", "--channel", "post", "--name", &name];
        let other = enter(&council, BOILER, &other);
        assert_eq!(other["outcome"], "opened");
    }
    for number in 0..5 {
        let text = format!("{BOILER}It is the {number}. flat that is cold.\n");
        assert_eq!(enter(&council, &text, &by_post("2026-01-06"))["outcome"], "opened");
    }
    assert_eq!(council.json(&["cases"]).len(), 11);
    assert_eq!(printed(&council).len(), 11);
}

#[test]
fn nobody_named_is_kept_for_a_person_and_written_to_by_nobody() {
    let council = council();
    let entered = enter(&council, BOILER, &["--received", "2026-01-05", "--channel", "post"]);
    assert_eq!(entered["outcome"], "opened");
    assert!(entered["flags"].as_array().unwrap().contains(&"anonymous".into()), "{entered}");
    assert_eq!(duties(&entered), ["define", "respond", "triage"]);
    // Who gives no name on the telephone gets no mail by itself.
    let told = ["--received", "2026-01-05", "--channel", "phone", "--email", "bo@example.org"];
    let call = enter(&council, "The lift is broken again and I want to complain.\n", &told);
    assert!(duties(&call).contains(&"notify"), "{call}");
    assert_eq!(call["printed"].as_array().unwrap().len(), 1);
    council.good(&["run", "--once"]);
    assert!(council.letters_to("bo@example.org").is_empty());
    let triage = council.letters_to("t.lund@council.example");
    assert!(triage.iter().any(|mail| mail.contains("nobody is named")), "{triage:?}");
    assert_eq!(printed(&council).len(), 1);
}

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["--received", "2026-01-05", "--channel", "post"], more].concat()
}

#[test]
fn what_is_wrong_is_refused_with_the_mend_and_nothing_is_kept() {
    let council = council();
    let tomorrow = (chrono::Utc::now() + chrono::Duration::days(2)).format("%Y-%m-%d").to_string();
    let (status, why) = refused(
        &council,
        BOILER,
        &["--received", &tomorrow, "--channel", "post", "--as", "nobody", "--email", "no address"],
    );
    assert_eq!(status, 2);
    for words in ["lies in the future", "known are r.patel", "is no mail address"] {
        assert!(why.contains(words), "{words}: {why}");
    }
    for (text, more, expected, words) in [
        (BOILER, vec!["--email", "r.patel@council.example"], 2, "the council's own address"),
        (BOILER, vec!["--mailbox", "other"], 2, "known are complaints"),
        (BOILER, vec!["--case", "KH-2026-00099"], 1, "there is no case KH-2026-00099"),
        ("", vec![], 1, "there is no text"),
        ("Name: Ada\n\n", vec![], 1, "write what was said"),
        ("Email: ada at home\n\nThe boiler.", vec![], 1, "is no mail address"),
        ("%PDF-1.7", vec![], 1, "a PDF"),
    ] {
        let (status, why) = refused(&council, text, &with(&more));
        assert_eq!(status, expected, "{why}");
        assert!(why.contains(words), "{words}: {why}");
    }
    assert_eq!(
        run(&council, BOILER, &["--received", "2026-01-05", "--channel", "pigeon"]).status.code(),
        Some(2)
    );
    let missing = council.run(&[
        "enter",
        "--received",
        "2026-01-05",
        "--channel",
        "post",
        "--file",
        "none.txt",
    ]);
    assert_eq!(missing.status.code(), Some(1));
    let first = enter(&council, BOILER, &with(&[]));
    assert_eq!(council.json(&["messages"]).len(), 1, "nothing was kept before");
    // A letter that names a case may belong there, or not.
    let case = first["ref"].as_str().unwrap();
    let words = format!("About {case}: the lift is broken as well. I complain about that too.\n");
    let (status, why) = refused(&council, &words, &with(&[]));
    assert_eq!(status, 1);
    assert!(why.contains(&format!("--case {case}")) && why.contains("--new"), "{why}");
    assert_eq!(enter(&council, &words, &with(&["--new"]))["outcome"], "opened");
    std::fs::write(council.path("redress.toml"), "[store]\n").unwrap();
    assert_eq!(refused(&council, BOILER, &with(&[])).0, 78);
}

#[test]
fn it_works_beside_the_daemon_and_the_folder_can_be_named() {
    let council = council();
    council.configure_more("[files]\nprint = \"letters on paper\"\n");
    let daemon = council.start();
    daemon.wait_for("running");
    let entered = enter(&council, BOILER, &by_post("2026-01-05"));
    let file = PathBuf::from(entered["printed"][0].as_str().unwrap());
    assert_eq!(file.parent().unwrap(), council.path("letters on paper"));
    let mailed = ["--received", "2026-01-05", "--channel", "visit", "--email", "bo@example.org"];
    enter(&council, "Somebody must mend the lift. I want to complain.\n", &mailed);
    eventually("the letter by mail", || council.letters_to("bo@example.org").len() == 1);
    assert_eq!(daemon.stop(), Some(0));
    assert_eq!(std::fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn a_folder_that_cannot_be_written_keeps_the_letter_and_tells_staff() {
    let council = council();
    std::fs::write(council.path("print"), "no folder").unwrap();
    let output = run(&council, BOILER, &by_post("2026-01-05"));
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("not written yet"), "{said}");
    let outbox = council.json(&["outbox"]);
    let waits = outbox.iter().find(|letter| letter["paper"] == true).unwrap();
    assert_eq!(waits["state"], "retrying");
    council.good(&["run", "--once"]);
    let alerts = council.letters_to("crm.ops@council.example");
    let of_printing = alerts.iter().filter(|mail| mail.contains("Letters on paper")).count();
    assert_eq!(of_printing, 1, "{alerts:?}");
}

#[test]
fn killed_between_the_file_and_the_commit_it_writes_the_letter_once() {
    let council = council();
    std::fs::write(council.path("letter.txt"), BOILER).unwrap();
    let arguments = ["enter", "--file", "letter.txt", "--received", "2026-01-05"];
    let mut command = council.command(&arguments);
    command.args(["--channel", "post", "--name", "Ada Fenwick"]).current_dir(council.folder.path());
    let output = command.env("REDRESS_CRASH_AT", "printed").output().unwrap();
    assert!(!output.status.success());
    assert_eq!(printed(&council).len(), 1);
    let state = |council: &Council| council.json(&["outbox", "--all"])[0]["state"].clone();
    assert_eq!(state(&council), "queued", "the commit did not say so yet");
    council.good(&["run", "--once"]);
    assert_eq!(state(&council), "sent");
    assert_eq!(printed(&council).len(), 1);
    assert_eq!(council.json(&["cases"]).len(), 1);
}
