//! Reads rule files. Everything wrong with them is found in one go and told by
//! file, line, column and mend; nothing half-read is ever used.

use std::collections::{BTreeMap, BTreeSet};

use regex::RegexBuilder;

use super::phrase::{PhraseBook, PhraseFault, PhraseId};
use super::score::fires;
use super::{Claim, Condition, Field, Handling, Intent, Label, Rule, RuleSet, Scoring, Text};
use crate::fault::{Faults, Place, Source, did_you_mean};
use crate::toml_file::{self, Placed, Table};

/// No compiled regular expression may be larger, so that one line of a rule
/// file can't take the daemon's memory.
const REGEX_BYTES: usize = 1 << 20;

struct Loader<'f> {
    faults: &'f mut Faults,
    lists: BTreeMap<String, Vec<Placed<String>>>,
    used_lists: BTreeSet<String>,
    ids: BTreeMap<String, Place>,
    book: PhraseBook,
    rules: Vec<Rule>,
    scoring: Option<Scoring>,
    handling: Handling,
    version: Option<String>,
}

/// Reads the files of a rule set; `content_hash` names their content.
pub fn load(sources: &[Source], content_hash: &str, faults: &mut Faults) -> Option<RuleSet> {
    let documents: Vec<_> =
        sources.iter().map(|source| (source, toml_file::parse(source, faults))).collect();
    let mut loader = Loader {
        faults,
        lists: BTreeMap::new(),
        used_lists: BTreeSet::new(),
        ids: BTreeMap::new(),
        book: PhraseBook::default(),
        rules: Vec::new(),
        scoring: None,
        handling: Handling::default(),
        version: None,
    };
    for (source, document) in &documents {
        loader.read_lists(Table::root(source, document));
    }
    for (source, document) in &documents {
        loader.read_file(Table::root(source, document));
    }
    loader.warn_unused_lists();
    loader.finish(content_hash)
}

