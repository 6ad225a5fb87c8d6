//! Stories that a complaints manager could read and write, rehearsed with the
//! production code. `README.md` beside them tells the form.

mod read;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{DateTime, Utc};
use chrono_tz::Europe::London;
use redress::council::Council;
use redress::rehearsal::script::{Action, Off, Script, judge_all};
use redress::rehearsal::{Line, Told, rehearse};

use crate::setup::{MAILBOX, repository, shipped_rules};
use read::{Expected, Given, Story, What};

const PEOPLE: &str = r#"
[[officer]]
id = "r.patel"
name = "R. Patel"
address = "r.patel@council.example"
teams = ["repairs"]
manager = "j.okoro"

[[officer]]
id = "j.okoro"
name = "J. Okoro"
address = "j.okoro@council.example"
teams = ["repairs"]
role = "manager"

[[officer]]
id = "h.grant"
name = "H. Grant"
address = "h.grant@council.example"
role = "head"

[[officer]]
id = "t.lund"
name = "T. Lund"
address = "t.lund@council.example"
role = "triage"

[[team]]
id = "repairs"
name = "Repairs"
address = "repairs@council.example"
areas = ["repairs", "housing_management"]

[[team]]
id = "streets"
name = "Streets"
address = "streets@council.example"
areas = ["waste", "streets", "street_lighting"]

[alerts]
address = "crm.ops@council.example"
urgent_address = "duty.manager@council.example"
"#;

#[test]
fn every_story_comes_true() {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(repository("tests/stories"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "story"))
        .collect();
    paths.sort();
    let only = std::env::var("STORY").unwrap_or_default();
    paths.retain(|path| path.display().to_string().contains(&only));
    assert!(only.is_empty() || !paths.is_empty(), "no story is called {only}");
    let next = AtomicUsize::new(0);
    let faults = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let found = play(path);
                    faults.lock().unwrap().extend(found);
                }
            });
        }
    });
    let mut faults = faults.into_inner().unwrap();
    faults.sort();
    assert!(faults.is_empty(), "{} stories\n{}", paths.len(), faults.join("\n"));
}

#[test]
fn there_are_sixty_stories_and_each_obligation_is_known() {
    let known = std::fs::read_to_string(repository("docs/obligations.md")).unwrap();
    let mut stories = 0;
    for entry in std::fs::read_dir(repository("tests/stories")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "story") {
            continue;
        }
        stories += 1;
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let story = read::story(&name, &std::fs::read_to_string(&path).unwrap()).unwrap();
        for row in &story.shows {
            assert!(
                known.contains(&format!("| {row} |")),
                "{name}: docs/obligations.md has no {row}"
            );
        }
        assert!(known.contains(&name), "docs/obligations.md doesn't name {name}");
    }
    assert!(stories >= 60, "{stories}");
}

/// Rehearses one story; each fault with file and line.
fn play(path: &std::path::Path) -> Vec<String> {
    let name = format!("tests/stories/{}", path.file_name().unwrap().to_string_lossy());
    let story = match read::story(&name, &std::fs::read_to_string(path).unwrap()) {
        Ok(story) => story,
        Err(faults) => return faults,
    };
    match lines(&story) {
        Ok(lines) => compare(&story, &lines),
        Err(fault) => vec![fault],
    }
}

/// What happens in a story. Mails that answer our letters need the letters'
/// Message-IDs: the story is rehearsed up to each of them first.
fn lines(story: &Story) -> Result<Vec<Line>, String> {
    let mut mails: Vec<(String, Vec<u8>)> = Vec::new();
    for (number, given) in story.given.iter().enumerate() {
        let so_far = |mails: &[(String, Vec<u8>)]| run(story, mails, given.at);
        let letter = |kind: &str, to: &str| {
            let lines = so_far(&mails);
            let found = lines.iter().rev().find_map(|line| match &line.told {
                Told::Letter { letter, to: sent, message_id, .. }
                    if *letter == kind.replace(' ', "_") && sent == address_in(to) =>
                {
                    Some((message_id.clone(), line.case.clone()))
                }
                _ => None,
            });
            found.ok_or_else(|| {
                format!("{}:{}: there was no {kind} to {to} before", story.file, given.line)
            })
        };
        match &given.what {
            What::Mail { from, subject, answers, fields, text } => {
                let thread = match answers {
                    Some(kind) => {
                        let (id, _) = letter(kind, from)?;
                        format!("In-Reply-To: <{id}>\r\nReferences: <{id}>\r\n")
                    }
                    None => String::new(),
                };
                let fields = format!("{thread}{fields}");
                mails.push((
                    format!("{number:03}.eml"),
                    mail(given, number, from, subject, &fields, text),
                ));
            }
            What::Bounce { letter: kind, to } => {
                let (id, _) = letter(kind, to)?;
                mails.push((format!("{number:03}.eml"), bounce(given, number, to, &id)));
            }
            What::Officer { .. } | What::Off(_) | What::Holiday(_) | What::Leaves(_) => {}
        }
    }
    Ok(run(story, &mails, story.until))
}

