//! Which products hold a word, and where: read by the script word by word, in small files.

use crate::site::search::fields::{NAME, Occurrence, PRODUCER};
use crate::site::search::pack;
use crate::text::fold::fold;
use rayon::prelude::*;

/// A file of postings is closed once it is this long, before compression. A word of a query costs one such file.
const FULL: usize = 4_096;

/// Above this many products, a word that more than one in eight producers bears (công, ty, HTX) is
/// left out of the producers' names: it tells nothing apart and would fill a file of its own.
const LARGE: usize = 2_000;

/// The dictionary and the postings of its words.
#[derive(Debug, Default)]
pub(super) struct Postings {
    /// Every word: sorted by its letters without marks, then by itself.
    pub(super) dictionary: Vec<String>,
    /// For each file the number of its first word.
    pub(super) starts: Vec<usize>,
    /// The files.
    pub(super) files: Vec<Vec<u8>>,
}

/// The postings of these words; words that differ in marks only always share a file.
pub(super) fn postings(found: Vec<(String, Vec<Occurrence>)>, products: usize) -> Postings {
    let mut sorted: Vec<(String, String, Vec<u8>)> = found
        .into_par_iter()
        .map(|(word, mut places)| {
            places.sort_unstable();
            places.dedup();
            (fold(&word), word, written(&places, products))
        })
        .collect();
    // No word stands there twice.
    sorted.par_sort_unstable_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));

    let mut postings = Postings::default();
    let mut file = Vec::new();
    let mut before: Option<&str> = None;
    for (word, (bare, _, bytes)) in sorted.iter().enumerate() {
        let same = before == Some(bare);
        if word == 0 || (!same && file.len() >= FULL) {
            if word > 0 {
                postings.files.push(std::mem::take(&mut file));
            }
            postings.starts.push(word);
        }
        file.extend_from_slice(bytes);
        before = Some(bare);
    }
    if !file.is_empty() {
        postings.files.push(file);
    }
    postings.dictionary = sorted.into_iter().map(|(_, word, _)| word).collect();
    postings
}

/// One word: how many places it stands at; for each the place and the products in runs.
fn written(found: &[Occurrence], products: usize) -> Vec<u8> {
    let mut file = Vec::new();
    let places: Vec<&[Occurrence]> = found.chunk_by(|a, b| a.place() == b.place()).collect();
    let common = products > LARGE && {
        let of_producer = places.iter().filter(|place| is_producer(place));
        of_producer.map(|place| place.len()).sum::<usize>() > products / 8
    };
    let kept: Vec<&&[Occurrence]> = places
        .iter()
        .filter(|place| !(common && is_producer(place)))
        .collect();
    pack::number(&mut file, kept.len());
    for place in kept {
        file.push(place.first().map_or(NAME, |first| first.place()));
        let products: Vec<u32> = place.iter().map(|one| one.product()).collect();
        pack::runs(&mut file, &products);
    }
    file
}

fn is_producer(place: &[Occurrence]) -> bool {
    place
        .first()
        .is_some_and(|first| (PRODUCER..PRODUCER + 32).contains(&first.place()))
}
