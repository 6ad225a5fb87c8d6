//! Delivery reports against what bounce parsers of other projects read in them.

use redress::message::{FailedRecipient, Origin};
use serde_json::Value;

use super::origin::read_item;
use super::{Item, Score, items};

struct Reported {
    item: Item,
    expected: Value,
    origin: &'static str,
    found: Vec<FailedRecipient>,
}

/// Every item that its project says is a report of a failure or delay.
fn reported() -> Vec<Reported> {
    items()
        .into_iter()
        .filter_map(|item| {
            let expected = item.expected.get("bounce")?.clone();
            let is_failure = expected.get("is_failure").and_then(Value::as_bool);
            let is_bounce = expected.get("is_bounce").and_then(Value::as_bool);
            if is_bounce == Some(false) || (is_failure == Some(false) && is_bounce.is_none()) {
                return None;
            }
            // The report of a success has recipients and no failure.
            if expected["recipients"][0]["action"] == "relayed"
                || item.says("kind") == Some("report")
            {
                return None;
            }
            let message = read_item(&item)?;
            let origin = message.judged.origin.as_str();
            let found = match message.judged.origin {
                Origin::Bounce(found) | Origin::Delay(found) => found,
                _ => Vec::new(),
            };
            Some(Reported { item, expected, origin, found })
        })
        .collect()
}

impl Reported {
    fn recipients(&self) -> impl Iterator<Item = &Value> {
        self.expected.get("recipients").and_then(Value::as_array).into_iter().flatten()
    }

    fn of(&self, expected: &Value) -> Option<&FailedRecipient> {
        let address = expected["recipient"].as_str()?;
        self.found.iter().find(|found| {
            found.recipient.as_deref().is_some_and(|found| found.eq_ignore_ascii_case(address))
        })
    }

    fn miss(&self, expected: &Value) -> String {
        let found: Vec<String> = self
            .found
            .iter()
            .map(|one| format!("{:?} {:?} permanent {}", one.recipient, one.status, one.permanent))
            .collect();
        format!("{} ({}): expected {expected}, found {found:?}", self.item.file, self.origin)
    }
}

#[test]
fn reports_are_known_as_such() {
    let mut score = Score::default();
    for one in reported() {
        let known = matches!(one.origin, "bounce" | "delay");
        score.count(known, || format!("{}: {}", one.item.file, one.origin));
    }
    score.at_least("reports known as bounce or delay", 980);
}

#[test]
fn what_is_no_failure_is_no_bounce() {
    let mut score = Score::default();
    for item in items() {
        let Some(expected) = item.expected.get("bounce") else { continue };
        let no = |key| expected.get(key).and_then(Value::as_bool) == Some(false);
        if no("is_bounce") {
            let message = read_item(&item);
            let origin = message.as_ref().map_or("unreadable", |m| m.judged.origin.as_str());
            score.count(origin != "bounce", || format!("{}: {origin}", item.file));
        }
    }
    score.at_least("mail that is no failure", 700);
}

#[test]
fn the_recipient_is_found() {
    let mut score = Score::default();
    for one in reported() {
        for expected in one.recipients() {
            score.count(one.of(expected).is_some(), || one.miss(expected));
        }
    }
    score.at_least("recipients of reports", 970);
}

#[test]
fn for_good_is_told_from_for_now() {
    let mut score = Score::default();
    for one in reported() {
        for expected in one.recipients() {
            if let Some(permanent) = expected.get("permanent").and_then(Value::as_bool) {
                let holds = one.of(expected).is_some_and(|found| found.permanent == permanent);
                score.count(holds, || one.miss(expected));
            }
        }
    }
    score.at_least("permanent or temporary", 950);
}

/// Codes that stand in the mail; where the other project inferred one, its
/// class alone.
#[test]
fn the_status_is_read() {
    let mut score = Score::default();
    for one in reported() {
        for expected in one.recipients() {
            let Some(status) = expected.get("status").and_then(Value::as_str) else { continue };
            let Some(found) = one.of(expected) else { continue };
            let holds = match expected.get("status_inferred").is_some() {
                true => {
                    let class = if found.permanent { "5" } else { "4" };
                    found.status.as_deref().unwrap_or(class).starts_with(&status[..1])
                }
                false => found.status.as_deref() == Some(status),
            };
            score.count(holds, || one.miss(expected));
        }
    }
    score.at_least("status", 950);
}

#[test]
fn the_letter_that_came_back_is_known_by_its_message_id() {
    let mut score = Score::default();
    for one in reported() {
        let Some(id) = one.expected.get("original_message_id").and_then(Value::as_str) else {
            continue;
        };
        let id = id.trim_matches(['<', '>']);
        let holds = one.found.first().is_some_and(|f| f.original_message_id.as_deref() == Some(id));
        score.count(holds, || format!("{}: expected {id}, found {:?}", one.item.file, one.found));
    }
    score.at_least("original Message-ID", 960);
}
