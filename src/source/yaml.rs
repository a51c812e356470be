//! YAML: a text into values, and a value's path back into its place in the text.
//!
//! The parser keeps no places for values, but an error raised while a value is visited
//! carries the place of that value. So a text is read once; only for what turns out to be
//! wrong is it walked again, with a visitor that raises when it arrives. If the parser is
//! ever replaced, this file and `yaml_fault.rs` are all that changes.

use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::source::yaml_fault;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use std::cell::RefCell;
use std::fmt;

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

/// Brackets that may stand open at once before the parser is asked: its scanner takes
/// quadratic time on them, and honest text never comes near.
const MAX_OPEN_BRACKETS: usize = 64;

/// Reads one document. `None` when it cannot be read; the faults then say why.
pub fn read(text: &str, budget: Budget) -> (Option<Node>, Vec<(Span, Problem)>) {
    if let Some(at) = too_many_brackets(text) {
        let fault = Problem::YamlTooDeep { max: budget.depth };
        return (None, vec![(Span::new(at, at + 1), fault)]);
    }
    let says_nothing = |line: &str| line.is_empty() || line.starts_with('#');
    if text.lines().map(str::trim).all(says_nothing) {
        // The parser takes a text of comments alone for one that breaks off.
        return (Some(Node::Null), Vec::new());
    }
    let watch = RefCell::new(Watch {
        budget,
        ..Watch::default()
    });
    let read = Read(&watch).deserialize(serde_yaml::Deserializer::from_str(text));
    let watch = watch.into_inner();
    let mut faults = Vec::new();
    for (path, nth) in &watch.twice {
        let Some(Step::Key(key)) = path.last() else {
            continue;
        };
        let first = key_place(text, path, 0);
        let again = key_place(text, path, *nth);
        faults.push((
            again,
            Problem::YamlKeyTwice {
                key: key.clone(),
                first,
            },
        ));
    }
    match read {
        Ok(node) => {
            if may_hold_marks(text) {
                marks(text, &node, &mut KeyPath::new(), &mut faults);
            }
            (Some(node), faults)
        }
        Err(error) => {
            let at = error.location().map_or(text.len(), |place| place.index());
            let at = at.min(text.len());
            let fault = match watch.spent {
                Some(Spent::Depth) => (
                    Span::new(at, at + 1),
                    Problem::YamlTooDeep { max: budget.depth },
                ),
                Some(Spent::Nodes) => (
                    Span::new(at, at + 1),
                    Problem::YamlTooMany { max: budget.nodes },
                ),
                None => yaml_fault::explain(text, at, &error.to_string()),
            };
            faults.push(fault);
            (None, faults)
        }
    }
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

/// The signs of a value as written, without quotes' meaning: `250.000`, `"9"`.
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
    if let Some(open @ (b'[' | b'{')) = first {
        let close = if open == b'[' { ']' } else { '}' };
        let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
        return start + rest[..line].rfind(close).map_or(line, |at| at + 1);
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
fn may_hold_marks(text: &str) -> bool {
    text.as_bytes()
        .windows(2)
        .any(|pair| matches!(pair[0], b'&' | b'!') && !pair[1].is_ascii_whitespace())
}

fn marks(text: &str, node: &Node, path: &mut KeyPath, faults: &mut Vec<(Span, Problem)>) {
    if let Some(at) = locate(text, path, Aim::Value) {
        let word = || {
            let rest = &text[at..];
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            (Span::new(at, at + end), rest[..end].to_owned())
        };
        match text.as_bytes().get(at) {
            Some(b'&') => {
                let (span, found) = word();
                faults.push((span, Problem::YamlAnchor { found }));
            }
            Some(b'!') => {
                let (span, found) = word();
                faults.push((span, Problem::YamlTag { found }));
            }
            _ => {}
        }
    }
    match node {
        Node::List(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(Step::Index(index));
                marks(text, item, path, faults);
                path.pop();
            }
        }
        Node::Map(entries) => {
            for (key, value) in entries {
                path.push(Step::Key(key.clone()));
                marks(text, value, path, faults);
                path.pop();
            }
        }
        _ => {}
    }
}

#[derive(Debug, Default)]
struct Watch {
    budget: Budget,
    nodes: usize,
    path: KeyPath,
    /// Keys met before in their map, with how many stood before them.
    twice: Vec<(KeyPath, usize)>,
    spent: Option<Spent>,
}

#[derive(Debug)]
enum Spent {
    Depth,
    Nodes,
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

struct Read<'a>(&'a RefCell<Watch>);

impl Read<'_> {
    fn enter<E: Error>(&self) -> Result<(), E> {
        let mut watch = self.0.borrow_mut();
        watch.nodes += 1;
        if watch.nodes > watch.budget.nodes {
            watch.spent = Some(Spent::Nodes);
            return Err(E::custom("nodes"));
        }
        if watch.path.len() > watch.budget.depth {
            watch.spent = Some(Spent::Depth);
            return Err(E::custom("depth"));
        }
        Ok(())
    }

    fn leaf<E: Error>(&self, node: Node) -> Result<Node, E> {
        self.enter()?;
        Ok(node)
    }
}

