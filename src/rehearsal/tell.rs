//! What happened, told in the words of the contract: from the record in the
//! store and from nothing else.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::script::Mail;
use crate::casework::{Case, DutyKey, DutyState, Event, Holder};
use crate::policy::calendar::{end_of_day, in_london};
use crate::store::{Looked, MessageDuty, MessageRow, News, Result, Store, TakenLetter};

/// One thing that happened.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// When, as London's clocks show it.
    #[serde(serialize_with = "london")]
    pub at: DateTime<Utc>,
    /// What.
    #[serde(flatten)]
    pub told: Told,
    /// Reference of the case.
    pub case: Option<String>,
    /// Message-ID of the mail that caused it.
    pub mail: Option<String>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Told {
    /// A file of the folder arrived.
    Message {
        /// Its name.
        file: String,
        /// Who or what sent it.
        origin: Option<String>,
        /// What the rules made of it.
        label: Option<String>,
        /// What a person must see.
        flags: Vec<String>,
        /// What became of it.
        outcome: Option<String>,
        /// Why.
        because: String,
    },
    /// A case began.
    CaseOpened(CaseTold),
    /// One of these facts changed.
    CaseChanged(CaseTold),
    /// A duty stands, or stands again, or has another day.
    DutySet(DutyTold),
    /// A duty was met.
    DutyMet(DutyTold),
    /// A duty's day passed.
    DutyMissed(DutyTold),
    /// A duty fell away.
    DutyWithdrawn(DutyTold),
    /// The mail server took a letter.
    Letter {
        /// Its kind.
        letter: String,
        /// To whom.
        to: String,
        /// Subject.
        subject: String,
        /// Text.
        text: String,
        /// Message-ID.
        message_id: String,
        /// The mail it answers.
        in_reply_to: Option<String>,
    },
    /// A message waits for a person.
    Held {
        /// Why.
        reason: String,
    },
    /// Staff were told of something that can't wait.
    Alert {
        /// Which kind.
        alert: String,
        /// In words.
        text: String,
    },
}

/// A case as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseTold {
    /// What it is.
    pub kind: &'static str,
    /// 1, 2 or None.
    pub stage: Option<u8>,
    /// Where it is in its life.
    pub state: &'static str,
    /// Id of the policy.
    pub policy: String,
    /// Id of the officer or team.
    pub assigned_to: Option<String>,
    /// Flags that stand.
    pub flags: Vec<String>,
}

/// A duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DutyTold {
    /// What is owed.
    pub duty: &'static str,
    /// Which promise, or to whom something is passed on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub which: Option<String>,
    /// The last instant of its day in London; None where the calendar can't
    /// say.
    pub due: Option<String>,
    /// At which stage.
    pub stage: Option<u8>,
    /// The clause of its limit.
    pub clause: Option<String>,
    /// Version of the calendar that it was counted with.
    pub calendar: Option<String>,
}

fn london<S: serde::Serializer>(
    at: &DateTime<Utc>,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_str(&in_london(*at).to_rfc3339())
}

/// What caused the news of a moment.
#[derive(Debug)]
pub(super) enum Cause {
    /// A file of the folder.
    Mail {
        /// Its name.
        file: String,
        /// What the rules found in it.
        flags: Vec<String>,
    },
    /// An officer's action, which is no file.
    Action,
}

impl Cause {
    pub(super) fn of(mail: &Mail) -> Self {
        let reading = mail.judged.reading.as_ref().ok();
        let judged = reading.and_then(|reading| reading.classification.as_ref());
        let mut flags: Vec<String> =
            judged.map(|judged| judged.flags.iter().cloned().collect()).unwrap_or_default();
        if judged.is_some_and(|judged| judged.needs_review) {
            flags.push("needs_review".to_owned());
        }
        Cause::Mail { file: mail.file.clone(), flags }
    }
}

/// Collects what happened.
#[derive(Debug, Default)]
pub(super) struct Teller {
    pub lines: Vec<Line>,
    pub unreadable: usize,
    looked: Looked,
    cases: BTreeMap<i64, Case>,
    /// Message-ID of the opening mail to the reference.
    opened: BTreeMap<String, String>,
    /// Reference to the Message-ID of the last letter that staff got.
    staff_letters: BTreeMap<String, String>,
}

/// What all lines of one moment have in common.
#[derive(Debug, Clone)]
struct Moment {
    at: DateTime<Utc>,
    mail: Option<String>,
}

