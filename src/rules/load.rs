//! Reads rule files. Everything wrong with them is found in one go and told by
//! file, line, column and mend; nothing half-read is ever used.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use regex::RegexSetBuilder;

use super::condition::{Condition, FactId, What};
use super::field::{Text, Uses};
use super::load_list::ListReader;
use super::pattern::Lists;
use super::phrase::BookBuilder;
use super::score::needs;
use super::{Claim, Handling, Intent, Label, Rule, RuleSet, Scoring, THRESHOLDS};
use crate::fault::{Faults, Place, Source, did_you_mean, nearest};
use crate::toml_file::{self, Placed, Table};

/// All compiled regular expressions together may be no larger.
const REGEX_SET_BYTES: usize = 32 << 20;

pub(super) struct Loader<'f> {
    pub(super) faults: &'f mut Faults,
    pub(super) lists: Lists,
    pub(super) used_lists: BTreeSet<String>,
    pub(super) book: BookBuilder,
    pub(super) regexes: Vec<regex::Regex>,
    pub(super) patterns: Vec<String>,
    pub(super) uses: Uses,
    facts: Vec<Arc<str>>,
    /// Where each fact is first asked for.
    asked: BTreeMap<FactId, Place>,
    ids: BTreeMap<String, Place>,
    rules: Vec<Rule>,
    scoring: Option<Scoring>,
    handling: Handling,
    version: Option<String>,
}

/// Reads the files of a rule set; `content_hash` names their content.
pub fn load(sources: &[Source], content_hash: &str, faults: &mut Faults) -> Option<RuleSet> {
    let documents: Vec<_> =
        sources.iter().map(|source| (source, toml_file::parse(source, faults))).collect();
    let mut lists = ListReader::new(faults);
    for (source, document) in &documents {
        lists.read(Table::root(source, document));
    }
    let named = lists.finish();
    let mut loader = Loader {
        faults,
        lists: named.lists,
        used_lists: named.used,
        book: BookBuilder::new(named.spellings),
        regexes: Vec::new(),
        patterns: Vec::new(),
        uses: Uses::default(),
        facts: Vec::new(),
        asked: BTreeMap::new(),
        ids: BTreeMap::new(),
        rules: Vec::new(),
        scoring: None,
        handling: Handling::default(),
        version: None,
    };
    for (source, document) in &documents {
        loader.read_file(Table::root(source, document));
    }
    for (name, place) in &named.places {
        if !loader.used_lists.contains(name) {
            loader.faults.warning(
                place.clone(),
                format!("no rule uses the list \"{name}\""),
                format!("write \"@{name}\" in a rule or remove the list"),
            );
        }
    }
    loader.finish(content_hash, &named.denying)
}

