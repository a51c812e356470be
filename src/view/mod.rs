//! The contract with a theme, both ways: what a template is given, and what a theme asks for.
//!
//! A view is finished: addresses resolved, numbers, prices and dates both as data and as words.
//! A template chooses and arranges; it never looks up, loads or computes. Every field is always
//! there: what is absent is `null` or an empty list. Adding a field is free; removing or renaming
//! one raises [`manifest::VIEW_VERSION`].

pub mod manifest;
pub mod head;
pub mod art;
pub mod card;
pub mod digits;
pub mod part;
pub mod picture;
pub mod listing;
pub mod shown;
pub mod product;
pub mod producer;
pub mod home;
pub mod table;
pub mod programme;
pub mod news;
pub mod page;
pub mod search;
pub mod label;
pub mod check;
pub mod selection;

use serde::Serialize;

/// One page as its template sees it: `head`, `art`, and one more name, that of the content.
#[derive(Debug, Clone, Serialize)]
pub struct View<'a> {
    /// Title, address and the like: the same for every page.
    pub head: head::Head<'a>,
    /// The drawings that the page names.
    pub art: art::Art,
    /// What the page is about, under its own name.
    #[serde(flatten)]
    pub content: Content<'a>,
}

/// Bytes in which most views have room.
const ROOM: usize = 16 * 1024;

impl View<'_> {
    /// All that it says, for a hash to be taken of: two views of the same bytes show the same. Each card is
    /// in it by its mark alone. `None` where a field cannot be written so.
    pub fn told(&self) -> Option<Vec<u8>> {
        let parts = (&self.head, &self.art, &self.content);
        postcard::to_extend(&parts, Vec::with_capacity(ROOM)).ok()
    }
}

impl<'a> Content<'a> {
    /// The cards on the page, in the order in which the fields that hold them stand.
    pub fn cards(&self) -> impl Iterator<Item = &'a shown::Shown<'a>> {
        let lists: [&[&'a shown::Shown<'a>]; 3] = match self {
            Content::Home(home) => [&home.latest, &[], &[]],
            Content::Product(product) => [&product.neighbours, &product.similar, &product.siblings],
            Content::Producer(producer) => [&producer.cards, &[], &[]],
            Content::Listing(listing) => [&listing.cards, &[], &[]],
            Content::News(news) => {
                let article = news.article.as_ref();
                [article.map_or(&[], |article| &article.cards), &[], &[]]
            }
            _ => [&[], &[], &[]],
        };
        lists.into_iter().flatten().copied()
    }
}

/// What a page is about. The template's name and the name it is seen under follow from it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Content<'a> {
    /// `home.html` sees `home`.
    Home(home::Home<'a>),
    /// `product.html` sees `product`.
    Product(Box<product::Product<'a>>),
    /// `producer.html` sees `producer`.
    Producer(Box<producer::Producer<'a>>),
    /// `listing.html` sees `listing`.
    Listing(listing::Listing<'a>),
    /// `table.html` sees `table`.
    Table(table::Table<'a>),
    /// `programme.html` sees `programme`.
    Programme(programme::Programme<'a>),
    /// `news.html` sees `news`.
    News(news::News<'a>),
    /// `page.html` sees `page`.
    Page(page::Page<'a>),
    /// `search.html` sees `search`.
    Search(search::Search<'a>),
    /// `labels.html` sees `labels`.
    Labels(label::Labels<'a>),
    /// `check.html` sees `check`.
    Check(check::Check<'a>),
    /// `selection.html` sees `selection`.
    Selection(selection::Selection<'a>),
    /// `404.html` sees `missing`.
    Missing(page::Missing<'a>),
}

impl Content<'_> {
    /// The template that draws it.
    pub fn template(&self) -> &'static str {
        match self {
            Content::Home(_) => "home.html",
            Content::Product(_) => "product.html",
            Content::Producer(_) => "producer.html",
            Content::Listing(_) => "listing.html",
            Content::Table(_) => "table.html",
            Content::Programme(_) => "programme.html",
            Content::News(_) => "news.html",
            Content::Page(_) => "page.html",
            Content::Search(_) => "search.html",
            Content::Labels(_) => "labels.html",
            Content::Check(_) => "check.html",
            Content::Selection(_) => "selection.html",
            Content::Missing(_) => "404.html",
        }
    }
}
