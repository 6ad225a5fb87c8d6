//! The same as `unattended`, from the files on: rules and policies as a council
//! could write them, to be rid of complaints, over many mails and a long time.

use std::path::Path;

use chrono::{DateTime, Days, Utc};
use redress::council::Council;
use redress::rehearsal::script::{Script, judge_all};
use redress::rehearsal::{Line, Told, rehearse};

use crate::setup::{MAILBOX, shipped_rules};

const HOUSING: &str = "kingston-housing-landlord-2024";
const CORPORATE: &str = "kingston-corporate-2025";

/// What a council does to its files.
#[derive(Debug)]
struct Attempt {
    policy: &'static str,
    /// Label that its own rule gives, with every flag and exclusion.
    label: &'static str,
    /// Flags without a case, without a letter, with an alarm.
    handling: [&'static str; 3],
    /// Lines of the policies that are changed.
    policies: &'static [(&'static str, &'static str)],
}

const ALL: &str = "\"spam\", \"withdrawal\", \"over_12_months\", \"legal_proceedings\", \
    \"previously_considered\", \"unacceptable_behaviour\", \"foi\", \"staff_misconduct\"";
const SPAM: &str = "\"spam\"";
const NONE: &str = "";

const ATTEMPTS: [Attempt; 4] = [
    Attempt { policy: HOUSING, label: "complaint", handling: [ALL, NONE, NONE], policies: &[] },
    Attempt {
        policy: HOUSING,
        label: "complaint",
        handling: [ALL, ALL, ALL],
        policies: &[("every = 2", "every = 1"), ("value = true", "value = false")],
    },
    Attempt {
        policy: CORPORATE,
        label: "complaint",
        handling: [SPAM, ALL, NONE],
        policies: &[("value = false, clause = \"KC 4.3\"", "value = true, clause = \"KC 4.3\"")],
    },
    Attempt {
        policy: CORPORATE,
        label: "comment",
        handling: [SPAM, NONE, ALL],
        policies: &[("months = 12", "working_days = 1"), ("weeks = 12", "weeks = 1")],
    },
];

/// Subject and words; each a day after the one before.
const MAILS: [(&str, &str, &str); 9] = [
    ("ada@example.org", "Boiler", "Nobody came to mend the boiler. I want to complain."),
    ("ada@example.org", "Re: 00001", "I would like to withdraw my complaint. Please close it."),
    (
        "ben@example.org",
        "Wet",
        "The old wreck leaks and nobody came. I want to complain. It is the zebra.",
    ),
    ("ben@example.org", "Re: 00002", "Please close my complaint about the zebra."),
    (
        "cy@example.org",
        "In court",
        "I filed a claim at the county court two years ago. Nobody came. The zebra.",
    ),
    ("cy@example.org", "Re: 00003", "Take my complaint to stage 2. The zebra."),
    (
        "dot@example.org",
        "Thanks",
        "Thank you, the zebra was wonderful, but nobody came. I want to complain.",
    ),
    ("eve@example.org", "About it", "Hello, about the zebra of the other day."),
    ("fay@example.org", "Request", "Please can you fix the street light at the zebra crossing?"),
];

/// Changes a text of a file; whether it is there.
fn change(file: &Path, from: &str, to: &str) -> bool {
    let text = std::fs::read_to_string(file).unwrap();
    std::fs::write(file, text.replace(from, to)).unwrap();
    text.contains(from)
}

/// Changes the line of a key.
fn set(file: &Path, key: &str, value: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    let line = text.lines().find(|line| line.starts_with(key)).unwrap();
    assert!(change(file, line, &format!("{key} = [{value}]")));
}

fn write_files(attempt: &Attempt, folder: &Path) {
    let rules = folder.join("rules");
    shipped_rules(&rules);
    let kinds = rules.join("classification/kinds.toml");
    let [no_case, restricted, urgent] = attempt.handling;
    set(&kinds, "no_case", no_case);
    set(&kinds, "restricted", restricted);
    set(&kinds, "urgent", urgent);
    let flags: Vec<&str> = ALL.split(',').map(|flag| flag.trim().trim_matches('"')).collect();
    let mut own = format!(
        "[[rule]]\nid = \"council\"\nlabel = \"{}\"\nweight = 4.0\nany = [\"zebra\"]\n\
         fires = [\"a zebra\"]\n",
        attempt.label
    );
    for flag in flags {
        own.push_str(&format!(
            "[[rule]]\nid = \"council-{flag}\"\nflag = \"{flag}\"\n\
             exclusions = [\"KH-X1\", \"KH-X2\", \"KH-X3\", \"KC-X2\", \"KC-X3\", \"KC-X7\"]\n\
             any = [\"zebra\"]\nfires = [\"a zebra\"]\n"
        ));
    }
    std::fs::write(rules.join("classification/council.toml"), own).unwrap();
    for (from, to) in attempt.policies {
        let files = std::fs::read_dir(rules.join("policies")).unwrap();
        let changed = files.filter(|file| change(&file.as_ref().unwrap().path(), from, to)).count();
        assert!(changed > 0, "no policy has {from}");
    }
    let config = format!(
        "[store]\nurl = \"sqlite:r.db\"\n[files]\nrules = \"rules\"\n[[mailbox]]\n\
         name = \"complaints\"\naddress = \"{MAILBOX}\"\npolicies = [\"{}\"]\n[mailbox.source]\n\
         kind = \"maildir\"\npath = \"mail\"\n[mailbox.delivery]\nkind = \"maildir\"\n\
         path = \"letters\"\n[alerts]\naddress = \"ops@council.example\"\n",
        attempt.policy
    );
    std::fs::write(folder.join("redress.toml"), config).unwrap();
}

fn mails(attempt: &Attempt) -> Vec<(String, Vec<u8>)> {
    let start: DateTime<Utc> = "2026-03-02T10:00:00Z".parse().unwrap();
    let prefix = if attempt.policy == HOUSING { "KH-2026-" } else { "KC-2026-" };
    let mail = |(number, (from, subject, words)): (usize, &(&str, &str, &str))| {
        let at = (start + Days::new(number as u64)).to_rfc2822();
        let subject = subject.replace("Re: ", &format!("Re: {prefix}"));
        let text = format!(
            "Received: from mx by mail; {at}\r\nFrom: {from}\r\nTo: {MAILBOX}\r\n\
             Subject: {subject}\r\nDate: {at}\r\nMessage-ID: <m{number}@x.example>\r\n\r\n{words}\r\n"
        );
        (format!("{number}.eml"), text.into_bytes())
    };
    MAILS.iter().enumerate().map(mail).collect()
}

fn lived(attempt: &Attempt) -> Vec<Line> {
    let folder = tempfile::tempdir().unwrap();
    write_files(attempt, folder.path());
    let until: DateTime<Utc> = "2026-12-01T10:00:00Z".parse().unwrap();
    let path = folder.path().join("redress.toml");
    let (config, council, _) = Council::load(&path, until.date_naive())
        .unwrap_or_else(|faults| panic!("{attempt:?}: {faults}"));
    let script = Script {
        mails: judge_all(&config, &council.rulebook, mails(attempt), until).unwrap(),
        actions: Vec::new(),
        changes: Vec::new(),
        off: Vec::new(),
        refuses: Vec::new(),
        until,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(rehearse(&config, council, script)).unwrap().lines
}

#[test]
fn no_rule_file_refuses_or_closes_a_complaint() {
    std::thread::scope(|scope| {
        for attempt in &ATTEMPTS {
            scope.spawn(|| keeps_its_complaints(attempt));
        }
    });
}

fn keeps_its_complaints(attempt: &Attempt) {
    let mut complaints = 0;
    for line in lived(attempt) {
        let shown = format!("{attempt:?}: {line:?}");
        match &line.told {
            Told::Letter { letter, .. } => {
                let of_a_person = ["refusal", "extension", "response", "definition", "update"];
                assert!(!of_a_person.contains(&letter.as_str()), "{shown}");
            }
            Told::CaseOpened(case) | Told::CaseChanged(case) => {
                let complaint = matches!(case.kind, "complaint" | "policy_complaint");
                assert!(!(complaint && case.state != "open"), "{shown}");
                assert!(case.stage != Some(2), "{shown}");
                complaints += usize::from(complaint);
            }
            Told::DutyWithdrawn(duty) => assert!(duty.duty != "respond", "{shown}"),
            // A complaint leaves a case, or a person reads it.
            Told::Message { label, outcome, .. } => {
                let complaint = label.as_deref() == Some("complaint");
                assert!(!(complaint && outcome.as_deref() == Some("filed")), "{shown}");
            }
            _ => {}
        }
    }
    assert!(complaints > 1, "{attempt:?}");
}
