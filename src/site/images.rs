//! Which widths of which photograph: those the theme asks for, never wider than the photograph.

use crate::catalogue::Catalogue;
use crate::catalogue::body::HoleKind;
use crate::catalogue::product::Picture;
use crate::site::artifact::{
    PageRef, PictureFormat, PictureRecipe, Recipe, SHARE_HEIGHT, SHARE_WIDTH,
};
use crate::site::atlas::Atlas;
use crate::site::routes::Routes;
use crate::site::shelf::{Owner, Shelf};
use crate::text::slug::slug;
use crate::view::picture;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::Write;
use std::sync::Arc;

/// Longest readable part of a picture's name, in bytes; with hash and width it stays below the limit of a path's part.
const MAX_STEM: usize = 100;

/// The photographs that published records use, each once.
#[derive(Debug, Clone, Default)]
pub(super) struct Pictures {
    /// In the order of the records that use them.
    all: Vec<Made>,
    /// Where in `all` a photograph stands, by the path of its file.
    by_source: HashMap<Arc<str>, usize>,
}

/// One photograph and the widths it is made in.
#[derive(Debug, Clone)]
pub(super) struct Made {
    source: Arc<str>,
    hash: [u8; 32],
    /// `anh/mat-ong-1a2b3c4d`
    stem: String,
    /// Ascending, at least one.
    widths: Vec<u32>,
    size: (u32, u32),
    /// Whether it is the link preview of a page.
    shared: bool,
}

/// Narrowest middle of a photograph that a link preview is made of, in pixels: places that show
/// previews large want 600 of their own, and a narrower one would be blown up beyond twice its size.
const NARROWEST_SHARE: u64 = 600;

impl Pictures {
    /// The photographs of products, producers and news.
    pub(super) fn new(catalogue: &Catalogue, widths: &[u32]) -> Pictures {
        let products = catalogue.products.iter().map(|product| &product.pictures);
        let producers = catalogue
            .producers
            .iter()
            .map(|producer| &producer.pictures);
        let news = catalogue.news.iter().map(|news| &news.pictures);
        let listed = products.chain(producers).chain(news).flatten();
        let firsts = firsts(catalogue);
        let mut pictures = Pictures::default();
        for picture in listed.chain(in_bodies(catalogue)) {
            if !pictures.by_source.contains_key(&picture.source) {
                let at = pictures.all.len();
                pictures.by_source.insert(picture.source.clone(), at);
                let mut made = Made::new(picture, widths);
                made.shared &= firsts.contains(&*picture.source);
                pictures.all.push(made);
            }
        }
        pictures
    }

    /// The photograph of this file, if a published record uses it.
    pub(super) fn of(&self, source: &str) -> Option<&Made> {
        self.by_source.get(source).map(|at| &self.all[*at])
    }
}

/// The photographs that come first on a page of their own.
fn firsts(catalogue: &Catalogue) -> BTreeSet<&str> {
    let products = catalogue.products.iter().map(|product| &product.pictures);
    let producers = catalogue
        .producers
        .iter()
        .map(|producer| &producer.pictures);
    let news = catalogue.news.iter().map(|news| &news.pictures);
    let all = products.chain(producers).chain(news);
    all.filter_map(|pictures| pictures.first())
        .map(|picture| &*picture.source)
        .collect()
}

/// The photographs that stand in texts.
fn in_bodies(catalogue: &Catalogue) -> impl Iterator<Item = &Picture> {
    let products = catalogue.products.iter().map(|product| &product.body);
    let producers = catalogue.producers.iter().map(|producer| &producer.body);
    let news = catalogue.news.iter().map(|news| &news.body);
    let pages = catalogue.pages.iter().map(|page| &page.body);
    let bodies = products.chain(producers).chain(news).chain(pages);
    bodies
        .flat_map(|body| &body.holes)
        .filter_map(|hole| match &hole.kind {
            HoleKind::Picture(picture) => Some(&**picture),
            HoleKind::Link => None,
        })
}

