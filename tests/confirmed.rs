//! A policy that wants a person to confirm each complaint (acknowledgement
//! "confirmed"): a receipt at once, the acknowledgement by `/ack`, and by itself
//! on the policy's day when nobody has, so that the limit is never missed.

use serde_json::Value;

use crate::setup::{Council, PEOPLE, Way, mail_at, repository};

const COMPLAINT: &str = "Nobody came to mend the boiler. I want to complain.";

/// What a rehearsal tells of letters and kept or missed duties: the instant, and
/// in short what. The council's limit is three working days, its day of
/// confirming the second.
fn told(actions: &[(&str, &str)]) -> Vec<String> {
    let council = Council::new(&Way::folders());
    let rules = council.path("rules");
    council.good(&["rules", "export", "--to", rules.to_str().unwrap()]);
    let policy = "avonmere-housing-2026";
    std::fs::copy(
        repository(&format!("tests/policies/{policy}.toml")),
        rules.join(format!("policies/{policy}.toml")),
    )
    .unwrap();
    std::fs::write(
        council.path("redress.toml"),
        format!(
            "[store]\nurl = \"sqlite:redress.db\"\n[files]\nrules = \"rules\"\n[[mailbox]]\n\
             name = \"complaints\"\naddress = \"c@council.example\"\npolicies = [\"{policy}\"]\n\
             [mailbox.source]\nkind = \"maildir\"\npath = \"mail\"\n[mailbox.delivery]\n\
             kind = \"maildir\"\npath = \"letters\"\n{PEOPLE}"
        ),
    )
    .unwrap();
    let month = council.path("month");
    std::fs::create_dir_all(&month).unwrap();
    let mail = mail_at("2026-12-01T10:00:00Z", "", "ada@example.org", "a@x", "boiler", COMPLAINT);
    std::fs::write(month.join("1.eml"), mail).unwrap();
    let lines: String = actions
        .iter()
        .map(|(at, action)| {
            let line = serde_json::json!({
                "at": at, "by": "r.patel", "case_of": "a@x", "action": action
            });
            format!("{line}\n")
        })
        .collect();
    std::fs::write(council.path("actions.jsonl"), lines).unwrap();
    let (month, actions) = (month.display().to_string(), council.path("actions.jsonl"));
    let mut arguments = vec!["rehearse", "--mail", &month, "--until", "2026-12-10T00:00:00Z"];
    let actions = actions.display().to_string();
    arguments.extend(["--actions", &actions]);
    let tells = |line: &Value| {
        let what = match line["event"].as_str()? {
            "letter" if line["to"] == "ada@example.org" => line["letter"].as_str()?.to_owned(),
            event @ ("duty_met" | "duty_missed") if line["duty"] == "acknowledge" => {
                event.to_owned()
            }
            _ => return None,
        };
        Some(format!("{} {what}", line["at"].as_str()?.get(..16)?))
    };
    council.json(&arguments).iter().filter_map(tells).collect()
}

#[test]
fn nobody_confirms_it_and_the_acknowledgement_goes_out_by_itself_in_time() {
    assert_eq!(
        told(&[]),
        [
            "2026-12-01T10:00 receipt",
            "2026-12-03T08:00 duty_met",
            "2026-12-03T08:00 acknowledgement"
        ]
    );
}

#[test]
fn an_officer_confirms_it_and_nothing_goes_out_by_itself() {
    let ack = "/ack\nDefinition: the boiler\nOutcome: warmth\nResponsible: all of it";
    assert_eq!(
        told(&[("2026-12-02T11:00:00Z", ack)]),
        [
            "2026-12-01T10:00 receipt",
            "2026-12-02T11:00 duty_met",
            "2026-12-02T11:00 acknowledgement",
            "2026-12-02T11:00 definition"
        ]
    );
}
