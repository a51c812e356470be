//! What was read of single files, kept for the next reading of the same site.
//!
//! Reading a file on its own looks at nothing but its text and the photographs that are there. So
//! what came of it holds as long as both are the same, and is thrown away otherwise: a reading with
//! a memory gives what one without it gives.

use crate::catalogue::body::Body;
use crate::catalogue::date::Date;
use crate::catalogue::place::Places;
use crate::content::gazetteer::Excused;
use crate::content::made::Made;
use crate::content::value::Record;
use crate::source::diagnostic::{Checked, Diagnostics};
use crate::source::span::Span;
use crate::source::tree::{Source, Tree};
use std::collections::HashMap;
use std::sync::Arc;

/// Kept between two readings; empty at first.
#[derive(Debug, Default)]
pub struct Memory {
    /// Whether nothing is to be kept, since there will be no second reading.
    forgets: bool,
    /// The photographs that the texts were read beside.
    pictures: Vec<Source>,
    files: HashMap<Arc<str>, Known>,
    places: Option<KnownPlaces>,
    /// The records that were made of the files.
    pub(super) made: Made,
}

/// The places of one text, as they were read on one day.
#[derive(Debug)]
struct KnownPlaces {
    text: Source,
    day: Date,
    read: Checked<(Places, Excused)>,
}

/// What one text gave.
#[derive(Debug, Clone)]
pub(super) struct Known {
    text: Source,
    pub(super) parsed: Arc<Parsed>,
    pub(super) notes: Diagnostics,
}

/// A file's fields and body, checked on their own.
#[derive(Debug)]
pub struct Parsed {
    /// Its sound fields.
    pub record: Record,
    /// Its body.
    pub body: Arc<Body>,
    /// Its id: written, or the file's name.
    pub id: String,
    /// Where its sound aliases stand, in their order.
    pub alias_places: Vec<(Span, usize)>,
}

impl Known {
    pub(super) fn new(text: &Source, parsed: Arc<Parsed>, notes: Diagnostics) -> Known {
        Known {
            text: text.clone(),
            parsed,
            notes,
        }
    }
}

impl Memory {
    /// One for a single reading.
    pub(super) fn none() -> Memory {
        Memory {
            forgets: true,
            ..Memory::default()
        }
    }

    /// Forgets what does not hold beside the photographs of this tree, and whether it did.
    pub(super) fn begin(&mut self, tree: &Tree) -> bool {
        let pictures = || tree.under("content/images/");
        let others = !self.pictures.iter().eq(pictures());
        if others {
            self.files.clear();
            self.pictures = pictures().cloned().collect();
        }
        others
    }

    /// What is known of a text.
    pub(super) fn of(&self, source: &Source) -> Option<&Known> {
        let known = self.files.get(&source.path)?;
        known.text.is_same(source).then_some(known)
    }

    /// Whether there will be another reading.
    pub(super) fn keeps(&self) -> bool {
        !self.forgets
    }

    pub(super) fn keep(&mut self, known: Known) {
        if !self.forgets {
            self.files.insert(known.text.path.clone(), known);
        }
    }

    /// Forgets files that are no more.
    pub(super) fn end(&mut self, tree: &Tree) {
        if self.files.len() > tree.sources.len() {
            self.files.retain(|path, _| tree.get(path).is_some());
        }
    }

    /// The places of a text, read only where text or day are others than the last.
    pub(super) fn places(
        &mut self,
        source: Option<&Source>,
        today: Date,
        read: impl FnOnce() -> Checked<(Places, Excused)>,
    ) -> Checked<(Places, Excused)> {
        match (&self.places, source) {
            (Some(known), Some(source)) if known.text.is_same(source) && known.day == today => {
                known.read.clone()
            }
            (_, source) => {
                let places = read();
                if self.forgets {
                    return places;
                }
                self.places = source.map(|source| KnownPlaces {
                    text: source.clone(),
                    day: today,
                    read: places.clone(),
                });
                places
            }
        }
    }
}
