//! What became of an entry, for people and as JSON.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::super::output::{Failure, Lines, bold, when};
use crate::casework::{Case, DutyKind, MessageRef};
use crate::intake::Taken;
use crate::letters::facts::{kind_words, long_date, owed_words};
use crate::message::digest::{Sha, hex};
use crate::message::entry::Entry;
use crate::policy::calendar::{end_of_day, local_day};
use crate::store::{LetterRow, Outcome, Store};

/// What is to be shown.
pub(super) struct Shown<'a> {
    pub message: MessageRef,
    pub taken: &'a Taken,
    pub digest: Sha,
    pub entry: &'a Entry,
    /// Number of the newest letter before it was entered.
    pub before: i64,
    pub now: DateTime<Utc>,
}

impl Shown<'_> {
    /// Shows it; whether every letter that is to be printed lies in its file.
    pub(super) async fn show(&self, store: &Store, as_json: bool) -> Result<bool, Failure> {
        let (mut case, mut letters) = (None, Vec::new());
        if let Some(id) = self.taken.outcome.case() {
            case = Some(store.case_numbered(id).await?.case);
            let written = |letter: &LetterRow| letter.id > self.before && letter.for_resident;
            letters = store.letters_of(id).await?.into_iter().filter(written).collect();
        }
        let unprinted: Vec<&LetterRow> =
            letters.iter().filter(|letter| letter.paper && letter.state != "sent").collect();
        let mut lines = Lines::default();
        match as_json {
            true => lines.json(&self.json(case.as_ref(), &letters))?,
            false => self.tell(case.as_ref(), &letters, &mut lines),
        }
        lines.print()?;
        Ok(unprinted.is_empty())
    }

    fn json(&self, case: Option<&Case>, letters: &[LetterRow]) -> Value {
        let due = |kind: DutyKind| {
            let duty = case?.open_duties().find(|duty| duty.key.kind == kind)?;
            Some(end_of_day(duty.due.as_ref()?.day).to_rfc3339())
        };
        let duties: Vec<Value> = case
            .into_iter()
            .flat_map(Case::open_duties)
            .map(|duty| {
                let day = duty.due.as_ref();
                json!({
                    "duty": duty.key.kind.as_str(),
                    "stage": duty.key.stage.map(u8::from),
                    "due": day.map(|due| end_of_day(due.day).to_rfc3339()),
                    "clause": day.map(|due| due.clause.clone()),
                })
            })
            .collect();
        let written: Vec<Value> = letters
            .iter()
            .map(|letter| {
                json!({
                    "letter": letter.letter,
                    "to": letter.to,
                    "paper": letter.paper,
                    "state": letter.state,
                    "file": letter.file(),
                })
            })
            .collect();
        json!({
            "message": self.message.0,
            "digest": hex(&self.digest),
            "outcome": self.taken.outcome.as_str(),
            "why": self.taken.why,
            "channel": self.entry.channel.as_str(),
            "entered_by": self.entry.by,
            "received_at": self.entry.received_at,
            "ref": case.map(|case| case.reference().0.clone()),
            "kind": case.map(|case| case.kind().as_str()),
            "stage": case.and_then(|case| case.stage).map(u8::from),
            "state": case.map(|case| case.state.as_str()),
            "policy": case.map(|case| case.policy().to_owned()),
            "flags": case.map(|case| case.flags.clone()),
            "acknowledge_due": due(DutyKind::Acknowledge),
            "respond_due": due(DutyKind::Respond),
            "duties": duties,
            "letters": written,
            "printed": letters.iter().filter_map(LetterRow::file).collect::<Vec<_>>(),
        })
    }

    fn tell(&self, case: Option<&Case>, letters: &[LetterRow], lines: &mut Lines) {
        let Some(case) = case else {
            lines.line(format!(
                "message {}: {}: {}; see \"redress held\"",
                self.message.0,
                self.taken.outcome.as_str(),
                self.taken.why
            ));
            return;
        };
        let reference = bold(&case.reference().0);
        let stage = case.stage.map(|stage| format!(", stage {}", u8::from(stage)));
        let what = format!("{}{}", kind_words(case.kind()), stage.unwrap_or_default());
        lines.line(match self.taken.outcome {
            Outcome::Opened(_) => format!("{reference}  a new case: {what}"),
            Outcome::Duplicate(_) => format!(
                "{reference}  {what}: it was there already ({}); nothing was done",
                self.taken.why
            ),
            Outcome::Joined(_) | Outcome::Filed(_) | Outcome::Held => {
                format!("{reference}  {what}: joined, {}", self.taken.why)
            }
        });
        lines.line(format!(
            "  {}, received {}, entered by {} as message {}",
            self.entry.channel.words(),
            when(self.entry.received_at),
            self.entry.by,
            self.message.0
        ));
        let today = local_day(self.now);
        let on_paper = letters.iter().any(|letter| letter.paper);
        for duty in case.open_duties() {
            let due = match &duty.due {
                Some(due) if due.day < today => {
                    format!("was due {} ({}), OVERDUE", long_date(due.day), due.clause)
                }
                Some(due) => format!("due {} ({})", long_date(due.day), due.clause),
                None => "without a date".to_owned(),
            };
            let which = case.dealings.owed(duty.key.kind);
            let what = match duty.key.kind == DutyKind::Notify && on_paper {
                true => "posting or reading out what is to be printed".to_owned(),
                false => owed_words(duty.key, which.as_deref()),
            };
            lines.line(format!("  {what}: {due}"));
        }
        for letter in letters {
            let name = letter.letter.replace('_', " ");
            lines.line(match (letter.paper, letter.file()) {
                (true, Some(file)) => format!("  to print: {file}"),
                (true, None) => format!(
                    "  to print: {name}, not written yet: {}",
                    letter.last_reply.as_deref().unwrap_or("it waits")
                ),
                (false, _) => format!("  by mail: {name} to {}", letter.to),
            });
        }
        if on_paper {
            lines.line(format!(
                "  The resident counts as told when you say so: redress case {} told \"posted on \
                 DAY\" (or \"read out by telephone on DAY\")",
                case.reference()
            ));
        }
    }
}
