//! No configuration can make the program refuse, extend, decline to escalate or
//! close a complaint without a person (B03; KH 2.1, Code 2.1): whatever the
//! rules say of a mail, whatever a policy sets, whatever comes in and however
//! much time passes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use redress::casework::action::read;
use redress::casework::decide::{
    Acted, Actor, AwayReply, Decision, Input, JoinedMail, NewMatter, SentMail, Served, World,
    decide, open,
};
use redress::casework::event::Settled;
use redress::casework::{
    Case, DutyKey, DutyKind, Event, Kind, LetterKind, MessageRef, Officer, Party, People, Role,
    StaffAddress, Team, Writer,
};
use redress::council::Rulebook;
use redress::message::ReplyAddress;
use redress::policy::reference::CaseRef;
use redress::policy::{Acknowledgement, Policies, Stage, WorkingDays};
use redress::rules::{Classification, Handling, Intent, Label, Text};

static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::shipped().unwrap());
static PEOPLE: LazyLock<People> = LazyLock::new(people);

const FLAGS: &[&str] = &[
    "withdrawal",
    "over_12_months",
    "legal_proceedings",
    "previously_considered",
    "policy_complaint",
    "spam",
    "staff_misconduct",
    "safeguarding",
    "urgent_hazard",
    "foi",
    "data_breach",
    "member_enquiry",
    "no_consent",
    "anonymous",
    "unacceptable_behaviour",
    "needs_review",
    "survey",
    "escalation",
];

fn people() -> People {
    let address = |text: &str| StaffAddress::configured(text.to_owned());
    let officer = |id: &str, role| Officer {
        id: id.to_owned(),
        name: id.to_owned(),
        address: address(&format!("{id}@council.example")),
        teams: vec!["repairs".into()],
        role,
        manager: None,
        cover: None,
    };
    People {
        officers: vec![officer("patel", Role::Officer), officer("okoro", Role::Manager)],
        teams: vec![Team {
            id: "repairs".into(),
            name: "Repairs".into(),
            address: address("repairs@council.example"),
            areas: vec!["repairs".into()],
        }],
        alerts: address("ops@council.example"),
        urgent: None,
    }
}

/// Whatever rule files could make of a mail.
fn judged() -> impl Strategy<Value = Classification> {
    let label = prop::sample::select(Label::ALL.to_vec());
    let intent = prop::sample::select(vec![
        Intent::New,
        Intent::FollowUp,
        Intent::Escalation,
        Intent::Withdrawal,
        Intent::Thanks,
    ]);
    let area = prop::option::of(Just("repairs".to_owned()));
    (label, intent, flags(), any::<bool>(), area).prop_map(
        |(label, intent, flags, needs_review, area)| {
            let plain = RULEBOOK.rules.classify(Text { body: "x", ..Text::default() });
            let exclusions = BTreeSet::from(["KH-X1", "KH-X2", "KC-X13"].map(str::to_owned));
            Classification { label, intent, flags, needs_review, area, exclusions, ..plain }
        },
    )
}

fn flags() -> impl Strategy<Value = BTreeSet<String>> {
    prop::collection::btree_set(prop::sample::select(FLAGS.to_vec()), 0..6)
        .prop_map(|flags| flags.into_iter().map(str::to_owned).collect())
}

fn handling() -> impl Strategy<Value = Handling> {
    (flags(), flags(), flags()).prop_map(|(urgent, restricted, no_case)| Handling {
        urgent,
        restricted,
        no_case,
        ..RULEBOOK.rules.handling.clone()
    })
}

/// The shipped policies with every option that a council can set.
fn policies() -> impl Strategy<Value = Policies> {
    let one = (any::<[bool; 9]>(), flags());
    one.prop_map(|(set, flags)| {
        let mut policies = RULEBOOK.policies.clone();
        for policy in policies.values_mut() {
            policy.enquiry_is_complaint = set[0];
            policy.answers_policy_complaints = set[1];
            policy.dissatisfied_reply_escalates = set[2];
            policy.window = policy.window.take().filter(|_| set[3]);
            policy.issue_age = policy.issue_age.take().filter(|_| set[4]);
            policy.stage2.another_person = set[5];
            if set[8] {
                policy.acknowledgement = Acknowledgement::Confirmed { fallback: WorkingDays(3) };
            }
            for route in &mut policy.routes {
                route.flags = flags.iter().cloned().collect();
                route.quiet = set[6];
                route.hand_over_to =
                    Some("elsewhere@council.example".to_owned()).filter(|_| set[7]);
            }
        }
        policies
    })
}

/// Everything that can happen but an officer's act.
#[derive(Debug, Clone)]
enum Happens {
    Joined { by: Writer, judged: Box<Classification>, to_resident: bool },
    SentByHand,
    DutyDue(DutyKey),
    Recount,
    Away(LetterKind),
    Left,
    LetterSent(LetterKind),
    LetterPrinted(LetterKind),
    LetterFailed(LetterKind),
}

