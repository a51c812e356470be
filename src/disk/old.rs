//! The tree that is published now: what of it is ours, what is foreign, what is the same.

use crate::disk::clear;
use crate::disk::manifest;
use crate::disk::mark::Mark;
use crate::disk::ops::{Listing, Ops, Result, make_parents, raw};
use crate::disk::place::{Place, failed};
use crate::source::problem::{OutputRefusal, Problem};
use crate::source::tree::File;
use rayon::prelude::*;
use rustix::fs::{FileType, Stat};
use rustix::io::Errno;
use std::collections::BTreeSet;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

/// The output folder as it stands before a build.
#[derive(Debug)]
pub(super) struct Old {
    /// The folder, open: later steps reach the same one, whatever its name then means.
    pub(super) fd: OwnedFd,
    /// Its device, number and rights.
    pub(super) stat: Stat,
    /// Files that its manifest lists and that are there, sorted.
    pub(super) ours: Vec<Vec<u8>>,
    /// Files we did not write.
    pub(super) foreign: BTreeSet<Vec<u8>>,
    /// The folders these stand in.
    foreign_folders: BTreeSet<Vec<u8>>,
}

/// An output folder that may be written over.
#[derive(Debug)]
pub(super) struct Open {
    fd: OwnedFd,
    /// The paths its manifest lists, sorted; none for an empty folder.
    listed: Vec<Vec<u8>>,
}

impl Old {
    /// Looks through the output; `None` where nothing is. Refuses what is not ours to touch,
    /// and a tree in which somebody put a link, a pipe or a device.
    pub(super) fn survey(
        ops: &Ops,
        parent: BorrowedFd<'_>,
        place: &Place,
    ) -> std::result::Result<Option<Old>, Problem> {
        let fail = |error| failed(&place.shown, error);
        let Some(Open { fd, listed }) = open(ops, parent, place)? else {
            return Ok(None);
        };
        let mut old = Old {
            stat: ops.stat_open(&fd).map_err(fail)?,
            fd,
            ours: Vec::new(),
            foreign: BTreeSet::new(),
            foreign_folders: BTreeSet::new(),
        };
        let mut odd = None;
        for (path, kind) in below(ops, old.fd.as_fd()).map_err(fail)? {
            if kind != FileType::RegularFile {
                odd.get_or_insert(path);
            } else if listed.binary_search(&path).is_ok() {
                old.ours.push(path);
            } else if path != manifest::NAME.as_bytes() && path != clear::MARKER {
                old.foreign.insert(path);
            }
        }
        if let Some(path) = odd {
            return Err(Problem::OutputRefused {
                path: place.shown_inside(&path),
                why: OutputRefusal::ForeignLink,
            });
        }
        old.ours.sort_unstable();
        old.foreign_folders = old.foreign.iter().flat_map(|path| above(path)).collect();
        Ok(Some(old))
    }

    /// The foreign file that stands where this path, or a folder on the way to it, would be.
    pub(super) fn in_the_way(&self, path: &str) -> Option<Vec<u8>> {
        if self.foreign.is_empty() {
            return None;
        }
        let path = path.as_bytes();
        let is_foreign = |path: &[u8]| self.foreign.contains(path);
        if is_foreign(path) || self.foreign_folders.contains(path) {
            return Some(path.to_owned());
        }
        above(path).find(|folder| is_foreign(folder))
    }

