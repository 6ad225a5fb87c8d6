//! The guard: floods, loops and busy days end in duties, not in letters.

use redress::casework::{LetterKind, People, StaffAddress};
use redress::clerk::Clerk;
use redress::config::Limits;
use redress::council::{Council as Files, MailboxFacts, Rulebook};
use redress::letters::Marks;
use redress::store::{NewLetter, Store};

use crate::setup::{Council, MAILBOX, Way, header, mail, mail_at};

fn duties(council: &Council, case: &str) -> String {
    council.good(&["case", case])
}

/// Letters to staff with these words in the subject: by the hour of the test
/// reminders and digests may be due besides.
fn about(council: &Council, to: &str, subject: &str) -> Vec<String> {
    let letters = council.letters_to(to).into_iter();
    letters.filter(|letter| header(letter, "Subject").contains(subject)).collect()
}

#[test]
fn fifty_mails_in_a_minute_are_one_case_and_one_letter() {
    let council = Council::new(&Way::folders());
    for number in 0..50 {
        let at = format!("2026-11-02T10:00:{number:02}Z");
        let text = format!("Nobody came, and this is my mail number {number}. I want to complain.");
        let mail = mail_at(
            &at,
            "",
            "ada@example.org",
            &format!("m{number}@x"),
            &format!("Mail {number}"),
            &text,
        );
        council.put(&format!("{number:02}"), &mail);
    }
    council.good(&["run", "--once"]);
    let cases = council.json(&["cases"]);
    assert_eq!(cases.len(), 1);
    assert_eq!(cases[0]["messages"], 50);
    assert_eq!(council.letters_to("ada@example.org").len(), 1);
    assert_eq!(council.unaccounted(), Some(0));
}

#[test]
fn three_matters_in_ten_minutes_are_three_matters() {
    let council = Council::new(&Way::folders());
    let matters = ["The boiler is cold.", "The lift is stuck.", "Your officer was rude."];
    for (number, matter) in matters.iter().enumerate() {
        let text = format!("{matter} I want to complain.");
        council.put(
            &number.to_string(),
            &mail("ada@example.org", &format!("m{number}@x"), matter, &text),
        );
    }
    council.good(&["run", "--once"]);
    assert_eq!(council.json(&["cases"]).len(), 3);
    assert_eq!(council.letters_to("ada@example.org").len(), 3);
}

#[test]
fn an_address_gets_no_more_than_its_cap_and_an_officer_has_the_duty() {
    let council = Council::new(&Way::folders());
    for number in 0..7 {
        let at = format!("2026-11-{:02}T10:00:00Z", number + 2);
        let text = format!("Matter {number}: nobody came. I want to complain.");
        council.put(
            &number.to_string(),
            &mail_at(&at, "", "Ada@example.org", &format!("m{number}@x"), "x", &text),
        );
    }
    council.put("8", &mail("ben@example.org", "b1@x", "x", "He was rude. I want to complain."));
    council.good(&["run", "--once"]);
    assert_eq!(council.json(&["cases"]).len(), 8, "nothing is lost");
    assert_eq!(council.letters_to("Ada@example.org").len(), 5);
    assert_eq!(council.letters_to("ben@example.org").len(), 1, "others are not concerned");
    let last = council.outcome("m6@x").1.unwrap();
    let case = duties(&council, &last);
    assert!(case.contains("telling the resident by other means: due"), "{case}");
    assert!(case.contains("no letter was written: 5 letters went to this address"), "{case}");
    let status = council.status().unwrap();
    assert_eq!(status["mailboxes"][0]["breaker"]["state"], "closed");
    assert_eq!(status["mailboxes"][0]["breaker"]["held_back_last_hour"], 2);
    assert_eq!(status["alerts"][0]["alert"], "loop");
    assert_eq!(about(&council, "crm.ops@council.example", "Redress needs").len(), 1, "told once");
}

