//! The daemon: opens everything, runs the loops, owns the clock, the reload and
//! the end. Any loop that ends by itself ends the process, so that the system
//! starts it anew.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use futures_util::future::join_all;
use secrecy::ExposeSecret;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::clerk::{Clerk, ClerkError};
use crate::clock::Clock;
use crate::config::{Config, MailboxConfig};
use crate::council::Council;
use crate::fault::{Fault, Faults, Severity};
use crate::intake::{MailboxIntake, Shared};
use crate::letters::Marks;
use crate::message::digest::hex;
use crate::policy::calendar::local_day;
use crate::sender::Sender;
use crate::store::{Lock, LockError, Store, StoreError, Write};
use crate::{intake, printer, reminders, shipped};

/// Loops get this long to finish what is in hand.
const FINISH: Duration = Duration::from_secs(20);

/// Why the daemon does not run, or no longer.
#[derive(Debug, thiserror::Error)]
pub enum DaemonError {
    /// Files can't be used: exit status 78.
    #[error("{0}")]
    Faults(Faults),
    /// Another daemon runs on the store.
    #[error("{0}")]
    Lock(#[from] LockError),
    /// The store can't be used.
    #[error("the store {path} can't be used: {error}")]
    Store {
        /// Its file.
        path: String,
        /// Why.
        error: StoreError,
    },
    /// Something was refused while it ran.
    #[error("{0}")]
    Clerk(#[from] ClerkError),
    /// A mailbox could not be taken in (`--once` only).
    #[error("the mailbox \"{name}\" could not be taken in: {error}")]
    Mailbox {
        /// Its name.
        name: String,
        /// Why.
        error: intake::IntakeError,
    },
    /// A loop ended by itself.
    #[error("the loop {0} ended by itself")]
    LoopEnded(String),
    /// The operating system refused.
    #[error("{0}")]
    System(#[from] std::io::Error),
}

/// The real clock.
pub fn clock() -> Clock {
    Clock::new(Utc::now)
}

/// An opened daemon, before its loops run.
pub struct Daemon {
    config: Config,
    shared: Shared,
    council: watch::Sender<Arc<Council>>,
    careful: bool,
    rebooted: bool,
    _lock: Lock,
}

impl Daemon {
    /// Opens everything that a configuration file names.
    ///
    /// # Errors
    /// [`DaemonError`]; nothing runs then.
    pub async fn open(path: &Path, clock: Clock) -> Result<Self, DaemonError> {
        let (config, council, warnings) =
            Council::load(path, local_day(clock.now())).map_err(DaemonError::Faults)?;
        let wrong = |error| DaemonError::Store { path: config.store.display().to_string(), error };
        let lock = Lock::take(&config.store)?;
        let store = Store::open(&config.store).await.map_err(wrong)?;
        let Begun { marks, careful, rebooted } =
            begin(&store, &config, &council, &warnings).await.map_err(wrong)?;
        if careful {
            tracing::info!(
                "the last run did not stop cleanly: mail that may have been in hand is stored \
                 first and tried in a process of its own"
            );
        }
        let (council, receiver) = watch::channel(Arc::new(council));
        let shared = Shared {
            store: Arc::new(store),
            council: receiver,
            marks,
            clock,
            letters: watch::Sender::new(()),
            troubles: Arc::default(),
        };
        // Before mail is taken in, so that it goes to whoever has the case now.
        if let Err(error) = reminders::give_back_if_owed(&shared).await {
            tracing::warn!(%error, "cases of officers who left are given back later");
        }
        Ok(Self { config, shared, council, careful, rebooted, _lock: lock })
    }

    /// Runs until SIGTERM or SIGINT.
    ///
    /// # Errors
    /// [`DaemonError`] when a loop ends by itself.
    pub async fn run(self) -> Result<(), DaemonError> {
        let stop = CancellationToken::new();
        let mut loops: JoinSet<String> = JoinSet::new();
        let mut intakes = Vec::new();
        for mailbox in &self.config.mailboxes {
            let (inbox, sent) = self.intakes(mailbox);
            let sent = sent.map(|(name, sent)| (name, sent.after(&inbox)));
            for (name, mut intake) in
                [Some((mailbox.name.clone(), inbox)), sent].into_iter().flatten()
            {
                // Before any other loop runs, so that an end that another causes
                // is not blamed on the message in hand.
                if let Err(error) = intake.recover().await {
                    tracing::warn!(mailbox = %name, %error, "messages in flight are left for later");
                }
                intakes.push((format!("intake of {name}"), intake));
            }
        }
        for (name, intake) in intakes {
            let stop = stop.clone();
            loops.spawn(async move {
                intake.run(stop).await;
                name
            });
        }
        self.start_senders(&mut loops, &stop).await;
        let (shared, stopping) = (self.shared.clone(), stop.clone());
        loops.spawn(async move {
            reminders::run(shared, stopping).await;
            "reminders".to_owned()
        });
        let (shared, stopping) = (self.shared.clone(), stop.clone());
        let folder = self.config.print.clone();
        loops.spawn(async move {
            printer::run(shared, folder, stopping).await;
            "printer".to_owned()
        });
        tracing::info!(version = env!("CARGO_PKG_VERSION"), rules = %self.rules_version(),
            mailboxes = self.config.mailboxes.len(), "running");
        let ended = self.watch(&mut loops).await;
        stop.cancel();
        let finished =
            tokio::time::timeout(FINISH, async { while loops.join_next().await.is_some() {} });
        let clean = finished.await.is_ok() && ended.is_ok();
        self.end(clean).await;
        ended
    }

    /// The intake of a mailbox, and of what its staff send by hand.
    fn intakes(&self, mailbox: &MailboxConfig) -> (MailboxIntake, Option<(String, MailboxIntake)>) {
        let (rules, careful) = (self.rules(), self.careful);
        let inbox = MailboxIntake::new(self.shared.clone(), mailbox, rules, careful);
        let sent = MailboxIntake::of_sent(self.shared.clone(), mailbox, rules, careful);
        (inbox, mailbox.sent.as_ref().map(|folder| folder.name.clone()).zip(sent))
    }

    async fn start_senders(&self, loops: &mut JoinSet<String>, stop: &CancellationToken) {
        for mailbox in &self.config.mailboxes {
            let mut sender = Sender::new(self.shared.clone(), mailbox);
            if let Err(error) = sender.recover(self.rebooted).await {
                tracing::warn!(mailbox = %mailbox.name, %error, "letters in flight are left for later");
            }
            let (name, stop) = (format!("sender of {}", mailbox.name), stop.clone());
            loops.spawn(async move {
                sender.run(stop).await;
                name
            });
        }
    }

    async fn watch(&self, loops: &mut JoinSet<String>) -> Result<(), DaemonError> {
        let mut term = signal(SignalKind::terminate())?;
        let mut int = signal(SignalKind::interrupt())?;
        let mut hup = signal(SignalKind::hangup())?;
        loop {
            tokio::select! {
                _ = term.recv() => return Ok(()),
                _ = int.recv() => return Ok(()),
                _ = hup.recv() => self.reload().await,
                ended = loops.join_next() => {
                    let name = match ended {
                        Some(Ok(name)) => name,
                        Some(Err(error)) => error.to_string(),
                        None => "of loops".to_owned(),
                    };
                    tracing::error!(name, "a loop ended by itself; ending the program");
                    return Err(DaemonError::LoopEnded(name));
                }
            }
        }
    }

    fn rules(&self) -> Option<&Path> {
        self.config.rules.as_ref().map(|rules| rules.value.as_path())
    }

    fn rules_version(&self) -> String {
        self.shared.council().rulebook.rules.version.clone()
    }

    /// Reads rules, letters, calendar and people again. What can't be used
    /// changes nothing: the last good version stays.
    async fn reload(&self) {
        let today = local_day(self.shared.clock.now());
        let done = match Council::load(&self.config.path, today) {
            Ok((_, mut council, warnings)) => {
                warn(warnings.sorted().into_iter().filter(|warning| !is_shipped(warning)));
                // Mailboxes are those that the loops were started with.
                council.mailboxes = self.shared.council().mailboxes.clone();
                self.adopt(council).await
            }
            Err(faults) => self.refuse(&faults).await,
        };
        if let Err(error) = done {
            tracing::warn!(%error, "the reload could not be recorded");
        }
    }

    async fn adopt(&self, council: Council) -> Result<(), ClerkError> {
        let now = self.shared.clock.now();
        let version = council.rulebook.rules.version.clone();
        let mut tx = self.shared.store.write().await?;
        tx.set_meta("rules_version", &version).await?;
        tx.set_meta("calendar_ends", &council.rulebook.calendar.ends().to_string()).await?;
        tx.end_alert("reload", "files", now).await?;
        tx.commit().await?;
        self.council.send_replace(Arc::new(council));
        reminders::recount_if_owed(&self.shared).await?;
        reminders::give_back_if_owed(&self.shared).await?;
        self.shared.wake_senders();
        tracing::info!(rules = %version, "reloaded");
        Ok(())
    }

    async fn refuse(&self, faults: &Faults) -> Result<(), ClerkError> {
        for fault in faults.sorted().iter().filter(|it| it.severity == Severity::Error) {
            tracing::warn!("reload refused, keeping the last good version: {fault}");
        }
        let now = self.shared.clock.now();
        let council = self.shared.council();
        let clerk = Clerk { council: &council, marks: &self.shared.marks };
        let Some(mailbox) = self.config.mailboxes.first() else { return Ok(()) };
        let text = format!(
            "The changed files can't be used; the last good version stays in force:\n\n{faults}"
        );
        let mut tx = self.shared.store.write().await?;
        clerk.alert(&mut tx, &mailbox.name, "reload", "files", &text, now).await?;
        tx.commit().await?;
        self.shared.wake_senders();
        Ok(())
    }

    /// One pass: takes in what is there, does what is due, sends what can be
    /// sent.
    ///
    /// # Errors
    /// [`DaemonError`] when a mailbox could not be taken in to the end.
    pub async fn once(self) -> Result<(), DaemonError> {
        let done = self.pass().await;
        self.end(true).await;
        done
    }

    async fn pass(&self) -> Result<(), DaemonError> {
        let stop = CancellationToken::new();
        // Side by side: one that does not answer keeps no other waiting.
        let taken = join_all(self.config.mailboxes.iter().map(|mailbox| self.take_once(mailbox)));
        let failed = taken.await.into_iter().find_map(Result::err);
        reminders::tick(&self.shared).await?;
        for mailbox in &self.config.mailboxes {
            let mut sender = Sender::new(self.shared.clone(), mailbox);
            sender.recover(self.rebooted).await?;
            sender.send_what_is_due(&stop).await?;
            sender.rest().await;
        }
        let (council, now) = (self.shared.council(), self.shared.clock.now());
        let clerk = Clerk { council: &council, marks: &self.shared.marks };
        printer::print(&self.shared.store, clerk, &self.config.print, now).await?;
        failed.map_or(Ok(()), Err)
    }

    async fn take_once(&self, mailbox: &MailboxConfig) -> Result<(), DaemonError> {
        let (mut inbox, sent) = self.intakes(mailbox);
        let failed = |name, error| DaemonError::Mailbox { name, error };
        inbox.once().await.map_err(|error| failed(mailbox.name.clone(), error))?;
        if let Some((name, mut sent)) = sent {
            sent.once().await.map_err(|error| failed(name, error))?;
        }
        Ok(())
    }

    async fn end(&self, clean: bool) {
        if clean {
            let marked = async {
                let mut tx = self.shared.store.write().await?;
                tx.set_meta("stopped", "clean").await?;
                tx.commit().await
            };
            let marked: Result<(), StoreError> = marked.await;
            if let Err(error) = marked {
                tracing::warn!(%error, "the clean stop could not be recorded");
            }
        }
        self.shared.store.close().await;
        tracing::info!("stopped");
    }

    /// What the loops share; for the demonstration, which runs them itself.
    pub fn shared(&self) -> &Shared {
        &self.shared
    }
}

/// How the daemon finds things.
struct Begun {
    marks: Marks,
    /// The last stop was not clean.
    careful: bool,
    /// Nor is this the same run of the machine.
    rebooted: bool,
}

fn warn<'a>(warnings: impl IntoIterator<Item = &'a Fault>) {
    for warning in warnings {
        tracing::warn!("{warning:#}");
    }
}

/// Whether a warning is about what is built in, which nobody here can mend at
/// once: it is said when it changes, not at every start.
fn is_shipped(warning: &Fault) -> bool {
    warning.place.file.starts_with(shipped::NAME)
}

/// Records that the daemon runs.
async fn begin(
    store: &Store,
    config: &Config,
    council: &Council,
    warnings: &Faults,
) -> Result<Begun, StoreError> {
    let mut tx = store.write().await?;
    let (shipped, own): (Vec<&Fault>, Vec<&Fault>) =
        warnings.sorted().into_iter().partition(|warning| is_shipped(warning));
    warn(own);
    let words: String = shipped.iter().map(|warning| format!("{warning}\n")).collect();
    if tx.meta("shipped_warnings").await?.unwrap_or_default() != words {
        tx.set_meta("shipped_warnings", &words).await?;
        warn(shipped);
    }
    let careful = tx.meta("stopped").await?.as_deref() == Some("running");
    let boot = boot_id();
    let rebooted = careful && tx.meta("boot").await? != Some(boot.clone());
    tx.set_meta("stopped", "running").await?;
    tx.set_meta(reminders::LOOKED_AT, "").await?;
    tx.set_meta("boot", &boot).await?;
    let rules = &council.rulebook.rules.version;
    tx.set_meta("rules_version", rules).await?;
    tx.set_meta("calendar_ends", &council.rulebook.calendar.ends().to_string()).await?;
    let marks = marks(&mut tx, store, config).await?;
    tx.commit().await?;
    Ok(Begun { marks, careful, rebooted })
}

/// Marks made with the council's key, or with the store's own, which is made
/// when there is none.
///
/// # Errors
/// When the store can't be written, or the system gives no random numbers.
pub async fn marks(tx: &mut Write, store: &Store, config: &Config) -> Result<Marks, StoreError> {
    let key = match &config.key {
        Some(key) => key.expose_secret().to_owned(),
        None => match tx.meta("key").await? {
            Some(key) => key,
            None => {
                let key = new_key()
                    .map_err(|error| StoreError::File { path: store.path().to_owned(), error })?;
                tx.set_meta("key", &key).await?;
                key
            }
        },
    };
    Ok(Marks::new(key.as_bytes()))
}

/// This run of the machine, as Linux names it. Where it has no name, every
/// unclean stop counts as one of the machine.
fn boot_id() -> String {
    let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    match id.trim() {
        "" => fastrand::u64(..).to_string(),
        id => id.to_owned(),
    }
}

/// 256 bits from the operating system.
fn new_key() -> std::io::Result<String> {
    let mut bytes = [0; 32];
    rustls::crypto::ring::default_provider()
        .secure_random
        .fill(&mut bytes)
        .map_err(|_| std::io::Error::other("the operating system gives no random numbers"))?;
    Ok(hex(&bytes))
}
