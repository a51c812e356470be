//! UTF-8 that was read as windows-1252, windows-1258 or Latin-1.

use unicode_normalization::UnicodeNormalization;

use crate::text::suspect::signs::{is_letter, is_mark};
use crate::text::suspect::syllable;

/// A word that was decoded wrongly.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Garbled {
    /// First byte in the token.
    pub(super) start: usize,
    /// The byte after the last.
    pub(super) end: usize,
    /// What it says, where nothing is missing.
    pub(super) meant: Option<String>,
}

/// What the circumstances allow.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Around {
    /// Other words of the text are garbled, so that doubtful ones are, too.
    pub(super) trusted: bool,
    /// A French quotation has been opened: `»` may close it.
    pub(super) in_guillemets: bool,
}

/// Text garbled more often than this is not decoded to its end.
const MOST_TIMES: usize = 3;

/// The garbled word in a token without spaces (no-break ones aside), if there is one.
pub(super) fn read(token: &str, around: Around) -> Option<Garbled> {
    read_again(token, around, MOST_TIMES)
}

fn read_again(token: &str, around: Around, times: usize) -> Option<Garbled> {
    if times == 0 || !could_be_garbled(token) {
        return None;
    }
    let signs: Vec<(usize, char)> = token.char_indices().collect();
    let parts = parts(&signs, token.len());
    let first = parts.iter().position(|part| part.signs > 1)?;
    let word = Word::of(&parts, first);
    if !proved(&word, &signs, around) {
        return None;
    }
    let start = word.parts.first()?.start;
    let end = word.parts.last()?.end;
    let complete = word
        .parts
        .iter()
        .all(|part| part.signs > 1 || !matches!(part.sign, 'Ã' | 'Ä' | 'Å' | 'Æ' | 'Â' | 'Ă'));
    let mut meant = word.text();
    if let Some(deeper) = read_again(&meant, around, times - 1) {
        let deeper_text = deeper.meant.unwrap_or_default();
        meant.replace_range(deeper.start..deeper.end, &deeper_text);
    }
    Some(Garbled {
        start,
        end,
        meant: (complete && !meant.is_empty()).then(|| meant.nfc().collect()),
    })
}

/// Whether some sign could be the first byte of a character and the next its second.
fn could_be_garbled(token: &str) -> bool {
    let mut after_lead = false;
    for sign in token.chars() {
        if sign.is_ascii() {
            after_lead = false;
            continue;
        }
        let byte = byte(sign).unwrap_or_default();
        if after_lead && (0x80..0xC0).contains(&byte) {
            return true;
        }
        after_lead = byte >= 0xC2;
    }
    token.ends_with('Ã')
}

/// One sign, or the signs of one character.
#[derive(Debug, Clone, Copy)]
struct Part {
    start: usize,
    end: usize,
    /// How many signs, 1 for what stands for itself.
    signs: usize,
    /// Where its signs begin among those of the token.
    at: usize,
    /// The character.
    sign: char,
}

fn parts(signs: &[(usize, char)], len: usize) -> Vec<Part> {
    let mut parts = Vec::with_capacity(signs.len());
    let mut at = 0;
    while let Some(&(start, sign)) = signs.get(at) {
        let (count, decoded) = character(&signs[at..]).unwrap_or((1, sign));
        let end = signs.get(at + count).map_or(len, |(next, _)| *next);
        // The space of `lÃ ` for `là` was a no-break one.
        let before = at.checked_sub(1).and_then(|before| signs.get(before));
        let lone = count == 1
            && at + 1 == signs.len()
            && sign == 'Ã'
            && before.is_some_and(|(_, before)| before.is_lowercase());
        parts.push(Part {
            start,
            end,
            signs: if lone { 2 } else { count },
            at,
            sign: if lone { 'à' } else { decoded },
        });
        at += count;
    }
    parts
}

/// The character that the first signs spell as bytes, and how many they are.
fn character(signs: &[(usize, char)]) -> Option<(usize, char)> {
    let lead = byte(signs.first()?.1)?;
    let count = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [0; 4];
    for (slot, (_, sign)) in bytes.iter_mut().zip(signs.get(..count)?) {
        *slot = byte(*sign)?;
    }
    let text = std::str::from_utf8(bytes.get(..count)?).ok()?;
    Some((count, text.chars().next()?))
}

/// The byte a sign stands for in windows-1252 or, where that has none, Latin-1.
fn byte(sign: char) -> Option<u8> {
    /// The signs of windows-1252 from 0x80; a space where Latin-1 holds.
    const HIGH: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";
    match sign {
        '\u{80}'..='\u{FF}' => u8::try_from(u32::from(sign)).ok(),
        // windows-1258 has these in the places of Ã and ð.
        'Ă' => Some(0xC3),
        'đ' => Some(0xF0),
        // The signs of windows-1252 lie here.
        '\u{152}'..='\u{2122}' if !matches!(sign, '\u{400}'..='\u{1FFF}') => {
            let place = HIGH.chars().position(|high| high == sign)?;
            u8::try_from(0x80 + place).ok()
        }
        _ => None,
    }
}

