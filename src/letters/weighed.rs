//! What a person weighs before a complaint is dealt with as one: grounds to
//! refuse it, and procedures that a part of it may belong to.

use super::facts::{QuestionFacts, RouteFacts};
use crate::casework::{Case, Letter};
use crate::policy::{Policy, Route};

/// The exclusions of the case's own policy.
pub(super) fn questions(case: &Case, policy: &Policy) -> Vec<QuestionFacts> {
    let own = case.opening.exclusions.iter().filter_map(|id| policy.exclusion(id));
    own.map(|one| QuestionFacts {
        ground: format!("{} ({})", one.id, one.clause),
        ask: one.ask.clone(),
    })
    .collect()
}

/// Routes that its flags point to, beside those it was handed over by; of a
/// further message, those that the message itself points to. The resident is
/// told only of what the policy has for complainants.
pub(super) fn elsewhere(letter: &Letter, case: &Case, policy: &Policy) -> Vec<RouteFacts> {
    let of_case = policy.routes_of(&case.flags);
    let found: Vec<&Route> = if let Letter::NewMessage { routes, .. } = letter {
        routes.iter().filter_map(|id| policy.route(id)).collect()
    } else if matches!(letter, Letter::Assignment { .. } | Letter::Triage { .. }) {
        of_case.collect()
    } else if matches!(letter, Letter::Acknowledgement { .. }) {
        let told = |route: &&Route| route.tell_complainants && !route.quiet && route.tell.is_some();
        of_case.filter(told).collect()
    } else {
        Vec::new()
    };
    let elsewhere = found.into_iter().filter(|route| !case.dealings.routes.contains(&route.id));
    elsewhere.map(RouteFacts::of).collect()
}
