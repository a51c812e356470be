//! What a page and a theme weigh on their way to a telephone, and what they may.
//!
//! A first view without photographs should come in one breath of a slow network: the limits are
//! those of the first flight of TCP (14.6 kB) for the page, and what a second of slow 4G carries
//! for all of it. They are of compressed bytes, since every host compresses.

use crate::render::theme::Theme;
use crate::source::problem::Problem;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::BTreeMap;
use std::io::Write;

/// Most bytes of the stylesheets that one page may load, compressed.
const STYLES: usize = 10_000;
/// Most bytes of the scripts that one page loads at once, compressed.
const SCRIPTS: usize = 6_000;
/// Most bytes of all fonts together; they come compressed.
const FONTS: usize = 8_000;

/// Most bytes of a page drawn by this template, compressed.
pub fn limit(template: &str) -> usize {
    match template {
        "home.html" | "404.html" => 12_000,
        "product.html" => 14_000,
        // Lists, tables, and texts as long as they are.
        _ => 20_000,
    }
}

/// Length after compression as a host does it.
pub fn compressed(bytes: &[u8]) -> usize {
    compressed_by(bytes, Compression::default())
}

/// The same where it is more than `max`. What has room when it is compressed in haste is not compressed well.
pub fn beyond(bytes: &[u8], max: usize) -> Option<usize> {
    let has_room = bytes.len() <= max || compressed_by(bytes, Compression::fast()) <= max;
    Some(bytes)
        .filter(|_| !has_room)
        .map(compressed)
        .filter(|weight| *weight > max)
}

fn compressed_by(bytes: &[u8], how: Compression) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), how);
    // Writing into memory cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().map_or(bytes.len(), |packed| packed.len())
}

/// What of the theme's own files is too heavy, one problem a kind.
pub fn of_theme(theme: &Theme) -> Vec<Problem> {
    let kind = |path: &str| match path.rsplit_once('.').map(|(_, kind)| kind) {
        // One that a script brings when somebody asks for what it draws is no part of a first view.
        Some("css") if theme.loads_at_once(path) => Some(("css", STYLES)),
        Some("js" | "mjs") if theme.loads_at_once(path) => Some(("js", SCRIPTS)),
        Some("woff2" | "woff" | "ttf" | "otf") => Some(("font", FONTS)),
        _ => None,
    };
    let mut found = Vec::new();
    for wanted in ["css", "font", "js"] {
        let mut max = 0;
        let mut shared = 0;
        // What only the pages of some templates load, by template.
        let mut own: BTreeMap<&str, usize> = BTreeMap::new();
        for (path, bytes) in &theme.assets {
            let Some((_, most)) = kind(path).filter(|(what, _)| *what == wanted) else {
                continue;
            };
            max = most;
            let packed = match wanted {
                "font" => bytes.len(),
                _ => compressed(bytes),
            };
            let pages = theme.pages_that_load(path);
            if pages.is_empty() {
                shared += packed;
            }
            for page in pages {
                *own.entry(page).or_default() += packed;
            }
        }
        let bytes = shared + own.into_values().max().unwrap_or_default();
        if bytes > max {
            let what = wanted;
            found.push(Problem::ThemeHeavy { what, bytes, max });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::theme;
    use crate::source::tree::ThemeFolder;

    fn theme_with(files: &[(&str, Vec<u8>)]) -> Theme {
        let files = files
            .iter()
            .map(|(path, bytes)| ((*path).to_owned(), bytes.clone().into()))
            .collect();
        let folder = ThemeFolder {
            name: "thu".to_owned(),
            exists: true,
            files,
            others: Vec::new(),
        };
        theme::load(&folder).value.expect("a theme")
    }

    /// Bytes that do not compress.
    fn noise(length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        let mut reader = blake3::Hasher::new().finalize_xof();
        reader.fill(&mut bytes);
        bytes.iter_mut().for_each(|byte| *byte = b' ' + *byte % 90);
        bytes
    }

    #[test]
    fn the_built_in_theme_keeps_its_limits() {
        assert_eq!(of_theme(&theme_with(&[])), []);
    }

    #[test]
    fn heavy_styles_fonts_and_scripts_are_told_and_those_fetched_later_are_not() {
        let heavy = [
            ("assets/style.css", noise(20_000)),
            ("assets/chu.woff2", vec![0; 9_000]),
            ("assets/ngay.js", noise(9_000)),
            ("assets/sau.js", noise(90_000)),
            ("assets/sau.css", noise(90_000)),
            (
                "templates/parts/head.html",
                br#"<link rel="stylesheet" href="{{ assets["style.css"] }}"><script defer src="{{ assets["ngay.js"] }}"></script>"#.to_vec(),
            ),
        ];
        let told: Vec<&str> = of_theme(&theme_with(&heavy))
            .iter()
            .map(|problem| match problem {
                Problem::ThemeHeavy { what, .. } => *what,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(told, ["css", "font", "js"]);
    }

    #[test]
    fn what_only_one_kind_of_page_loads_weighs_on_that_page_alone() {
        let page = |name: &str| {
            let link = format!("<link rel=\"stylesheet\" href=\"{{{{ assets[\"{name}\"] }}}}\">");
            format!("{{% extends \"base.html\" %}}{{% block main %}}{link}{{% endblock %}}")
                .into_bytes()
        };
        let theme = |bytes| {
            theme_with(&[
                ("assets/style.css", noise(3_000)),
                ("assets/search/search.css", Vec::new()),
                ("assets/search/suggest.css", Vec::new()),
                ("assets/labels/labels.css", noise(bytes)),
                ("assets/check/check.css", noise(bytes)),
                ("templates/labels.html", page("labels/labels.css")),
                ("templates/check.html", page("check/check.css")),
            ])
        };
        assert_eq!(of_theme(&theme(7_000)), []);
        assert_eq!(of_theme(&theme(13_000)).len(), 1);
    }

    #[test]
    fn what_repeats_weighs_little() {
        assert!(compressed(&[b'a'; 10_000]) < 100);
        assert!(compressed(&noise(10_000)) > 7_000);
    }
}
