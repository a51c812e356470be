//! One of each problem of writing, of texts and of doubt, for the same tests.

use crate::source::problem::Problem;
use crate::source::slot::Slot;

fn s(text: &str) -> String {
    text.to_owned()
}

/// One of each.
pub(super) fn doubts() -> Vec<Problem> {
    use Problem::*;
    vec![
        YamlColonMissing {
            key: s("stars"),
            write: s("stars: 4"),
        },
        YamlSpace {
            write: s("stars: 4"),
        },
        YamlIndent,
        YamlBracketOpen,
        BadId {
            key: "file",
            found: s("Mật Ong"),
            write: Some(s("mat-ong")),
            slot: Slot::Field,
        },
        CutOff {
            key: "unit",
            cut: s("# 500 ml"),
            write: s("unit: \"chai # 500 ml\""),
        },
        Repeated {
            key: "tags",
            found: s("quà Tết"),
        },
        InFuture {
            key: "price_seen",
            found: s("2027-01-01"),
        },
        WithoutKind {
            key: "name",
            found: s("Bình Sơn"),
            kinds: "Xã, Phường",
        },
        KeyNotTranslated { key: s("stars") },
        TranslationOrphan {
            original: s("content/products/a.md"),
        },
        TextFont {
            code: "text-tcvn3",
            font: "TCVN3 (ABC)",
            found: s("m¾m"),
            meant: Some(s("mắm")),
        },
        TextGarbled {
            found: s("máº¯m"),
            meant: Some(s("mắm")),
        },
        TextGarbled {
            found: s("máº"),
            meant: None,
        },
        TextLost {
            found: s("m\u{FFFD}m"),
            refused: true,
        },
        TextSign {
            code: "text-zero-width",
            sign: '\u{200B}',
            vi: "dấu cách không độ rộng",
            en: "zero width space",
            refused: false,
        },
        TextLookalike {
            found: 'а',
            latin: 'a',
        },
        TextMarks {
            found: s("a\u{301}\u{301}"),
        },
        TextMore { more: 12 },
        TwoSpellings {
            found: s("Huyện Hoằng Hoá"),
            other: s("Huyện Hoằng Hóa"),
        },
        ClothDisagrees {
            found: s("song/sea"),
            other: s("mai/tea"),
        },
        IntoWithoutUntil,
        LocationSwapped {
            write: s("location: { lat: 19.8, lon: 105.77 }"),
        },
        CertificateUndated,
        SourcesMissing,
        RevokedEarly {
            on: s("2020-01-01"),
            issued: s("2021-01-01"),
        },
        StandardExpired {
            expires: s("2024-05-01"),
        },
        PriceOld {
            seen: s("2024-01-01"),
        },
        ProductNear {
            name: s("Mật ong"),
            other: s("content/products/a.md"),
        },
        ProducerNear {
            name: s("Hợp tác xã A"),
            other: s("content/producers/a.md"),
        },
        ProducerIdle,
        SumMismatch {
            sum: 70,
            products: 69,
        },
        PageUnlinked,
        ShortTaken {
            short: s("0a1b2c3d"),
            other: s("content/products/a.md"),
        },
    ]
}
