//! Reports that sending services write as JSON for programs: Amazon SES through
//! SNS by mail. Others of the kind go to web hooks, not to mailboxes.

use serde_json::Value;

use super::status::{Action, Fate};

/// The fates in a notification that a text holds, if it is one.
pub(super) fn fates(text: &str) -> Vec<Fate> {
    let Some(start) = text.find('{').filter(|_| text.contains("bouncedRecipients")) else {
        return Vec::new();
    };
    // The mail folds the one long line with "!" and a break (RFC 5321, 4.5.3.1.6).
    let unfolded = text.get(start..).unwrap_or_default().replace("!\n ", "");
    let mut values = serde_json::Deserializer::from_str(&unfolded).into_iter::<Value>();
    let Some(Ok(event)) = values.next() else { return Vec::new() };
    // With the envelope of SNS around it, the event is a text in the event.
    if let Some(inner) = event.get("Message").and_then(Value::as_str) {
        return of_event(&serde_json::from_str(inner).unwrap_or_default());
    }
    of_event(&event)
}

fn of_event(event: &Value) -> Vec<Fate> {
    let bounce = event.get("bounce").unwrap_or(event);
    let transient = bounce.get("bounceType").and_then(Value::as_str) == Some("Transient");
    let recipients = bounce.get("bouncedRecipients").and_then(Value::as_array);
    recipients.into_iter().flatten().filter_map(|one| fate(one, transient)).collect()
}

fn fate(one: &Value, transient: bool) -> Option<Fate> {
    let text = |key| one.get(key).and_then(Value::as_str).map(str::to_owned);
    Some(Fate {
        action: Action::Failed,
        recipient: Some(text("emailAddress")?),
        original_recipient: None,
        status: text("status").filter(|code| super::codes::is_status(code)),
        permanent: !transient,
        diagnostic: text("diagnosticCode"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notification_of_ses_is_read() {
        let text = "{\"notificationType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Permanent\",!\n \
            \"bouncedRecipients\":[{\"emailAddress\":\"ada@example.org\",\"status\":\"5.1.1\"}]}}\n--\nbye";
        let fates = fates(text);
        assert_eq!(fates.len(), 1);
        assert_eq!(fates[0].recipient.as_deref(), Some("ada@example.org"));
        assert!(fates[0].permanent);
        assert!(super::fates("no JSON {here").is_empty());
    }
}
