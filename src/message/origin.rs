//! Who or what sent a message: a person, whom an acknowledgement may reach, or
//! a machine, which is never answered (RFC 3834, 2). One table of evidence,
//! each row with the standard or vendor it comes from.

use super::bounce::{self, FailedRecipient, Report};
use super::{LOOP_FIELD, Message, Own, is_address};

/// An address that may be answered. It is made here only, from a person's own
/// From, so that answering a machine does not compile.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct ReplyAddress(String);

impl ReplyAddress {
    /// `local@domain`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address that a resident wrote into a form whose mail is known to be
    /// the form's.
    pub fn of_form(filled: &super::form::Filled) -> Self {
        Self(filled.email.clone())
    }

    /// Rebuilds an address that was made by [`judge`] and then stored; for the
    /// store alone.
    pub fn restore(stored: String) -> Self {
        Self(stored)
    }
}

/// Why a person's mail can't be answered by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// No From, or nothing in it that is an address.
    #[error("the From field names no address")]
    NoFrom,
    /// More than one address in From.
    #[error("the From field names more than one address")]
    SeveralFrom,
    /// The address says that nobody reads it.
    #[error("the sender's address takes no answers")]
    NoReply,
}

/// A message that a person wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonMail {
    /// Where an acknowledgement may go.
    pub answer: Result<ReplyAddress, NoAnswer>,
}

/// Who or what sent a message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Origin {
    /// A person.
    Person(PersonMail),
    /// An automatic reply or notice.
    AutoReply,
    /// A delivery report that something was not delivered.
    Bounce(Vec<FailedRecipient>),
    /// A delivery report that is not final.
    Delay(Vec<FailedRecipient>),
    /// A mailing list or bulk mail.
    List,
    /// A calendar invitation or answer.
    Calendar,
    /// A read receipt or notice of success.
    Receipt,
    /// Our own mail come back.
    Own,
    /// Nothing can be said.
    #[default]
    Unreadable,
}

impl Origin {
    /// The name in output and the store.
    pub fn as_str(&self) -> &'static str {
        match self {
            Origin::Person(_) => "person",
            Origin::AutoReply => "auto_reply",
            Origin::Bounce(_) => "bounce",
            Origin::Delay(_) => "delay",
            Origin::List => "list",
            Origin::Calendar => "calendar",
            Origin::Receipt => "receipt",
            Origin::Own => "own",
            Origin::Unreadable => "unreadable",
        }
    }

    /// Whether an automatic letter may go to the sender.
    pub fn may_acknowledge(&self) -> bool {
        matches!(self, Origin::Person(PersonMail { answer: Ok(_) }))
    }
}

/// An origin with the evidence that decided it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judged {
    /// The origin.
    pub origin: Origin,
    /// The header or rule that decided it.
    pub because: String,
}

/// What a row of the table says when its evidence is there.
#[derive(Clone, Copy)]
enum Says {
    AutoReply,
    List,
    Calendar,
    Receipt,
}

struct Row {
    says: Says,
    because: &'static str,
    holds: fn(&Message) -> bool,
}

