//! Letters: a template that the council edits plus the facts of a case give
//! subject, text and page; a linter refuses templates that lack what the policy
//! demands. Pure: what is sent, when and to whom is decided elsewhere.

pub mod advice;
mod demand;
pub mod enclosed;
pub mod facts;
pub mod form;
mod from_case;
pub mod layout;
mod lint;
pub mod marks;
pub mod mime;
pub mod paper;
pub mod sample_dates;
pub mod samples;
mod weighed;
mod words;

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};

use crate::fault::{Faults, Source};
use crate::policy::Policies;

pub use facts::Facts;
pub use form::Form;
pub use marks::Marks;
pub use mime::{Composed, Envelope, File};

/// A template may not take more steps than this; a loop that does is a fault.
const FUEL: u64 = 200_000;

/// A letter as it will be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// Subject, one line.
    pub subject: String,
    /// Text, lines ended by `\n`.
    pub text: String,
}

/// A letter could not be rendered with the facts of this case.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the letter template {template} can't be rendered: {why}")]
pub struct RenderError {
    /// Name of the template.
    pub template: String,
    /// MiniJinja's words, which hold no personal data.
    pub why: String,
}

/// All templates, checked.
#[derive(Debug)]
pub struct Letters {
    environment: Environment<'static>,
}

impl Letters {
    /// Loads the templates, one for each form of letter and the passages that
    /// they share, by their names, and checks that they say what the policies
    /// demand.
    pub fn load(
        sources: &BTreeMap<String, Source>,
        policies: &Policies,
        faults: &mut Faults,
    ) -> Option<Self> {
        let mut own = Faults::new();
        let mut letters = Self { environment: environment() };
        for (name, source) in sources {
            let added =
                letters.environment.add_template_owned(name.clone(), source.text().to_owned());
            if let Err(error) = added {
                lint::syntax(source, &error, &mut own);
            }
        }
        for form in Form::ALL.iter().filter(|form| !sources.contains_key(form.as_str())) {
            lint::missing(form.as_str(), sources, &mut own);
        }
        lint::unknown(sources, &mut own);
        lint::Lint { environment: &letters.environment, sources, policies }.check(&mut own);
        let good = !own.any_error();
        faults.extend(own);
        good.then_some(letters)
    }

    /// Renders a letter.
    ///
    /// # Errors
    /// [`RenderError`] when a fact that the template needs is missing.
    pub fn render(&self, form: Form, facts: &Facts) -> Result<Rendered, RenderError> {
        let name = form.as_str();
        let fail = |error: minijinja::Error| RenderError {
            template: name.to_owned(),
            // `{}` only: `{:?}` of the error would print the facts.
            why: error.to_string(),
        };
        let template = self.environment.get_template(name).map_err(fail)?;
        let whole = template.render(Serde(facts)).map_err(fail)?;
        let (subject, text) = split(&whole).ok_or_else(|| RenderError {
            template: name.to_owned(),
            why: "it does not begin with \"Subject: \"".to_owned(),
        })?;
        Ok(Rendered { subject, text: layout::text(&text) })
    }
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_fuel(Some(FUEL));
    // A passage ends its own last line, so that what follows begins a new one.
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build();
    if let Ok(syntax) = syntax {
        environment.set_syntax(syntax);
    }
    environment.add_filter("quote", quote);
    environment
}

/// The first line after `Subject:`, and everything below it.
fn split(whole: &str) -> Option<(String, String)> {
    let (first, text) = whole.split_once('\n')?;
    let subject = first.strip_prefix("Subject:")?;
    let subject = subject.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.trim_start_matches('\n').trim_end();
    (!subject.is_empty() && !text.is_empty()).then(|| (subject, format!("{text}\n")))
}

/// Marks every line of a resident's words as quoted, so that nothing in them
/// can be taken for the council's own.
fn quote(text: &str) -> String {
    text.lines()
        .map(|line| format!("> {line}").trim_end().to_owned())
        .collect::<Vec<_>>()
        .join("\n")
}
