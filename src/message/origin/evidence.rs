//! The table of evidence, and how it is weighed. A proof decides alone. Signs
//! add up: one that people's mail carries too only counts beside another, and
//! what speaks for a person counts against them.

use super::super::mime::Parts;
use super::super::{Message, Own};
use super::{Origin, calendar, lists, marks, senders, subjects};

/// What a machine's mail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    AutoReply,
    List,
    Calendar,
    Receipt,
}

impl Kind {
    pub(super) fn origin(self) -> Origin {
        match self {
            Kind::AutoReply => Origin::AutoReply,
            Kind::List => Origin::List,
            Kind::Calendar => Origin::Calendar,
            Kind::Receipt => Origin::Receipt,
        }
    }
}

/// What a row of the table speaks for, and how loudly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// No person's mail has it.
    Proof(Kind),
    /// A person's mail rarely has it.
    Strong(Kind),
    /// A person's mail may have it.
    Sign(Kind),
    /// Nothing by itself; one more sign beside others.
    Beside(Kind),
    /// Nothing at all; in the table so that nobody adds it.
    Nothing,
    /// A person wrote it, as far as a header can say.
    Person,
    /// The sender says so in the words of a standard.
    PersonStated,
}

pub(super) struct Row {
    pub says: Says,
    pub because: &'static str,
    pub holds: fn(&Seen<'_>) -> bool,
}

/// What the rows look at.
pub(super) struct Seen<'a> {
    pub message: &'a Message,
    pub own: &'a Own,
    /// Method of a calendar part (RFC 6047), in upper case.
    pub calendar: Option<String>,
    /// The mail came through a group that is a mailbox of ours.
    pub through_own_group: bool,
}

impl Seen<'_> {
    pub(super) fn token_in(&self, name: &str, words: &[&str]) -> bool {
        let headers = &self.message.headers;
        headers.all(name).any(|value| words.contains(&super::super::headers::token(value).as_str()))
    }

    pub(super) fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.message.headers.has(name))
    }
}

const SUBJECT: &str = "the subject is that of an automatic reply";

