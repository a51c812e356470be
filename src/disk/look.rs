//! Reading again: only what has changed since the last look is opened.
//!
//! A file is taken for unchanged when the system says the same of it as before: the same file, size
//! and times, among them the one that no program can set. The times are compared, never ordered, so
//! a clock that jumps does no harm. A time that lay close to the moment of reading is not believed
//! the next time, since another write within the same tick would leave it as it is.
//!
//! Whoever heard which files were written may look at those alone. That is trusted for a moment only: a
//! look at everything follows.

use crate::disk::beneath;
use crate::disk::mark::Mark;
use crate::disk::named;
use crate::disk::read::{self, Taken};
use crate::disk::walk::Found;
use crate::source::diagnostic::{Checked, Diagnostics};
use crate::source::tree::Tree;
use rayon::prelude::*;
use rustix::fs::{AtFlags, statat};
use std::collections::{BTreeSet, HashMap};
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the last look found.
#[derive(Debug, Default)]
pub struct Looked {
    /// In order of path.
    files: Vec<Known>,
    /// The same as they were listed.
    found: Vec<Found>,
    /// The folders whose lists that follows from, each with its mark from before it was listed.
    folders: Vec<(PathBuf, Option<Mark>)>,
    /// What was noted of the folders themselves.
    notes: Diagnostics,
    /// Whether there was a last look.
    once: bool,
}

#[derive(Debug)]
struct Known {
    path: Arc<str>,
    mark: Option<Mark>,
    read: Checked<Taken>,
}

/// What stands there now; `None` where there is nothing to read, of which a note tells. A folder
/// whose mark is as it was holds the same names, and a file of another kind is another file. `named` are those that
/// may have come or gone.
fn listed(
    root: &Path,
    looked: &mut Looked,
    named: Named<'_>,
    notes: &mut Diagnostics,
) -> Option<OwnedFd> {
    let marks: Vec<Option<Mark>> = looked
        .folders
        .iter()
        .map(|(path, _)| Mark::at(path))
        .collect();
    let is_same = |(now, (_, before)): (&Option<Mark>, &(PathBuf, Option<Mark>))| {
        now.is_some() && now == before
    };
    let same = !marks.is_empty() && marks.iter().zip(&looked.folders).all(is_same);
    if same && let Ok(folder) = beneath::root(root) {
        notes.append(looked.notes.clone());
        return Some(folder);
    }
    // The marks stay as they were: the next look at everything lists all again.
    if let Some(named) = named
        && looked.notes == Diagnostics::default()
        && let Ok(folder) = beneath::root(root)
        && named::put_right(root, &mut looked.found, &looked.folders, named)
    {
        return Some(folder);
    }
    let known = std::mem::take(&mut looked.folders).into_iter().zip(marks);
    let known: HashMap<PathBuf, Option<Mark>> =
        known.map(|((path, _), mark)| (path, mark)).collect();
    let site = read::open_site(root, notes)?;
    let marked = |path: PathBuf| {
        let mark = known.get(&path).copied().flatten();
        (path, mark.filter(|mark| !mark.is_fresh()))
    };
    looked.folders = site.folders.into_iter().map(marked).collect();
    looked.found = site.found;
    Some(site.folder)
}

/// Paths relative to the site folder, with `/`, of all that may differ from the last look; `None` where
/// anything may.
pub type Named<'n> = Option<&'n BTreeSet<String>>;

/// Whether these names tell all: of a folder that came or went they do not say what is in it.
fn are_whole(root: &Path, looked: &Looked, named: &BTreeSet<String>) -> bool {
    let is_known = |name: &String| {
        let at = looked
            .files
            .binary_search_by(|known| (*known.path).cmp(name));
        at.is_ok()
    };
    let is_folder = |name: &String| {
        let found = std::fs::symlink_metadata(root.join(name));
        found.is_ok_and(|found| found.is_dir())
    };
    looked.once && named.iter().all(|name| is_known(name) || !is_folder(name))
}

/// The same as [`read::site`], and whether anything differs from the last look.
pub fn site(root: &Path, looked: &mut Looked, named: Named<'_>) -> (Checked<Tree>, bool) {
    let named = named.filter(|named| are_whole(root, looked, named));
    let mut notes = Diagnostics::default();
    let Some(folder) = listed(root, looked, named, &mut notes) else {
        let changed = !looked.once || !looked.files.is_empty() || looked.notes != notes;
        *looked = Looked {
            notes: notes.clone(),
            once: true,
            ..Looked::default()
        };
        let value = Tree {
            absent: true,
            ..Tree::default()
        };
        return (Checked { value, notes }, changed);
    };
    let found = &looked.found;
    let mut changed = !looked.once || looked.notes != notes || looked.files.len() != found.len();
    let before = std::mem::take(&mut looked.files);
    let seen: Vec<(Known, bool)> = beside(before, found)
        .into_par_iter()
        .map(|(file, known)| {
            let known = match (known, named) {
                (Some(known), Some(named)) if !named.contains(&*file.path) => {
                    return (known, false);
                }
                (known, _) => known,
            };
            let stat = || statat(folder.as_fd(), &*file.path, AtFlags::SYMLINK_NOFOLLOW);
            let mark = file.sound.then(stat).and_then(Result::ok);
            let mark = mark.as_ref().map(Mark::of);
            match known {
                Some(known) if mark.is_some() && known.mark == mark => (known, false),
                known => {
                    // The mark was taken first: what is written from here on shows the next time.
                    let read = read::source(&folder, file);
                    let changed = known.is_none_or(|known| known.read != read);
                    let mark = mark.filter(|mark| !mark.is_fresh());
                    let path = file.path.clone();
                    (Known { path, mark, read }, changed)
                }
            }
        })
        .collect();
    changed |= seen.iter().any(|(_, changed)| *changed);
    let of_folders = notes.clone();
    let files: Vec<Known> = seen.into_iter().map(|(known, _)| known).collect();
    let read = files.iter().map(|known| known.read.value.clone());
    let value = read::tree(files.iter().map(|known| &known.path).zip(read));
    for note in files.iter().flat_map(|known| known.read.notes.iter()) {
        notes.add(&note.file, note.span, note.problem.clone());
    }
    looked.files = files;
    looked.notes = of_folders;
    looked.once = true;
    (Checked { value, notes }, changed)
}

/// The files of now, each with what is known of it; both are in order of path.
fn beside(before: Vec<Known>, now: &[Found]) -> Vec<(&Found, Option<Known>)> {
    let mut before = before.into_iter().peekable();
    now.iter()
        .map(|file| {
            while before.next_if(|known| known.path < file.path).is_some() {}
            let known = before.next_if(|known| known.path == file.path);
            (file, known)
        })
        .collect()
}
