//! The whole way of a message, against a real Dovecot and an SMTP server.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::generated::{Expected, Generated, generated};
use crate::servers::dovecot::Dovecot;
use crate::servers::imap_client::ImapClient;
use crate::servers::smtp_sink::SmtpSink;
use crate::servers::{eventually, signal};
use crate::setup::{Council, Way, mail};

/// Every resident letter's recipient to how many they got.
fn first_letters(sink: &SmtpSink) -> BTreeMap<String, usize> {
    let mut letters = BTreeMap::new();
    for mail in sink.taken() {
        if mail.to.ends_with("@example.org") {
            *letters.entry(mail.to).or_insert(0) += 1;
        }
    }
    letters
}

#[test]
fn five_hundred_mixed_mails_give_one_case_a_matter_and_one_letter_a_person() {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start();
    let council = Council::new(&Way::servers(dovecot.imap, sink.port));
    let mails: Vec<Generated> = (0..500).map(generated).collect();
    let bytes: Vec<Vec<u8>> = mails.iter().map(|mail| mail.bytes.clone()).collect();
    let mut client = ImapClient::connect(dovecot.imap, "complaints");
    client.append(&bytes);
    let flags = client.flags();

    let daemon = council.start();
    eventually("everything is accounted for and sent", || {
        council.status().is_some_and(|status| {
            status["mailboxes"][0]["unaccounted"] == 0 && status["outbox_waiting"] == 0
        })
    });

    let count = |expected| mails.iter().filter(|mail| mail.expected == expected).count();
    let messages = council.json(&["messages"]);
    assert_eq!(messages.len(), 500);
    let outcomes = |name: &str| messages.iter().filter(|m| m["outcome"] == name).count();
    assert_eq!(outcomes("opened"), count(Expected::Case));
    assert_eq!(outcomes("joined"), count(Expected::Joined));
    assert_eq!(outcomes("duplicate"), count(Expected::Duplicate));
    assert_eq!(outcomes("filed"), count(Expected::Filed));
    assert_eq!(outcomes("held"), count(Expected::Held));

    let cases = council.json(&["cases"]);
    assert_eq!(cases.len(), count(Expected::Case));
    let letters = first_letters(&sink);
    assert_eq!(letters.len(), count(Expected::Case));
    assert!(letters.values().all(|count| *count == 1), "one first letter a person");
    assert!(sink.taken().iter().all(|mail| !mail.to.ends_with("@example.com")), "none to machines");
    assert!(
        cases.iter().all(|case| case["kind"] != "complaint" || case["acknowledged_at"].is_string())
    );
    assert_eq!(client.flags(), flags, "nothing on the server was touched");
    assert_eq!(daemon.stop(), Some(0));
}

#[test]
fn new_mail_is_acknowledged_under_idle_within_a_second_of_the_notice() {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start();
    let council = Council::new(&Way::servers(dovecot.imap, sink.port));
    let mut client = ImapClient::connect(dovecot.imap, "complaints");
    let _daemon = council.start();
    eventually("the empty mailbox was polled", || council.unaccounted() == Some(0));
    for number in 0..3 {
        let from = format!("late{number}@example.org");
        let text =
            mail(&from, &format!("late{number}@x"), "boiler", "Nobody came. I want to complain.");
        // A second session sees the server's notice when the daemon does.
        let mut watcher = ImapClient::connect(dovecot.imap, "complaints");
        client.append(&[text.into_bytes()]);
        let seen = loop {
            if watcher.command("NOOP").iter().any(|line| line.contains("EXISTS")) {
                break std::time::Instant::now();
            }
            std::thread::sleep(Duration::from_millis(1));
        };
        eventually("the acknowledgement", || !sink.taken_for(&from).is_empty());
        let took = sink.taken_for(&from)[0].at.saturating_duration_since(seen);
        // Dovecot holds IDLE notices back for half a second.
        assert!(took < Duration::from_millis(1500), "{took:?}");
    }
    // A poll is due every minute only: this was IDLE.
    assert_eq!(council.json(&["messages"]).len(), 3);
}

