//! `redress rules check`: whether the rule files can be used.

use std::process::ExitCode;

use clap::Args;

use super::RulesArg;
use crate::cli::output::{Failure, Lines, complain};
use crate::council::{Rulebook, warnings};
use crate::daemon;
use crate::fault::{Fault, Faults, Place};
use crate::policy::calendar::local_day;
use crate::shipped;

/// Say every fault of rules, policies and calendar with file, line, column and mend
///
/// Exit status 78 when the files can't be used; warnings alone leave it 0.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress rules check
  redress rules check --rules ./rules")]
pub struct Check {
    #[command(flatten)]
    rules: RulesArg,
}

impl Check {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let today = local_day(daemon::clock().now());
        let loaded = Rulebook::load(self.rules.rules.as_deref(), None);
        let (rulebook, mut found) = match loaded {
            Ok(loaded) => loaded,
            Err(faults) => {
                for fault in faults.sorted() {
                    pointed(fault);
                }
                complain(faults.counted());
                return Ok(ExitCode::from(78));
            }
        };
        let mut reviews = Faults::new();
        for policy in rulebook.policies.values() {
            warnings::of_policy(policy, &rulebook.rules, today, &mut found);
            policy.warn_of_review(today, &mut reviews);
        }
        for fault in found.sorted() {
            pointed(fault);
        }
        // Last and short: they are the same after every edit of a rule.
        for fault in reviews.sorted() {
            complain(fault.to_string());
        }
        found.extend(reviews);
        let mut lines = Lines::default();
        let set = &rulebook.rules;
        lines.line(format!("rules {}: {} rules in order", set.version, set.rules.len()));
        let decisive = set.rules.iter().filter(|rule| rule.decisive);
        let decisive: Vec<&str> = decisive.map(|rule| rule.id.as_ref()).collect();
        if !decisive.is_empty() {
            lines.line(format!("decisive: {}", decisive.join(", ")));
        }
        for policy in rulebook.policies.values() {
            lines.line(format!("policy {}: {} {}", policy.id, policy.name, policy.version));
        }
        lines.line(format!("calendar until {}", rulebook.calendar.ends()));
        lines.line(found.counted());
        lines.print()?;
        Ok(ExitCode::SUCCESS)
    }
}

/// So much of a long line is shown on either side of the place.
const AROUND: usize = 50;

/// Says a fault, and below it the line with a caret under the place.
fn pointed(fault: &Fault) {
    complain(fault.to_string());
    let Some(line) = line_of(&fault.place).filter(|line| !line.contains('\0')) else { return };
    let chars: Vec<char> = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let at = fault.place.column.saturating_sub(1).min(chars.len());
    let from = at.saturating_sub(AROUND);
    let shown: String = chars.iter().skip(from).take(2 * AROUND).collect();
    let number = fault.place.line.to_string();
    complain(format!("{number:>6} | {shown}\n       | {}^", " ".repeat(at - from)));
}

fn line_of(place: &Place) -> Option<String> {
    let built_in = place.file.strip_prefix(shipped::NAME);
    let built_in = built_in.and_then(|path| path.strip_prefix("rules/"));
    let text = match built_in {
        Some(path) => {
            let (_, text) = shipped::RULES.iter().find(|(name, _)| *name == path)?;
            (*text).to_owned()
        }
        // The line that is no UTF-8 is shown as far as it can be.
        None => String::from_utf8_lossy(&std::fs::read(&place.file).ok()?).into_owned(),
    };
    text.lines().nth(place.line.checked_sub(1)?).map(str::to_owned)
}
