//! The names that other programs rely on: the fields of every command's JSON,
//! and the exit statuses.

use serde_json::{Map, Value};

use crate::setup::{Council, Way, mail, repository};

/// The field must be there, whatever its value.
fn has(object: &Value, fields: &[&str]) {
    let map: &Map<String, Value> = object.as_object().unwrap();
    for field in fields {
        assert!(map.contains_key(*field), "{field} is missing in {object}");
    }
}

fn scene() -> Council {
    let council = Council::new(&Way::folders());
    council.put("1", &mail("Ada <a@example.org>", "a1@x", "boiler", "Nobody came. I complain."));
    council.put("2", "Subject: nobody\r\n\r\nNobody came.\r\n");
    council.good(&["run", "--once"]);
    council
}

#[test]
fn the_registers_have_the_contracts_fields() {
    let council = scene();
    let case = &council.json(&["cases"])[0];
    has(
        case,
        &[
            "ref",
            "kind",
            "stage",
            "state",
            "policy",
            "complainant",
            "assigned_to",
            "received_at",
            "acknowledged_at",
            "defined_at",
            "acknowledge_due",
            "respond_due",
            "overdue",
            "flags",
            "messages",
            "letters",
        ],
    );
    has(&case["complainant"], &["name", "address"]);
    assert_eq!(case["stage"], 1);
    assert_eq!(case["state"], "open");
    assert_eq!(case["defined_at"], Value::Null);
    for message in council.json(&["messages"]) {
        has(
            &message,
            &[
                "id",
                "mailbox",
                "uid",
                "digest",
                "message_id",
                "origin",
                "label",
                "outcome",
                "case",
                "received_at",
            ],
        );
        assert_eq!(message["uid"], Value::Null, "a Maildir has no UIDs");
        assert_eq!(message["digest"].as_str().unwrap().len(), 64);
    }
    for letter in council.json(&["outbox", "--all"]) {
        has(
            &letter,
            &["id", "case", "letter", "to", "message_id", "state", "attempts", "last_reply"],
        );
    }
    let held = &council.json(&["held"])[0];
    has(held, &["id", "reason", "received_at", "digest"]);
    let status = council.status().unwrap();
    has(
        &status,
        &[
            "mailboxes",
            "cases_open",
            "overdue",
            "outbox_waiting",
            "held",
            "calendar_ends",
            "rules_version",
        ],
    );
    has(
        &status["mailboxes"][0],
        &["name", "last_good_poll", "on_server", "accounted", "unaccounted"],
    );
    assert_eq!(status["mailboxes"][0]["on_server"], 2);
    assert_eq!(status["mailboxes"][0]["unaccounted"], 0);
    assert_eq!(status["calendar_ends"], "2028-12-31");
}

#[test]
fn the_registers_are_shown_while_rules_are_faulty_and_while_the_daemon_runs() {
    let council = scene();
    let config = std::fs::read_to_string(council.path("redress.toml")).unwrap();
    std::fs::create_dir(council.path("rules")).unwrap();
    let broken = format!("[files]\nrules = \"rules\"\n\n{config}");
    std::fs::write(council.path("redress.toml"), broken).unwrap();
    assert_eq!(council.run(&["check"]).status.code(), Some(78));
    assert_eq!(council.run(&["run", "--once"]).status.code(), Some(78));
    for command in ["cases", "messages", "outbox", "held", "status"] {
        council.good(&[command]);
    }
    std::fs::write(council.path("redress.toml"), config).unwrap();
    let daemon = council.start();
    daemon.wait_for("running");
    for command in ["cases", "messages", "outbox", "held", "status"] {
        council.good(&[command]);
    }
    let reference = council.json(&["cases"])[0]["ref"].as_str().unwrap().to_owned();
    assert!(council.good(&["case", &reference]).contains("acknowledged"));
    assert_eq!(daemon.stop(), Some(0));
}

#[test]
fn the_registers_need_no_password_no_people_and_no_other_part_of_the_configuration() {
    let council = scene();
    let reference = council.json(&["cases"])[0]["ref"].as_str().unwrap().to_owned();
    let rules = repository("rules").display().to_string();
    let config = std::fs::read_to_string(council.path("redress.toml")).unwrap();
    let imap =
        "kind = \"imap\"\nhost = \"imap.council.example\"\ntls = \"implicit\"\nusername = \"u\"\n";
    for secret in
        ["password_file = \"gone\"", "password_env = \"NO_SUCH_VARIABLE\"", "credential = \"gone\""]
    {
        let maildir = "kind = \"maildir\"\npath = \"mail\"\n";
        let missing = config.replacen(maildir, &format!("{imap}{secret}\n"), 1);
        let missing = format!("[files]\npeople = \"gone.toml\"\n\n{missing}");
        std::fs::write(council.path("redress.toml"), missing).unwrap();
        assert_eq!(council.run(&["check"]).status.code(), Some(78));
        for command in [&["cases"][..], &["case", &reference], &["messages"], &["outbox"]] {
            assert!(council.run(command).stderr.is_empty(), "{command:?} with {secret}");
            council.good(command);
        }
        council.good(&["held"]);
        council.good(&["status"]);
        council.good(&["rules", "corrections"]);
        council.good(&["rules", "compare", "--with", &rules]);
    }
    // Rules that can't be found are not taken for those built in.
    let lost = format!("[files]\nrules = \"gone\"\n\n{config}");
    std::fs::write(council.path("redress.toml"), lost).unwrap();
    assert_eq!(council.run(&["rules", "compare", "--with", &rules]).status.code(), Some(78));
    // Without the store they can't do.
    std::fs::write(council.path("redress.toml"), config.replace("sqlite:", "")).unwrap();
    let output = council.run(&["cases"]);
    assert_eq!(output.status.code(), Some(78));
    assert!(String::from_utf8_lossy(&output.stderr).contains("is no store"));
}

