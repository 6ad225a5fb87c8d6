//! Judging a message: everything about it that its bytes and the rule files
//! decide, without the store. It may panic on a mail that nobody foresaw; that
//! mail is then held and the next one goes on.

use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::{DateTime, Utc};

use crate::casework::{Party, action};
use crate::clerk::MailInHand;
use crate::config::MailboxConfig;
use crate::council::Rulebook;
use crate::letters::Marks;
use crate::letters::facts::Mail;
use crate::message::budget::Budget;
use crate::message::digest::{Sha, of_bytes, of_content, of_words};
use crate::message::form::{Form, FormFault};
use crate::message::{
    Entry, Message, Origin, Own, PersonMail, ReplyAddress, Seen, authenticity, domain_of,
    is_address, is_reply, read,
};
use crate::policy::Policies;
use crate::policy::reference::CaseRef;
use crate::rules::{Classification, RuleSet, Text, Thread};
use crate::store::Question;

/// More case references than this in one mail are a list, not a matter.
const MOST_NAMED: usize = 20;

/// Why a forwarded mail is held that anybody may have sent.
const NOT_STAFF: &str = "it says that the council's own staff forwarded it, and the mail server \
     didn't find that DMARC passed for them";

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
    /// Who it counts as written by, and what they say.
    pub said: Said,
    /// What the rules made of a person's mail; None for automatic mail.
    pub classification: Option<Classification>,
    /// Digest of sender and words; None where there are no words.
    pub words_digest: Option<Sha>,
    /// The sender's address in lower case.
    pub from_key: Option<String>,
    /// Case references that it names.
    pub named: Named,
    /// The council's server found that it is from whom it says; also where the
    /// council asks for no such thing.
    pub authentic: bool,
}

/// What a message says and who says it. Where somebody passes it on for a
/// resident, as a form does, it is the resident.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// Who wrote it.
    pub by: Option<Party>,
    /// A person wrote it, and may be answered there.
    pub person: Option<PersonMail>,
    /// Their words.
    pub words: String,
    /// Why a person must look at it before anything is done.
    pub doubt: Option<String>,
    /// A form passed it on: sender, subject and thread of the mail are the
    /// form's.
    pub by_form: bool,
    /// Its subject is that of a letter of ours which it answers: not the
    /// sender's words.
    pub subject_is_ours: bool,
    /// Somebody of the council forwarded it: its own subject and the day it
    /// came to the council.
    pub forwarded: Option<Passed>,
    /// It was entered by hand.
    pub entered: Option<Entry>,
}

/// What is known of a mail that the council's staff forwarded. It was typed or
/// pasted, and counts because they sent it on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// Its own subject.
    pub subject: String,
    /// When it was sent.
    pub date: Option<DateTime<Utc>>,
}

/// The case references that a message names, each list without doubles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// In its subject.
    pub subject: Vec<CaseRef>,
    /// In what was written this time.
    pub written: Vec<CaseRef>,
    /// In the mail that it quotes.
    pub quoted: Vec<CaseRef>,
    /// All of them.
    pub all: Vec<CaseRef>,
}

/// What messages of a folder are judged by.
#[derive(Debug, Clone, Default)]
pub struct Judgement {
    /// How much of a message is read.
    pub budget: Budget,
    /// Our own loop mark.
    pub own: Own,
    /// The council's online forms.
    pub forms: Vec<Form>,
    /// The server whose Authentication-Results count; with it, mail of forms
    /// must have passed DMARC.
    pub authserv_id: Option<String>,
    /// The folder holds what staff sent by hand: nothing is classified.
    pub sent_by_hand: bool,
    /// The message was entered by hand, by whoever runs the program.
    pub entered: bool,
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
    /// Judgement of a mailbox, or of the folder of what its staff send.
    pub fn of(mailbox: &MailboxConfig, marks: &Marks, sent_by_hand: bool) -> Self {
        let mut own = mailbox.own(marks.loop_mark());
        if sent_by_hand {
            // There everything comes from the mailbox's own address.
            own.addresses.clear();
        }
        Self {
            budget: Budget { bytes: mailbox.limits.message_bytes, ..Budget::default() },
            own,
            forms: mailbox.forms.clone(),
            authserv_id: mailbox.authserv_id.clone(),
            sent_by_hand,
            entered: false,
        }
    }

