//! Batches of fetched messages: judged on a thread of their own, then taken in
//! together in one transaction, each under a savepoint of its own.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use tokio::sync::mpsc;

use super::judge::{Arrival, Judged, Judgement};
use super::take_in::{Intake, Taken};
use super::{IntakeError, MailboxIntake, Shared};
use crate::casework::MessageRef;
use crate::clerk::{Clerk, ClerkError};
use crate::council::Council;
use crate::mailbox::Fetched;
use crate::message::Seen;
use crate::store::{NewMessage, Write};

/// A message that was begun with so often after unclean stops is held unread:
/// it may be what ended the program.
const ATTEMPTS: i64 = 3;

/// Takes batches in.
pub(super) struct Batches {
    pub shared: Shared,
    pub mailbox: String,
    pub judgement: Arc<Judgement>,
    pub ignore_before: Option<DateTime<Utc>>,
    pub careful: bool,
}

/// What was taken in, and what stopped it.
#[derive(Default)]
pub(super) struct Done {
    pub seen: Vec<Seen>,
    pub error: Option<IntakeError>,
}

impl Batches {
    /// Takes in every batch that comes, until there are no more or one fails.
    pub(super) async fn take_all(self, mut fetched: mpsc::Receiver<Vec<Fetched>>) -> Done {
        let mut done = Done::default();
        while let Some(batch) = fetched.recv().await {
            let took = match self.careful {
                true => self.take_one_by_one(batch, &mut done.seen).await,
                false => self.take(batch, &mut done.seen).await,
            };
            if let Err(error) = took {
                done.error = Some(error);
                break;
            }
            self.shared.wake_senders();
        }
        done
    }

    async fn take(&self, batch: Vec<Fetched>, seen: &mut Vec<Seen>) -> Result<(), IntakeError> {
        let council = self.shared.council();
        let judged = self.judge(&council, batch).await?;
        let mut tx = self.shared.store.write().await?;
        let mailbox = tx.mailbox(&self.mailbox).await?;
        let mut places = Vec::with_capacity(judged.len());
        for one in &judged {
            self.take_judged(&mut tx, &council, mailbox, one).await?;
            places.push(one.seen.clone());
        }
        crate::crash::point("stored");
        tx.commit().await?;
        crate::crash::point("committed");
        seen.append(&mut places);
        Ok(())
    }

    /// After an unclean stop: raw and durable before it is looked at.
    async fn take_one_by_one(
        &self,
        batch: Vec<Fetched>,
        seen: &mut Vec<Seen>,
    ) -> Result<(), IntakeError> {
        for fetched in batch {
            let Some(bytes) = &fetched.bytes else { continue };
            let now = self.shared.clock.now();
            let mut tx = self.shared.store.write().await?;
            let mailbox = tx.mailbox(&self.mailbox).await?;
            let place = fetched.item.seen.clone();
            if tx.is_seen(mailbox, &place).await? {
                continue;
            }
            let digest = crate::message::digest::of_bytes(bytes);
            if let Some(before) = tx.seen_before(mailbox, &digest, &place).await? {
                tx.insert_sighting(mailbox, &place, before).await?;
                tx.commit().await?;
                seen.push(place);
                continue;
            }
            let message = NewMessage {
                mailbox,
                seen: &place,
                bytes,
                digest: &digest,
                received_at: fetched.item.arrived,
            };
            let id = tx.insert_message(message, now).await?;
            tx.begin_attempt(id).await?;
            tx.commit().await?;
            crate::crash::point("raw");
            let council = self.shared.council();
            for one in self.judge(&council, vec![fetched]).await? {
                let mut tx = self.shared.store.write().await?;
                self.account(&mut tx, &council, id, &one).await?;
                tx.commit().await?;
            }
            seen.push(place);
        }
        Ok(())
    }

    async fn judge(
        &self,
        council: &Arc<Council>,
        batch: Vec<Fetched>,
    ) -> Result<Vec<Judged>, IntakeError> {
        let council = Arc::clone(council);
        let judgement = Arc::clone(&self.judgement);
        let judged = tokio::task::spawn_blocking(move || {
            let judge = |fetched: Fetched| {
                let arrival = match &fetched.item.seen {
                    Seen::Uid { .. } => Arrival::Server(fetched.item.arrived),
                    Seen::File(_) => Arrival::File(fetched.item.arrived),
                };
                let bytes = fetched.bytes?;
                Some(judgement.judge(&council.rulebook.rules, fetched.item.seen, bytes, arrival))
            };
            batch.into_iter().filter_map(judge).collect()
        });
        judged.await.map_err(|error| IntakeError::Judge(error.to_string()))
    }

