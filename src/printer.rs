//! The printer: letters on paper from the outbox into files. A letter that lies
//! in its file has reached nobody; its case is told that it is printed, and
//! keeps the duty to notify until a person says how it went.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio_util::sync::CancellationToken;

use crate::casework::decide::Input;
use crate::clerk::{Clerk, ClerkError, Occasion};
use crate::delivery::paper;
use crate::intake::Shared;
use crate::letters::paper::{Page, file_name};
use crate::message::budget::Budget;
use crate::message::parse;
use crate::store::{PaperLetter, Store, StoreError, Write};

/// Commands beside the daemon queue letters too: the outbox is looked at this
/// often without being woken.
const LOOK: Duration = Duration::from_secs(2);

/// A folder that can't be written is tried again after so many seconds.
const AGAIN: i64 = 60;

/// Prints letters as they come until it is told to stop.
pub async fn run(shared: Shared, folder: PathBuf, stop: CancellationToken) {
    let mut woken = shared.letters.subscribe();
    let mut trouble = false;
    while !stop.is_cancelled() {
        let council = shared.council();
        let clerk = Clerk { council: &council, marks: &shared.marks };
        let printed = print(&shared.store, clerk, &folder, shared.clock.now()).await;
        if let Err(error) = &printed
            && !trouble
        {
            tracing::warn!(%error, "letters on paper can't be looked after; trying again");
        }
        trouble = printed.is_err();
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(LOOK) => {}
            _ = woken.changed() => {}
        }
    }
}

/// Prints everything that can be printed now.
///
/// # Errors
/// [`ClerkError`] when the store refuses. Files that were written stay, and are
/// the same letters when it is done again.
pub async fn print(
    store: &Store,
    clerk: Clerk<'_>,
    folder: &Path,
    now: DateTime<Utc>,
) -> Result<(), ClerkError> {
    if !store.has_letters_to_print(now).await? {
        return Ok(());
    }
    let mut tx = store.write().await?;
    for letter in tx.letters_to_print(now).await? {
        let enclosed = enclosed(store, &letter).await?;
        let page = Page {
            from: &letter.from_name,
            to: &letter.to,
            written_at: letter.created_at,
            subject: &letter.subject,
            text: &letter.text,
            enclosed: &enclosed,
        };
        let name = file_name(&letter.reference, letter.kind.as_str(), letter.id);
        match paper::print(folder, &name, &page.text()) {
            Ok(path) => {
                tx.mark_printed(letter.id, now, &path.display().to_string()).await?;
                tell(clerk, &mut tx, &letter, now).await;
                tx.end_alert("print", "folder", now).await?;
            }
            Err(why) => {
                let next = now + chrono::Duration::seconds(AGAIN);
                tx.mark_unprinted(letter.id, next, &why).await?;
                let text = format!(
                    "Letters on paper can't be written: {why}. They wait and are tried again. \
                     \"print\" under [files] names the folder."
                );
                clerk.alert(&mut tx, &letter.mailbox, "print", "folder", &text, now).await?;
            }
        }
    }
    crate::crash::point("printed");
    Ok(tx.commit().await?)
}

/// Tells the case. One that can't be told keeps its duty, and so comes before a
/// person.
async fn tell(clerk: Clerk<'_>, tx: &mut Write, letter: &PaperLetter, now: DateTime<Utc>) {
    let occasion = Occasion { actor: "redress", now, mail: None, answers: None };
    tx.begin_one();
    match clerk.decide(tx, letter.case, &Input::LetterPrinted(letter.kind), occasion).await {
        Ok(_) => tx.keep(),
        Err(error) => {
            tx.undo();
            tracing::error!(case = letter.case, %error, "a case can't be told of a printed letter");
        }
    }
}

/// Names of the files that go with a letter.
async fn enclosed(store: &Store, letter: &PaperLetter) -> Result<Vec<String>, StoreError> {
    let Some(message) = letter.attach else { return Ok(Vec::new()) };
    let raw = store.raw(message).await?.bytes;
    if Budget::default().check(&raw).is_err() {
        return Ok(Vec::new());
    }
    Ok(parse::files(&raw).into_iter().map(|(name, _, _)| name).collect())
}
