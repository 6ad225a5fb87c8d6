//! The sender loop: outbox → delivery → settled. It can't decide: what a sent,
//! refused or lost letter means for its case is casework's to say.
//!
//! Letters go out one after the other, a few of one claim. Between the server's
//! 250 to one letter and the body of the next lies one write that records both,
//! so that at any instant at most one letter may have gone out unrecorded.

use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio_util::sync::CancellationToken;

use crate::casework::LetterKind;
use crate::casework::decide::Input;
use crate::clerk::{Clerk, ClerkError, Occasion};
use crate::config::MailboxConfig;
use crate::delivery::{Delivery, Outcome};
use crate::intake::Shared;
use crate::letters::{Composed, Envelope, enclosed, mime};
use crate::message::domain_of;
use crate::store::{Claimed, Sent, Settlement, Untold, Write};

/// Letters claimed at a time; what becomes of them is made durable together.
const AT_A_TIME: u32 = 25;

/// Commands beside the daemon queue letters too: the outbox is looked at this
/// often without being woken.
const LOOK: Duration = Duration::from_secs(2);

/// An idle connection is closed after this.
const REST: Duration = Duration::from_secs(10);

/// The sender of one mailbox.
#[derive(Debug)]
pub struct Sender {
    shared: Shared,
    mailbox: String,
    delivery: Delivery,
    /// The envelope sender with the letter's own token in it, if one is used.
    return_address: Option<String>,
    /// The most bytes of files that go with a letter.
    attachment_bytes: usize,
    retry_first: Duration,
    retry_max: Duration,
    uncertain: Duration,
    /// Since the server can't be used: how often it was tried, and until when
    /// it is left alone.
    down: Option<(u32, DateTime<Utc>)>,
    /// The server has worked since the start: an alert of before has ended.
    has_worked: bool,
    /// The server has taken it, and that is not recorded yet.
    last: Option<Sent>,
    /// Letters are claimed and not all of them settled.
    in_round: bool,
    /// Letters of before the start are still to be recovered; whether the
    /// machine went down with them.
    unrecovered: Option<bool>,
}

impl Sender {
    /// The sender of a mailbox, not yet connected.
    pub fn new(shared: Shared, config: &MailboxConfig) -> Self {
        let delivery = Delivery::new(&config.delivery, domain_of(&config.address));
        Self::by(delivery, shared, config)
    }

    /// The sender of a mailbox by another way out than the configured one.
    pub fn by(delivery: Delivery, shared: Shared, config: &MailboxConfig) -> Self {
        Self {
            shared,
            mailbox: config.name.clone(),
            delivery,
            return_address: config.return_address.clone(),
            attachment_bytes: config.limits.attachment_bytes,
            retry_first: config.retry_first,
            retry_max: config.retry_max,
            uncertain: config.uncertain,
            down: None,
            has_worked: false,
            last: None,
            in_round: false,
            unrecovered: None,
        }
    }

    /// Sends letters until it is told to stop.
    pub async fn run(mut self, stop: CancellationToken) {
        let mut woken = self.shared.letters.subscribe();
        let mut idle_since = tokio::time::Instant::now();
        let mut trouble = false;
        while !stop.is_cancelled() {
            match self.send_what_is_due(&stop).await {
                Ok(sent) => {
                    trouble = false;
                    if sent > 0 {
                        idle_since = tokio::time::Instant::now();
                    }
                }
                Err(error) => {
                    if !trouble {
                        tracing::warn!(mailbox = %self.mailbox, %error,
                            "the outbox can't be looked after; trying again");
                    }
                    trouble = true;
                }
            }
            if idle_since.elapsed() > REST {
                self.delivery.rest().await;
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(LOOK) => {}
                _ = woken.changed() => {}
            }
        }
        self.delivery.rest().await;
    }

    /// Ends the connection.
    pub async fn rest(&mut self) {
        self.delivery.rest().await;
    }

    /// Letters that were in hand when the program stopped. `rebooted`: the
    /// machine went down with it.
    ///
    /// # Errors
    /// [`ClerkError`] when the store refuses.
    pub async fn recover(&mut self, rebooted: bool) -> Result<(), ClerkError> {
        self.unrecovered = Some(rebooted);
        let now = self.shared.clock.now();
        let council = self.shared.council();
        let clerk = Clerk { council: &council, marks: &self.shared.marks };
        let mut tx = self.shared.store.write().await?;
        let resend_at = later(now, self.uncertain);
        let lost = tx.recover_letters(&self.mailbox, rebooted, now, resend_at).await?;
        for letter in lost {
            let why = "the program stopped while the letter was being sent a second time";
            tell_uncertain(&clerk, &mut tx, &self.mailbox, &letter.key, why, now).await?;
        }
        tell_cases(&clerk, &mut tx, &self.mailbox).await?;
        tx.commit().await?;
        self.unrecovered = None;
        Ok(())
    }

