//! The answer of `/respond` and `/responded`: with the parts that a complaint's
//! answer has (Code 6.9, 6.19), else in plain words; and promised actions.

use chrono::NaiveDate;

use super::dates::{Tense, read_date};
use super::points::{lines_of, unnumbered};
use super::understand::Reader;
use super::wrong::{in_parts, is_blank};
use super::{Action, Answer, Verb};
use crate::casework::remedy::Remedy;

impl Reader<'_> {
    pub(super) fn respond(&mut self, sent_directly: bool) -> Option<Action> {
        let answer = match in_parts(self.spoken, self.setting) {
            true => self.in_parts()?,
            false => self.in_words()?,
        };
        Some(Action::Respond { answer, sent_directly })
    }

    /// All words, also those that look like a field ("Outcome: …"), but for what
    /// is promised and learned.
    fn in_words(&mut self) -> Option<Answer> {
        let words = self.spoken.whole_text(&["actions", "learning"]);
        let words = Some(words).filter(|words| !is_blank(words));
        if words.is_none() {
            self.wrong("the answer is missing: write it behind the verb");
        }
        let actions = self.spoken.field("Actions").map(str::to_owned);
        let actions = actions.map_or_else(Vec::new, |text| self.actions(&text));
        let learning = self.spoken.field("Learning").map(str::to_owned);
        let (decision, remedy) = (Vec::new(), String::new());
        Some(Answer { decision, reasons: words?, remedy, actions, learning })
    }

    fn in_parts(&mut self) -> Option<Answer> {
        let decision = self.field("Decision");
        let reasons = self.field("Reasons");
        let remedy = self.field("Remedy");
        let actions = self.field("Actions");
        let learning = self.spoken.field("Learning").map(str::to_owned);
        let decision = decision.map(|text| self.decision(&text));
        let actions = actions.map(|text| self.actions(&text));
        Some(Answer {
            decision: decision?,
            reasons: reasons?,
            remedy: remedy?,
            actions: actions?,
            learning,
        })
    }

    fn decision(&mut self, text: &str) -> Vec<String> {
        let lines: Vec<String> = lines_of(text);
        for line in &lines {
            if !line.to_lowercase().contains("upheld") {
                self.wrong(format!(
                    "\"{line}\" is no decision: write upheld, partly upheld or not upheld"
                ));
            }
        }
        match unnumbered(&lines) {
            Ok(lines) => lines,
            Err(numbers) => {
                let given: Vec<String> = numbers.iter().map(usize::to_string).collect();
                self.wrong(format!(
                    "the decisions are numbered {}: number them from 1, one for each point",
                    given.join(", ")
                ));
                lines
            }
        }
    }

    fn actions(&mut self, text: &str) -> Vec<Remedy> {
        let lines = lines_of(text);
        if let [only] = lines.as_slice()
            && ["none", "no", "nothing", "n/a"]
                .contains(&only.trim_end_matches('.').to_lowercase().as_str())
        {
            return Vec::new();
        }
        lines.iter().filter_map(|line| self.remedy(line)).collect()
    }

    /// `DATE OFFICER-ID what`.
    pub(super) fn remedy(&mut self, line: &str) -> Option<Remedy> {
        let words: Vec<&str> = line.split_whitespace().collect();
        // The longest beginning that is a date: "1 February 2027" is not
        // "1 February" by an officer called 2027.
        let found = (1..=words.len().min(5)).rev().find_map(|length| {
            let (date, rest) = words.split_at_checked(length)?;
            let day = read_date(
                &date.join(" "),
                self.setting.today,
                Tense::Future,
                self.setting.calendar,
            )
            .ok()?;
            Some((day, rest.to_vec()))
        });
        let Some((due, rest)) = found else {
            self.wrong(format!(
                "\"{line}\" is no action: write none, or a date, an officer's id and what will be done"
            ));
            return None;
        };
        self.must_not_have_passed(due);
        match rest.split_first() {
            Some((officer, what)) if !what.is_empty() => Some(Remedy {
                due,
                officer: officer.trim_end_matches(':').to_lowercase(),
                what: what.join(" "),
                done: false,
            }),
            _ => {
                self.wrong(format!("\"{line}\": write an officer's id and what will be done"));
                None
            }
        }
    }

    /// Nothing can be promised for a day that is over; what was promised in an
    /// answer that was sent some time ago may be late by now.
    fn must_not_have_passed(&mut self, due: NaiveDate) {
        let recorded = Verb::parse(&self.spoken.verb) == Some(Verb::Responded);
        if due < self.setting.today && !recorded {
            self.wrong(format!(
                "{} has passed: write a day to come; what is done already belongs into the answer \
                 (\"Remedy:\") or into a /note",
                due.format("%A %-d %B %Y")
            ));
        }
    }
}