fn run(story: &Story, mails: &[(String, Vec<u8>)], until: DateTime<Utc>) -> Vec<Line> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.toml");
    let own_files =
        match story.rules.is_empty() && story.routes.is_empty() && story.differs.is_empty() {
            true => String::new(),
            false => {
                own_rules(story, &folder.path().join("rules"));
                "[files]\nrules = \"rules\"\n".to_owned()
            }
        };
    let own = (!story.differs.is_empty()).then(|| "story".to_owned());
    let policies = own.iter().chain(&story.policies).map(|id| format!("\"{id}\""));
    let policies: Vec<String> = policies.collect();
    let configuration = format!(
        "[store]\nurl = \"sqlite:redress.db\"\n[[mailbox]]\nname = \"complaints\"\n\
         address = \"{MAILBOX}\"\npolicies = [{}]\n[mailbox.source]\nkind = \"maildir\"\n\
         path = \"mail\"\n[mailbox.delivery]\nkind = \"maildir\"\npath = \"letters\"\n{own_files}",
        policies.join(", ")
    );
    let load = |closed: &[chrono::NaiveDate], left: &[String]| {
        std::fs::write(&path, format!("{configuration}{}", people(story, left))).unwrap();
        let today = story.until.date_naive();
        let (config, mut council, _) =
            Council::load(&path, today).unwrap_or_else(|faults| panic!("{}: {faults}", story.file));
        let days = closed.iter().map(|day| (*day, "a day in the story".to_owned()));
        let mut calendar = council.rulebook.calendar.with_closures(days);
        if closed.len() > story.closed.len() {
            calendar.version.push_str("+story");
        }
        council.rulebook.calendar = calendar;
        (config, council)
    };
    let (config, council) = load(&story.closed, &[]);
    let mut script = Script {
        mails: judge_all(&config, &council.rulebook, mails.to_vec(), until).unwrap(),
        actions: Vec::new(),
        changes: Vec::new(),
        off: Vec::new(),
        refuses: story.refused.clone(),
        until,
    };
    let (mut closed, mut left) = (story.closed.clone(), Vec::new());
    for given in story.given.iter().filter(|given| given.at <= until) {
        match &given.what {
            What::Officer { by, of, subject, text } => script.actions.push(Action {
                at: given.at,
                by: by.clone(),
                case_of: opened_by(story, of, subject.as_deref()),
                action: text.clone(),
            }),
            What::Off(to) => script.off.push(Off { from: given.at, to: *to }),
            What::Holiday(day) => {
                closed.push(*day);
                script.changes.push((given.at, load(&closed, &left).1));
            }
            What::Leaves(officer) => {
                left.push(officer.clone());
                script.changes.push((given.at, load(&closed, &left).1));
            }
            What::Mail { .. } | What::Bounce { .. } => {}
        }
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(rehearse(&config, council, script)).unwrap().lines
}

/// The list of people, with the story's covers and without those who left.
fn people(story: &Story, left: &[String]) -> String {
    let is_of = |block: &str, id: &str| block.starts_with(&format!("officer]]\nid = \"{id}\"\n"));
    let mut blocks: Vec<String> = PEOPLE.split("[[").map(str::to_owned).collect();
    blocks.retain(|block| !left.iter().any(|id| is_of(block, id)));
    for (officer, by) in &story.cover {
        let block = blocks.iter_mut().find(|block| is_of(block, officer));
        let block = block.unwrap_or_else(|| panic!("{}: there is no {officer}", story.file));
        *block = block.replacen("]]\n", &format!("]]\ncover = \"{by}\"\n"), 1);
    }
    blocks.join("[[")
}

