//! Policies as data: limits against an independent count, the shipped files
//! against the digest, a policy written by a council from `docs/policies.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, Utc, Weekday};
use proptest::prelude::*;
use redress::council::Rulebook;
use redress::fault::Faults;
use redress::policy::calendar::DayZero;
use redress::policy::deadline::{Happening, deadlines};
use redress::policy::{Acknowledgement, AlsoTold, Demand, Owed, Rank, Stage};

use crate::setup::repository;

static SHIPPED: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::shipped().unwrap());

static HOLIDAYS: LazyLock<BTreeSet<NaiveDate>> = LazyLock::new(|| {
    let path = repository("rules/calendars/bank-holidays.json");
    let list: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let events = list["england-and-wales"]["events"].as_array().unwrap();
    events.iter().map(|event| event["date"].as_str().unwrap().parse().unwrap()).collect()
});

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn working(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !HOLIDAYS.contains(&day)
}

/// The nth working day after an event, as a person counts with a pencil.
fn nth(event: NaiveDate, n: u32, own_date: bool) -> NaiveDate {
    let mut day = event;
    while !own_date && !working(day) {
        day = day + Days::new(1);
    }
    let mut left = n;
    while left > 0 {
        day = day + Days::new(1);
        left -= u32::from(working(day));
    }
    day
}

/// Section 6 of the digest, written down once more: acknowledgement, response,
/// extension of each stage; `Some` extension is in working days, else ten
/// calendar days; the response from the acknowledgement or from receipt.
type Row = (u32, [(u32, Option<u32>); 2], bool);

