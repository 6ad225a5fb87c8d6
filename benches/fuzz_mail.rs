//! Reads mails that were made worse until the time is up, and keeps each that
//! breaks the reading or takes too long.
//!
//! `cargo bench --bench fuzz_mail -- --seconds 3600 --seed 1 --keep FOLDER [MAIL …]`
//! where the mails are files or folders of them; `tests/mail` if none is named.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "a driver that fails says where"
)]

#[path = "../tests/corpus/mutate.rs"]
mod mutate;
#[path = "../tests/corpus/unbreakable.rs"]
mod unbreakable;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A mail that takes longer is kept.
const SLOW: Duration = Duration::from_millis(200);

struct Wanted {
    seconds: u64,
    seed: u64,
    keep: PathBuf,
    mails: Vec<PathBuf>,
}

fn wanted() -> Wanted {
    let mut wanted = Wanted {
        seconds: 60,
        seed: 1,
        keep: std::env::temp_dir(),
        mails: vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail")],
    };
    let mut named = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().expect("a value");
        match argument.as_str() {
            "--seconds" => wanted.seconds = value().parse().expect("a number of seconds"),
            "--seed" => wanted.seed = value().parse().expect("a number"),
            "--keep" => wanted.keep = value().into(),
            "--bench" => {}
            path => named.push(path.into()),
        }
    }
    if !named.is_empty() {
        wanted.mails = named;
    }
    wanted
}

fn gather(path: &Path, mails: &mut Vec<Vec<u8>>) {
    if path.is_dir() {
        let mut paths: Vec<PathBuf> =
            std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths.iter().for_each(|path| gather(path, mails));
    } else if path.extension().is_some_and(|ending| ending == "eml") {
        // Larger ones would only cost executions.
        mails.extend(std::fs::read(path).ok().filter(|mail| mail.len() < 200_000));
    }
}

/// What this thread has computed so far: time on a busy machine says nothing.
fn computed() -> Duration {
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = schedule.split(' ').next().and_then(|first| first.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or(0))
}

fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM: ?");
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn main() {
    let wanted = wanted();
    let mut mails = Vec::new();
    wanted.mails.iter().for_each(|path| gather(path, &mut mails));
    assert!(!mails.is_empty(), "no mails were found");
    println!("{} mails, {} seconds, seed {}", mails.len(), wanted.seconds, wanted.seed);
    let start = Instant::now();
    let (mut done, mut read, mut broken, mut slow) = (0u64, 0u64, 0u64, 0u64);
    let mut slowest = (Duration::ZERO, 0);
    let mut told = start;
    while start.elapsed() < Duration::from_secs(wanted.seconds) {
        let seed = wanted.seed.wrapping_mul(1_000_000_007).wrapping_add(done);
        let mail = mutate::mutated(&mails, &mut fastrand::Rng::with_seed(seed));
        let before = computed();
        let held = std::panic::catch_unwind(|| unbreakable::hold_together(&mail));
        // `hold_together` reads twice.
        let took = (computed() - before) / 2;
        slowest = slowest.max((took, seed));
        done += 1;
        match held {
            Ok(was_read) => read += u64::from(was_read),
            Err(_) => {
                broken += 1;
                std::fs::write(wanted.keep.join(format!("broken-{seed}.eml")), &mail).unwrap();
            }
        }
        if took > SLOW {
            slow += 1;
            println!("slow: {took:?} for {} bytes, seed {seed}", mail.len());
            std::fs::write(wanted.keep.join(format!("slow-{seed}.eml")), &mail).unwrap();
        }
        if told.elapsed() > Duration::from_secs(300) {
            told = Instant::now();
            println!("{done} executions, {read} read, {broken} broken, {slow} slow, {}", memory());
        }
    }
    println!(
        "{done} executions in {:?}: {read} read, {broken} broken, {slow} slow, slowest {slowest:?}, {}",
        start.elapsed(),
        memory()
    );
    std::process::exit(i32::from(broken > 0));
}
