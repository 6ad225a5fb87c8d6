//! `redress classify`: which kind a message is, and why.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::inspect::read_file;
use super::output::{self, Failure, Lines, bold};
use super::rules::as_mail;
use crate::council::Rulebook;
use crate::intake::judge::classify_with;
use crate::message::budget::Budget;
use crate::message::{Origin, Own, read};
use crate::rules::trial::Labelled;
use crate::rules::{Classification, Label};

/// Which kind a message is: complaint, service request, comment, compliment or other
///
/// A FILE is a mail (.eml) or JSON Lines with id, subject, from and body (.jsonl). Works without a
/// configuration, on the rules shipped with the program.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress classify mail.eml
  redress classify --json messages.jsonl
  redress classify --rules ./rules mail.eml")]
pub struct Classify {
    /// Mail files or JSON Lines; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// A rules folder other than the shipped one
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// The policy whose exclusions are told
    #[arg(long, value_name = "POLICY")]
    policy: Option<String>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

#[derive(serde::Deserialize)]
struct Line {
    #[serde(default)]
    id: Option<Value>,
    #[serde(default)]
    subject: Option<String>,
    #[serde(default)]
    from: Option<String>,
    #[serde(default)]
    body: Option<String>,
}

impl Classify {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let rulebook = load(self.rules.as_ref())?;
        if let Some(policy) = &self.policy
            && !rulebook.policies.contains_key(policy)
        {
            let known: Vec<&str> = rulebook.policies.keys().map(String::as_str).collect();
            let mend = crate::fault::did_you_mean(policy, &known);
            return Err(Failure::Usage(format!("there is no policy \"{policy}\"; {mend}")));
        }
        let mut lines = Lines::default();
        let mut good = true;
        for file in &self.files {
            if let Err(why) = self.file(&rulebook, file, &mut lines) {
                output::complain(format!("{}: {why}", file.display()));
                good = false;
            }
        }
        lines.print()?;
        Ok(if good { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }

    fn file(&self, rulebook: &Rulebook, file: &Path, lines: &mut Lines) -> Result<(), String> {
        let bytes = read_file(file)?;
        let name = file.display().to_string();
        let is_lines = name.ends_with(".jsonl")
            || name == "-" && bytes.first().is_some_and(|byte| *byte == b'{');
        if !is_lines {
            let judged = mail(rulebook, &bytes)?;
            return self.say(rulebook, &name, &Value::Null, judged, lines);
        }
        let text = String::from_utf8(bytes).map_err(|error| error.to_string())?;
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let line: Line = serde_json::from_str(line)
                .map_err(|error| format!("line {}: {error}", number + 1))?;
            let message = as_mail(Labelled {
                subject: line.subject.unwrap_or_default(),
                from: line.from.unwrap_or_default(),
                body: line.body.unwrap_or_default(),
                ..Labelled::default()
            });
            let judged = rulebook.rules.classify(message.text());
            self.say(rulebook, &name, &line.id.unwrap_or(Value::Null), judged, lines)?;
        }
        Ok(())
    }

    fn say(
        &self,
        rulebook: &Rulebook,
        file: &str,
        id: &Value,
        mut judged: Classification,
        lines: &mut Lines,
    ) -> Result<(), String> {
        let policy = self.policy.as_ref().and_then(|policy| rulebook.policies.get(policy));
        judged.exclusions.retain(|id| policy.is_some_and(|policy| policy.exclusion(id).is_some()));
        if self.json {
            return lines.json(&as_json(file, id, &judged)).map_err(|_| "not JSON".to_owned());
        }
        for_people(file, id, &judged, lines);
        Ok(())
    }
}

fn load(rules: Option<&PathBuf>) -> Result<Rulebook, Failure> {
    Ok(Rulebook::load(rules.map(PathBuf::as_path), None)?.0)
}

/// A mail: automatic mail is `other` whatever its words are.
fn mail(rulebook: &Rulebook, bytes: &[u8]) -> Result<Classification, String> {
    let message =
        read(bytes, &Budget::default(), &Own::default()).map_err(|why| why.to_string())?;
    let mut judged = classify_with(rulebook, &message);
    if !matches!(message.judged.origin, Origin::Person(_)) {
        judged.label = Label::Other;
        judged.confidence = 0.99;
        judged.needs_review = false;
        judged.flags = std::iter::once("automatic".to_owned()).collect();
        judged.signals.clear();
        judged.reasons.clear();
    }
    Ok(judged)
}

pub fn as_json(file: &str, id: &Value, judged: &Classification) -> Value {
    let rounded = |score: f64| (score * 100.0).round() / 100.0;
    let scores: BTreeMap<&str, f64> =
        Label::ALL.iter().map(|of| of.as_str()).zip(judged.scores.map(rounded)).collect();
    json!({
        "file": file,
        "id": id,
        "label": judged.label,
        "confidence": (judged.confidence * 1000.0).round() / 1000.0,
        "needs_review": judged.needs_review,
        "scores": scores,
        "flags": judged.flags.difference(&judged.signals).collect::<Vec<_>>(),
        "signals": judged.signals,
        "intent": judged.intent,
        "service_area": judged.area,
        "policy": judged.policy,
        "language": judged.language,
        "exclusions": judged.exclusions,
        "reasons": judged.reasons,
    })
}

fn for_people(file: &str, id: &Value, judged: &Classification, lines: &mut Lines) {
    let name = match id.as_str() {
        Some(id) => format!("{file} {id}"),
        None if id.is_null() => file.to_owned(),
        None => format!("{file} {id}"),
    };
    let review = if judged.needs_review { ", a person should look" } else { "" };
    let percent = (judged.confidence * 100.0).round();
    lines.line(format!(
        "{}: {} ({percent} % sure{review})",
        bold(&name),
        judged.label.as_str().replace('_', " ")
    ));
    let told = |words: &Option<String>| output::or_dash(words.as_ref());
    lines.line(format!("  area {}, policy {}", told(&judged.area), told(&judged.policy)));
    if let Some(language) = judged.language {
        lines.line(format!("  language {language}"));
    }
    let flags: Vec<&str> = judged.flags.difference(&judged.signals).map(String::as_str).collect();
    let signals: Vec<&str> = judged.signals.iter().map(String::as_str).collect();
    for (what, named) in [("flags", flags), ("signals", signals)] {
        if !named.is_empty() {
            lines.line(format!("  {what} {}", named.join(", ")));
        }
    }
    for reason in &judged.reasons {
        lines.line(format!(
            "  {:+.1} {} by {} ({}:{}): {}",
            reason.weight,
            reason.claim,
            reason.rule,
            reason.file,
            reason.line,
            output::one_line(&reason.matched, 60)
        ));
    }
}

/// Judges messages and says nothing
#[derive(Debug, Args)]
pub struct JudgeFromStdin {
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

impl JudgeFromStdin {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let (rulebook, _) = Rulebook::load(self.rules.as_deref(), None)?;
        crate::intake::trial::judge_all(std::io::stdin().lock(), &rulebook)?;
        Ok(ExitCode::SUCCESS)
    }
}
