//! The texts beside the rules: what must make a rule fire, and what must not.

use super::RuleSet;
use super::field::Text;
use super::lint::contradicted;
use crate::fault::Faults;

/// A text beside a rule, as a message.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Example<'a> {
    subject: &'a str,
    from: &'a str,
    to: Vec<&'a str>,
    body: &'a str,
}

impl<'a> Example<'a> {
    /// Reads it: it may begin with lines From:, To: and Subject: and an empty line,
    /// or with a subject alone and no empty line.
    pub fn of(text: &'a str) -> Self {
        if let Some(example) = Self::with_head(text) {
            return example;
        }
        let subject = text.strip_prefix("Subject:").map(|rest| {
            let (subject, body) = rest.split_once('\n').unwrap_or((rest, ""));
            (subject.trim(), body.trim_start())
        });
        let (subject, body) = subject.unwrap_or(("", text));
        Self { subject, body, ..Self::default() }
    }

    /// None where no empty line ends the head.
    fn with_head(text: &'a str) -> Option<Self> {
        let mut example = Self::default();
        let mut rest = text;
        loop {
            let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
            if line.trim().is_empty() {
                let is_head = rest.len() < text.len();
                example.body = after.trim_start();
                return is_head.then_some(example);
            }
            match field(line)? {
                ("from", address) => example.from = address,
                ("to", address) => example.to.push(address),
                (_, subject) => example.subject = subject,
            }
            rest = after;
        }
    }

    /// The message as the rules see it.
    pub fn text(&self) -> Text<'_> {
        let Self { subject, from, to, body } = self;
        Text { subject, body, from, whole: body, to, ..Text::default() }
    }
}

/// A line of an example's head: the field's name, and the subject or the address.
fn field(line: &str) -> Option<(&'static str, &str)> {
    let (name, value) = line.split_once(':')?;
    let known = ["from", "to", "subject"];
    let name = known.into_iter().find(|known| name.eq_ignore_ascii_case(known))?;
    let value = value.trim();
    let address = value.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    Some(match (name, address) {
        ("from" | "to", Some((address, _))) => (name, address.trim()),
        _ => (name, value),
    })
}

/// Tries the texts beside the rules that they must and must not fire on.
pub fn check_examples(set: &RuleSet, faults: &mut Faults) {
    for rule in &set.rules {
        for (examples, wanted) in [(&rule.fires, true), (&rule.silent, false)] {
            for text in examples {
                let example = Example::of(&text.value);
                let firing = set.firing(example.text());
                let fires = firing.iter().any(|other| other.id == rule.id);
                if fires == wanted && wanted {
                    contradicted(set, rule, &example, text, faults);
                } else if fires != wanted {
                    let what = if wanted { "does not fire" } else { "fires" };
                    let what = format!("the rule \"{}\" {what} on this example", rule.id);
                    faults.error(text.place.clone(), what, mend(&text.value));
                }
            }
        }
    }
}

fn mend(text: &str) -> &'static str {
    let first = text.lines().next().and_then(field);
    let has_address = first.is_some_and(|(name, _)| name != "subject");
    match has_address && Example::with_head(text).is_none() {
        true => "write an empty line (\\n\\n) between From:, To:, Subject: and the words",
        false => "mend the rule or the example",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_may_have_a_head() {
        let of = Example::of;
        let body = "Rate us.\n\nNow.";
        let whole = Example {
            subject: "Your call",
            from: "bot@survey.example",
            to: vec!["a@council.example", "b@council.example"],
            body,
        };
        let head = "From: Bot <bot@survey.example>\nto: a@council.example\nTo: b@council.example";
        let text = format!("{head}\nSubject: Your call\n\n{body}");
        assert_eq!(of(&text), whole);
        assert_eq!(of("Subject: a\n\nb"), of("Subject: a\nb"));
        assert_eq!(
            of("From: a@b.example\nSubject: x"),
            Example { from: "a@b.example", subject: "x", ..Example::default() }
        );
    }

    #[test]
    fn words_that_look_like_a_head_stay_words() {
        for text in [
            "",
            "\nNobody came.",
            "From: the man next door.\nHe shouts.",
            "To: whom it may concern\nNobody came.\n\nTwice.",
            "Sent: today\n\nNobody came.",
        ] {
            assert_eq!(Example::of(text), Example { body: text, ..Example::default() });
        }
        let quoted = "Subject: bins\nFrom: a@b.example\nNobody came.";
        assert_eq!(
            Example::of(quoted),
            Example {
                subject: "bins",
                body: "From: a@b.example\nNobody came.",
                ..Example::default()
            }
        );
    }
}
