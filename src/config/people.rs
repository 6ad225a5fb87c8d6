//! Officers and teams, in the configuration or in a file that staff own.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::casework::{Officer, People, Role, StaffAddress, Team};
use crate::fault::{Faults, Place, Source, did_you_mean};
use crate::toml_file::{self, Placed, Table};

/// Collects officers and teams from one or two files.
#[derive(Default)]
pub struct Staff {
    officers: Vec<Placed<Officer>>,
    teams: Vec<Placed<Team>>,
    team_names: Vec<Placed<String>>,
    managers: Vec<Placed<String>>,
    covers: Vec<Placed<Cover>>,
    areas: Vec<Placed<String>>,
}

/// Officers and teams, and where they stand, to be held against rules and
/// policies.
pub struct Found {
    /// Officers, teams, alert addresses.
    pub people: People,
    /// The teams' areas.
    pub areas: Vec<Placed<String>>,
    /// Where each officer stands, by id.
    pub officer_places: BTreeMap<String, Place>,
}

/// Who covers for whom, by their ids.
struct Cover {
    officer: String,
    by: String,
}

impl Staff {
    /// Reads `[[officer]]` and `[[team]]` of a table.
    pub fn read(&mut self, root: &mut Table<'_>, faults: &mut Faults) {
        for mut table in root.tables("officer", faults) {
            self.read_officer(&mut table, faults);
        }
        for mut table in root.tables("team", faults) {
            self.read_team(&mut table, faults);
        }
    }

    /// Reads the people file.
    pub fn read_file(&mut self, path: &Placed<PathBuf>, faults: &mut Faults) {
        let text = match std::fs::read_to_string(&path.value) {
            Ok(text) => text,
            Err(error) => {
                faults.error(
                    path.place.clone(),
                    format!("{} can't be read: {error}", path.value.display()),
                    "make it or leave the key out",
                );
                return;
            }
        };
        let source = Source::new(path.value.display().to_string(), text);
        let document = toml_file::parse(&source, faults);
        let mut root = Table::root(&source, &document);
        self.read(&mut root, faults);
        root.finish(faults);
    }

    fn read_officer(&mut self, table: &mut Table<'_>, faults: &mut Faults) {
        let place = table.place();
        let id = identifier(table, faults);
        let name = table.need_text("name", "write the name as people say it", faults);
        let address = staff_address(table, faults);
        let teams = table.texts("teams", faults);
        let role = table.choice("role", &Role::ALL, faults);
        let manager = table.text("manager", faults);
        let cover = table.text("cover", faults);
        table.finish(faults);
        self.managers.extend(manager.clone());
        self.team_names.extend(teams.iter().cloned());
        if let (Some(id), Some(cover)) = (&id, &cover) {
            let (officer, by) = (id.clone(), cover.value.clone());
            let place = cover.place.clone();
            self.covers.push(Placed { value: Cover { officer, by }, place });
        }
        let (Some(id), Some(name), Some(address)) = (id, name, address) else { return };
        let officer = Officer {
            id,
            name: name.value,
            address,
            teams: teams.into_iter().map(|team| team.value).collect(),
            role: role.map_or(Role::Officer, |role| role.value),
            manager: manager.map(|manager| manager.value),
            cover: cover.map(|cover| cover.value),
        };
        self.officers.push(Placed { value: officer, place });
    }

    fn read_team(&mut self, table: &mut Table<'_>, faults: &mut Faults) {
        let place = table.place();
        let id = identifier(table, faults);
        let name = table.need_text("name", "write the name as people say it", faults);
        let address = staff_address(table, faults);
        let areas = table.texts("areas", faults);
        table.finish(faults);
        self.areas.extend(areas.iter().cloned());
        let (Some(id), Some(name), Some(address)) = (id, name, address) else { return };
        let areas = areas.into_iter().map(|area| area.value).collect();
        self.teams.push(Placed { value: Team { id, name: name.value, address, areas }, place });
    }

