//! What words speak for flags, as measured on labelled messages: they raise a flag
//! that no rule saw, where enough of them come together, and let one fall that only
//! weak rules raised. Written by `redress rules learn`.

use std::sync::Arc;

use super::field::Message;
use super::measured::share;
use super::phrase::TermId;

/// A flag that words can raise.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasuredFlag {
    /// The flag.
    pub flag: Box<str>,
    /// What speaks for it before any word is looked at; below 0 against.
    pub start: f64,
    /// From this score on the flag stands.
    pub least: f64,
    /// Below this score the flag falls that only weak rules raised.
    pub doubt: Option<f64>,
    pub(super) file: Arc<str>,
    pub(super) line: usize,
}

/// A word or a pair of words, and what it says of each flag.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The words.
    pub words: Box<str>,
    /// The place of each flag it speaks of, and how strongly.
    pub says: Vec<(usize, f64)>,
    pub(super) term: TermId,
}

/// Every flag that words can raise, and the words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FlagWords {
    /// The flags.
    pub flags: Vec<MeasuredFlag>,
    /// The words, by term.
    pub rows: Vec<Row>,
}

/// What the words of a message say of a flag.
#[derive(Debug, Clone, PartialEq)]
pub struct Said<'a> {
    /// The flag.
    pub flag: &'a MeasuredFlag,
    /// By how much its score is over the least; for a doubted flag below 0, by how
    /// much it lacks of what would be no doubt.
    pub over: f64,
    /// The words that spoke loudest for what is said.
    pub loudest: Vec<&'a str>,
}

impl FlagWords {
    /// The flags that the words of a message raise (over 0), and those that they
    /// doubt of the ones that can be doubted.
    pub fn said(&self, message: &Message<'_>, doubtful: impl Fn(&str) -> bool) -> Vec<Said<'_>> {
        if self.flags.is_empty() {
            return Vec::new();
        }
        let row = |term| self.rows.binary_search_by_key(&term, |row| row.term).ok();
        let rows: Vec<&Row> = message
            .measured_terms()
            .into_iter()
            .filter_map(row)
            .filter_map(|at| self.rows.get(at))
            .collect();
        let each = share(message.length());
        let mut scores: Vec<f64> = self.flags.iter().map(|flag| flag.start).collect();
        for (at, weight) in rows.iter().flat_map(|row| &row.says) {
            if let Some(score) = scores.get_mut(*at) {
                *score += weight * each;
            }
        }
        let all = self.flags.iter().zip(scores).enumerate();
        all.filter_map(|(at, (flag, score))| {
            let over = match flag.doubt {
                _ if score >= flag.least => score - flag.least,
                Some(doubt) if score < doubt && doubtful(&flag.flag) => score - doubt,
                _ => return None,
            };
            Some(Said { flag, over, loudest: loudest(&rows, at, over.signum()) })
        })
        .collect()
    }
}

/// The words that speak loudest for a flag, or with -1.0 against it.
fn loudest<'a>(rows: &[&'a Row], flag: usize, side: f64) -> Vec<&'a str> {
    /// So many words tell enough.
    const SHOWN: usize = 5;
    let says = |row: &Row| row.says.iter().find(|(at, _)| *at == flag).map_or(0.0, |says| says.1);
    let says = |row: &Row| says(row) * side;
    let mut loud: Vec<(f64, &str)> =
        rows.iter().map(|row| (says(row), &*row.words)).filter(|(says, _)| *says > 0.0).collect();
    loud.sort_by(|a, b| b.0.total_cmp(&a.0));
    loud.truncate(SHOWN);
    loud.into_iter().map(|(_, words)| words).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::fault::{Faults, Source};
    use crate::rules::Text;
    use crate::rules::load::load;

    const RULES: &str = r#"
[scoring]
review_margin = 0.5

[[rule]]
id = "weak"
flag = "foi"
weak = true
any = ["information"]

[[rule]]
id = "strong"
flag = "foi"
any = ["freedom of information"]

[[rule]]
id = "weak-and-unmeasured"
flag = "sar"
weak = true
any = ["information"]

[[flag_words]]
flag = "foi"
start = -1.0
least = 0.0
doubt = -1.5
words = ["recorded +6.0, act 2000 +6.0, bin -6.0"]
"#;

    fn flags(body: &str) -> BTreeSet<String> {
        let mut faults = Faults::new();
        let rules = load(&[Source::new("r.toml".to_owned(), RULES.to_owned())], "", &mut faults);
        assert!(!faults.any_error(), "{:?}", faults.sorted());
        rules.unwrap().classify(Text { body, ..Default::default() }).flags
    }

    #[test]
    fn words_raise_a_flag_and_doubt_only_what_weak_rules_raised() {
        let of = |flags: &[&str]| flags.iter().map(|flag| (*flag).to_owned()).collect();
        for (body, wanted) in [
            ("What is recorded under the act 2000?", of(&["foi"])),
            ("What is recorded?", of(&["foi"])),
            ("Some information please", of(&["foi", "sar"])),
            ("Some information about my bin", of(&["sar"])),
            ("Freedom of information about my bin", of(&["foi", "sar"])),
            ("My bin", of(&[])),
        ] {
            assert_eq!(flags(body), wanted, "{body}");
        }
    }
}
