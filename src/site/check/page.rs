//! `/tra-cuu/`, and the lists by year.

use super::Entry;
use crate::catalogue::recognition::State;
use crate::site::artifact::{PageRef, Recipe};
use crate::site::atlas::Atlas;
use crate::site::head::{self, Said};
use crate::site::pager::{pager, window};
use crate::site::parts::{self, link, stated};
use crate::site::shelf::{Owner, Shelf};
use crate::site::{routes, words};
use crate::text::format::number;
use crate::view::art::Art;
use crate::view::check::{Check, Decision, Held, Year};
use crate::view::listing::Pager;
use crate::view::{Content, View};

/// Recognitions on one page of a year: about 60 kB of HTML.
const MOST: usize = 300;

/// The page and those of the years, where the theme draws them.
pub(in crate::site) fn list(atlas: &Atlas<'_>, shelf: &mut Shelf) {
    if !atlas.draws_check {
        return;
    }
    let mut put = |page: PageRef| {
        let place = routes::page(atlas.catalogue, page);
        shelf.put(&place, Recipe::Page(page), Owner::Program);
    };
    put(PageRef::Check);
    for (year, entries) in &atlas.years.0 {
        (1..=entries.len().div_ceil(MOST)).for_each(|page| put(PageRef::CheckYear(*year, page)));
    }
    atlas.rows.list(shelf);
}

/// `/tra-cuu/`
pub(in crate::site) fn home<'v>(atlas: &'v Atlas<'_>) -> View<'v> {
    let heading = "Tra cứu giấy chứng nhận OCOP".to_owned();
    let said = Said {
        title: heading.clone(),
        description: Some(format!(
            "Nhập số quyết định, mã sản phẩm hay mã in trên nhãn để biết sản phẩm còn hiệu lực OCOP hay không, {}.",
            words::as_of(atlas.catalogue)
        )),
        section: "check",
        label: "Tra cứu".into(),
        ..Said::default()
    };
    View {
        art: Art::default(),
        head: head::head(atlas, PageRef::Check, said),
        content: Content::Check(Check {
            heading,
            year: None,
            decisions: Vec::new(),
            pager: Pager {
                page: 1,
                pages: 1,
                ..Pager::default()
            },
            ..common(atlas)
        }),
    }
}

/// `/tra-cuu/2023/` and its further pages.
pub(in crate::site) fn year<'v>(atlas: &'v Atlas<'_>, of: Option<i16>, here: usize) -> View<'v> {
    let entries = atlas.years.of(of);
    let label = label(of);
    let heading = match of {
        Some(_) => format!("Quyết định công nhận OCOP {}", words::inside(&label)),
        None => "Lần công nhận OCOP chưa rõ năm".to_owned(),
    };
    let page = PageRef::CheckYear(of, here);
    let pager = pager(atlas, entries.len().div_ceil(MOST), here, |page| {
        PageRef::CheckYear(of, page)
    });
    let said = Said {
        title: heading.clone(),
        description: Some(format!(
            "{heading}: {} lần công nhận, xếp theo ngày và số quyết định.",
            number(entries.len() as u64)
        )),
        section: "check",
        trail: vec![link("Tra cứu", atlas.link(PageRef::Check))],
        label: label.clone().into(),
        ..Said::default()
    };
    View {
        art: Art::default(),
        head: head::head_of_many(atlas, page, PageRef::CheckYear(of, 1), &pager, said),
        content: Content::Check(Check {
            heading,
            year: Some(label),
            decisions: decisions(atlas, &entries[window(entries.len(), here, MOST)]),
            pager,
            ..common(atlas)
        }),
    }
}

