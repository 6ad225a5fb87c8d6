//! `kill -9` at each named step and at random: nothing is lost, no case and no
//! letter is made twice, and a letter is delivered twice at most once a kill,
//! under the same Message-ID.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::generated::{Expected, Generated, generated};
use crate::servers::dovecot::Dovecot;
use crate::servers::eventually;
use crate::servers::imap_client::ImapClient;
use crate::servers::smtp_sink::{Act, SmtpSink};
use crate::setup::{Council, Way, mail};

/// The places at which the program can be ended, in the order of the way.
const STEPS: &[&str] =
    &["fetched", "stored", "committed", "raw", "claimed", "body", "accepted", "settled"];

struct Scene {
    _dovecot: Dovecot,
    sink: SmtpSink,
    council: Council,
    client: ImapClient,
    mails: Vec<Generated>,
    kills: usize,
}

impl Scene {
    fn new() -> Self {
        let dovecot = Dovecot::start();
        let sink = SmtpSink::start();
        let council = Council::new(&Way::servers(dovecot.imap, sink.port));
        let client = ImapClient::connect(dovecot.imap, "complaints");
        Self { _dovecot: dovecot, sink, council, client, mails: Vec::new(), kills: 0 }
    }

    fn arrive(&mut self, count: usize) {
        let first = self.mails.len();
        let new: Vec<Generated> = (first..first + count).map(generated).collect();
        let bytes: Vec<Vec<u8>> = new.iter().map(|mail| mail.bytes.clone()).collect();
        self.client.append(&bytes);
        self.mails.extend(new);
    }

    /// Lets the program end itself at a step.
    fn crash_at(&mut self, step: &str, time: usize) {
        let place = format!("{step}:{time}");
        let mut daemon = self.council.start_with(&[("REDRESS_CRASH_AT", &place)]);
        let (council, arrived) = (&self.council, self.mails.len());
        eventually(&format!("it ended at {place}, or had nothing to do there"), || {
            daemon.has_ended() || is_done(council, arrived)
        });
        // What had nothing to do at that step is ended as it stands.
        daemon.kill();
        self.kills += 1;
    }

    fn kill_after(&mut self, pause: Duration) {
        let daemon = self.council.start();
        std::thread::sleep(pause);
        daemon.kill();
        self.kills += 1;
    }

    fn finish(&self) {
        let daemon = self.council.start();
        let (council, arrived) = (&self.council, self.mails.len());
        eventually("everything is accounted for and sent", || is_done(council, arrived));
        assert_eq!(daemon.stop(), Some(0));
    }

    fn check(&self) {
        let count = |expected| self.mails.iter().filter(|mail| mail.expected == expected).count();
        let messages = self.council.json(&["messages"]);
        assert_eq!(messages.len(), self.mails.len(), "0 lost, none twice");
        assert!(messages.iter().all(|message| message["outcome"].is_string()));
        for message in &messages {
            let number = usize::try_from(message["uid"].as_u64().unwrap()).unwrap() - 1;
            let expected = self.mails[number].expected.outcome();
            assert_eq!(message["outcome"], expected, "{message}");
        }
        assert_eq!(self.council.json(&["cases"]).len(), count(Expected::Case), "0 cases twice");
        let outbox = self.council.json(&["outbox", "--all"]);
        let keys: BTreeSet<(String, String, String)> = outbox
            .iter()
            .map(|row| (row["case"].to_string(), row["letter"].to_string(), row["to"].to_string()))
            .collect();
        let residents: Vec<_> = outbox
            .iter()
            .filter(|row| row["to"].as_str().unwrap().ends_with("@example.org"))
            .collect();
        assert_eq!(residents.len(), count(Expected::Case), "0 letters queued twice");
        assert!(!keys.is_empty());
        let mut delivered: BTreeMap<String, usize> = BTreeMap::new();
        for mail in self.sink.taken() {
            *delivered.entry(mail.message_id()).or_insert(0) += 1;
        }
        for row in &outbox {
            let id = format!("<{}>", row["message_id"].as_str().unwrap());
            // In doubt twice: delivered, and told to staff.
            let settled = row["state"] == "sent" || row["state"] == "uncertain";
            assert!(settled, "{row}");
            assert!(delivered.contains_key(&id), "never delivered: {row}");
        }
        assert_eq!(delivered.len(), outbox.len(), "every delivered mail is a letter of the outbox");
        let twice: usize = delivered.values().map(|count| count - 1).sum();
        println!("{} kills, {} letters, {twice} delivered a second time", self.kills, outbox.len());
        assert!(twice <= self.kills, "{twice} twice in {} kills", self.kills);
    }
}

/// Whether all mail that has arrived was taken in, and answered.
fn is_done(council: &Council, arrived: usize) -> bool {
    let taken_in = council.status().is_some_and(|status| {
        status["mailboxes"][0]["accounted"] == arrived && status["in_flight"] == 0
    });
    taken_in && council.json(&["outbox"]).iter().all(|row| row["next_at"].is_null())
}

