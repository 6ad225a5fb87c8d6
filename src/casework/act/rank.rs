//! Who may answer stage 2: the policy names a rank (KH 4.3, KC 4.3, RB 3).

use crate::casework::decide::Draft;
use crate::casework::people::{Officer, Role};
use crate::policy::{Rank, Stage};

/// Why somebody of that role can't answer stage 2, and what to do instead; None
/// where they may. Stage 1 is anybody's.
pub(super) fn too_low(draft: &Draft<'_>, id: &str, role: Role) -> Option<String> {
    let wanted = &draft.policy()?.stage(Stage::Two).answered_by;
    if draft.case.stage != Some(Stage::Two) || role.rank() >= least(draft, wanted.rank) {
        return None;
    }
    let people = draft.world.people;
    let able = able(draft).filter(|one| one.role.rank() >= least(draft, wanted.rank));
    let able: Vec<&Officer> = able.collect();
    // Whoever has their mail while they are away answers for them.
    let covers = |one: &&Officer| people.covers(one).iter().any(|cover| cover.id == id);
    if able.iter().any(covers) {
        return None;
    }
    let ids: Vec<&str> = able.iter().map(|one| one.id.as_str()).collect();
    Some(format!(
        "the policy wants {} to answer stage 2: /assign it to {}, who sends the answer",
        wanted.title,
        ids.join(" or ")
    ))
}

/// A word to whoever gives a case to somebody that the policy does not name for
/// the stage.
pub(super) fn hint(draft: &Draft<'_>, id: &str) -> Option<String> {
    let stage = draft.case.stage?;
    let wanted = &draft.policy()?.stage(stage).answered_by;
    let role = draft.world.people.officer(id)?.role;
    (role.rank() < wanted.rank)
        .then(|| format!(" (mind: the policy wants {} to answer this stage)", wanted.title))
}

/// The rank that is wanted, or the highest that anybody has who could answer: a
/// council that lists no director is not left without an answer.
fn least(draft: &Draft<'_>, wanted: Rank) -> Rank {
    let highest = able(draft).map(|one| one.role.rank()).max();
    highest.map_or(Rank::Officer, |highest| highest.min(wanted))
}

/// Who did not deal with stage 1 and is not complained about.
fn able<'a>(draft: &Draft<'a>) -> impl Iterator<Item = &'a Officer> + use<'a> {
    let (barred, case) = (draft.barred(), draft.case.dealings.clone());
    let may =
        move |one: &&Officer| !barred.dealt_with_stage1(&one.id) && !case.in_conflict(&one.id);
    draft.world.people.officers.iter().filter(may)
}
