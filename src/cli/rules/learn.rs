//! `redress rules learn`: measures what words speak for on labelled messages.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::RulesArg;
use super::test::{Set, sets};
use crate::cli::output::{Failure, Lines, Table, bold};
use crate::council::Rulebook;
use crate::rules::field::Message;
use crate::rules::fit::macro_f1;
use crate::rules::flag_words::FlagWords;
use crate::rules::learn::{self, Sample};
use crate::rules::learn_flags::{self, Learned};
use crate::rules::measured::{Measured, Shape};
use crate::rules::trial::Labelled;
use crate::rules::{Label, RuleSet};

/// Measure what single words and pairs of words speak for, on labelled messages
///
/// The words are weak evidence beside the rules: they decide where the rules say little. The
/// messages are those of rules/examples and of the files named by --labelled; a thousand or more
/// make it worth while. Shows for each file what the words would do at several weights, each
/// message judged by words that were measured on others.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress rules learn --labelled march.jsonl --labelled april.jsonl
  redress rules learn --rules ./rules --labelled march.jsonl --write")]
pub struct Learn {
    #[command(flatten)]
    rules: RulesArg,
    /// Labelled messages besides those in rules/examples
    #[arg(long, value_name = "FILE")]
    labelled: Vec<PathBuf>,
    /// How much the words count beside the rules; as it was if left out
    #[arg(long, value_name = "NUMBER")]
    weight: Option<f64>,
    /// Write classification/words.toml and flag-words.toml in the folder of --rules
    #[arg(long, requires = "rules")]
    write: bool,
}

impl Learn {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let sets = sets(self.rules.rules.as_deref(), &self.labelled)?;
        let messages: Vec<Labelled> =
            sets.iter().flat_map(|set| set.messages.iter().cloned()).collect();
        let (rulebook, _) = Rulebook::load_unproven(self.rules.rules.as_deref())?;
        let before = &rulebook.rules.measured;
        let weight = self.weight.unwrap_or(before.weight);
        let not_measured = before.not_measured.clone();
        let blank = learn::blank(&learn::candidates(&messages, &not_measured));
        let (rulebook, _) = Rulebook::load_with_words(self.rules.rules.as_deref(), &blank)?;
        let routes = rulebook.policies.values().flat_map(|policy| &policy.routes);
        let routed = routes.flat_map(|route| route.flags.iter().cloned()).collect();
        let rules = rulebook.rules;
        let samples: Vec<Sample> = messages.iter().map(|message| sample(&rules, message)).collect();
        let mut measured = fitted(&rules, &samples, weight);
        measured.not_measured = not_measured;
        let mut lines = Lines::default();
        show(&rules, &sets, &samples, &mut lines);
        let (flags, told) = flags(&rules, &routed, &messages);
        show_flags(&told, &mut lines);
        let text = learn::file(&measured, messages.len());
        let kept =
            text.lines().filter(|line| line.starts_with("    \"")).count() - Shape::ALL.len();
        lines.line(format!("{kept} words and pairs of words from {} messages", messages.len()));
        if let Some(folder) = self.rules.rules.as_ref().filter(|_| self.write) {
            let file = folder.join("classification/words.toml");
            std::fs::write(&file, text)?;
            lines.line(format!("{} is written", file.display()));
            let file = folder.join("classification/flag-words.toml");
            std::fs::write(&file, learn_flags::file(&flags, messages.len()))?;
            lines.line(format!("{} is written", file.display()));
        }
        lines.print()?;
        Ok(ExitCode::SUCCESS)
    }
}

fn sample(rules: &RuleSet, message: &Labelled) -> Sample {
    let searched = Message::of(rules, message.text(), "");
    let fired = rules.fired(&searched);
    Sample {
        found: rules.measured.found(&searched),
        label: message.label.unwrap_or(Label::Other),
        rules: rules.decide(&searched, &fired).scores,
    }
}

