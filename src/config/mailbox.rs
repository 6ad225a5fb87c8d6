//! A mailbox: where its mail comes from, how its letters go out, and how much
//! of either is too much.

use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, Utc};
use secrecy::SecretString;

use super::{Reader, address, secret};
use crate::fault::{Faults, Place};
use crate::message::form::Form;
use crate::message::{Own, is_address};
use crate::toml_file::{Placed, Table};

/// How a connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// TLS from the first byte.
    Implicit,
    /// Plain, then upgraded; never used without.
    StartTls,
    /// None; loopback only.
    None,
}

/// User name and password.
#[derive(Debug, Clone)]
pub struct Login {
    /// User name.
    pub username: String,
    /// Password.
    pub password: SecretString,
}

/// An IMAP server.
#[derive(Debug, Clone)]
pub struct ImapConfig {
    /// Host name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Protection.
    pub tls: Tls,
    /// A private certificate authority, PEM.
    pub ca_file: Option<PathBuf>,
    /// Who logs in.
    pub login: Login,
    /// Folder.
    pub folder: String,
    /// Whether to wait with IDLE.
    pub idle: bool,
    /// A server silent this long counts as lost.
    pub timeout: Duration,
    /// The longest pause between attempts to connect.
    pub reconnect_max: Duration,
}

/// Where mail comes from.
#[derive(Debug, Clone)]
pub enum SourceConfig {
    /// An IMAP server.
    Imap(Box<ImapConfig>),
    /// A Maildir, read where it lies and left as it is.
    Maildir(PathBuf),
}

/// An SMTP server.
#[derive(Debug, Clone)]
pub struct SmtpConfig {
    /// Host name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Protection.
    pub tls: Tls,
    /// A private certificate authority, PEM.
    pub ca_file: Option<PathBuf>,
    /// Who logs in, if anyone.
    pub login: Option<Login>,
    /// A server silent this long counts as lost.
    pub timeout: Duration,
}

/// How letters go out.
#[derive(Debug, Clone)]
pub enum DeliveryConfig {
    /// By SMTP.
    Smtp(Box<SmtpConfig>),
    /// Into a Maildir.
    Maildir(PathBuf),
}

/// Bounds of a mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// A larger message is stored whole and held.
    pub message_bytes: usize,
    /// More bytes of files than this don't go on with a letter.
    pub attachment_bytes: usize,
    /// Automatic letters to one address within an hour.
    pub letters_per_address_per_hour: u32,
    /// Letters of the mailbox within an hour.
    pub letters_per_hour: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            message_bytes: 30 << 20,
            attachment_bytes: 15 << 20,
            letters_per_address_per_hour: 5,
            letters_per_hour: 2_000,
        }
    }
}

/// A mailbox.
#[derive(Debug)]
pub struct MailboxConfig {
    /// Its name in output and logs.
    pub name: String,
    /// Its address: From and envelope sender of its letters.
    pub address: String,
    /// The policies it serves; the first where it is unclear.
    pub policies: Vec<Placed<String>>,
    /// Envelope sender of letters with `{letter}` where each one's token goes,
    /// so that a report names its letter by the address that it comes to.
    pub return_address: Option<String>,
    /// List ids (RFC 2919) of the group that the mailbox itself is, if it is
    /// one: every mail then carries a list's marks and none says anything.
    pub list_ids: Vec<String>,
    /// Where mail comes from.
    pub source: SourceConfig,
    /// Where what staff send from the mailbox by hand is kept, if it is read.
    pub sent: Option<SentFolder>,
    /// Online forms whose mail may come to it.
    pub forms: Vec<Form>,
    /// The name by which the council's mail server signs what it found out
    /// about a sender; with it, mail of forms must have passed DMARC.
    pub authserv_id: Option<String>,
    /// Earlier mail is recorded and never answered.
    pub ignore_before: Option<DateTime<Utc>>,
    /// A full look at the folder at least this often.
    pub poll: Duration,
    /// How letters go out.
    pub delivery: DeliveryConfig,
    /// The first pause before a letter is tried again.
    pub retry_first: Duration,
    /// The longest pause.
    pub retry_max: Duration,
    /// How long a letter that may have been sent waits before its one resend.
    pub uncertain: Duration,
    /// Bounds.
    pub limits: Limits,
}

