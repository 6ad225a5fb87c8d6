//! Letters to the resident and the clocks of a complaint, wherever they are
//! decided.

use chrono::NaiveDate;

use super::Draft;
use crate::casework::duty::{DueDay, DutyKind};
use crate::casework::event::Event;
use crate::casework::letter::{Letter, LetterKind};
use crate::casework::reach::Reach;
use crate::policy::{Owed, Stage};

impl Draft<'_> {
    /// Sends a letter to every complainant, each alone; false when a person
    /// must see that it reaches them, because it is on paper or there is nobody
    /// to write to.
    pub(in crate::casework) fn tell_resident(
        &mut self,
        kind: LetterKind,
        round: &str,
        promised: Option<NaiveDate>,
        with_files: bool,
        letter: impl Fn(Reach) -> Letter,
    ) -> bool {
        let reach = self.case.reach();
        let by_itself = self.case.reaches_all();
        if !by_itself {
            self.put_to_somebody(DutyKind::Notify);
        }
        if !reach.is_empty() {
            self.push(Event::LetterQueued { letter: kind, promised });
        }
        for to in reach {
            self.send(letter(to), round, with_files);
        }
        by_itself
    }

    /// Sends the acknowledgement of the present stage, unless one has gone out
    /// or is on its way.
    pub(in crate::casework) fn acknowledge(&mut self) {
        let Some(stage) = self.case.stage else { return };
        if self.case.acknowledged_at.is_some() || self.case.dealings.acknowledging == Some(stage) {
            return;
        }
        let respond_by = self.promise(stage);
        let round = u8::from(stage).to_string();
        self.tell_resident(LetterKind::Acknowledgement, &round, respond_by, false, |to| {
            Letter::Acknowledgement { to, stage, respond_by }
        });
    }

    /// The response day that an acknowledgement sent now can promise.
    pub(in crate::casework) fn promise(&self, stage: Stage) -> Option<NaiveDate> {
        let received = self.case.stage_received_at();
        let policy = self.policy()?;
        let due = policy.respond_due(stage, received, Some(self.now), self.world.calendar).ok()?;
        let counted = DueDay::from(due).day;
        Some(self.case.promised.map_or(counted, |promised| promised.min(counted)))
    }

    /// The clocks of the present stage, counted from its receipt: to
    /// acknowledge, to define where the policy wants it (HC 5.6: with the
    /// acknowledgement), to respond.
    pub(in crate::casework) fn set_clocks(&mut self) {
        let (Some(stage), Some(policy)) = (self.case.stage, self.policy()) else { return };
        let calendar = self.world.calendar;
        let received = self.case.stage_received_at();
        let acknowledged = self.case.acknowledged_at;
        let due = self.counted(policy.acknowledge_due(stage, received, calendar));
        if acknowledged.is_none() {
            self.set_duty(DutyKind::Acknowledge, Some(stage), due.clone());
        }
        if policy.define && self.case.defined_at.is_none() {
            let clause = policy.clause_of(Owed::Definition);
            let due = due.map(|due| DueDay { clause, ..due });
            self.set_duty(DutyKind::Define, Some(stage), due);
        }
        let counted = policy.respond_due(stage, received, acknowledged, calendar);
        let due = self.counted(counted).map(|due| {
            let day = self.case.promised.map_or(due.day, |promised| promised.min(due.day));
            DueDay { day, ..due }
        });
        self.set_duty(DutyKind::Respond, Some(stage), due);
    }

    /// The clock of a councillor's or MP's enquiry (RB 13).
    pub(in crate::casework) fn set_enquiry_clock(&mut self) {
        let Some(policy) = self.policy() else { return };
        let received = self.case.opening.received_at;
        let due = policy.enquiry_due(received, self.world.calendar).transpose();
        let due = due.and_then(|due| self.counted(due));
        self.set_duty(DutyKind::Enquiry, None, due);
    }

    /// The clock of the Ombudsman's request (ME 5.8.4).
    pub(in crate::casework) fn set_evidence_clock(&mut self) {
        let Some(limit) = self.policy().and_then(|policy| policy.evidence.as_ref()) else {
            self.set_duty(DutyKind::Evidence, None, None);
            return;
        };
        let day = crate::policy::calendar::local_day(self.case.opening.received_at);
        let counted = limit.count(day, self.world.calendar).map(|count| count.due);
        let due = self.counted(counted);
        self.set_duty(DutyKind::Evidence, None, due);
    }
}
