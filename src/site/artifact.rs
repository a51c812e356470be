//! Every file that will exist, named before a byte of it is drawn.

use crate::catalogue::body::Body;
use crate::catalogue::{Catalogue, StaticFile};
use std::mem::{Discriminant, discriminant};
use std::sync::Arc;

/// One file of the output and how it comes to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Artifact {
    /// Path under the output folder, with `/`: `san-pham/mat-ong/index.html`.
    pub path: String,
    /// How it is made.
    pub recipe: Recipe,
}

/// How a file comes to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Recipe {
    /// A page: its view is set when it is drawn, so that views of a large site are never all in memory.
    Page(PageRef),
    /// A text the program writes itself.
    Text(TextRef),
    /// A photograph in one width and format; apart, like the next two, since it is long and a page is short.
    Picture(Box<PictureRecipe>),
    /// The share card of a page.
    Card(Box<CardRecipe>),
    /// A file of `content/static/`, byte for byte.
    Copy(Box<StaticFile>),
    /// A file of the search index, by its number.
    Search(usize),
    /// A file of the theme, byte for byte; its path inside the theme.
    Asset(Arc<str>),
}

/// A page, by what it is about. Numbers are indices into the catalogue or its places; listings have pages from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(
    missing_docs,
    reason = "the names are those of the contract's section 10"
)]
pub enum PageRef {
    Home,
    Product(usize),
    Producer(usize),
    Listing(Group, usize),
    Producers(usize),
    Districts,
    Communes,
    Categories,
    Table,
    Programme,
    Lists,
    NewsList(usize),
    News(usize),
    Page(usize),
    Search,
    /// A letter of the alphabetical index, and a page of it.
    Letter(usize, usize),
    /// The page on which a script fills a sheet of labels.
    Labels,
    /// A list's labels, and a page of them.
    ListLabels(usize, usize),
    Check,
    /// The recognitions of a year, `None` for those whose year is not known, and a page of them.
    CheckYear(Option<i16>, usize),
    Selection,
    Missing,
}

impl PageRef {
    /// The same for all pages of a kind, of listings for all of a kind of group.
    pub fn kind(&self) -> (Discriminant<PageRef>, Option<Discriminant<Group>>) {
        let of = match self {
            PageRef::Listing(group, _) => Some(discriminant(group)),
            _ => None,
        };
        (discriminant(self), of)
    }

    /// The file of the record that the page is of; `None` for a page that is of no single one.
    pub fn file(self, catalogue: &Catalogue) -> Option<&Arc<str>> {
        match self {
            PageRef::Product(index) => catalogue.products.get(index).map(|one| &one.file),
            PageRef::Producer(index) => catalogue.producers.get(index).map(|one| &one.file),
            PageRef::Page(index) => catalogue.pages.get(index).map(|one| &one.file),
            PageRef::News(index) => catalogue.news.get(index).map(|one| &one.file),
            _ => None,
        }
    }

    /// The text of a product's or producer's page; `None` for other pages.
    pub fn text(self, catalogue: &Catalogue) -> Option<&Arc<Body>> {
        match self {
            PageRef::Product(index) => catalogue.products.get(index).map(|one| &one.body),
            PageRef::Producer(index) => catalogue.producers.get(index).map(|one| &one.body),
            _ => None,
        }
    }

