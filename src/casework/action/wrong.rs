//! What is wrong with an action, with the lines to send back.

use chrono::NaiveDate;

use super::Verb;
use super::read::Spoken;
use crate::policy::Calendar;

/// Why an action can't be done.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Wrong {
    /// The verb as written.
    pub verb: String,
    /// What is wrong, one sentence each.
    pub why: Vec<String>,
    /// The lines to send back, mended.
    pub mended: String,
}

impl Wrong {
    /// One thing that is wrong with an action.
    pub fn with(spoken: &Spoken, why: impl Into<String>, setting: Setting<'_>) -> Self {
        let why: String = why.into();
        let mut mended = mended(spoken, setting);
        // What the reason asks for stands there to be filled in, not what it refuses.
        if let Some(name) = wanted(&why) {
            let start = format!("{}:", name.to_lowercase());
            let kept = mended.lines().filter(|line| !line.to_lowercase().starts_with(&start));
            mended = format!("{}\n{name}: {BLANK}", kept.collect::<Vec<_>>().join("\n"));
        }
        Self { verb: spoken.verb.clone(), why: vec![why], mended }
    }

    /// Nothing is wrong with it, but it was not done either: others were wrong.
    pub fn with_others(spoken: &Spoken) -> Self {
        Self { verb: spoken.verb.clone(), why: Vec::new(), mended: spoken.written() }
    }
}

/// The field that a reason asks for, where it shows how it is written:
/// `"Approver: OFFICER-ID"`.
fn wanted(why: &str) -> Option<&str> {
    let shown = why.split('"').skip(1).step_by(2);
    let mut fields = shown.filter_map(|shown| shown.split_once(": "));
    fields.find(|(_, what)| *what == "OFFICER-ID").map(|(name, _)| name)
}

/// What an action is understood by, besides its words.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The present day in London.
    pub today: NaiveDate,
    /// Working days.
    pub calendar: &'a Calendar,
    /// No complaint's clock runs, so that an answer needs no parts.
    pub plain_answer: bool,
}

/// Stands where something is to be written; it is never taken for it.
const BLANK: &str = "…";

/// Marks a field of an example that is rarely needed.
const ONLY: &str = ", only ";

pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c == '…' || c == '.' || c.is_whitespace())
}

/// The lines as written, with what the verb needs and they lack.
pub(super) fn mended(spoken: &Spoken, setting: Setting<'_>) -> String {
    let meant = Verb::parse(&spoken.verb).or_else(|| Verb::parse(nearest(&spoken.verb)?));
    let Some(verb) = meant else { return "/help".to_owned() };
    let plain = is_answer(verb) && !in_parts(spoken, setting);
    let example = if plain { PLAIN_ANSWER } else { verb.example() };
    let mut lines = example.lines();
    let first = lines.next().unwrap_or_default();
    let mut mended = match spoken.argument.is_empty() {
        // What is still to be written must not look like an answer.
        true if first.contains(' ') => format!("/{} {BLANK}", verb.as_str()),
        true => first.to_owned(),
        false => format!("/{} {}", verb.as_str(), spoken.argument),
    };
    let mut shown: Vec<String> = Vec::new();
    for line in lines {
        let (name, example) = line.split_once(": ").unwrap_or((line, ""));
        if example.contains(ONLY) {
            continue;
        }
        // Never a decision or a promise that nobody made.
        let text = spoken.field(name).unwrap_or(BLANK);
        mended.push_str(&format!("\n{name}: {text}"));
        shown.push(name.to_lowercase());
    }
    for (name, text) in &spoken.fields {
        if !shown.contains(&name.to_lowercase()) && !text.is_empty() {
            mended.push_str(&format!("\n{name}: {text}"));
        }
    }
    mended
}

/// How an answer is written that needs no parts; either verb may stand there.
const PLAIN_ANSWER: &str = "/respond the whole answer";

fn is_answer(verb: Verb) -> bool {
    matches!(verb, Verb::Respond | Verb::Responded)
}

/// Whether an answer must have, or tries to have, the parts of a complaint's.
pub(super) fn in_parts(spoken: &Spoken, setting: Setting<'_>) -> bool {
    let mut parts = ["decision", "reasons", "remedy"].iter();
    let there = |name: &&str| spoken.field(name).is_some();
    let has_words = !is_blank(&spoken.argument) || spoken.field("answer").is_some();
    match (setting.plain_answer, has_words) {
        (false, _) => true,
        (true, false) => parts.any(there),
        (true, true) => parts.all(there) && there(&"actions"),
    }
}

/// The verb that a misspelt one is nearest to.
pub(super) fn nearest(verb: &str) -> Option<&'static str> {
    let verb = verb.to_lowercase();
    Verb::ALL
        .iter()
        .map(|(name, _, _)| (strsim::damerau_levenshtein(&verb, name), *name))
        .filter(|(distance, _)| *distance <= 2)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
