//! Mail of the council's online form: one sender for everybody.

use crate::setup::{Council, Way, mail_at};

const FORM: &str = r#"
[[form]]
from = "forms@council.example"
fields = { name = "Your name", email = "Email", text = "Your complaint" }
"#;

fn council(more: &str) -> Council {
    let council = Council::new(&Way::folders());
    council.configure_more(&format!("{FORM}{more}"));
    council
}

fn form_mail(number: usize, header: &str, fields: &str) -> String {
    let at = format!("2026-11-02T10:00:{number:02}Z");
    let header = format!("Auto-Submitted: auto-generated\r\nPrecedence: bulk\r\n{header}");
    let from = "Council forms <forms@council.example>";
    mail_at(&at, &header, from, &format!("f{number}@x"), "A form was sent", fields)
}

fn filled(email: &str, words: &str) -> String {
    format!("Your name: Ada Marsh\nEmail: {email}\nYour complaint:\n{words}\n")
}

const BOILER: &str = "The boiler is broken again and nobody came. I want to complain.";

#[test]
fn the_complainant_is_the_field_and_gets_the_letter() {
    let council = council("");
    council.put(
        "1",
        &form_mail(1, "Reply-To: trap@example.net\r\n", &filled("ada@example.org", BOILER)),
    );
    council.good(&["run", "--once"]);
    let case = &council.json(&["cases"])[0];
    assert_eq!(case["complainant"]["address"], "ada@example.org");
    assert_eq!(case["complainant"]["name"], "Ada Marsh");
    assert_eq!(case["kind"], "complaint");
    let letters = council.letters_to("ada@example.org");
    assert_eq!(letters.len(), 1);
    assert!(letters[0].contains("> The boiler is broken again"));
    assert!(!letters[0].contains("Your complaint:"), "only their own words come back");
    let others = ["forms@council.example", "trap@example.net"];
    assert!(others.iter().all(|other| council.letters_to(other).is_empty()));
    assert_eq!(council.json(&["messages"])[0]["origin"], "person");
    // The resident answers from their own address.
    let reference = case["ref"].as_str().unwrap();
    let reply =
        mail_at("2026-11-03T10:00:00Z", "", "ADA@example.org", "r1@x", reference, "On Monday.");
    council.put("2", &reply);
    council.good(&["run", "--once"]);
    assert_eq!(council.outcome("r1@x"), ("joined".to_owned(), Some(reference.to_owned())));
}

#[test]
fn many_people_in_one_minute_are_many_people_and_one_who_presses_twice_is_one() {
    let council = council("");
    for number in 0..8 {
        let mail = filled(&format!("resident{number}@example.org"), BOILER);
        council.put(&format!("{number}"), &form_mail(number, "", &mail));
    }
    council.put("9", &form_mail(9, "", &filled("resident3@example.org", BOILER)));
    council.good(&["run", "--once"]);
    assert_eq!(council.json(&["cases"]).len(), 8);
    assert_eq!(council.outcome("f9@x").0, "joined");
    for number in 0..8 {
        assert_eq!(council.letters_to(&format!("resident{number}@example.org")).len(), 1);
    }
}

#[test]
fn a_forms_own_threads_join_nothing() {
    let council = council("");
    let thread = "References: <every-form@council.example>\r\n";
    let rude = "Your officer was rude to me. I want to complain.";
    council.put("1", &form_mail(1, thread, &filled("ada@example.org", BOILER)));
    council.put("2", &form_mail(2, thread, &filled("ada@example.org", rude)));
    council.good(&["run", "--once"]);
    assert_eq!(council.json(&["cases"]).len(), 2);
}

#[test]
fn what_cannot_be_told_is_held_with_a_duty_and_never_lost() {
    let council = council("");
    let texts = [
        "Your name: Ada\nYour complaint: nobody came".to_owned(),
        filled("none", BOILER),
        filled("", BOILER),
        format!("{}Email: victim@example.net\n", filled("ada@example.org", BOILER)),
        filled("ada@example.org", ""),
        filled("t.lund@council.example", BOILER),
        "An entirely new layout".to_owned(),
    ];
    for (number, text) in texts.iter().enumerate() {
        council.put(&format!("{number}"), &form_mail(number, "", text));
    }
    council.good(&["run", "--once"]);
    assert_eq!(council.json(&["held"]).len(), texts.len());
    let triage = council.letters_to("t.lund@council.example");
    assert_eq!(triage.len(), texts.len(), "an officer is told of each");
    assert!(triage.iter().any(|letter| letter.contains("the form's field \"Email\"")));
    assert!(council.json(&["cases"]).is_empty());
    assert_eq!(council.letters().len(), texts.len(), "nobody else is written to");
}

#[test]
fn only_the_forms_own_address_is_believed() {
    let council = council("");
    let spoofed = filled("victim@example.net", BOILER);
    let from = "Council forms <forms@council.example.net>";
    council.put("1", &mail_at("2026-11-02T10:00:00Z", "", from, "s1@x", "A form", &spoofed));
    council.good(&["run", "--once"]);
    let case = &council.json(&["cases"])[0];
    assert_eq!(case["complainant"]["address"], "forms@council.example.net");
    assert!(council.letters_to("victim@example.net").is_empty());
}

#[test]
fn with_authserv_id_the_forms_mail_must_have_passed_dmarc() {
    let council = council("\n[security]\nauthserv_id = \"mx.council.example\"\n");
    let result =
        |words: &str| format!("Authentication-Results: {words} header.from=council.example\r\n");
    let words = filled("ada@example.org", BOILER);
    council.put("1", &form_mail(1, "", &words));
    council.put("2", &form_mail(2, &result("mx.council.example; dmarc=fail"), &words));
    council.put("3", &form_mail(3, &result("mx.elsewhere.example; dmarc=pass"), &words));
    council.good(&["run", "--once"]);
    assert_eq!(council.json(&["held"]).len(), 3);
    assert!(council.letters_to("ada@example.org").is_empty());
    council.put("4", &form_mail(4, &result("mx.council.example; spf=pass; dmarc=pass"), &words));
    council.good(&["run", "--once"]);
    assert_eq!(council.outcome("f4@x").0, "opened");
    assert_eq!(council.letters_to("ada@example.org").len(), 1);
}

#[test]
fn a_form_that_is_described_wrongly_is_told_with_its_place() {
    for (form, what) in [
        ("[[form]]\nfields = { email = \"E\", text = \"T\" }", "\"from\""),
        ("[[form]]\nfrom = \"f@council.example\"", "\"fields\""),
        ("[[form]]\nfrom = \"f@council.example\"\nfields = { email = \"E\" }", "\"text\""),
        (
            "[[form]]\nfrom = \"f@council.example\"\nfields = { email = \"E\", txt = \"T\" }",
            "did you mean \"text\"",
        ),
        (
            "[[form]]\nfrom = \"f@council.example\"\nfields = { email = \"E\", text = \"e\" }",
            "two fields are called",
        ),
        (
            "[[form]]\nfrom = \"r.patel@council.example\"\nfields = { email = \"E\", text = \"T\" }",
            "is also an officer",
        ),
    ] {
        let council = Council::new(&Way::folders());
        council.configure_more(form);
        let output = council.run(&["check"]);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(78), "{form}: {errors}");
        assert!(errors.contains(what), "{form}: {errors}");
    }
}
