//! Every file of the site is put on one shelf; two cannot stand at one place.

mod beside;
mod order;

pub(super) use beside::Sorted;

use crate::catalogue::Catalogue;
use crate::site::artifact::{Artifact, PageRef, Recipe};
use crate::site::routes;
use crate::source::diagnostic::{Checked, Diagnostics};
use crate::source::path::{self, BadPath};
use crate::source::problem::Problem;
use crate::source::span::Span;
use order::in_order;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// Files that are written beside the planned ones; no content may take their names.
const KEPT_FREE: [&str; 3] = ["_headers", "_redirects", "build-manifest.json"];

/// The file that stands for its folder.
const INDEX: &str = "index.html";

/// Who asks for a file. Where two ask for one place, the first of this order has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    /// The program itself: listings, sitemap, photographs.
    Program,
    /// A file of the content, by its path under the site folder.
    Record(Arc<str>),
    /// A redirect, by its index in the catalogue.
    Redirect(usize),
}

/// What was put on it so far.
#[derive(Debug, Default)]
pub(super) struct Shelf(Vec<Item>);

#[derive(Debug)]
struct Item {
    /// The form in which two paths are one file on some file system; `None` where that is the path.
    other_key: Option<String>,
    owner: Owner,
    artifact: Artifact,
}

impl Shelf {
    /// An empty one on which so many files have room at once.
    pub(super) fn with_room(files: usize) -> Shelf {
        Shelf(Vec::with_capacity(files))
    }

    /// Puts a file at a place.
    pub(super) fn put(&mut self, place: &str, recipe: Recipe, owner: Owner) {
        let path = routes::output(place);
        let is_plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
        let other_key = match path.bytes().all(is_plain) {
            true => None,
            false if path.is_ascii() => Some(path.to_ascii_lowercase()),
            false => Some(path::twin_key(&path)),
        };
        self.0.push(Item {
            other_key,
            owner,
            artifact: Artifact { path, recipe },
        });
    }

    /// Takes over what was put on another.
    pub(super) fn append(&mut self, mut other: Shelf) {
        self.0.append(&mut other.0);
    }

    /// The pages put on it so far.
    pub(super) fn pages(&self) -> impl Iterator<Item = PageRef> {
        self.0.iter().filter_map(|item| match item.artifact.recipe {
            Recipe::Page(page) => Some(page),
            _ => None,
        })
    }

    /// Whether content asks for a place in a folder of the output, or for that of the folder itself.
    pub(super) fn has_content_in(&self, folder: &str) -> bool {
        let of_content = self.0.iter().filter(|item| item.owner != Owner::Program);
        of_content
            .filter_map(|item| item.key().strip_prefix(folder))
            .any(|inside| inside.is_empty() || inside.starts_with('/'))
    }

    /// The places taken so far, as paths of files.
    #[cfg(test)]
    pub(super) fn paths(&self) -> Vec<&str> {
        self.0
            .iter()
            .map(|item| item.artifact.path.as_str())
            .collect()
    }

    /// All files by path. Reports paths that cannot be, files that meet, and files where others have a folder.
    /// `last` is an earlier site's shelf, which saves work where this one holds nearly the same.
    pub(super) fn sorted(
        mut self,
        catalogue: &Catalogue,
        last: Option<&Sorted>,
    ) -> Checked<Sorted> {
        let plain: Vec<bool> = self.0.par_iter().map(is_plain).collect();
        if plain.iter().all(|is_plain| *is_plain)
            && let Some(last) = last
        {
            match beside::sorted(self, last) {
                Ok(sorted) => return Checked::clean(sorted),
                Err(all) => self = all,
            }
        }
        let mut notes = Diagnostics::default();
        let all = self.0.len();
        let mut plain = plain.into_iter();
        self.0
            .retain(|item| plain.next() == Some(true) || is_sound(item, catalogue, &mut notes));
        // The files of a large site take much room: they stay where they were put until their order is known.
        let items = &self.0;
        let mut kept = in_order(items);
        kept.dedup_by(|index, first| {
            let (item, first) = (&items[*index], &items[*first]);
            let meet = first.key() == item.key();
            if meet {
                report(item, first, catalogue, &mut notes);
            }
            meet
        });
        let in_order: Vec<&Item> = kept.iter().map(|index| &items[*index]).collect();
        let losers = under_files(&in_order);
        for (loser, winner) in &losers {
            report(in_order[*loser], in_order[*winner], catalogue, &mut notes);
        }
        let stays = kept.iter().enumerate();
        let stays = stays.filter(|(nth, _)| !losers.contains_key(nth));
        let mut order: Vec<usize> = stays.map(|(_, index)| *index).collect();
        let path = |index: &usize| &items[*index].artifact.path;
        order.par_sort_by(|a, b| path(a).cmp(path(b)));
        let value = Sorted::new(self, &order, all);
        Checked { value, notes }
    }
}

