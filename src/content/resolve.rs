//! Files into a catalogue: who refers to whom, what is withheld, and every order.

use crate::catalogue::article::{FreePage, List, News, Redirect};
use crate::catalogue::producer::Producer;
use crate::catalogue::product::Product;
use crate::catalogue::{Catalogue, SetAside, StaticFile, Tally};
use crate::content::entry::{self, Entry, Ids, Kind, Known, Withheld};
use crate::content::filed::{Filed, Stays};
use crate::content::gazetteer::Gazetteer;
use crate::content::handed::{NEWS, PRODUCERS, PRODUCTS, Texts};
use crate::content::made::{self, Kept, Outcome};
use crate::content::memory::Memory;
use crate::content::pictures::Pictures;
use crate::content::product::Context;
use crate::content::shelved::{Made, Ordered, Shelved};
use crate::content::{
    Wishes, ages, article, cross, place, producer, product, redirect, settings, texts, thesaurus,
};
use crate::schema;
use crate::source::diagnostic::{Checked, Diagnostics};
use crate::source::tree::{Matter, Source, Tree};
use crate::text::order::Order;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::hash_map::Entry as Slot;
use std::sync::{Arc, OnceLock};

/// Files that are read at a time.
const PIECE: usize = 1024;

/// The whole catalogue.
pub(super) fn catalogue(
    tree: &Tree,
    wishes: &Wishes,
    memory: &mut Memory,
    texts: &mut Texts,
) -> Checked<Catalogue> {
    let others = memory.begin(tree);
    // Beside the memory, which is asked of files meanwhile.
    let mut kept = std::mem::take(&mut memory.made);
    let keeps = memory.keeps();
    if keeps {
        kept.begin(tree, wishes, others);
    }
    let mut notes = Diagnostics::default();
    let order = Order::vietnamese();
    let pictures = Pictures::of(tree);
    texts::look_at_rest(tree, &mut notes);
    let settings = settings::settings(tree, wishes.base_url.as_deref(), &mut notes);
    let (categories, excused_categories) = settings::categories(tree, &mut notes);
    let today = wishes.today;
    let placed = memory.places(tree.get(place::FILE), today, || {
        let mut notes = Diagnostics::default();
        let value = place::read(tree, &order, today, &mut notes);
        Checked { value, notes }
    });
    let (places, excused) = placed.note(&mut notes);
    let gazetteer = Gazetteer::of(&places, &excused);
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
        pictures: &pictures,
        memory,
        texts,
        tally: Tally::default(),
        redirects: redirect::rows(tree, &settings.base_url, &mut notes),
        set_aside: tables
            .map(|(file, _)| (file.into(), SetAside::unread()))
            .collect(),
        notes,
    };

    let producers = shelf.producers(&gazetteer, &mut kept.producers);
    let known = keeps && kept.refer(&producers.records, &producers.ids);
    let context = Context {
        today: wishes.today,
        places: &places,
        gazetteer: &gazetteer,
        categories: &categories,
        excused_categories: &excused_categories,
        pictures: &pictures,
        producers: &producers.records,
        producer_ids: &producers.ids,
        producer_names: OnceLock::new(),
        producers_by_name: OnceLock::new(),
    };
    let (products, name_keys) = shelf.products(&context, &mut kept.products);
    let pages = shelf.pages();
    let news = shelf.news(&products.ids);
    let lists = shelf.lists(&products.ids);
    shelf.memory.end(tree);
    let programme = article::programme(tree, &mut shelf.notes);
    let thesaurus = thesaurus::read(tree, &mut shelf.notes);
    let of_both = [&*products.files, &*producers.files];
    let compared = kept.compared.all(of_both, &producers.ids, known);
    shelf.notes.append(compared);
    let others = [&*products.files, &*producers.files, &*news.files];
    cross::pages(&pages.files, &settings, &others, &mut shelf.notes);
    shelf.memory.made = kept;
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
            producers: producers.records,
            products: products.records,
            name_keys,
            pages: pages.records,
            news: news.records,
            lists: lists.records,
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
    pictures: &'a Pictures<'a>,
    memory: &'a mut Memory,
    texts: &'a mut Texts,
    tally: Tally,
    redirects: Vec<Redirect>,
    set_aside: BTreeMap<Arc<str>, SetAside>,
    notes: Diagnostics,
}