    async fn take_judged(
        &self,
        tx: &mut Write,
        council: &Council,
        mailbox: i64,
        judged: &Judged,
    ) -> Result<(), IntakeError> {
        if tx.is_seen(mailbox, &judged.seen).await? {
            return Ok(());
        }
        if let Some(before) = tx.seen_before(mailbox, &judged.digest, &judged.seen).await? {
            return Ok(tx.insert_sighting(mailbox, &judged.seen, before).await?);
        }
        let message = NewMessage {
            mailbox,
            seen: &judged.seen,
            bytes: &judged.bytes,
            digest: &judged.digest,
            received_at: judged.received_at,
        };
        let id = tx.insert_message(message, self.shared.clock.now()).await?;
        self.account(tx, council, id, judged).await
    }

    /// Gives a stored message its outcome. One whose judgement fails is held,
    /// with whatever it wrote undone; the others of its transaction stay.
    async fn account(
        &self,
        tx: &mut Write,
        council: &Council,
        id: MessageRef,
        judged: &Judged,
    ) -> Result<(), IntakeError> {
        let Some(mailbox) = council.mailboxes.get(&self.mailbox) else {
            let why = format!("the configuration has no mailbox \"{}\" any more", self.mailbox);
            return Err(ClerkError::Missing(why).into());
        };
        let intake = Intake {
            clerk: Clerk { council, marks: &self.shared.marks },
            mailbox,
            ignore_before: self.ignore_before,
            now: self.shared.clock.now(),
        };
        let taken = take_or_hold(&intake, tx, id, judged).await?;
        tracing::info!(
            mailbox = %self.mailbox,
            message = id.0,
            outcome = taken.outcome.as_str(),
            case = taken.outcome.case(),
            "taken in"
        );
        Ok(())
    }
}

/// Takes a message in under a savepoint; when that fails it is held instead.
///
/// # Errors
/// When the store itself refuses.
pub(super) async fn take_or_hold(
    intake: &Intake<'_>,
    tx: &mut Write,
    id: MessageRef,
    judged: &Judged,
) -> Result<Taken, IntakeError> {
    tx.begin_one().await?;
    let attempt = AssertUnwindSafe(intake.take_in(tx, id, judged)).catch_unwind().await;
    let why = match attempt {
        Ok(Ok(taken)) => {
            tx.keep().await?;
            return Ok(taken);
        }
        Ok(Err(ClerkError::Store(error))) if is_of_the_store(&error) => return Err(error.into()),
        Ok(Err(error)) => format!("it could not be dealt with: {error}"),
        Err(_) => "the program failed on this message".to_owned(),
    };
    tx.undo().await?;
    tracing::error!(message = id.0, %why, "a message is held for a person");
    Ok(intake.hold_failed(tx, id, judged, &why).await?)
}

/// Whether an error is about the store as a whole, not about one message's
/// rows.
fn is_of_the_store(error: &crate::store::StoreError) -> bool {
    use crate::store::StoreError;
    match error {
        StoreError::Inconsistent { .. } => false,
        StoreError::Database(_) => !error.is_constraint(),
        StoreError::Migration(_) | StoreError::File { .. } | StoreError::Version(_) => true,
    }
}

impl MailboxIntake {
    /// Messages that were stored raw and had no outcome when the program died.
    pub(super) async fn recover(&mut self) -> Result<(), IntakeError> {
        for id in self.shared.store.in_flight().await? {
            let raw = self.shared.store.raw(id).await?;
            if raw.mailbox != self.name {
                continue;
            }
            let mut tx = self.shared.store.write().await?;
            tx.begin_attempt(id).await?;
            tx.commit().await?;
            let council = self.shared.council();
            let batches = Batches {
                shared: self.shared.clone(),
                mailbox: self.name.clone(),
                judgement: Arc::clone(&self.judgement),
                ignore_before: self.ignore_before,
                careful: true,
            };
            let seen = Seen::File(String::new());
            let judged = if raw.attempts >= ATTEMPTS {
                unread(&raw.bytes, raw.received_at)
            } else {
                let item = crate::mailbox::Item { seen, size: 0, arrived: raw.received_at };
                let fetched = Fetched { item, bytes: Some(raw.bytes) };
                match batches.judge(&council, vec![fetched]).await?.pop() {
                    Some(judged) => judged,
                    None => continue,
                }
            };
            let mut tx = self.shared.store.write().await?;
            batches.account(&mut tx, &council, id, &judged).await?;
            tx.commit().await?;
            self.validity = None;
        }
        Ok(())
    }
}

/// A message that is not looked at any more.
fn unread(bytes: &[u8], received_at: DateTime<Utc>) -> Judged {
    Judged {
        seen: Seen::File(String::new()),
        digest: crate::message::digest::of_bytes(bytes),
        content_digest: crate::message::digest::of_content(bytes),
        bytes: Vec::new(),
        received_at,
        reading: Err("the program stopped several times while reading this message".to_owned()),
    }
}
