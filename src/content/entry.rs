//! One file of a kind: its checked fields, its body, its id; before anything it refers to is looked up.

use crate::catalogue::date::Date;
use crate::content::aside::Aside;
use crate::content::fields;
use crate::content::filed::Filed;
use crate::content::form;
use crate::content::front_matter::{Document, path};
use crate::content::markdown;
use crate::content::meant;
use crate::content::memory::{Known as Remembered, Memory, Parsed};
use crate::content::pictures::Pictures;
use crate::content::texts;
use crate::content::value::Record;
use crate::schema::field::Field;
use crate::source::diagnostic::{Checked, Diagnostics};
use crate::source::problem::Problem;
use crate::source::slot::Slot;
use crate::source::span::Span;
use crate::source::tree::{Source, Tree};
use crate::source::work;
use crate::source::yaml::{Budget, Node, Step};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;
use std::sync::Arc;

/// One file, checked on its own.
#[derive(Debug)]
pub struct Entry<'a> {
    /// Where its fields stand.
    pub document: Document<'a>,
    /// What stands in it.
    parsed: Arc<Parsed>,
}

/// What is known of an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Published; its index in the catalogue.
    Published(usize),
    /// A draft, or not yet due.
    Withheld,
    /// Its file has faults, which are told there.
    Broken,
}

/// What becomes of each id of a kind of record. Records are asked for by the ten thousand: in a hash each is
/// found at once. Whoever goes through all of them puts them in order first.
pub type Ids = HashMap<String, Known>;

/// The ids in alphabetical order.
pub fn in_order(ids: &Ids) -> Vec<&str> {
    let mut all: Vec<&str> = ids.keys().map(String::as_str).collect();
    all.sort_unstable();
    all
}

/// Why a file is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withheld {
    /// It is a draft.
    Draft,
    /// Its day has not come.
    Scheduled,
}

/// The files of one kind of record, and how each of them is read.
#[derive(Debug)]
pub(super) struct Kind<'a> {
    /// Where they are: `content/products/`.
    pub(super) folder: &'a str,
    /// What may be written in one.
    pub(super) table: &'static [Field],
    /// What may be written in its translation.
    pub(super) translation: &'static [Field],
}

/// A file as it was read.
#[derive(Debug)]
pub(super) struct Read<'a> {
    /// `None` for a translation, which is checked and set aside.
    pub(super) entry: Option<Entry<'a>>,
    /// What is to be kept of it for the next reading; `None` where there will be none, or it is known.
    pub(super) fresh: Option<Remembered>,
}

/// Every Markdown file below a folder that is no translation, in order of path, without a memory.
pub fn markdown_files<'a>(
    tree: &'a Tree,
    folder: &'a str,
    table: &'static [Field],
    pictures: &Pictures<'_>,
) -> Checked<Vec<Entry<'a>>> {
    let kind = Kind {
        folder,
        table,
        translation: table,
    };
    let mut notes = Diagnostics::default();
    let read: Vec<Checked<Read<'a>>> = Kind::among(tree.under(folder), &mut notes)
        .into_par_iter()
        .map(|source| kind.read(tree, source, pictures, &Memory::none()))
        .collect();
    let read = read.into_iter().map(|read| read.note(&mut notes).entry);
    let value = read.flatten().collect();
    Checked { value, notes }
}

impl Kind<'_> {
    /// Those of some files that are its own or translations of them.
    pub(super) fn among<S: AsRef<Source>>(
        sources: impl Iterator<Item = S>,
        notes: &mut Diagnostics,
    ) -> Vec<S> {
        sources
            .filter(|source| source.as_ref().path.ends_with(".md"))
            // What its fields lack shows when it bears a name that is read.
            .filter(|source| match other_language(source.as_ref().name()) {
                Some((stem, found)) => {
                    let source = source.as_ref();
                    let problem = Problem::FileLanguage { stem, found };
                    notes.add(
                        &source.path,
                        Document::markdown(source, &mut Diagnostics::default()).fence,
                        problem,
                    );
                    false
                }
                None => true,
            })
            .collect()
    }

    /// One of its files. [`Memory::begin`] comes before; what the memory knows of a file that is as it
    /// was is not read again.
    pub(super) fn read<'a>(
        &self,
        tree: &Tree,
        source: &'a Source,
        pictures: &Pictures<'_>,
        memory: &Memory,
    ) -> Checked<Read<'a>> {
        let known = memory.of(source);
        let (parsed, mut notes) = match known {
            Some(known) => (known.parsed.clone(), known.notes.clone()),
            None => {
                work::on(&source.path);
                let mut notes = Diagnostics::default();
                let parsed = self.parsed(source, pictures, &mut notes);
                (Arc::new(parsed), notes)
            }
        };
        let fresh = (known.is_none() && memory.keeps())
            .then(|| Remembered::new(source, parsed.clone(), notes.clone()));
        // What it notes is among the notes already.
        let document = Document::markdown(source, &mut Diagnostics::default());
        let entry = match source.path.strip_suffix(".en.md") {
            None => Some(Entry { document, parsed }),
            Some(stem) => {
                let original = format!("{stem}.md");
                if tree.get(&original).is_none() && tree.unread(&original).is_none() {
                    let problem = Problem::TranslationOrphan { original };
                    notes.add(&source.path, document.fence, problem);
                }
                None
            }
        };
        Checked {
            value: Read { entry, fresh },
            notes,
        }
    }

    fn parsed(&self, source: &Source, pictures: &Pictures<'_>, notes: &mut Diagnostics) -> Parsed {
        let checked = |document: &Document<'_>, node: &Node, notes: &mut Diagnostics| {
            if is_translation(source) {
                let record =
                    fields::check_translation(document, node, self.translation, self.table, notes);
                pictures.listed(document, &record, notes);
                record
            } else {
                fields::check(document, node, self.table, notes)
            }
        };
        one(source, self.folder, checked, pictures, notes)
    }
}

