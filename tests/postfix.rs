//! The whole round with a real Postfix: letters go out and arrive, and what
//! comes back as undeliverable is understood.

use crate::servers::dovecot::Dovecot;
use crate::servers::eventually;
use crate::servers::imap_client::ImapClient;
use crate::servers::postfix::Postfix;
use crate::servers::smtp_sink::{Act, SmtpSink};
use crate::setup::{Council, Way, mail};

#[test]
fn a_bounced_acknowledgement_stands_again_and_the_team_is_told() {
    let dovecot = Dovecot::start();
    let relay = SmtpSink::start();
    relay.act("RCPT", Act::Say("550 5.1.1 no such user here"), 9);
    let postfix = Postfix::start(dovecot.lmtp, relay.port);
    let council = Council::new(&Way::servers(dovecot.imap, postfix.smtp));
    let config = std::fs::read_to_string(council.path("redress.toml")).unwrap();
    // Bounces come to the envelope sender: our own mailbox.
    let config = config.replace("crm.complaints@council.example", "complaints@council.test");
    let config = config.replace("@council.example", "@resident.test");
    std::fs::write(council.path("redress.toml"), config).unwrap();
    let mut client = ImapClient::connect(dovecot.imap, "complaints");
    client.append(&[
        mail("ada@resident.test", "good@x", "boiler", "Nobody came. I complain.").into_bytes(),
        mail("bob@gone.test", "bad@x", "boiler", "Nobody came to me either.").into_bytes(),
    ]);
    let daemon = council.start();
    eventually("the bounce is understood", || {
        let outbox = council.run(&["outbox", "--all", "--json"]);
        String::from_utf8_lossy(&outbox.stdout).contains("\"bounced\"")
    });
    let cases = council.json(&["cases"]);
    let case = |address: &str| {
        cases.iter().find(|case| case["complainant"]["address"] == address).unwrap().clone()
    };
    assert!(case("ada@resident.test")["acknowledged_at"].is_string());
    assert!(case("bob@gone.test")["acknowledged_at"].is_null(), "{}", postfix.log());
    let messages = council.json(&["messages"]);
    let bounce = messages.iter().find(|message| message["origin"] == "bounce").unwrap();
    assert_eq!(bounce["outcome"], "filed");
    assert_eq!(bounce["case"], case("bob@gone.test")["ref"]);
    eventually("the team is told", || {
        let outbox = council.json(&["outbox", "--all"]);
        outbox.iter().any(|row| row["letter"] == "delivery_failed" && row["state"] == "sent")
    });
    // The resident's letter has arrived in a real mailbox.
    let mut ada = ImapClient::connect(dovecot.imap, "ada");
    eventually("the letter arrived", || {
        ada.command("UID SEARCH SUBJECT KH-").iter().any(|line| line.starts_with("* SEARCH 1"))
    });
    assert_eq!(daemon.stop(), Some(0));
}
