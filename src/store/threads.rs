//! Which case a message may belong to: Message-IDs of ours and of messages,
//! Message-IDs that other messages refer to, and case references. Looked up for
//! a whole batch, and among what the same transaction has not written yet.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::Row as _;

use super::bulk::{Insert, Row, Select, Values};
use super::lookups::Question;
use super::messages::Outcome;
use super::read_case::named;
use super::{Result, Write, instant};
use crate::casework::dealings::Earlier;
use crate::casework::{Case, Kind, MessageRef, State};
use crate::policy::calendar::local_day;
use crate::policy::reference::CaseRef;

/// What the store knows about a Message-ID that a mail refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// A letter of ours on that case: unguessable, so it proves the case.
    OurLetter(i64),
    /// Messages that belong to these cases. A Message-ID is meant to be unique
    /// (RFC 5322, 3.6.4); some programs write the same one into every mail.
    Messages(BTreeSet<i64>),
}

/// What the store answered for a batch.
#[derive(Debug, Default)]
pub(super) struct Threads {
    letters: BTreeMap<String, i64>,
    messages: BTreeMap<String, BTreeSet<i64>>,
    /// Message-IDs to the cases of messages that refer to them.
    mates: BTreeMap<String, BTreeSet<i64>>,
    references: BTreeMap<CaseRef, i64>,
}

/// So many Message-IDs of one message are kept; they come newest first.
const MAX_KEPT: usize = 30;

static LETTERS: Select = Select::new(
    "SELECT message_id, case_id FROM letter WHERE case_id IS NOT NULL AND message_id IN",
    "",
);
static MESSAGE_IDS: Select = Select::new(
    "SELECT DISTINCT message_id, case_id FROM message
      WHERE case_id IS NOT NULL AND message_id IN",
    "",
);
static MATES: Select = Select::new(
    "SELECT DISTINCT reference, case_id FROM message_reference
       JOIN message ON message.id = message_reference.message_id
      WHERE case_id IS NOT NULL AND reference IN",
    "",
);
static CASES: Select = Select::new("SELECT id, reference FROM case_file WHERE reference IN", "");

