//! Mail of a council's online form: one sender for everybody, the resident in a
//! field. What the fields are called the configuration says. A field that is
//! missing, or that could be read in two ways, is told and never guessed: the
//! address decides who is written to.

use super::is_address;

/// A form as the configuration describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The one address that its mail comes from.
    pub from: String,
    /// What stands before the resident's name, if the form asks for it.
    pub name: Option<String>,
    /// What stands before the resident's address.
    pub email: String,
    /// What stands before the resident's words.
    pub text: String,
}

/// A form that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The resident's name.
    pub name: Option<String>,
    /// The resident's address.
    pub email: String,
    /// The resident's words, to the end of the mail or the next field.
    pub text: String,
}

/// Why a form can't be used without a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormFault {
    /// The field is not there.
    #[error("the form's field \"{0}\" is missing")]
    Missing(String),
    /// The field is there with nothing in it.
    #[error("the form's field \"{0}\" is empty")]
    Empty(String),
    /// What stands in the address field is no address.
    #[error("the form's field \"{0}\" holds no mail address")]
    NoAddress(String),
    /// The address field is there more than once, with different addresses: a
    /// resident's words can hold a line that looks like it.
    #[error("the form's field \"{0}\" stands there more than once")]
    Twice(String),
    /// The mail claims to come from the form, and nothing proves it.
    #[error("it claims to come from the form, but has not passed DMARC for {0}")]
    NotAuthentic(String),
}

impl Form {
    /// Whether a message says that it comes from this form: the form's address,
    /// alone, in From.
    pub fn sends(&self, from: &[super::Address]) -> bool {
        matches!(from, [one] if one.address.eq_ignore_ascii_case(&self.from))
    }

    /// Reads the fields from the mail's text.
    ///
    /// # Errors
    /// [`FormFault`] when address or words can't be told beyond doubt.
    pub fn read(&self, text: &str) -> Result<Filled, FormFault> {
        let lines: Vec<&str> = text.lines().collect();
        // A table in HTML has no colon behind its labels.
        let loose = !lines.iter().any(|line| after_label(line, &self.email, false).is_some());
        let email = self.email(&lines, loose)?;
        let text = self.text(&lines, loose)?;
        let name = self.name.as_deref().and_then(|label| self.value(&lines, label, loose).next());
        Ok(Filled { name: name.filter(|name| !name.is_empty()), email, text })
    }

    fn email(&self, lines: &[&str], loose: bool) -> Result<String, FormFault> {
        let label = || self.email.clone();
        let mut values: Vec<String> = self.value(lines, &self.email, loose).collect();
        values.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
        match values.as_slice() {
            [] => Err(FormFault::Missing(label())),
            [one] if one.is_empty() => Err(FormFault::Empty(label())),
            [one] => address_in(one).ok_or_else(|| FormFault::NoAddress(label())),
            [_, ..] => Err(FormFault::Twice(label())),
        }
    }

    /// From the first line with the label to the next line with another one.
    fn text(&self, lines: &[&str], loose: bool) -> Result<String, FormFault> {
        let label = || self.text.clone();
        let first = lines.iter().position(|line| after_label(line, &self.text, loose).is_some());
        let first = first.ok_or_else(|| FormFault::Missing(label()))?;
        let mut words: Vec<&str> = Vec::new();
        for (number, line) in lines.iter().enumerate().skip(first) {
            if number == first {
                words.extend(after_label(line, &self.text, loose));
            } else if self.begins_field(line, loose) {
                break;
            } else {
                words.push(line);
            }
        }
        let words = words.join("\n").trim().to_owned();
        if words.is_empty() { Err(FormFault::Empty(label())) } else { Ok(words) }
    }

    fn begins_field(&self, line: &str, loose: bool) -> bool {
        let others = self.name.iter().chain([&self.email]);
        others.into_iter().any(|label| after_label(line, label, loose).is_some())
    }

    /// What stands behind a label, each time: on its line or, where that is
    /// empty, on the next one that is not and begins no field.
    fn value<'l>(
        &'l self,
        lines: &'l [&'l str],
        label: &'l str,
        loose: bool,
    ) -> impl Iterator<Item = String> + 'l {
        lines.iter().enumerate().filter_map(move |(number, line)| {
            let same_line = after_label(line, label, loose)?;
            if !same_line.is_empty() {
                return Some(same_line.to_owned());
            }
            let below = lines.iter().skip(number + 1).find(|line| !line.trim().is_empty());
            let below = below.filter(|line| {
                !self.begins_field(line, loose) && after_label(line, &self.text, loose).is_none()
            });
            Some(below.map_or(String::new(), |line| line.trim().to_owned()))
        })
    }
}

