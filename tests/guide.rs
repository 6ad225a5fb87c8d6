//! `docs/policies.md` as a council follows it: its whole example checks clean and
//! gives the dates that it says, and what can be got wrong in it is told with its
//! line and the mend.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use redress::council::Council;
use redress::fault::Faults;
use serde_json::Value;

use crate::setup::{mail, repository, shipped_rules};

const POLICY: &str = "my-rules/policies/dunmere-corporate-2026.toml";
const RULES: &str = "my-rules/classification/dunmere.toml";

/// A folder with the files of the guide.
struct Guide {
    folder: tempfile::TempDir,
}

impl Guide {
    fn new() -> Self {
        let guide = Self { folder: tempfile::tempdir().unwrap() };
        shipped_rules(&guide.path("my-rules"));
        let copied = std::process::Command::new("cp")
            .arg("-r")
            .arg(repository("templates"))
            .arg(guide.path("my-templates"))
            .status();
        assert!(copied.unwrap().success());
        let text = std::fs::read_to_string(repository("docs/policies.md")).unwrap();
        let blocks: Vec<&str> =
            text.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
        for file in [POLICY, RULES] {
            let named = format!("# {file}\n");
            let block = blocks.iter().find(|block| block.starts_with(&named));
            std::fs::write(guide.path(file), block.unwrap_or_else(|| panic!("no {file}"))).unwrap();
        }
        let trial = blocks.iter().find(|block| block.starts_with("[store]")).unwrap();
        std::fs::write(guide.path("redress.toml"), trial).unwrap();
        guide
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Changes a text that must be there.
    fn change(&self, file: &str, from: &str, to: &str) -> &Self {
        let text = std::fs::read_to_string(self.path(file)).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        std::fs::write(self.path(file), text.replace(from, to)).unwrap();
        self
    }

    fn add(&self, file: &str, more: &str) -> &Self {
        let text = std::fs::read_to_string(self.path(file)).unwrap();
        std::fs::write(self.path(file), format!("{text}\n{more}")).unwrap();
        self
    }

    /// What `redress check` says, on a day on which the policy is in force.
    fn check(&self) -> String {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let faults: Faults = match Council::load(&self.path("redress.toml"), today) {
            Ok((_, _, warnings)) => warnings,
            Err(faults) => faults,
        };
        faults.to_string().replace(&format!("{}/", self.folder.path().display()), "")
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_redress"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("REDRESS_CONFIG")
            .env_remove("RUST_LOG")
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn rehearse(&self, words: &str, more: &[&str]) -> Vec<Value> {
        let folder = self.path("mails");
        std::fs::create_dir_all(&folder).unwrap();
        let text = mail("Ada <ada@example.org>", "a@x", "parking", words);
        std::fs::write(folder.join("a.eml"), text).unwrap();
        let mut arguments = vec!["rehearse", "--mail", "mails", "--until", "2027-01-31", "--json"];
        arguments.extend(more);
        let told = self.run(&arguments);
        told.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// A letter without its line breaks.
fn unwrapped(letter: &str) -> String {
    letter.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The line of a file that has a text, from 1.
fn line_of(path: &Path, text: &str) -> usize {
    let whole = std::fs::read_to_string(path).unwrap();
    whole.lines().position(|line| line.contains(text)).unwrap() + 1
}

#[test]
fn the_example_of_the_guide_checks_clean_and_is_whole() {
    let guide = Guide::new();
    assert_eq!(guide.check(), "");
    let text = std::fs::read_to_string(guide.path(POLICY)).unwrap();
    assert!(text.lines().count() < 90, "a short one");
    for part in ["[ladder.respond]", "[ladder.other]", "[[exclusion]]", "[[route]]", "[contact]"] {
        assert!(text.contains(part), "{part}");
    }
    let policy = "dunmere-corporate-2026";
    let dates = guide.run(&[
        "deadlines",
        "--rules",
        "my-rules",
        "--policy",
        policy,
        "--event",
        "complaint_received",
        "--received-at",
        "2026-12-17",
        "--json",
    ]);
    let dates: Value = serde_json::from_str(&dates).unwrap();
    // 18, 21, 22 December; fifteen working days from the 17th; ten more.
    assert_eq!(dates["ack_due"].as_str().map(|it| &it[..10]), Some("2026-12-22"), "{dates}");
    assert_eq!(dates["response_due"].as_str().map(|it| &it[..10]), Some("2027-01-12"));
    assert_eq!(dates["extension_limit"].as_str().map(|it| &it[..10]), Some("2027-01-26"));
}

#[test]
fn the_rules_of_the_guide_raise_its_exclusion_and_know_its_councillors() {
    let guide = Guide::new();
    let said = |from: &str, words: &str| {
        let path = guide.path("m.eml");
        std::fs::write(&path, mail(from, "m@x", "hello", words)).unwrap();
        let policy = ["--policy", "dunmere-corporate-2026"];
        let mut arguments = vec!["classify", "--json", "--rules", "my-rules"];
        arguments.extend(policy);
        arguments.push("m.eml");
        let line = guide.run(&arguments);
        serde_json::from_str::<Value>(line.lines().next().unwrap()).unwrap()
    };
    let has = |told: &Value, list: &str, name: &str| {
        told[list].as_array().is_some_and(|all| all.iter().any(|one| one == name))
    };
    let fine = said("ada@example.org", "I got a parking fine and nobody answers. I complain.");
    assert!(has(&fine, "exclusions", "DU-X2"), "{fine}");
    let old = said("ada@example.org", "Two years ago your men left the fence down. I complain.");
    assert!(has(&old, "exclusions", "DU-X1"), "{old}");
    let close = said("ada@example.org", "In March 2025 your men broke my fence. I complain.");
    assert!(!has(&close, "exclusions", "DU-X1"), "{close}");
    let member = said("l.dunn@council.example", "The bins of Alder Road were not collected.");
    assert!(has(&member, "flags", "member_enquiry"), "{member}");
    let officer = said("x.dunn@council.example", "The bins of Alder Road were not collected.");
    assert!(!has(&officer, "flags", "member_enquiry"), "{officer}");
}

#[test]
fn the_flags_that_routes_can_wait_for_are_listed() {
    let guide = Guide::new();
    let table = guide.run(&["rules", "flags", "--rules", "my-rules"]);
    let line = table.lines().find(|line| line.starts_with("pcn ")).unwrap();
    assert!(line.trim_end().ends_with("parking"), "{table}");
    let lines = guide.run(&["rules", "flags", "--rules", "my-rules", "--json"]);
    let all: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let member = all.iter().find(|one| one["flag"] == "member_enquiry").unwrap();
    let rules = member["rules"].as_array().unwrap();
    assert!(rules.iter().any(|rule| rule == "our-councillors"), "{member}");
}

#[test]
fn a_flag_or_exclusion_that_no_rule_raises_is_told_at_its_line() {
    let guide = Guide::new();
    guide.change(POLICY, "flags = [\"pcn\"] ", "flags = [\"pcm\"] ");
    let line = line_of(&guide.path(POLICY), "[[route]]");
    let said = guide.check();
    let expected = format!(
        "{POLICY}:{line}:1: warning: no rule raises the flag \"pcm\" of this route; did you mean \
         \"pcn\"?\n"
    );
    assert_eq!(said, expected);
    guide.change(POLICY, "flags = [\"pcm\"] ", "flags = [\"allotment\"] ");
    let said = guide.check();
    assert!(said.contains("\"redress rules flags\" lists, or write a [[rule]]"), "{said}");

    let guide = Guide::new();
    guide.change(RULES, "exclusion = \"DU-X1\"", "exclusion = \"DU-X2\"");
    let line = line_of(&guide.path(POLICY), "id = \"DU-X1\"") - 1;
    let said = guide.check();
    let start = format!(
        "{POLICY}:{line}:1: warning: no rule raises the exclusion DU-X1; write a [[rule]] with \
         exclusion = \"DU-X1\""
    );
    assert!(said.starts_with(&start) && said.lines().count() == 1, "{said}");
    std::fs::remove_file(guide.path(RULES)).unwrap();
    let said = guide.check();
    assert!(said.contains("no rule raises these exclusions: DU-X1, DU-X2;"), "{said}");
    assert_eq!(said.lines().count(), 1, "one line for all of a file: {said}");
}

#[test]
fn the_shipped_rules_raise_every_exclusion_and_flag_of_the_shipped_policies() {
    let rulebook = redress::council::Rulebook::shipped().unwrap();
    let mut faults = Faults::new();
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    for policy in rulebook.policies.values() {
        redress::council::warnings::of_policy(policy, &rulebook.rules, today, &mut faults);
    }
    let said = faults.to_string();
    let other: Vec<&str> =
        said.lines().filter(|line| !line.contains("was to be reviewed by")).collect();
    assert!(other.is_empty(), "{other:#?}");
}

#[test]
fn ranks_that_nobody_has_and_officers_without_a_manager_are_told() {
    let guide = Guide::new();
    guide.change(POLICY, "rank = \"manager\"", "rank = \"head\"");
    let line = line_of(&guide.path("redress.toml"), "policies = ");
    let said = guide.check();
    let expected = format!(
        "redress.toml:{line}:13: warning: under the policy \"dunmere-corporate-2026\" a head or \
         higher has to answer stage 2, and no officer is one; write role = \"head\" for that \
         officer\n"
    );
    assert_eq!(said, expected);
    // A director will do.
    guide.change("redress.toml", "role = \"manager\"", "role = \"director\"");
    guide.change("redress.toml", "manager = \"j.okoro\"\n", "");
    let line = line_of(&guide.path("redress.toml"), "id = \"r.patel\"") - 1;
    let said = guide.check();
    let expected = format!(
        "redress.toml:{line}:1: warning: no manager is named for r.patel: when they are late, the \
         alerts address is told; write manager = \"…\" with the id of an officer\n"
    );
    assert_eq!(said, expected);

    let guide = Guide::new();
    guide.add(POLICY, "[enquiry_to]\nvalue = \"director\"\nclause = \"DU 8\"");
    let said = guide.check();
    assert!(
        said.contains("a director has to see the enquiries of councillors and MPs, and no"),
        "{said}"
    );
}

#[test]
fn a_policy_that_is_not_in_force_yet_is_told() {
    let guide = Guide::new();
    guide.change(POLICY, "in_force = 2026-04-01", "in_force = 2027-04-01");
    let line = line_of(&guide.path(POLICY), "in_force");
    let said = guide.check();
    let start = format!(
        "{POLICY}:{line}:1: warning: the policy \"Corporate Complaints Policy\" is not in force \
         before 2027-04-01;"
    );
    assert!(said.starts_with(&start) && said.lines().count() == 1, "{said}");
}

#[test]
fn a_fault_in_a_policy_is_told_once_and_not_at_every_place_that_names_it() {
    for (from, to, what) in [
        (
            "working_days = 3",
            "working_days = \"3\"",
            "\"working_days\" is a string, it must be a whole number; remove the quotation marks",
        ),
        (
            "remind = [-5, -2, 0]",
            "remind = [\"-5\", -2, 0]",
            "a value in \"remind\" is no whole number from -60 to 0; remove the quotation marks",
        ),
        (
            "define = { value = true",
            "define = { value = \"true\"",
            "\"value\" is a string, it must be true or false; remove the quotation marks",
        ),
        (
            "in_force = 2026-04-01",
            "in_force = \"1 April 2026\"",
            "\"in_force\" is no date; write it as 2026-12-24, without quotation marks",
        ),
        ("policy = \"dunmere-corporate-2026\"", "policy = 2026", "write a text in quotes"),
    ] {
        let guide = Guide::new();
        guide.change(POLICY, from, to);
        let line = line_of(&guide.path(POLICY), to);
        let said = guide.check();
        assert!(said.contains(what), "{to}: {said}");
        assert!(said.starts_with(&format!("{POLICY}:{line}:")), "{to}: {said}");
        assert_eq!(said.lines().count(), 1, "{to}: {said}");
    }
}

#[test]
fn a_fault_in_a_base_is_told_in_its_own_file_only() {
    let guide = Guide::new();
    let base = "my-rules/policies/lgsco-code-2024.toml";
    for (from, to) in [
        ("weeks = 12", "weeks = \"12\""),
        ("policy = \"lgsco-code-2024\"", "policy = \"lgsco-code-2024"),
    ] {
        guide.change(base, from, to);
        let said = guide.check();
        assert!(!said.is_empty() && said.lines().all(|line| line.starts_with(base)), "{said}");
    }
}

#[test]
fn a_letter_is_previewed_with_the_policys_own_days_and_the_mailboxs_address() {
    let guide = Guide::new();
    guide.change("redress.toml", "complaints@council.example", "say@dunmere.example");
    let preview = |letter: &str, more: &[&str]| {
        let mut arguments = vec!["letters", "preview", letter, "--config", "redress.toml"];
        arguments.extend(more);
        unwrapped(&guide.run(&arguments))
    };
    let letter = preview("acknowledgement", &[]);
    for said in [
        "DU-2026-0042",
        "Thursday 17 December 2026",
        "Tuesday 12 January 2027",
        "say@dunmere.example",
        "These are your own words",
    ] {
        assert!(letter.contains(said), "{said}\n{letter}");
    }
    assert!(!letter.contains("5 January 2027"), "the days of another policy\n{letter}");
    let letter = preview("extension", &[]);
    assert!(letter.contains("by Tuesday 12 January 2027") && letter.contains("Tuesday 26 January"));
    // Four weeks from the answer.
    assert!(preview("response", &[]).contains("Tuesday 9 February 2027"));
    let letter = preview("acknowledgement", &["--received-at", "2026-06-01"]);
    assert!(letter.contains("Monday 1 June 2026") && letter.contains("Monday 22 June 2026"));
    assert!(letter.contains("say@dunmere.example"));
    let letter = preview("acknowledgement", &["--stage", "2"]);
    // Asked for on 15 January; twenty working days from the acknowledgement.
    assert!(letter.contains("Friday 15 January 2027"), "{letter}");
    assert!(letter.contains("Friday 12 February 2027"), "{letter}");
    // Beyond the bank holidays nothing is guessed.
    let letter = preview("acknowledgement", &["--received-at", "2040-06-01"]);
    assert!(!letter.contains("2040"), "{letter}");
}

#[test]
fn the_answer_of_the_guide_goes_out_in_a_rehearsal() {
    let guide = Guide::new();
    let text = std::fs::read_to_string(repository("docs/policies.md")).unwrap();
    let line = text.lines().find(|line| line.starts_with("{\"at\"")).unwrap();
    std::fs::write(guide.path("acts.jsonl"), line.replace("MESSAGE-ID", "a@x")).unwrap();
    let words = "Nobody came to empty my bin. I want to complain.";
    let told = guide.rehearse(words, &["--actions", "acts.jsonl"]);
    assert!(told.iter().any(|line| line["letter"] == "response"), "{told:?}");
}

#[test]
fn a_preview_shows_whether_an_officer_confirms_the_complaint() {
    let guide = Guide::new();
    let preview = |letter: &str| {
        unwrapped(&guide.run(&["letters", "preview", letter, "--config", "redress.toml"]))
    };
    assert!(preview("receipt").contains("reaches the right people"));
    assert!(preview("assignment").contains("has been sent an acknowledgement"));
    guide.add(
        POLICY,
        "[acknowledgement]\nmode = \"confirmed\"\nfallback_working_day = 2\nclause = \"DU 5\"",
    );
    assert!(preview("receipt").contains("A member of staff will read your complaint"));
    assert!(preview("assignment").contains("Please send /define"));
    assert!(preview("acknowledgement").contains("An officer has read your complaint"));
}

#[test]
fn the_duty_to_define_is_the_policys_own_with_its_own_clause() {
    let words = "Nobody came to empty my bin. I want to complain.";
    let defining = |guide: &Guide| {
        let lines = guide.rehearse(words, &[]);
        assert!(lines.iter().any(|line| line["event"] == "case_opened"), "{lines:?}");
        let text = serde_json::to_string(&lines).unwrap();
        assert!(!text.contains("HC "), "no clause of a code that is not theirs: {text}");
        let set = |line: &&Value| line["event"] == "duty_set" && line["duty"] == "define";
        lines.iter().find(set).map(|line| line["clause"].as_str().unwrap().to_owned())
    };
    let guide = Guide::new();
    let own = "define = { value = true, clause = \"DU 5\" }";
    assert_eq!(defining(&guide).as_deref(), Some("DU 5"));
    guide.change(POLICY, own, "define = true");
    assert_eq!(defining(&guide).as_deref(), Some("LC 5.4"), "the base's");
    guide.change(POLICY, "define = true", "define = false");
    assert_eq!(defining(&guide), None);
}
