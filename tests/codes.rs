//! Codes, labels, short addresses and the certificate check, as a site is published with the default theme.

use crate::harness::{Fixture, files, root};
use sanvat::catalogue::date::{Date, Stated};
use sanvat::catalogue::recognition::{Recognition, Revocation, Star, State};
use scraper::{Html, Selector};
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

const BASE: &str = "https://ocop.thanhhoa.example.org/danh-muc/";
/// Dots a millimetre of the usual printer of labels: 203 dpi.
const DOTS: f64 = 203.0 / 25.4;

fn site() -> Fixture {
    let site = Fixture::copy("two-districts");
    site.run(&[
        "build",
        "--date",
        "2026-11-24",
        "--base-url",
        BASE,
        "--theme",
        "default",
    ])
    .expect_code(0);
    site
}

fn all<'h>(page: &'h Html, what: &str) -> Vec<scraper::ElementRef<'h>> {
    page.select(&Selector::parse(what).expect("a selector"))
        .collect()
}

/// Which unit squares lie inside a path of straight lines, all of whole steps.
fn inside(path: &str, side: usize) -> Vec<bool> {
    let mut uprights = vec![0; side * side];
    let (mut x, mut y, mut first) = (0_i32, 0_i32, (0, 0));
    let mut line = |x: i32, from: i32, to: i32| {
        (from.min(to)..from.max(to)).for_each(|y| uprights[y as usize * side + x as usize] += 1);
    };
    let commands = path.char_indices().filter(|(_, sign)| sign.is_alphabetic());
    for (at, command) in commands {
        let rest = &path[at + 1..];
        let end = rest.find(char::is_alphabetic).unwrap_or(rest.len());
        let numbers = rest[..end].replace('-', " -");
        let numbers: Vec<i32> = numbers
            .split([' ', ','])
            .filter_map(|number| number.parse().ok())
            .collect();
        match command {
            'M' => (x, y) = (numbers[0], numbers[1]),
            'm' => (x, y) = (x + numbers[0], y + numbers[1]),
            'h' => x += numbers[0],
            'v' => {
                line(x, y, y + numbers[0]);
                y += numbers[0];
            }
            'z' => {
                line(x, y, first.1);
                (x, y) = first;
            }
            other => panic!("{other} in {path}"),
        }
        if matches!(command, 'M' | 'm') {
            first = (x, y);
        }
    }
    let rows = uprights.chunks(side).flat_map(|row| {
        row.iter().scan(0, |before, here| {
            *before += here;
            Some(*before % 2 == 1)
        })
    });
    rows.collect()
}

/// A drawn code: its side in modules with the quiet zone, and the black ones.
struct Drawn {
    side: usize,
    black: Vec<bool>,
}

impl Drawn {
    fn of(svg: scraper::ElementRef<'_>) -> Drawn {
        let view = svg
            .attr("viewbox")
            .or(svg.attr("viewBox"))
            .expect("a view box");
        let side: usize = view
            .split(' ')
            .nth(2)
            .and_then(|side| side.parse().ok())
            .expect("a side");
        let paths = Selector::parse("path").expect("a selector");
        let paths: Vec<_> = svg.select(&paths).collect();
        let whole = format!("M0 0h{side}v{side}H0z");
        assert_eq!(
            paths[0].attr("d"),
            Some(whole.as_str()),
            "white under all of it"
        );
        assert_eq!(paths[0].attr("fill"), Some("#fff"));
        assert_eq!(paths[1].attr("fill"), Some("#000"));
        let path = paths[1].attr("d").expect("a path");
        let black = inside(path, side);
        Drawn { side, black }
    }

    /// What a reader reads where it is printed this wide, in millimetres, at 203 dpi.
    fn read_at(&self, width: f64) -> String {
        let dots = (width * DOTS).floor() as usize;
        // Some paper around it, as on a label.
        let edge = 8;
        let size = dots + 2 * edge;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(size, size, |x, y| {
            let module = |at: usize| {
                let at = at.checked_sub(edge).filter(|at| *at < dots)?;
                Some(at * self.side / dots)
            };
            match (module(x), module(y)) {
                (Some(x), Some(y)) if self.black[y * self.side + x] => 0,
                _ => 255,
            }
        });
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1, "one code at {width} mm");
        grids[0].decode().expect("a code that can be read").1
    }
}

