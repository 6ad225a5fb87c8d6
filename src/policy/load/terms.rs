//! Reads what a policy says beside its time limits.

use std::collections::BTreeMap;

use crate::fault::{Faults, Place, Source, did_you_mean};
use crate::policy::demand::{Demand, Demands, LETTERS};
use crate::policy::terms::{
    Acknowledgement, Advice, AdviceDay, Contact, Exclusion, Ombudsman, Route,
};
use crate::policy::{Owed, Stage, WorkingDays};
use crate::toml_file::{self, Placed, Table};

/// The Ombudsmen by the short name that policies call them.
pub type Ombudsmen = BTreeMap<String, Ombudsman>;

/// Where each route is handed over to, by its id: the council's own
/// `routes.toml`.
pub type HandOver = BTreeMap<String, Placed<String>>;

/// Reads `ombudsmen.toml`.
pub fn ombudsmen(source: &Source, faults: &mut Faults) -> Ombudsmen {
    let document = toml_file::parse(source, faults);
    let root = Table::root(source, &document);
    let mut all = Ombudsmen::new();
    for key in root.keys() {
        let Some(mut table) = root.table_named(&key.value, faults) else { continue };
        let mend = "write it as it may be printed to a resident";
        let name = table.need_text("name", mend, faults);
        let phone = table.need_text("phone", mend, faults);
        let web = table.need_text("web", mend, faults);
        let post = table.need_text("post", mend, faults);
        table.finish(faults);
        if let (Some(name), Some(phone), Some(web), Some(post)) = (name, phone, web, post) {
            let ombudsman = Ombudsman {
                name: name.value,
                phone: phone.value,
                web: web.value,
                post: post.value,
            };
            all.insert(key.value, ombudsman);
        }
    }
    all
}

/// Reads `routes.toml`: route ids with the council's own addresses.
pub fn hand_over(source: &Source, faults: &mut Faults) -> HandOver {
    let document = toml_file::parse(source, faults);
    let root = Table::root(source, &document);
    let mut all = HandOver::new();
    for key in root.keys() {
        let Some(mut table) = root.table_named(&key.value, faults) else { continue };
        let mend = "write the team's own address";
        if let Some(address) = table.need_text("address", mend, faults) {
            let parts: Vec<&str> = address.value.split('@').collect();
            if matches!(parts.as_slice(), [local, domain] if !local.is_empty() && domain.contains('.'))
            {
                all.insert(key.value, address);
            } else {
                let what = format!("\"{}\" is no mail address", address.value);
                faults.error(address.place, what, mend);
            }
        }
        table.finish(faults);
    }
    all
}

/// Reads `[acknowledgement]`.
pub fn acknowledgement(root: &mut Table<'_>, faults: &mut Faults) -> Option<Acknowledgement> {
    let mut table = root.table("acknowledgement", faults)?;
    let words = [("at_once", false), ("confirmed", true)];
    let confirmed = table.choice("mode", &words, faults);
    if table.place_of("mode").is_none() {
        table.missing("mode", "write \"at_once\" or \"confirmed\"", faults);
    }
    let fallback = table.integer("fallback_working_day", 1..=20, faults);
    table.text("clause", faults);
    table.text("reading", faults);
    table.finish(faults);
    match (confirmed?.value, fallback) {
        (false, None) => Some(Acknowledgement::AtOnce),
        (false, Some(day)) => {
            let what = "a letter that goes out at once needs no fallback";
            faults.error(day.place, what, "remove the line, or write mode = \"confirmed\"");
            None
        }
        (true, Some(day)) => {
            let fallback = WorkingDays(u16::try_from(day.value).unwrap_or(1));
            Some(Acknowledgement::Confirmed { fallback })
        }
        (true, None) => {
            let mend = "say on which working day the letter goes out by itself";
            table.missing("fallback_working_day", mend, faults);
            None
        }
    }
}

