//! What is long and wanted once, out of memory: a file without a name, which ends with the process.

use crate::disk::ops::{Ops, Result};
use crate::disk::own;
use rustix::fs::{Mode, OFlags};
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
}

/// Pieces laid aside; read from many threads at once.
#[derive(Debug)]
pub struct Aside(File);

impl Laying {
    /// Nothing yet; the file is in the folder `.sanvat` of a site. `None` where the file system knows no files
    /// without a name.
    pub fn begin(root: &Path) -> Option<Laying> {
        let made = || -> Result<File> {
            let base = own::base(&Ops::default(), root)?;
            let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
            let fd = rustix::fs::openat(base.as_fd(), ".", flags, Mode::RUSR | Mode::WUSR)?;
            Ok(File::from(fd))
        };
        let file = BufWriter::with_capacity(PIECE, made().ok()?);
        Some(Laying { file, end: 0 })
    }

    /// Lays one piece aside.
    pub fn put(&mut self, piece: &[u8]) -> std::io::Result<Place> {
        self.file.write_all(piece)?;
        let place = (self.end, piece.len());
        self.end += piece.len() as u64;
        Ok(place)
    }

    /// All of it; `None` where it could not be written.
    pub fn end(self) -> Option<Aside> {
        self.file.into_inner().ok().map(Aside)
    }
}

impl Aside {
    /// One piece; an error of the system where the disk does not give it back.
    pub fn get(&self, (at, length): Place) -> Result<Vec<u8>> {
        let mut piece = vec![0; length];
        let errno = |error: std::io::Error| Errno::from_io_error(&error).unwrap_or(Errno::IO);
        self.0.read_exact_at(&mut piece, at).map_err(errno)?;
        Ok(piece)
    }
}