    /// Sends everything that can be sent now; how many were tried.
    ///
    /// # Errors
    /// [`ClerkError`] when the store refuses.
    pub async fn send_what_is_due(
        &mut self,
        stop: &CancellationToken,
    ) -> Result<usize, ClerkError> {
        let mut tried = 0;
        loop {
            let now = self.shared.clock.now();
            if let Some(rebooted) = self.unrecovered {
                self.recover(rebooted).await?;
            }
            if self.in_round {
                // The store refused in the middle of the round before.
                self.finish().await?;
                self.recover(false).await?;
                self.in_round = false;
            }
            if stop.is_cancelled() || self.is_left_alone(now) {
                return Ok(tried);
            }
            let mut tx = self.shared.store.write().await?;
            let claimed = tx.claim_letters(&self.mailbox, now, AT_A_TIME).await?;
            if claimed.is_empty() {
                return Ok(tried);
            }
            tx.commit().await?;
            crate::crash::point("claimed");
            tried += claimed.len();
            self.in_round = true;
            self.send_round(claimed, stop).await?;
            self.in_round = false;
        }
    }

    /// The server can't be used and is not to be tried yet.
    fn is_left_alone(&self, now: DateTime<Utc>) -> bool {
        self.down.is_some_and(|(_, until)| until > now)
    }

    async fn send_round(
        &mut self,
        claimed: Vec<Claimed>,
        stop: &CancellationToken,
    ) -> Result<(), ClerkError> {
        let mut unsent = Vec::new();
        for letter in claimed {
            if stop.is_cancelled() || self.is_left_alone(self.shared.clock.now()) {
                unsent.push(letter);
            } else {
                self.send(letter).await?;
            }
        }
        self.finish().await?;
        self.put_back(unsent).await
    }

    async fn send(&mut self, letter: Claimed) -> Result<(), ClerkError> {
        let composed = match self.compose(&letter).await? {
            Ok(composed) => composed,
            Err(reply) => return self.settle(letter, Settlement::Refused { reply }).await,
        };
        let store = self.shared.store.clone();
        let mut last = self.last.take();
        let begin_body = async || {
            let passed = store.pass(last.as_ref(), Some(&letter.taken)).await;
            crate::crash::point("body");
            match passed {
                Ok(()) => last = None,
                Err(ref error) => tracing::warn!(%error, "a letter is not sent: the store refuses"),
            }
            passed.is_ok()
        };
        let outcome = self.delivery.send(&composed, begin_body).await;
        self.last = last;
        crate::crash::point("accepted");
        if let Outcome::Sent(reply) = outcome {
            // Remembered before the store is asked for anything: a store that
            // refuses must not make the letter one that may have been taken.
            self.log(&letter, "sent");
            let at = self.shared.clock.now();
            self.last = Some(Sent { letter: letter.taken, at, reply });
            self.is_up(at).await?;
        } else {
            let settlement = self.settlement(&letter, outcome).await?;
            self.settle(letter, settlement).await?;
        }
        crate::crash::point("settled");
        Ok(())
    }

    /// Ends a round: the last letter is settled, and the cases are told of all
    /// that were taken, in one transaction that reaches the disk.
    async fn finish(&mut self) -> Result<(), ClerkError> {
        let council = self.shared.council();
        let clerk = Clerk { council: &council, marks: &self.shared.marks };
        let mut tx = self.shared.store.write().await?;
        if let Some(sent) = &self.last {
            tx.settle_sent(sent).await?;
        }
        tell_cases(&clerk, &mut tx, &self.mailbox).await?;
        tx.commit().await?;
        self.last = None;
        Ok(())
    }

