//! What every command prints with: whole lines to standard output, faults and
//! warnings to standard error, and the exit statuses of the contract.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use chrono::{DateTime, Utc};

use crate::fault::{Faults, Severity};
use crate::policy::calendar::in_london;

/// Why a command did not do what it was asked.
#[derive(Debug)]
pub enum Failure {
    /// Configuration, rules, letters or calendar can't be used: status 78.
    Faults(Faults),
    /// Anything else: status 1.
    Wrong(String),
    /// The command line was wrong: status 2.
    Usage(String),
}

impl Failure {
    /// Says it and gives the exit status.
    pub fn report(self) -> ExitCode {
        match self {
            Failure::Faults(faults) => {
                complain(faults.to_string().trim_end());
                ExitCode::from(78)
            }
            Failure::Wrong(why) => {
                complain(format!("redress: {why}"));
                ExitCode::from(1)
            }
            Failure::Usage(why) => {
                complain(format!("redress: {why}\nFor help, try \"redress --help\"."));
                ExitCode::from(2)
            }
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Failure::Wrong(error.to_string())
    }
}

/// A line to standard error. Unlike `eprintln!` it never ends the program: a
/// full disk or a reader that has gone away must not cost the work.
pub fn complain(line: impl AsRef<str>) {
    let _ = writeln!(std::io::stderr(), "{}", line.as_ref());
}

/// Prints warnings to standard error.
pub fn warn(faults: &Faults) {
    for fault in faults.sorted() {
        if fault.severity == Severity::Warning {
            complain(fault.to_string());
        }
    }
}

/// Collects lines and prints them at once; a reader that has gone away is no
/// error.
#[derive(Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// Adds a line.
    pub fn line(&mut self, line: impl AsRef<str>) {
        self.0.push_str(line.as_ref());
        self.0.push('\n');
    }

    /// Adds a value as one line of JSON.
    pub fn json(&mut self, value: &impl serde::Serialize) -> Result<(), Failure> {
        let line = serde_json::to_string(value).map_err(|e| Failure::Wrong(e.to_string()))?;
        self.line(line);
        Ok(())
    }

    /// Prints everything.
    pub fn print(self) -> Result<(), Failure> {
        let mut out = std::io::stdout().lock();
        match out.write_all(self.0.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(Failure::Wrong(format!("standard output can't be written: {error}")))
            }
            _ => Ok(()),
        }
    }
}

/// A table for people: columns as wide as their widest cell, the last one
/// free.
pub struct Table {
    head: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns.
    pub fn new(head: &[&'static str]) -> Self {
        Self { head: head.to_vec(), rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Adds the table to the lines, or a sentence when it has no rows.
    pub fn add_to(self, lines: &mut Lines, empty: &str) {
        if self.rows.is_empty() {
            return lines.line(empty);
        }
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            let head = self.head.get(column).map_or(0, |head| head.chars().count());
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0).max(head)
        };
        let widths: Vec<usize> = (0..self.head.len()).map(width).collect();
        let format = |cells: &[&str]| {
            let padded = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        lines.line(bold(&format(&self.head)));
        for row in &self.rows {
            lines.line(format(&row.iter().map(String::as_str).collect::<Vec<_>>()));
        }
    }
}

/// Whether to colour: a terminal, and nobody said no (no-color.org).
fn colours() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
}

/// Text in bold, where that can be seen.
pub fn bold(text: &str) -> String {
    if colours() { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// An instant for people: `17 Dec 2026 09:15`, London time.
pub fn when(at: DateTime<Utc>) -> String {
    in_london(at).format("%-d %b %Y %H:%M").to_string()
}

/// `1 officer`, `2 officers`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A value, or a dash.
pub fn or_dash(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

/// Text of a resident on one line of bounded length, safe for a terminal.
pub fn one_line(text: &str, most: usize) -> String {
    let plain: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain: String = plain.chars().filter(|c| !c.is_control()).collect();
    if plain.chars().count() <= most {
        return plain;
    }
    plain.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}