    /// The page of the record in a file; `None` where no published one is.
    pub fn of_file(catalogue: &Catalogue, file: &str) -> Option<PageRef> {
        fn at<'a>(files: impl Iterator<Item = &'a Arc<str>>, file: &str) -> Option<usize> {
            files.into_iter().position(|one| &**one == file)
        }
        let (products, producers) = (&catalogue.products, &catalogue.producers);
        let (pages, news) = (&catalogue.pages, &catalogue.news);
        at(products.iter().map(|one| &one.file), file)
            .map(PageRef::Product)
            .or_else(|| at(producers.iter().map(|one| &one.file), file).map(PageRef::Producer))
            .or_else(|| at(pages.iter().map(|one| &one.file), file).map(PageRef::Page))
            .or_else(|| at(news.iter().map(|one| &one.file), file).map(PageRef::News))
    }

    /// The template that draws it.
    pub fn template(self) -> &'static str {
        match self {
            PageRef::Home => "home.html",
            PageRef::Product(_) => "product.html",
            PageRef::Producer(_) => "producer.html",
            PageRef::Listing(..)
            | PageRef::Producers(_)
            | PageRef::Districts
            | PageRef::Communes
            | PageRef::Categories
            | PageRef::Lists => "listing.html",
            PageRef::Table => "table.html",
            PageRef::Programme => "programme.html",
            PageRef::NewsList(_) | PageRef::News(_) => "news.html",
            PageRef::Page(_) => "page.html",
            PageRef::Search | PageRef::Letter(..) => "search.html",
            PageRef::Labels | PageRef::ListLabels(..) => "labels.html",
            PageRef::Check | PageRef::CheckYear(..) => "check.html",
            PageRef::Selection => "selection.html",
            PageRef::Missing => "404.html",
        }
    }
}

/// A group of products that has a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// All products.
    All,
    /// A former district; `None` for products whose district is not decided.
    District(Option<usize>),
    /// A former district at a star level.
    DistrictStar(Option<usize>, u8),
    /// A current commune; `None` for products whose commune is not decided.
    Commune(Option<usize>),
    /// A star level.
    Star(u8),
    /// A sector or a product set.
    Category(usize),
    /// A sector or a product set at a star level.
    CategoryStar(usize, u8),
    /// A curated list.
    List(usize),
}

/// A text the program writes itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextRef {
    /// `sitemap.xml`: the addresses, or where they are more than one file may hold, the list of its parts.
    Sitemap,
    /// `sitemap-N.xml`, a part of a large sitemap, from 1.
    SitemapPart(usize),
    /// `robots.txt`
    Robots,
    /// `manifest.webmanifest`
    WebManifest,
    /// `tim/index.txt`: where the search index is.
    SearchLatest,
    /// `_headers`, for hosts that read it.
    Headers,
    /// `_redirects`, for hosts that read it.
    Redirects,
    /// `san-pham.xml`
    ProductFeed,
    /// `tin-tuc.xml`
    NewsFeed,
    /// A file of `chon/ma/`: products by their short addresses, by its number.
    SelectionData(usize),
    /// `chon/hinh.svg`
    SelectionDrawings,
    /// A page that leads on; an index into the catalogue's redirects.
    Redirect(usize),
    /// `/m/CODE/` of a product, by its index.
    Short(usize),
    /// The contacts of a producer, by its index, for an address book.
    VCard(usize),
    /// A curated list, by its index, as CSV.
    ListTable(usize),
    /// A file of the certificate check's data, by its number; 0 is the index.
    CheckData(usize),
}

/// A photograph to make.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PictureRecipe {
    /// Path of the photograph under the site folder.
    pub source: Arc<str>,
    /// BLAKE3 of its bytes.
    pub hash: [u8; 32],
    /// Width in pixels.
    pub width: u32,
    /// What to write.
    pub format: PictureFormat,
}

/// What a photograph is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PictureFormat {
    /// JPEG, whole.
    Jpeg,
    /// WebP, whole.
    Webp,
    /// For link previews: its middle as JPEG of [`SHARE_WIDTH`] × [`SHARE_HEIGHT`], at most [`SHARE_BYTES`].
    Share,
}

/// A share card to draw.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CardRecipe {
    /// The page it is of; of pages that share a card, the first.
    pub page: PageRef,
    /// Hash of all that its bytes follow from; a part of it is in the file's name.
    pub key: [u8; 32],
    /// The photograph on it: its path under the site folder and the hash of its bytes.
    pub photo: Option<(Arc<str>, [u8; 32])>,
}

/// Width of a link preview's picture, in pixels (contract, section 10).
pub const SHARE_WIDTH: u32 = 1200;
/// Height of a link preview's picture, in pixels.
pub const SHARE_HEIGHT: u32 = 630;
/// Most bytes of a link preview's picture; the readers that fetch on a telephone give up on more.
pub const SHARE_BYTES: usize = 200_000;
