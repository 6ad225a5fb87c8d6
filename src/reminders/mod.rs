//! The reminder loop: clock → duties whose next step is due → casework → one
//! transaction. It can't send; it queues. The store wakes only what falls due,
//! so that a quiet case costs nothing however many there are.

mod digest;
mod leavers;
mod recount;
mod trouble;

use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio_util::sync::CancellationToken;

use crate::casework::decide::Input;
use crate::clerk::{Clerk, ClerkError, LateLetter, Occasion};
use crate::intake::Shared;
use crate::store::{DueDuty, Write};

pub use leavers::{LOOKED_AT, give_back_if_owed};
pub use recount::{recount, recount_if_owed};
pub use trouble::Troubles;

/// Duties that are dealt with before the next look at the clock.
const AT_A_TIME: u32 = 100;

/// The loop never sleeps longer than this: the clock may be set, and commands
/// beside the daemon change duties too.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);

/// Looks after duties until it is told to stop.
pub async fn run(shared: Shared, stop: CancellationToken) {
    let mut trouble = false;
    while !stop.is_cancelled() {
        let sleep = match tick(&shared).await {
            Ok(next) => {
                trouble = false;
                until(next, shared.clock.now())
            }
            Err(error) => {
                if !trouble {
                    tracing::warn!(%error, "duties can't be looked after; trying again");
                }
                trouble = true;
                LONGEST_SLEEP
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(sleep) => {}
        }
    }
}

fn until(next: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Duration {
    next.and_then(|next| (next - now).to_std().ok())
        .map_or(LONGEST_SLEEP, |left| left.clamp(Duration::from_secs(1), LONGEST_SLEEP))
}

/// Does everything that is due now; gives the instant of what is due next.
///
/// # Errors
/// [`ClerkError`] when the store refuses.
pub async fn tick(shared: &Shared) -> Result<Option<DateTime<Utc>>, ClerkError> {
    recount_if_owed(shared).await?;
    give_back_if_owed(shared).await?;
    let mut late = Vec::new();
    let next = loop {
        let now = shared.clock.now();
        let next = shared.store.next_duty_at().await?;
        if next.is_none_or(|next| next > now) {
            break next;
        }
        let due = shared.store.due_duties(now, AT_A_TIME).await?;
        match steps(shared, &due, now).await {
            Ok(found) => late.extend(found),
            // A row that breaks a rule must not stop the others.
            Err(ClerkError::Store(error)) if error.is_of_a_row() => {
                for one in &due {
                    late.extend(alone(shared, one, now).await?);
                }
            }
            Err(error) => return Err(error),
        }
        shared.wake_senders();
    };
    digest::send(shared, late).await?;
    Ok([next, digest::next_at(shared).await?].into_iter().flatten().min())
}

/// When something is next due by the mere passing of time.
///
/// # Errors
/// [`ClerkError`] when the store can't be read.
pub async fn next_at(shared: &Shared) -> Result<Option<DateTime<Utc>>, ClerkError> {
    let next = [shared.store.next_duty_at().await?, digest::next_at(shared).await?];
    Ok(next.into_iter().flatten().min())
}

async fn alone(
    shared: &Shared,
    due: &DueDuty,
    now: DateTime<Utc>,
) -> Result<Vec<LateLetter>, ClerkError> {
    match steps(shared, std::slice::from_ref(due), now).await {
        Err(ClerkError::Store(error)) if error.is_of_a_row() => {
            let mut tx = shared.store.write().await?;
            put_off(shared, &mut tx, due, &error.to_string(), now).await?;
            tx.commit().await?;
            Ok(Vec::new())
        }
        done => done,
    }
}

/// The steps of several duties in one transaction.
async fn steps(
    shared: &Shared,
    due: &[DueDuty],
    now: DateTime<Utc>,
) -> Result<Vec<LateLetter>, ClerkError> {
    let council = shared.council();
    let clerk = Clerk { council: &council, marks: &shared.marks };
    let mut late = Vec::new();
    let mut tx = shared.store.write().await?;
    tx.load_cases(due.iter().filter_map(|duty| duty.case).collect()).await?;
    for duty in due {
        match duty.case {
            None => tx.miss_message_duty(duty.row).await?,
            Some(case) => late.extend(step(shared, &clerk, &mut tx, duty, case, now).await?),
        }
    }
    tx.commit().await?;
    Ok(late)
}

async fn step(
    shared: &Shared,
    clerk: &Clerk<'_>,
    tx: &mut Write,
    due: &DueDuty,
    case: i64,
    now: DateTime<Utc>,
) -> Result<Vec<LateLetter>, ClerkError> {
    tx.begin_one();
    let occasion = Occasion { actor: "redress", now, mail: None, answers: None };
    let late = match clerk.decide(tx, case, &Input::DutyDue(due.key), occasion).await {
        Ok(late) => late,
        Err(ClerkError::Store(error)) if !error.is_of_a_row() => return Err(error.into()),
        Err(error) => {
            // One case that can't be dealt with must not stop the others.
            tx.undo();
            put_off(shared, tx, due, &error.to_string(), now).await?;
            return Ok(Vec::new());
        }
    };
    tx.keep();
    if tx.changes_duty(case, due.key) {
        shared.troubles.over(due.row);
        tracing::info!(case, duty = due.key.kind.as_str(), "a duty's time has come");
        return Ok(late);
    }
    // Woken for nothing: a ladder was changed, or working hours were, or it waits
    // for a letter that is on its way.
    let stored = tx.case(case).await?;
    let next = clerk.next_steps(&stored.case, now).remove(&due.key);
    let next = match next.filter(|next| *next <= now) {
        Some(_) => Some(now + shared.troubles.again(due.row, NOT_YET).0),
        None => {
            shared.troubles.over(due.row);
            next
        }
    };
    tx.plan_duty(due.row, next).await?;
    Ok(late)
}

/// Why a duty whose time has come causes nothing.
const NOT_YET: &str = "it waits for something else";

/// Tried again after a pause that grows; told once for each reason.
async fn put_off(
    shared: &Shared,
    tx: &mut Write,
    due: &DueDuty,
    why: &str,
    now: DateTime<Utc>,
) -> Result<(), ClerkError> {
    let (pause, is_new) = shared.troubles.again(due.row, why);
    if is_new {
        tracing::error!(
            duty = due.row,
            case = due.case,
            %why,
            "a duty could not be dealt with; it is tried again, at least once an hour"
        );
    }
    Ok(tx.plan_duty(due.row, Some(now + pause)).await?)
}
