//! Messages: stored raw first, then accounted for with exactly one outcome.

use chrono::{DateTime, Utc};
use futures_util::TryStreamExt;

use super::bulk::{Insert, Row, Values};
use super::pending::Change;
use super::{Result, Write, seconds};
use crate::casework::MessageRef;
use crate::casework::duty::DueDay;
use crate::message::Seen;
use crate::message::digest::Sha;

/// A message to be stored.
#[derive(Debug)]
pub struct NewMessage<'a> {
    /// Number of the mailbox.
    pub mailbox: i64,
    /// Where it was seen.
    pub seen: &'a Seen,
    /// Its bytes as fetched.
    pub bytes: Vec<u8>,
    /// Their SHA-256.
    pub digest: &'a Sha,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It opened a case.
    Opened(i64),
    /// It belongs to a case.
    Joined(i64),
    /// Nothing is to be done; a case it speaks of, if any.
    Filed(Option<i64>),
    /// A person reads it.
    Held,
    /// It was there before; the case of the first, if any.
    Duplicate(Option<i64>),
}

impl Outcome {
    /// The name in output and the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Opened(_) => "opened",
            Outcome::Joined(_) => "joined",
            Outcome::Filed(_) => "filed",
            Outcome::Held => "held",
            Outcome::Duplicate(_) => "duplicate",
        }
    }

    /// The case it belongs to, by its number.
    pub fn case(self) -> Option<i64> {
        match self {
            Outcome::Opened(case) | Outcome::Joined(case) => Some(case),
            Outcome::Filed(case) | Outcome::Duplicate(case) => case,
            Outcome::Held => None,
        }
    }
}

/// Everything that is recorded of a message when it is accounted for.
#[derive(Debug, Clone)]
pub struct Filing<'a> {
    /// What became of it.
    pub outcome: Outcome,
    /// Why, without personal data.
    pub why: &'a str,
    /// Message-ID.
    pub message_id: Option<&'a str>,
    /// The sender's address in lower case.
    pub from_key: Option<&'a str>,
    /// Name of the origin.
    pub origin: Option<&'a str>,
    /// Name of the label.
    pub label: Option<&'a str>,
    /// Digest without trace fields.
    pub content_digest: Option<&'a Sha>,
    /// Digest of sender and words.
    pub words_digest: Option<&'a Sha>,
}

/// The part of a message's row that its outcome fills.
#[derive(Debug, Clone, Default)]
pub(super) struct Account {
    pub outcome: Option<Outcome>,
    pub why: String,
    pub message_id: Option<String>,
    pub from_key: Option<String>,
    pub origin: Option<String>,
    pub label: Option<String>,
    pub content_digest: Option<Sha>,
    pub words_digest: Option<Sha>,
}

impl Account {
    fn of(filing: &Filing<'_>) -> Self {
        Self {
            outcome: Some(filing.outcome),
            why: filing.why.to_owned(),
            message_id: filing.message_id.map(str::to_owned),
            from_key: filing.from_key.map(str::to_owned),
            origin: filing.origin.map(str::to_owned),
            label: filing.label.map(str::to_owned),
            content_digest: filing.content_digest.copied(),
            words_digest: filing.words_digest.copied(),
        }
    }
}

/// A message that is not written yet.
#[derive(Debug)]
pub(super) struct StoredMessage {
    pub id: i64,
    pub mailbox: i64,
    pub seen: Seen,
    pub bytes: Vec<u8>,
    pub size: i64,
    pub digest: Sha,
    pub received_at: i64,
    pub stored_at: i64,
    pub account: Account,
}

