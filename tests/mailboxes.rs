//! Several mailboxes in one daemon.

use crate::servers::{eventually, free_port};
use crate::setup::{Council, Way, mail};

fn second(source: &str) -> String {
    further("second", source)
}

fn further(name: &str, source: &str) -> String {
    format!(
        "[[mailbox]]\nname = \"{name}\"\naddress = \"{name}@council.example\"\n\
         policies = [\"kingston-corporate-2025\"]\n[mailbox.source]\n{source}\n\
         [mailbox.delivery]\nkind = \"maildir\"\npath = \"letters\"\n"
    )
}

#[test]
fn the_same_mail_to_two_mailboxes_is_one_matter() {
    let council = Council::new(&Way::folders());
    council.configure_more(&second("kind = \"maildir\"\npath = \"mail2\""));
    let text = mail("ada@example.org", "a1@x", "boiler", "Nobody came. I want to complain.");
    council.put("1", &text);
    council.put_into("mail2", "1", &format!("Delivered-To: second@council.example\r\n{text}"));
    let other = mail("ben@example.org", "b1@x", "bins", "My bin was missed. I want to complain.");
    council.put_into("mail2", "2", &other);
    council.good(&["run", "--once"]);
    assert_eq!(council.json(&["cases"]).len(), 2);
    assert_eq!(council.letters_to("ada@example.org").len(), 1);
    let bens = council.letters_to("ben@example.org");
    assert!(bens[0].contains("second@council.example"), "each mailbox writes as itself");
    let rows = council.json(&["messages"]);
    assert_eq!(rows.iter().filter(|row| row["outcome"] == "duplicate").count(), 1);
}

#[test]
fn a_broken_mailbox_stops_no_other() {
    let imap = format!(
        "kind = \"imap\"\nhost = \"127.0.0.1\"\nport = {}\ntls = \"none\"\nusername = \"x\"\n\
         password_file = \"password\"\nreconnect_max_seconds = 1",
        free_port()
    );
    for source in [imap.as_str(), "kind = \"maildir\"\npath = \"nowhere\""] {
        let council = Council::new(&Way::folders());
        // The broken one comes first as well as second.
        let config = std::fs::read_to_string(council.path("redress.toml")).unwrap();
        let (store, rest) = config.split_once("[[mailbox]]").unwrap();
        let broken = second(source);
        let third = further("third", source);
        let config = format!("{store}{broken}\n[[mailbox]]{rest}\n{third}");
        std::fs::write(council.path("redress.toml"), config).unwrap();
        council.put("1", &mail("ada@example.org", "a1@x", "boiler", "Nobody came. I complain."));
        let once = council.run(&["run", "--once"]);
        assert_eq!(once.status.code(), Some(1), "it says that two could not be read");
        assert_eq!(council.letters_to("ada@example.org").len(), 1);
        council.put("2", &mail("ben@example.org", "b1@x", "rude", "He was rude. I complain."));
        let daemon = council.start();
        eventually("the good mailbox is looked after", || {
            council.letters_to("ben@example.org").len() == 1
        });
        eventually("the broken ones are told", || {
            let alerts = council.status().unwrap()["alerts"].clone();
            ["second", "third"]
                .iter()
                .all(|name| alerts.as_array().unwrap().iter().any(|alert| alert["topic"] == *name))
        });
        assert_eq!(daemon.stop(), Some(0));
    }
}
