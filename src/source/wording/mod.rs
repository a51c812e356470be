//! The words for each problem, in Vietnamese and English: the one place to review them.
//!
//! Both languages of a message stand side by side, by topic. A message is one sentence that names
//! the thing and quotes the value; the help says what to write or do. Nobody is blamed, and what
//! the program is made of is not the editor's concern.

mod addresses;
mod bodies;
mod domain;
mod doubts;
mod fields;
mod files;
mod places;
mod references;
#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod samples_bare;
#[cfg(test)]
mod samples_doubts;
mod say;
mod texts;
mod themes;
mod yaml;

use crate::source::problem::Problem;
use say::Both;

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tongue {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Tongue {
    /// Its BCP 47 tag.
    pub fn code(self) -> &'static str {
        match self {
            Tongue::Vi => "vi",
            Tongue::En => "en",
        }
    }

    /// The one of the two that this is not.
    pub fn other(self) -> Tongue {
        match self {
            Tongue::Vi => Tongue::En,
            Tongue::En => Tongue::Vi,
        }
    }
}

/// What is wrong, and the next step where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// One sentence that quotes the value.
    pub message: String,
    /// What to write or do.
    pub help: Option<String>,
}

/// The words for a problem.
pub fn words(problem: &Problem, tongue: Tongue) -> Words {
    both(problem).in_tongue(tongue)
}

