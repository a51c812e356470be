//! The page of a visitor's own selection.

use crate::view::part::Count;
use serde::Serialize;

/// `selection`: the page on which a script draws the products that a visitor chose, named in the address after `#` (see `site/selection.rs`).
#[derive(Debug, Clone, Serialize)]
pub struct Selection<'a> {
    /// Heading of the page.
    pub heading: &'a str,
    /// All products.
    pub count: Count,
    /// What the address of each file of products begins with; the first `width` signs of the short address and `.json` follow.
    pub data: String,
    /// First signs of a short address that name the product's file: 0 (all stand in `tat-ca.json`), 1 or 2.
    pub width: usize,
    /// SVG file with the drawings of products without a photograph.
    pub drawings: String,
    /// What the whole short address of a product begins with: `https://example.org/m/`.
    pub short: String,
}