impl Loader<'_> {
    fn read_file(&mut self, mut root: Table<'_>) {
        if let Some(version) = root.text("version", self.faults) {
            self.version.get_or_insert(version.value);
        }
        root.table("lists", self.faults);
        root.table("spellings", self.faults);
        if let Some(table) = root.table("scoring", self.faults) {
            self.read_scoring(table);
        }
        if let Some(table) = root.table("calibration", self.faults) {
            self.read_calibration(table);
        }
        if let Some(mut table) = root.table("thresholds", self.faults) {
            for name in THRESHOLDS {
                if let Some(number) = table.number(name, self.faults) {
                    self.scoring().thresholds.insert(name, number.value);
                }
            }
            table.finish(self.faults);
        }
        if let Some(mut table) = root.table("handling", self.faults) {
            for (key, flags) in [
                ("urgent", &mut self.handling.urgent),
                ("restricted", &mut self.handling.restricted),
                ("no_case", &mut self.handling.no_case),
            ] {
                let named = table.texts(key, self.faults);
                flags.extend(named.into_iter().map(|flag| flag.value));
            }
            table.finish(self.faults);
        }
        for table in root.tables("rule", self.faults) {
            if let Some(rule) = self.read_rule(table) {
                self.rules.push(rule);
            }
        }
        root.finish(self.faults);
    }

    /// The scoring, begun by whichever table is read first.
    fn scoring(&mut self) -> &mut Scoring {
        self.scoring.get_or_insert_with(|| Scoring {
            prior: [0.0; 5],
            prior_places: Default::default(),
            review_margin: f64::NAN,
            lean_margin: f64::NAN,
            temperature: 1.0,
            calibration: Vec::new(),
            thresholds: BTreeMap::new(),
        })
    }

    fn read_scoring(&mut self, mut table: Table<'_>) {
        if self.scoring.as_ref().is_some_and(|scoring| !scoring.review_margin.is_nan()) {
            self.faults.error(table.place(), "[scoring] is there twice", "keep one of them");
        }
        let mut prior = [0.0; 5];
        let mut places: [Option<Place>; 5] = Default::default();
        if let Some(mut priors) = table.table("prior", self.faults) {
            for (label, (prior, place)) in
                Label::ALL.into_iter().zip(prior.iter_mut().zip(&mut places))
            {
                if let Some(number) = priors.number(label.as_str(), self.faults) {
                    *prior = number.value;
                    *place = Some(number.place);
                }
            }
            priors.finish(self.faults);
        }
        let review = table.number("review_margin", self.faults).map_or(1.0, |n| n.value);
        let lean = table.number("lean_margin", self.faults).map_or(review, |n| n.value);
        let temperature = table.number("temperature", self.faults);
        if let Some(wrong) = temperature.as_ref().filter(|number| number.value <= 0.0) {
            self.faults.error(wrong.place.clone(), "the temperature is not above 0", "write 1.0");
        }
        table.finish(self.faults);
        let scoring = self.scoring();
        scoring.prior = prior;
        scoring.prior_places = places;
        scoring.review_margin = review;
        scoring.lean_margin = lean;
        scoring.temperature = temperature.map_or(1.0, |number| number.value);
    }

    /// `lead = […]` and `right = […]`, point by point.
    fn read_calibration(&mut self, mut table: Table<'_>) {
        let place = table.place();
        let lead = table.numbers("lead", self.faults);
        let right = table.numbers("right", self.faults);
        table.finish(self.faults);
        let points: Vec<(f64, f64)> = lead.into_iter().zip(right.iter().copied()).collect();
        let rising = points.is_sorted_by(|a, b| a.0 < b.0 && a.1 <= b.1);
        let shares = right.iter().all(|share| (0.0..=1.0).contains(share));
        if !rising || !shares || points.len() != right.len() {
            self.faults.error(
                place,
                "the calibration is no rising line from leads to shares of 0 to 1",
                "let \"redress rules test --calibrate\" write it",
            );
            return;
        }
        self.scoring().calibration = points;
    }

    fn read_rule(&mut self, mut table: Table<'_>) -> Option<Rule> {
        let place = table.place();
        let id = table.need_text("id", "give the rule a name of its own", self.faults);
        let mut scores = Vec::new();
        let mut weight_places = Vec::new();
        let labels = Label::ALL.map(|label| (label.as_str(), label));
        let label = table.choice("label", &labels, self.faults);
        let weight = table.number("weight", self.faults);
        let weight_place = weight.as_ref().map(|weight| weight.place.clone());
        let weight = weight.map_or(1.0, |number| number.value);
        if let Some(label) = &label {
            scores.push((label.value, weight));
            weight_places.push(weight_place);
        }
        if let Some(mut more) = table.table("scores", self.faults) {
            for label in Label::ALL {
                if let Some(number) = more.number(label.as_str(), self.faults) {
                    scores.push((label, number.value));
                    weight_places.push(Some(number.place));
                }
            }
            more.finish(self.faults);
        }
        let claims = self.read_claims(&mut table, label.is_some() || !scores.is_empty());
        let decisive = table.boolean("decisive", self.faults).is_some_and(|flag| flag.value);
        let group = table.text("group", self.faults).map(|group| group.value);
        table.text("note", self.faults);
        let fires = table.texts("fires", self.faults);
        let silent = table.texts("silent", self.faults);
        let condition = self.read_whole_condition(&mut table);
        table.finish(self.faults);
        let id = id?;
        if let Some(first) = self.ids.get(&id.value) {
            let mend = format!("rename this one or the one at {first}");
            self.faults.error(id.place, format!("two rules are called \"{}\"", id.value), mend);
            return None;
        }
        self.ids.insert(id.value.clone(), place.clone());
        let (id, file) = (id.value.into(), place.file.as_str().into());
        let condition = condition?;
        Some(Rule {
            id,
            file,
            place,
            scores,
            weight_places,
            claims,
            weight,
            decisive,
            group,
            condition,
            fires,
            silent,
        })
    }

    fn read_claims(&mut self, table: &mut Table<'_>, has_label: bool) -> Vec<Claim> {
        let mut claims = Vec::new();
        if let Some(intent) = table.choice("intent", &Intent::ALL, self.faults) {
            claims.push(Claim::Intent(intent.value));
        }
        let mut names = |key: &'static str, claim: fn(String) -> Claim| {
            if let Some(name) = table.text(key, self.faults) {
                claims.push(claim(name.value));
            }
        };
        names("flag", Claim::Flag);
        names("area", Claim::Area);
        names("policy", Claim::Policy);
        names("exclusion", Claim::Exclusion);
        for id in table.texts("exclusions", self.faults) {
            claims.push(Claim::Exclusion(id.value));
        }
        if let Some(fact) = table.text("fact", self.faults) {
            claims.push(Claim::Fact(self.fact(&fact.value)));
        }
        if claims.is_empty() && !has_label {
            self.faults.error(
                table.place(),
                "the rule speaks for nothing",
                "give it label, flag, area, policy, intent, exclusion or fact",
            );
        }
        claims
    }

    fn fact(&mut self, name: &str) -> FactId {
        let known = self.facts.iter().position(|fact| fact.as_ref() == name);
        let at = known.unwrap_or_else(|| {
            self.facts.push(name.into());
            self.facts.len() - 1
        });
        FactId::try_from(at).unwrap_or(FactId::MAX)
    }

    /// A fact that a condition asks for, `#name`.
    pub(super) fn asked_fact(&mut self, name: &str, place: &Place) -> FactId {
        let fact = self.fact(name);
        self.asked.entry(fact).or_insert_with(|| place.clone());
        fact
    }

    fn check_facts(&mut self) {
        let claimed: BTreeMap<FactId, Place> = self
            .rules
            .iter()
            .flat_map(|rule| facts_for(rule).map(move |fact| (fact, rule.place.clone())))
            .collect();
        let name = |fact: &FactId| self.facts.get(*fact as usize).map_or("", |name| name);
        let known: Vec<&str> = claimed.keys().map(name).collect();
        for (fact, place) in &self.asked {
            if !claimed.contains_key(fact) {
                let mend = match nearest(name(fact), known.iter().copied()) {
                    Some(near) => format!("did you mean \"#{near}\"?"),
                    None => format!("write a rule with fact = \"{}\"", name(fact)),
                };
                let what = format!("no rule speaks for the fact \"{}\"", name(fact));
                self.faults.error(place.clone(), what, mend);
            }
        }
        for (fact, place) in &claimed {
            if !self.asked.contains_key(fact) {
                let what = format!("no rule asks for the fact \"{}\"", name(fact));
                let mend = format!("write \"#{}\" in a rule or remove this one", name(fact));
                self.faults.warning(place.clone(), what, mend);
            }
        }
    }

    /// The order in which rules are tried: every rule for a fact before those
    /// that ask for it.
    fn order(&mut self) -> Vec<usize> {
        let mut waits: Vec<BTreeSet<FactId>> = Vec::new();
        let mut open: BTreeMap<FactId, usize> = BTreeMap::new();
        for rule in &self.rules {
            let mut asked = BTreeSet::new();
            facts_of(&rule.condition, &mut asked);
            waits.push(asked);
            for claim in &rule.claims {
                if let Claim::Fact(fact) = claim {
                    *open.entry(*fact).or_default() += 1;
                }
            }
        }
        let mut order: Vec<usize> = Vec::new();
        let mut left: Vec<usize> = (0..self.rules.len()).collect();
        loop {
            let ready = |at: &usize| {
                let wait = waits.get(*at);
                wait.is_some_and(|wait| wait.iter().all(|f| open.get(f).is_none_or(|n| *n == 0)))
            };
            let (now, later): (Vec<usize>, Vec<usize>) = left.into_iter().partition(ready);
            for at in &now {
                for claim in self.rules.get(*at).map_or(&[][..], |rule| &rule.claims) {
                    if let Claim::Fact(fact) = claim
                        && let Some(count) = open.get_mut(fact)
                    {
                        *count -= 1;
                    }
                }
            }
            let stuck = now.is_empty();
            order.extend(now);
            left = later;
            if left.is_empty() || stuck {
                break;
            }
        }
        if let Some(rule) = left.first().and_then(|at| self.rules.get(*at)) {
            let names: Vec<&str> = left
                .iter()
                .filter_map(|at| self.rules.get(*at))
                .filter(|rule| rule.claims.iter().any(|claim| matches!(claim, Claim::Fact(_))))
                .map(|rule| rule.id.as_ref())
                .collect();
            self.faults.error(
                rule.place.clone(),
                format!("facts that ask for one another: {}", names.join(", ")),
                "let one of them do without the other",
            );
        }
        order
    }

    fn finish(mut self, content_hash: &str, denying: &[String]) -> Option<RuleSet> {
        if self.scoring.as_ref().is_none_or(|scoring| scoring.review_margin.is_nan()) {
            let file = self.ids.values().next().map_or("rules", |place| place.file.as_str());
            self.faults.error(
                Place::start_of(file),
                "no rule file has a [scoring] table",
                "copy the shipped one",
            );
            return None;
        }
        self.check_facts();
        let order = self.order();
        let with_needs = |at: usize| (at, self.rules.get(at).and_then(|r| needs(&r.condition)));
        let order = order.into_iter().map(with_needs).collect();
        let prefilter = RegexSetBuilder::new(&self.patterns)
            .case_insensitive(true)
            .size_limit(REGEX_SET_BYTES)
            .build();
        let prefilter = match prefilter {
            Ok(prefilter) => prefilter,
            Err(error) => {
                let place = Place::start_of("rules");
                self.faults.error(
                    place,
                    format!("the regular expressions together are too large: {error}"),
                    "write some of them as phrases",
                );
                return None;
            }
        };
        let version =
            format!("{}+{content_hash}", self.version.as_deref().unwrap_or("unversioned"));
        Some(RuleSet {
            rules: self.rules,
            version,
            scoring: self.scoring?,
            handling: self.handling,
            facts: self.facts,
            order,
            book: self.book.finish(denying),
            regexes: self.regexes,
            prefilter,
            uses: self.uses,
        })
    }
}

