//! Planning again: what of the last plan holds for the catalogue of now.
//!
//! While somebody edits, two catalogues that follow each other differ in a product or two, and most
//! often in what stands on the page of that product alone: its text, its sources, its facts. Such an edit
//! moves no address. What is kept of a plan is kept because the fields it was made from are the same,
//! which [`product`] and [`producer`] say field by field; in doubt it is made anew.

pub(super) mod moved;

use crate::catalogue::Catalogue;
use crate::catalogue::article::{FreePage, News};
use crate::catalogue::body::{Body, Hole, HoleKind};
use crate::catalogue::producer::Producer;
use crate::catalogue::product::Product;
use crate::site::again::moved::Moved;
use crate::site::atlas::Ground;
use crate::site::cards::Cards;
use crate::site::check::{Rows, Years};
use crate::site::links::Resolved;
use crate::site::search::{Index, Letters};
use crate::site::selection::Shards;
use crate::site::shelf::Sorted;
use crate::site::titles::Titles;
use crate::source::diagnostic::Diagnostics;
use rayon::prelude::*;
use std::sync::{Arc, OnceLock};

/// The last plan, as far as the next may use it; empty at first. Of one theme.
#[derive(Debug, Default)]
pub struct Memory(Option<(Arc<Catalogue>, Held)>);

/// Parts of a plan that need not be made; none of those that are to be.
#[derive(Debug, Clone, Default)]
pub(super) struct Held {
    /// Products by the letters of their names, recognitions by year, and the check's data.
    pub(super) sorted: Option<(Arc<Letters>, Arc<Years>, Arc<Rows>)>,
    pub(super) ground: Option<Arc<Ground>>,
    pub(super) titles: Option<Arc<Titles>>,
    /// Whether the descriptions among the titles are those of now too.
    pub(super) are_described: bool,
    /// Of what is searched; made when it is first asked for.
    pub(super) index: Option<Arc<OnceLock<Index>>>,
    pub(super) files: Option<Files>,
    pub(super) links: Option<Resolved>,
    /// The files of the last plan, whether or not they are those of now.
    pub(super) last: Option<Sorted>,
    /// The last plan, where the same producers stand on the same ground.
    pub(super) before: Option<Before>,
}

/// An earlier plan of a catalogue in which nothing that products refer to was another.
#[derive(Debug, Clone)]
pub(super) struct Before {
    /// Which products are the same records.
    pub(super) moved: Arc<Moved>,
    pub(super) letters: Arc<Letters>,
    pub(super) years: Arc<Years>,
    pub(super) rows: Arc<Rows>,
    pub(super) ground: Arc<Ground>,
    pub(super) titles: Arc<Titles>,
}

impl Held {
    /// What was held of this catalogue, as what came before this one.
    fn before(&self, last: &Catalogue, now: &Catalogue) -> Option<Before> {
        let producers = || last.producers.iter().zip(&now.producers);
        let same = last.producers.len() == now.producers.len()
            && producers().all(|(old, new)| Arc::ptr_eq(old, new))
            && last.today == now.today
            && last.settings == now.settings
            && last.categories == now.categories
            && last.places == now.places;
        if !same {
            return None;
        }
        let (old, new) = (&last.products, &now.products);
        let moved = Moved::between(old.len(), new.len(), |was, now| {
            Arc::ptr_eq(&old[was], &new[now])
        })?;
        let (letters, years, rows) = self.sorted.clone()?;
        Some(Before {
            moved: Arc::new(moved),
            letters,
            years,
            rows,
            ground: self.ground.clone()?,
            titles: self.titles.clone()?,
        })
    }
}

/// Every file, and what was noted when they were listed.
#[derive(Debug, Clone)]
pub(super) struct Files {
    pub(super) sorted: Sorted,
    pub(super) cards: Option<Cards>,
    pub(super) shards: Arc<Shards>,
    /// Whether the files of the search index are among them.
    pub(super) has_index: bool,
    pub(super) notes: Diagnostics,
}

impl Memory {
    /// What of the last plan holds for this catalogue.
    pub(super) fn held(&self, now: &Catalogue) -> Held {
        let Some((last, held)) = &self.0 else {
            return Held::default();
        };
        let touched = touched(last, now);
        if touched.all {
            return Held {
                last: held.last.clone(),
                before: held.before(last, now),
                ..Held::default()
            };
        }
        let mut held = held.clone();
        if touched.titles {
            held.are_described = false;
            held.before = held.before(last, now);
        }
        if touched.index {
            held.index = None;
            // The folder of the index is named for what is in it.
            held.files = held.files.filter(|files| !files.has_index);
        }
        // Where the list of files is another, so may be where a link leads.
        if held.files.is_none() {
            held.links = None;
        }
        held
    }

    /// Keeps a plan for the next.
    pub(super) fn keep(&mut self, catalogue: &Arc<Catalogue>, held: Held) {
        self.0 = Some((catalogue.clone(), held));
    }
}

/// What an edit reaches beyond the pages of what was edited.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Touched {
    titles: bool,
    index: bool,
    /// Everything.
    all: bool,
}

impl Touched {
    const ALL: Touched = Touched {
        titles: true,
        index: true,
        all: true,
    };

