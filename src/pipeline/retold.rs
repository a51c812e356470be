//! A build in which nothing but texts of pages has changed: those pages are drawn, and nothing else is read.
//!
//! The records are taken from the plan that the last build kept. Whatever else a text could change, what
//! is told of it, where its links lead, whether its page is too heavy, is asked first; where any of it is
//! not as it was, the whole content is read again, as if nothing had been kept.

use crate::catalogue::Catalogue;
use crate::content;
use crate::disk::last::Last;
use crate::disk::parts::{Noted, Parts};
use crate::disk::published::Made;
use crate::pipeline::again::{self, Content, Keys};
use crate::pipeline::scales::{SAMPLE, Scales};
use crate::pipeline::{Job, assets_of};
use crate::render;
use crate::render::theme::{self, Theme};
use crate::site::Site;
use crate::site::artifact::PageRef;
use crate::site::retold::{Found, of_pages, retell};
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::problem::Problem;
use crate::source::tree::{File, Matter, Source, ThemeFolder, Tree};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Most texts that are drawn this way; where more have changed, reading everything costs little beside.
pub const MOST: usize = 500;

/// What such a build takes over from the last one, and what draws it.
#[derive(Debug)]
pub struct Known<'k> {
    catalogue: Catalogue,
    found: Found<'k>,
    theme: Theme,
}

