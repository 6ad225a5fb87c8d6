//! What becomes of delivery reports and of automatic mail: the letter that came
//! back is owed again, and nobody who may be a person is forgotten.

use serde_json::Value;

use crate::servers::smtp_sink::SmtpSink;
use crate::setup::{Council, MAILBOX, Way, mail};

struct Office {
    council: Council,
    sink: SmtpSink,
}

impl Office {
    /// Mail comes from a folder and letters go to an SMTP server.
    fn new(mailbox_lines: &str) -> Self {
        let sink = SmtpSink::start();
        let way = Way { source: Way::folders().source, ..Way::servers(1, sink.port) };
        let council = Council::new(&way);
        for part in ["new", "cur", "tmp"] {
            std::fs::create_dir_all(council.path("mail").join(part)).unwrap();
        }
        let path = council.path("redress.toml");
        let text = std::fs::read_to_string(&path).unwrap();
        let name = "name = \"complaints\"\n";
        std::fs::write(&path, text.replacen(name, &format!("{name}{mailbox_lines}"), 1)).unwrap();
        Self { council, sink }
    }

    fn receive(&self, name: &str, text: &str) {
        std::fs::write(self.council.path("mail/new").join(name), text).unwrap();
        self.council.good(&["run", "--once"]);
    }

    /// The acknowledgement to Ada: its row in the outbox and its subject.
    fn acknowledge(&self) -> (Value, String) {
        self.receive("1", &mail("ada@example.org", "a@x", "boiler", "Nobody came. I complain."));
        let subject = self.sink.taken_for("ada@example.org")[0].header("Subject").unwrap();
        (self.outbox("acknowledgement"), subject)
    }

    fn outbox(&self, letter: &str) -> Value {
        let rows = self.council.json(&["outbox", "--all"]);
        rows.into_iter().find(|row| row["letter"] == letter).unwrap_or_default()
    }

    fn outcome(&self, message_id: &str) -> Value {
        let rows = self.council.json(&["messages"]);
        rows.into_iter().find(|row| row["message_id"] == message_id).unwrap()["outcome"].clone()
    }

    fn assert_owed_again(&self) {
        assert_eq!(self.outbox("acknowledgement")["state"], "bounced");
        assert_eq!(self.outbox("delivery_failed")["state"], "sent");
        assert!(self.council.json(&["cases"])[0]["acknowledged_at"].is_null());
    }
}

/// A report in words, as qmail writes it, about a mail with this header.
fn report(id: &str, to: &str, returned: &str) -> String {
    format!(
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.net\nTo: {to}\nSubject: failure notice\n\
         Message-ID: <{id}>\n\nI'm afraid I wasn't able to deliver your message to the following \
         addresses.\n\n<ada@example.org>:\n550 5.1.1 no such user\n\n\
         --- Below this line is a copy of the message.\n\n{returned}\n\nDear\n"
    )
}

#[test]
fn a_letter_is_known_by_the_message_id_that_is_returned() {
    let office = Office::new("");
    let (letter, _) = office.acknowledge();
    let id = letter["message_id"].as_str().unwrap().trim_matches(['<', '>']);
    office.receive("2", &report("r1@x", MAILBOX, &format!("Message-ID: <{id}>\nSubject: x")));
    assert_eq!(office.outcome("r1@x"), "filed");
    office.assert_owed_again();
    let reply = office.outbox("acknowledgement")["last_reply"].as_str().unwrap().to_owned();
    assert!(reply.contains("5.1.1") && reply.contains("no such user"), "{reply}");
}

#[test]
fn a_letter_is_known_by_the_mail_that_is_quoted() {
    let office = Office::new("");
    let (_, subject) = office.acknowledge();
    office.receive(
        "2",
        &report("r1@x", MAILBOX, &format!("To: ada@example.org\nSubject: {subject}")),
    );
    office.assert_owed_again();
}

#[test]
fn a_letter_is_known_by_the_address_that_its_report_comes_to() {
    let form = "return_address = \"crm.complaints+{letter}@council.example\"\n";
    let office = Office::new(form);
    office.acknowledge();
    let sent = office.sink.taken_for("ada@example.org").remove(0);
    let from = sent.from;
    assert!(from.starts_with("crm.complaints+") && from.ends_with("@council.example"), "{from}");
    office.receive("2", &report("r1@x", &from, "Subject: something else"));
    office.assert_owed_again();
}

#[test]
fn a_report_about_an_address_that_we_wrote_to_is_not_put_away() {
    let office = Office::new("");
    office.acknowledge();
    office.receive("2", &report("r1@x", MAILBOX, "Subject: something else"));
    assert_eq!(office.outcome("r1@x"), "held");
    assert_eq!(office.outbox("acknowledgement")["state"], "sent");
    // Somebody else's mail under a forged name of ours is nobody's concern.
    let other = report("r2@x", MAILBOX, "Subject: x").replace("ada@example.org", "eve@example.net");
    office.receive("3", &other);
    assert_eq!(office.outcome("r2@x"), "filed");
}

#[test]
fn a_held_message_that_a_person_dealt_with_is_filed_with_their_words() {
    let council = Council::new(&Way::folders());
    council.put("1", &mail("nobody", "h1@x", "x", "Nobody came."));
    council.good(&["run", "--once"]);
    let id = council.json(&["held"])[0]["id"].to_string();
    assert_eq!(council.run(&["held", "--settle", &id]).status.code(), Some(2), "why?");
    council.good(&["held", "--settle", &id, "--why", "a test of ours"]);
    assert!(council.json(&["held"]).is_empty());
    assert_eq!(council.outcome("h1@x").0, "filed");
    assert!(council.good(&["messages"]).contains("dealt with it: a test of ours"));
    let again = council.run(&["held", "--settle", &id, "--why", "again"]);
    assert_eq!(again.status.code(), Some(1));
}

#[test]
fn what_a_person_may_have_written_goes_before_an_officer() {
    let office = Office::new("");
    for (id, header, outcome) in [
        ("bulk@x", "Precedence: bulk", "held"),
        ("away@x", "Subject: Automatic reply: Your letter", "held"),
        ("null@x", "Return-Path: <>", "held"),
        (
            "news@x",
            "List-Id: <news.example.org>\nList-Unsubscribe: <mailto:x@example.org>",
            "filed",
        ),
        ("auto@x", "Auto-Submitted: auto-replied", "filed"),
        ("suppress@x", "X-Auto-Response-Suppress: All", "opened"),
    ] {
        let subject = if header.starts_with("Subject") { "" } else { "Subject: Boiler\n" };
        let text = format!(
            "From: Ada <ada-{outcome}@example.org>\nTo: {MAILBOX}\nMessage-ID: <{id}>\n{subject}{header}\n\n\
             Nobody came to mend my boiler ({id}). I want to complain.\n"
        );
        office.receive(id.trim_end_matches("@x"), &text);
        assert_eq!(office.outcome(id), outcome, "{header}");
    }
    assert!(office.sink.taken_for("ada-held@example.org").is_empty());
    assert!(office.sink.taken_for("ada-filed@example.org").is_empty());
    assert_eq!(office.sink.taken_for("ada-opened@example.org").len(), 1);
    assert_eq!(office.sink.taken_for("t.lund@council.example").len(), 3, "triage is told of each");
}