/// The evidence in order of strength; the first row that holds decides.
const TABLE: &[Row] = &[
    Row {
        says: Says::Receipt,
        because: "multipart/report; report-type=disposition-notification (RFC 8098)",
        holds: |m| report_type(m).as_deref() == Some("disposition-notification"),
    },
    Row {
        says: Says::AutoReply,
        because: "multipart/report; report-type=feedback-report (RFC 5965)",
        holds: |m| report_type(m).as_deref() == Some("feedback-report"),
    },
    Row {
        says: Says::AutoReply,
        because: "multipart/report; report-type=tlsrpt (RFC 8460)",
        holds: |m| report_type(m).as_deref() == Some("tlsrpt"),
    },
    Row {
        says: Says::Calendar,
        because: "text/calendar with a METHOD (RFC 6047)",
        holds: is_calendar,
    },
    Row {
        says: Says::AutoReply,
        because: "Auto-Submitted other than \"no\" (RFC 3834, 5)",
        holds: |m| m.headers.token("auto-submitted").is_some_and(|v| !v.is_empty() && v != "no"),
    },
    Row {
        says: Says::AutoReply,
        because: "X-Autoreply, X-Autorespond or X-AutoReply-From (Gmail, cPanel, Communigate)",
        holds: |m| {
            ["x-autoreply", "x-autorespond", "x-autoreply-from", "x-auto-reply", "x-mail-autoreply"]
                .iter()
                .any(|name| m.headers.get(name).is_some_and(|v| !v.eq_ignore_ascii_case("no")))
        },
    },
    Row {
        says: Says::AutoReply,
        because: "Delivered-To: Autoresponder (Plesk and others)",
        holds: |m| m.headers.all("delivered-to").any(|v| v.eq_ignore_ascii_case("autoresponder")),
    },
    Row {
        says: Says::List,
        because: "List-Id, List-Post or List-Unsubscribe (RFC 2919, 2369)",
        holds: |m| {
            ["list-id", "list-post", "list-unsubscribe", "list-help", "list-subscribe"]
                .iter()
                .any(|name| m.headers.has(name))
        },
    },
    Row {
        says: Says::AutoReply,
        because: "Precedence: auto_reply (vacation programs)",
        holds: |m| m.headers.token("precedence").as_deref() == Some("auto_reply"),
    },
    Row {
        says: Says::List,
        because: "Precedence: bulk, list or junk (RFC 2076, 3.9)",
        holds: |m| {
            matches!(m.headers.token("precedence").as_deref(), Some("bulk" | "list" | "junk"))
        },
    },
    Row {
        says: Says::AutoReply,
        because: "null Return-Path (RFC 5321, 4.5.5)",
        holds: |m| m.headers.get("return-path").is_some_and(|v| v.replace(' ', "") == "<>"),
    },
    Row {
        says: Says::AutoReply,
        because: "the sender is a mail system (RFC 2142, RFC 3834, 2)",
        holds: is_mail_system,
    },
    Row {
        says: Says::AutoReply,
        because: "the subject is that of an automatic reply",
        holds: |m| is_automatic_subject(&m.subject),
    },
];

/// Judges who sent a message.
pub fn judge(message: &Message, bytes: &[u8], own: &Own) -> Judged {
    if let Some(mark) = message.headers.get(LOOP_FIELD)
        && own.loop_mark.as_deref().is_none_or(|ours| ours == mark)
    {
        return judged(Origin::Own, format!("{LOOP_FIELD}: our own mark"));
    }
    if let Some(Report { recipients, final_failure, because }) = bounce::read(message, bytes) {
        let origin = match final_failure {
            Some(true) => Origin::Bounce(recipients),
            Some(false) => Origin::Delay(recipients),
            None => Origin::Receipt,
        };
        return judged(origin, because);
    }
    for row in TABLE {
        if (row.holds)(message) {
            let origin = match row.says {
                Says::AutoReply => Origin::AutoReply,
                Says::List => Origin::List,
                Says::Calendar => Origin::Calendar,
                Says::Receipt => Origin::Receipt,
            };
            return judged(origin, row.because.to_owned());
        }
    }
    person(message)
}

fn judged(origin: Origin, because: String) -> Judged {
    Judged { origin, because }
}

fn person(message: &Message) -> Judged {
    let answer = match message.from.as_slice() {
        [] => Err(NoAnswer::NoFrom),
        [one] if !is_address(&one.address) => Err(NoAnswer::NoFrom),
        [one] if is_no_reply(&one.address) => Err(NoAnswer::NoReply),
        [one] => Ok(ReplyAddress(one.address.clone())),
        [_, ..] => Err(NoAnswer::SeveralFrom),
    };
    let because = match &answer {
        Ok(_) => "nothing marks it as automatic".to_owned(),
        Err(why) => why.to_string(),
    };
    judged(Origin::Person(PersonMail { answer }), because)
}

fn local_part(address: &str) -> String {
    let local = address.rsplit_once('@').map_or(address, |(local, _)| local);
    local.to_lowercase().replace(['-', '_', '.'], "")
}

fn is_no_reply(address: &str) -> bool {
    let local = local_part(address);
    ["noreply", "donotreply", "dontreply", "noresponse"].iter().any(|word| local.contains(word))
}

