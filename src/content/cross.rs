//! What files say of each other beyond references: two of one thing, things nobody leads to.

use crate::catalogue::settings::Settings;
use crate::catalogue::short;
use crate::content::entry::Known;
use crate::content::filed::Filed;
use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::text::fold::fold;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What of a product's file is compared with the others.
struct Keys {
    code: Option<String>,
    barcode: Option<String>,
    /// The producer, and the name's letters.
    named: Option<(String, String)>,
    /// The short address: written, or made from the id.
    short: Option<String>,
    /// Whether it is written: printed already, so the older right.
    is_pinned: bool,
}

impl Keys {
    fn of(entry: &Filed) -> Keys {
        let record = &entry.record;
        let is_pinned = record.mentions("short");
        let named = record.text("producer").zip(record.text("name"));
        Keys {
            code: record.text("code"),
            barcode: record.text("barcode"),
            named: named.map(|(producer, name)| (producer, letters(&name))),
            short: match is_pinned {
                true => record.text("short"),
                false => Some(short::of(&entry.id)),
            },
            is_pinned,
        }
    }
}

/// Products with one code or barcode, one short address, or one name and producer.
pub(super) fn products(files: &[Filed], notes: &mut Diagnostics) {
    let keys: Vec<Keys> = files.par_iter().map(Keys::of).collect();
    let of_each = || files.iter().zip(&keys);
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
pub(super) fn producers(
    files: &[Filed],
    ids: &BTreeMap<String, Known>,
    products: &[Filed],
    notes: &mut Diagnostics,
) {
    // The name's letters, and the place as it is written.
    let keys: Vec<Option<[Option<String>; 4]>> = files
        .par_iter()
        .map(|entry| {
            let text = |key: &str| entry.record.text(key);
            let name = text("name").map(|name| fold(&name));
            let place = || ["commune", "former_commune", "district"].map(text);
            name.map(|name| {
                let [commune, former, district] = place();
                [Some(name), commune, former, district]
            })
        })
        .collect();
    let mut names: HashMap<&[Option<String>; 4], &Filed> = HashMap::with_capacity(files.len());
    for (entry, key) in files.iter().zip(&keys) {
        let Some(key) = key else {
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
    let of_products: Vec<Option<String>> = products
        .par_iter()
        .map(|product| product.record.text("producer"))
        .collect();
    let mut busy: HashSet<&str> = HashSet::with_capacity(files.len());
    for id in &of_products {
        match id {
            Some(id) if ids.contains_key(id) => {
                busy.insert(id);
            }
            // Whose it is shows only when that file is mended; till then nobody is called idle.
            _ => return,
        }
    }
    for entry in files {
        let is_published = || matches!(ids.get(&entry.id), Some(Known::Published(_)));
        if !busy.contains(&*entry.id) && is_published() {
            notes.add(entry.file(), entry.fence, Problem::ProducerIdle);
        }
    }
}

/// Whether two of one name are reached in different ways, as two co-operatives of one name are.
fn are_told_apart(one: &Filed, other: &Filed) -> bool {
    ["phone", "email", "website"].iter().any(|key| {
        let (one, other) = (one.record.text(key), other.record.text(key));
        one.is_some() && other.is_some() && one != other
    })
}

/// Free pages that stand in no menu and that no text leads to.
pub(super) fn pages(
    files: &[Filed],
    settings: &Settings,
    others: &[&[Filed]],
    notes: &mut Diagnostics,
) {
    let mut led: BTreeSet<String> = BTreeSet::new();
    led.extend(
        settings
            .menu
            .iter()
            .map(|item| name_of(&item.to).to_owned()),
    );
    for entry in others.iter().copied().flatten().chain(files) {
        // A page that leads to itself is reached by nobody.
        let own = entry.file().clone();
        led.extend(
            entry
                .body
                .holes
                .iter()
                .map(|hole| name_of(&hole.target))
                .filter(|name| *name != name_of(&own))
                .map(str::to_owned),
        );
    }
    for entry in files {
        let in_menu = entry.record.mentions("menu") || entry.record.flag("draft");
        if !in_menu && !led.contains(name_of(entry.file())) {
            notes.add(
                entry.file(),
                Span::new(0, entry.fence.end),
                Problem::PageUnlinked,
            );
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
