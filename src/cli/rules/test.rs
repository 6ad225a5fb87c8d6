//! `redress rules test`: do the rules decide as they should? Runs the texts
//! beside the rules, the labelled messages in `rules/examples/`, and files of
//! the caller's own.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::against::Both;
use super::mail::{as_mail, bytes_of};
use super::pointed::pointed;
use super::{RulesArg, figures, tune};
use crate::cli::output::{self, Failure, Lines, bold};
use crate::council::{self, Rulebook};
use crate::fault::{Faults, Place, Severity, Source};
use crate::rules::RuleSet;
use crate::rules::load_example::check_examples;
use crate::rules::trial::{Figures, Labelled};

/// Run the examples of the rule files and labelled messages
///
/// Three kinds of examples: the texts beside each rule (fires, silent), the labelled messages in
/// rules/examples/*.jsonl, and files named by --labelled (JSON Lines with id, subject, from, body,
/// label, and if known also_ok, flags, flags_optional, flags_reviewed). Exit status 1 when a text
/// beside a rule fails or a figure is beyond the thresholds of the rule files.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress rules test
  redress rules test --rules ./rules --against ./before
  redress rules test --rules ./rules --misses 20
  redress rules test --rules ./rules --labelled march.jsonl --json
  redress rules test --rules ./rules --labelled march.jsonl --fit --calibrate --write
  redress rules corrections | redress rules test --rules ./rules --labelled -")]
pub struct Test {
    #[command(flatten)]
    rules: RulesArg,
    /// Labelled messages besides those in rules/examples; - is standard input
    #[arg(long, value_name = "FILE")]
    labelled: Vec<PathBuf>,
    /// Say what is better or worse than with the rules of this folder, or with those that are built
    /// in where no folder is named
    #[arg(long, value_name = "DIR", conflicts_with_all = ["fit", "calibrate"])]
    against: Option<Option<PathBuf>>,
    /// Show at most so many wrong answers of each file
    #[arg(long, value_name = "N", default_value_t = 1000)]
    misses: usize,
    /// Show wrong labels only, not wrong flags
    #[arg(long)]
    labels_only: bool,
    /// Propose weights that fit the labelled messages better
    #[arg(long)]
    fit: bool,
    /// Measure how sure answers are, and what other margins would do
    #[arg(long)]
    calibrate: bool,
    /// With --fit or --calibrate: write the numbers into the files of --rules
    #[arg(long, requires = "rules")]
    write: bool,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

/// A file of labelled messages.
pub struct Set {
    /// Its name.
    pub name: String,
    /// The messages.
    pub messages: Vec<Labelled>,
}

impl Test {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let (rulebook, _) = Rulebook::load_unproven(self.rules.rules.as_deref())?;
        let mut rules = rulebook.rules;
        let sets = sets(self.rules.rules.as_deref(), &self.labelled)?;
        if self.fit || self.calibrate {
            return self.tune(&mut rules, sets);
        }
        let rules = &rules;
        let before = match &self.against {
            Some(folder) => Some(Rulebook::load_unproven(folder.as_deref())?.0.rules),
            None => None,
        };
        let mut lines = Lines::default();
        let mut good = self.beside_the_rules(rules, &mut lines)?;
        for set in &sets {
            let figures = Figures::of(rules, &set.messages);
            match &before {
                Some(before) => {
                    let both = Both::of(set, before, rules, &figures);
                    match self.json {
                        true => both.as_json(&mut lines)?,
                        false => both.show(&mut lines),
                    }
                }
                None => self.say(set, &figures, &mut lines)?,
            }
            for (name, is, bound) in figures.beyond(&rules.scoring.thresholds) {
                good = false;
                let wanted = format!("{name} is {is:.3}, [thresholds] asks for {bound:.3}");
                output::complain(format!("{}: {wanted}", set.name));
            }
        }
        lines.print()?;
        Ok(if good { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }

    fn tune(&self, rules: &mut RuleSet, sets: Vec<Set>) -> Result<ExitCode, Failure> {
        let messages: Vec<Labelled> = sets.into_iter().flat_map(|set| set.messages).collect();
        let mut lines = Lines::default();
        if self.fit {
            tune::fit_weights(rules, &messages, self.write, &mut lines)?;
        }
        if self.calibrate {
            let folder = self.rules.rules.as_ref().filter(|_| self.write);
            tune::calibration(rules, &messages, folder, &mut lines)?;
        }
        lines.print()?;
        Ok(ExitCode::SUCCESS)
    }

    fn beside_the_rules(&self, rules: &RuleSet, lines: &mut Lines) -> Result<bool, Failure> {
        let mut faults = Faults::new();
        check_examples(rules, &mut faults);
        let all: usize = rules.rules.iter().map(|rule| rule.fires.len() + rule.silent.len()).sum();
        let mut wrong = 0;
        // Warnings of what the rules say are for `check`.
        for fault in faults.sorted().into_iter().filter(|it| it.severity == Severity::Error) {
            wrong += 1;
            pointed(fault);
        }
        if self.json {
            lines.json(&serde_json::json!({"set": "beside the rules", "examples": all,
                                           "wrong": wrong}))?;
        } else {
            lines.line(bold(&format!("beside the rules: {} of {all} texts right", all - wrong)));
            lines.line("");
        }
        Ok(wrong == 0)
    }

    fn say(&self, set: &Set, figures: &Figures, lines: &mut Lines) -> Result<(), Failure> {
        let wanted = figures.misses.iter().filter(|miss| miss.label || !self.labels_only);
        let wanted: Vec<_> = wanted.take(self.misses).collect();
        for miss in wanted {
            let Some(message) = set.messages.get(miss.number) else { continue };
            match self.json {
                true => lines.json(&figures::miss_as_json(&set.name, miss, message))?,
                false => figures::miss(miss, message, lines),
            }
        }
        if self.json {
            return lines.json(&figures::as_json(&set.name, figures));
        }
        lines.line("");
        figures::show(&set.name, figures, lines);
        Ok(())
    }
}

/// The labelled messages of the rules, and those of further files.
pub fn sets(rules: Option<&Path>, labelled: &[PathBuf]) -> Result<Vec<Set>, Failure> {
    let mut faults = Faults::new();
    let mut sources = council::examples(rules, &mut faults);
    for file in labelled {
        let name = file.display().to_string();
        let bytes = bytes_of(file).map_err(Failure::Wrong)?;
        let text =
            String::from_utf8(bytes).map_err(|_| Failure::Wrong(format!("{name} is not UTF-8")))?;
        sources.push(Source::new(name, text));
    }
    let sets = sources.iter().map(|source| read(source, &mut faults)).collect();
    if faults.any_error() { Err(Failure::Faults(faults)) } else { Ok(sets) }
}

/// Reads labelled messages; every wrong line is a fault.
pub fn read(source: &Source, faults: &mut Faults) -> Set {
    let mut messages = Vec::new();
    for (number, line) in source.text().lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let place = |column| Place { file: source.name().to_owned(), line: number + 1, column };
        match serde_json::from_str::<Labelled>(line) {
            Ok(message) if message.label.is_some() => messages.push(as_mail(message)),
            Ok(_) => faults.error(
                place(1),
                "the message has no label",
                "add \"label\": \"complaint\" or another",
            ),
            Err(error) => {
                let what = error.to_string();
                let what = what.split(" at line").next().unwrap_or("not JSON").to_owned();
                faults.error(place(error.column().max(1)), what, "mend the line");
            }
        }
    }
    Set { name: source.name().to_owned(), messages }
}
