//! The order of a shelf, found fast: a large site has a hundred thousand files.

use super::Item;
use rayon::prelude::*;
use std::collections::HashMap;

/// The items by key, then by owner, then by path. Most keys of a folder share their first letters and differ in
/// the next few, so that of most pairs two numbers are compared and not two texts.
pub(super) fn in_order(items: &[Item]) -> Vec<usize> {
    let mut folders: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, item) in items.iter().enumerate() {
        let key = item.key();
        // With the slash: `a-b/` stands before `a/`.
        let folder = key.split_inclusive('/').next().unwrap_or_default();
        folders.entry(folder).or_default().push(index);
    }
    let mut folders: Vec<(&str, Vec<usize>)> = folders.into_iter().collect();
    folders.sort_unstable_by_key(|(folder, _)| *folder);
    let of_folder = |(_, inside): (&str, Vec<usize>)| {
        let key = |index: usize| items[index].key();
        let first = inside.first().map_or("", |first| key(*first)).as_bytes();
        let shared = inside.iter().fold(first.len(), |shared, index| {
            let pairs = first.iter().zip(key(*index).as_bytes());
            pairs.take(shared).take_while(|(a, b)| a == b).count()
        });
        let mut inside: Vec<(u128, usize)> = inside
            .into_iter()
            .map(|index| (beginning(&key(index).as_bytes()[shared..]), index))
            .collect();
        inside.par_sort_unstable_by(|(a_first, a), (b_first, b)| {
            a_first
                .cmp(b_first)
                .then_with(|| {
                    let (a, b) = (&items[*a], &items[*b]);
                    let (a_path, b_path) = (&a.artifact.path, &b.artifact.path);
                    (a.key(), &a.owner, a_path).cmp(&(b.key(), &b.owner, b_path))
                })
                .then(a.cmp(b))
        });
        inside
    };
    let folders = folders.into_par_iter().map(of_folder);
    let sorted: Vec<Vec<(u128, usize)>> = folders.collect();
    let sorted = sorted.into_iter().flatten();
    sorted.map(|(_, index)| index).collect()
}

/// The first bytes as a number: of two texts the one with the smaller number stands first.
fn beginning(text: &[u8]) -> u128 {
    let mut bytes = [0; 16];
    for (byte, known) in bytes.iter_mut().zip(text) {
        *byte = *known;
    }
    u128::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::artifact::{Recipe, TextRef};
    use crate::site::shelf::{Owner, Shelf};

    #[test]
    fn files_stand_in_the_order_of_their_paths_whatever_they_share() {
        let names = [
            "a",
            "a-b",
            "A",
            "a.b",
            "ab",
            "chè",
            "a0",
            "zzzzzzzzzzzzzzzzzzzzzz1",
        ];
        let mut shelf = Shelf::default();
        for first in names {
            for second in names {
                for last in [
                    "",
                    "x.txt",
                    "index.htm",
                    "mot-hai-ba-bon-nam-sau/2",
                    "mot-hai-ba-bon-nam-sau/10",
                ] {
                    let place = format!("{first}{first}/{second}/{last}");
                    shelf.put(&place, Recipe::Text(TextRef::Robots), Owner::Program);
                }
            }
        }
        let order = in_order(&shelf.0);
        let mut plain: Vec<usize> = (0..shelf.0.len()).collect();
        plain.sort_by_key(|index| {
            let item = &shelf.0[*index];
            (
                item.key().to_owned(),
                item.owner.clone(),
                item.artifact.path.clone(),
            )
        });
        assert_eq!(order, plain);
    }
}
