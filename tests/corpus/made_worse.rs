//! The collection's mails as they are and made worse: all hold together.

use proptest::prelude::*;

use super::mutate::mutated;
use super::unbreakable::hold_together;
use super::{Item, items};

fn mails() -> &'static [Vec<u8>] {
    static MAILS: std::sync::OnceLock<Vec<Vec<u8>>> = std::sync::OnceLock::new();
    MAILS.get_or_init(|| items().iter().map(Item::message).collect())
}

#[test]
fn every_mail_of_the_collection_holds_together() {
    for item in items() {
        let held = std::panic::catch_unwind(|| hold_together(&item.message()));
        assert!(held.is_ok(), "{}", item.file);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..Default::default() })]
    #[test]
    fn mails_made_worse_hold_together(seed in any::<u64>()) {
        hold_together(&mutated(mails(), &mut fastrand::Rng::with_seed(seed)));
    }
}
