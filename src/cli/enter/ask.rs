//! What is asked of a command line and a file before anything is taken in. All
//! that is wrong is said at once.

use std::io::Read as _;

use chrono::{DateTime, Utc};

use super::received;
use super::{Enter, Failure};
use crate::cli::act::user;
use crate::config::Config;
use crate::council::Council;
use crate::message::entry::{Channel, Contact, Entry, Text, address_lines, split};
use crate::message::{domain_of, is_address};
use crate::policy::reference::CaseRef;
use crate::store::{Store, StoredCase};

/// What every refusal ends with.
pub(super) const NOTHING: &str = "Nothing was taken in";

/// What the options say.
pub(super) struct Options {
    channel: Channel,
    received_at: DateTime<Utc>,
    contact: Contact,
    by: String,
    /// As it was named, or the only one.
    mailbox: Option<String>,
    /// Names of all mailboxes.
    mailboxes: Vec<String>,
}

impl Enter {
    pub(super) fn options(
        &self,
        config: &Config,
        council: &Council,
        now: DateTime<Utc>,
    ) -> Result<Options, Failure> {
        let mut wrong = Vec::new();
        let received = received::read(&self.received, now, &council.rulebook.calendar);
        let received_at = received.unwrap_or_else(|why| {
            wrong.push(format!("--received: {why}"));
            now
        });
        let contact = Contact {
            name: given(self.name.as_ref()),
            email: given(self.email.as_ref()),
            address: self.address.as_deref().map(address_lines).unwrap_or_default(),
            telephone: given(self.telephone.as_ref()),
        };
        if let Some(why) = contact.email.as_ref().and_then(|email| no_resident(email, council)) {
            wrong.push(format!("--email: {why}"));
        }
        let by = self.by.clone().unwrap_or_else(user);
        if self.by.is_some() && council.people.officer(&by).is_none() {
            let known = council.people.officers.iter().map(|one| one.id.as_str());
            let known = known.collect::<Vec<_>>().join(", ");
            wrong.push(format!("--as: there is no officer \"{by}\"; known are {known}"));
        }
        let mailboxes: Vec<String> = config.mailboxes.iter().map(|one| one.name.clone()).collect();
        let named = self.mailbox.as_ref();
        if let Some(name) = named.filter(|name| !mailboxes.contains(name)) {
            let known = mailboxes.join(", ");
            wrong.push(format!("--mailbox: there is no mailbox \"{name}\"; known are {known}"));
        }
        let only = mailboxes.first().filter(|_| mailboxes.len() == 1);
        let mailbox = named.or(only).cloned();
        let channel = Channel::parse(&self.channel).unwrap_or(Channel::Post);
        match wrong.is_empty() {
            true => Ok(Options { channel, received_at, contact, by, mailbox, mailboxes }),
            false => Err(Failure::Usage(wrong.join("\n"))),
        }
    }

    /// The bytes of the file.
    pub(super) fn read(&self) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let read = match self.file.as_str() {
            "-" => std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ()),
            path => std::fs::File::open(path)
                .and_then(|mut file| file.read_to_end(&mut bytes))
                .map(|_| ()),
        };
        let wrong = |error| Failure::Wrong(format!("{}: {error}. {NOTHING}", self.file));
        read.map_err(wrong).map(|()| bytes)
    }

    /// The entry, and the name of the mailbox that it goes to.
    pub(super) async fn entry(
        &self,
        store: &Store,
        council: &Council,
        text: &Text<'_>,
        options: Options,
    ) -> Result<(Entry, String), Failure> {
        let words = text.read();
        let (head, matter) = split(&words);
        let mut wrong = Vec::new();
        if matter.trim().is_empty() {
            wrong.push("below its first lines there is no text; write what was said".to_owned());
        }
        let email = head.contact.email.as_ref().filter(|_| options.contact.email.is_none());
        if let Some(why) = email.and_then(|email| no_resident(email, council)) {
            wrong.push(format!("its line Email: {why}"));
        }
        let subject = given(self.subject.as_ref()).or(head.subject);
        let on = match &self.case {
            Some(reference) => {
                let found = store.case(reference.trim()).await?;
                if found.is_none() {
                    wrong.push(format!("there is no case {reference}; see \"redress cases\""));
                }
                found
            }
            None => None,
        };
        if self.case.is_none() && !self.new {
            let spoken = format!("{}\n{matter}", subject.as_deref().unwrap_or_default());
            for named in named_cases(store, council, &spoken).await? {
                wrong.push(format!(
                    "it names the case {named}: add --case {named} if it belongs there, or --new \
                     if it is another matter"
                ));
            }
        }
        let mailbox = on.as_ref().map(|on| on.case.opening.mailbox.clone()).or(options.mailbox);
        let Some(mailbox) = mailbox.filter(|_| wrong.is_empty()) else {
            if wrong.is_empty() {
                let names = options.mailboxes.join(", ");
                let why = format!("there are several mailboxes: add --mailbox and one of {names}");
                return Err(Failure::Usage(why));
            }
            let lines: Vec<String> =
                wrong.iter().map(|why| format!("{}: {why}", self.file)).collect();
            return Err(Failure::Wrong(format!("{}. {NOTHING}", lines.join("\n"))));
        };
        let contact = options.contact.or(head.contact);
        let contact = match &on {
            // The resident of the case writes or calls again.
            Some(on) if contact.is_anonymous() => contact_of(store, on).await?,
            Some(_) | None => contact,
        };
        let entry = Entry {
            channel: options.channel,
            received_at: options.received_at,
            contact,
            subject,
            case: on.map(|on| on.case.reference().0.clone()),
            by: options.by,
        };
        Ok((entry, mailbox))
    }
}

/// A value that says something.
fn given(value: Option<&String>) -> Option<String> {
    value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Why an address can't be a resident's.
fn no_resident(email: &str, council: &Council) -> Option<String> {
    if !is_address(email) {
        return Some(format!("\"{email}\" is no mail address; write name@domain"));
    }
    let domain = domain_of(email);
    let own = |one: &crate::council::MailboxFacts| domain_of(&one.address) == domain;
    let staff = council.people.has_address(email) || council.mailboxes.values().any(own);
    staff.then(|| format!("{email} is the council's own address; give the resident's, or none"))
}

/// The cases that there are of those that a text names.
async fn named_cases(
    store: &Store,
    council: &Council,
    text: &str,
) -> Result<Vec<CaseRef>, Failure> {
    let mut found: Vec<CaseRef> = Vec::new();
    for policy in council.rulebook.policies.values() {
        for named in policy.reference.find(text) {
            if !found.contains(&named) && store.case(&named.0).await?.is_some() {
                found.push(named);
            }
        }
    }
    Ok(found)
}

/// Who complained, as it was taken in.
async fn contact_of(store: &Store, on: &StoredCase) -> Result<Contact, Failure> {
    let opening = &on.case.opening;
    let party = &opening.complainant;
    let taken_in = store.raw(opening.message).await?;
    let entered = match store.is_entered(opening.message).await? {
        true => crate::message::read(
            &taken_in.bytes,
            &crate::message::budget::Budget::default(),
            &crate::message::Own::default(),
        )
        .ok()
        .and_then(|message| Entry::of_mail(&message)),
        false => None,
    };
    Ok(entered.map(|entry| entry.contact).unwrap_or_else(|| Contact {
        name: party.name.clone(),
        email: given(Some(&party.address)),
        ..Contact::default()
    }))
}
