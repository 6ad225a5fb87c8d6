//! The answer has gone out: what it settles, and what is left to do.

use chrono::{DateTime, NaiveDate, Utc};

use super::Draft;
use crate::casework::case::{Kind, State};
use crate::casework::duty::{DueDay, DutyKind};
use crate::casework::event::{Event, Settled};
use crate::casework::letter::LetterKind;
use crate::casework::remedy::Remedy;
use crate::policy::calendar::local_day;
use crate::policy::{Owed, Stage};

/// The answer of the present stage was taken by the mail server, or is
/// recorded as sent. It goes out when it is known; what was promised is tracked
/// until it is done (Code 6.6, 6.17).
pub(in crate::casework) fn sent(draft: &mut Draft<'_>, at: DateTime<Utc>) {
    let stage = draft.case.stage;
    let Some(answer) = draft.case.dealings.answer(stage).filter(|one| one.sent_at.is_none()) else {
        return;
    };
    let remedies = answer.answer.actions.clone();
    draft.settle(Settled::AnswerSent { stage, at });
    for kind in [DutyKind::Respond, DutyKind::Enquiry, DutyKind::Evidence] {
        draft.meet_every(kind);
    }
    for remedy in &remedies {
        promise(draft, remedy);
    }
    withdraw_rest(draft, "the case is answered");
    if draft.case.open_duties().next().is_none() {
        let why = "answered, and nothing is left to do".to_owned();
        draft.push(Event::Closed { state: State::ClosedAnswered, why });
    }
}

/// What outlasts the answer: what was promised, what another procedure waits
/// for, and the review of a restriction that is in force (Code 5.14).
fn withdraw_rest(draft: &mut Draft<'_>, why: &str) {
    let today = local_day(draft.now);
    let restricted = draft.case.dealings.restriction.as_ref().is_some_and(|it| it.until >= today);
    let lasts = |kind: DutyKind| {
        matches!(kind, DutyKind::Action(_) | DutyKind::PassOn)
            || (restricted && kind == DutyKind::Review)
    };
    draft.withdraw_open(|kind| !lasts(kind), why);
}

/// Records a promised remedy with its duty; its number.
pub(in crate::casework) fn promise(draft: &mut Draft<'_>, remedy: &Remedy) -> u16 {
    let number = u16::try_from(draft.case.dealings.remedies.len() + 1).unwrap_or(u16::MAX);
    draft.settle(Settled::RemedyPromised { number, remedy: remedy.clone() });
    let calendar = draft.world.calendar.version.clone();
    let due = DueDay { day: remedy.due, clause: draft.clause_of(Owed::Action), calendar };
    let was = draft.case.state;
    draft.set_duty(DutyKind::Action(number), draft.case.stage, Some(due));
    if was.is_closed() {
        // What is still to be done does not make the answer undone.
        draft.push(Event::Settled(Settled::Noted { text: "a further action was promised".into() }));
    }
    number
}

/// The refusal has gone out: the case is over (Code 2.4, 5.11).
pub(in crate::casework) fn refused(draft: &mut Draft<'_>, at: DateTime<Utc>) {
    let waits = draft.case.dealings.refusals.last().is_some_and(|one| one.sent_at.is_none());
    if !waits {
        return;
    }
    draft.settle(Settled::RefusalSent { at });
    withdraw_rest(draft, "it was refused, with reasons");
    if draft.case.open_duties().next().is_none() {
        let why = "refused, with reasons and the Ombudsman's details".to_owned();
        draft.push(Event::Closed { state: State::ClosedRefused, why });
    }
}

/// A person has told the resident what no letter could.
pub(in crate::casework) fn told_otherwise(draft: &mut Draft<'_>) {
    let (at, stage) = (draft.now, draft.case.stage);
    if let Some(stage) = stage.filter(|_| draft.case.acknowledged_at.is_none()) {
        super::delivery::acknowledged(draft, stage, at);
    }
    if draft.case.dealings.refusals.last().is_some_and(|one| one.sent_at.is_none()) {
        refused(draft, at);
    } else {
        sent(draft, at);
    }
}

/// The last day on which stage 2 can be asked for; None where the policy sets
/// none or there is no stage 2.
pub(in crate::casework) fn window_closes(draft: &Draft<'_>) -> Option<NaiveDate> {
    if draft.case.stage != Some(Stage::One) || draft.case.kind() == Kind::PolicyComplaint {
        return None;
    }
    let window = draft.policy()?.window.as_ref()?;
    let sent = draft.case.dealings.answer(Some(Stage::One)).and_then(|one| one.sent_at);
    let from = local_day(sent.unwrap_or(draft.now));
    window.count(from, draft.world.calendar).ok().map(|count| count.due.day)
}

/// What a sent letter of this kind settles besides the acknowledgement.
pub(in crate::casework) fn letter_sent(draft: &mut Draft<'_>, letter: LetterKind) {
    let at = draft.now;
    if letter == LetterKind::Response {
        sent(draft, at);
    } else if letter == LetterKind::Refusal {
        refused(draft, at);
    }
}
