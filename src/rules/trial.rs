//! How good a rule set is, measured on labelled messages: the figures of the
//! residents' corpus (accuracy, F1, flags, dangerous errors, calibration).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Classification, Label, RuleSet, Text};

/// A message with what it is.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct Labelled {
    /// Its name.
    #[serde(default)]
    pub id: String,
    /// Its subject.
    #[serde(default)]
    pub subject: String,
    /// The sender's address.
    #[serde(default)]
    pub from: String,
    /// Its words, without the mail that it quotes once it was
    /// [taken apart](Self::own_words).
    #[serde(default)]
    pub body: String,
    /// All of its text; empty where that is `body`.
    #[serde(skip)]
    pub whole: String,
    /// The label; None where it is not a known word.
    pub label: Option<Label>,
    /// Labels that a careful reader could also give.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_ok: Vec<Label>,
    /// Flags that must be found.
    #[serde(default)]
    pub flags: BTreeSet<String>,
    /// Flags that are neither right nor wrong.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub flags_optional: BTreeSet<String>,
    /// Whether the flags were gone through one by one.
    #[serde(default)]
    pub flags_reviewed: bool,
}

impl Labelled {
    /// The message as the rules see it.
    pub fn text(&self) -> Text<'_> {
        Text {
            subject: &self.subject,
            body: &self.body,
            from: &self.from,
            whole: if self.whole.is_empty() { &self.body } else { &self.whole },
            ..Text::default()
        }
    }

    /// The message with `own` as the words that its sender wrote this time.
    #[must_use]
    pub fn own_words(self, own: String) -> Self {
        Self { whole: self.body, body: own, ..self }
    }

    /// The label that an answer counts as: the right one when the answer is
    /// also possible.
    pub fn counted(&self, answer: Label) -> Label {
        let right = self.label.unwrap_or(Label::Other);
        if self.also_ok.contains(&answer) { right } else { answer }
    }
}

/// Right, found and there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Given and right.
    pub right: usize,
    /// Given.
    pub given: usize,
    /// Should have been given.
    pub wanted: usize,
}

impl Tally {
    /// Right of given; 1 when nothing was given.
    pub fn precision(self) -> f64 {
        share(self.right, self.given)
    }

    /// Right of wanted; 1 when nothing was wanted.
    pub fn recall(self) -> f64 {
        share(self.right, self.wanted)
    }

    /// 2PR/(P+R), 0 when nothing is right.
    pub fn f1(self) -> f64 {
        let both = self.given + self.wanted;
        if both == 0 { 1.0 } else { 2.0 * self.right as f64 / both as f64 }
    }

    fn add(&mut self, other: Tally) {
        self.right += other.right;
        self.given += other.given;
        self.wanted += other.wanted;
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Of the answers given with a confidence between two tenths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Bin {
    /// So many answers.
    pub answers: usize,
    /// So many of them right.
    pub right: usize,
    /// The confidences added up.
    pub confidence: f64,
}

/// A message that was judged wrongly in some respect.
#[derive(Debug, Clone)]
pub struct Miss {
    /// Its place among the messages.
    pub number: usize,
    /// What the rules made of it.
    pub judged: Classification,
    /// The label is wrong.
    pub label: bool,
    /// Flags that were not found.
    pub missing: BTreeSet<String>,
    /// Flags that should not be there.
    pub extra: BTreeSet<String>,
}

/// Flags whose loss is told apart from the averages.
pub const URGENT: [&str; 2] = ["safeguarding", "urgent_hazard"];

/// All figures.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// So many messages.
    pub messages: usize,
    /// So many with the right label or one that is also possible.
    pub right: usize,
    /// So many with the right label itself.
    pub strict: usize,
    /// By label, in the order of [`Label::ALL`].
    pub labels: [Tally; 5],
    /// Rows: the right label; columns: the answer.
    pub confusion: [[usize; 5]; 5],
    /// By flag, where flags were reviewed.
    pub flags: BTreeMap<String, Tally>,
    /// [`URGENT`] flags, on every message that carries one.
    pub urgent: Tally,
    /// Complaints given another label.
    pub complaints_missed: usize,
    /// Those of them that no person would look at.
    pub complaints_unseen: usize,
    /// Answers for a person to look at.
    pub review: usize,
    /// Ten bins of confidence.
    pub bins: [Bin; 10],
    /// What was wrong.
    pub misses: Vec<Miss>,
}

impl Figures {
    /// Judges messages and counts.
    pub fn of(set: &RuleSet, messages: &[Labelled]) -> Self {
        let mut figures = Figures::default();
        for (number, message) in messages.iter().enumerate() {
            figures.count(number, message, set.classify(message.text()));
        }
        figures
    }

