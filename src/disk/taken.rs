//! The files of a tree that is being built, once all are known: sorted by path.

use crate::disk::old::Old;
use crate::disk::published::{Kept, Written};

/// A file of the new tree.
#[derive(Debug)]
pub(super) struct Taken {
    /// With the mark of the file that holds its bytes now.
    pub(super) kept: Kept,
    /// Stands in the old tree with the same bytes, and not yet in the new one.
    pub(super) same: bool,
}

impl Taken {
    fn path(&self) -> &[u8] {
        self.kept.path.as_bytes()
    }
}

/// The path of two of them.
pub(super) fn twice(taken: &[Taken]) -> Option<&str> {
    let mut pairs = taken.windows(2);
    let twice = pairs.find(|pair| pair[0].kept.path == pair[1].kept.path);
    twice.map(|pair| &*pair[0].kept.path)
}

/// Whether one has this path.
pub(super) fn has(taken: &[Taken], path: &[u8]) -> bool {
    taken
        .binary_search_by(|taken| taken.path().cmp(path))
        .is_ok()
}

/// Whether one is somewhere below this folder.
pub(super) fn is_above(taken: &[Taken], folder: &[u8]) -> bool {
    let inside = [folder, b"/"].concat();
    let at = taken.partition_point(|taken| *taken.path() < *inside);
    taken
        .get(at)
        .is_some_and(|taken| taken.path().starts_with(&inside))
}

/// What they change in the tree that is published now.
pub(super) fn count(taken: &[Taken], old: Option<&Old>) -> Written {
    let unchanged = taken.iter().filter(|taken| taken.same).count();
    let ours = old.into_iter().flat_map(|old| &old.ours);
    Written {
        written: taken.len() - unchanged,
        unchanged,
        removed: ours.filter(|path| !has(taken, path)).count(),
        files: taken.len(),
        bytes: taken.iter().map(|taken| taken.kept.bytes).sum(),
        changed: false,
    }
}

/// What a later build is to know of them.
pub(super) fn kept(taken: Vec<Taken>) -> Vec<Kept> {
    taken.into_iter().map(|taken| taken.kept).collect()
}
