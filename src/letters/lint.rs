//! Checks letter templates when they are loaded: syntax, names that do not
//! exist, facts that can be missing, and what each policy demands of each
//! letter (policy digest, section 8). A demand is checked in the letter as it
//! would be read, written with sample facts, not in the template's text.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::Environment;
use minijinja::value::Serde;

use super::demand::{self, Written};
use super::facts::Facts;
use super::form::Form;
use super::samples;
use crate::fault::{Faults, Place, Source, did_you_mean, nearest};
use crate::policy::{Demand, Policies, Policy, Stage};

/// Passages that several letters share, in `parts/`.
const PARTS: &str = "parts/";

/// A set of templates that are checked together.
pub(super) struct Lint<'a> {
    pub environment: &'a Environment<'static>,
    pub sources: &'a BTreeMap<String, Source>,
    pub policies: &'a Policies,
}

impl Lint<'_> {
    /// Whether the set can be used.
    pub fn check(&self, faults: &mut Faults) {
        if !self.names(faults) {
            return;
        }
        let mut lacks: BTreeMap<(Form, Demand), BTreeSet<String>> = BTreeMap::new();
        for form in Form::ALL.iter().copied() {
            for policy in self.policies.values() {
                for stage in [Stage::One, Stage::Two] {
                    if self.renders(form, policy, stage, faults) {
                        self.demands(form, policy, stage, &mut lacks);
                    }
                }
            }
        }
        for ((form, demand), clauses) in lacks {
            let Some(source) = self.sources.get(form.as_str()) else { continue };
            let clauses = clauses.into_iter().collect::<Vec<_>>().join("; ");
            faults.error(
                Place::start_of(source.name()),
                format!("the letter lacks {} ({clauses})", demand.words()),
                format!("write {} where it belongs", demand::mend(form, demand)),
            );
        }
    }

    /// Every fact that a template names must exist in its letter, and every
    /// part that it includes.
    fn names(&self, faults: &mut Faults) -> bool {
        let Some(policy) = self.policies.values().next() else { return false };
        let mut good = true;
        let mut everything: BTreeSet<String> = BTreeSet::new();
        for form in Form::ALL.iter().copied() {
            let known = names_of(&samples::everything(form, policy));
            if let Some(source) = self.sources.get(form.as_str()) {
                good &= self.names_in(form.as_str(), source, &known, faults);
            }
            everything.extend(known);
        }
        for (name, source) in self.sources.iter().filter(|(name, _)| name.starts_with(PARTS)) {
            good &= self.names_in(name, source, &everything, faults);
            if source.text().trim().is_empty() {
                let mend = "write the passage, or copy the shipped one";
                faults.error(Place::start_of(source.name()), "this passage says nothing", mend);
                good = false;
            }
        }
        good
    }

    fn names_in(
        &self,
        name: &str,
        source: &Source,
        known: &BTreeSet<String>,
        faults: &mut Faults,
    ) -> bool {
        let Ok(template) = self.environment.get_template(name) else { return false };
        let mut good = true;
        for variable in template.undeclared_variables(true) {
            let below = format!("{variable}.");
            if known.contains(&variable) || known.iter().any(|known| known.starts_with(&below)) {
                continue;
            }
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            faults.error(
                place_of(source, &variable),
                format!("\"{variable}\" is no fact of this letter"),
                did_you_mean(&variable, &known),
            );
            good = false;
        }
        for (part, offset) in includes(source.text()) {
            if !self.sources.contains_key(part) {
                let parts = self.sources.keys().filter(|name| name.starts_with(PARTS));
                let parts: Vec<&str> = parts.map(String::as_str).collect();
                let what = format!("there is no passage \"{part}\"");
                faults.error(source.place(offset), what, did_you_mean(part, &parts));
                good = false;
            }
        }
        good
    }

    fn renders(&self, form: Form, policy: &Policy, stage: Stage, faults: &mut Faults) -> bool {
        let name = form.as_str();
        let Ok(template) = self.environment.get_template(name) else { return false };
        let both = [samples::full(form, policy, stage), samples::least(form, policy, stage)];
        both.iter().all(|facts| match template.render(Serde(facts)) {
            Err(error) => {
                let inner = innermost(&error);
                let source = inner.name().and_then(|name| self.sources.get(name));
                let file = source.or_else(|| self.sources.get(name)).map_or(name, Source::name);
                let line = inner.line().unwrap_or(1);
                let place = Place { file: file.to_owned(), line, column: 1 };
                let what = inner.detail().unwrap_or("it can't be rendered").to_owned();
                let mend = "this fact can be missing: put {% if … %} round it";
                faults.error(place, format!("the letter fails in some cases: {what}"), mend);
                false
            }
            Ok(whole) if super::split(&whole).is_none() => {
                faults.error(
                    Place::start_of(self.sources.get(name).map_or(name, Source::name)),
                    "the letter does not begin with a subject",
                    "write \"Subject: …\" in the first line and the text below it",
                );
                false
            }
            Ok(_) => true,
        })
    }

    fn demands(
        &self,
        form: Form,
        policy: &Policy,
        stage: Stage,
        lacks: &mut BTreeMap<(Form, Demand), BTreeSet<String>>,
    ) {
        for on_paper in [false, true] {
            let facts = Facts { on_paper, ..samples::full(form, policy, stage) };
            let Some(written) = Written::of(self.environment, form, &facts) else { return };
            let own = policy.demands.get(form.as_str()).into_iter().flatten();
            let own = own.map(|(demand, clause)| (*demand, clause.as_str()));
            for (demand, clause) in own.chain(demand::of_staff(form).iter().copied()) {
                if !written.says(demand, &facts, self.environment) {
                    lacks.entry((form, demand)).or_default().insert(clause.to_owned());
                }
            }
        }
    }
}

