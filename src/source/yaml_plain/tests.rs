//! What is read here, held against the parser.

use super::*;
use crate::source::yaml_read::{Watch, parse};
use std::cell::RefCell;

const USUAL: &[&str] = &[
    "name: Mật ong mẫu\nstars: 4\nproducer: htx-mau\ncommune: \"16000\"\ncertificate:\n  number: 2/QĐ-UBND\n  issued: 2026-03-10\nhistory:\n  - { stars: 3, number: 1/QĐ-UBND, issued: 2023 }\nprice: 250.000\ntags: [bốn mùa, 'quà, biếu', 7]\nimages:\n- file: a.jpg\n  alt: \"Chai: 500 ml\"\n- file: b.jpg\n\n# ghi chú\nsources:\n  - { url: https://example.org/2, grade: A }\ndraft: false\n",
    "- code: \"00001\"\n  name: Xã A\n  into: [\"1\", \"2\"]\n- code: '00002'\n  name:\n  until: 2025-06-30\n",
    "a: []\nb: {}\nc:\n  d:\n    - e\n    - f: 1e3\n      g: (x)\nh: 1e999\ni: 0\nj: 007\nk: 12:30\nl: ~",
];

fn by_parser(text: &str, budget: Budget) -> Option<Node> {
    let watch = RefCell::new(Watch::new(budget));
    let node = parse(text, &watch).ok()?;
    watch.into_inner().twice.is_empty().then_some(node)
}

#[test]
fn what_is_usual_is_read_without_the_parser() {
    for text in USUAL {
        let node = read(text, Budget::default());
        assert!(node.is_some(), "{text}");
        assert_eq!(node, by_parser(text, Budget::default()), "{text}");
    }
}

/// Usual texts with pieces taken out, doubled and put in, two hundred thousand of them.
#[test]
fn what_is_read_here_the_parser_reads_alike() {
    const PIECES: &[&str] = &[
        " ",
        "  ",
        "\n",
        "\n  ",
        "\n- ",
        "- ",
        "-",
        ":",
        ": ",
        "#",
        " #",
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        ",",
        ", ",
        "&a",
        "*a",
        "!x",
        "|",
        ">",
        "%",
        "@",
        "`",
        "\\n",
        "?",
        "? ",
        "~",
        "null",
        "Null: 1",
        "true",
        "0x1F",
        "0o7",
        "0b1",
        "1_0",
        "+1",
        "-1",
        ".5",
        "5.",
        "1e5",
        ".inf",
        "---",
        "...",
        "\t",
        "\r\n",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\u{7f}",
        "\u{a0}",
        "\u{301}",
        "<<: ",
        "name: x\n",
        "99999999999999999999",
        "=",
        "0",
    ];
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % (below as u64)).unwrap_or_default()
    };
    let budget = Budget {
        depth: 32,
        nodes: 40,
    };
    let mut read_here = 0;
    for _ in 0..200_000 {
        let mut text = USUAL[next(USUAL.len())].to_owned();
        for _ in 0..=next(3) {
            let from = text.floor_char_boundary(next(text.len() + 1));
            let to = text.floor_char_boundary((from + next(6)).min(text.len()));
            let piece = match next(4) {
                0 => text[from..to].repeat(2),
                _ => PIECES[next(PIECES.len())].to_owned(),
            };
            let to = if next(2) == 0 { from } else { to };
            text.replace_range(from..to, &piece);
        }
        let Some(node) = read(&text, budget) else {
            continue;
        };
        read_here += 1;
        assert_eq!(Some(node), by_parser(&text, budget), "{text:?}");
    }
    assert!(read_here > 20_000, "{read_here}");
}