#[test]
fn the_breaker_holds_letters_to_residents_and_nothing_else() {
    let mut way = Way::folders();
    way.limits = "letters_per_hour = 3\n".into();
    let council = Council::new(&way);
    for number in 0..6 {
        let text = format!("Matter {number}: nobody came to mend the boiler. I want to complain.");
        let from = format!("r{number}@example.org");
        council.put(&number.to_string(), &mail(&from, &format!("m{number}@x"), "boiler", &text));
    }
    council.good(&["run", "--once"]);
    assert_eq!(council.json(&["cases"]).len(), 6);
    let to_residents =
        council.letters().iter().filter(|(to, _)| to.ends_with("@example.org")).count();
    assert_eq!(to_residents, 3);
    let told = about(&council, "repairs@council.example", "New complaint");
    assert_eq!(told.len(), 6, "staff are told of all");
    let alerts = about(&council, "crm.ops@council.example", "Redress needs");
    assert_eq!(alerts.len(), 1);
    assert!(alerts[0].contains("letters_per_hour"));
    let breaker = &council.status().unwrap()["mailboxes"][0]["breaker"];
    assert_eq!(breaker["state"], "open");
    assert_eq!(breaker["letters_last_hour"], 3);
    assert_eq!(breaker["held_back_last_hour"], 3);
    assert!(breaker["since"].is_string());
    assert!(council.good(&["status"]).contains("OPEN since"));
    // It stays open while the hour is busy, in another run too.
    council.put("7", &mail("late@example.org", "l1@x", "x", "He was rude. I want to complain."));
    council.good(&["run", "--once"]);
    assert!(council.letters_to("late@example.org").is_empty());
    let case = council.outcome("l1@x").1.unwrap();
    assert!(duties(&council, &case).contains("the breaker is open"));
}

#[tokio::test]
async fn the_breaker_closes_when_its_hour_is_quiet() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("t.db")).await.unwrap();
    let marks = Marks::new(b"key");
    let files = files();
    let clerk = Clerk { council: &files, marks: &marks };
    let start: chrono::DateTime<chrono::Utc> = "2026-11-02T10:00:00Z".parse().unwrap();
    let minutes = |minutes| start + chrono::Duration::minutes(minutes);
    let mut tx = store.write().await.unwrap();
    tx.mailbox("complaints").await.unwrap();
    for number in 0..10 {
        tx.queue_letter(letter(number), minutes(number * 4));
    }
    tx.hold_back("complaints", minutes(37));
    tx.set_breaker("complaints", Some(minutes(37)));
    tx.raise_alert("loop", "complaints", "x", minutes(37)).await.unwrap();
    tx.commit().await.unwrap();
    // Ten letters in the hour, then eight, then the five that close it.
    for (after, open) in [(38, true), (66, true), (82, false), (90, false)] {
        let now = minutes(after);
        let mut tx = store.write().await.unwrap();
        clerk.look_at_guard(&mut tx, "complaints", now).await.unwrap();
        tx.commit().await.unwrap();
        let row = store.mailboxes(now).await.unwrap().remove(0);
        assert_eq!(row.hour.breaker_since.is_some(), open, "after {after} minutes: {row:?}");
        assert_eq!(store.standing_alerts().await.unwrap().len(), usize::from(open));
    }
    store.close().await;
}

#[tokio::test]
async fn a_letter_of_a_case_and_stage_is_queued_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("t.db")).await.unwrap();
    let now = "2026-11-02T10:00:00Z".parse().unwrap();
    for _ in 0..2 {
        let mut tx = store.write().await.unwrap();
        // Twice in one transaction, and again in the next.
        tx.queue_letter(letter(1), now);
        tx.queue_letter(letter(1), now);
        tx.commit().await.unwrap();
    }
    assert_eq!(store.outbox(true).await.unwrap().len(), 1);
    store.close().await;
}

