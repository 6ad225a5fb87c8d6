//! After files have changed: open duties are counted again with the new
//! calendar, and the next step of each is planned with the new ladders.

use crate::casework::decide::Input;
use crate::clerk::{Clerk, ClerkError, Occasion};
use crate::intake::Shared;
use crate::store::Write;

/// Cases of one transaction.
const AT_A_TIME: u32 = 100;

/// The version of the files that every duty was last counted with. It is written
/// when all are, so that a stop or a full disk in between leaves none behind.
const COUNTED_WITH: &str = "counted_with";

/// Counts and plans all duties that stand, unless they were counted with the
/// files in force.
///
/// # Errors
/// [`ClerkError`] when the store refuses; then it is still owed.
pub async fn recount_if_owed(shared: &Shared) -> Result<(), ClerkError> {
    let counted = shared.store.meta(COUNTED_WITH).await?;
    match counted.as_ref() == Some(&shared.council().rulebook.rules.version) {
        true => Ok(()),
        false => recount(shared).await,
    }
}

/// Counts and plans all duties that stand. What changes is in the cases'
/// histories.
///
/// # Errors
/// [`ClerkError`] when the store refuses; what was counted before it stays.
pub async fn recount(shared: &Shared) -> Result<(), ClerkError> {
    let council = shared.council();
    let clerk = Clerk { council: &council, marks: &shared.marks };
    let mut after = 0;
    loop {
        let mut tx = shared.store.write().await?;
        let cases = tx.cases_that_owe(after, AT_A_TIME).await?;
        let Some(last) = cases.last() else {
            tx.set_meta(COUNTED_WITH, &council.rulebook.rules.version).await?;
            return Ok(tx.commit().await?);
        };
        after = *last;
        tx.load_cases(cases.iter().copied().collect()).await?;
        for case in cases {
            recount_case(shared, &clerk, &mut tx, case).await?;
        }
        tx.commit().await?;
    }
}

async fn recount_case(
    shared: &Shared,
    clerk: &Clerk<'_>,
    tx: &mut Write,
    case: i64,
) -> Result<(), ClerkError> {
    let now = shared.clock.now();
    let occasion = Occasion { actor: "redress", now, mail: None, answers: None };
    tx.begin_one();
    match clerk.decide(tx, case, &Input::Recount, occasion).await {
        Ok(_) => {}
        Err(ClerkError::Store(error)) if !error.is_of_a_row() => return Err(error.into()),
        Err(error) => {
            tx.undo();
            tracing::error!(case, %error, "a case could not be counted again");
            return Ok(());
        }
    }
    let stored = tx.case(case).await?;
    let next = clerk.next_steps(&stored.case, now);
    tx.plan_case(case, &stored.case, &next);
    tx.keep();
    let dated = stored.case.open_duties().all(|duty| duty.due.is_some());
    if dated {
        tx.end_alert("calendar", stored.case.reference().0.as_str(), now).await?;
    }
    Ok(())
}
