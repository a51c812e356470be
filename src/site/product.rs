//! A product's own page.

use crate::catalogue::product::{Award, Product, Shop};
use crate::site::artifact::{Group, PageRef};
use crate::site::atlas::Atlas;
use crate::site::head::{self, Said};
use crate::site::links::Links;
use crate::site::parts::{self, day, link, stated};
use crate::site::{facts, images, labels, linked_data, listings, medallion, producer, recognition};
use crate::view;
use crate::view::art::Art;
use crate::view::part::Link;
use crate::view::{Content, View};

/// Products shown as of the same place, and as of the same category.
const FEW: usize = 6;
/// Products of the same producer shown; its own page has them all.
const SIBLINGS: usize = 12;

/// The page.
pub(super) fn view<'v>(atlas: &'v Atlas<'_>, links: &Links, index: usize) -> View<'v> {
    let product = &atlas.catalogue.products[index];
    let mut trail = vec![head::section(atlas, "products")];
    trail.extend(district(atlas, product));
    let said = Said {
        title: String::from(&*atlas.titles.products[index]),
        description: Some(String::from(&*atlas.titles.product_descriptions[index])),
        section: "products",
        trail,
        label: product.name.as_str().into(),
        data: vec![linked_data::product(atlas, index)],
    };
    View {
        art: Art::default(),
        head: head::head(atlas, PageRef::Product(index), said),
        content: Content::Product(Box::new(content(atlas, links, index))),
    }
}

fn content<'v>(atlas: &'v Atlas<'_>, links: &Links, index: usize) -> view::product::Product<'v> {
    let catalogue = atlas.catalogue;
    let product = &catalogue.products[index];
    let places = &catalogue.places;
    let table = &catalogue.categories.0;
    let category = &table[product.category];
    let sector = category.sector.unwrap_or(product.category);
    let of_category =
        |index: usize| link(&*table[index].vi, atlas.group_link(Group::Category(index)));
    let siblings = atlas.groups.of_producer(product.producer).after(index);
    let siblings: Vec<usize> = siblings.take(SIBLINGS).collect();
    // Those alike are none of the neighbours, shown or not.
    let is_near = atlas.reads("product.neighbours") || atlas.reads("product.similar");
    let neighbours = is_near.then(|| neighbours(atlas, index, &siblings));
    let neighbours = neighbours.unwrap_or_default();
    let similar = || {
        let alike = atlas.groups.of(Group::Category(product.category));
        let others = alike.after(index);
        let others =
            others.filter(|other| !siblings.contains(other) && !neighbours.contains(other));
        listings::cards(atlas, others.take(FEW))
    };
    view::product::Product {
        id: &product.id,
        name: &product.name,
        other_names: &product.other_names,
        cloth: atlas.cloth(product.location.district).id(),
        medallion: medallion::of(&catalogue.categories, product.category, &product.name),
        star: parts::star(atlas, product.star),
        state: parts::state(product),
        state_sentence: recognition::sentence(catalogue, product),
        summary: product.summary.as_deref(),
        producer: producer::brief(atlas, product.producer),
        commune: producer::commune(atlas, product.location),
        former_commune: product
            .location
            .former
            .map(|former| places.former[former].name.as_str()),
        district: district(atlas, product),
        province: province(atlas, product),
        sector: of_category(sector),
        set: category.sector.map(|_| of_category(product.category)),
        code: product.code.as_deref(),
        certificate: recognition::held(atlas, product),
        history: recognition::history(atlas, product),
        proposed: product
            .proposed
            .as_ref()
            .map(|proposed| view::product::Proposed {
                level: proposed.star.level(),
                on: proposed.on.map(stated),
            }),
        revoked: product
            .revoked
            .as_ref()
            .map(|revoked| view::product::Revoked {
                on: day(revoked.on),
                by: revoked.by.as_deref(),
                reason: revoked.reason.as_deref(),
            }),
        awards: product.awards.iter().map(award).collect(),
        price: product.price.as_ref().map(parts::price),
        unit: product.unit.as_deref(),
        facts: atlas.read("product.facts", || facts::facts(product)),
        standards: facts::standards(product),
        shops: product.shops.iter().map(shop).collect(),
        pictures: images::all(atlas, &product.pictures),
        tags: &product.tags,
        sources: parts::sources(&product.sources),
        checked: product.checked.map(day),
        label: labels::label(atlas, index, atlas.reads("product.label")),
        body: links.fill(&product.file, &product.body),
        similar: atlas.read("product.similar", similar),
        neighbours: atlas.read("product.neighbours", || {
            listings::cards(atlas, neighbours.iter().copied())
        }),
        siblings: listings::cards(atlas, siblings.iter().copied()),
    }
}

/// Others of the same current commune, then of the same former district; not those shown as its producer's.
fn neighbours(atlas: &Atlas<'_>, index: usize, shown: &[usize]) -> Vec<usize> {
    let location = atlas.catalogue.products[index].location;
    let mut chosen: Vec<usize> = Vec::with_capacity(FEW);
    let commune = location
        .commune
        .map(|commune| Group::Commune(Some(commune)));
    let district = location
        .district
        .map(|district| Group::District(Some(district)));
    for group in commune.into_iter().chain(district) {
        for other in atlas.groups.of(group).after(index) {
            if chosen.len() == FEW {
                return chosen;
            }
            if !chosen.contains(&other) && !shown.contains(&other) {
                chosen.push(other);
            }
        }
    }
    chosen
}

fn district<'v>(atlas: &'v Atlas<'_>, product: &Product) -> Option<Link<'v>> {
    producer::district(atlas, product.location)
}

