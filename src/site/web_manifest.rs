//! `manifest.webmanifest`: what a telephone shows where the site is put on its first screen.

use crate::site::Assets;
use crate::site::artifact::{Recipe, TextRef};
use crate::site::assets;
use crate::site::atlas::Atlas;
use crate::site::shelf::{Owner, Shelf};
use crate::site::words::cut;
use serde_json::{Value, json};

/// Its place.
pub(super) const PLACE: &str = "manifest.webmanifest";
/// Icons a theme may bring: path in its `assets/`, size, kind.
const ICONS: [(&str, &str, &str); 3] = [
    ("favicon.svg", "any", "image/svg+xml"),
    ("icon-192.png", "192x192", "image/png"),
    ("icon-512.png", "512x512", "image/png"),
];
/// Longest short name; telephones cut after about so many characters.
const SHORT: usize = 24;

/// The file.
pub(super) fn list(shelf: &mut Shelf) {
    shelf.put(PLACE, Recipe::Text(TextRef::WebManifest), Owner::Program);
}

/// Its text. Opened as any page is, with the browser's own bar: nothing here works without a network.
pub(super) fn text(atlas: &Atlas<'_>, assets: &Assets) -> String {
    let settings = &atlas.catalogue.settings;
    let urls = assets::urls(&atlas.routes, &assets.folder, &assets.paths);
    let icons: Vec<Value> = ICONS
        .iter()
        .filter_map(|(path, sizes, kind)| {
            let src = urls.get(*path)?;
            Some(json!({ "src": src, "sizes": sizes, "type": kind }))
        })
        .collect();
    let mut manifest = json!({
        "id": atlas.routes.base,
        "name": settings.title,
        "short_name": cut(&settings.title, SHORT),
        "lang": settings.language,
        "start_url": atlas.routes.base,
        "scope": atlas.routes.base,
        "display": "browser",
        "icons": icons,
    });
    if let (Some(text), Some(object)) = (&settings.description, manifest.as_object_mut()) {
        object.insert("description".to_owned(), json!(text));
    }
    format!("{manifest:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::Sample;
    use std::sync::Arc;

    #[test]
    fn it_names_the_icons_that_the_theme_brings_under_the_base() {
        let sample = Sample::small().base_url("https://example.org/ocop");
        let (catalogue, manifest) = (sample.catalogue(), Sample::manifest());
        let mut assets = Sample::assets();
        assets.paths.push(Arc::from("assets/icon-192.png"));
        let site = crate::site::plan(&catalogue, &manifest, &assets).value;
        assert!(Sample::has(&site, PLACE));
        let text = site.text(&TextRef::WebManifest);
        let read: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(read["start_url"], "/ocop/");
        assert_eq!(
            read["icons"][0]["src"],
            "/ocop/assets/1a2b3c4d/icon-192.png"
        );
        assert_eq!(read["icons"].as_array().map(Vec::len), Some(1));
    }
}
