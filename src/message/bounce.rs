//! Delivery reports (RFC 3464): for whom, for good or for now, and about which
//! letter.

use super::{Headers, Message, clues};

/// One recipient of a delivery report.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FailedRecipient {
    /// The address that failed, without its type.
    pub recipient: Option<String>,
    /// Whether trying again is pointless.
    pub permanent: bool,
    /// Status code of RFC 3463.
    pub status: Option<String>,
    /// Message-ID of the mail that was not delivered.
    pub original_message_id: Option<String>,
}

/// A delivery report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Every recipient it speaks of that matters: the failed ones, or the
    /// delayed ones where none failed.
    pub recipients: Vec<FailedRecipient>,
    /// Failed (true), only delayed (false), or None: delivered.
    pub final_failure: Option<bool>,
    /// What showed it.
    pub because: String,
}

/// Reads a delivery report, if the message is one.
pub fn read(message: &Message, bytes: &[u8]) -> Option<Report> {
    let has_report =
        message.attachments.iter().any(|part| part.media_type.ends_with("delivery-status"));
    if !has_report {
        return None;
    }
    let status = delivery_status(bytes)?;
    let original_message_id = original_message_id(message, bytes);
    let mut failed = Vec::new();
    let mut delayed = Vec::new();
    let mut delivered = false;
    for block in blocks(&status) {
        let Some(action) = block.token("action") else { continue };
        let recipient = block
            .get("final-recipient")
            .or_else(|| block.get("original-recipient"))
            .map(without_type);
        let code = block.token("status").filter(|code| is_status(code));
        let permanent = code.as_deref().is_none_or(|code| code.starts_with('5'));
        let one = FailedRecipient {
            recipient,
            permanent,
            status: code,
            original_message_id: original_message_id.clone(),
        };
        match action.as_str() {
            "failed" => failed.push(one),
            "delayed" => delayed.push(FailedRecipient { permanent: false, ..one }),
            "delivered" | "relayed" | "expanded" => delivered = true,
            _ => {}
        }
    }
    let (recipients, final_failure) = match (failed.is_empty(), delayed.is_empty(), delivered) {
        (false, _, _) => (failed, Some(true)),
        (true, false, _) => (delayed, Some(false)),
        (true, true, true) => (Vec::new(), None),
        (true, true, false) => return None,
    };
    let because = "message/delivery-status (RFC 3464)".to_owned();
    Some(Report { recipients, final_failure, because })
}

/// The text of the first message/delivery-status part.
fn delivery_status(bytes: &[u8]) -> Option<String> {
    part_of_type(bytes, &["message/delivery-status", "message/global-delivery-status"])
}

/// The body of the first part of a type. The report is looked up in the bytes:
/// mail-parser has no notion of these parts, and broken ones are common.
fn part_of_type(bytes: &[u8], types: &[&str]) -> Option<String> {
    let text = super::headers::decode(bytes);
    let lower = text.to_ascii_lowercase();
    let found = types.iter().filter_map(|wanted| {
        let mut from = 0;
        loop {
            let at = lower.get(from..)?.find(wanted)? + from;
            let line_start = lower.get(..at)?.rfind('\n').map_or(0, |at| at + 1);
            let is_header = lower
                .get(line_start..at)
                .is_some_and(|start| start.trim_end().ends_with("content-type:"));
            if is_header {
                return Some(at);
            }
            from = at + wanted.len();
        }
    });
    let at = found.min()?;
    let rest = text.get(at..)?;
    let body = rest.split_once("\r\n\r\n").or_else(|| rest.split_once("\n\n"))?.1;
    let end = body.find("\n--").unwrap_or(body.len());
    body.get(..end).map(str::to_owned)
}

/// The groups of fields of a delivery status, parted by empty lines.
fn blocks(status: &str) -> Vec<Headers> {
    let status = status.replace("\r\n", "\n");
    status
        .split("\n\n")
        .map(|block| Headers::read(block.trim_start_matches('\n').as_bytes()))
        .filter(|block| !block.is_empty())
        .collect()
}

fn without_type(value: &str) -> String {
    let address = value.split_once(';').map_or(value, |(_, address)| address);
    address.trim().trim_matches(['<', '>']).to_owned()
}

fn is_status(code: &str) -> bool {
    let parts: Vec<&str> = code.split('.').collect();
    parts.len() == 3
        && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
        && matches!(parts.first(), Some(&("2" | "4" | "5")))
}

/// The Message-ID inside the returned message or its headers.
fn original_message_id(message: &Message, bytes: &[u8]) -> Option<String> {
    const RETURNED: &[&str] = &[
        "message/rfc822",
        "text/rfc822-headers",
        "message/rfc822-headers",
        "message/global",
        "message/global-headers",
    ];
    let returned = part_of_type(bytes, RETURNED)?;
    let id = Headers::read(returned.trim_start().as_bytes())
        .get("message-id")
        .and_then(|value| clues::message_ids(value).into_iter().next());
    id.filter(|id| message.message_id.as_ref() != Some(id))
}

#[cfg(test)]
mod tests {
    use super::super::{Own, budget::Budget, origin::Origin, read};
    use super::*;

    const REPORT: &str = "From: MAILER-DAEMON@mx.example\r\nSubject: Undelivered\r\n\
Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\nMessage-ID: <r@mx>\r\n\r\n\
--b\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n\
Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; ada@example.org\r\n\
Action: ACTION\r\nStatus: STATUS\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n\
Message-ID: <ours@council.example>\r\nSubject: x\r\n\r\nx\r\n--b--\r\n";

    fn origin(action: &str, status: &str) -> Origin {
        let bytes = REPORT.replace("ACTION", action).replace("STATUS", status);
        read(bytes.as_bytes(), &Budget::default(), &Own::default()).unwrap().judged.origin
    }

    #[test]
    fn failed_delayed_and_delivered_are_three_things() {
        let Origin::Bounce(failed) = origin("failed", "5.1.1 (no such user)") else { panic!() };
        assert_eq!(
            failed,
            [FailedRecipient {
                recipient: Some("ada@example.org".into()),
                permanent: true,
                status: Some("5.1.1".into()),
                original_message_id: Some("ours@council.example".into()),
            }]
        );
        let Origin::Delay(delayed) = origin("delayed", "4.4.1") else { panic!() };
        assert!(!delayed[0].permanent);
        assert_eq!(origin("delivered", "2.0.0"), Origin::Receipt);
    }
}
