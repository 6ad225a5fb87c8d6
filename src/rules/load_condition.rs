//! Reads the conditions of a rule.

use regex::RegexBuilder;

use super::condition::{Condition, Near, Surrounding, Surroundings, Term, Unit, View, What};
use super::field::{Field, Part, State};
use super::load::Loader;
use super::load_list::named_in;
use super::pattern::{self, Kind, Lists, PhraseFault, Sequence};
use crate::fault::{Faults, did_you_mean, nearest};
use crate::toml_file::{Placed, Table};

/// No compiled regular expression may be larger, so that one line of a rule
/// file can't take the daemon's memory.
const REGEX_BYTES: usize = 1 << 20;

/// An expression that matches all of these matches everything.
const PROBES: [&str; 3] = ["Hello.", "a 1", "The cat sat on the mat"];

/// The names of fields and parts of them.
const FIELDS: [(&str, (Field, Part)); 8] = [
    ("subject", (Field::Subject, Part::All)),
    ("body", (Field::Body, Part::All)),
    ("text", (Field::Text, Part::All)),
    ("whole", (Field::Whole, Part::All)),
    ("opening", (Field::Body, Part::Opening)),
    ("closing", (Field::Body, Part::Closing)),
    ("attachments", (Field::Attachments, Part::All)),
    ("from", (Field::From, Part::All)),
];

const UNITS: [(&str, Unit); 3] =
    [("clause", Unit::Clause), ("sentence", Unit::Sentence), ("text", Unit::Text)];

/// Keys of which one must be there, because without them a rule would fire on
/// nearly everything.
const POSITIVE: [&str; 11] = [
    "any",
    "all",
    "near",
    "regex",
    "from_ends",
    "from_domain",
    "to_ends",
    "header",
    "when",
    "shorter_than",
    "longer_than",
];

/// What inner tables take over from outer ones.
#[derive(Clone, Copy)]
struct Around {
    view: View,
    unless: Surroundings,
    only: Surroundings,
    /// The words are asked for, not forbidden.
    asking: bool,
}

