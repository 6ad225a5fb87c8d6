//! The rules and letters that are built into the program. A folder of the
//! council's own replaces them whole.

/// What the names of these files begin with where a fault names them.
pub const NAME: &str = "built-in:";

/// A file that is built in: its path below `rules/` or `templates/`, and its
/// text.
pub type File = (&'static str, &'static str);

macro_rules! files {
    ($folder:literal: $($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../", $folder, "/", $path)))),+]
    };
}

/// Everything below `rules/`.
pub const RULES: &[File] = files!("rules":
    "calendar.toml",
    "calendars/bank-holidays.json",
    "classification/areas.toml",
    "classification/flags.toml",
    "classification/kinds.toml",
    "classification/lists.toml",
    "ombudsmen.toml",
    "policies/kingston-corporate-2025.toml",
    "policies/kingston-housing-landlord-2024.toml",
    "policies/medway-housing-2022.toml",
    "policies/rbkc-housing-management-2021.toml",
);

/// Everything below `templates/`.
pub const TEMPLATES: &[File] = files!("templates":
    "acknowledgement.txt",
    "alert.txt",
    "assignment.txt",
    "chase.txt",
    "delivery_failed.txt",
    "new_message.txt",
    "receipt.txt",
    "reminder.txt",
    "service_request.txt",
    "thanks.txt",
    "triage.txt",
    "urgent_alert.txt",
);
