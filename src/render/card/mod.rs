//! Share cards: a drawing made from the theme's `templates/card.svg`, turned into a picture.
//!
//! The template is given what a card says, and its words already broken into lines. The drawing may
//! use the two fonts of the theme and nothing else: no file, no address, no font of the machine, so
//! that a card has the same bytes wherever it is drawn.

mod fit;
mod fonts;
mod ground;
mod palette;
mod pieces;

pub use ground::Grounds;

use crate::render::builtin;
use crate::render::engine;
use crate::render::fault::{self, Templates};
use crate::render::image;
use crate::render::overlay::File;
use crate::site::artifact::{SHARE_HEIGHT, SHARE_WIDTH};
use crate::site::cards::Look;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::view::card::{Card, Words};
use ::image::RgbImage;
use fonts::{Font, Fonts};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::Tree;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::Tera;

/// The template of cards; the parts it uses end in `.svg` too.
pub(crate) const TEMPLATE: &str = "card.svg";
/// The files of the fonts, for names and for everything else.
pub(crate) const FONTS: [&str; 2] = ["cards/name.ttf", "cards/text.ttf"];
/// Width of a photograph on a card, in pixels: the middle, which every place shows.
const PHOTO_WIDTH: u32 = 630;
/// Letters that each of the fonts must have; a mark that one lacks is taken from the other.
const NEEDED: &str = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz\
0123456789 ,.";
/// Changes whenever the same drawing would be written with other bytes.
const SETTINGS: &str = "png64-5 jpeg80-444 v2";

/// How a theme draws its cards.
#[derive(Debug, Clone)]
pub(crate) struct Cards {
    tera: Tera,
    fonts: Fonts,
    hash: [u8; 32],
}

/// Gives the middle of a photograph in a width and height.
pub type Middle<'a> = &'a dyn Fn(u32, u32) -> Result<RgbImage, Problem>;

/// What the template sees.
#[derive(Serialize)]
struct Given<'c> {
    card: &'c Card<'c>,
    words: Words,
}

/// The drawing of a card before it is turned into pixels.
struct Sketch {
    /// Where its words are.
    words: Words,
    /// What lies beneath everything else, a photograph too, as text; many cards have the same.
    beneath: Option<String>,
    /// The rest, or all of it.
    over: Tree,
}

impl Cards {
    /// The cards of a theme; none where it has no template for them, or something is wrong with that.
    /// Reports what the templates' other reader does not, and fonts that no card can be drawn with.
    pub(crate) fn load(
        files: &BTreeMap<&str, File>,
        templates: &Templates,
        notes: &mut Diagnostics,
    ) -> Option<Cards> {
        templates.by_name.get(TEMPLATE)?;
        let drawings = templates
            .by_name
            .iter()
            .filter(|(name, _)| is_drawing(name));
        let texts: Vec<(&str, &str)> = drawings
            .map(|(name, template)| (name.as_str(), template.metered.text.as_str()))
            .collect();
        let mut hasher = blake3::Hasher::new_derive_key("sanvat cards of a theme");
        let mut add = |part: &[u8]| {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        };
        add(SETTINGS.as_bytes());
        add(env!("CARGO_PKG_VERSION").as_bytes());
        for (name, text) in &texts {
            add(name.as_bytes());
            add(text.as_bytes());
        }
        let mut tera = engine::engine();
        if let Err(error) = tera.add_raw_templates(texts) {
            for fault in fault::of_loading(&error, templates) {
                notes.add(&fault.file, fault.span, fault.problem);
            }
            return None;
        }
        let [name, text] = FONTS.map(|path| font(path, files, notes));
        let (name, text) = (name?, text?);
        add(&name.0);
        add(&text.0);
        Some(Cards {
            tera,
            fonts: Fonts::new(name.1, text.1)?,
            hash: *hasher.finalize().as_bytes(),
        })
    }

    /// What a plan must know of them.
    pub(crate) fn look(&self) -> Look {
        Look {
            hash: self.hash,
            letters: self.fonts.letters.clone(),
        }
    }

