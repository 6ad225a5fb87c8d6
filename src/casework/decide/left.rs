//! An officer has left the list of officers: their case goes back to a team.
//! Its duties and days stay as they are.

use super::Draft;
use crate::casework::case::Holder;
use crate::casework::event::Event;
use crate::casework::letter::Letter;

/// Gives the case back; nothing when its officer is there, so that doing it
/// again does no harm. Of the teams that the officer was in, the one whose areas
/// hold the case comes first, then any that is still there; else the team of
/// the area, else triage.
pub(super) fn decide<'a>(mut draft: Draft<'a>, teams: &[String]) -> Draft<'a> {
    let people = draft.world.people;
    let Some(left) = draft.case.officer().filter(|id| people.officer(id).is_none()) else {
        return draft;
    };
    if draft.case.state.is_closed() {
        return draft;
    }
    let why = format!("{left} is no longer in the list of officers");
    let of_area = people.team_for(draft.case.opening.area.as_deref());
    let former = teams.iter().find_map(|id| people.team(id));
    let team = of_area.filter(|team| teams.contains(&team.id)).or(former).or(of_area);
    let to = team.map_or(Holder::Nobody, |team| Holder::Team(team.id.clone()));
    draft.push(Event::Assigned { to, why });
    let round = draft.case.assignments.to_string();
    for to in draft.holders() {
        draft.send(Letter::Returned { to }, round.clone(), false);
    }
    draft
}
