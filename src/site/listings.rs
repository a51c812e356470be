//! Pages that list products: all, by former district, commune, star, category, curated.

use crate::site::artifact::{Group, PageRef, Recipe};
use crate::site::atlas::Atlas;
use crate::site::head::{self, Said};
use crate::site::names::Named;
use crate::site::pager::{pager, window};
use crate::site::parts::{self, link};
use crate::site::qr::qr;
use crate::site::shelf::{Owner, Shelf};
use crate::site::words;
use crate::site::{facets, images, linked_data, list_table, medallion, routes};
use crate::view::art::Art;
use crate::view::listing::{Card, Handout, Listing};
use crate::view::shown::Shown;
use crate::view::{Content, View};
use std::sync::Arc;

/// Every page of every group that has products.
pub(super) fn list(atlas: &Atlas<'_>, shelf: &mut Shelf) {
    let places: Arc<str> = Arc::from("content/places.yml");
    for group in &atlas.listed {
        let owner = match group {
            Group::District(Some(_))
            | Group::DistrictStar(Some(_), _)
            | Group::Commune(Some(_)) => Owner::Record(places.clone()),
            Group::List(index) => Owner::Record(atlas.catalogue.lists[*index].file.clone()),
            _ => Owner::Program,
        };
        for number in 1..=atlas.groups.of(*group).pages(atlas.page_size()) {
            let page = PageRef::Listing(*group, number);
            let place = routes::page(atlas.catalogue, page);
            shelf.put(&place, Recipe::Page(page), owner.clone());
        }
    }
}

/// One page of a listing.
pub(super) fn view<'v>(atlas: &'v Atlas<'_>, group: Group, number: usize) -> View<'v> {
    let members = atlas.groups.of(group);
    let window = window(members.products.len(), number, atlas.page_size());
    let shown = &members.products[window];
    let pages = members.pages(atlas.page_size());
    let pager = pager(atlas, pages, number, |number| {
        PageRef::Listing(group, number)
    });
    let named = Named::new(atlas, group);
    let said = Said {
        title: named.title,
        description: Some(words::counted(atlas.catalogue, members.count, &named.what)),
        section: named.section,
        trail: named.trail,
        label: named.label.into(),
        data: vec![linked_data::item_list(
            shown
                .iter()
                .map(|index| atlas.absolute(PageRef::Product(*index))),
        )],
    };
    let page = PageRef::Listing(group, number);
    let list = match group {
        Group::List(index) => atlas.catalogue.lists.get(index),
        _ => None,
    };
    View {
        art: Art::default(),
        head: head::head_of_many(atlas, page, PageRef::Listing(group, 1), &pager, said),
        content: Content::Listing(Listing {
            kind: named.kind,
            heading: named.heading,
            intro: named.intro,
            cloth: cloth(atlas, group),
            medallion: match group {
                Group::Category(index) | Group::CategoryStar(index, _) => {
                    Some(medallion::of(&atlas.catalogue.categories, index, ""))
                }
                _ => None,
            },
            count: members.count,
            cards: cards(atlas, shown.iter().copied()),
            groups: Vec::new(),
            facets: atlas.read("listing.facets", || facets::facets(atlas, group)),
            pager,
            contact: list.and_then(|list| list.contact.as_deref()),
            handout: handout(atlas, group),
        }),
    }
}

/// What a curated list is handed on as.
fn handout(atlas: &Atlas<'_>, group: Group) -> Option<Handout> {
    let Group::List(index) = group else {
        return None;
    };
    let list = atlas.catalogue.lists.get(index)?;
    let address = atlas.absolute(PageRef::Listing(group, 1));
    Some(Handout {
        csv: atlas.routes.link(&list_table::place(&list.id)),
        labels: atlas
            .draws_labels
            .then(|| atlas.link(PageRef::ListLabels(index, 1))),
        qr: qr(&address),
        address,
    })
}

/// The cloth of the district a group is of or lies in.
fn cloth(atlas: &Atlas<'_>, group: Group) -> Option<&'static str> {
    let district = match group {
        Group::District(district) | Group::DistrictStar(district, _) => Some(district),
        Group::Commune(commune) => {
            let commune = &atlas.catalogue.places.communes[commune?];
            Some(Some(commune.district?))
        }
        _ => None,
    };
    district.map(|district| atlas.cloth(district).id())
}

/// Cards of these products, in this order.
pub(super) fn cards<'v>(
    atlas: &'v Atlas<'_>,
    products: impl Iterator<Item = usize>,
) -> Vec<&'v Shown<'v>> {
    // A card stands on some twenty pages, always the same.
    let card = |index: usize| {
        let shown = atlas.shown.get(index)?;
        let shown = shown.get_or_init(|| Box::new(Shown::new(card(atlas, index))));
        Some(&**shown)
    };
    products.filter_map(card).collect()
}

