//! From words to an [`Action`]: every verb, argument and field that it needs.
//! What is missing is said all at once, with the lines to send back.

use chrono::NaiveDate;

use super::dates::{Tense, read_date};
use super::points::points_of;
use super::read::Spoken;
use super::wrong::{Setting, Wrong, is_blank, mended, nearest};
use super::{Action, Definition, Verb};
use crate::casework::case::Kind;
use crate::policy::WorkingDays;
use crate::policy::reference::CaseRef;

pub(super) struct Reader<'a> {
    pub(super) spoken: &'a Spoken,
    pub(super) setting: Setting<'a>,
    why: Vec<String>,
    /// The argument that would be taken in the place of the one that is there.
    instead: Option<String>,
}

/// Understands an action.
///
/// # Errors
/// Everything that is wrong with it.
pub fn understand(spoken: &Spoken, setting: Setting<'_>) -> Result<Action, Wrong> {
    let mut reader = Reader { spoken, setting, why: Vec::new(), instead: None };
    let action = reader.action();
    match action {
        Some(action) if reader.why.is_empty() => Ok(action),
        _ => {
            let argument = reader.instead.unwrap_or_else(|| spoken.argument.clone());
            let nearly = Spoken { argument, ..spoken.clone() };
            let mended = mended(&nearly, setting);
            Err(Wrong { verb: spoken.verb.clone(), why: reader.why, mended })
        }
    }
}

