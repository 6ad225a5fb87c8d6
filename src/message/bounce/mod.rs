//! Delivery reports: for whom, for good or for now, and about which letter. The
//! standard ones (RFC 3464) by their fields; the others, and there are many, by
//! their words.

mod codes;
mod events;
mod returned;
pub(super) mod sender;
mod status;
mod words;

use super::Message;
use super::mime::Parts;
use super::pattern::Pattern;
use super::sections::{self, Section};
use returned::Returned;
use sender::System;
use status::{Action, Fate};

/// One recipient of a delivery report.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct FailedRecipient {
    /// The address that failed, without its type.
    pub recipient: Option<String>,
    /// Whether trying again is pointless.
    pub permanent: bool,
    /// Status code of RFC 3463.
    pub status: Option<String>,
    /// Message-ID of the mail that was not delivered.
    pub original_message_id: Option<String>,
    /// The address as the mail was sent to it, where the report tells it and a
    /// forward led to another (RFC 3464, 2.3.1).
    pub original_recipient: Option<String>,
    /// Subject of the mail that was not delivered.
    pub original_subject: Option<String>,
    /// What the server said.
    pub diagnostic: Option<String>,
}

/// What became of the mail that a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It won't arrive.
    Failed,
    /// It is late and still tried.
    Delayed,
    /// It arrived.
    Delivered,
}

/// A delivery report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Every recipient it speaks of that matters: the failed ones, or the
    /// delayed ones where none failed.
    pub recipients: Vec<FailedRecipient>,
    /// What happened.
    pub outcome: Outcome,
    /// What showed it.
    pub because: String,
    /// Its sender is a mail system; without that, a person may have written it.
    pub certain: bool,
}

/// Longest words of a server that are kept.
const MAX_DIAGNOSTIC: usize = 400;

/// Reads a delivery report, if the message is one.
pub(super) fn read(message: &Message, parts: &Parts<'_>) -> Option<Report> {
    let system = sender::system(message);
    let subject = sender::is_subject(&message.subject);
    let has_status = message.attachments.iter().any(|part| part.media_type.ends_with("-status"));
    let has_event = message.text.contains("bouncedRecipients");
    if system == System::No && !subject && !has_status && !has_event {
        return None;
    }
    let report = Taken::apart(parts);
    report
        .by_fields(message, system, subject)
        .or_else(|| report.by_rejection(message))
        .or_else(|| report.by_words(message, system, subject))
}

/// The three things that a report is made of (RFC 3462, 2).
struct Taken {
    /// Its own words.
    words: String,
    /// Fields of a delivery status.
    fates: Vec<Fate>,
    /// A disposition notification, if it has one (RFC 8098).
    disposition: Option<super::Headers>,
    returned: Returned,
}

impl Taken {
    fn apart(parts: &Parts<'_>) -> Self {
        let sections = sections::read(parts);
        let is_report = sections
            .first()
            .is_some_and(|top| top.media_type() == "multipart/report" || sections.len() == 1);
        let returned_at = sections.iter().skip(1).position(Section::is_returned).map(|at| at + 1);
        let returned_at = returned_at.unwrap_or(sections.len());
        let own = sections.get(..returned_at).unwrap_or_default();
        let after = sections.get(returned_at..).unwrap_or_default();
        let (words, quoted) = own_words(own);
        let mut fates = first_fates(own);
        if fates.is_empty() && is_report {
            fates = first_fates(after);
        }
        // A provider may wrap a whole report into a text of its own.
        let whole = match own {
            [one] => one.text.as_str(),
            _ => words.as_str(),
        };
        if fates.is_empty() && status::is_status(whole) {
            fates = status::fates(whole);
        }
        if fates.is_empty() {
            fates = events::fates(&words);
        }
        let returned = after.first().map(of_section).unwrap_or_default();
        let disposition = own
            .iter()
            .find(|part| part.media_type() == "message/disposition-notification")
            .map(|part| super::Headers::read(part.text.as_bytes()));
        let said = own.iter().map(|part| returned::mentioned(&part.text));
        let said = said.fold(Returned::default(), Returned::or);
        let returned = returned.or(quoted).or(said);
        Self { words, fates, disposition, returned }
    }

    /// By the fields of RFC 3464. A person who forwards a report has its parts
    /// inside an attached message, or writes under their own name and subject.
    fn by_fields(&self, message: &Message, system: System, subject: bool) -> Option<Report> {
        let is_event = senders_service(message);
        if self.fates.is_empty() || !(system > System::No || subject || is_event) {
            return None;
        }
        let of = |action| self.fates.iter().filter(move |fate| fate.action == action);
        let (mut outcome, mut chosen): (Outcome, Vec<&Fate>) =
            if of(Action::Failed).next().is_some() {
                (Outcome::Failed, of(Action::Failed).collect())
            } else if of(Action::Delayed).next().is_some() {
                (Outcome::Delayed, of(Action::Delayed).collect())
            } else {
                (Outcome::Delivered, Vec::new())
            };
        let late = codes::is_delay(&message.subject, "") && chosen.iter().all(|f| !f.permanent);
        if outcome == Outcome::Failed && late {
            outcome = Outcome::Delayed;
        }
        chosen.dedup_by(|a, b| a.recipient.is_some() && a.recipient == b.recipient);
        let mut recipients: Vec<FailedRecipient> =
            chosen.iter().map(|fate| self.of(fate)).collect();
        self.fill_in(message, &mut recipients);
        let because = "message/delivery-status (RFC 3464)".to_owned();
        let certain = system > System::No || is_event;
        Some(Report { recipients, outcome, because, certain })
    }

