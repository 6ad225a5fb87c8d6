//! Letters: a template that the council edits plus the facts of a case give
//! subject and text; a linter refuses templates that lack what the policy
//! demands. Pure: what is sent, when and to whom is decided elsewhere.

pub mod facts;
pub mod lint;
pub mod marks;
pub mod mime;

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};

use crate::casework::LetterKind;
use crate::fault::{Faults, Source};

pub use facts::Facts;
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
    /// Loads and checks the templates, one for each kind of letter, by the
    /// name of the kind.
    pub fn load(sources: &BTreeMap<String, Source>, faults: &mut Faults) -> Option<Self> {
        let mut letters = Self { environment: environment() };
        let mut complete = true;
        for (name, kind) in LetterKind::ALL {
            match sources.get(name) {
                Some(source) => complete &= letters.add(name, kind, source, faults),
                None => {
                    lint::missing(name, sources, faults);
                    complete = false;
                }
            }
        }
        lint::unknown(sources, faults);
        complete.then_some(letters)
    }

    fn add(
        &mut self,
        name: &'static str,
        kind: LetterKind,
        source: &Source,
        faults: &mut Faults,
    ) -> bool {
        let added = self.environment.add_template_owned(name, source.text().to_owned());
        if let Err(error) = added {
            lint::syntax(source, &error, faults);
            return false;
        }
        lint::check(&self.environment, name, kind, source, faults)
    }

    /// Renders a letter.
    ///
    /// # Errors
    /// [`RenderError`] when a fact that the template needs is missing.
    pub fn render(&self, kind: LetterKind, facts: &Facts) -> Result<Rendered, RenderError> {
        let name = kind.as_str();
        let fail = |error: minijinja::Error| RenderError {
            template: name.to_owned(),
            // `{}` only: `{:?}` of the error would print the facts.
            why: error.to_string(),
        };
        let template = self.environment.get_template(name).map_err(fail)?;
        let whole = template.render(Serde(facts)).map_err(fail)?;
        let (subject, text) = split(&whole).ok_or_else(|| RenderError {
            template: name.to_owned(),
            why: "it does not begin with \"Subject: \" and an empty line".to_owned(),
        })?;
        Ok(Rendered { subject, text })
    }
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_fuel(Some(FUEL));
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    environment.add_filter("quote", quote);
    environment
}

/// The first line after `Subject:`, and everything after the empty line.
fn split(whole: &str) -> Option<(String, String)> {
    let (first, text) = whole.split_once('\n')?;
    let subject = first.strip_prefix("Subject:")?;
    let subject = subject.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.strip_prefix('\n')?;
    (!subject.is_empty() && !text.trim().is_empty())
        .then(|| (subject, format!("{}\n", text.trim_end())))
}

/// Marks every line of a resident's words as quoted, so that nothing in them
/// can be taken for the council's own.
fn quote(text: &str) -> String {
    text.lines()
        .map(|line| format!("> {line}").trim_end().to_owned())
        .collect::<Vec<_>>()
        .join("\n")
}
