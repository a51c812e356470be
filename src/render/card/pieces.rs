//! A drawing as short pieces of its rows.
//!
//! Cloth and plain fields repeat themselves, so each piece is looked at once however often it comes
//! again: two pieces out of three do.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Pixels of a piece; divides the width of a card.
const PIECE: usize = 60;

/// Red, green, blue and what does not matter.
pub(super) type Pixel = [u8; 4];

/// A picture as pieces of rows.
pub(super) struct Pieces<'p> {
    /// Each that is unlike all before it, and how often it occurs.
    pub(super) kinds: Vec<(&'p [Pixel], u64)>,
    /// The picture, as numbers of `kinds`.
    pub(super) order: Vec<usize>,
}

impl<'p> Pieces<'p> {
    pub(super) fn of(pixels: &'p [Pixel]) -> Pieces<'p> {
        let mut known: HashMap<&[u8], usize, Quick> = HashMap::default();
        let mut pieces = Pieces {
            kinds: Vec::new(),
            order: Vec::with_capacity(pixels.len() / PIECE + 1),
        };
        for piece in pixels.chunks(PIECE) {
            let number = *known.entry(piece.as_flattened()).or_insert_with(|| {
                pieces.kinds.push((piece, 0));
                pieces.kinds.len() - 1
            });
            if let Some((_, times)) = pieces.kinds.get_mut(number) {
                *times += 1;
            }
            pieces.order.push(number);
        }
        pieces
    }

    /// Every colour with the number of its pixels, the most frequent first.
    pub(super) fn counted(&self) -> Vec<(Pixel, u64)> {
        let mut counts: HashMap<Pixel, u64, Quick> = HashMap::default();
        for (piece, times) in &self.kinds {
            for run in piece.chunk_by(|a, b| a == b) {
                let Some(colour) = run.first() else { continue };
                *counts.entry(*colour).or_default() += run.len() as u64 * times;
            }
        }
        let mut counted: Vec<(Pixel, u64)> = counts.into_iter().collect();
        counted.sort_unstable_by_key(|(colour, count)| (std::cmp::Reverse(*count), *colour));
        counted
    }

    /// The picture with each colour as its number.
    pub(super) fn indices(&self, numbers: &HashMap<Pixel, u8, Quick>) -> Vec<u8> {
        let mut drawn: Vec<Vec<u8>> = Vec::with_capacity(self.kinds.len());
        for (piece, _) in &self.kinds {
            let mut row = Vec::with_capacity(PIECE);
            for run in piece.chunk_by(|a, b| a == b) {
                let number = run.first().and_then(|colour| numbers.get(colour));
                row.resize(row.len() + run.len(), number.copied().unwrap_or_default());
            }
            drawn.push(row);
        }
        let mut whole = Vec::with_capacity(self.order.len() * PIECE);
        for row in self.order.iter().filter_map(|number| drawn.get(*number)) {
            whole.extend_from_slice(row);
        }
        whole
    }
}

/// How pixels are looked up: several times as quick as what the language brings, which is made for
/// keys that somebody chose to be slow.
pub(super) type Quick = BuildHasherDefault<Mixer>;

/// Multiplies and folds, eight bytes at a time.
#[derive(Default)]
pub(super) struct Mixer(u64);

impl Mixer {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(29) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.mix(u64::from_le_bytes(*word));
        }
        if !rest.is_empty() {
            let mut word = [0; 8];
            for (to, from) in word.iter_mut().zip(rest) {
                *to = *from;
            }
            self.mix(u64::from_le_bytes(word));
        }
    }

    fn write_usize(&mut self, number: usize) {
        self.mix(number as u64);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}
