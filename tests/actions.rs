//! Every action, right and wrong, by an officer's mail and on the command line:
//! what is said back, what the case shows, and that a wrong one changes
//! nothing.

use std::io::Write;
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::setup::{Council, Way, header, mail_at};

/// One action on a case of its own.
struct Row {
    verb: &'static str,
    /// What is said first.
    before: &'static [&'static str],
    wrong: &'static str,
    why: &'static str,
    right: &'static str,
    /// What is said back.
    said: &'static str,
    /// What the case shows then.
    shows: &'static str,
}

const DEFINE: &str = "Definition: the boiler is broken and nobody came\n\
    Outcome: a boiler that works\nResponsible: we are responsible for the boiler";
const ANSWER: &str = "Decision: upheld\nReasons: the part was ordered late\n\
    Remedy: an apology and £50\nActions: none";
const OTHER: &str = "{other}";

/// The contract's list, in its order.
const TABLE: [Row; 31] = [
    Row {
        verb: "ack",
        before: &[],
        wrong: "/ack\nDefinition: the boiler",
        why: "\"Responsible:\" is missing",
        right: "/ACK\ndefinition: the boiler\noutcome: warmth\nresponsible: all of it",
        said: "the definition is recorded and goes to the resident",
        shows: "the complaint is defined: the boiler",
    },
    Row {
        verb: "define",
        before: &[],
        wrong: "/define",
        why: "\"Definition:\" is missing",
        right: "/define\nDefinition: 1. the boiler\n2. nobody came\nOutcome: warmth\nResponsible: all",
        said: "goes to the resident",
        shows: "the complaint is defined: the boiler; nobody came",
    },
    Row {
        verb: "assign",
        before: &[],
        wrong: "/assign r.pattel",
        why: "there is no officer \"r.pattel\"",
        right: "/assign R.Patel",
        said: "assigned to R. Patel",
        shows: "officer r.patel",
    },
    Row {
        verb: "respond",
        before: &[],
        wrong: "/respond\nDecision: upheld\nReasons: late\nRemedy: sorry",
        why: "\"Actions:\" is missing",
        right: "/respond\nDecision: Upheld\nReasons: the part\nwas late\nRemedy: £50\nActions: none\nLearning: order early",
        said: "the answer goes to the resident",
        shows: "answered by r.patel: Upheld",
    },
    Row {
        verb: "responded",
        before: &[],
        wrong: "/responded\nDecision: perhaps\nReasons: late\nRemedy: sorry\nActions: none",
        why: "is no decision",
        right: "/responded\nDecision: not upheld\nReasons: we came\nRemedy: none\nActions: none",
        said: "the answer that you sent is recorded",
        shows: "closed-answered",
    },
    Row {
        verb: "extend",
        before: &[],
        wrong: "/extend in 12 working days",
        why: "\"Reason:\" is missing",
        right: "/extend in 12 working days\nReason: the part is on order\nUpdates: every 3 working days",
        said: "the resident is told",
        shows: "the part is on order",
    },
    Row {
        verb: "decline",
        before: &[],
        wrong: "/decline\nGround: KH-X99\nReason: it is in court",
        why: "no exclusion KH-X99",
        right: "/decline\nReason: a court deals with the very same matter\nGround: KH-X3",
        said: "with your name and reasons",
        shows: "refused by r.patel: a court deals",
    },
    Row {
        verb: "escalate",
        before: &["/responded\nDecision: upheld\nReasons: late\nRemedy: sorry\nActions: none"],
        wrong: "/escalate\n/close\nReason: x",
        why: "contradict",
        right: "/escalate",
        said: "stage 2 now",
        shows: "stage 2 begins",
    },
    Row {
        verb: "withdrawn",
        before: &[],
        wrong: "/withdrawn\n/withdrawn",
        why: "contradict",
        right: "/withdrawn",
        said: "recorded as withdrawn",
        shows: "closed-withdrawn",
    },
    Row {
        verb: "close",
        before: &[],
        wrong: "/close",
        why: "\"Reason:\" is missing",
        right: "/close\nReason: sent in error by another council's tenant",
        said: "closed without an answer",
        shows: "closed: sent in error",
    },
    Row {
        verb: "reopen",
        before: &["/close\nReason: by mistake"],
        wrong: "/reopen",
        why: "\"Reason:\" is missing",
        right: "/reopen\nReason: it was closed by mistake",
        said: "open again; the answer is due by",
        shows: "reopened: it was closed by mistake",
    },
    Row {
        verb: "reclassify",
        before: &[],
        wrong: "/reclassify moan",
        why: "moan",
        right: "/reclassify Service-Request",
        said: "it is a service request now",
        shows: "it is a service request now",
    },
    Row {
        verb: "policy",
        before: &[],
        wrong: "/policy medway",
        why: "there is no policy \"medway\"",
        right: "/policy kingston-corporate-2025",
        said: "it comes under",
        shows: "kingston-corporate-2025",
    },
    Row {
        verb: "split",
        before: &[],
        wrong: "/split service_request",
        why: "/split",
        right: "/split service_request the lamp on the stairs",
        said: "the part has a case of its own",
        shows: "a part of it was split off",
    },
    Row {
        verb: "route",
        before: &[],
        wrong: "/route moon",
        why: "the policy has no route \"moon\"",
        right: "/route data_breach",
        said: "pass this on to our Data Protection Officer",
        shows: "another procedure deals with it: data_breach",
    },
    Row {
        verb: "occurred",
        before: &[],
        wrong: "/occurred some time ago",
        why: "no date",
        right: "/occurred 1 May 2024",
        said: "longer ago than the policy's limit",
        shows: "the matter happened on Wednesday 1 May 2024",
    },
    Row {
        verb: "ask",
        before: &[],
        wrong: "/ask",
        why: "the text is missing",
        right: "/ask Which radiator is cold?",
        said: "it goes to the resident",
        shows: "the resident was asked: Which radiator is cold?",
    },
    Row {
        verb: "update",
        before: &[],
        wrong: "/update",
        why: "the text is missing",
        right: "/update The part has come.",
        said: "it goes to the resident",
        shows: "the resident was told: The part has come.",
    },
    Row {
        verb: "action",
        before: &[],
        wrong: "/action soon r.patel mend it",
        why: "is no action",
        right: "/action in 5 working days r.patel mend the boiler",
        said: "action 1: R. Patel by",
        shows: "action 1 promised: r.patel by",
    },
    Row {
        verb: "done",
        before: &["/action in 5 working days r.patel mend the boiler"],
        wrong: "/done 2",
        why: "there is no open action 2; open are 1",
        right: "/done 1",
        said: "action 1 is done",
        shows: "action 1 is done",
    },
    Row {
        verb: "told",
        before: &[],
        wrong: "/told",
        why: "the text is missing",
        right: "/told rang Ms Marsh and said that we come on Monday",
        said: "recorded",
        shows: "told by other means: rang Ms Marsh",
    },
    Row {
        verb: "consent",
        before: &[],
        wrong: "/consent\n/consent",
        why: "more than once",
        right: "/consent\nText: a signed form came by post",
        said: "recorded",
        shows: "a signed form came by post",
    },
    Row {
        verb: "adjust",
        before: &[],
        wrong: "/adjust",
        why: "the text is missing",
        right: "/adjust write by post, in large print",
        said: "not written to by e-mail any more",
        shows: "adjustment: write by post, in large print",
    },
    Row {
        verb: "restrict",
        before: &[],
        wrong: "/restrict 2020-01-01\nReason: threats",
        why: "2020",
        right: "/restrict in 40 working days\nReason: threats to staff",
        said: "restricted until",
        shows: "threats to staff",
    },
    Row {
        verb: "hold",
        before: &[],
        wrong: "/hold",
        why: "\"Reason:\" is missing",
        right: "/hold\nReason: a claim was made",
        said: "the record is kept",
        shows: "kept for legal reasons: a claim was made",
    },
    Row {
        verb: "correct",
        before: &[],
        wrong: "/correct",
        why: "the text is missing",
        right: "/correct the flat is 12, not 21",
        said: "what was there stays",
        shows: "corrected: the flat is 12, not 21",
    },
    Row {
        verb: "link",
        before: &[],
        wrong: "/link KH-1999-00001",
        why: "there is no case KH-1999-00001",
        right: "/link {other}",
        said: "linked with",
        shows: "belongs with",
    },
    Row {
        verb: "merge",
        before: &[],
        wrong: "/merge KH-1999-00001",
        why: "there is no case KH-1999-00001",
        right: "/merge {other}",
        said: "is dealt with here now",
        shows: "takes part: one answer for all",
    },
    Row {
        verb: "note",
        before: &[],
        wrong: "/note",
        why: "the text is missing",
        right: "/note the caretaker has the key",
        said: "noted",
        shows: "note: the caretaker has the key",
    },
    Row {
        verb: "undo",
        before: &["/note taken back soon"],
        wrong: "/undo\n/note and more",
        why: "/undo stands alone",
        right: "/undo",
        said: "taken back: /note",
        shows: "taken back: /note",
    },
    Row {
        verb: "help",
        before: &[],
        wrong: "/helpp",
        why: "did you mean /help?",
        right: "/help",
        said: "/respond",
        shows: "acted: /help",
    },
];

