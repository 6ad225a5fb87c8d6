//! What is known already about messages that come: looked up for a whole batch
//! at once, and among the rows that the same transaction has not written yet.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sqlx::Row;

use super::bulk::Select;
use super::messages::{Outcome, StoredMessage};
use super::{Result, Write, seconds};
use crate::casework::MessageRef;
use crate::message::Seen;
use crate::message::digest::Sha;
use crate::policy::reference::CaseRef;

/// What will be asked about a message.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// Where it was seen.
    pub seen: &'a Seen,
    /// SHA-256 of its bytes.
    pub digest: &'a Sha,
    /// SHA-256 without trace fields.
    pub content: &'a Sha,
    /// SHA-256 of sender and words, if it could be read.
    pub words: Option<&'a Sha>,
    /// The sender's address in lower case, if there is one.
    pub from_key: Option<&'a str>,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// Its Message-ID.
    pub message_id: Option<&'a str>,
    /// Message-IDs that it refers to.
    pub references: &'a [String],
    /// Case references that it names.
    pub named: &'a [CaseRef],
    /// A person wrote it.
    pub is_person: bool,
}

/// A sender's recent mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sender {
    /// The case of the same words within 30 days, if any.
    pub same_words: Option<i64>,
    /// How many other mails came within ten minutes, those of the same batch
    /// that come after it among them.
    pub recent: usize,
    /// The latest of their cases.
    pub recent_case: Option<i64>,
}

/// The same words count as a repeat for so long (contract, "Mail to and from
/// residents"), in seconds.
const REPEAT: i64 = 30 * 86_400;
/// Much mail of one sender within so long is a flood, in seconds.
const FLOOD: i64 = 600;

/// What the store answered for a batch.
#[derive(Debug, Default)]
pub(super) struct Lookups {
    seen: BTreeSet<Seen>,
    digests: BTreeMap<Sha, Vec<i64>>,
    content: BTreeMap<Sha, (i64, Option<i64>)>,
    words: BTreeMap<(Sha, String), Vec<(i64, i64)>>,
    senders: BTreeMap<String, Vec<(i64, i64)>>,
    /// What people write in this batch: when, by their addresses, each content
    /// once.
    batch: BTreeMap<String, BTreeMap<Sha, i64>>,
}

static UIDS: Select = Select::new(
    "SELECT uid FROM sighting WHERE mailbox_id = ? AND uid_validity = ? AND uid IN",
    "",
);
static FILES: Select =
    Select::new("SELECT file FROM sighting_file WHERE mailbox_id = ? AND file IN", "");
static DIGESTS: Select =
    Select::new("SELECT id, digest FROM message WHERE mailbox_id = ? AND digest IN", "ORDER BY id");
static CONTENT: Select = Select::new(
    "SELECT id, case_id, content_digest FROM message WHERE content_digest IN",
    "AND outcome <> 'held' ORDER BY id DESC",
);
static WORDS: Select = Select::new(
    "SELECT words_digest, from_key, case_id, received_at FROM message
      WHERE case_id IS NOT NULL AND received_at > ? AND words_digest IN",
    "ORDER BY id",
);
static SENDERS: Select = Select::new(
    "SELECT from_key, case_id, received_at FROM message
      WHERE outcome IN ('opened', 'joined') AND received_at > ? AND from_key IN",
    "ORDER BY id",
);
impl Write {
    /// Looks up everything that will be asked about these messages.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn look_up(
        &mut self,
        mailbox: i64,
        questions: &[Question<'_>],
        now: DateTime<Utc>,
    ) -> Result<()> {
        let mut found = Lookups::default();
        self.look_up_places(&mut found, mailbox, questions).await?;
        let earliest = questions.iter().map(|one| seconds(one.received_at)).min().unwrap_or(0);
        let content: Vec<Vec<u8>> = questions.iter().map(|one| one.content.to_vec()).collect();
        for row in CONTENT.run(&mut self.tx, &[], &content).await? {
            let case = row.try_get("case_id")?;
            found.content.insert(sha(&row, "content_digest")?, (row.try_get("id")?, case));
        }
        let words: Vec<Vec<u8>> =
            questions.iter().filter_map(|one| one.words).map(|sha| sha.to_vec()).collect();
        for row in WORDS.run(&mut self.tx, &[earliest - REPEAT], &words).await? {
            let key = (sha(&row, "words_digest")?, row.try_get("from_key")?);
            let entry = (row.try_get("received_at")?, row.try_get("case_id")?);
            found.words.entry(key).or_default().push(entry);
        }
        let senders: BTreeSet<&str> = questions.iter().filter_map(|one| one.from_key).collect();
        let senders: Vec<String> = senders.into_iter().map(str::to_owned).collect();
        for row in SENDERS.run(&mut self.tx, &[earliest - FLOOD], &senders).await? {
            let entry = (row.try_get("received_at")?, row.try_get("case_id")?);
            found.senders.entry(row.try_get("from_key")?).or_default().push(entry);
        }
        for one in questions.iter().filter(|one| one.is_person) {
            let Some(from) = one.from_key else { continue };
            let times = found.batch.entry(from.to_owned()).or_default();
            times.insert(*one.content, seconds(one.received_at));
        }
        let repeated = found.words.values().chain(found.senders.values()).flatten();
        let repeated = repeated.map(|(_, case)| *case).collect();
        self.lookups = found;
        self.look_up_outflow(questions, now).await?;
        self.look_up_threads(questions, repeated).await
    }

