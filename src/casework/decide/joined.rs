//! A further message on a case: it is recorded, whoever holds the case gets it
//! with the words and the attachments, and a case that was over is looked at
//! again. No letter goes to the resident by itself.

use chrono::{DateTime, NaiveDate, Utc};

use super::new_matter::name_officers;
use super::stage2::{self, Asks, Request};
use super::{Draft, british};
use crate::casework::action::Verb;
use crate::casework::dealings::Asked;
use crate::casework::duty::DutyKind;
use crate::casework::event::{Event, MessageRef, Settled, Writer};
use crate::casework::letter::{Letter, LetterKind};
use crate::casework::reach::Reach;
use crate::rules::{Classification, Handling, Intent};

/// The flag of a resident who seems to take it back.
pub(super) const WITHDRAWAL: &str = "withdrawal";

/// A message that belongs to a case.
#[derive(Debug, Clone)]
pub struct JoinedMail<'a> {
    /// Which.
    pub message: MessageRef,
    /// Who wrote it.
    pub by: Writer,
    /// Its sender's address, so that nobody is mailed their own words.
    pub from: &'a str,
    /// An officer's mail that went to the resident as well.
    pub to_resident: bool,
    /// What the resident wrote, subject and new text; empty for officers' mail.
    pub words: &'a str,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// What the rules made of it; None for mail of officers.
    pub classification: Option<&'a Classification>,
    /// What the rule files say of their flags.
    pub handling: &'a Handling,
}

pub(super) fn decide<'a>(mut draft: Draft<'a>, mail: &JoinedMail<'_>) -> Draft<'a> {
    draft.push(Event::Joined { message: mail.message, by: mail.by.clone() });
    flag(&mut draft, mail);
    if mail.by == Writer::Participant {
        name_officers(&mut draft, mail.words);
    }
    let elsewhere = draft.case.dealings.merged_into.is_some();
    let asking = mail.classification.filter(|_| mail.by == Writer::Participant && !elsewhere);
    let asks = match asking {
        Some(judged) => stage2::asks(&draft, judged, mail.received_at),
        None => Asks::Nothing,
    };
    let asked = || Some(Asked { from: mail.from.to_lowercase(), message: mail.message });
    match asks {
        Asks::Stage2 => {
            let request = Request { at: mail.received_at, asked: asked() };
            stage2::begin(&mut draft, request, "the resident asks for it");
        }
        Asks::Late(closed) => {
            let first = draft.case.dealings.perhaps_stage2_at.is_none();
            draft.settle(Settled::PerhapsStage2 { at: mail.received_at, asked: asked() });
            let closed_on = british(closed);
            let why = format!(
                "the resident asks for stage 2 after its window has closed (on {closed_on}): \
                 /escalate takes it on all the same, /decline refuses it with your reasons"
            );
            put_to_a_person(&mut draft, &why);
            if first {
                say_that_a_person_decides(&mut draft, mail, closed);
            }
        }
        Asks::Perhaps(why) => {
            draft.settle(Settled::PerhapsStage2 { at: mail.received_at, asked: asked() });
            put_to_a_person(&mut draft, why);
        }
        Asks::Complaint(why) => put_to_a_person(&mut draft, why),
        Asks::Nothing => reopen(&mut draft, mail),
    }
    note_withdrawal(&mut draft, mail);
    let round = format!("message-{}", mail.message.0);
    let routes = routes(&draft, mail);
    for to in draft.holders() {
        if to.key() != mail.from.to_lowercase() {
            let letter = Letter::NewMessage { to, routes: routes.clone() };
            draft.send(letter, round.clone(), true);
        }
    }
    if let Writer::Officer(id) = &mail.by {
        match mail.to_resident {
            true => ask_whether_that_was_the_answer(&mut draft, id, &round),
            false => say_that_nobody_reads_it(&mut draft, id, &round),
        }
    }
    let flags = mail.classification.map(|judged| urgent_flags(judged, mail.handling));
    if let Some(flags) = flags.filter(|flags| !flags.is_empty()) {
        let to = draft.world.people.urgent().clone();
        draft.send(Letter::UrgentAlert { to, flags }, round, true);
    }
    draft
}

/// An officer wrote to the resident directly: it is on the record, and only the
/// officer knows whether it was the council's answer.
fn ask_whether_that_was_the_answer(draft: &mut Draft<'_>, id: &str, round: &str) {
    let answers = [DutyKind::Respond, DutyKind::Enquiry, DutyKind::Evidence];
    let owed = !draft.open_keys(|kind| answers.contains(&kind)).is_empty();
    let Some(officer) = draft.world.people.officer(id).filter(|_| owed) else { return };
    let asked = "you wrote to the resident and it is on the record. Was that the council's answer? \
                 Then please send";
    let done = match draft.case.stage {
        Some(_) => {
            let asked = format!("{asked}, with the parts that an answer has");
            vec![asked, Verb::Responded.example().to_owned()]
        }
        None => vec![format!("{asked} /responded with what you wrote behind it")],
    };
    let to = officer.address.clone();
    draft.send(Letter::CommandReply { to, done, wrong: Vec::new() }, round, false);
}

