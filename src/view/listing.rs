//! Lists of products and lists of groups.

use crate::view::label::Qr;
use crate::view::part::{Count, Day, Group, Link, Price, Star, State};
use crate::view::picture::Picture;
use crate::view::shown::Shown;
use serde::Serialize;

/// `listing`: a page of products (`cards`), or of groups of them (`groups`).
#[derive(Debug, Clone, Serialize)]
pub struct Listing<'a> {
    /// `products`, `district`, `district-star`, `commune`, `star`, `category`, `category-star`, `list`; with groups: `districts`, `communes`, `categories`, `producers`, `lists`.
    pub kind: &'static str,
    /// Heading of the page.
    pub heading: String,
    /// A paragraph under the heading, or null.
    pub intro: Option<String>,
    /// Cloth of the district it is of, for `#c-…`, or null.
    pub cloth: Option<&'static str>,
    /// Drawing of the category it is of, for `#m-…`, or null.
    pub medallion: Option<&'static str>,
    /// All products of the listing, not only of this page of it.
    pub count: Count,
    /// The products of this page: the highest star first, then alphabetical; lists keep their own order.
    pub cards: Vec<&'a Shown<'a>>,
    /// The groups of this page, where the page lists groups.
    pub groups: Vec<Group<'a>>,
    /// Ways to narrow the listing: pages of their own, or the search page where there is none for the combination.
    pub facets: Vec<Facet<'a>>,
    /// The pages of the listing.
    pub pager: Pager,
    /// Whom to ask, for a curated list, or null.
    pub contact: Option<&'a str>,
    /// What a curated list is handed on as, or null for other listings.
    pub handout: Option<Handout>,
}

/// A curated list on paper and in spreadsheets.
#[derive(Debug, Clone, Serialize)]
pub struct Handout {
    /// Address of its table: CSV.
    pub csv: String,
    /// Address of its sheets of labels, or null where the theme has none.
    pub labels: Option<String>,
    /// Whole address of the list.
    pub address: String,
    /// The same as a code, or null where it is too long for any.
    pub qr: Option<Qr>,
}

/// A product in a list. Its element carries `data-product` and `data-state`.
#[derive(Debug, Clone, Serialize)]
pub struct Card<'a> {
    /// For `data-product`.
    pub id: &'a str,
    /// Eight signs of its short address `/m/CODE/`, for `data-short`: by it a script puts it on the visitor's own list.
    pub short: &'a str,
    /// Name.
    pub name: &'a str,
    /// Its page.
    pub url: String,
    /// Its level.
    pub star: Star,
    /// What holds of it; `state.id` for `data-state`.
    pub state: State,
    /// Its producer.
    pub producer: Link<'a>,
    /// Former district and current commune in words: `xã Thọ Bình · huyện Triệu Sơn (cũ)`; may be empty.
    pub place: String,
    /// Name of its former district with kind, or null.
    pub district: Option<&'a str>,
    /// Cloth of its district, for `#c-…`.
    pub cloth: &'static str,
    /// Drawing of its kind, for `#m-…`.
    pub medallion: &'static str,
    /// Day of the recognition now held, or null when only a month or year is known, or nothing.
    pub issued: Option<Day>,
    /// Name of its category.
    pub category: &'a str,
    /// Price, or null.
    pub price: Option<Price>,
    /// Pack, or null.
    pub unit: Option<&'a str>,
    /// Plain summary, or null.
    pub summary: Option<&'a str>,
    /// First photograph, or null.
    pub picture: Option<Box<Picture<'a>>>,
    /// For the program: two cards of one mark are the same.
    pub mark: String,
}

/// One way to narrow a listing.
#[derive(Debug, Clone, Serialize)]
pub struct Facet<'a> {
    /// `star`, `district`, `category`, `state`.
    pub id: &'static str,
    /// Heading.
    pub label: &'static str,
    /// Its values in their own order; one without products has no address.
    pub options: Vec<FacetOption<'a>>,
}

/// A value of a facet.
#[derive(Debug, Clone, Serialize)]
pub struct FacetOption<'a> {
    /// Words and address; the address is empty when there is no such product. A long name of a category is shortened.
    pub link: Link<'a>,
    /// Whether the address is one of the search page, which needs script.
    pub search: bool,
    /// Products there.
    pub count: Count,
    /// Whether the listing is narrowed to it already; the address then takes it off.
    pub chosen: bool,
}

/// The pages of a listing.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Pager {
    /// This page, from 1.
    pub page: usize,
    /// How many there are, at least 1.
    pub pages: usize,
    /// All pages, in order.
    pub links: Vec<PageLink>,
    /// The page before, or null.
    pub previous: Option<String>,
    /// The page after, or null.
    pub next: Option<String>,
}

/// One page of a listing; where pages are many, only those near the ends and this one are listed.
#[derive(Debug, Clone, Serialize)]
pub struct PageLink {
    /// Its number, from 1.
    pub number: usize,
    /// Its address.
    pub url: String,
    /// Whether it is this page.
    pub here: bool,
    /// Whether pages before it are left out of the list.
    pub gap: bool,
}

/// When something was, for lists of news.
#[derive(Debug, Clone, Serialize)]
pub struct Teaser<'a> {
    /// Title and page.
    pub link: Link<'a>,
    /// Day of publication.
    pub date: Day,
    /// Plain summary, or null.
    pub summary: Option<&'a str>,
    /// First photograph, or null.
    pub picture: Option<Picture<'a>>,
}
