//! Batches of fetched messages: judged on a thread of their own, then taken in
//! together in one transaction, each under a savepoint of its own.

use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use tokio::sync::mpsc;

use super::judge::{Arrival, Judged, Judgement};
use super::take_in::{Intake, Taken};
use super::{IntakeError, MailboxIntake, Shared, trial};
use crate::casework::MessageRef;
use crate::clerk::{Clerk, ClerkError};
use crate::council::Council;
use crate::mailbox::{Fetched, Item};
use crate::message::Seen;
use crate::message::digest::{Sha, of_bytes, of_content};
use crate::store::{NewMessage, Question, Write};

/// A message that was begun with so often is held unread, whatever its trial
/// said.
const ATTEMPTS: i64 = 8;

/// Takes batches in.
pub(super) struct Batches {
    pub shared: Shared,
    pub mailbox: String,
    pub mailbox_id: i64,
    pub judgement: Arc<Judgement>,
    pub ignore_before: Option<DateTime<Utc>>,
    /// The council's own folder of rules, if it has one.
    pub rules: Option<PathBuf>,
    /// So many messages are stored and tried first, after an unclean stop.
    pub careful: usize,
}

/// A batch on its way into the store.
enum Ready {
    /// Judged by the files that were in force then.
    Judged(Arc<Council>, Vec<Judged>),
    /// To be stored raw before it is looked at.
    Unjudged(Vec<Fetched>),
}

/// A message that got its outcome, as the log tells it.
struct Accounted {
    message: i64,
    outcome: &'static str,
    /// The case's reference.
    case: Option<String>,
}

/// What was taken in, and what stopped it.
#[derive(Default)]
pub(super) struct Done {
    pub seen: Vec<Seen>,
    pub error: Option<IntakeError>,
}

impl Batches {
    /// Takes in every batch that comes, until there are no more or one fails.
    /// While one is stored, the next is judged.
    pub(super) async fn take_all(self, fetched: mpsc::Receiver<Vec<Fetched>>) -> Done {
        let (to_take, ready) = mpsc::channel(1);
        let (judged, mut done) =
            tokio::join!(self.judge_all(fetched, to_take), self.take_ready(ready));
        done.error = done.error.or(judged.err());
        done
    }

    async fn judge_all(
        &self,
        mut fetched: mpsc::Receiver<Vec<Fetched>>,
        to_take: mpsc::Sender<Ready>,
    ) -> Result<(), IntakeError> {
        let mut careful = self.careful;
        while let Some(batch) = fetched.recv().await {
            let ready = if careful > 0 {
                careful = careful.saturating_sub(batch.len());
                Ready::Unjudged(batch)
            } else {
                let council = self.shared.council();
                let judged = self.judge(&council, batch).await?;
                Ready::Judged(council, judged)
            };
            if to_take.send(ready).await.is_err() {
                return Ok(());
            }
        }
        Ok(())
    }

    async fn take_ready(&self, mut ready: mpsc::Receiver<Ready>) -> Done {
        let mut done = Done::default();
        while let Some(batch) = ready.recv().await {
            let took = match batch {
                Ready::Judged(council, judged) => self.take(&council, judged, &mut done.seen).await,
                Ready::Unjudged(batch) => self.take_carefully(batch, &mut done.seen).await,
            };
            if let Err(error) = took {
                done.error = Some(error);
                break;
            }
            self.shared.wake_senders();
        }
        done
    }

    /// Takes judged messages in, in one transaction.
    async fn take(
        &self,
        council: &Council,
        mut judged: Vec<Judged>,
        seen: &mut Vec<Seen>,
    ) -> Result<(), IntakeError> {
        let mut tx = self.shared.store.write().await?;
        let questions: Vec<Question<'_>> = judged.iter().map(Judged::question).collect();
        tx.look_up(self.mailbox_id, &questions, self.shared.clock.now()).await?;
        let mut places = Vec::with_capacity(judged.len());
        let mut accounted = Vec::with_capacity(judged.len());
        for one in &mut judged {
            accounted.extend(self.take_judged(&mut tx, council, one).await?);
            places.push(one.seen.clone());
        }
        crate::crash::point("stored");
        tx.commit().await?;
        crate::crash::point("committed");
        self.log(accounted);
        seen.append(&mut places);
        Ok(())
    }

