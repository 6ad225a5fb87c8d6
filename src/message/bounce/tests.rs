//! Reports of the kinds of mail systems there are, all made up, and mail of
//! people about such reports.

use super::super::{Own, budget::Budget, origin::Origin, read};
use super::*;

const LETTER: &str = "Message-ID: <ours@council.example>\nFrom: complaints@council.example\n\
    To: ada@example.org\nSubject: Your complaint KH-2026-00001\n\nDear Ada\n";

fn judge(mail: &str) -> super::super::Judged {
    read(mail.as_bytes(), &Budget::default(), &Own::default()).unwrap().judged
}

fn standard(fields: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example\nSubject: Undelivered\nMessage-ID: <r@mx.example>\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n\
         --b\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; mx.example\n\n{fields}\n--b\nContent-Type: message/rfc822\n\n\
         {LETTER}--b--\n"
    )
}

fn failed(mail: &str) -> Vec<FailedRecipient> {
    let origin = judge(mail).origin;
    let Origin::Bounce(all) = origin else { panic!("{origin:?}: {mail}") };
    all
}

#[test]
fn failed_delayed_and_delivered_are_three_things() {
    let fields = "Final-Recipient: rfc822; ada@example.org\nAction: ACTION\nStatus: STATUS\n\
        Diagnostic-Code: smtp; 550 5.1.1 no such user\n";
    let origin = |action: &str, status: &str| {
        judge(&standard(&fields.replace("ACTION", action).replace("STATUS", status))).origin
    };
    let Origin::Bounce(all) = origin("failed", "5.1.1 (no such user)") else { panic!() };
    assert_eq!(
        all,
        [FailedRecipient {
            recipient: Some("ada@example.org".into()),
            permanent: true,
            status: Some("5.1.1".into()),
            original_message_id: Some("ours@council.example".into()),
            original_recipient: None,
            original_subject: Some("Your complaint KH-2026-00001".into()),
            diagnostic: Some("smtp; 550 5.1.1 no such user".into()),
        }]
    );
    let Origin::Delay(delayed) = origin("delayed", "4.4.1") else { panic!() };
    assert!(!delayed[0].permanent);
    assert_eq!(origin("delivered", "2.0.0"), Origin::Receipt);
    assert_eq!(origin("relayed", "2.0.0"), Origin::Receipt);
}

#[test]
fn every_recipient_is_told() {
    let fields = "Final-Recipient: rfc822; ada@example.org\nAction: failed\nStatus: 5.1.1\n\n\
        Final-Recipient: rfc822; bo@example.org\nAction: failed\nStatus: 4.2.2\n\n\
        Final-Recipient: rfc822; cy@example.org\nAction: delivered\nStatus: 2.0.0\n";
    let all = failed(&standard(fields));
    let told: Vec<(Option<&str>, bool)> =
        all.iter().map(|one| (one.recipient.as_deref(), one.permanent)).collect();
    assert_eq!(told, [(Some("ada@example.org"), true), (Some("bo@example.org"), false)]);
}

