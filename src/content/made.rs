//! The records that were made of files, kept for the next reading of the same site.
//!
//! A record follows from its own file, as [`crate::content::memory`] keeps it, and from the ground it
//! stands on: the day, the photographs, the places, the categories, for a product also the producers.
//! While the ground is the same, a file that is as it was gives the record it gave; on another
//! ground nothing is believed.

use crate::catalogue::date::Date;
use crate::catalogue::place::Location;
use crate::catalogue::producer::Producer;
use crate::catalogue::product::Product;
use crate::content::cross::Compared;
use crate::content::entry::{self, Withheld};
use crate::content::filed::Filed;
use crate::content::memory::Known as Remembered;
use crate::content::shelved::Ordered;
use crate::content::{CONFIG_FILE, Wishes, place, settings};
use crate::source::diagnostic::{Checked, Diagnostics};
use crate::source::tree::{Source, Tree, Unread};
use std::collections::HashMap;
use std::sync::Arc;

/// The records of both kinds that refer to others.
#[derive(Debug, Default)]
pub(super) struct Made {
    ground: Option<Ground>,
    beneath: Beneath,
    pub(super) producers: Kept<Ordered<Producer>>,
    pub(super) products: Kept<Ordered<Product>>,
    /// What was noted of both beside each other.
    pub(super) compared: Compared,
}

/// What every record stands on, the photographs besides.
#[derive(Debug, PartialEq)]
struct Ground {
    today: Date,
    drafts: bool,
    /// Settings, places and categories, each as it was read or could not be.
    tables: [(Option<Source>, Option<Unread>); 3],
}

/// What a product stands on besides.
#[derive(Debug, Default, PartialEq)]
struct Beneath {
    ids: entry::Ids,
    producers: Vec<(String, Location)>,
}

/// What became of each file of a kind, by its path.
#[derive(Debug)]
pub(super) struct Kept<T>(HashMap<Arc<str>, Known<T>>);

/// What became of one file.
#[derive(Debug)]
pub(super) struct Known<T> {
    source: Source,
    filed: Arc<Filed>,
    record: Option<T>,
    withheld: Option<Withheld>,
    notes: Diagnostics,
}

/// What came of one file.
pub(super) struct Outcome<T> {
    /// The file, what was made of it, and why it is withheld; `None` for a translation.
    pub(super) filed: Option<(Arc<Filed>, Option<T>, Option<Withheld>)>,
    /// What the memory has not known.
    pub(super) fresh: Option<Remembered>,
    /// The record, where it was made anew and there will be another reading.
    pub(super) made: Option<Known<T>>,
    /// Its text, if it was to be let go of and something is noted of it.
    pub(super) noted: Option<Source>,
}

impl<T: Clone> Known<T> {
    pub(super) fn new(
        source: &Source,
        made: &(Arc<Filed>, Option<T>, Option<Withheld>),
        notes: &Diagnostics,
    ) -> Known<T> {
        let (filed, record, withheld) = made.clone();
        Known {
            source: source.clone(),
            filed,
            record,
            withheld,
            notes: notes.clone(),
        }
    }

    /// The same once more.
    pub(super) fn again(&self) -> Checked<Outcome<T>> {
        let value = Outcome {
            filed: Some((self.filed.clone(), self.record.clone(), self.withheld)),
            fresh: None,
            made: None,
            noted: None,
        };
        let notes = self.notes.clone();
        Checked { value, notes }
    }
}

impl Made {
    /// Forgets what stood on another ground than this tree and these wishes; `others` where the photographs are others.
    pub(super) fn begin(&mut self, tree: &Tree, wishes: &Wishes, others: bool) {
        let table = |path: &str| (tree.get(path).cloned(), tree.unread(path).cloned());
        let tables = [CONFIG_FILE, place::FILE, settings::CATEGORIES_FILE].map(table);
        let ground = Some(Ground {
            today: wishes.today,
            drafts: wishes.drafts,
            tables,
        });
        if others || self.ground != ground {
            *self = Made {
                ground,
                ..Made::default()
            };
        }
    }

    /// Forgets products that referred to other producers than these; tells whether they were these.
    pub(super) fn refer(&mut self, producers: &[Arc<Producer>], ids: &entry::Ids) -> bool {
        let now = producers.iter().map(|one| (&one.name, one.location));
        let known = &self.beneath.producers;
        let same = known.iter().map(|(name, location)| (name, *location));
        let same = same.eq(now) && self.beneath.ids == *ids;
        if !same {
            let all = producers.iter();
            self.beneath = Beneath {
                ids: ids.clone(),
                producers: all.map(|one| (one.name.clone(), one.location)).collect(),
            };
            self.products.0.clear();
        }
        same
    }
}

impl<T> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept(HashMap::new())
    }
}

impl<T: Clone> Kept<T> {
    /// What was made of a file that is as it was.
    pub(super) fn of(&self, source: &Source) -> Option<&Known<T>> {
        let known = self.0.get(&source.path)?;
        known.source.is_same(source).then_some(known)
    }

    pub(super) fn keep(&mut self, known: Known<T>) {
        self.0.insert(known.source.path.clone(), known);
    }

    /// Forgets files that are no more.
    pub(super) fn end(&mut self, tree: &Tree, files: usize) {
        if self.0.len() > files {
            self.0.retain(|path, _| tree.get(path).is_some());
        }
    }
}