impl Write {
    /// Stores a message raw.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn insert_message(
        &mut self,
        message: NewMessage<'_>,
        now: DateTime<Utc>,
    ) -> Result<MessageRef> {
        let mut numbers = self.numbers().await?;
        numbers.message += 1;
        self.numbers = Some(numbers);
        self.pending.messages.push(StoredMessage {
            id: numbers.message,
            mailbox: message.mailbox,
            seen: message.seen.clone(),
            size: i64::try_from(message.bytes.len()).unwrap_or(i64::MAX),
            bytes: message.bytes,
            digest: *message.digest,
            received_at: seconds(message.received_at),
            stored_at: seconds(now),
            account: Account::default(),
        });
        Ok(MessageRef(numbers.message))
    }

    /// Records that a known message was seen at another place.
    pub fn insert_sighting(&mut self, mailbox: i64, seen: &Seen, message: MessageRef) {
        let seen = seen.clone();
        self.pending.changes.push(Change::Sighting { mailbox, seen, message: message.0 });
    }

    /// Gives a message its outcome.
    pub fn account(&mut self, message: MessageRef, filing: &Filing<'_>) {
        let account = Account::of(filing);
        match self.pending.message(message.0) {
            Some(pending) => pending.account = account,
            None => self.pending.changes.push(Change::Account { message: message.0, account }),
        }
    }

    /// Sets the duty to look at a message that no case was made of.
    pub fn set_message_duty(
        &mut self,
        message: MessageRef,
        due: Option<&DueDay>,
        miss_at: Option<DateTime<Utc>>,
    ) {
        self.pending.changes.push(Change::MessageDuty {
            message: message.0,
            due: due.cloned(),
            miss_at: miss_at.map(seconds),
        });
    }

    /// A person has dealt with a held message.
    pub fn meet_message_duty(&mut self, message: MessageRef) {
        self.pending.changes.push(Change::MeetMessageDuty { message: message.0 });
    }

    /// Files a held message that a person has dealt with; false when it is not
    /// held.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn settle_held(&mut self, message: MessageRef, why: &str) -> Result<bool> {
        let done = sqlx::query(
            "UPDATE message SET outcome = 'filed', why = $2 WHERE id = $1 AND outcome = 'held'",
        )
        .bind(message.0)
        .bind(why)
        .execute(&mut *self.tx)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Counts an attempt at a message that was in flight when the program died.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn begin_attempt(&mut self, message: MessageRef) -> Result<()> {
        sqlx::query("UPDATE message SET attempts = attempts + 1 WHERE id = $1")
            .bind(message.0)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    pub(super) async fn insert_messages(&mut self, messages: Vec<StoredMessage>) -> Result<()> {
        let mut rows = Vec::with_capacity(messages.len());
        let (mut raw, mut uids, mut files) = (Vec::new(), Vec::new(), Vec::new());
        let mut large = Vec::new();
        for mut message in messages {
            let mut bytes = std::mem::take(&mut message.bytes);
            if let Some(first) = bytes.get(..PIECE).filter(|_| bytes.len() > PIECE) {
                let first = first.to_vec();
                large.push((message.id, std::mem::replace(&mut bytes, first)));
            }
            raw.push(RawRow { message: message.id, bytes });
            let place = (message.mailbox, message.seen.clone(), message.id);
            match message.seen {
                Seen::Uid { .. } => uids.push(UidRow(place)),
                Seen::File(_) => files.push(FileRow(place)),
            }
            rows.push(message);
        }
        MESSAGES.run(&mut self.tx, rows).await?;
        RAW.run(&mut self.tx, raw).await?;
        for (message, whole) in large {
            for (number, piece) in (1..).zip(whole.chunks(PIECE).skip(1)) {
                let row = RestRow { message, number, bytes: piece.to_vec() };
                REST.run(&mut self.tx, vec![row]).await?;
            }
        }
        UIDS.run(&mut self.tx, uids).await?;
        FILES.run(&mut self.tx, files).await
    }

    pub(super) async fn make(&mut self, change: Change) -> Result<()> {
        match change {
            Change::Sighting { mailbox, seen, message } => match seen {
                Seen::Uid { .. } => {
                    UIDS.run(&mut self.tx, vec![UidRow((mailbox, seen, message))]).await
                }
                Seen::File(_) => {
                    FILES.run(&mut self.tx, vec![FileRow((mailbox, seen, message))]).await
                }
            },
            Change::Account { message, account } => self.update_account(message, account).await,
            Change::MessageDuty { message, due, miss_at } => {
                self.insert_message_duty(message, due, miss_at).await
            }
            Change::MeetMessageDuty { message } => self.update_message_duty(message).await,
            Change::Bounced { letter, reply } => self.update_bounced(letter, &reply).await,
            Change::WithdrawReminders { case, round } => self.update_reminders(case, &round).await,
            Change::WithdrawLetters { keys } => self.update_withdrawn(&keys).await,
            // Counted with the letters.
            Change::HeldBack { .. } => Ok(()),
            Change::Breaker { mailbox, since } => self.update_breaker(&mailbox, since).await,
        }
    }

    async fn update_account(&mut self, message: i64, account: Account) -> Result<()> {
        let outcome = account.outcome;
        sqlx::query(
            "UPDATE message SET outcome = $2, why = $3, case_id = $4, message_id = $5,
                    from_key = $6, origin = $7, label = $8, content_digest = $9,
                    words_digest = $10
              WHERE id = $1",
        )
        .bind(message)
        .bind(outcome.map(Outcome::as_str))
        .bind(account.why)
        .bind(outcome.and_then(Outcome::case))
        .bind(account.message_id)
        .bind(account.from_key)
        .bind(account.origin)
        .bind(account.label)
        .bind(account.content_digest.map(|sha| sha.to_vec()))
        .bind(account.words_digest.map(|sha| sha.to_vec()))
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }
}