#[test]
fn killed_at_each_step_and_at_random_nothing_is_lost_or_done_twice() {
    let mut scene = Scene::new();
    for time in [1, 2, 7] {
        for step in STEPS {
            scene.arrive(8);
            scene.crash_at(step, time);
        }
    }
    // Random, but the same in every run.
    let mut random = 20_261_122_u64;
    for _ in 0..16 {
        scene.arrive(10);
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        scene.kill_after(Duration::from_millis(random >> 33 & 0xff));
    }
    assert_eq!(scene.kills, 40);
    scene.finish();
    scene.check();
}

#[test]
fn a_mail_that_ends_the_program_each_time_is_held_and_stops_no_other() {
    let council = Council::new(&Way::folders());
    council.put("1.good", &mail("a@example.org", "one@x", "boiler", "Nobody came, once."));
    council.put("2.bad", &mail("b@example.org", "bad@x", "boiler", "This one is POISON to us."));
    council.put("3.good", &mail("c@example.org", "three@x", "boiler", "Nobody came, thrice."));
    let poison = [("REDRESS_CRASH_ON", "POISON")];
    let mut daemon = council.start_with(&poison);
    eventually("it ended", || daemon.has_ended());
    let daemon = council.start_with(&poison);
    eventually("the others are taken in", || council.unaccounted() == Some(0));
    let messages = council.json(&["messages"]);
    let outcome = |id: &str| {
        let held = messages.iter().find(|m| m["message_id"] == id);
        held.map(|m| m["outcome"].as_str().unwrap().to_owned())
    };
    assert_eq!(outcome("one@x").as_deref(), Some("opened"));
    assert_eq!(outcome("three@x").as_deref(), Some("opened"));
    let held = council.json(&["held"]);
    assert_eq!(held.len(), 1);
    assert!(held[0]["reason"].as_str().unwrap().contains("ends the program"), "{held:?}");
    assert_eq!(daemon.stop(), Some(0));
    // After a mend it can be taken in.
    let id = held[0]["id"].to_string();
    council.good(&["held", "--retry", &id]);
    assert!(council.json(&["held"]).is_empty());
    assert_eq!(council.json(&["cases"]).len(), 3);
}

#[test]
fn a_letter_that_may_have_been_taken_waits_and_is_sent_once_more_as_the_same_mail() {
    let sink = SmtpSink::start();
    let mut way = Way::folders();
    way.delivery = Way::servers(1, sink.port).delivery;
    let council = Council::new(&way);
    council.put("1", &mail("a@example.org", "a1@x", "boiler", "Nobody came. I complain."));
    sink.act("dot", Act::Drop, 1);
    let daemon = council.start();
    eventually("the letter was sent again", || sink.taken_for("a@example.org").len() == 2);
    eventually("it is settled", || council.status().is_some_and(|s| s["outbox_waiting"] == 0));
    let twice = sink.taken_for("a@example.org");
    assert_eq!(twice[0].bytes, twice[1].bytes, "the same mail to the byte");
    assert_eq!(council.json(&["outbox"]).len(), 0);
    let row = &council.json(&["outbox", "--all"])[0];
    assert_eq!(row["attempts"], 2);
    daemon.kill();
}

#[test]
fn a_message_whose_rows_the_store_refuses_is_held_and_stops_no_other() {
    let council = Council::new(&Way::folders());
    council.put("1", &mail("a@example.org", "one@x", "boiler", "Nobody came, once."));
    council.good(&["run", "--once"]);
    // A rule of the schema that only the second case of this sender breaks, and
    // only when the whole batch is written.
    let sql = "CREATE UNIQUE INDEX one_each ON case_file (complainant_key)";
    let made = Command::new("sqlite3").arg(council.path("redress.db")).arg(sql).status().unwrap();
    assert!(made.success());
    council.put("2", &mail("b@example.org", "two@x", "bins", "Nobody emptied my bin."));
    council.put("3", &mail("a@example.org", "three@x", "noise", "The stairs were never cleaned."));
    council.put("4", &mail("c@example.org", "four@x", "lift", "Nobody mended the lift."));
    let daemon = council.start();
    eventually("all have an outcome", || {
        let messages = council.json(&["messages"]);
        messages.len() == 4 && messages.iter().all(|message| message["outcome"].is_string())
    });
    assert_eq!(daemon.stop(), Some(0));
    let outcomes: Vec<Value> =
        council.json(&["messages"]).iter().map(|m| m["outcome"].clone()).collect();
    assert_eq!(outcomes.iter().filter(|outcome| *outcome == "opened").count(), 3, "{outcomes:?}");
    let held = council.json(&["held"]);
    assert_eq!(held.len(), 1);
    assert!(held[0]["reason"].as_str().unwrap().contains("could not be dealt with"), "{held:?}");
}
