//! The pages of all records by address; the home page, free pages, and the page for what is missing.

use crate::catalogue::recognition::State;
use crate::site::artifact::{Group, PageRef, Recipe};
use crate::site::atlas::Atlas;
use crate::site::head::{self, Said};
use crate::site::links::Links;
use crate::site::shelf::{Owner, Shelf};
use crate::site::words::{self, inside};
use crate::site::{art, goal, indexes, linked_data, listings, news, routes};
use crate::view::art::Art;
use crate::view::home::Home;
use crate::view::page::{Missing, Page};
use crate::view::{Content, View};
use std::cmp::Reverse;

/// Products shown on the home page as recognised last.
const LATEST: usize = 8;

/// One page for each record, the home page, and the one for what is missing.
pub(super) fn list(atlas: &Atlas<'_>, shelf: &mut Shelf) {
    let catalogue = atlas.catalogue;
    let mut put = |page: PageRef, owner: Owner| {
        shelf.put(&routes::page(catalogue, page), Recipe::Page(page), owner);
    };
    put(PageRef::Home, Owner::Program);
    put(PageRef::Missing, Owner::Program);
    for (index, product) in catalogue.products.iter().enumerate() {
        put(PageRef::Product(index), Owner::Record(product.file.clone()));
    }
    for (index, producer) in catalogue.producers.iter().enumerate() {
        put(
            PageRef::Producer(index),
            Owner::Record(producer.file.clone()),
        );
    }
    for (index, page) in catalogue.pages.iter().enumerate() {
        put(PageRef::Page(index), Owner::Record(page.file.clone()));
    }
}

/// `/`
pub(super) fn home<'v>(atlas: &'v Atlas<'_>) -> View<'v> {
    let catalogue = atlas.catalogue;
    let settings = &catalogue.settings;
    let count = atlas.count(Group::All);
    let counted = || {
        let province = settings.province.as_deref();
        let of = province.map_or(String::new(), |name| format!(" {}", inside(name)));
        let counted = words::counted(catalogue, count, &format!("sản phẩm OCOP{of}"));
        format!("{}: {counted}", settings.title)
    };
    let said = Said {
        description: Some(settings.description.clone().unwrap_or_else(counted)),
        section: "home",
        data: vec![linked_data::website(atlas)],
        ..Said::default()
    };
    View {
        art: Art::default(),
        head: head::head(atlas, PageRef::Home, said),
        content: Content::Home(Home {
            count,
            producers: catalogue.producers.len(),
            levels: indexes::levels(atlas),
            districts: indexes::districts(atlas),
            sectors: indexes::sectors(atlas),
            latest: listings::cards(atlas, latest(atlas).into_iter()),
            quilt: art::quilt(atlas),
            goal: goal::goal(atlas),
            news: news::newest(atlas),
        }),
    }
}

/// A free page.
pub(super) fn free<'v>(atlas: &'v Atlas<'_>, links: &Links, index: usize) -> View<'v> {
    let page = &atlas.catalogue.pages[index];
    let said = Said {
        title: atlas.titles.pages[index].clone(),
        description: page.summary.clone(),
        section: "pages",
        label: page.title.as_str().into(),
        ..Said::default()
    };
    View {
        art: Art::default(),
        head: head::head(atlas, PageRef::Page(index), said),
        content: Content::Page(Page {
            title: &page.title,
            summary: page.summary.as_deref(),
            body: links.fill(&page.file, &page.body),
        }),
    }
}

/// `/404.html`
pub(super) fn missing<'v>(atlas: &'v Atlas<'_>) -> View<'v> {
    let said = Said {
        title: "Không tìm thấy trang".to_owned(),
        section: "missing",
        label: "Không tìm thấy trang".into(),
        ..Said::default()
    };
    View {
        art: Art::default(),
        head: head::head(atlas, PageRef::Missing, said),
        content: Content::Missing(Missing {
            levels: indexes::levels(atlas),
            districts: indexes::districts(atlas),
        }),
    }
}

/// The products recognised last: those whose day of issue is known and has come, and that were not withdrawn.
fn latest(atlas: &Atlas<'_>) -> Vec<usize> {
    let catalogue = atlas.catalogue;
    let products = catalogue.products.iter().enumerate();
    let mut dated: Vec<_> = products
        .filter(|(_, product)| product.state != State::Revoked)
        .filter_map(|(index, product)| {
            let day = product.certificate.as_ref()?.issued?.day()?;
            (day <= catalogue.today).then_some((Reverse(day), index))
        })
        .collect();
    dated.sort_unstable();
    dated
        .into_iter()
        .take(LATEST)
        .map(|(_, index)| index)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::{Sample, issued};

    #[test]
    fn the_home_page_shows_what_was_recognised_last_by_a_known_day() {
        let sample = Sample::small()
            .product("thang", |product| {
                product.certificate = Some(issued("2026-10"))
            })
            .product("mai", |product| {
                product.certificate = Some(issued("2027-01-01"))
            })
            .product("moi", |product| {
                product.certificate = Some(issued("2026-11-01"))
            });
        let (catalogue, manifest) = (sample.catalogue(), Sample::manifest());
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        let view = site.view(PageRef::Home);
        let Content::Home(home) = &view.content else {
            panic!("the home page");
        };
        let ids: Vec<&str> = home.latest.iter().map(|card| card.id).collect();
        assert_eq!(ids, ["moi", "mat-ong", "che-xanh"]);
        assert!(view.head.title.is_empty() && view.head.breadcrumbs.is_empty());
        assert!(
            view.head
                .linked_data
                .is_some_and(|data| data.contains("WebSite"))
        );
    }

    #[test]
    fn an_empty_catalogue_has_a_home_page_and_no_listing() {
        let (catalogue, manifest) = (Sample::empty().catalogue(), Sample::manifest());
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        let paths: Vec<&str> = site
            .artifacts
            .iter()
            .map(|file| file.path.as_str())
            // The index has a folder named for its content.
            .filter(|path| !path.starts_with("tim/"))
            .collect();
        assert_eq!(
            paths,
            [
                "404.html",
                "_headers",
                "assets/1a2b3c4d/style.css",
                "index.html",
                "manifest.webmanifest",
                "robots.txt",
                "sitemap.xml",
                "tim-kiem/index.html"
            ]
        );
        assert!(site.shared().sections.is_empty());
    }
}
