//! The check's data: rows sorted by the key of a number or code, in files of about 40 kB.
//!
//! `so/HASH/index.json` says the day of the data and the first key of each file; `0.json`, `1.json` …
//! are the files: one array a row, in the order of [`COLUMNS`]. The folder is named for its content,
//! so that no browser joins an index with the files of another build.

use super::{Entry, Years};
use crate::catalogue::Catalogue;
use crate::site::again::moved::{Moved, merged};
use crate::site::artifact::{Recipe, TextRef};
use crate::site::shelf::{Owner, Shelf};
use crate::site::short;
use crate::text::decision::decision_key;
use rayon::prelude::*;
use serde_json::json;
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

/// The version of the format; the script refuses another.
const VERSION: usize = 1;

/// Bytes of a file from which the next row begins another one.
const FULL: usize = 40_000;

/// What a row holds. `kind` is `so` (the number of the decision now held), `truoc` (of an earlier
/// one) or `ma` (the product's official code); days are as exact as the source states them.
const COLUMNS: [&str; 11] = [
    "key", "kind", "short", "id", "name", "star", "number", "issued", "ends", "extended", "revoked",
];

/// The files, made once for a site.
#[derive(Debug, Clone, Default)]
pub(in crate::site) struct Rows {
    folder: String,
    index: String,
    /// Sorted.
    rows: Vec<Row>,
    /// Which rows stand in which file.
    files: Vec<Range<usize>>,
}

/// One row, shared by all plans for which it holds.
#[derive(Debug, Clone)]
struct Row {
    product: u32,
    /// Length of the key, with which the text begins.
    key: u32,
    text: Arc<str>,
}

impl Row {
    /// None where the numbers are too large, which no site's are.
    fn new(key: &str, product: usize, text: String) -> Option<Row> {
        Some(Row {
            product: u32::try_from(product).ok()?,
            key: u32::try_from(key.len()).ok()?,
            text: text.into(),
        })
    }

    /// A key has letters, digits and dashes, and stands in the text as it is.
    fn key(&self) -> &str {
        let end = BEFORE_KEY + self.key as usize;
        self.text.get(BEFORE_KEY..end).unwrap_or_default()
    }

    fn order(&self, other: &Row) -> Ordering {
        self.key()
            .cmp(other.key())
            .then(self.product.cmp(&other.product))
            .then_with(|| self.text.cmp(&other.text))
    }
}

/// Bytes of a row before its key: a bracket and a quote.
const BEFORE_KEY: usize = 2;

impl Rows {
    /// The rows of a catalogue; `then` are those of an earlier one, and which products are still the same.
    pub(in crate::site) fn new(
        catalogue: &Catalogue,
        years: &Years,
        then: Option<(&Rows, &Moved)>,
    ) -> Rows {
        let is_fresh =
            |entry: &Entry| then.is_none_or(|(_, moved)| moved.was(entry.product).is_none());
        let mut fresh: Vec<Row> = years
            .0
            .par_iter()
            .flat_map(|(_, entries)| entries)
            .filter(|entry| is_fresh(entry))
            .flat_map_iter(|entry| of_entry(catalogue, *entry))
            .collect();
        let rows = match then {
            None => {
                fresh.par_sort_unstable_by(Row::order);
                fresh
            }
            Some((then, moved)) => {
                let still = |row: &Row| {
                    let product = moved.now(row.product as usize)?;
                    let product = u32::try_from(product).ok()?;
                    Some(Row {
                        product,
                        ..row.clone()
                    })
                };
                let known = then.rows.iter().filter_map(still).collect();
                merged(known, fresh, Row::order)
            }
        };
        let mut files: Vec<Range<usize>> = Vec::new();
        let mut length = 0;
        for (at, row) in rows.iter().enumerate() {
            match files.last_mut() {
                Some(file) if length + row.text.len() < FULL => {
                    length += BETWEEN.len() + row.text.len();
                    file.end = at + 1;
                }
                _ => {
                    length = FIRST.len() + row.text.len();
                    files.push(at..at + 1);
                }
            }
        }
        let firsts: Vec<&str> = files.iter().map(|file| rows[file.start].key()).collect();
        let index = json!({
            "version": VERSION,
            "date": catalogue.today.to_string(),
            "columns": COLUMNS,
            "from": firsts,
        });
        let index = index.to_string();
        let mut hasher = blake3::Hasher::new();
        let mut add = |text: &str| {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        };
        for file in &files {
            add(&text(&rows[file.clone()]));
        }
        add(&index);
        let hash = hasher.finalize().to_hex();
        Rows {
            folder: format!("so/{}/", hash.get(..8).unwrap_or_default()),
            index,
            rows,
            files,
        }
    }

