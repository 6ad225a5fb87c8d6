//! The texts beside the rules: what must make a rule fire, and what must not.

use super::RuleSet;
use super::field::Text;
use super::lint::contradicted;
use crate::fault::Faults;

/// A text beside a rule, as a message: the first line may be a subject.
pub fn example(text: &str) -> Text<'_> {
    let subject = text.strip_prefix("Subject:").map(|rest| {
        let (subject, body) = rest.split_once('\n').unwrap_or((rest, ""));
        (subject.trim(), body.trim_start())
    });
    let (subject, body) = subject.unwrap_or(("", text));
    Text { subject, body, whole: body, ..Text::default() }
}

/// Tries the texts beside the rules that they must and must not fire on.
pub fn check_examples(set: &RuleSet, faults: &mut Faults) {
    for rule in &set.rules {
        contradicted(set, rule, faults);
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
