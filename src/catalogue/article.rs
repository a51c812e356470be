//! What is not a product: free pages, news, curated lists, the programme's figures, redirects.

use crate::catalogue::body::Body;
use crate::catalogue::date::Date;
use crate::catalogue::product::{Citation, Picture};
use crate::catalogue::recognition::Star;
use crate::source::span::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A free page: about, contact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FreePage {
    /// Address part: the file's name without `.md`, with its folders.
    pub id: String,
    /// Path of its file.
    pub file: Arc<str>,
    /// Title.
    pub title: String,
    /// Plain.
    pub summary: Option<String>,
    /// Place in the menu, smallest first; `None` is not in it.
    pub menu: Option<i64>,
    /// The text.
    #[serde(skip)]
    pub body: Arc<Body>,
}

/// A news item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct News {
    /// Address part.
    pub id: String,
    /// Path of its file.
    pub file: Arc<str>,
    /// Title.
    pub title: String,
    /// Day of publication.
    pub date: Date,
    /// Plain.
    pub summary: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Photographs.
    pub pictures: Vec<Picture>,
    /// Indices of the products it tells of.
    pub products: Vec<usize>,
    /// Free words.
    pub tags: Vec<String>,
    /// Where the facts come from.
    pub sources: Vec<Citation>,
    /// The text.
    #[serde(skip)]
    pub body: Arc<Body>,
}

/// A curated list for a fair or a buyer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct List {
    /// Address part.
    pub id: String,
    /// Path of its file.
    pub file: Arc<str>,
    /// Title.
    pub title: String,
    /// Plain paragraph above the products.
    pub intro: Option<String>,
    /// When it was made.
    pub date: Option<Date>,
    /// Indices of the products, in the list's own order.
    pub products: Vec<usize>,
    /// Whom to ask.
    pub contact: Option<String>,
    /// Not linked from anywhere and not to be indexed.
    pub unlisted: bool,
}

/// Figures of one period of the programme: as reported, never adjusted to the catalogue.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Period {
    /// `2018-2020`
    pub period: String,
    /// What was planned.
    pub plan: Option<Figures>,
    /// What was reported.
    pub results: Option<Figures>,
    /// Results in percent of the plan, as reported.
    pub percent_of_plan: Option<u64>,
    /// What was aimed at.
    pub targets: Option<Figures>,
    /// A remark.
    pub note: Option<String>,
    /// Where the figures come from.
    pub sources: Vec<Citation>,
}

/// Reported figures; what a source does not state is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Products.
    pub products: Option<u64>,
    /// Producers.
    pub producers: Option<u64>,
    /// Products by level.
    pub stars: BTreeMap<Star, u64>,
    /// Products put forward for a higher level.
    pub proposed: Option<u64>,
}

/// An old address and where it leads; both are site paths that begin with `/`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Redirect {
    /// The old address.
    pub from: String,
    /// The address it leads to, at one hop.
    pub to: String,
    /// The file that asks for it.
    pub file: Arc<str>,
    /// Where in that file the old address stands.
    pub span: Span,
    /// Where in that file the address it leads to stands; after a chain, that of its last row.
    pub to_span: Span,
    /// The line of that file, from 1, at which the old address stands.
    pub line: usize,
}
