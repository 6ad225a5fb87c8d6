//! What is written into the record: notes, corrections, other cases, and the
//! officer's own last action taken back.

use chrono::NaiveDate;

use super::{Acted, Said};
use crate::casework::case::Case;
use crate::casework::decide::{Draft, Elsewhere, british};
use crate::casework::duty::{Duty, DutyState};
use crate::casework::event::{Event, Settled};
use crate::policy::calendar::local_day;
use crate::policy::limit::Period;
use crate::policy::reference::CaseRef;

pub(super) fn settle(draft: &mut Draft<'_>, settled: Settled, said: &str) -> Said {
    draft.settle(settled);
    Ok(said.to_owned())
}

/// When the matter happened: older than the policy's limit is a flag for a
/// person, never a refusal (KH 2.1.1, RB 3).
pub(super) fn occurred(draft: &mut Draft<'_>, day: NaiveDate) -> Said {
    let received = local_day(draft.case.opening.received_at);
    if day > received {
        return Err(format!("{} is after the day it was received", british(day)));
    }
    draft.settle(Settled::Occurred { day });
    let limit = draft.policy().and_then(|policy| policy.issue_age.as_ref());
    let last = limit.and_then(|limit| limit.count(day, draft.world.calendar).ok());
    let old = last.as_ref().is_some_and(|last| received > last.due.day);
    let months = match limit.map(|limit| limit.period) {
        Some(Period::Months(months)) => months.0,
        Some(Period::WorkingDays(_) | Period::CalendarDays(_)) | None => 12,
    };
    let flag = format!("over_{months}_months");
    // What the rules guessed falls with it, whatever the policy's limit.
    let mut raised = vec!["over_12_months".to_owned(), flag.clone()];
    raised.retain(|flag| draft.case.flags.contains(flag));
    raised.dedup();
    match old {
        true if !raised.contains(&flag) => {
            draft.push(Event::Flagged { add: vec![flag], remove: Vec::new() });
        }
        false if !raised.is_empty() => {
            draft.push(Event::Flagged { add: Vec::new(), remove: raised });
        }
        true | false => {}
    }
    Ok(match old {
        true => "recorded; that is longer ago than the policy's limit: weigh the reasons before \
                 you decline anything"
            .to_owned(),
        false => "recorded".to_owned(),
    })
}

pub(super) fn other<'a>(
    draft: &Draft<'_>,
    acted: &'a Acted<'_>,
    reference: &CaseRef,
) -> Result<&'a Case, String> {
    if draft.case.reference() == reference {
        return Err("that is this case itself".to_owned());
    }
    acted.others.get(reference).ok_or_else(|| format!("there is no case {reference}"))
}

pub(super) fn link(draft: &mut Draft<'_>, acted: &Acted<'_>, reference: &CaseRef) -> Said {
    other(draft, acted, reference)?;
    let why = "an officer says that they belong together".to_owned();
    draft.settle(Settled::Linked { other: reference.clone(), why: why.clone() });
    let back = Settled::Linked { other: draft.case.reference().clone(), why };
    draft.elsewhere.push(Elsewhere { case: reference.clone(), events: vec![Event::Settled(back)] });
    Ok(format!("linked with {reference}"))
}

/// Takes back the officer's own last action while nothing of it has left.
pub(super) fn undo(draft: &mut Draft<'_>, acted: &Acted<'_>) -> Said {
    let point = acted.undo.ok_or("there is no action of yours on this case to take back")?;
    if point.letter_left {
        return Err("a letter of it has left already: what was sent can't be taken back".to_owned());
    }
    if acted.spoken.actions.len() > 1 {
        return Err("/undo stands alone in its mail".to_owned());
    }
    let mut case = point.case.clone();
    for duty in &draft.case.duties {
        // A duty that the action brought stays in the record, as withdrawn.
        if case.duty(duty.key).is_none() {
            case.duties.push(Duty { state: DutyState::Withdrawn, ..duty.clone() });
        }
    }
    super::merge::part(draft, acted, &case);
    draft.push(Event::Undone { verbs: point.verbs.clone(), case: Box::new(case) });
    draft.take_back_letters = point.letters.clone();
    Ok(format!("taken back: /{}", point.verbs.join(", /")))
}
