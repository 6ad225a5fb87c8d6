//! Reads a story. The form is told in `tests/stories/README.md`.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Europe::London;

/// A story.
#[derive(Debug, Default)]
pub struct Story {
    /// Name of the file.
    pub file: String,
    /// The first line.
    pub title: String,
    /// Rows of the feature table.
    pub shows: Vec<String>,
    /// Clauses of the policies.
    pub clauses: Vec<String>,
    /// Ids of the policies that the mailbox serves.
    pub policies: Vec<String>,
    /// Addresses that the mail server refuses.
    pub refused: Vec<String>,
    /// Officers who are covered for, and by whom.
    pub cover: Vec<(String, String)>,
    /// Days on which the council is closed.
    pub closed: Vec<NaiveDate>,
    /// Rules that the council adds to the shipped ones: label and flag, words.
    pub rules: Vec<(Option<String>, String, String)>,
    /// Where the council hands a route's matters over: route, address.
    pub routes: Vec<(String, String)>,
    /// Lines of a policy of its own, on the first of the story's.
    pub differs: Vec<String>,
    /// Kinds of happening of which every one must stand in the story.
    pub every: Vec<String>,
    /// Kinds of happening that must not come at all.
    pub never: Vec<String>,
    /// What is given, in order.
    pub given: Vec<Given>,
    /// What is to happen, in order.
    pub expected: Vec<Expected>,
    /// The end.
    pub until: DateTime<Utc>,
}

/// Something that is given.
#[derive(Debug, Clone)]
pub struct Given {
    /// Its line.
    pub line: usize,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub what: What,
}

/// What is given.
#[derive(Debug, Clone)]
pub enum What {
    /// A mail arrives.
    Mail { from: String, subject: String, answers: Option<String>, fields: String, text: String },
    /// A delivery report about a letter.
    Bounce { letter: String, to: String },
    /// An officer acts on the case that an address opened, with its mail of a
    /// subject or with its first.
    Officer { by: String, of: String, subject: Option<String>, text: String },
    /// Nothing runs until then.
    Off(DateTime<Utc>),
    /// A day becomes a bank holiday.
    Holiday(NaiveDate),
    /// An officer is taken out of the list.
    Leaves(String),
}

/// Something that is to happen.
#[derive(Debug, Clone)]
pub struct Expected {
    /// Its line.
    pub line: usize,
    /// When.
    pub at: DateTime<Utc>,
    /// What, in the words of `tell`.
    pub what: String,
    /// Words that the letter says.
    pub says: Vec<String>,
    /// Words that it doesn't say.
    pub silent: Vec<String>,
}

/// Reads a story; each fault with file and line.
pub fn story(file: &str, text: &str) -> Result<Story, Vec<String>> {
    let mut story = Story { file: file.to_owned(), ..Story::default() };
    let mut faults = Vec::new();
    let lines: Vec<(usize, &str)> = text
        .lines()
        .enumerate()
        .map(|(number, line)| (number + 1, line.trim_end()))
        .filter(|(_, line)| !line.starts_with('#'))
        .collect();
    let mut rest = lines.as_slice();
    while let Some(((number, line), after)) = rest.split_first() {
        let body = after.iter().take_while(|(_, line)| line.starts_with(' ') || line.is_empty());
        let body: Vec<&str> = body.map(|(_, line)| line.trim()).collect();
        rest = &after[body.len()..];
        let read = match (story.title.is_empty(), line.split_once(": ")) {
            _ if line.is_empty() => Ok(()),
            (true, _) => {
                story.title = (*line).to_owned();
                Ok(())
            }
            (_, Some((key, value))) if !key.contains(' ') => header(&mut story, key, value),
            _ => entry(&mut story, *number, line, &body),
        };
        if let Err(why) = read {
            faults.push(format!("{file}:{number}: {why}"));
        }
    }
    if story.policies.is_empty() {
        story.policies.push("kingston-housing-landlord-2024".to_owned());
    }
    if story.shows.is_empty() && story.clauses.is_empty() {
        faults.push(format!("{file}:1: say with Shows: or Clauses: what it is for"));
    }
    if faults.is_empty() { Ok(story) } else { Err(faults) }
}

fn header(story: &mut Story, key: &str, value: &str) -> Result<(), String> {
    let list = || value.split(',').map(|one| one.trim().to_owned()).collect::<Vec<_>>();
    match key {
        "Shows" => story.shows = list(),
        "Clauses" => story.clauses = list(),
        "Policy" | "Policies" => story.policies = list(),
        "Refused" => story.refused = list(),
        "Rule" => {
            let (what, words) = value.split_once(": ").ok_or("write Rule: FLAG: WORDS")?;
            let (label, flag) = match what.split_once(' ') {
                Some((label, flag)) => (Some(label.to_owned()), flag),
                None => (None, what),
            };
            story.rules.push((label, flag.to_owned(), words.to_lowercase()));
        }
        "Route" => {
            let (route, to) = value.split_once(": ").ok_or("write Route: ROUTE: ADDRESS")?;
            story.routes.push((route.to_owned(), to.to_owned()));
        }
        "Differs" => story.differs.push(value.to_owned()),
        "Every" => story.every = list(),
        "Never" => story.never = list(),
        "Cover" => {
            for one in list() {
                let (officer, by) = one.split_once(" by ").ok_or("write Cover: ID by ID")?;
                story.cover.push((officer.to_owned(), by.to_owned()));
            }
        }
        "Closed" => {
            story.closed =
                value.split(',').map(|day| date(day.trim())).collect::<Result<_, _>>()?;
        }
        other => return Err(format!("there is no heading \"{other}\"")),
    }
    Ok(())
}