struct Bench {
    council: Council,
    /// The reference of each row's case.
    cases: Vec<String>,
    other: String,
    mails: usize,
}

impl Bench {
    fn new() -> Self {
        let council = Council::new(&Way::folders());
        let at = (chrono::Utc::now() - chrono::Duration::hours(1)).to_rfc3339();
        let words =
            |verb| format!("The boiler is broken and nobody came ({verb}). I want to complain.");
        for (number, row) in TABLE.iter().enumerate() {
            let from = format!("Ada <ada{number}@example.org>");
            let mail = mail_at(&at, "", &from, &id(number), "boiler", &words(row.verb));
            council.put(&format!("row{number}"), &mail);
        }
        let mail = mail_at(&at, "", "Ben <ben@example.org>", "other@x", "cold", &words("other"));
        council.put("other", &mail);
        council.good(&["run", "--once"]);
        let case = |id: &str| council.outcome(id).1.unwrap();
        let cases = (0..TABLE.len()).map(|number| case(&id(number))).collect();
        let other = case("other@x");
        // From now on it serves another policy of its council as well.
        let path = council.path("redress.toml");
        let served = "\"kingston-housing-landlord-2024\"";
        let both = format!("{served}, \"kingston-corporate-2025\"");
        let text = std::fs::read_to_string(&path).unwrap().replacen(served, &both, 1);
        std::fs::write(&path, text).unwrap();
        Self { council, cases, other, mails: 0 }
    }

