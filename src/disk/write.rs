//! Drawn files → a staging folder beside the output → the output, in one step.

use crate::disk::begun;
use crate::disk::cache::Key;
use crate::disk::clear::{self, Cleared, MARKER};
use crate::disk::last::file_stands;
use crate::disk::manifest;
use crate::disk::mark::Mark;
use crate::disk::old::Old;
use crate::disk::ops::{self, Ops, make_file, raw};
use crate::disk::place::{Place, failed};
use crate::disk::published::{Kept, Made, Published, Written};
use crate::disk::reused::Reused;
use crate::disk::taken::{self, Taken};
use crate::disk::twin::Twin;
use crate::disk::walk::escaped;
use crate::source::path;
use crate::source::problem::{OutputRefusal, Problem};
use crate::source::tree::File;
use rayon::prelude::*;
use rustix::io::Errno;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

mod after;

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
    /// What the last build left here.
    known: Published,
    /// Where it is the spare tree that is built in.
    reused: Option<Reused>,
    /// The spare tree made with it, where none of our files was published.
    twin: Option<Twin>,
    /// The site folder, where a spare tree is kept; `None` where none is.
    site: Option<PathBuf>,
    /// Whether a later build is told how the files were left.
    marks: bool,
    /// Whether all that stayed has got a second name, and nothing was copied.
    linked: AtomicBool,
    taken: Mutex<Vec<Taken>>,
    /// The first failure; after it nothing is published.
    broken: Mutex<Option<Problem>>,
    published: bool,
}

impl Staging {
    /// Looks through the output, removes what a killed build left beside it, and makes the
    /// staging folder. The caller holds the lock and has asked `check_output`; what is not
    /// ours to touch is refused here again.
    pub fn open(out: &Path) -> Result<Staging, Problem> {
        Staging::begin(out, Ops::default(), Published::default(), None)
    }

    /// The same for a build that knows what the last one left here: such files may stay as long as they are
    /// as it left them. Where a `site` is given, the tree that is published now stays in its folder as a
    /// spare one ([`spare`]), and the new one is built in the one that stayed before, if it can be.
    pub fn open_again(
        out: &Path,
        known: Published,
        site: Option<&Path>,
    ) -> Result<Staging, Problem> {
        Staging::begin(out, Ops::default(), known, site)
    }

    /// The same for a build of which nothing is kept: how its files are left is not looked at.
    pub fn without_marks(mut self) -> Staging {
        self.marks = false;
        self
    }

    #[cfg(test)]
    pub(super) fn open_with(out: &Path, ops: Ops) -> Result<Staging, Problem> {
        Staging::begin(out, ops, Published::default(), None)
    }

    pub(super) fn begin(
        out: &Path,
        ops: Ops,
        known: Published,
        site: Option<&Path>,
    ) -> Result<Staging, Problem> {
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
        let reused = site.zip(old.as_ref()).and_then(|(site, old)| {
            Reused::take(&ops, site, &known, old, (parent.as_fd(), raw(&name)))
        });
        let (fd, reused, set_modes) = match reused {
            Some((fd, reused)) => (fd, Some(reused), true),
            None => {
                let (fd, set_modes) = begun::tree(&ops, parent.as_fd(), raw(&name))
                    .map_err(|error| failed(&shown, error))?;
                (fd, None, set_modes)
            }
        };
        let is_first = old.as_ref().is_none_or(|old| old.ours.is_empty());
        let twin = site.filter(|_| is_first);
        let twin = twin.and_then(|site| Twin::begin(&ops, site));
        Ok(Staging {
            ops,
            place,
            parent,
            name,
            fd,
            set_modes,
            old,
            known,
            reused,
            twin,
            site: site.map(Path::to_owned),
            marks: true,
            linked: AtomicBool::new(true),
            taken: Mutex::default(),
            broken: Mutex::default(),
            published: false,
        })
    }

    /// A file without a name where the new tree is made; it ends with the process, and never is in any tree.
    /// `None` where the file system knows none such.
    pub(super) fn nameless(&self) -> Option<std::fs::File> {
        self.ops.nameless(self.fd.as_fd()).ok().map(Into::into)
    }

    /// The output as it is told.
    pub(super) fn shown(&self) -> &str {
        &self.place.shown
    }

