//! The guard before letters that go to residents by themselves: a loop or a
//! flood ends in duties for officers, never in letters. Pure: it decides over
//! counts that were read in the transaction that would queue the letter.

/// Letters to residents that were queued within the last hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outflow {
    /// To this address, from any mailbox.
    pub to_address: u32,
    /// Of this mailbox.
    pub of_mailbox: u32,
    /// The breaker has opened and not yet closed.
    pub breaker_open: bool,
}

/// How many may go out within an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caps {
    /// To one address.
    pub per_address: u32,
    /// Of the mailbox: at this count the breaker opens.
    pub per_mailbox: u32,
}

/// Why a letter is not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeldBack {
    /// The address has had enough.
    #[error("{0} letters went to this address within an hour")]
    Address(u32),
    /// The mailbox has written so much that it may be a loop.
    #[error("the breaker is open: the mailbox wrote {0} letters to residents within an hour")]
    Breaker(u32),
}

/// Whether one more letter may go out.
///
/// # Errors
/// [`HeldBack`] with what stands against it.
pub fn may_write(outflow: Outflow, caps: Caps) -> Result<(), HeldBack> {
    if breaker_is_open(outflow, caps) {
        return Err(HeldBack::Breaker(outflow.of_mailbox));
    }
    if outflow.to_address >= caps.per_address {
        return Err(HeldBack::Address(outflow.to_address));
    }
    Ok(())
}

/// The breaker opens at the cap and closes at half of it, so that it does not
/// open again with the next few letters.
pub fn breaker_is_open(outflow: Outflow, caps: Caps) -> bool {
    match outflow.breaker_open {
        false => outflow.of_mailbox >= caps.per_mailbox,
        true => outflow.of_mailbox > caps.per_mailbox / 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAPS: Caps = Caps { per_address: 5, per_mailbox: 100 };

    #[test]
    fn the_guard_counts_addresses_and_the_mailbox() {
        for (to_address, of_mailbox, breaker_open, expected) in [
            (0, 0, false, Ok(())),
            (4, 99, false, Ok(())),
            (5, 5, false, Err(HeldBack::Address(5))),
            (0, 100, false, Err(HeldBack::Breaker(100))),
            (9, 100, false, Err(HeldBack::Breaker(100))),
            (0, 99, true, Err(HeldBack::Breaker(99))),
            (0, 51, true, Err(HeldBack::Breaker(51))),
            (0, 50, true, Ok(())),
            (5, 50, true, Err(HeldBack::Address(5))),
        ] {
            let outflow = Outflow { to_address, of_mailbox, breaker_open };
            assert_eq!(may_write(outflow, CAPS), expected, "{outflow:?}");
        }
    }

    /// A machine that answers each letter with one of its own, and looks like a
    /// person to us: the cap ends it, whatever the pace.
    #[test]
    fn a_partner_that_answers_everything_gets_no_more_than_the_cap() {
        let mut sent: Vec<u32> = Vec::new();
        for minute in 0..240_u32 {
            let last_hour = sent.iter().filter(|at| **at + 60 > minute).count();
            let count = u32::try_from(last_hour).unwrap();
            let outflow = Outflow { to_address: count, of_mailbox: count, breaker_open: false };
            if may_write(outflow, CAPS).is_ok() {
                sent.push(minute);
            }
            let window = sent.iter().filter(|at| **at + 60 > minute).count();
            assert!(window <= 5);
        }
        assert_eq!(sent.len(), 20);
    }
}
