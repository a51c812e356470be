//! Every link written in a text or in the menu leads somewhere.
//!
//! Links are resolved once, when all addresses are known; what is filled into a page is what was checked.

mod again;

pub(super) use again::Resolved;

use crate::catalogue::Catalogue;
use crate::catalogue::body::{Body, Hole, HoleKind};
use crate::catalogue::product::Picture;
use crate::site::artifact::{Artifact, PageRef, Recipe};
use crate::site::atlas::Atlas;
use crate::site::written::{beside, decoded, has_scheme, is_outside, split};
use crate::site::{nearby, routes, search};
use crate::source::diagnostic::{Checked, Diagnostic, Diagnostics};
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::text::escape::html;
use crate::text::fold::clean;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Broken links for which a near address is looked for; the search walks all addresses.
const NEAR_FOR: usize = 50;

/// The addresses behind all written links.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Links {
    /// For each file whose body has links, where they lead in the order of its holes.
    bodies: BTreeMap<Arc<str>, Arc<[Led]>>,
    menu: Vec<String>,
    redirects: Vec<String>,
}

/// Where a link leads.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Led {
    /// As written.
    target: String,
    /// `#` where it leads nowhere.
    address: String,
}

impl Links {
    /// Whether a body has the links that were resolved for its file.
    pub(super) fn are_those_of(&self, file: &str, body: &Body) -> bool {
        let known = self.bodies.get(file).map_or(&[][..], |known| &**known);
        let targets = body.holes.iter().map(|hole| &hole.target);
        known.iter().map(|led| &led.target).eq(targets)
    }

    /// The HTML of a body with its addresses.
    pub(super) fn fill(&self, file: &str, body: &Body) -> String {
        let mut known = self
            .bodies
            .get(file)
            .into_iter()
            .flat_map(|known| known.iter());
        let mut next = || known.next().map(|led| html(&led.address));
        body.filled(|_| next().unwrap_or_default())
    }

    /// Address of an entry of the editor's menu.
    pub(super) fn menu(&self, index: usize) -> &str {
        self.menu.get(index).map_or("", String::as_str)
    }

    /// The place a redirect leads to, with what follows it in the address.
    pub(super) fn redirect(&self, index: usize) -> &str {
        self.redirects.get(index).map_or("", String::as_str)
    }
}

/// Resolves the links of all bodies, of the menu and of the redirects; reports those that lead nowhere.
///
/// `later` gives the files of the search index that are not among the others; few links ask for them.
pub(super) fn resolve<'a>(
    atlas: &'a Atlas<'_>,
    artifacts: &'a [Artifact],
    later: &'a (dyn Fn() -> &'a [Artifact] + Sync),
    known: Option<&Resolved>,
) -> Checked<Links> {
    let mut notes = Diagnostics::default();
    let mut resolver = Resolver::new(atlas, artifacts, later);
    let catalogue = atlas.catalogue;
    let set_aside = catalogue.set_aside.iter();
    let set_aside = set_aside.map(|(file, record)| (file, &record.body));
    let mut all: Vec<(&Arc<str>, &Arc<Body>)> = published(catalogue).chain(set_aside).collect();
    if let Some(links) = known.and_then(|known| known.again(&resolver, &all)) {
        return Checked::clean(links);
    }
    all.retain(|(_, body)| !body.holes.is_empty());
    let found: Vec<Option<Arc<[Led]>>> = all
        .par_iter()
        .map(|(file, body)| resolver.found(file, body))
        .collect();
    let mut bodies = BTreeMap::new();
    for ((file, body), found) in all.into_iter().zip(found) {
        let led = found.unwrap_or_else(|| {
            let holes = body.holes.iter();
            holes
                .map(|hole| Led {
                    target: hole.target.clone(),
                    address: resolver.hole(file, hole, &mut notes),
                })
                .collect()
        });
        bodies.insert(file.clone(), led);
    }
    let config: Arc<str> = Arc::from(nearby::CONFIG);
    let items = catalogue.settings.menu.iter();
    let menu = items
        .map(|item| {
            // Unlike a text, a menu stands in no folder that a path could start from.
            let is_whole = is_outside(&item.to) || item.to.starts_with('/');
            let found = is_whole.then(|| resolver.link(&config, &item.to));
            found.flatten().unwrap_or_else(|| {
                resolver.report(&config, item.span, &item.to, &mut notes);
                String::new()
            })
        })
        .collect();
    let mut redirects = Vec::with_capacity(catalogue.redirects.len());
    for redirect in &catalogue.redirects {
        let place = redirect
            .to
            .strip_prefix('/')
            .and_then(|to| resolver.site_place(to));
        if place.is_none() && !resolver.leads_to_broken(&redirect.file, &redirect.to) {
            let found = redirect.to.clone();
            let near = resolver.near_while_few(&redirect.file, &found);
            notes.add(
                &redirect.file,
                redirect.to_span,
                Problem::RedirectTarget { found, near },
            );
        }
        redirects.push(place.unwrap_or_default());
    }
    let value = Links {
        bodies,
        menu,
        redirects,
    };
    Checked { value, notes }
}