/// What stands on a line behind a label and its colon; with `loose` a space is
/// enough. None when the line does not begin with the label.
fn after_label<'l>(line: &'l str, label: &str, loose: bool) -> Option<&'l str> {
    let line = line.trim().trim_start_matches(['*', '-', '•', ' ']);
    let start = line.get(..label.len())?;
    if !start.eq_ignore_ascii_case(label) {
        return None;
    }
    let rest = line.get(label.len()..)?;
    let value = rest.trim_start_matches(['*', ' ', '\t', '\u{a0}']);
    if value.is_empty() {
        return Some("");
    }
    if let Some(value) = value.strip_prefix([':', '=', '|']) {
        return Some(value.trim_matches(['*', ' ', '\t', '\u{a0}']));
    }
    let parted = rest.starts_with('\t') || loose && rest.starts_with([' ', '\u{a0}']);
    parted.then(|| value.trim())
}

/// The one address in a field: bare, in angle brackets, or as clients write a
/// link to it.
fn address_in(value: &str) -> Option<String> {
    let words = value.split([' ', '\t', '<', '>', '[', ']', '(', ')', ',', ';']);
    let mut found: Option<String> = None;
    for word in words {
        let word = word.strip_prefix("mailto:").unwrap_or(word).trim_matches(['.', '"', '\'']);
        if !word.contains('@') {
            continue;
        }
        let usable = is_address(word) && word.is_ascii();
        match &found {
            _ if !usable => return None,
            Some(before) if !word.eq_ignore_ascii_case(before) => return None,
            Some(_) => {}
            None => found = Some(word.to_owned()),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        Form {
            from: "forms@council.example".to_owned(),
            name: Some("Your name".to_owned()),
            email: "Email".to_owned(),
            text: "Your complaint".to_owned(),
        }
    }

    #[test]
    fn fields_are_read_as_forms_write_them() {
        let filled = Filled {
            name: Some("Ada Example".to_owned()),
            email: "ada@example.org".to_owned(),
            text: "The boiler is cold.\n\nNobody came.".to_owned(),
        };
        for text in [
            "Your name: Ada Example\nEmail: ada@example.org\nYour complaint: The boiler is cold.\n\nNobody came.",
            "A form came in\n\nYour Name:\nAda Example\n\nE-post: x\nEMAIL:\n\n  ada@example.org\nYour complaint:\n\nThe boiler is cold.\n\nNobody came.\n",
            "*Your name:* Ada Example\n*Email:* <ada@example.org>\n*Your complaint:*\nThe boiler is cold.\n\nNobody came.",
            "Your complaint = The boiler is cold.\n\nNobody came.\nYour name = Ada Example\nEmail = ada@example.org [mailto:ada@example.org]",
            "Your name Ada Example\nEmail ada@example.org\nYour complaint The boiler is cold.\n\nNobody came.",
            "Your name\tAda Example\nEmail\tada@example.org\nYour complaint\tThe boiler is cold.\n\nNobody came.",
        ] {
            assert_eq!(form().read(text).as_ref(), Ok(&filled), "{text}");
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_told() {
        let label = || "Email".to_owned();
        for (text, fault) in [
            ("Your name: A\nYour complaint: x", FormFault::Missing(label())),
            ("Email:\nYour complaint: x", FormFault::Empty(label())),
            ("Email: none\nYour complaint: x", FormFault::NoAddress(label())),
            (
                "Email: a@example.org, b@example.org\nYour complaint: x",
                FormFault::NoAddress(label()),
            ),
            (
                "Email: a@example.org\nYour complaint: x\nEmail: victim@example.net",
                FormFault::Twice(label()),
            ),
            (
                "Email: a@example.org\nYour complaint:  \n",
                FormFault::Empty("Your complaint".into()),
            ),
            ("Email: a@example.org\nText: x", FormFault::Missing("Your complaint".into())),
        ] {
            assert_eq!(form().read(text), Err(fault), "{text}");
        }
    }

    #[test]
    fn a_name_is_no_condition_and_words_that_begin_like_a_label_stay() {
        let text = "Email: a@example.org\nYour complaint: x\nYour complaints team is slow\nEmails go unanswered";
        let filled = form().read(text).unwrap();
        assert_eq!(filled.name, None);
        assert_eq!(filled.text, "x\nYour complaints team is slow\nEmails go unanswered");
    }

    #[test]
    fn only_its_own_address_alone_is_the_form() {
        let address = |text: &str| super::super::Address { name: None, address: text.to_owned() };
        assert!(form().sends(&[address("Forms@Council.example")]));
        assert!(!form().sends(&[address("forms@council.example.net")]));
        assert!(!form().sends(&[address("forms@council.example"), address("a@example.org")]));
    }
}
