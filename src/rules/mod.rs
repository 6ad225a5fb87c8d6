//! What a message is: rule files to a [`RuleSet`], a message's words to a
//! [`Classification`] with reasons. Pure; rules are data that staff edit.

pub mod calibrate;
mod candidate;
pub mod condition;
pub mod dictionary;
pub mod evaluate;
pub mod explain;
pub mod field;
pub mod fit;
pub mod flag_words;
pub mod inflect;
pub mod language;
pub mod learn;
pub mod learn_flags;
mod lint;
mod lint_list;
pub mod load;
mod load_condition;
pub mod load_example;
mod load_fact;
mod load_list;
mod load_words;
pub mod measured;
pub mod pattern;
pub mod phrase;
mod prefilter;
pub mod score;
pub mod text;
pub mod trial;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use regex::{Regex, RegexSet};
use serde::{Deserialize, Serialize};

use crate::fault::Place;
use crate::toml_file::Placed;
pub use condition::{Condition, FactId};
pub use field::{Field, Text, Thread};
use phrase::PhraseBook;

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

/// What a rule says when it fires, besides the labels it speaks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
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
    /// Something that other rules build on.
    Fact(FactId),
}

impl Intent {
    /// The name in rule files and output.
    pub fn as_str(self) -> &'static str {
        Intent::ALL.iter().find(|(_, other)| *other == self).map_or("", |(name, _)| name)
    }
}

/// A rule of a rule file.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its name, unique.
    pub id: Arc<str>,
    /// Its file.
    pub file: Arc<str>,
    /// Where it stands.
    pub place: Place,
    /// The labels it speaks for, each with the weight; below 0 it speaks
    /// against.
    pub scores: Vec<(Label, f64)>,
    /// Where the weight of each label is written.
    pub weight_places: Vec<Option<Place>>,
    /// What else it says.
    pub claims: Vec<Claim>,
    /// How strongly, for areas, policies and intents.
    pub weight: f64,
    /// Its label outranks every score.
    pub decisive: bool,
    /// The flags it raises fall when measured words speak against them.
    pub weak: bool,
    /// Of the rules of one group only the strongest counts for a label.
    pub group: Option<String>,
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
    /// What each label starts with, in the order of [`Label::ALL`].
    pub prior: [f64; 5],
    /// Where each of those is written.
    pub prior_places: [Option<Place>; 5],
    /// A lead smaller than this is for a person to see.
    pub review_margin: f64,
    /// A label that leads complaint by less than this gives way to it.
    pub lean_margin: f64,
    /// The same for single labels that are to give way sooner or later, in the
    /// order of [`Label::ALL`].
    pub lean: [Option<f64>; 5],
    /// A person sees these labels where complaint is behind by less than this: a
    /// complaint that is taken for thanks gets no answer. In the order of
    /// [`Label::ALL`].
    pub review: [Option<f64>; 5],
    /// A label that scores less than this has too little said for it: a complaint
    /// for a person to see.
    pub least_score: f64,
    /// The same where no rule saw anything in the text, and only measured words and
    /// what is absent speak for the label.
    pub least_unspoken: f64,
    /// Divides the scores before they become probabilities, while no
    /// calibration is there.
    pub temperature: f64,
    /// Lead over the next label and how often the label was right with such a
    /// lead, as measured; lead rising.
    pub calibration: Vec<(f64, f64)>,
    /// What `rules test` asks at least, by the name of the figure.
    pub thresholds: BTreeMap<&'static str, f64>,
}

/// The figures that `[thresholds]` may set, in percent-free fractions.
pub const THRESHOLDS: [&str; 8] = [
    "accuracy",
    "macro_f1",
    "complaint_recall",
    "complaint_missed",
    "complaint_missed_unseen",
    "flags_f1",
    "urgent_recall",
    "review_share",
];

/// What the council does about certain flags, whatever the label.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Handling {
    /// Somebody is told at once, day or night.
    pub urgent: BTreeSet<String>,
    /// No automatic letter: it could warn the wrong person.
    pub restricted: BTreeSet<String>,
    /// Without a matter to answer (advertising, fraud): filed, no case.
    pub no_case: BTreeSet<String>,
    /// Flags that say how to deal with a case, and nothing that a policy names:
    /// they are told apart, and a labelled message need not have them.
    pub signals: BTreeSet<String>,
    /// What rules know surely by other things than words (the language, an empty
    /// text): measured words neither raise nor doubt it.
    pub rules_only: BTreeSet<String>,
    /// A flag that is not raised beside one of these: the more particular
    /// procedure is the one that deals with it.
    pub gives_way: BTreeMap<String, BTreeSet<String>>,
    /// Where each of these flags is written.
    pub places: Vec<(String, Place)>,
}

/// All rules, ready to judge.
#[derive(Debug)]
pub struct RuleSet {
    /// The rules in the order of the files.
    pub rules: Vec<Rule>,
    /// No fault was found in the files: texts beside the rules can be tried.
    pub whole: bool,
    /// Names the content: the files' own version line and a hash.
    pub version: String,
    /// How scores become a decision.
    pub scoring: Scoring,
    /// What words speak for by themselves.
    pub measured: measured::Measured,
    /// What is done about certain flags.
    pub handling: Handling,
    /// The names of facts, by number.
    pub facts: Vec<Arc<str>>,
    candidates: candidate::Candidates,
    book: PhraseBook,
    regexes: Vec<Regex>,
    prefilter: RegexSet,
    uses: field::Uses,
}

