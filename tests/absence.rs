//! Officers who are away, covered for, or gone: their cases wait for nobody, and
//! nobody comes to a case in that way who must not.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use redress::casework::decide::{AwayReply, Decision, Input, World, decide};
use redress::casework::event::Settled;
use redress::casework::{
    Barred, Case, Event, Holder, Letter, LetterKind, MessageRef, Officer, People, Role, Team,
};
use redress::policy::Stage;

use crate::casework::{COUNCIL, Opened, address, at, kinds};
use crate::servers::{eventually, signal};
use crate::setup::{Council, Way, header, mail, mail_at};

const ADA: &str = "ada@example.org";
const PATEL: &str = "R. Patel <r.patel@council.example>";

// ---- Decisions

fn officer(id: &str, teams: &[&str], manager: Option<&str>, cover: Option<&str>) -> Officer {
    Officer {
        id: id.into(),
        name: id.to_uppercase(),
        address: address(&format!("{id}@council.example")),
        teams: teams.iter().map(|team| (*team).to_owned()).collect(),
        role: Role::Officer,
        manager: manager.map(str::to_owned),
        cover: cover.map(str::to_owned),
    }
}

fn people(officers: Vec<Officer>) -> People {
    let team = |id: &str, area: &str| Team {
        id: id.into(),
        name: id.to_uppercase(),
        address: address(&format!("{id}@council.example")),
        areas: vec![area.into()],
    };
    People {
        officers,
        teams: vec![team("repairs", "repairs"), team("streets", "waste")],
        alerts: address("ops@council.example"),
        urgent: None,
    }
}

fn world(people: &People) -> World<'_> {
    let rulebook = &COUNCIL.rulebook;
    World { policies: &rulebook.policies, calendar: &rulebook.calendar, people }
}

/// A complaint about a boiler of Thursday 17 December 2026, with an officer.
fn held_by(id: &str) -> Case {
    static OPENED: LazyLock<Case> = LazyLock::new(|| {
        Opened::of("The boiler is broken. Nobody came. I want to complain.").open().case
    });
    let mut case = OPENED.clone();
    case.apply(&Event::Assigned { to: Holder::Officer(id.into()), why: "test".into() });
    case
}

fn after(mut case: Case, settled: Settled) -> Case {
    case.apply(&Event::Settled(settled));
    case
}

fn about(case: Case, officer: &str) -> Case {
    after(case, Settled::ComplainedAbout { officer: officer.into() })
}

fn away(case: &Case, people: &People, officer: &str, now: DateTime<Utc>) -> Decision {
    let letter = LetterKind::Assignment;
    let reply = AwayReply { officer, letter, message: MessageRef(7) };
    decide(case, &Input::Away(reply), world(people), now)
}

const FRIDAY: &str = "2026-12-18T10:00:00Z";

#[test]
fn an_absence_is_told_upwards_and_never_to_whom_the_complaint_is_about() {
    let manager = || officer("okoro", &[], None, None);
    let triage = || Officer { role: Role::Triage, ..officer("lund", &[], None, None) };
    let mut triage_away = people(vec![triage()]);
    triage_away.teams.clear();
    let with = |teams: &[&str], manager_of: Option<&str>| {
        people(vec![officer("patel", teams, manager_of, None), manager(), triage()])
    };
    let plain = || held_by("patel");
    for (name, people, case, away_is, told) in [
        ("the manager", with(&["repairs"], Some("okoro")), plain(), "patel", vec!["okoro"]),
        ("the team", with(&["repairs"], None), plain(), "patel", vec!["repairs"]),
        ("triage", with(&[], None), plain(), "patel", vec!["lund"]),
        ("alerts", triage_away, held_by("lund"), "lund", vec!["ops"]),
        (
            "not the manager whom it is about",
            with(&["repairs"], Some("okoro")),
            about(plain(), "okoro"),
            "patel",
            vec!["repairs"],
        ),
        ("nor triage", with(&[], None), about(plain(), "lund"), "patel", vec!["ops"]),
    ] {
        let decision = away(&case, &people, away_is, at(FRIDAY));
        let letters = kinds(&decision);
        let expected: Vec<String> = told.iter().map(|to| format!("{to}@council.example")).collect();
        let to: Vec<&str> = letters.iter().map(|(_, to)| *to).collect();
        assert_eq!(to, expected, "{name}");
        assert!(letters.iter().all(|(kind, _)| *kind == LetterKind::ManagerAlert), "{name}");
        assert_eq!(decision.case.holder, case.holder, "{name}");
        assert_eq!(decision.case.duties, case.duties, "{name}: duties stay");
        let Letter::Away { owed, .. } = &decision.letters[0].letter else { panic!("{name}") };
        assert_eq!(owed.len(), case.open_duties().count(), "{name}");
    }
}

