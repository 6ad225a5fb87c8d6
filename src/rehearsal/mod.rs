//! A rehearsal: the production code over a folder of mail, with a store in
//! memory, a clock that is wound forward to each next event, and a way out that
//! records letters. Nothing is sent and nothing is kept.
//!
//! It is repeatable: what happens at an instant depends only on what came
//! before it.

pub mod script;
mod tell;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Duration, Utc};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::clerk::ClerkError;
use crate::clock::Clock;
use crate::config::{Config, MailboxConfig};
use crate::council::Council;
use crate::delivery::{Delivery, Recorder};
use crate::intake::{IntakeError, MailboxIntake, Shared};
use crate::reminders;
use crate::sender::Sender;
use crate::store::{Store, StoreError};
use script::{Action, Mail, Script};
use tell::Teller;

pub use tell::{CaseTold, DutyTold, Line, Told};

/// Why a rehearsal ended early.
#[derive(Debug, thiserror::Error)]
pub enum RehearsalError {
    /// The store in memory.
    #[error("the store in memory: {0}")]
    Store(#[from] StoreError),
    /// Taking mail in.
    #[error("{0}")]
    Intake(#[from] IntakeError),
    /// Carrying a decision into the store.
    #[error("{0}")]
    Clerk(#[from] ClerkError),
    /// The configuration has no mailbox.
    #[error("the configuration has no mailbox")]
    NoMailbox,
}

type Result<T> = std::result::Result<T, RehearsalError>;

/// What a rehearsal showed.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Everything that happened, in order of time.
    pub lines: Vec<Line>,
    /// Files that were held because they could not be read.
    pub unreadable: usize,
    /// What was asked for and could not be done, for people.
    pub warnings: Vec<String>,
}

/// Rehearses a script with a council's files.
///
/// # Errors
/// [`RehearsalError`] when the store in memory fails, which is a fault of the
/// program.
pub async fn rehearse(config: &Config, mut council: Council, script: Script) -> Result<Outcome> {
    council.trusts_officers = true;
    let mut stage = Stage::set(config, council, &script).await?;
    let mut cues = Cues::of(script);
    while let Some(at) = cues.next(&stage) {
        stage.wind(at);
        stage.play(&mut cues, at).await?;
    }
    let Stage { teller, warnings, .. } = stage;
    Ok(Outcome { unreadable: teller.unreadable, lines: teller.lines, warnings })
}

/// What has not happened yet.
struct Cues {
    mails: std::iter::Peekable<std::vec::IntoIter<Mail>>,
    actions: std::iter::Peekable<std::vec::IntoIter<Action>>,
    changes: std::iter::Peekable<std::vec::IntoIter<(DateTime<Utc>, Council)>>,
    off: Vec<script::Off>,
    until: DateTime<Utc>,
}

impl Cues {
    fn of(script: Script) -> Self {
        let Script { mut mails, mut actions, mut changes, off, until, .. } = script;
        mails.sort_by(|a, b| (a.at, &a.file).cmp(&(b.at, &b.file)));
        actions.sort_by_key(|action| action.at);
        changes.sort_by_key(|(at, _)| *at);
        Self {
            mails: mails.into_iter().peekable(),
            actions: actions.into_iter().peekable(),
            changes: changes.into_iter().peekable(),
            off,
            until,
        }
    }

    /// The instant of whatever comes next, or None when that is after the end.
    fn next(&mut self, stage: &Stage<'_>) -> Option<DateTime<Utc>> {
        // Whatever was due has been done: what still seems due is waiting for
        // the clock to move on.
        let later = stage.now() + Duration::seconds(1);
        let by_clock = stage.next.into_iter().flatten().map(|at| at.max(later)).min();
        let scripted = [
            self.mails.peek().map(|mail| mail.at),
            self.actions.peek().map(|action| action.at),
            self.changes.peek().map(|(at, _)| *at),
        ];
        let next = scripted.into_iter().flatten().chain(by_clock).min();
        next.map(|at| self.on_from(at)).filter(|at| *at <= self.until)
    }

    /// The instant itself, or the end of the outage that it falls into.
    fn on_from(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        self.off.iter().filter(|off| off.from <= at && at < off.to).map(|off| off.to).fold(at, max)
    }
}

fn max(a: DateTime<Utc>, b: DateTime<Utc>) -> DateTime<Utc> {
    a.max(b)
}

/// Where the mail of one mailbox is dealt with.
struct Desk<'c> {
    config: &'c MailboxConfig,
    intake: MailboxIntake,
    sender: Sender,
}

/// Everything that plays.
struct Stage<'c> {
    shared: Shared,
    council: watch::Sender<Arc<Council>>,
    hand: Arc<AtomicI64>,
    desks: Vec<Desk<'c>>,
    teller: Teller,
    stop: CancellationToken,
    warnings: Vec<String>,
    /// When the clock itself causes something next: a duty, a letter.
    next: [Option<DateTime<Utc>>; 2],
    /// How many actions were taken in; numbers their mails.
    acted: usize,
}

