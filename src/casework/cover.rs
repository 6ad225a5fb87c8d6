//! Cover: who gets an officer's mail beside them while they are away, and may
//! act on it. The case stays the officer's.

use std::collections::BTreeSet;

use super::case::Case;
use super::dealings::Dealings;
use super::people::{Officer, People, StaffAddress};
use crate::policy::Stage;

/// Officers who must not come to a case by covering for somebody: whom the
/// complaint is about (KH 4.2, KC 4.2, Code 5.8c), and at stage 2 whoever dealt
/// with stage 1 (Code 6.13).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Barred {
    about: BTreeSet<String>,
    stage1: BTreeSet<String>,
}

impl Barred {
    /// Nobody: the mail is about no case.
    pub fn nobody() -> Self {
        Self::default()
    }

    /// Who is barred at a stage of a case with these dealings.
    pub fn of(dealings: &Dealings, stage: Option<Stage>) -> Self {
        let mut stage1 = BTreeSet::new();
        if stage == Some(Stage::Two) {
            stage1.extend(dealings.stage1_handler.clone());
            stage1.extend(dealings.answer(Some(Stage::One)).map(|answer| answer.by.clone()));
        }
        Self { about: dealings.about.clone(), stage1 }
    }

    /// Whether an officer is among them.
    pub fn has(&self, officer: &str) -> bool {
        self.about.contains(officer) || self.stage1.contains(officer)
    }

    /// Whether an officer dealt with stage 1 of a case that is at stage 2.
    pub fn dealt_with_stage1(&self, officer: &str) -> bool {
        self.stage1.contains(officer)
    }

    /// Whether the complaint is about an officer.
    pub fn is_about(&self, officer: &str) -> bool {
        self.about.contains(officer)
    }
}

impl Case {
    /// Who must not come to it by covering for somebody.
    pub fn barred(&self) -> Barred {
        Barred::of(&self.dealings, self.stage)
    }
}

impl People {
    /// Whoever covers for an officer; where they are covered for themselves,
    /// those too.
    pub fn covers(&self, officer: &Officer) -> Vec<&Officer> {
        let mut found: Vec<&Officer> = Vec::new();
        let mut next = officer.cover.as_deref();
        while let Some(cover) = next.and_then(|id| self.officer(id)) {
            // The configuration refuses circles; nothing here relies on that.
            if cover.id == officer.id || found.iter().any(|known| known.id == cover.id) {
                break;
            }
            found.push(cover);
            next = cover.cover.as_deref();
        }
        found
    }

    /// The officer's address, and those of everybody who covers for them and is
    /// not barred.
    pub fn with_cover(&self, officer: &Officer, barred: &Barred) -> Vec<StaffAddress> {
        let covers = self.covers(officer).into_iter().filter(|cover| !barred.has(&cover.id));
        std::iter::once(officer).chain(covers).map(|one| one.address.clone()).collect()
    }

    /// Whether an officer covers for the one who has that address.
    pub fn covers_for(&self, officer: &Officer, address: &str) -> bool {
        let away = self.officer_at(address);
        away.is_some_and(|away| self.covers(away).iter().any(|cover| cover.id == officer.id))
    }
}
