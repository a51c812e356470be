//! Records of the program's own in `.sanvat/`: one is there whole, as it was written, or not at all.
//!
//! Before each stands a hash of all of it. What is cut, damaged, of another form or too long to be ours
//! is taken for one that is not there.

use crate::disk::beneath;
use crate::disk::cache::Key;
use crate::disk::ops::Ops;
use crate::disk::own;
use std::ops::Deref;
use std::os::fd::AsFd;
use std::path::Path;

/// Longest record: that of two million files with long paths.
const MAX: u64 = 1 << 30;
/// Bytes of the hash.
const SEAL: usize = 32;

/// Where a record is kept, and in what form.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawer {
    /// Its name in `.sanvat/`.
    pub(super) name: &'static str,
    /// The first line of the form that this program writes and knows.
    pub(super) form: &'static str,
}

/// What stood in a record.
#[derive(Debug)]
pub struct Sealed {
    whole: Vec<u8>,
    from: usize,
    /// The hash of it: two records of one seal are the same.
    pub(super) seal: Key,
}

impl Deref for Sealed {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.whole[self.from..]
    }
}

impl Drawer {
    /// The record; `None` where there is none to be trusted.
    pub(super) fn read(self, root: &Path) -> Option<Sealed> {
        let site = beneath::root(root).ok()?;
        let path = format!(".sanvat/{}", self.name);
        let opened = beneath::open(site.as_fd(), &path, MAX);
        let whole = opened.and_then(beneath::Opened::whole).ok()?;
        let (seal, rest) = whole.split_at_checked(SEAL)?;
        let seal = seal.try_into().ok()?;
        let is_ours = rest.starts_with(self.form.as_bytes());
        let from = SEAL + self.form.len();
        (is_ours && *blake3::hash(rest).as_bytes() == seal).then_some(Sealed { whole, from, seal })
    }

    /// Keeps a record and gives its seal; `None` where that cannot be done, and nothing is kept.
    pub(super) fn write(self, root: &Path, record: &[u8]) -> Option<Key> {
        let ops = Ops::default();
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.form.as_bytes());
        hasher.update(record);
        let seal = *hasher.finalize().as_bytes();
        let pieces = [&seal[..], self.form.as_bytes(), record];
        let own = own::base(&ops, root).ok()?;
        own::replace(&ops, &own, self.name.as_bytes(), &pieces).ok()?;
        Some(seal)
    }
}
