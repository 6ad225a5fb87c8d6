//! An IMAP mailbox: EXAMINE and BODY.PEEK[], so that nothing there changes.
//! Sizes are asked for first, bodies in batches; every UID that was asked for
//! is answered for.

#![allow(clippy::wildcard_enum_match_arm, reason = "the enums are imap-proto's, not ours")]

pub mod session;

use std::collections::BTreeMap;
use std::time::Duration;

use async_imap::imap_proto::{AttributeValue, MailboxDatum, Response};
use chrono::{DateTime, Utc};

use super::{Fetched, Item, Places, Seen, Survey, Woken};
use crate::config::ImapConfig;
use session::{ImapError, Result, Session};

/// IDLE is renewed at least this often: servers and routers forget quiet
/// connections long before the RFC's 29 minutes.
const IDLE_RENEWAL: Duration = Duration::from_secs(9 * 60);

/// UIDs in one command, so that no line grows beyond what servers take.
const UIDS_A_COMMAND: usize = 200;

/// An IMAP mailbox, connected when it is used.
#[derive(Debug)]
pub struct Imap {
    config: ImapConfig,
    connected: Option<Connected>,
}

#[derive(Debug)]
struct Connected {
    session: Session,
    validity: u32,
    can_idle: bool,
    /// The number of messages when it was last looked at.
    surveyed: u32,
}

impl Imap {
    pub(crate) fn new(config: ImapConfig) -> Self {
        Self { config, connected: None }
    }

    async fn connected(&mut self) -> Result<&mut Connected> {
        if self.connected.is_none() {
            let mut session = Session::open(&self.config).await?;
            let can_idle =
                self.config.idle && session.capabilities().await?.iter().any(|name| name == "IDLE");
            let validity = session.examine(&self.config.folder).await?.validity;
            let surveyed = session.exists;
            self.connected = Some(Connected { session, validity, can_idle, surveyed });
        }
        self.connected.as_mut().ok_or_else(|| ImapError::Lost("the connection was lost".to_owned()))
    }

    /// Runs something with the session; an error drops it.
    async fn with<T>(&mut self, work: impl AsyncFnOnce(&mut Connected) -> Result<T>) -> Result<T> {
        let done = work(self.connected().await?).await;
        if done.is_err() {
            self.connected = None;
        }
        done
    }

    pub(super) async fn survey(&mut self) -> Result<Survey> {
        self.with(async |connected| {
            let session = &mut connected.session;
            // A pending notice is given with the answer to any command.
            session.run("NOOP", |_| {}).await?;
            let exists = session.exists;
            let mut places = Places::new();
            session
                .run("UID SEARCH ALL", |response| {
                    if let Response::MailboxData(MailboxDatum::Search(uids)) = response {
                        uids.iter().for_each(|uid| places.insert_uid(*uid));
                    }
                })
                .await?;
            connected.surveyed = exists;
            Ok(Survey { validity: connected.validity, places })
        })
        .await
    }

    pub(super) async fn news(&mut self, known: &Places) -> Result<Survey> {
        let Some(highest) = known.highest_uid().and_then(|uid| uid.checked_add(1)) else {
            return self.survey().await;
        };
        self.with(async |connected| {
            let mut places = Places::new();
            let exists = connected.session.exists;
            // `n:*` names the last message even when it is below n.
            let command = format!("UID FETCH {highest}:* (UID)");
            connected
                .session
                .run(&command, |response| {
                    if let Some(uid) = fetched_uid(response).filter(|uid| *uid >= highest) {
                        places.insert_uid(uid);
                    }
                })
                .await?;
            connected.surveyed = exists;
            Ok(Survey { validity: connected.validity, places })
        })
        .await
    }

    pub(super) async fn items(&mut self, wanted: &[Seen]) -> Result<Vec<Item>> {
        self.with(async |connected| {
            let validity = connected.validity;
            let mut items = Vec::with_capacity(wanted.len());
            for uids in uid_lists(wanted, validity) {
                let set = Places::of_uids(uids).to_imap();
                let command = format!("UID FETCH {set} (UID RFC822.SIZE INTERNALDATE)");
                let mut found: BTreeMap<u32, Item> = BTreeMap::new();
                connected
                    .session
                    .run(&command, |response| {
                        if let Some((uid, item)) = item(response, validity) {
                            found.insert(uid, item);
                        }
                    })
                    .await?;
                items.extend(found.into_values());
            }
            Ok(items)
        })
        .await
    }

