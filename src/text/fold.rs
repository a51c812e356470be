//! Text without marks: what people type on a phone, and what two spellings have in common.

use crate::text::nfc;
use unicode_normalization::UnicodeNormalization;

/// Lower case, without tone and quality marks, đ as d: "Chè Đường" becomes "che duong".
///
/// Only the eight combining marks of Vietnamese are dropped; other scripts keep theirs.
pub fn fold(text: &str) -> String {
    text.nfd()
        .filter(|sign| !is_vietnamese_mark(*sign))
        .map(|sign| match sign {
            'đ' | 'Đ' => 'd',
            other => other,
        })
        .flat_map(char::to_lowercase)
        .nfc()
        .collect()
}

fn is_vietnamese_mark(sign: char) -> bool {
    matches!(
        sign,
        '\u{300}'
            | '\u{301}'
            | '\u{303}'
            | '\u{309}'
            | '\u{323}'
            | '\u{302}'
            | '\u{306}'
            | '\u{31B}'
    )
}

/// NFC without white space around it: how every text of content is kept.
pub fn clean(text: &str) -> String {
    let text = text.trim();
    if nfc::is_plainly_composed(text) {
        text.to_owned()
    } else {
        text.nfc().collect()
    }
}
