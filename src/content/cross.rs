//! What files say of each other beyond references: two of one thing, things nobody leads to.

use crate::catalogue::settings::Settings;
use crate::catalogue::short;
use crate::content::entry::{Ids, Known};
use crate::content::filed::Filed;
use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::text::fold::fold;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

/// What of a file is compared with the others, found when it is first asked for and kept with the file.
#[derive(Debug, Default)]
pub(super) struct Keys {
    product: OnceLock<Box<OfProduct>>,
    producer: OnceLock<Box<OfProducer>>,
}

/// That of a product's file.
#[derive(Debug, PartialEq)]
struct OfProduct {
    code: Option<String>,
    barcode: Option<String>,
    producer: Option<String>,
    /// The producer, and the name's letters.
    named: Option<(String, String)>,
    /// The short address: written, or made from the id.
    short: Option<String>,
    /// Whether it is written: printed already, so the older right.
    is_pinned: bool,
}

/// That of a producer's file.
#[derive(Debug, PartialEq)]
struct OfProducer {
    /// The name's letters, and the place as it is written.
    named: Option<[Option<String>; 4]>,
    /// How they are reached: [`are_told_apart`].
    reached: [Option<String>; 3],
}

impl OfProduct {
    fn of(entry: &Filed) -> &OfProduct {
        entry.keys.product.get_or_init(|| {
            let record = &entry.record;
            let is_pinned = record.mentions("short");
            let producer = record.text("producer");
            let named = producer.clone().zip(record.text("name"));
            Box::new(OfProduct {
                code: record.text("code"),
                barcode: record.text("barcode"),
                producer,
                named: named.map(|(producer, name)| (producer, letters(&name))),
                short: match is_pinned {
                    true => record.text("short"),
                    false => Some(short::of(&entry.id)),
                },
                is_pinned,
            })
        })
    }

    /// Whether another has one of these too, of which a note tells.
    fn shares(&self, other: &OfProduct) -> bool {
        fn is_one<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
            one.is_some() && one == other
        }
        is_one(&self.short, &other.short)
            || is_one(&self.named, &other.named)
            || is_one(&self.code, &other.code)
            || is_one(&self.barcode, &other.barcode)
    }
}

impl OfProducer {
    fn of(entry: &Filed) -> &OfProducer {
        entry.keys.producer.get_or_init(|| {
            let text = |key: &str| entry.record.text(key);
            let named = text("name").map(|name| {
                let [commune, former, district] =
                    ["commune", "former_commune", "district"].map(text);
                [Some(fold(&name)), commune, former, district]
            });
            let reached = ["phone", "email", "website"].map(text);
            Box::new(OfProducer { named, reached })
        })
    }
}

/// What was noted of products and producers the last time.
#[derive(Debug, Default)]
pub(super) struct Compared {
    products: Vec<Arc<Filed>>,
    producers: Vec<Arc<Filed>>,
    notes: Diagnostics,
}

/// Files whose keys are compared one by one; where more are others, all is looked through again.
const FEW: usize = 100;

impl Compared {
    /// [`products`] and [`producers`]; as the last time where no file says another thing, `known` telling whether
    /// the ids are those of then.
    pub(super) fn all(&mut self, files: [&[Arc<Filed>]; 2], ids: &Ids, known: bool) -> Diagnostics {
        let [of_products, of_producers] = files;
        let same = known
            && self.holds(&self.producers, of_producers, |one, other| {
                OfProducer::of(one) == OfProducer::of(other)
            })
            && self.holds_beside(of_products, ids);
        if !same {
            let (mut notes, others) = rayon::join(
                || products(of_products),
                || producers(of_producers, ids, of_products),
            );
            notes.append(others);
            self.notes = notes;
        }
        self.products = of_products.to_vec();
        self.producers = of_producers.to_vec();
        self.notes.clone()
    }

    /// Whether what was noted of these files holds. Of a file of which something was noted the place may be another.
    fn holds(
        &self,
        before: &[Arc<Filed>],
        now: &[Arc<Filed>],
        alike: impl Fn(&Filed, &Filed) -> bool,
    ) -> bool {
        let pairs = || before.iter().zip(now);
        let others: Vec<_> = pairs()
            .filter(|(one, other)| !Arc::ptr_eq(one, other))
            .take(FEW + 1)
            .collect();
        let is_noted = |file: &Arc<str>| self.notes.iter().any(|note| note.file == *file);
        before.len() == now.len()
            && others.len() <= FEW
            && others.into_iter().all(|(one, other)| {
                one.file() == other.file()
                    && one.id == other.id
                    && alike(one, other)
                    && !is_noted(one.file())
            })
    }

