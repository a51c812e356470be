//! The texts of a large site, out of memory until their pages are drawn, and parts of pages until they come again.

use crate::catalogue::body::Body;
use crate::disk::aside::{Laying, Pile};
use crate::disk::write::Staging;
use crate::pipeline::Prepared;
use crate::render::kept::Store;
use std::sync::Arc;

/// Bytes of texts that stay in memory.
const TEXTS: usize = 8 * 1024 * 1024;

/// Where parts of pages are that have no room in memory.
#[derive(Debug)]
struct Parts(Pile);

impl Store for Parts {
    fn put(&self, html: &str) -> Option<(u64, usize)> {
        self.0.put(html)
    }

    fn get(&self, place: (u64, usize)) -> Option<Arc<str>> {
        self.0.get(place)
    }

    fn forget(&self) {
        self.0.forget();
    }
}

impl Prepared {
    /// Makes room where the new tree is made for parts of pages that have none in memory.
    pub fn make_room_for_parts(&mut self, staging: &Staging) {
        self.parts = Pile::begin(staging).map(|pile| Box::new(Parts(pile)) as Box<dyn Store>);
    }

    /// Puts the texts of products and producers, each of which one page shows, out of memory where they are
    /// long together, to where the new tree is made; they stay where that cannot be done.
    pub fn lay_texts_aside(&mut self, staging: &Staging) {
        let Some(catalogue) = Arc::get_mut(&mut self.catalogue) else {
            return;
        };
        // Nobody else holds a record yet.
        let products = catalogue.products.iter_mut().filter_map(Arc::get_mut);
        let producers = catalogue.producers.iter_mut().filter_map(Arc::get_mut);
        let products = products.map(|one| &mut one.body);
        let producers = producers.map(|one| &mut one.body);
        let mut texts: Vec<&mut Arc<Body>> = products.chain(producers).collect();
        let long = texts.iter().map(|text| text.html.len()).sum::<usize>() > TEXTS;
        let Some(mut laying) = long.then(|| Laying::begin(staging)).flatten() else {
            return;
        };
        let places = texts.iter().map(|text| laying.put(&text.html));
        let Ok(places) = places.collect::<std::io::Result<Vec<_>>>() else {
            return;
        };
        self.aside = laying.end();
        if self.aside.is_none() {
            return;
        }
        for (text, place) in texts.iter_mut().zip(places) {
            **text = Arc::new(Body {
                html: String::new(),
                aside: Some(place),
                holes: text.holes.clone(),
            });
        }
    }
}
