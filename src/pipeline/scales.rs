//! The heaviest pages of each kind, found while all are drawn.
//!
//! Compressing every page to weigh it would cost as much as drawing it. Of each template the few
//! longest pages are kept aside and weighed at the end: which these are does not depend on the order
//! of drawing.

use crate::render;
use crate::source::problem::Problem;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Pages of each template that are weighed.
const SAMPLE: usize = 8;

/// Takes pages from many threads.
#[derive(Debug, Default)]
pub(super) struct Scales(Mutex<BTreeMap<&'static str, Vec<Page>>>);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Page {
    length: Reverse<usize>,
    address: String,
    html: String,
}

impl Scales {
    /// Looks at one page as it will be published.
    pub(super) fn put(&self, template: &'static str, address: &str, html: &str) {
        let length = html.len();
        if length <= render::weight::limit(template) {
            return;
        }
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = all.entry(template).or_default();
        let key = (Reverse(length), address);
        let at = kept.partition_point(|page| (page.length, page.address.as_str()) < key);
        if at >= SAMPLE {
            return;
        }
        let page = Page {
            length: Reverse(length),
            address: address.to_owned(),
            html: html.to_owned(),
        };
        kept.insert(at, page);
        kept.truncate(SAMPLE);
    }

    /// One problem for each template that draws pages beyond their limit, with the template's name.
    pub(super) fn weigh(self) -> Vec<(&'static str, Problem)> {
        let all = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut found = Vec::new();
        for (template, pages) in all {
            let max = render::weight::limit(template);
            let mut heavy: Vec<(Reverse<usize>, String)> = pages
                .into_iter()
                .map(|page| {
                    let weight = render::weight::compressed(page.html.as_bytes());
                    (Reverse(weight), page.address)
                })
                .filter(|(weight, _)| weight.0 > max)
                .collect();
            heavy.sort();
            let pages = heavy.len();
            if let Some((Reverse(bytes), page)) = heavy.into_iter().next() {
                let problem = Problem::PageHeavy {
                    page,
                    bytes,
                    max,
                    pages,
                };
                found.push((template, problem));
            }
        }
        found
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
        let weighed = |lengths: &mut dyn Iterator<Item = &usize>| {
            let scales = Scales::default();
            for length in lengths {
                let html = page(*length);
                scales.put("product.html", &format!("/{length}/"), &html);
            }
            scales.weigh()
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
        scales.put("home.html", "/", &html);
        assert_eq!(scales.weigh(), []);
    }
}
