//! Two cases become one: one investigation and one answer for all who complain
//! of the same matter (KH 4.0, KC 4.0). Nobody waits longer for it than they
//! were told (digest 13), and what was owed to one is owed on.

use super::record::other;
use super::{Acted, Said};
use crate::casework::case::{Case, State};
use crate::casework::dealings::Authority;
use crate::casework::decide::{Draft, Elsewhere, answered};
use crate::casework::duty::{Duty, DutyKind};
use crate::casework::event::{Event, Settled};
use crate::casework::group::Member;
use crate::casework::letter::{Letter, LetterKind};
use crate::policy::reference::CaseRef;

/// What a person settles by saying that the cases are one.
const SETTLED_BY_IT: [&str; 2] = ["needs_review", "withdrawal"];

/// Takes another case's complainant into this one. The parties never see one
/// another.
pub(super) fn merge(draft: &mut Draft<'_>, acted: &Acted<'_>, reference: &CaseRef) -> Said {
    let joined = other(draft, acted, reference)?;
    can_be_one(&draft.case, joined)?;
    let mut members = vec![Member::of(joined)];
    members.extend(joined.dealings.group.iter().cloned().map(|mut member| {
        if let Some(own) = &mut member.own {
            own.told = own.told.or(joined.promised);
        }
        member
    }));
    for member in members {
        draft.settle(Settled::MemberJoined { member, from: reference.clone() });
    }
    take_over(draft, joined);
    owe_no_later(draft, joined);
    acknowledge(draft, joined);
    let events = close_there(draft, joined);
    draft.elsewhere.push(Elsewhere { case: reference.clone(), events });
    Ok(format!("{reference} is dealt with here now; its complainant gets the same answer"))
}

/// One answer for both: neither has one yet, and both wait for one of the same
/// stage.
fn can_be_one(here: &Case, joined: &Case) -> Result<(), String> {
    let (this, that) = (here.reference(), joined.reference());
    if here.state.is_closed() || joined.state.is_closed() {
        return Err("both cases must be open to be dealt with as one".to_owned());
    }
    let answered = |case: &Case| case.dealings.answer(case.stage).is_some();
    if let Some(case) = [here, joined].into_iter().find(|case| answered(case)) {
        return Err(format!(
            "{} is answered already, and what it promises is its own: /link {that} says that they \
             belong together",
            case.reference()
        ));
    }
    if joined.stage.is_some() && joined.stage != here.stage {
        return Err(match here.stage {
            None => format!(
                "{that} is a complaint with a clock and {this} is none: write /merge {this} on \
                 {that}, or /link {that} here"
            ),
            Some(_) => format!(
                "{that} is at another stage than {this}, and each stage has an answer of its own: \
                 /link {that} says that they belong together"
            ),
        });
    }
    let own_clock = |duty: &&Duty| matches!(duty.key.kind, DutyKind::Enquiry | DutyKind::Evidence);
    let kept = |duty: &Duty| here.stands(duty.key);
    match joined.open_duties().filter(own_clock).all(kept) {
        true => Ok(()),
        false => Err(format!(
            "{that} has a clock of its own that {this} has not: /link {that} says that they belong \
             together"
        )),
    }
}

/// What is known of the other case is known of this one: who is at risk, whom it
/// is about, whether somebody may be told.
fn take_over(draft: &mut Draft<'_>, joined: &Case) {
    let new = |flag: &&String| {
        !draft.case.flags.contains(*flag) && !SETTLED_BY_IT.contains(&flag.as_str())
    };
    let add: Vec<String> = joined.flags.iter().filter(new).cloned().collect();
    if !add.is_empty() {
        draft.push(Event::Flagged { add, remove: Vec::new() });
    }
    for officer in &joined.dealings.about {
        if !draft.case.dealings.about.contains(officer) {
            draft.settle(Settled::ComplainedAbout { officer: officer.clone() });
        }
    }
    if joined.dealings.authority == Authority::Missing
        && draft.case.dealings.authority != Authority::Missing
    {
        draft.settle(Settled::AuthorityAsked);
    }
    for (route, goes_to) in &joined.dealings.pass_on {
        draft.settle(Settled::PassOn { route: route.clone(), goes_to: goes_to.clone() });
    }
    for (_, remedy) in joined.dealings.open_remedies() {
        answered::promise(draft, remedy);
    }
}

