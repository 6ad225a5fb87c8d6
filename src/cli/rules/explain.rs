//! `redress rules explain FILE`: the message with what fired highlighted in
//! place, the scores adding up, and what the nearest other label lacked.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::RulesArg;
use super::mail::Mail;
use crate::cli::output::{self, Failure, Lines, bold};
use crate::council::Rulebook;
use crate::rules::explain::near_misses;
use crate::rules::field::Message;
use crate::rules::{Classification, Field, Label, Reason, RuleSet};

/// Show a message with every rule that fired, and why it was judged so
///
/// FILE is a mail (.eml), a text whose first line is the subject and whose second is empty, or with
/// --id one message of JSON Lines.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress rules explain mail.eml
  redress rules explain --rules ./rules mail.eml
  redress rules explain messages.jsonl --id w0042
  printf 'bins\\n\\nNobody came again.' | redress rules explain -")]
pub struct Explain {
    /// The message; - is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    rules: RulesArg,
    /// Which message of JSON Lines
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

/// What is said where no rule speaks for a policy.
const NO_POLICY: &str = "- (the mailbox's first, until a person settles it)";

/// So many rules that came near are shown.
const NEAR: usize = 5;

impl Explain {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let (rulebook, _) = Rulebook::load_unproven(self.rules.rules.as_deref())?;
        let mail = Mail::read(&self.file, self.id.as_deref()).map_err(Failure::Wrong)?;
        let rules = &rulebook.rules;
        let parts = mail.parts();
        let text = parts.text();
        let attachments = text.attachments.join("\n");
        let message = Message::of(rules, text, &attachments);
        let (fired, facts) = rules.fired_with_facts(&message);
        let judged = rules.decide(&message, &fired);
        let mut lines = Lines::default();
        if self.json {
            let facts: Vec<_> = (0..)
                .zip(&facts)
                .filter(|(_, fact)| fact.holds)
                .map(|(number, _)| rules.fact_name(number))
                .collect();
            let mut all =
                crate::cli::classify::as_json(&mail.name(&self.file), &json!(self.id), &judged);
            if let Some(object) = all.as_object_mut() {
                object.insert("scores".to_owned(), scores_as_json(&judged));
                object.insert("facts".to_owned(), json!(facts));
                object.insert("margin".to_owned(), json!(judged.margin));
            }
            lines.json(&all)?;
        } else {
            let facts = (0..).zip(&facts).filter(|(_, fact)| fact.holds);
            let facts: Vec<_> = facts.map(|(number, _)| rules.fact_name(number)).collect();
            show(&self.file, &judged, &message, &mut lines);
            if !facts.is_empty() {
                lines.line(format!("  facts        {}", facts.join(", ")));
            }
            lines.line("");
            show_text(&judged, &message, &mut lines);
            show_rules(&judged, &mut lines);
            show_scores(rules, &judged, &mut lines);
            show_next(rules, &judged, &message, &mut lines);
        }
        lines.print()?;
        Ok(ExitCode::SUCCESS)
    }
}

fn scores_as_json(judged: &Classification) -> serde_json::Value {
    let scores = Label::ALL.into_iter().zip(judged.scores);
    let scores = scores.map(|(label, score)| (label.as_str().to_owned(), json!(score)));
    serde_json::Value::Object(scores.collect())
}

fn show(file: &Path, judged: &Classification, message: &Message<'_>, lines: &mut Lines) {
    let review = if judged.needs_review { ", a person should look" } else { "" };
    lines.line(bold(&format!(
        "{}: {} ({} % sure{review})",
        file.display(),
        judged.label.as_str().replace('_', " "),
        (judged.confidence * 100.0).round()
    )));
    let told = |words: &Option<String>| output::or_dash(words.as_ref());
    let from = Some(message.given.from).filter(|from| !from.is_empty());
    lines.line(format!("  from         {}", output::one_line(from.unwrap_or("-"), 80)));
    lines.line(format!("  area         {}", told(&judged.area)));
    let policy = judged.policy.as_deref().unwrap_or(NO_POLICY);
    lines.line(format!("  policy       {policy}"));
    lines.line(format!("  intent       {}", judged.intent.as_str()));
    if let Some(language) = judged.language {
        lines.line(format!("  language     {language}"));
    }
    for (name, words) in [("flags", &judged.flags), ("exclusions", &judged.exclusions)] {
        if !words.is_empty() {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            lines.line(format!("  {name:<12} {}", words.join(", ")));
        }
    }
}

/// The rules that fired, each once, in the order of their first words.
fn numbered(judged: &Classification) -> Vec<&Reason> {
    let mut all: Vec<&Reason> = Vec::new();
    for reason in &judged.reasons {
        if !all.iter().any(|other| other.rule == reason.rule) {
            all.push(reason);
        }
    }
    all.sort_by_key(|reason| reason.at.first().map(|span| (span.field, span.start)));
    all
}

/// Subject and body; what fired stands in brackets with the numbers of the
/// rules, and in bold where that can be seen.
fn show_text(judged: &Classification, message: &Message<'_>, lines: &mut Lines) {
    let reasons = numbered(judged);
    let subject = marked(Field::Subject, message.given.subject, &reasons);
    lines.line(format!("  | Subject: {subject}"));
    lines.line("  |");
    for line in marked(Field::Body, message.given.body, &reasons).lines() {
        lines.line(format!("  | {line}"));
    }
    lines.line("");
}

