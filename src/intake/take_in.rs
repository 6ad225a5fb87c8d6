//! Taking a judged message in: the store's half of the way. Exactly one
//! outcome, written in the caller's transaction.

use chrono::{DateTime, Utc};

use super::judge::{Judged, Reading, classify_said};
use super::member::{is_known_member, is_members_enquiry};
use super::thread::{self, Place, Thread};
use crate::casework::action;
use crate::casework::decide::{Input, JoinedMail, NewMatter};
use crate::casework::{Case, Kind, MessageRef, Party, Writer};
use crate::clerk::{Clerk, ClerkError, MailInHand, Occasion};
use crate::council::MailboxFacts;
use crate::message::origin::NoAnswer;
use crate::message::{Origin, PersonMail};
use crate::policy::{Policy, Stage};
use crate::rules::{Classification, Label, Thread as InThread};
use crate::store::{Filing, Outcome, Write};

/// How many earlier cases of the same person whoever gets a new one is told of.
const EARLIER: u8 = 5;

/// What became of a message, and why.
#[derive(Debug)]
pub struct Taken {
    /// The outcome.
    pub outcome: Outcome,
    /// Why, without personal data.
    pub why: String,
}

impl Taken {
    pub(super) fn new(outcome: Outcome, why: impl Into<String>) -> Self {
        Self { outcome, why: why.into() }
    }
}

/// Takes messages of one mailbox in.
#[derive(Debug, Clone, Copy)]
pub struct Intake<'a> {
    /// Carries decisions into the store.
    pub clerk: Clerk<'a>,
    /// The mailbox.
    pub mailbox: &'a MailboxFacts,
    /// Earlier mail is recorded and never answered.
    pub ignore_before: Option<DateTime<Utc>>,
    /// The present instant.
    pub now: DateTime<Utc>,
    /// The messages lie in the folder of what staff sent by hand.
    pub sent_by_hand: bool,
}

