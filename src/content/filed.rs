//! What is still known of a file once its record is made: as much as other files ask of it.

use crate::content::cross::Keys;
use crate::content::front_matter::{Document, parted, path};
use crate::content::memory::Parsed;
use crate::source::diagnostic::Diagnostics;
use crate::source::span::Span;
use crate::source::tree::Matter;
use std::ops::Deref;
use std::sync::Arc;

/// The fields that are asked for when a file's record is made already: what `cross` compares files by,
/// and old addresses. Whoever asks for another is told so by every test that builds a site.
const ASKED: &[&str] = &[
    "aliases",
    "barcode",
    "code",
    "commune",
    "district",
    "draft",
    "email",
    "former_commune",
    "id",
    "menu",
    "name",
    "phone",
    "producer",
    "short",
    "website",
];

/// How much of a file's text stays in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stays {
    /// All of it: somebody else holds it anyway.
    Whole,
    /// Its front matter alone, in which everything stands that is told of later.
    FrontMatter,
}

/// A file whose record is made.
#[derive(Debug)]
pub(super) struct Filed {
    file: Arc<str>,
    text: Arc<str>,
    /// Where something that is missing is reported: the opening fence.
    pub(super) fence: Span,
    parsed: Arc<Parsed>,
    /// What of it is compared with other files.
    pub(super) keys: Keys,
}

impl Filed {
    /// Of a large site the fields as written weigh more than the records made of them, so all but what
    /// will be asked for is let go of, unless a memory keeps it.
    pub(super) fn new(document: &Document<'_>, mut parsed: Arc<Parsed>, text: Arc<str>) -> Filed {
        if let Some(parsed) = Arc::get_mut(&mut parsed) {
            parsed.record.keep_only(ASKED);
        }
        Filed {
            file: document.file.clone(),
            text,
            fence: document.fence,
            parsed,
            keys: Keys::default(),
        }
    }

    /// Path of the file.
    pub(super) fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// Where a field stands: `["certificate", "issued"]`. It is looked for each time: few are asked about.
    pub(super) fn place(&self, keys: &[&str]) -> Span {
        Document::of(&self.file, &self.text, &mut Diagnostics::default()).place(&path(keys))
    }
}

impl Stays {
    /// What stays of a text.
    pub(super) fn of(self, matter: &Matter) -> Arc<str> {
        let Matter::Text(text) = matter else {
            return Arc::default();
        };
        match self {
            Stays::Whole => text.clone(),
            Stays::FrontMatter => {
                parted(text).map_or_else(|| text.clone(), |(front, _)| front.into())
            }
        }
    }
}

impl Deref for Filed {
    type Target = Parsed;

    fn deref(&self) -> &Parsed {
        &self.parsed
    }
}