impl Made {
    fn new(picture: &Picture, wanted: &[u32]) -> Made {
        let mut widths: Vec<u32> = wanted
            .iter()
            .copied()
            .filter(|width| (1..=picture.width).contains(width))
            .collect();
        if widths.is_empty() {
            widths.push(picture.width.max(1));
        }
        widths.sort_unstable();
        widths.dedup();
        let name = picture.source.rsplit('/').next().unwrap_or_default();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let mut readable = slug(stem);
        readable.truncate(MAX_STEM);
        if readable.is_empty() {
            readable.push_str("anh");
        }
        let mut stem = format!("anh/{readable}-");
        for byte in &picture.hash[..4] {
            // Writing into a string cannot fail.
            let _ = write!(stem, "{byte:02x}");
        }
        let (width, height) = (u64::from(picture.width), u64::from(picture.height));
        let middle = width.min(height * u64::from(SHARE_WIDTH) / u64::from(SHARE_HEIGHT));
        Made {
            shared: middle >= NARROWEST_SHARE,
            source: picture.source.clone(),
            hash: picture.hash,
            stem,
            widths,
            size: (picture.width.max(1), picture.height.max(1)),
        }
    }

    /// The width that serves where only one can be given: the middle one.
    pub(super) fn middle(&self) -> u32 {
        self.widths[self.widths.len() / 2]
    }

    /// The widest.
    pub(super) fn widest(&self) -> u32 {
        self.widths[self.widths.len() - 1]
    }

    /// The place of the JPEG of a width.
    pub(super) fn place(&self, width: u32) -> String {
        self.place_as(width, PictureFormat::Jpeg)
    }

    fn place_as(&self, width: u32, format: PictureFormat) -> String {
        let extension = match format {
            PictureFormat::Jpeg => "jpg",
            PictureFormat::Webp => "webp",
            PictureFormat::Share => return format!("{}-chia-se.jpg", self.stem),
        };
        format!("{}-{width}.{extension}", self.stem)
    }

    fn height(&self, width: u32) -> u32 {
        let (whole, high) = (u64::from(self.size.0), u64::from(self.size.1));
        let height = (high * u64::from(width) + whole / 2) / whole;
        u32::try_from(height).unwrap_or(u32::MAX).max(1)
    }

    fn srcset(&self, routes: &Routes, format: PictureFormat) -> String {
        let each = self.widths.iter().map(|width| {
            let url = routes.link(&self.place_as(*width, format));
            format!("{url} {width}w")
        });
        each.collect::<Vec<String>>().join(", ")
    }
}

/// Every photograph in every width and format, each file once.
pub(super) fn list(atlas: &Atlas<'_>, shelf: &mut Shelf) {
    let mut seen = HashSet::new();
    for made in &atlas.pictures.all {
        let whole = made
            .widths
            .iter()
            .flat_map(|width| formats().iter().map(|format| (*width, *format)));
        // Where cards are drawn, they are the link previews.
        let crop = made.shared && atlas.cards.is_none();
        let share = crop.then_some((SHARE_WIDTH, PictureFormat::Share));
        for (width, format) in whole.chain(share) {
            let place = made.place_as(width, format);
            if !seen.insert(place.clone()) {
                continue;
            }
            let recipe = Recipe::Picture(Box::new(PictureRecipe {
                source: made.source.clone(),
                hash: made.hash,
                width,
                format,
            }));
            shelf.put(&place, recipe, Owner::Program);
        }
    }
}

/// A photograph as the link preview of a page that is about something of this name; none where it
/// is too small.
pub(super) fn preview<'v>(
    atlas: &Atlas<'_>,
    picture: &'v Picture,
    name: &'v str,
) -> Option<picture::Preview<'v>> {
    let made = atlas.pictures.of(&picture.source)?;
    made.shared.then(|| picture::Preview {
        url: atlas
            .routes
            .absolute(&made.place_as(SHARE_WIDTH, PictureFormat::Share)),
        width: SHARE_WIDTH,
        height: SHARE_HEIGHT,
        alt: Cow::Borrowed(if picture.alt.is_empty() {
            name
        } else {
            &picture.alt
        }),
        kind: "image/jpeg",
    })
}

