//! Measures how often answers with a certain lead are right, for the
//! `[calibration]` of the rule files.

use super::RuleSet;
use super::trial::Labelled;

/// So many answers at least make a point.
const LEAST: usize = 12;

/// Lead and share of right answers, both rising: the answers in order of their
/// lead, in up to twelve equal parts, neighbours joined until the shares rise
/// (pool adjacent violators).
pub fn calibrate(set: &RuleSet, messages: &[Labelled]) -> Vec<(f64, f64)> {
    let mut answers: Vec<(f64, bool)> = messages
        .iter()
        .map(|message| {
            let judged = set.classify(message.text());
            (judged.margin, Some(message.counted(judged.label)) == message.label)
        })
        .collect();
    answers.sort_by(|a, b| a.0.total_cmp(&b.0));
    points(&answers)
}

fn points(answers: &[(f64, bool)]) -> Vec<(f64, f64)> {
    struct Pool {
        leads: f64,
        right: f64,
        answers: f64,
    }
    impl Pool {
        /// A little doubt stays, however many were right.
        fn share(&self) -> f64 {
            (self.right + 0.5) / (self.answers + 1.0)
        }
    }
    let size = (answers.len() / 12).max(LEAST);
    let mut pools: Vec<Pool> = Vec::new();
    for part in answers.chunks(size) {
        let count = part.len() as f64;
        pools.push(Pool {
            leads: part.iter().map(|(lead, _)| lead).sum(),
            right: part.iter().filter(|(_, right)| *right).count() as f64,
            answers: count,
        });
        while let [.., before, last] = pools.as_mut_slice() {
            let falls = last.share() < before.share() || last.answers < LEAST as f64;
            if !falls {
                break;
            }
            before.leads += last.leads;
            before.right += last.right;
            before.answers += last.answers;
            pools.pop();
        }
    }
    let mut points: Vec<(f64, f64)> = Vec::new();
    for pool in &pools {
        let point = (hundredths(pool.leads / pool.answers), hundredths(pool.share()));
        if points.last().is_none_or(|last| last.0 < point.0) {
            points.push(point);
        }
    }
    points
}

fn hundredths(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_rise_with_the_lead() {
        let answers: Vec<(f64, bool)> = (0..240)
            .map(|n| (f64::from(n) / 60.0, n % 7 == 0 || n % 240 > 120 || n % 30 == 1))
            .collect();
        let points = points(&answers);
        assert!(points.len() > 2, "{points:?}");
        assert!(points.is_sorted_by(|a, b| a.0 < b.0 && a.1 <= b.1), "{points:?}");
        assert!(points.first().unwrap().1 < 0.4 && points.last().unwrap().1 > 0.9);
    }

    #[test]
    fn no_messages_give_no_points() {
        assert!(points(&[]).is_empty());
    }
}
