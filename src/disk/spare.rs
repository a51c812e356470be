//! The tree that was published before, kept in `.sanvat/spare` so that the next build need not make one.
//!
//! It has the same folders and files as the output; each file is the very same one under a second name, or
//! one that only this tree has. So a build changes what differs in it and lets the two change places: the
//! output is never touched, and is the old site or the new one at every moment. A few files are changed as
//! [`Pair`] does, any number as [`crate::disk::reused`] does.
//!
//! Each folder of it is known by its mark. A tree in which anything was put, taken away or left half
//! done is not used but cleared, and so is one that others' files may stand in.

use crate::disk::cache::Key;
use crate::disk::clear::{self, MARKER};
use crate::disk::last::folder_mark;
use crate::disk::manifest;
use crate::disk::mark::Mark;
use crate::disk::old;
use crate::disk::ops::{Ops, Result, make_parents, raw};
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
use std::time::{SystemTime, UNIX_EPOCH};

/// Its name in `.sanvat/`.
pub(super) const NAME: &[u8] = b"spare";
/// For how many seconds a tree must not have been published before its files are written in place.
pub(super) const REST: u64 = 600;
/// When a tree was published that never was.
pub(super) const NEVER: u64 = 0;

/// What is known of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Spare {
    /// The marks of its folders, in the order of those of the output. None of the first, which is itself.
    pub(super) folders: Vec<Option<Mark>>,
    /// Paths of files that are not the same as those of the output, sorted; `None` where they are many.
    pub(super) differs: Option<Vec<String>>,
    /// The output that it belongs to: device and number of the folder.
    pub(super) out: (u64, u64),
    /// When it was the output for the last time: seconds since 1970.
    pub(super) left: u64,
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

/// Gives a former tree, which holds the files that it `had` (sorted), the names of the new one, the manifest
/// with them: what is gone goes from it, what has come is linked into it. Where it fails, it has some of them.
pub(super) fn make_alike(
    ops: &Ops,
    new: BorrowedFd<'_>,
    former: BorrowedFd<'_>,
    had: &[&[u8]],
    gone: &[&[u8]],
    come: &[&[u8]],
) -> Result<()> {
    if gone.is_empty() && come.is_empty() {
        return Ok(());
    }
    // Nothing of others is only here; so all may go, should this be the last that is done.
    if !holds_only(ops, former, had)? {
        return Err(Errno::EXIST);
    }
    ops.create(former, MARKER)?;
    for path in gone {
        ops.remove_file(former, path)?;
        let ends = path.iter().enumerate().rev();
        let ends = ends.filter(|(_, byte)| **byte == b'/').map(|(end, _)| end);
        for end in ends {
            match ops.remove_folder(former, &path[..end]) {
                Ok(()) => {}
                Err(Errno::NOTEMPTY) => break,
                Err(error) => return Err(error),
            }
        }
    }
    ops.remove_file(former, manifest::NAME.as_bytes())?;
    ops.link(new, former, manifest::NAME.as_bytes())?;
    for path in come {
        match ops.link(new, former, path) {
            Err(Errno::NOENT) => {
                make_parents(ops, former, path, true)?;
                ops.link(new, former, path)?;
            }
            linked => linked?,
        }
    }
    ops.remove_file(former, MARKER)
}

/// Removes the spare tree of a site. What somebody put into it is not lost: it goes to the output.
pub(super) fn clear(ops: &Ops, root: &Path, out: BorrowedFd<'_>) {
    let Ok(base) = own::base(ops, root) else {
        return;
    };
    let Some(tree) = hold(ops, &base) else {
        return;
    };
    let listed = manifest::read(ops, tree.as_fd()).ok().flatten();
    let _ = match listed {
        None if is_marked(ops, &tree) => clear::everything(ops, base.as_fd(), NAME),
        listed => {
            let listed = listed.unwrap_or_default();
            clear::old_tree(ops, base.as_fd(), NAME, Some(out), &listed)
        }
    };
}

