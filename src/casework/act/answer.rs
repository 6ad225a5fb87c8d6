//! What an officer says to the resident about the complaint: the definition,
//! the answer, a refusal. Each with what the Code demands of it.

use super::{Acted, Said, files_can_go, not_about, rank, round};
use crate::casework::action::{Answer, Definition};
use crate::casework::case::State;
use crate::casework::dealings::{Authority, Refused};
use crate::casework::decide::{Draft, answered, british};
use crate::casework::duty::DutyKind;
use crate::casework::event::Settled;
use crate::casework::letter::{Letter, LetterKind};
use crate::policy::Stage;
use crate::policy::calendar::local_day;

/// The complaint as understood (Code 5.6, 5.7).
pub(super) fn define(
    draft: &mut Draft<'_>,
    acted: &Acted<'_>,
    definition: &Definition,
    acknowledge: bool,
) -> Said {
    let at = draft.now;
    draft.settle(Settled::Defined { definition: definition.clone(), at });
    draft.meet_duty(DutyKind::Define, draft.case.stage);
    // Where a person confirms complaints, the definition is in the
    // acknowledgement: one letter.
    let itself = draft
        .policy()
        .and_then(|policy| draft.case.acknowledges_itself_at(policy, draft.world.calendar));
    if itself.is_some() {
        draft.acknowledge();
        return Ok("the definition is recorded and goes to the resident with the acknowledgement"
            .to_owned());
    }
    if acknowledge {
        draft.acknowledge();
    }
    let round = round(draft, acted);
    let told = draft.tell_resident(LetterKind::Definition, &round, None, false, |to| {
        Letter::Definition { to, definition: definition.clone() }
    });
    Ok(match told {
        true => "the definition is recorded and goes to the resident".to_owned(),
        false => "the definition is recorded; the resident must be told by other means".to_owned(),
    })
}

/// The answer (Code 6.9, 6.19).
pub(super) fn respond(
    draft: &mut Draft<'_>,
    acted: &Acted<'_>,
    answer: &Answer,
    sent_directly: bool,
) -> Said {
    not_about(draft, acted)?;
    may_answer(draft, acted, sent_directly)?;
    let stage = draft.case.stage;
    if !sent_directly {
        not_answered(draft)?;
    }
    if draft.case.dealings.answer(stage).is_some_and(|answer| answer.sent_at.is_none())
        && !sent_directly
        && !draft.stands(DutyKind::Notify, stage)
    {
        return Err("an answer is already on its way to the resident".to_owned());
    }
    if !sent_directly && draft.case.dealings.authority == Authority::Missing {
        return Err("nothing shows yet that whoever wrote may be told: the answer is held. \
             Send /consent with what shows it, then send the answer again"
            .to_owned());
    }
    if !sent_directly {
        files_can_go(acted)?;
    }
    every_point(draft, answer)?;
    for remedy in &answer.actions {
        known_officer(draft, &remedy.officer)?;
    }
    let handler = draft.case.officer().map(str::to_owned);
    let by = acted.by.id.clone();
    draft.settle(Settled::Answered { stage, answer: answer.clone(), by, handler });
    if sent_directly {
        answered::sent(draft, draft.now);
        return Ok("the answer that you sent is recorded".to_owned());
    }
    let escalate_by = answered::window_closes(draft);
    let round = round(draft, acted);
    let told = draft.tell_resident(LetterKind::Response, &round, None, true, |to| {
        Letter::Response { to, stage, answer: answer.clone(), escalate_by }
    });
    Ok(match told {
        true => "the answer goes to the resident".to_owned(),
        false => "the answer is recorded; tell the resident by other means and send /told".into(),
    })
}

/// One answer a stage: a second one, while only what was promised is still to be
/// done, is a slip, unless the first came back.
fn not_answered(draft: &Draft<'_>) -> Result<(), String> {
    let answered = draft.case.state == State::Answered;
    let stage = draft.case.stage;
    let answer = draft.case.dealings.answer(stage).filter(|_| answered);
    let sent_at = answer.and_then(|answer| answer.sent_at);
    let owed = [DutyKind::Respond, DutyKind::Enquiry, DutyKind::Evidence, DutyKind::Notify];
    match sent_at.filter(|_| !owed.iter().any(|kind| draft.stands(*kind, stage))) {
        Some(at) => Err(format!(
            "the resident was answered on {}: /update sends them further words",
            british(local_day(at))
        )),
        None => Ok(()),
    }
}

/// Stage 2 is another person's to answer (Code 6.13), of the rank that the policy
/// names (KH 4.3, RB 3). An answer that went out is recorded, whoever wrote it.
fn may_answer(draft: &Draft<'_>, acted: &Acted<'_>, sent_directly: bool) -> Result<(), String> {
    let barred = draft.barred();
    let of_stage_1 = |id: &str| barred.dealt_with_stage1(id);
    if of_stage_1(&acted.by.id) || draft.case.officer().is_some_and(of_stage_1) {
        return Err("stage 2 must be answered by another person than stage 1".to_owned());
    }
    match rank::too_low(draft, &acted.by.id, acted.by.role).filter(|_| !sent_directly) {
        Some(wanted) => Err(wanted),
        None => Ok(()),
    }
}

