//! Drawn pictures, kept from one build to the next in `.sanvat/cache/ab/cdef…`.
//!
//! An entry is a plain file named by its key: 32 bytes of BLAKE3 over key and content, then the
//! content. One that is damaged, cut, or stands under another's name is thrown away and made again.
//! The cache only saves work: whatever goes wrong with it, a build gives the same files, slower.

use crate::disk::beneath;
use crate::disk::ops::{Ops, raw};
use crate::disk::own::{self, UNFINISHED};
use rustix::fs::FileType;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// What a key is: a hash of everything the content depends on.
pub type Key = [u8; 32];

/// Bytes of entries kept although the last build had no use for them: for a branch left for a
/// day, a theme tried out, photographs taken back.
const MAX_UNUSED: u64 = 256 * 1024 * 1024;
/// Bytes of the mark before the content.
const MARK: usize = 32;
/// Largest entry that is read; a drawn picture is far smaller.
const MAX_ENTRY: u64 = 64 * 1024 * 1024;

/// The cache of one site. Used from many threads.
#[derive(Debug)]
pub struct Cache {
    ops: Ops,
    /// `None`: nothing is remembered.
    folder: Option<OwnedFd>,
    used: Mutex<BTreeSet<Key>>,
}

impl Cache {
    /// The cache of the site in this folder; where it cannot be had, one that remembers nothing.
    pub fn open(root: &Path) -> Cache {
        let ops = Ops::default();
        let folder = own::folder(&ops, root, b"cache").ok();
        Cache {
            ops,
            folder,
            used: Mutex::default(),
        }
    }

    /// One that remembers nothing.
    pub fn none() -> Cache {
        Cache {
            ops: Ops::default(),
            folder: None,
            used: Mutex::default(),
        }
    }

    /// What was kept under this key, if it is whole.
    pub fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let folder = self.folder.as_ref()?;
        let path = path(key);
        let entry = beneath::open(folder.as_fd(), &path, MAX_ENTRY).ok()?;
        let sound = entry.whole().ok().and_then(|bytes| {
            let (mark, content) = bytes.split_at_checked(MARK)?;
            (mark == seal(key, content)).then(|| content.to_vec())
        });
        match sound {
            Some(content) => {
                self.mark_used(key);
                Some(content)
            }
            None => {
                let _ = self.ops.remove_file(folder.as_fd(), path.as_bytes());
                None
            }
        }
    }

    /// Keeps content under a key. Where that cannot be done, nothing is kept.
    pub fn put(&self, key: &Key, content: &[u8]) {
        let Some(folder) = &self.folder else { return };
        let path = path(key);
        let Some((shelf, name)) = path.split_once('/') else {
            return;
        };
        let kept = own::enter(&self.ops, folder, shelf.as_bytes()).and_then(|shelf| {
            let pieces = [&seal(key, content)[..], content];
            own::replace(&self.ops, &shelf, name.as_bytes(), &pieces)
        });
        if kept.is_ok() {
            self.mark_used(key);
        }
    }

    /// Throws away what this build had no use for beyond [`MAX_UNUSED`], the oldest first, and what
    /// no build finished.
    pub fn sweep(&self) {
        self.sweep_to(MAX_UNUSED);
    }

    fn sweep_to(&self, max_unused: u64) {
        let Some(folder) = &self.folder else { return };
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let used: BTreeSet<String> = used.iter().map(path).collect();
        let mut unused: Vec<(i64, String, u64)> = Vec::new();
        for shelf in self.names(folder, FileType::Directory) {
            let Ok(inside) = self.ops.folder(folder.as_fd(), raw(&shelf)) else {
                continue;
            };
            for name in self.names(&inside, FileType::RegularFile) {
                let Ok(stat) = self.ops.stat(inside.as_fd(), raw(&name)) else {
                    continue;
                };
                let path = format!("{}/{}", shelf.to_string_lossy(), name.to_string_lossy());
                // What is not finished counts as the oldest; a build beside this one that is
                // writing it just now only loses one entry.
                let age = if raw(&name).starts_with(UNFINISHED) {
                    i64::MIN
                } else {
                    stat.st_mtime
                };
                if !used.contains(&path) {
                    unused.push((age, path, stat.st_size.unsigned_abs()));
                }
            }
        }
        unused.sort_unstable();
        let mut kept = 0;
        for (age, path, bytes) in unused.into_iter().rev() {
            kept += bytes;
            if kept > max_unused || age == i64::MIN {
                let _ = self.ops.remove_file(folder.as_fd(), path.as_bytes());
            }
        }
    }

    fn names(&self, folder: &OwnedFd, wanted: FileType) -> Vec<std::ffi::OsString> {
        let listing = self.ops.list(folder.as_fd()).unwrap_or_default();
        listing
            .into_iter()
            .filter(|(_, kind)| *kind == wanted)
            .map(|(name, _)| OsStr::from_bytes(&name).to_owned())
            .collect()
    }

    /// Notes that this build has what is kept under a key, so that it is not swept away.
    pub fn mark_used(&self, key: &Key) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.insert(*key);
    }
}