impl<'de> DeserializeSeed<'de> for Read<'_> {
    type Value = Node;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Node, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Read<'_> {
    type Value = Node;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }
    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        self.leaf(Node::Null)
    }
    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        self.leaf(Node::Bool(value))
    }
    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        self.leaf(Node::Int(value.into()))
    }
    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        self.leaf(Node::Int(value.into()))
    }
    fn visit_i128<E: Error>(self, value: i128) -> Result<Node, E> {
        self.leaf(Node::Int(value))
    }
    fn visit_u128<E: Error>(self, value: u128) -> Result<Node, E> {
        self.leaf(Node::Int(i128::try_from(value).unwrap_or(i128::MAX)))
    }
    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        self.leaf(Node::Float(value))
    }
    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        self.leaf(Node::Text(value.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        self.enter()?;
        let mut items = Vec::new();
        loop {
            self.0.borrow_mut().path.push(Step::Index(items.len()));
            let item = list.next_element_seed(Read(self.0))?;
            self.0.borrow_mut().path.pop();
            match item {
                Some(item) => items.push(item),
                None => return Ok(Node::List(items)),
            }
        }
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        self.enter()?;
        let mut entries: Vec<(String, Node)> = Vec::new();
        let mut repeats: Vec<String> = Vec::new();
        while let Some(key) = map.next_key_seed(KeySeed)? {
            let known = entries.iter().any(|(other, _)| *other == key);
            self.0.borrow_mut().path.push(Step::Key(key.clone()));
            if known {
                repeats.push(key.clone());
                let nth = repeats.iter().filter(|other| **other == key).count();
                let mut watch = self.0.borrow_mut();
                let path = watch.path.clone();
                watch.twice.push((path, nth));
            }
            let value = map.next_value_seed(Read(self.0))?;
            self.0.borrow_mut().path.pop();
            if !known {
                entries.push((key, value));
            }
        }
        Ok(Node::Map(entries))
    }
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Node, A::Error> {
        let (_, value) = tagged.variant::<IgnoredAny>()?;
        value.newtype_variant_seed(self)
    }
}

struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = String;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<String, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = String;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a plain key")
    }
    fn visit_str<E: Error>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }
    fn visit_bool<E: Error>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }
    fn visit_u64<E: Error>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }
    fn visit_i64<E: Error>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }
    fn visit_f64<E: Error>(self, value: f64) -> Result<String, E> {
        Ok(value.to_string())
    }
    fn visit_unit<E: Error>(self) -> Result<String, E> {
        Ok(String::new())
    }
}

/// What the second walk raises at.
#[derive(Debug, Clone, Copy)]
enum Aim {
    Value,
    /// The key itself, after so many of the same name.
    Key(usize),
}

fn locate(text: &str, path: &[Step], aim: Aim) -> Option<usize> {
    let error = Find { path, aim }
        .deserialize(serde_yaml::Deserializer::from_str(text))
        .err()?;
    let at = error.location()?.index();
    (at <= text.len()).then_some(at)
}

struct Find<'a> {
    path: &'a [Step],
    aim: Aim,
}

impl<'de> DeserializeSeed<'de> for Find<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        if self.path.is_empty() {
            from.deserialize_any(Raise)
        } else {
            from.deserialize_any(self)
        }
    }
}

/// Accepts nothing: every value is an error, raised where the value stands.
struct Raise;

impl Visitor<'_> for Raise {
    type Value = ();
    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("arrival")
    }
}