    /// These files of ours and those of others, sorted.
    pub(super) fn with_foreign<'a>(
        &'a self,
        ours: impl Iterator<Item = &'a [u8]>,
    ) -> Vec<&'a [u8]> {
        let foreign = self.foreign.iter().map(Vec::as_slice);
        let mut files: Vec<&[u8]> = ours.chain(foreign).collect();
        files.sort_unstable();
        files
    }

    /// Whether files of others stand below this folder.
    pub(super) fn holds_foreign(&self, folder: &[u8]) -> bool {
        self.foreign_folders.contains(folder)
    }

    /// Whether a file of ours stands at this path.
    pub(super) fn has(&self, path: &str) -> bool {
        let is_it = self
            .ours
            .binary_search_by(|ours| (**ours).cmp(path.as_bytes()));
        is_it.is_ok()
    }

    /// The mark of the file that stands here already, byte for byte. What cannot be read is another.
    pub(super) fn holds(&self, ops: &Ops, file: &File) -> Option<Mark> {
        same(ops, self.fd.as_fd(), file).ok().flatten()
    }

    /// Gives the old file its place in the new tree: a link, or a copy where the file system
    /// has no links or the file belongs to somebody else. Says whether it is a link.
    pub(super) fn carry(
        &self,
        ops: &Ops,
        new: BorrowedFd<'_>,
        path: &[u8],
        set_modes: bool,
    ) -> Result<bool> {
        let old = self.fd.as_fd();
        let linked = match ops.link(old, new, path) {
            Err(Errno::NOENT) => {
                make_parents(ops, new, path, set_modes)?;
                ops.link(old, new, path)
            }
            linked => linked,
        };
        match linked {
            Err(Errno::PERM | Errno::MLINK | Errno::OPNOTSUPP | Errno::NOSYS | Errno::XDEV) => {
                copy(ops, old, new, path).map(|()| false)
            }
            linked => linked.map(|()| true),
        }
    }
}

/// Opens the output folder if it may be written over; `None` where nothing is.
pub(super) fn open(
    ops: &Ops,
    parent: BorrowedFd<'_>,
    place: &Place,
) -> std::result::Result<Option<Open>, Problem> {
    let name = raw(&place.name);
    let fail = |error| failed(&place.shown, error);
    let refuse = |why| Problem::OutputRefused {
        path: place.shown.clone(),
        why,
    };
    let is_link = || {
        ops.stat(parent, name)
            .is_ok_and(|stat| FileType::from_raw_mode(stat.st_mode) == FileType::Symlink)
    };
    let folder = match ops.folder(parent, name) {
        Ok(folder) => folder,
        Err(Errno::NOENT) => return Ok(None),
        Err(Errno::NOTDIR | Errno::LOOP) if is_link() => return Err(refuse(OutputRefusal::Link)),
        Err(Errno::NOTDIR) => return Err(refuse(OutputRefusal::NotFolder)),
        Err(error) => return Err(fail(error)),
    };
    let top = ops.list(folder.as_fd()).map_err(fail)?;
    let listed = manifest::read(ops, folder.as_fd()).map_err(fail)?;
    // A free page may well have the address `/content/`; then the manifest says so.
    let page_of_that_name = listed
        .iter()
        .flatten()
        .any(|path| path.starts_with(b"content/"));
    if !page_of_that_name && top.iter().any(|(name, _)| name == b"content") {
        return Err(refuse(OutputRefusal::HoldsSite));
    }
    if listed.is_none() && !as_good_as_empty(&top) {
        return Err(refuse(OutputRefusal::Foreign));
    }
    Ok(Some(Open {
        fd: folder,
        listed: listed.unwrap_or_default(),
    }))
}

/// Whether nothing is there but what git needs to keep an empty folder.
pub(super) fn as_good_as_empty(top: &Listing) -> bool {
    top.iter().all(|(name, kind)| {
        matches!(name.as_slice(), b".gitignore" | b".gitkeep") && *kind == FileType::RegularFile
    })
}

/// Folders inside one folder that are looked through on one thread; to hand over fewer costs more than it saves.
const AT_ONCE: usize = 32;
/// How deep folders are shared out among threads. That of a product is the second from the top.
const SHARED: usize = 2;

/// Everything below a folder that is no folder itself, in order of name, folder by folder.
pub(super) fn below(ops: &Ops, folder: BorrowedFd<'_>) -> Result<Listing> {
    shared_out(ops, folder, b"", SHARED)
}

