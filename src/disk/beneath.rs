//! Opening a file beneath a folder, without following a link on any part of the way.

use crate::disk::words::{errno, why};
use crate::source::problem::Problem;
use rustix::fs::{AtFlags, FileType, Mode, OFlags, ResolveFlags, Stat};
use rustix::io::Errno;
use std::fs::File;
use std::io::Read;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

/// A regular file, opened for reading, and what was known of it then.
#[derive(Debug)]
pub(super) struct Opened {
    file: File,
    before: Stat,
}

/// Opens a folder that the user named, as a root to open files beneath. Links on the way to
/// it are the user's own and are followed.
pub(super) fn root(path: &Path) -> Result<OwnedFd, Problem> {
    rustix::fs::open(path, FOLDER, Mode::empty()).map_err(unreadable)
}

/// Opens the regular file at `path` (parts between `/`), which must be no longer than `max` bytes.
pub(super) fn open(root: BorrowedFd<'_>, path: &str, max: u64) -> Result<Opened, Problem> {
    let found = match at_once(root, path) {
        // An old kernel, or a container that forbids the call.
        Err(Errno::NOSYS | Errno::PERM) => part_by_part(root, path),
        found => found,
    };
    let file = found.map_err(|error| match error {
        Errno::LOOP => Problem::FileIsLink,
        // A socket.
        Errno::NXIO => Problem::FileIsSpecial,
        error => unreadable(error),
    })?;
    let before = rustix::fs::fstat(&file).map_err(unreadable)?;
    match FileType::from_raw_mode(before.st_mode) {
        FileType::RegularFile => {}
        FileType::Directory => return Err(unreadable(Errno::ISDIR)),
        _ => return Err(Problem::FileIsSpecial),
    }
    let opened = Opened {
        file: File::from(file),
        before,
    };
    if opened.size() > max {
        return Err(Problem::FileTooLarge {
            bytes: opened.size(),
            max,
        });
    }
    Ok(opened)
}

impl Opened {
    /// Length in bytes when it was opened.
    pub(super) fn size(&self) -> u64 {
        u64::try_from(self.before.st_size).unwrap_or(0)
    }

    /// The whole file, if nobody changed it meanwhile.
    pub(super) fn whole(mut self) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::with_capacity(usize::try_from(self.size()).unwrap_or(0));
        // Not a byte more than was checked, however fast the file grows.
        (&mut self.file)
            .take(self.before.st_size.unsigned_abs())
            .read_to_end(&mut bytes)
            .map_err(|error| unreadable(errno(&error)))?;
        self.unchanged(bytes.len() as u64)?;
        Ok(bytes)
    }

    /// BLAKE3 of the file, if nobody changed it meanwhile; never more than a piece in memory.
    pub(super) fn hash(mut self) -> Result<[u8; 32], Problem> {
        let mut hasher = blake3::Hasher::new();
        let mut piece = vec![0; 1 << 16];
        let mut length = 0;
        while length <= self.size() {
            match self.file.read(&mut piece) {
                Ok(0) => break,
                Ok(read) => {
                    hasher.update(&piece[..read]);
                    length += read as u64;
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(unreadable(errno(&error))),
            }
        }
        self.unchanged(length)?;
        Ok(*hasher.finalize().as_bytes())
    }

    fn unchanged(&self, length: u64) -> Result<(), Problem> {
        let after = rustix::fs::fstat(&self.file).map_err(unreadable)?;
        let moment = |stat: &Stat| (stat.st_size, stat.st_mtime, stat.st_mtime_nsec);
        if moment(&after) == moment(&self.before) && length == self.size() {
            Ok(())
        } else {
            Err(Problem::FileChanged)
        }
    }
}

/// `FileUnreadable` in words.
pub(super) fn unreadable(error: Errno) -> Problem {
    Problem::FileUnreadable { why: why(error) }
}

/// For a folder on the way: never followed if it is a link.
const FOLDER: OFlags = OFlags::RDONLY
    .union(OFlags::DIRECTORY)
    .union(OFlags::CLOEXEC);

/// For the file: a pipe without a writer opens at once and is then known for what it is.
const FILE: OFlags = OFlags::RDONLY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY)
    .union(OFlags::CLOEXEC);

