//! What a policy says beside its time limits: who answers, how it
//! acknowledges, what it excludes, where other matters go.

use super::{Stage, WorkingDays};

/// What an officer must at least be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Any officer.
    Officer,
    /// A manager.
    Manager,
    /// A head of service.
    Head,
    /// A director.
    Director,
}

impl Rank {
    /// All ranks with their names in files.
    pub const ALL: [(&'static str, Rank); 4] = [
        ("officer", Rank::Officer),
        ("manager", Rank::Manager),
        ("head", Rank::Head),
        ("director", Rank::Director),
    ];

    /// The name in files.
    pub fn as_str(self) -> &'static str {
        Rank::ALL.iter().find(|(_, rank)| *rank == self).map_or("", |(name, _)| name)
    }

    /// "head or higher".
    pub fn at_least(self) -> String {
        let higher = if self == Rank::Director { "" } else { " or higher" };
        format!("{}{higher}", self.as_str())
    }
}

/// Who may approve an extension beyond the policy's limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exceed {
    /// Officers of at least this rank.
    By(Rank),
    /// Nobody: the limit stands.
    Nobody,
}

impl Exceed {
    /// All of them with their names in files.
    pub const ALL: [(&'static str, Exceed); 5] = [
        ("officer", Exceed::By(Rank::Officer)),
        ("manager", Exceed::By(Rank::Manager)),
        ("head", Exceed::By(Rank::Head)),
        ("director", Exceed::By(Rank::Director)),
        ("nobody", Exceed::Nobody),
    ];

    /// The rank that approves, where anybody may.
    pub fn rank(self) -> Option<Rank> {
        match self {
            Exceed::By(rank) => Some(rank),
            Exceed::Nobody => None,
        }
    }
}

/// Who answers at a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answerer {
    /// What they must at least be.
    pub rank: Rank,
    /// Their title, as letters print it: "a Service Manager".
    pub title: String,
}

/// How a complaint is acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acknowledgement {
    /// The automatic letter is the acknowledgement.
    AtOnce,
    /// A receipt at once; an officer confirms the definition, and when nobody
    /// has by this working day, the acknowledgement goes out by itself.
    Confirmed {
        /// Working days after receipt.
        fallback: WorkingDays,
    },
}

/// How to reach the council about complaints, as letters print it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// The team that looks after complaints.
    pub team: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Postal address in one line.
    pub post: Option<String>,
    /// Where the policy can be read.
    pub web: Option<String>,
}

/// How to reach an Ombudsman, as it may be printed today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ombudsman {
    /// The full name.
    pub name: String,
    /// Telephone number.
    pub phone: String,
    /// Web address of the complaint form.
    pub web: String,
    /// Postal address in one line.
    pub post: String,
}

/// A matter that the policy may not take on: a flag for a person, never a
/// refusal (HC 2.1, 2.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// Its id in rule files and output.
    pub id: String,
    /// What it is about.
    pub matter: String,
    /// The clause.
    pub clause: String,
    /// The question that a person answers before refusing anything.
    pub ask: String,
    /// What the person would then do.
    pub propose: String,
}

/// Where a matter goes that has a procedure of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Its id in actions and output.
    pub id: String,
    /// What it is about, as a letter says it: "your request for information".
    pub matter: String,
    /// The clause.
    pub clause: String,
    /// Flags of the rule files that point here.
    pub flags: Vec<String>,
    /// Who deals with it, as a letter says it.
    pub goes_to: String,
    /// How the sender reaches them; only printed, never written to.
    pub contact: Option<String>,
    /// What else the sender is told.
    pub tell: Option<String>,
    /// A complaint that seems to be about it as well is acknowledged with that
    /// too: a penalty charge still has to be challenged in time (KC 2.1.9).
    pub tell_complainants: bool,
    /// No automatic letter may tell of it, because it could warn somebody
    /// (fraud, crime).
    pub quiet: bool,
    /// Where the council's own `routes.toml` hands it over to by mail.
    pub hand_over_to: Option<String>,
}

/// What whoever deals with a case must not forget, in the council's own words.
/// It is told with the case and decides nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// Its id, by which a policy that builds on this one replaces it.
    pub id: String,
    /// Any of these flags calls for it; with none it is for every complaint.
    pub flags: Vec<String>,
    /// The stage it is for; None for all.
    pub stage: Option<Stage>,
    /// The limit whose day stands before it.
    pub by: Option<AdviceDay>,
    /// What is to be done.
    pub say: String,
    /// The clause.
    pub clause: String,
}

/// A limit of the policy whose day a piece of advice names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdviceDay {
    /// The acknowledgement of the stage.
    Acknowledge,
    /// The response of the stage.
    Respond,
    /// The acknowledgement of a data protection complaint (s.164A DPA 2018).
    DataProtection,
}

impl AdviceDay {
    /// All with their names in files.
    pub const ALL: [(&'static str, AdviceDay); 3] = [
        ("acknowledge", AdviceDay::Acknowledge),
        ("respond", AdviceDay::Respond),
        ("data_protection", AdviceDay::DataProtection),
    ];
}
