//! `redress case REF`: one case, what it owes, and everything that happened;
//! with an action, what is to be done on it.

use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::Args;
use serde_json::json;

use super::ConfigArg;
use super::output::{Failure, Lines, bold, one_line, or_dash, when};
use crate::casework::event::{Opening, Settled};
use crate::casework::kind::with_article;
use crate::casework::{Case, Duty, DutyState, Event, Holder, Writer};
use crate::daemon;
use crate::letters::facts::{duty_words, kind_words, letter_words, long_date, owed_words};
use crate::store::{HistoryRow, LetterRow, StoredCase};

/// One case with its whole history, or an action on it
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress case KH-2026-00042
  redress case KH-2026-00042 --letters   with the text of every letter
  redress case KH-2026-00042 help        every action, and how it is written
  redress case KH-2026-00042 assign r.patel --as j.okoro
  redress case KH-2026-00042 extend 2027-02-01 \"Reason: the part is on order\"
  redress case KH-2026-00042 respond --file answer.txt
  redress case KH-2026-00042 --file said-on-the-telephone.txt")]
pub struct ShowCase {
    #[command(flatten)]
    config: ConfigArg,
    /// Reference
    #[arg(value_name = "REF")]
    reference: String,
    #[command(flatten)]
    act: super::act::Act,
    /// Show the text of every letter
    #[arg(long)]
    letters: bool,
    /// One JSON object an event
    #[arg(long)]
    json: bool,
}

impl ShowCase {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        if self.act.is_asked() {
            let config = crate::config::find(self.config.config.as_deref());
            return self.act.run(&config, &self.reference, self.json).await;
        }
        let store = self.config.open_store().await?;
        let Some(stored) = store.case(&self.reference).await? else {
            return Err(Failure::Wrong(format!("there is no case {}", self.reference)));
        };
        let history = store.history(stored.id).await?;
        let letters = store.letters_of(stored.id).await?;
        let mut lines = Lines::default();
        if self.json {
            for row in &history {
                lines.json(&json!({ "at": row.at, "actor": row.actor, "what": row.event }))?;
            }
        } else {
            show(&stored, daemon::clock().now(), &mut lines);
            show_history(&history, &letters, &mut lines);
            if self.letters {
                show_letters(&letters, &mut lines);
            }
        }
        lines.print()?;
        Ok(ExitCode::SUCCESS)
    }
}

fn show(stored: &StoredCase, now: DateTime<Utc>, lines: &mut Lines) {
    let case = &stored.case;
    let opening = &case.opening;
    let stage = case.stage.map(|stage| format!(", stage {}", u8::from(stage)));
    lines.line(format!(
        "{}  {}{}, {}",
        bold(&case.reference().0),
        kind_words(stored.case.kind()),
        stage.unwrap_or_default(),
        case.state.as_str()
    ));
    lines.line(format!("  policy        {}", stored.case.policy()));
    lines.line(format!("  from          {}", complainant(opening)));
    lines.line(format!("  received      {}", when(opening.received_at)));
    lines.line(format!("  acknowledged  {}", or_dash(case.acknowledged_at.map(when))));
    lines.line(format!("  with          {}", holder(&case.holder)));
    lines.line(format!("  area          {}", or_dash(opening.area.as_ref())));
    if !case.flags.is_empty() {
        let flags: Vec<&str> = case.flags.iter().map(String::as_str).collect();
        lines.line(format!("  flags         {}", flags.join(", ")));
    }
    lines.line(format!("  rules         {}", opening.rules_version));
    for duty in &case.duties {
        lines.line(format!("  duty          {}", duty_line(case, duty, now)));
    }
}

/// Who it is from, and how they are reached.
fn complainant(opening: &Opening) -> String {
    let name = one_line(opening.complainant.name.as_deref().unwrap_or(""), 60);
    match &opening.reach {
        Some(reach) if reach.is_paper() => {
            format!("{} (letters on paper)", one_line(&reach.as_str().replace('\n', ", "), 200))
        }
        None if name.is_empty() && opening.complainant.address.is_empty() => "nobody named".into(),
        _ => format!("{name} <{}>", opening.complainant.address),
    }
}

