//! What a page says to machines: heads, link previews, linked data, web manifest, over the real catalogue.

use crate::harness::{Fixture, copy_folder, files, root};
use scraper::{Html, Selector};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const HOST: &str = "https://sanvat.example.org/";

struct Site {
    fixture: Fixture,
    /// Every page but those that lead on.
    pages: BTreeMap<String, Html>,
}

impl Site {
    fn of_content() -> Site {
        let fixture = Fixture::empty("content");
        copy_folder(&root().join("content"), &fixture.path().join("content"));
        Site::built(fixture)
    }

    fn without_cards() -> Site {
        let fixture = Fixture::empty("content");
        copy_folder(&root().join("content"), &fixture.path().join("content"));
        without_cards(&fixture);
        Site::built(fixture)
    }

    fn built(fixture: Fixture) -> Site {
        let ran = fixture
            .run(&["build", "--date", "2026-11-24", "--theme", "default"])
            .expect_code(0);
        for heavy in ["page-heavy", "theme-heavy", "theme-card"] {
            assert!(!ran.err.contains(heavy), "{}", ran.err);
        }
        let pages = files(&fixture.path().join("public"))
            .into_iter()
            .filter(|path| path.ends_with(".html"))
            .map(|path| (path.clone(), fixture.page(&path)))
            .filter(|(_, text)| !text.contains("http-equiv=\"refresh\""))
            .map(|(path, text)| (path, Html::parse_document(&text)))
            .collect();
        Site { fixture, pages }
    }

    /// The file behind a whole address.
    fn behind(&self, address: &str) -> Option<Vec<u8>> {
        let inside = address.strip_prefix(HOST)?;
        let path = if inside.is_empty() || inside.ends_with('/') {
            format!("{inside}index.html")
        } else {
            inside.to_owned()
        };
        fs::read(self.fixture.path().join("public").join(path)).ok()
    }
}

/// Cards take most of a build: left out where they are not the matter.
fn without_cards(fixture: &Fixture) {
    fixture.edit(
        "content/config.yml",
        "page_size:",
        "cards: none\npage_size:",
    );
}

fn all<'a>(page: &'a Html, selector: &str, attribute: &str) -> Vec<&'a str> {
    let selector = Selector::parse(selector).expect("a selector");
    page.select(&selector)
        .filter_map(|element| element.attr(attribute))
        .collect()
}

/// The one value of a tag that must be there once.
fn one<'a>(path: &str, page: &'a Html, selector: &str, attribute: &str) -> &'a str {
    match all(page, selector, attribute)[..] {
        [value] => value,
        ref others => panic!("{path}: {selector} {others:?}"),
    }
}

fn meta<'a>(path: &str, page: &'a Html, name: &str) -> &'a str {
    one(
        path,
        page,
        &format!("meta[property=\"{name}\"], meta[name=\"{name}\"]"),
        "content",
    )
}

/// Everything a preview reads, on every page; the picture exists and is what it is said to be.
fn check_heads(site: &Site) {
    let (mut titles, mut descriptions) = (BTreeSet::new(), BTreeSet::new());
    for (path, page) in &site.pages {
        let title = meta(path, page, "og:title");
        assert!(title.chars().count() <= 65, "{path}: {title}");
        assert!(titles.insert(title), "{path}: {title} is a title twice");
        let canonical = one(path, page, "link[rel=canonical]", "href");
        assert!(canonical.starts_with(HOST), "{path}: {canonical}");
        assert_eq!(meta(path, page, "og:url"), canonical, "{path}");
        assert!(site.behind(canonical).is_some(), "{path}: {canonical}");
        assert_eq!(meta(path, page, "og:locale"), "vi_VN");
        assert!(!meta(path, page, "og:site_name").is_empty());
        assert_eq!(meta(path, page, "twitter:card"), "summary_large_image");
        if path != "404.html" {
            for name in ["description", "og:description"] {
                let text = meta(path, page, name);
                assert!(text.chars().count() <= 155, "{path}: {text}");
            }
            let text = meta(path, page, "description");
            assert!(descriptions.insert(text), "{path}: {text} is said twice");
        }
        let picture = site
            .behind(meta(path, page, "og:image"))
            .unwrap_or_else(|| panic!("{path}: no picture"));
        assert!(picture.len() <= 200_000, "{path}: {}", picture.len());
        let head = sanvat::source::picture::head(&picture).expect("a picture");
        assert_eq!((head.width, head.height), (1200, 630), "{path}");
        assert_eq!(meta(path, page, "og:image:width"), "1200");
        assert_eq!(meta(path, page, "og:image:height"), "630");
        let kind = format!("image/{:?}", head.kind).to_lowercase();
        assert_eq!(meta(path, page, "og:image:type"), kind, "{path}");
        assert!(!meta(path, page, "og:image:alt").is_empty(), "{path}");
        assert!(
            all(page, "link[hreflang]", "href").is_empty(),
            "one language"
        );
        let article = path.starts_with("tin-tuc/") && !path.starts_with("tin-tuc/trang/");
        let article = article && path != "tin-tuc/index.html";
        let kind = if article { "article" } else { "website" };
        assert_eq!(meta(path, page, "og:type"), kind, "{path}");
        if article {
            assert_eq!(meta(path, page, "article:published_time").len(), 10);
        }
    }
}