/// The facts that a rule speaks for.
fn facts_for(rule: &Rule) -> impl Iterator<Item = FactId> {
    rule.claims
        .iter()
        .filter_map(|claim| if let Claim::Fact(fact) = claim { Some(*fact) } else { None })
}

/// The facts that a condition asks for.
pub(super) fn facts_of(condition: &Condition, facts: &mut BTreeSet<FactId>) {
    let mut add = |terms: &[super::condition::Term]| {
        facts.extend(terms.iter().filter_map(|term| match term.what {
            What::Fact(fact) => Some(fact),
            What::Phrases(_) => None,
        }));
    };
    match condition {
        Condition::Terms(terms, _) => add(terms),
        Condition::Near(near) => {
            add(&near.first);
            add(&near.second);
        }
        Condition::Count(inner, _, _) | Condition::Within(_, inner) => facts_of(inner, facts),
        Condition::All(inner) | Condition::Any(inner) | Condition::None(inner) => {
            inner.iter().for_each(|inner| facts_of(inner, facts));
        }
        Condition::Regex(..)
        | Condition::FromEnds(_)
        | Condition::FromDomain(_)
        | Condition::ToEnds(_)
        | Condition::Header(..)
        | Condition::When(_)
        | Condition::Length(..) => {}
    }
}