static MESSAGES: Insert = Insert::new(
    "INSERT INTO message (id, mailbox_id, digest, content_digest, words_digest, size, received_at,
            stored_at, message_id, from_key, origin, label, outcome, why, case_id)",
    15,
    "",
);

impl Row for StoredMessage {
    fn bind(self, values: &mut Values) {
        let account = self.account;
        values
            .push(self.id)
            .push(self.mailbox)
            .push(self.digest.to_vec())
            .push(account.content_digest.map(|sha| sha.to_vec()))
            .push(account.words_digest.map(|sha| sha.to_vec()))
            .push(self.size)
            .push(self.received_at)
            .push(self.stored_at)
            .push(account.message_id)
            .push(account.from_key)
            .push(account.origin)
            .push(account.label)
            .push(account.outcome.map(Outcome::as_str))
            .push(account.why)
            .push(account.outcome.and_then(Outcome::case));
    }
}

static RAW: Insert = Insert::new("INSERT INTO raw_message (message_id, bytes)", 2, "");

struct RawRow {
    message: i64,
    bytes: Vec<u8>,
}

impl Row for RawRow {
    fn bind(self, values: &mut Values) {
        values.push(self.message).push(self.bytes);
    }
}

/// A larger mail is stored in pieces of so many bytes: SQLite holds a value
/// several times over while it writes it.
const PIECE: usize = 2 << 20;

static REST: Insert = Insert::new("INSERT INTO raw_rest (message_id, number, bytes)", 3, "");

struct RestRow {
    message: i64,
    number: i64,
    bytes: Vec<u8>,
}

impl Row for RestRow {
    fn bind(self, values: &mut Values) {
        values.push(self.message).push(self.number).push(self.bytes);
    }
}

static UIDS: Insert =
    Insert::new("INSERT INTO sighting (mailbox_id, uid_validity, uid, message_id)", 4, "");

struct UidRow((i64, Seen, i64));

impl Row for UidRow {
    fn bind(self, values: &mut Values) {
        let (mailbox, seen, message) = self.0;
        if let Seen::Uid { validity, uid } = seen {
            values.push(mailbox).push(i64::from(validity)).push(i64::from(uid)).push(message);
        }
    }
}

static FILES: Insert =
    Insert::new("INSERT INTO sighting_file (mailbox_id, file, message_id)", 3, "");

struct FileRow((i64, Seen, i64));

impl Row for FileRow {
    fn bind(self, values: &mut Values) {
        let (mailbox, seen, message) = self.0;
        if let Seen::File(name) = seen {
            values.push(mailbox).push(name).push(message);
        }
    }
}

/// The first piece of a stored mail with the pieces behind it.
pub(super) async fn with_rest<'c>(
    from: impl sqlx::SqliteExecutor<'c>,
    message: MessageRef,
    mut bytes: Vec<u8>,
) -> Result<Vec<u8>> {
    if bytes.len() < PIECE {
        return Ok(bytes);
    }
    let mut rest = sqlx::query_scalar::<_, Vec<u8>>(
        "SELECT bytes FROM raw_rest WHERE message_id = $1 ORDER BY number",
    )
    .bind(message.0)
    .fetch(from);
    while let Some(mut piece) = rest.try_next().await? {
        bytes.append(&mut piece);
    }
    Ok(bytes)
}