fn duty_line(case: &Case, duty: &Duty, now: DateTime<Utc>) -> String {
    let what = owed_words(duty.key, case.dealings.owed(duty.key.kind).as_deref());
    let due = match &duty.due {
        Some(due) => format!("due {} ({})", long_date(due.day), due.clause),
        None => "without a date".to_owned(),
    };
    let state = match duty.state {
        DutyState::Open if duty.overdue(now) => ", OVERDUE",
        DutyState::Open => "",
        DutyState::Met => ", met",
        DutyState::Withdrawn => ", withdrawn",
    };
    format!("{what}: {due}{state}")
}

fn holder(holder: &Holder) -> String {
    match holder {
        Holder::Nobody => "nobody (triage)".to_owned(),
        Holder::Team(id) => format!("team {id}"),
        Holder::Officer(id) => format!("officer {id}"),
    }
}

fn show_history(history: &[HistoryRow], letters: &[LetterRow], lines: &mut Lines) {
    lines.line("");
    lines.line(bold("History"));
    for row in history {
        let actor =
            if row.actor == "redress" { String::new() } else { format!(" ({})", row.actor) };
        lines.line(format!("  {}  {}{actor}", when(row.at), event_words(&row.event)));
    }
    lines.line("");
    lines.line(bold("Letters"));
    if letters.is_empty() {
        lines.line("  none");
    }
    for letter in letters {
        let reply = letter.last_reply.as_deref().map(|reply| format!(": {}", one_line(reply, 80)));
        lines.line(format!(
            "  {}  {} to {}, {}{}",
            when(letter.created_at),
            letter.letter.replace('_', " "),
            letter.to,
            letter.state,
            reply.unwrap_or_default()
        ));
    }
}

fn show_letters(letters: &[LetterRow], lines: &mut Lines) {
    for letter in letters {
        lines.line("");
        lines.line(bold(&format!("{} to {}", letter.letter.replace('_', " "), letter.to)));
        lines.line(format!("Subject: {}", letter.subject));
        lines.line("");
        lines.line(letter.text.trim_end());
    }
}

/// An event as a sentence.
fn event_words(event: &Event) -> String {
    match event {
        Event::Opened(opening) => {
            let kind = with_article(kind_words(opening.kind));
            format!("opened as {kind} from message {}", opening.message.0)
        }
        Event::Joined { message, by } => match by {
            Writer::Participant => format!("message {} of the resident joined", message.0),
            Writer::Officer(id) => format!("message {} of officer {id} joined", message.0),
            Writer::Other => format!("message {} of somebody else joined", message.0),
        },
        Event::SentByHand { message, to_resident: true } => {
            format!("message {}, sent to the resident by hand", message.0)
        }
        Event::SentByHand { message, to_resident: false } => {
            format!("message {}, sent by hand, not to the resident", message.0)
        }
        Event::Assigned { to, why } => format!("given to {}: {why}", holder(to)),
        Event::DutySet { duty, due, .. } => match due {
            Some(due) => {
                format!("{} is due {} ({})", duty_words(*duty), long_date(due.day), due.clause)
            }
            None => format!("{} is owed, without a date", duty_words(*duty)),
        },
        Event::DutyMet { duty } => format!("{}: done", duty_words(*duty)),
        Event::DutyMissed { duty } => format!("{}: the day has passed", duty_words(*duty)),
        Event::DutyWithdrawn { duty, why } => {
            format!("{}: no longer owed: {why}", duty_words(*duty))
        }
        Event::Reminded { duty, rung } if *rung > 0 => {
            format!("the officer was chased for {}", duty_words(*duty))
        }
        Event::Reminded { duty, .. } => {
            format!("the officer was reminded of {}", duty_words(*duty))
        }
        Event::LetterQueued { letter, promised } => match promised {
            Some(day) => {
                format!("{} written; it promises {}", letter_words(*letter), long_date(*day))
            }
            None => format!("{} written", letter_words(*letter)),
        },
        Event::HeldBack { why } => format!("no letter was written: {why}"),
        Event::LetterSent { letter } => {
            format!("{} taken by the mail server", letter_words(*letter))
        }
        Event::LetterPrinted { letter } => {
            format!("{} printed, to be posted or read out", letter_words(*letter))
        }
        Event::Acknowledged { stage, at } => {
            format!("stage {} acknowledged at {}", u8::from(*stage), when(*at))
        }
        Event::LetterFailed { letter, why } => {
            format!("{} did not arrive: {}", letter_words(*letter), one_line(why, 100))
        }
        Event::Closed { why, .. } => format!("closed: {why}"),
        Event::Reopened { why } => format!("reopened: {why}"),
        Event::Acted { verbs, .. } => format!("acted: /{}", verbs.join(", /")),
        Event::Extended(extension) => format!(
            "extended from {} to {}: {}",
            long_date(extension.before),
            long_date(extension.until),
            extension.reason
        ),
        Event::Escalated { why, .. } => format!("stage 2 begins: {why}"),
        Event::Reclassified { kind, .. } => {
            format!("it is {} now", with_article(kind_words(*kind)))
        }
        Event::Flagged { add, remove } => {
            let words = |list: &[String]| list.join(", ").replace('_', " ");
            match (add.is_empty(), remove.is_empty()) {
                (false, true) => format!("flagged: {}", words(add)),
                (true, _) => format!("flag taken away: {}", words(remove)),
                (false, false) => format!("flagged: {}; taken away: {}", words(add), words(remove)),
            }
        }
        Event::Undone { verbs, .. } => format!("taken back: /{}", verbs.join(", /")),
        Event::Settled(settled) => settled_words(settled),
    }
}

