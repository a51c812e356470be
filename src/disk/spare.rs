//! The tree that was published before, kept in `.sanvat/spare` so that the next build need not make one.
//!
//! It has the same folders and files as the output, and of nearly all files the very same ones under a
//! second name. So a build that changes a few files changes them in it and lets the two change places:
//! the output is never touched, and is the old site or the new one at every moment.
//!
//! Each folder of it is known by its mark. A tree in which anything was put, taken away or left half
//! done is not used but cleared, and so is one that others' files may stand in.

use crate::disk::cache::Key;
use crate::disk::clear;
use crate::disk::last::folder_mark;
use crate::disk::manifest;
use crate::disk::mark::Mark;
use crate::disk::old;
use crate::disk::ops::{Ops, Result, raw};
use crate::disk::own;
use crate::disk::place::Place;
use crate::disk::published::{Made, Published, Written};
use crate::source::tree::File;
use rayon::prelude::*;
use rustix::fs::{FileType, Stat};
use rustix::io::Errno;
use std::collections::{BTreeMap, BTreeSet};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

/// Its name in `.sanvat/`.
const NAME: &[u8] = b"spare";

/// What is known of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Spare {
    /// The marks of its folders, in the order of those of the output. None of the first, which is itself.
    pub(super) folders: Vec<Option<Mark>>,
    /// Paths of files that are not the same as those of the output, sorted.
    pub(super) differs: Vec<String>,
}

/// Makes the former output of a site, which is beside the new one, its spare tree; says whether it has become
/// that. Where not, it is as it was. `files` are all that it may hold but for the manifest, sorted.
pub(super) fn keep(
    ops: &Ops,
    root: &Path,
    (parent, name): (BorrowedFd<'_>, &[u8]),
    former: BorrowedFd<'_>,
    files: &[&[u8]],
) -> bool {
    let moved = || {
        if !holds_only(ops, former, files)? {
            return Err(Errno::EXIST);
        }
        let base = own::base(ops, root)?;
        ops.move_to_free((parent, name), (base.as_fd(), NAME))
    };
    moved().is_ok()
}

/// Removes the spare tree of a site. What somebody put into it is not lost: it goes to the output.
pub(super) fn clear(ops: &Ops, root: &Path, out: BorrowedFd<'_>) {
    let Ok(base) = own::base(ops, root) else {
        return;
    };
    let Ok(tree) = ops.folder(base.as_fd(), NAME) else {
        return;
    };
    let listed = manifest::read(ops, tree.as_fd()).ok().flatten();
    let listed = listed.unwrap_or_default();
    let _ = clear::old_tree(ops, base.as_fd(), NAME, Some(out), &listed);
}

/// Whether nothing but these files stands in a tree.
fn holds_only(ops: &Ops, tree: BorrowedFd<'_>, files: &[&[u8]]) -> Result<bool> {
    let mut only = true;
    old::walk(ops, tree, &mut Vec::new(), &mut |path, kind| {
        let is_known = files.binary_search(&path).is_ok() || path == manifest::NAME.as_bytes();
        only &= kind == FileType::RegularFile && is_known;
    })?;
    Ok(only)
}

impl Spare {
    /// Most files in which a spare tree may differ from the output: to bring more up to date costs as much as
    /// a new tree.
    pub(super) const MOST: usize = 1000;

    /// What is to be known of a tree that was kept: it has the same folders as the output.
    pub(super) fn of(
        ops: &Ops,
        tree: BorrowedFd<'_>,
        folders: &[(String, Option<Mark>)],
        differs: Vec<String>,
    ) -> Option<Spare> {
        let marks = folders.par_iter().map(|(path, _)| {
            let mark = folder_mark(ops, tree, path).ok()?;
            Some((!path.is_empty()).then_some(mark))
        });
        let folders = marks.collect::<Option<Vec<_>>>()?;
        Some(Spare { folders, differs })
    }
}

/// An output and its spare tree, both known to stand as they were left.
pub(super) struct Pair<'a> {
    ops: &'a Ops,
    parent: OwnedFd,
    place: Place,
    top: OwnedFd,
    stat: Stat,
    base: OwnedFd,
    tree: OwnedFd,
}

