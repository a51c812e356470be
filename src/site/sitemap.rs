//! What search engines are told: every page they may list, and where that is written.

use crate::site::artifact::{Artifact, PageRef, Recipe, TextRef};
use crate::site::atlas::Atlas;
use crate::site::pager::window;
use crate::site::shelf::{Owner, Shelf};
use crate::text::escape::xml;
use std::fmt::Write;

/// Addresses one file may hold, by the sitemap protocol.
const MOST: usize = 50_000;
const SPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The sitemap, its parts where it needs some, and `robots.txt`. Comes last: it counts the pages on the shelf.
pub(super) fn list(atlas: &Atlas<'_>, shelf: &mut Shelf) {
    let pages = shelf.pages().filter(|page| atlas.is_indexed(*page)).count();
    if pages > MOST {
        for part in 1..=pages.div_ceil(MOST) {
            let recipe = Recipe::Text(TextRef::SitemapPart(part));
            shelf.put(&part_place(part), recipe, Owner::Program);
        }
    }
    shelf.put(
        "sitemap.xml",
        Recipe::Text(TextRef::Sitemap),
        Owner::Program,
    );
    shelf.put("robots.txt", Recipe::Text(TextRef::Robots), Owner::Program);
}

/// `sitemap.xml`: all pages, or the parts where they are too many for one file.
pub(super) fn whole(atlas: &Atlas<'_>, artifacts: &[Artifact]) -> String {
    whole_of(atlas, &indexed(atlas, artifacts), MOST)
}

/// `sitemap-N.xml`
pub(super) fn part(atlas: &Atlas<'_>, artifacts: &[Artifact], part: usize) -> String {
    let pages = indexed(atlas, artifacts);
    urls(atlas, &pages[window(pages.len(), part, MOST)])
}

/// `robots.txt`: nothing is closed, least of all by naming what is not listed.
pub(super) fn robots(atlas: &Atlas<'_>) -> String {
    let sitemap = atlas.routes.absolute("sitemap.xml");
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")
}

/// Pages search engines may list, by path.
fn indexed(atlas: &Atlas<'_>, artifacts: &[Artifact]) -> Vec<PageRef> {
    let pages = artifacts
        .iter()
        .filter_map(|artifact| match artifact.recipe {
            Recipe::Page(page) => Some(page),
            _ => None,
        });
    pages.filter(|page| atlas.is_indexed(*page)).collect()
}

fn whole_of(atlas: &Atlas<'_>, pages: &[PageRef], most: usize) -> String {
    if pages.len() <= most {
        return urls(atlas, pages);
    }
    let parts = 1..=pages.len().div_ceil(most);
    let places = parts.map(|part| atlas.routes.absolute(&part_place(part)));
    document("sitemapindex", "sitemap", places)
}

fn urls(atlas: &Atlas<'_>, pages: &[PageRef]) -> String {
    document(
        "urlset",
        "url",
        pages.iter().map(|page| atlas.absolute(*page)),
    )
}

fn document(whole: &str, each: &str, addresses: impl Iterator<Item = String>) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    // Writing into a string cannot fail.
    let _ = writeln!(out, "<{whole} xmlns=\"{SPACE}\">");
    for address in addresses {
        let _ = writeln!(out, "<{each}><loc>{}</loc></{each}>", xml(&address));
    }
    let _ = writeln!(out, "</{whole}>");
    out
}

fn part_place(part: usize) -> String {
    format!("sitemap-{part}.xml")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::Sample;

    #[test]
    fn the_sitemap_has_every_page_that_may_be_listed_and_no_other() {
        let sample = Sample::many(55)
            .base_url("https://example.org/ocop")
            .list("kin", true);
        let (catalogue, manifest) = (sample.catalogue(), Sample::manifest());
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        let sitemap = site.text(&TextRef::Sitemap);
        let mut listed = 0;
        for artifact in site.artifacts.iter() {
            if let Recipe::Page(page) = artifact.recipe {
                let head = site.view(page).head;
                let entry = format!("<loc>{}</loc>", head.canonical);
                assert_eq!(sitemap.contains(&entry), head.indexed, "{entry}");
                listed += usize::from(head.indexed);
            }
        }
        assert_eq!(sitemap.matches("<loc>").count(), listed);
        assert!(!sitemap.contains("danh-sach/kin"));
        assert!(!sitemap.contains("404"));
        assert!(
            site.text(&TextRef::Robots)
                .contains("Sitemap: https://example.org/ocop/sitemap.xml")
        );
    }

    #[test]
    fn a_large_sitemap_lists_its_parts() {
        let (catalogue, manifest) = (Sample::small().catalogue(), Sample::manifest());
        let atlas = Atlas::new(&catalogue, &manifest);
        let pages = [PageRef::Home, PageRef::Table, PageRef::Districts];
        let whole = whole_of(&atlas, &pages, 2);
        assert!(whole.contains("<sitemapindex"));
        assert!(whole.contains("/sitemap-2.xml</loc>"));
        assert!(!whole.contains("/sitemap-3.xml"));
    }
}
