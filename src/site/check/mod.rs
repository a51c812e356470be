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
use crate::site::again::moved::{Moved, merged};
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
    /// Linear in the catalogue, but for one sorting, which is saved where `then` tells the order of an earlier
    /// catalogue and which products are still the same.
    pub(in crate::site) fn new(catalogue: &Catalogue, then: Option<(&Years, &Moved)>) -> Years {
        let of_product = |product: usize| {
            let earlier = (0..catalogue.products[product].history.len()).map(Some);
            let all = [None].into_iter().chain(earlier);
            all.map(move |earlier| Entry { product, earlier })
        };
        let key = |entry: &Entry| {
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
        };
        let dated = |entry: Entry| (entry.year(catalogue), entry);
        let all = match then {
            None => {
                let products = 0..catalogue.products.len();
                let mut all: Vec<Entry> = products.flat_map(of_product).collect();
                all.sort_by_cached_key(key);
                all.into_iter().map(dated).collect()
            }
            Some((then, moved)) => {
                let known = then.0.iter().flat_map(|(year, entries)| {
                    let still = |entry: &Entry| {
                        let product = moved.now(entry.product)?;
                        let earlier = entry.earlier;
                        Some((*year, Entry { product, earlier }))
                    };
                    entries.iter().filter_map(still)
                });
                let fresh = moved.fresh().flat_map(of_product).map(dated);
                merged(known.collect(), fresh.collect(), |(_, one), (_, other)| {
                    key(one).cmp(&key(other))
                })
            }
        };
        let mut years: Vec<(Option<i16>, Vec<Entry>)> = Vec::new();
        for (year, entry) in all {
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