impl Loader<'_> {
    pub(super) fn read_whole_condition(&mut self, table: &mut Table<'_>) -> Option<Condition> {
        let view = View { field: Field::Text, part: Part::All };
        self.read_conditions(table, Around { view, unless: 0, only: 0, asking: true }, true)
    }

    /// The conditions of one table; all that are given must hold.
    fn read_conditions(
        &mut self,
        table: &mut Table<'_>,
        outer: Around,
        whole: bool,
    ) -> Option<Condition> {
        let mut around = outer;
        if let Some(view) = table.choice("in", &FIELDS, self.faults) {
            let (field, part) = view.value;
            self.uses.whole |= field == Field::Whole;
            self.uses.attachments |= field == Field::Attachments;
            self.uses.from |= field == Field::From;
            around.view = View { field, part };
        }
        around.unless |= self.read_surroundings(table, "unless");
        around.only |= self.read_surroundings(table, "only");
        let mut all = Vec::new();
        let any = self.read_terms(table, "any", around);
        let least = table.integer("at_least", 1..=100, self.faults);
        let different = table.boolean("different", self.faults).is_some_and(|flag| flag.value);
        if !any.is_empty() {
            let any = if any.len() == 1 { any } else { vec![Condition::Any(any)] };
            match least.and_then(|least| usize::try_from(least.value).ok()) {
                Some(least) => {
                    let inner = Box::new(Condition::All(any));
                    all.push(Condition::Count(inner, least, different));
                }
                None => all.extend(any),
            }
        }
        all.extend(self.read_terms(table, "all", around));
        all.extend(self.read_near(table, around));
        if let Some(pattern) = table.text("regex", self.faults) {
            all.extend(self.read_regex(&pattern, around.view));
        }
        all.extend(self.read_addresses(table));
        all.extend(self.read_states(table));
        all.extend(self.read_length(table, around.view));
        let none = self.read_terms(table, "none", Around { asking: false, ..around });
        if !none.is_empty() {
            all.push(Condition::None(none));
        }
        let unit = table.choice("same", &UNITS, self.faults);
        let positive = POSITIVE.iter().any(|key| table.place_of(key).is_some());
        let only_none = all.iter().all(|condition| matches!(condition, Condition::None(_)));
        if only_none && (whole || positive || all.is_empty()) {
            if positive || table.has_unknown() {
                // What is given is faulty or misspelt, and that is told.
                return None;
            }
            self.faults.error(
                table.place(),
                "no condition that can hold: the rule would fire on every message",
                "give it any, all, near, regex, when or from_ends",
            );
            return None;
        }
        let all = if all.len() == 1 { all.remove(0) } else { Condition::All(all) };
        Some(match unit {
            Some(unit) => Condition::Within(unit.value, Box::new(all)),
            None => all,
        })
    }

    fn read_surroundings(&mut self, table: &mut Table<'_>, key: &'static str) -> Surroundings {
        let mut found = 0;
        for name in table.texts(key, self.faults) {
            match Surrounding::ALL.iter().find(|(known, _)| *known == name.value) {
                Some((_, surrounding)) => found |= *surrounding as Surroundings,
                None => self.unknown_surrounding(&name),
            }
        }
        found
    }

    fn unknown_surrounding(&mut self, name: &Placed<String>) {
        let known: Vec<&str> = Surrounding::ALL.iter().map(|(name, _)| *name).collect();
        let what = format!("\"{}\" is nothing that can be said of words", name.value);
        self.faults.error(name.place.clone(), what, did_you_mean(&name.value, &known));
    }

    /// A list of phrases, `@lists`, `#facts` and nested tables.
    fn read_terms(
        &mut self,
        table: &mut Table<'_>,
        key: &'static str,
        around: Around,
    ) -> Vec<Condition> {
        let mut conditions = Vec::new();
        let (phrases, nested) = table.texts_and_tables(key, self.faults);
        if key == "all" {
            for phrase in &phrases {
                let terms = self.terms(std::slice::from_ref(phrase), around);
                if !terms.is_empty() {
                    conditions.push(Condition::Terms(terms, around.view));
                }
            }
        } else {
            let terms = self.terms(&phrases, around);
            if !terms.is_empty() {
                conditions.push(Condition::Terms(terms, around.view));
            }
        }
        for mut inner in nested {
            conditions.extend(self.read_conditions(&mut inner, around, false));
            inner.finish(self.faults);
        }
        conditions
    }

    /// One term for all phrases that are looked for in the same surroundings,
    /// and one for each fact.
    fn terms(&mut self, phrases: &[Placed<String>], around: Around) -> Vec<Term> {
        let mut terms: Vec<Term> = Vec::new();
        let mut readings: Vec<((Surroundings, Surroundings), Vec<Sequence>)> = Vec::new();
        for phrase in phrases {
            let Some((text, unless, only)) = self.bracketed(phrase) else { continue };
            let (unless, only) = (unless | around.unless, only | around.only);
            if let Some(name) = text.strip_prefix('#') {
                let fact = self.asked_fact(name.trim(), &phrase.place);
                if around.asking {
                    self.asking.facts.insert(fact);
                }
                let what = What::Fact(fact);
                terms.push(Term { what, unless, only });
                continue;
            }
            self.used_lists.extend(named_in(&text).map(str::to_owned));
            match text.strip_prefix('@').filter(|name| self.lists.contains_key(*name)) {
                Some(list) if around.asking => drop(self.asking.lists.insert(list.to_owned())),
                Some(_) => {}
                None => self.lists_inside.extend(named_in(&text).map(str::to_owned)),
            }
            match pattern::read(&text, &self.lists) {
                Ok(found) => match readings.iter_mut().find(|(key, _)| *key == (unless, only)) {
                    Some((_, readings)) => readings.extend(found),
                    None => readings.push(((unless, only), found)),
                },
                Err(fault) => phrase_fault(phrase, fault, &self.lists, self.faults),
            }
        }
        for ((unless, only), readings) in readings {
            let what = What::Phrases(self.book.add(&readings, &self.lists));
            terms.push(Term { what, unless, only });
        }
        terms
    }

    /// A phrase and the surroundings in square brackets after it: `happy
    /// [unless negated]`.
    fn bracketed(
        &mut self,
        phrase: &Placed<String>,
    ) -> Option<(String, Surroundings, Surroundings)> {
        let Some(open) = phrase.value.strip_suffix(']') else {
            return Some((phrase.value.clone(), 0, 0));
        };
        let (text, options) = open.rsplit_once('[').unwrap_or((open, ""));
        let (mut unless, mut only) = (0, 0);
        for option in options.split(',') {
            let (kind, name) = option.trim().split_once(' ').unwrap_or((option.trim(), ""));
            let into = match kind {
                "unless" => &mut unless,
                "only" => &mut only,
                _ => {
                    self.faults.error(
                        phrase.place.clone(),
                        format!("\"{}\" is nothing that can stand in brackets", option.trim()),
                        "write [unless negated], [only question] or the like",
                    );
                    return None;
                }
            };
            match Surrounding::ALL.iter().find(|(known, _)| *known == name.trim()) {
                Some((_, surrounding)) => *into |= *surrounding as Surroundings,
                None => {
                    let place = phrase.place.clone();
                    self.unknown_surrounding(&Placed { value: name.trim().to_owned(), place });
                    return None;
                }
            }
        }
        Some((text.trim_end().to_owned(), unless, only))
    }

    fn read_near(&mut self, table: &mut Table<'_>, around: Around) -> Option<Condition> {
        let mut near = table.table("near", self.faults)?;
        let first = near.texts("first", self.faults);
        let then = near.texts("then", self.faults);
        let with = near.texts("with", self.faults);
        let within = near.integer("within", 0..=500, self.faults);
        let unit = near.choice("same", &UNITS, self.faults);
        near.finish(self.faults);
        let ordered = !then.is_empty();
        let second = if ordered { &then } else { &with };
        if first.is_empty() || second.is_empty() || (ordered && !with.is_empty()) {
            self.faults.error(
                near.place(),
                "\"near\" needs \"first\" and one of \"then\" (in this order) or \"with\" (in any)",
                "for example near = { first = [\"nobody\"], then = [\"came\"], within = 3 }",
            );
            return None;
        }
        let within = match (within, &unit) {
            (Some(within), _) => u32::try_from(within.value).unwrap_or(5),
            (None, Some(_)) => 500,
            (None, None) => 5,
        };
        let (first, second) = (self.terms(&first, around), self.terms(second, around));
        if first.is_empty() || second.is_empty() {
            return None;
        }
        let unit = unit.map_or(Unit::Sentence, |unit| unit.value);
        let view = around.view;
        Some(Condition::Near(Box::new(Near { first, second, within, ordered, unit, view })))
    }

    fn read_regex(&mut self, pattern: &Placed<String>, view: View) -> Option<Condition> {
        // A boundary told by ASCII letters costs a tenth of one by Unicode's.
        let text = pattern.value.replace(r"\b", r"(?-u:\b)");
        let built = RegexBuilder::new(&text).case_insensitive(true).size_limit(REGEX_BYTES).build();
        match built {
            Ok(regex) if PROBES.iter().all(|probe| regex.is_match(probe)) => {
                self.faults.error(
                    pattern.place.clone(),
                    "the expression matches every text",
                    "ask for letters that stand in few texts only",
                );
                None
            }
            Ok(regex) => {
                self.uses.from |= view.field == Field::From;
                let known = self.patterns.iter().position(|other| *other == text);
                let number = known.unwrap_or_else(|| {
                    self.patterns.push(text);
                    self.regexes.push(regex);
                    self.regexes.len() - 1
                });
                Some(Condition::Regex(number, view))
            }
            Err(error) => {
                let text = error.to_string();
                let last = text.lines().last().unwrap_or_default();
                let what = last.trim_start_matches("error: ");
                self.faults.error(
                    pattern.place.clone(),
                    format!("the regular expression is wrong: {what}"),
                    "mend it; write it in '…' so that \\ needs no doubling",
                );
                None
            }
        }
    }

    fn read_addresses(&mut self, table: &mut Table<'_>) -> Vec<Condition> {
        let mut all = Vec::new();
        let mut lower = |table: &mut Table<'_>, key, make: fn(Vec<String>) -> Condition| {
            let texts = table.texts(key, self.faults);
            if !texts.is_empty() {
                all.push(make(texts.iter().map(|it| it.value.to_lowercase()).collect()));
            }
        };
        lower(table, "from_ends", Condition::FromEnds);
        lower(table, "from_domain", Condition::FromDomain);
        lower(table, "to_ends", Condition::ToEnds);
        if let Some(mut header) = table.table("header", self.faults) {
            let name = header.need_text("name", "name the header field", self.faults);
            let has = header.texts("has", self.faults);
            header.finish(self.faults);
            if let Some(name) = name {
                let has = has.iter().map(|text| text.value.to_lowercase()).collect();
                all.push(Condition::Header(name.value, has));
            }
        }
        all
    }

    fn read_states(&mut self, table: &mut Table<'_>) -> Option<Condition> {
        let mut states = Vec::new();
        for name in table.texts("when", self.faults) {
            match State::ALL.iter().find(|(known, _)| *known == name.value) {
                Some((_, state)) => {
                    self.uses.thread |= state.of_thread();
                    states.push(*state);
                }
                None => {
                    let known: Vec<&str> = State::ALL.iter().map(|(name, _)| *name).collect();
                    let what = format!("\"{}\" is nothing that is known of mail", name.value);
                    self.faults.error(name.place, what, did_you_mean(&name.value, &known));
                }
            }
        }
        (!states.is_empty()).then_some(Condition::When(states))
    }

    fn read_length(&mut self, table: &mut Table<'_>, view: View) -> Option<Condition> {
        let longer = table.integer("longer_than", 0..=100_000, self.faults);
        let shorter = table.integer("shorter_than", 1..=100_000, self.faults);
        if longer.is_none() && shorter.is_none() {
            return None;
        }
        let number = |placed: Placed<i64>| usize::try_from(placed.value).unwrap_or_default();
        let least = longer.map_or(0, |longer| number(longer) + 1);
        let most = shorter.map_or(usize::MAX, |shorter| number(shorter).saturating_sub(1));
        Some(Condition::Length(least, most, view))
    }
}

