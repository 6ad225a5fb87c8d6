//! A real Dovecot: IMAP, IMAPS and LMTP, Maildir below its folder.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::{Owned, certificates, eventually, free_port, is_root};

/// The password of every user.
pub const PASSWORD: &str = "s3cret";

/// A running Dovecot.
#[derive(Debug)]
pub struct Dovecot {
    /// IMAP, with STARTTLS offered.
    pub imap: u16,
    /// IMAP in TLS.
    pub imaps: u16,
    /// LMTP.
    pub lmtp: u16,
    /// Certificate authority of its certificate.
    pub ca: String,
    child: Option<Owned>,
    config: PathBuf,
    folder: TempDir,
}

impl Dovecot {
    /// Starts one.
    pub fn start() -> Self {
        // Socket paths are bounded: a short folder.
        let folder = tempfile::Builder::new().prefix("rd").tempdir_in("/tmp").unwrap();
        let path = folder.path();
        for part in ["run", "state", "mail"] {
            std::fs::create_dir(path.join(part)).unwrap();
        }
        let (ca, certificate, key) = certificates(path);
        let (imap, imaps, lmtp) = (free_port(), free_port(), free_port());
        let mut text = String::new();
        let dir = path.display();
        write!(
            text,
            "base_dir = {dir}/run\nstate_dir = {dir}/state\nlog_path = {dir}/log\n\
             protocols = imap lmtp\nlisten = 127.0.0.1\nssl = yes\nssl_cert = <{certificate}\n\
             ssl_key = <{key}\ndisable_plaintext_auth = no\nauth_mechanisms = plain login\n\
             first_valid_uid = 0\nmail_location = maildir:~/Maildir\n\
             passdb {{\n  driver = static\n  args = password={PASSWORD}\n}}\n"
        )
        .unwrap();
        let (uid, gid) = if is_root() { ("mail", "mail") } else { ("0", "0") };
        if is_root() {
            let done = Command::new("chown").arg("mail:mail").arg(path.join("mail")).status();
            assert!(done.unwrap().success());
            let done = Command::new("chmod").arg("755").arg(path).status();
            assert!(done.unwrap().success());
        } else {
            // Its sockets are to belong to a user and a group that this one is.
            let (user, group) = (id("-un"), id("-gn"));
            writeln!(text, "default_login_user = {user}\ndefault_internal_user = {user}").unwrap();
            writeln!(text, "default_internal_group = {group}").unwrap();
            writeln!(text, "service anvil {{\n  chroot =\n}}").unwrap();
        }
        let owner = if is_root() { format!("uid={uid} gid={gid} ") } else { String::new() };
        write!(
            text,
            "userdb {{\n  driver = static\n  args = {owner}home={dir}/mail/%n\n}}\n\
             auth_username_format = %n\n\
             service imap-login {{\n  chroot =\n  inet_listener imap {{\n    port = {imap}\n  }}\n  \
             inet_listener imaps {{\n    port = {imaps}\n    ssl = yes\n  }}\n}}\n\
             service lmtp {{\n  inet_listener lmtp {{\n    port = {lmtp}\n  }}\n}}\n"
        )
        .unwrap();
        let config = path.join("dovecot.conf");
        std::fs::write(&config, text).unwrap();
        let mut server = Self { imap, imaps, lmtp, ca, child: None, config, folder };
        server.up();
        server
    }

    /// Starts it again after [`Dovecot::down`].
    pub fn up(&mut self) {
        let child = Command::new("/usr/sbin/dovecot")
            .args(["-F", "-c"])
            .arg(&self.config)
            .stderr(Stdio::null())
            .spawn()
            .expect("dovecot is not installed; ./scripts/test says what to install");
        self.child = Some(Owned(child));
        let port = self.imap;
        eventually("Dovecot answers", || std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());
    }

    /// Stops it, as a reboot of the server would.
    pub fn down(&mut self) {
        self.child = None;
    }

    /// The Maildir of a user.
    pub fn maildir(&self, user: &str) -> PathBuf {
        self.folder.path().join("mail").join(user).join("Maildir")
    }
}

fn id(option: &str) -> String {
    let output = Command::new("id").arg(option).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}
