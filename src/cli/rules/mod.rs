//! `redress rules …`: the tools of those who edit the rules.

mod against;
mod areas;
mod bar;
mod check;
mod compare;
mod corrections;
mod explain;
mod export;
mod figures;
mod flags;
mod learn;
mod mail;
mod pointed;
mod test;
mod tune;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

pub use export::write_out;
pub use mail::as_mail;

use super::output::Failure;

/// Tools for those who edit the rules
///
/// Rules are TOML files in the folder rules/classification. Without --rules the rules shipped with
/// the program are meant.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress rules export --to ./rules         a copy of the shipped rules to change
  redress rules check --rules ./rules       is everything written correctly?
  redress rules test --rules ./rules        do the rules still decide as they should?
  redress rules flags                       which flags can a route wait for?
  redress rules areas                       which service areas are there?
  redress rules explain mail.eml            why is this message what it is?
  redress rules compare --with ./rules      what would change for stored mail?")]
pub struct Rules {
    #[command(subcommand)]
    command: RulesCommand,
}

#[derive(Debug, Subcommand)]
enum RulesCommand {
    Check(check::Check),
    Flags(flags::Flags),
    Areas(areas::Areas),
    Test(test::Test),
    Learn(learn::Learn),
    Explain(explain::Explain),
    Compare(compare::Compare),
    Corrections(corrections::Corrections),
    Export(export::Export),
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
        match self.command.run().await {
            Err(Failure::Faults(faults)) => Ok(pointed::refuse(&faults)),
            done => done,
        }
    }
}

impl RulesCommand {
    async fn run(self) -> Result<ExitCode, Failure> {
        match self {
            RulesCommand::Check(check) => check.run(),
            RulesCommand::Flags(flags) => flags.run(),
            RulesCommand::Areas(areas) => areas.run(),
            RulesCommand::Test(test) => test.run(),
            RulesCommand::Learn(learn) => learn.run(),
            RulesCommand::Explain(explain) => explain.run(),
            RulesCommand::Compare(compare) => compare.run().await,
            RulesCommand::Corrections(corrections) => corrections.run().await,
            RulesCommand::Export(export) => export.run(),
        }
    }
}
