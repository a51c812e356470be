//! Which file is made for a name, and what is in it: nothing touched, everything asked of the checks.

use crate::catalogue::date::Date;
use crate::content::entry::{self, Entry};
use crate::content::form::is_id;
use crate::content::pictures::Pictures;
use crate::content::{self, Wishes};
use crate::disk::create;
use crate::schema::scaffold::{self, PRODUCER, Sheet};
use crate::source::path;
use crate::source::problem::{Problem, Severity};
use crate::source::tree::{Matter, Source, Tree};
use crate::source::wording::Tongue;
use crate::text::fold::{clean, fold};
use crate::text::near::nearest;
use crate::text::slug::slug;
use std::collections::BTreeSet;

/// Longest id, in signs (contract, section 2).
const LONGEST_ID: usize = 80;

/// What was asked for.
#[derive(Debug)]
pub(super) struct Wish<'a> {
    /// Its kind.
    pub(super) sheet: &'static Sheet,
    /// Its name or title as typed.
    pub(super) name: &'a str,
    /// An id that was chosen; else it follows from the name.
    pub(super) id: Option<&'a str>,
    /// Whether a record of the same name is known to be another one.
    pub(super) different: bool,
    /// Values given with it, by key.
    pub(super) given: Vec<(&'static str, &'a str)>,
    /// The language of the comments.
    pub(super) tongue: Tongue,
    /// The day, for the checks.
    pub(super) today: Date,
}

/// A file that may be made.
#[derive(Debug)]
pub(super) struct Planned {
    /// Path under the site folder.
    pub(super) path: String,
    /// Its id.
    pub(super) id: String,
    /// The file whole.
    pub(super) text: String,
    /// Fields that must be filled in before it is published, in the order of the file.
    pub(super) missing: Vec<&'static str>,
    /// A record of nearly this name.
    pub(super) near: Option<Other>,
}

/// A record that is there already.
#[derive(Debug, Clone)]
pub(in crate::command) struct Other {
    /// Its name or title; its id where it has none.
    pub(super) name: String,
    /// Its file.
    pub(super) file: String,
}

/// Why no file is made.
#[derive(Debug)]
pub(in crate::command) enum Refusal {
    /// The name holds nothing an address can be made of.
    NoAddress(String),
    /// The chosen id is none.
    BadId {
        found: String,
        write: Option<String>,
    },
    /// The chosen id is taken.
    IdTaken { id: String, file: String },
    /// There is a record of this name.
    SameName(Other),
    /// A value is refused by the checks: its key, and why.
    Value { key: String, problem: Problem },
    /// The site cannot be read.
    Problem(Problem),
    /// The file cannot be made.
    Disk(String, create::Refusal),
}

/// The file for a wish, on a site of these files.
pub(super) fn plan(mut tree: Tree, wish: &Wish<'_>) -> Result<Planned, Refusal> {
    let name = clean(wish.name);
    let known = Known::of(&tree, wish.sheet);
    if !wish.different
        && let Some(same) = known.same(&name)
    {
        return Err(Refusal::SameName(same));
    }
    let id = match wish.id {
        Some(id) => known.chosen(id)?,
        None => known.free(&name)?,
    };
    let near = known.near(&name);
    let mut given = vec![(wish.sheet.name, name.clone())];
    for (key, value) in &wish.given {
        let value = match *key {
            "producer" => producer_meant(&tree, value),
            _ => clean(value),
        };
        given.push((key, value));
    }
    let pairs: Vec<(&str, &str)> = given
        .iter()
        .map(|(key, value)| (*key, value.as_str()))
        .collect();
    let text = scaffold::markdown(wish.sheet, &pairs, wish.tongue);
    let path = format!("{}{id}.md", wish.sheet.folder);
    add(&mut tree, &path, &text);
    let missing = asked(&tree, &path, wish.today)?;
    Ok(Planned {
        path,
        id,
        text,
        missing,
        near,
    })
}

/// What the checks say of the new file: the fields to fill in, or a value they refuse.
pub(super) fn asked(tree: &Tree, path: &str, today: Date) -> Result<Vec<&'static str>, Refusal> {
    let wishes = Wishes {
        today,
        drafts: true,
        base_url: None,
    };
    let text = tree.get(path).map(Source::text).unwrap_or_default();
    let mut missing = Vec::new();
    for note in content::read(tree, &wishes).notes.sorted().iter() {
        if &*note.file != path || note.problem.severity() != Severity::Error {
            continue;
        }
        match &note.problem {
            Problem::Missing { key, .. } | Problem::Empty { key } => missing.push(*key),
            problem => {
                let before = text.get(..note.span.start).unwrap_or_default();
                let line = before.rsplit('\n').next().unwrap_or_default();
                let key = line.split(':').next().unwrap_or_default();
                return Err(Refusal::Value {
                    key: key.to_owned(),
                    problem: problem.clone(),
                });
            }
        }
    }
    Ok(missing)
}

/// Puts a text among the others.
pub(super) fn add(tree: &mut Tree, path: &str, text: &str) {
    let source = Source {
        path: path.into(),
        matter: Matter::Text(text.into()),
    };
    let at = tree.sources.partition_point(|other| *other.path < *path);
    tree.sources.insert(at, source);
}

