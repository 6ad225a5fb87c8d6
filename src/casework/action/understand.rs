//! From words to an [`Action`]: every verb, argument and field that it needs.
//! What is missing is said all at once, with the lines to send back.

use chrono::NaiveDate;

use super::dates::{Tense, read_date};
use super::points::{lines_of, points_of};
use super::read::Spoken;
use super::{Action, Answer, Definition, Verb};
use crate::casework::case::Kind;
use crate::casework::remedy::Remedy;
use crate::policy::Calendar;
use crate::policy::reference::CaseRef;

/// Why an action can't be done.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Wrong {
    /// The verb as written.
    pub verb: String,
    /// What is wrong, one sentence each.
    pub why: Vec<String>,
    /// The lines to send back, mended.
    pub mended: String,
}

impl Wrong {
    /// One thing that is wrong with an action.
    pub fn with(spoken: &Spoken, why: impl Into<String>) -> Self {
        Self { verb: spoken.verb.clone(), why: vec![why.into()], mended: mended(spoken) }
    }
}

/// Stands where something is to be written; it is never taken for it.
const BLANK: &str = "…";

fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c == '…' || c == '.' || c.is_whitespace())
}

/// The lines as written, with what the verb needs and they lack.
fn mended(spoken: &Spoken) -> String {
    let meant = Verb::parse(&spoken.verb).or_else(|| Verb::parse(nearest(&spoken.verb)?));
    let Some(verb) = meant else { return "/help".to_owned() };
    let mut lines = verb.example().lines();
    let first = lines.next().unwrap_or_default();
    let mut mended = match spoken.argument.is_empty() {
        // What is still to be written must not look like an answer.
        true if first.contains(' ') => format!("/{} {BLANK}", verb.as_str()),
        true => first.to_owned(),
        false => format!("/{} {}", verb.as_str(), spoken.argument),
    };
    let mut shown: Vec<String> = Vec::new();
    for line in lines {
        let (name, example) = line.split_once(": ").unwrap_or((line, ""));
        let is_choice = ["decision", "actions"].contains(&name.to_lowercase().as_str());
        let example = if is_choice { example } else { BLANK };
        let text = spoken.field(name).unwrap_or(example);
        mended.push_str(&format!("\n{name}: {text}"));
        shown.push(name.to_lowercase());
    }
    for (name, text) in &spoken.fields {
        if !shown.contains(&name.to_lowercase()) && !text.is_empty() {
            mended.push_str(&format!("\n{name}: {text}"));
        }
    }
    mended
}

struct Reader<'a> {
    spoken: &'a Spoken,
    today: NaiveDate,
    calendar: &'a Calendar,
    why: Vec<String>,
}