/// A folder of what staff send from a mailbox by hand.
#[derive(Debug, Clone)]
pub struct SentFolder {
    /// Its name in output, logs and the store.
    pub name: String,
    /// Where it is.
    pub source: SourceConfig,
}

impl MailboxConfig {
    /// Whether that is its address, however it is capitalised.
    pub fn has_address(&self, address: &str) -> bool {
        self.address.eq_ignore_ascii_case(address)
    }

    /// What is the council's own in a mail to this mailbox.
    pub fn own(&self, loop_mark: String) -> Own {
        Own {
            loop_mark: Some(loop_mark),
            lists: self.list_ids.clone(),
            addresses: vec![self.address.clone()],
        }
    }
}

pub(super) fn read(reader: &mut Reader<'_>, table: &mut Table<'_>) -> Option<MailboxConfig> {
    let name = table.need_text("name", "give the mailbox a short name", reader.faults);
    if table.place_of("address").is_none() {
        table.missing("address", "write the address that residents write to", reader.faults);
    }
    let mail_address = address(table, "address", reader.faults);
    let policies = table.texts("policies", reader.faults);
    if policies.is_empty() {
        let mend = "name at least one policy, as [\"kingston-housing-landlord-2024\"]";
        table.missing("policies", mend, reader.faults);
    }
    let return_address = return_address(table, reader.faults);
    let list_ids = table.texts("list_ids", reader.faults);
    let source = read_source(reader, table);
    let delivery = read_delivery(reader, table);
    let limits = read_limits(table, reader.faults);
    table.finish(reader.faults);
    let ReadSource { source, sent, ignore_before, poll } = source?;
    let name = name?.value;
    let sent = sent.map(|(folder, source)| SentFolder { name: format!("{name}/{folder}"), source });
    let (delivery, retry_first, retry_max, uncertain) = delivery?;
    Some(MailboxConfig {
        name,
        address: mail_address?.value,
        policies,
        return_address,
        list_ids: list_ids.into_iter().map(|id| id.value).collect(),
        source,
        sent,
        forms: Vec::new(),
        authserv_id: None,
        ignore_before,
        poll,
        delivery,
        retry_first,
        retry_max,
        uncertain,
        limits,
    })
}

struct ReadSource {
    source: SourceConfig,
    /// The folder as it is written, and where it is.
    sent: Option<(String, SourceConfig)>,
    ignore_before: Option<DateTime<Utc>>,
    poll: Duration,
}

/// A token has 40 characters, a local part 64 at most (RFC 5321, 4.5.3.1.1).
fn return_address(table: &mut Table<'_>, faults: &mut Faults) -> Option<String> {
    let given = table.text("return_address", faults)?;
    let filled = given.value.replace("{letter}", &"0".repeat(40));
    let fits = filled.rsplit_once('@').is_some_and(|(local, _)| local.len() <= 64)
        && is_address(&filled)
        && ["+{letter}@", "-{letter}@", "={letter}@", "_{letter}@"]
            .iter()
            .any(|end| given.value.contains(end));
    if !fits {
        faults.error(
            given.place,
            format!("\"{}\" is no address with a token", given.value),
            "write NAME+{letter}@DOMAIN, with a NAME of at most 23 characters",
        );
        return None;
    }
    Some(given.value)
}

fn read_source(reader: &mut Reader<'_>, mailbox: &mut Table<'_>) -> Option<ReadSource> {
    let Some(mut table) = mailbox.table("source", reader.faults) else {
        mailbox.missing("source", "say where its mail is under [mailbox.source]", reader.faults);
        return None;
    };
    let kind = kind(&mut table, &[("imap", true), ("maildir", false)], reader.faults);
    let ignore_before = table.instant("ignore_before", reader.faults).map(|at| at.value);
    let poll = seconds(&mut table, "poll_seconds", 60, 1..=3_600, reader.faults);
    let source = match kind {
        Some(true) => read_imap(reader, &mut table).map(|imap| SourceConfig::Imap(Box::new(imap))),
        Some(false) => folder_path(reader, &mut table).map(SourceConfig::Maildir),
        None => return None,
    };
    let sent = table.text("sent_folder", reader.faults);
    table.finish(reader.faults);
    let source = source?;
    let sent = sent.and_then(|folder| sent_source(reader, &source, folder));
    Some(ReadSource { source, sent, ignore_before, poll })
}

