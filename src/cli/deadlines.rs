//! `redress deadlines`: what is due when, and why.

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::London;
use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

use super::inspect::read_file;
use super::output::{self, Failure, Lines, bold};
use crate::council::Rulebook;
use crate::policy::calendar::{DayZero, end_of_day};
use crate::policy::deadline::{Deadlines as Dates, Happening, deadlines};
use crate::policy::limit::{Count, Step};
use crate::policy::{Calendar, Policy, Stage};

/// What is due when under a policy, with the day-by-day count
///
/// Instants are RFC 3339, or a date and time or a date alone, meant in London. Works without a
/// configuration, on the policies shipped with the program.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress deadlines --policy kingston-housing-landlord-2024 --event complaint_received \\
      --received-at 2026-12-17T09:15:00Z
  redress deadlines --policy rbkc-housing-management-2021 --event acknowledged \\
      --received-at 2026-12-17 --acknowledged-at 2026-12-18
  redress deadlines --json --from questions.jsonl")]
pub struct Deadlines {
    /// Id of the policy
    #[arg(long, value_name = "POLICY", required_unless_present = "from")]
    policy: Option<String>,
    /// What happened
    #[arg(long, value_enum, required_unless_present = "from")]
    event: Option<EventName>,
    /// When the complaint, enquiry, or request arrived
    #[arg(long, value_name = "T", value_parser = instant)]
    received_at: Option<DateTime<Utc>>,
    /// When it was acknowledged
    #[arg(long, value_name = "T", value_parser = instant)]
    acknowledged_at: Option<DateTime<Utc>>,
    /// When the stage 1 response was sent
    #[arg(long, value_name = "T", value_parser = instant)]
    sent_at: Option<DateTime<Utc>>,
    /// When stage 2 was asked for
    #[arg(long, value_name = "T", value_parser = instant)]
    escalated_at: Option<DateTime<Utc>>,
    /// When the extension was announced
    #[arg(long, value_name = "T", value_parser = instant, requires = "until")]
    extended_at: Option<DateTime<Utc>>,
    /// Until when it extends
    #[arg(long, value_name = "DATE")]
    until: Option<NaiveDate>,
    /// The day of the matter complained about
    #[arg(long, value_name = "DATE")]
    issue_on: Option<NaiveDate>,
    /// The stage [default: 2 for an escalation, else 1]
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=2))]
    stage: Option<u8>,
    /// A day on which the council is closed; may be repeated
    #[arg(long = "closure", value_name = "DATE")]
    closures: Vec<NaiveDate>,
    /// How a day that is no working day counts
    #[arg(long, value_enum)]
    day_zero: Option<DayZeroName>,
    /// Questions as JSON Lines, one answer each
    #[arg(long, value_name = "FILE", conflicts_with_all = ["policy", "event"])]
    from: Option<PathBuf>,
    /// A rules folder other than the shipped one
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
enum EventName {
    ComplaintReceived,
    EscalationReceived,
    Acknowledged,
    Extension,
    EnquiryReceived,
    OmbudsmanEvidenceRequested,
    #[serde(rename = "stage1_response_sent")]
    #[value(name = "stage1_response_sent")]
    Stage1ResponseSent,
    IssueAge,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum DayZeroName {
    NextWorkingDay,
    OwnDate,
}

/// A question, from the command line or a line of a file.
#[derive(Debug, serde::Deserialize)]
struct Question {
    id: Option<Value>,
    policy: String,
    event: EventName,
    stage: Option<u8>,
    received_at: Option<DateTime<Utc>>,
    acknowledged_at: Option<DateTime<Utc>>,
    sent_at: Option<DateTime<Utc>>,
    escalated_at: Option<DateTime<Utc>>,
    extended_at: Option<DateTime<Utc>>,
    #[serde(alias = "until")]
    requested_until: Option<NaiveDate>,
    issue_on: Option<NaiveDate>,
    #[serde(default)]
    closures: Vec<NaiveDate>,
}

/// RFC 3339, or `2026-12-17 09:15` or `2026-12-17` in London.
pub(super) fn instant(text: &str) -> Result<DateTime<Utc>, String> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Ok(at.to_utc());
    }
    let local = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .or_else(|| Some(text.parse::<NaiveDate>().ok()?.and_time(NaiveTime::MIN)));
    local
        .and_then(|local| London.from_local_datetime(&local).earliest())
        .map(|at| at.to_utc())
        .ok_or_else(|| "write it as 2026-12-17T09:15:00Z or 2026-12-17".to_owned())
}