#[test]
fn an_absence_is_told_once_until_it_is_another_one() {
    let people = people(vec![
        officer("patel", &["repairs"], Some("okoro"), None),
        officer("okoro", &[], None, None),
    ]);
    let first = away(&held_by("patel"), &people, "patel", at(FRIDAY));
    assert_eq!(first.events.len(), 1);
    let again = |now| away(&first.case, &people, "patel", at(now));
    // Five working days from Friday 18 December, with Christmas in between.
    for now in [FRIDAY, "2026-12-24T10:00:00Z", "2026-12-28T10:00:00Z"] {
        let decision = again(now);
        assert!(decision.events.is_empty() && decision.letters.is_empty(), "{now}");
    }
    assert_eq!(again("2026-12-29T10:00:00Z").letters.len(), 1, "a further absence");
    // Who has given the case away, or whose case is over, is not waited for.
    let gone = away(&held_by("okoro"), &people, "patel", at(FRIDAY));
    assert!(gone.events.is_empty() && gone.letters.is_empty());
    let mut over = held_by("patel");
    let state = redress::casework::State::Closed;
    over.apply(&Event::Closed { state, why: "test".into() });
    assert!(away(&over, &people, "patel", at(FRIDAY)).events.is_empty());
}

#[test]
fn a_cover_gets_the_mail_unless_the_case_bars_them() {
    let people = people(vec![
        officer("patel", &["repairs"], None, Some("shah")),
        officer("shah", &["repairs"], None, Some("marsh")),
        officer("marsh", &["repairs"], None, None),
    ]);
    let told = |case: &Case| {
        let found = people.holders(&case.holder, &case.barred());
        found.iter().map(|to| to.as_str().replace("@council.example", "")).collect::<Vec<_>>()
    };
    assert_eq!(told(&held_by("patel")), ["patel", "shah", "marsh"]);
    assert_eq!(told(&held_by("marsh")), ["marsh"], "nobody covers for them");
    assert_eq!(told(&about(held_by("patel"), "shah")), ["patel", "marsh"], "KH 4.2");
    // Stage 2 is another person's than stage 1's, cover or not (Code 6.13).
    let answer = redress::casework::action::Answer {
        decision: vec!["upheld".into()],
        reasons: "x".into(),
        remedy: "x".into(),
        actions: Vec::new(),
        learning: None,
    };
    let answered = |by: &str, handler: &str| {
        let stage = Some(Stage::One);
        let (answer, handler) = (answer.clone(), Some(handler.to_owned()));
        let case = held_by(handler.as_deref().unwrap());
        let mut case = after(case, Settled::Answered { stage, answer, by: by.into(), handler });
        case.apply(&Event::Escalated { at: at(FRIDAY), why: "test".into(), asked: None });
        case.apply(&Event::Assigned { to: Holder::Officer("patel".into()), why: "test".into() });
        case
    };
    assert_eq!(told(&answered("shah", "shah")), ["patel", "marsh"]);
    assert_eq!(told(&answered("shah", "marsh")), ["patel"], "who held it and who answered it");
    assert!(people.covers_for(&people.officers[2], "Patel@council.example"));
    assert!(!people.covers_for(&people.officers[0], "shah@council.example"));
    assert!(!Barred::nobody().has("shah"));
}

