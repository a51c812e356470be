//! Problems about which little is known, for the same tests.

use crate::source::path::BadPath;
use crate::source::problem::Problem;

fn s(text: &str) -> String {
    text.to_owned()
}

fn near(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// The same kinds with less known about them, which takes other words.
pub(super) fn without_near_names() -> Vec<Problem> {
    use Problem::*;
    vec![
        StaticKind { extension: s("") },
        FileUnexpected { rename: None },
        RedirectRow { cells: None },
        FileMissing {
            name: "config",
            instead: None,
        },
        KeyUnknown {
            key: s("mau_sac"),
            near: None,
        },
        NotText {
            key: "name",
            found: s("[a, b]"),
        },
        NotNumber {
            key: "price",
            found: s("250.000"),
            write: near("250000"),
        },
        NotNumber {
            key: "price",
            found: s("hỏi"),
            write: None,
        },
        OutOfRange {
            key: "price",
            found: s("0"),
            min: s("1"),
            max: s("1000000000"),
        },
        NotOneOf {
            key: "kind",
            found: s("x"),
            allowed: s("khac"),
            near: None,
        },
        ThemeHeavy {
            what: "js",
            bytes: 7_000,
            max: 6_000,
        },
        ThemeHeavy {
            what: "font",
            bytes: 9_000,
            max: 8_000,
        },
        PageHeavy {
            page: s("/"),
            bytes: 13_000,
            max: 12_000,
            pages: 1,
        },
        BadId {
            key: "id",
            found: s("!"),
            write: None,
        },
        BadDate {
            key: "issued",
            found: s("hôm qua"),
            write: None,
        },
        NoSuchDay {
            key: "issued",
            found: s("2026-02-30"),
            days: 28,
        },
        BadCode {
            key: "code",
            found: s("160"),
        },
        Unknown {
            key: "producer",
            found: s("x"),
            near: None,
            write: None,
        },
        Unknown {
            key: "commune",
            found: s("00001"),
            near: None,
            write: None,
        },
        Unknown {
            key: "file",
            found: s("a.jpg"),
            near: None,
            write: None,
        },
        Unknown {
            key: "held",
            found: s("x"),
            near: None,
            write: None,
        },
        CommuneFormer {
            found: s("14767"),
            name: s("Xã A"),
            write: s("16000"),
        },
        ProposedNotHigher { stars: 5, held: 5 },
        LinkBroken {
            found: s("/x/"),
            near: None,
        },
        ThemeUnknown {
            found: s("x"),
            near: None,
        },
        FileName {
            why: BadPath::Empty,
        },
        FileName {
            why: BadPath::Absolute,
        },
        FileName { why: BadPath::Edge },
        FileName {
            why: BadPath::Reserved,
        },
        FileName { why: BadPath::Long },
        FileName {
            why: BadPath::Sign('\u{202E}'),
        },
    ]
}