impl Deadlines {
    pub fn run(mut self) -> Result<ExitCode, Failure> {
        let (mut rulebook, _) = Rulebook::load(self.rules.as_deref(), None)?;
        if let Some(day_zero) = self.day_zero {
            rulebook.calendar.day_zero = match day_zero {
                DayZeroName::NextWorkingDay => DayZero::NextWorkingDay,
                DayZeroName::OwnDate => DayZero::OwnDate,
            };
        }
        let mut lines = Lines::default();
        let mut good = true;
        match self.from.take() {
            Some(file) => {
                let bytes = read_file(&file)
                    .map_err(|why| Failure::Wrong(format!("{}: {why}", file.display())))?;
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let numbered = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
                for (number, line) in numbered {
                    let question = serde_json::from_str(line).map_err(|error| error.to_string());
                    let answered =
                        question.and_then(|question| self.answer(&rulebook, &question, &mut lines));
                    if let Err(why) = answered {
                        output::complain(format!("{}:{}: {why}", file.display(), number + 1));
                        good = false;
                    }
                }
            }
            None => {
                let question = self.question()?;
                if !rulebook.policies.contains_key(&question.policy) {
                    return Err(Failure::Usage(unknown_policy(&question.policy, &rulebook)));
                }
                if let Err(why) = self.answer(&rulebook, &question, &mut lines) {
                    return Err(Failure::Wrong(why));
                }
            }
        }
        lines.print()?;
        Ok(if good { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }

    fn question(&self) -> Result<Question, Failure> {
        let missing = |what: &str| Failure::Usage(format!("--{what} is missing"));
        Ok(Question {
            id: None,
            policy: self.policy.clone().ok_or_else(|| missing("policy"))?,
            event: self.event.ok_or_else(|| missing("event"))?,
            stage: self.stage,
            received_at: self.received_at,
            acknowledged_at: self.acknowledged_at,
            sent_at: self.sent_at,
            escalated_at: self.escalated_at,
            extended_at: self.extended_at,
            requested_until: self.until,
            issue_on: self.issue_on,
            closures: self.closures.clone(),
        })
    }

    fn answer(
        &self,
        rulebook: &Rulebook,
        question: &Question,
        lines: &mut Lines,
    ) -> Result<(), String> {
        let policy = rulebook
            .policies
            .get(&question.policy)
            .ok_or_else(|| unknown_policy(&question.policy, rulebook))?;
        let closed = question.closures.iter().map(|day| (*day, "closure day".to_owned()));
        let calendar: Calendar = rulebook.calendar.with_closures(closed);
        let happening = question.happening()?;
        let dates = deadlines(policy, &happening, &calendar).map_err(|error| error.to_string())?;
        if self.json {
            let answer = as_json(question, &dates);
            return lines.json(&answer).map_err(|_| "not JSON".to_owned());
        }
        for_people(&dates, &happening, lines);
        window_of_request(policy, question, &happening, &calendar, lines)
    }
}

/// Whether a request for stage 2 came in time, where it is known when stage 1 was
/// answered.
fn window_of_request(
    policy: &Policy,
    question: &Question,
    happening: &Happening,
    calendar: &Calendar,
    lines: &mut Lines,
) -> Result<(), String> {
    let (Happening::Received { stage: Stage::Two, at, .. }, Some(sent)) =
        (happening, question.sent_at)
    else {
        return Ok(());
    };
    let answered = Happening::Stage1ResponseSent { at: sent, escalated: Some(*at) };
    let dates = deadlines(policy, &answered, calendar).map_err(|error| error.to_string())?;
    if let (Some(window), Some(false)) = (&dates.window, dates.in_window) {
        let day = crate::letters::facts::long_date(window.due.day);
        lines.line(format!(
            "asked for too late: the time ended on {} ({}); a person decides whether to take it on",
            bold(&day),
            window.due.clause
        ));
    }
    Ok(())
}

fn unknown_policy(id: &str, rulebook: &Rulebook) -> String {
    let known: Vec<&str> = rulebook.policies.keys().map(String::as_str).collect();
    format!("there is no policy \"{id}\"; known are {}", known.join(", "))
}

impl Question {
    fn happening(&self) -> Result<Happening, String> {
        let need = |at: Option<DateTime<Utc>>, what: &str| {
            at.ok_or_else(|| format!("\"{what}\" is missing for this event"))
        };
        let stage = |default: Stage| match self.stage {
            Some(number) => Stage::try_from(number),
            None => Ok(default),
        };
        let received = |default: Stage| {
            let extended = self.extended_at.zip(self.requested_until);
            Ok(Happening::Received {
                stage: stage(default)?,
                at: need(self.received_at.or(self.escalated_at), "received_at")?,
                acknowledged: self.acknowledged_at,
                extended,
            })
        };
        match self.event {
            EventName::ComplaintReceived | EventName::Acknowledged | EventName::Extension => {
                received(Stage::One)
            }
            // The request is what was received.
            EventName::EscalationReceived => {
                let at = self.escalated_at.or(self.received_at);
                let happening = received(Stage::Two)?;
                Ok(match (happening, at) {
                    (Happening::Received { stage, acknowledged, extended, .. }, Some(at)) => {
                        Happening::Received { stage, at, acknowledged, extended }
                    }
                    (other, _) => other,
                })
            }
            EventName::EnquiryReceived => {
                Ok(Happening::Enquiry(need(self.received_at, "received_at")?))
            }
            EventName::OmbudsmanEvidenceRequested => {
                Ok(Happening::Evidence(need(self.received_at, "received_at")?))
            }
            EventName::Stage1ResponseSent => Ok(Happening::Stage1ResponseSent {
                at: need(self.sent_at, "sent_at")?,
                escalated: self.escalated_at,
            }),
            EventName::IssueAge => {
                let on = self.issue_on.ok_or("\"issue_on\" is missing for this event")?;
                Ok(Happening::IssueAge { on, received: self.received_at })
            }
        }
    }
}

/// The dates with their names in the contract.
fn named(dates: &Dates) -> [(&'static str, Option<&Count>); 4] {
    [
        ("ack_due", dates.acknowledge.as_ref()),
        ("response_due", dates.respond.as_ref()),
        ("extension_limit", dates.extension_limit.as_ref()),
        ("window_closes", dates.window.as_ref()),
    ]
}

fn as_json(question: &Question, dates: &Dates) -> Value {
    let mut answer = Map::new();
    if let Some(id) = &question.id {
        answer.insert("id".into(), id.clone());
    }
    answer.insert("day_zero".into(), json!(dates.day_zero));
    let mut because = Map::new();
    for (name, count) in named(dates) {
        let due = count.map(|count| end_of_day(count.due.day).to_rfc3339());
        answer.insert(name.into(), json!(due));
        if let Some(count) = count {
            because.insert(name.into(), explain(count));
        }
    }
    answer.insert("ack_on_time".into(), json!(dates.acknowledged_on_time));
    answer.insert("notice_in_time".into(), json!(dates.notice_in_time));
    answer.insert("within_limit".into(), json!(dates.within_limit));
    answer.insert("in_window".into(), json!(dates.in_window));
    let age = dates.issue_age.as_ref();
    answer.insert("last_day".into(), json!(age.map(|count| count.due.day)));
    answer.insert("within_12_months".into(), json!(dates.within_age));
    if let Some(count) = age {
        because.insert("last_day".into(), explain(count));
    }
    answer.insert("because".into(), Value::Object(because));
    Value::Object(answer)
}

fn explain(count: &Count) -> Value {
    let steps: Vec<Value> = count
        .steps
        .iter()
        .map(|step| match step {
            Step::Counted(day, number) => json!({ "date": day, "day": number }),
            Step::Skipped(day, why) => json!({ "date": day, "skipped": why.to_string() }),
        })
        .collect();
    json!({
        "clause": count.due.clause,
        "from": count.event,
        "day_zero": count.day_zero,
        "count": steps,
        "due": count.due.day,
        "calendar": count.due.calendar,
    })
}

fn for_people(dates: &Dates, happening: &Happening, lines: &mut Lines) {
    let words = [
        ("ack_due", "acknowledgement due"),
        ("response_due", "response due"),
        ("extension_limit", "extension at most until"),
        ("window_closes", "stage 2 can be asked for until"),
    ];
    for (name, count) in named(dates) {
        let word = words.iter().find(|(known, _)| *known == name).map_or(name, |(_, word)| word);
        if let Some(count) = count {
            tell(word, count, &supposed(name, dates, happening), lines);
        }
    }
    if let Some(count) = &dates.issue_age {
        tell("last day to complain about it", count, "", lines);
    }
    let facts = [
        ("acknowledged in time", dates.acknowledged_on_time),
        ("extension announced in time", dates.notice_in_time),
        ("extension within the limit", dates.within_limit),
        ("asked for in time", dates.in_window),
        ("within the policy's limit", dates.within_age),
    ];
    for (what, holds) in facts {
        if let Some(holds) = holds {
            lines.line(format!("{what}: {}", if holds { "yes" } else { "no" }));
        }
    }
}

/// A response that runs from the acknowledgement has another day when it is
/// acknowledged earlier, as letters do that go out at once.
fn supposed(name: &str, dates: &Dates, happening: &Happening) -> String {
    let (Some(acknowledge), Some(respond)) = (&dates.acknowledge, &dates.respond) else {
        return String::new();
    };
    let unknown = matches!(happening, Happening::Received { acknowledged: None, .. });
    if !unknown || name == "ack_due" || respond.event != acknowledge.due.day {
        return String::new();
    }
    let day = crate::letters::facts::long_date(acknowledge.due.day);
    format!(", if acknowledged on the last day ({day}); else add --acknowledged-at")
}

fn tell(what: &str, count: &Count, supposed: &str, lines: &mut Lines) {
    let day = crate::letters::facts::long_date(count.due.day);
    lines.line(format!("{what}: {} ({}){supposed}", bold(&day), count.due.clause));
    let day = |day: &NaiveDate| day.format("%a %-d %b %Y").to_string();
    lines.line(format!("  from {}, day 0 is {}", day(&count.event), day(&count.day_zero)));
    for step in &count.steps {
        match step {
            Step::Counted(date, number) => lines.line(format!("  {number:>3}  {}", day(date))),
            Step::Skipped(date, why) => lines.line(format!("    -  {}: {why}", day(date))),
        }
    }
}
