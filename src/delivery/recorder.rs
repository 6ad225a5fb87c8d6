//! A way out that leads nowhere: for rehearsals. It takes every letter, but
//! for addresses that a story says are refused.

use std::collections::BTreeSet;

use super::Outcome;
use crate::letters::Composed;

/// Takes letters and sends none.
#[derive(Debug, Clone, Default)]
pub struct Recorder {
    /// Addresses, in lower case, that it refuses as a mail server would.
    pub refuses: BTreeSet<String>,
}

impl Recorder {
    pub(super) async fn send(
        &mut self,
        letter: &Composed,
        before_body: impl AsyncFnOnce() -> bool,
    ) -> Outcome {
        if self.refuses.contains(&letter.to.to_string().to_lowercase()) {
            return Outcome::Refused("550 5.1.1 no such user".to_owned());
        }
        if !before_body().await {
            return Outcome::Retry("the store could not record that the letter goes out".into());
        }
        Outcome::Sent("250 rehearsed".to_owned())
    }
}
