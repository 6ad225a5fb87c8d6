//! Carries an officer's actions into the store: what they need is looked up
//! first, and everything that follows, on this case and on others, is saved in
//! the caller's transaction.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{
    Answers, Clerk, ClerkError, Complaint, MailInHand, Occasion, Result, letter_key,
    tells_complaint,
};
use crate::casework::action::{SpokenActions, Verb, Wrong};
use crate::casework::decide::{Acted, Actor, Decision, Input, NewPart, Part, Served, open_part};
use crate::casework::{Case, Event, Letter, LetterKind, MessageRef, Party, decide};
use crate::council::MailboxFacts;
use crate::letters::facts::Mail;
use crate::message::budget::Budget;
use crate::message::entry::{self, Entry};
use crate::message::{Forwarded, Own, read};
use crate::policy::Stage;
use crate::policy::reference::CaseRef;
use crate::store::{ResidentMail, Write};

/// What came of actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deeds {
    /// What was done, in words.
    pub done: Vec<String>,
    /// What could not be done; then nothing was.
    pub refused: Vec<Wrong>,
}

impl Clerk<'_> {
    /// Does what an officer or a user says, or nothing of it.
    ///
    /// # Errors
    /// [`ClerkError`]; then the caller undoes what was written.
    pub async fn act(
        &self,
        tx: &mut Write,
        case: i64,
        by: &Actor,
        spoken: &SpokenActions,
        message: Option<MessageRef>,
        occasion: Occasion<'_>,
    ) -> Result<Deeds> {
        let stored = tx.case(case).await?.case;
        let mut others = self.named_cases(tx, spoken).await?;
        let undoes = spoken.actions.iter().any(|one| Verb::parse(&one.verb) == Some(Verb::Undo));
        for linked in stored.dealings.links.iter().filter(|_| undoes) {
            if let Some(id) = tx.case_by_reference(linked).await? {
                others.insert(linked.clone(), tx.case(id).await?.case);
            }
        }
        let undo = if undoes { tx.undo_point(case, &by.id).await? } else { None };
        let mailbox = self.mailbox(&stored.opening.mailbox)?;
        let files_too_large = occasion.mail.is_some_and(|mail| mailbox.keeps_files_of(&mail.mail));
        let undo = undo.as_ref();
        let served = self.served(mailbox, &stored);
        let acted =
            Acted { by, spoken, message, others: &others, undo, files_too_large, served: &served };
        let input = Input::Acted(acted);
        let mut decision = decide(&stored, &input, self.council.world(), occasion.now);
        let deeds = Deeds {
            done: std::mem::take(&mut decision.done),
            refused: std::mem::take(&mut decision.refused),
        };
        let taken_back = std::mem::take(&mut decision.take_back_letters);
        if !taken_back.is_empty() {
            tx.withdraw_letters(taken_back);
        }
        note_letters(&mut decision);
        let answers = self.answers(tx, case, &decision).await?;
        let occasion = Occasion { actor: &by.id, answers: Some(&answers), ..occasion };
        let opens = std::mem::take(&mut decision.opens);
        let elsewhere = std::mem::take(&mut decision.elsewhere);
        let after = decision.case.clone();
        self.save(tx, Some(case), decision, occasion).await?;
        for there in elsewhere {
            let Some(id) = tx.case_by_reference(&there.case).await? else { continue };
            let other = tx.case(id).await?.case;
            self.save_events(tx, id, other, there.events, occasion).await?;
        }
        self.open_parts(tx, case, after, &opens, occasion).await?;
        Ok(deeds)
    }

    /// The policies that a case may come under: those of its mailbox first, then
    /// those that other mailboxes of the same council serve.
    fn served(&self, mailbox: &MailboxFacts, case: &Case) -> Served {
        let policies = &self.council.rulebook.policies;
        let council = |id: &String| policies.get(id).map(|policy| policy.council.as_str());
        let here: Vec<String> = mailbox.policies.clone();
        let own: Vec<Option<&str>> = here
            .iter()
            .map(council)
            .chain([policies.get(case.policy()).map(|one| one.council.as_str())])
            .collect();
        let others = self.council.mailboxes.values().flat_map(|other| &other.policies);
        let mut elsewhere: Vec<String> = others
            .filter(|id| !here.contains(*id) && own.contains(&council(id)))
            .cloned()
            .collect();
        elsewhere.sort();
        elsewhere.dedup();
        Served { here, elsewhere }
    }

    /// What the letters of a decision answer and quote when it was not caused by
    /// a resident's mail.
    pub(super) async fn answers(
        &self,
        tx: &mut Write,
        id: i64,
        decision: &Decision,
    ) -> Result<Answers> {
        let residents = decision.letters.iter().map(|outgoing| &outgoing.letter);
        let residents = residents.filter(|letter| letter.kind().for_resident()).map(Letter::to);
        let residents = self.mails_of(tx, id, residents).await?;
        let carries = decision.letters.iter().any(|outgoing| outgoing.with_mail);
        let matter = if carries { self.matter(tx, id, &decision.case).await? } else { None };
        let first = self.first(tx, decision, matter.as_ref()).await?;
        let complaints = complaints(tx, decision).await?;
        Ok(Answers { residents, matter, first, complaints })
    }

    /// The original complaint, for whoever takes it on at stage 2 (Code 6.13:
    /// somebody who has not seen it).
    async fn first(
        &self,
        tx: &mut Write,
        decision: &Decision,
        matter: Option<&MailInHand>,
    ) -> Result<Option<MailInHand>> {
        let opening = decision.case.opening.message;
        let assigned =
            decision.letters.iter().any(|out| matches!(out.letter, Letter::Assignment { .. }));
        let shown = matter.and_then(|mail| mail.id) == Some(opening);
        if !assigned || shown || decision.case.stage != Some(Stage::Two) {
            return Ok(None);
        }
        Ok(tx.resident_mail(opening).await?.map(in_hand))
    }

    /// The cases that `/link` and `/merge` name.
    async fn named_cases(
        &self,
        tx: &mut Write,
        spoken: &SpokenActions,
    ) -> Result<BTreeMap<CaseRef, Case>> {
        let mut cases = BTreeMap::new();
        for one in &spoken.actions {
            let names = matches!(Verb::parse(&one.verb), Some(Verb::Link | Verb::Merge));
            let Some(word) = one.argument.split_whitespace().next().filter(|_| names) else {
                continue;
            };
            let reference = CaseRef(word.to_uppercase());
            if let Some(id) = tx.case_by_reference(&reference).await? {
                cases.insert(reference, tx.case(id).await?.case);
            }
        }
        Ok(cases)
    }

    /// The last mail of each address on the case, as letters answer it.
    async fn mails_of<'l>(
        &self,
        tx: &mut Write,
        case: i64,
        addresses: impl Iterator<Item = &'l str>,
    ) -> Result<BTreeMap<String, MailInHand>> {
        let mut mails = BTreeMap::new();
        for address in addresses {
            let key = address.to_lowercase();
            if mails.contains_key(&key) {
                continue;
            }
            if let Some(mail) = tx.last_mail_from(case, &key).await? {
                mails.insert(key, in_hand(mail));
            }
        }
        Ok(mails)
    }

    /// What letters answer and quote when a resident writes and not only they
    /// get one, or not only about this mail: each their own.
    pub(super) async fn answers_beside(
        &self,
        tx: &mut Write,
        id: i64,
        decision: &Decision,
        mail: &MailInHand,
    ) -> Result<Option<Answers>> {
        let mut letters = decision.letters.iter().map(|outgoing| outgoing.letter.kind());
        if decision.case.dealings.group.is_empty() && !letters.any(tells_complaint) {
            return Ok(None);
        }
        let Answers { mut residents, mut complaints, .. } = self.answers(tx, id, decision).await?;
        if let Some(from) = &mail.mail.from {
            let key = from.address.to_lowercase();
            // It may not be in the store yet.
            let asked = decision.case.dealings.asked.as_ref().map(|asked| asked.message);
            if let Some(complaint) = complaints.get_mut(&key).filter(|_| asked == mail.id) {
                complaint.request = Some(mail.clone());
            }
            residents.insert(key, mail.clone());
        }
        Ok(Some(Answers { residents, matter: Some(mail.clone()), first: None, complaints }))
    }

    /// What staff are given to read: the mail that opened the case, at stage 2
    /// the resident's last.
    async fn matter(&self, tx: &mut Write, id: i64, case: &Case) -> Result<Option<MailInHand>> {
        let last = match case.stage {
            Some(Stage::Two) => tx.last_mail_from(id, &case.opening.complainant.address).await?,
            Some(Stage::One) | None => None,
        };
        let mail = match last {
            Some(mail) => Some(mail),
            None => tx.resident_mail(case.opening.message).await?,
        };
        Ok(mail.map(in_hand))
    }

    /// The mail that a part is split off: the one that opened the case, after
    /// the answer the resident's last (Code 6.8).
    async fn part_of(
        &self,
        tx: &mut Write,
        id: i64,
        case: &Case,
    ) -> Result<(MessageRef, DateTime<Utc>)> {
        let opening = &case.opening;
        if !case.dealings.answers.is_empty()
            && let Some(last) = tx.last_mail_from(id, &opening.complainant.address).await?
        {
            return Ok((last.id, last.received_at));
        }
        Ok((opening.message, opening.received_at))
    }

    /// Opens a case for each part that was split off; both name each other.
    async fn open_parts(
        &self,
        tx: &mut Write,
        of: i64,
        mut case: Case,
        parts: &[Part],
        occasion: Occasion<'_>,
    ) -> Result<()> {
        for part in parts {
            let policy = self.council.rulebook.policies.get(case.policy());
            let policy = policy.ok_or_else(|| {
                ClerkError::Missing(format!("there is no policy \"{}\" any more", case.policy()))
            })?;
            let (message, received_at) = self.part_of(tx, of, &case).await?;
            let reference = self.draw_reference(tx, policy, received_at).await?;
            let new = NewPart {
                reference: reference.clone(),
                of: &case,
                message,
                received_at,
                kind: part.kind,
                text: &part.text,
            };
            let decision = open_part(&new, self.council.world(), occasion.now);
            let residents: Vec<String> =
                case.reach().iter().map(|to| to.as_str().to_owned()).collect();
            let residents = self.mails_of(tx, of, residents.iter().map(String::as_str)).await?;
            let matter = self.matter(tx, of, &case).await?;
            let complaints = complaints(tx, &decision).await?;
            let answers = Answers { residents, matter, first: None, complaints };
            let occasion = Occasion { answers: Some(&answers), ..occasion };
            self.save(tx, None, decision, occasion).await?;
            let why = "a part of it was split off".to_owned();
            self.link(tx, of, reference, why, occasion).await?;
            case = tx.case(of).await?.case;
        }
        Ok(())
    }
}