/// Every row. The order decides only between rows of one weight.
pub(super) const TABLE: &[Row] = &[
    Row {
        says: Says::Proof(Kind::Receipt),
        because: "multipart/report; report-type=disposition-notification (RFC 8098)",
        holds: |seen| marks::report_type(seen).as_deref() == Some("disposition-notification"),
    },
    Row {
        says: Says::Proof(Kind::AutoReply),
        because: "multipart/report; report-type=feedback-report (RFC 5965)",
        holds: |seen| marks::report_type(seen).as_deref() == Some("feedback-report"),
    },
    Row {
        says: Says::Proof(Kind::AutoReply),
        because: "a complaint passed on by Outlook.com's feedback loop (JMRP)",
        holds: |seen| seen.has_any(&["x-hmxmroriginalrecipient"]),
    },
    Row {
        says: Says::Proof(Kind::AutoReply),
        because: "multipart/report; report-type=tlsrpt (RFC 8460)",
        holds: |seen| marks::report_type(seen).as_deref() == Some("tlsrpt"),
    },
    Row {
        says: Says::Proof(Kind::AutoReply),
        because: "multipart/report (RFC 6522)",
        holds: |seen| marks::is_report(seen),
    },
    Row {
        says: Says::Proof(Kind::Calendar),
        because: "text/calendar that answers or cancels (RFC 5546, RFC 6047)",
        holds: |seen| {
            seen.calendar.as_deref().is_some_and(|method| !matches!(method, "REQUEST" | "PUBLISH"))
        },
    },
    Row {
        says: Says::Strong(Kind::Calendar),
        because: "text/calendar that invites (RFC 5546, RFC 6047)",
        holds: |seen| {
            matches!(seen.calendar.as_deref(), Some("REQUEST" | "PUBLISH"))
                || marks::is_calendar_class(seen)
        },
    },
    Row {
        says: Says::Proof(Kind::AutoReply),
        because: "Auto-Submitted other than \"no\" (RFC 3834, 5)",
        holds: marks::is_auto_submitted,
    },
    Row {
        says: Says::Proof(Kind::AutoReply),
        because: "X-Autoreply, X-Autorespond and kin (Gmail, cPanel, Communigate, Plesk)",
        holds: marks::is_marked_as_reply,
    },
    Row {
        says: Says::Proof(Kind::AutoReply),
        because: "message class of an out-of-office template (Exchange, Mailtraq)",
        holds: marks::has_out_of_office_class,
    },
    Row {
        says: Says::Proof(Kind::AutoReply),
        because: "written by a program (X-Cron-Env, X-FC-MachineGenerated, a vacation mailer)",
        holds: marks::is_written_by_program,
    },
    Row {
        says: Says::Proof(Kind::AutoReply),
        because: "Precedence: auto_reply (vacation programs)",
        holds: |seen| seen.token_in("precedence", &["auto_reply", "auto-reply", "autoreply"]),
    },
    Row {
        says: Says::Proof(Kind::AutoReply),
        because: "a notification of a social or work platform (Facebook, LinkedIn, GitHub and others)",
        holds: marks::is_platform,
    },
    Row {
        says: Says::Proof(Kind::AutoReply),
        because: "the sender is a mail system (RFC 3834, 2; RFC 5230, 4.6)",
        holds: senders::is_mail_system,
    },
    Row {
        says: Says::Proof(Kind::List),
        because: "List-Unsubscribe-Post, Feedback-ID or a campaign field (RFC 8058, bulk mailers)",
        holds: |seen| !seen.through_own_group && lists::is_bulk(seen),
    },
    Row {
        says: Says::Proof(Kind::List),
        because: "List-Id, List-Post or List-Unsubscribe (RFC 2919, 2369)",
        holds: |seen| {
            !seen.through_own_group && lists::is_list(seen) && !lists::is_discussion_with_us(seen)
        },
    },
    Row {
        says: Says::Strong(Kind::AutoReply),
        because: "null Return-Path (RFC 5321, 4.5.5; RFC 3834, 2)",
        holds: |seen| {
            let mut paths = seen.message.headers.all("return-path");
            paths.any(super::super::bounce::sender::is_null_path)
        },
    },
    Row {
        says: Says::Strong(Kind::AutoReply),
        because: "X-MS-Exchange-Generated-Message-Source (a rule of Exchange wrote it)",
        holds: |seen| seen.has_any(&["x-ms-exchange-generated-message-source"]),
    },
    Row {
        says: Says::Strong(Kind::AutoReply),
        because: "the loop mark of a ticket system (RT, OTRS, Zammad)",
        holds: |seen| {
            seen.has_any(&["x-rt-loop-prevention", "x-otrs-loop", "x-otobo-loop", "x-znuny-loop"])
        },
    },
    Row {
        says: Says::Strong(Kind::AutoReply),
        because: "the Message-ID of an automatic reply",
        holds: marks::has_reply_message_id,
    },
    Row {
        says: Says::Strong(Kind::AutoReply),
        because: SUBJECT,
        holds: |seen| subjects::is_automatic(&seen.message.subject),
    },
    Row {
        says: Says::Strong(Kind::Receipt),
        because: "subject and words of a read receipt (Outlook, GroupWise, Notes)",
        holds: |seen| subjects::is_receipt(&seen.message.subject, &seen.message.new_text),
    },
    Row {
        says: Says::Strong(Kind::List),
        because: "List-Id of a discussion, addressed to this mailbox too (RFC 2919)",
        holds: |seen| !seen.through_own_group && lists::is_discussion_with_us(seen),
    },
    Row {
        says: Says::Strong(Kind::List),
        because: "Precedence: bulk, list or junk (RFC 2076, 3.9)",
        holds: |seen| {
            !seen.through_own_group
                && !lists::is_list(seen)
                && seen.token_in("precedence", &["bulk", "list", "junk"])
        },
    },
    Row {
        says: Says::Sign(Kind::AutoReply),
        because: "the sender is the postmaster or another role of a system (RFC 2142)",
        holds: senders::is_system_role,
    },
    Row {
        says: Says::Sign(Kind::List),
        because: "the sender is the address of a list or its server (RFC 2142, 6; RFC 5230, 4.6)",
        holds: |seen| !seen.through_own_group && senders::is_list_address(seen),
    },
    Row {
        says: Says::Beside(Kind::AutoReply),
        because: "the sender's address takes no answers",
        holds: |seen| seen.message.from.iter().any(|from| senders::is_no_reply(&from.address)),
    },
    Row {
        says: Says::Beside(Kind::AutoReply),
        because: "the sender's address is a program's or a newsletter's",
        holds: senders::is_program_role,
    },
    Row {
        says: Says::Strong(Kind::AutoReply),
        because: "an impossible time zone beside a mail client's name (programs that pose as one)",
        holds: |seen| marks::is_posing(seen),
    },
    Row {
        says: Says::Beside(Kind::AutoReply),
        because: "the text says that somebody is away or that the mail arrived",
        holds: |seen| subjects::is_away_text(&seen.message.new_text),
    },
    Row {
        says: Says::Beside(Kind::AutoReply),
        because: "X-Loop (procmail and others)",
        holds: |seen| seen.has_any(&["x-loop"]),
    },
    Row {
        says: Says::Nothing,
        because: "X-Auto-Response-Suppress: a request that stands on people's mail too (MS-OXCMAIL)",
        holds: |seen| seen.has_any(&["x-auto-response-suppress"]),
    },
    Row {
        says: Says::PersonStated,
        because: "Auto-Submitted: no (RFC 3834, 5)",
        holds: |seen| seen.token_in("auto-submitted", &["no"]),
    },
    Row {
        says: Says::Person,
        because: "written in a mail client",
        holds: |seen| marks::is_mail_client(seen) && !marks::is_posing(seen),
    },
    Row {
        says: Says::Person,
        because: "the subject of an answer or a forward",
        holds: |seen| subjects::is_answer(&seen.message.subject),
    },
];

