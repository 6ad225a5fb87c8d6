//! What a person enters by hand: a letter, a call, a visit, a form. It goes the
//! way that mail goes: stored raw, judged by the same rules, decided by the same
//! casework, in one transaction. Only who wrote it and where it belongs is said
//! by whoever enters it.

use super::IntakeError;
use super::batch::take_or_hold;
use super::judge::{Arrival, Judged, Judgement, Reading, Said};
use super::take_in::{Intake, Taken};
use super::thread::{Place, lead};
use crate::casework::{MessageRef, Party, Reach, Writer};
use crate::clerk::{ClerkError, Occasion};
use crate::council::Rulebook;
use crate::message::entry::{self, Entry, Text};
use crate::message::origin::NoAnswer;
use crate::message::{Message, PersonMail, ReplyAddress, Seen};
use crate::policy::reference::CaseRef;
use crate::store::{ENTERED, NewMessage, Store};

impl Judgement {
    /// Judges what was entered; each entry has a place of its own.
    pub fn judge_entry(
        &self,
        rulebook: &Rulebook,
        mailbox: &str,
        entry: &Entry,
        text: &Text<'_>,
    ) -> Judged {
        let bytes = entry.to_mail(mailbox, text);
        let seen = Seen::File(format!("{ENTERED}{:016x}", fastrand::u64(..)));
        self.judge(rulebook, seen, bytes, Arrival::Server(entry.received_at))
    }
}

impl Said {
    /// What was entered, read back from its record.
    pub(super) fn entered(message: &Message) -> Self {
        let Some(entry) = Entry::of_mail(message) else {
            let doubt = Some("the record of what was entered can't be read".to_owned());
            return Self { doubt, ..Self::default() };
        };
        let none = match entry.contact.is_anonymous() {
            true => NoAnswer::Nobody,
            false => NoAnswer::NoReply,
        };
        let by = Party {
            name: entry.contact.name.clone(),
            address: entry.contact.email.clone().unwrap_or_default(),
        };
        let (_, words) = entry::split(&message.text);
        Self {
            person: Some(PersonMail { answer: ReplyAddress::of_entry(&entry).ok_or(none) }),
            by: Some(by),
            words: words.to_owned(),
            entered: Some(entry),
            ..Self::default()
        }
    }

    /// Where letters to whoever wrote may go.
    pub(super) fn reach(&self, person: &PersonMail) -> Result<Reach, NoAnswer> {
        let paper = self.entered.as_ref().and_then(Entry::paper);
        paper.map_or_else(|| person.answer.clone().map(Reach::Mail), |paper| Ok(paper.into()))
    }
}

impl Intake<'_> {
    /// Where an entry belongs: to the case that it is entered on, to the case of
    /// the same words from the same person, or nowhere yet.
    pub(super) async fn enter(
        &self,
        tx: &mut crate::store::Write,
        id: MessageRef,
        judged: &Judged,
        (reading, entry, person): (&Reading, &Entry, &PersonMail),
        occasion: Occasion<'_>,
    ) -> Result<Taken, ClerkError> {
        let at = |case, why| Place { case, also: Vec::new(), by: Writer::Participant, why };
        let place = match &entry.case {
            Some(reference) => {
                let Some(case) = tx.case_by_reference(&CaseRef(reference.clone())).await? else {
                    let why = format!("it was entered on {reference}, and there is no such case");
                    return self.hold(tx, id, &why, occasion).await;
                };
                let case = lead(tx, case).await?;
                Some(at(case, "it was entered on this case"))
            }
            None => {
                let words = reading.words_digest.as_ref();
                let same = tx.sender(&entry.key(), words, judged.received_at).same_words;
                match same {
                    Some(case) => {
                        let case = lead(tx, case).await?;
                        Some(at(case, "the same words from the same person"))
                    }
                    None => None,
                }
            }
        };
        let taken = match place {
            Some(place) if self.is_new_complaint(tx, place.case, reading).await? => {
                let of = Some(place.case);
                self.new_matter(tx, id, judged, reading, person, of, occasion).await?
            }
            Some(place) => self.join(tx, id, judged, reading, place, occasion).await?,
            None => self.new_matter(tx, id, judged, reading, person, None, occasion).await?,
        };
        if let Some(case) = taken.outcome.case() {
            self.clerk.note_entry(tx, case, id, entry.channel, occasion).await?;
        }
        Ok(taken)
    }
}

/// Takes an entry in, in a transaction of its own.
///
/// # Errors
/// [`IntakeError`] when the store refuses; then nothing of it is kept.
pub async fn enter(
    store: &Store,
    intake: &Intake<'_>,
    mut judged: Judged,
) -> Result<(MessageRef, Taken), IntakeError> {
    let mut tx = store.write().await?;
    let mailbox = tx.mailbox(&intake.mailbox.name).await?;
    tx.look_up(mailbox, &[judged.question()], intake.now).await?;
    let message = NewMessage {
        mailbox,
        seen: &judged.seen,
        bytes: std::mem::take(&mut judged.bytes),
        digest: &judged.digest,
        received_at: judged.received_at,
    };
    let id = tx.insert_message(message, intake.now).await?;
    let taken = take_or_hold(intake, &mut tx, id, &judged).await?;
    tx.commit().await?;
    Ok((id, taken))
}
