//! The passing of time: a duty's day has passed, or an officer is reminded of
//! it or chased for it.

use super::Draft;
use crate::casework::duty::{DutyKey, DutyState, Step};
use crate::casework::event::Event;
use crate::casework::letter::Letter;
use crate::policy::{Rung, RungLetter, Stage};

/// Does every step of a duty whose time has come; nothing when none has, which
/// is how two ticks at once, or one too early, do no harm.
pub(super) fn decide(mut draft: Draft<'_>, key: DutyKey) -> Draft<'_> {
    // Missing the day and the chase after it are two steps at most; the bound
    // only guards against a plan that would not advance.
    for _ in 0..4 {
        let Some(step) = next_step(&draft, key) else { break };
        match step {
            Step::Missed => draft.push(Event::DutyMissed { duty: key }),
            Step::Rung(rung) => climb(&mut draft, key, rung),
        }
    }
    draft
}

fn next_step(draft: &Draft<'_>, key: DutyKey) -> Option<Step> {
    let duty = draft.case.duty(key).filter(|duty| duty.state == DutyState::Open)?;
    let policy = draft.policy()?;
    let at_risk = draft.case.at_risk(policy);
    let planned = duty.plan(policy, at_risk, draft.world.calendar, draft.now)?;
    (planned.at <= draft.now).then_some(planned.step)
}

fn climb(draft: &mut Draft<'_>, key: DutyKey, rung: Rung) {
    let Some(due) = draft.case.duty(key).and_then(|duty| duty.due.as_ref()).map(|due| due.day)
    else {
        return;
    };
    draft.push(Event::Reminded { duty: key, rung: rung.working_days });
    let stage = key.stage.map_or(0, |stage: Stage| u8::from(stage));
    let round = format!("{}-{stage}-{due}-{:+}", key.kind.as_str(), rung.working_days);
    for to in draft.world.people.holders(&draft.case.holder) {
        let letter = match rung.letter {
            RungLetter::Reminder => Letter::Reminder { to, duty: key, due },
            RungLetter::Chase => Letter::Chase { to, duty: key, due },
        };
        draft.send(letter, round.clone(), false);
    }
}
