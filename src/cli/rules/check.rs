//! `redress rules check`: whether the rule files can be used.

use std::process::ExitCode;

use clap::Args;

use super::RulesArg;
use super::pointed::pointed;
use crate::cli::output::{Failure, Lines, complain};
use crate::council::{Rulebook, warnings};
use crate::daemon;
use crate::fault::Faults;
use crate::policy::calendar::local_day;

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
        let (rulebook, mut found) = Rulebook::load(self.rules.rules.as_deref(), None)?;
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
