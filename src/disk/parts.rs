//! A content file by file, as hashes: which of them shows where, and what was told of it.

use crate::disk::cache::Key;
use crate::disk::packed::{Packed, Packing};
use crate::source::span::Span;
use std::sync::Arc;

/// What each file of a content gave, so that a build may read those alone that were touched.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parts {
    /// Hash of all that shows on more than one page.
    pub common: Key,
    /// Hash of what belongs to no single file.
    pub rest: Key,
    /// The templates of which it was told that their pages are too heavy, as paths of files.
    pub heavy: Vec<String>,
    /// The files, sorted by path.
    pub files: Vec<Part>,
}

/// What one file gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Path of the file under the site folder.
    pub path: Arc<str>,
    /// Hash of what shows on more than one page.
    pub common: Key,
    /// Hash of its own text, which shows on its own page alone; zeros for a file that has none.
    pub own: Key,
    /// What was told of its own text, in order.
    pub noted: Vec<Noted>,
    /// Whether anything else was told that may stand in its text, or be about the file as a whole.
    pub told_beyond: bool,
}

/// One thing that was told of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Noted {
    /// Where, in bytes.
    pub span: Span,
    /// Hash of what.
    pub what: Key,
}

impl Parts {
    /// The file of this path.
    pub fn get(&self, path: &str) -> Option<usize> {
        let found = self.files.binary_search_by(|part| (*part.path).cmp(path));
        found.ok()
    }

    pub(super) fn pack(&self, packing: &mut Packing) {
        packing.hash(&self.common);
        packing.hash(&self.rest);
        packing.texts(&self.heavy);
        packing.number(self.files.len() as u64);
        for part in &self.files {
            packing.bytes(part.path.as_bytes());
            packing.hash(&part.common);
            packing.hash(&part.own);
            packing.number(part.noted.len() as u64);
            for noted in &part.noted {
                packing.number(noted.span.start as u64);
                packing.number(noted.span.end as u64);
                packing.hash(&noted.what);
            }
            packing.flag(part.told_beyond);
        }
    }

    pub(super) fn unpack(packed: &mut Packed<'_>) -> Option<Parts> {
        let noted = |packed: &mut Packed<'_>| {
            let start = usize::try_from(packed.number()?).ok()?;
            let end = usize::try_from(packed.number()?).ok()?;
            let span = Span { start, end };
            let what = packed.hash()?;
            Some(Noted { span, what })
        };
        let part = |packed: &mut Packed<'_>| {
            Some(Part {
                path: packed.path()?,
                common: packed.hash()?,
                own: packed.hash()?,
                noted: packed.list(noted)?,
                told_beyond: packed.flag()?,
            })
        };
        Some(Parts {
            common: packed.hash()?,
            rest: packed.hash()?,
            heavy: packed.list(Packed::text)?,
            files: packed.list(part)?,
        })
    }
}
