//! Redress looks after a council's complaints mailbox: it reads each message as
//! it arrives, decides by rules what it is, logs a case, acknowledges it, works
//! out deadlines in working days, reminds officers, and keeps the record.
//!
//! # The path of a message
//!
//! 1. [`mailbox`] gives new raw messages of an IMAP folder or a Maildir, and
//!    changes nothing there.
//! 2. [`intake`] judges each on a thread of its own: [`message`] says what it is
//!    and who or what sent it, [`rules`] which kind it is and why.
//! 3. Still in [`intake`], it gets its one outcome. What belongs to no case opens
//!    one: [`casework`] decides, purely, what follows (events, duties with days
//!    counted by [`policy`], letters to be written).
//! 4. [`clerk`] renders the [`letters`] and saves all of it in [`store`], in the
//!    same transaction as the raw message. Many messages share one commit.
//! 5. [`sender`] claims letters from the outbox, and [`delivery`] says them to the
//!    mail server verb by verb. What the server answered becomes an input to
//!    [`casework`]: its 250 is the acknowledgement.
//! 6. [`reminders`] asks [`casework`] what the passing of time calls for.
//!
//! [`daemon`] opens everything and runs the loops; [`council`] is one version of
//! the files that the council edits, [`config`] the configuration; [`cli`] has
//! the commands.
//!
//! # What always holds
//!
//! - Raw first: bytes and place of a message are stored no later than its outcome,
//!   and nothing is answered before that commit.
//! - Every input changes the store in one transaction, or not at all.
//! - The outbox is the only way out. Intake and reminders can't send; the sender
//!   can't decide.
//! - A letter to a resident needs a [`message::ReplyAddress`], which comes from a
//!   person's mail or an officer's entry only, or goes on paper; one to staff needs a [`casework::StaffAddress`].
//! - [`message`], [`rules`], [`policy`], [`casework`] and [`letters`] are pure: no
//!   clock, no files, no network, no waiting. Every `now` is given.
//!
//! `ARCHITECTURE.md` follows one mail with the names of functions, and gives the
//! reasons.

pub mod casework;
pub mod clerk;
pub mod cli;
pub mod clock;
pub mod config;
pub mod council;
pub mod crash;
pub mod daemon;
pub mod delivery;
pub mod fault;
pub mod intake;
pub mod letters;
pub mod mailbox;
pub mod message;
pub mod policy;
pub mod printer;
pub mod rehearsal;
pub mod reminders;
pub mod rules;
pub mod sender;
pub mod shipped;
pub mod store;
pub mod toml_file;
pub mod wire;
