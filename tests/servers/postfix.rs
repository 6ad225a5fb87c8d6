//! A real Postfix that hands mail for council.test and resident.test to Dovecot
//! and returns everything else as undeliverable. Nothing leaves loopback.

use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

use super::{eventually, free_port, is_root};

/// A running Postfix.
#[derive(Debug)]
pub struct Postfix {
    /// SMTP.
    pub smtp: u16,
    config: PathBuf,
    folder: TempDir,
}

impl Postfix {
    /// Starts one in front of a Dovecot's LMTP. Postfix runs as root only.
    /// Mail for gone.test is relayed to the port `relay`.
    pub fn start(lmtp: u16, relay: u16) -> Self {
        assert!(is_root(), "Postfix needs root; ./scripts/test says how to go without");
        let folder = tempfile::Builder::new().prefix("rp").tempdir_in("/tmp").unwrap();
        let path = folder.path();
        for part in ["etc", "queue", "data"] {
            std::fs::create_dir(path.join(part)).unwrap();
        }
        run("chmod", &["755", &path.display().to_string()]);
        run("chown", &["postfix", &path.join("data").display().to_string()]);
        let smtp = free_port();
        let dir = path.display();
        let main = format!(
            "compatibility_level = 3.6\nqueue_directory = {dir}/queue\ndata_directory = {dir}/data\n\
             daemon_directory = /usr/lib/postfix/sbin\nmaillog_file = {dir}/log\n\
             maillog_file_prefixes = {dir}\ninet_interfaces = 127.0.0.1\ninet_protocols = ipv4\n\
             myhostname = mx.council.test\nmydestination =\nmynetworks = 127.0.0.0/8\n\
             smtpd_relay_restrictions = permit_mynetworks, reject\n\
             virtual_mailbox_domains = council.test, resident.test\nvirtual_mailbox_maps =\n\
             virtual_transport = lmtp:inet:127.0.0.1:{lmtp}\n\
             default_transport = error:5.1.2 no outside mail in tests\n\
             relay_transport = error:5.1.2 no outside mail in tests\n\
             relay_domains = gone.test\n\
             transport_maps = inline:{{gone.test=smtp:[127.0.0.1]:{relay}}}\n\
             alias_maps =\nalias_database =\n"
        );
        let services = [
            "pickup unix n - n 60 1 pickup",
            "cleanup unix n - - - 0 cleanup",
            "qmgr unix n - n 300 1 qmgr",
            "showq unix n - n - - showq",
            "flush unix n - n 1000? 0 flush",
            "postlog unix-dgram n - n - 1 postlogd",
            "rewrite unix - - n - - trivial-rewrite",
            "bounce unix - - n - 0 bounce",
            "defer unix - - n - 0 bounce",
            "trace unix - - n - 0 bounce",
            "verify unix - - n - 1 verify",
            "proxymap unix - - n - - proxymap",
            "lmtp unix - - n - - lmtp",
            "smtp unix - - n - - smtp",
            "error unix - - n - - error",
            "retry unix - - n - - error",
            "anvil unix - - n - 1 anvil",
            "scache unix - - n - 1 scache",
            "tlsmgr unix - - n 1000? 1 tlsmgr",
        ];
        // cleanup must be public and unchrooted, or bounces go nowhere.
        let services = services.join("\n").replace("cleanup unix n - - -", "cleanup unix n - n -");
        let master = format!("127.0.0.1:{smtp} inet n - n - - smtpd\n{services}\n");
        let config = path.join("etc");
        std::fs::write(config.join("main.cf"), main).unwrap();
        std::fs::write(config.join("master.cf"), master).unwrap();
        run("/usr/sbin/postfix", &["-c", &config.display().to_string(), "start"]);
        eventually("Postfix answers", || std::net::TcpStream::connect(("127.0.0.1", smtp)).is_ok());
        Self { smtp, config, folder }
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        let pid = std::fs::read_to_string(self.folder.path().join("queue/pid/master.pid"));
        run("/usr/sbin/postfix", &["-c", &self.config.display().to_string(), "stop"]);
        if let Some(pid) = pid.ok().and_then(|pid| pid.trim().parse::<u32>().ok()) {
            let process = PathBuf::from(format!("/proc/{pid}"));
            eventually("Postfix has stopped", || !process.exists());
        }
    }
}

fn run(program: &str, arguments: &[&str]) {
    let output = Command::new(program).args(arguments).output().unwrap_or_else(|error| {
        panic!("{program}: {error}; ./scripts/test says what to install");
    });
    assert!(
        output.status.success(),
        "{program} {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}
