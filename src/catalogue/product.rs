//! A product, as the catalogue knows it: every reference resolved.

use crate::catalogue::body::Body;
use crate::catalogue::date::{Date, Stated};
use crate::catalogue::place::Location;
use crate::catalogue::recognition::{Recognition, Revocation, Star, State};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One published product.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Product {
    /// Its permanent address part: a–z, 0–9 and `-`, 1 to 80 signs.
    pub id: String,
    /// Path of its file under the site folder.
    pub file: Arc<str>,
    /// One line, 1 to 120 characters.
    pub name: String,
    /// As printed elsewhere; found by search, never a page.
    pub other_names: Vec<String>,
    /// The level now held.
    pub star: Star,
    /// Index into the catalogue's producers.
    pub producer: usize,
    /// Where it is made.
    pub location: Location,
    /// Index into the category table: a set or a sector.
    pub category: usize,
    /// Official product code.
    pub code: Option<String>,
    /// The recognition now held; `None` when the file states no certificate.
    pub certificate: Option<Recognition>,
    /// Earlier recognitions, the latest first, undated ones last.
    pub history: Vec<Recognition>,
    /// Put forward for a higher level, not granted.
    pub proposed: Option<Proposal>,
    /// Withdrawn.
    pub revoked: Option<Revocation>,
    /// What holds at the build date.
    pub state: State,
    /// Prizes.
    pub awards: Vec<Award>,
    /// 40 to 200 characters, plain.
    pub summary: Option<String>,
    /// VND.
    pub price: Option<Price>,
    /// Pack: `chai 500 ml`.
    pub unit: Option<String>,
    /// Facts of the table: label is the field's, value as written. Most products state none.
    pub facts: Option<Box<Facts>>,
    /// Other certificates.
    pub standards: Vec<Standard>,
    /// Where to buy.
    pub shops: Vec<Shop>,
    /// Photographs, the first one leads.
    pub pictures: Vec<Picture>,
    /// Free words.
    pub tags: Vec<String>,
    /// Where the facts come from.
    pub sources: Vec<Citation>,
    /// Eight signs of the short address `/m/CODE/`: pinned by the editor, or made from the id.
    pub short: String,
    /// Old site paths that lead here.
    pub aliases: Vec<String>,
    /// Last checked by an editor.
    pub checked: Option<Date>,
    /// The story.
    #[serde(skip)]
    pub body: Arc<Body>,
}

impl Product {
    /// The facts it states, or none.
    pub fn facts(&self) -> &Facts {
        const NONE: &Facts = &Facts {
            packs: Vec::new(),
            ingredients: None,
            usage: None,
            storage: None,
            season: Vec::new(),
            exports: Vec::new(),
            food_safety: None,
            declared_standard: None,
            trademark: None,
            gi: None,
            barcode: None,
            trace: None,
        };
        self.facts.as_deref().unwrap_or(NONE)
    }
}

/// Facts that are shown as they are written.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Packs on offer.
    pub packs: Vec<String>,
    /// What it is made of.
    pub ingredients: Option<String>,
    /// How to use it.
    pub usage: Option<String>,
    /// How to keep it.
    pub storage: Option<String>,
    /// Months, 1 to 12, in the order written.
    pub season: Vec<u8>,
    /// ISO 3166 two-letter codes.
    pub exports: Vec<String>,
    /// Food-safety certificate.
    pub food_safety: Option<String>,
    /// Declared standard (TCCS, TCVN).
    pub declared_standard: Option<String>,
    /// Trademark.
    pub trademark: Option<String>,
    /// Geographical indication.
    pub gi: Option<String>,
    /// GTIN with a sound check digit.
    pub barcode: Option<String>,
    /// Traceability link, https.
    pub trace: Option<String>,
}

/// A price or a span of prices in whole VND, above 0 and at most 1,000,000,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// The lowest.
    pub min: u64,
    /// The highest; the same as `min` for one price.
    pub max: u64,
    /// When it was seen.
    pub seen: Option<Date>,
}

/// Put forward for a higher level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// The level asked for.
    pub star: Star,
    /// When.
    pub on: Option<Stated>,
}

/// A prize.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Award {
    /// What it is called.
    pub name: String,
    /// Which year.
    pub year: Option<i16>,
    /// Who gave it.
    pub by: Option<String>,
}

/// Another certificate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Standard {
    /// Its scheme, one of the contract's words.
    pub scheme: String,
    /// Its number.
    pub number: Option<String>,
    /// Last day in force.
    pub expires: Option<Stated>,
}

/// A place to buy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shop {
    /// What it is called.
    pub label: String,
    /// Where on the net.
    pub url: Option<String>,
    /// Where on the ground.
    pub place: Option<String>,
}

/// A photograph as referred to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// Path under the site folder: `content/images/…`.
    pub source: Arc<str>,
    /// BLAKE3 of its bytes.
    pub hash: [u8; 32],
    /// Upright size in pixels.
    pub width: u32,
    /// Upright size in pixels.
    pub height: u32,
    /// What it shows, for those who do not see it; empty when the editor gave none.
    pub alt: String,
    /// Text below it.
    pub caption: Option<String>,
    /// Who took it.
    pub credit: Option<String>,
}

/// A source of facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Citation {
    /// Address.
    pub url: String,
    /// Its title.
    pub title: Option<String>,
    /// When it was read.
    pub seen: Option<Date>,
    /// A signed decision, B press or portal quoting one, C other.
    pub grade: Option<char>,
}
