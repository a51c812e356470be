//! Drawn files → a staging folder beside the output → the output, in one step.

use crate::disk::clear::{self, Cleared, MARKER};
use crate::disk::manifest::{self, Entry};
use crate::disk::old::Old;
use crate::disk::ops::{self, Ops, make_parents, raw};
use crate::disk::place::{Place, failed};
use crate::disk::walk::escaped;
use crate::source::path;
use crate::source::problem::{OutputRefusal, Problem};
use crate::source::tree::File;
use rayon::prelude::*;
use rustix::io::Errno;
use std::ffi::OsString;
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A tree being built beside the output. Dropped without [`Staging::publish`], it is removed
/// and the output stays as it was.
///
/// Files have the rights 0644 and folders 0755 whatever the umask, since a web server under
/// another name must read them; the output folder itself keeps the rights it had, and a file
/// that is carried over unchanged keeps its own.
#[derive(Debug)]
pub struct Staging {
    ops: Ops,
    place: Place,
    parent: OwnedFd,
    /// Its name beside the output.
    name: OsString,
    fd: OwnedFd,
    /// Whether the umask takes rights away that must be given back.
    set_modes: bool,
    old: Option<Old>,
    taken: Mutex<Vec<Taken>>,
    /// The first failure; after it nothing is published.
    broken: Mutex<Option<Problem>>,
    published: bool,
}

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

#[derive(Debug)]
struct Taken {
    entry: Entry,
    /// Stands in the old tree with the same bytes, and not yet in the new one.
    same: bool,
}

impl Staging {
    /// Looks through the output, removes what a killed build left beside it, and makes the
    /// staging folder. The caller holds the lock and has asked `check_output`; what is not
    /// ours to touch is refused here again.
    pub fn open(out: &Path) -> Result<Staging, Problem> {
        Staging::open_with(out, Ops::default())
    }

    pub(super) fn open_with(out: &Path, ops: Ops) -> Result<Staging, Problem> {
        let place = Place::of(out)?;
        let parent = place.open_parent(&ops)?;
        let old = Old::survey(&ops, parent.as_fd(), &place)?;
        let name = place.beside("staging");
        let shown = escaped(&name);
        let out_fd = old.as_ref().map(|old| old.fd.as_fd());
        match clear::leftover(&ops, parent.as_fd(), raw(&name), out_fd) {
            Ok(Cleared::Gone) => {}
            Ok(Cleared::NotOurs) => {
                return Err(Problem::OutputRefused {
                    path: shown,
                    why: OutputRefusal::Foreign,
                });
            }
            Err(error) => return Err(failed(&shown, error)),
        }
        let (fd, set_modes) =
            prepare(&ops, &parent, raw(&name)).map_err(|error| failed(&shown, error))?;
        Ok(Staging {
            ops,
            place,
            parent,
            name,
            fd,
            set_modes,
            old,
            taken: Mutex::default(),
            broken: Mutex::default(),
            published: false,
        })
    }

    /// Takes one file of the new tree; from many threads at once, in any order. Nothing is
    /// written if the output holds the same bytes under this path.
    pub fn take(&self, file: File) -> Result<(), Problem> {
        self.put(file).inspect_err(|problem| {
            lock(&self.broken).get_or_insert_with(|| problem.clone());
        })
    }

    /// Switches the new tree for the old one. Where nothing differs, nothing is touched.
    ///
    /// An error means that the output is as it was. After the switch nothing can fail any
    /// more: what cannot be removed of the old tree is left to the next build.
    pub fn publish(mut self) -> Result<Written, Problem> {
        if let Some(problem) = lock(&self.broken).take() {
            return Err(problem);
        }
        let mut taken = std::mem::take(&mut *lock(&self.taken));
        taken.sort_unstable_by(|a, b| a.entry.path.cmp(&b.entry.path));
        if let Some(twice) = taken
            .windows(2)
            .find(|pair| pair[0].entry.path == pair[1].entry.path)
        {
            return Err(failed(&twice[0].entry.path, Errno::EXIST));
        }
        let manifest = manifest::write(taken.iter().map(|taken| &taken.entry))
            .map_err(|_| failed(manifest::NAME, Errno::INVAL))?;
        let manifest = File {
            path: manifest::NAME.to_owned(),
            bytes: manifest,
        };
        let mut written = self.count(&taken);
        let old = self.old.as_ref();
        let is_same = written.written == 0
            && written.removed == 0
            && old.is_some_and(|old| old.holds(&self.ops, &manifest));
        if is_same {
            return Ok(written);
        }
        self.carry(&taken)?;
        self.write(&manifest)?;
        self.switch()
            .map_err(|error| failed(&self.place.shown, error))?;
        self.published = true;
        self.settle();
        written.changed = true;
        Ok(written)
    }

