//! `redress rules compare --with DIR`: which stored messages other rules would
//! decide differently, which way, and whether officers had corrected them.
//! Nothing is changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use clap::Args;
use serde_json::json;

use super::RulesArg;
use super::bar::Bar;
use super::mail::plain;
use crate::cli::output::{self, Failure, Lines, bold, complain};
use crate::cli::{ConfigArg, classify};
use crate::config::{self, Config};
use crate::council::Rulebook;
use crate::fault::{Faults, Place};
use crate::intake::judge;
use crate::message::budget::Budget;
use crate::message::{Origin, Own, Unreadable, read};
use crate::policy::calendar::end_of_day;
use crate::rules::{Classification, Label, RuleSet, Thread};
use crate::store::{JudgedMail, Store};

/// Say which messages other rules would decide differently; nothing is changed
///
/// The rules in use (of the configuration, or --rules) are compared with those in --with, over the
/// messages in the store, or over a folder of mail.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress rules compare --with ./rules --since 2026-10-01
  redress rules compare --with ./rules --config /etc/redress/redress.toml --json
  redress rules compare --with ./rules --mail ./mails
  redress rules compare --rules ./before --with ./rules --mail ./mails
  redress rules compare --with ./rules --mail ./mails --fired")]
pub struct Compare {
    /// The other rules folder
    #[arg(long, value_name = "DIR")]
    with: PathBuf,
    /// Compare over the mails in this folder instead of the store: .eml, a Maildir, or .txt whose
    /// first line is the subject and whose second is empty
    #[arg(long, value_name = "DIR", conflicts_with = "since")]
    mail: Option<PathBuf>,
    /// Only messages that arrived on this day or later
    #[arg(long, value_name = "DATE")]
    since: Option<NaiveDate>,
    #[command(flatten)]
    rules: RulesArg,
    #[command(flatten)]
    config: ConfigArg,
    /// List also the messages that are decided as before, by other rules
    #[arg(long)]
    fired: bool,
    /// One JSON object a message that is decided differently, and one with the sums
    #[arg(long)]
    json: bool,
}

/// Messages are fetched from the store by this many.
const BATCH: i64 = 100;

impl Compare {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        self.needs_a_store_or_mail()?;
        let in_use = self.rules_in_use()?;
        let (old, _) = Rulebook::load(in_use.as_deref(), None)?;
        let (new, _) = Rulebook::load(Some(&self.with), None)?;
        let mut tally = Tally::new(&old.rules, &new.rules, self.json, self.fired);
        match &self.mail {
            Some(folder) => tally.folder(folder)?,
            None => {
                let store = self.config.open_store().await?;
                tally.store(&store, self.since).await?;
            }
        }
        if tally.messages == 0 {
            let place = match &self.mail {
                Some(folder) => format!("{}: put .eml or .txt files into it", folder.display()),
                None => "the store has none that was judged since then".to_owned(),
            };
            complain(format!("no message was found: {place}"));
        }
        tally.sums()?;
        tally.lines.print()?;
        Ok(ExitCode::SUCCESS)
    }

    fn needs_a_store_or_mail(&self) -> Result<(), Failure> {
        let config = config::find(self.config.config.as_deref());
        if self.mail.is_some() || config.exists() {
            return Ok(());
        }
        let mut faults = Faults::new();
        faults.error(
            Place::start_of(config.display().to_string()),
            "there is no such configuration, and with it no store of messages",
            "name it with --config FILE or REDRESS_CONFIG, or use --mail DIR with a folder of mail",
        );
        Err(Failure::Faults(faults))
    }

    /// The folder of the rules in use; None: those built in.
    fn rules_in_use(&self) -> Result<Option<PathBuf>, Failure> {
        if self.rules.rules.is_some() || self.mail.is_some() && self.config.config.is_none() {
            return Ok(self.rules.rules.clone());
        }
        Ok(Config::rules_of(&config::find(self.config.config.as_deref()))?)
    }
}

struct Tally<'r> {
    old: &'r RuleSet,
    new: &'r RuleSet,
    json: bool,
    /// Messages that are decided as before, by other rules, are listed.
    fired: bool,
    lines: Lines,
    bar: Bar,
    messages: usize,
    unreadable: usize,
    automatic: usize,
    labels: BTreeMap<(Label, Label), usize>,
    review: [usize; 2],
    different: usize,
    only_fired: usize,
    corrected: usize,
    right: [usize; 2],
}

/// A message to be judged twice.
struct Item<'m> {
    name: String,
    bytes: &'m [u8],
    /// Subject and words may stand in it without a mail's header.
    is_text: bool,
    corrected: Option<Label>,
}

impl<'r> Tally<'r> {
    fn new(old: &'r RuleSet, new: &'r RuleSet, json: bool, fired: bool) -> Self {
        Self {
            old,
            new,
            json,
            fired,
            lines: Lines::default(),
            bar: Bar::new(),
            messages: 0,
            unreadable: 0,
            automatic: 0,
            labels: BTreeMap::new(),
            review: [0; 2],
            different: 0,
            only_fired: 0,
            corrected: 0,
            right: [0; 2],
        }
    }

