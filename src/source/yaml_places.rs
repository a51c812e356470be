//! Where the values of a text stand: by its outline, or by a walk with the parser.

use crate::source::outline::{self, Inside, Mark, Outline};
use crate::source::span::Span;
use crate::source::yaml::{Budget, Step};
use crate::source::yaml_mend::mend;
use crate::source::yaml_read::{Watch, parse};
use crate::source::yaml_walk::{Aim, locate};
use std::cell::RefCell;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Where the values of a text stand.
#[derive(Debug)]
pub struct Places<'a> {
    pub(super) text: &'a str,
    outline: OnceLock<Option<Outline>>,
    walks: AtomicUsize,
}

/// Walks with the parser for one text; a text that the outline does not follow and that has more
/// faults than these gets the rest told at its beginning.
const MAX_WALKS: usize = 200;

impl<'a> Places<'a> {
    /// Those of a text that can be read whole.
    pub fn of(text: &'a str) -> Places<'a> {
        Places {
            text,
            outline: OnceLock::new(),
            walks: AtomicUsize::new(0),
        }
    }

    pub(super) fn known(text: &'a str, root: Mark) -> Places<'a> {
        let outline = Outline {
            root: Some(root),
            labels: Vec::new(),
        };
        Places {
            outline: OnceLock::from(Some(outline)),
            ..Places::of(text)
        }
    }

    pub(super) fn outline(&self) -> Option<&Outline> {
        self.outline
            .get_or_init(|| outline::of(self.text).or_else(|| mended(self.text)))
            .as_ref()
    }

    /// Where the value at the end of `path` stands. The text's start if it is not there.
    pub fn value(&self, path: &[Step]) -> Span {
        if let Some(mark) = self.outline().and_then(|outline| {
            let root = outline.root.as_ref()?;
            descend(self.text, root, path)
        }) {
            let end = scalar_end(self.text, mark.start.min(self.text.len()), mark.flow);
            return Span::new(mark.start, end);
        }
        if self.may_walk() {
            place(self.text, path)
        } else {
            Span::default()
        }
    }

    /// Where the `nth` key (from 0) of this name at the end of `path` stands.
    pub fn key(&self, path: &[Step], nth: usize) -> Span {
        let found = self.outline().and_then(|outline| {
            let (Step::Key(name), parent) = path.split_last()? else {
                return None;
            };
            match &descend(self.text, outline.root.as_ref()?, parent)?.inside {
                Inside::Map(keys) => keys.find(self.text, name, nth),
                _ => None,
            }
        });
        if let Some((key, _)) = found {
            let quoted = key
                .start
                .checked_sub(1)
                .is_some_and(|at| matches!(self.text.as_bytes()[at], b'"' | b'\''));
            let wide = usize::from(quoted);
            return Span::new(key.start - wide, key.end + wide);
        }
        if self.may_walk() {
            key_place(self.text, path, nth)
        } else {
            Span::default()
        }
    }

    /// The signs of a value as written, quotes and all: `250.000`, `"9"`.
    pub fn raw(&self, path: &[Step]) -> &'a str {
        let span = self.value(path).within(self.text);
        &self.text[span.range()]
    }

    /// What a comment cuts off from a value: what follows it on its line, from the `#` on.
    pub fn cut_off(&self, path: &[Step]) -> Option<&'a str> {
        let span = self.value(path).within(self.text);
        let rest = &self.text[span.end..];
        let rest = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
        Some(rest.trim()).filter(|rest| rest.starts_with('#'))
    }

    pub(super) fn may_walk(&self) -> bool {
        self.walks.fetch_add(1, Ordering::Relaxed) < MAX_WALKS
    }
}

/// The outline of a text that cannot be read whole.
fn mended(text: &str) -> Option<Outline> {
    let budget = Budget::default();
    parse(text, &RefCell::new(Watch::new(budget))).err()?;
    let root = Some(mend(text, budget)?.mark);
    Some(Outline {
        root,
        labels: Vec::new(),
    })
}

fn descend<'m>(text: &str, root: &'m Mark, path: &[Step]) -> Option<&'m Mark> {
    path.iter()
        .try_fold(root, |mark, step| match (step, &mark.inside) {
            (Step::Key(name), Inside::Map(keys)) => keys.find(text, name, 0).map(|(_, mark)| mark),
            (Step::Index(at), Inside::List(items)) => items.get(*at),
            _ => None,
        })
}

/// Where the value at the end of `path` stands. The whole text's start if it is not there.
pub fn place(text: &str, path: &[Step]) -> Span {
    let Some(start) = locate(text, path, Aim::Value) else {
        return Span::default();
    };
    let in_flow = path
        .split_last()
        .and_then(|(_, parent)| locate(text, parent, Aim::Value))
        .is_some_and(|at| matches!(text.as_bytes().get(at), Some(b'{' | b'[')));
    Span::new(start, scalar_end(text, start, in_flow))
}

/// Where the `nth` key (from 0) of this name at the end of `path` stands.
pub fn key_place(text: &str, path: &[Step], nth: usize) -> Span {
    let Some(start) = locate(text, path, Aim::Key(nth)) else {
        return Span::default();
    };
    let rest = &text[start..];
    let length = match rest.as_bytes().first() {
        Some(quote @ (b'"' | b'\'')) => quoted_length(rest, *quote),
        _ => rest.find([':', '\n', '\r']).unwrap_or(rest.len()),
    };
    Span::new(start, start + length)
}

/// The signs of a value as written, quotes and all.
pub fn raw<'a>(text: &'a str, path: &[Step]) -> &'a str {
    let span = place(text, path).within(text);
    &text[span.range()]
}

fn scalar_end(text: &str, start: usize, in_flow: bool) -> usize {
    let rest = &text[start..];
    let first = rest.as_bytes().first().copied();
    if let Some(quote @ (b'"' | b'\'')) = first {
        return start + quoted_length(rest, quote);
    }
    if let Some(b'[' | b'{') = first {
        return start + brackets_length(rest);
    }
    let mut length = rest.find(['\n', '\r']).unwrap_or(rest.len());
    if let Some(comment) = rest[..length].find(" #") {
        length = comment;
    }
    if in_flow && let Some(end) = rest[..length].find([',', '}', ']']) {
        length = end;
    }
    start + rest[..length].trim_end().len()
}

/// Bytes up to the bracket that closes the first one, or to the end of the line it stands on.
fn brackets_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let (mut open, mut at) = (0_usize, 0);
    while at < line {
        match bytes[at] {
            b'[' | b'{' => open += 1,
            b']' | b'}' => {
                open = open.saturating_sub(1);
                if open == 0 {
                    return at + 1;
                }
            }
            // Within a word a quote is a letter like others.
            quote @ (b'"' | b'\'') if matches!(bytes[at - 1], b' ' | b',' | b'[' | b'{' | b':') => {
                at += quoted_length(&rest[at..], quote);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    line
}

fn quoted_length(rest: &str, quote: u8) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 2,
            byte if byte == quote => return at + 1,
            b'\n' => return at,
            _ => at += 1,
        }
    }
    rest.len()
}
