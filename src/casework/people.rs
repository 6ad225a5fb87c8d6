//! Officers and teams: who may be written to, and who a case goes to first.

use serde::{Deserialize, Serialize};

use super::case::Holder;
use super::cover::Barred;
use crate::policy::Rank;

/// An address of the council's staff. It is made from the list of officers,
/// teams and alert addresses only, so that a letter for staff can't be sent to
/// a resident.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StaffAddress(String);

impl StaffAddress {
    /// `local@domain`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// From the configuration or the people file; for the reader of those.
    pub fn configured(address: String) -> Self {
        Self(address)
    }

    /// The address for comparing: lower case.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

/// What an officer may decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Deals with cases.
    Officer,
    /// Deals with cases and with whatever is unclear.
    Triage,
    /// Approves and overrides; answers stage 2.
    Manager,
    /// Head of service.
    Head,
    /// Director.
    Director,
}

impl Role {
    /// What it counts as where a policy asks for a rank.
    pub fn rank(self) -> Rank {
        match self {
            Role::Officer | Role::Triage => Rank::Officer,
            Role::Manager => Rank::Manager,
            Role::Head => Rank::Head,
            Role::Director => Rank::Director,
        }
    }

    /// All roles with their names in files.
    pub const ALL: [(&'static str, Role); 5] = [
        ("officer", Role::Officer),
        ("triage", Role::Triage),
        ("manager", Role::Manager),
        ("head", Role::Head),
        ("director", Role::Director),
    ];
}

/// An officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// Name in actions and output.
    pub id: String,
    /// Name as people say it.
    pub name: String,
    /// Mail address.
    pub address: StaffAddress,
    /// Ids of the teams.
    pub teams: Vec<String>,
    /// What the officer may decide.
    pub role: Role,
    /// Id of the manager.
    pub manager: Option<String>,
    /// Id of whoever gets this officer's mail as well while they are away.
    pub cover: Option<String>,
}

/// A team, which holds a case until an officer does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Name in output.
    pub id: String,
    /// Name as people say it.
    pub name: String,
    /// Mail address.
    pub address: StaffAddress,
    /// Service areas of the rule files.
    pub areas: Vec<String>,
}

/// Everybody on the council's side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct People {
    /// Officers.
    pub officers: Vec<Officer>,
    /// Teams.
    pub teams: Vec<Team>,
    /// Where alarms go, and everything that nobody else is there for.
    pub alerts: StaffAddress,
    /// Safeguarding, hazards and threats; default: `alerts`.
    pub urgent: Option<StaffAddress>,
}

impl People {
    /// The team whose areas hold this one.
    pub fn team_for(&self, area: Option<&str>) -> Option<&Team> {
        let area = area?;
        self.teams.iter().find(|team| team.areas.iter().any(|held| held == area))
    }

    /// The officer of that id.
    pub fn officer(&self, id: &str) -> Option<&Officer> {
        self.officers.iter().find(|officer| officer.id == id)
    }

    /// The officer with that address, however it is capitalised.
    pub fn officer_at(&self, address: &str) -> Option<&Officer> {
        let key = address.to_lowercase();
        self.officers.iter().find(|officer| officer.address.key() == key)
    }

    /// The officers whose names stand in a text: the whole name, or a title and
    /// the surname. They can't deal with a complaint that is about them
    /// (KH 4.2, KC 4.2, Code 5.8c).
    pub fn named_in(&self, text: &str) -> Vec<&Officer> {
        let words = name_words(text);
        self.officers.iter().filter(|officer| is_named(&officer.name, &words)).collect()
    }

    /// The team of that id.
    pub fn team(&self, id: &str) -> Option<&Team> {
        self.teams.iter().find(|team| team.id == id)
    }

    /// The officers who settle what is unclear, except those whom it is about;
    /// else the alerts address. Here and below, whoever covers for an officer is
    /// told as well, unless barred.
    pub fn triage(&self, barred: &Barred) -> Vec<StaffAddress> {
        let is_triage =
            |officer: &&Officer| officer.role == Role::Triage && !barred.is_about(&officer.id);
        let triage = self.officers.iter().filter(is_triage);
        let triage = self.reached(triage, barred);
        if triage.is_empty() { vec![self.alerts.clone()] } else { triage }
    }