    /// The files on the shelf; the index comes first.
    pub(in crate::site) fn list(&self, shelf: &mut Shelf) {
        for number in 0..=self.files.len() {
            let recipe = Recipe::Text(TextRef::CheckData(number));
            shelf.put(&self.place(number), recipe, Owner::Program);
        }
    }

    /// The place of a file by its number; 0 is the index.
    pub(in crate::site) fn place(&self, number: usize) -> String {
        match number.checked_sub(1) {
            None => format!("{}index.json", self.folder),
            Some(file) => format!("{}{file}.json", self.folder),
        }
    }

    /// The text of a file by its number; 0 is the index.
    pub(in crate::site) fn text(&self, number: usize) -> String {
        match number.checked_sub(1) {
            None => self.index.clone(),
            Some(file) => {
                let rows = self.files.get(file).map(|file| &self.rows[file.clone()]);
                rows.map(text).unwrap_or_default()
            }
        }
    }
}

/// What stands before the first row of a file, between two, and after the last.
const FIRST: &str = "[\n";
const BETWEEN: &str = ",\n";
const LAST: &str = "\n]\n";

/// The text of a file.
fn text(rows: &[Row]) -> String {
    let mut text = String::with_capacity(FULL + FIRST.len() + LAST.len());
    for row in rows {
        text.push_str(if text.is_empty() { FIRST } else { BETWEEN });
        text.push_str(&row.text);
    }
    text.push_str(LAST);
    text
}

/// The rows of a recognition: by its number, and by the product's code for the one now held.
fn of_entry(catalogue: &Catalogue, entry: Entry) -> Vec<Row> {
    let Some(product) = catalogue.products.get(entry.product) else {
        return Vec::new();
    };
    let held = entry.recognition(catalogue);
    let dates = short::dates(held);
    let is_held = entry.earlier.is_none();
    let revoked = product.revoked.as_ref().filter(|_| is_held);
    let revoked = revoked.map(|revoked| revoked.on.to_string());
    let star = held.map_or(product.star, |held| held.star).level();
    let row = |kind: &str, key: String| {
        let [number, issued, ends, extended] = &dates;
        let cells = (
            &key,
            kind,
            &product.short,
            &product.id,
            &product.name,
            star,
            &number.1,
            &issued.1,
            &ends.1,
            &extended.1,
            &revoked,
        );
        // Texts and numbers, of which none can fail.
        let row = serde_json::to_string(&cells).unwrap_or_default();
        Row::new(&key, entry.product, row)
    };
    let kind = if is_held { "so" } else { "truoc" };
    let number = held.and_then(|held| held.number.as_deref());
    let by_number = number.map(decision_key).filter(|key| !key.is_empty());
    let by_code = product
        .code
        .as_deref()
        .filter(|_| is_held)
        .map(decision_key);
    let by_number = by_number.map(|key| row(kind, key));
    by_number
        .into_iter()
        .chain(by_code.map(|key| row("ma", key)))
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::Sample;
    use serde_json::Value;

    #[test]
    fn rows_are_sorted_cut_small_and_found_through_the_index() {
        let mut catalogue = Sample::many(900).catalogue();
        for (number, product) in catalogue.products.iter_mut().enumerate() {
            let product = std::sync::Arc::make_mut(product);
            let held = product.certificate.as_mut().expect("a recognition");
            held.number = Some(format!("{}/QĐ-UBND", number / 7));
            product.code = Some(format!("38-16000-{number}-2026"));
        }
        let rows = Rows::new(&catalogue, &Years::new(&catalogue, None), None);
        assert!(rows.files.len() > 2);
        let index: Value = serde_json::from_str(&rows.index).expect("JSON");
        let firsts = index["from"].as_array().expect("the first keys");
        assert_eq!(firsts.len(), rows.files.len());
        let mut keys: Vec<String> = Vec::new();
        for (number, first) in (1..).zip(firsts) {
            let file = rows.text(number);
            assert!(file.len() < FULL + 1_000);
            let read: Vec<Vec<Value>> = serde_json::from_str(&file).expect("JSON");
            assert_eq!(&read[0][0], first);
            assert!(read.iter().all(|row| row.len() == COLUMNS.len()));
            keys.extend(
                read.iter()
                    .map(|row| row[0].as_str().expect("a key").to_owned()),
            );
        }
        assert_eq!(keys.len(), 2 * 900);
        assert!(keys.is_sorted());
        assert_eq!(keys.iter().filter(|key| *key == "5qdubnd").count(), 7);
    }
}
