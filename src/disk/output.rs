//! Whether the output folder may be touched at all, asked before anything is written.

use crate::disk::old;
use crate::disk::ops::Ops;
use crate::disk::place::{Place, failed};
use crate::source::problem::{OutputRefusal, Problem};
use rustix::io::Errno;
use std::os::fd::AsFd;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// The folders of a site in which nothing is ever published.
const INNER: [&str; 4] = ["content", "themes", ".sanvat", ".git"];

/// Refuses an output folder that holds the site or another one, lies among the sources, is
/// the root or the home folder, is a file or a link, or holds files without our manifest.
///
/// Folders are compared by what they are (device and number), not by how they are spelt.
pub fn check_output(site_root: &Path, out: &Path) -> Result<(), Problem> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    check(site_root, out, home.as_deref())
}

fn check(site_root: &Path, out: &Path, home: Option<&Path>) -> Result<(), Problem> {
    let place = Place::of(out)?;
    let path = place.path();
    let refuse = |why| {
        Err(Problem::OutputRefused {
            path: place.shown.clone(),
            why,
        })
    };
    let itself = identity(&path);
    if itself.is_some() && home.is_some_and(|home| identity_through_links(home) == itself) {
        return refuse(OutputRefusal::Root);
    }
    let site = std::fs::canonicalize(site_root)
        .or_else(|_| std::path::absolute(site_root))
        .unwrap_or_else(|_| site_root.to_owned());
    let mut around = site.ancestors();
    if around.any(|folder| folder == path || (itself.is_some() && identity(folder) == itself)) {
        return refuse(OutputRefusal::HoldsSite);
    }
    for name in INNER {
        let inner = site.join(name);
        let identity_of_inner = identity_through_links(&inner);
        let within = path.ancestors().any(|folder| {
            folder == inner
                || (identity_of_inner.is_some() && identity(folder) == identity_of_inner)
        });
        if within {
            return refuse(OutputRefusal::InsideContent);
        }
    }
    let ops = Ops::default();
    match ops.folder_at(&place.parent) {
        Ok(parent) => old::open(&ops, parent.as_fd(), &place).map(|_| ()),
        Err(Errno::NOENT) => Ok(()),
        Err(error) => Err(failed(&place.shown, error)),
    }
}

/// What a path is, if it is there; a link for itself.
fn identity(path: &Path) -> Option<(u64, u64)> {
    let data = std::fs::symlink_metadata(path).ok()?;
    Some((data.dev(), data.ino()))
}

fn identity_through_links(path: &Path) -> Option<(u64, u64)> {
    let data = std::fs::metadata(path).ok()?;
    Some((data.dev(), data.ino()))
}
