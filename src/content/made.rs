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
use crate::content::entry::{self, Entry};
use crate::content::memory::Parsed;
use crate::content::{CONFIG_FILE, place, settings};
use crate::source::diagnostic::Checked;
use crate::source::tree::{Source, Tree, Unread};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The records of both kinds that refer to others.
#[derive(Debug, Default)]
pub(super) struct Made {
    ground: Option<Ground>,
    beneath: Beneath,
    pub(super) producers: Kept<Producer>,
    pub(super) products: Kept<Product>,
}

/// What every record stands on. The photographs are part of what a file was parsed beside.
#[derive(Debug, PartialEq)]
struct Ground {
    today: Date,
    /// Settings, places and categories, each as it was read or could not be.
    tables: [(Option<Source>, Option<Unread>); 3],
}

/// What a product stands on besides.
#[derive(Debug, Default, PartialEq)]
struct Beneath {
    ids: BTreeMap<String, entry::Known>,
    producers: Vec<(String, Location)>,
}

/// What became of each file of a kind, by its path.
#[derive(Debug)]
pub(super) struct Kept<T>(HashMap<Arc<str>, Known<T>>);

/// What became of one file.
#[derive(Debug)]
pub(super) struct Known<T> {
    file: Arc<str>,
    parsed: Arc<Parsed>,
    made: Checked<Option<T>>,
}

impl<T: Clone> Known<T> {
    pub(super) fn new(entry: &Entry<'_>, made: &Checked<Option<T>>) -> Known<T> {
        Known {
            file: entry.file().clone(),
            parsed: entry.parsed().clone(),
            made: made.clone(),
        }
    }
}

impl Made {
    /// Forgets what stood on another ground than this tree and day.
    pub(super) fn begin(&mut self, tree: &Tree, today: Date) {
        let table = |path: &str| (tree.get(path).cloned(), tree.unread(path).cloned());
        let tables = [CONFIG_FILE, place::FILE, settings::CATEGORIES_FILE].map(table);
        let ground = Some(Ground { today, tables });
        if self.ground != ground {
            *self = Made {
                ground,
                ..Made::default()
            };
        }
    }

    /// Forgets products that referred to other producers than these.
    pub(super) fn refer(&mut self, producers: &[Producer], ids: &BTreeMap<String, entry::Known>) {
        let now = producers.iter().map(|one| (&one.name, one.location));
        let known = &self.beneath.producers;
        let same = known.iter().map(|(name, location)| (name, *location));
        if self.beneath.ids != *ids || !same.eq(now) {
            let all = producers.iter();
            self.beneath = Beneath {
                ids: ids.clone(),
                producers: all.map(|one| (one.name.clone(), one.location)).collect(),
            };
            self.products.0.clear();
        }
    }
}

impl<T> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept(HashMap::new())
    }
}

impl<T: Clone> Kept<T> {
    /// What was made of a file that is as it was.
    pub(super) fn of(&self, entry: &Entry<'_>) -> Option<&Checked<Option<T>>> {
        let known = self.0.get(entry.file())?;
        Arc::ptr_eq(&known.parsed, entry.parsed()).then_some(&known.made)
    }

    pub(super) fn keep(&mut self, known: Known<T>) {
        self.0.insert(known.file.clone(), known);
    }

    /// Forgets files that are no more.
    pub(super) fn end(&mut self, tree: &Tree, files: usize) {
        if self.0.len() > files {
            self.0.retain(|path, _| tree.get(path).is_some());
        }
    }
}
