//! `redress outbox`: letters, where they are, and what the mail server said.
//! `redress letters`: how each letter reads.

use std::process::ExitCode;

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};

use super::ConfigArg;
use super::deadlines::instant;
use super::output::{Failure, Lines, Table, complain, one_line, or_dash, when};
use super::rules::write_out;
use crate::config::{self, Config};
use crate::council::Rulebook;
use crate::fault::did_you_mean;
use crate::letters::facts::RouteFacts;
use crate::letters::sample_dates::SampleDays;
use crate::letters::{Form, layout, samples};
use crate::policy::Stage;
use crate::shipped;
use crate::toml_file::Placed;

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

/// How letters read
#[derive(Debug, Args)]
pub struct Letters {
    #[command(subcommand)]
    command: LettersCommand,
}

#[derive(Debug, Subcommand)]
enum LettersCommand {
    Preview(Preview),
    /// The names of all letters
    List,
    /// Write the letters that are built into the program into a folder, to be changed there
    Export {
        /// A folder that is not there yet, or empty
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
    },
}

/// Show a letter with sample facts, as it would be sent
///
/// The people and their words are invented; the dates are those that the policy and the calendar
/// give for a complaint received on the day of --received-at. Works without a configuration, on the
/// letters and policies shipped with the program; with --config on those of the configuration.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress letters preview acknowledgement
  redress letters preview final_response --policy medway-housing-2022
  redress letters preview routed --route parking
  redress letters preview extension --html > extension.html
  redress letters preview response --rules my-rules --policy POLICY --received-at 2026-12-22
  redress letters preview chase --templates templates")]
struct Preview {
    /// Name of the letter; "redress letters list" shows them
    #[arg(value_name = "KIND")]
    form: String,
    /// Under which policy [default: the first that is loaded]
    #[arg(long, value_name = "POLICY")]
    policy: Option<String>,
    /// At which stage
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=2))]
    stage: u8,
    /// Which route of the policy the letter tells of, where it tells of one
    #[arg(long, value_name = "ID")]
    route: Option<String>,
    /// With the least that the letter can know instead of the most
    #[arg(long)]
    least: bool,
    /// The HTML part
    #[arg(long)]
    html: bool,
    /// When the complaint arrived
    #[arg(long, value_name = "T", value_parser = instant, default_value = "2026-12-17T09:15:00Z")]
    received_at: DateTime<Utc>,
    /// Take rules, letters and the mailbox's address from this configuration; without it the
    /// address is that of $REDRESS_CONFIG or ./redress.toml, where there is one
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// A rules folder other than the shipped one
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// A templates folder other than the shipped one
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}

