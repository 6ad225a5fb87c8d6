//! More time for an answer: how much, who approves it, who is told (Code 6.4,
//! 6.5, 6.15, 6.16).

use chrono::NaiveDate;

use super::answer::known_officer;
use super::{Acted, Said, not_about, round};
use crate::casework::dealings::Extension;
use crate::casework::decide::{Draft, british};
use crate::casework::duty::{DueDay, DutyKey, DutyKind, DutyState};
use crate::casework::event::{Event, Settled};
use crate::casework::kind::with_article;
use crate::casework::letter::{Letter, LetterKind};
use crate::casework::people::Role;
use crate::policy::calendar::local_day;
use crate::policy::{Exceed, Limit, Owed, Rank, StageLimits, WorkingDays};

/// What an extension asks for.
pub(super) struct Asked<'a> {
    pub until: NaiveDate,
    pub reason: &'a str,
    pub approver: Option<&'a str>,
}

/// A longer time, counted from the day that stood first; several together may
/// not pass the limit without a manager (digest 6, Code 6.4, 6.15).
pub(super) fn extend(
    draft: &mut Draft<'_>,
    acted: &Acted<'_>,
    asked: Asked<'_>,
    updates: Option<u16>,
) -> Said {
    not_about(draft, acted)?;
    let Asked { until, reason, .. } = asked;
    let stage = draft.case.stage.ok_or("this case has no response day to extend")?;
    let key = DutyKey { kind: DutyKind::Respond, stage: Some(stage) };
    let due = draft.case.duty(key).filter(|duty| duty.state == DutyState::Open);
    let due = due.and_then(|duty| duty.due.clone()).ok_or("there is no response day to extend")?;
    if until <= due.day {
        return Err(format!("the answer is due by {} already", british(due.day)));
    }
    let first = draft.case.extends_from(stage, due.day);
    let policy = draft.policy().ok_or("the case's policy is not loaded")?;
    let limits = policy.stage(stage);
    let last = |limit: &Limit| match limit.count(first, draft.world.calendar) {
        Ok(counted) => Ok(counted.due.day),
        Err(error) => Err(error.to_string()),
    };
    let furthest = last(&limits.extend)?;
    let most = limits.extend_at_most.as_ref().map(last).transpose()?;
    if let Some(most) = most.filter(|most| until > *most) {
        let most = british(most);
        return Err(format!("the answer can be extended to {most} at most, whoever approves it"));
    }
    let needed = needed(limits, until > furthest, furthest)?;
    let approver = match needed {
        Some(needed) => Some(approver(draft, acted, asked.approver, needed)?),
        None => asked.approver.map(str::to_owned),
    };
    let tell = approver.clone().filter(|id| *id != acted.by.id);
    if let Some(id) = &tell {
        known_officer(draft, id)?;
        if draft.case.dealings.in_conflict(id) {
            return Err(format!(
                "the complaint is about {id}, who can't approve it: write another id as \
                 \"Approver: OFFICER-ID\""
            ));
        }
    }
    let before = draft.case.clone();
    draft.push(Event::Extended(Extension {
        stage: Some(stage),
        before: due.day,
        until,
        reason: reason.to_owned(),
        by: acted.by.id.clone(),
        approver,
    }));
    let calendar = draft.world.calendar.version.clone();
    let clause = limits.extend.clause.clone();
    draft.set_duty(DutyKind::Respond, Some(stage), Some(DueDay { day: until, clause, calendar }));
    if let Some(every) = updates {
        draft.settle(Settled::UpdatesAgreed { every });
        next_update(draft, every);
    }
    let round = round(draft, acted);
    let told = draft.tell_resident(LetterKind::Extension, &round, Some(until), false, |to| {
        let instead_of = before.told_to(to.as_str()).unwrap_or(due.day);
        Letter::Extension { to, until, instead_of, reason: reason.to_owned(), updates }
    });
    // Of a group, one who was told a later day than this has nothing to be told.
    let later = |letter: &Letter| matches!(letter, Letter::Extension { instead_of, .. } if *instead_of >= until);
    draft.letters.retain(|out| !later(&out.letter));
    if let Some(id) = tell {
        tell_approver(draft, acted, &id, until, reason);
    }
    let late = if local_day(draft.now) > due.day { " The day had already passed." } else { "" };
    let day = british(until);
    Ok(match told {
        true => format!("the answer is due by {day} now; the resident is told.{late}"),
        false => format!("the answer is due by {day} now; tell the resident by other means.{late}"),
    })
}

