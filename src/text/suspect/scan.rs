//! A quick look for bytes that honest Vietnamese does not hold; most texts need no other.
//!
//! Each rule is three sets of bytes: the byte before, a byte, the byte after. A rule is a bit, a
//! set a bit in a table, so that all rules are tried at once and without a branch. The rules may
//! point at honest text (a café, a question mark): the line is then read closely, nothing more.

type Table = [u16; 256];

const LETTER_SIGN: u16 = 1 << 0;
const CONTROL_OR_SCRIPT: u16 = 1 << 1;
const OTHER_E1: u16 = 1 << 2;
const PUNCTUATION: u16 = 1 << 3;
const FORMAT: u16 = 1 << 4;
const RARE_SIGN: u16 = 1 << 5;
const SIGN_INSIDE: u16 = 1 << 6;
const CAPITAL_INSIDE: u16 = 1 << 7;
const FOREIGN: u16 = 1 << 8;
const AFTER_A_E: u16 = 1 << 9;
const AFTER_O_U: u16 = 1 << 10;
const EURO_AFTER_A: u16 = 1 << 11;
const LAST_PLANES: u16 = 1 << 12;
const LAST_THREES: u16 = 1 << 13;
const AFTER_CAPITAL_A: u16 = 1 << 14;
/// Fillers of Korean (E3 85) and Braille (E2 A0).
const FILLER: u16 = 1 << 15;

const fn tables() -> (Table, Table, Table) {
    let (mut before, mut here, mut after) = ([0; 256], [0; 256], [0; 256]);
    let mut index = 0;
    while index < 256 {
        let byte = index as u8;
        before[index] = before_byte(byte);
        here[index] = here_byte(byte);
        after[index] = after_byte(byte);
        index += 1;
    }
    (before, here, after)
}

const fn before_byte(byte: u8) -> u16 {
    let mut rules = CONTROL_OR_SCRIPT | OTHER_E1 | FORMAT | RARE_SIGN | FOREIGN;
    rules |= LAST_PLANES | LAST_THREES | FILLER;
    if byte.is_ascii_alphabetic() {
        rules |= LETTER_SIGN;
    }
    if byte == 0xE2 {
        rules |= PUNCTUATION;
    }
    if byte >= 0x80 && byte < 0xC0 {
        rules |= SIGN_INSIDE | AFTER_O_U;
    }
    if byte.is_ascii_lowercase() {
        rules |= CAPITAL_INSIDE;
    }
    if matches!(byte, b'a' | b'e' | b'A' | b'E') {
        rules |= AFTER_A_E;
    }
    if matches!(byte, b'o' | b'u' | b'y' | b'O' | b'U' | b'Y') {
        rules |= AFTER_O_U;
    }
    if byte == 0xA2 {
        rules |= EURO_AFTER_A;
    }
    // The end of Ã, after which a quotation mark or `š` may be the other half of a letter.
    if byte == 0x83 {
        rules |= AFTER_CAPITAL_A;
    }
    rules
}

const fn here_byte(byte: u8) -> u16 {
    match byte {
        0x80 => CONTROL_OR_SCRIPT | PUNCTUATION,
        0xC2 => CONTROL_OR_SCRIPT | LETTER_SIGN | RARE_SIGN | SIGN_INSIDE,
        0xC3 => CONTROL_OR_SCRIPT | CAPITAL_INSIDE | FOREIGN | AFTER_A_E | AFTER_O_U,
        0xE1 => CONTROL_OR_SCRIPT | OTHER_E1,
        0xC5 | 0xCB => CONTROL_OR_SCRIPT | AFTER_CAPITAL_A,
        0xE2 => CONTROL_OR_SCRIPT | FORMAT | EURO_AFTER_A | AFTER_CAPITAL_A | FILLER,
        0xE3 => CONTROL_OR_SCRIPT | FILLER,
        0xEF => CONTROL_OR_SCRIPT | LAST_THREES,
        0xF0 => CONTROL_OR_SCRIPT | LAST_PLANES,
        _ => CONTROL_OR_SCRIPT,
    }
}

