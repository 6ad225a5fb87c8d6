//! `redress case REF ACTION…`: the actions that officers have by mail, said on
//! the command line.

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::Args;
use secrecy::ExposeSecret;
use serde_json::json;

use super::output::{Failure, Lines, bold};
use crate::casework::Role;
use crate::casework::action::{self, SpokenActions};
use crate::casework::decide::Actor;
use crate::clerk::{Clerk, Deeds, Occasion};
use crate::config::Config;
use crate::council::Council;
use crate::daemon;
use crate::letters::Marks;
use crate::policy::calendar::local_day;
use crate::policy::reference::CaseRef;
use crate::store::Store;

/// What to do, and who does it.
#[derive(Debug, Args)]
pub struct Act {
    /// What to do, as in an officer's mail without the slash; a word "Name: text" is a field
    #[arg(value_name = "ACTION")]
    words: Vec<String>,
    /// Text as an officer would write it in a mail; after an action, what follows it; - is standard
    /// input
    #[arg(long, value_name = "FILE")]
    file: Option<String>,
    /// Officer who acts [default: the system's user, with a manager's rights]
    #[arg(long = "as", value_name = "OFFICER-ID")]
    by: Option<String>,
}

impl Act {
    /// Whether anything is to be done at all.
    pub fn is_asked(&self) -> bool {
        !self.words.is_empty() || self.file.is_some()
    }

    /// Acts on a case. Status 1 when an action is refused: then nothing of it
    /// is done.
    pub async fn run(
        self,
        config: &Path,
        reference: &str,
        as_json: bool,
    ) -> Result<ExitCode, Failure> {
        let now = daemon::clock().now();
        let (config, council, _) = Council::load(config, local_day(now))?;
        let by = self.actor(&council)?;
        let spoken = self.spoken(council.people.officer(&by.id).map_or("", |one| &one.name))?;
        let store = Store::open_beside(&config.store).await?;
        let deeds = act(&store, &config, &council, reference, &by, &spoken, now).await?;
        let done = deeds.refused.is_empty();
        let mut lines = Lines::default();
        match as_json {
            true => lines.json(&json!({
                "case": reference.to_uppercase(),
                "by": by.id,
                "done": deeds.done,
                "refused": deeds.refused,
            }))?,
            false => say(&deeds, &mut lines),
        }
        lines.print()?;
        Ok(if done { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }

    /// What is written, without the signature of whoever acts.
    fn spoken(&self, name: &str) -> Result<SpokenActions, Failure> {
        let file = match self.file.as_deref() {
            None => String::new(),
            Some("-") => {
                let mut text = String::new();
                std::io::stdin().read_to_string(&mut text)?;
                text
            }
            Some(name) => std::fs::read_to_string(name)
                .map_err(|error| Failure::Wrong(format!("{name}: {error}")))?,
        };
        let spoken = action::read_by(&written(&self.words, &file), name);
        if spoken.actions.is_empty() {
            return Err(Failure::Wrong(
                "nothing is to be done: an action stands at the beginning of a line and begins \
                 with a slash, such as /note. \"redress case REF help\" lists them all"
                    .to_owned(),
            ));
        }
        Ok(spoken)
    }

    fn actor(&self, council: &Council) -> Result<Actor, Failure> {
        let Some(id) = &self.by else {
            return Ok(Actor { id: user(), role: Role::Manager, reply_to: None });
        };
        let Some(officer) = council.people.officer(id) else {
            let known: Vec<&str> =
                council.people.officers.iter().map(|officer| officer.id.as_str()).collect();
            let why = format!("there is no officer \"{id}\"; known are {}", known.join(", "));
            return Err(Failure::Usage(why));
        };
        Ok(Actor { id: officer.id.clone(), role: officer.role, reply_to: None })
    }
}

/// Who runs the program, by name.
pub fn user() -> String {
    whoami::username().unwrap_or_else(|_| "an unknown user".to_owned())
}

/// The words of a command line as the lines of a mail: a word "Name: text" is a
/// field of its own, and a file goes on after them.
fn written(words: &[String], file: &str) -> String {
    let mut text = String::new();
    for word in words {
        let separator = match (text.is_empty(), action::is_field(word)) {
            (true, _) => "/",
            (false, true) => "\n",
            (false, false) => " ",
        };
        text.push_str(separator);
        text.push_str(word.trim_start_matches('/'));
    }
    let verb = words.first().map(|verb| format!("/{}", verb.trim_start_matches('/')));
    // The file may say the verb once more.
    let file = verb.and_then(|verb| file.trim_start().strip_prefix(verb.as_str())).unwrap_or(file);
    format!("{text}\n{file}")
}

async fn act(
    store: &Store,
    config: &Config,
    council: &Council,
    reference: &str,
    by: &Actor,
    spoken: &SpokenActions,
    now: DateTime<Utc>,
) -> Result<Deeds, Failure> {
    let key = match &config.key {
        Some(key) => key.expose_secret().to_owned(),
        None => store.meta("key").await?.unwrap_or_default(),
    };
    let marks = Marks::new(key.as_bytes());
    let clerk = Clerk { council, marks: &marks };
    let mut tx = store.write().await?;
    let named = CaseRef(reference.to_uppercase());
    let Some(case) = tx.case_by_reference(&named).await? else {
        return Err(Failure::Wrong(format!(
            "there is no case {named}; \"redress cases\" lists them"
        )));
    };
    let occasion = Occasion { actor: &by.id, now, mail: None, answers: None };
    let deeds = clerk.act(&mut tx, case, by, spoken, None, occasion).await;
    let deeds = deeds.map_err(|error| Failure::Wrong(error.to_string()))?;
    tx.commit().await?;
    Ok(deeds)
}

fn say(deeds: &Deeds, lines: &mut Lines) {
    for done in &deeds.done {
        lines.line(done);
    }
    if deeds.refused.is_empty() {
        return;
    }
    lines.line(bold("Nothing was done."));
    for wrong in &deeds.refused {
        for why in &wrong.why {
            lines.line(format!("  /{}: {why}", wrong.verb));
        }
    }
    lines.line("What would be taken:");
    for wrong in &deeds.refused {
        lines.line("");
        lines.line(&wrong.mended);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_files_are_written_as_in_a_mail() {
        let words = |text: &[&str]| text.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        let say = |text: &[&str], file| written(&words(text), file).trim_end().to_owned();
        assert_eq!(say(&["assign", "r.patel"], ""), "/assign r.patel");
        let extend = say(&["extend", "2027-02-01", "Reason: a part", "Approver: j.okoro"], "");
        assert_eq!(extend, "/extend 2027-02-01\nReason: a part\nApprover: j.okoro");
        assert_eq!(say(&["/note", "rang", "her"], ""), "/note rang her");
        assert_eq!(say(&["respond"], "Decision: upheld\n"), "/respond\nDecision: upheld");
        let twice = say(&["respond"], "/respond\nDecision: upheld\n");
        assert_eq!(action::read(&twice).actions.len(), 1);
        assert_eq!(say(&[], "/note x\n/done 1"), "\n/note x\n/done 1");
    }
}