impl Teller {
    /// The case that a mail opened, by its Message-ID with or without angle
    /// brackets.
    pub(super) fn case_of(&self, message_id: &str) -> Option<String> {
        let id = message_id.trim().trim_start_matches('<').trim_end_matches('>');
        self.opened.get(id).cloned()
    }

    /// A letter on a case that an officer can answer.
    pub(super) fn letter_of(&self, case: &str) -> Option<String> {
        self.staff_letters.get(case).cloned()
    }

    /// Tells what is new in the store.
    pub(super) async fn tell(
        &mut self,
        store: &Store,
        at: DateTime<Utc>,
        cause: Option<&Cause>,
    ) -> Result<()> {
        let news = store.news(&mut self.looked).await?;
        let mail = match cause {
            Some(Cause::Mail { .. }) => news
                .messages
                .first()
                .and_then(|row| readable(row).then(|| row.message_id.clone())?),
            Some(Cause::Action) | None => None,
        };
        let moment = Moment { at, mail };
        for row in &news.messages {
            self.tell_message(&moment, row, cause);
        }
        let duties = self.tell_cases(&moment, &news);
        for ((case, event), duty) in news.events.iter().zip(duties) {
            self.tell_event(&moment, *case, event, duty);
        }
        for duty in &news.duties {
            self.tell_message_duty(&moment, duty);
        }
        for letter in news.letters {
            self.tell_letter(&moment, letter);
        }
        for (alert, text) in news.alerts {
            self.push(&moment, None, Told::Alert { alert, text });
        }
        Ok(())
    }

    fn push(&mut self, moment: &Moment, case: Option<String>, told: Told) {
        self.lines.push(Line { at: moment.at, told, case, mail: moment.mail.clone() });
    }

    fn tell_message(&mut self, moment: &Moment, row: &MessageRow, cause: Option<&Cause>) {
        if row.outcome.as_deref() == Some("opened")
            && let (Some(id), Some(case)) = (&row.message_id, &row.case)
        {
            self.opened.entry(id.clone()).or_insert_with(|| case.clone());
        }
        if let Some(Cause::Mail { file, flags }) = cause {
            let told = Told::Message {
                file: file.clone(),
                origin: row.origin.clone(),
                label: row.label.clone(),
                flags: flags.clone(),
                outcome: row.outcome.clone(),
                because: row.why.clone(),
            };
            self.push(moment, row.case.clone(), told);
        }
        if row.outcome.as_deref() == Some("held") {
            self.unreadable += usize::from(!readable(row));
            self.push(moment, None, Told::Held { reason: row.why.clone() });
        }
    }

    /// Cases that are new or look different now, each told once a moment; gives
    /// the duty of each event as it stood then.
    fn tell_cases(&mut self, moment: &Moment, news: &News) -> Vec<Option<DutyTold>> {
        let mut duties = Vec::new();
        let mut touched: Vec<(i64, Option<CaseTold>)> = Vec::new();
        for (id, event) in &news.events {
            if !touched.iter().any(|(known, _)| known == id) {
                touched.push((*id, self.cases.get(id).map(case_told)));
            }
            if let Event::Opened(opening) = event {
                self.cases.insert(*id, Case::open((**opening).clone()));
            } else if let Some(case) = self.cases.get_mut(id) {
                case.apply(event);
            }
            let case = self.cases.get(id);
            duties.push(duty_of(event).zip(case).map(|(duty, case)| duty_told(case, duty)));
        }
        for (id, before) in touched {
            let Some(case) = self.cases.get(&id) else { continue };
            let (reference, now) = (case.reference().to_string(), case_told(case));
            match before {
                None => self.push(moment, Some(reference), Told::CaseOpened(now)),
                Some(before) if before != now => {
                    self.push(moment, Some(reference), Told::CaseChanged(now));
                }
                Some(_) => {}
            }
        }
        duties
    }

    fn tell_event(&mut self, moment: &Moment, id: i64, event: &Event, duty: Option<DutyTold>) {
        let Some(case) = self.cases.get(&id) else { return };
        let told = match (event, duty) {
            (Event::DutySet { .. }, Some(duty)) => Told::DutySet(duty),
            (Event::DutyMet { .. }, Some(duty)) => Told::DutyMet(duty),
            (Event::DutyMissed { .. }, Some(duty)) => Told::DutyMissed(duty),
            (Event::DutyWithdrawn { .. }, Some(duty)) => Told::DutyWithdrawn(duty),
            (Event::LetterFailed { letter, why }, _) => Told::Alert {
                alert: "bounce".to_owned(),
                text: format!("a letter did not arrive ({}): {why}", letter.as_str()),
            },
            _ => return,
        };
        let reference = case.reference().to_string();
        self.push(moment, Some(reference), told);
    }

