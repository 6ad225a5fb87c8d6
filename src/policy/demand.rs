//! What a policy demands of its letters (policy digest, section 8).

use std::collections::BTreeMap;

/// Something that a letter must say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Demand {
    /// The case's reference, in subject and text.
    Reference,
    /// The stage.
    Stage,
    /// The day by which the council answers.
    DueDate,
    /// What happens if that day is missed.
    IfLate,
    /// Every Ombudsman of the case, with name, web address, telephone, post.
    Ombudsman,
    /// That the Ombudsman may be asked at any time.
    OmbudsmanAnyTime,
    /// The complaint as the council understands it.
    Definition,
    /// The question for the outcome that the resident wants.
    OutcomeSought,
    /// What the council is and is not responsible for.
    Responsibility,
    /// The offer of adjustments, other formats and languages.
    Adjustments,
    /// Where the policy can be read.
    Policy,
    /// The new day of an extension.
    NewDate,
    /// The reasons.
    Reasons,
    /// When the resident hears again.
    Updates,
    /// The decision on each point.
    Decision,
    /// The remedy that is offered.
    Remedy,
    /// What is still to be done, by whom and when.
    Actions,
    /// How to ask for stage 2, and until when.
    HowToEscalate,
    /// That this answer is the council's last.
    Final,
    /// How to complain.
    HowToComplain,
    /// What happens next.
    NextSteps,
    /// Who deals with it.
    WhoDeals,
}

impl Demand {
    /// All demands with their names in policy files and what they are called.
    pub const ALL: [(&'static str, Demand, &'static str); 22] = [
        ("reference", Demand::Reference, "the reference number"),
        ("stage", Demand::Stage, "the stage"),
        ("due_date", Demand::DueDate, "the due date"),
        ("if_late", Demand::IfLate, "what happens if the date is missed"),
        ("ombudsman", Demand::Ombudsman, "the Ombudsman's details"),
        ("ombudsman_any_time", Demand::OmbudsmanAnyTime, "the Ombudsman at any time"),
        ("definition", Demand::Definition, "the complaint as understood"),
        ("outcome_sought", Demand::OutcomeSought, "the question for the outcome sought"),
        ("responsibility", Demand::Responsibility, "what the council is responsible for"),
        ("adjustments", Demand::Adjustments, "the offer of adjustments"),
        ("policy", Demand::Policy, "the policy"),
        ("new_date", Demand::NewDate, "the new date"),
        ("reasons", Demand::Reasons, "the reasons"),
        ("updates", Demand::Updates, "when the resident hears again"),
        ("decision", Demand::Decision, "the decision"),
        ("remedy", Demand::Remedy, "the remedy"),
        ("actions", Demand::Actions, "the outstanding actions"),
        ("how_to_escalate", Demand::HowToEscalate, "how to ask for stage 2"),
        ("final", Demand::Final, "that the answer is final"),
        ("how_to_complain", Demand::HowToComplain, "how to complain"),
        ("next_steps", Demand::NextSteps, "the next steps"),
        ("who_deals", Demand::WhoDeals, "who deals with it"),
    ];

    /// The name in policy files.
    pub fn as_str(self) -> &'static str {
        Demand::ALL.iter().find(|(_, demand, _)| *demand == self).map_or("", |(name, ..)| name)
    }

    /// What it is called in a fault.
    pub fn words(self) -> &'static str {
        Demand::ALL.iter().find(|(_, demand, _)| *demand == self).map_or("", |(.., words)| words)
    }

    /// The demand of that name.
    pub fn parse(name: &str) -> Option<Demand> {
        Demand::ALL.iter().find(|(known, ..)| *known == name).map(|(_, demand, _)| *demand)
    }
}

/// The letters to residents of which a policy can demand something, by the
/// names of their template files.
pub const LETTERS: [&str; 17] = [
    "receipt",
    "late_request",
    "acknowledgement",
    "definition",
    "extension",
    "update",
    "response",
    "final_response",
    "policy_answer",
    "answer",
    "refusal",
    "refusal_to_escalate",
    "closing",
    "service_request",
    "thanks",
    "routed",
    "consent",
];

/// What each letter must say, with the clause that demands it.
pub type Demands = BTreeMap<String, BTreeMap<Demand, String>>;