fn marked(field: Field, text: &str, reasons: &[&Reason]) -> String {
    let mut cuts: Vec<usize> = vec![0, text.len()];
    for span in reasons.iter().flat_map(|reason| &reason.at).filter(|span| span.field == field) {
        cuts.extend([span.start, span.end]);
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut runs: Vec<(String, String)> = Vec::new();
    for pair in cuts.windows(2) {
        let [from, to] = pair else { continue };
        let piece: String = text.get(*from..*to).unwrap_or("").chars().filter(safe).collect();
        let numbers: Vec<String> = (1..)
            .zip(reasons)
            .filter(|(_, reason)| {
                reason
                    .at
                    .iter()
                    .any(|span| span.field == field && span.start <= *from && *to <= span.end)
            })
            .map(|(number, _): (usize, _)| number.to_string())
            .collect();
        let numbers = numbers.join(",");
        match runs.last_mut().filter(|(_, last)| *last == numbers) {
            Some((run, _)) => run.push_str(&piece),
            None => runs.push((piece, numbers)),
        }
    }
    let shown = runs.into_iter().map(|(run, numbers)| match numbers.is_empty() {
        true => run,
        false => format!("[{}]({numbers})", bold(&run)),
    });
    shown.collect()
}

/// A resident's text can't steer the terminal.
fn safe(c: &char) -> bool {
    !c.is_control() || *c == '\n' || *c == '\t'
}

fn show_rules(judged: &Classification, lines: &mut Lines) {
    let numbered = numbered(judged);
    let mut table = output::Table::new(&["", "weight", "for", "rule", "where", "words"]);
    for reason in &judged.reasons {
        let number = numbered.iter().position(|other| other.rule == reason.rule);
        let is_flag = judged.flags.contains(reason.claim.as_ref());
        table.row(vec![
            number.map_or_else(String::new, |number| (number + 1).to_string()),
            if is_flag { "flag".to_owned() } else { format!("{:+.1}", reason.weight) },
            reason.claim.to_string(),
            reason.rule.to_string(),
            format!("{}:{}", reason.file, reason.line),
            output::one_line(&reason.matched, 60),
        ]);
    }
    table.add_to(lines, "No rule fired.");
    lines.line("");
}

fn show_scores(rules: &RuleSet, judged: &Classification, lines: &mut Lines) {
    let mut order: Vec<(Label, f64)> = Label::ALL.into_iter().zip(judged.scores).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    for (label, score) in order {
        let prior = rules.scoring.prior.get(label as usize).copied().unwrap_or_default();
        let of_label = judged.reasons.iter().filter(|r| r.claim.as_ref() == label.as_str());
        let parts: Vec<String> = of_label.map(|r| format!("{:+.1} {}", r.weight, r.rule)).collect();
        lines.line(format!(
            "  {:<16} {score:>5.1} = {prior:.1} to begin with {}",
            label.as_str().replace('_', " "),
            parts.join(" ")
        ));
    }
    lines.line("");
}

/// The decisive rule that fired for the label, where one did.
fn decisive<'r>(rules: &'r RuleSet, judged: &Classification) -> Option<&'r str> {
    let fired = |rule: &&crate::rules::Rule| {
        let of = |reason: &crate::rules::Reason| {
            reason.rule == rule.id && *reason.claim == *judged.label.as_str()
        };
        rule.decisive && judged.reasons.iter().any(of)
    };
    rules.rules.iter().find(fired).map(|rule| rule.id.as_ref())
}

fn show_next(rules: &RuleSet, judged: &Classification, message: &Message<'_>, lines: &mut Lines) {
    let others = Label::ALL.into_iter().zip(judged.scores);
    let others = others.filter(|(label, _)| *label != judged.label);
    let Some((next, _)) = others.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))) else {
        return;
    };
    let name = next.as_str().replace('_', " ");
    let how = if judged.margin >= 0.0 {
        format!("is behind by {:.1}", judged.margin)
    } else {
        match decisive(rules, judged) {
            Some(rule) => format!("leads by {:.1}, but \"{rule}\" is decisive", -judged.margin),
            None => format!("leads by {:.1}, but in doubt it is a complaint", -judged.margin),
        }
    };
    lines.line(format!("The nearest other answer, {name}, {how}. What it lacked:"));
    let near = near_misses(rules, message, next, NEAR);
    for miss in &near {
        let mut words: Vec<&str> = Vec::new();
        for span in &miss.there {
            let in_subject = span.field == Field::Subject;
            let text = if in_subject { message.given.subject } else { message.given.body };
            let word = text.get(span.start..span.end).unwrap_or("");
            if !words.contains(&word) && words.len() < 4 {
                words.push(word);
            }
        }
        lines.line(format!(
            "  {:+.1} {} ({}:{}): has \"{}\"; {}",
            miss.weight,
            miss.rule.id,
            miss.rule.file,
            miss.rule.place.line,
            output::one_line(&words.join("\", \""), 60),
            miss.lacked.join("; ")
        ));
    }
    if near.is_empty() {
        lines.line(format!("  no rule for {name} came near firing"));
    }
}
