//! Draws what was planned: all of it, one file of it, or a sample to see whether it could be drawn.

use crate::catalogue::Catalogue;
use crate::disk;
use crate::disk::cache::Cache;
use crate::disk::published::Made;
use crate::pipeline::again::Keys;
use crate::pipeline::quota::Quota;
use crate::pipeline::scales::Scales;
use crate::pipeline::texts::Texts;
use crate::pipeline::{Job, Sink, photographs};
use crate::render;
use crate::render::card::Grounds;
use crate::render::theme::Theme;
use crate::site::Site;
use crate::site::artifact::{Artifact, PageRef, Recipe};
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::source::tree::{File, Tree};
use crate::source::work;
use crate::view::View;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Draws the files of a planned site into a sink.
pub(super) struct Pen<'a, 's> {
    pub(super) job: &'a Job,
    pub(super) tree: &'a Tree,
    pub(super) catalogue: &'a Catalogue,
    /// `None`: every page is drawn.
    pub(super) keys: Option<Keys<'a>>,
    pub(super) site: &'a Site<'s>,
    pub(super) theme: &'a Theme,
    /// The theme's folder under `themes/`.
    pub(super) theme_name: &'a str,
    /// Texts that are not in memory.
    pub(super) texts: Option<&'a Texts>,
    pub(super) sink: &'a dyn Sink,
    pub(super) cache: Cache,
    pub(super) quota: Quota,
    pub(super) scales: Scales,
    /// What cards have beneath, drawn once.
    pub(super) grounds: Grounds,
}

/// The template of listings.
const LISTING: &str = "listing.html";
/// Pages of each template that are tried where nothing is published, taken evenly from all of them.
const TRIED: usize = 40;

/// A template's fault shows on every page it draws: once is enough.
fn note_once(faults: Vec<Fault>, notes: &mut Diagnostics) {
    let mut told: BTreeSet<(Arc<str>, Span)> = BTreeSet::new();
    for fault in faults {
        if told.insert((fault.file.clone(), fault.span)) {
            notes.add(&fault.file, fault.span, fault.problem);
        }
    }
}

/// A fault that shows only when something is drawn.
pub(super) type Fault = Box<Diagnostic>;

pub(super) fn fault(file: &Arc<str>, problem: Problem) -> Fault {
    Box::new(Diagnostic {
        file: file.clone(),
        span: Span::default(),
        problem,
    })
}

/// Draws files on all threads from the first to the last, so that what stands side by side is drawn about the
/// same time: a page shows the products next to its own. Faults come in the order of the files.
fn in_turn(
    artifacts: &[&Artifact],
    one: impl Fn(&&Artifact) -> Option<Fault> + Sync,
) -> Vec<Fault> {
    const AT_ONCE: usize = 16;
    let next = AtomicUsize::new(0);
    let some = |_: rayon::BroadcastContext<'_>| {
        let mut faults: Vec<(usize, Fault)> = Vec::new();
        loop {
            let from = next.fetch_add(AT_ONCE, Ordering::Relaxed);
            let Some(rest) = artifacts.get(from..).filter(|rest| !rest.is_empty()) else {
                return faults;
            };
            let drawn = rest.iter().take(AT_ONCE).enumerate();
            faults.extend(drawn.filter_map(|(nth, artifact)| Some((from + nth, one(artifact)?))));
        }
    };
    let mut faults: Vec<(usize, Fault)> = rayon::broadcast(some).into_iter().flatten().collect();
    faults.sort_by_key(|(at, _)| *at);
    faults.into_iter().map(|(_, fault)| fault).collect()
}

impl Pen<'_, '_> {
    pub(super) fn draw_all(&self) -> Diagnostics {
        let (pictures, others): (Vec<&Artifact>, Vec<&Artifact>) = self
            .site
            .artifacts
            .iter()
            .partition(|artifact| photographs::source(artifact).is_some());
        // What a listing shows of a product differs from what other pages show: by turns, half is kept at once.
        let is_listing = |artifact: &&Artifact| match artifact.recipe {
            Recipe::Page(page) => page.template() == LISTING,
            _ => false,
        };
        let (listings, mut others): (Vec<_>, Vec<_>) = others.into_iter().partition(is_listing);
        others.sort_by_cached_key(|artifact| self.whereabouts(artifact));
        let one = |artifact: &&Artifact| self.one(artifact).err();
        let mut faults: Vec<Fault> = listings.par_iter().filter_map(one).collect();
        self.theme.forget_parts();
        faults.extend(in_turn(&others, one));
        self.theme.forget_parts();
        // A photograph is decoded once for all its widths.
        let by_source = photographs::by_source(&pictures);
        faults.extend(
            by_source
                .par_iter()
                .filter_map(|group| self.photograph(group).err())
                .collect::<Vec<Fault>>(),
        );
        if !self.sink.keeps() {
            faults.extend(self.try_cards());
        }
        self.cache.sweep();
        let mut notes = Diagnostics::default();
        let theme = format!("themes/{}", self.theme_name);
        let drawn = |page: PageRef| {
            let view = self.view(page).ok()?;
            let html = render::page(self.theme, &view).ok()?;
            Some((view.head.url.to_string(), html))
        };
        let (files, pages) = rayon::join(
            || render::weight::of_theme(self.theme),
            || self.scales.weigh(&drawn),
        );
        for problem in files {
            let manifest = format!("{theme}/theme.yml").into();
            notes.add(&manifest, Span::default(), problem);
        }
        for (template, problem) in pages {
            let file = format!("{theme}/templates/{template}").into();
            notes.add(&file, Span::default(), problem);
        }
        note_once(faults, &mut notes);
        notes
    }

