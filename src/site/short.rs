//! `/m/CODE/`: the short permanent address of a product, as it is printed on labels.
//!
//! A real page, so that it works on any static host and shows a preview where it is shared. It is
//! the program's own text and not the theme's: what is printed must lead on whatever a theme does.

use crate::catalogue::recognition::Recognition;
use crate::site::artifact::{PageRef, Recipe, TextRef};
use crate::site::atlas::Atlas;
use crate::site::hosting::POLICY;
use crate::site::shelf::{Owner, Shelf};
use crate::site::titles::DESCRIPTION;
use crate::site::words::cut;
use crate::site::{head, parts, words};
use crate::text::escape::html;
use std::collections::HashSet;
use std::fmt::Write;

/// The folder of all short addresses.
pub(super) const FOLDER: &str = "m/";

/// One page for each product. Two of one code have been told by the reading; one fault is told once.
pub(super) fn list(atlas: &Atlas<'_>, shelf: &mut Shelf) {
    let mut taken: HashSet<&str> = HashSet::new();
    for (index, product) in atlas.catalogue.products.iter().enumerate() {
        if !taken.insert(&product.short) {
            continue;
        }
        shelf.put(
            &place(&product.short),
            Recipe::Text(TextRef::Short(index)),
            Owner::Record(product.file.clone()),
        );
    }
}

fn place(code: &str) -> String {
    format!("{FOLDER}{code}/")
}

/// The address that a code holds: without the last slash, which every host adds.
pub(super) fn address(atlas: &Atlas<'_>, code: &str) -> String {
    atlas.routes.absolute(&format!("{FOLDER}{code}"))
}

/// The same as it is typed: `example.org/m/0a1b2c3d`.
pub(super) fn letters(atlas: &Atlas<'_>, code: &str) -> String {
    let whole = address(atlas, code);
    match whole.split_once("://") {
        Some((_, rest)) => rest.to_owned(),
        None => whole,
    }
}

/// The page: it leads on at once and without a script, names the product for whoever does not
/// follow, and carries what a preview shows. `data-…` holds what the certificate check reads.
///
/// Not kept from search engines by a word of its own: what it leads to is its canonical address.
pub(super) fn page(atlas: &Atlas<'_>, index: usize) -> String {
    let catalogue = atlas.catalogue;
    let Some(product) = catalogue.products.get(index) else {
        return String::new();
    };
    let page = PageRef::Product(index);
    let url = html(&atlas.link(page));
    let canonical = html(&atlas.absolute(page));
    let title = html(&atlas.titles.products[index]);
    let description = html(&cut(&atlas.titles.product_descriptions[index], DESCRIPTION));
    let site = html(&catalogue.settings.title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n\
         <meta name=\"description\" content=\"{description}\">\n\
         <link rel=\"canonical\" href=\"{canonical}\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={url}\">\n\
         <meta property=\"og:type\" content=\"website\">\n\
         <meta property=\"og:locale\" content=\"vi_VN\">\n\
         <meta property=\"og:site_name\" content=\"{site}\">\n\
         <meta property=\"og:title\" content=\"{title}\">\n\
         <meta property=\"og:description\" content=\"{description}\">\n\
         <meta property=\"og:url\" content=\"{canonical}\">\n"
    );
    // Writing into a string cannot fail.
    if let Some(image) = head::preview(atlas, page) {
        let _ = write!(
            out,
            "<meta property=\"og:image\" content=\"{}\">\n\
             <meta property=\"og:image:type\" content=\"{}\">\n\
             <meta property=\"og:image:width\" content=\"{}\">\n\
             <meta property=\"og:image:height\" content=\"{}\">\n\
             <meta property=\"og:image:alt\" content=\"{}\">\n\
             <meta name=\"twitter:card\" content=\"summary_large_image\">\n",
            html(&image.url),
            html(image.kind),
            image.width,
            image.height,
            html(&image.alt),
        );
    }
    let producer = catalogue.producers.get(product.producer);
    let producer = producer.map_or(String::new(), |known| known.name.clone());
    let place = words::place_said(catalogue, product.location);
    let about: Vec<String> = [producer, place]
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(|part| html(&part))
        .collect();
    let state = parts::state(product);
    let _ = write!(
        out,
        "</head>\n<body>\n<main data-product=\"{}\" data-state=\"{}\"",
        html(&product.id),
        state.id,
    );
    let held = product.certificate.as_ref();
    for (name, value) in dates(held) {
        if let Some(value) = value {
            let _ = write!(out, " data-{name}=\"{}\"", html(&value));
        }
    }
    if let Some(revoked) = &product.revoked {
        let _ = write!(out, " data-revoked=\"{}\"", revoked.on);
    }
    let name = html(&product.name);
    let level = product.star.level();
    let _ = write!(
        out,
        ">\n<h1>{name}</h1>\n\
         <p data-star=\"{level}\">OCOP {level} sao: {}.</p>\n\
         <p>{}</p>\n\
         <p><a href=\"{url}\">Xem trang của sản phẩm: {name}</a></p>\n\
         </main>\n</body>\n</html>\n",
        html(&words::inside(state.label)),
        about.join(", "),
    );
    out
}

/// The number and the days of a recognition, by the names the certificate check knows them by; a
/// day that the source states no better is a month or a year.
pub(super) fn dates(held: Option<&Recognition>) -> [(&'static str, Option<String>); 4] {
    [
        ("number", held.and_then(|held| held.number.clone())),
        (
            "issued",
            held.and_then(|held| held.issued)
                .map(|date| date.to_string()),
        ),
        (
            "ends",
            held.and_then(Recognition::ends)
                .map(|date| date.to_string()),
        ),
        (
            "extended",
            held.and_then(|held| held.extended_to)
                .map(|date| date.to_string()),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::{Sample, codes, photograph};

    #[test]
    fn a_short_address_names_its_product_leads_on_and_is_in_no_sitemap() {
        let sample = Sample::small()
            .base_url("https://example.org/ocop")
            .product("x", |product| {
                product.name = "Chè <b> \"lá\"".to_owned();
                product.short = "0a1b2c3d".to_owned();
                product.pictures = vec![photograph("content/images/a.jpg", 2000, 1000)];
            });
        let (catalogue, manifest) = (sample.catalogue(), Sample::manifest());
        let checked = crate::site::plan(&catalogue, &manifest, &Sample::assets());
        assert_eq!(codes(&checked.notes), [] as [&str; 0]);
        let site = checked.value;
        assert!(Sample::has(&site, "m/0a1b2c3d/index.html"));
        for product in &catalogue.products {
            assert!(Sample::has(
                &site,
                &format!("m/{}/index.html", product.short)
            ));
        }
        let x = catalogue.products.iter().position(|one| one.id == "x");
        let page = site.text(&TextRef::Short(x.expect("the product")));
        for part in [
            "content=\"0; url=/ocop/san-pham/x/\"",
            "canonical\" href=\"https://example.org/ocop/san-pham/x/\"",
            "<a href=\"/ocop/san-pham/x/\">",
            "<h1>Chè &lt;b&gt; &quot;lá&quot;</h1>",
            "OCOP 4 sao",
            "og:image\" content=\"https://example.org/ocop/anh/",
            "data-ends=\"2028-01-15\"",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(!page.contains("<b>"));
        assert!(!site.text(&TextRef::Sitemap).contains("/m/"));
    }
}
