//! What is long and wanted once, out of memory: a file without a name, which ends with the process.

use crate::disk::ops::Ops;
use crate::disk::place::{Place as Output, failed};
use crate::source::problem::Problem;
use rustix::io::Errno;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::FileExt;
use std::path::Path;

/// Bytes written at once.
const PIECE: usize = 256 * 1024;

/// Where a piece stands among what was laid aside: its first byte and its length.
pub type Place = (u64, usize);

/// Pieces being laid aside.
#[derive(Debug)]
pub struct Laying {
    file: BufWriter<File>,
    end: u64,
    /// The output beside which it is, as it is told.
    output: String,
}

/// Pieces laid aside; read from many threads at once.
#[derive(Debug)]
pub struct Aside {
    file: File,
    output: String,
}

impl Laying {
    /// Nothing yet; the file is in the folder in which the output is, where the build may write. `None` where
    /// the file system knows no files without a name.
    pub fn begin(out: &Path) -> Option<Laying> {
        let ops = Ops::default();
        let output = Output::of(out).ok()?;
        let parent = output.open_parent(&ops).ok()?;
        let file = File::from(ops.nameless(parent.as_fd()).ok()?);
        Some(Laying {
            file: BufWriter::with_capacity(PIECE, file),
            end: 0,
            output: output.shown,
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
    pub fn get(&self, (at, length): Place) -> Result<String, Problem> {
        let mut piece = vec![0; length];
        let read = self.file.read_exact_at(&mut piece, at);
        let lost = |error: std::io::Error| Errno::from_io_error(&error).unwrap_or(Errno::IO);
        let text = read
            .map_err(lost)
            .and_then(|()| String::from_utf8(piece).map_err(|_| Errno::ILSEQ));
        text.map_err(|error| failed(&self.output, error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_back_as_they_were_and_leave_no_file() {
        let site = tempfile::tempdir().unwrap();
        let out = site.path().join("public");
        let mut laying = Laying::begin(&out).unwrap();
        let texts = ["Nước mắm", "", "chè"];
        let places: Vec<Place> = texts.iter().map(|text| laying.put(text).unwrap()).collect();
        let aside = laying.end().unwrap();
        for (text, place) in texts.iter().zip(&places).rev() {
            assert_eq!(aside.get(*place).unwrap(), *text);
        }
        assert_eq!(std::fs::read_dir(site.path()).unwrap().count(), 0);
        let beyond = aside.get((1000, 1)).unwrap_err();
        assert!(matches!(beyond, Problem::WriteFailed { path, .. } if path.ends_with("public")));
    }
}