/// The parts from the first to the last that are letters or were decoded.
struct Word<'a> {
    parts: &'a [Part],
}

impl<'a> Word<'a> {
    fn of(parts: &'a [Part], first: usize) -> Word<'a> {
        let inside = |part: &Part| part.signs > 1 || is_letter(part.sign) || is_mark(part.sign);
        let before = parts[..first]
            .iter()
            .rev()
            .take_while(|part| inside(part))
            .count();
        let last = parts
            .iter()
            .rposition(|part| part.signs > 1)
            .unwrap_or(first);
        let after = parts[last + 1..]
            .iter()
            .take_while(|part| inside(part))
            .count();
        Word {
            parts: &parts[first - before..last + 1 + after],
        }
    }

    fn text(&self) -> String {
        self.parts.iter().map(|part| part.sign).collect()
    }
}

fn proved(word: &Word, signs: &[(usize, char)], around: Around) -> bool {
    // Read once for all parts: a word may be as long as the text.
    let known = std::cell::OnceCell::new();
    let is_syllable = || *known.get_or_init(|| is_vietnamese(&word.text()));
    let east_asian = word
        .parts
        .iter()
        .filter(|part| part.signs > 2 && matches!(part.sign, '\u{E00}'..='\u{EFF}' | '\u{3000}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{FF00}'..='\u{FFEF}'))
        .count();
    if east_asian > 1 {
        return true;
    }
    word.parts.iter().enumerate().any(|(index, part)| {
        if part.signs == 1 {
            return false;
        }
        let neighbour =
            |at: Option<usize>| at.and_then(|at| word.parts.get(at)).map(|part| part.sign);
        let before = neighbour(index.checked_sub(1));
        let after = neighbour(index.checked_add(1));
        let spelt: Vec<char> = signs
            .iter()
            .skip(part.at)
            .take(part.signs)
            .map(|(_, sign)| *sign)
            .collect();
        proves(part.sign, &spelt, before, after, around, &is_syllable)
    })
}

/// Whether every word could be Vietnamese, or is plain ASCII.
fn is_vietnamese(text: &str) -> bool {
    let text: String = text.nfc().collect();
    text.split(|sign: char| !is_letter(sign))
        .filter(|piece| !piece.is_empty())
        .all(|piece| piece.is_ascii() || syllable::is_plausible(piece))
}

fn proves(
    sign: char,
    spelt: &[char],
    before: Option<char>,
    after: Option<char>,
    around: Around,
    is_syllable: &dyn Fn() -> bool,
) -> bool {
    let second = spelt.get(1).copied().unwrap_or('\u{A0}');
    let last = spelt.last().copied().unwrap_or('\u{A0}');
    let goes_on = after.is_some_and(is_letter);
    let joined = goes_on || before.is_some_and(is_letter);
    let doubtful = is_closing(last);
    match sign {
        '\u{1EA0}'..='\u{1EF9}' => !(doubtful && around.in_guillemets) || around.trusted,
        'ă' | 'Ă' | 'đ' | 'Đ' | 'ĩ' | 'Ĩ' | 'ũ' | 'Ũ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' => {
            joined && (goes_on || !doubtful || around.trusted)
        }
        '\u{2010}'..='\u{2044}' | '\u{20A0}'..='\u{20BF}' => {
            matches!(second, '€' | '‚' | '\u{80}' | '\u{82}')
        }
        '\u{2100}'..='\u{2BFF}' => !is_closing(second),
        '\u{1F000}'..='\u{1FAFF}' => true,
        // The à of `lÃ`, of which the second half may be gone.
        'à' if last == '\u{A0}' || spelt.len() == 1 => {
            before.is_some_and(char::is_lowercase) || (goes_on && is_syllable())
        }
        '\u{C0}'..='\u{FF}' if matches!(last, '«' | '»' | '·' | '°') => around.trusted,
        '\u{C0}'..='\u{FF}' if doubtful => (goes_on || around.trusted) && is_syllable(),
        '\u{C0}'..='\u{FF}' => true,
        '°' | '²' | '³' | '½' | '¼' | '¾' | '±' | '®' | '©' | 'µ' | '£' | '§' | '¿' | '¡' => {
            !before.is_some_and(char::is_uppercase)
        }
        sign if is_mark(sign) => before.is_some_and(is_letter) && is_syllable(),
        _ => false,
    }
}

/// Signs that honest text puts right after a word: quotes, dashes, dots, a no-break space.
fn is_closing(sign: char) -> bool {
    matches!(
        sign,
        '“' | '”'
            | '‘'
            | '’'
            | '–'
            | '—'
            | '…'
            | '•'
            | '‚'
            | '„'
            | '†'
            | '‡'
            | '‰'
            | '‹'
            | '›'
            | '™'
            | '€'
            | '«'
            | '»'
            | '·'
            | '\u{A0}'
    )
}
