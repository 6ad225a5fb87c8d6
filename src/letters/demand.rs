//! Whether a letter, as it would be read, says what is demanded of it.

use minijinja::Environment;
use minijinja::value::Serde;

use super::facts::Facts;
use super::form::Form;
use crate::policy::Demand;

/// What letters to staff must say; those to residents have their demands in
/// the policy files.
pub(super) fn of_staff(form: Form) -> &'static [(Demand, &'static str)] {
    const REFERENCE: (Demand, &str) = (Demand::Reference, "every mail names its case");
    const WORDS: (Demand, &str) = (Demand::Definition, "officers have only mail");
    const DUE: (Demand, &str) = (Demand::DueDate, "HC 4.1");
    const WHY: (Demand, &str) = (Demand::Reasons, "why it came to them");
    match form {
        Form::Assignment => &[REFERENCE, WORDS, WHY, DUE],
        Form::NewMessage | Form::UrgentAlert => &[REFERENCE, WORDS],
        Form::Handover => &[REFERENCE, WORDS],
        Form::Reminder | Form::Chase | Form::ManagerAlert | Form::Absence => &[REFERENCE, DUE],
        Form::Approval => &[REFERENCE, (Demand::NewDate, "KH 4.2"), WHY],
        Form::Digest | Form::Returned => &[DUE],
        Form::Triage => &[WORDS, WHY],
        Form::Alert => &[WHY],
        Form::CommandReply | Form::DeliveryFailed => &[REFERENCE, WHY],
        Form::Receipt
        | Form::LateRequest
        | Form::Acknowledgement
        | Form::Definition
        | Form::Extension
        | Form::Update
        | Form::Response
        | Form::FinalResponse
        | Form::PolicyAnswer
        | Form::Answer
        | Form::Refusal
        | Form::RefusalToEscalate
        | Form::Closing
        | Form::ServiceRequest
        | Form::Thanks
        | Form::Routed
        | Form::Consent => &[],
    }
}

/// A letter as it would be read, with its white space evened out.
pub(super) struct Written {
    subject: String,
    text: String,
}

fn even(text: &str) -> String {
    let words = text.split_whitespace().filter(|word| *word != ">");
    words.collect::<Vec<_>>().join(" ")
}

impl Written {
    /// Writes a letter; None when it can't be.
    pub fn of(environment: &Environment<'_>, form: Form, facts: &Facts) -> Option<Self> {
        let template = environment.get_template(form.as_str()).ok()?;
        let whole = template.render(Serde(facts)).ok()?;
        let (subject, text) = super::split(&whole)?;
        Some(Self { subject, text: even(&text) })
    }

    fn has(&self, text: &str) -> bool {
        let wanted = even(text);
        !wanted.is_empty() && self.text.contains(&wanted)
    }

