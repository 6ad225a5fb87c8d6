//! SMTP verb by verb (RFC 5321): the verb that failed is known, and with it
//! whether the letter is refused, may be tried again, or may have been taken.

use std::error::Error as _;
use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::response::Response;
use secrecy::ExposeSecret;
use tokio::time::timeout;

use super::Outcome;
use super::stream::Stream;
use crate::config::{SmtpConfig, Tls};
use crate::letters::Composed;
use crate::wire;

/// An SMTP server, connected when there is something to send.
pub struct Smtp {
    config: SmtpConfig,
    hello: ClientId,
    connection: Option<AsyncSmtpConnection>,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Smtp").field("host", &self.config.host).finish_non_exhaustive()
    }
}

/// How a verb failed.
enum Failure {
    /// The server answered with that code and those words.
    Answer(u16, String),
    /// No answer: the connection was lost or the server silent.
    Lost(String),
}

/// The verbs before the body. What a 5xx to them means differs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verb {
    Mail,
    Rcpt,
    Data,
}

impl Smtp {
    pub(super) fn new(config: SmtpConfig, hello: String) -> Self {
        Self { config, hello: ClientId::Domain(hello), connection: None }
    }

    pub(super) async fn send(
        &mut self,
        letter: &Composed,
        before_body: impl AsyncFnOnce() -> bool,
    ) -> Outcome {
        let reused = self.connection.is_some();
        if let Err(why) = self.connect().await {
            return Outcome::Down(why);
        }
        let mut announced = self.announce(letter).await;
        // A server may close a connection that was idle; nothing of this
        // letter has been said on it, so a new one is tried at once.
        if reused && matches!(announced, Err((Failure::Lost(_), Verb::Mail))) {
            self.connection = None;
            if let Err(why) = self.connect().await {
                return Outcome::Down(why);
            }
            announced = self.announce(letter).await;
        }
        if let Err((failure, verb)) = announced {
            return self.not_announced(failure, verb).await;
        }
        if !before_body().await {
            self.drop_connection().await;
            return Outcome::Retry("the store could not record that the letter goes out".into());
        }
        self.body(&letter.bytes).await
    }

    pub(super) async fn probe(&mut self) -> Result<(), String> {
        self.connection = None;
        self.connect().await?;
        self.rest().await;
        Ok(())
    }

    pub(super) async fn rest(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            let _ = timeout(self.config.timeout, connection.quit()).await;
        }
    }

    async fn connect(&mut self) -> Result<(), String> {
        if self.connection.is_none() {
            self.connection = Some(open(&self.config, &self.hello).await?);
        }
        Ok(())
    }

    /// MAIL, RCPT, DATA.
    async fn announce(&mut self, letter: &Composed) -> Result<(), (Failure, Verb)> {
        let allowed = self.config.timeout;
        let Some(connection) = &mut self.connection else {
            return Err((Failure::Lost("not connected".to_owned()), Verb::Mail));
        };
        let (from, to): (&str, &str) = (letter.from.as_ref(), letter.to.as_ref());
        let mut parameters = Vec::new();
        if !from.is_ascii() || !to.is_ascii() {
            if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                let words = "the server does not take addresses beyond ASCII (SMTPUTF8)";
                return Err((Failure::Answer(553, words.to_owned()), Verb::Rcpt));
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        let mail = Mail::new(Some(letter.from.clone()), parameters);
        answer(allowed, connection.command(mail)).await.map_err(|failure| (failure, Verb::Mail))?;
        let rcpt = Rcpt::new(letter.to.clone(), Vec::new());
        answer(allowed, connection.command(rcpt)).await.map_err(|failure| (failure, Verb::Rcpt))?;
        let data = answer(allowed, connection.command(Data)).await;
        let data = data.map_err(|failure| (failure, Verb::Data))?;
        if !data.has_code(354) {
            let words = format!("the server answered DATA with {}", words_of(&data));
            return Err((Failure::Lost(words), Verb::Data));
        }
        Ok(())
    }

    async fn not_announced(&mut self, failure: Failure, verb: Verb) -> Outcome {
        match failure {
            Failure::Lost(why) => {
                self.connection = None;
                Outcome::Retry(why)
            }
            Failure::Answer(421, words) => {
                self.connection = None;
                Outcome::Retry(words)
            }
            Failure::Answer(code, words) => {
                self.reset().await;
                // RFC 5321, 4.5.3.1.10: 552 to RCPT is to be taken for 452.
                let final_word = code >= 500 && !(verb == Verb::Rcpt && code == 552);
                if final_word { Outcome::Refused(words) } else { Outcome::Retry(words) }
            }
        }
    }

    async fn body(&mut self, bytes: &[u8]) -> Outcome {
        let Some(connection) = &mut self.connection else {
            return Outcome::Retry("not connected".to_owned());
        };
        // The client asks for the next chunk after it has sent the last: when
        // there is none, it goes on to the final dot.
        let dot = AtomicBool::new(false);
        let mut chunks = bytes.chunks(64 * 1024);
        let chunks = std::iter::from_fn(|| {
            let chunk = chunks.next();
            dot.store(chunk.is_none(), Ordering::Relaxed);
            chunk
        });
        // No limit of its own: a large letter takes as long as bytes move.
        let sent = connection.message_iter(chunks).await;
        let outcome = match sent {
            Ok(response) if matches!(u16::from(response.code()), 200..=299) => {
                return Outcome::Sent(words_of(&response));
            }
            Ok(response) => Outcome::Uncertain(words_of(&response)),
            Err(error) => match (failure(&error), dot.load(Ordering::Relaxed)) {
                (Failure::Answer(421, words), _) => Outcome::Retry(words),
                (Failure::Answer(code, words), _) if code >= 500 => {
                    self.reset().await;
                    return Outcome::Refused(words);
                }
                (Failure::Answer(_, words), _) => {
                    self.reset().await;
                    return Outcome::Retry(words);
                }
                (Failure::Lost(why), false) => Outcome::Retry(why),
                (Failure::Lost(why), true) => Outcome::Uncertain(why),
            },
        };
        self.connection = None;
        outcome
    }

    /// Forgets the letter that the server did not take, so that the next can
    /// go over the same connection.
    async fn reset(&mut self) {
        if let Some(connection) = &mut self.connection
            && answer(self.config.timeout, connection.command(Rset)).await.is_err()
        {
            self.connection = None;
        }
    }

    /// Leaves without a word: after DATA the server waits for a body.
    async fn drop_connection(&mut self) {
        self.connection = None;
    }
}

