//! Connections are protected, or not used: implicit TLS and STARTTLS against a
//! real Dovecot with a private authority.

use crate::servers::dovecot::Dovecot;
use crate::servers::eventually;
use crate::servers::imap_client::ImapClient;
use crate::setup::{Council, Way, mail};

fn council(port: u16, tls: &str, ca: Option<&str>) -> Council {
    let mut way = Way::servers(port, 1);
    way.source = way.source.replace("tls = \"none\"", &format!("tls = \"{tls}\""));
    way.source = way.source.replace("127.0.0.1", "localhost");
    if let Some(ca) = ca {
        way.source.push_str(&format!("ca_file = \"{ca}\"\n"));
    }
    way.delivery = Way::folders().delivery;
    Council::new(&way)
}

#[test]
fn mail_is_fetched_over_implicit_tls_and_starttls() {
    let dovecot = Dovecot::start();
    let mut client = ImapClient::connect(dovecot.imap, "complaints");
    client.append(&[mail("a@example.org", "a1@x", "boiler", "Nobody came.").into_bytes()]);
    for (port, tls) in [(dovecot.imaps, "implicit"), (dovecot.imap, "starttls")] {
        let council = council(port, tls, Some(&dovecot.ca));
        let online = council.good(&["check", "--online"]);
        assert!(online.contains("; 1 message\n"), "{online}");
        council.good(&["run", "--once"]);
        assert_eq!(council.json(&["cases"]).len(), 1, "{tls}");
    }
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_not_trusted() {
    let dovecot = Dovecot::start();
    for (port, tls) in [(dovecot.imaps, "implicit"), (dovecot.imap, "starttls")] {
        let council = council(port, tls, None);
        let online = council.run(&["check", "--online"]);
        assert_eq!(online.status.code(), Some(1));
        let words = String::from_utf8_lossy(&online.stdout).into_owned();
        assert!(words.contains("with ca_file"), "{words}");
        // The daemon stays up, says so, and tells staff.
        let daemon = council.start();
        eventually("the trouble is told", || {
            council.status().is_some_and(|status| {
                status["mailboxes"][0]["trouble"].is_string()
                    && status["alerts"][0]["alert"] == "mailbox"
            })
        });
        assert_eq!(council.log().matches("can't be read; trying again").count(), 1, "said once");
        assert_eq!(daemon.stop(), Some(0));
    }
}

#[test]
fn what_is_wrong_with_a_server_says_which_key_to_mend() {
    let dovecot = Dovecot::start();
    let config = |from: &str, to: &str| {
        let council = council(dovecot.imaps, "implicit", Some(&dovecot.ca));
        let text = std::fs::read_to_string(council.path("redress.toml")).unwrap();
        assert!(text.contains(from), "{from}");
        std::fs::write(council.path("redress.toml"), text.replacen(from, to, 1)).unwrap();
        let online = council.run(&["check", "--online"]);
        assert_eq!(online.status.code(), Some(1));
        String::from_utf8(online.stdout).unwrap()
    };
    let says = |words: &str, expected: &str| assert!(words.contains(expected), "{words}");
    let host = "host = \"localhost\"";
    let unknown = config(host, "host = \"mail.council.invalid\"");
    says(&unknown, "there is no host \"mail.council.invalid\"");
    says(&unknown, "check host");
    says(
        &config("idle = true", "folder = \"Complaints\""),
        "check folder in the configuration, which is \"Complaints\"",
    );
    let (imaps, imap) = (format!("port = {}", dovecot.imaps), format!("port = {}", dovecot.imap));
    says(&config(&imaps, &imap), "does not speak TLS there");
}

#[test]
fn a_wrong_password_does_not_end_the_daemon_and_is_never_printed() {
    let mut dovecot = Dovecot::start();
    let council = council(dovecot.imaps, "implicit", Some(&dovecot.ca));
    std::fs::write(council.path("password"), "wr0ng-secret").unwrap();
    let daemon = council.start();
    eventually("the refusal is told", || {
        let status = council.status();
        status
            .is_some_and(|s| s["mailboxes"][0]["trouble"].to_string().contains("login was refused"))
    });
    dovecot.down();
    eventually("the next trouble is told", || {
        let status = council.status();
        status.is_some_and(|s| {
            s["mailboxes"][0]["trouble"].to_string().contains("refuses connections")
        })
    });
    assert!(!council.log().contains("wr0ng-secret"));
    assert_eq!(daemon.stop(), Some(0));
}

#[test]
fn a_server_that_goes_away_and_comes_back_is_caught_up_with() {
    let mut dovecot = Dovecot::start();
    let council = council(dovecot.imap, "starttls", Some(&dovecot.ca));
    let mut client = ImapClient::connect(dovecot.imap, "complaints");
    let daemon = council.start();
    eventually("the first poll", || council.unaccounted() == Some(0));
    client.append(&[mail("a@example.org", "a1@x", "boiler", "Nobody came.").into_bytes()]);
    eventually("the first mail", || council.json(&["messages"]).len() == 1);
    dovecot.down();
    daemon.wait_for("can't be read; trying again");
    dovecot.up();
    let mut client = ImapClient::connect(dovecot.imap, "complaints");
    client.append(&[mail("b@example.org", "b1@x", "boiler", "Nobody came to me.").into_bytes()]);
    eventually("the second mail", || council.json(&["messages"]).len() == 2);
    daemon.wait_for("the mailbox can be read again");
    assert_eq!(daemon.stop(), Some(0));
}
