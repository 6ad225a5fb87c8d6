//! Case references: a format that the policy file gives, such as
//! `KH-{year}-{number:5}`, and how one is recognised in a subject.

use std::fmt;

use regex::Regex;
use serde::{Deserialize, Serialize};

/// The reference of a case, as letters print it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseRef(pub String);

impl fmt::Display for CaseRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How references of a policy look.
#[derive(Debug, Clone)]
pub struct ReferenceFormat {
    text: String,
    pieces: Vec<Piece>,
    pattern: Regex,
}

impl PartialEq for ReferenceFormat {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Year,
    /// The last two digits of the year.
    ShortYear,
    Number(usize),
}

impl ReferenceFormat {
    /// Reads a format: literal text with `{year}` or `{yy}` (its last two digits)
    /// and one `{number}` or `{number:5}` (padded with zeros to five digits).
    ///
    /// # Errors
    /// What is wrong, as half a sentence.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((literal, after)) = rest.split_once('{') {
            push_text(&mut pieces, literal)?;
            let (name, after) = after.split_once('}').ok_or("a { without }")?;
            pieces.push(placeholder(name)?);
            rest = after;
        }
        push_text(&mut pieces, rest)?;
        let numbers = pieces.iter().filter(|piece| matches!(piece, Piece::Number(_))).count();
        if numbers != 1 {
            return Err("it needs {number} exactly once".to_owned());
        }
        if !matches!(pieces.first(), Some(Piece::Text(_))) {
            return Err("it must begin with letters, so that it is told from other numbers".into());
        }
        let pattern = Regex::new(&pattern(&pieces)).map_err(|error| error.to_string())?;
        Ok(Self { text: text.to_owned(), pieces, pattern })
    }

    /// Whether the references of two years differ.
    pub fn has_year(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Year | Piece::ShortYear))
    }

    /// The counter that this year's references are numbered by: the format
    /// with the year filled in. Policies with the same format share it.
    pub fn series(&self, year: i32) -> String {
        self.pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Year => year.to_string(),
                Piece::ShortYear => short(year),
                Piece::Number(_) => "#".to_owned(),
            })
            .collect()
    }

    /// The reference with a year and a running number.
    pub fn make(&self, year: i32, number: u64) -> CaseRef {
        let text = self
            .pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Year => year.to_string(),
                Piece::ShortYear => short(year),
                Piece::Number(width) => format!("{number:0width$}"),
            })
            .collect();
        CaseRef(text)
    }

    /// Every reference of this format that a text names, in upper case.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = CaseRef> + 'a {
        self.pattern
            .captures_iter(text)
            .filter_map(|found| found.get(1))
            .map(|found| CaseRef(found.as_str().to_ascii_uppercase()))
    }
}

fn short(year: i32) -> String {
    format!("{:02}", year.rem_euclid(100))
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) -> Result<(), String> {
    if text.chars().any(|c| !(c.is_ascii_uppercase() || c.is_ascii_digit() || "-/.".contains(c))) {
        return Err("use capital letters, digits, and - / . outside the braces".to_owned());
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text.to_owned()));
    }
    Ok(())
}

fn placeholder(name: &str) -> Result<Piece, String> {
    match name.split_once(':') {
        None if name == "year" => Ok(Piece::Year),
        None if name == "yy" => Ok(Piece::ShortYear),
        None if name == "number" => Ok(Piece::Number(1)),
        Some(("number", width)) => match width.parse() {
            Ok(width @ 1..=12) => Ok(Piece::Number(width)),
            _ => Err(format!("{{{name}}}: the width is a number from 1 to 12")),
        },
        _ => {
            Err(format!("{{{name}}} is unknown; known: {{year}}, {{yy}}, {{number}}, {{number:5}}"))
        }
    }
}

fn pattern(pieces: &[Piece]) -> String {
    let mut pattern = String::from(r"(?i)(?:^|[^A-Za-z0-9])(");
    for piece in pieces {
        match piece {
            Piece::Text(text) => pattern.push_str(&regex::escape(text)),
            Piece::Year => pattern.push_str(r"\d{4}"),
            Piece::ShortYear => pattern.push_str(r"\d{2}"),
            Piece::Number(width) => pattern.push_str(&format!(r"\d{{{width},18}}")),
        }
    }
    pattern.push_str(r")(?:$|[^A-Za-z0-9])");
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_made_and_found_again() {
        let format = ReferenceFormat::parse("KH-{year}-{number:5}").unwrap();
        let made = format.make(2026, 42);
        assert_eq!(made.0, "KH-2026-00042");
        let subject = "RE: [kh-2026-00042] your complaint (KH-2026-00043)";
        let found: Vec<String> = format.find(subject).map(|reference| reference.0).collect();
        assert_eq!(found, ["KH-2026-00042", "KH-2026-00043"]);
        assert_eq!(format.find("XKH-2026-00042 KH-2026-0004 KH-2026-00042b").count(), 0);
        assert_eq!(format.series(2026), "KH-2026-#");
    }

    #[test]
    fn a_year_of_two_digits_is_made_and_found_and_told_from_the_next() {
        let format = ReferenceFormat::parse("TDC/{yy}/{number:5}").unwrap();
        assert_eq!(format.make(2026, 1).0, "TDC/26/00001");
        assert_eq!(format.make(2107, 1).0, "TDC/07/00001");
        assert_ne!(format.series(2026), format.series(2027));
        let found: Vec<String> =
            format.find("Re: TDC/27/00012, and tdc/26/00001.").map(|it| it.0).collect();
        assert_eq!(found, ["TDC/27/00012", "TDC/26/00001"]);
        assert_eq!(format.find("TDC/2027/00012").count(), 0);
        assert!(format.has_year());
        assert!(!ReferenceFormat::parse("TDC/26/{number:5}").unwrap().has_year());
    }

    #[test]
    fn a_wrong_format_says_what_is_wrong() {
        for (text, why) in [
            ("KH-{year}", "exactly once"),
            ("KH-{number", "without }"),
            ("KH-{week}-{number}", "is unknown"),
            ("{year}-{number}", "begin with letters"),
            ("kh-{number}", "capital letters"),
        ] {
            let error = ReferenceFormat::parse(text).unwrap_err();
            assert!(error.contains(why), "{text}: {error}");
        }
    }
}
