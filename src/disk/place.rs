//! Where the output folder is, and what stands beside it.

use crate::disk::ops::Ops;
use crate::disk::walk::escaped;
use crate::disk::words::{errno, why};
use crate::source::problem::{OutputRefusal, Problem};
use rustix::io::Errno;
use std::ffi::{OsStr, OsString};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path, PathBuf};

/// The output folder as a name in a parent folder that is reached without a link or `..`.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The parent folder, links resolved. It need not be there yet.
    pub(super) parent: PathBuf,
    /// The folder's own name.
    pub(super) name: OsString,
    /// The path as the user gave it, fit to be printed.
    pub(super) shown: String,
}

impl Place {
    /// Resolves all of `out` but its last part, which is never followed.
    pub(super) fn of(out: &Path) -> Result<Place, Problem> {
        let shown = escaped(out.as_os_str());
        let refuse = |why| Problem::OutputRefused {
            path: shown.clone(),
            why,
        };
        let whole = std::path::absolute(out).map_err(|error| failed(&shown, errno(&error)))?;
        let mut at = PathBuf::from("/");
        // The last part, held back because it is not to be followed.
        let mut last: Option<&OsStr> = None;
        for part in whole.components() {
            match part {
                Component::Normal(name) => {
                    enter(&mut at, last.replace(name)).map_err(|error| match error {
                        Errno::NOTDIR => refuse(OutputRefusal::NotFolder),
                        Errno::LOOP => refuse(OutputRefusal::Link),
                        error => failed(&shown, error),
                    })?;
                }
                Component::ParentDir => {
                    enter(&mut at, last.take()).map_err(|_| refuse(OutputRefusal::Link))?;
                    at.pop();
                }
                Component::RootDir | Component::Prefix(_) | Component::CurDir => {}
            }
        }
        let name = match last {
            Some(name) => name.to_owned(),
            // It ended in `..`: what is left is a folder reached without links.
            None => {
                let name = at.file_name().map(OsStr::to_owned);
                at.pop();
                name.ok_or_else(|| refuse(OutputRefusal::Root))?
            }
        };
        Ok(Place {
            parent: at,
            name,
            shown,
        })
    }

    /// Opens the parent folder, making it first if it is not there.
    pub(super) fn open_parent(&self, ops: &Ops) -> Result<OwnedFd, Problem> {
        let shown = || escaped(self.parent.as_os_str());
        std::fs::create_dir_all(&self.parent).map_err(|error| failed(&shown(), errno(&error)))?;
        ops.folder_at(&self.parent)
            .map_err(|error| failed(&shown(), error))
    }

    /// The output folder itself.
    pub(super) fn path(&self) -> PathBuf {
        self.parent.join(&self.name)
    }

    /// The name of a thing of ours beside the output: `.public.staging`.
    pub(super) fn beside(&self, what: &str) -> OsString {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(".");
        name.push(what);
        name
    }

    /// A path inside the output as it is printed.
    pub(super) fn shown_inside(&self, path: &[u8]) -> String {
        escaped(
            Path::new(&self.shown)
                .join(OsStr::from_bytes(path))
                .as_os_str(),
        )
    }
}

/// `WriteFailed` in words.
pub(super) fn failed(path: &str, error: Errno) -> Problem {
    Problem::WriteFailed {
        path: path.to_owned(),
        why: why(error),
    }
}

/// Goes down into a folder, through links; where nothing stands yet, by name alone.
fn enter(at: &mut PathBuf, name: Option<&OsStr>) -> Result<(), Errno> {
    let Some(name) = name else { return Ok(()) };
    at.push(name);
    match std::fs::canonicalize(&*at) {
        Ok(real) if real.is_dir() => *at = real,
        Ok(_) => return Err(Errno::NOTDIR),
        Err(error) if errno(&error) == Errno::NOENT => {
            // A link that leads nowhere is no place to make a folder in.
            if std::fs::symlink_metadata(&*at).is_ok() {
                return Err(Errno::LOOP);
            }
        }
        Err(error) => return Err(errno(&error)),
    }
    Ok(())
}
