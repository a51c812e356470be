//! What a page is called in its title and description: short, and no two alike.
//!
//! Names are not keys: two products, producers or communes may share one. The first name that
//! serves is taken; those that then share one take the next, which says more, and the last says the id.

use crate::catalogue::Catalogue;
use crate::catalogue::producer::Producer;
use crate::catalogue::product::Product;
use crate::catalogue::recognition::State;
use crate::site::again::Before;
use crate::site::distinct::{Distinct, Round};
use crate::site::groups::Groups;
use crate::site::parts;
use crate::site::words::{self, bare, cut, former, inside};
use crate::text::format::number;
use std::sync::Arc;

/// Longest title, in characters, where its words allow it.
pub(super) const TITLE: usize = 65;
/// Longest description, in characters.
pub(super) const DESCRIPTION: usize = 155;
/// Longest name of a category in a title, so that there is room for what the page is.
const CATEGORY: usize = 42;
/// Longest name of a category that is shown whole where there is little room.
const SHORT: usize = 30;

/// The names of everything that has a page, by index.
#[derive(Debug, Clone)]
pub(super) struct Titles {
    /// Titles of product pages.
    pub(super) products: Distinct,
    /// Their descriptions.
    pub(super) product_descriptions: Distinct,
    /// Titles of producer pages.
    pub(super) producers: Distinct,
    /// Their descriptions.
    pub(super) producer_descriptions: Distinct,
    /// Former districts inside a sentence: huyện Triệu Sơn (cũ).
    pub(super) districts: Vec<String>,
    /// Current communes inside a sentence: xã Bình Sơn.
    pub(super) communes: Vec<String>,
    /// Former districts where there is little room: Triệu Sơn.
    pub(super) short_districts: Vec<String>,
    /// Categories where there is little room: Chế biến từ thịt….
    pub(super) short_categories: Vec<String>,
    /// Categories, shortened.
    pub(super) categories: Vec<String>,
    /// Titles of news.
    pub(super) news: Vec<String>,
    /// Titles of free pages.
    pub(super) pages: Vec<String>,
    /// Titles of curated lists.
    pub(super) lists: Vec<String>,
}

impl Titles {
    /// All names of a catalogue; `known` are those of an earlier one of which all holds but the descriptions,
    /// `before` is an earlier plan of which the first names of records that are the same hold.
    pub(super) fn new(
        catalogue: &Catalogue,
        groups: &Groups,
        known: Option<&Titles>,
        before: Option<&Before>,
    ) -> Titles {
        let all = catalogue;
        let ((products, product_descriptions), (producers, producer_descriptions)) = rayon::join(
            || {
                let known = known.map(|known| known.products.clone());
                let titles = known.unwrap_or_else(|| product_titles(all, before));
                let descriptions = product_descriptions(all, &titles, before);
                (titles, descriptions)
            },
            || {
                let known = known.map(|known| known.producers.clone());
                let titles = known.unwrap_or_else(|| producer_titles(all, before));
                let descriptions = producer_descriptions(all, groups, &titles, before);
                (titles, descriptions)
            },
        );
        // Of what follows from places and categories alone.
        let same = |of: fn(&Titles) -> &Vec<String>, make: fn(&Catalogue) -> Vec<String>| {
            let before = before.map(|before| of(&before.titles).clone());
            before.unwrap_or_else(|| make(all))
        };
        Titles {
            products,
            product_descriptions,
            producers,
            producer_descriptions,
            districts: same(|titles| &titles.districts, districts),
            communes: same(|titles| &titles.communes, communes),
            short_districts: same(|titles| &titles.short_districts, short_districts),
            short_categories: same(|titles| &titles.short_categories, short_categories),
            categories: same(|titles| &titles.categories, categories),
            news: distinct(
                all.news.len(),
                &[
                    &|index| cut(&all.news[index].title, TITLE),
                    &|index| {
                        joined(
                            &all.news[index].title,
                            &parts::day(all.news[index].date).text,
                        )
                    },
                    &|index| joined(&all.news[index].title, &all.news[index].id),
                ],
            ),
            pages: distinct(
                all.pages.len(),
                &[&|index| cut(&all.pages[index].title, TITLE), &|index| {
                    joined(&all.pages[index].title, &all.pages[index].id)
                }],
            ),
            lists: distinct(
                all.lists.len(),
                &[&|index| cut(&all.lists[index].title, TITLE), &|index| {
                    joined(&all.lists[index].title, &all.lists[index].id)
                }],
            ),
        }
    }
}

fn product_titles(all: &Catalogue, before: Option<&Before>) -> Distinct {
    Distinct::new(
        all.products.len(),
        &[
            &|index| product_title(all, &all.products[index]),
            &|index| {
                let product = &all.products[index];
                let producer = &all.producers[product.producer].name;
                joined(&product.name, producer)
            },
            &|index| joined(&all.products[index].name, &all.products[index].id),
        ],
        |index| before?.titles.products.first(before?.moved.was(index)?),
    )
}

