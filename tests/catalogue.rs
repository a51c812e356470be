//! The real catalogue in `content/`: it builds, its numbers agree with each other, its links lead somewhere.

use crate::harness::{Fixture, copy_folder, files, root};
use scraper::{Html, Selector};
use std::collections::{BTreeMap, BTreeSet};

fn catalogue() -> Fixture {
    let site = Fixture::empty("content");
    copy_folder(&root().join("content"), &site.path().join("content"));
    // Cards take most of a build, and say nothing that pages do not.
    site.edit(
        "content/config.yml",
        "page_size:",
        "cards: none\npage_size:",
    );
    site
}

fn parsed(site: &Fixture, page: &str) -> Html {
    Html::parse_document(&site.page(page))
}

fn select<'a>(page: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    page.select(&Selector::parse(selector).expect("a selector"))
        .collect()
}

/// The numbers of a row; a cell without one is a zero.
fn cells(row: scraper::ElementRef<'_>, count: &str) -> Vec<usize> {
    let (cell, count) = (
        Selector::parse("td").expect("a selector"),
        Selector::parse(count).expect("a selector"),
    );
    row.select(&cell)
        .map(|cell| cell.select(&count).map(number).next().unwrap_or(0))
        .collect()
}

fn number(element: scraper::ElementRef<'_>) -> usize {
    element
        .text()
        .collect::<String>()
        .trim()
        .replace('.', "")
        .parse()
        .unwrap_or(0)
}

