//! The room's tests: content in, values or a folder out.

mod faults;
mod outputs;
mod publishing;
mod reading;
mod reused;
mod spare;
mod twin;

use crate::source::diagnostic::Diagnostics;
use crate::source::tree::File;
use rustix::io::Errno;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Makes one call fail, or (the program has died) that one and every call after it.
#[derive(Debug)]
pub(in crate::disk) struct Fault {
    calls: AtomicUsize,
    at: usize,
    dies: bool,
    error: Errno,
}

impl Fault {
    fn new(at: usize, dies: bool, error: Errno) -> Fault {
        Fault {
            calls: AtomicUsize::new(0),
            at,
            dies,
            error,
        }
    }

    pub(in crate::disk) fn gate(&self) -> Result<(), Errno> {
        let call = self.calls.fetch_add(1, Ordering::SeqCst);
        if call == self.at || (self.dies && call > self.at) {
            Err(self.error)
        } else {
            Ok(())
        }
    }

    fn struck(&self) -> bool {
        self.calls.load(Ordering::SeqCst) > self.at
    }
}

fn put(root: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let at = root.join(path);
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    fs::write(at, bytes).unwrap();
}

fn file(path: &str, bytes: &str) -> File {
    File {
        path: path.to_owned(),
        bytes: bytes.as_bytes().to_owned(),
    }
}

/// Every file below a folder with its bytes; links are told.
fn tree(root: &Path) -> BTreeMap<String, String> {
    let mut tree = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root) {
        let entry = entry.unwrap();
        if entry.file_type().is_dir() {
            continue;
        }
        let path = entry.path().strip_prefix(root).unwrap();
        let text = if entry.path_is_symlink() {
            "(link)".to_owned()
        } else {
            String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned()
        };
        tree.insert(path.to_str().unwrap().to_owned(), text);
    }
    tree
}

/// Number and time of change of a file.
fn inode(path: &Path) -> (u64, i64, i64) {
    let data = fs::metadata(path).unwrap();
    (data.ino(), data.mtime(), data.mtime_nsec())
}

/// `file: code`, in the report's order.
fn codes(notes: Diagnostics) -> Vec<String> {
    notes
        .sorted()
        .iter()
        .map(|note| format!("{}: {}", note.file, note.problem.code()))
        .collect()
}