#[test]
fn the_acknowledgement_is_what_the_contract_says() {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start();
    let council = Council::new(&Way::servers(dovecot.imap, sink.port));
    let mut client = ImapClient::connect(dovecot.imap, "complaints");
    let text = mail(
        "Zoë Marsh <zoe@example.org>",
        "one@mail.example.org",
        "Boiler – again",
        "Nobody came to mend the boiler. I want to complain.\nZoë",
    );
    let text = text.replace("Subject:", "References: <zero@mail.example.org>\r\nCc: other@example.net\r\nReply-To: trap@example.net\r\nSubject:");
    client.append(&[text.into_bytes()]);
    council.good(&["run", "--once"]);

    let letters = sink.taken_for("zoe@example.org");
    assert_eq!(letters.len(), 1);
    let letter = &letters[0];
    assert_eq!(letter.from, crate::setup::MAILBOX);
    assert_eq!(letter.header("Auto-Submitted").as_deref(), Some("auto-replied"));
    assert_eq!(letter.header("In-Reply-To").as_deref(), Some("<one@mail.example.org>"));
    assert_eq!(
        letter.header("References").as_deref(),
        Some("<zero@mail.example.org> <one@mail.example.org>")
    );
    assert_eq!(letter.header("To").as_deref(), Some("zoe@example.org"));
    assert!(letter.header("Date").is_some());
    assert!(letter.header("From").unwrap().contains(crate::setup::MAILBOX));
    assert!(letter.header("Subject").unwrap().contains("KH-"));
    assert!(letter.bytes.lines().all(|line| line.len() <= 998));
    assert!(letter.bytes.is_ascii());
    assert!(sink.taken_for("trap@example.net").is_empty());
    assert!(sink.taken_for("other@example.net").is_empty());

    let case = &council.json(&["cases"])[0];
    assert_eq!(case["complainant"]["name"], "Zoë Marsh");
    assert_eq!(case["assigned_to"], "repairs");
    assert!(case["acknowledged_at"].is_string());
    let outbox = council.json(&["outbox", "--all"]);
    let row = outbox.iter().find(|row| row["letter"] == "acknowledgement").unwrap();
    assert_eq!(format!("<{}>", row["message_id"].as_str().unwrap()), letter.message_id());
    let officer = sink.taken_for("repairs@council.example");
    assert_eq!(officer[0].header("Auto-Submitted").as_deref(), Some("auto-generated"));
    assert!(officer[0].bytes.contains("Nobody came to mend the boiler"));
}

#[test]
fn a_reply_joins_its_case_and_a_stranger_with_the_reference_learns_nothing() {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start();
    let council = Council::new(&Way::servers(dovecot.imap, sink.port));
    let mut client = ImapClient::connect(dovecot.imap, "complaints");
    client.append(&[
        mail("a@example.org", "a1@x", "boiler", "Nobody came. I complain.").into_bytes()
    ]);
    council.good(&["run", "--once"]);
    let reference = council.json(&["cases"])[0]["ref"].as_str().unwrap().to_owned();
    let ours = sink.taken_for("a@example.org")[0].message_id();

    let reply = mail("a@example.org", "a2@x", "Re: whatever", "I am at home on Monday.");
    let reply = reply.replace("Subject:", &format!("In-Reply-To: {ours}\r\nSubject:"));
    let by_subject = mail("A@Example.org", "a3@x", &format!("re: {reference}"), "Or on Tuesday.");
    let stranger =
        mail("s@example.net", "s1@x", &format!("About {reference}"), "What did they say?");
    client.append(&[reply.into_bytes(), by_subject.into_bytes(), stranger.into_bytes()]);
    council.good(&["run", "--once"]);

    let messages = council.json(&["messages"]);
    let outcome =
        |id: &str| messages.iter().find(|m| m["message_id"] == id).unwrap()["outcome"].clone();
    assert_eq!(outcome("a2@x"), "joined");
    assert_eq!(outcome("a3@x"), "joined");
    assert_eq!(outcome("s1@x"), "held");
    assert!(sink.taken_for("s@example.net").is_empty());
    assert_eq!(sink.taken_for("a@example.org").len(), 1, "a reply is not acknowledged");
    assert_eq!(council.json(&["cases"])[0]["messages"], 3);
    let told = sink.taken_for("repairs@council.example");
    assert_eq!(told.iter().filter(|m| m.bytes.contains("has written again")).count(), 2);
    let triage = sink.taken_for("t.lund@council.example");
    assert!(triage.iter().any(|m| m.bytes.contains("takes no part in that case")));
}