/// `ab/cdef…`
fn path(key: &Key) -> String {
    let hex = blake3::Hash::from(*key).to_hex();
    format!("{}/{}", &hex[..2], &hex[2..])
}

/// What stands before the content: it holds for this content under this key alone.
fn seal(key: &Key, content: &[u8]) -> [u8; MARK] {
    *blake3::keyed_hash(key, content).as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn entry(root: &Path, key: &Key) -> std::path::PathBuf {
        root.join(".sanvat/cache").join(path(key))
    }

    #[test]
    fn what_was_put_is_found_by_the_next_build_and_by_no_other_key() {
        let site = tempfile::tempdir().unwrap();
        Cache::open(site.path()).put(&[7; 32], b"picture");
        let cache = Cache::open(site.path());
        assert_eq!(cache.get(&[7; 32]).as_deref(), Some(&b"picture"[..]));
        assert_eq!(cache.get(&[8; 32]), None);
        assert_eq!(Cache::none().get(&[7; 32]), None);
    }

    #[test]
    fn damaged_cut_and_foreign_entries_are_thrown_away() {
        let site = tempfile::tempdir().unwrap();
        let cache = Cache::open(site.path());
        let (one, two) = ([1; 32], [2; 32]);
        cache.put(&two, b"another picture");
        let foreign = fs::read(entry(site.path(), &two)).unwrap();
        cache.put(&one, b"picture");
        let whole = fs::read(entry(site.path(), &one)).unwrap();
        let mut flipped = whole.clone();
        flipped[MARK + 2] ^= 1;
        for bad in [&flipped[..], &whole[..MARK + 3], &whole[..9], &[], &foreign] {
            fs::write(entry(site.path(), &one), bad).unwrap();
            assert_eq!(cache.get(&one), None);
            assert!(!entry(site.path(), &one).exists());
        }
    }

    #[test]
    fn a_cache_that_cannot_be_written_remembers_nothing_and_says_nothing() {
        let site = tempfile::tempdir().unwrap();
        fs::write(site.path().join(".sanvat"), "a file").unwrap();
        let cache = Cache::open(site.path());
        cache.put(&[1; 32], b"picture");
        assert_eq!(cache.get(&[1; 32]), None);
        cache.sweep();
        assert!(Cache::open(&site.path().join("not there")).folder.is_none());
    }

    #[test]
    fn a_link_in_place_of_the_cache_is_not_followed() {
        let (site, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(other.path(), site.path().join(".sanvat")).unwrap();
        Cache::open(site.path()).put(&[1; 32], b"picture");
        assert_eq!(fs::read_dir(other.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_sweep_keeps_what_was_used_and_the_youngest_of_the_rest() {
        let site = tempfile::tempdir().unwrap();
        let old = Cache::open(site.path());
        for key in 1..=4_u8 {
            old.put(&[key; 32], &[key; 100]);
            let file = fs::File::options()
                .write(true)
                .open(entry(site.path(), &[key; 32]))
                .unwrap();
            let moment = std::time::UNIX_EPOCH + std::time::Duration::from_secs(u64::from(key));
            file.set_modified(moment).unwrap();
        }
        let new = Cache::open(site.path());
        assert!(new.get(&[1; 32]).is_some());
        // Room for one of the three that are left.
        new.sweep_to(150);
        let left = |key: u8| entry(site.path(), &[key; 32]).exists();
        assert_eq!(
            (1..=4).map(left).collect::<Vec<_>>(),
            [true, false, false, true]
        );
    }
}
