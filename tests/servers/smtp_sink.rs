//! An SMTP server that keeps what it gets and fails where it is told to.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// A mail that was taken.
#[derive(Debug, Clone)]
pub struct Taken {
    /// Envelope sender.
    pub from: String,
    /// Envelope recipient.
    pub to: String,
    /// The mail.
    pub bytes: String,
    /// When the final 250 was written.
    pub at: Instant,
}

impl Taken {
    /// A header field, unfolded.
    pub fn header(&self, name: &str) -> Option<String> {
        let header = self.bytes.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
        header
            .split("\r\n")
            .filter_map(|line| line.split_once(':'))
            .find(|(field, _)| field.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim().to_owned())
    }

    /// Message-ID with its brackets.
    pub fn message_id(&self) -> String {
        self.header("Message-ID").unwrap()
    }
}

/// What the server does at a step.
#[derive(Debug, Clone)]
pub enum Act {
    /// Answers so instead.
    Say(&'static str),
    /// Closes the connection without an answer.
    Drop,
    /// Says nothing until it is told to go on.
    Hang,
}

#[derive(Debug, Default)]
struct State {
    taken: Vec<Taken>,
    /// Step (`greeting`, `EHLO`, `MAIL`, `RCPT`, `DATA`, `body`, `AUTH`) or
    /// `RCPT:address` to what it does and how often.
    acts: BTreeMap<String, (Act, usize)>,
    connections: usize,
    /// Mails are counted and not kept.
    only_counts: bool,
    count: usize,
}

/// A running sink.
#[derive(Debug, Clone)]
pub struct SmtpSink {
    /// Its port.
    pub port: u16,
    state: Arc<Mutex<State>>,
}

impl SmtpSink {
    /// Starts one. Its thread ends with the test process.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let sink = Self { port: listener.local_addr().unwrap().port(), state: Arc::default() };
        let state = Arc::clone(&sink.state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&state);
                std::thread::spawn(move || {
                    let _ = serve(stream, &state);
                });
            }
        });
        sink
    }

    /// Starts one that counts mails and forgets them.
    #[allow(dead_code, reason = "for the measures")]
    pub fn counting() -> Self {
        let sink = Self::start();
        sink.state.lock().unwrap().only_counts = true;
        sink
    }

    /// How many mails were taken.
    #[allow(dead_code, reason = "for the measures")]
    pub fn count(&self) -> usize {
        self.state.lock().unwrap().count
    }

    /// Everything that was taken, in order.
    pub fn taken(&self) -> Vec<Taken> {
        self.state.lock().unwrap().taken.clone()
    }

    /// What was taken for an address.
    pub fn taken_for(&self, to: &str) -> Vec<Taken> {
        self.taken().into_iter().filter(|mail| mail.to == to).collect()
    }

    /// Does something at a step, so many times.
    pub fn act(&self, step: &str, act: Act, times: usize) {
        self.state.lock().unwrap().acts.insert(step.to_owned(), (act, times));
    }

    /// Goes back to taking everything.
    pub fn behave(&self) {
        self.state.lock().unwrap().acts.clear();
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        self.state.lock().unwrap().connections
    }
}

fn act_at(state: &Mutex<State>, steps: &[String]) -> Option<Act> {
    let mut state = state.lock().unwrap();
    for step in steps {
        if let Some((act, times)) = state.acts.get_mut(step)
            && *times > 0
        {
            *times -= 1;
            return Some(act.clone());
        }
    }
    None
}

/// Writes the answer to a step; false when the connection ends.
fn answer(
    stream: &mut TcpStream,
    state: &Mutex<State>,
    steps: &[String],
    usual: &str,
) -> std::io::Result<bool> {
    match act_at(state, steps) {
        None => stream.write_all(format!("{usual}\r\n").as_bytes())?,
        Some(Act::Say(words)) => {
            stream.write_all(format!("{words}\r\n").as_bytes())?;
            return Ok(!words.starts_with("421") && words.starts_with(['2', '3']));
        }
        Some(Act::Drop) => return Ok(false),
        Some(Act::Hang) => {
            // Until the test lets it behave, or the client has gone.
            loop {
                std::thread::sleep(std::time::Duration::from_millis(10));
                let hangs = steps.iter().any(|step| state.lock().unwrap().acts.contains_key(step));
                if !hangs {
                    break;
                }
            }
            stream.write_all(format!("{usual}\r\n").as_bytes())?;
        }
    }
    Ok(true)
}

/// A mail up to its final dot; none when the client went away.
fn read_data(input: &mut impl BufRead) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    loop {
        let before = bytes.len();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        if &bytes[before..] == b".\r\n" {
            bytes.truncate(before);
            return Ok(Some(bytes));
        }
        if bytes[before..].starts_with(b".") {
            bytes.remove(before);
        }
    }
}

fn serve(stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    state.lock().unwrap().connections += 1;
    let mut out = stream.try_clone()?;
    let mut input = BufReader::new(stream);
    let step = |name: &str| vec![name.to_owned()];
    if !answer(&mut out, state, &step("greeting"), "220 sink.test ESMTP")? {
        return Ok(());
    }
    let (mut from, mut to) = (String::new(), String::new());
    let mut line = String::new();
    loop {
        line.clear();
        if input.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let words = line.trim_end().to_owned();
        let verb = words.split([' ', ':']).next().unwrap_or("").to_uppercase();
        let address = || {
            let inner = words.split('<').nth(1).unwrap_or("");
            inner.split('>').next().unwrap_or("").to_owned()
        };
        match verb.as_str() {
            "EHLO" => {
                let usual = "250-sink.test\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 50000000";
                if !answer(&mut out, state, &step("EHLO"), usual)? {
                    return Ok(());
                }
            }
            "AUTH" => {
                answer(&mut out, state, &step("AUTH"), "235 2.7.0 ok")?;
            }
            "MAIL" => {
                if answer(&mut out, state, &step("MAIL"), "250 2.1.0 ok")? {
                    from = address();
                }
            }
            "RCPT" => {
                let steps = vec![format!("RCPT:{}", address()), "RCPT".to_owned()];
                if answer(&mut out, state, &steps, "250 2.1.5 ok")? {
                    to = address();
                }
            }
            "DATA" => {
                if !answer(&mut out, state, &step("DATA"), "354 go on")? {
                    continue;
                }
                let Some(bytes) = read_data(&mut input)? else {
                    return Ok(());
                };
                let mail = Taken {
                    from: from.clone(),
                    to: to.clone(),
                    bytes: String::from_utf8(bytes).unwrap(),
                    at: Instant::now(),
                };
                // "taken, then lost" is the case that nobody can tell apart.
                if let Some(Act::Drop) = act_at(state, &step("dot")) {
                    state.lock().unwrap().taken.push(mail);
                    return Ok(());
                }
                {
                    let mut state = state.lock().unwrap();
                    state.count += 1;
                    if !state.only_counts {
                        state.taken.push(mail);
                    }
                }
                if !answer(&mut out, state, &step("body"), "250 2.0.0 taken")? {
                    state.lock().unwrap().taken.pop();
                }
            }
            "QUIT" => {
                out.write_all(b"221 bye\r\n")?;
                return Ok(());
            }
            _ => out.write_all(b"250 ok\r\n")?,
        }
    }
}
