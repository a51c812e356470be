//! What of a product is searched, and where in it each word stands.

use crate::catalogue::Catalogue;
use crate::catalogue::place::Location;
use crate::catalogue::product::Product;
use crate::site::words::bare;
use crate::text::words::words;
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;

// One byte tells a word's field and its place in it; the script reads the same numbers. Two words
// of one field are neighbours where their places are.

/// The name: 0 to 31 is the place of a word, and 32 to 63 that of the last one.
pub(super) const NAME: u8 = 0;
const NAME_END: u8 = 32;
/// Other names.
const OTHER: u8 = 64;
/// The producer's name.
pub(super) const PRODUCER: u8 = 96;
/// Current commune 128, former commune 136, former district 144, province 152.
const PLACE: u8 = 128;
/// Former communes that went into the current one, where the product does not say which.
const PERHAPS: u8 = 160;
/// Tags.
const TAGS: u8 = 192;
/// First byte that stands for nothing.
const END: u8 = 224;

/// Products whose words are found at a time.
const PIECE: usize = 1_024;

/// Words, numbered as they come.
#[derive(Debug, Default)]
struct Words {
    numbers: HashMap<String, u32>,
    /// Each word once.
    all: Vec<String>,
}

impl Words {
    fn number(&mut self, word: String) -> u32 {
        let next = self.all.len() as u32;
        *self.numbers.entry(word).or_insert_with_key(|word| {
            self.all.push(word.clone());
            next
        })
    }

    fn of(&mut self, text: &str) -> Vec<u32> {
        words(text)
            .into_iter()
            .map(|word| self.number(word))
            .collect()
    }
}

/// A place of a word, and the index of the product that has it there, in one number: a catalogue has some forty
/// for each product, all of them in memory at once. Room is for the first sixteen million products.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Occurrence(u32);

impl Occurrence {
    const PRODUCT: u32 = (1 << 24) - 1;

    fn new(place: u8, product: usize) -> Occurrence {
        Occurrence(u32::from(place) << 24 | product as u32 & Occurrence::PRODUCT)
    }

    /// Where the word stands.
    pub(super) fn place(self) -> u8 {
        (self.0 >> 24) as u8
    }

    /// The product's index.
    pub(super) fn product(self) -> u32 {
        self.0 & Occurrence::PRODUCT
    }
}

/// Every word of every product with all that is known of where it stands, in no particular order.
pub(super) fn occurrences(catalogue: &Catalogue) -> Vec<(String, Vec<Occurrence>)> {
    let products = &catalogue.products;
    let pieces: Vec<(Words, Vec<Vec<Occurrence>>)> = (0..products.len())
        .step_by(PIECE)
        .collect::<Vec<usize>>()
        .into_par_iter()
        .map(|first| of_piece(catalogue, first..(first + PIECE).min(products.len())))
        .collect();
    let mut known = Words::default();
    let mut found: Vec<Vec<Occurrence>> = Vec::new();
    for (words, of_piece) in pieces {
        for (word, mut places) in words.all.into_iter().zip(of_piece) {
            let number = known.number(word) as usize;
            match found.get_mut(number) {
                Some(all) => all.append(&mut places),
                None => found.push(places),
            }
        }
    }
    known.all.into_iter().zip(found).collect()
}

fn of_piece(catalogue: &Catalogue, piece: Range<usize>) -> (Words, Vec<Vec<Occurrence>>) {
    let mut words = Words::default();
    let known = &mut words;
    let mut found: Vec<Vec<Occurrence>> = Vec::new();
    let mut places: HashMap<Location, Vec<(u32, u8)>> = HashMap::new();
    for (index, product) in piece.clone().zip(&catalogue.products[piece]) {
        let mut put = |word: u32, place: u8| {
            let word = word as usize;
            if found.len() <= word {
                found.resize_with(word + 1, Vec::new);
            }
            found[word].push(Occurrence::new(place, index));
        };
        let name = known.of(&product.name);
        for (at, word) in name.iter().enumerate() {
            let base = if at + 1 == name.len() { NAME_END } else { NAME };
            put(*word, place(base, at, base + 32));
        }
        spread(&other_names(product, known), OTHER, PRODUCER, &mut put);
        let producer = known.of(&catalogue.producers[product.producer].name);
        spread(std::slice::from_ref(&producer), PRODUCER, PLACE, &mut put);
        let of_place = places
            .entry(product.location)
            .or_insert_with(|| of_place(catalogue, product.location, known));
        for (word, at) in of_place {
            put(*word, *at);
        }
        let tags: Vec<Vec<u32>> = product.tags.iter().map(|tag| known.of(tag)).collect();
        spread(&tags, TAGS, END, &mut put);
    }
    found.resize_with(words.all.len(), Vec::new);
    (words, found)
}

fn other_names(product: &Product, known: &mut Words) -> Vec<Vec<u32>> {
    let names = product.other_names.iter();
    names.map(|name| known.of(name)).collect()
}

/// Texts one after the other, with a gap between them so that they are no neighbours.
fn spread(texts: &[Vec<u32>], from: u8, to: u8, put: &mut impl FnMut(u32, u8)) {
    let mut at = 0;
    for text in texts {
        for word in text {
            put(*word, place(from, at, to));
            at += 1;
        }
        at += 1;
    }
}

/// Words beyond the last place share it.
fn place(base: u8, at: usize, to: u8) -> u8 {
    base.saturating_add(at.min(255) as u8).min(to - 1)
}

/// The words of a location: both communes, the former district, the province, all without their kind.
fn of_place(catalogue: &Catalogue, location: Location, known: &mut Words) -> Vec<(u32, u8)> {
    let places = &catalogue.places;
    let commune = location.commune.map(|index| &places.communes[index]);
    let former = location.former.map(|index| &places.former[index]);
    let district = location.district.map(|index| &places.districts[index]);
    let province = commune
        .map(|commune| &commune.province)
        .or(former.map(|former| &former.province))
        .or(district.map(|district| &district.province))
        .or(catalogue.settings.province.as_ref());
    let names = [
        commune.map(|commune| &commune.name),
        former.map(|former| &former.name),
        district.map(|district| &district.name),
        province,
    ];
    let mut found = Vec::new();
    for (slot, name) in names.into_iter().enumerate() {
        let base = PLACE + 8 * slot as u8;
        let Some(name) = name else { continue };
        for (at, word) in known.of(bare(name)).into_iter().enumerate() {
            found.push((word, place(base, at, base + 8)));
        }
    }
    if let (Some(index), None) = (location.commune, location.former) {
        let names: Vec<Vec<u32>> = places
            .made_of(index)
            .iter()
            .map(|index| known.of(bare(&places.former[*index].name)))
            .collect();
        spread(&names, PERHAPS, TAGS, &mut |word, at| {
            found.push((word, at))
        });
    }
    found
}
