//! An output folder as a build left it: by it the next one knows what need not be made again.

use crate::disk::cache::Key;
use crate::disk::last::folder_mark;
use crate::disk::manifest::{self, Line};
use crate::disk::mark::Mark;
use crate::disk::ops::Ops;
use crate::disk::spare::Spare;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::os::fd::BorrowedFd;

/// What a publication changed. The manifest itself is not counted anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Files new or with other bytes than before.
    pub written: usize,
    /// Files with the bytes they had.
    pub unchanged: usize,
    /// Files of ours that are published no more.
    pub removed: usize,
    /// All published files.
    pub files: usize,
    /// Their length together.
    pub bytes: u64,
    /// Whether the output was switched at all.
    pub changed: bool,
}

/// By which a later build knows that it would make the same file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// Hash of all that it was made from, of which the build need only know the files.
    pub from: Key,
    /// Hash of all that it shows, and by what: for that it must be set out, but not drawn.
    pub shows: Key,
}

impl Made {
    /// Of a file all of whose bytes follow from what one hash is of: a picture.
    pub fn by(key: Key) -> Made {
        Made {
            from: key,
            shows: key,
        }
    }
}

/// How it is found out as what an output was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// Not at all: no later build is told.
    None,
    /// Only folders are looked at. All files were just made and their names are what they were then: so they have the marks
    /// that they were left with, or are not as they were left.
    OfFolders,
    /// Folders and files are looked at.
    Taken,
}

/// An output folder as a build left it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Published {
    /// Our files and the manifest, sorted by path.
    pub(super) files: Vec<Kept>,
    /// The folders they stand in, sorted; the output itself is the empty path.
    pub(super) folders: Vec<(String, Option<Mark>)>,
    /// The tree that was published before; `None` where none is kept.
    pub(super) spare: Option<Spare>,
}

impl Kept {
    /// The manifest itself, which tells of all files but this one.
    pub(super) fn manifest(bytes: &[u8]) -> Kept {
        Kept {
            path: manifest::NAME.to_owned(),
            bytes: bytes.len() as u64,
            blake3: *blake3::hash(bytes).as_bytes(),
            made: None,
            mark: None,
        }
    }

    /// Its line of the manifest.
    pub(super) fn line(&self) -> Line<'_> {
        Line {
            path: &self.path,
            bytes: self.bytes,
            blake3: &self.blake3,
        }
    }
}

/// One published file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Kept {
    pub(super) path: String,
    pub(super) bytes: u64,
    pub(super) blake3: Key,
    /// From what; `None` where that was not asked.
    pub(super) made: Option<Made>,
    /// `None` where it cannot be told by a mark whether it is unchanged.
    pub(super) mark: Option<Mark>,
}

impl Published {
    /// What stands in the output now, these files and the manifest, each with its mark. Of a file that is no
    /// more the one whose bytes are known, and of what changed so shortly ago that its mark proves nothing,
    /// none is taken.
    pub(super) fn of(
        ops: &Ops,
        top: BorrowedFd<'_>,
        mut files: Vec<Kept>,
        manifest: Kept,
        marks: Marks,
    ) -> Published {
        let believed = |mark: &Mark| !mark.is_fresh();
        let mut folders: BTreeSet<&str> = BTreeSet::from([""]);
        for kept in &files {
            let mut path = kept.path.as_str();
            while let Some((above, _)) = path.rsplit_once('/') {
                if !folders.insert(above) {
                    break;
                }
                path = above;
            }
        }
        let folders = folders.into_par_iter().map(|path| {
            let mark = match marks {
                Marks::None => None,
                _ => folder_mark(ops, top, path).ok(),
            };
            (path.to_owned(), mark.filter(believed))
        });
        let folders = folders.collect();
        files.par_iter_mut().for_each(|kept| {
            if marks != Marks::Taken {
                kept.mark = kept.mark.filter(believed);
                return;
            }
            let now = ops.stat(top, kept.path.as_bytes());
            let now = now.ok().map(|stat| Mark::of(&stat)).filter(believed);
            let same = |now: &Mark| kept.mark.is_some_and(|seen| seen.same_bytes(now));
            kept.mark = now.filter(same);
        });
        files.push(manifest);
        files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        Published {
            files,
            folders,
            spare: None,
        }
    }

    /// Lets the spare tree that is known stay one, where this output, the one it belongs to, is untouched.
    pub(super) fn keep_spare(&mut self, known: &Published, out: (u64, u64)) {
        let spare = known.spare.as_ref().filter(|spare| spare.out == out);
        let (now, before) = (self.folders.iter(), known.folders.iter());
        if now.map(|(path, _)| path).eq(before.map(|(path, _)| path)) {
            self.spare = spare.cloned();
        }
    }

    /// The folders right below the output, the heaviest first: how many files are in each, and how many
    /// bytes. Files in no folder are those of `.`.
    pub fn folders_by_weight(&self) -> Vec<(String, usize, u64)> {
        let mut folders: BTreeMap<&str, (usize, u64)> = BTreeMap::new();
        for kept in &self.files {
            let folder = kept.path.split_once('/').map_or(".", |(folder, _)| folder);
            let (files, bytes) = folders.entry(folder).or_default();
            *files += 1;
            *bytes += kept.bytes;
        }
        let mut folders: Vec<(String, usize, u64)> = folders
            .into_iter()
            .map(|(folder, (files, bytes))| (folder.to_owned(), files, bytes))
            .collect();
        folders.sort_by_key(|(_, _, bytes)| Reverse(*bytes));
        folders
    }

    /// How many bytes were published at this path.
    pub fn length(&self, path: &str) -> Option<u64> {
        self.file(path).map(|kept| kept.bytes)
    }

    /// What was published at this path.
    pub(super) fn file(&self, path: &str) -> Option<&Kept> {
        self.index(path).map(|at| &self.files[at])
    }

    /// Where among the files that of this path is.
    pub(super) fn index(&self, path: &str) -> Option<usize> {
        let at = self
            .files
            .binary_search_by(|kept| kept.path.as_str().cmp(path));
        at.ok()
    }
}