    async fn look_up_places(
        &mut self,
        found: &mut Lookups,
        mailbox: i64,
        questions: &[Question<'_>],
    ) -> Result<()> {
        let (mut uids, mut files) = (BTreeMap::<u32, Vec<i64>>::new(), Vec::new());
        for one in questions {
            match one.seen {
                Seen::Uid { validity, uid } => {
                    uids.entry(*validity).or_default().push(i64::from(*uid));
                }
                Seen::File(name) => files.push(name.clone()),
            }
        }
        for (validity, uids) in uids {
            for row in UIDS.run(&mut self.tx, &[mailbox, i64::from(validity)], &uids).await? {
                if let Ok(uid) = u32::try_from(row.try_get::<i64, _>("uid")?) {
                    found.seen.insert(Seen::Uid { validity, uid });
                }
            }
        }
        for row in FILES.run(&mut self.tx, &[mailbox], &files).await? {
            found.seen.insert(Seen::File(row.try_get("file")?));
        }
        let digests: Vec<Vec<u8>> = questions.iter().map(|one| one.digest.to_vec()).collect();
        for row in DIGESTS.run(&mut self.tx, &[mailbox], &digests).await? {
            found.digests.entry(sha(&row, "digest")?).or_default().push(row.try_get("id")?);
        }
        Ok(())
    }

    /// Whether this place was seen already; a batch may be fetched again after
    /// a fault.
    pub fn is_seen(&self, seen: &Seen) -> bool {
        self.lookups.seen.contains(seen)
    }

    /// A message with these bytes that was not yet seen under this UIDVALIDITY:
    /// after a UIDVALIDITY change it is the same one seen again.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn seen_before(&mut self, digest: &Sha, seen: &Seen) -> Result<Option<MessageRef>> {
        let Seen::Uid { validity, .. } = seen else { return Ok(None) };
        for id in self.lookups.digests.get(digest).cloned().unwrap_or_default() {
            let elsewhere: bool = sqlx::query_scalar(
                "SELECT EXISTS (SELECT 1 FROM sighting WHERE message_id = $1)
                    AND NOT EXISTS (SELECT 1 FROM sighting
                                     WHERE message_id = $1 AND uid_validity = $2)",
            )
            .bind(id)
            .bind(i64::from(*validity))
            .fetch_one(&mut *self.tx)
            .await?;
            // Not twice within this transaction either.
            let taken = self.pending.is_sighted(id);
            if elsewhere && !taken {
                return Ok(Some(MessageRef(id)));
            }
        }
        Ok(None)
    }

    /// The first other message with the same content, and its case.
    pub fn duplicate_of(
        &self,
        content: &Sha,
        except: MessageRef,
    ) -> Option<(MessageRef, Option<i64>)> {
        let stored = self.lookups.content.get(content).filter(|(id, _)| *id != except.0);
        let stored = stored.map(|(id, case)| (MessageRef(*id), *case));
        stored.or_else(|| {
            let same = |message: &&StoredMessage| {
                message.id != except.0 && message.account.content_digest.as_ref() == Some(content)
            };
            let pending = self.pending.messages.iter().filter(same);
            let mut pending =
                pending.filter_map(|message| Some((message, message.account.outcome?)));
            let (message, outcome) =
                pending.find(|(_, outcome)| !matches!(outcome, Outcome::Held))?;
            Some((MessageRef(message.id), outcome.case()))
        })
    }

    /// A sender's recent mail (contract, "Mail to and from residents").
    pub fn sender(
        &self,
        from_key: &str,
        words: Option<&Sha>,
        received_at: DateTime<Utc>,
    ) -> Sender {
        let at = seconds(received_at);
        let within = |then: i64, span: i64| (then - at).abs() <= span;
        let mut sender = Sender::default();
        let key = words.map(|words| (*words, from_key.to_owned()));
        let same = key.and_then(|key| self.lookups.words.get(&key));
        for (then, case) in same.into_iter().flatten() {
            if within(*then, REPEAT) {
                sender.same_words = Some(*case);
            }
        }
        for (then, case) in self.lookups.senders.get(from_key).into_iter().flatten() {
            if within(*then, FLOOD) {
                sender.recent += 1;
                sender.recent_case = Some(*case);
            }
        }
        for message in &self.pending.messages {
            let account = &message.account;
            let from_same = account.from_key.as_deref() == Some(from_key);
            let taken = match account.outcome {
                Some(Outcome::Opened(case) | Outcome::Joined(case)) => Some(case),
                Some(Outcome::Filed(_) | Outcome::Held | Outcome::Duplicate(_)) | None => None,
            };
            let Some(case) = taken.filter(|_| from_same) else { continue };
            if within(message.received_at, FLOOD) {
                sender.recent_case = Some(case);
            }
            if words.is_some_and(|words| account.words_digest.as_ref() == Some(words))
                && within(message.received_at, REPEAT)
            {
                sender.same_words = Some(case);
            }
        }
        // The message itself is one of its batch.
        let batch = self.lookups.batch.get(from_key);
        let batch =
            batch.map_or(0, |times| times.values().filter(|at| within(**at, FLOOD)).count());
        sender.recent += batch.saturating_sub(1);
        sender
    }
}

fn sha(row: &sqlx::sqlite::SqliteRow, column: &str) -> Result<Sha> {
    let bytes: Vec<u8> = row.try_get(column)?;
    Sha::try_from(bytes.as_slice()).map_err(|_| super::inconsistent("digest", "not 32 bytes"))
}
