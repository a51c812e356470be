//! A card as lists hold it: made once, and known again by its mark.

use crate::view::listing::Card;
use crate::view::picture::Picture;
use serde::{Serialize, Serializer};
use std::cell::Cell;
use std::ops::Deref;

thread_local! {
    /// Whether cards are written in short on this thread.
    static IN_SHORT: Cell<bool> = const { Cell::new(false) };
}

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
        if self.mark.is_empty() {
            self.0.serialize(serializer)
        } else if !serializer.is_human_readable() {
            self.mark.serialize(serializer)
        } else if IN_SHORT.get() {
            let short = Short {
                mark: &self.mark,
                picture: self.picture.as_deref(),
            };
            short.serialize(serializer)
        } else {
            self.0.serialize(serializer)
        }
    }
}

/// What of a card is written for templates that show it by its mark.
#[derive(Serialize)]
struct Short<'s> {
    mark: &'s str,
    picture: Option<&'s Picture<'s>>,
}

/// Writes what `written` writes with each card in short: of its fields only `mark` and `picture`.
pub fn in_short<T>(written: impl FnOnce() -> T) -> T {
    /// Ends it, also where writing panics.
    struct End;
    impl Drop for End {
        fn drop(&mut self) {
            IN_SHORT.set(false);
        }
    }
    IN_SHORT.set(true);
    let _end = End;
    written()
}

/// Writes a text that follows from what else is written: a hash need not be taken of it too.
pub(super) fn not_for_hashes<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        serializer.serialize_str(text)
    } else {
        serializer.serialize_unit()
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