/// Whoever is named as the approver learns that they are.
fn tell_approver(
    draft: &mut Draft<'_>,
    acted: &Acted<'_>,
    id: &str,
    until: NaiveDate,
    reason: &str,
) {
    let people = draft.world.people;
    let Some(approver) = people.officer(id) else { return };
    let by = draft.name_of(&acted.by.id);
    let round = round(draft, acted);
    for to in people.with_cover(approver, &draft.barred()) {
        let (by, reason) = (by.clone(), reason.to_owned());
        draft.send(Letter::Approval { to, by, until, reason }, round.clone(), false);
    }
}

/// The rank that has to approve an extension, and why.
struct Needed {
    rank: Rank,
    why: String,
}

/// Who must approve an extension; nobody within the limit, unless the policy
/// wants somebody for each.
fn needed(
    limits: &StageLimits,
    beyond: bool,
    furthest: NaiveDate,
) -> Result<Option<Needed>, String> {
    let always = limits.approved_by;
    let furthest = british(furthest);
    let beyond = match limits.exceed {
        _ if !beyond => None,
        Exceed::Nobody => {
            return Err(format!(
                "the answer can be extended to {furthest} at most: the policy lets nobody approve \
                 a later day"
            ));
        }
        Exceed::By(rank) => Some(always.map_or(rank, |always| always.max(rank))),
    };
    Ok(match (beyond, always) {
        (Some(rank), _) => {
            let why = format!("the answer can be extended to {furthest} at most, unless");
            Some(Needed { rank, why })
        }
        (None, Some(rank)) => {
            Some(Needed { rank, why: "the answer can be extended only if".to_owned() })
        }
        (None, None) => None,
    })
}

/// Who approves an extension that needs it: somebody of the rank who does not
/// handle the case.
fn approver(
    draft: &Draft<'_>,
    acted: &Acted<'_>,
    named: Option<&str>,
    Needed { rank, why }: Needed,
) -> Result<String, String> {
    let handler = draft.case.officer();
    let enough = |role: Role| role.rank() >= rank;
    let who = with_article(&rank.at_least());
    let another = "write another id as \"Approver: OFFICER-ID\"";
    if let Some(id) = named {
        known_officer(draft, id).map_err(|unknown| format!("{unknown}; {another}"))?;
        let role = draft.world.people.officer(id).map_or(Role::Officer, |one| one.role);
        if !enough(role) {
            return Err(format!("{id} can't approve it, {who} must: {another}"));
        }
        if handler == Some(id) {
            return Err(format!("{id} handles the case and can't approve it: {another}, of {who}"));
        }
        return Ok(id.to_owned());
    }
    if enough(acted.by.role) && handler != Some(acted.by.id.as_str()) {
        return Ok(acted.by.id.clone());
    }
    Err(format!(
        "{why} {who} who does not handle the case approves: write their id below it, as \
         \"Approver: OFFICER-ID\""
    ))
}

/// The next update that was agreed (Code 5.9).
pub(in crate::casework) fn next_update(draft: &mut Draft<'_>, every: u16) {
    let calendar = draft.world.calendar;
    let day = calendar.after(local_day(draft.now), WorkingDays(every));
    let due = day.ok().map(|day| DueDay {
        day,
        clause: draft.clause_of(Owed::Update),
        calendar: calendar.version.clone(),
    });
    draft.set_duty(DutyKind::Update, draft.case.stage, due);
}
