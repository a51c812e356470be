//! Drawings the program brings: cloths of districts, medallions of kinds of products.

use crate::view::shown::not_for_hashes;
use serde::Serialize;

/// `art`: the drawings that this page names, each once, for a hidden `<svg><defs>`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Art {
    /// Patterns for `fill="url(#c-ID)"`.
    pub cloths: Vec<Drawing>,
    /// Symbols of 120 by 120 units for `<use href="#m-ID"/>`.
    pub medallions: Vec<Drawing>,
}

/// One drawing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drawing {
    /// As other fields name it: `song-sea`, `jar`.
    pub id: String,
    /// Its SVG element (use `| safe`).
    #[serde(serialize_with = "not_for_hashes")]
    pub svg: &'static str,
    /// For the program: two drawings of one mark are the same.
    pub mark: String,
}

/// A patch of decoration.
#[derive(Debug, Clone, Serialize)]
pub struct Patch {
    /// Cloth of a district that has products, for `#c-…`.
    pub cloth: &'static str,
    /// Drawing of a category that has products, for `#m-…`, or null for a bare patch.
    pub medallion: Option<&'static str>,
}
