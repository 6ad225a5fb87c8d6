//! `redress rules areas`: the service areas that teams can have.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::RulesArg;
use crate::cli::output::{Failure, Lines, Table};
use crate::council::Rulebook;

/// The service areas that the rules choose, with the rules that speak for each
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress rules areas
  redress rules areas --rules ./rules
  redress rules areas --json | jq -r .area")]
pub struct Areas {
    #[command(flatten)]
    rules: RulesArg,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

impl Areas {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let (rulebook, _) = Rulebook::load(self.rules.rules.as_deref(), None)?;
        let set = &rulebook.rules;
        let mut lines = Lines::default();
        let mut table = Table::new(&["AREA", "RULES"]);
        for area in set.areas() {
            let rules: Vec<&str> = set.choosing(area).map(|rule| rule.id.as_ref()).collect();
            match self.json {
                true => lines.json(&json!({ "area": area, "rules": rules }))?,
                false => table.row(vec![area.to_owned(), rules.join(", ")]),
            }
        }
        if !self.json {
            table.add_to(&mut lines, "No rule speaks for an area.");
        }
        lines.print()?;
        Ok(ExitCode::SUCCESS)
    }
}
