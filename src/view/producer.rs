//! A producer's own page, and what other pages say of it.

use crate::view::part::{Count, Day, Link, Source};
use crate::view::picture::Picture;
use crate::view::shown::Shown;
use serde::Serialize;

/// `producer`
#[derive(Debug, Clone, Serialize)]
pub struct Producer<'a> {
    /// What other pages show of it too.
    pub brief: Brief<'a>,
    /// Cloth of its district, for `#c-…`.
    pub cloth: &'static str,
    /// Plain summary, or null.
    pub summary: Option<&'a str>,
    /// Current commune and its page, or null.
    pub commune: Option<Link<'a>>,
    /// Former commune by name, or null.
    pub former_commune: Option<&'a str>,
    /// Former district and its page, or null.
    pub district: Option<Link<'a>>,
    /// Photographs.
    pub pictures: Vec<Picture<'a>>,
    /// Its products.
    pub count: Count,
    /// Its products, the highest star first, then alphabetical.
    pub cards: Vec<&'a Shown<'a>>,
    /// Sources of the facts.
    pub sources: Vec<Source<'a>>,
    /// Last checked by an editor, or null.
    pub checked: Option<Day>,
    /// About it, as HTML (use `| safe`); empty when there is none.
    pub body: String,
}

/// A producer in a few words, with the contacts it published.
#[derive(Debug, Clone, Serialize)]
pub struct Brief<'a> {
    /// Its id.
    pub id: &'a str,
    /// Full name.
    pub name: &'a str,
    /// Its page.
    pub url: String,
    /// Kind of organisation, or null.
    pub kind: Option<&'static str>,
    /// Where it is, in words; may be empty.
    pub place: String,
    /// Telephone as written, or null.
    pub phone: Option<&'a str>,
    /// `tel:` address for it, or null.
    pub phone_url: Option<String>,
    /// E-mail, or null.
    pub email: Option<&'a str>,
    /// Website, or null.
    pub website: Option<&'a str>,
    /// Zalo address, or null.
    pub zalo: Option<String>,
    /// Address of a map, or null.
    pub map: Option<String>,
    /// Address of these contacts as a file for an address book (vCard), or null.
    pub vcard: Option<String>,
}
