//! Problems about which little is known, for the same tests.

use crate::source::path::BadPath;
use crate::source::problem::Problem;
use crate::source::slot::Slot;

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
        RedirectSeparator {
            sign: '\t',
            write: None,
        },
        RedirectRow {
            cells: None,
            write: None,
        },
        RedirectPath {
            found: s("https://example.org/a/"),
            why: BadPath::NoSlash,
            write: near("/a/"),
        },
        RedirectTarget {
            found: s("/b/"),
            near: None,
        },
        RedirectTaken {
            from: s("/A/"),
            by: Some((s("content/redirects.csv"), 3)),
        },
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
            slot: Slot::Field,
        },
        NotNumber {
            key: "price",
            found: s("250.000"),
            write: near("250000"),
            slot: Slot::Field,
        },
        NotNumber {
            key: "price",
            found: s("hỏi"),
            write: None,
            slot: Slot::Field,
        },
        BadUrl {
            key: "base_url",
            found: s("https://a.vn/../b"),
        },
        BadUrl {
            key: "website",
            found: s("https://a b.vn"),
        },
        NotNumber {
            key: "season",
            found: s("hè"),
            write: None,
            slot: Slot::Item,
        },
        NotMap {
            key: "standards",
            keys: s("scheme, number"),
            write: near("{ scheme: vietgap }"),
            slot: Slot::Item,
        },
        NotList {
            key: "tags",
            write: None,
        },
        Twice {
            key: "products",
            found: s("mat-ong"),
            other: s("content/lists/tet.yml"),
            line: Some(3),
        },
        OutOfRange {
            key: "checked",
            found: s("1026-03-01"),
            min: s("1900-01-01"),
            max: s("2200-12-31"),
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
            slot: Slot::Field,
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
            slot: Slot::Field,
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
            typed: false,
        },
        ThemeUnknown {
            found: s("xanh"),
            near: None,
            typed: true,
        },
        FileLanguage {
            stem: s("che"),
            found: s("EN"),
        },
        FileLanguage {
            stem: s("che"),
            found: s("vi"),
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
