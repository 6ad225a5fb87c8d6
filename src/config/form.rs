//! `[[form]]`: the council's online forms, whose mail has one sender for
//! everybody and the resident in a field.

use super::address;
use crate::fault::{Faults, Place};
use crate::message::form::Form;
use crate::toml_file::{Placed, Table};

const FIELDS: &str = "write fields = { name = \"Your name\", email = \"Email\", text = \"Your complaint\" } with the words that stand before each in the form's mail";

/// Every form that the file describes.
pub(super) fn read(root: &mut Table<'_>, faults: &mut Faults) -> Vec<Placed<Form>> {
    let mut forms: Vec<Placed<Form>> = Vec::new();
    for mut table in root.tables("form", faults) {
        let place = table.place();
        if table.place_of("from").is_none() {
            table.missing("from", "write the address that the form's mail comes from", faults);
        }
        let from = address(&mut table, "from", faults);
        let fields = match table.table("fields", faults) {
            Some(fields) => read_fields(fields, faults),
            None => {
                table.missing("fields", FIELDS, faults);
                None
            }
        };
        table.finish(faults);
        let (Some(from), Some((name, email, text))) = (from, fields) else { continue };
        let same = |other: &&Placed<Form>| other.value.from.eq_ignore_ascii_case(&from.value);
        if forms.iter().any(|other| same(&other)) {
            let what = format!("two forms have the address {}", from.value);
            faults.error(from.place, what, "keep one of them");
            continue;
        }
        forms.push(Placed { value: Form { from: from.value, name, email, text }, place });
    }
    forms
}

type Labels = (Option<String>, String, String);

fn read_fields(mut table: Table<'_>, faults: &mut Faults) -> Option<Labels> {
    let name = label(&mut table, "name", faults);
    if table.place_of("email").is_none() {
        table.missing("email", FIELDS, faults);
    }
    let email = label(&mut table, "email", faults);
    if table.place_of("text").is_none() {
        table.missing("text", FIELDS, faults);
    }
    let text = label(&mut table, "text", faults);
    table.finish(faults);
    let (email, text) = (email?, text?);
    let mut labels: Vec<&Placed<String>> = name.iter().chain([&email, &text]).collect();
    labels.sort_by_key(|label| label.value.to_lowercase());
    for pair in labels.windows(2) {
        if let [one, other] = pair
            && one.value.eq_ignore_ascii_case(&other.value)
        {
            let what = format!("two fields are called \"{}\"", one.value);
            faults.error(other.place.clone(), what, "give each field the words of its own");
            return None;
        }
    }
    Some((name.map(|name| name.value), email.value, text.value))
}

/// The words before a field, without the colon that may follow them.
fn label(table: &mut Table<'_>, key: &'static str, faults: &mut Faults) -> Option<Placed<String>> {
    let text = table.text(key, faults)?;
    let value = text.value.trim().trim_end_matches([':', ' ']).to_owned();
    if value.is_empty() {
        faults.error(text.place, format!("\"{key}\" is empty"), FIELDS);
        return None;
    }
    Some(Placed { value, place: text.place })
}

/// A form's address is nobody else's: the mailbox's own mail and an officer's
/// would be taken for the form's.
pub(super) fn check<'a>(
    forms: &[Placed<Form>],
    taken: impl Fn(&str) -> Option<&'a str>,
    faults: &mut Faults,
) {
    for Placed { value, place } in forms {
        if let Some(whose) = taken(&value.from) {
            let place: Place = place.clone();
            let what = format!("the form's address {} is also {whose}", value.from);
            faults.error(place, what, "let the form send from an address of its own");
        }
    }
}