/// What both owe is owed by the earlier day; what only the other owed goes on
/// here. Definition, triage and assignment are settled by the merging.
fn owe_no_later(draft: &mut Draft<'_>, joined: &Case) {
    for duty in joined.open_duties() {
        let kind = duty.key.kind;
        let mut due = duty.due.clone();
        match kind {
            DutyKind::Respond => {
                if let Some(due) = &mut due {
                    due.day = joined.promised.map_or(due.day, |promised| promised.min(due.day));
                }
            }
            DutyKind::Acknowledge if !draft.stands(kind, duty.key.stage) => continue,
            DutyKind::Define | DutyKind::Triage | DutyKind::Assign | DutyKind::Action(_) => {
                continue;
            }
            DutyKind::Acknowledge
            | DutyKind::Enquiry
            | DutyKind::Evidence
            | DutyKind::Notify
            | DutyKind::PassOn
            | DutyKind::Update
            | DutyKind::Review => {}
        }
        draft.set_no_later(kind, duty.key.stage, due);
    }
    if let (None, Some(every)) = (draft.case.dealings.updates_every, joined.dealings.updates_every)
    {
        draft.settle(Settled::UpdatesAgreed { every });
    }
}

/// Whoever was not told of their complaint yet is told of this one, where it has
/// been acknowledged.
fn acknowledge(draft: &mut Draft<'_>, joined: &Case) {
    let told =
        |case: &Case| case.acknowledged_at.is_some() || case.dealings.acknowledging == case.stage;
    let Some(stage) = joined.stage.filter(|_| !told(joined) && told(&draft.case)) else { return };
    let respond_by = draft.promise(stage);
    for to in joined.reach() {
        if to.is_paper() {
            draft.put_to_somebody(DutyKind::Notify);
        }
        let letter = LetterKind::Acknowledgement;
        draft.push(Event::LetterQueued { letter, promised: respond_by });
        let round = u8::from(stage).to_string();
        draft.send(Letter::Acknowledgement { to, stage, respond_by }, round, false);
    }
}

/// What happens to the other case.
fn close_there(draft: &Draft<'_>, joined: &Case) -> Vec<Event> {
    let why = format!("dealt with together with {}", draft.case.reference());
    let merged = Settled::Merged { into: draft.case.reference().clone() };
    let mut events: Vec<Event> = vec![Event::Settled(merged)];
    for duty in joined.open_duties() {
        if duty.overdue(draft.now) && !duty.missed {
            events.push(Event::DutyMissed { duty: duty.key });
        }
        events.push(Event::DutyWithdrawn { duty: duty.key, why: why.clone() });
    }
    events.push(Event::Closed { state: State::ClosedMerged, why });
    events
}

/// A merging that is taken back: the other case goes on as if nothing had been.
pub(super) fn part(draft: &mut Draft<'_>, acted: &Acted<'_>, without: &Case) {
    let here = draft.case.reference().clone();
    for other in acted.others.values() {
        let stays = without.dealings.links.contains(other.reference());
        if stays || other.dealings.merged_into.as_ref() != Some(&here) {
            continue;
        }
        let mut there = Draft::of(other.clone(), draft.world, draft.now);
        there.push(Event::Reopened { why: "the merging was taken back".to_owned() });
        there.set_clocks();
        // What else it owed is a person's to see.
        there.put_to_somebody(DutyKind::Triage);
        let case = other.reference().clone();
        draft.elsewhere.push(Elsewhere { case, events: there.events });
    }
}
