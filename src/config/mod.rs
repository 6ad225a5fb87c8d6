//! The configuration file: read whole at start, every fault told at once with
//! file, line, column and mend. Secrets are read from files, the environment or
//! systemd credentials and never printed.

mod form;
mod mailbox;
mod people;
mod secret;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::casework::People;
use crate::fault::{Faults, Place, Source};
use crate::message::is_address;
use crate::toml_file::{self, Placed, Table};

pub use mailbox::{
    DeliveryConfig, ImapConfig, Limits, Login, MailboxConfig, SentFolder, SmtpConfig, SourceConfig,
    Tls,
};

/// Everything that the configuration says.
#[derive(Debug)]
pub struct Config {
    /// The file it was read from.
    pub path: PathBuf,
    /// The store's file.
    pub store: PathBuf,
    /// Folder of the rules; None: those built into the program.
    pub rules: Option<Placed<PathBuf>>,
    /// Folder of the letters; None: those built into the program.
    pub templates: Option<Placed<PathBuf>>,
    /// Folder of the letters that are to be printed.
    pub print: PathBuf,
    /// Mailboxes, at least one.
    pub mailboxes: Vec<MailboxConfig>,
    /// Officers, teams, alert addresses.
    pub people: People,
    /// Teams' areas with their places, to be held against the rules.
    pub team_areas: Vec<Placed<String>>,
    /// Where each officer stands, by id, to be held against the policies.
    pub officer_places: BTreeMap<String, Place>,
    /// The key of our Message-IDs; None: kept in the store.
    pub key: Option<secrecy::SecretString>,
}

/// Where the configuration is: as given, then `$REDRESS_CONFIG`, then
/// `./redress.toml`, then `/etc/redress/redress.toml`.
pub fn find(given: Option<&Path>) -> PathBuf {
    let from_environment = std::env::var_os("REDRESS_CONFIG").map(PathBuf::from);
    let local = PathBuf::from("redress.toml");
    given
        .map(Path::to_owned)
        .or(from_environment)
        .or_else(|| local.exists().then_some(local))
        .unwrap_or_else(|| PathBuf::from("/etc/redress/redress.toml"))
}

/// What a configuration file gave, faults or not.
#[derive(Debug)]
pub struct Read {
    /// The configuration, when nothing that it needs is missing.
    pub config: Option<Config>,
    /// Folder of the rules, as far as it could be read.
    pub rules: Option<Placed<PathBuf>>,
    /// Folder of the letters, as far as it could be read.
    pub templates: Option<Placed<PathBuf>>,
    /// Everything that was found wrong.
    pub faults: Faults,
}

impl Config {
    /// Reads and checks the file.
    ///
    /// # Errors
    /// All faults of the file and of what it names; warnings are among them
    /// and come back beside the configuration when there is no error.
    pub fn load(path: &Path) -> Result<(Config, Faults), Faults> {
        let read = Config::read(path);
        read.faults.into_result(read.config)
    }

    /// The store's file alone, for commands that need nothing else: they work
    /// while passwords are missing and other parts of the file are faulty.
    ///
    /// # Errors
    /// When the file is missing, is not TOML, or names no store.
    pub fn store_of(path: &Path) -> Result<PathBuf, Faults> {
        part(path, |reader, root| reader.read_store(root))
    }

    /// The folder of the rules alone, as [`Config::store_of`] gives the store;
    /// None: those built into the program.
    ///
    /// # Errors
    /// When the file is missing or is not TOML, or `[files]` is faulty: rules
    /// that can't be found are never taken for those built in.
    pub fn rules_of(path: &Path) -> Result<Option<PathBuf>, Faults> {
        part(path, |reader, root| {
            reader.read_files(root);
            Some(reader.rules.take().map(|rules| rules.value))
        })
    }

    /// Reads the file as far as it goes, so that the files it names can be
    /// checked beside it and all faults told at once.
    pub fn read(path: &Path) -> Read {
        let mut faults = Faults::new();
        let Some(source) = open(path, &mut faults) else {
            return Read { config: None, rules: None, templates: None, faults };
        };
        let mut reader = Reader::new(path, &mut faults);
        let config = reader.read(&source, path);
        let (rules, templates) = (reader.rules, reader.templates);
        Read { config, rules, templates, faults }
    }
}