    fn count(&mut self, number: usize, message: &Labelled, judged: Classification) {
        let right = message.label.unwrap_or(Label::Other);
        let answer = message.counted(judged.label);
        let is_right = answer == right;
        self.messages += 1;
        self.right += usize::from(is_right);
        self.strict += usize::from(judged.label == right);
        self.review += usize::from(judged.needs_review);
        if let Some(cell) =
            self.confusion.get_mut(right as usize).and_then(|row| row.get_mut(answer as usize))
        {
            *cell += 1;
        }
        if let Some(tally) = self.labels.get_mut(right as usize) {
            tally.wanted += 1;
            tally.right += usize::from(is_right);
        }
        if let Some(tally) = self.labels.get_mut(answer as usize) {
            tally.given += 1;
        }
        if right == Label::Complaint && !is_right {
            self.complaints_missed += 1;
            self.complaints_unseen += usize::from(!judged.needs_review);
        }
        let tenth = (judged.confidence * 10.0).floor().clamp(0.0, 9.0) as usize;
        if let Some(bin) = self.bins.get_mut(tenth) {
            bin.answers += 1;
            bin.right += usize::from(is_right);
            bin.confidence += judged.confidence;
        }
        let (missing, extra) = self.count_flags(message, &judged);
        if !is_right || !missing.is_empty() || !extra.is_empty() {
            self.misses.push(Miss { number, judged, label: !is_right, missing, extra });
        }
    }

    fn count_flags(
        &mut self,
        message: &Labelled,
        judged: &Classification,
    ) -> (BTreeSet<String>, BTreeSet<String>) {
        for flag in URGENT {
            if message.flags.contains(flag) {
                self.urgent.wanted += 1;
                self.urgent.right += usize::from(judged.flags.contains(flag));
            }
        }
        let (mut missing, mut extra) = (BTreeSet::new(), BTreeSet::new());
        if !message.flags_reviewed {
            let lost = message.flags.iter().filter(|flag| URGENT.contains(&flag.as_str()));
            missing.extend(lost.filter(|flag| !judged.flags.contains(*flag)).cloned());
            return (missing, extra);
        }
        for flag in &message.flags {
            let tally = self.flags.entry(flag.clone()).or_default();
            tally.wanted += 1;
            if judged.flags.contains(flag) {
                tally.right += 1;
                tally.given += 1;
            } else {
                missing.insert(flag.clone());
            }
        }
        for flag in judged.flags.difference(&message.flags) {
            if !message.flags_optional.contains(flag) && !judged.signals.contains(flag) {
                self.flags.entry(flag.clone()).or_default().given += 1;
                extra.insert(flag.clone());
            }
        }
        (missing, extra)
    }

    /// The plain mean of the five F1.
    pub fn macro_f1(&self) -> f64 {
        self.labels.iter().map(|tally| tally.f1()).sum::<f64>() / 5.0
    }

    /// All flags together.
    pub fn all_flags(&self) -> Tally {
        let mut all = Tally::default();
        self.flags.values().for_each(|tally| all.add(*tally));
        all
    }

    /// The figures that `[thresholds]` may bound, by name.
    pub fn named(&self) -> Vec<(&'static str, f64)> {
        let [complaint, ..] = self.labels;
        vec![
            ("accuracy", share(self.right, self.messages)),
            ("strict_accuracy", share(self.strict, self.messages)),
            ("macro_f1", self.macro_f1()),
            ("complaint_recall", complaint.recall()),
            ("complaint_missed", 1.0 - complaint.recall()),
            ("complaint_missed_unseen", part(self.complaints_unseen, complaint.wanted)),
            ("flags_f1", self.all_flags().f1()),
            ("urgent_recall", self.urgent.recall()),
            ("review_share", part(self.review, self.messages)),
        ]
    }

    /// What is beyond the bounds of the rule files: name, figure, bound.
    pub fn beyond(
        &self,
        thresholds: &BTreeMap<&'static str, f64>,
    ) -> Vec<(&'static str, f64, f64)> {
        let named = self.named().into_iter();
        let bounded = named.filter_map(|(name, is)| Some((name, is, *thresholds.get(name)?)));
        bounded
            .filter(|(name, is, bound)| {
                let at_most = name.contains("missed") || name.contains("share");
                if at_most { is > bound } else { is < bound }
            })
            .collect()
    }
}

fn part(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tallies_give_precision_recall_and_f1() {
        let tally = Tally { right: 3, given: 4, wanted: 6 };
        assert_eq!((tally.precision(), tally.recall(), tally.f1()), (0.75, 0.5, 0.6));
        assert_eq!(Tally::default().f1(), 1.0);
    }

    #[test]
    fn an_answer_that_is_also_possible_counts_as_the_right_one() {
        let message = Labelled {
            label: Some(Label::Other),
            also_ok: vec![Label::Complaint],
            ..Labelled::default()
        };
        assert_eq!(message.counted(Label::Complaint), Label::Other);
        assert_eq!(message.counted(Label::Comment), Label::Comment);
    }

    #[test]
    fn bounds_are_upper_ones_for_what_is_missed() {
        let figures = Figures {
            messages: 10,
            right: 8,
            review: 3,
            urgent: Tally { right: 1, given: 0, wanted: 2 },
            ..Figures::default()
        };
        let bounds =
            BTreeMap::from([("accuracy", 0.9), ("review_share", 0.2), ("urgent_recall", 0.4)]);
        let names: Vec<_> = figures.beyond(&bounds).into_iter().map(|(name, ..)| name).collect();
        assert_eq!(names, ["accuracy", "review_share"]);
    }
}
