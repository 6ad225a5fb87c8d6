//! The calendar has changed: every duty that stands is counted again. A date
//! that a resident was told never moves later by itself (policy digest, 13).

use chrono::{DateTime, Utc};

use super::Draft;
use crate::casework::duty::{DueDay, DutyKey, DutyKind, DutyState};
use crate::casework::event::Event;
use crate::policy::calendar::{Calendar, local_day};
use crate::policy::{BeyondCalendar, Due, Policy};

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
        draft.push(Event::DutySet { duty: key, due: Some(due), set_on: None });
    }
    draft
}

/// The day as the calendar counts it now; None for duties whose day a person
/// set, or that count from the day on which they arose.
fn counted(draft: &Draft<'_>, key: DutyKey) -> Option<Result<Due, BeyondCalendar>> {
    let policy = draft.policy()?;
    let calendar = draft.world.calendar;
    // Stage 2 counts from its own request.
    let received = draft.case.stage_received_at();
    let stage = key.stage.filter(|stage| Some(*stage) == draft.case.stage);
    let extended = draft.case.dealings.extensions.iter().any(|one| one.stage == stage);
    match (key.kind, stage) {
        (DutyKind::Acknowledge, Some(stage)) => {
            Some(policy.acknowledge_due(stage, received, calendar))
        }
        // An extension names its day; no calendar moves it.
        (DutyKind::Respond, Some(stage)) if !extended => {
            let acknowledged = draft.case.acknowledged_at;
            Some(policy.respond_due(stage, received, acknowledged, calendar))
        }
        (kind, _) => counted_alone(kind, policy, draft.case.opening.received_at, calendar),
    }
}

/// Duties that belong to no stage.
fn counted_alone(
    kind: DutyKind,
    policy: &Policy,
    received: DateTime<Utc>,
    calendar: &Calendar,
) -> Option<Result<Due, BeyondCalendar>> {
    match kind {
        DutyKind::Enquiry => policy.enquiry_due(received, calendar).transpose(),
        DutyKind::Evidence => {
            let limit = policy.evidence.as_ref()?;
            Some(limit.count(local_day(received), calendar).map(|count| count.due))
        }
        DutyKind::Acknowledge
        | DutyKind::Respond
        | DutyKind::Define
        | DutyKind::Update
        | DutyKind::Action(_)
        | DutyKind::Triage
        | DutyKind::Notify
        | DutyKind::PassOn
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