/// Reads one part of the file; what is wrong elsewhere in it is passed over.
fn part<T>(
    path: &Path,
    read: impl FnOnce(&mut Reader<'_>, &mut Table<'_>) -> Option<T>,
) -> Result<T, Faults> {
    let mut faults = Faults::new();
    let value = open(path, &mut faults).and_then(|source| {
        let document = toml_file::parse(&source, &mut faults);
        read(&mut Reader::new(path, &mut faults), &mut Table::root(&source, &document))
    });
    faults.into_result(value).map(|(value, _)| value)
}

/// The file's text.
fn open(path: &Path, faults: &mut Faults) -> Option<Source> {
    let name = path.display().to_string();
    match std::fs::read(path) {
        Ok(bytes) => Source::of_bytes(name, bytes, faults),
        Err(error) => {
            faults.error(
                Place::start_of(name),
                format!("the configuration can't be read: {error}"),
                "name it with --config FILE or REDRESS_CONFIG",
            );
            None
        }
    }
}

struct Reader<'f> {
    /// Relative paths in the file start here.
    folder: PathBuf,
    rules: Option<Placed<PathBuf>>,
    templates: Option<Placed<PathBuf>>,
    faults: &'f mut Faults,
}

impl<'f> Reader<'f> {
    fn new(path: &Path, faults: &'f mut Faults) -> Self {
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        Self { folder, rules: None, templates: None, faults }
    }
}

impl Reader<'_> {
    fn read(&mut self, source: &Source, path: &Path) -> Option<Config> {
        let document = toml_file::parse(source, self.faults);
        let mut root = Table::root(source, &document);
        let store = self.read_store(&mut root);
        let (people_file, print) = self.read_files(&mut root);
        let mut mailboxes = self.read_mailboxes(&mut root);
        let forms = form::read(&mut root, self.faults);
        let (alerts, urgent) = self.read_alerts(&mut root);
        let (key, authserv_id) = self.read_security(&mut root);
        let mut staff = people::Staff::default();
        staff.read(&mut root, self.faults);
        root.finish(self.faults);
        if let Some(file) = people_file {
            staff.read_file(&file, self.faults);
        }
        let people::Found { people, areas: team_areas, officer_places } =
            staff.finish(alerts, urgent, self.faults)?;
        check_addresses(&mailboxes, &people, self.faults);
        let taken = |address: &str| {
            let is_mailbox = |it: &Placed<MailboxConfig>| it.value.has_address(address);
            match mailboxes.iter().any(is_mailbox) {
                true => Some("a mailbox"),
                false => people.has_address(address).then_some("an officer, team or alert address"),
            }
        };
        form::check(&forms, taken, self.faults);
        let forms: Vec<_> = forms.into_iter().map(|form| form.value).collect();
        for mailbox in &mut mailboxes {
            mailbox.value.forms = forms.clone();
            mailbox.value.authserv_id = authserv_id.clone();
        }
        let store = store?;
        let beside = store.parent().map(Path::to_owned).unwrap_or_default();
        Some(Config {
            path: path.to_owned(),
            print: print.unwrap_or_else(|| beside.join("print")),
            store,
            rules: self.rules.clone(),
            templates: self.templates.clone(),
            mailboxes: mailboxes.into_iter().map(|mailbox| mailbox.value).collect(),
            people,
            team_areas,
            officer_places,
            key,
        })
    }

    fn path(&self, text: &str) -> PathBuf {
        self.folder.join(text)
    }

    fn read_store(&mut self, root: &mut Table<'_>) -> Option<PathBuf> {
        let mend = "write url = \"sqlite:/var/lib/redress/redress.db\" under [store]";
        let Some(mut table) = root.table("store", self.faults) else {
            root.missing("store", mend, self.faults);
            return None;
        };
        let url = table.need_text("url", mend, self.faults);
        table.finish(self.faults);
        let url = url?;
        match url.value.strip_prefix("sqlite:") {
            Some(path) if !path.trim_start_matches("//").is_empty() => {
                Some(self.path(path.strip_prefix("//").unwrap_or(path)))
            }
            _ => {
                self.faults.error(url.place, format!("\"{}\" is no store", url.value), mend);
                None
            }
        }
    }

    /// Notes the folders of rules and letters; gives the people file, and the
    /// folder of letters to be printed.
    fn read_files(&mut self, root: &mut Table<'_>) -> (Option<Placed<PathBuf>>, Option<PathBuf>) {
        let Some(mut table) = root.table("files", self.faults) else { return (None, None) };
        let mut one = |key| {
            let text: Placed<String> = table.text(key, self.faults)?;
            Some(Placed { value: self.folder.join(&text.value), place: text.place })
        };
        let (rules, templates, people) = (one("rules"), one("templates"), one("people"));
        let print = one("print").map(|folder| folder.value);
        table.finish(self.faults);
        self.rules = self.existing_folder(rules);
        self.templates = self.existing_folder(templates);
        (people, print)
    }

    fn existing_folder(&mut self, folder: Option<Placed<PathBuf>>) -> Option<Placed<PathBuf>> {
        let folder = folder?;
        if !folder.value.is_dir() {
            self.faults.error(
                folder.place,
                format!("{} is no folder", folder.value.display()),
                "make it or leave the key out to use what is built in",
            );
            return None;
        }
        Some(folder)
    }

    fn read_mailboxes(&mut self, root: &mut Table<'_>) -> Vec<Placed<MailboxConfig>> {
        let tables = root.tables("mailbox", self.faults);
        if tables.is_empty() && root.place_of("mailbox").is_none() {
            root.missing(
                "mailbox",
                "describe the complaints mailbox under [[mailbox]]",
                self.faults,
            );
        }
        let mut mailboxes = Vec::new();
        let mut names: BTreeMap<String, Place> = BTreeMap::new();
        for mut table in tables {
            let place = table.place();
            let name = table.place_of("name").unwrap_or_else(|| place.clone());
            let Some(mailbox) = mailbox::read(self, &mut table) else { continue };
            if let Some(first) = names.insert(mailbox.name.clone(), name.clone()) {
                let what = format!("two mailboxes are called \"{}\"", mailbox.name);
                self.faults.error(name, what, format!("rename this one or the one at {first}"));
            }
            mailboxes.push(Placed { value: mailbox, place });
        }
        mailboxes
    }

    fn read_alerts(
        &mut self,
        root: &mut Table<'_>,
    ) -> (Option<Placed<String>>, Option<Placed<String>>) {
        let mend =
            "write address = \"…\" under [alerts]: someone must be told when things go wrong";
        let Some(mut table) = root.table("alerts", self.faults) else {
            root.missing("alerts", mend, self.faults);
            return (None, None);
        };
        if table.place_of("address").is_none() {
            table.missing("address", mend, self.faults);
        }
        let alerts = address(&mut table, "address", self.faults);
        let urgent = address(&mut table, "urgent_address", self.faults);
        table.finish(self.faults);
        (alerts, urgent)
    }

    fn read_security(
        &mut self,
        root: &mut Table<'_>,
    ) -> (Option<secrecy::SecretString>, Option<String>) {
        let Some(mut table) = root.table("security", self.faults) else { return (None, None) };
        let key = secret::read(&self.folder, &mut table, secret::KEY, self.faults);
        let authserv_id = table.text("authserv_id", self.faults);
        table.finish(self.faults);
        (key, authserv_id.map(|id| id.value.trim().to_owned()).filter(|id| !id.is_empty()))
    }
}