    /// Takes one file of the new tree; from many threads at once, in any order. Nothing is
    /// written if the output holds the same bytes under this path.
    pub fn take(&self, file: File) -> Result<(), Problem> {
        self.take_made(file, None)
    }

    /// The length of the file that the last build made at this path from the very same, if it still
    /// stands there untouched; then it is taken as it is.
    pub fn take_again(&self, path: &str, from: &Key) -> Option<u64> {
        self.take_known(path, |made| (made.from == *from).then_some(made))
    }

    /// The same where it shows the same, from whatever it was made.
    pub fn take_shown(&self, path: &str, now: Made) -> Option<u64> {
        self.take_known(path, |made| (made.shows == now.shows).then_some(now))
    }

    fn take_known(&self, path: &str, same: impl Fn(Made) -> Option<Made>) -> Option<u64> {
        let old = self.old.as_ref().filter(|old| old.has(path))?;
        let mut kept = self.known.file(path)?.clone();
        let made = same(kept.made?)?;
        let now = Mark::of(&self.ops.stat(old.fd.as_fd(), path.as_bytes()).ok()?);
        file_stands(&self.ops, &old.fd, &mut kept)?;
        let bytes = kept.bytes;
        (kept.made, kept.mark) = (Some(made), Some(now));
        lock(&self.taken).push(Taken { kept, same: true });
        Some(bytes)
    }

    /// Takes what the last build left as it is, but for the files of `others`; it is known to stand so.
    pub(super) fn take_standing(&self, others: &BTreeSet<&str>) {
        let ours = self.known.files.iter();
        let stays =
            ours.filter(|kept| kept.path != manifest::NAME && !others.contains(&*kept.path));
        let taken = stays.cloned().map(|kept| Taken { kept, same: true });
        lock(&self.taken).extend(taken);
    }

    /// The same as [`Staging::take`], with what the file was made from.
    pub fn take_made(&self, file: File, made: Option<Made>) -> Result<(), Problem> {
        self.put(file, made).inspect_err(|problem| {
            lock(&self.broken).get_or_insert_with(|| problem.clone());
        })
    }

    /// Switches the new tree for the old one. Where nothing differs, nothing is touched.
    ///
    /// An error means that the output is as it was. After the switch nothing can fail any
    /// more: what cannot be removed of the old tree is left to the next build.
    pub fn publish(self) -> Result<Written, Problem> {
        self.publish_noting().map(|(written, _)| written)
    }

    /// The same, and what stands in the output now.
    pub fn publish_noting(mut self) -> Result<(Written, Published), Problem> {
        if let Some(problem) = lock(&self.broken).take() {
            return Err(problem);
        }
        let mut taken = std::mem::take(&mut *lock(&self.taken));
        taken.sort_unstable_by(|a, b| a.kept.path.cmp(&b.kept.path));
        if let Some(twice) = taken::twice(&taken) {
            return Err(failed(twice, Errno::EXIST));
        }
        let manifest = manifest::write(taken.iter().map(|taken| taken.kept.line()))
            .map_err(|_| failed(manifest::NAME, Errno::INVAL))?;
        let manifest = File {
            path: manifest::NAME.to_owned(),
            bytes: manifest,
        };
        let listing = Kept::manifest(&manifest.bytes);
        let mut written = taken::count(&taken, self.old.as_ref());
        let old = self.old.as_ref();
        let is_same = written.written == 0
            && written.removed == 0
            && old.is_some_and(|old| old.holds(&self.ops, &manifest).is_some());
        if let (true, Some(old)) = (is_same, old) {
            let kept = taken::kept(taken);
            let (top, marks) = (old.fd.as_fd(), self.marks(false));
            let mut published = Published::of(&self.ops, top, kept, listing, marks);
            let out = (old.stat.st_dev, old.stat.st_ino);
            published.keep_spare(&self.known, out);
            return Ok((written, published));
        }
        self.carry(&taken)?;
        self.sweep(&taken)?;
        self.write(&manifest)?;
        drop(manifest);
        self.switch()
            .map_err(|error| failed(&self.place.shown, error))?;
        self.published = true;
        written.changed = true;
        let published = self.settle(taken, listing, &written);
        Ok((written, published))
    }

