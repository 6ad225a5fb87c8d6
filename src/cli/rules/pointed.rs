//! Faults as those who edit rules see them: the line, and a caret under the place.

use std::process::ExitCode;

use crate::cli::output::complain;
use crate::fault::{Fault, Faults, Place};
use crate::shipped;

/// So much of a long line is shown on either side of the place.
const AROUND: usize = 50;

/// Says why files can't be used; the exit status.
pub fn refuse(faults: &Faults) -> ExitCode {
    for fault in faults.sorted() {
        pointed(fault);
    }
    complain(faults.counted());
    ExitCode::from(78)
}

/// Says a fault, and below it the line with a caret under the place.
pub fn pointed(fault: &Fault) {
    complain(fault.to_string());
    let Some(line) = line_of(&fault.place).filter(|line| !line.contains('\0')) else { return };
    let chars: Vec<char> = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let at = fault.place.column.saturating_sub(1).min(chars.len());
    let from = at.saturating_sub(AROUND);
    let shown: String = chars.iter().skip(from).take(2 * AROUND).collect();
    let number = fault.place.line.to_string();
    complain(format!("{number:>6} | {shown}\n       | {}^", " ".repeat(at - from)));
}

fn line_of(place: &Place) -> Option<String> {
    let built_in = place.file.strip_prefix(shipped::NAME);
    let built_in = built_in.and_then(|path| path.strip_prefix("rules/"));
    let text = match built_in {
        Some(path) => {
            let (_, text) = shipped::RULES.iter().find(|(name, _)| *name == path)?;
            (*text).to_owned()
        }
        // The line that is no UTF-8 is shown as far as it can be.
        None => String::from_utf8_lossy(&std::fs::read(&place.file).ok()?).into_owned(),
    };
    text.lines().nth(place.line.checked_sub(1)?).map(str::to_owned)
}
