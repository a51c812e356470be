//! The texts of records on their way through a reading: left in the tree, or taken out of it and let go of as
//! their records are made, since of a large site they are a good part of all memory.

use crate::content::aside::Aside;
use crate::content::filed::Stays;
use crate::source::tree::{Matter, Source, Tree};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) const PRODUCTS: &str = "content/products/";
pub(super) const PRODUCERS: &str = "content/producers/";
pub(super) const NEWS: &str = "content/news/";

/// The texts of records as they are read.
#[derive(Debug)]
pub(super) struct Texts {
    /// Those to be let go of, by folder; a folder that is none of these has its texts in the tree.
    taken: BTreeMap<&'static str, Vec<Source>>,
    /// Those of which something is noted.
    noted: Vec<Source>,
    /// Where goes what is made of those of products and producers.
    aside: Option<Arc<dyn Aside>>,
}

impl Texts {
    /// All stand in the tree and stay there.
    pub(super) fn in_tree() -> Texts {
        Texts {
            taken: BTreeMap::new(),
            noted: Vec::new(),
            aside: None,
        }
    }

    /// Those that weigh most are taken out of the tree. What other files say of producers and pages is
    /// told of often; they stay.
    pub(super) fn taken_from(tree: &mut Tree, aside: Option<Arc<dyn Aside>>) -> Texts {
        let folders = [PRODUCTS, NEWS].into_iter();
        Texts {
            taken: folders
                .map(|folder| (folder, tree.hand_over(folder)))
                .collect(),
            noted: Vec::new(),
            aside,
        }
    }

    /// Keeps one of which something is noted, as a copy: where it was read it would keep all the memory in which
    /// the texts around it stood.
    pub(super) fn keep(&mut self, mut source: Source) {
        if let Matter::Text(text) = &mut source.matter {
            *text = Arc::from(&**text);
        }
        self.noted.push(source);
    }

    /// Puts those of which something is noted back.
    pub(super) fn give_back(self, tree: &mut Tree) {
        for source in self.noted {
            if let Matter::Text(text) = source.matter {
                tree.regain(&source.path, text);
            }
        }
    }

    /// Where goes what is made of those below a folder; `None` where it stays in memory.
    pub(super) fn aside(&self, folder: &str) -> Option<Arc<dyn Aside>> {
        let goes = [PRODUCTS, PRODUCERS].contains(&folder);
        self.aside.clone().filter(|_| goes)
    }

    /// Those below a folder, and how much of each is to stay in memory.
    pub(super) fn under(&mut self, folder: &str, tree: &Tree) -> (Stays, Vec<Source>) {
        match self.taken.remove(folder) {
            Some(sources) => (Stays::FrontMatter, sources),
            None => (Stays::Whole, tree.under(folder).cloned().collect()),
        }
    }
}
