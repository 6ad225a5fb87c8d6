//! `redress enter`: takes in what did not come by mail.

mod ask;
mod received;
mod show;

use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use super::ConfigArg;
use super::output::Failure;
use crate::clerk::Clerk;
use crate::council::Council;
use crate::intake::judge::Judgement;
use crate::intake::{self, Intake};
use crate::message::entry::Text;
use crate::policy::calendar::local_day;
use crate::store::{Outcome, Store};
use crate::{daemon, printer};

/// Take in a letter, call, visit or form that did not come by mail
///
/// It goes the way that mail goes: it is kept as it is, judged by the same rules, and gets a case
/// whose days count from the day of receipt. Somebody with an e-mail address is written to by mail.
/// For everybody else each letter, now and later, becomes a text file to be printed and posted or
/// read out. Until somebody has done that they have not been told: the duty "notify" stands, and
/// "redress case REF told TEXT" says that it was done. Whoever gave neither name nor address is not
/// written to, and a person decides what becomes of it.
#[derive(Debug, Args)]
#[command(after_help = "What may stand in the file:
  The resident's words, or your note of the call or visit, as plain text. Above them, and ended by
  an empty line, lines like these, which may also be given as options:

    Name: Ada Fenwick
    Address: 12 High Street
      Avonmere AV1 1AA
    Telephone: 020 7946 0000
    Email: ada@example.org
    Subject: The boiler

DATE is the day on which it came to the council, or the instant, in London: 2026-12-17,
17/12/2026, 17 December, Thursday 17 December, 2026-12-17T10:15, 2026-12-17T10:15:00Z.

Examples:
  redress enter --received 2026-12-17 --channel post --file letter.txt --as t.lund
  redress enter --received 17/12/2026 --channel phone --file - --name 'Ada Fenwick' \\
      --telephone '020 7946 0000'
  redress enter --received 2027-01-18 --channel phone --file call.txt --case KH-2026-00042")]
pub struct Enter {
    #[command(flatten)]
    config: ConfigArg,
    /// When it came to the council; never in the future
    #[arg(long, value_name = "DATE")]
    received: String,
    /// How it came
    #[arg(long, value_parser = ["post", "phone", "visit", "form"])]
    channel: String,
    /// The text of the matter; - is standard input
    #[arg(long, value_name = "FILE")]
    file: String,
    /// Who it is from
    #[arg(long)]
    name: Option<String>,
    /// Their postal address, with commas or line ends between its lines
    #[arg(long, value_name = "POSTAL")]
    address: Option<String>,
    /// Their mail address; letters go there
    #[arg(long, value_name = "A")]
    email: Option<String>,
    /// Their telephone number
    #[arg(long, value_name = "NUMBER")]
    telephone: Option<String>,
    /// What it is about
    #[arg(long)]
    subject: Option<String>,
    /// It belongs to this case: the resident's next letter or call
    #[arg(long, value_name = "REF", conflicts_with = "new")]
    case: Option<String>,
    /// It is a new matter, although it names a case
    #[arg(long)]
    new: bool,
    /// The mailbox whose policies it comes under, where there are several
    #[arg(long, value_name = "NAME")]
    mailbox: Option<String>,
    /// Who enters it [default: the user of the system]
    #[arg(long = "as", value_name = "OFFICER-ID")]
    by: Option<String>,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

impl Enter {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        let path = crate::config::find(self.config.config.as_deref());
        let now = daemon::clock().now();
        let (config, council, _) = Council::load(&path, local_day(now))?;
        let options = self.options(&config, &council, now)?;
        let bytes = self.read()?;
        let text = Text::of(&bytes)
            .map_err(|why| Failure::Wrong(format!("{}: {why}. {}", self.file, ask::NOTHING)))?;
        let store = open(&config.store).await?;
        let (entry, mailbox) = self.entry(&store, &council, &text, options).await?;
        let mut tx = store.write().await?;
        let marks = daemon::marks(&mut tx, &store, &config).await?;
        tx.commit().await?;
        let gone = || Failure::Wrong(format!("the configuration has no mailbox \"{mailbox}\""));
        let of_mailbox = config.mailboxes.iter().find(|one| one.name == mailbox);
        let of_mailbox = of_mailbox.ok_or_else(gone)?;
        let facts = council.mailboxes.get(&mailbox).ok_or_else(gone)?;
        let judgement = Judgement { entered: true, ..Judgement::of(of_mailbox, &marks, false) };
        let judged = judgement.judge_entry(&council.rulebook, &facts.address, &entry, &text);
        let clerk = Clerk { council: &council, marks: &marks };
        let intake =
            Intake { clerk, mailbox: facts, ignore_before: None, now, sent_by_hand: false };
        let digest = judged.digest;
        let before = store.newest_letter().await?;
        let taken = intake::enter(&store, &intake, judged).await;
        let (message, taken) = taken.map_err(|error| {
            Failure::Wrong(format!("it could not be taken in: {error}. {}", ask::NOTHING))
        })?;
        printer::print(&store, clerk, &config.print, now).await.map_err(|error| {
            Failure::Wrong(format!(
                "it was taken in as message {}, but its letters could not be printed: {error}. \
                 \"redress run\" prints them",
                message.0
            ))
        })?;
        let shown = show::Shown { message, taken: &taken, digest, entry: &entry, before, now };
        let all_printed = shown.show(&store, self.json).await?;
        let good = taken.outcome != Outcome::Held && all_printed;
        Ok(if good { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

/// The store, beside a daemon that may run on it; it is made when there is none.
async fn open(path: &Path) -> Result<Store, Failure> {
    Ok(match path.exists() {
        true => Store::open_beside(path).await?,
        false => Store::open(path).await?,
    })
}