fn province<'v>(atlas: &'v Atlas<'_>, product: &Product) -> Option<&'v str> {
    let catalogue = atlas.catalogue;
    let places = &catalogue.places;
    let location = product.location;
    let commune = location
        .commune
        .map(|index| &places.communes[index].province);
    let former = location.former.map(|index| &places.former[index].province);
    let district = location
        .district
        .map(|index| &places.districts[index].province);
    let decided = commune
        .or(former)
        .or(district)
        .or(catalogue.settings.province.as_ref());
    decided.map(String::as_str).filter(|name| !name.is_empty())
}

fn award(award: &Award) -> view::product::Award<'_> {
    view::product::Award {
        name: &award.name,
        year: award.year,
        by: award.by.as_deref(),
    }
}

fn shop(shop: &Shop) -> view::product::Shop<'_> {
    view::product::Shop {
        label: &shop.label,
        url: shop.url.as_deref(),
        place: shop.place.as_deref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::product::Price;
    use crate::site::testing::Sample;
    use std::collections::BTreeSet;

    fn page<'v>(site: &'v crate::site::Site<'_>, index: usize) -> Box<view::product::Product<'v>> {
        match site.view(PageRef::Product(index)).content {
            Content::Product(product) => product,
            other => panic!("a product, not {other:?}"),
        }
    }

    #[test]
    fn neighbours_are_few_near_and_never_the_product_itself() {
        let (catalogue, manifest) = (Sample::many(97).catalogue(), Sample::manifest());
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        for (index, product) in catalogue.products.iter().enumerate() {
            let view = page(&site, index);
            let ids: BTreeSet<&str> = view.neighbours.iter().map(|card| card.id).collect();
            assert_eq!(ids.len(), view.neighbours.len());
            assert!(ids.len() <= 6 && !ids.contains(product.id.as_str()));
            let others = view.siblings.iter().chain(&view.similar);
            assert!(others.into_iter().all(|card| !ids.contains(card.id)));
            for card in &view.neighbours {
                let other = catalogue.products.iter().find(|other| other.id == card.id);
                let other = other.expect("a product").location;
                let own = product.location;
                let is_near = other.commune == own.commune || other.district == own.district;
                assert!(is_near, "{} {}", product.id, card.id);
            }
        }
    }

    #[test]
    fn what_no_template_reads_changes_nothing_else() {
        let catalogue = Sample::many(97).catalogue();
        let seen = |unread: &[&'static str]| {
            let mut manifest = Sample::manifest();
            manifest.unread = unread.to_vec();
            let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
            let view = page(&site, 3);
            let ids = |cards: &[&crate::view::shown::Shown<'_>]| -> Vec<String> {
                cards.iter().map(|card| card.id.to_owned()).collect()
            };
            (
                ids(&view.neighbours),
                ids(&view.similar),
                ids(&view.siblings),
            )
        };
        let (neighbours, similar, siblings) = seen(&[]);
        assert!(!neighbours.is_empty() && !similar.is_empty());
        let none = Vec::new();
        assert_eq!(
            seen(&["product.neighbours"]),
            (none.clone(), similar, siblings.clone())
        );
        assert_eq!(
            seen(&["product.similar"]),
            (neighbours, none.clone(), siblings.clone())
        );
        assert_eq!(
            seen(crate::view::manifest::COSTLY),
            (none.clone(), none, siblings)
        );
    }

    #[test]
    fn linked_data_certifies_and_never_rates() {
        let sample = Sample::small().product("x", |product| {
            product.name = "Chè </script> & \"lá\"".to_owned();
            product.price = Some(Price {
                min: 1000,
                max: 2000,
                seen: None,
            });
        });
        let (catalogue, manifest) = (sample.catalogue(), Sample::manifest());
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        let at = |id: &str| {
            catalogue
                .products
                .iter()
                .position(|product| product.id == id)
        };
        let data = |id: &str| {
            let head = site
                .view(PageRef::Product(at(id).expect("the product")))
                .head;
            head.linked_data.expect("data")
        };
        assert!(!data("x").contains("</script>"));
        let graph: serde_json::Value = serde_json::from_str(&data("x")).expect("JSON");
        let product = &graph["@graph"][0];
        assert_eq!(product["@type"], "Product");
        assert_eq!(product["offers"]["highPrice"], 2000);
        assert_eq!(product["hasCertification"]["name"], "OCOP 4 sao");
        assert_eq!(product["countryOfOrigin"]["name"], "VN");
        assert_eq!(graph["@graph"][1]["@type"], "BreadcrumbList");
        assert!(!data("mat-ong").contains("offers"));
        assert!(!data("mat-ong").to_lowercase().contains("rating"));
    }

    #[test]
    fn a_product_says_its_place_of_both_times() {
        let (catalogue, manifest) = (Sample::small().catalogue(), Sample::manifest());
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        let at = catalogue
            .products
            .iter()
            .position(|product| product.id == "mat-ong");
        let view = page(&site, at.expect("the product"));
        let commune = view.commune.expect("its commune");
        assert_eq!(
            (&*commune.label, &*commune.url),
            ("Xã Bình Sơn", "/xa/xa-binh-son/")
        );
        assert_eq!(
            view.district.map(|link| link.url).as_deref(),
            Some("/huyen/huyen-trieu-son/")
        );
        assert_eq!(view.siblings.len(), 1);
        assert_eq!(view.siblings[0].place, "xã Bình Sơn · huyện Triệu Sơn (cũ)");
    }
}