impl<'a> Pair<'a> {
    /// `None` where there is no spare tree to be trusted. The output is trusted already.
    pub(super) fn open(
        ops: &'a Ops,
        root: &Path,
        out: &Path,
        published: &Published,
    ) -> Option<Pair<'a>> {
        let spare = published.spare.as_ref()?;
        let place = Place::of(out).ok()?;
        let parent = ops.folder_at(&place.parent).ok()?;
        let top = ops.folder(parent.as_fd(), raw(&place.name)).ok()?;
        let stat = ops.stat_open(&top).ok()?;
        let base = own::base(ops, root).ok()?;
        let tree = ops.folder(base.as_fd(), NAME).ok()?;
        let folders = published.folders.par_iter().zip(&spare.folders);
        let stands = spare.folders.len() == published.folders.len()
            && folders.skip(1).all(|((path, _), known)| {
                let now = folder_mark(ops, tree.as_fd(), path).ok();
                now.is_some() && now == *known
            });
        stands.then_some(Pair {
            ops,
            parent,
            place,
            top,
            stat,
            base,
            tree,
        })
    }

    /// Publishes these files, which all have been published before, and tells in `published` what stands now.
    /// Where it fails, nothing is told, and the output is as it was.
    pub(super) fn renew(
        &self,
        published: &mut Published,
        files: Vec<(File, Made)>,
    ) -> Result<Written> {
        let spare = published.spare.clone().ok_or(Errno::NOENT)?;
        let mut new: BTreeMap<usize, New> = BTreeMap::new();
        for (file, made) in files {
            let at = published.index(&file.path).ok_or(Errno::NOENT)?;
            let blake3 = *blake3::hash(&file.bytes).as_bytes();
            let bytes = file.bytes;
            new.insert(
                at,
                New {
                    bytes,
                    blake3,
                    made: Some(made),
                },
            );
        }
        let files = published.files.len() - 1;
        let mut written = Written {
            unchanged: files,
            files,
            ..Written::default()
        };
        let mut lines = Vec::with_capacity(files);
        for (at, kept) in published.files.iter().enumerate() {
            if kept.path == manifest::NAME {
                continue;
            }
            let mut line = kept.line();
            if let Some(new) = new.get(&at) {
                (line.bytes, line.blake3) = (new.bytes.len() as u64, &new.blake3);
                written.written += usize::from(new.blake3 != kept.blake3);
            }
            written.bytes += line.bytes;
            lines.push(line);
        }
        written.unchanged -= written.written;
        if written.written > 0 {
            let bytes = manifest::write(lines.into_iter()).map_err(|_| Errno::INVAL)?;
            let at = published.index(manifest::NAME).ok_or(Errno::NOENT)?;
            let blake3 = *blake3::hash(&bytes).as_bytes();
            let made = None;
            new.insert(
                at,
                New {
                    bytes,
                    blake3,
                    made,
                },
            );
            self.exchange(published, &spare, &new)?;
            written.changed = true;
        }
        for (at, new) in new {
            let kept = &mut published.files[at];
            kept.bytes = new.bytes.len() as u64;
            kept.blake3 = new.blake3;
            kept.made = new.made;
        }
        Ok(written)
    }

    /// Brings the spare tree up to date, puts what is new into it, and lets it change places with the output.
    fn exchange(
        &self,
        published: &mut Published,
        spare: &Spare,
        new: &BTreeMap<usize, New>,
    ) -> Result<()> {
        let differs = |(at, new): &(&usize, &New)| published.files[**at].blake3 != new.blake3;
        let fresh: BTreeMap<&str, &[u8]> = new
            .iter()
            .filter(differs)
            .map(|(at, new)| (published.files[*at].path.as_str(), &*new.bytes))
            .collect();
        let behind = spare.differs.iter().map(String::as_str);
        let behind: Vec<&str> = behind.filter(|path| !fresh.contains_key(path)).collect();
        let (top, tree) = (self.top.as_fd(), self.tree.as_fd());
        for path in &behind {
            self.ops.remove_file(tree, path.as_bytes())?;
            self.ops.link(top, tree, path.as_bytes())?;
        }
        for (path, bytes) in &fresh {
            self.replace(path.as_bytes(), bytes)?;
        }
        self.switch()?;
        let fresh: Vec<String> = fresh.keys().map(|path| (*path).to_owned()).collect();
        let behind: Vec<String> = behind.into_iter().map(str::to_owned).collect();
        self.note(published, spare, fresh, &behind);
        Ok(())
    }

    /// Never written in place: the file may be the output's too.
    fn replace(&self, path: &[u8], bytes: &[u8]) -> Result<()> {
        self.ops.remove_file(self.tree.as_fd(), path)?;
        let file = self.ops.create(self.tree.as_fd(), path)?;
        self.ops.set_mode(&file, 0o644)?;
        self.ops.write(&file, bytes)
    }

    fn switch(&self) -> Result<()> {
        let (parent, name) = (self.parent.as_fd(), raw(&self.place.name));
        self.ops.set_mode(&self.tree, self.stat.st_mode & 0o7777)?;
        self.ops.flush_all(&self.tree)?;
        let now = self.ops.stat(parent, name)?;
        if (now.st_dev, now.st_ino) != (self.stat.st_dev, self.stat.st_ino) {
            return Err(Errno::EXIST);
        }
        self.ops
            .exchange_between((self.base.as_fd(), NAME), (parent, name))?;
        // After the switch nothing can fail any more.
        let _ = self.ops.flush_folder(&self.parent);
        let _ = self.ops.flush_folder(&self.base);
        Ok(())
    }

    /// Notes what the two trees are after the switch: each has the folders that the other had, and those
    /// in which something was changed are others.
    fn note(
        &self,
        published: &mut Published,
        spare: &Spare,
        fresh: Vec<String>,
        behind: &[String],
    ) {
        let tree = self.tree.as_fd();
        let believed = |mark: &Mark| !mark.is_fresh();
        let touched = || fresh.iter().chain(behind).map(String::as_str);
        let folder = |path: &'_ str| path.rsplit_once('/').map_or(0, |(folder, _)| folder.len());
        let folders: BTreeSet<&str> = touched().map(|path| &path[..folder(path)]).collect();
        let mut former = Vec::with_capacity(published.folders.len());
        for ((path, mark), known) in published.folders.iter_mut().zip(&spare.folders) {
            let now = if path.is_empty() || folders.contains(path.as_str()) {
                folder_mark(self.ops, tree, path).ok().filter(believed)
            } else {
                *known
            };
            let before = std::mem::replace(mark, now);
            former.push(before.filter(|_| !path.is_empty()));
        }
        for path in touched() {
            if let Some(at) = published.index(path) {
                let stat = self.ops.stat(tree, path.as_bytes());
                let mark = stat.ok().map(|stat| Mark::of(&stat));
                published.files[at].mark = mark.filter(believed);
            }
        }
        published.spare = Some(Spare {
            folders: former,
            differs: fresh,
        });
    }
}

/// What a file is to be.
struct New {
    bytes: Vec<u8>,
    blake3: Key,
    made: Option<Made>,
}