    fn case(&self, number: usize) -> &str {
        &self.cases[number]
    }

    /// What the case looks like and all that was written about it, on one line.
    fn shown(&self, number: usize) -> String {
        let shown = self.council.good(&["case", self.case(number), "--letters"]);
        flat(&shown)
    }

    fn row_of(&self, number: usize) -> Value {
        let mut cases = self.council.json(&["cases"]).into_iter();
        let mut row = cases.find(|row| row["ref"] == self.case(number)).unwrap();
        // The officer's mail itself is on the case.
        row["messages"] = Value::Null;
        row
    }

    fn said(&self, text: &str) -> String {
        text.replace(OTHER, &self.other)
    }

    /// Answers the assignment mail of each of these cases.
    fn by_mail(&mut self, texts: impl Iterator<Item = (usize, String)>) {
        let assignments = self.council.letters_to("repairs@council.example");
        for (number, text) in texts {
            let case = self.case(number);
            let ours = assignments.iter().find(|mail| header(mail, "Subject").contains(case));
            let ours = header(ours.unwrap(), "Message-ID");
            self.mails += 1;
            let now = chrono::Utc::now().to_rfc3339();
            let mail = mail_at(
                &now,
                &format!("In-Reply-To: {ours}\r\n"),
                "R. Patel <r.patel@council.example>",
                &format!("act{}@council.example", self.mails),
                "Re: your case",
                &format!("Hello\n\n{text}\n\nKind regards\nR. Patel\n\n> quoted\n> /close\n"),
            );
            self.council.put(&format!("act{}", self.mails), &mail);
        }
        self.council.good(&["run", "--once"]);
    }

    fn by_command(&self, number: usize, text: &str) -> Output {
        let arguments = ["case", self.case(number), "--as", "r.patel", "--file", "-"];
        let mut command = self.council.command(&arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    }
}

/// Letters are folded anywhere.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn id(number: usize) -> String {
    format!("row{number}@x")
}

fn acted(shown: &str) -> usize {
    shown.matches("acted: /").count()
}

#[test]
fn the_table_has_every_verb_of_the_contract() {
    let verbs: Vec<&str> = TABLE.iter().map(|row| row.verb).collect();
    let known: Vec<&str> =
        redress::casework::action::Verb::ALL.iter().map(|(name, _, _)| *name).collect();
    assert_eq!(verbs, known);
}

#[test]
fn every_action_right_and_wrong_by_mail() {
    let mut bench = Bench::new();
    let before = TABLE.iter().enumerate();
    let before = before.filter_map(|(at, row)| Some((at, (*row.before.first()?).to_owned())));
    bench.by_mail(before.collect::<Vec<_>>().into_iter());
    let stood: Vec<(Value, usize)> =
        (0..TABLE.len()).map(|at| (bench.row_of(at), acted(&bench.shown(at)))).collect();
    bench.by_mail(TABLE.iter().enumerate().map(|(at, row)| (at, row.wrong.to_owned())));
    for (at, row) in TABLE.iter().enumerate() {
        let shown = bench.shown(at);
        assert!(shown.contains(row.why), "/{}: {shown}", row.verb);
        assert_eq!(acted(&shown), stood[at].1, "/{} changed something: {shown}", row.verb);
        assert_eq!(bench.row_of(at), stood[at].0, "/{} changed something", row.verb);
    }
    let right: Vec<(usize, String)> =
        TABLE.iter().enumerate().map(|(at, row)| (at, bench.said(row.right))).collect();
    bench.by_mail(right.into_iter());
    for (at, row) in TABLE.iter().enumerate() {
        let shown = bench.shown(at);
        assert!(shown.contains(row.said), "/{} is not answered so: {shown}", row.verb);
        assert!(shown.contains(row.shows), "/{} does not show: {shown}", row.verb);
        assert!(shown.contains("(r.patel)"), "/{}: who did it is not shown: {shown}", row.verb);
    }
}