/// The error of the included passage rather than of the letter around it.
fn innermost(error: &minijinja::Error) -> &minijinja::Error {
    let mut inner = error;
    while let Some(cause) =
        std::error::Error::source(inner).and_then(|cause| cause.downcast_ref::<minijinja::Error>())
    {
        inner = cause;
    }
    inner
}

/// Every `{% include "…" %}` with its offset.
fn includes(text: &str) -> impl Iterator<Item = (&str, usize)> {
    text.match_indices("include").filter_map(|(offset, word)| {
        let rest = text.get(offset + word.len()..)?.trim_start();
        let rest = rest.strip_prefix('"')?;
        Some((rest.split_once('"')?.0, offset))
    })
}

/// A template that does not parse.
pub(super) fn syntax(source: &Source, error: &minijinja::Error, faults: &mut Faults) {
    let place = match error.range() {
        Some(range) => source.place(range.start),
        None => {
            Place { file: source.name().to_owned(), line: error.line().unwrap_or(1), column: 1 }
        }
    };
    let what = error.detail().unwrap_or("syntax error").to_owned();
    faults.error(place, format!("the letter can't be read: {what}"), "mend the {{ }} or {% %}");
}

/// A form of letter without a template.
pub(super) fn missing(name: &str, sources: &BTreeMap<String, Source>, faults: &mut Faults) {
    let folder = sources
        .iter()
        .find(|(name, _)| !name.contains('/'))
        .and_then(|(_, source)| source.name().rsplit_once('/'))
        .map_or("templates", |(folder, _)| folder);
    faults.error(
        Place::start_of(format!("{folder}/{name}.txt")),
        "this letter is missing",
        "copy the shipped one",
    );
}

/// Templates that are no letter of ours: most likely a misspelt name.
pub(super) fn unknown(sources: &BTreeMap<String, Source>, faults: &mut Faults) {
    for (name, source) in sources.iter().filter(|(name, _)| !name.starts_with(PARTS)) {
        if Form::parse(name).is_none() {
            let mend = match nearest(name, Form::ALL.iter().map(|form| form.as_str())) {
                Some(near) => format!("did you mean {near}.txt?"),
                None => "remove it".to_owned(),
            };
            faults.error(
                Place::start_of(source.name()),
                format!("there is no letter \"{name}\""),
                mend,
            );
        }
    }
}

/// Every name that a template may use, with its parents.
fn names_of(facts: &Facts) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    if let Ok(value) = serde_json::to_value(facts) {
        collect(&value, "", &mut names);
    }
    names
}

fn collect(value: &serde_json::Value, path: &str, names: &mut BTreeSet<String>) {
    if !path.is_empty() {
        names.insert(path.to_owned());
    }
    if let serde_json::Value::Object(fields) = value {
        for (key, value) in fields {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            collect(value, &path, names);
        }
    }
}

fn place_of(source: &Source, variable: &str) -> Place {
    let last = variable.rsplit('.').next().unwrap_or(variable);
    let offset = source.text().find(variable).or_else(|| source.text().find(last)).unwrap_or(0);
    source.place(offset)
}