fn rows() -> BTreeMap<&'static str, Row> {
    let kingston = (5, [(10, Some(10)), (20, Some(20))], true);
    BTreeMap::from([
        ("kingston-housing-landlord-2024", kingston),
        ("kingston-corporate-2025", kingston),
        ("housing-ombudsman-code-2024", kingston),
        ("lgsco-code-2024", kingston),
        ("rbkc-housing-management-2021", (5, [(10, Some(10)), (20, Some(20))], false)),
        ("medway-housing-2022", (5, [(10, None), (10, None)], false)),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    /// Every policy's dates, over the calendar's whole span.
    #[test]
    fn dates_are_those_of_an_independent_count(
        offset in 0_u64..1_720,
        minute in 0_i64..1_440,
        acknowledged_after in proptest::option::of(0_u64..20),
        second_stage: bool,
        own_date: bool,
    ) {
        let day = date("2024-01-01") + Days::new(offset);
        let at = |day: NaiveDate| -> DateTime<Utc> {
            // At noon plus or minus less than half a day, so that London's day
            // is the one meant whatever the season.
            (day.and_time(NaiveTime::MIN).and_utc()) + chrono::Duration::minutes(60 + minute * 22 / 24)
        };
        let mut calendar = SHIPPED.calendar.clone();
        calendar.day_zero = if own_date { DayZero::OwnDate } else { DayZero::NextWorkingDay };
        let stage = if second_stage { Stage::Two } else { Stage::One };
        for (id, (ack, stages, from_ack)) in rows() {
            let (respond, extend) = stages[usize::from(second_stage)];
            let acknowledged = acknowledged_after.map(|days| day + Days::new(days));
            let happening = Happening::Received {
                stage,
                at: at(day),
                acknowledged: acknowledged.map(at),
                extended: None,
            };
            let got = deadlines(&SHIPPED.policies[id], &happening, &calendar).unwrap();
            let ack_due = nth(day, ack, own_date);
            let start = if from_ack { acknowledged.map_or(ack_due, |on| on.min(ack_due)) } else { day };
            let due = nth(start, respond, own_date);
            let limit = extend.map_or(due + Days::new(10), |n| nth(due, n, own_date));
            prop_assert_eq!(got.acknowledge.unwrap().due.day, ack_due, "{}", id);
            prop_assert_eq!(got.respond.unwrap().due.day, due, "{}", id);
            prop_assert_eq!(got.extension_limit.unwrap().due.day, limit, "{}", id);
        }
    }

    /// The resident's windows, in working days and in months.
    #[test]
    fn windows_are_those_of_an_independent_count(offset in 0_u64..1_400) {
        let day = date("2024-01-01") + Days::new(offset);
        let sent = Happening::Stage1ResponseSent { at: day.and_hms_opt(12, 0, 0).unwrap().and_utc(), escalated: None };
        for (id, expected) in [
            ("kingston-housing-landlord-2024", day + Months::new(12)),
            ("kingston-corporate-2025", day + Months::new(12)),
            ("rbkc-housing-management-2021", nth(day, 20, false)),
            ("medway-housing-2022", nth(day, 20, false)),
        ] {
            let got = deadlines(&SHIPPED.policies[id], &sent, &SHIPPED.calendar).unwrap();
            prop_assert_eq!(got.window.unwrap().due.day, expected, "{}", id);
        }
        let code = &SHIPPED.policies["housing-ombudsman-code-2024"];
        prop_assert!(deadlines(code, &sent, &SHIPPED.calendar).unwrap().window.is_none(), "HC 6.10");
        let code = &SHIPPED.policies["lgsco-code-2024"];
        prop_assert!(deadlines(code, &sent, &SHIPPED.calendar).unwrap().window.is_none(), "LC");
    }
}

#[test]
fn a_cut_off_hour_moves_receipt_to_the_next_day_and_nothing_else() {
    let mut calendar = SHIPPED.calendar.clone();
    calendar.cut_off = NaiveTime::from_hms_opt(15, 0, 0);
    let policy = &SHIPPED.policies["kingston-housing-landlord-2024"];
    let respond = |received: &str, acknowledged: &str| {
        let happening = Happening::Received {
            stage: Stage::One,
            at: received.parse().unwrap(),
            acknowledged: Some(acknowledged.parse().unwrap()),
            extended: None,
        };
        let dates = deadlines(policy, &happening, &calendar).unwrap();
        (dates.acknowledge.unwrap().due.day, dates.respond.unwrap().due.day)
    };
    let before = respond("2026-12-17T14:59:59Z", "2026-12-17T15:30:00Z");
    assert_eq!(before, (date("2026-12-24"), date("2027-01-05")));
    // The acknowledgement's own day stands: it is the council's, and shorter.
    let after = respond("2026-12-17T15:00:00Z", "2026-12-17T15:30:00Z");
    assert_eq!(after, (date("2026-12-29"), date("2027-01-05")));
}

#[test]
fn a_data_protection_complaint_has_thirty_days_and_ends_on_a_working_day() {
    // s.164A Data Protection Act 2018: from the day after receipt, whether or
    // not it is a working day.
    for policy in SHIPPED.policies.values() {
        let limit = policy.data_protection.as_ref().unwrap();
        let due = |day: &str| limit.count(date(day), &SHIPPED.calendar).unwrap().due.day;
        assert_eq!(due("2026-07-01"), date("2026-07-31"));
        assert_eq!(due("2026-11-26"), date("2026-12-29"), "26 December to the 29th");
    }
}

#[test]
fn the_shipped_policies_say_what_the_digest_says() {
    let policy = |id: &str| &SHIPPED.policies[id];
    let exclusions: usize = rows()
        .keys()
        .filter(|id| !id.contains("-code-"))
        .map(|id| policy(id).exclusions.len())
        .sum();
    assert_eq!(exclusions, 44, "digest, section 4");
    let (kh, kc) = (policy("kingston-housing-landlord-2024"), policy("kingston-corporate-2025"));
    let (rb, me) = (policy("rbkc-housing-management-2021"), policy("medway-housing-2022"));
    assert_eq!(kc.ombudsman.name, "Local Government and Social Care Ombudsman");
    for housing in [kh, rb, me] {
        assert_eq!(housing.ombudsman.name, "Housing Ombudsman Service");
    }
    // KH 4.3, KC 4.3, RB 3; HC 6.13 fills ME's silence.
    let ranks = [kh, kc, rb, me].map(|policy| policy.stage2.answered_by.rank);
    assert_eq!(ranks, [Rank::Manager, Rank::Manager, Rank::Director, Rank::Officer]);
    assert!(SHIPPED.policies.values().all(|policy| policy.stage2.another_person), "HC 6.13");
    assert!(
        SHIPPED.policies.values().all(|policy| policy.stage1.exceed.rank() == Some(Rank::Manager))
    );
    assert!(SHIPPED.policies.values().all(|p| p.acknowledgement == Acknowledgement::AtOnce));
    assert_eq!([kh, kc, rb, me].map(|p| p.enquiry.is_some()), [false, false, true, false]);
    assert_eq!([kh, kc, rb, me].map(|p| p.evidence.is_some()), [false, false, false, true]);
    assert_eq!([kh, kc, rb, me].map(|p| p.answers_policy_complaints), [false, true, false, false]);
    assert_eq!([kh, kc, rb, me].map(|p| p.dissatisfied_reply_escalates), [true, false, true, true]);
    assert_eq!(kc.clauses["answers_policy_complaints"], "KC 2.2");
    assert!(kc.both_stages.is_some(), "twelve weeks (LGSCO)");
    let lc = policy("lgsco-code-2024");
    assert_eq!(lc.ombudsman.name, kc.ombudsman.name);
    assert!(lc.exclusions.iter().all(|one| one.id.starts_with("LC-")), "LC 2.3");
    assert_eq!(lc.ladders, policy("housing-ombudsman-code-2024").ladders);
    for (owed, hc, of_lc) in [
        (Owed::Definition, "HC 5.6", "LC 5.4"),
        (Owed::Update, "HC 5.9", "LC 5.5"),
        (Owed::Action, "HC 7.3", "LC 6.6"),
        (Owed::Adjustment, "HC 5.10", "LC 5.6"),
        (Owed::Restriction, "HC 5.14", "Complaint Handling Code"),
    ] {
        assert_eq!([kh, rb, me].map(|policy| policy.clause_of(owed)), [hc; 3]);
        assert_eq!(lc.clause_of(owed), of_lc);
        assert!(!kc.clause_of(owed).starts_with("HC"), "{owed:?}");
    }
    // What does not build on the Housing Ombudsman's Code never cites it.
    for other in [lc, kc] {
        let said = format!("{other:?}");
        assert!(!said.contains("\"HC "), "{}", other.id);
    }
    for policy in SHIPPED.policies.values() {
        let extension = &policy.demands["extension"];
        for demand in [Demand::NewDate, Demand::Reasons, Demand::Ombudsman] {
            assert!(extension.contains_key(&demand), "{}: {demand:?} (HC 6.4, 6.5)", policy.id);
        }
        let acknowledgement = &policy.demands["acknowledgement"];
        for demand in [Demand::Reference, Demand::DueDate, Demand::Ombudsman] {
            assert!(acknowledgement.contains_key(&demand), "{}: {demand:?} (KH 4.2)", policy.id);
        }
        assert!(policy.route("foi").is_some() && policy.route("fraud").unwrap().quiet);
        // No address that a policy quotes is written to (routes.toml is the council's).
        assert!(policy.routes.iter().all(|route| route.hand_over_to.is_none()));
        let respond = policy.ladders.of("respond", false).unwrap();
        let at_risk = policy.ladders.of("respond", true).unwrap();
        assert!(at_risk.remind.first() < respond.remind.first(), "HC 6.1 shortens the ladder");
        assert_eq!(respond.next(Some(0)).unwrap().also, AlsoTold::Manager);
        for duty in ["acknowledge", "define", "update", "action", "notify", "assign", "review"] {
            assert!(policy.ladders.of(duty, false).is_some(), "{duty}");
        }
    }
}

#[test]
fn a_policy_past_its_review_day_is_a_warning_and_a_calendar_near_its_end_too() {
    let mut faults = Faults::new();
    SHIPPED.policies["medway-housing-2022"].warn_of_review(date("2026-11-22"), &mut faults);
    let said = faults.to_string();
    let expected =
        "warning: the policy \"Housing Complaints Policy\" was to be reviewed by 2024-09-30";
    assert!(said.contains(expected), "{said}");
    assert!(!faults.any_error());
    assert!(!SHIPPED.calendar.ends_soon(date("2027-12-31")));
    assert!(SHIPPED.calendar.ends_soon(date("2028-01-01")));
}

#[test]
fn a_bank_holiday_list_that_was_cut_or_doubled_is_refused_with_its_line() {
    let list = std::fs::read_to_string(repository("rules/calendars/bank-holidays.json")).unwrap();
    let said = |list: &str| {
        let folder = tempfile::tempdir().unwrap();
        let rules = folder.path().join("rules");
        let done = std::process::Command::new("cp")
            .arg("-r")
            .arg(repository("rules"))
            .arg(&rules)
            .status();
        assert!(done.unwrap().success());
        std::fs::write(rules.join("calendars/bank-holidays.json"), list).unwrap();
        Rulebook::load(Some(&rules), None).unwrap_err().to_string()
    };
    let mut cut: serde_json::Value = serde_json::from_str(&list).unwrap();
    let events = cut["england-and-wales"]["events"].as_array_mut().unwrap();
    events.truncate(events.len() - 3);
    let text = said(&serde_json::to_string_pretty(&cut).unwrap());
    assert!(text.contains("2028 has only 5 bank holidays; use the file"), "{text}");
    let doubled = list.replace("2026-12-28", "2026-12-25");
    let text = said(&doubled);
    assert!(text.contains("2026-12-25 twice: Christmas Day and Boxing Day"), "{text}");
    assert!(text.contains("bank-holidays.json:") && !text.contains(":1:1: 2026"), "{text}");
}

/// `tests/policies/avonmere…` was written from scratch with docs/policies.md: an
/// invented council's folder, laid over the shipped rules.
#[test]
fn an_invented_council_writes_its_own_policy() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules");
    let copy = |from: &str| {
        let done =
            std::process::Command::new("cp").arg("-r").arg(repository(from)).arg(&rules).status();
        assert!(done.unwrap().success());
    };
    copy("rules");
    std::fs::copy(
        repository("tests/policies/avonmere-housing-2026.toml"),
        rules.join("policies/avonmere-housing-2026.toml"),
    )
    .unwrap();
    let (rulebook, warnings) = Rulebook::load(Some(&rules), None).unwrap();
    let of_policies: Vec<String> = warnings
        .sorted()
        .iter()
        .map(ToString::to_string)
        .filter(|it| it.contains("policies/"))
        .collect();
    assert!(of_policies.is_empty(), "{of_policies:?}");
    let policy = &rulebook.policies["avonmere-housing-2026"];
    let happening = Happening::Received {
        stage: Stage::One,
        at: "2026-12-17T10:00:00Z".parse().unwrap(),
        acknowledged: None,
        extended: None,
    };
    let dates = deadlines(policy, &happening, &rulebook.calendar).unwrap();
    let acknowledge = dates.acknowledge.unwrap().due;
    assert_eq!((acknowledge.day, acknowledge.clause.as_str()), (date("2026-12-22"), "AV 6"));
    // Inherited: from the acknowledgement's deadline while there is none.
    assert_eq!(dates.respond.unwrap().due.day, date("2027-01-08"));
    assert_eq!(
        policy.acknowledgement,
        Acknowledgement::Confirmed { fallback: redress::policy::WorkingDays(2) }
    );
    assert_eq!(policy.exclusions.len(), 2);
    assert_eq!(policy.route("housing_register").unwrap().goes_to, "our Housing Options team");
    assert!(policy.route("sar").is_some(), "the base's routes stay");
}
