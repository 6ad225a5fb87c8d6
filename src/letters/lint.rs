//! Checks letter templates when they are loaded: syntax, names that do not
//! exist, facts that a letter of that kind does not have, and what the policy
//! demands of it (policy digest, section 8).

use std::collections::{BTreeMap, BTreeSet};

use minijinja::Environment;
use minijinja::value::Serde;

use super::facts::{
    CaseFacts, CouncilFacts, DigestFacts, DigestItem, DutyFacts, Facts, FailedFacts, MailFacts,
    OmbudsmanFacts,
};
use crate::casework::LetterKind;
use crate::fault::{Faults, Place, Source, did_you_mean, nearest};

/// What a letter of each kind must say, with the clause that demands it.
fn demands(kind: LetterKind) -> &'static [(&'static str, &'static str)] {
    match kind {
        LetterKind::Acknowledgement => &[
            ("case.reference", "the reference number (KH 4.2)"),
            ("case.respond_by", "the due date (KH 4.2)"),
            ("case.stage", "the stage (HC 6.9)"),
            ("ombudsmen", "the Ombudsman's details (KH 4.2)"),
            ("mail.words", "the complaint as understood so far (HC 5.6)"),
        ],
        LetterKind::Receipt | LetterKind::ServiceRequest | LetterKind::Thanks => {
            &[("case.reference", "the reference number")]
        }
        LetterKind::Assignment | LetterKind::NewMessage => &[
            ("case.reference", "the reference number"),
            ("mail.words", "the resident's words: officers have only mail"),
        ],
        LetterKind::Reminder | LetterKind::Chase => &[
            ("case.reference", "the reference number"),
            ("duty.what", "what is due"),
            ("duty.due", "when it is due"),
        ],
        LetterKind::ManagerAlert => &[
            ("case.reference", "the reference number"),
            ("duty.what", "what was due"),
            ("duty.due", "when it was due"),
            ("duty.holder", "who holds the case"),
        ],
        LetterKind::Digest => {
            &[("digest.overdue", "what is overdue"), ("digest.due", "what is due")]
        }
        LetterKind::Triage => &[("why", "what is unclear"), ("mail.words", "the message")],
        LetterKind::UrgentAlert => {
            &[("case.reference", "the reference number"), ("flags", "what makes it urgent")]
        }
        LetterKind::DeliveryFailed => {
            &[("failed.letter", "which letter failed"), ("failed.reply", "the mail server's words")]
        }
        LetterKind::Alert => &[("why", "what happened")],
        LetterKind::Extension
        | LetterKind::Response
        | LetterKind::Refusal
        | LetterKind::Routed
        | LetterKind::Consent
        | LetterKind::Update
        | LetterKind::Definition
        | LetterKind::Handover
        | LetterKind::CommandReply => &[("case.reference", "the reference number")],
    }
}

/// The least and the most that a letter of each kind can know: a template must
/// render with both.
fn samples(kind: LetterKind) -> [Facts; 2] {
    let full = Facts {
        council: CouncilFacts {
            name: "Example Council".into(),
            address: "crm.complaints@council.example".into(),
        },
        case: Some(CaseFacts {
            reference: "KH-2026-00042".into(),
            kind: "complaint".into(),
            stage: Some(1),
            policy: "Housing Landlord Complaints Policy".into(),
            received_on: "Thursday 17 December 2026".into(),
            respond_by: Some("Tuesday 5 January 2027".into()),
            greet: Some("Ada Example".into()),
            area: Some("repairs".into()),
            flags: vec!["needs review".into()],
            needs_review: true,
        }),
        ombudsmen: vec![OmbudsmanFacts {
            name: "Housing Ombudsman Service".into(),
            phone: "0300 111 3000".into(),
            web: "www.example.org".into(),
            post: "PO Box 1".into(),
        }],
        mail: Some(MailFacts {
            from: "Ada Example <ada@example.org>".into(),
            subject: "Boiler".into(),
            words: "Nobody came.\nAgain.".into(),
            received: "17 December 2026 at 09:15".into(),
            attachments: vec!["boiler.jpg".into()],
        }),
        duty: Some(DutyFacts {
            what: "the full response".into(),
            due: "Tuesday 5 January 2027".into(),
            holder: Some("R. Patel".into()),
        }),
        digest: Some(DigestFacts {
            day: "Monday 4 January 2027".into(),
            overdue: vec![digest_item("KH-2026-00007", "Thursday 31 December 2026")],
            due: vec![digest_item("KH-2026-00042", "Tuesday 5 January 2027")],
            more: 3,
        }),
        why: Some("the rules put it there".into()),
        flags: vec!["safeguarding".into()],
        failed: Some(FailedFacts { letter: "acknowledgement".into(), reply: "550 no".into() }),
    };
    let mut full = Facts { ..full };
    strip(kind, &mut full);
    let mut least = full.clone();
    if let Some(case) = &mut least.case {
        case.respond_by = None;
        case.greet = None;
        case.area = None;
        case.flags = Vec::new();
        case.needs_review = false;
        if kind != LetterKind::Acknowledgement {
            case.stage = None;
        }
    }
    if let Some(mail) = &mut least.mail {
        mail.attachments = Vec::new();
        mail.subject = String::new();
    }
    // Triage mail is also sent about messages that no case could be made of.
    if matches!(kind, LetterKind::Triage) {
        least.case = None;
    }
    [full, least]
}

fn digest_item(reference: &str, due: &str) -> DigestItem {
    DigestItem { reference: reference.into(), what: "the full response".into(), due: due.into() }
}

