//! A new file of a site: only where nothing stands yet, and never through a link.

use crate::disk::beneath::{self, is_link};
use crate::disk::ops::{self, Ops, raw};
use crate::disk::place::{Place, failed};
use crate::disk::rules::{self, Use};
use crate::source::path;
use crate::source::problem::{OutputRefusal, Problem};
use rustix::io::Errno;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};

/// Why a file or a folder was not made.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// Something of that name is there already.
    Exists,
    /// The folder of a new site holds something.
    NotEmpty,
    /// A part of the way is a link.
    Link,
    /// A part of the way is no folder.
    NotFolder,
    /// Anything else.
    Problem(Problem),
}

/// Makes a file of `root/content/` (path relative to `root`, with `/`), and the folders it needs.
///
/// Refused: a path that is not sound or that no rule would read, a link on any part of the
/// way, a file that is there already. Nothing is left behind when the writing fails.
pub fn content_file(root: &Path, path: &str, text: &str) -> Result<(), Refusal> {
    let below = path.strip_prefix("content/").unwrap_or_default();
    if !matches!(rules::of(below), Use::Text(_)) {
        return Err(Refusal::Problem(Problem::FileUnexpected { rename: None }));
    }
    let root = beneath::root(root).map_err(Refusal::Problem)?;
    beneath_root(&root, path, text)
}

/// Makes the folder of a new site and its files, each path relative to it. The folder must be
/// absent or empty; links above it are the user's own, it must not be one itself.
pub fn site(folder: &Path, files: &[(&str, String)]) -> Result<(), Refusal> {
    let ops = Ops::default();
    let place = Place::of(folder).map_err(of_place)?;
    let in_words = |error| told(&place.shown, error);
    let parent = place.open_parent(&ops).map_err(Refusal::Problem)?;
    let root = enter(&ops, parent.as_fd(), raw(&place.name)).map_err(in_words)?;
    if !ops.list(root.as_fd()).map_err(in_words)?.is_empty() {
        return Err(Refusal::NotEmpty);
    }
    files
        .iter()
        .try_for_each(|(path, text)| beneath_root(&root, path, text))
}

/// Writes files into a folder of the user's, which is made if it is not there. A file that is there
/// is replaced only if its text holds `mark`, so that it is one of ours; names hold no `/`. A
/// refusal comes with the path that it is about.
pub fn renewed(
    folder: &Path,
    files: &[(&str, String)],
    mark: &str,
) -> Result<(), (PathBuf, Refusal)> {
    let ops = Ops::default();
    let about = |refusal| (folder.to_owned(), refusal);
    let place = Place::of(folder).map_err(|problem| about(of_place(problem)))?;
    let parent = place
        .open_parent(&ops)
        .map_err(|problem| about(Refusal::Problem(problem)))?;
    let root = enter(&ops, parent.as_fd(), raw(&place.name))
        .map_err(|error| about(told(&place.shown, error)))?;
    files.iter().try_for_each(|(name, text)| {
        renew(&ops, &root, name, text, mark).map_err(|refusal| (folder.join(name), refusal))
    })
}

fn renew(ops: &Ops, root: &OwnedFd, name: &str, text: &str, mark: &str) -> Result<(), Refusal> {
    match beneath::open(root.as_fd(), name, rules::THEME).and_then(beneath::Opened::whole) {
        Err(Problem::FileIsLink) => return Err(Refusal::Link),
        Ok(old) if old == text.as_bytes() => return Ok(()),
        Ok(old) if String::from_utf8_lossy(&old).contains(mark) => ops
            .remove_file(root.as_fd(), name.as_bytes())
            .map_err(|error| told(name, error))?,
        // What is there and not ours is met by the making, which refuses it.
        _ => {}
    }
    beneath_root(root, name, text)
}

fn of_place(problem: Problem) -> Refusal {
    match problem {
        Problem::OutputRefused { why, .. } => match why {
            OutputRefusal::Link => Refusal::Link,
            OutputRefusal::Root => Refusal::NotEmpty,
            _ => Refusal::NotFolder,
        },
        problem => Refusal::Problem(problem),
    }
}

fn beneath_root(root: &OwnedFd, path: &str, text: &str) -> Result<(), Refusal> {
    path::check(path).map_err(|why| Refusal::Problem(Problem::FileName { why }))?;
    let ops = Ops::default();
    let of_path = |error| told(path, error);
    let mut folder: Option<OwnedFd> = None;
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        let at = folder.as_ref().map_or(root.as_fd(), AsFd::as_fd);
        if parts.peek().is_none() {
            return write(&ops, at, part, text).map_err(of_path);
        }
        folder = Some(enter(&ops, at, part.as_bytes()).map_err(of_path)?);
    }
    Err(of_path(Errno::NOENT))
}

