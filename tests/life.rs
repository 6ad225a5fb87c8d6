//! A complaint's whole life by mail, against a real Dovecot and an SMTP server:
//! what the resident and the officers write, and every mail that they get.

use crate::servers::dovecot::Dovecot;
use crate::servers::eventually;
use crate::servers::imap_client::ImapClient;
use crate::servers::smtp_sink::{SmtpSink, Taken};
use crate::setup::{Council, Way, mail};

const ADA: &str = "Ada Marsh <ada@example.org>";
const PATEL: &str = "R. Patel <r.patel@council.example>";
const OKORO: &str = "J. Okoro <j.okoro@council.example>";
/// In base64, as they lie in the mails.
const PHOTO: &str = "/9j/4GEgcGhvdG8gb2YgZGFtcCBpbiB0aGUgaGFsbP/Z";
const DOCUMENT: &str = "JVBERi0xLjQg4uPPIHRoZSBsZXR0ZXIgb2YgcmVwbHkgJSVFT0Y=";

struct World {
    dovecot: Dovecot,
    sink: SmtpSink,
    council: Council,
    sent: usize,
}

/// A mail with one file beside the words.
fn with_file(mail: &str, name: &str, media_type: &str, base64: &str) -> String {
    let (head, words) = mail.split_once("\r\n\r\n").unwrap();
    let head: Vec<&str> = head.split("\r\n").filter(|line| !line.starts_with("Content-")).collect();
    format!(
        "{}\r\nContent-Type: multipart/mixed; boundary=\"b1\"\r\n\r\n--b1\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n--b1\r\n\
         Content-Type: {media_type}; name=\"{name}\"\r\n\
         Content-Disposition: attachment; filename=\"{name}\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{base64}\r\n--b1--\r\n",
        head.join("\r\n")
    )
}

fn answering(mail: &str, to: &Taken) -> String {
    let id = to.message_id();
    format!("In-Reply-To: {id}\r\nReferences: {id}\r\n{mail}")
}

impl World {
    fn arrives(&mut self, mail: &str) {
        let mut client = ImapClient::connect(self.dovecot.imap, "complaints");
        client.append(&[mail.as_bytes().to_vec()]);
        self.sent += 1;
    }

    /// The newest mail of that kind to somebody, which comes by and by.
    fn gets(&self, to: &str, words: &str) -> Taken {
        let mut found = None;
        eventually(&format!("{to} gets: {words}"), || {
            let mut mails = self.sink.taken_for(to).into_iter().rev();
            found = mails.find(|mail| decoded(mail).contains(words));
            found.is_some()
        });
        found.unwrap()
    }

    fn all_taken_in(&self) {
        eventually("every mail has an outcome", || {
            self.council.json(&["messages"]).len() == self.sent
                && self.council.status().is_some_and(|status| status["outbox_waiting"] == 0)
        });
    }

    fn case(&self, reference: &str) -> serde_json::Value {
        let mut cases = self.council.json(&["cases"]).into_iter();
        cases.find(|case| case["ref"] == reference).unwrap()
    }
}

