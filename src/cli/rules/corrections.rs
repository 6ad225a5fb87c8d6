//! `redress rules corrections`: what officers said a message is, as labelled
//! messages for `rules test` and `rules compare`.

use std::process::ExitCode;

use chrono::NaiveDate;
use clap::Args;

use super::compare::{corrected_label, first_instant};
use crate::cli::ConfigArg;
use crate::cli::output::{self, Failure, Lines};
use crate::message::budget::Budget;
use crate::message::{Own, read};
use crate::rules::trial::Labelled;

/// List the messages whose kind officers corrected, as labelled messages
///
/// With --json one labelled message a line, ready for rules test --labelled and for the folder
/// rules/examples. They are residents' own words: take names out before you share them.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress rules corrections
  redress rules corrections --since 2026-10-01 --json > corrections.jsonl
  redress rules test --rules ./rules --labelled corrections.jsonl")]
pub struct Corrections {
    #[command(flatten)]
    config: ConfigArg,
    /// Only messages that arrived on this day or later
    #[arg(long, value_name = "DATE")]
    since: Option<NaiveDate>,
    /// One labelled message a line
    #[arg(long)]
    json: bool,
}

impl Corrections {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        let store = self.config.open_store().await?;
        let since = self.since.map(first_instant);
        let mut lines = Lines::default();
        let mut table = output::Table::new(&["message", "case", "was", "is", "subject"]);
        let mut after = 0;
        loop {
            let batch = store.judged_mail(after, since, 100).await?;
            let Some(last) = batch.last() else { break };
            after = last.id;
            for mail in &batch {
                let Some(label) = corrected_label(mail) else { continue };
                let Ok(message) = read(&mail.bytes, &Budget::default(), &Own::default()) else {
                    continue;
                };
                let id = mail.case.clone().unwrap_or_else(|| format!("message-{}", mail.id));
                if self.json {
                    let from = message.from.first().map(|from| from.address.clone());
                    lines.json(&Labelled {
                        id,
                        subject: message.subject,
                        from: from.unwrap_or_default(),
                        body: message.new_text,
                        label: Some(label),
                        ..Labelled::default()
                    })?;
                    continue;
                }
                table.row(vec![
                    mail.id.to_string(),
                    id,
                    output::or_dash(mail.label.as_ref()),
                    label.as_str().to_owned(),
                    output::one_line(&message.subject, 60),
                ]);
            }
        }
        if !self.json {
            table.add_to(&mut lines, "No officer has corrected the kind of a message.");
        }
        lines.print()?;
        Ok(ExitCode::SUCCESS)
    }
}