/// A kind of input that is added must be thought of here.
fn is_an_act(input: &Input<'_>) -> bool {
    match input {
        Input::Acted(_) => true,
        Input::Joined(_)
        | Input::SentByHand(_)
        | Input::Away(_)
        | Input::Left { .. }
        | Input::DutyDue(_)
        | Input::Recount
        | Input::LetterSent(_)
        | Input::LetterPrinted(_)
        | Input::LetterFailed { .. } => false,
    }
}

fn happens() -> impl Strategy<Value = (Happens, i64)> {
    let letters: Vec<LetterKind> = LetterKind::ALL.iter().map(|(_, kind)| *kind).collect();
    let letter = prop::sample::select(letters);
    let writer = prop_oneof![
        3 => Just(Writer::Participant),
        1 => Just(Writer::Other),
        1 => Just(Writer::Officer("patel".into())),
    ];
    let joined = (writer, judged(), any::<bool>()).prop_map(|(by, judged, to_resident)| {
        Happens::Joined { by, judged: Box::new(judged), to_resident }
    });
    let kinds = [
        DutyKind::Acknowledge,
        DutyKind::Define,
        DutyKind::Respond,
        DutyKind::Update,
        DutyKind::Action(1),
        DutyKind::Enquiry,
        DutyKind::Evidence,
        DutyKind::Triage,
        DutyKind::Notify,
        DutyKind::PassOn,
        DutyKind::Assign,
        DutyKind::Review,
    ];
    let stage = prop::sample::select(vec![None, Some(Stage::One), Some(Stage::Two)]);
    let duty = (prop::sample::select(kinds.to_vec()), stage)
        .prop_map(|(kind, stage)| Happens::DutyDue(DutyKey { kind, stage }));
    let happens = prop_oneof![
        4 => joined,
        1 => Just(Happens::SentByHand),
        4 => duty,
        1 => Just(Happens::Recount),
        1 => letter.clone().prop_map(Happens::Away),
        1 => Just(Happens::Left),
        3 => letter.clone().prop_map(Happens::LetterSent),
        1 => letter.clone().prop_map(Happens::LetterPrinted),
        2 => letter.prop_map(Happens::LetterFailed),
    ];
    (happens, 0_i64..60)
}

/// What only a person may do.
fn is_a_persons(event: &Event) -> bool {
    match event {
        Event::Extended(_)
        | Event::Reclassified { .. }
        | Event::Acted { .. }
        | Event::Undone { .. } => true,
        Event::Settled(settled) => match settled {
            Settled::Defined { .. }
            | Settled::Answered { .. }
            | Settled::Refused(_)
            | Settled::Closing { .. }
            | Settled::LearningAsked
            | Settled::UpdatesAgreed { .. }
            | Settled::PolicyChanged { .. }
            | Settled::Occurred { .. }
            | Settled::Asked { .. }
            | Settled::Updated { .. }
            | Settled::RemedyDone { .. }
            | Settled::Told { .. }
            | Settled::AuthorityGiven { .. }
            | Settled::Adjusted { .. }
            | Settled::Restricted(_)
            | Settled::LegalHold { .. }
            | Settled::Corrected { .. }
            | Settled::Merged { .. }
            | Settled::ConflictWeighed { .. }
            | Settled::MemberJoined { .. } => true,
            Settled::Entered { .. }
            | Settled::PassOn { .. }
            | Settled::PassedOn { .. }
            | Settled::AnswerSent { .. }
            | Settled::RefusalSent { .. }
            | Settled::RemedyPromised { .. }
            | Settled::Routed { .. }
            | Settled::AuthorityAsked
            | Settled::Linked { .. }
            | Settled::PerhapsStage2 { .. }
            | Settled::Noted { .. }
            | Settled::Away { .. }
            | Settled::EarlierCases { .. }
            | Settled::ComplainedAbout { .. } => false,
        },
        Event::Opened(_)
        | Event::Joined { .. }
        | Event::SentByHand { .. }
        | Event::Assigned { .. }
        | Event::DutySet { .. }
        | Event::DutyMet { .. }
        | Event::DutyMissed { .. }
        | Event::DutyWithdrawn { .. }
        | Event::Reminded { .. }
        | Event::LetterQueued { .. }
        | Event::HeldBack { .. }
        | Event::LetterSent { .. }
        | Event::LetterPrinted { .. }
        | Event::Acknowledged { .. }
        | Event::LetterFailed { .. }
        | Event::Closed { .. }
        | Event::Reopened { .. }
        | Event::Escalated { .. }
        | Event::Flagged { .. } => false,
    }
}

const PERSONS_LETTERS: [LetterKind; 5] = [
    LetterKind::Refusal,
    LetterKind::Extension,
    LetterKind::Response,
    LetterKind::Definition,
    LetterKind::Update,
];

fn holds(decision: &Decision, answered: bool) {
    for event in &decision.events {
        assert!(!is_a_persons(event), "{event:?}");
        let complaint = matches!(decision.case.kind(), Kind::Complaint | Kind::PolicyComplaint)
            || decision.case.stage.is_some();
        let closed = matches!(event, Event::Closed { .. });
        assert!(!(closed && complaint && !answered), "{event:?} {:?}", decision.case);
    }
    for outgoing in &decision.letters {
        let kind = outgoing.letter.kind();
        assert!(!PERSONS_LETTERS.contains(&kind), "{kind:?}");
    }
    assert!(decision.opens.is_empty() && decision.elsewhere.is_empty());
}