    fn or(self, other: Touched) -> Touched {
        Touched {
            titles: self.titles || other.titles,
            index: self.index || other.index,
            all: self.all || other.all,
        }
    }
}

fn touched(old: &Catalogue, new: &Catalogue) -> Touched {
    let Catalogue {
        today,
        settings,
        places,
        categories,
        producers,
        products,
        pages,
        news,
        lists,
        programme,
        thesaurus,
        redirects,
        statics,
        // Asked by the links alone, which are all resolved anew where there are any.
        set_aside: _,
        tally,
        // They follow from the names.
        name_keys: _,
    } = old;
    let same = *today == new.today
        && *settings == new.settings
        && *places == new.places
        && *categories == new.categories
        && *lists == new.lists
        && *programme == new.programme
        && *thesaurus == new.thesaurus
        && *redirects == new.redirects
        && *statics == new.statics
        && *tally == new.tally;
    if !same {
        return Touched::ALL;
    }
    each(products, &new.products, |old, new| {
        shared(old, new, product)
    })
    .or(each(producers, &new.producers, |old, new| {
        shared(old, new, producer)
    }))
    .or(each(pages, &new.pages, page))
    .or(each(news, &new.news, item))
}

fn each<T: Sync>(old: &[T], new: &[T], compare: impl Fn(&T, &T) -> Touched + Sync) -> Touched {
    if old.len() != new.len() {
        return Touched::ALL;
    }
    let pairs = old.par_iter().zip(new);
    pairs
        .map(|(old, new)| compare(old, new))
        .reduce(Touched::default, Touched::or)
}

/// Nothing where both are one record that was kept.
fn shared<T>(old: &Arc<T>, new: &Arc<T>, compare: impl Fn(&T, &T) -> Touched) -> Touched {
    match Arc::ptr_eq(old, new) {
        true => Touched::default(),
        false => compare(old, new),
    }
}

/// Everything where something else differs, else what is told.
fn unless(same: bool, touched: Touched) -> Touched {
    if same { touched } else { Touched::ALL }
}

fn product(old: &Product, new: &Product) -> Touched {
    let Product {
        id,
        file,
        name,
        other_names,
        star,
        producer,
        location,
        category,
        code,
        certificate,
        history,
        proposed,
        revoked,
        state,
        pictures,
        tags,
        short,
        aliases,
        summary,
        price,
        unit,
        body,
        // On the page of the product, and in what is written when it is asked for.
        awards: _,
        facts: _,
        standards: _,
        shops: _,
        sources: _,
        checked: _,
    } = old;
    let same = (id, file, name, other_names, star)
        == (&new.id, &new.file, &new.name, &new.other_names, &new.star)
        && (producer, location, category, code)
            == (&new.producer, &new.location, &new.category, &new.code)
        && (certificate, history, proposed) == (&new.certificate, &new.history, &new.proposed)
        && (revoked, state, pictures) == (&new.revoked, &new.state, &new.pictures)
        && (tags, short, aliases) == (&new.tags, &new.short, &new.aliases)
        && same_pictures(body, &new.body);
    let touched = Touched {
        titles: *summary != new.summary,
        index: (price, unit) != (&new.price, &new.unit),
        all: false,
    };
    unless(same, touched)
}

fn producer(old: &Producer, new: &Producer) -> Touched {
    let Producer {
        id,
        file,
        name,
        kind,
        location,
        contact,
        summary,
        pictures,
        aliases,
        body,
        // On the page of the producer.
        sources: _,
        checked: _,
    } = old;
    let same = (id, file, name, kind) == (&new.id, &new.file, &new.name, &new.kind)
        && (location, contact, pictures, aliases)
            == (&new.location, &new.contact, &new.pictures, &new.aliases)
        && same_pictures(body, &new.body);
    let touched = Touched {
        titles: *summary != new.summary,
        ..Touched::default()
    };
    unless(same, touched)
}

fn page(old: &FreePage, new: &FreePage) -> Touched {
    let FreePage {
        id,
        file,
        title,
        summary,
        menu,
        body,
    } = old;
    let same = (id, file, title) == (&new.id, &new.file, &new.title)
        && (summary, menu) == (&new.summary, &new.menu)
        && same_pictures(body, &new.body);
    unless(same, Touched::default())
}

fn item(old: &News, new: &News) -> Touched {
    let News {
        id,
        file,
        title,
        date,
        summary,
        author,
        pictures,
        products,
        tags,
        sources,
        body,
    } = old;
    let same = (id, file, title, date) == (&new.id, &new.file, &new.title, &new.date)
        && (summary, author, pictures) == (&new.summary, &new.author, &new.pictures)
        && (products, tags, sources) == (&new.products, &new.tags, &new.sources)
        && same_pictures(body, &new.body);
    unless(same, Touched::default())
}

/// Whether two texts show the same photographs in the same order.
fn same_pictures(old: &Arc<Body>, new: &Arc<Body>) -> bool {
    let pictures = |body: &'_ Arc<Body>| -> Vec<_> {
        let of = |hole: &Hole| match &hole.kind {
            HoleKind::Picture(picture) => Some(picture.clone()),
            HoleKind::Link => None,
        };
        body.holes.iter().filter_map(of).collect()
    };
    Arc::ptr_eq(old, new) || pictures(old) == pictures(new)
}

#[cfg(test)]
mod tests;
