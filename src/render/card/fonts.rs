//! The two fonts of share cards: which letters they have, how wide a text is in them.

use resvg::usvg::fontdb::{Database, ID, Source};
use resvg::usvg::{FontFamily, FontResolver, ImageHrefResolver, Options};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a template calls the font of names, and of everything else.
pub(super) const NAMES: [&str; 2] = ["name", "text"];

/// One font.
#[derive(Debug, Clone)]
pub(super) struct Font {
    /// How far each letter moves the pen, in parts of the size.
    advances: BTreeMap<char, f32>,
    bytes: Arc<[u8]>,
}

/// The fonts of a theme's cards.
#[derive(Debug, Clone)]
pub(super) struct Fonts {
    /// For the name.
    name: Font,
    /// For everything else.
    text: Font,
    /// The letters of either.
    pub(super) letters: Arc<BTreeSet<char>>,
    base: Arc<Database>,
    ids: [ID; 2],
}

impl Font {
    /// Reads a TrueType or OpenType font; none where it is not one, or has no letters.
    pub(super) fn read(bytes: &Arc<[u8]>) -> Option<Font> {
        let font = FontRef::new(bytes).ok()?;
        let (size, place) = (Size::unscaled(), LocationRef::default());
        let whole = f32::from(font.metrics(size, place).units_per_em);
        let widths = font.glyph_metrics(size, place);
        let advances: BTreeMap<char, f32> = font
            .charmap()
            .mappings()
            // The first glyph of a font is what it shows for letters it has not.
            .filter(|(_, glyph)| glyph.to_u32() != 0)
            .filter_map(|(sign, glyph)| {
                let width = widths.advance_width(glyph)?;
                Some((char::from_u32(sign)?, width / whole))
            })
            .collect();
        let sound = whole > 0.0 && !advances.is_empty();
        sound.then(|| Font {
            advances,
            bytes: bytes.clone(),
        })
    }

    /// Whether it has every letter of a text.
    pub(super) fn has(&self, text: &str) -> bool {
        text.chars().all(|sign| self.advances.contains_key(&sign))
    }

    fn advance(&self, sign: char) -> Option<f32> {
        self.advances.get(&sign).copied()
    }
}

impl Fonts {
    /// Both fonts; none where the drawer cannot take one of them.
    pub(super) fn new(name: Font, text: Font) -> Option<Fonts> {
        let mut base = Database::new();
        let mut load = |font: &Font| {
            let bytes: Arc<dyn AsRef<[u8]> + Sync + Send> = Arc::new(font.bytes.clone());
            base.load_font_source(Source::Binary(bytes))
                .first()
                .copied()
        };
        let ids = [load(&name)?, load(&text)?];
        let letters = name.advances.keys().chain(text.advances.keys());
        Some(Fonts {
            letters: Arc::new(letters.copied().collect()),
            name,
            text,
            base: Arc::new(base),
            ids,
        })
    }

    /// Width of a text in parts of the size, in the font of names or that of everything else; letters
    /// that the one lacks are taken from the other. Pairs that move closer together are not counted,
    /// so a text is rather narrower.
    pub(super) fn width(&self, text: &str, as_name: bool) -> f32 {
        let (own, other) = if as_name {
            (&self.name, &self.text)
        } else {
            (&self.text, &self.name)
        };
        let advance = |sign| own.advance(sign).or(other.advance(sign)).unwrap_or(1.0);
        text.chars().map(advance).sum()
    }

    /// How drawings are read: with these fonts and no others, and nothing fetched from anywhere.
    pub(super) fn options(&self) -> Options<'_> {
        let [name, text] = self.ids;
        Options {
            fontdb: self.base.clone(),
            font_family: NAMES[1].to_owned(),
            font_resolver: FontResolver {
                select_font: Box::new(move |font, _| {
                    let wants_name = font.families().iter().any(
                        |family| matches!(family, FontFamily::Named(known) if known == NAMES[0]),
                    );
                    Some(if wants_name { name } else { text })
                }),
                select_fallback: Box::new(move |sign, tried, _| {
                    let mut both = [(name, &self.name), (text, &self.text)].into_iter();
                    let able = both.find(|(id, font)| {
                        !tried.contains(id) && font.advances.contains_key(&sign)
                    });
                    able.map(|(id, _)| id)
                }),
            },
            image_href_resolver: ImageHrefResolver {
                resolve_data: Box::new(|_, _, _| None),
                resolve_string: Box::new(|_, _| None),
            },
            ..Options::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::builtin;
    use crate::render::card::FONTS;

    /// The small letters of Vietnamese that English has not.
    const LETTERS: &str = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ";

    #[test]
    fn each_built_in_font_draws_every_letter_of_vietnamese() {
        let small: Vec<char> = LETTERS.chars().collect();
        let all: Vec<char> = small
            .iter()
            .flat_map(|letter| [*letter].into_iter().chain(letter.to_uppercase()))
            .collect();
        assert_eq!(all.len(), 134);
        for path in FONTS {
            let bytes: Arc<[u8]> = Arc::from(builtin::get(path).expect("a font"));
            let font = FontRef::new(&bytes).expect("a font");
            let boxes = font.glyph_metrics(Size::unscaled(), LocationRef::default());
            let mut seen = BTreeSet::new();
            for letter in &all {
                let glyph = font.charmap().map(*letter).expect("a glyph");
                assert_ne!(glyph.to_u32(), 0, "{path}: {letter}");
                let drawn = boxes.bounds(glyph).expect("an outline");
                assert!(drawn.y_max - drawn.y_min > 100.0, "{path}: {letter}");
                seen.insert(glyph.to_u32());
            }
            assert!(seen.len() >= small.len(), "{path}: letters share glyphs");
            let read = Font::read(&bytes).expect("a font");
            let text: String = all.iter().collect();
            assert!(read.has(&text) && !read.has("名"));
        }
    }

    #[test]
    fn what_is_no_font_is_none() {
        for bytes in [
            &b""[..],
            b"not a font",
            &[0, 1, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0],
        ] {
            assert!(Font::read(&Arc::from(bytes)).is_none());
        }
    }
}
