//! Patterns over the words of a mail, compiled once, at first use.

use std::sync::OnceLock;

use regex::{Captures, Regex};

/// A regular expression that stands in the source. One that does not compile
/// never matches; the tests of each table see to it that none is like that.
#[derive(Debug)]
pub(super) struct Pattern {
    source: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    pub(super) const fn new(source: &'static str) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(self.source).ok()).as_ref()
    }

    pub(super) fn is_in(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    pub(super) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.regex()?.captures(text)
    }

    /// What the first group of the first match holds.
    pub(super) fn first<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.captures(text)?.get(1).map(|group| group.as_str())
    }

    /// What the first group of each match holds, with where it begins.
    pub(super) fn each<'s, 't: 's>(
        &'s self,
        text: &'t str,
    ) -> impl Iterator<Item = (usize, &'t str)> + 's {
        self.regex()
            .into_iter()
            .flat_map(|regex| regex.captures_iter(text))
            .filter_map(|found| found.get(1))
            .map(|group| (group.start(), group.as_str()))
    }
}
