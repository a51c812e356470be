//! Photographs: drawn once, remembered, and cut for link previews.

use crate::harness::{Fixture, bytes_of, files};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::fs;
use std::io::Cursor;
use std::path::Path;

/// A photograph with something to see: a slope of colours, and a white cross in its middle.
fn photograph(width: u32, height: u32) -> Vec<u8> {
    let pixels = RgbImage::from_fn(width, height, |x, y| {
        let (dx, dy) = (x.abs_diff(width / 2), y.abs_diff(height / 2));
        if dx < 20 || dy < 20 {
            return Rgb([255, 255, 255]);
        }
        let part = |at: u32, whole: u32| u8::try_from(at * 255 / whole).unwrap_or(255);
        Rgb([part(x, width), part(y, height), 90])
    });
    saved(pixels)
}

fn saved(pixels: RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    DynamicImage::ImageRgb8(pixels)
        .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
        .expect("a picture");
    bytes
}

/// A site of one product with one photograph.
fn site(photograph: &[u8]) -> Fixture {
    let site = Fixture::copy("base");
    site.edit(
        "content/config.yml",
        "theme: plain",
        "theme: plain\ncards: none",
    );
    site.write("content/images/che.png", photograph);
    site.edit(
        "content/products/che-mau.md",
        "\n---\n",
        "\nimages:\n  - { file: che.png, alt: Đồi chè }\n---\n",
    );
    site
}

fn build(site: &Fixture, out: &str, more: &[&str]) {
    let mut arguments = vec!["build", "--date", "2026-11-24", "--out", out];
    arguments.extend(more);
    site.run(&arguments).expect_code(0);
}

/// The pictures of an output, by name.
fn pictures(site: &Fixture, out: &str) -> Vec<(String, Vec<u8>)> {
    let all = bytes_of(&site.path().join(out));
    all.into_iter()
        .filter(|(path, _)| path.starts_with("anh/"))
        .collect()
}

/// An entry of the cache as the program would write it for this key.
fn entry(path: &str, content: &[u8]) -> Vec<u8> {
    let key = blake3::Hash::from_hex(path.replace('/', "")).expect("a key in the name");
    let mark = blake3::keyed_hash(key.as_bytes(), content);
    [mark.as_bytes(), content].concat()
}

fn cache(site: &Fixture) -> std::path::PathBuf {
    site.path().join(".sanvat/cache")
}

#[test]
fn a_photograph_is_not_drawn_twice_and_no_cache_means_none() {
    let site = site(&photograph(1300, 900));
    build(&site, "one", &[]);
    let drawn = pictures(&site, "one");
    let kept = files(&cache(&site));
    assert!(drawn.len() >= 3);
    assert_eq!(kept.len(), drawn.len());
    // Sound entries with other words in them: a build that draws could not publish these.
    for path in &kept {
        fs::write(cache(&site).join(path), entry(path, path.as_bytes())).expect("written");
    }
    build(&site, "two", &[]);
    let mut remembered: Vec<Vec<u8>> = pictures(&site, "two").into_iter().map(|(_, b)| b).collect();
    remembered.sort();
    let mut words: Vec<Vec<u8>> = kept.iter().map(|path| path.clone().into_bytes()).collect();
    words.sort();
    assert_eq!(remembered, words);
    build(&site, "three", &["--no-cache"]);
    assert_eq!(pictures(&site, "three"), drawn);
}

#[test]
fn a_damaged_or_exchanged_entry_is_drawn_anew() {
    let site = site(&photograph(1300, 900));
    build(&site, "one", &[]);
    let kept = bytes_of(&cache(&site));
    let paths: Vec<&String> = kept.keys().collect();
    let at = |path: &str| cache(&site).join(path);
    // One with a wrong byte, one cut, two in each other's place.
    let mut wrong = kept[paths[0]].clone();
    wrong[40] ^= 0x10;
    fs::write(at(paths[0]), wrong).expect("written");
    fs::write(at(paths[1]), &kept[paths[1]][..50]).expect("written");
    fs::write(at(paths[0]), &kept[paths[2]]).expect("written");
    build(&site, "two", &[]);
    assert_eq!(pictures(&site, "two"), pictures(&site, "one"));
    assert_eq!(bytes_of(&cache(&site)), kept, "the cache is whole again");
}

#[test]
fn another_photograph_under_the_same_name_is_drawn() {
    let site = site(&photograph(1300, 900));
    build(&site, "one", &[]);
    site.write("content/images/che.png", photograph(1300, 901));
    build(&site, "two", &[]);
    assert_ne!(pictures(&site, "two"), pictures(&site, "one"));
}

#[test]
fn a_cache_that_cannot_be_written_is_no_error() {
    let site = site(&photograph(1300, 900));
    site.write(".sanvat", "một tệp");
    let ran = site.build().expect_code(0);
    // Only the files for servers are missed, and that is said.
    assert!(ran.err.contains("hosting-unwritten"), "{}", ran.err);
}

fn preview(site: &Fixture, out: &str) -> Option<Vec<u8>> {
    let all = pictures(site, out);
    all.into_iter()
        .find(|(path, _)| path.ends_with("-chia-se.jpg"))
        .map(|(_, bytes)| bytes)
}

#[test]
fn a_link_preview_is_the_middle_of_the_photograph() {
    for (width, height) in [(1300, 900), (700, 2000), (2400, 800)] {
        let site = site(&photograph(width, height));
        build(&site, "out", &["--theme", "default"]);
        let bytes = preview(&site, "out").expect("a preview");
        assert!(bytes.len() <= 150_000, "{}", bytes.len());
        let picture = image::load_from_memory(&bytes)
            .expect("a picture")
            .to_rgb8();
        assert_eq!((picture.width(), picture.height()), (1200, 630));
        for (x, y) in [(600, 40), (600, 600), (40, 315), (1160, 315)] {
            let light = picture.get_pixel(x, y).0;
            assert!(
                light.iter().all(|sample| *sample > 235),
                "{x} {y} {light:?}"
            );
        }
        let head = site_head(site.path(), "out/san-pham/che-mau/index.html");
        assert!(head.contains("-chia-se.jpg"), "{head}");
        assert!(head.contains("Đồi chè"));
    }
}

#[test]
fn a_preview_of_noise_stays_below_what_telephones_fetch() {
    let mut noise = RgbImage::new(1200, 900);
    blake3::Hasher::new().finalize_xof().fill(&mut noise);
    let site = site(&saved(noise));
    build(&site, "out", &[]);
    let bytes = preview(&site, "out").expect("a preview");
    assert!(bytes.len() <= 200_000, "{}", bytes.len());
}

#[test]
fn a_small_photograph_leaves_the_preview_to_the_card_of_the_site() {
    let site = site(&photograph(599, 400));
    build(&site, "out", &["--theme", "default"]);
    assert_eq!(preview(&site, "out"), None);
    let head = site_head(site.path(), "out/san-pham/che-mau/index.html");
    assert!(head.contains("/share.png"), "{head}");
    build(&site, "bare", &["--theme", "plain"]);
    let page = site_head(site.path(), "bare/san-pham/che-mau/index.html");
    assert!(!page.contains("og:image"));
}

fn site_head(site: &Path, page: &str) -> String {
    let text = fs::read_to_string(site.join(page)).expect("a page");
    text.split("<body").next().unwrap_or_default().to_owned()
}
