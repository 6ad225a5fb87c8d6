//! What a case is.

use serde::{Deserialize, Serialize};

/// What a case is (contract, "Words used in every output").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A complaint, or a candidate for one with the flag `needs_review`.
    Complaint,
    /// A first request.
    ServiceRequest,
    /// An opinion.
    Comment,
    /// Praise.
    Compliment,
    /// A councillor's or MP's enquiry.
    Enquiry,
    /// The Ombudsman's request for evidence.
    Evidence,
    /// A complaint about a policy as such (KC 2.2).
    PolicyComplaint,
    /// None of these.
    Other,
}

impl Kind {
    /// All kinds with their names in output and the store.
    pub const ALL: [(&'static str, Kind); 8] = [
        ("complaint", Kind::Complaint),
        ("service_request", Kind::ServiceRequest),
        ("comment", Kind::Comment),
        ("compliment", Kind::Compliment),
        ("enquiry", Kind::Enquiry),
        ("evidence", Kind::Evidence),
        ("policy_complaint", Kind::PolicyComplaint),
        ("other", Kind::Other),
    ];

    /// The name in output and the store.
    pub fn as_str(self) -> &'static str {
        Kind::ALL.iter().find(|(_, kind)| *kind == self).map_or("other", |(name, _)| name)
    }

    /// In words: "service request".
    pub fn words(self) -> &'static str {
        match self {
            Kind::Complaint => "complaint",
            Kind::ServiceRequest => "service request",
            Kind::Comment => "comment",
            Kind::Compliment => "compliment",
            Kind::Enquiry => "enquiry",
            Kind::Evidence => "request for evidence",
            Kind::PolicyComplaint => "complaint about a policy",
            Kind::Other => "message",
        }
    }
}

/// "an enquiry", "a complaint".
pub fn with_article(noun: &str) -> String {
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']);
    let article = if vowel { "an" } else { "a" };
    format!("{article} {noun}")
}