impl Reader<'_> {
    fn action(&mut self) -> Option<Action> {
        let Some(verb) = Verb::parse(&self.spoken.verb) else {
            let near = nearest(&self.spoken.verb);
            let hint = near.map_or(String::new(), |verb| format!("; did you mean /{verb}?"));
            self.wrong(format!("there is no action /{}{hint}", self.spoken.verb));
            return None;
        };
        match verb {
            Verb::Ack | Verb::Define => self.define(verb),
            Verb::Assign => self.assign(),
            Verb::Respond => self.respond(false),
            Verb::Responded => self.respond(true),
            Verb::Extend => self.extend(),
            Verb::Decline => self.decline(),
            Verb::Escalate => Some(Action::Escalate),
            Verb::Withdrawn => Some(Action::Withdrawn),
            Verb::Close => {
                let learning = self.spoken.field("learning").map(str::to_owned);
                self.reason().map(|reason| Action::Close { reason, learning })
            }
            Verb::Reopen => self.reason().map(|reason| Action::Reopen { reason }),
            Verb::Reclassify => self.kind_first().map(|(kind, _)| Action::Reclassify { kind }),
            Verb::Policy => self.word("the policy's id").map(|policy| Action::Policy { policy }),
            Verb::Split => self.split(),
            Verb::Route => self.word("the route's id").map(|route| Action::Route { route }),
            Verb::Occurred => self.date(Tense::Past).map(|day| Action::Occurred { day }),
            Verb::Ask => self.text().map(|text| Action::Ask { text }),
            Verb::Update => self.text().map(|text| Action::Update { text }),
            Verb::Action => {
                let argument = self.spoken.argument.clone();
                self.remedy(&argument).map(Action::Remedy)
            }
            Verb::Done => self.done(),
            Verb::Told => self.text().map(|text| Action::Told { text }),
            Verb::Consent => {
                let text = self.text_or_nothing().unwrap_or_default();
                Some(Action::Consent { text })
            }
            Verb::Adjust => self.text().map(|text| Action::Adjust { text }),
            Verb::Restrict => {
                let until = self.date(Tense::Future);
                let reason = self.reason();
                Some(Action::Restrict { until: until?, reason: reason? })
            }
            Verb::Hold => self.reason().map(|reason| Action::Hold { reason }),
            Verb::Correct => self.text().map(|text| Action::Correct { text }),
            Verb::Link => self.reference().map(|other| Action::Link { other }),
            Verb::Merge => self.reference().map(|other| Action::Merge { other }),
            Verb::Note => match self.spoken.field("Learning") {
                Some(learned) => Some(Action::Note { text: format!("Learning: {learned}") }),
                None => self.text().map(|text| Action::Note { text }),
            },
            Verb::Undo => Some(Action::Undo),
            Verb::Help => Some(Action::Help),
        }
    }

    pub(super) fn wrong(&mut self, why: impl Into<String>) {
        self.why.push(why.into());
    }

    pub(super) fn field(&mut self, name: &str) -> Option<String> {
        let text = self.spoken.field(name).filter(|text| !is_blank(text)).map(str::to_owned);
        if text.is_none() {
            let choice = match name {
                "Decision" => ": upheld, partly upheld or not upheld",
                "Actions" => ": none, or one a line as DATE OFFICER-ID what",
                _ => "",
            };
            self.wrong(format!("the field \"{name}:\" is missing{choice}"));
        }
        text
    }

    /// `Reason:`, or the words after the verb where it takes no argument.
    fn reason(&mut self) -> Option<String> {
        let takes_argument =
            matches!(Verb::parse(&self.spoken.verb), Some(Verb::Restrict | Verb::Extend));
        if self.spoken.field("Reason").is_none()
            && !takes_argument
            && !is_blank(&self.spoken.argument)
        {
            return Some(self.spoken.argument.clone());
        }
        self.field("Reason")
    }

    /// The argument, with lines below it that only look like a field
    /// ("Outcome: …"), else the field `Text:`.
    fn text_or_nothing(&self) -> Option<String> {
        match is_blank(&self.spoken.argument) {
            true => self.spoken.field("Text").map(str::to_owned),
            false => Some(self.spoken.whole_text(&[])),
        }
    }

    fn text(&mut self) -> Option<String> {
        let text = self.text_or_nothing();
        if text.is_none() {
            self.wrong("the text is missing: write it behind the verb");
        }
        text
    }

    /// The first word of the argument. An action behind it in the same line would
    /// be lost.
    fn word(&mut self, what: &str) -> Option<String> {
        let behind = self.first_line().split_whitespace().skip(1);
        if let Some(verb) = behind.filter_map(|word| word.strip_prefix('/')).find_map(Verb::parse) {
            self.wrong(format!("/{} needs a line of its own", verb.as_str()));
        }
        let word = self.spoken.argument.split_whitespace().next().map(str::to_owned);
        if word.is_none() {
            self.wrong(format!("{what} is missing: write it behind the verb"));
        }
        word
    }

    fn reference(&mut self) -> Option<CaseRef> {
        self.word("the other case's reference").map(|word| CaseRef(word.to_uppercase()))
    }

    /// The argument without what stands below it: a day or a number has one
    /// line, and a signature may follow.
    fn first_line(&self) -> &str {
        self.spoken.argument.lines().next().unwrap_or_default().trim()
    }

    fn date(&mut self, tense: Tense) -> Option<NaiveDate> {
        if self.first_line().is_empty() {
            self.wrong("the date is missing: write it behind the verb");
            return None;
        }
        match read_date(self.first_line(), self.setting.today, tense, self.setting.calendar) {
            Ok(day) => Some(day),
            Err(error) => {
                self.wrong(error.to_string());
                None
            }
        }
    }

    fn define(&mut self, verb: Verb) -> Option<Action> {
        let points = self.field("Definition");
        let outcome = self.field("Outcome");
        let responsible = self.field("Responsible");
        let definition = Definition {
            points: points_of(&points?),
            outcome: outcome?,
            responsible: responsible?,
        };
        Some(Action::Define { definition, acknowledge: verb == Verb::Ack })
    }

    fn assign(&mut self) -> Option<Action> {
        let officer = self.word("the officer's id")?;
        let reason = self.spoken.field("Reason").map(str::to_owned);
        Some(Action::Assign { officer: officer.to_lowercase(), reason })
    }

    fn extend(&mut self) -> Option<Action> {
        let until = self.date(Tense::Future);
        if let Some(until) = until {
            self.must_be_working_day(until);
        }
        let reason = self.field("Reason");
        let approver = self.spoken.field("Approver").filter(|id| !is_blank(id));
        let approver = approver.map(|id| id.trim().to_lowercase());
        let updates = self.spoken.field("Updates").map(str::to_owned);
        let updates = updates.and_then(|text| self.interval(&text));
        Some(Action::Extend { until: until?, reason: reason?, approver, updates })
    }

    /// Nobody answers on a day on which nobody works. Past the calendar's end
    /// nobody knows which those are.
    fn must_be_working_day(&mut self, day: NaiveDate) {
        let calendar = self.setting.calendar;
        if calendar.is_working_day(day).unwrap_or(true) {
            return;
        }
        let Ok(before) = calendar.before(day, WorkingDays(1)) else { return };
        self.wrong(format!(
            "{} is not a working day; the one before it is {}",
            day.format("%A %-d %B %Y"),
            before.format("%A %-d %B %Y")
        ));
        self.instead = Some(before.format("%A %-d %B %Y").to_string());
    }

    /// "every N working days".
    fn interval(&mut self, text: &str) -> Option<u16> {
        let words: Vec<String> =
            text.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let words: Vec<&str> = words.iter().map(|word| word.trim_end_matches('.')).collect();
        let number = match words.as_slice() {
            ["every", number, "working", "days" | "day"] => number.parse::<u16>().ok(),
            ["every", "working", "day"] => Some(1),
            _ => None,
        };
        let number = number.filter(|number| (1..=60).contains(number));
        if number.is_none() {
            self.wrong(format!("\"{text}\": write the updates as \"every 5 working days\""));
        }
        number
    }

    fn decline(&mut self) -> Option<Action> {
        let reason = self.field("Reason");
        let ground = self.spoken.field("Ground").map(str::to_owned);
        Some(Action::Decline { reason: reason?, ground })
    }

    fn kind_first(&mut self) -> Option<(Kind, String)> {
        let argument = self.spoken.argument.clone();
        let (first, rest) =
            argument.split_once(char::is_whitespace).unwrap_or((argument.as_str(), ""));
        let name = first.to_lowercase().replace('-', "_");
        // "service request" in two words is meant as well.
        let two = format!("{name}_{}", rest.split_whitespace().next().unwrap_or("").to_lowercase());
        let found = Kind::ALL.iter().find_map(|(known, kind)| {
            if *known == two {
                let rest = rest.trim_start().split_once(char::is_whitespace);
                return Some((*kind, rest.map_or("", |(_, rest)| rest).trim().to_owned()));
            }
            (*known == name).then(|| (*kind, rest.trim().to_owned()))
        });
        if found.is_none() {
            let kinds: Vec<&str> = Kind::ALL.iter().map(|(name, _)| *name).collect();
            self.wrong(format!("\"{first}\" is no kind; write one of {}", kinds.join(", ")));
        }
        found
    }

    fn split(&mut self) -> Option<Action> {
        let (kind, text) = self.kind_first()?;
        let text = Some(text).filter(|text| !text.is_empty());
        let text = text.or_else(|| self.spoken.field("Text").map(str::to_owned));
        match text {
            Some(text) => Some(Action::Split { kind, text }),
            None => {
                self.wrong("what the part is about is missing: write it behind the kind");
                None
            }
        }
    }

    fn done(&mut self) -> Option<Action> {
        if self.first_line().eq_ignore_ascii_case("review") {
            return Some(Action::Reviewed);
        }
        if self.first_line().eq_ignore_ascii_case("route") {
            return Some(Action::PassedOn);
        }
        let number = self.first_line().trim_start_matches('#').trim().parse().ok();
        let number = number.filter(|number: &u16| *number > 0);
        if number.is_none() {
            self.wrong("the number of the action is missing: write it behind the verb");
        }
        number.map(|number| Action::Done { number })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::super::read;
    use super::*;
    use crate::council::Rulebook;

    static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::shipped().unwrap());

    fn say(text: &str) -> Result<Action, Wrong> {
        say_of(text, false)
    }

    fn say_of(text: &str, plain_answer: bool) -> Result<Action, Wrong> {
        let read = read(text);
        let today = "2026-12-17".parse().unwrap();
        let setting = Setting { today, calendar: &RULEBOOK.calendar, plain_answer };
        understand(&read.actions[0], setting)
    }

    #[test]
    fn an_answer_needs_no_parts_where_no_complaints_clock_runs() {
        let said = say_of("/respond\nDear Councillor,\nwe mended the roof: on Monday.", true);
        let Ok(Action::Respond { answer, sent_directly: false }) = said else { panic!("{said:?}") };
        assert_eq!(answer.words(), Some("Dear Councillor,\nwe mended the roof: on Monday."));
        let said =
            say_of("/responded\nAnswer: by telephone\nActions: 2027-01-20 r.patel ring", true);
        let Ok(Action::Respond { answer, sent_directly: true }) = said else { panic!("{said:?}") };
        assert_eq!((answer.words(), answer.actions.len()), (Some("by telephone"), 1));
        let whole = "/respond\nDecision: upheld\nReasons: late\nRemedy: £5\nActions: none";
        let Ok(Action::Respond { answer, .. }) = say_of(whole, true) else { panic!() };
        assert_eq!(answer.words(), None);
        let wrong = say_of("/respond", true).unwrap_err();
        assert_eq!(wrong.mended, "/respond …");
        let wrong = say("/respond Dear Ms Fenwick, it is mended.").unwrap_err();
        assert_eq!(wrong.why.len(), 4, "a complaint's answer has its parts: {wrong:?}");
    }

    #[test]
    fn a_new_day_on_which_nobody_works_is_not_taken() {
        let wrong = say("/extend 27 December\nReason: the part is on order").unwrap_err();
        assert!(wrong.why[0].contains("Sunday 27 December 2026 is not a working day"), "{wrong:?}");
        // The 25th and the 26th are none either.
        assert!(wrong.mended.starts_with("/extend Thursday 24 December 2026\n"), "{wrong:?}");
        assert!(say(&wrong.mended).is_ok());
    }

    #[test]
    fn an_approver_is_asked_for_only_where_one_is_wanted() {
        let wrong = say("/extend Thursday 24 December 2026").unwrap_err();
        assert_eq!(wrong.mended, "/extend Thursday 24 December 2026\nReason: …");
        let text = "/extend Thursday 24 December 2026\nReason: a part is on order";
        let spoken = read(text);
        let setting = Setting {
            today: "2026-12-17".parse().unwrap(),
            calendar: &RULEBOOK.calendar,
            plain_answer: false,
        };
        let why = "a head must approve: write \"Approver: OFFICER-ID\"";
        let wrong = Wrong::with(&spoken.actions[0], why, setting);
        assert_eq!(wrong.mended, format!("{text}\nApprover: …"));
        // What was left blank names nobody.
        let Ok(Action::Extend { approver, .. }) = say(&wrong.mended) else { panic!() };
        assert_eq!(approver, None);
    }

    #[test]
    fn every_example_is_understood() {
        for (name, verb, example) in Verb::ALL {
            let action = say(example).unwrap_or_else(|wrong| panic!("{name}: {wrong:?}"));
            assert_eq!(action.verb(), verb);
        }
    }

    #[test]
    fn what_is_missing_is_said_at_once_with_the_lines_to_send_back() {
        let wrong = say("/respond\nDecision: upheld\nReasons: the part was late").unwrap_err();
        assert_eq!(wrong.why.len(), 2, "{wrong:?}");
        assert!(wrong.mended.contains("Reasons: the part was late"), "{}", wrong.mended);
        assert!(wrong.mended.contains("Actions: …"), "{}", wrong.mended);
        assert!(wrong.why[1].contains("none, or one a line"), "{wrong:?}");
        let wrong = say("/respond\nReasons: x\nRemedy: y\nActions: none").unwrap_err();
        assert!(wrong.mended.contains("Decision: …"), "nobody decided: {}", wrong.mended);
        assert!(say(&wrong.mended).is_err(), "sent back as it is, it is no answer");
        let wrong = say("/extend next week\nReason: x").unwrap_err();
        assert!(wrong.why[0].contains("no date"), "{wrong:?}");
        let wrong = say("/asign r.patel").unwrap_err();
        assert!(wrong.why[0].contains("/assign"), "{wrong:?}");
    }

    #[test]
    fn an_answer_with_actions_is_understood() {
        let said =
            say("/RESPOND\nDecision: 1: upheld\n2: not upheld\nReasons: because\nRemedy: £50\n\
             Actions: 2027-01-20 r.patel mend the boiler\n- 1 February 2027 R.Patel: ring her\n\
             Learning: order parts early");
        let Ok(Action::Respond { answer, .. }) = said else { panic!("{said:?}") };
        assert_eq!(answer.decision.len(), 2);
        assert_eq!(answer.actions.len(), 2);
        assert_eq!(answer.actions[1].officer, "r.patel");
        assert_eq!(answer.actions[1].due, "2027-02-01".parse().unwrap());
        assert_eq!(answer.learning.as_deref(), Some("order parts early"));
    }

    #[test]
    fn nothing_is_promised_for_a_day_that_is_over() {
        let answer = "Decision: upheld\nReasons: x\nRemedy: y\nActions: 2026-12-01 r.patel ring";
        let wrong = say(&format!("/respond\n{answer}")).unwrap_err();
        assert_eq!(wrong.why.len(), 1, "{wrong:?}");
        assert!(wrong.why[0].starts_with("Tuesday 1 December 2026 has passed"), "{wrong:?}");
        assert!(wrong.why[0].contains("\"Remedy:\""), "the mend: {wrong:?}");
        assert!(say("/action 1 December 2026 r.patel ring her").is_err());
        assert!(say("/action 2026-12-17 r.patel ring her").is_ok(), "today is not over");
        assert!(say(&format!("/responded\n{answer}")).is_ok(), "it was sent some time ago");
    }

    #[test]
    fn a_line_of_words_that_looks_like_a_field_is_not_lost() {
        let text = "We came today.\nOutcome: it is dry.\nRemedy: none was needed.".to_owned();
        assert_eq!(say(&format!("/update {text}")), Ok(Action::Update { text }));
    }

    #[test]
    fn kinds_may_be_written_in_words() {
        assert_eq!(
            say("/reclassify service request"),
            Ok(Action::Reclassify { kind: Kind::ServiceRequest })
        );
        let said = say("/split Service-Request the broken lamp");
        let text = "the broken lamp".to_owned();
        assert_eq!(said, Ok(Action::Split { kind: Kind::ServiceRequest, text }));
        assert!(say("/reclassify moan").is_err());
        let wrong = say("/assign r.patel /note she knows the house").unwrap_err();
        assert_eq!(wrong.why, ["/note needs a line of its own"]);
    }
}
