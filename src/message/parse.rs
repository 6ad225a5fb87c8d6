//! Takes a message apart: its fields, its text, its files. The raw bytes stay
//! the record; this is only a view, and what could not be read as it says is
//! told among the problems.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};

use super::budget::Budget;
use super::headers::Headers;
use super::mime::{Part, Parts};
use super::origin::Judged;
use super::{
    Message, Unreadable, addresses, body, clues, encoded_word, files, reply, with_line_ends,
};

/// The parts of a message.
///
/// # Errors
/// [`Unreadable`] when there is no header at all or too many parts.
pub(super) fn parts<'m>(bytes: &'m [u8], budget: &Budget) -> Result<Parts<'m>, Unreadable> {
    let parts = Parts::read(message_itself(bytes), budget).map_err(Unreadable::OverBudget)?;
    if parts.list.first().is_none_or(|top| top.headers.is_empty()) {
        return Err(Unreadable::NoMail);
    }
    Ok(parts)
}

/// What a message says. The origin is judged afterwards.
pub(super) fn parse(parts: &Parts<'_>, budget: &Budget) -> Message {
    let headers = parts.list.first().map(|part| part.headers.clone()).unwrap_or_default();
    let body = body::read(parts, body::MAX_TEXT);
    let mut problems = body.problems;
    let subject = subject(&headers);
    let references = clues::references(&headers);
    let context = reply::Context { subject: &subject, has_references: !references.is_empty() };
    let written = reply::read(&body.text, body.markup.as_deref(), &context);
    let mut forwarded = written.forwarded;
    forwarded.extend(attached_mail(parts, budget));
    let from = addresses::of(&headers, "From");
    if headers.all("from").count() > 1 {
        problems.push("there are several From fields; every address in them was read".to_owned());
    }
    Message {
        message_id: headers
            .get("message-id")
            .and_then(|value| clues::message_ids(value).into_iter().next()),
        subject,
        from,
        to: addresses::of(&headers, "To"),
        cc: addresses::of(&headers, "Cc"),
        reply_to: addresses::of(&headers, "Reply-To"),
        date: date(&headers, &mut problems),
        arrived: arrived(&headers),
        references,
        attachments: body.files.iter().map(files::File::listed).collect(),
        text: body.text,
        new_text: written.new_text,
        signature: written.signature,
        disclaimer: written.disclaimer,
        forwarded,
        problems,
        judged: Judged::default(),
        headers,
    }
}

/// The mails that were passed on as attachments (RFC 2046, 5.2.1). A report
/// returns its own.
fn attached_mail(parts: &Parts<'_>, budget: &Budget) -> Vec<reply::Forwarded> {
    let is_report = |part: &Part<'_>| part.kind.value == "multipart/report";
    if parts.list.first().is_some_and(is_report) {
        return Vec::new();
    }
    let attached = parts.list.iter().filter(|part| part.is_message()).take(MAX_ATTACHED);
    let mut room = body::MAX_TEXT;
    attached
        .filter_map(|part| {
            let raw = part.transfer.decode(part.body).0;
            let inner = Parts::read(&raw, budget).ok()?;
            let headers = &inner.list.first()?.headers;
            let text = body::read(&inner, room).text;
            room = room.saturating_sub(text.len());
            let from = addresses::of(headers, "From").into_iter().next();
            Some(reply::Forwarded {
                from: reply::Correspondent {
                    name: from.as_ref().and_then(|from| from.name.clone()),
                    address: from.map(|from| from.address),
                },
                date: headers.all("date").find_map(instant),
                subject: headers.has("subject").then(|| subject(headers)),
                text,
            })
        })
        .collect()
}

/// Of more attached mails only the files are listed.
const MAX_ATTACHED: usize = 20;

/// The files of a message: name, media type, decoded content.
pub fn files(bytes: &[u8]) -> Vec<(String, String, Vec<u8>)> {
    let bytes = with_line_ends(bytes);
    let Ok(parts) = Parts::read(message_itself(&bytes), &Budget::default()) else {
        return Vec::new();
    };
    body::read(&parts, body::MAX_TEXT)
        .files
        .into_iter()
        .map(|file| (file.name.clone(), file.media_type.clone(), file.content().into_owned()))
        .collect()
}

