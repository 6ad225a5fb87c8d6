//! What configuration, policies and rules say of one another: names that must be
//! there, and what can be used but is hardly meant so.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;

use super::Rulebook;
use crate::casework::{Officer, People, Role};
use crate::config::Config;
use crate::fault::{Faults, Place, did_you_mean, nearest};
use crate::policy::calendar::local_day;
use crate::policy::{Policies, Policy, Rank};
use crate::rules::RuleSet;

/// What is allowed, and leaves people without an answer.
pub(super) fn warn_of_silence(config: &Config, path: &Path, today: NaiveDate, faults: &mut Faults) {
    let place = || Place::start_of(path.display().to_string());
    for mailbox in &config.mailboxes {
        let ahead = mailbox.ignore_before.map(local_day).filter(|day| *day > today);
        if let Some(day) = ahead {
            let name = &mailbox.name;
            let what =
                format!("mail to \"{name}\" from before {day} is recorded and never answered");
            faults.warning(place(), what, "write a day that is not ahead in ignore_before");
        }
    }
    if config.people.officers.is_empty() {
        let what = "no officer is listed: nobody can answer or close a case by mail";
        faults.warning(place(), what, "write an [[officer]] for each of them");
    }
}

/// What the configuration says of policies and areas must be in the rules, and
/// what its policies ask of officers among them.
pub(super) fn check_against(
    config: &Config,
    rulebook: &Rulebook,
    today: NaiveDate,
    faults: &mut Faults,
) {
    // Officers of whom something is wrong may be those that are missing.
    let people_are_read = !faults.any_error();
    if rulebook.calendar.ends_soon(today) {
        let what = format!("the bank holidays end on {}", rulebook.calendar.ends());
        let mend = "save a newer www.gov.uk/bank-holidays.json: no date past that day can be told";
        faults.warning(rulebook.calendar_place.clone(), what, mend);
    }
    let open = rulebook.calendar.years_without_closing(today);
    if !open.is_empty() {
        let open: Vec<String> = open.iter().map(i32::to_string).collect();
        let what = format!(
            "the council is closed between one Christmas and New Year and not at the end of {}",
            open.join(", ")
        );
        let mend = "write the days under [[closed]]: as it is they are counted as working days";
        faults.warning(rulebook.calendar_place.clone(), what, mend);
    }
    let known: Vec<&str> = rulebook.policies.keys().map(String::as_str).collect();
    let mut served: Vec<&Policy> = Vec::new();
    for policy in config.mailboxes.iter().flat_map(|mailbox| &mailbox.policies) {
        match rulebook.policies.get(&policy.value) {
            Some(found) => {
                found.warn_of_review(today, faults);
                of_policy(found, &rulebook.rules, today, faults);
                if people_are_read {
                    of_ranks(found, &policy.place, &config.people, faults);
                }
                served.push(found);
            }
            // Its own file says what is wrong with it.
            None if rulebook.faulty_policies.contains(&policy.value) => {}
            None => faults.error(
                policy.place.clone(),
                format!("there is no policy \"{}\"", policy.value),
                did_you_mean(&policy.value, &known),
            ),
        }
    }
    if people_are_read {
        of_managers(&served, config, faults);
    }
    let areas: Vec<&str> = rulebook.rules.areas().into_iter().collect();
    for area in &config.team_areas {
        if !areas.contains(&area.value.as_str()) {
            faults.warning(
                area.place.clone(),
                format!("no rule speaks for the service area \"{}\"", area.value),
                did_you_mean(&area.value, &areas),
            );
        }
    }
}

/// What a policy says that its dates or the rules make vain.
pub fn of_policy(policy: &Policy, rules: &RuleSet, today: NaiveDate, faults: &mut Faults) {
    if policy.in_force > today
        && let Some(place) = policy.places.get("in_force")
    {
        let (name, day) = (&policy.name, policy.in_force);
        let what = format!("the policy \"{name}\" is not in force before {day}");
        let mend = "until then let mailboxes name the policy that is, or mend the date";
        faults.warning(place.clone(), what, mend);
    }
    of_flags(policy, rules, faults);
    of_ladders(policy, faults);
    if !policy.reference.has_year()
        && let Some(place) = policy.places.get("reference")
    {
        let what = "these references have no year, so that they are numbered on for ever";
        let mend =
            "write {year}, or {yy} for its last two digits; a year in figures stays as it is";
        faults.warning(place.clone(), what, mend);
    }
    let raised = rules.exclusions();
    let vain = policy.exclusions.iter().map(|one| one.id.as_str());
    let vain: Vec<&str> = vain.filter(|id| !raised.contains(id)).collect();
    let first =
        vain.first().and_then(|id| Some((id, policy.places.get(&format!("exclusion.{id}"))?)));
    if let Some((first, place)) = first {
        let what = match vain.len() {
            1 => format!("no rule raises the exclusion {first}"),
            _ => format!("no rule raises these exclusions: {}", vain.join(", ")),
        };
        let mend = format!(
            "write a [[rule]] with exclusion = \"{first}\" in a file of classification/; without \
             one it is only a ground that officers can name"
        );
        faults.warning(place.clone(), what, mend);
    }
}

/// The flags that something in a policy waits for.
pub fn flags_waited_for(policies: &Policies) -> BTreeSet<&str> {
    let mut all: BTreeSet<&str> = BTreeSet::new();
    for policy in policies.values() {
        let routes = policy.routes.iter().flat_map(|it| &it.flags);
        let advice = policy.advice.iter().flat_map(|it| &it.flags);
        let at_risk = &policy.ladders.at_risk_flags;
        all.extend(routes.chain(advice).chain(at_risk).map(String::as_str));
    }
    all
}