    fn tell_message_duty(&mut self, moment: &Moment, duty: &MessageDuty) {
        let told = DutyTold {
            duty: "triage",
            which: None,
            due: duty.due.map(last_instant),
            stage: None,
            clause: None,
            calendar: None,
        };
        let told = match duty.state.as_str() {
            state if state == DutyState::Met.as_str() => Told::DutyMet(told),
            state if state == DutyState::Withdrawn.as_str() => Told::DutyWithdrawn(told),
            _ if duty.missed => Told::DutyMissed(told),
            _ => Told::DutySet(told),
        };
        let mail = moment.mail.clone().or_else(|| duty.message_id.clone());
        self.push(&Moment { at: moment.at, mail }, None, told);
    }

    fn tell_letter(&mut self, moment: &Moment, letter: TakenLetter) {
        // Mail about the program itself is told as the alert it carries.
        if letter.kind == "alert" {
            return;
        }
        let case = letter.case.and_then(|id| self.cases.get(&id));
        let case = case.map(|case| case.reference().to_string());
        if let Some(case) = &case
            && matches!(letter.kind.as_str(), "assignment" | "new_message" | "triage")
        {
            self.staff_letters.insert(case.clone(), letter.message_id.clone());
        }
        let urgent = (letter.kind == "urgent_alert").then(|| letter.subject.clone());
        let told = Told::Letter {
            letter: letter.kind,
            to: letter.to,
            subject: letter.subject,
            text: letter.text,
            message_id: letter.message_id,
            in_reply_to: letter.in_reply_to,
        };
        self.push(moment, case.clone(), told);
        if let Some(text) = urgent {
            self.push(moment, case, Told::Alert { alert: "urgent".to_owned(), text });
        }
    }
}

/// The duty that an event is about.
fn duty_of(event: &Event) -> Option<DutyKey> {
    match event {
        Event::DutySet { duty, .. }
        | Event::DutyMet { duty }
        | Event::DutyMissed { duty }
        | Event::DutyWithdrawn { duty, .. } => Some(*duty),
        Event::Opened(_)
        | Event::Joined { .. }
        | Event::Assigned { .. }
        | Event::Reminded { .. }
        | Event::LetterQueued { .. }
        | Event::LetterSent { .. }
        | Event::LetterPrinted { .. }
        | Event::LetterFailed { .. }
        | Event::Acknowledged { .. }
        | Event::Closed { .. }
        | Event::Reopened { .. }
        | Event::Acted { .. }
        | Event::SentByHand { .. }
        | Event::HeldBack { .. }
        | Event::Extended(_)
        | Event::Escalated { .. }
        | Event::Reclassified { .. }
        | Event::Flagged { .. }
        | Event::Undone { .. }
        | Event::Settled(_) => None,
    }
}

fn readable(row: &MessageRow) -> bool {
    row.origin.as_deref() != Some("unreadable")
}

fn case_told(case: &Case) -> CaseTold {
    let assigned_to = match &case.holder {
        Holder::Nobody => None,
        Holder::Team(id) | Holder::Officer(id) => Some(id.clone()),
    };
    CaseTold {
        kind: case.kind().as_str(),
        stage: case.stage.map(u8::from),
        state: case.state.as_str(),
        policy: case.policy().to_owned(),
        assigned_to,
        flags: case.flags.iter().cloned().collect(),
    }
}

fn duty_told(case: &Case, key: DutyKey) -> DutyTold {
    let due = case.duty(key).and_then(|duty| duty.due.as_ref());
    DutyTold {
        duty: key.kind.as_str(),
        which: case.dealings.owed(key.kind),
        due: due.map(|due| last_instant(due.day)),
        stage: key.stage.map(u8::from),
        clause: due.map(|due| due.clause.clone()),
        calendar: due.map(|due| due.calendar.clone()),
    }
}

fn last_instant(day: NaiveDate) -> String {
    end_of_day(day).to_rfc3339()
}