#[test]
fn a_case_of_an_officer_who_left_goes_to_the_nearest_team_and_keeps_its_days() {
    let teams = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<String>>();
    let here = people(vec![officer("shah", &["repairs"], None, None)]);
    let mut streets_only = here.clone();
    streets_only.teams.retain(|team| team.id == "streets");
    let repairs = || Holder::Team("repairs".into());
    let streets = || Holder::Team("streets".into());
    for (people, former, holder, to) in [
        (&here, teams(&["streets", "repairs"]), repairs(), "repairs"),
        (&here, teams(&["streets"]), streets(), "streets"),
        (&here, teams(&[]), repairs(), "repairs"),
        (&here, teams(&["gone"]), repairs(), "repairs"),
        (&streets_only, teams(&["repairs", "streets"]), streets(), "streets"),
        (&streets_only, teams(&[]), Holder::Nobody, "ops"),
    ] {
        let case = held_by("patel");
        let input = Input::Left { teams: &former };
        let decision = decide(&case, &input, world(people), at(FRIDAY));
        assert_eq!(decision.case.holder, holder, "{former:?}");
        assert_eq!(decision.case.duties, case.duties, "{former:?}");
        let to = format!("{to}@council.example");
        assert_eq!(kinds(&decision), [(LetterKind::Assignment, to.as_str())], "{former:?}");
        let again = decide(&decision.case, &input, world(people), at(FRIDAY));
        assert!(again.events.is_empty() && again.letters.is_empty(), "{former:?}: once");
    }
    let input = Input::Left { teams: &[] };
    let stays = decide(&held_by("shah"), &input, world(&here), at(FRIDAY));
    assert!(stays.events.is_empty(), "the officer is there");
    let mut over = held_by("patel");
    let state = redress::casework::State::ClosedAnswered;
    over.apply(&Event::Closed { state, why: "test".into() });
    assert!(decide(&over, &input, world(&here), at(FRIDAY)).events.is_empty(), "it is over");
}

#[test]
fn an_officers_address_that_is_gone_is_told_to_somebody_else() {
    let people = people(vec![
        officer("patel", &["repairs"], Some("okoro"), None),
        officer("okoro", &[], None, None),
    ]);
    let failed = Input::LetterFailed {
        letter: LetterKind::Reminder,
        to: "Patel@council.example",
        key: "key",
        why: "550 5.1.1 no such user",
    };
    let decision = decide(&held_by("patel"), &failed, world(&people), at(FRIDAY));
    let failed = LetterKind::DeliveryFailed;
    let expected = [(failed, "okoro@council.example"), (failed, "ops@council.example")];
    assert_eq!(kinds(&decision), expected);
    assert_eq!(decision.case.duties, held_by("patel").duties);
}

// ---- The program

struct Office {
    council: Council,
}

impl Office {
    /// With a second officer of the team.
    fn new() -> Self {
        let council = Council::new(&Way::folders());
        council.configure_more(
            "[[officer]]\nid = \"m.shah\"\nname = \"M. Shah\"\n\
             address = \"m.shah@council.example\"\nteams = [\"repairs\"]\n",
        );
        Self { council }
    }

    fn receive(&self, name: &str, text: &str) {
        self.council.put(name, text);
        self.council.good(&["run", "--once"]);
    }

