//! What an officer can write on this case: every verb, and the names that its
//! arguments may have.

use super::Acted;
use crate::casework::action::Verb;
use crate::casework::case::Kind;
use crate::casework::decide::Draft;
use crate::policy::Policy;

/// How an answer is written that needs no parts.
const PLAIN_ANSWER: &str = "/respond the whole answer, in plain words";

pub(super) fn help(draft: &Draft<'_>, acted: &Acted<'_>) -> String {
    let plain = draft.case.stage.is_none();
    let example = |verb: Verb| match plain && verb == Verb::Respond {
        true => PLAIN_ANSWER,
        false => verb.example(),
    };
    let lines: Vec<&str> = Verb::ALL.iter().map(|(_, verb, _)| example(*verb)).collect();
    let kinds: Vec<&str> = Kind::ALL.iter().map(|(name, _)| *name).collect();
    let mut text = format!(
        "what you can write, each on a line of its own:\n\n{}\n\nOFFICER-ID is one of:\n{}\n\n\
         A kind (/reclassify, /split) is one of:\n  {}",
        lines.join("\n\n"),
        officers(draft),
        kinds.join(", ")
    );
    if let Some(policy) = draft.policy() {
        text.push_str(&of_policy(policy));
    }
    text.push_str(&format!("\n\nPOLICY-ID is one of:\n  {}", acted.served.here.join(", ")));
    text
}

/// The officers who could have the case (KH 4.2, Code 5.8c, 6.13).
fn officers(draft: &Draft<'_>) -> String {
    let officers = draft.world.people.officers.iter();
    let (barred, dealings) = (draft.barred(), &draft.case.dealings);
    let may = |id: &str| !barred.dealt_with_stage1(id) && !dealings.in_conflict(id);
    let able = officers.filter(|officer| may(&officer.id));
    let lines: Vec<String> = able.map(|one| format!("  {} ({})", one.id, one.name)).collect();
    lines.join("\n")
}

fn of_policy(policy: &Policy) -> String {
    let routes: Vec<String> = policy
        .routes
        .iter()
        .map(|route| match route.hand_over_to {
            Some(_) => format!("  {}: {}, by mail", route.id, route.matter),
            None => format!("  {}: {}, which you pass on", route.id, route.matter),
        })
        .collect();
    format!(
        "\n\nROUTE-ID is one of:\n{}\n\nA Ground (/decline) is one of:\n{}",
        routes.join("\n"),
        grounds(policy)
    )
}

/// The exclusions of a policy, one a line.
pub(super) fn grounds(policy: &Policy) -> String {
    let grounds = policy.exclusions.iter();
    let lines: Vec<String> =
        grounds.map(|one| format!("  {}: {} ({})", one.id, one.matter, one.clause)).collect();
    lines.join("\n")
}
