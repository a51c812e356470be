//! The texts of records on their way through a reading: left in the tree, or taken out of it and let go of as
//! their records are made, since of a large site they are a good part of all memory.

use crate::content::filed::Stays;
use crate::source::tree::{Matter, Source, Tree};
use std::collections::BTreeMap;

pub(super) const PRODUCTS: &str = "content/products/";
pub(super) const NEWS: &str = "content/news/";

/// The texts of records as they are read.
#[derive(Debug)]
pub(super) struct Texts {
    /// Those to be let go of, by folder; a folder that is none of these has its texts in the tree.
    taken: BTreeMap<&'static str, Vec<Source>>,
    /// Those of which something is noted.
    pub(super) noted: Vec<Source>,
}

impl Texts {
    /// All stand in the tree and stay there.
    pub(super) fn in_tree() -> Texts {
        Texts {
            taken: BTreeMap::new(),
            noted: Vec::new(),
        }
    }

    /// Those that weigh most are taken out of the tree. What other files say of producers and pages is
    /// told of often; they stay.
    pub(super) fn taken_from(tree: &mut Tree) -> Texts {
        let folders = [PRODUCTS, NEWS].into_iter();
        Texts {
            taken: folders
                .map(|folder| (folder, tree.hand_over(folder)))
                .collect(),
            noted: Vec::new(),
        }
    }

    /// Puts those of which something is noted back.
    pub(super) fn give_back(self, tree: &mut Tree) {
        for source in self.noted {
            if let Matter::Text(text) = source.matter {
                tree.regain(&source.path, text);
            }
        }
    }

    /// Those below a folder, and how much of each is to stay in memory.
    pub(super) fn under(&mut self, folder: &str, tree: &Tree) -> (Stays, Vec<Source>) {
        match self.taken.remove(folder) {
            Some(sources) => (Stays::FrontMatter, sources),
            None => (Stays::Whole, tree.under(folder).cloned().collect()),
        }
    }
}
