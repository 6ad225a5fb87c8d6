//! The rules and letters that are built into the program. A folder of the
//! council's own replaces them whole.

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
    "policies/housing-ombudsman-code-2024.toml",
    "policies/kingston-corporate-2025.toml",
    "policies/kingston-housing-landlord-2024.toml",
    "policies/medway-housing-2022.toml",
    "policies/rbkc-housing-management-2021.toml",
    "routes.toml",
);

/// Everything below `templates/`.
pub const TEMPLATES: &[File] = files!("templates":
    "acknowledgement.txt",
    "alert.txt",
    "assignment.txt",
    "chase.txt",
    "closing.txt",
    "command_reply.txt",
    "consent.txt",
    "definition.txt",
    "delivery_failed.txt",
    "digest.txt",
    "extension.txt",
    "final_response.txt",
    "handover.txt",
    "manager_alert.txt",
    "new_message.txt",
    "parts/adjustments.txt",
    "parts/answer.txt",
    "parts/authority.txt",
    "parts/danger.txt",
    "parts/discrimination.txt",
    "parts/final.txt",
    "parts/greeting.txt",
    "parts/how_to_complain.txt",
    "parts/how_to_escalate.txt",
    "parts/if_late.txt",
    "parts/keep_reference.txt",
    "parts/mail.txt",
    "parts/ombudsman.txt",
    "parts/ombudsman_any_time.txt",
    "parts/outcome_sought.txt",
    "parts/points.txt",
    "parts/policy.txt",
    "parts/private.txt",
    "parts/sign_off.txt",
    "policy_answer.txt",
    "receipt.txt",
    "refusal.txt",
    "refusal_to_escalate.txt",
    "reminder.txt",
    "response.txt",
    "routed.txt",
    "service_request.txt",
    "thanks.txt",
    "triage.txt",
    "update.txt",
    "urgent_alert.txt",
);
