//! What is long and wanted once, out of memory: a file without a name, which ends with the process.

use crate::disk::place::failed;
use crate::disk::write::Staging;
use crate::source::problem::Problem;
use crate::source::utf8;
use rustix::io::Errno;
use std::cell::RefCell;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::os::unix::fs::FileExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes written at once.
const PIECE: usize = 256 * 1024;

/// Where a piece stands among what was laid aside: its first byte and its length.
pub type Place = (u64, usize);

/// Pieces being laid aside.
#[derive(Debug)]
pub struct Laying {
    file: BufWriter<File>,
    end: u64,
    /// The output that is made, as it is told.
    output: String,
}

/// Pieces laid aside; read from many threads at once.
#[derive(Debug)]
pub struct Aside {
    file: File,
    output: String,
}

impl Laying {
    /// Nothing yet; the file is in the folder in which the new tree is made. `None` where the file system knows
    /// no files without a name.
    pub fn begin(staging: &Staging) -> Option<Laying> {
        Some(Laying {
            file: BufWriter::with_capacity(PIECE, staging.nameless()?),
            end: 0,
            output: staging.shown().to_owned(),
        })
    }

    /// Lays one piece aside.
    pub fn put(&mut self, piece: &str) -> std::io::Result<Place> {
        self.file.write_all(piece.as_bytes())?;
        let place = (self.end, piece.len());
        self.end += piece.len() as u64;
        Ok(place)
    }

    /// All of it; `None` where it could not be written.
    pub fn end(self) -> Option<Aside> {
        Some(Aside {
            file: self.file.into_inner().ok()?,
            output: self.output,
        })
    }
}

impl Aside {
    /// One piece. A problem where the disk does not give it back.
    pub fn get(&self, place: Place) -> Result<String, Problem> {
        let text = read(&self.file, place, str::to_owned);
        text.map_err(|error| failed(&self.output, error))
    }
}

/// Texts that are laid aside one by one, and read back while others are. It only saves memory: what cannot be
/// laid or read is not there.
#[derive(Debug)]
pub struct Pile {
    file: File,
    end: AtomicU64,
}

impl Pile {
    /// Nothing yet; the file is where that of [`Laying::begin`] is.
    pub fn begin(staging: &Staging) -> Option<Pile> {
        Some(Pile {
            file: staging.nameless()?,
            end: AtomicU64::new(0),
        })
    }

    /// Lays a text aside.
    pub fn put(&self, text: &str) -> Option<Place> {
        let at = self.end.fetch_add(text.len() as u64, Ordering::Relaxed);
        let written = self.file.write_all_at(text.as_bytes(), at);
        written.is_ok().then_some((at, text.len()))
    }

    /// A text that was laid.
    pub fn get(&self, place: Place) -> Option<Arc<str>> {
        read(&self.file, place, |text| Arc::from(text)).ok()
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

    #[test]
    fn pieces_come_back_as_they_were_and_leave_no_file() {
        let site = tempfile::tempdir().unwrap();
        let staging = Staging::open(&site.path().join("public")).unwrap();
        let mut laying = Laying::begin(&staging).unwrap();
        let texts = ["Nước mắm", "", "chè"];
        let places: Vec<Place> = texts.iter().map(|text| laying.put(text).unwrap()).collect();
        let aside = laying.end().unwrap();
        for (text, place) in texts.iter().zip(&places).rev() {
            assert_eq!(aside.get(*place).unwrap(), *text);
        }
        let marker = std::fs::read_dir(site.path().join(".public.staging"));
        assert_eq!(marker.unwrap().count(), 1);
        let beyond = aside.get((1000, 1)).unwrap_err();
        assert!(matches!(beyond, Problem::WriteFailed { path, .. } if path.ends_with("public")));
    }

    #[test]
    fn a_pile_gives_back_each_text_while_it_grows() {
        let site = tempfile::tempdir().unwrap();
        let staging = Staging::open(&site.path().join("public")).unwrap();
        let pile = Pile::begin(&staging).unwrap();
        let first = pile.put("Nước mắm").unwrap();
        let second = pile.put("chè").unwrap();
        assert_eq!(pile.get(first).as_deref(), Some("Nước mắm"));
        assert_eq!(pile.get(second).as_deref(), Some("chè"));
        assert_eq!(pile.get((1000, 1)), None);
        pile.forget();
        let third = pile.put("gạo").unwrap();
        assert_eq!((third.0, pile.get(third).as_deref()), (0, Some("gạo")));
        staging.publish().unwrap();
        assert_eq!(pile.get(third).as_deref(), Some("gạo"));
        let published = std::fs::read_dir(site.path().join("public"));
        assert_eq!(published.unwrap().count(), 1, "the manifest");
    }
}