/// Reports in words: sender's fields, body, recipient, permanent, status.
const WORDS: &[(&str, &str, &str, bool, Option<&str>)] = &[
    // qmail
    (
        "From: MAILER-DAEMON@mx.example.net\nSubject: failure notice",
        "Hi. This is the qmail-send program at mx.example.net.\nI'm afraid I wasn't able to \
         deliver your message to the following addresses.\nThis is a permanent error; I've given \
         up. Sorry it didn't work out.\n\n<ada@example.org>:\n192.0.2.7 does not like recipient.\n\
         Remote host said: 550 5.7.1 refused\nGiving up on 192.0.2.7.\n\n\
         --- Below this line is a copy of the message.\n\n",
        "ada@example.org",
        true,
        Some("5.7.1"),
    ),
    // Exim, with its field
    (
        "From: Mail Delivery System <Mailer-Daemon@mx.example.net>\n\
         X-Failed-Recipients: ada@example.org\nAuto-Submitted: auto-replied\n\
         Subject: Mail delivery failed: returning message to sender",
        "This message was created automatically by mail delivery software.\n\nA message that you \
         sent could not be delivered to one or more of its\nrecipients. This is a permanent \
         error. The following address(es) failed:\n\n  ada@example.org\n    host mx [192.0.2.1]\n    \
         SMTP error from remote mail server after RCPT TO:<ada@example.org>:\n    550 no mailbox\n\n\
         ------ This is a copy of the message, including all the headers. ------\n\n",
        "ada@example.org",
        true,
        None,
    ),
    // Exim after its retry rules ran out
    (
        "From: Mail Delivery System <Mailer-Daemon@mx.example.net>\nSubject: Mail delivery failed",
        "could not be delivered to one or more recipients. The following address(es) failed:\n  \
         ada@example.org\n    retry timeout exceeded\n\n------ This is a copy of your message. ------\n\n",
        "ada@example.org",
        false,
        None,
    ),
    // Exchange 5.5
    (
        "From: System Administrator <postmaster@example.org>\nSubject: Undeliverable: Your complaint",
        "Your message\n\n  To:      ada@example.org\n  Subject: Your complaint\n  Sent:    Mon\n\n\
         did not reach the following recipient(s):\n\nada@example.org on Mon, 1 Jan 2024\n    The \
         recipient name is not recognized\n\n",
        "ada@example.org",
        true,
        None,
    ),
    // sendmail 5
    (
        "From: Mail Delivery Subsystem <MAILER-DAEMON@example.net>\nSubject: Returned mail: User unknown",
        "   ----- Transcript of session follows -----\nWhile talking to mx.example.org:\n\
         >>> RCPT To:<ada@example.org>\n<<< 550 5.1.1 <ada@example.org>... User unknown\n\
         550 <ada@example.org>... User unknown\n\n   ----- Unsent message follows -----\n",
        "ada@example.org",
        true,
        Some("5.1.1"),
    ),
    // Notes and Domino
    (
        "From: Postmaster@example.org\nSubject: DELIVERY FAILURE: User ada not listed in Domino Directory",
        "Your message\n\n  Subject: Your complaint\n\nwas not delivered to:\n\n  ada@example.org\n\n\
         because:\n\n  User ada (ada@example.org) not listed in Domino Directory\n\n",
        "ada@example.org",
        true,
        None,
    ),
    // MailMarshal
    (
        "From: postmaster@example.org\nSubject: Undeliverable Mail: \"Your complaint\"",
        "Your message:\n   From:    complaints@council.example\n   Subject: Your complaint\n\n\
         Could not be delivered because of\n\n550 5.1.1 User unknown\n\nThe following recipients \
         were affected:\n    ada@example.org\n\n",
        "ada@example.org",
        true,
        Some("5.1.1"),
    ),
    // a full mailbox that may be emptied
    (
        "From: MAILER-DAEMON@example.net\nSubject: Undelivered Mail Returned to Sender",
        "I'm sorry to have to inform you that your message could not be delivered.\n\n\
         <ada@example.org>: host mx.example.org said: 452 4.2.2 Mailbox full (in reply to RCPT TO)\n\n",
        "ada@example.org",
        false,
        Some("4.2.2"),
    ),
    // InterScan
    (
        "From: postmaster@example.org\nSubject: Mail could not be delivered",
        "****** Message from InterScan Messaging Security Suite ******\n\nThe following mail could \
         not be delivered.\n\nReason: Unable to deliver message to <ada@example.org> (and other \
         recipients in the same domain).\n\n",
        "ada@example.org",
        true,
        None,
    ),
    // IMail
    (
        "From: Postmaster <postmaster@example.org>\nSubject: Undeliverable Mail\nX-Mailer: <SMTP32 v8>",
        "Invalid final delivery userid: ada@example.org\n\nOriginal message follows.\n\n",
        "ada@example.org",
        true,
        None,
    ),
    // one that nobody has seen yet
    (
        "From: \"Mail Administrator\" <postmaster@example.org>\nSubject: Message delivery problem",
        "Dear sender,\n\nthe mail system gave up on this recipient:\n\n    - ada@example.org\n      \
         reason: 551 relocated\n\nThe mail was not delivered.\n\n",
        "ada@example.org",
        true,
        None,
    ),
];

#[test]
fn reports_in_words_are_read() {
    for (header, body, recipient, permanent, status) in WORDS {
        let mail = format!("{header}\nTo: complaints@council.example\n\n{body}{LETTER}");
        let all = failed(&mail);
        assert_eq!(all.len(), 1, "{header}: {all:?}");
        assert_eq!(all[0].recipient.as_deref(), Some(*recipient), "{header}");
        assert_eq!(all[0].permanent, *permanent, "{header}");
        assert_eq!(all[0].status.as_deref(), *status, "{header}");
        assert_eq!(all[0].original_message_id.as_deref(), Some("ours@council.example"), "{header}");
    }
}

#[test]
fn the_same_reports_are_read_with_any_line_ends() {
    for (header, body, recipient, ..) in WORDS {
        let mail = format!("{header}\nTo: complaints@council.example\n\n{body}{LETTER}");
        for end in ["\r\n", "\r"] {
            let all = failed(&mail.replace('\n', end));
            assert_eq!(all[0].recipient.as_deref(), Some(*recipient), "{end:?} {header}");
        }
    }
}

#[test]
fn a_report_that_says_it_goes_on_trying_is_a_delay() {
    for (subject, words) in [
        (
            "Delivery Status Notification (Delay)",
            "Delivery to the following recipient has been delayed:\n\n  ada@example.org\n",
        ),
        (
            "Warning: could not send message for past 4 hours",
            "<ada@example.org>... Deferred: 421\nWarning: message still undelivered after 4 hours\nWill keep trying until message is 5 days old\n",
        ),
        ("Delayed Mail (still being retried)", "<ada@example.org>: temporary failure\n"),
    ] {
        let mail = format!("From: MAILER-DAEMON@example.net\nSubject: {subject}\n\n{words}");
        let Origin::Delay(all) = judge(&mail).origin else { panic!("{subject}") };
        assert_eq!(all[0].recipient.as_deref(), Some("ada@example.org"), "{subject}");
        assert!(!all[0].permanent, "{subject}");
    }
}