    /// Draws a card. `photograph` gives the middle of the photograph in the size asked for.
    ///
    /// Reports a template that fails, by the page the card is of, and a drawing that is none.
    pub(crate) fn draw(
        &self,
        card: &Card<'_>,
        page: &str,
        templates: &Templates,
        grounds: &Grounds,
        photograph: Option<Middle<'_>>,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let sketch = self.sketch(card, page, templates)?;
        let failed = |problem| Box::new(templates.of(TEMPLATE, problem));
        let broken = |said: &str| {
            failed(Problem::ThemeRender {
                page: page.to_owned(),
                said: said.to_owned(),
            })
        };
        let mut pixmap =
            Pixmap::new(SHARE_WIDTH, SHARE_HEIGHT).ok_or_else(|| broken("no room to draw"))?;
        match &sketch.beneath {
            Some(text) => grounds.lay(text, &mut pixmap, |pixmap| {
                let beneath = self.tree(text, page, templates)?;
                pixmap.fill(resvg::tiny_skia::Color::WHITE);
                resvg::render(&beneath, Transform::identity(), &mut pixmap.as_mut());
                Ok::<(), Box<Diagnostic>>(())
            })?,
            None => pixmap.fill(resvg::tiny_skia::Color::WHITE),
        }
        let field = sketch.words.field;
        if let Some(photograph) = photograph.filter(|_| field > 0) {
            let photo = photograph(PHOTO_WIDTH, field).map_err(failed)?;
            lay(&photo, &mut pixmap);
        }
        resvg::render(&sketch.over, Transform::identity(), &mut pixmap.as_mut());
        let pixels = pixmap.data().as_chunks::<4>().0;
        let unwritten = || broken("the picture cannot be written");
        if photograph.is_none() {
            return palette::png(pixels, SHARE_WIDTH, SHARE_HEIGHT).ok_or_else(unwritten);
        }
        let bytes = pixels
            .iter()
            .flat_map(|[red, green, blue, _]| [*red, *green, *blue]);
        RgbImage::from_raw(SHARE_WIDTH, SHARE_HEIGHT, bytes.collect())
            .ok_or_else(unwritten)
            .and_then(|pixels| image::card(&pixels).map_err(failed))
    }

    /// Whether a card could be drawn: all that can go wrong with a template.
    pub(crate) fn attempt(
        &self,
        card: &Card<'_>,
        page: &str,
        templates: &Templates,
    ) -> Result<(), Box<Diagnostic>> {
        let sketch = self.sketch(card, page, templates)?;
        match &sketch.beneath {
            Some(text) => self.tree(text, page, templates).map(|_| ()),
            None => Ok(()),
        }
    }

    fn sketch(
        &self,
        card: &Card<'_>,
        page: &str,
        templates: &Templates,
    ) -> Result<Sketch, Box<Diagnostic>> {
        let words = fit::words(card, &self.fonts);
        let given = Given {
            card,
            words: words.clone(),
        };
        let fault =
            |error: tera::Error| Box::new(fault::of_drawing(&error, templates, TEMPLATE, page));
        let context = tera::Context::from_serialize(&given).map_err(fault)?;
        let drawn = engine::draw(&self.tera, TEMPLATE, &context).map_err(fault)?;
        let drawn = String::from_utf8(drawn).map_err(|error| fault(error.into()))?;
        let (beneath, over) = match ground::divided(&drawn) {
            Some((beneath, over)) => (Some(beneath), over),
            None => (None, drawn),
        };
        let over = self.tree(&over, page, templates)?;
        Ok(Sketch {
            words,
            beneath,
            over,
        })
    }

    fn tree(
        &self,
        drawn: &str,
        page: &str,
        templates: &Templates,
    ) -> Result<Tree, Box<Diagnostic>> {
        Tree::from_str(drawn, &self.fonts.options()).map_err(|error| {
            let (page, said) = (page.to_owned(), error.to_string());
            Box::new(templates.of(TEMPLATE, Problem::ThemeRender { page, said }))
        })
    }
}

/// Whether a template draws, and no page.
pub(crate) fn is_drawing(name: &str) -> bool {
    name.ends_with(".svg")
}

/// A font of the theme, or the built-in one where it brings none; its bytes beside it.
fn font(
    path: &str,
    files: &BTreeMap<&str, File>,
    notes: &mut Diagnostics,
) -> Option<(Arc<[u8]>, Font)> {
    let bytes = match files.get(path) {
        Some(file) => file.bytes.clone(),
        None => Arc::from(builtin::get(path)?),
    };
    let mut report = |lacks: String| {
        if let Some(file) = files.get(path) {
            notes.add(&file.file, Span::default(), Problem::ThemeFont { lacks });
        }
    };
    let Some(font) = Font::read(&bytes) else {
        report(String::new());
        return None;
    };
    let both = NEEDED
        .chars()
        .chain(NEEDED.chars().flat_map(char::to_uppercase));
    let lacks: Vec<String> = both
        .map(String::from)
        .filter(|sign| !font.has(sign))
        .collect();
    if !lacks.is_empty() {
        report(lacks.join(" "));
        return None;
    }
    Some((bytes, font))
}

/// Puts a photograph into the middle of the top.
fn lay(photo: &RgbImage, pixmap: &mut Pixmap) {
    let left = (SHARE_WIDTH - PHOTO_WIDTH) / 2;
    let row_bytes = 4 * SHARE_WIDTH as usize;
    let rows = pixmap.data_mut().chunks_exact_mut(row_bytes);
    for (row, from) in rows.zip(photo.rows()) {
        let pixels = row.as_chunks_mut::<4>().0.iter_mut().skip(left as usize);
        for (to, from) in pixels.zip(from) {
            let [red, green, blue] = from.0;
            *to = [red, green, blue, u8::MAX];
        }
    }
}
