//! Share cards: one for each page, the same bytes wherever it is drawn, new when what it says is new.

use crate::harness::{Fixture, bytes_of, copy_folder, files, root};
use image::{GenericImageView, ImageFormat, RgbImage};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const DEFAULT: [&str; 5] = ["build", "--date", "2026-11-24", "--theme", "default"];

/// Builds with the theme that draws cards.
fn build(site: &Fixture, out: &str, more: &[&str]) {
    let mut arguments = DEFAULT.to_vec();
    arguments.extend(["--out", out]);
    arguments.extend(more);
    site.run(&arguments).expect_code(0);
}

/// The cards of an output by path.
fn cards(site: &Fixture, out: &str) -> BTreeMap<String, Vec<u8>> {
    let mut all = bytes_of(&site.path().join(out));
    all.retain(|path, _| path.starts_with("the/"));
    all
}

/// The path of a page's card, from its head.
fn card_of(site: &Fixture, out: &str, page: &str) -> String {
    let text = fs::read_to_string(site.path().join(out).join(page)).expect("a page");
    let after = text.split("property=og:image content=").nth(1);
    let address = after.and_then(|rest| rest.split(['>', ' ']).next());
    let address = address.unwrap_or_else(|| panic!("{page} has no picture"));
    let inside = address.strip_prefix("https://example.org/");
    let inside = inside.expect("an address of this site");
    inside.strip_prefix("ocop/").unwrap_or(inside).to_owned()
}

fn read(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).expect("a picture").to_rgb8()
}

#[test]
fn every_page_has_the_card_of_what_it_is_about() {
    let site = Fixture::copy("two-districts");
    build(&site, "out", &[]);
    let cards = cards(&site, "out");
    let mut used = BTreeSet::new();
    for page in files(&site.path().join("out")) {
        let text = fs::read_to_string(site.path().join("out").join(&page)).unwrap_or_default();
        if !page.ends_with(".html") || text.contains("http-equiv=\"refresh\"") {
            continue;
        }
        let path = card_of(&site, "out", &page);
        let bytes = cards
            .get(&path)
            .unwrap_or_else(|| panic!("{page}: no {path}"));
        assert!(bytes.len() <= 200_000, "{path} {}", bytes.len());
        let format = image::guess_format(bytes).expect("a picture");
        let (ending, kind) = match format {
            ImageFormat::Png => ("png", "image/png"),
            _ => ("jpg", "image/jpeg"),
        };
        assert!(path.ends_with(ending), "{path}");
        assert!(
            text.contains(&format!("og:image:type content={kind}")),
            "{page}"
        );
        assert!(text.contains("og:image:width content=1200"), "{page}");
        assert!(text.contains("og:image:height content=630"), "{page}");
        let picture = image::load_from_memory(bytes).expect("a picture");
        assert_eq!(picture.dimensions(), (1200, 630), "{path}");
        used.insert(path);
    }
    assert_eq!(
        used,
        cards.keys().cloned().collect(),
        "no card is for nothing"
    );
    for (page, place) in [
        ("index.html", "the/trang-chu."),
        ("san-pham/banh-mau/index.html", "the/san-pham/banh-mau."),
        ("san-pham/index.html", "the/san-pham."),
        ("san-pham/trang/2/index.html", "the/san-pham."),
        ("chu-the/htx-mau/index.html", "the/chu-the/htx-mau."),
        ("nganh-hang/che/index.html", "the/nganh-hang/che."),
        ("danh-sach/qua-tet/index.html", "the/danh-sach/qua-tet."),
        ("tin-tuc/tin-cu/index.html", "the/tin-tuc/tin-cu."),
        ("gioi-thieu/index.html", "the/gioi-thieu."),
        ("hang-sao/4-sao/index.html", "the/hang-sao/4-sao."),
        ("404.html", "the/trang-chu."),
    ] {
        let path = card_of(&site, "out", page);
        assert!(path.starts_with(place), "{page}: {path}");
    }
    let district = |path: &&String| path.starts_with("the/huyen/") && path.contains("-sao.");
    assert!(cards.keys().filter(district).count() >= 2);
    // Photographs are on their cards and no other picture is cut for previews.
    assert!(card_of(&site, "out", "san-pham/mat-ong-mau/index.html").ends_with(".jpg"));
    assert!(
        !files(&site.path().join("out"))
            .iter()
            .any(|path| path.contains("chia-se"))
    );
    let page = fs::read_to_string(site.path().join("out/san-pham/banh-mau/index.html"));
    let path = card_of(&site, "out", "san-pham/banh-mau/index.html");
    let told = page.expect("a page").matches(&path).count();
    assert!(told >= 2, "head and JSON-LD lead to {path}: {told}");
}

