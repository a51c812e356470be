//! How a line falls into tokens, and a token into words.

use crate::text::suspect::signs::{is_letter, is_mark};

/// What stands between spaces; U+0085 and U+00A0 may be half a garbled letter.
pub(super) fn tokens(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_space = |sign: char| sign.is_whitespace() && !matches!(sign, '\u{85}' | '\u{A0}');
    let mut at = 0;
    line.split(is_space).filter_map(move |token| {
        let start = at;
        at += token.len();
        at += line[at..].chars().next().map_or(0, char::len_utf8);
        (!token.is_empty()).then_some((start, token))
    })
}

/// Adds the words of a token, which starts at a byte of its line, that hold a sign above ASCII and none above Latin-1.
pub(super) fn in_latin1(at: usize, token: &str, words: &mut Vec<(usize, usize)>) {
    if token.is_ascii() {
        return;
    }
    let mut start = None;
    let mut before = ' ';
    let mut previous = ' ';
    for (index, sign) in token.char_indices().chain([(token.len(), ' ')]) {
        let inside =
            is_letter(sign) || is_mark(sign) || matches!(sign, '\u{A1}'..='\u{BF}' | '×' | '÷');
        match start {
            None if inside => {
                start = Some(index);
                before = previous;
            }
            Some(from) if !inside => {
                start = None;
                let word = &token[from..index];
                // 5µm, 20×30, 25°C: signs of measures.
                let is_measure = before.is_ascii_digit() && !word.starts_with(is_letter);
                if !word.is_ascii()
                    && !is_measure
                    && !is_unit(word)
                    && word.chars().all(|sign| sign <= '\u{FF}')
                {
                    words.push((at + from, at + index));
                }
            }
            _ => {}
        }
        previous = sign;
    }
}

fn is_unit(word: &str) -> bool {
    word.strip_prefix('µ').is_some_and(|unit| {
        matches!(
            unit,
            "m" | "g" | "l" | "L" | "s" | "M" | "A" | "V" | "F" | "mol"
        )
    })
}