impl Item {
    fn key(&self) -> &str {
        self.other_key.as_deref().unwrap_or(&self.artifact.path)
    }
}

/// Whether a path is one of which nothing is to be said, as nearly all are.
fn is_plain(item: &Item) -> bool {
    let path = &item.artifact.path;
    let top = item.key().split('/').next().unwrap_or_default();
    let is_hidden = || path.starts_with('.') || path.contains("/.");
    item.owner == Owner::Program
        || (!KEPT_FREE.contains(&top) && !is_hidden() && path::check(path).is_ok())
}

/// Whether a path asked for by content can be a file anywhere.
fn is_sound(item: &Item, catalogue: &Catalogue, notes: &mut Diagnostics) -> bool {
    let top = item.key().split('/').next().unwrap_or_default();
    let reserved = KEPT_FREE.contains(&top);
    let path = &item.artifact.path;
    // Hosts leave hidden files out, and no part of a site begins with a dot (contract, section 10).
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    let sound = match path::check(path) {
        Ok(()) if hidden => Err(BadPath::Hidden),
        sound => sound,
    };
    match (&item.owner, sound) {
        (Owner::Program, _) => true,
        (Owner::Record(file), Err(why)) => {
            notes.add(file, Span::default(), Problem::FileName { why });
            false
        }
        (Owner::Redirect(index), Err(why)) => {
            let redirect = &catalogue.redirects[*index];
            let found = redirect.from.clone();
            notes.add(
                &redirect.file,
                redirect.span,
                Problem::RedirectPath {
                    found,
                    why,
                    write: None,
                },
            );
            false
        }
        (Owner::Redirect(index), Ok(())) if reserved => {
            let redirect = &catalogue.redirects[*index];
            let from = redirect.from.clone();
            let problem = Problem::RedirectTaken { from, by: None };
            notes.add(&redirect.file, redirect.span, problem);
            false
        }
        (Owner::Record(_), Ok(())) if reserved && was_told(item) => false,
        (Owner::Record(file), Ok(())) if reserved => {
            let problem = Problem::AddressTwice {
                address: address(item),
                other: item.key().to_owned(),
            };
            notes.add(file, Span::default(), problem);
            false
        }
        _ => true,
    }
}

/// Files that meet because one stands where the other has a folder: each that goes, with one that stays.
fn under_files(kept: &[&Item]) -> BTreeMap<usize, usize> {
    // Sorted by key, so that one folder's files follow each other and few folders are looked for twice.
    let before = [""].into_iter().chain(kept.iter().map(|item| item.key()));
    let before: Vec<&str> = before.collect();
    // Nearly all files are the `index.html` of a folder, and hardly a folder is called so.
    let is_index = |key: &str| key.rsplit('/').next() == Some(INDEX);
    let keys = kept.iter().map(|item| item.key());
    let others: HashSet<&str> = keys.filter(|key| !is_index(key)).collect();
    let place = |folder: &str| {
        if !is_index(folder) && !others.contains(folder) {
            return None;
        }
        kept.binary_search_by(|item| item.key().cmp(folder)).ok()
    };
    let found: Vec<(usize, usize)> = kept
        .par_iter()
        .zip(&before)
        .enumerate()
        .flat_map_iter(|(index, (item, before))| {
            let key = item.key();
            let folders = key.match_indices('/').map(|(at, _)| at);
            let shared = move |at: usize| before.get(..=at) == key.get(..=at);
            let new = folders.skip_while(move |at| shared(*at));
            new.filter_map(move |at| {
                let other = place(key.get(..at)?)?;
                Some((index, other))
            })
        })
        .collect();
    meetings(kept, &found)
}

/// Of a file and a file that stands where it has a folder, which goes, for all that lie in that folder.
fn meetings(kept: &[&Item], found: &[(usize, usize)]) -> BTreeMap<usize, usize> {
    let mut meetings = BTreeMap::new();
    for (first, other) in found {
        let folder = format!("{}/", kept[*other].key());
        let inside = kept.iter().enumerate().skip(*first);
        for (index, item) in inside.take_while(|(_, item)| item.key().starts_with(&folder)) {
            let (winner, loser) = if kept[*other].owner <= item.owner {
                (*other, index)
            } else {
                (index, *other)
            };
            meetings.entry(loser).or_insert(winner);
        }
    }
    meetings
}