/// An mbox `From ` line, empty lines or a byte order mark on top are no part of
/// the message; an IMAP server would not send them, a folder of files may.
fn message_itself(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    while let [b'\r' | b'\n', after @ ..] = rest {
        rest = after;
    }
    if rest.starts_with(b"From ") || rest.starts_with(b">From ") || is_mangled_envelope(rest) {
        let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |at| at + 1);
        rest = rest.get(end..).unwrap_or_default();
    }
    rest
}

/// `From: a@b  Thu Aug 22 14:44:07 2002`: an mbox line that a program took for a
/// field.
fn is_mangled_envelope(bytes: &[u8]) -> bool {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let Some(value) = line.strip_prefix(b"From: ").filter(|_| line.len() < 200) else {
        return false;
    };
    let value = String::from_utf8_lossy(value);
    let date = value.trim().split_once(char::is_whitespace).map(|(_, date)| date.trim());
    date.is_some_and(|date| NaiveDateTime::parse_from_str(date, MBOX_DATE).is_ok())
}

fn subject(headers: &Headers) -> String {
    let subject = encoded_word::decode(headers.get("subject").unwrap_or_default());
    subject.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn date(headers: &Headers, problems: &mut Vec<String>) -> Option<DateTime<Utc>> {
    let date = headers.all("date").find_map(instant);
    if date.is_none() {
        problems.push(match headers.get("date") {
            Some(_) => "the Date field can't be read; the arrival counts".to_owned(),
            None => "there is no Date field; the arrival counts".to_owned(),
        });
    }
    date
}

/// The date of the topmost Received field (RFC 5321, 4.4): what stands behind
/// its last semicolon.
fn arrived(headers: &Headers) -> Option<DateTime<Utc>> {
    instant(headers.get("received")?.rsplit_once(';')?.1)
}

/// An instant as RFC 5322 writes it, or as it should not be written: years of
/// two digits, ISO 8601, the form of mbox files.
fn instant(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if text.len() > 100 {
        return None;
    }
    let lenient = mail_parser::DateTime::parse_rfc822(text).and_then(|date| {
        let day = NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())?;
        let sensible = date.hour < 24 && date.minute < 60 && date.second < 61;
        let sensible = sensible && (1970..=2200).contains(&day.year());
        sensible.then(|| DateTime::from_timestamp(date.to_timestamp(), 0)).flatten()
    });
    lenient
        .or_else(|| Some(DateTime::parse_from_rfc2822(text).ok()?.to_utc()))
        .or_else(|| Some(DateTime::parse_from_rfc3339(text).ok()?.to_utc()))
        .or_else(|| Some(NaiveDateTime::parse_from_str(text, MBOX_DATE).ok()?.and_utc()))
        .filter(|date| (1970..=2200).contains(&date.year()))
}

