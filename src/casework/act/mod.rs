//! An officer or a user acts: the actions of one mail or command are done
//! together or not at all, and the officer is told which.

mod again;
mod answer;
mod course;
mod extension;
mod help;
mod kind;
mod learning;
mod merge;
mod rank;
mod record;
mod resident;

pub(super) use kind::{hand_over, to_pass_on};

use std::collections::BTreeMap;

use crate::casework::action::{Action, Setting, Spoken, SpokenActions, Verb, Wrong, understand};
use crate::casework::case::{Case, State};
use crate::casework::decide::new_matter::has_complaint_clock;
use crate::casework::decide::{Draft, Part};
use crate::casework::event::{Event, MessageRef, Settled, Writer};
use crate::casework::letter::Letter;
use crate::casework::people::{Role, StaffAddress};
use crate::policy::calendar::local_day;
use crate::policy::reference::CaseRef;

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Officer's id, or the name of the system's user.
    pub id: String,
    /// What they may decide. A user at the command line has a manager's rights.
    pub role: Role,
    /// Where the answer goes; None at the command line.
    pub reply_to: Option<StaffAddress>,
}

/// What the last action of this officer on the case was, and how the case
/// would stand without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoPoint {
    /// The verbs.
    pub verbs: Vec<String>,
    /// The case without them.
    pub case: Case,
    /// A letter of it has left the outbox.
    pub letter_left: bool,
    /// Keys of its letters.
    pub letters: Vec<String>,
}

/// What was said about a case.
#[derive(Debug, Clone)]
pub struct Acted<'a> {
    /// By whom.
    pub by: &'a Actor,
    /// The words.
    pub spoken: &'a SpokenActions,
    /// The mail that carried them.
    pub message: Option<MessageRef>,
    /// Other cases that the words name, as they stand.
    pub others: &'a BTreeMap<CaseRef, Case>,
    /// For `/undo`.
    pub undo: Option<&'a UndoPoint>,
    /// The mail's files are too large to go on to the resident.
    pub files_too_large: bool,
    /// The policies that the case may come under.
    pub served: &'a Served,
}

/// The policies that a case may come under, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Served {
    /// Those that its mailbox serves.
    pub here: Vec<String>,
    /// Those that the same council's other mailboxes serve.
    pub elsewhere: Vec<String>,
}

/// What came of an action in words, or why it can't be done.
type Said = Result<String, String>;

pub(super) fn decide<'a>(mut draft: Draft<'a>, acted: &Acted<'_>) -> Draft<'a> {
    if let Some(message) = acted.message {
        let by = Writer::Officer(acted.by.id.clone());
        draft.push(Event::Joined { message, by });
    }
    match attempt(&draft, acted) {
        Ok((mut draft, mut done)) => {
            learning::ask(&mut draft, acted, &mut done);
            if draft.letters.iter().any(|out| out.letter.on_paper()) {
                done.push(
                    "a letter is written into the folder of letters to be printed: see that it \
                     reaches the resident, then send /told with how it did"
                        .to_owned(),
                );
            }
            draft.done = done.clone();
            reply(&mut draft, acted, done, Vec::new());
            draft
        }
        Err(wrong) => {
            draft.refused = wrong.clone();
            reply(&mut draft, acted, Vec::new(), wrong);
            draft
        }
    }
}

/// Does every action on a copy; nothing of it stays when one fails.
fn attempt<'a>(
    before: &Draft<'a>,
    acted: &Acted<'_>,
) -> Result<(Draft<'a>, Vec<String>), Vec<Wrong>> {
    let spoken = &acted.spoken.actions;
    let mut setting = Setting {
        today: local_day(before.now),
        calendar: before.world.calendar,
        plain_answer: before.case.stage.is_none(),
    };
    let mut wrong = contradictions(spoken, setting);
    let mut actions: Vec<(Spoke<'_>, Action)> = Vec::new();
    for (place, one) in spoken.iter().enumerate() {
        match understand(one, setting) {
            Ok(action) => {
                setting.plain_answer = answers_plainly(before, &action, setting.plain_answer);
                actions.push((Spoke { place, spoken: one, setting }, action));
            }
            Err(why) => {
                wrong.entry(place).or_insert(why);
            }
        }
    }
    if !wrong.is_empty() {
        return Err(all_lines(spoken, wrong));
    }
    let mut done = Vec::new();
    let mut said = Vec::new();
    actions.retain(|(spoke, action)| {
        let one = again::said(spoke.spoken, action, &acted.by.id, before.now);
        let verb = action.verb().as_str();
        let already = one.as_ref().and_then(|one| again::already(&before.case, one, verb));
        let is_new = already.is_none();
        done.extend(already);
        said.extend(one.filter(|_| is_new));
        is_new
    });
    let mut draft = before.clone();
    if !actions.is_empty() {
        let verbs = actions.iter().map(|(_, action)| action.verb().as_str().to_owned());
        draft.push(Event::Acted { verbs: verbs.collect(), said, letters: None });
    }
    if !acted.spoken.prose.is_empty() {
        draft.settle(Settled::Noted { text: acted.spoken.prose.clone() });
    }
    for (said, action) in &actions {
        match one(&mut draft, acted, action) {
            Ok(did) => {
                done.push(did);
                done.extend(keep_aside(&mut draft, said.spoken, action));
            }
            Err(why) => {
                wrong.insert(said.place, Wrong::with(said.spoken, why, said.setting));
            }
        }
    }
    if wrong.is_empty() { Ok((draft, done)) } else { Err(all_lines(spoken, wrong)) }
}

/// Words before the parts of an answer belong to none of them: they are kept as
/// a note, and whoever wrote them must not believe that they were sent.
fn keep_aside(draft: &mut Draft<'_>, spoken: &Spoken, action: &Action) -> Option<String> {
    let Action::Respond { answer, .. } = action else { return None };
    let text = spoken.argument.trim();
    if text.is_empty() || answer.words().is_some() {
        return None;
    }
    draft.settle(Settled::Noted { text: text.to_owned() });
    Some(format!(
        "what you wrote between /{} and the first part is kept as a note and is in no letter",
        spoken.verb
    ))
}

/// An action with its place in the mail, and what it was understood by.
struct Spoke<'a> {
    place: usize,
    spoken: &'a Spoken,
    setting: Setting<'a>,
}

