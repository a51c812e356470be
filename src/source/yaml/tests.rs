//! The places of values, held against the parser's own.

use super::*;
use crate::source::span::Position;

fn key(name: &str) -> Step {
    Step::Key(name.to_owned())
}

fn at(text: &str, path: &[Step]) -> (usize, usize, String) {
    let span = place(text, path);
    assert_eq!(Places::of(text).value(path), span, "the outline agrees");
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

/// Every path of a value.
fn paths(node: &Node, at: KeyPath, all: &mut Vec<KeyPath>) {
    let inside: Vec<(Step, &Node)> = match node {
        Node::List(items) => items
            .iter()
            .enumerate()
            .map(|(index, item)| (Step::Index(index), item))
            .collect(),
        Node::Map(entries) => entries
            .iter()
            .map(|(key, value)| (Step::Key(key.clone()), value))
            .collect(),
        _ => Vec::new(),
    };
    for (step, node) in inside {
        let mut path = at.clone();
        path.push(step);
        // What is not written has no place of its own.
        if *node != Node::Null {
            all.push(path.clone());
        }
        paths(node, path, all);
    }
}

fn compared(text: &str) -> usize {
    let mut watch = Watch::new(Budget {
        depth: 32,
        nodes: 500_000,
    });
    watch.spent = None;
    // An alias stands where it is written; the parser tells the place of what it repeats.
    if text.contains("[*") {
        return 0;
    }
    let Ok(node) = parse(text, &RefCell::new(watch)) else {
        return 0;
    };
    let mut all = Vec::new();
    paths(&node, KeyPath::new(), &mut all);
    let places = Places::of(text);
    if !all.is_empty() {
        assert!(places.outline().is_some(), "not followed: {text}");
    }
    for path in &all {
        assert_eq!(places.value(path), place(text, path), "{path:?} in {text}");
        if matches!(path.last(), Some(Step::Key(_))) {
            // The slow way ends a key at its first colon.
            let (fast, slow) = (places.key(path, 0), key_place(text, path, 0));
            assert_eq!(fast.start, slow.start, "{path:?} in {text}");
        }
    }
    all.len()
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a test reads the repository's own files"
)]
fn the_outline_finds_what_the_parser_finds() {
    for text in [
        "a: 1\nb:\n- x\n- y: 2\n  z: [1, {q: w}]\nc: |\n  d: e\n\n  f\ng: >-\n  h\n  i\nj: k\n  l\n  m\nn: 'o''p'\nq: \"r\\\"s: t\"\n",
        "a:\n  b:\n    c: d # e\n  # f\n  g: h#i\n\n\"j k\": l\n'm': n\n",
        "- a\n- - b\n  - c\n-\n  d: e\n-   f: g\n    h: i\n",
        "---\na: {b: [c, d], \"e\": f,\n  g: h}\ni: [\n  j,\n  k\n]\n",
        "a: \"b\n  c\"\nd: http://e.f/g?h=i#j\nk: [l:m, n]\no: {p:q: r}\n",
        "a: !t b\nc: &d\n  e: f\ng: &h i\n",
        "a : b\r\nc:\r\n  - d\r\n  - e: f\r\n",
        "x: []\ny: {}\nz: [[], [{}]]\nw: - 1\n",
        "{a: b, c: [d]}\n",
        "tên: mật ong\n\u{1F600}: \u{1F600}\nkhóa: {ô: ơ}\n",
    ] {
        compared(text);
    }
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut many = 0;
    for folder in ["content", "tests/sites", "tests/diagnostics"] {
        let files = walkdir::WalkDir::new(root.join(folder));
        for entry in files.into_iter().filter_map(Result::ok) {
            let name = entry.file_name().to_string_lossy().into_owned();
            // The places of a province are many of one kind, and the parser walks once for each.
            let Ok(text) = std::fs::read_to_string(entry.path()) else {
                continue;
            };
            if text.len() > 20_000 {
                continue;
            }
            if name.ends_with(".yml") {
                many += compared(&text);
            } else if name.ends_with(".md")
                && let Some(yaml) = text.split("---").nth(1)
            {
                many += compared(yaml);
            }
        }
    }
    assert!(many > 1_000, "{many} places compared");
}

#[test]
fn what_can_be_read_beside_a_fault_is_read() {
    let text = "name: \"a\nstars: 7\ncertificate:\n  number: b: c\n  issued: 2020\ntags:\n  - x\n  -y\nprice: 5\n";
    let reading = read_placed(text, Budget::default());
    let codes: Vec<String> = reading
        .faults
        .iter()
        .map(|(span, problem)| {
            let at = Position::of(text, span.start);
            format!("{}:{} {}", at.line, at.column, problem.code())
        })
        .collect();
    assert_eq!(
        codes,
        ["1:7 yaml-quote-open", "4:11 yaml-colon", "8:3 yaml-space"]
    );
    let stars = reading.places.value(&[key("stars")]);
    assert_eq!(&text[stars.range()], "7");
    let issued = reading.places.value(&[key("certificate"), key("issued")]);
    assert_eq!(&text[issued.range()], "2020");
}
