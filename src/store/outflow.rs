//! How much goes out to residents: by the minute for each mailbox, and to each
//! address. What the guard decides over is read in the transaction that would
//! queue the letter.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::Row;

use super::bulk::Select;
use super::lookups::Question;
use super::pending::{Change, Pending, QueuedLetter};
use super::{Result, Write, maybe_instant, seconds};
use crate::casework::guard::Outflow;

const HOUR: i64 = 3_600;
const MINUTE: i64 = 60;
/// Counts are kept this long.
const KEPT: i64 = 24 * HOUR;

/// What the store knew when the transaction began.
#[derive(Debug, Default)]
pub(super) struct Outflows {
    mailboxes: BTreeMap<String, Stored>,
    /// Addresses that were asked for, with the instants of their letters.
    addresses: BTreeMap<String, Vec<i64>>,
}

#[derive(Debug, Clone, Copy)]
struct Stored {
    letters: i64,
    held_back: i64,
    breaker_since: Option<i64>,
}

/// What a mailbox has written within the last hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastHour {
    /// Letters to residents.
    pub letters: i64,
    /// Letters that the guard held back.
    pub held_back: i64,
    /// Since when the breaker is open.
    pub breaker_since: Option<DateTime<Utc>>,
}

static LETTERS_TO: Select = Select::new(
    "SELECT recipient_key, created_at FROM letter
      WHERE for_staff = 0 AND created_at > ? AND recipient_key IN",
    "",
);

/// The hour's counts of a mailbox.
pub(super) const LAST_HOUR: &str =
    "SELECT coalesce(sum(letters), 0) AS letters, coalesce(sum(held_back), 0) AS held_back,
            (SELECT breaker_since FROM mailbox WHERE name = $1) AS breaker_since
       FROM outflow WHERE mailbox = $1 AND minute > $2";

/// The minute that lies an hour back.
pub(super) fn an_hour_before(now: DateTime<Utc>) -> i64 {
    (seconds(now) - HOUR) / MINUTE
}

impl Write {
    pub(super) async fn look_up_outflow(
        &mut self,
        questions: &[Question<'_>],
        now: DateTime<Utc>,
    ) -> Result<()> {
        let people = questions.iter().filter(|one| one.is_person);
        let mut asked: BTreeMap<String, Vec<i64>> =
            people.filter_map(|one| Some((one.from_key?.to_owned(), Vec::new()))).collect();
        let keys: Vec<String> = asked.keys().cloned().collect();
        for row in LETTERS_TO.run(&mut self.tx, &[seconds(now) - HOUR], &keys).await? {
            let key: String = row.try_get("recipient_key")?;
            asked.entry(key).or_default().push(row.try_get("created_at")?);
        }
        self.outflows.addresses = asked;
        Ok(())
    }

    /// What has gone out within the last hour, for the guard.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn outflow(
        &mut self,
        mailbox: &str,
        address_key: &str,
        now: DateTime<Utc>,
    ) -> Result<Outflow> {
        let hour = self.last_hour(mailbox, now).await?;
        let after = seconds(now) - HOUR;
        if !self.outflows.addresses.contains_key(address_key) {
            let rows = LETTERS_TO.run(&mut self.tx, &[after], &[address_key.to_owned()]).await?;
            let stored = rows.iter().map(|row| row.try_get("created_at"));
            let stored = stored.collect::<std::result::Result<Vec<i64>, _>>()?;
            self.outflows.addresses.insert(address_key.to_owned(), stored);
        }
        let stored = self.outflows.addresses.get(address_key);
        let stored = stored.map_or(0, |at| at.iter().filter(|at| **at > after).count());
        let pending = self.pending.letters.iter().filter(|queued| {
            queued.letter.kind.for_resident() && queued.letter.to.to_lowercase() == address_key
        });
        Ok(Outflow {
            to_address: u32::try_from(stored + pending.count()).unwrap_or(u32::MAX),
            of_mailbox: u32::try_from(hour.letters).unwrap_or(u32::MAX),
            breaker_open: hour.breaker_since.is_some(),
        })
    }