impl Loader<'_> {
    fn read_lists(&mut self, mut root: Table<'_>) {
        let Some(table) = root.table("lists", self.faults) else { return };
        for key in table.keys() {
            let phrases = table.texts_named(&key.value, self.faults);
            if let Some(first) = self.lists.get(&key.value).and_then(|list| list.first()) {
                self.faults.error(
                    key.place,
                    format!("the list \"{}\" is there twice", key.value),
                    format!("join it with the one at {}", first.place),
                );
                continue;
            }
            if phrases.is_empty() {
                let what = format!("the list \"{}\" is empty", key.value);
                self.faults.error(key.place, what, "give it a word or remove it");
                continue;
            }
            self.lists.insert(key.value, phrases);
        }
    }

    fn read_file(&mut self, mut root: Table<'_>) {
        if let Some(version) = root.text("version", self.faults) {
            self.version.get_or_insert(version.value);
        }
        root.table("lists", self.faults);
        if let Some(table) = root.table("scoring", self.faults) {
            let scoring = self.read_scoring(table);
            self.scoring = scoring.or(self.scoring.take());
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

    fn read_scoring(&mut self, mut table: Table<'_>) -> Option<Scoring> {
        let mut prior = BTreeMap::new();
        if let Some(mut priors) = table.table("prior", self.faults) {
            for label in Label::ALL {
                if let Some(number) = priors.number(label.as_str(), self.faults) {
                    prior.insert(label, number.value);
                }
            }
            priors.finish(self.faults);
        }
        let review_margin = table.number("review_margin", self.faults).map(|n| n.value);
        let temperature = table.number("temperature", self.faults);
        if let Some(wrong) = temperature.as_ref().filter(|number| number.value <= 0.0) {
            self.faults.error(wrong.place.clone(), "the temperature is not above 0", "write 1.0");
        }
        if self.scoring.is_some() {
            self.faults.error(table.place(), "[scoring] is there twice", "keep one of them");
        }
        table.finish(self.faults);
        Some(Scoring {
            prior,
            review_margin: review_margin.unwrap_or(1.0),
            temperature: temperature.map_or(1.0, |number| number.value),
        })
    }

    fn read_rule(&mut self, mut table: Table<'_>) -> Option<Rule> {
        let place = table.place();
        let id = table.need_text("id", "give the rule a name of its own", self.faults);
        let claims = self.read_claims(&mut table);
        let weight = table.number("weight", self.faults).map_or(1.0, |number| number.value);
        let decisive = table.boolean("decisive", self.faults).is_some_and(|flag| flag.value);
        table.text("note", self.faults);
        let fires = table.texts("fires", self.faults);
        let silent = table.texts("silent", self.faults);
        let condition = self.read_conditions(&mut table, Field::Text);
        table.finish(self.faults);
        let id = id?;
        if let Some(first) = self.ids.get(&id.value) {
            let mend = format!("rename this one or the one at {first}");
            self.faults.error(id.place, format!("two rules are called \"{}\"", id.value), mend);
            return None;
        }
        self.ids.insert(id.value.clone(), place.clone());
        let condition = condition?;
        Some(Rule { id: id.value, place, claims, weight, decisive, condition, fires, silent })
    }

    fn read_claims(&mut self, table: &mut Table<'_>) -> Vec<Claim> {
        let mut claims = Vec::new();
        let labels = Label::ALL.map(|label| (label.as_str(), label));
        if let Some(label) = table.choice("label", &labels, self.faults) {
            claims.push(Claim::Label(label.value));
        }
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
        if claims.is_empty() {
            self.faults.error(
                table.place(),
                "the rule speaks for nothing",
                "give it label, flag, area, policy, intent or exclusion",
            );
        }
        claims
    }

    /// The conditions of one table; all that are given must hold.
    fn read_conditions(&mut self, table: &mut Table<'_>, outer: Field) -> Option<Condition> {
        let fields = [("subject", Field::Subject), ("body", Field::Body), ("text", Field::Text)];
        let field = table.choice("in", &fields, self.faults).map_or(outer, |field| field.value);
        let mut all = Vec::new();
        let any = self.read_terms(table, "any", field);
        if !any.is_empty() {
            all.push(Condition::Any(any));
        }
        all.extend(self.read_terms(table, "all", field));
        let none = self.read_terms(table, "none", field);
        if !none.is_empty() {
            all.push(Condition::None(none));
        }
        all.extend(self.read_near(table, field));
        if let Some(pattern) = table.text("regex", self.faults) {
            all.extend(self.read_regex(&pattern, field));
        }
        let ends = table.texts("from_ends", self.faults);
        if !ends.is_empty() {
            let ends = ends.into_iter().map(|end| end.value.to_ascii_lowercase()).collect();
            all.push(Condition::FromEnds(ends));
        }
        let only_none = all.iter().all(|condition| matches!(condition, Condition::None(_)));
        if only_none {
            let given = ["any", "all", "near", "regex", "from_ends"];
            if given.iter().any(|key| table.place_of(key).is_some()) {
                // What is given is faulty, and that has been told.
                return None;
            }
            self.faults.error(
                table.place(),
                "no condition that can hold: the rule would fire on every message",
                "give it any, all, near, regex or from_ends",
            );
            return None;
        }
        Some(if all.len() == 1 { all.remove(0) } else { Condition::All(all) })
    }

    /// A list of phrases, `@lists` and nested tables.
    fn read_terms(
        &mut self,
        table: &mut Table<'_>,
        key: &'static str,
        field: Field,
    ) -> Vec<Condition> {
        let mut terms = Vec::new();
        let (phrases, nested) = table.texts_and_tables(key, self.faults);
        if key == "all" {
            for phrase in &phrases {
                let ids = self.phrase_ids(phrase);
                terms.push(Condition::Phrases(ids, field));
            }
        } else {
            let ids: Vec<PhraseId> =
                phrases.iter().flat_map(|phrase| self.phrase_ids(phrase)).collect();
            if !ids.is_empty() {
                terms.push(Condition::Phrases(ids, field));
            }
        }
        for mut inner in nested {
            terms.extend(self.read_conditions(&mut inner, field));
            inner.finish(self.faults);
        }
        terms
    }

    fn read_near(&mut self, table: &mut Table<'_>, field: Field) -> Option<Condition> {
        let mut near = table.table("near", self.faults)?;
        let first = near.texts("first", self.faults);
        let then = near.texts("then", self.faults);
        let with = near.texts("with", self.faults);
        let within = near.integer("within", 0..=50, self.faults);
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
        Some(Condition::Near {
            first: first.iter().flat_map(|phrase| self.phrase_ids(phrase)).collect(),
            second: second.iter().flat_map(|phrase| self.phrase_ids(phrase)).collect(),
            within: within.and_then(|n| usize::try_from(n.value).ok()).unwrap_or(5),
            ordered,
            field,
        })
    }

    fn read_regex(&mut self, pattern: &Placed<String>, field: Field) -> Option<Condition> {
        let built = RegexBuilder::new(&pattern.value)
            .case_insensitive(true)
            .size_limit(REGEX_BYTES)
            .build();
        match built {
            Ok(regex) if regex.is_match("") => {
                self.faults.error(
                    pattern.place.clone(),
                    "the expression matches every text",
                    "ask for at least one letter",
                );
                None
            }
            Ok(regex) => Some(Condition::Regex(Box::new(regex), field)),
            Err(error) => {
                let lines: Vec<String> = error.to_string().lines().map(str::to_owned).collect();
                let last = lines.last().cloned().unwrap_or_default();
                self.faults.error(
                    pattern.place.clone(),
                    format!(
                        "the regular expression is wrong: {}",
                        last.trim_start_matches("error: ")
                    ),
                    "mend it; write it in '…' so that \\ needs no doubling",
                );
                None
            }
        }
    }

    /// The phrases of a text: one, or those of a list when it begins with `@`.
    fn phrase_ids(&mut self, text: &Placed<String>) -> Vec<PhraseId> {
        let Some(name) = text.value.strip_prefix('@') else {
            return self.add_phrase(text).into_iter().collect();
        };
        let Some(list) = self.lists.get(name).cloned() else {
            let known: Vec<&str> = self.lists.keys().map(String::as_str).collect();
            let mend = match crate::fault::nearest(name, known) {
                Some(near) => format!("did you mean \"@{near}\"?"),
                None => "write it under [lists] in a rule file".to_owned(),
            };
            self.faults.error(text.place.clone(), format!("there is no list \"{name}\""), mend);
            return Vec::new();
        };
        self.used_lists.insert(name.to_owned());
        list.iter().filter_map(|phrase| self.add_phrase(phrase)).collect()
    }

    fn add_phrase(&mut self, phrase: &Placed<String>) -> Option<PhraseId> {
        match self.book.add(&phrase.value) {
            Ok(id) => Some(id),
            Err(fault) => {
                let (what, mend) = match fault {
                    PhraseFault::Empty => ("has no letters or digits", "write a word or remove it"),
                    PhraseFault::Star => {
                        ("has a * in the wrong place", "end a word of two letters or more with it")
                    }
                };
                self.faults.error(
                    phrase.place.clone(),
                    format!("\"{}\" {what}", phrase.value),
                    mend,
                );
                None
            }
        }
    }

    fn warn_unused_lists(&mut self) {
        for (name, list) in &self.lists {
            if let Some(first) = list.first().filter(|_| !self.used_lists.contains(name)) {
                self.faults.warning(
                    first.place.clone(),
                    format!("no rule uses the list \"{name}\""),
                    format!("write \"@{name}\" in a rule or remove the list"),
                );
            }
        }
    }

    fn finish(self, content_hash: &str) -> Option<RuleSet> {
        let Some(scoring) = self.scoring else {
            let file = self.ids.values().next().map_or("rules", |place| place.file.as_str());
            self.faults.error(
                Place::start_of(file),
                "no rule file has a [scoring] table",
                "copy the shipped one",
            );
            return None;
        };
        let version =
            format!("{}+{content_hash}", self.version.as_deref().unwrap_or("unversioned"));
        let set = RuleSet {
            rules: self.rules,
            version,
            scoring,
            handling: self.handling,
            book: self.book,
        };
        check_examples(&set, self.faults);
        Some(set)
    }
}

/// The texts beside a rule that it must and must not fire on.
fn check_examples(set: &RuleSet, faults: &mut Faults) {
    for rule in &set.rules {
        for (examples, wanted) in [(&rule.fires, true), (&rule.silent, false)] {
            for example in examples {
                let text = Text { body: &example.value, ..Text::default() };
                if fires(set, rule, text) != wanted {
                    let what = if wanted { "does not fire" } else { "fires" };
                    faults.error(
                        example.place.clone(),
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
