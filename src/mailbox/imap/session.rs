//! One command at a time to an IMAP server, with every way to fail told apart.
//! async-imap does framing, login and nothing else: its own streams take a
//! tagged NO, a BYE and a lost connection for the end of the data. After any
//! error but a NO the session is broken and is dropped, never used again.

#![allow(clippy::wildcard_enum_match_arm, reason = "the enums are imap-proto's, not ours")]

use std::io;
use std::time::Duration;

use async_imap::imap_proto::{Capability, MailboxDatum, Response, ResponseCode, Status};
use secrecy::ExposeSecret;
use tokio::time::{Instant, timeout_at};

use crate::config::{ImapConfig, Tls};
use crate::wire::{self, Bytes, Patience};

/// What can go wrong with an IMAP server. The words hold no mail: a parser's
/// error text would.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImapError {
    /// No connection, or no TLS.
    #[error("can't connect: {0}")]
    Connect(String),
    /// The connection was lost, or silent for too long.
    #[error("{0}")]
    Lost(String),
    /// The server ended the session.
    #[error("the server said goodbye: {0}")]
    Bye(String),
    /// User name or password are wrong, or the server says so.
    #[error("the login was refused: {0}")]
    Login(String),
    /// The server refused a command.
    #[error("{command} was refused: {text}")]
    Refused {
        /// The command's first word.
        command: String,
        /// The server's words.
        text: String,
    },
    /// The server does not speak as the RFC says.
    #[error("the server's answer to {command} can't be understood")]
    Garbled {
        /// The command's first word.
        command: String,
    },
}

/// Result of a session.
pub type Result<T> = std::result::Result<T, ImapError>;

type Stream = Box<dyn Bytes>;

/// A logged-in session.
#[derive(Debug)]
pub struct Session {
    inner: async_imap::Session<Stream>,
    patience: Patience,
    allowed: Duration,
    /// Messages in the selected folder, as the server last said.
    pub exists: u32,
    broken: bool,
}

/// What EXAMINE tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Examined {
    /// UIDVALIDITY.
    pub validity: u32,
}

impl Session {
    /// Connects, protects the connection and logs in.
    ///
    /// # Errors
    /// [`ImapError`]; a refused login is told apart from everything else.
    pub async fn open(config: &ImapConfig) -> Result<Self> {
        let (stream, patience) = connect(config).await?;
        Self::login(stream, patience, config).await
    }

    async fn login(stream: Connected, patience: Patience, config: &ImapConfig) -> Result<Self> {
        let username = &config.login.username;
        let password = config.login.password.expose_secret();
        let Connected { client, plain_offered } = stream;
        // A quoted string can't hold letters beyond ASCII (RFC 9051, 4.3); SASL
        // PLAIN can.
        let plain = plain_offered || !username.is_ascii() || !password.is_ascii();
        let logged_in = if plain {
            let secret = Plain(format!("\0{username}\0{password}"));
            client.authenticate("PLAIN", secret).await
        } else {
            client.login(username, password).await
        };
        let inner = logged_in.map_err(|(error, _)| login_error(&error))?;
        Ok(Self { inner, patience, allowed: config.timeout, exists: 0, broken: false })
    }