impl<'k> Known<'k> {
    /// Of the plan that was kept, and of the theme as it is; `None` where there is nothing to be taken over.
    pub fn of(plan: &'k [u8], folder: &ThemeFolder) -> Option<Known<'k>> {
        let (catalogue, found) = postcard::from_bytes(plan).ok()?;
        let theme = theme::load(folder).value?;
        Some(Known {
            catalogue,
            found,
            theme,
        })
    }
}

/// What such a build gives.
#[derive(Debug)]
pub struct Retold {
    /// The pages, each with what it is made from.
    pub pages: Vec<(File, Made)>,
    /// The content as it is now.
    pub content: Content,
}

/// What a build keeps of a plan; empty where it cannot be kept.
pub(super) fn kept(catalogue: &Catalogue, site: &Site<'_>) -> Vec<u8> {
    postcard::to_allocvec(&(catalogue, site.found())).unwrap_or_default()
}

/// The pages that show the texts of these files, which are all that were touched since the last build;
/// `None` where more than those pages may differ from what it published.
pub fn draw(
    job: &Job,
    last: &Last,
    known: Known<'_>,
    folder: &ThemeFolder,
    touched: &[Source],
) -> Option<Retold> {
    let Known {
        mut catalogue,
        found,
        mut theme,
    } = known;
    let mut parts = last.parts.clone();
    let mut pages = Vec::new();
    for source in touched {
        let at = parts.get(&source.path)?;
        let part = &mut parts.files[at];
        let now = again::part(source);
        if now.common != part.common {
            return None;
        }
        if now.own == part.own {
            continue;
        }
        let text = content::text(source);
        let leads = found.leads_as_before(&source.path, &text.value);
        if part.told_beyond || !leads || noted(&text.notes) != part.noted {
            return None;
        }
        part.own = now.own;
        pages.extend(retell(&mut catalogue, &source.path, text.value.into()));
    }
    let content = Content::of_parts(parts);
    let manifest = theme.manifest.clone();
    let site = of_pages(&catalogue, &manifest, &assets_of(&theme), found, &pages)?;
    theme.share(&site.shared(), &site.asset_urls());
    let keys = Keys::new(job, &content.parts, folder, &theme)?;
    let drawn = |page: &PageRef| {
        let path = site.path(*page);
        let view = site.view(*page);
        let html = render::page(&theme, &view).ok()?;
        let from = keys.page(&path, *page, &catalogue);
        let shows = keys.view(&path, &view)?;
        let bytes = html.into_bytes();
        Some((*page, File { path, bytes }, Made { from, shows }))
    };
    let drawn: Vec<(PageRef, File, Made)> = pages.par_iter().map(drawn).collect::<Option<_>>()?;
    let lengths = drawn
        .iter()
        .map(|(page, file, _)| (*page, file.bytes.len()));
    if !are_light(&lengths.collect(), last, &site, &theme) {
        return None;
    }
    let pages = drawn
        .into_iter()
        .map(|(_, file, made)| (file, made))
        .collect();
    Some(Retold { pages, content })
}

/// Whether no page is too heavy, where none was, and these have other lengths now. The few longest of each
/// template are weighed, as in any build ([`Scales`]); so it matters when one of these is or was among them.
fn are_light(
    lengths: &BTreeMap<PageRef, usize>,
    last: &Last,
    site: &Site<'_>,
    theme: &Theme,
) -> bool {
    let was = |page: PageRef| {
        let length = last.published.length(&site.path(page));
        length.and_then(|length| usize::try_from(length).ok())
    };
    let may_count = |page: PageRef, now: usize| {
        let limit = render::weight::limit(page.template());
        now > limit || was(page).is_none_or(|was| was > limit)
    };
    let counting = lengths
        .iter()
        .filter(|(page, now)| may_count(**page, **now))
        .map(|(page, _)| *page);
    let counting: BTreeSet<PageRef> = counting.collect();
    let kinds: BTreeSet<&str> = counting.iter().map(|page| page.template()).collect();
    let heavy = last.parts.heavy.iter();
    let was_heavy = |template: &str| heavy.clone().any(|file| file.ends_with(template));
    kinds.into_iter().all(|template| {
        if was_heavy(template) {
            return false;
        }
        let Some(all) = site.records_of(template) else {
            return false;
        };
        // The longest that these pages are or were; where enough others are longer, none of these is weighed.
        let own = counting.iter().filter(|page| page.template() == template);
        let own = own.filter_map(|page| Some(was(*page)?.max(*lengths.get(page)?)));
        let longest = own.max().unwrap_or_default();
        let others = all.iter().filter(|page| !lengths.contains_key(page));
        let longer = others.filter(|page| was(**page).is_some_and(|was| was > longest));
        if longer.take(SAMPLE).count() == SAMPLE {
            return true;
        }
        let (before, after) = (Scales::default(), Scales::default());
        for page in all {
            let path = site.path(page);
            let Some(was) = was(page) else {
                return false;
            };
            let now = lengths.get(&page).copied().unwrap_or(was);
            before.put(template, &path, was, page);
            after.put(template, &path, now, page);
        }
        let is_weighed = |page: &PageRef| before.weighs(*page) || after.weighs(*page);
        !counting.iter().any(is_weighed) || {
            let drawn = |page: PageRef| {
                let view = site.view(page);
                let html = render::page(theme, &view).ok()?;
                Some((view.head.url.to_string(), html))
            };
            after.weigh(&drawn).is_empty()
        }
    })
}

/// Notes of each file what was told of its own text, and whether anything else was told of it that may
/// stand in that text or be about it: by these a later build knows whether it would tell the same.
pub fn note(parts: &mut Parts, notes: &Diagnostics, tree: &Tree) {
    let heavy = |note: &&Diagnostic| matches!(note.problem, Problem::PageHeavy { .. });
    let heavy = notes.iter().filter(heavy);
    parts.heavy = heavy.map(|note| note.file.to_string()).collect();
    let mut by_file: BTreeMap<&str, Vec<Noted>> = BTreeMap::new();
    for note in notes.iter() {
        by_file.entry(&note.file).or_default().push(one(note));
    }
    parts.files.par_iter_mut().for_each(|part| {
        let Some(all) = by_file.get(&*part.path) else {
            return;
        };
        let source = tree.get(&part.path);
        let Some(source) = source.filter(|source| matches!(&source.matter, Matter::Text(_))) else {
            part.told_beyond = true;
            return;
        };
        let begins = again::own_text(source).map_or(0, |(fields, _)| fields.len());
        part.noted = noted(&content::text(source).notes);
        part.told_beyond = all.iter().any(|noted| {
            let within = noted.span.end > 0 && noted.span.end <= begins;
            !within && !part.noted.contains(noted)
        });
    });
}

/// Notes as they are kept, each once, in order.
fn noted(notes: &Diagnostics) -> Vec<Noted> {
    let mut noted: Vec<Noted> = notes.iter().map(one).collect();
    noted.sort_unstable();
    noted.dedup();
    noted
}

fn one(note: &Diagnostic) -> Noted {
    Noted {
        span: note.span,
        what: again::hash_of(&note.problem),
    }
}