    /// Where a product's page stands beside those of the products that it shows most of: others of its district
    /// and commune. What is no product's page keeps its place.
    fn whereabouts(&self, artifact: &Artifact) -> Option<(Option<usize>, Option<usize>)> {
        match artifact.recipe {
            Recipe::Page(PageRef::Product(index)) => {
                let location = self.catalogue.products.get(index)?.location;
                Some((location.district, location.commune))
            }
            _ => None,
        }
    }

    /// The faults that templates show, where the content has some of its own and nothing is published:
    /// a few pages of each template are drawn, of the records that are sound, and thrown away. What a
    /// page weighs, and what its pictures are, is asked when all of them are there.
    pub(super) fn try_templates(&self) -> Diagnostics {
        let mut by_template: BTreeMap<&str, Vec<PageRef>> = BTreeMap::new();
        for artifact in self.site.artifacts.iter() {
            if let Recipe::Page(page) = artifact.recipe {
                by_template.entry(page.template()).or_default().push(page);
            }
        }
        let tried: Vec<PageRef> = by_template
            .into_values()
            .flat_map(|pages| {
                let step = pages.len().div_ceil(TRIED).max(1);
                pages.into_iter().step_by(step)
            })
            .collect();
        let faults: Vec<Fault> = tried
            .par_iter()
            .filter_map(|page| {
                let view = self.view(*page);
                view.and_then(|view| render::page(self.theme, &view)).err()
            })
            .collect();
        let mut notes = Diagnostics::default();
        note_once(faults, &mut notes);
        notes
    }

    pub(super) fn one(&self, artifact: &Artifact) -> Result<(), Fault> {
        work::on(&artifact.path);
        let bytes = match &artifact.recipe {
            Recipe::Page(page) => return self.page(&artifact.path, *page),
            Recipe::Text(text) => self.site.text(text).into_bytes(),
            Recipe::Search(number) => self.site.search_file(*number),
            Recipe::Asset(path) => self
                .theme
                .assets
                .get(path)
                .map(|bytes| bytes.to_vec())
                .unwrap_or_default(),
            Recipe::Copy(source) => {
                if !self.sink.keeps() {
                    return Ok(());
                }
                disk::read::bytes(&self.job.root, &source.path, &source.hash)
                    .map_err(|problem| fault(&source.path, problem))?
            }
            Recipe::Card(recipe) => return self.card(artifact, recipe, None),
            Recipe::Picture(_) => return Ok(()),
        };
        self.take(&artifact.path, bytes)
    }

    /// The view of a page, with its text wherever that is.
    fn view(&self, page: PageRef) -> Result<View<'_>, Fault> {
        let mut view = self.site.view(page);
        let text = page.text(self.catalogue).and_then(|text| text.aside);
        if let (Some(place), Some(texts)) = (text, self.texts) {
            let file = page.file(self.catalogue).cloned().unwrap_or_default();
            let html = texts.get(place);
            let html = html.map_err(|problem| fault(&file, problem))?;
            self.site.tell(&mut view, page, html);
        }
        Ok(view)
    }

    fn page(&self, path: &str, page: PageRef) -> Result<(), Fault> {
        let keys = self.keys.as_ref();
        let from = keys.map(|keys| keys.page(path, page, self.catalogue));
        let weigh = |length: u64| {
            let length = usize::try_from(length).unwrap_or(usize::MAX);
            self.scales.put(page.template(), path, length, page);
        };
        let same = from.and_then(|from| self.sink.take_again(path, &from));
        if let Some(length) = same {
            weigh(length);
            return Ok(());
        }
        let view = self.view(page)?;
        let shows = keys.and_then(|keys| keys.view(path, &view));
        let made = from.zip(shows).map(|(from, shows)| Made { from, shows });
        let alike = made.and_then(|made| self.sink.take_shown(path, made));
        if let Some(length) = alike {
            weigh(length);
            return Ok(());
        }
        let html = render::page(self.theme, &view)?;
        weigh(html.len() as u64);
        self.take_made(path, html.into_bytes(), made)
    }

    fn take(&self, path: &str, bytes: Vec<u8>) -> Result<(), Fault> {
        self.take_made(path, bytes, None)
    }

    pub(super) fn take_made(
        &self,
        path: &str,
        bytes: Vec<u8>,
        made: Option<Made>,
    ) -> Result<(), Fault> {
        let file = File {
            path: path.to_owned(),
            bytes,
        };
        self.sink
            .take(file, made)
            .map_err(|problem| fault(&path.into(), problem))
    }
}
