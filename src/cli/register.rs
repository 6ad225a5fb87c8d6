//! `redress cases` and `redress messages`: the register, and everything that
//! was ever taken in.

use std::process::ExitCode;

use clap::Args;

use super::ConfigArg;
use super::output::{Failure, Lines, Table, one_line, or_dash, when};
use crate::daemon;
use crate::policy::calendar::local_day;

/// The register of cases
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress cases
  redress cases --json | jq 'select(.overdue)'")]
pub struct Cases {
    #[command(flatten)]
    config: ConfigArg,
    /// One JSON object a line; closed cases too
    #[arg(long)]
    json: bool,
    /// Show closed cases too
    #[arg(long)]
    all: bool,
}

impl Cases {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        let store = self.config.open_store().await?;
        let rows = store.register(local_day(daemon::clock().now())).await?;
        let mut lines = Lines::default();
        if self.json {
            rows.iter().try_for_each(|row| lines.json(row))?;
            lines.print()?;
            return Ok(ExitCode::SUCCESS);
        }
        let mut table = Table::new(&[
            "CASE",
            "KIND",
            "ST",
            "STATE",
            "WITH",
            "RECEIVED",
            "ACKNOWLEDGED",
            "RESPOND BY",
            "FLAGS",
        ]);
        let open = rows.iter().filter(|row| self.all || !row.state.starts_with("closed"));
        for row in open {
            let late = if row.overdue { " LATE" } else { "" };
            table.row(vec![
                row.reference.clone(),
                row.kind.replace('_', " "),
                or_dash(row.stage),
                format!("{}{late}", row.state),
                row.assigned_to.clone().unwrap_or_else(|| "triage".to_owned()),
                when(row.received_at),
                or_dash(row.acknowledged_at.map(when)),
                or_dash(
                    row.respond_due.as_ref().map(|due| due.chars().take(10).collect::<String>()),
                ),
                row.flags.join(", "),
            ]);
        }
        table.add_to(&mut lines, "No open cases. --all shows closed ones too.");
        lines.print()?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Every message that was ever taken in, with its outcome
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress messages
  redress messages --json | jq 'select(.outcome == \"filed\")'")]
pub struct Messages {
    #[command(flatten)]
    config: ConfigArg,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

impl Messages {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        let store = self.config.open_store().await?;
        let rows = store.messages().await?;
        let mut lines = Lines::default();
        if self.json {
            rows.iter().try_for_each(|row| lines.json(row))?;
            lines.print()?;
            return Ok(ExitCode::SUCCESS);
        }
        let mut table = Table::new(&[
            "ID", "MAILBOX", "UID", "RECEIVED", "ORIGIN", "LABEL", "OUTCOME", "CASE", "WHY",
        ]);
        for row in rows {
            table.row(vec![
                row.id.to_string(),
                row.mailbox,
                or_dash(row.uid),
                when(row.received_at),
                or_dash(row.origin),
                or_dash(row.label.map(|label| label.replace('_', " "))),
                row.outcome.unwrap_or_else(|| "UNACCOUNTED".to_owned()),
                or_dash(row.case),
                one_line(&row.why, 70),
            ]);
        }
        table.add_to(&mut lines, "No message has been taken in yet.");
        lines.print()?;
        Ok(ExitCode::SUCCESS)
    }
}
