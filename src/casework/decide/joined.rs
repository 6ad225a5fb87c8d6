//! A further message on a case: it is recorded, whoever holds the case gets it
//! with the words and the attachments, and a case that was over is looked at
//! again. No letter goes to the resident by itself.

use super::Draft;
use crate::casework::duty::DutyKind;
use crate::casework::event::{Event, MessageRef, Writer};
use crate::casework::letter::Letter;
use crate::rules::{Classification, Handling, Intent};

/// A message that belongs to a case.
#[derive(Debug, Clone)]
pub struct JoinedMail<'a> {
    /// Which.
    pub message: MessageRef,
    /// Who wrote it.
    pub by: Writer,
    /// Its sender's address, so that nobody is mailed their own words.
    pub from: &'a str,
    /// What the rules made of it; None for mail of officers.
    pub classification: Option<&'a Classification>,
    /// What the rule files say of their flags.
    pub handling: &'a Handling,
}

pub(super) fn decide<'a>(mut draft: Draft<'a>, mail: &JoinedMail<'_>) -> Draft<'a> {
    draft.push(Event::Joined { message: mail.message, by: mail.by.clone() });
    flag(&mut draft, mail);
    reopen(&mut draft, mail);
    let round = format!("message-{}", mail.message.0);
    for to in draft.world.people.holders(&draft.case.holder) {
        if to.key() != mail.from.to_lowercase() {
            draft.send(Letter::NewMessage { to }, round.clone(), true);
        }
    }
    let flags = mail.classification.map(|judged| urgent_flags(judged, mail.handling));
    if let Some(flags) = flags.filter(|flags| !flags.is_empty()) {
        let to = draft.world.people.urgent().clone();
        draft.send(Letter::UrgentAlert { to, flags }, round, true);
    }
    draft
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
        draft.push(Event::Flagged { flags });
    }
}

/// Words on a case that is over are for a person to judge, unless they only
/// say thank you.
fn reopen(draft: &mut Draft<'_>, mail: &JoinedMail<'_>) {
    let only_thanks = mail.classification.is_some_and(|judged| judged.intent == Intent::Thanks);
    let from_staff = matches!(mail.by, Writer::Officer(_));
    if draft.case.state.is_closed() && !only_thanks && !from_staff {
        draft.push(Event::Reopened { why: "the resident wrote again".to_owned() });
        let due = draft.triage_day();
        draft.set_duty(DutyKind::Triage, draft.case.stage, due);
    }
}

/// The flags of a message that call for somebody at once.
pub(super) fn urgent_flags(judged: &Classification, handling: &Handling) -> Vec<String> {
    judged.flags.iter().filter(|flag| handling.urgent.contains(*flag)).cloned().collect()
}
