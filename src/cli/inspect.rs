//! `redress inspect`: what a message is.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::output::{self, Failure, Lines, bold};
use crate::message::budget::Budget;
use crate::message::{Address, FailedRecipient, Message, Origin, Own, read};

/// What a message is: who or what sent it, what was written this time
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress inspect mail.eml
  redress inspect --json mails/*.eml
  cat mail.eml | redress inspect -")]
pub struct Inspect {
    /// Mail files; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

impl Inspect {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let mut lines = Lines::default();
        let mut good = true;
        for file in &self.files {
            let bytes = match read_file(file) {
                Ok(bytes) => bytes,
                Err(why) => {
                    output::complain(format!("{}: {why}", file.display()));
                    good = false;
                    continue;
                }
            };
            let name = file.display().to_string();
            match read(&bytes, &Budget::default(), &Own::default()) {
                Ok(message) if self.json => lines.json(&as_json(&name, &message))?,
                Ok(message) => for_people(&name, &message, &mut lines),
                Err(why) => {
                    good = false;
                    if self.json {
                        lines.json(&unreadable(&name, &why.to_string()))?;
                    } else {
                        lines.line(format!("{}: unreadable: {why}", bold(&name)));
                    }
                }
            }
        }
        lines.print()?;
        Ok(if good { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

/// A file's bytes; `-` is standard input.
pub fn read_file(file: &Path) -> Result<Vec<u8>, String> {
    if file == Path::new("-") {
        let mut bytes = Vec::new();
        return match std::io::stdin().lock().read_to_end(&mut bytes) {
            Ok(_) => Ok(bytes),
            Err(error) => Err(error.to_string()),
        };
    }
    std::fs::read(file).map_err(|error| error.to_string())
}

fn bounces(origin: &Origin) -> &[FailedRecipient] {
    match origin {
        Origin::Bounce(all) | Origin::Delay(all) => all,
        Origin::Person(_)
        | Origin::AutoReply
        | Origin::List
        | Origin::Calendar
        | Origin::Receipt
        | Origin::Own
        | Origin::Unreadable => &[],
    }
}

fn as_json(file: &str, message: &Message) -> Value {
    let origin = &message.judged.origin;
    let all = bounces(origin);
    json!({
        "file": file,
        "message_id": message.message_id,
        "subject": message.subject,
        "from": message.from.first(),
        "to": message.to,
        "cc": message.cc,
        "date": message.date,
        "origin": origin.as_str(),
        "origin_because": message.judged.because,
        "may_acknowledge": origin.may_acknowledge(),
        "may_be_person": message.judged.may_be_person,
        "bounce": all.first(),
        "bounces": all,
        "references": message.references,
        "text": message.text,
        "new_text": message.new_text,
        "signature": message.signature,
        "disclaimer": message.disclaimer,
        "forwarded": message.forwarded,
        "attachments": message.attachments,
        "problems": message.problems,
    })
}

fn unreadable(file: &str, why: &str) -> Value {
    json!({
        "file": file, "message_id": null, "subject": null, "from": null, "to": [], "cc": [],
        "date": null, "origin": "unreadable", "origin_because": why, "may_acknowledge": false,
        "may_be_person": true,
        "bounce": null, "bounces": [], "references": [], "text": "", "new_text": "",
        "signature": "", "disclaimer": "", "forwarded": [],
        "attachments": [], "problems": [why],
    })
}

fn for_people(file: &str, message: &Message, lines: &mut Lines) {
    let origin = &message.judged.origin;
    lines.line(bold(file));
    lines.line(format!("  from:     {}", addresses(&message.from)));
    lines.line(format!("  to:       {}", addresses(&message.to)));
    lines.line(format!("  subject:  {}", super::output::one_line(&message.subject, 100)));
    if let Some(date) = message.date {
        lines.line(format!("  date:     {}", super::output::when(date)));
    }
    lines.line(format!("  origin:   {} ({})", origin.as_str(), message.judged.because));
    let may = if origin.may_acknowledge() { "yes" } else { "no" };
    lines.line(format!("  may be acknowledged: {may}"));
    if message.judged.may_be_person {
        lines.line("  a person may have written it: an officer looks at it");
    }
    for bounce in bounces(origin) {
        let kind = if bounce.permanent { "for good" } else { "for now" };
        let recipient = super::output::or_dash(bounce.recipient.as_ref());
        let status = super::output::or_dash(bounce.status.as_ref());
        lines.line(format!("  failed:   {recipient}, {kind}, status {status}"));
    }
    for file in &message.attachments {
        let (name, size) = (super::output::one_line(&file.name, 80), file.size);
        lines.line(format!("  attached: {name} ({}, {size} bytes)", file.media_type));
    }
    for problem in &message.problems {
        lines.line(format!("  problem:  {problem}"));
    }
    for mail in &message.forwarded {
        let from = mail.from.address.as_ref().or(mail.from.name.as_ref());
        let from = super::output::one_line(from.map_or("-", String::as_str), 60);
        let date = mail.date.map_or_else(|| "-".to_owned(), super::output::when);
        lines.line(format!("  passed on: mail from {from}, {date}"));
    }
    lines.line("  what was written this time:");
    for line in message.new_text.lines() {
        lines.line(format!("    {line}").trim_end());
    }
    lines.line("");
}

fn addresses(all: &[Address]) -> String {
    let words: Vec<String> = all
        .iter()
        .map(|one| match &one.name {
            Some(name) => format!("{} <{}>", super::output::one_line(name, 60), one.address),
            None => one.address.clone(),
        })
        .collect();
    if words.is_empty() { "-".to_owned() } else { words.join(", ") }
}