/// A file's name in two, where it ends in a language that no file has: `che.fr.md`, `che.EN.md`, `che.vi.md`.
fn other_language(name: &str) -> Option<(String, String)> {
    let (stem, language) = name.strip_suffix(".md")?.rsplit_once('.')?;
    let is_language = language.len() == 2 && language.bytes().all(|one| one.is_ascii_alphabetic());
    (is_language && language != "en" && !stem.is_empty())
        .then(|| (stem.to_owned(), language.to_owned()))
}

fn is_translation(source: &Source) -> bool {
    source.path.ends_with(".en.md")
}

fn one(
    source: &Source,
    folder: &str,
    checked: impl Fn(&Document<'_>, &Node, &mut Diagnostics) -> Record,
    pictures: &Pictures<'_>,
    notes: &mut Diagnostics,
) -> Parsed {
    let mut document = Document::markdown(source, notes);
    texts::look(&source.path, source.text(), notes);
    // A file whose fields cannot be read at all still takes its id, so that what refers to it is not blamed.
    let record = document
        .read(Budget::default(), notes)
        .map(|node| checked(&document, &node, notes))
        .unwrap_or_default();
    let body = markdown::read(&document, pictures, notes);
    let id = record.text("id").unwrap_or_else(|| {
        let inside = &source.path[folder.len()..];
        let stem = inside.strip_suffix(".md").unwrap_or(inside);
        let name = stem.rsplit('/').next().unwrap_or(stem);
        let stem = name.strip_suffix(".en").unwrap_or(name).to_owned();
        if !record.mentions("id") && !form::is_id(&stem) {
            let problem = Problem::BadId {
                key: "file",
                found: stem.clone(),
                write: meant::id(&stem),
                slot: Slot::Field,
            };
            notes.add(&source.path, document.fence, problem);
        }
        stem
    });
    let alias_places = record
        .placed_texts("aliases")
        .map(|(index, _)| {
            let span = document.place(&[Step::Key("aliases".to_owned()), Step::Index(index)]);
            (span, document.line(span))
        })
        .collect();
    Parsed {
        record,
        body: Arc::new(body),
        id,
        alias_places,
    }
}

impl<'a> Entry<'a> {
    /// A file that has no body: its fields are all there is.
    pub fn of_fields(document: Document<'a>, record: Record, id: String) -> Entry<'a> {
        let parsed = Parsed {
            record,
            body: Arc::default(),
            id,
            alias_places: Vec::new(),
        };
        Entry {
            document,
            parsed: Arc::new(parsed),
        }
    }
}

impl Deref for Entry<'_> {
    type Target = Parsed;

    fn deref(&self) -> &Parsed {
        &self.parsed
    }
}

impl Entry<'_> {
    /// Puts it aside, its record being made.
    pub(super) fn filed(self, text: Arc<str>) -> Filed {
        Filed::new(&self.document, self.parsed, text)
    }

    /// Gives its text out of memory, if nobody else holds it and it is taken.
    pub(super) fn lay_text(&mut self, aside: &dyn Aside) {
        let parsed = Arc::get_mut(&mut self.parsed);
        if let Some(body) = parsed.and_then(|parsed| Arc::get_mut(&mut parsed.body))
            && !body.is_empty()
            && let Some(place) = aside.put(&body.html)
        {
            body.html = String::new();
            body.aside = Some(place);
        }
    }

    /// Path of the file.
    pub fn file(&self) -> &Arc<str> {
        self.document.file
    }

    /// Where a field stands: `["certificate", "issued"]`.
    pub fn place(&self, keys: &[&str]) -> Span {
        self.document.place(&path(keys))
    }

    /// Where an element of a list stands.
    pub fn item_place(&self, key: &str, index: usize) -> Span {
        self.document
            .place(&[Step::Key(key.to_owned()), Step::Index(index)])
    }

    /// Whether the file is withheld, and why. `drafts` publishes what is written all the same.
    pub fn withheld(&self, today: Date, drafts: bool) -> Option<Withheld> {
        if drafts {
            return None;
        }
        if self.record.flag("draft") {
            return Some(Withheld::Draft);
        }
        self.record
            .day("publish_on")
            .filter(|day| *day > today)
            .map(|_| Withheld::Scheduled)
    }
}

/// Notes every id that stands for two files, at the second.
pub(super) fn note_twins(entries: &[Arc<Filed>], notes: &mut Diagnostics) {
    let mut first: BTreeMap<&str, &Arc<str>> = BTreeMap::new();
    for entry in entries {
        if let Some(other) = first.get(entry.id.as_str()) {
            let span = if entry.record.mentions("id") {
                entry.place(&["id"])
            } else {
                entry.fence
            };
            let problem = Problem::Twice {
                key: "id",
                found: entry.id.clone(),
                other: other.to_string(),
                line: None,
            };
            notes.add(entry.file(), span, problem);
        } else {
            first.insert(&entry.id, entry.file());
        }
    }
}
