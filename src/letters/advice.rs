//! What a policy wants whoever deals with a case not to forget.

use chrono::NaiveDate;

use super::words::long_date;
use crate::casework::{Case, Letter};
use crate::policy::calendar::local_day;
use crate::policy::{Advice, AdviceDay, Calendar, Policy};

/// The flag of a complaint about staff; whom the resident names makes it one too.
const ABOUT_STAFF: &str = "staff_misconduct";

/// The advice that goes with a letter to staff. A team that a matter is handed
/// over to is told only of what is its own.
///
/// `today` is the day on which the letter is written, in London.
pub fn advice(
    letter: &Letter,
    case: &Case,
    policy: &Policy,
    calendar: &Calendar,
    today: NaiveDate,
) -> Vec<String> {
    let mut flags: Vec<&str> = case.flags.iter().map(String::as_str).collect();
    if !case.dealings.about.is_empty() {
        flags.push(ABOUT_STAFF);
    }
    if let Letter::Handover { route, .. } = letter {
        let own = policy.route(route).map(|route| route.flags.as_slice()).unwrap_or_default();
        flags.retain(|flag| own.iter().any(|of| of == flag));
        return told(policy.advice_for(&flags, None), case, policy, calendar, today);
    }
    if !matches!(letter, Letter::Assignment { .. } | Letter::Triage { .. }) {
        return Vec::new();
    }
    told(policy.advice_for(&flags, case.stage), case, policy, calendar, today)
}

fn told<'p>(
    advice: impl Iterator<Item = &'p Advice>,
    case: &Case,
    policy: &Policy,
    calendar: &Calendar,
    today: NaiveDate,
) -> Vec<String> {
    let one = |advice: &Advice| {
        let by = advice.by.and_then(|by| day(by, case, policy, calendar));
        let by = by.map(|day| match day < today {
            false => format!("By {}: ", long_date(day)),
            // What the day has passed for is not asked for by that day.
            true => format!("Still to be done, if it was not (the day was {}): ", long_date(day)),
        });
        let by = by.unwrap_or_default();
        format!("{by}{} ({})", advice.say.trim_end_matches('.'), advice.clause)
    };
    advice.map(one).collect()
}

/// None where the calendar can't say.
fn day(by: AdviceDay, case: &Case, policy: &Policy, calendar: &Calendar) -> Option<NaiveDate> {
    let received = case.stage_received_at();
    let due = match (by, case.stage) {
        (AdviceDay::DataProtection, _) => {
            let limit = policy.data_protection.as_ref()?;
            limit.count(local_day(case.opening.received_at), calendar).map(|count| count.due)
        }
        (AdviceDay::Acknowledge, Some(stage)) => policy.acknowledge_due(stage, received, calendar),
        (AdviceDay::Respond, Some(stage)) => {
            policy.respond_due(stage, received, case.acknowledged_at, calendar)
        }
        (AdviceDay::Acknowledge | AdviceDay::Respond, None) => return None,
    };
    due.ok().map(|due| due.day)
}
