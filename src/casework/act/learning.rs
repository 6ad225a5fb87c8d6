//! What is learned from a complaint is asked for once, when it ends (Code 9.1,
//! 9.2, ME 5.12.1). Nothing waits for it: it is no duty.

use super::{Acted, round};
use crate::casework::case::State;
use crate::casework::dealings::Learning;
use crate::casework::decide::Draft;
use crate::casework::event::{Event, Settled};
use crate::casework::letter::Letter;

const QUESTION: &str = "what did we learn from it? Answer this mail with \"/note Learning:\" and \
     your words, or with \"/note Learning: nothing\". The case stays as it is";

/// Asks whoever dealt with the case: the officer who acts hears it with what was
/// done, another by a mail of their own.
pub(super) fn ask(draft: &mut Draft<'_>, acted: &Acted<'_>, done: &mut Vec<String>) {
    if draft.case.dealings.learning != Learning::Unasked || !ends(draft) {
        return;
    }
    draft.settle(Settled::LearningAsked);
    let people = draft.world.people;
    let handler = draft.case.officer().filter(|id| *id != acted.by.id);
    let handler = handler.filter(|id| !draft.case.dealings.in_conflict(id));
    match handler.and_then(|id| people.officer(id)) {
        Some(officer) => {
            let (to, done) = (officer.address.clone(), vec![QUESTION.to_owned()]);
            let round = round(draft, acted);
            draft.send(Letter::CommandReply { to, done, wrong: Vec::new() }, round, false);
        }
        None => done.push(QUESTION.to_owned()),
    }
}

/// Whether the action ends a complaint: at once, or when the answer has gone
/// out, after which nothing is left to do.
fn ends(draft: &Draft<'_>) -> bool {
    let case = &draft.case;
    if case.stage.is_none() {
        return false;
    }
    let promised = case.dealings.open_remedies().next().is_some();
    let closes = |event: &Event| {
        if let Event::Settled(Settled::Answered { answer, .. }) = event {
            return answer.actions.is_empty() && !promised;
        }
        let over =
            matches!(event, Event::Closed { state: State::Closed | State::ClosedAnswered, .. });
        over || matches!(event, Event::Settled(Settled::Closing { .. }))
    };
    draft.events.iter().any(closes)
}