#[test]
fn inspect_and_classify_work_without_a_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.eml");
    std::fs::write(
        &file,
        mail("Ada <a@example.org>", "a1@x", "boiler", "Nobody came.\n\n-- \nAda"),
    )
    .unwrap();
    let run = |arguments: &[&str]| -> Vec<Value> {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_redress"));
        let output = command.args(arguments).current_dir(folder.path()).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let file = file.display().to_string();
    let inspected = &run(&["inspect", "--json", &file])[0];
    has(
        inspected,
        &[
            "file",
            "message_id",
            "subject",
            "from",
            "to",
            "cc",
            "date",
            "origin",
            "origin_because",
            "may_acknowledge",
            "bounce",
            "bounces",
            "references",
            "text",
            "new_text",
            "attachments",
            "problems",
        ],
    );
    assert_eq!(inspected["from"]["name"], "Ada");
    assert_eq!(inspected["new_text"], "Nobody came.");
    assert_eq!(inspected["may_acknowledge"], true);

    let lines = folder.path().join("many.jsonl");
    std::fs::write(
        &lines,
        "{\"id\":\"w1\",\"subject\":\"x\",\"from\":\"a@example.org\",\"body\":\"Nobody came. I want to complain.\"}\n\
         {\"id\":2,\"body\":\"Thank you, wonderful.\"}\n\
         {\"id\":3,\"subject\":\"Re: lift\",\"body\":\"All good now, thank you, wonderful.\\n\\n> On 3 Nov 2026 \
         Ada wrote:\\n> Nobody came for nine weeks. This is a disgrace, I want to complain.\"}\n\
         {\"id\":4,\"body\":\"No heating since Monday and I have a newborn baby.\"}\n",
    )
    .unwrap();
    let classified = run(&["classify", "--json", &file, &lines.display().to_string()]);
    assert_eq!(classified.len(), 5);
    for one in &classified {
        has(
            one,
            &[
                "file",
                "id",
                "label",
                "confidence",
                "needs_review",
                "scores",
                "flags",
                "signals",
                "intent",
                "service_area",
                "policy",
                "exclusions",
                "reasons",
            ],
        );
    }
    has(
        &classified[1]["reasons"][0],
        &["rule", "file", "line", "field", "matched", "for", "weight"],
    );
    assert_eq!(classified[1]["id"], "w1");
    assert_eq!(classified[2]["label"], "compliment");
    // What is quoted in a line is no more judged than in a mail.
    assert_eq!(classified[3]["label"], "compliment");
    // A signal is how to deal with a case, and no flag that a policy names.
    let named = |of: &str| classified[4][of].as_array().unwrap().contains(&"vulnerable".into());
    assert!(named("signals") && !named("flags"), "{}", classified[4]);
}

#[test]
fn deadlines_have_the_contracts_fields() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_redress"))
        .args(["deadlines", "--json", "--policy", "kingston-housing-landlord-2024", "--event"])
        .args(["acknowledged", "--received-at", "2026-12-17T10:00:00Z"])
        .args(["--acknowledged-at", "2026-12-17T10:00:05Z", "--closure", "2026-12-21"])
        .output()
        .unwrap();
    let dates: Value = serde_json::from_slice(&output.stdout).unwrap();
    has(
        &dates,
        &["day_zero", "ack_due", "ack_on_time", "response_due", "extension_limit", "because"],
    );
    assert_eq!(dates["ack_due"], "2026-12-29T23:59:59+00:00");
    let count = dates["because"]["ack_due"]["count"].as_array().unwrap();
    assert!(count.iter().any(|day| day["skipped"] == "bank holiday: Christmas Day"));
}

#[test]
fn exit_statuses_are_those_of_the_contract() {
    let council = scene();
    let status = |arguments: &[&str]| council.run(arguments).status.code();
    assert_eq!(status(&["check"]), Some(0));
    assert_eq!(status(&["case", "KH-1999-00001"]), Some(1));
    assert_eq!(status(&["inspect", "/no/such/file"]), Some(1));
    assert_eq!(status(&["nonsense"]), Some(2));
    assert_eq!(status(&["deadlines", "--policy", "kingston-housing-landlord-2024"]), Some(2));
    let unknown = ["deadlines", "--policy", "nope", "--event", "complaint_received"];
    assert_eq!(status(&unknown), Some(2), "a wrong command line, as with any option");
    assert_eq!(status(&["check", "--config", "/no/such/file"]), Some(78));
}

#[test]
fn every_shipped_example_configuration_is_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(repository("docs/redress.toml")).unwrap();
    let config = folder.path().join("redress.toml");
    std::fs::write(&config, text).unwrap();
    for secret in ["imap-password", "smtp-password"] {
        std::fs::write(folder.path().join(secret), "x").unwrap();
    }
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_redress"))
        .args(["check", "--config"])
        .arg(&config)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{errors}");
}