fn fitted(rules: &RuleSet, samples: &[Sample], weight: f64) -> Measured {
    let all: Vec<&Sample> = samples.iter().collect();
    let mut measured = rules.measured.clone();
    let fitted = learn::fit(measured.words.len(), &all);
    for (spoken, weights) in measured.words.iter_mut().zip(fitted.words) {
        spoken.weights = weights;
    }
    (measured.weight, measured.start, measured.shapes) = (weight, fitted.start, fitted.shapes);
    measured
}

/// What words speak for flags. What files mail away or keeps it from the sender is
/// for rules alone, which people wrote.
fn flags(
    rules: &RuleSet,
    routed: &BTreeSet<String>,
    messages: &[Labelled],
) -> (FlagWords, Vec<Learned>) {
    // A message that is there again to count for more must not be judged by itself.
    let mut seen = BTreeSet::new();
    let mut first = |message: &Labelled| seen.insert((message.id.clone(), message.body.clone()));
    let reviewed = messages.iter().filter(|message| message.flags_reviewed && first(message));
    let sample = |message: &Labelled| {
        let searched = Message::of(rules, message.text(), "");
        learn_flags::Sample {
            words: rules.measured.found(&searched).words,
            length: searched.length(),
            flags: message.flags.iter().cloned().collect(),
            optional: message.flags_optional.iter().cloned().collect(),
        }
    };
    let samples: Vec<learn_flags::Sample> = reviewed.map(sample).collect();
    let words: Vec<&str> = rules.measured.words.iter().map(|spoken| &*spoken.words).collect();
    let handling = &rules.handling;
    let people_only = |flag: &str| {
        let kept = [&handling.no_case, &handling.restricted, &handling.rules_only];
        kept.iter().any(|flags| flags.contains(flag))
    };
    learn_flags::learn(
        &samples,
        &words,
        |flag| !people_only(flag),
        |flag| handling.urgent.contains(flag),
        |flag| routed.contains(flag),
    )
}

fn show_flags(told: &[Learned], lines: &mut Lines) {
    lines.line(bold("Flags that words raise beside the rules, judged by words of others"));
    let mut table = Table::new(&["flag", "messages", "right", "found", "best F1", ""]);
    for of in told {
        table.row(vec![
            of.flag.clone(),
            of.messages.to_string(),
            format!("{:.2}", of.precision),
            format!("{:.2}", of.recall),
            format!("{:.2}", of.best),
            (if of.left_out { "left to rules" } else { "" }).to_owned(),
        ]);
    }
    table.add_to(lines, "");
    lines.line("");
}

/// What the words would do at several weights.
fn show(rules: &RuleSet, sets: &[Set], samples: &[Sample], lines: &mut Lines) {
    let by_words = learn::cross_checked(rules.measured.words.len(), samples);
    let mut all = samples.iter().zip(by_words);
    for set in sets {
        let judged: Vec<_> = all.by_ref().take(set.messages.len()).collect();
        lines.line(bold(&format!("{}: {} messages", set.name, set.messages.len())));
        let mut table = Table::new(&["weight", "macro F1", "complaints missed", "for review"]);
        for weight in [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0] {
            let mut confusion = [[0_usize; 5]; 5];
            let mut review = 0;
            for ((sample, words), message) in judged.iter().zip(&set.messages) {
                let mut scores = sample.rules;
                for (score, of_words) in scores.iter_mut().zip(words) {
                    *score += of_words * weight;
                }
                let verdict = rules.scoring.judge(&scores, None, true);
                review += usize::from(verdict.needs_review);
                let answer = message.counted(verdict.label) as usize;
                let row = confusion.get_mut(sample.label as usize);
                if let Some(cell) = row.and_then(|row| row.get_mut(answer)) {
                    *cell += 1;
                }
            }
            let complaints: usize = confusion[0].iter().sum();
            let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
            table.row(vec![
                format!("{weight:.1}"),
                format!("{:.3}", macro_f1(&confusion)),
                format!("{:.3}", share(complaints - confusion[0][0], complaints)),
                format!("{:.3}", share(review, set.messages.len())),
            ]);
        }
        table.add_to(lines, "");
        lines.line("");
    }
}
