//! Who or what sent a message: a person, whom an acknowledgement may reach, or
//! a machine, which is never answered (RFC 3834, 2). One table of evidence,
//! each row with the standard or vendor it comes from, all of it weighed
//! together. What is suppressed without proof goes before a person.

mod calendar;
mod evidence;
mod lists;
mod marks;
mod senders;
mod subjects;

use super::bounce::{self, FailedRecipient, Report};
use super::mime::Parts;
use super::{LOOP_FIELD, Message, Own, is_address};
use evidence::Weighed;

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

    /// The address that a person gave with what was entered for them; None
    /// where no mail may go by itself.
    pub fn of_entry(entry: &super::entry::Entry) -> Option<Self> {
        let address = entry.email()?;
        (!senders::is_no_reply(address)).then(|| Self(address.to_owned()))
    }

    /// The sender of a mail that the council's staff forwarded; None when it
    /// takes no answers.
    pub fn of_forwarded(mail: &super::reply::Forwarded) -> Option<Self> {
        let address = mail.from.address.clone()?;
        (is_address(&address) && !senders::is_no_reply(&address)).then_some(Self(address))
    }

    /// Rebuilds an address that was made by `judge` and then stored; for the
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
    /// It was entered for somebody who gave neither name nor address.
    #[error("nobody is named")]
    Nobody,
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
    /// It is not answered by itself, but no proof says that a machine wrote
    /// it: an officer looks at it, so that nobody is forgotten.
    pub may_be_person: bool,
}

/// Judges who sent a message.
pub(super) fn judge(message: &Message, parts: &Parts<'_>, own: &Own) -> Judged {
    if let Some(mark) = message.headers.get(LOOP_FIELD)
        && own.loop_mark.as_deref().is_none_or(|ours| ours == mark)
    {
        return proven(Origin::Own, format!("{LOOP_FIELD}: our own mark"));
    }
    if let Some(report) = bounce::read(message, parts) {
        return of_report(report);
    }
    match evidence::weigh(message, parts, own) {
        Weighed::Machine { kind, because, proven } => {
            Judged { origin: kind.origin(), because, may_be_person: !proven }
        }
        Weighed::Person => person(message),
    }
}

fn of_report(report: Report) -> Judged {
    let Report { recipients, outcome, because, certain } = report;
    let origin = match outcome {
        bounce::Outcome::Failed => Origin::Bounce(recipients),
        bounce::Outcome::Delayed => Origin::Delay(recipients),
        bounce::Outcome::Delivered => Origin::Receipt,
    };
    Judged { origin, because, may_be_person: !certain }
}

fn proven(origin: Origin, because: String) -> Judged {
    Judged { origin, because, may_be_person: false }
}

fn person(message: &Message) -> Judged {
    let answer = match message.from.as_slice() {
        [] => Err(NoAnswer::NoFrom),
        [one] if !is_address(&one.address) => Err(NoAnswer::NoFrom),
        [one] if senders::is_no_reply(&one.address) => Err(NoAnswer::NoReply),
        [one] => Ok(ReplyAddress(one.address.clone())),
        [_, ..] => Err(NoAnswer::SeveralFrom),
    };
    let because = match &answer {
        Ok(_) => "nothing marks it as automatic".to_owned(),
        Err(why) => why.to_string(),
    };
    proven(Origin::Person(PersonMail { answer }), because)
}

#[cfg(test)]
mod tests;