/// The letters of an action are known by their keys, so that `/undo` finds them.
fn note_letters(decision: &mut Decision) {
    let reference = decision.case.reference().to_string();
    let caused =
        decision.letters.iter().filter(|out| out.letter.kind() != LetterKind::CommandReply);
    let keys = caused.map(|out| letter_key(&reference, &out.letter, &out.round));
    let keys: Vec<String> = keys.collect();
    for event in &mut decision.events {
        if let Event::Acted { letters, .. } = event {
            *letters = Some(keys.clone());
        }
    }
}

/// What each resident complains of who gets an acknowledgement or an answer:
/// their own words, and what they wrote when they asked for stage 2 (HC 6.19b).
async fn complaints(tx: &mut Write, decision: &Decision) -> Result<BTreeMap<String, Complaint>> {
    let case = &decision.case;
    let asked = case.dealings.asked.as_ref().filter(|_| case.stage == Some(Stage::Two));
    let letters = decision.letters.iter().map(|outgoing| &outgoing.letter);
    let mut complaints = BTreeMap::new();
    for letter in letters.filter(|letter| tells_complaint(letter.kind())) {
        let key = letter.to().to_lowercase();
        let member = case.member_at(letter.to());
        let whose = member.map_or(&case.opening.complainant, |member| &member.party);
        let first = match member {
            Some(member) => member.own.as_ref().map(|own| own.message),
            None => Some(case.opening.message),
        };
        let Some(first) = first else { continue };
        let Some(mail) = tx.resident_mail(first).await? else { continue };
        let alone = case.dealings.group.is_empty();
        let request = asked.filter(|asked| (alone || asked.from == key) && asked.message != first);
        let request = match request {
            Some(asked) => tx.resident_mail(asked.message).await?,
            None => None,
        };
        let request = request.map(|request| said_by(whose, request));
        complaints.insert(key, Complaint { mail: said_by(whose, mail), request });
    }
    Ok(complaints)
}

