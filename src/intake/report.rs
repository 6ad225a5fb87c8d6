//! Delivery reports: which letter of ours one speaks of, and what follows. A
//! letter that did not arrive is marked so; its case owes it again and whoever
//! holds the case is told.

use chrono::Duration;

use super::judge::Reading;
use super::take_in::{Intake, Taken};
use crate::casework::decide::Input;
use crate::casework::{LetterKind, MessageRef};
use crate::clerk::{ClerkError, Occasion};
use crate::message::bounce::letter_tokens;
use crate::message::{FailedRecipient, Message, domain_of};
use crate::store::{Outcome, Waiting, Write};

/// Mail systems give up after five days at most (RFC 5321, 4.5.4.1 asks for four
/// to five); with time for a report to come back.
const REPORTED_WITHIN_DAYS: i64 = 14;

/// What was found of the letter that a report speaks of.
enum Match {
    Letter(Box<Waiting>),
    /// We wrote to that address lately, and no sign tells which letter it was.
    Unclear,
    /// Not ours.
    None,
}

impl Intake<'_> {
    /// A report that something was not delivered.
    pub(super) async fn bounce(
        &self,
        tx: &mut Write,
        id: MessageRef,
        reading: &Reading,
        failed: &[FailedRecipient],
        occasion: Occasion<'_>,
    ) -> Result<Taken, ClerkError> {
        let because = &reading.message.judged.because;
        let (mut case, mut ours, mut unclear) = (None, false, false);
        for one in failed {
            match self.letter_of(tx, &reading.message, one).await? {
                Match::Letter(letter) => {
                    ours = true;
                    case = letter.case.or(case);
                    self.came_back(tx, &letter, one, occasion).await?;
                }
                Match::Unclear => unclear = true,
                Match::None => {}
            }
        }
        if ours {
            let why = format!("a letter of ours came back: {because}");
            return Ok(Taken::new(Outcome::Filed(case), why));
        }
        if unclear {
            let why = "a delivery report about an address that we wrote to; which letter it was \
                       can't be told";
            return self.hold(tx, id, why, occasion).await;
        }
        if reading.message.judged.may_be_person {
            let why = format!(
                "it looks like a delivery report, but a person may have written it: {because}"
            );
            return self.hold(tx, id, &why, occasion).await;
        }
        let why = format!("a delivery report about no letter of ours: {because}");
        Ok(Taken::new(Outcome::Filed(None), why))
    }

    /// A report that something is late: nothing is owed yet.
    pub(super) async fn delay(
        &self,
        tx: &mut Write,
        reading: &Reading,
        late: &[FailedRecipient],
    ) -> Result<Taken, ClerkError> {
        let mut case = None;
        for one in late {
            if let Match::Letter(letter) = self.letter_of(tx, &reading.message, one).await? {
                case = letter.case.or(case);
            }
        }
        Ok(Taken::new(Outcome::Filed(case), reading.message.judged.because.as_str()))
    }

    async fn came_back(
        &self,
        tx: &mut Write,
        letter: &Waiting,
        failed: &FailedRecipient,
        occasion: Occasion<'_>,
    ) -> Result<(), ClerkError> {
        let why = words(failed);
        if !tx.mark_bounced(letter.id, &why).await? {
            return Ok(());
        }
        let occasion = Occasion { mail: None, ..occasion };
        match letter.case {
            Some(case) => {
                let input = Input::LetterFailed {
                    letter: letter.kind,
                    to: &letter.to,
                    key: &letter.key,
                    why: &why,
                };
                self.clerk.decide(tx, case, &input, occasion).await?;
                Ok(())
            }
            // An alert that comes back must not cause the next one.
            None if letter.kind == LetterKind::Alert => Ok(()),
            None => {
                let text = format!(
                    "A mail to staff ({}, to {}) did not arrive: {why}. Please look at the \
                     messages that wait for a person.",
                    letter.kind.as_str(),
                    letter.to
                );
                let mailbox = &self.mailbox.name;
                self.clerk.alert(tx, mailbox, "bounced", &letter.key, &text, occasion.now).await
            }
        }
    }

    /// The letter: by the Message-ID that the report returns or answers, by the
    /// address that it was sent back to, by recipient and subject of the mail
    /// that it quotes.
    async fn letter_of(
        &self,
        tx: &mut Write,
        report: &Message,
        failed: &FailedRecipient,
    ) -> Result<Match, ClerkError> {
        let domain = domain_of(&self.mailbox.address);
        let tokens = letter_tokens(&report.headers);
        let ids = failed
            .original_message_id
            .iter()
            .chain(&report.references)
            .cloned()
            .chain(tokens.into_iter().map(|token| format!("{token}@{domain}")));
        for id in ids {
            if let Some(letter) = tx.letter_by_message_id(&id).await? {
                return Ok(Match::Letter(Box::new(letter)));
            }
        }
        let since = self.now - Duration::days(REPORTED_WITHIN_DAYS);
        let mut any = false;
        for address in [&failed.original_recipient, &failed.recipient].into_iter().flatten() {
            for sent in tx.letters_sent_to(address, since).await? {
                any = true;
                let quoted = failed.original_subject.as_deref().unwrap_or("");
                if is_same(&sent.subject, quoted) {
                    return Ok(Match::Letter(Box::new(sent.letter)));
                }
            }
        }
        Ok(if any { Match::Unclear } else { Match::None })
    }
}

fn is_same(subject: &str, quoted: &str) -> bool {
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    !quoted.is_empty() && folded(subject) == folded(quoted)
}

/// What staff are told of it.
fn words(failed: &FailedRecipient) -> String {
    let status = failed.status.as_deref().unwrap_or("no status");
    let kind = if failed.permanent { "for good" } else { "given up" };
    match &failed.diagnostic {
        Some(said) => format!("delivery report: not delivered, {kind} ({status}): {said}"),
        None => format!("delivery report: not delivered, {kind} ({status})"),
    }
}
