//! Letters of another alphabet that stand in a Latin word because they look the same.

use unicode_normalization::UnicodeNormalization;

use crate::text::suspect::signs::{is_latin, is_letter, is_mark};
use crate::text::suspect::{Finding, Suspect, syllable};

/// The disguised letters of one line, one finding a word.
pub(super) fn find(line: &str, offset: usize, found: &mut Vec<Finding>) {
    if line.is_ascii() {
        return;
    }
    let mut east_asian = None;
    let mut start = None;
    for (at, sign) in line.char_indices().chain([(line.len(), ' ')]) {
        let inside = is_letter(sign) || is_mark(sign) || sign.is_numeric();
        match start {
            None if inside => start = Some(at),
            Some(from) if !inside => {
                start = None;
                let word = line.get(from..at).unwrap_or_default();
                if word.is_ascii() {
                    continue;
                }
                let in_width =
                    || *east_asian.get_or_insert_with(|| line.chars().any(is_east_asian));
                if let Some(finding) = judge(word, offset + from, in_width) {
                    found.push(finding);
                }
            }
            _ => {}
        }
    }
}

fn judge(word: &str, start: usize, east_asian: impl FnOnce() -> bool) -> Option<Finding> {
    if let Some(eth) = eth_for_d(word) {
        return Some(Finding {
            start,
            end: start + eth.0.len_utf8(),
            what: Suspect::Homoglyph {
                found: eth.0,
                latin: eth.1,
            },
        });
    }
    let mut latin = 0;
    let (mut foreign, mut alike) = (0, 0);
    let (mut wide, mut drawn) = (0, 0);
    for (at, sign) in word.char_indices() {
        match sign {
            sign if is_latin(sign) => latin += 1,
            '\u{370}'..='\u{52F}' => {
                foreign += 1;
                alike += usize::from(looks_like(sign, at == 0).is_some());
            }
            '\u{FF10}'..='\u{FF5A}' => wide += 1,
            '\u{1D400}'..='\u{1D7FF}' => drawn += 1,
            _ => {}
        }
    }
    let mixed = latin > 0 && alike > 0 && (alike == foreign || latin >= foreign);
    let styled = drawn > 1 || (drawn > 0 && latin > 0);
    if !(mixed || styled || (wide > 0 && !east_asian())) {
        return None;
    }
    let mut odd = word
        .char_indices()
        .filter_map(|(at, sign)| Some((at, sign, looks_like(sign, at == 0)?)));
    let (first_at, first, like) = odd.next()?;
    let (last_at, last) = odd
        .next_back()
        .map_or((first_at, first), |(at, sign, _)| (at, sign));
    Some(Finding {
        start: start + first_at,
        end: start + last_at + last.len_utf8(),
        what: Suspect::Homoglyph {
            found: first,
            latin: like,
        },
    })
}

/// Old converters wrote đ as the Icelandic ð: `Ðà Nẵng`.
fn eth_for_d(word: &str) -> Option<(char, char)> {
    let first = word.chars().next()?;
    let letter = match first {
        'Ð' | 'Ɖ' => 'Đ',
        'ð' | 'ɖ' => 'đ',
        _ => return None,
    };
    let rest = word.strip_prefix(first)?;
    let meant: String = std::iter::once(letter).chain(rest.chars()).nfc().collect();
    syllable::is_plausible(&meant).then_some((first, letter))
}

/// The Latin letter a sign looks like. Greek signs of formulas (μm, kΩ, ρgh) do not count.
fn looks_like(sign: char, first: bool) -> Option<char> {
    Some(match sign {
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' | 'Ϲ' => 'C',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' | 'Ӏ' => 'I',
        'Ј' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'Х' | 'Χ' => 'X',
        'У' | 'Υ' | 'Ү' => 'Y',
        'Ζ' => 'Z',
        'а' => 'a',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' => 'e',
        'һ' => 'h',
        'і' => 'i',
        'ј' => 'j',
        'ԛ' => 'q',
        'о' | 'ο' => 'o',
        'р' => 'p',
        'ѕ' => 's',
        'х' => 'x',
        'у' | 'ү' => 'y',
        'ѵ' => 'v',
        'ԝ' => 'w',
        'ν' if !first => 'v',
        'ρ' if !first => 'p',
        'ι' if !first => 'i',
        'κ' if !first => 'k',
        'υ' if !first => 'u',
        '\u{FF10}'..='\u{FF5A}' | '\u{1D400}'..='\u{1D7FF}' => std::iter::once(sign)
            .nfkc()
            .next()
            .filter(char::is_ascii_alphanumeric)?,
        _ => return None,
    })
}

fn is_east_asian(sign: char) -> bool {
    matches!(sign, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