/// A text beside a rule, as a message: the first line may be a subject.
pub fn example(text: &str) -> Text<'_> {
    let subject = text.strip_prefix("Subject:").map(|rest| {
        let (subject, body) = rest.split_once('\n').unwrap_or((rest, ""));
        (subject.trim(), body.trim_start())
    });
    let (subject, body) = subject.unwrap_or(("", text));
    Text { subject, body, whole: body, ..Text::default() }
}

/// The texts beside the rules that they must and must not fire on.
pub fn check_examples(set: &RuleSet, faults: &mut Faults) {
    for rule in &set.rules {
        for (examples, wanted) in [(&rule.fires, true), (&rule.silent, false)] {
            for text in examples {
                let firing = set.firing(example(&text.value));
                if firing.iter().any(|other| other.id == rule.id) != wanted {
                    let what = if wanted { "does not fire" } else { "fires" };
                    faults.error(
                        text.place.clone(),
                        format!("the rule \"{}\" {what} on this example", rule.id),
                        "mend the rule or the example",
                    );
                }
            }
        }
    }
}

/// The names that a file's claims may use where a list of known ones exists:
/// a policy that nobody loaded is most likely a slip of the pen.
pub fn check_policies(set: &RuleSet, known: &[&str], faults: &mut Faults) {
    for rule in &set.rules {
        for claim in &rule.claims {
            if let Claim::Policy(name) = claim
                && !known.contains(&name.as_str())
            {
                let what =
                    format!("the rule \"{}\" speaks for an unknown policy \"{name}\"", rule.id);
                faults.warning(rule.place.clone(), what, did_you_mean(name, known));
            }
        }
    }
}

/// The place of a phrase, for those that warn of it.
pub type PlacedPhrase = Placed<String>;