impl Shelf<'_> {
    /// Reads each file of a kind and makes a record of each that is due. A piece at a time: only of one
    /// piece all fields stand in memory together. What is kept of a file that is as it was is not made again.
    fn made<T: Clone + Send + Sync>(
        &mut self,
        kind: &Kind<'_>,
        kept: &mut Kept<T>,
        make: impl Fn(&Entry<'_>, &mut Diagnostics) -> Option<T> + Sync,
    ) -> Made<T> {
        let (stays, sources) = self.texts.under(kind.folder, self.tree);
        let aside = self.texts.aside(kind.folder);
        let sources = Kind::among(sources.into_iter(), &mut self.notes);
        let mut made = Made::new(sources.len());
        let mut sources = sources.into_iter();
        loop {
            let piece: Vec<Source> = sources.by_ref().take(PIECE).collect();
            if piece.is_empty() {
                break;
            }
            let (tree, pictures, memory) = (self.tree, self.pictures, &*self.memory);
            let (today, drafts) = (self.wishes.today, self.wishes.drafts);
            let known = &*kept;
            let one = |source: Source| {
                if let Some(known) = known.of(&source) {
                    return known.again();
                }
                let Checked { value, mut notes } = kind.read(tree, &source, pictures, memory);
                let filed = value.entry.map(|mut entry| {
                    aside.iter().for_each(|aside| entry.lay_text(&**aside));
                    // A withheld file is checked like any other: its faults would only wait.
                    let record = make(&entry, &mut notes);
                    let withheld = entry.withheld(today, drafts);
                    let text = stays.of(&source.matter);
                    (Arc::new(entry.filed(text)), record, withheld)
                });
                let keeps = filed.as_ref().filter(|_| memory.keeps());
                let made = keeps.map(|made| made::Known::new(&source, made, &notes));
                let is_kept = stays == Stays::FrontMatter && notes.iter().next().is_some();
                let value = Outcome {
                    filed,
                    fresh: value.fresh,
                    made,
                    noted: is_kept.then_some(source),
                };
                Checked { value, notes }
            };
            let read: Vec<Checked<Outcome<T>>> = piece.into_par_iter().map(one).collect();
            for outcome in read {
                let outcome = outcome.note(&mut self.notes);
                outcome
                    .noted
                    .into_iter()
                    .for_each(|source| self.texts.keep(source));
                if let Some(fresh) = outcome.fresh {
                    self.memory.keep(fresh);
                }
                if let Some(made) = outcome.made {
                    kept.keep(made);
                }
                if let Some((file, record, withheld)) = outcome.filed {
                    self.put(file, record, withheld, &mut made);
                }
            }
        }
        kept.end(self.tree, made.files.len());
        if made.ids.len() < made.files.len() {
            entry::note_twins(&made.files, &mut self.notes);
        }
        self.put_unread(kind.folder, &mut made.ids);
        made
    }

    /// Puts what was made of a file where it belongs.
    fn put<T>(
        &mut self,
        entry: Arc<Filed>,
        record: Option<T>,
        withheld: Option<Withheld>,
        made: &mut Made<T>,
    ) {
        match (made.ids.entry(entry.id.clone()), withheld) {
            // The second of one id, of which a note tells.
            (Slot::Occupied(_), _) => self.set_aside(&entry, true),
            (Slot::Vacant(id), Some(why)) => {
                match why {
                    Withheld::Draft => self.tally.drafts += 1,
                    Withheld::Scheduled => self.tally.scheduled += 1,
                }
                id.insert(Known::Withheld);
                self.set_aside(&entry, record.is_none());
            }
            (Slot::Vacant(id), None) => {
                id.insert(Known::Broken);
                match record {
                    Some(record) => {
                        self.tally.published += 1;
                        made.records.push((made.files.len(), record));
                    }
                    None => self.set_aside(&entry, true),
                }
            }
        }
        made.files.push(entry);
    }

    fn put_unread(&mut self, folder: &str, ids: &mut Ids) {
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
    }

    fn set_aside(&mut self, entry: &Filed, broken: bool) {
        let body = entry.body.clone();
        self.set_aside
            .insert(entry.file().clone(), SetAside { body, broken });
    }

    /// Records in their order, each of which others may refer to and old addresses lead to.
    fn addressed<T>(&mut self, mut made: Made<T>, folder: &str, id: fn(&T) -> &str) -> Shelved<T> {
        for (index, (file, one)) in made.records.iter().enumerate() {
            let id = id(one);
            if let Some(known) = made.ids.get_mut(id) {
                *known = Known::Published(index);
            }
            let file = &made.files[*file];
            if !file.alias_places.is_empty() {
                let to = format!("{folder}{id}/");
                self.redirects.extend(redirect::aliases(file, &to));
            }
        }
        made.shelved()
    }

    fn producers(
        &mut self,
        gazetteer: &Gazetteer<'_>,
        kept: &mut Kept<Ordered<Producer>>,
    ) -> Shelved<Arc<Producer>> {
        let (pictures, order, today) = (self.pictures, self.order, self.wishes.today);
        let kind = Kind {
            folder: PRODUCERS,
            table: schema::producer::PRODUCER,
            translation: schema::article::NAMED_TRANSLATION,
        };
        let mut made = self.made(&kind, kept, |entry, notes| {
            ages::note(entry, today, notes);
            let made = producer::read(entry, gazetteer, pictures, notes)?;
            Some(Ordered::new(made, order, |one| &one.name))
        });
        self.tally.producers = made.files.len();
        made.sort(|_, _| Ordering::Equal, |one| (&one.name, &one.id));
        self.addressed(made, "/chu-the/", |one| &one.record.id)
            .parted()
            .0
    }

    fn products(
        &mut self,
        context: &Context<'_>,
        kept: &mut Kept<Ordered<Product>>,
    ) -> (Shelved<Arc<Product>>, Vec<Arc<[u8]>>) {
        let order = self.order;
        let kind = Kind {
            folder: PRODUCTS,
            table: schema::product::PRODUCT,
            translation: schema::article::NAMED_TRANSLATION,
        };
        let mut made = self.made(&kind, kept, |entry, notes| {
            ages::note(entry, context.today, notes);
            let made = product::read(entry, context, notes)?;
            Some(Ordered::new(made, order, |one| &one.name))
        });
        self.tally.products = made.files.len();
        made.sort(
            |one, other| other.star.cmp(&one.star),
            |one| (&one.name, &one.id),
        );
        self.addressed(made, "/san-pham/", |one| &one.record.id)
            .parted()
    }

    fn pages(&mut self) -> Shelved<FreePage> {
        let kind = Kind {
            folder: "content/pages/",
            table: schema::article::PAGE,
            translation: schema::article::TITLED_TRANSLATION,
        };
        let made = self.made(&kind, &mut Kept::default(), |entry, _| article::page(entry));
        let mut pages = made.shelved();
        pages.records.sort_by(|a, b| a.id.cmp(&b.id));
        pages
    }

    fn news(&mut self, products: &Ids) -> Shelved<News> {
        let (pictures, today) = (self.pictures, self.wishes.today);
        let kind = Kind {
            folder: NEWS,
            table: schema::article::NEWS,
            translation: schema::article::TITLED_TRANSLATION,
        };
        let made = self.made(&kind, &mut Kept::default(), |entry, notes| {
            ages::note(entry, today, notes);
            article::news(entry, pictures, products, notes)
        });
        let mut news = made.shelved();
        news.records
            .sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.id.cmp(&b.id)));
        news
    }

    fn lists(&mut self, products: &Ids) -> Shelved<List> {
        let folder = "content/lists/";
        let sources: Vec<&Source> = self.tree.under(folder).collect();
        let mut made = Made::new(sources.len());
        for source in sources {
            let entry = article::list_entry(source, &mut self.notes);
            let list = article::list(&entry, products, &mut self.notes);
            let withheld = entry.withheld(self.wishes.today, self.wishes.drafts);
            let file = Arc::new(entry.filed(Stays::Whole.of(&source.matter)));
            self.put(file, list, withheld, &mut made);
        }
        self.put_unread(folder, &mut made.ids);
        made.shelved()
    }
}
