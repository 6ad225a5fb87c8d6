//! `redress rules test --against`: the figures of two rule sets side by side, and
//! which messages were judged rightly by one of them only.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::test::Set;
use crate::cli::output::{self, Failure, Lines, Table, bold, counted};
use crate::rules::RuleSet;
use crate::rules::trial::{Figures, Labelled, Miss};

/// What the two made of one set of messages.
pub struct Both<'f> {
    set: &'f Set,
    before: Figures,
    now: Cow<'f, Figures>,
    /// Messages with flags that the rules before did not know and that nobody has
    /// said to be right or wrong.
    new_flags: Vec<(&'f Labelled, BTreeSet<String>)>,
}

impl<'f> Both<'f> {
    /// Judges by the rules before; `figures` are those of the rules now.
    pub fn of(set: &'f Set, before: &RuleSet, now: &RuleSet, figures: &'f Figures) -> Self {
        let known = before.flags();
        let new: BTreeSet<&str> = now.flags().difference(&known).copied().collect();
        let of_message = |miss: &Miss| {
            let flags = miss.extra.iter().filter(|flag| new.contains(flag.as_str())).cloned();
            let flags: BTreeSet<String> = flags.collect();
            Some((set.messages.get(miss.number)?, flags)).filter(|(_, flags)| !flags.is_empty())
        };
        let new_flags: Vec<_> = figures.misses.iter().filter_map(of_message).collect();
        let before = Figures::of(before, &set.messages);
        let now = match new_flags.is_empty() {
            true => Cow::Borrowed(figures),
            false => Cow::Owned(Figures::of(now, &with_optional(&set.messages, &new))),
        };
        Self { set, before, now, new_flags }
    }

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
            [("now wrong", &self.before, &*self.now), ("now right", &*self.now, &self.before)]
        {
            for (message, wrong) in only_in(self.set, from, to) {
                lines.line(line(what, message, &wrong));
            }
        }
        let mut named = BTreeSet::new();
        for (message, flags) in &self.new_flags {
            lines.line(line("new flag", message, flags));
            named.extend(flags);
        }
        for flag in named {
            lines.line(format!(
                "  new flag; if it is right, add \"{flag}\" to that message's flags"
            ));
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
        let new_flags = self.new_flags.iter();
        let new_flags: Vec<_> =
            new_flags.map(|(message, flags)| json!({"id": message.id, "flags": flags})).collect();
        lines.json(&json!({
            "set": self.set.name,
            "messages": self.now.messages,
            "before": figures(&self.before),
            "now": figures(&self.now),
            "now_wrong": messages(&self.before, &self.now),
            "now_right": messages(&self.now, &self.before),
            "new_flags": new_flags,
        }))
    }
}

/// A message, and what is the matter with it.
fn line(what: &str, message: &Labelled, about: &BTreeSet<String>) -> String {
    let about: Vec<&str> = about.iter().map(String::as_str).collect();
    let text = format!("{} | {}", message.subject, message.body);
    let text = output::one_line(&text, 100);
    format!("  {what}: {} ({}): {text}", bold(&message.id), about.join(", "))
}

/// The messages with flags that are neither right nor wrong, where they don't say
/// that they have them.
fn with_optional(messages: &[Labelled], flags: &BTreeSet<&str>) -> Vec<Labelled> {
    let mut messages = messages.to_vec();
    for message in &mut messages {
        let unsaid = flags.iter().filter(|flag| !message.flags.contains(**flag));
        message.flags_optional.extend(unsaid.map(|flag| (*flag).to_owned()));
    }
    messages
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