/// The shipped rules with those of the story beside them.
fn own_rules(story: &Story, to: &std::path::Path) {
    shipped_rules(to);
    let mut rules = String::new();
    for (number, (label, flag, words)) in story.rules.iter().enumerate() {
        let label = label
            .as_ref()
            .map_or(String::new(), |label| format!("label = \"{label}\"\nweight = 9.0\n"));
        rules.push_str(&format!(
            "[[rule]]\nid = \"story-{number}\"\nflag = \"{flag}\"\n{label}any = [\"{words}\"]\n\
             fires = [\"{words}\"]\n\n"
        ));
    }
    std::fs::write(to.join("classification/story.toml"), rules).unwrap();
    let routes: String = story
        .routes
        .iter()
        .map(|(route, address)| format!("[{route}]\naddress = \"{address}\"\n"))
        .collect();
    std::fs::write(to.join("routes.toml"), routes).unwrap();
    if !story.differs.is_empty() {
        let policy = format!(
            "policy = \"story\"\nextends = \"{}\"\nname = \"Complaints Policy\"\nversion = \"1\"\n\
             in_force = 2026-01-01\nreference = \"ST-{{year}}-{{number:5}}\"\n{}\n",
            story.policies[0],
            story.differs.join("\n")
        );
        std::fs::write(to.join("policies/story.toml"), policy).unwrap();
    }
}

/// The Message-ID of an address's mail of that subject, else of its first.
fn opened_by(story: &Story, of: &str, about: Option<&str>) -> String {
    let first = story.given.iter().position(|given| {
        matches!(&given.what, What::Mail { from, subject, .. }
            if address_in(from) == of && about.is_none_or(|about| about == subject))
    });
    format!("story-{}@mail.example.org", first.unwrap_or(usize::MAX))
}

fn address_in(from: &str) -> &str {
    from.rsplit_once('<').map_or(from, |(_, address)| address.trim_end_matches('>'))
}

fn mail(
    given: &Given,
    number: usize,
    from: &str,
    subject: &str,
    fields: &str,
    text: &str,
) -> Vec<u8> {
    let at = given.at.with_timezone(&London).to_rfc2822();
    format!(
        "Received: from mx by mail; {at}\r\nFrom: {from}\r\nTo: {MAILBOX}\r\nSubject: {subject}\r\n\
         Date: {at}\r\nMessage-ID: <story-{number}@mail.example.org>\r\n{fields}MIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{}\r\n",
        text.replace('\n', "\r\n")
    )
    .into_bytes()
}

fn bounce(given: &Given, number: usize, to: &str, message_id: &str) -> Vec<u8> {
    let at = given.at.with_timezone(&London).to_rfc2822();
    format!(
        "Return-Path: <>\r\nReceived: from mx by mail; {at}\r\nFrom: MAILER-DAEMON@example.org\r\n\
         To: {MAILBOX}\r\nSubject: Undelivered Mail Returned to Sender\r\nDate: {at}\r\n\
         Message-ID: <story-{number}@mx.example.org>\r\nAuto-Submitted: auto-replied\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; \
         boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nI could not deliver it.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n\
         Final-Recipient: rfc822; {to}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\n\
         Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{message_id}>\r\nFrom: {MAILBOX}\r\n\
         To: {to}\r\n\r\n--b--\r\n"
    )
    .into_bytes()
}

/// A happening in the words of a story, without its case.
fn words(told: &Told) -> String {
    let spaced = |text: &str| text.replace('_', " ");
    let stage = |stage: Option<u8>| match stage {
        Some(2) => ", stage 2",
        _ => "",
    };
    let due = |due: &Option<String>| match due {
        Some(due) => {
            let day: chrono::NaiveDate = due[..10].parse().unwrap();
            day.format("%a %-d %b %Y").to_string()
        }
        None => "no day".to_owned(),
    };
    match told {
        Told::Message { outcome, .. } => outcome.clone().unwrap_or_default(),
        Told::CaseOpened(case) | Told::CaseChanged(case) => {
            let verb = if matches!(told, Told::CaseOpened(_)) { "case" } else { "changed" };
            let stage = case.stage.map(|stage| format!(", stage {stage}")).unwrap_or_default();
            let with = case.assigned_to.as_deref().unwrap_or("nobody");
            format!("{verb}: {}{stage}, {}, with {with}", spaced(case.kind), case.state)
        }
        Told::DutySet(duty) => {
            format!("due {}: {}{}", due(&duty.due), duty.duty, stage(duty.stage))
        }
        Told::DutyMet(duty) => format!("met: {}{}", duty.duty, stage(duty.stage)),
        Told::DutyMissed(duty) => format!("missed: {}{}", duty.duty, stage(duty.stage)),
        Told::DutyWithdrawn(duty) => format!("withdrawn: {}{}", duty.duty, stage(duty.stage)),
        Told::Letter { letter, to, .. } => format!("{} to {to}", spaced(letter)),
        Told::Held { .. } => "held".to_owned(),
        Told::Alert { alert, .. } => format!("alert: {}", spaced(alert)),
    }
}

