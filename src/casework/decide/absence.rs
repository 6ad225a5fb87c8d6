//! An officer who should deal with a case is away: it is on the record, their
//! duties stand, and whoever is above them is told once, with what is due and
//! how to give the case to another.

use chrono::Duration;

use super::Draft;
use crate::casework::duty::{DutyKind, OwedItem};
use crate::casework::event::{MessageRef, Settled};
use crate::casework::letter::{Letter, LetterKind};
use crate::casework::people::{Officer, StaffAddress};
use crate::policy::WorkingDays;
use crate::policy::calendar::local_day;

/// An absence counts as the same one for so long: further automatic replies on
/// the case change nothing until then.
const SAME_ABSENCE: WorkingDays = WorkingDays(5);

/// An officer's automatic reply to a mail of ours about a case.
#[derive(Debug, Clone, Copy)]
pub struct AwayReply<'a> {
    /// Id of the officer.
    pub officer: &'a str,
    /// The mail of ours that it answers.
    pub letter: LetterKind,
    /// The reply.
    pub message: MessageRef,
}

pub(super) fn decide<'a>(mut draft: Draft<'a>, reply: &AwayReply<'_>) -> Draft<'a> {
    let Some(officer) = draft.world.people.officer(reply.officer) else { return draft };
    if draft.case.state.is_closed() || !waits_for(&draft, officer, reply.letter) {
        return draft;
    }
    let today = local_day(draft.now);
    if draft.case.dealings.away.get(&officer.id).is_some_and(|until| today < *until) {
        return draft;
    }
    let until = draft.world.calendar.after(today, SAME_ABSENCE);
    let until = until.unwrap_or(today + Duration::days(7));
    let message = reply.message;
    draft.settle(Settled::Away { officer: officer.id.clone(), message, until });
    let round = format!("away-{}-{today}", officer.id);
    let told = Told::of(&draft, officer);
    for to in above(&draft, officer) {
        draft.send(told.letter(to), round.clone(), false);
    }
    draft
}

/// Whether the case still waits for this officer. What was put to triage or to
/// the urgent address waits for whoever got it.
fn waits_for(draft: &Draft<'_>, officer: &Officer, letter: LetterKind) -> bool {
    matches!(letter, LetterKind::Triage | LetterKind::UrgentAlert)
        || draft.holders().contains(&officer.address)
        || draft.case.dealings.open_remedies().any(|(_, remedy)| remedy.officer == officer.id)
}

/// What those above are told.
struct Told {
    officer: String,
    cover: Vec<String>,
    others: Vec<String>,
    owed: Vec<OwedItem>,
}

impl Told {
    fn of(draft: &Draft<'_>, officer: &Officer) -> Self {
        let people = draft.world.people;
        let barred = draft.barred();
        let covers = people.covers(officer).into_iter().filter(|one| !barred.has(&one.id));
        let may_have_it = |other: &&Officer| {
            let same_team = other.teams.iter().any(|team| officer.teams.contains(team));
            same_team && other.id != officer.id && !barred.has(&other.id)
        };
        let others = people.officers.iter().filter(may_have_it);
        let mut owed: Vec<OwedItem> = draft
            .case
            .open_duties()
            .filter(|duty| duty.key.kind != DutyKind::Review)
            .map(|duty| OwedItem::of(&draft.case, duty.key, duty.due.as_ref().map(|due| due.day)))
            .collect();
        owed.sort_by_key(|item| (item.due.is_none(), item.due));
        Self {
            officer: officer.name.clone(),
            cover: covers.map(|one| one.name.clone()).collect(),
            others: others.map(|one| format!("{} ({})", one.id, one.name)).collect(),
            owed,
        }
    }

    fn letter(&self, to: StaffAddress) -> Letter {
        Letter::Away {
            to,
            officer: self.officer.clone(),
            cover: self.cover.clone(),
            others: self.others.clone(),
            owed: self.owed.clone(),
        }
    }
}

/// Who is told when an officer can't be reached about a case: their manager,
/// else their team, else triage, else the alerts address. Nobody whom the
/// complaint is about, and never the officer.
pub(super) fn above(draft: &Draft<'_>, officer: &Officer) -> Vec<StaffAddress> {
    let people = draft.world.people;
    let barred = draft.barred();
    let manager = officer.manager.as_deref().and_then(|id| people.officer(id));
    let manager = manager.filter(|manager| !barred.has(&manager.id));
    let team = || officer.teams.iter().find_map(|id| people.team(id));
    let mut told = match (manager, team()) {
        (Some(manager), _) => people.with_cover(manager, &barred),
        (None, Some(team)) => vec![team.address.clone()],
        (None, None) => people.triage(&barred),
    };
    let is_barred = |address: &StaffAddress| {
        let known = people.officer_at(address.as_str());
        known.is_some_and(|known| known.id == officer.id || barred.has(&known.id))
    };
    told.retain(|address| !is_barred(address));
    if told.is_empty() {
        told.push(people.alerts.clone());
    }
    told
}
