//! Which regular expressions a text may match, found in one pass over it. What
//! is tried is looser than what was written: without word boundaries and without
//! counting, so that all of them together stay a small automaton. What passes is
//! tried as written.

use regex::{RegexSet, RegexSetBuilder};
use regex_syntax::hir::{Hir, HirKind, Look, Repetition};

/// All patterns together may take no more memory.
const BYTES: usize = 32 << 20;

/// A set that matches wherever one of the patterns, in either case, does.
///
/// # Errors
/// Together they are too large.
pub(super) fn prefilter(patterns: &[String]) -> Result<RegexSet, regex::Error> {
    let loosened = patterns.iter().map(|pattern| {
        let parsed = regex_syntax::ParserBuilder::new().case_insensitive(true).build();
        match parsed.clone().parse(pattern) {
            Ok(hir) => loosen(&hir).to_string(),
            // The set says what is wrong with it.
            Err(_) => pattern.clone(),
        }
    });
    RegexSetBuilder::new(loosened).size_limit(BYTES).build()
}

fn loosen(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) => hir.clone(),
        HirKind::Look(Look::Start | Look::End | Look::StartLF | Look::EndLF) => hir.clone(),
        HirKind::Look(_) => Hir::empty(),
        HirKind::Repetition(repetition) => {
            let many = repetition.max.is_none_or(|most| most > 1);
            let (min, max) = (repetition.min.min(1), if many { None } else { repetition.max });
            let sub = loosen(&repetition.sub);
            // Written out as text, one repetition of another would read as something
            // else: `(?:x+)?` as `x+?`.
            if let HirKind::Repetition(inner) = sub.kind() {
                return Hir::repetition(Repetition {
                    min: min * inner.min,
                    max: match (max, inner.max) {
                        (Some(0), _) | (_, Some(0)) => Some(0),
                        (Some(outer), Some(inner)) => Some(outer * inner),
                        (None, _) | (_, None) => None,
                    },
                    greedy: true,
                    sub: inner.sub.clone(),
                });
            }
            Hir::repetition(Repetition { min, max, greedy: true, sub: Box::new(sub) })
        }
        HirKind::Capture(capture) => loosen(&capture.sub),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(loosen).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(loosen).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matches_as_written_passes() {
        let written = [
            r"(?-u:\b)(?:10|[1-9])\s?/\s?5(?-u:\b)",
            r"(?m)^\s*q\.?\s?\d{1,2}(?-u:\b)[^\n]{0,90}",
            r"(?-i:(?-u:\b)[A-Z][a-z]{3,} Water(?-u:\b))",
            r"x{0}y",
            r"q(?:\d{1,2})?\s?[:.)]",
        ];
        let patterns = written.map(str::to_owned);
        let set = prefilter(&patterns).unwrap();
        for text in
            ["I'd say 7/5.", "Dear Sir,\n Q. 12 – none", "Fenshire Water", "y", "é7/5é", "Q: why?"]
        {
            for (number, pattern) in written.iter().enumerate() {
                let regex =
                    regex::RegexBuilder::new(pattern).case_insensitive(true).build().unwrap();
                let passes = set.matches(text).matched(number);
                assert!(passes || !regex.is_match(text), "{pattern} on {text}");
            }
        }
        assert!(!set.is_match("nothing of the kind"));
    }
}
