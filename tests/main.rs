//! One integration binary. Edges are tested against real servers: Dovecot,
//! Postfix, SQLite files; the faults that real servers do not show on demand
//! come from scripted ones.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::wildcard_enum_match_arm,
    clippy::too_many_lines,
    reason = "a test that fails says where"
)]

mod absence;
mod actions;
mod bad_input;
mod budgets;
mod calendar;
mod casework;
mod confirmed;
mod contract;
mod corpus;
mod council_rules;
mod crash;
mod delivery;
mod enter;
mod flow;
mod forms;
mod generated;
mod guard;
mod guide;
mod imap_traps;
mod letters;
mod life;
mod mailboxes;
mod migrations;
mod output;
mod policies;
mod postfix;
mod rehearse;
mod reports;
mod rule_files;
mod rules;
mod rules_guide;
mod sent;
mod servers;
mod setup;
mod store_trouble;
mod stories;
mod threads;
mod tidy;
mod tls;
mod unattended;