/// Every point of the definition has its decision (Code 6.7).
fn every_point(draft: &Draft<'_>, answer: &Answer) -> Result<(), String> {
    let Some(definition) = &draft.case.dealings.definition else { return Ok(()) };
    let (points, lines) = (definition.points.len(), answer.decision.len());
    if answer.words().is_some() || lines == points || (points <= 1 && lines <= 1) {
        return Ok(());
    }
    let listed = (1..).zip(&definition.points).map(|(number, point)| format!("{number}. {point}"));
    let count = |number: usize, what: &str| match number {
        1 => format!("1 {what}"),
        number => format!("{number} {what}s"),
    };
    Err(format!(
        "the definition has {} and the decision {}: write one line a point. The points are: {}",
        count(points, "point"),
        count(lines, "line"),
        listed.collect::<Vec<_>>().join("; ")
    ))
}

pub(super) fn known_officer(draft: &Draft<'_>, id: &str) -> Result<(), String> {
    let people = draft.world.people;
    match people.officer(id) {
        Some(_) => Ok(()),
        None => {
            let known: Vec<&str> = people.officers.iter().map(|one| one.id.as_str()).collect();
            Err(format!("there is no officer \"{id}\"; known are {}", known.join(", ")))
        }
    }
}

/// A refusal: of the complaint (Code 2.4), or of the escalation (Code 5.11).
/// Only a person can, by name and with reasons.
pub(super) fn decline(
    draft: &mut Draft<'_>,
    acted: &Acted<'_>,
    reason: &str,
    ground: Option<&str>,
) -> Said {
    not_about(draft, acted)?;
    files_can_go(acted)?;
    let stage = draft.case.stage.ok_or("this is no complaint: there is nothing to decline")?;
    let answered = draft.case.dealings.answer(Some(Stage::One)).is_some();
    let escalation = stage == Stage::Two || answered;
    let named = ground.map(|ground| named_ground(draft, ground)).transpose()?.flatten();
    draft.settle(Settled::Refused(Refused {
        stage: Some(stage),
        reason: reason.to_owned(),
        ground: named.as_ref().map(|(id, _)| id.clone()),
        by: acted.by.id.clone(),
        sent_at: None,
    }));
    let by = draft.name_of(&acted.by.id);
    let round = round(draft, acted);
    let told = draft.tell_resident(LetterKind::Refusal, &round, None, true, |to| Letter::Refusal {
        to,
        escalation,
        reason: reason.to_owned(),
        ground: named.as_ref().map(|(_, words)| words.clone()),
        by: by.clone(),
    });
    Ok(match told {
        true => "the refusal goes to the resident, with your name and reasons".to_owned(),
        false => "the refusal is recorded; tell the resident by other means and send /told".into(),
    })
}

/// An exclusion of the case's policy and its words, by its id or what it is
/// about, or the officer's own words; None for "other", where the reasons alone
/// say why. Refusals are counted by it (Code 8.1b).
fn named_ground(draft: &Draft<'_>, ground: &str) -> Result<Option<(String, String)>, String> {
    let Some(policy) = draft.policy().filter(|policy| !policy.exclusions.is_empty()) else {
        return Ok(Some((ground.to_owned(), ground.to_owned())));
    };
    let lower = ground.to_lowercase();
    if ["other", "none", "no"].contains(&lower.trim_end_matches('.')) {
        return Ok(None);
    }
    // "KH-X3: already considered" names its id as well.
    let first = ground.split(|c: char| c.is_whitespace() || ":,;(.".contains(c)).next();
    let by_id = policy.exclusion(&first.unwrap_or(ground).to_uppercase());
    let by_matter = || policy.exclusions.iter().find(|one| one.matter.to_lowercase() == lower);
    if let Some(found) = by_id.or_else(by_matter) {
        return Ok(Some((found.id.clone(), format!("{} ({})", found.matter, found.clause))));
    }
    // A slip in an id would be counted as something else; own words are taken.
    let is_id = ground.split_whitespace().count() == 1 && ground.to_uppercase().contains("-X");
    match is_id {
        true => {
            let known = policy.exclusions.iter().map(|one| format!("{} ({})", one.id, one.matter));
            let known = known.collect::<Vec<_>>().join(", ");
            Err(format!(
                "the policy has no exclusion {ground}; it has {known}; without one write \
                 \"Ground: other\" or the ground in your own words"
            ))
        }
        false => Ok(Some((ground.to_owned(), ground.to_owned()))),
    }
}
