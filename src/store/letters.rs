//! The outbox: the only way out. A letter is queued once, claimed, and settled;
//! what became of every attempt is kept.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::{Result, Store, Write, from_json, inconsistent, instant, seconds};
use crate::casework::{LetterKind, MessageRef};

/// A letter to be queued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLetter {
    /// Case or message, kind, round, recipient.
    pub key: String,
    /// Name of the mailbox it goes out from.
    pub mailbox: String,
    /// Number of the case, if it is about one.
    pub case: Option<i64>,
    /// Which.
    pub kind: LetterKind,
    /// The one recipient; on paper, the lines of the address.
    pub to: String,
    /// It is printed, and no mail server gets it.
    pub paper: bool,
    /// The mailbox's address.
    pub from_address: String,
    /// The council's name.
    pub from_name: String,
    /// Message-ID, made from the key.
    pub message_id: String,
    /// Subject.
    pub subject: String,
    /// Text.
    pub text: String,
    /// The Message-ID it answers.
    pub in_reply_to: Option<String>,
    /// The thread, oldest first.
    pub references: Vec<String>,
    /// The message whose attachments go with it.
    pub attach: Option<MessageRef>,
}

/// Where a letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterState {
    /// Waits for its first attempt.
    Queued,
    /// Claimed by the sender.
    Sending,
    /// The mail server has taken it.
    Sent,
    /// Waits for the next attempt.
    Retrying,
    /// The mail server will never take it.
    Refused,
    /// The connection was lost after the body: it may have been taken.
    Uncertain,
    /// Not to be sent any more.
    Withdrawn,
    /// Taken, and then reported as not delivered.
    Bounced,
}

/// The right to settle a claimed letter. It is consumed by settling, so that no
/// letter is settled twice.
#[derive(Debug)]
pub struct Taken(i64);

/// A letter that the mail server has taken, and that is not settled yet.
#[derive(Debug)]
pub struct Sent {
    /// The right to settle it.
    pub letter: Taken,
    /// When the server's final 250 came.
    pub at: DateTime<Utc>,
    /// The server's words.
    pub reply: String,
}

/// A letter of which its case does not know yet that it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Untold {
    /// Number of the letter.
    pub id: i64,
    /// Number of the case.
    pub case: i64,
    /// Which.
    pub kind: LetterKind,
    /// When the server's final 250 came.
    pub at: DateTime<Utc>,
}

/// A letter that the sender has claimed.
#[derive(Debug)]
pub struct Claimed {
    /// The right to settle it.
    pub taken: Taken,
    /// Its key.
    pub key: String,
    /// Number of the case, if it is about one.
    pub case: Option<i64>,
    /// Which.
    pub kind: LetterKind,
    /// The letter.
    pub letter: NewLetter,
    /// When it was queued: its Date.
    pub created_at: DateTime<Utc>,
    /// This attempt's number, from 1.
    pub attempt: i64,
    /// This is the one resend of a letter that may have been taken.
    pub resend: bool,
}

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settlement {
    /// Taken at that instant.
    Sent {
        /// When.
        at: DateTime<Utc>,
        /// The server's words.
        reply: String,
    },
    /// Not taken for now.
    Retry {
        /// The next attempt.
        next: DateTime<Utc>,
        /// The server's words, or what went wrong.
        reply: String,
    },
    /// Never to be taken.
    Refused {
        /// The server's words.
        reply: String,
    },
    /// It may have been taken. With a next instant it is sent once more then,
    /// under the same Message-ID; without, it stays as it is for a person.
    Uncertain {
        /// When the one resend is due.
        next: Option<DateTime<Utc>>,
        /// What went wrong.
        reply: String,
    },
}

/// A letter that a delivery report speaks of.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Number of the letter.
    pub id: i64,
    /// Its key.
    pub key: String,
    /// Number of the case, if it is about one.
    pub case: Option<i64>,
    /// Which.
    pub kind: LetterKind,
    /// To whom.
    pub to: String,
    /// When it was queued.
    pub created_at: DateTime<Utc>,
}

/// Far enough away that it never comes.
pub(super) const NEVER: i64 = i64::MAX;

impl Write {
    /// Queues a letter, unless it was queued before.
    pub fn queue_letter(&mut self, letter: NewLetter, now: DateTime<Utc>) {
        self.queue_letter_until(letter, now, 0);
    }