    /// Letters that were claimed and then not tried.
    async fn put_back(&self, letters: Vec<Claimed>) -> Result<(), ClerkError> {
        if letters.is_empty() {
            return Ok(());
        }
        let next = self.down.map_or_else(|| self.shared.clock.now(), |(_, until)| until);
        let reply = "not tried: the mail server can't be used, or the program stopped".to_owned();
        let mut tx = self.shared.store.write().await?;
        for letter in letters {
            let next = self.in_hours(letter.kind, next);
            let settlement = Settlement::Retry { next, reply: reply.clone() };
            tx.settle(letter.taken, &settlement).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn settlement(
        &mut self,
        letter: &Claimed,
        outcome: Outcome,
    ) -> Result<Settlement, ClerkError> {
        let now = self.shared.clock.now();
        if !matches!(outcome, Outcome::Down(_)) {
            self.is_up(now).await?;
        }
        Ok(match outcome {
            Outcome::Sent(reply) => Settlement::Sent { at: now, reply },
            Outcome::Refused(reply) => Settlement::Refused { reply },
            Outcome::Retry(reply) => {
                let next = later(now, self.backoff(u32::try_from(letter.attempt).unwrap_or(1)));
                Settlement::Retry { next: self.in_hours(letter.kind, next), reply }
            }
            Outcome::Uncertain(reply) => {
                let next = (!letter.resend).then(|| later(now, self.uncertain));
                let next = next.map(|next| self.in_hours(letter.kind, next));
                Settlement::Uncertain { next, reply }
            }
            Outcome::Down(reply) => {
                let next = self.is_down(&reply, now).await?;
                Settlement::Retry { next: self.in_hours(letter.kind, next), reply }
            }
        })
    }

    /// Letters about deadlines wait for working hours when they are tried again.
    fn in_hours(&self, kind: LetterKind, at: DateTime<Utc>) -> DateTime<Utc> {
        match kind.keeps_working_hours() {
            true => self.shared.council().rulebook.calendar.working_time_from(at).unwrap_or(at),
            false => at,
        }
    }

    /// `retry_first`, doubled with each attempt, at most `retry_max`, less up
    /// to a tenth by chance.
    fn backoff(&self, attempt: u32) -> Duration {
        let factor = 1_u32 << attempt.saturating_sub(1).min(20);
        let pause = self.retry_first.saturating_mul(factor).min(self.retry_max);
        pause.mul_f64(1.0 - fastrand::f64() / 10.0)
    }

    /// The server can't be used: said once, told to staff, tried again later.
    async fn is_down(
        &mut self,
        reply: &str,
        now: DateTime<Utc>,
    ) -> Result<DateTime<Utc>, ClerkError> {
        let failures = self.down.map_or(1, |(failures, _)| failures + 1);
        let until = later(now, self.backoff(failures));
        if self.down.is_none() {
            tracing::warn!(mailbox = %self.mailbox, trouble = %reply,
                "letters can't be sent; trying again");
        }
        self.down = Some((failures, until));
        let council = self.shared.council();
        let clerk = Clerk { council: &council, marks: &self.shared.marks };
        let text = format!(
            "Letters of the mailbox \"{}\" can't be sent: {reply}. They wait and are tried again.",
            self.mailbox
        );
        let mut tx = self.shared.store.write().await?;
        clerk.alert(&mut tx, &self.mailbox, "delivery", &self.mailbox, &text, now).await?;
        tx.commit().await?;
        Ok(until)
    }

    async fn is_up(&mut self, now: DateTime<Utc>) -> Result<(), ClerkError> {
        let was_down = self.down.take().is_some();
        if was_down {
            tracing::info!(mailbox = %self.mailbox, "letters can be sent again");
        }
        if was_down || !self.has_worked {
            self.has_worked = true;
            let mut tx = self.shared.store.write().await?;
            tx.end_alert("delivery", &self.mailbox, now).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Settles a letter that was not taken.
    async fn settle(&mut self, letter: Claimed, settlement: Settlement) -> Result<(), ClerkError> {
        self.log(&letter, settled_as(&settlement));
        self.finish().await?;
        let now = self.shared.clock.now();
        let council = self.shared.council();
        let clerk = Clerk { council: &council, marks: &self.shared.marks };
        let mut tx = self.shared.store.write().await?;
        let Claimed { taken, key, case, kind, letter, .. } = letter;
        tx.settle(taken, &settlement).await?;
        match (&settlement, case) {
            (Settlement::Refused { reply }, Some(case)) => {
                let input =
                    Input::LetterFailed { letter: kind, to: &letter.to, key: &key, why: reply };
                let occasion = Occasion { actor: "redress", now, mail: None, answers: None };
                clerk.decide(&mut tx, case, &input, occasion).await?;
            }
            (Settlement::Uncertain { next: None, reply }, _) => {
                tell_uncertain(&clerk, &mut tx, &self.mailbox, &key, reply, now).await?;
            }
            _ => {}
        }
        Ok(tx.commit().await?)
    }

    fn log(&self, letter: &Claimed, outcome: &str) {
        tracing::info!(
            mailbox = %self.mailbox,
            letter = letter.kind.as_str(),
            message_id = %letter.letter.message_id,
            outcome,
            "letter"
        );
    }

    /// The mail of a letter, or why none can be made of it.
    async fn compose(&self, claimed: &Claimed) -> Result<Result<Composed, String>, ClerkError> {
        let letter = &claimed.letter;
        let store = &self.shared.store;
        let most = self.attachment_bytes;
        let raw = match letter.attach {
            // Its files would be too many: it is not even loaded.
            Some(message) if enclosed::is_beyond(store.raw_size(message).await?, most) => None,
            Some(message) => Some(store.raw(message).await?.bytes),
            None => None,
        };
        let envelope = Envelope {
            from: letter.from_address.clone(),
            from_name: letter.from_name.clone(),
            to: letter.to.clone(),
            message_id: letter.message_id.clone(),
            in_reply_to: letter.in_reply_to.clone(),
            references: letter.references.clone(),
            date: claimed.created_at,
            loop_mark: self.shared.marks.loop_mark(),
            replies: claimed.kind.for_resident(),
            asks_an_officer: claimed.kind.asks_an_officer(),
        };
        let (subject, text) = (letter.subject.clone(), letter.text.clone());
        let token = letter.message_id.split('@').next().unwrap_or_default();
        let returns = self.return_address.as_ref().map(|form| form.replace("{letter}", token));
        let compose = move || {
            let files = raw.map(|raw| enclosed::files(raw, most)).unwrap_or_default();
            let mut composed = mime::compose(&envelope, &subject, &text, files)
                .map_err(|error| error.to_string())?;
            if let Some(Ok(returns)) = returns.map(|address| address.parse()) {
                composed.from = returns;
            }
            Ok(composed)
        };
        match letter.attach {
            None => Ok(compose()),
            // Taking the mail apart takes time, and a deep stack.
            Some(_) => {
                let composed = tokio::task::spawn_blocking(compose).await;
                Ok(composed.unwrap_or_else(|_| Err("the mail can't be taken apart".to_owned())))
            }
        }
    }
}

/// A letter that may have been taken twice and will not be sent again.
async fn tell_uncertain(
    clerk: &Clerk<'_>,
    tx: &mut Write,
    mailbox: &str,
    key: &str,
    why: &str,
    now: DateTime<Utc>,
) -> Result<(), ClerkError> {
    let text = format!(
        "It is not known whether a letter arrived ({why}). It was sent once more and is not sent \
         again by itself. \"redress outbox\" shows it as uncertain."
    );
    clerk.alert(tx, mailbox, "uncertain", key, &text, now).await
}

/// Tells the cases which of their letters were taken, and when. A case that
/// can't be told keeps its duty open, and so comes before a person.
async fn tell_cases(clerk: &Clerk<'_>, tx: &mut Write, mailbox: &str) -> Result<(), ClerkError> {
    let untold = tx.untold_letters(mailbox).await?;
    tx.load_cases(untold.iter().map(|letter| letter.case).collect()).await?;
    for letter in &untold {
        let Untold { case, kind, at, .. } = *letter;
        let occasion = Occasion { actor: "redress", now: at, mail: None, answers: None };
        tx.begin_one();
        match clerk.decide(tx, case, &Input::LetterSent(kind), occasion).await {
            Ok(_) => tx.keep(),
            Err(error) => {
                tx.undo();
                tracing::error!(case, %error, "a case can't be told that its letter was sent");
            }
        }
    }
    Ok(tx.mark_told(mailbox, &untold).await?)
}

fn settled_as(settlement: &Settlement) -> &'static str {
    match settlement {
        Settlement::Sent { .. } => "sent",
        Settlement::Retry { .. } => "retrying",
        Settlement::Refused { .. } => "refused",
        Settlement::Uncertain { .. } => "uncertain",
    }
}

fn later(now: DateTime<Utc>, pause: Duration) -> DateTime<Utc> {
    let seconds = i64::try_from(pause.as_secs().max(1)).unwrap_or(i64::MAX / 2);
    now + chrono::Duration::seconds(seconds)
}