    fn put(&self, file: File, made: Option<Made>) -> Result<(), Problem> {
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
        let seen = old.and_then(|old| old.holds(&self.ops, &file));
        let same = seen.is_some();
        let seen = match seen {
            None => self.write(&file)?,
            seen => seen,
        };
        let kept = Kept {
            blake3: *blake3::hash(&file.bytes).as_bytes(),
            bytes: file.bytes.len() as u64,
            path: file.path,
            made,
            mark: seen,
        };
        lock(&self.taken).push(Taken { kept, same });
        Ok(())
    }

    fn write(&self, file: &File) -> Result<Option<Mark>, Problem> {
        let (at, path) = (self.fd.as_fd(), file.path.as_bytes());
        let write = || {
            let written = match &self.reused {
                Some(reused) => reused.put(&self.ops, at, path, &file.bytes)?,
                None => make_file(&self.ops, at, path, &file.bytes, self.set_modes)?,
            };
            // Before its mark is taken, which a second name changes.
            if let Some(twin) = &self.twin {
                twin.link(at, path);
            }
            match self.marks {
                true => self
                    .ops
                    .stat_open(&written)
                    .map(|stat| Some(Mark::of(&stat))),
                false => Ok(None),
            }
        };
        write().map_err(|error| failed(&file.path, error))
    }

    /// Gives everything that stays its place in the new tree: our unchanged files, and the
    /// files of others.
    fn carry(&self, taken: &[Taken]) -> Result<(), Problem> {
        let Some(old) = &self.old else { return Ok(()) };
        taken
            .par_iter()
            .filter(|taken| taken.same)
            .try_for_each(|taken| {
                self.carry_one(old, taken.kept.path.as_bytes(), taken.kept.mark)
            })?;
        let twin = self.twin.as_ref();
        old.foreign.iter().try_for_each(|path| {
            self.carry_one(old, path, None)?;
            twin.into_iter()
                .for_each(|twin| twin.link(self.fd.as_fd(), path));
            Ok(())
        })
    }

    /// The same for one file, which in the output has this mark.
    fn carry_one(&self, old: &Old, path: &[u8], mark: Option<Mark>) -> Result<(), Problem> {
        let at = self.fd.as_fd();
        let carry = || {
            if let Some(reused) = &self.reused {
                let mark = match mark {
                    Some(mark) => mark,
                    None => Mark::of(&self.ops.stat(old.fd.as_fd(), path)?),
                };
                if reused.is_at(&self.ops, at, path, &mark) {
                    return Ok(true);
                }
                reused.free(&self.ops, at, path)?;
            }
            old.carry(&self.ops, at, path, self.set_modes)
        };
        let linked = carry().map_err(|error| failed(&String::from_utf8_lossy(path), error))?;
        if !linked {
            self.linked.store(false, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Removes from a tree that was another what the new one does not have.
    fn sweep(&self, taken: &[Taken]) -> Result<(), Problem> {
        let (Some(reused), Some(old)) = (&self.reused, &self.old) else {
            return Ok(());
        };
        let stays = |path: &[u8]| {
            taken::has(taken, path)
                || path == manifest::NAME.as_bytes()
                || old.foreign.contains(path)
        };
        let is_used = |folder: &[u8]| taken::is_above(taken, folder) || old.holds_foreign(folder);
        // In a new tree the second of the two could not have been made.
        let both = taken
            .iter()
            .find(|taken| is_used(taken.kept.path.as_bytes()));
        if let Some(taken) = both {
            return Err(failed(&taken.kept.path, Errno::EXIST));
        }
        reused
            .sweep(&self.ops, self.fd.as_fd(), &self.known, stays, is_used)
            .map_err(|error| failed(&escaped(&self.name), error))
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
}

impl Drop for Staging {
    fn drop(&mut self) {
        let from = (self.parent.as_fd(), raw(&self.name));
        let reused = self.reused.as_ref();
        let is_back = |reused: &Reused| reused.give_back(&self.ops, &self.fd, from);
        if !self.published && !reused.is_some_and(is_back) {
            let _ = clear::everything(&self.ops, self.parent.as_fd(), raw(&self.name));
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
