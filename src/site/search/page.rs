//! The search page, and the alphabetical index that serves those without a script.

use crate::catalogue::Catalogue;
use crate::site::again::moved::{Moved, merged};
use crate::site::artifact::{Group, PageRef, Recipe};
use crate::site::atlas::Atlas;
use crate::site::head::{self, Said};
use crate::site::pager::{pager, window};
use crate::site::parts::{self, link};
use crate::site::shelf::{Owner, Shelf};
use crate::site::{indexes, routes};
use crate::text::format::number;
use crate::text::heading::{HEADINGS, heading};
use crate::text::order::Order;
use crate::view::art::Art;
use crate::view::listing::Pager;
use crate::view::search::{Entry, Letter, Search};
use crate::view::{Content, View};
use rayon::prelude::*;
use std::borrow::Cow;

/// Products up to which all names stand on the search page itself.
const FEW: usize = 1_000;

/// Names on one page of a letter.
const NAMES: usize = 500;

/// Products by the letter of their names, in alphabetical order.
#[derive(Debug, Clone, Default)]
pub(in crate::site) struct Letters(Vec<Vec<usize>>);

impl Letters {
    /// All products, sorted; `then` are the letters of an earlier catalogue, and which products are still the same.
    pub(in crate::site) fn new(catalogue: &Catalogue, then: Option<(&Letters, &Moved)>) -> Letters {
        let order = Order::vietnamese();
        let key = |index: usize| match catalogue.name_keys.get(index) {
            Some(key) => Cow::Borrowed(&**key),
            None => Cow::Owned(order.key(&catalogue.products[index].name)),
        };
        let mut letters = vec![Vec::new(); HEADINGS.len()];
        let Some((then, moved)) = then else {
            let products = (0..catalogue.products.len()).into_par_iter();
            let mut all: Vec<(Cow<'_, [u8]>, usize)> =
                products.map(|index| (key(index), index)).collect();
            // Within each level they are in order already, which a stable sort is faster for.
            all.par_sort();
            for (_, index) in all {
                letters[heading(&catalogue.products[index].name)].push(index);
            }
            return Letters(letters);
        };
        for index in moved.fresh() {
            letters[heading(&catalogue.products[index].name)].push(index);
        }
        let pairs = then.0.iter().zip(letters);
        let sorted = pairs.map(|(known, fresh)| {
            let known = known.iter().filter_map(|index| moved.now(*index));
            merged(known.collect(), fresh, |one, other| {
                (key(*one), *one).cmp(&(key(*other), *other))
            })
        });
        Letters(sorted.collect())
    }

    fn with_products(&self) -> impl Iterator<Item = (usize, &Vec<usize>)> {
        self.0
            .iter()
            .enumerate()
            .filter(|(_, products)| !products.is_empty())
    }
}

/// The search page, and where names are many, those of the letters.
pub(in crate::site) fn list(atlas: &Atlas<'_>, shelf: &mut Shelf) {
    let mut put = |page: PageRef| {
        let place = routes::page(atlas.catalogue, page);
        shelf.put(&place, Recipe::Page(page), Owner::Program);
    };
    put(PageRef::Search);
    if is_many(atlas) {
        for (letter, products) in atlas.letters.with_products() {
            (1..=products.len().div_ceil(NAMES))
                .for_each(|page| put(PageRef::Letter(letter, page)));
        }
    }
}

/// `/tim-kiem/`
pub(in crate::site) fn home<'v>(atlas: &'v Atlas<'_>, index: String) -> View<'v> {
    let count = atlas.count(Group::All);
    let said = Said {
        title: "Tìm kiếm".to_owned(),
        description: Some(format!(
            "Tìm trong {} sản phẩm OCOP theo tên, xã, huyện, chủ thể, ngành hàng; gõ có dấu hay không dấu đều được.",
            number(count.recognised as u64)
        )),
        section: "search",
        label: "Tìm kiếm".into(),
        ..Said::default()
    };
    let entries = |letter: usize, products: &[usize]| Letter {
        label: HEADINGS[letter].0,
        url: if is_many(atlas) {
            atlas.link(PageRef::Letter(letter, 1))
        } else {
            String::new()
        },
        count: products.len(),
        entries: if is_many(atlas) {
            Vec::new()
        } else {
            entries(atlas, products)
        },
    };
    let letters = atlas
        .letters
        .with_products()
        .map(|(at, products)| entries(at, products));
    View {
        head: head::head(atlas, PageRef::Search, said),
        art: Art::default(),
        content: Content::Search(Search {
            heading: "Tìm sản phẩm OCOP".to_owned(),
            letter: None,
            index,
            count,
            letters: letters.collect(),
            levels: indexes::levels(atlas),
            districts: indexes::districts(atlas),
            sectors: indexes::sectors(atlas),
            pager: Pager {
                page: 1,
                pages: 1,
                ..Pager::default()
            },
        }),
    }
}

/// `/tim-kiem/chu/a/` and its further pages.
pub(in crate::site) fn letter<'v>(
    atlas: &'v Atlas<'_>,
    at: usize,
    here: usize,
    index: String,
) -> View<'v> {
    let (label, products) = match (HEADINGS.get(at), atlas.letters.0.get(at)) {
        (Some((label, _)), Some(products)) => (*label, products.as_slice()),
        _ => ("", &[][..]),
    };
    let title = match label {
        "#" => "Sản phẩm OCOP có tên bắt đầu bằng số hay dấu khác".to_owned(),
        letter => format!("Sản phẩm OCOP có tên bắt đầu bằng chữ {letter}"),
    };
    let page = PageRef::Letter(at, here);
    let pager = pager(atlas, products.len().div_ceil(NAMES), here, |page| {
        PageRef::Letter(at, page)
    });
    let said = Said {
        description: Some(format!(
            "{title}: {} tên, xếp theo bảng chữ cái.",
            number(products.len() as u64)
        )),
        title: title.clone(),
        section: "search",
        trail: vec![link("Tìm kiếm", atlas.link(PageRef::Search))],
        label: format!("Chữ {label}").into(),
        ..Said::default()
    };
    let letters = atlas
        .letters
        .with_products()
        .map(|(other, products)| Letter {
            label: HEADINGS[other].0,
            url: atlas.link(PageRef::Letter(other, 1)),
            count: products.len(),
            entries: if other == at {
                entries(atlas, &products[window(products.len(), here, NAMES)])
            } else {
                Vec::new()
            },
        });
    View {
        head: head::head_of_many(atlas, page, PageRef::Letter(at, 1), &pager, said),
        art: Art::default(),
        content: Content::Search(Search {
            heading: title,
            letter: Some(label),
            index,
            count: atlas.count(Group::All),
            letters: letters.collect(),
            levels: Vec::new(),
            districts: Vec::new(),
            sectors: Vec::new(),
            pager,
        }),
    }
}

fn is_many(atlas: &Atlas<'_>) -> bool {
    atlas.catalogue.products.len() > FEW
}

fn entries<'v>(atlas: &'v Atlas<'_>, products: &[usize]) -> Vec<Entry<'v>> {
    let entry = |index: &usize| {
        let product = &atlas.catalogue.products[*index];
        Entry {
            id: &product.id,
            name: &product.name,
            url: atlas.link(PageRef::Product(*index)),
            star: product.star.level(),
            state: parts::state(product).id,
        }
    };
    products.iter().map(entry).collect()
}
