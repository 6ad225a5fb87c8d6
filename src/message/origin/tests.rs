//! A case for every row of the table, and the mail that looks like one.

use super::super::{Own, budget::Budget, read};
use super::*;

fn judge_mail(mail: &str, own: &Own) -> Judged {
    read(mail.as_bytes(), &Budget::default(), own).unwrap().judged
}

fn judge(header: &str) -> Judged {
    let subject = if header.to_lowercase().contains("subject:") { "" } else { "Subject: Bins\n" };
    let from = if header.starts_with("From:") || header.contains("\nFrom:") {
        ""
    } else {
        "From: Ada <ada@example.org>\n"
    };
    judge_mail(
        &format!("{from}To: complaints@council.example\n{subject}{header}\n\nHello\n"),
        &Own::default(),
    )
}

/// Header, origin, whether an officer must look.
type Case = (&'static str, &'static str, bool);

fn hold(cases: &[Case]) {
    for (header, origin, may_be_person) in cases {
        let judged = judge(header);
        assert_eq!(judged.origin.as_str(), *origin, "{header}: {}", judged.because);
        assert_eq!(judged.may_be_person, *may_be_person, "{header}: {}", judged.because);
        let may = judged.origin.may_acknowledge();
        assert_eq!(may, *origin == "person", "{header}");
    }
}

#[test]
fn proofs_decide_alone() {
    hold(&[
        ("Auto-Submitted: auto-replied", "auto_reply", false),
        ("auto-submitted: Auto-Generated; owner-email=x", "auto_reply", false),
        ("Auto-Submitted: auto-notified\nUser-Agent: Mozilla Thunderbird", "auto_reply", false),
        ("X-Autoreply: yes", "auto_reply", false),
        ("X-Autorespond: Bins", "auto_reply", false),
        ("X-AutoReply-From: ada@example.org", "auto_reply", false),
        ("Delivered-To: Autoresponder", "auto_reply", false),
        ("Precedence: auto_reply", "auto_reply", false),
        ("X-POST-MessageClass: 9; Autoresponder", "auto_reply", false),
        ("X-MessageClass: IPM.Note.Rules.OofTemplate.Microsoft", "auto_reply", false),
        ("X-Cron-Env: <SHELL=/bin/sh>", "auto_reply", false),
        ("X-FC-MachineGenerated: true", "auto_reply", false),
        ("X-Mailer: vacation 1.2.7", "auto_reply", false),
        ("X-Facebook-Notify: page", "auto_reply", false),
        ("X-GitHub-Reason: mention", "auto_reply", false),
        ("From: LinkedIn <messages@e.linkedin.com>", "auto_reply", false),
        ("From: Mail System <MAILER-DAEMON@example.org>", "auto_reply", false),
        ("X-HmXmrOriginalRecipient: ada@example.org", "auto_reply", false),
        ("List-Id: <news.example.org>", "list", false),
        ("List-Unsubscribe: <mailto:out@example.org>", "list", false),
        (
            "List-Id: <n.example.org>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "list",
            false,
        ),
        (
            "Content-Type: multipart/report; report-type=feedback-report; boundary=b",
            "auto_reply",
            false,
        ),
        ("Content-Type: multipart/report; report-type=\"tlsrpt\"; boundary=b", "auto_reply", false),
        (
            "Content-Type: multipart/report; report-type=\"disposition-notification\"; boundary=b",
            "receipt",
            false,
        ),
        ("X-Redress: anything", "own", false),
    ]);
}

#[test]
fn signs_put_the_mail_before_an_officer_until_there_are_enough() {
    hold(&[
        ("Precedence: bulk", "list", true),
        ("Precedence: bulk\nUser-Agent: Mozilla Thunderbird", "list", true),
        ("Return-Path: <>", "auto_reply", true),
        ("Return-Path: <>\nX-Mailer: Microsoft Outlook 16.0", "auto_reply", true),
        ("Return-Path: <>\nSubject: Automatic reply: Your complaint", "auto_reply", false),
        ("Subject: Automatic reply: Your complaint", "auto_reply", true),
        ("Subject: Abwesenheitsnotiz\nPrecedence: bulk", "auto_reply", false),
        ("From: postmaster@example.org", "auto_reply", true),
        ("From: postmaster@example.org\nReturn-Path: <>", "auto_reply", false),
        ("Return-Path: <bins-bounces@lists.example.org>", "list", true),
        ("Message-ID: <autoreply.12@example.org>", "auto_reply", true),
        ("X-RT-Loop-Prevention: helpdesk", "auto_reply", true),
        ("X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent", "auto_reply", true),
        (
            "Date: Wed, 16 Aug 2006 20:52:12 +0360\nX-Mailer: Microsoft Outlook Express 6.00",
            "auto_reply",
            true,
        ),
    ]);
}

#[test]
fn people_stay_people() {
    hold(&[
        ("Auto-Submitted: no", "person", false),
        ("Auto-Submitted:", "person", false),
        ("X-Autoreply: no", "person", false),
        ("X-Auto-Response-Suppress: All", "person", false),
        ("X-Auto-Response-Suppress: DR, OOF, AutoReply\nX-MS-Has-Attach: yes", "person", false),
        ("Precedence: first-class", "person", false),
        ("Precedence: normal", "person", false),
        ("Return-Path: <ada@example.org>", "person", false),
        ("X-Loop: ada@example.org", "person", false),
        (
            "From: Pat Master <postmaster@example.org>\nUser-Agent: Mozilla Thunderbird",
            "person",
            false,
        ),
        ("From: Pat Master <postmaster@example.org>\nSubject: Re: Your letter", "person", false),
        ("Auto-Submitted: no\nPrecedence: bulk", "person", false),
        ("Subject: Automatic reply is not good enough", "person", false),
        ("Subject: Re: Automatic reply: Missed bin", "person", false),
        ("Subject: Out of office hours noise from the depot", "person", false),
        ("Subject: Undelivered parcel left in the bin store", "person", false),
        ("Subject: Read: this before you answer", "person", false),
        ("X-Mailer: SomethingOdd 1.0", "person", false),
        ("List-Archive-Note: none", "person", false),
        ("From: root <root@example.org>", "person", false),
    ]);
}

