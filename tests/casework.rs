//! What a case does next: decisions as tables, with the clauses they come from,
//! and the rule that applying the events gives the row.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use redress::casework::decide::{Decision, Input, JoinedMail, NewMatter, World, decide, open};
use redress::casework::{
    Case, DutyKey, DutyKind, DutyState, Event, Holder, Kind, Letter, LetterKind, MessageRef,
    Officer, Party, People, Reach, Role, StaffAddress, State, Team, Writer,
};
use redress::clerk::{Clerk, MailInHand, Occasion};
use redress::council::{Council, MailboxFacts, Rulebook};
use redress::letters::Marks;
use redress::message::ReplyAddress;
use redress::message::origin::NoAnswer;
use redress::policy::reference::CaseRef;
use redress::policy::{Acknowledgement, Stage, WorkingDays};
use redress::rules::{Classification, Text};
use redress::store::{NewMessage, Store};

pub const HOUSING: &str = "kingston-housing-landlord-2024";
const RESPOND: DutyKey = DutyKey { kind: DutyKind::Respond, stage: Some(Stage::One) };
const ACKNOWLEDGE: DutyKey = DutyKey { kind: DutyKind::Acknowledge, stage: Some(Stage::One) };

pub static COUNCIL: LazyLock<Arc<Council>> = LazyLock::new(|| Arc::new(council()));

pub fn address(text: &str) -> StaffAddress {
    StaffAddress::configured(text.to_owned())
}

fn council() -> Council {
    let officer = |id: &str, role| Officer {
        id: id.to_owned(),
        name: id.to_owned(),
        address: address(&format!("{id}@council.example")),
        teams: vec!["repairs".into()],
        role,
        manager: None,
        cover: None,
    };
    let people = People {
        officers: vec![officer("patel", Role::Officer), officer("lund", Role::Triage)],
        teams: vec![Team {
            id: "repairs".into(),
            name: "Repairs".into(),
            address: address("repairs@council.example"),
            areas: vec!["repairs".into()],
        }],
        alerts: address("ops@council.example"),
        urgent: Some(address("duty@council.example")),
    };
    let mailbox = MailboxFacts {
        name: "complaints".into(),
        address: "complaints@council.example".into(),
        policies: vec![HOUSING.into()],
        limits: redress::config::Limits::default(),
    };
    let mailboxes = BTreeMap::from([("complaints".to_owned(), mailbox)]);
    Council { rulebook: Rulebook::shipped().unwrap(), people, mailboxes, trusts_officers: false }
}

fn world() -> World<'static> {
    COUNCIL.world()
}

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn classify(subject: &str, body: &str) -> Classification {
    COUNCIL.rulebook.rules.classify(Text {
        subject,
        body,
        from: "ada@example.org",
        ..Text::default()
    })
}

pub struct Opened {
    answer: Result<ReplyAddress, NoAnswer>,
    classification: Classification,
    policy: &'static str,
    received: DateTime<Utc>,
}

impl Opened {
    pub fn of(body: &str) -> Self {
        Self {
            answer: Ok(ReplyAddress::restore("ada@example.org".into())),
            classification: classify("boiler", body),
            policy: HOUSING,
            received: at("2026-12-17T10:00:00Z"),
        }
    }

    fn matter(&self) -> NewMatter<'_> {
        let rules = &COUNCIL.rulebook.rules;
        NewMatter {
            earlier: &[],
            of: None,
            words: "",
            reference: CaseRef("KH-2026-00001".into()),
            mailbox: "complaints",
            complainant: Party { name: Some("Ada".into()), address: "ada@example.org".into() },
            answer: self.answer.clone().map(Reach::Mail),
            held_back: None,
            received_at: self.received,
            message: MessageRef(1),
            classification: &self.classification,
            handling: &rules.handling,
            rules_version: &rules.version,
            policy: &COUNCIL.rulebook.policies[self.policy],
            policy_unclear: false,
        }
    }

    pub fn open(&self) -> Decision {
        open(&self.matter(), world(), self.received)
    }
}

fn due(case: &Case, key: DutyKey) -> String {
    case.duty(key).and_then(|duty| duty.due.as_ref()).map_or("-".into(), |due| due.day.to_string())
}

