//! Reads rule files. Everything wrong with them is found in one go and told by
//! file, line, column and mend; nothing half-read is ever used.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::candidate::Candidates;
use super::condition::{Condition, FactId};
use super::field::Uses;
use super::lint::{self, Lint};
use super::lint_list::{self, Asking};
use super::load_list::{self, ListReader, Named};
use super::measured::Measured;
use super::pattern::Lists;
use super::phrase::BookBuilder;
use super::prefilter::prefilter;
use super::{Claim, Handling, Intent, Label, Rule, RuleSet, Scoring, THRESHOLDS};
use crate::fault::{Faults, Place, Source, did_you_mean};
use crate::toml_file::{self, Table};

pub(super) struct Loader<'f> {
    pub(super) faults: &'f mut Faults,
    pub(super) lists: Lists,
    pub(super) used_lists: BTreeSet<String>,
    /// Lists that stand inside longer phrases.
    pub(super) lists_inside: BTreeSet<String>,
    pub(super) book: BookBuilder,
    pub(super) regexes: Vec<regex::Regex>,
    pub(super) patterns: Vec<String>,
    pub(super) uses: Uses,
    pub(super) facts: Vec<Arc<str>>,
    /// Where each fact is first asked for.
    pub(super) asked: BTreeMap<FactId, Place>,
    /// What the rule in hand asks for.
    pub(super) asking: Asking,
    /// What each rule asks for.
    rules_asking: Vec<Asking>,
    pub(super) rules: Vec<Rule>,
    ids: BTreeMap<String, Place>,
    scoring: Option<Scoring>,
    pub(super) measured: Measured,
    /// What each word says of flags.
    pub(super) flag_words: BTreeMap<String, Vec<(usize, f64)>>,
    handling: Handling,
    version: Option<String>,
}

/// Reads the files of a rule set; `content_hash` names their content.
pub fn load(sources: &[Source], content_hash: &str, faults: &mut Faults) -> Option<RuleSet> {
    load_over(&[], sources, content_hash, faults)
}

/// As [`load`]; of phrases that the shipped files have as well it is not told that
/// their lists could do without them.
pub fn load_over(
    shipped: &[Source],
    sources: &[Source],
    content_hash: &str,
    faults: &mut Faults,
) -> Option<RuleSet> {
    let mut found = Faults::new();
    let set = read(shipped, sources, content_hash, &mut found);
    faults.extend(found);
    set
}