    fn has_all<'t>(&self, texts: impl IntoIterator<Item = &'t String>) -> bool {
        let mut texts = texts.into_iter().peekable();
        texts.peek().is_some() && texts.all(|text| self.has(text))
    }

    fn has_part(&self, name: &str, facts: &Facts, environment: &Environment<'_>) -> bool {
        let part = environment.get_template(&format!("parts/{name}"));
        let part = part.and_then(|part| part.render(Serde(facts)));
        part.is_ok_and(|part| self.has(&part))
    }

    /// Whether it says what is demanded.
    pub fn says(&self, demand: Demand, facts: &Facts, environment: &Environment<'_>) -> bool {
        let case = facts.case.as_ref();
        let part = |name| self.has_part(name, facts, environment);
        match demand {
            Demand::Reference => case.is_some_and(|case| {
                self.has(&case.reference) && self.subject.contains(&case.reference)
            }),
            Demand::Stage => case.and_then(|case| case.stage).is_some_and(|stage| {
                let text = self.text.to_lowercase();
                text.contains(&format!("stage {stage}"))
                    || text.contains(&format!("stage: {stage}"))
            }),
            Demand::DueDate => self.says_due(facts),
            Demand::Ombudsman => facts
                .ombudsmen
                .iter()
                .all(|one| self.has_all([&one.name, &one.web, &one.phone, &one.post])),
            Demand::Definition => match &facts.definition {
                Some(definition) => self.has_all(&definition.points),
                None => facts.mail.as_ref().is_some_and(|mail| {
                    mail.words.lines().all(|line| even(line).is_empty() || self.has(line))
                }),
            },
            Demand::OutcomeSought => match &facts.definition {
                Some(definition) => self.has(&definition.outcome),
                None => part("outcome_sought"),
            },
            Demand::Responsibility => {
                facts.definition.as_ref().is_some_and(|it| self.has(&it.responsible))
            }
            Demand::Policy => case.is_some_and(|case| self.has(&case.policy)),
            Demand::NewDate => facts.extension.as_ref().is_some_and(|it| self.has(&it.until)),
            Demand::Updates => facts
                .extension
                .as_ref()
                .and_then(|extension| extension.updates.as_ref())
                .is_some_and(|updates| self.has(updates)),
            Demand::Reasons => self.says_why(facts),
            Demand::Decision => {
                facts.answer.as_ref().is_some_and(|answer| self.has_all(&answer.decision))
            }
            Demand::Remedy => facts.answer.as_ref().is_some_and(|it| self.has(&it.remedy)),
            Demand::Actions => {
                facts.answer.as_ref().is_some_and(|answer| self.has_all(&answer.actions))
            }
            Demand::NextSteps => self.text.to_lowercase().contains("what happens next"),
            Demand::WhoDeals => {
                let routes = facts.routes.iter().flatten().chain(&facts.route);
                let mut routes = routes.peekable();
                let answers = case.and_then(|case| case.answered_by.as_ref());
                match routes.peek() {
                    Some(_) => routes.all(|route| self.has(&route.goes_to)),
                    None => answers.is_some_and(|title| self.has(title)),
                }
            }
            Demand::IfLate
            | Demand::OmbudsmanAnyTime
            | Demand::Adjustments
            | Demand::HowToEscalate
            | Demand::Final
            | Demand::HowToComplain => part(demand.as_str()),
        }
    }

    fn says_due(&self, facts: &Facts) -> bool {
        if let Some(digest) = &facts.digest {
            return self.has_all(digest.overdue.iter().chain(&digest.due).map(|item| &item.due));
        }
        if let Some(returned) = &facts.returned {
            return returned.cases.iter().all(|one| self.has(&one.reference) && self.has(&one.due));
        }
        if let Some(away) = &facts.away {
            return away.owed.iter().all(|item| self.has(&item.what) && self.has(&item.due));
        }
        match &facts.duty {
            Some(duty) => {
                let holder = duty.holder.as_ref();
                self.has(&duty.due)
                    && self.has(&duty.what)
                    && holder.is_none_or(|holder| self.has(holder))
            }
            None => {
                let due = facts.case.as_ref().and_then(|case| case.respond_by.as_ref());
                due.is_some_and(|due| self.has(due))
            }
        }
    }

    fn says_why(&self, facts: &Facts) -> bool {
        let answer = facts.answer.as_ref();
        let answer = answer.map(|answer| answer.words.as_ref().unwrap_or(&answer.reasons));
        let extension = facts.extension.as_ref().map(|extension| &extension.reasons);
        let failed = facts.failed.as_ref().map(|failed| &failed.reply);
        let wrong = facts.reply.iter().flat_map(|reply| &reply.wrong);
        let all = answer.into_iter().chain(extension).chain(failed).chain(&facts.reasons);
        self.has_all(all.chain(wrong).chain(&facts.why))
    }
}

/// What to write in a template to meet a demand.
pub(super) fn mend(form: Form, demand: Demand) -> String {
    let fact = match demand {
        Demand::Reference => "case.reference",
        Demand::Stage => "case.stage",
        Demand::DueDate => due(form),
        Demand::Definition if has_definition(form) => {
            return "{% for point in definition.points %}".to_owned();
        }
        Demand::Definition => "mail.words | quote",
        Demand::OutcomeSought if form == Form::Definition => "definition.outcome",
        Demand::Responsibility => "definition.responsible",
        Demand::Policy => "case.policy",
        Demand::NewDate => "extension.until",
        Demand::Updates => "extension.updates",
        Demand::Reasons => reasons(form),
        Demand::Decision => return "{% for point in answer.decision %}".to_owned(),
        Demand::Remedy => "answer.remedy",
        Demand::Actions => return "{% for action in answer.actions %}".to_owned(),
        Demand::NextSteps => return "the heading \"What happens next\"".to_owned(),
        Demand::WhoDeals if form != Form::Routed => "case.answered_by",
        Demand::WhoDeals => return "{% for route in routes %}{{ route.goes_to }}".to_owned(),
        Demand::Ombudsman
        | Demand::OutcomeSought
        | Demand::IfLate
        | Demand::OmbudsmanAnyTime
        | Demand::Adjustments
        | Demand::HowToEscalate
        | Demand::Final
        | Demand::HowToComplain => {
            return format!("{{% include \"parts/{}\" %}}", demand.as_str());
        }
    };
    format!("{{{{ {fact} }}}}")
}

fn is_answer(form: Form) -> bool {
    matches!(form, Form::Response | Form::FinalResponse | Form::PolicyAnswer)
}

fn has_definition(form: Form) -> bool {
    is_answer(form) || form == Form::Definition
}

fn due(form: Form) -> &'static str {
    if matches!(form, Form::Reminder | Form::Chase) {
        "duty.what }} and {{ duty.due"
    } else if form == Form::ManagerAlert {
        "duty.what }}, {{ duty.due }} and {{ duty.holder"
    } else if form == Form::Digest {
        "item.due"
    } else {
        "case.respond_by"
    }
}

fn reasons(form: Form) -> &'static str {
    if matches!(form, Form::Extension | Form::Approval) {
        "extension.reasons"
    } else if form == Form::Answer {
        "answer.words"
    } else if is_answer(form) {
        "answer.reasons"
    } else if form == Form::DeliveryFailed {
        "failed.reply"
    } else if form == Form::CommandReply {
        "line }} for each of {{ reply.wrong"
    } else if form.kind().for_resident() {
        "reasons"
    } else {
        "why"
    }
}
