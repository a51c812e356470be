//! One build: from the files of a site to its drawn files, in order.
//!
//! The only place that knows all rooms. Each drawn file goes to the sink at once, so memory does
//! not grow with the output.

pub mod again;
mod letters;
mod photographs;
pub mod preview;
mod quota;
pub mod retold;
mod scales;

use crate::catalogue::Catalogue;
use crate::content::{self, Wishes};
use crate::disk;
use crate::disk::cache::{Cache, Key};
use crate::disk::published::Made;
use crate::render;
use crate::render::card::Grounds;
use crate::render::theme::{self, Theme};
use crate::site::artifact::{Artifact, PageRef, Recipe};
use crate::site::{self, Assets, Site};
use crate::source::diagnostic::{Checked, Diagnostic, Diagnostics};
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::source::tree::{File, Matter, Source, ThemeFolder, Tree};
use crate::source::{utf8, work};
use again::Keys;
use quota::Quota;
use rayon::prelude::*;
use scales::Scales;
use std::collections::{BTreeMap, BTreeSet};
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
    /// Takes one file, and for a page what it was made from.
    fn take(&self, file: File, made: Option<Made>) -> Result<(), Problem>;
    /// Takes what an earlier build made at this path from the very same, and says how long it is; `None`
    /// where it has to be set out.
    fn take_again(&self, path: &str, from: &Key) -> Option<u64> {
        let _ = (path, from);
        None
    }
    /// The same where it shows the same; `None` where it has to be drawn.
    fn take_shown(&self, path: &str, now: Made) -> Option<u64> {
        let _ = (path, now);
        None
    }
    /// Takes a file for whoever sets up a server; it is not published.
    fn beside(&self, file: File);
    /// Takes what [`retold::draw`] will ask for in a later build.
    fn remember(&self, plan: Vec<u8>) {
        let _ = plan;
    }
}

/// Called at the end of each stage with its name.
pub type Clock<'a> = &'a mut dyn FnMut(&'static str);

/// What a site's files say, before anything is drawn.
#[derive(Debug)]
pub struct Prepared {
    /// The files as read.
    pub tree: Tree,
    /// What they say.
    pub catalogue: Arc<Catalogue>,
    /// The theme's own files as read.
    pub folder: ThemeFolder,
    /// Hashes of what was read; `None` where no later build will ask.
    pub inputs: Option<Inputs>,
    /// The theme; `None` when it cannot be used, of which a note tells.
    pub theme: Option<Theme>,
}

/// Hashes of what a build read.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// Of the content.
    pub content: again::Content,
    /// Of the content and the theme.
    pub all: Key,
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
    let tree = read(job, clock);
    let content = job.cached.then(|| again::Content::of(&tree));
    prepare_read(job, tree, content, clock)
}

/// Reads the content.
pub fn read(job: &Job, clock: Clock<'_>) -> Checked<Tree> {
    let tree = disk::read::site(&job.root);
    clock("read");
    tree
}

/// Checks everything of a content that was read; its hashes are `None` where no later build will ask.
pub fn prepare_read(
    job: &Job,
    tree: Checked<Tree>,
    content: Option<again::Content>,
    clock: Clock<'_>,
) -> Checked<Prepared> {
    let mut notes = Diagnostics::default();
    let mut tree = tree.note(&mut notes);
    let read = content::read_letting_go(&mut tree, &job.wishes);
    // What files say of each other is found when most texts are let go of.
    let noted: BTreeSet<&Arc<str>> = read.notes.iter().map(|note| &note.file).collect();
    for file in noted {
        if tree.get(file).is_some_and(Source::is_empty_text)
            && let Some(text) = disk::read::text_again(&job.root, file)
        {
            tree.regain(file, text);
        }
    }
    let catalogue = read.note(&mut notes);
    clock("check");
    let name = job.theme.as_deref().unwrap_or(&catalogue.settings.theme);
    let folder = disk::read::theme(&job.root, name);
    let inputs = content.map(|content| Inputs {
        all: again::inputs(&content.key, &folder),
        content,
    });
    let folder = folder.note(&mut notes);
    let loaded = theme::load(&folder);
    let named = job.theme.is_none();
    let theme = loaded.value;
    for note in loaded.notes.iter() {
        // Which theme is missing stands in the settings, and the theme itself does not know where.
        match note.problem.clone() {
            Problem::ThemeUnknown { .. } if named => {
                let span = content::config_place(&tree, "theme");
                notes.add(&note.file, span, note.problem.clone());
            }
            Problem::ThemeUnknown { found, near, .. } => {
                let folder = format!("themes/{found}").into();
                let problem = Problem::ThemeUnknown {
                    found,
                    near,
                    typed: true,
                };
                notes.add(&folder, note.span, problem);
            }
            problem => notes.add(&note.file, note.span, problem),
        }
    }
    clock("theme");
    Checked {
        value: Prepared {
            tree,
            catalogue: Arc::new(catalogue),
            folder,
            inputs,
            theme,
        },
        notes,
    }
}

