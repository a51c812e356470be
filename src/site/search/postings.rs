//! Which products hold a word, and where: read by the script word by word, in small files.

use crate::site::search::fields::{NAME, Occurrence, PRODUCER, Words};
use crate::site::search::pack;
use crate::text::fold::fold;

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
pub(super) fn postings(words: Words, mut found: Vec<Occurrence>, products: usize) -> Postings {
    let mut sorted: Vec<(String, String, u32)> = words
        .all
        .into_iter()
        .enumerate()
        .map(|(number, word)| (fold(&word), word, number as u32))
        .collect();
    sorted.sort();
    let mut rank = vec![0; sorted.len()];
    for (at, (.., number)) in sorted.iter().enumerate() {
        rank[*number as usize] = at as u32;
    }
    for (word, ..) in &mut found {
        *word = rank[*word as usize];
    }
    found.sort_unstable();
    found.dedup();

    let mut postings = Postings::default();
    let mut file = Vec::new();
    let mut at = 0;
    for (word, (bare, ..)) in sorted.iter().enumerate() {
        let same = word > 0 && sorted[word - 1].0 == *bare;
        if word == 0 || (!same && file.len() >= FULL) {
            if word > 0 {
                postings.files.push(std::mem::take(&mut file));
            }
            postings.starts.push(word);
        }
        let length = found[at..]
            .iter()
            .take_while(|(of, ..)| *of as usize == word)
            .count();
        write(&mut file, &found[at..at + length], products);
        at += length;
    }
    if !file.is_empty() {
        postings.files.push(file);
    }
    postings.dictionary = sorted.into_iter().map(|(_, word, _)| word).collect();
    postings
}

/// One word: how many places it stands at; for each the place and the products in runs.
fn write(file: &mut Vec<u8>, found: &[Occurrence], products: usize) {
    let places: Vec<&[Occurrence]> = found.chunk_by(|a, b| a.1 == b.1).collect();
    let common = products > LARGE && {
        let of_producer = places.iter().filter(|place| is_producer(place));
        of_producer.map(|place| place.len()).sum::<usize>() > products / 8
    };
    let kept: Vec<&&[Occurrence]> = places
        .iter()
        .filter(|place| !(common && is_producer(place)))
        .collect();
    pack::number(file, kept.len());
    for place in kept {
        file.push(place.first().map_or(NAME, |(_, place, _)| *place));
        let products: Vec<u32> = place.iter().map(|(.., product)| *product).collect();
        pack::runs(file, &products);
    }
}

fn is_producer(place: &[Occurrence]) -> bool {
    place
        .first()
        .is_some_and(|(_, place, _)| (PRODUCER..PRODUCER + 32).contains(place))
}
