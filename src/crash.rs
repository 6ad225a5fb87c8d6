//! Places at which a test may end the process, to show that nothing is lost or
//! done twice. In a release build they are nothing.

/// Ends the process as `kill -9` would when `REDRESS_CRASH_AT` names this place,
/// with `name:3` at the third time.
#[cfg(debug_assertions)]
pub fn point(name: &str) {
    use std::sync::atomic::{AtomicU32, Ordering};
    static PASSED: AtomicU32 = AtomicU32::new(0);
    let Ok(wanted) = std::env::var("REDRESS_CRASH_AT") else { return };
    let (place, times) = wanted.split_once(':').unwrap_or((&wanted, "1"));
    if place == name && PASSED.fetch_add(1, Ordering::SeqCst) + 1 >= times.parse().unwrap_or(1) {
        std::process::abort();
    }
}

/// Ends the process on a message that holds the words of `REDRESS_CRASH_ON`: the
/// mail that nobody foresaw.
#[cfg(debug_assertions)]
pub fn on_message(bytes: &[u8]) {
    let Ok(words) = std::env::var("REDRESS_CRASH_ON") else { return };
    if bytes.windows(words.len()).any(|window| window == words.as_bytes()) {
        std::process::abort();
    }
}

/// Nothing in a release build.
#[cfg(not(debug_assertions))]
pub fn point(_name: &str) {}

/// Nothing in a release build.
#[cfg(not(debug_assertions))]
pub fn on_message(_bytes: &[u8]) {}
