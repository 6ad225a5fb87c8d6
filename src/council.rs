//! Everything that the council decides in files, loaded and checked as one
//! version: rules, policies, calendar, letters, officers and teams.

mod files;
mod unread;
pub mod warnings;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::casework::People;
use crate::casework::decide::World;
use crate::config::{Config, Limits, MailboxConfig};
use crate::fault::{Faults, Place, Source};
use crate::letters::Letters;
use crate::letters::facts::Mail;
use crate::message::digest::{hex, of_bytes};
use crate::policy::{Calendar, Policies};
use crate::rules::RuleSet;
use crate::toml_file::Placed;
use crate::{policy, shipped};
use files::Files;

/// Rules, policies, calendar and letters.
#[derive(Debug)]
pub struct Rulebook {
    /// What a message is.
    pub rules: RuleSet,
    /// Policies by id.
    pub policies: Policies,
    /// The names of policies whose file has a fault.
    pub faulty_policies: Vec<String>,
    /// Working days.
    pub calendar: Calendar,
    /// Where the list of bank holidays is, for faults about it.
    pub calendar_place: Place,
    /// Letters.
    pub letters: Letters,
}

/// A mailbox as decisions know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailboxFacts {
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: String,
    /// The policies it serves; the first where it is unclear.
    pub policies: Vec<String>,
    /// How much may go out by itself.
    pub limits: Limits,
}

/// One version of everything that the council decides in files.
#[derive(Debug)]
pub struct Council {
    /// Rules, policies, calendar and letters.
    pub rulebook: Rulebook,
    /// Officers and teams.
    pub people: People,
    /// Mailboxes by name.
    pub mailboxes: BTreeMap<String, MailboxFacts>,
    /// Mail from an officer's address is believed: only in a rehearsal.
    pub trusts_officers: bool,
}

impl Council {
    /// What decisions are made by.
    pub fn world(&self) -> World<'_> {
        World {
            policies: &self.rulebook.policies,
            calendar: &self.rulebook.calendar,
            people: &self.people,
        }
    }

    /// Loads a configuration and everything that it names. `today` decides
    /// whether review dates have passed.
    ///
    /// # Errors
    /// All faults of all files at once; warnings come back beside the result.
    pub fn load(path: &Path, today: NaiveDate) -> Result<(Config, Self, Faults), Faults> {
        let read = Config::read(path);
        let mut faults = read.faults;
        let folder = |folder: &Option<Placed<PathBuf>>| folder.as_ref().map(|it| it.value.clone());
        let (rules, templates) = (folder(&read.rules), folder(&read.templates));
        let rulebook = Rulebook::proven(rules.as_deref(), templates.as_deref(), &mut faults);
        let both = read.config.zip(rulebook).map(|(config, rulebook)| {
            warnings::check_against(&config, &rulebook, today, &mut faults);
            warnings::warn_of_silence(&config, path, today, &mut faults);
            let mailboxes = config.mailboxes.iter().map(MailboxFacts::of);
            let mailboxes = mailboxes.map(|facts| (facts.name.clone(), facts)).collect();
            let people = config.people.clone();
            (config, Self { rulebook, people, mailboxes, trusts_officers: false })
        });
        let ((config, council), warnings) = faults.into_result(both)?;
        Ok((config, council, warnings))
    }
}

impl MailboxFacts {
    /// Whether a mail's files are too large to go on with a letter.
    pub fn keeps_files_of(&self, mail: &Mail) -> bool {
        mail.attached_bytes > self.limits.attachment_bytes
    }

    fn of(mailbox: &MailboxConfig) -> Self {
        Self {
            name: mailbox.name.clone(),
            address: mailbox.address.clone(),
            policies: mailbox.policies.iter().map(|policy| policy.value.clone()).collect(),
            limits: mailbox.limits,
        }
    }
}

impl Rulebook {
    /// The rules and letters that are built in.
    ///
    /// # Errors
    /// Faults, which a test keeps from happening.
    pub fn shipped() -> Result<Self, Faults> {
        Self::load(None, None).map(|(rulebook, _)| rulebook)
    }

    /// Loads the council's folders, or what is built in where none is named.
    ///
    /// # Errors
    /// All faults of all files; warnings come back beside the result.
    pub fn load(rules: Option<&Path>, templates: Option<&Path>) -> Result<(Self, Faults), Faults> {
        let mut faults = Faults::new();
        let rulebook = Self::proven(rules, templates, &mut faults);
        faults.into_result(rulebook)
    }

    /// As [`Rulebook::load`], but rules that fail their own examples are let
    /// pass: `rules test` tells of them.
    ///
    /// # Errors
    /// All other faults.
    pub fn load_unproven(rules: Option<&Path>) -> Result<(Self, Faults), Faults> {
        let mut faults = Faults::new();
        let rulebook = Self::read(rules, None, None, &mut faults);
        faults.into_result(rulebook)
    }

    /// As [`Rulebook::load_unproven`], with other measured words than the folder
    /// has.
    ///
    /// # Errors
    /// All faults at once.
    ///
    /// What words speak for flags is left out too.
    pub fn load_with_words(rules: Option<&Path>, words: &str) -> Result<(Self, Faults), Faults> {
        let mut faults = Faults::new();
        let words = Source::new("words.toml".to_owned(), words.to_owned());
        let rulebook = Self::read(rules, None, Some(words), &mut faults);
        faults.into_result(rulebook)
    }

