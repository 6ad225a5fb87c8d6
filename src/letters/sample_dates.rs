//! Sample facts with a policy's own days, for `redress letters preview`: what the
//! letter would say of a complaint that arrived at an instant.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::facts::{DigestItem, Facts, MailFacts};
use super::form::Form;
use super::words::long_date;
use crate::policy::calendar::{in_london, local_day};
use crate::policy::{
    Acknowledgement, Advice, AdviceDay, BeyondCalendar, Calendar, Limit, Policy, Stage, WorkingDays,
};

/// A day of stage 1 and of stage 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct ByStage(NaiveDate, NaiveDate);

impl ByStage {
    fn of(self, stage: Stage) -> NaiveDate {
        match stage {
            Stage::One => self.0,
            Stage::Two => self.1,
        }
    }
}

/// The days of a complaint that goes through both stages, each answer on its
/// last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleDays {
    received_at: DateTime<Utc>,
    /// Stage 1 received, stage 2 asked for.
    received: ByStage,
    acknowledge: ByStage,
    respond: ByStage,
    extend: ByStage,
    /// The last day for asking for stage 2.
    window: Option<NaiveDate>,
    enquiry: Option<NaiveDate>,
    data_protection: Option<NaiveDate>,
    /// A promised action, after the answer.
    action: NaiveDate,
}

impl SampleDays {
    /// Counts them from the receipt of the complaint.
    ///
    /// # Errors
    /// [`BeyondCalendar`] when the calendar ends before one of them.
    pub fn of(
        policy: &Policy,
        calendar: &Calendar,
        received_at: DateTime<Utc>,
    ) -> Result<Self, BeyondCalendar> {
        let received = local_day(received_at);
        let acknowledged_at = match policy.acknowledgement {
            Acknowledgement::AtOnce => received_at,
            Acknowledgement::Confirmed { fallback } => {
                calendar.start_of_work(calendar.after(received, fallback)?)
            }
        };
        let acknowledge = policy.acknowledge_due(Stage::One, received_at, calendar)?.day;
        let respond =
            policy.respond_due(Stage::One, received_at, Some(acknowledged_at), calendar)?.day;
        let asked = calendar.after(respond, WorkingDays(3))?;
        let asked_at = calendar.start_of_work(asked);
        let second = policy.respond_due(Stage::Two, asked_at, Some(asked_at), calendar)?.day;
        let optional = |limit: &Option<Limit>, from: NaiveDate| {
            limit.as_ref().map(|it| Ok(it.count(from, calendar)?.due.day)).transpose()
        };
        let day_zero = calendar.received_on(received_at);
        Ok(Self {
            received_at,
            received: ByStage(received, asked),
            acknowledge: ByStage(
                acknowledge,
                policy.acknowledge_due(Stage::Two, asked_at, calendar)?.day,
            ),
            respond: ByStage(respond, second),
            extend: ByStage(
                policy.stage1.extend.count(respond, calendar)?.due.day,
                policy.stage2.extend.count(second, calendar)?.due.day,
            ),
            window: optional(&policy.window, respond)?,
            enquiry: optional(&policy.enquiry, day_zero)?,
            data_protection: optional(&policy.data_protection, received)?,
            action: calendar.after(respond, WorkingDays(3))?,
        })
    }

    /// Puts the days into the sample facts of a letter, and what the mode of the
    /// acknowledgement makes of it.
    pub fn put_into(&self, facts: &mut Facts, form: Form, policy: &Policy, stage: Stage) {
        let of = |days: &ByStage| long_date(days.of(stage));
        let respond = of(&self.respond);
        let confirmed = matches!(policy.acknowledgement, Acknowledgement::Confirmed { .. });
        let first_confirmed = confirmed && stage == Stage::One;
        if let Some(case) = &mut facts.case {
            case.received_on = of(&self.received);
            if case.respond_by.is_some() {
                case.respond_by = if form == Form::Answer {
                    self.enquiry.map(long_date)
                } else {
                    Some(respond.clone())
                };
            }
            case.to_confirm = form == Form::Assignment && first_confirmed;
            case.acknowledged = !case.to_confirm;
            // Where the letter at once is the acknowledgement, only what is not
            // known to be a complaint has a receipt.
            if form == Form::Receipt && !first_confirmed {
                case.stage = None;
                case.kind = "message".to_owned();
                case.respond_by = None;
            }
        }
        // The officer's points are in the acknowledgement only where an officer
        // confirms it.
        if form == Form::Acknowledgement && !first_confirmed {
            facts.definition = None;
        }
        for mail in facts.mail.iter_mut() {
            self.put_into_mail(mail, stage);
        }
        if let Some(extension) = &mut facts.extension {
            extension.instead_of = respond.clone();
            extension.until = of(&self.extend);
        }
        if let Some(answer) = &mut facts.answer {
            if answer.stage2_until.is_some() {
                answer.stage2_until = self.window.filter(|_| stage == Stage::One).map(long_date);
            }
            for action in &mut answer.actions {
                *action = format!("by {}: R. Patel mends the boiler", long_date(self.action));
            }
        }
        if let Some(stage1) = &mut facts.stage1 {
            stage1.answered_on = stage1.answered_on.take().map(|_| long_date(self.respond.0));
            stage1.asked_on = stage1.asked_on.take().map(|_| long_date(self.received.1));
            for mail in stage1.mail.iter_mut() {
                self.put_into_mail(mail, Stage::One);
            }
        }
        if let Some(duty) = &mut facts.duty {
            duty.due = respond.clone();
        }
        self.put_into_lists(facts, policy, &respond);
        if !facts.advice.is_empty() {
            facts.advice = policy.advice.iter().map(|one| self.advice(one, stage)).collect();
        }
    }

    fn put_into_mail(&self, mail: &mut MailFacts, stage: Stage) {
        let at = match stage {
            Stage::One => in_london(self.received_at).naive_local(),
            Stage::Two => self.received.1.and_time(in_london(self.received_at).time()),
        };
        mail.received = at.format("%-d %B %Y at %H:%M").to_string();
    }

    fn put_into_lists(&self, facts: &mut Facts, policy: &Policy, respond: &str) {
        let before = self.respond.0 - Days::new(1);
        let put = |items: &mut Vec<DigestItem>, number: u64, due: NaiveDate| {
            for item in items {
                item.reference = policy.reference.make(2026, number).0;
                item.due = long_date(due);
            }
        };
        if let Some(digest) = &mut facts.digest {
            digest.day = long_date(self.respond.0);
            put(&mut digest.overdue, 7, before);
            put(&mut digest.due, 42, self.respond.0);
        }
        if let Some(away) = &mut facts.away {
            put(&mut away.owed, 42, self.respond.0);
        }
        if let Some(returned) = &mut facts.returned {
            put(&mut returned.cases, 42, self.respond.0);
        }
        if let Some(reply) = &mut facts.reply {
            for line in reply.mended.iter_mut().filter(|line| line.starts_with("/extend")) {
                *line = format!("/extend {respond}");
            }
        }
    }

    fn advice(&self, advice: &Advice, stage: Stage) -> String {
        let by = advice.by.and_then(|by| match by {
            AdviceDay::Acknowledge => Some(self.acknowledge.of(stage)),
            AdviceDay::Respond => Some(self.respond.of(stage)),
            AdviceDay::DataProtection => self.data_protection,
        });
        let by = by.map(|day| format!("By {}: ", long_date(day))).unwrap_or_default();
        format!("{by}{} ({})", advice.say.trim_end_matches('.'), advice.clause)
    }
}
