//! What many cards have beneath their words, drawn once for all of them.
//!
//! A cloth fills its pattern pixel by pixel, which takes longer than all else of a card together, and
//! a district has one cloth for all its products. So a template may write [`OVER`] between what
//! depends on few things and what is the card's own, and the first part is remembered by its text.

use crate::render::card::pieces::Pieces;
use resvg::tiny_skia::Pixmap;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Stands in a template's drawing, outside any element but `<svg>`, where the card's own begins.
const OVER: &str = "<!--over-->";
/// Bytes of grounds that are remembered; a cloth takes about 200,000.
const ROOM: usize = 32_000_000;

/// The grounds of a build. Used from many threads; which are remembered never shows in a card.
#[derive(Debug, Default)]
pub struct Grounds(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    by_text: BTreeMap<[u8; 32], Arc<Ground>>,
    bytes: usize,
}

/// Pixels from edge to edge, as pieces that come again and again.
#[derive(Debug)]
struct Ground {
    kinds: Vec<u8>,
    /// Bytes of each of `kinds`.
    length: usize,
    order: Vec<usize>,
}

/// A drawing in two: beneath, and over it. Each has the drawing's first tag; none where it is not divided.
pub(super) fn divided(drawn: &str) -> Option<(String, String)> {
    let (beneath, over) = drawn.split_once(OVER)?;
    let tag = beneath.find("<svg")?;
    let inside = tag + beneath.get(tag..)?.find('>')? + 1;
    let head = beneath.get(..inside)?;
    Some((format!("{beneath}</svg>"), format!("{head}{over}")))
}

impl Grounds {
    /// Fills a picture with the ground of this text, which `draw` puts on an empty one where it is
    /// not known yet.
    pub(super) fn lay<E>(
        &self,
        text: &str,
        pixmap: &mut Pixmap,
        draw: impl FnOnce(&mut Pixmap) -> Result<(), E>,
    ) -> Result<(), E> {
        let key = *blake3::hash(text.as_bytes()).as_bytes();
        let known = self.kept().by_text.get(&key).cloned();
        if let Some(ground) = known {
            ground.copy(pixmap.data_mut());
            return Ok(());
        }
        draw(pixmap)?;
        let ground = Ground::of(pixmap.data());
        let mut kept = self.kept();
        if kept.bytes + ground.bytes() <= ROOM {
            kept.bytes += ground.bytes();
            kept.by_text.insert(key, Arc::new(ground));
        }
        Ok(())
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ground {
    fn of(pixels: &[u8]) -> Ground {
        let pieces = Pieces::of(pixels.as_chunks::<4>().0);
        let kinds = pieces.kinds.iter().map(|(piece, _)| piece.as_flattened());
        Ground {
            length: pieces.kinds.first().map_or(0, |(piece, _)| piece.len() * 4),
            kinds: kinds.collect::<Vec<&[u8]>>().concat(),
            order: pieces.order,
        }
    }

    fn bytes(&self) -> usize {
        self.kinds.len() + self.order.len() * size_of::<usize>()
    }

    fn copy(&self, pixels: &mut [u8]) {
        for (to, number) in pixels.chunks_mut(self.length.max(1)).zip(&self.order) {
            let from = number * self.length;
            if let Some(piece) = self.kinds.get(from..from + to.len()) {
                to.copy_from_slice(piece);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_divided_where_it_says_so_and_each_half_is_whole() {
        let drawn = "<svg width=\"9\"><defs/><path/><!--over--><text>a</text></svg>";
        let (beneath, over) = divided(drawn).expect("two halves");
        assert_eq!(beneath, "<svg width=\"9\"><defs/><path/></svg>");
        assert_eq!(over, "<svg width=\"9\"><text>a</text></svg>");
        for whole in ["<svg></svg>", "<!--over--><svg></svg>", ""] {
            assert_eq!(divided(whole), None, "{whole}");
        }
    }

    #[test]
    fn a_ground_is_drawn_once_and_copied_to_the_last_pixel() {
        let grounds = Grounds::default();
        let mut first = Pixmap::new(1200, 63).expect("a picture");
        let drawn = grounds.lay("a", &mut first, |pixmap| {
            let mut noise = blake3::Hasher::new().finalize_xof();
            // The first rows have no two pieces alike, the others all.
            noise.fill(&mut pixmap.data_mut()[..4 * 1200 * 3]);
            Ok::<(), ()>(())
        });
        assert_eq!(drawn, Ok(()));
        let mut second = Pixmap::new(1200, 63).expect("a picture");
        assert_eq!(grounds.lay("a", &mut second, |_| Err(())), Ok(()));
        assert_eq!(first.data(), second.data());
        let mut other = Pixmap::new(1200, 63).expect("a picture");
        assert_eq!(grounds.lay("b", &mut other, |_| Err(())), Err(()));
    }
}
