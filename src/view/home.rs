//! The home page.

use crate::view::art::Patch;
use crate::view::listing::Teaser;
use crate::view::part::{Count, Group};
use crate::view::programme::Goal;
use crate::view::shown::Shown;
use serde::Serialize;

/// `home`
#[derive(Debug, Clone, Serialize)]
pub struct Home<'a> {
    /// All products.
    pub count: Count,
    /// Number of producers.
    pub producers: usize,
    /// Star levels that have products, the highest first.
    pub levels: Vec<Group<'a>>,
    /// Former districts that have products, in alphabetical order.
    pub districts: Vec<Group<'a>>,
    /// Sectors that have products, with their sets.
    pub sectors: Vec<Group<'a>>,
    /// Products recognised last, the newest first, at most eight.
    pub latest: Vec<&'a Shown<'a>>,
    /// Twelve patches for decoration, or none in an empty catalogue.
    pub quilt: Vec<Patch>,
    /// The aim of the programme as a cloth, or null.
    pub goal: Option<Goal>,
    /// Newest news, at most three.
    pub news: Vec<Teaser<'a>>,
}
