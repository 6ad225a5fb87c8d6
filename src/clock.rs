//! The clock as a parameter: the daemon reads the real one, tests and
//! rehearsals wind their own.

use std::sync::Arc;

use chrono::{DateTime, SubsecRound, Utc};

/// Tells the time in whole seconds, UTC.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

impl Clock {
    /// A clock that asks a function.
    pub fn new(now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The present instant. Whole seconds: what is stored and what is decided
    /// with are then the same.
    pub fn now(&self) -> DateTime<Utc> {
        (self.0)().trunc_subsecs(0)
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}
