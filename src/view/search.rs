//! The search page and the alphabetical index.

use crate::view::listing::Pager;
use crate::view::part::{Count, Group};
use serde::Serialize;

/// `search`: the page a script searches on. Without one it is an alphabetical index and the ways into the listings.
#[derive(Debug, Clone, Serialize)]
pub struct Search<'a> {
    /// Heading of the page.
    pub heading: String,
    /// The letter whose names this page lists, or null on the search page itself.
    pub letter: Option<&'static str>,
    /// Address of the search index itself, for the script: what begins with it needs one file less.
    pub index: String,
    /// All products.
    pub count: Count,
    /// The letters that begin a name, in the order of the alphabet; `#` stands for all that is no letter.
    pub letters: Vec<Letter<'a>>,
    /// Star levels that have products.
    pub levels: Vec<Group<'a>>,
    /// Former districts that have products.
    pub districts: Vec<Group<'a>>,
    /// Sectors that have products, with their sets.
    pub sectors: Vec<Group<'a>>,
    /// The pages of the letter.
    pub pager: Pager,
}

/// A letter of the alphabetical index.
#[derive(Debug, Clone, Serialize)]
pub struct Letter<'a> {
    /// The letter: `Ă`.
    pub label: &'static str,
    /// Its page; empty where all names stand on the search page.
    pub url: String,
    /// How many names begin with it.
    pub count: usize,
    /// Its names in alphabetical order, those that this page lists.
    pub entries: Vec<Entry<'a>>,
}

/// A name in the alphabetical index. Its element carries `data-product` and `data-state`.
#[derive(Debug, Clone, Serialize)]
pub struct Entry<'a> {
    /// For `data-product`.
    pub id: &'a str,
    /// Name.
    pub name: &'a str,
    /// Its page.
    pub url: String,
    /// 3, 4 or 5.
    pub star: u8,
    /// For `data-state`.
    pub state: &'static str,
}
