//! Communes looked up by the names editors write for them, and what is not called unknown.

use crate::catalogue::place::Places;
use crate::content::{form, spelling};
use crate::text::fold::fold;
use crate::text::near::Names;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// What a file at fault would have named: it is not called unknown elsewhere.
#[derive(Debug, Clone, Default)]
pub struct Excused {
    /// Codes or ids of items that have faults of their own.
    pub words: BTreeSet<String>,
    /// Whether a part of the file could not be read at all.
    pub all: bool,
}

impl Excused {
    /// Whether a word may well be known once the file is mended.
    pub fn holds(&self, word: &str) -> bool {
        self.all || self.words.contains(word)
    }

    /// Whether there is no such fault.
    pub fn is_empty(&self) -> bool {
        !self.all && self.words.is_empty()
    }
}

/// The places of a site, ready to be asked by name.
#[derive(Debug)]
pub struct Gazetteer<'a> {
    /// The places.
    pub places: &'a Places,
    excused: &'a Excused,
    current: OnceLock<Named<'a>>,
    former: OnceLock<Named<'a>>,
}

/// How well a name fits, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The whole name, in either spelling.
    Whole,
    /// Without its kind.
    Bare,
    /// Without its marks.
    Folded,
    /// Without kind and marks.
    BareFolded,
    /// A few letters apart.
    Near,
}

/// A commune that fits, its name and its code.
pub type Fitting<'a> = (Fit, &'a str, &'a str);

impl<'a> Gazetteer<'a> {
    /// Of these places.
    pub fn of(places: &'a Places, excused: &'a Excused) -> Gazetteer<'a> {
        Gazetteer {
            places,
            excused,
            current: OnceLock::new(),
            former: OnceLock::new(),
        }
    }

    /// Whether a word is not called unknown since `places.yml` itself is at fault.
    pub fn excuses(&self, word: &str) -> bool {
        self.excused.holds(word)
    }

    /// Whether `places.yml` has faults.
    pub fn is_faulty(&self) -> bool {
        !self.excused.is_empty()
    }

    /// The current commune that a name means.
    pub fn current(&self, word: &str) -> Option<Fitting<'a>> {
        let communes = &self.places.communes;
        self.current
            .get_or_init(|| Named::of(communes.iter().map(|c| (&*c.name, &*c.code))))
            .find(word)
    }

    /// The former commune that a name means.
    pub fn former(&self, word: &str) -> Option<Fitting<'a>> {
        let former = &self.places.former;
        self.former
            .get_or_init(|| Named::of(former.iter().map(|c| (&*c.name, &*c.code))))
            .find(word)
    }
}

#[derive(Debug)]
struct Named<'a> {
    communes: Vec<(&'a str, &'a str)>,
    /// For each fit but the last, the first commune of each key.
    keys: [BTreeMap<String, usize>; 4],
    names: Names<'a>,
}

impl<'a> Named<'a> {
    fn of(communes: impl Iterator<Item = (&'a str, &'a str)>) -> Named<'a> {
        let communes: Vec<(&str, &str)> = communes.collect();
        let mut keys: [BTreeMap<String, usize>; 4] = Default::default();
        for (index, (name, _)) in communes.iter().enumerate() {
            for (key, map) in keys_of(name).into_iter().zip(&mut keys) {
                map.entry(key).or_insert(index);
            }
        }
        Named {
            names: Names::of(communes.iter().map(|(name, _)| *name)),
            communes,
            keys,
        }
    }

    fn find(&self, word: &str) -> Option<Fitting<'a>> {
        if form::is_commune(word) {
            return None;
        }
        let fits = [Fit::Whole, Fit::Bare, Fit::Folded, Fit::BareFolded];
        let exact = keys_of(word)
            .iter()
            .zip(&self.keys)
            .zip(fits)
            .find_map(|((key, map), fit)| {
                let (name, code) = self.communes[*map.get(key)?];
                Some((fit, name, code))
            });
        exact.or_else(|| {
            let near = self.names.nearest(word)?;
            let found = self.communes.iter().find(|(name, _)| *name == near)?;
            Some((Fit::Near, found.0, found.1))
        })
    }
}

fn keys_of(name: &str) -> [String; 4] {
    let whole = spelling::key(name);
    let kindless = KINDS
        .iter()
        .find_map(|kind| whole.strip_prefix(spelling::key(kind).as_str()))
        .unwrap_or(&whole)
        .to_owned();
    [whole, kindless, fold(name), bare(name)]
}

/// Kinds of units of either period.
const KINDS: [&str; 8] = [
    "Thị trấn",
    "Thành phố",
    "Thị xã",
    "Phường",
    "Huyện",
    "Quận",
    "Xã",
    "Đặc khu",
];

/// A unit's folded name without its kind: "Thị trấn Quán Lào" gives "quan lao".
pub fn bare(name: &str) -> String {
    let folded = fold(name);
    KINDS
        .iter()
        .find_map(|kind| folded.strip_prefix(&format!("{} ", fold(kind))))
        .unwrap_or(&folded)
        .to_owned()
}
