//! What the codes and words of a report say: for good or for now.

use super::super::pattern::Pattern;

/// The status code of RFC 3463 in a server's words: one after a reply code or
/// in brackets before one that stands alone. Version numbers and IP addresses
/// look alike; more than three numbers, or a letter before, are none.
pub(super) fn status(text: &str) -> Option<String> {
    static AFTER_REPLY: Pattern =
        Pattern::new(r"\b[45]\d\d[ -]+#?([45]\.[0-7]\.\d{1,3})(?:[^0-9.]|\.?\s|\.?$)");
    static IN_BRACKETS: Pattern = Pattern::new(r"[(\[]#?([245]\.[0-7]\.\d{1,3})[)\]\s]");
    static ALONE: Pattern =
        Pattern::new(r"(?m)(?:^|[\s:#<])([245]\.[0-7]\.\d{1,3})(?:[^0-9.]|\.?\s|\.?$)");
    [&AFTER_REPLY, &IN_BRACKETS, &ALONE]
        .iter()
        .find_map(|pattern| pattern.first(text))
        .map(str::to_owned)
}

/// The first reply code of a failure (RFC 5321, 4.2.3) in a server's words.
pub(super) fn reply(text: &str) -> Option<u16> {
    static REPLY: Pattern =
        Pattern::new(r"(?m)(?:^|[\s:#<(>])(4[2357]\d|5[0-57]\d)(?:[,:;-]|\s|$)");
    REPLY.first(text)?.parse().ok()
}

/// A status that is a code of RFC 3463 and tells of a failure or success.
pub(super) fn is_status(code: &str) -> bool {
    let parts: Vec<&str> = code.split('.').collect();
    parts.len() == 3
        && matches!(parts.first(), Some(&("2" | "4" | "5")))
        && parts.iter().all(|part| {
            (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// Whether the words tell that something is late but still tried.
pub(super) fn is_delay(subject: &str, words: &str) -> bool {
    // Notices of sendmail, Postfix, Exim, Exchange, PMDF, OpenSMTPD, Gmail.
    static DELAYED: Pattern = Pattern::new(
        r"(?ix) (delivery|message|mail)\ .{0,40}(has\ been|is|was|being)\ (delayed|postponed|deferred)
        | has\ been\ (delayed|postponed)
        | will\ (continue|keep)\ (to\ )?(try|retry|attempt)
        | (will|to)\ be\ (re-?tried|retried) | still\ being\ retried | still\ trying
        | (do\ not|don't|no)\ need\ to\ re-?send
        | only\ a\ (notification\ about\ a\ delay|temporary)
        | warning\ (message\ )?only | still\ undelivered | not\ yet\ been\ delivered
        | will\ be\ (re)?attempted | wird\ weiter\ versucht | noch\ nicht\ zugestellt",
    );
    static FINAL: Pattern = Pattern::new(
        r"(?ix) permanent(ly)?\ (error|fail) | failed\ permanently | permanent\ fatal
        | given\ up | not\ going\ to\ try\ again | no\ further\ (delivery\ )?attempts
        | will\ not\ be\ (re-?tried|delivered)",
    );
    static LATE: Pattern = Pattern::new(
        r"(?i)\bdelay|still being retried|^warning: (could not send|message)|verzögert|retardé|retrasad|ritard|vertraagd",
    );
    (LATE.is_in(subject) || DELAYED.is_in(words)) && !FINAL.is_in(words)
}

/// Words of a failure that is no verdict on the address, for reports that have
/// no code: Exim says so after its retry rules ran out.
pub(super) fn is_for_now(words: &str) -> bool {
    static FOR_NOW: Pattern = Pattern::new(
        r"(?ix) retry\ time(out)?\ (exceeded|not\ reached) | failing\ for\ a\ long\ time
        | temporar(y|ily) | try\ again\ later",
    );
    static PERMANENT: Pattern = Pattern::new(r"(?i)permanent (error|failure)|failed permanently");
    static RETRIED: Pattern = Pattern::new(r"(?i)retry timeout exceeded");
    FOR_NOW.is_in(words) && (RETRIED.is_in(words) || !PERMANENT.is_in(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_from_versions_and_addresses() {
        for (words, code) in [
            ("550 5.1.1 no such user", Some("5.1.1")),
            ("550-5.7.26 Unauthenticated", Some("5.7.26")),
            ("Sorry, over quota. (#5.2.2)", Some("5.2.2")),
            ("host mx [192.5.1.1]: 550 no", None),
            ("5.1.1.7 refused", None),
            ("Lotus SMTP MTA v4.6.1 says no", None),
            ("[#4.1.9]. later", Some("4.1.9")),
            ("status 5.1.1.", Some("5.1.1")),
        ] {
            assert_eq!(status(words).as_deref(), code, "{words}");
        }
        for (words, code) in [
            ("Remote host said: 550 unknown", Some(550)),
            ("ERROR_CODE :421, not reachable", Some(421)),
            ("call (480) 624-2500", None),
            ("<<< 452 full", Some(452)),
            ("no code at 12:45", None),
        ] {
            assert_eq!(reply(words), code, "{words}");
        }
    }

    #[test]
    fn late_is_not_lost() {
        for (words, late) in [
            ("Delivery has been delayed. We will keep trying for 3 days.", true),
            ("You do not need to resend your message.", true),
            ("This is a permanent error; I've given up.", false),
            ("It will be retried. No: failed permanently.", false),
            ("The address does not exist.", false),
        ] {
            assert_eq!(is_delay("", words), late, "{words}");
        }
        assert!(is_delay("Delivery Status Notification (Delay)", ""));
    }

    #[test]
    fn only_three_numbers_are_a_status() {
        for (code, good) in [("5.1.1", true), ("4.4.7", true), ("3.1.1", false), ("5.1", false)] {
            assert_eq!(is_status(code), good, "{code}");
        }
    }
}