fn told(shown: &str, error: Errno) -> Refusal {
    match error {
        Errno::EXIST => Refusal::Exists,
        Errno::LOOP => Refusal::Link,
        Errno::NOTDIR => Refusal::NotFolder,
        error => Refusal::Problem(failed(shown, error)),
    }
}

/// Opens a folder, made first if it is not there; a link is told as one.
fn enter(ops: &Ops, at: BorrowedFd<'_>, name: &[u8]) -> ops::Result<OwnedFd> {
    match ops.make_folder(at, name) {
        Ok(()) | Err(Errno::EXIST) => {}
        Err(error) => return Err(error),
    }
    ops.folder(at, name).map_err(|error| match error {
        Errno::NOTDIR if is_link(at, name) => Errno::LOOP,
        error => error,
    })
}

fn write(ops: &Ops, at: BorrowedFd<'_>, name: &str, text: &str) -> ops::Result<()> {
    // The kernel refuses what is there already, also a link that leads nowhere.
    let file = ops.create(at, name.as_bytes())?;
    ops.write(&file, text.as_bytes()).inspect_err(|_| {
        let _ = ops.remove_file(at, name.as_bytes());
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_file_is_made_once_with_its_folders_and_never_written_over() {
        let site = tempfile::tempdir().unwrap();
        let path = "content/products/a.md";
        assert_eq!(content_file(site.path(), path, "một"), Ok(()));
        assert_eq!(content_file(site.path(), path, "hai"), Err(Refusal::Exists));
        assert_eq!(fs::read_to_string(site.path().join(path)).unwrap(), "một");
    }

    #[test]
    fn no_link_is_followed_and_nothing_is_made_outside() {
        let site = tempfile::tempdir().unwrap();
        let away = tempfile::tempdir().unwrap();
        let at = |path: &str| site.path().join(path);
        fs::create_dir(at("content")).unwrap();
        symlink(away.path(), at("content/products")).unwrap();
        fs::create_dir(at("content/news")).unwrap();
        symlink(away.path().join("b.md"), at("content/news/b.md")).unwrap();
        fs::write(at("content/pages"), "a file").unwrap();
        let dots = Problem::FileName {
            why: path::BadPath::Dots,
        };
        for (path, refusal) in [
            ("content/products/a.md", Refusal::Link),
            ("content/news/b.md", Refusal::Exists),
            ("content/pages/c.md", Refusal::NotFolder),
            (
                "content/products/README.md",
                Refusal::Problem(Problem::FileUnexpected { rename: None }),
            ),
            (
                "content/other/a.md",
                Refusal::Problem(Problem::FileUnexpected { rename: None }),
            ),
            (
                "../a.md",
                Refusal::Problem(Problem::FileUnexpected { rename: None }),
            ),
            ("content/products/../../../a.md", Refusal::Problem(dots)),
        ] {
            assert_eq!(content_file(site.path(), path, "x"), Err(refusal), "{path}");
        }
        assert_eq!(fs::read_dir(away.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_site_is_made_in_an_absent_or_empty_folder_only() {
        let here = tempfile::tempdir().unwrap();
        let at = |path: &str| here.path().join(path);
        let files = [("content/config.yml", "title: A\n".to_owned())];
        assert_eq!(site(&at("a/new"), &files), Ok(()));
        assert!(at("a/new/content/config.yml").is_file());
        symlink(here.path(), at("link")).unwrap();
        symlink(at("nowhere"), at("lost")).unwrap();
        fs::write(at("file"), "x").unwrap();
        for (name, refusal) in [
            ("a/new", Refusal::NotEmpty),
            ("link", Refusal::Link),
            ("lost", Refusal::Link),
            ("file", Refusal::NotFolder),
            ("file/below", Refusal::NotFolder),
        ] {
            assert_eq!(site(&at(name), &files), Err(refusal), "{name}");
        }
        assert!(!at("nowhere").exists());
    }

    #[test]
    fn only_files_with_our_mark_are_replaced() {
        let here = tempfile::tempdir().unwrap();
        let at = |path: &str| here.path().join("out").join(path);
        let renew = |text: &str| renewed(&at(""), &[("a", text.to_owned())], "OURS");
        for text in ["OURS 1", "OURS 2", "OURS 2"] {
            assert_eq!(renew(text), Ok(()));
            assert_eq!(fs::read_to_string(at("a")).unwrap(), text);
        }
        fs::write(at("a"), "a letter").unwrap();
        let refused = |refusal| Err((at("").join("a"), refusal));
        assert_eq!(renew("OURS 3"), refused(Refusal::Exists));
        fs::remove_file(at("a")).unwrap();
        fs::write(here.path().join("b"), "OURS 1").unwrap();
        symlink("../b", at("a")).unwrap();
        assert_eq!(renew("OURS 3"), refused(Refusal::Link));
        assert_eq!(fs::read_to_string(here.path().join("b")).unwrap(), "OURS 1");
    }
}
