//! The certificate check and its lists by year.

use crate::view::listing::Pager;
use crate::view::part::{Day, Link, State};
use serde::Serialize;

/// `check`: the page on which a script answers what is on record of a number; its lists by year serve those without one.
#[derive(Debug, Clone, Serialize)]
pub struct Check<'a> {
    /// Heading of the page.
    pub heading: String,
    /// The year that this page lists, in words, or null on the check itself.
    pub year: Option<String>,
    /// Address of the check itself.
    pub url: String,
    /// Address of the index of its data, for the script.
    pub data: String,
    /// The site's own address in letters, `example.org/ocop/`: a copied label leads elsewhere.
    pub address: &'a str,
    /// The years that have recognitions, the latest first; those without a year last.
    pub years: Vec<Year<'a>>,
    /// The decisions of this page, the latest first; empty on the check itself.
    pub decisions: Vec<Decision<'a>>,
    /// The pages of the year.
    pub pager: Pager,
}

/// A year of the check.
#[derive(Debug, Clone, Serialize)]
pub struct Year<'a> {
    /// The year in words, and its page.
    pub link: Link<'a>,
    /// How many recognitions it has.
    pub count: usize,
}

/// A decision and the products it recognised.
#[derive(Debug, Clone, Serialize)]
pub struct Decision<'a> {
    /// Its number, or null where the source does not state it.
    pub number: Option<&'a str>,
    /// Day, month or year of issue, or null.
    pub issued: Option<Day>,
    /// Who granted it, or null.
    pub issuer: Option<&'static str>,
    /// What it recognised.
    pub products: Vec<Held<'a>>,
}

/// A product of a decision. Its element carries `data-product` and `data-state`.
#[derive(Debug, Clone, Serialize)]
pub struct Held<'a> {
    /// For `data-product`.
    pub id: &'a str,
    /// Name.
    pub name: &'a str,
    /// Its page.
    pub url: String,
    /// The level granted, 3 to 5.
    pub star: u8,
    /// What holds of the product today; `state.id` for `data-state`.
    pub state: State,
    /// Whether a later recognition has taken the place of this one.
    pub earlier: bool,
    /// Last day in force of this recognition, or null.
    pub ends: Option<Day>,
}