impl<'c> Stage<'c> {
    async fn set(config: &'c Config, council: Council, script: &Script) -> Result<Self> {
        let first = script.mails.iter().map(|mail| mail.at).min().unwrap_or(script.until);
        let hand = Arc::new(AtomicI64::new(first.timestamp() - 1));
        let hands = Arc::clone(&hand);
        let read =
            move || DateTime::from_timestamp(hands.load(Ordering::Relaxed), 0).unwrap_or_default();
        let (council, receiver) = watch::channel(Arc::new(council));
        let shared = Shared {
            store: Arc::new(Store::in_memory().await?),
            council: receiver,
            marks: script::marks(config),
            clock: Clock::new(read),
            letters: watch::Sender::new(()),
            troubles: Arc::default(),
        };
        let refuses: BTreeSet<String> = script.refuses.iter().map(|to| to.to_lowercase()).collect();
        let rules = config.rules.as_ref().map(|rules| rules.value.as_path());
        let mut desks = Vec::new();
        for mailbox in &config.mailboxes {
            let intake = MailboxIntake::new(shared.clone(), mailbox, rules, false);
            let recorder = Delivery::Recorder(Recorder { refuses: refuses.clone() });
            let sender = Sender::by(recorder, shared.clone(), mailbox);
            desks.push(Desk { config: mailbox, intake, sender });
        }
        let stop = CancellationToken::new();
        let teller = Teller::default();
        Ok(Self {
            shared,
            council,
            hand,
            desks,
            teller,
            stop,
            warnings: Vec::new(),
            next: [None; 2],
            acted: 0,
        })
    }

    fn now(&self) -> DateTime<Utc> {
        self.shared.clock.now()
    }

    fn wind(&self, at: DateTime<Utc>) {
        self.hand.store(at.timestamp(), Ordering::Relaxed);
    }

    /// Everything of an instant: changed files, mail, officers' actions, and
    /// then what falls due.
    async fn play(&mut self, cues: &mut Cues, at: DateTime<Utc>) -> Result<()> {
        while let Some((_, council)) = cues.changes.next_if(|(then, _)| *then <= at) {
            let council = Council { trusts_officers: true, ..council };
            self.council.send_replace(Arc::new(council));
            reminders::recount(&self.shared).await?;
            reminders::give_back_if_owed(&self.shared).await?;
            self.send_and_tell(None).await?;
        }
        while let Some(mail) = cues.mails.next_if(|mail| mail.at <= at) {
            self.take(mail).await?;
        }
        while let Some(action) = cues.actions.next_if(|action| action.at <= at) {
            self.act(action).await?;
        }
        let next = reminders::tick(&self.shared).await?;
        if self.shared.store.next_letter_at().await?.is_some_and(|next| next <= at) {
            self.send_and_tell(None).await?;
        } else {
            self.teller.tell(&self.shared.store, at, None).await?;
        }
        self.next = [next, self.shared.store.next_letter_at().await?];
        Ok(())
    }

    async fn take(&mut self, mail: Mail) -> Result<()> {
        let index = self.mailbox_of(&mail).ok_or(RehearsalError::NoMailbox)?;
        let cause = tell::Cause::of(&mail);
        if let Some(to) = self.desks.get_mut(index) {
            to.intake.take_judged(mail.judged).await?;
        }
        self.send_and_tell(Some(&cause)).await
    }

    /// The mailbox that a mail is for: the one whose address it names, else the
    /// first.
    fn mailbox_of(&self, mail: &Mail) -> Option<usize> {
        let named = |one: &Desk<'_>| mail.recipients.contains(&one.config.address.to_lowercase());
        let found = self.desks.iter().position(named);
        found.or((!self.desks.is_empty()).then_some(0))
    }

    /// An officer's action comes as the officer's mail about the case.
    async fn act(&mut self, action: Action) -> Result<()> {
        let case = self.teller.case_of(&action.case_of);
        let thread = case.as_ref().and_then(|case| self.teller.letter_of(case));
        let officer = self.shared.council().people.officer(&action.by).cloned();
        let (Some(case), Some(officer)) = (case, officer) else {
            let why = format!(
                "the action of {} at {} has no effect: no case was opened by <{}>",
                action.by, action.at, action.case_of
            );
            self.warnings.push(why);
            return Ok(());
        };
        self.acted += 1;
        let number = self.acted;
        let Some(first) = self.desks.first() else { return Err(RehearsalError::NoMailbox) };
        let text = script::as_mail(&action, &case, &officer, &first.config.address, thread, number);
        let judged = script::judge_now(&first.intake, &self.shared, text, &action, number);
        if let Some(to) = self.desks.first_mut() {
            to.intake.take_judged(judged).await?;
        }
        self.send_and_tell(Some(&tell::Cause::Action)).await
    }

    async fn send_and_tell(&mut self, cause: Option<&tell::Cause>) -> Result<()> {
        for one in &mut self.desks {
            one.sender.send_what_is_due(&self.stop).await?;
        }
        let now = self.now();
        self.teller.tell(&self.shared.store, now, cause).await?;
        Ok(())
    }
}