    /// Opens a case, and gives it to R. Patel.
    fn case(&self, number: u32) -> String {
        let at = format!("2026-11-17T{:02}:00:00Z", 8 + number);
        let words = format!("The boiler in flat {number} is cold, nobody came. I complain.");
        let id = format!("a{number}@x");
        let from = format!("a{number}@example.org");
        self.receive(&id, &mail_at(&at, "", &from, &id, "boiler", &words));
        let case = self.council.outcome(&id).1.unwrap();
        let assigned = self.letter("assignment", "repairs@council.example", &case);
        let id = format!("assign{number}@x");
        self.receive(&id, &answer(PATEL, &id, &assigned, "/assign r.patel"));
        assert_eq!(self.assigned_to(&case), "r.patel");
        case
    }

    /// The Message-ID of the last letter of a kind to an address about a case.
    fn letter(&self, kind: &str, to: &str, case: &str) -> String {
        let rows = self.council.json(&["outbox", "--all"]);
        let found = rows.iter().rev().find(|row| {
            row["letter"] == kind && row["to"] == to && (row["case"] == case || case.is_empty())
        });
        let row = found.unwrap_or_else(|| panic!("no {kind} to {to} about {case}"));
        row["message_id"].as_str().unwrap().to_owned()
    }

    fn assigned_to(&self, case: &str) -> String {
        let cases = self.council.json(&["cases"]);
        let row = cases.iter().find(|row| row["ref"] == case).unwrap();
        row["assigned_to"].as_str().unwrap_or("nobody").to_owned()
    }

    fn absences(&self, case: &str) -> usize {
        self.council.good(&["case", case]).matches("seems to be away").count()
    }

    /// Mails to managers that speak of an absence, with those that wait for
    /// working hours.
    fn told_of_absence(&self, case: &str) -> usize {
        let letters = self.council.good(&["case", case, "--letters"]);
        letters.matches("R. Patel seems to be away").count()
    }

    fn alerts(&self, kind: &str) -> usize {
        let status = self.council.status().unwrap();
        status["alerts"].as_array().unwrap().iter().filter(|it| it["alert"] == kind).count()
    }

    /// Takes officers out of the configuration.
    fn dismiss(&self, ids: &[&str]) {
        let path = self.council.path("redress.toml");
        let text = std::fs::read_to_string(&path).unwrap();
        let leaves = |block: &&str| {
            ids.iter().any(|id| block.starts_with(&format!("officer]]\nid = \"{id}\"")))
        };
        let kept: Vec<&str> = text.split("[[").filter(|block| !leaves(block)).collect();
        std::fs::write(path, kept.join("[[")).unwrap();
    }
}

fn answer(from: &str, id: &str, answers: &str, words: &str) -> String {
    reply(from, id, answers, "", "Re: boiler", words)
}

fn reply(from: &str, id: &str, answers: &str, fields: &str, subject: &str, words: &str) -> String {
    let thread = match answers {
        "" => String::new(),
        answers => format!("In-Reply-To: <{answers}>\r\nReferences: <{answers}>\r\n"),
    };
    mail_at("2026-11-18T09:00:00Z", &format!("{thread}{fields}"), from, id, subject, words)
}

const AUTO: &str = "Auto-Submitted: auto-replied\r\n";

