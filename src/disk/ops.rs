//! Every call by which the output is looked at and changed, in one place: so that a test can
//! let any of them fail, or let the program die before it.

use rustix::fs::{
    AtFlags, CWD, Dir, FileType, FlockOperation, Mode, OFlags, RenameFlags, ResolveFlags, Stat,
};
use rustix::io::Errno;
use std::ffi::OsStr;
use std::os::fd::{BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// The result of a call to the kernel.
pub(super) type Result<T> = rustix::io::Result<T>;

/// The calls. In the program they go straight to the kernel.
#[derive(Debug, Clone, Default)]
pub(super) struct Ops {
    #[cfg(test)]
    pub(super) fault: Option<std::sync::Arc<crate::disk::tests::Fault>>,
}

/// What stands in a folder: names, and what each is, a link as a link.
pub(super) type Listing = Vec<(Vec<u8>, FileType)>;

const OPEN: OFlags = OFlags::NOFOLLOW.union(OFlags::CLOEXEC);

impl Ops {
    /// Opens a folder by a path the user gave; links on the way are the user's own.
    pub(super) fn folder_at(&self, path: &Path) -> Result<OwnedFd> {
        self.gate()?;
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        rustix::fs::openat(CWD, path, flags, Mode::empty())
    }

    /// Opens a folder, not a link to one.
    pub(super) fn folder(&self, at: BorrowedFd<'_>, path: &[u8]) -> Result<OwnedFd> {
        self.gate()?;
        let flags = OPEN | OFlags::RDONLY | OFlags::DIRECTORY;
        rustix::fs::openat(at, path, flags, Mode::empty())
    }

    /// Opens what is there for reading; a pipe does not wait for its writer.
    pub(super) fn file(&self, at: BorrowedFd<'_>, path: &[u8]) -> Result<OwnedFd> {
        self.gate()?;
        let flags = OPEN | OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY;
        rustix::fs::openat(at, path, flags, Mode::empty())
    }

    /// Reads a piece; zero at the end.
    pub(super) fn read(&self, file: &OwnedFd, piece: &mut [u8]) -> Result<usize> {
        self.gate()?;
        rustix::io::retry_on_intr(|| rustix::io::read(file, &mut *piece))
    }

    /// What is at a path; a link is told as a link.
    pub(super) fn stat(&self, at: BorrowedFd<'_>, path: &[u8]) -> Result<Stat> {
        self.gate()?;
        rustix::fs::statat(at, path, AtFlags::SYMLINK_NOFOLLOW)
    }

    /// What an open file or folder is.
    pub(super) fn stat_open(&self, fd: &OwnedFd) -> Result<Stat> {
        self.gate()?;
        rustix::fs::fstat(fd)
    }

    /// Everything in a folder, in order of name.
    pub(super) fn list(&self, folder: BorrowedFd<'_>) -> Result<Listing> {
        self.gate()?;
        let mut listing = Listing::new();
        for entry in Dir::read_from(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            if matches!(name, b"." | b"..") {
                continue;
            }
            let kind = match entry.file_type() {
                // Some file systems do not say.
                FileType::Unknown => FileType::from_raw_mode(self.stat(folder, name)?.st_mode),
                kind => kind,
            };
            listing.push((name.to_owned(), kind));
        }
        listing.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Ok(listing)
    }

    /// Makes a file that must not be there yet.
    pub(super) fn create(&self, at: BorrowedFd<'_>, path: &[u8]) -> Result<OwnedFd> {
        self.gate()?;
        let flags = OPEN | OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL;
        rustix::fs::openat(at, path, flags, Mode::from_raw_mode(0o644))
    }

    /// A file without a name, to be written and read by this program alone.
    pub(super) fn nameless(&self, folder: BorrowedFd<'_>) -> Result<OwnedFd> {
        self.gate()?;
        let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
        rustix::fs::openat(folder, ".", flags, Mode::RUSR | Mode::WUSR)
    }

    /// Opens a file that is there to be written from its start, as it is; no link on the way is followed, and
    /// a pipe does not wait for its reader.
    pub(super) fn file_to_write(&self, at: BorrowedFd<'_>, path: &[u8]) -> Result<OwnedFd> {
        self.gate()?;
        let flags = OPEN | OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY;
        let within = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
        rustix::fs::openat2(at, path, flags, Mode::empty(), within)
    }

    /// Lets a file end here.
    pub(super) fn cut(&self, file: &OwnedFd, length: u64) -> Result<()> {
        self.gate()?;
        rustix::fs::ftruncate(file, length)
    }

    /// Keeps a folder for this program until it is closed; `false` where another has it. Where that cannot be
    /// done at all, nobody can have it.
    pub(super) fn hold(&self, folder: &OwnedFd) -> Result<bool> {
        self.gate()?;
        let take = || rustix::fs::flock(folder, FlockOperation::NonBlockingLockExclusive);
        Ok(rustix::io::retry_on_intr(take) != Err(Errno::WOULDBLOCK))
    }

    /// Writes all of it.
    pub(super) fn write(&self, file: &OwnedFd, mut bytes: &[u8]) -> Result<()> {
        while !bytes.is_empty() {
            self.gate()?;
            match rustix::io::retry_on_intr(|| rustix::io::write(file, bytes))? {
                0 => return Err(Errno::IO),
                written => bytes = &bytes[written..],
            }
        }
        Ok(())
    }

    /// Gives a file a name, in place of whatever file bears it.
    pub(super) fn rename(&self, at: BorrowedFd<'_>, from: &[u8], to: &[u8]) -> Result<()> {
        self.gate()?;
        rustix::fs::renameat(at, from, at, to)
    }

    /// Sets the rights of a file or folder just made, whatever the umask took away.
    pub(super) fn set_mode(&self, fd: &OwnedFd, mode: u32) -> Result<()> {
        self.gate()?;
        rustix::fs::fchmod(fd, Mode::from_raw_mode(mode))
    }

    /// Makes one folder.
    pub(super) fn make_folder(&self, at: BorrowedFd<'_>, path: &[u8]) -> Result<()> {
        self.gate()?;
        rustix::fs::mkdirat(at, path, Mode::from_raw_mode(0o755))
    }

    /// Gives a file a second name, the same path below another folder.
    pub(super) fn link(&self, old: BorrowedFd<'_>, new: BorrowedFd<'_>, path: &[u8]) -> Result<()> {
        self.gate()?;
        rustix::fs::linkat(old, path, new, path, AtFlags::empty())
    }

    /// Removes a name that is no folder; a link is removed, not what it leads to.
    pub(super) fn remove_file(&self, at: BorrowedFd<'_>, name: &[u8]) -> Result<()> {
        self.gate()?;
        rustix::fs::unlinkat(at, name, AtFlags::empty())
    }

    /// Removes an empty folder.
    pub(super) fn remove_folder(&self, at: BorrowedFd<'_>, name: &[u8]) -> Result<()> {
        self.gate()?;
        rustix::fs::unlinkat(at, name, AtFlags::REMOVEDIR)
    }

    /// Moves to a path where nothing stands yet.
    pub(super) fn move_to_free(
        &self,
        from: (BorrowedFd<'_>, &[u8]),
        to: (BorrowedFd<'_>, &[u8]),
    ) -> Result<()> {
        self.gate()?;
        match rustix::fs::renameat_with(from.0, from.1, to.0, to.1, RenameFlags::NOREPLACE) {
            // The file system cannot promise it; then it is looked up first.
            Err(Errno::INVAL | Errno::NOSYS) => match self.stat(to.0, to.1) {
                Err(Errno::NOENT) => rustix::fs::renameat(from.0, from.1, to.0, to.1),
                Err(error) => Err(error),
                Ok(_) => Err(Errno::EXIST),
            },
            done => done,
        }
    }

    /// Lets two names in one folder change places, in one step.
    pub(super) fn exchange(&self, at: BorrowedFd<'_>, one: &[u8], two: &[u8]) -> Result<()> {
        self.gate()?;
        rustix::fs::renameat_with(at, one, at, two, RenameFlags::EXCHANGE)
    }

    /// The same of two names in two folders of one file system.
    pub(super) fn exchange_between(
        &self,
        one: (BorrowedFd<'_>, &[u8]),
        two: (BorrowedFd<'_>, &[u8]),
    ) -> Result<()> {
        self.gate()?;
        rustix::fs::renameat_with(one.0, one.1, two.0, two.1, RenameFlags::EXCHANGE)
    }

    /// Waits until everything written to this file system is on the disk.
    pub(super) fn flush_all(&self, fd: &OwnedFd) -> Result<()> {
        self.gate()?;
        #[cfg(test)]
        if self.fault.is_some() {
            return Ok(());
        }
        rustix::fs::syncfs(fd)
    }

    /// Waits until a folder's own names are on the disk.
    pub(super) fn flush_folder(&self, folder: &OwnedFd) -> Result<()> {
        self.gate()?;
        rustix::fs::fsync(folder)
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, reason = "in tests it counts")]
    fn gate(&self) -> Result<()> {
        Ok(())
    }

    #[cfg(test)]
    fn gate(&self) -> Result<()> {
        self.fault.as_ref().map_or(Ok(()), |fault| fault.gate())
    }
}

/// Makes a file that must not be there yet, and the folders above it, in rights 0644 and 0755 if `set_modes`;
/// gives it as it is, still open.
pub(super) fn make_file(
    ops: &Ops,
    at: BorrowedFd<'_>,
    path: &[u8],
    bytes: &[u8],
    set_modes: bool,
) -> Result<OwnedFd> {
    let made = in_its_folder(ops, at, path, set_modes, || ops.create(at, path))?;
    if set_modes {
        ops.set_mode(&made, 0o644)?;
    }
    ops.write(&made, bytes)?;
    Ok(made)
}

/// Makes what is to stand at `path` in a new tree, and the folders above it where they are not there yet.
pub(super) fn in_its_folder<T>(
    ops: &Ops,
    at: BorrowedFd<'_>,
    path: &[u8],
    set_modes: bool,
    make: impl Fn() -> Result<T>,
) -> Result<T> {
    // A page has a folder of its own, which is seldom there before.
    if path.ends_with(b"/index.html") {
        make_parents(ops, at, path, set_modes)?;
    }
    match make() {
        Err(Errno::NOENT) => {
            make_parents(ops, at, path, set_modes)?;
            make()
        }
        made => made,
    }
}

/// Makes the folders above `path` that are not there yet, in rights 0755 if `set_modes`.
pub(super) fn make_parents(
    ops: &Ops,
    at: BorrowedFd<'_>,
    path: &[u8],
    set_modes: bool,
) -> Result<()> {
    let Some(end) = path.iter().rposition(|byte| *byte == b'/') else {
        return Ok(());
    };
    let parent = &path[..end];
    let made = match ops.make_folder(at, parent) {
        Err(Errno::NOENT) => {
            make_parents(ops, at, parent, set_modes)?;
            ops.make_folder(at, parent)
        }
        made => made,
    };
    match made {
        Ok(()) if set_modes => ops.set_mode(&ops.folder(at, parent)?, 0o755),
        // Another thread was quicker.
        Ok(()) | Err(Errno::EXIST) => Ok(()),
        Err(error) => Err(error),
    }
}

/// A name or path as bytes.
pub(super) fn raw(name: &OsStr) -> &[u8] {
    name.as_bytes()
}
