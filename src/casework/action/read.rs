//! From a text to verbs with their arguments and fields. Nothing is judged
//! here: an unknown verb is read as well, so that the answer can name it.

use super::{Verb, signature};

/// An action as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// The verb without its slash, as written.
    pub verb: String,
    /// What stands after it, with the lines below it that are no field.
    pub argument: String,
    /// `Name: text` below it: names as written, texts of one or more lines.
    pub fields: Vec<(String, String)>,
}

/// A mail of an officer taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpokenActions {
    /// The actions in order.
    pub actions: Vec<Spoken>,
    /// Everything that belongs to none of them.
    pub prose: String,
}

/// The names of fields; a line `Name: text` with another name is text.
const FIELDS: [&str; 14] = [
    "definition",
    "outcome",
    "responsible",
    "reason",
    "decision",
    "reasons",
    "remedy",
    "actions",
    "learning",
    "approver",
    "updates",
    "ground",
    "text",
    "answer",
];

/// Takes the new text of a mail apart. A quoted line ends the actions, a
/// sign-off ("Kind regards") the text of a field: neither may reach a resident
/// as an officer's words.
pub fn read(text: &str) -> SpokenActions {
    read_until(text, |_| None)
}

/// As [`read`], what an officer of that name wrote: a signature without a
/// sign-off ends the text of a field as well.
pub fn read_by(text: &str, name: &str) -> SpokenActions {
    read_until(text, |lines| signature::begins(lines, name))
}

fn read_until(text: &str, signature: impl Fn(&[&str]) -> Option<usize>) -> SpokenActions {
    let mut found = SpokenActions::default();
    let mut prose: Vec<&str> = Vec::new();
    let mut signed_off = false;
    let lines: Vec<&str> = text.lines().take_while(|line| !line.trim().starts_with('>')).collect();
    let signature = signature(&lines);
    for (place, line) in lines.into_iter().enumerate() {
        let trimmed = line.trim_matches(is_space);
        signed_off |= signature == Some(place);
        if let Some(spoken) = verb_line(trimmed) {
            found.actions.push(spoken);
            signed_off = false;
            continue;
        }
        match found.actions.last_mut() {
            None => prose.push(line),
            Some(_) if signed_off => prose.push(line),
            Some(_) if is_sign_off(trimmed) => {
                signed_off = true;
                prose.push(line);
            }
            Some(spoken) => spoken.take(trimmed),
        }
    }
    for spoken in &mut found.actions {
        spoken.trim();
    }
    found.prose = prose.join("\n").trim().to_owned();
    found
}

/// `/verb argument`, where the verb is of letters only: a path is none. Behind
/// the mark of a list, or in bold or italics, only verbs that there are.
fn verb_line(line: &str) -> Option<Spoken> {
    let bare = unmarked(line);
    let rest = bare.strip_prefix('/')?;
    let (verb, argument) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let verb = verb.trim_end_matches([':', '.', ',', '*', '_']);
    let is_verb = !verb.is_empty() && verb.chars().all(|c| c.is_ascii_alphabetic());
    let is_sure = line.starts_with('/') || Verb::parse(verb).is_some();
    let argument = argument.trim();
    let argument = match bare.len() == line.len() {
        true => argument,
        // What opened before the verb closes at the end of the line.
        false => argument.trim_end_matches(['*', '_']).trim_end(),
    };
    (is_verb && is_sure).then(|| Spoken {
        verb: verb.to_owned(),
        argument: argument.to_owned(),
        fields: Vec::new(),
    })
}

/// Blanks, with those of no width that programs put in.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// A line without what a list or emphasis puts before its first word: "• ", "- ",
/// "1. ", "**".
fn unmarked(line: &str) -> &str {
    const MARKS: [char; 9] = ['•', '·', '▪', '◦', '‣', '-', '–', '*', '_'];
    let line = line.trim_matches(is_space);
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = numbered.strip_prefix(['.', ')']).filter(|_| numbered.len() < line.len());
    let line = match numbered {
        Some(rest) if rest.starts_with(is_space) => rest,
        _ => line,
    };
    line.trim_start_matches(|c: char| is_space(c) || MARKS.contains(&c))
}

impl Spoken {
    fn take(&mut self, line: &str) {
        if let Some((name, text)) = field_line(line) {
            self.fields.push((name.to_owned(), text.to_owned()));
            return;
        }
        let text = match self.fields.last_mut() {
            Some((_, text)) => text,
            None => &mut self.argument,
        };
        text.push('\n');
        text.push_str(line);
    }

    fn trim(&mut self) {
        self.argument = self.argument.trim().to_owned();
        for (_, text) in &mut self.fields {
            *text = text.trim().to_owned();
        }
    }

