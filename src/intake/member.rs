//! Mail of councillors and members of parliament: enquiries, also where they
//! write from the council's own domain or about a case that is not theirs.

use super::judge::{Judged, Reading};
use super::take_in::{Intake, Taken};
use crate::casework::MessageRef;
use crate::clerk::{ClerkError, Occasion};
use crate::message::PersonMail;
use crate::rules::{Field, Reason};
use crate::store::{Outcome, Write};

const MEMBER_ENQUIRY: &str = "member_enquiry";

impl Intake<'_> {
    /// A councillor or MP names a case that is not theirs: an enquiry of their own
    /// (RB 13), which tells them nothing of the case; officers see both.
    pub(super) async fn enquiry_about(
        &self,
        tx: &mut Write,
        id: MessageRef,
        judged: &Judged,
        reading: &Reading,
        person: &PersonMail,
        occasion: Occasion<'_>,
    ) -> Result<Taken, ClerkError> {
        let taken = self.new_matter(tx, id, judged, reading, person, None, occasion).await?;
        let named = reading.named.subject.iter().find(|named| tx.case_named(named).is_some());
        if let (Outcome::Opened(case), Some(named)) = (taken.outcome, named) {
            let why = "a councillor's or MP's mail names it".to_owned();
            self.clerk.link(tx, case, named.clone(), why, occasion).await?;
        }
        Ok(taken)
    }
}

/// Whether a councillor or MP writes, or somebody for them (RB 13).
pub(super) fn is_members_enquiry(reading: &Reading) -> bool {
    let judged = reading.classification.as_ref();
    judged.is_some_and(|judged| judged.flags.contains(MEMBER_ENQUIRY))
}

/// Whether the sender's address itself is a councillor's. Only then is it taken
/// for one on the council's own domain, where everything else is staff's.
pub(super) fn is_known_member(reading: &Reading) -> bool {
    let reasons = reading.classification.iter().flat_map(|judged| &judged.reasons);
    let by_address = |reason: &Reason| {
        let of_address = reason.at.iter().any(|span| span.field == Field::From);
        (of_address || reason.field == Field::From) && reason.claim.as_ref() == MEMBER_ENQUIRY
    };
    is_members_enquiry(reading) && reasons.into_iter().any(by_address)
}
