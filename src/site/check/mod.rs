//! The certificate check: what is on record of a number, without a server.
//!
//! Every recognition of the catalogue, held now or before, is an [`Entry`]. They are published twice:
//! as [files for the script](rows), sorted by the number's key and cut small, so that an answer costs
//! two requests however large the catalogue is; and as [lists by year](page) for whoever has none.
//! Short addresses need no file of their own: `/m/CODE/` says what the check wants to know.

mod page;
mod rows;

pub(in crate::site) use page::{home, list, year};
pub(in crate::site) use rows::Rows;

use crate::catalogue::Catalogue;
use crate::catalogue::date::Stated;
use crate::catalogue::recognition::Recognition;
use std::cmp::Reverse;

/// A recognition of a product; a product without any is one too, of which nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::site) struct Entry {
    /// Index of the product.
    product: usize,
    /// `None` for the recognition now held, else the index in the product's history.
    earlier: Option<usize>,
}

impl Entry {
    /// The recognition; none where the product's file states none.
    fn recognition<'c>(&self, catalogue: &'c Catalogue) -> Option<&'c Recognition> {
        let product = catalogue.products.get(self.product)?;
        match self.earlier {
            None => product.certificate.as_ref(),
            Some(index) => product.history.get(index),
        }
    }

    /// The year of its issue, where the source states one.
    fn year(&self, catalogue: &Catalogue) -> Option<i16> {
        let issued = self.recognition(catalogue)?.issued?;
        Some(issued.first().year())
    }
}

/// All entries by the year of issue, the latest first and those without one last; in a year by the
/// day of issue, the latest first, then by number, then in the order of the catalogue.
#[derive(Debug, Clone, Default)]
pub(in crate::site) struct Years(Vec<(Option<i16>, Vec<Entry>)>);

impl Years {
    /// Linear in the catalogue, but for one sorting.
    pub(in crate::site) fn new(catalogue: &Catalogue) -> Years {
        let mut all: Vec<Entry> = Vec::with_capacity(catalogue.products.len());
        for (product, known) in catalogue.products.iter().enumerate() {
            let earlier = (0..known.history.len()).map(Some);
            all.extend(
                [None]
                    .into_iter()
                    .chain(earlier)
                    .map(|earlier| Entry { product, earlier }),
            );
        }
        all.sort_by_cached_key(|entry| {
            let held = entry.recognition(catalogue);
            let issued: Option<Stated> = held.and_then(|held| held.issued);
            let number = held.and_then(|held| held.number.as_deref());
            (
                Reverse(issued.map(Stated::first)),
                Reverse(issued.map(Stated::last)),
                number,
                entry.product,
                entry.earlier,
            )
        });
        let mut years: Vec<(Option<i16>, Vec<Entry>)> = Vec::new();
        for entry in all {
            let year = entry.year(catalogue);
            match years.last_mut() {
                Some((last, entries)) if *last == year => entries.push(entry),
                _ => years.push((year, vec![entry])),
            }
        }
        Years(years)
    }

    fn of(&self, year: Option<i16>) -> &[Entry] {
        let found = self.0.iter().find(|(known, _)| *known == year);
        found.map_or(&[], |(_, entries)| entries)
    }
}
