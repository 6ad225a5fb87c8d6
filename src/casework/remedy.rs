//! What the council has promised to do, by when and by whom (Code 6.6, 7.3).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A promised action. Its number on the case is its place, from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remedy {
    /// Until the end of that day in London.
    pub due: NaiveDate,
    /// Id of the officer who sees to it.
    pub officer: String,
    /// What will be done.
    pub what: String,
    /// It is done.
    pub done: bool,
}
