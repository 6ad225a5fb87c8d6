//! `redress status`: health at a glance.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::ConfigArg;
use super::output::{Failure, Lines, Table, bold, one_line, or_dash, when};
use crate::daemon;
use crate::policy::calendar::local_day;
use crate::store::MailboxRow;

/// Health: last good poll, mailbox against database, what is due, the outbox
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress status
  redress status --json | jq .mailboxes")]
pub struct Status {
    #[command(flatten)]
    config: ConfigArg,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

fn unaccounted(row: &MailboxRow) -> Option<i64> {
    row.on_server.zip(row.accounted).map(|(there, accounted)| there - accounted)
}

impl Status {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        let store = self.config.open_store().await?;
        let figures = store.figures(local_day(daemon::clock().now())).await?;
        let mailboxes = store.mailboxes().await?;
        let alerts = store.standing_alerts().await?;
        let calendar_ends = store.meta("calendar_ends").await?;
        let rules_version = store.meta("rules_version").await?;
        let mut lines = Lines::default();
        if self.json {
            let mailboxes: Vec<_> = mailboxes
                .iter()
                .map(|row| {
                    json!({
                        "name": row.name,
                        "last_good_poll": row.last_good_poll,
                        "on_server": row.on_server,
                        "accounted": row.accounted,
                        "unaccounted": unaccounted(row),
                        "trouble": row.trouble,
                    })
                })
                .collect();
            let alerts: Vec<_> = alerts
                .iter()
                .map(|alert| json!({ "alert": alert.kind, "topic": alert.topic, "text": alert.text, "since": alert.at }))
                .collect();
            lines.json(&json!({
                "mailboxes": mailboxes,
                "cases_open": figures.cases_open,
                "overdue": figures.overdue,
                "outbox_waiting": figures.outbox_waiting,
                "held": figures.held,
                "in_flight": figures.in_flight,
                "alerts": alerts,
                "calendar_ends": calendar_ends,
                "rules_version": rules_version,
            }))?;
            lines.print()?;
            return Ok(ExitCode::SUCCESS);
        }
        let mut table = Table::new(&[
            "MAILBOX",
            "LAST GOOD POLL",
            "ON SERVER",
            "ACCOUNTED",
            "MISSING",
            "TROUBLE",
        ]);
        for row in &mailboxes {
            table.row(vec![
                row.name.clone(),
                or_dash(row.last_good_poll.map(when)),
                or_dash(row.on_server),
                or_dash(row.accounted),
                or_dash(unaccounted(row)),
                one_line(&or_dash(row.trouble.as_ref()), 60),
            ]);
        }
        table.add_to(&mut lines, "No mailbox has been read yet.");
        lines.line("");
        lines.line(format!("open cases      {}", figures.cases_open));
        lines.line(format!("overdue duties  {}", figures.overdue));
        lines.line(format!("outbox          {} waiting", figures.outbox_waiting));
        lines.line(format!("held messages   {}", figures.held));
        lines.line(format!("rules           {}", or_dash(rules_version)));
        lines.line(format!("calendar until  {}", or_dash(calendar_ends)));
        for alert in &alerts {
            lines.line(format!("{} since {}: {}", bold("ALERT"), when(alert.at), alert.text));
        }
        lines.print()?;
        Ok(ExitCode::SUCCESS)
    }
}