fn settled_words(settled: &Settled) -> String {
    match settled {
        Settled::Entered { message, channel } => {
            format!("message {} is {}, entered by hand", message.0, channel.words())
        }
        Settled::Defined { definition, .. } => {
            format!("the complaint is defined: {}", definition.points.join("; "))
        }
        Settled::Answered { answer, by, .. } => {
            let decided = answer.decision.join("; ");
            format!("answered by {by}: {}", answer.words().unwrap_or(&decided))
        }
        Settled::AnswerSent { at, .. } => format!("the answer went out at {}", when(*at)),
        Settled::UpdatesAgreed { every } => format!("updates every {every} working days"),
        Settled::Refused(refused) => format!("refused by {}: {}", refused.by, refused.reason),
        Settled::RefusalSent { at } => format!("the refusal went out at {}", when(*at)),
        Settled::Closing { reason } => format!("the resident is told that it is closed: {reason}"),
        Settled::LearningAsked => "asked what is learned from it".to_owned(),
        Settled::PolicyChanged { policy } => format!("it comes under {policy} now"),
        Settled::Routed { route } => format!("another procedure deals with it: {route}"),
        Settled::PassOn { route, goes_to } => {
            format!("to be passed on to {goes_to}: no address for the route {route} is known")
        }
        Settled::PassedOn { route } => format!("handed over after all: {route}"),
        Settled::Occurred { day } => format!("the matter happened on {}", long_date(*day)),
        Settled::Asked { text } => format!("the resident was asked: {text}"),
        Settled::Updated { text } => format!("the resident was told: {text}"),
        Settled::RemedyPromised { number, remedy } => format!(
            "action {number} promised: {} by {}: {}",
            remedy.officer,
            long_date(remedy.due),
            remedy.what
        ),
        Settled::RemedyDone { number } => format!("action {number} is done"),
        Settled::Told { text } => format!("told by other means: {text}"),
        Settled::AuthorityAsked => "the representative's authority was asked for".to_owned(),
        Settled::AuthorityGiven { text } => format!("the representative may be told: {text}"),
        Settled::Adjusted { text, .. } => format!("adjustment: {text}"),
        Settled::Restricted(restriction) => {
            format!("restricted until {}: {}", long_date(restriction.until), restriction.reason)
        }
        Settled::LegalHold { reason } => format!("kept for legal reasons: {reason}"),
        Settled::Corrected { text } => format!("corrected: {text}"),
        Settled::EarlierCases { cases } => {
            let cases: Vec<&str> = cases.iter().map(|one| one.case.0.as_str()).collect();
            format!("the same person had before: {}", cases.join(", "))
        }
        Settled::Linked { other, why } => format!("belongs with {other}: {why}"),
        Settled::MemberJoined { from, .. } => {
            format!("the complainant of {from} takes part: one answer for all")
        }
        Settled::Merged { into } => format!("belongs with {into}: it is dealt with there"),
        Settled::PerhapsStage2 { .. } => "the resident may ask for stage 2: who says?".to_owned(),
        Settled::ConflictWeighed { officer, reason } => {
            format!("officer {officer} may deal with it all the same: {reason}")
        }
        Settled::Noted { text } => format!("note: {text}"),
        Settled::Away { officer, message, .. } => {
            format!("officer {officer} seems to be away (message {})", message.0)
        }
        Settled::ComplainedAbout { officer } => format!("it is about officer {officer}"),
    }
}
