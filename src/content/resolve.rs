//! Files into a catalogue: who refers to whom, what is withheld, and every order.

use crate::catalogue::article::{FreePage, List, News, Redirect};
use crate::catalogue::producer::Producer;
use crate::catalogue::product::Product;
use crate::catalogue::{Catalogue, SetAside, StaticFile, Tally};
use crate::content::entry::{self, Entry, Known, Withheld};
use crate::content::gazetteer::Gazetteer;
use crate::content::memory::Memory;
use crate::content::pictures::Pictures;
use crate::content::product::Context;
use crate::content::{
    Wishes, ages, article, cross, place, producer, product, redirect, settings, texts, thesaurus,
};
use crate::schema;
use crate::source::diagnostic::{Checked, Diagnostics};
use crate::source::tree::{Matter, Tree};
use crate::text::order::Order;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Records that are made at a time.
const PIECE: usize = 1024;

/// The whole catalogue.
pub(super) fn catalogue(tree: &Tree, wishes: &Wishes, memory: &mut Memory) -> Checked<Catalogue> {
    memory.begin(tree);
    let mut notes = Diagnostics::default();
    let order = Order::vietnamese();
    let pictures = Pictures::of(tree);
    texts::look_at_rest(tree, &mut notes);
    let settings = settings::settings(tree, wishes.base_url.as_deref(), &mut notes);
    let (categories, excused_categories) = settings::categories(tree, &mut notes);
    let today = wishes.today;
    let known = memory.places(tree.get(place::FILE), today, || {
        let mut notes = Diagnostics::default();
        let value = place::read(tree, &order, today, &mut notes);
        Checked { value, notes }
    });
    let (places, excused) = known.note(&mut notes);
    let gazetteer = Gazetteer::of(&places, &excused);
    let mut read = |folder, table, translation| {
        let entries =
            entry::markdown_files_again(tree, folder, table, translation, &pictures, memory);
        let entries = entries.note(&mut notes);
        entry::note_twins(&entries, &mut notes);
        entries
    };
    let named = schema::article::NAMED_TRANSLATION;
    let titled = schema::article::TITLED_TRANSLATION;
    let producer_files = read("content/producers/", schema::producer::PRODUCER, named);
    let product_files = read("content/products/", schema::product::PRODUCT, named);
    let page_files = read("content/pages/", schema::article::PAGE, titled);
    let news_files = read("content/news/", schema::article::NEWS, titled);
    let list_files: Vec<Entry<'_>> = tree
        .under("content/lists/")
        .map(|source| article::list_entry(source, &mut notes))
        .collect();

    memory.end(tree);

    // What leads to a group of a table that cannot be read is not at fault.
    let tables = [
        (place::FILE, excused.all),
        (settings::CATEGORIES_FILE, excused_categories.all),
    ];
    let tables = tables.into_iter().filter(|(_, broken)| *broken);
    let mut shelf = Shelf {
        tree,
        wishes,
        order: &order,
        tally: Tally::default(),
        redirects: redirect::rows(tree, &settings.base_url, &mut notes),
        set_aside: tables
            .map(|(file, _)| (file.into(), SetAside::unread()))
            .collect(),
        notes,
    };
    shelf.tally.producers = producer_files.len();
    shelf.tally.products = product_files.len();

    let (producers, producer_ids) = shelf.producers(&producer_files, &gazetteer, &pictures);
    let context = Context {
        today: wishes.today,
        places: &places,
        gazetteer: &gazetteer,
        categories: &categories,
        excused_categories: &excused_categories,
        pictures: &pictures,
        producers: &producers,
        producer_ids: &producer_ids,
        producer_names: OnceLock::new(),
        producers_by_name: OnceLock::new(),
    };
    let (products, product_ids) = shelf.products(&product_files, &context);
    let pages = shelf.pages(&page_files);
    let news = shelf.news(&news_files, &pictures, &product_ids);
    let lists = shelf.lists(&list_files, &product_ids);
    let programme = article::programme(tree, &mut shelf.notes);
    let thesaurus = thesaurus::read(tree, &mut shelf.notes);
    cross::products(&product_files, &mut shelf.notes);
    cross::producers(
        &producer_files,
        &producer_ids,
        &product_files,
        &mut shelf.notes,
    );
    let others = [&*product_files, &*producer_files, &*news_files];
    cross::pages(&page_files, &settings, &others, &mut shelf.notes);
    for entry in others.into_iter().flatten() {
        ages::note(entry, wishes.today, &mut shelf.notes);
    }
    let redirects = redirect::flatten(std::mem::take(&mut shelf.redirects), &mut shelf.notes);
    let statics = tree
        .under("content/static/")
        .filter_map(|source| match source.matter {
            Matter::Bytes { hash, .. } => Some(StaticFile {
                path: source.path.clone(),
                hash,
            }),
            Matter::Text(_) => None,
        })
        .collect();
    Checked {
        value: Catalogue {
            today: wishes.today,
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
            set_aside: shelf.set_aside,
            tally: shelf.tally,
        },
        notes: shelf.notes,
    }
}

/// What the kinds of record have in common while they are put in order.
struct Shelf<'a> {
    wishes: &'a Wishes,
    tree: &'a Tree,
    order: &'a Order,
    tally: Tally,
    redirects: Vec<Redirect>,
    set_aside: BTreeMap<Arc<str>, SetAside>,
    notes: Diagnostics,
}

