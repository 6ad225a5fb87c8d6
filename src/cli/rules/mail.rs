//! A message to try rules on: a mail, a text, or a line of JSON Lines.

use std::path::Path;

use crate::cli::inspect::read_file;
use crate::message::budget::Budget;
use crate::message::reply::{self, Context};
use crate::message::{Message, Own, Unreadable, read};
use crate::rules::trial::Labelled;
use crate::rules::{Text, Thread};

/// The message.
pub enum Mail {
    /// A mail.
    Eml(Box<Message>),
    /// Subject, sender and words.
    Plain(Labelled),
}

/// The lists that a mail's [`Text`] borrows.
pub struct Parts<'m> {
    mail: &'m Mail,
    to: Vec<&'m str>,
    attachments: Vec<&'m str>,
    headers: Vec<(&'m str, &'m str)>,
}

impl Mail {
    /// Reads a file; `id` picks a line of JSON Lines.
    pub fn read(file: &Path, id: Option<&str>) -> Result<Self, String> {
        let bytes = bytes_of(file)?;
        let lines = file.extension().is_some_and(|ending| ending == "jsonl")
            || bytes.first().is_some_and(|byte| *byte == b'{');
        if lines {
            let text = String::from_utf8_lossy(&bytes);
            let mut all =
                text.lines().filter_map(|line| serde_json::from_str(line).ok().map(as_mail));
            let found = all.find(|message| id.is_none_or(|id| message.id == id));
            return found.map(Mail::Plain).ok_or_else(|| match id {
                Some(id) => format!("{}: there is no message {id}", file.display()),
                None => format!("{}: there is no message", file.display()),
            });
        }
        match read(&bytes, &Budget::default(), &Own::default()) {
            Ok(message) => Ok(Mail::Eml(Box::new(message))),
            Err(Unreadable::NoMail) => Ok(Mail::Plain(plain(&String::from_utf8_lossy(&bytes)))),
            Err(why) => Err(format!("{}: {why}", file.display())),
        }
    }

    /// What to borrow from.
    pub fn parts(&self) -> Parts<'_> {
        let mut parts =
            Parts { mail: self, to: Vec::new(), attachments: Vec::new(), headers: Vec::new() };
        if let Mail::Eml(message) = self {
            let to = message.to.iter().chain(&message.cc);
            parts.to = to.map(|to| to.address.as_str()).collect();
            parts.attachments = message.attachments.iter().map(|it| it.name.as_str()).collect();
            parts.headers = message.headers.iter().collect();
        }
        parts
    }

    /// The file's name, with the line's.
    pub fn name(&self, file: &Path) -> String {
        match self {
            Mail::Plain(message) if !message.id.is_empty() => {
                format!("{} {}", file.display(), message.id)
            }
            Mail::Plain(_) | Mail::Eml(_) => file.display().to_string(),
        }
    }
}

impl<'m> Parts<'m> {
    /// The message as rules see it.
    pub fn text(&self) -> Text<'_> {
        match self.mail {
            Mail::Plain(message) => message.text(),
            Mail::Eml(message) => Text {
                subject: &message.subject,
                body: &message.new_text,
                from: message.from.first().map_or("", |from| from.address.as_str()),
                whole: &message.text,
                to: &self.to,
                attachments: &self.attachments,
                headers: &self.headers,
                thread: Thread::default(),
            },
        }
    }
}

/// A line of JSON Lines, read like the mail that it was: only what its sender
/// wrote this time is judged.
pub fn as_mail(line: Labelled) -> Labelled {
    let context = Context { subject: &line.subject, has_references: false };
    let own = reply::read(&line.body, None, &context).new_text;
    line.own_words(own)
}

/// A file's bytes; `-` is standard input.
pub fn bytes_of(file: &Path) -> Result<Vec<u8>, String> {
    let name = file.display();
    if file != Path::new("-") && !file.exists() {
        let here = if file.is_relative() { " here" } else { "" };
        return Err(format!("there is no file {name}{here}"));
    }
    read_file(file).map_err(|why| format!("{name}: {why}"))
}

/// A text: with an empty second line the first is the subject.
pub fn plain(text: &str) -> Labelled {
    let mut lines = text.splitn(3, '\n');
    let (first, second, rest) = (lines.next(), lines.next(), lines.next());
    let (subject, body) = match (first, second, rest) {
        (Some(subject), Some(second), Some(rest)) if second.trim().is_empty() => (subject, rest),
        _ => ("", text),
    };
    let subject = subject.trim_start_matches("Subject:").trim();
    Labelled { subject: subject.to_owned(), body: body.to_owned(), ..Labelled::default() }
}
