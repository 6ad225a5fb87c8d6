//! The calendar has changed: every duty that stands is counted again. A date
//! that a resident was told never moves later by itself (policy digest, 13).

use super::Draft;
use crate::casework::duty::{DueDay, DutyKey, DutyKind, DutyState};
use crate::casework::event::Event;
use crate::policy::{BeyondCalendar, Due, Stage};

pub(super) fn decide(mut draft: Draft<'_>) -> Draft<'_> {
    let open: Vec<DutyKey> = draft.case.open_duties().map(|duty| duty.key).collect();
    for key in open {
        if let Some(Ok(due)) = counted(&draft, key) {
            move_to(&mut draft, key, due.into());
        }
    }
    // What a person was to look at because no date could be told.
    let key = DutyKey { kind: DutyKind::Triage, stage: draft.case.stage };
    let undated = draft
        .case
        .duty(key)
        .is_some_and(|duty| duty.state == DutyState::Open && duty.due.is_none());
    if undated && let Some(due) = draft.triage_day() {
        draft.push(Event::DutySet { duty: key, due: Some(due) });
    }
    draft
}

/// The day as the calendar counts it now; None for duties whose day a person
/// set, or that count from the day on which they arose.
fn counted(draft: &Draft<'_>, key: DutyKey) -> Option<Result<Due, BeyondCalendar>> {
    let policy = draft.policy()?;
    let calendar = draft.world.calendar;
    let received = draft.case.opening.received_at;
    // Stage 2 counts from its own request, which its events carry.
    let first = key.stage != Some(Stage::Two);
    match key.kind {
        DutyKind::Acknowledge if first => {
            Some(policy.acknowledge_due(Stage::One, received, calendar))
        }
        DutyKind::Respond if first => {
            let acknowledged = draft.case.acknowledged_at;
            Some(policy.respond_due(Stage::One, received, acknowledged, calendar))
        }
        DutyKind::Enquiry => policy.enquiry_due(received, calendar).transpose(),
        DutyKind::Acknowledge
        | DutyKind::Respond
        | DutyKind::Define
        | DutyKind::Update
        | DutyKind::Action
        | DutyKind::Evidence
        | DutyKind::Triage
        | DutyKind::Notify
        | DutyKind::Assign
        | DutyKind::Review => None,
    }
}

fn move_to(draft: &mut Draft<'_>, key: DutyKey, due: DueDay) {
    let day = match (key.kind, draft.case.promised) {
        (DutyKind::Respond, Some(promised)) => promised.min(due.day),
        _ => due.day,
    };
    draft.set_duty(key.kind, key.stage, Some(DueDay { day, ..due }));
}
