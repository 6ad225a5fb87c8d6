//! Officers who have left the list: their open cases go back to a team. Looked
//! for at the start and after each reload; doing it again does nothing.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::casework::People;
use crate::clerk::{Clerk, ClerkError, Occasion};
use crate::intake::Shared;
use crate::store::Write;

/// Cases of one transaction, and lines of one mail.
const AT_A_TIME: u32 = 100;

/// The officers of the last list and their teams, in the store: whoever has left
/// is in no file any more.
const KNOWN: &str = "officers";

/// The list that was last looked at, in the store. It is written when every case
/// was dealt with, so that a stop or a full disk in between leaves none behind;
/// a start forgets it.
pub const LOOKED_AT: &str = "officers_looked_at";

/// What alerts of an empty list are about.
const TOPIC: &str = "officers";

type Teams = BTreeMap<String, Vec<String>>;

/// Gives the cases of officers who have left back to their teams, each team
/// with one mail, unless the list in force was looked at already. A list without
/// any officer is taken for a slip: nothing is given back, and staff are told.
///
/// # Errors
/// [`ClerkError`] when the store refuses; what was given back before it stays,
/// and the rest is still owed.
pub async fn give_back_if_owed(shared: &Shared) -> Result<(), ClerkError> {
    let council = shared.council();
    let teams = teams_of(&council.people);
    let list = serde_json::to_string(&teams).unwrap_or_default();
    match shared.store.meta(LOOKED_AT).await?.as_ref() == Some(&list) {
        true => Ok(()),
        false => give_back(shared, &list).await,
    }
}

async fn give_back(shared: &Shared, list: &str) -> Result<(), ClerkError> {
    let council = shared.council();
    let clerk = Clerk { council: &council, marks: &shared.marks };
    let now = shared.clock.now();
    let mut tx = shared.store.write().await?;
    let before = known(&mut tx).await?;
    let mut left = tx.officers_with_cases().await?;
    left.retain(|id| council.people.officer(id).is_none());
    if council.people.officers.is_empty() && !left.is_empty() {
        tell_of_empty_list(&clerk, &mut tx, left.len(), now).await?;
        tx.set_meta(LOOKED_AT, list).await?;
        return Ok(tx.commit().await?);
    }
    drop(tx);
    for officer in &left {
        let teams = before.get(officer).map_or(&[][..], Vec::as_slice);
        give_back_of(shared, &clerk, officer, teams, now).await?;
    }
    let mut tx = shared.store.write().await?;
    tx.end_alert("leavers", TOPIC, now).await?;
    tx.set_meta(KNOWN, list).await?;
    tx.set_meta(LOOKED_AT, list).await?;
    tx.commit().await?;
    if !left.is_empty() {
        shared.wake_senders();
    }
    Ok(())
}

async fn give_back_of(
    shared: &Shared,
    clerk: &Clerk<'_>,
    officer: &str,
    teams: &[String],
    now: DateTime<Utc>,
) -> Result<(), ClerkError> {
    let occasion = Occasion { actor: "redress", now, mail: None, answers: None };
    let mut after = 0;
    loop {
        let mut tx = shared.store.write().await?;
        let cases = tx.cases_with(officer, after, AT_A_TIME).await?;
        let Some(last) = cases.last() else { return Ok(()) };
        after = *last;
        tx.load_cases(cases.iter().copied().collect()).await?;
        clerk.give_back(&mut tx, &cases, officer, teams, occasion).await?;
        tx.commit().await?;
        tracing::info!(officer, cases = cases.len(), "cases of an officer who left went back");
    }
}

async fn tell_of_empty_list(
    clerk: &Clerk<'_>,
    tx: &mut Write,
    left: usize,
    now: DateTime<Utc>,
) -> Result<(), ClerkError> {
    tracing::warn!(left, "the list of officers is empty; no case was given back");
    let Some(mailbox) = clerk.council.mailboxes.keys().next() else { return Ok(()) };
    let text = format!(
        "The list of officers is empty, and {left} officer(s) who are no longer in it hold open \
         cases. That looks like a slip, so no case was given back; until the list has officers \
         again, mail about these cases goes to triage or to this address. Mend the people file \
         and reload."
    );
    clerk.alert(tx, mailbox, "leavers", TOPIC, &text, now).await
}

fn teams_of(people: &People) -> Teams {
    people.officers.iter().map(|officer| (officer.id.clone(), officer.teams.clone())).collect()
}

async fn known(tx: &mut Write) -> Result<Teams, ClerkError> {
    let text = tx.meta(KNOWN).await?.unwrap_or_default();
    // Without it only the service areas tell where a case goes.
    Ok(serde_json::from_str(&text).unwrap_or_default())
}