/// Those above are told beside a letter to the holder: without one on that day
/// or later they are never told.
fn of_ladders(policy: &Policy, faults: &mut Faults) {
    for (duty, pair) in &policy.ladders.by_duty {
        let Some(place) = policy.places.get(&format!("ladder.{duty}")) else { continue };
        let both = [("", Some(&pair.usual)), (" for residents at risk", pair.at_risk.as_ref())];
        for (whom, ladder) in both {
            let Some(ladder) = ladder else { continue };
            for (who, from) in [("manager", ladder.manager), ("head", ladder.head)] {
                let Some(day) = from.filter(|day| !ladder.reaches(*day)) else { continue };
                let what = format!(
                    "{who} = {day} in [ladder.{duty}]{whom} tells nobody: no letter goes out on \
                     or after working day {day}"
                );
                let mend = match day {
                    1.. => format!("add {day} to chase, or write every"),
                    _ => format!("add {day} to remind, or write every"),
                };
                faults.warning(place.clone(), what, mend);
            }
        }
    }
}

/// Routes, advice and the shorter ladder wait for flags.
fn of_flags(policy: &Policy, rules: &RuleSet, faults: &mut Faults) {
    let raised = rules.flags();
    let routes = policy.routes.iter().map(|it| (format!("route.{}", it.id), &it.flags));
    let advice = policy.advice.iter().map(|it| (format!("advice.{}", it.id), &it.flags));
    let at_risk = ("at_risk".to_owned(), &policy.ladders.at_risk_flags);
    for (key, flags) in routes.chain(advice).chain([at_risk]) {
        let Some(place) = policy.places.get(&key) else { continue };
        for flag in flags.iter().filter(|flag| !raised.contains(flag.as_str())) {
            let what = format!("no rule raises the flag \"{flag}\" of this {}", words(&key));
            let mend = match nearest(flag, raised.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!(
                    "take one that \"redress rules flags\" lists, or write a [[rule]] with \
                     flag = \"{flag}\" in a file of classification/"
                ),
            };
            faults.warning(place.clone(), what, mend);
        }
    }
}

fn words(key: &str) -> &str {
    match key.split('.').next() {
        Some("route") => "route",
        Some("advice") => "advice",
        _ => "list",
    }
}

/// Somebody must have the ranks that a policy asks for; told where the mailbox
/// names the policy.
fn of_ranks(policy: &Policy, place: &Place, people: &People, faults: &mut Faults) {
    let Some(highest) = people.officers.iter().map(|officer| officer.role.rank()).max() else {
        return;
    };
    let (one, two) = (&policy.stage1, &policy.stage2);
    let asked = [
        (Some(one.answered_by.rank), "answer stage 1"),
        (one.exceed.rank(), "approve a long extension of stage 1"),
        (one.approved_by, "approve every extension of stage 1"),
        (Some(two.answered_by.rank), "answer stage 2"),
        (two.exceed.rank(), "approve a long extension of stage 2"),
        (two.approved_by, "approve every extension of stage 2"),
        (policy.enquiry_to, "see the enquiries of councillors and MPs"),
    ];
    for (name, rank) in Rank::ALL.into_iter().filter(|(_, rank)| *rank > highest) {
        let vain = asked.iter().filter(|(of, _)| *of == Some(rank)).map(|(_, what)| *what);
        let vain: Vec<&str> = vain.collect();
        if vain.is_empty() {
            continue;
        }
        let what = format!(
            "under the policy \"{}\" a {} has to {}, and no officer is one",
            policy.id,
            rank.at_least(),
            vain.join(", ")
        );
        let mend = format!("write role = \"{name}\" for that officer");
        faults.warning(place.clone(), what, mend);
    }
}

/// Where a ladder tells the manager of an officer who has none, everybody else's
/// manager gets it, or the alerts address.
fn of_managers(served: &[&Policy], config: &Config, faults: &mut Faults) {
    let ladders = served.iter().flat_map(|policy| policy.ladders.by_duty.values());
    let told = ladders.flat_map(|pair| [Some(&pair.usual), pair.at_risk.as_ref()]).flatten();
    let people = &config.people;
    let managers: Vec<&Officer> =
        people.officers.iter().filter(|officer| officer.role == Role::Manager).collect();
    // With one manager it is clear who is meant.
    if !told.into_iter().any(|ladder| ladder.manager.is_some()) || managers.len() == 1 {
        return;
    }
    let of_team = |officer: &Officer| {
        managers.iter().any(|manager| manager.teams.iter().any(|id| officer.teams.contains(id)))
    };
    let without: Vec<&Officer> = people
        .officers
        .iter()
        .filter(|officer| officer.role.rank() == Rank::Officer && officer.manager.is_none())
        .filter(|officer| !of_team(officer))
        .collect();
    let Some(place) = without.first().and_then(|first| config.officer_places.get(&first.id)) else {
        return;
    };
    let names: Vec<&str> = without.iter().map(|officer| officer.id.as_str()).collect();
    let goes = match managers.is_empty() {
        true => "the alerts address",
        false => "every manager",
    };
    faults.warning(
        place.clone(),
        format!("no manager is named for {}: when they are late, {goes} is told", names.join(", ")),
        "write manager = \"…\" with the id of an officer",
    );
}