/// There is no `_` arm: a problem without words does not compile.
fn both(problem: &Problem) -> Both {
    use Problem::*;
    match problem {
        ContentMissing => files::content_missing(),
        FileMissing { name, instead } => files::missing(name, instead.as_deref()),
        FileUnreadable { why } => files::unreadable(why),
        FileNotUtf8 { byte, wide } => files::not_utf8(*byte, *wide),
        FileTooLarge { bytes, max } => files::too_large(*bytes, *max),
        FileIsLink => files::is_link(),
        FileIsSpecial => files::is_special(),
        FileName { why } => files::name(*why),
        FileTwin { other } => files::twin(other),
        FileChanged => files::changed(),
        FileUnexpected { rename } => files::unexpected(rename.as_deref()),
        FileLeftOut => files::left_out(),
        FileLanguage { stem, found } => files::language(stem, found),
        ImageKind { extension } => files::image_kind(extension),
        StaticKind { extension } => files::static_kind(extension),
        PictureKind => files::picture_kind(),
        PictureTooLarge { width, height } => files::picture_too_large(*width, *height),
        PictureBroken { why } => files::picture_broken(*why),
        PictureScans => files::picture_scans(),
        OutputRefused { path, why } => files::output_refused(path, *why),
        WriteFailed { path, why } => files::write_failed(path, why),
        HostingUnwritten { why } => files::hosting_unwritten(why),
        Busy => files::busy(),

        FrontMatterMissing => yaml::front_matter_missing(),
        FrontMatterOpen => yaml::front_matter_open(),
        FrontMatterTooLarge { max } => yaml::front_matter_too_large(*max),
        YamlUnreadable => yaml::unreadable(),
        YamlQuoteOpen => yaml::quote_open(),
        YamlTab => yaml::tab(),
        YamlColon { write } => yaml::colon(write),
        YamlSign { sign, write } => yaml::sign(*sign, write),
        YamlTwoDocuments => yaml::two_documents(),
        YamlColonMissing { key, write } => yaml::colon_missing(key, write),
        YamlSpace { write } => yaml::space(write),
        YamlIndent => yaml::indent(),
        YamlBracketOpen => yaml::bracket_open(),
        YamlKeyTwice { key, line } => yaml::key_twice(key, *line),
        YamlAnchor { found } => yaml::anchor(found),
        YamlTag { found } => yaml::tag(found),
        YamlMerge => yaml::merge(),
        YamlTooDeep { max } => yaml::too_deep(*max),
        YamlTooMany { max } => yaml::too_many(*max),
        YamlNotMap => yaml::not_map(),
        YamlNotList => yaml::not_list(),

        KeyUnknown { key, near } => fields::key_unknown(key, near.as_deref()),
        Missing {
            key,
            label,
            example,
        } => fields::missing(key, label, example),
        Empty { key } => fields::empty(key),
        NotText { key, found, slot } => fields::not_text(key, found, *slot),
        NotNumber {
            key,
            found,
            write,
            slot,
        } => fields::not_number(key, found, write.as_deref(), *slot),
        NotBool { key, found } => fields::not_bool(key, found),
        NotList { key, write } => fields::not_list(key, write.as_deref()),
        NotMap {
            key,
            keys,
            write,
            slot,
        } => fields::not_map(key, keys, write.as_deref(), *slot),
        OutOfRange {
            key,
            found,
            min,
            max,
        } => fields::out_of_range(key, found, min, max),
        TooLong { key, found, max } => fields::too_long(key, *found, *max),
        TooShort { key, found, min } => fields::too_short(key, *found, *min),
        ManyLines { key } => fields::many_lines(key),
        TooMany { key, found, max } => fields::too_many(key, *found, *max),
        NotOneOf {
            key,
            found,
            allowed,
            near,
        } => fields::not_one_of(key, found, allowed, near.as_deref()),
        BadId {
            key,
            found,
            write,
            slot,
        } => fields::bad_id(key, found, write.as_deref(), *slot),
        NoSuchDay { key, found, days } => fields::no_such_day(key, found, *days),
        BadDate { key, found, write } => fields::bad_date(key, found, write.as_deref()),
        BadCode { key, found, slot } => fields::bad_code(key, found, *slot),
        BadUrl { key, found } => fields::bad_url(key, found),
        BadPathField { key, found, why } => fields::bad_path(key, found, *why),
        BadForm {
            key,
            found,
            example,
        } => fields::bad_form(key, found, example),

        PhoneExtension { key, found, write } => fields::phone_extension(key, found, write),

        CutOff { key, cut, write } => doubts::cut_off(key, cut, write),
        Repeated { key, found } => doubts::repeated(key, found),
        InFuture { key, found } => doubts::in_future(key, found),
        WithoutKind { key, found, kinds } => doubts::without_kind(key, found, kinds),
        KeyNotTranslated { key } => doubts::key_not_translated(key),
        TranslationOrphan { original } => doubts::translation_orphan(original),

        TextFont {
            font, found, meant, ..
        } => texts::font(font, found, meant.as_deref()),
        TextGarbled { found, meant } => texts::garbled(found, meant.as_deref()),
        TextLost { found, .. } => texts::lost(found),
        TextSign { sign, vi, en, .. } => texts::sign(*sign, vi, en),
        TextLookalike { found, latin } => texts::lookalike(*found, *latin),
        TextMarks { found } => texts::marks(found),
        TextMore { more } => texts::more(*more),

        Unknown {
            key,
            found,
            near,
            write,
        } => references::unknown(key, found, near.as_deref(), write.as_deref()),
        Withheld { key, found } => references::withheld(key, found),
        Twice {
            key,
            found,
            other,
            line,
        } => references::twice(key, found, other, *line),

        CommuneFormer { found, name, write } => places::commune_former(found, name, write),
        CommuneCurrent { found, name } => places::commune_current(found, name),
        PlacesDisagree {
            key,
            found,
            decided,
        } => places::disagree(key, found, decided),
        DistrictNotDecided { name } => places::district_not_decided(name),
        PlaceMissing => places::missing(),
        DistrictNamesake { found, other } => places::district_namesake(found, other),
        PlaceDistrict { found, decided } => places::district(found, decided),
        TwoSpellings { found, other } => doubts::two_spellings(found, other),
        ClothDisagrees { found, other } => doubts::cloth_disagrees(found, other),
        IntoWithoutUntil => doubts::into_without_until(),
        LocationSwapped { write } => doubts::location_swapped(write),
        CodePlace { found } => places::code_place(found),
        LocationOutside { found } => places::location_outside(found),

        CertificateMissing => domain::certificate_missing(),
        ExpiryBeforeIssue { issued, expires } => domain::expiry_before_issue(issued, expires),
        ExpiryTooLate { expires, latest } => domain::expiry_too_late(expires, latest),
        ExtensionTooLate { extended, latest } => domain::extension_too_late(extended, latest),
        ExtensionBeforeExpiry { extended, expires } => {
            domain::extension_before_expiry(extended, expires)
        }
        IssueInFuture { issued } => domain::issue_in_future(issued),
        IssuerMismatch {
            stars,
            found,
            expected,
        } => domain::issuer_mismatch(*stars, found, expected),
        PointsMismatch {
            stars,
            points,
            band,
        } => domain::points_mismatch(*stars, points, *band),
        HistoryLater { issued } => domain::history_later(issued),
        ProposedNotHigher { stars, held } => domain::proposed_not_higher(*stars, *held),
        CertificateUndated => doubts::certificate_undated(),
        SourcesMissing => doubts::sources_missing(),
        RevokedEarly { on, issued } => doubts::revoked_early(on, issued),
        StandardExpired { expires } => doubts::standard_expired(expires),
        PriceOld { seen } => doubts::price_old(seen),
        ProductNear { name, other } => doubts::product_near(name, other),
        ProducerNear { name, other } => doubts::producer_near(name, other),
        ProducerIdle => doubts::producer_idle(),
        SumMismatch { sum, products } => doubts::sum_mismatch(*sum, *products),
        SourceRefused => domain::source_refused(),
        BarcodeCheck { found, digit } => domain::barcode_check(found, *digit),
        PersonalNumber { found } => domain::personal_number(found),
        ImageAlt { file } => domain::image_alt(file),

        LinkScheme { found } => bodies::link_scheme(found),
        LinkBroken { found, near } => bodies::link_broken(found, near.as_deref()),
        ImageOutside { found } => bodies::image_outside(found),
        BodyTooDeep { max } => bodies::too_deep(*max),

        PageUnlinked => doubts::page_unlinked(),
        ShortTaken { short, other } => doubts::short_taken(short, other),

        AddressTwice { address, other } => addresses::twice(address, other),
        RedirectHeader => addresses::redirect_header(),
        RedirectSeparator { sign, write } => addresses::redirect_separator(*sign, write.as_deref()),
        RedirectRow { cells, write } => addresses::redirect_row(*cells, write.as_deref()),
        RedirectPath { found, why, write } => {
            addresses::redirect_path(found, *why, write.as_deref())
        }
        RedirectLoop { from } => addresses::redirect_loop(from),
        RedirectTarget { found, near } => addresses::redirect_target(found, near.as_deref()),
        RedirectTaken { from, by } => addresses::redirect_taken(from, by.as_ref()),

        ThemeUnknown { found, near, typed } => themes::unknown(found, near.as_deref(), *typed),
        ThemeSyntax { said } => themes::syntax(said),
        ThemeMissing { template } => themes::missing(template),
        ThemeRender { page, said } => themes::render(page, said),
        ThemeUnused => themes::unused(),
        ThemeHeavy { what, bytes, max } => themes::heavy(what, *bytes, *max),
        ThemeCard {
            width,
            height,
            bytes,
        } => themes::card(*width, *height, *bytes),
        ThemeFont { lacks } => themes::font(lacks),
        CardLetter { sign, text } => themes::card_letter(*sign, text),
        PageHeavy {
            page,
            bytes,
            max,
            pages,
        } => themes::page_heavy(page, *bytes, *max, *pages),
        PageTooLarge { page, max } => themes::page_too_large(page, *max),
    }
}