    /// Checks the names that refer to one another.
    pub fn finish(
        self,
        alerts: Option<Placed<String>>,
        urgent: Option<Placed<String>>,
        faults: &mut Faults,
    ) -> Option<Found> {
        let ids: Vec<(&str, &Place)> = self
            .officers
            .iter()
            .map(|officer| (officer.value.id.as_str(), &officer.place))
            .chain(self.teams.iter().map(|team| (team.value.id.as_str(), &team.place)))
            .collect();
        let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
        for (id, place) in ids {
            if let Some(first) = seen.insert(id, place) {
                faults.error(
                    place.clone(),
                    format!("two officers or teams have the id \"{id}\""),
                    format!("change this one or the one at {first}"),
                );
            }
        }
        let officers: Vec<&str> = self.officers.iter().map(|o| o.value.id.as_str()).collect();
        let teams: Vec<&str> = self.teams.iter().map(|t| t.value.id.as_str()).collect();
        check_names(&self.managers, &officers, "officer", faults);
        check_names(&self.team_names, &teams, "team", faults);
        check_covers(&self.covers, &officers, faults);
        check_areas(&self.areas, faults);
        let places = self.officers.iter().map(|officer| (officer.value.id.clone(), &officer.place));
        let officer_places = places.map(|(id, place)| (id, place.clone())).collect();
        let people = People {
            officers: self.officers.into_iter().map(|officer| officer.value).collect(),
            teams: self.teams.into_iter().map(|team| team.value).collect(),
            alerts: StaffAddress::configured(alerts?.value),
            urgent: urgent.map(|urgent| StaffAddress::configured(urgent.value)),
        };
        Some(Found { people, areas: self.areas, officer_places })
    }
}

/// Ids stand in commands and in mails: no white space, no slash.
fn identifier(table: &mut Table<'_>, faults: &mut Faults) -> Option<String> {
    let id = table.need_text("id", "write a short name without blanks, as \"r.patel\"", faults)?;
    let good = id.value.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
    if !good {
        faults.error(
            id.place,
            format!("\"{}\" is no id", id.value),
            "use letters, digits, and . _ - only",
        );
        return None;
    }
    Some(id.value)
}

fn staff_address(table: &mut Table<'_>, faults: &mut Faults) -> Option<StaffAddress> {
    if table.place_of("address").is_none() {
        table.missing("address", "write the mail address", faults);
    }
    super::address(table, "address", faults).map(|text| StaffAddress::configured(text.value))
}

fn check_names(names: &[Placed<String>], known: &[&str], what: &str, faults: &mut Faults) {
    for name in names {
        if !known.contains(&name.value.as_str()) {
            faults.error(
                name.place.clone(),
                format!("there is no {what} \"{}\"", name.value),
                did_you_mean(&name.value, known),
            );
        }
    }
}

/// A cover is another officer, and covers lead to somebody who is there.
fn check_covers(covers: &[Placed<Cover>], known: &[&str], faults: &mut Faults) {
    let next = |id: &str| covers.iter().find(|one| one.value.officer == id);
    let mut told: Vec<&str> = Vec::new();
    for cover in covers {
        let Cover { officer, by } = &cover.value;
        if !known.contains(&by.as_str()) {
            faults.error(
                cover.place.clone(),
                format!("there is no officer \"{by}\""),
                did_you_mean(by, known),
            );
            continue;
        }
        if by == officer {
            faults.error(
                cover.place.clone(),
                format!("\"{officer}\" can't cover for themselves"),
                "name another officer, or leave the key out",
            );
            continue;
        }
        let mut round = vec![officer.as_str()];
        let mut one = by.as_str();
        while !round.contains(&one) {
            round.push(one);
            match next(one) {
                Some(further) => one = &further.value.by,
                None => break,
            }
        }
        // Each circle is told at its first officer; who only leads into one, and
        // who covers for themselves, is told elsewhere.
        let is_circle = round.len() > 1 && one == officer && next(one).is_some();
        if is_circle && !told.contains(&one) {
            let circle = round.iter().chain([&one]).copied().collect::<Vec<_>>().join(" → ");
            faults.error(
                cover.place.clone(),
                format!("these officers cover for one another in a circle: {circle}"),
                "take the key from one who is there",
            );
            told.extend(round);
        }
    }
}

/// An area in two teams: the first would always get it.
fn check_areas(areas: &[Placed<String>], faults: &mut Faults) {
    for (number, area) in areas.iter().enumerate() {
        if let Some(first) = areas.iter().take(number).find(|other| other.value == area.value) {
            faults.error(
                area.place.clone(),
                format!("two teams have the area \"{}\"", area.value),
                format!("take it from this one or from the one at {}", first.place),
            );
        }
    }
}
