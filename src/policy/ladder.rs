//! The ladder on which officers are reminded of a duty and chased for it, in
//! working days from its due day (HC 4.1, 6.1).

use std::collections::BTreeMap;

/// What a rung of the ladder sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RungLetter {
    /// Before the due day has passed.
    Reminder,
    /// After it has passed.
    Chase,
}

/// Who else is told at a rung, beside whoever holds the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlsoTold {
    /// Nobody.
    Nobody,
    /// The holder's manager.
    Manager,
    /// The manager and the head of service.
    Head,
}

/// A letter to an officer about a duty, some working days before (negative)
/// or after its due day, in working hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rung {
    /// Working days from the due day; 0 is the day itself.
    pub working_days: i32,
    /// Which letter.
    pub letter: RungLetter,
    /// Who else is told.
    pub also: AlsoTold,
}

/// When officers are reminded of one duty. Without `every` it ends with its
/// last rung.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ladder {
    /// Working days from the due day, at most 0, ascending.
    pub remind: Vec<i32>,
    /// Working days after the due day, at least 1, ascending.
    pub chase: Vec<i32>,
    /// After the last of these, a chase every so many working days until the
    /// duty is met or withdrawn.
    pub every: Option<u16>,
    /// From this working day on the holder's manager is told too.
    pub manager: Option<i32>,
    /// From this working day on the head of service is told too.
    pub head: Option<i32>,
}

impl Ladder {
    /// The first rung after a rung that was sent; the first of all after none.
    /// A ladder with `every` has no last rung.
    pub fn next(&self, last: Option<i32>) -> Option<Rung> {
        let listed = self.remind.iter().chain(&self.chase).copied();
        let mut later = listed.filter(|day| last.is_none_or(|last| *day > last));
        later.next().or_else(|| self.repeated(last)).map(|day| self.rung(day))
    }

    /// Every rung after one that was sent, in order; without end where the
    /// ladder has `every`.
    pub fn after(&self, last: Option<i32>) -> impl Iterator<Item = Rung> + '_ {
        std::iter::successors(self.next(last), |rung| self.next(Some(rung.working_days)))
    }

    /// Whether a letter goes out on a working day or later.
    pub fn reaches(&self, day: i32) -> bool {
        self.every.is_some() || self.remind.iter().chain(&self.chase).any(|rung| *rung >= day)
    }

    fn repeated(&self, last: Option<i32>) -> Option<i32> {
        let step = i32::from(self.every?);
        let first = self.chase.last().copied().unwrap_or(0);
        let steps = last.map_or(0, |last| (last - first).max(0) / step);
        first.checked_add((steps + 1).checked_mul(step)?)
    }

    fn rung(&self, working_days: i32) -> Rung {
        let reached = |from: Option<i32>| from.is_some_and(|from| working_days >= from);
        let also = match (reached(self.manager), reached(self.head)) {
            (_, true) => AlsoTold::Head,
            (true, false) => AlsoTold::Manager,
            (false, false) => AlsoTold::Nobody,
        };
        let letter = if working_days > 0 { RungLetter::Chase } else { RungLetter::Reminder };
        Rung { working_days, letter, also }
    }
}

/// The duties that can have a ladder of their own, by their names in output;
/// `other` serves those that have none.
pub const DUTIES: [&str; 12] = [
    "acknowledge",
    "define",
    "respond",
    "update",
    "action",
    "enquiry",
    "evidence",
    "triage",
    "notify",
    "assign",
    "review",
    "other",
];

/// The ladders of one duty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LadderPair {
    /// As a rule.
    pub usual: Ladder,
    /// Where a resident is vulnerable or at risk (HC 6.1); None: as usual.
    pub at_risk: Option<Ladder>,
}

/// The ladders of a policy, by duty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ladders {
    /// By the duty's name in output.
    pub by_duty: BTreeMap<String, LadderPair>,
    /// Flags that make a resident one at risk.
    pub at_risk_flags: Vec<String>,
}

impl Ladders {
    /// The ladder of a duty, by its name in output; None where its policy
    /// reminds of it in the digest only.
    pub fn of(&self, duty: &str, at_risk: bool) -> Option<&Ladder> {
        let pair = self.pair_of(duty)?;
        Some(pair.at_risk.as_ref().filter(|_| at_risk).unwrap_or(&pair.usual))
    }

    /// Both ladders of a duty, its own or those of every other.
    pub fn pair_of(&self, duty: &str) -> Option<&LadderPair> {
        self.by_duty.get(duty).or_else(|| self.by_duty.get("other"))
    }

    /// Whether one of the flags of a case shortens its ladders.
    pub fn at_risk<'f>(&self, flags: impl IntoIterator<Item = &'f str>) -> bool {
        flags.into_iter().any(|flag| self.at_risk_flags.iter().any(|known| known == flag))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ladder_goes_up_rung_by_rung_and_on_until_the_duty_is_met() {
        let ladder = Ladder {
            remind: vec![-3, -1, 0],
            chase: vec![1],
            every: Some(2),
            manager: Some(1),
            head: Some(5),
        };
        let rungs: Vec<(i32, RungLetter, AlsoTold)> = ladder
            .after(None)
            .take(7)
            .map(|rung| (rung.working_days, rung.letter, rung.also))
            .collect();
        use AlsoTold::{Head, Manager, Nobody};
        use RungLetter::{Chase, Reminder};
        assert_eq!(
            rungs,
            [
                (-3, Reminder, Nobody),
                (-1, Reminder, Nobody),
                (0, Reminder, Nobody),
                (1, Chase, Manager),
                (3, Chase, Manager),
                (5, Chase, Head),
                (7, Chase, Head),
            ]
        );
        assert_eq!(ladder.next(Some(4)).map(|rung| rung.working_days), Some(5));
    }

    #[test]
    fn a_ladder_without_repetition_ends() {
        let ladder = Ladder { remind: vec![-1], chase: vec![2], ..Ladder::default() };
        let days: Vec<i32> = ladder.after(None).map(|rung| rung.working_days).collect();
        assert_eq!(days, [-1, 2]);
        assert_eq!(Ladder::default().next(None), None);
    }
}
