//! What the tools of the rules say to those who edit files: files saved otherwise
//! than as UTF-8, folders that are not there, mail that can't be compared on.

use std::process::Output;

use tempfile::TempDir;

const LISTS: &str = "rules/classification/lists.toml";

fn exported() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    assert!(redress(&folder, &["rules", "export", "--to", "rules"]).status.success());
    folder
}

fn redress(folder: &TempDir, arguments: &[&str]) -> Output {
    std::process::Command::new(env!("CARGO_BIN_EXE_redress"))
        .args(arguments)
        .current_dir(folder.path())
        .env_remove("REDRESS_CONFIG")
        .env_remove("RUST_LOG")
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What `rules check` says of a folder that can't be used.
fn refused(folder: &TempDir, rules: &str) -> String {
    let done = redress(folder, &["rules", "check", "--rules", rules]);
    assert_eq!(done.status.code(), Some(78));
    assert!(done.stdout.is_empty());
    text(&done.stderr)
}

#[test]
fn a_file_that_is_no_utf_8_is_the_only_thing_told() {
    let folder = exported();
    let lists = std::fs::read_to_string(folder.path().join(LISTS)).unwrap();
    let changed = lists.replacen("nobody_came = [", "nobody_came = [\n    \"caf\u{1}\",", 1);
    let line = lists.lines().position(|line| line == "nobody_came = [").unwrap() + 2;
    let latin: Vec<u8> = changed.bytes().map(|byte| if byte == 1 { 0xE9 } else { byte }).collect();
    std::fs::write(folder.path().join(LISTS), latin).unwrap();
    let said = refused(&folder, "rules");
    let start = format!("{LISTS}:{line}:9: this is not UTF-8 text (line {line}); save it as UTF-8");
    assert!(said.starts_with(&start), "{said}");
    assert!(said.ends_with("\n1 fault, no warnings\n"), "{said}");

    let wide: Vec<u8> =
        std::iter::once(0xFEFF).chain(lists.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    std::fs::write(folder.path().join(LISTS), wide).unwrap();
    let said = refused(&folder, "rules");
    let start = format!("{LISTS}:1:1: this is not UTF-8 text (it looks like UTF-16); save it");
    assert!(said.starts_with(&start), "{said}");
    assert!(said.ends_with("\n1 fault, no warnings\n"), "{said}");

    // A mark before the first letter harms nobody.
    std::fs::write(folder.path().join(LISTS), format!("\u{feff}{lists}")).unwrap();
    assert!(redress(&folder, &["rules", "check", "--rules", "rules"]).status.success());
}

#[test]
fn a_policy_that_is_no_utf_8_is_told_once() {
    let folder = exported();
    let policy = "rules/policies/housing-ombudsman-code-2024.toml";
    std::fs::write(folder.path().join(policy), b"name = \"caf\xE9\"\n").unwrap();
    let said = refused(&folder, "rules");
    assert!(said.starts_with(&format!("{policy}:1:12: this is not UTF-8 text")), "{said}");
    assert!(said.contains("\n1 fault, "), "what builds on it is not told: {said}");
}

#[test]
fn a_folder_that_is_not_there_or_is_another_is_told_once() {
    let folder = exported();
    for (named, what) in [
        ("ruless", "there is no such folder"),
        ("rules/classification", "this is no folder of rules"),
        (".", "this is no folder of rules"),
    ] {
        let said = refused(&folder, named);
        assert!(said.starts_with(&format!("{named}:1:1: {what}")), "{said}");
        assert!(said.contains("\"redress rules export --to DIR\""), "{said}");
        assert!(said.ends_with("\n1 fault, no warnings\n"), "{said}");
    }
}

#[test]
fn of_the_shipped_rules_nothing_is_told_but_reviews_and_these_last() {
    let folder = exported();
    let ours = "[[rule]]\nid = \"ours\"\nflag = \"petiton\"\nany = [\"xyzzy\"]\n";
    std::fs::write(folder.path().join("rules/classification/zz.toml"), ours).unwrap();
    let done = redress(&folder, &["rules", "check", "--rules", "rules"]);
    assert!(done.status.success());
    let said = text(&done.stderr);
    let warnings: Vec<&str> = said.lines().filter(|line| line.contains(": warning: ")).collect();
    let (first, rest) = warnings.split_first().unwrap();
    assert!(first.starts_with("rules/classification/zz.toml:1:1: "), "{said}");
    assert!(rest.iter().all(|line| line.contains("was to be reviewed by")), "{said}");
    let last = text(&done.stdout).lines().last().unwrap().to_owned();
    let count = warnings.len();
    let count = if count == 1 { "1 warning".to_owned() } else { format!("{count} warnings") };
    assert_eq!(last, format!("no faults, {count}"));
}

#[test]
fn compare_needs_no_configuration_and_names_what_it_left_out() {
    let folder = exported();
    let done = redress(&folder, &["rules", "compare", "--with", "rules"]);
    // A machine may have a configuration of its own.
    if !std::path::Path::new("/etc/redress/redress.toml").exists() {
        assert_eq!(done.status.code(), Some(78));
        assert!(text(&done.stderr).contains("or use --mail DIR"), "{}", text(&done.stderr));
    }
    let mails = folder.path().join("mails");
    std::fs::create_dir(&mails).unwrap();
    let compare = || redress(&folder, &["rules", "compare", "--with", "rules", "--mail", "mails"]);
    let done = compare();
    assert_eq!(text(&done.stderr), "no message was found: mails: put .eml or .txt files into it\n");
    std::fs::write(mails.join("bins.txt"), "bins\n\nNobody came.\n").unwrap();
    std::fs::write(mails.join("photo.jpg"), b"\xFF\xD8\xFF\xE0 no mail at all").unwrap();
    let done = compare();
    let (said, left_out) = (text(&done.stdout), text(&done.stderr));
    assert!(left_out.starts_with("photo.jpg: left out: "), "{left_out}");
    assert_eq!(left_out.lines().count(), 1, "{left_out}");
    assert!(
        said.contains("0 of 2 messages would be decided differently (0 automatic, 1"),
        "{said}"
    );
}

#[test]
fn test_against_other_rules_says_what_got_better_or_worse() {
    let folder = exported();
    let ours = "[[rule]]\nid = \"ours\"\nlabel = \"comment\"\nweight = 20.0\n\
                any = [\"wibbleford depot\"]\n";
    std::fs::write(folder.path().join("rules/classification/ours.toml"), ours).unwrap();
    let lines = concat!(
        "{\"id\": \"a\", \"body\": \"Nobody came from Wibbleford depot. I want to complain.\", \
         \"label\": \"complaint\"}\n",
        "{\"id\": \"b\", \"body\": \"I complain that nobody came. Wibbleford depot.\", \
         \"label\": \"comment\"}\n",
        "{\"id\": \"c\", \"body\": \"I complain that nobody came.\", \"label\": \"complaint\"}\n",
    );
    std::fs::write(folder.path().join("march.jsonl"), lines).unwrap();
    let test = |more: &[&str]| {
        let command = ["rules", "test", "--rules", "rules", "--labelled", "march.jsonl"];
        redress(&folder, &[&command[..], more].concat())
    };
    let said = text(&test(&["--against"]).stdout);
    let (_, said) = said.split_once("march.jsonl: 3 messages\n").unwrap();
    for line in [
        "now wrong: a (complaint judged comment): ",
        "now right: b (comment judged complaint): ",
        "complaint recall",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    assert!(!said.contains("now right: c") && !said.contains("now wrong: c"), "{said}");
    let recall = said.lines().find(|line| line.contains("complaint recall")).unwrap();
    let recall: Vec<&str> = recall.split_whitespace().skip(2).collect();
    assert_eq!(recall, ["1.000", "0.500", "worse"]);
    let missed = said.lines().find(|line| line.contains("complaint missed ")).unwrap();
    assert!(missed.ends_with("worse"), "{missed}");

    let said = text(&test(&["--against", "rules", "--json"]).stdout);
    let last: serde_json::Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
    assert_eq!(last["before"], last["now"]);
    assert_eq!(last["now_wrong"], serde_json::json!([]));
}

#[test]
fn files_that_nothing_reads_are_told_with_where_they_belong() {
    let folder = exported();
    let at = |path: &str| folder.path().join("rules").join(path);
    let rule = "[[rule]]\nid = \"ours\"\nlabel = \"other\"\nany = [\"xyzzy\"]\n";
    for path in ["ours.toml", "classification/ours.toml.txt", "policies/OURS.TOML"] {
        std::fs::write(at(path), rule).unwrap();
    }
    std::fs::write(at("policy.toml"), "[stage1]\n").unwrap();
    for path in ["README.md", ".ours.toml", "classification/lists.toml~", "classification/a.bak"] {
        std::fs::write(at(path), rule).unwrap();
    }
    let done = redress(&folder, &["rules", "check", "--rules", "./rules"]);
    assert!(done.status.success());
    let said = text(&done.stderr);
    let told: Vec<&str> = said.lines().filter(|line| line.contains(" is not read")).collect();
    assert_eq!(
        told,
        [
            "./rules/classification/ours.toml.txt:1:1: warning: this file is not read: its name \
             does not end in .toml; name it ours.toml, or remove it",
            "./rules/ours.toml:1:1: warning: this file is not read; move it to classification/",
            "./rules/policies/OURS.TOML:1:1: warning: this file is not read: its name does not \
             end in .toml; name it OURS.toml, or remove it",
            "./rules/policy.toml:1:1: warning: this file is not read; move it to policies/",
        ]
    );
}

#[test]
fn of_a_file_that_is_no_toml_every_tool_tells_that_alone() {
    let folder = exported();
    let file = folder.path().join(LISTS);
    let lists = std::fs::read_to_string(&file).unwrap();
    let line = lists.lines().position(|line| line == "nobody_came = [").unwrap() + 1;
    let phrase = "    \"left standing at the door\",\n";
    std::fs::write(
        &file,
        lists.replacen("nobody_came = [", &format!("{phrase}nobody_came = ["), 1),
    )
    .unwrap();
    let wanted = format!(
        "{LISTS}:{line}:5: this text stands outside any list; put it below the line that ends \
         with [\n{line:>6} | {phrase}       |     ^\n1 fault, no warnings\n"
    );
    assert_eq!(refused(&folder, "rules"), wanted);
    std::fs::create_dir(folder.path().join("mails")).unwrap();
    for command in [
        &["test", "--rules", "rules", "--against"][..],
        &["compare", "--with", "rules", "--mail", "mails"],
        &["flags", "--rules", "rules"],
    ] {
        let done = redress(&folder, &[&["rules"], command].concat());
        assert_eq!(done.status.code(), Some(78), "{command:?}");
        assert_eq!(text(&done.stderr), wanted, "{command:?}");
    }
}

#[test]
fn warnings_are_for_check_alone_and_a_file_that_is_not_there_is_named() {
    let folder = exported();
    let ours = "[[rule]]\nid = \"ours\"\nflag = \"quite_new\"\narea = \"liesure\"\n\
                any = [\"xyzzy\"]\n";
    std::fs::write(folder.path().join("rules/classification/ours.toml"), ours).unwrap();
    std::fs::create_dir(folder.path().join("mails")).unwrap();
    std::fs::write(folder.path().join("mails/1.txt"), "bins\n\nNobody came.\n").unwrap();
    let check = redress(&folder, &["rules", "check", "--rules", "rules"]);
    let said = text(&check.stderr);
    assert!(said.contains("nothing waits for the flag \"quite_new\""), "{said}");
    assert!(
        said.contains("the area \"liesure\" is in no other rule; did you mean \"leisure\"?"),
        "{said}"
    );
    for command in [
        &["rules", "test", "--rules", "rules", "--against"][..],
        &["rules", "explain", "--rules", "rules", "mails/1.txt"],
        &["rules", "compare", "--with", "rules", "--mail", "mails"],
    ] {
        let said = text(&redress(&folder, command).stderr);
        assert!(!said.contains("warning: "), "{command:?}: {said}");
    }
    let done = redress(&folder, &["rules", "explain", "nomail.txt"]);
    assert_eq!(text(&done.stderr), "redress: there is no file nomail.txt here\n");

    let done = redress(&folder, &["rules", "areas", "--rules", "rules", "--json"]);
    let areas: Vec<serde_json::Value> =
        text(&done.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |name: &str| areas.iter().find(|row| row["area"] == name).unwrap()["rules"].clone();
    assert_eq!(of("liesure"), serde_json::json!(["ours"]));
    assert_eq!(of("leisure"), serde_json::json!(["area-leisure"]));
    let shown = text(&redress(&folder, &["rules", "areas"]).stdout);
    assert!(shown.starts_with("AREA ") && shown.contains("\nleisure "), "{shown}");
    assert!(!shown.contains("liesure"), "{shown}");
}

#[test]
fn compare_tells_areas_and_policies_and_lists_no_message_that_is_decided_as_before() {
    let folder = exported();
    let ours = "[[rule]]\nid = \"depot\"\narea = \"leisure\"\nweight = 9.0\n\
                policy = \"kingston-corporate-2025\"\nany = [\"wibbleford\"]\n\n\
                [[rule]]\nid = \"faint\"\nlabel = \"complaint\"\nweight = 0.01\n\
                any = [\"xyzzy\"]\n";
    std::fs::write(folder.path().join("rules/classification/ours.toml"), ours).unwrap();
    std::fs::create_dir(folder.path().join("mails")).unwrap();
    for (name, words) in [("1.txt", "Wibbleford, nobody came."), ("2.txt", "Xyzzy, nobody came.")] {
        std::fs::write(folder.path().join("mails").join(name), format!("hello\n\n{words}\n"))
            .unwrap();
    }
    let compare = |more: &[&str]| {
        let command = ["rules", "compare", "--with", "rules", "--mail", "mails"];
        text(&redress(&folder, &[&command[..], more].concat()).stdout)
    };
    let said = compare(&[]);
    let wanted = "1.txt: complaint as before | hello\n    area: - → leisure\n    policy: - → \
                  kingston-corporate-2025\n    fires only now: depot\n\n1 of 2 messages would \
                  be decided differently (0 automatic, 0 unreadable)\n  1 message is as before, \
                  though other rules fired (--fired lists them)\n";
    assert!(said.starts_with(wanted), "{said}");
    let said = compare(&["--fired"]);
    assert!(said.contains("2.txt: complaint as before | hello\n    fires only now: faint\n"));
    let last = compare(&["--json"]).lines().last().unwrap().to_owned();
    let sums: serde_json::Value = serde_json::from_str(&last).unwrap();
    assert_eq!((&sums["different"], &sums["decided_as_before_by_others"]), (&1.into(), &1.into()));
}

#[test]
fn a_flag_that_the_other_rules_do_not_know_is_no_fault_of_these() {
    let folder = exported();
    let ours = "[[rule]]\nid = \"ours\"\nflag = \"blue_badge\"\nany = [\"blue badge\"]\n";
    std::fs::write(folder.path().join("rules/classification/ours.toml"), ours).unwrap();
    let line = |id: &str, flags: &str| {
        format!(
            "{{\"id\": \"{id}\", \"body\": \"How long does a blue badge take?\", \"label\": \
             \"service_request\", \"also_ok\": [\"other\", \"comment\", \"complaint\"], \
             \"flags_reviewed\": true, \"flags\": {flags}}}\n"
        )
    };
    let lines = line("a", "[]") + &line("b", "[\"blue_badge\"]");
    std::fs::write(folder.path().join("march.jsonl"), lines).unwrap();
    let test = |more: &[&str]| {
        let command = ["rules", "test", "--rules", "rules", "--labelled", "march.jsonl"];
        text(&redress(&folder, &[&command[..], &["--against"], more].concat()).stdout)
    };
    let said = test(&[]);
    let (_, said) = said.split_once("march.jsonl: 2 messages\n").unwrap();
    assert!(said.contains("now right: b (without blue_badge): "), "{said}");
    assert!(said.contains("  new flag: a (blue_badge): "), "{said}");
    assert!(
        said.contains("new flag; if it is right, add \"blue_badge\" to that message's flags\n"),
        "{said}"
    );
    assert!(!said.contains("worse") && !said.contains("now wrong"), "{said}");
    let last = test(&["--json"]).lines().last().unwrap().to_owned();
    let last: serde_json::Value = serde_json::from_str(&last).unwrap();
    assert_eq!(last["new_flags"], serde_json::json!([{"id": "a", "flags": ["blue_badge"]}]));
    assert_eq!(last["now"]["flags_f1"], 1.0);
}