/// What both kinds of page show.
fn common<'v>(atlas: &'v Atlas<'_>) -> Check<'v> {
    let root = &atlas.routes.root;
    let years = atlas.years.0.iter().map(|(year, entries)| Year {
        link: link(label(*year), atlas.link(PageRef::CheckYear(*year, 1))),
        count: entries.len(),
    });
    Check {
        heading: String::new(),
        year: None,
        url: atlas.link(PageRef::Check),
        data: atlas.routes.link(&atlas.rows.place(0)),
        address: root.split_once("://").map_or(&**root, |(_, rest)| rest),
        years: years.collect(),
        decisions: Vec::new(),
        pager: Pager::default(),
    }
}

fn label(year: Option<i16>) -> String {
    year.map_or_else(|| "Chưa rõ năm".to_owned(), |year| format!("Năm {year}"))
}

/// Neighbours of one number, day and issuer under one head.
fn decisions<'v>(atlas: &'v Atlas<'_>, entries: &[Entry]) -> Vec<Decision<'v>> {
    let catalogue = atlas.catalogue;
    let mut out: Vec<Decision<'v>> = Vec::new();
    for entry in entries {
        let of = entry.recognition(catalogue);
        let decision = Decision {
            number: of.and_then(|of| of.number.as_deref()),
            issued: of.and_then(|of| of.issued).map(stated),
            issuer: of.and_then(|of| of.issuer).map(|issuer| issuer.name()),
            products: Vec::new(),
        };
        let held = held(atlas, *entry);
        match out.last_mut() {
            Some(last)
                if last.number == decision.number
                    && last.issued == decision.issued
                    && last.issuer == decision.issuer =>
            {
                last.products.push(held);
            }
            _ => out.push(Decision {
                products: vec![held],
                ..decision
            }),
        }
    }
    out
}

fn held<'v>(atlas: &'v Atlas<'_>, entry: Entry) -> Held<'v> {
    let product = &atlas.catalogue.products[entry.product];
    let of = entry.recognition(atlas.catalogue);
    let ends = match product.state {
        State::Revoked if entry.earlier.is_none() => None,
        _ => of.and_then(|of| of.ends()),
    };
    Held {
        id: &product.id,
        name: &product.name,
        url: atlas.link(PageRef::Product(entry.product)),
        star: of.map_or(product.star, |of| of.star).level(),
        state: parts::state(product),
        earlier: entry.earlier.is_some(),
        ends: ends.map(stated),
    }
}

#[cfg(test)]
mod tests {
    use crate::catalogue::recognition::Recognition;
    use crate::site::artifact::PageRef;
    use crate::site::testing::Sample;
    use crate::view::Content;
    use std::sync::Arc;

    #[test]
    fn every_recognition_stands_once_in_the_lists_by_year() {
        let mut catalogue = Sample::many(800).catalogue();
        let earlier = catalogue.products[3].certificate.clone();
        Arc::make_mut(&mut catalogue.products[3]).history = vec![Recognition {
            issued: crate::catalogue::date::Stated::parse("2019-05"),
            ..earlier.expect("a recognition")
        }];
        Arc::make_mut(&mut catalogue.products[5]).certificate = None;
        let manifest = Sample::manifest();
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        let mut seen = 0;
        for artifact in site.artifacts.iter() {
            let crate::site::artifact::Recipe::Page(page @ PageRef::CheckYear(year, _)) =
                artifact.recipe
            else {
                continue;
            };
            let Content::Check(check) = site.view(page).content else {
                panic!("a page of the check");
            };
            for decision in &check.decisions {
                seen += decision.products.len();
                let own = decision.issued.as_ref().map(|day| day.iso[..4].to_owned());
                assert_eq!(own, year.map(|year| year.to_string()));
            }
        }
        assert_eq!(seen, 801);
        for path in [
            "tra-cuu/index.html",
            "tra-cuu/2019/index.html",
            "tra-cuu/chua-ro/index.html",
            "tra-cuu/2025/trang/2/index.html",
        ] {
            assert!(Sample::has(&site, path), "{path}");
        }
        assert!(
            site.text(&crate::site::artifact::TextRef::Sitemap)
                .contains("/tra-cuu/2019/")
        );
    }
}