/// The text of a mail on one line, quoted-printable undone as far as words go.
fn decoded(mail: &Taken) -> String {
    let text = mail.bytes.replace("=\r\n", "").replace("=20", " ");
    let text = format!("{} {text}", mail.header("Subject").unwrap_or_default());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Base64 is folded anywhere.
fn carries(mail: &Taken, base64: &str) -> bool {
    mail.bytes.split_whitespace().collect::<String>().contains(base64)
}

#[test]
#[allow(clippy::too_many_lines, reason = "one life")]
fn a_complaint_lives_through_both_stages_by_mail() {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start();
    let council = Council::new(&Way::servers(dovecot.imap, sink.port));
    let daemon = council.start();
    let mut world = World { dovecot, sink, council, sent: 0 };

    // A complaint with a photo: the resident has an acknowledgement, the team
    // the words and the photo.
    let words = "Nobody came to mend the damp in my hall. I want to complain.";
    let complaint = mail(ADA, "ada1@x", "Damp in the hall", words);
    world.arrives(&with_file(&complaint, "damp.jpg", "image/jpeg", PHOTO));
    let acknowledgement = world.gets("ada@example.org", "We have logged your complaint");
    let assignment = world.gets("repairs@council.example", words);
    assert!(carries(&assignment, PHOTO), "the team gets the photo");
    assert!(!carries(&acknowledgement, PHOTO), "nobody's files come back to them");
    let reference = world.council.outcome("ada1@x").1.unwrap();

    // An officer of the team takes it, and gets both.
    let say = |from, id: &str, text: &str| mail(from, id, &format!("Re: {reference}"), text);
    world.arrives(&answering(&say(PATEL, "p1@c", "/assign r.patel"), &assignment));
    let mine = world.gets("r.patel@council.example", words);
    assert!(carries(&mine, PHOTO), "the officer gets the photo");
    assert_eq!(world.case(&reference)["assigned_to"], "r.patel");

    // A stranger who knows the reference, the officer's name and address.
    let nosy = "What became of this? I am R. Patel's colleague.";
    world.arrives(&mail("Mal <mal@example.net>", "m1@x", &format!("Re: {reference}"), nosy));
    // Forged: without our mail's Message-ID, with one that the resident knows,
    // and with the officer's own display name.
    let close = "/close\nReason: settled";
    world.arrives(&say(PATEL, "m2@x", close));
    world.arrives(&answering(&say(PATEL, "m3@x", close), &acknowledgement));
    let by_name = mail("R. Patel <mal@example.net>", "m4@x", &format!("Re: {reference}"), close);
    world.arrives(&answering(&by_name, &acknowledgement));
    world.all_taken_in();
    for id in ["m1@x", "m2@x", "m3@x"] {
        assert_eq!(world.council.outcome(id).0, "held", "{id}");
    }
    assert_eq!(world.case(&reference)["state"], "open", "a forged /close does nothing");
    assert!(world.sink.taken_for("mal@example.net").is_empty(), "a stranger learns nothing");
    world.gets("crm.ops@council.example", "does not answer a mail of ours");

    // Longer time, with its reason.
    let longer = "/extend in 13 working days\nReason: the surveyor is ill";
    world.arrives(&answering(&say(PATEL, "p2@c", longer), &mine));
    let extension = world.gets("ada@example.org", "the surveyor is ill");
    assert_eq!(extension.header("In-Reply-To").as_deref(), Some("<ada1@x>"));
    assert!(decoded(&extension).contains("Housing Ombudsman"));
    world.gets("r.patel@council.example", "the resident is told");

    // The answer, first without a part, then whole and with a document.
    let short = "/respond\nDecision: partly upheld\nReasons: the fan was never fitted";
    world.arrives(&answering(&say(PATEL, "p3@c", short), &mine));
    let refused = world.gets("r.patel@council.example", "\"Remedy:\" is missing");
    let whole = format!("{short}\nRemedy: £100 and a fan\nActions: none\n\nKind regards\nR. Patel");
    let answer = say(PATEL, "p4@c", &whole);
    let answer = with_file(&answer, "answer.pdf", "application/pdf", DOCUMENT);
    world.arrives(&answering(&answer, &refused));
    let response = world.gets("ada@example.org", "the fan was never fitted");
    assert!(carries(&response, DOCUMENT), "the officer's document reaches the resident");
    assert_eq!(response.header("In-Reply-To").as_deref(), Some("<ada1@x>"));
    let text = decoded(&response);
    for part in ["artly upheld", "a fan", "stage 2", "Ombudsman"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    eventually("the answer has gone", || world.case(&reference)["state"] == "closed-answered");

    // Not content: stage 2 begins with the reply itself, and is another's.
    let reply = "I am not happy with this answer. The damp is still there.";
    world.arrives(&answering(&mail(ADA, "ada2@x", "Re: your complaint", reply), &response));
    let second = world.gets("ada@example.org", "did not settle your complaint");
    assert_eq!(second.header("In-Reply-To").as_deref(), Some("<ada2@x>"));
    let handed = world.gets("repairs@council.example", "The damp is still there.");
    let case = world.case(&reference);
    assert_eq!((&case["stage"], &case["assigned_to"]), (&2.into(), &"repairs".into()));
    world.arrives(&answering(&say(PATEL, "p5@c", "/assign r.patel"), &handed));
    world.gets("r.patel@council.example", "stage 2 goes to another person");
    world.arrives(&answering(&say(PATEL, "p6@c", "/assign j.okoro"), &handed));
    let okoros = world.gets("j.okoro@council.example", "The damp is still there.");
    let last =
        "/respond\nDecision: upheld\nReasons: the fan came late\nRemedy: £300\nActions: none";
    world.arrives(&answering(&say(OKORO, "o1@c", last), &okoros));
    let answer = world.gets("ada@example.org", "the fan came late");
    assert_eq!(answer.header("In-Reply-To").as_deref(), Some("<ada2@x>"));
    assert!(decoded(&answer).contains("Housing Ombudsman"));
    world.all_taken_in();
    let case = world.case(&reference);
    assert_eq!((&case["stage"], &case["state"]), (&2.into(), &"closed-answered".into()));

    // Five letters to her, each once, and none of anybody's to another.
    assert_eq!(world.sink.taken_for("ada@example.org").len(), 5);
    assert!(world.sink.taken_for("mal@example.net").is_empty());
    assert_eq!(world.council.json(&["cases"]).len(), 1);
    assert_eq!(daemon.stop(), Some(0));
}
