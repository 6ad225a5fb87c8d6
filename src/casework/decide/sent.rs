//! Mail that staff sent by hand from the mailbox: it is recorded on the case,
//! and whoever holds the case is asked whether it was the response. It meets no
//! duty by itself: only a person knows what it was.

use super::Draft;
use crate::casework::event::{Event, MessageRef};
use crate::casework::letter::Letter;

/// What the holder of the case is asked.
const QUESTION: &str = "somebody sent it to the resident by hand, from the mailbox. If it was the \
     council's response, answer with /responded and its fields; if it was not, nothing is to be \
     done";

/// A mail from the folder of what was sent.
#[derive(Debug, Clone)]
pub struct SentMail<'a> {
    /// Which.
    pub message: MessageRef,
    /// Everybody it went to.
    pub recipients: &'a [String],
}

pub(super) fn decide<'a>(mut draft: Draft<'a>, mail: &SentMail<'_>) -> Draft<'a> {
    let to_resident = mail.recipients.iter().any(|to| draft.case.has_participant(to));
    draft.push(Event::SentByHand { message: mail.message, to_resident });
    // A question to a colleague, or the complaint passed on, answers nobody.
    if to_resident {
        let round = format!("sent-{}", mail.message.0);
        for to in draft.holders() {
            draft.send(Letter::Triage { to, why: QUESTION.to_owned() }, round.clone(), true);
        }
    }
    draft
}
