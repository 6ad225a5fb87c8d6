//! Reading and taking in side by side: while one batch is judged and stored,
//! the next is fetched.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, Utc};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::batch::Batches;
use super::{IntakeError, MailboxIntake};
use crate::mailbox::{Fetched, Item, Places, Source};
use crate::message::Seen;

/// A batch is at most so many messages …
const BATCH_MESSAGES: usize = 50;
/// … and at most so many bytes, unless one message alone is larger.
const BATCH_BYTES: u64 = 4 << 20;
/// What can have been in flight at an unclean stop: a batch being taken in, one
/// judged, one being judged, one waiting and one being fetched. Mail is read in
/// order, so it comes first.
const IN_FLIGHT: usize = 5 * BATCH_MESSAGES;
/// Sizes are asked for so many messages at a time.
const SURVEY_STEP: usize = 1_000;

/// Messages that made a fetch fail: they are fetched alone, and one that fails
/// alone is left for later, so that it stops no other.
#[derive(Debug, Default)]
pub struct Suspects {
    alone: BTreeSet<Seen>,
    postponed: BTreeMap<Seen, (u32, DateTime<Utc>)>,
}

impl Suspects {
    /// Whether a message waits for its next try.
    pub fn is_postponed(&self, seen: &Seen, now: DateTime<Utc>) -> bool {
        self.postponed.get(seen).is_some_and(|(_, until)| *until > now)
    }

    fn failed(&mut self, batch: &[Seen], now: DateTime<Utc>) {
        match batch {
            [one] => {
                let (tries, until) = self.postponed.entry(one.clone()).or_insert((0, now));
                *tries += 1;
                *until = now + Duration::minutes(i64::from((*tries).min(30)) * 2);
            }
            many => self.alone.extend(many.iter().cloned()),
        }
    }

    fn worked(&mut self, seen: &Seen) {
        self.alone.remove(seen);
        self.postponed.remove(seen);
    }
}

impl MailboxIntake {
    /// Fetches and takes in messages; whatever is taken in becomes known.
    pub(super) async fn read_and_take(
        &mut self,
        wanted: Vec<Seen>,
        stop: &CancellationToken,
    ) -> Result<(), IntakeError> {
        let (to_take, fetched) = mpsc::channel::<Vec<Fetched>>(1);
        let careful = if self.careful { IN_FLIGHT } else { 0 };
        let batches = Batches { careful, ..self.batches().await? };
        let taking = tokio::spawn(batches.take_all(fetched));
        let reading =
            read_all(&mut self.source, &mut self.suspects, &wanted, to_take, stop, &self.shared);
        let read = reading.await;
        let taken = taking.await.map_err(|error| IntakeError::Judge(error.to_string()))?;
        for seen in &taken.seen {
            remember(&mut self.known, seen);
            self.suspects.worked(seen);
        }
        if let Some(error) = taken.error {
            // One message of a batch may have made all of it fail: next time
            // they are stored first and dealt with one by one.
            self.careful |= error.is_of_a_message();
            return Err(error);
        }
        read
    }
}

fn remember(known: &mut Places, seen: &Seen) {
    match seen {
        Seen::Uid { uid, .. } => known.insert_uid(*uid),
        Seen::File(name) => known.insert_file(name.clone()),
    }
}

async fn read_all(
    source: &mut Source,
    suspects: &mut Suspects,
    wanted: &[Seen],
    to_take: mpsc::Sender<Vec<Fetched>>,
    stop: &CancellationToken,
    shared: &super::Shared,
) -> Result<(), IntakeError> {
    for step in wanted.chunks(SURVEY_STEP) {
        let items = tokio::select! {
            () = stop.cancelled() => return Ok(()),
            items = source.items(step) => items?,
        };
        for batch in batches(items, &suspects.alone) {
            let seen: Vec<Seen> = batch.iter().map(|item| item.seen.clone()).collect();
            let fetched = tokio::select! {
                () = stop.cancelled() => return Ok(()),
                fetched = source.fetch(batch) => fetched,
            };
            let fetched = match fetched {
                Ok(fetched) => fetched,
                Err(error) => {
                    suspects.failed(&seen, shared.clock.now());
                    return Err(error.into());
                }
            };
            let (there, missing): (Vec<Fetched>, Vec<Fetched>) =
                fetched.into_iter().partition(|fetched| fetched.bytes.is_some());
            for one in &missing {
                // Gone since the survey, or a server that names a message and
                // does not give it: tried again, and alarmed while it is there.
                suspects.failed(std::slice::from_ref(&one.item.seen), shared.clock.now());
            }
            crate::crash::point("fetched");
            if !there.is_empty() && to_take.send(there).await.is_err() {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Cuts items into batches; suspects stand alone.
fn batches(items: Vec<Item>, alone: &BTreeSet<Seen>) -> Vec<Vec<Item>> {
    let mut batches: Vec<Vec<Item>> = Vec::new();
    let mut current: Vec<Item> = Vec::new();
    let mut bytes = 0;
    for item in items {
        let single = alone.contains(&item.seen);
        let full = current.len() >= BATCH_MESSAGES || bytes + item.size > BATCH_BYTES;
        if !current.is_empty() && (full || single) {
            batches.push(std::mem::take(&mut current));
            bytes = 0;
        }
        bytes += item.size;
        current.push(item);
        if single {
            batches.push(std::mem::take(&mut current));
            bytes = 0;
        }
    }
    if !current.is_empty() {
        batches.push(current);
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(uid: u32, size: u64) -> Item {
        Item { seen: Seen::Uid { validity: 1, uid }, size, arrived: DateTime::UNIX_EPOCH }
    }

    fn sizes(batches: &[Vec<Item>]) -> Vec<usize> {
        batches.iter().map(Vec::len).collect()
    }

    #[test]
    fn batches_are_bounded_by_count_and_bytes() {
        let many = (1..=120).map(|uid| item(uid, 1_000)).collect();
        assert_eq!(sizes(&batches(many, &BTreeSet::new())), [50, 50, 20]);
        let large = vec![item(1, 10), item(2, 50 << 20), item(3, 10), item(4, 10)];
        assert_eq!(sizes(&batches(large, &BTreeSet::new())), [1, 1, 2]);
    }

    #[test]
    fn suspects_are_fetched_alone_and_then_left_for_later() {
        let mut suspects = Suspects::default();
        let now = DateTime::UNIX_EPOCH;
        let seen: Vec<Seen> = (1..=3).map(|uid| item(uid, 1).seen).collect();
        suspects.failed(&seen, now);
        let items = (1..=4).map(|uid| item(uid, 1)).collect();
        assert_eq!(sizes(&batches(items, &suspects.alone)), [1, 1, 1, 1]);
        suspects.failed(&seen[1..2], now);
        assert!(suspects.is_postponed(&seen[1], now));
        assert!(!suspects.is_postponed(&seen[1], now + Duration::minutes(3)));
        assert!(!suspects.is_postponed(&seen[0], now));
    }
}
