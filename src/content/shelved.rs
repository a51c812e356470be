//! The records of one kind on their way into their order.

use crate::content::entry::Ids;
use crate::content::filed::Filed;
use crate::text::order::Order;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::sync::Arc;

/// A record that many hold, and the key of its name. Both are kept for the next reading: a key costs
/// about as much as the rest of its record.
#[derive(Debug)]
pub(super) struct Ordered<T> {
    pub(super) record: Arc<T>,
    key: Arc<[u8]>,
}

/// The records of one kind, in their order.
pub(super) struct Shelved<T> {
    pub(super) records: Vec<T>,
    /// What becomes of each id, those of files that could not be read among them.
    pub(super) ids: Ids,
    /// In order of path.
    pub(super) files: Vec<Arc<Filed>>,
}

/// The same before they are put in order: each record with the index of its file.
pub(super) struct Made<T> {
    pub(super) records: Vec<(usize, T)>,
    pub(super) ids: Ids,
    pub(super) files: Vec<Arc<Filed>>,
}

impl<T> Ordered<T> {
    pub(super) fn new(record: T, order: &Order, name: impl Fn(&T) -> &str) -> Ordered<T> {
        let key = order.key(name(&record)).into();
        let record = Arc::new(record);
        Ordered { record, key }
    }
}

impl<T> Clone for Ordered<T> {
    fn clone(&self) -> Ordered<T> {
        Ordered {
            record: self.record.clone(),
            key: self.key.clone(),
        }
    }
}

impl<T> Made<T> {
    pub(super) fn new(count: usize) -> Made<T> {
        Made {
            records: Vec::with_capacity(count),
            ids: Ids::with_capacity(count),
            files: Vec::with_capacity(count),
        }
    }

    pub(super) fn shelved(self) -> Shelved<T> {
        Shelved {
            records: self.records.into_iter().map(|(_, one)| one).collect(),
            ids: self.ids,
            files: self.files,
        }
    }
}

impl<T: Send + Sync> Made<Ordered<T>> {
    /// Puts the records in order: by what comes first, then by their keys, then by name and id.
    pub(super) fn sort(
        &mut self,
        first: impl Fn(&T, &T) -> Ordering + Sync,
        named: impl Fn(&T) -> (&str, &str) + Sync,
    ) {
        self.records.par_sort_unstable_by(|(_, one), (_, other)| {
            first(&one.record, &other.record)
                .then_with(|| one.key.cmp(&other.key))
                .then_with(|| named(&one.record).cmp(&named(&other.record)))
        });
    }
}

impl<T> Shelved<Ordered<T>> {
    /// The same without the keys, and the keys.
    pub(super) fn parted(self) -> (Shelved<Arc<T>>, Vec<Arc<[u8]>>) {
        let records = self.records.into_iter();
        let (records, keys) = records.map(|one| (one.record, one.key)).unzip();
        let shelved = Shelved {
            records,
            ids: self.ids,
            files: self.files,
        };
        (shelved, keys)
    }
}