fn product_descriptions(all: &Catalogue, titles: &[Arc<str>], before: Option<&Before>) -> Distinct {
    Distinct::new(
        titles.len(),
        &[
            &|index| cut(&product_text(all, &all.products[index]), DESCRIPTION),
            &|index| {
                let text = product_text(all, &all.products[index]);
                cut(&format!("{}: {text}", titles[index]), DESCRIPTION)
            },
        ],
        |index| {
            let was = before?.moved.was(index)?;
            before?.titles.product_descriptions.first(was)
        },
    )
}

fn producer_titles(all: &Catalogue, before: Option<&Before>) -> Distinct {
    Distinct::new(
        all.producers.len(),
        &[
            &|index| cut(&all.producers[index].name, TITLE),
            &|index| {
                let producer = &all.producers[index];
                joined(&producer.name, &words::place_said(all, producer.location))
            },
            &|index| joined(&all.producers[index].name, &all.producers[index].id),
        ],
        |index| before?.titles.producers.first(index),
    )
}

fn producer_descriptions(
    all: &Catalogue,
    groups: &Groups,
    titles: &[Arc<str>],
    before: Option<&Before>,
) -> Distinct {
    let count = |groups: &Groups, index: usize| groups.of_producer(index).count.recognised;
    let text = |index: usize| producer_text(all, &all.producers[index], count(groups, index));
    Distinct::new(
        titles.len(),
        &[&|index| cut(&text(index), DESCRIPTION), &|index| {
            cut(&format!("{}: {}", titles[index], text(index)), DESCRIPTION)
        }],
        |index| {
            // It says how many products there are.
            let before = before?;
            let same = count(&before.ground.groups, index) == count(groups, index);
            same.then(|| before.titles.producer_descriptions.first(index))?
        },
    )
}

fn districts(catalogue: &Catalogue) -> Vec<String> {
    let all = &catalogue.places.districts;
    distinct(
        all.len(),
        &[
            &|index| former(&all[index].name),
            &|index| {
                format!(
                    "{}, {}",
                    former(&all[index].name),
                    inside(&all[index].province)
                )
            },
            &|index| format!("{} ({})", former(&all[index].name), all[index].slug),
        ],
    )
}

fn communes(catalogue: &Catalogue) -> Vec<String> {
    let places = &catalogue.places;
    let all = &places.communes;
    distinct(
        all.len(),
        &[
            &|index| inside(&all[index].name),
            &|index| {
                let commune = &all[index];
                let within = commune.district.map_or_else(
                    || inside(&commune.province),
                    |district| former(&places.districts[district].name),
                );
                format!("{}, {within}", inside(&commune.name))
            },
            &|index| format!("{} ({})", inside(&all[index].name), all[index].code),
        ],
    )
}

/// Without their kind, where no other district is called the same.
fn short_districts(catalogue: &Catalogue) -> Vec<String> {
    let all = &catalogue.places.districts;
    let short = |index: usize| bare(&all[index].name).to_owned();
    let full = |index: usize| all[index].name.clone();
    let id = |index: usize| joined(&all[index].name, &all[index].province);
    distinct(all.len(), &[&short, &full, &id])
}

/// The first of the things a long name lists, as many as there is room for, where no other category
/// begins so.
fn short_categories(catalogue: &Catalogue) -> Vec<String> {
    let all = &catalogue.categories.0;
    let short = |index: usize| {
        let name = &all[index].vi;
        if name.chars().count() <= SHORT {
            return name.clone();
        }
        let ends = name.match_indices([',', '(']).map(|(end, _)| end);
        let fits = |end: &usize| name[..*end].chars().count() < SHORT;
        let first = ends.clone().next();
        match ends.take_while(fits).last().or(first) {
            Some(end) => format!("{}…", name[..end].trim_end()),
            None => name.clone(),
        }
    };
    let cut_off = |index: usize| cut(&all[index].vi, CATEGORY);
    distinct(all.len(), &[&short, &cut_off])
}

fn categories(catalogue: &Catalogue) -> Vec<String> {
    let all = &catalogue.categories.0;
    distinct(
        all.len(),
        &[
            &|index| cut(&all[index].vi, CATEGORY),
            &|index| match (all[index].number, all[index].sector) {
                (Some(number), _) => format!("Bộ {number}: {}", cut(&all[index].vi, CATEGORY - 7)),
                (None, None) => format!("Ngành: {}", cut(&all[index].vi, CATEGORY - 7)),
                (None, Some(_)) => format!("Bộ: {}", cut(&all[index].vi, CATEGORY - 7)),
            },
            &|index| joined(&all[index].vi, &all[index].id),
        ],
    )
}