#[test]
fn an_out_of_office_is_known_by_our_message_id_or_by_the_subject_and_recorded_once() {
    let office = Office::new();
    let (case, other) = (office.case(1), office.case(2));
    let assignment = office.letter("assignment", "r.patel@council.example", &case);
    // Whoever is no officer, or did not get the mail themselves, is not away.
    let subject = format!("Automatic reply: [{case}]");
    office.receive("r1", &reply("Eve <eve@example.net>", "r1@x", "", AUTO, &subject, "Away."));
    let team = office.letter("assignment", "repairs@council.example", &case);
    office.receive("r2", &reply(PATEL, "r2@x", &team, AUTO, "Away", "I am away."));
    let shah = "M. Shah <m.shah@council.example>";
    office.receive("r3", &reply(shah, "r3@x", &assignment, AUTO, "Away", "I am away."));
    for id in ["r1@x", "r2@x", "r3@x"] {
        assert_eq!(office.council.outcome(id).0, "filed", "{id}");
    }
    assert_eq!(office.absences(&case), 0);
    let words = "In Lisbon until the 30th.";
    office.receive("r4", &reply(PATEL, "r4@x", &assignment, AUTO, "Away", words));
    assert_eq!(office.council.outcome("r4@x"), ("filed".to_owned(), Some(case.clone())));
    assert_eq!((office.absences(&case), office.told_of_absence(&case)), (1, 1));
    office.receive("r5", &reply(PATEL, "r5@x", &assignment, AUTO, "Away", "Still away."));
    assert_eq!((office.absences(&case), office.told_of_absence(&case)), (1, 1), "once");
    assert_eq!(office.assigned_to(&case), "r.patel");
    // A program that keeps the subject only.
    let subject = format!("Automatic reply: [{other}] New complaint");
    office.receive("r6", &reply(PATEL, "r6@x", "", AUTO, &subject, words));
    assert_eq!((office.absences(&other), office.told_of_absence(&other)), (1, 1));
    let shown = office.council.good(&["case", &case, "--letters"]);
    assert!(!shown.contains("Lisbon"), "what the reply says stays in the reply:\n{shown}");
    // The mail that asked for it lets Exchange answer; others do not.
    let letters = office.council.letters();
    for (to, letter) in letters {
        let suppress = header(&letter, "X-Auto-Response-Suppress");
        match to.as_str() {
            "r.patel@council.example" if letter.contains("New complaint") => {
                assert_eq!(suppress, "DR, RN, NRN, AutoReply");
            }
            to if to.ends_with("example.org") => assert_eq!(suppress, "All"),
            _ => {}
        }
        assert!(!header(&letter, "Auto-Submitted").is_empty());
    }
}

#[test]
fn a_cover_may_act_on_the_officers_mail_and_nobody_else() {
    let office = Office::new();
    let case = office.case(1);
    let path = office.council.path("redress.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let covered = text.replacen("id = \"r.patel\"\n", "id = \"r.patel\"\ncover = \"t.lund\"\n", 1);
    let mail_of_patel = office.letter("assignment", "r.patel@council.example", &case);
    let lund = "T. Lund <t.lund@council.example>";
    // Before: a colleague with the officer's mail is a stranger to the case.
    office.receive("1", &answer(lund, "1@x", &mail_of_patel, "/note I rang."));
    assert_eq!(office.council.outcome("1@x").0, "held");
    std::fs::write(&path, &covered).unwrap();
    office.receive("2", &answer(lund, "2@x", &mail_of_patel, "/note I rang."));
    assert_eq!(office.council.outcome("2@x").0, "joined");
    // Their own copy of what comes in from now on.
    let ours = office.letter("acknowledgement", "a1@example.org", &case);
    let words = "The radiator leaks too.";
    office.receive("3", &answer("a1@example.org", "3@x", &ours, words));
    let copy = office.letter("new_message", "t.lund@council.example", &case);
    office.letter("new_message", "r.patel@council.example", &case);
    office.receive("4", &answer(lund, "4@x", &copy, "/note I rang again."));
    assert_eq!(office.council.outcome("4@x").0, "joined");
    assert_eq!(office.assigned_to(&case), "r.patel", "the case stays the officer's");
    // The resident complains about the cover: the officer's mail is no way in.
    let words = "And Mr Lund shouted at me on the phone.";
    office.receive("5", &answer("a1@example.org", "5@x", &ours, words));
    assert_eq!(office.letter("new_message", "t.lund@council.example", &case), copy);
    let mail_of_patel = office.letter("new_message", "r.patel@council.example", &case);
    office.receive("6", &answer(lund, "6@x", &mail_of_patel, "/close\nReason: settled"));
    assert_eq!(office.council.outcome("6@x").0, "held");
}

