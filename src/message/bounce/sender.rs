//! Whether a mail comes from a mail system and speaks of a delivery: what makes
//! its words a report. A resident who quotes a report, forwards one or complains
//! about one is a person.

use super::super::Message;
use super::super::pattern::Pattern;

/// How sure it is that a mail system wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum System {
    /// Nothing says so.
    No,
    /// A mark that other automatic mail has too.
    Automatic,
    /// Its sender, or a field that only reports have.
    Yes,
}

pub(super) fn system(message: &Message) -> System {
    let headers = &message.headers;
    let report_type = headers.get("content-type").unwrap_or("").to_ascii_lowercase();
    if headers.has("x-failed-recipients")
        || report_type.starts_with("message/delivery-status")
        || (report_type.starts_with("multipart/report") && !is_other_report(&report_type))
        || is_daemon(message)
    {
        return System::Yes;
    }
    let null_path = headers.all("return-path").any(is_null_path);
    let submitted = headers.token("auto-submitted");
    if null_path || submitted.is_some_and(|token| !token.is_empty() && token != "no") {
        return System::Automatic;
    }
    System::No
}

fn is_other_report(content_type: &str) -> bool {
    ["disposition-notification", "feedback-report", "tlsrpt"]
        .iter()
        .any(|kind| content_type.contains(kind))
}

/// The null reverse path of RFC 5321, 4.5.5, or what stands for it in a file.
pub(in crate::message) fn is_null_path(path: &str) -> bool {
    let path = path.trim().to_ascii_lowercase().replace(' ', "");
    matches!(path.as_str(), "<>" | "<mailer-daemon>" | "mailer-daemon")
        || path.trim_start_matches('<').starts_with("mailer-daemon@")
}

/// Names and addresses that mail systems send reports as.
fn is_daemon(message: &Message) -> bool {
    static NAME: Pattern = Pattern::new(
        r"(?ix)( mail(er)?[\ ._-]?(delivery|deliver)[\ ._-]?(sub)?[\ ._-]?(system|service|agent)
            | delivery[\ ._-]?subsystem | mailer[\ ._-]?daemon | mail[\ ._-]?daemon | ^mdaemon
            | internet\ mail\ delivery | system[\ ._-]?administrator | ndr\ administrator
            | mail\ administrator | ^post[\ ._-]?master )",
    );
    let value = message.headers.get("from").unwrap_or_default();
    NAME.is_in(value) || value.trim_end().ends_with("<>") || {
        message.from.iter().any(|from| {
            let local = from.address.rsplit_once('@').map_or("", |(local, _)| local);
            NAME.is_in(local.trim_matches('"'))
        })
    }
}

/// Whether a subject is that of a report, in the common languages. An answer or
/// forward is somebody's.
pub(super) fn is_subject(subject: &str) -> bool {
    static ANSWER: Pattern = Pattern::new(r"(?i)^\s*(re|fwd?|aw|wg|tr|rv|sv|vs|fs|antw)\s*:");
    static REPORT: Pattern = Pattern::new(
        r"(?ix)( \bundeliver(ed|able)\b | \bnon[- ]?deliver | \bdeliver[yi]\w*\b.{0,30}\b(fail|problem|error|delay|status|warning)
            | \bfail(ed|ure)\b.{0,15}\b(deliver|notice|mail) | \breturned\b.{0,10}\b(mail|to\ sender)
            | \bmail\b.{0,20}\b(fail|not\ delivered|could\ not\ be\ delivered|error|returned)
            | \bmessage\b.{0,15}\b(status|undeliverable|delivery|not\ delivered)
            | could\ not\ (send|be\ delivered) | error\ sending\ your | \buser\ unknown\b
            | delayed\ mail | delivery\ notification
            | unzustellbar | nicht\ zugestellt | zustell(ung|fehler|bericht)
            | non\ remis | échec\ de\ (la\ )?(remise|distribution) | non\ distribu
            | no\ se\ (puede|pudo)\ entregar | no\ entregado | devuelto
            | mancato\ recapito | impossibile\ recapitare
            | niet\ (bezorgd|afgeleverd) | onbestelbaar
            | não\ (entregue|foi\ possível\ entregar) | nie\ dostarczon | niedoręczon
            | ikke\ levert | kunne\ ikke\ leveres | kan\ inte\ levereras | olevererbart
            | не\ доставлено | недоставлен | 配信(不能|エラー)|メールエラー|送信(失敗|エラー)|退信|无法投递 )",
    );
    // Lotus and some gateways put their verdict behind the subject it answers.
    static VERDICT: Pattern = Pattern::new(
        r"(?i)[(\[](delivery (failed|failure)|undeliver(ed|able)|not delivered)[)\]]\s*$",
    );
    VERDICT.is_in(subject) || (!ANSWER.is_in(subject) && REPORT.is_in(subject))
}

/// Whether the words speak of a delivery that failed or is late.
pub(super) fn speaks_of_delivery(words: &str) -> bool {
    static WORDS: Pattern = Pattern::new(
        r"(?ix)( could\ ?n[o']?t\ be\ delivered | (was|were|is|not)\ (not\ )?(un)?deliver(ed|able)
            | unable\ to\ deliver | (delivery|message|mail)\b.{0,60}\bfail(ed|ure)?\b | undeliverable
            | wasn't\ able\ to\ deliver | did\ not\ reach | delivery\ status\ notification
            | deliver(ing|y\ of)\ (your\ )?(e?-?mail|message) | (permanent|fatal|delivery)\ errors?
            | no\ such\ (user|mailbox) | user\ unknown | unknown\ user | mailbox\ (is\ )?full
            | invalid\ (final\ )?(delivery|recipient|address) | delivered?\ (to|a)\b
            | (has|been)\ (delayed|postponed) | not\ (been\ )?(collected|delivered)
            | no\ valid\ recipients | failure\ reasons | not\ listed\ in | transcript\ of\ session
            | trouble\ delivering | rejected\ by | konnte\ nicht\ zugestellt | n'a\ pas\ pu\ (être|etre)
            | 送信できません | 配信できません | не\ может\ быть\ доставлено | temporary\ failure )",
    );
    WORDS.is_in(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_of_reports_are_known() {
        for (subject, report) in [
            ("Undelivered Mail Returned to Sender", true),
            ("failure notice", true),
            ("Delivery Status Notification (Failure)", true),
            ("Mail delivery failed: returning message to sender", true),
            ("Returned mail: see transcript for details", true),
            ("Undeliverable: Your complaint KH-2026-00001", true),
            ("Unzustellbar: Ihre Beschwerde", true),
            ("Échec de la remise : Votre plainte", true),
            ("Message status - undeliverable", true),
            ("Fwd: Undelivered Mail Returned to Sender", false),
            ("RE: failure notice", false),
            ("RE: Your letter: non remis (delivery failed)", true),
            ("Missed bin collection", false),
            ("Failed repair of my boiler", false),
            ("Your delivery of the wrong bin", false),
            ("My returned form", false),
        ] {
            assert_eq!(is_subject(subject), report, "{subject}");
        }
    }

    #[test]
    fn the_null_path_is_known_in_every_form() {
        for (path, null) in
            [("<>", true), ("< >", true), ("<MAILER-DAEMON>", true), ("<ada@example.org>", false)]
        {
            assert_eq!(is_null_path(path), null, "{path}");
        }
    }
}
