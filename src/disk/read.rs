//! `content/` and `themes/NAME` → values; a picture's bytes again, on demand.

use crate::disk::beneath::{self, Opened};
use crate::disk::rules::{self, Use};
use crate::disk::walk::{self, Folder, Found, note};
use crate::source::diagnostic::{Checked, Diagnostics};
use crate::source::path::{self, BadPath};
use crate::source::picture;
use crate::source::problem::{BrokenPicture, Problem};
use crate::source::span::Span;
use crate::source::tree::{Matter, Source, ThemeFolder, Tree, Unread};
use crate::source::{utf8, work};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Reads `root/content`: texts whole, pictures and files to copy as size and hash.
///
/// A text that cannot be taken (too large, not UTF-8, a link …) is noted, and only its path is kept. A
/// picture or file to copy that cannot be taken is noted too, but stays in the tree with a
/// hash of zeros, so that whoever refers to it does not report it a second time.
pub fn site(root: &Path) -> Checked<Tree> {
    let mut notes = Diagnostics::default();
    let Some(Site { folder, found, .. }) = open_site(root, &mut notes) else {
        let value = Tree {
            absent: true,
            ..Tree::default()
        };
        return Checked { value, notes };
    };
    let read: Vec<Checked<Taken>> = found.par_iter().map(|file| source(&folder, file)).collect();
    let read: Checked<Vec<Taken>> = read.into_iter().collect();
    let value = tree(
        found
            .iter()
            .map(|file| &file.path)
            .zip(read.note(&mut notes)),
    );
    Checked { value, notes }
}

/// A file as far as it could be taken.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Taken {
    Whole(Source),
    /// A text that is none; [`Unread::head`].
    Head(Arc<str>),
    Nothing,
}

/// The tree of files in order of path, each as far as it could be taken.
pub(super) fn tree<'f>(files: impl Iterator<Item = (&'f Arc<str>, Taken)>) -> Tree {
    let mut tree = Tree::default();
    for (path, taken) in files {
        let below = path.strip_prefix("content/").unwrap_or(path);
        let head = match taken {
            Taken::Whole(source) => {
                tree.sources.push(source);
                continue;
            }
            Taken::Head(head) => Some(head),
            Taken::Nothing => None,
        };
        let path = path.clone();
        match rules::of(below) {
            Use::Text(_) => tree.unread.push(Unread { path, head }),
            Use::Nothing => tree.misnamed.push(path),
            _ => {}
        }
    }
    tree
}

/// A site folder open for reading, and what stands below its `content/`.
pub(super) struct Site {
    pub(super) folder: OwnedFd,
    /// In order of path.
    pub(super) found: Vec<Found>,
    /// The folders whose lists that follows from.
    pub(super) folders: Vec<PathBuf>,
}

/// `None` where there is nothing to read, of which a note tells.
pub(super) fn open_site(root: &Path, notes: &mut Diagnostics) -> Option<Site> {
    let content: Arc<str> = "content".into();
    let refusal = match walk::folder(root, &content) {
        Folder::There => None,
        Folder::Missing => Some(Problem::ContentMissing),
        Folder::Refused(problem) => Some(problem),
    };
    match refusal.map_or_else(|| beneath::root(root), Err) {
        Ok(folder) => {
            let (found, folders) = walk::files_and_folders(root, &content, notes);
            Some(Site {
                folder,
                found,
                folders,
            })
        }
        Err(problem) => {
            note(notes, &content, problem);
            None
        }
    }
}

