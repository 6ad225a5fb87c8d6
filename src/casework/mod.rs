//! A case and its life: what it owes, what happens next, who deals with it.
//! Pure: [`decide()`] turns a case and an [`Input`](decide::Input) into events and
//! letters; [`Case::apply`](case::Case::apply) turns events into the case. No
//! clock is read here; every `now` is given.

pub mod act;
pub mod action;
pub mod case;
pub mod cover;
pub mod dealings;
pub mod decide;
pub mod duty;
pub mod event;
pub mod group;
pub mod guard;
pub mod kind;
pub mod letter;
mod letter_kind;
pub mod owing;
pub mod people;
pub mod reach;
pub mod remedy;

pub use action::{Action, Verb};
pub use case::{Case, Holder, Kind, Party, State};
pub use cover::Barred;
pub use decide::{Decision, decide};
pub use duty::{Duty, DutyKey, DutyKind, DutyState};
pub use event::{Event, MessageRef, Writer};
pub use group::Member;
pub use guard::HeldBack;
pub use letter::{Letter, LetterKind, Outgoing};
pub use owing::Owing;
pub use people::{Officer, People, Role, StaffAddress, Team};
pub use reach::Reach;
pub use remedy::Remedy;
