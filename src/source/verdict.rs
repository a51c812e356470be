//! What each problem does to the build, and the name by which scripts and guides know it.

use crate::source::problem::{Class, Problem, Severity};
use std::borrow::Cow;

impl Problem {
    /// Whether it stops the build.
    pub fn severity(&self) -> Severity {
        use Problem::*;
        match self {
            FileUnexpected { .. }
            | FileLeftOut
            | DistrictNotDecided { .. }
            | CertificateMissing
            | ExpiryTooLate { .. }
            | IssueInFuture { .. }
            | IssuerMismatch { .. }
            | PersonalNumber { .. }
            | ImageAlt { .. }
            | ThemeUnused
            | ThemeHeavy { .. }
            | ThemeCard { .. }
            | PageHeavy { .. }
            | HostingUnwritten { .. }
            | CutOff { .. }
            | Repeated { .. }
            | InFuture { .. }
            | WithoutKind { .. }
            | TextGarbled { meant: None, .. }
            | TextLost { refused: false, .. }
            | TextSign { refused: false, .. }
            | TextLookalike { .. }
            | TextMarks { .. }
            | TextMore { .. }
            | TwoSpellings { .. }
            | ClothDisagrees { .. }
            | IntoWithoutUntil
            | CertificateUndated
            | SourcesMissing
            | RevokedEarly { .. }
            | StandardExpired { .. }
            | PriceOld { .. }
            | ProductNear { .. }
            | ProducerNear { .. }
            | ProducerIdle
            | SumMismatch { .. }
            | PageUnlinked
            | HistoryLater { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// The exit an error asks for; what is wrong with `config.yml` is told by its file.
    pub fn class(&self) -> Class {
        use Problem::*;
        match self {
            ContentMissing | FileUnreadable { .. } | FileChanged | WriteFailed { .. } => Class::Io,
            OutputRefused { .. } | ThemeUnknown { typed: true, .. } => Class::Config,
            _ => Class::Content,
        }
    }

    /// The stable name by which scripts and guides know it.
    pub fn code(&self) -> Cow<'static, str> {
        use Problem::*;
        let fixed = match self {
            ContentMissing => "content-missing",
            FileMissing { name, .. } => return coded(name, "missing"),
            FileUnreadable { .. } => "file-unreadable",
            FileNotUtf8 { .. } => "file-not-utf8",
            FileTooLarge { .. } => "file-too-large",
            FileIsLink => "file-is-link",
            FileIsSpecial => "file-is-special",
            FileName { .. } => "file-name",
            FileTwin { .. } => "file-twin",
            FileChanged => "file-changed",
            FileUnexpected { .. } => "file-unexpected",
            FileLeftOut => "file-left-out",
            FileLanguage { .. } => "file-language",
            ImageKind { .. } => "image-kind",
            StaticKind { .. } => "static-kind",
            FrontMatterMissing => "front-matter-missing",
            FrontMatterOpen => "front-matter-open",
            FrontMatterTooLarge { .. } => "front-matter-too-large",
            YamlUnreadable => "yaml-unreadable",
            YamlQuoteOpen => "yaml-quote-open",
            YamlTab => "yaml-tab",
            YamlColon { .. } => "yaml-colon",
            YamlSign { .. } => "yaml-sign",
            YamlColonMissing { .. } => "yaml-colon-missing",
            YamlSpace { .. } => "yaml-space",
            YamlIndent => "yaml-indent",
            YamlBracketOpen => "yaml-bracket-open",
            YamlTwoDocuments => "yaml-two-documents",
            YamlKeyTwice { .. } => "yaml-key-twice",
            YamlAnchor { .. } => "yaml-anchor",
            YamlTag { .. } => "yaml-tag",
            YamlMerge => "yaml-merge",
            YamlTooDeep { .. } => "yaml-too-deep",
            YamlTooMany { .. } => "yaml-too-many",
            YamlNotMap => "yaml-not-map",
            YamlNotList => "yaml-not-list",
            KeyUnknown { .. } => "key-unknown",
            KeyNotTranslated { .. } => "key-not-translated",
            TranslationOrphan { .. } => "translation-orphan",
            TextFont { code, .. } | TextSign { code, .. } => code,
            TextGarbled { .. } => "text-garbled",
            TextLost { .. } => "text-lost",
            TextLookalike { .. } => "text-lookalike",
            TextMarks { .. } => "text-marks",
            TextMore { .. } => "text-more",
            TwoSpellings { .. } => "two-spellings",
            ClothDisagrees { .. } => "cloth-disagrees",
            IntoWithoutUntil => "into-without-until",
            LocationSwapped { .. } => "location-swapped",
            CertificateUndated => "certificate-undated",
            SourcesMissing => "sources-missing",
            RevokedEarly { .. } => "revoked-before-issued",
            StandardExpired { .. } => "standard-expired",
            PriceOld { .. } => "price-seen-old",
            ProductNear { .. } => "product-near-duplicate",
            ProducerNear { .. } => "producer-near-duplicate",
            ProducerIdle => "producer-without-products",
            SumMismatch { .. } => "sum-mismatch",
            PageUnlinked => "page-unlinked",
            ShortTaken { .. } => "short-taken",
            CommuneFormer { .. } => "commune-former",
            CommuneCurrent { .. } => "former-commune-current",
            DistrictNotDecided { .. } => "district-not-decided",
            PlaceMissing => "place-missing",
            DistrictNamesake { .. } => "district-namesake",
            PlaceDistrict { .. } => "place-district",
            CodePlace { .. } => "code-place-unknown",
            CertificateMissing => "certificate-missing",
            ExpiryBeforeIssue { .. } => "expires-before-issued",
            ExpiryTooLate { .. } => "expires-too-late",
            ExtensionTooLate { .. } => "extended-too-late",
            ExtensionBeforeExpiry { .. } => "extended-before-expires",
            IssueInFuture { .. } => "issued-in-future",
            IssuerMismatch { .. } => "issuer-mismatch",
            PointsMismatch { .. } => "points-mismatch",
            HistoryLater { .. } => "history-later",
            ProposedNotHigher { .. } => "proposed-not-higher",
            SourceRefused => "source-refused",
            BarcodeCheck { .. } => "barcode-check",
            LocationOutside { .. } => "location-outside",
            PersonalNumber { .. } => "personal-number",
            ImageAlt { .. } => "image-alt",
            LinkScheme { .. } => "link-scheme",
            LinkBroken { .. } => "link-broken",
            ImageOutside { .. } => "image-outside",
            BodyTooDeep { .. } => "body-too-deep",
            AddressTwice { .. } => "address-twice",
            RedirectHeader => "redirect-header",
            RedirectSeparator { .. } => "redirect-separator",
            RedirectRow { .. } => "redirect-row",
            RedirectPath { .. } => "redirect-path",
            RedirectLoop { .. } => "redirect-loop",
            RedirectTarget { .. } => "redirect-target",
            RedirectTaken { .. } => "redirect-taken",
            PictureKind => "picture-kind",
            PictureTooLarge { .. } => "picture-too-large",
            PictureBroken { .. } => "picture-broken",
            PictureScans => "picture-scans",
            ThemeUnknown { .. } => "theme-unknown",
            ThemeSyntax { .. } => "theme-syntax",
            ThemeMissing { .. } => "theme-missing",
            ThemeRender { .. } => "theme-render",
            ThemeUnused => "theme-unused",
            ThemeHeavy { .. } => "theme-heavy",
            ThemeCard { .. } => "theme-card",
            ThemeFont { .. } => "theme-font",
            CardLetter { .. } => "card-letter",
            PageHeavy { .. } => "page-heavy",
            HostingUnwritten { .. } => "hosting-unwritten",
            PageTooLarge { .. } => "page-too-large",
            OutputRefused { .. } => "output-refused",
            WriteFailed { .. } => "write-failed",
            Busy => "busy",
            Missing { key, .. } => return coded(key, "missing"),
            Empty { key } => return coded(key, "empty"),
            NotText { key, .. } => return coded(key, "not-text"),
            NotNumber { key, .. } => return coded(key, "not-a-number"),
            NotBool { key, .. } => return coded(key, "not-true-or-false"),
            NotList { key, .. } => return coded(key, "not-a-list"),
            NotMap { key, .. } => return coded(key, "not-a-map"),
            OutOfRange { key, .. } => return coded(key, "out-of-range"),
            TooLong { key, .. } => return coded(key, "too-long"),
            TooShort { key, .. } => return coded(key, "too-short"),
            ManyLines { key } => return coded(key, "many-lines"),
            TooMany { key, .. } => return coded(key, "too-many"),
            NotOneOf { key, .. } => return coded(key, "not-known"),
            BadId { key, .. } => return coded(key, "not-an-id"),
            BadDate { key, .. } | NoSuchDay { key, .. } => return coded(key, "not-a-date"),
            BadCode { key, .. } => return coded(key, "not-a-code"),
            BadUrl { key, .. } => return coded(key, "not-an-address"),
            BadPathField { key, .. } => return coded(key, "not-a-path"),
            BadForm { key, .. } | PhoneExtension { key, .. } => return coded(key, "malformed"),
            Unknown { key, .. } => return coded(key, "unknown"),
            Withheld { key, .. } => return coded(key, "withheld"),
            Twice { key, .. } => return coded(key, "twice"),
            PlacesDisagree { key, .. } => return coded(key, "disagrees"),
            CutOff { key, .. } => return coded(key, "cut-off"),
            Repeated { key, .. } => return coded(key, "repeated"),
            InFuture { key, .. } => return coded(key, "in-future"),
            WithoutKind { key, .. } => return coded(key, "without-kind"),
        };
        Cow::Borrowed(fixed)
    }
}

fn coded(key: &str, suffix: &str) -> Cow<'static, str> {
    Cow::Owned(format!("{}-{suffix}", key.replace('_', "-")))
}
