//! What every chapter looks things up in: the catalogue, its groups, its addresses, its names.

use crate::catalogue::Catalogue;
use crate::site::again::Held;
use crate::site::artifact::{Group, PageRef};
use crate::site::cards::Cards;
use crate::site::check::{Rows, Years};
use crate::site::cloth::Cloth;
use crate::site::facets::Tallies;
use crate::site::groups::Groups;
use crate::site::images::Pictures;
use crate::site::qr::Alike;
use crate::site::routes::{self, Routes};
use crate::site::search::Letters;
use crate::site::titles::Titles;
use crate::site::{Assets, assets, short, words};
use crate::text::order::Order;
use crate::view::manifest::Manifest;
use crate::view::part::Count;
use crate::view::shown::Shown;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// Found once for a site, then only read, from many threads.
#[derive(Debug, Clone)]
pub(super) struct Atlas<'c> {
    /// What is published.
    pub(super) catalogue: &'c Catalogue,
    /// Addresses.
    pub(super) routes: Routes,
    /// What holds while nobody moves.
    pub(super) ground: Arc<Ground>,
    /// What each product shows of itself in lists.
    pub(super) shown: Vec<OnceLock<Box<Shown<'c>>>>,
    /// The share cards, where they are drawn.
    pub(super) cards: Option<Cards>,
    /// The theme's link preview for pages without a photograph: place and media type.
    pub(super) card: Option<(String, &'static str)>,
    /// The codes of short addresses.
    pub(super) codes: Arc<Alike>,
    /// What listings have counted of their products.
    pub(super) tallies: Tallies,
    /// Cloths of the former districts.
    cloths: Vec<Cloth>,
    /// Products by the letter of their names.
    pub(super) letters: Arc<Letters>,
    /// Recognitions by the year of their issue.
    pub(super) years: Arc<Years>,
    /// The certificate check's data.
    pub(super) rows: Arc<Rows>,
    /// Whether the theme draws the certificate check.
    pub(super) draws_check: bool,
    /// Whether the theme draws sheets of labels.
    pub(super) draws_labels: bool,
    /// Whether the theme draws the visitor's own list.
    pub(super) draws_selection: bool,
    /// Titles, none twice.
    pub(super) titles: Arc<Titles>,
    /// Values of views that the theme does not read, by their paths.
    unread: &'c [&'static str],
}

/// What follows from who belongs where, and from the photographs.
#[derive(Debug, Clone)]
pub(super) struct Ground {
    /// Who belongs where.
    pub(super) groups: Groups,
    /// Every group that has a page.
    pub(super) listed: Vec<Group>,
    /// Photographs that are made.
    pub(super) pictures: Pictures,
    /// Current communes that have products, in alphabetical order of their names without kind.
    pub(super) communes: Vec<usize>,
    /// For each current commune the former ones that went into it, by code.
    pub(super) made_of: Vec<Vec<usize>>,
}

impl Ground {
    fn new(catalogue: &Catalogue, manifest: &Manifest) -> Ground {
        let groups = Groups::new(catalogue);
        Ground {
            listed: groups.listed(),
            communes: alphabetical(catalogue, &groups),
            made_of: made_of(catalogue),
            pictures: Pictures::new(catalogue, &manifest.image_widths),
            groups,
        }
    }
}

/// Much of an atlas is asked of its ground.
impl Deref for Atlas<'_> {
    type Target = Ground;

    fn deref(&self) -> &Ground {
        &self.ground
    }
}

