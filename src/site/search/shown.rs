//! What is shown of a product that was found, and what results are narrowed by.

use crate::catalogue::Catalogue;
use crate::catalogue::recognition::State;
use crate::site::search::pack;
use crate::site::{parts, words};
use crate::text::slug::slug;
use serde::Serialize;
use std::collections::HashMap;

/// Products in one file. A page of results needs the files of all its products, so they are small.
pub(super) const BLOCK: usize = 32;

/// The products from `first`, as JSON: producers and places once, then a row a product.
pub(super) fn block(catalogue: &Catalogue, first: usize) -> Vec<u8> {
    let end = (first + BLOCK).min(catalogue.products.len());
    let mut producers = Table::default();
    let mut places = Table::default();
    let mut rows = Vec::with_capacity(end - first);
    for product in &catalogue.products[first..end] {
        let producer = &catalogue.producers[product.producer];
        let producer = producers.put(json(&(short(&producer.id, &producer.name), &producer.name)));
        let commune = product
            .location
            .commune
            .map(|index| &catalogue.places.communes[index]);
        let place = places.put(json(&(
            commune.map_or("", |commune| &commune.slug),
            commune.map_or("", |commune| &commune.name),
            words::place(catalogue, product.location),
        )));
        let ends = parts::state(product)
            .ends
            .map_or(String::new(), |day| day.iso.to_string());
        let price = product
            .price
            .as_ref()
            .map_or(String::new(), |price| parts::price(price).text);
        rows.push(json(&(
            short(&product.id, &product.name),
            &product.name,
            producer,
            place,
            product.location.district.map_or(0, |index| index + 1),
            product.category,
            state(product.state),
            ends,
            price,
            product.unit.as_deref().unwrap_or_default(),
        )));
    }
    let lists = [producers.rows, places.rows, rows].map(|rows| format!("[{}]", rows.join(",")));
    format!("[{}]", lists.join(",")).into_bytes()
}

/// A row as an array; what it holds is texts and numbers, of which none can fail.
fn json(row: &impl Serialize) -> String {
    serde_json::to_string(row).unwrap_or_default()
}

/// District, category and state of every product, each column on its own.
pub(super) fn columns(catalogue: &Catalogue) -> Vec<u8> {
    let mut out = Vec::with_capacity(catalogue.products.len() * 4);
    for product in &catalogue.products {
        pack::number(
            &mut out,
            product.location.district.map_or(0, |index| index + 1),
        );
    }
    for product in &catalogue.products {
        pack::number(&mut out, product.category);
    }
    for product in &catalogue.products {
        pack::number(&mut out, state(product.state));
    }
    out
}

fn state(state: State) -> usize {
    State::ALL
        .iter()
        .position(|known| *known == state)
        .unwrap_or(State::ALL.len() - 1)
}

/// An id that is its name's address part is left out; one that begins with it keeps its ending, after `+`.
fn short(id: &str, name: &str) -> String {
    let usual = slug(name);
    match id.strip_prefix(&usual) {
        Some("") => String::new(),
        Some(ending) if !usual.is_empty() => format!("+{ending}"),
        _ => id.to_owned(),
    }
}

/// Rows, each once, numbered as they come.
#[derive(Default)]
struct Table {
    rows: Vec<String>,
    known: HashMap<String, usize>,
}

impl Table {
    fn put(&mut self, row: String) -> usize {
        let next = self.rows.len();
        *self.known.entry(row).or_insert_with_key(|row| {
            self.rows.push(row.clone());
            next
        })
    }
}
