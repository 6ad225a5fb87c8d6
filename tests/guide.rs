//! `docs/policies.md` as a council follows it: its example as it is exported checks
//! clean and gives the dates that it says, and what can be got wrong in it is told
//! with its line and the mend.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use redress::council::Council;
use redress::fault::Faults;
use serde_json::Value;

use crate::setup::{mail, repository};

const POLICY: &str = "my-rules/policies/dunmere-corporate-2026.toml";
const RULES: &str = "my-rules/classification/dunmere.toml";

/// A folder with the example of the guide.
struct Guide {
    folder: tempfile::TempDir,
}

impl Guide {
    fn new() -> Self {
        let guide = Self { folder: tempfile::tempdir().unwrap() };
        guide.run(&["rules", "export", "--example", "--to", "."]);
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

    /// Takes the officers of the trial configuration with these roles out.
    fn without(&self, roles: &[&str]) -> &Self {
        let text = std::fs::read_to_string(self.path("redress.toml")).unwrap();
        let blocks = text.split_inclusive("\n\n").filter(|block| {
            !roles.iter().any(|role| block.contains(&format!("\nrole = \"{role}\"\n")))
        });
        let gone = "manager = \"h.grant\"\n";
        std::fs::write(self.path("redress.toml"), blocks.collect::<String>().replace(gone, ""))
            .unwrap();
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
        let folder = self.path("own");
        std::fs::create_dir_all(&folder).unwrap();
        let text = mail("Ada <ada@example.org>", "a@x", "parking", words);
        std::fs::write(folder.join("a.eml"), text).unwrap();
        let mut arguments = vec!["rehearse", "--mail", "own", "--until", "2027-01-31", "--json"];
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
    for part in ["[ladder.respond]", "[[exclusion]]", "[[route]]", "[contact]"] {
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
    let court = said("ada@example.org", "I issued papers in the county court. I complain too.");
    assert!(has(&court, "exclusions", "DU-X2"), "{court}");
    // A complaint about what has its own procedure is a question to a person.
    let fine = said("ada@example.org", "I got a parking fine and nobody answers. I complain.");
    assert!(has(&fine, "flags", "pcn") && has(&fine, "exclusions", "DU-X3"), "{fine}");
    assert!(!has(&fine, "exclusions", "DU-X2"), "{fine}");
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
    guide.change(POLICY, "id = \"parking\"", "flags = [\"pcm\"]\nid = \"parking\"");
    let line = line_of(&guide.path(POLICY), "[[route]]");
    let said = guide.check();
    let expected = format!(
        "{POLICY}:{line}:1: warning: no rule raises the flag \"pcm\" of this route; did you mean \
         \"pcn\"?\n"
    );
    assert_eq!(said, expected);
    guide.change(POLICY, "flags = [\"pcm\"]", "flags = [\"allotment\"]");
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
    assert!(
        said.contains(
            "no rule raises these exclusions: DU-X1, DU-X2, DU-X3, DU-X4, DU-X5, DU-X6, DU-X7;"
        ),
        "{said}"
    );
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
    guide.without(&["head", "director"]);
    guide.change(POLICY, "exceed = { value = \"director\"", "exceed = { value = \"manager\"");
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
        "redress.toml:{line}:1: warning: no manager is named for r.patel, t.lund: when they are late, the \
         alerts address is told; write manager = \"…\" with the id of an officer\n"
    );
    assert_eq!(said, expected);

    let guide = Guide::new();
    guide.without(&["director"]);
    guide.add(POLICY, "[enquiry_to]\nvalue = \"director\"\nclause = \"DU 8\"");
    let said = guide.check();
    assert!(
        said.contains(
            "a director has to approve a long extension of stage 2, see the enquiries of \
             councillors and MPs, and no"
        ),
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
            "weeks = 4",
            "weeks = \"4\"",
            "\"weeks\" is a string, it must be a whole number; remove the quotation marks",
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
fn a_newcomer_reads_a_few_hundred_words_before_the_file_checks() {
    let text = std::fs::read_to_string(repository("docs/policies.md")).unwrap();
    let (first, rest) = text.split_once("\n## Reference\n").unwrap();
    let words = first.split_whitespace().count();
    assert!(words <= 900, "{words} words before the reference");
    assert!(!rest.contains("\n## "), "all that follows is reference");
}

#[test]
fn the_mail_and_the_actions_of_the_guide_go_through_a_rehearsal_as_they_stand() {
    let guide = Guide::new();
    let text = std::fs::read_to_string(repository("docs/policies.md")).unwrap();
    let command = text.lines().find_map(|line| line.trim().strip_prefix("redress rehearse "));
    let mut arguments = vec!["rehearse", "--json"];
    let words = command.unwrap().split(' ');
    arguments.extend(words.filter(|word| !word.is_empty() && *word != "--letters"));
    let told = guide.run(&arguments);
    let told: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let letters: Vec<&str> = told
        .iter()
        .filter(|line| line["to"] == "ada@home.example")
        .map(|line| line["letter"].as_str().unwrap())
        .collect();
    let expected =
        ["acknowledgement", "definition", "extension", "response", "acknowledgement", "response"];
    assert_eq!(letters, expected, "{told:#?}");
    let refused = told.iter().filter_map(|line| line["subject"].as_str());
    let refused = refused.filter(|subject| subject.contains("Nothing was done")).count();
    assert_eq!(refused, 0, "{told:#?}");
}

#[test]
fn the_closed_days_of_the_guide_move_its_dates() {
    let guide = Guide::new();
    let text = std::fs::read_to_string(repository("docs/policies.md")).unwrap();
    let (_, closed) = text.split_once("   [[closed]]").unwrap();
    let closed = closed.split("```").next().unwrap();
    guide.add("my-rules/calendar.toml", &format!("[[closed]]{closed}"));
    assert_eq!(guide.check(), "");
    let lines = text.lines().filter_map(|line| line.trim().strip_prefix("redress deadlines "));
    let due = |line: &str| {
        let quoted = line.replace("\"2027-02-08 16:30\"", "2027-02-08T16:30");
        let mut arguments = vec!["deadlines", "--json"];
        arguments.extend(quoted.split(' ').map(|word| match word {
            "YOUR-POLICY" => "dunmere-corporate-2026",
            other => other,
        }));
        let dates: Value = serde_json::from_str(&guide.run(&arguments)).unwrap();
        dates["response_due"].as_str().map(|it| it[..10].to_owned()).unwrap()
    };
    // Three days on which the council is closed after 12 January 2027.
    assert_eq!(lines.map(due).collect::<Vec<_>>(), ["2027-01-15", "2027-03-08"]);
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

#[test]
fn a_route_keeps_what_its_base_says_and_it_does_not() {
    let guide = Guide::new();
    let routed = |route: &str| {
        let preview = ["letters", "preview", "routed", "--config", "redress.toml", "--route"];
        unwrapped(&guide.run(&[preview.as_slice(), &[route]].concat()))
    };
    let letter = routed("parking");
    for said in ["our parking team", "01632 960457", "in the time that it gives"] {
        assert!(letter.contains(said), "{said}\n{letter}");
    }
    assert!(routed("foi").contains("our information team"));
    let load = || {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let (_, council, _) = Council::load(&guide.path("redress.toml"), today).unwrap();
        let policy = &council.rulebook.policies["dunmere-corporate-2026"];
        let route = |id: &str| policy.routes.iter().find(|route| route.id == id).unwrap().clone();
        (route("parking"), route("fraud"))
    };
    let fraud = "[[route]]\nid = \"fraud\"\nmatter = \"fraud\"\ngoes_to = \"our auditors\"\nclause = \"DU 4\"\n";
    guide.add(POLICY, fraud);
    let (parking, fraud) = load();
    assert_eq!(parking.flags, ["pcn"], "still where the base's flag points");
    assert!(fraud.quiet, "nobody is warned by an automatic letter");
    guide.change(
        POLICY,
        "goes_to = \"our auditors\"",
        "goes_to = \"us\"\nquiet = false\nflags = []",
    );
    let (_, fraud) = load();
    assert!(!fraud.quiet && fraud.flags.is_empty(), "what is said is said: {fraud:?}");
}

#[test]
fn those_above_who_would_never_be_told_are_a_warning_at_the_ladder() {
    let guide = Guide::new();
    guide.change(POLICY, "chase = [1, 3]", "chase = [1]").change(POLICY, "every = 2 ", "# ");
    let line = line_of(&guide.path(POLICY), "[ladder.respond]");
    let said = guide.check();
    let start = format!(
        "{POLICY}:{line}:9: warning: head = 5 in [ladder.respond] tells nobody: no letter goes out \
         on or after working day 5; add 5 to chase, or write every"
    );
    assert!(said.starts_with(&start) && said.lines().count() == 1, "{said}");
    guide.change(POLICY, "chase = [1]", "chase = [1, 5]");
    assert_eq!(guide.check(), "");
    guide.change(POLICY, "every = 1\n", "").change(POLICY, "head = 2\n", "head = 8\n");
    let said = guide.check();
    assert!(said.contains("head = 8 in [ladder.respond] for residents at risk"), "{said}");
}

#[test]
fn a_reference_without_a_year_is_a_warning() {
    let guide = Guide::new();
    guide.change(POLICY, "DU-{year}-{number:4}", "DU/26/{number:4}");
    let line = line_of(&guide.path(POLICY), "reference = ");
    let said = guide.check();
    let start = format!("{POLICY}:{line}:1: warning: these references have no year");
    assert!(said.starts_with(&start) && said.lines().count() == 1, "{said}");
    guide.change(POLICY, "DU/26/{number:4}", "DU/{yy}/{number:4}");
    assert_eq!(guide.check(), "");
    let preview = ["letters", "preview", "acknowledgement", "--config", "redress.toml"];
    assert!(guide.run(&preview).contains("DU/26/0042"));
}

#[test]
fn a_christmas_at_which_the_council_would_not_close_is_a_warning() {
    let guide = Guide::new();
    let calendar = "my-rules/calendar.toml";
    guide.add(calendar, "[[closed]]\nwhy = \"Christmas\"\ndays = [2026-12-29, 2026-12-30]");
    let said = guide.check();
    let start = format!(
        "{calendar}:1:1: warning: the council is closed between one Christmas and New Year and not \
         at the end of 2027"
    );
    assert!(said.starts_with(&start) && said.lines().count() == 1, "{said}");
    guide.add(calendar, "[[closed]]\nwhy = \"Christmas\"\ndays = [2027-12-29]");
    assert_eq!(guide.check(), "");
}

#[test]
fn no_reminder_goes_out_on_the_day_on_which_the_duty_was_set() {
    let guide = Guide::new();
    guide.add(POLICY, "[ladder.define]\nremind = [-4, -3, -2, 0]");
    let words = "Nobody came to empty my bin. I want to complain.";
    let lines = guide.rehearse(words, &[]);
    let set = lines.iter().find(|it| it["event"] == "duty_set" && it["duty"] == "define").unwrap();
    // The mail of Tuesday 17 November 2026 is to be confirmed by the 20th.
    assert_eq!(set["due"], "2026-11-20T23:59:59+00:00");
    let reminders = lines.iter().filter(|line| line["letter"] == "reminder");
    let days: Vec<&str> = reminders.map(|line| &line["at"].as_str().unwrap()[..10]).collect();
    assert_eq!(days[..2], ["2026-11-18", "2026-11-20"], "{days:?}");
}

#[test]
fn dates_that_hang_on_the_acknowledgement_say_so() {
    let guide = Guide::new();
    guide.change(POLICY, "from = \"received\"", "from = \"acknowledged\"");
    let dates = |more: &[&str]| {
        let command = ["deadlines", "--rules", "my-rules", "--policy", "dunmere-corporate-2026"];
        let event = ["--event", "complaint_received", "--received-at", "2026-12-17"];
        guide.run(&[command.as_slice(), &event, more].concat())
    };
    let supposed = "if acknowledged on the last day (Tuesday 22 December 2026)";
    let said = dates(&[]);
    let line = said.lines().find(|line| line.starts_with("response due")).unwrap();
    assert!(line.contains(supposed), "{said}");
    assert!(!dates(&["--acknowledged-at", "2026-12-17"]).contains("last day ("));
    guide.change(POLICY, "from = \"acknowledged\"", "from = \"received\"");
    assert!(!dates(&[]).contains("last day ("));
}

#[test]
fn a_preview_says_under_which_policy_it_is_when_nobody_chose_one() {
    let guide = Guide::new();
    let errors = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_redress"))
            .args([["letters", "preview"].as_slice(), arguments].concat())
            .current_dir(guide.path("my-rules"))
            .env_remove("REDRESS_CONFIG")
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (status, said) = errors(&["acknowledgement"]);
    assert_eq!(status, Some(0));
    assert!(said.contains("housing-ombudsman-code-2024") && said.contains("--policy"), "{said}");
    let (_, said) = errors(&["acknowledgement", "--policy", "lgsco-code-2024"]);
    assert_eq!(said, "");
    let (status, said) = errors(&["routed", "--policy", "lgsco-code-2024", "--route", "parkin"]);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("did you mean \"parking\""), "{said}");
    let (_, said) = errors(&["update", "--policy", "lgsco-code-2024", "--route", "parking"]);
    assert!(said.contains("tells of no route"), "{said}");
}

#[test]
fn a_rehearsal_for_people_leaves_digests_out_and_ends_with_what_had_no_effect() {
    let guide = Guide::new();
    let action =
        r#"{"at": "2027-01-04T10:00:00Z", "by": "r.patel", "case_of": "no@x", "action": "/help"}"#;
    std::fs::write(guide.path("actions.jsonl"), action).unwrap();
    let rehearse = |more: &[&str]| {
        let told = std::fs::File::create(guide.path("told")).unwrap();
        let status = std::process::Command::new(env!("CARGO_BIN_EXE_redress"))
            .args(["rehearse", "--mail", "mails", "--until", "2027-01-31"])
            .args(["--actions", "actions.jsonl"])
            .args(more)
            .current_dir(guide.folder.path())
            .stdout(told.try_clone().unwrap())
            .stderr(told)
            .status();
        assert!(status.unwrap().success());
        std::fs::read_to_string(guide.path("told")).unwrap()
    };
    let said = rehearse(&[]);
    assert!(!said.contains("digest to "), "{said}");
    assert!(said.contains("letters: digest (not shown; --all shows them)"), "{said}");
    assert!(said.lines().last().unwrap().contains("no case was opened by <no@x>"), "{said}");
    let said = rehearse(&["--all"]);
    assert!(said.contains("digest to ") && !said.contains("not shown"), "{said}");
    let said = rehearse(&["--json"]);
    assert!(said.contains("\"letter\":\"digest\""), "the contract's: {said}");
}

#[test]
fn a_ladder_of_ones_own_keeps_the_bases_for_residents_at_risk() {
    let guide = Guide::new();
    let at_risk = || {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let (_, council, _) = Council::load(&guide.path("redress.toml"), today).unwrap();
        let of = |id: &str| council.rulebook.policies[id].ladders.of("respond", true).cloned();
        (of("dunmere-corporate-2026").unwrap(), of("lgsco-code-2024").unwrap())
    };
    let (own, base) = at_risk();
    assert_ne!(own, base, "its own");
    let text = std::fs::read_to_string(guide.path(POLICY)).unwrap();
    let (before, rest) = text.split_once("[ladder.respond.at_risk]").unwrap();
    let (_, after) = rest.split_once("# ---").unwrap();
    std::fs::write(guide.path(POLICY), format!("{before}# ---{after}")).unwrap();
    let (own, base) = at_risk();
    assert_eq!(own, base);
}

#[test]
fn a_complainant_reads_where_else_a_part_belongs_in_a_passage_of_its_own() {
    let guide = Guide::new();
    let words = "Your parking officer was rude about my penalty charge notice. I want to complain.";
    guide.rehearse(words, &[]);
    let said = guide.run(&["rehearse", "--mail", "own", "--until", "2027-01-31", "--letters"]);
    let (_, after) = said.split_once("If a part of it is about a penalty charge notice").unwrap();
    let passage = after.split("|\n").next().unwrap();
    assert!(unwrapped(passage).ends_with("Contact: 01632 960457"), "{passage}");
}