/// Whether an answer that follows the action needs no parts: the action may say
/// that it is, or is not, a complaint.
fn answers_plainly(before: &Draft<'_>, action: &Action, as_it_was: bool) -> bool {
    let (kind, policy) = if let Action::Reclassify { kind } = action {
        (*kind, before.policy())
    } else if let (Action::Policy { policy }, true) = (action, as_it_was) {
        (before.case.kind(), before.world.policies.get(policy))
    } else {
        return as_it_was;
    };
    policy.map_or(as_it_was, |policy| !has_complaint_clock(kind, policy))
}

/// As nothing is done, every line goes back, in order: those that are wrong
/// mended, the others as they were.
fn all_lines(spoken: &[Spoken], mut wrong: BTreeMap<usize, Wrong>) -> Vec<Wrong> {
    let all = spoken.iter().enumerate();
    all.map(|(place, one)| wrong.remove(&place).unwrap_or_else(|| Wrong::with_others(one)))
        .collect()
}

/// Two actions that settle how the case goes on, or the same one twice, leave
/// open which is meant.
fn contradictions(spoken: &[Spoken], setting: Setting<'_>) -> BTreeMap<usize, Wrong> {
    let known = spoken.iter().enumerate();
    let verbs: Vec<(usize, &Spoken, Verb)> =
        known.filter_map(|(place, one)| Some((place, one, Verb::parse(&one.verb)?))).collect();
    let settling: Vec<_> = verbs.iter().filter(|(_, _, verb)| verb.settles()).collect();
    if let [(place, first, _), .., (_, last, _)] = settling.as_slice() {
        let why = format!(
            "/{} and /{} contradict each other: send the one that you mean",
            first.verb, last.verb
        );
        return BTreeMap::from([(*place, Wrong::with(first, why, setting))]);
    }
    let twice = verbs.iter().enumerate().find(|(at, (_, _, verb))| {
        !verb.may_repeat() && verbs.iter().skip(at + 1).any(|(_, _, other)| other == verb)
    });
    twice.map_or_else(BTreeMap::new, |(_, (place, first, _))| {
        let why = format!("/{} stands here more than once: send the one that you mean", first.verb);
        BTreeMap::from([(*place, Wrong::with(first, why, setting))])
    })
}