/// Reads `[clauses]`: the clauses of what is owed without a limit of its own.
pub fn clauses(root: &mut Table<'_>, faults: &mut Faults) -> Vec<(String, String)> {
    let Some(mut table) = root.table("clauses", faults) else { return Vec::new() };
    let mut all = Vec::new();
    for (name, _) in Owed::IN_CLAUSES {
        all.extend(table.text(name, faults).map(|clause| (name.to_owned(), clause.value)));
    }
    table.finish(faults);
    all
}

/// Reads `[contact]`.
pub fn contact(root: &mut Table<'_>, faults: &mut Faults) -> Option<Contact> {
    let mut table = root.table("contact", faults)?;
    let mut text = |key| table.text(key, faults).map(|text| text.value);
    let (team, phone, post, web) = (text("team"), text("phone"), text("post"), text("web"));
    table.text("clause", faults);
    table.finish(faults);
    Some(Contact { team, phone, post, web })
}

/// Reads `[[exclusion]]`; None where the file has none.
pub fn exclusions(root: &mut Table<'_>, faults: &mut Faults) -> Option<Vec<Exclusion>> {
    let tables = root.tables("exclusion", faults);
    root.place_of("exclusion")?;
    let mut all: Vec<Exclusion> = Vec::new();
    let mut ids: Vec<String> = Vec::new();
    for mut table in tables {
        let id = table.need_text("id", "for example \"KH-X1\"", faults);
        once("exclusions", id.as_ref(), &mut ids, faults);
        let matter = table.need_text("matter", "say what it is about", faults);
        let clause = table.need_text("clause", "name the clause", faults);
        let ask = table.need_text("ask", "write the question that a person answers", faults);
        let propose = table.need_text("propose", "say what would then be done", faults);
        table.finish(faults);
        let (Some(id), Some(matter), Some(clause), Some(ask), Some(propose)) =
            (id, matter, clause, ask, propose)
        else {
            continue;
        };
        all.push(Exclusion {
            id: id.value,
            matter: matter.value,
            clause: clause.value,
            ask: ask.value,
            propose: propose.value,
        });
    }
    Some(all)
}

/// An id may stand once.
fn once(what: &str, id: Option<&Placed<String>>, ids: &mut Vec<String>, faults: &mut Faults) {
    let Some(id) = id else { return };
    if ids.contains(&id.value) {
        faults.error(id.place.clone(), format!("two {what} \"{}\"", id.value), "rename one");
    }
    ids.push(id.value.clone());
}

/// A `[[route]]` as a file has it: what it leaves out is its base's to say.
pub struct RouteDraft {
    /// Its id.
    pub id: String,
    place: Place,
    clause: String,
    matter: Option<String>,
    goes_to: Option<String>,
    flags: Option<Vec<String>>,
    contact: Option<String>,
    tell: Option<String>,
    tell_complainants: Option<bool>,
    quiet: Option<bool>,
}

impl RouteDraft {
    /// The route, with what the same route of its bases, nearest first, has
    /// beyond what it says itself.
    pub fn over(&self, bases: &[&RouteDraft], faults: &mut Faults) -> Option<Route> {
        let said = || std::iter::once(self).chain(bases.iter().copied());
        let matter = said().find_map(|route| route.matter.clone());
        let goes_to = said().find_map(|route| route.goes_to.clone());
        for (key, found, mend) in [
            ("matter", &matter, "for example \"your request\""),
            ("goes_to", &goes_to, "say who deals with it"),
        ] {
            if found.is_none() {
                let what = format!("\"{key}\" is missing in the route {}", self.id);
                faults.error(self.place.clone(), what, mend);
            }
        }
        Some(Route {
            id: self.id.clone(),
            matter: matter?,
            clause: self.clause.clone(),
            goes_to: goes_to?,
            flags: said().find_map(|route| route.flags.clone()).unwrap_or_default(),
            contact: said().find_map(|route| route.contact.clone()),
            tell: said().find_map(|route| route.tell.clone()),
            tell_complainants: said().find_map(|route| route.tell_complainants).unwrap_or(false),
            quiet: said().find_map(|route| route.quiet).unwrap_or(false),
            hand_over_to: None,
        })
    }
}