#[test]
fn cases_of_an_officer_who_left_go_back_in_one_mail_that_can_be_answered() {
    let office = Office::new();
    let (first, second) = (office.case(1), office.case(2));
    let council = &office.council;
    let before = council.letters_to("repairs@council.example").len();
    let due = |case: &str| {
        let cases = council.json(&["cases"]);
        cases.iter().find(|row| row["ref"] == case).unwrap()["respond_due"].clone()
    };
    let days = (due(&first), due(&second));
    office.dismiss(&["r.patel"]);
    council.good(&["run", "--once"]);
    assert_eq!([office.assigned_to(&first), office.assigned_to(&second)], ["repairs", "repairs"]);
    assert_eq!((due(&first), due(&second)), days);
    let letters = council.letters_to("repairs@council.example");
    assert_eq!(letters.len(), before + 1, "one mail");
    let list = letters.iter().find(|letter| letter.contains("2 cases are back")).unwrap();
    assert!(list.contains(&first) && list.contains(&second), "{list}");
    council.good(&["run", "--once"]);
    assert_eq!(council.letters_to("repairs@council.example").len(), before + 1, "once");
    let history = council.good(&["case", &first]);
    assert!(history.contains("r.patel is no longer in the list of officers"), "{history}");
    // An answer to the list acts on the case in its subject: from the team, and
    // on what the list names.
    let list = header(list, "Message-ID").trim_matches(['<', '>']).to_owned();
    let subject = |case: &str| format!("Re: [{case}] 2 cases are back with you");
    let act = |from: &str, id: &str, answers: &str, case: &str| {
        let text = reply(from, id, answers, "", &subject(case), "/assign m.shah");
        office.receive(id, &text);
        council.outcome(id).0
    };
    let shah = "M. Shah <m.shah@council.example>";
    assert_eq!(act(shah, "no-token@x", "", &first), "held");
    assert_eq!(act("J. Okoro <j.okoro@council.example>", "no-team@x", &list, &first), "held");
    assert_eq!(act("Eve <eve@example.net>", "stranger@x", &list, &first), "held");
    let third = council.outcome("a1@x").1.unwrap();
    assert_eq!(third, first);
    assert_eq!(office.assigned_to(&first), "repairs");
    assert_eq!(act(shah, "good@x", &list, &first), "joined");
    assert_eq!(office.assigned_to(&first), "m.shah");
    // It is not the team's any more.
    assert_eq!(act(shah, "later@x", &list, &first), "held");
    assert_eq!(act(shah, "other@x", &list, &second), "joined");
    // A case that was never on the list.
    let words = "The roof leaks and nobody came. I want to complain.";
    office.receive("new", &mail(ADA, "new@x", "roof", words));
    let new = council.outcome("new@x").1.unwrap();
    assert_eq!(act(shah, "unlisted@x", &list, &new), "held");
}

#[test]
fn a_single_case_that_came_back_is_acted_on_by_a_plain_answer() {
    let office = Office::new();
    let case = office.case(1);
    office.dismiss(&["r.patel"]);
    office.council.good(&["run", "--once"]);
    let back = office.letter("assignment", "repairs@council.example", &case);
    let shah = "M. Shah <m.shah@council.example>";
    office.receive("x", &answer(shah, "x@x", &back, "/assign m.shah"));
    assert_eq!(office.assigned_to(&case), "m.shah");
}

#[test]
fn an_empty_list_of_officers_gives_nothing_back_and_is_told() {
    let office = Office::new();
    let case = office.case(1);
    let whole = std::fs::read_to_string(office.council.path("redress.toml")).unwrap();
    office.dismiss(&["r.patel", "j.okoro", "t.lund", "m.shah"]);
    office.council.good(&["run", "--once"]);
    assert_eq!(office.assigned_to(&case), "r.patel");
    assert_eq!(office.alerts("leavers"), 1);
    office.council.good(&["run", "--once"]);
    assert_eq!(office.council.letters_to("crm.ops@council.example").len(), 1, "once");
    std::fs::write(office.council.path("redress.toml"), whole).unwrap();
    office.council.good(&["run", "--once"]);
    assert_eq!((office.assigned_to(&case).as_str(), office.alerts("leavers")), ("r.patel", 0));
}

