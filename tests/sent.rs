//! What staff send from the mailbox by hand is recorded on its case.

use crate::servers::dovecot::Dovecot;
use crate::servers::eventually;
use crate::servers::imap_client::ImapClient;
use crate::servers::smtp_sink::SmtpSink;
use crate::setup::{Council, MAILBOX, Way, header, mail, mail_at};

const BOILER: &str = "The boiler is broken again and nobody came. I want to complain.";

fn by_hand(at: &str, more: &str, to: &str, id: &str, subject: &str, body: &str) -> String {
    let mail = mail_at(at, more, MAILBOX, id, subject, body);
    mail.replace(&format!("To: {MAILBOX}"), &format!("To: {to}"))
}

fn council() -> Council {
    let mut way = Way::folders();
    way.source.push_str("sent_folder = \"sent\"\n");
    let council = Council::new(&way);
    council.put(
        "1",
        &mail_at("2026-11-02T10:00:00Z", "", "ada@example.org", "a1@x", "boiler", BOILER),
    );
    council.put_into("sent", "0", "");
    std::fs::remove_file(council.path("sent/new/0")).unwrap();
    council
}

#[test]
fn a_hand_written_answer_is_on_its_case_and_its_holder_is_asked() {
    let council = council();
    let day = "2026-11-03T10:00:00Z";
    let answers = "In-Reply-To: <a1@x>\r\n";
    council.put_into(
        "sent",
        "1",
        &by_hand(day, answers, "ada@example.org", "s1@x", "Re: boiler", "We came."),
    );
    council.put_into(
        "sent",
        "2",
        &by_hand(day, answers, "plumber@council.example", "s2@x", "Fwd: boiler", "Who goes?"),
    );
    council.put_into(
        "sent",
        "3",
        &by_hand(day, "", "ADA@example.org", "s3@x", "Your flat", "We come on Monday."),
    );
    council.put_into(
        "sent",
        "4",
        &by_hand(day, "", "shop@example.net", "s4@x", "Toner", "Nobody came. I complain."),
    );
    council.good(&["run", "--once"]);
    let case = council.outcome("a1@x").1;
    for id in ["s1@x", "s2@x", "s3@x"] {
        assert_eq!(council.outcome(id), ("joined".to_owned(), case.clone()), "{id}");
    }
    assert_eq!(council.outcome("s4@x"), ("filed".to_owned(), None));
    assert_eq!(council.json(&["cases"]).len(), 1);
    let asked: Vec<String> = council
        .letters_to("repairs@council.example")
        .into_iter()
        .filter(|letter| letter.contains("/responded"))
        .collect();
    assert_eq!(asked.len(), 2, "not of the mail to a colleague");
    assert!(asked.iter().any(|letter| letter.contains("> We came.")));
    assert_eq!(council.letters_to("ada@example.org").len(), 1, "the acknowledgement alone");
    assert!(council.letters_to("shop@example.net").is_empty());
    let history = council.good(&["case", &case.unwrap()]);
    assert!(history.contains("sent to the resident by hand"), "{history}");
    assert!(history.contains("sent by hand, not to the resident"), "{history}");
    let status = council.status().unwrap();
    assert_eq!(status["mailboxes"].as_array().unwrap().len(), 1);
    assert_eq!(status["mailboxes"][0]["on_server"], 1);
    assert_eq!(status["sent_folders"][0]["accounted"], 4);
    let rows = council.json(&["messages"]);
    let own = |row: &&serde_json::Value| row["origin"] == "own";
    assert_eq!(rows.iter().filter(own).count(), 4);
}

#[test]
fn with_several_open_cases_a_person_says_which_and_our_own_letters_are_filed() {
    let council = council();
    let rude = "Your officer was rude to me. I want to complain.";
    council.put("2", &mail_at("2026-11-04T10:00:00Z", "", "ada@example.org", "a2@x", "rude", rude));
    council.good(&["run", "--once"]);
    let day = "2026-11-05T10:00:00Z";
    council.put_into(
        "sent",
        "1",
        &by_hand(day, "", "ada@example.org", "s1@x", "Hello", "We came."),
    );
    // Some servers keep a copy of everything that is handed in for sending.
    let ours = &council.letters_to("ada@example.org")[0];
    council.put_into("sent", "2", ours);
    let second = council.outcome("a2@x").1.unwrap();
    let named = by_hand(day, "", "ada@example.org", "s3@x", &second, "We are sorry.");
    council.put_into("sent", "3", &named);
    council.put_into("sent", "4", &named);
    council.good(&["run", "--once"]);
    assert_eq!(council.outcome("s1@x").0, "held");
    let ours = header(ours, "Message-ID");
    assert_eq!(council.outcome(ours.trim_matches(['<', '>'])).0, "filed");
    assert_eq!(council.outcome("s3@x"), ("joined".to_owned(), Some(second)));
    let asked = council.letters_to("repairs@council.example");
    let triage = council.letters_to("t.lund@council.example");
    let asked = asked.iter().chain(&triage).filter(|letter| letter.contains("/responded"));
    assert_eq!(asked.count(), 1, "a second copy is a duplicate");
}

#[test]
fn the_sent_folder_of_a_server_is_read_with_its_own_cursor() {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start();
    let mut way = Way::servers(dovecot.imap, sink.port);
    way.source = way.source.replace("poll_seconds = 60", "poll_seconds = 1");
    way.source.push_str("sent_folder = \"Sent\"\n");
    let council = Council::new(&way);
    let mut client = ImapClient::connect(dovecot.imap, "complaints");
    client.append(&[mail("ada@example.org", "a1@x", "boiler", BOILER).into_bytes()]);
    let daemon = council.start();
    // The folder is not there yet: that is told, and the mailbox goes on.
    eventually("the mailbox is read without its sent folder", || {
        council.status().is_some_and(|status| {
            status["mailboxes"][0]["accounted"] == 1
                && status["sent_folders"][0]["trouble"].is_string()
        })
    });
    client.command("CREATE Sent");
    // The answer lies there before the mail that it answers is taken in.
    let late = mail("ben@example.org", "b1@x", "rude", "Your officer was rude. I complain.");
    let answer = by_hand(
        "2026-11-18T10:00:00Z",
        "In-Reply-To: <b1@x>\r\n",
        "ben@example.org",
        "s1@x",
        "Re: rude",
        "Sorry.",
    );
    client.append_to("Sent", &[answer.into_bytes()]);
    client.append(&[late.into_bytes()]);
    eventually("the answer is on its case", || {
        council.json(&["messages"]).iter().any(|row| row["message_id"] == "s1@x")
    });
    assert_eq!(council.outcome("s1@x"), ("joined".to_owned(), council.outcome("b1@x").1));
    let flags = client.command("STATUS Sent (UNSEEN)");
    assert!(flags[0].contains("UNSEEN 1"), "{flags:?}");
    assert_eq!(daemon.stop(), Some(0));
}