fn one(draft: &mut Draft<'_>, acted: &Acted<'_>, action: &Action) -> Said {
    if let Some(into) = draft.case.dealings.merged_into.clone().filter(|_| goes_on(action)) {
        return Err(format!(
            "it is dealt with in {into}: write on that case, or send /reopen with a reason to deal \
             with this one by itself"
        ));
    }
    // Who sent a comment may be answered, though nothing is owed (KH 10).
    let answers_comment = draft.case.state == State::ClosedNoted
        && matches!(action.verb(), Verb::Respond | Verb::Responded);
    if draft.case.state.is_closed() && needs_open_case(action) && !answers_comment {
        return Err(format!(
            "the case is over ({}): send /reopen with a reason first",
            draft.case.state.as_str()
        ));
    }
    match action {
        Action::Define { definition, acknowledge } => {
            answer::define(draft, acted, definition, *acknowledge)
        }
        Action::Respond { answer, sent_directly } => {
            answer::respond(draft, acted, answer, *sent_directly)
        }
        Action::Extend { until, reason, approver, updates } => {
            let asked = extension::Asked { until: *until, reason, approver: approver.as_deref() };
            extension::extend(draft, acted, asked, *updates)
        }
        Action::Decline { reason, ground } => {
            answer::decline(draft, acted, reason, ground.as_deref())
        }
        Action::Assign { officer, reason } => {
            course::assign(draft, acted, officer, reason.as_deref())
        }
        Action::Escalate => course::escalate(draft),
        Action::Withdrawn => course::withdrawn(draft, acted),
        Action::Close { reason, learning } => {
            course::close(draft, acted, reason, learning.as_deref())
        }
        Action::Reopen { reason } => course::reopen(draft, reason),
        Action::Reclassify { kind } => kind::reclassify(draft, acted, *kind),
        Action::Policy { policy } => kind::policy(draft, acted, policy),
        Action::Split { kind, text } => {
            draft.opens.push(Part { kind: *kind, text: text.clone() });
            Ok("the part has a case of its own".to_owned())
        }
        Action::Route { route } => kind::route(draft, acted, route),
        Action::Ask { text } => resident::tell(draft, acted, text, true),
        Action::Update { text } => resident::tell(draft, acted, text, false),
        Action::Remedy(remedy) => resident::promise(draft, remedy),
        Action::Done { number } => resident::done(draft, *number),
        Action::Reviewed => resident::reviewed(draft),
        Action::PassedOn => kind::passed_on(draft),
        Action::Told { text } => resident::told(draft, text),
        Action::Consent { text } => resident::consent(draft, text),
        Action::Adjust { text } => resident::adjust(draft, text),
        Action::Restrict { until, reason } => resident::restrict(draft, *until, reason),
        Action::Occurred { day } => record::occurred(draft, *day),
        Action::Hold { reason } => record::settle(
            draft,
            Settled::LegalHold { reason: reason.clone() },
            "the record is kept whatever the schedule says",
        ),
        Action::Correct { text } => record::settle(
            draft,
            Settled::Corrected { text: text.clone() },
            "the correction stands in the record; what was there stays",
        ),
        Action::Note { text } => {
            record::settle(draft, Settled::Noted { text: text.clone() }, "noted")
        }
        Action::Link { other } => record::link(draft, acted, other),
        Action::Merge { other } => merge::merge(draft, acted, other),
        Action::Undo => record::undo(draft, acted),
        Action::Help => Ok(help::help(draft, acted)),
    }
}

/// What makes a case go on, also one that is over.
fn goes_on(action: &Action) -> bool {
    needs_open_case(action)
        || matches!(
            action.verb(),
            Verb::Escalate
                | Verb::Reclassify
                | Verb::Policy
                | Verb::Split
                | Verb::Ask
                | Verb::Update
                | Verb::Action
                | Verb::Told
                | Verb::Restrict
                | Verb::Merge
        )
}

/// What changes the course of a case that is over.
fn needs_open_case(action: &Action) -> bool {
    match action.verb() {
        Verb::Ack
        | Verb::Define
        | Verb::Assign
        | Verb::Respond
        | Verb::Responded
        | Verb::Extend
        | Verb::Decline
        | Verb::Withdrawn
        | Verb::Close
        | Verb::Route => true,
        Verb::Escalate
        | Verb::Reopen
        | Verb::Reclassify
        | Verb::Policy
        | Verb::Split
        | Verb::Occurred
        | Verb::Ask
        | Verb::Update
        | Verb::Action
        | Verb::Done
        | Verb::Told
        | Verb::Consent
        | Verb::Adjust
        | Verb::Restrict
        | Verb::Hold
        | Verb::Correct
        | Verb::Link
        | Verb::Merge
        | Verb::Note
        | Verb::Undo
        | Verb::Help => false,
    }
}

fn reply(draft: &mut Draft<'_>, acted: &Acted<'_>, done: Vec<String>, wrong: Vec<Wrong>) {
    let Some(to) = &acted.by.reply_to else { return };
    let round = round(draft, acted);
    draft.send(Letter::CommandReply { to: to.clone(), done, wrong }, round, false);
}

/// Numbers the letters of one mail or command.
fn round(draft: &Draft<'_>, acted: &Acted<'_>) -> String {
    let place = draft.letters.len();
    match acted.message {
        Some(message) => format!("mail-{}-{place}", message.0),
        // The clock has whole seconds, and several commands fit into one.
        None => {
            let letters = draft.case.letters;
            format!("at-{}-{letters}-{place}", draft.now.timestamp_micros())
        }
    }
}

/// The resident gets the officer's documents with the letter, or not even the
/// letter.
fn files_can_go(acted: &Acted<'_>) -> Result<(), String> {
    match acted.files_too_large {
        true => Err("the files in your mail are too large to send to the resident: send it again \
             with smaller ones, or with none"
            .to_owned()),
        false => Ok(()),
    }
}

/// Whoever the complaint is about does not decide on it (KH 4.2, KC 4.2,
/// Code 5.8c).
fn not_about(draft: &Draft<'_>, acted: &Acted<'_>) -> Result<(), String> {
    match draft.case.dealings.in_conflict(&acted.by.id) {
        true => Err("the complaint is about you: another person must deal with it".to_owned()),
        false => Ok(()),
    }
}

/// Closes a case that owes nothing any more.
fn close_when_done(draft: &mut Draft<'_>, state: State, why: &str) {
    if draft.case.open_duties().next().is_none() && !draft.case.state.is_closed() {
        draft.push(Event::Closed { state, why: why.to_owned() });
    }
}
