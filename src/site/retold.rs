//! Pages whose own text is all that has changed, planned without the rest of the site.
//!
//! What a page says besides its text follows from the records, which are the same; what was found out
//! with all addresses at hand, where links lead, was found out before.

use crate::catalogue::Catalogue;
use crate::catalogue::body::Body;
use crate::site::again::Held;
use crate::site::artifact::PageRef;
use crate::site::atlas::Atlas;
use crate::site::cards;
use crate::site::links::Links;
use crate::site::routes;
use crate::site::{Assets, Site};
use crate::view::manifest::Manifest;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// What a plan found out that a catalogue alone does not tell.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Found<'a> {
    links: Cow<'a, Links>,
}

impl Site<'_> {
    /// What planning has found out, for a later build to draw single pages by.
    pub fn found(&self) -> Found<'_> {
        Found {
            links: Cow::Borrowed(&*self.links),
        }
    }

    /// The pages of all records that a template draws; `None` for one that draws others too.
    pub fn records_of(&self, template: &str) -> Option<Vec<PageRef>> {
        let catalogue = self.atlas.catalogue;
        match template {
            "product.html" => Some(
                (0..catalogue.products.len())
                    .map(PageRef::Product)
                    .collect(),
            ),
            "producer.html" => Some(
                (0..catalogue.producers.len())
                    .map(PageRef::Producer)
                    .collect(),
            ),
            "page.html" => Some((0..catalogue.pages.len()).map(PageRef::Page).collect()),
            _ => None,
        }
    }

    /// The path in the output of a page.
    pub fn path(&self, page: PageRef) -> String {
        routes::output(&routes::page(self.atlas.catalogue, page))
    }
}

impl Found<'_> {
    /// Whether the links of a file's text are those that were found.
    pub fn leads_as_before(&self, file: &str, body: &Body) -> bool {
        self.links.are_those_of(file, body)
    }
}

/// Gives the record of a file another text, and says which page shows it; `None` where none does.
pub fn retell(catalogue: &mut Catalogue, file: &str, body: Arc<Body>) -> Option<PageRef> {
    let page = PageRef::of_file(catalogue, file)?;
    let own = match page {
        PageRef::Product(index) => &mut Arc::make_mut(catalogue.products.get_mut(index)?).body,
        PageRef::Producer(index) => &mut Arc::make_mut(catalogue.producers.get_mut(index)?).body,
        PageRef::Page(index) => &mut catalogue.pages.get_mut(index)?.body,
        PageRef::News(index) => &mut catalogue.news.get_mut(index)?.body,
        _ => return None,
    };
    *own = body;
    Some(page)
}

/// The site for drawing these pages of records, and nothing else of it. `None` where something would
/// have to be told of them.
pub fn of_pages<'c>(
    catalogue: &'c Catalogue,
    manifest: &'c Manifest,
    assets: &Assets,
    found: Found<'_>,
    pages: &[PageRef],
) -> Option<Site<'c>> {
    // What no page of a record asks for need not be there.
    let held = Held {
        sorted: Some(Default::default()),
        ..Held::default()
    };
    let mut atlas = Atlas::of_site(catalogue, manifest, assets, &held);
    if let Some(look) = assets.cards.as_ref().filter(|_| catalogue.settings.cards) {
        let planned = cards::plan(&atlas, look, pages);
        if planned.notes.iter().next().is_some() {
            return None;
        }
        atlas.cards = Some(planned.value);
    }
    Some(Site {
        artifacts: Arc::default(),
        late: OnceLock::from(Vec::new()),
        atlas,
        links: Arc::new(found.links.into_owned()),
        index: Arc::default(),
        shards: Arc::default(),
        assets: assets.clone(),
    })
}
