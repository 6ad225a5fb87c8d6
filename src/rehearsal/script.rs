//! What is rehearsed: mail in the order of its arrival, officers' actions,
//! outages, and changes of the council's files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use crate::casework::Officer;
use crate::config::Config;
use crate::council::{Council, Rulebook};
use crate::intake::judge::{Arrival, Judged, Judgement};
use crate::intake::{MailboxIntake, Shared};
use crate::letters::Marks;
use crate::message::Seen;

/// A mail of the rehearsal, judged by the production code.
#[derive(Debug)]
pub struct Mail {
    /// When it arrives: its topmost `Received`, else its `Date`.
    pub at: DateTime<Utc>,
    /// Name of the file.
    pub file: String,
    /// Addresses it names as recipients, in lower case.
    pub recipients: BTreeSet<String>,
    /// What it is.
    pub judged: Judged,
}

/// Something that an officer does.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// When.
    pub at: DateTime<Utc>,
    /// Id of the officer.
    pub by: String,
    /// Message-ID of the mail that opened the case.
    pub case_of: String,
    /// The text, as the officer would write it in a mail.
    pub action: String,
}

/// A time in which nothing runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Off {
    /// The first instant.
    pub from: DateTime<Utc>,
    /// The first instant after.
    pub to: DateTime<Utc>,
}

/// Everything that is to happen.
#[derive(Debug)]
pub struct Script {
    /// Mail, in any order.
    pub mails: Vec<Mail>,
    /// Officers' actions, in any order.
    pub actions: Vec<Action>,
    /// Files of the council that take the place of those before, as after a
    /// reload.
    pub changes: Vec<(DateTime<Utc>, Council)>,
    /// Outages.
    pub off: Vec<Off>,
    /// Addresses that the mail server refuses.
    pub refuses: Vec<String>,
    /// The end; what comes later is ignored.
    pub until: DateTime<Utc>,
}

/// A file or folder of the rehearsal that can't be used.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {why}")]
pub struct ScriptError {
    /// File, and line where there is one.
    pub place: String,
    /// What is wrong and what to do.
    pub why: String,
}

impl ScriptError {
    fn new(place: impl Into<String>, why: impl Into<String>) -> Self {
        Self { place: place.into(), why: why.into() }
    }
}

/// The `.eml` files of a folder, by name: name and bytes.
///
/// # Errors
/// When the folder or one of the files can't be read.
pub fn read_folder(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, ScriptError> {
    let wrong = |path: &Path, error: std::io::Error| {
        ScriptError::new(path.display().to_string(), format!("it can't be read: {error}"))
    };
    let entries = std::fs::read_dir(folder).map_err(|error| wrong(folder, error))?;
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| wrong(folder, error))?.path();
        if path.extension().is_some_and(|ending| ending == "eml") {
            paths.push(path);
        }
    }
    paths.sort();
    let read = |path: PathBuf| {
        let bytes = std::fs::read(&path).map_err(|error| wrong(&path, error))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok((name.unwrap_or_default(), bytes))
    };
    paths.into_iter().map(read).collect()
}

/// Reads officers' actions, one JSON object a line, and checks who acts.
///
/// # Errors
/// The first line that can't be used.
pub fn read_actions(path: &Path, council: &Council) -> Result<Vec<Action>, ScriptError> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|error| ScriptError::new(&name, format!("it can't be read: {error}")))?;
    let mut actions = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let place = format!("{name}:{}", number + 1);
        let action: Action = serde_json::from_str(line).map_err(|error| {
            let why = format!(
                "{error}; write {{\"at\": \"2026-12-17T09:15:00Z\", \"by\": \"OFFICER-ID\", \
                 \"case_of\": \"MESSAGE-ID\", \"action\": \"/note …\"}}"
            );
            ScriptError::new(&place, why)
        })?;
        if council.people.officer(&action.by).is_none() {
            let why = format!("there is no officer \"{}\"; see [[officer]]", action.by);
            return Err(ScriptError::new(place, why));
        }
        actions.push(action);
    }
    Ok(actions)
}

