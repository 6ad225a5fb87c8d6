//! The command line: one file a command. Each reads its arguments, calls the
//! library, and prints for people or as JSON Lines.

mod act;
mod case;
mod check;
mod classify;
mod deadlines;
mod demo;
mod enter;
mod held;
mod inspect;
mod letters;
mod output;
mod register;
mod rehearse;
mod rules;
mod run;
mod status;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::config::{self, Config};
use crate::daemon::DaemonError;
use crate::fault::Faults;
use crate::store::{Store, StoreError};
use output::Failure;

/// Redress looks after a council's complaints mailbox.
#[derive(Debug, Parser)]
#[command(name = "redress", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "Examples:
  redress demo                      see the main job done, with nothing to set up
  redress rehearse --mail DIR --until 2027-01-31
                                    what would become of a month of mail, in a second
  redress check --online            check all files and log in to the mail servers
  redress run                       look after the mailbox
  redress cases                     the register
  redress case KH-2026-00042        one case with its whole history
  redress case KH-2026-00042 assign r.patel
                                    what officers do by mail, on the command line")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Run(run::Run),
    Demo(demo::Demo),
    Enter(Box<enter::Enter>),
    Check(check::Check),
    Inspect(inspect::Inspect),
    Classify(classify::Classify),
    Deadlines(Box<deadlines::Deadlines>),
    Rehearse(rehearse::Rehearse),
    Rules(rules::Rules),
    Cases(register::Cases),
    Case(case::ShowCase),
    Messages(register::Messages),
    Outbox(letters::Outbox),
    Letters(letters::Letters),
    Held(held::Held),
    Status(status::Status),
    /// The child's half of a trial (see `intake::trial`).
    #[command(name = crate::intake::trial::COMMAND, hide = true)]
    JudgeFromStdin(classify::JudgeFromStdin),
}

/// Where the configuration is.
#[derive(Debug, Args)]
struct ConfigArg {
    /// Configuration file [default: $REDRESS_CONFIG, ./redress.toml, /etc/redress/redress.toml]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl ConfigArg {
    /// The store, for commands that only look. They need no password, no rules
    /// and no letters.
    async fn open_store(&self) -> Result<Store, Failure> {
        let store = Config::store_of(&config::find(self.config.as_deref()))?;
        Ok(Store::open_to_read(&store).await?)
    }
}

/// Runs the command line to an exit status.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    // A demonstration and a rehearsal tell their own story.
    let tells = matches!(cli.command, Command::Demo(_) | Command::Rehearse(_));
    let level = if tells { "error" } else { "info" };
    run::start_log(level);
    // The loops wait most of the time and share one thread; messages are judged
    // on threads of their own, which an absurd one may need a deep stack on.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .thread_stack_size(16 << 20)
        .build();
    let done = match runtime {
        Ok(runtime) => {
            let done = runtime.block_on(dispatch(cli.command));
            runtime.shutdown_timeout(std::time::Duration::from_secs(1));
            done
        }
        Err(error) => Err(Failure::Wrong(error.to_string())),
    };
    match done {
        Ok(status) => status,
        Err(failure) => failure.report(),
    }
}

async fn dispatch(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Run(run) => run.run().await,
        Command::Demo(demo) => demo.run().await,
        Command::Enter(enter) => enter.run().await,
        Command::Check(check) => check.run().await,
        Command::Inspect(inspect) => inspect.run(),
        Command::Classify(classify) => classify.run(),
        Command::Deadlines(deadlines) => deadlines.run(),
        Command::Rehearse(rehearse) => rehearse.run().await,
        Command::Rules(rules) => rules.run().await,
        Command::Cases(cases) => cases.run().await,
        Command::Case(case) => case.run().await,
        Command::Messages(messages) => messages.run().await,
        Command::Outbox(outbox) => outbox.run().await,
        Command::Letters(letters) => letters.run(),
        Command::Held(held) => held.run().await,
        Command::Status(status) => status.run().await,
        Command::JudgeFromStdin(judge) => judge.run(),
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        if let StoreError::File { path, .. } = &error
            && !path.exists()
        {
            return Failure::Wrong(format!(
                "there is no store at {}; \"redress run\" makes it at its first start",
                path.display()
            ));
        }
        Failure::Wrong(format!("the store can't be used: {error}"))
    }
}

impl From<DaemonError> for Failure {
    fn from(error: DaemonError) -> Self {
        if let DaemonError::Faults(faults) = error {
            return Failure::Faults(faults);
        }
        Failure::Wrong(error.to_string())
    }
}

impl From<Faults> for Failure {
    fn from(faults: Faults) -> Self {
        Failure::Faults(faults)
    }
}