/// The kind of a happening, as headings name it: `reminder`, `missed`, `due`.
fn kind(words: &str) -> &str {
    let end = words.find(" to ").or_else(|| words.find(": ")).unwrap_or(words.len());
    let kind = &words[..end];
    if kind.starts_with("due ") { "due" } else { kind }
}

fn compare(story: &Story, lines: &[Line]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut told: BTreeSet<usize> = BTreeSet::new();
    for expected in &story.expected {
        let fits = |number: &usize| !told.contains(number) && is(&lines[*number], expected);
        match (0..lines.len()).find(fits) {
            Some(number) => {
                told.insert(number);
                faults.extend(said(story, expected, &lines[number].told));
            }
            None => faults.push(format!(
                "{}:{}: this didn't happen: {}\n{}",
                story.file,
                expected.line,
                expected.what,
                around(lines, expected)
            )),
        }
    }
    for (number, line) in lines.iter().enumerate() {
        let happened = words(&line.told);
        let kind = kind(&happened);
        let unexpected = !told.contains(&number) && story.every.iter().any(|every| every == kind);
        if unexpected || story.never.iter().any(|never| never == kind || *never == happened) {
            faults.push(format!("{}:1: unexpected: {}", story.file, shown(line)));
        }
    }
    faults
}

fn is(line: &Line, expected: &Expected) -> bool {
    let what = words(&line.told);
    let named = line.case.as_ref().map(|case| format!("{case} {what}"));
    line.at == expected.at && (what == expected.what || named.as_deref() == Some(&expected.what))
}

fn said(story: &Story, expected: &Expected, told: &Told) -> Vec<String> {
    let whole = match told {
        Told::Letter { subject, text, .. } => format!("{subject}\n{text}"),
        Told::Message { because, .. } => because.clone(),
        Told::Held { reason } => reason.clone(),
        Told::Alert { text, .. } => text.clone(),
        Told::CaseOpened(case) | Told::CaseChanged(case) => {
            format!("{} {}", case.policy, case.flags.join(", ").replace('_', " "))
        }
        Told::DutySet(duty)
        | Told::DutyMet(duty)
        | Told::DutyMissed(duty)
        | Told::DutyWithdrawn(duty) => [&duty.clause, &duty.which]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" "),
    };
    let flat = whole.split_whitespace().collect::<Vec<_>>().join(" ");
    let place = format!("{}:{}", story.file, expected.line);
    let missing = expected.says.iter().filter(|words| !flat.contains(words.as_str()));
    let missing = missing.map(|words| format!("{place}: it does not say \"{words}\":\n{whole}"));
    let wrong = expected.silent.iter().filter(|words| flat.contains(words.as_str()));
    let wrong = wrong.map(|words| format!("{place}: it says \"{words}\":\n{whole}"));
    missing.chain(wrong).collect()
}

/// What happened on that day instead.
fn around(lines: &[Line], expected: &Expected) -> String {
    let day = expected.at.with_timezone(&London).date_naive();
    let mut near: Vec<&Line> =
        lines.iter().filter(|line| line.at.with_timezone(&London).date_naive() == day).collect();
    if near.is_empty() {
        near =
            lines.iter().filter(|line| kind(&words(&line.told)) == kind(&expected.what)).collect();
    }
    let near: Vec<String> = near.into_iter().map(|line| format!("      {}", shown(line))).collect();
    if near.is_empty() { "      nothing like it".to_owned() } else { near.join("\n") }
}

fn shown(line: &Line) -> String {
    let at = line.at.with_timezone(&London).format("%a %-d %b %Y %H:%M:%S");
    format!("{at}  > {} {}", line.case.as_deref().unwrap_or("-"), words(&line.told))
}
