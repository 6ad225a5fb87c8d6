//! Stage 2: the final answer, by another person (Code 6.10 to 6.13). No reason
//! may be demanded for it.

use chrono::{DateTime, NaiveDate, Utc};

use super::joined::WITHDRAWAL;
use super::{Draft, answered};
use crate::casework::case::{Holder, Kind};
use crate::casework::dealings::Asked;
use crate::casework::duty::DutyKind;
use crate::casework::event::Event;
use crate::casework::letter::Letter;
use crate::casework::owing::Owing;
use crate::policy::calendar::local_day;
use crate::policy::{Rank, Stage};
use crate::rules::{Classification, Intent, Label};

/// What a resident's mail after the stage 1 answer asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::casework) enum Asks {
    /// Stage 2, within the window.
    Stage2,
    /// Stage 2, after the last day for that: a person must say.
    Late(NaiveDate),
    /// Perhaps stage 2: a person must say.
    Perhaps(&'static str),
    /// Perhaps a complaint, where none is logged: a person must say.
    Complaint(&'static str),
    /// Nothing of the kind.
    Nothing,
}

/// Whether a mail asks for stage 2. Under the housing policies any reply that
/// is dissatisfied with the answer does; under Kingston corporate one that only
/// complains is put before a person with the question (contract, "Actions").
pub(in crate::casework) fn asks(
    draft: &Draft<'_>,
    judged: &Classification,
    received: DateTime<Utc>,
) -> Asks {
    let answered = draft.case.dealings.answer(Some(Stage::One));
    let stage1_sent = answered.is_some_and(|answer| answer.sent_at.is_some());
    let dissatisfied = judged.intent == Intent::Escalation || judged.label == Label::Complaint;
    if judged.intent == Intent::Thanks || !dissatisfied {
        return Asks::Nothing;
    }
    match draft.case.kind() {
        Kind::Enquiry if draft.case.stage.is_none() => {
            return Asks::Complaint("a complaint seems to be meant: /reclassify complaint logs it");
        }
        Kind::ServiceRequest | Kind::Comment | Kind::Compliment | Kind::Other => {
            return Asks::Complaint(
                "the resident may not be content with how it goes: /split complaint logs that",
            );
        }
        Kind::Complaint | Kind::PolicyComplaint | Kind::Enquiry | Kind::Evidence => {}
    }
    if draft.case.stage != Some(Stage::One) || !stage1_sent {
        let outside = draft.case.is_answered() && judged.intent == Intent::Escalation;
        return match outside {
            true => Asks::Perhaps("the resident asks for more where there is no stage 2"),
            false => Asks::Nothing,
        };
    }
    if draft.case.kind() == Kind::PolicyComplaint {
        return Asks::Perhaps("the resident is not content, and a policy complaint has no stage 2");
    }
    let closes = answered::window_closes(draft);
    let any = draft.policy().is_some_and(|policy| policy.dissatisfied_reply_escalates);
    // What the rules are not sure of is a person's to say.
    let asks = judged.intent == Intent::Escalation || (any && !judged.needs_review);
    match (asks, closes.filter(|day| local_day(received) > *day)) {
        (true, None) => Asks::Stage2,
        (true, Some(closed)) => Asks::Late(closed),
        (false, None) => {
            Asks::Perhaps("the resident is not content: is that a request for stage 2?")
        }
        (false, Some(_)) => Asks::Perhaps(
            "the resident is not content, after its window has closed: is that a request for \
             stage 2?",
        ),
    }
}

/// A request for stage 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::casework) struct Request {
    /// When it was received.
    pub at: DateTime<Utc>,
    /// The mail, where it came by one.
    pub asked: Option<Asked>,
}

/// Begins stage 2 on the same reference, unassigned, with its duties at once.
pub(in crate::casework) fn begin(draft: &mut Draft<'_>, request: Request, why: &str) {
    // What else triage was to look at is still to be looked at.
    let dealings = draft.case.dealings.clone();
    if !dealings.looks_further && !draft.case.flags.contains(WITHDRAWAL) {
        draft.withdraw_every(DutyKind::Triage, "the resident asks for stage 2");
    }
    // Whom a letter did not reach has written; what was to be passed on is not.
    if dealings.routes.is_empty() {
        draft.withdraw_every(DutyKind::Notify, "the resident asks for stage 2");
    }
    let Request { at, asked } = request;
    draft.push(Event::Escalated { at, why: why.to_owned(), asked });
    back_to_team(draft);
    draft.set_clocks();
    draft.put_to_somebody(DutyKind::Assign);
    draft.acknowledge();
    let rank = draft.policy().map(|policy| &policy.stage2.answered_by);
    let rank = rank.filter(|answerer| answerer.rank > Rank::Officer);
    let by = rank.map_or_else(String::new, |answerer| {
        format!("; the policy wants {} ({})", answerer.title, answerer.rank.at_least())
    });
    let told = format!("{why}: give stage 2 to another person than stage 1's{by}");
    let owing = Owing::of(&draft.case, DutyKind::Assign);
    for to in draft.world.people.owing(DutyKind::Assign, &owing) {
        draft.send(Letter::Triage { to, why: told.clone() }, "stage-2", true);
    }
}

/// Until somebody else has it, the team does.
fn back_to_team(draft: &mut Draft<'_>) {
    let area = draft.case.opening.area.as_deref();
    let Some(team) = draft.world.people.team_for(area) else { return };
    let to = Holder::Team(team.id.clone());
    draft.push(Event::Assigned { to, why: "stage 2 is another person's".to_owned() });
}
