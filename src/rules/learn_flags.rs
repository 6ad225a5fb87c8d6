//! Measures what words speak for flags: for each flag a linear support vector
//! machine over the words and pairs of words of labelled messages. Without
//! chance: the same messages give the same weights.

use std::collections::BTreeMap;

use super::flag_words::{FlagWords, MeasuredFlag, Row};
use super::measured::share;

/// A flag must stand on so many messages to be measured.
const LEAST_MESSAGES: usize = 10;

/// A pair of words must stand in so many messages; a single word in two.
const LEAST_PAIRS: usize = 6;

/// How much a message on the wrong side costs against large weights.
const COST: f64 = 0.3;

/// A word that says less is left out.
const FAINT: f64 = 0.1;

/// Of the messages that the words raise a flag for, so many must be right when
/// they were judged by words that were measured on others.
const RIGHT: f64 = 0.8;

/// The same for flags that somebody is told of at once: to miss one is worse than
/// to look once for nothing.
const RIGHT_URGENT: f64 = 0.5;

/// Of the messages that have a flag, so few may be doubted.
const DOUBTED: f64 = 0.1;

/// The same for flags that somebody is told of at once.
const DOUBTED_URGENT: f64 = 0.005;

/// The same for flags that a route waits for: the sender is told that somebody else
/// deals with it.
const RIGHT_ROUTED: f64 = 0.9;

/// Whose words know less of a flag (F1) had better keep silent.
const KNOWS: f64 = 0.45;

/// Rounds at most.
const ROUNDS: usize = 60;

/// A message as flags are learned from it.
#[derive(Debug, Clone, Default)]
pub struct Sample {
    /// The places of its words among the words measured.
    pub words: Vec<usize>,
    /// How many words it has in all.
    pub length: usize,
    /// The flags that must be found.
    pub flags: Vec<String>,
    /// Flags that are neither right nor wrong.
    pub optional: Vec<String>,
}

/// What was learned of a flag.
#[derive(Debug, Clone, PartialEq)]
pub struct Learned {
    /// The flag.
    pub flag: String,
    /// Messages that have it.
    pub messages: usize,
    /// Of those raised, how many are right, judged by others' words.
    pub precision: f64,
    /// Of those that have it, how many are raised.
    pub recall: f64,
    /// The best F1 there could be.
    pub best: f64,
    /// Why it is left to rules.
    pub left_out: bool,
}

/// The rows of a flag's own matrix: the message's words with their strengths.
struct Matrix {
    rows: Vec<Vec<(usize, f64)>>,
    /// How much each word counts for its rarity, or nothing.
    rarity: Vec<f64>,
}

impl Matrix {
    fn of(samples: &[Sample], words: &[&str]) -> Self {
        let mut times = vec![0_usize; words.len()];
        for at in samples.iter().flat_map(|sample| &sample.words) {
            if let Some(times) = times.get_mut(*at) {
                *times += 1;
            }
        }
        let all = samples.len() as f64;
        let rarity: Vec<f64> = words
            .iter()
            .zip(&times)
            .map(|(word, times)| match word.contains(' ') {
                true if *times < LEAST_PAIRS => 0.0,
                _ => (((1.0 + all) / (1.0 + *times as f64)).ln() + 1.0) / 3.0,
            })
            .collect();
        let row = |sample: &Sample| {
            let each = share(sample.length);
            let strength = |at: &usize| rarity.get(*at).map(|rarity| (*at, rarity * each));
            let known = sample.words.iter().filter_map(strength);
            known.filter(|(_, strength)| *strength > 0.0).collect()
        };
        Self { rows: samples.iter().map(row).collect(), rarity }
    }
}

/// What is fitted for one flag.
struct Fit {
    start: f64,
    weights: Vec<f64>,
}

impl Fit {
    fn score(&self, row: &[(usize, f64)]) -> f64 {
        self.start
            + row.iter().map(|(at, x)| self.weights.get(*at).unwrap_or(&0.0) * x).sum::<f64>()
    }

