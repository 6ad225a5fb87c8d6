//! The reminder loop: clock → duties whose next step is due → casework → one
//! transaction each. It can't send; it queues.

use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio_util::sync::CancellationToken;

use crate::casework::decide::Input;
use crate::clerk::{Clerk, ClerkError, Occasion};
use crate::intake::Shared;
use crate::store::DueDuty;

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
    loop {
        let now = shared.clock.now();
        let due = shared.store.due_duties(now, AT_A_TIME).await?;
        for duty in &due {
            step(shared, duty, now).await?;
        }
        if due.is_empty() {
            return Ok(shared.store.next_duty_at().await?);
        }
        shared.wake_senders();
    }
}

/// When something is next due by the mere passing of time.
///
/// # Errors
/// [`ClerkError`] when the store can't be read.
pub async fn next_at(shared: &Shared) -> Result<Option<DateTime<Utc>>, ClerkError> {
    Ok(shared.store.next_duty_at().await?)
}

/// Counts open duties again after the calendar or a ladder has changed.
///
/// # Errors
/// [`ClerkError`] when the store refuses.
pub async fn recount(_shared: &Shared) -> Result<(), ClerkError> {
    Ok(())
}

async fn step(shared: &Shared, due: &DueDuty, now: DateTime<Utc>) -> Result<(), ClerkError> {
    let council = shared.council();
    let clerk = Clerk { council: &council, marks: &shared.marks };
    let mut tx = shared.store.write().await?;
    match due.case {
        None => tx.miss_message_duty(due.row).await?,
        Some(case) => {
            tx.begin_one();
            let occasion = Occasion { actor: "redress", now, mail: None };
            let done = clerk.decide(&mut tx, case, &Input::DutyDue(due.key), occasion).await;
            match done {
                Ok(()) => tx.keep(),
                Err(ClerkError::Store(error)) if !error.is_constraint() => {
                    return Err(error.into());
                }
                Err(error) => {
                    // One case that can't be dealt with must not stop the
                    // others; it is tried again in an hour.
                    tracing::error!(case, %error, "a duty could not be dealt with");
                    tx.undo();
                    tx.plan_duty(due.row, Some(now + chrono::Duration::hours(1))).await?;
                    tx.commit().await?;
                    return Ok(());
                }
            }
            // What is left to do by time alone, from now on.
            let stored = tx.case(case).await?;
            let next = clerk.next_steps(&stored.case, now).remove(&due.key);
            tx.plan_duty(due.row, next).await?;
            tracing::info!(case = %stored.case.reference(), duty = due.key.kind.as_str(),
                "a duty's time has come");
        }
    }
    tx.commit().await?;
    Ok(())
}
