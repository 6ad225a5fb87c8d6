//! Mailing lists, bulk mailers, and groups that are a mailbox of ours.

use super::super::{Message, Own};
use super::evidence::Seen;

/// Whether the mail came through a group that the configuration names as one
/// of our own mailboxes: then the group's marks say nothing about the sender.
pub(super) fn is_through_own_group(message: &Message, own: &Own) -> bool {
    message
        .headers
        .all("list-id")
        .map(list_id)
        .any(|id| own.lists.iter().any(|ours| list_id(ours) == id))
}

/// The id without the words before it (RFC 2919, 2), in lower case.
fn list_id(value: &str) -> String {
    let inside = value.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inside.map_or(value, |(id, _)| id).trim().to_lowercase()
}

pub(super) fn is_list(seen: &Seen<'_>) -> bool {
    seen.has_any(&[
        "list-id",
        "list-post",
        "list-unsubscribe",
        "list-help",
        "list-subscribe",
        "list-archive",
        "mailing-list",
        "x-mailing-list",
        "x-mailman-version",
    ])
}

/// Newsletters and campaigns: one sender, many readers, no talk.
pub(super) fn is_bulk(seen: &Seen<'_>) -> bool {
    seen.has_any(&[
        "list-unsubscribe-post",
        "feedback-id",
        "x-campaign",
        "x-campaign-id",
        "x-campaignid",
        "x-mailchimp-campaign",
        "x-mc-user",
        "x-csa-complaints",
        "x-report-abuse-to",
        "x-mailgun-campaign-id",
    ]) && is_list(seen)
        || seen.token_in("list-post", &["no"])
}

/// A discussion, such as a residents' association's, in which somebody wrote to
/// us as well. Without knowing our addresses, no.
pub(super) fn is_discussion_with_us(seen: &Seen<'_>) -> bool {
    let discusses = seen.message.headers.all("list-post").any(|value| value.contains("mailto:"))
        || seen.has_any(&["mailing-list", "x-google-group-id", "x-beenthere"]);
    let addressed = seen
        .message
        .to
        .iter()
        .chain(&seen.message.cc)
        .any(|to| seen.own.addresses.iter().any(|ours| ours.eq_ignore_ascii_case(&to.address)));
    is_list(seen) && discusses && addressed && !is_bulk(seen)
}
