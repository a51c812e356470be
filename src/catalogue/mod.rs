//! What an OCOP catalogue is: plain values, every reference an index, every order decided.

pub mod date;
pub mod place;
pub mod category;
pub mod recognition;
pub mod body;
pub mod product;
pub mod short;
pub mod producer;
pub mod article;
pub mod settings;
pub mod thesaurus;

use article::{FreePage, List, News, Period, Redirect};
use body::Body;
use category::Categories;
use date::Date;
use place::Places;
use producer::Producer;
use product::Product;
use serde::{Deserialize, Serialize};
use settings::Settings;
use std::collections::BTreeMap;
use std::sync::Arc;
use thesaurus::Thesaurus;

/// The catalogue of one site at one date.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Catalogue {
    /// The build date.
    pub today: Date,
    /// `config.yml`.
    pub settings: Settings,
    /// Communes of both periods, districts.
    pub places: Places,
    /// Sectors and sets, in the table's order.
    pub categories: Categories,
    /// Producers in Vietnamese alphabetical order, then by id; shared with the reading that follows this one.
    pub producers: Vec<Arc<Producer>>,
    /// Products: the highest star first, then Vietnamese alphabetical order, then id; shared likewise.
    pub products: Vec<Arc<Product>>,
    /// For each product the key of its name in Vietnamese alphabetical order; empty where nothing is to be sorted.
    #[serde(skip)]
    pub name_keys: Vec<Arc<[u8]>>,
    /// Free pages by id.
    pub pages: Vec<FreePage>,
    /// News, the newest first, then by id.
    pub news: Vec<News>,
    /// Curated lists by id.
    pub lists: Vec<List>,
    /// Periods of the programme in the order written.
    pub programme: Vec<Period>,
    /// Words that mean the same in search.
    pub thesaurus: Thesaurus,
    /// `redirects.csv` and every `aliases`, flattened, by old address.
    pub redirects: Vec<Redirect>,
    /// The files of `content/static/`, by path.
    pub statics: Vec<StaticFile>,
    /// Records that are not published, by file: their links are checked all the same.
    pub set_aside: BTreeMap<Arc<str>, SetAside>,
    /// What was read and what of it is published.
    pub tally: Tally,
}

/// A record that is not published.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetAside {
    /// Its text.
    #[serde(skip)]
    pub body: Arc<Body>,
    /// Whether it has a fault of its own, so that what leads to it is not at fault too; else it is withheld.
    pub broken: bool,
}

impl SetAside {
    /// A file of which nothing could be read.
    pub fn unread() -> SetAside {
        SetAside {
            body: Arc::default(),
            broken: true,
        }
    }
}

/// A file that is published as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaticFile {
    /// Path under the site folder: `content/static/…`.
    pub path: Arc<str>,
    /// BLAKE3 of its bytes.
    pub hash: [u8; 32],
}

/// Records read = published + withheld, for each kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
