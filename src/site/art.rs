//! The drawings of a page: those that its content names, each once, and no other.

use crate::site::artifact::Group;
use crate::site::atlas::Atlas;
use crate::site::cloth::Cloth;
use crate::site::medallion;
use crate::view::Content;
use crate::view::art::{Art, Drawing, Patch};
use crate::view::part;
use crate::view::shown::{MARK, Shown};
use std::collections::BTreeSet;

/// Patches of the quilt on the home page: three rows of four.
const PATCHES: usize = 12;
/// The patches of it that bear a drawing.
const DRAWN: [usize; 6] = [0, 2, 5, 7, 8, 10];

/// The drawings that a page's content names.
pub(super) fn of(content: &Content<'_>) -> Art {
    let mut named = Named::default();
    content.cards().for_each(|card| named.card(card));
    match content {
        Content::Home(home) => {
            for patch in &home.quilt {
                named.cloth(Some(patch.cloth));
                named.medallions.extend(patch.medallion);
            }
            named.groups(&home.districts);
            named.groups(&home.sectors);
        }
        Content::Product(product) => {
            named.cloth(Some(product.cloth));
            named.medallions.insert(product.medallion);
        }
        Content::Producer(producer) => {
            named.cloth(Some(producer.cloth));
        }
        Content::Listing(listing) => {
            named.cloth(listing.cloth);
            named.medallions.extend(listing.medallion);
            named.groups(&listing.groups);
        }
        Content::Table(table) => {
            for row in &table.rows {
                named.cloth(Some(row.cloth));
            }
        }
        Content::Missing(missing) => named.groups(&missing.districts),
        Content::Search(search) => {
            named.groups(&search.districts);
            named.groups(&search.sectors);
        }
        _ => {}
    }
    named.art()
}

/// The drawings of these cloths and medallions, each once.
pub(super) fn named(all: impl Iterator<Item = (&'static str, &'static str)>) -> Art {
    let mut named = Named::default();
    for (cloth, medallion) in all {
        named.cloths.insert(cloth);
        named.medallions.insert(medallion);
    }
    named.art()
}

/// The quilt: cloths of districts that have products, round and round, with drawings of the product
/// sets that are in the catalogue, those with most products first. Empty where there is no product.
pub(super) fn quilt(atlas: &Atlas<'_>) -> Vec<Patch> {
    let mut cloths: Vec<&'static str> = Vec::new();
    for district in atlas.districts() {
        let id = atlas.cloth(district).id();
        if !cloths.contains(&id) {
            cloths.push(id);
        }
    }
    let table = &atlas.catalogue.categories;
    let mut sets: Vec<usize> = (0..table.0.len())
        .filter(|index| table.0[*index].sector.is_some() && atlas.has(Group::Category(*index)))
        .collect();
    sets.sort_by_key(|index| {
        let count = atlas.count(Group::Category(*index)).recognised;
        (std::cmp::Reverse(count), *index)
    });
    let mut medallions: Vec<&'static str> = Vec::new();
    for set in sets {
        let drawing = medallion::of(table, set, "");
        if !medallions.contains(&drawing) {
            medallions.push(drawing);
        }
    }
    if cloths.is_empty() {
        return Vec::new();
    }
    let mut drawings = medallions.iter().copied();
    (0..PATCHES)
        .map(|at| Patch {
            cloth: cloths[at % cloths.len()],
            medallion: if DRAWN.contains(&at) {
                drawings.next()
            } else {
                None
            },
        })
        .collect()
}

/// The drawings of a share card.
pub(super) fn of_card(cloths: &[&'static str], medallions: &[&'static str]) -> Art {
    let named = Named {
        cloths: cloths.iter().copied().collect(),
        medallions: medallions.iter().copied().collect(),
    };
    named.art()
}

/// What is named, sorted, so that the same page has the same bytes.
#[derive(Default)]
struct Named {
    cloths: BTreeSet<&'static str>,
    medallions: BTreeSet<&'static str>,
}

impl Named {
    fn cloth(&mut self, id: Option<&'static str>) {
        self.cloths.extend(id);
    }

    /// A card with a photograph shows neither cloth nor drawing.
    fn card(&mut self, card: &Shown<'_>) {
        if card.picture.is_none() {
            self.cloth(Some(card.cloth));
            self.medallions.insert(card.medallion);
        }
    }

    fn groups(&mut self, groups: &[part::Group<'_>]) {
        for group in groups {
            self.cloth(group.cloth);
            self.medallions.extend(group.medallion);
            self.groups(&group.groups);
        }
    }

    fn art(self) -> Art {
        let cloths = self.cloths.into_iter();
        let cloths = cloths.filter_map(|id| Some(drawing(id, Cloth::parse(id)?.pattern())));
        let medallions = self.medallions.into_iter();
        let medallions = medallions.filter_map(|id| Some(drawing(id, medallion::symbol(id)?)));
        Art {
            cloths: cloths.collect(),
            medallions: medallions.collect(),
        }
    }
}

/// A drawing, which its name alone tells from all others of the program.
fn drawing(id: &str, svg: &'static str) -> Drawing {
    Drawing {
        id: id.to_owned(),
        svg,
        mark: format!("{MARK}{id}"),
    }
}

#[cfg(test)]
mod tests {
    use crate::site::artifact::Recipe;
    use crate::site::testing::Sample;
    use serde_json::Value;

    /// Every value of a field of this name.
    fn named<'j>(json: &'j Value, field: &str, found: &mut Vec<&'j str>) {
        match json {
            Value::Array(all) => all.iter().for_each(|one| named(one, field, found)),
            Value::Object(all) => {
                found.extend(all.get(field).and_then(Value::as_str));
                all.values().for_each(|one| named(one, field, found));
            }
            _ => {}
        }
    }

    #[test]
    fn each_page_brings_the_drawings_it_names_each_once() {
        let (catalogue, manifest) = (Sample::many(97).catalogue(), Sample::manifest());
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        let mut pages = 0;
        for artifact in site.artifacts.iter() {
            let Recipe::Page(page) = artifact.recipe else {
                continue;
            };
            let view = serde_json::to_value(site.view(page)).expect("JSON");
            for (field, kind) in [("cloth", "cloths"), ("medallion", "medallions")] {
                let mut wanted = Vec::new();
                named(&view, field, &mut wanted);
                wanted.sort_unstable();
                wanted.dedup();
                let brought = view["art"][kind].as_array().expect("a list");
                let brought: Vec<&str> = brought
                    .iter()
                    .filter_map(|one| one["id"].as_str())
                    .collect();
                assert_eq!(brought, wanted, "{}", artifact.path);
                pages += usize::from(!wanted.is_empty());
            }
        }
        assert!(pages > 100);
    }
}