/// A text that must be a mail address.
fn address(
    table: &mut Table<'_>,
    key: &'static str,
    faults: &mut Faults,
) -> Option<Placed<String>> {
    let text = table.text(key, faults)?;
    if is_address(&text.value) && text.value.is_ascii() {
        return Some(text);
    }
    let what = format!("\"{}\" is no mail address", text.value);
    faults.error(text.place, what, "write name@domain");
    None
}

/// Mail to staff that goes to the mailbox itself would come straight back.
fn check_addresses(mailboxes: &[Placed<MailboxConfig>], people: &People, faults: &mut Faults) {
    for mailbox in mailboxes {
        if people.has_address(&mailbox.value.address) {
            faults.error(
                mailbox.place.clone(),
                format!(
                    "{} is the mailbox and also an officer's, team's or alert address",
                    mailbox.value.address
                ),
                "give staff an address that is no complaints mailbox",
            );
        }
    }
    for (number, mailbox) in mailboxes.iter().enumerate() {
        let same = |other: &&Placed<MailboxConfig>| other.value.has_address(&mailbox.value.address);
        if mailboxes.iter().take(number).any(|other| same(&other)) {
            let what = format!("two mailboxes have the address {}", mailbox.value.address);
            faults.error(mailbox.place.clone(), what, "keep one of them");
        }
    }
}