fn read(
    shipped: &[Source],
    sources: &[Source],
    content_hash: &str,
    faults: &mut Faults,
) -> Option<RuleSet> {
    let documents: Vec<_> =
        sources.iter().map(|source| (source, toml_file::parse(source, faults))).collect();
    let mut lists = ListReader::new(faults);
    for (source, document) in &documents {
        lists.read(Table::root(source, document));
    }
    let named = lists.finish();
    let mut loader = Loader {
        faults,
        lists: named.lists.clone(),
        used_lists: named.used.clone(),
        lists_inside: named.inside.clone(),
        book: BookBuilder::new(named.spellings.clone()),
        regexes: Vec::new(),
        patterns: Vec::new(),
        uses: Uses::default(),
        facts: Vec::new(),
        asked: BTreeMap::new(),
        asking: Asking::default(),
        rules_asking: Vec::new(),
        rules: Vec::new(),
        ids: BTreeMap::new(),
        scoring: None,
        measured: Measured::default(),
        flag_words: BTreeMap::new(),
        handling: Handling::default(),
        version: None,
    };
    for (source, document) in &documents {
        loader.read_file(Table::root(source, document));
    }
    // They are large, and everything is read.
    drop(documents);
    loader.add_words();
    // What a faulty line asks for is not known: it would be warned of as unused.
    if !loader.faults.any_error() {
        loader.lint(&named, shipped);
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
        if let Some(table) = root.table("words", self.faults) {
            self.read_words(table);
        }
        for table in root.tables("flag_words", self.faults) {
            self.read_flag_words(table);
        }
        if let Some(mut table) = root.table("thresholds", self.faults) {
            for name in THRESHOLDS {
                if let Some(number) = table.number(name, self.faults) {
                    self.scoring().thresholds.insert(name, number.value);
                }
            }
            table.finish(self.faults);
        }
        if let Some(table) = root.table("handling", self.faults) {
            self.read_handling(table);
        }
        for table in root.tables("rule", self.faults) {
            if let Some(rule) = self.read_rule(table) {
                self.rules.push(rule);
            }
        }
        root.finish(self.faults);
    }

    fn read_handling(&mut self, mut table: Table<'_>) {
        let mut places = Vec::new();
        for (key, flags) in [
            ("urgent", &mut self.handling.urgent),
            ("restricted", &mut self.handling.restricted),
            ("no_case", &mut self.handling.no_case),
            ("signals", &mut self.handling.signals),
            ("rules_only", &mut self.handling.rules_only),
        ] {
            let named = table.texts(key, self.faults);
            places.extend(named.iter().map(|flag| (flag.value.clone(), flag.place.clone())));
            flags.extend(named.into_iter().map(|flag| flag.value));
        }
        let ways = table.table("gives_way", self.faults);
        for flag in ways.iter().flat_map(Table::keys) {
            let to: Vec<_> =
                ways.iter().flat_map(|it| it.texts_named(&flag.value, self.faults)).collect();
            places.push((flag.value.clone(), flag.place.clone()));
            places.extend(to.iter().map(|it| (it.value.clone(), it.place.clone())));
            let kept =
                [("urgent", &self.handling.urgent), ("restricted", &self.handling.restricted)];
            if let Some((how, _)) = kept.iter().find(|(_, flags)| flags.contains(&flag.value)) {
                let what = format!("\"{}\" is {how}: it gives way to nothing", flag.value);
                self.faults.warning(flag.place, what, "remove this line");
                continue;
            }
            let to = to.into_iter().map(|it| it.value).collect();
            self.handling.gives_way.insert(flag.value, to);
        }
        self.handling.places.extend(places);
        table.finish(self.faults);
    }

    /// The scoring, begun by whichever table is read first.
    fn scoring(&mut self) -> &mut Scoring {
        self.scoring.get_or_insert_with(|| Scoring {
            prior: [0.0; 5],
            prior_places: Default::default(),
            review_margin: f64::NAN,
            lean_margin: f64::NAN,
            lean: [None; 5],
            review: [None; 5],
            least_score: f64::NEG_INFINITY,
            least_unspoken: f64::NEG_INFINITY,
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
        let mut by_label = |key| {
            let mut margins = [None; 5];
            if let Some(mut named) = table.table(key, self.faults) {
                for (label, margin) in Label::ALL.into_iter().zip(&mut margins) {
                    *margin = named.number(label.as_str(), self.faults).map(|number| number.value);
                }
                named.finish(self.faults);
            }
            margins
        };
        let (leans, reviews) = (by_label("lean"), by_label("review"));
        let review = table.number("review_margin", self.faults).map_or(1.0, |n| n.value);
        let lean = table.number("lean_margin", self.faults).map_or(review, |n| n.value);
        let least = table.number("least_score", self.faults);
        let unspoken = table.number("least_unspoken", self.faults);
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
        scoring.lean = leans;
        scoring.review = reviews;
        scoring.least_score = least.map_or(f64::NEG_INFINITY, |number| number.value);
        scoring.least_unspoken = unspoken.map_or(scoring.least_score, |number| number.value);
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
        let told = self.faults.count();
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
        let claims = self.read_claims(&mut table);
        let mute = claims.is_empty() && scores.is_empty() && self.faults.count() == told;
        let decisive = table.boolean("decisive", self.faults).is_some_and(|flag| flag.value);
        let weak = table.boolean("weak", self.faults);
        let raises = claims.iter().any(|claim| matches!(claim, Claim::Flag(_)));
        if let Some(weak) = weak.as_ref().filter(|weak| weak.value && !raises) {
            let (what, mend) = ("only a rule with a flag can be weak", "remove it");
            self.faults.error(weak.place.clone(), what, mend);
        }
        let weak = weak.is_some_and(|weak| weak.value);
        let group = table.text("group", self.faults).map(|group| group.value);
        table.text("note", self.faults);
        let fires = table.texts("fires", self.faults);
        let silent = table.texts("silent", self.faults);
        self.asking = Asking::default();
        let condition = self.read_whole_condition(&mut table);
        if mute && !table.has_unknown() {
            self.faults.error(
                table.place(),
                "the rule speaks for nothing",
                "give it label, flag, area, policy, intent, exclusion or fact",
            );
        }
        table.finish(self.faults);
        let id = id?;
        if let Some(first) = self.ids.get(&id.value) {
            let mend = format!("rename this one or the one at {first}");
            self.faults.error(id.place, format!("two rules are called \"{}\"", id.value), mend);
            return None;
        }
        self.ids.insert(id.value.clone(), place.clone());
        let (id, file) = (id.value.into(), place.file.as_str().into());
        // What it speaks for is known even where its condition is faulty: that is
        // told once, and not again wherever something waits for the rule.
        let condition = condition.unwrap_or(Condition::Any(Vec::new()));
        let rule = Rule {
            id,
            file,
            place,
            scores,
            weight_places,
            claims,
            weight,
            decisive,
            weak,
            group,
            condition,
            fires,
            silent,
        };
        let mut asking = std::mem::take(&mut self.asking);
        asking.says(&rule);
        self.rules_asking.push(asking);
        Some(rule)
    }

    fn read_claims(&mut self, table: &mut Table<'_>) -> Vec<Claim> {
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
        claims
    }

    fn lint(&mut self, named: &Named, shipped: &[Source]) {
        lint::areas(&self.rules, shipped, self.faults);
        let shipped = &load_list::phrases(shipped);
        let phrases = self.book.term_nodes();
        let lint = Lint { rules: &self.rules, phrases: &phrases, handling: &self.handling };
        lint.warn(self.faults);
        lint_list::unused(&named.places, &self.used_lists, self.faults);
        let labels = lint_list::labels_of_lists(&self.rules_asking);
        lint_list::opposites(&named.entries, &labels, &named.lists, shipped, self.faults);
        lint_list::taken(named, &self.lists_inside, shipped, self.faults);
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
        let prefilter = match prefilter(&self.patterns) {
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
        let condition = |number: usize| self.rules.get(number).map(|rule| &rule.condition);
        let candidates = Candidates::of(order, condition);
        Some(RuleSet {
            whole: !self.faults.any_error(),
            rules: self.rules,
            version,
            scoring: self.scoring?,
            measured: self.measured,
            handling: self.handling,
            facts: self.facts,
            candidates,
            book: self.book.finish(denying),
            regexes: self.regexes,
            prefilter,
            uses: self.uses,
        })
    }
}

/// The names that a file's claims may use where a list of known ones exists:
/// a policy that nobody loaded is most likely a slip of the pen.
pub fn check_policies(
    set: &RuleSet,
    known: &[&str],
    exclusions: Option<&[&str]>,
    waited_for: &BTreeSet<&str>,
    faults: &mut Faults,
) {
    for rule in &set.rules {
        lint::flags(rule, waited_for, faults);
        for claim in &rule.claims {
            if let Claim::Exclusion(id) = claim
                && let Some(exclusions) = exclusions
                && !exclusions.contains(&id.as_str())
            {
                let what = format!("no policy has an exclusion \"{id}\"");
                faults.warning(rule.place.clone(), what, did_you_mean(id, exclusions));
            }
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
