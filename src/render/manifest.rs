//! `theme.yml`: what a theme says of itself.

use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Problem;
use crate::source::slot::Slot;
use crate::source::span::Span;
use crate::source::yaml::{self, Budget, Node, Step};
use crate::text::near;
use crate::view::manifest::{Manifest, VIEW_VERSION};
use std::sync::Arc;

/// Its keys.
const KEYS: [&str; 4] = ["name", "view_version", "standalone", "image_widths"];
/// Widths of photographs that a theme may ask for, in pixels.
const WIDTHS: std::ops::RangeInclusive<i128> = 16..=4096;
/// Most widths of one photograph; each is a file for each photograph and format.
const MAX_WIDTHS: usize = 12;

/// Reads `theme.yml`. What it does not say, or says wrongly, is as in `fallback`.
/// Reports all that is wrong with it at once.
pub(crate) fn read(
    text: &str,
    file: &Arc<str>,
    fallback: Manifest,
    notes: &mut Diagnostics,
) -> Manifest {
    let (node, faults) = yaml::read(text, Budget::default());
    let is_sound = faults.is_empty();
    for (span, problem) in faults {
        notes.add(file, span, problem);
    }
    let entries = match node {
        Some(Node::Map(entries)) => entries,
        Some(Node::Null) => Vec::new(),
        Some(_) => {
            notes.add(file, Span::default(), Problem::YamlNotMap);
            return fallback;
        }
        None => return fallback,
    };
    let mut manifest = fallback;
    if is_sound && !entries.iter().any(|(key, _)| key == "view_version") {
        let missing = Problem::Missing {
            key: "view_version",
            label: "Phiên bản dữ liệu giao diện".into(),
            example: "view_version: 1",
        };
        notes.add(file, Span::default(), missing);
    }
    for (key, value) in entries.iter().filter(|(_, value)| *value != Node::Unread) {
        let path = [Step::Key(key.clone())];
        let told = match key.as_str() {
            "name" => name(text, value).map(|name| manifest.name = name),
            "view_version" => version(text, value),
            "standalone" => flag(text, value).map(|alone| manifest.standalone = alone),
            "image_widths" => {
                widths(text, value, file, notes).map(|widths| manifest.image_widths = widths)
            }
            _ => {
                let near = near::nearest(key, KEYS).map(str::to_owned);
                let key = key.clone();
                let unknown = Problem::KeyUnknown { key, near };
                notes.add(file, yaml::key_place(text, &path, 0), unknown);
                Ok(())
            }
        };
        if let Err(problem) = told {
            notes.add(file, yaml::place(text, &path), problem);
        }
    }
    manifest
}

fn name(text: &str, value: &Node) -> Result<String, Problem> {
    match value {
        Node::Text(name) if !name.trim().is_empty() => Ok(name.trim().to_owned()),
        Node::Text(_) | Node::Null => Err(Problem::Empty { key: "name" }),
        _ => Err(Problem::NotText {
            key: "name",
            found: raw(text, "name"),
            slot: Slot::Field,
        }),
    }
}

fn version(text: &str, value: &Node) -> Result<(), Problem> {
    if *value == Node::Int(VIEW_VERSION.into()) {
        return Ok(());
    }
    Err(Problem::NotOneOf {
        key: "view_version",
        found: raw(text, "view_version"),
        allowed: VIEW_VERSION.to_string(),
        near: None,
    })
}

fn flag(text: &str, value: &Node) -> Result<bool, Problem> {
    match value {
        Node::Bool(flag) => Ok(*flag),
        _ => Err(Problem::NotBool {
            key: "standalone",
            found: raw(text, "standalone"),
        }),
    }
}

fn widths(
    text: &str,
    value: &Node,
    file: &Arc<str>,
    notes: &mut Diagnostics,
) -> Result<Vec<u32>, Problem> {
    let key = "image_widths";
    let items = match value {
        Node::List(items) if items.len() > MAX_WIDTHS => {
            let found = items.len();
            let max = MAX_WIDTHS;
            return Err(Problem::TooMany { key, found, max });
        }
        Node::List(items) if !items.is_empty() => items,
        Node::List(_) | Node::Null => return Err(Problem::Empty { key }),
        _ => return Err(Problem::NotList { key, write: None }),
    };
    let mut widths = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let path = [Step::Key(key.to_owned()), Step::Index(index)];
        let found = || yaml::raw(text, &path).to_owned();
        let problem = match item {
            Node::Int(width) if WIDTHS.contains(width) => {
                widths.extend(u32::try_from(*width));
                continue;
            }
            Node::Int(_) => Problem::OutOfRange {
                key,
                found: found(),
                min: WIDTHS.start().to_string(),
                max: WIDTHS.end().to_string(),
            },
            _ => Problem::NotNumber {
                key,
                found: found(),
                write: None,
                slot: Slot::Item,
            },
        };
        notes.add(file, yaml::place(text, &path), problem);
    }
    widths.sort_unstable();
    widths.dedup();
    Ok(widths)
}

fn raw(text: &str, key: &str) -> String {
    yaml::raw(text, &[Step::Key(key.to_owned())]).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (Manifest, Vec<(String, usize)>) {
        let mut notes = Diagnostics::default();
        let fallback = Manifest {
            name: "x".into(),
            standalone: false,
            image_widths: vec![480],
            optional: Vec::new(),
            unread: Vec::new(),
        };
        let manifest = read(text, &"themes/x/theme.yml".into(), fallback, &mut notes);
        let told = notes
            .sorted()
            .iter()
            .map(|note| (note.problem.code().into_owned(), note.span.start))
            .collect();
        (manifest, told)
    }

    #[test]
    fn a_whole_manifest_is_read_and_its_widths_are_put_in_order() {
        let text =
            "name: Trang nhã\nview_version: 1\nstandalone: true\nimage_widths: [960, 480, 960]\n";
        let (manifest, notes) = told(text);
        assert_eq!(notes, []);
        let wanted = Manifest {
            name: "Trang nhã".into(),
            standalone: true,
            image_widths: vec![480, 960],
            optional: Vec::new(),
            unread: Vec::new(),
        };
        assert_eq!(manifest, wanted);
    }

    #[test]
    fn all_faults_are_told_at_once_each_in_its_place() {
        let text = "name: 5\nview_version: 2\nstandalone: yes please\nimage_widths: [8, abc]\ncolour: red\nstandalon: true\n";
        let (_, notes) = told(text);
        let at = |word: &str| text.find(word).unwrap();
        let wanted = [
            ("name-not-text", at("5")),
            ("view-version-not-known", at("2")),
            ("standalone-not-true-or-false", at("yes")),
            ("image-widths-out-of-range", at("8")),
            ("image-widths-not-a-number", at("abc")),
            ("key-unknown", at("colour")),
            ("key-unknown", at("standalon:")),
        ];
        assert_eq!(notes, wanted.map(|(code, at)| (code.to_owned(), at)));
    }

    #[test]
    fn a_manifest_must_say_for_which_views_it_was_made() {
        assert_eq!(
            told("name: a\n").1,
            [("view-version-missing".to_owned(), 0)]
        );
        assert_eq!(told("[a]").1, [("yaml-not-map".to_owned(), 0)]);
    }
}