pub fn kinds(decision: &Decision) -> Vec<(LetterKind, &str)> {
    decision.letters.iter().map(|out| (out.letter.kind(), out.letter.to())).collect()
}

#[test]
fn a_complaint_is_acknowledged_dated_and_given_to_its_team() {
    let decision = Opened::of("The boiler is broken. Nobody came. I want to complain.").open();
    assert_eq!(decision.case.opening.kind, Kind::Complaint);
    assert_eq!(decision.case.stage, Some(Stage::One));
    // KH 4.2; provisional until it is acknowledged (digest 6).
    assert_eq!(due(&decision.case, ACKNOWLEDGE), "2026-12-24");
    assert_eq!(due(&decision.case, RESPOND), "2027-01-12");
    assert_eq!(decision.case.promised.unwrap().to_string(), "2027-01-05");
    assert_eq!(decision.case.holder, Holder::Team("repairs".into()));
    assert_eq!(
        kinds(&decision),
        [
            (LetterKind::Acknowledgement, "ada@example.org"),
            (LetterKind::Assignment, "repairs@council.example")
        ]
    );
    let Letter::Acknowledgement { respond_by, .. } = &decision.letters[0].letter else { panic!() };
    assert_eq!(respond_by.unwrap().to_string(), "2027-01-05");
}

#[test]
fn the_response_counts_from_the_servers_250() {
    let opened = Opened::of("The boiler is broken. Nobody came. I want to complain.");
    let case = opened.open().case;
    for (sent, respond) in [
        ("2026-12-17T10:00:05Z", "2027-01-05"),
        // A promise never moves later by itself, however late the letter went.
        ("2026-12-23T10:00:00Z", "2027-01-05"),
        ("2027-01-08T10:00:00Z", "2027-01-05"),
    ] {
        let sent = at(sent);
        let input = Input::LetterSent(LetterKind::Acknowledgement);
        let after = decide(&case, &input, world(), sent).case;
        assert_eq!(after.acknowledged_at, Some(sent));
        assert_eq!(after.duty(ACKNOWLEDGE).unwrap().state, DutyState::Met);
        assert_eq!(due(&after, RESPOND), respond);
        let again = decide(&after, &input, world(), sent + Duration::hours(1));
        assert_eq!(again.case.acknowledged_at, Some(sent), "acknowledged once");
    }
}

#[test]
fn an_acknowledgement_that_comes_back_stands_again() {
    let case = Opened::of("The boiler is broken. Nobody came. I want to complain.").open().case;
    let now = at("2026-12-17T10:00:05Z");
    let sent = decide(&case, &Input::LetterSent(LetterKind::Acknowledgement), world(), now).case;
    let bounced = Input::LetterFailed {
        letter: LetterKind::Acknowledgement,
        to: "ada@example.org",
        key: "key",
        why: "550 no such user",
    };
    let decision = decide(&sent, &bounced, world(), now + Duration::hours(1));
    assert_eq!(decision.case.acknowledged_at, None);
    assert_eq!(decision.case.duty(ACKNOWLEDGE).unwrap().state, DutyState::Open);
    assert_eq!(due(&decision.case, ACKNOWLEDGE), "2026-12-24", "the limit has not moved");
    let notify = DutyKey { kind: DutyKind::Notify, stage: Some(Stage::One) };
    assert!(decision.case.duty(notify).is_some());
    assert_eq!(kinds(&decision), [(LetterKind::DeliveryFailed, "repairs@council.example")]);
}

#[test]
fn a_letter_about_a_lost_letter_causes_no_further_one() {
    let case = Opened::of("The boiler is broken. Nobody came.").open().case;
    let failed = |letter, to: &'static str| {
        let input = Input::LetterFailed { letter, to, key: "key", why: "550" };
        decide(&case, &input, world(), at("2026-12-17T11:00:00Z"))
    };
    let team = failed(LetterKind::Assignment, "repairs@council.example");
    assert_eq!(kinds(&team), [(LetterKind::DeliveryFailed, "ops@council.example")]);
    assert!(failed(LetterKind::DeliveryFailed, "repairs@council.example").letters.is_empty());
    // Where the alerts address itself is gone, triage is not.
    let alerts = failed(LetterKind::Assignment, "ops@council.example");
    assert_eq!(kinds(&alerts), [(LetterKind::DeliveryFailed, "lund@council.example")]);
}

