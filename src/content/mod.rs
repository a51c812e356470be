//! Reading: a tree of files into a catalogue, and everything that is wrong with them.
//!
//! Each file is first checked on its own, in parallel; then what files say of each other is
//! resolved, once, and every order is decided. A record with a fault is left out, and its id stays
//! known, so that one fault never shows as a second elsewhere.

pub mod front_matter;
pub mod fields;
mod numbers;
mod written;
mod escaped;
pub mod form;
pub mod meant;
mod listed;
pub mod value;
pub mod pictures;
pub mod markdown;
mod tables;
pub mod texts;
pub mod entry;
mod filed;
pub mod memory;
mod made;
pub mod settings;
pub mod place;
mod place_doubts;
mod cross;
mod ages;
mod spelling;
pub mod gazetteer;
pub mod location;
pub mod recognition;
pub mod producer;
pub mod product;
mod particulars;
pub mod article;
pub mod redirect;
pub mod thesaurus;
mod aside;
mod handed;
mod shelved;
mod resolve;

use crate::catalogue::Catalogue;
use crate::catalogue::body::Body;
use crate::catalogue::date::Date;
use crate::content::front_matter::Document;
use crate::content::handed::Texts;
use crate::content::memory::Memory;
use crate::content::pictures::Pictures;
use crate::source::diagnostic::{Checked, Diagnostics};
use crate::source::tree::{Source, Tree};
use std::sync::Arc;

pub use aside::Aside;
pub use settings::{CONFIG_FILE, place_of as config_place};

/// What a build asks of the reading.
#[derive(Debug, Clone)]
pub struct Wishes {
    /// The build date.
    pub today: Date,
    /// Whether drafts and what is not due yet are published too.
    pub drafts: bool,
    /// Published address that wins over the one in `config.yml`.
    pub base_url: Option<String>,
}

/// The catalogue of a tree, with every fault of its files.
pub fn read(tree: &Tree, wishes: &Wishes) -> Checked<Catalogue> {
    resolve::catalogue(tree, wishes, &mut Memory::none(), &mut Texts::in_tree())
}

/// The same where nobody asks for the texts afterwards: those of products and news are let go of as their
/// records are made, but for the texts of which something is noted then.
///
/// What is made of the texts of products and producers goes to `aside`, where that takes it.
pub fn read_letting_go(
    tree: &mut Tree,
    wishes: &Wishes,
    aside: Option<Arc<dyn Aside>>,
) -> Checked<Catalogue> {
    let mut texts = Texts::taken_from(tree, aside);
    let read = resolve::catalogue(tree, wishes, &mut Memory::none(), &mut texts);
    texts.give_back(tree);
    read
}

/// The name of the theme that the settings ask for; what is wrong with them is told with the rest.
pub fn theme_name(tree: &Tree) -> String {
    settings::settings(tree, None, &mut Diagnostics::default()).theme
}

/// The same, faster where little has changed since the memory was last used.
pub fn read_again(tree: &Tree, wishes: &Wishes, memory: &mut Memory) -> Checked<Catalogue> {
    resolve::catalogue(tree, wishes, memory, &mut Texts::in_tree())
}

/// The text below the fields of a file on its own, and what is to be told of the file's text. For a file
/// that shows no photograph in it.
pub fn text(source: &Source) -> Checked<Body> {
    let mut notes = Diagnostics::default();
    let document = Document::markdown(source, &mut notes);
    texts::look(&source.path, source.text(), &mut notes);
    let value = markdown::read(&document, &Pictures::of(&Tree::default()), &mut notes);
    Checked { value, notes }
}
