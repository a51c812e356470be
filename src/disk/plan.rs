//! The plan of the last build's site, kept in `.sanvat/plan` for the next to draw single pages by.
//!
//! What stands in it is known to who made it. It holds together with one record of a build
//! ([`crate::disk::last`]) alone, which names it by its hash.

use crate::disk::cache::Key;
use crate::disk::sealed::{Drawer, Sealed};
use std::path::Path;

const PLAN: Drawer = Drawer {
    name: "plan",
    form: "sanvat plan 1\n",
};

/// The plan of this hash; `None` where another or none is kept.
pub fn read(root: &Path, seal: &Key) -> Option<Sealed> {
    PLAN.read(root).filter(|sealed| sealed.seal == *seal)
}

/// Keeps a plan and gives its hash; `None` where that cannot be done.
pub fn write(root: &Path, plan: &[u8]) -> Option<Key> {
    PLAN.write(root, plan)
}
