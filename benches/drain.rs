//! The first measure: a mailbox full of generated mail, read raw by the fastest
//! simple client, and then taken in, judged, stored and answered by Redress, in
//! the same run, as a ratio.
//!
//! `cargo bench --bench drain` (10,000 mails), or
//! `cargo bench --bench drain -- --mails 2000`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs,
    dead_code,
    reason = "a measure, not the program"
)]

#[path = "../tests/servers/mod.rs"]
mod servers;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::OpenOptionsExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use servers::dovecot::{Dovecot, PASSWORD};
use servers::imap_client::ImapClient;
use servers::smtp_sink::SmtpSink;

fn main() {
    let mails = option("--mails").unwrap_or(10_000);
    let dovecot = Dovecot::start();
    eprintln!("filling a mailbox with {mails} mails …");
    let bytes = fill(dovecot.imap, mails);
    println!("{mails} mails, mean {:.1} KB", bytes as f64 / mails as f64 / 1e3);
    // Once to warm the server's caches, as the second reader would have them.
    raw_fetch(dovecot.imap, mails);
    let before = cpu_of("self");
    let started = Instant::now();
    let fetched = raw_fetch(dovecot.imap, mails);
    let raw = started.elapsed();
    let raw_cpu = cpu_of("self") - before;
    assert!(fetched >= bytes);
    report("raw fetch", mails, raw, raw_cpu, None);
    let (took, cpu, memory) = drain(&dovecot, mails);
    report("redress, end to end", mails, took, cpu, Some(memory));
    println!("ratio: {:.3} x raw fetch", raw.as_secs_f64() / took.as_secs_f64());
}

fn option(name: &str) -> Option<usize> {
    let arguments: Vec<String> = std::env::args().collect();
    let at = arguments.iter().position(|argument| argument == name)?;
    arguments.get(at + 1)?.parse().ok()
}

fn report(what: &str, mails: usize, took: Duration, cpu: Duration, memory: Option<u64>) {
    let rate = mails as f64 / took.as_secs_f64();
    let each = cpu.as_secs_f64() * 1e6 / mails as f64;
    let memory = memory.map(|kb| format!(", peak {} MiB", kb / 1024)).unwrap_or_default();
    println!(
        "{what}: {:.2} s, {rate:.0} a second, {each:.0} us of CPU each{memory}",
        took.as_secs_f64()
    );
}

/// User and system time of a process.
fn cpu_of(process: &str) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap().split(' ').collect();
    let ticks: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
    Duration::from_millis(ticks * 10)
}

/// Words from a small list, by a number: mails differ, runs do not.
fn prose(seed: &mut u64, bytes: usize) -> String {
    const WORDS: &[&str] = &[
        "the",
        "council",
        "boiler",
        "again",
        "nobody",
        "came",
        "weeks",
        "since",
        "letter",
        "repair",
        "window",
        "damp",
        "children",
        "told",
        "office",
        "phone",
        "street",
        "please",
        "answer",
        "waiting",
        "kitchen",
        "engineer",
        "promised",
        "morning",
        "neighbour",
        "rent",
        "garden",
        "stairs",
        "cold",
        "and",
    ];
    let mut text = String::with_capacity(bytes + 16);
    let mut column = 0;
    while text.len() < bytes {
        *seed =
            seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let word = WORDS[(*seed >> 33) as usize % WORDS.len()];
        text.push_str(word);
        column += word.len() + 1;
        text.push_str(if column > 70 { "\r\n" } else { " " });
        column %= 71;
    }
    text
}

fn mail(number: usize) -> Vec<u8> {
    let mut seed = number as u64 + 1;
    let body = prose(&mut seed, 5_000);
    let head = format!(
        "Received: from mx.example by mail.council.example; Tue, 17 Nov 2026 09:15:00 +0000\r\n\
         From: Resident Number <resident{number}@example.org>\r\nTo: crm.complaints@council.example\r\n\
         Subject: boiler {number}\r\nDate: Tue, 17 Nov 2026 09:14:00 +0000\r\n\
         Message-ID: <bench{number}@example.org>\r\nMIME-Version: 1.0\r\n"
    );
    let plain = "Content-Type: text/plain; charset=utf-8\r\n\r\n";
    if !number.is_multiple_of(10) {
        return format!("{head}{plain}Nobody came to mend it. Number {number}.\r\n{body}\r\n")
            .into_bytes();
    }
    let line = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0";
    let attachment = format!("{line}\r\n").repeat(3_500);
    format!(
        "{head}Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n{plain}\
         Nobody came to mend it. Number {number}.\r\n{body}\r\n--b\r\nContent-Type: image/jpeg; \
         name=\"p.jpg\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{attachment}--b--\r\n"
    )
    .into_bytes()
}

