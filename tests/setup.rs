//! A council for the tests: a folder with a configuration, and the program run
//! in it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::servers::dovecot::PASSWORD;
use crate::servers::{Owned, eventually, signal};

/// The mailbox's address.
pub const MAILBOX: &str = "crm.complaints@council.example";

/// A folder with a configuration in it.
#[derive(Debug)]
pub struct Council {
    /// The folder.
    pub folder: TempDir,
}

/// How mail comes and goes.
#[derive(Debug, Clone)]
pub struct Way {
    /// The lines of `[mailbox.source]`.
    pub source: String,
    /// The lines of `[mailbox.delivery]`.
    pub delivery: String,
    /// Further lines of the mailbox.
    pub limits: String,
}

impl Way {
    /// Plain IMAP and SMTP on loopback.
    pub fn servers(imap: u16, smtp: u16) -> Self {
        Self {
            source: format!(
                "kind = \"imap\"\nhost = \"127.0.0.1\"\nport = {imap}\ntls = \"none\"\n\
                 username = \"complaints\"\npassword_file = \"password\"\nidle = true\n\
                 poll_seconds = 60\nreconnect_max_seconds = 1\n"
            ),
            delivery: format!(
                "kind = \"smtp\"\nhost = \"127.0.0.1\"\nport = {smtp}\ntls = \"none\"\n\
                 retry_first_seconds = 1\nretry_max_seconds = 2\nuncertain_seconds = 1\n\
                 timeout_seconds = 5\n"
            ),
            limits: "letters_per_hour = 100000\nletters_per_address_per_hour = 1000\n".into(),
        }
    }

    /// Folders.
    pub fn folders() -> Self {
        Self {
            source: "kind = \"maildir\"\npath = \"mail\"\n".into(),
            delivery: "kind = \"maildir\"\npath = \"letters\"\n".into(),
            limits: String::new(),
        }
    }
}

/// Officers, teams and alert addresses of every test council.
pub const PEOPLE: &str = r#"
[[officer]]
id = "r.patel"
name = "R. Patel"
address = "r.patel@council.example"
teams = ["repairs"]
manager = "j.okoro"

[[officer]]
id = "j.okoro"
name = "J. Okoro"
address = "j.okoro@council.example"
role = "manager"

[[officer]]
id = "t.lund"
name = "T. Lund"
address = "t.lund@council.example"
role = "triage"

[[team]]
id = "repairs"
name = "Repairs"
address = "repairs@council.example"
areas = ["repairs", "housing_management"]

[alerts]
address = "crm.ops@council.example"
urgent_address = "duty.manager@council.example"
"#;

impl Council {
    /// A council whose mail comes and goes so.
    pub fn new(way: &Way) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let council = Self { folder };
        let secret = council.path("password");
        std::fs::write(&secret, PASSWORD).unwrap();
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o600)).unwrap();
        council.configure(way);
        council
    }

    /// Writes the configuration anew.
    pub fn configure(&self, way: &Way) {
        let text = format!(
            "[store]\nurl = \"sqlite:redress.db\"\n\n[[mailbox]]\nname = \"complaints\"\n\
             address = \"{MAILBOX}\"\npolicies = [\"kingston-housing-landlord-2024\"]\n\n\
             [mailbox.source]\n{}\n[mailbox.delivery]\n{}\n[mailbox.limits]\n{}\n{PEOPLE}",
            way.source, way.delivery, way.limits
        );
        std::fs::write(self.path("redress.toml"), text).unwrap();
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program with these arguments and this configuration.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_redress"));
        command.args(arguments).env("REDRESS_CONFIG", self.path("redress.toml"));
        command.env_remove("RUST_LOG").env("NO_COLOR", "1");
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command that must work, and gives what it printed.
    pub fn good(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {}\n{errors}", output.status);
        String::from_utf8(output.stdout).unwrap()
    }

    /// The JSON Lines that a command prints.
    pub fn json(&self, arguments: &[&str]) -> Vec<Value> {
        let mut arguments = arguments.to_vec();
        arguments.push("--json");
        let text = self.good(&arguments);
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// `redress status`, once there is a store.
    pub fn status(&self) -> Option<Value> {
        let output = self.run(&["status", "--json"]);
        output.status.success().then(|| serde_json::from_slice(&output.stdout).unwrap())
    }

    /// Starts the daemon.
    pub fn start(&self) -> Daemon {
        self.start_with(&[])
    }

    /// Starts the daemon with environment variables.
    pub fn start_with(&self, environment: &[(&str, &str)]) -> Daemon {
        let log = self.path("log");
        let file = std::fs::File::options().create(true).append(true).open(&log).unwrap();
        let child = self
            .command(&["run"])
            .envs(environment.iter().copied())
            .stdout(Stdio::null())
            .stderr(file)
            .spawn()
            .unwrap();
        Daemon { child: Owned(child), log }
    }

    /// What every daemon of this council has logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.path("log")).unwrap_or_default()
    }

    /// Messages without an outcome or not taken in, as the last poll saw them.
    pub fn unaccounted(&self) -> Option<i64> {
        self.status()?["mailboxes"][0]["unaccounted"].as_i64()
    }

    /// Adds lines to the end of the configuration.
    pub fn configure_more(&self, lines: &str) {
        let path = self.path("redress.toml");
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(path, format!("{text}\n{lines}")).unwrap();
    }

    /// Letters that went into the Maildir, as (recipient, mail).
    pub fn letters(&self) -> Vec<(String, String)> {
        let Ok(entries) = std::fs::read_dir(self.path("letters/new")) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let letters = paths.iter().map(|path| std::fs::read_to_string(path).unwrap());
        letters.map(|letter| (header(&letter, "To"), letter)).collect()
    }

    /// Letters that went into the Maildir for one address.
    pub fn letters_to(&self, to: &str) -> Vec<String> {
        self.letters().into_iter().filter(|(other, _)| other == to).map(|(_, mail)| mail).collect()
    }

    /// What became of a message: its outcome and its case.
    pub fn outcome(&self, message_id: &str) -> (String, Option<String>) {
        let messages = self.json(&["messages"]);
        let message = messages.iter().find(|message| message["message_id"] == message_id);
        let message = message.unwrap_or_else(|| panic!("{message_id} was not taken in"));
        let case = message["case"].as_str().map(str::to_owned);
        (message["outcome"].as_str().unwrap_or("none").to_owned(), case)
    }

    /// Puts a mail into the Maildir.
    pub fn put(&self, name: &str, mail: &str) {
        self.put_into("mail", name, mail);
    }

    /// Puts a mail into a Maildir of that name.
    pub fn put_into(&self, folder: &str, name: &str, mail: &str) {
        let folder = self.path(folder);
        for part in ["new", "cur", "tmp"] {
            std::fs::create_dir_all(folder.join(part)).unwrap();
        }
        std::fs::write(folder.join("new").join(name), mail).unwrap();
    }
}