    async fn store(&mut self, store: &Store, since: Option<NaiveDate>) -> Result<(), Failure> {
        let since = since.map(first_instant);
        self.bar.all = usize::try_from(store.judged_mail_count(since).await?).unwrap_or_default();
        let mut after = 0;
        loop {
            let batch = store.judged_mail(after, since, BATCH).await?;
            let Some(last) = batch.last() else { return Ok(()) };
            after = last.id;
            for mail in &batch {
                let name = match &mail.case {
                    Some(case) => format!("message {} ({case})", mail.id),
                    None => format!("message {}", mail.id),
                };
                let corrected = corrected_label(mail);
                let bytes = &mail.bytes;
                self.take(Item { name, bytes, is_text: false, corrected })?;
            }
        }
    }

    fn folder(&mut self, folder: &Path) -> Result<(), Failure> {
        let files = mails_in(folder)?;
        self.bar.all = files.len();
        for file in files {
            let bytes = std::fs::read(&file)?;
            let name = file.strip_prefix(folder).unwrap_or(&file).display().to_string();
            let is_text = file.extension().is_some_and(|ending| ending == "txt");
            self.take(Item { name, bytes: &bytes, is_text, corrected: None })?;
        }
        Ok(())
    }

    fn take(&mut self, item: Item<'_>) -> Result<(), Failure> {
        self.bar.step();
        self.messages += 1;
        match read(item.bytes, &Budget::default(), &Own::default()) {
            Ok(message) if !matches!(message.judged.origin, Origin::Person(_)) => {
                self.automatic += 1;
                Ok(())
            }
            Ok(message) => {
                let judge = |rules| judge::classify(rules, &message, Thread::default());
                self.judged(&item, &message.subject, judge(self.old), judge(self.new))
            }
            Err(Unreadable::NoMail) if item.is_text => {
                let message = plain(&String::from_utf8_lossy(item.bytes));
                let judge = |rules: &RuleSet| rules.classify(message.text());
                self.judged(&item, &message.subject, judge(self.old), judge(self.new))
            }
            Err(why) => {
                self.unreadable += 1;
                complain(format!("{}: left out: {why}", item.name));
                Ok(())
            }
        }
    }

    fn judged(
        &mut self,
        item: &Item<'_>,
        subject: &str,
        old: Classification,
        new: Classification,
    ) -> Result<(), Failure> {
        for (count, judged) in self.review.iter_mut().zip([&old, &new]) {
            *count += usize::from(judged.needs_review);
        }
        if let Some(right) = item.corrected {
            self.corrected += 1;
            for (count, judged) in self.right.iter_mut().zip([&old, &new]) {
                *count += usize::from(judged.label == right);
            }
        }
        if old.label != new.label {
            *self.labels.entry((old.label, new.label)).or_default() += 1;
        }
        let by_others = only_in(&old, &new).next().or_else(|| only_in(&new, &old).next()).is_some();
        if !same(&old, &new) {
            self.different += 1;
            self.say(item, subject, &old, &new)?;
        } else if by_others {
            self.only_fired += 1;
            if self.fired {
                self.say(item, subject, &old, &new)?;
            }
        }
        Ok(())
    }

    fn say(
        &mut self,
        item: &Item<'_>,
        subject: &str,
        old: &Classification,
        new: &Classification,
    ) -> Result<(), Failure> {
        let (only_old, only_new) = (fired_only(old, new), fired_only(new, old));
        if self.json {
            return self.lines.json(&json!({
                "message": item.name,
                "subject": subject,
                "old": classify::as_json(&item.name, &json!(null), old),
                "new": classify::as_json(&item.name, &json!(null), new),
                "corrected": item.corrected,
                "fired_only_before": only_old,
                "fired_only_now": only_new,
            }));
        }
        let way = match old.label == new.label {
            true => format!("{} as before", new.label.as_str()),
            false => format!("{} would be {}", old.label.as_str(), new.label.as_str()),
        };
        let corrected = match item.corrected {
            Some(right) if right == new.label => ", as the officer said",
            Some(right) if right == old.label => ", against the officer",
            Some(_) => ", the officer said otherwise",
            None => "",
        };
        let line =
            format!("{}: {way}{corrected} | {}", bold(&item.name), output::one_line(subject, 50));
        self.lines.line(line);
        for (what, words) in self.changes(old, new) {
            self.lines.line(format!("    {what}: {words}"));
        }
        for (what, names) in [("fired only before", only_old), ("fires only now", only_new)] {
            if !names.is_empty() {
                self.lines.line(format!("    {what}: {}", names.join(", ")));
            }
        }
        Ok(())
    }

