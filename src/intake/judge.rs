//! Judging a message: everything about it that its bytes and the rule files
//! decide, without the store. It may panic on a mail that nobody foresaw; that
//! mail is then held and the next one goes on.

use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::{DateTime, Utc};

use crate::casework::Party;
use crate::clerk::MailInHand;
use crate::letters::facts::Mail;
use crate::message::budget::Budget;
use crate::message::digest::{Sha, of_bytes, of_content, of_words};
use crate::message::{Address, Message, Own, Seen, read};
use crate::rules::{Classification, RuleSet, Text};
use crate::store::Question;

/// A message and what was made of it.
#[derive(Debug)]
pub struct Judged {
    /// Where it was seen.
    pub seen: Seen,
    /// Its bytes as fetched.
    pub bytes: Vec<u8>,
    /// Their SHA-256.
    pub digest: Sha,
    /// SHA-256 without trace fields.
    pub content_digest: Sha,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// The message, or why it can't be judged.
    pub reading: Result<Reading, String>,
}

/// A message that could be read.
#[derive(Debug)]
pub struct Reading {
    /// The message.
    pub message: Message,
    /// What the rules made of a person's mail; None for automatic mail.
    pub classification: Option<Classification>,
    /// Digest of sender and words.
    pub words_digest: Sha,
    /// The first sender's address in lower case.
    pub from_key: Option<String>,
}

/// What messages of a mailbox are judged by.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// How much of a message is read.
    pub budget: Budget,
    /// Our own loop mark.
    pub own: Own,
}

/// When a message arrived: the server's INTERNALDATE, or for a file its
/// topmost Received field, else its time (contract, "Words").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// As the server says.
    Server(DateTime<Utc>),
    /// As the file says, unless the message knows better.
    File(DateTime<Utc>),
}

impl Judgement {
    /// Judges one message.
    pub fn judge(&self, rules: &RuleSet, seen: Seen, bytes: Vec<u8>, arrival: Arrival) -> Judged {
        let digest = of_bytes(&bytes);
        let content_digest = of_content(&bytes);
        let reading = catch_unwind(AssertUnwindSafe(|| self.read(rules, &bytes)))
            .unwrap_or_else(|_| Err("the program failed on this message".to_owned()));
        let own_arrival = || reading.as_ref().ok().and_then(|reading| reading.message.arrived);
        let own_date = || reading.as_ref().ok().and_then(|reading| reading.message.date);
        let received_at = match arrival {
            // A server without a date leaves the epoch.
            Arrival::Server(at) if at.timestamp() > 0 => at,
            Arrival::Server(at) => own_arrival().or_else(own_date).unwrap_or(at),
            Arrival::File(at) => own_arrival().unwrap_or(at),
        };
        Judged { seen, bytes, digest, content_digest, received_at, reading }
    }

    fn read(&self, rules: &RuleSet, bytes: &[u8]) -> Result<Reading, String> {
        crate::crash::on_message(bytes);
        let message = read(bytes, &self.budget, &self.own).map_err(|why| why.to_string())?;
        let from = message.from.first().map_or("", |from| from.address.as_str());
        let is_person = matches!(message.judged.origin, crate::message::Origin::Person(_));
        let matter = message.matter();
        let classification = is_person
            .then(|| rules.classify(Text { subject: &message.subject, body: &matter, from }));
        let words_digest = of_words(from, &matter);
        let from_key = message.from.first().map(Address::key);
        Ok(Reading { message, classification, words_digest, from_key })
    }
}

impl Judged {
    /// What the store is asked about the message before it is taken in.
    pub fn question(&self) -> Question<'_> {
        let reading = self.reading.as_ref().ok();
        Question {
            seen: &self.seen,
            digest: &self.digest,
            content: &self.content_digest,
            words: reading.map(|reading| &reading.words_digest),
            from_key: reading.and_then(|reading| reading.from_key.as_deref()),
            received_at: self.received_at,
            references: reading.map_or(&[], |reading| &reading.message.references),
        }
    }

    /// The message as letters tell of it and answer it.
    pub fn in_hand(&self) -> MailInHand {
        let Ok(reading) = &self.reading else {
            let mail = Mail { received_at: self.received_at, ..Mail::default() };
            return MailInHand { mail, ..MailInHand::default() };
        };
        let message = &reading.message;
        let from = message
            .from
            .first()
            .map(|from| Party { name: from.name.clone(), address: from.address.clone() });
        MailInHand {
            id: None,
            message_id: message.message_id.clone(),
            references: message.references.clone(),
            mail: Mail {
                from,
                subject: message.subject.clone(),
                words: message.matter().into_owned(),
                received_at: self.received_at,
                attachments: message.attachments.iter().map(|file| file.name.clone()).collect(),
            },
        }
    }
}