/// Where a person confirms complaints, the acknowledgement that goes out by
/// itself does so once: one that comes back is a person's to mend.
#[test]
fn an_acknowledgement_by_itself_that_comes_back_is_not_sent_again() {
    let mut policies = COUNCIL.rulebook.policies.clone();
    let policy = policies.get_mut(HOUSING).unwrap();
    policy.acknowledgement = Acknowledgement::Confirmed { fallback: WorkingDays(2) };
    let world = World { policies: &policies, ..world() };
    let opened = Opened::of("The boiler is broken. Nobody came. I want to complain.");
    let matter = NewMatter { policy: &policies[HOUSING], ..opened.matter() };
    let decision = open(&matter, world, opened.received);
    assert_eq!(kinds(&decision)[0].0, LetterKind::Receipt);
    let itself = |case: &Case| case.acknowledges_itself_at(&policies[HOUSING], world.calendar);
    let then = itself(&decision.case).unwrap();
    assert_eq!(then, at("2026-12-21T08:00:00Z"), "the second working day after a Thursday");
    let early =
        decide(&decision.case, &Input::DutyDue(ACKNOWLEDGE), world, then - Duration::hours(1));
    assert!(early.letters.is_empty());
    let decision = decide(&decision.case, &Input::DutyDue(ACKNOWLEDGE), world, then);
    assert_eq!(kinds(&decision)[0].0, LetterKind::Acknowledgement);
    let failed = Input::LetterFailed {
        letter: LetterKind::Acknowledgement,
        to: "ada@example.org",
        key: "key",
        why: "550 no such user",
    };
    let failed = decide(&decision.case, &failed, world, then + Duration::hours(1));
    assert_eq!(itself(&failed.case), None);
    let again =
        decide(&failed.case, &Input::DutyDue(ACKNOWLEDGE), world, then + Duration::hours(2));
    assert!(!kinds(&again).iter().any(|(kind, _)| *kind == LetterKind::Acknowledgement));
}

#[test]
fn each_kind_gets_its_one_letter() {
    for (body, kind, letter, state) in [
        (
            "Please can you fix the street light?",
            Kind::ServiceRequest,
            LetterKind::ServiceRequest,
            State::Open,
        ),
        (
            "Thank you so much, your caretaker was wonderful.",
            Kind::Compliment,
            LetterKind::Thanks,
            State::ClosedNoted,
        ),
        (
            "This is a freedom of information request for your contracts.",
            Kind::Other,
            LetterKind::Routed,
            State::Open,
        ),
    ] {
        let decision = Opened::of(body).open();
        assert_eq!(decision.case.opening.kind, kind, "{body}");
        assert_eq!(decision.case.state, state, "{body}");
        let residents: Vec<LetterKind> = kinds(&decision)
            .iter()
            .map(|(kind, _)| *kind)
            .filter(|kind| kind.for_resident())
            .collect();
        assert_eq!(residents, [letter], "{body}");
        assert!(!state.is_closed() || decision.case.open_duties().count() == 0);
    }
}

#[test]
fn a_doubtful_mail_is_a_candidate_with_its_clock_running_and_a_duty_to_look() {
    let decision = Opened::of("Hello, about the other day.").open();
    assert_eq!(decision.case.opening.kind, Kind::Complaint);
    assert!(decision.case.flags.contains("needs_review"));
    assert_eq!(due(&decision.case, ACKNOWLEDGE), "2026-12-24");
    let triage = DutyKey { kind: DutyKind::Triage, stage: Some(Stage::One) };
    assert_eq!(decision.case.duty(triage).unwrap().state, DutyState::Open);
    assert!(kinds(&decision).contains(&(LetterKind::Acknowledgement, "ada@example.org")));
}