    /// Without the words that say little.
    fn plain(mut self, matrix: &Matrix) -> Self {
        for (weight, rarity) in self.weights.iter_mut().zip(&matrix.rarity) {
            if (*weight * rarity).abs() < FAINT {
                *weight = 0.0;
            }
        }
        self
    }
}

/// Dual coordinate descent for the squared hinge loss (Hsieh and others, 2008).
/// Those that have the flag together cost as much as those that don't.
fn fit(rows: &[(&[(usize, f64)], bool)], words: usize) -> Fit {
    let mut fit = Fit { start: 0.0, weights: vec![0.0; words] };
    let having = rows.iter().filter(|(_, has)| *has).count();
    let cost = |has: bool| {
        let class = if has { having } else { rows.len() - having };
        COST * rows.len() as f64 / (2.0 * class.max(1) as f64)
    };
    let mut alphas = vec![0.0_f64; rows.len()];
    let squares: Vec<f64> =
        rows.iter().map(|(row, _)| 1.0 + row.iter().map(|(_, x)| x * x).sum::<f64>()).collect();
    let order = order(rows.len());
    for _ in 0..ROUNDS {
        let mut steepest = 0.0_f64;
        for at in &order {
            let parts = (rows.get(*at), alphas.get_mut(*at), squares.get(*at));
            let (Some((row, has)), Some(alpha), Some(square)) = parts else { continue };
            let (side, give) = (if *has { 1.0 } else { -1.0 }, 0.5 / cost(*has));
            let slope = side * fit.score(row) - 1.0 + give * *alpha;
            let slope = if *alpha == 0.0 { slope.min(0.0) } else { slope };
            steepest = steepest.max(slope.abs());
            let next = (*alpha - slope / (square + give)).max(0.0);
            let by = (next - *alpha) * side;
            *alpha = next;
            if by != 0.0 {
                fit.start += by;
                for (at, x) in *row {
                    if let Some(weight) = fit.weights.get_mut(*at) {
                        *weight += by * x;
                    }
                }
            }
        }
        if steepest < 0.01 {
            break;
        }
    }
    fit
}

/// All places once, far from one another in turn: neighbours in a file are alike.
fn order(many: usize) -> Vec<usize> {
    const STRIDES: [usize; 4] = [7919, 6151, 4093, 1];
    let whole = |stride: &&usize| !many.is_multiple_of(**stride) || **stride == 1;
    let stride = STRIDES.iter().find(whole).copied().unwrap_or(1);
    (0..many).map(|at| at * stride % many).collect()
}

/// Learns flags from samples; `words` are those that samples name by place.
/// `may` says which flags words may raise at all, `urgent` which are told at once,
/// `routed` which send a matter elsewhere.
pub fn learn(
    samples: &[Sample],
    words: &[&str],
    may: impl Fn(&str) -> bool,
    urgent: impl Fn(&str) -> bool,
    routed: impl Fn(&str) -> bool,
) -> (FlagWords, Vec<Learned>) {
    let matrix = Matrix::of(samples, words);
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for flag in samples.iter().flat_map(|sample| &sample.flags) {
        *counted.entry(flag).or_default() += 1;
    }
    let often = counted.into_iter().filter(|(flag, many)| *many >= LEAST_MESSAGES && may(flag));
    let (mut told, mut flags, mut rows) = (Vec::new(), Vec::new(), BTreeMap::new());
    for (flag, messages) in often {
        let rows_of: Vec<(&[(usize, f64)], bool)> = samples
            .iter()
            .zip(&matrix.rows)
            .filter(|(sample, _)| !sample.optional.iter().any(|other| other == flag))
            .map(|(sample, row)| (row.as_slice(), sample.flags.iter().any(|of| of == flag)))
            .collect();
        let right = match () {
            () if urgent(flag) => RIGHT_URGENT,
            () if routed(flag) => RIGHT_ROUTED,
            () => RIGHT,
        };
        let doubted = if urgent(flag) { DOUBTED_URGENT } else { DOUBTED };
        let known = known(&cross_checked(&rows_of, &matrix), right, doubted);
        let left_out = known.least.is_none() || (known.best < KNOWS && !urgent(flag));
        told.push(Learned {
            flag: flag.to_owned(),
            messages,
            precision: known.precision,
            recall: known.recall,
            best: known.best,
            left_out,
        });
        let Some(least) = known.least.filter(|_| !left_out) else { continue };
        let fitted = fit(&rows_of, words.len()).plain(&matrix);
        for ((at, weight), rarity) in fitted.weights.iter().enumerate().zip(&matrix.rarity) {
            if *weight != 0.0 {
                let says: &mut Vec<(usize, f64)> = rows.entry(at).or_default();
                says.push((flags.len(), weight * rarity));
            }
        }
        let doubt = known.doubt.map(|doubt| doubt.min(least));
        let (file, line) = ("".into(), 0);
        flags.push(MeasuredFlag {
            flag: flag.into(),
            start: fitted.start,
            least,
            doubt,
            file,
            line,
        });
    }
    let row = |(at, says): (usize, Vec<(usize, f64)>)| {
        words.get(at).map(|words: &&str| Row { words: (*words).into(), says, term: 0 })
    };
    (FlagWords { flags, rows: rows.into_iter().filter_map(row).collect() }, told)
}