/// Judges mails and finds out when each arrives. One without any date comes at
/// the end, so that it is accounted for and changes nothing before.
///
/// # Errors
/// When the system has no thread to judge it on.
pub fn judge_all(
    config: &Config,
    rulebook: &Rulebook,
    mails: Vec<(String, Vec<u8>)>,
    until: DateTime<Utc>,
) -> Result<Vec<Mail>, ScriptError> {
    let judgement = judgement(config);
    let judge = |(file, bytes): (String, Vec<u8>)| {
        let seen = Seen::File(file.clone());
        let judged = judgement.judge(rulebook, seen, bytes, Arrival::File(until));
        arriving(file, judged)
    };
    let mut shares: Vec<Vec<(String, Vec<u8>)>> = vec![Vec::new(); threads()];
    let share = mails.len().div_ceil(shares.len()).max(1);
    for (number, mail) in mails.into_iter().enumerate() {
        if let Some(of) = shares.get_mut(number / share) {
            of.push(mail);
        }
    }
    std::thread::scope(|scope| {
        let judging: Vec<_> = shares
            .into_iter()
            .map(|share| {
                let judge = || share.into_iter().map(judge).collect::<Vec<_>>();
                // An absurd mail may need a deep stack.
                std::thread::Builder::new().stack_size(16 << 20).spawn_scoped(scope, judge)
            })
            .collect();
        let lost = || ScriptError::new("the mail", "a thread that judges it failed; try again");
        let mut mails = Vec::new();
        for one in judging {
            mails.extend(one.map_err(|_| lost())?.join().map_err(|_| lost())?);
        }
        Ok(mails)
    })
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(8)
}

/// The Message-IDs of a rehearsal: with the council's key where the
/// configuration has one, else always the same.
pub fn marks(config: &Config) -> Marks {
    use secrecy::ExposeSecret;
    let key = config.key.as_ref().map_or("rehearsal", |key| key.expose_secret());
    Marks::new(key.as_bytes())
}

fn arriving(file: String, mut judged: Judged) -> Mail {
    let mut recipients = BTreeSet::new();
    let mut at = judged.received_at;
    if let Ok(reading) = &judged.reading {
        let message = &reading.message;
        at = message.arrived.or(message.date).unwrap_or(at);
        // What staff forward counts from the day it was sent, and is here only now.
        let sent = reading.said.forwarded.as_ref().and_then(|mail| mail.date);
        judged.received_at = sent.map_or(at, |sent| sent.min(at));
        recipients.extend(message.to.iter().chain(&message.cc).map(|one| one.key()));
    }
    Mail { at, file, recipients, judged }
}

/// An action as the mail that the officer would send: the answer to a letter
/// that the case's staff got.
pub(super) fn as_mail(
    action: &Action,
    case: &str,
    officer: &Officer,
    mailbox: &str,
    answers: Option<String>,
    number: usize,
) -> Vec<u8> {
    let thread = answers.map(|id| format!("In-Reply-To: <{id}>\r\n")).unwrap_or_default();
    let at = action.at.to_rfc2822();
    let id = format!("action-{number}@rehearsal.invalid");
    format!(
        "Received: from officer by rehearsal; {at}\r\nFrom: {}\r\nTo: {mailbox}\r\n\
         Subject: Re: [{case}]\r\nDate: {at}\r\nMessage-ID: <{id}>\r\n{thread}\
         MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: 8bit\r\n\r\n{}\r\n",
        officer.address.as_str(),
        action.action.replace("\r\n", "\n").replace('\n', "\r\n")
    )
    .into_bytes()
}

/// Mail is judged before it is known which mailbox it is for: by what all of
/// them together know.
fn judgement(config: &Config) -> Judgement {
    let marks = marks(config);
    let mut all = Judgement::default();
    for mailbox in &config.mailboxes {
        let one = Judgement::of(mailbox, &marks, false);
        all.budget.bytes = all.budget.bytes.max(one.budget.bytes);
        all.forms.extend(one.forms);
        all.own.addresses.extend(one.own.addresses);
        all.own.lists.extend(one.own.lists);
        all.own.loop_mark = one.own.loop_mark;
        all.authserv_id = one.authserv_id;
    }
    all
}

/// Judges an officer's mail with the rules of the moment.
pub(super) fn judge_now(
    intake: &MailboxIntake,
    shared: &Shared,
    mail: Vec<u8>,
    action: &Action,
    number: usize,
) -> Judged {
    let council = shared.council();
    let seen = Seen::File(format!("action {number}"));
    intake.judgement().judge(&council.rulebook, seen, mail, Arrival::File(action.at))
}
