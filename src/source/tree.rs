//! What was read from the disk, before anybody has looked into it.

use crate::source::picture::PictureHead;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Every file under `content/`, sorted by path, and what is noteworthy of the reading itself.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// Sorted by `path`, each path once.
    pub sources: Vec<Source>,
    /// Texts that are there but could not be taken, of which notes tell, sorted by path. Whoever
    /// refers to one of them is not at fault.
    pub unread: Vec<Unread>,
    /// Paths of files that nothing reads, of which notes tell, sorted: one of them may have been meant for another.
    pub misnamed: Vec<Arc<str>>,
    /// Whether there was no folder to read, of which a note tells: no file of it is missing as well.
    pub absent: bool,
}

/// A text that could not be taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Unread {
    /// As [`Source::path`].
    pub path: Arc<str>,
    /// What can be read of it, to the end of the line that cannot, with U+FFFD for each sign that is none: for
    /// showing where the fault stands, and nothing else. `None` where nothing was read.
    pub head: Option<Arc<str>>,
}

/// One file as found.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Relative to the site folder, with `/`: `content/products/mat-ong.md`. As on disk, not normalised.
    pub path: Arc<str>,
    /// What is in it.
    pub matter: Matter,
}

/// The inside of a file, as far as a build needs it in memory.
#[derive(Debug, Clone, PartialEq)]
pub enum Matter {
    /// A text, whole, without byte-order mark.
    Text(Arc<str>),
    /// Bytes that stay on disk until a drawing asks for them.
    Bytes {
        /// Length in bytes.
        size: u64,
        /// BLAKE3 of the bytes.
        hash: [u8; 32],
        /// What the first bytes say, for a sound picture of `content/images/`.
        picture: Option<PictureHead>,
    },
}

/// A theme's folder as found on disk.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ThemeFolder {
    /// Its name under `themes/`.
    pub name: String,
    /// Whether the site has such a folder.
    pub exists: bool,
    /// Its files by path inside it, with `/`.
    pub files: BTreeMap<String, Arc<[u8]>>,
    /// Names of all folders under `themes/`, for near names.
    pub others: Vec<String>,
}

/// One published file: its path under `public/`, with `/`, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path relative to the output folder.
    pub path: String,
    /// The file whole.
    pub bytes: Vec<u8>,
}

impl Tree {
    /// Lets go of the texts that nobody will ask for again; their paths stay.
    pub fn release(&mut self, is_wanted: impl Fn(&str) -> bool) {
        let nothing: Arc<str> = Arc::from("");
        for source in &mut self.sources {
            if let Matter::Text(text) = &mut source.matter
                && !is_wanted(&source.path)
            {
                text.clone_from(&nothing);
            }
        }
    }

    /// Hands over the texts below a folder, in order of path; of them the tree keeps only the paths.
    pub fn hand_over(&mut self, folder: &str) -> Vec<Source> {
        let nothing: Arc<str> = Arc::from("");
        let range = self.range(folder);
        let texts = self.sources[range].iter_mut();
        texts
            .filter_map(|source| match &mut source.matter {
                Matter::Text(text) => {
                    let text = std::mem::replace(text, nothing.clone());
                    let path = source.path.clone();
                    let matter = Matter::Text(text);
                    Some(Source { path, matter })
                }
                Matter::Bytes { .. } => None,
            })
            .collect()
    }

    /// Takes a text back that was let go of.
    pub fn regain(&mut self, path: &str, text: Arc<str>) {
        let known = self
            .sources
            .binary_search_by(|source| (*source.path).cmp(path));
        if let Ok(index) = known {
            self.sources[index].matter = Matter::Text(text);
        }
    }

    /// The file at exactly this path.
    pub fn get(&self, path: &str) -> Option<&Source> {
        self.sources
            .binary_search_by(|source| (*source.path).cmp(path))
            .ok()
            .map(|index| &self.sources[index])
    }

    /// The text at this path that is there but could not be taken.
    pub fn unread(&self, path: &str) -> Option<&Unread> {
        let found = self
            .unread
            .binary_search_by(|known| (*known.path).cmp(path));
        found.ok().map(|index| &self.unread[index])
    }

    /// All files below a folder such as `content/products/`, in order of path.
    pub fn under<'a>(&'a self, folder: &str) -> impl Iterator<Item = &'a Source> + use<'a> {
        self.sources[self.range(folder)].iter()
    }

    /// The files below a folder stand together.
    fn range(&self, folder: &str) -> Range<usize> {
        let first = self
            .sources
            .partition_point(|source| &*source.path < folder);
        let inside =
            self.sources[first..].partition_point(|source| source.path.starts_with(folder));
        first..first + inside
    }
}

impl AsRef<Source> for Source {
    fn as_ref(&self) -> &Source {
        self
    }
}

impl Source {
    /// Whether it is the same file with the same inside; fast where both share one text.
    pub fn is_same(&self, other: &Source) -> bool {
        let inside = match (&self.matter, &other.matter) {
            (Matter::Text(one), Matter::Text(other)) => Arc::ptr_eq(one, other) || one == other,
            (one, other) => one == other,
        };
        inside && (Arc::ptr_eq(&self.path, &other.path) || self.path == other.path)
    }

    /// The text; empty for a file that is none.
    pub fn text(&self) -> &str {
        match &self.matter {
            Matter::Text(text) => text,
            Matter::Bytes { .. } => "",
        }
    }

    /// Whether it is a text of which nothing is here.
    pub fn is_empty_text(&self) -> bool {
        matches!(&self.matter, Matter::Text(text) if text.is_empty())
    }

    /// The file's name without folders.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}
