//! What is printed on paper: a product's label with its code, and sheets of labels.

use crate::view::listing::Pager;
use crate::view::part::{Link, Star, State};
use crate::view::shown::not_for_hashes;
use serde::Serialize;

/// A code that a phone reads, to be drawn black on white, also in dark mode: `<svg viewBox="0 0 {{ qr.side }} {{ qr.side }}"><path fill="#fff" d="M0 0h{{ qr.side }}v{{ qr.side }}H0z"/><path d="{{ qr.path }}"/></svg>`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Qr {
    /// What a reader reads.
    pub text: String,
    /// Width and height in modules, the quiet zone of four on each side included.
    pub side: usize,
    /// The black modules as the `d` of a path, one unit a module.
    #[serde(serialize_with = "not_for_hashes")]
    pub path: String,
}

/// `labels`: labels to print on sheets, those of a list; without labels the page on which a script fills a sheet with any product's.
#[derive(Debug, Clone, Serialize)]
pub struct Labels<'a> {
    /// Heading of the page.
    pub heading: String,
    /// The list that the labels are of, or null.
    pub list: Option<Link<'a>>,
    /// The labels of this page, in the list's order.
    pub labels: Vec<Label<'a>>,
    /// Lists that have sheets, for those without a script; empty on the sheet of a list.
    pub sheets: Vec<Link<'a>>,
    /// Address of the page on which a script fills a sheet.
    pub url: String,
    /// The pages of the list's labels.
    pub pager: Pager,
}

/// What a label says of a product. Its element carries `data-product` and `data-state`.
#[derive(Debug, Clone, Serialize)]
pub struct Label<'a> {
    /// For `data-product`.
    pub id: &'a str,
    /// Name.
    pub name: &'a str,
    /// Level, or null where the recognition has ended or was withdrawn: then no label claims it.
    pub star: Option<Star>,
    /// What holds of it; `state.id` for `data-state`.
    pub state: State,
    /// Its producer's name.
    pub producer: &'a str,
    /// Where it is made, in words; may be empty.
    pub place: String,
    /// Its page.
    pub url: String,
    /// The eight signs of its short address.
    pub short: &'a str,
    /// The short address to be typed, without `https://`: `example.org/m/0a1b2c3d`.
    pub letters: String,
    /// Its code, holding the whole short address; null where that is too long for any.
    pub qr: Option<Qr>,
}
