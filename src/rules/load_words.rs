//! Reads `[words]`: what words speak for, as `redress rules learn` wrote it.

use super::Label;
use super::flag_words::{MeasuredFlag, Row};
use super::load::Loader;
use super::measured::{Measured, Shape, Spoken};
use super::pattern::{Matcher, Sequence};
use super::text;
use crate::fault::did_you_mean;
use crate::toml_file::{Placed, Table};

/// What is to be done about a line that is wrong.
const MEND: &str = "let \"redress rules learn\" write the file";

/// A pair of words may be read as more: "cant dont" as four.
const MOST: usize = 6;

impl Loader<'_> {
    pub(super) fn read_words(&mut self, mut table: Table<'_>) {
        if !self.measured.words.is_empty() {
            self.faults.error(table.place(), "[words] is there twice", "keep one of them");
        }
        let place = table.place();
        let weight = table.number("weight", self.faults).map_or(1.0, |number| number.value);
        let not = table.texts("not_measured", self.faults);
        let not_measured = not.iter().map(|word| text::words(&word.value).join(" ")).collect();
        let labels: Vec<String> =
            table.texts("labels", self.faults).into_iter().map(|label| label.value).collect();
        let start = table.text("start", self.faults);
        let shapes = table.texts("shapes", self.faults);
        let lines = table.texts("measured", self.faults);
        table.finish(self.faults);
        if labels != Label::ALL.map(Label::as_str) {
            let what = "\"labels\" does not name the five labels in their order";
            self.faults.error(place.clone(), what, MEND);
            return;
        }
        let start = start.and_then(|line| self.line(&line, 0)).map(|(_, weights)| weights);
        let mut of_shapes = [[0.0; 5]; 12];
        for line in shapes {
            let Some((name, weights)) = self.line(&line, 1) else { continue };
            let place = Shape::ALL.iter().position(|(known, _)| *known == name);
            match place.and_then(|place| of_shapes.get_mut(place)) {
                Some(slot) => *slot = weights,
                None => {
                    let known = Shape::ALL.map(|(known, _)| known);
                    let what = format!("there is no shape \"{name}\"");
                    self.faults.error(line.place, what, did_you_mean(&name, &known));
                }
            }
        }
        let mut words: Vec<Spoken> = Vec::with_capacity(lines.len());
        for line in lines {
            let Some((written, weights)) = self.line(&line, MOST) else { continue };
            let written = self.book.respelled(&text::words(&written).join(" "));
            if written.is_empty() {
                let what = format!("there is no word in \"{}\"", line.value);
                self.faults.error(line.place, what, MEND);
                continue;
            }
            words.push(Spoken { words: written.into(), weights, term: 0 });
        }
        let (file, line) = (place.file.as_str().into(), place.line);
        let start = start.unwrap_or_default();
        let shapes = of_shapes;
        let flags = std::mem::take(&mut self.measured.flags);
        self.measured =
            Measured { weight, start, shapes, words, not_measured, flags, file, line, own: 0 };
    }

    /// What words say of one flag.
    pub(super) fn read_flag_words(&mut self, mut table: Table<'_>) {
        let place = table.place();
        let flag = table.need_text("flag", MEND, self.faults);
        let start = table.number("start", self.faults).map_or(0.0, |number| number.value);
        let least = table.number("least", self.faults).map_or(0.0, |number| number.value);
        let doubt = table.number("doubt", self.faults).map(|number| number.value);
        let lines = table.texts("words", self.faults);
        table.finish(self.faults);
        let Some(flag) = flag else { return };
        let flags = &mut self.measured.flags;
        if flags.flags.iter().any(|other| *other.flag == *flag.value) {
            let what = format!("the words of the flag \"{}\" are there twice", flag.value);
            self.faults.error(flag.place, what, "keep one of them");
            return;
        }
        let at = flags.flags.len();
        let (file, line) = (place.file.as_str().into(), place.line);
        let flag = flag.value.into();
        flags.flags.push(MeasuredFlag { flag, start, least, doubt, file, line });
        for line in lines {
            for part in line.value.split(',') {
                let read = part.trim().rsplit_once(' ').and_then(|(words, weight)| {
                    let weight: f64 = weight.parse().ok().filter(|it: &f64| it.is_finite())?;
                    let words = self.book.respelled(&text::words(words).join(" "));
                    (!words.is_empty()).then_some((words, weight))
                });
                let Some((words, weight)) = read else {
                    let what = format!("\"{}\" is no word with a weight", part.trim());
                    self.faults.error(line.place.clone(), what, MEND);
                    break;
                };
                self.flag_words.entry(words).or_default().push((at, weight));
            }
        }
    }

    /// Gives the words their terms, after those of all rules: what only they ask
    /// for need not be kept with its place.
    pub(super) fn add_words(&mut self) {
        self.measured.own = self.book.terms();
        // Each word stands for itself only, whatever its endings.
        let exact = |words: &str| -> Sequence {
            words.split(' ').map(|word| Matcher::Exact(word.into())).collect()
        };
        for spoken in &mut self.measured.words {
            spoken.term = self.book.add(&[exact(&spoken.words)], &self.lists);
        }
        for (words, says) in std::mem::take(&mut self.flag_words) {
            let term = self.book.add(&[exact(&words)], &self.lists);
            self.measured.flags.rows.push(Row { words: words.into(), says, term });
        }
        let rows = &mut self.measured.flags.rows;
        rows.sort_by_key(|row| row.term);
        rows.dedup_by_key(|row| row.term);
        let words = &mut self.measured.words;
        words.sort_by_key(|spoken| spoken.term);
        // "dont" and "do not" are the same words: they are measured as one.
        words.dedup_by_key(|spoken| spoken.term);
    }

    /// At most so many words, then five weights.
    fn line(&mut self, line: &Placed<String>, most: usize) -> Option<(String, [f64; 5])> {
        let parts: Vec<&str> = line.value.split_whitespace().collect();
        let (words, numbers) = parts.split_at_checked(parts.len().saturating_sub(5))?;
        let mut weights = [0.0; 5];
        let read = |number: &&str| number.parse::<f64>().ok().filter(|weight| weight.is_finite());
        let read: Vec<f64> = numbers.iter().filter_map(read).collect();
        if read.len() != 5 || words.len() > most || (most > 0 && words.is_empty()) {
            let what = format!("\"{}\" is no word with five weights", line.value);
            self.faults.error(line.place.clone(), what, MEND);
            return None;
        }
        weights.copy_from_slice(&read);
        Some((words.join(" "), weights))
    }
}
