//! Drawn files → a staging folder beside the output → the output, in one step.

use crate::disk::cache::Key;
use crate::disk::clear::{self, Cleared, MARKER};
use crate::disk::last::file_stands;
use crate::disk::manifest;
use crate::disk::mark::Mark;
use crate::disk::old::Old;
use crate::disk::ops::{self, Ops, make_parents, raw};
use crate::disk::place::{Place, failed};
use crate::disk::published::{Kept, Made, Published, Written};
use crate::disk::spare::{self, Spare};
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
    /// The site folder, where a spare tree is kept; `None` where none is.
    site: Option<PathBuf>,
    /// Whether all that stayed has got a second name, and nothing was copied.
    linked: AtomicBool,
    taken: Mutex<Vec<Taken>>,
    /// The first failure; after it nothing is published.
    broken: Mutex<Option<Problem>>,
    published: bool,
}

#[derive(Debug)]
struct Taken {
    /// With the mark of the file that holds its bytes now.
    kept: Kept,
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
            known: Published::default(),
            site: None,
            linked: AtomicBool::new(true),
            taken: Mutex::default(),
            broken: Mutex::default(),
            published: false,
        })
    }

    /// Lets files stay that the last build left here, as long as they are as it left them.
    pub fn know(&mut self, known: Published) {
        self.known = known;
    }

    /// Lets the tree that is published now stay in the site folder as a spare one ([`spare`]).
    pub fn keep_former(&mut self, site: &Path) {
        self.site = Some(site.to_owned());
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
        if let Some(twice) = taken
            .windows(2)
            .find(|pair| pair[0].kept.path == pair[1].kept.path)
        {
            return Err(failed(&twice[0].kept.path, Errno::EXIST));
        }
        let manifest = manifest::write(taken.iter().map(|taken| taken.kept.line()))
            .map_err(|_| failed(manifest::NAME, Errno::INVAL))?;
        let manifest = File {
            path: manifest::NAME.to_owned(),
            bytes: manifest,
        };
        let mut written = self.count(&taken);
        let old = self.old.as_ref();
        let is_same = written.written == 0
            && written.removed == 0
            && old.is_some_and(|old| old.holds(&self.ops, &manifest).is_some());
        if let (true, Some(old)) = (is_same, old) {
            let published = Published::of(&self.ops, old.fd.as_fd(), kept(taken), &manifest);
            return Ok((written, published));
        }
        self.carry(&taken)?;
        self.write(&manifest)?;
        self.switch()
            .map_err(|error| failed(&self.place.shown, error))?;
        self.published = true;
        let is_spare = self.settle(&taken, &written);
        written.changed = true;
        let changed = taken.iter().filter(|taken| is_spare && !taken.same);
        let mut differs: Vec<String> = changed.map(|taken| taken.kept.path.clone()).collect();
        differs.push(manifest.path.clone());
        let mut published = Published::of(&self.ops, self.fd.as_fd(), kept(taken), &manifest);
        if let (true, Some(old)) = (is_spare, &self.old) {
            published.spare = Spare::of(&self.ops, old.fd.as_fd(), &published.folders, differs);
        }
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
            None => Some(self.write(&file)?),
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

    fn write(&self, file: &File) -> Result<Mark, Problem> {
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
            self.ops.write(&made, &file.bytes)?;
            self.ops.stat_open(&made).map(|stat| Mark::of(&stat))
        };
        write().map_err(|error| failed(&file.path, error))
    }

    fn count(&self, taken: &[Taken]) -> Written {
        let unchanged = taken.iter().filter(|taken| taken.same).count();
        let is_taken = |path: &[u8]| {
            taken
                .binary_search_by(|taken| taken.kept.path.as_bytes().cmp(path))
                .is_ok()
        };
        let ours = self.old.iter().flat_map(|old| &old.ours);
        Written {
            written: taken.len() - unchanged,
            unchanged,
            removed: ours.filter(|path| !is_taken(path)).count(),
            files: taken.len(),
            bytes: taken.iter().map(|taken| taken.kept.bytes).sum(),
            changed: false,
        }
    }

    /// Gives everything that stays its place in the new tree: our unchanged files, and the
    /// files of others.
    fn carry(&self, taken: &[Taken]) -> Result<(), Problem> {
        let Some(old) = &self.old else { return Ok(()) };
        let one = |path: &[u8]| {
            let linked = old
                .carry(&self.ops, self.fd.as_fd(), path, self.set_modes)
                .map_err(|error| failed(&String::from_utf8_lossy(path), error))?;
            if !linked {
                self.linked.store(false, Ordering::Relaxed);
            }
            Ok(())
        };
        taken
            .par_iter()
            .filter(|taken| taken.same)
            .try_for_each(|taken| one(taken.kept.path.as_bytes()))?;
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

    /// What is better done after the switch; the next build does what fails here. Says whether the former tree
    /// has become the spare one; else it is gone. All of it before the marks are taken: to take one name from
    /// a file changes the marks of the other.
    fn settle(&self, taken: &[Taken], written: &Written) -> bool {
        let _ = self.ops.flush_folder(&self.parent);
        if let Some(site) = &self.site {
            spare::clear(&self.ops, site, self.fd.as_fd());
        }
        let Some(old) = &self.old else { return false };
        let (parent, name) = (self.parent.as_fd(), raw(&self.name));
        if let Some(site) = self
            .site
            .as_ref()
            .filter(|_| self.are_alike(old, taken, written))
        {
            let ours = old.ours.iter().chain(&old.foreign);
            let mut files: Vec<&[u8]> = ours.map(Vec::as_slice).collect();
            files.sort_unstable();
            if spare::keep(&self.ops, site, (parent, name), old.fd.as_fd(), &files) {
                return true;
            }
        }
        let _ = clear::old_tree(&self.ops, parent, name, Some(self.fd.as_fd()), &old.ours);
        false
    }

    /// Whether the former tree has the same names as the new one, and of nearly all files the same ones.
    fn are_alike(&self, old: &Old, taken: &[Taken], written: &Written) -> bool {
        let mut changed = taken.iter().filter(|taken| !taken.same);
        written.removed == 0
            && written.written < Spare::MOST
            && self.linked.load(Ordering::Relaxed)
            && changed.all(|taken| old.has(&taken.kept.path))
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

fn kept(taken: Vec<Taken>) -> Vec<Kept> {
    taken.into_iter().map(|taken| taken.kept).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
