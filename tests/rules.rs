//! The rule language, one table for each thing it can say, and its tools.

use std::collections::BTreeSet;

use redress::fault::{Faults, Source};
use redress::rules::load::load;
use redress::rules::{RuleSet, Text, Thread};

use crate::setup::repository;

/// A rule set of one file.
fn set(text: &str) -> RuleSet {
    let text = format!("{text}\n[scoring]\nreview_margin = 0.5\n");
    let mut faults = Faults::new();
    let set = load(&[Source::new("rules.toml", text)], "hash", &mut faults);
    assert!(!faults.any_error(), "{faults}");
    set.unwrap()
}

/// A rule set of one rule with the flag "found".
fn rule(conditions: &str) -> RuleSet {
    set(&format!("[[rule]]\nid = \"r\"\nflag = \"found\"\n{conditions}"))
}

fn fires_on(set: &RuleSet, text: Text<'_>) -> bool {
    set.classify(text).flags.contains("found")
}

fn fires(set: &RuleSet, body: &str) -> bool {
    fires_on(set, Text { body, whole: body, ..Text::default() })
}

fn table(conditions: &str, yes: &[&str], no: &[&str]) {
    let set = rule(conditions);
    for text in yes {
        assert!(fires(&set, text), "{conditions}\nmust fire on: {text}");
    }
    for text in no {
        assert!(!fires(&set, text), "{conditions}\nmust not fire on: {text}");
    }
}

#[test]
fn words_match_whatever_their_case_accents_apostrophes_and_spelling() {
    table("any = [\"café\"]", &["CAFE", "Cafés"], &["cafeteria"]);
    table("any = [\"did not come\"]", &["You didn't come", "didn’t come", "DIDNT COME"], &[]);
    table("any = [\"apologise\"]", &["please apologize"], &["apologised"]);
    table("any = [\"repair*\"]", &["the repairman"], &["disrepair"]);
    table("any = [\"ring~ back\"]", &["nobody rang back", "ringing back"], &["the ring is back"]);
    table("any = [\"=bin\"]", &["my bin"], &["my bins"]);
    table("any = [\"соmplaint\"]", &["complaint", "ｃｏｍｐｌａｉｎｔ"], &[]);
}

#[test]
fn phrases_have_choices_gaps_and_kinds() {
    let came = "any = [\"(nobody|no one) (has|have)? ... (come~|turn~ up)\"]";
    table(
        came,
        &["Nobody came", "no one has ever turned up", "nobody has so far come"],
        &["nobody. They came", "nobody in this whole wide world came"],
    );
    table("any = [\"<number> week ago\"]", &["3 weeks ago", "six weeks ago"], &["weeks ago"]);
    table("any = [\"<money>\", \"<ordinal> time\"]", &["£41.18", "the 3rd time"], &["3 times"]);
    table(
        "any = [\"left _ behind\"]",
        &["left me behind"],
        &["left behind", "left you two behind"],
    );
}

#[test]
fn surroundings_decide_whether_a_word_counts() {
    table(
        "any = [\"happy [unless negated]\"]",
        &["I am happy", "not only happy", "I did not call, happy days"],
        &["not happy", "I am not at all happy", "never been happy", "I'm hardly happy"],
    );
    table("any = [\"happy [only negated]\"]", &["not very happy"], &["happy", "no, happy"]);
    table(
        "any = [\"i will complain\"]\nunless = [\"conditional\"]",
        &["I will complain."],
        &["If it leaks I will complain.", "I will complain unless you come."],
    );
    table("any = [\"late\"]\nonly = [\"question\"]", &["Why so late?"], &["So late. Why?"]);
    table("any = [\"rude [unless quoted]\"]", &["he was rude"], &["he said \"how rude\""]);
    table("any = [\"now\"]\nonly = [\"capitals\"]", &["do it NOW"], &["do it now"]);
}

#[test]
fn nearness_and_units_keep_words_together() {
    let near = "near = { first = [\"reported\"], then = [\"nothing\"], within = 3 }";
    table(
        near,
        &["reported it and nothing"],
        &["nothing reported", "reported. Nothing", "reported this one two three four nothing"],
    );
    let any = "near = { first = [\"reported\"], with = [\"nothing\"], same = \"text\" }";
    table(any, &["Nothing. I reported it.", "Reported. Then a long story. Nothing."], &["nothing"]);
    let same = "same = \"sentence\"\nall = [\"council\", \"brilliant\"]\nnone = [\"but\"]";
    table(
        same,
        &["The council was brilliant. But it rains.", "Bad. Brilliant, this council!"],
        &["The council came. Brilliant!", "The council was brilliant but late."],
    );
    let clause = "same = \"clause\"\nall = [\"neighbour\", \"noise\"]";
    table(clause, &["my neighbour's noise, sadly"], &["my neighbour left, the noise stays"]);
}