    /// What a mailbox has written within the last hour.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn last_hour(&mut self, mailbox: &str, now: DateTime<Utc>) -> Result<LastHour> {
        let stored = match self.outflows.mailboxes.get(mailbox) {
            Some(stored) => *stored,
            None => {
                let row = sqlx::query(LAST_HOUR)
                    .bind(mailbox)
                    .bind(an_hour_before(now))
                    .fetch_one(&mut *self.tx)
                    .await?;
                let stored = Stored {
                    letters: row.try_get("letters")?,
                    held_back: row.try_get("held_back")?,
                    breaker_since: row.try_get("breaker_since")?,
                };
                self.outflows.mailboxes.insert(mailbox.to_owned(), stored);
                stored
            }
        };
        let mut hour = LastHour {
            letters: stored.letters,
            held_back: stored.held_back,
            breaker_since: maybe_instant(stored.breaker_since)?,
        };
        for ((of, _), counts) in counts(&self.pending) {
            if of == mailbox {
                hour.letters += counts.letters;
                hour.held_back += counts.held_back;
            }
        }
        for change in &self.pending.changes {
            if let Change::Breaker { mailbox: of, since } = change
                && of == mailbox
            {
                hour.breaker_since = maybe_instant(*since)?;
            }
        }
        Ok(hour)
    }

    /// Counts a letter to a resident that was not written.
    pub fn hold_back(&mut self, mailbox: &str, now: DateTime<Utc>) {
        let at = seconds(now);
        self.pending.changes.push(Change::HeldBack { mailbox: mailbox.to_owned(), at });
    }

    /// Opens or closes the breaker of a mailbox.
    pub fn set_breaker(&mut self, mailbox: &str, since: Option<DateTime<Utc>>) {
        let since = since.map(seconds);
        self.pending.changes.push(Change::Breaker { mailbox: mailbox.to_owned(), since });
    }

    pub(super) async fn write_outflow(&mut self, pending: &Pending) -> Result<()> {
        for ((mailbox, minute), counts) in counts(pending) {
            sqlx::query(
                "INSERT INTO outflow (mailbox, minute, letters, held_back) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (mailbox, minute) DO UPDATE SET letters = letters + excluded.letters,
                        held_back = held_back + excluded.held_back",
            )
            .bind(mailbox)
            .bind(minute)
            .bind(counts.letters)
            .bind(counts.held_back)
            .execute(&mut *self.tx)
            .await?;
        }
        Ok(())
    }

    pub(super) async fn update_breaker(&mut self, mailbox: &str, since: Option<i64>) -> Result<()> {
        sqlx::query("UPDATE mailbox SET breaker_since = $2 WHERE name = $1")
            .bind(mailbox)
            .bind(since)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    /// Forgets counts that nobody asks for any more.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn prune_outflow(&mut self, now: DateTime<Utc>) -> Result<()> {
        sqlx::query("DELETE FROM outflow WHERE minute < $1")
            .bind((seconds(now) - KEPT) / MINUTE)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    letters: i64,
    held_back: i64,
}

/// What a transaction adds, by mailbox and minute.
fn counts(pending: &Pending) -> BTreeMap<(&str, i64), Counts> {
    let mut counts: BTreeMap<(&str, i64), Counts> = BTreeMap::new();
    let for_residents =
        |queued: &&QueuedLetter| queued.letter.kind.for_resident() && !queued.letter.paper;
    for QueuedLetter { letter, now, .. } in pending.letters.iter().filter(for_residents) {
        let minute = seconds(*now) / MINUTE;
        counts.entry((&letter.mailbox, minute)).or_default().letters += 1;
    }
    for change in &pending.changes {
        if let Change::HeldBack { mailbox, at } = change {
            counts.entry((mailbox, at / MINUTE)).or_default().held_back += 1;
        }
    }
    counts
}
