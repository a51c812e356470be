//! Whether a text is composed already, as nearly every text of content is.

/// Whether all signs of a text are such as no composing changes, seen by their bytes alone: below U+0300,
/// where the combining marks begin, the composed letters of U+1E00 to U+1EFF, Vietnamese among them, and the
/// dashes and quotation marks of U+2010 to U+203F. No says nothing: the text may be composed all the same.
pub fn is_plainly_composed(text: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let fits = match byte {
            0..=0xCB => true,
            0xE1 => matches!(bytes.next(), Some(0xB8..=0xBB)),
            0xE2 => bytes.next() == Some(0x80) && matches!(bytes.next(), Some(0x90..=0xBF)),
            _ => false,
        };
        if !fits {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

    /// Each sign between two others, whatever they are.
    #[test]
    fn what_is_called_composed_stays_as_it_is() {
        let mut called = 0;
        for sign in (0..=0x2_FFFF).filter_map(char::from_u32) {
            let text = format!("e{sign}ọ");
            if is_plainly_composed(&text) {
                called += 1;
                assert_eq!(is_nfc_quick(text.chars()), IsNormalized::Yes, "{text:?}");
                assert_eq!(text.nfc().collect::<String>(), text);
            }
        }
        assert_eq!(called, 0x300 + 0x100 + 0x30);
        assert!(is_plainly_composed("Rượu nếp cẩm – “Ụ”"));
        assert!(!is_plainly_composed("Ru\u{31b}\u{323}u"));
    }
}