    /// Who is told about a case: its officer, else its team, else triage. An
    /// officer or team that has left the list falls through to the next.
    pub fn holders(&self, holder: &Holder, barred: &Barred) -> Vec<StaffAddress> {
        let found = match holder {
            Holder::Officer(id) => self.officer(id).map(|one| self.with_cover(one, barred)),
            Holder::Team(id) => self.team(id).map(|team| vec![team.address.clone()]),
            Holder::Nobody => None,
        };
        found.unwrap_or_else(|| self.triage(barred))
    }

    /// The managers above whoever holds a case: the officer's own, else those of
    /// the team, else every manager, else the alerts address. Never somebody of
    /// the holder's own rank or a lower one, unless named as their manager.
    pub fn managers(&self, holder: &Holder, barred: &Barred) -> Vec<StaffAddress> {
        if let Holder::Officer(id) = holder
            && let Some(manager) = self.officer(id).and_then(|officer| officer.manager.as_ref())
            && let Some(manager) = self.officer(manager)
        {
            return self.with_cover(manager, barred);
        }
        match self.rank_of(holder) {
            Rank::Officer => self.first_of(&[Role::Manager], holder, barred),
            Rank::Manager => self.first_of(&[Role::Head, Role::Director], holder, barred),
            Rank::Head => self.first_of(&[Role::Director], holder, barred),
            Rank::Director => vec![self.alerts.clone()],
        }
    }

    /// The heads of service above whoever holds a case: those of the team, else
    /// every head, else every director, else the alerts address. Above a head
    /// are the directors.
    pub fn heads(&self, holder: &Holder, barred: &Barred) -> Vec<StaffAddress> {
        match self.rank_of(holder) {
            Rank::Officer | Rank::Manager => self.any_head(holder, barred),
            Rank::Head => self.first_of(&[Role::Director], holder, barred),
            Rank::Director => vec![self.alerts.clone()],
        }
    }

    fn rank_of(&self, holder: &Holder) -> Rank {
        match holder {
            Holder::Officer(id) => self.officer(id).map_or(Rank::Officer, |one| one.role.rank()),
            Holder::Team(_) | Holder::Nobody => Rank::Officer,
        }
    }

    /// Those of the first role that anybody has, else the alerts address.
    fn first_of(&self, roles: &[Role], holder: &Holder, barred: &Barred) -> Vec<StaffAddress> {
        let found = roles.iter().map(|role| self.of_role(*role, holder, barred));
        let mut found = found.filter(|found| !found.is_empty());
        found.next().unwrap_or_else(|| vec![self.alerts.clone()])
    }

    fn any_head(&self, holder: &Holder, barred: &Barred) -> Vec<StaffAddress> {
        let mut found = self.of_role(Role::Head, holder, barred);
        if found.is_empty() {
            found = self.of_role(Role::Director, holder, barred);
        }
        if found.is_empty() { vec![self.alerts.clone()] } else { found }
    }

    /// Those of at least a rank above whoever holds a case.
    pub fn above(&self, holder: &Holder, rank: Rank, barred: &Barred) -> Vec<StaffAddress> {
        match rank {
            Rank::Officer => Vec::new(),
            Rank::Manager => self.managers(holder, barred),
            Rank::Head => self.any_head(holder, barred),
            Rank::Director => {
                let found = self.of_role(Role::Director, holder, barred);
                if found.is_empty() { self.any_head(holder, barred) } else { found }
            }
        }
    }