    fn proven(rules: Option<&Path>, templates: Option<&Path>, faults: &mut Faults) -> Option<Self> {
        let rulebook = Self::read(rules, templates, None, faults);
        // What is built in was proven when it was built.
        if let Some(rulebook) = rulebook.as_ref().filter(|it| rules.is_some() && it.rules.whole) {
            crate::rules::load_example::check_examples(&rulebook.rules, faults);
        }
        rulebook
    }

    fn read(
        rules: Option<&Path>,
        templates: Option<&Path>,
        words: Option<Source>,
        faults: &mut Faults,
    ) -> Option<Self> {
        let mut found = Faults::new();
        let read = Self::read_rules(rules, words, &mut found);
        faults.extend(found.without_what_follows());
        let mut letters = Files::of("templates", templates, shipped::TEMPLATES, &["txt"], faults);
        let letters = match letters.is_torn("") {
            true => None,
            false => {
                letters.complete(shipped::TEMPLATES, faults);
                Letters::load(&letters.by_stem(), &read.policies, faults)
            }
        };
        Some(Self {
            rules: read.rules?,
            policies: read.policies,
            faulty_policies: read.faulty_policies,
            calendar: read.calendar?,
            calendar_place: read.calendar_place,
            letters: letters?,
        })
    }

    /// The folder of rules alone.
    fn read_rules(rules: Option<&Path>, words: Option<Source>, faults: &mut Faults) -> ReadRules {
        let mut files = Files::of("rules", rules, shipped::RULES, &["toml", "json"], faults);
        files.need_folder(CLASSIFICATION, faults);
        if let Some(folder) = rules.filter(|_| !files.is_torn(CLASSIFICATION)) {
            unread::warn(folder, faults);
        }
        let ombudsmen = files.need("ombudsmen.toml", faults);
        let ombudsmen = ombudsmen.map(|source| policy::load::ombudsmen(source, faults));
        let ombudsmen = ombudsmen.unwrap_or_default();
        let hand_over = files.get("routes.toml").map(|file| policy::load::hand_over(file, faults));
        let hand_over = hand_over.unwrap_or_default();
        let sources = files.below("policies/");
        let unreadable: Vec<String> = files.unreadable_below("policies/").collect();
        let policy::load::Read { policies, faulty: faulty_policies } =
            policy::load::policies(sources, unreadable, &ombudsmen, &hand_over, faults);
        let calendar = read_calendar(&files, faults);
        let calendar_place = Place::start_of(format!("{}/calendar.toml", files.folder));
        let mut sources: Vec<Source> = files.below(CLASSIFICATION).cloned().collect();
        if let Some(words) = words {
            let measured = ["/words.toml", "/flag-words.toml"];
            sources.retain(|source| !measured.iter().any(|name| source.name().ends_with(name)));
            sources.push(words);
        }
        let rule_set = match files.is_torn(CLASSIFICATION) {
            // What the rest lacks stands in a file that can't be read.
            true => None,
            false => {
                let shipped = Files::of("rules", None, shipped::RULES, &["toml"], faults);
                let shipped = shipped.into_below(CLASSIFICATION);
                crate::rules::load::load_over(&shipped, &sources, &files.hash(), faults)
            }
        };
        if let Some(rule_set) = &rule_set {
            let names = policies.keys().chain(&faulty_policies).map(String::as_str);
            let known: Vec<&str> = names.collect();
            let exclusions: Vec<&str> = policies
                .values()
                .flat_map(|policy| &policy.exclusions)
                .map(|exclusion| exclusion.id.as_str())
                .collect();
            // An exclusion that nobody has may be one of a policy that has a fault.
            let exclusions = faulty_policies.is_empty().then_some(exclusions.as_slice());
            let waited_for = warnings::flags_waited_for(&policies);
            let check = crate::rules::load::check_policies;
            check(rule_set, &known, exclusions, &waited_for, faults);
        }
        ReadRules { rules: rule_set, policies, faulty_policies, calendar, calendar_place }
    }
}

/// What a folder of rules holds, as far as it can be used.
struct ReadRules {
    rules: Option<RuleSet>,
    policies: Policies,
    faulty_policies: Vec<String>,
    calendar: Option<Calendar>,
    calendar_place: Place,
}

fn read_calendar(files: &Files, faults: &mut Faults) -> Option<Calendar> {
    let file = policy::load::calendar::file(files.need("calendar.toml", faults)?, faults)?;
    let name = &file.bank_holidays.value;
    let Some(holidays) = files.get(name) else {
        faults.error(
            file.bank_holidays.place.clone(),
            format!("there is no file {name} beside calendar.toml"),
            "save www.gov.uk/bank-holidays.json under that name",
        );
        return None;
    };
    let settings = files.get("calendar.toml").map_or("", Source::text);
    let content = of_bytes(format!("{settings}\0{}", holidays.text()).as_bytes());
    let version = hex(&content).chars().take(8).collect();
    policy::load::calendar::calendar(&file, holidays, version, faults)
}

/// The labelled messages beside the rules: JSON Lines below `examples/`.
pub fn examples(rules: Option<&Path>, faults: &mut Faults) -> Vec<Source> {
    Files::of("rules", rules, shipped::RULES, &["jsonl"], faults).into_below(EXAMPLES)
}

/// Where the rules are.
const CLASSIFICATION: &str = "classification/";

/// What is below it measures rules and is none.
const EXAMPLES: &str = "examples/";