impl Shelf<'_> {
    /// Makes a record of each file below a folder that is due. Gives them with the file they came from,
    /// and what becomes of each id, those of files that could not be read among them.
    fn made<'e, T: Send>(
        &mut self,
        folder: &str,
        files: &'e [Entry<'_>],
        make: impl Fn(&'e Entry<'_>, &mut Diagnostics) -> Option<T> + Sync,
    ) -> (Vec<(&'e Entry<'e>, T)>, BTreeMap<String, Known>) {
        let mut made = Vec::with_capacity(files.len());
        let mut ids = BTreeMap::new();
        // A withheld file is checked like any other: its faults would only wait. A piece at a time,
        // since a second list of all records would be a good part of all memory.
        let read = |piece: &'e [Entry<'_>]| -> Vec<Checked<Option<T>>> {
            piece
                .par_iter()
                .map(|entry| {
                    let mut notes = Diagnostics::default();
                    let value = make(entry, &mut notes);
                    Checked { value, notes }
                })
                .collect()
        };
        let records = files
            .chunks(PIECE)
            .flat_map(|piece| piece.iter().zip(read(piece)));
        for (entry, record) in records {
            let record = record.note(&mut self.notes);
            if ids.contains_key(&entry.id) {
                // The second of one id, of which a note has told.
                self.set_aside(entry, true);
                continue;
            }
            match entry.withheld(self.wishes.today, self.wishes.drafts) {
                Some(why) => {
                    match why {
                        Withheld::Draft => self.tally.drafts += 1,
                        Withheld::Scheduled => self.tally.scheduled += 1,
                    }
                    ids.entry(entry.id.clone()).or_insert(Known::Withheld);
                    self.set_aside(entry, record.is_none());
                }
                None => {
                    ids.entry(entry.id.clone()).or_insert(Known::Broken);
                    match record {
                        Some(record) => {
                            self.tally.published += 1;
                            made.push((entry, record));
                        }
                        None => {
                            self.set_aside(entry, true);
                        }
                    }
                }
            }
        }
        for file in self
            .tree
            .unread
            .iter()
            .map(|unread| &unread.path)
            .filter(|file| file.starts_with(folder))
        {
            let name = file.rsplit('/').next().unwrap_or_default();
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            ids.entry(stem.to_owned()).or_insert(Known::Broken);
            self.set_aside.insert(file.clone(), SetAside::unread());
        }
        (made, ids)
    }

    fn set_aside(&mut self, entry: &Entry<'_>, broken: bool) {
        let body = entry.body.clone();
        self.set_aside
            .insert(entry.file().clone(), SetAside { body, broken });
    }

    fn producers(
        &mut self,
        files: &[Entry<'_>],
        gazetteer: &Gazetteer<'_>,
        pictures: &Pictures<'_>,
    ) -> (Vec<Producer>, BTreeMap<String, Known>) {
        let (mut made, mut ids) = self.made("content/producers/", files, |entry, notes| {
            producer::read(entry, gazetteer, pictures, notes)
        });
        made.sort_by_cached_key(|(_, one)| {
            (self.order.key(&one.name), one.name.clone(), one.id.clone())
        });
        for (index, (entry, one)) in made.iter().enumerate() {
            ids.insert(one.id.clone(), Known::Published(index));
            self.redirects
                .extend(redirect::aliases(entry, &format!("/chu-the/{}/", one.id)));
        }
        (made.into_iter().map(|(_, one)| one).collect(), ids)
    }

    fn products(
        &mut self,
        files: &[Entry<'_>],
        context: &Context<'_>,
    ) -> (Vec<Product>, BTreeMap<String, Known>) {
        let (mut made, mut ids) = self.made("content/products/", files, |entry, notes| {
            product::read(entry, context, notes)
        });
        made.sort_by_cached_key(|(_, one)| {
            (
                Reverse(one.star),
                self.order.key(&one.name),
                one.name.clone(),
                one.id.clone(),
            )
        });
        for (index, (entry, one)) in made.iter().enumerate() {
            ids.insert(one.id.clone(), Known::Published(index));
            self.redirects
                .extend(redirect::aliases(entry, &format!("/san-pham/{}/", one.id)));
        }
        (made.into_iter().map(|(_, one)| one).collect(), ids)
    }

    fn pages(&mut self, files: &[Entry<'_>]) -> Vec<FreePage> {
        let (made, _) = self.made("content/pages/", files, |entry, _| article::page(entry));
        let mut pages: Vec<FreePage> = made.into_iter().map(|(_, page)| page).collect();
        pages.sort_by(|a, b| a.id.cmp(&b.id));
        pages
    }

    fn news(
        &mut self,
        files: &[Entry<'_>],
        pictures: &Pictures<'_>,
        products: &BTreeMap<String, Known>,
    ) -> Vec<News> {
        let (made, _) = self.made("content/news/", files, |entry, notes| {
            article::news(entry, pictures, products, notes)
        });
        let mut news: Vec<News> = made.into_iter().map(|(_, item)| item).collect();
        news.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.id.cmp(&b.id)));
        news
    }

    fn lists(&mut self, files: &[Entry<'_>], products: &BTreeMap<String, Known>) -> Vec<List> {
        let (made, _) = self.made("content/lists/", files, |entry, notes| {
            article::list(entry, products, notes)
        });
        made.into_iter().map(|(_, list)| list).collect()
    }
}
