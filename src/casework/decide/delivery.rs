//! What became of a letter: the acknowledgement counts from the mail server's
//! final 250; a letter that is refused or comes back is told to whoever holds
//! the case, and the duty it had met stands again.

use chrono::{DateTime, Utc};

use super::{Draft, absence};
use crate::casework::case::{Case, Kind, State};
use crate::casework::duty::{DueDay, Duty, DutyKind, OwedItem};
use crate::casework::event::{Event, Settled};
use crate::casework::letter::{Letter, LetterKind};
use crate::casework::people::StaffAddress;
use crate::policy::Stage;

pub(in crate::casework) fn sent(mut draft: Draft<'_>, letter: LetterKind) -> Draft<'_> {
    if !letter.for_resident() {
        return draft;
    }
    let stage = draft.case.stage;
    match stage.filter(|_| letter == LetterKind::Acknowledgement) {
        Some(stage) if draft.case.acknowledged_at.is_none() => {
            let at = draft.now;
            acknowledged(&mut draft, stage, at);
        }
        _ => draft.push(Event::LetterSent { letter }),
    }
    super::answered::letter_sent(&mut draft, letter);
    draft
}

/// It lies in its file: the resident knows nothing of it yet, and a person has
/// the duty to see that they do.
pub(in crate::casework) fn printed(mut draft: Draft<'_>, letter: LetterKind) -> Draft<'_> {
    draft.push(Event::LetterPrinted { letter });
    draft
}

/// The resident knows the reference, the day and the Ombudsman (KH 4.2).
pub(in crate::casework) fn acknowledged(draft: &mut Draft<'_>, stage: Stage, at: DateTime<Utc>) {
    draft.push(Event::Acknowledged { stage, at });
    draft.meet_duty(DutyKind::Acknowledge, Some(stage));
    // Of a group, some may wait for their letter on paper, or for a person.
    if draft.case.reaches_all() {
        draft.meet_duty(DutyKind::Notify, Some(stage));
    }
    set_respond_due(draft, stage);
}

/// The response day counts from the acknowledgement now; a day that a letter
/// has promised never moves later by itself.
fn set_respond_due(draft: &mut Draft<'_>, stage: Stage) {
    let key = super::DutyKey { kind: DutyKind::Respond, stage: Some(stage) };
    let stands = draft.case.duty(key).is_some_and(|duty| duty.state == super::DutyState::Open);
    let Some(policy) = draft.policy().filter(|_| stands) else { return };
    let received = draft.case.stage_received_at();
    let acknowledged = draft.case.acknowledged_at;
    let counted = policy.respond_due(stage, received, acknowledged, draft.world.calendar);
    let Some(due) = draft.counted(counted) else { return };
    let day = draft.case.promised.map_or(due.day, |promised| promised.min(due.day));
    draft.set_duty(DutyKind::Respond, Some(stage), Some(DueDay { day, ..due }));
}

pub(in crate::casework) fn failed<'a>(
    mut draft: Draft<'a>,
    letter: LetterKind,
    to: &str,
    key: &str,
    why: &str,
) -> Draft<'a> {
    let before = draft.case.clone();
    if letter.for_resident() {
        draft.push(Event::LetterFailed { letter, why: why.to_owned() });
        let stage = draft.case.stage;
        if let (LetterKind::Acknowledgement, Some(stage)) = (letter, stage) {
            let due = draft
                .case
                .duty(super::DutyKey { kind: DutyKind::Acknowledge, stage: Some(stage) })
                .and_then(|duty| duty.due.clone());
            draft.set_duty(DutyKind::Acknowledge, Some(stage), due);
            set_respond_due(&mut draft, stage);
        }
        if letter == LetterKind::Extension {
            take_back_extension(&mut draft);
        }
        // What was answered is owed again, also where a reply has reopened the
        // case before.
        let closed = draft.case.state != State::Open;
        let unowed = stage.is_some() && !draft.stands(DutyKind::Respond, stage);
        if letter == LetterKind::Response && (closed || (unowed && !draft.case.is_answered())) {
            if closed {
                draft.push(Event::Reopened { why: "the answer did not arrive".to_owned() });
            }
            draft.set_clocks();
            if draft.case.kind() == Kind::Enquiry && stage.is_none() {
                draft.set_enquiry_clock();
            } else if draft.case.kind() == Kind::Evidence {
                draft.set_evidence_clock();
            }
        }
        // Thanks that did not arrive are no reason to write to anyone.
        if letter != LetterKind::Thanks {
            let closing = draft.case.dealings.closing.clone();
            draft.put_to_somebody(DutyKind::Notify);
            // It is over again when the resident is told of it otherwise.
            if let Some(reason) = closing {
                draft.settle(Settled::Closing { reason });
            }
        }
    }
    // A letter about a lost letter must not cause the next one.
    if letter != LetterKind::DeliveryFailed {
        for address in about_failure(&draft, letter, to) {
            let (why, owed) = (why.to_owned(), owed_since(&before, &draft.case));
            draft.send(Letter::DeliveryFailed { to: address, letter, why, owed }, key, false);
        }
    }
    draft
}

/// What is owed that was not, or on another day, soonest first.
fn owed_since(before: &Case, after: &Case) -> Vec<OwedItem> {
    let day = |duty: &Duty| duty.due.as_ref().map(|due| due.day);
    let stood =
        |duty: &Duty| before.stands(duty.key) && before.duty(duty.key).and_then(day) == day(duty);
    let new = after.open_duties().filter(|duty| !stood(duty));
    let mut owed: Vec<OwedItem> =
        new.map(|duty| OwedItem::of(after, duty.key, day(duty))).collect();
    owed.sort_by_key(|item| (item.due.is_none(), item.due));
    owed
}

/// A resident who was not told of a new day holds the council to the old one.
fn take_back_extension(draft: &mut Draft<'_>) {
    let stage = draft.case.stage;
    let Some(extension) = draft.case.dealings.extensions.last().cloned() else { return };
    let key = super::DutyKey { kind: DutyKind::Respond, stage };
    let stands = draft.case.duty(key).filter(|duty| duty.state == super::DutyState::Open);
    let Some(due) = stands.and_then(|duty| duty.due.clone()) else { return };
    if due.day == extension.until {
        let due = DueDay { day: extension.before, ..due };
        draft.set_duty(DutyKind::Respond, stage, Some(due));
    }
}

/// Whoever holds the case. When it was a mail to staff that failed, whoever is
/// above them, and alerts, because the list of people needs mending. Never the
/// address that does not work.
fn about_failure(draft: &Draft<'_>, letter: LetterKind, to: &str) -> Vec<StaffAddress> {
    let people = draft.world.people;
    let mut addresses = match letter.for_resident() {
        true => draft.holders(),
        false => {
            let officer = people.officer_at(to);
            let mut told = officer.map_or_else(Vec::new, |one| absence::above(draft, one));
            told.retain(|address| *address != people.alerts);
            told.push(people.alerts.clone());
            told
        }
    };
    addresses.retain(|address| address.key() != to.to_lowercase());
    if addresses.is_empty() {
        addresses = draft.triage();
        addresses.retain(|address| address.key() != to.to_lowercase());
    }
    addresses
}