    /// Whether what was noted of products holds though some came, went or say another thing: nothing was noted of
    /// them, they share nothing with any other, and every producer has a product who had one.
    fn holds_beside(&self, now: &[Arc<Filed>], ids: &Ids) -> bool {
        let Some((mut gone, mut come)) = others(&self.products, now) else {
            return false;
        };
        let is_noted = |file: &Arc<Filed>| {
            let mut notes = self.notes.iter();
            notes.any(|note| note.file == *file.file())
        };
        if gone.iter().chain(&come).any(|file| is_noted(file)) {
            return false;
        }
        let alike = |one: &Filed, other: &Filed| {
            one.file() == other.file()
                && one.id == other.id
                && OfProduct::of(one) == OfProduct::of(other)
        };
        let in_both: Vec<(&Arc<Filed>, &Arc<Filed>)> = gone
            .iter()
            .flat_map(|one| come.iter().map(move |other| (*one, *other)))
            .filter(|(one, other)| alike(one, other))
            .collect();
        gone.retain(|file| !in_both.iter().any(|(one, _)| Arc::ptr_eq(one, file)));
        come.retain(|file| !in_both.iter().any(|(_, other)| Arc::ptr_eq(other, file)));
        fn keys<'f>(files: &[&'f Arc<Filed>]) -> Vec<&'f OfProduct> {
            files.iter().map(|file| OfProduct::of(file)).collect()
        }
        let (was, is) = (keys(&gone), keys(&come));
        if was.is_empty() && is.is_empty() {
            return true;
        }
        let is_known = |keys: &&OfProduct| {
            let producer = keys.producer.as_ref();
            producer.is_some_and(|id| ids.contains_key(id))
        };
        let has = |all: &[&OfProduct], producer: &Option<String>| {
            all.iter().any(|keys| keys.producer == *producer)
        };
        let mut both = was.iter().chain(&is);
        if !both.all(is_known) {
            return false;
        }
        // Of whom it must be asked whether a product is left, or was there before.
        let both = was.iter().chain(&is).map(|keys| &keys.producer);
        let asked: BTreeSet<&Option<String>> =
            both.filter(|one| has(&was, one) != has(&is, one)).collect();
        let busy: Vec<OnceLock<()>> = asked.iter().map(|_| OnceLock::new()).collect();
        let is_apart = |file: &Arc<Filed>| {
            if come.iter().any(|one| Arc::ptr_eq(one, file)) {
                return true;
            }
            let keys = OfProduct::of(file);
            for (one, busy) in asked.iter().zip(&busy) {
                if **one == keys.producer {
                    let _ = busy.set(());
                }
            }
            !was.iter().chain(&is).any(|one| one.shares(keys))
        };
        let pairs = is.iter().enumerate();
        let mut pairs =
            pairs.flat_map(|(at, one)| is[at + 1..].iter().map(move |other| (one, other)));
        !pairs.any(|(one, other)| one.shares(other))
            && now.par_iter().all(is_apart)
            && busy.iter().all(|busy| busy.get().is_some())
    }
}

/// Files of two lists, as they were and as they are.
type Others<'f> = (Vec<&'f Arc<Filed>>, Vec<&'f Arc<Filed>>);

