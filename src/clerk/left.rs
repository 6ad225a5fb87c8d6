//! Cases of an officer who left: each goes back by its own decision, and whoever
//! gets several of them gets one mail with the list.

use std::collections::BTreeMap;

use super::{Clerk, ClerkError, Occasion, Result, letter_key};
use crate::casework::decide::Input;
use crate::casework::duty::OwedItem;
use crate::casework::{Case, Letter, Outgoing, decide};
use crate::letters::Form;
use crate::letters::facts::{self, CouncilFacts, DigestItem, Facts, ReturnedFacts};
use crate::store::Write;

/// A case that went back, and the mail about it.
struct Returned {
    id: i64,
    mailbox: String,
    outgoing: Outgoing,
    line: DigestItem,
}

impl Clerk<'_> {
    /// Gives cases of an officer who left back to a team, and queues the mail
    /// about them. A case that can't be decided on is left as it is.
    ///
    /// # Errors
    /// [`ClerkError`]; then the caller undoes what was written.
    pub async fn give_back(
        &self,
        tx: &mut Write,
        cases: &[i64],
        officer: &str,
        teams: &[String],
        occasion: Occasion<'_>,
    ) -> Result<()> {
        let mut told: BTreeMap<(String, String), Vec<Returned>> = BTreeMap::new();
        for id in cases {
            tx.begin_one();
            match self.give_one_back(tx, *id, teams, occasion).await {
                Ok(returned) => {
                    tx.keep();
                    for one in returned {
                        let to = one.outgoing.letter.to().to_owned();
                        told.entry((one.mailbox.clone(), to)).or_default().push(one);
                    }
                }
                Err(ClerkError::Store(error)) if !error.is_of_a_row() => {
                    return Err(error.into());
                }
                Err(error) => {
                    tx.undo();
                    tracing::error!(case = id, %error, "a case could not be given back");
                }
            }
        }
        for ((mailbox, _), returned) in told {
            self.tell_returned(tx, &mailbox, officer, returned, occasion)?;
        }
        Ok(())
    }

    async fn give_one_back(
        &self,
        tx: &mut Write,
        id: i64,
        teams: &[String],
        occasion: Occasion<'_>,
    ) -> Result<Vec<Returned>> {
        let stored = tx.case(id).await?;
        let input = Input::Left { teams };
        let mut decision = decide(&stored.case, &input, self.council.world(), occasion.now);
        if decision.events.is_empty() {
            return Ok(Vec::new());
        }
        let letters = std::mem::take(&mut decision.letters);
        let case = decision.case.clone();
        self.save(tx, Some(id), decision, occasion).await?;
        let returned = |outgoing| Returned {
            id,
            mailbox: case.opening.mailbox.clone(),
            outgoing,
            line: line(&case),
        };
        Ok(letters.into_iter().map(returned).collect())
    }

    /// One mail. About a single case it is of that case, so that an answer to it
    /// belongs there.
    fn tell_returned(
        &self,
        tx: &mut Write,
        mailbox: &str,
        officer: &str,
        returned: Vec<Returned>,
        occasion: Occasion<'_>,
    ) -> Result<()> {
        let Some(first) = returned.first() else { return Ok(()) };
        let mailbox = self.mailbox(mailbox)?;
        let letter: &Letter = &first.outgoing.letter;
        let case = (returned.len() == 1).then_some(first.id);
        let about = format!("left/{officer}/{}", first.line.reference);
        let key = letter_key(&about, letter, &occasion.now.timestamp().to_string());
        let council = CouncilFacts::of(self.first_policy(mailbox), &mailbox.address);
        let name = council.name.clone();
        let cases = returned.iter().map(|one| one.line.clone()).collect();
        let told = ReturnedFacts { officer: officer.to_owned(), cases };
        let facts = Facts { council, returned: Some(told), ..Facts::default() };
        let form = Form::Returned;
        let letter = self.new_letter(key, case, letter, form, mailbox, &facts, name, None, None)?;
        tx.queue_letter(letter, occasion.now);
        Ok(())
    }
}

/// What a case owes next.
fn line(case: &Case) -> DigestItem {
    let next = case.open_duties().min_by_key(|duty| {
        let day = duty.due.as_ref().map(|due| due.day);
        (day.is_none(), day)
    });
    let about = case.reference().to_string();
    match next {
        Some(duty) => {
            let due = duty.due.as_ref().map(|due| due.day);
            facts::item(&OwedItem::of(case, duty.key, due))
        }
        None => DigestItem {
            reference: about,
            what: "nothing that has a day".to_owned(),
            due: "no day".to_owned(),
        },
    }
}