/// Connects, protects the connection and logs in. Whatever goes wrong here is
/// about the server, never about a letter.
async fn open(config: &SmtpConfig, hello: &ClientId) -> Result<AsyncSmtpConnection, String> {
    let allowed = config.timeout;
    let in_words = |error: std::io::Error| wire::in_words(&error);
    let tcp = wire::connect(&config.host, config.port, allowed).await.map_err(in_words)?;
    let peer = tcp.peer();
    let stream = match config.tls {
        Tls::Implicit => {
            let tls = wire::tls_config(config.ca_file.as_deref()).map_err(in_words)?;
            let stream =
                wire::start_tls(tcp, &config.host, tls, allowed).await.map_err(in_words)?;
            Stream::new(Box::new(stream), peer)
        }
        Tls::StartTls | Tls::None => Stream::new(Box::new(tcp), peer),
    };
    let greeting = AsyncSmtpConnection::connect_with_transport(Box::new(stream), hello);
    let mut connection = usable(allowed, greeting).await?;
    if config.tls == Tls::StartTls {
        let parameters = tls_parameters(config)?;
        usable(allowed, connection.starttls(parameters, hello)).await?;
    }
    if let Some(login) = &config.login {
        let password = login.password.expose_secret().to_owned();
        let credentials = Credentials::new(login.username.clone(), password);
        let mechanisms = [Mechanism::Plain, Mechanism::Login];
        usable(allowed, connection.auth(&mechanisms, &credentials)).await?;
    }
    Ok(connection)
}

fn tls_parameters(config: &SmtpConfig) -> Result<TlsParameters, String> {
    let mut builder = TlsParameters::builder(config.host.clone());
    if let Some(path) = &config.ca_file {
        let wrong = |why: String| format!("{}: {why}", path.display());
        let pem = std::fs::read(path).map_err(|error| wrong(error.to_string()))?;
        let certificate = Certificate::from_pem(&pem).map_err(|error| wrong(error.to_string()))?;
        builder = builder.add_root_certificate(certificate);
    }
    builder.build_rustls().map_err(|error| error.to_string())
}

async fn usable<T>(
    allowed: Duration,
    step: impl Future<Output = Result<T, Error>>,
) -> Result<T, String> {
    match timeout(allowed, step).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(match failure(&error) {
            Failure::Answer(_, words) | Failure::Lost(words) => words,
        }),
        Err(_) => Err("the server has been silent for too long".to_owned()),
    }
}

async fn answer(
    allowed: Duration,
    verb: impl Future<Output = Result<Response, Error>>,
) -> Result<Response, Failure> {
    match timeout(allowed, verb).await {
        Ok(Ok(response)) => Ok(response),
        Ok(Err(error)) => Err(failure(&error)),
        Err(_) => Err(Failure::Lost("the server has been silent for too long".to_owned())),
    }
}

fn failure(error: &Error) -> Failure {
    match error.status() {
        Some(code) => {
            let words = error.source().map(ToString::to_string).unwrap_or_default();
            let code = u16::from(code);
            Failure::Answer(code, one_line(&format!("{code} {words}")))
        }
        None => Failure::Lost(one_line(&lost_words(error))),
    }
}

fn lost_words(error: &Error) -> String {
    let io = error.source().and_then(|source| source.downcast_ref::<std::io::Error>());
    match io {
        Some(io) => wire::in_words(io),
        None if error.is_response() => "the server closed the connection".to_owned(),
        None => error.source().map_or_else(|| error.to_string(), ToString::to_string),
    }
}

fn words_of(response: &Response) -> String {
    let words: Vec<&str> = response.message().collect();
    one_line(&format!("{} {}", u16::from(response.code()), words.join(" ")))
}

/// Server text as one line of bounded length.
fn one_line(text: &str) -> String {
    let text: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(500).collect();
    text.trim().to_owned()
}