fn at_once(root: BorrowedFd<'_>, path: &str) -> rustix::io::Result<OwnedFd> {
    let ways = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
    rustix::io::retry_on_intr(|| rustix::fs::openat2(root, path, FILE, Mode::empty(), ways))
}

/// The same as [`at_once`] with the calls every kernel has.
fn part_by_part(root: BorrowedFd<'_>, path: &str) -> rustix::io::Result<OwnedFd> {
    let mut folder: Option<OwnedFd> = None;
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        if part.is_empty() || part == "." || part == ".." {
            return Err(Errno::XDEV);
        }
        let at = folder.as_ref().map_or(root, AsFd::as_fd);
        if parts.peek().is_none() {
            return rustix::io::retry_on_intr(|| rustix::fs::openat(at, part, FILE, Mode::empty()));
        }
        let flags = FOLDER | OFlags::NOFOLLOW;
        let next = match rustix::fs::openat(at, part, flags, Mode::empty()) {
            // What the kernel says of a link where a folder was asked for.
            Err(Errno::NOTDIR) if is_link(at, part) => Err(Errno::LOOP),
            next => next,
        };
        folder = Some(next?);
    }
    Err(Errno::NOENT)
}

pub(super) fn is_link(folder: BorrowedFd<'_>, name: impl rustix::path::Arg) -> bool {
    rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW)
        .is_ok_and(|stat| FileType::from_raw_mode(stat.st_mode) == FileType::Symlink)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    #[test]
    fn both_ways_of_opening_refuse_links_on_every_part() {
        let site = tempfile::tempdir().unwrap();
        let at = |path: &str| site.path().join(path);
        fs::create_dir(at("inside")).unwrap();
        fs::write(at("inside/a"), "a").unwrap();
        symlink("/etc", at("away")).unwrap();
        symlink("inside", at("near")).unwrap();
        symlink("a", at("inside/b")).unwrap();
        let root = root(site.path()).unwrap();
        for open in [at_once, part_by_part] {
            assert!(open(root.as_fd(), "inside/a").is_ok());
            for path in ["away/passwd", "near/a", "inside/b"] {
                assert_eq!(open(root.as_fd(), path).unwrap_err(), Errno::LOOP, "{path}");
            }
            for path in ["../x", "inside/../inside/../../x", "/etc/passwd"] {
                assert_eq!(open(root.as_fd(), path).unwrap_err(), Errno::XDEV, "{path}");
            }
            assert_eq!(open(root.as_fd(), "no/a").unwrap_err(), Errno::NOENT);
        }
    }

    #[test]
    fn a_pipe_does_not_hang_and_a_folder_is_no_file() {
        let site = tempfile::tempdir().unwrap();
        let root = root(site.path()).unwrap();
        rustix::fs::mkfifoat(&root, "pipe", Mode::RWXU).unwrap();
        fs::create_dir(site.path().join("folder")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(site.path().join("socket")).unwrap();
        let open = |path| open(root.as_fd(), path, 9).unwrap_err();
        assert_eq!(open("pipe"), Problem::FileIsSpecial);
        assert_eq!(open("socket"), Problem::FileIsSpecial);
        assert_eq!(open("folder"), unreadable(Errno::ISDIR));
    }

    #[test]
    fn a_file_that_changes_while_it_is_read_is_not_taken() {
        let site = tempfile::tempdir().unwrap();
        let root = root(site.path()).unwrap();
        let path = site.path().join("a");
        for (was, becomes) in [("short", "much longer"), ("long enough", "short")] {
            fs::write(&path, was).unwrap();
            let whole = open(root.as_fd(), "a", 99).unwrap();
            let hash = open(root.as_fd(), "a", 99).unwrap();
            fs::write(&path, becomes).unwrap();
            assert_eq!(whole.whole(), Err(Problem::FileChanged));
            assert_eq!(hash.hash(), Err(Problem::FileChanged));
        }
    }

    #[test]
    fn the_size_is_checked_before_a_byte_is_read() {
        let site = tempfile::tempdir().unwrap();
        let root = root(site.path()).unwrap();
        fs::File::create(site.path().join("a"))
            .and_then(|file| file.set_len(1 << 40))
            .unwrap();
        assert_eq!(
            open(root.as_fd(), "a", 10).unwrap_err(),
            Problem::FileTooLarge {
                bytes: 1 << 40,
                max: 10
            }
        );
    }
}
