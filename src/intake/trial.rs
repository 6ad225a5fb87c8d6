//! After an unclean stop nobody knows whether a message ended the program. Those
//! that can have been in flight are first judged by a child process: when that
//! is ended by a signal, or takes too long, they are tried one by one, and the
//! one to blame is held; the daemon itself never begins with it.

use std::io::Read;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use super::judge::{Arrival, Judgement};
use crate::council::Rulebook;
use crate::message::Seen;

/// The hidden command that the child runs.
pub const COMMAND: &str = "judge-from-stdin";

/// Far beyond what any message takes.
const LONGEST: Duration = Duration::from_secs(30);

/// Tries messages; for each, Err says how it failed. A child that can't be
/// started proves nothing and blames nobody.
pub(super) async fn of(mails: &[&[u8]], rules: Option<&Path>) -> Vec<Result<(), String>> {
    if survive(mails, rules).await.is_ok() {
        return mails.iter().map(|_| Ok(())).collect();
    }
    let mut verdicts = Vec::with_capacity(mails.len());
    for mail in mails {
        verdicts.push(survive(&[mail], rules).await);
    }
    verdicts
}

async fn survive(mails: &[&[u8]], rules: Option<&Path>) -> Result<(), String> {
    let Ok(program) = std::env::current_exe() else { return Ok(()) };
    let mut command = Command::new(program);
    command.arg(COMMAND);
    if let Some(rules) = rules {
        command.arg("--rules").arg(rules);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    let Ok(mut child) = command.spawn() else { return Ok(()) };
    let judged = async {
        if let Some(mut input) = child.stdin.take() {
            for mail in mails {
                // A child that has died no longer reads; its end is told below.
                let _ = input.write_all(&(mail.len() as u64).to_be_bytes()).await;
                let _ = input.write_all(mail).await;
            }
        }
        child.wait().await
    };
    match tokio::time::timeout(LONGEST, judged).await {
        Ok(Ok(status)) if status.code().is_none() => {
            Err(format!("judging it ends the program ({status})"))
        }
        Ok(_) => Ok(()),
        Err(_) => Err(format!("judging it takes longer than {} seconds", LONGEST.as_secs())),
    }
}

/// The child's half: judges every message that comes, and says nothing.
///
/// # Errors
/// When standard input can't be read.
pub fn judge_all(mut input: impl Read, rulebook: &Rulebook) -> std::io::Result<()> {
    let judgement = Judgement::default();
    let mut length = [0; 8];
    while input.read_exact(&mut length).is_ok() {
        let mut mail = Vec::new();
        input.by_ref().take(u64::from_be_bytes(length)).read_to_end(&mut mail)?;
        let seen = Seen::File(String::new());
        judgement.judge(rulebook, seen, mail, Arrival::File(chrono::DateTime::UNIX_EPOCH));
    }
    Ok(())
}
