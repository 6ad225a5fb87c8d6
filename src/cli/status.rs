//! `redress status`: health at a glance.

use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

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

fn folder_json(row: &MailboxRow) -> Value {
    json!({
        "name": row.name,
        "last_good_poll": row.last_good_poll,
        "on_server": row.on_server,
        "accounted": row.accounted,
        "unaccounted": unaccounted(row),
        "trouble": row.trouble,
    })
}

fn mailbox_json(row: &MailboxRow) -> Value {
    let breaker = json!({
        "state": if row.hour.breaker_since.is_some() { "open" } else { "closed" },
        "since": row.hour.breaker_since,
        "letters_last_hour": row.hour.letters,
        "held_back_last_hour": row.hour.held_back,
    });
    let mut value = folder_json(row);
    if let Value::Object(fields) = &mut value {
        fields.insert("breaker".to_owned(), breaker);
    }
    value
}

fn breaker_line(row: &MailboxRow) -> String {
    let state = match row.hour.breaker_since {
        Some(since) => bold(&format!("OPEN since {}", when(since))),
        None => "closed".to_owned(),
    };
    format!(
        "breaker         {state} ({}: {} letters to residents within the last hour, {} held back)",
        row.name, row.hour.letters, row.hour.held_back
    )
}

impl Status {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        let store = self.config.open_store().await?;
        let now = daemon::clock().now();
        let figures = store.figures(local_day(now)).await?;
        let (mailboxes, sent): (Vec<MailboxRow>, Vec<MailboxRow>) =
            store.mailboxes(now).await?.into_iter().partition(|row| row.sent_of.is_none());
        let alerts = store.standing_alerts().await?;
        let calendar_ends = store.meta("calendar_ends").await?;
        let rules_version = store.meta("rules_version").await?;
        let mut lines = Lines::default();
        if self.json {
            let mailboxes: Vec<Value> = mailboxes.iter().map(mailbox_json).collect();
            let sent: Vec<Value> = sent.iter().map(folder_json).collect();
            let alerts: Vec<_> = alerts
                .iter()
                .map(|alert| json!({ "alert": alert.kind, "topic": alert.topic, "text": alert.text, "since": alert.at }))
                .collect();
            lines.json(&json!({
                "mailboxes": mailboxes,
                "sent_folders": sent,
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
        for row in mailboxes.iter().chain(&sent) {
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
        for row in &mailboxes {
            lines.line(breaker_line(row));
        }
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
