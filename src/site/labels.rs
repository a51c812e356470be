//! Labels to print: what one says, the sheets of lists, and the page on which a script fills a sheet.
//!
//! A list has its sheets as pages, for a fair's list is printed as a whole and often by somebody
//! without a script. A page of labels for each product would double the pages of the site for what
//! is printed now and then: instead one page takes the label out of the product's own page, as often
//! as a sheet has room. So a site has two pages more for each list, and one more at all.

use crate::catalogue::recognition::State;
use crate::site::artifact::{Group, PageRef, Recipe};
use crate::site::atlas::Atlas;
use crate::site::head::{self, Said};
use crate::site::pager::{pager, window};
use crate::site::parts::{self, link};
use crate::site::shelf::{Owner, Shelf};
use crate::site::{routes, short, words};
use crate::view::art::Art;
use crate::view::label::{Label, Labels};
use crate::view::listing::Pager;
use crate::view::{Content, View};

/// Labels on one page of the site: three to nine sheets of paper, about half a megabyte.
const MOST: usize = 200;

/// The place of the page on which a script fills a sheet.
pub(super) const PLACE: &str = "in-nhan/";

/// The sheets of each list that has products, where the theme draws them.
pub(super) fn list(atlas: &Atlas<'_>, shelf: &mut Shelf) {
    if !atlas.draws_labels {
        return;
    }
    shelf.put(PLACE, Recipe::Page(PageRef::Labels), Owner::Program);
    for (index, list) in atlas.catalogue.lists.iter().enumerate() {
        let all = atlas.groups.of(Group::List(index)).products.len();
        for number in 1..=all.div_ceil(MOST) {
            let page = PageRef::ListLabels(index, number);
            shelf.put(
                &routes::page(atlas.catalogue, page),
                Recipe::Page(page),
                Owner::Record(list.file.clone()),
            );
        }
    }
}

/// What a label says of a product, with its code or without.
pub(super) fn label<'v>(atlas: &'v Atlas<'_>, index: usize, has_code: bool) -> Label<'v> {
    let catalogue = atlas.catalogue;
    let product = &catalogue.products[index];
    let is_over = matches!(product.state, State::Ended | State::Revoked);
    Label {
        id: &product.id,
        name: &product.name,
        star: (!is_over).then(|| parts::star(atlas, product.star)),
        state: parts::state(product),
        producer: &catalogue.producers[product.producer].name,
        place: words::place_said(catalogue, product.location),
        url: atlas.link(PageRef::Product(index)),
        short: &product.short,
        letters: short::letters(atlas, &product.short),
        qr: has_code
            .then(|| atlas.codes.qr(&short::address(atlas, &product.short)))
            .flatten(),
    }
}

/// `/in-nhan/`
pub(super) fn view<'v>(atlas: &'v Atlas<'_>) -> View<'v> {
    let heading = "In nhãn mã QR".to_owned();
    let said = Said {
        title: heading.clone(),
        description: Some(
            "In nhãn có mã QR, hạng sao và địa chỉ ngắn của sản phẩm lên giấy A4, biển gian hàng A5 hay áp phích."
                .to_owned(),
        ),
        section: "labels",
        label: heading.clone().into(),
        ..Said::default()
    };
    let sheets = atlas.open_lists().map(|list| {
        link(
            &*atlas.catalogue.lists[list].title,
            atlas.link(PageRef::ListLabels(list, 1)),
        )
    });
    View {
        art: Art::default(),
        head: head::head(atlas, PageRef::Labels, said),
        content: Content::Labels(Labels {
            heading,
            list: None,
            labels: Vec::new(),
            sheets: sheets.collect(),
            url: atlas.link(PageRef::Labels),
            pager: Pager {
                page: 1,
                pages: 1,
                ..Pager::default()
            },
        }),
    }
}

/// `/danh-sach/NAME/nhan/`
pub(super) fn of_list<'v>(atlas: &'v Atlas<'_>, index: usize, number: usize) -> View<'v> {
    let list = &atlas.catalogue.lists[index];
    let all = &atlas.groups.of(Group::List(index)).products;
    let pager = pager(atlas, all.len().div_ceil(MOST), number, |number| {
        PageRef::ListLabels(index, number)
    });
    let page = PageRef::Listing(Group::List(index), 1);
    let title = &atlas.titles.lists[index];
    let heading = format!("Nhãn: {title}");
    let said = Said {
        title: heading.clone(),
        description: Some(format!(
            "Nhãn có mã QR để in cho các sản phẩm của danh sách “{title}”."
        )),
        section: "labels",
        trail: vec![link(&*list.title, atlas.link(page))],
        label: "Nhãn".into(),
        ..Said::default()
    };
    let shown = all[window(all.len(), number, MOST)].iter();
    View {
        art: Art::default(),
        head: head::head_of_many(
            atlas,
            PageRef::ListLabels(index, number),
            PageRef::ListLabels(index, 1),
            &pager,
            said,
        ),
        content: Content::Labels(Labels {
            heading,
            list: Some(link(&*list.title, atlas.link(page))),
            labels: shown.map(|product| label(atlas, *product, true)).collect(),
            sheets: Vec::new(),
            url: atlas.link(PageRef::Labels),
            pager,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::Sample;

    #[test]
    fn a_label_claims_no_star_that_has_ended() {
        let (catalogue, manifest) = (Sample::small().catalogue(), Sample::manifest());
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        for (index, product) in catalogue.products.iter().enumerate() {
            let label = label(&site.atlas, index, true);
            let claims = !matches!(product.state, State::Ended | State::Revoked);
            assert_eq!(label.star.is_some(), claims, "{}", product.id);
            assert_eq!(label.letters, format!("example.org/m/{}", product.short));
            let code = label.qr.expect("a code");
            assert_eq!(
                code.text,
                format!("https://example.org/m/{}", product.short)
            );
        }
    }

    #[test]
    fn the_sheets_of_a_list_hold_its_products_in_its_order() {
        let mut catalogue = Sample::many(450).list("mo", false).catalogue();
        catalogue.lists[0].products = (0..450).rev().collect();
        let manifest = Sample::manifest();
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        let mut seen = Vec::new();
        for number in 1..=3 {
            let View { content, .. } = site.view(PageRef::ListLabels(0, number));
            let Content::Labels(labels) = content else {
                panic!("labels, not {content:?}");
            };
            seen.extend(labels.labels.iter().map(|label| label.id.to_owned()));
        }
        let wanted: Vec<&str> = catalogue
            .products
            .iter()
            .rev()
            .map(|one| &*one.id)
            .collect();
        assert_eq!(seen, wanted);
        assert!(Sample::has(&site, "danh-sach/mo/nhan/trang/3/index.html"));
        assert!(!Sample::has(&site, "danh-sach/mo/nhan/trang/4/index.html"));
    }
}
