//! What a build depends on, as hashes: by them the next build knows what it need not do again.
//!
//! A page shows its record's own text, and of all other records only their fields. So while no field
//! of any file has changed, nor a table, a photograph or the theme, a page is the same as long as the
//! text below its own front matter is. That is the whole rule, and it errs on one side only: whatever
//! is not known to be such a text counts for every page.
//!
//! Where a field has changed, the view of each page is set out anew, and a page that shows the same as
//! before is not drawn ([`Keys::view`]).

use crate::catalogue::Catalogue;
use crate::content::front_matter;
use crate::disk;
use crate::disk::cache::Key;
use crate::disk::parts::{Part, Parts};
use crate::pipeline::Job;
use crate::render::theme::Theme;
use crate::site::artifact::PageRef;
use crate::source::diagnostic::Checked;
use crate::source::problem::Problem;
use crate::source::tree::{Matter, Source, ThemeFolder, Tree};
use crate::view::View;
use rayon::prelude::*;

/// Hashes what is told it, each thing apart from the next.
struct Sum(blake3::Hasher);

impl Sum {
    fn new(of: &str) -> Sum {
        let mut sum = Sum(blake3::Hasher::new());
        sum.add(of.as_bytes());
        sum
    }

    fn add(&mut self, bytes: &[u8]) {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    fn end(&self) -> Key {
        *self.0.finalize().as_bytes()
    }
}

/// The hash of what a job asks for, of all that decides how it is told, and of the program; `None`
/// where nothing may be taken over from an earlier build.
pub fn asked(job: &Job, told: &[String]) -> Option<Key> {
    if !job.cached {
        return None;
    }
    let mut sum = Sum::new("asked");
    sum.add(&disk::process::program()?);
    sum.add(wishes(job).as_bytes());
    for word in told {
        sum.add(word.as_bytes());
    }
    Some(sum.end())
}

fn wishes(job: &Job) -> String {
    let wishes = &job.wishes;
    format!(
        "{:?} {} {:?} {:?}",
        wishes.today, wishes.drafts, wishes.base_url, job.theme
    )
}

/// The hashes of a content as it was read.
#[derive(Debug, Clone)]
pub struct Content {
    /// Of everything: every file with its path, and what was noted of the reading.
    pub key: Key,
    /// Of what each file gave; what was told of it is not in here yet.
    pub parts: Parts,
}

impl Content {
    /// Each byte is hashed once.
    pub fn of(tree: &Checked<Tree>) -> Content {
        let Tree {
            sources,
            unread,
            misnamed,
            absent,
        } = &tree.value;
        let files: Vec<Part> = sources.par_iter().map(part).collect();
        let mut common = Sum::new("common");
        files.iter().for_each(|part| common.add(&part.common));
        common.add(format!("{unread:?}").as_bytes());
        let mut rest = Sum::new("rest");
        rest.add(format!("{misnamed:?} {absent:?}").as_bytes());
        // Of a clean site there are none.
        for note in tree.notes.iter() {
            rest.add(format!("{note:?}").as_bytes());
        }
        Content::of_parts(Parts {
            common: common.end(),
            rest: rest.end(),
            heavy: Vec::new(),
            files,
        })
    }