    /// Claims letters of a mailbox that can be sent now, residents' first.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn claim_letters(
        &mut self,
        mailbox: &str,
        now: DateTime<Utc>,
        most: u32,
    ) -> Result<Vec<Claimed>> {
        let rows = sqlx::query(
            "UPDATE letter SET state = 'sending', attempts = attempts + 1, body_begun = 0,
                    resent = max(resent, state = 'uncertain')
              WHERE id IN (SELECT id FROM letter
                            WHERE state IN ('queued', 'retrying', 'uncertain') AND next_at <= $2
                              AND mailbox = $1 AND paper = 0
                            ORDER BY for_staff, id LIMIT $3)
             RETURNING *",
        )
        .bind(mailbox)
        .bind(seconds(now))
        .bind(i64::from(most))
        .fetch_all(&mut *self.tx)
        .await?;
        let mut claimed: Vec<Claimed> = rows.iter().map(claimed).collect::<Result<_>>()?;
        // RETURNING keeps no order.
        claimed.sort_by_key(|letter| (!letter.kind.for_resident(), letter.taken.0));
        Ok(claimed)
    }

    /// Records what became of an attempt.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn settle(&mut self, letter: Taken, settlement: &Settlement) -> Result<()> {
        self.settle_as(letter.0, settlement).await
    }

    async fn settle_as(&mut self, id: i64, settlement: &Settlement) -> Result<()> {
        let (state, sent_at, next, reply) = match settlement {
            Settlement::Sent { at, reply } => ("sent", Some(seconds(*at)), NEVER, reply),
            Settlement::Retry { next, reply } => ("retrying", None, seconds(*next), reply),
            Settlement::Refused { reply } => ("refused", None, NEVER, reply),
            Settlement::Uncertain { next, reply } => {
                ("uncertain", None, next.map_or(NEVER, seconds), reply)
            }
        };
        sqlx::query(
            "UPDATE letter SET state = $2, sent_at = $3, next_at = $4, last_reply = $5,
                    body_begun = 0 WHERE id = $1",
        )
        .bind(id)
        .bind(state)
        .bind(sent_at)
        .bind(next)
        .bind(reply)
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    /// Records that a letter was taken. It may be said again after a fault.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn settle_sent(&mut self, sent: &Sent) -> Result<()> {
        let settlement = Settlement::Sent { at: sent.at, reply: sent.reply.clone() };
        self.settle_as(sent.letter.0, &settlement).await
    }

    /// Letters that were claimed when the program died: without a body begun
    /// they are queued again; else they may have been taken.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn recover_letters(
        &mut self,
        mailbox: &str,
        rebooted: bool,
        now: DateTime<Utc>,
        resend_at: DateTime<Utc>,
    ) -> Result<Vec<Waiting>> {
        if rebooted {
            // What was written without a sync may be lost with the machine:
            // any of them may have gone out.
            sqlx::query(
                "UPDATE letter SET body_begun = 1 WHERE state = 'sending' AND mailbox = $1",
            )
            .bind(mailbox)
            .execute(&mut *self.tx)
            .await?;
        }
        sqlx::query(
            "UPDATE letter SET state = CASE WHEN resent THEN 'uncertain' ELSE 'queued' END,
                    next_at = $2, resent = 0
              WHERE state = 'sending' AND body_begun = 0 AND mailbox = $1",
        )
        .bind(mailbox)
        .bind(seconds(now))
        .execute(&mut *self.tx)
        .await?;
        let rows = sqlx::query(
            "UPDATE letter SET state = 'uncertain', body_begun = 0,
                    next_at = CASE WHEN resent THEN $3 ELSE $2 END,
                    last_reply = 'the program stopped while the letter was being sent'
              WHERE state = 'sending' AND mailbox = $1
             RETURNING id, key, case_id, kind, recipient, created_at, resent",
        )
        .bind(mailbox)
        .bind(seconds(resend_at))
        .bind(NEVER)
        .fetch_all(&mut *self.tx)
        .await?;
        rows.iter().filter(|row| row.try_get("resent").unwrap_or(false)).map(waiting).collect()
    }

    /// Letters of which their cases do not know yet that they were sent.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn untold_letters(&mut self, mailbox: &str) -> Result<Vec<Untold>> {
        let rows = sqlx::query(
            "SELECT id, case_id, kind, sent_at FROM letter
              WHERE state = 'sent' AND told = 0 AND mailbox = $1 AND paper = 0 ORDER BY id",
        )
        .bind(mailbox)
        .fetch_all(&mut *self.tx)
        .await?;
        let untold = |row: &SqliteRow| {
            Ok(Untold {
                id: row.try_get("id")?,
                case: row.try_get("case_id")?,
                kind: kind_of(row)?,
                at: instant(row.try_get("sent_at")?)?,
            })
        };
        rows.iter().map(untold).collect()
    }

    /// The cases of these letters know now.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn mark_told(&mut self, mailbox: &str, letters: &[Untold]) -> Result<()> {
        let Some(last) = letters.last() else { return Ok(()) };
        sqlx::query(
            "UPDATE letter SET told = 1
              WHERE state = 'sent' AND told = 0 AND mailbox = $1 AND paper = 0 AND id <= $2",
        )
        .bind(mailbox)
        .bind(last.id)
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }
}