#[test]
fn every_head_is_whole_short_and_like_no_other() {
    check_heads(&Site::of_content());
}

#[test]
fn every_linked_datum_has_the_shape_that_search_engines_ask_for() {
    let site = Site::without_cards();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let has_search = site.pages.contains_key("tim-kiem/index.html");
    for (path, page) in &site.pages {
        let selector = Selector::parse("script[type=\"application/ld+json\"]").expect("a selector");
        let texts: Vec<String> = page
            .select(&selector)
            .map(|script| script.text().collect())
            .collect();
        // What search engines may not list has nothing to tell them.
        let hidden = Selector::parse("meta[name=robots]").expect("a selector");
        if path == "404.html" || page.select(&hidden).next().is_some() {
            assert!(texts.is_empty());
            continue;
        }
        let [text] = &texts[..] else {
            panic!("{path}: {} blocks", texts.len());
        };
        assert!(
            !text.contains("aggregateRating") && !text.contains("\"review\""),
            "{path}"
        );
        let data: Value = serde_json::from_str(text).expect("JSON");
        assert_eq!(data["@context"], "https://schema.org");
        for thing in data["@graph"].as_array().expect("a graph") {
            let kind = thing["@type"].as_str().expect("a type").to_owned();
            check_shape(&site, path, page, &kind, thing, has_search);
            *seen.entry(kind).or_default() += 1;
        }
        let products = path.starts_with("san-pham/") && !path.contains("/trang/");
        let is_product = products && path != "san-pham/index.html";
        let kinds: Vec<&str> = data["@graph"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|thing| thing["@type"].as_str())
            .collect();
        assert_eq!(kinds.contains(&"Product"), is_product, "{path}");
        assert_eq!(
            kinds.contains(&"BreadcrumbList"),
            path != "index.html",
            "{path}"
        );
        assert_eq!(kinds.contains(&"WebSite"), path == "index.html", "{path}");
    }
    for kind in [
        "Product",
        "Organization",
        "BreadcrumbList",
        "ItemList",
        "WebSite",
    ] {
        assert!(seen.contains_key(kind), "{seen:?}");
    }
    assert_eq!(seen["Product"], 55);
}

