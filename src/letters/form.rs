//! The forms of letter: one template file each. Some kinds have several, such
//! as the response of stage 1 and the final one.

use crate::casework::{Case, Kind, Letter, LetterKind};
use crate::policy::Stage;

macro_rules! forms {
    ($($form:ident $name:literal $kind:ident $words:literal;)+) => {
        /// A form of letter.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Form {
            $(#[doc = $words] $form,)+
        }

        impl Form {
            /// All forms.
            pub const ALL: &'static [Form] = &[$(Form::$form),+];

            /// The name of its template file, without the ending.
            pub fn as_str(self) -> &'static str {
                match self { $(Form::$form => $name),+ }
            }

            /// The kind of letter that it is.
            pub fn kind(self) -> LetterKind {
                match self { $(Form::$form => LetterKind::$kind),+ }
            }

            /// What it is called, as in "the … could not be delivered".
            pub fn words(self) -> &'static str {
                match self { $(Form::$form => $words),+ }
            }
        }
    };
}

forms! {
    Receipt "receipt" Receipt "receipt";
    LateRequest "late_request" Receipt "letter about a late request";
    Acknowledgement "acknowledgement" Acknowledgement "acknowledgement";
    Definition "definition" Definition "complaint definition";
    Extension "extension" Extension "letter about more time";
    Update "update" Update "update";
    Response "response" Response "response";
    FinalResponse "final_response" Response "final response";
    PolicyAnswer "policy_answer" Response "answer about a policy";
    Answer "answer" Response "answer";
    Refusal "refusal" Refusal "refusal";
    RefusalToEscalate "refusal_to_escalate" Refusal "refusal of stage 2";
    Closing "closing" Update "closing letter";
    ServiceRequest "service_request" ServiceRequest "service request letter";
    Thanks "thanks" Thanks "letter of thanks";
    Routed "routed" Routed "letter about who deals with it";
    Consent "consent" Consent "request for consent";
    Handover "handover" Handover "handover";
    Assignment "assignment" Assignment "assignment mail";
    NewMessage "new_message" NewMessage "new message mail";
    Reminder "reminder" Reminder "reminder";
    Chase "chase" Chase "chase";
    ManagerAlert "manager_alert" ManagerAlert "mail to a manager";
    Absence "absence" ManagerAlert "mail about an absence";
    Approval "approval" ManagerAlert "mail about an approval";
    Returned "returned" Assignment "mail about cases that came back";
    Digest "digest" Digest "digest";
    Triage "triage" Triage "triage mail";
    UrgentAlert "urgent_alert" UrgentAlert "urgent alert";
    CommandReply "command_reply" CommandReply "answer to an action";
    DeliveryFailed "delivery_failed" DeliveryFailed "mail about a failed delivery";
    Alert "alert" Alert "alert";
}

impl Form {
    /// The form of that name.
    pub fn parse(name: &str) -> Option<Form> {
        Form::ALL.iter().copied().find(|form| form.as_str() == name)
    }

    /// The form of a letter on a case.
    pub fn of_letter(letter: &Letter, case: &Case) -> Form {
        if matches!(letter, Letter::Away { .. }) {
            Form::Absence
        } else if matches!(letter, Letter::Approval { .. }) {
            Form::Approval
        } else if matches!(letter, Letter::Closing { .. }) {
            Form::Closing
        } else if matches!(letter, Letter::LateRequest { .. }) {
            Form::LateRequest
        } else if matches!(letter, Letter::Returned { .. }) {
            Form::Returned
        } else {
            Form::of(letter.kind(), Some(case))
        }
    }

    /// The form that a kind of letter usually takes on a case.
    pub fn of(kind: LetterKind, case: Option<&Case>) -> Form {
        let final_stage = case.is_some_and(|case| case.stage == Some(Stage::Two));
        let answered = case.is_some_and(|case| !case.dealings.answers.is_empty());
        let policy = case.is_some_and(|case| case.kind() == Kind::PolicyComplaint);
        let no_complaint = case.is_some_and(|case| case.stage.is_none());
        if kind == LetterKind::Response && policy {
            Form::PolicyAnswer
        } else if kind == LetterKind::Response && no_complaint {
            Form::Answer
        } else if kind == LetterKind::Response && final_stage {
            Form::FinalResponse
        } else if kind == LetterKind::Refusal && (final_stage || answered) {
            Form::RefusalToEscalate
        } else {
            // The usual form of a kind comes before its others.
            let usual = Form::ALL.iter().copied().find(|form| form.kind() == kind);
            usual.unwrap_or(Form::Alert)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_letter_has_a_form() {
        for (name, kind) in LetterKind::ALL {
            assert_eq!(Form::of(kind, None).as_str(), name);
        }
        for form in Form::ALL {
            assert_eq!(Form::parse(form.as_str()), Some(*form));
        }
    }
}
