//! Atom feeds of products and of news. Their dates come from the data, never from a clock.

use crate::catalogue::date::Date;
use crate::catalogue::product::Product;
use crate::site::artifact::{Group, PageRef, Recipe, TextRef};
use crate::site::atlas::Atlas;
use crate::site::shelf::{Owner, Shelf};
use crate::text::escape::xml;
use std::cmp::Reverse;
use std::fmt::Write;

/// Entries of a feed, the newest.
const ENTRIES: usize = 50;

/// A feed of products and one of news, if there are any.
pub(super) fn list(atlas: &Atlas<'_>, shelf: &mut Shelf) {
    if atlas.has(Group::All) {
        shelf.put(
            "san-pham.xml",
            Recipe::Text(TextRef::ProductFeed),
            Owner::Program,
        );
    }
    if !atlas.catalogue.news.is_empty() {
        shelf.put(
            "tin-tuc.xml",
            Recipe::Text(TextRef::NewsFeed),
            Owner::Program,
        );
    }
}

/// `san-pham.xml`: the products whose recognition or last check is dated, the newest first.
pub(super) fn products(atlas: &Atlas<'_>) -> String {
    let catalogue = atlas.catalogue;
    let products = catalogue.products.iter().enumerate();
    let mut dated: Vec<(Reverse<Date>, usize)> = products
        .filter_map(|(index, product)| Some((Reverse(updated(product)?), index)))
        .collect();
    dated.sort_unstable();
    let entries = dated
        .into_iter()
        .take(ENTRIES)
        .map(|(Reverse(date), index)| {
            let product = &catalogue.products[index];
            let issued = product.certificate.as_ref().and_then(|held| held.issued);
            Entry {
                url: atlas.absolute(PageRef::Product(index)),
                title: &product.name,
                updated: date,
                published: issued.and_then(|issued| issued.day()),
                summary: &atlas.titles.product_descriptions[index],
                author: Some(&catalogue.producers[product.producer].name),
            }
        });
    let alternate = PageRef::Listing(Group::All, 1);
    feed(
        atlas,
        "Sản phẩm OCOP",
        "san-pham.xml",
        alternate,
        entries.collect(),
    )
}

/// `tin-tuc.xml`: the newest news.
pub(super) fn news(atlas: &Atlas<'_>) -> String {
    let news = atlas.catalogue.news.iter().enumerate();
    let entries = news.take(ENTRIES).map(|(index, news)| Entry {
        url: atlas.absolute(PageRef::News(index)),
        title: &news.title,
        updated: news.date,
        published: Some(news.date),
        summary: news.summary.as_deref().unwrap_or_default(),
        author: news.author.as_deref(),
    });
    feed(
        atlas,
        "Tin tức",
        "tin-tuc.xml",
        PageRef::NewsList(1),
        entries.collect(),
    )
}

struct Entry<'a> {
    url: String,
    title: &'a str,
    updated: Date,
    published: Option<Date>,
    summary: &'a str,
    author: Option<&'a str>,
}

/// The later of the first day of issue and the last check.
fn updated(product: &Product) -> Option<Date> {
    let issued = product.certificate.as_ref().and_then(|held| held.issued);
    issued.map(|date| date.first()).max(product.checked)
}

/// Writing into a string cannot fail, so what `write!` returns is dropped.
fn feed(
    atlas: &Atlas<'_>,
    name: &str,
    place: &str,
    alternate: PageRef,
    entries: Vec<Entry<'_>>,
) -> String {
    let settings = &atlas.catalogue.settings;
    let own = xml(&atlas.routes.absolute(place));
    let page = xml(&atlas.absolute(alternate));
    // A feed must say a date; one without entries says the day it speaks of.
    let newest = entries.iter().map(|entry| entry.updated).max();
    let updated = moment(newest.unwrap_or(atlas.catalogue.today));
    let (site, language) = (xml(&settings.title), xml(&settings.language));
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let _ = write!(
        out,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">\n\
         <title>{site} – {name}</title>\n<id>{own}</id>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>\n\
         <updated>{updated}</updated>\n<author><name>{site}</name></author>\n"
    );
    for entry in entries {
        let url = xml(&entry.url);
        let (title, updated) = (xml(entry.title), moment(entry.updated));
        let _ = write!(
            out,
            "<entry>\n<title>{title}</title>\n<id>{url}</id>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>\n<updated>{updated}</updated>\n"
        );
        if let Some(published) = entry.published {
            let _ = writeln!(out, "<published>{}</published>", moment(published));
        }
        if let Some(author) = entry.author {
            let _ = writeln!(out, "<author><name>{}</name></author>", xml(author));
        }
        if !entry.summary.is_empty() {
            let _ = writeln!(out, "<summary>{}</summary>", xml(entry.summary));
        }
        out.push_str("</entry>\n");
    }
    out.push_str("</feed>\n");
    out
}

/// The first moment of a day in Vietnam.
fn moment(day: Date) -> String {
    format!("{day}T00:00:00+07:00")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::{Sample, date, issued};

    #[test]
    fn a_feed_is_dated_by_its_data_and_links_with_the_host() {
        let sample = Sample::small()
            .base_url("https://example.org/ocop")
            .product("x", |product| {
                product.name = "Chè <lá> & búp".to_owned();
                product.certificate = Some(issued("2026-10"));
            })
            .product("y", |product| {
                product.certificate = None;
                product.checked = Some(date("2026-11-20"));
            });
        let (catalogue, manifest) = (sample.catalogue(), Sample::manifest());
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        let feed = site.text(&TextRef::ProductFeed);
        assert!(feed.contains("<updated>2026-11-20T00:00:00+07:00</updated>\n<author>"));
        assert!(feed.contains("<title>Chè &lt;lá&gt; &amp; búp</title>"));
        assert!(feed.contains("<id>https://example.org/ocop/san-pham/x/</id>"));
        assert!(feed.contains("<updated>2026-10-01T00:00:00+07:00</updated>"));
        assert!(!feed.contains("2026-11-24"));
        assert!(feed.find("san-pham/y/") < feed.find("san-pham/x/"));
    }

    #[test]
    fn a_feed_has_at_most_fifty_entries() {
        let (catalogue, manifest) = (Sample::many(97).catalogue(), Sample::manifest());
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        assert_eq!(
            site.text(&TextRef::ProductFeed).matches("<entry>").count(),
            50
        );
    }
}
