//! Reads time limits and the ladder.

use crate::fault::Faults;
use crate::policy::calendar::{CalendarDays, Months, WorkingDays};
use crate::policy::ladder::{DUTIES, Ladder, LadderPair};
use crate::policy::limit::{Limit, Period, Start};
use crate::policy::terms::{Answerer, Exceed, Rank};
use crate::toml_file::{Placed, Table};

/// The limits of a stage as far as one file gives them.
#[derive(Default)]
pub struct StageDraft {
    pub acknowledge: Option<Limit>,
    pub respond: Option<Limit>,
    pub extend: Option<Limit>,
    pub extend_at_most: Option<Limit>,
    pub exceed: Option<Exceed>,
    pub approved_by: Option<Rank>,
    pub answered_by: Option<Answerer>,
    pub another_person: Option<bool>,
}

/// Reads `[stage1]` or `[stage2]`.
pub fn stage(root: &mut Table<'_>, key: &'static str, faults: &mut Faults) -> StageDraft {
    let Some(mut table) = root.table(key, faults) else { return StageDraft::default() };
    let draft = StageDraft {
        acknowledge: limit(&mut table, "acknowledge", Start::Received, faults),
        respond: limit(&mut table, "respond", Start::Received, faults),
        extend: limit(&mut table, "extend", Start::ResponseDue, faults),
        extend_at_most: limit(&mut table, "extend_at_most", Start::ResponseDue, faults),
        exceed: super::valued(&mut table, "exceed", faults, |table, key, faults| {
            table.choice(key, &Exceed::ALL, faults)
        })
        .map(|(exceed, _)| exceed.value),
        approved_by: super::valued(&mut table, "approved_by", faults, |table, key, faults| {
            table.choice(key, &Rank::ALL, faults)
        })
        .map(|(rank, _)| rank.value),
        answered_by: answerer(&mut table, faults),
        another_person: super::valued(&mut table, "another_person", faults, Table::boolean)
            .map(|(flag, _)| flag.value),
    };
    table.finish(faults);
    draft
}

fn answerer(table: &mut Table<'_>, faults: &mut Faults) -> Option<Answerer> {
    let mut table = table.table("answered_by", faults)?;
    let rank = table.choice("rank", &Rank::ALL, faults);
    if table.place_of("rank").is_none() {
        table.missing("rank", "write officer, manager, head or director", faults);
    }
    let title = table.need_text("title", "for example \"a Service Manager\"", faults);
    table.text("clause", faults);
    table.text("reading", faults);
    table.finish(faults);
    Some(Answerer { rank: rank?.value, title: title?.value })
}

/// Reads one limit.
pub fn limit(
    table: &mut Table<'_>,
    key: &'static str,
    from: Start,
    faults: &mut Faults,
) -> Option<Limit> {
    let mut table = table.table(key, faults)?;
    let mut periods: Vec<Placed<Period>> = Vec::new();
    let placed = |number: Placed<i64>, period: fn(u16) -> Period| Placed {
        value: period(u16::try_from(number.value).unwrap_or(u16::MAX)),
        place: number.place,
    };
    if let Some(n) = table.integer("working_days", 1..=400, faults) {
        periods.push(placed(n, |n| Period::WorkingDays(WorkingDays(n))));
    }
    if let Some(n) = table.integer("calendar_days", 1..=600, faults) {
        periods.push(placed(n, |n| Period::CalendarDays(CalendarDays(n))));
    }
    if let Some(n) = table.integer("weeks", 1..=80, faults) {
        periods.push(placed(n, |n| Period::CalendarDays(CalendarDays(n.saturating_mul(7)))));
    }
    if let Some(n) = table.integer("months", 1..=60, faults) {
        periods.push(placed(n, |n| Period::Months(Months(n))));
    }
    let mend = "give one of working_days, calendar_days, weeks, months";
    if let Some(second) = periods.get(1) {
        faults.error(second.place.clone(), "a limit with two lengths", mend);
    }
    let words = [("received", Start::Received), ("acknowledged", Start::Acknowledged)];
    let from_word = match from {
        Start::Received if key == "respond" => {
            table.choice("from", &words, faults).map(|word| word.value)
        }
        Start::Received
        | Start::Acknowledged
        | Start::Stage1ResponseSent
        | Start::ResponseDue
        | Start::IssueOccurred => None,
    };
    let rolls = table.boolean("to_next_working_day", faults);
    let clause = table.need_text("clause", "name the clause that sets the limit", faults);
    table.text("reading", faults);
    let wrong_length = ["working_days", "calendar_days", "weeks", "months"]
        .iter()
        .any(|length| table.place_of(length).is_some());
    if periods.is_empty() && !wrong_length {
        faults.error(table.place(), format!("[{}] has no length", table.name()), mend);
    }
    table.finish(faults);
    Some(Limit {
        from: from_word.unwrap_or(from),
        period: periods.first()?.value,
        to_next_working_day: rolls.is_some_and(|flag| flag.value),
        clause: clause?.value,
    })
}

/// Reads `[ladder]`: each duty that the file gives one.
pub fn ladders(root: &mut Table<'_>, faults: &mut Faults) -> Vec<(String, LadderPair)> {
    let Some(mut table) = root.table("ladder", faults) else { return Vec::new() };
    let mut found = Vec::new();
    for duty in DUTIES {
        let Some(mut table) = table.table(duty, faults) else { continue };
        let mut at_risk = table.table("at_risk", faults);
        let short = at_risk.as_mut().map(|table| ladder(table, faults));
        let usual = ladder(&mut table, faults);
        found.push((duty.to_owned(), LadderPair { usual, at_risk: short }));
    }
    table.finish(faults);
    found
}

fn ladder(table: &mut Table<'_>, faults: &mut Faults) -> Ladder {
    let remind = days(table, "remind", -60..=0, faults);
    let chase = days(table, "chase", 1..=60, faults);
    let every = table.integer("every", 1..=60, faults);
    let manager = table.integer("manager", -60..=60, faults);
    let head = table.integer("head", -60..=60, faults);
    table.text("clause", faults);
    table.finish(faults);
    if let (Some(manager), Some(head)) = (&manager, &head)
        && head.value < manager.value
    {
        let what = "the head of service is told before the manager";
        faults.error(head.place.clone(), what, "swap the two");
    }
    let day = |day: Placed<i64>| i32::try_from(day.value).ok();
    Ladder {
        remind,
        chase,
        every: every.and_then(|every| u16::try_from(every.value).ok()),
        manager: manager.and_then(day),
        head: head.and_then(day),
    }
}

fn days(
    table: &mut Table<'_>,
    key: &'static str,
    bounds: std::ops::RangeInclusive<i64>,
    faults: &mut Faults,
) -> Vec<i32> {
    let all = table.integers(key, bounds, faults);
    let mut days: Vec<i32> = Vec::new();
    for day in all {
        let Ok(number) = i32::try_from(day.value) else { continue };
        if days.contains(&number) {
            faults.error(day.place, format!("{number} twice in \"{key}\""), "remove one");
        }
        days.push(number);
    }
    days.sort_unstable();
    days.dedup();
    days
}
