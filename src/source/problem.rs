//! Every problem the program knows, with its facts. The words for them stand in `wording`.

use crate::source::path::BadPath;
use crate::source::slot::Slot;
use std::borrow::Cow;

/// What a problem does to the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is published.
    Error,
    /// Published all the same, unless `--strict`.
    Warning,
}

/// What kind of exit an error asks for (contract, section 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A fault in content or theme: exit code 1.
    Content,
    /// A fault in `config.yml`, or a refused output: exit code 2.
    Config,
    /// A file could not be read or written: exit code 3.
    Io,
}

/// One thing that is wrong or doubtful.
///
/// Field problems carry the field's `key`, and their code begins with it:
/// `stars-out-of-range`, `producer-unknown`.
#[derive(Debug, Clone, PartialEq)]
#[allow(
    missing_docs,
    reason = "each variant's words in `wording` say what it means"
)]
pub enum Problem {
    // Files.
    ContentMissing,
    /// A file every site has.
    FileMissing {
        /// Without its ending: `config`.
        name: &'static str,
        /// A file that most likely should have that name.
        instead: Option<String>,
    },
    FileUnreadable {
        why: String,
    },
    FileNotUtf8 {
        /// The first that cannot be read.
        byte: u8,
        /// Whether the file looks like UTF-16.
        wide: bool,
    },
    FileTooLarge {
        bytes: u64,
        max: u64,
    },
    FileIsLink,
    FileIsSpecial,
    FileName {
        why: BadPath,
    },
    FileTwin {
        other: String,
    },
    FileChanged,
    FileUnexpected {
        /// The name under which it would be read.
        rename: Option<String>,
    },
    FileLeftOut,
    /// `che.fr.md`: a language that no file of the site has.
    FileLanguage {
        /// The name without language and ending.
        stem: String,
        found: String,
    },
    /// A picture of a kind that no browser or not every one shows.
    ImageKind {
        extension: String,
    },
    StaticKind {
        extension: String,
    },
    // Front matter and YAML.
    FrontMatterMissing,
    FrontMatterOpen,
    FrontMatterTooLarge {
        max: usize,
    },
    YamlUnreadable,
    YamlQuoteOpen,
    YamlTab,
    YamlColon {
        write: String,
    },
    YamlSign {
        sign: char,
        write: String,
    },
    /// `stars 4`: what the line most likely should be.
    YamlColonMissing {
        key: String,
        write: String,
    },
    YamlSpace {
        write: String,
    },
    YamlIndent,
    YamlBracketOpen,
    YamlTwoDocuments,
    YamlKeyTwice {
        key: String,
        /// Of its first, in the text it was read from.
        line: usize,
    },
    YamlAnchor {
        found: String,
    },
    YamlTag {
        found: String,
    },
    YamlMerge,
    YamlTooDeep {
        max: usize,
    },
    YamlTooMany {
        max: usize,
    },
    YamlNotMap,
    YamlNotList,
    // Fields, by their table.
    KeyUnknown {
        key: String,
        near: Option<String>,
    },
    Missing {
        key: &'static str,
        label: Cow<'static, str>,
        example: &'static str,
    },
    Empty {
        key: &'static str,
    },
    NotText {
        key: &'static str,
        found: String,
        slot: Slot,
    },
    NotNumber {
        key: &'static str,
        found: String,
        write: Option<String>,
        slot: Slot,
    },
    NotBool {
        key: &'static str,
        found: String,
    },
    NotList {
        key: &'static str,
        /// The whole line with the value as a list.
        write: Option<String>,
    },
    NotMap {
        key: &'static str,
        keys: String,
        /// The value as the map that was most likely meant.
        write: Option<String>,
        slot: Slot,
    },
    OutOfRange {
        key: &'static str,
        found: String,
        min: String,
        max: String,
    },
    TooLong {
        key: &'static str,
        found: usize,
        max: usize,
    },
    TooShort {
        key: &'static str,
        found: usize,
        min: usize,
    },
    ManyLines {
        key: &'static str,
    },
    TooMany {
        key: &'static str,
        found: usize,
        max: usize,
    },
    NotOneOf {
        key: &'static str,
        found: String,
        allowed: String,
        near: Option<String>,
    },
    BadId {
        key: &'static str,
        found: String,
        write: Option<String>,
        slot: Slot,
    },
    BadDate {
        key: &'static str,
        found: String,
        write: Option<String>,
    },
    /// A month that has no such day.
    NoSuchDay {
        key: &'static str,
        found: String,
        /// Days the month has.
        days: i8,
    },
    BadCode {
        key: &'static str,
        found: String,
        slot: Slot,
    },
    BadUrl {
        key: &'static str,
        found: String,
    },
    BadPathField {
        key: &'static str,
        found: String,
        why: BadPath,
    },
    /// A telephone number with an extension behind it.
    PhoneExtension {
        key: &'static str,
        found: String,
        /// The number that can be dialled.
        write: String,
    },
    BadForm {
        key: &'static str,
        found: String,
        example: &'static str,
    },
    CutOff {
        key: &'static str,
        cut: String,
        write: String,
    },
    Repeated {
        key: &'static str,
        found: String,
    },
    InFuture {
        key: &'static str,
        found: String,
    },
    WithoutKind {
        key: &'static str,
        found: String,
        kinds: &'static str,
    },
    KeyNotTranslated {
        key: String,
    },
    TranslationOrphan {
        original: String,
    },
    // Texts that lost their way.
    TextFont {
        code: &'static str,
        font: &'static str,
        found: String,
        meant: Option<String>,
    },
    TextGarbled {
        found: String,
        meant: Option<String>,
    },
    TextLost {
        found: String,
        refused: bool,
    },
    TextSign {
        code: &'static str,
        sign: char,
        vi: &'static str,
        en: &'static str,
        refused: bool,
    },
    TextLookalike {
        found: char,
        latin: char,
    },
    TextMarks {
        found: String,
    },
    TextMore {
        more: usize,
    },
    // References.
    Unknown {
        key: &'static str,
        found: String,
        near: Option<String>,
        write: Option<String>,
    },
    Withheld {
        key: &'static str,
        found: String,
    },
    Twice {
        key: &'static str,
        found: String,
        other: String,
        /// Of the first, where it stands in the same file.
        line: Option<usize>,
    },
    // Places.
    CommuneFormer {
        found: String,
        name: String,
        write: String,
    },
    CommuneCurrent {
        found: String,
        name: String,
    },
    PlacesDisagree {
        key: &'static str,
        found: String,
        decided: String,
    },
    DistrictNotDecided {
        name: String,
    },
    PlaceMissing,
    /// Two districts of one province with one address.
    DistrictNamesake {
        found: String,
        other: String,
    },
    PlaceDistrict {
        found: String,
        decided: String,
    },
    CodePlace {
        found: String,
    },
    TwoSpellings {
        found: String,
        other: String,
    },
    ClothDisagrees {
        found: String,
        other: String,
    },
    IntoWithoutUntil,
    LocationSwapped {
        write: String,
    },
    // Recognitions.
    CertificateMissing,
    ExpiryBeforeIssue {
        issued: String,
        expires: String,
    },
    ExpiryTooLate {
        expires: String,
        latest: String,
    },
    ExtensionTooLate {
        extended: String,
        latest: String,
    },
    ExtensionBeforeExpiry {
        extended: String,
        expires: String,
    },
    IssueInFuture {
        issued: String,
    },
    IssuerMismatch {
        stars: u8,
        found: String,
        expected: String,
    },
    PointsMismatch {
        stars: u8,
        points: String,
        /// From the first to under the second; 100 itself is in.
        band: (u8, u8),
    },
    HistoryLater {
        issued: String,
    },
    ProposedNotHigher {
        stars: u8,
        held: u8,
    },
    CertificateUndated,
    SourcesMissing,
    RevokedEarly {
        on: String,
        issued: String,
    },
    StandardExpired {
        expires: String,
    },
    PriceOld {
        seen: String,
    },
    ProductNear {
        name: String,
        other: String,
    },
    ProducerNear {
        name: String,
        other: String,
    },
    ProducerIdle,
    SumMismatch {
        sum: u64,
        products: u64,
    },
    SourceRefused,
    BarcodeCheck {
        found: String,
        digit: char,
    },
    LocationOutside {
        found: String,
    },
    PersonalNumber {
        found: String,
    },
    ImageAlt {
        file: String,
    },
    // Bodies.
    LinkScheme {
        found: String,
    },
    LinkBroken {
        found: String,
        near: Option<String>,
    },
    ImageOutside {
        found: String,
    },
    BodyTooDeep {
        max: usize,
    },
    PageUnlinked,
    // Addresses.
    ShortTaken {
        short: String,
        other: String,
    },
    AddressTwice {
        address: String,
        other: String,
    },
    RedirectHeader,
    /// Columns are parted by another sign than a comma, in the whole file.
    RedirectSeparator {
        sign: char,
        /// The first line with a comma, where it is sound otherwise.
        write: Option<String>,
    },
    RedirectRow {
        /// Cells it has; `None` where it is no row at all.
        cells: Option<usize>,
        /// The row that was most likely meant.
        write: Option<String>,
    },
    RedirectPath {
        found: String,
        why: BadPath,
        /// The path, where the site's own host stands in front of it.
        write: Option<String>,
    },
    RedirectLoop {
        from: String,
    },
    RedirectTarget {
        found: String,
        near: Option<String>,
    },
    RedirectTaken {
        from: String,
        /// The redirection that has the address already, and its line; `None` where it is a page.
        by: Option<(String, usize)>,
    },
    // Pictures.
    PictureKind,
    PictureTooLarge {
        width: u32,
        height: u32,
    },
    PictureBroken {
        why: BrokenPicture,
    },
    PictureScans,
    // Theme.
    ThemeUnknown {
        found: String,
        near: Option<String>,
        /// Whether it was asked for by `--theme`.
        typed: bool,
    },
    ThemeSyntax {
        said: String,
    },
    ThemeMissing {
        template: String,
    },
    ThemeRender {
        page: String,
        said: String,
    },
    ThemeUnused,
    ThemeHeavy {
        what: &'static str,
        bytes: usize,
        max: usize,
    },
    /// A letter on a share card that the fonts of the theme lack.
    CardLetter {
        sign: char,
        /// The text it stands in.
        text: String,
    },
    /// A font for share cards that cannot be read, or lacks letters that every card needs.
    ThemeFont {
        /// The letters; empty where it cannot be read.
        lacks: String,
    },
    ThemeCard {
        width: u32,
        height: u32,
        bytes: usize,
    },
    PageHeavy {
        page: String,
        bytes: usize,
        max: usize,
        pages: usize,
    },
    PageTooLarge {
        page: String,
        max: usize,
    },
    // Writing.
    OutputRefused {
        path: String,
        why: OutputRefusal,
    },
    HostingUnwritten {
        why: String,
    },
    WriteFailed {
        path: String,
        why: String,
    },
    Busy,
}

/// Why the output folder is not touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words stand in `wording`")]
pub enum OutputRefusal {
    HoldsSite,
    InsideContent,
    Root,
    NotFolder,
    Link,
    Foreign,
    ForeignLink,
}

/// What is wrong with a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BrokenPicture {
    /// Its header says nothing sensible.
    Header,
    /// It ends before its end.
    Cut,
    /// A kind of compression, or of colours, that is not read.
    Kind,
    /// It moves.
    Moves,
    /// What it holds cannot be turned into pixels.
    Pixels,
    /// This program cannot write it.
    NoWebp,
}