    /// The text of a field, however its name is capitalised; None when it is
    /// missing or empty.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, text)| text.as_str())
            .filter(|text| !text.is_empty())
    }

    /// All words, also of lines that look like a field, but for these fields.
    pub(super) fn whole_text(&self, without: &[&str]) -> String {
        let mut words = self.argument.clone();
        for (name, text) in &self.fields {
            match name.to_lowercase().as_str() {
                name if without.contains(&name) => {}
                "answer" | "text" => words.push_str(&format!("\n{text}")),
                _ => words.push_str(&format!("\n{name}: {text}")),
            }
        }
        words.trim().to_owned()
    }

    /// The action as it can be sent back.
    pub fn written(&self) -> String {
        let mut text = format!("/{} {}", self.verb, self.argument).trim_end().to_owned();
        for (name, value) in &self.fields {
            text.push_str(&format!("\n{name}: {value}"));
        }
        text
    }
}

/// Whether a line is an action's.
pub(super) fn is_verb(line: &str) -> bool {
    verb_line(line).is_some()
}

/// Whether a line begins an action or a field of one.
pub fn is_own(line: &str) -> bool {
    is_verb(line) || is_field(line)
}

/// Whether a line begins a field, as "Reason: …" does.
pub fn is_field(line: &str) -> bool {
    field_line(line).is_some()
}

fn field_line(line: &str) -> Option<(&str, &str)> {
    let (name, text) = unmarked(line).split_once(':')?;
    let name = name.trim().trim_matches(['*', '_']);
    let known = FIELDS.iter().any(|field| field.eq_ignore_ascii_case(name));
    known.then(|| (name, text.trim().trim_start_matches('*').trim_start()))
}

/// How letters end.
fn is_sign_off(line: &str) -> bool {
    let words = line.trim_end_matches([',', '.', '!']).to_lowercase();
    let endings = [
        "regards",
        "kind regards",
        "best regards",
        "warm regards",
        "many thanks",
        "thanks",
        "thank you",
        "best wishes",
        "yours sincerely",
        "yours faithfully",
        "best",
        "cheers",
        "--",
    ];
    endings.contains(&words.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_officers_mail_is_taken_apart() {
        let text = "Hello,\nI rang her.\n\n/Define\ndefinition: the boiler\nand the damp\nOUTCOME: a repair\n\
                    Responsible: the boiler; not the neighbour's pipe\n\n/assign r.patel\n\nKind regards,\nR. Patel\n07700 900123";
        let read = read(text);
        let [define, assign] = read.actions.as_slice() else { panic!("{read:?}") };
        assert_eq!(define.verb, "Define");
        assert_eq!(define.field("Definition"), Some("the boiler\nand the damp"));
        assert_eq!(define.field("outcome"), Some("a repair"));
        assert_eq!(define.field("responsible"), Some("the boiler; not the neighbour's pipe"));
        assert_eq!(assign.argument, "r.patel");
        assert_eq!(read.prose, "Hello,\nI rang her.\n\nKind regards,\nR. Patel\n07700 900123");
    }

    #[test]
    fn quoted_lines_and_paths_are_no_actions() {
        let read =
            read("see /etc/hosts and\n/etc/hosts\n/note seen\n> /close\n> Reason: x\n/close");
        assert_eq!(read.actions.len(), 1);
        assert_eq!(read.actions[0].argument, "seen");
        assert_eq!(read.prose, "see /etc/hosts and\n/etc/hosts");
    }

    #[test]
    fn marks_of_lists_and_of_emphasis_are_no_words() {
        let text = "• /respond\n• Decision: not upheld\n- **Reasons:** she was told\n1. Remedy: none\n\
                    *Actions:* none\n\u{200b}/note seen\n2) /assign r.patel\n**/help**\n- /etc is full";
        let read = read(text);
        let verbs: Vec<&str> = read.actions.iter().map(|one| one.verb.as_str()).collect();
        assert_eq!(verbs, ["respond", "note", "assign", "help"]);
        let respond = &read.actions[0];
        assert_eq!(respond.field("decision"), Some("not upheld"));
        assert_eq!(respond.field("reasons"), Some("she was told"));
        assert_eq!(
            (respond.field("remedy"), respond.field("actions")),
            (Some("none"), Some("none"))
        );
        assert_eq!(read.actions[2].argument, "r.patel");
    }

    #[test]
    fn a_text_may_run_over_lines() {
        let read =
            read("/update We have ordered the part.\nIt comes on Monday.\n\nSorry for the wait.");
        assert_eq!(
            read.actions[0].argument,
            "We have ordered the part.\nIt comes on Monday.\n\nSorry for the wait."
        );
    }

    #[test]
    fn what_is_read_can_be_written_again() {
        let text = "/extend 2027-02-01\nReason: a part is missing\nApprover: j.okoro";
        assert_eq!(read(text).actions[0].written(), text);
    }
}
