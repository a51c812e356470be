//! YAML: a text into values, and a value's path back into its place in the text.
//!
//! The parser keeps no places for values. They are found by `outline`, in one walk for all of a
//! text, or, where that does not follow, by `yaml_walk`, with the parser, one walk for each. If the
//! parser is ever replaced, the files beside this one whose names begin with `yaml` are all that changes.

use crate::source::problem::Problem;
use crate::source::span::{LineEnds, Span};
use crate::source::yaml_fault;
use crate::source::yaml_mend;
pub use crate::source::yaml_places::{Places, key_place, place, raw};
use crate::source::yaml_plain;
use crate::source::yaml_read::{Spent, Watch, parse};
use crate::source::yaml_walk::{Aim, locate};
use std::cell::RefCell;

pub(crate) use crate::source::yaml_fault::quoted;

/// A value as YAML gives it.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Nothing, `null`, `~`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i128),
    /// A number with a point or an exponent; also what YAML makes of `250.000`.
    Float(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A map; each key once, in the order written.
    Map(Vec<(String, Node)>),
    /// Something is written, but cannot be read: a fault tells of it.
    Unread,
}

/// One step from a value to a value inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Into a map.
    Key(String),
    /// Into a list, from 0.
    Index(usize),
}

/// The way from the whole to a value; empty for the whole.
pub type KeyPath = Vec<Step>;

/// How much a text may ask for.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// Levels of lists and maps inside each other.
    pub depth: usize,
    /// Values in all.
    pub nodes: usize,
}

impl Default for Budget {
    /// The limits of front matter and small files.
    fn default() -> Budget {
        Budget {
            depth: 32,
            nodes: 2_000,
        }
    }
}

/// Brackets that may stand open at once before the parser is asked: its scanner takes
/// quadratic time on them, and honest text never comes near.
const MAX_OPEN_BRACKETS: usize = 64;

/// A text read as far as it can be.
#[derive(Debug)]
pub struct Reading<'a> {
    /// Its values; `None` when nothing of it can be read, and `faults` say why.
    pub node: Option<Node>,
    /// Every fault of the writing, with its place.
    pub faults: Vec<(Span, Problem)>,
    /// Where everything stands.
    pub places: Places<'a>,
}

/// The values of one document, and every fault of its writing.
pub fn read(text: &str, budget: Budget) -> (Option<Node>, Vec<(Span, Problem)>) {
    let reading = read_placed(text, budget);
    (reading.node, reading.faults)
}

/// Reads one document. Where a part cannot be read, the others are all the same.
pub fn read_placed(text: &str, budget: Budget) -> Reading<'_> {
    if let Some(at) = too_many_brackets(text) {
        let fault = Problem::YamlTooDeep { max: budget.depth };
        return Reading {
            node: None,
            faults: vec![(Span::new(at, at + 1), fault)],
            places: Places::of(text),
        };
    }
    let is_empty = text
        .lines()
        .map(str::trim)
        .all(|line| line.is_empty() || line.starts_with('#') || line == "---");
    if is_empty && text.matches("---").count() < 2 {
        return Reading {
            node: Some(Node::Null),
            faults: Vec::new(),
            places: Places::of(text),
        };
    }
    let watch = RefCell::new(Watch::new(budget));
    let read = match yaml_plain::read(text, budget) {
        Some(node) => Ok(node),
        None => parse(text, &watch),
    };
    let watch = watch.into_inner();
    let error = match read {
        Ok(node) => {
            let places = Places::of(text);
            let mut faults = twice(&places, &watch.twice);
            if may_hold_labels(text) {
                labels(&places, &node, &mut faults);
            }
            return Reading {
                node: Some(node),
                faults,
                places,
            };
        }
        Err(error) => error,
    };
    let at = error.location().map_or(text.len(), |place| place.index());
    let at = at.min(text.len());
    let limit = match watch.spent {
        Some(Spent::Depth) => Some(Problem::YamlTooDeep { max: budget.depth }),
        Some(Spent::Nodes) => Some(Problem::YamlTooMany { max: budget.nodes }),
        None => None,
    };
    if let Some(problem) = limit {
        return Reading {
            node: None,
            faults: vec![(Span::new(at, at + 1), problem)],
            places: Places::of(text),
        };
    }
    match yaml_mend::mend(text, budget) {
        Some(mended) if !mended.faults.is_empty() => Reading {
            node: Some(mended.node),
            faults: mended.faults,
            places: Places::known(text, mended.mark),
        },
        _ => Reading {
            node: None,
            faults: vec![yaml_fault::explain(text, at, &error.to_string())],
            places: Places::of(text),
        },
    }
}

pub(super) fn twice(places: &Places<'_>, met: &[(KeyPath, usize)]) -> Vec<(Span, Problem)> {
    if met.is_empty() {
        return Vec::new();
    }
    let lines = LineEnds::of(places.text);
    met.iter()
        .filter_map(|(path, nth)| {
            let Some(Step::Key(key)) = path.last() else {
                return None;
            };
            let line = lines.line(places.key(path, 0).start);
            let problem = Problem::YamlKeyTwice {
                key: key.clone(),
                line,
            };
            Some((places.key(path, *nth), problem))
        })
        .collect()
}

fn too_many_brackets(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > MAX_OPEN_BRACKETS {
            return Some(at);
        }
    }
    None
}

/// Anchors and tags never reach the visitor; they show as the first sign of a value's text.
fn may_hold_labels(text: &str) -> bool {
    text.as_bytes()
        .windows(2)
        .any(|pair| matches!(pair[0], b'&' | b'!') && !pair[1].is_ascii_whitespace())
}

/// Notes every anchor and tag.
fn labels(places: &Places<'_>, node: &Node, faults: &mut Vec<(Span, Problem)>) {
    let text = places.text;
    let spans: Vec<Span> = match places.outline() {
        Some(outline) => outline.labels.clone(),
        None => {
            let mut starts = Vec::new();
            label_starts(places, node, &mut KeyPath::new(), &mut starts);
            starts
        }
    };
    for span in spans {
        let found = text[span.range()].to_owned();
        let problem = if found.starts_with('&') {
            Problem::YamlAnchor { found }
        } else {
            Problem::YamlTag { found }
        };
        faults.push((span, problem));
    }
}

/// The same with the parser: a label shows as the first sign of its value.
fn label_starts(places: &Places<'_>, node: &Node, path: &mut KeyPath, found: &mut Vec<Span>) {
    if !places.may_walk() {
        return;
    }
    let text = places.text;
    if let Some(at) = locate(text, path, Aim::Value)
        && matches!(text.as_bytes().get(at), Some(b'&' | b'!'))
    {
        let length = text[at..].find(char::is_whitespace);
        found.push(Span::new(
            at,
            length.map_or(text.len(), |length| at + length),
        ));
    }
    match node {
        Node::List(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(Step::Index(index));
                label_starts(places, item, path, found);
                path.pop();
            }
        }
        Node::Map(entries) => {
            for (key, value) in entries {
                path.push(Step::Key(key.clone()));
                label_starts(places, value, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests;
