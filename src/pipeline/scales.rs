//! The heaviest pages of each kind, found while all are drawn.
//!
//! Compressing every page to weigh it would cost as much as drawing it. Of each template the few
//! longest pages are remembered, drawn once more at the end, and weighed: which these are does not
//! depend on the order of drawing, nor on which pages an earlier build has drawn.

use crate::render;
use crate::site::artifact::PageRef;
use crate::source::problem::Problem;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Pages of each template that are weighed.
pub(super) const SAMPLE: usize = 8;

/// Takes pages from many threads.
#[derive(Debug, Default)]
pub(super) struct Scales(Mutex<BTreeMap<&'static str, Vec<Page>>>);

#[derive(Debug)]
struct Page {
    length: Reverse<usize>,
    path: String,
    page: PageRef,
}

impl Scales {
    /// Looks at one page as it will be published: its path in the output and its length in bytes.
    pub(super) fn put(&self, template: &'static str, path: &str, length: usize, page: PageRef) {
        if length <= render::weight::limit(template) {
            return;
        }
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = all.entry(template).or_default();
        let key = (Reverse(length), path);
        let at = kept.partition_point(|page| (page.length, page.path.as_str()) < key);
        if at >= SAMPLE {
            return;
        }
        let page = Page {
            length: Reverse(length),
            path: path.to_owned(),
            page,
        };
        kept.insert(at, page);
        kept.truncate(SAMPLE);
    }

    /// Whether a page is among those that are weighed.
    pub(super) fn weighs(&self, page: PageRef) -> bool {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.values().flatten().any(|one| one.page == page)
    }

    /// One problem for each template that draws pages beyond their limit, with the template's name.
    /// `draw` gives a page's address and its HTML.
    pub(super) fn weigh(
        &self,
        draw: &(dyn Fn(PageRef) -> Option<(String, String)> + Sync),
    ) -> Vec<(&'static str, Problem)> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let weigh = |(template, pages): (&&'static str, &Vec<Page>)| {
            let max = render::weight::limit(template);
            let mut heavy: Vec<(Reverse<usize>, String)> = pages
                .par_iter()
                .filter_map(|page| draw(page.page))
                .filter_map(|(address, html)| {
                    let weight = render::weight::beyond(html.as_bytes(), max)?;
                    Some((Reverse(weight), address))
                })
                .collect();
            heavy.sort();
            let pages = heavy.len();
            let (Reverse(bytes), page) = heavy.into_iter().next()?;
            let problem = Problem::PageHeavy {
                page,
                bytes,
                max,
                pages,
            };
            Some((*template, problem))
        };
        all.par_iter().filter_map(weigh).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of about this many bytes that hardly compresses.
    fn page(length: usize) -> String {
        let mut bytes = vec![0; length / 2];
        blake3::Hasher::new().finalize_xof().fill(&mut bytes);
        let mut text = String::from("<p>");
        for byte in bytes {
            text.push_str(&format!("{byte:02x}"));
        }
        text
    }

    #[test]
    fn the_heaviest_is_named_and_the_order_of_drawing_does_not_matter() {
        let lengths: Vec<usize> = (1..30).map(|nth| nth * 3_000).collect();
        let draw = |page_ref: PageRef| match page_ref {
            PageRef::Product(length) => Some((format!("/{length}/"), page(length))),
            _ => None,
        };
        let weighed = |lengths: &mut dyn Iterator<Item = &usize>| {
            let scales = Scales::default();
            for length in lengths {
                let path = format!("{length}/index.html");
                scales.put("product.html", &path, *length, PageRef::Product(*length));
            }
            scales.weigh(&draw)
        };
        let one = weighed(&mut lengths.iter());
        assert_eq!(one, weighed(&mut lengths.iter().rev()));
        let [("product.html", Problem::PageHeavy { page, pages, .. })] = &one[..] else {
            panic!("{one:?}");
        };
        assert_eq!((page.as_str(), *pages), ("/87000/", SAMPLE));
    }

    #[test]
    fn a_long_page_that_compresses_well_is_no_trouble() {
        let scales = Scales::default();
        let html = "<p>chè</p>".repeat(10_000);
        scales.put("home.html", "index.html", html.len(), PageRef::Home);
        assert_eq!(scales.weigh(&|_| Some(("/".to_owned(), html.clone()))), []);
    }
}