    /// After an unclean stop: raw and durable before anything is looked at, then
    /// tried, then judged.
    async fn take_carefully(
        &self,
        batch: Vec<Fetched>,
        seen: &mut Vec<Seen>,
    ) -> Result<(), IntakeError> {
        let mut places = Vec::with_capacity(batch.len());
        let mut raw = Vec::with_capacity(batch.len());
        let mut tx = self.shared.store.write().await?;
        let digests: Vec<Sha> =
            batch.iter().map(|one| of_bytes(one.bytes.as_deref().unwrap_or_default())).collect();
        let asked: Vec<Question<'_>> = batch
            .iter()
            .zip(&digests)
            .map(|(fetched, digest)| raw_question(fetched, digest))
            .collect();
        tx.look_up(self.mailbox_id, &asked, self.shared.clock.now()).await?;
        for (fetched, digest) in batch.into_iter().zip(digests) {
            places.push(fetched.item.seen.clone());
            if let Some(id) = self.store_raw(&mut tx, &fetched, &digest).await? {
                raw.push((id, fetched));
            }
        }
        tx.commit().await?;
        crate::crash::point("raw");
        self.account_raw(raw).await?;
        seen.append(&mut places);
        Ok(())
    }

    /// Stores a message that was not seen before; its number if it is new.
    async fn store_raw(
        &self,
        tx: &mut Write,
        fetched: &Fetched,
        digest: &Sha,
    ) -> Result<Option<MessageRef>, IntakeError> {
        let (Some(bytes), seen) = (&fetched.bytes, &fetched.item.seen) else { return Ok(None) };
        if tx.is_seen(seen) {
            return Ok(None);
        }
        if let Some(before) = tx.seen_before(digest, seen).await? {
            tx.insert_sighting(self.mailbox_id, seen, before);
            return Ok(None);
        }
        let message = NewMessage {
            mailbox: self.mailbox_id,
            seen,
            bytes: bytes.clone(),
            digest,
            received_at: fetched.item.arrived,
        };
        Ok(Some(tx.insert_message(message, self.shared.clock.now()).await?))
    }

    /// Tries messages that are stored raw, judges those that survive it, and
    /// gives each its outcome.
    async fn account_raw(&self, raw: Vec<(MessageRef, Fetched)>) -> Result<(), IntakeError> {
        let mails: Vec<&[u8]> =
            raw.iter().map(|(_, fetched)| fetched.bytes.as_deref().unwrap_or_default()).collect();
        let verdicts = trial::of(&mails, self.rules.as_deref()).await;
        let mut tx = self.shared.store.write().await?;
        for (id, _) in &raw {
            tx.begin_attempt(*id).await?;
        }
        tx.commit().await?;
        let council = self.shared.council();
        for ((id, fetched), verdict) in raw.into_iter().zip(verdicts) {
            let judged = match verdict {
                Ok(()) => self.judge(&council, vec![fetched]).await?.pop(),
                Err(why) => Some(unread(fetched, why)),
            };
            let Some(judged) = judged else { continue };
            self.account_alone(&council, id, &judged).await?;
        }
        Ok(())
    }

    /// Gives one stored message its outcome in a transaction of its own. What
    /// the schema refuses only at the commit is held.
    async fn account_alone(
        &self,
        council: &Council,
        id: MessageRef,
        judged: &Judged,
    ) -> Result<(), IntakeError> {
        let mut tx = self.shared.store.write().await?;
        tx.look_up(self.mailbox_id, &[judged.question()], self.shared.clock.now()).await?;
        let accounted = self.account(&mut tx, council, id, judged).await?;
        match tx.commit().await {
            Err(error) if error.is_constraint() => {
                let why = format!("it could not be dealt with: {error}");
                let mut tx = self.shared.store.write().await?;
                self.intake(council)?.hold_failed(&mut tx, id, judged, &why).await?;
                Ok(tx.commit().await?)
            }
            committed => {
                committed?;
                self.log([accounted]);
                Ok(())
            }
        }
    }

    /// Says what was taken in, once that is durable.
    fn log(&self, accounted: impl IntoIterator<Item = Accounted>) {
        for Accounted { message, outcome, case } in accounted {
            tracing::info!(mailbox = %self.mailbox, outcome, case, "message {message} taken in");
        }
    }