/// The photographs of what a page is about; none where it is about nothing that has some.
pub(super) fn of_page<'v>(atlas: &'v Atlas<'_>, page: PageRef) -> &'v [Picture] {
    let catalogue = atlas.catalogue;
    match page {
        PageRef::Product(index) => &catalogue.products[index].pictures,
        PageRef::Producer(index) => &catalogue.producers[index].pictures,
        PageRef::News(index) => &catalogue.news[index].pictures,
        _ => &[],
    }
}

/// The photograph for the share card of the page that it comes first on: its path and hash; none
/// where it is too small.
pub(super) fn for_card(atlas: &Atlas<'_>, pictures: &[Picture]) -> Option<(Arc<str>, [u8; 32])> {
    let made = atlas.pictures.of(&pictures.first()?.source)?;
    made.shared.then(|| (made.source.clone(), made.hash))
}

/// A photograph as a page needs it; none where no published record brings it.
pub(super) fn picture<'v>(atlas: &Atlas<'_>, picture: &'v Picture) -> Option<picture::Picture<'v>> {
    let made = atlas.pictures.of(&picture.source)?;
    let width = made.middle();
    Some(picture::Picture {
        src: atlas.routes.link(&made.place(width)),
        srcset: made.srcset(&atlas.routes, PictureFormat::Jpeg),
        webp: formats()
            .contains(&PictureFormat::Webp)
            .then(|| made.srcset(&atlas.routes, PictureFormat::Webp)),
        width,
        height: made.height(width),
        alt: &picture.alt,
        caption: picture.caption.as_deref(),
        credit: picture.credit.as_deref(),
    })
}

/// The first photograph, for cards.
pub(super) fn first<'v>(
    atlas: &Atlas<'_>,
    pictures: &'v [Picture],
) -> Option<picture::Picture<'v>> {
    pictures.first().and_then(|first| picture(atlas, first))
}

/// All photographs, in their order.
pub(super) fn all<'v>(atlas: &Atlas<'_>, pictures: &'v [Picture]) -> Vec<picture::Picture<'v>> {
    pictures
        .iter()
        .filter_map(|one| picture(atlas, one))
        .collect()
}

fn formats() -> &'static [PictureFormat] {
    if cfg!(feature = "webp") {
        &[PictureFormat::Jpeg, PictureFormat::Webp]
    } else {
        &[PictureFormat::Jpeg]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::{Sample, photograph};

    fn jpegs(sample: Sample) -> Vec<String> {
        let catalogue = sample.catalogue();
        let manifest = Sample::manifest();
        let atlas = Atlas::new(&catalogue, &manifest);
        let mut shelf = Shelf::default();
        list(&atlas, &mut shelf);
        let mut paths: Vec<String> = shelf.paths().into_iter().map(str::to_owned).collect();
        paths.retain(|path| path.ends_with(".jpg"));
        paths
    }

    #[test]
    fn a_photograph_is_made_once_and_never_wider_than_it_is() {
        let picture = photograph("content/images/ong/Mật Ong.JPG", 1000, 500);
        let paths = jpegs(
            Sample::empty()
                .producer("a")
                .product("x", |product| product.pictures = vec![picture.clone()])
                .product("y", |product| product.pictures = vec![picture.clone()]),
        );
        assert_eq!(
            paths,
            [
                "anh/mat-ong-07070707-320.jpg",
                "anh/mat-ong-07070707-640.jpg",
                "anh/mat-ong-07070707-chia-se.jpg"
            ]
        );
    }

    #[test]
    fn a_narrow_photograph_keeps_its_own_width() {
        let picture = photograph("content/images/ảnh.png", 100, 60);
        let sample = Sample::empty()
            .producer("a")
            .product("x", |product| product.pictures = vec![picture.clone()]);
        assert_eq!(jpegs(sample.clone()), ["anh/anh-07070707-100.jpg"]);
        let (catalogue, manifest) = (sample.catalogue(), Sample::manifest());
        let atlas = Atlas::new(&catalogue, &manifest);
        let view = super::picture(&atlas, &picture).expect("it is made");
        assert_eq!((view.width, view.height), (100, 60));
        assert_eq!(view.src, "/anh/anh-07070707-100.jpg");
        assert_eq!(view.webp.is_some(), cfg!(feature = "webp"));
    }
}