/// Takes away what a letter of that kind never has.
fn strip(kind: LetterKind, facts: &mut Facts) {
    let keeps = |kinds: &[LetterKind]| kinds.contains(&kind);
    if !keeps(&[LetterKind::Reminder, LetterKind::Chase, LetterKind::ManagerAlert]) {
        facts.duty = None;
    }
    if !keeps(&[LetterKind::ManagerAlert])
        && let Some(duty) = &mut facts.duty
    {
        duty.holder = None;
    }
    if !keeps(&[LetterKind::Digest]) {
        facts.digest = None;
    }
    if !keeps(&[LetterKind::Assignment, LetterKind::Triage, LetterKind::Alert]) {
        facts.why = None;
    }
    if !keeps(&[LetterKind::DeliveryFailed]) {
        facts.failed = None;
    }
    if keeps(&[
        LetterKind::Reminder,
        LetterKind::Chase,
        LetterKind::ManagerAlert,
        LetterKind::DeliveryFailed,
    ]) {
        facts.mail = None;
    }
    if keeps(&[LetterKind::Alert, LetterKind::Digest]) {
        facts.case = None;
        facts.mail = None;
    }
}

/// Checks one template that parsed; whether it can be used.
pub(super) fn check(
    environment: &Environment<'_>,
    name: &str,
    kind: LetterKind,
    source: &Source,
    faults: &mut Faults,
) -> bool {
    let Ok(template) = environment.get_template(name) else { return false };
    let mut good = true;
    let used: BTreeSet<String> = template.undeclared_variables(true).into_iter().collect();
    let [full, least] = samples(kind);
    let known = names(&full);
    for variable in &used {
        if !known.contains(variable)
            && !known.iter().any(|k| k.starts_with(&format!("{variable}.")))
        {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            faults.error(
                place_of(source, variable),
                format!("\"{variable}\" is no fact of this letter"),
                did_you_mean(variable, &known),
            );
            good = false;
        }
    }
    for (wanted, what) in demands(kind) {
        let is_used =
            used.iter().any(|name| name == wanted || name.starts_with(&format!("{wanted}.")));
        if !is_used {
            faults.error(
                Place::start_of(source.name()),
                format!("the letter lacks {what}"),
                format!("write {{{{ {wanted} }}}} where it belongs"),
            );
            good = false;
        }
    }
    good && [full, least].iter().all(|facts| renders(&template, facts, source, faults))
}

fn renders(
    template: &minijinja::Template<'_, '_>,
    facts: &Facts,
    source: &Source,
    faults: &mut Faults,
) -> bool {
    match template.render(Serde(facts)) {
        Err(error) => {
            let line = error.line().unwrap_or(1);
            let place = Place { file: source.name().to_owned(), line, column: 1 };
            let what = error.detail().unwrap_or("it can't be rendered").to_owned();
            let mend = "this fact can be missing: put {% if … %} round it";
            faults.error(place, format!("the letter fails in some cases: {what}"), mend);
            false
        }
        Ok(whole) if super::split(&whole).is_none() => {
            faults.error(
                Place::start_of(source.name()),
                "the letter does not begin with a subject",
                "write \"Subject: …\" in the first line and leave the second line empty",
            );
            false
        }
        Ok(_) => true,
    }
}

/// A template that does not parse.
pub(super) fn syntax(source: &Source, error: &minijinja::Error, faults: &mut Faults) {
    let place = match error.range() {
        Some(range) => source.place(range.start),
        None => {
            Place { file: source.name().to_owned(), line: error.line().unwrap_or(1), column: 1 }
        }
    };
    let what = error.detail().unwrap_or("syntax error").to_owned();
    faults.error(place, format!("the letter can't be read: {what}"), "mend the {{ }} or {% %}");
}

/// A kind of letter without a template.
pub(super) fn missing(name: &str, sources: &BTreeMap<String, Source>, faults: &mut Faults) {
    let folder = sources
        .values()
        .next()
        .and_then(|source| source.name().rsplit_once('/'))
        .map_or("templates", |(folder, _)| folder);
    faults.error(
        Place::start_of(format!("{folder}/{name}.txt")),
        "this letter is missing",
        "copy the shipped one",
    );
}

/// Templates that are no letter of ours: most likely a misspelt name.
pub(super) fn unknown(sources: &BTreeMap<String, Source>, faults: &mut Faults) {
    for (name, source) in sources {
        if LetterKind::parse(name).is_none() {
            let known = LetterKind::ALL.map(|(known, _)| known);
            let mend = match nearest(name, known) {
                Some(near) => format!("did you mean {near}.txt?"),
                None => "remove it".to_owned(),
            };
            faults.error(
                Place::start_of(source.name()),
                format!("there is no letter \"{name}\""),
                mend,
            );
        }
    }
}

/// Every name that a template may use, with its parents.
fn names(facts: &Facts) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    if let Ok(value) = serde_json::to_value(facts) {
        collect(&value, "", &mut names);
    }
    names
}

fn collect(value: &serde_json::Value, path: &str, names: &mut BTreeSet<String>) {
    if !path.is_empty() {
        names.insert(path.to_owned());
    }
    if let serde_json::Value::Object(fields) = value {
        for (key, value) in fields {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            collect(value, &path, names);
        }
    }
}

fn place_of(source: &Source, variable: &str) -> Place {
    let last = variable.rsplit('.').next().unwrap_or(variable);
    let offset = source.text().find(variable).or_else(|| source.text().find(last)).unwrap_or(0);
    source.place(offset)
}
