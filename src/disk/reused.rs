//! The spare tree as the ground on which the next one is built: only what differs is written.
//!
//! It is moved beside the output under the name of any tree that is being built, so a build that is
//! killed leaves what such builds always leave. What is the same as in the output is there already as
//! the very same file, or becomes it by a link. A file that only this tree has is written over in place,
//! which costs neither a new file nor the removal of the old one; one that has a second name, in the
//! output or in somebody's backup, never is.
//!
//! Readers of the former site may still hold its files open: a web server that sends one to a slow
//! reader or keeps it open, a copy that is under way. So a tree is reused only when it has rested.

use crate::disk::clear::{self, MARKER};
use crate::disk::mark::Mark;
use crate::disk::old::Old;
use crate::disk::ops::{Ops, Result, make_file};
use crate::disk::own;
use crate::disk::published::Published;
use crate::disk::spare::{self, Spare};
use rayon::prelude::*;
use rustix::fs::{FileType, Stat};
use rustix::io::Errno;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// A spare tree in which a new one is being built.
#[derive(Debug)]
pub(super) struct Reused {
    /// `.sanvat/`, where it came from.
    base: OwnedFd,
    /// Its folders that hold nothing of ours, sorted.
    strange: Vec<Vec<u8>>,
    /// Whose the files are that are made now.
    owner: u32,
    /// Whether any file in it was written.
    written: AtomicBool,
    /// Whether any name in it came, went or means another file.
    renamed: AtomicBool,
}

