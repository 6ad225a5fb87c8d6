//! `redress held`: messages that wait for a person, and trying one again after
//! a mend.

use std::process::ExitCode;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use clap::Args;
use secrecy::ExposeSecret;
use serde_json::json;

use super::ConfigArg;
use super::output::{Failure, Lines, Table, one_line, when};
use crate::casework::MessageRef;
use crate::clerk::Clerk;
use crate::config::{Config, MailboxConfig};
use crate::council::Council;
use crate::daemon;
use crate::intake::judge::{Arrival, Judgement};
use crate::intake::{Intake, Taken};
use crate::letters::Marks;
use crate::message::Seen;
use crate::policy::calendar::local_day;
use crate::store::{Outcome, Store};

/// Messages that wait for a person, with the reason
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress held
  redress held --retry 17        take message 17 in again, after rules or program were mended
  redress held --retry all
  redress held --settle 17 --why \"a test mail of our own\"   somebody has dealt with it")]
pub struct Held {
    #[command(flatten)]
    config: ConfigArg,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// Take a held message in again, by its id, or all
    #[arg(long, value_name = "ID|all")]
    retry: Vec<String>,
    /// Record that a person has dealt with a held message, by its id
    #[arg(long, value_name = "ID", requires = "why", conflicts_with = "retry")]
    settle: Option<i64>,
    /// How it was dealt with
    #[arg(long, value_name = "WORDS")]
    why: Option<String>,
}

impl Held {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        if !self.retry.is_empty() {
            return self.retry().await;
        }
        if let (Some(id), Some(why)) = (self.settle, &self.why) {
            return self.settle(MessageRef(id), why).await;
        }
        let store = self.config.open_store().await?;
        let rows = store.held().await?;
        let mut lines = Lines::default();
        if self.json {
            for row in &rows {
                lines.json(&json!({
                    "id": row.id,
                    "reason": row.reason,
                    "received_at": row.received_at,
                    "digest": row.digest,
                }))?;
            }
            lines.print()?;
            return Ok(ExitCode::SUCCESS);
        }
        let mut table = Table::new(&["ID", "RECEIVED", "REASON"]);
        for row in rows {
            table.row(vec![row.id.to_string(), when(row.received_at), one_line(&row.reason, 100)]);
        }
        table.add_to(&mut lines, "No message waits for a person.");
        lines.print()?;
        Ok(ExitCode::SUCCESS)
    }

    /// The message is filed, with who said so and why; its duty is met.
    async fn settle(&self, id: MessageRef, why: &str) -> Result<ExitCode, Failure> {
        let store = Config::store_of(&crate::config::find(self.config.config.as_deref()))?;
        let store = Store::open_beside(&store).await?;
        let why = format!("{} dealt with it: {why}", super::act::user());
        let mut tx = store.write().await?;
        if !tx.settle_held(id, &why).await? {
            return Err(Failure::Wrong(format!("message {} is not held", id.0)));
        }
        tx.meet_message_duty(id);
        tx.commit().await?;
        let mut lines = Lines::default();
        lines.line(format!("{}: filed ({why})", id.0));
        lines.print()?;
        Ok(ExitCode::SUCCESS)
    }

    async fn retry(&self) -> Result<ExitCode, Failure> {
        let path = crate::config::find(self.config.config.as_deref());
        let now = daemon::clock().now();
        let (config, council, _) = Council::load(&path, local_day(now))?;
        let store = Store::open_beside(&config.store).await?;
        let held: Vec<i64> = store.held().await?.into_iter().map(|row| row.id).collect();
        let retry = Retry { store: Arc::new(store), council, config, now };
        let mut lines = Lines::default();
        let mut good = true;
        for id in self.wanted(&held)? {
            match retry.one(MessageRef(id)).await {
                Ok(taken) => {
                    good &= taken.outcome != Outcome::Held;
                    lines.line(format!("{id}: {} ({})", taken.outcome.as_str(), taken.why));
                }
                Err(why) => {
                    good = false;
                    lines.line(format!("{id}: still held: {why}"));
                }
            }
        }
        lines.print()?;
        Ok(if good { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }

    fn wanted(&self, held: &[i64]) -> Result<Vec<i64>, Failure> {
        if self.retry.iter().any(|word| word == "all") {
            return Ok(held.to_vec());
        }
        self.retry
            .iter()
            .map(|word| match word.parse() {
                Ok(id) if held.contains(&id) => Ok(id),
                Ok(id) => Err(Failure::Wrong(format!("message {id} is not held"))),
                Err(_) => {
                    Err(Failure::Usage(format!("\"{word}\" is no id; write a number or all")))
                }
            })
            .collect()
    }
}

struct Retry {
    store: Arc<Store>,
    council: Council,
    config: Config,
    now: DateTime<Utc>,
}

impl Retry {
    async fn one(&self, id: MessageRef) -> Result<Taken, String> {
        let words = |error: &dyn std::fmt::Display| error.to_string();
        let raw = self.store.raw(id).await.map_err(|error| words(&error))?;
        let is_sent = |mailbox: &MailboxConfig| {
            mailbox.sent.as_ref().is_some_and(|sent| sent.name == raw.mailbox)
        };
        let mut mailboxes = self.config.mailboxes.iter();
        let mailbox = mailboxes.find(|mailbox| mailbox.name == raw.mailbox || is_sent(mailbox));
        let mailbox = mailbox.ok_or("its mailbox is no longer in the configuration")?;
        let sent_by_hand = is_sent(mailbox);
        let facts = self.council.mailboxes.get(&mailbox.name);
        let facts = facts.ok_or("its mailbox is no longer in the configuration")?;
        let marks = self.marks().await.map_err(|error| words(&error))?;
        let entered = self.store.is_entered(id).await.map_err(|error| words(&error))?;
        let judgement = Judgement { entered, ..Judgement::of(mailbox, &marks, sent_by_hand) };
        let seen = Seen::File(String::new());
        let arrival = Arrival::Server(raw.received_at);
        let judged = judgement.judge(&self.council.rulebook, seen, raw.bytes, arrival);
        let intake = Intake {
            clerk: Clerk { council: &self.council, marks: &marks },
            mailbox: facts,
            ignore_before: mailbox.ignore_before.filter(|_| !entered),
            now: self.now,
            sent_by_hand,
        };
        let mut tx = self.store.write().await.map_err(|error| words(&error))?;
        let sent_of = sent_by_hand.then_some(mailbox.name.as_str());
        let mailbox_id = tx.folder(&raw.mailbox, sent_of).await.map_err(|error| words(&error))?;
        let asked = tx.look_up(mailbox_id, &[judged.question()], self.now).await;
        asked.map_err(|error| words(&error))?;
        let taken = intake.take_in(&mut tx, id, &judged).await.map_err(|error| words(&error))?;
        if taken.outcome != Outcome::Held {
            tx.meet_message_duty(id);
        }
        tx.commit().await.map_err(|error| words(&error))?;
        Ok(taken)
    }

    async fn marks(&self) -> Result<Marks, crate::store::StoreError> {
        let key = match &self.config.key {
            Some(key) => key.expose_secret().to_owned(),
            None => self.store.meta("key").await?.unwrap_or_default(),
        };
        Ok(Marks::new(key.as_bytes()))
    }
}
