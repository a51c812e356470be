//! What files say of each other beyond references: two of one thing, things nobody leads to.

use crate::catalogue::settings::Settings;
use crate::catalogue::short;
use crate::content::entry::Known;
use crate::content::filed::Filed;
use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::text::fold::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Products with one code or barcode, one short address, or one name and producer.
pub(super) fn products(files: &[Filed], notes: &mut Diagnostics) {
    let mut firsts: BTreeMap<(&'static str, String), &Filed> = BTreeMap::new();
    let mut names: BTreeMap<(String, String), &Filed> = BTreeMap::new();
    for entry in files {
        for key in ["code", "barcode"] {
            let Some(found) = entry.record.text(key) else {
                continue;
            };
            match firsts.get(&(key, found.clone())) {
                Some(first) => {
                    notes.add(entry.file(), entry.place(&[key]), twice(first, key, found));
                }
                None => {
                    firsts.insert((key, found), entry);
                }
            }
        }
        let (Some(name), Some(producer)) =
            (entry.record.text("name"), entry.record.text("producer"))
        else {
            continue;
        };
        let alike = letters(&name);
        match names.get(&(producer.clone(), alike.clone())) {
            Some(first) if first.id != entry.id => {
                let other = first.file().to_string();
                let problem = Problem::ProductNear { name, other };
                notes.add(entry.file(), entry.place(&["name"]), problem);
            }
            Some(_) => {}
            None => {
                names.insert((producer, alike), entry);
            }
        }
    }
    short_addresses(files, notes);
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

/// `/m/CODE/` is printed on labels: two products never share one.
fn short_addresses(files: &[Filed], notes: &mut Diagnostics) {
    let mut firsts: BTreeMap<String, &Filed> = BTreeMap::new();
    // A pinned address is the older right: it is printed already.
    let (pinned, computed): (Vec<_>, Vec<_>) = files
        .iter()
        .partition(|entry| entry.record.mentions("short"));
    for entry in pinned.into_iter().chain(computed) {
        let is_pinned = entry.record.mentions("short");
        let short = if is_pinned {
            entry.record.text("short")
        } else {
            Some(short::of(&entry.id))
        };
        let Some(short) = short else {
            continue;
        };
        match firsts.get(&short) {
            Some(first) if first.id != entry.id => {
                let (span, problem) = if is_pinned {
                    (entry.place(&["short"]), twice(first, "short", short))
                } else {
                    let other = first.file().to_string();
                    (entry.fence, Problem::ShortTaken { short, other })
                };
                notes.add(entry.file(), span, problem);
            }
            Some(_) => {}
            None => {
                firsts.insert(short, entry);
            }
        }
    }
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
    let mut names: BTreeMap<Vec<Option<String>>, &Filed> = BTreeMap::new();
    for entry in files {
        let Some(name) = entry.record.text("name") else {
            continue;
        };
        let place = ["commune", "former_commune", "district"].map(|key| entry.record.text(key));
        let key: Vec<Option<String>> = [Some(fold(&name))].into_iter().chain(place).collect();
        match names.get(&key) {
            Some(first) if first.id != entry.id && !are_told_apart(first, entry) => {
                let other = first.file().to_string();
                let problem = Problem::ProducerNear { name, other };
                notes.add(entry.file(), entry.place(&["name"]), problem);
            }
            Some(_) => {}
            None => {
                names.insert(key, entry);
            }
        }
    }
    let mut busy: BTreeSet<String> = BTreeSet::new();
    for product in products {
        match product.record.text("producer") {
            Some(id) if ids.contains_key(&id) => {
                busy.insert(id);
            }
            // Whose it is shows only when that file is mended; till then nobody is called idle.
            _ => return,
        }
    }
    for entry in files {
        if matches!(ids.get(&entry.id), Some(Known::Published(_))) && !busy.contains(&entry.id) {
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