fn check_shape(site: &Site, path: &str, page: &Html, kind: &str, thing: &Value, search: bool) {
    let text = |of: &Value, key: &str| {
        let text = of[key].as_str().unwrap_or_default().to_owned();
        assert!(!text.is_empty(), "{path}: {kind} without {key}");
        text
    };
    let leads = |address: &str| {
        assert!(site.behind(address).is_some(), "{path}: {kind} {address}");
    };
    match kind {
        "Product" => {
            text(thing, "name");
            leads(&text(thing, "url"));
            let maker = &thing["manufacturer"];
            assert_eq!(maker["@type"], "Organization");
            leads(&text(maker, "url"));
            if let Some(held) = thing.get("hasCertification") {
                assert_eq!(held["@type"], "Certification");
                let name = text(held, "name");
                assert!(
                    ["OCOP 3 sao", "OCOP 4 sao", "OCOP 5 sao"].contains(&&*name),
                    "{name}"
                );
            }
        }
        "Organization" => {
            text(thing, "name");
            leads(&text(thing, "url"));
        }
        "BreadcrumbList" => {
            let items = thing["itemListElement"].as_array().expect("items");
            assert!(items.len() >= 2, "{path}: {items:?}");
            for (index, item) in items.iter().enumerate() {
                assert_eq!(item["position"], index + 1);
                text(item, "name");
                leads(&text(item, "item"));
            }
            let last = items.last().map(|item| item["item"].clone());
            let canonical = one(path, page, "link[rel=canonical]", "href");
            assert_eq!(last, Some(canonical.into()), "{path}");
        }
        "ItemList" => {
            let items = thing["itemListElement"].as_array().expect("items");
            assert_eq!(thing["numberOfItems"], items.len());
            let told: Vec<String> = items
                .iter()
                .enumerate()
                .map(|(index, item)| {
                    assert_eq!(item["position"], index + 1);
                    text(item, "url")
                })
                .collect();
            told.iter().for_each(|address| leads(address));
            let shown: Vec<String> = all(page, "main [data-product]", "data-product")
                .into_iter()
                .map(|id| format!("{HOST}san-pham/{id}/"))
                .collect();
            if !shown.is_empty() && told.iter().all(|address| address.contains("/san-pham/")) {
                assert_eq!(told, shown, "{path}: the order of the page");
            }
        }
        "WebSite" => {
            text(thing, "name");
            assert_eq!(thing["url"], HOST);
            assert_eq!(thing["inLanguage"], "vi");
            let action = thing.get("potentialAction");
            assert_eq!(action.is_some(), search && action.is_some());
        }
        "NewsArticle" => {
            text(thing, "headline");
            text(thing, "datePublished");
        }
        other => panic!("{path}: an unknown type {other}"),
    }
}

#[test]
fn photographs_and_news_have_previews_of_their_own() {
    let fixture = Fixture::empty("content");
    copy_folder(&root().join("content"), &fixture.path().join("content"));
    let mut photograph = Vec::new();
    image::RgbImage::from_pixel(1300, 900, image::Rgb([120, 160, 60]))
        .write_to(
            &mut std::io::Cursor::new(&mut photograph),
            image::ImageFormat::Png,
        )
        .expect("a picture");
    without_cards(&fixture);
    fixture.write("content/images/rung.png", &photograph);
    let product = "content/products/ong-hut-tre.md";
    fixture.edit(
        product,
        "\nname:",
        "\nimages:\n  - { file: rung.png }\nname:",
    );
    let site = Site::built(fixture);
    check_heads(&site);
    let page = &site.pages["san-pham/ong-hut-tre/index.html"];
    assert!(meta("", page, "og:image").ends_with("-chia-se.jpg"));
    // Without words of the editor the product's name stands for them.
    assert_eq!(meta("", page, "og:image:alt").to_lowercase(), "ống hút tre");
}

#[test]
fn the_site_may_be_put_on_a_telephones_first_screen() {
    let site = Site::without_cards();
    let home = &site.pages["index.html"];
    let manifest = one("index.html", home, "link[rel=manifest]", "href");
    assert_eq!(manifest, "/manifest.webmanifest");
    let text = site.fixture.page("manifest.webmanifest");
    let manifest: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(manifest["lang"], "vi");
    for icon in manifest["icons"].as_array().expect("icons") {
        let src = icon["src"].as_str().expect("an address");
        let bytes = site
            .behind(&format!("{HOST}{}", &src[1..]))
            .expect("an icon");
        if icon["type"] == "image/png" {
            let head = sanvat::source::picture::head(&bytes).expect("a picture");
            assert_eq!(icon["sizes"], format!("{}x{}", head.width, head.height));
        }
    }
    for rel in ["icon", "apple-touch-icon"] {
        for address in all(home, &format!("link[rel={rel}]"), "href") {
            assert!(site.behind(&format!("{HOST}{}", &address[1..])).is_some());
        }
    }
}

#[test]
fn the_policy_of_a_page_is_that_of_the_headers() {
    let site = Site::without_cards();
    let headers = site.fixture.page("_headers");
    let policy = one(
        "index.html",
        &site.pages["index.html"],
        "meta[http-equiv=Content-Security-Policy]",
        "content",
    );
    assert!(policy.starts_with("default-src 'none'; script-src 'self'"));
    assert!(headers.contains(&format!(
        "Content-Security-Policy: {policy}; frame-ancestors 'none'\n"
    )));
}