/// The width of the code on each sheet, in millimetres, as the stylesheet of the labels has it.
fn widths() -> Vec<f64> {
    let path = root().join("themes/default/assets/labels/labels.css");
    let text = fs::read_to_string(path).expect("the stylesheet");
    let widths = text.split("--qr:").skip(1);
    let widths = widths.filter_map(|rest| rest.split("mm").next()?.parse().ok());
    widths.collect()
}

#[test]
fn the_code_on_a_product_s_page_holds_its_short_address_which_leads_back_to_it() {
    let site = site();
    let products = site.path().join("public/san-pham");
    let mut seen = 0;
    for file in files(&products) {
        let Some((id, "index.html")) = file.split_once('/') else {
            continue;
        };
        let page = Html::parse_document(&site.page(&format!("san-pham/{id}/index.html")));
        if !all(&page, "meta[http-equiv=refresh]").is_empty() {
            // An old address, which leads on.
            continue;
        }
        let codes = all(&page, "svg.qr");
        assert_eq!(codes.len(), 1, "{id}");
        let drawn = Drawn::of(codes[0]);
        assert!(drawn.side <= 37 + 8, "{id}: the smallest that holds it");
        let read = drawn.read_at(18.0);
        let code = read
            .strip_prefix(&format!("{BASE}m/"))
            .expect("the base and m/CODE");
        assert_eq!(code.len(), 8, "{code}");
        let text = all(&page, "[data-letters]")[0].attr("data-letters");
        assert_eq!(
            text.map(|text| format!("https://{text}")),
            Some(read.clone())
        );
        let short = Html::parse_document(&site.page(&format!("m/{code}/index.html")));
        let own = format!("/danh-muc/san-pham/{id}/");
        let refresh = all(&short, "meta[http-equiv=refresh]");
        assert_eq!(
            refresh[0].attr("content"),
            Some(format!("0; url={own}").as_str())
        );
        assert_eq!(all(&short, "a")[0].attr("href"), Some(own.as_str()));
        assert_eq!(
            all(&short, "link[rel=canonical]")[0].attr("href"),
            Some(format!("{BASE}san-pham/{id}/").as_str())
        );
        for tag in ["og:title", "og:image", "og:url"] {
            let both = [&short, &page].map(|page| {
                let found = all(page, &format!("meta[property=\"{tag}\"]"));
                found[0].attr("content").map(str::to_owned)
            });
            assert_eq!(both[0], both[1], "{id} {tag}");
        }
        seen += 1;
    }
    assert_eq!(files(&site.path().join("public/m")).len(), seen);
    assert!(!site.page("sitemap.xml").contains("/m/"));
    assert!(site.page("sitemap.xml").contains("/tra-cuu/"));
}

#[test]
fn every_code_of_every_sheet_is_read_as_a_label_printer_prints_it() {
    let site = site();
    let widths = widths();
    assert_eq!(widths.len(), 5, "{widths:?}");
    assert!(widths.iter().all(|width| *width >= 18.0), "{widths:?}");
    let page = Html::parse_document(&site.page("danh-sach/qua-tet/nhan/index.html"));
    let labels = all(&page, ".sticker");
    assert!(labels.len() > 1);
    for label in labels {
        let code = Selector::parse("svg.qr").expect("a selector");
        let drawn = Drawn::of(label.select(&code).next().expect("a code"));
        let letters: String = label
            .select(&Selector::parse(".letters").expect("a selector"))
            .flat_map(|found| found.text())
            .collect();
        for width in &widths {
            assert!(
                width / drawn.side as f64 >= 0.4,
                "modules of 0.4 mm and more"
            );
            assert_eq!(
                drawn.read_at(*width),
                format!("https://{letters}"),
                "{width} mm"
            );
        }
    }
}