/// An unanswered complaint stays open with its response owed.
fn is_owed(case: &Case) {
    if case.stage.is_some() && !case.is_answered() {
        assert!(!case.state.is_closed(), "{case:?}");
        let owed = case.open_duties().any(|duty| duty.key.kind == DutyKind::Respond);
        assert!(owed, "{case:?}");
    }
}

struct Life<'a> {
    world: World<'a>,
    handling: &'a Handling,
    now: DateTime<Utc>,
    answered: bool,
}

impl Life<'_> {
    fn goes_on(&mut self, case: &Case, happens: &Happens, days: i64) -> Case {
        self.now += Duration::days(days) + Duration::hours(3);
        let recipients = ["ada@example.org".to_owned()];
        let message = MessageRef(9);
        let input = match happens {
            Happens::Joined { by, judged, to_resident } => Input::Joined(JoinedMail {
                message,
                by: by.clone(),
                from: "ada@example.org",
                to_resident: *to_resident,
                words: "patel",
                received_at: self.now,
                classification: Some(judged),
                handling: self.handling,
            }),
            Happens::SentByHand => Input::SentByHand(SentMail { message, recipients: &recipients }),
            Happens::DutyDue(duty) => Input::DutyDue(*duty),
            Happens::Recount => Input::Recount,
            Happens::Away(letter) => {
                Input::Away(AwayReply { officer: "patel", letter: *letter, message })
            }
            Happens::Left => Input::Left { teams: &[] },
            Happens::LetterSent(letter) => Input::LetterSent(*letter),
            Happens::LetterPrinted(letter) => Input::LetterPrinted(*letter),
            Happens::LetterFailed(letter) => Input::LetterFailed {
                letter: *letter,
                to: "ada@example.org",
                key: "key",
                why: "550 no such user",
            },
        };
        assert!(!is_an_act(&input));
        let decision = decide(case, &input, self.world, self.now);
        let was_sent = matches!(happens, Happens::LetterSent(LetterKind::Response));
        holds(&decision, self.answered && (was_sent || case.is_answered()));
        is_owed(&decision.case);
        decision.case
    }

    fn officer_says(&self, case: &Case, text: &str) -> Case {
        let by = Actor { id: "okoro".into(), role: Role::Manager, reply_to: None };
        let spoken = read(text);
        let others = BTreeMap::new();
        let acted = Acted {
            by: &by,
            spoken: &spoken,
            message: None,
            others: &others,
            undo: None,
            files_too_large: false,
            served: &Served::default(),
        };
        decide(case, &Input::Acted(acted), self.world, self.now).case
    }
}

fn opened(life: &Life<'_>, judged: &Classification, policy: &str, unclear: bool) -> Decision {
    let matter = NewMatter {
        earlier: &[],
        reference: CaseRef("KH-2026-00001".into()),
        mailbox: "complaints",
        complainant: Party { name: Some("Ada".into()), address: "ada@example.org".into() },
        answer: Ok(ReplyAddress::restore("ada@example.org".into()).into()),
        held_back: None,
        received_at: life.now,
        message: MessageRef(1),
        of: None,
        words: "the boiler",
        classification: judged,
        handling: life.handling,
        rules_version: "1",
        policy: life.world.policies.get(policy).unwrap(),
        policy_unclear: unclear,
    };
    open(&matter, life.world, life.now)
}

const ANSWER: &str = "/respond\nDecision: upheld\nReasons: late\nRemedy: sorry\nActions: none";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_configuration_decides_in_a_persons_place(
        first in judged(),
        handling in handling(),
        policies in policies(),
        policy in 0_usize..4,
        unclear in any::<bool>(),
        answered in any::<bool>(),
        lived in prop::collection::vec(happens(), 1..25),
    ) {
        let ids = [
            "kingston-housing-landlord-2024",
            "kingston-corporate-2025",
            "rbkc-housing-management-2021",
            "medway-housing-2022",
        ];
        let world = World { policies: &policies, calendar: &RULEBOOK.calendar, people: &PEOPLE };
        let now = "2026-01-05T10:00:00Z".parse().unwrap();
        let mut life = Life { world, handling: &handling, now, answered };
        let decision = opened(&life, &first, ids[policy], unclear);
        for event in &decision.events {
            prop_assert!(!is_a_persons(event), "{event:?}");
        }
        let complaint = matches!(decision.case.kind(), Kind::Complaint | Kind::PolicyComplaint);
        prop_assert!(!(complaint && decision.case.state.is_closed()));
        prop_assert!(!complaint || decision.case.stage == Some(Stage::One));
        is_owed(&decision.case);
        let mut case = decision.case;
        // A person answers; then it is stage 2 that nobody may refuse or close.
        if answered {
            case = life.officer_says(&case, ANSWER);
        }
        for (happens, days) in &lived {
            case = life.goes_on(&case, happens, *days);
        }
    }
}
