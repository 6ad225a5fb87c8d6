//! `rules test --fit` and `--calibrate`: weights and confidences measured on
//! labelled messages, printed or written into the files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::cli::output::{self, Failure, Lines, bold};
use crate::fault::Place;
use crate::rules::fit::{self, Weight};
use crate::rules::trial::{Figures, Labelled};
use crate::rules::{RuleSet, calibrate};

/// Says which weights would fit the messages better; with `write` changes the
/// rule files.
pub fn fit_weights(
    rules: &RuleSet,
    messages: &[Labelled],
    write: bool,
    lines: &mut Lines,
) -> Result<(), Failure> {
    let proposals = fit::fit(rules, messages);
    let is = Figures::of(rules, messages).macro_f1();
    let then = fit::cross_checked(rules, messages);
    lines.line(bold(&format!("weights fitted to {} messages", messages.len())));
    lines.line(format!(
        "  macro F1 as it is {is:.3}; fitted to four fifths, measured on the last: {then:.3}"
    ));
    let mut changes: BTreeMap<String, Vec<(Place, String)>> = BTreeMap::new();
    let mut table = output::Table::new(&["rule", "label", "is", "better", "fired", "where"]);
    for proposal in &proposals {
        let (name, label, place) = match proposal.weight {
            Weight::Prior(label) => {
                let place = rules.scoring.prior_places.get(label as usize).cloned().flatten();
                ("(prior)".to_owned(), label, place)
            }
            Weight::Rule(number, at) => {
                let Some(rule) = rules.rules.get(number) else { continue };
                let Some((label, _)) = rule.scores.get(at) else { continue };
                (rule.id.to_string(), *label, rule.weight_places.get(at).cloned().flatten())
            }
        };
        table.row(vec![
            name,
            label.as_str().to_owned(),
            format!("{:+.1}", proposal.is),
            format!("{:+.1}", proposal.better),
            proposal.fired.to_string(),
            place.as_ref().map_or("no weight is written".to_owned(), Place::to_string),
        ]);
        if let Some(place) = place {
            let change = (place.clone(), format!("{:.1}", proposal.better));
            changes.entry(place.file).or_default().push(change);
        }
    }
    table.add_to(lines, "no weight should change");
    lines.line("");
    if write {
        for (file, changes) in changes {
            rewrite(Path::new(&file), changes)?;
            lines.line(format!("{file} is written"));
        }
    }
    Ok(())
}

/// Puts numbers where others stand; the rest of the file stays as it is.
fn rewrite(file: &Path, mut changes: Vec<(Place, String)>) -> Result<(), Failure> {
    let text = std::fs::read_to_string(file)?;
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    changes.sort_by(|a, b| b.0.cmp(&a.0));
    for (place, number) in changes {
        let Some(line) = lines.get_mut(place.line.saturating_sub(1)) else { continue };
        let chars: Vec<char> = line.chars().collect();
        let (before, rest) =
            chars.split_at_checked(place.column.saturating_sub(1)).unwrap_or((&[], &chars));
        let old = rest.iter().take_while(|c| c.is_ascii_digit() || "+-._eE".contains(**c)).count();
        let after = rest.get(old..).unwrap_or_default();
        *line = before.iter().copied().chain(number.chars()).chain(after.iter().copied()).collect();
    }
    std::fs::write(file, lines.join("\n"))?;
    Ok(())
}

/// Measures confidences, and what other margins would do; with a folder writes
/// the calibration there.
pub fn calibration(
    rules: &mut RuleSet,
    messages: &[Labelled],
    folder: Option<&PathBuf>,
    lines: &mut Lines,
) -> Result<(), Failure> {
    let points = calibrate::calibrate(rules, messages);
    let numbers = |pick: fn(&(f64, f64)) -> f64| {
        let all: Vec<String> = points.iter().map(|point| format!("{:.2}", pick(point))).collect();
        all.join(", ")
    };
    let text = format!(
        "# How often an answer with such a lead over the next label was right.\n\
         # Written by \"redress rules test --calibrate\", measured on {} messages.\n\
         [calibration]\nlead = [{}]\nright = [{}]\n",
        messages.len(),
        numbers(|point| point.0),
        numbers(|point| point.1)
    );
    lines.line(bold("calibration"));
    lines.line(&text);
    if let Some(folder) = folder {
        let file = folder.join("classification/calibration.toml");
        std::fs::write(&file, &text)?;
        lines.line(format!("{} is written", file.display()));
    }
    lines.line(bold("what other margins would do"));
    let mut table = output::Table::new(&[
        "lean_margin",
        "review_margin",
        "macro F1",
        "complaints missed",
        "unseen",
        "for review",
    ]);
    let kept = rules.scoring.clone();
    for lean in [0.0, 1.0, 2.0, 3.3, 4.5] {
        for review in [0.3, 0.6, 1.0, 1.5, 2.0] {
            rules.scoring.lean_margin = lean;
            rules.scoring.review_margin = review;
            let named: BTreeMap<_, _> = Figures::of(rules, messages).named().into_iter().collect();
            let figure =
                |name: &str| format!("{:.3}", named.get(name).copied().unwrap_or_default());
            table.row(vec![
                format!("{lean:.1}"),
                format!("{review:.1}"),
                figure("macro_f1"),
                figure("complaint_missed"),
                figure("complaint_missed_unseen"),
                figure("review_share"),
            ]);
        }
    }
    rules.scoring = kept;
    table.add_to(lines, "");
    lines.line("");
    Ok(())
}