#[test]
fn conditions_nest_and_count() {
    let nested = "any = [\"alpha\", { all = [\"beta\", \"gamma\"], none = [\"delta\"] }]";
    table(nested, &["alpha", "gamma beta"], &["beta", "beta gamma delta"]);
    table("any = [\"late\"]\nat_least = 2", &["late, very late"], &["late"]);
    let different = "any = [\"late\", \"rude\"]\nat_least = 2\ndifferent = true";
    table(different, &["late and rude"], &["late late"]);
    table(
        "all = [\"thanks\"]\nshorter_than = 4",
        &["Many thanks, Jo"],
        &["thanks for this but no"],
    );
    table("regex = '\\bno\\.? ?\\d+'", &["at No 14"], &["piano 14"]);
}

#[test]
fn fields_and_headers_and_the_thread_can_be_asked() {
    let on = |conditions: &str, text: Text<'_>| fires_on(&rule(conditions), text);
    let mail = Text {
        subject: "RE: Broken boiler",
        body: "Hello. It leaks. Bye now.",
        from: "clerk@planning.council.example",
        whole: "Hello. It leaks. Bye now.\n> you wrote: everything is fine with us here",
        to: &["Complaints@council.example"],
        attachments: &["photo of damp.jpg"],
        headers: &[("Precedence", "Bulk")],
        thread: Thread { reply_to_us: true, ..Thread::default() },
    };
    for yes in [
        "in = \"subject\"\nany = [\"boiler\"]",
        "in = \"opening\"\nany = [\"hello\"]",
        "in = \"closing\"\nany = [\"bye\"]",
        "in = \"whole\"\nany = [\"everything is fine\"]",
        "in = \"attachments\"\nany = [\"damp\"]",
        "in = \"from\"\nany = [\"planning\"]",
        "from_domain = [\"council.example\"]",
        "from_ends = [\"@planning.council.example\"]",
        "to_ends = [\"complaints@council.example\"]",
        "header = { name = \"precedence\", has = [\"bulk\"] }",
        "when = [\"reply\"]",
        "when = [\"forwarded\", \"reply_to_us\"]",
        "when = [\"quoting\"]",
        "when = [\"attachment\"]",
    ] {
        assert!(on(yes, mail), "{yes}");
    }
    for no in [
        "any = [\"everything is fine\"]",
        "in = \"opening\"\nany = [\"leaks\"]",
        "from_domain = [\"ncil.example\"]",
        "header = { name = \"X-None\" }",
        "when = [\"open_case\", \"no_body\", \"not_english\", \"capitals\"]",
    ] {
        assert!(!on(no, mail), "{no}");
    }
}

