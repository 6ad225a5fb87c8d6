//! How letters get to a resident: by mail, or on paper, which a person sees to.

use serde::{Deserialize, Serialize};

use crate::message::{Paper, ReplyAddress};

/// Where letters to a resident go.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Reach {
    /// By mail.
    Mail(ReplyAddress),
    /// On paper: a letter is written into a file, and it has reached nobody
    /// until a person says so.
    Paper {
        /// For whom.
        paper: Paper,
    },
}

impl Reach {
    /// The mail address, or the lines of the address on paper.
    pub fn as_str(&self) -> &str {
        match self {
            Reach::Mail(address) => address.as_str(),
            Reach::Paper { paper } => paper.as_str(),
        }
    }

    /// Whether letters there are printed.
    pub fn is_paper(&self) -> bool {
        matches!(self, Reach::Paper { .. })
    }

    /// The mail address, where there is one.
    pub fn mail(&self) -> Option<&ReplyAddress> {
        match self {
            Reach::Mail(address) => Some(address),
            Reach::Paper { .. } => None,
        }
    }
}

impl From<ReplyAddress> for Reach {
    fn from(address: ReplyAddress) -> Self {
        Reach::Mail(address)
    }
}

impl From<Paper> for Reach {
    fn from(paper: Paper) -> Self {
        Reach::Paper { paper }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_of_before_there_was_paper_are_read_as_they_were_written() {
        let mail: Reach = serde_json::from_str("\"ada@example.org\"").unwrap();
        assert_eq!(mail, Reach::Mail(ReplyAddress::restore("ada@example.org".into())));
        assert_eq!(serde_json::to_string(&mail).unwrap(), "\"ada@example.org\"");
        let text = r#"{"paper":"Ada Fenwick\n12 High Street"}"#;
        let paper: Reach = serde_json::from_str(text).unwrap();
        assert!(paper.is_paper() && paper.mail().is_none());
        assert_eq!(serde_json::to_string(&paper).unwrap(), text);
    }
}
