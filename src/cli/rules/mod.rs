//! `redress rules …`: the tools of those who edit the rules.

mod check;
mod explain;
mod figures;
mod mail;
mod test;
mod tune;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::output::Failure;

/// Tools for those who edit the rules
///
/// Rules are TOML files in the folder rules/classification. Without --rules the rules shipped with
/// the program are meant.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress rules check --rules ./rules     is everything written correctly?
  redress rules test --rules ./rules      do the rules still decide as they should?")]
pub struct Rules {
    #[command(subcommand)]
    command: RulesCommand,
}

#[derive(Debug, Subcommand)]
enum RulesCommand {
    Check(check::Check),
    Test(test::Test),
    Explain(explain::Explain),
}

/// Which rules.
#[derive(Debug, Args)]
struct RulesArg {
    /// A rules folder other than the shipped one
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

impl Rules {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        match self.command {
            RulesCommand::Check(check) => check.run(),
            RulesCommand::Test(test) => test.run(),
            RulesCommand::Explain(explain) => explain.run(),
        }
    }
}
