//! Who owes something on a case: reminders go there, and so do digests.

use super::case::{Case, Holder};
use super::cover::Barred;
use super::dealings::Dealings;
use super::duty::DutyKind;
use super::people::{People, StaffAddress};

/// What of a case says who owes a duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owing {
    /// Who holds it; nobody holds a held message.
    pub holder: Holder,
    /// The officer who promised it, of a promised action.
    pub promised_by: Option<String>,
    /// Who dealt with stage 1.
    pub stage1_handler: Option<String>,
    /// Who must not be told of it as a cover.
    pub barred: Barred,
}

impl Owing {
    /// Of a duty of this case.
    pub fn of(case: &Case, duty: DutyKind) -> Self {
        Self::recorded(&case.dealings, case.holder.clone(), duty, case.barred())
    }

    /// As the parts of a case say that are kept side by side.
    pub fn recorded(dealings: &Dealings, holder: Holder, duty: DutyKind, barred: Barred) -> Self {
        Self {
            holder,
            promised_by: dealings.promised_by(duty).map(str::to_owned),
            stage1_handler: dealings.stage1_handler.clone(),
            barred,
        }
    }

    /// What nobody holds.
    pub fn nobodys() -> Self {
        Self {
            holder: Holder::Nobody,
            promised_by: None,
            stage1_handler: None,
            barred: Barred::nobody(),
        }
    }
}

impl People {
    /// Who owes it: what is unclear or belongs elsewhere is triage's, a promised
    /// action whose promise it is, the giving of stage 2 to somebody their
    /// manager's who had stage 1; everything else is the holder's.
    pub fn owing(&self, duty: DutyKind, of: &Owing) -> Vec<StaffAddress> {
        let promised_by = || of.promised_by.as_deref().and_then(|id| self.officer(id));
        match duty {
            DutyKind::Triage | DutyKind::PassOn => self.triage(&of.barred),
            DutyKind::Action(_) => promised_by().map_or_else(
                || self.holders(&of.holder, &of.barred),
                |officer| self.with_cover(officer, &of.barred),
            ),
            DutyKind::Assign => self.giving_stage2(of.stage1_handler.as_deref(), &of.barred),
            DutyKind::Acknowledge
            | DutyKind::Define
            | DutyKind::Respond
            | DutyKind::Update
            | DutyKind::Enquiry
            | DutyKind::Evidence
            | DutyKind::Notify
            | DutyKind::Review => self.holders(&of.holder, &of.barred),
        }
    }

    /// Who gives stage 2 to somebody: the manager of whoever dealt with stage 1,
    /// else triage.
    pub fn giving_stage2(&self, stage1: Option<&str>, barred: &Barred) -> Vec<StaffAddress> {
        let first = stage1.and_then(|id| self.officer(id));
        let manager = first
            .and_then(|officer| officer.manager.as_deref())
            .and_then(|id| self.officer(id))
            .filter(|manager| !barred.is_about(&manager.id));
        manager.map_or_else(|| self.triage(barred), |manager| self.with_cover(manager, barred))
    }
}
