//! Free pages, and the page for an address that leads nowhere.

use crate::view::part::Group;
use serde::Serialize;

/// `page`
#[derive(Debug, Clone, Serialize)]
pub struct Page<'a> {
    /// Title.
    pub title: &'a str,
    /// Plain summary, or null.
    pub summary: Option<&'a str>,
    /// The text as HTML (use `| safe`).
    pub body: String,
}

/// `missing`
#[derive(Debug, Clone, Serialize)]
pub struct Missing<'a> {
    /// Star levels that have products.
    pub levels: Vec<Group<'a>>,
    /// Former districts that have products.
    pub districts: Vec<Group<'a>>,
}
