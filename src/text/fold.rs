//! Text without marks: what people type on a phone, and what two spellings have in common.

use crate::text::nfc;
use std::ops::RangeInclusive;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// Lower case, without tone and quality marks, đ as d: "Chè Đường" becomes "che duong".
///
/// Only the eight combining marks of Vietnamese are dropped; other scripts keep theirs.
pub fn fold(text: &str) -> String {
    let table = TABLE.get_or_init(table);
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match table.get(sign as usize) {
            Some(Some(folded)) => out.push(*folded),
            // Marks of their own join with what stands before and after.
            _ => return composed(text),
        }
    }
    out
}

/// What single letters of Latin script and the signs between words become, by their number in Unicode;
/// `None` for marks, for other scripts and for the few that become more than one sign.
static TABLE: OnceLock<Vec<Option<char>>> = OnceLock::new();

/// First of the combining marks; what stands before them joins with nothing.
const MARKS: char = '\u{300}';
/// Letters composed of others, Vietnamese among them.
const COMPOSED: RangeInclusive<char> = '\u{1e00}'..='\u{1eff}';
/// Dashes, quotation marks, the ellipsis.
const BETWEEN: RangeInclusive<char> = '\u{2010}'..='\u{2027}';

fn table() -> Vec<Option<char>> {
    let one = |sign: char| {
        let stands_alone = sign < MARKS || COMPOSED.contains(&sign) || BETWEEN.contains(&sign);
        if !stands_alone {
            return None;
        }
        let folded = composed(sign.encode_utf8(&mut [0; 4]));
        let mut signs = folded.chars();
        let first = signs.next()?;
        signs.next().is_none().then_some(first)
    };
    let all = 0..=u32::from(*BETWEEN.end());
    all.map(|number| char::from_u32(number).and_then(one))
        .collect()
}

/// Any text, sign by sign.
fn composed(text: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Every sign alone, and between letters and marks that could join with it.
    #[test]
    fn the_table_says_what_the_long_way_says() {
        for number in 0..=0x3000 {
            let Some(sign) = char::from_u32(number) else {
                continue;
            };
            for text in [
                format!("{sign}"),
                format!("a{sign}E{sign}"),
                format!("{sign}\u{301}{sign}"),
                format!("\u{327}{sign}\u{302}x"),
            ] {
                assert_eq!(fold(&text), composed(&text), "{text:?}");
            }
        }
        assert_eq!(fold("Chè ĐƯỜNG – “Ụ” 한글 ﬁ"), "che duong – “u” 한글 ﬁ");
    }
}