#[test]
fn people_who_write_about_reports_are_people() {
    for (header, body) in [
        // forwards the report inline and complains
        (
            "From: Ada <ada@example.org>\nSubject: Fwd: Undelivered Mail Returned to Sender",
            "Your mail system is broken, my complaint came back!\n\n> <complaints@council.example>: \
             550 5.1.1 user unknown\n> Final-Recipient: rfc822; complaints@council.example\n\
             > Action: failed\n> Status: 5.1.1\n".to_owned(),
        ),
        // forwards it as an attachment
        (
            "From: Ada <ada@example.org>\nSubject: My complaint came back\n\
             Content-Type: multipart/mixed; boundary=o",
            format!(
                "--o\nContent-Type: text/plain\n\nPlease see attached.\n--o\n\
                 Content-Type: message/rfc822\n\n{}\n--o--\n",
                standard("Final-Recipient: rfc822; c@council.example\nAction: failed\nStatus: 5.1.1\n")
            ),
        ),
        // pastes it under a subject of their own
        (
            "From: Ada <ada@example.org>\nSubject: Why does my mail come back?",
            "Hello,\nI got this:\nFinal-Recipient: rfc822; c@council.example\nAction: failed\n\
             Status: 5.1.1\n".to_owned(),
        ),
        // copies its subject and writes in their own words
        (
            "From: Ada <ada@example.org>\nSubject: Delivery failure",
            "Dear sir or madam,\n\nthe delivery of my new bin failed again. I wrote to \
             bins@council.example and nobody came.\n\nKind regards\nAda\n".to_owned(),
        ),
        (
            "From: Ada <ada@example.org>\nSubject: Undeliverable: you keep saying so",
            "I emailed complaints@council.example three times and each was not delivered to you.\n"
                .to_owned(),
        ),
    ] {
        let judged = judge(&format!("{header}\nTo: complaints@council.example\n\n{body}"));
        assert!(judged.origin.may_acknowledge(), "{header}: {}", judged.because);
    }
}

#[test]
fn a_report_from_an_unknown_sender_goes_before_an_officer() {
    let mail = "From: gateway@example.org\nSubject: Delivery Failure\n\n\
        Could not deliver message to the following recipient(s):\n\nFailed Recipient: ada@example.org\n\
        Reason: 550 unknown user\n";
    let judged = judge(mail);
    assert!(matches!(judged.origin, Origin::Bounce(_)), "{}", judged.because);
    assert!(judged.may_be_person);
}

#[test]
fn a_filter_that_rejects_is_told_from_a_reader_who_deletes() {
    let notice = |disposition: &str| {
        judge(&format!(
            "From: postmaster@example.org\nReturn-Path: <>\nSubject: Automatically rejected mail\n\
             Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n\
             --b\nContent-Type: text/plain\n\nYour message was rejected: Quota exceeded\n--b\n\
             Content-Type: message/disposition-notification\n\n\
             Final-Recipient: rfc822; ada@example.org\nOriginal-Message-ID: <ours@council.example>\n\
             Disposition: {disposition}\n--b--\n"
        ))
        .origin
    };
    let Origin::Bounce(all) = notice("automatic-action/MDN-sent-automatically; deleted") else {
        panic!()
    };
    assert_eq!(all[0].recipient.as_deref(), Some("ada@example.org"));
    assert_eq!(all[0].original_message_id.as_deref(), Some("ours@council.example"));
    assert_eq!(notice("manual-action/MDN-sent-manually; deleted"), Origin::Receipt);
    assert_eq!(notice("manual-action/MDN-sent-manually; displayed"), Origin::Receipt);
}

#[test]
fn an_out_of_office_mail_from_nobody_is_no_report() {
    let mail = "From: Ada <ada@example.org>\nReturn-Path: <>\nSubject: Automatic reply: Your complaint\n\n\
        I am away. Mail to bo@example.org will be delivered to a colleague.\n";
    assert_eq!(judge(mail).origin, Origin::AutoReply);
}

#[test]
fn a_letter_is_known_by_the_address_that_its_report_comes_to() {
    let token = "0123456789abcdef0123456789abcdef01234567";
    let with = |field: &str| {
        letter_tokens(&super::super::Headers::read(format!("{field}\n\n").as_bytes()))
    };
    assert_eq!(with(&format!("To: <complaints+{token}@council.example>")), [token]);
    assert_eq!(with(&format!("X-Original-To: complaints-{token}@council.example")), [token]);
    assert!(with("To: complaints+abc@council.example").is_empty());
}

#[test]
fn a_forwarded_recipient_is_told_with_the_address_that_was_written_to() {
    let fields = "Original-Recipient: rfc822; ada@example.org\n\
        Final-Recipient: rfc822; ada@forward.example.net\nAction: failed\nStatus: 5.1.1\n";
    let one = failed(&standard(fields)).remove(0);
    assert_eq!(one.recipient.as_deref(), Some("ada@forward.example.net"));
    assert_eq!(one.original_recipient.as_deref(), Some("ada@example.org"));
}
