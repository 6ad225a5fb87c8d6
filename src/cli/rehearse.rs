//! `redress rehearse`: the whole pipeline over a folder of mail, with a clock
//! that is wound forward.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::Args;

use super::ConfigArg;
use super::deadlines::instant;
use super::output::{Failure, Lines, bold, complain, one_line, warn, when};
use crate::config;
use crate::council::Council;
use crate::letters::facts::long_date;
use crate::policy::calendar::local_day;
use crate::rehearsal::script::{self, Off, Script, ScriptError};
use crate::rehearsal::{Line, RehearsalError, Told, rehearse};

/// Show what would become of a folder of mail, without sending or storing anything
///
/// The mails are read at their own times; the clock is wound forward to each next event: mail,
/// reminders, chases, days that pass. Try a policy or a ladder on last month's mail before it goes
/// live.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress rehearse --mail last-month --until 2027-01-31
  redress rehearse --mail last-month --until 2027-01-31 --letters
  redress rehearse --mail last-month --actions what-officers-did.jsonl --until 2027-01-31 --json
  redress rehearse --mail last-month --off 2026-12-24/2026-12-29 --until 2027-01-31

Each line of --actions is what an officer does:
  {\"at\": \"2026-12-17T09:15:00Z\", \"by\": \"r.patel\",
   \"case_of\": \"Message-ID of the mail that opened the case\", \"action\": \"/note called her\"}
Dates without a time begin at midnight in London; --until takes a date to its end.")]
pub struct Rehearse {
    #[command(flatten)]
    config: ConfigArg,
    /// Folder of .eml files; each arrives at its topmost Received date, else its Date
    #[arg(long, value_name = "DIR")]
    mail: PathBuf,
    /// The end; what comes later is ignored
    #[arg(long, value_name = "TIME", value_parser = end)]
    until: DateTime<Utc>,
    /// What officers do, as JSON Lines
    #[arg(long, value_name = "FILE")]
    actions: Option<PathBuf>,
    /// An outage: nothing runs between the two instants; may be repeated
    #[arg(long, value_name = "FROM/TO", value_parser = off)]
    off: Vec<Off>,
    /// Print the text of every letter too
    #[arg(long, conflicts_with = "json")]
    letters: bool,
    /// Tell of digests too, which are most of the letters
    #[arg(long, conflicts_with = "json")]
    all: bool,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

/// An instant, or the last second of a day.
fn end(text: &str) -> Result<DateTime<Utc>, String> {
    match text.parse() {
        Ok(day) => Ok(crate::policy::calendar::end_of_day(day).to_utc()),
        Err(_) => instant(text),
    }
}

fn off(text: &str) -> Result<Off, String> {
    let mend = "write it as FROM/TO, such as 2026-12-24T18:00:00Z/2026-12-29T08:00:00Z";
    let (from, to) = text.split_once('/').ok_or(mend)?;
    let off = Off { from: instant(from.trim())?, to: instant(to.trim())? };
    if off.from < off.to { Ok(off) } else { Err("the outage ends before it begins".to_owned()) }
}

impl Rehearse {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        let path = config::find(self.config.config.as_deref());
        let (config, council, warnings) = Council::load(&path, local_day(self.until))?;
        warn(&warnings);
        let actions = match &self.actions {
            Some(file) => script::read_actions(file, &council)?,
            None => Vec::new(),
        };
        let mails = script::read_folder(&self.mail)?;
        let files = mails.len();
        let mails = script::judge_all(&config, &council.rulebook, mails, self.until)?;
        let script = Script {
            mails,
            actions,
            changes: Vec::new(),
            off: self.off,
            refuses: Vec::new(),
            until: self.until,
        };
        let outcome = rehearse(&config, council, script).await?;
        let mut lines = Lines::default();
        if self.json {
            for line in &outcome.lines {
                lines.json(line)?;
            }
        } else {
            for_people(&outcome.lines, self.letters, self.all, &mut lines);
            sum_up(&outcome.lines, files, self.all, &mut lines);
        }
        lines.print()?;
        // Above thousands of lines it would be overlooked.
        for warning in &outcome.warnings {
            complain(format!("redress: {warning}"));
        }
        Ok(ExitCode::from(u8::from(outcome.unreadable > 0)))
    }
}

/// Whether the readable output leaves it out: a digest says again what stands in
/// other lines, every day.
fn is_digest(told: &Told) -> bool {
    matches!(told, Told::Letter { letter, .. } if letter == "digest")
}

fn for_people(told: &[Line], letters: bool, all: bool, lines: &mut Lines) {
    let mut day = None;
    for line in told.iter().filter(|line| all || !is_digest(&line.told)) {
        let today = local_day(line.at);
        if day != Some(today) {
            lines.line(format!(
                "{}{}",
                if day.is_some() { "\n" } else { "" },
                bold(&long_date(today))
            ));
            day = Some(today);
        }
        let time = when(line.at);
        let time = time.rsplit(' ').next().unwrap_or_default();
        let case = line.case.as_deref().unwrap_or("-");
        lines.line(format!("  {time}  {case:<15}  {}", in_words(&line.told)));
        if let (true, Told::Letter { text, .. }) = (letters, &line.told) {
            for line in text.lines() {
                lines.line(format!("         | {line}").trim_end());
            }
        }
    }
}

fn in_words(told: &Told) -> String {
    let spaced = |text: &str| text.replace('_', " ");
    match told {
        Told::Message { file, origin, label, outcome, .. } => {
            let what = match origin.as_deref() {
                Some("person") => label.clone().unwrap_or_default(),
                other => other.unwrap_or("unreadable").to_owned(),
            };
            let outcome = outcome.as_deref().unwrap_or("no outcome");
            format!("mail {}: {}, {outcome}", one_line(file, 40), spaced(&what))
        }
        Told::CaseOpened(case) => format!("opened: {}", case_words(case)),
        Told::CaseChanged(case) => format!("changed: {}", case_words(case)),
        Told::DutySet(duty) => match &duty.due {
            Some(due) => format!("due {}: {}", day_of(due), duty_words(duty)),
            None => format!("due on no day: {}", duty_words(duty)),
        },
        Told::DutyMet(duty) => format!("met: {}", duty_words(duty)),
        Told::DutyMissed(duty) => format!("MISSED: {}", duty_words(duty)),
        Told::DutyWithdrawn(duty) => format!("no longer due: {}", duty_words(duty)),
        Told::Letter { letter, to, subject, .. } => {
            format!("{} to {to}: {}", spaced(letter), one_line(subject, 70))
        }
        Told::Held { reason } => format!("HELD for a person: {}", one_line(reason, 90)),
        Told::Alert { alert, text } => format!("ALERT ({}): {}", spaced(alert), one_line(text, 90)),
    }
}

fn case_words(case: &crate::rehearsal::CaseTold) -> String {
    let stage = case.stage.map(|stage| format!(", stage {stage}")).unwrap_or_default();
    let with = case.assigned_to.as_deref().unwrap_or("nobody yet");
    let flags = match case.flags.is_empty() {
        true => String::new(),
        false => format!(" [{}]", case.flags.join(", ")),
    };
    format!("{}{stage}, {}, with {with}{flags}", case.kind.replace('_', " "), case.state)
}

fn duty_words(duty: &crate::rehearsal::DutyTold) -> String {
    let clause = duty.clause.as_ref().map(|clause| format!(" ({clause})")).unwrap_or_default();
    let stage = duty.stage.map(|stage| format!(", stage {stage}")).unwrap_or_default();
    let which = match (duty.duty, &duty.which) {
        (_, None) => String::new(),
        ("notify", Some(whom)) => format!(", pass this on to {whom}"),
        (_, Some(what)) => format!(", {}", one_line(what, 60)),
    };
    format!("{}{which}{stage}{clause}", duty.duty)
}

fn day_of(due: &str) -> String {
    let day = due.get(..10).and_then(|day| day.parse().ok());
    day.map_or_else(|| due.to_owned(), long_date)
}

/// The figures that a manager would ask for first.
fn sum_up(told: &[Line], files: usize, all: bool, lines: &mut Lines) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut count = |what: String| *counts.entry(what).or_insert(0) += 1;
    for line in told {
        match &line.told {
            Told::Message { outcome, .. } => {
                count(format!("mails {}", outcome.as_deref().unwrap_or("without outcome")));
            }
            Told::CaseOpened(case) => count(format!("cases: {}", case.kind.replace('_', " "))),
            Told::DutyMissed(duty) => count(format!("missed: {}", duty.duty)),
            Told::Letter { letter, .. } => count(format!("letters: {}", letter.replace('_', " "))),
            Told::Alert { alert, .. } => count(format!("alerts: {}", alert.replace('_', " "))),
            Told::CaseChanged(_)
            | Told::DutySet(_)
            | Told::DutyMet(_)
            | Told::DutyWithdrawn(_)
            | Told::Held { .. } => {}
        }
    }
    lines.line("");
    lines
        .line(bold(&format!("{files} mails in the folder. Nothing was sent, nothing was stored.")));
    for (what, number) in counts {
        let hidden = match what == "letters: digest" && !all {
            true => " (not shown; --all shows them)",
            false => "",
        };
        lines.line(format!("  {number:>6}  {what}{hidden}"));
    }
}

impl From<ScriptError> for Failure {
    fn from(error: ScriptError) -> Self {
        Failure::Usage(error.to_string())
    }
}

impl From<RehearsalError> for Failure {
    fn from(error: RehearsalError) -> Self {
        Failure::Wrong(error.to_string())
    }
}