#[test]
fn whom_no_letter_may_reach_a_person_must() {
    let mut opened = Opened::of("The boiler is broken. Nobody came.");
    opened.answer = Err(NoAnswer::NoReply);
    let decision = opened.open();
    let notify = DutyKey { kind: DutyKind::Notify, stage: Some(Stage::One) };
    assert_eq!(decision.case.duty(notify).unwrap().state, DutyState::Open);
    assert!(decision.letters.iter().all(|out| !out.letter.kind().for_resident()));
    // RB 5.5, 5.7: a letter could warn the wrong person.
    let fraud = Opened::of("Your officer took cash for a flat. Nobody does anything.").open();
    assert!(fraud.letters.iter().all(|out| !out.letter.kind().for_resident()));
    assert!(fraud.case.duty(notify).is_some());
}

#[test]
fn danger_is_told_at_once_beside_everything_else() {
    let decision = Opened::of("There is a smell of gas and nobody came.").open();
    assert!(kinds(&decision).contains(&(LetterKind::UrgentAlert, "duty@council.example")));
    assert!(kinds(&decision).contains(&(LetterKind::Acknowledgement, "ada@example.org")));
}

#[test]
fn a_date_that_the_calendar_can_not_tell_is_no_guess() {
    let mut opened = Opened::of("The boiler is broken. Nobody came. I want to complain.");
    opened.received = at("2028-12-28T10:00:00Z");
    let decision = opened.open();
    assert_eq!(due(&decision.case, RESPOND), "-");
    let triage = DutyKey { kind: DutyKind::Triage, stage: Some(Stage::One) };
    assert_eq!(decision.case.duty(triage).unwrap().state, DutyState::Open);
}

/// Winds the clock from one planned step to the next.
fn live(case: Case, until: &str) -> Vec<(DateTime<Utc>, Event, Option<LetterKind>)> {
    let policy = &COUNCIL.rulebook.policies[HOUSING];
    let mut case = case;
    let mut now = case.opening.received_at;
    let mut lived = Vec::new();
    loop {
        let next = case
            .open_duties()
            .filter_map(|duty| {
                Some((
                    duty.plan(policy, false, None, &COUNCIL.rulebook.calendar, now)?.at,
                    duty.key,
                ))
            })
            .min();
        let Some((then, key)) = next.filter(|(then, _)| *then <= at(until)) else { return lived };
        now = then;
        let decision = decide(&case, &Input::DutyDue(key), world(), now);
        let mut letters = decision.letters.iter().map(|out| out.letter.kind());
        for event in decision.events {
            let letter = matches!(event, Event::Reminded { .. }).then(|| letters.next()).flatten();
            lived.push((now, event, letter));
        }
        case = decision.case;
    }
}

/// The definition has a ladder of its own.
fn of_definition(event: &Event) -> bool {
    match event {
        Event::Reminded { duty, .. } | Event::DutyMissed { duty } => duty.kind == DutyKind::Define,
        _ => false,
    }
}