/// Tells what is wrong with a phrase.
pub(super) fn phrase_fault(
    phrase: &Placed<String>,
    fault: PhraseFault,
    lists: &Lists,
    faults: &mut Faults,
) {
    let text = &phrase.value;
    if fault == PhraseFault::Empty && text.contains('@') {
        // What is wrong with the list has been told.
        return;
    }
    let (what, mend) = match fault {
        PhraseFault::Empty => {
            (format!("\"{text}\" has no letters or digits"), "write a word or remove it".to_owned())
        }
        PhraseFault::Star => (
            format!("\"{text}\" has a * or ~ in the wrong place"),
            "end a word of two letters or more with it".to_owned(),
        ),
        PhraseFault::Bracket => (
            format!("a bracket of \"{text}\" has no fellow"),
            "write choices as (one|another)".to_owned(),
        ),
        PhraseFault::NoKind(kind) => {
            let known: Vec<&str> = Kind::ALL.iter().map(|(name, _)| *name).collect();
            (format!("\"{kind}\" is no kind of word"), did_you_mean(&kind, &known))
        }
        PhraseFault::NoList(name) => {
            let mend = match nearest(&name, lists.keys().map(String::as_str)) {
                Some(near) => format!("did you mean \"@{near}\"?"),
                None => "write it under [lists] in a rule file".to_owned(),
            };
            (format!("there is no list \"{name}\""), mend)
        }
        PhraseFault::TooMany => (
            format!("\"{text}\" can be read in more than 4096 ways"),
            "part it into several phrases".to_owned(),
        ),
    };
    faults.error(phrase.place.clone(), what, mend);
}
