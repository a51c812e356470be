//! One build: from the files of a site to its drawn files, in order.
//!
//! The only place that knows all rooms. Each drawn file goes to the sink at once, so memory does
//! not grow with the output.

pub mod again;
mod letters;
mod pen;
mod photographs;
pub mod preview;
mod quota;
pub mod retold;
mod scales;
mod texts;

use crate::catalogue::Catalogue;
use crate::content::{self, Wishes};
use crate::disk;
use crate::disk::cache::{Cache, Key};
use crate::disk::published::Made;
use crate::render::card::Grounds;
use crate::render::kept::Store;
use crate::render::theme::{self, Theme};
use crate::site::{self, Assets};
use crate::source::diagnostic::{Checked, Diagnostics};
use crate::source::problem::Problem;
use crate::source::tree::{File, Matter, Source, ThemeFolder, Tree};
use crate::source::utf8;
use again::Keys;
use pen::Pen;
use quota::Quota;
use scales::Scales;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
pub use texts::Texts;

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
    /// Where texts are that are not in memory; `None` where all are.
    pub texts: Option<Arc<Texts>>,
    /// Where parts of pages go that have no room in memory; `None` where they are drawn again.
    pub parts: Option<Box<dyn Store>>,
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
    prepare_read(job, tree, content, None, clock)
}

/// Reads the content.
pub fn read(job: &Job, clock: Clock<'_>) -> Checked<Tree> {
    let tree = disk::read::site(&job.root);
    clock("read");
    tree
}

/// Checks everything of a content that was read; its hashes are `None` where no later build will ask. Long texts
/// go to `texts`, where there are such.
pub fn prepare_read(
    job: &Job,
    tree: Checked<Tree>,
    content: Option<again::Content>,
    texts: Option<Arc<Texts>>,
    clock: Clock<'_>,
) -> Checked<Prepared> {
    let mut notes = Diagnostics::default();
    let mut tree = tree.note(&mut notes);
    // Content and theme ask nothing of each other but the theme's name.
    let named = job.theme.clone();
    let name = named.unwrap_or_else(|| content::theme_name(&tree));
    let theme = || {
        let folder = disk::read::theme(&job.root, &name);
        let loaded = theme::load(&folder.value);
        (folder, loaded)
    };
    let aside = || texts.clone().map(|texts| texts as Arc<dyn content::Aside>);
    let content_of = |tree| content::read_letting_go(tree, &job.wishes, aside());
    let (read, (folder, loaded)) = rayon::join(|| content_of(&mut tree), theme);
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
    let inputs = content.map(|content| Inputs {
        all: again::inputs(&content.key, &folder),
        content,
    });
    let folder = folder.note(&mut notes);
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
            texts,
            parts: None,
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
    let mut site = letters::placed(planned, &prepared.tree).note(&mut notes);
    theme.share(&site.shared(), &site.asset_urls());
    if let Some(parts) = prepared.parts.take() {
        theme.lay_parts_aside(parts);
    }
    clock("plan");
    let publishes = !notes.have_errors();
    if publishes {
        site.pack_search();
    }
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
        texts: prepared.texts.as_deref(),
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