/// One name for each of `count` things: the first of `rounds` that no other has taken too.
fn distinct(count: usize, rounds: &[Round<'_>]) -> Vec<String> {
    let names = Distinct::new(count, rounds, |_| None);
    names.iter().map(|name| String::from(&**name)).collect()
}

/// A name and what tells it from another of the same name; the name gives way to the latter.
fn joined(name: &str, more: &str) -> String {
    let more = cut(more, 80);
    let room = TITLE.saturating_sub(more.chars().count() + 3).max(20);
    format!("{} – {more}", cut(name, room))
}

/// The star is left out where it no longer holds.
fn product_title(catalogue: &Catalogue, product: &Product) -> String {
    let star = match product.state {
        State::Ended | State::Revoked => String::new(),
        _ => format!("OCOP {}", parts::stars(product.star.level())),
    };
    let district = product
        .location
        .district
        .map_or("", |index| bare(&catalogue.places.districts[index].name));
    let both = [star.as_str(), district].map(|part| Some(part).filter(|part| !part.is_empty()));
    let both: Vec<&str> = both.into_iter().flatten().collect();
    let full = format!("{} – {}", product.name, both.join(", "));
    let short = format!("{} – {star}", product.name);
    let fits = |title: &String| title.chars().count() <= TITLE && !title.ends_with("– ");
    [full, short]
        .into_iter()
        .find(fits)
        .unwrap_or_else(|| cut(&product.name, TITLE))
}

fn product_text(catalogue: &Catalogue, product: &Product) -> String {
    if let Some(summary) = &product.summary {
        return summary.clone();
    }
    let place = words::place_said(catalogue, product.location);
    let place = if place.is_empty() {
        place
    } else {
        format!(", {place}")
    };
    format!(
        "{} của {}{place}: sản phẩm OCOP {}, {} ({}).",
        product.name,
        catalogue.producers[product.producer].name,
        parts::stars(product.star.level()),
        inside(product.state.label()),
        words::as_of(catalogue)
    )
}

fn producer_text(catalogue: &Catalogue, producer: &Producer, products: usize) -> String {
    if let Some(summary) = &producer.summary {
        return summary.clone();
    }
    let place = words::place_said(catalogue, producer.location);
    let place = if place.is_empty() {
        place
    } else {
        format!(", {place}")
    };
    let counted = if products == 0 {
        "chủ thể OCOP".to_owned()
    } else {
        format!("chủ thể của {} sản phẩm OCOP", number(products as u64))
    };
    format!("{}{place}: {counted}.", producer.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::Sample;
    use std::collections::BTreeSet;

    #[test]
    fn products_of_one_name_get_titles_and_descriptions_of_their_own() {
        let catalogue = Sample::small()
            .product("a-1", |product| product.name = "Mật ong".to_owned())
            .product("a-2", |product| product.name = "Mật ong".to_owned())
            .product("a-3", |product| {
                product.name = "Mật ong".to_owned();
                product.producer = 1;
            })
            .catalogue();
        let titles = Titles::new(&catalogue, &Groups::new(&catalogue), None, None);
        let unique: BTreeSet<&Arc<str>> = titles.products.iter().collect();
        assert_eq!(unique.len(), catalogue.products.len(), "{unique:?}");
        let unique: BTreeSet<&Arc<str>> = titles.product_descriptions.iter().collect();
        assert_eq!(unique.len(), catalogue.products.len(), "{unique:?}");
        assert!(
            unique
                .iter()
                .all(|text| text.chars().count() <= DESCRIPTION)
        );
    }

    #[test]
    fn a_title_gives_up_what_does_not_fit() {
        let catalogue = Sample::small()
            .product("dai", |product| {
                product.name = "Rượu nếp cái ".repeat(4).trim().to_owned()
            })
            .catalogue();
        let titles = Titles::new(&catalogue, &Groups::new(&catalogue), None, None);
        let at = |id: &str| {
            catalogue
                .products
                .iter()
                .position(|product| product.id == id)
        };
        let of = |id: &str| &*titles.products[at(id).expect("the product")];
        assert_eq!(of("mat-ong"), "Mật ong hoa nhãn – OCOP 4 sao, Triệu Sơn");
        assert!(of("dai").starts_with("Rượu nếp cái Rượu"));
        assert!(of("dai").chars().count() <= TITLE);
    }

    #[test]
    fn a_sector_and_its_only_set_of_the_same_name_differ() {
        let catalogue = Sample::small().catalogue();
        let titles = Titles::new(&catalogue, &Groups::new(&catalogue), None, None);
        let unique: BTreeSet<&String> = titles.categories.iter().collect();
        assert_eq!(unique.len(), titles.categories.len());
    }
}