#[test]
fn every_action_right_and_wrong_on_the_command_line() {
    let bench = Bench::new();
    for (at, row) in TABLE.iter().enumerate() {
        for before in row.before {
            assert_eq!(bench.by_command(at, before).status.code(), Some(0), "/{}", row.verb);
        }
        let stood = bench.shown(at);
        let wrong = bench.by_command(at, row.wrong);
        let text = flat(&String::from_utf8(wrong.stdout).unwrap());
        assert_eq!(wrong.status.code(), Some(1), "/{}: {text}", row.verb);
        assert!(text.contains(row.why), "/{}: {text}", row.verb);
        assert_eq!(bench.shown(at), stood, "/{} changed something", row.verb);
        let right = bench.by_command(at, &bench.said(row.right));
        let text = flat(&String::from_utf8(right.stdout).unwrap());
        assert_eq!(right.status.code(), Some(0), "/{}: {text}", row.verb);
        assert!(text.contains(row.said), "/{}: {text}", row.verb);
        let shown = bench.shown(at);
        assert!(shown.contains(row.shows), "/{} does not show: {shown}", row.verb);
    }
}

#[test]
fn the_command_line_says_who_acts_and_what_is_wrong_with_it() {
    let council = Council::new(&Way::folders());
    let at = "2026-11-02T10:00:00Z";
    let words = "Nobody came to mend the boiler. I want to complain.";
    council.put("1", &mail_at(at, "", "ada@example.org", "a@x", "boiler", words));
    council.good(&["run", "--once"]);
    let case = council.outcome("a@x").1.unwrap();
    let lower = case.to_lowercase();
    // Words of the command line, and fields among them.
    council.good(&["case", &lower, "assign", "r.patel"]);
    let shown = council.good(&["case", &case]);
    assert!(shown.contains("with          officer r.patel"), "{shown}");
    let answer = council.path("answer.txt");
    std::fs::write(&answer, ANSWER).unwrap();
    let answer = answer.to_str().unwrap();
    let define = council.path("define.txt");
    std::fs::write(&define, DEFINE).unwrap();
    council.good(&["case", &case, "define", "--file", define.to_str().unwrap()]);
    council.good(&["case", &case, "respond", "--file", answer, "--as", "r.patel"]);
    let shown = council.good(&["case", &case]);
    assert!(shown.contains("answered by r.patel: upheld"), "{shown}");
    council.good(&["run", "--once"]);
    let letters = council.letters_to("ada@example.org");
    assert!(letters.iter().any(|letter| letter.contains("the part was ordered late")));
    let code = |arguments: &[&str]| council.run(arguments).status.code();
    assert_eq!(code(&["case", &case, "note", "x", "--as", "nobody"]), Some(2));
    assert_eq!(code(&["case", "KH-1999-00001", "note", "x"]), Some(1));
    assert_eq!(code(&["case", &case, "--file", "/nonexistent"]), Some(1));
    let json = council.run(&["case", &case, "extend", "tomorrow", "--json"]);
    assert_eq!(json.status.code(), Some(1));
    let json: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["refused"][0]["verb"], "extend");
}

#[test]
fn an_action_is_taken_back_that_came_in_the_same_second() {
    let mut bench = Bench::new();
    let merge = format!("/merge {}", bench.other);
    // Both mails are there before the first is looked at: one transaction.
    bench.by_mail([(0, merge.clone()), (0, "/undo".to_owned())].into_iter());
    let shown = bench.shown(0);
    assert!(shown.contains("taken back: /merge"), "{shown}");
    let is_open = |bench: &Bench| {
        let mut cases = bench.council.json(&["cases"]).into_iter();
        cases.find(|row| row["ref"] == bench.other.as_str()).unwrap()["state"] == "open"
    };
    assert!(is_open(&bench), "it goes on by itself");
    let update = "/update we come on Thursday".to_owned();
    bench.by_mail([(0, update), (0, "/undo".to_owned())].into_iter());
    assert!(bench.shown(0).contains("taken back: /update"));
    let to = "row0@example.org";
    let sent = bench.council.letters_to(to);
    assert!(!sent.iter().any(|letter| letter.contains("we come on Thursday")), "{sent:?}");
    let code = |text: &str| bench.by_command(1, text).status.code();
    assert_eq!((code(&merge), code("/undo")), (Some(0), Some(0)), "{}", bench.shown(1));
    assert!(is_open(&bench));
}