    /// Judges one message.
    pub fn judge(
        &self,
        rulebook: &Rulebook,
        seen: Seen,
        bytes: Vec<u8>,
        arrival: Arrival,
    ) -> Judged {
        let digest = of_bytes(&bytes);
        let content_digest = of_content(&bytes);
        let reading = catch_unwind(AssertUnwindSafe(|| self.read(rulebook, &bytes)))
            .unwrap_or_else(|_| Err("the program failed on this message".to_owned()));
        let own_arrival = || reading.as_ref().ok().and_then(|reading| reading.message.arrived);
        let own_date = || reading.as_ref().ok().and_then(|reading| reading.message.date);
        let received_at = match arrival {
            // A server without a date leaves the epoch.
            Arrival::Server(at) if at.timestamp() > 0 => at,
            Arrival::Server(at) => own_arrival().or_else(own_date).unwrap_or(at),
            Arrival::File(at) => own_arrival().unwrap_or(at),
        };
        // What was forwarded came to the council when it was sent.
        let forwarded = reading.as_ref().ok().and_then(|reading| reading.said.forwarded.as_ref());
        let sent = forwarded.and_then(|mail| mail.date).unwrap_or(received_at);
        let received_at = received_at.min(sent);
        Judged { seen, bytes, digest, content_digest, received_at, reading }
    }

    fn read(&self, rulebook: &Rulebook, bytes: &[u8]) -> Result<Reading, String> {
        crate::crash::on_message(bytes);
        let message = read(bytes, &self.budget, &self.own).map_err(|why| why.to_string())?;
        let mut said = self.said(&message);
        let named = Named::in_message(&rulebook.policies, &message, &said.words);
        said.subject_is_ours = named.subject_is_ours(&message);
        let from_key = said.key();
        let from = from_key.as_deref().unwrap_or("");
        let judged = said.person.is_some() && said.doubt.is_none() && !self.sent_by_hand;
        let classification =
            judged.then(|| classify_said(&rulebook.rules, &message, &said, Thread::default()));
        // Mails without a word, only with files, are not the same mail.
        let has_words = !said.words.trim().is_empty();
        let words_digest = has_words.then(|| of_words(from, &said.words));
        let authentic = self.is_authentic(&message);
        Ok(Reading { said, classification, words_digest, from_key, named, authentic, message })
    }

    /// Whether DMARC passed for the domain of whoever the mail says that it is
    /// from, where the council asks for that (RFC 8601).
    fn is_authentic(&self, message: &Message) -> bool {
        let Some(id) = self.authserv_id.as_deref() else { return true };
        let domain = message.from.first().map(|from| from.domain().to_owned()).unwrap_or_default();
        !domain.is_empty() && authenticity::dmarc_passed(&message.headers, id, &domain)
    }

    fn said(&self, message: &Message) -> Said {
        if self.entered {
            return Said::entered(message);
        }
        let plain = Said::plainly(message);
        let own_domain = self.own.addresses.first().map(|own| domain_of(own)).unwrap_or_default();
        if !self.sent_by_hand
            && let Some(said) = Said::by_staff(&own_domain, message)
        {
            let doubt = (!self.is_authentic(message)).then(|| NOT_STAFF.to_owned());
            return Said { doubt, ..said };
        }
        // A form's mail looks automatic, and often like a list's.
        let may_be_form = !self.sent_by_hand
            && matches!(
                message.judged.origin,
                Origin::Person(_) | Origin::AutoReply | Origin::List
            );
        let form = self.forms.iter().find(|form| may_be_form && form.sends(&message.from));
        let Some(form) = form else { return plain };
        Said::by_form(form, self.authserv_id.as_deref(), message)
            .unwrap_or_else(|why| Said { doubt: Some(why.to_string()), ..plain })
    }
}