#[test]
fn the_group_that_is_our_mailbox_says_nothing_about_the_sender() {
    let own = Own {
        lists: vec!["complaints.groups.council.example".to_owned()],
        addresses: vec!["complaints@council.example".to_owned()],
        ..Own::default()
    };
    let group = "List-Id: Complaints <complaints.groups.council.example>\nPrecedence: list\n\
        List-Post: <mailto:complaints@council.example>\n\
        Return-Path: <complaints-bounces@groups.council.example>\n";
    let mail = |more: &str| {
        let head = "From: Ada <ada@example.org>\nTo: complaints@council.example\n";
        judge_mail(&format!("{head}{group}{more}\nHello\n"), &own)
    };
    assert!(mail("Subject: Bins\n").origin.may_acknowledge());
    assert_eq!(mail("Subject: x\nAuto-Submitted: auto-replied\n").origin, Origin::AutoReply);
    assert_eq!(mail("Subject: Automatic reply: x\nReturn-Path: <>\n").origin, Origin::AutoReply);
    assert!(!judge(group.trim_end()).origin.may_acknowledge(), "without the exemption");
}

#[test]
fn a_discussion_that_was_sent_to_us_too_goes_before_an_officer() {
    let own = Own { addresses: vec!["complaints@council.example".to_owned()], ..Own::default() };
    let with = |to: &str| {
        let mail = format!(
            "From: Ada <ada@example.org>\nTo: residents@lists.example.org\nCc: {to}\n\
             List-Id: <residents.lists.example.org>\nSubject: Damp\n\
             List-Post: <mailto:residents@lists.example.org>\n\nHello\n"
        );
        judge_mail(&mail, &own)
    };
    let judged = with("Complaints@council.example");
    assert_eq!((judged.origin.as_str(), judged.may_be_person), ("list", true));
    let judged = with("bo@example.org");
    assert_eq!((judged.origin.as_str(), judged.may_be_person), ("list", false));
}

#[test]
fn our_mark_must_be_ours_when_we_know_it() {
    let own = Own { loop_mark: Some("k7".to_owned()), ..Own::default() };
    let with = |mark: &str| {
        judge_mail(&format!("From: a@example.org\nX-Redress: {mark}\n\nHello\n"), &own).origin
    };
    assert_eq!(with("k7"), Origin::Own);
    assert!(with("forged").may_acknowledge());
}

#[test]
fn only_one_plain_address_in_from_is_answered() {
    for (from, answered) in [
        ("From: a@example.org", true),
        ("From: Smith, John <j@example.org>", true),
        ("From: a@example.org, b@example.org", false),
        ("From: a@example.org\nFrom: b@example.org", false),
        ("From: ", false),
        ("From: nobody", false),
        ("Sender: a@example.org", false),
        ("From: no-reply@example.org", false),
        ("From: Forms <do.not.reply@example.org>", false),
    ] {
        let judged = judge_mail(&format!("{from}\nSubject: x\n\nHello\n"), &Own::default());
        assert_eq!(judged.origin.may_acknowledge(), answered, "{from}");
    }
}

#[test]
fn invitations_are_told_from_files() {
    let calendar = |top: &str, part: &str, words: &str| {
        judge_mail(
            &format!(
                "From: Ada <ada@example.org>\nSubject: Visit\nContent-Type: {top}; boundary=b\n\n\
                 --b\nContent-Type: text/plain\n\n{words}\n--b\nContent-Type: text/calendar; {part}\n\n\
                 BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n--b--\n"
            ),
            &Own::default(),
        )
    };
    let invitation = calendar("multipart/alternative", "method=REQUEST", "Visit");
    assert_eq!((invitation.origin.as_str(), invitation.may_be_person), ("calendar", true));
    let reply = calendar("multipart/alternative", "charset=utf-8; method=\"REPLY\"", "Accepted");
    assert_eq!((reply.origin.as_str(), reply.may_be_person), ("calendar", false));
    let file = "name=diary.ics\nContent-Disposition: attachment; filename=diary.ics";
    assert!(calendar("multipart/mixed", file, "My log of the noise").origin.may_acknowledge());
}

#[test]
fn somebody_who_is_away_in_any_of_ten_languages_is_not_answered() {
    for subject in [
        "Automatic reply: Your complaint",
        "Automatische Antwort: Your complaint",
        "Réponse automatique : Your complaint",
        "Respuesta automática: Your complaint",
        "Risposta automatica: Your complaint",
        "Resposta automática: Your complaint",
        "Automatisch antwoord: Your complaint",
        "Automatiskt svar: Your complaint",
        "Odpowiedź automatyczna: Your complaint",
        "Automaattinen vastaus: Your complaint",
        "Ymateb awtomatig: Your complaint",
        "Automatyczna odpowiedź: Your complaint",
    ] {
        let judged = judge(&format!("Subject: {subject}"));
        assert_eq!(judged.origin, Origin::AutoReply, "{subject}");
        assert!(judged.may_be_person, "{subject}: only the subject says so");
    }
}

#[test]
fn every_row_says_where_it_comes_from() {
    for row in evidence::TABLE {
        assert!(row.because.len() > 10, "{}", row.because);
    }
    let mut all: Vec<&str> = evidence::TABLE.iter().map(|row| row.because).collect();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), evidence::TABLE.len(), "two rows say the same");
}
