//! How far a command is, on a terminal.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// The bar.
pub struct Bar {
    /// So many there are.
    pub all: usize,
    done: usize,
    started: Instant,
    shown: Option<Instant>,
    visible: bool,
}

impl Bar {
    /// Nothing is done yet.
    pub fn new() -> Self {
        let visible = std::io::stderr().is_terminal();
        Self { all: 0, done: 0, started: Instant::now(), shown: None, visible }
    }

    fn rate(&self) -> f64 {
        self.done as f64 / self.started.elapsed().as_secs_f64().max(1e-9)
    }

    /// One more is done.
    pub fn step(&mut self) {
        if self.done == 0 {
            self.started = Instant::now();
        }
        self.done += 1;
        let due = self.shown.is_none_or(|at| at.elapsed() > Duration::from_millis(100));
        if !self.visible || !due {
            return;
        }
        self.shown = Some(Instant::now());
        let full = (self.done * 30).checked_div(self.all).unwrap_or(0).min(30);
        // A terminal that has gone away is no reason to stop.
        let mut terminal = std::io::stderr();
        let _ = write!(
            terminal,
            "\r[{}{}] {} of {}, {:.0} a second ",
            "#".repeat(full),
            ".".repeat(30 - full),
            self.done,
            self.all,
            self.rate()
        );
        let _ = terminal.flush();
    }

    /// Wipes the bar; messages a second.
    pub fn finish(&mut self) -> f64 {
        if self.visible && self.shown.is_some() {
            let _ = write!(std::io::stderr(), "\r{}\r", " ".repeat(78));
        }
        self.rate()
    }
}