#[test]
fn facts_build_on_facts() {
    let set = set(r##"
[[rule]]
id = "report"
fact = "report"
any = ["i (have)? reported"]
[[rule]]
id = "nothing"
fact = "nothing"
any = ["nobody ... came"]
[[rule]]
id = "both"
fact = "in_vain"
near = { first = ["#report"], then = ["#nothing"], same = "text" }
[[rule]]
id = "judged"
flag = "found"
any = ["#in_vain [unless question]"]
"##);
    assert!(fires(&set, "I reported it in May. Nobody ever came."));
    assert!(!fires(&set, "Nobody came. I reported it."));
    assert!(!fires(&set, "I reported it, and nobody came?"));
    let judged = set.classify(Text { body: "I reported it. Nobody came.", ..Text::default() });
    let reason = judged.reasons.iter().find(|reason| &*reason.rule == "judged").unwrap();
    assert_eq!(reason.matched, "I reported it. Nobody came");
}

#[test]
fn spellings_lists_and_groups_are_shared() {
    let set = set(r#"
[lists]
greeting = ["hello", "good (day|morning)"]
polite = ["@greeting", "please"]
[spellings]
plz = "please"
ta = "thank you"
[[rule]]
id = "polite"
label = "compliment"
weight = 2.0
group = "g"
any = ["@polite"]
[[rule]]
id = "thanks"
label = "compliment"
weight = 3.0
group = "g"
any = ["thank you"]
[[rule]]
id = "against"
scores = { complaint = 0.5, comment = -1.0 }
any = ["thank you"]
"#);
    let scores = |body: &str| set.classify(Text { body, ..Text::default() }).scores;
    assert_eq!(scores("plz"), [0.0, 0.0, 0.0, 2.0, 0.0]);
    assert_eq!(scores("good morning, ta"), [0.5, 0.0, -1.0, 3.0, 0.0]);
}

#[test]
fn the_texts_beside_the_shipped_rules_are_right() {
    let rulebook = redress::council::Rulebook::shipped().unwrap();
    let mut faults = Faults::new();
    redress::rules::load_example::check_examples(&rulebook.rules, &mut faults);
    assert!(!faults.any_error(), "{faults}");
}

#[test]
fn bad_input_gets_a_label_in_little_time() {
    let rules = redress::council::Rulebook::shipped().unwrap().rules;
    let long = "a".repeat(5_000_000);
    let reported = "I reported it again and nobody came, ".repeat(2700);
    let spaced = "a ".repeat(50_000);
    let capitals = "NOBODY CAME. ".repeat(20);
    let glued = "nobodycameandistillwait".repeat(40);
    for body in ["", long.as_str(), &reported, &spaced, &capitals, &glued, "\u{0}\u{202e}\u{fffd}"]
    {
        let started = std::time::Instant::now();
        let judged = rules.classify(Text { body, whole: body, ..Text::default() });
        // A debug build of a busy machine; the release build is measured by
        // `cargo bench --bench rules`.
        assert!(started.elapsed().as_millis() < 3000, "{:?}", started.elapsed());
        assert!((0.0..=1.0).contains(&judged.confidence));
    }
    let polish = "Dzień dobry, od trzech tygodni nie mam ogrzewania, proszę o pomoc.";
    let judged = rules.classify(Text { body: polish, ..Text::default() });
    assert_eq!((judged.language, judged.needs_review), (Some("Polish"), true));
    assert!(rules.classify(Text::default()).needs_review);
}

#[test]
fn the_shipped_rules_know_their_words() {
    let rules = redress::council::Rulebook::shipped().unwrap().rules;
    let ids: BTreeSet<&str> = rules.rules.iter().map(|rule| rule.id.as_ref()).collect();
    assert_eq!(ids.len(), rules.rules.len());
}

mod tools {
    use std::process::Output;

    fn redress(arguments: &[&str]) -> Output {
        std::process::Command::new(env!("CARGO_BIN_EXE_redress")).args(arguments).output().unwrap()
    }

    fn text(bytes: &[u8]) -> String {
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    /// A copy of the shipped rules, with one file changed.
    fn changed(file: &str, change: impl Fn(String) -> String) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("rules");
        let exported = redress(&["rules", "export", "--to", to.to_str().unwrap()]);
        assert!(exported.status.success());
        let file = to.join(file);
        let before = std::fs::read_to_string(&file).unwrap_or_default();
        std::fs::write(file, change(before)).unwrap();
        folder
    }

    fn rules_of(folder: &tempfile::TempDir) -> String {
        folder.path().join("rules").display().to_string()
    }

    #[test]
    fn export_writes_what_is_shipped_and_overwrites_nothing() {
        let folder = changed("classification/none.toml", |text| text);
        std::fs::remove_file(folder.path().join("rules/classification/none.toml")).unwrap();
        for (path, text) in redress::shipped::RULES {
            let written = std::fs::read_to_string(folder.path().join("rules").join(path)).unwrap();
            assert_eq!(&written, text, "{path}");
        }
        let again = redress(&["rules", "export", "--to", &rules_of(&folder)]);
        assert_eq!(again.status.code(), Some(1));
    }

    #[test]
    fn check_puts_a_caret_under_the_place() {
        let folder = changed("classification/mine.toml", |_| {
            "[[rule]]\nid = \"x\"\nlabel = \"complaint\"\nany = [\"@prase\"]\n".to_owned()
        });
        let done = redress(&["rules", "check", "--rules", &rules_of(&folder)]);
        assert_eq!(done.status.code(), Some(78));
        let said = text(&done.stderr);
        assert!(said.contains("mine.toml:4:8: there is no list \"prase\""), "{said}");
        assert!(said.contains("     4 | any = [\"@prase\"]\n       |        ^"), "{said}");
    }

    #[test]
    fn a_text_that_fails_beside_its_rule_ends_the_test_with_1() {
        let folder = changed("classification/mine.toml", |_| {
            "[[rule]]\nid = \"x\"\nlabel = \"complaint\"\nany = [\"xyzzy\"]\nfires = [\"plugh\"]\n"
                .to_owned()
        });
        let done = redress(&["rules", "test", "--rules", &rules_of(&folder)]);
        assert_eq!(done.status.code(), Some(1));
        let said = text(&done.stderr);
        assert!(said.contains("mine.toml:5:10: the rule \"x\" does not fire"), "{said}");
        let check = redress(&["rules", "check", "--rules", &rules_of(&folder)]);
        assert_eq!(check.status.code(), Some(78));
    }

    #[test]
    fn labelled_messages_are_counted_and_thresholds_kept() {
        let folder =
            changed("classification/mine.toml", |_| "[thresholds]\naccuracy = 1.0\n".to_owned());
        let labelled = folder.path().join("labelled.jsonl");
        let lines = concat!(
            "{\"id\": \"a\", \"body\": \"Nobody came, I want to complain.\", \"label\": \"complaint\"}\n",
            "{\"id\": \"b\", \"body\": \"Nobody came, I want to complain.\", \"label\": \"comment\"}\n",
        );
        std::fs::write(&labelled, lines).unwrap();
        let labelled = labelled.to_str().unwrap();
        let rules = rules_of(&folder);
        let done = redress(&["rules", "test", "--rules", &rules, "--labelled", labelled, "--json"]);
        assert_eq!(done.status.code(), Some(1));
        let last = text(&done.stdout).lines().last().unwrap().to_owned();
        let figures: serde_json::Value = serde_json::from_str(&last).unwrap();
        assert_eq!(
            (figures["messages"].as_u64(), figures["accuracy"].as_f64()),
            (Some(2), Some(0.5))
        );
        assert_eq!(figures["labels"]["complaint"]["recall"], 1.0);
        assert!(text(&done.stdout).contains("\"id\":\"b\""));
        assert!(text(&done.stderr).contains("accuracy is 0.500"), "{}", text(&done.stderr));
    }

    #[test]
    fn explain_marks_the_words_in_place_and_says_what_was_lacking() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("mail.txt");
        std::fs::write(&file, "bins\n\nThank you for nothing. Nobody came.\n").unwrap();
        let done = redress(&["rules", "explain", file.to_str().unwrap()]);
        assert!(done.status.success());
        let said = text(&done.stdout);
        assert!(said.contains("[Nobody came]("), "{said}");
        assert!(said.contains("Subject: [bins]("), "{said}");
        assert!(said.contains("The nearest other answer"), "{said}");
        assert!(!said.contains('\u{1b}'), "no colours in a pipe");
    }

    #[test]
    fn compare_says_what_would_change_and_which_way() {
        let folder = changed("classification/mine.toml", |_| {
            "[[rule]]\nid = \"mine\"\nlabel = \"comment\"\nweight = 1.0\ndecisive = true\n\
             any = [\"wibbleford depot\"]\nnote = \"No clause: a trial.\"\n\
             fires = [\"At Wibbleford depot.\"]\nsilent = [\"At the depot.\"]\n"
                .to_owned()
        });
        let mails = folder.path().join("mails");
        std::fs::create_dir(&mails).unwrap();
        let mail = "From: ada@example.org\nTo: c@council.example\nSubject: bins\nDate: Mon, 2 Nov \
                    2026 10:00:00 +0000\nMessage-ID: <1@example.org>\n\nNobody came to \
                    Wibbleford depot. I complain.\n";
        std::fs::write(mails.join("1.eml"), mail).unwrap();
        let rules = rules_of(&folder);
        let one = mails.join("1.eml");
        let told = redress(&["rules", "explain", "--rules", &rules, one.to_str().unwrap()]);
        assert!(text(&told.stdout).contains("but \"mine\" is decisive"), "{}", text(&told.stdout));
        let done = redress(&[
            "rules",
            "compare",
            "--with",
            &rules,
            "--mail",
            mails.to_str().unwrap(),
            "--json",
        ]);
        let said = text(&done.stdout);
        assert!(done.status.success(), "{}", text(&done.stderr));
        let lines: Vec<serde_json::Value> =
            said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let [change, sums] = lines.as_slice() else { panic!("{said}") };
        assert_eq!(change["old"]["label"], "complaint");
        assert_eq!(change["new"]["label"], "comment");
        assert_eq!((&sums["messages"], &sums["different"]), (&1.into(), &1.into()));
    }
}

#[test]
fn every_example_file_can_be_read() {
    let folder = repository("rules/examples");
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let message: redress::rules::trial::Labelled = serde_json::from_str(line).unwrap();
            assert!(message.label.is_some(), "{}: {line}", path.display());
        }
    }
}

#[test]
fn a_flag_gives_way_to_a_more_particular_one_and_an_urgent_one_to_none() {
    let rules = set(
        "[handling]\nurgent = [\"danger\"]\n[handling.gives_way]\nappeal = [\"fine\"]\n\
                     danger = [\"fine\"]\n[[rule]]\nid = \"a\"\nflag = \"appeal\"\nany = [\"appeal\"]\n\
                     [[rule]]\nid = \"f\"\nflag = \"fine\"\nany = [\"fine\"]\n\
                     [[rule]]\nid = \"d\"\nflag = \"danger\"\nany = [\"gas\"]\n",
    );
    let flags = |body| rules.classify(Text { body, whole: body, ..Text::default() });
    let named = |body| flags(body).flags.into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(named("I appeal"), "appeal");
    assert_eq!(named("I appeal against a fine"), "fine");
    assert_eq!(named("A fine, and gas"), "danger fine");
    let told = flags("I appeal against a fine").reasons;
    assert!(told.iter().all(|reason| &*reason.claim != "appeal"), "{told:?}");
}