    pub(super) async fn fetch(&mut self, items: Vec<Item>) -> Result<Vec<Fetched>> {
        self.with(async |connected| {
            let seen: Vec<Seen> = items.iter().map(|item| item.seen.clone()).collect();
            let mut bodies: BTreeMap<u32, Vec<u8>> = BTreeMap::new();
            for uids in uid_lists(&seen, connected.validity) {
                let set = Places::of_uids(uids).to_imap();
                connected
                    .session
                    .run(&format!("UID FETCH {set} (UID BODY.PEEK[])"), |response| {
                        if let Some((uid, body)) = body(response) {
                            bodies.entry(uid).or_insert(body);
                        }
                    })
                    .await?;
            }
            let answer = |item: Item| {
                let bytes = match &item.seen {
                    Seen::Uid { uid, .. } => bodies.remove(uid),
                    Seen::File(_) => None,
                };
                Fetched { item, bytes }
            };
            Ok(items.into_iter().map(answer).collect())
        })
        .await
    }

    pub(super) async fn wait(&mut self, most: Duration) -> Result<Woken> {
        self.with(async |connected| {
            let known = connected.surveyed;
            if connected.session.exists != known {
                return Ok(Woken::Notice);
            }
            if connected.can_idle {
                connected.session.idle(known, most.min(IDLE_RENEWAL)).await?;
            } else {
                tokio::time::sleep(most).await;
            }
            let news = connected.session.exists > known;
            connected.surveyed = connected.session.exists;
            Ok(if news { Woken::Notice } else { Woken::Time })
        })
        .await
    }

    pub(super) async fn close(&mut self) {
        if let Some(connected) = self.connected.take() {
            connected.session.logout().await;
        }
    }
}

fn uid_lists(seen: &[Seen], validity: u32) -> Vec<Vec<u32>> {
    let uids: Vec<u32> = seen
        .iter()
        .filter_map(|seen| match seen {
            Seen::Uid { validity: of, uid } if *of == validity => Some(*uid),
            Seen::Uid { .. } | Seen::File(_) => None,
        })
        .collect();
    uids.chunks(UIDS_A_COMMAND).map(<[u32]>::to_vec).collect()
}

fn attributes<'r>(response: &'r Response<'_>) -> &'r [AttributeValue<'r>] {
    match response {
        Response::Fetch(_, attributes) => attributes,
        _ => &[],
    }
}

fn fetched_uid(response: &Response<'_>) -> Option<u32> {
    attributes(response).iter().find_map(|attribute| match attribute {
        AttributeValue::Uid(uid) => Some(*uid),
        _ => None,
    })
}

fn item(response: &Response<'_>, validity: u32) -> Option<(u32, Item)> {
    let uid = fetched_uid(response)?;
    let mut size = None;
    let mut arrived = None;
    for attribute in attributes(response) {
        match attribute {
            AttributeValue::Rfc822Size(bytes) => size = Some(u64::from(*bytes)),
            AttributeValue::InternalDate(date) => arrived = internal_date(date),
            _ => {}
        }
    }
    // A server that gives no date for a mail leaves it to the epoch; intake
    // then takes the mail's own.
    let arrived = arrived.unwrap_or_default();
    Some((uid, Item { seen: Seen::Uid { validity, uid }, size: size?, arrived }))
}

/// ` 7-Feb-2026 21:52:25 +0100` (RFC 9051, 9, date-time).
fn internal_date(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_str(text.trim(), "%e-%b-%Y %H:%M:%S %z").ok().map(|at| at.to_utc())
}

fn body(response: &Response<'_>) -> Option<(u32, Vec<u8>)> {
    let uid = fetched_uid(response)?;
    attributes(response).iter().find_map(|attribute| match attribute {
        AttributeValue::BodySection { section: None, data: Some(data), .. } => {
            Some((uid, data.to_vec()))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_dates_are_read() {
        let at = internal_date(" 7-Feb-2026 21:52:25 +0100").unwrap();
        assert_eq!(at.to_rfc3339(), "2026-02-07T20:52:25+00:00");
        assert_eq!(
            internal_date("17-Jul-1996 02:44:25 -0700").unwrap().to_rfc3339(),
            "1996-07-17T09:44:25+00:00"
        );
    }
}