#[test]
fn a_card_is_remembered_and_drawn_alike_by_any_number_of_threads() {
    let site = Fixture::copy("base");
    build(&site, "one", &["--jobs", "1"]);
    let drawn = cards(&site, "one");
    build(&site, "eight", &["--jobs", "8", "--no-cache"]);
    assert!(cards(&site, "eight") == drawn, "other bytes");
    // A sound entry with other words in it: a build that draws could not publish these.
    let cache = site.path().join(".sanvat/cache");
    for path in files(&cache) {
        let key = blake3::Hash::from_hex(path.replace('/', "")).expect("a key in the name");
        let mark = blake3::keyed_hash(key.as_bytes(), b"words");
        fs::write(cache.join(&path), [mark.as_bytes(), &b"words"[..]].concat()).expect("written");
    }
    build(&site, "two", &[]);
    let remembered = cards(&site, "two");
    let paths = |cards: &BTreeMap<String, Vec<u8>>| cards.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(&remembered), paths(&drawn));
    assert!(
        remembered.values().all(|bytes| bytes == b"words"),
        "drawn again"
    );
}

#[test]
fn what_a_card_says_names_it_and_no_other_card_changes() {
    let site = Fixture::copy("two-districts");
    build(&site, "one", &[]);
    site.edit(
        "content/products/banh-mau.md",
        "name: Bánh mẫu",
        "name: Bánh gai mẫu",
    );
    build(&site, "two", &[]);
    let (one, two) = (cards(&site, "one"), cards(&site, "two"));
    let gone: Vec<&String> = one.keys().filter(|path| !two.contains_key(*path)).collect();
    let new: Vec<&String> = two.keys().filter(|path| !one.contains_key(*path)).collect();
    assert_eq!((gone.len(), new.len()), (1, 1), "{gone:?} {new:?}");
    for path in [gone[0], new[0]] {
        assert!(path.starts_with("the/san-pham/banh-mau."), "{path}");
    }
    // A day later all ends are the same, and so are all cards.
    let mut later = DEFAULT.to_vec();
    later[2] = "2026-11-25";
    later.extend(["--out", "three"]);
    site.run(&later).expect_code(0);
    assert!(cards(&site, "three") == two);
}

#[test]
fn a_site_may_do_without_cards() {
    let site = Fixture::copy("two-districts");
    site.edit(
        "content/config.yml",
        "theme: plain",
        "theme: plain\ncards: none",
    );
    build(&site, "out", &[]);
    assert!(cards(&site, "out").is_empty());
    let bare = card_of(&site, "out", "san-pham/banh-mau/index.html");
    assert!(bare.ends_with("/share.png"), "{bare}");
}

/// Everything on a card that is said must be seen where only its middle is shown.
#[test]
fn names_of_any_length_stay_in_the_middle() {
    let site = Fixture::copy("base");
    let words = "Rượu nếp cái hoa vàng ủ chum sành ".repeat(4);
    for (id, name) in [
        ("mot", "W".repeat(120)),
        ("hai", words.chars().take(119).chain(['x']).collect()),
        ("ba", "ƯỜNG ẪNG ".repeat(13) + "Ỡ"),
        ("bon", "<b>&\"'50% (2 × 3) – ™</b>".to_owned()),
    ] {
        let text = format!(
            "---\nname: '{}'\nstars: 4\nproducer: htx-mau\ncategory: che\n---\n",
            name.replace('\'', "''")
        );
        site.write(&format!("content/products/{id}.md"), text);
    }
    build(&site, "out", &[]);
    for id in ["mot", "hai", "ba", "bon"] {
        let path = card_of(&site, "out", &format!("san-pham/{id}/index.html"));
        let bytes = &cards(&site, "out")[&path];
        assert!(bytes.len() < 60_000, "{id}: {}", bytes.len());
        let picture = read(bytes);
        let field = *picture.get_pixel(0, 629);
        let is_field = |y: &u32| *picture.get_pixel(0, *y) == field;
        let top = (0..630).rev().take_while(is_field).last().expect("a field");
        assert!((60..500).contains(&top), "{id}: {top}");
        let mut said = 0;
        for y in top..630 {
            for x in (0..1200).filter(|x| *picture.get_pixel(*x, y) != field) {
                assert!((285..915).contains(&x), "{id} says something at {x} {y}");
                said += 1;
            }
        }
        assert!(said > 5_000, "{id}: {said}");
    }
}

