//! Which case a mail belongs to: what proves it, and what does not.

use crate::setup::{Council, Way, header, mail_at};

const DAY_1: &str = "2026-11-02T10:00:00Z";
const DAY_2: &str = "2026-11-03T10:00:00Z";
const DAY_3: &str = "2026-11-04T10:00:00Z";
const ADA: &str = "Ada Marsh <ada@example.org>";
const BEN: &str = "Ben Okri <ben@example.org>";
const BOILER: &str = "The boiler is broken again and nobody came. I want to complain.";
const RUDE: &str = "Your officer was rude to me on the telephone. I want to complain.";

fn council() -> Council {
    let council = Council::new(&Way::folders());
    council.put("0", "");
    std::fs::remove_file(council.path("mail/new/0")).unwrap();
    council
}

fn take_in(council: &Council) {
    council.good(&["run", "--once"]);
}

fn messages_of(council: &Council, case: &str) -> i64 {
    let cases = council.json(&["cases"]);
    cases.iter().find(|row| row["ref"] == case).unwrap()["messages"].as_i64().unwrap()
}

#[test]
fn a_subject_that_is_used_again_joins_no_strangers() {
    let council = council();
    let subject = "RE: RE: FW: Complaint";
    council.put("1", &mail_at(DAY_1, "", ADA, "a1@x", subject, BOILER));
    council.put("2", &mail_at(DAY_2, "", BEN, "b1@x", subject, RUDE));
    council.put("3", &mail_at(DAY_3, "", ADA, "a2@x", subject, RUDE));
    take_in(&council);
    for id in ["a1@x", "b1@x", "a2@x"] {
        assert_eq!(council.outcome(id).0, "opened", "{id}");
    }
    assert_eq!(council.json(&["cases"]).len(), 3);
}

#[test]
fn one_mail_about_two_cases_is_shown_on_both() {
    let council = council();
    council.put("1", &mail_at(DAY_1, "", ADA, "a1@x", "boiler", BOILER));
    council.put("2", &mail_at(DAY_2, "", ADA, "a2@x", "rude", RUDE));
    council.put("3", &mail_at(DAY_2, "", BEN, "b1@x", "rude too", RUDE));
    take_in(&council);
    let case = |id: &str| council.outcome(id).1.unwrap();
    let (first, second, bens) = (case("a1@x"), case("a2@x"), case("b1@x"));
    let subject = format!("{second} and {first}, and my neighbour's {bens}");
    council.put("4", &mail_at(DAY_3, "", ADA, "a3@x", &subject, "Any news of either?"));
    take_in(&council);
    assert_eq!(council.outcome("a3@x"), ("joined".to_owned(), Some(second.clone())));
    assert_eq!(messages_of(&council, &first), 2);
    assert_eq!(messages_of(&council, &second), 2);
    assert_eq!(messages_of(&council, &bens), 1, "not on a case of somebody else");
    for case in [&first, &second] {
        assert!(council.good(&["case", case]).contains("message 4 of the resident joined"));
    }
}

#[test]
fn a_thread_is_one_case_in_whatever_order_it_arrives() {
    let council = council();
    // The answer to their own mail comes first; two more answer a mail that
    // never came here.
    let answer = "In-Reply-To: <a1@x>\r\n";
    council.put("1", &mail_at(DAY_1, answer, ADA, "a2@x", "Re: boiler", BOILER));
    let unseen = "References: <elsewhere@x> <further@x>\r\n";
    council.put("2", &mail_at(DAY_1, unseen, BEN, "b1@x", "Re: rude", RUDE));
    take_in(&council);
    council.put("3", &mail_at(DAY_2, "", ADA, "a1@x", "boiler", "No heating for a week."));
    let also_unseen = "References: <elsewhere@x>\r\n";
    council.put("4", &mail_at(DAY_2, also_unseen, BEN, "b2@x", "other words", "And hung up."));
    council.put("5", &mail_at(DAY_2, also_unseen, ADA, "a3@x", "Re: x", "My bin was missed."));
    take_in(&council);
    assert_eq!(council.outcome("a1@x"), ("joined".to_owned(), council.outcome("a2@x").1));
    assert_eq!(council.outcome("b2@x"), ("joined".to_owned(), council.outcome("b1@x").1));
    assert_eq!(council.outcome("a3@x").0, "opened", "another sender in the same thread");
}