    fn of(&self, fate: &Fate) -> FailedRecipient {
        FailedRecipient {
            recipient: fate.recipient.clone(),
            permanent: fate.permanent,
            status: fate.status.clone(),
            original_recipient: fate.original_recipient.clone(),
            diagnostic: fate.diagnostic.as_deref().and_then(diagnostic),
            ..self.letter()
        }
    }

    fn letter(&self) -> FailedRecipient {
        FailedRecipient {
            original_message_id: self.returned.message_id.clone(),
            original_subject: self.returned.subject.clone(),
            ..FailedRecipient::default()
        }
    }

    /// A group that names no address takes the one in the words, if there is
    /// just one of each.
    fn fill_in(&self, message: &Message, recipients: &mut [FailedRecipient]) {
        let [one] = recipients else { return };
        if one.recipient.is_some() {
            return;
        }
        if let [named] = self.named(message).as_slice() {
            one.recipient = Some(named.address.clone());
        }
    }

    /// A mailbox that rejects by filter answers with a notification that the
    /// mail was deleted unseen (RFC 5429, 2.1.2; RFC 8098, 3.2.6.2). A reader
    /// who deletes by hand is no failure.
    fn by_rejection(&self, message: &Message) -> Option<Report> {
        let notice = self.disposition.as_ref()?;
        let disposition = notice.get("disposition")?.to_ascii_lowercase();
        let rejected = disposition.starts_with("automatic-action")
            && ["deleted", "denied", "failed"].iter().any(|word| disposition.contains(word));
        if !rejected {
            return None;
        }
        let recipient = notice.get("final-recipient").and_then(|value| {
            returned::addresses(value.split_once(';').map_or(value, |(_, rest)| rest)).next()
        });
        let id = notice.get("original-message-id").map(super::clues::clean);
        let one = FailedRecipient {
            recipient,
            permanent: !codes::is_for_now(&self.words),
            status: codes::status(&self.words),
            diagnostic: diagnostic(&self.words),
            original_message_id: id.or(self.returned.message_id.clone()),
            original_subject: self.returned.subject.clone(),
            original_recipient: None,
        };
        let because = format!("Disposition: {disposition} (RFC 5429, 2.1)");
        let certain = sender::system(message) > System::No;
        Some(Report { recipients: vec![one], outcome: Outcome::Failed, because, certain })
    }

    /// By the words. A mail system as sender and words of a delivery make a
    /// report; with less, the subject must be one's too.
    fn by_words(&self, message: &Message, system: System, subject: bool) -> Option<Report> {
        if is_answer_from_daemon_to_nobody(message) {
            return None;
        }
        let speaks = sender::speaks_of_delivery(&self.words);
        let named = self.named(message);
        let is_report = match system {
            System::Yes => subject || speaks,
            System::Automatic => subject && (speaks || !named.is_empty()),
            System::No => subject && speaks && !named.is_empty() && !has_greeting(&self.words),
        };
        if !is_report || (named.is_empty() && !(subject && speaks)) {
            return None;
        }
        let late = codes::is_delay(&message.subject, &self.words);
        let alone = named.len() == 1;
        let mut recipients: Vec<FailedRecipient> = named
            .iter()
            .map(|one| {
                let verdict = words::verdict(one, &self.words, alone);
                let whole = if alone { self.words.as_str() } else { "" };
                self.by_verdict(Some(one), verdict, whole, late)
            })
            .collect();
        if recipients.is_empty() {
            recipients.push(self.by_verdict(None, &self.words, "", late));
        }
        let outcome = if late { Outcome::Delayed } else { Outcome::Failed };
        let because = match system {
            System::Yes => "a mail system's report, in words (no RFC 3464 fields)",
            System::Automatic => "an automatic mail with the subject of a delivery report",
            System::No => "subject and words of a delivery report, by an unknown sender",
        };
        let certain = system > System::No;
        Some(Report { recipients, outcome, because: because.to_owned(), certain })
    }

    fn by_verdict(
        &self,
        named: Option<&words::Named>,
        verdict: &str,
        whole: &str,
        late: bool,
    ) -> FailedRecipient {
        let replied = codes::reply(verdict);
        let same_class = |code: &String| {
            replied.is_none_or(|reply| code.starts_with(if reply < 500 { '4' } else { '5' }))
        };
        // sendmail has the code in the transcript above its verdict.
        let status = codes::status(verdict)
            .or_else(|| codes::status(whole).filter(|code| !whole.is_empty() && same_class(code)));
        let class = status.as_deref().and_then(|code| code.chars().next());
        let permanent = match class {
            Some(class) => class == '5',
            None => match replied {
                Some(reply) => reply >= 500,
                None => !codes::is_for_now(&self.words),
            },
        };
        FailedRecipient {
            recipient: named.map(|named| named.address.clone()),
            permanent: permanent && !late,
            status,
            diagnostic: diagnostic(verdict),
            ..self.letter()
        }
    }

