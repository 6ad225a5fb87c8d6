//! `redress rules export --to DIR`: the rules that are built in, to begin with.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::cli::output::{Failure, Lines};
use crate::shipped::{self, File};

/// Write the rules that are built into the program into a folder, to be changed there
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress rules export --to ./rules
  redress rules export --example --to trial      a whole trial to begin a policy with")]
pub struct Export {
    /// A folder that is not there yet, or empty
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// With the letters, a policy to change, officers, mails and their actions: a trial that runs
    #[arg(long)]
    example: bool,
}

impl Export {
    pub fn run(self) -> Result<ExitCode, Failure> {
        if !self.example {
            return write_out(shipped::RULES, &self.to);
        }
        let below = |folder: &str, (path, text): &File| (format!("{folder}/{path}"), *text);
        let rules = shipped::RULES.iter().map(|file| below("my-rules", file));
        let letters = shipped::TEMPLATES.iter().map(|file| below("my-templates", file));
        let example = shipped::EXAMPLE.iter().map(|(path, text)| ((*path).to_owned(), *text));
        // The example's own come last: its routes take the place of the empty ones.
        write_all(rules.chain(letters).chain(example), &self.to)?;
        let mut lines = Lines::default();
        for (path, what) in [
            ("redress.toml", "the mailbox and who answers, approves and is reminded"),
            ("my-rules/policies/dunmere-corporate-2026.toml", "the policy to change into yours"),
            ("my-rules/classification/dunmere.toml", "its rules"),
            ("my-rules/routes.toml", "where other teams' mail is handed over to"),
            ("my-rules/calendar.toml", "bank holidays, closure days, working hours"),
            ("my-templates", "the letters"),
            ("mails, actions.jsonl", "mails and what officers do, for \"redress rehearse\""),
        ] {
            lines.line(format!("{path:47}{what}"));
        }
        lines.line(format!(
            "They are in {}. Go there and say \"redress check\"; docs/policies.md goes on from there.",
            self.to.display()
        ));
        lines.print()?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Writes files that are built in into a folder that is empty or not there.
pub fn write_out(files: &[File], to: &Path) -> Result<ExitCode, Failure> {
    write_all(files.iter().map(|(path, text)| ((*path).to_owned(), *text)), to)?;
    let mut lines = Lines::default();
    lines.line(format!("{} files are in {}", files.len(), to.display()));
    lines.print()?;
    Ok(ExitCode::SUCCESS)
}

fn write_all<'f>(files: impl Iterator<Item = (String, &'f str)>, to: &Path) -> Result<(), Failure> {
    let full = std::fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_some());
    if full {
        let why = format!("{} is not empty; name another folder", to.display());
        return Err(Failure::Wrong(why));
    }
    for (path, text) in files {
        let file = to.join(path);
        let wrong = |error: std::io::Error| Failure::Wrong(format!("{}: {error}", file.display()));
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(wrong)?;
        }
        std::fs::write(&file, text).map_err(wrong)?;
    }
    Ok(())
}
