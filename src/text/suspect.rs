//! Text that is not what its writer meant: old Vietnamese fonts, text decoded wrongly, lost
//! letters, signs nobody sees, letters of other scripts that look Latin.
//!
//! Honest text must never be accused, so a word of an old font counts at once only where it holds
//! what no honest word holds (`m¾m`, `nöôùc`); other words that would read well in an old font
//! (`gièng`) count beside such a word, or where a whole text is full of them.
//!
//! Rule: the tables of TCVN3 are those of TCVN 5712:1993 (VN3) as iconv has them; those of VNI and
//! of the windows-1258 marks are general knowledge, to be sourced.

mod encodings;
mod fonts;
mod letters;
mod line;
mod lost;
mod mojibake;
mod scan;
mod signs;
mod syllable;
#[cfg(test)]
mod tests;
mod words;

use line::{Line, Trust};

/// The most places named in one text: a text written wholly in an old font is wrong everywhere.
pub const MAX_FINDINGS: usize = 200;

/// One place that does not read as meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// What stands there.
    pub what: Suspect,
}

/// What may be wrong with a piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suspect {
    /// Words in the encoding of the TCVN3 (ABC) fonts such as .VnTime.
    Tcvn3 {
        /// As it stands.
        found: String,
        /// As it should read; `None` where it cannot be decoded.
        meant: Option<String>,
    },
    /// Words in the encoding of the VNI fonts.
    Vni {
        /// As it stands.
        found: String,
        /// As it should read; `None` where it cannot be decoded.
        meant: Option<String>,
    },
    /// UTF-8 or windows-1258 read as windows-1252 or Latin-1.
    Mojibake {
        /// As it stands.
        found: String,
        /// As it should read; `None` where letters are missing.
        meant: Option<String>,
    },
    /// A word with U+FFFD or `?` where letters were lost.
    Lost {
        /// The word.
        found: String,
    },
    /// A sign without a meaning of its own: it shows only with the font it was made for.
    PrivateUse(char),
    /// A sign without width, or a soft hyphen, inside text that does not need it.
    ZeroWidth(char),
    /// A sign that turns the direction of reading.
    Bidi(char),
    /// A control character other than tab and line ends, U+2028, U+2029, a U+FEFF inside, a
    /// code that is no character.
    Control(char),
    /// A letter or digit that looks like a Latin one.
    Homoglyph {
        /// The first of them in its word; the finding's range covers the whole run.
        found: char,
        /// The Latin letter or digit it looks like.
        latin: char,
    },
    /// More marks on a letter than Vietnamese uses, or marks without a letter.
    StackedMarks {
        /// The letter, if any, and its marks.
        found: String,
    },
}

/// What a sign that cannot be seen is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignName {
    /// In Vietnamese, without the code.
    pub vi: &'static str,
    /// In English, without the code.
    pub en: &'static str,
}

impl Suspect {
    /// Whether the text must not be published like this; what does not refuse warns.
    pub fn refuses(&self) -> bool {
        match self {
            Suspect::Tcvn3 { .. } | Suspect::Vni { .. } => true,
            Suspect::Mojibake { meant, .. } => meant.is_some(),
            Suspect::Lost { found } => found.contains(char::REPLACEMENT_CHARACTER),
            Suspect::PrivateUse(_) | Suspect::Control(_) => true,
            Suspect::Bidi(sign) => signs::turns_text(*sign),
            Suspect::ZeroWidth(_) | Suspect::Homoglyph { .. } | Suspect::StackedMarks { .. } => {
                false
            }
        }
    }

    /// The name of a sign nobody sees, to be shown beside its code.
    pub fn sign_name(sign: char) -> SignName {
        signs::name(sign)
    }
}

/// Whether nothing of a text is to be seen: no sign at all, or only such as do not show.
pub fn shows_nothing(text: &str) -> bool {
    text.chars()
        .all(|sign| sign.is_whitespace() || signs::is_unseen(sign))
}

/// Everything suspect in a text, sorted by place, at most [`MAX_FINDINGS`].
///
/// The text may be Markdown or YAML, NFC or NFD; its byte-order mark has been taken off. Takes time
/// linear in the text; a text of plain Vietnamese is only looked over.
pub fn find(text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut seen = line::Evidence::default();
    let mut at = 0;
    while let Some(place) = scan::next_suspicious(text, at) {
        let Some(line) = Line::around(text, place) else {
            break;
        };
        line.look(Trust::default(), &mut seen, &mut found);
        at = line.end();
        if found.len() >= MAX_FINDINGS {
            break;
        }
    }
    let trust = seen.trust();
    if trust != Trust::default() {
        found.clear();
        for line in Line::all(text) {
            line.look(trust, &mut line::Evidence::default(), &mut found);
            if found.len() >= MAX_FINDINGS {
                break;
            }
        }
    }
    found.truncate(MAX_FINDINGS);
    found
}
