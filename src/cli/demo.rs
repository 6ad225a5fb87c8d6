//! `redress demo`: the main job on an embedded mailbox, with nothing to set up.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::{DateTime, Duration, Utc};
use clap::Args;

use super::output::{Failure, Lines, Table, bold, one_line, or_dash};
use crate::config::Config;
use crate::daemon::{self, Daemon};
use crate::store::{LetterRow, Store};

/// See the main job done, with nothing to install or set up
///
/// Residents' mail in a folder is taken in, judged, logged, acknowledged and given to teams; the
/// letters go into another folder. Nothing is sent anywhere.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress demo
  redress demo --dir /tmp/try-redress")]
pub struct Demo {
    /// Where to put the demonstration [default: a new folder for temporary files]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

const CONFIG: &str = include_str!("demo/redress.toml");

const MAIL: &[(&str, &str)] = &[
    ("01-boiler", include_str!("demo/01-boiler.eml")),
    ("02-street-light", include_str!("demo/02-street-light.eml")),
    ("03-caretaker", include_str!("demo/03-caretaker.eml")),
    ("04-benches", include_str!("demo/04-benches.eml")),
    ("05-bins-again", include_str!("demo/05-bins-again.eml")),
    ("06-boiler-again", include_str!("demo/06-boiler-again.eml")),
    ("07-gas", include_str!("demo/07-gas.eml")),
    ("08-foi", include_str!("demo/08-foi.eml")),
    ("09-councillor", include_str!("demo/09-councillor.eml")),
    ("10-out-of-office", include_str!("demo/10-out-of-office.eml")),
    ("11-newsletter", include_str!("demo/11-newsletter.eml")),
    ("12-nobody", include_str!("demo/12-nobody.eml")),
    ("13-pavement", include_str!("demo/13-pavement.eml")),
];

impl Demo {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        let clock = daemon::clock();
        let folder = self.folder(clock.now())?;
        lay_out(&folder, clock.now())?;
        let path = folder.join("redress.toml");
        let (config, _) = Config::load(&path)?;
        let store = config.store.clone();
        let mut lines = Lines::default();
        lines.line(bold("Redress takes a complaints mailbox in"));
        lines.line(format!(
            "{} mails lie in {}. They are read, judged by rules,\nlogged as cases, answered, and given to \
             teams. Nothing leaves this machine.\n",
            MAIL.len(),
            folder.join("mail").display()
        ));
        Daemon::open(&path, clock).await?.once().await?;
        let store = Store::open_to_read(&store).await?;
        show_messages(&store, &mut lines).await?;
        show_letters(&store, &mut lines).await?;
        let first = store.case_references().await?.into_iter().next();
        how_to_go_on(&folder, &first.unwrap_or_default(), &mut lines);
        lines.print()?;
        Ok(ExitCode::SUCCESS)
    }

    fn folder(&self, now: DateTime<Utc>) -> Result<PathBuf, Failure> {
        let Some(folder) = &self.dir else {
            let name = format!("redress-demo-{}-{}", now.timestamp(), std::process::id());
            return Ok(std::env::temp_dir().join(name));
        };
        let filled = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
        if filled {
            return Err(Failure::Wrong(format!(
                "{} is not empty; name a new folder with --dir, or remove it",
                folder.display()
            )));
        }
        Ok(folder.clone())
    }
}

/// Writes the configuration and the mail; each arrives a minute after the one
/// before, the last one now.
fn lay_out(folder: &Path, now: DateTime<Utc>) -> Result<(), Failure> {
    let file = |path: &Path, done: std::io::Result<()>| {
        let wrong = |error| format!("{} can't be written: {error}", path.display());
        done.map_err(|error| Failure::Wrong(wrong(error)))
    };
    for part in ["mail/new", "mail/cur", "mail/tmp"] {
        let path = folder.join(part);
        file(&path, std::fs::create_dir_all(&path))?;
    }
    let config = folder.join("redress.toml");
    file(&config, std::fs::write(&config, CONFIG))?;
    let mut arrives = now - Duration::minutes(i64::try_from(MAIL.len()).unwrap_or(0));
    for (number, (name, text)) in MAIL.iter().enumerate() {
        arrives += Duration::minutes(1);
        let path = folder.join("mail/new").join(format!("{}.{name}", arrives.timestamp()));
        let age = std::time::Duration::from_secs(60 * (MAIL.len() - number) as u64);
        let text = text.replace("{DATE}", &arrives.to_rfc2822());
        file(&path, write_aged(&path, &text, age))?;
    }
    Ok(())
}