/// Each message's score by words that were measured on the other four fifths, and
/// whether it has the flag.
fn cross_checked(rows: &[(&[(usize, f64)], bool)], matrix: &Matrix) -> Vec<(f64, bool)> {
    let mut scores = Vec::with_capacity(rows.len());
    for fold in 0..5 {
        let mine = |at: usize| at % 5 == fold;
        let others: Vec<_> =
            (0..).zip(rows).filter(|(at, _)| !mine(*at)).map(|(_, r)| *r).collect();
        let fitted = fit(&others, matrix.rarity.len()).plain(matrix);
        let own = (0..).zip(rows).filter(|(at, _)| mine(*at));
        scores.extend(own.map(|(_, (row, has))| (fitted.score(row), *has)));
    }
    scores
}

/// What a flag's words are good for.
struct Known {
    least: Option<f64>,
    doubt: Option<f64>,
    precision: f64,
    recall: f64,
    best: f64,
}

/// The least score from which on enough are right, and what it would find.
fn known(scores: &[(f64, bool)], right: f64, doubted: f64) -> Known {
    let mut sorted: Vec<_> = scores.to_vec();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let wanted = sorted.iter().filter(|(_, has)| *has).count().max(1) as f64;
    let mut known = Known { least: None, doubt: None, precision: 0.0, recall: 0.0, best: 0.0 };
    let (mut given, mut hits) = (0.0, 0.0);
    for (score, has) in sorted {
        given += 1.0;
        hits += f64::from(u8::from(has));
        if hits <= wanted * (1.0 - doubted) {
            known.doubt = Some(score);
        }
        known.best = known.best.max(2.0 * hits / (given + wanted));
        // One more wrong than was seen: few messages prove little.
        if given > 3.0 && hits / (given + 1.0) >= right {
            known.least = Some(score);
            (known.precision, known.recall) = (hits / given, hits / wanted);
        }
    }
    known
}

