//! Mail from the folder of what was sent: what staff wrote by hand from the
//! mailbox is recorded on its cases; it is never a new matter. Who can put mail
//! into that folder is staff, so nothing needs to be proved.

use std::collections::BTreeSet;

use super::judge::Reading;
use super::take_in::{Intake, Taken};
use super::thread;
use crate::casework::MessageRef;
use crate::casework::decide::{Input, SentMail};
use crate::clerk::{ClerkError, Occasion};
use crate::message::Origin;
use crate::store::{Known, Outcome, Write};

/// Recipients of one mail whose cases are looked for.
const MOST_RECIPIENTS: usize = 50;

impl Intake<'_> {
    pub(super) async fn sent_by_hand(
        &self,
        tx: &mut Write,
        id: MessageRef,
        reading: &Reading,
        occasion: Occasion<'_>,
    ) -> Result<Taken, ClerkError> {
        let message = &reading.message;
        if message.judged.origin == Origin::Own {
            let case = thread::of_references(tx, &message.references);
            return Ok(Taken::new(Outcome::Filed(case), "a copy of our own letter"));
        }
        let people = message.to.iter().chain(&message.cc);
        let recipients: Vec<String> =
            people.take(MOST_RECIPIENTS).map(|to| to.address.clone()).collect();
        let named = cases_of_thread(tx, reading);
        let (cases, why) = match named.is_empty() {
            false => (named, "staff sent it by hand on a case"),
            true => {
                let cases = self.cases_of_recipients(tx, &recipients).await?;
                (cases, "staff sent it by hand to a resident with an open case")
            }
        };
        let guessed = why.ends_with("open case");
        let mut cases = cases.into_iter();
        let Some(first) = cases.next() else {
            let why = "staff sent it by hand, and it belongs to no case";
            return Ok(Taken::new(Outcome::Filed(None), why));
        };
        let others: Vec<i64> = cases.collect();
        if guessed && !others.is_empty() {
            let why =
                "staff sent it by hand to a resident with several open cases: which is it about";
            return self.hold(tx, id, why, occasion).await;
        }
        for case in std::iter::once(first).chain(others) {
            let input = Input::SentByHand(SentMail { message: id, recipients: &recipients });
            self.clerk.decide(tx, case, &input, occasion).await?;
        }
        Ok(Taken::new(Outcome::Joined(first), why))
    }

    async fn cases_of_recipients(
        &self,
        tx: &mut Write,
        recipients: &[String],
    ) -> Result<BTreeSet<i64>, ClerkError> {
        let mut cases = BTreeSet::new();
        let people = &self.clerk.council.people;
        for to in recipients {
            if !people.has_address(to) && !thread::is_own_domain(self.mailbox, to) {
                cases.extend(tx.open_cases_of(&to.to_lowercase()).await?);
            }
        }
        Ok(cases)
    }
}

/// The case of the newest mail or letter that it answers, and those whose
/// references stand in its subject.
fn cases_of_thread(tx: &Write, reading: &Reading) -> BTreeSet<i64> {
    let known = reading.message.references.iter().find_map(|id| tx.known_message_id(id));
    let mut cases = match known {
        Some(Known::OurLetter(case)) => BTreeSet::from([case]),
        Some(Known::Messages(cases)) => cases,
        None => BTreeSet::new(),
    };
    cases.extend(reading.named.subject.iter().filter_map(|reference| tx.case_named(reference)));
    cases
}