fn entry(story: &mut Story, line: usize, text: &str, body: &[&str]) -> Result<(), String> {
    let (at, what) = when(text)?;
    if at < story.until {
        return Err("it comes before the line above".to_owned());
    }
    story.until = at;
    if let Some(what) = what.strip_prefix("> ") {
        let (mut says, mut silent) = (Vec::new(), Vec::new());
        for one in body.iter().filter(|one| !one.is_empty()) {
            match (one.strip_prefix("says: "), one.strip_prefix("does not say: ")) {
                (Some(words), _) => says.push(words.to_owned()),
                (_, Some(words)) => silent.push(words.to_owned()),
                _ => return Err(format!("\"{one}\": write says: … or does not say: …")),
            }
        }
        let what = what.trim().to_owned();
        story.expected.push(Expected { line, at, what, says, silent });
        return Ok(());
    }
    if what == "the end" {
        return Ok(());
    }
    let what = given(what, body)?;
    story.given.push(Given { line, at, what });
    Ok(())
}

fn given(what: &str, body: &[&str]) -> Result<What, String> {
    if let Some(rest) = what.strip_prefix("mail from ") {
        let (from, subject) = rest.split_once(": ").ok_or("write mail from ADDRESS: SUBJECT")?;
        let (mut answers, mut fields, mut words) = (None, String::new(), Vec::new());
        for one in body {
            match one.strip_prefix('(').and_then(|one| one.strip_suffix(')')) {
                Some(note) => match note.strip_prefix("answers the ") {
                    Some(letter) => answers = Some(letter.to_owned()),
                    None => fields.push_str(&format!("{note}\r\n")),
                },
                None => words.push(*one),
            }
        }
        let text = words.join("\n").trim().to_owned();
        let (from, subject) = (from.to_owned(), subject.to_owned());
        return Ok(What::Mail { from, subject, answers, fields, text });
    }
    if let Some(rest) = what.strip_prefix("bounce of the ") {
        let (letter, to) =
            rest.split_once(" to ").ok_or("write bounce of the LETTER to ADDRESS")?;
        return Ok(What::Bounce { letter: letter.to_owned(), to: to.to_owned() });
    }
    if let Some(rest) = what.strip_prefix("officer ") {
        let (by, of) = rest.split_once(" for ").ok_or("write officer ID for ADDRESS")?;
        let (of, subject) = match of.split_once(": ") {
            Some((of, subject)) => (of, Some(subject.to_owned())),
            None => (of, None),
        };
        let text = body.join("\n").trim().to_owned();
        return Ok(What::Officer { by: by.to_owned(), of: of.to_owned(), subject, text });
    }
    if let Some(rest) = what.strip_prefix("nothing runs until ") {
        return Ok(What::Off(when(rest)?.0));
    }
    if let Some(day) = what.strip_prefix("becomes a bank holiday: ") {
        return Ok(What::Holiday(date(day)?));
    }
    if let Some(officer) = what.strip_prefix("leaves: ") {
        return Ok(What::Leaves(officer.to_owned()));
    }
    Err(format!("\"{what}\": it is neither given nor, with >, expected"))
}

/// `Thu 17 Dec 2026 10:00` or with seconds, and what follows.
fn when(text: &str) -> Result<(DateTime<Utc>, &str), String> {
    let wrong = || format!("\"{text}\": begin with a time such as Thu 17 Dec 2026 10:00");
    let mut end = 0;
    for _ in 0..5 {
        let left = text.get(end..).ok_or_else(wrong)?;
        let skipped = left.len() - left.trim_start().len();
        let word = left.trim_start().find(' ').unwrap_or(left.trim_start().len());
        end += skipped + word;
    }
    let (time, rest) = text.split_at(end);
    let local = ["%a %d %b %Y %H:%M", "%a %d %b %Y %H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(time, form).ok())
        .ok_or_else(|| format!("{}; is the day of the week right?", wrong()))?;
    let at = London.from_local_datetime(&local).earliest().ok_or_else(wrong)?;
    Ok((at.to_utc(), rest.trim()))
}

/// `Tue 29 Dec 2026`.
pub fn date(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%a %d %b %Y")
        .map_err(|_| format!("\"{text}\": write a day as Tue 29 Dec 2026"))
}
