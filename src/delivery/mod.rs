//! One letter out of the house, by SMTP or into a Maildir, and what became of
//! it. It knows no cases, and it alone names lettre's transports.

mod maildir;
pub mod paper;
mod recorder;
mod smtp;
mod stream;

use crate::config::DeliveryConfig;
use crate::letters::Composed;

pub use recorder::Recorder;

/// What became of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The mail server has taken it: its words.
    Sent(String),
    /// Not for now: the server's words about this letter.
    Retry(String),
    /// Never: the server's words about this letter.
    Refused(String),
    /// The connection was lost after the end of the body was sent: the server
    /// may have taken it.
    Uncertain(String),
    /// The server can't be used at all; nothing is wrong with the letter.
    Down(String),
}

/// A way out.
#[derive(Debug)]
pub enum Delivery {
    /// An SMTP server.
    Smtp(Box<smtp::Smtp>),
    /// A Maildir.
    Maildir(maildir::Maildir),
    /// Nowhere, in a rehearsal.
    Recorder(Recorder),
}

impl Delivery {
    /// The way out of a mailbox. `hello` is the domain that EHLO names.
    pub fn new(config: &DeliveryConfig, hello: String) -> Self {
        match config {
            DeliveryConfig::Smtp(config) => {
                Delivery::Smtp(Box::new(smtp::Smtp::new((**config).clone(), hello)))
            }
            DeliveryConfig::Maildir(path) => Delivery::Maildir(maildir::Maildir::new(path.clone())),
        }
    }

    /// Sends one letter. `before_body` is awaited right before the body goes
    /// out; when it says no, the body does not go out.
    pub async fn send(
        &mut self,
        letter: &Composed,
        before_body: impl AsyncFnOnce() -> bool,
    ) -> Outcome {
        match self {
            Delivery::Smtp(smtp) => smtp.send(letter, before_body).await,
            Delivery::Maildir(maildir) => maildir.send(letter, before_body).await,
            Delivery::Recorder(recorder) => recorder.send(letter, before_body).await,
        }
    }

    /// Connects and logs in without sending anything.
    ///
    /// # Errors
    /// What went wrong, in words.
    pub async fn probe(&mut self) -> Result<(), String> {
        match self {
            Delivery::Smtp(smtp) => smtp.probe().await,
            Delivery::Maildir(maildir) => maildir.probe(),
            Delivery::Recorder(_) => Ok(()),
        }
    }

    /// Ends the connection while there is nothing to send.
    pub async fn rest(&mut self) {
        if let Delivery::Smtp(smtp) = self {
            smtp.rest().await;
        }
    }
}