#[test]
fn an_officer_is_reminded_and_chased_each_rung_once_and_in_working_hours() {
    let opened = Opened::of("The boiler is broken. Nobody came. I want to complain.");
    let case = opened.open().case;
    let sent = Input::LetterSent(LetterKind::Acknowledgement);
    let case = decide(&case, &sent, world(), at("2026-12-17T10:00:05Z")).case;
    let lived: Vec<String> = live(case, "2027-01-13T00:00:00Z")
        .iter()
        .filter(|(_, event, _)| !of_definition(event))
        .map(|(at, event, letter)| match event {
            Event::Reminded { rung, .. } => format!("{at} {} {rung:+}", letter.unwrap().as_str()),
            Event::DutyMissed { .. } => format!("{at} missed"),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        lived,
        [
            "2026-12-30 08:00:00 UTC reminder -3",
            "2027-01-04 08:00:00 UTC reminder -1",
            "2027-01-05 08:00:00 UTC reminder +0",
            "2027-01-06 00:00:00 UTC missed",
            "2027-01-06 08:00:00 UTC chase +1",
            "2027-01-08 08:00:00 UTC chase +3",
            "2027-01-12 08:00:00 UTC chase +5",
        ]
    );
}

#[test]
fn after_an_outage_there_is_one_chase_and_no_burst() {
    let opened = Opened::of("The boiler is broken. Nobody came. I want to complain.");
    let case = opened.open().case;
    let sent = Input::LetterSent(LetterKind::Acknowledgement);
    let case = decide(&case, &sent, world(), at("2026-12-17T10:00:05Z")).case;
    // Back on a Saturday night, long after the day.
    let night = at("2027-01-16T22:00:00Z");
    let first = decide(&case, &Input::DutyDue(RESPOND), world(), night);
    assert_eq!(first.events.len(), 1, "{:?}", first.events);
    assert!(matches!(first.events[0], Event::DutyMissed { .. }));
    assert!(first.letters.is_empty());
    let monday = at("2027-01-18T08:00:00Z");
    let second = decide(&first.case, &Input::DutyDue(RESPOND), world(), monday);
    // Nobody here is a manager: the alerts address is told in their place.
    assert_eq!(
        kinds(&second),
        [
            (LetterKind::Chase, "repairs@council.example"),
            (LetterKind::ManagerAlert, "ops@council.example")
        ]
    );
    assert!(second.letters.iter().all(|out| out.late), "one digest is made of several");
    let third = decide(&second.case, &Input::DutyDue(RESPOND), world(), monday);
    assert!(
        third.events.is_empty() && third.letters.is_empty(),
        "the same tick twice does no harm"
    );
}

#[test]
fn a_further_mail_goes_to_whoever_holds_the_case_and_reopens_one_that_is_over() {
    let handling = &COUNCIL.rulebook.rules.handling;
    let joined = |case: &Case, by: Writer, from: &str, body: &str| {
        let judged = classify("Re: x", body);
        let mail = JoinedMail {
            to_resident: false,
            words: "",
            received_at: at("2026-12-18T10:00:00Z"),
            message: MessageRef(2),
            by,
            from,
            classification: Some(&judged),
            handling,
        };
        decide(case, &Input::Joined(mail), world(), at("2026-12-18T10:00:00Z"))
    };
    let complaint = Opened::of("The boiler is broken. Nobody came.").open().case;
    let told = joined(&complaint, Writer::Participant, "ada@example.org", "Also the tap drips.");
    assert_eq!(kinds(&told), [(LetterKind::NewMessage, "repairs@council.example")]);
    assert_eq!(told.case.messages, 2);
    let own =
        joined(&complaint, Writer::Officer("patel".into()), "repairs@council.example", "Noted.");
    // Nobody is mailed their own words; an officer must know that only the case has them.
    assert_eq!(kinds(&own), [(LetterKind::CommandReply, "patel@council.example")]);
    let danger = joined(&complaint, Writer::Participant, "ada@example.org", "Now I smell gas.");
    assert!(kinds(&danger).contains(&(LetterKind::UrgentAlert, "duty@council.example")));

    let thanked = Opened::of("Thank you so much, your caretaker was wonderful.").open().case;
    assert!(thanked.state.is_closed());
    let more =
        joined(&thanked, Writer::Participant, "ada@example.org", "But nobody ever came back.");
    assert_eq!(more.case.state, State::Open);
    assert_eq!(more.case.open_duties().count(), 1);
    let thanks = joined(&thanked, Writer::Participant, "ada@example.org", "Thank you");
    assert!(thanks.case.state.is_closed());
}

/// Something that happens to a case in the property test.
#[derive(Debug, Clone)]
enum Happens {
    Sent(LetterKind),
    Failed(LetterKind),
    Joined(bool),
    Days(i64),
}

fn happens() -> impl Strategy<Value = Happens> {
    let letter = prop_oneof![
        Just(LetterKind::Acknowledgement),
        Just(LetterKind::Thanks),
        Just(LetterKind::Assignment),
        Just(LetterKind::Receipt),
    ];
    prop_oneof![
        letter.clone().prop_map(Happens::Sent),
        letter.prop_map(Happens::Failed),
        any::<bool>().prop_map(Happens::Joined),
        (0_i64..9).prop_map(Happens::Days),
    ]
}

const BODIES: &[&str] = &[
    "The boiler is broken. Nobody came. I want to complain.",
    "Thank you so much, your caretaker was wonderful.",
    "Please can you fix the street light?",
    "Hello, about the other day.",
    "There is a smell of gas and nobody came.",
];

async fn put(store: &Store, number: u8) -> MessageRef {
    let mut tx = store.write().await.unwrap();
    let mailbox = tx.mailbox("complaints").await.unwrap();
    let seen = redress::message::Seen::File(number.to_string());
    let digest = redress::message::digest::of_bytes(&[number]);
    let message = NewMessage {
        mailbox,
        seen: &seen,
        bytes: vec![number],
        digest: &digest,
        received_at: at("2026-12-17T10:00:00Z"),
    };
    let id = tx.insert_message(message, at("2026-12-17T10:00:00Z")).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn lives_through(body: &str, story: &[Happens]) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("t.db")).await.unwrap();
    let marks = Marks::new(b"key");
    let clerk = Clerk { council: &COUNCIL, marks: &marks };
    let opened = Opened::of(body);
    let message = put(&store, 0).await;
    let mail = MailInHand::default();
    let mut now = opened.received;
    let mut tx = store.write().await.unwrap();
    let occasion = |now| Occasion { actor: "redress", now, mail: Some(&mail), answers: None };
    let matter = NewMatter { message, ..opened.matter() };
    let case = clerk.open(&mut tx, &matter, occasion(now)).await.unwrap();
    tx.commit().await.unwrap();
    for (number, happens) in story.iter().enumerate() {
        now += Duration::seconds(7);
        let message = put(&store, u8::try_from(number + 1).unwrap()).await;
        let judged = classify("Re: x", "But nobody came.");
        let mut inputs = Vec::new();
        match happens {
            Happens::Sent(kind) => inputs.push(Input::LetterSent(*kind)),
            Happens::Failed(letter) => inputs.push(Input::LetterFailed {
                letter: *letter,
                to: "ada@example.org",
                key: "key",
                why: "550",
            }),
            Happens::Joined(participant) => inputs.push(Input::Joined(JoinedMail {
                to_resident: false,
                words: "",
                received_at: at("2026-12-18T10:00:00Z"),
                message,
                by: if *participant { Writer::Participant } else { Writer::Other },
                from: "ada@example.org",
                classification: Some(&judged),
                handling: &COUNCIL.rulebook.rules.handling,
            })),
            Happens::Days(days) => {
                now += Duration::days(*days);
                for due in store.due_duties(now, 10).await.unwrap() {
                    inputs.push(Input::DutyDue(due.key));
                }
            }
        }
        for input in inputs {
            let mut tx = store.write().await.unwrap();
            clerk.decide(&mut tx, case, &input, occasion(now)).await.unwrap();
            tx.commit().await.unwrap();
        }
        let stored = store.case("KH-2026-00001").await.unwrap().unwrap().case;
        let history = store.history(case).await.unwrap();
        let replayed = Case::replay(history.iter().map(|row| &row.event)).unwrap();
        assert_eq!(replayed, stored, "applying the events gives the row");
        assert!(!stored.state.is_closed() || stored.open_duties().count() == 0);
        assert_eq!(store.check_chain().await.unwrap(), None);
    }
    store.close().await;
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn applying_the_events_gives_the_row(
        body in 0..BODIES.len(),
        story in prop::collection::vec(happens(), 1..10),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(lives_through(BODIES[body], &story));
    }
}

#[tokio::test]
async fn a_changed_history_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.db");
    let store = Store::open(&path).await.unwrap();
    let marks = Marks::new(b"key");
    let clerk = Clerk { council: &COUNCIL, marks: &marks };
    let opened = Opened::of(BODIES[0]);
    let message = put(&store, 0).await;
    let mail = MailInHand::default();
    let mut tx = store.write().await.unwrap();
    let occasion =
        Occasion { actor: "redress", now: opened.received, mail: Some(&mail), answers: None };
    let matter = NewMatter { message, ..opened.matter() };
    clerk.open(&mut tx, &matter, occasion).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.check_chain().await.unwrap(), None);
    store.close().await;
    let sql =
        |text: &str| std::process::Command::new("sqlite3").arg(&path).arg(text).output().unwrap();
    let refused = sql("UPDATE case_event SET at = at + 1 WHERE id = 2");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("append-only"));
    let forged = sql(
        "DROP TRIGGER case_event_is_append_only_update; UPDATE case_event SET at = at + 1 WHERE id = 2",
    );
    assert!(forged.status.success(), "{forged:?}");
    let store = Store::open_to_read(&path).await.unwrap();
    assert_eq!(store.check_chain().await.unwrap().unwrap().event, 2);
}