/// The outcome.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Weighed {
    Machine { kind: Kind, because: String, proven: bool },
    Person,
}

/// From this weight on signs are as good as a proof.
const ENOUGH: i32 = 3;

/// Weighs all rows together.
pub(super) fn weigh(message: &Message, parts: &Parts<'_>, own: &Own) -> Weighed {
    let calendar = calendar::method(message, parts);
    let through_own_group = lists::is_through_own_group(message, own);
    let seen = Seen { message, own, calendar, through_own_group };
    let holding: Vec<&Row> = TABLE.iter().filter(|row| (row.holds)(&seen)).collect();
    let proof = holding.iter().find_map(|row| match row.says {
        Says::Proof(kind) => Some((kind, row.because)),
        Says::Strong(_)
        | Says::Sign(_)
        | Says::Beside(_)
        | Says::Nothing
        | Says::Person
        | Says::PersonStated => None,
    });
    // Someone is away and the list's or group's marks came on top.
    let away = |row: &&Row| row.because == SUBJECT;
    if let (Some((Kind::List, _)), Some(row)) = (proof, holding.iter().copied().find(away)) {
        let because = row.because.to_owned();
        return Weighed::Machine { kind: Kind::AutoReply, because, proven: true };
    }
    if let Some((kind, because)) = proof {
        return Weighed::Machine { kind, because: because.to_owned(), proven: true };
    }
    let weight = weight(&holding);
    let strongest = holding
        .iter()
        .filter_map(|row| match row.says {
            Says::Strong(kind) => Some((2, kind)),
            Says::Sign(kind) => Some((1, kind)),
            Says::Proof(_)
            | Says::Beside(_)
            | Says::Nothing
            | Says::Person
            | Says::PersonStated => None,
        })
        .rev()
        .max_by_key(|(weight, _)| *weight);
    let Some((_, kind)) = strongest.filter(|_| weight > 0) else { return Weighed::Person };
    let because: Vec<&str> =
        holding.iter().filter(|row| row.says != Says::Nothing).map(|row| row.because).collect();
    Weighed::Machine { kind, because: because.join("; "), proven: weight >= ENOUGH }
}

fn weight(holding: &[&Row]) -> i32 {
    let of = |row: &&Row| match row.says {
        Says::Proof(_) => ENOUGH,
        Says::Strong(_) => 2,
        Says::Sign(_) => 1,
        Says::Beside(_) | Says::Nothing => 0,
        Says::Person => -1,
        Says::PersonStated => -2,
    };
    let alone: i32 = holding.iter().map(of).sum();
    let is_beside = |row: &&&Row| matches!(row.says, Says::Beside(_));
    let beside = i32::try_from(holding.iter().filter(is_beside).count()).unwrap_or(0);
    if alone > 0 { alone + beside } else { alone }
}