/// Whether a note tells of something that leads nowhere.
pub(super) fn is_broken(note: &Diagnostic) -> bool {
    let problem = &note.problem;
    matches!(
        problem,
        Problem::LinkBroken { .. } | Problem::RedirectTarget { .. }
    )
}

/// The texts of all that is published, each with its file.
fn published(catalogue: &Catalogue) -> impl Iterator<Item = (&Arc<str>, &Arc<Body>)> {
    let products = catalogue.products.iter().map(|one| (&one.file, &one.body));
    let producers = catalogue.producers.iter().map(|one| (&one.file, &one.body));
    let pages = catalogue.pages.iter().map(|one| (&one.file, &one.body));
    let news = catalogue.news.iter().map(|one| (&one.file, &one.body));
    products.chain(producers).chain(pages).chain(news)
}

struct Resolver<'a, 'c> {
    atlas: &'a Atlas<'c>,
    artifacts: &'a [Artifact],
    later: &'a (dyn Fn() -> &'a [Artifact] + Sync),
    /// [`Resolver::pages`].
    pages: OnceLock<BTreeMap<String, PageRef>>,
    reported: usize,
}

impl<'a, 'c> Resolver<'a, 'c> {
    fn new(
        atlas: &'a Atlas<'c>,
        artifacts: &'a [Artifact],
        later: &'a (dyn Fn() -> &'a [Artifact] + Sync),
    ) -> Resolver<'a, 'c> {
        Resolver {
            atlas,
            artifacts,
            later,
            pages: OnceLock::new(),
            reported: 0,
        }
    }

    /// Pages by the path of their content file. Many sites have no link to a file.
    fn pages(&self) -> &BTreeMap<String, PageRef> {
        self.pages.get_or_init(|| {
            let catalogue = self.atlas.catalogue;
            let mut pages = BTreeMap::new();
            for artifact in self.artifacts {
                let Recipe::Page(page) = artifact.recipe else {
                    continue;
                };
                let Some(file) = page.file(catalogue) else {
                    continue;
                };
                pages.insert(clean(file), page);
            }
            pages
        })
    }

    /// Where the links of a text lead; `None` where one leads nowhere.
    fn found(&self, file: &str, body: &Body) -> Option<Arc<[Led]>> {
        let holes = body.holes.iter();
        holes
            .map(|hole| {
                let address = match &hole.kind {
                    HoleKind::Link => self.link(file, &hole.target)?,
                    HoleKind::Picture(picture) => self.picture(picture).unwrap_or_default(),
                };
                let target = hole.target.clone();
                Some(Led { target, address })
            })
            .collect()
    }

    /// The address for a hole; `#`, which leads nowhere, for what is reported.
    fn hole(&mut self, file: &Arc<str>, hole: &Hole, notes: &mut Diagnostics) -> String {
        let found = match &hole.kind {
            HoleKind::Link => self.link(file, &hole.target),
            // The reading has found it; only that of a record set aside is not made.
            HoleKind::Picture(picture) => return self.picture(picture).unwrap_or_default(),
        };
        if found.is_none() && self.leads_to_broken(file, &hole.target) {
            return "#".to_owned();
        }
        found.unwrap_or_else(|| {
            self.report(file, hole.span, &hole.target, notes);
            "#".to_owned()
        })
    }

    /// The address of a link as written in a file: off the site, a place on this page, a site path
    /// or another content file.
    fn link(&self, file: &str, target: &str) -> Option<String> {
        if is_outside(target) || target.starts_with('#') {
            return Some(target.to_owned());
        }
        if let Some(path) = target.strip_prefix('/') {
            return self
                .site_place(path)
                .map(|place| with_base(self.atlas, &place));
        }
        let (path, rest) = split(target);
        if !path.ends_with(".md") {
            return None;
        }
        let named = beside(file, &decoded(path))?;
        let page = *self.pages().get(&clean(&named))?;
        Some(format!("{}{rest}", self.atlas.link(page)))
    }

    /// Whether a link would lead somewhere if a record that is left out because of its own fault were sound.
    fn leads_to_broken(&self, file: &str, target: &str) -> bool {
        let catalogue = self.atlas.catalogue;
        let is_broken = |file: &str| {
            let record = catalogue.set_aside.get(file);
            record.is_some_and(|record| record.broken)
        };
        let path = decoded(split(target).0);
        let Some(place) = path.strip_prefix('/') else {
            return beside(file, &path).is_some_and(|named| is_broken(&named));
        };
        let broken = || {
            catalogue
                .set_aside
                .iter()
                .filter(|(_, record)| record.broken)
        };
        let place = place.trim_end_matches('/');
        let (folder, id) = match place.split_once('/').unwrap_or((place, "")) {
            ("san-pham", id) if !id.is_empty() => ("content/products/", id),
            ("chu-the", id) if !id.is_empty() => ("content/producers/", id),
            ("tin-tuc", id) if !id.is_empty() => ("content/news/", id),
            _ if is_broken(&format!("content/pages/{place}.md")) => return true,
            _ => return broken().next().is_some() && self.may_be_group(place),
        };
        broken().any(|(file, _)| {
            let stem = file.strip_suffix(".md").unwrap_or(file);
            stem.starts_with(folder) && stem.rsplit('/').next() == Some(id)
        })
    }

    /// Whether a place is that of a group that has a page as soon as it has a product.
    fn may_be_group(&self, place: &str) -> bool {
        let catalogue = self.atlas.catalogue;
        let places = &catalogue.places;
        let parts: Vec<&str> = place.split('/').collect();
        match parts.as_slice() {
            ["san-pham" | "chu-the" | "huyen" | "xa" | "hang-sao" | "nganh-hang"] => true,
            ["hang-sao", level] => matches!(*level, "3-sao" | "4-sao" | "5-sao"),
            ["huyen" | "xa", ..] if catalogue.set_aside.contains_key("content/places.yml") => true,
            ["nganh-hang", ..] if catalogue.set_aside.contains_key("content/categories.yml") => {
                true
            }
            ["huyen", district, ..] => {
                *district == "chua-ro" || places.district(district).is_some()
            }
            ["xa", commune] => places.communes.iter().any(|known| known.slug == *commune),
            ["nganh-hang", category] => catalogue.categories.find(category).is_some(),
            _ => false,
        }
    }

    /// The place behind a site path without its first slash, with query and fragment as written. A
    /// folder may be written without its slash or with its `index.html`.
    fn site_place(&self, path: &str) -> Option<String> {
        let (path, rest) = split(path);
        let path = decoded(path);
        let as_file = routes::output(&path);
        let as_folder = format!("{path}/index.html");
        let found = [as_file, as_folder].into_iter().find(|path| {
            let holds = |files: &[Artifact]| {
                let found = files.binary_search_by(|file| file.path.cmp(path));
                found.is_ok()
            };
            holds(self.artifacts) || (search::may_hold(path) && holds((self.later)()))
        })?;
        Some(format!("{}{rest}", routes::place_of_output(&found)))
    }

    /// The address of a picture: one width for all, the middle one.
    fn picture(&self, picture: &Picture) -> Option<String> {
        let made = self.atlas.pictures.of(&picture.source)?;
        Some(self.atlas.routes.link(&made.place(made.middle())))
    }

    fn report(&mut self, file: &Arc<str>, span: Span, found: &str, notes: &mut Diagnostics) {
        // The reading has told of schemes it refuses; one fault is told once.
        if has_scheme(found) {
            return;
        }
        let near = self.near_while_few(file, found);
        let found = found.to_owned();
        notes.add(file, span, Problem::LinkBroken { found, near });
    }

    fn near_while_few(&mut self, file: &str, found: &str) -> Option<String> {
        self.reported += 1;
        if self.reported > NEAR_FOR {
            return None;
        }
        let later = match search::may_be_near(found) {
            true => (self.later)(),
            false => &[],
        };
        nearby::meant(file, found, [self.artifacts, later], self.pages())
    }
}

/// A place, with query and fragment, as an address under the site's base.
pub(super) fn with_base(atlas: &Atlas<'_>, place: &str) -> String {
    let (path, rest) = split(place);
    format!("{}{rest}", atlas.routes.link(path))
}

/// The same with the host.
pub(super) fn with_root(atlas: &Atlas<'_>, place: &str) -> String {
    let (path, rest) = split(place);
    format!("{}{rest}", atlas.routes.absolute(path))
}

#[cfg(test)]
mod tests;