#[test]
fn a_whole_thread_in_one_batch_is_one_case() {
    let council = council();
    council.put("1", &mail_at(DAY_1, "", ADA, "a1@x", "boiler", BOILER));
    let refs = "References: <a1@x>\r\n";
    council.put("2", &mail_at(DAY_2, refs, ADA, "a2@x", "x", "It is the flat on the left."));
    let refs = "References: <a2@x> (garbage)\r\nIn-Reply-To: Your mail <nobody@x>\r\n";
    council.put("3", &mail_at(DAY_3, refs, ADA, "a3@x", "y", "The gate is open."));
    take_in(&council);
    let case = council.outcome("a1@x").1;
    assert_eq!(council.outcome("a2@x"), ("joined".to_owned(), case.clone()));
    assert_eq!(council.outcome("a3@x"), ("joined".to_owned(), case));
    assert_eq!(council.letters_to("ada@example.org").len(), 1);
}

#[test]
fn a_letter_proves_its_case_though_the_subject_is_changed() {
    let council = council();
    council.put("1", &mail_at(DAY_1, "", ADA, "a1@x", "boiler", BOILER));
    take_in(&council);
    let ours = header(&council.letters_to("ada@example.org")[0], "Message-ID");
    let refs = format!("References: <a1@x> {ours}\r\n");
    council.put("2", &mail_at(DAY_2, &refs, "son@example.net", "s1@x", "for mum", "She is ill."));
    // A mail program that loses the Message-ID and writes its own subject.
    let reference = council.outcome("a1@x").1.unwrap();
    let quoting = format!("Thank you, on Monday.\n\nOn Monday the council wrote:\n> {reference}\n");
    council.put("3", &mail_at(DAY_2, "", ADA, "a2@x", "when", &quoting));
    let strangers = format!("What is that?\n\nOn Monday the council wrote:\n> {reference}\n");
    council.put("4", &mail_at(DAY_2, "", BEN, "b1@x", "when", &strangers));
    take_in(&council);
    assert_eq!(council.outcome("s1@x"), ("joined".to_owned(), Some(reference.clone())));
    assert_eq!(council.outcome("a2@x"), ("joined".to_owned(), Some(reference.clone())));
    assert_ne!(council.outcome("b1@x").1, Some(reference), "a stranger's quotation proves nothing");
    assert!(council.letters_to("son@example.net").is_empty());
}

#[test]
fn a_message_id_that_a_program_writes_into_every_mail_joins_no_strangers() {
    let council = council();
    council.put("1", &mail_at(DAY_1, "", ADA, "same@x", "boiler", BOILER));
    council.put("2", &mail_at(DAY_1, "", BEN, "same@x", "rude", RUDE));
    let refs = "In-Reply-To: <same@x>\r\n";
    council.put("3", &mail_at(DAY_2, refs, BEN, "b2@x", "Re: rude", "And hung up."));
    council.put("4", &mail_at(DAY_2, refs, ADA, "a2@x", "Re: boiler", "It is cold."));
    take_in(&council);
    let cases = council.json(&["cases"]);
    assert_eq!(cases.len(), 2);
    assert!(cases.iter().all(|case| case["messages"] == 2), "{cases:?}");
}

#[test]
fn who_answers_a_residents_mail_without_being_them_has_a_case_of_their_own() {
    let council = council();
    council.put("1", &mail_at(DAY_1, "Cc: ben@example.org\r\n", ADA, "a1@x", "boiler", BOILER));
    let refs = "In-Reply-To: <a1@x>\r\n";
    council.put("2", &mail_at(DAY_2, refs, BEN, "b1@x", "Re: boiler", "Mine too. I complain."));
    take_in(&council);
    assert_eq!(council.outcome("b1@x").0, "opened");
    assert_eq!(council.letters_to("ben@example.org").len(), 1);
}

#[test]
fn the_same_mail_again_is_the_same_matter() {
    let council = council();
    council.put("1", &mail_at(DAY_1, "", ADA, "a1@x", "boiler", BOILER));
    // By another way, and once more the next day.
    council.put("2", &mail_at(DAY_1, "X-Way: 2\r\n", ADA, "a1@x", "boiler", BOILER));
    council.put("3", &mail_at(DAY_2, "", ADA, "a2@x", "boiler, again!", BOILER));
    // Without a word, only other files: these are two matters.
    council.put("4", &mail_at(DAY_1, "", BEN, "b1@x", "see the picture of my boiler", ""));
    council.put("5", &mail_at(DAY_2, "", BEN, "b2@x", "the rude letter of your officer", ""));
    take_in(&council);
    let messages = council.json(&["messages"]);
    let outcomes: Vec<&str> = messages.iter().map(|row| row["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == "duplicate").count(), 1);
    assert_eq!(council.outcome("a2@x").0, "joined");
    assert_eq!(council.outcome("b2@x").0, "opened");
    assert_eq!(council.letters_to("ada@example.org").len(), 1);
}