/// Plans the site and, if nothing forbids it, draws every file into the sink; else a sample of its pages,
/// of which nothing is kept. Gives the number of planned files.
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
    let assets = assets_of(&theme);
    // From here on nothing asks for a text but the report, and for those alone of which a note tells.
    let noted: BTreeSet<&str> = notes.iter().map(|note| &*note.file).collect();
    prepared.tree.release(|path| noted.contains(path));
    let planned = site::plan(&prepared.catalogue, &manifest, &assets);
    let also_noted: BTreeSet<&Arc<str>> = planned.notes.iter().map(|note| &note.file).collect();
    for file in also_noted {
        if !noted.contains(&**file)
            && let Some(text) = disk::read::text_again(&job.root, file)
        {
            prepared.tree.regain(file, text);
        }
    }
    let site = letters::placed(planned, &prepared.tree).note(&mut notes);
    theme.share(&site.shared(), &site.asset_urls());
    clock("plan");
    let publishes = !notes.have_errors();
    let keeps = publishes && job.cached && sink.keeps();
    let keys = prepared
        .inputs
        .as_ref()
        .filter(|_| keeps)
        .and_then(|inputs| Keys::new(job, &inputs.content.parts, &prepared.folder, &theme));
    if keys.is_some() {
        sink.remember(retold::kept(&prepared.catalogue, &site));
    }
    let pen = Pen {
        job,
        tree: &prepared.tree,
        catalogue: &prepared.catalogue,
        keys,
        site: &site,
        theme: &theme,
        theme_name: &prepared.folder.name,
        sink,
        cache: if keeps {
            Cache::open(&job.root)
        } else {
            Cache::none()
        },
        quota: Quota::new(),
        scales: Scales::default(),
        grounds: Grounds::default(),
    };
    if publishes {
        notes.append(pen.draw_all());
        for (name, text) in site.for_servers() {
            sink.beside(File {
                path: name.to_owned(),
                bytes: text.into_bytes(),
            });
        }
    } else {
        notes.append(pen.try_templates());
    }
    clock("draw");
    Checked {
        value: site.artifacts.len(),
        notes,
    }
}

/// What of a theme a plan must know.
fn assets_of(theme: &Theme) -> Assets {
    Assets {
        folder: format!("assets/{}", theme.assets_hash),
        paths: theme.assets.keys().cloned().collect(),
        card: theme.card.clone(),
        cards: theme.look(),
    }
}

struct Pen<'a> {
    job: &'a Job,
    tree: &'a Tree,
    catalogue: &'a Catalogue,
    /// `None`: every page is drawn.
    keys: Option<Keys<'a>>,
    site: &'a Site<'a>,
    theme: &'a Theme,
    /// The theme's folder under `themes/`.
    theme_name: &'a str,
    sink: &'a dyn Sink,
    cache: Cache,
    quota: Quota,
    scales: Scales,
    /// What cards have beneath, drawn once.
    grounds: Grounds,
}

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
        let drawn = |page: PageRef| {
            let view = self.site.view(page);
            let html = render::page(self.theme, &view).ok()?;
            Some((view.head.url.to_string(), html))
        };
        for (template, problem) in self.scales.weigh(&drawn) {
            let file = format!("{theme}/templates/{template}").into();
            notes.add(&file, Span::default(), problem);
        }
        note_once(faults, &mut notes);
        notes
    }

    /// The faults that templates show, where the content has some of its own and nothing is published:
    /// a few pages of each template are drawn, of the records that are sound, and thrown away. What a
    /// page weighs, and what its pictures are, is asked when all of them are there.
    fn try_templates(&self) -> Diagnostics {
        let mut by_template: BTreeMap<&str, Vec<PageRef>> = BTreeMap::new();
        for artifact in &self.site.artifacts {
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
            .filter_map(|page| render::page(self.theme, &self.site.view(*page)).err())
            .collect();
        let mut notes = Diagnostics::default();
        note_once(faults, &mut notes);
        notes
    }

    fn one(&self, artifact: &Artifact) -> Result<(), Fault> {
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
        let view = self.site.view(page);
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

    fn take_made(&self, path: &str, bytes: Vec<u8>, made: Option<Made>) -> Result<(), Fault> {
        let file = File {
            path: path.to_owned(),
            bytes,
        };
        self.sink
            .take(file, made)
            .map_err(|problem| fault(&path.into(), problem))
    }
}
