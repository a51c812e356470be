//! The same site as a build's, from memory: planned whole, each file drawn when it is asked for.
//!
//! Only when a file is drawn, and where its bytes go, differs from a build; what draws it is the
//! build's own pen, so what a preview shows is what would be published.

use crate::disk::cache::Cache;
use crate::disk::look::{Looked, Named};
use crate::disk::published::Made;
use crate::pipeline::pen::Pen;
use crate::pipeline::quota::Quota;
use crate::pipeline::scales::Scales;
use crate::pipeline::{Job, Prepared, Sink, assets_of};
use crate::pipeline::{letters, photographs};
use crate::render;
use crate::render::card::Grounds;
use crate::render::theme::{self, Theme};
use crate::site::artifact::Recipe;
use crate::site::{self, Site};
use crate::source::diagnostic::{Checked, Diagnostic, Diagnostics};
use crate::source::problem::Problem;
use crate::source::tree::{File, ThemeFolder};
use crate::{content, disk};
use std::sync::{Arc, Mutex, PoisonError};

/// What is known from one look at the files to the next. It only saves work: what comes of it is
/// what would come without.
#[derive(Debug, Default)]
pub struct Memory {
    files: Looked,
    content: content::memory::Memory,
    theme: Option<(Checked<ThemeFolder>, Checked<Option<Theme>>)>,
}

/// What is known from one plan to the next; it too only saves work.
#[derive(Debug, Default)]
pub struct Plans {
    /// The theme that the plan was made for.
    theme: Option<ThemeFolder>,
    site: site::again::Memory,
}

/// A planned site, drawn file by file.
#[derive(Debug)]
pub struct Preview<'p> {
    job: &'p Job,
    prepared: &'p Prepared,
    site: Site<'p>,
    theme: Theme,
}

/// Reads and checks what has changed since the last time; `None` where nothing has, unless `always`.
pub fn prepare_again(job: &Job, memory: &mut Memory, always: bool) -> Option<Checked<Prepared>> {
    prepare_named(job, memory, always, None)
}

/// The same where only what stands at these paths may have changed.
pub fn prepare_named(
    job: &Job,
    memory: &mut Memory,
    always: bool,
    named: Named<'_>,
) -> Option<Checked<Prepared>> {
    let mut notes = Diagnostics::default();
    let (tree, changed) = disk::look::site(&job.root, &mut memory.files, named);
    // The name of the theme stands in the content, so the folder of the last time is looked at first.
    let is_still = named.is_some_and(|named| !named.iter().any(|name| is_of_themes(name)));
    let looked = memory.theme.take().map(|(folder, loaded)| {
        let now = match is_still {
            true => folder.clone(),
            false => disk::read::theme(&job.root, &folder.value.name),
        };
        let same = now.value == folder.value;
        (now, same.then_some(loaded))
    });
    let same_theme = matches!(looked, Some((_, Some(_))));
    if !always && !changed && same_theme {
        memory.theme = looked.and_then(|(folder, loaded)| Some((folder, loaded?)));
        return None;
    }
    let tree = tree.note(&mut notes);
    let catalogue = content::read_again(&tree, &job.wishes, &mut memory.content).note(&mut notes);
    let name = job.theme.as_deref().unwrap_or(&catalogue.settings.theme);
    let (folder, loaded) = match looked {
        Some((folder, loaded)) if folder.value.name == *name => (folder, loaded),
        _ => (disk::read::theme(&job.root, name), None),
    };
    let loaded = loaded.unwrap_or_else(|| theme::load(&folder.value));
    memory.theme = Some((folder.clone(), loaded.clone()));
    let folder = folder.note(&mut notes);
    let theme = loaded.note(&mut notes);
    let value = Prepared {
        tree,
        catalogue: Arc::new(catalogue),
        folder,
        inputs: None,
        theme,
        texts: None,
        parts: None,
    };
    Some(Checked { value, notes })
}

fn is_of_themes(name: &str) -> bool {
    name == "themes" || name.starts_with("themes/")
}

impl<'p> Preview<'p> {
    /// Plans the site; `None` where the notes, or those of the reading before, forbid to publish it.
    pub fn plan(
        job: &'p Job,
        prepared: &'p Prepared,
        mut notes: Diagnostics,
        memory: &mut Plans,
    ) -> Checked<Option<Preview<'p>>> {
        let Some(theme) = &prepared.theme else {
            return Checked { value: None, notes };
        };
        let assets = assets_of(theme);
        if memory.theme.as_ref() != Some(&prepared.folder) {
            *memory = Plans {
                theme: Some(prepared.folder.clone()),
                ..Plans::default()
            };
        }
        let site = &mut memory.site;
        let planned = site::plan_again(&prepared.catalogue, &theme.manifest, &assets, site);
        let site = letters::placed(planned, &prepared.tree).note(&mut notes);
        if notes.have_errors() {
            return Checked { value: None, notes };
        }
        let mut theme = theme.clone();
        theme.share(&site.shared(), &site.asset_urls());
        let value = Some(Preview {
            job,
            prepared,
            site,
            theme,
        });
        Checked { value, notes }
    }

    /// The paths of all planned files, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let files = self.site.artifacts.iter().chain(self.site.late());
        let mut paths: Vec<&str> = files.map(|file| file.path.as_str()).collect();
        paths.sort_unstable();
        paths.into_iter()
    }

    /// Whether a file is planned at a path relative to the output folder.
    pub fn has(&self, path: &str) -> bool {
        self.site.find(path).is_some()
    }

    /// For a photograph or a share card: all that its bytes depend on, so that it may be kept from one state of the
    /// site to the next.
    pub fn picture_key(&self, path: &str) -> Option<String> {
        match &self.site.find(path)?.recipe {
            Recipe::Picture(recipe) => Some(render::image::key(recipe)),
            Recipe::Card(recipe) => Some(recipe.key),
            _ => None,
        }
        .map(|key| blake3::Hash::from(key).to_hex().to_string())
    }

    /// The bytes of a file as a build would publish them; empty for one that is not planned.
    pub fn draw(&self, path: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
        let caught = Caught::default();
        let pen = Pen {
            job: self.job,
            tree: &self.prepared.tree,
            catalogue: &self.prepared.catalogue,
            keys: None,
            site: &self.site,
            theme: &self.theme,
            theme_name: &self.prepared.folder.name,
            texts: None,
            sink: &caught,
            // Who looks at a page keeps its photographs in memory.
            cache: Cache::none(),
            quota: Quota::new(),
            scales: Scales::default(),
            grounds: Grounds::default(),
        };
        if let Some(artifact) = self.site.find(path) {
            match photographs::source(artifact) {
                Some(_) => pen.photograph(&[artifact])?,
                None => pen.one(artifact)?,
            }
        }
        let Caught(bytes) = caught;
        Ok(bytes.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Catches the one file that is drawn.
#[derive(Default)]
struct Caught(Mutex<Vec<u8>>);

impl Sink for Caught {
    fn keeps(&self) -> bool {
        true
    }

    fn take(&self, file: File, _: Option<Made>) -> Result<(), Problem> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = file.bytes;
        Ok(())
    }

    fn beside(&self, _: File) {}
}