impl<'c> Atlas<'c> {
    /// That of a site with these files of its theme, from what is held of an earlier one, which is true
    /// of this catalogue. Its share cards are planned after it.
    pub(super) fn of_site(
        catalogue: &'c Catalogue,
        manifest: &'c Manifest,
        assets: &Assets,
        held: &Held,
    ) -> Atlas<'c> {
        let card = assets.card.as_ref();
        let place = |path: &str| assets::published(&assets.folder, path);
        Atlas {
            card: card.map(|(path, kind)| (place(path), *kind)),
            ..Atlas::holding(catalogue, manifest, held)
        }
    }

    /// Linear in the catalogue.
    #[cfg(test)]
    pub(super) fn new(catalogue: &'c Catalogue, manifest: &'c Manifest) -> Atlas<'c> {
        Atlas::holding(catalogue, manifest, &Held::default())
    }

    fn holding(catalogue: &'c Catalogue, manifest: &'c Manifest, held: &Held) -> Atlas<'c> {
        let ground = || {
            let known = held.ground.clone();
            known.unwrap_or_else(|| Arc::new(Ground::new(catalogue, manifest)))
        };
        // Without a product there is nothing to check or to print.
        let is_empty = catalogue.products.is_empty();
        let has = |template: &str| !is_empty && manifest.optional.contains(&template);
        let draws_check = has("check.html");
        let before = held.before.as_ref();
        let moved = before.map(|before| &*before.moved);
        let checked = || {
            let years = Years::new(catalogue, before.map(|then| &*then.years).zip(moved));
            let rows = match draws_check {
                true => Rows::new(catalogue, &years, before.map(|then| &*then.rows).zip(moved)),
                false => Rows::default(),
            };
            (Arc::new(years), Arc::new(rows))
        };
        let sorted = || {
            held.sorted.clone().unwrap_or_else(|| {
                let then = before.map(|then| &*then.letters).zip(moved);
                let letters = || Arc::new(Letters::new(catalogue, then));
                let (letters, (years, rows)) = rayon::join(letters, checked);
                (letters, years, rows)
            })
        };
        let grounded = || {
            let ground = ground();
            let titles = match &held.titles {
                Some(known) if held.are_described => known.clone(),
                known => {
                    let known = known.as_deref();
                    Arc::new(Titles::new(catalogue, &ground.groups, known, before))
                }
            };
            (ground, titles)
        };
        let ((letters, years, rows), (ground, titles)) = rayon::join(sorted, grounded);
        let routes = Routes::new(&catalogue.settings);
        Atlas {
            catalogue,
            codes: Arc::new(Alike::new(routes.absolute(short::FOLDER))),
            routes,
            tallies: Tallies::default(),
            cloths: Cloth::all(&catalogue.places.districts),
            shown: vec![OnceLock::new(); catalogue.products.len()],
            cards: None,
            card: None,
            letters,
            years,
            rows,
            draws_check,
            draws_labels: has("labels.html"),
            draws_selection: has("selection.html"),
            titles,
            ground,
            unread: &manifest.unread,
        }
    }

    /// Whether the theme reads one of the [values that cost most](crate::view::manifest::COSTLY).
    pub(super) fn reads(&self, path: &str) -> bool {
        !self.unread.contains(&path)
    }

    /// Such a value, made where the theme reads it and empty where not.
    pub(super) fn read<T: Default>(&self, path: &str, made: impl FnOnce() -> T) -> T {
        match self.reads(path) {
            true => made(),
            false => T::default(),
        }
    }

    /// Address of a page for `href`.
    pub(super) fn link(&self, page: PageRef) -> String {
        self.routes.link(&routes::page(self.catalogue, page))
    }

    /// Whole address of a page.
    pub(super) fn absolute(&self, page: PageRef) -> String {
        self.routes.absolute(&routes::page(self.catalogue, page))
    }

    /// Address of a group's listing, empty where there is none.
    pub(super) fn group_link(&self, group: Group) -> String {
        if self.has(group) {
            self.routes.link(&routes::group(self.catalogue, group))
        } else {
            String::new()
        }
    }

    /// Whether a group has products and so a page.
    pub(super) fn has(&self, group: Group) -> bool {
        self.count(group).recognised > 0
    }

    /// How many products a group has.
    pub(super) fn count(&self, group: Group) -> Count {
        self.groups.of(group).count
    }

    /// The cloth of a former district, or that of products without one.
    pub(super) fn cloth(&self, district: Option<usize>) -> Cloth {
        let known = district.and_then(|index| self.cloths.get(index));
        known.copied().unwrap_or(Cloth::UNDECIDED)
    }

    /// Products on one page of a listing, at least 1.
    pub(super) fn page_size(&self) -> usize {
        self.catalogue.settings.page_size.max(1)
    }

    /// Former districts that have products, in alphabetical order, the undecided last.
    pub(super) fn districts(&self) -> impl Iterator<Item = Option<usize>> {
        let all = self.catalogue.places.districts.len();
        (0..all)
            .map(Some)
            .chain([None])
            .filter(|district| self.has(Group::District(*district)))
    }

    /// Curated lists that may be linked to and hold products.
    pub(super) fn open_lists(&self) -> impl Iterator<Item = usize> {
        let lists = self.catalogue.lists.iter().enumerate();
        lists
            .filter(|(index, list)| !list.unlisted && self.has(Group::List(*index)))
            .map(|(index, _)| index)
    }

    /// Whether search engines may list a page.
    pub(super) fn is_indexed(&self, page: PageRef) -> bool {
        match page {
            PageRef::Missing | PageRef::Selection | PageRef::Labels | PageRef::ListLabels(..) => {
                false
            }
            PageRef::Listing(Group::List(index), _) => !self.catalogue.lists[index].unlisted,
            _ => true,
        }
    }
}

fn alphabetical(catalogue: &Catalogue, groups: &Groups) -> Vec<usize> {
    let communes = &catalogue.places.communes;
    let order = Order::vietnamese();
    let mut sorted: Vec<usize> = (0..communes.len())
        .filter(|index| groups.of(Group::Commune(Some(*index))).count.recognised > 0)
        .collect();
    sorted.sort_by_cached_key(|index| {
        let commune = &communes[*index];
        (order.key(words::bare(&commune.name)), *index)
    });
    sorted
}

fn made_of(catalogue: &Catalogue) -> Vec<Vec<usize>> {
    let mut made_of = vec![Vec::new(); catalogue.places.communes.len()];
    for (former, commune) in catalogue.places.former.iter().enumerate() {
        for into in &commune.into {
            made_of[*into].push(former);
        }
    }
    made_of
}
