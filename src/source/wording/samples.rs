//! One problem of each kind, for the tests of the words and of the reports.

use super::samples_bare::without_near_names;
use crate::source::path::BadPath;
use crate::source::problem::{BrokenPicture, OutputRefusal, Problem};
use crate::source::slot::Slot;
use std::borrow::Cow;

fn s(text: &str) -> String {
    text.to_owned()
}

fn near(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// One of each, in the order of the enum.
pub(crate) fn samples() -> Vec<Problem> {
    use Problem::*;
    let mut all = vec![
        ContentMissing,
        FileUnreadable {
            why: s("Permission denied (os error 13)"),
        },
        FileNotUtf8 {
            byte: 0xE2,
            wide: false,
        },
        FileNotUtf8 {
            byte: 0xFF,
            wide: true,
        },
        FileTooLarge {
            bytes: 2_000_001,
            max: 2_000_000,
        },
        FileIsLink,
        FileIsSpecial,
        FileName {
            why: BadPath::Sign('?'),
        },
        FileTwin {
            other: s("content/images/Anh.jpg"),
        },
        FileChanged,
        FileUnexpected {
            rename: near("lists/tet.yml"),
        },
        FileMissing {
            name: "places",
            instead: near("content/Places.yml"),
        },
        ImageKind {
            extension: s("heic"),
        },
        FileLeftOut,
        FileLanguage {
            stem: s("che"),
            found: s("fr"),
        },
        PhoneExtension {
            key: "phone",
            found: s("0237 000 000 máy lẻ 12"),
            write: s("\"0237 000 000\""),
        },
        StaticKind {
            extension: s("exe"),
        },
        FrontMatterMissing,
        FrontMatterOpen,
        FrontMatterTooLarge { max: 64_000 },
        YamlUnreadable,
        YamlQuoteOpen,
        YamlTab,
        YamlColon {
            write: s("name: \"Mật ong: bốn mùa\""),
        },
        YamlSign {
            sign: '@',
            write: s("zalo: \"@htx\""),
        },
        YamlTwoDocuments,
        YamlKeyTwice {
            key: s("stars"),
            line: 2,
        },
        YamlAnchor { found: s("&a") },
        YamlTag { found: s("!!str") },
        YamlMerge,
        YamlTooDeep { max: 32 },
        YamlTooMany { max: 2_000 },
        YamlNotMap,
        YamlNotList,
        KeyUnknown {
            key: s("star"),
            near: near("stars"),
        },
        Missing {
            key: "stars",
            label: Cow::Borrowed("Hạng sao"),
            example: "4",
        },
        Empty { key: "summary" },
        NotText {
            key: "commune",
            found: s("16000"),
            slot: Slot::Field,
        },
        NotNumber {
            key: "stars",
            found: s("4 sao"),
            write: near("4"),
            slot: Slot::Field,
        },
        NotBool {
            key: "draft",
            found: s("có"),
        },
        NotList {
            key: "tags",
            write: near("tags: [quà Tết]"),
        },
        NotMap {
            key: "certificate",
            keys: s("number, issued"),
            write: None,
            slot: Slot::Field,
        },
        OutOfRange {
            key: "stars",
            found: s("6"),
            min: s("3"),
            max: s("5"),
        },
        TooLong {
            key: "name",
            found: 150,
            max: 120,
        },
        TooShort {
            key: "summary",
            found: 12,
            min: 40,
        },
        ManyLines { key: "name" },
        TooMany {
            key: "tags",
            found: 25,
            max: 20,
        },
        NotOneOf {
            key: "kind",
            found: s("hop-tac-sa"),
            allowed: s("doanh-nghiep, hop-tac-xa"),
            near: near("hop-tac-xa"),
        },
        BadId {
            key: "id",
            found: s("Mật ong"),
            write: near("mat-ong"),
            slot: Slot::Field,
        },
        BadDate {
            key: "issued",
            found: s("10/3/2026"),
            write: near("2026-03-10"),
        },
        BadCode {
            key: "code",
            found: s("38-16-1-2024"),
            slot: Slot::Field,
        },
        BadUrl {
            key: "url",
            found: s("example"),
        },
        BadPathField {
            key: "file",
            found: s("../a.jpg"),
            why: BadPath::Dots,
        },
        BadForm {
            key: "phone",
            found: s("gọi tôi"),
            example: "\"0912 345 678\"",
        },
        Unknown {
            key: "producer",
            found: s("htx-binh-sơn"),
            near: near("htx-binh-son"),
            write: near("producer: htx-binh-son"),
        },
        Withheld {
            key: "producer",
            found: s("htx-mau"),
        },
        Twice {
            key: "id",
            found: s("mat-ong"),
            other: s("content/products/a.md"),
            line: None,
        },
        CommuneFormer {
            found: s("14767"),
            name: s("Xã Quảng Thắng"),
            write: s("former_commune: \"14767\""),
        },
        CommuneCurrent {
            found: s("16000"),
            name: s("Xã Bình Sơn"),
        },
        PlacesDisagree {
            key: "district",
            found: s("Huyện Nông Cống"),
            decided: s("Huyện Triệu Sơn"),
        },
        DistrictNotDecided {
            name: s("Mật ong mẫu"),
        },
        PlaceMissing,
        DistrictNamesake {
            found: s("Huyện Đông Mậu"),
            other: s("Huyện Đông Mẫu"),
        },
        PlaceDistrict {
            found: s("Huyện Nông Cống"),
            decided: s("Huyện Triệu Sơn"),
        },
        CodePlace {
            found: s("38-99999-1-2024"),
        },
        CertificateMissing,
        ExpiryBeforeIssue {
            issued: s("2026-03-10"),
            expires: s("2023-03-10"),
        },
        ExpiryTooLate {
            expires: s("2030-01-01"),
            latest: s("2029-03-10"),
        },
        ExtensionTooLate {
            extended: s("2030-01-01"),
            latest: s("2029-09-06"),
        },
        ExtensionBeforeExpiry {
            extended: s("2029-01-01"),
            expires: s("2029-03-10"),
        },
        IssueInFuture {
            issued: s("2062-03-10"),
        },
        IssuerMismatch {
            stars: 4,
            found: s("ubnd-huyen"),
            expected: s("ubnd-tinh"),
        },
        PointsMismatch {
            stars: 3,
            points: s("85"),
            band: (50, 70),
        },
        HistoryLater {
            issued: s("2026-05-01"),
        },
        ProposedNotHigher { stars: 4, held: 4 },
        SourceRefused,
        BarcodeCheck {
            found: s("8931234567890"),
            digit: '7',
        },
        LocationOutside {
            found: s("105.78, 19.81"),
        },
        PersonalNumber {
            found: s("038012345678"),
        },
        ImageAlt {
            file: s("mat-ong.jpg"),
        },
        LinkScheme {
            found: s("javascript:x"),
        },
        LinkBroken {
            found: s("/san-pham/mat-on/"),
            near: near("/san-pham/mat-ong/"),
        },
        ImageOutside {
            found: s("https://example.org/a.jpg"),
        },
        BodyTooDeep { max: 64 },
        AddressTwice {
            address: s("/gioi-thieu/"),
            other: s("content/pages/b.md"),
        },
        RedirectHeader,
        RedirectSeparator {
            sign: ';',
            write: near("from,to"),
        },
        RedirectRow {
            cells: Some(1),
            write: near("/a/,/b/"),
        },
        RedirectPath {
            found: s("https://example.org/"),
            why: BadPath::NoSlash,
            write: None,
        },
        RedirectLoop { from: s("/a/") },
        RedirectTarget {
            found: s("/b/"),
            near: near("/ba/"),
        },
        RedirectTaken {
            from: s("/san-pham/"),
            by: None,
        },
        PictureKind,
        PictureTooLarge {
            width: 30_000,
            height: 20_000,
        },
        PictureBroken {
            why: BrokenPicture::Cut,
        },
        PictureScans,
        ThemeUnknown {
            found: s("defalt"),
            near: near("default"),
            typed: false,
        },
        ThemeSyntax {
            said: s("expected `}}`\n  --> product.html"),
        },
        ThemeMissing {
            template: s("product.html"),
        },
        ThemeRender {
            page: s("/san-pham/"),
            said: s("Field `z` is not defined."),
        },
        ThemeUnused,
        ThemeHeavy {
            what: "css",
            bytes: 12_340,
            max: 10_000,
        },
        ThemeCard {
            width: 600,
            height: 315,
            bytes: 81_000,
        },
        ThemeFont {
            lacks: s("ạ ế")
        },
        CardLetter {
            sign: '名',
            text: s("Trà 名 Bình Sơn"),
        },
        PageHeavy {
            page: s("/san-pham/"),
            bytes: 23_456,
            max: 20_000,
            pages: 3,
        },
        PageTooLarge {
            page: s("/san-pham/"),
            max: 5_000_000,
        },
    ];
    all.extend(
        [
            OutputRefusal::HoldsSite,
            OutputRefusal::InsideContent,
            OutputRefusal::Root,
            OutputRefusal::NotFolder,
            OutputRefusal::Link,
            OutputRefusal::Foreign,
            OutputRefusal::ForeignLink,
        ]
        .map(|why| OutputRefused {
            path: s("/home/an"),
            why,
        }),
    );
    all.extend([
        WriteFailed {
            path: s("public/index.html"),
            why: s("No space left on device"),
        },
        HostingUnwritten {
            why: s("permission denied"),
        },
        Busy,
    ]);
    all.extend(super::samples_doubts::doubts());
    all.extend(without_near_names());
    all
}