impl Said {
    /// The subject of what was said.
    pub fn subject<'a>(&'a self, message: &'a Message) -> &'a str {
        self.forwarded.as_ref().map_or(message.subject.as_str(), |mail| mail.subject.as_str())
    }

    /// Who said it, for comparing: their address in lower case.
    fn key(&self) -> Option<String> {
        let entered = self.entered.as_ref().map(Entry::key);
        entered.or_else(|| self.by.as_ref().map(|by| by.address.to_lowercase()))
    }

    fn plainly(message: &Message) -> Self {
        let by = message.from.first();
        let by = by.map(|from| Party { name: from.name.clone(), address: from.address.clone() });
        let person =
            if let Origin::Person(person) = &message.judged.origin { Some(person) } else { None };
        Self {
            by,
            person: person.cloned(),
            words: message.matter().into_owned(),
            ..Self::default()
        }
    }

    /// A resident's mail that staff forwarded is that mail: from the resident,
    /// received when it was sent (KH 3.0, HC 3.2; contract, "Actions"). Mail
    /// with actions is the officer's own.
    fn by_staff(own_domain: &str, message: &Message) -> Option<Self> {
        let sender = message.from.first()?;
        if own_domain.is_empty() || sender.domain() != own_domain {
            return None;
        }
        if !action::read(&message.new_text).actions.is_empty() {
            return None;
        }
        let outside = |from: &str| is_address(from) && domain_of(from) != own_domain;
        let mail = message.forwarded.iter().find(|mail| {
            mail.from.address.as_deref().is_some_and(outside) && !mail.text.trim().is_empty()
        })?;
        let address = mail.from.address.clone()?;
        let subject = mail.subject.clone().unwrap_or_else(|| message.subject.clone());
        Some(Self {
            person: Some(PersonMail { answer: Ok(ReplyAddress::of_forwarded(mail)?) }),
            by: Some(Party { name: mail.from.name.clone(), address }),
            words: mail.text.clone(),
            forwarded: Some(Passed { subject, date: mail.date }),
            ..Self::default()
        })
    }

    fn by_form(
        form: &Form,
        authserv_id: Option<&str>,
        message: &Message,
    ) -> Result<Self, FormFault> {
        let domain = domain_of(&form.from);
        if let Some(id) = authserv_id
            && !authenticity::dmarc_passed(&message.headers, id, &domain)
        {
            return Err(FormFault::NotAuthentic(domain));
        }
        let filled = form.read(&message.text)?;
        Ok(Self {
            person: Some(PersonMail { answer: Ok(ReplyAddress::of_form(&filled)) }),
            by: Some(Party { name: filled.name, address: filled.email }),
            words: filled.text,
            by_form: true,
            ..Self::default()
        })
    }
}

impl Named {
    fn in_message(policies: &Policies, message: &Message, words: &str) -> Self {
        let find = |text: &str| {
            let mut found: Vec<CaseRef> = Vec::new();
            for policy in policies.values() {
                let new: Vec<CaseRef> =
                    policy.reference.find(text).filter(|one| !found.contains(one)).collect();
                found.extend(new);
            }
            found
        };
        let subject = find(&message.subject);
        let anywhere = find(&message.text);
        let written = if anywhere.is_empty() { Vec::new() } else { find(words) };
        let quoted = anywhere.iter().filter(|one| !written.contains(one)).cloned().collect();
        let mut all = subject.clone();
        all.extend(anywhere);
        all.truncate(MOST_NAMED);
        Self { subject, written, quoted, all }
    }

    /// Each of our letters has its case's reference in the subject.
    fn subject_is_ours(&self, message: &Message) -> bool {
        !self.subject.is_empty() && is_reply(&message.subject)
    }
}

