//! The pages of a listing: all of them while they are few, then the ends and those around this one.

use crate::site::artifact::PageRef;
use crate::site::atlas::Atlas;
use crate::view::listing::{PageLink, Pager};
use std::ops::Range;

/// Pages that are all listed.
const FEW: usize = 9;
/// Pages listed before and after this one where they are many.
const AROUND: usize = 2;

/// The pager of page `here` of `pages`, whose addresses are those of `page`.
pub(super) fn pager(
    atlas: &Atlas<'_>,
    pages: usize,
    here: usize,
    page: impl Fn(usize) -> PageRef,
) -> Pager {
    let pages = pages.max(1);
    let url = |number: usize| atlas.link(page(number));
    let shown = (1..=pages).filter(|number| {
        pages <= FEW || *number == 1 || *number == pages || number.abs_diff(here) <= AROUND
    });
    let mut links: Vec<PageLink> = Vec::new();
    for number in shown {
        let gap = links.last().is_some_and(|last| last.number + 1 < number);
        links.push(PageLink {
            number,
            url: url(number),
            here: number == here,
            gap,
        });
    }
    Pager {
        page: here,
        pages,
        links,
        previous: (here > 1).then(|| url(here - 1)),
        next: (here < pages).then(|| url(here + 1)),
    }
}

/// Part `number`, from 1, of `all` things cut into parts of `size`; empty beyond the end.
pub(super) fn window(all: usize, number: usize, size: usize) -> Range<usize> {
    let start = number.saturating_sub(1).saturating_mul(size).min(all);
    start..start.saturating_add(size).min(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::artifact::Group;
    use crate::site::testing::Sample;

    fn shown(pages: usize, here: usize) -> String {
        let (catalogue, manifest) = (Sample::small().catalogue(), Sample::manifest());
        let atlas = Atlas::new(&catalogue, &manifest);
        let pager = pager(&atlas, pages, here, |number| {
            PageRef::Listing(Group::All, number)
        });
        let words = pager.links.iter().map(|link| {
            let gap = if link.gap { ".. " } else { "" };
            let here = if link.here { "*" } else { "" };
            format!("{gap}{}{here}", link.number)
        });
        words.collect::<Vec<String>>().join(" ")
    }

    #[test]
    fn few_pages_are_all_shown_and_many_leave_gaps() {
        assert_eq!(shown(1, 1), "1*");
        assert_eq!(shown(9, 4), "1 2 3 4* 5 6 7 8 9");
        assert_eq!(shown(10, 1), "1* 2 3 .. 10");
        assert_eq!(shown(690, 300), "1 .. 298 299 300* 301 302 .. 690");
        assert_eq!(shown(10, 9), "1 .. 7 8 9* 10");
    }

    #[test]
    fn a_window_never_leaves_the_list() {
        assert_eq!(window(3, 2, 2), 2..3);
        assert!(window(3, 9, 2).is_empty());
    }
}