#[test]
fn a_list_is_handed_on_as_table_labels_and_code_and_an_unlisted_one_stays_hidden() {
    let site = site();
    let page = Html::parse_document(&site.page("danh-sach/qua-tet/index.html"));
    let read = Drawn::of(all(&page, "svg.qr")[0]).read_at(26.0);
    assert_eq!(read, format!("{BASE}danh-sach/qua-tet/"));
    let links: Vec<&str> = all(&page, ".code a")
        .iter()
        .filter_map(|a| a.attr("href"))
        .collect();
    assert_eq!(
        links,
        [
            "/danh-muc/danh-sach/qua-tet/qua-tet.csv",
            "/danh-muc/danh-sach/qua-tet/nhan/"
        ]
    );
    assert!(
        site.page("danh-sach/qua-tet/qua-tet.csv")
            .starts_with('\u{feff}')
    );
    for page in [
        "danh-sach/rieng/index.html",
        "danh-sach/rieng/nhan/index.html",
    ] {
        let page = Html::parse_document(&site.page(page));
        let robots = all(&page, "meta[name=robots]");
        assert_eq!(robots[0].attr("content"), Some("noindex"));
    }
}

#[test]
fn a_pinned_code_is_the_address_and_a_faulty_one_is_told_at_its_place() {
    let site = Fixture::copy("base");
    site.edit(
        "content/products/che-mau.md",
        "name:",
        "short: 0a1b2c3d\nname:",
    );
    site.build().expect_code(0);
    assert!(
        site.page("m/0a1b2c3d/index.html")
            .contains("/san-pham/che-mau/")
    );
    for wrong in ["0A1B2C3D", "0a1b2c3", "0a1b2c3l", "0a1b2c3d4", "0a1b-c3d"] {
        let site = Fixture::copy("base");
        site.edit(
            "content/products/che-mau.md",
            "name:",
            &format!("short: \"{wrong}\"\nname:"),
        );
        let ran = site.check().expect_code(1);
        assert!(ran.err.contains("che-mau.md:2:8"), "{wrong}: {}", ran.err);
        assert!(ran.err.contains("short-malformed"), "{wrong}: {}", ran.err);
    }
}

/// The rows of a table of `tests/vectors/`.
fn rows(name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join("tests/vectors").join(name)).expect("a table");
    let rows = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.map(|line| line.split('\t').map(str::to_owned).collect())
        .collect()
}

#[test]
fn all_spellings_of_a_decision_have_one_key() {
    let rows = rows("decision.tsv");
    assert!(rows.len() > 30);
    for row in rows {
        let wanted = row.get(1).map_or("", String::as_str);
        assert_eq!(
            sanvat::text::decision::decision_key(&row[0]),
            wanted,
            "{}",
            row[0]
        );
    }
}

#[test]
fn the_states_that_the_script_is_held_to_are_those_of_the_build() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows("state.tsv") {
        let day = |text: &str| Date::parse(text);
        let held = Stated::parse(&row[1]).map(|ends| Recognition {
            star: Star::new(4).expect("a star"),
            number: None,
            issued: None,
            expires: Some(ends),
            issuer: None,
            round: None,
            points: None,
            extended_to: day(&row[2]),
        });
        let revoked = day(&row[3]).map(|on| Revocation {
            on,
            by: None,
            reason: None,
        });
        let today = day(&row[0]).expect("a day");
        let state = State::at(today, held.as_ref(), revoked.as_ref());
        assert_eq!(state.id(), row[4], "{row:?}");
        *seen.entry(state.id()).or_default() += 1;
    }
    assert_eq!(seen.len(), State::ALL.len(), "every state: {seen:?}");
}

#[test]
#[expect(clippy::disallowed_macros, reason = "a test left out is said")]
fn the_script_of_the_check_agrees_with_the_tables() {
    let ran = Command::new("node")
        .arg("--test")
        .arg(root().join("tests/check"))
        .output();
    let Ok(ran) = ran else {
        println!("node is not here: the script is not tried");
        return;
    };
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{said}");
}