/// What differs in two lists in order of path; `None` where it is much.
fn others<'f>(before: &'f [Arc<Filed>], now: &'f [Arc<Filed>]) -> Option<Others<'f>> {
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    let (mut before, mut now) = (before.iter().peekable(), now.iter().peekable());
    while gone.len() + come.len() <= FEW {
        let order = match (before.peek(), now.peek()) {
            (Some(one), Some(other)) if Arc::ptr_eq(one, other) => Ordering::Equal,
            (Some(one), Some(other)) => one.file().cmp(other.file()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return Some((gone, come)),
        };
        let old = before.next_if(|_| order != Ordering::Greater);
        let new = now.next_if(|_| order != Ordering::Less);
        let same = old.zip(new);
        if !same.is_some_and(|(one, other)| Arc::ptr_eq(one, other)) {
            gone.extend(old);
            come.extend(new);
        }
    }
    None
}

/// Products with one code or barcode, one short address, or one name and producer.
fn products(files: &[Arc<Filed>]) -> Diagnostics {
    let mut notes = Diagnostics::default();
    let keys: Vec<&OfProduct> = files.par_iter().map(|file| OfProduct::of(file)).collect();
    let of_each = || files.iter().map(|file| &**file).zip(keys.iter().copied());
    let mut firsts: HashMap<(&'static str, &str), &Filed> = HashMap::new();
    let mut names: HashMap<&(String, String), &Filed> = HashMap::with_capacity(files.len());
    for (entry, keys) in of_each() {
        for (key, found) in [("code", &keys.code), ("barcode", &keys.barcode)] {
            let Some(found) = found else {
                continue;
            };
            let first = *firsts.entry((key, found)).or_insert(entry);
            if !std::ptr::eq(first, entry) {
                let problem = twice(first, key, found.clone());
                notes.add(entry.file(), entry.place(&[key]), problem);
            }
        }
        let Some(named) = &keys.named else {
            continue;
        };
        let first = *names.entry(named).or_insert(entry);
        if first.id != entry.id {
            let problem = Problem::ProductNear {
                name: entry.record.text("name").unwrap_or_default(),
                other: first.file().to_string(),
            };
            notes.add(entry.file(), entry.place(&["name"]), problem);
        }
    }
    // `/m/CODE/` is printed on labels: two products never share one.
    let mut firsts: HashMap<&str, &Filed> = HashMap::with_capacity(files.len());
    let pinned = of_each().filter(|(_, keys)| keys.is_pinned);
    let computed = of_each().filter(|(_, keys)| !keys.is_pinned);
    for (entry, keys) in pinned.chain(computed) {
        let Some(short) = &keys.short else {
            continue;
        };
        let first = *firsts.entry(short).or_insert(entry);
        if first.id != entry.id {
            let (span, problem) = if keys.is_pinned {
                (
                    entry.place(&["short"]),
                    twice(first, "short", short.clone()),
                )
            } else {
                let (short, other) = (short.clone(), first.file().to_string());
                (entry.fence, Problem::ShortTaken { short, other })
            };
            notes.add(entry.file(), span, problem);
        }
    }
    notes
}

/// The letters and figures of a name without marks, a space between its words.
fn letters(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|sign: char| !sign.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What another file has said first.
fn twice(first: &Filed, key: &'static str, found: String) -> Problem {
    Problem::Twice {
        key,
        found,
        other: first.file().to_string(),
        line: None,
    }
}

/// Producers of one name in one place, and producers without a product.
fn producers(files: &[Arc<Filed>], ids: &Ids, products: &[Arc<Filed>]) -> Diagnostics {
    let mut notes = Diagnostics::default();
    let keys: Vec<&OfProducer> = files.par_iter().map(|file| OfProducer::of(file)).collect();
    let mut names: HashMap<&[Option<String>; 4], &Filed> = HashMap::with_capacity(files.len());
    for (entry, key) in files.iter().zip(&keys) {
        let Some(key) = &key.named else {
            continue;
        };
        let first = *names.entry(key).or_insert(entry);
        if first.id != entry.id && !are_told_apart(first, entry) {
            let problem = Problem::ProducerNear {
                name: entry.record.text("name").unwrap_or_default(),
                other: first.file().to_string(),
            };
            notes.add(entry.file(), entry.place(&["name"]), problem);
        }
    }
    let of_products: Vec<&OfProduct> = products.par_iter().map(|one| OfProduct::of(one)).collect();
    let mut busy: HashSet<&str> = HashSet::with_capacity(files.len());
    for keys in of_products {
        match &keys.producer {
            Some(id) if ids.contains_key(id) => {
                busy.insert(id);
            }
            // Whose it is shows only when that file is mended; till then nobody is called idle.
            _ => return notes,
        }
    }
    for entry in files {
        let is_published = || matches!(ids.get(&entry.id), Some(Known::Published(_)));
        if !busy.contains(&*entry.id) && is_published() {
            notes.add(entry.file(), entry.fence, Problem::ProducerIdle);
        }
    }
    notes
}

/// Whether two of one name are reached in different ways, as two co-operatives of one name are.
fn are_told_apart(one: &Filed, other: &Filed) -> bool {
    let (one, other) = (OfProducer::of(one), OfProducer::of(other));
    let mut pairs = one.reached.iter().zip(&other.reached);
    pairs.any(|(one, other)| one.is_some() && other.is_some() && one != other)
}

/// Free pages that stand in no menu and that no text leads to.
pub(super) fn pages(
    files: &[Arc<Filed>],
    settings: &Settings,
    others: &[&[Arc<Filed>]],
    notes: &mut Diagnostics,
) {
    let is_apart = |entry: &&Arc<Filed>| {
        let in_menu = entry.record.mentions("menu") || entry.record.flag("draft");
        !in_menu
    };
    let mut alone: HashSet<&str> = HashSet::new();
    for entry in files.iter().filter(is_apart) {
        alone.insert(name_of(entry.file()));
    }
    for item in &settings.menu {
        alone.remove(name_of(&item.to));
    }
    for entry in others.iter().copied().flatten().chain(files) {
        if alone.is_empty() {
            return;
        }
        // A page that leads to itself is reached by nobody.
        let own = name_of(entry.file());
        let names = entry.body.holes.iter().map(|hole| name_of(&hole.target));
        for name in names.filter(|name| *name != own) {
            alone.remove(name);
        }
    }
    for entry in files {
        if alone.contains(name_of(entry.file())) && is_apart(&entry) {
            let span = Span::new(0, entry.fence.end);
            notes.add(entry.file(), span, Problem::PageUnlinked);
        }
    }
}

/// The last part of an address or a path, without ending: `/gioi-thieu/`, `../pages/gioi-thieu.md#x`.
fn name_of(target: &str) -> &str {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix("/index.html").unwrap_or(path);
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_known_by_its_last_part() {
        for target in ["/a/", "/x/a", "../pages/a.md#b", "/a/index.html?x"] {
            assert_eq!(name_of(target), "a", "{target}");
        }
    }
}
