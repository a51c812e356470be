//! News: the list of them, or one of them.

use crate::view::listing::{Pager, Teaser};
use crate::view::part::{Day, Source};
use crate::view::picture::Picture;
use crate::view::shown::Shown;
use serde::Serialize;

/// `news`: a page of the list when `article` is null, else one item with other items beside it.
#[derive(Debug, Clone, Serialize)]
pub struct News<'a> {
    /// Heading of the page.
    pub heading: &'a str,
    /// The item, or null.
    pub article: Option<Article<'a>>,
    /// The newest first; beside an item the others, at most three.
    pub items: Vec<Teaser<'a>>,
    /// The pages of the list.
    pub pager: Pager,
}

/// One news item.
#[derive(Debug, Clone, Serialize)]
pub struct Article<'a> {
    /// Day of publication.
    pub date: Day,
    /// Plain summary, or null.
    pub summary: Option<&'a str>,
    /// Who wrote it, or null.
    pub author: Option<&'a str>,
    /// Photographs.
    pub pictures: Vec<Picture<'a>>,
    /// The text as HTML (use `| safe`).
    pub body: String,
    /// Products it tells of.
    pub cards: Vec<&'a Shown<'a>>,
    /// Free words.
    pub tags: &'a [String],
    /// Sources of the facts.
    pub sources: Vec<Source<'a>>,
}
