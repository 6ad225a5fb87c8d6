//! Tables of mail that officers and councillors pass on. Everybody is made up.

use chrono::{TimeZone, Utc};

use super::tests::{FIRST, PASSED_ON, plain};
use super::*;

#[test]
fn a_councillor_passes_on_a_chain() {
    let written = plain(
        "Please look into this for my constituent.\n\nCllr Bea Hallam\n\nFrom: Cora Lind <cora@example.net>\nSent: 03 November 2026 10:02\nTo: Bea Hallam\nSubject: RE: Damp\n\nThank you, here is what I sent them.\n\nFrom: Cora Lind <cora@example.net>\nSent: 12 October 2026 09:00\nTo: repairs@council.example\nSubject: Damp\n\nMy flat is damp and nobody comes.\n",
        &PASSED_ON,
    );
    assert_eq!(written.new_text, "Please look into this for my constituent.\n\nCllr Bea Hallam");
    let [outer, oldest] = written.forwarded.as_slice() else { panic!("{written:?}") };
    assert_eq!(outer.text, "Thank you, here is what I sent them.");
    assert_eq!(oldest.text, "My flat is damp and nobody comes.");
    assert_eq!(oldest.from.name.as_deref(), Some("Cora Lind"));
    assert_eq!(oldest.from.address.as_deref(), Some("cora@example.net"));
    assert_eq!(oldest.subject.as_deref(), Some("Damp"));
    assert_eq!(oldest.date, Utc.with_ymd_and_hms(2026, 10, 12, 8, 0, 0).single());
}

#[test]
fn mail_that_is_passed_on_is_known_by_many_marks() {
    let header = "From: Cora Lind <cora@example.net>\nDate: Tue, Nov 3, 2026 at 10:02 AM\nSubject: Damp\nTo: <bea@council.example>\n\n\nMy flat is damp.\n";
    for mark in [
        "---------- Forwarded message ---------",
        "-------- Forwarded Message --------",
        "----- Forwarded message -----",
        "Begin forwarded message:",
        "---------- Weitergeleitete Nachricht ---------",
        "---------- Message transféré ---------",
        "Début du message réexpédié :",
        "---------- Messaggio inoltrato ---------",
        "---------- Neges a anfonwyd ymlaen ---------",
        "---------- Przekazana wiadomość ---------",
    ] {
        for quote in ["", "> "] {
            let below: String = header.lines().map(|line| format!("{quote}{line}\n")).collect();
            let text = format!("FYI\n\n{mark}\n{below}");
            let written = plain(&text, &FIRST);
            assert_eq!(written.new_text, "FYI", "\n{text}");
            let [mail] = written.forwarded.as_slice() else { panic!("{text}{written:?}") };
            assert_eq!(mail.from.address.as_deref(), Some("cora@example.net"), "\n{text}");
            assert_eq!(mail.text, "My flat is damp.");
            assert_eq!(mail.date, Utc.with_ymd_and_hms(2026, 11, 3, 10, 2, 0).single());
        }
    }
}

#[test]
fn mail_that_is_passed_on_without_a_word_is_the_text() {
    let text = "---------- Forwarded message ---------\nFrom: Cora Lind <cora@example.net>\nDate: Tue, Nov 3, 2026 at 10:02 AM\nSubject: Damp\nTo: <bea@council.example>\n\nMy flat is damp.";
    let written = plain(text, &PASSED_ON);
    assert!(written.new_text.ends_with("My flat is damp."));
    assert_eq!(written.forwarded.len(), 1);
}

#[test]
fn subjects_tell_what_their_last_author_did() {
    for (subject, expected) in [
        ("FW: RE: Damp", Prefix::Forward),
        ("RE: FW: Damp", Prefix::Reply),
        ("[EXTERNAL] Fwd: Damp", Prefix::Forward),
        ("Re[2]: Damp", Prefix::Reply),
        ("YML: Lleithder", Prefix::Forward),
        ("ATB: Lleithder", Prefix::Reply),
        ("Damp: my flat", Prefix::None),
        ("Damp", Prefix::None),
        ("", Prefix::None),
    ] {
        assert_eq!(forwarded::prefix(subject), expected, "{subject}");
    }
}
