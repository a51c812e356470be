//! A card as lists hold it: made once, and known again by its mark.

use crate::view::listing::Card;
use serde::{Serialize, Serializer};
use std::ops::Deref;

/// Begins each mark. No theme may hold it, so that none can forge one.
pub const MARK: char = '\u{E020}';

/// A card as lists hold it: finished, and with its mark. Where only sameness counts, as in what a hash is
/// taken of, it is written as the mark alone, since it stands on some twenty pages.
#[derive(Debug, Clone)]
pub struct Shown<'a>(Card<'a>);

impl<'a> Shown<'a> {
    /// Gives the card its mark.
    pub fn new(mut card: Card<'a>) -> Shown<'a> {
        card.mark = String::new();
        if let Ok(bytes) = postcard::to_allocvec(&card) {
            card.mark = mark(&bytes);
        }
        Shown(card)
    }
}

impl<'a> Deref for Shown<'a> {
    type Target = Card<'a>;

    fn deref(&self) -> &Card<'a> {
        &self.0
    }
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() || self.mark.is_empty() {
            self.0.serialize(serializer)
        } else {
            self.mark.serialize(serializer)
        }
    }
}

/// 108 bits of a hash in 18 letters, short enough to take no room of its own in a template's value.
fn mark(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_abcdefghijklmnopqrstuvwxyz";
    let hash = blake3::hash(bytes);
    let letters = hash.as_bytes().iter().take(18);
    let letters = letters.map(|byte| char::from(LETTERS[usize::from(byte % 64)]));
    std::iter::once(MARK).chain(letters).collect()
}
