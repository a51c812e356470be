//! The spare tree of a site that was never published, made with the output file by file.
//!
//! The build after the first would have to make it, and look through two trees for it. Here each file gets its
//! second name as it is written, while the kernel has its folder at hand. It is a help and no more: where
//! anything of it fails, there is none, and the output is made all the same.

use crate::disk::begun;
use crate::disk::clear::{self, MARKER};
use crate::disk::ops::{Ops, in_its_folder};
use crate::disk::own;
use crate::disk::spare;
use rustix::io::Errno;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// A spare tree being made. Dropped without [`Twin::end`], it is removed.
#[derive(Debug)]
pub(super) struct Twin {
    ops: Ops,
    /// `.sanvat/`, where it is.
    base: OwnedFd,
    /// `None` once it is handed on.
    tree: Option<OwnedFd>,
    /// Whether the umask takes rights away that must be given back.
    set_modes: bool,
    failed: AtomicBool,
}

impl Twin {
    /// `None` where it cannot be made, or one is there: of a site whose output somebody removed.
    pub(super) fn begin(ops: &Ops, root: &Path) -> Option<Twin> {
        let base = own::base(ops, root).ok()?;
        let begin = || begun::tree(ops, base.as_fd(), spare::NAME);
        let begun = match begin() {
            Err(Errno::EXIST) if spare::clear_unfinished(ops, &base) => begin(),
            begun => begun,
        };
        let (tree, set_modes) = begun.ok()?;
        // Builds to other outputs of the same site reach for it too; whoever was quicker clears it.
        if !ops.hold(&tree).unwrap_or_default() {
            return None;
        }
        Some(Twin {
            ops: ops.clone(),
            base,
            tree: Some(tree),
            set_modes,
            failed: AtomicBool::new(false),
        })
    }

    /// Gives a file of the new tree its second name.
    pub(super) fn link(&self, new: BorrowedFd<'_>, path: &[u8]) {
        let Some(tree) = &self.tree else { return };
        if self.failed.load(Ordering::Relaxed) {
            return;
        }
        let (ops, tree) = (&self.ops, tree.as_fd());
        let link = || ops.link(new, tree, path);
        if in_its_folder(ops, tree, path, self.set_modes, link).is_err() {
            self.failed.store(true, Ordering::Relaxed);
        }
    }

    /// The tree, which has all names that the output has; `None` where it has not, and is gone.
    pub(super) fn end(mut self) -> Option<OwnedFd> {
        let tree = self.tree.as_ref()?;
        let is_whole = !self.failed.load(Ordering::Relaxed)
            && self.ops.remove_file(tree.as_fd(), MARKER).is_ok();
        if is_whole { self.tree.take() } else { None }
    }
}

impl Drop for Twin {
    fn drop(&mut self) {
        if self.tree.is_some() {
            let _ = clear::everything(&self.ops, self.base.as_fd(), spare::NAME);
        }
    }
}