/// The same server with another folder, or another Maildir.
fn sent_source(
    reader: &mut Reader<'_>,
    source: &SourceConfig,
    folder: Placed<String>,
) -> Option<(String, SourceConfig)> {
    let (same, sent) = match source {
        SourceConfig::Imap(imap) => {
            let sent = ImapConfig { folder: folder.value.clone(), ..(**imap).clone() };
            (imap.folder == folder.value, SourceConfig::Imap(Box::new(sent)))
        }
        SourceConfig::Maildir(path) => {
            let sent = reader.path(&folder.value);
            (*path == sent, SourceConfig::Maildir(sent))
        }
    };
    if same {
        let what = "sent_folder is the folder that residents' mail comes to";
        let mend = "name the folder in which the mail program keeps what was sent";
        reader.faults.error(folder.place, what, mend);
        return None;
    }
    Some((folder.value, sent))
}

fn read_imap(reader: &mut Reader<'_>, table: &mut Table<'_>) -> Option<ImapConfig> {
    let host = table.need_text("host", "name the IMAP server", reader.faults);
    let tls = read_tls(table, host.as_ref(), reader.faults);
    let default_port = if tls == Some(Tls::Implicit) { 993 } else { 143 };
    let port = port(table, default_port, reader.faults);
    let ca_file = ca_file(reader, table);
    let login = read_login(reader, table, true);
    let folder = table.text("folder", reader.faults);
    let idle = table.boolean("idle", reader.faults);
    let timeout = seconds(table, "timeout_seconds", 30, 1..=600, reader.faults);
    let reconnect_max = seconds(table, "reconnect_max_seconds", 60, 1..=3_600, reader.faults);
    Some(ImapConfig {
        host: host?.value,
        port,
        tls: tls?,
        ca_file,
        login: login?,
        folder: folder.map_or_else(|| "INBOX".to_owned(), |folder| folder.value),
        idle: idle.is_none_or(|idle| idle.value),
        timeout,
        reconnect_max,
    })
}

type Delivery = (DeliveryConfig, Duration, Duration, Duration);

fn read_delivery(reader: &mut Reader<'_>, mailbox: &mut Table<'_>) -> Option<Delivery> {
    let Some(mut table) = mailbox.table("delivery", reader.faults) else {
        let mend = "say how letters go out under [mailbox.delivery]";
        mailbox.missing("delivery", mend, reader.faults);
        return None;
    };
    let kind = kind(&mut table, &[("smtp", true), ("maildir", false)], reader.faults);
    let retry_first = seconds(&mut table, "retry_first_seconds", 60, 1..=86_400, reader.faults);
    let retry_max = seconds(&mut table, "retry_max_seconds", 3_600, 1..=86_400, reader.faults);
    let uncertain = seconds(&mut table, "uncertain_seconds", 900, 1..=86_400, reader.faults);
    let delivery = match kind {
        Some(true) => {
            read_smtp(reader, &mut table).map(|smtp| DeliveryConfig::Smtp(Box::new(smtp)))
        }
        Some(false) => folder_path(reader, &mut table).map(DeliveryConfig::Maildir),
        None => return None,
    };
    table.finish(reader.faults);
    Some((delivery?, retry_first, retry_max.max(retry_first), uncertain))
}

fn read_smtp(reader: &mut Reader<'_>, table: &mut Table<'_>) -> Option<SmtpConfig> {
    let host = table.need_text("host", "name the SMTP server", reader.faults);
    let tls = read_tls(table, host.as_ref(), reader.faults);
    let default_port = match tls {
        Some(Tls::Implicit) => 465,
        Some(Tls::StartTls) => 587,
        Some(Tls::None) | None => 25,
    };
    let port = port(table, default_port, reader.faults);
    let ca_file = ca_file(reader, table);
    let wants_login = table.place_of("username").is_some();
    let login = read_login(reader, table, wants_login);
    let timeout = seconds(table, "timeout_seconds", 60, 1..=600, reader.faults);
    if wants_login && login.is_none() {
        return None;
    }
    Some(SmtpConfig { host: host?.value, port, tls: tls?, ca_file, login, timeout })
}

