//! What an OCOP catalogue is: plain values, every reference an index, every order decided.

pub mod article;
pub mod body;
pub mod category;
pub mod date;
pub mod place;
pub mod producer;
pub mod product;
pub mod recognition;
pub mod settings;

use article::{FreePage, List, News, Period, Redirect};
use category::Categories;
use date::Date;
use place::Places;
use producer::Producer;
use product::Product;
use settings::Settings;
use std::sync::Arc;

/// The catalogue of one site at one date.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// The build date.
    pub today: Date,
    /// `config.yml`.
    pub settings: Settings,
    /// Communes of both periods, districts.
    pub places: Places,
    /// Sectors and sets, in the table's order.
    pub categories: Categories,
    /// Producers in Vietnamese alphabetical order, then by id.
    pub producers: Vec<Producer>,
    /// Products: the highest star first, then Vietnamese alphabetical order, then id.
    pub products: Vec<Product>,
    /// Free pages by id.
    pub pages: Vec<FreePage>,
    /// News, the newest first, then by id.
    pub news: Vec<News>,
    /// Curated lists by id.
    pub lists: Vec<List>,
    /// Periods of the programme in the order written.
    pub programme: Vec<Period>,
    /// `redirects.csv` and every `aliases`, flattened, by old address.
    pub redirects: Vec<Redirect>,
    /// Paths under the site folder of the files to copy: `content/static/…`.
    pub statics: Vec<Arc<str>>,
    /// What was read and what of it is published.
    pub tally: Tally,
}

/// Records read = published + withheld, for each kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Product files read.
    pub products: usize,
    /// Producer files read.
    pub producers: usize,
    /// Records of all kinds published: products, producers, pages, news, lists.
    pub published: usize,
    /// Records withheld because they are drafts.
    pub drafts: usize,
    /// Records withheld because their day of publication has not come.
    pub scheduled: usize,
}

impl Tally {
    /// Records withheld for any reason.
    pub fn withheld(&self) -> usize {
        self.drafts + self.scheduled
    }
}

impl Catalogue {
    /// The district of a product, as an index into the places.
    pub fn products_of_producer(&self, producer: usize) -> impl Iterator<Item = usize> {
        self.products
            .iter()
            .enumerate()
            .filter(move |(_, product)| product.producer == producer)
            .map(|(index, _)| index)
    }
}