#[test]
fn mail_before_ignore_before_is_recorded_and_never_answered() {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start();
    let mut way = Way::servers(dovecot.imap, sink.port);
    way.source.push_str("ignore_before = 2090-01-01T00:00:00Z\n");
    let council = Council::new(&way);
    let mut client = ImapClient::connect(dovecot.imap, "complaints");
    client.append(&[mail("a@example.org", "a1@x", "boiler", "Nobody came.").into_bytes()]);
    let online = council.good(&["check", "--online"]);
    assert!(online.contains("1 message before ignore_before, 0 after it"), "{online}");
    council.good(&["run", "--once"]);
    assert_eq!(council.json(&["messages"])[0]["outcome"], "filed");
    assert!(sink.taken().is_empty());
}

#[test]
fn a_new_uidvalidity_is_read_again_and_opens_nothing_twice() {
    let mut dovecot = Dovecot::start();
    let sink = SmtpSink::start();
    let council = Council::new(&Way::servers(dovecot.imap, sink.port));
    let mut client = ImapClient::connect(dovecot.imap, "complaints");
    let mails: Vec<Vec<u8>> = (0..20).map(|number| generated(number).bytes).collect();
    client.append(&mails);
    council.good(&["run", "--once"]);
    let before = council.json(&["messages"]);
    let cases = council.json(&["cases"]).len();
    let letters = sink.taken().len();
    // Without its index files Dovecot gives the folder a new UIDVALIDITY.
    dovecot.down();
    for entry in std::fs::read_dir(dovecot.maildir("complaints")).unwrap().flatten() {
        if entry.file_name().to_string_lossy().starts_with("dovecot") {
            let _ = std::fs::remove_file(entry.path());
        }
    }
    dovecot.up();
    council.good(&["run", "--once"]);
    let after = council.json(&["messages"]);
    assert_eq!(after.len(), before.len());
    assert_eq!(council.json(&["cases"]).len(), cases);
    assert_eq!(sink.taken().len(), letters);
    assert_eq!(council.unaccounted(), Some(0));
}

#[test]
fn two_daemons_do_not_run_on_one_store() {
    let council = Council::new(&Way::folders());
    council.put("1", &mail("a@example.org", "a1@x", "boiler", "Nobody came."));
    let daemon = council.start();
    daemon.wait_for("running");
    let second = council.run(&["run"]);
    assert_eq!(second.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&second.stderr).contains("another redress is running"));
    assert_eq!(daemon.stop(), Some(0));
}

#[test]
fn a_bad_reload_keeps_the_last_good_version() {
    let council = Council::new(&Way::folders());
    council.put("1", &mail("a@example.org", "a1@x", "boiler", "Nobody came."));
    copy_rules(&council);
    let config = std::fs::read_to_string(council.path("redress.toml")).unwrap();
    std::fs::write(council.path("redress.toml"), format!("[files]\nrules = \"rules\"\n\n{config}"))
        .unwrap();
    let daemon = council.start();
    daemon.wait_for("running");
    let version = council.status().unwrap()["rules_version"].clone();
    let mine = council.path("rules/classification/mine.toml");
    std::fs::write(&mine, "[lsts]\n").unwrap();
    signal(daemon.pid(), "HUP");
    daemon.wait_for("last good");
    assert!(council.log().contains("mine.toml:1:2: unknown key \"lsts\""), "{}", council.log());
    assert_eq!(council.status().unwrap()["rules_version"], version);
    assert_eq!(council.status().unwrap()["alerts"][0]["alert"], "reload");
    std::fs::write(&mine, "# better\n").unwrap();
    signal(daemon.pid(), "HUP");
    daemon.wait_for("reloaded");
    assert_ne!(council.status().unwrap()["rules_version"], version);
    assert_eq!(daemon.stop(), Some(0));
}

fn copy_rules(council: &Council) {
    let from = crate::setup::repository("rules");
    let done =
        std::process::Command::new("cp").arg("-r").arg(from).arg(council.path("rules")).status();
    assert!(done.unwrap().success());
}
