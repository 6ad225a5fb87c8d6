//! The same words of the same officer in another mail, from a telephone and from
//! a desk: they are meant once, and the resident gets one letter.

use chrono::{DateTime, Duration, Utc};

use crate::casework::action::{Action, Spoken, Verb};
use crate::casework::case::Case;
use crate::casework::dealings::Said;
use crate::message::digest::{hex, of_bytes};
use crate::policy::calendar::in_london;

/// The same words after so many minutes are meant as they stand.
const MINUTES: i64 = 30;

/// What is remembered of an action that would write to the resident, promise
/// something or open a case once more; None for every other.
pub(super) fn said(spoken: &Spoken, action: &Action, by: &str, at: DateTime<Utc>) -> Option<Said> {
    match action.verb() {
        Verb::Ack
        | Verb::Define
        | Verb::Respond
        | Verb::Responded
        | Verb::Extend
        | Verb::Decline
        | Verb::Close
        | Verb::Split
        | Verb::Route
        | Verb::Ask
        | Verb::Update
        | Verb::Action => {}
        Verb::Assign
        | Verb::Escalate
        | Verb::Withdrawn
        | Verb::Reopen
        | Verb::Reclassify
        | Verb::Policy
        | Verb::Occurred
        | Verb::Done
        | Verb::Told
        | Verb::Consent
        | Verb::Adjust
        | Verb::Restrict
        | Verb::Hold
        | Verb::Correct
        | Verb::Link
        | Verb::Merge
        | Verb::Note
        | Verb::Undo
        | Verb::Help => return None,
    }
    // Mail programs fold lines at different places.
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut words = format!("{}\0{}", action.verb().as_str(), flat(&spoken.argument));
    for (name, text) in &spoken.fields {
        words.push_str(&format!("\0{}\0{}", name.to_lowercase(), flat(text)));
    }
    let words: String = hex(&of_bytes(words.as_bytes())).chars().take(16).collect();
    Some(Said { by: by.to_owned(), at, words })
}

/// What an officer is told who said so before, and how it would be done again.
pub(super) fn already(case: &Case, said: &Said, verb: &str) -> Option<String> {
    let since = said.at - Duration::minutes(MINUTES);
    let same = |one: &&Said| one.by == said.by && one.words == said.words && one.at >= since;
    let before = case.dealings.said.iter().find(same)?;
    Some(format!(
        "/{verb} with the same words came from you before, at {}, and is done: nothing was done or \
         sent a second time. If it is meant again, send it with other words",
        in_london(before.at).format("%H:%M")
    ))
}