#[test]
fn every_internal_link_leads_to_a_published_file() {
    let site = catalogue();
    site.build().expect_code(0);
    let public = site.path().join("public");
    let published: BTreeSet<String> = files(&public).into_iter().collect();
    let mut broken = Vec::new();
    for page in published.iter().filter(|path| path.ends_with(".html")) {
        let html = parsed(&site, page);
        for (selector, attribute) in [("[href]", "href"), ("[src]", "src")] {
            for element in select(&html, selector) {
                let to = element.attr(attribute).unwrap_or_default();
                let Some(inside) = to.strip_prefix('/') else {
                    continue;
                };
                let path = inside.split(['#', '?']).next().unwrap_or_default();
                let file = if path.is_empty() || path.ends_with('/') {
                    format!("{path}index.html")
                } else {
                    path.to_owned()
                };
                if !published.contains(&file) {
                    broken.push(format!("{page}: {to}"));
                }
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn the_table_adds_up_both_ways_and_agrees_with_its_pages() {
    let site = catalogue();
    site.build().expect_code(0);
    let table = parsed(&site, "hang-sao/index.html");
    for kind in ["recognised", "current"] {
        let count = format!("[data-count={kind}]");
        let mut columns: BTreeMap<usize, usize> = BTreeMap::new();
        let mut all = 0;
        for row in select(&table, "tbody tr") {
            let cells = cells(row, &count);
            let (total, cells) = cells.split_last().expect("a row of numbers");
            assert_eq!(cells.iter().sum::<usize>(), *total, "a row of {kind}");
            for (index, cell) in cells.iter().enumerate() {
                *columns.entry(index).or_default() += cell;
            }
            all += total;
        }
        let totals = cells(select(&table, "tfoot tr").remove(0), &count);
        let (total, totals) = totals.split_last().expect("a row of totals");
        assert_eq!(
            columns.into_values().collect::<Vec<_>>(),
            totals,
            "the columns of {kind}"
        );
        assert_eq!(*total, all, "all of {kind}");
        for link in select(&table, "tbody td a") {
            let to = link.attr("href").expect("a link").trim_start_matches('/');
            let page = parsed(&site, &format!("{to}index.html"));
            let there = select(&page, &format!("main {count}"))
                .into_iter()
                .map(number)
                .next();
            let cell =
                scraper::ElementRef::wrap(link.parent().expect("a cell")).expect("an element");
            let here = std::iter::once(cell)
                .flat_map(|cell| {
                    cell.select(&Selector::parse(&count).expect("a selector"))
                        .map(number)
                        .collect::<Vec<_>>()
                })
                .next();
            assert_eq!(here, there, "{to} {kind}");
        }
    }
}

#[test]
fn each_grouping_shows_each_product_exactly_once() {
    let site = catalogue();
    site.build().expect_code(0);
    let public = site.path().join("public");
    let pages = files(&public);
    let all: BTreeSet<String> = pages
        .iter()
        .filter_map(|path| path.strip_prefix("san-pham/")?.strip_suffix("/index.html"))
        .filter(|id| !id.is_empty() && !id.starts_with("trang/"))
        .map(str::to_owned)
        .collect();
    assert_eq!(all.len(), 55);
    type IsPart<'a> = &'a dyn Fn(&str) -> bool;
    let belongs: [(&str, IsPart<'_>); 5] = [
        ("all products", &|path| {
            path == "san-pham/index.html" || path.starts_with("san-pham/trang/")
        }),
        ("districts", &|path| {
            path.starts_with("huyen/") && path.split('/').count() > 2 && !path.contains("-sao/")
        }),
        ("communes", &|path| {
            path.starts_with("xa/") && path.split('/').count() > 2
        }),
        ("levels", &|path| {
            path.starts_with("hang-sao/") && path.split('/').count() > 2
        }),
        ("district by level", &|path| {
            path.starts_with("huyen/") && path.contains("-sao/")
        }),
    ];
    for (name, is_part) in belongs {
        let mut seen = Vec::new();
        for path in pages
            .iter()
            .filter(|path| path.ends_with("index.html") && is_part(path))
        {
            for card in select(&parsed(&site, path), "main [data-product]") {
                seen.push(card.attr("data-product").unwrap_or_default().to_owned());
            }
        }
        assert_eq!(seen.len(), all.len(), "{name}");
        assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), all, "{name}");
    }
}

#[test]
fn the_three_products_of_the_report_carry_their_award() {
    let site = catalogue();
    site.build().expect_code(0);
    for id in [
        "ong-hut-tre",
        "che-xanh-sach-binh-son",
        "mat-ong-bon-mua-binh-son",
    ] {
        let page = site.page(&format!("san-pham/{id}/index.html"));
        assert!(page.contains("tiêu biểu vùng đặc biệt khó khăn"), "{id}");
    }
}

#[test]
fn all_communes_of_both_periods_are_known() {
    let text = std::fs::read_to_string(root().join("content/places.yml")).expect("the places");
    let items: Vec<&str> = text.lines().filter(|line| line.starts_with("- ")).collect();
    let former = items.iter().filter(|line| line.contains("until:")).count();
    assert_eq!((former, items.len() - former), (558, 166));
}

/// The text a reader sees: white space as one space, and one at the edges of blocks.
fn visible(html: &str) -> String {
    let inline = [
        "a", "abbr", "b", "bdi", "cite", "code", "em", "i", "img", "kbd", "mark", "q", "s",
        "small", "span", "strong", "sub", "sup", "time", "u", "svg", "picture", "button", "label",
    ];
    fn collect(element: scraper::ElementRef<'_>, inline: &[&str], text: &mut String) {
        let name = element.value().name();
        if matches!(name, "script" | "style") {
            return;
        }
        let edge = if inline.contains(&name) { "" } else { " " };
        text.push_str(edge);
        for child in element.children() {
            match scraper::ElementRef::wrap(child) {
                Some(inner) => collect(inner, inline, text),
                None => {
                    if let Some(found) = child.value().as_text() {
                        text.push_str(found);
                    }
                }
            }
        }
        text.push_str(edge);
    }
    let mut text = String::new();
    collect(
        Html::parse_document(html).root_element(),
        &inline,
        &mut text,
    );
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn templates_minified_once_draw_what_minified_pages_show() {
    use sanvat::site::artifact::Recipe;
    use sanvat::{content, disk, render, site};
    let today = sanvat::catalogue::date::Date::parse("2026-11-24").expect("a day");
    let wishes = content::Wishes {
        today,
        drafts: false,
        base_url: None,
    };
    let catalogue = content::read(&disk::read::site(root()).value, &wishes).value;
    let own = |name| (name, 1, disk::read::theme(root(), name).value);
    // Where a card stands in a line, and where more of it is read than its own part shows; of these each fifth page.
    let with = |what, part: &str, text: &str| {
        let (_, _, mut folder) = own("default");
        folder.files.insert(
            format!("templates/parts/{part}.html"),
            text.as_bytes().into(),
        );
        (what, 5, folder)
    };
    let in_line = "<b>{{ card.name }}</b> <i>{{ rank }}</i>";
    let in_full = "{% for card in cards %}<p>{{ card.name }} {{ card.place }}</p>{% include \"parts/card.html\" %}{% endfor %}";
    let themes = [
        own("default"),
        own("plain"),
        with("in line", "card", in_line),
        with("in full", "cards", in_full),
    ];
    for (name, each_so_many, folder) in themes {
        let mut theme = render::theme::load(&folder).value.expect("a theme");
        let manifest = theme.manifest.clone();
        let assets = site::Assets {
            folder: "assets/x".to_owned(),
            paths: theme.assets.keys().cloned().collect(),
            card: theme.card.clone(),
            cards: theme.look(),
        };
        let planned = site::plan(&catalogue, &manifest, &assets).value;
        theme.share(&planned.shared(), &planned.asset_urls());
        let (mut once, mut each) = (0, 0);
        let pages = planned.artifacts.iter().filter_map(|artifact| {
            let Recipe::Page(page) = artifact.recipe else {
                return None;
            };
            Some((artifact, page))
        });
        for (artifact, page) in pages.step_by(each_so_many) {
            let view = planned.view(page);
            let small = theme.draw_small(&view).expect("the smaller templates draw");
            let full = theme.draw(&view).expect("the templates draw");
            let minified = render::html::minified(&full);
            let shown = visible(&full);
            assert_eq!(visible(&small), shown, "{}", artifact.path);
            assert_eq!(visible(&minified), shown, "{}", artifact.path);
            once += small.len();
            each += minified.len();
        }
        assert!(
            once * 100 <= each * 102,
            "{name}: {once} bytes against {each}"
        );
    }
}
