//! Two lists that follow each other: which things of the later stand in the earlier, and where.
//!
//! What was found out about a thing, or where it stands in some other order, need not be found out again.

use std::cmp::Ordering;

/// How far ahead in the earlier list a thing of the later one is looked for. Where one product is
/// edited, the files of the check are others too, which are a few hundred.
const AHEAD: usize = 400;
/// Things that stand in one list alone; where there are more, making everything anew costs little beside.
const FEW: usize = 1_000;

/// The things that two lists have in common, as far as they follow each other in the same order.
#[derive(Debug, Default)]
pub(in crate::site) struct Moved {
    /// For each thing of the later list where it was.
    was: Vec<Option<usize>>,
    /// For each thing of the earlier list where it is.
    now: Vec<Option<usize>>,
}

impl Moved {
    /// Of two lists of these lengths; `same` compares one of the earlier with one of the later. `None` where they
    /// have little in common. A thing is passed over rather than found in another order.
    pub(in crate::site) fn between(
        before: usize,
        after: usize,
        same: impl Fn(usize, usize) -> bool,
    ) -> Option<Moved> {
        if before.abs_diff(after) > FEW {
            return None;
        }
        let mut moved = Moved {
            was: Vec::with_capacity(after),
            now: vec![None; before],
        };
        let (mut next, mut fresh) = (0, 0);
        for index in 0..after {
            let ahead = next..before.min(next + AHEAD);
            let found = ahead.into_iter().find(|old| same(*old, index));
            match found {
                Some(old) => {
                    moved.now[old] = Some(index);
                    next = old + 1;
                }
                None => fresh += 1,
            }
            if fresh > FEW {
                return None;
            }
            moved.was.push(found);
        }
        Some(moved)
    }

    /// Where a thing of the later list was.
    pub(in crate::site) fn was(&self, index: usize) -> Option<usize> {
        self.was.get(index).copied().flatten()
    }

    /// Where a thing of the earlier list is.
    pub(in crate::site) fn now(&self, index: usize) -> Option<usize> {
        self.now.get(index).copied().flatten()
    }

    /// The things that stand in the later list alone.
    pub(in crate::site) fn fresh(&self) -> impl Iterator<Item = usize> {
        let all = self.was.iter().enumerate();
        all.filter(|(_, was)| was.is_none()).map(|(index, _)| index)
    }
}

/// What is sorted and a few others, sorted together as if all had been sorted at once. No two may be equal.
pub(in crate::site) fn merged<T>(
    sorted: Vec<T>,
    mut others: Vec<T>,
    order: impl Fn(&T, &T) -> Ordering,
) -> Vec<T> {
    if others.is_empty() {
        return sorted;
    }
    others.sort_unstable_by(&order);
    let place = |one: &T| sorted.partition_point(|known| order(known, one) == Ordering::Less);
    let places: Vec<usize> = others.iter().map(place).collect();
    let mut merged = Vec::with_capacity(sorted.len() + others.len());
    let mut sorted = sorted.into_iter();
    let mut taken = 0;
    for (one, place) in others.into_iter().zip(places) {
        merged.extend(sorted.by_ref().take(place - taken));
        taken = place;
        merged.push(one);
    }
    merged.extend(sorted);
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(before: &[u32], after: &[u32]) -> Option<Moved> {
        Moved::between(before.len(), after.len(), |old, new| {
            before[old] == after[new]
        })
    }

    #[test]
    fn what_follows_in_the_same_order_is_found_and_what_came_is_told() {
        for (before, after, was) in [
            (
                &[1, 2, 3][..],
                &[1, 2, 3][..],
                &[Some(0), Some(1), Some(2)][..],
            ),
            (&[1, 2, 3], &[1, 9, 3], &[Some(0), None, Some(2)]),
            (&[1, 2, 3], &[2, 3], &[Some(1), Some(2)]),
            (&[2, 3], &[1, 2, 3, 4], &[None, Some(0), Some(1), None]),
            // Found in another order, one of both is passed over.
            (&[1, 2, 3], &[2, 3, 1], &[Some(1), Some(2), None]),
            (&[1, 2, 3], &[3, 1, 2], &[Some(2), None, None]),
            (&[], &[1], &[None]),
        ] {
            let moved = between(before, after).expect("short lists");
            assert_eq!(moved.was, was, "{before:?} {after:?}");
            for (index, was) in moved.was.iter().enumerate() {
                let back = was.and_then(|was| moved.now(was));
                assert_eq!(back, was.map(|_| index));
            }
            let fresh: Vec<usize> = moved.fresh().collect();
            assert!(fresh.iter().all(|index| moved.was[*index].is_none()));
        }
        let many: Vec<u32> = (0..5_000).collect();
        assert!(between(&many, &many[..100]).is_none());
        assert!(between(&many, &many[4_000..]).is_none());
    }

    #[test]
    fn others_are_put_where_sorting_everything_puts_them() {
        for (sorted, others) in [
            (vec![1, 3, 5], vec![6, 0, 2, 4]),
            (vec![], vec![2, 1]),
            (vec![1], vec![]),
        ] {
            let mut all = [sorted.clone(), others.clone()].concat();
            all.sort_unstable();
            assert_eq!(merged(sorted, others, Ord::cmp), all);
        }
    }
}