/// The same, with the folder's own `path` before each.
fn shared_out(ops: &Ops, folder: BorrowedFd<'_>, path: &[u8], levels: usize) -> Result<Listing> {
    let one = |(name, kind): (Vec<u8>, FileType)| {
        let inside = match path {
            [] => name.clone(),
            path => [path, b"/", &name].concat(),
        };
        match kind {
            FileType::Directory if levels > 1 => {
                shared_out(ops, ops.folder(folder, &name)?.as_fd(), &inside, levels - 1)
            }
            FileType::Directory => one_by_one(ops, ops.folder(folder, &name)?, inside),
            kind => Ok(vec![(inside, kind)]),
        }
    };
    let inside = ops.list(folder)?.into_par_iter();
    let found: Vec<Listing> = inside
        .with_min_len(AT_ONCE)
        .map(one)
        .collect::<Result<_>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// The same on one thread, and not by calls of itself: what others put into the output may be deeper than any
/// thread's stack.
fn one_by_one(ops: &Ops, folder: OwnedFd, mut path: Vec<u8>) -> Result<Listing> {
    let mut found = Listing::new();
    let inside = |folder: OwnedFd| {
        let inside = ops.list(folder.as_fd())?;
        Result::Ok((folder, inside.into_iter()))
    };
    let mut open = vec![inside(folder)?];
    while let Some((folder, rest)) = open.last_mut() {
        let Some((name, kind)) = rest.next() else {
            let end = path.iter().rposition(|byte| *byte == b'/');
            path.truncate(end.unwrap_or_default());
            open.pop();
            continue;
        };
        if kind == FileType::Directory {
            let folder = ops.folder(folder.as_fd(), &name)?;
            path.push(b'/');
            path.extend_from_slice(&name);
            open.push(inside(folder)?);
        } else {
            found.push(([&path, &b"/"[..], &name].concat(), kind));
        }
    }
    Ok(found)
}

/// The folders above a path, deepest first.
fn above(path: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    path.iter()
        .enumerate()
        .rev()
        .filter(|(_, byte)| **byte == b'/')
        .map(|(end, _)| path[..end].to_owned())
}

fn same(ops: &Ops, old: BorrowedFd<'_>, file: &File) -> Result<Option<Mark>> {
    let found = ops.file(old, file.path.as_bytes())?;
    let stat = ops.stat_open(&found)?;
    let mut rest = file.bytes.as_slice();
    if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile
        || u64::try_from(stat.st_size) != Ok(rest.len() as u64)
    {
        return Ok(None);
    }
    let mut piece = [0; 1 << 14];
    while !rest.is_empty() {
        let read = ops.read(&found, &mut piece)?;
        match rest.split_at_checked(read) {
            Some((first, after)) if read > 0 && first == &piece[..read] => rest = after,
            _ => return Ok(None),
        }
    }
    Ok(Some(Mark::of(&stat)))
}

fn copy(ops: &Ops, old: BorrowedFd<'_>, new: BorrowedFd<'_>, path: &[u8]) -> Result<()> {
    let from = ops.file(old, path)?;
    let to = ops.create(new, path)?;
    let mut piece = vec![0; 1 << 16];
    loop {
        match ops.read(&from, &mut piece)? {
            0 => break,
            read => ops.write(&to, &piece[..read])?,
        }
    }
    ops.set_mode(&to, ops.stat_open(&from)?.st_mode & 0o777)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_deeper_than_a_stack_is_looked_through_or_refused() {
        let site = tempfile::tempdir().unwrap();
        let ops = Ops::default();
        let top = ops.folder_at(site.path()).unwrap();
        let mut at = ops.folder_at(site.path()).unwrap();
        for _ in 0..6_000 {
            ops.make_folder(at.as_fd(), b"d").unwrap();
            at = ops.folder(at.as_fd(), b"d").unwrap();
        }
        ops.create(at.as_fd(), b"x").unwrap();
        match below(&ops, top.as_fd()) {
            Ok(found) => assert_eq!((found.len(), found[0].0.len()), (1, 2 * 6_000 + 1)),
            Err(error) => assert_eq!(error, Errno::MFILE),
        }
        // Taken down from above, for whoever clears it goes down too.
        let top = top.as_fd();
        while let Ok(folder) = ops.folder(top, b"d")
            && ops
                .move_to_free((folder.as_fd(), b"d"), (top, b"e"))
                .is_ok()
        {
            ops.remove_folder(top, b"d").unwrap();
            ops.move_to_free((top, b"e"), (top, b"d")).unwrap();
        }
    }
}