fn fill(port: u16, mails: usize) -> usize {
    let mut client = ImapClient::connect(port, "complaints");
    let mut bytes = 0;
    for number in 0..mails {
        let mail = mail(number);
        bytes += mail.len();
        client.append(&[mail]);
    }
    bytes
}

/// Reads the whole mailbox: 50 UIDs a FETCH, one command ahead. Gives the bytes.
fn raw_fetch(port: u16, mails: usize) -> usize {
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_nodelay(true).unwrap();
    let mut input = BufReader::with_capacity(256 * 1024, stream.try_clone().unwrap());
    let mut output = stream;
    let mut line = Vec::new();
    input.read_until(b'\n', &mut line).unwrap();
    let run = |command: &str, output: &mut TcpStream| {
        output.write_all(command.as_bytes()).unwrap();
    };
    run(&format!("a LOGIN complaints {PASSWORD}\r\nb EXAMINE INBOX\r\n"), &mut output);
    let commands: Vec<String> = (0..mails)
        .step_by(50)
        .map(|first| {
            format!("f{first} UID FETCH {}:{} (UID BODY.PEEK[])\r\n", first + 1, first + 50)
        })
        .collect();
    let mut sent = commands.iter();
    for command in sent.by_ref().take(2) {
        run(command, &mut output);
    }
    let (mut bytes, mut done) = (0, 0);
    let mut body = Vec::new();
    while done < commands.len() {
        line.clear();
        input.read_until(b'\n', &mut line).unwrap();
        if line.first() == Some(&b'f') {
            done += 1;
            if let Some(command) = sent.next() {
                run(command, &mut output);
            }
        } else if let Some(length) = literal(&line) {
            body.resize(length, 0);
            input.read_exact(&mut body).unwrap();
            bytes += length;
        }
    }
    bytes
}

fn literal(line: &[u8]) -> Option<usize> {
    let line = line.strip_suffix(b"\r\n")?.strip_suffix(b"}")?;
    let at = line.iter().rposition(|byte| *byte == b'{')?;
    std::str::from_utf8(&line[at + 1..]).ok()?.parse().ok()
}

/// Lets Redress take the mailbox in until every letter has gone out.
fn drain(dovecot: &Dovecot, mails: usize) -> (Duration, Duration, u64) {
    let sink = SmtpSink::counting();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mut secret = std::fs::File::options();
    let secret = secret.write(true).create_new(true).mode(0o600).open(path("password"));
    secret.unwrap().write_all(PASSWORD.as_bytes()).unwrap();
    let config = format!(
        r#"
[store]
url = "sqlite:redress.db"

[[mailbox]]
name = "complaints"
address = "crm.complaints@council.example"
policies = ["kingston-housing-landlord-2024"]

[mailbox.source]
kind = "imap"
host = "127.0.0.1"
port = {}
tls = "none"
username = "complaints"
password_file = "password"

[mailbox.delivery]
kind = "smtp"
host = "127.0.0.1"
port = {}
tls = "none"

[mailbox.limits]
letters_per_hour = 1000000

[[team]]
id = "repairs"
name = "Repairs"
address = "repairs@council.example"
areas = ["repairs", "housing_management"]

[alerts]
address = "ops@council.example"
"#,
        dovecot.imap, sink.port
    );
    std::fs::write(path("redress.toml"), config).unwrap();
    let started = Instant::now();
    let child = Command::new(env!("CARGO_BIN_EXE_redress"))
        .args(["run", "--config"])
        .arg(path("redress.toml"))
        .env("RUST_LOG", "warn")
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let child = servers::Owned(child);
    let process = child.0.id().to_string();
    // One acknowledgement and one assignment a mail.
    while sink.count() < 2 * mails {
        assert!(started.elapsed() < Duration::from_secs(1_200), "{} letters", sink.count());
        std::thread::sleep(Duration::from_millis(5));
    }
    let took = started.elapsed();
    let cpu = cpu_of(&process);
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    let memory = peak.split_whitespace().nth(1).unwrap().parse().unwrap();
    (took, cpu, memory)
}
