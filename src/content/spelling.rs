//! Two spellings of one name: hòa and hoà.

use unicode_normalization::UnicodeNormalization;

/// What the spellings of a name have in common: lower case, and each syllable's tone behind its letters,
/// so that where the tone was put does not count, and which tone it is does.
pub(super) fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let mut tones = String::new();
        for sign in word.nfd().flat_map(char::to_lowercase) {
            match sign {
                '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tones.push(sign),
                letter => out.push(letter),
            }
        }
        out.push_str(&tones);
        out.push(' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn the_place_of_a_tone_does_not_count_and_the_tone_does() {
        assert_eq!(key("Huyện Hoằng Hóa"), key("huyện  Hoằng Hoá"));
        assert_eq!(key("thủy"), key("thuỷ"));
        assert_ne!(key("Hoằng Phú"), key("Hoằng Phụ"));
        assert_ne!(key("Ba Tơ"), key("Ba Tô"));
    }
}
