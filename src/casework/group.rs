//! Several who complain of the same matter: one investigation and one answer
//! (KH 4.0, KC 4.0). Each keeps what was theirs: the reference that they know,
//! the day they were received, the day they were told.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::case::{Case, Party};
use super::event::MessageRef;
use super::reach::Reach;
use crate::policy::Stage;
use crate::policy::reference::CaseRef;

/// One more complainant of the same matter (KH 4.0).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Who.
    pub party: Party,
    /// Where letters may go.
    pub reach: Option<Reach>,
    /// What was theirs before; None in records from before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<OwnCase>,
}

/// What a complainant had of their own before their case was merged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnCase {
    /// The reference that they know.
    pub case: CaseRef,
    /// The message that it began with.
    pub message: MessageRef,
    /// When that arrived.
    pub received_at: DateTime<Utc>,
    /// The day of the answer that they were told; None when it is the one that
    /// all were told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<NaiveDate>,
    /// The day that extensions of this stage count from, for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<NaiveDate>,
}

impl Member {
    /// Whoever opened a case that is merged, with what was theirs.
    pub fn of(case: &Case) -> Self {
        let told = case.dealings.told.or(case.promised);
        Self {
            party: case.opening.complainant.clone(),
            reach: case.opening.reach.clone().filter(|to| to.is_paper() || !case.dealings.no_mail),
            own: Some(OwnCase {
                case: case.reference().clone(),
                message: case.opening.message,
                received_at: case.opening.received_at,
                told,
                first: case.stage.and_then(|stage| first_own(case, stage)).or(told),
            }),
        }
    }

    fn told(&self) -> Option<NaiveDate> {
        self.own.as_ref().and_then(|own| own.told)
    }
}

/// The day before the first extension of a stage.
fn first_own(case: &Case, stage: Stage) -> Option<NaiveDate> {
    let extensions = &case.dealings.extensions;
    extensions.iter().find(|one| one.stage == Some(stage)).map(|one| one.before)
}

impl Case {
    /// The further complainant whom a letter to that address reaches. Who opened
    /// the case themselves is none.
    pub fn member_at(&self, address: &str) -> Option<&Member> {
        let key = address.to_lowercase();
        let there = |reach: &Reach| reach.as_str().to_lowercase() == key;
        if self.opening.reach.as_ref().is_some_and(there) {
            return None;
        }
        self.dealings.group.iter().find(|member| member.reach.as_ref().is_some_and(there))
    }

    /// The day of the answer that whoever gets letters there was told.
    pub fn told_to(&self, address: &str) -> Option<NaiveDate> {
        let own = match self.member_at(address) {
            Some(member) => member.told(),
            None => self.dealings.told,
        };
        own.or(self.promised)
    }

    /// The day that extensions of a stage count from: the first that any of the
    /// complainants was told, of an answer that is due by `due`.
    pub fn extends_from(&self, stage: Stage, due: NaiveDate) -> NaiveDate {
        let own = first_own(self, stage).unwrap_or(due);
        let firsts = self.dealings.group.iter().filter_map(|member| member.own.as_ref()?.first);
        firsts.fold(own, NaiveDate::min)
    }

    /// Whether a letter reaches every complainant by itself.
    pub fn reaches_all(&self) -> bool {
        let reach = self.reach();
        let nowhere = |member: &Member| member.reach.is_none() && !member.party.address.is_empty();
        !reach.is_empty()
            && !reach.iter().any(Reach::is_paper)
            && !self.dealings.group.iter().any(nowhere)
    }

    /// The earliest day that anybody was told binds; the others stay known as
    /// what those people were told.
    pub(super) fn take_in(&mut self, member: &Member) {
        let promised = self.promised;
        self.dealings.told = self.dealings.told.or(promised);
        for own in self.dealings.group.iter_mut().filter_map(|member| member.own.as_mut()) {
            own.told = own.told.or(promised);
        }
        self.promised = [promised, member.told()].into_iter().flatten().min();
    }

    /// Everybody is told of that day, but for those who were told a later one.
    pub(super) fn tell_all(&mut self, until: NaiveDate) {
        let later = |told: Option<NaiveDate>| told.filter(|told| *told > until);
        self.dealings.told = later(self.dealings.told);
        for own in self.dealings.group.iter_mut().filter_map(|member| member.own.as_mut()) {
            own.told = later(own.told);
        }
    }

    /// A stage of its own has days of its own.
    pub(super) fn forget_days(&mut self) {
        self.dealings.told = None;
        for own in self.dealings.group.iter_mut().filter_map(|member| member.own.as_mut()) {
            (own.told, own.first) = (None, None);
        }
    }

    /// The earliest day that one of the further complainants was told, where
    /// whoever opened the case was told none.
    pub(super) fn told_to_others(&self) -> Option<NaiveDate> {
        self.dealings.group.iter().filter_map(Member::told).min()
    }
}
