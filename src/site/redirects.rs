//! Old addresses that lead on: a page that works on any static host.

use crate::catalogue::Catalogue;
use crate::site::artifact::{Recipe, TextRef};
use crate::site::atlas::Atlas;
use crate::site::links::{self, Links};
use crate::site::shelf::{Owner, Shelf};
use crate::site::written::decoded;
use crate::text::escape::html;

/// One page for each old address.
pub(super) fn list(catalogue: &Catalogue, shelf: &mut Shelf) {
    for (index, redirect) in catalogue.redirects.iter().enumerate() {
        let place = old_place(&redirect.from);
        shelf.put(
            &place,
            Recipe::Text(TextRef::Redirect(index)),
            Owner::Redirect(index),
        );
    }
}

/// The page: it sends browsers on at once, tells search engines the new address, and gives all others a link.
pub(super) fn page(atlas: &Atlas<'_>, links: &Links, index: usize) -> String {
    let place = links.redirect(index);
    let url = html(&links::with_base(atlas, place));
    let canonical = html(&links::with_root(atlas, place));
    format!(
        "<!doctype html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>Địa chỉ đã chuyển</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <link rel=\"canonical\" href=\"{canonical}\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={url}\">\n</head>\n<body>\n\
         <p>Trang này đã chuyển đến địa chỉ mới: <a href=\"{url}\">{canonical}</a></p>\n\
         </body>\n</html>\n"
    )
}

/// An old address is a folder unless it ends in the name of an HTML file.
pub(super) fn old_place(from: &str) -> String {
    let place = decoded(from.strip_prefix('/').unwrap_or(from));
    if place.is_empty()
        || place.ends_with('/')
        || place.ends_with(".html")
        || place.ends_with(".htm")
    {
        place
    } else {
        format!("{place}/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::{Sample, codes};

    #[test]
    fn an_old_address_leads_on_under_the_base() {
        let sample = Sample::small()
            .base_url("https://example.org/ocop")
            .redirect("/cu/mat-ong", "/san-pham/mat-ong")
            .redirect("/cu.html", "/huyen/");
        let (catalogue, manifest) = (sample.catalogue(), Sample::manifest());
        let checked = crate::site::plan(&catalogue, &manifest, &Sample::assets());
        assert_eq!(codes(&checked.notes), [] as [&str; 0]);
        let site = checked.value;
        assert!(Sample::has(&site, "cu/mat-ong/index.html"));
        assert!(Sample::has(&site, "cu.html"));
        let page = site.text(&TextRef::Redirect(0));
        assert!(page.contains("content=\"0; url=/ocop/san-pham/mat-ong/\""));
        assert!(page.contains("canonical\" href=\"https://example.org/ocop/san-pham/mat-ong/\""));
        assert!(page.contains("noindex"));
    }

    #[test]
    fn a_redirect_over_a_page_or_to_nowhere_is_reported_where_it_stands() {
        let sample = Sample::small()
            .redirect("/san-pham/mat-ong/", "/huyen/")
            .redirect("/San-Pham", "/huyen/")
            .redirect("/cu/", "/khong-co/")
            .redirect("/cu2/?a", "/huyen/");
        let (catalogue, manifest) = (sample.catalogue(), Sample::manifest());
        let notes = crate::site::plan(&catalogue, &manifest, &Sample::assets()).notes;
        assert_eq!(
            codes(&notes),
            [
                "content/redirects.csv redirect-path",
                "content/redirects.csv redirect-taken",
                "content/redirects.csv redirect-taken",
                "content/redirects.csv redirect-target",
            ]
        );
    }
}