/// Removes a spare tree that a killed build left half made; says whether it was such a one and is gone.
pub(super) fn clear_unfinished(ops: &Ops, base: &OwnedFd) -> bool {
    let Some(tree) = hold(ops, base) else {
        return false;
    };
    matches!(manifest::read(ops, tree.as_fd()), Ok(None))
        && is_marked(ops, &tree)
        && clear::everything(ops, base.as_fd(), NAME).is_ok()
}

/// Whether a build left it half made: the first one, or one that failed while it wrote in it.
fn is_marked(ops: &Ops, tree: &OwnedFd) -> bool {
    ops.stat(tree.as_fd(), MARKER).is_ok()
}

/// Opens the spare tree and keeps it for this build, for builds to other outputs of the same site may reach
/// for it too; `None` where there is none, or one of them has it.
pub(super) fn hold(ops: &Ops, base: &OwnedFd) -> Option<OwnedFd> {
    let tree = ops.folder(base.as_fd(), NAME).ok()?;
    if !ops.hold(&tree).ok()? {
        return None;
    }
    let (held, named) = (
        ops.stat_open(&tree).ok()?,
        ops.stat(base.as_fd(), NAME).ok()?,
    );
    ((held.st_dev, held.st_ino) == (named.st_dev, named.st_ino)).then_some(tree)
}

/// Whether nothing but these files stands in a tree.
fn holds_only(ops: &Ops, tree: BorrowedFd<'_>, files: &[&[u8]]) -> Result<bool> {
    let found = old::below(ops, tree)?;
    Ok(found.iter().all(|(path, kind)| {
        let is_known = || files.binary_search(&&**path).is_ok();
        *kind == FileType::RegularFile && (path == manifest::NAME.as_bytes() || is_known())
    }))
}

impl Spare {
    /// Most files that are told in which a spare tree differs from the output: where there are more, to bring
    /// them all up to date for a few texts costs as much as a new tree.
    pub(super) const MOST: usize = 1000;

    /// What is to be known of a tree that was kept, which has the same folders as the output: in which files it
    /// differs, and when it was published for the last time.
    pub(super) fn of(
        ops: &Ops,
        tree: BorrowedFd<'_>,
        folders: &[(String, Option<Mark>)],
        out: (u64, u64),
        (differs, left): (Option<Vec<String>>, u64),
    ) -> Option<Spare> {
        let marks = folders.par_iter().map(|(path, _)| {
            let mark = folder_mark(ops, tree, path).ok()?;
            Some((!path.is_empty()).then_some(mark))
        });
        let folders = marks.collect::<Option<Vec<_>>>()?;
        Some(Spare {
            folders,
            differs,
            out,
            left,
        })
    }

    /// Whether it was published so long ago that nobody reads it any more. Not if a clock went backwards
    /// meanwhile.
    pub(super) fn has_rested(&self) -> bool {
        let rested = seconds().checked_sub(self.left);
        rested.is_some_and(|seconds| seconds >= REST)
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
        if spare.differs.is_none() || spare.out != (stat.st_dev, stat.st_ino) {
            return None;
        }
        let base = own::base(ops, root).ok()?;
        let tree = hold(ops, &base)?;
        // A build that failed has written in it.
        if !matches!(ops.stat(tree.as_fd(), MARKER), Err(Errno::NOENT)) {
            return None;
        }
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
        let behind = spare.differs.iter().flatten().map(String::as_str);
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
        let out = self.ops.stat_open(&self.tree);
        published.spare = out.ok().map(|out| Spare {
            folders: former,
            differs: Some(fresh),
            out: (out.st_dev, out.st_ino),
            left: seconds(),
        });
    }
}

/// The clock, in seconds since 1970.
pub(super) fn seconds() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

/// What a file is to be.
struct New {
    bytes: Vec<u8>,
    blake3: Key,
    made: Option<Made>,
}
