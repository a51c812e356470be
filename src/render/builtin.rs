//! The built-in theme: the files of `themes/default/`, carried inside the program.

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_bytes!(concat!("../../themes/default/", $path)))),*]
    };
}

/// Path inside the theme and content of each file; a test holds the list to the folder.
pub const FILES: &[(&str, &[u8])] = files![
    "assets/OFL-Phudu.txt",
    "assets/check/answer.js",
    "assets/check/asked.js",
    "assets/check/check.css",
    "assets/check/check.js",
    "assets/check/number.js",
    "assets/check/state.js",
    "assets/chon/bar.js",
    "assets/chon/brochure.css",
    "assets/chon/brochure.js",
    "assets/chon/chon.css",
    "assets/chon/csv.js",
    "assets/chon/item.js",
    "assets/chon/list.js",
    "assets/chon/made.js",
    "assets/chon/page.js",
    "assets/chon/pick.js",
    "assets/chon/products.js",
    "assets/chon/qr.js",
    "assets/chon/rows.js",
    "assets/chon/share.js",
    "assets/chon/table.js",
    "assets/favicon.svg",
    "assets/icon-180.png",
    "assets/icon-192.png",
    "assets/icon-32.png",
    "assets/icon-512.png",
    "assets/labels/labels.css",
    "assets/labels/labels.js",
    "assets/phudu-700-vi.woff2",
    "assets/search/advice.js",
    "assets/search/box.js",
    "assets/search/client.js",
    "assets/search/combo.js",
    "assets/search/dom.js",
    "assets/search/engine.js",
    "assets/search/far.js",
    "assets/search/letters.js",
    "assets/search/page.js",
    "assets/search/query.js",
    "assets/search/rank.js",
    "assets/search/search.css",
    "assets/search/store.js",
    "assets/search/suggest.css",
    "assets/search/suggest.js",
    "assets/search/typing.js",
    "assets/search/why.js",
    "assets/share.png",
    "assets/short.js",
    "assets/site.js",
    "assets/style.css",
    "cards/OFL-BeVietnamPro.txt",
    "cards/OFL-Phudu.txt",
    "cards/README.md",
    "cards/name.ttf",
    "cards/text.ttf",
    "templates/404.html",
    "templates/base.html",
    "templates/card.svg",
    "templates/check.html",
    "templates/home.html",
    "templates/labels.html",
    "templates/listing.html",
    "templates/news.html",
    "templates/page.html",
    "templates/parts/art.html",
    "templates/parts/breadcrumbs.html",
    "templates/parts/card.html",
    "templates/parts/cards.html",
    "templates/parts/cell.html",
    "templates/parts/checked.html",
    "templates/parts/cited.html",
    "templates/parts/contacts.html",
    "templates/parts/count.html",
    "templates/parts/drawing.html",
    "templates/parts/facets.html",
    "templates/parts/figure.html",
    "templates/parts/figures.html",
    "templates/parts/find.html",
    "templates/parts/footer-note.html",
    "templates/parts/footer-ways.html",
    "templates/parts/footer.html",
    "templates/parts/goal.html",
    "templates/parts/groups.html",
    "templates/parts/handout.html",
    "templates/parts/head-files.html",
    "templates/parts/head.html",
    "templates/parts/header-ways.html",
    "templates/parts/header.html",
    "templates/parts/history.html",
    "templates/parts/kinds.html",
    "templates/parts/label.html",
    "templates/parts/levels.html",
    "templates/parts/option.html",
    "templates/parts/pager.html",
    "templates/parts/pair.html",
    "templates/parts/patch.html",
    "templates/parts/picture.html",
    "templates/parts/qr.html",
    "templates/parts/report.html",
    "templates/parts/search.html",
    "templates/parts/sectors.html",
    "templates/parts/share.html",
    "templates/parts/source.html",
    "templates/parts/sources.html",
    "templates/parts/star.html",
    "templates/parts/state.html",
    "templates/parts/sticker.html",
    "templates/parts/tags.html",
    "templates/parts/teasers.html",
    "templates/parts/ticket.html",
    "templates/parts/tiles.html",
    "templates/parts/way.html",
    "templates/producer.html",
    "templates/product.html",
    "templates/programme.html",
    "templates/search.html",
    "templates/selection.html",
    "templates/table.html",
    "theme.yml",
    "thesaurus.yml",
];

/// Its name.
pub const NAME: &str = "default";

/// The file at a path inside the theme.
pub fn get(path: &str) -> Option<&'static [u8]> {
    FILES
        .iter()
        .find(|(known, _)| *known == path)
        .map(|(_, bytes)| *bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_carried() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default");
        let mut found: Vec<String> = walkdir::WalkDir::new(folder)
            .into_iter()
            .map(Result::unwrap)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                entry
                    .path()
                    .strip_prefix(folder)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned()
            })
            .collect();
        found.sort();
        let carried: Vec<&str> = FILES.iter().map(|(path, _)| *path).collect();
        assert_eq!(
            carried, found,
            "the list in builtin.rs must name each file, sorted"
        );
    }
}
