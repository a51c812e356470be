//! Words written for an old font, as they look in Latin-1, and what they say.

use crate::text::suspect::{encodings, syllable};

/// An encoding of before Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Font {
    /// TCVN3, also ABC: one byte a letter.
    Tcvn3,
    /// VNI: a letter and a byte for its marks.
    Vni,
    /// windows-1258: a letter and a byte for its tone.
    Windows1258,
}

/// How much a word says about its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// A short word that other languages may have.
    Slight,
    /// A word of some length that other languages hardly have.
    Some,
    /// A word that holds what no honest word holds.
    Sure,
}

/// A word read in an old encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) font: Font,
    pub(super) meant: String,
    pub(super) weight: Weight,
}

/// Longest Vietnamese syllable, as letters and separate marks in VNI: `nghieâng`, with room.
const LONGEST: usize = 10;

/// How a word reads in an old font, where it reads well there and does not as it stands.
pub(super) fn read(word: &str) -> Option<Reading> {
    let count = word.chars().count();
    if count > LONGEST || word.is_ascii() || reads_as_it_stands(word) {
        return None;
    }
    [Font::Vni, Font::Tcvn3, Font::Windows1258]
        .into_iter()
        .filter_map(|font| {
            let meant = decode(font, word)?;
            let weight = weigh(font, word, count);
            Some(Reading {
                font,
                meant,
                weight,
            })
        })
        // The first of equals: VNI takes two signs a letter and is rarely met by chance.
        .reduce(|best, next| {
            if next.weight > best.weight {
                next
            } else {
                best
            }
        })
}

/// Whether a word is Vietnamese as it stands.
pub(super) fn reads_as_it_stands(word: &str) -> bool {
    syllable::is_in_one_case(word) && syllable::is_plausible(word)
}

/// The syllable a word spells in an encoding; `None` when it spells none, or says the same.
pub(super) fn decode(font: Font, word: &str) -> Option<String> {
    let decoded = match font {
        Font::Tcvn3 => encodings::tcvn3(word),
        Font::Vni => encodings::vni(word),
        Font::Windows1258 => encodings::windows_1258(word),
    }?;
    if decoded == word || !syllable::is_plausible(&decoded) {
        return None;
    }
    // Old capitals were another font over small letters: `TËP` is TẬP.
    let mut plain = word.chars().filter(char::is_ascii_alphabetic).peekable();
    let all_capitals = word.chars().filter(char::is_ascii_alphabetic).count() > 1
        && plain.all(|letter| letter.is_ascii_uppercase());
    Some(if all_capitals {
        decoded.to_uppercase()
    } else {
        decoded
    })
}

fn weigh(font: Font, word: &str, count: usize) -> Weight {
    let sure = match font {
        Font::Tcvn3 => {
            pairs(word).any(is_never_honest)
                || (count > 3 && word.contains(['·', '×']))
                || has_capital_inside(word)
        }
        Font::Vni => pairs(word).any(|(before, sign, after)| {
            is_vni_only(before, sign) && !(after.is_none() && count < 3 && sign == 'ù')
        }),
        Font::Windows1258 => {
            has_capital_inside(word)
                || pairs(word)
                    .any(|(before, sign, _)| matches!((before, sign), ('ý' | 'õ', 'õ' | 'ì' | 'ò')))
                || pairs(word).any(|(before, sign, _)| {
                    matches!(before, 'â' | 'ê' | 'ô') && matches!(sign, 'ì' | 'ò')
                })
        }
    };
    if sure {
        Weight::Sure
    } else if count >= 4 && !word.contains(['å', 'ä', 'ö', 'ø', 'æ', 'ï', 'ü', 'ë']) {
        Weight::Some
    } else {
        Weight::Slight
    }
}

/// Each sign that has one before it, with what follows.
fn pairs(word: &str) -> impl Iterator<Item = (char, char, Option<char>)> {
    word.char_indices()
        .zip(word.chars().skip(1))
        .map(|((at, before), sign)| {
            let after = word
                .get(at + before.len_utf8() + sign.len_utf8()..)
                .and_then(|rest| rest.chars().next());
            (before, sign, after)
        })
}

/// Signs of TCVN3 that honest text does not put inside a word.
fn is_never_honest((_, sign, after): (char, char, Option<char>)) -> bool {
    match sign {
        '\u{AD}' | '¾' | '¸' | '½' | '¼' | '¬' | '¨' | 'µ' | '÷' => true,
        // These may follow a word, or be a short one with it: m¹, Mª, n«, Tên©.
        '¶' | '¹' | 'ª' | '«' | '»' | '©' | '®' => after.is_some(),
        _ => false,
    }
}

/// A capital that is none: `MËt`, `phÈm`.
fn has_capital_inside(word: &str) -> bool {
    pairs(word).any(|(before, sign, after)| {
        matches!(sign, 'À'..='Þ')
            && sign != '×'
            && (before.is_lowercase() || after.is_some_and(char::is_lowercase))
    })
}

/// Two signs that stand together in VNI and in no language that editors quote.
fn is_vni_only(before: char, sign: char) -> bool {
    let small = |letter: char| letter.to_lowercase().next().unwrap_or(letter);
    matches!(
        (small(before), small(sign)),
        ('ô' | 'ö', 'ù' | 'ø' | 'û' | 'õ' | 'ï')
            | ('ö', 'ô')
            | ('a' | 'e' | 'o' | 'u' | 'y', 'ø' | 'û' | 'õ' | 'ù')
            | ('a' | 'e' | 'o', 'â' | 'å' | 'ä')
            | ('a', 'á' | 'à' | 'ã' | 'è' | 'é' | 'ê')
    )
}
