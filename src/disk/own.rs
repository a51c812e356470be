//! `.sanvat/`: what the program keeps beside the content, for itself and for whoever sets up a server.
//!
//! No link on the way is followed, and a file is there whole or not at all: it is written under a
//! name of its own and then takes the place of the old one in a single call.

use crate::disk::ops::{self, Ops};
use crate::disk::place::failed;
use crate::source::problem::Problem;
use crate::source::tree::File;
use rustix::io::Errno;
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// Its name in the site folder.
const NAME: &[u8] = b".sanvat";
/// How the name of a file begins that is not finished yet.
pub(super) const UNFINISHED: &[u8] = b".new-";

/// The folder `.sanvat/NAME` of a site, made where it is not there.
pub(super) fn folder(ops: &Ops, root: &Path, name: &[u8]) -> ops::Result<OwnedFd> {
    enter(ops, &base(ops, root)?, name)
}

/// The folder `.sanvat` of a site, made where it is not there.
pub(super) fn base(ops: &Ops, root: &Path) -> ops::Result<OwnedFd> {
    enter(ops, &ops.folder_at(root)?, NAME)
}

/// A folder in another one, made where it is not there.
pub(super) fn enter(ops: &Ops, at: &OwnedFd, name: &[u8]) -> ops::Result<OwnedFd> {
    match ops.folder(at.as_fd(), name) {
        Err(Errno::NOENT) => {}
        found => return found,
    }
    match ops.make_folder(at.as_fd(), name) {
        // Another build was quicker.
        Ok(()) | Err(Errno::EXIST) => ops.folder(at.as_fd(), name),
        Err(error) => Err(error),
    }
}

/// Puts a file in the place of whatever file bears its name.
pub(super) fn replace(ops: &Ops, at: &OwnedFd, name: &[u8], pieces: &[&[u8]]) -> ops::Result<()> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let mut new = UNFINISHED.to_vec();
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    new.extend(format!("{}-{number}", std::process::id()).bytes());
    let write = |file: OwnedFd| pieces.iter().try_for_each(|piece| ops.write(&file, piece));
    let made = match ops.create(at.as_fd(), &new) {
        // Left by a killed process that had our number.
        Err(Errno::EXIST) => {
            ops.remove_file(at.as_fd(), &new)?;
            ops.create(at.as_fd(), &new)
        }
        made => made,
    };
    made.and_then(write)
        .and_then(|()| ops.rename(at.as_fd(), &new, name))
        .inspect_err(|_| {
            let _ = ops.remove_file(at.as_fd(), &new);
        })
}

/// Writes files into `.sanvat/hosting/`; their paths are plain names.
pub fn hosting(root: &Path, files: &[File]) -> Result<(), Problem> {
    let ops = Ops::default();
    let shown = |name: &str| format!(".sanvat/hosting/{name}");
    let folder = folder(&ops, root, b"hosting").map_err(|error| failed(&shown(""), error))?;
    files.iter().try_for_each(|file| {
        replace(&ops, &folder, file.path.as_bytes(), &[&file.bytes])
            .map_err(|error| failed(&shown(&file.path), error))
    })
}
