//! A small IMAP client for the tests: puts mail in and looks at flags.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use super::dovecot::PASSWORD;

/// A logged-in client with INBOX selected.
#[derive(Debug)]
pub struct ImapClient {
    stream: BufReader<TcpStream>,
    tag: u32,
}

impl ImapClient {
    /// Logs in to a server on loopback.
    pub fn connect(port: u16, user: &str) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        let mut client = Self { stream: BufReader::new(stream), tag: 0 };
        client.line();
        client.command(&format!("LOGIN {user} {PASSWORD}"));
        client.command("SELECT INBOX");
        client
    }

    fn line(&mut self) -> String {
        let mut line = Vec::new();
        self.stream.read_until(b'\n', &mut line).unwrap();
        assert!(!line.is_empty(), "the server closed the connection");
        String::from_utf8_lossy(&line).trim_end().to_owned()
    }

    /// Runs a command and gives its untagged answers.
    pub fn command(&mut self, command: &str) -> Vec<String> {
        self.tag += 1;
        let tag = format!("t{}", self.tag);
        self.stream.get_mut().write_all(format!("{tag} {command}\r\n").as_bytes()).unwrap();
        self.answers(&tag)
    }

    fn answers(&mut self, tag: &str) -> Vec<String> {
        let mut answers = Vec::new();
        loop {
            let line = self.line();
            if let Some(end) = line.strip_prefix(&format!("{tag} ")) {
                assert!(end.starts_with("OK"), "{line}");
                return answers;
            }
            if let Some(bytes) = literal(&line) {
                let mut skipped = vec![0; bytes];
                self.stream.read_exact(&mut skipped).unwrap();
            }
            answers.push(line);
        }
    }

    /// Puts mails into INBOX, in order.
    pub fn append(&mut self, mails: &[Vec<u8>]) {
        self.append_to("INBOX", mails);
    }

    /// Puts mails into a folder, in order.
    pub fn append_to(&mut self, folder: &str, mails: &[Vec<u8>]) {
        for mail in mails {
            self.tag += 1;
            let tag = format!("t{}", self.tag);
            // LITERAL+ (RFC 7888): no round trip for each mail.
            let command = format!("{tag} APPEND {folder} {{{}+}}\r\n", mail.len());
            let mut bytes = command.into_bytes();
            bytes.extend(mail);
            bytes.extend(b"\r\n");
            self.stream.get_mut().write_all(&bytes).unwrap();
            self.answers(&tag);
        }
    }

    /// The FLAGS lines of every message.
    pub fn flags(&mut self) -> Vec<String> {
        self.command("UID FETCH 1:* (FLAGS)")
    }
}

fn literal(line: &str) -> Option<usize> {
    line.strip_suffix('}')?.rsplit_once('{')?.1.parse().ok()
}