    /// Officers and their covers, each address once.
    fn reached<'p>(
        &'p self,
        officers: impl Iterator<Item = &'p Officer>,
        barred: &Barred,
    ) -> Vec<StaffAddress> {
        let mut reached: Vec<StaffAddress> = Vec::new();
        for address in officers.flat_map(|officer| self.with_cover(officer, barred)) {
            if !reached.contains(&address) {
                reached.push(address);
            }
        }
        reached
    }

    /// Officers of a role in the holder's teams, else all of that role.
    fn of_role(&self, role: Role, holder: &Holder, barred: &Barred) -> Vec<StaffAddress> {
        let teams: Vec<&str> = match holder {
            Holder::Officer(id) => self
                .officer(id)
                .map(|officer| officer.teams.iter().map(String::as_str).collect())
                .unwrap_or_default(),
            Holder::Team(id) => vec![id],
            Holder::Nobody => Vec::new(),
        };
        let of_role = || self.officers.iter().filter(|officer| officer.role == role);
        let in_team = |officer: &&Officer| officer.teams.iter().any(|id| teams.contains(&&**id));
        let near = self.reached(of_role().filter(in_team), barred);
        if near.is_empty() { self.reached(of_role(), barred) } else { near }
    }

    /// A holder's name as people say it.
    pub fn name_of(&self, holder: &Holder) -> String {
        match holder {
            Holder::Officer(id) => self.officer(id).map_or(id, |officer| &officer.name).clone(),
            Holder::Team(id) => self.team(id).map_or(id, |team| &team.name).clone(),
            Holder::Nobody => "nobody yet".to_owned(),
        }
    }

    /// Where urgent alarms go.
    pub fn urgent(&self) -> &StaffAddress {
        self.urgent.as_ref().unwrap_or(&self.alerts)
    }

    /// Whether an officer reads the mail of an address: their own, their
    /// teams', and what goes to everybody who settles what is unclear. Mail of
    /// those they cover for is [`People::covers_for`]'s to say, as it depends on
    /// the case.
    pub fn reads(&self, officer: &Officer, address: &str) -> bool {
        let key = address.to_lowercase();
        let of_team = |team: &&Team| officer.teams.contains(&team.id);
        let shared = [Some(&self.alerts), self.urgent.as_ref()];
        officer.address.key() == key
            || self.teams.iter().filter(of_team).any(|team| team.address.key() == key)
            || shared.into_iter().flatten().any(|shared| shared.key() == key)
    }

    /// Whether an address belongs to anyone here.
    pub fn has_address(&self, address: &str) -> bool {
        let key = address.to_lowercase();
        self.officers.iter().map(|officer| &officer.address).any(|known| known.key() == key)
            || self.teams.iter().any(|team| team.address.key() == key)
            || self.alerts.key() == key
            || self.urgent.as_ref().is_some_and(|urgent| urgent.key() == key)
    }
}

/// Words of letters only, in lower case.
fn name_words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’' && c != '-')
        .map(|word| word.trim_matches(['\'', '’', '-']).to_lowercase())
        .map(|word| word.trim_end_matches("'s").trim_end_matches("’s").to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

fn is_named(name: &str, words: &[String]) -> bool {
    let name = name_words(name);
    let Some(surname) = name.last().filter(|surname| surname.chars().count() > 1) else {
        return false;
    };
    if name.len() > 1 && words.windows(name.len()).any(|window| window == name.as_slice()) {
        return true;
    }
    let titles = ["mr", "mrs", "ms", "miss", "mx", "dr", "officer", "councillor", "sir"];
    words.windows(2).any(|pair| {
        let [title, word] = pair else { return false };
        word == surname && titles.contains(&title.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_misses_goes_upward_only() {
        let officer = |id: &str, role| Officer {
            id: id.to_owned(),
            name: id.to_owned(),
            address: StaffAddress::configured(format!("{id}@council.example")),
            teams: vec!["waste".to_owned()],
            role,
            manager: None,
            cover: None,
        };
        let people = People {
            officers: vec![
                officer("officer", Role::Officer),
                officer("manager", Role::Manager),
                officer("head", Role::Head),
                officer("director", Role::Director),
            ],
            teams: Vec::new(),
            alerts: StaffAddress::configured("alerts@council.example".to_owned()),
            urgent: None,
        };
        for (holder, manager, head) in [
            ("officer", "manager", "head"),
            ("manager", "head", "head"),
            ("head", "director", "director"),
            ("director", "alerts", "alerts"),
        ] {
            let holder = Holder::Officer(holder.to_owned());
            let first = |told: Vec<StaffAddress>| told[0].as_str().to_owned();
            let barred = Barred::default();
            let managers = first(people.managers(&holder, &barred));
            assert_eq!(managers, format!("{manager}@council.example"), "{holder:?}");
            assert_eq!(first(people.heads(&holder, &barred)), format!("{head}@council.example"));
        }
    }
}
