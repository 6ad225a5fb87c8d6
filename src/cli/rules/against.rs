//! `redress rules test --against`: the figures of two rule sets side by side, and
//! which messages were judged rightly by one of them only.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::test::Set;
use crate::cli::output::{self, Failure, Lines, Table, bold, counted};
use crate::rules::trial::{Figures, Labelled, Miss};

/// What the two made of one set of messages.
pub struct Both<'f> {
    pub set: &'f Set,
    pub before: &'f Figures,
    pub now: &'f Figures,
}

impl Both<'_> {
    /// Adds the figures that changed and the messages.
    pub fn show(&self, lines: &mut Lines) {
        let messages = counted(self.now.messages, "message", "messages");
        lines.line(bold(&format!("{}: {messages}", self.set.name)));
        let mut table = Table::new(&["  figure", "before", "now", ""]);
        for ((name, before), (_, now)) in self.before.named().into_iter().zip(self.now.named()) {
            if before == now {
                continue;
            }
            let better = (now > before) != less_is_better(name);
            table.row(vec![
                format!("  {}", name.replace('_', " ")),
                format!("{before:.3}"),
                format!("{now:.3}"),
                if better { "better" } else { "worse" }.to_owned(),
            ]);
        }
        table.add_to(lines, "  every figure as before");
        for (what, from, to) in
            [("now wrong", self.before, self.now), ("now right", self.now, self.before)]
        {
            for (message, wrong) in only_in(self.set, from, to) {
                let wrong: Vec<&str> = wrong.iter().map(String::as_str).collect();
                let text = format!("{} | {}", message.subject, message.body);
                lines.line(format!(
                    "  {what}: {} ({}): {}",
                    bold(&message.id),
                    wrong.join(", "),
                    output::one_line(&text, 100)
                ));
            }
        }
        lines.line("");
    }

    /// Adds the same as one JSON object.
    pub fn as_json(&self, lines: &mut Lines) -> Result<(), Failure> {
        let figures = |of: &Figures| of.named().into_iter().collect::<BTreeMap<_, _>>();
        let messages = |from, to| {
            let all = only_in(self.set, from, to).into_iter();
            let each = all.map(|(message, wrong)| json!({"id": message.id, "wrong": wrong}));
            each.collect::<Vec<_>>()
        };
        lines.json(&json!({
            "set": self.set.name,
            "messages": self.now.messages,
            "before": figures(self.before),
            "now": figures(self.now),
            "now_wrong": messages(self.before, self.now),
            "now_right": messages(self.now, self.before),
        }))
    }
}

/// Whether a figure is a share of what went wrong.
fn less_is_better(name: &str) -> bool {
    name.contains("missed") || name.contains("share")
}

/// What is wrong by the second figures and not by the first.
fn only_in<'s>(
    set: &'s Set,
    first: &Figures,
    second: &Figures,
) -> Vec<(&'s Labelled, BTreeSet<String>)> {
    let known: BTreeMap<usize, &Miss> = first.misses.iter().map(|it| (it.number, it)).collect();
    let of_message = |miss: &Miss| {
        let message = set.messages.get(miss.number)?;
        let before = known.get(&miss.number).map(|miss| wrong_in(miss, message));
        let mut wrong = wrong_in(miss, message);
        wrong.retain(|what| before.as_ref().is_none_or(|before| !before.contains(what)));
        (!wrong.is_empty()).then_some((message, wrong))
    };
    second.misses.iter().filter_map(of_message).collect()
}

fn wrong_in(miss: &Miss, message: &Labelled) -> BTreeSet<String> {
    let wanted = message.label.map_or("?", |label| label.as_str());
    let label = format!("{wanted} judged {}", miss.judged.label.as_str());
    let missing = miss.missing.iter().map(|flag| format!("without {flag}"));
    let extra = miss.extra.iter().map(|flag| format!("with {flag}"));
    miss.label.then_some(label).into_iter().chain(missing).chain(extra).collect()
}