/// Of what could not be taken from the disk, and of names that are one to some systems, the reading has told.
fn was_told(item: &Item) -> bool {
    matches!(&item.artifact.recipe, Recipe::Copy(source) if source.hash == [0; 32])
}

fn report(loser: &Item, winner: &Item, catalogue: &Catalogue, notes: &mut Diagnostics) {
    let are_copies = [loser, winner]
        .iter()
        .all(|item| matches!(item.artifact.recipe, Recipe::Copy(_)));
    if was_told(loser) || (are_copies && loser.key() == winner.key()) {
        return;
    }
    let other = match &winner.owner {
        Owner::Record(file) => file.to_string(),
        Owner::Redirect(index) => catalogue.redirects[*index].file.to_string(),
        Owner::Program => winner.artifact.path.clone(),
    };
    match &loser.owner {
        Owner::Redirect(index) => {
            let redirect = &catalogue.redirects[*index];
            let from = redirect.from.clone();
            let by = match &winner.owner {
                Owner::Redirect(index) => {
                    let first = &catalogue.redirects[*index];
                    Some((first.file.to_string(), first.line))
                }
                _ => None,
            };
            let problem = Problem::RedirectTaken { from, by };
            notes.add(&redirect.file, redirect.span, problem);
        }
        owner => {
            let whole_site: Arc<str> = Arc::from("content/config.yml");
            let file = match owner {
                Owner::Record(file) => file,
                _ => &whole_site,
            };
            let address = address(loser);
            notes.add(
                file,
                Span::default(),
                Problem::AddressTwice { address, other },
            );
        }
    }
}

fn address(item: &Item) -> String {
    format!("/{}", routes::place_of_output(&item.artifact.path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::artifact::TextRef;
    use crate::site::testing::{Sample, codes};

    fn record(path: &str) -> Owner {
        Owner::Record(Arc::from(path))
    }

    #[test]
    fn two_files_at_one_place_are_reported_at_the_second_and_name_the_first() {
        let mut shelf = Shelf::default();
        let copy = Recipe::Copy(Box::new(crate::site::testing::static_file(
            "content/static/robots.txt",
        )));
        shelf.put("robots.txt", copy, record("content/static/robots.txt"));
        shelf.put("robots.txt", Recipe::Text(TextRef::Robots), Owner::Program);
        shelf.put(
            "a/",
            Recipe::Page(PageRef::Page(0)),
            record("content/pages/a.md"),
        );
        shelf.put(
            "A/",
            Recipe::Page(PageRef::Page(1)),
            record("content/pages/A.md"),
        );
        let checked = shelf.sorted(&Sample::small().catalogue(), None);
        let paths: Vec<&str> = checked
            .value
            .files
            .iter()
            .map(|file| file.path.as_str())
            .collect();
        assert_eq!(paths, ["A/index.html", "robots.txt"]);
        assert_eq!(
            codes(&checked.notes),
            [
                "content/pages/a.md address-twice",
                "content/static/robots.txt address-twice"
            ]
        );
    }

    #[test]
    fn a_file_cannot_stand_where_another_has_a_folder() {
        let mut shelf = Shelf::default();
        shelf.put("xa/", Recipe::Page(PageRef::Communes), Owner::Program);
        shelf.put(
            "xa",
            Recipe::Copy(Box::new(crate::site::testing::static_file(
                "content/static/xa",
            ))),
            record("content/static/xa"),
        );
        let checked = shelf.sorted(&Sample::small().catalogue(), None);
        assert_eq!(codes(&checked.notes), ["content/static/xa address-twice"]);
    }

    #[test]
    fn long_parts_and_names_kept_free_are_refused() {
        let mut shelf = Shelf::default();
        let copy = || Recipe::Copy(Box::new(crate::site::testing::static_file("x")));
        shelf.put(
            &format!("{}.txt", "a".repeat(200)),
            copy(),
            record("content/static/a.txt"),
        );
        shelf.put(
            "Build-Manifest.json",
            copy(),
            record("content/static/b.json"),
        );
        let checked = shelf.sorted(&Sample::small().catalogue(), None);
        assert_eq!(
            codes(&checked.notes),
            [
                "content/static/a.txt file-name",
                "content/static/b.json address-twice"
            ]
        );
        assert!(checked.value.files.is_empty());
    }
}
