//! Free pages, news, lists and the programme into what the catalogue keeps of them.

use crate::catalogue::article::{Figures, FreePage, List, News, Period};
use crate::catalogue::product::Citation;
use crate::content::entry::{Entry, Ids, Known, in_order};
use crate::content::fields;
use crate::content::form;
use crate::content::front_matter::Document;
use crate::content::meant;
use crate::content::pictures::Pictures;
use crate::content::product::citations;
use crate::content::value::Record;
use crate::schema::article::{LIST, PERIOD};
use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Problem;
use crate::source::slot::Slot;
use crate::source::tree::{Source, Tree};
use crate::source::yaml::{Budget, Node, Step};
use crate::text::near::Names;
use std::collections::BTreeMap;

/// The free page of a file.
pub fn page(entry: &Entry<'_>) -> Option<FreePage> {
    let inside = entry.file().strip_prefix("content/pages/")?;
    Some(FreePage {
        id: inside.strip_suffix(".md")?.to_owned(),
        file: entry.file().clone(),
        title: entry.record.text("title")?,
        summary: entry.record.text("summary"),
        menu: entry.record.whole("menu"),
        body: entry.body.clone(),
    })
}

/// The news item of a file.
pub fn news(
    entry: &Entry<'_>,
    pictures: &Pictures<'_>,
    products: &Ids,
    notes: &mut Diagnostics,
) -> Option<News> {
    let record = &entry.record;
    let listed = pictures.listed(&entry.document, record, notes);
    let sources = citations(entry, notes);
    let told = references(&entry.document, record, products, notes);
    Some(News {
        id: entry.id.clone(),
        file: entry.file().clone(),
        title: record.text("title")?,
        date: record.day("date")?,
        summary: record.text("summary"),
        author: record.text("author"),
        pictures: listed,
        products: told,
        tags: record.texts("tags"),
        sources,
        body: entry.body.clone(),
    })
}

/// A list's file: its fields, checked on their own.
pub fn list_entry<'a>(source: &'a Source, notes: &mut Diagnostics) -> Entry<'a> {
    let mut document = Document::whole(source);
    let record = document
        .read(LISTS, notes)
        .map(|node| fields::check(&document, &node, LIST, notes))
        .unwrap_or_default();
    let name = source.name();
    let id = name
        .strip_suffix(".yml")
        .or_else(|| name.strip_suffix(".yaml"))
        .unwrap_or(name)
        .to_owned();
    if !form::is_id(&id) {
        let problem = Problem::BadId {
            key: "file",
            write: meant::id(&id),
            found: id.clone(),
            slot: Slot::Field,
        };
        notes.add(&source.path, document.fence, problem);
    }
    Entry::of_fields(document, record, id)
}

const LISTS: Budget = Budget {
    depth: 32,
    nodes: 2_000,
};

/// The curated list of a file.
pub fn list(entry: &Entry<'_>, products: &Ids, notes: &mut Diagnostics) -> Option<List> {
    let record = &entry.record;
    let chosen = references(&entry.document, record, products, notes);
    Some(List {
        id: entry.id.clone(),
        file: entry.file().clone(),
        title: record.text("title")?,
        intro: record.text("intro"),
        date: record.day("date"),
        products: chosen,
        contact: record.text("contact"),
        unlisted: record.flag("unlisted"),
    })
}

