//! A letter as the page that a person prints, posts or reads out.

use chrono::{DateTime, Utc};

use crate::policy::calendar::in_london;

/// What stands on the page.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The council's name.
    pub from: &'a str,
    /// The lines of the address.
    pub to: &'a str,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// Subject.
    pub subject: &'a str,
    /// Text.
    pub text: &'a str,
    /// Names of the files that go with it.
    pub enclosed: &'a [String],
}

impl Page<'_> {
    /// The page as text, lines ended by `\n`.
    pub fn text(&self) -> String {
        let day = in_london(self.written_at).format("%-d %B %Y");
        let line = "=".repeat(self.subject.chars().count().min(72));
        let mut page = format!(
            "{}\n\n{}\n\n{day}\n\n{}\n{line}\n\n{}\n",
            self.from,
            self.to,
            self.subject,
            self.text.trim_end()
        );
        if !self.enclosed.is_empty() {
            page.push_str("\nEnclosed:\n");
            for file in self.enclosed {
                page.push_str(&format!("- {file}\n"));
            }
        }
        page
    }
}

/// The name of a letter's file: reference, letter and number, so that no two
/// letters have the same.
pub fn file_name(reference: &str, letter: &str, number: i64) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' };
    let name: String = format!("{reference}-{letter}").chars().map(safe).collect();
    format!("{name}-{number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_everything_that_a_letter_has() {
        let page = Page {
            from: "Royal Borough of Avonmere",
            to: "Ada Fenwick\n12 High Street\nAvonmere AV1 1AA",
            written_at: "2026-06-17T23:30:00Z".parse().unwrap(),
            subject: "Your complaint KH-2026-00001",
            text: "Dear Ada Fenwick,\n\nThank you.\n\n",
            enclosed: &["plan.pdf".to_owned()],
        };
        assert_eq!(
            page.text(),
            "Royal Borough of Avonmere\n\nAda Fenwick\n12 High Street\nAvonmere AV1 1AA\n\n\
             18 June 2026\n\nYour complaint KH-2026-00001\n============================\n\n\
             Dear Ada Fenwick,\n\nThank you.\n\nEnclosed:\n- plan.pdf\n"
        );
    }

    #[test]
    fn a_reference_is_no_path() {
        assert_eq!(
            file_name("KH/2026/../1", "service_request", 7),
            "KH-2026----1-service-request-7"
        );
    }
}