/// Understands an action written on `today` (in London).
///
/// # Errors
/// Everything that is wrong with it.
pub fn understand(spoken: &Spoken, today: NaiveDate, calendar: &Calendar) -> Result<Action, Wrong> {
    let mut reader = Reader { spoken, today, calendar, why: Vec::new() };
    let action = reader.action();
    match action {
        Some(action) if reader.why.is_empty() => Ok(action),
        _ => Err(Wrong { verb: spoken.verb.clone(), why: reader.why, mended: mended(spoken) }),
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
            Verb::Note => self.text().map(|text| Action::Note { text }),
            Verb::Undo => Some(Action::Undo),
            Verb::Help => Some(Action::Help),
        }
    }

    fn wrong(&mut self, why: impl Into<String>) {
        self.why.push(why.into());
    }

    fn field(&mut self, name: &str) -> Option<String> {
        let text = self.spoken.field(name).filter(|text| !is_blank(text)).map(str::to_owned);
        if text.is_none() {
            self.wrong(format!("the field \"{name}:\" is missing"));
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

    /// The argument, else the field `Text:`.
    fn text_or_nothing(&self) -> Option<String> {
        let argument = Some(self.spoken.argument.clone()).filter(|text| !is_blank(text));
        argument.or_else(|| self.spoken.field("Text").map(str::to_owned))
    }

    fn text(&mut self) -> Option<String> {
        let text = self.text_or_nothing();
        if text.is_none() {
            self.wrong("the text is missing: write it behind the verb");
        }
        text
    }

    /// The first word of the argument.
    fn word(&mut self, what: &str) -> Option<String> {
        let word = self.spoken.argument.split_whitespace().next().map(str::to_owned);
        if word.is_none() {
            self.wrong(format!("{what} is missing: write it behind the verb"));
        }
        word
    }

    fn reference(&mut self) -> Option<CaseRef> {
        self.word("the other case's reference").map(|word| CaseRef(word.to_uppercase()))
    }

    fn date(&mut self, tense: Tense) -> Option<NaiveDate> {
        if self.spoken.argument.is_empty() {
            self.wrong("the date is missing: write it behind the verb");
            return None;
        }
        match read_date(&self.spoken.argument, self.today, tense, self.calendar) {
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

    fn respond(&mut self, sent_directly: bool) -> Option<Action> {
        let decision = self.field("Decision");
        let reasons = self.field("Reasons");
        let remedy = self.field("Remedy");
        let actions = self.field("Actions");
        let learning = self.spoken.field("Learning").map(str::to_owned);
        let decision = decision.map(|text| self.decision(&text));
        let actions = actions.map(|text| self.actions(&text));
        let answer = Answer {
            decision: decision?,
            reasons: reasons?,
            remedy: remedy?,
            actions: actions?,
            learning,
        };
        Some(Action::Respond { answer, sent_directly })
    }

    fn decision(&mut self, text: &str) -> Vec<String> {
        let lines: Vec<String> = lines_of(text);
        for line in &lines {
            if !line.to_lowercase().contains("upheld") {
                self.wrong(format!(
                    "\"{line}\" is no decision: write upheld, partly upheld or not upheld"
                ));
            }
        }
        lines
    }

    fn actions(&mut self, text: &str) -> Vec<Remedy> {
        let lines = lines_of(text);
        if let [only] = lines.as_slice()
            && ["none", "no", "nothing", "n/a"]
                .contains(&only.trim_end_matches('.').to_lowercase().as_str())
        {
            return Vec::new();
        }
        lines.iter().filter_map(|line| self.remedy(line)).collect()
    }

    /// `DATE OFFICER-ID what`.
    fn remedy(&mut self, line: &str) -> Option<Remedy> {
        let words: Vec<&str> = line.split_whitespace().collect();
        // The longest beginning that is a date: "1 February 2027" is not
        // "1 February" by an officer called 2027.
        let found = (1..=words.len().min(5)).rev().find_map(|length| {
            let (date, rest) = words.split_at_checked(length)?;
            let day = read_date(&date.join(" "), self.today, Tense::Future, self.calendar).ok()?;
            Some((day, rest.to_vec()))
        });
        let Some((due, rest)) = found else {
            self.wrong(format!(
                "\"{line}\" is no action: write none, or a date, an officer's id and what will be done"
            ));
            return None;
        };
        match rest.split_first() {
            Some((officer, what)) if !what.is_empty() => Some(Remedy {
                due,
                officer: officer.trim_end_matches(':').to_lowercase(),
                what: what.join(" "),
                done: false,
            }),
            _ => {
                self.wrong(format!("\"{line}\": write an officer's id and what will be done"));
                None
            }
        }
    }

    fn extend(&mut self) -> Option<Action> {
        let until = self.date(Tense::Future);
        let reason = self.field("Reason");
        let approver = self.spoken.field("Approver").map(|id| id.trim().to_lowercase());
        let updates = self.spoken.field("Updates").map(str::to_owned);
        let updates = updates.and_then(|text| self.interval(&text));
        Some(Action::Extend { until: until?, reason: reason?, approver, updates })
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
        let number = self.spoken.argument.trim_start_matches('#').trim().parse().ok();
        let number = number.filter(|number: &u16| *number > 0);
        if number.is_none() {
            self.wrong("the number of the action is missing: write it behind the verb");
        }
        number.map(|number| Action::Done { number })
    }
}

/// The verb that a misspelt one is nearest to.
fn nearest(verb: &str) -> Option<&'static str> {
    let verb = verb.to_lowercase();
    Verb::ALL
        .iter()
        .map(|(name, _, _)| (strsim::damerau_levenshtein(&verb, name), *name))
        .filter(|(distance, _)| *distance <= 2)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::super::read;
    use super::*;
    use crate::council::Rulebook;

    static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::shipped().unwrap());

    fn say(text: &str) -> Result<Action, Wrong> {
        let read = read(text);
        let today = "2026-12-17".parse().unwrap();
        understand(&read.actions[0], today, &RULEBOOK.calendar)
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
        assert!(wrong.mended.contains("Actions: none"), "{}", wrong.mended);
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
    fn kinds_may_be_written_in_words() {
        assert_eq!(
            say("/reclassify service request"),
            Ok(Action::Reclassify { kind: Kind::ServiceRequest })
        );
        let said = say("/split Service-Request the broken lamp");
        let text = "the broken lamp".to_owned();
        assert_eq!(said, Ok(Action::Split { kind: Kind::ServiceRequest, text }));
        assert!(say("/reclassify moan").is_err());
    }
}
