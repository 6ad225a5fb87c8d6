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
    match kind {
        Kind::Complaint => "complaint",
        Kind::ServiceRequest => "service request",
        Kind::Comment => "comment",
        Kind::Compliment => "compliment",
        Kind::Enquiry => "enquiry",
        Kind::Evidence => "request for evidence",
        Kind::PolicyComplaint => "complaint about a policy",
        Kind::Other => "message",
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
        (DutyKind::Assign, _) => "giving the case to someone",
        (DutyKind::Review, _) => "a review",
    }
}

/// A kind of letter in words.
pub fn letter_words(letter: LetterKind) -> &'static str {
    Form::of(letter, None).words()
}