/// Reads the folder `themes/NAME`. One that is not there is no fault here: `exists` says so.
pub fn theme(root: &Path, name: &str) -> Checked<ThemeFolder> {
    let mut notes = Diagnostics::default();
    let mut theme = ThemeFolder {
        name: name.to_owned(),
        ..ThemeFolder::default()
    };
    let themes: Arc<str> = "themes".into();
    match walk::folder(root, &themes) {
        Folder::There => theme.others = names(root, &mut notes),
        Folder::Missing => {}
        Folder::Refused(problem) => {
            note(&mut notes, &themes, problem);
            return Checked {
                value: theme,
                notes,
            };
        }
    }
    let folder: Arc<str> = format!("themes/{name}").into();
    let sound = path::check(name).and(if name.contains('/') {
        Err(BadPath::Sign('/'))
    } else {
        Ok(())
    });
    match sound.map_or_else(
        |why| Folder::Refused(Problem::FileName { why }),
        |()| walk::folder(root, &folder),
    ) {
        Folder::There => {
            theme.exists = true;
            theme.files = theme_files(root, &folder, &mut notes);
        }
        Folder::Missing => {}
        Folder::Refused(problem) => note(&mut notes, &folder, problem),
    }
    Checked {
        value: theme,
        notes,
    }
}

/// A picture or file to copy, again. `path` is one of the tree's; the hash is what the tree
/// says of it, so that no build mixes two states of a file.
pub fn bytes(root: &Path, path: &str, expected_hash: &[u8; 32]) -> Result<Vec<u8>, Problem> {
    path::check(path).map_err(|why| Problem::FileName { why })?;
    let site = beneath::root(root)?;
    let bytes = beneath::open(site.as_fd(), path, rules::LARGEST)?.whole()?;
    if blake3::hash(&bytes).as_bytes() == expected_hash {
        Ok(bytes)
    } else {
        Err(Problem::FileChanged)
    }
}

/// These files of the content, again, in the same order; `None` where one of them is no longer a sound file
/// about which there is nothing to tell.
pub fn again(root: &Path, paths: &[Arc<str>]) -> Option<Vec<Source>> {
    let site = beneath::root(root).ok()?;
    let one = |path: &Arc<str>| {
        let file = Found {
            path: path.clone(),
            sound: true,
        };
        let Checked { value, notes } = source(&site, &file);
        match value {
            Taken::Whole(source) if notes.iter().next().is_none() => Some(source),
            _ => None,
        }
    };
    paths.par_iter().map(one).collect()
}

/// A text of the content, again; `None` where it is none any more.
pub fn text_again(root: &Path, path: &str) -> Option<Arc<str>> {
    path::check(path).ok()?;
    let site = beneath::root(root).ok()?;
    let bytes = beneath::open(site.as_fd(), path, rules::LARGEST).ok()?;
    utf8::text(&bytes.whole().ok()?).ok().map(Arc::from)
}

/// What is wrong with one file, and where in it.
struct Fault {
    span: Span,
    problem: Problem,
    /// [`Unread::head`].
    head: Option<Arc<str>>,
}

impl From<Problem> for Box<Fault> {
    fn from(problem: Problem) -> Box<Fault> {
        Box::new(Fault {
            span: Span::default(),
            problem,
            head: None,
        })
    }
}

/// One file of the site, as far as it is read.
pub(super) fn source(site: &OwnedFd, file: &Found) -> Checked<Taken> {
    work::on(&file.path);
    let site = site.as_fd();
    let mut notes = Diagnostics::default();
    let below = file.path.strip_prefix("content/").unwrap_or(&file.path);
    let wanted = rules::of(below);
    let stays_known = matches!(
        wanted,
        Use::Picture(_) | Use::Copy(_) | Use::Forbidden(_) | Use::OtherPicture(_)
    );
    let mut head = None;
    let matter = if !file.sound {
        // What is wrong was said already.
        stays_known.then(|| unknown(0))
    } else {
        matter(site, file, wanted, &mut notes).unwrap_or_else(|fault| {
            let size = match fault.problem {
                Problem::FileTooLarge { bytes, .. } => bytes,
                _ => 0,
            };
            notes.add(&file.path, fault.span, fault.problem);
            head = fault.head;
            stays_known.then(|| unknown(size))
        })
    };
    let value = match (matter, head) {
        (Some(matter), _) => Taken::Whole(Source {
            path: file.path.clone(),
            matter,
        }),
        (None, Some(head)) => Taken::Head(head),
        (None, None) => Taken::Nothing,
    };
    Checked { value, notes }
}

