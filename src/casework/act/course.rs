//! Who holds the case, and whether it goes on.

use super::answer::known_officer;
use super::{Acted, Said, not_about, rank, round};
use crate::casework::case::{Holder, Kind, State};
use crate::casework::dealings::Authority;
use crate::casework::decide::stage2::{self, Request};
use crate::casework::decide::{Draft, british};
use crate::casework::duty::DutyKind;
use crate::casework::event::{Event, Settled};
use crate::casework::letter::{Letter, LetterKind};
use crate::casework::people::Role;
use crate::casework::reach::Reach;
use crate::policy::Stage;

/// Gives the case to an officer. Whom it is about can't have it unless a
/// manager says why (KH 4.2, KC 4.2); who answered stage 1 can't have stage 2
/// at all (Code 6.13).
pub(super) fn assign(
    draft: &mut Draft<'_>,
    acted: &Acted<'_>,
    id: &str,
    reason: Option<&str>,
) -> Said {
    known_officer(draft, id)?;
    if draft.barred().dealt_with_stage1(id) {
        return Err(format!("{id} dealt with stage 1: stage 2 goes to another person"));
    }
    // Nobody takes for themselves what they may not answer; others may prepare it.
    if acted.by.id == id
        && let Some(why) = rank::too_low(draft, id, acted.by.role)
    {
        return Err(why);
    }
    let case = &draft.case;
    if case.dealings.in_conflict(id) {
        let Some(reason) = reason.filter(|_| acted.by.role >= Role::Manager) else {
            return Err(format!(
                "the complaint is about {id}: another person must deal with it, unless a manager \
                 assigns it with a \"Reason:\""
            ));
        };
        let (officer, reason) = (id.to_owned(), reason.to_owned());
        draft.settle(Settled::ConflictWeighed { officer, reason });
    }
    let case = &draft.case;
    if case.officer() == Some(id) {
        return Ok(format!("it is with {} already", draft.name_of(id)));
    }
    let why = match reason {
        Some(reason) => format!("{} assigned it: {reason}", draft.name_of(&acted.by.id)),
        None => format!("{} assigned it", draft.name_of(&acted.by.id)),
    };
    draft.push(Event::Assigned { to: Holder::Officer(id.to_owned()), why: why.clone() });
    draft.meet_duty(DutyKind::Assign, draft.case.stage);
    let round = draft.case.assignments.to_string();
    for to in draft.holders() {
        draft.send(Letter::Assignment { to, why: why.clone() }, round.clone(), true);
    }
    let mut said = format!("assigned to {}", draft.name_of(id));
    if let Some(hint) = rank::hint(draft, id) {
        said.push_str(&hint);
    }
    Ok(said)
}

/// The resident asks for stage 2, by other means than a mail. No reason may be
/// demanded (Code 6.12).
pub(super) fn escalate(draft: &mut Draft<'_>) -> Said {
    if draft.case.stage == Some(Stage::Two) {
        return Err("the case is at stage 2 already".to_owned());
    }
    let answered = draft.case.dealings.answer(Some(Stage::One));
    if draft.case.stage.is_none() || answered.is_none_or(|answer| answer.sent_at.is_none()) {
        return Err("stage 1 has not been answered: /respond comes first".to_owned());
    }
    if draft.case.kind() == Kind::PolicyComplaint {
        return Err("a complaint about a policy has one answer and no stage 2 (KC 2.2)".to_owned());
    }
    // Where a mail is waiting to be read as a request, that is when it came.
    let dealings = &draft.case.dealings;
    let request = match dealings.perhaps_stage2_at {
        Some(at) => Request { at, asked: dealings.asked.clone() },
        None => Request { at: draft.now, asked: None },
    };
    // Whoever says so has looked.
    draft.meet_every(DutyKind::Triage);
    stage2::begin(draft, request, "an officer recorded the request");
    Ok("the case is at stage 2 now; give it to another person than stage 1's".to_owned())
}

