//! What is copied as it is: files of the theme, and `content/static/`.

use crate::catalogue::Catalogue;
use crate::site::artifact::Recipe;
use crate::site::routes::Routes;
use crate::site::shelf::{Owner, Shelf};
use std::collections::BTreeMap;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// Each file of either kind.
pub(super) fn list(catalogue: &Catalogue, folder: &str, paths: &[Arc<str>], shelf: &mut Shelf) {
    for path in paths {
        let theme = &catalogue.settings.theme;
        let owner = Owner::Record(Arc::from(format!("themes/{theme}/{path}")));
        shelf.put(&published(folder, path), Recipe::Asset(path.clone()), owner);
    }
    for source in &catalogue.statics {
        let place = source
            .path
            .strip_prefix("content/static/")
            .unwrap_or(&source.path);
        shelf.put(
            // As every text that may lead to it is written.
            &place.nfc().collect::<String>(),
            Recipe::Copy(Box::new(source.clone())),
            Owner::Record(source.path.clone()),
        );
    }
}

/// Addresses of the theme's files by their path in its `assets/`.
pub(super) fn urls(routes: &Routes, folder: &str, paths: &[Arc<str>]) -> BTreeMap<String, String> {
    let each = paths.iter().map(|path| {
        let url = routes.link(&published(folder, path));
        (inner(path).to_owned(), url)
    });
    each.collect()
}

/// The place a file of the theme is published at.
pub(super) fn published(folder: &str, path: &str) -> String {
    format!("{folder}/{}", inner(path))
}

fn inner(path: &str) -> &str {
    path.strip_prefix("assets/").unwrap_or(path)
}
