//! One build: from the files of a site to its drawn files, in order.
//!
//! The only place that knows all rooms. Each drawn file goes to the sink at once, so memory does
//! not grow with the output.

mod letters;
mod photographs;
pub mod preview;
mod quota;
mod scales;

use crate::catalogue::Catalogue;
use crate::content::{self, Wishes};
use crate::disk;
use crate::disk::cache::Cache;
use crate::render;
use crate::render::theme::{self, Theme};
use crate::site::artifact::{Artifact, Recipe};
use crate::site::{self, Assets, Site};
use crate::source::diagnostic::{Checked, Diagnostic, Diagnostics};
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::source::tree::{File, Matter, ThemeFolder, Tree};
use crate::source::{utf8, work};
use quota::Quota;
use rayon::prelude::*;
use scales::Scales;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// What is to be built.
#[derive(Debug, Clone)]
pub struct Job {
    /// The site folder.
    pub root: PathBuf,
    /// Date, drafts, address.
    pub wishes: Wishes,
    /// A theme that wins over the one in `config.yml`.
    pub theme: Option<String>,
    /// Whether pictures of earlier builds may be used again, and those of this one are kept.
    pub cached: bool,
}

/// Takes each file as soon as it is drawn, from many threads.
pub trait Sink: Sync {
    /// Whether the bytes are wanted; a check only wants to know that they can be made.
    fn keeps(&self) -> bool;
    /// Takes one file.
    fn take(&self, file: File) -> Result<(), Problem>;
    /// Takes a file for whoever sets up a server; it is not published.
    fn beside(&self, file: File);
}

/// Called at the end of each stage with its name.
pub type Clock<'a> = &'a mut dyn FnMut(&'static str);

/// What a site's files say, before anything is drawn.
#[derive(Debug)]
pub struct Prepared {
    /// The files as read.
    pub tree: Tree,
    /// What they say.
    pub catalogue: Catalogue,
    /// The theme's own files as read.
    pub folder: ThemeFolder,
    /// The theme; `None` when it cannot be used, of which a note tells.
    pub theme: Option<Theme>,
}

impl Prepared {
    /// The text of a file of the content or of the theme, for showing where a fault stands.
    pub fn text(&self, file: &str) -> Option<Arc<str>> {
        if let Some(source) = self.tree.get(file) {
            return match &source.matter {
                Matter::Text(text) => Some(text.clone()),
                Matter::Bytes { .. } => None,
            };
        }
        if let Some(unread) = self.tree.unread(file) {
            return unread.head.clone();
        }
        let inside = file.strip_prefix("themes/")?.split_once('/')?.1;
        let bytes = self.folder.files.get(inside)?;
        Some(utf8::text(bytes).map_or_else(|not| not.head, Arc::from))
    }
}

/// Reads and checks everything.
pub fn prepare(job: &Job, clock: Clock<'_>) -> Checked<Prepared> {
    let mut notes = Diagnostics::default();
    let tree = disk::read::site(&job.root).note(&mut notes);
    clock("read");
    let catalogue = content::read(&tree, &job.wishes).note(&mut notes);
    clock("check");
    let name = job.theme.as_deref().unwrap_or(&catalogue.settings.theme);
    let folder = disk::read::theme(&job.root, name).note(&mut notes);
    let loaded = theme::load(&folder);
    let named = job.theme.is_none();
    let theme = loaded.value;
    for note in loaded.notes.iter() {
        // Which theme is missing stands in the settings, and the theme itself does not know where.
        let span = match note.problem {
            Problem::ThemeUnknown { .. } if named => content::config_place(&tree, "theme"),
            _ => note.span,
        };
        notes.add(&note.file, span, note.problem.clone());
    }
    clock("theme");
    Checked {
        value: Prepared {
            tree,
            catalogue,
            folder,
            theme,
        },
        notes,
    }
}

/// Plans the site and, if nothing forbids it, draws every file into the sink. Gives the number of planned files.
pub fn draw(
    job: &Job,
    prepared: &mut Prepared,
    mut notes: Diagnostics,
    sink: &dyn Sink,
    clock: Clock<'_>,
) -> Checked<usize> {
    let Some(mut theme) = prepared.theme.take() else {
        return Checked { value: 0, notes };
    };
    let manifest = theme.manifest.clone();
    let assets = Assets {
        folder: format!("assets/{}", theme.assets_hash),
        paths: theme.assets.keys().cloned().collect(),
        card: theme.card.clone(),
        cards: theme.look(),
    };
    let planned = site::plan(&prepared.catalogue, &manifest, &assets);
    let site = letters::placed(planned, &prepared.tree).note(&mut notes);
    theme.share(&site.shared(), &site.asset_urls());
    clock("plan");
    if !notes.have_errors() {
        let pen = Pen {
            job,
            tree: &prepared.tree,
            site: &site,
            theme: &theme,
            theme_name: &prepared.folder.name,
            sink,
            cache: if job.cached && sink.keeps() {
                Cache::open(&job.root)
            } else {
                Cache::none()
            },
            quota: Quota::new(),
            scales: Scales::default(),
        };
        notes.append(pen.draw_all());
        for (name, text) in site.for_servers() {
            sink.beside(File {
                path: name.to_owned(),
                bytes: text.into_bytes(),
            });
        }
        clock("draw");
    }
    Checked {
        value: site.artifacts.len(),
        notes,
    }
}

struct Pen<'a> {
    job: &'a Job,
    tree: &'a Tree,
    site: &'a Site<'a>,
    theme: &'a Theme,
    /// The theme's folder under `themes/`.
    theme_name: &'a str,
    sink: &'a dyn Sink,
    cache: Cache,
    quota: Quota,
    scales: Scales,
}

/// A fault that shows only when something is drawn.
type Fault = Box<Diagnostic>;

fn fault(file: &Arc<str>, problem: Problem) -> Fault {
    Box::new(Diagnostic {
        file: file.clone(),
        span: Span::default(),
        problem,
    })
}

impl Pen<'_> {
    fn draw_all(self) -> Diagnostics {
        let (pictures, others): (Vec<&Artifact>, Vec<&Artifact>) = self
            .site
            .artifacts
            .iter()
            .partition(|artifact| photographs::source(artifact).is_some());
        let mut faults: Vec<Fault> = others
            .par_iter()
            .filter_map(|artifact| self.one(artifact).err())
            .collect();
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
        for problem in render::weight::of_theme(self.theme) {
            notes.add(
                &format!("{theme}/theme.yml").into(),
                Span::default(),
                problem,
            );
        }
        for (template, problem) in self.scales.weigh() {
            let file = format!("{theme}/templates/{template}").into();
            notes.add(&file, Span::default(), problem);
        }
        // A template's fault shows on every page it draws: once is enough.
        let mut told: BTreeSet<(Arc<str>, Span)> = BTreeSet::new();
        for fault in faults {
            if told.insert((fault.file.clone(), fault.span)) {
                notes.add(&fault.file, fault.span, fault.problem);
            }
        }
        notes
    }

    fn one(&self, artifact: &Artifact) -> Result<(), Fault> {
        work::on(&artifact.path);
        let bytes = match &artifact.recipe {
            Recipe::Page(page) => {
                let view = self.site.view(*page);
                let html = render::page(self.theme, &view)?;
                self.scales
                    .put(view.content.template(), &view.head.url, &html);
                html.into_bytes()
            }
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

    fn take(&self, path: &str, bytes: Vec<u8>) -> Result<(), Fault> {
        let file = File {
            path: path.to_owned(),
            bytes,
        };
        self.sink
            .take(file)
            .map_err(|problem| fault(&path.into(), problem))
    }
}
