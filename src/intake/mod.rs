//! The intake loop: mailbox → judgement → casework → one transaction. Raw
//! first: a message's bytes and its place are in the store no later than its
//! outcome, and nothing is answered before that commit.

mod absence;
mod batch;
mod entered;
pub mod judge;
mod member;
mod officer;
mod reader;
mod report;
mod sent;
mod take_in;
mod thread;
pub mod trial;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::clerk::{Clerk, ClerkError};
use crate::clock::Clock;
use crate::config::{MailboxConfig, SentFolder};
use crate::council::Council;
use crate::letters::Marks;
use crate::mailbox::{MailboxError, Places, Source, Survey, Woken};
use crate::message::Seen;
use crate::reminders::Troubles;
use crate::store::{Poll, Store, StoreError, Write};
use judge::Judgement;

pub use entered::enter;
pub use take_in::{Intake, Taken};

/// Why a cycle ended early; the next one begins anew.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// The mailbox.
    #[error("{0}")]
    Mailbox(#[from] MailboxError),
    /// The store.
    #[error("the store: {0}")]
    Store(#[from] StoreError),
    /// Carrying a decision into the store.
    #[error("{0}")]
    Clerk(#[from] ClerkError),
    /// The thread that judges messages is gone.
    #[error("the judging thread ended: {0}")]
    Judge(String),
}

impl IntakeError {
    /// Whether it may be one message's doing, and not the store's or the
    /// server's.
    fn is_of_a_message(&self) -> bool {
        match self {
            IntakeError::Judge(_) => true,
            IntakeError::Store(error) | IntakeError::Clerk(ClerkError::Store(error)) => {
                error.is_constraint()
            }
            IntakeError::Clerk(_) | IntakeError::Mailbox(_) => false,
        }
    }

    fn is_of_the_store(&self) -> bool {
        matches!(self, IntakeError::Store(_) | IntakeError::Clerk(ClerkError::Store(_)))
    }

    /// Whether the server itself said no, which trying again soon won't mend.
    fn is_refusal(&self) -> bool {
        use crate::mailbox::ImapError;
        matches!(
            self,
            IntakeError::Mailbox(MailboxError::Imap(
                ImapError::Login(_) | ImapError::Refused { .. }
            )) | IntakeError::Mailbox(MailboxError::Maildir { .. })
        )
    }
}

/// What the loops share.
#[derive(Debug, Clone)]
pub struct Shared {
    /// The store.
    pub store: Arc<Store>,
    /// The files in force; replaced by a reload.
    pub council: watch::Receiver<Arc<Council>>,
    /// Message-IDs.
    pub marks: Marks,
    /// The clock.
    pub clock: Clock,
    /// Wakes the senders: letters were queued.
    pub letters: watch::Sender<()>,
    /// Duties that can't be dealt with for now.
    pub troubles: Arc<Troubles>,
}

impl Shared {
    /// The files in force.
    pub fn council(&self) -> Arc<Council> {
        self.council.borrow().clone()
    }

    /// Tells the senders that letters may have been queued.
    pub fn wake_senders(&self) {
        self.letters.send_replace(());
    }
}

/// The intake of one mailbox.
#[derive(Debug)]
pub struct MailboxIntake {
    shared: Shared,
    name: String,
    /// Its name in the store: the mailbox's, or that of the folder of what its
    /// staff send by hand.
    folder: String,
    source: Source,
    judgement: Arc<Judgement>,
    ignore_before: Option<DateTime<Utc>>,
    poll: Duration,
    reconnect_max: Duration,
    rules: Option<PathBuf>,
    /// Its number in the store, once it was looked up.
    id: Option<i64>,
    /// What has an outcome, under `validity`.
    known: Places,
    validity: Option<u32>,
    /// Messages that made a fetch fail.
    suspects: reader::Suspects,
    /// The program did not stop cleanly: messages are stored one by one before
    /// they are judged, so that one that kills it is caught.
    careful: bool,
    trouble: Option<String>,
    /// When the look at the folder began that was last taken in to its end.
    read_at: watch::Sender<Option<Instant>>,
    /// The same of the folder that must be read first.
    after: Option<watch::Receiver<Option<Instant>>>,
}

impl MailboxIntake {
    /// The intake of a mailbox, not yet connected. `careful` after an unclean
    /// stop; `rules` is the council's own folder of rules, if it has one.
    pub fn new(
        shared: Shared,
        config: &MailboxConfig,
        rules: Option<&Path>,
        careful: bool,
    ) -> Self {
        Self::of_folder(shared, config, None, rules, careful)
    }

    /// The intake of what a mailbox's staff send by hand, if it is read.
    pub fn of_sent(
        shared: Shared,
        config: &MailboxConfig,
        rules: Option<&Path>,
        careful: bool,
    ) -> Option<Self> {
        let sent = config.sent.as_ref()?;
        Some(Self::of_folder(shared, config, Some(sent), rules, careful))
    }

    fn of_folder(
        shared: Shared,
        config: &MailboxConfig,
        sent: Option<&SentFolder>,
        rules: Option<&Path>,
        careful: bool,
    ) -> Self {
        let judgement = Judgement::of(config, &shared.marks, sent.is_some());
        let source = sent.map_or(&config.source, |sent| &sent.source);
        let reconnect_max = match source {
            crate::config::SourceConfig::Imap(imap) => imap.reconnect_max,
            crate::config::SourceConfig::Maildir(_) => Duration::from_secs(60),
        };
        Self {
            shared,
            folder: sent.map_or(&config.name, |sent| &sent.name).clone(),
            name: config.name.clone(),
            source: Source::new(source),
            judgement: Arc::new(judgement),
            ignore_before: config.ignore_before,
            poll: config.poll,
            reconnect_max,
            rules: rules.map(Path::to_owned),
            id: None,
            known: Places::new(),
            validity: None,
            suspects: reader::Suspects::default(),
            careful,
            trouble: None,
            read_at: watch::Sender::new(None),
            after: None,
        }
    }

    /// Takes mail in only after the other folder was read: an answer must not
    /// come before what it answers.
    pub fn after(self, other: &MailboxIntake) -> Self {
        Self { after: Some(other.read_at.subscribe()), ..self }
    }

    /// Takes mail in until it is told to stop. Faults of the moment are
    /// recorded, and it tries again.
    pub async fn run(mut self, stop: CancellationToken) {
        let mut pause = Pause::new(self.reconnect_max);
        while !stop.is_cancelled() {
            match self.cycle(&stop).await {
                Ok(()) => pause.reset(),
                Err(error) => {
                    self.in_trouble(&error, pause.failures > 0).await;
                    let pause = pause.grow();
                    tokio::select! {
                        () = stop.cancelled() => {}
                        () = tokio::time::sleep(pause) => {}
                    }
                }
            }
        }
        self.source.close().await;
    }

    /// Takes in what is there now.
    ///
    /// # Errors
    /// [`IntakeError`]; what was taken in before it stays taken in.
    pub async fn once(&mut self) -> Result<(), IntakeError> {
        let stop = CancellationToken::new();
        let done = match self.recover().await {
            Ok(()) => self.survey_and_take(&stop).await,
            Err(error) => Err(error),
        };
        if let Err(error) = &done {
            self.in_trouble(error, true).await;
        }
        self.source.close().await;
        done.map(|_| ())
    }

    /// A full look at the mailbox, then waiting with an eye on news until the
    /// next one is due.
    async fn cycle(&mut self, stop: &CancellationToken) -> Result<(), IntakeError> {
        self.recover().await?;
        self.survey_and_take(stop).await?;
        let until = Instant::now() + self.poll;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() || stop.is_cancelled() {
                return Ok(());
            }
            let woken = tokio::select! {
                () = stop.cancelled() => return Ok(()),
                woken = self.source.wait(left) => woken?,
            };
            if woken == Woken::Notice {
                let news = tokio::select! {
                    () = stop.cancelled() => return Ok(()),
                    news = self.source.news(&self.known) => news?,
                };
                self.take(&news, stop).await?;
            }
        }
    }

    async fn survey_and_take(&mut self, stop: &CancellationToken) -> Result<(), IntakeError> {
        let began = Instant::now();
        let survey = tokio::select! {
            () = stop.cancelled() => return Ok(()),
            survey = self.source.survey() => survey?,
        };
        self.learn(&survey).await?;
        self.take(&survey, stop).await?;
        if stop.is_cancelled() {
            return Ok(());
        }
        self.careful = false;
        self.record_poll(&survey).await?;
        self.read_at.send_replace(Some(began));
        Ok(())
    }

    /// Loads what is accounted for when the mailbox is met for the first time
    /// or its UIDs have changed their meaning.
    async fn learn(&mut self, survey: &Survey) -> Result<(), IntakeError> {
        if self.validity == Some(survey.validity) {
            return Ok(());
        }
        let store = &self.shared.store;
        self.known = match &self.source {
            Source::Imap(_) => {
                Places::of_uids(store.seen_uids(&self.folder, survey.validity).await?)
            }
            Source::Maildir(_) => Places::of_files(store.seen_files(&self.folder).await?),
        };
        if self.validity.is_some() {
            tracing::warn!(mailbox = %self.folder, validity = survey.validity,
                "the mailbox has a new UIDVALIDITY: everything in it is read again");
        }
        self.validity = Some(survey.validity);
        Ok(())
    }

    async fn take(&mut self, survey: &Survey, stop: &CancellationToken) -> Result<(), IntakeError> {
        let validity = survey.validity;
        let now = self.shared.clock.now();
        let mut wanted: Vec<Seen> = survey
            .places
            .uids_without(&self.known)
            .map(|uid| Seen::Uid { validity, uid })
            .chain(survey.places.files_without(&self.known).map(|f| Seen::File(f.to_owned())))
            .collect();
        wanted.retain(|seen| !self.suspects.is_postponed(seen, now));
        if wanted.is_empty() {
            return Ok(());
        }
        if let Some(other) = &mut self.after {
            let found = Instant::now();
            let is_read = other.wait_for(|read| read.is_some_and(|began| began >= found));
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                // Without the other loop the program is ending.
                read = is_read => if read.is_err() { return Ok(()) },
            }
        }
        self.read_and_take(wanted, stop).await
    }

    /// The mailbox's number in the store.
    async fn mailbox_id(&mut self) -> Result<i64, IntakeError> {
        if let Some(id) = self.id {
            return Ok(id);
        }
        let mut tx = self.shared.store.write().await?;
        let id = self.number(&mut tx).await?;
        tx.commit().await?;
        self.id = Some(id);
        Ok(id)
    }

    async fn number(&self, tx: &mut Write) -> Result<i64, StoreError> {
        let sent_of = self.judgement.sent_by_hand.then_some(self.name.as_str());
        tx.folder(&self.folder, sent_of).await
    }

    async fn record_poll(&mut self, survey: &Survey) -> Result<(), IntakeError> {
        let on_server = i64::try_from(survey.places.len()).unwrap_or(i64::MAX);
        let accounted = i64::try_from(survey.places.count_in(&self.known)).unwrap_or(i64::MAX);
        let now = self.shared.clock.now();
        let council = self.shared.council();
        let clerk = Clerk { council: &council, marks: &self.shared.marks };
        let mut tx = self.shared.store.write().await?;
        let mailbox = self.number(&mut tx).await?;
        tx.record_poll(mailbox, Poll { at: now, on_server, accounted }).await?;
        tx.end_alert("mailbox", &self.folder, now).await?;
        if !self.judgement.sent_by_hand {
            clerk.look_at_guard(&mut tx, &self.name, now).await?;
        }
        let missing = on_server - accounted;
        if missing > 0 {
            let text = format!(
                "{missing} of {on_server} messages in the mailbox \"{}\" could not be taken in. \
                 They stay where they are and are tried again.",
                self.folder
            );
            clerk.alert(&mut tx, &self.name, "unaccounted", &self.folder, &text, now).await?;
        } else {
            tx.end_alert("unaccounted", &self.folder, now).await?;
        }
        tx.commit().await?;
        if let Some(trouble) = self.trouble.take() {
            tracing::info!(mailbox = %self.folder, was = %trouble, "the mailbox can be read again");
        }
        self.shared.wake_senders();
        Ok(())
    }

    /// Says what is wrong, once for each change; a fault that lasts, or that
    /// time won't mend, is told to staff.
    async fn in_trouble(&mut self, error: &IntakeError, lasting: bool) {
        let text = match error.is_of_the_store() {
            true => format!("{}: {error}", self.shared.store.path().display()),
            false => error.to_string(),
        };
        let news = self.trouble.as_ref() != Some(&text);
        if !news && !lasting {
            return;
        }
        if news {
            let what = match error.is_of_the_store() {
                true => "the store can't be used, so no mail is taken in; trying again",
                false => "the mailbox can't be read; trying again",
            };
            tracing::warn!(mailbox = %self.folder, trouble = %text, "{what}");
            self.trouble = Some(text.clone());
        }
        if let Err(error) = self.record_trouble(&text, lasting || error.is_refusal()).await
            && news
        {
            tracing::warn!(mailbox = %self.folder, %error, "the trouble could not be recorded");
        }
    }

    async fn record_trouble(&self, text: &str, tell: bool) -> Result<(), ClerkError> {
        let now = self.shared.clock.now();
        let council = self.shared.council();
        let clerk = Clerk { council: &council, marks: &self.shared.marks };
        let mut tx = self.shared.store.write().await?;
        let mailbox = self.number(&mut tx).await?;
        tx.record_trouble(mailbox, text, now).await?;
        if tell {
            let text = format!("Mail of \"{}\" can't be taken in: {text}", self.folder);
            clerk.alert(&mut tx, &self.name, "mailbox", &self.folder, &text, now).await?;
        }
        tx.commit().await?;
        self.shared.wake_senders();
        Ok(())
    }
}

/// Growing pauses with jitter, so that many daemons do not come back at once.
#[derive(Debug)]
pub struct Pause {
    failures: u32,
    longest: Duration,
}

impl Pause {
    /// Pauses that grow from a second to this.
    pub fn new(longest: Duration) -> Self {
        Self { failures: 0, longest }
    }

    /// It worked: the next pause is the shortest again.
    pub fn reset(&mut self) {
        self.failures = 0;
    }

    /// The next pause: doubled each time, less up to a quarter by chance.
    pub fn grow(&mut self) -> Duration {
        let doubled = Duration::from_secs(1 << self.failures.min(16));
        self.failures = self.failures.saturating_add(1);
        doubled.min(self.longest).mul_f64(1.0 - fastrand::f64() / 4.0)
    }
}