    /// What is decided differently besides the label.
    fn changes(&self, old: &Classification, new: &Classification) -> Vec<(&'static str, String)> {
        let mut all = Vec::new();
        let known = self.old.flags();
        let names = |names: Vec<String>| (!names.is_empty()).then(|| names.join(", "));
        let added = new.flags.difference(&old.flags).map(|flag| match known.contains(&**flag) {
            true => flag.clone(),
            false => format!("{flag} (new)"),
        });
        all.extend(names(added.collect()).map(|names| ("flags added", names)));
        let lost = old.flags.difference(&new.flags).cloned().collect();
        all.extend(names(lost).map(|names| ("flags lost", names)));
        let added = new.exclusions.difference(&old.exclusions).cloned().collect();
        all.extend(names(added).map(|names| ("exclusions added", names)));
        let lost = old.exclusions.difference(&new.exclusions).cloned().collect();
        all.extend(names(lost).map(|names| ("exclusions lost", names)));
        let told = |words: &Option<String>| output::or_dash(words.as_ref());
        for (what, before, now) in [
            ("area", told(&old.area), told(&new.area)),
            ("policy", told(&old.policy), told(&new.policy)),
            ("intent", old.intent.as_str().to_owned(), new.intent.as_str().to_owned()),
        ] {
            if before != now {
                all.push((what, format!("{before} → {now}")));
            }
        }
        match (old.needs_review, new.needs_review) {
            (false, true) => all.push(("review", "a person should look".to_owned())),
            (true, false) => all.push(("review", "no person need look".to_owned())),
            _ => {}
        }
        all
    }

    fn sums(&mut self) -> Result<(), Failure> {
        let rate = self.bar.finish();
        if self.json {
            let changes: Vec<_> = self
                .labels
                .iter()
                .map(|((from, to), count)| json!({"from": from, "to": to, "messages": count}))
                .collect();
            return self.lines.json(&json!({
                "messages": self.messages, "automatic": self.automatic,
                "unreadable": self.unreadable, "different": self.different,
                "decided_as_before_by_others": self.only_fired, "labels": changes,
                "review_before": self.review[0], "review_now": self.review[1],
                "corrected": self.corrected, "corrected_right_before": self.right[0],
                "corrected_right_now": self.right[1], "messages_per_second": rate.round(),
            }));
        }
        self.lines.line("");
        self.lines.line(bold(&format!(
            "{} of {} messages would be decided differently ({} automatic, {} unreadable)",
            self.different, self.messages, self.automatic, self.unreadable
        )));
        for ((from, to), count) in &self.labels {
            self.lines.line(format!("  {count} from {} to {}", from.as_str(), to.as_str()));
        }
        if self.only_fired > 0 {
            let list = if self.fired { "" } else { " (--fired lists them)" };
            self.lines.line(format!(
                "  {} as before, though other rules fired{list}",
                output::counted(self.only_fired, "message is", "messages are")
            ));
        }
        self.lines.line(format!("  for review: {} before, {} now", self.review[0], self.review[1]));
        self.lines.line(format!(
            "  corrected by officers: {}, of these right before {}, right now {}",
            self.corrected, self.right[0], self.right[1]
        ));
        self.lines.line(format!("  {:.0} messages a second", rate));
        Ok(())
    }
}

/// The rules that fired for one and not for the other.
fn only_in<'c>(
    judged: &'c Classification,
    other: &'c Classification,
) -> impl Iterator<Item = &'c str> {
    let fired = |rule: &str| other.reasons.iter().any(|reason| &*reason.rule == rule);
    judged.reasons.iter().map(|reason| &*reason.rule).filter(move |rule| !fired(rule))
}

fn fired_only(judged: &Classification, other: &Classification) -> Vec<String> {
    let mut names: Vec<String> = only_in(judged, other).map(str::to_owned).collect();
    names.dedup();
    names
}

fn same(old: &Classification, new: &Classification) -> bool {
    old.label == new.label
        && old.flags == new.flags
        && old.needs_review == new.needs_review
        && old.area == new.area
        && old.policy == new.policy
        && old.intent == new.intent
        && old.exclusions == new.exclusions
}

/// What an officer said the message is, where that is one of the labels.
pub fn corrected_label(mail: &JudgedMail) -> Option<Label> {
    match mail.corrected.as_deref()? {
        "policy_complaint" => Some(Label::Complaint),
        kind => Label::parse(kind),
    }
}

/// The first instant of a day, as London has it.
pub fn first_instant(day: NaiveDate) -> DateTime<Utc> {
    let before = day.pred_opt().unwrap_or(day);
    end_of_day(before).with_timezone(&Utc) + TimeDelta::seconds(1)
}

fn mails_in(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    let entries = std::fs::read_dir(folder)
        .map_err(|error| Failure::Wrong(format!("{} can't be read: {error}", folder.display())))?;
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.unwrap_or_default();
        if path.is_dir() && name != "tmp" {
            files.extend(mails_in(&path)?);
        } else if path.is_file() && !name.starts_with('.') {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