#[test]
fn a_photograph_is_on_the_card_and_noise_stays_within_what_telephones_fetch() {
    let site = Fixture::copy("base");
    let mut noise = RgbImage::new(1300, 900);
    blake3::Hasher::new().finalize_xof().fill(&mut noise);
    for (name, pixels) in [
        (
            "do.png",
            RgbImage::from_pixel(1300, 900, image::Rgb([210, 30, 40])),
        ),
        ("nhieu.png", noise),
    ] {
        let mut bytes = std::io::Cursor::new(Vec::new());
        pixels
            .write_to(&mut bytes, ImageFormat::Png)
            .expect("a picture");
        site.write(&format!("content/images/{name}"), bytes.into_inner());
    }
    let text = "---\nname: Bánh mẫu\nstars: 3\nproducer: htx-mau\ncategory: che\n---\n";
    site.write("content/products/banh-mau.md", text);
    for (product, photograph) in [("banh-mau", "do.png"), ("che-mau", "nhieu.png")] {
        let images = format!("\nimages:\n  - {{ file: {photograph}, alt: Ảnh }}\n---\n");
        site.edit(
            &format!("content/products/{product}.md"),
            "\n---\n",
            &images,
        );
    }
    build(&site, "out", &[]);
    let cards = cards(&site, "out");
    let red = read(&cards[&card_of(&site, "out", "san-pham/banh-mau/index.html")]);
    for x in [300, 600, 900] {
        let [r, g, b] = red.get_pixel(x, 100).0;
        assert!(
            r.abs_diff(210) < 12 && g.abs_diff(30) < 12 && b.abs_diff(40) < 12,
            "{x}: {r} {g} {b}"
        );
    }
    let noise = &cards[&card_of(&site, "out", "san-pham/che-mau/index.html")];
    assert!(noise.len() <= 200_000, "{}", noise.len());
}

#[test]
fn what_is_wrong_with_the_cards_of_a_theme_is_told_by_a_check_and_nothing_is_published() {
    let template = fs::read_to_string(root().join("themes/default/templates/card.svg"));
    let template = template.expect("the template");
    for (file, bytes, code) in [
        (
            "templates/card.svg",
            b"<svg>{{ card.nothing }}</svg>".to_vec(),
            "theme-render",
        ),
        (
            "templates/card.svg",
            b"{% if card %}".to_vec(),
            "theme-syntax",
        ),
        (
            "templates/card.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'>".to_vec(),
            "theme-render",
        ),
        (
            "templates/card.svg",
            b"{% include 'base.html' %}".to_vec(),
            "theme-syntax",
        ),
        ("cards/name.ttf", b"not a font".to_vec(), "theme-font"),
    ] {
        let site = Fixture::copy("base");
        site.write("themes/rieng/theme.yml", "name: rieng\nview_version: 1\n");
        site.write("themes/rieng/templates/card.svg", &template);
        site.write(&format!("themes/rieng/{file}"), &bytes);
        for command in ["check", "build"] {
            let ran = site
                .run(&[
                    command,
                    "--date",
                    "2026-11-24",
                    "--theme",
                    "rieng",
                    "--format",
                    "json",
                ])
                .expect_code(1);
            let at = format!("themes/rieng/{file}");
            assert!(
                ran.out.contains(code) && ran.out.contains(&at),
                "{command} {}",
                ran.out
            );
        }
        assert!(!site.has("index.html"));
    }
}

#[test]
fn a_theme_may_draw_its_own_cards_and_is_given_no_file_of_the_machine() {
    let site = Fixture::copy("base");
    copy_folder(
        &root().join("themes/plain"),
        &site.path().join("themes/rieng"),
    );
    site.write("content/images/che.png", {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let red = RgbImage::from_pixel(700, 700, image::Rgb([255, 0, 0]));
        red.write_to(&mut bytes, ImageFormat::Png)
            .expect("a picture");
        bytes.into_inner()
    });
    let picture = site.path().join("content/images/che.png");
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\"><path fill=\"#00f\" d=\"M0 0h1200v630H0z\"/>\
         <image href=\"{}\" width=\"1200\" height=\"630\"/>{{{{ card.name }}}}</svg>",
        picture.display()
    );
    site.write("themes/rieng/templates/card.svg", drawing);
    let ran = site.run(&[
        "build",
        "--date",
        "2026-11-24",
        "--theme",
        "rieng",
        "--out",
        "out",
    ]);
    ran.expect_code(0);
    let cards = cards(&site, "out");
    let product = cards.iter().find(|(path, _)| path.contains("/che-mau."));
    let picture = read(product.expect("its card").1);
    assert!(picture.pixels().all(|pixel| pixel.0 == [0, 0, 255]));
}