/// An officer wrote words and no action: they must not believe that the resident
/// was told.
fn say_that_nobody_reads_it(draft: &mut Draft<'_>, id: &str, round: &str) {
    let Some(officer) = draft.world.people.officer(id) else { return };
    let kept = "your message is kept on the case; the resident has not seen it. To send it, \
                answer this mail with /update and your words, or /respond with the whole answer; \
                /help lists everything";
    let (to, done) = (officer.address.clone(), vec![kept.to_owned()]);
    draft.send(Letter::CommandReply { to, done, wrong: Vec::new() }, round, false);
}

/// Whoever asks after the window has closed is told so once, and that a person
/// decides (Code 6.10; KH 4.3). After a refusal the answer is on their table.
fn say_that_a_person_decides(draft: &mut Draft<'_>, mail: &JoinedMail<'_>, closed: NaiveDate) {
    if !draft.case.dealings.refusals.is_empty() {
        return;
    }
    let key = mail.from.to_lowercase();
    let theirs = |to: &Reach| to.as_str().to_lowercase() == key;
    let alone = draft.case.dealings.group.is_empty();
    let mut reach = draft.case.reach();
    reach.retain(|to| alone || theirs(to));
    if reach.is_empty() || reach.iter().any(Reach::is_paper) {
        draft.put_to_somebody(DutyKind::Notify);
    }
    for to in reach {
        draft.push(Event::LetterQueued { letter: LetterKind::Receipt, promised: None });
        let round = format!("late-{}", mail.message.0);
        draft.send(Letter::LateRequest { to, closed }, round, false);
    }
}

/// Something that only a person may decide: a duty, and a mail to triage.
fn put_to_a_person(draft: &mut Draft<'_>, why: &str) {
    draft.put_to_somebody(DutyKind::Triage);
    let round = format!("asked-{}", draft.case.messages);
    for to in draft.triage() {
        draft.send(Letter::Triage { to, why: why.to_owned() }, round.clone(), true);
    }
}

/// "Please forget about it" is for a person to record.
fn note_withdrawal(draft: &mut Draft<'_>, mail: &JoinedMail<'_>) {
    let withdraws = mail.classification.is_some_and(|it| it.intent == Intent::Withdrawal);
    if withdraws && mail.by == Writer::Participant && !draft.case.state.is_closed() {
        let add = vec![WITHDRAWAL.to_owned()];
        draft.push(Event::Flagged { add, remove: Vec::new() });
        put_to_a_person(draft, "the resident seems to take it back: /withdrawn records that");
    }
}

/// Procedures of their own that a resident's message seems to be for: whoever
/// holds the case is told, and splits that part off (digest 5).
fn routes(draft: &Draft<'_>, mail: &JoinedMail<'_>) -> Vec<String> {
    let (Some(judged), Some(policy)) = (mail.classification, draft.policy()) else {
        return Vec::new();
    };
    policy.routes_of(&judged.flags).map(|route| route.id.clone()).collect()
}

/// Danger that a later message tells of is the case's from then on: officers are
/// reminded sooner (HC 6.1).
fn flag(draft: &mut Draft<'_>, mail: &JoinedMail<'_>) {
    let (Some(judged), Some(policy)) = (mail.classification, draft.policy()) else { return };
    let new = |flag: &&String| {
        let matters =
            mail.handling.urgent.contains(*flag) || policy.ladders.at_risk([flag.as_str()]);
        matters && !draft.case.flags.contains(*flag)
    };
    let flags: Vec<String> = judged.flags.iter().filter(new).cloned().collect();
    if !flags.is_empty() {
        draft.push(Event::Flagged { add: flags, remove: Vec::new() });
    }
}

/// Words on a case that is over are for a person to judge, unless they only
/// say thank you.
fn reopen(draft: &mut Draft<'_>, mail: &JoinedMail<'_>) {
    let only_thanks = mail.classification.is_some_and(|judged| judged.intent == Intent::Thanks);
    let from_staff = matches!(mail.by, Writer::Officer(_));
    let elsewhere = draft.case.dealings.merged_into.is_some();
    if draft.case.state.is_closed() && !only_thanks && !from_staff && !elsewhere {
        draft.push(Event::Reopened { why: "the resident wrote again".to_owned() });
        draft.put_to_somebody(DutyKind::Triage);
    }
}

/// The flags of a message that call for somebody at once.
pub(super) fn urgent_flags(judged: &Classification, handling: &Handling) -> Vec<String> {
    judged.flags.iter().filter(|flag| handling.urgent.contains(*flag)).cloned().collect()
}