fn read_limits(mailbox: &mut Table<'_>, faults: &mut Faults) -> Limits {
    let mut limits = Limits::default();
    let Some(mut table) = mailbox.table("limits", faults) else { return limits };
    if let Some(mib) = table.integer("message_mib", 1..=500, faults) {
        limits.message_bytes = usize::try_from(mib.value).unwrap_or(30) << 20;
    }
    if let Some(mib) = table.integer("attachment_mib", 1..=100, faults) {
        limits.attachment_bytes = usize::try_from(mib.value).unwrap_or(15) << 20;
    }
    let mut count = |key, bound: &mut u32| {
        if let Some(n) = table.integer(key, 1..=1_000_000, faults) {
            *bound = u32::try_from(n.value).unwrap_or(*bound);
        }
    };
    count("letters_per_address_per_hour", &mut limits.letters_per_address_per_hour);
    count("letters_per_hour", &mut limits.letters_per_hour);
    table.finish(faults);
    limits
}

fn kind(
    table: &mut Table<'_>,
    choices: &[(&'static str, bool)],
    faults: &mut Faults,
) -> Option<bool> {
    if table.place_of("kind").is_none() {
        let words: Vec<String> = choices.iter().map(|(word, _)| format!("\"{word}\"")).collect();
        table.missing("kind", &format!("write {}", words.join(" or ")), faults);
    }
    table.choice("kind", choices, faults).map(|kind| kind.value)
}

fn folder_path(reader: &mut Reader<'_>, table: &mut Table<'_>) -> Option<PathBuf> {
    let path = table.need_text("path", "name the Maildir", reader.faults)?;
    Some(reader.path(&path.value))
}

fn read_tls(
    table: &mut Table<'_>,
    host: Option<&Placed<String>>,
    faults: &mut Faults,
) -> Option<Tls> {
    let words = [("implicit", Tls::Implicit), ("starttls", Tls::StartTls), ("none", Tls::None)];
    if table.place_of("tls").is_none() {
        table.missing("tls", "write \"implicit\" or \"starttls\"", faults);
    }
    let tls = table.choice("tls", &words, faults)?;
    if tls.value == Tls::None && host.is_some_and(|host| !is_loopback(&host.value)) {
        faults.error(
            tls.place,
            "tls = \"none\" would send the password and residents' mail in clear",
            "write \"implicit\" or \"starttls\"; \"none\" is for a server on this machine",
        );
        return None;
    }
    Some(tls.value)
}

/// Whether a host is this machine.
fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn read_login(reader: &mut Reader<'_>, table: &mut Table<'_>, wanted: bool) -> Option<Login> {
    let username = if wanted {
        table.need_text("username", "write the user name", reader.faults)
    } else {
        table.text("username", reader.faults)
    };
    let given = ["password_file", "password_env", "credential"]
        .iter()
        .any(|key| table.place_of(key).is_some());
    if wanted && !given {
        let mend = "name a file with the password; the password itself never stands here";
        table.missing("password_file", mend, reader.faults);
    }
    refuse_password(table, reader.faults);
    let password = secret::read(&reader.folder, table, secret::PASSWORD, reader.faults);
    Some(Login { username: username?.value, password: password? })
}

/// People try it; say why not instead of "unknown key".
fn refuse_password(table: &mut Table<'_>, faults: &mut Faults) {
    if let Some(place) = table.place_of("password") {
        table.text("password", &mut Faults::new());
        faults.error(
            place,
            "a password does not belong in the configuration",
            "put it into a file with mode 0600 and name that with password_file",
        );
    }
}

fn ca_file(reader: &mut Reader<'_>, table: &mut Table<'_>) -> Option<PathBuf> {
    let text = table.text("ca_file", reader.faults)?;
    let path = reader.path(&text.value);
    if let Err(error) = std::fs::File::open(&path) {
        missing_file(&path.display().to_string(), &error, text.place, reader.faults);
    }
    Some(path)
}

fn missing_file(path: &str, error: &std::io::Error, place: Place, faults: &mut Faults) {
    faults.error(place, format!("{path} can't be read: {error}"), "name a file in PEM format");
}

fn port(table: &mut Table<'_>, default: u16, faults: &mut Faults) -> u16 {
    table
        .integer("port", 1..=65_535, faults)
        .and_then(|port| u16::try_from(port.value).ok())
        .unwrap_or(default)
}

fn seconds(
    table: &mut Table<'_>,
    key: &'static str,
    default: u64,
    bounds: std::ops::RangeInclusive<i64>,
    faults: &mut Faults,
) -> Duration {
    let seconds = table.integer(key, bounds, faults).and_then(|n| u64::try_from(n.value).ok());
    Duration::from_secs(seconds.unwrap_or(default))
}