impl Reading {
    /// The address of whoever wrote it, or nothing.
    pub fn from(&self) -> &str {
        self.said.by.as_ref().map_or("", |by| by.address.as_str())
    }

    /// Whether a person wrote it, and nothing stands against dealing with it.
    pub fn is_person(&self) -> bool {
        self.said.person.is_some() && self.said.doubt.is_none()
    }
}

/// What the rules make of a message.
pub fn classify(rules: &RuleSet, message: &Message, thread: Thread) -> Classification {
    classify_said(rules, message, &Said::plainly(message), thread)
}

/// What the rules make of a message where cases have these references.
pub fn classify_with(rulebook: &Rulebook, message: &Message) -> Classification {
    let said = Said::plainly(message);
    let named = Named::in_message(&rulebook.policies, message, &said.words);
    let said = Said { subject_is_ours: named.subject_is_ours(message), ..said };
    classify_said(&rulebook.rules, message, &said, Thread::default())
}

/// What the rules make of what somebody says in a message.
pub fn classify_said(
    rules: &RuleSet,
    message: &Message,
    said: &Said,
    thread: Thread,
) -> Classification {
    let to: Vec<&str> =
        message.to.iter().chain(&message.cc).map(|to| to.address.as_str()).collect();
    let attachments: Vec<&str> =
        message.attachments.iter().map(|file| file.name.as_str()).collect();
    // The header of a mail that was passed on is the form's or the officer's.
    let own = !said.by_form && said.forwarded.is_none() && said.entered.is_none();
    let headers: Vec<(&str, &str)> = message.headers.iter().filter(|_| own).collect();
    rules.classify(Text {
        // That it is a reply still counts.
        subject: if said.subject_is_ours { "Re:" } else { said.subject(message) },
        body: &said.words,
        from: said.by.as_ref().map_or("", |by| by.address.as_str()),
        whole: if own { &message.text } else { &said.words },
        to: &to,
        attachments: &attachments,
        headers: &headers,
        thread,
    })
}

impl Judged {
    /// What the store is asked about the message before it is taken in.
    pub fn question(&self) -> Question<'_> {
        let reading = self.reading.as_ref().ok();
        Question {
            seen: &self.seen,
            digest: &self.digest,
            content: &self.content_digest,
            words: reading.and_then(|reading| reading.words_digest.as_ref()),
            from_key: reading.and_then(|reading| reading.from_key.as_deref()),
            received_at: self.received_at,
            message_id: reading.and_then(|reading| reading.message.message_id.as_deref()),
            references: reading.map_or(&[], |reading| &reading.message.references),
            named: reading.map_or(&[], |reading| &reading.named.all),
            is_person: reading.is_some_and(Reading::is_person),
        }
    }

    /// The message as letters tell of it and answer it.
    pub fn in_hand(&self) -> MailInHand {
        let Ok(reading) = &self.reading else {
            let mail = Mail { received_at: self.received_at, ..Mail::default() };
            return MailInHand { mail, ..MailInHand::default() };
        };
        let message = &reading.message;
        // Letters to the resident don't answer the mail that passed theirs on.
        let own = reading.said.forwarded.is_none();
        let entered = reading.said.entered.as_ref();
        let subject = reading.said.subject(message);
        let from = entered.and_then(Entry::paper).map(|paper| Party {
            name: Some(paper.as_str().replace('\n', ", ")),
            address: String::new(),
        });
        MailInHand {
            id: None,
            message_id: message.message_id.clone().filter(|_| own),
            references: if own { message.references.clone() } else { Vec::new() },
            mail: Mail {
                from: from.or_else(|| reading.said.by.clone()),
                subject: match entered.filter(|_| subject.is_empty()) {
                    Some(entry) => format!("({})", entry.channel.words()),
                    None => subject.to_owned(),
                },
                words: reading.said.words.clone(),
                received_at: self.received_at,
                attachments: message.attachments.iter().map(|file| file.name.clone()).collect(),
                attached_bytes: message.attachments.iter().map(|file| file.size).sum(),
            },
        }
    }
}