    /// The content whose files gave these.
    pub fn of_parts(parts: Parts) -> Content {
        let mut all = Sum::new("content");
        parts.files.iter().for_each(|part| all.add(&part.own));
        all.add(&parts.common);
        all.add(&parts.rest);
        Content {
            key: all.end(),
            parts,
        }
    }
}

/// What a file shows on more than one page, and its own text, as hashes.
pub(super) fn part(source: &Source) -> Part {
    let (common, own) = match own_text(source) {
        None => (whole(source), [0; 32]),
        Some((fields, text)) => {
            let mut common = Sum::new("fields");
            common.add(source.path.as_bytes());
            common.add(fields.as_bytes());
            (common.end(), *blake3::hash(text.as_bytes()).as_bytes())
        }
    };
    Part {
        path: source.path.clone(),
        common,
        own,
        noted: Vec::new(),
        told_beyond: false,
    }
}

/// The hash of everything that was read: the content, of which the hash is given, and the theme.
pub fn inputs(content: &Key, theme: &Checked<ThemeFolder>) -> Key {
    let mut sum = Sum::new("inputs");
    sum.add(content);
    sum.add(&folder(&theme.value));
    for note in theme.notes.iter() {
        sum.add(format!("{note:?}").as_bytes());
    }
    sum.end()
}

fn folder(folder: &ThemeFolder) -> Key {
    let mut sum = Sum::new("theme");
    sum.add(format!("{} {} {:?}", folder.name, folder.exists, folder.others).as_bytes());
    for (path, bytes) in &folder.files {
        sum.add(path.as_bytes());
        sum.add(bytes);
    }
    sum.end()
}

fn whole(source: &Source) -> Key {
    let mut sum = Sum::new("whole");
    sum.add(source.path.as_bytes());
    match &source.matter {
        Matter::Text(text) => sum.add(text.as_bytes()),
        Matter::Bytes {
            size,
            hash,
            picture,
        } => {
            sum.add(hash);
            sum.add(format!("{size} {picture:?}").as_bytes());
        }
    }
    sum.end()
}

/// The hash of what a problem says.
pub(super) fn hash_of(problem: &Problem) -> Key {
    *blake3::hash(format!("{problem:?}").as_bytes()).as_bytes()
}

/// The fields of a file, and the text that shows on its own page alone; `None` where there is none such.
pub(super) fn own_text(source: &Source) -> Option<(&str, &str)> {
    const FOLDERS: [&str; 4] = [
        "content/products/",
        "content/producers/",
        "content/pages/",
        "content/news/",
    ];
    let path = &source.path;
    let is_record = FOLDERS.iter().any(|folder| path.starts_with(folder))
        && path.ends_with(".md")
        && !path.ends_with(".en.md");
    let Matter::Text(text) = &source.matter else {
        return None;
    };
    // A photograph in a text is published, and may be the photograph of another page too.
    let alone = |(_, body): &(&str, &str)| !body.contains("![");
    front_matter::parted(text)
        .filter(|_| is_record)
        .filter(alone)
}

/// The keys of a site's pages.
#[derive(Debug)]
pub(super) struct Keys<'a> {
    /// Hash of all that shows on more than one page.
    common: Key,
    /// Hash of what draws a view, and of what all pages share.
    theme: Key,
    parts: &'a Parts,
}

impl Keys<'_> {
    /// `None` where the program does not know itself. The theme has been given what pages share.
    pub(super) fn new<'a>(
        job: &Job,
        parts: &'a Parts,
        theme_folder: &ThemeFolder,
        theme: &Theme,
    ) -> Option<Keys<'a>> {
        let program = disk::process::program()?;
        let mut by = Sum::new("theme");
        by.add(&program);
        by.add(&theme.hash);
        let mut sum = Sum::new("pages");
        sum.add(&program);
        sum.add(wishes(job).as_bytes());
        sum.add(&folder(theme_folder));
        sum.add(&theme.hash);
        sum.add(&parts.common);
        Some(Keys {
            common: sum.end(),
            theme: by.end(),
            parts,
        })
    }

    /// The hash of all that the page at this path of the output is made from.
    pub(super) fn page(&self, path: &str, page: PageRef, catalogue: &Catalogue) -> Key {
        let file = page.file(catalogue);
        let part = file.and_then(|file| self.parts.get(file));
        let own = part.map(|at| self.parts.files[at].own);
        let mut sum = Sum::new("page");
        sum.add(&self.common);
        sum.add(path.as_bytes());
        sum.add(&own.unwrap_or_default());
        sum.end()
    }

    /// The hash of all that the page at this path of the output shows, and of what draws it.
    pub(super) fn view(&self, path: &str, view: &View<'_>) -> Option<Key> {
        let mut sum = Sum::new("view");
        sum.add(&self.theme);
        sum.add(path.as_bytes());
        // On its own it is hashed in wide pieces from its first byte on.
        sum.add(blake3::hash(&view.told()?).as_bytes());
        Some(sum.end())
    }
}
