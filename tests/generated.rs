//! Generated mail: numbered, so that each is a matter of its own, with what
//! must become of it.

use crate::setup::MAILBOX;

/// What must become of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A case and one letter to the sender.
    Case,
    /// Joined to the case of the mail before it.
    Joined,
    /// The same content as the mail before it.
    Duplicate,
    /// Filed: a machine wrote it.
    Filed,
    /// Held for a person.
    Held,
}

impl Expected {
    /// The outcome's name in output.
    pub fn outcome(self) -> &'static str {
        match self {
            Expected::Case => "opened",
            Expected::Joined => "joined",
            Expected::Duplicate => "duplicate",
            Expected::Filed => "filed",
            Expected::Held => "held",
        }
    }
}

/// A generated mail.
#[derive(Debug, Clone)]
pub struct Generated {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What must become of it.
    pub expected: Expected,
}

const MATTERS: &[(&str, &str)] = &[
    (
        "boiler",
        "I rang three weeks ago about our boiler and nobody came. We are still without hot water.",
    ),
    ("bins", "My bin was not collected on Tuesday. Please can you collect it?"),
    ("thanks", "Your caretaker was wonderful when my mother fell. Thank you so much."),
    ("rude", "Your officer was rude to me on the telephone and hung up. I want to complain."),
    (
        "benches",
        "In my opinion the new benches are too low. It would be nice to have some with arms.",
    ),
    ("damp", "The damp in our bedroom is back. You promised to come in March but nobody came."),
];

/// The mail of a number: mostly residents, some machines, some odd ones.
pub fn generated(number: usize) -> Generated {
    let from = format!("resident{number}@example.org");
    match number % 20 {
        6 => machine(number, "Auto-Submitted: auto-replied\r\n", "Automatic reply: x"),
        9 => machine(number, "List-Id: <news.example.com>\r\nPrecedence: bulk\r\n", "News"),
        12 => bounce(number),
        14 => joined(number),
        16 => duplicate(number),
        18 => nobody(number),
        _ => Generated { bytes: resident(number, &from, ""), expected: Expected::Case },
    }
}

fn resident(number: usize, from: &str, trace: &str) -> Vec<u8> {
    let (subject, body) = MATTERS[number % MATTERS.len()];
    format!(
        "{trace}From: Resident Number <{from}>\r\nTo: {MAILBOX}\r\nSubject: {subject} {number}\r\n\
         Date: Tue, 17 Nov 2026 09:00:00 +0000\r\nMessage-ID: <m{number}@example.org>\r\n\
         MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
         {body}\r\n\r\nNumber {number} of this street\r\n"
    )
    .into_bytes()
}

fn machine(number: usize, header: &str, subject: &str) -> Generated {
    let bytes = format!(
        "{header}From: machine{number}@example.com\r\nTo: {MAILBOX}\r\nSubject: {subject} {number}\r\n\
         Message-ID: <a{number}@example.com>\r\n\r\nI want to complain. Nobody came.\r\n"
    );
    Generated { bytes: bytes.into_bytes(), expected: Expected::Filed }
}

fn bounce(number: usize) -> Generated {
    let bytes = format!(
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.com\r\nTo: {MAILBOX}\r\n\
         Subject: Undelivered Mail\r\nMessage-ID: <b{number}@mx.example.com>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
         --b\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n\
         Reporting-MTA: dns; mx.example.com\r\n\r\nFinal-Recipient: rfc822; x{number}@example.com\r\n\
         Action: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
    );
    Generated { bytes: bytes.into_bytes(), expected: Expected::Filed }
}

/// A second mail of the sender before, in answer to their own first.
fn joined(number: usize) -> Generated {
    let first = number - 1;
    let from = format!("resident{first}@example.org");
    let bytes = format!(
        "From: Resident Number <{from}>\r\nTo: {MAILBOX}\r\nSubject: Re: more {number}\r\n\
         In-Reply-To: <m{first}@example.org>\r\nMessage-ID: <m{number}@example.org>\r\n\r\n\
         I forgot to say that I am at home on Mondays, number {number}.\r\n"
    );
    Generated { bytes: bytes.into_bytes(), expected: Expected::Joined }
}

/// The mail before once more, by another way.
fn duplicate(number: usize) -> Generated {
    let first = number - 1;
    let from = format!("resident{first}@example.org");
    let trace = "Received: from relay2 by mx; Tue, 17 Nov 2026 09:01:00 +0000\r\nX-Spam: no\r\n";
    let bytes = resident(first, &from, trace);
    Generated { bytes, expected: Expected::Duplicate }
}

fn nobody(number: usize) -> Generated {
    let bytes = format!("To: {MAILBOX}\r\nSubject: no name {number}\r\n\r\nNobody came.\r\n");
    Generated { bytes: bytes.into_bytes(), expected: Expected::Held }
}
