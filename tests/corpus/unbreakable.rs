//! What must hold for every mail, however it was made worse: it is read without
//! a panic, what is shown of it is fit to be shown, and its files are those
//! that are listed.

use redress::message::budget::Budget;
use redress::message::{Own, parse, read};

/// Reads a mail and checks what must hold for all; whether it was read at all.
pub fn hold_together(mail: &[u8]) -> bool {
    let Ok(message) = read(mail, &Budget::default(), &Own::default()) else { return false };
    let fit = |text: &str| text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    assert!(fit(&message.text), "the text has control characters");
    assert!(fit(&message.new_text), "the new text has control characters");
    let of_a_line = |text: &str| !text.chars().any(char::is_control);
    assert!(of_a_line(&message.subject), "the subject is no line");
    for one in message.from.iter().chain(&message.to).chain(&message.cc) {
        assert!(of_a_line(&one.address) && one.name.as_deref().is_none_or(of_a_line));
    }
    assert!(message.problems.iter().all(|problem| of_a_line(problem)), "a problem is no line");
    let files = parse::files(mail);
    assert_eq!(files.len(), message.attachments.len());
    for (listed, (name, media_type, content)) in message.attachments.iter().zip(&files) {
        assert_eq!((&listed.name, &listed.media_type), (name, media_type));
        assert_eq!(listed.size, content.len(), "{name}");
        assert!(!name.is_empty() && of_a_line(name) && !name.contains(['/', '\\']), "{name}");
    }
    true
}
