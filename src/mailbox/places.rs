//! Sets of places in a mailbox: UIDs as ranges, so that a hundred thousand of
//! them cost a few bytes, or file names.

use std::collections::{BTreeMap, BTreeSet};

/// A set of UIDs or of file names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// First UID of each range to its last.
    ranges: BTreeMap<u32, u32>,
    files: BTreeSet<String>,
}

impl Places {
    /// An empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// A set of UIDs.
    pub fn of_uids(uids: impl IntoIterator<Item = u32>) -> Self {
        let mut places = Self::new();
        uids.into_iter().for_each(|uid| places.insert_uid(uid));
        places
    }

    /// A set of file names.
    pub fn of_files(files: impl IntoIterator<Item = String>) -> Self {
        Self { ranges: BTreeMap::new(), files: files.into_iter().collect() }
    }

    /// Adds a UID.
    pub fn insert_uid(&mut self, uid: u32) {
        if self.has_uid(uid) {
            return;
        }
        let mut first = uid;
        let mut last = uid;
        if let Some((start, end)) = self.ranges.range(..uid).next_back()
            && end.checked_add(1) == Some(uid)
        {
            first = *start;
        }
        if let Some(end) = uid.checked_add(1).and_then(|next| self.ranges.remove(&next)) {
            last = end;
        }
        self.ranges.insert(first, last);
    }

    /// Adds a file name.
    pub fn insert_file(&mut self, name: String) {
        self.files.insert(name);
    }

    /// Whether a UID is in the set.
    pub fn has_uid(&self, uid: u32) -> bool {
        self.ranges.range(..=uid).next_back().is_some_and(|(_, end)| *end >= uid)
    }

    /// The highest UID.
    pub fn highest_uid(&self) -> Option<u32> {
        self.ranges.values().next_back().copied()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        let uids: u64 = self.ranges.iter().map(|(start, end)| u64::from(end - start) + 1).sum();
        usize::try_from(uids).unwrap_or(usize::MAX) + self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty() && self.files.is_empty()
    }

    /// UIDs that are in this set and not in the other, ascending.
    pub fn uids_without<'a>(&'a self, other: &'a Places) -> impl Iterator<Item = u32> + 'a {
        self.ranges.iter().flat_map(|(start, end)| *start..=*end).filter(|uid| !other.has_uid(*uid))
    }

    /// File names that are in this set and not in the other.
    pub fn files_without<'a>(&'a self, other: &'a Places) -> impl Iterator<Item = &'a str> {
        self.files.difference(&other.files).map(String::as_str)
    }

    /// How many of this set are in the other too.
    pub fn count_in(&self, other: &Places) -> usize {
        self.len() - self.uids_without(other).count() - self.files_without(other).count()
    }

    /// The set in IMAP's notation, `1:5,7` (RFC 9051, 9, sequence-set).
    pub fn to_imap(&self) -> String {
        let ranges: Vec<String> = self
            .ranges
            .iter()
            .map(|(start, end)| match start == end {
                true => start.to_string(),
                false => format!("{start}:{end}"),
            })
            .collect();
        ranges.join(",")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_join_into_ranges() {
        let set = Places::of_uids([5, 1, 2, 4, 9, 3, 9, u32::MAX]);
        assert_eq!(set.to_imap(), format!("1:5,9,{}", u32::MAX));
        assert_eq!(set.len(), 7);
        assert_eq!(set.highest_uid(), Some(u32::MAX));
        assert!(set.has_uid(4) && !set.has_uid(6));
    }

    #[test]
    fn differences_are_told() {
        let server = Places::of_uids(1..=6);
        let known = Places::of_uids([1, 2, 5, 9]);
        assert_eq!(server.uids_without(&known).collect::<Vec<_>>(), [3, 4, 6]);
        assert_eq!(server.count_in(&known), 3);
    }
}