/// `Tue Nov 17 09:15:00 2026`.
const MBOX_DATE: &str = "%a %b %e %H:%M:%S %Y";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_however_they_are_written() {
        for text in [
            "Tue, 17 Nov 2026 09:15:00 +0000",
            "17 Nov 2026 10:15:00 +0100 (CET)",
            "Tue, 17 Nov 26 09:15:00 +0000",
            "Tue, 17 Nov 2026 09:15:00 GMT",
            "2026-11-17T09:15:00Z",
            "Tue Nov 17 09:15:00 2026",
        ] {
            let read = instant(text).map(|date| date.to_rfc3339());
            assert_eq!(read.as_deref(), Some("2026-11-17T09:15:00+00:00"), "{text}");
        }
        for text in
            ["", "yesterday", "Tue, 99 Nov 2026 09:15:00 +0000", "1 Jan 1900 00:00:00 +0000"]
        {
            assert_eq!(instant(text), None, "{text}");
        }
    }

    fn read(text: &str) -> Message {
        let own = super::super::Own::default();
        super::super::read(text.as_bytes(), &Budget::default(), &own).unwrap()
    }

    #[test]
    fn the_text_is_read_from_where_it_stands() {
        let alternative = "Content-Type: multipart/alternative; boundary=a\n\n\
            --a\nContent-Type: text/plain\n\nPLAIN\n--a\nContent-Type: text/html\n\nMARKUP\n--a--\n";
        let with = |plain: &str, html: &str| {
            read(&alternative.replace("PLAIN", plain).replace("MARKUP", html)).text
        };
        assert_eq!(with("Nobody came.", "<p>Nobody <b>came</b>."), "Nobody came.\n");
        assert_eq!(with("", "<p>Nobody <b>came</b>."), "Nobody came.");
        let long = format!("<p>{}", "Nobody came to us. ".repeat(10));
        assert!(with("Please use a client that shows HTML.", &long).starts_with("Nobody came"));
        let text = "Content-Type: multipart/mixed; boundary=a\n\n\
            --a\nContent-Type: text/plain\nContent-Disposition: attachment\n\nNobody came.\n--a--\n";
        assert_eq!(read(text).text.trim(), "Nobody came.");
        let text = "Content-Type: multipart/mixed; boundary=a\n\nNobody came.\n--a--\n";
        assert_eq!(read(text).text.trim(), "Nobody came.");
        assert_eq!(
            read("Content-Type: multipart/mixed\n\nNobody came.\n").text.trim(),
            "Nobody came."
        );
        assert_eq!(read("Subject: x\nNobody came: why?\n").text.trim(), "Nobody came: why?");
        let text = "From: a@example.org\nContent-Type: multipart/mixed; boundary=a\n\
            --a\nContent-Type: text/plain\n\nNobody came.\n--a--\n";
        assert_eq!(read(text).text.trim(), "Nobody came.");
    }

    #[test]
    fn named_text_is_read_unless_it_is_attached() {
        let with = |disposition: &str| {
            let text = format!(
                "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: text/plain\n\nOne.\n\
                 --a\nContent-Type: text/plain\n{disposition}\n\nTwo.\n--a--\n"
            );
            let message = read(&text);
            (message.text.contains("Two."), message.attachments.len())
        };
        assert_eq!(with("X: y"), (true, 0));
        assert_eq!(with("Content-Disposition: inline; filename=a.txt"), (true, 1));
        assert_eq!(with("Content-Disposition: attachment; filename=a.txt"), (false, 1));
        let alone = "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: text/plain; name=a.txt\n\
            Content-Disposition: attachment\n\nOne.\n--a--\n";
        assert_eq!(read(alone).text.trim(), "One.");
    }

    #[test]
    fn attached_messages_are_named_by_their_subject() {
        let text = "Content-Type: multipart/mixed; boundary=a\n\n--a\n\nSee below.\n\
            --a\nContent-Type: message/rfc822\n\nSubject: =?utf-8?q?caf=C3=A9/bar?=\n\nx\n--a--\n";
        let message = read(text);
        assert_eq!(message.attachments[0].name, "café-bar.eml");
        assert_eq!(message.text.trim(), "See below.");
        let alone = "Content-Type: message/rfc822\n\nSubject: y\n\nNobody came.\n";
        assert_eq!(read(alone).text.trim(), "Nobody came.");
        assert_eq!(read(alone).problems.len(), 2);
    }

    #[test]
    fn old_line_ends_and_marks_are_no_obstacle() {
        let message = read("\u{feff}Subject: x\rFrom: a@example.org\r\rNobody came.\r");
        assert_eq!((message.subject.as_str(), message.text.trim()), ("x", "Nobody came."));
        assert_eq!(
            read("From: a@b.example  Thu Aug 22 14:44:07 2002\nFrom: c@d.example\n\nx").from.len(),
            1
        );
        assert_eq!(read("\r\nFrom x\r\nSubject: y\r\r\n\r\r\nz").subject, "y");
    }

    #[test]
    fn files_are_those_that_are_listed() {
        let text = "Content-Type: multipart/mixed; boundary=a\n\n--a\n\nHi\nbegin 644 cat.txt\n#0V%T\nend\n\
            --a\nContent-Type: application/pdf; name=\"C:\\x\\y.pdf\"\nContent-Transfer-Encoding: base64\n\nUERG\n--a--\n";
        let listed: Vec<_> = read(text).attachments.into_iter().map(|f| (f.name, f.size)).collect();
        assert_eq!(listed, [("cat.txt".to_owned(), 3), ("y.pdf".to_owned(), 3)]);
        let files = files(text.as_bytes());
        assert_eq!(files[0].2, b"Cat");
        assert_eq!(files[1].2, b"PDF");
    }
}
