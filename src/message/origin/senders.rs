//! Addresses that say what stands behind them.

use super::super::pattern::Pattern;
use super::evidence::Seen;

fn local_part(address: &str) -> String {
    let local = address.rsplit_once('@').map_or(address, |(local, _)| local);
    local.trim_matches('"').to_lowercase()
}

fn plain(address: &str) -> String {
    local_part(address).replace(['-', '_', '.', ' '], "")
}

/// An address that says that nobody reads it.
pub(super) fn is_no_reply(address: &str) -> bool {
    let local = plain(address);
    [
        "noreply",
        "donotreply",
        "dontreply",
        "noresponse",
        "nepasrepondre",
        "noresponder",
        "noresponda",
        "keineantwort",
        "nichtantworten",
        "nonrispondere",
        "naoresponda",
        "unmonitored",
    ]
    .iter()
    .any(|word| local.contains(word))
}

/// Mail systems and programs themselves.
pub(super) fn is_mail_system(seen: &Seen<'_>) -> bool {
    seen.message.from.iter().any(|from| {
        matches!(
            plain(&from.address).as_str(),
            "mailerdaemon"
                | "maildaemon"
                | "mdaemon"
                | "maildeliverysystem"
                | "maildeliverysubsystem"
                | "autoreply"
                | "autoresponder"
                | "autoresponse"
                | "bounce"
                | "bounces"
                | "listserv"
                | "majordomo"
        )
    })
}

/// Roles that a person may write as, and mostly a system does.
pub(super) fn is_system_role(seen: &Seen<'_>) -> bool {
    seen.message.from.iter().any(|from| {
        matches!(
            plain(&from.address).as_str(),
            "postmaster" | "mailer" | "daemon" | "cron" | "nobody" | "mailsystem"
        )
    })
}

/// Addresses of programs and of desks that write what nobody answers.
pub(super) fn is_program_role(seen: &Seen<'_>) -> bool {
    seen.message.from.iter().any(|from| {
        matches!(
            plain(&from.address).as_str(),
            "root" | "notification" | "notifications" | "notify" | "alerts" | "newsletter"
        )
    })
}

/// A list's own addresses, or its server's, as From or envelope sender.
pub(super) fn is_list_address(seen: &Seen<'_>) -> bool {
    static LIST: Pattern = Pattern::new(
        r"(?x)( ^owner- | -(owner|bounces?|errors?|return)([+=-].*)?$ | ^bounces?([+=-].*)$
            | ^mailman | -request$ )",
    );
    static SERVER: Pattern = Pattern::new(r"(?i)@(lists?|listserv|mailman|newsletters?)\.");
    let path = seen.message.headers.get("return-path").unwrap_or("");
    let path = path.trim().trim_matches(['<', '>']);
    let from = seen.message.from.iter().map(|from| from.address.as_str());
    from.chain((!path.is_empty()).then_some(path))
        .any(|address| LIST.is_in(&local_part(address)) || SERVER.is_in(address))
}