/// The file of what words speak for flags, loudest first.
pub fn file(measured: &FlagWords, messages: usize) -> String {
    let mut text = format!(
        "# What words speak for flags: beside the rules they raise a flag where enough of them\n\
         # come together, and let one fall that only weak rules raised. Written by \"redress rules learn\" from\n\
         # {messages} labelled messages: don't edit the words, write rules. A flag stands when its\n\
         # score reaches `least`; what only weak rules raised falls below `doubt`. Remove a\n\
         # table to leave its flag to the rules alone.\n"
    );
    for (at, flag) in measured.flags.iter().enumerate() {
        let mut says: Vec<(f64, &str)> = measured
            .rows
            .iter()
            .filter_map(|row| {
                let says = row.says.iter().find(|(of, _)| *of == at)?;
                Some((says.1, &*row.words))
            })
            .collect();
        says.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()).then(a.1.cmp(b.1)));
        text.push_str(&format!(
            "\n[[flag_words]]\nflag = \"{}\"\nstart = {:.2}\nleast = {:.2}\n",
            flag.flag, flag.start, flag.least
        ));
        if let Some(doubt) = flag.doubt {
            text.push_str(&format!("doubt = {doubt:.2}\n"));
        }
        text.push_str("words = [\n");
        for line in says.chunks(6) {
            let words: Vec<String> =
                line.iter().map(|(weight, words)| format!("{words} {weight:+.2}")).collect();
            text.push_str(&format!("    \"{}\",\n", words.join(", ")));
        }
        text.push_str("]\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples() -> (Vec<Sample>, Vec<&'static str>) {
        let words = vec!["bruise", "child", "bin", "the bin", "lamp"];
        let sample = |at: &[usize], flag: Option<&str>| Sample {
            words: at.to_vec(),
            length: 9,
            flags: flag.map(str::to_owned).into_iter().collect(),
            optional: Vec::new(),
        };
        let mut all = Vec::new();
        for _ in 0..15 {
            all.push(sample(&[0, 1], Some("safeguarding")));
            all.push(sample(&[1, 2, 3], None));
            all.push(sample(&[2, 4], None));
        }
        (all, words)
    }

    #[test]
    fn a_danger_is_doubted_more_seldom_than_another_flag() {
        let scores: Vec<(f64, bool)> = (1..=20).map(|at| (f64::from(at), true)).collect();
        assert_eq!(known(&scores, RIGHT, DOUBTED).doubt, Some(3.0), "18 of 20 lie above");
        assert_eq!(known(&scores, RIGHT_URGENT, DOUBTED_URGENT).doubt, Some(2.0));
        let (samples, words) = samples();
        let (flags, _) = learn(&samples, &words, |_| true, |_| true, |_| false);
        let danger = &flags.flags[0];
        assert!(danger.doubt.is_some_and(|doubt| doubt <= danger.least), "{danger:?}");
    }

    #[test]
    fn what_sets_a_flag_apart_is_learned_and_written_the_same_each_time() {
        let (samples, words) = samples();
        let (flags, told) = learn(&samples, &words, |_| true, |_| false, |_| false);
        assert_eq!((told[0].messages, told[0].recall), (15, 1.0));
        assert!(told[0].precision >= RIGHT, "{told:?}");
        let says = |word: &str| {
            let row = flags.rows.iter().find(|row| &*row.words == word);
            row.and_then(|row| row.says.first()).map_or(0.0, |says| says.1)
        };
        assert!(says("bruise") > 0.5 && says("bin") < 0.0, "{flags:?}");
        let (again, _) = learn(&samples, &words, |_| true, |_| false, |_| false);
        assert_eq!(file(&flags, 45), file(&again, 45));
        assert!(file(&flags, 45).contains("flag = \"safeguarding\""));
        let (none, _) = learn(&samples, &words, |_| false, |_| false, |_| false);
        assert!(none.flags.is_empty(), "what files mail away is for rules alone");
    }

    #[test]
    fn a_flag_that_words_cannot_tell_is_left_to_rules() {
        let (mut samples, words) = samples();
        for (at, sample) in samples.iter_mut().enumerate() {
            sample.flags = Vec::from_iter((at % 4 == 0).then(|| "sar".to_owned()));
        }
        let (flags, told) = learn(&samples, &words, |_| true, |_| false, |_| false);
        assert!(flags.flags.is_empty() && told[0].left_out, "{told:?}");
    }

    #[test]
    fn every_place_comes_once_in_the_order() {
        for many in [0, 1, 2, 7919, 6151 * 2, 4093] {
            let mut all = order(many);
            all.sort_unstable();
            assert_eq!(all, Vec::from_iter(0..many));
        }
    }
}
