//! Under which letter a name stands in an alphabetical index.

use unicode_normalization::UnicodeNormalization;

/// A heading and its part of an address, which is how the letter is typed in Telex.
///
/// Rule: the index headings for Vietnamese of Unicode CLDR, `vi.xml`: A Ă Â B C D Đ E Ê F … Z; the last is for all else.
pub const HEADINGS: [(&str, &str); 34] = [
    ("A", "a"),
    ("Ă", "aw"),
    ("Â", "aa"),
    ("B", "b"),
    ("C", "c"),
    ("D", "d"),
    ("Đ", "dd"),
    ("E", "e"),
    ("Ê", "ee"),
    ("F", "f"),
    ("G", "g"),
    ("H", "h"),
    ("I", "i"),
    ("J", "j"),
    ("K", "k"),
    ("L", "l"),
    ("M", "m"),
    ("N", "n"),
    ("O", "o"),
    ("Ô", "oo"),
    ("Ơ", "ow"),
    ("P", "p"),
    ("Q", "q"),
    ("R", "r"),
    ("S", "s"),
    ("T", "t"),
    ("U", "u"),
    ("Ư", "uw"),
    ("V", "v"),
    ("W", "w"),
    ("X", "x"),
    ("Y", "y"),
    ("Z", "z"),
    ("#", "khac"),
];

/// Index into [`HEADINGS`] of a name: tones do not count, the marks of ă â đ ê ô ơ ư do.
pub fn heading(name: &str) -> usize {
    let first = name.chars().find(|sign| sign.is_alphanumeric());
    let letter: String = first
        .into_iter()
        .flat_map(char::to_uppercase)
        .nfd()
        .filter(|sign| {
            !matches!(
                sign,
                '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'
            )
        })
        .nfc()
        .collect();
    HEADINGS
        .iter()
        .position(|(known, _)| *known == letter)
        .unwrap_or(HEADINGS.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tones_do_not_move_a_name_and_letters_do() {
        for (name, wanted) in [
            ("Ấm trà", "Â"),
            ("ớt bột", "Ơ"),
            ("Đũa", "Đ"),
            ("“Á Đông”", "A"),
            ("36 phố", "#"),
            ("", "#"),
            ("Ýên", "Y"),
        ] {
            assert_eq!(HEADINGS[heading(name)].0, wanted, "{name}");
        }
    }
}