fn matter(
    site: BorrowedFd<'_>,
    file: &Found,
    wanted: Use,
    notes: &mut Diagnostics,
) -> Result<Option<Matter>, Box<Fault>> {
    let open = |max| beneath::open(site, &file.path, max);
    let matter = match wanted {
        Use::Text(max) => text(open(max)?.whole()?)?,
        Use::Picture(max) => photograph(open(max)?, &file.path, notes)?,
        Use::Copy(max) => copied(open(max)?)?,
        Use::Forbidden(extension) => return Err(Problem::StaticKind { extension }.into()),
        Use::Readme => return Ok(None),
        Use::OtherPicture(extension) => return Err(Problem::ImageKind { extension }.into()),
        Use::Nothing => {
            let rename = rules::near(&file.path);
            return Err(Problem::FileUnexpected { rename }.into());
        }
    };
    Ok(Some(matter))
}

fn text(bytes: Vec<u8>) -> Result<Matter, Box<Fault>> {
    match utf8::text(&bytes) {
        Ok(text) => Ok(Matter::Text(text.into())),
        Err(not) => Err(Box::new(Fault {
            span: not.span,
            problem: not.problem,
            head: Some(not.head),
        })),
    }
}

fn photograph(opened: Opened, path: &Arc<str>, notes: &mut Diagnostics) -> Result<Matter, Problem> {
    let size = opened.size();
    let bytes = opened.whole()?;
    let head = picture::head(&bytes).and_then(|head| match picture::is_whole(&bytes) {
        true => Ok(head),
        false => Err(Problem::PictureBroken {
            why: BrokenPicture::Cut,
        }),
    });
    let picture = head.map_err(|problem| note(notes, path, problem)).ok();
    Ok(Matter::Bytes {
        size,
        hash: *blake3::hash(&bytes).as_bytes(),
        picture,
    })
}

fn copied(opened: Opened) -> Result<Matter, Problem> {
    let size = opened.size();
    let hash = opened.hash()?;
    Ok(Matter::Bytes {
        size,
        hash,
        picture: None,
    })
}

/// A file of which no more is known than that it is there.
fn unknown(size: u64) -> Matter {
    Matter::Bytes {
        size,
        hash: [0; 32],
        picture: None,
    }
}

fn theme_files(
    root: &Path,
    folder: &Arc<str>,
    notes: &mut Diagnostics,
) -> BTreeMap<String, Arc<[u8]>> {
    let site = match beneath::root(root) {
        Ok(site) => site,
        Err(problem) => {
            note(notes, folder, problem);
            return BTreeMap::new();
        }
    };
    let mut files = BTreeMap::new();
    for file in walk::files(root, folder, notes) {
        let below = file.path[folder.len() + 1..].to_owned();
        if !file.sound || rules::of(&below) == Use::Readme {
            continue;
        }
        match beneath::open(site.as_fd(), &file.path, rules::THEME).and_then(Opened::whole) {
            Ok(bytes) => {
                files.insert(below, bytes.into());
            }
            Err(problem) => note(notes, &file.path, problem),
        }
    }
    files
}

/// The names of all folders under `themes/` that a theme may have, in order.
fn names(root: &Path, notes: &mut Diagnostics) -> Vec<String> {
    let themes = root.join("themes");
    let entries = match std::fs::read_dir(&themes) {
        Ok(entries) => entries,
        Err(error) => {
            let problem = beneath::unreadable(crate::disk::words::errno(&error));
            note(notes, &"themes".into(), problem);
            return Vec::new();
        }
    };
    let may_be = |name: &str| path::check(name).is_ok() && rules::stray(name).is_none();
    let mut names: Vec<String> = entries
        .flatten()
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter_map(|entry| OsStr::to_str(&entry.file_name()).map(str::to_owned))
        .filter(|name| may_be(name))
        .collect();
    names.sort_unstable();
    names
}
