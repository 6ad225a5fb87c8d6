//! Digests: what officers and triage owe, once each working morning, and once
//! after an outage in place of everything that was due meanwhile.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use crate::casework::StaffAddress;
use crate::casework::duty::OwedItem;
use crate::clerk::{Clerk, ClerkError, LateLetter};
use crate::council::Council;
use crate::intake::Shared;
use crate::policy::calendar::{end_of_day, local_day, next};
use crate::policy::{Calendar, WorkingDays};
use crate::store::Write;

/// A digest looks so many working days ahead.
const AHEAD: WorkingDays = WorkingDays(3);

/// The day of the last digest, in the store.
const LAST: &str = "digest_of";

/// Queues the digests that are due: the morning's, and those that take the
/// place of several late letters to one person.
pub(super) async fn send(shared: &Shared, late: Vec<LateLetter>) -> Result<(), ClerkError> {
    let now = shared.clock.now();
    let council = shared.council();
    let calendar = &council.rulebook.calendar;
    let today = local_day(now);
    let last = last(shared).await?;
    let morning = match last {
        // The first start of all: digests begin with the next morning.
        None => None,
        Some(last) => digest_time(calendar, last, now).filter(|at| *at <= now),
    };
    if morning.is_none() && last.is_some() && late.is_empty() {
        return Ok(());
    }
    let clerk = Clerk { council: &council, marks: &shared.marks };
    let old = match (morning, last) {
        (Some(_), Some(last)) => too_long(shared, &council, last, today).await?,
        _ => Vec::new(),
    };
    let mut tx = shared.store.write().await?;
    if last.is_none() {
        let passed = calendar.digest_on(today).ok().flatten().is_none_or(|at| at <= now);
        let day = if passed { today } else { today.pred_opt().unwrap_or(today) };
        tx.set_meta(LAST, &day.to_string()).await?;
        watch_calendar(&clerk, &mut tx, calendar, now).await?;
    }
    let mut items: BTreeMap<StaffAddress, Vec<OwedItem>> = BTreeMap::new();
    if morning.is_some() {
        tx.set_meta(LAST, &today.to_string()).await?;
        let until = calendar.after(today, AHEAD).unwrap_or(today);
        for owed in tx.owed_until(until).await? {
            for to in council.people.owing(owed.item.duty.kind, &owed.owing) {
                items.entry(to).or_default().push(owed.item.clone());
            }
        }
        watch_calendar(&clerk, &mut tx, calendar, now).await?;
        for (reference, clause) in old {
            let text = format!(
                "{reference} is still open and has reached the longest reasonable time for both \
                 stages together ({clause})."
            );
            if let Some(mailbox) = council.mailboxes.keys().next() {
                clerk.alert(&mut tx, mailbox, "both_stages", &reference, &text, now).await?;
            }
        }
    }
    gather(&mut tx, late, &mut items, now).await?;
    let round = match morning {
        Some(_) => today.to_string(),
        None => format!("catch-up-{}", now.timestamp()),
    };
    if let Some(mailbox) = council.mailboxes.keys().next() {
        for (to, items) in items {
            clerk.digest(&mut tx, mailbox, to, &items, &round, now)?;
        }
    }
    tx.commit().await?;
    shared.wake_senders();
    Ok(())
}

/// Late letters: several to one person become lines of a digest, a single one
/// goes out as it is.
async fn gather(
    tx: &mut Write,
    late: Vec<LateLetter>,
    items: &mut BTreeMap<StaffAddress, Vec<OwedItem>>,
    now: DateTime<Utc>,
) -> Result<(), ClerkError> {
    let mut by_person: BTreeMap<StaffAddress, Vec<LateLetter>> = BTreeMap::new();
    for letter in late {
        by_person.entry(letter.to.clone()).or_default().push(letter);
    }
    for (to, letters) in by_person {
        let several = letters.len() > 1;
        for letter in letters {
            tx.end_wait(&letter.key, several, now).await?;
            let listed = items.get(&to).is_some_and(|items| items.contains(&letter.item));
            if several && !listed {
                items.entry(to.clone()).or_default().push(letter.item);
            }
        }
    }
    Ok(())
}

/// Cases that have become too old for both stages together since the last
/// digest, under policies that warn of it.
async fn too_long(
    shared: &Shared,
    council: &Council,
    last: NaiveDate,
    today: NaiveDate,
) -> Result<Vec<(String, String)>, ClerkError> {
    let mut old = Vec::new();
    for policy in council.rulebook.policies.values() {
        let Some(limit) = &policy.both_stages else { continue };
        let calendar = &council.rulebook.calendar;
        let (Some(after), Some(until)) =
            (limit.began(last, calendar), limit.began(today, calendar))
        else {
            continue;
        };
        let (after, until) = (end_of_day(after).to_utc(), end_of_day(until).to_utc());
        let found = shared.store.open_since(&policy.id, after, until).await?;
        old.extend(found.into_iter().map(|reference| (reference, limit.clause.clone())));
    }
    Ok(old)
}

/// When the next digest is due.
pub(super) async fn next_at(shared: &Shared) -> Result<Option<DateTime<Utc>>, ClerkError> {
    let council = shared.council();
    let last = last(shared).await?;
    let now = shared.clock.now();
    Ok(last.and_then(|last| digest_time(&council.rulebook.calendar, last, now)))
}

async fn last(shared: &Shared) -> Result<Option<NaiveDate>, ClerkError> {
    let text = shared.store.meta(LAST).await?;
    Ok(text.and_then(|text| text.parse().ok()))
}

/// The first digest after the one of a day that can still go out: today's as
/// long as people work, else that of the next working day.
fn digest_time(calendar: &Calendar, last: NaiveDate, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let mut day = calendar.working_day_from(next(last).max(local_day(now))).ok()?;
    loop {
        let at = calendar.digest_on(day).ok()??;
        let still = calendar.working_time_from(now.max(at)).ok()?;
        if local_day(still) == day {
            return Some(at);
        }
        day = calendar.working_day_from(next(day)).ok()?;
    }
}

/// The list of bank holidays ends: told from twelve months ahead, as long as
/// that is so.
async fn watch_calendar(
    clerk: &Clerk<'_>,
    tx: &mut Write,
    calendar: &Calendar,
    now: DateTime<Utc>,
) -> Result<(), ClerkError> {
    const TOPIC: &str = "list";
    if !calendar.ends_soon(local_day(now)) {
        tx.end_alert("calendar", TOPIC, now).await?;
        return Ok(());
    }
    let council: &Council = clerk.council;
    let Some(mailbox) = council.mailboxes.keys().next() else { return Ok(()) };
    let text = format!(
        "The list of bank holidays ends on {}. After that no date can be counted. Save the new \
         list from www.gov.uk/bank-holidays.json into rules/calendars and reload.",
        calendar.ends()
    );
    clerk.alert(tx, mailbox, "calendar", TOPIC, &text, now).await
}
