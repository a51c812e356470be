//! Listing a folder of the site: what is there, in order, and what may not be there.

use crate::disk::beneath::unreadable;
use crate::disk::rules::{self, Stray};
use crate::disk::words::errno;
use crate::source::diagnostic::Diagnostics;
use crate::source::path::{self, BadPath};
use crate::source::problem::Problem;
use crate::source::span::Span;
use rayon::prelude::*;
use rustix::io::Errno;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs::FileType;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// One file found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Relative to the site folder, with `/`; a sound path.
    pub(super) path: Arc<str>,
    /// Whether nothing was noted of it: a regular file, no other file's twin.
    pub(super) sound: bool,
}

/// Whether a folder of the site may be walked at all.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Folder {
    /// A folder of its own.
    There,
    /// Nothing, or no folder.
    Missing,
    /// There, but not to be entered.
    Refused(Problem),
}

/// What stands at `folder` (parts between `/`, none of them to be a link) below `root`.
pub(super) fn folder(root: &Path, folder: &str) -> Folder {
    let mut at = root.to_owned();
    for part in folder.split('/') {
        at.push(part);
        match std::fs::symlink_metadata(&at) {
            Ok(data) if data.file_type().is_symlink() => {
                return Folder::Refused(Problem::FileIsLink);
            }
            Ok(data) if data.is_dir() => {}
            Ok(_) => return Folder::Missing,
            Err(error) if matches!(errno(&error), Errno::NOENT | Errno::NOTDIR) => {
                return Folder::Missing;
            }
            Err(error) => return Folder::Refused(unreadable(errno(&error))),
        }
    }
    Folder::There
}

/// Every file below `folder`, sorted by path, and notes on all that is left out. A refused
/// folder is noted once and not entered.
pub(super) fn files(root: &Path, folder: &str, notes: &mut Diagnostics) -> Vec<Found> {
    files_and_folders(root, folder, notes).0
}

/// The same, and every folder whose list that followed from, `folder` the first.
pub(super) fn files_and_folders(
    root: &Path,
    folder: &str,
    notes: &mut Diagnostics,
) -> (Vec<Found>, Vec<PathBuf>) {
    let base = root.join(folder);
    let mut found = Vec::new();
    let mut folders = vec![base.clone()];
    let mut walk = WalkDir::new(&base)
        .follow_links(false)
        .follow_root_links(false)
        .min_depth(1)
        .sort_by_file_name()
        .into_iter();
    while let Some(next) = walk.next() {
        let entry = match next {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().map_or(folder.into(), |path| shown(root, path));
                let error = error.io_error().map_or(Errno::IO, errno);
                note(notes, &path, unreadable(error));
                continue;
            }
        };
        let kind = entry.file_type();
        match judge(root, &entry) {
            Judged::File(path, fault) if found.len() < rules::FILES => {
                let sound = fault.is_none();
                if let Some(problem) = fault {
                    note(notes, &path, problem);
                }
                found.push(Found { path, sound });
            }
            Judged::File(..) => {
                let problem = Problem::TooMany {
                    key: "files",
                    found: found.len() + 1,
                    max: rules::FILES,
                };
                note(notes, &folder.into(), problem);
                break;
            }
            Judged::Folder => folders.push(entry.into_path()),
            Judged::Out(fault) => {
                if let Some(problem) = fault {
                    note(notes, &shown(root, entry.path()), problem);
                }
                if kind.is_dir() {
                    walk.skip_current_dir();
                }
            }
        }
    }
    // The walk goes folder by folder; `a-b` stands before `a/b` all the same.
    found.sort_by(|a, b| a.path.cmp(&b.path));
    part_twins(&mut found, notes);
    (found, folders)
}

/// Notes one thing about a file as a whole.
pub(super) fn note(notes: &mut Diagnostics, path: &Arc<str>, problem: Problem) {
    notes.add(path, Span::default(), problem);
}

enum Judged {
    /// A file by its name; perhaps not one that may be read.
    File(Arc<str>, Option<Problem>),
    /// To be entered.
    Folder,
    /// Left out, and perhaps why.
    Out(Option<Problem>),
}

fn judge(root: &Path, entry: &DirEntry) -> Judged {
    // First of all, since an editor's lock may well be a link that leads nowhere.
    match rules::stray(&entry.file_name().to_string_lossy()) {
        Some(Stray::Silent) => return Judged::Out(None),
        Some(Stray::Told) => return Judged::Out(Some(Problem::FileLeftOut)),
        None => {}
    }
    let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
    let Some(path) = below.to_str() else {
        let why = BadPath::Sign(char::REPLACEMENT_CHARACTER);
        return Judged::Out(Some(Problem::FileName { why }));
    };
    if let Err(why) = path::check(path) {
        return Judged::Out(Some(Problem::FileName { why }));
    }
    if entry.file_type().is_dir() {
        Judged::Folder
    } else {
        Judged::File(path.into(), refused(entry.file_type()))
    }
}

fn refused(kind: FileType) -> Option<Problem> {
    if kind.is_symlink() {
        return Some(Problem::FileIsLink);
    }
    let special =
        kind.is_fifo() || kind.is_socket() || kind.is_block_device() || kind.is_char_device();
    special.then_some(Problem::FileIsSpecial)
}

/// Of files that are one file on some file system, the first is kept.
fn part_twins(found: &mut [Found], notes: &mut Diagnostics) {
    let keys: Vec<String> = found.par_iter().map(|file| twin_key(&file.path)).collect();
    let mut first: HashMap<String, usize> = HashMap::with_capacity(found.len());
    for (index, key) in keys.into_iter().enumerate() {
        let other = *first.entry(key).or_insert(index);
        if other != index {
            let other = found[other].path.to_string();
            note(notes, &found[index].path, Problem::FileTwin { other });
            found[index].sound = false;
        }
    }
}

/// The form in which two paths are one file on some file system.
pub(super) fn twin_key(path: &str) -> String {
    if path.is_ascii() {
        // Nearly every path; forty times as fast, and the same.
        path.to_ascii_lowercase()
    } else {
        path::twin_key(path)
    }
}

/// A path below `root` as it can be printed; bytes that are no UTF-8 as `\xNN`.
pub(super) fn shown(root: &Path, path: &Path) -> Arc<str> {
    escaped(path.strip_prefix(root).unwrap_or(path).as_os_str()).into()
}

/// A name as it can be printed.
pub(super) fn escaped(name: &OsStr) -> String {
    let mut shown = String::new();
    for chunk in name.as_bytes().utf8_chunks() {
        shown.push_str(chunk.valid());
        for byte in chunk.invalid() {
            shown.push_str(&format!("\\x{byte:02X}"));
        }
    }
    shown
}