/// Reads `[[route]]`.
pub fn routes(root: &mut Table<'_>, faults: &mut Faults) -> Vec<RouteDraft> {
    let mut all: Vec<RouteDraft> = Vec::new();
    let mut ids: Vec<String> = Vec::new();
    for mut table in root.tables("route", faults) {
        let id = table.need_text("id", "for example \"foi\"", faults);
        once("routes", id.as_ref(), &mut ids, faults);
        let clause = table.need_text("clause", "name the clause", faults);
        let mut text = |key| table.text(key, faults).map(|text| text.value);
        let [matter, goes_to, contact, tell] =
            ["matter", "goes_to", "contact", "tell"].map(&mut text);
        let mut flag = |key| table.boolean(key, faults).map(|flag| flag.value);
        let [tell_complainants, quiet] = ["tell_complainants", "quiet"].map(&mut flag);
        let has_flags = table.place_of("flags").is_some();
        let flags = table.texts("flags", faults);
        let place = table.place();
        table.finish(faults);
        let (Some(id), Some(clause)) = (id, clause) else { continue };
        all.push(RouteDraft {
            id: id.value,
            place,
            clause: clause.value,
            matter,
            goes_to,
            flags: has_flags.then(|| flags.into_iter().map(|flag| flag.value).collect()),
            contact,
            tell,
            tell_complainants,
            quiet,
        });
    }
    all
}

/// Reads `[[advice]]`.
pub fn advice(root: &mut Table<'_>, faults: &mut Faults) -> Vec<Advice> {
    let mut all: Vec<Advice> = Vec::new();
    let mut ids: Vec<String> = Vec::new();
    for mut table in root.tables("advice", faults) {
        let id = table.need_text("id", "for example \"telephone\"", faults);
        once("pieces of advice", id.as_ref(), &mut ids, faults);
        let flags = table.texts("flags", faults);
        let stage = table.integer("stage", 1..=2, faults);
        let by = table.choice("by", &AdviceDay::ALL, faults);
        let say = table.need_text("say", "say what is to be done", faults);
        let clause = table.need_text("clause", "name the clause", faults);
        table.finish(faults);
        let (Some(id), Some(say), Some(clause)) = (id, say, clause) else { continue };
        all.push(Advice {
            id: id.value,
            flags: flags.into_iter().map(|flag| flag.value).collect(),
            stage: stage.map(|stage| if stage.value == 2 { Stage::Two } else { Stage::One }),
            by: by.map(|by| by.value),
            say: say.value,
            clause: clause.value,
        });
    }
    all
}

/// Reads `[must_say]`: for each letter, what it must say and the clause.
pub fn demands(root: &mut Table<'_>, faults: &mut Faults) -> Demands {
    let mut all = Demands::new();
    let Some(table) = root.table("must_say", faults) else { return all };
    for letter in table.keys() {
        if !LETTERS.contains(&letter.value.as_str()) {
            let what = format!("there is no letter \"{}\" to a resident", letter.value);
            faults.error(letter.place, what, did_you_mean(&letter.value, &LETTERS));
            continue;
        }
        let Some(table) = table.table_named(&letter.value, faults) else { continue };
        let said = all.entry(letter.value).or_default();
        for key in table.keys() {
            let Some(demand) = Demand::parse(&key.value) else {
                let known: Vec<&str> = Demand::ALL.iter().map(|(name, ..)| *name).collect();
                let what = format!("no letter can be checked for \"{}\"", key.value);
                faults.error(key.place, what, did_you_mean(&key.value, &known));
                continue;
            };
            if let Some(clause) = table.text_named(&key.value, faults) {
                said.insert(demand, clause.value);
            }
        }
    }
    all
}
