//! Days, kinds, duties and letters as letters name them.

use chrono::NaiveDate;

use super::form::Form;
use crate::casework::{DutyKey, DutyKind, Kind, LetterKind};
use crate::policy::Stage;

/// "every 5 working days".
pub(super) fn every_words(days: u16) -> String {
    match days {
        1 => "every working day".to_owned(),
        days => format!("every {days} working days"),
    }
}

/// "Tuesday 5 January 2027".
pub fn long_date(day: NaiveDate) -> String {
    day.format("%A %-d %B %Y").to_string()
}

/// A kind of case in words.
pub fn kind_words(kind: Kind) -> &'static str {
    kind.words()
}

/// Longer words of an officer are cut where they only name what is owed.
const MAX_WHICH: usize = 120;

/// A duty in words, as in "… is due", with which promise it is or whom it goes
/// to ([`Dealings::owed`](crate::casework::dealings::Dealings::owed)).
pub fn owed_words(duty: DutyKey, which: Option<&str>) -> String {
    let which = which.map(|which| which.split_whitespace().collect::<Vec<_>>().join(" "));
    if let (DutyKind::Action(number), Some(what)) = (duty.kind, &which) {
        let short = match what.char_indices().nth(MAX_WHICH) {
            Some((end, _)) => format!("{} …", what.get(..end).unwrap_or(what).trim_end()),
            None => what.clone(),
        };
        return format!("promised action {number} (\"{short}\")");
    }
    match (duty.kind, which) {
        (DutyKind::PassOn, Some(whom)) => format!("passing this on to {whom}"),
        (_, _) => duty_words(duty).to_owned(),
    }
}

/// What whoever owes it writes back when it is done, where no other verb says it.
pub(super) fn done_words(duty: DutyKind) -> Option<String> {
    match duty {
        DutyKind::Action(number) => Some(format!("/done {number}")),
        DutyKind::PassOn => Some("/done route".to_owned()),
        DutyKind::Acknowledge
        | DutyKind::Define
        | DutyKind::Respond
        | DutyKind::Update
        | DutyKind::Enquiry
        | DutyKind::Evidence
        | DutyKind::Triage
        | DutyKind::Notify
        | DutyKind::Assign
        | DutyKind::Review => None,
    }
}

/// A duty in words, as in "… is due".
pub fn duty_words(duty: DutyKey) -> &'static str {
    match (duty.kind, duty.stage) {
        (DutyKind::Acknowledge, _) => "the acknowledgement",
        (DutyKind::Define, _) => "the complaint definition",
        (DutyKind::Respond, Some(Stage::Two)) => "the final response (stage 2)",
        (DutyKind::Respond, _) => "the full response",
        (DutyKind::Update, _) => "an update to the resident",
        (DutyKind::Action(_), _) => "a promised action",
        (DutyKind::Enquiry, _) => "the answer to the enquiry",
        (DutyKind::Evidence, _) => "the Ombudsman's evidence",
        (DutyKind::Triage, _) => "a decision on what this is",
        (DutyKind::Notify, _) => "telling the resident by other means",
        (DutyKind::PassOn, _) => "passing this on to whoever deals with it",
        (DutyKind::Assign, _) => "giving the case to someone",
        (DutyKind::Review, _) => "a review",
    }
}

/// A kind of letter in words.
pub fn letter_words(letter: LetterKind) -> &'static str {
    Form::of(letter, None).words()
}
