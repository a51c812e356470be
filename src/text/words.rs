//! The words of a text, as search knows them.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Runs of letters and digits in lower case and NFC, in their order: "ST25, hộp (200 g)" gives
/// `st25`, `hộp`, `200`, `g`. Marks and the author's tone placement stay.
pub fn words(text: &str) -> Vec<String> {
    // Content is kept in NFC; composing what is composed takes most of the time.
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => parted(text.chars()),
        _ => parted(text.nfc()),
    }
}

fn parted(signs: impl Iterator<Item = char>) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for sign in signs.flat_map(char::to_lowercase) {
        // A mark that joins with nothing belongs to its letter.
        if sign.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&sign) {
            word.push(sign);
        } else if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}