impl Store {
    /// When the next letter that waits may be tried.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn next_letter_at(&self) -> Result<Option<DateTime<Utc>>> {
        let at: Option<i64> = sqlx::query_scalar(
            "SELECT min(next_at) FROM letter WHERE state IN ('queued', 'retrying', 'uncertain')",
        )
        .fetch_one(&self.reader)
        .await?;
        at.filter(|at| *at != NEVER).map(instant).transpose()
    }

    /// Records that a letter was taken and that the body of the next is about
    /// to go out, in one step and without waiting for the disk: it survives the
    /// end of the process. What the end of the machine may do to it,
    /// [`Write::recover_letters`] knows.
    ///
    /// # Errors
    /// When the store can't be written; then the body must not go out, and the
    /// letter that was taken is still to be settled.
    pub async fn pass(&self, sent: Option<&Sent>, begin: Option<&Taken>) -> Result<()> {
        let _turn = self.turn.lock().await;
        sqlx::query(
            "UPDATE letter SET state = CASE id WHEN $1 THEN 'sent' ELSE state END,
                    sent_at = CASE id WHEN $1 THEN $2 ELSE sent_at END,
                    last_reply = CASE id WHEN $1 THEN $3 ELSE last_reply END,
                    next_at = CASE id WHEN $1 THEN $4 ELSE next_at END,
                    body_begun = (id = $5)
              WHERE id IN ($1, $5)",
        )
        .bind(sent.map_or(0, |sent| sent.letter.0))
        .bind(sent.map(|sent| seconds(sent.at)))
        .bind(sent.map(|sent| sent.reply.clone()))
        .bind(NEVER)
        .bind(begin.map_or(0, |begin| begin.0))
        .execute(&self.soon)
        .await?;
        Ok(())
    }
}

pub(super) fn kind_of(row: &SqliteRow) -> Result<LetterKind> {
    let kind: String = row.try_get("kind")?;
    LetterKind::parse(&kind)
        .ok_or_else(|| inconsistent("letter", format!("there is no letter \"{kind}\"")))
}

fn claimed(row: &SqliteRow) -> Result<Claimed> {
    let references: String = row.try_get("refs")?;
    let attach: Option<i64> = row.try_get("attach")?;
    let kind = kind_of(row)?;
    let letter = NewLetter {
        key: row.try_get("key")?,
        mailbox: row.try_get("mailbox")?,
        case: row.try_get("case_id")?,
        kind,
        to: row.try_get("recipient")?,
        paper: row.try_get("paper")?,
        from_address: row.try_get("from_address")?,
        from_name: row.try_get("from_name")?,
        message_id: row.try_get("message_id")?,
        subject: row.try_get("subject")?,
        text: row.try_get("text")?,
        in_reply_to: row.try_get("in_reply_to")?,
        references: from_json("letter references", &references)?,
        attach: attach.map(MessageRef),
    };
    Ok(Claimed {
        taken: Taken(row.try_get("id")?),
        key: letter.key.clone(),
        case: letter.case,
        kind,
        created_at: instant(row.try_get("created_at")?)?,
        attempt: row.try_get("attempts")?,
        resend: row.try_get("resent")?,
        letter,
    })
}

pub(super) fn waiting(row: &SqliteRow) -> Result<Waiting> {
    Ok(Waiting {
        id: row.try_get("id")?,
        key: row.try_get("key")?,
        case: row.try_get("case_id")?,
        kind: kind_of(row)?,
        to: row.try_get("recipient")?,
        created_at: instant(row.try_get("created_at")?)?,
    })
}