fn is_mail_system(message: &Message) -> bool {
    message.from.iter().any(|from| {
        matches!(
            local_part(&from.address).as_str(),
            "mailerdaemon"
                | "mailer"
                | "postmaster"
                | "maildaemon"
                | "autoreply"
                | "autoresponder"
                | "mdaemon"
                | "bounce"
                | "bounces"
        )
    })
}

fn report_type(message: &Message) -> Option<String> {
    let value = message.headers.get("content-type")?.to_ascii_lowercase();
    if !value.starts_with("multipart/report") {
        return None;
    }
    let (_, after) = value.split_once("report-type=")?;
    Some(after.trim_start_matches('"').split(['"', ';', ' ']).next()?.to_owned())
}

fn is_calendar(message: &Message) -> bool {
    let content_type = message.headers.get("content-type").unwrap_or("").to_ascii_lowercase();
    (content_type.starts_with("text/calendar") && content_type.contains("method="))
        || message.headers.token("content-class").as_deref()
            == Some("urn:content-classes:calendarmessage")
        || message.attachments.iter().any(|part| part.media_type == "text/calendar")
            && message.text.trim().is_empty()
}

/// The beginnings of subjects that vacation programs write, in the common
/// languages.
fn is_automatic_subject(subject: &str) -> bool {
    const STARTS: &[&str] = &[
        "automatic reply",
        "auto reply",
        "auto-reply",
        "autoreply",
        "auto response",
        "auto-response",
        "autoresponse",
        "autoresponder",
        "out of office",
        "out of the office",
        "away from my mail",
        "automatische antwort",
        "abwesenheitsnotiz",
        "automatische abwesenheits",
        "réponse automatique",
        "absence du bureau",
        "respuesta automática",
        "fuera de la oficina",
        "risposta automatica",
        "fuori sede",
        "resposta automática",
        "automatisch antwoord",
        "afwezigheidsbericht",
        "automatiskt svar",
        "automatisk svar",
        "autosvar",
        "autosvar:",
        "automatická odpověď",
        "odpowiedź automatyczna",
        "autoodpowiedź",
        "automaattinen vastaus",
        "ymateb awtomatig",
        "ateb awtomatig",
        "read:",
        "delivered:",
    ];
    let subject = subject.trim().to_lowercase();
    STARTS.iter().any(|start| subject.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::super::{Own, budget::Budget, read};
    use super::*;

    fn judge(header: &str) -> Judged {
        let bytes = format!("From: Ada <ada@example.org>\nSubject: x\n{header}\n\nHello\n");
        read(bytes.as_bytes(), &Budget::default(), &Own::default()).unwrap().judged
    }

    #[test]
    fn machines_are_told_from_people() {
        for (header, origin) in [
            ("Auto-Submitted: auto-replied", "auto_reply"),
            ("Auto-Submitted: no", "person"),
            ("auto-submitted: Auto-Generated; owner-email=x", "auto_reply"),
            ("Precedence: BULK", "list"),
            ("Precedence: first-class", "person"),
            ("List-Id: <a.b>", "list"),
            ("Return-Path: <>", "auto_reply"),
            ("Return-Path: <ada@example.org>", "person"),
            ("X-Auto-Response-Suppress: All", "person"),
            ("X-Redress: anything", "own"),
            ("X-Autoreply: yes", "auto_reply"),
            (
                "Content-Type: multipart/report; report-type=\"disposition-notification\"; boundary=b",
                "receipt",
            ),
        ] {
            assert_eq!(judge(header).origin.as_str(), origin, "{header}");
        }
    }

    #[test]
    fn our_mark_must_be_ours_when_we_know_it() {
        let own = Own { loop_mark: Some("k7".to_owned()) };
        let with = |mark: &str| {
            let bytes = format!("From: a@example.org\nX-Redress: {mark}\n\nHello\n");
            read(bytes.as_bytes(), &Budget::default(), &own).unwrap().judged.origin
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
        ] {
            let bytes = format!("{from}\nSubject: x\n\nHello\n");
            let message = read(bytes.as_bytes(), &Budget::default(), &Own::default()).unwrap();
            assert_eq!(message.judged.origin.may_acknowledge(), answered, "{from}");
        }
    }
}