    /// The recipients that the report names: in the field of Exim and Gmail,
    /// else in its words, else the returned mail's only addressee.
    fn named(&self, message: &Message) -> Vec<words::Named> {
        let field = message.headers.all("x-failed-recipients").flat_map(returned::addresses);
        let mut others: Vec<String> = self.returned.from.clone();
        others.extend(message.to.iter().chain(&message.from).map(|one| one.address.clone()));
        let in_words = words::recipients(&self.words, &others);
        let mut named: Vec<words::Named> = Vec::new();
        for address in field {
            let same = |one: &&words::Named| one.address.eq_ignore_ascii_case(&address);
            let words = in_words.iter().find(same).map(|one| one.words.clone());
            if !named.iter().any(|one| one.address.eq_ignore_ascii_case(&address)) {
                named.push(words::Named { address, words: words.unwrap_or_default() });
            }
        }
        if named.is_empty() {
            named = in_words;
        }
        if named.is_empty()
            && let Some(from) = message.from.first()
        {
            named.extend(words::bare_names(&self.words, &from.domain()));
        }
        if named.is_empty()
            && let Some(address) = &self.returned.to
        {
            named.push(words::Named { address: address.clone(), words: String::new() });
        }
        named
    }
}

/// The words of the parts before the returned mail, and the header of one that
/// is quoted in them.
fn own_words(own: &[Section<'_>]) -> (String, Returned) {
    let has_parts = own.len() > 1;
    let mut words = String::new();
    let mut quoted = Returned::default();
    // What stands before the first boundary is for readers without MIME.
    for part in own.iter().skip(usize::from(has_parts)) {
        let kind = part.media_type();
        let is_text = kind.starts_with("text/") || kind == "multipart/report";
        if !is_text && has_parts {
            continue;
        }
        let text = part.words();
        let (own, header) = returned::split(&text);
        words.push_str(own);
        words.push('\n');
        let ends = header != Returned::default();
        quoted = quoted.or(header);
        if ends {
            break;
        }
    }
    (words, quoted)
}

fn first_fates(sections: &[Section<'_>]) -> Vec<Fate> {
    sections
        .iter()
        .filter(|part| part.media_type().ends_with("delivery-status"))
        .map(|part| status::fates(&part.text))
        .find(|fates| !fates.is_empty())
        .unwrap_or_default()
}

/// The header of the returned mail: the part's body, or the part's own header
/// where a system appends the mail without a header of the part.
fn of_section(part: &Section<'_>) -> Returned {
    if part.headers().has("received") {
        return Returned::of(part.headers());
    }
    Returned::of(&super::Headers::read(part.text.trim_start().as_bytes()))
}

/// A sending service's notifications by mail.
fn senders_service(message: &Message) -> bool {
    message.headers.has("x-amz-sns-message-id")
}

/// An out-of-office mail has an empty return path as well; the subjects of both
/// in one mail are a person's who is away.
fn is_answer_from_daemon_to_nobody(message: &Message) -> bool {
    message.headers.has("x-autoreply") || message.headers.has("x-autorespond")
}

/// People greet; mail systems don't, or only in a way of their own.
fn has_greeting(words: &str) -> bool {
    static GREETING: Pattern = Pattern::new(
        r"(?imx)^\s*(dear|hi\b|hello|hey|good\ (morning|afternoon|evening)|to\ whom|sehr\ geehrte
            |bonjour|hola|kind\ regards|best\ wishes|yours\ (sincerely|faithfully)|many\ thanks)",
    );
    static FIRST_PERSON: Pattern =
        Pattern::new(r"(?i)\b(i|my|we|our)\b.{0,60}\b(emailed|wrote|received|got|sent|complain)");
    GREETING.is_in(words) || FIRST_PERSON.is_in(words)
}

/// A server's words in one line, cut at a length that a letter can carry.
fn diagnostic(words: &str) -> Option<String> {
    let folded = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = folded.chars().take(MAX_DIAGNOSTIC).collect();
    (!cut.is_empty()).then_some(cut)
}

/// Tokens of letters in the addresses that a report came to: where letters have
/// an envelope sender of their own (`complaints+TOKEN@council.example`), the
/// report names its letter whatever else it says.
pub fn letter_tokens(headers: &super::Headers) -> Vec<String> {
    static TOKEN: Pattern = Pattern::new(r"(?i)[+=_-]([0-9a-f]{40})@");
    ["to", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-rcpt-to"]
        .iter()
        .flat_map(|name| headers.all(name))
        .flat_map(|value| TOKEN.each(value).map(|(_, token)| token.to_lowercase()))
        .collect()
}

#[cfg(test)]
mod tests;
