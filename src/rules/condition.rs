//! When a rule fires: conditions over the places where terms stand.

use super::field::{Field, Part, Slot, State};
use super::phrase::{Hit, TermId};

/// A fact's number.
pub type FactId = u32;

/// What a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Phrases, any of which will do.
    Phrases(TermId),
    /// What other rules found.
    Fact(FactId),
}

/// Something to look for, and in which surroundings it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// What.
    pub what: What,
    /// Surroundings in which it does not count.
    pub unless: Surroundings,
    /// Surroundings in which alone it counts.
    pub only: Surroundings,
}

/// A set of [`Surrounding`]s, one bit each.
pub type Surroundings = u8;

/// What may be said of the words around a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surrounding {
    /// A word like "not" stands before it in its clause.
    Negated = 1,
    /// Its sentence is a question.
    Question = 2,
    /// Its sentence says "if" or "unless".
    Conditional = 4,
    /// It stands in quotation marks.
    Quoted = 8,
    /// It is written in capitals.
    Capitals = 16,
}

impl Surrounding {
    /// All with the names that rules use.
    pub const ALL: [(&'static str, Surrounding); 5] = [
        ("negated", Surrounding::Negated),
        ("question", Surrounding::Question),
        ("conditional", Surrounding::Conditional),
        ("quoted", Surrounding::Quoted),
        ("capitals", Surrounding::Capitals),
    ];
}

/// Where a condition looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// Which field.
    pub field: Field,
    /// Which part of it.
    pub part: Part,
}

/// What must hold together within.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A clause.
    Clause,
    /// A sentence.
    Sentence,
    /// The field.
    Text,
}

/// When a rule fires.
#[derive(Debug, Clone)]
pub enum Condition {
    /// One of these stands in the field.
    Terms(Vec<Term>, View),
    /// The expression of this number matches the field.
    Regex(usize, View),
    /// One of each stands near the other.
    Near(Box<Near>),
    /// The sender's address ends so, in lower case.
    FromEnds(Vec<String>),
    /// The sender's domain is one of these or below it.
    FromDomain(Vec<String>),
    /// A recipient's address ends so.
    ToEnds(Vec<String>),
    /// A header field has one of these texts, in lower case; with none, it is
    /// there.
    Header(String, Vec<String>),
    /// One of these is so.
    When(Vec<State>),
    /// The field has at least and at most so many words.
    Length(usize, usize, View),
    /// The inner condition holds in so many places, of different words if that
    /// is asked.
    Count(Box<Condition>, usize, bool),
    /// The inner condition holds within one such unit.
    Within(Unit, Box<Condition>),
    /// All hold.
    All(Vec<Condition>),
    /// One holds.
    Any(Vec<Condition>),
    /// None holds.
    None(Vec<Condition>),
}

/// Two terms near each other.
#[derive(Debug, Clone)]
pub struct Near {
    /// The first.
    pub first: Vec<Term>,
    /// The second.
    pub second: Vec<Term>,
    /// At most so many words lie between.
    pub within: u32,
    /// Whether the first must come before the second.
    pub ordered: bool,
    /// What they must stand in together.
    pub unit: Unit,
    /// Where.
    pub view: View,
}

/// What made a condition hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// Words of a field.
    Words(Slot, Hit),
    /// Bytes of a field in which no word stands.
    Bytes(Slot, usize, usize),
    /// Something besides the fields' words.
    Beside(Field),
}
