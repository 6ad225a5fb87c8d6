//! The hash chain over case events: each event's SHA-256 covers the one before
//! it, so that a row can't be changed, added or taken out unnoticed. The
//! payload enters as its own digest, so that a payload that a retention
//! schedule empties one day does not break the chain.

use sha2::{Digest, Sha256};
use sqlx::Row;

use super::{Result, Store};
use crate::message::digest::{Sha, hex, of_bytes};

/// Where the chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainBreak {
    /// The event whose hash is not what it should be.
    pub event: i64,
    /// The case it belongs to.
    pub case: i64,
}

/// What an event's hash covers, beside the hash before it.
pub(super) struct Link<'a> {
    pub id: i64,
    pub case_id: i64,
    pub at: i64,
    pub actor: &'a str,
    pub payload: &'a str,
}

impl Link<'_> {
    /// The event's hash.
    pub(super) fn hash(&self, before: &Sha) -> Sha {
        let mut sha = Sha256::new();
        sha.update(before);
        for number in [self.id, self.case_id, self.at] {
            sha.update(number.to_be_bytes());
        }
        sha.update(of_bytes(self.actor.as_bytes()));
        sha.update(of_bytes(self.payload.as_bytes()));
        sha.finalize().into()
    }
}

/// The hash before the first event.
pub(super) const START: Sha = [0; 32];

impl Store {
    /// Follows the chain from the first event; None when it holds.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn check_chain(&self) -> Result<Option<ChainBreak>> {
        use futures_util::TryStreamExt;
        let mut rows =
            sqlx::query("SELECT id, case_id, at, actor, payload, hash FROM case_event ORDER BY id")
                .fetch(&self.reader);
        let mut before = START;
        let mut expected_id = 1;
        while let Some(row) = rows.try_next().await? {
            let (id, case_id, at) =
                (row.try_get("id")?, row.try_get("case_id")?, row.try_get("at")?);
            let (actor, payload): (String, String) =
                (row.try_get("actor")?, row.try_get("payload")?);
            let hash: Vec<u8> = row.try_get("hash")?;
            let link = Link { id, case_id, at, actor: &actor, payload: &payload };
            before = link.hash(&before);
            if hex(&before) != hex(&hash) || id != expected_id {
                return Ok(Some(ChainBreak { event: id, case: case_id }));
            }
            expected_id = id + 1;
        }
        Ok(None)
    }
}