impl RuleSet {
    /// Every service area that a rule can choose.
    pub fn areas(&self) -> BTreeSet<&str> {
        self.claims(|claim| match claim {
            Claim::Area(name) => Some(name.as_str()),
            Claim::Flag(_)
            | Claim::Policy(_)
            | Claim::Intent(_)
            | Claim::Exclusion(_)
            | Claim::Fact(_) => None,
        })
    }

    /// Whether any rule asks what is known of the thread.
    pub fn asks_of_thread(&self) -> bool {
        self.uses.thread
    }

    /// Every flag that a rule or measured words can raise.
    pub fn flags(&self) -> BTreeSet<&str> {
        let mut flags = self.claims(|claim| match claim {
            Claim::Flag(name) => Some(name.as_str()),
            Claim::Area(_)
            | Claim::Policy(_)
            | Claim::Intent(_)
            | Claim::Exclusion(_)
            | Claim::Fact(_) => None,
        });
        flags.extend(self.measured.flags.flags.iter().map(|flag| &*flag.flag));
        flags
    }

    /// The rules that raise a flag.
    pub fn raising<'a>(&'a self, flag: &str) -> impl Iterator<Item = &'a Rule> {
        let raises = move |claim: &Claim| matches!(claim, Claim::Flag(name) if name == flag);
        self.rules.iter().filter(move |rule| rule.claims.iter().any(raises))
    }

    /// The rules that speak for a service area.
    pub fn choosing<'a>(&'a self, area: &str) -> impl Iterator<Item = &'a Rule> {
        let chooses = move |claim: &Claim| matches!(claim, Claim::Area(name) if name == area);
        self.rules.iter().filter(move |rule| rule.claims.iter().any(chooses))
    }

    /// Every exclusion that a rule can raise.
    pub fn exclusions(&self) -> BTreeSet<&str> {
        self.claims(|claim| match claim {
            Claim::Exclusion(id) => Some(id.as_str()),
            Claim::Flag(_)
            | Claim::Area(_)
            | Claim::Policy(_)
            | Claim::Intent(_)
            | Claim::Fact(_) => None,
        })
    }

    fn claims<'a>(&'a self, pick: impl Fn(&'a Claim) -> Option<&'a str>) -> BTreeSet<&'a str> {
        self.rules.iter().flat_map(|rule| rule.claims.iter()).filter_map(pick).collect()
    }

    /// The name of what a claim speaks for.
    pub fn claim_name(&self, claim: &Claim) -> Arc<str> {
        match claim {
            Claim::Flag(name)
            | Claim::Area(name)
            | Claim::Policy(name)
            | Claim::Exclusion(name) => name.as_str().into(),
            Claim::Intent(intent) => intent.as_str().into(),
            Claim::Fact(fact) => self.fact_name(*fact),
        }
    }

    /// The name of a fact.
    pub fn fact_name(&self, fact: FactId) -> Arc<str> {
        self.facts.get(fact as usize).cloned().unwrap_or_default()
    }
}

/// A place in a field of the message, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Span {
    /// The field.
    pub field: Field,
    /// Where the words begin.
    pub start: usize,
    /// Where they end.
    pub end: usize,
}

/// Why: one rule that fired, with the words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reason {
    /// The rule's id.
    pub rule: Arc<str>,
    /// Its file.
    pub file: Arc<str>,
    /// Its line.
    pub line: usize,
    /// Where the words stand.
    pub field: Field,
    /// The words as the sender wrote them.
    pub matched: String,
    /// What the rule speaks for.
    #[serde(rename = "for")]
    pub claim: Arc<str>,
    /// How strongly.
    pub weight: f64,
    /// Where each of the words stands.
    pub at: Vec<Span>,
}

/// What a message is, with confidence and reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Classification {
    /// The best label; in doubt complaint.
    pub label: Label,
    /// The probability that the label is right, 0 to 1.
    pub confidence: f64,
    /// The lead is small, or nothing spoke at all: a person should look.
    pub needs_review: bool,
    /// Flags that stand, signals among them.
    pub flags: BTreeSet<String>,
    /// Those of them that [`Handling::signals`] names.
    pub signals: BTreeSet<String>,
    /// What the sender wants.
    pub intent: Intent,
    /// A rule says that it is a matter of its own, whatever mail it answers (Code
    /// 6.8).
    pub own_matter: bool,
    /// The service area, if one is told.
    pub area: Option<String>,
    /// The policy, if one is told.
    pub policy: Option<String>,
    /// Exclusions to put before a person.
    pub exclusions: BTreeSet<String>,
    /// The language, where it is not English.
    pub language: Option<&'static str>,
    /// What every label scored, in the order of [`Label::ALL`].
    pub scores: [f64; 5],
    /// The lead of the label over the next.
    pub margin: f64,
    /// Every rule that fired.
    pub reasons: Vec<Reason>,
}