/// A stored mail with the words of whoever it is told to, of a mail that staff
/// passed on as of one that was entered by hand.
fn said_by(whose: &Party, stored: ResidentMail) -> MailInHand {
    let read = read(&stored.bytes, &Budget::default(), &Own::default());
    let words = read.ok().map(|message| {
        let theirs = |mail: &&Forwarded| mail.from.address.as_ref() == Some(&whose.address);
        let passed_on = message.from.first().is_none_or(|from| from.address != whose.address);
        if let Some(mail) = message.forwarded.iter().find(theirs).filter(|_| passed_on) {
            mail.text.clone()
        } else if Entry::of_mail(&message).is_some() {
            entry::split(&message.text).1.to_owned()
        } else {
            message.matter().into_owned()
        }
    });
    let mut mail = in_hand(stored);
    mail.mail.words = words.unwrap_or(mail.mail.words);
    mail
}

/// A stored mail of a resident as letters answer it.
fn in_hand(stored: ResidentMail) -> MailInHand {
    let received_at = stored.received_at;
    let Ok(message) = read(&stored.bytes, &Budget::default(), &Own::default()) else {
        let mail = Mail { received_at, ..Mail::default() };
        return MailInHand { id: Some(stored.id), mail, ..MailInHand::default() };
    };
    let from = message.from.first();
    let from = from.map(|from| Party { name: from.name.clone(), address: from.address.clone() });
    MailInHand {
        id: Some(stored.id),
        message_id: message.message_id.clone(),
        references: message.references.clone(),
        mail: Mail {
            from,
            subject: message.subject.clone(),
            words: message.new_text.clone(),
            received_at,
            attachments: message.attachments.iter().map(|file| file.name.clone()).collect(),
            attached_bytes: message.attachments.iter().map(|file| file.size).sum(),
        },
    }
}
