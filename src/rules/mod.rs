//! What a message is: rule files to a [`RuleSet`], a message's words to a
//! [`Classification`] with reasons. Pure; rules are data that staff edit.

pub mod load;
pub mod phrase;
pub mod score;
pub mod text;

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::fault::Place;
use crate::toml_file::Placed;
use phrase::{PhraseBook, PhraseId};

/// The five kinds of message that the policies tell apart (digest, section 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// Dissatisfaction, however made (KH 2.0, KC 2.0, HC 1.2).
    Complaint,
    /// A first request for action or information (KH 2.0, KC 2.0, HC 1.4).
    ServiceRequest,
    /// An opinion or remark (KH 10, KC 10).
    Comment,
    /// Praise (KH 10, KC 10).
    Compliment,
    /// None of the four.
    Other,
}

impl Label {
    /// All labels; in doubt the earlier one wins, so complaint is first.
    pub const ALL: [Label; 5] =
        [Label::Complaint, Label::ServiceRequest, Label::Comment, Label::Compliment, Label::Other];

    /// The name in rule files and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Label::Complaint => "complaint",
            Label::ServiceRequest => "service_request",
            Label::Comment => "comment",
            Label::Compliment => "compliment",
            Label::Other => "other",
        }
    }

    /// The label of that name.
    pub fn parse(name: &str) -> Option<Label> {
        Label::ALL.into_iter().find(|label| label.as_str() == name)
    }
}

/// What the sender wants with regard to an open case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// A matter of its own.
    New,
    /// Writes about an open case.
    FollowUp,
    /// Wants the next stage (HC 6.10).
    Escalation,
    /// Takes a complaint back.
    Withdrawal,
    /// Only says thank you.
    Thanks,
}

impl Intent {
    /// All intents with their names in rule files and output.
    pub const ALL: [(&'static str, Intent); 5] = [
        ("new", Intent::New),
        ("follow_up", Intent::FollowUp),
        ("escalation", Intent::Escalation),
        ("withdrawal", Intent::Withdrawal),
        ("thanks", Intent::Thanks),
    ];
}

/// What a rule says when it fires.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// Evidence for a label, weighted.
    Label(Label),
    /// The flag stands.
    Flag(String),
    /// Evidence for a service area, weighted.
    Area(String),
    /// Evidence for a policy, weighted.
    Policy(String),
    /// What the sender wants, weighted.
    Intent(Intent),
    /// An exclusion to put before a person, by its id (digest, section 4).
    Exclusion(String),
}

impl Claim {
    /// The name that reasons carry.
    pub fn name(&self) -> String {
        match self {
            Claim::Label(label) => label.as_str().to_owned(),
            Claim::Flag(name)
            | Claim::Area(name)
            | Claim::Policy(name)
            | Claim::Exclusion(name) => name.clone(),
            Claim::Intent(intent) => Intent::ALL
                .iter()
                .find(|(_, other)| other == intent)
                .map_or_else(String::new, |(name, _)| (*name).to_owned()),
        }
    }
}

/// Which text a condition looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The subject, without reply marks.
    Subject,
    /// What the sender wrote this time.
    Body,
    /// Subject or body.
    Text,
    /// The sender's address.
    From,
}

/// When a rule fires.
#[derive(Debug, Clone)]
pub enum Condition {
    /// One of these phrases stands in the field.
    Phrases(Vec<PhraseId>, Field),
    /// The expression matches the field.
    Regex(Box<Regex>, Field),
    /// One of each pair stands within so many words in one sentence.
    Near {
        /// The first.
        first: Vec<PhraseId>,
        /// The second.
        second: Vec<PhraseId>,
        /// At most so many words lie between.
        within: usize,
        /// Whether the first must come before the second.
        ordered: bool,
        /// Where.
        field: Field,
    },
    /// The sender's address ends so, in lower case.
    FromEnds(Vec<String>),
    /// All hold.
    All(Vec<Condition>),
    /// One holds.
    Any(Vec<Condition>),
    /// None holds.
    None(Vec<Condition>),
}

/// A rule of a rule file.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its name, unique.
    pub id: String,
    /// Where it stands.
    pub place: Place,
    /// What it says.
    pub claims: Vec<Claim>,
    /// How strongly, for labels, areas, policies and intents.
    pub weight: f64,
    /// Its label outranks every score.
    pub decisive: bool,
    /// When.
    pub condition: Condition,
    /// Texts that must make it fire.
    pub fires: Vec<Placed<String>>,
    /// Texts that must not.
    pub silent: Vec<Placed<String>>,
}

/// How scores become a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Scoring {
    /// What each label starts with.
    pub prior: BTreeMap<Label, f64>,
    /// A lead smaller than this is for a person to see.
    pub review_margin: f64,
    /// Divides the scores before they become probabilities.
    pub temperature: f64,
}

/// What the council does about certain flags, whatever the label.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Handling {
    /// Somebody is told at once, day or night.
    pub urgent: BTreeSet<String>,
    /// No automatic letter: it could warn the wrong person.
    pub restricted: BTreeSet<String>,
    /// Without a matter to answer (advertising, fraud): filed, no case.
    pub no_case: BTreeSet<String>,
}

/// All rules, ready to judge.
#[derive(Debug)]
pub struct RuleSet {
    /// The rules in the order of the files.
    pub rules: Vec<Rule>,
    /// Names the content: the files' own version line and a hash.
    pub version: String,
    /// How scores become a decision.
    pub scoring: Scoring,
    /// What is done about certain flags.
    pub handling: Handling,
    book: PhraseBook,
}

impl RuleSet {
    /// Every service area that a rule can choose.
    pub fn areas(&self) -> BTreeSet<&str> {
        self.claims(|claim| match claim {
            Claim::Area(name) => Some(name.as_str()),
            Claim::Label(_)
            | Claim::Flag(_)
            | Claim::Policy(_)
            | Claim::Intent(_)
            | Claim::Exclusion(_) => None,
        })
    }

    fn claims<'a>(&'a self, pick: impl Fn(&'a Claim) -> Option<&'a str>) -> BTreeSet<&'a str> {
        self.rules.iter().flat_map(|rule| rule.claims.iter()).filter_map(pick).collect()
    }
}

/// What the rules judge.
#[derive(Debug, Clone, Copy, Default)]
pub struct Text<'a> {
    /// The subject as the sender wrote it.
    pub subject: &'a str,
    /// What the sender wrote this time.
    pub body: &'a str,
    /// The sender's address.
    pub from: &'a str,
}

/// Why: one rule that fired, with the words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reason {
    /// The rule's id.
    pub rule: String,
    /// Its file.
    pub file: String,
    /// Its line.
    pub line: usize,
    /// Where the words stand.
    pub field: Field,
    /// The words as the sender wrote them.
    pub matched: String,
    /// What the rule speaks for.
    #[serde(rename = "for")]
    pub claim: String,
    /// How strongly.
    pub weight: f64,
}

/// What a message is, with confidence and reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Classification {
    /// The best label; in doubt complaint.
    pub label: Label,
    /// The probability of the label, 0 to 1.
    pub confidence: f64,
    /// The lead is small, or nothing spoke at all: a person should look.
    pub needs_review: bool,
    /// Flags that stand.
    pub flags: BTreeSet<String>,
    /// What the sender wants.
    pub intent: Intent,
    /// The service area, if one is told.
    pub area: Option<String>,
    /// The policy, if one is told.
    pub policy: Option<String>,
    /// Exclusions to put before a person.
    pub exclusions: BTreeSet<String>,
    /// Every rule that fired.
    pub reasons: Vec<Reason>,
}
