//! What holds of a whole plan.

use super::*;
use crate::site::testing::{Sample, codes, photograph};
use serde_json::Value;

fn whole() -> Sample {
    Sample::many(97)
        .base_url("https://example.org/ocop/")
        .product("anh", |product| {
            product.pictures = vec![photograph("content/images/a.jpg", 2000, 1000)];
        })
        .page("gioi-thieu")
        .news("tin-1", "2026-11-01")
        .list("mo", false)
        .period()
        .redirect("/cu/", "/san-pham/")
}

/// Every text of a view that is a path on this site.
fn paths(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.starts_with('/') => {
            let each = text.split(", ").filter_map(|one| one.split(' ').next());
            found.extend(each.map(str::to_owned));
        }
        Value::Array(all) => all.iter().for_each(|one| paths(one, found)),
        Value::Object(all) => all.values().for_each(|one| paths(one, found)),
        _ => {}
    }
}

#[test]
fn every_address_in_every_view_is_planned_and_under_the_base() {
    let (catalogue, manifest) = (whole().catalogue(), Sample::manifest());
    let checked = plan(&catalogue, &manifest, &Sample::assets());
    assert_eq!(codes(&checked.notes), [] as [&str; 0]);
    let site = checked.value;
    let mut found = Vec::new();
    for artifact in site.artifacts.iter() {
        if let Recipe::Page(page) = artifact.recipe {
            let view = site.view(page);
            assert_eq!(page.template(), view.content.template());
            let view = serde_json::to_value(view).expect("JSON");
            paths(&view, &mut found);
        }
    }
    paths(
        &serde_json::to_value(site.shared()).expect("JSON"),
        &mut found,
    );
    found.extend(site.asset_urls().into_values());
    found.sort();
    found.dedup();
    assert!(found.len() > 150);
    // A form or a facet may lead to the search page with a question; the path is what exists. The
    // files of the visitor's own list are named by what their addresses begin with.
    let places = found.iter().map(|path| written::split(path).0);
    for path in places.filter(|path| !["/ocop/", "/ocop/chon/ma/"].contains(path)) {
        let place = path.strip_prefix("/ocop/");
        let output = routes::output(place.unwrap_or_else(|| panic!("{path} is off the base")));
        assert!(Sample::has(&site, &output), "{path}");
    }
}

#[test]
fn every_view_tells_all_of_itself_in_few_bytes_and_no_two_the_same() {
    let (catalogue, manifest) = (whole().catalogue(), Sample::manifest());
    let site = plan(&catalogue, &manifest, &Sample::assets()).value;
    let pages = site
        .artifacts
        .iter()
        .filter_map(|artifact| match artifact.recipe {
            Recipe::Page(page) => Some(page),
            _ => None,
        });
    let told: Vec<Vec<u8>> = pages
        .map(|page| site.view(page).told().unwrap_or_else(|| panic!("{page:?}")))
        .collect();
    let each: std::collections::BTreeSet<&Vec<u8>> = told.iter().collect();
    assert_eq!(each.len(), told.len());
}

#[test]
fn a_view_tells_of_a_card_that_shows_something_else() {
    let told = |unit: &str| {
        let sample = Sample::many(3).product("x", |product| {
            product.unit = Some(unit.into());
        });
        let (catalogue, manifest) = (sample.catalogue(), Sample::manifest());
        let site = plan(&catalogue, &manifest, &Sample::assets()).value;
        let view = site.view(PageRef::Product(0));
        let view::Content::Product(product) = &view.content else {
            panic!("no product");
        };
        let shown = [&product.siblings, &product.neighbours, &product.similar];
        let ids: Vec<&str> = shown.into_iter().flatten().map(|card| card.id).collect();
        assert!(ids.contains(&"x"), "{ids:?}");
        view.told().expect("bytes")
    };
    assert_eq!(told("hộp"), told("hộp"));
    assert_ne!(told("hộp"), told("túi"));
}

#[test]
fn chapters_appear_with_what_they_tell_of() {
    let (catalogue, manifest) = (whole().catalogue(), Sample::manifest());
    let site = plan(&catalogue, &manifest, &Sample::assets()).value;
    for path in [
        "chuong-trinh/index.html",
        "tin-tuc/index.html",
        "tin-tuc/tin-1/index.html",
        "tin-tuc.xml",
        "gioi-thieu/index.html",
        "danh-sach/index.html",
        "danh-sach/mo/index.html",
        "cu/index.html",
    ] {
        assert!(Sample::has(&site, path), "{path}");
    }
    let sections: Vec<&str> = site.shared().sections.iter().map(|one| one.id).collect();
    assert_eq!(
        sections,
        [
            "products",
            "districts",
            "communes",
            "stars",
            "categories",
            "producers",
            "lists",
            "programme",
            "news"
        ]
    );
    let (catalogue, manifest) = (Sample::small().catalogue(), Sample::manifest());
    let site = plan(&catalogue, &manifest, &Sample::assets()).value;
    for path in [
        "chuong-trinh/index.html",
        "tin-tuc/index.html",
        "tin-tuc.xml",
        "danh-sach/index.html",
    ] {
        assert!(!Sample::has(&site, path), "{path}");
    }
}

#[test]
fn content_that_takes_an_address_of_the_site_is_told_so() {
    let sample = Sample::small()
        .page("san-pham")
        .page("vung-trong")
        .static_file("content/static/robots.txt")
        .static_file("content/static/Vung-Trong/index.html");
    let (catalogue, manifest) = (sample.catalogue(), Sample::manifest());
    let checked = plan(&catalogue, &manifest, &Sample::assets());
    assert_eq!(
        codes(&checked.notes),
        [
            "content/pages/san-pham.md address-twice",
            "content/static/Vung-Trong/index.html address-twice",
            "content/static/robots.txt address-twice",
        ]
    );
}

#[test]
fn the_same_catalogue_gives_the_same_plan_and_the_same_views() {
    let (catalogue, manifest) = (whole().catalogue(), Sample::manifest());
    let one = plan(&catalogue, &manifest, &Sample::assets()).value;
    let two = plan(&catalogue, &manifest, &Sample::assets()).value;
    assert_eq!(one.artifacts, two.artifacts);
    assert!(one.artifacts.is_sorted_by(|a, b| a.path < b.path));
    for artifact in one.artifacts.iter() {
        match &artifact.recipe {
            Recipe::Page(page) => {
                let json = |site: &Site<'_>| serde_json::to_string(&site.view(*page));
                assert_eq!(json(&one).expect("JSON"), json(&two).expect("JSON"));
            }
            Recipe::Text(text) => assert_eq!(one.text(text), two.text(text)),
            _ => {}
        }
    }
}

#[test]
fn a_site_may_be_read_from_many_threads() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Site<'static>>();
}
