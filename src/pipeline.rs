//! One build: from the files of a site to its drawn files, in order.
//!
//! The only place that knows all rooms. Each drawn file goes to the sink at once, so memory does
//! not grow with the output.

pub mod preview;

use crate::catalogue::Catalogue;
use crate::content::{self, Wishes};
use crate::disk;
use crate::render;
use crate::render::theme::{self, Theme};
use crate::site::artifact::{Artifact, PictureRecipe, Recipe};
use crate::site::{self, Assets, Site};
use crate::source::diagnostic::{Checked, Diagnostic, Diagnostics};
use crate::source::picture;
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::source::tree::{File, Matter, ThemeFolder, Tree};
use crate::source::work;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// What is to be built.
#[derive(Debug, Clone)]
pub struct Job {
    /// The site folder.
    pub root: PathBuf,
    /// Date, drafts, address.
    pub wishes: Wishes,
    /// A theme that wins over the one in `config.yml`.
    pub theme: Option<String>,
}

/// Takes each file as soon as it is drawn, from many threads.
pub trait Sink: Sync {
    /// Whether the bytes are wanted in the form that is published; a check only wants to know that they can be made.
    fn keeps(&self) -> bool;
    /// Takes one file.
    fn take(&self, file: File) -> Result<(), Problem>;
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
        let inside = file.strip_prefix("themes/")?.split_once('/')?.1;
        let bytes = self.folder.files.get(inside)?;
        std::str::from_utf8(bytes).ok().map(Arc::from)
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
    let theme = theme::load(&folder).note(&mut notes);
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
    };
    let site = site::plan(&prepared.catalogue, &manifest, &assets).note(&mut notes);
    theme.share(&site.shared(), &site.asset_urls());
    clock("plan");
    if !notes.have_errors() {
        let pen = Pen {
            job,
            site: &site,
            theme: &theme,
            sink,
            large: Mutex::new(()),
        };
        notes.append(pen.draw_all());
        clock("draw");
    }
    Checked {
        value: site.artifacts.len(),
        notes,
    }
}

struct Pen<'a> {
    job: &'a Job,
    site: &'a Site<'a>,
    theme: &'a Theme,
    sink: &'a dyn Sink,
    /// Held while a large photograph is decoded.
    large: Mutex<()>,
}

/// Pixels above which photographs are decoded one at a time, whatever the number of threads: one of
/// 50 megapixels takes some 200 MB, and six in files of 14 kB each took 1.2 GB. Telephones take 12.
const LARGE: u64 = 16_000_000;

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
    fn draw_all(&self) -> Diagnostics {
        let (pictures, others): (Vec<&Artifact>, Vec<&Artifact>) = self
            .site
            .artifacts
            .iter()
            .partition(|artifact| matches!(artifact.recipe, Recipe::Picture(_)));
        let mut faults: Vec<Fault> = others
            .par_iter()
            .filter_map(|artifact| self.one(artifact).err())
            .collect();
        // A photograph is decoded once for all its widths.
        let by_source = by_source(&pictures);
        faults.extend(
            by_source
                .par_iter()
                .filter_map(|group| self.photograph(group).err())
                .collect::<Vec<Fault>>(),
        );
        let mut notes = Diagnostics::default();
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
                let html = if self.sink.keeps() {
                    render::page(self.theme, &view)?
                } else {
                    self.theme.draw(&view)?
                };
                html.into_bytes()
            }
            Recipe::Text(text) => self.site.text(text).into_bytes(),
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
            Recipe::Picture(_) => return Ok(()),
        };
        self.take(&artifact.path, bytes)
    }

    fn photograph(&self, group: &[&Artifact]) -> Result<(), Fault> {
        let recipes: Vec<PictureRecipe> = group
            .iter()
            .filter_map(|artifact| recipe(artifact).cloned())
            .collect();
        let Some(first) = recipes.first() else {
            return Ok(());
        };
        if !self.sink.keeps() {
            return Ok(());
        }
        work::on(&first.source);
        let of_source = |problem| fault(&first.source, problem);
        let bytes =
            disk::read::bytes(&self.job.root, &first.source, &first.hash).map_err(of_source)?;
        let pixels =
            picture::head(&bytes).map_or(0, |head| u64::from(head.width) * u64::from(head.height));
        let turn =
            (pixels > LARGE).then(|| self.large.lock().unwrap_or_else(PoisonError::into_inner));
        let drawn = render::image::pictures(&bytes, &recipes).map_err(of_source)?;
        drop(turn);
        group
            .iter()
            .zip(drawn)
            .try_for_each(|(artifact, bytes)| self.take(&artifact.path, bytes))
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

fn recipe(artifact: &Artifact) -> Option<&PictureRecipe> {
    match &artifact.recipe {
        Recipe::Picture(recipe) => Some(recipe),
        _ => None,
    }
}

/// Pictures of one photograph together, in the order of their first.
fn by_source<'a>(pictures: &[&'a Artifact]) -> Vec<Vec<&'a Artifact>> {
    let mut sorted: Vec<&Artifact> = pictures.to_vec();
    sorted.sort_by_key(|artifact| {
        recipe(artifact).map(|recipe| (recipe.source.clone(), recipe.width))
    });
    sorted
        .chunk_by(|a, b| recipe(a).map(|r| &r.source) == recipe(b).map(|r| &r.source))
        .map(<[&Artifact]>::to_vec)
        .collect()
}
