//! Duties that can't be dealt with for now: tried again after growing pauses,
//! and told once for each reason. Forgotten when the program ends: then each is
//! tried, and told, anew.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::Duration;

/// Pauses before a further try, in minutes: each twice the one before it.
const FIRST: i64 = 1;
const LONGEST: i64 = 60;

/// The duties, by the numbers of their rows.
#[derive(Debug, Default)]
pub struct Troubles(Mutex<HashMap<i64, Trouble>>);

#[derive(Debug)]
struct Trouble {
    minutes: i64,
    why: String,
}

impl Troubles {
    /// How long a duty waits until it is tried again, and whether the reason is
    /// a new one.
    pub(super) fn again(&self, duty: i64, why: &str) -> (Duration, bool) {
        let mut known = self.known();
        let before = known.get(&duty).filter(|before| before.why == why);
        let is_new = before.is_none();
        let minutes = before.map_or(FIRST, |before| (before.minutes * 2).min(LONGEST));
        known.insert(duty, Trouble { minutes, why: why.to_owned() });
        (Duration::minutes(minutes), is_new)
    }

    /// The duty was dealt with, or waits for its time.
    pub(super) fn over(&self, duty: i64) {
        self.known().remove(&duty);
    }

    fn known(&self) -> MutexGuard<'_, HashMap<i64, Trouble>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_an_hour_and_a_reason_is_told_once() {
        let troubles = Troubles::default();
        let tries: Vec<(i64, bool)> = (0..9)
            .map(|_| troubles.again(7, "the row is broken"))
            .map(|(pause, is_new)| (pause.num_minutes(), is_new))
            .collect();
        let pauses: Vec<i64> = tries.iter().map(|(pause, _)| *pause).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(tries.iter().filter(|(_, is_new)| *is_new).count(), 1);
        assert_eq!(troubles.again(8, "the row is broken"), (Duration::minutes(1), true));
        assert_eq!(troubles.again(7, "another reason"), (Duration::minutes(1), true));
        troubles.over(7);
        assert_eq!(troubles.again(7, "another reason"), (Duration::minutes(1), true));
    }
}
