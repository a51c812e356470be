//! The texts of a large site, out of memory until their pages are drawn, and parts of pages until they come again.

use crate::content::Aside;
use crate::disk::aside::{Pile, Place};
use crate::disk::write::Staging;
use crate::pipeline::Prepared;
use crate::render::kept::Store;
use crate::source::problem::Problem;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// Bytes of texts that stay in memory.
const TEXTS: usize = 8 * 1024 * 1024;

/// Texts that only their own pages show, each laid aside as soon as it is made.
#[derive(Debug)]
pub struct Texts {
    /// The site folder.
    root: PathBuf,
    /// Begun with the first text that has no room; `None` inside where that cannot be.
    pile: OnceLock<Option<Pile>>,
    /// Bytes of texts so far.
    bytes: AtomicUsize,
}

impl Texts {
    /// None yet, of the site in this folder.
    pub fn of(root: &Path) -> Arc<Texts> {
        Arc::new(Texts {
            root: root.to_owned(),
            pile: OnceLock::new(),
            bytes: AtomicUsize::new(0),
        })
    }

    /// One of them. A problem where the disk does not give it back.
    pub(super) fn get(&self, place: Place) -> Result<String, Problem> {
        match self.pile.get() {
            Some(Some(pile)) => pile.get(place),
            // No place is told without one.
            _ => Err(Problem::WriteFailed {
                path: self.root.display().to_string(),
                why: "a text was laid down nowhere".to_owned(),
            }),
        }
    }
}

impl Aside for Texts {
    fn put(&self, html: &str) -> Option<Place> {
        let before = self.bytes.fetch_add(html.len(), Ordering::Relaxed);
        if before < TEXTS {
            return None;
        }
        let pile = self.pile.get_or_init(|| Pile::begin_in(&self.root));
        pile.as_ref()?.put(html)
    }
}

/// Where parts of pages are that have no room in memory.
#[derive(Debug)]
struct Parts(Pile);

impl Store for Parts {
    fn put(&self, html: &str) -> Option<(u64, usize)> {
        self.0.put(html)
    }

    fn get(&self, place: (u64, usize)) -> Option<Arc<str>> {
        self.0.get(place).ok()
    }

    fn forget(&self) {
        self.0.forget();
    }
}

impl Prepared {
    /// Makes room where the new tree is made for parts of pages that have none in memory.
    pub fn make_room_for_parts(&mut self, staging: &Staging) {
        self.parts = Pile::begin(staging).map(|pile| Box::new(Parts(pile)) as Box<dyn Store>);
    }
}
