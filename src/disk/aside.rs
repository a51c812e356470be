//! What is long and wanted once, out of memory: a file without a name, which ends with the process.

use crate::disk::ops::Ops;
use crate::disk::own;
use crate::disk::place::failed;
use crate::disk::write::Staging;
use crate::source::problem::Problem;
use crate::source::utf8;
use rustix::io::Errno;
use std::cell::RefCell;
use std::fs::File;
use std::os::fd::AsFd;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// Where a piece stands among what was laid aside: its first byte and its length.
pub type Place = (u64, usize);

/// Texts that are laid aside one by one, and read back while others are, from many threads at once.
#[derive(Debug)]
pub struct Pile {
    file: File,
    end: AtomicU64,
    /// The folder it is in, as it is told.
    shown: String,
}

impl Pile {
    /// Nothing yet; the file is in the folder in which the new tree is made. `None` where the file system knows
    /// no files without a name.
    pub fn begin(staging: &Staging) -> Option<Pile> {
        Some(Pile::of(staging.nameless()?, staging.shown().to_owned()))
    }

    /// The same in the program's own folder of a site, before a new tree is made.
    pub fn begin_in(root: &Path) -> Option<Pile> {
        let ops = Ops::default();
        let base = own::base(&ops, root).ok()?;
        let file = ops.nameless(base.as_fd()).ok()?;
        Some(Pile::of(file.into(), ".sanvat".to_owned()))
    }

    fn of(file: File, shown: String) -> Pile {
        Pile {
            file,
            end: AtomicU64::new(0),
            shown,
        }
    }

    /// Lays a text aside; `None` where that cannot be done.
    pub fn put(&self, text: &str) -> Option<Place> {
        let at = self.end.fetch_add(text.len() as u64, Ordering::Relaxed);
        let written = self.file.write_all_at(text.as_bytes(), at);
        written.is_ok().then_some((at, text.len()))
    }

    /// A text that was laid. A problem where the disk does not give it back.
    pub fn get<T: for<'t> From<&'t str>>(&self, place: Place) -> Result<T, Problem> {
        let text = read(&self.file, place, |text| T::from(text));
        text.map_err(|error| failed(&self.shown, error))
    }

    /// Nothing that was laid is asked for any more.
    pub fn forget(&self) {
        self.end.store(0, Ordering::Relaxed);
    }
}

thread_local! {
    /// Where a text is read before it is known to be one.
    static BYTES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// What is made of the text at a place.
fn read<T>(file: &File, (at, length): Place, made: impl FnOnce(&str) -> T) -> Result<T, Errno> {
    BYTES.with_borrow_mut(|bytes| {
        bytes.resize(length, 0);
        let read = file.read_exact_at(bytes, at);
        read.map_err(|error| Errno::from_io_error(&error).unwrap_or(Errno::IO))?;
        utf8::own(bytes).map(made).ok_or(Errno::ILSEQ)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn texts_come_back_as_they_were_and_leave_no_file() {
        let site = tempfile::tempdir().unwrap();
        let pile = Pile::begin_in(site.path()).unwrap();
        let texts = ["Nước mắm", "", "chè"];
        let places: Vec<Place> = texts.iter().map(|text| pile.put(text).unwrap()).collect();
        for (text, place) in texts.iter().zip(&places).rev() {
            assert_eq!(pile.get::<String>(*place).unwrap(), *text);
        }
        let own = std::fs::read_dir(site.path().join(".sanvat"));
        assert_eq!(own.unwrap().count(), 0);
        let beyond = pile.get::<String>((1000, 1)).unwrap_err();
        assert!(matches!(beyond, Problem::WriteFailed { path, .. } if path == ".sanvat"));
        assert!(Pile::begin_in(&site.path().join("none")).is_none());
    }

    #[test]
    fn a_pile_gives_back_each_text_while_it_grows() {
        let site = tempfile::tempdir().unwrap();
        let staging = Staging::open(&site.path().join("public")).unwrap();
        let pile = Pile::begin(&staging).unwrap();
        let first = pile.put("Nước mắm").unwrap();
        let second = pile.put("chè").unwrap();
        let get = |place| pile.get::<Arc<str>>(place).ok();
        assert_eq!(get(first).as_deref(), Some("Nước mắm"));
        assert_eq!(get(second).as_deref(), Some("chè"));
        assert_eq!(get((1000, 1)), None);
        pile.forget();
        let third = pile.put("gạo").unwrap();
        assert_eq!((third.0, get(third).as_deref()), (0, Some("gạo")));
        staging.publish().unwrap();
        assert_eq!(get(third).as_deref(), Some("gạo"));
        let published = std::fs::read_dir(site.path().join("public"));
        assert_eq!(published.unwrap().count(), 1, "the manifest");
    }
}
