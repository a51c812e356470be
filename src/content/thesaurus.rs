//! `thesaurus.yml`: lists of words that mean the same, added to the built-in ones.

use crate::catalogue::thesaurus::Thesaurus;
use crate::content::fields;
use crate::content::front_matter::Document;
use crate::content::value::Value;
use crate::schema::thesaurus::SAME;
use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Problem;
use crate::source::tree::{Matter, Source, Tree};
use crate::source::yaml::{Budget, Node, Step};
use std::sync::{Arc, LazyLock};

const FILE: &str = "content/thesaurus.yml";
/// Carried inside the program with the default theme.
const BUILT_IN: &str = include_str!("../../themes/default/thesaurus.yml");
/// The built-in lists are longer than what a site may add (contract, section 12).
const BUILT_IN_BUDGET: Budget = Budget {
    depth: 32,
    nodes: 20_000,
};

/// The built-in lists, read once for all: a preview reads its site after each save.
static LISTS: LazyLock<Vec<Vec<String>>> =
    LazyLock::new(|| lists(&built_in(), BUILT_IN_BUDGET, &mut Diagnostics::default()));

/// The built-in lists, then those of the site.
pub fn read(tree: &Tree, notes: &mut Diagnostics) -> Thesaurus {
    let mut all = LISTS.clone();
    all.extend(
        tree.get(FILE)
            .into_iter()
            .flat_map(|own| lists(own, Budget::default(), notes)),
    );
    Thesaurus(all)
}

fn built_in() -> Source {
    Source {
        path: Arc::from("themes/default/thesaurus.yml"),
        matter: Matter::Text(Arc::from(BUILT_IN)),
    }
}

/// The lists of one file, in the order written; a list needs two words to say anything.
fn lists(source: &Source, budget: Budget, notes: &mut Diagnostics) -> Vec<Vec<String>> {
    let mut document = Document::whole(source);
    let items = match document.read(budget, notes) {
        Some(Node::List(items)) => items,
        Some(Node::Null) | None => return Vec::new(),
        Some(_) => {
            notes.add(document.file, document.fence, Problem::YamlNotList);
            return Vec::new();
        }
    };
    let mut lists = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let path = vec![Step::Index(index)];
        let Some(Value::List(words)) = fields::check_value(&document, item, &SAME, path, notes)
        else {
            continue;
        };
        let words = words.into_iter().filter_map(|(_, word)| match word {
            Value::Text(word) => Some(word),
            _ => None,
        });
        lists.push(words.collect());
    }
    lists.retain(|words: &Vec<String>| words.len() > 1);
    lists
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_lists_have_no_fault_and_no_word_twice_in_one() {
        let mut notes = Diagnostics::default();
        let built_in = lists(&super::built_in(), super::BUILT_IN_BUDGET, &mut notes);
        assert_eq!(notes.iter().count(), 0);
        assert!(built_in.len() > 100);
        for list in &built_in {
            let mut words = list.clone();
            words.sort();
            words.dedup();
            assert_eq!(words.len(), list.len(), "{list:?}");
        }
    }
}
