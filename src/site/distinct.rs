//! One name for each of many things, none twice.

use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// The names of many things, by index. What one would be called if it were alone is kept too: it
/// follows from the thing alone, so that a later list need not ask for it again.
#[derive(Debug, Clone, Default)]
pub(super) struct Distinct {
    names: Vec<Arc<str>>,
    /// First names that were given up because another thing has them too.
    given_up: BTreeMap<usize, Arc<str>>,
}

/// Gives the name of the thing at an index.
pub(super) type Round<'a> = &'a (dyn Fn(usize) -> String + Sync);

impl Distinct {
    /// One name for each of `count` things: the first of `rounds` that no other has taken too. `known` tells
    /// the first where it was found before.
    pub(super) fn new(
        count: usize,
        rounds: &[Round<'_>],
        known: impl Fn(usize) -> Option<Arc<str>> + Sync,
    ) -> Distinct {
        let Some((first, more)) = rounds.split_first() else {
            return Distinct::default();
        };
        let named = |index: usize| known(index).unwrap_or_else(|| first(index).into());
        let mut names: Vec<Arc<str>> = (0..count).into_par_iter().map(named).collect();
        let mut given_up = BTreeMap::new();
        for round in more {
            let twins = twins(&names);
            if twins.is_empty() {
                break;
            }
            for index in twins {
                let name = std::mem::replace(&mut names[index], round(index).into());
                given_up.entry(index).or_insert(name);
            }
        }
        Distinct { names, given_up }
    }

    /// What a thing would be called if it were alone.
    pub(super) fn first(&self, index: usize) -> Option<Arc<str>> {
        let given_up = self.given_up.get(&index);
        given_up.or_else(|| self.names.get(index)).cloned()
    }
}

impl Deref for Distinct {
    type Target = [Arc<str>];

    fn deref(&self) -> &[Arc<str>] {
        &self.names
    }
}

/// Those that share their name with another. Nearly all names differ in a number made of them already.
fn twins(names: &[Arc<str>]) -> Vec<usize> {
    let number = |name: &Arc<str>| {
        let mut hasher = DefaultHasher::new();
        name.hash(&mut hasher);
        hasher.finish()
    };
    let numbers: Vec<u64> = names.par_iter().map(number).collect();
    let mut sorted = numbers.clone();
    sorted.par_sort_unstable();
    let shared = sorted.windows(2).filter(|pair| pair[0] == pair[1]);
    let shared: Vec<u64> = shared.map(|pair| pair[0]).collect();
    let mut twins: Vec<usize> = (0..names.len())
        .filter(|index| shared.binary_search(&numbers[*index]).is_ok())
        .collect();
    let mut times: HashMap<&str, usize> = HashMap::with_capacity(twins.len());
    for index in &twins {
        *times.entry(&names[*index]).or_default() += 1;
    }
    twins.retain(|index| times[&*names[*index]] > 1);
    twins
}