fn files() -> Files {
    let people = People {
        officers: Vec::new(),
        teams: Vec::new(),
        alerts: StaffAddress::configured("ops@council.example".into()),
        urgent: None,
    };
    let mailbox = MailboxFacts {
        name: "complaints".into(),
        address: MAILBOX.into(),
        policies: vec!["kingston-housing-landlord-2024".into()],
        limits: Limits { letters_per_hour: 10, ..Limits::default() },
    };
    let mailboxes = [("complaints".to_owned(), mailbox)].into();
    Files { rulebook: Rulebook::shipped().unwrap(), people, mailboxes, trusts_officers: false }
}

fn letter(number: i64) -> NewLetter {
    NewLetter {
        paper: false,
        key: format!("k{number}"),
        mailbox: "complaints".into(),
        case: None,
        kind: LetterKind::Receipt,
        to: format!("r{number}@example.org"),
        from_address: MAILBOX.into(),
        from_name: "Council".into(),
        message_id: format!("l{number}@council.example"),
        subject: "x".into(),
        text: "x".into(),
        in_reply_to: None,
        references: Vec::new(),
        attach: None,
    }
}

/// What a relay between two councils does to a mail.
#[derive(Debug, Clone, Copy)]
enum Relay {
    /// Hands it on as it is.
    Faithful,
    /// Takes away every mark of automatic mail.
    TakesMarks,
    /// Also every trace of the thread.
    TakesThread,
}

impl Relay {
    fn pass(self, mail: &str) -> String {
        let taken: &[&str] = match self {
            Relay::Faithful => &[],
            Relay::TakesMarks => &["auto-submitted", "x-"],
            Relay::TakesThread => {
                &["auto-submitted", "x-", "references", "in-reply-to", "message-id"]
            }
        };
        let (head, body) = mail.split_once("\r\n\r\n").unwrap();
        let head = head.replace("\r\n ", " ");
        let kept: Vec<&str> = head
            .split("\r\n")
            .filter(|line| !taken.iter().any(|name| line.to_lowercase().starts_with(name)))
            .collect();
        format!("{}\r\n\r\n{body}", kept.join("\r\n"))
    }
}

const OTHER: &str = "complaints@borough.example";

/// Two daemons that write to one another, ten rounds; how many letters each
/// sent to the other.
fn face_to_face(relay: Relay) -> (usize, usize) {
    let ours = Council::new(&Way::folders());
    let theirs = Council::new(&Way::folders());
    let config = std::fs::read_to_string(theirs.path("redress.toml")).unwrap();
    let config = config
        .replace(MAILBOX, OTHER)
        .replace("council.example", "borough.example")
        // References of another form, so that none is taken for one's own.
        .replace("kingston-housing-landlord-2024", "kingston-corporate-2025");
    std::fs::write(theirs.path("redress.toml"), config).unwrap();
    theirs.put("0", "");
    std::fs::remove_file(theirs.path("mail/new/0")).unwrap();
    // Somebody there writes to us by hand.
    ours.put(
        "0",
        &mail(OTHER, "first@borough.example", "boiler", "Nobody came. I want to complain."),
    );
    let mut passed = (0, 0);
    for _ in 0..10 {
        ours.good(&["run", "--once"]);
        let letters = ours.letters_to(OTHER);
        for letter in letters.iter().skip(passed.0) {
            passed.0 += 1;
            theirs.put(&passed.0.to_string(), &relay.pass(letter));
        }
        theirs.good(&["run", "--once"]);
        let letters = theirs.letters_to(MAILBOX);
        for letter in letters.iter().skip(passed.1) {
            passed.1 += 1;
            ours.put(&passed.1.to_string(), &relay.pass(letter));
        }
    }
    assert!(ours.letters().iter().all(|(_, letter)| !header(letter, "Auto-Submitted").is_empty()));
    passed
}

#[test]
fn two_daemons_that_face_each_other_stop() {
    assert_eq!(face_to_face(Relay::Faithful), (1, 0));
    assert_eq!(face_to_face(Relay::TakesMarks), (1, 1), "one mail each");
    let (ours, theirs) = face_to_face(Relay::TakesThread);
    println!("without marks and threads: {ours} letters and {theirs}");
    assert!(ours <= 5 && theirs <= 5, "{ours} and {theirs}: the cap for one address");
}