    fn intake<'a>(&'a self, council: &'a Council) -> Result<Intake<'a>, IntakeError> {
        let Some(mailbox) = council.mailboxes.get(&self.mailbox) else {
            let why = format!("the configuration has no mailbox \"{}\" any more", self.mailbox);
            return Err(ClerkError::Missing(why).into());
        };
        Ok(Intake {
            clerk: Clerk { council, marks: &self.shared.marks },
            mailbox,
            ignore_before: self.ignore_before,
            now: self.shared.clock.now(),
            sent_by_hand: self.judgement.sent_by_hand,
        })
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
                Some(judgement.judge(&council.rulebook, fetched.item.seen, bytes, arrival))
            };
            batch.into_iter().filter_map(judge).collect()
        });
        judged.await.map_err(|error| IntakeError::Judge(error.to_string()))
    }

    async fn take_judged(
        &self,
        tx: &mut Write,
        council: &Council,
        judged: &mut Judged,
    ) -> Result<Option<Accounted>, IntakeError> {
        if tx.is_seen(&judged.seen) {
            return Ok(None);
        }
        if let Some(before) = tx.seen_before(&judged.digest, &judged.seen).await? {
            tx.insert_sighting(self.mailbox_id, &judged.seen, before);
            return Ok(None);
        }
        let message = NewMessage {
            mailbox: self.mailbox_id,
            seen: &judged.seen,
            bytes: std::mem::take(&mut judged.bytes),
            digest: &judged.digest,
            received_at: judged.received_at,
        };
        let id = tx.insert_message(message, self.shared.clock.now()).await?;
        self.account(tx, council, id, judged).await.map(Some)
    }

    /// Gives a stored message its outcome. One whose judgement fails is held,
    /// with whatever it wrote undone; the others of its transaction stay.
    async fn account(
        &self,
        tx: &mut Write,
        council: &Council,
        id: MessageRef,
        judged: &Judged,
    ) -> Result<Accounted, IntakeError> {
        let intake = self.intake(council)?;
        let taken = take_or_hold(&intake, tx, id, judged).await?;
        let case = match taken.outcome.case() {
            Some(case) => {
                tx.case(case).await.ok().map(|stored| stored.case.reference().to_string())
            }
            None => None,
        };
        Ok(Accounted { message: id.0, outcome: taken.outcome.as_str(), case })
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
    tx.begin_one();
    let attempt = AssertUnwindSafe(intake.take_in(tx, id, judged)).catch_unwind().await;
    let why = match attempt {
        Ok(Ok(taken)) => {
            tx.keep();
            return Ok(taken);
        }
        Ok(Err(ClerkError::Store(error))) if is_of_the_store(&error) => return Err(error.into()),
        Ok(Err(error)) => format!("it could not be dealt with: {error}"),
        Err(_) => "the program failed on this message".to_owned(),
    };
    tx.undo();
    tracing::error!(%why, "message {} is held for a person", id.0);
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
    /// Takes in a message that was judged elsewhere: in a rehearsal, which has
    /// no mailbox to read.
    ///
    /// # Errors
    /// [`IntakeError`] when the store refuses.
    pub async fn take_judged(&mut self, judged: Judged) -> Result<(), IntakeError> {
        let batches = self.batches().await?;
        batches.take(&batches.shared.council(), vec![judged], &mut Vec::new()).await
    }

    pub(super) async fn batches(&mut self) -> Result<Batches, IntakeError> {
        Ok(Batches {
            shared: self.shared.clone(),
            mailbox: self.name.clone(),
            mailbox_id: self.mailbox_id().await?,
            judgement: Arc::clone(&self.judgement),
            ignore_before: self.ignore_before,
            rules: self.rules.clone(),
            careful: 0,
        })
    }

    /// What messages are judged by.
    pub fn judgement(&self) -> Arc<Judgement> {
        Arc::clone(&self.judgement)
    }

    /// Deals with messages that were stored raw and had no outcome when the
    /// program died.
    ///
    /// # Errors
    /// [`IntakeError`] when the store refuses.
    pub async fn recover(&mut self) -> Result<(), IntakeError> {
        let batches = self.batches().await?;
        for id in self.shared.store.in_flight().await? {
            let raw = self.shared.store.raw(id).await?;
            if raw.mailbox != self.folder {
                continue;
            }
            let seen = Seen::File(String::new());
            let item = Item { seen, size: 0, arrived: raw.received_at };
            let fetched = Fetched { item, bytes: Some(raw.bytes) };
            if raw.attempts < ATTEMPTS {
                batches.account_raw(vec![(id, fetched)]).await?;
            } else {
                let why = "the program stopped many times while it was in hand".to_owned();
                let council = self.shared.council();
                batches.account_alone(&council, id, &unread(fetched, why)).await?;
            }
            self.validity = None;
        }
        Ok(())
    }
}

/// What the store is asked before a message is looked at: whether it is there.
fn raw_question<'a>(fetched: &'a Fetched, digest: &'a Sha) -> Question<'a> {
    Question {
        seen: &fetched.item.seen,
        digest,
        content: digest,
        words: None,
        from_key: None,
        received_at: fetched.item.arrived,
        message_id: None,
        references: &[],
        named: &[],
        is_person: false,
    }
}

/// A message that is not looked at any more.
fn unread(fetched: Fetched, why: String) -> Judged {
    let bytes = fetched.bytes.unwrap_or_default();
    Judged {
        seen: fetched.item.seen,
        digest: of_bytes(&bytes),
        content_digest: of_content(&bytes),
        bytes,
        received_at: fetched.item.arrived,
        reading: Err(why),
    }
}
