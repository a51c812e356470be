//! The check's data: rows sorted by the key of a number or code, in files of about 40 kB.
//!
//! `so/HASH/index.json` says the day of the data and the first key of each file; `0.json`, `1.json` …
//! are the files: one array a row, in the order of [`COLUMNS`]. The folder is named for its content,
//! so that no browser joins an index with the files of another build.

use super::{Entry, Years};
use crate::catalogue::Catalogue;
use crate::site::artifact::{Recipe, TextRef};
use crate::site::shelf::{Owner, Shelf};
use crate::site::short;
use crate::text::decision::decision_key;
use rayon::prelude::*;
use serde_json::json;

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
    files: Vec<String>,
}

impl Rows {
    /// The rows of a catalogue.
    pub(in crate::site) fn new(catalogue: &Catalogue, years: &Years) -> Rows {
        let mut rows: Vec<(String, usize, String)> = years
            .0
            .par_iter()
            .flat_map(|(_, entries)| entries)
            .flat_map_iter(|entry| of_entry(catalogue, *entry))
            .collect();
        rows.par_sort_unstable();
        let mut firsts: Vec<&str> = Vec::new();
        let mut files: Vec<String> = Vec::new();
        for (key, _, row) in &rows {
            match files.last_mut() {
                Some(file) if file.len() + row.len() < FULL => {
                    file.push_str(",\n");
                    file.push_str(row);
                }
                _ => {
                    firsts.push(key);
                    files.push(format!("[\n{row}"));
                }
            }
        }
        for file in &mut files {
            file.push_str("\n]\n");
        }
        let index = json!({
            "version": VERSION,
            "date": catalogue.today.to_string(),
            "columns": COLUMNS,
            "from": firsts,
        });
        let index = index.to_string();
        let mut hasher = blake3::Hasher::new();
        for text in files.iter().chain([&index]) {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        let hash = hasher.finalize().to_hex();
        Rows {
            folder: format!("so/{}/", hash.get(..8).unwrap_or_default()),
            index,
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
            Some(file) => self.files.get(file).cloned().unwrap_or_default(),
        }
    }
}

/// The rows of a recognition: by its number, and by the product's code for the one now held.
fn of_entry(catalogue: &Catalogue, entry: Entry) -> Vec<(String, usize, String)> {
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
        (key, entry.product, row)
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
        let rows = Rows::new(&catalogue, &Years::new(&catalogue));
        assert!(rows.files.len() > 2);
        let index: Value = serde_json::from_str(&rows.index).expect("JSON");
        let firsts = index["from"].as_array().expect("the first keys");
        assert_eq!(firsts.len(), rows.files.len());
        let mut keys: Vec<String> = Vec::new();
        for (file, first) in rows.files.iter().zip(firsts) {
            assert!(file.len() < FULL + 1_000);
            let read: Vec<Vec<Value>> = serde_json::from_str(file).expect("JSON");
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
