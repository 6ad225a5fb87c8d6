//! One integration binary. Edges are tested against real servers: Dovecot,
//! Postfix, SQLite files; the faults that real servers do not show on demand
//! come from scripted ones.

mod crash;
mod delivery;
mod flow;
mod generated;
mod imap_traps;
mod servers;
mod setup;
