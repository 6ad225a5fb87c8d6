//! The figures of a trial, as tables for people and as JSON.

use serde_json::{Value, json};

use crate::cli::output::{self, Lines, bold};
use crate::rules::trial::{Figures, Labelled, Miss, Tally};
use crate::rules::{Label, Reason};

/// Adds all tables.
pub fn show(name: &str, figures: &Figures, lines: &mut Lines) {
    lines.line(bold(&format!("{name}: {} messages", figures.messages)));
    let summary: Vec<String> = figures
        .named()
        .iter()
        .map(|(name, figure)| format!("{} {figure:.3}", name.replace('_', " ")))
        .collect();
    for some in summary.chunks(5) {
        lines.line(format!("  {}", some.join(", ")));
    }
    lines.line("");
    let mut table = output::Table::new(&[
        "label",
        "precision",
        "recall",
        "F1",
        "right",
        "| answered as: complaint",
        "request",
        "comment",
        "compliment",
        "other",
    ]);
    for (label, (tally, row)) in
        Label::ALL.into_iter().zip(figures.labels.iter().zip(&figures.confusion))
    {
        let mut cells = vec![label.as_str().replace('_', " ")];
        cells.extend(of_tally(*tally));
        cells.push(format!("{}/{}", tally.right, tally.wanted));
        cells.extend(row.iter().enumerate().map(|(at, count)| match (at, count) {
            (0, count) => format!("| {}", dot(*count)),
            (_, count) => dot(*count),
        }));
        table.row(cells);
    }
    table.add_to(lines, "");
    lines.line("");
    flags(figures, lines);
    let mut table = output::Table::new(&["confidence", "answers", "right", "mean confidence"]);
    for (tenth, bin) in figures.bins.iter().enumerate().filter(|(_, bin)| bin.answers > 0) {
        let count = bin.answers as f64;
        table.row(vec![
            format!("{:.1} to {:.1}", tenth as f64 / 10.0, (tenth + 1) as f64 / 10.0),
            bin.answers.to_string(),
            format!("{:.2}", bin.right as f64 / count),
            format!("{:.2}", bin.confidence / count),
        ]);
    }
    table.add_to(lines, "no answers");
    lines.line("");
}

fn dot(count: usize) -> String {
    if count == 0 { "·".to_owned() } else { count.to_string() }
}

/// A dash where nothing was given or wanted to have a share of.
fn of_tally(tally: Tally) -> [String; 3] {
    let shown = |figure: f64, of: usize| match of {
        0 => "-".to_owned(),
        _ => format!("{figure:.2}"),
    };
    [
        shown(tally.precision(), tally.given),
        shown(tally.recall(), tally.wanted),
        shown(tally.f1(), tally.given + tally.wanted),
    ]
}

fn flags(figures: &Figures, lines: &mut Lines) {
    if figures.flags.is_empty() {
        return;
    }
    let mut table =
        output::Table::new(&["flag", "precision", "recall", "F1", "right", "given", "wanted"]);
    for (flag, tally) in
        figures.flags.iter().chain(std::iter::once((&"all".to_owned(), &figures.all_flags())))
    {
        let mut cells = vec![flag.clone()];
        cells.extend(of_tally(*tally));
        cells.extend([tally.right, tally.given, tally.wanted].map(|count| count.to_string()));
        table.row(cells);
    }
    table.add_to(lines, "");
    lines.line("");
}

/// Adds a wrong answer with its reasons.
pub fn miss(miss: &Miss, message: &Labelled, lines: &mut Lines) {
    let wanted = message.label.map_or("?", Label::as_str);
    let judged = &miss.judged;
    let review = if judged.needs_review { ", for review" } else { "" };
    let verdict = match miss.label {
        true => format!("{wanted} was judged {}", judged.label.as_str()),
        false => format!("{wanted}, right"),
    };
    lines.line(format!(
        "{} {verdict} ({:.2}{review}): {}",
        bold(&message.id),
        judged.confidence,
        output::one_line(&format!("{} | {}", message.subject, message.body), 400)
    ));
    let sets = [("flags missing", &miss.missing), ("flags too many", &miss.extra)];
    for (what, flags) in sets.into_iter().filter(|(_, flags)| !flags.is_empty()) {
        let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
        lines.line(format!("    {what}: {}", flags.join(", ")));
    }
    let about = |reason: &&Reason| {
        let label = Label::parse(&reason.claim).is_some();
        (miss.label && label) || miss.extra.contains(reason.claim.as_ref())
    };
    for reason in judged.reasons.iter().filter(about) {
        lines.line(format!(
            "    {:+.1} {} by {} ({}:{}): {}",
            reason.weight,
            reason.claim,
            reason.rule,
            reason.file,
            reason.line,
            output::one_line(&reason.matched, 70)
        ));
    }
}

/// The figures as one JSON object.
pub fn as_json(name: &str, figures: &Figures) -> Value {
    let tally = |tally: &Tally| {
        json!({"precision": tally.precision(), "recall": tally.recall(), "f1": tally.f1(),
               "right": tally.right, "given": tally.given, "wanted": tally.wanted})
    };
    let labels: serde_json::Map<String, Value> = Label::ALL
        .into_iter()
        .zip(&figures.labels)
        .map(|(label, of)| (label.as_str().to_owned(), tally(of)))
        .collect();
    let flags: serde_json::Map<String, Value> =
        figures.flags.iter().map(|(flag, of)| (flag.clone(), tally(of))).collect();
    let mut all = json!({
        "set": name,
        "messages": figures.messages,
        "labels": labels,
        "confusion": figures.confusion,
        "flags": flags,
        "all_flags": tally(&figures.all_flags()),
        "complaints_missed": figures.complaints_missed,
        "complaints_missed_unseen": figures.complaints_unseen,
        "urgent": tally(&figures.urgent),
        "calibration": figures.bins,
    });
    if let Some(object) = all.as_object_mut() {
        for (name, figure) in figures.named() {
            object.insert(name.to_owned(), json!(figure));
        }
    }
    all
}

/// A wrong answer as one JSON object.
pub fn miss_as_json(name: &str, miss: &Miss, message: &Labelled) -> Value {
    json!({
        "set": name,
        "id": message.id,
        "wanted": message.label,
        "label": miss.judged.label,
        "confidence": miss.judged.confidence,
        "needs_review": miss.judged.needs_review,
        "flags_missing": miss.missing,
        "flags_extra": miss.extra,
        "reasons": miss.judged.reasons,
    })
}