/// A producer's id, also where its name was given.
fn producer_meant(tree: &Tree, value: &str) -> String {
    let value = clean(value);
    let pictures = Pictures::of(tree);
    let producers = entry::markdown_files(tree, PRODUCER.folder, PRODUCER.table, &pictures).value;
    let named = |entry: &&Entry<'_>| {
        entry.id != value
            && entry
                .record
                .text(PRODUCER.name)
                .is_some_and(|name| fold(&name) == fold(&value))
    };
    let mut found = producers.iter().filter(named);
    match (found.next(), found.next()) {
        (Some(one), None) => one.id.clone(),
        _ => value,
    }
}

/// The records of a kind, sound or not, and every id and file name that is taken.
struct Known {
    folder: &'static str,
    records: Vec<(String, Other)>,
    taken: BTreeSet<String>,
}

impl Known {
    fn of(tree: &Tree, sheet: &'static Sheet) -> Known {
        let pictures = Pictures::of(tree);
        let entries = entry::markdown_files(tree, sheet.folder, sheet.table, &pictures).value;
        let mut taken: BTreeSet<String> = entries.iter().map(|entry| entry.id.clone()).collect();
        let stems = tree.under(sheet.folder).map(|source| {
            let name = source.name();
            path::twin_key(name.strip_suffix(".md").unwrap_or(name))
        });
        taken.extend(stems);
        // A file of this name is read by people only.
        taken.insert("readme".to_owned());
        // A file of which nothing can be read takes its name; what it is about is not known.
        let readable = entries.iter().filter(|entry| entry.document.readable);
        let records = readable.map(|entry| {
            let name = entry.record.text(sheet.name);
            let other = Other {
                name: name.unwrap_or_else(|| entry.id.clone()),
                file: entry.file().to_string(),
            };
            (entry.id.clone(), other)
        });
        Known {
            folder: sheet.folder,
            records: records.collect(),
            taken,
        }
    }

    /// A record whose name has the same letters, whatever marks and signs stand between them.
    fn same(&self, name: &str) -> Option<Other> {
        let wanted = slug(name);
        self.others()
            .find(|other| !wanted.is_empty() && slug(&other.name) == wanted)
            .cloned()
    }

    /// A record whose name differs by a few letters, or holds this one, or lies in it.
    fn near(&self, name: &str) -> Option<Other> {
        let wanted = slug(name);
        let is_part = |whole: &str, part: &str| {
            part.contains('-') && format!("-{whole}-").contains(&format!("-{part}-"))
        };
        let by_letters = nearest(name, self.others().map(|other| other.name.as_str()));
        self.others()
            .find(|other| {
                let known = slug(&other.name);
                Some(other.name.as_str()) == by_letters
                    || is_part(&known, &wanted)
                    || is_part(&wanted, &known)
            })
            .cloned()
    }

    fn others(&self) -> impl Iterator<Item = &Other> {
        self.records.iter().map(|(_, other)| other)
    }

    fn chosen(&self, id: &str) -> Result<String, Refusal> {
        if !is_id(id) || path::check(id).is_err() {
            return Err(Refusal::BadId {
                found: id.to_owned(),
                write: Some(cut(&slug(id), LONGEST_ID)).filter(|id| is_id(id)),
            });
        }
        if self.taken.contains(id) {
            let holder = self.records.iter().find(|(known, _)| known == id);
            return Err(Refusal::IdTaken {
                id: id.to_owned(),
                file: holder.map_or_else(
                    || format!("{}{id}.md", self.folder),
                    |(_, other)| other.file.clone(),
                ),
            });
        }
        Ok(id.to_owned())
    }

    /// The id that follows from a name; the next free one where it is taken.
    fn free(&self, name: &str) -> Result<String, Refusal> {
        let slug = slug(name);
        if slug.is_empty() {
            return Err(Refusal::NoAddress(name.to_owned()));
        }
        let is_free = |id: &String| !self.taken.contains(id) && path::check(id).is_ok();
        let numbered = (2..).map(|number: usize| {
            let ending = format!("-{number}");
            format!("{}{ending}", cut(&slug, LONGEST_ID - ending.len()))
        });
        std::iter::once(cut(&slug, LONGEST_ID))
            .chain(numbered)
            .find(is_free)
            .ok_or_else(|| Refusal::NoAddress(name.to_owned()))
    }
}

/// At most so many signs, whole words where that leaves at least half.
fn cut(slug: &str, most: usize) -> String {
    if slug.len() <= most {
        return slug.to_owned();
    }
    let short = &slug[..most];
    let end = match (slug.as_bytes()[most], short.rfind('-')) {
        (b'-', _) => most,
        (_, Some(word)) if word * 2 >= most => word,
        _ => most,
    };
    short[..end].trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_between_words() {
        let words = "mat-ong-".repeat(12);
        assert_eq!(cut(&words, 80), "mat-ong-".repeat(10).trim_end_matches('-'));
        assert_eq!(cut(&"a".repeat(120), 80).len(), 80);
        assert_eq!(cut("mat-ong", 80), "mat-ong");
        assert_eq!(cut("abcdef-ghij", 8), "abcdef");
    }
}