impl Write {
    /// `cases` will be asked for too.
    pub(super) async fn look_up_threads(
        &mut self,
        questions: &[Question<'_>],
        mut cases: BTreeSet<i64>,
    ) -> Result<()> {
        let mut found = Threads::default();
        let ids: BTreeSet<&str> =
            questions.iter().flat_map(|one| one.references).map(String::as_str).collect();
        let mut ids: Vec<String> = ids.into_iter().map(str::to_owned).collect();
        for row in MESSAGE_IDS.run(&mut self.tx, &[], &ids).await? {
            let cases = found.messages.entry(row.try_get("message_id")?).or_default();
            cases.insert(row.try_get("case_id")?);
        }
        for row in LETTERS.run(&mut self.tx, &[], &ids).await? {
            found.letters.insert(row.try_get("message_id")?, row.try_get("case_id")?);
        }
        // What this message is called others may have answered before it came.
        let own = questions.iter().filter(|one| one.is_person).filter_map(|one| one.message_id);
        ids.extend(own.map(str::to_owned));
        for row in MATES.run(&mut self.tx, &[], &ids).await? {
            let cases = found.mates.entry(row.try_get("reference")?).or_default();
            cases.insert(row.try_get("case_id")?);
        }
        let named: BTreeSet<&CaseRef> = questions.iter().flat_map(|one| one.named).collect();
        let named: Vec<String> = named.into_iter().map(|reference| reference.0.clone()).collect();
        for row in CASES.run(&mut self.tx, &[], &named).await? {
            found.references.insert(CaseRef(row.try_get("reference")?), row.try_get("id")?);
        }
        cases.extend(found.letters.values().chain(found.references.values()));
        cases.extend(found.messages.values().chain(found.mates.values()).flatten());
        self.load_cases(cases).await?;
        self.threads = found;
        Ok(())
    }

    /// The cases that a Message-ID leads to.
    pub fn known_message_id(&self, message_id: &str) -> Option<Known> {
        let letters = self.pending.letters.iter().map(|queued| &queued.letter);
        let mut ours = letters.filter(|letter| letter.message_id == message_id);
        let stored = self.threads.letters.get(message_id).copied();
        if let Some(case) = stored.or_else(|| ours.find_map(|letter| letter.case)) {
            return Some(Known::OurLetter(case));
        }
        let mut cases = self.threads.messages.get(message_id).cloned().unwrap_or_default();
        for message in &self.pending.messages {
            if message.account.message_id.as_deref() == Some(message_id) {
                cases.extend(message.account.outcome.and_then(Outcome::case));
            }
        }
        (!cases.is_empty()).then_some(Known::Messages(cases))
    }

    /// The cases of messages that refer to a Message-ID, whether or not we have
    /// the message of that name.
    pub fn cases_that_refer_to(&self, message_id: &str) -> BTreeSet<i64> {
        let mut cases = self.threads.mates.get(message_id).cloned().unwrap_or_default();
        let referring = self.pending.references.iter().filter(|row| row.reference == message_id);
        for row in referring {
            let message = self.pending.messages.iter().find(|message| message.id == row.message);
            cases.extend(message.and_then(|message| message.account.outcome?.case()));
        }
        cases
    }

    /// The number of a case that was asked for by its reference.
    pub fn case_named(&self, reference: &CaseRef) -> Option<i64> {
        let named = |(id, case): (&i64, &Case)| (case.reference() == reference).then_some(*id);
        let stored = self.threads.references.get(reference).copied();
        stored.or_else(|| self.pending.cases.iter().find_map(named))
    }

    /// Keeps which Message-IDs a message refers to.
    pub fn keep_references(&mut self, message: MessageRef, references: &[String]) {
        let rows = references.iter().take(MAX_KEPT);
        let rows =
            rows.map(|reference| ReferenceRow { reference: reference.clone(), message: message.0 });
        self.pending.references.extend(rows);
    }

    /// The open cases of a complainant, by their address in lower case.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn open_cases_of(&mut self, address_key: &str) -> Result<Vec<i64>> {
        Ok(sqlx::query_scalar(
            "SELECT id FROM case_file
              WHERE complainant_key = $1 AND state NOT LIKE 'closed%' ORDER BY id",
        )
        .bind(address_key)
        .fetch_all(&mut *self.tx)
        .await?)
    }

    /// The newest cases of a complainant, by their address in lower case, at most
    /// so many. Nobody's are nobody's.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn earlier_cases(&mut self, address_key: &str, most: u8) -> Result<Vec<Earlier>> {
        if address_key.is_empty() {
            return Ok(Vec::new());
        }
        let theirs = |case: &&Case| case.opening.complainant.address.to_lowercase() == address_key;
        let mut found: Vec<Earlier> =
            self.pending.cases.values().rev().filter(theirs).map(Earlier::of).collect();
        let rows = sqlx::query(
            "SELECT reference, kind, state, area, received_at FROM case_file
              WHERE complainant_key = $1 ORDER BY id DESC LIMIT $2",
        );
        for row in rows.bind(address_key).bind(i64::from(most)).fetch_all(&mut *self.tx).await? {
            let case = CaseRef(row.try_get("reference")?);
            if !found.iter().any(|known| known.case == case) {
                found.push(Earlier {
                    case,
                    kind: named(&row, "kind", &Kind::ALL)?,
                    state: named(&row, "state", &State::ALL)?,
                    area: row.try_get("area")?,
                    received_on: local_day(instant(row.try_get("received_at")?)?),
                });
            }
        }
        found.truncate(most.into());
        Ok(found)
    }
}

/// A row of `message_reference`.
#[derive(Debug, Clone)]
pub(super) struct ReferenceRow {
    reference: String,
    message: i64,
}

pub(super) static REFERENCES: Insert = Insert::new(
    "INSERT INTO message_reference (reference, message_id)",
    2,
    "ON CONFLICT DO NOTHING",
);

impl Row for ReferenceRow {
    fn bind(self, values: &mut Values) {
        values.push(self.reference).push(self.message);
    }
}
