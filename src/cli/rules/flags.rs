//! `redress rules flags`: what routes, advice and ladders can wait for.

use std::collections::BTreeSet;
use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::RulesArg;
use crate::cli::output::{Failure, Lines, Table};
use crate::council::Rulebook;
use crate::policy::Policy;

/// The flags that the rules raise, and the routes of policies that wait for them
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress rules flags
  redress rules flags --rules ./rules
  redress rules flags --json | jq -r .flag")]
pub struct Flags {
    #[command(flatten)]
    rules: RulesArg,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

impl Flags {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let (rulebook, _) = Rulebook::load(self.rules.rules.as_deref(), None)?;
        let set = &rulebook.rules;
        let mut lines = Lines::default();
        let mut table = Table::new(&["FLAG", "RULES", "ROUTES"]);
        for flag in set.flags() {
            let rules: Vec<&str> = set.raising(flag).map(|rule| rule.id.as_ref()).collect();
            let routes = routes(rulebook.policies.values(), flag);
            if self.json {
                lines.json(&json!({ "flag": flag, "rules": rules, "routes": routes }))?;
                continue;
            }
            let routes: Vec<&str> = routes.into_iter().collect();
            table.row(vec![flag.to_owned(), rules.len().to_string(), routes.join(", ")]);
        }
        if !self.json {
            table.add_to(&mut lines, "No rule raises a flag.");
        }
        lines.print()?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The ids of the routes that a flag points to, under any policy.
fn routes<'p>(policies: impl Iterator<Item = &'p Policy>, flag: &str) -> BTreeSet<&'p str> {
    let routes = policies.flat_map(|policy| &policy.routes);
    let waiting = routes.filter(|route| route.flags.iter().any(|of| of == flag));
    waiting.map(|route| route.id.as_str()).collect()
}