impl Intake<'_> {
    /// Decides what becomes of a stored message and records it.
    ///
    /// # Errors
    /// [`ClerkError`]; the caller undoes what was written and holds it.
    pub async fn take_in(
        &self,
        tx: &mut Write,
        id: MessageRef,
        judged: &Judged,
    ) -> Result<Taken, ClerkError> {
        let mut mail = judged.in_hand();
        mail.id = Some(id);
        let entered = judged.reading.as_ref().ok().and_then(|it| it.said.entered.as_ref());
        let actor = entered.map_or("redress", |entry| entry.by.as_str());
        let occasion = Occasion { actor, now: self.now, mail: Some(&mail), answers: None };
        let taken = match &judged.reading {
            Err(why) => self.hold(tx, id, why, occasion).await?,
            Ok(reading) => self.read_message(tx, id, judged, reading, occasion).await?,
        };
        self.record(tx, id, judged, &taken);
        Ok(taken)
    }

    /// Holds a message whose taking in failed.
    ///
    /// # Errors
    /// [`ClerkError`] when even that is not possible.
    pub async fn hold_failed(
        &self,
        tx: &mut Write,
        id: MessageRef,
        judged: &Judged,
        why: &str,
    ) -> Result<Taken, ClerkError> {
        let mail = MailInHand { id: Some(id), ..judged.in_hand() };
        let occasion =
            Occasion { actor: "redress", now: self.now, mail: Some(&mail), answers: None };
        let taken = self.hold(tx, id, why, occasion).await?;
        self.record(tx, id, judged, &taken);
        Ok(taken)
    }

    fn record(&self, tx: &mut Write, id: MessageRef, judged: &Judged, taken: &Taken) {
        let reading = judged.reading.as_ref().ok();
        let message = reading.map(|reading| &reading.message);
        let label = reading
            .and_then(|reading| reading.classification.as_ref())
            .map(|judged| judged.label)
            .or(reading.map(|_| Label::Other));
        let filing = Filing {
            outcome: taken.outcome,
            why: &taken.why,
            message_id: message.and_then(|message| message.message_id.as_deref()),
            from_key: reading.and_then(|reading| reading.from_key.as_deref()),
            origin: Some(reading.map_or("unreadable", |reading| self.origin(reading))),
            label: label.map(Label::as_str),
            content_digest: Some(&judged.content_digest),
            words_digest: reading.and_then(|reading| reading.words_digest.as_ref()),
        };
        tx.account(id, &filing);
        let in_thread = matches!(taken.outcome, Outcome::Opened(_) | Outcome::Joined(_));
        let of_a_person = |reading: &&Reading| reading.is_person() && !reading.said.by_form;
        if let Some(reading) = reading.filter(of_a_person).filter(|_| in_thread) {
            tx.keep_references(id, &reading.message.references);
        }
    }

    /// What staff sent is our own mail; what a form passes on is a person's.
    fn origin(&self, reading: &Reading) -> &'static str {
        if self.sent_by_hand {
            return Origin::Own.as_str();
        }
        match &reading.said.person {
            Some(_) => "person",
            None => reading.message.judged.origin.as_str(),
        }
    }

    pub(super) async fn hold(
        &self,
        tx: &mut Write,
        id: MessageRef,
        why: &str,
        occasion: Occasion<'_>,
    ) -> Result<Taken, ClerkError> {
        self.clerk.hold(tx, &self.mailbox.name, id, why, occasion).await?;
        Ok(Taken::new(Outcome::Held, why))
    }

    async fn read_message(
        &self,
        tx: &mut Write,
        id: MessageRef,
        judged: &Judged,
        reading: &Reading,
        occasion: Occasion<'_>,
    ) -> Result<Taken, ClerkError> {
        if let Some((first, case)) = tx.duplicate_of(&judged.content_digest, id)
            && (case.is_some() || !self.sent_by_hand)
        {
            let why = format!("the same content as message {}", first.0);
            return Ok(Taken::new(Outcome::Duplicate(case), why));
        }
        if self.ignore_before.is_some_and(|before| judged.received_at < before) {
            return Ok(Taken::new(Outcome::Filed(None), "it arrived before ignore_before"));
        }
        if self.sent_by_hand {
            return self.sent_by_hand(tx, id, reading, occasion).await;
        }
        if let Some(doubt) = &reading.said.doubt {
            return self.hold(tx, id, doubt, occasion).await;
        }
        if let Some(person) = &reading.said.person {
            return self.person(tx, id, judged, reading, person, occasion).await;
        }
        let because = &reading.message.judged.because;
        match &reading.message.judged.origin {
            Origin::Bounce(failed) => self.bounce(tx, id, reading, failed, occasion).await,
            Origin::Delay(late) => self.delay(tx, reading, late).await,
            Origin::AutoReply | Origin::List | Origin::Calendar | Origin::Receipt
                if reading.message.judged.may_be_person =>
            {
                let why =
                    format!("it was not answered, but a person may have written it: {because}");
                self.hold(tx, id, &why, occasion).await
            }
            Origin::AutoReply => self.automatic_reply(tx, id, reading, occasion).await,
            Origin::List | Origin::Calendar | Origin::Receipt | Origin::Own => {
                let case = thread::of_references(tx, &reading.message.references);
                Ok(Taken::new(Outcome::Filed(case), because.as_str()))
            }
            Origin::Person(_) | Origin::Unreadable => self.hold(tx, id, because, occasion).await,
        }
    }

    async fn person(
        &self,
        tx: &mut Write,
        id: MessageRef,
        judged: &Judged,
        reading: &Reading,
        person: &PersonMail,
        occasion: Occasion<'_>,
    ) -> Result<Taken, ClerkError> {
        if let Err(why @ (NoAnswer::NoFrom | NoAnswer::SeveralFrom)) = person.answer {
            return self.hold(tx, id, &why.to_string(), occasion).await;
        }
        if let Some(entry) = &reading.said.entered {
            return self.enter(tx, id, judged, (reading, entry, person), occasion).await;
        }
        let from = reading.from();
        let found = thread::find(tx, judged, reading, from).await?;
        let people = &self.clerk.council.people;
        let is_staff = people.has_address(from) || thread::is_own_domain(self.mailbox, from);
        match found {
            Thread::Case(place) => {
                let case = place.case;
                let officer = people.officer_at(from);
                if let Some(officer) = officer
                    && let Some(taken) = self.act(tx, id, reading, case, officer, occasion).await?
                {
                    return Ok(taken);
                }
                // A shared address does not say who acts.
                let spoken = action::read(&reading.message.new_text);
                if officer.is_none() && is_staff && !spoken.actions.is_empty() {
                    return self.impersonation(tx, id, reading, &spoken, occasion).await;
                }
                let by = officer.map_or(place.by, |officer| Writer::Officer(officer.id.clone()));
                // Whoever else writes about a merged case writes about its lead.
                let case = match by {
                    Writer::Officer(_) => case,
                    Writer::Participant | Writer::Other => thread::lead(tx, case).await?,
                };
                if by == Writer::Participant && self.is_new_complaint(tx, case, reading).await? {
                    let of = Some(case);
                    return self.new_matter(tx, id, judged, reading, person, of, occasion).await;
                }
                self.join(tx, id, judged, reading, Place { by, case, ..place }, occasion).await
            }
            Thread::Doubtful(why) => {
                if let Some(taken) = self.act_on_listed(tx, id, reading, occasion).await? {
                    return Ok(taken);
                }
                let spoken = action::read(&reading.message.new_text);
                if is_staff && !spoken.actions.is_empty() {
                    return self.impersonation(tx, id, reading, &spoken, occasion).await;
                }
                if is_members_enquiry(reading) && (!is_staff || is_known_member(reading)) {
                    return self.enquiry_about(tx, id, judged, reading, person, occasion).await;
                }
                self.hold(tx, id, &why, occasion).await
            }
            Thread::Nothing if is_staff && !is_known_member(reading) => {
                let why = "it comes from the council's own staff and belongs to no case";
                self.hold(tx, id, why, occasion).await
            }
            Thread::Nothing => {
                self.new_matter(tx, id, judged, reading, person, None, occasion).await
            }
        }
    }

    /// Dissatisfaction with the response to a request, a comment or the like
    /// is a complaint of its own; the request goes on (KH 2.0, KC 2.0, Code
    /// 1.5). So is a complaint about something else than the case (Code 6.8).
    pub(super) async fn is_new_complaint(
        &self,
        tx: &mut Write,
        case: i64,
        reading: &Reading,
    ) -> Result<bool, ClerkError> {
        let complaint =
            reading.classification.as_ref().filter(|judged| judged.label == Label::Complaint);
        let Some(judged) = complaint else { return Ok(false) };
        if judged.own_matter {
            return Ok(true);
        }
        let kind = tx.case(case).await?.case.kind();
        Ok(!judged.needs_review
            && matches!(
                kind,
                Kind::ServiceRequest | Kind::Comment | Kind::Compliment | Kind::Other
            ))
    }

    /// Joins a message to its case, and to the others that it speaks of.
    pub(super) async fn join(
        &self,
        tx: &mut Write,
        id: MessageRef,
        judged: &Judged,
        reading: &Reading,
        place: Place,
        occasion: Occasion<'_>,
    ) -> Result<Taken, ClerkError> {
        let from_officer = matches!(place.by, Writer::Officer(_));
        let words = words_of(reading);
        for case in std::iter::once(place.case).chain(place.also) {
            let to_resident = from_officer && self.writes_to_resident(tx, case, reading).await?;
            let in_thread = self.judged_in_thread(tx, case, reading, from_officer).await?;
            let classification = in_thread.as_ref().or(reading.classification.as_ref());
            let input = Input::Joined(JoinedMail {
                message: id,
                by: place.by.clone(),
                from: reading.from(),
                to_resident,
                words: if from_officer { "" } else { &words },
                received_at: judged.received_at,
                classification: classification.filter(|_| !from_officer),
                handling: &self.clerk.council.rulebook.rules.handling,
            });
            self.clerk.decide(tx, case, &input, occasion).await?;
        }
        Ok(Taken::new(Outcome::Joined(place.case), place.why))
    }

    /// Only now is it known which thread the words belong to; rules may ask.
    async fn judged_in_thread(
        &self,
        tx: &mut Write,
        case: i64,
        reading: &Reading,
        from_officer: bool,
    ) -> Result<Option<Classification>, ClerkError> {
        let rules = &self.clerk.council.rulebook.rules;
        if !rules.asks_of_thread() || reading.classification.is_none() {
            return Ok(None);
        }
        let case = tx.case(case).await?.case;
        let stage1 = case.dealings.answer(Some(Stage::One));
        let thread = InThread {
            reply_to_us: true,
            open_case: !case.state.is_closed(),
            stage_1_answered: stage1.is_some_and(|answer| answer.sent_at.is_some()),
            from_officer,
        };
        Ok(Some(classify_said(rules, &reading.message, &reading.said, thread)))
    }

    /// An officer who writes to the resident with the mailbox in copy.
    async fn writes_to_resident(
        &self,
        tx: &mut Write,
        case: i64,
        reading: &Reading,
    ) -> Result<bool, ClerkError> {
        let case = tx.case(case).await?.case;
        let message = &reading.message;
        Ok(message.to.iter().chain(&message.cc).any(|to| case.has_participant(&to.address)))
    }

    #[allow(clippy::too_many_arguments, reason = "each is one fact of the message")]
    pub(super) async fn new_matter(
        &self,
        tx: &mut Write,
        id: MessageRef,
        judged: &Judged,
        reading: &Reading,
        person: &PersonMail,
        of: Option<i64>,
        occasion: Occasion<'_>,
    ) -> Result<Taken, ClerkError> {
        let rules = &self.clerk.council.rulebook.rules;
        let Some(classification) = &reading.classification else {
            return self.hold(tx, id, "the message was not classified", occasion).await;
        };
        let no_matter = classification.label == Label::Other && !classification.needs_review;
        let no_case =
            classification.flags.iter().find(|flag| rules.handling.no_case.contains(*flag));
        // Nobody enters by hand what is no matter.
        let no_matter = no_matter && reading.said.entered.is_none();
        if let Some(flag) = no_case.filter(|_| no_matter) {
            let why = format!("no matter to answer: {flag}");
            return Ok(Taken::new(Outcome::Filed(None), why));
        }
        let of_case = match of {
            Some(case) => Some(tx.case(case).await?.case),
            None => None,
        };
        // What goes wrong with a request is of its area and policy, unless the
        // words say otherwise.
        let mut classification = classification.clone();
        if let Some(of) = &of_case {
            classification.area = classification.area.or_else(|| of.opening.area.clone());
            let settled = !of.opening.policy_unclear || of.dealings.policy.is_some();
            let policy = Some(of.policy().to_owned()).filter(|_| settled);
            classification.policy = classification.policy.or(policy);
        }
        let classification = &classification;
        let (policy, policy_unclear) = self.policy(classification)?;
        let words = words_of(reading);
        let reference = self.clerk.draw_reference(tx, policy, judged.received_at).await?;
        let earlier = match &reading.said.by {
            Some(by) => tx.earlier_cases(&by.address.to_lowercase(), EARLIER).await?,
            None => Vec::new(),
        };
        let nobody = || Party { name: None, address: String::new() };
        let matter = NewMatter {
            reference: reference.clone(),
            words: &words,
            earlier: &earlier,
            of: of_case.as_ref().map(Case::reference),
            mailbox: &self.mailbox.name,
            complainant: reading.said.by.clone().unwrap_or_else(nobody),
            answer: reading.said.reach(person),
            held_back: None,
            received_at: judged.received_at,
            message: id,
            classification,
            handling: &rules.handling,
            rules_version: &rules.version,
            policy,
            policy_unclear,
        };
        let case = self.clerk.open(tx, &matter, occasion).await?;
        if let Some(of) = of {
            let why = "the resident is not content with how it goes".to_owned();
            self.clerk.link(tx, of, reference, why, occasion).await?;
        }
        let kind = match classification.label == Label::Other {
            true => "matter of another kind".to_owned(),
            false => classification.label.as_str().replace('_', " "),
        };
        let why = format!("a new {kind}");
        Ok(Taken::new(Outcome::Opened(case), why))
    }

    /// The policy that the rules name, else the mailbox's first, which is
    /// unclear when it serves several (digest 11.19).
    fn policy(&self, judged: &Classification) -> Result<(&Policy, bool), ClerkError> {
        let served = &self.mailbox.policies;
        let told = judged.policy.as_ref().filter(|policy| served.contains(policy));
        let id = told.or(served.first());
        let policy = id.and_then(|id| self.clerk.council.rulebook.policies.get(id));
        let unclear = told.is_none() && served.len() > 1;
        policy.map(|policy| (policy, unclear)).ok_or_else(|| {
            ClerkError::Missing(format!("mailbox \"{}\" serves no known policy", self.mailbox.name))
        })
    }
}

/// What the resident wrote, as officers' names are looked for in it.
fn words_of(reading: &Reading) -> String {
    format!("{}\n{}", reading.message.subject, reading.said.words)
}