/// The published products of a `products` list, each once, in its order.
fn references(
    document: &Document<'_>,
    record: &Record,
    products: &Ids,
    notes: &mut Diagnostics,
) -> Vec<usize> {
    let mut chosen = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut names: Option<Names<'_>> = None;
    for (index, id) in record.placed_texts("products") {
        let place_of =
            |index: usize| document.place(&[Step::Key("products".to_owned()), Step::Index(index)]);
        let place = || place_of(index);
        if let Some(first) = seen.get(id) {
            let problem = Problem::Twice {
                key: "products",
                found: id.to_owned(),
                other: document.file.to_string(),
                line: Some(document.line(place_of(*first))),
            };
            notes.add(document.file, place(), problem);
            continue;
        }
        seen.insert(id, index);
        match products.get(id) {
            Some(Known::Published(product)) => chosen.push(*product),
            Some(Known::Broken) => {}
            Some(Known::Withheld) => {
                let problem = Problem::Withheld {
                    key: "products",
                    found: id.to_owned(),
                };
                notes.add(document.file, place(), problem);
            }
            None => {
                let problem = Problem::Unknown {
                    key: "products",
                    found: id.to_owned(),
                    near: names
                        .get_or_insert_with(|| Names::of(in_order(products)))
                        .nearest(id)
                        .map(str::to_owned),
                    write: None,
                };
                notes.add(document.file, place(), problem);
            }
        }
    }
    chosen
}

/// `programme.yml`: the periods in the order written.
pub fn programme(tree: &Tree, notes: &mut Diagnostics) -> Vec<Period> {
    let Some(source) = tree.get("content/programme.yml") else {
        return Vec::new();
    };
    let mut document = Document::whole(source);
    let Some(node) = document.read(Budget::default(), notes) else {
        return Vec::new();
    };
    let Node::List(items) = &node else {
        if node != Node::Null {
            notes.add(document.file, document.fence, Problem::YamlNotList);
        }
        return Vec::new();
    };
    let mut periods: BTreeMap<String, usize> = BTreeMap::new();
    items
        .iter()
        .enumerate()
        .filter_map(|(index, item)| {
            let record = fields::check_at(&document, item, PERIOD, vec![Step::Index(index)], notes);
            if let Some(found) = record.text("period") {
                let place = |index: usize| {
                    document.place(&[Step::Index(index), Step::Key("period".to_owned())])
                };
                match periods.get(&found) {
                    Some(first) => {
                        let problem = Problem::Twice {
                            key: "period",
                            found,
                            other: document.file.to_string(),
                            line: Some(document.line(place(*first))),
                        };
                        notes.add(document.file, place(index), problem);
                    }
                    None => {
                        periods.insert(found, index);
                    }
                }
            }
            sums(&document, index, &record, notes);
            period(&document, index, &record, notes)
        })
        .collect()
}

fn period(
    document: &Document<'_>,
    index: usize,
    record: &Record,
    notes: &mut Diagnostics,
) -> Option<Period> {
    let mut sources = Vec::new();
    for (nth, map) in record.records("sources") {
        let grade = map.text("grade").and_then(|grade| grade.chars().next());
        if grade == Some('D') {
            let way = [
                Step::Index(index),
                Step::Key("sources".to_owned()),
                Step::Index(nth),
                Step::Key("grade".to_owned()),
            ];
            notes.add(document.file, document.place(&way), Problem::SourceRefused);
        }
        if let Some(url) = map.text("url") {
            sources.push(Citation {
                url,
                title: map.text("title"),
                seen: map.day("seen"),
                grade,
            });
        }
    }
    Some(Period {
        period: record.text("period")?,
        plan: record.record("plan").map(figures),
        results: record.record("results").map(figures),
        percent_of_plan: record.count("percent_of_plan"),
        targets: record.record("targets").map(figures),
        note: record.text("note"),
        sources,
    })
}

/// Levels that add up to more than their whole.
fn sums(document: &Document<'_>, index: usize, record: &Record, notes: &mut Diagnostics) {
    for key in ["plan", "results", "targets"] {
        let Some(figures) = record.record(key) else {
            continue;
        };
        let sum: u64 = figures.by_star("stars").values().sum();
        if let Some(products) = figures.count("products").filter(|all| sum > *all) {
            let way = [
                Step::Index(index),
                Step::Key(key.to_owned()),
                Step::Key("stars".to_owned()),
            ];
            let problem = Problem::SumMismatch { sum, products };
            notes.add(document.file, document.place(&way), problem);
        }
    }
}

fn figures(record: &Record) -> Figures {
    Figures {
        products: record.count("products"),
        producers: record.count("producers"),
        stars: record.by_star("stars"),
        proposed: record.count("proposed"),
    }
}