/// A running daemon.
#[derive(Debug)]
pub struct Daemon {
    child: Owned,
    log: PathBuf,
}

impl Daemon {
    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.0.id()
    }

    fn child(&mut self) -> &mut Child {
        &mut self.child.0
    }

    /// Ends it without a word.
    pub fn kill(mut self) {
        self.child().kill().unwrap();
        self.child().wait().unwrap();
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        self.child().try_wait().unwrap().is_some()
    }

    /// Asks it to stop, and gives its exit status.
    pub fn stop(mut self) -> Option<i32> {
        signal(self.pid(), "TERM");
        self.child().wait().unwrap().code()
    }

    /// Waits until it has logged something.
    pub fn wait_for(&self, words: &str) {
        eventually(words, || {
            std::fs::read_to_string(&self.log).unwrap_or_default().contains(words)
        });
    }
}

/// A mail of a resident.
pub fn mail(from: &str, id: &str, subject: &str, body: &str) -> String {
    format!(
        "Received: from mx by mail; Tue, 17 Nov 2026 09:15:00 +0000\r\nFrom: {from}\r\nTo: {MAILBOX}\r\n\
         Subject: {subject}\r\nDate: Tue, 17 Nov 2026 09:14:00 +0000\r\nMessage-ID: <{id}>\r\n\
         MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{}\r\n",
        body.replace('\n', "\r\n")
    )
}

/// A mail of a resident that arrives at an instant, with further header lines.
pub fn mail_at(at: &str, more: &str, from: &str, id: &str, subject: &str, body: &str) -> String {
    let at: chrono::DateTime<chrono::Utc> = at.parse().unwrap();
    let (received, rest) = mail(from, id, subject, body)
        .split_once("\r\n")
        .map(|(first, rest)| (first.to_owned(), rest.to_owned()))
        .unwrap();
    let (trace, _) = received.split_once(';').unwrap();
    format!("{trace}; {}\r\n{more}{rest}", at.to_rfc2822())
}

/// A header field of a mail, unfolded.
pub fn header(mail: &str, name: &str) -> String {
    let header = mail.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
    let fields = header.split("\r\n").filter_map(|line| line.split_once(':'));
    let mut named = fields.filter(|(field, _)| field.eq_ignore_ascii_case(name));
    named.next().map_or(String::new(), |(_, value)| value.trim().to_owned())
}

/// A path of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Copies the shipped rules into a folder of its own, to be changed there.
pub fn shipped_rules(to: &Path) {
    let shipped = repository("rules");
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        std::fs::create_dir_all(to.join(&folder)).unwrap();
        for entry in std::fs::read_dir(shipped.join(&folder)).unwrap() {
            let name = folder.join(entry.unwrap().file_name());
            match shipped.join(&name).is_dir() {
                true => folders.push(name),
                false => drop(std::fs::copy(shipped.join(&name), to.join(&name)).unwrap()),
            }
        }
    }
}