pub(super) fn withdrawn(draft: &mut Draft<'_>, acted: &Acted<'_>) -> Said {
    not_about(draft, acted)?;
    draft.withdraw_open(|_| true, "the resident took it back");
    let why = "the resident took it back".to_owned();
    draft.push(Event::Closed { state: State::ClosedWithdrawn, why });
    Ok("recorded as withdrawn; the case is over".to_owned())
}

pub(super) fn close(
    draft: &mut Draft<'_>,
    acted: &Acted<'_>,
    reason: &str,
    learning: Option<&str>,
) -> Said {
    not_about(draft, acted)?;
    if let Some(learning) = learning {
        draft.settle(Settled::Noted { text: format!("Learning: {learning}") });
    }
    let unanswered = draft.stands(DutyKind::Respond, draft.case.stage);
    let tell = unanswered && knows_of_no_end(draft);
    draft.withdraw_open(|_| true, reason);
    let said = match unanswered {
        true => {
            "closed without an answer to the resident: the Ombudsman will ask for the reason \
                 that you gave"
        }
        false => "closed",
    };
    let said = match tell {
        false => said.to_owned(),
        true if draft.case.reach().is_empty() => match draft.case.dealings.no_mail {
            true => format!("{said}. They are not written to by e-mail: tell them by other means"),
            // Nobody is named, or nobody may be warned.
            false => said.to_owned(),
        },
        true if tell_of_end(draft, acted, reason) => {
            format!("{said}. The resident gets it with the Ombudsman's details")
        }
        // On paper it is over when the resident is told.
        true => {
            return Ok("the closing letter is written; the case is over when you send /told".into());
        }
    };
    draft.push(Event::Closed { state: State::Closed, why: reason.to_owned() });
    Ok(said)
}

/// Whether the resident still waits for an answer: none is on its way, nor a
/// refusal, nor were they told that another procedure deals with it.
fn knows_of_no_end(draft: &Draft<'_>) -> bool {
    let (case, stage) = (&draft.case, draft.case.stage);
    let on_paper = case.reach().iter().any(Reach::is_paper);
    let came_back = !on_paper && draft.stands(DutyKind::Notify, stage);
    let waits_for_one = case.dealings.answer(stage).is_none() || came_back;
    let refused = case.dealings.refusals.last().is_some_and(|one| one.sent_at.is_none());
    waits_for_one && !refused && case.dealings.routes.is_empty()
}

/// The closing letter; false when a person must see that it arrives.
fn tell_of_end(draft: &mut Draft<'_>, acted: &Acted<'_>, reason: &str) -> bool {
    draft.settle(Settled::Closing { reason: reason.to_owned() });
    // Nothing of the case to somebody who may not be told of it (KC 3.0).
    let words = match draft.case.dealings.authority {
        Authority::Missing => {
            "Nothing shows us yet that you may speak for the person it is about, so we can't tell \
             you more."
        }
        Authority::NotNeeded | Authority::Given(_) => reason,
    };
    let round = round(draft, acted);
    draft.tell_resident(LetterKind::Update, &round, None, false, |to| Letter::Closing {
        to,
        reason: words.to_owned(),
    })
}

/// A case that was over goes on; it keeps the day it was received.
pub(super) fn reopen(draft: &mut Draft<'_>, reason: &str) -> Said {
    let closing = draft.case.dealings.closing.is_some();
    if !draft.case.state.is_closed() && draft.case.state != State::Answered && !closing {
        return Err("the case is open".to_owned());
    }
    draft.push(Event::Reopened { why: reason.to_owned() });
    let stage = draft.case.stage;
    match stage.filter(|_| !draft.case.is_answered()) {
        Some(_) => {
            draft.set_clocks();
            let due = draft.due_day(DutyKind::Respond, stage);
            Ok(match due {
                Some(day) => format!("open again; the answer is due by {}", british(day)),
                None => "open again".to_owned(),
            })
        }
        None => {
            draft.put_to_somebody(DutyKind::Triage);
            Ok("open again".to_owned())
        }
    }
}