impl Reused {
    /// Moves the spare tree of a site to this name beside the output and marks it as one being built.
    /// `None` where there is none to be trusted, or it was published too shortly ago.
    pub(super) fn take(
        ops: &Ops,
        root: &Path,
        known: &Published,
        old: &Old,
        to: (BorrowedFd<'_>, &[u8]),
    ) -> Option<(OwnedFd, Reused)> {
        let spare = known.spare.as_ref().filter(|spare| spare.has_rested())?;
        let base = own::base(ops, root).ok()?;
        let tree = spare::hold(ops, &base)?;
        let look = Look {
            ops,
            known,
            spare,
            old,
        };
        let found = look.below(tree.as_fd(), &[])?;
        if found.known + 1 != known.folders.len() {
            return None;
        }
        let mut strange = found.strange;
        strange.sort_unstable();
        let from = (base.as_fd(), spare::NAME);
        ops.move_to_free(from, to).ok()?;
        let marked = || {
            match ops.remove_file(tree.as_fd(), MARKER) {
                Ok(()) | Err(Errno::NOENT) => {}
                Err(error) => return Err(error),
            }
            ops.stat_open(&ops.create(tree.as_fd(), MARKER)?)
        };
        match marked() {
            Ok(stat) => {
                let reused = Reused {
                    base,
                    strange,
                    owner: stat.st_uid,
                    written: AtomicBool::new(false),
                    renamed: AtomicBool::new(false),
                };
                Some((tree, reused))
            }
            Err(_) => {
                let _ = ops.move_to_free(to, from);
                None
            }
        }
    }

    /// Writes a file of the new tree: over the one that stands there if that has no other name and is
    /// as one made now would be, else as a new one.
    ///
    /// What is written over is cut to its length only at the end: some file systems wait for the disk
    /// when a file is emptied first and then closed.
    pub(super) fn put(
        &self,
        ops: &Ops,
        tree: BorrowedFd<'_>,
        path: &[u8],
        bytes: &[u8],
    ) -> Result<OwnedFd> {
        let Some((file, stat)) = self.own_file(ops, tree, path) else {
            self.free(ops, tree, path)?;
            return make_file(ops, tree, path, bytes, true);
        };
        self.written.store(true, Ordering::Relaxed);
        if stat.st_mode & 0o7777 != 0o644 {
            ops.set_mode(&file, 0o644)?;
        }
        ops.write(&file, bytes)?;
        let length = bytes.len() as u64;
        if u64::try_from(stat.st_size).is_ok_and(|before| before > length) {
            ops.cut(&file, length)?;
        }
        Ok(file)
    }

    /// The file of this path, open, if no other name leads to it.
    fn own_file(&self, ops: &Ops, tree: BorrowedFd<'_>, path: &[u8]) -> Option<(OwnedFd, Stat)> {
        let file = ops.file_to_write(tree, path).ok()?;
        let stat = ops.stat_open(&file).ok()?;
        let is_own = FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile
            && stat.st_nlink == 1
            && stat.st_uid == self.owner;
        is_own.then_some((file, stat))
    }

    /// Whether this path leads to that very file.
    pub(super) fn is_at(&self, ops: &Ops, tree: BorrowedFd<'_>, path: &[u8], mark: &Mark) -> bool {
        let there = ops.stat(tree, path);
        there.is_ok_and(|stat| {
            let there = Mark::of(&stat).file;
            (there.0, there.1) == (mark.file.0, mark.file.1)
        })
    }

    /// Makes room for a file: what bears its name goes, a folder with all in it, and so does a file
    /// that stands where a folder above it is to be.
    pub(super) fn free(&self, ops: &Ops, tree: BorrowedFd<'_>, path: &[u8]) -> Result<()> {
        self.written.store(true, Ordering::Relaxed);
        self.renamed.store(true, Ordering::Relaxed);
        match ops.remove_file(tree, path) {
            Ok(()) | Err(Errno::NOENT) => Ok(()),
            Err(Errno::ISDIR) => clear::everything(ops, tree, path),
            Err(Errno::NOTDIR) => {
                let ends = path.iter().enumerate().filter(|(_, byte)| **byte == b'/');
                for (end, _) in ends {
                    match ops.remove_file(tree, &path[..end]) {
                        // A folder by now; another thread may have made it.
                        Ok(()) | Err(Errno::NOENT | Errno::ISDIR | Errno::NOTDIR) => {}
                        Err(error) => return Err(error),
                    }
                }
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// Removes the files that are published no more, and the folders in which nothing stands now.
    pub(super) fn sweep(
        &self,
        ops: &Ops,
        tree: BorrowedFd<'_>,
        known: &Published,
        stays: impl Fn(&[u8]) -> bool,
        is_used: impl Fn(&[u8]) -> bool,
    ) -> Result<()> {
        let gone = known.files.iter().map(|kept| kept.path.as_bytes());
        for path in gone.filter(|path| !stays(path)) {
            self.renamed.store(true, Ordering::Relaxed);
            match ops.remove_file(tree, path) {
                // What bore the name has made room for others already.
                Ok(()) | Err(Errno::NOENT | Errno::NOTDIR | Errno::ISDIR) => {}
                Err(error) => return Err(error),
            }
        }
        let folders = known.folders.iter().map(|(path, _)| path.as_bytes());
        let mut folders: Vec<&[u8]> = folders
            .chain(self.strange.iter().map(Vec::as_slice))
            .filter(|path| !path.is_empty() && !is_used(path))
            .collect();
        folders.sort_unstable();
        for path in folders.into_iter().rev() {
            self.renamed.store(true, Ordering::Relaxed);
            match ops.remove_folder(tree, path) {
                Ok(()) | Err(Errno::NOENT | Errno::NOTDIR | Errno::NOTEMPTY) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Puts a tree back in which nothing but bytes of its own files has changed; says whether it did.
    ///
    /// Where any have, the mark of a tree being built stays in it: it can be built in again, where each
    /// file is looked at, but not be published as it is.
    pub(super) fn give_back(
        &self,
        ops: &Ops,
        tree: &OwnedFd,
        from: (BorrowedFd<'_>, &[u8]),
    ) -> bool {
        if self.renamed.load(Ordering::Relaxed) {
            return false;
        }
        let is_written = self.written.load(Ordering::Relaxed);
        if is_written && !matches!(ops.create(tree.as_fd(), MARKER), Ok(_) | Err(Errno::EXIST)) {
            return false;
        }
        let moved = ops.move_to_free(from, (self.base.as_fd(), spare::NAME));
        if moved.is_ok() && !is_written {
            let _ = ops.remove_file(tree.as_fd(), MARKER);
        }
        moved.is_ok()
    }
}

/// A look through a spare tree for anything that is not as it was left.
struct Look<'a> {
    ops: &'a Ops,
    known: &'a Published,
    spare: &'a Spare,
    old: &'a Old,
}

/// What is in a folder of it.
#[derive(Default)]
struct Found {
    /// How many folders that were published, each as it was left.
    known: usize,
    /// The other folders: others' files stand in them, or nothing.
    strange: Vec<Vec<u8>>,
}

impl Look<'_> {
    /// `None` where anything is another. What is in it must have been published, or stand in the output too.
    fn below(&self, folder: BorrowedFd<'_>, path: &[u8]) -> Option<Found> {
        let mut folders = Vec::new();
        for (name, kind) in self.ops.list(folder).ok()? {
            let mut inner = path.to_vec();
            if !inner.is_empty() {
                inner.push(b'/');
            }
            inner.extend_from_slice(&name);
            match kind {
                FileType::Directory => folders.push((name, inner)),
                FileType::RegularFile if self.is_known(&inner) => {}
                _ => return None,
            }
        }
        let inside = folders
            .into_par_iter()
            .map(|(name, path)| self.inside(folder, &name, path));
        inside.try_reduce(Found::default, |mut one, two| {
            one.known += two.known;
            one.strange.extend(two.strange);
            Some(one)
        })
    }

    fn inside(&self, above: BorrowedFd<'_>, name: &[u8], path: Vec<u8>) -> Option<Found> {
        let folder = self.ops.folder(above, name).ok()?;
        let folders = &self.known.folders;
        let known = folders.binary_search_by(|(known, _)| known.as_bytes().cmp(&path));
        if let Ok(at) = known {
            let now = Mark::of(&self.ops.stat_open(&folder).ok()?);
            // In rights that a folder made now would have: a web server must be able to enter.
            if self.spare.folders.get(at) != Some(&Some(now)) || now.file.2 & 0o777 != 0o755 {
                return None;
            }
        }
        let mut found = self.below(folder.as_fd(), &path)?;
        match known {
            Ok(_) => found.known += 1,
            Err(_) => found.strange.push(path),
        }
        Some(found)
    }

    fn is_known(&self, path: &[u8]) -> bool {
        let files = &self.known.files;
        let ours = files.binary_search_by(|kept| kept.path.as_bytes().cmp(path));
        ours.is_ok() || self.old.foreign.contains(path) || path == MARKER
    }
}
