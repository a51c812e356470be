//! Words in which letters were lost and a sign was put in their place.

use crate::text::suspect::signs::{is_letter, is_mark};
use crate::text::suspect::syllable;

/// The bytes of the words of a token that hold U+FFFD or a question mark for a letter.
pub(super) fn in_token(token: &str, quoted_code: bool, next: Option<char>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    // U+FFFD begins with 0xEF.
    if !token.bytes().any(|byte| matches!(byte, b'?' | 0xEF)) {
        return found;
    }
    let questions = !quoted_code && is_prose(token);
    let mut start = None;
    for (at, sign) in token.char_indices().chain([(token.len(), ' ')]) {
        let inside = is_letter(sign)
            || is_mark(sign)
            || sign == char::REPLACEMENT_CHARACTER
            || (questions && sign == '?');
        match start {
            None if inside => start = Some(at),
            Some(from) if !inside => {
                start = None;
                let word = token.get(from..at).unwrap_or_default();
                let next = if at == token.len() { next } else { Some(sign) };
                if word.contains(char::REPLACEMENT_CHARACTER) {
                    found.push((from, at));
                } else if is_lost(word, next) {
                    found.push((from, from + word.len()));
                }
            }
            _ => {}
        }
    }
    found
}

/// Addresses, queries, patterns and code hold question marks that mean something.
fn is_prose(token: &str) -> bool {
    !token.contains("://")
        && !token.contains([
            '/', '\\', '=', '&', '<', '>', '{', '}', '[', ']', '|', '$', '#', '%', '*', '`', '+',
            '^', '@', '_',
        ])
}

fn is_lost(word: &str, next: Option<char>) -> bool {
    let marks = word.chars().filter(|sign| *sign == '?').count();
    if marks == 0 || word.len() == marks {
        return false;
    }
    let pieces: Vec<&str> = word.split('?').filter(|piece| !piece.is_empty()).collect();
    let ends_lost = word.ends_with('?');
    // `nghỉ?Vì`: only the space was forgotten.
    let inner = pieces.windows(2).any(|pair| {
        let [left, right] = pair else { return false };
        let small = right.chars().all(char::is_lowercase);
        small
            && ((syllable::is_onset(left) && one_case(left) && syllable::is_coda(right))
                || (right.len() < 3
                    && !has_vowel(right)
                    && syllable::is_coda(right)
                    && has_marked(left)))
    });
    // `ch? xanh`, but not `bao nhiêu kg?`
    let final_one = ends_lost
        && next == Some(' ')
        && pieces
            .last()
            .is_some_and(|left| left.len() > 1 && one_case(left) && syllable::is_onset(left));
    inner || final_one
}

/// `Ph`, `ph`, not `PH` or `pH`.
fn one_case(left: &str) -> bool {
    left.chars().skip(1).all(char::is_lowercase)
}

fn has_vowel(piece: &str) -> bool {
    piece.contains(['a', 'e', 'i', 'o', 'u', 'y']) || !piece.is_ascii()
}

/// A piece such as `nư` of `nư?c`, which could not end before a question.
fn has_marked(left: &str) -> bool {
    !left.is_ascii()
}
