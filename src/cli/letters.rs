//! `redress outbox`: letters, where they are, and what the mail server said.

use std::process::ExitCode;

use clap::Args;

use super::ConfigArg;
use super::output::{Failure, Lines, Table, one_line, or_dash, when};

/// Letters that are not delivered yet
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress outbox
  redress outbox --all --json | jq 'select(.state == \"refused\")'")]
pub struct Outbox {
    #[command(flatten)]
    config: ConfigArg,
    /// Delivered letters too
    #[arg(long)]
    all: bool,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

impl Outbox {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        let store = self.config.open_store().await?;
        let rows = store.outbox(self.all).await?;
        let mut lines = Lines::default();
        if self.json {
            rows.iter().try_for_each(|row| lines.json(row))?;
            lines.print()?;
            return Ok(ExitCode::SUCCESS);
        }
        let mut table =
            Table::new(&["ID", "QUEUED", "CASE", "LETTER", "TO", "STATE", "TRIES", "LAST REPLY"]);
        for row in rows {
            table.row(vec![
                row.id.to_string(),
                when(row.created_at),
                or_dash(row.case),
                row.letter.replace('_', " "),
                one_line(&row.to, 40),
                row.state,
                row.attempts.to_string(),
                one_line(&row.last_reply.unwrap_or_default(), 60),
            ]);
        }
        table.add_to(&mut lines, "Nothing waits in the outbox. --all shows delivered letters too.");
        lines.print()?;
        Ok(ExitCode::SUCCESS)
    }
}
