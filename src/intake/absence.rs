//! Automatic replies: an officer's, in answer to a mail of ours about a case,
//! tells that the officer is away. Every other is filed.

use chrono::Duration;

use super::judge::Reading;
use super::take_in::{Intake, Taken};
use super::thread;
use crate::casework::decide::{AwayReply, Input};
use crate::casework::{LetterKind, MessageRef};
use crate::clerk::{ClerkError, Occasion};
use crate::message::bounce::letter_tokens;
use crate::message::domain_of;
use crate::store::{Known, Outcome, Waiting, Write};

/// A reply that has lost the Message-ID may answer a letter of so many days.
const ANSWERED_WITHIN_DAYS: i64 = 14;

/// What an automatic reply answers.
struct Answered {
    case: i64,
    officer: String,
    letter: LetterKind,
}

impl Intake<'_> {
    /// Files an automatic reply, and lets its case know of an absence.
    pub(super) async fn automatic_reply(
        &self,
        tx: &mut Write,
        id: MessageRef,
        reading: &Reading,
        occasion: Occasion<'_>,
    ) -> Result<Taken, ClerkError> {
        let because = reading.message.judged.because.as_str();
        let Some(answered) = self.answered_by_officer(tx, reading).await? else {
            let case = thread::of_references(tx, &reading.message.references);
            return Ok(Taken::new(Outcome::Filed(case), because));
        };
        let reply = AwayReply { officer: &answered.officer, letter: answered.letter, message: id };
        let occasion = Occasion { mail: None, ..occasion };
        self.clerk.decide(tx, answered.case, &Input::Away(reply), occasion).await?;
        let why = format!("an officer's automatic reply: {because}");
        Ok(Taken::new(Outcome::Filed(Some(answered.case)), why))
    }

    /// By the Message-ID of our letter, or the address that it was sent back to,
    /// neither of which others can know; else by the case in the subject, when
    /// the officer whose address it bears got a letter about that case lately.
    async fn answered_by_officer(
        &self,
        tx: &mut Write,
        reading: &Reading,
    ) -> Result<Option<Answered>, ClerkError> {
        let message = &reading.message;
        let domain = domain_of(&self.mailbox.address);
        let mut ids: Vec<String> = message.references.clone();
        ids.retain(|id| matches!(tx.known_message_id(id), Some(Known::OurLetter(_))));
        let tokens = letter_tokens(&message.headers);
        ids.extend(tokens.into_iter().map(|token| format!("{token}@{domain}")));
        for id in ids {
            if let Some(letter) = tx.letter_by_message_id(&id).await? {
                return Ok(self.of_officer(reading, &letter));
            }
        }
        let people = &self.clerk.council.people;
        let Some(officer) = people.officer_at(reading.from()).filter(|_| reading.authentic) else {
            return Ok(None);
        };
        let since = self.now - Duration::days(ANSWERED_WITHIN_DAYS);
        for reference in &reading.named.subject {
            let Some(case) = tx.case_named(reference) else { continue };
            for sent in tx.letters_sent_to(officer.address.as_str(), since).await? {
                if sent.letter.case == Some(case) && sent.letter.kind.asks_an_officer() {
                    return Ok(self.of_officer(reading, &sent.letter));
                }
            }
        }
        Ok(None)
    }

    /// The letter went to an officer's own address, and the reply is theirs. A
    /// team's or an alert address is read by several, of whom one may be away.
    /// Nor does a colleague's reply, to whom the mail was passed on, say
    /// anything about the officer.
    fn of_officer(&self, reading: &Reading, letter: &Waiting) -> Option<Answered> {
        let people = &self.clerk.council.people;
        let officer = people.officer_at(&letter.to)?;
        let from = reading.from();
        let is_theirs = officer.address.key() == from.to_lowercase()
            || (!people.has_address(from) && domain_of(from) == domain_of(&letter.to));
        let case = letter.case.filter(|_| is_theirs && letter.kind.asks_an_officer())?;
        Some(Answered { case, officer: officer.id.clone(), letter: letter.kind })
    }
}
