//! `redress run`: the daemon, or one pass of it.

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Args;
use tracing_subscriber::EnvFilter;

use super::ConfigArg;
use super::output::Failure;
use crate::daemon::{self, Daemon};

/// Look after the mailbox: take mail in, acknowledge, assign, remind
///
/// SIGTERM and SIGINT finish the message in hand and stop; SIGHUP reloads rules, letters,
/// calendar and officers. The log goes to standard error; RUST_LOG sets its level.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress run --config /etc/redress/redress.toml
  redress run --once        one pass, then exit: for cron, or to try things")]
pub struct Run {
    #[command(flatten)]
    config: ConfigArg,
    /// Take in what is there, do what is due, send what can be sent, then exit
    #[arg(long)]
    once: bool,
}

impl Run {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        let path = crate::config::find(self.config.config.as_deref());
        let daemon = Daemon::open(&path, daemon::clock()).await?;
        if self.once {
            daemon.once().await?;
        } else {
            daemon.run().await?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The log: standard error, level info unless `RUST_LOG` says otherwise. The
/// mail libraries are never heard below warning: at their lowest level they
/// print passwords and whole mails.
pub fn start_log(level: &str) {
    let mut filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    for quiet in ["async_imap=warn", "imap_proto=warn", "lettre=warn", "sqlx=warn", "rustls=warn"] {
        if let Ok(directive) = quiet.parse() {
            filter = filter.add_directive(directive);
        }
    }
    let colours = std::io::stderr().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(colours)
        .with_target(false)
        // A line that can't be written is lost; complaining about it on the
        // same standard error would end the program.
        .log_internal_errors(false)
        .init();
}