#[cfg(test)]
mod tests {
    use super::samples::samples;
    use super::*;
    use std::collections::BTreeSet;

    /// The names of the variants, from the text of the enum itself.
    fn variants() -> BTreeSet<&'static str> {
        let text = include_str!("../problem.rs");
        let start = text.find("pub enum Problem {").expect("the enum is there");
        let body = &text[start..];
        let body = &body[..body.find("\n}\n").expect("the enum ends")];
        body.lines()
            .filter_map(|line| line.strip_prefix("    "))
            .filter(|line| line.starts_with(|sign: char| sign.is_ascii_uppercase()))
            .map(|line| line.trim_end_matches([',', '{', ' ']))
            .collect()
    }

    #[test]
    fn there_is_a_sample_of_every_problem() {
        let samples = samples();
        let shown: Vec<String> = samples.iter().map(|one| format!("{one:?}")).collect();
        let sampled: BTreeSet<&str> = shown
            .iter()
            .filter_map(|one| one.split([' ', '{']).next())
            .collect();
        assert_eq!(sampled, variants());
    }

    #[test]
    fn words_are_whole_sentences_without_the_words_of_programmers() {
        for problem in samples() {
            for tongue in [Tongue::Vi, Tongue::En] {
                let Words { message, help } = words(&problem, tongue);
                assert!(message.ends_with('.'), "{message}");
                assert!(!message.contains('\n'), "{message}");
                let help = help.unwrap_or_else(|| panic!("no next step: {message}"));
                let all = format!("{message} {help}");
                let lower = all.to_lowercase();
                for word in [
                    "invalid",
                    "exception",
                    "parse",
                    "unwrap",
                    "yaml",
                    "usize",
                    "u8",
                    "some(",
                    "none",
                    "string",
                    "front matter",
                    "must",
                    "wrong value",
                    "bạn sai",
                    "phải sửa",
                ] {
                    assert!(!lower.contains(word), "{word}: {all}");
                }
                assert!(!all.contains("  ") && !all.contains("”.."), "{all}");
            }
        }
    }

    #[test]
    fn vietnamese_is_vietnamese_and_english_is_english() {
        let accented = |text: &str| {
            text.chars()
                .any(|sign| sign.is_alphabetic() && !sign.is_ascii())
        };
        for problem in samples() {
            let vi = words(&problem, Tongue::Vi);
            let en = words(&problem, Tongue::En);
            assert!(accented(&vi.message), "{}", vi.message);
            assert_ne!(vi.message, en.message);
            assert_eq!(vi.help.is_some(), en.help.is_some());
        }
    }

    #[test]
    fn a_message_quotes_the_value_and_the_help_writes_the_line() {
        let four = Problem::NotNumber {
            key: "stars",
            found: "4 sao".to_owned(),
            write: Some("4".to_owned()),
            slot: crate::source::slot::Slot::Field,
        };
        let vi = words(&four, Tongue::Vi);
        assert_eq!(vi.message, "Ô stars: “4 sao” không phải là số.");
        assert_eq!(vi.help.as_deref(), Some("Viết: stars: 4"));
        let en = words(&four, Tongue::En);
        assert_eq!(en.message, "The field stars: “4 sao” is not a number.");
        assert_eq!(en.help.as_deref(), Some("Write: stars: 4"));
        let six = Problem::OutOfRange {
            key: "stars",
            found: "6".to_owned(),
            min: "3".to_owned(),
            max: "5".to_owned(),
        };
        assert_eq!(
            words(&six, Tongue::Vi).help.as_deref(),
            Some("Viết: stars: 3, 4 hoặc 5")
        );
        let unknown = Problem::Unknown {
            key: "producer",
            found: "htx-binh-sơn".to_owned(),
            near: Some("htx-binh-son".to_owned()),
            write: Some("producer: htx-binh-son".to_owned()),
        };
        assert_eq!(
            words(&unknown, Tongue::Vi).help.as_deref(),
            Some("Ý bạn là “htx-binh-son”? Viết: producer: htx-binh-son")
        );
    }

    #[test]
    fn a_very_long_value_is_cut_and_its_lines_are_joined() {
        let long = Problem::KeyUnknown {
            key: format!("a\n   b{}", "ệ".repeat(100_000)),
            near: None,
        };
        let message = words(&long, Tongue::Vi).message;
        assert!(message.chars().count() < 200);
        assert!(message.contains("“a bệ"), "{message}");
    }
}
