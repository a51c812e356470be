//! A shelf beside the one before it, that most often holds the same but for a few files.
//!
//! Of files that stood on a shelf on which no two met, none meet now; only what is new is compared with
//! the others. The files of now are put in the order of then, which is most of what sorting costs.

use super::{Item, Shelf};
use crate::site::again::moved::{Moved, merged};
use crate::site::artifact::Artifact;
use std::collections::HashSet;
use std::sync::Arc;

/// What stands on a shelf, in order.
#[derive(Debug, Clone)]
pub(in crate::site) struct Sorted {
    /// By path; no path twice, in whatever case.
    pub(in crate::site) files: Arc<Vec<Artifact>>,
    /// For each file in the order they were put the index among `files`; `None` where some were left out.
    ranks: Option<Arc<[u32]>>,
}

impl Sorted {
    /// The files of a shelf in this order of their numbers; `all` of them were put, of which some may be gone.
    pub(super) fn new(shelf: Shelf, order: &[usize], all: usize) -> Sorted {
        let ranks = || {
            let mut ranks = vec![0; all];
            for (rank, place) in order.iter().enumerate() {
                *ranks.get_mut(*place)? = u32::try_from(rank).ok()?;
            }
            Some(ranks.into())
        };
        let items = shelf.0.into_iter();
        let mut items: Vec<Option<Artifact>> = items.map(|item| Some(item.artifact)).collect();
        let next = order.iter();
        let files: Vec<Artifact> = next
            .filter_map(|place| items.get_mut(*place)?.take())
            .collect();
        Sorted {
            ranks: (files.len() == all).then(ranks).flatten(),
            files: files.into(),
        }
    }
}

/// What is on the shelf, sorted with the help of an earlier one; the shelf as it was where that does not
/// do. All its paths must be sound.
pub(super) fn sorted(shelf: Shelf, last: &Sorted) -> Result<Sorted, Shelf> {
    match order(&shelf.0, last) {
        None => Err(shelf),
        Some(order) => {
            let all = shelf.0.len();
            Ok(Sorted::new(shelf, &order, all))
        }
    }
}

/// The items by path; `None` where two may meet, or where little is as it was.
fn order(items: &[Item], last: &Sorted) -> Option<Vec<usize>> {
    let ranks = last.ranks.as_deref()?;
    let old = |place: usize| last.files.get(*ranks.get(place)? as usize);
    let path = |place: usize| items[place].artifact.path.as_str();
    let moved = Moved::between(ranks.len(), items.len(), |was, now| {
        old(was).is_some_and(|file| file.path == path(now))
    })?;
    let mut by_rank = vec![None; ranks.len()];
    for (was, rank) in ranks.iter().enumerate() {
        *by_rank.get_mut(*rank as usize)? = moved.now(was);
    }
    let known: Vec<usize> = by_rank.into_iter().flatten().collect();
    let fresh: Vec<usize> = moved.fresh().collect();
    let order = merged(known, fresh.clone(), |a, b| {
        path(*a).cmp(path(*b)).then(a.cmp(b))
    });
    let meets = Meets::new(items, &order);
    let is_apart = |place: &usize| meets.is_apart(&items[*place]);
    fresh.iter().all(is_apart).then_some(order)
}

/// Where another file could stand at a path or on the way to it.
struct Meets<'a> {
    items: &'a [Item],
    order: &'a [usize],
    /// The keys that are no paths.
    others: HashSet<&'a str>,
}

impl<'a> Meets<'a> {
    fn new(items: &'a [Item], order: &'a [usize]) -> Meets<'a> {
        let others = items.iter().filter_map(|item| item.other_key.as_deref());
        Meets {
            items,
            order,
            others: others.collect(),
        }
    }

    fn path(&self, at: usize) -> Option<&str> {
        let place = *self.order.get(at)?;
        Some(&self.items[place].artifact.path)
    }

    /// The place of the first file in order that does not stand before this path.
    fn first_from(&self, path: &str) -> usize {
        let is_before = |place: &usize| *self.items[*place].artifact.path < *path;
        self.order.partition_point(is_before)
    }

    /// Whether no other file has this one's place, lies in it as in a folder, or stands where it has a
    /// folder. Of one whose key is not its path nothing is said.
    fn is_apart(&self, item: &Item) -> bool {
        let path = item.artifact.path.as_str();
        let inside = format!("{path}/");
        let holds = |folder: &str| {
            self.others.contains(folder) || self.path(self.first_from(folder)) == Some(folder)
        };
        let starts = |key: &str| key.starts_with(&inside);
        let mut folders = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
        let at = self.first_from(path);
        item.other_key.is_none()
            && !self.others.contains(path)
            && self.path(at) == Some(path)
            && self.path(at + 1) != Some(path)
            && !self.path(self.first_from(&inside)).is_some_and(starts)
            && !self.others.iter().any(|key| starts(key))
            && !folders.any(holds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::artifact::{Recipe, TextRef};
    use crate::site::shelf::Owner;
    use crate::site::testing::{Sample, codes};

    fn shelf(paths: &[&str]) -> Shelf {
        let mut shelf = Shelf::default();
        for (index, path) in paths.iter().enumerate() {
            let recipe = Recipe::Text(TextRef::Short(index));
            let owner = match index % 3 {
                0 => Owner::Program,
                _ => Owner::Record(format!("content/{index}.md").into()),
            };
            shelf.put(path, recipe, owner);
        }
        shelf
    }

    /// Files that come and go, those among them that meet others: each shelf is the one sorted on its own.
    #[test]
    fn a_shelf_beside_an_earlier_one_is_the_shelf_alone() {
        let catalogue = Sample::small().catalogue();
        let shelves: [&[&str]; 14] = [
            &["b/", "a/", "c-d/", "c/", "M.txt", "x/y"],
            &["b/", "0/", "a/", "c/", "M.txt", "x/y"],
            &["a/", "b/", "c/", "M.txt", "x/y", "z"],
            // A file where another has a folder, either way.
            &["a/", "b/", "c/", "M.txt", "x/y", "z", "x"],
            &["a/", "b/", "c/", "M.txt", "x/y"],
            &["a/", "b/", "c/", "M.txt", "x/y", "x/y/z"],
            &["a/", "b/", "c/", "M.txt", "x/y"],
            // At one place, in another case, and a folder in another case.
            &["a/", "b/", "c/", "M.txt", "x/y", "b/"],
            &["a/", "b/", "c/", "M.txt", "x/y"],
            &["a/", "b/", "c/", "M.txt", "x/y", "m.txt"],
            &["a/", "b/", "c/", "M.txt", "x/y"],
            &["a/", "b/", "c/", "M.txt", "x/y", "m.txt/b", "N/q"],
            &["a/", "b/", "c/", "M.txt", "x/y", "N/q", "n"],
            &["n", "a/", "b/", "c/", "M.txt", "x/y", "Đ.txt", ".ẩn"],
        ];
        let mut last = None;
        for paths in shelves.iter().chain(shelves.iter().rev()) {
            let beside = shelf(paths).sorted(&catalogue, last.as_ref());
            let alone = shelf(paths).sorted(&catalogue, None);
            assert_eq!(beside.value.files, alone.value.files, "{paths:?}");
            assert_eq!(beside.value.ranks, alone.value.ranks, "{paths:?}");
            assert_eq!(codes(&beside.notes), codes(&alone.notes), "{paths:?}");
            last = Some(beside.value);
        }
    }
}
