//! `redress check`: every file at once, and with `--online` the mail servers.

use std::process::ExitCode;

use clap::Args;

use super::ConfigArg;
use super::output::{self, Failure, Lines, counted};
use crate::config::{MailboxConfig, SourceConfig};
use crate::council::Council;
use crate::daemon;
use crate::delivery::Delivery;
use crate::mailbox::{Item, Seen, Source};
use crate::message::domain_of;
use crate::policy::calendar::local_day;

/// Check configuration, rules, policies, letters and calendar
///
/// Every fault is a line FILE:LINE:COLUMN: what; mend. Exit status 78 when one of them stops the
/// program from running.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress check --config redress.toml
  redress check --online    also log in to the mail servers; nothing is changed there")]
pub struct Check {
    #[command(flatten)]
    config: ConfigArg,
    /// Also log in to the mail servers and say what is there
    #[arg(long)]
    online: bool,
}

impl Check {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        let path = crate::config::find(self.config.config.as_deref());
        let today = local_day(daemon::clock().now());
        let (config, council, warnings) = Council::load(&path, today)?;
        output::warn(&warnings);
        let mut lines = Lines::default();
        lines.line(format!("{}: in order", path.display()));
        lines.line(format!(
            "rules {}: {}, {}; calendar until {}",
            council.rulebook.rules.version,
            counted(council.rulebook.rules.rules.len(), "rule", "rules"),
            counted(council.rulebook.policies.len(), "policy", "policies"),
            council.rulebook.calendar.ends()
        ));
        lines.line(format!(
            "{}, {}, {}",
            counted(config.mailboxes.len(), "mailbox", "mailboxes"),
            counted(council.people.officers.len(), "officer", "officers"),
            counted(council.people.teams.len(), "team", "teams")
        ));
        let mut reached = true;
        if self.online {
            for mailbox in &config.mailboxes {
                reached &= look(mailbox, &mut lines).await;
            }
        }
        lines.print()?;
        Ok(if reached { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

/// Looks at a mailbox's servers; whether both could be used.
async fn look(mailbox: &MailboxConfig, lines: &mut Lines) -> bool {
    let (from, to) = (place(mailbox), way_out(mailbox));
    let read = match count(mailbox).await {
        Ok(Count { before, after, .. }) if mailbox.ignore_before.is_some() => {
            lines.line(format!(
                "{}: reached {from}; {} before ignore_before, {after} after it",
                mailbox.name,
                counted(before, "message", "messages")
            ));
            true
        }
        Ok(Count { after, .. }) => {
            lines.line(format!(
                "{}: reached {from}; {}",
                mailbox.name,
                counted(after, "message", "messages")
            ));
            true
        }
        Err(why) => {
            lines.line(format!("{}: {from} can't be read: {why}", mailbox.name));
            false
        }
    };
    let hand = look_at_sent(mailbox, lines).await;
    let mut delivery = Delivery::new(&mailbox.delivery, domain_of(&mailbox.address));
    let sent = match delivery.probe().await {
        Ok(()) => {
            lines.line(format!("{}: letters can go out by {to}", mailbox.name));
            true
        }
        Err(why) => {
            lines.line(format!("{}: letters can't go out by {to}: {why}", mailbox.name));
            false
        }
    };
    read && hand && sent
}

/// Looks at the folder of what staff send by hand, where one is named.
async fn look_at_sent(mailbox: &MailboxConfig, lines: &mut Lines) -> bool {
    let Some(folder) = &mailbox.sent else { return true };
    let mut source = Source::new(&folder.source);
    let survey = source.survey().await;
    source.close().await;
    match survey {
        Ok(survey) => {
            lines.line(format!("{}: reached; {} messages", folder.name, survey.places.len()));
            true
        }
        Err(why) => {
            lines.line(format!("{}: can't be read: {why}", folder.name));
            false
        }
    }
}

#[derive(Default)]
struct Count {
    before: usize,
    after: usize,
}

async fn count(mailbox: &MailboxConfig) -> Result<Count, String> {
    let mut source = Source::new(&mailbox.source);
    let in_words = |error: crate::mailbox::MailboxError| error.to_string();
    let survey = source.survey().await.map_err(in_words)?;
    let Some(ignore_before) = mailbox.ignore_before else {
        source.close().await;
        return Ok(Count { before: 0, after: survey.places.len() });
    };
    let nothing = crate::mailbox::Places::new();
    let validity = survey.validity;
    let all: Vec<Seen> = survey
        .places
        .uids_without(&nothing)
        .map(|uid| Seen::Uid { validity, uid })
        .chain(survey.places.files_without(&nothing).map(|name| Seen::File(name.to_owned())))
        .collect();
    let items: Vec<Item> = source.items(&all).await.map_err(in_words)?;
    source.close().await;
    let before = items.iter().filter(|item| item.arrived < ignore_before).count();
    Ok(Count { before, after: items.len() - before })
}

fn place(mailbox: &MailboxConfig) -> String {
    match &mailbox.source {
        SourceConfig::Imap(imap) => {
            format!("{} as {} on {}:{}", imap.folder, imap.login.username, imap.host, imap.port)
        }
        SourceConfig::Maildir(path) => path.display().to_string(),
    }
}

fn way_out(mailbox: &MailboxConfig) -> String {
    match &mailbox.delivery {
        crate::config::DeliveryConfig::Smtp(smtp) => format!("{}:{}", smtp.host, smtp.port),
        crate::config::DeliveryConfig::Maildir(path) => path.display().to_string(),
    }
}