impl Letters {
    pub fn run(self) -> Result<ExitCode, Failure> {
        match self.command {
            LettersCommand::Preview(preview) => preview.run(),
            LettersCommand::Export { to } => write_out(shipped::TEMPLATES, &to),
            LettersCommand::List => {
                let mut table = Table::new(&["LETTER", "KIND", "TO"]);
                for form in Form::ALL {
                    let to = if form.kind().for_resident() { "resident" } else { "staff" };
                    table.row(vec![
                        form.as_str().to_owned(),
                        form.kind().as_str().to_owned(),
                        to.to_owned(),
                    ]);
                }
                let mut lines = Lines::default();
                table.add_to(&mut lines, "There are no letters.");
                lines.print()?;
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

impl Preview {
    /// The configuration, where one is named or at hand, and the folders of rules
    /// and letters.
    #[allow(clippy::type_complexity, reason = "three things that are used at once")]
    fn configured(&self) -> Result<(Option<Config>, Option<PathBuf>, Option<PathBuf>), Failure> {
        let (rules, templates) = (self.rules.clone(), self.templates.clone());
        let Some(path) = &self.config else {
            // One that happens to be at hand only gives the address.
            let found = config::find(None);
            let read = found.exists().then(|| Config::read(&found).config).flatten();
            return Ok((read, rules, templates));
        };
        let (config, _) = Config::load(path)?;
        let folder = |it: &Option<Placed<PathBuf>>| it.as_ref().map(|folder| folder.value.clone());
        let rules = rules.or_else(|| folder(&config.rules));
        let templates = templates.or_else(|| folder(&config.templates));
        Ok((Some(config), rules, templates))
    }

    fn run(self) -> Result<ExitCode, Failure> {
        let form = Form::parse(&self.form).ok_or_else(|| {
            let known: Vec<&str> = Form::ALL.iter().map(|form| form.as_str()).collect();
            let mend = did_you_mean(&self.form, &known);
            Failure::Usage(format!("there is no letter \"{}\"; {mend}", self.form))
        })?;
        let (config, rules, templates) = self.configured()?;
        let (rulebook, _) = Rulebook::load(rules.as_deref(), templates.as_deref())?;
        let known: Vec<&str> = rulebook.policies.keys().map(String::as_str).collect();
        let mailboxes = config.iter().flat_map(|config| &config.mailboxes);
        let served = || mailboxes.clone().flat_map(|mailbox| &mailbox.policies);
        let first = || served().find_map(|name| rulebook.policies.get(&name.value));
        let policy = match &self.policy {
            Some(name) => rulebook.policies.get(name).ok_or_else(|| {
                let mend = did_you_mean(name, &known);
                Failure::Usage(format!("there is no policy \"{name}\"; {mend}"))
            })?,
            None => match first() {
                Some(policy) => policy,
                None => {
                    let policy = rulebook.policies.values().next();
                    let policy =
                        policy.ok_or_else(|| Failure::Usage("there are no policies".to_owned()))?;
                    complain(format!(
                        "redress: under the policy {} ({}); choose another with --policy, or your \
                         own with --config",
                        policy.id, policy.name
                    ));
                    policy
                }
            },
        };
        let mailbox = mailboxes
            .clone()
            .find(|mailbox| mailbox.policies.iter().any(|name| name.value == policy.id))
            .map(|mailbox| mailbox.address.clone());
        let stage = if matches!(form, Form::FinalResponse | Form::RefusalToEscalate) {
            Stage::Two
        } else {
            Stage::try_from(self.stage).map_err(Failure::Usage)?
        };
        let mut facts = if self.least {
            samples::least(form, policy, stage)
        } else {
            samples::full(form, policy, stage)
        };
        if let Some(id) = &self.route {
            let known: Vec<&str> = policy.routes.iter().map(|route| route.id.as_str()).collect();
            let route = policy.routes.iter().find(|route| route.id == *id).ok_or_else(|| {
                let mend = did_you_mean(id, &known);
                Failure::Usage(format!("{} has no route \"{id}\"; {mend}", policy.id))
            })?;
            if facts.route.is_none() && facts.routes.is_none() {
                let what = format!("the letter \"{}\" tells of no route", self.form);
                return Err(Failure::Usage(format!("{what}; leave --route out")));
            }
            let route = RouteFacts::of(route);
            facts.routes = facts.routes.map(|_| vec![route.clone()]);
            facts.route = facts.route.map(|_| route);
        }
        facts.council.address = mailbox.unwrap_or(facts.council.address);
        match SampleDays::of(policy, &rulebook.calendar, self.received_at) {
            Ok(days) => days.put_into(&mut facts, form, policy, stage),
            Err(beyond) => complain(format!("redress: {beyond}; the dates below are examples")),
        }
        let letters = &rulebook.letters;
        let letter =
            letters.render(form, &facts).map_err(|error| Failure::Wrong(error.to_string()))?;
        let mut lines = Lines::default();
        if self.html {
            lines.line(layout::html(&letter.subject, &letter.text));
        } else {
            lines.line(format!("Subject: {}\n\n{}", letter.subject, letter.text.trim_end()));
        }
        lines.print()?;
        Ok(ExitCode::SUCCESS)
    }
}
