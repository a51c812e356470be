//! Removing a staging folder or an old tree, and nothing else.

use crate::disk::manifest;
use crate::disk::old::as_good_as_empty;
use crate::disk::ops::{Ops, Result, make_parents};
use rustix::fs::FileType;
use rustix::io::Errno;
use std::os::fd::{AsFd, BorrowedFd};

/// Stands in a staging folder from its first to its last moment: all beside it is ours, or a
/// second name of a file that the output holds.
pub(super) const MARKER: &[u8] = b".sanvat-staging";

/// What became of a leftover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cleared {
    /// Nothing is there any more.
    Gone,
    /// Something is there that no build of ours left.
    NotOurs,
}

/// Removes what a killed build left under this name, if it is one of
/// - a staging folder (our marker inside, or nothing yet),
/// - a new tree just before the switch or an old one after it (our manifest inside, or
///   nothing but what git keeps an empty folder with).
///
/// Marker and manifest are removed last, so that a clearing that dies is recognised again.
pub(super) fn leftover(
    ops: &Ops,
    parent: BorrowedFd<'_>,
    name: &[u8],
    out: Option<BorrowedFd<'_>>,
) -> Result<Cleared> {
    let folder = match ops.folder(parent, name) {
        Ok(folder) => folder,
        Err(Errno::NOENT) => return Ok(Cleared::Gone),
        Err(Errno::NOTDIR | Errno::LOOP) => return Ok(Cleared::NotOurs),
        Err(error) => return Err(error),
    };
    let top = ops.list(folder.as_fd())?;
    let is_marked = top
        .iter()
        .any(|(name, kind)| name == MARKER && *kind == FileType::RegularFile);
    if is_marked {
        everything(ops, parent, name)?;
        return Ok(Cleared::Gone);
    }
    let listed = manifest::read(ops, folder.as_fd())?;
    if listed.is_none() && !as_good_as_empty(&top) {
        return Ok(Cleared::NotOurs);
    }
    old_tree(ops, parent, name, out, &listed.unwrap_or_default())?;
    Ok(Cleared::Gone)
}

/// Removes a staging folder that was never published.
pub(super) fn everything(ops: &Ops, parent: BorrowedFd<'_>, name: &[u8]) -> Result<()> {
    Clearing { ops, spare: None }.run(parent, name)
}

/// Removes an old tree. A file that is neither `listed` (sorted) nor the same file that `out`
/// holds under that path came in behind our back: it moves to `out`, unless another has taken
/// its place there.
pub(super) fn old_tree(
    ops: &Ops,
    parent: BorrowedFd<'_>,
    name: &[u8],
    out: Option<BorrowedFd<'_>>,
    listed: &[Vec<u8>],
) -> Result<()> {
    let spare = out.map(|out| Spare { out, listed });
    Clearing { ops, spare }.run(parent, name)
}

struct Clearing<'a> {
    ops: &'a Ops,
    spare: Option<Spare<'a>>,
}

struct Spare<'a> {
    out: BorrowedFd<'a>,
    listed: &'a [Vec<u8>],
}

impl Clearing<'_> {
    fn run(&self, parent: BorrowedFd<'_>, name: &[u8]) -> Result<()> {
        let folder = self.ops.folder(parent, name)?;
        self.inside(folder.as_fd(), &mut Vec::new())?;
        for mark in [manifest::NAME.as_bytes(), MARKER] {
            match self.ops.remove_file(folder.as_fd(), mark) {
                Ok(()) | Err(Errno::NOENT) => {}
                Err(error) => return Err(error),
            }
        }
        self.ops.remove_folder(parent, name)
    }

    /// Empties a folder; a link in it is removed, never followed.
    fn inside(&self, folder: BorrowedFd<'_>, path: &mut Vec<u8>) -> Result<()> {
        for (name, kind) in self.ops.list(folder)? {
            let length = path.len();
            if length > 0 {
                path.push(b'/');
            } else if kind != FileType::Directory
                && (name == MARKER || name == manifest::NAME.as_bytes())
            {
                continue;
            }
            path.extend_from_slice(&name);
            if kind == FileType::Directory {
                self.inside(self.ops.folder(folder, &name)?.as_fd(), path)?;
                self.ops.remove_folder(folder, &name)?;
            } else if !self.saved(folder, &name, path)? {
                self.ops.remove_file(folder, &name)?;
            }
            path.truncate(length);
        }
        Ok(())
    }

    /// Whether the file was not ours to delete and has moved into the output.
    fn saved(&self, folder: BorrowedFd<'_>, name: &[u8], path: &[u8]) -> Result<bool> {
        let Some(spare) = &self.spare else {
            return Ok(false);
        };
        let is_listed = spare.listed.binary_search_by(|ours| (**ours).cmp(path));
        if is_listed.is_ok() {
            return Ok(false);
        }
        let moved = match self.ops.move_to_free((folder, name), (spare.out, path)) {
            Err(Errno::NOENT) => {
                make_parents(self.ops, spare.out, path, false)?;
                self.ops.move_to_free((folder, name), (spare.out, path))
            }
            moved => moved,
        };
        match moved {
            Ok(()) => Ok(true),
            // Mostly the very same file, linked into the new tree before the switch.
            Err(Errno::EXIST | Errno::NOTDIR) => Ok(false),
            Err(error) => Err(error),
        }
    }
}