fn card<'c>(atlas: &Atlas<'c>, index: usize) -> Card<'c> {
    let catalogue = atlas.catalogue;
    let product = &catalogue.products[index];
    let producer = &catalogue.producers[product.producer];
    let district = product.location.district;
    Card {
        id: &product.id,
        short: &product.short,
        name: &product.name,
        url: atlas.link(PageRef::Product(index)),
        star: parts::star(atlas, product.star),
        state: parts::state(product),
        producer: link(
            &*producer.name,
            atlas.link(PageRef::Producer(product.producer)),
        ),
        place: words::place(catalogue, product.location),
        district: district.map(|index| catalogue.places.districts[index].name.as_str()),
        cloth: atlas.cloth(district).id(),
        medallion: medallion::of(&catalogue.categories, product.category, &product.name),
        issued: product
            .certificate
            .as_ref()
            .and_then(|held| held.issued?.day())
            .map(parts::day),
        category: &catalogue.categories.0[product.category].vi,
        price: product.price.as_ref().map(parts::price),
        unit: product.unit.as_deref(),
        summary: product.summary.as_deref(),
        picture: images::first(atlas, &product.pictures).map(Box::new),
        mark: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::artifact::TextRef;
    use crate::site::testing::{Sample, listing};
    use std::collections::BTreeSet;

    #[test]
    fn each_product_stands_exactly_once_across_the_pages_of_a_listing() {
        let (catalogue, manifest) = (Sample::many(55).catalogue(), Sample::manifest());
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        let mut seen = Vec::new();
        for number in 1..=3 {
            let view = site.view(PageRef::Listing(Group::All, number));
            let listing = listing(&view);
            assert_eq!(listing.count.recognised, 55);
            assert_eq!(listing.pager.pages, 3);
            seen.extend(listing.cards.iter().map(|card| card.id.to_owned()));
        }
        let wanted: Vec<String> = catalogue
            .products
            .iter()
            .map(|one| one.id.clone())
            .collect();
        assert_eq!(seen, wanted);
        assert!(Sample::has(&site, "san-pham/trang/3/index.html"));
        assert!(!Sample::has(&site, "san-pham/trang/1/index.html"));
        assert!(!Sample::has(&site, "san-pham/trang/4/index.html"));
    }

    #[test]
    fn every_page_of_a_listing_has_its_own_title_description_and_neighbours() {
        let (catalogue, manifest) = (Sample::many(55).catalogue(), Sample::manifest());
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        let head = site.view(PageRef::Listing(Group::All, 2)).head;
        assert_eq!(head.title, "Tất cả sản phẩm OCOP tỉnh Thanh Hóa – trang 2");
        assert!(
            head.description
                .is_some_and(|text| text.ends_with("Trang 2/3."))
        );
        assert_eq!(head.previous.as_deref(), Some("/san-pham/"));
        assert_eq!(head.next.as_deref(), Some("/san-pham/trang/3/"));
        let trail: Vec<&str> = head
            .breadcrumbs
            .iter()
            .map(|link| link.url.as_str())
            .collect();
        assert_eq!(trail, ["/", "/san-pham/", "/san-pham/trang/2/"]);
    }

    #[test]
    fn no_two_pages_share_a_title_or_a_description() {
        let (catalogue, manifest) = (Sample::many(55).catalogue(), Sample::manifest());
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        let (mut titles, mut descriptions) = (BTreeSet::new(), BTreeSet::new());
        for artifact in site.artifacts.iter() {
            let Recipe::Page(page) = artifact.recipe else {
                continue;
            };
            let head = site.view(page).head;
            assert!(head.title.chars().count() <= 65, "{}", head.title);
            assert!(titles.insert(head.title.clone()), "{} {page:?}", head.title);
            let description = head.description.unwrap_or_default();
            assert!(description.chars().count() <= 155, "{description}");
            assert!(
                descriptions.insert(description.clone()),
                "{description} {page:?}"
            );
        }
    }

    #[test]
    fn products_without_a_decided_place_have_their_pages() {
        let (catalogue, manifest) = (Sample::small().catalogue(), Sample::manifest());
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        for path in [
            "huyen/chua-ro/index.html",
            "huyen/chua-ro/3-sao/index.html",
            "xa/chua-ro/index.html",
        ] {
            assert!(Sample::has(&site, path), "{path}");
        }
        assert!(!Sample::has(&site, "huyen/chua-ro/5-sao/index.html"));
        assert!(!Sample::has(&site, "huyen/huyen-yen-dinh/index.html"));
    }

    #[test]
    fn an_unlisted_list_is_drawn_and_linked_from_nowhere() {
        let sample = Sample::small().list("mo", false).list("kin", true);
        let (catalogue, manifest) = (sample.catalogue(), Sample::manifest());
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        assert!(Sample::has(&site, "danh-sach/kin/index.html"));
        let hidden = catalogue.lists.iter().position(|list| list.id == "kin");
        let group = Group::List(hidden.expect("the list"));
        assert!(!site.view(PageRef::Listing(group, 1)).head.indexed);
        for artifact in site.artifacts.iter() {
            let drawn = match &artifact.recipe {
                Recipe::Page(PageRef::Listing(of, _)) if *of == group => continue,
                // Its own sheets of labels, which lead back to it and are not indexed either.
                Recipe::Page(page @ PageRef::ListLabels(of, _)) if Some(*of) == hidden => {
                    assert!(!site.view(*page).head.indexed);
                    continue;
                }
                Recipe::Page(page) => format!("{:?}", site.view(*page)),
                // Read by the host alone: it keeps the table, which cannot speak for itself, out of searches.
                Recipe::Text(TextRef::Headers) => {
                    let rules = site.text(&TextRef::Headers);
                    let rule = "danh-sach/kin/kin.csv\n  X-Robots-Tag: noindex\n";
                    assert!(rules.contains(rule) && !rules.contains("danh-sach/mo"));
                    continue;
                }
                Recipe::Text(text) => site.text(text),
                _ => continue,
            };
            assert!(!drawn.contains("danh-sach/kin"), "{}", artifact.path);
        }
    }
}