fn write_aged(path: &Path, text: &str, age: std::time::Duration) -> std::io::Result<()> {
    std::fs::write(path, text)?;
    let file = std::fs::File::options().write(true).open(path)?;
    file.set_modified(std::time::SystemTime::now() - age)
}

async fn show_messages(store: &Store, lines: &mut Lines) -> Result<(), Failure> {
    lines.line(bold("What became of each message"));
    let mut table = Table::new(&["FROM", "SUBJECT", "JUDGED", "OUTCOME", "CASE", "WITH"]);
    let cases = store.register(chrono::NaiveDate::MIN).await?;
    for row in store.messages().await? {
        let raw = store.raw(crate::casework::MessageRef(row.id)).await?;
        let (from, subject) = sender_and_subject(&raw.bytes);
        let case = cases.iter().find(|case| Some(&case.reference) == row.case.as_ref());
        let judged = match row.origin.as_deref() {
            Some("person") => row.label.clone().unwrap_or_default().replace('_', " "),
            origin => or_dash(origin).replace('_', " "),
        };
        table.row(vec![
            one_line(&from, 24),
            one_line(&subject, 34),
            judged,
            or_dash(row.outcome),
            or_dash(row.case),
            case.map(|case| case.assigned_to.clone().unwrap_or_else(|| "triage".into()))
                .unwrap_or_default(),
        ]);
    }
    table.add_to(lines, "No message was taken in.");
    lines.line("");
    Ok(())
}

fn sender_and_subject(bytes: &[u8]) -> (String, String) {
    let budget = crate::message::budget::Budget::default();
    match crate::message::read(bytes, &budget, &crate::message::Own::default()) {
        Ok(message) => {
            let from = message.from.first().map(|from| from.address.clone());
            (from.unwrap_or_else(|| "(no sender)".to_owned()), message.subject)
        }
        Err(why) => ("(unreadable)".to_owned(), why.to_string()),
    }
}

async fn show_letters(store: &Store, lines: &mut Lines) -> Result<(), Failure> {
    let letters = store.outbox(true).await?;
    lines.line(bold("Letters that went out"));
    let mut table = Table::new(&["LETTER", "TO", "SUBJECT"]);
    for letter in &letters {
        table.row(vec![
            letter.letter.replace('_', " "),
            letter.to.clone(),
            one_line(&letter.subject, 70),
        ]);
    }
    table.add_to(lines, "No letter went out.");
    for wanted in ["acknowledgement", "assignment"] {
        if let Some(letter) = letters.iter().find(|letter| letter.letter == wanted) {
            show_letter(letter, lines);
        }
    }
    Ok(())
}

fn show_letter(letter: &LetterRow, lines: &mut Lines) {
    lines.line("");
    lines.line(bold(&format!("One of them: the {} to {}", letter.letter, letter.to)));
    lines.line(format!("  | Subject: {}", letter.subject));
    lines.line("  |");
    for line in letter.text.lines() {
        lines.line(format!("  | {line}").trim_end());
    }
}

/// How the program was called, so that it can be called so again: by its name
/// once it is installed, by its path before.
fn program() -> String {
    let called = std::env::args_os().next().map(PathBuf::from).unwrap_or_default();
    match called.components().count() {
        0 | 1 => "redress".to_owned(),
        _ => called.display().to_string(),
    }
}

fn how_to_go_on(folder: &Path, case: &str, lines: &mut Lines) {
    let config = folder.join("redress.toml");
    let config = config.display();
    let redress = program();
    lines.line("");
    lines.line(bold("How to look further"));
    lines.line(format!("  {redress} cases --config {config}"));
    lines.line(format!("  {redress} case {case} --config {config}"));
    lines.line(format!("  {redress} messages --config {config}"));
    lines.line(format!("  {redress} held --config {config}"));
    lines.line(format!("  {redress} status --config {config}"));
    lines.line(format!("  {redress} classify {}/mail/new/*", folder.display()));
    lines.line(format!(
        "Put another mail into {}/mail/new and try\n  {redress} run --once --config {config}",
        folder.display()
    ));
    lines.line(format!("The folder {} is yours to remove.", folder.display()));
}