impl<'de> Visitor<'de> for Find<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a path")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((Step::Key(want), rest)) = self.path.split_first() else {
            return Ok(());
        };
        let mut before = match self.aim {
            Aim::Key(nth) if rest.is_empty() => Some(nth),
            _ => None,
        };
        while let Some(found) = map.next_key_seed(FindKey {
            want,
            before: &mut before,
        })? {
            if found {
                return map.next_value_seed(Find {
                    path: rest,
                    aim: self.aim,
                });
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Some((Step::Index(index), rest)) = self.path.split_first() else {
            return Ok(());
        };
        for _ in 0..*index {
            list.next_element::<IgnoredAny>()?;
        }
        list.next_element_seed(Find {
            path: rest,
            aim: self.aim,
        })?;
        Ok(())
    }
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<(), A::Error> {
        let (_, value) = tagged.variant::<IgnoredAny>()?;
        value.newtype_variant_seed(self)
    }
}

struct FindKey<'a> {
    want: &'a str,
    /// How many keys of this name to pass before raising; `None` when the value is wanted.
    before: &'a mut Option<usize>,
}

impl<'de> DeserializeSeed<'de> for FindKey<'_> {
    type Value = bool;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<bool, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for FindKey<'_> {
    type Value = bool;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a key")
    }
    fn visit_str<E: Error>(self, value: &str) -> Result<bool, E> {
        if value != self.want {
            return Ok(false);
        }
        match self.before {
            None => Ok(true),
            Some(0) => Err(E::custom("arrival")),
            Some(left) => {
                *left -= 1;
                Ok(false)
            }
        }
    }
    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        self.visit_str(&value.to_string())
    }
    fn visit_u64<E: Error>(self, value: u64) -> Result<bool, E> {
        self.visit_str(&value.to_string())
    }
    fn visit_i64<E: Error>(self, value: i64) -> Result<bool, E> {
        self.visit_str(&value.to_string())
    }
    fn visit_f64<E: Error>(self, value: f64) -> Result<bool, E> {
        self.visit_str(&value.to_string())
    }
    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        self.visit_str("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::span::Position;

    fn key(name: &str) -> Step {
        Step::Key(name.to_owned())
    }

    fn at(text: &str, path: &[Step]) -> (usize, usize, String) {
        let span = place(text, path);
        let position = Position::of(text, span.start);
        (
            position.line,
            position.column,
            text[span.range()].to_owned(),
        )
    }

    #[test]
    fn every_kind_of_value_is_found_again() {
        let text = "tên: mật ong # ghi chú\r\nstars: 4 sao\ncertificate:\n  issued: 2026-03-10\nimages:\n  - { file: a.jpg, alt: \"Chai, mật\" }\n  - file: b.jpg\n";
        assert_eq!(at(text, &[key("tên")]), (1, 6, "mật ong".into()));
        assert_eq!(at(text, &[key("stars")]), (2, 8, "4 sao".into()));
        let issued = [key("certificate"), key("issued")];
        assert_eq!(at(text, &issued), (4, 11, "2026-03-10".into()));
        let alt = [key("images"), Step::Index(0), key("alt")];
        assert_eq!(at(text, &alt), (6, 25, "\"Chai, mật\"".into()));
        let file = [key("images"), Step::Index(0), key("file")];
        assert_eq!(at(text, &file), (6, 13, "a.jpg".into()));
        let second = [key("images"), Step::Index(1), key("file")];
        assert_eq!(at(text, &second), (7, 11, "b.jpg".into()));
    }

    #[test]
    fn a_key_written_twice_is_found_at_the_second() {
        let text = "name: a\nx:\n  a: 1\n  a: 3\nname: c\n";
        let (node, faults) = read(text, Budget::default());
        assert!(node.is_some());
        let lines: Vec<usize> = faults
            .iter()
            .map(|(span, _)| Position::of(text, span.start).line)
            .collect();
        assert_eq!(lines, [4, 5]);
    }

    #[test]
    fn a_text_of_comments_alone_says_nothing() {
        for text in ["", "\n", "# ghi chú", "\u{20}\n # a: 1\r\n#- b: 2\n"] {
            assert_eq!(
                read(text, Budget::default()),
                (Some(Node::Null), Vec::new()),
                "{text:?}"
            );
        }
    }

    #[test]
    fn anchors_and_tags_are_found_and_quoted_signs_are_not() {
        let text = "a: &x 1\nb: !!str 2\nc: \"!no\"\nd: chè & trà\n";
        let (_, faults) = read(text, Budget::default());
        assert_eq!(faults.len(), 2, "{faults:?}");
    }

    #[test]
    fn brackets_are_counted_before_the_parser_sees_them() {
        let text = format!("a: {}", "[".repeat(100_000));
        let (node, faults) = read(&text, Budget::default());
        assert!(node.is_none());
        assert!(matches!(faults[0].1, Problem::YamlTooDeep { .. }));
    }
}