const fn after_byte(byte: u8) -> u16 {
    let mut rules = AFTER_CAPITAL_A;
    match byte {
        b'\t' | b'\n' | b'\r' => {}
        // What was lost is a question mark, too.
        0..0x20 | 0x7F | b'?' => rules |= CONTROL_OR_SCRIPT,
        // Combining marks, Greek, Cyrillic and what is written from right to left.
        0xCC..=0xDF | 0xE0 | 0xEE | 0xF1..=0xF4 => rules |= CONTROL_OR_SCRIPT,
        _ => {}
    }
    if byte != 0xBA && byte != 0xBB {
        rules |= OTHER_E1;
    }
    if matches!(byte, 0x8B..=0x8F | 0xA8..=0xAE) {
        rules |= PUNCTUATION;
    }
    if byte == 0x81 {
        rules |= FORMAT;
    }
    if byte == 0x82 {
        rules |= EURO_AFTER_A;
    }
    if !matches!(byte, 0xA0 | 0xB0 | 0xB2 | 0xB3) {
        rules |= LETTER_SIGN;
    }
    if byte != 0xA0 {
        rules |= SIGN_INSIDE;
    }
    if !matches!(
        byte,
        0xA0 | 0xA7 | 0xA9 | 0xAB | 0xAE | 0xB0..=0xB3 | 0xB5 | 0xB7 | 0xB9 | 0xBB..=0xBE
    ) {
        rules |= RARE_SIGN;
    }
    match byte {
        0x80..=0x9F => rules |= CAPITAL_INSIDE,
        0xA0..=0xBF => rules |= AFTER_A_E,
        _ => {}
    }
    if matches!(byte, 0x95 | 0x99 | 0xB5 | 0xB9) {
        rules |= AFTER_O_U;
    }
    // Letters of U+00C0 to U+00FF that Vietnamese does not use; é and the like stay out.
    if matches!(
        byte,
        0x84..=0x87 | 0x8B | 0x8E..=0x91 | 0x96 | 0x98 | 0x9B | 0x9C | 0x9E | 0x9F
            | 0xA4..=0xA7 | 0xAB | 0xAE..=0xB1 | 0xB6..=0xB8 | 0xBB | 0xBC | 0xBE | 0xBF
    ) {
        rules |= FOREIGN;
    }
    // Behind EF stand forms of presentation, choosers of them, and signs that do not show.
    rules |= LAST_THREES;
    if matches!(byte, 0x85 | 0xA0) {
        rules |= FILLER;
    }
    // Signs of music, and of shorthand, among which some do not show.
    if matches!(byte, 0x9B | 0x9D) {
        rules |= LAST_PLANES;
    }
    rules
}

static TABLES: (Table, Table, Table) = tables();

/// The first place from `start`, which is at a line's start, where a rule holds. The place lies in
/// the line of what the rule points at.
pub(super) fn next_suspicious(text: &str, start: usize) -> Option<usize> {
    const STRIDE: usize = 64;
    let bytes = text.as_bytes();
    let (before, here, after) = &TABLES;
    // The two bytes before the text count as spaces.
    let mut last = [b' ', b' '];
    let mut at = start;
    for block in bytes.get(start..)?.chunks(STRIDE) {
        let mut rules = 0;
        let [mut first, mut second] = last;
        for &third in block {
            rules |=
                before[usize::from(first)] & here[usize::from(second)] & after[usize::from(third)];
            (first, second) = (second, third);
        }
        if rules != 0 {
            let [mut first, mut second] = last;
            for (index, &third) in block.iter().enumerate() {
                let holds = before[usize::from(first)]
                    & here[usize::from(second)]
                    & after[usize::from(third)];
                if holds != 0 {
                    return Some(at + index);
                }
                (first, second) = (second, third);
            }
        }
        last = [first, second];
        at += block.len();
    }
    None
}