    fn put(&self, file: File) -> Result<(), Problem> {
        let is_hidden = file.path.split('/').any(|part| part.starts_with('.'));
        if path::check(&file.path).is_err() || is_hidden || file.path == manifest::NAME {
            return Err(Problem::WriteFailed {
                path: file.path,
                why: "this is no path for a published file".to_owned(),
            });
        }
        let old = self.old.as_ref();
        if let Some(path) = old.and_then(|old| old.in_the_way(&file.path)) {
            return Err(Problem::OutputRefused {
                path: self.place.shown_inside(&path),
                why: OutputRefusal::Foreign,
            });
        }
        let same = old.is_some_and(|old| old.holds(&self.ops, &file));
        if !same {
            self.write(&file)?;
        }
        let entry = Entry {
            blake3: blake3::hash(&file.bytes).to_hex().to_string(),
            bytes: file.bytes.len() as u64,
            path: file.path,
        };
        lock(&self.taken).push(Taken { entry, same });
        Ok(())
    }

    fn write(&self, file: &File) -> Result<(), Problem> {
        let path = file.path.as_bytes();
        let at = self.fd.as_fd();
        let write = || {
            let made = match self.ops.create(at, path) {
                Err(Errno::NOENT) => {
                    make_parents(&self.ops, at, path, self.set_modes)?;
                    self.ops.create(at, path)?
                }
                made => made?,
            };
            if self.set_modes {
                self.ops.set_mode(&made, 0o644)?;
            }
            self.ops.write(&made, &file.bytes)
        };
        write().map_err(|error| failed(&file.path, error))
    }

    fn count(&self, taken: &[Taken]) -> Written {
        let unchanged = taken.iter().filter(|taken| taken.same).count();
        let is_taken = |path: &[u8]| {
            taken
                .binary_search_by(|taken| taken.entry.path.as_bytes().cmp(path))
                .is_ok()
        };
        let ours = self.old.iter().flat_map(|old| &old.ours);
        Written {
            written: taken.len() - unchanged,
            unchanged,
            removed: ours.filter(|path| !is_taken(path)).count(),
            files: taken.len(),
            bytes: taken.iter().map(|taken| taken.entry.bytes).sum(),
            changed: false,
        }
    }

    /// Gives everything that stays its place in the new tree: our unchanged files, and the
    /// files of others.
    fn carry(&self, taken: &[Taken]) -> Result<(), Problem> {
        let Some(old) = &self.old else { return Ok(()) };
        let one = |path: &[u8]| {
            old.carry(&self.ops, self.fd.as_fd(), path, self.set_modes)
                .map_err(|error| failed(&String::from_utf8_lossy(path), error))
        };
        taken
            .par_iter()
            .filter(|taken| taken.same)
            .try_for_each(|taken| one(taken.entry.path.as_bytes()))?;
        old.foreign.iter().try_for_each(|path| one(path))
    }

    /// The one moment in which the site changes, and what must be on the disk before it.
    fn switch(&self) -> ops::Result<()> {
        let (parent, name) = (self.parent.as_fd(), raw(&self.place.name));
        if let Some(old) = &self.old {
            self.ops.set_mode(&self.fd, old.stat.st_mode & 0o7777)?;
        }
        // From here to the switch the manifest is the mark.
        self.ops.remove_file(self.fd.as_fd(), MARKER)?;
        self.ops.flush_all(&self.fd)?;
        match &self.old {
            None => self
                .ops
                .move_to_free((parent, raw(&self.name)), (parent, name)),
            Some(old) => {
                let now = self.ops.stat(parent, name)?;
                if (now.st_dev, now.st_ino) != (old.stat.st_dev, old.stat.st_ino) {
                    // Somebody put another folder there while we drew.
                    return Err(Errno::EXIST);
                }
                self.ops.exchange(parent, raw(&self.name), name)
            }
        }
    }

    /// What is better done after the switch; the next build does what fails here.
    fn settle(&self) {
        let _ = self.ops.flush_folder(&self.parent);
        if let Some(old) = &self.old {
            let (parent, name) = (self.parent.as_fd(), raw(&self.name));
            let _ = clear::old_tree(&self.ops, parent, name, Some(self.fd.as_fd()), &old.ours);
        }
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.published {
            let _ = clear::everything(&self.ops, self.parent.as_fd(), raw(&self.name));
        }
    }
}

/// Makes the staging folder and its marker; also says whether the umask narrows our rights.
fn prepare(ops: &Ops, parent: &OwnedFd, name: &[u8]) -> ops::Result<(OwnedFd, bool)> {
    ops.make_folder(parent.as_fd(), name)?;
    let mark = || {
        let fd = ops.folder(parent.as_fd(), name)?;
        let marker = ops.create(fd.as_fd(), MARKER)?;
        let narrowed = ops.stat_open(&marker)?.st_mode & 0o777 != 0o644
            || ops.stat_open(&fd)?.st_mode & 0o777 != 0o755;
        if narrowed {
            ops.set_mode(&fd, 0o755)?;
        }
        Ok((fd, narrowed))
    };
    mark().inspect_err(|_| {
        let _ = clear::everything(ops, parent.as_fd(), name);
    })
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
