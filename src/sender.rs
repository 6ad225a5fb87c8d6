//! The sender loop: outbox → delivery → settled. It can't decide: what a sent,
//! refused or lost letter means for its case is casework's to say, in the same
//! transaction.

use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio_util::sync::CancellationToken;

use crate::casework::decide::Input;
use crate::clerk::{Clerk, ClerkError, Occasion};
use crate::config::MailboxConfig;
use crate::delivery::{Delivery, Outcome};
use crate::intake::Shared;
use crate::letters::{Composed, Envelope, File, mime};
use crate::message::budget::Budget;
use crate::message::{domain_of, parse};
use crate::store::{Claimed, Settlement, StoreError, Write};

/// Letters claimed at a time.
const AT_A_TIME: u32 = 20;

/// Commands beside the daemon queue letters too: the outbox is looked at this
/// often without being woken.
const LOOK: Duration = Duration::from_secs(2);

/// An idle connection is closed after this.
const REST: Duration = Duration::from_secs(10);

/// More bytes of attachments than this stay with us; the letter names them.
const MAX_ATTACHED: usize = 15 << 20;

/// The sender of one mailbox.
#[derive(Debug)]
pub struct Sender {
    shared: Shared,
    mailbox: String,
    delivery: Delivery,
    retry_first: Duration,
    retry_max: Duration,
    uncertain: Duration,
    /// Since the server can't be used: how often it was tried, and until when
    /// it is left alone.
    down: Option<(u32, DateTime<Utc>)>,
    /// The server has worked since the start: an alert of before has ended.
    has_worked: bool,
}

impl Sender {
    /// The sender of a mailbox, not yet connected.
    pub fn new(shared: Shared, config: &MailboxConfig) -> Self {
        Self {
            shared,
            mailbox: config.name.clone(),
            delivery: Delivery::new(&config.delivery, domain_of(&config.address)),
            retry_first: config.retry_first,
            retry_max: config.retry_max,
            uncertain: config.uncertain,
            down: None,
            has_worked: false,
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

    /// Letters that were in hand when the program died.
    ///
    /// # Errors
    /// [`ClerkError`] when the store refuses.
    pub async fn recover(&mut self) -> Result<(), ClerkError> {
        let now = self.shared.clock.now();
        let council = self.shared.council();
        let clerk = Clerk { council: &council, marks: &self.shared.marks };
        let mut tx = self.shared.store.write().await?;
        let lost = tx.recover_letters(&self.mailbox, now, later(now, self.uncertain)).await?;
        for letter in lost {
            let why = "the program stopped while the letter was being sent a second time";
            tell_uncertain(&clerk, &mut tx, &self.mailbox, &letter.key, why, now).await?;
        }
        tx.commit().await?;
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
            if stop.is_cancelled() || self.down.is_some_and(|(_, until)| until > now) {
                return Ok(tried);
            }
            let mut tx = self.shared.store.write().await?;
            let claimed = tx.claim_letters(&self.mailbox, now, AT_A_TIME).await?;
            if claimed.is_empty() {
                return Ok(tried);
            }
            tx.commit().await?;
            crate::crash::point("claimed");
            for letter in claimed {
                tried += 1;
                self.send(letter).await?;
            }
        }
    }

    async fn send(&mut self, letter: Claimed) -> Result<(), ClerkError> {
        let id = letter.id;
        if let Some((_, until)) = self.down.filter(|(_, until)| *until > self.shared.clock.now()) {
            // The server went down while others of the same claim were sent.
            let reply = "the mail server can't be used".to_owned();
            return self.settle(letter, Settlement::Retry { next: until, reply }).await;
        }
        let composed = match self.compose(&letter).await? {
            Ok(composed) => composed,
            Err(reply) => return self.settle(letter, Settlement::Refused { reply }).await,
        };
        let store = self.shared.store.clone();
        let begin_body = async move || {
            let begun = async {
                let mut tx = store.write().await?;
                tx.begin_body(id).await?;
                tx.commit().await
            };
            let begun: Result<(), StoreError> = begun.await;
            crate::crash::point("body");
            begun.is_ok()
        };
        let outcome = self.delivery.send(&composed, begin_body).await;
        crate::crash::point("accepted");
        let settlement = self.settlement(&letter, outcome).await?;
        self.settle(letter, settlement).await?;
        crate::crash::point("settled");
        Ok(())
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
                Settlement::Retry { next, reply }
            }
            Outcome::Uncertain(reply) => {
                let next = (!letter.resend).then(|| later(now, self.uncertain));
                Settlement::Uncertain { next, reply }
            }
            Outcome::Down(reply) => {
                let next = self.is_down(&reply, now).await?;
                Settlement::Retry { next, reply }
            }
        })
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

    async fn settle(&mut self, letter: Claimed, settlement: Settlement) -> Result<(), ClerkError> {
        let now = self.shared.clock.now();
        let council = self.shared.council();
        let clerk = Clerk { council: &council, marks: &self.shared.marks };
        let mut tx = self.shared.store.write().await?;
        let (case, kind, key) = (letter.case, letter.kind, letter.key.clone());
        let to = letter.letter.to.clone();
        tracing::info!(
            mailbox = %self.mailbox,
            letter = kind.as_str(),
            message_id = %letter.letter.message_id,
            outcome = settled_as(&settlement),
            "letter"
        );
        tx.settle(letter, &settlement).await?;
        let occasion = Occasion { actor: "redress", now, mail: None };
        match (&settlement, case) {
            (Settlement::Sent { .. }, Some(case)) if kind.for_resident() => {
                clerk.decide(&mut tx, case, &Input::LetterSent(kind), occasion).await?;
            }
            (Settlement::Refused { reply }, Some(case)) => {
                let input = Input::LetterFailed { letter: kind, to: &to, key: &key, why: reply };
                clerk.decide(&mut tx, case, &input, occasion).await?;
            }
            (Settlement::Uncertain { next: None, reply }, _) => {
                tell_uncertain(&clerk, &mut tx, &self.mailbox, &key, reply, now).await?;
            }
            _ => {}
        }
        tx.commit().await?;
        Ok(())
    }

    /// The mail of a letter, or why none can be made of it.
    async fn compose(&self, claimed: &Claimed) -> Result<Result<Composed, String>, ClerkError> {
        let letter = &claimed.letter;
        let files = match letter.attach {
            Some(message) => attachments(&self.shared.store.raw(message).await?.bytes),
            None => Vec::new(),
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
        };
        let composed = mime::compose(&envelope, &letter.subject, &letter.text, &files);
        Ok(composed.map_err(|error| error.to_string()))
    }
}

/// The files of a message; of one that can't be taken apart, the whole mail.
fn attachments(bytes: &[u8]) -> Vec<File> {
    let files: Vec<File> = match Budget::default().check(bytes) {
        Ok(()) => parse::files(bytes)
            .into_iter()
            .map(|(name, media_type, bytes)| File { name, media_type, bytes })
            .collect(),
        Err(_) => vec![File {
            name: "message.eml".to_owned(),
            media_type: "message/rfc822".to_owned(),
            bytes: bytes.to_vec(),
        }],
    };
    let total: usize = files.iter().map(|file| file.bytes.len()).sum();
    if total > MAX_ATTACHED { Vec::new() } else { files }
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