#[test]
fn a_reload_gives_the_cases_back_and_a_faulty_one_does_not() {
    let office = Office::new();
    let case = office.case(1);
    let daemon = office.council.start();
    daemon.wait_for("running");
    let path = office.council.path("redress.toml");
    let whole = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, whole.replacen("id = \"r.patel\"", "id = r.patel", 1)).unwrap();
    signal(daemon.pid(), "HUP");
    daemon.wait_for("last good");
    std::fs::write(&path, &whole).unwrap();
    assert_eq!(office.assigned_to(&case), "r.patel");
    office.dismiss(&["r.patel"]);
    signal(daemon.pid(), "HUP");
    eventually("the case is the team's", || office.assigned_to(&case) == "repairs");
    assert_eq!(daemon.stop(), Some(0));
}

#[test]
fn with_authserv_id_an_officers_mail_needs_dmarc_besides_the_token() {
    let office = Office::new();
    let case = office.case(1);
    office.council.configure_more("[security]\nauthserv_id = \"mx.council.example\"\n");
    let ours = office.letter("assignment", "r.patel@council.example", &case);
    let results = |id: &str, result: &str, domain: &str| {
        format!("Authentication-Results: {id}; dmarc={result} header.from={domain}\r\n")
    };
    let (mx, own) = ("mx.council.example", "council.example");
    let pass = results(mx, "pass", own);
    let mut held = 0;
    for (name, fields) in [
        ("none", String::new()),
        ("another server's", results("mx.evil.example", "pass", own)),
        ("failed", results(mx, "fail", own)),
        ("forged below the server's own", format!("{}{pass}", results(mx, "fail", own))),
        ("another domain's", results(mx, "pass", "evil.example")),
    ] {
        held += 1;
        let id = format!("{held}@x");
        let text = reply(PATEL, &id, &ours, &fields, "Re: boiler", "/close\nReason: settled");
        office.receive(&id, &text);
        assert_eq!(office.council.outcome(&id).0, "held", "{name}");
        assert_eq!(office.alerts("impersonation"), held, "{name}");
    }
    assert_eq!(office.council.json(&["cases"])[0]["state"], "open");
    let reason = office.council.good(&["held"]);
    assert!(reason.contains("DMARC"), "{reason}");
    // The token is needed all the same.
    let subject = format!("Re: [{case}]");
    office.receive("t", &reply(PATEL, "t@x", "", &pass, &subject, "/close\nReason: settled"));
    assert_eq!(office.council.outcome("t@x").0, "held");
    office
        .receive("g", &reply(PATEL, "g@x", &ours, &pass, "Re: boiler", "/close\nReason: settled"));
    assert_eq!(office.council.outcome("g@x").0, "joined");
    assert_eq!(office.council.json(&["cases"])[0]["state"], "closed");
    // Nor does anybody forward a mail in an officer's name.
    let forwarded = "Please log this.\n\n---------- Forwarded message ---------\n\
        From: Ben Okri <ben@example.org>\nDate: Mon, 16 Nov 2026 at 10:00\nSubject: Lift\n\
        To: <r.patel@council.example>\n\nThe lift is stuck again. I want to complain.\n";
    office.receive("f", &reply(PATEL, "f@x", "", "", "Fwd: Lift", forwarded));
    assert_eq!(office.council.outcome("f@x").0, "held");
    office
        .receive("h", &reply(PATEL, "h@x", "", &pass, "Fwd: Lift", &format!("{forwarded}\nAt 5.")));
    assert_eq!(office.council.outcome("h@x").0, "opened");
}
