//! The passing of time: a duty's day has passed, or an officer is reminded of
//! it or chased for it, and those above are told.

use super::Draft;
use crate::casework::duty::{DutyKey, DutyKind, DutyState, Planned, Step};
use crate::casework::event::Event;
use crate::casework::letter::Letter;
use crate::casework::owing::Owing;
use crate::policy::{AlsoTold, Rung, RungLetter};

/// Does every step of a duty whose time has come; nothing when none has, which
/// is how two ticks at once, or one too early, do no harm.
pub(super) fn decide(mut draft: Draft<'_>, key: DutyKey) -> Draft<'_> {
    // Missing the day and the chase after it are two steps at most; the bound
    // only guards against a plan that would not advance.
    for _ in 0..4 {
        let Some(planned) = next_step(&draft, key) else { break };
        match planned.step {
            Step::Fallback => draft.acknowledge(),
            Step::Missed => draft.push(Event::DutyMissed { duty: key }),
            Step::Rung(rung) => climb(&mut draft, key, rung, planned.late),
        }
    }
    draft
}

fn next_step(draft: &Draft<'_>, key: DutyKey) -> Option<Planned> {
    let duty = draft.case.duty(key).filter(|duty| duty.state == DutyState::Open)?;
    let policy = draft.policy()?;
    let at_risk = draft.case.at_risk(policy);
    let calendar = draft.world.calendar;
    let fallback = draft.case.acknowledges_itself_at(policy, calendar);
    let planned = duty.plan(policy, at_risk, fallback, calendar, draft.now)?;
    // Nobody is reminded of an acknowledgement that is on its way.
    let on_its_way = key.kind == DutyKind::Acknowledge
        && key.stage.is_some()
        && draft.case.dealings.acknowledging == key.stage;
    if on_its_way && matches!(planned.step, Step::Rung(_)) {
        return None;
    }
    (planned.at <= draft.now).then_some(planned)
}

fn climb(draft: &mut Draft<'_>, key: DutyKey, rung: Rung, late: bool) {
    let Some(due) = draft.case.duty(key).and_then(|duty| duty.due.as_ref()).map(|due| due.day)
    else {
        return;
    };
    draft.push(Event::Reminded { duty: key, rung: rung.working_days });
    let round = format!("{}{due}-{:+}", key.round(), rung.working_days);
    let told = draft.world.people.owing(key.kind, &Owing::of(&draft.case, key.kind));
    for to in told.clone() {
        let letter = match rung.letter {
            RungLetter::Reminder => Letter::Reminder { to, duty: key, due },
            RungLetter::Chase => Letter::Chase { to, duty: key, due },
        };
        draft.remind(letter, round.clone(), late);
    }
    let people = draft.world.people;
    let barred = draft.barred();
    let above = match rung.also {
        AlsoTold::Nobody => Vec::new(),
        AlsoTold::Manager => people.managers(&draft.case.holder, &barred),
        AlsoTold::Head => {
            let managers = people.managers(&draft.case.holder, &barred);
            managers.into_iter().chain(people.heads(&draft.case.holder, &barred)).collect()
        }
    };
    let holder = people.name_of(&draft.case.holder);
    let mut reached = told;
    for to in above {
        if !reached.contains(&to) {
            reached.push(to.clone());
            let letter = Letter::ManagerAlert { to, duty: key, due, holder: holder.clone() };
            draft.remind(letter, round.clone(), late);
        }
    }
}