    /// Runs a command to its tagged end. `take` sees every untagged response.
    ///
    /// # Errors
    /// [`ImapError::Refused`] for a tagged NO or BAD; any other breaks the
    /// session.
    pub async fn run(&mut self, command: &str, mut take: impl FnMut(&Response<'_>)) -> Result<()> {
        let word = first_words(command);
        let tag = self.send(command).await?;
        loop {
            let ended = self.read(&word, |response| match tagged(response, &tag) {
                Some(end) => Some(end),
                None => {
                    take(response);
                    None
                }
            });
            match ended.await? {
                Some(Ok(())) => return Ok(()),
                Some(Err(text)) => return Err(ImapError::Refused { command: word, text }),
                None => {}
            }
        }
    }

    async fn send(&mut self, command: &str) -> Result<async_imap::imap_proto::RequestId> {
        if self.broken {
            return Err(ImapError::Lost("the connection was lost".to_owned()));
        }
        // Broken until proved otherwise: a command that is given up half-way
        // leaves its answers to the next one.
        self.broken = true;
        let sent = self.inner.run_command(command).await;
        let tag = sent.map_err(|error| lost(&error))?;
        self.broken = false;
        Ok(tag)
    }

    /// Reads one response. (The crate does not let its owner be named, hence
    /// the closure.)
    async fn read<R>(&mut self, command: &str, take: impl FnOnce(&Response<'_>) -> R) -> Result<R> {
        self.broken = true;
        let response = match self.inner.read_response().await {
            Ok(Some(response)) => response,
            Ok(None) => return Err(ImapError::Lost("the server closed the connection".into())),
            Err(error) => return Err(read_error(&error, command)),
        };
        match response.parsed() {
            Response::MailboxData(MailboxDatum::Exists(count)) => self.exists = *count,
            Response::Expunge(_) => self.exists = self.exists.saturating_sub(1),
            Response::Data { status: Status::Bye, outcome, .. } => {
                let text = outcome.information.as_deref().unwrap_or("");
                return Err(ImapError::Bye(one_line(text)));
            }
            _ => {}
        }
        self.broken = false;
        Ok(take(response.parsed()))
    }

    /// The server's capabilities, in upper case.
    ///
    /// # Errors
    /// As [`Session::run`].
    pub async fn capabilities(&mut self) -> Result<Vec<String>> {
        let mut all = Vec::new();
        self.run("CAPABILITY", |response| {
            if let Response::Capabilities(capabilities) = response {
                all.extend(capabilities.iter().map(capability_name));
            }
        })
        .await?;
        Ok(all)
    }

    /// Opens a folder read-only.
    ///
    /// # Errors
    /// As [`Session::run`]; also when the server gives no UIDVALIDITY, without
    /// which its UIDs mean nothing.
    pub async fn examine(&mut self, folder: &str) -> Result<Examined> {
        let mut validity = None;
        self.exists = 0;
        let command = format!("EXAMINE {}", super::super::utf7::quoted(folder));
        let examined = self.run(&command, |response| {
            if let Response::Data { outcome, .. } = response
                && let Some(ResponseCode::UidValidity(number)) = &outcome.code
            {
                validity = Some(*number);
            }
        });
        examined.await.map_err(|error| match error {
            ImapError::Refused { command, text } => {
                let text =
                    format!("{text}; check folder in the configuration, which is \"{folder}\"");
                ImapError::Refused { command, text }
            }
            other => other,
        })?;
        let validity =
            validity.ok_or_else(|| ImapError::Garbled { command: "EXAMINE".to_owned() })?;
        Ok(Examined { validity })
    }

    /// Waits with IDLE (RFC 2177) until the number of messages is another than
    /// `known`, at most so long. Whatever the server sends in between counts as
    /// life, but nothing prolongs the wait.
    ///
    /// # Errors
    /// As [`Session::run`].
    pub async fn idle(&mut self, known: u32, most: Duration) -> Result<()> {
        let until = Instant::now() + most;
        let tag = self.send("IDLE").await?;
        let refused = |text| ImapError::Refused { command: "IDLE".to_owned(), text };
        loop {
            let answer = self.read("IDLE", |response| match response {
                Response::Continue(_) => Some(Ok(())),
                other => tagged(other, &tag),
            });
            match answer.await? {
                Some(Ok(())) => break,
                Some(Err(text)) => return Err(refused(text)),
                None => {}
            }
        }
        self.patience.set(most + self.allowed);
        // A notice that came before the server said that it idles counts too.
        while self.exists == known {
            match timeout_at(until, self.read("IDLE", |_| ())).await {
                Ok(read) => read?,
                Err(_) => break,
            }
        }
        self.patience.set(self.allowed);
        self.broken = true;
        self.inner.run_command_untagged("DONE").await.map_err(|error| lost(&error))?;
        loop {
            match self.read("IDLE", |response| tagged(response, &tag)).await? {
                Some(Ok(())) => return Ok(()),
                Some(Err(text)) => return Err(refused(text)),
                None => {}
            }
        }
    }

    /// Says goodbye.
    pub async fn logout(mut self) {
        if !self.broken {
            let _ = self.run("LOGOUT", |_| {}).await;
        }
    }
}

/// Whether a response ends the command with that tag, and how.
fn tagged(
    response: &Response<'_>,
    tag: &async_imap::imap_proto::RequestId,
) -> Option<std::result::Result<(), String>> {
    match response {
        Response::Done { tag: done, status, outcome } if done == tag => Some(match status {
            Status::Ok => Ok(()),
            _ => Err(one_line(outcome.information.as_deref().unwrap_or(""))),
        }),
        _ => None,
    }
}

/// SASL PLAIN (RFC 4616).
struct Plain(String);

impl async_imap::Authenticator for Plain {
    type Response = String;

    fn process(&mut self, _challenge: &[u8]) -> String {
        std::mem::take(&mut self.0)
    }
}

struct Connected {
    client: async_imap::Client<Stream>,
    plain_offered: bool,
}

async fn connect(config: &ImapConfig) -> Result<(Connected, Patience)> {
    let wrong = |error: io::Error| ImapError::Connect(wire::in_words(&error));
    let tcp = wire::connect(&config.host, config.port, config.timeout).await.map_err(wrong)?;
    let patience = tcp.patience();
    if config.tls == Tls::None {
        let connected = greeted(Box::new(tcp)).await?;
        return Ok((connected, patience));
    }
    let tls = wire::tls_config(config.ca_file.as_deref()).map_err(wrong)?;
    if config.tls == Tls::Implicit {
        let stream = wire::start_tls(tcp, &config.host, tls, config.timeout).await;
        let connected = greeted(Box::new(stream.map_err(wrong)?)).await?;
        return Ok((connected, patience));
    }
    let mut plain = greeted(Box::new(tcp) as Stream).await?;
    let upgraded = plain.client.run_command_and_check_ok("STARTTLS", None).await;
    upgraded.map_err(|error| ImapError::Connect(format!("STARTTLS: {}", kind_of(&error))))?;
    let stream = plain.client.into_inner();
    let stream = wire::start_tls(stream, &config.host, tls, config.timeout).await.map_err(wrong)?;
    // The greeting came before TLS; what it offered is not to be believed.
    let client = async_imap::Client::new(Box::new(stream) as Stream);
    Ok((Connected { client, plain_offered: false }, patience))
}

/// Reads up to the greeting; servers may say `* OK Waiting…` before it.
async fn greeted(stream: Stream) -> Result<Connected> {
    let mut client = async_imap::Client::new(stream);
    let response = match client.read_response().await {
        Ok(Some(response)) => response,
        Ok(None) => return Err(ImapError::Lost("the server closed the connection".into())),
        Err(error) => return Err(read_error(&error, "the greeting")),
    };
    let plain_offered = match response.parsed() {
        Response::Data { status: Status::Bye, outcome, .. } => {
            let text = outcome.information.as_deref().unwrap_or("");
            return Err(ImapError::Bye(one_line(text)));
        }
        Response::Data { outcome, .. } => match &outcome.code {
            Some(ResponseCode::Capabilities(all)) => {
                all.iter().any(|one| matches!(one, Capability::Auth(name) if name == "PLAIN"))
            }
            _ => false,
        },
        _ => return Err(ImapError::Garbled { command: "the greeting".to_owned() }),
    };
    Ok(Connected { client, plain_offered })
}

fn capability_name(capability: &Capability<'_>) -> String {
    match capability {
        Capability::Imap4rev1 => "IMAP4REV1".to_owned(),
        Capability::Auth(name) => format!("AUTH={}", name.to_ascii_uppercase()),
        Capability::Atom(name) => name.to_ascii_uppercase(),
    }
}

fn login_error(error: &async_imap::error::Error) -> ImapError {
    use async_imap::error::Error;
    match error {
        Error::No(text) | Error::Bad(text) => ImapError::Login(server_words(text)),
        Error::Io(error) => read_error(error, "LOGIN"),
        Error::ConnectionLost => ImapError::Lost("the server closed the connection".to_owned()),
        Error::Validate(_) => {
            ImapError::Login("user name or password hold a line break".to_owned())
        }
        other => ImapError::Login(kind_of(other)),
    }
}

/// The crate wraps the server's words in its own debug form.
fn server_words(text: &str) -> String {
    let words = text.split_once("info: Some(\"").and_then(|(_, rest)| rest.rsplit_once("\")"));
    one_line(words.map_or(text, |(words, _)| words))
}

fn lost(error: &async_imap::error::Error) -> ImapError {
    match error {
        async_imap::error::Error::Io(error) => read_error(error, "a command"),
        _ => ImapError::Lost("the connection was lost".to_owned()),
    }
}

/// A parse error's text holds everything that was received, a resident's mail
/// perhaps: only its kind is told.
fn read_error(error: &io::Error, command: &str) -> ImapError {
    match error.kind() {
        io::ErrorKind::Other | io::ErrorKind::InvalidData => {
            ImapError::Garbled { command: command.to_owned() }
        }
        _ => ImapError::Lost(wire::in_words(error)),
    }
}

fn kind_of(error: &async_imap::error::Error) -> String {
    use async_imap::error::Error;
    match error {
        Error::No(text) | Error::Bad(text) => server_words(text),
        Error::Io(error) => wire::in_words(error),
        _ => "the connection was lost".to_owned(),
    }
}

/// Server text as one line of bounded length.
fn one_line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(200).collect::<String>().trim().to_owned()
}

/// `UID FETCH` of `UID FETCH 1:5 (…)`.
fn first_words(command: &str) -> String {
    let mut words = command.split(' ');
    match (words.next(), words.next()) {
        (Some("UID"), Some(second)) => format!("UID {second}"),
        (Some(first), _) => first.to_owned(),
        (None, _) => String::new(),
    }
}
